"""Sums of what is known: one way to add up impacts and displaced people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Context, Decimal
from functools import reduce
from typing import Any, TypeVar

from satudata._ground.maps import FrozenMap
from satudata.impacts._impact import FIGURES, Impact
from satudata.impacts._words import LandKind

T = TypeVar("T")

#: More digits than any sum of figures has, so that sums are exact.
_EXACT = Context(prec=80)


def plus(one: Any, other: Any) -> Any:
    """Return the exact sum of two figures, whatever precision the caller's decimal context has.

    >>> plus(Decimal("0.1"), Decimal("12345678901234567890.05"))
    Decimal('12345678901234567890.15')
    """
    return _EXACT.add(one, other) if isinstance(one, Decimal) else one + other


def known_sum(figures: Iterable[Any]) -> Any:
    """Return the sum of the figures that are known; ``None`` where none is.

    >>> known_sum([1, None, 2]), known_sum([None])
    (3, None)
    """
    known = [figure for figure in figures if figure is not None]
    return reduce(plus, known) if known else None


def by_place(
    maps: Iterable[FrozenMap[Any, Any]], read: Callable[[FrozenMap[Any, Any], Any], Any]
) -> dict[Any, list[Any]]:
    """Return each place that one of *maps* has, with what *read* finds there in every map."""
    several = list(maps)
    return {
        place: [read(each, place) for each in several]
        for place in dict.fromkeys(p for m in several for p in m)
    }


def sum_figures(
    parts: Sequence[T],
    names: Iterable[str],
    *,
    figure: Callable[[T, str], Any],
    is_bound: Callable[[T, str], bool],
    merge: Callable[[str, list[Any]], tuple[dict[Any, Any], bool]],
) -> dict[str, Any]:
    """Return the fields of a record that is the sum of *parts*; its ``lower_bounds`` name what some part left out.

    *figure* reads a figure of a part, *is_bound* says whether it is only a lower bound. *merge* adds up mappings and
    says whether one of them has a gap.
    """
    fields: dict[str, Any] = {}
    bounds: set[str] = set()
    for name in names:
        known = [value for part in parts if (value := figure(part, name)) is not None]
        if not known:
            continue
        is_map = isinstance(known[0], FrozenMap)
        fields[name], has_gap = merge(name, known) if is_map else (reduce(plus, known), False)
        if has_gap or len(known) < len(parts) or any(is_bound(part, name) for part in parts):
            bounds.add(name)
    return {**fields, "lower_bounds": bounds}


def sum_impacts(impacts: Iterable[Impact]) -> Impact:
    """Return the sum of what is known; its ``lower_bounds`` name the figures that some of *impacts* left out.

    The order never matters; land is added exactly. The sum of none is ``Impact()``.

    >>> sum_impacts([Impact(dead=1, injured=2), Impact(dead=3)])
    Impact(dead=4, injured=2, lower_bounds=frozenset({'injured'}))
    """
    parts = list(impacts)
    if len(parts) == 1:
        return parts[0]
    return Impact(
        **sum_figures(
            parts,
            FIGURES,
            figure=getattr,
            is_bound=lambda part, name: name in part.lower_bounds,
            merge=_merged,
        )
    )


def _merged(name: str, maps: list[FrozenMap[Any, Any]]) -> tuple[dict[Any, Any], bool]:
    """The sums by kind, and whether there is a gap.

    A gap is a kind that one mapping knows and another names as unknown, or a group of people or a published total of
    all land that one leaves out.
    """
    figures = by_place(maps, lambda parts, place: parts.get(place))
    unknown = {place for each in maps for place, figure in each.items() if figure is None}
    sums = {place: known_sum(found) for place, found in figures.items()}
    has_gap = any(sums[place] is not None for place in unknown)
    has_gap = has_gap or (name == "people" and len({frozenset(each) for each in maps}) > 1)
    return sums, has_gap or (name == "land" and len({LandKind.TOTAL in each for each in maps}) > 1)
