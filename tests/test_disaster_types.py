"""Disaster types: look-up by scheme, by name, and how a dated code is read."""

import copy
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import citations, disaster_types
from satudata.disaster_types import Certainty, DisasterType, Scheme
from satudata.errors import UnknownEditionError, UnknownTypeError

STABLE = ("101", "102", "110", "111", "999")
CHANGED = tuple(str(code) for code in range(103, 110))


def keys(types):
    return [(each.scheme, each.code) for each in types]


class TestGet:
    def test_the_present_scheme_answers_by_default(self):
        assert disaster_types.get("106") is disaster_types.get("106", scheme="2023")
        assert disaster_types.get("106").name == "Kebakaran Hutan dan Lahan"

    def test_the_older_scheme_is_asked_for_by_name(self):
        assert disaster_types.get("106", "2011").name == "Kekeringan"

    def test_an_unknown_code_lists_what_exists(self):
        with pytest.raises(UnknownTypeError) as caught:
            disaster_types.get("112")
        assert (caught.value.code, caught.value.edition) == ("112", "2023")
        assert "101, 102" in str(caught.value)
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)

    def test_a_name_is_answered_with_its_code(self):
        with pytest.raises(UnknownTypeError, match="a name, borne by 109, 111"):
            disaster_types.get("Erupsi Gunung Api")

    def test_an_unknown_scheme_lists_what_exists(self):
        for ask in (
            lambda: disaster_types.get("101", "2019"),
            lambda: disaster_types.find("Banjir", scheme="2019"),
            lambda: disaster_types.in_scheme("2019"),
        ):
            with pytest.raises(UnknownEditionError, match="'2023' and '2011'"):
                ask()

    @pytest.mark.parametrize("value", [106, 106.0, None, b"106"])
    def test_only_text_is_a_code(self, value):
        with pytest.raises(TypeError):
            disaster_types.get(value)

    @given(st.text())
    def test_any_text_is_known_or_unknown_and_nothing_else(self, text):
        if text in STABLE + CHANGED:
            assert disaster_types.get(text).code == text
        else:
            with pytest.raises(UnknownTypeError):
                disaster_types.get(text)


class TestFind:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("BANJIR", [("2023", "101"), ("2011", "101")]),
            ("BANJIR ROB", [("2023", "101")]),
            ("BANJIR DAN TANAH LONGSOR", [("2023", "101"), ("2011", "103")]),
            ("TANAH LONGSOR", [("2023", "102"), ("2011", "102")]),
            ("LONGSOR", [("2023", "102"), ("2011", "102")]),
            ("ABRASI", [("2023", "103"), ("2011", "104")]),
            ("GELOMBANG PASANG / ABRASI", [("2023", "103"), ("2011", "104")]),
            ("GELOMBANG PASANG DAN ABRASI", [("2023", "103"), ("2011", "104")]),
            ("CUACA EKSTREM", [("2023", "104")]),
            ("PUTING BELIUNG", [("2023", "104"), ("2011", "105")]),
            ("ANGIN PUTING BELIUNG", [("2023", "104"), ("2011", "105")]),
            ("KEKERINGAN", [("2023", "105"), ("2011", "106")]),
            ("KARHUTLA", [("2023", "106"), ("2011", "107")]),
            ("KEBAKARAN HUTAN DAN LAHAN", [("2023", "106"), ("2011", "107")]),
            ("Kebakaran lahan", [("2023", "106"), ("2011", "107")]),
            ("GEMPA BUMI", [("2023", "107"), ("2011", "108")]),
            ("Gempabumi", [("2023", "107"), ("2011", "108")]),
            ("TSUNAMI", [("2023", "108"), ("2011", "109")]),
            ("GEMPABUMI DAN TSUNAMI", [("2023", "110"), ("2011", "110")]),
            ("GEMPA BUMI DAN TSUNAMI", [("2023", "110"), ("2011", "110")]),
            ("ERUPSI GUNUNG API", [("2023", "109"), ("2023", "111"), ("2011", "111")]),
            ("LETUSAN GUNUNGAPI", [("2023", "109"), ("2023", "111"), ("2011", "111")]),
            ("LAINNYA", [("2023", "999"), ("2011", "999")]),
            ("kebakaran rumah", [("2023", "999"), ("2011", "999")]),
            ("EPIDEMI", []),
            ("Salju", []),
            ("", []),
        ],
    )
    def test_spellings_met_in_data(self, name, expected):
        assert keys(disaster_types.find(name)) == expected

    def test_one_scheme(self):
        assert keys(disaster_types.find("Kekeringan", scheme="2011")) == [("2011", "106")]

    @given(st.sampled_from(disaster_types.in_scheme() + disaster_types.in_scheme("2011")), st.data())
    def test_case_punctuation_and_spaces_do_not_matter(self, wanted, data):
        written = "".join(
            data.draw(st.sampled_from(["", " ", "-", "/", ". "]))
            + data.draw(st.sampled_from([letter.upper(), letter.lower()]))
            for letter in wanted.name
        )
        assert wanted in disaster_types.find(written)

    @given(st.text())
    def test_any_text_is_answered(self, text):
        assert all(isinstance(each, DisasterType) for each in disaster_types.find(text))

    def test_only_text_is_a_name(self):
        with pytest.raises(TypeError):
            disaster_types.find(101)


class TestReading:
    @pytest.mark.parametrize("code", STABLE)
    @pytest.mark.parametrize("on", [None, date(2008, 1, 1), date(2022, 12, 31), date(2023, 1, 1)])
    def test_codes_that_keep_their_meaning(self, code, on):
        assert disaster_types.scheme_for(code, on) == "2023"

    @pytest.mark.parametrize("code", CHANGED)
    def test_codes_that_changed_it(self, code):
        assert disaster_types.scheme_for(code, date(2022, 12, 31)) is None
        assert disaster_types.scheme_for(code) is None
        assert disaster_types.scheme_for(code, date(2023, 1, 1)) == "2023"

    @pytest.mark.whole_table
    def test_the_digits_rule_is_what_the_tables_say(self):
        for new, old in zip(disaster_types.in_scheme("2023"), disaster_types.in_scheme("2011"), strict=True):
            assert new.code == old.code
            same = new in disaster_types.find(old.name)
            assert same == (disaster_types.scheme_for(new.code, date(2012, 1, 1)) is not None), new.code

    @pytest.mark.parametrize(
        ("code", "name", "expected"),
        [
            ("105", "PUTING BELIUNG", ("2011",)),
            ("107", "KEBAKARAN HUTAN DAN LAHAN", ("2011",)),
            ("108", "GEMPA BUMI", ("2011",)),
            ("107", "GEMPA BUMI", ("2023",)),
            ("101", "BANJIR", ("2023", "2011")),
            ("111", "ERUPSI GUNUNG API", ("2023", "2011")),
            ("101", "TANAH LONGSOR", ()),
            ("101", "Salju", ()),
        ],
    )
    def test_code_and_name_choose_the_scheme(self, code, name, expected):
        assert disaster_types.schemes_of(code, name) == expected


class TestUnnumbered:
    @pytest.mark.whole_table
    def test_names_only(self):
        names = disaster_types.unnumbered()
        assert len(names) == len(set(names)) == 18
        for name in names:
            assert disaster_types.find(name) == ()
            assert disaster_types.unnumbered_name(name.upper()) == name

    def test_a_spelling_of_one(self):
        assert disaster_types.unnumbered_name("Epidemi & Wabah Penyakit") == "Epidemi dan wabah penyakit"

    def test_what_has_a_number_is_none_of_them(self):
        assert disaster_types.unnumbered_name("KARHUTLA") is None


class TestRecord:
    def test_ordered_by_scheme_and_code(self):
        older, present = disaster_types.in_scheme("2011"), disaster_types.in_scheme("2023")
        assert sorted(present + older) == list(older + present)

    def test_equal_hashed_copied_pickled(self):
        for each in (disaster_types.get("106"), disaster_types.schemes["2011"]):
            assert pickle.loads(pickle.dumps(each)) == each
            assert copy.deepcopy(each) == each
            assert len({each, copy.copy(each)}) == 1

    def test_repr_can_be_pasted(self):
        for each in (disaster_types.get("109"), disaster_types.schemes["2011"], Certainty.VERY_HIGH):
            names = {"DisasterType": DisasterType, "Scheme": Scheme, "Certainty": Certainty}
            assert eval(repr(each), names) == each

    def test_frozen(self):
        with pytest.raises(AttributeError):
            disaster_types.get("106").name = "x"
        with pytest.raises(TypeError):
            disaster_types.schemes["2030"] = disaster_types.schemes["2023"]


class TestWholeTable:
    pytestmark = pytest.mark.whole_table

    @pytest.mark.parametrize("scheme", disaster_types.schemes)
    def test_every_row(self, scheme):
        types = disaster_types.in_scheme(scheme)
        assert [each.code for each in types] == [str(code) for code in range(101, 112)] + ["999"]
        for each in types:
            assert each.scheme == scheme
            assert each.name == each.name.strip() != ""
            assert each.name_en == each.name_en.strip() != ""
            assert len(set(each.subtypes)) == len(each.subtypes)
            assert each.citation == disaster_types.schemes[scheme].citation
            assert citations.get(each.citation).id == each.citation
            assert each in disaster_types.find(each.name)
            for subtype in each.subtypes:
                assert each in disaster_types.find(subtype, scheme=scheme)

    def test_what_is_issued(self):
        issued = {each.code for each in disaster_types.in_scheme() if each.issued}
        assert issued == {"101", "102", *CHANGED, "999"}
        assert not any(each.issued for each in disaster_types.in_scheme("2011"))


class TestCandidates:
    @pytest.mark.parametrize("code", CHANGED)
    def test_both_meanings_before_2023_and_one_from_then_on(self, code):
        assert keys(disaster_types.candidates(code, date(2022, 12, 31))) == [("2023", code), ("2011", code)]
        assert keys(disaster_types.candidates(code)) == [("2023", code), ("2011", code)]
        assert keys(disaster_types.candidates(code, date(2023, 1, 1))) == [("2023", code)]

    @pytest.mark.parametrize("code", STABLE)
    def test_one_where_both_mean_the_same(self, code):
        assert keys(disaster_types.candidates(code, date(2012, 1, 1))) == [("2023", code)]

    def test_none_of_a_code_that_no_scheme_holds(self):
        assert disaster_types.candidates("112", date(2012, 1, 1)) == ()


class TestToScheme:
    @pytest.mark.parametrize(
        ("older", "present"),
        [
            *[(code, code) for code in ("101", "102", "110", "999")],
            *[("103", "101"), ("104", "103"), ("105", "104"), ("106", "105"), ("107", "106"), ("108", "107")],
            *[("109", "108"), ("111", "109")],
        ],
    )
    def test_the_older_codes_today(self, older, present):
        found = disaster_types.to_scheme(older, "2023", from_="2011")
        assert found is disaster_types.get(present)
        assert disaster_types.to_scheme(disaster_types.get(older, "2011")) is found

    def test_back(self):
        back = {
            each.code: disaster_types.to_scheme(each, "2011").code
            for each in disaster_types.in_scheme()
            if each.code != "104"
        }
        assert (back["105"], back["106"], back["107"], back["109"]) == ("106", "107", "108", "111")

    def test_its_own_scheme_is_itself(self):
        for each in disaster_types.in_scheme("2011"):
            assert disaster_types.to_scheme(each, "2011") is each

    def test_refused(self):
        with pytest.raises(UnknownTypeError, match="no type there is Cuaca Ekstrem"):
            disaster_types.to_scheme("104", "2011", from_="2023")
        with pytest.raises(UnknownEditionError):
            disaster_types.to_scheme("104", "1999", from_="2023")
        with pytest.raises(TypeError, match="read in a scheme"):
            disaster_types.to_scheme("104", "2011")
        with pytest.raises(TypeError, match="of scheme 2023"):
            disaster_types.to_scheme(disaster_types.get("104"), "2011", from_="2011")
