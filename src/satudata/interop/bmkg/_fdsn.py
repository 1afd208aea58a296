"""Earthquakes by the FDSN event service, as SeisComP gives them: text with strokes, and QuakeML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from satudata.errors import InvalidRecordError
from satudata.findings import Finding, finding
from satudata.interop.bmkg import _written as written
from satudata.interop.bmkg._earthquake import Earthquake, either, epicentre_of
from satudata.interop.bmkg._xml import Element

#: The columns that every FDSN text has; the text may begin with "#".
_FIRST = ("eventid", "time", "latitude", "longitude")
_STROKE = "|"
_METRES = 1000
#: A solution: when it was made, minutes after the origin, place, depth, phases, magnitude, its stations, status.
_OF_HISTORY = 10
_SOLVED = re.compile(r"[0-9]{4}[-/][0-9]{2}[-/][0-9]{2} ")


def is_text(text: str) -> bool:
    """Whether *text* begins with the heading line of FDSN."""
    return tuple(_columns(text.split("\n", 1)[0])[: len(_FIRST)]) == _FIRST


def is_history(text: str) -> bool:
    """Whether *text* is InaTEWS's history of the solutions of one earthquake: a line a solution, and no origin time."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    cells = next(lines, "").split(_STROKE)
    return len(cells) >= _OF_HISTORY and bool(_SOLVED.match(cells[0].strip()))


def read_text(text: str) -> tuple[Earthquake, ...]:
    """The earthquakes of an FDSN text, one a line; times without a zone are UTC."""
    heading, *lines = text.splitlines()
    columns = _columns(heading)
    return tuple(
        _of_line(dict(zip(columns, map(str.strip, line.split(_STROKE)), strict=False)), f"line {number}")
        for number, line in enumerate(lines, start=2)
        if line.strip() and not line.startswith("#")
    )


def _columns(heading: str) -> list[str]:
    return [name.strip().casefold() for name in heading.removeprefix("#").split(_STROKE)]


def _of_line(row: Mapping[str, str], where: str) -> Earthquake:
    return _earthquake(
        where,
        row.get("time"),
        (row.get("latitude"), row.get("longitude")),
        row.get("magnitude"),
        row.get("depth/km"),
        place=row.get("eventlocationname"),
        author=row.get("author"),
        kind=row.get("eventtype"),
    )


def read_quakeml(root: Element) -> tuple[Earthquake, ...]:
    """The earthquakes of a QuakeML document, each by its preferred origin and magnitude."""
    return tuple(_of_event(event, f"event[{number}]") for number, event in enumerate(root.named("event")))


def _of_event(event: Element, where: str) -> Earthquake:
    origin = _preferred(event, "origin", "preferredoriginid")
    if origin is None:
        raise InvalidRecordError(where, None, "an origin with time, latitude and longitude")
    size = _preferred(event, "magnitude", "preferredmagnitudeid")
    metres = _value(origin, "depth")
    depth = None if metres is None else written.number(_plain(metres), f"{where}.depth")
    return _earthquake(
        where,
        _value(origin, "time"),
        (_value(origin, "latitude"), _value(origin, "longitude")),
        None if size is None else _value(size, "mag"),
        None if depth is None else f"{depth / _METRES:f}",
        place=_text(event.child("description"), "text"),
        author=_text(origin.child("creationinfo"), "agencyid"),
        kind=_text(event, "type"),
    )


def _preferred(event: Element, name: str, chosen: str) -> Element | None:
    """The origin or magnitude that the event prefers, else its first."""
    found = [child for child in event.children if child.name == name]
    key = _text(event, chosen)
    return next((each for each in found if key and each.attributes.get("publicid") == key), None) or next(
        iter(found), None
    )


def _text(parent: Element | None, name: str) -> str | None:
    child = None if parent is None else parent.child(name)
    return None if child is None else child.text


def _value(parent: Element, name: str) -> str | None:
    return _text(parent.child(name), "value")


def _earthquake(
    where: str,
    time: str | None,
    place_: tuple[str | None, str | None],
    magnitude: str | None,
    depth: str | None,
    *,
    place: str | None,
    author: str | None,
    kind: str | None,
) -> Earthquake:
    moment, _ = either(written.utc_moment(time or None, f"{where}.time"), None, f"{where}.time")
    latitude, longitude = (
        written.number(_plain(text) if text else None, f"{where}.{name}")
        for text, name in zip(place_, ("latitude", "longitude"), strict=True)
    )
    if latitude is None or longitude is None:
        raise InvalidRecordError(f"{where}.latitude", None, "latitude and longitude")
    point = written.on_earth(
        (float(latitude), float(longitude)), f"{where}.latitude", f"{latitude:f},{longitude:f}"
    )
    size = _rounded(written.number(_plain(magnitude) if magnitude else None, f"{where}.magnitude"))
    return Earthquake(
        time=moment,
        epicentre=epicentre_of(point, moment, size, author or "FDSN"),
        magnitude=size,
        depth_km=_rounded(written.number(_plain(depth) if depth else None, f"{where}.depth")),
        place=place or None,
        findings=tuple(_of_kind(kind, where)),
    )


def _of_kind(kind: str | None, where: str) -> Iterator[Finding]:
    """That an event is no earthquake (a quarry blast), where the feed says so."""
    if kind and kind.casefold() not in {
        "earthquake",
        "induced or triggered event",
        "not reported",
        "unknown",
    }:
        yield finding("feed-not-earthquake", where, kind=kind[:40])


def _plain(text: str) -> str:
    """A number without an exponent: QuakeML writes metres as ``1e+04``."""
    try:
        return f"{float(text[:40]):.6f}".rstrip("0").rstrip(".")
    except (ValueError, OverflowError):
        return text


def _rounded(figure: Decimal | None) -> Decimal | None:
    return None if figure is None else round(figure, 2).normalize() + 0
