"""A day so many years and months later, as the calendar counts; the only module that imports python-dateutil."""

from __future__ import annotations

import datetime


def shifted(day: datetime.date, *, years: int = 0, months: int = 0) -> datetime.date:
    """Return *day* moved by the whole duration at once; a day that the month does not have becomes its last day.

    Months cannot be added in parts: the result would depend on the order. Raises ``ValueError`` or
    ``OverflowError`` where the calendar of ``datetime`` ends.

    >>> shifted(datetime.date(2024, 8, 31), months=6), shifted(datetime.date(2024, 2, 29), years=5)
    (datetime.date(2025, 2, 28), datetime.date(2029, 2, 28))
    """
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(years=years, months=months)
