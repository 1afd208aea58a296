"""A lahar flood: who is displaced at two sites, from one day to the next, and which status holds."""

from datetime import date

from satudata import Event, EventRecord, evaluate
from satudata.displaced import Displaced, DisplacedChange, SiteReport, doubts, totals
from satudata.emergency import Declaration, History

first, second = date(2024, 5, 13), date(2024, 5, 20)
reports = [
    SiteReport(
        "13.04",
        Displaced(people=120, families=31, sexes={"laki-laki": 55, "perempuan": 65}, groups={"ibu hamil": 4}),
        kind="terpusat",
        site="SDN 05",
        as_of=first,
    ),
    SiteReport("13.04", Displaced(people=70, families=80), kind="terpusat", site="SDN 05", as_of=second),
    SiteReport("13.06", Displaced(sexes={"laki-laki": 12}), kind="mandiri", as_of=first),
]
then, now = (totals(reports, at=day)[None] for day in (first, second))
print("displaced:", then.people, "then", now.people, "change", DisplacedChange(then, now).people)
for finding in doubts(reports):
    print(finding.severity, finding.where, finding.message())

decree = Declaration.lasting(
    status="tanggap darurat", region="13.04", decree="1/2024", start=date(2024, 5, 12), days=14
)
history = History([decree, Declaration(status="siaga darurat", region="13.06", start=date(2024, 5, 12))])
print("13.04 on", second, history.status_on(second, "13.04"))
print("in doubt:", [str(each.region) for each in history.in_doubt(second)])

event = Event(kib="1304101202405111", records=[EventRecord("13.04", now.impact)])
print(evaluate(event, emergency_status=history.criterion).explain())
