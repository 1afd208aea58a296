"""From a list of decrees to the threshold: which status holds where, and which events it makes disaster events."""

from datetime import date
from pathlib import Path

from satudata.tabular import gather, read_declarations, read_rows

declared = read_declarations(Path(__file__).with_name("sk-2025.csv"))
for line, finding in declared.findings:
    print(f"line {line}: {finding.severity}: {finding.message()}")

day = date(2025, 3, 20)
for region, status in declared.on(day).items():
    each, chain = status.in_force[-1]
    print(region, status.status, "until", status.last.end, "prolongs", chain.before(each) or "nothing")

for each, _ in declared.expiring(day, days=14):
    print("runs out:", each.declaration.region, each.declaration.end)

events = list(
    read_rows(
        ["Tanggal", "Kejadian", "Kabupaten", "Provinsi"],
        [
            ["18/03/2025", "Banjir", "Banyuwangi", "Jawa Timur"],
            ["18/03/2025", "Tanah Longsor", "Pacitan", "Jawa Timur"],
            ["18/03/2025", "Kekeringan", "Pacitan", "Jawa Timur"],
        ],
    )
)
gathered = gather(events, declarations=declared)
for row in events:
    print(row.event.key, gathered.judgement(row).verdict)
for doubt in gathered.doubts:
    print(doubt.severity, doubt.message())
