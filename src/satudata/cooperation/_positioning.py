"""Who covers what: partner by region, disaster type and phase, with gaps and overlaps, cell by cell."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias, final

import attrs

from satudata import disaster_types
from satudata import regions as gazetteer
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.cooperation._agreements import Agreement
from satudata.cooperation._partial_dates import plain_day
from satudata.cooperation._partners import Partner
from satudata.cooperation._portfolio import Portfolio
from satudata.cooperation._positions import ALL_TYPES, Position, is_type_code
from satudata.cooperation._vocabulary import Phase, Reach, text
from satudata.errors import InvalidRecordError, UnknownCodeError
from satudata.regions._code import AdminLevel, RegionCode

_Type: TypeAlias = str | None
_NOWHERE_NAMED = "?"
_RANKS = {reach: rank for rank, reach in enumerate(Reach)}


@public("satudata.cooperation")
@final
@attrs.frozen
class Cover:
    """An agreement that covers a cell: its id, its partners, and how it reaches the place."""

    agreement: str
    partners: tuple[Partner, ...]
    reach: Reach


@public("satudata.cooperation")
@final
@attrs.frozen
class Cell:
    """One region, disaster type and phase, with the agreements that cover it, the surest first."""

    region: RegionCode
    type_code: str | None
    phase: Phase
    covers: tuple[Cover, ...]

    @property
    def sure(self) -> tuple[Cover, ...]:
        """The agreements that surely cover it, by name or inherited."""
        return tuple(each for each in self.covers if each.reach is not Reach.POSSIBLE)

    @property
    def is_gap(self) -> bool:
        """Whether no agreement surely covers it; ``covers`` then holds those that may."""
        return not self.sure

    @property
    def is_overlap(self) -> bool:
        """Whether two agreements without a common partner surely cover it."""
        return any(not set(one.partners) & set(other.partners) for one, other in combinations(self.sure, 2))


@public("satudata.cooperation")
@final
@attrs.frozen(repr=False, eq=False)
class Coverage(Record):
    """The matrix of cells on one day; cells are made when they are asked for.

    Iterating gives every cell, regions outermost. *unmapped* are the ids of the agreements that are in force, or may
    be, and do not say where they work.
    """

    on: datetime.date
    regions: tuple[RegionCode, ...]
    types: tuple[str | None, ...]
    phases: tuple[Phase, ...]
    unmapped: tuple[str, ...]
    _index: dict[tuple[_Type, Phase, str], list[tuple[str, bool]]]
    _covers: dict[tuple[str, Reach], Cover]

    def __repr__(self) -> str:
        shape = f"{len(self.regions)} regions x {len(self.types)} types x {len(self.phases)} phases"
        return f"<Coverage on {self.on.isoformat()}: {shape}, {len(self.unmapped)} agreements not mapped>"

    def __len__(self) -> int:
        return len(self.regions) * len(self.types) * len(self.phases)

    def __iter__(self) -> Iterator[Cell]:
        for region in self.regions:
            for type_code in self.types:
                for phase in self.phases:
                    yield self.cell(region, type_code, phase)

    def cell(self, region: RegionCode, type_code: str | None, phase: Phase) -> Cell:
        """One cell; what lies outside the matrix is covered by nothing."""
        ways = [(region.digits, Reach.EXPLICIT), ("", Reach.NATIONAL), (_NOWHERE_NAMED, Reach.POSSIBLE)]
        if region.level is AdminLevel.PROVINCE:
            ways.append((f"{region.digits}>", Reach.POSSIBLE))
        else:
            ways.append((region.province.digits, Reach.PROVINCE))
        found: dict[str, Reach] = {}
        for key, way in ways:
            for id, is_sure in self._index.get((type_code, phase, key), ()):
                reach = way if is_sure else Reach.POSSIBLE
                if id not in found or _RANKS[reach] < _RANKS[found[id]]:
                    found[id] = reach
        ranked = sorted(found.items(), key=lambda each: (_RANKS[each[1]], each[0]))
        return Cell(region, type_code, phase, tuple(map(self._covers.__getitem__, ranked)))

    def _repr_html_(self) -> str:
        """Disaster types by phase, each with how many regions are named, reached otherwise, and not covered."""
        from satudata.cooperation._markup import matrix

        rows = []
        for type_code in self.types:
            cells = [
                _named([self.cell(each, type_code, phase) for each in self.regions]) for phase in self.phases
            ]
            rows.append([_type_name(type_code), *cells])
        caption = f"{text('on', 'id', on=self.on.isoformat())}; {text('of_regions', 'id', number=len(self.regions))}"
        return matrix(caption, [text("type", "id"), *(phase.label() for phase in self.phases)], rows)


def _named(cells: Sequence[Cell]) -> str:
    named = sum(any(each.reach is Reach.EXPLICIT for each in cell.covers) for cell in cells)
    bare = sum(cell.is_gap for cell in cells)
    numbers = {
        Reach.EXPLICIT.label(): named,
        text("inherited", "id"): len(cells) - named - bare,
        text("gap", "id"): bare,
    }
    return ", ".join(f"{number} {what}" for what, number in numbers.items())


def _type_name(code: str | None) -> str:
    if code is None:
        return text("unknown", "id")
    try:
        return f"{code} {disaster_types.get(code).name}"
    except UnknownCodeError:
        return code


def coverage(
    portfolio: Portfolio,
    on: datetime.date,
    *,
    regions: Iterable[RegionCode | str] | None = None,
    types: Iterable[str | None] | None = None,
    phases: Iterable[Phase | str] = tuple(Phase),
) -> Coverage:
    """Who covers what on that day, by the agreements in force.

    *regions* are by default the kabupaten/kota of that day, *types* those of the scheme of 2023 that are issued. A
    region named by an older code is carried to that day (a divided province to its parts). An agreement of which it is
    not known whether it is in force, or that leaves region, types or phases unstated, covers a cell possibly.

    >>> whole = coverage(Portfolio(), datetime.date(2025, 6, 1))
    >>> whole, next(iter(whole)).is_gap
    (<Coverage on 2025-06-01: 514 regions x 10 types x 3 phases, 0 agreements not mapped>, True)
    """
    on = plain_day(on)
    if regions is None:
        in_force = gazetteer.at(on)
        places = tuple(each.code for each in in_force if each.level is AdminLevel.REGENCY)
    else:
        places = tuple(each if isinstance(each, RegionCode) else RegionCode.parse(each) for each in regions)
    kinds = _issued_types() if types is None else tuple(map(_type_code, types))
    spans = tuple(map(Phase, phases))
    unmapped: list[str] = []
    index: dict[tuple[_Type, Phase, str], list[tuple[str, bool]]] = {}
    covers: dict[tuple[str, Reach], Cover] = {}
    for agreement in portfolio:
        force = portfolio.is_in_force(agreement, on)
        if force is False or agreement.has_begun(on) is False:
            continue
        positions = portfolio.positions(agreement)
        if not positions:
            unmapped.append(agreement.id)
        for position in positions:
            for type_code, phase, key, is_stated in _claims(agreement, position, on, kinds, spans):
                index.setdefault((type_code, phase, key), []).append(
                    (agreement.id, is_stated and force is True)
                )
        covers.update(((agreement.id, each), Cover(agreement.id, agreement.partners, each)) for each in Reach)
    return Coverage(on, places, kinds, spans, tuple(unmapped), index, covers)


def gaps(
    portfolio: Portfolio,
    on: datetime.date,
    *,
    regions: Iterable[RegionCode | str] | None = None,
    types: Iterable[str | None] | None = None,
    phases: Iterable[Phase | str] = tuple(Phase),
) -> Iterator[Cell]:
    """The cells of :func:`coverage` that no agreement surely covers, one after the other.

    >>> first = next(gaps(Portfolio(), datetime.date(2025, 6, 1)))
    >>> str(first.region), first.type_code, first.phase
    ('11.01', '101', Phase.PRABENCANA)
    """
    whole = coverage(portfolio, on, regions=regions, types=types, phases=phases)
    return (cell for cell in whole if cell.is_gap)


def overlaps(
    portfolio: Portfolio,
    on: datetime.date,
    *,
    regions: Iterable[RegionCode | str] | None = None,
    types: Iterable[str | None] | None = None,
    phases: Iterable[Phase | str] = tuple(Phase),
) -> Iterator[Cell]:
    """The cells of :func:`coverage` that agreements without a common partner surely cover, one after the other."""
    whole = coverage(portfolio, on, regions=regions, types=types, phases=phases)
    return (cell for cell in whole if cell.is_overlap)


def _type_code(value: str | None) -> str | None:
    if value is None or is_type_code(value):
        return value
    raise InvalidRecordError(
        "types", value, "three ASCII digits, '101', or None for a type that is not known"
    )


def _issued_types() -> tuple[str, ...]:
    return tuple(each.code for each in disaster_types.in_scheme() if each.issued)


def _claims(
    agreement: Agreement,
    position: Position,
    on: datetime.date,
    kinds: tuple[str | None, ...],
    spans: tuple[Phase, ...],
) -> Iterator[tuple[_Type, Phase, str, bool]]:
    """The keys under which a position is found, and whether it states all that leads there."""
    stated = position.phases or agreement.phases
    keys = list(_keys(agreement, position.region, on))
    for type_code in kinds:
        is_meant = ALL_TYPES in position.types or (type_code is not None and type_code in position.types)
        is_open = not position.types or type_code is None
        if not is_meant and not is_open:
            continue
        for phase in spans:
            if stated and phase not in stated:
                continue
            for key in keys:
                yield type_code, phase, key, is_meant and bool(stated)


def _keys(agreement: Agreement, region: RegionCode | AdminLevel | None, on: datetime.date) -> Iterator[str]:
    if region is None:
        yield _NOWHERE_NAMED
    elif isinstance(region, AdminLevel):
        yield ""
    else:
        for code in _carried(region, agreement, on):
            yield code.digits
            if code.level is AdminLevel.REGENCY:
                yield f"{code.province.digits}>"


def _carried(code: RegionCode, agreement: Agreement, on: datetime.date) -> tuple[RegionCode, ...]:
    """The codes, that day, of the place that *code* named when the agreement took effect; else itself."""
    since = agreement.effective
    if since is None or since.latest >= on:
        return (code,)
    try:
        found = gazetteer.resolve(code, since.latest, on, lenient=True)
    except UnknownCodeError:
        return (code,)
    return tuple(each.code for each in found) or (code,)
