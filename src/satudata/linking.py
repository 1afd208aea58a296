"""Which records may be one: candidates with their reasons, never a merge; accepting one is giving an event id."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TypeAlias, final

import attrs

from satudata._schemes import OLDER, PRESENT
from satudata.events import Event, EventRecord
from satudata.findings import Finding, finding
from satudata.kib import KIB
from satudata.regions._bearers import bearers
from satudata.regions._code import AdminLevel, RegionCode

Records: TypeAlias = Iterable[EventRecord | Event]
_Type: TypeAlias = tuple[str | None, str]

#: Types with one source, felt over many kabupaten/kota: earthquake, tsunami, eruption.
ONE_SOURCE = frozenset(
    {
        *((PRESENT, code) for code in ("107", "108", "109", "110", "111")),
        *((OLDER, code) for code in ("108", "109", "110", "111")),
    }
)


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
    kib: KIB | None
    region: RegionCode | None
    type: _Type
    date: datetime.date

    def places(self) -> frozenset[RegionCode]:
        """The places it may be in, by their newest codes: what the KIB's digits and the region's have in common."""
        codes = [code for code in (self.kib.region if self.kib else None, self.region) if code is not None]
        borne = [frozenset(bearer.place for bearer in bearers(code, self.date)) for code in codes]
        return borne[0] & borne[-1] or borne[-1]


def find_duplicates(records: Records) -> tuple[LinkCandidate, ...]:
    """Records that may be one entered twice: the same KIB again, or one place under the numbers of two code systems.

    *records* are event records with a KIB, or events (a table's row is an event with one record), read once. Nothing is
    merged: in BNPB's flood table nearly all repeated KIBs are different kecamatan with figures of their own.

    >>> twice = [Event(kib="1271102202408201"), Event(kib="1273102202408201"), Event(kib="1273102202408201")]
    >>> [(each.rows, each.reason.code) for each in find_duplicates(twice)]
    [((1, 2), 'duplicate-kib'), ((0, 1, 2), 'duplicate-systems')]
    """
    items = list(_items(records))
    by_kib: dict[KIB, list[_Item]] = {}
    by_place: dict[tuple[_Type, datetime.date, RegionCode], list[_Item]] = {}
    for item in items:
        if item.kib is not None:
            by_kib.setdefault(item.kib, []).append(item)
            for place in item.places():
                by_place.setdefault((item.type, item.date, place), []).append(item)
    found = [
        LinkCandidate(_rows(same), finding("duplicate-kib", kib=str(kib), number=len(same)), kib.stem)
        for kib, same in by_kib.items()
        if len(same) > 1
    ]
    for (_, _, place), near in by_place.items():
        stems = sorted({item.kib.stem for item in near if item.kib is not None})
        if len(stems) > 1:
            reason = finding("duplicate-systems", place=str(place), kibs=", ".join(stems))
            found.append(LinkCandidate(_rows(near), reason, stems[0]))
    return tuple(sorted(found, key=_order))


def propose_links(records: Records) -> tuple[LinkCandidate, ...]:
    """Records that may tell of one event: one earthquake, tsunami or eruption over several kabupaten/kota on one day.

    The same type on the same day does not make one event by itself, so each is a candidate with an *event_id* to give
    to its records where a person accepts it. Records that already share an event id are left alone.

    >>> quake = [Event(kib=f"{region}107202306091") for region in ("3203", "3202")]
    >>> [(each.rows, each.event_id) for each in propose_links(quake)]
    [((0, 1), '2023-06-09-107')]
    """
    by_day: dict[tuple[_Type, datetime.date], list[_Item]] = {}
    for item in _items(records):
        if item.type in ONE_SOURCE:
            by_day.setdefault((item.type, item.date), []).append(item)
    found = []
    for ((_, code), day), near in by_day.items():
        regions = sorted({str(item.region or (item.kib and item.kib.region)) for item in near})
        if len(regions) > 1:
            reason = finding(
                "link-one-source",
                type=code,
                date=day.isoformat(),
                number=len(regions),
                regions=", ".join(regions),
            )
            found.append(LinkCandidate(_rows(near), reason, f"{day.isoformat()}-{code}"))
    return tuple(sorted(found, key=_order))


def _items(records: Records) -> Iterator[_Item]:
    for row, given in enumerate(records):
        if isinstance(given, EventRecord):
            if given.kib is not None:
                yield from _items_of(row, Event(kib=given.kib, records=[given]))
        elif isinstance(given, Event):
            yield from _items_of(row, given)
        else:
            raise TypeError(f"records are EventRecord or Event, not {type(given).__name__}")


def _items_of(row: int, event: Event) -> Iterator[_Item]:
    if event.type_code is None or event.date is None:
        return
    for record in event.records or (None,):
        kib = event.kib if record is None or record.kib is None else record.kib
        region = None if record is None or record.region.level is AdminLevel.PROVINCE else record.region
        if kib is not None or region is not None:
            yield _Item(row, kib, region, (event.scheme, event.type_code), event.date)


def _rows(items: Iterable[_Item]) -> tuple[int, ...]:
    return tuple(sorted({item.row for item in items}))


def _order(candidate: LinkCandidate) -> tuple[str, tuple[int, ...], str]:
    return candidate.reason.code, candidate.rows, candidate.event_id
