"""From a list of agreements, as a bureau keeps it in a spreadsheet, to the partners that may be called for an event.

The same by command: satudata coop import agreements.csv -o portfolio.json, then satudata coop call portfolio.json.
"""

from datetime import date
from pathlib import Path

from satudata import Event, cooperation

today = date(2025, 9, 1)
listed = Path(__file__).parent / "agreements.csv"
# The list has no column of phases; the bureau knows that these agreements hold in every phase.
found = cooperation.read_agreements(listed, on=today, constants={"phases": "semua fase"})
print(f"{len(found.portfolio)} agreements; {found.personal} column about persons was not read")
for each in found.findings:
    print(f"{each.severity}: {each.message('en')}")

for agreement in found.portfolio:
    summary = cooperation.summarise(agreement, today, portfolio=found.portfolio)
    validity = "not known" if summary.validity is None else summary.validity.label("en")
    print(f"{agreement.id}: {validity}, last day {summary.last_day}")

fire = Event(kib="6202106202508301")
for candidate in cooperation.find_partners(found.portfolio, fire, today):
    names = ", ".join(partner.name for partner in candidate.partners)
    open_points = f"; not known: {', '.join(candidate.open)}" if candidate.open else ""
    print(f"call {names}: {candidate.reach.label('en')}{open_points}")
