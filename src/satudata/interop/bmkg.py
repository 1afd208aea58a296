"""BMKG's earthquake feeds (autogempa, gempaterkini, gempadirasakan): dictionaries in, earthquakes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, final

import attrs

from satudata.errors import InvalidRecordError
from satudata.findings import Finding, finding
from satudata.issuing._geometry import Epicentre

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            *(
                "januari jan",
                "februari pebruari feb peb",
                "maret mar",
                "april apr",
                "mei",
                "juni jun",
                "juli jul",
            ),
            *(
                "agustus agu ags agt",
                "september sep sept",
                "oktober okt",
                "november nopember nov nop",
                "desember des",
            ),
        ),
        start=1,
    )
    for word in words.split()
}
_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0}
_DAY = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{4}|[0-9]{2})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))? (WIB|WITA|WIT|UTC)")
_NUMBER = re.compile(r"-?[0-9]{1,5}(?:[.,][0-9]{1,6})?")
_SOUTH = re.compile(r"([0-9]{1,2}(?:[.,][0-9]{1,6})?) ?(LS|LU)")
_EAST = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?) ?(BT|BB)")
_BOTH = re.compile(r"([0-9.,]+ ?L[SU]),? ?([0-9.,]+ ?B[TB])")
_LONGEST = 60


@final
@attrs.frozen(kw_only=True)
class Earthquake:
    """An earthquake as one of BMKG's feeds tells it; a revised solution is another one, and neither replaces the other.

    *time* is UTC, *magnitude* and *depth_km* are as written. *place*, *potential*, *felt* and *shakemap* are the feed's
    own words (Wilayah, Potensi, Dirasakan, Shakemap): the place is a town with a bearing, never the place of the
    epicentre. *findings* say where the feed contradicts itself.
    """

    time: datetime
    epicentre: Epicentre
    magnitude: Decimal | None = None
    depth_km: Decimal | None = None
    place: str | None = None
    potential: str | None = None
    felt: str | None = None
    shakemap: str | None = None
    findings: tuple[Finding, ...] = ()


def parse(feed: Mapping[str, Any]) -> tuple[Earthquake, ...]:
    """The earthquakes of a feed, in its order: one (autogempa) or a list (the other two).

    *feed* is the decoded JSON, ``{"Infogempa": {"gempa": ...}}``, or one earthquake of it. The time is ``DateTime``,
    which is UTC, else ``Tanggal`` and ``Jam`` with their zone; the epicentre is ``Coordinates``, latitude first, else
    ``Lintang`` and ``Bujur``. Where both are given and differ the first counts and a finding says so.

    Raises :class:`~satudata.InvalidRecordError` whose ``.field`` names what cannot be read.

    Source: BMKG, Data Gempabumi Terbuka.

    >>> from satudata import issuing
    >>> feed = {"DateTime": "2022-11-21T06:21:10+00:00", "Coordinates": "-6.84,107.05"}
    >>> (quake,) = parse({"Infogempa": {"gempa": feed}})
    >>> issuing.issue("107", quake.time, ["32.02", "32.03"], epicentre=quake.epicentre).kib
    KIB.parse('3203107202211211')
    """
    _require(feed, "feed", "a mapping, {'Infogempa': {'gempa': ...}}")
    if "Infogempa" not in feed:
        return (_earthquake(feed, "gempa"),)
    inner = feed["Infogempa"]
    _require(inner, "Infogempa", "a mapping with gempa")
    given = inner.get("gempa")
    if isinstance(given, Mapping):
        return (_earthquake(given, "gempa"),)
    if not isinstance(given, (list, tuple)):
        raise InvalidRecordError("Infogempa.gempa", given, "an earthquake or a list of them")
    return tuple(_earthquake(each, f"gempa[{number}]") for number, each in enumerate(given))


def _require(value: object, field: str, wanted: str) -> None:
    if not isinstance(value, Mapping):
        raise InvalidRecordError(field, value, wanted)


def _earthquake(row: Any, where: str) -> Earthquake:
    _require(row, where, "an earthquake as a mapping")
    texts = {name: _text(row, where, name) for name in _FIELDS}
    moment, later = _both(_stated(texts, where), _local(texts, where), f"{where}.DateTime")
    pair, south, east = texts["Coordinates"], texts["Lintang"], texts["Bujur"]
    point, other = _both(
        None if pair is None else _pair(pair, f"{where}.Coordinates"),
        None if south is None or east is None else _sides(south, east, f"{where}.Lintang"),
        f"{where}.Coordinates",
    )
    found = []
    if later is not None and later != moment:
        stated, local = moment.isoformat(), later.isoformat()
        found.append(finding("feed-times-differ", where, stated=stated, local=local))
    if other is not None and other != point:
        stated, sides = f"{point[0]:g}, {point[1]:g}", f"{other[0]:g}, {other[1]:g}"
        found.append(finding("feed-coordinates-differ", where, stated=stated, sides=sides))
    magnitude = _number(texts["Magnitude"], f"{where}.Magnitude")
    shown = "" if magnitude is None else f", M {magnitude}"
    return Earthquake(
        time=moment,
        epicentre=Epicentre(point[0], point[1], f"BMKG, {moment.isoformat()}{shown}"),
        magnitude=magnitude,
        depth_km=_number(_without_unit(texts["Kedalaman"]), f"{where}.Kedalaman"),
        place=texts["Wilayah"],
        potential=texts["Potensi"],
        felt=texts["Dirasakan"],
        shakemap=texts["Shakemap"],
        findings=tuple(found),
    )


_FIELDS = (
    *("Tanggal", "Jam", "DateTime", "Coordinates", "Lintang", "Bujur"),
    *("Magnitude", "Kedalaman", "Wilayah", "Potensi", "Dirasakan", "Shakemap"),
)


def _text(row: Mapping[str, Any], where: str, name: str) -> str | None:
    """The text of a field; ``None`` where it is absent or says nothing."""
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidRecordError(f"{where}.{name}", value, "text, as in the feed")
    text = " ".join(value.split())
    return text if text not in {"", "-"} else None


def _both(first: Any, second: Any, field: str) -> tuple[Any, Any]:
    """The first that is given, and the second where both are."""
    if first is None and second is None:
        raise InvalidRecordError(field, None, "neither this nor its Indonesian form is given")
    return (second, None) if first is None else (first, second)


def _stated(texts: Mapping[str, str | None], where: str) -> datetime | None:
    text = texts["DateTime"]
    if text is None:
        return None
    reason = "a time with its zone, '2026-08-06T02:59:47+00:00'"
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise InvalidRecordError(f"{where}.DateTime", text, reason)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidRecordError(f"{where}.DateTime", text, reason) from None


def _local(texts: Mapping[str, str | None], where: str) -> datetime | None:
    """``Tanggal`` and ``Jam``, "06 Agu 2026" and "09:59:47 WIB"."""
    day, time = texts["Tanggal"], texts["Jam"]
    if day is None or time is None:
        return None
    days, times = _DAY.fullmatch(day[:_LONGEST]), _TIME.fullmatch(time[:_LONGEST])
    month = None if days is None else _MONTHS.get(days[2].casefold())
    if days is None or times is None or month is None:
        raise InvalidRecordError(f"{where}.Tanggal", f"{day} {time}", "'06 Agu 2026' and '09:59:47 WIB'")
    year = int(days[3]) if len(days[3]) == 4 else 2000 + int(days[3])
    zone = timezone(timedelta(hours=_ZONES[times[4]]))
    clock = (int(times[1]), int(times[2]), int(times[3] or 0))
    try:
        return datetime(year, month, int(days[1]), *clock, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidRecordError(f"{where}.Tanggal", f"{day} {time}", "no such day or time") from None


def read_epicentre(text: str, source: str = "") -> Epicentre:
    """An epicentre as BMKG writes it: latitude, longitude with signs, or with LS/LU and BT/BB.

    Raises :class:`~satudata.InvalidRecordError` for anything else.

    >>> read_epicentre("-6.84,107.05") == read_epicentre("6.84 LS, 107.05 BT")
    True
    """
    sided = _BOTH.fullmatch(" ".join(text[: 2 * _LONGEST].upper().split()))
    found = _pair(text, "epicentre") if sided is None else _sides(sided[1], sided[2], "epicentre")
    return Epicentre(found[0], found[1], source)


def _pair(text: str, field: str) -> tuple[float, float]:
    """``Coordinates``, latitude first."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 2 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise InvalidRecordError(field, text, "latitude,longitude: '-1.17,120.06'")
    return _point(float(parts[0]), float(parts[1]), field, text)


def _sides(south: str, east: str, field: str) -> tuple[float, float]:
    """``Lintang`` and ``Bujur``, "1.17 LS" and "120.06 BT"."""
    latitude, longitude = _SOUTH.fullmatch(south[:_LONGEST]), _EAST.fullmatch(east[:_LONGEST])
    if latitude is None or longitude is None:
        raise InvalidRecordError(field, f"{south} {east}", "'1.17 LS' and '120.06 BT'")
    return _point(_signed(latitude), _signed(longitude), field, f"{south} {east}")


def _signed(found: re.Match[str]) -> float:
    return float(found[1].replace(",", ".")) * (-1 if found[2] in {"LS", "BB"} else 1)


def _point(latitude: float, longitude: float, field: str, text: str) -> tuple[float, float]:
    try:
        Epicentre(latitude, longitude)
    except InvalidRecordError as error:
        raise InvalidRecordError(field, text, f"{error.field}: {error.reason}") from None
    return latitude, longitude


def _without_unit(text: str | None) -> str | None:
    return None if text is None else re.sub(r" ?[Kk][Mm]$", "", text)


def _number(text: str | None, field: str) -> Decimal | None:
    if text is None:
        return None
    if not _NUMBER.fullmatch(text):
        raise InvalidRecordError(field, text, "a number, '4.1'")
    return Decimal(text.replace(",", "."))
