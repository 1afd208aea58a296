"""The days on which anything about a region code changes; between two of them every look-up by day is the same."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from satudata.regions._bearers import bps_places
from satudata.regions._code import PROVINCE_WIDTH, RegionCode
from satudata.regions._gazetteer import embedded


@cache
def eras(province: str | None = None) -> tuple[date, ...]:
    """The days, in order, on which a list or a law changes a code; with *province*, two digits, one of its codes.

    A place belongs to a province if it ever had a Kemendagri or a BPS number that begins with the province's digits.

    Source: the decrees and laws in ``regions/data/regions.csv``.

    >>> [day.isoformat() for day in eras("62")], len(eras())
    ([], 13)
    """
    return _by_province()[province]


@cache
def _by_province() -> Mapping[str | None, tuple[date, ...]]:
    """The days of each province, and for ``None`` those of all."""
    of_bps: dict[RegionCode, set[str]] = {}
    for number, places in bps_places().items():
        for place, _ in places:
            of_bps.setdefault(place, set()).add(number[:PROVINCE_WIDTH])
    found: defaultdict[str | None, set[date]] = defaultdict(set)
    for line in embedded().lines():
        days = {day for each in line for day in (each.valid_from, each.valid_to, each.legal_from) if day}
        for province in {None, *(each.province.digits for each in line), *of_bps.get(line[-1].code, ())}:
            found[province] |= days
    return defaultdict(tuple, {province: tuple(sorted(days)) for province, days in found.items()})


def era_of(on: date, days: Sequence[date]) -> int:
    """The number of the era in which the day *on* lies, where a new era begins on each of *days*; the first is 0.

    >>> era_of(date(2024, 8, 4), [date(2023, 1, 1)]), era_of(date(2022, 12, 31), [date(2023, 1, 1)])
    (1, 0)
    """
    return bisect_right(days, on)
