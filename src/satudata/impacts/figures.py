"""What the criteria measure in an impact: figures with a lower bound, added over records.

:mod:`satudata.frames` has a Measured, a Figures and an add too, for whole columns, with the same names on purpose.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any, TypeAlias, TypeVar, final

import attrs

from satudata.impacts._impact import Impact
from satudata.impacts._inputs import PEOPLE
from satudata.impacts._words import Damage, FacilityKind, LandKind, LifeStage, Sex
from satudata.impacts.sums import plus

Amount: TypeAlias = Decimal | int
T = TypeVar("T")
#: One reported figure by its name and part; the parts that were looked at; the larger of a total and a sum.
Leaf: TypeAlias = Callable[..., T]
Parts: TypeAlias = Sequence[tuple[str, ...]]
Larger: TypeAlias = Callable[[T, T], T]

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


#: The names of the figures, in the order of :data:`Amounts`.
MEASURED = tuple(field.name for field in attrs.fields(Figures))
#: One record's figures as plain numbers, 0 where nothing is known, and last a bit for each that is incomplete.
Amounts: TypeAlias = tuple[Any, ...]


#: The amounts of which nothing is known, without their gaps; and the gaps of such a record.
NOTHING: tuple[Amount, ...] = (*[0] * (len(MEASURED) - 1), Decimal(0))
ALL_GAPS = (1 << len(MEASURED)) - 1


def amounts_of(measured: Sequence[Measured]) -> Amounts:
    """Figures in the order of :data:`MEASURED` as plain numbers: enough to compare them with limits above zero.

    >>> amounts_of([Measured(2, complete=True), *[UNKNOWN] * 8])
    (2, 0, 0, 0, 0, 0, 0, 0, Decimal('0'), 510)
    """
    gaps = 0
    for place, each in enumerate(measured):
        if not each.complete:
            gaps |= 1 << place
    *counts, land = [each.known or 0 for each in measured]
    return (*counts, Decimal(land), gaps)


def total_amounts(records: Sequence[Amounts]) -> Amounts:
    """The sums over several records; a gap of one is a gap of the sum."""
    *columns, gaps = zip(*records, strict=True)
    return (*(reduce(plus, column) for column in columns), reduce(operator.or_, gaps))


def figures_of(impact: Impact) -> Figures:
    """What the criteria ask of *impact*."""
    return Figures(**combined(*_leaves(impact), _sum, larger))


def public_buildings_of(impact: Impact) -> Measured:
    """The damaged public buildings by kind; unknown where no kind of them was looked at."""
    return _sum(buildings_by_kind(*_leaves(impact), _sum, larger))


def combined(
    leaf: Leaf[T], parts: Parts, add_up: Callable[[list[T]], T], larger_of: Larger[T]
) -> dict[str, T]:
    """The figures by the names of :class:`Figures`: of a published total and the sum of its parts the larger counts.

    *leaf* gives one reported figure: ``leaf("dead")`` or, of *parts*, ``leaf("land", "sawah")``. *add_up* and
    *larger_of* combine them, so that the same rules serve a single impact and the columns of a table.
    """
    houses = [leaf(name) for name in ("houses_heavy", "houses_moderate", "houses_light")]
    buildings = buildings_by_kind(leaf, parts, add_up, larger_of)
    land = [leaf(*part) for part in parts if part[0] == "land" and part[1] != LandKind.TOTAL]
    return {
        **{name: leaf(name) for name in PEOPLE},
        "houses": larger_of(leaf("houses_damaged"), add_up(houses)),
        "houses_flooded": leaf("houses_flooded"),
        "public_buildings": larger_of(leaf("facilities_damaged"), add_up(buildings)),
        "land": larger_of(leaf("land", LandKind.TOTAL), add_up(land)),
    }


def land_by_kind(impact: Impact) -> Measured:
    """The land by kind, without the published total; unknown where no kind was looked at."""
    leaf, parts = _leaves(impact)
    return _sum([leaf(*part) for part in parts if part[0] == "land" and part[1] != LandKind.TOTAL])


def buildings_by_kind(
    leaf: Leaf[T], parts: Parts, add_up: Callable[[list[T]], T], larger_of: Larger[T]
) -> list[T]:
    """The damaged public buildings of each kind that was looked at; see :func:`combined`."""
    degrees: dict[str, list[str]] = {}
    for group, kind, *degree in parts:
        if group == "facilities" and kind in PUBLIC_BUILDINGS:
            degrees.setdefault(kind, []).extend(each for each in degree if each in DAMAGED)
    return [
        larger_of(
            leaf("facilities", kind, Damage.TOTAL), add_up([leaf("facilities", kind, each) for each in found])
        )
        for kind, found in degrees.items()
    ]


def _leaves(impact: Impact) -> tuple[Leaf[Measured], Parts]:
    parts: dict[tuple[str, ...], Amount | None] = {}
    for key, number in (impact.facilities or {}).items():
        parts["facilities", *key] = number
    for kind, area in (impact.land or {}).items():
        parts["land", kind] = area

    def leaf(name: str, *part: str) -> Measured:
        if not part:
            return _people(impact, name) if name in PEOPLE else reported(impact, name)
        value = parts.get((name, *part))
        return Measured(value, complete=value is not None and name not in impact.lower_bounds)

    return leaf, tuple(parts)


def _sum(figures: list[Measured]) -> Measured:
    return add(figures) if figures else UNKNOWN


def added(records: Iterable[Figures]) -> Figures:
    """Return the sums of the figures of several records."""
    parts = tuple(records)
    if len(parts) == 1:
        return parts[0]
    return Figures(**{name: add(getattr(part, name) for part in parts) for name in MEASURED})


def reported(impact: Impact, name: str) -> Measured:
    """A figure that is no mapping, as far as it is reported."""
    value = getattr(impact, name)
    return Measured(value, complete=value is not None and name not in impact.lower_bounds)


def _people(impact: Impact, name: str) -> Measured:
    total = reported(impact, name)
    if impact.people is None:
        return total
    return reduce(larger, (parts for what, _, parts in people_by_group(impact, name) if not what), total)


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
        yield "", reported(impact, name), add(larger(*figures) for figures in ways.values())
        yield from ((str(group), *figures) for group, figures in ways.items())


def larger(total: Measured, parts: Measured) -> Measured:
    """Of a published *total* and the sum of its *parts* the larger; at the same number the complete one.

    >>> larger(Measured(3, complete=True), Measured(4, complete=False)).known
    4
    """
    if total.known is None or (parts.known is not None and parts.known > total.known):
        return parts
    return parts if parts.complete and not total.complete and parts.known == total.known else total
