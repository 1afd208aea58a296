"""One earthquake as a feed gives it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias, final

import attrs

from satudata._ground.paths import public
from satudata.errors import InvalidRecordError
from satudata.findings import Finding, finding
from satudata.interop.bmkg._written import FARTHEST_LATITUDE, Point, in_order, on_earth
from satudata.issuing._geometry import Epicentre

#: The fields of an earthquake by their names in small letters.
Row: TypeAlias = Mapping[str, Any]


@public("satudata.interop.bmkg")
@final
@attrs.frozen(kw_only=True)
class Earthquake:
    """An earthquake as a feed gives it; a revised solution is another one, and neither replaces the other.

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


def require_mapping(value: object, field: str, wanted: str) -> None:
    """Raise :class:`~satudata.InvalidRecordError` where *value* is no mapping."""
    if not isinstance(value, Mapping):
        raise InvalidRecordError(field, value, wanted)


def small_names(row: Mapping[Any, Any]) -> Row:
    """The fields of a row by their names in small letters."""
    return {str(name).casefold(): value for name, value in row.items()}


def text_of(row: Row, where: str, name: str) -> str | None:
    """The text of a field, a number as text; ``None`` where it is absent or says nothing."""
    value = row.get(name.casefold())
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidRecordError(f"{where}.{name}", value, "text, as in the feed")
    text = " ".join(value.split())
    return text if text not in {"", "-"} else None


def figure_of(row: Row, where: str, name: str) -> str | None:
    """The text of a field that may be a number in JSON too."""
    value = row.get(name.casefold())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)[:20]
    return text_of(row, where, name)


def either(first: Any, second: Any, field: str) -> tuple[Any, Any]:
    """The first that is given, and the second where both are."""
    if first is None and second is None:
        raise InvalidRecordError(field, None, "neither this nor its Indonesian form is given")
    return (second, None) if first is None else (first, second)


def place_of(
    pair: Point | None,
    sided: Point | None,
    field: str,
    where: str,
    *,
    longitude_first: bool,
    farthest: int = FARTHEST_LATITUDE,
) -> tuple[Point, tuple[Finding, ...]]:
    """The epicentre of two numbers and of the same with their sides, and where these contradict each other."""
    first, _ = either(pair, sided, field)
    if pair is None:
        return first, ()
    point, is_other = in_order(pair, sided, longitude_first=longitude_first, farthest=farthest)
    shown = f"{pair[0]:g},{pair[1]:g}"
    on_earth(point, field, shown)
    found = [finding("feed-order-differs", where, stated=shown)] if is_other else []
    if sided is not None and sided != point:
        stated, other = (f"{each[0]:g}, {each[1]:g}" for each in (point, sided))
        found.append(finding("feed-coordinates-differ", where, stated=stated, sides=other))
    return point, tuple(found)


def epicentre_of(
    point: Point, moment: datetime, magnitude: Decimal | None, source: str = "BMKG"
) -> Epicentre:
    """The epicentre with whose solution it is: the time to the second, and the magnitude."""
    shown = "" if magnitude is None else f", M {magnitude}"
    return Epicentre(*point, f"{source}, {moment.isoformat(timespec='seconds')}{shown}")
