"""Events, verdicts and doubts of a published table with pandas: the same calls as on every other engine."""

from pathlib import Path

import pandas as pd

from satudata import frames

TABLE = Path(__file__).parents[1] / "kejadian-2024.csv"

codes = ["Kode Identitas Bencana", "ID Kejadian", "ID Kabupaten", "Tanggal Kejadian"]
table = pd.read_csv(TABLE, dtype=dict.fromkeys(codes, "str"))  # codes are text, never numbers

read = frames.read_kib(table, "Kode Identitas Bencana", region_code="ID Kabupaten", date="Tanggal Kejadian")
# An event id ties rows together; a row without one goes by its KIB.
read["event"] = read["ID Kejadian"].fillna(read["kib_digits"])
counts = frames.count_all(read, event="event", region="ID Kabupaten")
for level, frame in counts.items():
    print(f"events, {level}:", frame["events"].sum())

judged = frames.evaluate(table)
for verdict, number in judged["threshold_verdict"].value_counts().sort_index().items():
    print(f"rows {verdict}:", number)

checked = frames.verify(table, "Kode Identitas Bencana", region="ID Kabupaten", date="Tanggal Kejadian")
for codes, number in checked.loc[checked["findings"] != "", "findings"].value_counts().sort_index().items():
    print(f"rows with {codes}:", number)
