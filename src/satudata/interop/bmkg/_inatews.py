"""The feeds of InaTEWS: alerts (``info``), the list of the last events (``waktu``) and catalogues as GeoJSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from satudata.errors import InvalidRecordError
from satudata.interop.bmkg import _written as written
from satudata.interop.bmkg._earthquake import (
    Earthquake,
    Row,
    either,
    epicentre_of,
    figure_of,
    place_of,
    require_mapping,
    small_names,
    text_of,
)


def read_alert(row: Row, where: str) -> Earthquake:
    """The earthquake of an ``info``: a local date and time, and a ``point`` with the longitude first."""
    day, time = text_of(row, where, "date"), text_of(row, where, "time")
    moment, _ = either(written.local_moment(day, time, f"{where}.date"), None, f"{where}.date")
    point = row.get("point")
    inner = small_names(point) if isinstance(point, Mapping) else {}
    pair = text_of(inner, f"{where}.point", "coordinates")
    south, east = text_of(row, where, "latitude"), text_of(row, where, "longitude")
    place, doubts = place_of(
        None if pair is None else written.numbers(pair, f"{where}.point.coordinates"),
        None if south is None or east is None else written.sides(south, east, f"{where}.latitude"),
        f"{where}.point.coordinates",
        where,
        longitude_first=True,
    )
    magnitude = written.number(figure_of(row, where, "magnitude"), f"{where}.magnitude", "SR")
    return Earthquake(
        time=moment,
        epicentre=epicentre_of(place, moment, magnitude),
        magnitude=magnitude,
        depth_km=written.number(figure_of(row, where, "depth"), f"{where}.depth", "KM"),
        place=text_of(row, where, "area"),
        potential=text_of(row, where, "potential"),
        felt=text_of(row, where, "felt"),
        shakemap=text_of(row, where, "shakemap"),
        findings=doubts,
    )


def read_last(row: Row, where: str) -> Earthquake:
    """The earthquake of a ``gempa`` with ``waktu``, which is UTC, and signed coordinates in two fields."""
    moment, _ = either(
        written.utc_moment(text_of(row, where, "waktu"), f"{where}.waktu"), None, f"{where}.waktu"
    )
    texts = [figure_of(row, where, name) for name in ("lintang", "bujur")]
    field = f"{where}.lintang"
    pair = _two(texts, field)
    place = written.on_earth(pair, field, f"{pair[0]:g},{pair[1]:g}")
    magnitude = written.number(figure_of(row, where, "mag"), f"{where}.mag")
    return Earthquake(
        time=moment,
        epicentre=epicentre_of(place, moment, magnitude),
        magnitude=magnitude,
        depth_km=written.number(figure_of(row, where, "dalam"), f"{where}.dalam", "KM"),
        place=text_of(row, where, "area"),
    )


def read_feature(feature: object, where: str) -> Earthquake:
    """The earthquake of a GeoJSON feature: ``time``, or ``date`` and ``ot_utc``, both UTC."""
    require_mapping(feature, where, "an earthquake as a Feature")
    given: Any = feature
    properties, geometry = given.get("properties"), given.get("geometry")
    require_mapping(properties, f"{where}.properties", "the time of the earthquake")
    require_mapping(geometry, f"{where}.geometry", "a Point")
    row = small_names(properties)
    if "ot_utc" in row:
        day, time = text_of(row, where, "date"), text_of(row, where, "ot_utc")
        found, field = written.local_moment(day, time, f"{where}.date", zone=UTC), f"{where}.date"
    else:
        found, field = written.utc_moment(text_of(row, where, "time"), f"{where}.time"), f"{where}.time"
    moment, _ = either(found, None, field)
    position = geometry.get("coordinates")
    if not isinstance(position, (list, tuple)) or len(position) < 2:
        raise InvalidRecordError(f"{where}.geometry", position, "a position is [longitude, latitude]")
    named = {"longitude": position[0], "latitude": position[1]}
    field = f"{where}.geometry"
    pair = _two([figure_of(named, field, name) for name in ("longitude", "latitude")], field)
    place, doubts = place_of(pair, None, field, where, longitude_first=True, farthest=90)
    magnitude = written.number(figure_of(row, where, "mag"), f"{where}.mag")
    return Earthquake(
        time=moment,
        epicentre=epicentre_of(place, moment, magnitude),
        magnitude=magnitude,
        depth_km=written.number(figure_of(row, where, "depth"), f"{where}.depth", "KM"),
        place=text_of(row, where, "place") or text_of(row, where, "pusat_gempa"),
        felt=text_of(row, where, "dirasakan"),
        findings=doubts,
    )


def _two(texts: list[str | None], field: str) -> written.Point:
    """Two coordinates, each a text of its own, in the order of the texts."""
    first, second = (written.number(text, field) for text in texts)
    if first is None or second is None:
        raise InvalidRecordError(field, None, "latitude and longitude")
    return float(first), float(second)
