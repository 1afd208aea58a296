"""A moment with a time zone has the day in the row's region, on every engine as in the scalar functions."""

from __future__ import annotations

import datetime
import re

import pyarrow as pa
import pytest
from cases import drawn, in_order
from engines import zoned
from hypothesis import strategies as st

from satudata import frames
from satudata.regions._zones import local_day
from satudata.tabular._cells import day
from satudata.tabular._days import moment_of

UTC = datetime.UTC
#: Moments around midnight, leap days and the ends of years and of the calendar.
TEXTS = [
    "2024-02-28T15:30:00Z",
    "2024-02-28T16:30:00Z",
    "2024-02-28T17:30:00Z",
    "2023-02-28 17:30Z",
    "28/02/2024 17:30:59,5 UTC",
    "2023-12-31T23:59:59.999999+00:00",
    "2024-01-01T00:30:00+0900",
    "2024-01-01T00:30:00+09",
    "2024-03-01T01:00:00+14:00",
    "2024-12-31T12:00:00-12:00",
    "2024-12-31T23:00:00-23:59",
    "2024-12-31T23:00:00+24:00",
    "2024-12-31T24:00:00Z",
    "2024-12-31T23:60:00Z",
    "2024-12-31T20:00:60Z",
    "2024-12-31 20:00",
    "2024-12-31, 20:00Z",
    "2024-12-31",
    "20241231",
    "9999-12-31T20:00:00Z",
    "0001-01-01T01:00:00+12:00",
    "2000-02-29T20:00:00z",
    "1900-02-28T20:00:00Z",
    "2024-13-31T20:00:00Z",
    "x",
    "",
    None,
]
PROVINCES = ["11", "32", "51", "63", "64", "91", "94", "99", None]

_moments = st.builds(
    lambda on, time, mark, zone: f"{on.isoformat()}{mark}{time.isoformat()}{zone}",
    st.dates() | st.dates(datetime.date(2023, 12, 30), datetime.date(2024, 3, 2)),
    st.times() | st.just(datetime.time(23, 30)),
    st.sampled_from("T "),
    st.sampled_from(["", "Z", " UTC", "+07:00", "-11:30", "+1400", "+09", "-23:00"]),
)
_rows = st.tuples(st.sampled_from(TEXTS) | _moments, st.sampled_from(PROVINCES))


def local(text, province):
    """The day of the text in the province, as the rows of a table have it."""
    on = day((text or "").strip()[:10])[0]
    moment = None if on is None else moment_of(text.strip(), on)
    return on if moment is None or province is None else local_day(moment, province)


@pytest.mark.parametrize("by_kib", [False, True])
def test_a_moment_has_the_day_of_its_region(engine, by_kib):
    rows = [(text, province) for text in TEXTS for province in PROVINCES] + drawn(_rows, 300)
    if engine.name == "pyspark":
        # Spark reads no offset beyond 18 hours; there is none on earth beyond 14.
        rows = [each for each in rows if not re.search(r"[+-](?:1[89]|2[0-9]):?[0-9]{0,2}$", each[0] or "")]
    # Where no region is given, that of the KIB is the region.
    rows = [(text, "62" if province is None and by_kib else province) for text, province in rows]
    found, expected = [], []
    frame = engine.build(
        {
            "row": list(range(len(rows))),
            "kib": [kib_of(text, province, by_kib) for text, province in rows],
            "date": [text for text, _ in rows],
            "region": [province for _, province in rows],
        }
    )
    out = frames.verify(frame, date="date", region=None if by_kib else "region", columns={})
    for row, (text, province) in zip(in_order(engine.rows(out)), rows, strict=True):
        differs = "kib-date-differs" in row["findings"].split(";")
        found.append((text, province, differs))
        expected.append((text, province, False))
    assert found == expected


def kib_of(text, province, by_kib):
    on = local(text, province or "62")
    on = datetime.date(2024, 1, 1) if on is None else on
    return f"{province if by_kib else '62'}01106{on.year:04}{on:%m%d}1"


def test_a_column_of_moments_is_read_in_its_own_zone_and_in_that_of_the_region(engine):
    moments = [datetime.datetime(2024, 2, 28, hour, 30, tzinfo=UTC) for hour in (14, 15, 16, 17)] * 4
    moments.append(None)
    provinces = [each for each in ("32", "63", "94", "99") for _ in range(4)] + ["32"]
    frame = zoned(
        engine,
        {"row": list(range(17)), "kib": ["6202106202402281"] * 17, "region": provinces},
        moments,
    )
    out = frames.verify(frame, date="date", region="region", columns={})
    found = ["kib-date-differs" in row["findings"].split(";") for row in in_order(engine.rows(out))]
    expected = [
        each is not None and local_day(each, province) != datetime.date(2024, 2, 28)
        for each, province in zip(moments, provinces, strict=True)
    ]
    assert found == expected
    assert sum(expected) == 1 + 2 + 3


def test_events_without_a_kib_are_counted_on_the_day_of_their_region(engine):
    moments = [datetime.datetime(2024, 2, 29, 16, 30, tzinfo=UTC)] * 2 + [None]
    columns = {
        "kib": [None] * 2 + ["9471106202403011"],
        "region": ["6202", "9471", None],
        "type": ["106"] * 3,
        "row": [0, 1, 2],
    }
    names = {"region": "region", "type": "type", "date": "date"}
    frame = zoned(engine, columns, moments)
    counted = frames.count_events(frame, **names, by="month", level="regency")
    assert engine.rows(counted) == [
        {"month": 2, "region": "6202", "events": 1},
        {"month": 3, "region": "9471", "events": 1},
    ]


def test_a_moment_decides_between_two_possible_kibs(engine):
    text = "1804 101 2021 0129 1"  # 29 January or 9 December
    frame = engine.build(
        {"kib": [text, text], "row": [0, 1], "date": ["2021-01-28T18:00Z", "2021-12-08T18:00Z"]}
    )
    rows = in_order(engine.rows(frames.read_kib(frame, date="date")))
    assert [row["kib_date"] for row in rows] == ["2021-01-29", "2021-12-09"]


def test_the_scheme_of_a_type_is_that_of_the_regions_day(engine):
    frame = engine.build(
        {
            "row": [0, 1, 2],
            "date": ["2022-12-31T16:30Z"] * 3,
            "region_id": ["62.02", "94.71", None],
            "type_code": ["106"] * 3,
            "sawah": [1.0] * 3,
        }
    )
    from satudata import Interpretation

    out = frames.evaluate(
        frame, interpretation=Interpretation(land="karhutla"), columns={"land.sawah": "sawah"}
    )
    verdicts = [row["threshold_verdict"] for row in in_order(engine.rows(out))]
    assert verdicts == ["undetermined", "met", "undetermined"]


def test_arrow_has_moments_in_any_zone():
    moment = datetime.datetime(2024, 2, 29, 16, 30, tzinfo=UTC)
    doubt = "other-system-suspected"  # no doubt about the date
    for zone in ("UTC", "Asia/Jayapura", "+02:00"):
        table = pa.table(
            {"kib": ["9471106202403011"], "date": pa.array([moment], pa.timestamp("us", tz=zone))}
        )
        assert frames.verify(table, date="date", columns={})["findings"].to_pylist() == [doubt]
