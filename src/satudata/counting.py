"""Metode perhitungan: how many events there are, nationally, per province and per kabupaten/kota.

Source: Juklak BNPB 7/2023, Metode Perhitungan. The rules come first, each a function.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import nsmallest
from typing import final, overload

import attrs

from satudata._ground.fields import as_type_code
from satudata._ground.lazy import renamed
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.disaster_types._schemes import PRESENT, scheme_for
from satudata.errors import WrongTypeError
from satudata.events import Event
from satudata.events._counts import (
    CITATION,
    DIMENSIONS,
    RULES,
    UNKNOWN,
    UNKNOWN_KIND,
    EventCounts,
    Group,
    Kind,
    MainRow,
    MainType,
    Merged,
    Statement,
    Tally,
    TypeKey,
    as_key,
    by_region,
    cell_of,
    deciding,
    dimensions_of,
    in_order,
    known_first,
    sum_of,
)
from satudata.findings import Finding, finding
from satudata.interpretation import Interpretation
from satudata.kib import stem_of
from satudata.published import PublishedSum, Weight, published_sum
from satudata.regions._code import PROVINCE_WIDTH, AdminLevel
from satudata.triggers import by_hazard, first_causes

__all__ = [
    "CITATION",
    "DIMENSIONS",
    "RULES",
    "EventCounts",
    "Events",
    "Group",
    "Merged",
    "TypeKey",
    "count_events",
    "counting_regions",
    "keys_of",
    "main_row",
    "main_type_of",
]


def keys_of(event: Event) -> list[str]:
    """The keys under which a row is known: its id first, then its stems.

    "Jika bencana terjadi di dua wilayah berbeda pada hari yang sama namun berbeda jam kejadian dalam satu
    kabupaten/kota, dihitung satu kejadian bencana dan dalam Kode Referensi Bencana angka index yang menentukan kejadian
    tersebut" (Metode Perhitungan 3). So the index does not tell events apart: the stem, the KIB without it, does. A
    record without a KIB, in an event without one, has the stem of its own region, type and date.

    >>> keys_of(Event(kib="7322101202404221")) == keys_of(Event(kib="7322101202404222"))
    True
    """
    own = event.kib
    keys = [] if event.id is None else [event.id]
    if own is not None:
        keys.append(own.stem)
    for record in event.records:
        kib = record.kib
        if kib is not None:
            if kib is not own:
                keys.append(kib.stem)
        elif own is None and event.type_code is not None and event.date is not None:
            keys.append(stem_of(record.region, event.type_code, event.date))
    return keys


def main_type_of(
    kinds: Mapping[Kind, date], day: date, stated: Collection[Statement] = (), *, inferred: bool = True
) -> MainType:
    """Return the one type under which an event counts; the number of a code never decides.

    "Jika satu kejadian melibatkan lebih dari satu tipe kejadian bencana, ditentukan satu tipe kejadian utama" (Metode
    Perhitungan 1): the type that sets off the others. It is, in this order: the type that is *stated*, by the first
    rank of statements; the only type of the event's first *day*; with *inferred* the only one of these from which all
    the others follow (:mod:`satudata.triggers`). Else it is open. *kinds* has the first day of each type.

    >>> on = date(2024, 5, 11)
    >>> flood, slide, quake = [(code, "2023", "") for code in ("101", "102", "107")]
    >>> main_type_of({slide: on, quake: on}, on).kind == quake, main_type_of({flood: on, quake: on}, on).how
    (True, 'open')
    """
    if stated:
        rank = min(each.rank for each in stated)
        said = [each for each in stated if each.rank == rank]
        causes = {each.kind for each in said}
        roots = by_hazard(causes - {each.effect for each in said} or causes)
        return MainType(_chosen(roots[0]), "stated") if len(roots) == 1 else MainType(None, "contradiction")
    hazards = by_hazard(kind for kind, first in kinds.items() if first <= day and kind != UNKNOWN_KIND)
    if len(hazards) < 2:  # one type, or none
        return MainType(_chosen(hazards[0]) if hazards else UNKNOWN_KIND, "only")
    firsts = first_causes(hazards) if inferred else []
    return MainType(_chosen(firsts[0]), "inferred") if len(firsts) == 1 else MainType(None, "open")


def _chosen(hazard: Iterable[Kind]) -> Kind:
    """One hazard under two codes counts under that of the present scheme."""
    code, scheme, name = min(hazard, key=lambda kind: (kind[1] != PRESENT, *kind))
    return code, scheme, name if code == UNKNOWN else ""


def main_row(event: Event) -> MainRow:
    """Return what decides the event's date, and the row's own type: the smallest of these gives the date.

    A row with a KIB decides before one without; then the earlier date.

    >>> rows = [Event(id="x", kib="3301102202411241"), Event(id="x", kib="3301101202411231")]
    >>> min(map(main_row, rows))[1].isoformat()
    '2024-11-23'
    """
    own = event.kib
    stem = own.stem if own is not None else min((kib.stem for kib in event.kibs()), default="")
    return deciding(stem, event.date, event.type_code, event.scheme)


def counting_regions(regions: Iterable[str], level: AdminLevel) -> set[str]:
    """The digits of the regions of *level* in which one event counts once.

    "Jika suatu kejadian bencana berdampak lebih dari satu provinsi/kabupaten/kota maka jumlah kejadian secara nasional
    dihitung sebagai satu kejadian, pada level provinsi jumlah kejadian dihitung berdasarkan provinsi terdampak, pada
    level kabupaten/kota jumlah kejadian dihitung berdasarkan kabupaten/kota terdampak" (Metode Perhitungan 2). A record
    that names only a province counts there and in no kabupaten/kota.

    >>> sorted(counting_regions(["3203", "3202", "36"], AdminLevel.PROVINCE))
    ['32', '36']
    >>> counting_regions(["3203", "36"], AdminLevel.REGENCY)
    {'3203'}
    """
    if level is AdminLevel.PROVINCE:
        return {digits[:PROVINCE_WIDTH] for digits in regions}
    return {digits for digits in regions if len(digits) > PROVINCE_WIDTH}


_EXAMPLES = 3


@overload
def count_events(
    events: Iterable[Event],
    *,
    by: Iterable[str] = (),
    trace: bool = False,
    main_types: Mapping[str, str] | None = None,
    interpretation: Interpretation = Interpretation(),
) -> EventCounts: ...


@overload
def count_events(
    events: Iterable[Event], *, by: Iterable[str] = (), weight: Callable[[Event], Weight]
) -> PublishedSum: ...


def count_events(
    events: Iterable[Event],
    *,
    by: Iterable[str] = (),
    trace: bool = False,
    weight: Callable[[Event], Weight] | None = None,
    main_types: Mapping[str, str] | None = None,
    interpretation: Interpretation = Interpretation(),
) -> EventCounts | PublishedSum:
    """Count disaster events by the guideline's rules; a table's row is an event with one record.

    *events* is read once; rows with one key are one event (:func:`keys_of` says when), and memory grows with the
    distinct events, not with the rows. Regions count by their digits, for no list is asked: a kabupaten/kota under an
    old and a new code is two, where a table counts it once. *by* names what else to count by: ``"type"``, ``"year"``,
    ``"month"``. With *trace* the result also keeps which rows (counted from 0) became one event.

    *main_types* states the main type of events, by event id or KIB: ``{"lahar": "101"}``. The ``main_type`` of
    *interpretation* says whether a main type that is not stated is inferred; nothing else of it is asked.

    *weight* is deprecated and will be removed in the next release: use :func:`~satudata.published_sum`, whose result it
    gives.

    Source: Juklak BNPB 7/2023, Metode Perhitungan.

    >>> quake = [Event(id="quake", kib=f"{region}107202211211") for region in ("3203", "3202", "3601")]
    >>> counts = count_events(quake)
    >>> counts.national, len(counts.provinces), len(counts.regencies)
    (1, 2, 3)
    """
    dimensions = dimensions_of(by)
    if weight is not None:
        warnings.warn(
            "count_events(weight=) is deprecated: published_sum(events, weight, by=...)",
            DeprecationWarning,
            stacklevel=2,
        )
        return published_sum(events, weight, dimensions)
    gathered = Events(trace=trace, main_types=main_types, inferred=interpretation.main_type == "inferred")
    add = gathered.add
    for event in events:
        if not isinstance(event, Event):
            raise WrongTypeError("count_events takes Events", type(event), "Event(kib='6202106202408041')")
        add(event)
    return gathered.counts(dimensions)


@public("satudata.counting")
@final
class Events:
    """Rows on their way to becoming events: says, in one pass, which rows are one event.

    Rows that share a key (see :func:`keys_of`) are one event. It goes by its id where it has one, by the id that sorts
    first where it has several, else by its stem, or the stem that sorts first.
    """

    def __init__(
        self,
        *,
        trace: bool = False,
        main_types: Mapping[str, str] | None = None,
        inferred: bool = True,
        in_force: Callable[[frozenset[str], date], frozenset[str]] | None = None,
    ) -> None:
        #: The digits of regions with one code for each place, that in force on a day.
        self._in_force = in_force
        self._inferred = inferred
        #: The types that the caller states, by event id or stem; those that no row has asked for.
        self._given = {as_key(key): as_type_code(code) or "" for key, code in (main_types or {}).items()}
        self._unused = set(self._given)
        self._tallies: dict[str, Tally] = {}
        self._parents: dict[str, str] = {}
        #: The event ids of each root, and the one of them that sorts first.
        self._ids: dict[str, set[str]] = {}
        self._names: dict[str, str] = {}
        self._events: Mapping[str, Tally] | None = None
        self._places: dict[str, list[int]] | None = {} if trace else None
        self._rows = 0
        #: The stems under which others go.
        self._tied: frozenset[str] = frozenset()
        #: One set for each single region: most events have no other, and a million sets cost more than their counting.
        self._single: dict[str, frozenset[str]] = {}

    def add(self, event: Event) -> str:
        """Take in a row; the answer is one of its keys, for which :meth:`key` later knows the event's."""
        records, own = event.records, event.kib
        in_kib = own.region.digits if own is not None and not records else None
        regions = (
            (records[0].region.digits,)
            if len(records) == 1
            else {record.region.digits for record in event.current}
        )
        main = main_row(event)
        others = []
        for record in records:
            if (kib := record.kib) is not None:
                code = kib.type_code
                if code != main[3] or event.date is None or kib.date < event.date:
                    others.append((kib.date, (code, scheme_for(code, kib.date) or UNKNOWN, "")))
        stated = [Statement(3, main[3:])] if event.associated_types and event.type_code else ()
        keys = keys_of(event)
        key = self.take(event.id, keys, main, regions, in_kib=in_kib)
        if others or stated or self._given:
            self.add_types(keys, main[1], others, stated)
        return key

    def take(
        self,
        id: str | None,
        keys: list[str],
        main: MainRow,
        regions: Iterable[str],
        *,
        in_kib: str | None = None,
        part: object = None,
    ) -> str:
        """Take in a row by its parts: :func:`keys_of`, :func:`main_row` and the digits of its *regions*.

        *in_kib* are the region digits of the KIB of a row that names no region; *part* is kept in the event's
        :class:`Tally`. The answer is that of :meth:`add`.
        """
        key = keys[0]
        self._events = None
        if id is not None or len(keys) > 1:
            self._join(id, keys)
        tally = self._tallies.get(key)
        if tally is None:
            tally = self._tallies[key] = Tally(main)
        elif main != tally.main:
            tally.decide(main)
        if part is not None:
            tally.keep(part)
        tally.rows += 1
        for digits in regions:
            if digits not in tally.regions:
                tally.regions = tally.regions | self._alone(digits) if tally.regions else self._alone(digits)
        if in_kib is not None:
            tally.kib_regions |= self._alone(in_kib)
        if self._places is not None:
            self._places.setdefault(key, []).append(self._rows)
        self._rows += 1
        return key

    def key(self, key: str) -> str:
        """The key of the event to which the row with this key belongs, once all rows are in."""
        root = self._root(key)
        return self._names.get(root, root)

    def add_types(
        self,
        keys: Sequence[str],
        day: date,
        others: Iterable[tuple[date, Kind]] = (),
        stated: Iterable[Statement] = (),
        also: str = "",
    ) -> None:
        """Add what a row with these *keys* says of types besides its own.

        *others* are further types, each with its day; *stated* is about the main type. *also* is one more key under
        which the caller can have stated the main type.
        """
        tally = self._tallies[keys[0]]
        for on, kind in others:
            tally.see(kind, on)
        tally.stated |= frozenset(stated)
        for key in self._given.keys() & {*keys, also}:
            self._unused.discard(key)
            code = self._given[key]
            scheme = scheme_for(code, None if day == date.max else day)
            tally.stated |= {Statement(0, (code, scheme or UNKNOWN, ""))}

    def main_type(self, tally: Tally) -> MainType:
        """The main type of one of :meth:`events`."""
        main = tally.main
        if tally.kinds is None and not tally.stated:
            return MainType((main[3], main[4], main[5] if main[3] == UNKNOWN else ""), "only")
        return main_type_of(tally.kinds or {}, main[1], tally.stated, inferred=self._inferred)

    def counts(self, by: Iterable[str] = ()) -> EventCounts:
        """Count what was taken in."""
        dimensions = dimensions_of(by)
        events = self.events()
        self._tied = frozenset(self._parents.values())
        cells: dict[tuple[Group, ...], Mapping[str, Tally]] = {}
        if dimensions:
            grouped: dict[tuple[Group, ...], dict[str, Tally]] = {}
            for key, tally in events.items():
                kind = self.main_type(tally).kind
                grouped.setdefault(cell_of(tally.main[1], kind, dimensions), {})[key] = tally
            cells.update(grouped)
        elif events:
            cells[()] = events
        groups = FrozenMap((cell, self._count(cells[cell])) for cell in sorted(cells, key=known_first))
        return attrs.evolve(
            sum_of(list(groups.values())),
            findings=tuple(self._findings(events)),
            dimensions=dimensions,
            groups=groups if dimensions else FrozenMap(),
        )

    def events(self) -> Mapping[str, Tally]:
        """What was taken in, by the key of the event, in the order of the events' first rows."""
        if self._events is None:
            self._events = self._together()
            if self._in_force is not None:
                self._carry(self._in_force)
        return self._events

    def _carry(self, in_force: Callable[[frozenset[str], date], frozenset[str]]) -> None:
        """Give each place of an event one code, that in force on the event's day."""
        for tally in self.events().values():
            day = tally.main[1]
            if len(tally.regions) > 1 and day != date.max:
                tally.regions = in_force(tally.regions, day)

    def _alone(self, digits: str) -> frozenset[str]:
        alone = self._single.get(digits)
        if alone is None:
            alone = self._single[digits] = frozenset((digits,))
        return alone

    def _join(self, id: str | None, keys: list[str]) -> None:
        roots = {self._root(key) for key in keys}
        first = min(roots)
        if len(roots) > 1:
            # The smaller sets go into the largest, so that many ids on one stem take no time by their square.
            sets = sorted((self._ids.pop(root) for root in roots if root in self._ids), key=len)
            names = [self._names.pop(root) for root in roots if root in self._names]
            if sets:
                self._ids[first] = sets.pop()
                self._ids[first].update(*sets)
                self._names[first] = min(names)
            for root in roots - {first}:
                self._parents[root] = first
        if id is not None and id not in keys[1:]:
            self._ids.setdefault(first, set()).add(id)
            self._names[first] = min(id, self._names.get(first, id))

    def _root(self, key: str) -> str:
        parents = self._parents
        root = key
        while root in parents:
            root = parents[root]
        while key != root:
            parents[key], key = root, parents[key]
        return root

    def _together(self) -> dict[str, Tally]:
        if self._parents:
            joined = {*self._parents, *self._parents.values(), *self._ids}
            together: dict[str, Tally] = {}
            for node, tally in self._tallies.items():
                if node in joined:
                    key = self.key(node)
                    if key not in together:
                        together[key] = Tally(tally.main)
                    together[key].take_in(tally)
                else:
                    together[node] = tally
        else:
            together = self._tallies
        if self._places is not None:
            rows: dict[str, list[int]] = {}
            for node, places in self._places.items():
                rows.setdefault(self.key(node), []).extend(places)
            for key, places in rows.items():
                together[key].places = tuple(sorted(places))
        return together

    def _count(self, events: Mapping[str, Tally]) -> EventCounts:
        """Count the events of one group; in which regions they count is asked once for each set of regions."""
        provinces: Counter[str] = Counter()
        regencies: Counter[str] = Counter()
        sets = Counter([tally.regions or tally.kib_regions for tally in events.values()])
        for regions, number in sets.items():
            for digits in counting_regions(regions, AdminLevel.PROVINCE):
                provinces[digits] += number
            for digits in counting_regions(regions, AdminLevel.REGENCY):
                regencies[digits] += number
        several = [(key, tally) for key, tally in events.items() if tally.rows > 1]
        return EventCounts(
            national=len(events),
            provinces=by_region(provinces),
            regencies=by_region(regencies),
            merged=in_order([Merged(key, each.rows, self._rule(key), each.places) for key, each in several]),
        )

    def _rule(self, key: str) -> str:
        ids = self._ids.get(self._root(key), ())
        if ids:
            return "event-id" if len(ids) == 1 else "two-event-ids"
        return "several-kibs" if key in self._tied else "stem"

    def _findings(self, tallies: Mapping[str, Tally]) -> Iterator[Finding]:
        shared = sorted((self._names[root], ids) for root, ids in self._ids.items() if len(ids) > 1)
        for key, ids in shared:
            yield finding("two-event-ids", key, key=key, ids=", ".join(sorted(ids)))
        for key in sorted(self._unused):
            yield finding("main-type-unmatched", key, key=key)
        doubtful: dict[str, list[str]] = {}
        names_provinces = any(len(digits) == PROVINCE_WIDTH for digits in self._single)
        for key, tally in tallies.items():
            if tally.kinds is not None or tally.stated:
                for code in tally.doubts_of_type(*self.main_type(tally)):
                    doubtful.setdefault(code, []).append(key)
            if names_provinces or not tally.regions:
                for code in tally.doubts():
                    doubtful.setdefault(code, []).append(key)
        for code, keys in sorted(doubtful.items()):
            shown = ", ".join(nsmallest(_EXAMPLES, keys)) + (", ..." if len(keys) > _EXAMPLES else "")
            yield finding(code, number=len(keys), examples=shown)


__getattr__ = renamed(__name__, {"affected": "counting_regions"})
