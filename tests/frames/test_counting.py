"""frames.count_events and count_all equal satudata.count_events on every engine."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter

import pytest
from cases import drawn, example_rows, in_order, parts
from engines import ENGINES
from hypothesis import strategies as st

from satudata import (
    KIB,
    Event,
    EventRecord,
    InvalidArgumentError,
    InvalidRegionCodeError,
    RegionCode,
    count_events,
    frames,
    published_sum,
)
from satudata.kib import stem_of

LEVELS = ("national", "province", "regency")


def events_of(row):
    """The row as events for the scalar count, with one key like in a frame; none if the row has no key.

    The scalar count also identifies an event with an id by the stem of its region, type and day. A frame has only one
    column for the event, so here one event has type and day and another has the region.
    """
    text, place, kind, on = row["event"], _code(row["region"]), row["type"], _day(row["date"])
    records = (EventRecord(place),) if place is not None else ()
    kib = KIB.parse(text) if KIB.is_valid(text) else None
    if text is not None and KIB.is_valid(f"{text}0"):  # a stem lacks only the index, which decides nothing
        kib = KIB.parse(f"{text}0")
    if kib is not None:
        return [Event(kib=kib, type_code=kind, date=on, records=records)]
    if text is None or not text.strip():
        if place is None or kind is None or on is None:
            return []
        is_stem = len(place.digits) == 4 and len(kind) == 3
        text = stem_of(place, kind, on) if is_stem else f"{place.digits} {kind} {on:%Y%m%d}"
    return [Event(id=text, type_code=kind, date=on), Event(id=text, records=records)]


def _code(text):
    try:
        return RegionCode.parse(text) if text is not None else None
    except InvalidRegionCodeError:
        return None


def _day(text):
    return None if text is None else datetime.date.fromisoformat(text)


def scalar(rows, by=()):
    """The counts by level and group, in the form of the frames: a type that is open or not known is null."""
    counts = count_events(itertools.chain.from_iterable(map(events_of, rows)), by=by)
    found = {level: Counter() for level in LEVELS}
    for key, part in (counts.by(*by) if by else {(): counts}).items():
        group = tuple(map(_group, key if len(by) != 1 else (key,)))
        found["national"][group] += part.national
        for level, numbers in (("province", part.provinces), ("regency", part.regencies)):
            for code, number in numbers.items():
                found[level][(*group, code.digits)] += number
    return {level: dict(numbers) for level, numbers in found.items()}


def _group(value):
    if not isinstance(value, tuple):
        return value
    scheme, code = value
    return code if scheme is not None or code is None else f"{code} (scheme unknown)"


def by_level(engine, out):
    return {level: by_group(engine, frame) for level, frame in out.items()}


def by_group(engine, out):
    rows = engine.rows(out)
    found = {tuple(row.values())[:-1]: row["events"] for row in rows}
    assert len(found) == len(rows)
    return found


COLUMNS = {"event": "event", "region": "region", "type": "type", "date": "date"}


def built(engine, rows, **more):
    return engine.build({name: [row[name] for row in rows] for name in COLUMNS} | more)


def check(engine, rows, by=()):
    frame = built(engine, rows)
    out = frames.count_all(frame, **COLUMNS, by=by, without_event="leave_out")
    assert all(type(each) is type(frame) for each in out.values())
    assert by_level(engine, out) == scalar(rows, by)


ROWS = [
    {"event": "7322101202404221", "region": "73.22", "type": None, "date": None},
    {"event": "7322 101 20240422 2", "region": "7322", "type": "101", "date": "2024-04-22"},
    {"event": None, "region": "73.22", "type": "101", "date": "2024-04-22"},
    {"event": None, "region": "73", "type": "101", "date": "2024-04-22"},
    {"event": "", "region": "73.22", "type": "105", "date": "2020-04-22"},
    {"event": "  ", "region": "73.22", "type": "105", "date": None},
    {"event": "quake", "region": "32.03", "type": "107", "date": "2022-11-21"},
    {"event": "quake", "region": "36.01", "type": "102", "date": "2022-11-20"},
    {"event": "quake", "region": "36", "type": None, "date": None},
    {"event": "quake", "region": None, "type": None, "date": None},
    {"event": "9471106202402293", "region": None, "type": None, "date": None},
    {"event": "9471106202402295", "region": "94.71", "type": None, "date": None},
    {"event": "9471106202402297", "region": "9402", "type": "106", "date": "2024-03-01"},
    {"event": "9101106202402297", "region": None, "type": None, "date": None},
    {"event": "9101106202402293", "region": "nowhere", "type": None, "date": None},
    {"event": "9102106200002291", "region": "91", "type": None, "date": None},
    {"event": "6202103999912311", "region": None, "type": None, "date": None},
    {"event": None, "region": "62.02", "type": "105", "date": "9999-12-31"},
    {"event": "unplaced", "region": None, "type": None, "date": None},
    {"event": "0001000000101011", "region": "00.01", "type": None, "date": None},
    {"event": "0001000000101012", "region": "0001", "type": None, "date": None},
    {"event": "9996106202402297", "region": "00", "type": None, "date": None},
    {"event": "9996106202402298", "region": None, "type": None, "date": None},
]


@pytest.mark.parametrize("level", LEVELS)
def test_one_level_is_counted_as_the_scalar_counts_it(engine, level):
    out = frames.count_events(
        built(engine, ROWS), level=level, **COLUMNS, by="type", without_event="leave_out"
    )
    assert by_group(engine, out) == scalar(ROWS, ("type",))[level]


def test_the_example_rows_count_as_the_scalar_counts_them(engine):
    rows = [
        {
            "event": row["event"] or row["kib"],
            "region": row["region"],
            "type": None,
            "date": row["date"],
        }
        for row in example_rows()
    ]
    check(engine, rows)
    frame = engine.build({name: [row[name] for row in rows] for name in ("event", "region")})
    out = by_level(engine, frames.count_all(frame, event="event", region="region"))
    assert {level: sum(counts.values()) for level, counts in out.items()} == {
        "national": 37,
        "province": 37,
        "regency": 38,
    }


_days = st.sampled_from(["2022-12-31", "2023-01-01", "2024-02-29", "0099-02-28", "2023-01-31"])
_digits = st.sampled_from(["6202", "9471", "0001", "3203", "9402", "1101"])
_places = _digits | _digits.map(lambda four: f"{four[:2]}.{four[2:]}") | _digits.map(lambda four: four[:2])
_kinds = st.sampled_from(["101", "105", "106", "107", "999"])
_stems = st.builds(
    lambda place, kind, on: f"{place}{kind}{on.replace('-', '')}",
    _digits,
    _kinds,
    _days,
)
_kibs = st.builds(lambda stem, index: f"{stem}{index}", _stems, st.integers(0, 9))
#: Texts that a cast may take for a number: sixteen characters but no KIB, four characters but no region.
NO_KIBS = [
    "1000000000000e03",
    "1000000000000E03",
    "0x0038D7EA4C6800",
    "0b11010110101101",
    "+620210620240804",
    "-620210620240804",
    " 620210620240804",
    "620210620240804 ",
    "62021062024080.1",
    "6_20210620240804",
    "62021062024080\n1",
    "6202106202408041\n",
    "٦٢٠٢١٠٦٢٠٢٤٠٨٠٤١",
]
NO_REGIONS = ["620", "6202\n", "٦٢٠٢", "62e1", "+620", "-620", " 620", "6_20", "0x62", "62.0", "1e3"]
_events = (
    st.none()
    | _kibs
    | _kibs.map(lambda text: KIB.parse(text).format())
    | st.sampled_from(["quake", "flood", "ÉVÉNEMENT ١", "", " "])
    | st.sampled_from(NO_KIBS)
    | st.integers(1, 40).map(lambda number: f"event {number}")
    | _stems
)
_rows = st.fixed_dictionaries(
    {
        "event": _events,
        "region": st.none() | _places | st.sampled_from(["", *NO_REGIONS]),
        "type": st.none() | _kinds,
        "date": st.none() | _days,
    }
)
#: Rows with the type and day of the KIB.
_plain = st.fixed_dictionaries(
    {"event": _kibs, "region": st.none() | _places, "type": st.none(), "date": st.none()}
)


@pytest.mark.parametrize("by", [(), ("type",), ("year", "month", "type")])
def test_rows_of_every_kind_are_counted_as_the_scalar_counts_them(engine, by):
    for rows in parts(engine, drawn(_rows) + drawn(_plain, 60) + ROWS):
        check(engine, rows, by)


@pytest.mark.parametrize("by", [(), ("type", "month"), ("year",)])
def test_the_kib_gives_region_type_and_day(engine, by):
    for rows in parts(engine, drawn(_rows) + ROWS):
        frame = engine.build({"kib": [row["event"] for row in rows]})
        alone = [row | {"region": None, "type": None, "date": None} for row in rows]
        out = frames.count_all(frame, by=by, without_event="leave_out")
        assert by_level(engine, out) == scalar(alone, by)


def test_type_and_day_may_come_from_the_kib_with_a_region_column(engine):
    rows = drawn(_plain, 60) + ROWS
    alone = [row | {"type": None, "date": None} for row in rows]
    out = frames.count_all(
        built(engine, rows),
        event="event",
        region="region",
        by=("type", "year"),
        without_event="leave_out",
    )
    assert by_level(engine, out) == scalar(alone, ("type", "year"))


def test_groups_of_a_column_are_counted_each_for_itself(engine):
    rows = drawn(_rows)
    frame = built(engine, rows, source=["ab"[i % 2] for i in range(len(rows))])
    sources = {name: [row for i, row in enumerate(rows) if "ab"[i % 2] == name] for name in "ab"}
    out = frames.count_all(frame, **COLUMNS, by=("source", "type"), without_event="leave_out")
    for level in LEVELS:
        assert by_group(engine, out[level]) == {
            (name, *group): number
            for name, part in sources.items()
            for group, number in scalar(part, ("type",))[level].items()
        }


def test_a_null_is_a_group_of_its_own(engine):
    frame = engine.build(
        {
            "event": ["a", "b", "a"],
            "region": ["62", "62.02", None],
            "date": ["2024-01-01"] * 3,
            "by": [None, "x", None],
        }
    )
    columns = {"event": "event", "region": "region", "date": "date", "by": ("by", "year")}
    out = by_level(engine, frames.count_all(frame, **columns))
    assert out == {
        "national": {(None, 2024): 1, ("x", 2024): 1},
        "province": {(None, 2024, "62"): 1, ("x", 2024, "62"): 1},
        "regency": {("x", 2024, "6202"): 1},
    }


def test_dates_and_times_are_days(engine):
    on = [datetime.date(2024, 2, 29), None, datetime.date(2024, 2, 29)]
    frame = engine.build(
        {"kib": [None, None, "6202106202402293"], "r": ["6202"] * 3, "t": ["106"] * 3, "d": _as(engine, on)}
    )
    out = frames.count_all(frame, region="r", type="t", date="d", by="month", without_event="leave_out")
    assert by_level(engine, out) == {
        "national": {(2,): 1},
        "province": {(2, "62"): 1},
        "regency": {(2, "6202"): 1},
    }


def _as(engine, days):
    """Plain pandas has timestamps instead of dates."""
    if engine.name not in ("pandas", "pandas-str"):
        return days
    import pandas as pd

    return pd.Series(pd.to_datetime(days))


_weights = st.none() | st.sampled_from([1.0, 0.5, 0.333333, 0.25, 0.0, 3.0])


@pytest.mark.parametrize("by", [(), ("type",), ("month", "year")])
def test_weights_are_added_as_the_scalar_adds_them(engine, by):
    rows = [row | {"n": weight} for row, weight in drawn(st.tuples(_rows, _weights), 200)]
    frame = built(engine, rows, n=[row["n"] for row in rows])
    weights = iter([row["n"] for row in rows])
    found = published_sum(map(_one_event, rows), lambda event: next(weights), by)
    groups = found.groups.items() if by else [((), found)]
    expected = {tuple(map(_group, key)): (part.national, part.unknown) for key, part in groups}
    out = engine.rows(frames.count_events(frame, **COLUMNS, by=by, weight="n"))
    assert {tuple(row[name] for name in by): (_sum(row["events"]), row["unknown"]) for row in out} == {
        group: (pytest.approx(float(total)), unknown) for group, (total, unknown) in expected.items()
    }


def _sum(total):
    """A group without a known weight is null in the frame and zero in the scalar sum."""
    return 0 if total is None else total


def _one_event(row):
    """The event of the row that has its type and day."""
    return next(iter(events_of(row)), None) or Event(id="x", type_code=row["type"], date=_day(row["date"]))


def test_numbers_of_events_are_of_one_type(engine):
    kibs = ["6202106202408041", "6202106202408042"]
    frame = engine.build({"kib": kibs, "region": ["6202", "6203"], "whole": [1, 2], "part": [0.5, 1.0]})
    counts = [
        *frames.count_all(frame, region="region", by="type").values(),
        *frames.count_all(frame).values(),
    ]
    assert {str(_dtypes(out)["events"]) for out in counts} == {"Int64"}
    for weight, dtype in (("whole", "Int64"), ("part", "Float64")):
        weighed = _dtypes(frames.count_events(frame, weight=weight))
        assert {name: str(each) for name, each in weighed.items()} == {"events": dtype, "unknown": "Int64"}


def _dtypes(out):
    import narwhals.stable.v2 as nw

    return nw.from_native(out).collect_schema()


def test_sixteen_digits_without_a_day_are_a_kib_all_the_same(engine):
    kibs = [
        "6202106202402309",
        "6202 106 20240230 1",
        "0002106000000000",
        "6202106202402309\n",
        "620210620240230",
    ]
    frame = engine.build({"kib": kibs})
    assert by_level(engine, frames.count_all(frame, by=("type", "year"))) == {
        "national": {("106", None): 1, ("106 (scheme unknown)", None): 1, (None, None): 2},
        "province": {("106", None, "62"): 1, ("106 (scheme unknown)", None, "00"): 1},
        "regency": {("106", None, "6202"): 1, ("106 (scheme unknown)", None, "0002"): 1},
    }
    found = by_group(engine, frames.count_events(frame, by="type"))
    assert found == {("106",): 1, ("106 (scheme unknown)",): 1, (None,): 2}


def test_a_number_that_is_not_written_in_digits_alone_is_no_code(engine):
    frame = engine.build({"kib": NO_KIBS, "region": ["6202"] * len(NO_KIBS)})
    assert by_level(engine, frames.count_all(frame, region="region", by="type")) == {
        "national": {(None,): len(NO_KIBS)},
        "province": {(None, "62"): len(NO_KIBS)},
        "regency": {(None, "6202"): len(NO_KIBS)},
    }
    kibs = [f"9471106{date}1" for date in range(20240101, 20240101 + len(NO_REGIONS))]
    frame = engine.build({"kib": kibs, "region": NO_REGIONS})
    assert by_level(engine, frames.count_all(frame, region="region", by="type")) == {
        "national": {("106",): len(kibs)},
        "province": {("106", "94"): len(kibs)},
        "regency": {("106", "9471"): len(kibs)},
    }


def test_weights_of_none_are_no_zero(engine):
    frame = engine.build({"kib": ["x", "y"], "n": [None, 1.0], "g": ["a", "b"]})
    found = engine.rows(frames.count_events(frame, weight="n", by="g"))
    assert found == [{"g": "a", "events": None, "unknown": 1}, {"g": "b", "events": 1, "unknown": 0}]


@pytest.mark.parametrize("level", ["province", "regency"])
def test_weights_are_national(engine, level):
    frame = engine.build({"kib": ["6202106202408041"], "n": [1.0]})
    with pytest.raises(ValueError, match="national sum"):
        frames.count_events(frame, level=level, weight="n")


def test_no_rows_are_no_events(engine):
    frame = engine.build({"kib": ["6202106202408041", "6202106202408041"], "keep": [0, 0]})
    import narwhals.stable.v2 as nw

    none = nw.to_native(nw.from_native(frame).filter(nw.col("keep") == 1))
    out = by_level(engine, frames.count_all(none))
    assert out == {"national": {(): 0}, "province": {}, "regency": {}}


DAYS = [
    "2024-02-29",
    "29/02/2024",
    "29-02-2024 10:00",
    "20240229",
    "2024/02/29T01:00",
    "29.02.2024",
    "2024.02.29",
    " 2024-02-29\n",
]
NO_DAYS = ["02/29/2024", "2023-02-29", "29-02/2024", "0000-01-01", "29/2/2024", "20240229x", "", None]


def test_days_have_the_year_or_the_day_first(engine):
    texts = DAYS + NO_DAYS
    count = len(texts)
    frame = engine.build({"kib": [None] * count, "r": ["6202"] * count, "t": ["106"] * count, "d": texts})
    counted = frames.count_events(frame, region="r", type="t", date="d", without_event="leave_out")
    assert engine.rows(counted) == [{"events": 1}]
    frame = engine.build({"row": list(range(count)), "kib": ["6202106202402291"] * count, "d": texts})
    checked = in_order(engine.rows(frames.verify(frame, date="d", columns={})))
    unread = [text for text, row in zip(texts, checked, strict=True) if "date-unreadable" in row["findings"]]
    assert unread == [text for text in NO_DAYS if text]


def test_a_table_of_ibis_without_a_backend_is_counted_by_words_of_any_sql():
    ibis, duckdb = pytest.importorskip("ibis"), pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.execute("CREATE TABLE events (event VARCHAR, region VARCHAR)")
    connection.executemany(
        "INSERT INTO events VALUES (?, ?)", [(row["event"], row["region"]) for row in ROWS]
    )
    table = ibis.table({"event": "string", "region": "string"}, name="events")
    columns = {"event": "event", "region": "region", "by": "type", "without_event": "leave_out"}
    for level, plan in frames.count_all(table, **columns).items():
        expected = frames.count_events(connection.table("events"), level=level, **columns)
        assert connection.sql(ibis.to_sql(plan, dialect="duckdb")).fetchall() == expected.fetchall()


@pytest.mark.parametrize("by", [("group", "type"), "group", "type"])
def test_many_partitions_of_dask_count_as_one(by):
    pytest.importorskip("dask")
    import pandas as pd
    from dask import dataframe

    rows = pd.DataFrame(
        {name: [row[name] for row in ROWS] for name in COLUMNS} | {"group": list("abc") * 7 + ["a", None]}
    )
    rows = pd.concat([rows, rows], ignore_index=True)
    options = {**COLUMNS, "by": by, "without_event": "leave_out"}
    expected = frames.count_all(rows, **options)
    found = frames.count_all(dataframe.from_pandas(rows, npartitions=20), **options)
    for level, frame in expected.items():
        assert _records(found[level].compute()) == _records(frame)


def _records(frame):
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def test_the_types_of_an_answer_do_not_depend_on_the_way_of_counting(engine):
    frame = engine.build({"kib": ["6202106202408041", "quake"], "group": ["x", "y"]})
    by_sort = _dtypes(frames.count_events(frame, by=("type", "year", "month"), level="province"))
    by_group = _dtypes(frames.count_events(frame, by=("type", "year", "month", "group"), level="province"))
    assert dict(by_sort) == {name: dtype for name, dtype in by_group.items() if name != "group"}


def test_a_group_named_twice_is_refused(engine):
    frame = engine.build({"kib": ["6202106202408041"]})
    with pytest.raises(frames.ColumnError, match="twice"):
        frames.count_events(frame, by=("type", "type"))


#: Rows with an id, a blank KIB and a row that can make a stem, and one that has neither.
KEYED = {
    "kib": ["6202106202408041", " ", "quake"],
    "region": ["6202", "62.03", None],
    "type": ["106", "106", None],
    "date": ["2024-08-04", "2024-08-05", None],
    "source": ["a", "b", "b"],
}
UNKEYED = {"kib": None, "region": "6202", "type": "106", "date": None, "source": "a"}
NAMES = {"region": "region", "type": "type", "date": "date"}
BOTH = {name: [*values, UNKEYED[name]] for name, values in KEYED.items()}


@pytest.mark.parametrize("by", [(), "type", "source"])
def test_a_row_without_an_event_is_refused(engine, by):
    def counted():
        return by_level(engine, frames.count_all(engine.build(BOTH), **NAMES, by=by))

    with pytest.raises(Exception, match="some rows have no event id") as caught:
        counted()
    if engine.name in ("pandas", "pandas-str", "pandas-pyarrow", "polars", "pyarrow"):
        assert isinstance(caught.value, frames.ColumnError)
        assert "row-left-out" in str(caught.value)


def test_rows_without_any_event_are_refused_and_not_one_event(engine):
    with pytest.raises(Exception, match="some rows have no event id"):
        engine.rows(frames.count_events(engine.build({"kib": [None, None]})))


def test_rows_without_an_event_are_left_out_on_request_and_a_weight_needs_none(engine):
    frame = engine.build(BOTH | {"n": [1.0] * 4})
    counted = frames.count_events(frame, **NAMES, without_event="leave_out")
    assert engine.rows(counted) == [{"events": 3}]
    assert engine.rows(frames.count_events(frame, weight="n")) == [{"events": 4, "unknown": 0}]
    assert engine.rows(frames.count_events(engine.build(KEYED), **NAMES)) == [{"events": 3}]


def test_what_to_do_with_rows_without_an_event_is_one_of_two():
    with pytest.raises(InvalidArgumentError, match="without_event is one of: refuse, leave_out"):
        frames.count_all(ENGINES["pyarrow"].build(KEYED), without_event="unknown")
