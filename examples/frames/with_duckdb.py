"""Events, verdicts and doubts of a published table with DuckDB: relations in, relations out."""

from pathlib import Path

import duckdb

from satudata import frames

TABLE = Path(__file__).parents[1] / "kejadian-2024.csv"

codes = ["Kode Identitas Bencana", "ID Kejadian", "ID Kabupaten", "Tanggal Kejadian"]
table = duckdb.read_csv(str(TABLE), dtype=dict.fromkeys(codes, "VARCHAR"))  # codes are text, never numbers

read = frames.read_kib(table, "Kode Identitas Bencana", region_code="ID Kabupaten", date="Tanggal Kejadian")
# An event id ties rows together; a row without one goes by its KIB.
tied = read.project('*, coalesce("ID Kejadian", kib_digits) AS event')
counts = frames.count_all(tied, event="event", region="ID Kabupaten")
for level, relation in counts.items():
    ((number,),) = relation.aggregate("sum(events)").fetchall()
    print(f"events, {level}:", number)

judged = frames.evaluate(table)
for verdict, number in judged.aggregate("threshold_verdict, count(*)").order("1").fetchall():
    print(f"rows {verdict}:", number)

checked = frames.verify(table, "Kode Identitas Bencana", region="ID Kabupaten", date="Tanggal Kejadian")
for codes, number in checked.filter("findings <> ''").aggregate("findings, count(*)").order("1").fetchall():
    print(f"rows with {codes}:", number)
