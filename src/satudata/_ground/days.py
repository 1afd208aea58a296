"""The words for months, and a day so many years and months later; the only module that imports python-dateutil."""

from __future__ import annotations

import datetime

#: The number of a month by its name or a short form of it, Indonesian or English.
MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt agust agst ags aug",
            "september sep sept",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for word in words.split()
}


def shifted(day: datetime.date, *, years: int = 0, months: int = 0) -> datetime.date:
    """Return *day* moved by the whole duration at once; a day that the month does not have becomes its last day.

    Months cannot be added in parts: the result would depend on the order. Raises ``ValueError`` or
    ``OverflowError`` where the calendar of ``datetime`` ends.

    >>> shifted(datetime.date(2024, 8, 31), months=6), shifted(datetime.date(2024, 2, 29), years=5)
    (datetime.date(2025, 2, 28), datetime.date(2029, 2, 28))
    """
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(years=years, months=months)
