"""Read a published table: how many events, which meet the threshold, and what is doubtful in its rows."""

from collections import Counter
from pathlib import Path

from satudata.tabular import Assumptions, gather, read_table

TABLE = Path(__file__).with_name("kejadian-2024.csv")

with read_table(TABLE) as table:
    gathered = gather(table)
    counts = gathered.counts()
    print(
        f"{counts.national} events, {len(counts.provinces)} provinces, {len(counts.regencies)} kabupaten/kota"
    )
    for verdict, number in gathered.verdicts.items():
        print(f"  {verdict}: {number}")
    print(f"  undetermined because nothing was reported: {gathered.unreported}")
    findings = Counter(finding.code for row in table for finding in row.findings)
    for row in table:
        for finding in row.findings:
            print(f"line {row.line}: {finding.message('en')}")
    print(dict(findings))

# A reader may vouch that no help was asked for, no emergency declared, and that blanks are zero. 13 stay open even so:
# the table has no column of people affected or of land, and what it lacks stays unknown.
vouched = Assumptions(requests_national_help=False, emergency_status=False, blank=0)
with read_table(TABLE, assumptions=vouched) as table:
    print(dict(gather(table, assumptions=vouched).verdicts))

# In a notebook, read_table takes a dataframe in the same way, or rows.
df = [{"KIB": "1304101202405111", "Meninggal": 32}, {"KIB": "1304 101 20240511 2", "Meninggal": None}]
print(gather(read_table(df)).counts().national)
