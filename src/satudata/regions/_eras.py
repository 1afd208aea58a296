"""The days on which anything about a region code changes; between two of them every look-up by day is the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cache

from satudata.regions._bearers import bps_places
from satudata.regions._code import PROVINCE_WIDTH
from satudata.regions._gazetteer import embedded


@cache
def eras(province: str | None = None) -> tuple[date, ...]:
    """The days, in order, on which a list or a law changes a code; with *province*, two digits, one of its codes.

    A place belongs to a province if it ever had a Kemendagri or a BPS number that begins with the province's digits.

    Source: the decrees and laws in ``regions/data/regions.csv``.

    >>> [day.isoformat() for day in eras("62")], len(eras())
    ([], 13)
    """
    lines = list(embedded().lines())
    if province is not None:
        of_bps = {
            place
            for number, places in bps_places().items()
            if number.startswith(province)
            for place, _ in places
        }
        lines = [
            line
            for line in lines
            if line[-1].code in of_bps
            or any(region.code.digits[:PROVINCE_WIDTH] == province for region in line)
        ]
    days = {
        day
        for line in lines
        for region in line
        for day in (region.valid_from, region.valid_to, region.legal_from)
    }
    return tuple(sorted(day for day in days if day is not None))


def era_of(on: date, days: Sequence[date]) -> int:
    """The number of the era in which the day *on* lies, where a new era begins on each of *days*; the first is 0.

    >>> era_of(date(2024, 8, 4), [date(2023, 1, 1)]), era_of(date(2022, 12, 31), [date(2023, 1, 1)])
    (1, 0)
    """
    return bisect_right(days, on)
