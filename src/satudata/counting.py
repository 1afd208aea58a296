"""Metode perhitungan: how many events there are, nationally, per province and per kabupaten/kota."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from heapq import nsmallest
from typing import TypeAlias, final, overload

import attrs

from satudata import citations
from satudata._ground import html
from satudata._ground.maps import Counts, FrozenMap
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import in_language
from satudata.events import Event
from satudata.findings import Finding, Language, as_html, finding
from satudata.kib import stem_of
from satudata.published import PublishedSum, Weight, published_sum
from satudata.regions._code import PROVINCE_WIDTH, AdminLevel, RegionCode

#: Where the rules of counting are from.
CITATION = "juklak-bnpb-7-2023"

#: What events can be counted by.
DIMENSIONS = ("type", "year", "month")

#: (scheme, code): codes of two schemes are never put together; scheme ``None`` is not known.
TypeKey: TypeAlias = tuple[str | None, str | None]
#: ``"type"`` a :data:`TypeKey`, ``"year"`` and ``"month"`` (1 to 12) a whole number; ``None`` is not known.
Group: TypeAlias = TypeKey | int | None

MainRow: TypeAlias = tuple[bool, date, str, str, str]

#: Stands for an unknown code or scheme where they are ordered: after all known ones.
_UNKNOWN = "~"

_EXAMPLES = 3


@public("satudata.counting")
@final
@attrs.frozen
class Merged:
    """An event that took in more than one row: its key, how many, by which rule, and which (with ``trace=True``)."""

    key: str
    number: int
    rule: str
    rows: tuple[int, ...] = ()


@public("satudata")
@final
@attrs.frozen(kw_only=True)
class EventCounts(Record):
    """How many events: ``national``, per province and per kabupaten/kota (what is absent counts zero)."""

    national: int
    provinces: Counts[RegionCode]
    regencies: Counts[RegionCode]
    merged: tuple[Merged, ...] = ()
    findings: tuple[Finding, ...] = ()
    dimensions: tuple[str, ...] = ()
    _groups: FrozenMap[tuple[Group, ...], EventCounts] = attrs.field(factory=FrozenMap, repr=False)

    def at(self, level: AdminLevel) -> Counts[RegionCode]:
        """The counts of one level below the nation.

        >>> count_events([Event(kib="6202106202408041")]).at(AdminLevel.PROVINCE)
        {RegionCode.parse('62'): 1}
        """
        if level is AdminLevel.NATIONAL:
            raise ValueError("the nation has no regions to count by: counts.national")
        return self.provinces if level is AdminLevel.PROVINCE else self.regencies

    def by(self, *dimensions: str) -> FrozenMap[Group | tuple[Group, ...], EventCounts]:
        """The same counts per type, year or month; several dimensions give tuples of them as keys.

        Only what was named in ``count_events(..., by=...)`` is there; anything else raises ``ValueError``.

        >>> counts = count_events([Event(kib="6202106202408041")], by=("type", "year"))
        >>> counts.by("type"), counts.by("year")[2024].national
        ({('2023', '106'): EventCounts(national=1, ...)}, 1)
        """
        missing = [name for name in dimensions if name not in self.dimensions]
        if missing or not dimensions:
            raise ValueError(
                f"counted by {self.dimensions}, not by {dimensions}: count_events(events, by={dimensions})"
            )
        places = [self.dimensions.index(name) for name in dimensions]
        parts: dict[tuple[Group, ...], list[EventCounts]] = {}
        for cell, counts in self._groups.items():
            parts.setdefault(tuple(cell[place] for place in places), []).append(counts)
        return FrozenMap(
            (cell[0] if len(dimensions) == 1 else cell, _sum_of(parts[cell]))
            for cell in sorted(parts, key=_order)
        )

    def _repr_html_(self) -> str:
        provinces = {code.digits: number for code, number in self.provinces.items()}
        rows = (
            ("national", self.national),
            ("provinces", sum(self.provinces.values())),
            ("regencies", sum(self.regencies.values())),
        )
        shown = as_html(self.findings) if self.findings else ""
        return html.table(("level", "events"), rows) + html.tile_map(provinces, "events by province") + shown

    def explain(self, lang: Language = "en") -> str:
        """What was counted, which rows became one event and by which rule, and what is doubtful.

        >>> print(count_events([Event(kib="7322101202404221"), Event(kib="7322101202404222")]).explain())
        1 event nationally, 1 summed over 1 province, 1 summed over 1 kabupaten/kota
        1 event took in 2 rows:
          732210120240422: 2 rows, same region, type and day (Metode Perhitungan 3)
        info: events without a record, counted at their KIB's region: 1 (732210120240422)
        source: Petunjuk Pelaksanaan BNPB Nomor 7 Tahun 2023 tentang Standar Data Kejadian dan Dampak Bencana
        """
        words = in_language(_WORDS, lang)
        lines = [
            words["counted"].format(
                national=_number(self.national, words["event"]),
                province=sum(self.provinces.values()),
                provinces=_number(len(self.provinces), words["province"]),
                regency=sum(self.regencies.values()),
                regencies=_number(len(self.regencies), words["regency"]),
            )
        ]
        if self.merged:
            rows = sum(merged.number for merged in self.merged)
            lines.append(words["merged"].format(events=_number(len(self.merged), words["event"]), rows=rows))
        for merged in self.merged:
            which = f" [{', '.join(map(str, merged.rows))}]" if merged.rows else ""
            lines.append(
                f"  {merged.key}: {merged.number} {words['rows']}{which}, {RULES[merged.rule][lang]}"
            )
        lines += [f"{each.severity.word(lang)}: {each.message(lang)}" for each in self.findings]
        lines.append(f"{words['source']}: {citations.get(CITATION)}")
        return "\n".join(lines)


@overload
def count_events(events: Iterable[Event], *, by: Iterable[str] = (), trace: bool = False) -> EventCounts: ...


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
) -> EventCounts | PublishedSum:
    """Count disaster events by the guideline's rules; a table's row is an event with one record.

    *events* is read once; rows with one key are one event (:func:`keys_of` says when), and memory grows with the
    distinct events, not with the rows. *by* names what else to count by: ``"type"``, ``"year"``, ``"month"``. With
    *trace* the result also keeps which rows (counted from 0) became one event.

    *weight* is deprecated and will be removed in the next release: use :func:`~satudata.published_sum`, whose result it
    gives.

    Source: Juklak BNPB 7/2023, Metode Perhitungan.

    >>> quake = [Event(id="quake", kib=f"{region}107202211211") for region in ("3203", "3202", "3601")]
    >>> counts = count_events(quake)
    >>> counts.national, len(counts.provinces), len(counts.regencies)
    (1, 2, 3)
    """
    dimensions = (by,) if isinstance(by, str) else tuple(by)
    unknown = [name for name in dimensions if name not in DIMENSIONS]
    if unknown:
        raise ValueError(
            f"events are counted by {', '.join(DIMENSIONS)}, not by {', '.join(map(repr, unknown))}"
        )
    if weight is not None:
        warnings.warn(
            "count_events(weight=) is deprecated: published_sum(events, weight, by=...)",
            DeprecationWarning,
            stacklevel=2,
        )
        return published_sum(events, weight, dimensions)
    gathered = Events(trace=trace)
    add = gathered.add
    for event in events:
        if not isinstance(event, Event):
            raise TypeError(
                f"count_events takes Events, not {type(event).__name__}: Event(kib='6202106202408041')"
            )
        add(event)
    return gathered.counts(dimensions)


# The rules, each a function.


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


def main_row(event: Event) -> MainRow:
    """What decides which row gives the event its one type and one date: the smallest of these wins.

    "Jika satu kejadian melibatkan lebih dari satu tipe kejadian bencana, ditentukan satu tipe kejadian utama" (Metode
    Perhitungan 1). A row with a KIB decides before one without; then the earlier date; then the smaller KIB,
    its index set aside.

    >>> rows = [Event(id="x", kib="3301102202411241"), Event(id="x", kib="3301101202411231")]
    >>> min(map(main_row, rows))[-2:]
    ('101', '2023')
    """
    own = event.kib
    stem = own.stem if own is not None else min((kib.stem for kib in event.kibs()), default="")
    return deciding(stem, event.date, event.type_code, event.scheme)


def deciding(stem: str, on: date | None, code: str | None, scheme: str | None) -> MainRow:
    """The :func:`main_row` of a row with this KIB stem (``""`` without a KIB), day, type code and scheme."""
    return not stem, on or date.max, stem, code or _UNKNOWN, scheme or _UNKNOWN


def affected(regions: Iterable[str], level: AdminLevel) -> set[str]:
    """The digits of the regions of *level* in which one event counts once.

    "Jika suatu kejadian bencana berdampak lebih dari satu provinsi/kabupaten/kota maka jumlah kejadian secara nasional
    dihitung sebagai satu kejadian, pada level provinsi jumlah kejadian dihitung berdasarkan provinsi terdampak, pada
    level kabupaten/kota jumlah kejadian dihitung berdasarkan kabupaten/kota terdampak" (Metode Perhitungan 2). A record
    that names only a province counts there and in no kabupaten/kota.

    >>> sorted(affected(["3203", "3202", "36"], AdminLevel.PROVINCE)), len(affected(["3203", "36"], AdminLevel.REGENCY))
    (['32', '36'], 1)
    """
    if level is AdminLevel.PROVINCE:
        return {digits[:PROVINCE_WIDTH] for digits in regions}
    return {digits for digits in regions if len(digits) > PROVINCE_WIDTH}


RULES: Mapping[str, Mapping[Language, str]] = {
    "stem": {
        "en": "same region, type and day (Metode Perhitungan 3)",
        "id": "wilayah, jenis, dan hari yang sama (Metode Perhitungan 3)",
    },
    "event-id": {
        "en": "same event id (Metode Perhitungan 2)",
        "id": "ID kejadian yang sama (Metode Perhitungan 2)",
    },
    "several-kibs": {
        "en": "several KIBs given to one event (Metode Perhitungan 2)",
        "id": "beberapa KIB pada satu kejadian (Metode Perhitungan 2)",
    },
    "two-event-ids": {
        "en": "several event ids on one stem (Metode Perhitungan 3)",
        "id": "beberapa ID kejadian pada satu KIB tanpa indeks (Metode Perhitungan 3)",
    },
}


class _Tally:
    """What is kept of one event while rows are read."""

    __slots__ = ("kib_regions", "main", "other_types", "places", "regions", "rows")

    def __init__(self, main: MainRow) -> None:
        self.rows = 0
        self.main = main
        self.regions: frozenset[str] = frozenset()
        self.kib_regions: frozenset[str] = frozenset()
        self.other_types: frozenset[tuple[str, str]] = frozenset()
        self.places: tuple[int, ...] = ()

    def decide(self, main: MainRow) -> None:
        """Let the row that decides the event's type and date do so, and keep the other types."""
        if main[3:] != self.main[3:]:
            self.other_types |= {main[3:], self.main[3:]}
        self.main = min(self.main, main)

    def take_in(self, other: _Tally) -> None:
        self.decide(other.main)
        self.rows += other.rows
        self.regions |= other.regions
        self.kib_regions |= other.kib_regions
        self.other_types |= other.other_types

    def doubts(self) -> Iterator[str]:
        """The codes of the findings on this event."""
        if not self.regions:
            yield "event-without-records" if self.kib_regions else "event-without-region"
        if any(len(digits) == PROVINCE_WIDTH for digits in self.regions):
            yield "province-only"
        if self.other_types and len({code for code, _ in self.other_types}) > 1:
            yield "associated-type"


@public("satudata.counting")
@final
class Events:
    """Rows on their way to becoming events: says, in one pass, which rows are one event.

    Rows that share a key (see :func:`keys_of`) are one event. It goes by its id where it has one, by the id that sorts
    first where it has several, else by its stem, or the stem that sorts first.
    """

    def __init__(self, *, trace: bool = False) -> None:
        self._tallies: dict[str, _Tally] = {}
        self._parents: dict[str, str] = {}
        #: The event ids of each root, and the one of them that sorts first.
        self._ids: dict[str, set[str]] = {}
        self._names: dict[str, str] = {}
        self._places: dict[str, list[int]] | None = {} if trace else None
        self._rows = 0
        #: The stems under which others go.
        self._tied: frozenset[str] = frozenset()
        #: One set for each single region: most events have no other, and a million sets cost more than their counting.
        self._single: dict[str, frozenset[str]] = {}

    def add(self, event: Event) -> str:
        """Take in a row; the answer is one of its keys, for which :meth:`key` later knows the event's."""
        records = event.records
        digits = {record.region.digits for record in (records if len(records) < 2 else event.current)}
        own = event.kib
        in_kib = own.region.digits if own is not None and not records else None
        return self.take(event.id, keys_of(event), main_row(event), digits, in_kib)

    def take(
        self,
        id: str | None,
        keys: list[str],
        main: MainRow,
        regions: Iterable[str],
        in_kib: str | None = None,
    ) -> str:
        """Take in a row by its parts: :func:`keys_of`, :func:`main_row` and the digits of its *regions*.

        *in_kib* are the region digits of the KIB of a row that names no region. The answer is that of :meth:`add`.
        """
        key = keys[0]
        if id is not None or len(keys) > 1:
            self._join(id, keys)
        tally = self._tallies.get(key)
        if tally is None:
            tally = self._tallies[key] = _Tally(main)
        elif main != tally.main:
            tally.decide(main)
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

    def counts(self, dimensions: tuple[str, ...] = ()) -> EventCounts:
        """Count what was taken in."""
        tallies = self._together()
        self._tied = frozenset(self._parents.values())
        cells: dict[tuple[Group, ...], _Cell] = {}
        for key, tally in tallies.items():
            cell = _cell(tally.main, dimensions)
            held = cells.get(cell)
            if held is None:
                held = cells[cell] = _Cell()
            held.add(key, tally, self._rule)
        groups = FrozenMap((cell, cells[cell].counts()) for cell in sorted(cells, key=_order))
        return attrs.evolve(
            _sum_of(list(groups.values())),
            findings=tuple(self._findings(tallies)),
            dimensions=dimensions,
            groups=groups if dimensions else FrozenMap(),
        )

    def _alone(self, digits: str) -> frozenset[str]:
        held = self._single.get(digits)
        if held is None:
            held = self._single[digits] = frozenset((digits,))
        return held

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

    def _together(self) -> dict[str, _Tally]:
        if self._parents:
            joined = {*self._parents, *self._parents.values(), *self._ids}
            together = {key: tally for key, tally in self._tallies.items() if key not in joined}
            for node in joined & self._tallies.keys():
                tally = self._tallies[node]
                together.setdefault(self.key(node), _Tally(tally.main)).take_in(tally)
        else:
            together = self._tallies
        if self._places is not None:
            rows: dict[str, list[int]] = {}
            for node, places in self._places.items():
                rows.setdefault(self.key(node), []).extend(places)
            for key, places in rows.items():
                together[key].places = tuple(sorted(places))
        return together

    def _rule(self, key: str) -> str:
        ids = self._ids.get(self._root(key), ())
        if ids:
            return "event-id" if len(ids) == 1 else "two-event-ids"
        return "several-kibs" if key in self._tied else "stem"

    def _findings(self, tallies: Mapping[str, _Tally]) -> Iterator[Finding]:
        shared = sorted((self._names[root], ids) for root, ids in self._ids.items() if len(ids) > 1)
        for key, ids in shared:
            yield finding("two-event-ids", key, key=key, ids=", ".join(sorted(ids)))
        doubtful: dict[str, list[str]] = {}
        names_provinces = any(len(digits) == PROVINCE_WIDTH for digits in self._single)
        for key, tally in tallies.items():
            if names_provinces or tally.other_types or not tally.regions:
                for code in tally.doubts():
                    doubtful.setdefault(code, []).append(key)
        for code, keys in sorted(doubtful.items()):
            shown = ", ".join(nsmallest(_EXAMPLES, keys)) + (", ..." if len(keys) > _EXAMPLES else "")
            yield finding(code, number=len(keys), examples=shown)


class _Cell:
    """The counts of one group while they grow: how many events have which set of regions."""

    __slots__ = ("merged", "regions")

    def __init__(self) -> None:
        self.regions: Counter[frozenset[str]] = Counter()
        self.merged: list[Merged] = []

    def add(self, key: str, tally: _Tally, rule: Callable[[str], str]) -> None:
        self.regions[tally.regions or tally.kib_regions] += 1
        if tally.rows > 1:
            self.merged.append(Merged(key, tally.rows, rule(key), tally.places))

    def counts(self) -> EventCounts:
        provinces: Counter[str] = Counter()
        regencies: Counter[str] = Counter()
        for regions, number in self.regions.items():
            for digits in affected(regions, AdminLevel.PROVINCE):
                provinces[digits] += number
            for digits in affected(regions, AdminLevel.REGENCY):
                regencies[digits] += number
        return EventCounts(
            national=self.regions.total(),
            provinces=by_region(provinces),
            regencies=by_region(regencies),
            merged=_in_order(self.merged),
        )


def by_region(counter: Mapping[str, int]) -> Counts[RegionCode]:
    """Numbers by the digits of regions, in their order."""
    return Counts((RegionCode.parse(digits), counter[digits]) for digits in sorted(counter))


def _sum_of(parts: list[EventCounts]) -> EventCounts:
    """Groups have no event in common, so their counts add up."""
    if len(parts) == 1:
        return parts[0]
    provinces: Counter[str] = Counter()
    regencies: Counter[str] = Counter()
    for part in parts:
        for grown, counts in ((provinces, part.provinces), (regencies, part.regencies)):
            for code, number in counts.items():
                grown[code.digits] += number
    return EventCounts(
        national=sum(part.national for part in parts),
        provinces=by_region(provinces),
        regencies=by_region(regencies),
        merged=_in_order(merged for part in parts for merged in part.merged),
    )


def _in_order(merged: Iterable[Merged]) -> tuple[Merged, ...]:
    return tuple(sorted(merged, key=lambda each: each.key))


def _cell(main: MainRow, dimensions: tuple[str, ...]) -> tuple[Group, ...]:
    if not dimensions:
        return ()
    _, on, _, code, scheme = main
    groups: dict[str, Group] = {
        "type": (None if scheme == _UNKNOWN else scheme, None if code == _UNKNOWN else code),
        "year": None if on == date.max else on.year,
        "month": None if on == date.max else on.month,
    }
    return tuple(groups[name] for name in dimensions)


def _order(cell: tuple[Group, ...]) -> list[tuple[str, str, int]]:
    """Known groups in order, unknown ones last."""
    return [
        (*_sortable(group), 0)
        if isinstance(group, tuple)
        else (_UNKNOWN if group is None else "", "", group or 0)
        for group in cell
    ]


def _sortable(type_key: TypeKey) -> tuple[str, str]:
    scheme, code = type_key
    return code or _UNKNOWN, scheme or _UNKNOWN


def _number(number: int, words: str) -> str:
    singular, plural = words.split("|")
    return f"{number} {singular if number == 1 else plural}"


_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "event": "event|events",
        "province": "province|provinces",
        "regency": "kabupaten/kota|kabupaten/kota",
        "counted": "{national} nationally, {province} summed over {provinces}, {regency} summed over {regencies}",
        "merged": "{events} took in {rows} rows:",
        "rows": "rows",
        "source": "source",
    },
    "id": {
        "event": "kejadian|kejadian",
        "province": "provinsi|provinsi",
        "regency": "kabupaten/kota|kabupaten/kota",
        "counted": "{national} secara nasional, {province} dijumlahkan dari {provinces}, {regency} dari {regencies}",
        "merged": "{events} berasal dari {rows} baris:",
        "rows": "baris",
        "source": "sumber",
    },
}
