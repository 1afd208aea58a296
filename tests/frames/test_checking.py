"""frames.verify has the codes of satudata.verify and read_kib on every row and every engine."""

import datetime

from cases import drawn, in_order, texts
from hypothesis import strategies as st

from satudata import Event, EventRecord, Impact, RegionCode, frames, read_kib, verify
from satudata.checking import figure_doubts
from satudata.findings import kind

ON = datetime.date(2024, 12, 31)

#: kib, region, type, date, dead, houses_heavy, houses_damaged
ROWS = [
    ("6202106202408041", "62.02", "106", "2024-08-04", 0, 1, 1),
    ("6202 106 2024 08 04 1", "6202", None, None, None, 5, 4),
    ("9404101201904210", "94.04", None, None, None, None, None),
    ("9101101202408201", "93.01", "101", "2024-08-20", None, None, None),
    ("9301101201908201", "91.01", "102", None, None, None, None),
    ("1212102202407301", "12.07", "102", "2024-07-30", None, None, None),
    ("1212102202407301", "12", "102", "2024-07-29", None, None, None),
    ("1212102202407301", "32", None, None, None, None, None),
    ("1212106201907301", "12.12", "105", "2023-07-29", None, None, None),
    ("1212105202307301", "12.12", "105", "2019-07-29", None, None, None),
    ("1212110202307301", "99.99", "777", None, None, None, None),
    ("9999111202507301", None, None, "2023-01-01", None, None, None),
    ("3101777202407301", "12.1", "12", "12/31/2024", None, None, None),
    (None, "62.02", "106", "2024-08-04", None, None, None),
    (None, "62.02", "106", None, None, None, None),
    ("  ", None, "106", "2020-08-04", None, None, None),
    ("no kib", None, "105", "2025-08-04", -1, None, None),
    ("6202106202408041.5", "62", None, None, None, None, None),
    ("1804 101 2021 0129 1", "18.04", "101", "2021-01-29", None, None, None),
    ("9604101202212091", "96.04", "101", "2022-12-09", None, None, None),
    ("9201101202306091", "96.01", "101", "2023-06-09", None, None, None),
]
COLUMNS = ("kib", "region", "type", "date", "dead", "houses_heavy", "houses_damaged")
FIGURES = {name: name for name in COLUMNS[4:]}


def expected(row):
    text, region, kind_, on, dead, heavy, damaged = row
    codes = set()
    reading = read_kib(text or "")
    codes |= {each.code for each in reading.repairs}
    if reading.kib is None:
        codes.add(reading.findings[0].code)
    code, day, type_code = _code(region), _day(on), kind_ if kind_ and len(kind_) == 3 else None
    codes |= {
        name
        for name, given, read in (
            ("region-id-unreadable", region, code),
            ("date-unreadable", on, day),
            ("type-code-unreadable", kind_, type_code),
        )
        if given and read is None
    }
    if reading.kib is None and not (text or "").strip() and None in (code, day, type_code):
        codes.add("row-left-out")
    if dead is not None and dead < 0:
        codes.add("figure-negative")
        dead = None
    impact = Impact(dead=dead, houses_heavy=heavy, houses_damaged=damaged)
    records = [EventRecord(code, impact)] if code else []
    event = Event(
        kib=reading.kib, id=None if reading.kib else "x", type_code=type_code, date=day, records=records
    )
    codes |= {each.code for each in (*verify(event, on=ON), *figure_doubts(impact))}
    return ";".join(sorted(codes, key=lambda each: (kind(each).severity.rank, each)))


def _code(text):
    try:
        return RegionCode.parse(text or "")
    except ValueError:
        return None


def _day(text):
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None


_kibs = st.sampled_from(
    [row[0] for row in ROWS]
    + ["6202106202408040", "3101110202001011", "3101103202212311", "9171101202408201"]
)
_regions = st.sampled_from(
    [None, "62.02", "91.71", "94.71", "12.12", "12.07", "31", "99.99", "x", "93.01", "7325"]
)
_rows = st.tuples(
    _kibs | texts,
    _regions,
    st.sampled_from([None, "101", "105", "106", "110", "555", "x"]),
    st.sampled_from([None, "2024-08-04", "2022-11-08", "2019-05-01", "2025-06-01", "x"]),
    st.sampled_from([None, 0, -1, 3]),
    st.sampled_from([None, 0, 5]),
    st.sampled_from([None, 0, 3]),
)


def test_every_row_has_the_codes_of_the_scalar(engine):
    rows = ROWS + drawn(_rows)
    frame = engine.build(
        {"row": list(range(len(rows)))} | {name: [row[i] for row in rows] for i, name in enumerate(COLUMNS)}
    )
    out = frames.verify(frame, region="region", type="type", date="date", columns=FIGURES, on=ON)
    assert type(out) is type(frame)
    found = engine.rows(out)
    assert not engine.keeps_order or found == in_order(found)
    assert [row["findings"] for row in in_order(found)] == [expected(row) for row in rows]


def test_only_what_names_a_column_is_looked_at(engine):
    frame = engine.build({"row": [0, 1], "kib": ["6202106202408041", "6202106202408040"], "dead": [-1, -1]})
    out = frames.verify(frame, columns={})
    assert [row["findings"] for row in in_order(engine.rows(out))] == ["", "index-zero"]
