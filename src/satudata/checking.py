"""Grammar meets gazetteer: what is doubtful in a KIB, a record or an event, as findings and never an exception."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from typing import TypeAlias

from satudata import disaster_types
from satudata._ground.fields import required_day
from satudata._ground.meanings import figure_words
from satudata.disaster_types._schemes import OLDER, PRESENT
from satudata.errors import UnknownRegionError, WrongTypeError
from satudata.events import Event, EventRecord, Status
from satudata.findings import Finding, finding
from satudata.impacts import Damage, Impact, LandKind
from satudata.impacts.figures import land_by_kind, people_by_group, public_buildings_of
from satudata.impacts.sums import plus
from satudata.kib import KIB
from satudata.regions._bearers import Bearer, CodeSystem, bearers
from satudata.regions._code import AdminLevel, RegionCode
from satudata.regions._gazetteer import embedded

_Amount: TypeAlias = Decimal | int | None

#: Degrees that a published total adds up.
_DEGREES = (Damage.HEAVY, Damage.MODERATE, Damage.LIGHT)


def verify(subject: KIB | Event | EventRecord, *, on: datetime.date | None = None) -> tuple[Finding, ...]:
    """What is doubtful in *subject*: its codes as of its date, its figures, and where its parts differ.

    *on* is the day as of which the data are read: an event after it is an error; without it that is not checked, since
    nothing here reads the clock. The most severe findings come first.

    Source: Juklak BNPB 7/2023; the region lists and type schemes named by each finding.

    >>> [each.code for each in verify(KIB.parse("9404101201904210"))]
    ['other-system-suspected', 'index-zero', 'region-other-edition']
    >>> verify(KIB.parse("6202106202408041"))
    ()
    """
    if on is not None:
        required_day("on", on)
    if isinstance(subject, KIB):
        found = _in_kib(subject, on)
    elif isinstance(subject, EventRecord):
        found = _in_record(subject, subject.kib.date if subject.kib is not None else subject.as_of, on)
    elif isinstance(subject, Event):
        found = _in_event(subject, on)
    else:
        raise WrongTypeError("verify takes a KIB, an Event or an EventRecord", type(subject))
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.sort_key))


def _in_kib(kib: KIB, on: datetime.date | None, event: Event | None = None) -> Iterator[Finding]:
    """What is doubtful in a KIB; of one type with its event it is read in the event's scheme."""
    scheme = disaster_types.scheme_for(kib.type_code, kib.date)
    if event is not None and event.type_code == kib.type_code:
        scheme = event.scheme
    yield from region_doubts(kib.region, kib.date, "kib")
    yield from type_doubts(kib.type_code, scheme, "kib")
    if kib.index == 0:
        yield finding("index-zero", "kib", kib=str(kib))
    yield from _after(kib.date, on, "kib")


def _after(day: datetime.date | None, on: datetime.date | None, where: str) -> Iterator[Finding]:
    if day is not None and on is not None and day > on:
        yield finding("date-after", where, date=day.isoformat(), on=on.isoformat())


def region_doubts(code: RegionCode, on: datetime.date, where: str = "region") -> Iterator[Finding]:
    """What is doubtful in a region code on that day."""
    gazetteer = embedded()
    if gazetteer.bearing(code, on) is not None:
        return
    shown, day = str(code), on.isoformat()
    region = gazetteer.bearing(code, on, lenient=True)
    if region is not None:
        yield finding("region-lenient", where, region=shown, on=day, law=region.law or "")
        return
    other = [bearer for bearer in bearers(code, on) if bearer.system is CodeSystem.BPS]
    if other:
        places = " / ".join(f"{bearer.region.code} {bearer.region.name}" for bearer in other)
        yield finding("other-system-suspected", where, region=shown, place=places)
    known = gazetteer.known_in(code)
    successors = [str(each.code) for each in gazetteer.successors(code)] if gazetteer.knows(code) else []
    if successors:
        yield finding("region-retired", where, region=shown, on=day, successor=", ".join(successors))
    elif known is not None:
        yield finding("region-other-edition", where, region=shown, on=day, edition=known)
    elif not other:
        yield finding("region-unknown", where, region=shown, on=day)


def region_open(code: RegionCode, candidates: Iterable[Bearer], where: str = "region") -> Finding:
    """That a region code can mean several places."""
    places = "; ".join(dict.fromkeys(each.why for each in candidates))
    return finding("region-open", where, region=str(code), places=places)


def type_doubts(code: str, scheme: str | None, where: str = "type") -> Iterator[Finding]:
    """What is doubtful in a type code read in *scheme*, which is ``None`` where it is not known."""
    if scheme is not None and scheme not in disaster_types.schemes:
        yield finding("type-unknown", where, type=f"{code} ({scheme})")
        return
    meanings = {
        name: each
        for name in disaster_types.schemes
        for each in disaster_types.in_scheme(name)
        if each.code == code
    }
    if not meanings:
        yield finding("type-unknown", where, type=code)
    elif scheme is None:
        older, present = meanings[OLDER].name, meanings[PRESENT].name
        yield finding("type-ambiguous", where, type=code, older=older, present=present)
    elif scheme == PRESENT and not meanings[PRESENT].issued:
        yield finding("type-legacy", where, type=code)


def _in_record(
    record: EventRecord, day: datetime.date | None, on: datetime.date | None, event: Event | None = None
) -> Iterator[Finding]:
    if day is not None:
        yield from region_doubts(record.region, day)
    if record.region.level is AdminLevel.PROVINCE:
        yield finding("province-only", "region", number=1, examples=str(record.region))
    if record.kib is not None:
        if event is None or record.kib != event.kib:
            yield from _in_kib(record.kib, on, event)
        yield from _kib_against(record.kib, record.region)
    yield from figure_doubts(record.impact)


def _kib_against(kib: KIB, *regions: RegionCode) -> Iterator[Finding]:
    """Whether the KIB's digits name one of the *regions*, as a Kemendagri code of any day or as a BPS code only."""
    if kib.region in regions or kib.province in regions:
        return
    said = frozenset().union(*(places_named(region) for region in regions))
    if said & places_named(kib.region):
        return
    shown = ", ".join(map(str, regions))
    if any(bearer.place in said for bearer in bearers(kib.region, kib.date)):
        yield finding("other-system-suspected", "kib", region=str(kib.region), place=shown)
    else:
        yield finding("kib-region-differs", "kib", kib_region=str(kib.region), region=shown)


def places_named(code: RegionCode) -> frozenset[RegionCode]:
    """The newest codes of the places that a Kemendagri code of any day names: all that lay in it, for a province."""
    gazetteer = embedded()
    if code.level is AdminLevel.PROVINCE:
        return gazetteer.places_in(code)
    try:
        return frozenset((gazetteer.place(code),))
    except UnknownRegionError:
        return frozenset()


def figure_doubts(impact: Impact) -> Iterator[Finding]:
    """Where the figures of one impact cannot all be right."""
    yield from _people_doubts(impact)
    parts = [getattr(impact, f"houses_{degree}") for degree in ("heavy", "moderate", "light")]
    yield from _total_doubts("houses_damaged", impact.houses_damaged, parts)
    for kind in dict.fromkeys(kind for kind, _ in impact.facilities or ()):
        degrees = {
            degree: figure for (each, degree), figure in (impact.facilities or {}).items() if each is kind
        }
        yield from _total_doubts(
            str(kind), degrees.pop(Damage.TOTAL, None), [degrees.get(each) for each in _DEGREES]
        )
    for name, lengths in (("bridges", impact.bridges), ("roads", impact.roads)):
        if lengths is not None:
            lengths_of_parts = [lengths.get(degree) for degree in _DEGREES]
            yield from _total_doubts(name, lengths.get(Damage.TOTAL), lengths_of_parts)
    if impact.land is not None:
        yield from _total_doubts("land", impact.land.get(LandKind.TOTAL), [land_by_kind(impact).known])
    known = public_buildings_of(impact).known
    yield from _total_doubts(
        "facilities_damaged", impact.facilities_damaged, [None if known is None else int(known)]
    )


def _people_doubts(impact: Impact) -> Iterator[Finding]:
    for name in dict.fromkeys(name for name, _, _ in impact.people or ()):
        for group, whole, parts in people_by_group(impact, name):
            if whole.known is None or not whole.complete or parts.known is None:
                continue
            if parts.known > whole.known or (parts.complete and parts.known < whole.known):
                yield finding(
                    "people-sum-differs",
                    "people",
                    what=", ".join(filter(None, (name, group))),
                    what_id=", ".join(filter(None, (figure_words("Impact", name)[0], group))),
                    sum=parts.known,
                    total=whole.known,
                )


def _total_doubts(what: str, total: _Amount, parts: Sequence[_Amount]) -> Iterator[Finding]:
    known = reduce(plus, (part for part in parts if part is not None), 0)
    if total is not None and total < known:
        what_id, unit = figure_words("Impact", what)
        yield finding(
            "total-below-parts",
            what,
            what=what,
            what_id=what_id,
            total=total,
            parts=known,
            unit=unit,
            unit_en="units" if unit == "unit" else unit,
        )


def _in_event(event: Event, on: datetime.date | None) -> Iterator[Finding]:
    kib = event.kib
    if kib is not None:
        yield from _in_kib(kib, on, event)
    if event.date is not None and (kib is None or kib.date != event.date):
        yield from _after(event.date, on, "date")
    if event.type_code is not None and (kib is None or kib.type_code != event.type_code):
        yield from type_doubts(event.type_code, event.scheme)
    yield from _kib_against_event(event)
    if not event.records:
        code = "event-without-records" if kib is not None else "event-without-region"
        yield finding(code, "records", number=1, examples=event.key)
    for record in event.records:
        yield from _in_record(record, event.date, on, event)
    for record, number in Counter(event.records).items():
        if number > 1:
            yield finding("possible-double", "records", number=number, record=repr(record))
    yield from _state_doubts(event)


def _kib_against_event(event: Event) -> Iterator[Finding]:
    kib = event.kib
    if kib is None:
        return
    if event.date is not None and event.date != kib.date:
        yield finding("kib-date-differs", "date", kib_date=kib.date.isoformat(), date=event.date.isoformat())
    if event.type_code is not None and event.type_code != kib.type_code:
        yield finding("kib-type-differs", "type", kib_type=kib.type_code, type=event.type_code)
    if event.records and all(record.kib is None for record in event.records):
        yield from _kib_against(kib, *sorted({record.region for record in event.records}))
    others = {record.kib.type_code for record in event.records if record.kib is not None} - {kib.type_code}
    if others:
        yield finding("associated-type", "records", number=1, examples=", ".join(sorted(others)))


_STATUS_ID = {Status.PROVISIONAL: "sementara", Status.VERIFIED: "terverifikasi"}


def _state_doubts(event: Event) -> Iterator[Finding]:
    """Two versions of one figure of equal rank: only their text decides which one counts."""
    states = Counter(
        (record.id, record.status, record.as_of) for record in set(event.records) if record.id is not None
    )
    for (name, status, as_of), number in states.items():
        if number > 1:
            day = "" if as_of is None else f", {as_of.isoformat()}"
            yield finding(
                "figures-contradict",
                "records",
                what=name,
                detail=f"{number} {status} states{day}",
                detail_id=f"{number} keadaan {_STATUS_ID[status]}{day}",
            )
