"""What the laws and BNPB's own pages say of cooperation, clause by clause, and what is ours where they are silent."""

from datetime import date

import pytest

from satudata import ClosedGateError, citations
from satudata.cooperation import (
    Agreement,
    DocumentRef,
    Partner,
    Phase,
    Portfolio,
    Position,
    Report,
    ReportKind,
    Stage,
    StageEntry,
    Term,
    Termination,
    Track,
    WorkMode,
    advance,
    audit,
    checklist,
    coverage,
    is_sleeping,
    main_line,
    next_stages,
    owed,
)

NGO = Partner("Relief Abroad", "lembaga_asing_nonpemerintah", "DE")
STATE = Partner("New Zealand", "negara", "NZ")
CAMPUS = Partner("Universitas X", "perguruan_tinggi")
DAY = date(2025, 6, 1)


def kinds(id):
    return [item.kind for item in checklist(id).items]


def abroad(*events, partners=STATE, **fields):
    return Agreement(id="a", track=Track.INTERNASIONAL, partners=partners, history=events, **fields)


def entries(*stages):
    return [StageEntry(stage, date(2025, 1, number)) for number, stage in enumerate(stages, 1)]


class TestTwoTracks:
    """Kerjasama Internasional; Kerjasama Antar Lembaga.

    Sumber: BNPB, e-Cooperation on Disaster Management (menu).
    """

    def test_the_menu(self):
        assert list(Track) == [Track.INTERNASIONAL, Track.ANTAR_LEMBAGA]


class TestThreePhases:
    """Kemitraan dan kerja sama dapat dilakukan pada tahap pra bencana, tanggap darurat, dan pasca bencana.

    Sumber: BNPB, e-Cooperation on Disaster Management; UU 24/2007.
    """

    def test_in_their_order(self):
        assert [phase.value for phase in Phase] == ["prabencana", "tanggap_darurat", "pascabencana"]


class TestMakingOfATreaty:
    """Pembuatan perjanjian internasional: penjajakan, perundingan, perumusan naskah, penerimaan, penandatanganan.

    Sumber: UU 24/2000 Pasal 6.
    """

    def test_the_five_in_their_order(self):
        line = [stage.value for stage in main_line(Track.INTERNASIONAL)]
        assert line[2:7] == ["penjajakan", "perundingan", "perumusan_naskah", "penerimaan", "penandatanganan"]

    def test_the_text_may_go_back_to_the_table(self):
        """Ours: the way back from a text to its negotiation."""
        assert Stage.PERUNDINGAN in next_stages(Track.INTERNASIONAL, Stage.PERUMUSAN_NASKAH)
        assert Stage.PERUMUSAN_NASKAH in next_stages(Track.INTERNASIONAL, Stage.PENERIMAAN)


class TestConsultation:
    """Sebelum perundingan, berkonsultasi lebih dahulu dengan Menteri (Luar Negeri).

    Sumber: UU 24/2000 Pasal 5.
    """

    before = entries(Stage.USULAN, Stage.TELAAHAN, Stage.PENJAJAKAN)

    def test_no_negotiation_without_it(self):
        with pytest.raises(ClosedGateError) as caught:
            advance(abroad(), *self.before, StageEntry(Stage.PERUNDINGAN, "2025-02-01"))
        assert caught.value.missing == ("konsultasi_menteri",)

    def test_not_asked_between_institutions(self):
        inside = Agreement(id="b", track=Track.ANTAR_LEMBAGA, partners=CAMPUS)
        line = main_line(Track.ANTAR_LEMBAGA)[:-1]
        assert advance(inside, *entries(*line)).stage(DAY) is Stage.PELAKSANAAN


class TestFullPowers:
    """Surat kuasa (full powers) untuk menandatangani perjanjian; tidak untuk setiap naskah.

    Sumber: UU 24/2000 Pasal 1 angka 3.
    """

    line = entries(*main_line(Track.INTERNASIONAL)[:7])
    paper = DocumentRef("konsultasi_menteri", "a", received="2025-01-01")

    def test_no_signing_without_them(self):
        with pytest.raises(ClosedGateError) as caught:
            advance(abroad(), self.line[0], self.paper, *self.line[1:])
        assert (caught.value.gate, caught.value.missing) == ("penandatanganan", ("surat_kuasa",))

    def test_unless_the_instrument_needs_none(self):
        signed = advance(abroad(needs_full_powers=False), self.line[0], self.paper, *self.line[1:])
        assert signed.stage(DAY) is Stage.PENANDATANGANAN


class TestForeignBodies:
    """Lembaga asing menyampaikan proposal, nota kesepahaman, dan rencana kerja. Pada saat tanggap darurat, lembaga
    asing dapat langsung bekerja dengan menyampaikan daftar personil, logistik, peralatan, dan lokasi kegiatan.

    Sumber: PP 23/2008 Pasal 4.
    """

    declared = tuple(DocumentRef(kind, "a", received="2025-01-01") for kind in kinds("lembaga-asing-darurat"))

    def test_the_two_lists(self):
        assert kinds("lembaga-asing-biasa") == ["proposal", "nota_kesepahaman", "rencana_kerja"]
        assert kinds("lembaga-asing-darurat") == [
            "daftar_personil",
            "daftar_logistik",
            "daftar_peralatan",
            "lokasi_kegiatan",
        ]

    def test_from_the_proposal_to_work(self):
        body = abroad(partners=NGO, phases=Phase.TANGGAP_DARURAT)
        first, work = entries(Stage.USULAN, Stage.PELAKSANAAN)
        at_work = advance(body, first, *self.declared, work)
        assert at_work.stage(DAY) is Stage.PELAKSANAAN
        assert [item.kind for item in owed(at_work, DAY)] == kinds("lembaga-asing-biasa")

    @pytest.mark.parametrize("phases", [(), ("prabencana", "tanggap_darurat"), ("pascabencana",)])
    def test_only_in_tanggap_darurat_and_nothing_else(self, phases):
        first, work = entries(Stage.USULAN, Stage.PELAKSANAAN)
        with pytest.raises(ClosedGateError, match="stage-skipped"):
            advance(abroad(partners=NGO, phases=phases), first, *self.declared, work)

    def test_a_state_is_no_body(self):
        """Ours: which partners are bodies."""
        first, work = entries(Stage.USULAN, Stage.PELAKSANAAN)
        with pytest.raises(ClosedGateError, match="stage-skipped"):
            advance(abroad(phases="tanggap_darurat"), first, *self.declared, work)


class TestHowForeignBodiesWork:
    """Secara sendiri-sendiri, secara bersama-sama, dan/atau bersama dengan mitra kerja dari Indonesia.

    Sumber: UU 24/2007 Pasal 30.
    """

    def test_the_three(self):
        assert [mode.value for mode in WorkMode] == ["sendiri", "bersama", "dengan_mitra_indonesia"]


class TestTermination:
    """Perjanjian berakhir apabila: kesepakatan para pihak; tujuan tercapai; perubahan mendasar; pelanggaran; perjanjian
    baru; norma baru; objek hilang; merugikan kepentingan nasional.

    Sumber: UU 24/2000 Pasal 18.
    """

    def test_the_eight_and_the_expired_term(self):
        assert len(Termination) == 8 + 1
        assert list(Termination)[-1] is Termination.JANGKA_WAKTU_BERAKHIR

    def test_an_end_names_one(self):
        running = abroad(*entries(Stage.USULAN), StageEntry(Stage.PELAKSANAAN, "2025-01-02"))
        with pytest.raises(ClosedGateError, match="end-without-reason"):
            advance(running, StageEntry(Stage.BERAKHIR, "2025-02-01"))
        advance(running, StageEntry(Stage.BERAKHIR, "2025-02-01", reason=Termination.OBJEK_HILANG))


class TestContents:
    """Nota kesepahaman memuat: judul, tempat dan tanggal, identitas, maksud dan tujuan, ruang lingkup, pelaksanaan,
    jangka waktu, penghubung, adendum, penutup. PKS menambah hak dan kewajiban, keadaan kahar, penyelesaian
    perselisihan.

    Sumber: Permendagri 75/2022.
    """

    def test_ten_and_three_more(self):
        nk, pks = kinds("isi-nota-kesepahaman"), kinds("isi-perjanjian-kerja-sama")
        assert len(nk) == 10
        assert set(pks) - set(nk) == {"hak_kewajiban", "keadaan_kahar", "penyelesaian_perselisihan"}
        assert set(nk) < set(pks)

    def test_it_gates_nothing(self):
        """Ours: it is made for regional governments; which list BNPB uses is not known."""
        assert checklist("isi-nota-kesepahaman").gate is None


class TestNineLetters:
    """Bukti lembaga asing nonpemerintah: sembilan surat dan keterangan.

    Sumber: Permendagri 15/2009 Pasal 7.
    """

    def test_their_names_are_not_held(self):
        nine = checklist("bukti-lembaga-asing")
        assert (nine.stated, nine.items, nine.is_held) == (9, (), False)
        assert nine.applies_to(abroad(partners=NGO))


class TestRepeatedReports:
    """Usulan, penyusunan, telaahan, persetujuan; lalu pemantauan, evaluasi, laporan.

    Sumber: BNPB, halaman kedua e-Cooperation.
    """

    def test_reports_are_no_stages(self):
        assert not {kind.value for kind in ReportKind} & {stage.value for stage in Stage}

    def test_they_come_again_and_again_during_the_work(self):
        running = abroad(*entries(Stage.USULAN), StageEntry(Stage.PELAKSANAAN, "2025-01-02"))
        told = advance(running, *(Report(kind, "2025-03-01") for kind in (*ReportKind, *ReportKind)))
        assert len(told.reports) == 6
        assert told.stage(DAY) is Stage.PELAKSANAAN


class TestTheBureau:
    """Biro Hukum dan Kerjasama mempunyai tugas melaksanakan pengkoordinasian penyusunan peraturan perundang-undangan
    dan telaahan hukum, kerjasama dalam negeri dan kerjasama luar negeri di bidang penanggulangan bencana.

    Sumber: Perka BNPB 1/2008 Pasal 49, dikutip halaman e-Cooperation; rapat BNPB 2016-2018 (melewati biro).
    """

    def test_signing_past_it_is_accepted_and_told(self):
        past = Agreement(
            id="p",
            track=Track.ANTAR_LEMBAGA,
            partners=CAMPUS,
            history=entries(Stage.USULAN, Stage.PENYUSUNAN, Stage.PENANDATANGANAN),
        )
        assert "signed-past-bureau" in [each.code for each in audit(past, DAY)]

    def test_with_its_review_it_is_not(self):
        seen = Agreement(
            id="p",
            track=Track.ANTAR_LEMBAGA,
            partners=CAMPUS,
            history=entries(Stage.USULAN, Stage.TELAAHAN, Stage.PENANDATANGANAN),
        )
        assert [each.code for each in audit(seen, DAY)] == ["stage-skipped"]

    def test_what_is_not_recorded_is_not_judged(self):
        """Ours: a history known only from its signing says nothing about the bureau."""
        unknown = Agreement(
            id="p", track=Track.ANTAR_LEMBAGA, partners=CAMPUS, history=entries(Stage.PENANDATANGANAN)
        )
        assert [each.code for each in audit(unknown, DAY)] == ["history-begins-late"]


class TestProblemsOfThePast:
    """24 perjanjian internasional belum dipetakan; MoU menjadi sleeping document.

    Sumber: BNPB, rapat 2016-2018.
    """

    signed = StageEntry(Stage.PENANDATANGANAN, "2020-01-01")
    five = Term("2020-01-01", years=5)

    def test_what_is_not_mapped_is_one_question(self):
        many = [
            Agreement(id=str(number), track=Track.INTERNASIONAL, partners=STATE, history=[self.signed])
            for number in range(24)
        ]
        mapped = Agreement(
            id="mapped",
            track=Track.INTERNASIONAL,
            partners=STATE,
            history=[self.signed],
            positions=Position("national", "all", list(Phase)),
        )
        assert len(coverage(Portfolio([*many, mapped]), DAY, regions=["62.02"]).unmapped) == 24

    def test_so_is_what_sleeps(self):
        umbrella = abroad(self.signed, instrument="memorandum_saling_pengertian", term=self.five)
        assert is_sleeping(umbrella, date(2023, 1, 1), 12) is True


class TestMonthArithmetic:
    """9 Oktober 2024 dan tiga tahun: hari terakhir 8 Oktober 2027; tanggal yang tidak ada menjadi akhir bulan.

    Sumber: tidak ada peraturan yang ditemukan; hitungan ini pilihan pustaka.
    """

    @pytest.mark.parametrize(
        ("term", "end", "last_day"),
        [
            (Term("2024-10-09", years=3), date(2027, 10, 9), date(2027, 10, 8)),
            (Term("2024-02-29", years=5), date(2029, 2, 28), date(2029, 2, 27)),
            (Term("2024-08-31", months=6), date(2025, 2, 28), date(2025, 2, 27)),
        ],
    )
    def test_the_whole_duration_at_once(self, term, end, last_day):
        assert (term.end, term.last_day) == (end, last_day)

    def test_not_in_parts(self):
        once = Term("2024-08-31", months=7)
        parts = Term(Term("2024-08-31", months=6).end, months=1)
        assert (once.end, parts.end) == (date(2025, 3, 31), date(2025, 3, 28))


def test_no_regulation_of_bnpb_on_the_procedure_is_cited():
    assert citations.get("satudata-cooperation").certainty == "open"
    assert "no BNPB regulation" in citations.get("satudata-cooperation").note
