"""Feeds of earthquakes: data.bmkg.go.id, its mirrors, InaTEWS and FDSN; contents in, earthquakes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satudata._ground.strict_json import read_json
from satudata.errors import InvalidRecordError
from satudata.interop.bmkg._earthquake import Earthquake, Row, require_mapping, small_names
from satudata.interop.bmkg._fdsn import is_history, is_text, read_quakeml, read_text
from satudata.interop.bmkg._inatews import read_alert, read_feature, read_last
from satudata.interop.bmkg._open_data import read_row
from satudata.interop.bmkg._written import read_epicentre
from satudata.interop.bmkg._xml import read_xml

__all__ = ["Earthquake", "parse", "read", "read_epicentre"]

#: A feed has some kilobytes, the catalogue of the years some megabytes.
MOST_BYTES = 50_000_000
_FEEDS = "autogempa, gempaterkini or gempadirasakan of data.bmkg.go.id, InaTEWS, FDSN text or QuakeML"
_FIELDS = {"infogempa", "info", "alert", "waktu", "date", "datetime", "tanggal", "coordinates"}
_TIMES = {"time", "ot_utc"}
_NONE_OF_THEM = f"no feed of earthquakes that is read: {_FEEDS}"
_DAMAGED = "JSON that breaks off or is damaged; fetch the feed again"
_HISTORY = "the history of solutions of InaTEWS, which has no origin time; take datagempa.json or QuakeML"


def parse(feed: Mapping[str, Any]) -> tuple[Earthquake, ...]:
    """The earthquakes of a feed as decoded JSON, in its order.

    *feed* is ``{"Infogempa": {"gempa": ...}}`` with one earthquake (autogempa) or a list (the other two), an alert of
    InaTEWS with ``info``, a FeatureCollection of InaTEWS, or one earthquake of them. In the feeds of data.bmkg.go.id
    the time is ``DateTime``, which is UTC, else ``Tanggal`` and ``Jam`` with their zone; the epicentre is
    ``Coordinates``, latitude first, else ``Lintang`` and ``Bujur``. Where both are given and differ the first counts
    and a finding says so. ``point`` of InaTEWS has the longitude first.

    Raises :class:`~satudata.InvalidRecordError` whose ``.field`` names what cannot be read.

    Source: BMKG, Data Gempabumi Terbuka.

    >>> from satudata import issuing
    >>> feed = {"DateTime": "2022-11-21T06:21:10+00:00", "Coordinates": "-6.84,107.05"}
    >>> (quake,) = parse({"Infogempa": {"gempa": feed}})
    >>> issuing.issue("107", quake.time, ["32.02", "32.03"], epicentre=quake.epicentre).kib
    KIB.parse('3203107202211211')
    """
    require_mapping(feed, "feed", "a mapping, {'Infogempa': {'gempa': ...}}")
    if feed.get("type") == "FeatureCollection":
        features = feed.get("features")
        if not isinstance(features, (list, tuple)):
            raise InvalidRecordError("features", features, "a list of Features")
        return tuple(read_feature(each, f"features[{number}]") for number, each in enumerate(features))
    if feed.get("type") == "Feature":
        return (read_feature(feed, "feature"),)
    outer = small_names(feed)
    for name, inner in (("Infogempa", "gempa"), ("alert", "info")):
        if name.casefold() in outer:
            require_mapping(outer[name.casefold()], name, f"a mapping with {inner}")
            return _rows(small_names(outer[name.casefold()]).get(inner), inner, f"{name}.{inner}")
    return _rows(outer["info"], "info", "info") if "info" in outer else (_earthquake(outer, "gempa"),)


def read(content: bytes) -> tuple[Earthquake, ...]:
    r"""The earthquakes of a file: a feed of :func:`parse` as JSON or XML, FDSN text or QuakeML, by its beginning.

    Raises :class:`~satudata.InvalidRecordError` for any other file, for one of more than 50 MB and for XML with a
    document type or entities.

    >>> header = "#EventID|Time|Latitude|Longitude|Depth/km|Author|Magnitude"
    >>> (quake,) = read(f"{header}\nbmg2022|2022-11-21T06:21:10|-6.84|107.05|11|BMKG|5.6".encode())
    >>> quake.time.isoformat(), str(quake.epicentre)
    ('2022-11-21T06:21:10+00:00', '-6.84, 107.05 (BMKG, 2022-11-21T06:21:10+00:00, M 5.6)')
    """
    if len(content) > MOST_BYTES:
        raise InvalidRecordError("feed", len(content), f"at most {MOST_BYTES // 10**6} MB")
    start = _decoded(content[:200]).lstrip()
    if start.startswith("<"):
        return _of_xml(content)
    if start.startswith(("{", "[")):
        try:
            given = read_json(content)
        except InvalidRecordError:
            raise InvalidRecordError("feed", start[:40], _DAMAGED) from None
        if isinstance(given, list) and given:
            # Some mirrors give the earthquakes alone.
            given = {"Infogempa": {"gempa": given}}
        if (
            isinstance(given, Mapping)
            and isinstance(given.get("data"), Mapping)
            and not _looks_like_feed(given)
        ):
            given = given["data"]  # as mirrors wrap it
        if not isinstance(given, Mapping) or not _looks_like_feed(given):
            raise InvalidRecordError("feed", start[:40], _NONE_OF_THEM)
        return parse(given)
    text = _decoded(content).lstrip()
    if is_history(text):
        raise InvalidRecordError("feed", start[:40], _HISTORY)
    if not is_text(text):
        raise InvalidRecordError("feed", start[:40], _NONE_OF_THEM)
    return read_text(text)


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return content.decode(encoding, "replace")


def _of_xml(content: bytes) -> tuple[Earthquake, ...]:
    root = read_xml(content)
    if root.name == "quakeml":
        return read_quakeml(root)
    rows = [(each.row(), each.name) for name in ("gempa", "info") for each in root.named(name)]
    if not rows:
        raise InvalidRecordError("feed", f"<{root.name[:40]}>", _NONE_OF_THEM)
    return tuple(_earthquake(row, f"{name}[{number}]") for number, (row, name) in enumerate(rows))


def _rows(given: Any, name: str, field: str) -> tuple[Earthquake, ...]:
    """One earthquake, or a list of them."""
    if isinstance(given, Mapping):
        return (_earthquake(given, name),)
    if not isinstance(given, (list, tuple)):
        raise InvalidRecordError(field, given, "an earthquake or a list of them")
    return tuple(_earthquake(each, f"{name}[{number}]") for number, each in enumerate(given))


def _earthquake(given: Any, where: str) -> Earthquake:
    """The earthquake of a row, in the form that its fields show."""
    require_mapping(given, where, "an earthquake as a mapping")
    row: Row = small_names(given)
    if "waktu" in row:
        return read_last(row, where)
    if "date" in row and "time" in row:
        return read_alert(row, where)
    return read_row(row, where)


def _looks_like_feed(given: Mapping[str, Any]) -> bool:
    """Whether JSON has the fields of a feed; a FeatureCollection may be of anything, such as boundaries."""
    features = given.get("features") if given.get("type") == "FeatureCollection" else [given]
    if given.get("type") in {"FeatureCollection", "Feature"}:
        first = features[0] if isinstance(features, list) and features else None
        properties = first.get("properties") if isinstance(first, Mapping) else None
        return not isinstance(properties, Mapping) or not _TIMES.isdisjoint(small_names(properties))
    return not _FIELDS.isdisjoint(small_names(given))
