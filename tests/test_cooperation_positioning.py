"""Who covers what, whom to call, the summary, the notebook displays and the interchange of cooperation."""

import json
from datetime import date
from pathlib import Path

import pytest

from satudata import Event, EventRecord, Impact, InvalidRecordError, RegionCode, Verdict, evaluate
from satudata.cooperation import (
    Agreement,
    Cell,
    Cover,
    DocumentRef,
    Partner,
    Phase,
    Portfolio,
    Position,
    Reach,
    Report,
    StageEntry,
    Term,
    coverage,
    find_partners,
    gaps,
    opens_emergency_path,
    overlaps,
    summarise,
)
from satudata.interchange import from_dict, from_json, to_dict, to_json

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2025, 6, 1)
CAMPUS = Partner("Universitas X", "perguruan_tinggi")
STATE = Partner("Swiss Confederation", "negara", "CH")
FIVE = Term("2024-01-01", years=5)
SAMPIT = RegionCode.parse("62.02")
EMERGENCY = Phase.TANGGAP_DARURAT


def agreement(id, *positions, partners=CAMPUS, term=FIVE, on="2024-01-01", **fields):
    return Agreement(
        id=id,
        track="antar_lembaga",
        partners=partners,
        term=term,
        positions=positions,
        history=[StageEntry("penandatanganan", on)],
        **fields,
    )


def reaches(*agreements, region="62.02", type_code="106", phase=EMERGENCY, on=DAY):
    whole = coverage(Portfolio(agreements), on, regions=[region], types=[type_code], phases=[phase])
    (cell,) = whole
    return {each.agreement: each.reach for each in cell.covers}


class TestReach:
    def test_explicit_and_inherited_are_kept_apart(self):
        assert reaches(
            agreement("own", Position("62.02", "106", EMERGENCY)),
            agreement("province", Position("62", "106", EMERGENCY)),
            agreement("nation", Position("national", "106", EMERGENCY)),
            agreement("elsewhere", Position("62.03", "106", EMERGENCY)),
        ) == {"own": Reach.EXPLICIT, "province": Reach.PROVINCE, "nation": Reach.NATIONAL}

    def test_the_surest_comes_first_and_counts(self):
        both = agreement("both", Position("national", "106", EMERGENCY), Position("62.02", "106", EMERGENCY))
        again = agreement(
            "again", Position("62.02", "106", EMERGENCY), Position("national", "all", EMERGENCY)
        )
        assert reaches(both, again, agreement("a", Position("62", "all", EMERGENCY))) == {
            "again": Reach.EXPLICIT,
            "both": Reach.EXPLICIT,
            "a": Reach.PROVINCE,
        }

    @pytest.mark.parametrize(
        "position",
        [Position(None, "106", EMERGENCY), Position("62.02", (), EMERGENCY), Position("62.02", "106")],
    )
    def test_what_is_not_stated_is_possible(self, position):
        assert reaches(agreement("open", position)) == {"open": Reach.POSSIBLE}

    def test_phases_default_to_those_of_the_agreement(self):
        assert reaches(agreement("a", Position("62.02", "106"), phases=EMERGENCY)) == {"a": Reach.EXPLICIT}
        assert reaches(agreement("a", Position("62.02", "106"), phases="prabencana")) == {}

    def test_other_types_and_phases(self):
        assert reaches(agreement("a", Position("62.02", "101", EMERGENCY))) == {}
        assert reaches(agreement("a", Position("62.02", "106", "pascabencana"))) == {}

    def test_only_what_is_in_force(self):
        here = Position("62.02", "106", EMERGENCY)
        assert reaches(agreement("over", here, term=Term("2020-01-01", years=1))) == {}
        assert reaches(agreement("later", here, on="2025-07-01")) == {}
        assert reaches(agreement("open", here, term=None)) == {"open": Reach.POSSIBLE}
        assert reaches(agreement("soon", here, on="2025")) == {"soon": Reach.POSSIBLE}

    def test_a_province_is_asked(self):
        assert reaches(
            agreement("own", Position("62", "106", EMERGENCY)),
            agreement("part", Position("62.02", "106", EMERGENCY)),
            region="62",
        ) == {"own": Reach.EXPLICIT, "part": Reach.POSSIBLE}

    def test_an_older_code_is_carried_to_the_day(self):
        papua = agreement(
            "papua", Position("91", "106", EMERGENCY), on="2020-01-01", term=Term("2020-01-01", years=9)
        )
        merauke = agreement(
            "merauke", Position("91.01", "106", EMERGENCY), on="2020-01-01", term=Term("2020-01-01", years=9)
        )
        assert reaches(papua, merauke, region="93.01") == {"merauke": Reach.EXPLICIT, "papua": Reach.PROVINCE}
        assert reaches(papua, merauke, region="91.01", on=date(2020, 1, 1)) == {
            "merauke": Reach.EXPLICIT,
            "papua": Reach.PROVINCE,
        }

    def test_a_code_that_no_list_knows_stays_as_it_is(self):
        assert reaches(agreement("x", Position("99.99", "106", EMERGENCY)), region="99.99") == {
            "x": Reach.EXPLICIT
        }

    def test_an_extension_continues_the_positions(self):
        old = agreement("old", Position("62.02", "106", EMERGENCY), term=Term("2024-01-01", years=1))
        new = agreement("new", on="2025-01-01", term=Term("2025-01-01", years=1), extends="old")
        assert reaches(old, new) == {"new": Reach.EXPLICIT}


class TestMatrix:
    def test_gaps_and_overlaps(self):
        held = Portfolio(
            [
                agreement("a", Position("62.02", ["101", "106"], EMERGENCY)),
                agreement("b", Position("62", "106", EMERGENCY), partners=STATE),
                agreement("c", Position("62.02", "101", EMERGENCY)),
                agreement("d", Position(None, "107", EMERGENCY), partners=STATE),
                agreement("e"),
            ]
        )
        asked = {"regions": ["62.02", "62.03"], "types": ["101", "106", "107"], "phases": ["tanggap_darurat"]}
        whole = coverage(held, DAY, **asked)
        assert (len(whole), len(list(whole)), whole.unmapped) == (6, 6, ("e",))
        assert (
            repr(whole) == "<Coverage on 2025-06-01: 2 regions x 3 types x 1 phases, 1 agreements not mapped>"
        )
        bare = [(str(cell.region), cell.type_code) for cell in gaps(held, DAY, **asked)]
        assert bare == [("62.02", "107"), ("62.03", "101"), ("62.03", "107")]
        assert [each.agreement for each in next(gaps(held, DAY, **asked)).covers] == ["d"]
        (both,) = overlaps(held, DAY, **asked)
        assert (str(both.region), both.type_code) == ("62.02", "106")
        assert [each.agreement for each in both.sure] == ["a", "b"]

    def test_the_whole_country_by_default(self):
        whole = coverage(Portfolio(), DAY)
        assert len(whole) == 514 * 10 * 3
        assert "110" not in whole.types

    def test_what_lies_outside_is_covered_by_nothing(self):
        assert coverage(Portfolio(), DAY).cell(SAMPIT, "555", EMERGENCY) == Cell(SAMPIT, "555", EMERGENCY, ())

    def test_refused(self):
        with pytest.raises(InvalidRecordError, match="three ASCII digits"):
            coverage(Portfolio(), DAY, types=["all"])
        with pytest.raises(ValueError, match="phase: 'x': one of: "):
            coverage(Portfolio(), DAY, phases=["x"])

    def test_in_a_notebook(self):
        held = Portfolio(
            [
                agreement("a", Position("62.02", "101", EMERGENCY)),
                agreement("b", Position("62", "101", EMERGENCY)),
            ]
        )
        whole = coverage(
            held, DAY, regions=["62.02", "62.03", "11.01"], types=["101", "555", None], phases=[EMERGENCY]
        )
        shown = whole._repr_html_()
        told = "1 disebut langsung, 1 tercakup melalui provinsi atau nasional, 1 belum tercakup"
        assert f"<th>101 Banjir</th><td>{told}</td>" in shown
        assert "<th>555</th>" in shown
        assert "<th>tidak diketahui</th>" in shown
        assert "dari 3 wilayah" in shown


FIRE = Event(kib="6202106202408041", records=[EventRecord("62.02"), EventRecord("62.03")])


class TestFindPartners:
    held = Portfolio(
        [
            agreement("nation", Position("national", "all", EMERGENCY)),
            agreement("one", Position("62.02", "106", EMERGENCY)),
            agreement("two", Position("62.02", "106", EMERGENCY), Position("62.03", "106", EMERGENCY)),
            agreement("flood", Position("62.02", "101", EMERGENCY)),
            agreement("before", Position("62.02", "106", "prabencana")),
            agreement("unmapped"),
        ]
    )

    def test_ranked(self):
        found = find_partners(self.held, FIRE, DAY)
        assert [(each.agreement, each.reach, len(each.regions)) for each in found] == [
            ("two", Reach.EXPLICIT, 2),
            ("one", Reach.EXPLICIT, 1),
            ("nation", Reach.NATIONAL, 2),
            ("unmapped", Reach.POSSIBLE, 0),
        ]
        assert found[0].partners == (CAMPUS,)

    def test_another_phase(self):
        assert [each.agreement for each in find_partners(self.held, FIRE, DAY, phase=Phase.PRABENCANA)] == [
            "before",
            "unmapped",
        ]

    def test_without_records_the_kib_says_where(self):
        found = find_partners(self.held, Event(kib="6203106202408041"), DAY)
        assert [each.agreement for each in found] == ["two", "nation", "unmapped"]

    def test_a_type_of_another_scheme_is_not_re_mapped(self):
        old = Event(kib="6202106201508041", records=[EventRecord("62.02")])
        assert old.scheme is None
        found = {each.agreement: each.reach for each in find_partners(self.held, old, DAY)}
        assert found == {
            "nation": Reach.NATIONAL,
            **dict.fromkeys(("one", "two", "flood", "unmapped"), Reach.POSSIBLE),
        }

    def test_the_surest_way_over_all_regions_counts(self):
        part = agreement("part", Position("62", "106", EMERGENCY), Position("62.03", "106", EMERGENCY))
        (found,) = find_partners(Portfolio([part]), FIRE, DAY)
        assert (found.reach, len(found.regions)) == (Reach.EXPLICIT, 2)


class TestEmergency:
    @pytest.mark.parametrize(
        ("criteria", "verdict"),
        [
            ({"requests_national_help": True}, Verdict.MET),
            ({"emergency_status": True}, Verdict.MET),
            ({"requests_national_help": False, "emergency_status": False}, Verdict.NOT_MET),
            ({"requests_national_help": False}, Verdict.UNDETERMINED),
        ],
    )
    def test_criteria_5_and_6_alone_decide(self, criteria, verdict):
        assert opens_emergency_path(evaluate(Impact(dead=9), **criteria)) is verdict


class TestSummary:
    def test_in_both_languages(self):
        one = agreement("a", title="Tridharma", instrument="nota_kesepahaman")
        told = summarise(one, DAY)
        assert told.explain().splitlines()[:4] == [
            "a: Tridharma",
            "  mitra: Universitas X (perguruan tinggi)",
            "  naskah: Nota Kesepahaman (Kerja Sama Antar Lembaga)",
            "  tahap: penandatanganan, 517 hari",
        ]
        english = told.explain("en")
        assert "  validity: in force\n  last day: 2028-12-31\n  remaining: 1310 days" in english
        assert "warning: a: the history begins with signing" in english

    def test_what_is_not_known_is_said(self):
        bare = Agreement(id="b", track="internasional", partners=STATE)
        assert summarise(bare, DAY).explain("en").splitlines() == [
            "b: Swiss Confederation",
            "  partners: Swiss Confederation (state)",
            "  instrument: not known (International cooperation)",
            "  stage: not known",
            "  progress: none",
            "  documents: 0/2",
            "    missing: consultation of the foreign minister, full powers",
            "  validity: not known",
            "  last day: not known",
        ]

    def test_with_the_portfolio(self):
        old = agreement("old")
        held = Portfolio([old, agreement("new", terminates="old")])
        assert "diakhiri" in summarise(old, DAY, portfolio=held).explain()

    def test_papers_owed(self):
        body = Partner("Relief Abroad", "lembaga_asing_nonpemerintah", "DE")
        kinds = ("daftar_personil", "daftar_logistik", "daftar_peralatan", "lokasi_kegiatan")
        at_work = Agreement(
            id="e",
            track="internasional",
            partners=body,
            phases="tanggap_darurat",
            history=[
                StageEntry("usulan", "2025-01-01"),
                *(DocumentRef(kind, "a", received="2025-01-01") for kind in kinds),
                StageEntry("pelaksanaan", "2025-01-02"),
            ],
        )
        assert (
            "masih wajib disusulkan: proposal, nota kesepahaman, rencana kerja"
            in summarise(at_work, DAY, checklists=None).explain()
        )

    def test_after_the_last_day(self):
        assert summarise(agreement("a"), date(2030, 1, 1)).remaining_days == 0


FULL = Agreement(
    id="full",
    title="Judul",
    track="internasional",
    scope="bilateral",
    instrument="memorandum_saling_pengertian",
    partners=[STATE, CAMPUS],
    mode="bersama",
    parent="p",
    extends="e",
    amends="a",
    terminates="t",
    term=Term("2024-10-09", years=3, source="x"),
    other_terms=[Term("2024-10", until="2027"), Term("2024-10", indefinite=True), Term("2024-10", months=2)],
    phases=["prabencana"],
    positions=[
        Position("national", "all", source="x"),
        Position("62.02", ["101"], ["pascabencana"]),
        Position(None, "107"),
    ],
    needs_full_powers=False,
    history=[
        StageEntry("usulan", "2024-01", by="x", source="y"),
        DocumentRef("proposal", "a.pdf", sha256="0" * 64, received="2024-01-03", source="z"),
        Report("evaluasi", "2025", uri="b.pdf", source="z"),
        StageEntry("berakhir", "2025-02-01", reason="pelanggaran"),
    ],
    source="s",
    note="n",
)


class TestInterchange:
    def test_round_trip(self):
        for value in (FULL, Portfolio(), Portfolio([FULL])):
            assert from_dict(to_dict(value)) == value
            assert from_json(to_json(value)) == value

    def test_codes_and_days_are_text(self):
        written = to_dict(FULL)
        assert (written["schema"], written["version"]) == ("satudata.agreement", 1)
        assert [each.get("region") for each in written["positions"]] == ["national", "62.02", None]
        assert [each["event"] for each in written["history"]] == ["stage", "document", "report", "stage"]
        assert written["history"][0]["on"] == "2024-01"
        assert to_dict(Portfolio())["agreements"] == []

    @pytest.mark.parametrize(
        ("change", "place"),
        [
            ({"progress": 1}, "/progress"),
            ({"partners": [{"name": "x", "kind": "y"}]}, "/partners/0/kind"),
            ({"term": {"start": "2024", "years": 10**30}}, "/term/years"),
            ({"term": {"start": "2024", "years": 9000}}, "/term"),
            ({"term": {"start": "2024", "indefinite": 1}}, "/term/indefinite"),
            ({"history": [{"event": "x"}]}, "/history/0/event"),
            ({"history": ["x"]}, "/history/0/event"),
            ({"history": [{"event": "stage", "stage": "usulan"}]}, "/history/0/on"),
            ({"history": [{"event": "report", "kind": "evaluasi", "on": "x"}]}, "/history/0/on"),
            ({"positions": [{"region": 62}]}, "/positions/0/region"),
            ({"positions": [{}]}, "/positions/0"),
            ({"needs_full_powers": 0}, "/needs_full_powers"),
        ],
    )
    def test_refused_with_its_place(self, change, place):
        given = {
            "schema": "satudata.agreement",
            "version": 1,
            "id": "x",
            "track": "internasional",
            "partners": [],
        }
        with pytest.raises(InvalidRecordError) as caught:
            from_dict({**given, **change})
        assert caught.value.field.startswith(place)

    def test_deep_nesting_is_an_error(self):
        with pytest.raises(InvalidRecordError, match="nested deeper"):
            from_json('{"schema": "satudata.portfolio", "version": 1, "agreements": ' + "[" * 100_000)


class TestExamplePortfolio:
    held = from_json((ROOT / "examples" / "portfolio.json").read_text(encoding="utf-8"))

    def test_every_fact_names_its_source(self):
        assert len(self.held) == 9
        for each in self.held:
            assert each.source
            assert all(event.source for event in each.history)
            assert all(term.source for term in each.terms)

    def test_the_two_reported_ends_are_kept(self):
        extension = self.held.get("siap-siaga-2024")
        assert [str(term.until) for term in extension.terms] == ["2027", "2026"]
        assert extension.validity(date(2026, 7, 1)) is None

    def test_most_are_not_mapped(self):
        assert len(coverage(self.held, date(2026, 1, 1)).unmapped) == 8

    def test_hazards_of_the_swiss_memorandum(self):
        whole = coverage(self.held, date(2021, 1, 1), regions=["62.02"], phases=[EMERGENCY])
        named = [cell.type_code for cell in whole if cell.covers]
        assert named == ["101", "102", "104", "107", "108", "109"]
        assert {each for cell in whole for each in cell.sure} == set()
        assert next(cell for cell in whole if cell.covers).covers == (
            Cover("swiss-2020", self.held.get("swiss-2020").partners, Reach.POSSIBLE),
        )

    def test_it_is_set_out_for_readers(self):
        text = (ROOT / "examples" / "portfolio.json").read_text(encoding="utf-8")
        assert json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n" == text
