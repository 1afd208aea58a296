"""The answer of counting: how many events, by level, region and group, and how it came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias, final

import attrs

from satudata import citations
from satudata._ground import html
from satudata._ground.labels import words_in
from satudata._ground.maps import Counts, FrozenMap
from satudata._ground.paths import public
from satudata._ground.plurals import filled
from satudata._ground.records import Record
from satudata.errors import InvalidArgumentError
from satudata.findings import Finding, Language, as_html
from satudata.kib import KIB
from satudata.regions._code import PROVINCE_WIDTH, AdminLevel, RegionCode

#: Where the rules of counting are from.
CITATION = "juklak-bnpb-7-2023"

#: (scheme, code): codes of two schemes are never put together; scheme ``None`` is not known. A type without a code
#: has its name as a third part: (None, None, "Epidemi").
TypeKey: TypeAlias = tuple[str | None, str | None] | tuple[None, None, str]
#: ``"type"`` a :data:`TypeKey`, or ``None`` where the main type is open. ``"year"`` and ``"month"`` (1 to 12) a whole
#: number; ``None`` is not known.
Group: TypeAlias = TypeKey | int | None

#: Sorts after every known code.
UNKNOWN = "~"
#: A type as counting keeps it: code, scheme, and the sub-type, or the name of a type without a code.
Kind: TypeAlias = tuple[str, str, str]
#: A row that has no type.
UNKNOWN_KIND: Kind = (UNKNOWN, UNKNOWN, "")
_NOTHING: frozenset[Any] = frozenset()
#: The findings on how a main type was found.
_DOUBTFUL = {
    "inferred": "main-type-inferred",
    "open": "main-type-open",
    "contradiction": "main-type-contradiction",
}
#: Whether a row has no KIB, its day, its stem and its :data:`Kind`: the smallest gives the event its date.
MainRow: TypeAlias = tuple[bool, date, str, str, str, str]

#: The rules by which rows become one event.
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


@final
class Statement(NamedTuple):
    """What someone says about an event's main type: it is *kind*, which set off *effect* (``None``: all others).

    *rank* 0 is an argument, 1 a column of main types, 2 a column of causes, 3 an event with associated types; the
    smallest rank decides.
    """

    rank: int
    kind: Kind
    effect: Kind | None = None


@final
class MainType(NamedTuple):
    """The main type of an event: its *kind*, ``None`` where it is open, and *how* it was found."""

    kind: Kind | None
    how: Literal["only", "stated", "inferred", "open", "contradiction"]


def deciding(stem: str, on: date | None, code: str | None, scheme: str | None, name: str = "") -> MainRow:
    """The :func:`main_row` of a row with this KIB stem (``""`` without a KIB), day, type code, scheme and sub-type.

    *name* is the sub-type, or the name of a type without a code.
    """
    return not stem, on or date.max, stem, code or UNKNOWN, scheme or UNKNOWN, name


@final
class Tally:
    """What is kept of one event while rows are read; *parts* are what the caller keeps of each row."""

    __slots__ = ("kib_regions", "kinds", "main", "parts", "places", "regions", "rows", "stated")

    def __init__(self, main: MainRow) -> None:
        self.rows = 0
        self.main = main
        # One empty set for all: an empty set of its own takes 216 bytes.
        self.regions: frozenset[str] = _NOTHING
        self.kib_regions: frozenset[str] = _NOTHING
        #: The first day of each type; ``None`` while only one row was seen, or equal ones.
        self.kinds: dict[Kind, date] | None = None
        self.stated: frozenset[Statement] = _NOTHING
        self.parts: tuple[Any, ...] | list[Any] = ()
        self.places: tuple[int, ...] = ()

    def keep(self, part: object) -> None:
        """Keep the part of one more row; most events have one row, and no list is made for it."""
        if not self.parts:
            self.parts = (part,)
        elif isinstance(self.parts, list):
            self.parts.append(part)
        else:
            self.parts = [*self.parts, part]

    def decide(self, main: MainRow) -> None:
        """Take in the day and the type of a row that differs from the one that decides so far."""
        self.see(main[3:], main[1])
        self.main = min(self.main, main)

    def see(self, kind: Kind, day: date) -> None:
        """Keep the first day of a type."""
        if self.kinds is None:
            self.kinds = {self.main[3:]: self.main[1]}
        self.kinds[kind] = min(day, self.kinds.get(kind, day))

    def take_in(self, other: Tally) -> None:
        """Add the rows of another tally of the same event."""
        if other.main != self.main:
            self.decide(other.main)
        for kind, day in (other.kinds or {}).items():
            self.see(kind, day)
        self.stated |= other.stated
        self.rows += other.rows
        self.regions |= other.regions
        self.kib_regions |= other.kib_regions
        self.parts = [*self.parts, *other.parts]

    def doubts_of_type(self, kind: Kind | None, how: str) -> Iterator[str]:
        """The codes of the findings on the main type *kind* (``None``: open), found in the way *how*."""
        kinds = self.kinds or {self.main[3:]: self.main[1]}
        if len({(code, name if code == UNKNOWN else "") for code, _, name in kinds}) > 1:
            yield "associated-type"
        if how in _DOUBTFUL:
            yield _DOUBTFUL[how]
        if how == "stated" and kind is not None and all(each[0] != kind[0] for each in kinds):
            yield "main-type-not-in-rows"

    def doubts(self) -> Iterator[str]:
        """The codes of the findings on the event's regions."""
        if not self.regions:
            yield "event-without-records" if self.kib_regions else "event-without-region"
        if any(len(digits) == PROVINCE_WIDTH for digits in self.regions):
            yield "province-only"


def type_key(kind: Kind) -> TypeKey:
    """The type as results show it."""
    code, scheme, name = kind
    if code == UNKNOWN and name:
        return None, None, name
    return None if scheme == UNKNOWN else scheme, None if code == UNKNOWN else code


#: What events can be counted by.
DIMENSIONS = ("type", "year", "month")


def dimensions_of(by: Iterable[str]) -> tuple[str, ...]:
    """Each of :data:`DIMENSIONS` that *by* names; raises :class:`~satudata.InvalidArgumentError` for another."""
    dimensions = (by,) if isinstance(by, str) else tuple(by)
    unknown = [name for name in dimensions if name not in DIMENSIONS]
    if unknown:
        raise InvalidArgumentError(
            f"events are counted by {', '.join(DIMENSIONS)}, not by {', '.join(map(repr, unknown))}"
        )
    return dimensions


def cell_of(on: date, kind: Kind | None, dimensions: tuple[str, ...]) -> tuple[Group, ...]:
    """The group of an event with this date and main type (``None`` where that is open)."""
    groups: dict[str, Group] = {
        "type": None if kind is None else type_key(kind),
        "year": None if on == date.max else on.year,
        "month": None if on == date.max else on.month,
    }
    return tuple(groups[name] for name in dimensions)


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

        >>> from satudata import Event, count_events
        >>> count_events([Event(kib="6202106202408041")]).at(AdminLevel.PROVINCE)
        {RegionCode.parse('62'): 1}
        """
        if level is AdminLevel.NATIONAL:
            raise InvalidArgumentError("the nation has no regions to count by: counts.national")
        return self.provinces if level is AdminLevel.PROVINCE else self.regencies

    def by(self, *dimensions: str) -> FrozenMap[Group | tuple[Group, ...], EventCounts]:
        """The same counts per type, year or month; several dimensions give tuples of them as keys.

        Only what was named in ``count_events(..., by=...)`` is there; anything else raises ``ValueError``.

        >>> from satudata import Event, count_events
        >>> counts = count_events([Event(kib="6202106202408041")], by=("type", "year"))
        >>> counts.by("type"), counts.by("year")[2024].national
        ({('2023', '106'): EventCounts(national=1, ...)}, 1)
        """
        missing = [name for name in dimensions if name not in self.dimensions]
        if missing or not dimensions:
            raise InvalidArgumentError(
                f"counted by {self.dimensions}, not by {dimensions}: count_events(events, by={dimensions})"
            )
        places = [self.dimensions.index(name) for name in dimensions]
        parts: dict[tuple[Group, ...], list[EventCounts]] = {}
        for cell, counts in self._groups.items():
            parts.setdefault(tuple(cell[place] for place in places), []).append(counts)
        return FrozenMap(
            (cell[0] if len(dimensions) == 1 else cell, sum_of(parts[cell]))
            for cell in sorted(parts, key=known_first)
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

        >>> from satudata import Event, count_events
        >>> print(count_events([Event(kib="7322101202404221"), Event(kib="7322101202404222")]).explain())
        1 event nationally, 1 summed over 1 province, 1 summed over 1 kabupaten/kota
        1 event took in 2 rows:
          732210120240422: 2 rows, same region, type and day (Metode Perhitungan 3)
        info: events without a record, counted at their KIB's region: 1 (732210120240422)
        source: Petunjuk Pelaksanaan BNPB Nomor 7 Tahun 2023 tentang Standar Data Kejadian dan Dampak Bencana
        """
        words = words_in("satudata", "EventCounts", lang)
        numbers = {
            "national": self.national,
            "province": sum(self.provinces.values()),
            "provinces": len(self.provinces),
            "regency": sum(self.regencies.values()),
            "regencies": len(self.regencies),
        }
        lines = [filled(words["counted"], numbers)]
        if self.merged:
            rows = sum(merged.number for merged in self.merged)
            lines.append(filled(words["merged"], {"events": len(self.merged), "rows": rows}))
        for merged in self.merged:
            which = f" [{', '.join(map(str, merged.rows))}]" if merged.rows else ""
            lines.append(
                f"  {merged.key}: {merged.number} {words['rows']}{which}, {RULES[merged.rule][lang]}"
            )
        lines += [f"{each.severity.word(lang)}: {each.message(lang)}" for each in self.findings]
        lines.append(f"{words['source']}: {citations.get(CITATION)}")
        return "\n".join(lines)


def sum_of(parts: list[EventCounts]) -> EventCounts:
    """Add up the counts of groups, which have no event in common."""
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
        merged=in_order(merged for part in parts for merged in part.merged),
    )


def by_region(counter: Mapping[str, int]) -> Counts[RegionCode]:
    """Return numbers by the digits of regions, in the order of the codes."""
    return Counts((RegionCode.parse(digits), counter[digits]) for digits in sorted(counter))


def in_order(merged: Iterable[Merged]) -> tuple[Merged, ...]:
    """Return *merged* in the order of the events' keys."""
    return tuple(sorted(merged, key=lambda each: each.key))


def known_first(cell: tuple[Group, ...]) -> list[tuple[str, tuple[str, ...], int]]:
    """The key by which groups are sorted: known ones in order, unknown ones last."""
    return [
        (group[1] or UNKNOWN, (group[0] or UNKNOWN, *group[2:]), 0)
        if isinstance(group, tuple)
        else (UNKNOWN if group is None else "", (), group or 0)
        for group in cell
    ]


def as_key(text: str) -> str:
    """An event id as it is; a KIB as its stem."""
    return KIB.parse(text).stem if KIB.is_valid(text) else text
