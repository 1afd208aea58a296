"""The day of an event where it happened: WIB, WITA or WIT."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import final

import attrs

from satudata._ground.paths import public
from satudata.errors import InvalidRecordError, WrongTypeError
from satudata.regions._code import RegionCode, as_region_code
from satudata.regions._gazetteer import embedded
from satudata.regions._zones import ZONES

_SINCE = date(1988, 1, 1)


@public("satudata.issuing")
@final
@attrs.frozen
class Zone:
    """WIB, WITA or WIT, and how many hours it is ahead of UTC."""

    name: str
    hours: int

    @property
    def tzinfo(self) -> timezone:
        """The same for :meth:`datetime.datetime.astimezone`."""
        return timezone(timedelta(hours=self.hours), self.name)


def zone_of(region: RegionCode | str) -> Zone:
    """The zone of a region, by its province.

    Raises :class:`~satudata.UnknownRegionError` for a province that no list held has.

    >>> zone_of("62.02"), zone_of("63.03")
    (Zone(name='WIB', hours=7), Zone(name='WITA', hours=8))
    """
    province = embedded().get(as_region_code(region).province)
    return Zone(*ZONES[str(province.timezone)])


def local_date(moment: datetime, region: RegionCode | str) -> date:
    """The day in the region's own time zone at that moment, which is the day that a KIB carries.

    A datetime without a time zone is refused: the same figures are two different days in Aceh and in Papua, and
    feeds write UTC.

    Raises :class:`~satudata.InvalidRecordError` for that, and for a moment before 1988, when the zones were others;
    ``TypeError`` for what is no datetime; :class:`~satudata.UnknownRegionError` for an unknown province.

    Source: Keppres 41/1987.

    >>> from datetime import UTC
    >>> moment = datetime(2021, 1, 14, 16, 28, tzinfo=UTC)
    >>> [local_date(moment, region).isoformat() for region in ("32.03", "76.05", "93.01")]
    ['2021-01-14', '2021-01-15', '2021-01-15']
    """
    if not isinstance(moment, datetime):
        raise WrongTypeError("a moment is a datetime with a time zone", type(moment))
    if moment.utcoffset() is None:
        reason = (
            "without a time zone it is a different day in the west and in the east; UTC, WIB, WITA or WIT? "
        )
        raise InvalidRecordError("when", moment.isoformat(), f"{reason}datetime(2024, 8, 4, 17, tzinfo=UTC)")
    try:
        day = moment.astimezone(zone_of(region).tzinfo).date()
    except OverflowError:
        raise InvalidRecordError("when", moment.isoformat(), "beyond the calendar") from None
    if day < _SINCE:
        reason = "before 1 January 1988 the time zones were others; give the local date itself"
        raise InvalidRecordError("when", moment.isoformat(), reason)
    return day
