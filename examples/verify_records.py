"""What is doubtful about a KIB and an event, in Indonesian."""

from satudata import KIB, Event, EventRecord, Impact, citations, verify

for finding in verify(KIB.parse("9102 106 20221115 0")):
    print(f"{finding.severity} {finding.code}: {finding.message('id')}")

event = Event(
    kib="3301102202411241",
    records=[EventRecord("33.02", Impact(houses_damaged=5, houses_heavy=4, houses_light=3))],
)
for finding in verify(event):
    print(f"{finding.severity} {finding.code}: {finding.message('id')}")

print("Sumber:", citations.get("juklak-bnpb-7-2023"))
