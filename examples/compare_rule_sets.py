"""One flood under BNPB's threshold and EM-DAT's entry criteria, and in other people's codes and forms."""

from satudata import Event, EventRecord, Impact, interop

flood = Event(
    kib="3315101202402051",
    records=[
        EventRecord(
            "33.15", Impact(dead=1, missing=0, injured=0, affected=60, displaced=0, houses_damaged=33)
        )
    ],
)
both = interop.side_by_side(flood, requests_international_help=False, emergency_status=False)
for name, evaluation in (("BNPB", both.bnpb), ("EM-DAT", both.emdat)):
    print(f"{name}: {evaluation.explain()}")

for each in (*interop.to_glide("101"), *interop.to_emdat("101"), *interop.to_hips("101")):
    print(f"{each.code}: {each.match}, {each.citation.title}")
print("FL may be", " or ".join(each.term for each in interop.from_glide("FL")))

print(interop.delta_record(flood, name="Banjir Grobogan"))
print(interop.EventFeature(flood).__geo_interface__["geometry"])
for indicator in interop.sendai_indicators([flood], people_per_house="3.9"):
    print(indicator.code, indicator.value, "" if indicator.complete else "or more")
