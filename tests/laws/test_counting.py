"""What must follow for counting, and a second count written straight from the rules."""

from collections import Counter
from datetime import date
from itertools import combinations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import KIB, AdminLevel, Event, EventRecord, Impact, RegionCode, count_events
from satudata.counting import DIMENSIONS
from satudata.disaster_types import scheme_for
from satudata.strategies import event_records, events, kibs

#: Few regions, types and days, so that rows meet.
REGIONS = st.sampled_from([RegionCode.parse(code) for code in ("13.04", "13.06", "32.03", "13", "32")])
KIBS = kibs(
    st.sampled_from([RegionCode.parse(code) for code in ("13.04", "13.06", "32.03")]),
    st.sampled_from(["101", "102", "106"]),
    st.sampled_from([date(2020, 12, 31), date(2024, 5, 11), date(2024, 5, 12)]),
    st.sampled_from([1, 2]),
)
IDS = st.sampled_from(["a", "b", "c"])
#: Counting reads no impact, so the records have the one that costs nothing to draw.
NO_IMPACT = st.just(Impact())


def declared(records):
    """Rows without a KIB of their own, with type, date or both said."""
    return st.builds(
        lambda id, code, day, held: Event(id=id, type_code=code, date=day, records=held),
        IDS,
        st.none() | st.sampled_from(["101", "106"]),
        st.none() | st.sampled_from([date(2020, 12, 31), date(2024, 5, 11)]),
        st.lists(records, max_size=2),
    )


RECORDS = st.builds(
    lambda record: attrs.evolve(record, place=None, as_of=None),
    event_records(REGIONS, st.none() | KIBS, impacts=NO_IMPACT),
)
ROWS = st.lists(events(KIBS, IDS, RECORDS, max_records=3) | declared(RECORDS), max_size=8)
IN_REGENCIES = event_records(REGIONS.filter(lambda code: code.level is AdminLevel.REGENCY), impacts=NO_IMPACT)
BY = st.lists(st.sampled_from(DIMENSIONS), unique=True, max_size=3).map(tuple)


def summary(counts):
    """All that is counted, without what depends on how many rows there were."""
    return (
        counts.national,
        dict(counts.provinces),
        dict(counts.regencies),
        {
            cell: (each.national, dict(each.provinces), dict(each.regencies))
            for cell, each in groups(counts).items()
        },
    )


def groups(counts):
    return counts.by(*counts.dimensions) if counts.dimensions else {}


# The rules, naively.


def stems(row):
    """The KIBs of the row without their index; where it has none of its own, its records' region, type and date."""
    found = {str(kib)[:15] for kib in row.kibs()}
    if row.kib is None and row.type_code and row.date:
        found |= {
            f"{record.region.digits}{row.type_code}{row.date:%Y%m%d}"
            for record in row.records
            if record.kib is None
        }
    return found


def are_one(row, other):
    return (row.id is not None and row.id == other.id) or bool(stems(row) & stems(other))


def events_of(several):
    """The rows in groups: what is one with one of a group, in the end, is in the group."""
    parts = [{number} for number in range(len(several))]
    for one, other in combinations(range(len(several)), 2):
        if are_one(several[one], several[other]):
            mine = next(part for part in parts if one in part)
            theirs = next(part for part in parts if other in part)
            if mine is not theirs:
                mine |= theirs
                parts.remove(theirs)
    return [[several[number] for number in sorted(part)] for part in parts]


def regions_of(group):
    named = {record.region.digits for row in group for record in row.records}
    return named or {row.kib.region.digits for row in group if row.kib is not None}


def name_of(group):
    ids = {row.id for row in group if row.id is not None}
    return min(ids) if ids else None


def day_of(group):
    """The event's date: the earliest of the rows with a KIB, else of all rows."""
    with_kib = [row for row in group if [*row.kibs()]]
    return min((row.date or date.max for row in with_kib or group), default=date.max)


def type_of(group):
    """The main type: the only one of the first day, or the flood where the other is a landslide, else open."""
    day = day_of(group)
    seen = {
        (scheme_for(code, on), code) if own is None else own
        for row in group
        for on, code, own in [
            (row.date, row.type_code, (row.scheme, row.type_code)),
            *((record.kib.date, record.kib.type_code, None) for record in row.records if record.kib),
        ]
        if code is not None and (on or date.max) <= day
    }
    if any(row.associated_types for row in group):
        stated = {(row.scheme, row.type_code) for row in group if row.associated_types and row.type_code}
        return stated.pop() if len({code for _, code in stated}) == 1 else None
    codes = {code for _, code in seen}
    if not codes:
        return (None, None)
    if len(codes) == 1:
        return max(seen, key=lambda each: each[0] is not None)
    return ("2023", "101") if codes == {"101", "102"} else None


def counted(several, dimensions):
    """{group: (national, provinces, regencies)}, with one group () where nothing is asked by."""
    found = {}
    for group in events_of(several):
        day = day_of(group)
        cell = {
            "type": type_of(group),
            "year": None if day == date.max else day.year,
            "month": None if day == date.max else day.month,
        }
        national, provinces, regencies = found.setdefault(
            tuple(cell[name] for name in dimensions), ([], Counter(), Counter())
        )
        national.append(group)
        provinces.update({digits[:2] for digits in regions_of(group)})
        regencies.update({digits for digits in regions_of(group) if len(digits) == 4})
    return {cell: (len(held[0]), dict(held[1]), dict(held[2])) for cell, held in found.items()}


def plain(counts):
    return (
        counts.national,
        {code.digits: number for code, number in counts.provinces.items()},
        {code.digits: number for code, number in counts.regencies.items()},
    )


class TestAgainstTheRules:
    @given(ROWS)
    def test_every_level(self, several):
        expected = counted(several, ()).get((), (0, {}, {}))
        assert plain(count_events(several)) == expected

    @given(ROWS, st.lists(st.sampled_from(DIMENSIONS), unique=True, min_size=1, max_size=3))
    def test_by_type_year_and_month(self, several, dimensions):
        found = count_events(several, by=dimensions).by(*dimensions)
        alone = len(dimensions) == 1
        assert {(cell,) if alone else cell: plain(each) for cell, each in found.items()} == counted(
            several, dimensions
        )

    @given(ROWS)
    def test_what_was_put_together(self, several):
        merged = count_events(several, trace=True).merged
        expected = [group for group in events_of(several) if len(group) > 1]
        places = {
            tuple(place for place, row in enumerate(several) if any(row is each for each in group))
            for group in expected
        }
        assert sum(each.number for each in merged) == sum(map(len, expected))
        assert len(merged) == len(expected)
        assert all(each.number == len(each.rows) for each in merged)
        if len({id(row) for row in several}) == len(several):
            assert {each.rows for each in merged} == places

    @given(ROWS)
    def test_the_id_that_sorts_first_names_the_event(self, several):
        names = {name_of(group) for group in events_of(several) if len(group) > 1 and name_of(group)}
        assert names <= {each.key for each in count_events(several).merged}


class TestWhatDoesNotMatter:
    @given(ROWS, BY, st.randoms())
    def test_the_order_of_rows(self, several, by, random):
        shuffled = list(several)
        random.shuffle(shuffled)
        assert count_events(shuffled, by=by) == count_events(several, by=by)

    @given(ROWS, BY, st.randoms())
    def test_a_row_repeated(self, several, by, random):
        repeated = [row for row in several for _ in range(random.randint(1, 3))]
        assert summary(count_events(repeated, by=by)) == summary(count_events(several, by=by))

    @given(st.lists(events(KIBS, IDS, RECORDS), max_size=6), BY)
    def test_whether_records_come_in_one_event_or_as_rows(self, several, by):
        split = [attrs.evolve(event, records=[record]) for event in several for record in event.records] + [
            event for event in several if not event.records
        ]
        tied = [event.id is not None or len(event.records) <= 1 or event.kib is not None for event in several]
        assert all(tied)
        assert summary(count_events(split, by=by)) == summary(count_events(several, by=by))

    def test_which_of_an_events_kibs_decides_as_its_rows_would(self):
        """The smallest stem does, as it does among rows of one date: not that of the earliest day."""
        on = date(2020, 12, 31)
        several = [
            Event(
                id="a",
                type_code="101",
                date=on,
                records=[
                    EventRecord("13.04", kib="1304101202405111"),
                    EventRecord("13.04", kib="1306101202012311"),
                ],
            ),
            Event(id="a", type_code="102", date=on, records=[EventRecord("13.04", kib="1304102202012311")]),
        ]
        rows = [attrs.evolve(event, records=[record]) for event in several for record in event.records]
        assert summary(count_events(rows, by="type")) == summary(count_events(several, by="type"))

    @given(ROWS, BY, st.integers(0, 9))
    def test_the_index(self, several, by, index):
        def other(kib):
            return kib and KIB(kib.region, kib.type_code, kib.date, index)

        changed = [
            attrs.evolve(
                row,
                kib=other(row.kib),
                records=[attrs.evolve(record, kib=other(record.kib)) for record in row.records],
            )
            for row in several
        ]
        assert count_events(changed, by=by) == count_events(several, by=by)

    @given(ROWS, BY)
    def test_whether_rows_are_traced(self, several, by):
        assert summary(count_events(several, by=by, trace=True)) == summary(
            count_events(iter(several), by=by)
        )


class TestLevels:
    @given(
        st.lists(events(KIBS, IDS, IN_REGENCIES).filter(lambda event: event.records or event.kib), max_size=8)
    )
    def test_national_provinces_regencies(self, several):
        counts = count_events(several)
        assert counts.national <= sum(counts.provinces.values()) <= sum(counts.regencies.values())
        assert counts.national <= len(several)
        for province, number in counts.provinces.items():
            within = {code: each for code, each in counts.regencies.items() if code.province == province}
            assert max(within.values()) <= number <= sum(within.values())
            assert number <= counts.national

    @given(ROWS, st.lists(st.sampled_from(DIMENSIONS), unique=True, min_size=1, max_size=3).map(tuple))
    def test_the_groups_add_up_to_the_whole(self, several, by):
        counts = count_events(several, by=by)
        for names in ((name,) for name in by), combinations(by, 2), combinations(by, len(by)):
            for dimensions in names:
                parts = counts.by(*dimensions).values()
                assert sum(part.national for part in parts) == counts.national
                for level in (AdminLevel.PROVINCE, AdminLevel.REGENCY):
                    whole = sum((Counter(dict(part.at(level))) for part in parts), Counter())
                    assert whole == dict(counts.at(level))
                assert sum(len(part.merged) for part in parts) == len(counts.merged)

    @given(ROWS)
    def test_it_can_be_said_in_both_languages(self, several):
        counts = count_events(several)
        for lang in ("en", "id"):
            assert str(counts.national) in counts.explain(lang).splitlines()[0]


@pytest.mark.parametrize("by", [(), "type", DIMENSIONS])
def test_no_event_at_all(by):
    counts = count_events([], by=by)
    assert summary(counts) == (0, {}, {}, {})
