"""With columns="auto" the columns are found by their headings, and counts are those of the command line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from cases import in_order

from satudata import InvalidArgumentError, frames
from satudata.tabular import gather, read_table

EXAMPLE = Path(__file__).parents[2] / "examples" / "kejadian-2024.csv"
COUNTED = ("Kode Identitas Bencana", "ID Kejadian", "ID Kabupaten", "Tanggal Kejadian")


def example():
    """The example's columns of codes, with blank cells as nulls."""
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] or None for row in rows] for name in COUNTED}


@pytest.fixture(autouse=True)
def _not_counted_on_spark(request):
    """Counting by headings is refused on Spark."""
    if "engine" in request.fixturenames and request.getfixturevalue("engine").name == "pyspark":
        frame = request.getfixturevalue("engine").build({"KIB": ["6202106202408041"]})
        with pytest.raises(frames.EngineError, match="count by columns found by their headings"):
            frames.count_events(frame, columns="auto")
        if "checked" not in request.node.name:
            pytest.skip("not counted by headings")


def counts(engine, out):
    return {level: sum(row["events"] for row in engine.rows(frame)) for level, frame in out.items()}


def test_the_counts_are_those_of_the_command_line(engine):
    read = frames.read_kib(engine.build(example()), columns="auto")
    assert {"kib_canonical", "kib_system"} <= set(engine.rows(read)[0])
    out = frames.count_all(read, columns="auto")
    expected = gather(read_table(EXAMPLE)).counts()
    assert engine.rows(out["national"]) == [{"events": expected.national}]
    for level, numbers in (("province", expected.provinces), ("regency", expected.regencies)):
        found = {row["region"]: row["events"] for row in engine.rows(out[level])}
        assert found == {code.digits: number for code, number in numbers.items()}


#: A KIB with the BPS code of Kota Jayapura and one with the code of Kemendagri, of one event; ids; made keys.
ROWS = {
    "KIB": ["9471106202408041", "9171106202408042", None, "9171101202408051", "x", "6202106202408041"],
    "ID Kejadian": [None, None, None, "banjir", "banjir", " "],
    "Kode Kabupaten": ["91.71", "91.71", "91.71", None, "91.03", "62.02"],
    "Nama Kabupaten": ["Kota Jayapura", "Kota Jayapura", "Kota Jayapura", None, "Jayapura", None],
    "Kode Jenis Bencana": [None, None, "106", None, None, "101"],
    "Tanggal": ["2024-08-04", None, "03/08/2024", "2024-08-31", None, "2024-07-31"],
    "row": list(range(6)),
}


def test_codes_of_bps_in_kibs_are_carried_over_and_the_kib_fills_in_the_row(engine):
    read = frames.read_kib(engine.build(ROWS), columns="auto")
    out = frames.count_all(read, columns="auto", by=("type", "month"))
    regencies = {
        (row["type"], row["month"], row["region"]): row["events"] for row in engine.rows(out["regency"])
    }
    assert regencies == {
        ("106", 8, "9171"): 2,  # the stem of both KIBs, and the stem of 3 August
        ("101", 8, "9171"): 1,
        ("101", 8, "9103"): 1,
        ("101", 8, "6202"): 1,  # the day of the KIB and the type of the row
    }
    assert counts(engine, out) == {"national": 4, "province": 4, "regency": 5}


def test_what_is_given_is_not_looked_for(engine):
    frame = engine.build(ROWS | {"lain": ["a"] * 6})
    out = frames.count_events(frame, event="lain", columns="auto")
    assert engine.rows(out) == [{"events": 1}]
    with pytest.raises(frames.ColumnError, match="there is no such column"):
        frames.read_kib(frame, "kib", columns="auto")


def test_rows_are_checked_by_their_headings(engine):
    found = in_order(engine.rows(frames.verify(engine.build(ROWS), columns="auto")))
    by_name = frames.verify(
        engine.build(ROWS), "KIB", region="Kode Kabupaten", type="Kode Jenis Bencana", date="Tanggal"
    )
    assert found == in_order(engine.rows(by_name))
    assert "other-system-suspected" in found[0]["findings"]


def test_region_type_and_day_alone_make_events(engine):
    frame = engine.build({name: ROWS[name] for name in ("Kode Kabupaten", "Kode Jenis Bencana", "Tanggal")})
    out = frames.count_events(frame, columns="auto", without_event="leave_out")
    assert engine.rows(out) == [{"events": 2}]


def test_headings_that_say_nothing_are_an_error():
    frame = pytest.importorskip("polars").DataFrame({"a": ["x"], "b": ["y"]})
    for call in (frames.read_kib, frames.verify, frames.count_events, frames.count_all):
        with pytest.raises(frames.ColumnError, match=r"^no heading is that of .*name the column"):
            call(frame, columns="auto")
    with pytest.raises(InvalidArgumentError, match="columns is one of: None, 'auto'"):
        frames.count_events(frame, columns={"kib": "a"})
    assert frames.evaluate(frame, columns="auto").equals(frames.evaluate(frame))
