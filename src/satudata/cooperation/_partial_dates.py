"""A day as far as it is known: the day, or only its month or year."""

from __future__ import annotations

import datetime
from typing import Any, final

import attrs

from satudata._ground.codes import are_digits, require_text
from satudata._ground.paths import public
from satudata.errors import InvalidRecordError, WrongTypeError

_MONTH, _DAY = 7, 10


def _checked(value: str) -> str:
    given = require_text(value, "a day")
    parts = given.split("-")
    widths = [len(part) for part in parts]
    try:
        if widths != [4, 2, 2][: len(parts)] or not all(map(are_digits, parts)):
            raise ValueError
        datetime.date(*(int(part) for part in (*parts, "01", "01")[:3]))
    except ValueError:
        reason = "no day, month or year; right: '2025-11-03', '2025-11' or '2025'"
        raise InvalidRecordError("date", given, reason) from None
    return given


@public("satudata.cooperation")
@final
@attrs.frozen(repr=False, order=True)
class PartialDate:
    """A day known exactly (``"2024-10-09"``), to the month (``"2025-11"``) or to the year (``"2026"``).

    What is not known is not filled in: ``earliest`` and ``latest`` are the days between which it lies. Ordered as its
    text. ``PartialDate.parse(text)`` and ``str(day)`` are inverse to each other.

    >>> day = PartialDate.parse("2025-11")
    >>> day.earliest, day.latest, day.is_exact
    (datetime.date(2025, 11, 1), datetime.date(2025, 11, 30), False)
    """

    text: str = attrs.field(converter=_checked)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``"2025-11-03"``, ``"2025-11"`` or ``"2025"``; :class:`~satudata.InvalidRecordError` for other text."""
        return cls(text)

    @property
    def earliest(self) -> datetime.date:
        """The first day that it can be."""
        return datetime.date.fromisoformat(f"{self.text}-01-01"[:_DAY])

    @property
    def latest(self) -> datetime.date:
        """The last day that it can be."""
        if len(self.text) == _DAY:
            return self.earliest
        import calendar

        first = self.earliest
        month = first.month if len(self.text) == _MONTH else 12
        return datetime.date(first.year, month, calendar.monthrange(first.year, month)[1])

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return len(self.text) == _DAY

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PartialDate.parse({self.text!r})"


def partial_date(value: Any) -> PartialDate:
    """*value* (a date, or its text, whole or partial) as a :class:`PartialDate`.

    >>> partial_date(datetime.date(2024, 10, 9)), partial_date("2026")
    (PartialDate.parse('2024-10-09'), PartialDate.parse('2026'))
    """
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, datetime.date):
        return PartialDate(plain_day(value).isoformat())
    return PartialDate(value)


def plain_day(value: Any) -> datetime.date:
    """*value*; a ``TypeError`` for what is no day, a moment (``datetime``) too."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    raise WrongTypeError("a day is a datetime.date", type(value), "date(2024, 10, 9)")
