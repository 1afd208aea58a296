"""Count events by the three rules: one by its id in several places, one by its stem, and the type that leads."""

from satudata import Event, EventRecord, count_events

rows = [
    # Two kabupaten hit by one flood, tied by an event id.
    Event(id="marapi-lahar-2024", kib="1304101202405111", records=[EventRecord("13.04")]),
    Event(id="marapi-lahar-2024", kib="1306101202405111", records=[EventRecord("13.06")]),
    # Four occurrences of one day in one kabupaten: the index tells them apart, and they are one event.
    *(Event(kib=f"732210120240422{index}", records=[EventRecord("73.22")]) for index in range(1, 5)),
    # A landslide that a flood set off.
    Event(id="cilacap", kib="3301101202411231", records=[EventRecord("33.01")]),
    Event(id="cilacap", kib="3301102202411241", records=[EventRecord("33.01")]),
]
counts = count_events(rows, by=("type", "month"), trace=True)
print(counts.explain())
for (scheme, code), part in counts.by("type").items():
    print(f"type {code} ({scheme}): {part.national}")
for month, part in counts.by("month").items():
    print(f"month {month}: {part.national}")
