"""Indicators A and B of the Sendai Framework Monitor: totals over all occurrences, without any threshold."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from typing import final

import attrs

from satudata._ground.paths import public
from satudata.errors import InvalidRecordError, WrongTypeError
from satudata.events import Event
from satudata.impacts import Impact, sum_impacts
from satudata.impacts.figures import UNKNOWN, Measured, add, figures_of, reported

CITATION = "undrr-sendai-indicators"
_TITLES = {
    "A-1": "deaths and missing persons attributed to disasters",
    "A-2": "deaths attributed to disasters",
    "A-3": "missing persons attributed to disasters",
    "B-1": "directly affected people attributed to disasters",
    "B-2": "injured or ill people attributed to disasters",
    "B-3": "people whose damaged dwellings were attributed to disasters",
    "B-4": "people whose destroyed dwellings were attributed to disasters",
    "B-5": "people whose livelihoods were disrupted or destroyed, attributed to disasters",
}
_EXACT = Context(prec=28)


@public("satudata.interop")
@final
@attrs.frozen(kw_only=True)
class Indicator:
    """One indicator: *value* is what is known, at least so much unless *complete*; ``None`` is nothing known."""

    code: str
    title: str
    value: Decimal | int | None
    complete: bool
    population: int | None = None

    @property
    def per_100_000(self) -> Decimal | None:
        """The value per 100,000 of the population; ``None`` where either is not known.

        >>> sendai_indicators([Impact(dead=2)], population=400_000)[1].per_100_000
        Decimal('0.5')
        """
        if self.value is None or self.population is None:
            return None
        return _EXACT.divide(_EXACT.multiply(Decimal(self.value), Decimal(100_000)), Decimal(self.population))


def sendai_indicators(
    occurrences: Iterable[Event | Impact],
    *,
    population: int | None = None,
    people_per_house: Decimal | int | str | None = None,
    heavy_as_destroyed: bool = True,
) -> tuple[Indicator, ...]:
    """A-1 to A-3 and B-1 to B-5 over all *occurrences*, whether or not they meet a threshold.

    B-3 and B-4 ask for people, and the form counts houses: they are known only with *people_per_house*. A house that is
    heavily damaged counts as destroyed (B-4) unless *heavy_as_destroyed* is false; then B-4 is not known. B-5 is not
    reported by the form, so B-1, their sum, is always a least. *Terdampak* and *mengungsi* are none of these indicators
    and are not used.

    Source: UNDRR, Sendai Framework Monitor.

    >>> found = sendai_indicators([Impact(dead=2, missing=1, injured=4), Impact(dead=0, houses_heavy=3)])
    >>> [(each.code, each.value, each.complete) for each in found][:4]
    [('A-1', 3, False), ('A-2', 2, True), ('A-3', 1, False), ('B-1', 4, False)]
    """
    if population is not None and population <= 0:
        raise InvalidRecordError("population", population, "more than nobody; unknown is None")
    size = None if people_per_house is None else Decimal(people_per_house)
    if size is not None and not (size.is_finite() and size > 0):
        raise InvalidRecordError("people_per_house", people_per_house, "a number above zero; unknown is None")
    impacts = [each.impact if isinstance(each, Event) else each for each in occurrences]
    for each in impacts:
        if not isinstance(each, Impact):
            raise WrongTypeError("occurrences are Event or Impact", type(each), "Impact(dead=1)")
    whole = sum_impacts(impacts) if impacts else Impact()
    people = figures_of(whole)
    dead, missing, injured = people.dead, people.missing, people.injured
    damaged, destroyed = _dwellings(whole, heavy_as_destroyed=heavy_as_destroyed)
    in_damaged, in_destroyed = _people(damaged, size), _people(destroyed, size)
    values = {
        "A-1": add((dead, missing)),
        "A-2": dead,
        "A-3": missing,
        "B-1": add((injured, in_damaged, in_destroyed, UNKNOWN)),
        "B-2": injured,
        "B-3": in_damaged,
        "B-4": in_destroyed,
        "B-5": UNKNOWN,
    }
    return tuple(
        Indicator(
            code=code,
            title=_TITLES[code],
            value=figure.known,
            complete=figure.complete,
            population=population,
        )
        for code, figure in values.items()
    )


def _dwellings(impact: Impact, *, heavy_as_destroyed: bool) -> tuple[Measured, Measured]:
    """Houses damaged and destroyed; those of a published total whose degree is not told are in neither."""
    heavy, moderate, light = (
        reported(impact, f"houses_{degree}") for degree in ("heavy", "moderate", "light")
    )
    damaged = add((moderate, light)) if heavy_as_destroyed else add((heavy, moderate, light))
    return damaged, heavy if heavy_as_destroyed else UNKNOWN


def _people(houses: Measured, size: Decimal | None) -> Measured:
    if houses.known is None or size is None:
        return UNKNOWN
    return Measured(_EXACT.multiply(Decimal(houses.known), size), complete=houses.complete)
