"""Which records may be one: candidates with their reasons, never a merge; accepting one is giving an event id."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypeAlias, final

import attrs

from satudata._ground.paths import public
from satudata.counting import main_row
from satudata.disaster_types._schemes import OLDER, PRESENT, scheme_for
from satudata.errors import WrongTypeError
from satudata.events import Event, EventRecord
from satudata.findings import Finding, finding
from satudata.kib import KIB
from satudata.published import Share, shared_weights
from satudata.regions._bearers import bearers
from satudata.regions._code import AdminLevel, RegionCode

Records: TypeAlias = Iterable[EventRecord | Event]
_Type: TypeAlias = tuple[str | None, str]

#: Types with one source, felt over many kabupaten/kota: earthquake, tsunami, eruption. 108 and 109 are such in every
#: scheme, so also where theirs is not known; 107 may then be a forest fire.
ONE_SOURCE = frozenset(
    {
        *((PRESENT, code) for code in ("107", "108", "109", "110", "111")),
        *((OLDER, code) for code in ("108", "109", "110", "111")),
        *((None, code) for code in ("108", "109")),
    }
)


@public("satudata")
@final
@attrs.frozen
class LinkCandidate:
    """Records that may be one: their positions (from 0), the *reason*, and an *event_id* that would tie them."""

    rows: tuple[int, ...]
    reason: Finding
    event_id: str


@final
@attrs.frozen
class _Item:
    row: int
    event: Event
    kib: KIB | None
    region: RegionCode | None
    type: _Type
    date: datetime.date


def find_duplicates(records: Records) -> tuple[LinkCandidate, ...]:
    """Records that may be one entered twice: the same KIB again, or one place under the numbers of two code systems.

    *records* are event records with a KIB, or events (a table's row is an event with one record), read once. Nothing is
    merged: in BNPB's flood table nearly all repeated KIBs are different kecamatan with figures of their own.

    >>> twice = [Event(kib="1271102202408201"), Event(kib="1273102202408201"), Event(kib="1273102202408201")]
    >>> [(each.rows, each.reason.code) for each in find_duplicates(twice)]
    [((1, 2), 'duplicate-kib'), ((0, 1, 2), 'duplicate-systems')]
    """
    by_kib: dict[KIB, list[_Item]] = {}
    by_place: dict[tuple[str, datetime.date, RegionCode], list[_Item]] = {}
    for item in _items(records):
        if item.kib is not None:
            by_kib.setdefault(item.kib, []).append(item)
            for place in _places(item.kib, item.region):
                by_place.setdefault((item.kib.type_code, item.date, place), []).append(item)
    found = [
        LinkCandidate(rows, finding("duplicate-kib", kib=str(kib), number=len(rows)), kib.stem)
        for kib, same in by_kib.items()
        if len(rows := _rows(same)) > 1
    ]
    for (_, _, place), near in by_place.items():
        stems = sorted({item.kib.stem for item in near if item.kib is not None})
        if len(stems) > 1 and not _are_tied(near):
            reason = finding("duplicate-systems", place=str(place), kibs=", ".join(stems))
            found.append(LinkCandidate(_rows(near), reason, _id_of(near, stems[0])))
    return tuple(sorted(found, key=_order))


def propose_links(records: Records) -> tuple[LinkCandidate, ...]:
    """Records that may tell of one event: one earthquake, tsunami or eruption over several kabupaten/kota on one day.

    The same type on the same day does not make one event by itself, so each is a candidate with an *event_id* to give
    to its records where a person accepts it. Records that are one event already are left alone.

    >>> quake = [Event(kib=f"{region}107202306091") for region in ("3203", "3202")]
    >>> [(each.rows, each.event_id) for each in propose_links(quake)]
    [((0, 1), '2023-06-09-107')]
    """
    by_day: dict[tuple[_Type, datetime.date], list[_Item]] = {}
    for item in _items(records):
        if item.type in ONE_SOURCE:
            by_day.setdefault((item.type, item.date), []).append(item)
    found = []
    for ((scheme, code), day), near in by_day.items():
        regions = sorted({str(item.region or (item.kib and item.kib.region)) for item in near})
        if len(regions) > 1 and not _are_tied(near):
            reason = finding(
                "link-one-source",
                type=code,
                date=day.isoformat(),
                number=len(regions),
                regions=", ".join(regions),
            )
            made = "-".join((day.isoformat(), code, *(() if scheme == PRESENT else (scheme or "unknown",))))
            found.append(LinkCandidate(_rows(near), reason, _id_of(near, made)))
    return tuple(sorted(found, key=_order))


def propose_shared(rows: Iterable[tuple[Event, Decimal | None]]) -> tuple[LinkCandidate, ...]:
    """Rows that may be one event by the publisher's own weights: exactly n rows of one day and type with 1/n each.

    *rows* are events with one record, each with its weight (``None`` where it has none). Rows in one kabupaten/kota
    are left alone, and so are rows that are one event already.

    >>> day = datetime.date(2024, 1, 1)
    >>> flood = [
    ...     Event(id=code, type_code="101", date=day, records=[EventRecord(code)])
    ...     for code in ("32.01", "32.16")
    ... ]
    >>> [(each.rows, each.event_id) for each in propose_shared((event, Decimal("0.5")) for event in flood)]
    [((0, 1), '2024-01-01-101-3201')]
    """
    events, shares = [], []
    for place, (event, weight) in enumerate(rows):
        events.append(event)
        if weight is not None and 0 < weight < 1 and event.records:
            _, day, _, *kind = main_row(event)
            shares.append(
                Share(place, day, (kind[0], kind[1], kind[2]), event.records[0].region.digits, weight)
            )
    found = []
    for closes, group in shared_weights(shares):
        if closes and len({events[each.place].key for each in group}) > 1:
            on, code = group[0].day.isoformat(), group[0].type[0]
            regions = sorted({str(RegionCode.parse(each.region)) for each in group})
            reason = finding(
                "link-shared-weight",
                number=len(group),
                type=code,
                date=on,
                weight=str(group[0].weight),
                regions=", ".join(regions),
            )
            event_id = f"{on}-{code}-{min(each.region for each in group)}"
            found.append(LinkCandidate(tuple(each.place for each in group), reason, event_id))
    return tuple(sorted(found, key=_order))


def _items(records: Records) -> Iterator[_Item]:
    for row, given in enumerate(records):
        if isinstance(given, EventRecord):
            if given.kib is not None:
                yield from _items_of(row, Event(kib=given.kib, records=[given]))
        elif isinstance(given, Event):
            yield from _items_of(row, given)
        else:
            raise WrongTypeError("records are EventRecord or Event", type(given))


def _items_of(row: int, event: Event) -> Iterator[_Item]:
    for record in event.records or (None,):
        kib = event.kib if record is None or record.kib is None else record.kib
        region = None if record is None or record.region.level is AdminLevel.PROVINCE else record.region
        if kib is not None:
            is_same = kib.type_code == event.type_code
            scheme = event.scheme if is_same else scheme_for(kib.type_code, kib.date)
            yield _Item(row, event, kib, region, (scheme, kib.type_code), kib.date)
        elif region is not None and event.type_code is not None and event.date is not None:
            yield _Item(row, event, None, region, (event.scheme, event.type_code), event.date)


def _places(kib: KIB, region: RegionCode | None) -> frozenset[RegionCode]:
    """The places that the KIB's digits can mean, by their newest codes; of these the record's own where it has one."""
    meant = frozenset(bearer.place for bearer in bearers(kib.region, kib.date))
    if region is None:
        return meant
    borne = bearers(region, kib.date)
    return meant & {bearer.place for bearer in borne if bearer.system is borne[0].system}


def _are_tied(items: Iterable[_Item]) -> bool:
    """Whether they count as one event already: under one event id or stem."""
    return len({item.event.key for item in items}) == 1


def _id_of(items: Iterable[_Item], made: str) -> str:
    """The id under which some of them stand (of several the first), else the one *made*."""
    return min((item.event.id for item in items if item.event.id is not None), default=made)


def _rows(items: Iterable[_Item]) -> tuple[int, ...]:
    return tuple(sorted({item.row for item in items}))


def _order(candidate: LinkCandidate) -> tuple[str, tuple[int, ...], str]:
    return candidate.reason.code, candidate.rows, candidate.event_id
