"""``count_events`` over a million rows against a hand-written loop for the same three levels, and its growth."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from timing import best_of

from satudata import KIB, Event, EventRecord, Impact, RegionCode, count_events

NUMBER = 1_000_000
ROUNDS = 7

#: So many event ids on the rows of one KIB, which make one event of all rows.
MANY, FEW = 16_000, 1_600
MANY_IDS, FEW_IDS = f"{MANY:,} ids on one KIB", f"{FEW:,} ids on one KIB"

Counts = tuple[int, dict[str, int], dict[str, int]]


def rows(rng: random.Random) -> list[Event]:
    """Rows as tables have them: one region each; some share a stem, some are tied to others by an event id."""
    regions = [
        RegionCode.parse(f"{province}{number:02}") for province in range(11, 49) for number in range(1, 15)
    ]
    first = date(2008, 1, 1)
    none_reported = Impact()
    taken: set[str] = set()
    events = []
    while len(events) < NUMBER:
        region = rng.choice(regions)
        day = first + timedelta(days=rng.randrange(6_000))
        if rng.random() < 0.02:
            id = f"event-{len(events)}"
            for other in rng.sample(regions, 4):
                kib = KIB(other, "107", day, 1)
                if kib.stem not in taken:  # else the rules see one event in two, and the loop does not
                    taken.add(kib.stem)
                    events.append(
                        Event(id=id, kib=kib, records=(EventRecord(other, none_reported, kib=kib),))
                    )
        else:
            kib = KIB(region, "101", day, rng.randrange(1, 4))
            events.append(Event(kib=kib, records=(EventRecord(region, none_reported, kib=kib),)))
    return events[:NUMBER]


def by_hand(events: Iterable[Event]) -> Counts:
    """The same counts with a dictionary of sets, no explanation and no findings."""
    held: dict[str, set[str]] = {}
    for event in events:
        key = event.id or event.kib.stem  # type: ignore[union-attr]  # one of them is there
        places = held.get(key)
        if places is None:
            places = held[key] = set()
        for record in event.records:
            places.add(record.region.digits)
    provinces: Counter[str] = Counter()
    regencies: Counter[str] = Counter()
    for places in held.values():
        provinces.update({digits[:2] for digits in places})
        regencies.update(places)
    return len(held), dict(provinces), dict(regencies)


def by_the_rules(events: Iterable[Event]) -> Counts:
    """``count_events``, in the same shape."""
    counts = count_events(events)
    return (
        counts.national,
        {code.digits: number for code, number in counts.provinces.items()},
        {code.digits: number for code, number in counts.regencies.items()},
    )


def with_ids(number: int) -> list[Event]:
    """Rows with one KIB, each with an event id of its own."""
    region = RegionCode.parse("13.04")
    kib = KIB(region, "101", date(2024, 5, 11), 1)
    records = (EventRecord(region, Impact(), kib=kib),)
    ids = random.Random(16_000).sample(range(10**6), number)
    return [Event(id=f"event-{id}", kib=kib, records=records) for id in ids]


def measure() -> dict[str, float]:
    """Seconds for all rows; fails where the two do not agree."""
    many, few = with_ids(MANY), with_ids(FEW)
    if count_events(many).national != 1:
        raise SystemExit("rows with one KIB are not counted as one event")
    events = rows(random.Random(7_2023))
    if by_hand(events) != by_the_rules(events):
        raise SystemExit("count_events and the hand-written loop do not agree")
    return best_of(
        ROUNDS,
        {
            "count_events": lambda: count_events(events),
            "hand-written loop": lambda: by_hand(events),
            MANY_IDS: lambda: count_events(many),
            FEW_IDS: lambda: count_events(few),
        },
    )
