"""How feeds of earthquakes write times, coordinates and figures."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import TypeAlias

from satudata._ground.days import MONTHS
from satudata.errors import InvalidRecordError
from satudata.issuing._geometry import Epicentre

#: (latitude, longitude) in degrees.
Point: TypeAlias = tuple[float, float]

ZONES = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0, "GMT": 0}
_WEEKDAY = re.compile(r"[A-Za-z']{3,9}, ?")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY = re.compile(r"([0-9]{1,2})[ /-]([A-Za-z]{3,9}|[0-9]{1,2})[ /-]([0-9]{4}|[0-9]{2})")
_TIME = re.compile(
    r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:\.[0-9]{1,9})?)?(?: ?(WIB|WITA|WIT|UTC|GMT))?"
)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_NUMBER = re.compile(r"-?[0-9]{1,5}(?:[.,][0-9]{1,15})?")
_SOUTH = re.compile(r"([0-9]{1,2}(?:[.,][0-9]{1,6})?) ?(LS|LU)")
_EAST = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?) ?(BT|BB)")
_BOTH = re.compile(r"([0-9.,]+ ?L[SU]),? ?([0-9.,]+ ?B[TB])")
_LONGEST = 60
#: Indonesia lies between 11 degrees south and 6 north; a greater latitude in a feed of two orders is a longitude.
FARTHEST_LATITUDE = 15


def stated_moment(text: str | None, field: str) -> datetime | None:
    """A moment with its zone, ``2026-08-06T02:59:47+00:00``, in UTC.

    Raises :class:`~satudata.InvalidRecordError` for a text without a zone, and for any other text.
    """
    if text is None:
        return None
    reason = "a time with its zone, '2026-08-06T02:59:47+00:00'"
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise InvalidRecordError(field, text, reason)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidRecordError(field, text, reason) from None


def utc_moment(text: str | None, field: str) -> datetime | None:
    """A moment of a feed that writes UTC without saying so: ``2026/09/26  08:10:21.751``.

    Raises :class:`~satudata.InvalidRecordError` for any other text.
    """
    if text is None:
        return None
    plain = " ".join(text[:_LONGEST].split()).replace("/", "-")
    try:
        if not _MOMENT.fullmatch(plain):
            raise ValueError
        moment = datetime.fromisoformat(plain)
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidRecordError(field, text, "a time in UTC, '2026-09-26 08:10:21'") from None


def local_moment(
    day: str | None, time: str | None, field: str, *, zone: tzinfo | None = None
) -> datetime | None:
    """A day and a time with its zone, "06 Agu 2026" and "09:59:47 WIB", in UTC; ``None`` where one is missing.

    The month is a name in Indonesian or English, or a number after the day; the name of the day may stand before it.
    *zone* is that of times without one.

    Raises :class:`~satudata.InvalidRecordError` for any other text.
    """
    if day is None or time is None:
        return None
    plain = _ISO_DAY.sub(r"\3-\2-\1", _WEEKDAY.sub("", day[:_LONGEST], count=1))
    days, times = _DAY.fullmatch(plain), _TIME.fullmatch(time[:_LONGEST].upper())
    month = None if days is None else _month(days[2])
    own = zone if times is None or times[4] is None else timezone(timedelta(hours=ZONES[times[4]]))
    if days is None or times is None or month is None or own is None:
        raise InvalidRecordError(field, f"{day} {time}", "'06 Agu 2026' and '09:59:47 WIB'")
    year = int(days[3]) if len(days[3]) == 4 else 2000 + int(days[3])
    clock = (int(times[1]), int(times[2]), int(times[3] or 0))
    try:
        return datetime(year, month, int(days[1]), *clock, tzinfo=own).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidRecordError(field, f"{day} {time}", "no such day or time") from None


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else MONTHS.get(text.casefold())


def read_epicentre(text: str, source: str = "") -> Epicentre:
    """An epicentre as BMKG writes it: latitude, longitude with signs, or with LS/LU and BT/BB, by a comma or a blank.

    Raises :class:`~satudata.InvalidRecordError` for anything else.

    >>> read_epicentre("-6.84,107.05") == read_epicentre("6.84 LS, 107.05 BT")
    True
    """
    sided = _BOTH.fullmatch(" ".join(text[: 2 * _LONGEST].upper().split()))
    parts = text[: 2 * _LONGEST].split()
    if sided is None and len(parts) == 2:
        # With a blank between them both may have a decimal comma: "-6,84 107,05".
        parts = [part.rstrip(",;").replace(",", ".") for part in parts]
        text = ",".join(parts)
    point = numbers(text, "epicentre") if sided is None else sides(sided[1], sided[2], "epicentre")
    return Epicentre(*on_earth(point, "epicentre", text), source)


def numbers(text: str, field: str) -> Point:
    """Two numbers with a comma between them, in the order of the text."""
    parts = [part.strip() for part in text.split(",", 2)]
    if len(parts) != 2 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise InvalidRecordError(field, text, "latitude,longitude: '-1.17,120.06'")
    return float(parts[0]), float(parts[1])


def sides(south: str, east: str, field: str) -> Point:
    """Latitude and longitude with their sides, "1.17 LS" and "120.06 BT"."""
    latitude, longitude = _SOUTH.fullmatch(south[:_LONGEST]), _EAST.fullmatch(east[:_LONGEST])
    if latitude is None or longitude is None:
        raise InvalidRecordError(field, f"{south} {east}", "'1.17 LS' and '120.06 BT'")
    return on_earth((_signed(latitude), _signed(longitude)), field, f"{south} {east}")


def _signed(found: re.Match[str]) -> float:
    return float(found[1].replace(",", ".")) * (-1 if found[2] in {"LS", "BB"} else 1)


def in_order(
    pair: Point, sided: Point | None, *, longitude_first: bool, farthest: int = FARTHEST_LATITUDE
) -> tuple[Point, bool]:
    """(latitude, longitude) of two numbers, and whether they are in the other order than that of their feed.

    The order is the feed's, *longitude_first* or not. It is the other one where *sided*, the same place with its sides,
    says so, and where the latitude would be beyond the *farthest* one of the feed.

    >>> in_order((120.31, -8.23), None, longitude_first=True), in_order((120.31, -8.23), None, longitude_first=False)
    (((-8.23, 120.31), False), ((-8.23, 120.31), True))
    """
    first, second = pair
    point = (second, first) if longitude_first else pair
    other = (point[1], point[0])
    if sided is not None and sided in {point, other}:
        return sided, sided != point
    is_other = abs(point[0]) > farthest >= abs(other[0])
    return (other if is_other else point), is_other


def on_earth(point: Point, field: str, text: object) -> Point:
    """*point* where it is one on earth.

    Raises :class:`~satudata.InvalidRecordError` naming *field* for any other.
    """
    try:
        Epicentre(*point)
    except InvalidRecordError:
        reason = "a latitude from -90 to 90 and a longitude from -180 to 180"
        raise InvalidRecordError(field, text, reason) from None
    return point


def number(text: str | None, field: str, unit: str = "") -> Decimal | None:
    """A figure, with its *unit* (in capitals) or without.

    >>> number("5.4 SR", "Magnitude", "SR"), number("10 Km", "Kedalaman", "KM")
    (Decimal('5.4'), Decimal('10'))
    """
    if text is None:
        return None
    plain = text[:_LONGEST].upper().removesuffix(unit).rstrip()
    if not _NUMBER.fullmatch(plain):
        raise InvalidRecordError(field, text, "a number, '4.1'")
    return Decimal(plain.replace(",", "."))
