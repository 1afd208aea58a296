"""count_events and EventCounts: what we chose beyond the clauses."""

import copy
import pickle
import sys
from datetime import date
from itertools import pairwise

import pytest

from satudata import (
    KIB,
    AdminLevel,
    Event,
    EventCounts,
    EventRecord,
    Finding,
    RegionCode,
    Severity,
    count_events,
)
from satudata.counting import (
    DIMENSIONS,
    RULES,
    Events,
    Merged,
    counting_regions,
    keys_of,
    main_type_of,
)
from satudata.tabular._places import in_force

NAMES = {each.__name__: each for each in (EventCounts, Merged, RegionCode, Finding, Severity)}
ROWS = [
    Event(id="lahar", kib="1304101202405111", records=[EventRecord("13.04")]),
    Event(id="lahar", kib="1306101202405111", records=[EventRecord("13.06")]),
    Event(kib="6202106202408041"),
    Event(id="x"),
]


class TestInput:
    def test_any_iterable_is_read_once(self):
        assert count_events(iter(ROWS)).national == count_events(tuple(ROWS)).national == 3

    @pytest.mark.parametrize("by", ["province", ("type", "day")])
    def test_by_what_it_can_be_counted(self, by):
        with pytest.raises(
            ValueError, match=r"events are counted by type, year, month, not by '(province|day)'"
        ):
            count_events([], by=by)

    def test_one_name_or_several(self):
        assert count_events(ROWS, by="type").dimensions == ("type",)
        assert count_events(ROWS, by=iter(DIMENSIONS)).dimensions == DIMENSIONS


class TestLevels:
    def test_absent_is_zero(self):
        counts = count_events(ROWS)
        assert counts.provinces[RegionCode("13")] == 1
        assert counts.provinces[RegionCode("11")] == counts.regencies[RegionCode("11.01")] == 0

    def test_at(self):
        counts = count_events(ROWS)
        assert counts.at(AdminLevel.PROVINCE) == counts.provinces
        assert counts.at(AdminLevel.REGENCY) == counts.regencies

    def test_sorted_by_code(self):
        for level in (AdminLevel.PROVINCE, AdminLevel.REGENCY):
            assert list(count_events(reversed(ROWS)).at(level)) == sorted(count_events(ROWS).at(level))

    def test_affected(self):
        assert counting_regions([], AdminLevel.PROVINCE) == counting_regions([], AdminLevel.REGENCY) == set()


class TestPlaces:
    """With ``in_force`` the places of an event count under one code each, that in force on its day."""

    DAY = date(2022, 11, 8)

    def counted(self, *rows):
        events = Events(in_force=in_force)
        for id_, region in rows:
            events.add(Event(id=id_, date=self.DAY, records=[EventRecord(region)]))
        return {str(code): number for code, number in events.counts().regencies.items()}

    def test_two_codes_of_one_place_are_one(self):
        assert self.counted(("x", "95.01"), ("x", "91.02"), ("x", "94.01")) == {"91.02": 1, "94.01": 1}

    def test_a_single_code_stays_as_it_is(self):
        assert self.counted(("x", "95.01"), ("y", "91.02")) == {"91.02": 1, "95.01": 1}

    def test_without_a_day_nothing_is_in_force(self):
        events = Events(in_force=in_force)
        for region in ("95.01", "91.02"):
            events.add(Event(id="x", records=[EventRecord(region)]))
        assert len(events.counts().regencies) == 2


class TestMainType:
    def test_one_hazard_under_two_codes_counts_under_that_of_the_present_scheme(self):
        on = date(2024, 1, 1)
        for old, new in (("101", "101"), ("102", "102"), ("104", "103"), ("108", "107")):
            kinds = {(old, "2011", ""): on, (new, "2023", ""): on}
            assert main_type_of(kinds, on).kind == (new, "2023", "")

    @pytest.mark.parametrize(
        ("stated", "said"),
        [
            ("101", ["associated-type"]),
            ("102", ["associated-type"]),
            ("107", ["associated-type", "main-type-not-in-rows"]),
        ],
    )
    def test_a_stated_type_that_no_row_has_is_said(self, stated, said):
        rows = [Event(id="x", kib=f"3301{code}202411231") for code in ("101", "102")]
        counts = count_events(rows, main_types={"x": stated}, by="type")
        assert list(counts.by("type")) == [("2023", stated)]
        assert [each.code for each in counts.findings if "type" in each.code] == said

    def test_a_stated_type_of_one_row(self):
        counts = count_events([Event(kib="3301101202411231")], main_types={"3301101202411231": "107"})
        assert "main-type-not-in-rows" in [each.code for each in counts.findings]
        counts = count_events([Event(kib="3301101202411231")], main_types={"3301101202411231": "101"})
        assert "main-type-not-in-rows" not in [each.code for each in counts.findings]


class TestBy:
    def test_one(self):
        counts = count_events(ROWS, by=DIMENSIONS)
        assert {key: each.national for key, each in counts.by("year").items()} == {2024: 2, None: 1}
        assert {key: each.national for key, each in counts.by("month").items()} == {5: 1, 8: 1, None: 1}
        assert list(counts.by("type")) == [("2023", "101"), ("2023", "106"), (None, None)]

    def test_groups_are_in_order_whatever_the_order_of_the_rows(self):
        days = [date(2024, 3, 1), date(2022, 12, 1), None, date(2023, 1, 1)]
        rows = [Event(id=str(on), date=on) for on in days]
        assert list(count_events(rows, by="year").by("year")) == [2022, 2023, 2024, None]
        assert list(count_events(rows, by="month").by("month")) == [1, 3, 12, None]
        types = [("107", "2023"), ("101", "2023"), (None, None), ("107", None), ("107", "2011")]
        rows = [Event(id=f"{code}{scheme}", type_code=code, scheme=scheme) for code, scheme in types]
        assert list(count_events(rows, by="type").by("type")) == [
            ("2023", "101"),
            ("2011", "107"),
            ("2023", "107"),
            (None, "107"),
            (None, None),
        ]

    def test_several_in_the_order_asked(self):
        counts = count_events(ROWS, by=DIMENSIONS)
        assert (8, ("2023", "106")) in counts.by("month", "type")
        assert ((None, None), None) in counts.by("type", "year")

    def test_only_what_was_asked_for(self):
        counts = count_events(ROWS, by="type")
        for names in (("year",), ("type", "year"), ()):
            with pytest.raises(ValueError, match="counted by"):
                counts.by(*names)

    def test_a_type_without_date_and_a_date_without_type(self):
        rows = [
            Event(id="a", type_code="106"),
            Event(id="b", date=date(2024, 1, 1)),
            Event(id="c", type_code="101"),
        ]
        assert list(count_events(rows, by="type").by("type")) == [
            ("2023", "101"),
            (None, "106"),
            (None, None),
        ]
        assert list(count_events(rows, by="year").by("year")) == [2024, None]


class TestMerged:
    def test_the_kibs_of_one_event_are_told_from_one_stem(self):
        tied = Event(kib="1101101202401011", records=[EventRecord("11.02", kib="1102101202401011")])
        (merged,) = count_events([tied, Event(kib="1102101202401012")]).merged
        assert (merged.key, merged.number, merged.rule) == ("110110120240101", 2, "several-kibs")
        (merged,) = count_events([Event(kib="1102101202401011"), Event(kib="1102101202401012")]).merged
        assert merged.rule == "stem"

    def test_every_rule_is_said_in_both_languages(self):
        rows = [
            Event(kib="7322102202404221"),
            Event(kib="7322102202404222"),
            *ROWS,
            Event(id="b", kib="3301101202411231"),
            Event(id="a", kib="3301101202411232"),
            Event(kib="1101101202401011", records=[EventRecord("11.02", kib="1102101202401011")]),
            Event(kib="1102101202401012"),
        ]
        counts = count_events(rows, trace=True)
        assert {each.rule for each in counts.merged} == set(RULES)
        for lang in ("en", "id"):
            for rule in RULES.values():
                assert rule[lang] in counts.explain(lang)
        assert "  lahar: 2 rows [2, 3], same event id" in counts.explain()

    def test_the_rules_as_they_are_read(self):
        assert {name: (rule["en"], rule["id"]) for name, rule in RULES.items()} == {
            "stem": (
                "same region, type and day (Metode Perhitungan 3)",
                "wilayah, jenis, dan hari yang sama (Metode Perhitungan 3)",
            ),
            "event-id": (
                "same event id (Metode Perhitungan 2)",
                "ID kejadian yang sama (Metode Perhitungan 2)",
            ),
            "several-kibs": (
                "several KIBs given to one event (Metode Perhitungan 2)",
                "beberapa KIB pada satu kejadian (Metode Perhitungan 2)",
            ),
            "two-event-ids": (
                "several event ids on one stem (Metode Perhitungan 3)",
                "beberapa ID kejadian pada satu KIB tanpa indeks (Metode Perhitungan 3)",
            ),
        }

    def test_one_row_is_not_put_together_with_anything(self):
        assert count_events([ROWS[2]]).merged == ()

    def test_a_chain_of_ids_and_stems(self):
        rows = [
            Event(id="b", kib="3301101202411231"),
            Event(id="c", kib="3302101202411231"),
            Event(kib="3301101202411232", records=[EventRecord("33.02", kib="3302101202411232")]),
        ]
        counts = count_events(rows, trace=True)
        assert counts.national == 1
        assert [(each.key, each.rows, each.rule) for each in counts.merged] == [
            ("b", (0, 1, 2), "two-event-ids")
        ]

    def test_a_long_chain(self):
        stems = [
            f"3301101{date.fromordinal(738000 + day):%Y%m%d}1" for day in range(3 * sys.getrecursionlimit())
        ]
        rows = [Event(kib=one, records=[EventRecord("33.01", kib=other)]) for one, other in pairwise(stems)]
        for order in (rows, rows[::-1], rows[::2] + rows[1::2]):
            assert count_events(order).national == 1

    def test_keys(self):
        assert keys_of(Event(id="x")) == ["x"]
        assert keys_of(Event(id="x", type_code="101", records=[EventRecord("33.01")])) == ["x"]

    def test_a_record_under_the_events_own_kib(self):
        own = KIB.parse("3301101202411231")
        assert keys_of(Event(kib=own, records=[EventRecord("33.01", kib=own)])) == [own.stem]


class TestValue:
    @pytest.mark.parametrize(
        "counts", [count_events([]), count_events(ROWS), count_events(ROWS, by="type", trace=True)]
    )
    def test_copies(self, counts, always_equal, never_equal):
        copies = [
            pickle.loads(pickle.dumps(counts, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ]
        for each in (*copies, copy.copy(counts), copy.deepcopy(counts)):
            assert each == counts
            assert hash(each) == hash(counts)
            assert each.explain() == counts.explain()
        assert counts == always_equal
        assert counts != never_equal

    def test_repr(self):
        counts = count_events(ROWS, trace=True)
        assert eval(repr(counts), NAMES) == counts

    def test_frozen(self):
        with pytest.raises(AttributeError):
            count_events([]).national = 1


def test_what_is_no_event_is_refused():
    with pytest.raises(
        TypeError, match=r"count_events takes Events, not str: Event\(kib='6202106202408041'\)"
    ):
        count_events(["6202106202408041"])


def test_the_index_does_not_choose_the_type():
    one = Event(kib="1304101202405111", type_code="102", id="a")
    other = Event(kib="1304101202405112", type_code="101", id="a")
    swapped = [
        Event(kib="1304101202405112", type_code="102", id="a"),
        Event(kib="1304101202405111", type_code="101", id="a"),
    ]
    assert count_events([one, other], by="type") == count_events(swapped, by="type")


def test_a_text_is_no_key_of_the_counts():
    counts = count_events([Event(kib="6202106202408041")])
    assert counts.provinces[RegionCode.parse("11")] == 0
    with pytest.raises(TypeError, match=r"the keys are RegionCode, not str: RegionCode\.parse"):
        counts.provinces["62"]
    assert "62" not in counts.provinces
    assert counts.provinces.get("62") is None


def test_the_nation_has_no_regions_to_count_by():
    with pytest.raises(ValueError, match=r"counts\.national"):
        count_events([]).at(AdminLevel.NATIONAL)
