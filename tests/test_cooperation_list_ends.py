"""How lists of agreements write ends, groups and words: what is read of a cell, and what stays open."""

import io
from datetime import date

import pytest

from satudata import TableError
from satudata.cooperation import (
    Instrument,
    PartialDate,
    Phase,
    Stage,
    StageEntry,
    Term,
    Track,
    WorkMode,
    read_agreements,
)
from satudata.cooperation.lists._cells import bracketed, in_figures, length, partial_day, without_signing
from satudata.cooperation.lists._countries import country_of
from satudata.cooperation.lists._words import AGREEMENTS, meanings, several

ON = date(2026, 1, 1)


def read(text, **options):
    return read_agreements(io.BytesIO(text.encode()), on=ON, **options)


def one(**cells):
    """The one agreement of a list with these cells, and the codes of what is doubtful."""
    given = {"Mitra": "Universitas Contoh", "Negara": "Indonesia", **cells}
    found = read_agreements([{key.replace("_", " "): value for key, value in given.items()}], on=ON)
    (agreement,) = found.portfolio
    return agreement, [each.code for each in found.findings]


def ends(text, heading="Jangka Waktu", **cells):
    """The last day of an agreement that was signed on 1 March 2023, and the codes."""
    agreement, codes = one(Tanggal_MoU="1 Maret 2023", **{heading: text}, **cells)
    term = agreement.term
    last = term and (term.last_day or term.until)
    return last and str(last), codes


class TestEnds:
    @pytest.mark.parametrize(
        ("text", "last"),
        [
            ("3 (tiga) tahun dan dapat diperpanjang", "2026-02-28"),
            ("3 tahun (dapat diperpanjang)", "2026-02-28"),
            ("3 years, renewable", "2026-02-28"),
            ("3 years and may be extended by the parties", "2026-02-28"),
            ("3 tahun sejak ditandatangani", "2026-02-28"),
            ("2 tahun terhitung sejak tanggal penandatanganan", "2025-02-28"),
            ("2 years from the date of signing", "2025-02-28"),
            ("sejak ditandatangani sampai dengan 31 Desember 2026", "2026-12-31"),
            ("dua puluh empat bulan", "2025-02-28"),
            ("36 (tiga puluh enam) bulan", "2026-02-28"),
            ("2,5 tahun", "2025-08-31"),
            ("3 tahun, 6 bulan", "2026-08-31"),
            ("berlaku 4 tahun", "2027-02-28"),
            ("90 hari kalender", "2023-05-29"),
            ("5 Tahun (01/03/2023 - 28/02/2028)", "2028-02-28"),
            ("5 Tahun s.d. 28 Februari 2028", "2028-02-28"),
            ("1 Maret 2023\ns.d.\n28 Februari 2026", "2026-02-28"),
            ("3 tahun\n1 Maret 2023 - 28 Februari 2026", "2026-02-28"),
        ],
    )
    def test_in_the_column_of_the_term(self, text, last):
        assert ends(text) == (last, [])

    @pytest.mark.parametrize(
        ("text", "last"),
        [
            ("July 3, 2026", "2026-07-03"),
            ("31 Desember\n2026", "2026-12-31"),
            ("1 Maret 2023 - 31 Desember 2026", "2026-12-31"),
            ("tiga puluh satu Desember dua ribu dua puluh enam", "2026-12-31"),
            ("tiga puluh satu bulan Desember tahun dua ribu dua puluh enam (31-12-2026)", "2026-12-31"),
            ("31 Desember 2026, dapat diperpanjang", "2026-12-31"),
        ],
    )
    def test_in_the_column_of_the_last_day(self, text, last):
        assert ends(text, "Tanggal Berakhir") == (last, [])

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("1 (satu) tahun anggaran", "agreement-term-unreadable"),
            ("± 3 tahun", "agreement-term-unreadable"),
            ("3-5 tahun", "agreement-term-unreadable"),
            ("5 tahun (tiga)", "agreement-term-unreadable"),
            ("90 hari kerja", "agreement-term-unreadable"),
            ("tidak lebih dari 5 tahun", "agreement-term-unreadable"),
            ("lima tahun, diperpanjang otomatis", "agreement-end-open"),
            ("sampai proyek rampung", "agreement-end-open"),
            ("1 Maret 2023 s.d. selesai", "agreement-end-open"),
        ],
    )
    def test_what_stays_open_is_said_once(self, text, code):
        last, codes = ends(text)
        assert (last, codes) == (None, [code])

    def test_a_clause_alone_changes_no_day(self):
        assert ends("dapat diperpanjang", Tanggal_Berakhir="1 Maret 2026") == ("2026-03-01", [])

    def test_from_the_signing_and_not_from_the_start(self):
        given = {"Tanggal_MoU": "1 Februari 2023", "Tanggal_Mulai": "1 Maret 2023"}
        agreement, _ = one(**given, Jangka_Waktu="2 tahun sejak ditandatangani")
        assert agreement.term.last_day == date(2025, 1, 31)
        assert one(**given, Jangka_Waktu="2 tahun")[0].term.last_day == date(2025, 2, 28)
        assert one(Tanggal_Mulai="1 Maret 2023", Jangka_Waktu="2 tahun sejak ditandatangani")[
            0
        ].term.last_day == date(2025, 2, 28)

    def test_both_days_in_the_cell_of_the_term_are_a_start_too(self):
        agreement, codes = one(Periode="1 Jan 2025 s/d 31 Des 2025")
        assert agreement.term == Term("2025-01-01", until="2025-12-31", source=agreement.source)
        assert agreement.history == (
            StageEntry(Stage.PENANDATANGANAN, "2025-01-01", source=f"{agreement.source}, tanggal mulai"),
        )
        assert str(agreement.validity(ON)) == "habis"
        assert codes == ["agreement-signing-unknown"]

    def test_a_last_day_alone_is_no_start(self):
        assert one(Periode="s.d. 31 Des 2025")[1] == ["agreement-undated"]


class TestNumbersInWords:
    @pytest.mark.parametrize(
        ("text", "figures"),
        [
            ("satu Maret dua ribu dua puluh tiga", "1 maret 2023"),
            ("seribu sembilan ratus sembilan puluh delapan", "1998"),
            ("sebelas; sepuluh; duabelas; dua-puluh", "11; 10; 12; 20"),
            ("duanya, kesatu, puluhan", "duanya, kesatu, puluhan"),
            ("dua satu", "dua satu"),
        ],
    )
    def test_are_figures_where_they_are_one_number(self, text, figures):
        assert in_figures(text) == figures

    def test_brackets_that_repeat_a_day_agree_or_nothing_is_read(self):
        assert str(partial_day("9 Oktober 2024 (09-10-2024)")[0]) == "2024-10-09"
        assert partial_day("9 Oktober 2024 (10-10-2024)") == (None, "date-unreadable")
        assert partial_day("lima belas orang") == (None, "date-unreadable")

    def test_brackets_and_clauses(self):
        assert bracketed("(a)") == ("(a)", "")
        assert bracketed("a (b) (c)") == ("a (b) (c)", "")
        assert without_signing("tanda tangan basah") == ("tanda tangan basah", False)
        assert length("dan") is None


class TestWords:
    def test_our_own_english_words_are_read(self):
        assert meanings("track", "International cooperation") == {"internasional"}
        assert meanings("validity", "In force") == {"berlaku"}
        assert meanings("instrument", "Memorandum of Understanding") == {
            "nota_kesepahaman",
            "memorandum_saling_pengertian",
        }

    def test_an_abbreviation_in_brackets_means_the_same_alone(self):
        assert meanings("track", "SINERGI") == {"antar_lembaga"}
        assert meanings("stage", "Proses Selesai") is None

    def test_phases_in_short(self):
        assert several("phase", "pra dan pasca") == ("prabencana", "pascabencana")
        assert several("phase", "rehabilitasi/rekonstruksi") == ("pascabencana",)

    def test_every_hazard_of_a_cell(self):
        def types(text):
            agreement, _ = one(Jenis_Bencana=text)
            return sorted({code for each in agreement.positions for code in each.types})

        assert types("Banjir, Tanah Longsor") == types("Banjir dan Tanah Longsor") == ["101", "102"]
        assert types("Kebakaran Hutan dan Lahan") == ["106"]
        assert "type-name-unknown" in one(Jenis_Bencana="/")[1]
        assert types("Gempabumi/Tsunami") == ["107", "108"]
        assert types("Banjir, Rapat") == []
        assert "type-name-unknown" in one(Jenis_Bencana="Banjir, Rapat")[1]

    def test_the_way_of_work_and_full_powers(self):
        agreement, codes = one(Tanggal_MoU="1 Maret 2023", Cara_Kerja="bersama", Perlu_Surat_Kuasa="tidak")
        assert (agreement.mode, agreement.needs_full_powers, codes) == (WorkMode.BERSAMA, False, [])


class TestColumns:
    def test_a_column_of_tracks_leaves_the_paper_to_another_column(self):
        for text in (
            "Jenis Kerja Sama,Mitra,Naskah\nKSDPK,A,PKS\n",
            "Naskah,Mitra,Jenis Kerja Sama\nPKS,A,KSDPK\n",
        ):
            (agreement,) = read(text).portfolio
            assert (agreement.track, agreement.instrument) == (
                Track.ANTAR_LEMBAGA,
                Instrument.PERJANJIAN_KERJA_SAMA,
            )

    def test_a_track_among_papers_is_a_track_all_the_same(self):
        first, second = read("Jenis Kerja Sama,Mitra\nLuar Negeri,A\nPKS,B\n").portfolio
        assert (first.track, first.instrument) == (Track.INTERNASIONAL, None)
        assert (second.track, second.instrument) == (None, Instrument.PERJANJIAN_KERJA_SAMA)

    def test_a_column_of_papers_keeps_its_field(self):
        (agreement,) = read("Jenis Kerja Sama,Mitra,Naskah\nPKS,A,arsip 3\n").portfolio
        assert agreement.instrument is Instrument.PERJANJIAN_KERJA_SAMA
        assert "arsip 3" in agreement.note

    def test_what_an_agreement_has_no_place_for_is_named(self):
        found = read("Mitra,Judul,Keterangan,Unit Kerja,Logo\nA,B,diperpanjang,Biro,x\n")
        assert (found.unused, found.unknown) == (("Keterangan", "Unit Kerja"), ("Logo",))

    def test_a_column_of_signings_by_its_cells(self):
        (agreement,) = read("Mitra,TTD\nA,9 Okt 2024\n").portfolio
        assert str(agreement.signed) == "2024-10-09"
        assert read("Mitra,TTD\nA,Kepala\n").unknown == ("TTD",)

    def test_the_province_of_a_3w(self):
        (agreement,) = read("Organization,Admin 1,Admin 2\nA,Jawa Barat,Cianjur; Garut\n").portfolio
        assert [str(each.region) for each in agreement.positions] == ["32.03", "32.05"]

    def test_a_focal_point_is_a_person(self):
        found = read("Partner,Focal Point\nA,Budi\n")
        assert (found.personal, found.unknown) == (1, ())
        assert "Budi" not in repr(found)


class TestTwoPapersInARow:
    TEXT = "Mitra,MoU,,PKS,\n,Nomor,Tanggal,Nomor,Tanggal\nA,1/M,1 Jan 2023,5/P,2 Feb 2024\nB,,,6/P,3 Maret 2024\n"

    def test_the_first_is_read_and_the_other_kept_as_text(self):
        found = read(self.TEXT)
        first, second = found.portfolio
        assert (first.id, str(first.signed)) == ("1/M", "2023-01-01")
        assert first.note == "PKS Tanggal: 2 Feb 2024\nPKS Nomor: 5/P"
        assert (second.id, str(second.signed), second.note) == ("6/P", "2024-03-03", "")
        (said,) = [each for each in found.findings if each.code == "agreement-cells-kept"]
        assert said.message("en").startswith('row 3: "PKS Tanggal", "PKS Nomor" say something else')

    def test_the_same_twice_is_one(self):
        found = read("Mitra,Nama Mitra,Judul\nPT A,PT. A,B\n")
        assert found.portfolio.agreements[0].note == ""
        assert "agreement-cells-kept" not in [each.code for each in found.findings]

    def test_texts_may_be_several(self):
        found = read("Mitra,Tujuan,Ruang Lingkup,Tujuan\nA,x,y,z\n")
        assert found.portfolio.agreements[0].note == "Tujuan: x; z\nRuang Lingkup: y"
        assert "agreement-cells-kept" not in [each.code for each in found.findings]


class TestGroups:
    LIST = "No,Mitra,Jenis Naskah,Tanggal MoU\nA,{group},,\n1,Universitas Satu,PKS,1 Jan 2025\n"

    @pytest.mark.parametrize("group", ["Perguruan Tinggi", "B. KEMENTERIAN/LEMBAGA", "II. Luar Negeri"])
    def test_the_heading_of_a_group_is_no_agreement(self, group):
        found = read(self.LIST.format(group=group))
        assert [each.partners[0].name for each in found.portfolio] == ["Universitas Satu"]
        assert found.rows == 1
        (said,) = [each for each in found.findings if each.code == "agreement-group-row"]
        assert said.data["lines"] == "2"

    def test_a_name_is_a_partner(self):
        assert len(read(self.LIST.format(group="Universitas Nol")).portfolio) == 2

    def test_a_list_of_names_has_no_groups(self):
        assert len(read("No,Mitra\n1,Bank\n2,TNI\n").portfolio) == 2

    def test_one_more_cell_makes_it_an_agreement(self):
        assert len(read("Mitra,Judul,Jenis Naskah\nTNI,Latihan,\nBank,Dana,PKS\n").portfolio) == 2


class TestWhatIsSaidOfAllRows:
    TEXT = "Mitra,Tanggal MoU\nA,1 Jan 2025\n"

    @pytest.mark.parametrize(
        ("field", "text", "said"),
        [
            ("partner_kind", "negra", "perhaps negara is meant"),
            ("track", "internasionl", "perhaps Kerja Sama Internasional is meant"),
            ("phases", "prabncana", "perhaps prabencana is meant"),
            ("country", "Selandia Bru", "perhaps Selandia Baru is meant"),
            ("scope", "xyz", "there are: bilateral, regional, global, nasional"),
            ("type", "banjr", "perhaps Banjir is meant"),
            ("region", "Bogr", "perhaps Kabupaten Bogor is meant"),
            ("region", "Jawa Brat", "perhaps Jawa Barat is meant"),
            ("province", "Jawa Brat", "perhaps Jawa Barat is meant"),
        ],
    )
    def test_a_wrong_word_has_the_right_one_next_to_it(self, field, text, said):
        with pytest.raises(TableError) as refused:
            read(self.TEXT, constants={field: text})
        assert said in str(refused.value)

    def test_a_field_that_is_none_has_those_that_mean_something_next_to_it(self):
        for option in ("constants", "columns"):
            with pytest.raises(TableError, match="there are: amends, country, document, ends") as refused:
                read(self.TEXT, **{option: {"qqq": "A"}})
            assert "type," in str(refused.value)
            assert "contact" not in str(refused.value)

    def test_a_country_like_none(self):
        with pytest.raises(TableError, match=r'country cannot be read: "Xyzzyx"$'):
            read(self.TEXT, constants={"country": "Xyzzyx"})

    @pytest.mark.parametrize(
        "given",
        [
            {"partner_kind": "perguruan tinggi"},
            {"instrument": "MoA"},
            {"phases": "Pra, Saat, dan Pasca"},
            {"country": "Jepang"},
            {"title": "apa saja"},
        ],
    )
    def test_right_and_open_words_are_taken(self, given):
        assert len(read(self.TEXT, constants=given).portfolio) == 1

    def test_phases_that_are_several(self):
        (agreement,) = read(self.TEXT, constants={"phases": "pra dan pasca"}).portfolio
        assert agreement.phases == (Phase.PRABENCANA, Phase.PASCABENCANA)


def test_rows_and_row():
    found = read("Mitra,Jenis Naskah\nA,MoA\nB,MoA\nC,NDA\n")
    said = [each.message("en") for each in found.findings if each.code == "agreement-word-open"]
    assert [each.partition(":")[0] for each in said] == ["rows 2, 3", "row 4"]


def test_rows_of_several_sheets_have_the_sheet_in_front(tmp_path):
    from xlsxwriter import Workbook

    file = tmp_path / "daftar.xlsx"
    with Workbook(file) as book:
        for name in ("DN", "LN"):
            sheet = book.add_worksheet(name)
            for line, row in enumerate([["Mitra", "Jenis Naskah"], [name, "MoA"]]):
                sheet.write_row(line, 0, row)
    found = read_agreements(file, sheet="all")
    said = next(each for each in found.findings if each.code == "agreement-word-open")
    assert said.message("en").startswith("rows DN 2, LN 2: ")
    assert (said.data["sheet"], said.data["line"]) == ("DN", 2)


def test_a_month_and_a_year_are_no_exact_day():
    assert partial_day("Desember dua ribu dua puluh enam") == (PartialDate("2026-12"), None)


class TestMoreHeadings:
    @pytest.mark.parametrize(
        ("heading", "field"),
        [
            ("s/d", "ends"),
            ("Entry into Force", "starts"),
            ("Tahun MoU", "signed"),
            ("Tahun Masa Perjanjian", "term"),
            ("Form of Cooperation", "instrument"),
            ("Subject Matter", "subject"),
            ("Nama Naskah", "title"),
            ("Lembaga/Negara", "partner"),
            ("Asal Negara Lembaga", "country"),
            ("Instansi/Lembaga", "partner"),
            ("Nama Perguruan Tinggi", "partner"),
            ("Stakeholder", "partner"),
            ("Ditandatangani Oleh", "contact"),
            ("Signed by", "contact"),
            ("Nama Penanggung Jawab", "contact"),
        ],
    )
    def test_by_their_words(self, heading, field):
        assert AGREEMENTS.meaning(heading).field == field

    @pytest.mark.parametrize("heading", ["Tahun Kerja Sama", "Hasil", "Nama Dinas", "-"])
    def test_what_means_nothing(self, heading):
        assert AGREEMENTS.meaning(heading) is None

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("United States of America", "US"),
            ("Republic of Korea", "KR"),
            ("Embassy of the Kingdom of Norway", "NO"),
            ("Republik Rakyat Tiongkok", "CN"),
            ("People's Republic of China", "CN"),
            ("Federal Republic of Germany", "DE"),
            ("Democratic People's Republic of Korea", None),
            ("Korea", None),
        ],
    )
    def test_states_by_their_full_names(self, name, code):
        assert country_of(name) == code

    def test_a_place_in_front_of_a_day(self):
        assert str(partial_day("Jakarta, 9 Oktober 2024")[0]) == "2024-10-09"
        assert partial_day("tahap akhir, 2024") == (None, "date-unreadable")
        assert partial_day("Jakarta, segera") == (None, "date-unreadable")

    def test_a_year_of_signing(self):
        agreement, codes = one(Tahun_MoU="2021", Tahun_Berakhir="2024", Status="Aktif")
        assert (str(agreement.signed), str(agreement.validity(ON))) == ("2021", "habis")
        assert codes == ["agreement-status-differs"]
