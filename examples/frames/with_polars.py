"""Events, verdicts and doubts of a published table with Polars: lazily, so a file of any size streams through."""

from pathlib import Path

import polars as pl

from satudata import frames

TABLE = Path(__file__).parents[1] / "kejadian-2024.csv"

codes = ["Kode Identitas Bencana", "ID Kejadian", "ID Kabupaten", "Tanggal Kejadian"]
table = pl.scan_csv(TABLE, schema_overrides=dict.fromkeys(codes, pl.String))  # codes are text, never numbers

read = frames.read_kib(table, "Kode Identitas Bencana", region_code="ID Kabupaten", date="Tanggal Kejadian")
# An event id ties rows together; a row without one goes by its KIB.
tied = read.with_columns(event=pl.coalesce("ID Kejadian", "kib_digits"))
counts = frames.count_all(tied, event="event", region="ID Kabupaten")
for level, frame in zip(counts, pl.collect_all(counts.values(), engine="streaming"), strict=True):
    print(f"events, {level}:", frame["events"].sum())

judged = frames.evaluate(table)
for verdict, number in judged.group_by("threshold_verdict").len().sort("threshold_verdict").collect().rows():
    print(f"rows {verdict}:", number)

checked = frames.verify(table, "Kode Identitas Bencana", region="ID Kabupaten", date="Tanggal Kejadian")
doubtful = checked.filter(pl.col("findings") != "").group_by("findings").len().sort("findings")
for codes, number in doubtful.collect().rows():
    print(f"rows with {codes}:", number)
