"""Impact: what a figure may be, and how figures are added."""

import copy
import pickle
from decimal import Decimal

import pytest

from satudata import Damage, FacilityKind, Impact, InvalidRecordError, LandKind
from satudata.impacts import COUNTS, sum_impacts

NAMES = {each.__name__: each for each in (Impact, Damage, FacilityKind, LandKind, Decimal)}
FULL = Impact(
    dead=1,
    missing=0,
    injured=2,
    affected=3,
    displaced=4,
    houses_heavy=5,
    houses_moderate=6,
    houses_light=7,
    houses_damaged=18,
    houses_flooded=8,
    facilities={"pendidikan": {"berat": 1, "ringan": None}, "pasar": 2},
    facilities_damaged=3,
    land={"sawah": "0.50", "hutan": None},
    lower_bounds={"dead"},
)


class Whole:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        return self.number


class TestBuild:
    def test_all_unknown(self):
        impact = Impact()
        assert all(getattr(impact, name) is None for name in (*COUNTS, "facilities", "land"))
        assert impact.lower_bounds == frozenset()
        assert not impact.is_reported

    def test_by_name_only(self):
        with pytest.raises(TypeError):
            Impact(1)

    @pytest.mark.parametrize("name", COUNTS)
    def test_whole_numbers(self, name):
        assert getattr(Impact(**{name: 0}), name) == 0
        held = getattr(Impact(**{name: Whole(7)}), name)
        assert (held, type(held)) == (7, int)
        assert Impact(**{name: 0}).is_reported

    @pytest.mark.parametrize("name", COUNTS)
    def test_nothing_else(self, name):
        for value in (True, 1.0, float("nan"), "1", Decimal(1), b"1"):
            with pytest.raises(TypeError, match=f"^{name}: a whole number or None, not "):
                Impact(**{name: value})
        for value in (-1, Whole(-1)):
            with pytest.raises(InvalidRecordError, match="zero or more; unknown is None") as caught:
                Impact(**{name: value})
            assert (caught.value.field, caught.value.value) == (name, -1)

    def test_a_long_figure_does_not_flood_the_message(self):
        with pytest.raises(TypeError) as caught:
            Impact(dead="9" * 10**6)
        assert len(str(caught.value)) < 200

    def test_lower_bounds_name_figures(self):
        assert Impact(dead=1, lower_bounds=["dead"]).lower_bounds == frozenset({"dead"})
        for wrong in ("dead", ["deaths"], ["lower_bounds"]):
            with pytest.raises(InvalidRecordError, match="lower_bounds"):
                Impact(dead=1, lower_bounds=wrong)


class TestFacilities:
    @pytest.mark.parametrize(
        "given",
        [
            {"pendidikan": {"berat": 1, "rusak": 3}, "pasar": {"rusak": 2}},
            {("pendidikan", "berat"): 1, ("pendidikan", "rusak"): 3, ("pasar", "rusak"): 2},
            {FacilityKind.MARKET: 2, FacilityKind.EDUCATION: {Damage.TOTAL: 3, Damage.HEAVY: 1}},
        ],
    )
    def test_ways_to_say_the_same(self, given):
        assert Impact(facilities=given).facilities == {
            (FacilityKind.EDUCATION, Damage.HEAVY): 1,
            (FacilityKind.EDUCATION, Damage.TOTAL): 3,
            (FacilityKind.MARKET, Damage.TOTAL): 2,
        }

    @pytest.mark.parametrize("given", [{"sekolah": 1}, {"pendidikan": {"parah": 1}}, {("pasar", "x"): 1}])
    def test_words_of_the_form_only(self, given):
        with pytest.raises(InvalidRecordError, match=r"facilities: .*: no such .*; one of: "):
            Impact(facilities=given)

    @pytest.mark.parametrize("figure", [-1, True, 1.5])
    def test_whole_numbers(self, figure):
        with pytest.raises((TypeError, InvalidRecordError), match="facilities: "):
            Impact(facilities={"pasar": figure})

    def test_said_twice(self):
        with pytest.raises(InvalidRecordError, match="given twice"):
            Impact(facilities={"pasar": 1, ("pasar", "rusak"): 2})

    def test_a_mapping(self):
        with pytest.raises(
            TypeError, match=r"facilities: units by kind, \{'pendidikan': \{'berat': 1\}\}, not int"
        ):
            Impact(facilities=3)

    def test_an_empty_one_says_nothing(self):
        assert Impact(facilities={}) == Impact()
        assert Impact(facilities={"pasar": {}}) == Impact()

    def test_a_kind_without_figure_is_not_reported(self):
        assert not Impact(facilities={"pasar": None}).is_reported
        assert Impact(facilities={"pasar": 0}).is_reported


class TestLand:
    @pytest.mark.parametrize(
        ("given", "held"),
        [
            ("0.5", "0.5"),
            (1, "1"),
            (Decimal("0.10"), "0.10"),
            (0.1, "0.1"),
            (0.1 + 0.2, "0.30000000000000004"),
            ("0", "0"),
        ],
    )
    def test_exact(self, given, held):
        assert Impact(land={"sawah": given}).land[LandKind.RICE_FIELD].as_tuple() == Decimal(held).as_tuple()

    @pytest.mark.parametrize(
        "area", ["-1", -0.1, "NaN", float("inf"), "1,5", "", "dua", "1e13", "1e-31", (1, 2)]
    )
    def test_no_area(self, area):
        with pytest.raises(InvalidRecordError, match="land: "):
            Impact(land={"sawah": area})

    @pytest.mark.parametrize("area", [True, b"1", [], {}])
    def test_no_number(self, area):
        with pytest.raises((TypeError, InvalidRecordError), match="land: "):
            Impact(land={"sawah": area})

    def test_words_of_the_form_only(self):
        with pytest.raises(
            InvalidRecordError, match="no such LandKind; one of: sawah, kebun, lahan, hutan, kolam"
        ):
            Impact(land={"tambak": 1})

    def test_a_mapping(self):
        with pytest.raises(TypeError, match=r"land: hectares by kind, \{'sawah': '0.5'\}, not str"):
            Impact(land="0.5")

    def test_an_empty_one_says_nothing(self):
        assert Impact(land={}) == Impact()

    def test_a_kind_without_figure_is_not_reported(self):
        assert not Impact(land={"sawah": None}).is_reported
        assert Impact(land={"sawah": 0, "hutan": None}).is_reported


class TestValue:
    def test_equal(self, always_equal, never_equal):
        assert copy.deepcopy(FULL) == FULL
        assert hash(FULL) == hash(copy.deepcopy(FULL))
        assert always_equal == FULL
        assert never_equal != FULL
        assert Impact(dead=0) != Impact()
        assert Impact(land={"sawah": "0.5"}) == Impact(land={"sawah": "0.50"})
        with pytest.raises(TypeError):
            Impact() < FULL  # noqa: B015

    def test_repr(self):
        assert repr(Impact()) == "Impact()"
        for impact in (Impact(), Impact(dead=0), FULL):
            assert eval(repr(impact), NAMES) == impact

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_copies(self, protocol):
        for each in (copy.copy(FULL), pickle.loads(pickle.dumps(FULL, protocol))):
            assert each == FULL

    @pytest.mark.parametrize("name", ["dead", "land", "other"])
    def test_frozen(self, name):
        with pytest.raises(AttributeError):
            setattr(FULL, name, 1)
        assert not hasattr(FULL, "__dict__")

    @pytest.mark.parametrize("words", [Damage, FacilityKind, LandKind])
    def test_words(self, words):
        for each in words:
            assert words(str(each)) is each
            assert eval(repr(each), NAMES) is each
            assert pickle.loads(pickle.dumps(each)) is each


class TestTotal:
    def test_of_none(self):
        assert sum_impacts([]) == Impact()

    def test_of_one_is_itself(self):
        assert sum_impacts(iter([FULL])) is FULL

    def test_what_someone_left_out_is_named(self):
        assert sum_impacts([Impact(dead=1), Impact(injured=1)]).lower_bounds == {"dead", "injured"}
        assert sum_impacts([Impact(dead=1), Impact(dead=2)]) == Impact(dead=3)
        assert sum_impacts([Impact(), Impact()]) == Impact()

    def test_a_lower_bound_stays_one(self):
        assert sum_impacts([Impact(dead=1, lower_bounds=["dead"]), Impact(dead=1)]).lower_bounds == {"dead"}

    def test_by_kind(self):
        one = Impact(land={"sawah": "0.1", "hutan": 1}, facilities={"pasar": 1})
        other = Impact(land={"sawah": "0.2", "kolam": None}, facilities={"pasar": {"berat": 1}})
        whole = sum_impacts([one, other])
        assert whole.land == {LandKind.RICE_FIELD: Decimal("0.3"), LandKind.FOREST: 1, LandKind.POND: None}
        assert whole.facilities == {
            (FacilityKind.MARKET, Damage.TOTAL): 1,
            (FacilityKind.MARKET, Damage.HEAVY): 1,
        }
        assert whole.lower_bounds == frozenset()

    def test_a_total_of_all_land_that_only_some_give(self):
        both = Impact(land={"total": 5, "sawah": 1})
        assert sum_impacts([both, Impact(land={"total": 2})]).lower_bounds == frozenset()
        assert sum_impacts([both, Impact(land={"sawah": 2})]).lower_bounds == {"land"}

    def test_a_kind_that_only_some_know(self):
        whole = sum_impacts([Impact(land={"sawah": 1}), Impact(land={"sawah": None})])
        assert (whole.land, whole.lower_bounds) == ({LandKind.RICE_FIELD: 1}, {"land"})
