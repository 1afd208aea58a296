"""The days of a row, each with its era: between two eras some code, list, law or scheme changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import NamedTuple, final

from satudata.disaster_types._schemes import PRESENT_SINCE
from satudata.findings import Finding, finding
from satudata.regions._eras import era_of, eras
from satudata.tabular._blanks import SHOWN
from satudata.tabular._dates import WEEKDAY

#: From this day on the present type codes hold, and tables usually have Kemendagri codes.
CHANGE_OF_SCHEME = date(PRESENT_SINCE, 1, 1)


#: The days of the week in English and Indonesian, Monday first.
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


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


#: A time of day with its offset from UTC, at the end of a date.
ZONED = re.compile(
    r"[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:Z|UTC|([+-])(\d{2}):?(\d{2})?)$", re.IGNORECASE
)


#: Milliseconds since 1970 of the years 2001 to 2096: no date is written with thirteen digits.
_MILLISECONDS = re.compile(r"[1-3][0-9]{12}")


def about_day(code: str, column: str, text: str, on: date | None) -> Finding:
    """The finding *code* about a cell that says, or should say, the day *on*."""
    data = {"column": column, "text": text[:SHOWN], "date": "" if on is None else on.isoformat()}
    if on is not None and code == WEEKDAY:
        data |= {"weekday": _WEEKDAYS[on.weekday()], "hari": _HARI[on.weekday()]}
    return finding(code, column, **data)


def moment_of(text: str, on: date) -> datetime | None:
    """The moment of a date cell with the day *on*, if it states its offset from UTC.

    >>> moment_of("2024-08-04T20:30:00Z", date(2024, 8, 4)).isoformat()
    '2024-08-04T20:30:00+00:00'
    >>> moment_of("2024-08-04 20:30", date(2024, 8, 4))
    """
    found = ZONED.search(text)
    if found is None:
        return None
    hour, minute, second, sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        return datetime(
            on.year, on.month, on.day, int(hour), int(minute), int(second or 0), tzinfo=timezone(offset)
        )
    except ValueError:
        return None


def epoch_moment(text: str) -> datetime | None:
    """The moment that a text of thirteen digits means, as milliseconds since 1970; ``None`` for any other text.

    >>> epoch_moment("1704389400000").isoformat(), epoch_moment("20240105")
    ('2024-01-04T17:30:00+00:00', None)
    """
    if _MILLISECONDS.fullmatch(text) is None:
        return None
    return datetime.fromtimestamp(int(text) // 1000, UTC)


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
