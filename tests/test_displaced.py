"""Displaced people: figures, sites, sums over places, states in time, changes, and what cannot be right."""

import copy
import pickle
from datetime import UTC, date, datetime, time

import pytest

from satudata import Impact, InvalidRecordError, RegionCode
from satudata.displaced import (
    FIGURES,
    AgeGroup,
    Displaced,
    DisplacedChange,
    Sex,
    SiteKind,
    SiteReport,
    VulnerableGroup,
    doubts,
    latest,
    sum_displaced,
    totals,
)
from satudata.findings import kind

M, F = Sex.MALE, Sex.FEMALE
NAMES = {
    each.__name__: each
    for each in (Displaced, Sex, AgeGroup, VulnerableGroup, SiteKind, SiteReport, RegionCode)
}
FULL = Displaced(
    people=10,
    families=3,
    sexes={"perempuan": 6, "laki-laki": 4},
    ages={"bayi": {"laki-laki": 1, "perempuan": None}, "lansia": 2},
    groups={"ibu hamil": 2, "orang sakit": {"laki-laki": 1}},
    lower_bounds={"ages"},
)


def codes(found):
    return [each.code for each in found]


class TestFigures:
    def test_nothing_is_known_of_an_empty_one(self):
        assert all(getattr(Displaced(), name) is None for name in FIGURES)
        assert Displaced().known_people is None
        assert Displaced().impact == Impact()
        assert Displaced(sexes={}, ages={}, groups={}) == Displaced()

    @pytest.mark.parametrize("name", ["people", "families"])
    def test_whole_numbers(self, name):
        assert getattr(Displaced(**{name: 0}), name) == 0
        with pytest.raises(InvalidRecordError, match=f"{name}: -1: a figure is zero or more"):
            Displaced(**{name: -1})
        for value in (True, 1.5, "1"):
            with pytest.raises(TypeError, match=f"{name}: a whole number or None"):
                Displaced(**{name: value})

    def test_ways_to_say_the_same(self):
        by_group = Displaced(ages={"bayi": {"laki-laki": 1}, "anak": 2})
        assert by_group == Displaced(ages={("anak", None): 2, (AgeGroup.INFANT, Sex.MALE): 1})
        assert list(by_group.ages) == [(AgeGroup.INFANT, M), (AgeGroup.CHILD, None)]

    @pytest.mark.parametrize(
        ("field", "given", "reason"),
        [
            ("sexes", {"pria": 1}, "no such Sex; one of: laki-laki, perempuan"),
            ("ages", {"remaja": 1}, "no such AgeGroup; one of: bayi, "),
            ("groups", {"ibu hamil": {"x": 1}}, "no such Sex"),
            ("groups", {"bayi": 1}, "no such VulnerableGroup"),
            ("ages", {"bayi": 1, ("bayi", None): 2}, "one group is given twice"),
            (
                "lower_bounds",
                ["dead"],
                "among people, families, sexes, ages, other_ages, groups, other_groups",
            ),
        ],
    )
    def test_refused(self, field, given, reason):
        with pytest.raises(InvalidRecordError, match=f"{field}: .*{reason}"):
            Displaced(**{field: given})

    @pytest.mark.parametrize("field", ["sexes", "ages", "groups"])
    def test_a_mapping(self, field):
        with pytest.raises(TypeError, match=f"{field}: figures by word, .*, not int"):
            Displaced(**{field: 3})

    def test_value(self, always_equal, never_equal):
        assert eval(repr(FULL), NAMES) == FULL
        assert always_equal == FULL
        assert never_equal != FULL
        for each in (copy.deepcopy(FULL), pickle.loads(pickle.dumps(FULL))):
            assert (each, hash(each)) == (FULL, hash(FULL))
        for words in (Sex, AgeGroup, VulnerableGroup, SiteKind):
            assert [eval(repr(word), NAMES) for word in words] == list(words)


class TestKnownPeople:
    @pytest.mark.parametrize(
        ("figures", "known", "complete"),
        [
            ({}, None, False),
            ({"people": 0}, 0, True),
            ({"people": 5, "sexes": {"laki-laki": 6}}, 6, True),
            ({"sexes": {"laki-laki": 2, "perempuan": 3}}, 5, True),
            ({"sexes": {"laki-laki": 2}}, 2, False),
            ({"ages": dict.fromkeys(AgeGroup, 1)}, 5, True),
            ({"ages": {"bayi": {"laki-laki": 1, "perempuan": 2}}}, 3, False),
            ({"sexes": {"laki-laki": 2, "perempuan": 3}, "lower_bounds": ["sexes"]}, 5, False),
            ({"people": 5, "lower_bounds": ["people"]}, 5, False),
            ({"groups": {"ibu hamil": 9}}, None, False),
        ],
    )
    def test_it_is_the_larger_and_says_whether_it_is_whole(self, figures, known, complete):
        displaced = Displaced(**figures)
        assert (displaced.known_people, displaced.is_complete) == (known, complete)
        bounds = {"displaced"} if known is not None and not complete else set()
        assert displaced.impact == Impact(displaced=known, lower_bounds=bounds)


class TestFindings:
    @pytest.mark.parametrize(
        ("code", "doubtful", "sound"),
        [
            (
                "displaced-sum-differs",
                {"people": 5, "sexes": {"laki-laki": 6}},
                {"people": 5, "sexes": {"laki-laki": 5}},
            ),
            (
                "displaced-sum-differs",
                {"people": 9, "sexes": {"laki-laki": 4, "perempuan": 4}},
                {"people": 9, "sexes": {"laki-laki": 4, "perempuan": None}},
            ),
            (
                "displaced-sum-differs",
                {"people": 9, "ages": dict.fromkeys(AgeGroup, 1)},
                {"people": 9, "ages": dict.fromkeys(list(AgeGroup)[:4], 1)},
            ),
            (
                "displaced-sum-differs",
                {"sexes": {"laki-laki": 1}, "ages": {"anak": {"laki-laki": 2}}},
                {"sexes": {"laki-laki": 1}, "ages": {"anak": {"perempuan": 2}}},
            ),
            (
                "displaced-sum-differs",
                {"groups": {("orang sakit", None): 1, ("orang sakit", "laki-laki"): 2}},
                {"groups": {("orang sakit", None): 2, ("orang sakit", "laki-laki"): 2}},
            ),
            (
                "displaced-group-above-total",
                {"people": 5, "groups": {"ibu hamil": 6}},
                {"people": 5, "groups": {"ibu hamil": 5}},
            ),
            (
                "displaced-group-above-women",
                {"sexes": {"perempuan": 4}, "groups": {"ibu menyusui": 5}},
                {"sexes": {"perempuan": 4}, "groups": {"ibu menyusui": 4, "orang sakit": 5}},
            ),
            (
                "displaced-group-above-women",
                {"sexes": {"perempuan": 4}, "groups": {"ibu hamil": {"perempuan": 5}}},
                {"sexes": {"laki-laki": 4}, "groups": {"ibu hamil": {"perempuan": 5}}},
            ),
            (
                "displaced-group-sex",
                {"groups": {"ibu hamil": {"laki-laki": 1}}},
                {"groups": {"ibu hamil": {"laki-laki": 0}}},
            ),
            ("displaced-families", {"people": 3, "families": 4}, {"people": 3, "families": 3}),
            ("displaced-families", {"people": 3, "families": 0}, {"people": 0, "families": 0}),
        ],
    )
    def test_what_cannot_be_right(self, code, doubtful, sound):
        found = Displaced(**doubtful).findings
        assert codes(found) == [code]
        assert Displaced(**sound).findings == ()
        assert all("{" not in found[0].message(lang) for lang in ("en", "id"))
        assert kind(code).citation == "juklak-bnpb-9-2023"

    def test_vulnerable_groups_overlap_and_are_never_summed(self):
        everyone = dict.fromkeys(VulnerableGroup, 5)
        assert Displaced(people=5, groups=everyone).findings == ()

    def test_a_sum_of_some_contradicts_nothing(self):
        whole = sum_displaced(
            [Displaced(people=5, families=9), Displaced(people=3), Displaced(sexes={"laki-laki": 2})]
        )
        assert whole.findings == ()
        by_age, by_sex = Displaced(ages={"bayi": {"perempuan": 1}}), Displaced(sexes={"perempuan": 0})
        assert sum_displaced([by_age, by_sex]).findings == ()


class TestTotal:
    def test_of_none_and_of_one(self):
        assert sum_displaced([]) == Displaced()
        assert sum_displaced([FULL]) is FULL

    def test_what_someone_left_out_is_named(self):
        whole = sum_displaced([Displaced(people=5, families=2, sexes={"laki-laki": 2}), Displaced(people=3)])
        assert (whole.people, whole.families) == (8, 2)
        assert whole.lower_bounds == {"families", "sexes"}

    def test_a_group_as_a_whole_and_by_sex(self):
        whole = sum_displaced(
            [Displaced(ages={"bayi": 3}), Displaced(ages={"bayi": {"laki-laki": 1, "perempuan": 1}})]
        )
        assert whole.ages[AgeGroup.INFANT, None] == 5
        assert whole.lower_bounds == {"ages", "people"}

    def test_people_count_by_any_way(self):
        whole = sum_displaced([Displaced(people=5), Displaced(sexes={"laki-laki": 1, "perempuan": 2})])
        assert (whole.people, whole.is_complete) == (8, True)


MONDAY, TUESDAY = date(2024, 5, 13), date(2024, 5, 14)
MORNING, NINE, EVENING = (datetime.combine(MONDAY, time(hour)) for hour in (8, 9, 18))


class TestReports:
    def test_build(self):
        report = SiteReport("13.04", FULL, event="marapi", kind="terpusat", site="SDN 05", as_of=MONDAY)
        assert (report.region, report.kind) == (RegionCode("13.04"), SiteKind.CENTRAL)
        assert eval(repr(report), {**NAMES, "datetime": __import__("datetime")}) == report
        assert pickle.loads(pickle.dumps(report)) == report

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"kind": "hotel"}, "no such SiteKind; one of: terpusat, mandiri"),
            ({"site": " "}, "not blank"),
            ({"as_of": datetime(2024, 5, 13, 8, tzinfo=UTC)}, "the region's local time, without a zone"),
        ],
    )
    def test_refused(self, fields, reason):
        with pytest.raises(InvalidRecordError, match=reason):
            SiteReport("13.04", FULL, **fields)

    def test_types(self):
        with pytest.raises(TypeError, match="as_of is a datetime or a date, not str"):
            SiteReport("13.04", FULL, as_of="2024-05-13")
        with pytest.raises(TypeError):
            SiteReport("13.04", 5)

    def test_the_latest_of_each_place_counts(self):
        states = [
            SiteReport("13.04", Displaced(people=1), site="A"),
            SiteReport("13.04", Displaced(people=2), site="A", as_of=MONDAY),
            SiteReport("13.04", Displaced(people=4), site="A", as_of=EVENING),
            SiteReport("13.04", Displaced(people=3), site="A", as_of=MORNING),
            SiteReport("13.04", Displaced(people=9), site="B", as_of=TUESDAY),
        ]
        for given in (states, states[::-1]):
            assert {each.site: each.displaced.people for each in latest(given)} == {"A": 4, "B": 9}
            assert [each.displaced.people for each in latest(given, at=MONDAY)] == [4]
            assert [each.displaced.people for each in latest(given, at=NINE)] == [3]
            assert [each.displaced.people for each in latest(given, at=date(2024, 5, 1))] == [1]

    def test_states_that_contradict(self):
        one = SiteReport("13.04", Displaced(people=1), site="A", as_of=MONDAY)
        other = SiteReport("13.04", Displaced(people=2), site="A", as_of=MONDAY)
        assert codes(doubts([one, other])) == ["figures-contradict"]
        assert latest([one, other]) == latest([other, one])
        assert doubts([one, one]) == ()


def people(found):
    return {key: held.people for key, held in found.items()}


class TestTotals:
    SITES = (
        SiteReport("13.04", Displaced(people=80), event="marapi", kind="terpusat", site="SDN 05"),
        SiteReport("13.04", Displaced(people=20), event="marapi", kind="mandiri"),
        SiteReport("13.06", Displaced(people=30), event="marapi", site="Masjid Raya"),
        SiteReport("33.21", Displaced(people=7), event="demak", kind="terpusat", site="GOR"),
    )

    def test_by(self):
        assert people(totals(self.SITES)) == {"demak": 7, "marapi": 130}
        assert people(totals(self.SITES, by="province")) == {RegionCode("13"): 130, RegionCode("33"): 7}
        assert people(totals(self.SITES, by="regency")) == {
            RegionCode("13.04"): 100,
            RegionCode("13.06"): 30,
            RegionCode("33.21"): 7,
        }
        assert people(totals(self.SITES, by="kind")) == {
            SiteKind.INDEPENDENT: 20,
            SiteKind.CENTRAL: 87,
            None: 30,
        }
        assert totals([]) == {}
        with pytest.raises(ValueError, match="added up by event, province, regency, kind, not by 'site'"):
            totals(self.SITES, by="site")

    def test_two_events_at_one_place_are_added(self):
        again = SiteReport("13.04", Displaced(people=5), event="banjir", site="SDN 05")
        assert people(totals([*self.SITES, again], by="regency"))[RegionCode("13.04")] == 105

    @pytest.mark.parametrize(
        ("region", "fields", "reported", "counts"),
        [
            ("13.04", {}, 99, 130),
            ("13.04", {}, 120, 150),
            ("13.04", {"kind": "terpusat"}, 79, 130),
            ("13.04", {"kind": "terpusat"}, 90, 140),
            ("13", {}, 100, 130),
            ("13", {}, 200, 200),
            ("13", {"kind": "mandiri"}, 200, 200),
            ("13", {"site": "Kapal"}, 4, 134),
            ("13", {}, None, 130),
        ],
    )
    def test_a_whole_is_never_added_to_its_parts(self, region, fields, reported, counts):
        whole = SiteReport(region, Displaced(people=reported), event="marapi", **fields)
        assert people(totals([whole, *self.SITES]))["marapi"] == counts
        below = reported is not None and counts == 130
        assert codes(doubts([whole, *self.SITES])) == (["displaced-whole-below-parts"] if below else [])

    def test_a_whole_that_is_a_lower_bound_may_be_below_its_parts(self):
        whole = SiteReport("13", Displaced(people=100, lower_bounds={"people"}), event="marapi")
        assert people(totals([whole, *self.SITES]))["marapi"] == 130
        assert codes(doubts([whole, *self.SITES])) == []

    def test_a_whole_is_no_kind_and_a_province_no_regency(self):
        whole = SiteReport("13", Displaced(people=200), event="marapi")
        assert people(totals([whole], by="regency")) == {}
        assert people(totals([whole], by="kind")) == {}
        assert people(totals([whole], by="province")) == {RegionCode("13"): 200}

    def test_as_known_at_a_moment(self):
        reports = [
            SiteReport("13.04", Displaced(people=n), as_of=day) for n, day in ((9, MONDAY), (5, TUESDAY))
        ]
        assert people(totals(reports)) == {None: 5}
        assert people(totals(reports, at=MONDAY)) == {None: 9}


class TestChange:
    def test_what_is_not_wholly_known_has_no_difference(self):
        change = DisplacedChange(
            Displaced(
                people=10, families=3, sexes={"laki-laki": 4}, ages={"bayi": 2}, groups={"ibu hamil": 1}
            ),
            Displaced(
                people=4,
                families=2,
                sexes={"laki-laki": 3},
                ages={"bayi": {"perempuan": 1}},
                lower_bounds=["groups"],
            ),
        )
        assert (change.people, change.families) == (-6, -1)
        assert change.sexes == {M: -1, F: None}
        assert change.ages[AgeGroup.INFANT] == -1
        assert set(change.groups.values()) == {None}

    def test_bounds_and_blanks(self):
        assert (
            DisplacedChange(Displaced(people=3, lower_bounds=["people"]), Displaced(people=5)).people is None
        )
        assert (
            DisplacedChange(Displaced(families=3, lower_bounds=["families"]), Displaced(families=5)).families
            is None
        )
        assert set(DisplacedChange(Displaced(), Displaced(people=1)).sexes.values()) == {None}
        assert set(DisplacedChange(Displaced(), Displaced(ages={"bayi": 1})).ages.values()) == {None}


def test_kinds_of_a_region_and_parts_of_all_kinds_are_two_ways_to_add_up():
    def report(people, **where):
        return SiteReport("32.03", Displaced(people=people), as_of=date(2022, 11, 25), **where)

    of_kinds = [report(10, kind="terpusat"), report(5, kind="mandiri")]
    for people, larger in ((12, 15), (20, 20)):
        (found,) = totals([*of_kinds, report(people, district="Cugenang")]).values()
        assert found.people == larger
