"""The only door to python-dateutil: a day so many years and months later, counted as the calendar does."""

from __future__ import annotations

import datetime


def shifted(day: datetime.date, *, years: int = 0, months: int = 0) -> datetime.date:
    """*day* moved by the whole duration at once; a day that the month lacks becomes its last.

    Month addition is not associative, so a duration is never added in parts. Raises ``ValueError`` or
    ``OverflowError`` where the calendar of ``datetime`` ends.

    >>> shifted(datetime.date(2024, 8, 31), months=6), shifted(datetime.date(2024, 2, 29), years=5)
    (datetime.date(2025, 2, 28), datetime.date(2029, 2, 28))
    """
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(years=years, months=months)
