"""Judge three impacts: one above a limit, one that depends on the interpretation, one of which little is known."""

from satudata import Event, EventRecord, Impact, Interpretation, evaluate

flood = Event(
    kib="3315101202402051",
    records=[EventRecord("33.15", Impact(dead=1, houses_damaged=33), place="Kec. Purwodadi")],
)
print(evaluate(flood).explain())

storm = Impact(dead=0, missing=1, injured=4, affected=0, displaced=0)
judged = evaluate(storm, requests_national_help=False, emergency_status=False)
print(judged.explain())
print(
    "the missing read as dead:", evaluate(storm, interpretation=Interpretation(missing_as_dead=True)).verdict
)

# Nothing is reported, so nothing is denied.
print(evaluate(Impact()).explain("id"))
