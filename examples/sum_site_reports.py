"""From site reports to totals: a list of displaced people at two times, and criterion 2 of the event."""

from pathlib import Path

from satudata import RegionCode
from satudata.displaced import DisplacedChange, totals
from satudata.tabular import gather, read_rows, read_site_reports

found = read_site_reports(Path(__file__).parent / "posko.csv")
for line, finding in found.findings:
    print(f"line {line}:" if line else "list:", finding.severity, finding.message())

first, last = (report.as_of for report in (found.reports[0], found.reports[1]))
then, now = (totals(found.reports, by="regency", at=moment) for moment in (first, last))
for code, displaced in now.items():
    least = "at least " if displaced.lower_bounds & {"people", "families"} else ""
    print(code, displaced.people, "people,", f"{least}{displaced.families} families")
    print(
        "  ages:",
        {str(age): number for (age, _), number in displaced.ages.items()},
        dict(displaced.other_ages),
    )
    print(
        "  groups overlap, so they are not added:",
        {str(each): n for (each, _), n in displaced.groups.items()},
    )
cianjur = RegionCode("32.03")
change = DisplacedChange(then[cianjur], now[cianjur])
print(f"{cianjur} since {first:%d/%m %H.%M}:", change.people, "people")

headings = ["KIB", "Kabupaten", "Mengungsi"]
table = read_rows(headings, [["3203107202211211", "Cianjur", "150"]])
gathered = gather(table, site_reports=found)
print("threshold:", dict(gathered.verdicts))
for finding in gathered.doubts:
    print(" ", finding.message())
