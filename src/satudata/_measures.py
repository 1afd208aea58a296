"""What the criteria measure in an impact: figures as far as they are known, added over records."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from typing import TypeAlias, final

import attrs

from satudata.impacts import Damage, FacilityKind, Impact, plus

Amount: TypeAlias = Decimal | int

#: Kiosks and factories are not public buildings.
PUBLIC_BUILDINGS = (
    FacilityKind.EDUCATION,
    FacilityKind.WORSHIP,
    FacilityKind.HEALTH,
    FacilityKind.OFFICE,
    FacilityKind.MARKET,
)
_DAMAGED = (Damage.HEAVY, Damage.MODERATE, Damage.LIGHT)


@final
@attrs.frozen
class Measured:
    """A figure as far as it is known: at least *known*, and no more than it where *complete*; ``None`` is nothing.

    Nothing known and yet *complete* is a figure that is not asked.

    *counts* is false where it is not known whether the criterion asks for this figure at all.
    """

    known: Amount | None
    complete: bool
    counts: bool = True


UNKNOWN = Measured(None, complete=False)


def add(figures: Iterable[Measured]) -> Measured:
    """The sum of what is known; complete only where every part is.

    >>> add([Measured(3, complete=True), UNKNOWN])
    Measured(known=3, complete=False, counts=True)
    """
    parts = tuple(figures)
    known = [part.known for part in parts if part.known is not None]
    return Measured(reduce(plus, known) if known else None, complete=all(part.complete for part in parts))


@final
@attrs.frozen(kw_only=True)
class Figures:
    """What the criteria ask of one impact, whatever the readings."""

    dead: Measured
    missing: Measured
    affected: Measured
    injured: Measured
    displaced: Measured
    houses: Measured
    houses_flooded: Measured
    public_buildings: Measured
    land: Measured


def figures_of(impact: Impact) -> Figures:
    """Read *impact*: of a published total and the sum of its parts the larger counts."""
    return Figures(
        dead=_figure(impact, "dead"),
        missing=_figure(impact, "missing"),
        affected=_figure(impact, "affected"),
        injured=_figure(impact, "injured"),
        displaced=_figure(impact, "displaced"),
        houses=_larger(
            _figure(impact, "houses_damaged"),
            add(_figure(impact, name) for name in ("houses_heavy", "houses_moderate", "houses_light")),
        ),
        houses_flooded=_figure(impact, "houses_flooded"),
        public_buildings=_larger(_figure(impact, "facilities_damaged"), public_buildings_of(impact)),
        land=_land(impact),
    )


def added(records: Iterable[Figures]) -> Figures:
    """The figures of several records together."""
    parts = tuple(records)
    if len(parts) == 1:
        return parts[0]
    names = (field.name for field in attrs.fields(Figures))
    return Figures(**{name: add(getattr(part, name) for part in parts) for name in names})


def _figure(impact: Impact, name: str) -> Measured:
    value = getattr(impact, name)
    return Measured(value, complete=value is not None and name not in impact.lower_bounds)


def _larger(total: Measured, parts: Measured) -> Measured:
    if total.known is None or (parts.known is not None and parts.known > total.known):
        return parts
    return parts if parts.complete and not total.complete and parts.known == total.known else total


def public_buildings_of(impact: Impact) -> Measured:
    """The damaged public buildings by kind; unknown where no kind of them was looked at."""
    looked_at = [
        kind for kind in PUBLIC_BUILDINGS if any(kind is each for each, _ in impact.facilities or ())
    ]
    return add(_damaged(impact, kind) for kind in looked_at) if looked_at else UNKNOWN


def _damaged(impact: Impact, kind: FacilityKind) -> Measured:
    degrees = {degree: figure for (each, degree), figure in (impact.facilities or {}).items() if each is kind}
    complete = "facilities" not in impact.lower_bounds

    def figure(degree: Damage) -> Measured:
        value = degrees.get(degree)
        return Measured(value, complete=complete and value is not None)

    parts = (
        add(figure(degree) for degree in _DAMAGED if degree in degrees)
        if degrees.keys() & set(_DAMAGED)
        else UNKNOWN
    )
    return _larger(figure(Damage.TOTAL), parts)


def _land(impact: Impact) -> Measured:
    if not impact.land:
        return UNKNOWN
    complete = "land" not in impact.lower_bounds
    return add(Measured(area, complete=complete and area is not None) for area in impact.land.values())
