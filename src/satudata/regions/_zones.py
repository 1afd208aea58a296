"""How many hours a province is ahead of UTC: the zones in force since 1 January 1988, without daylight saving."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from satudata.errors import InvalidRegionCodeError, UnknownRegionError
from satudata.regions._code import RegionCode
from satudata.regions._gazetteer import embedded

#: Name and hours ahead of UTC.
ZONES = {
    "Asia/Jakarta": ("WIB", 7),
    "Asia/Pontianak": ("WIB", 7),
    "Asia/Makassar": ("WITA", 8),
    "Asia/Jayapura": ("WIT", 9),
}


def hours_ahead(province: str) -> int | None:
    """How many hours a province (two digits) is ahead of UTC; ``None`` for any text that is no known province.

    >>> [hours_ahead(province) for province in ("32", "63", "93", "99", "")]
    [7, 8, 9, None, None]
    """
    try:
        return ZONES[str(embedded().get(RegionCode.parse(province)).timezone)][1]
    except (InvalidRegionCodeError, UnknownRegionError):
        return None


def local_day(moment: datetime, province: str) -> date:
    """The day of a *moment* with a zone in a *province* (two digits); in UTC's own day where the province is unknown.

    >>> moment = datetime(2021, 1, 14, 16, 28, tzinfo=timezone.utc)
    >>> [local_day(moment, province).isoformat() for province in ("32", "93", "99")]
    ['2021-01-14', '2021-01-15', '2021-01-14']
    """
    hours = hours_ahead(province)
    if hours is None:
        return moment.date()
    try:
        return moment.astimezone(timezone(timedelta(hours=hours))).date()
    except OverflowError:  # beyond the calendar
        return moment.date()
