"""People by sex and age group: beside the totals, never in their place."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from satudata import (
    EventRecord,
    Impact,
    InvalidRecordError,
    LifeStage,
    Sex,
    displaced,
    evaluate,
    from_dict,
    interchange,
    to_dict,
    verify,
)
from satudata.checking import figure_doubts
from satudata.impacts import PEOPLE, sum_impacts
from satudata.impacts.figures import figures_of
from satudata.strategies import impacts

WOMEN, MEN = Sex.FEMALE, Sex.MALE
OLD = LifeStage.ELDERLY
SCHEMA = Draft202012Validator(interchange.json_schema(Impact))
FULL = Impact(dead=3, people={"dead": {"perempuan": 2, "lansia": None, ("perempuan", "lansia"): 1}})


def sums(**people):
    """(what, sum, total) of each doubt."""
    lower_bounds = people.pop("lower_bounds", ())
    totals = {name: people.pop(name) for name in PEOPLE if name in people}
    doubts = figure_doubts(Impact(**totals, **people, lower_bounds=lower_bounds))
    return [(each.data["what"], each.data["sum"], each.data["total"]) for each in doubts]


class TestInput:
    @pytest.mark.parametrize(
        "given",
        [
            {"dead": {"perempuan": {"lansia": 1}}},
            {"dead": {"lansia": {"perempuan": 1}}},
            {"dead": {("perempuan", "lansia"): 1}},
            {"dead": {("lansia", "perempuan"): 1}},
            {("dead", Sex.FEMALE, LifeStage.ELDERLY): 1},
            {("dead", "perempuan"): {"lansia": 1}},
        ],
    )
    def test_one_group_many_ways(self, given):
        assert Impact(people=given).people == {("dead", WOMEN, OLD): 1}

    def test_one_axis(self):
        assert Impact(people={"missing": {"laki-laki": 1}, "dead": {"anak": 0}}).people == {
            ("dead", None, LifeStage.CHILD): 0,
            ("missing", MEN, None): 1,
        }

    def test_nothing_said(self):
        assert Impact(people={}).people is None
        assert Impact(people={"dead": {}}) == Impact()
        assert not Impact(people={"dead": {"anak": None}}).is_reported
        assert Impact(people={"dead": {"anak": 0}}).is_reported

    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ({"houses_heavy": {"anak": 1}}, "no such figure of people; one of: dead, missing"),
            ({"dead": 3}, r"the total is a figure of its own: Impact\(dead=1\)"),
            ({("dead", None, None): 3}, "the total is a figure of its own"),
            ({"dead": {"bayi": 3}}, "a sex, an age group or both; of: laki-laki, perempuan, anak"),
            ({"dead": {3: 3}}, "a sex, an age group or both"),
            ({"dead": {"anak": {"lansia": 3}}}, "a sex, an age group or both"),
            ({"dead": {"anak": 1, ("anak", None): 1}}, "one group is given twice"),
            ({"dead": {"anak": -1}}, "zero or more"),
        ],
    )
    def test_no_group(self, given, reason):
        with pytest.raises(InvalidRecordError, match=reason):
            Impact(people=given)

    @pytest.mark.parametrize(
        "given", [3, [("dead", 1)], {"dead": {"anak": True}}, {"dead": {"anak": {"perempuan": {"x": {}}}}}]
    )
    def test_no_mapping_or_number(self, given):
        with pytest.raises((TypeError, InvalidRecordError), match="people"):
            Impact(people=given)


class TestValue:
    def test_repr_and_copies(self):
        names = {"Impact": Impact, "Sex": Sex, "LifeStage": LifeStage}
        assert eval(repr(FULL), names) == FULL
        for each in (copy.deepcopy(FULL), pickle.loads(pickle.dumps(FULL))):
            assert (each, hash(each)) == (FULL, hash(FULL))

    def test_the_sex_of_displaced_people_is_the_same(self):
        assert displaced.Sex is Sex

    def test_a_state_of_an_earlier_version(self):
        state = FULL.__getstate__()
        del state["people"]
        older = Impact.__new__(Impact)
        older.__setstate__(state)
        assert older == Impact(dead=3)

    def test_form(self):
        written = to_dict(FULL)
        assert written["people"] == {
            "dead": {"jumlah": {"lansia": None}, "perempuan": {"jumlah": 2, "lansia": 1}}
        }
        assert from_dict(written) == FULL
        assert from_dict({"schema": "satudata.impact", "version": 1, "dead": 3}).people is None

    @pytest.mark.parametrize(
        "people",
        [
            [],
            {"houses_heavy": {}},
            {"dead": 1},
            {"dead": {"perempuan": 1}},
            {"dead": {"perempuan": {"bayi": 1}}},
            {"dead": {"perempuan": {"lansia": -1}}},
        ],
    )
    def test_refused_by_reading_and_by_the_schema(self, people):
        document = {"schema": "satudata.impact", "version": 1, "people": people}
        assert not SCHEMA.is_valid(document)
        with pytest.raises(InvalidRecordError) as caught:
            from_dict(document)
        assert caught.value.field.startswith("/")

    @given(impacts())
    def test_there_and_back(self, impact):
        document = json.loads(interchange.to_json(impact))
        SCHEMA.validate(document)
        assert from_dict(document) == impact


class TestSums:
    def test_added_by_group(self):
        both = sum_impacts([FULL, Impact(dead=1, people={"dead": {"perempuan": 1, "laki-laki": 0}})])
        assert both.dead == 4
        assert both.people == {
            ("dead", WOMEN, None): 3,
            ("dead", WOMEN, OLD): 1,
            ("dead", None, OLD): None,
            ("dead", MEN, None): 0,
        }
        assert both.lower_bounds == {"people"}

    def test_whole_where_all_say_the_same_groups(self):
        one = Impact(people={"dead": {"perempuan": 1, "laki-laki": 2}})
        assert sum_impacts([one, one]) == Impact(people={"dead": {"perempuan": 2, "laki-laki": 4}})
        assert sum_impacts([one, Impact()]).lower_bounds == {"people"}

    @given(st.lists(impacts(), min_size=1, max_size=4), st.randoms())
    def test_the_order_never_matters(self, parts, random):
        shuffled = list(parts)
        random.shuffle(shuffled)
        assert sum_impacts(parts) == sum_impacts(shuffled)


class TestDoubts:
    @pytest.mark.parametrize(
        ("people", "found"),
        [
            ({"perempuan": 2, "laki-laki": 3}, []),
            ({"perempuan": 5}, []),
            ({"perempuan": 6}, [("dead", 6, 5)]),
            ({"perempuan": 2, "laki-laki": 2}, [("dead", 4, 5)]),
            ({"perempuan": 2, "laki-laki": None}, []),
            ({"anak": 1, "dewasa": 1, "lansia": 4}, [("dead", 6, 5)]),
            ({"anak": 1, "dewasa": 1}, []),
            ({"perempuan": 1, ("perempuan", "lansia"): 2}, [("dead, perempuan", 2, 1)]),
            ({"lansia": 3, "perempuan": {"lansia": 1}, "laki-laki": {"lansia": 1}}, [("dead, lansia", 2, 3)]),
            ({"perempuan": {"anak": 1, "dewasa": 1, "lansia": 1}, "laki-laki": 3}, [("dead", 6, 5)]),
        ],
    )
    def test_against_the_total(self, people, found):
        assert sums(dead=5, people={"dead": people}) == found

    def test_nothing_without_a_total_or_beside_a_lower_bound(self):
        parts = {"dead": {"perempuan": 2, "laki-laki": 2}}
        assert sums(people=parts) == []
        assert sums(dead=3, people=parts, lower_bounds={"dead"}) == []
        assert sums(dead=5, people=parts, lower_bounds={"people"}) == []
        assert sums(dead=3, people=parts, lower_bounds={"people"}) == [("dead", 4, 3)]

    def test_verified_with_the_record(self):
        (found,) = verify(EventRecord("62.02", Impact(dead=1, people={"dead": {"anak": 2}})))
        assert (found.code, found.where) == ("people-sum-differs", "people")
        assert found.message() == (
            "dead: the people by sex or age add up to 2, the total is 1; the larger counts"
        )
        assert found.message("id").startswith("meninggal: ")

    @given(impacts())
    def test_without_parts_there_is_no_such_doubt(self, impact):
        codes = {each.code for each in figure_doubts(impact)}
        assert impact.people is not None or "people-sum-differs" not in codes


class TestMeasured:
    def test_a_known_part_is_at_least_so_many(self):
        assert evaluate(Impact(people={"dead": {"anak": 1}})).verdict == "met"
        measured = figures_of(Impact(people={"dead": {"anak": 1, "lansia": 2}})).dead
        assert (measured.known, measured.complete) == (3, False)

    def test_all_parts_are_the_whole(self):
        measured = figures_of(Impact(people={"dead": {"perempuan": 0, "laki-laki": 0}})).dead
        assert (measured.known, measured.complete) == (0, True)

    def test_the_larger_counts(self):
        assert figures_of(Impact(dead=5, people={"dead": {"anak": 1}})).dead.known == 5
        assert figures_of(Impact(dead=1, people={"dead": {"anak": 2}})).dead.known == 2

    @given(impacts())
    def test_parts_never_make_less_of_a_figure(self, impact):
        measured = figures_of(impact)
        for name in PEOPLE:
            given_total = getattr(impact, name)
            assert given_total is None or getattr(measured, name).known >= given_total
