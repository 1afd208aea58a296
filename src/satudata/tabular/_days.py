"""The days of a row, each with its era: between two eras some code, list, law or scheme changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple, final

from satudata.disaster_types._schemes import PRESENT_SINCE
from satudata.regions._eras import era_of, eras

#: From this day on the present type codes hold, and tables usually have Kemendagri codes.
CHANGE_OF_SCHEME = date(PRESENT_SINCE, 1, 1)


@final
class Day(NamedTuple):
    """A day and the number of its era among :func:`all_eras`."""

    date: date
    era: int


@final
class Eras(NamedTuple):
    """The first day of each era, and for the number of an era of all the number of the one of these that holds it."""

    starts: Sequence[date]
    numbers: Sequence[int]


def day_of(on: date) -> Day:
    """The day with its era."""
    return Day(on, era_of(on, all_eras().starts) - 1)


@cache
def all_eras() -> Eras:
    """The eras of all codes and schemes."""
    starts = _starts(None)
    return Eras(starts, range(len(starts)))


@cache
def eras_of(province: str) -> Eras:
    """The eras of one province's codes and of the schemes; *province* is its two digits.

    >>> len(eras_of("62").starts), len(all_eras().starts)
    (2, 15)
    """
    starts = _starts(province)
    return Eras(starts, [era_of(start, starts[1:]) for start in all_eras().starts])


def _starts(province: str | None) -> tuple[date, ...]:
    return (date.min, *sorted({*eras(province), CHANGE_OF_SCHEME}))
