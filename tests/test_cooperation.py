"""Partners, terms, papers, stages and histories of cooperation: what each value is, refuses and answers."""

import copy
import hashlib
import io
import pickle
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from satudata import (
    AdminLevel,
    ClosedGateError,
    InvalidRecordError,
    RegionCode,
    UnknownCodeError,
    citations,
    cooperation,
)
from satudata._ground.paths import DEFINED_IN
from satudata.cooperation import (
    Agreement,
    Checklist,
    ChecklistItem,
    DocumentRef,
    Instrument,
    PartialDate,
    Partner,
    PartnerKind,
    Phase,
    Portfolio,
    Position,
    Report,
    Stage,
    StageEntry,
    Term,
    Termination,
    Track,
    Validity,
    advance,
    audit,
    audit_portfolio,
    check_file,
    checklist,
    checklists,
    days_in_stage,
    days_overdue,
    days_per_stage,
    elapsed_days,
    is_sleeping,
    main_line,
    may_take_emergency_path,
    needed,
    next_stages,
    owed,
    progress,
    record,
    replay,
)
from satudata.cooperation import _vocabulary as vocabulary
from satudata.cooperation._partial_dates import partial_date
from satudata.cooperation._stages import passed_over

CAMPUS = Partner("Universitas X", PartnerKind.PERGURUAN_TINGGI)
STATE = Partner("Swiss Confederation", "negara", "CH")
NGO = Partner("Relief Abroad", PartnerKind.LEMBAGA_ASING_NONPEMERINTAH, "DE")
DAY = date(2025, 6, 1)


def nk(id="nk", *events, partners=CAMPUS, **fields):
    given = {"track": "antar_lembaga", "instrument": Instrument.NOTA_KESEPAHAMAN, **fields}
    return Agreement(id=id, partners=partners, history=events, **given)


def signed(id="nk", on="2024-01-01", **fields):
    return nk(id, StageEntry("penandatanganan", on), **fields)


def codes(findings):
    return [each.code for each in findings]


VALUES = [
    PartialDate.parse("2025-11"),
    STATE,
    Term("2024-10-09", years=3, source="x"),
    DocumentRef("proposal", "a.pdf", received="2025-01-02"),
    Report("evaluasi", "2025-01-02"),
    StageEntry("usulan", "2025-01-02"),
    Position("62.02", "106", "tanggap_darurat"),
    signed(),
    Portfolio([signed(), signed("other")]),
    checklists()[0],
    progress(signed(), DAY),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
class TestValues:
    def test_equal_hashed_copied_pickled(self, value, always_equal, never_equal):
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(value, protocol)) == value
        assert copy.copy(value) == copy.deepcopy(value) == value
        assert hash(copy.deepcopy(value)) == hash(value)
        assert value == always_equal
        assert value != never_equal

    def test_it_cannot_be_changed(self, value):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, attrs.fields(type(value))[0].name, None)

    def test_its_repr_can_be_pasted(self, value):
        names = {
            **{name: getattr(cooperation, name) for name in cooperation.__all__},
            "AdminLevel": AdminLevel,
        }
        assert eval(repr(value), {**names, "RegionCode": RegionCode}) == value


class TestShopWindow:
    def test_every_name_is_there(self):
        assert set(cooperation.__all__) <= set(dir(cooperation))
        for name in cooperation.__all__:
            assert getattr(cooperation, name) is not None
            assert name in cooperation.__dict__

    def test_the_dictionary_names_them_all(self):
        context = (Path(__file__).resolve().parent.parent / "CONTEXT.md").read_text(encoding="utf-8")
        missing = [name for name in cooperation.__all__ if f"`cooperation.{name}`" not in context]
        assert not missing


class TestVocabulary:
    WORDS = tuple(
        each
        for each in vars(vocabulary).values()
        if isinstance(each, type) and DEFINED_IN.get(each) == vocabulary.__name__
    )

    @pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
    def test_every_word_has_its_label(self, words):
        for word in words:
            assert word == word.name.lower()
            assert word.label("id")
            assert word.label("en")
            assert list(words)[word.rank] is word
            assert eval(repr(word), {words.__name__: words}) is word
        assert len({word.label("id") for word in words}) == len(words)

    def test_no_label_is_left_over(self):
        tables = dict(vocabulary.words_of("satudata.cooperation"))
        tables.pop("text")
        assert {name: set(table) for name, table in tables.items()} == {
            words.__name__: set(map(str, words)) for words in self.WORDS
        }

    def test_every_text_is_used(self):
        folder = Path(cooperation.__file__).parent
        code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
        for key in vocabulary.words_of("satudata.cooperation")["text"]:
            assert f'"{key}"' in code or f"'{key}'" in code

    def test_in_force(self):
        assert [each for each in Validity if each.in_force] == [Validity.BERLAKU, Validity.AKAN_HABIS]


class TestPartialDate:
    @pytest.mark.parametrize(
        ("text", "earliest", "latest"),
        [
            ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ],
    )
    def test_bounds(self, text, earliest, latest):
        day = PartialDate.parse(text)
        assert (day.earliest, day.latest, str(day)) == (earliest, latest, text)
        assert day.is_exact is (earliest == latest)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "2025-13",
            "2025-02-30",
            "20250230",
            "2025-1",
            "25",
            "2025-1-03",
            "٢٠٢٥",
            "2025-11-03-01",
            "0000",
        ],
    )
    def test_refused(self, text):
        with pytest.raises(InvalidRecordError, match="no day, month or year; right: '2025-11-03'"):
            PartialDate.parse(text)

    def test_other_ways(self):
        assert partial_date(date(2025, 11, 3)) == partial_date("2025-11-03")
        with pytest.raises(TypeError, match="never a number"):
            partial_date(2025)
        with pytest.raises(TypeError, match="not datetime"):
            partial_date(datetime(2025, 1, 1))  # noqa: DTZ001

    def test_ordered_as_text(self):
        assert sorted(map(PartialDate, ["2025-11", "2025", "2024-12-31"])) == [
            PartialDate("2024-12-31"),
            PartialDate("2025"),
            PartialDate("2025-11"),
        ]


class TestPartner:
    def test_a_country_has_two_letters(self):
        for wrong in ("ch", "CHE", "C1", "ÇH", ""):
            with pytest.raises(InvalidRecordError, match="two capital letters"):
                Partner("Swiss Confederation", "negara", wrong)

    def test_a_state_has_one_and_others_may(self):
        with pytest.raises(InvalidRecordError, match="a state is a country"):
            Partner("Swiss Confederation", "negara")
        assert CAMPUS.country is None

    def test_a_name_is_not_blank(self):
        with pytest.raises(InvalidRecordError, match="name"):
            Partner(" ", "media")

    def test_foreign_bodies(self):
        assert NGO.is_foreign_body
        assert not STATE.is_foreign_body
        assert not CAMPUS.is_foreign_body


class TestTerm:
    def test_none_of_it_is_known(self):
        with pytest.raises(InvalidRecordError, match="a term has a start"):
            Term()
        with pytest.raises(InvalidRecordError, match="a term has a start"):
            Term(years=3)

    def test_one_end(self):
        for two in (
            {"years": 1, "until": "2026"},
            {"months": 1, "indefinite": True},
            {"until": "2026", "indefinite": True},
        ):
            with pytest.raises(InvalidRecordError, match="one end"):
                Term("2024-01-01", **two)

    @pytest.mark.parametrize("years", [-1, True, 1.5, "3"])
    def test_lengths_are_whole(self, years):
        with pytest.raises(InvalidRecordError, match="whole number"):
            Term("2024-01-01", years=years)

    @pytest.mark.parametrize("fields", [{"years": 10**30}, {"years": 9000}, {"until": "9999"}])
    def test_beyond_the_calendar(self, fields):
        with pytest.raises(InvalidRecordError, match="the calendar ends"):
            Term("2024-01-01", **fields)

    def test_it_does_not_end_before_it_starts(self):
        with pytest.raises(InvalidRecordError, match="not before the start"):
            Term("2024-01-01", until="2023")
        assert Term("2024-01-01", until="2024-01-01").last_day == date(2024, 1, 1)

    def test_half_open(self):
        term = Term("2024-10-09", years=3)
        assert term.validity(date(2024, 10, 8)) is Validity.BELUM_BERLAKU
        assert term.validity(date(2024, 10, 9)) is Validity.BERLAKU
        assert term.validity(date(2027, 4, 8)) is Validity.BERLAKU
        assert term.validity(date(2027, 4, 9)) is Validity.AKAN_HABIS
        assert term.validity(date(2027, 10, 8)) is Validity.AKAN_HABIS
        assert term.validity(date(2027, 10, 9)) is Validity.HABIS
        assert term.validity(date(2027, 4, 9), notice=0) is Validity.BERLAKU

    def test_what_is_not_known_stays_open(self):
        until = Term("2024-10-09", until="2026")
        assert until.validity(date(2025, 12, 31)) is Validity.AKAN_HABIS
        assert until.validity(date(2026, 7, 1)) is None
        assert until.validity(date(2027, 1, 1)) is Validity.HABIS
        assert (until.end, until.last_day, until.remaining(DAY)) == (None, None, None)
        begun = Term("2025-11", years=1)
        assert begun.validity(date(2025, 10, 31)) is Validity.BELUM_BERLAKU
        assert begun.validity(date(2025, 11, 15)) is None
        assert begun.validity(date(2025, 12, 1)) is Validity.BERLAKU
        assert Term("2024-01-01").validity(DAY) is None
        assert Term("2024-01-01").renewal_due() is None
        assert Term(until="2026").validity(DAY) is None
        assert Term("2024-01-01", indefinite=True).validity(date(2999, 1, 1)) is Validity.BERLAKU

    def test_remaining_and_renewal(self):
        term = Term("2024-10-09", years=3)
        assert term.remaining(date(2027, 10, 8)).days == 1
        assert term.remaining(date(2030, 1, 1)).days == 0
        assert term.renewal_due(12) == date(2026, 10, 9)
        assert Term("0001-01-01", months=1).renewal_due() == date.min

    def test_a_moment_is_no_day(self):
        with pytest.raises(TypeError, match="not datetime"):
            Term("2024-10-09", years=3).validity(datetime(2025, 1, 1))  # noqa: DTZ001


class TestDocuments:
    sha = hashlib.sha256(b"usulan").hexdigest()

    @pytest.mark.parametrize("sha", ["", "0" * 63, "A" * 64])
    def test_a_hash_is_hexadecimal(self, sha):
        with pytest.raises(InvalidRecordError, match="sha256"):
            DocumentRef("proposal", "a.pdf", sha256=sha, received="2025-01-02")

    def test_a_file_is_checked(self):
        document = DocumentRef("proposal", "a.pdf", sha256=self.sha, received="2025-01-02")
        assert check_file(document, b"usulan") is None
        assert check_file(document, io.BytesIO(b"usulan")) is None
        assert check_file(document, b"").code == "document-changed"

    def test_without_a_hash_it_cannot_be(self):
        document = DocumentRef("proposal", "a.pdf", received="2025-01-02")
        assert check_file(document, b"").code == "document-without-hash"

    def test_blank_texts(self):
        with pytest.raises(InvalidRecordError, match="not blank"):
            DocumentRef("proposal", " ", received="2025-01-02")
        with pytest.raises(InvalidRecordError, match="without one it is None"):
            Report("evaluasi", "2025-01-02", uri=" ")
        with pytest.raises(TypeError, match="a source is text"):
            Report("evaluasi", "2025-01-02", source=1)


class TestChecklists:
    def test_each_names_a_source_that_is_held(self):
        for each in checklists():
            assert citations.get(each.citation).certainty == "text"
            assert each.source.startswith(citations.get(each.citation).title)
            assert all(item.kind and item.label("id") and item.label("en") for item in each.items)

    def test_what_is_not_held_is_not_made_up(self):
        assert [each.id for each in checklists() if not each.is_held] == ["bukti-lembaga-asing"]
        assert checklist("bukti-lembaga-asing").stated == 9
        assert checklist("bukti-lembaga-asing").items == ()

    def test_unknown(self):
        with pytest.raises(UnknownCodeError, match="the checklists held are konsultasi-menteri"):
            checklist("x")

    def test_to_which_agreements_it_applies(self):
        abroad = nk(partners=STATE, track="internasional")
        by_id = {each.id: each.applies_to(abroad) for each in checklists()}
        assert [id for id, applies in by_id.items() if applies] == [
            "konsultasi-menteri",
            "kuasa-penuh",
            "isi-nota-kesepahaman",
        ]
        assert not checklist("kuasa-penuh").applies_to(attrs.evolve(abroad, needs_full_powers=False))
        assert checklist("lembaga-asing-biasa").applies_to(nk(partners=[STATE, NGO]))
        assert not checklist("isi-perjanjian-kerja-sama").applies_to(nk())

    def test_missing_as_of_a_day(self):
        draft = nk("nk", DocumentRef("judul", "a.pdf", received="2025-01"))
        contents = checklist("isi-nota-kesepahaman")
        assert "judul" in [item.kind for item in contents.missing(draft, date(2025, 1, 30))]
        assert "judul" not in [item.kind for item in contents.missing(draft, date(2025, 1, 31))]

    def test_labels(self):
        own = Checklist(
            id="own", citation="satudata-cooperation", items=(ChecklistItem("peta", "peta kerja", "map"),)
        )
        assert own.items[0].label() == "peta kerja"
        assert own.is_held
        assert own.source == citations.get("satudata-cooperation").title
        assert (
            eval(repr(checklist("lembaga-asing-biasa").path), {"Path": cooperation.Path})
            is cooperation.Path.ORDINARY
        )


class TestStages:
    def test_a_stage_of_the_other_track_leads_nowhere(self):
        assert next_stages(Track.INTERNASIONAL, Stage.PENYUSUNAN) == ()
        assert passed_over(Track.INTERNASIONAL, Stage.PENYUSUNAN, Stage.PELAKSANAAN) == ()
        assert passed_over(Track.INTERNASIONAL, Stage.USULAN, Stage.DITOLAK) == ()

    def test_first(self):
        assert next_stages("antar_lembaga", None) == (Stage.USULAN,)

    def test_passed_over(self):
        assert passed_over(Track.ANTAR_LEMBAGA, None, Stage.PENYUSUNAN) == (Stage.USULAN, Stage.TELAAHAN)


class TestPosition:
    def test_what_is_stated(self):
        position = Position("6202", ["108", "107", "108"], ["pascabencana", "prabencana"])
        assert position.region == RegionCode.parse("62.02")
        assert position.types == ("107", "108")
        assert position.phases == (Phase.PRABENCANA, Phase.PASCABENCANA)
        assert Position("national").region is AdminLevel.NATIONAL
        assert Position(AdminLevel.NATIONAL, ["all", "101"]).types == ("all",)
        assert Position(RegionCode.parse("62")).types == ()

    def test_refused(self):
        with pytest.raises(InvalidRecordError, match="states a region, types or phases"):
            Position()
        with pytest.raises(InvalidRecordError, match=r"AdminLevel\.NATIONAL for the whole"):
            Position(AdminLevel.PROVINCE)
        for wrong in ("10", "1011", "abc"):
            with pytest.raises(InvalidRecordError, match="three ASCII digits"):
                Position(None, wrong)
        with pytest.raises(TypeError, match="never a number"):
            Position(None, [101])


class TestAgreement:
    def test_refused(self):
        with pytest.raises(InvalidRecordError, match="has a partner"):
            nk(partners=[])
        with pytest.raises(InvalidRecordError, match="another agreement"):
            nk(parent="nk")
        with pytest.raises(InvalidRecordError, match="not blank"):
            nk(" ")
        for field, wrong in (("partners", ["x"]), ("positions", ["x"]), ("other_terms", ["x"])):
            with pytest.raises(TypeError, match=f"{field} holds"):
                nk(**{field: wrong})
        with pytest.raises(TypeError, match="history holds StageEntry, DocumentRef, Report, not str"):
            nk("nk", "usulan")

    def test_what_the_history_holds(self):
        document, report = DocumentRef("judul", "a", received="2025-01-01"), Report("evaluasi", "2025-03-01")
        entry = StageEntry("penandatanganan", "2025-02-01")
        agreement = nk("nk", report, document, entry)
        assert (agreement.documents, agreement.reports, agreement.entries) == (
            (document,),
            (report,),
            (entry,),
        )
        assert agreement.signed == agreement.effective == entry.on
        assert (nk().signed, nk().effective, nk().stage(DAY), nk().entry(DAY)) == (None,) * 4
        begun = nk("nk", StageEntry("pelaksanaan", "2025-02-01"))
        assert (begun.signed, str(begun.effective)) == (None, "2025-02-01")

    def test_umbrellas(self):
        assert nk().is_umbrella is True
        assert nk(instrument="perjanjian_kerja_sama").is_umbrella is False
        assert nk(instrument=None).is_umbrella is None

    def test_has_begun(self):
        assert signed(on="2025-06").has_begun(date(2025, 5, 31)) is False
        assert signed(on="2025-06").has_begun(date(2025, 6, 15)) is None
        assert signed(on="2025-06").has_begun(date(2025, 6, 30)) is True
        assert nk().has_begun(DAY) is False

    def test_validity_follows_the_history(self):
        five = Term("2024-01-01", years=5)
        assert nk(term=five).validity(DAY) is None
        assert nk("nk", StageEntry("usulan", "2024-01-01"), term=five).validity(DAY) is Validity.BELUM_BERLAKU
        assert (
            nk("nk", StageEntry("ditolak", "2024-01-01"), term=five).validity(DAY) is Validity.BELUM_BERLAKU
        )
        assert signed(term=five).validity(date(2023, 1, 1)) is Validity.BELUM_BERLAKU
        assert signed(term=five).validity(DAY) is Validity.BERLAKU
        assert signed().validity(DAY) is None
        assert signed(on="2025", term=five).validity(DAY) is None
        assert signed(term=five).is_in_force(DAY) is True
        assert signed(term=five).is_in_force(date(2029, 1, 1)) is False
        assert signed().is_in_force(DAY) is None

    def test_an_end(self):
        five = Term("2024-01-01", years=5)
        for reason, validity in (
            (Termination.JANGKA_WAKTU_BERAKHIR, Validity.HABIS),
            (Termination.PELANGGARAN, Validity.DIAKHIRI),
            (None, Validity.DIAKHIRI),
        ):
            ended = record(signed(term=five), StageEntry("berakhir", "2025-01-01", reason=reason))
            assert ended.validity(DAY) is validity
            assert ended.validity(date(2024, 12, 31)) is Validity.BERLAKU

    def test_terms_reported_differently(self):
        two = signed(term=Term("2024-01-01", until="2026"), other_terms=[Term("2024-01-01", until="2027")])
        assert two.validity(date(2025, 6, 30)) is Validity.BERLAKU
        assert two.validity(date(2025, 12, 1)) is Validity.AKAN_HABIS
        assert two.validity(date(2026, 6, 1)) is None
        assert two.validity(date(2028, 1, 1)) is Validity.HABIS

    def test_stage_line(self):
        agreement = nk("a<b", StageEntry("usulan", "2025-01-02"), StageEntry("ditarik", "2025-02-02"))
        line = agreement._repr_html_()
        assert "a&lt;b: Universitas X" in line
        assert 'title="2025-02-02">ditarik</span>' in line
        assert 'title="">pelaksanaan</span>' in line
        assert "ditolak" not in nk()._repr_html_()


def walked(agreement, *stages, start=date(2025, 1, 1)):
    """*agreement* advanced through *stages*, a day each."""
    for number, stage in enumerate(stages):
        on = date.fromordinal(start.toordinal() + number)
        reason = Termination.TUJUAN_TERCAPAI if stage is Stage.BERAKHIR else None
        agreement = advance(agreement, StageEntry(stage, on, reason=reason))
    return agreement


class TestAdvance:
    def test_the_whole_line(self):
        done = walked(nk(), *main_line(Track.ANTAR_LEMBAGA))
        assert done.stage(DAY) is Stage.BERAKHIR
        assert audit(done, DAY) == ()
        assert replay(done) == done

    @pytest.mark.parametrize(
        ("events", "reasons", "allowed"),
        [
            ([StageEntry("telaahan", "2025-01-02")], ("history-begins-late",), ("usulan",)),
            (
                [StageEntry("usulan", "2025-01-01"), StageEntry("penandatanganan", "2025-01-02")],
                ("stage-skipped", "signed-past-bureau"),
                ("telaahan", "ditolak", "ditarik"),
            ),
            (
                [
                    StageEntry("usulan", "2025-01-01"),
                    StageEntry("telaahan", "2025-01-02"),
                    StageEntry("usulan", "2025-01-03"),
                ],
                ("stage-not-allowed",),
                ("penyusunan", "ditolak", "ditarik"),
            ),
            (
                [
                    StageEntry("usulan", "2025-01-01"),
                    StageEntry("ditolak", "2025-01-02"),
                    StageEntry("telaahan", "2025-01-03"),
                ],
                ("stage-after-end",),
                (),
            ),
            ([StageEntry("usulan", "2025-01")], ("date-inexact",), ("usulan",)),
            (
                [StageEntry("usulan", "2025-01-02"), StageEntry("telaahan", "2025-01-01")],
                ("history-backward",),
                ("telaahan", "ditolak", "ditarik"),
            ),
            (
                [StageEntry("usulan", "2025-01-02"), Report("evaluasi", "2025-01-03")],
                ("report-before-work",),
                ("telaahan", "ditolak", "ditarik"),
            ),
        ],
    )
    def test_refused(self, events, reasons, allowed):
        with pytest.raises(ClosedGateError) as caught:
            advance(nk(), *events)
        assert (caught.value.reasons, caught.value.allowed) == (reasons, allowed)
        assert pickle.loads(pickle.dumps(caught.value)).reasons == reasons

    def test_an_end_has_a_reason(self):
        running = walked(nk(), *main_line(Track.ANTAR_LEMBAGA)[:-1])
        with pytest.raises(ClosedGateError, match="end-without-reason"):
            advance(running, StageEntry("berakhir", "2025-03-01"))

    def test_papers_as_of_the_day(self):
        abroad = nk(partners=STATE, track="internasional")
        talks = walked(abroad, Stage.USULAN, Stage.TELAAHAN, Stage.PENJAJAKAN)
        with pytest.raises(
            ClosedGateError, match="papers: konsultasi_menteri; allowed next: perundingan"
        ) as caught:
            advance(talks, StageEntry("perundingan", "2025-02-01"))
        assert caught.value.missing == ("konsultasi_menteri",)
        paper = DocumentRef("konsultasi_menteri", "a.pdf", received="2025-02-01")
        assert advance(talks, paper, StageEntry("perundingan", "2025-02-01")).stage(DAY) is Stage.PERUNDINGAN

    def test_own_checklists(self):
        own = Checklist(
            id="own",
            citation="satudata-cooperation",
            gate="telaahan",
            items=(ChecklistItem("peta", "peta", "map"),),
        )
        proposal = walked(nk(), Stage.USULAN)
        with pytest.raises(ClosedGateError) as caught:
            advance(proposal, StageEntry("telaahan", "2025-02-01"), checklists=iter([own]))
        assert caught.value.missing == ("peta",)
        assert codes(audit(walked(nk(), Stage.USULAN, Stage.TELAAHAN), DAY, checklists=[own])) == [
            "document-missing"
        ]


EMERGENCY = [
    DocumentRef(kind, "a.pdf", received="2025-01-02")
    for kind in ("daftar_personil", "daftar_logistik", "daftar_peralatan", "lokasi_kegiatan")
]


class TestEmergencyPath:
    abroad = nk(partners=NGO, track="internasional", phases="tanggap_darurat")

    def test_who_may(self):
        assert may_take_emergency_path(self.abroad)
        assert not may_take_emergency_path(attrs.evolve(self.abroad, partners=STATE))
        assert not may_take_emergency_path(
            attrs.evolve(self.abroad, phases=["tanggap_darurat", "pascabencana"])
        )
        assert not may_take_emergency_path(attrs.evolve(self.abroad, phases=()))

    def test_it_needs_its_own_papers(self):
        proposal = advance(self.abroad, StageEntry("usulan", "2025-01-01"))
        with pytest.raises(ClosedGateError) as caught:
            advance(proposal, *EMERGENCY[:3], StageEntry("pelaksanaan", "2025-01-02"))
        assert (caught.value.reasons, caught.value.missing) == (("document-missing",), ("lokasi_kegiatan",))

    def test_the_ordinary_ones_are_owed(self):
        at_work = advance(
            self.abroad,
            StageEntry("usulan", "2025-01-01"),
            *EMERGENCY,
            StageEntry("pelaksanaan", "2025-01-02"),
        )
        kinds = [item.kind for item in owed(at_work, DAY)]
        assert kinds == ["proposal", "nota_kesepahaman", "rencana_kerja"]
        assert codes(audit(at_work, DAY)) == ["papers-owed"] * 3
        brought = record(at_work, *(DocumentRef(kind, "b.pdf", received="2025-02-01") for kind in kinds))
        assert owed(brought, DAY) == ()
        assert [item.kind for item in owed(brought, date(2025, 1, 31))] == kinds
        assert audit(brought, DAY) == ()
        assert len(needed(at_work, DAY)) == 7
        assert progress(at_work, DAY).received == 4
        assert progress(at_work, DAY).figure == 1
        assert at_work.validity(DAY) is None

    def test_for_others_it_is_a_stage_skipped(self):
        state = attrs.evolve(
            self.abroad,
            partners=STATE,
            history=[StageEntry("usulan", "2025-01-01"), StageEntry("pelaksanaan", "2025-01-02")],
        )
        assert codes(audit(state, DAY)) == [
            "document-missing",
            "document-missing",
            "signed-past-bureau",
            "stage-skipped",
        ]
        assert owed(state, DAY) == ()


class TestAudit:
    def test_a_document_late(self):
        abroad = walked(
            nk(partners=STATE, track="internasional", needs_full_powers=False),
            Stage.USULAN,
            Stage.TELAAHAN,
            Stage.PENJAJAKAN,
        )
        late = record(
            abroad,
            StageEntry("perundingan", "2025-02-01"),
            DocumentRef("konsultasi_menteri", "a", received="2025-02-09"),
            DocumentRef("konsultasi_menteri", "b", received="2025-02-08"),
            DocumentRef("konsultasi_menteri", "c", received="2025-02-10"),
        )
        (found,) = [each for each in audit(late, DAY) if each.code != "history-backward"]
        assert found.code == "document-late"
        assert "_" not in found.message("id") + found.message("en")
        assert found.data["received"] == "2025-02-08"
        assert "Pasal 5" in found.message("id")
        assert codes(audit(late, date(2025, 2, 8))) == ["document-late"]

    def test_dates_backward(self):
        odd = nk("nk", StageEntry("telaahan", "2025-01-09"), StageEntry("usulan", "2025-01-02"))
        assert codes(audit(odd, DAY)) == ["history-backward"]
        assert odd.stage(DAY) is Stage.TELAAHAN
        assert audit(odd, date(2024, 1, 1)) == ()
        fuzzy = nk("nk", StageEntry("usulan", "2025"), StageEntry("telaahan", "2025-03-01"))
        assert codes(audit(fuzzy, date(2026, 1, 1)))[-1] == "date-inexact"

    def test_a_report_too_early(self):
        assert codes(
            audit(
                signed().__class__(
                    id="x", track="antar_lembaga", partners=CAMPUS, history=[Report("laporan", "2025-01-01")]
                ),
                DAY,
            )
        ) == ["report-before-work"]

    def test_every_message_is_filled(self):
        for each in audit_portfolio(Portfolio([signed(), nk("x", Report("laporan", "2025-01"))]), DAY):
            for lang in ("en", "id"):
                assert "{" not in each.message(lang)


class TestAuditPortfolio:
    def found(self, *agreements, on=DAY, **options):
        known = {"history-begins-late", "date-inexact"}
        return [
            (each.code, each.where)
            for each in audit_portfolio(Portfolio(agreements), on, **options)
            if each.code not in known
        ]

    five = Term("2024-01-01", years=5)
    place = Position("62", "all", Phase.PRABENCANA)

    def test_clean(self):
        assert self.found(signed(term=self.five, positions=self.place), window=24) == []

    def test_a_code_that_no_list_has(self):
        wrong = [Position("99.99", ["101", "555"]), Position("32.03"), Position(AdminLevel.NATIONAL, "107")]
        found = audit_portfolio(Portfolio([signed(term=self.five, positions=wrong)]), DAY)
        told = [each.data["stated"] for each in found if each.code == "position-unknown"]
        assert told == ["555", "99.99"]

    def test_not_mapped_and_sleeping(self):
        assert self.found(signed(term=self.five)) == [("not-mapped", "nk"), ("sleeping", "nk")]
        assert self.found(nk("nk", StageEntry("usulan", "2024-01-01"))) == []

    def test_terms(self):
        place = {"positions": self.place}
        assert self.found(signed(**place)) == [("term-unknown", "nk")]
        other = Term("2024-01-01", until="2030", source="b")
        disputed = signed(term=self.five, other_terms=[other, Term("2024-01-01")], **place)
        found = [
            each
            for each in audit_portfolio(Portfolio([disputed]), DAY, window=99)
            if each.code == "term-disputed"
        ]
        assert found[0].data["terms"] == "2028-12-31 (-); 2030 (b); - (-)"
        assert self.found(signed(term=self.five, **place), on=date(2029, 1, 1)) == [("not-closed", "nk")]
        assert self.found(signed(term=Term("2024-01-01", indefinite=True), **place), window=99) == []

    def test_relations(self):
        full = {"term": self.five, "positions": self.place}
        pks = {"instrument": "perjanjian_kerja_sama", **full}
        assert self.found(signed(parent="gone", **pks)) == [("reference-not-held", "nk")]
        assert self.found(signed(**pks)) == [("without-umbrella", "nk")]
        over = signed("over", **pks, parent="nk")
        assert self.found(signed("nk", **pks), over) == [("no-umbrella", "over"), ("without-umbrella", "nk")]
        longer = signed("long", **{**pks, "term": Term("2024-01-01", years=6)}, parent="nk")
        assert self.found(signed(**full), longer) == [("outlasts-umbrella", "long")]
        assert self.found(signed(**full), signed("p", **pks, parent="nk")) == []


class TestSleeping:
    five = Term("2020-01-01", years=5)
    umbrella = signed(on="2020-01-01", term=five)
    on = date(2023, 1, 1)

    def test_asleep(self):
        assert is_sleeping(self.umbrella, self.on, 12) is True
        assert Portfolio([self.umbrella]).is_sleeping(self.umbrella, self.on, 12) is True

    def test_not_an_umbrella_or_not_in_force(self):
        assert (
            is_sleeping(attrs.evolve(self.umbrella, instrument="perjanjian_kerja_sama"), self.on, 12) is False
        )
        assert is_sleeping(self.umbrella, date(2026, 1, 1), 12) is False
        assert is_sleeping(nk(), self.on, 12) is False

    def test_too_young(self):
        assert is_sleeping(self.umbrella, date(2020, 12, 31), 12) is False
        assert is_sleeping(self.umbrella, date(2021, 1, 1), 12) is True

    def test_not_known(self):
        assert is_sleeping(attrs.evolve(self.umbrella, term=None), self.on, 12) is None
        assert is_sleeping(attrs.evolve(self.umbrella, instrument=None), self.on, 12) is None

    def test_a_report_wakes(self):
        for day, asleep in (
            ("2022-01-01", False),
            ("2021-12-31", True),
            ("2022", False),
            ("2023-01-02", True),
        ):
            assert is_sleeping(record(self.umbrella, Report("laporan", day)), self.on, 12) is asleep

    def test_a_child_wakes(self):
        def asleep(**fields):
            return is_sleeping(
                self.umbrella, self.on, 12, among=[self.umbrella, signed("pks", parent="nk", **fields)]
            )

        assert asleep(on="2021-01-01", term=Term("2021-01-01", years=9)) is False
        assert asleep(on="2021-01-01") is False
        assert asleep(on="2021-01-01", term=Term("2021-01-01", years=1)) is True
        assert asleep(on="2022-06-01", term=Term("2022-06-01", months=1)) is False
        assert asleep(on="2023-06-01", term=Term("2023-06-01", years=1)) is True

    def test_a_child_that_was_ended_does_not(self):
        child = signed("pks", on="2021-01-01", parent="nk", term=Term("2021-01-01", years=9))
        ender = signed("new", on="2021-06-01", terminates="pks")
        assert Portfolio([self.umbrella, child]).is_sleeping(self.umbrella, self.on, 12) is False
        assert Portfolio([self.umbrella, child, ender]).is_sleeping(self.umbrella, self.on, 12) is True


class TestPortfolio:
    five = Term("2024-01-01", years=5)

    def test_look_up(self):
        both = Portfolio([signed("a"), signed("b")])
        assert (len(both), [each.id for each in both], "a" in both, "x" in both) == (
            2,
            ["a", "b"],
            True,
            False,
        )
        assert both.get("b").id == "b"
        with pytest.raises(UnknownCodeError, match="2 agreements are held"):
            both.get("x")

    def test_refused(self):
        with pytest.raises(InvalidRecordError, match="borne by two"):
            Portfolio([signed(), signed()])
        with pytest.raises(InvalidRecordError, match="back to themselves"):
            Portfolio([signed("a", extends="b"), signed("b", amends="a")])
        with pytest.raises(TypeError, match="holds Agreement, not str"):
            Portfolio(["a"])

    def test_chains(self):
        held = Portfolio(
            [
                signed("c", extends="b"),
                signed("b", extends="a"),
                signed("a"),
                signed("d", amends="a"),
                signed("x"),
                signed("e", extends="gone"),
            ]
        )
        chain = [each.id for each in held.chain("c")]
        assert set(chain) == {"a", "b", "c", "d"}
        assert chain.index("a") < chain.index("b") < chain.index("c")
        assert [each.id for each in held.chain("e")] == ["e"]
        assert [each.id for each in held.extensions("a")] == ["b"]
        assert [each.id for each in held.amendments("a")] == ["d"]
        assert held.children("a") == ()

    def test_a_long_chain(self):
        many = [signed("0", positions=Position("62"))] + [
            signed(str(n), extends=str(n - 1)) for n in range(1, 3000)
        ]
        held = Portfolio(reversed(many))
        assert len(held.chain("1500")) == 3000
        assert held.positions(held.get("2999")) == (Position("62"),)
        assert held.positions(signed("y", extends="gone")) == ()

    def test_terminated_by_another(self):
        old = signed("old", term=self.five)
        assert (
            Portfolio([old, signed("new", on="2025-01-01", terminates="old")]).validity(old, DAY)
            is Validity.DIAKHIRI
        )
        assert (
            Portfolio([old, signed("new", on="2025-07-01", terminates="old")]).validity(old, DAY)
            is Validity.BERLAKU
        )
        assert Portfolio([old, signed("new", on="2025", terminates="old")]).validity(old, DAY) is None
        assert Portfolio([old, nk("new", terminates="old")]).validity(old, DAY) is Validity.BERLAKU
        assert Portfolio([old]).validity(old, date(2030, 1, 1)) is Validity.HABIS

    def test_an_amendment_holds_as_long_as_what_it_amends(self):
        old, change = signed("old", term=self.five), signed("change", on="2025-01-01", amends="old")
        both = Portfolio([old, change])
        assert both.validity(change, DAY) is Validity.BERLAKU
        assert both.validity(change, date(2024, 6, 1)) is Validity.BELUM_BERLAKU
        assert both.is_in_force(change, date(2029, 1, 1)) is False
        assert Portfolio([change]).is_in_force(change, DAY) is None
        own = signed("own", amends="old", term=Term("2024-01-01"))
        assert Portfolio([old, own]).validity(own, DAY) is None

    def test_the_days_that_were_asked_for_before_change_nothing(self):
        old, first = signed("old", term=self.five), signed("first", on="2025-01-01", amends="old")
        last = signed("last", on="2026-01-01", amends="first")
        stopped = signed("stop", on="2027-01-01", terminates="first")
        held = Portfolio([old, first, last, stopped])
        days = [date(2024 + year, month, 2) for year in range(7) for month in (1, 7)] * 2
        for each in (last, old, first, signed("other", amends="first")):
            found = [held.validity(each, day, notice=notice) for day in days for notice in (3, 12)]
            alone = [
                Portfolio(held.agreements).validity(each, day, notice=notice)
                for day in days
                for notice in (3, 12)
            ]
            assert found == alone
            assert len(set(found)) > 1

    def test_expiring(self):
        held = Portfolio(
            [
                signed("b", term=Term("2024-01-01", until="2025-08-31")),
                signed(
                    "a",
                    term=Term("2024-01-01", until="2026"),
                    other_terms=[Term("2024-01-01", until="2025-07")],
                ),
                signed("late", term=Term("2024-01-01", until="2027")),
                signed("open", term=Term("2024-01-01", indefinite=True)),
                signed("over", term=Term("2024-01-01", until="2024-12-31")),
                signed("next", on="2025-09-01", extends="b"),
            ]
        )
        found = [(each.agreement, str(each.term.until), each.extended_by) for each in held.expiring(DAY, 3)]
        assert found == [("a", "2025-07", ()), ("b", "2025-08-31", ("next",))]
        assert [each.agreement for each in held.expiring(DAY, 0)] == []
        assert held.expiring(DAY, 3)[1].renewal_due == date(2025, 3, 1)


class TestProgress:
    def test_along_the_line(self):
        agreement = walked(nk(), *main_line(Track.ANTAR_LEMBAGA))
        figures = [progress(agreement, date(2025, 1, day)).figure for day in range(1, 9)]
        assert figures == [number / 6 for number in range(6)] + [1.0, 1.0]

    def test_none(self):
        assert progress(nk(), DAY).figure is None
        assert progress(walked(nk(), Stage.USULAN, Stage.DITARIK), DAY).figure is None

    def test_a_step_back_lowers_it(self):
        agreement = walked(
            nk(), Stage.USULAN, Stage.TELAAHAN, Stage.PENYUSUNAN, Stage.PEMBAHASAN, Stage.PENYUSUNAN
        )
        assert progress(agreement, date(2025, 1, 5)).figure < progress(agreement, date(2025, 1, 4)).figure

    def test_days(self):
        agreement = walked(
            nk(), Stage.USULAN, Stage.TELAAHAN, Stage.PENYUSUNAN, Stage.PEMBAHASAN, Stage.PENYUSUNAN
        )
        assert days_per_stage(agreement, date(2025, 1, 10)) == {
            Stage.USULAN: 1,
            Stage.TELAAHAN: 1,
            Stage.PENYUSUNAN: 6,
            Stage.PEMBAHASAN: 1,
        }
        assert (elapsed_days(agreement, date(2025, 1, 10)), days_in_stage(agreement, date(2025, 1, 10))) == (
            9,
            5,
        )
        done = advance(agreement, StageEntry("ditarik", "2025-01-20"))
        assert (elapsed_days(done, DAY), days_in_stage(done, DAY)) == (19, None)
        assert (elapsed_days(nk(), DAY), days_in_stage(nk(), DAY), days_per_stage(nk(), DAY)) == (
            None,
            None,
            {},
        )

    def test_overdue(self):
        agreement = walked(nk(), Stage.USULAN)
        assert days_overdue(agreement, date(2025, 1, 20), {Stage.USULAN: 14}) == 5
        assert days_overdue(agreement, date(2025, 1, 3), {Stage.USULAN: 14}) == 0
        assert days_overdue(agreement, DAY, {Stage.TELAAHAN: 14}) is None
        assert days_overdue(nk(), DAY, {Stage.USULAN: 14}) is None
        assert days_overdue(walked(nk(), Stage.USULAN, Stage.DITOLAK), DAY, {Stage.DITOLAK: 1}) is None
