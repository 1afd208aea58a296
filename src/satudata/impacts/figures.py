"""What the criteria measure in an impact: figures with a lower bound, and their sums over records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import reduce
from typing import TypeAlias, final

import attrs

from satudata.impacts._impact import Impact
from satudata.impacts._inputs import PEOPLE
from satudata.impacts._words import Damage, FacilityKind, LifeStage, Sex
from satudata.impacts.sums import plus

Amount: TypeAlias = Decimal | int

#: Kiosks and factories are not public buildings.
PUBLIC_BUILDINGS = (
    FacilityKind.EDUCATION,
    FacilityKind.WORSHIP,
    FacilityKind.HEALTH,
    FacilityKind.OFFICE,
    FacilityKind.MARKET,
)
DAMAGED = (Damage.HEAVY, Damage.MODERATE, Damage.LIGHT)


@final
@attrs.frozen
class Measured:
    """A figure with a lower bound. *known*: the reported part, or ``None``. *complete*: nothing is missing.

    A figure that a criterion does not ask is *complete* without a known part. *counts* is false if it is not known
    whether the criterion asks this figure.
    """

    known: Amount | None
    complete: bool
    counts: bool = True


UNKNOWN = Measured(None, complete=False)


def add(figures: Iterable[Measured]) -> Measured:
    """Return the sum of the known parts; it is complete if every part is.

    >>> add([Measured(3, complete=True), UNKNOWN])
    Measured(known=3, complete=False, counts=True)
    """
    parts = tuple(figures)
    known = [part.known for part in parts if part.known is not None]
    return Measured(reduce(plus, known) if known else None, complete=all(part.complete for part in parts))


@final
@attrs.frozen(kw_only=True)
class Figures:
    """The figures of one impact that a criterion can ask, under any reading."""

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
    """Return the figures of *impact*: a published total or the sum of its parts, whichever is larger."""
    return Figures(
        **{name: _people(impact, name) for name in PEOPLE},
        houses=_larger(
            _figure(impact, "houses_damaged"),
            add(_figure(impact, name) for name in ("houses_heavy", "houses_moderate", "houses_light")),
        ),
        houses_flooded=_figure(impact, "houses_flooded"),
        public_buildings=_larger(_figure(impact, "facilities_damaged"), public_buildings_of(impact)),
        land=_land(impact),
    )


def added(records: Iterable[Figures]) -> Figures:
    """Return the sums of the figures of several records."""
    parts = tuple(records)
    if len(parts) == 1:
        return parts[0]
    names = (field.name for field in attrs.fields(Figures))
    return Figures(**{name: add(getattr(part, name) for part in parts) for name in names})


def _figure(impact: Impact, name: str) -> Measured:
    value = getattr(impact, name)
    return Measured(value, complete=value is not None and name not in impact.lower_bounds)


def _people(impact: Impact, name: str) -> Measured:
    total = _figure(impact, name)
    if impact.people is None:
        return total
    return reduce(_larger, (parts for what, _, parts in people_by_group(impact, name) if not what), total)


def people_by_group(impact: Impact, name: str) -> Iterator[tuple[str, Measured, Measured]]:
    """Yield the groups of a figure of people by sex and by age: the group, its figure, and the sum of its parts.

    The group of all people is ``""``, once with the sum by sex and once with the sum by age.
    """

    def of(sex: Sex | None, age: LifeStage | None) -> Measured:
        value = None if impact.people is None else impact.people.get((name, sex, age))
        return Measured(value, complete=value is not None and "people" not in impact.lower_bounds)

    by_sex = {sex: (of(sex, None), add(of(sex, age) for age in LifeStage)) for sex in Sex}
    by_age = {age: (of(None, age), add(of(sex, age) for sex in Sex)) for age in LifeStage}
    for ways in (by_sex, by_age):
        yield "", _figure(impact, name), add(_larger(*held) for held in ways.values())
        yield from ((str(group), *held) for group, held in ways.items())


def _larger(total: Measured, parts: Measured) -> Measured:
    if total.known is None or (parts.known is not None and parts.known > total.known):
        return parts
    return parts if parts.complete and not total.complete and parts.known == total.known else total


def public_buildings_of(impact: Impact) -> Measured:
    """Return the damaged public buildings of all kinds; unknown if no kind was reported."""
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
        add(figure(degree) for degree in DAMAGED if degree in degrees)
        if degrees.keys() & set(DAMAGED)
        else UNKNOWN
    )
    return _larger(figure(Damage.TOTAL), parts)


def _land(impact: Impact) -> Measured:
    if not impact.land:
        return UNKNOWN
    complete = "land" not in impact.lower_bounds
    return add(Measured(area, complete=complete and area is not None) for area in impact.land.values())
