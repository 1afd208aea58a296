"""GLIDE numbers, and the disaster types in GLIDE, EM-DAT and HIPs codes, forward and back."""

import copy
import csv
import pickle
from pathlib import Path

import pytest

from satudata import (
    Event,
    InvalidGLIDEError,
    InvalidHIPsError,
    UnknownEditionError,
    UnknownTypeError,
    disaster_types,
    interop,
)
from satudata.interop import GLIDE, Classification, Match

ROOT = Path(__file__).resolve().parent.parent


def codes(found):
    return [each.code for each in found]


class TestGLIDE:
    ONE = "EQ-2004-000147-IDN"

    def test_parts(self):
        glide = GLIDE.parse(self.ONE)
        assert (glide.hazard, glide.year, glide.number, glide.country) == ("EQ", 2004, 147, "IDN")
        assert glide.findings == ()
        assert GLIDE.parse("EQ-2004-000147----").country is None

    @pytest.mark.parametrize(
        ("text", "part"),
        [
            ("", "length"),
            ("EQ-2004-000147-ID", "length"),
            ("eq-2004-000147-IDN", "hazard"),
            ("E1-2004-000147-IDN", "hazard"),
            ("---2004-000147-IDN", "hazard"),
            ("EQ 2004-000147-IDN", "hazard"),
            ("EQ-20O4-000147-IDN", "year"),
            ("EQ-٢٠٠٤-000147-IDN", "year"),
            ("EQ-2004-00 147-IDN", "number"),
            ("EQ-2004-000147-idn", "country"),
            ("EQ-2004-000147--DN", "country"),
            ("EQ-2004-000147_IDN", "number"),
        ],
    )
    def test_malformed(self, text, part):
        with pytest.raises(InvalidGLIDEError) as caught:
            GLIDE.parse(text)
        assert caught.value.part == part
        assert "right: 'EQ-2004-000147-IDN'" in str(caught.value)
        assert not GLIDE.is_valid(text)

    @pytest.mark.parametrize("value", [None, 1, b"EQ-2004-000147-IDN"])
    def test_text_only(self, value):
        assert not GLIDE.is_valid(value)
        with pytest.raises(TypeError, match="a GLIDE number is text"):
            GLIDE.parse(value)

    def test_value(self, always_equal, never_equal):
        glide = GLIDE.parse(self.ONE)
        assert str(glide) == self.ONE
        assert GLIDE.is_valid(self.ONE)
        assert eval(repr(glide), {"GLIDE": GLIDE}) == glide
        assert glide == always_equal
        assert glide != never_equal
        assert glide != self.ONE
        for each in (copy.copy(glide), copy.deepcopy(glide), pickle.loads(pickle.dumps(glide))):
            assert (each, hash(each)) == (glide, hash(glide))
        assert min(glide, GLIDE.parse("DR-2004-000147-IDN")).hazard == "DR"

    @pytest.mark.parametrize(
        ("hazard", "code"),
        [
            ("EQ", None),
            ("XX", "glide-hazard-unknown"),
            ("WV", "glide-hazard-deprecated"),
            ("FA", "glide-hazard-deprecated"),
        ],
    )
    def test_its_hazard(self, hazard, code):
        found = GLIDE.parse(f"{hazard}-2004-000147-IDN").findings
        assert codes(found) == ([code] if code else [])
        assert all(hazard in each.message(lang) for each in found for lang in ("en", "id"))


class TestTables:
    def test_as_the_facts_give_them(self):
        with (ROOT / "facts" / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
            facts = list(csv.DictReader(file))
        assert [row.term for row in interop.crosswalk_rows()] == [row["term"] for row in facts]
        with (ROOT / "facts" / "crosswalk-narrower.csv").open(encoding="utf-8", newline="") as file:
            facts = list(csv.DictReader(file))
        narrower = [each for row in interop.crosswalk_rows() for each in row.narrower]
        assert [(each.term, each.code, each.note) for each in narrower] == [
            (row["term"], row["code"], row["part"]) for row in facts
        ]

    @pytest.mark.whole_table
    @pytest.mark.each_row("row", interop.crosswalk_rows(), name=lambda row: row.term)
    def test_each_row(self, row):
        forward = {
            Classification.GLIDE: interop.to_glide,
            Classification.EMDAT: interop.to_emdat,
            Classification.HIPS_2025: interop.to_hips,
            Classification.HIPS_2020: lambda term: interop.to_hips(term, edition=2020),
        }
        for classification, to in forward.items():
            found = to(row.term)
            narrower = [each for each in row.narrower if each.classification is classification]
            assert found == row.equivalents(classification)
            assert codes(found) == [*row.codes(classification), *codes(narrower)]
            assert {each.match for each in found if each not in narrower} <= {row.match}
            assert all(each.citation.id == classification == each.classification for each in found)
        for code in row.glide:
            back = [each.term for each in interop.from_glide(code)]
            assert (row.term in back) is (code != "OT")
        for key in row.emdat:
            assert row.term in [each.term for each in interop.from_emdat(key)]
        for each in row.narrower:
            back = interop.from_emdat if each.classification is Classification.EMDAT else interop.from_hips
            assert each in back(each.code)
            assert (each.term, each.type_code, each.match) == (row.term, row.type_code, Match.NARROWER)
        for number in (*row.hips_2025, *row.hips_2020):
            assert row.term in [each.term for each in interop.from_hips(number)]
        assert (row.match is Match.NONE) is not any(row.codes(each) for each in Classification)

    @pytest.mark.whole_table
    def test_every_code_is_a_hazard(self):
        hazards = interop.hazards()
        assert len(hazards) == 28
        assert {code for row in interop.crosswalk_rows() for code in row.glide} <= set(hazards)
        assert all(code in hazards for held in hazards.values() for code in held.instead)


class TestForward:
    @pytest.mark.parametrize(
        ("subject", "glide"),
        [
            ("101", [("FL", Match.EXACT)]),
            ("Banjir", [("FL", Match.EXACT)]),
            (disaster_types.get("106"), [("WF", Match.EXACT)]),
            (disaster_types.get("106", "2011"), [("DR", Match.EXACT)]),
            (disaster_types.get("105", "2011"), [("TO", Match.CLOSE)]),
            ("103", [("SS", Match.NARROWER), ("OT", Match.NARROWER)]),
            ("Abrasi", [("SS", Match.NARROWER), ("OT", Match.NARROWER)]),
            ("104", [("ST", Match.NARROWER), ("VW", Match.NARROWER)]),
            ("angin puting beliung", [("ST", Match.NARROWER), ("VW", Match.NARROWER)]),
            ("Kekeringan pertanian", [("DR", Match.CLOSE)]),
            ("Wabah penyakit", []),
            ("konflik sosial", [("CE", Match.CLOSE)]),
            ("999", []),
        ],
    )
    def test_glide(self, subject, glide):
        assert [(each.code, each.match) for each in interop.to_glide(subject)] == glide

    @pytest.mark.parametrize("subject", ["555", "Banjr"])
    def test_no_type(self, subject):
        with pytest.raises(UnknownTypeError):
            interop.to_glide(subject)
        with pytest.raises(TypeError, match="a disaster type is text"):
            interop.to_glide(101)

    def test_editions_of_hips(self):
        assert codes(interop.to_hips("107")) == ["GH0101"]
        assert codes(interop.to_hips("107", edition=2020)) == ["GH0001"]
        with pytest.raises(UnknownEditionError, match="2025 and 2020"):
            interop.to_hips("107", edition=2022)

    def test_order_of_matches(self):
        assert [match.rank for match in Match] == [0, 1, 2, 3]
        assert [eval(repr(word), {"Match": Match}) for word in Match] == list(Match)
        assert repr(Classification.EMDAT) == "Classification.EMDAT"

    def test_a_part_is_told_beside_the_whole(self):
        assert [(each.code, each.match, each.note) for each in interop.to_emdat("106")] == [
            ("nat-cli-wil-wil", Match.EXACT, ""),
            ("nat-cli-wil-for", Match.NARROWER, "hutan"),
            ("nat-cli-wil-lan", Match.NARROWER, "lahan"),
        ]
        assert codes(interop.to_hips("101")) == ["MH0600", "MH0604", "MH0606", "MH0609"]
        assert codes(interop.to_hips("101", edition=2020)) == []
        floods = interop.delta_record(Event(kib="6202101202408041"))
        assert floods["hipHazardId"] == "MH0600"
        assert "hipHazardId" not in interop.delta_record(Event(kib="6202103202408041"))

    def test_a_subtype_has_the_parts_of_its_type_at_best_as_parts(self):
        assert [each.match for each in interop.to_emdat("Kebakaran hutan")][1:] == [Match.NARROWER] * 2


class TestBack:
    def test_of_a_part(self):
        (back,) = interop.from_hips("MH0604")
        assert (back.term, back.match, back.note) == ("Banjir", Match.NARROWER, "river")
        assert codes(interop.from_emdat("nat-cli-wil")) == [
            "nat-cli-wil-wil",
            "nat-cli-wil-for",
            "nat-cli-wil-lan",
        ]

    def test_all_candidates(self):
        assert [each.type_code for each in interop.from_glide("VO")] == ["109", "109", "109", "109", "111"]
        assert interop.from_glide(GLIDE.parse("VO-2010-000214-IDN")) == interop.from_glide("VO")
        assert interop.from_glide("XX") == interop.from_glide("OT") == ()
        assert [each.term for each in interop.from_glide("CE")] == ["Konflik sosial"]

    def test_a_group_of_emdat(self):
        assert [each.code for each in interop.from_emdat("nat-hyd-flo")] == [
            "nat-hyd-flo-flo",
            "nat-hyd-flo-fla",
            "nat-hyd-flo-coa",
        ]
        assert interop.from_emdat("nat-hyd-fl") == ()

    @pytest.mark.parametrize(
        ("number", "edition"), [("MH0001", 2020), ("BI0099", 2020), ("MH0100", 2025), ("TL0305", 2025)]
    )
    def test_edition_by_the_number(self, number, edition):
        assert interop.hips_edition(number) == edition

    @pytest.mark.parametrize(
        ("number", "part"),
        [
            ("MH001", "length"),
            ("mh0001", "letters"),
            ("M10001", "letters"),
            ("MH00O1", "digits"),
            ("MH0000", "digits"),
        ],
    )
    def test_no_number(self, number, part):
        with pytest.raises(InvalidHIPsError, match="right: 'MH0600'") as caught:
            interop.from_hips(number)
        assert caught.value.part == part
