"""The three feeds of data.bmkg.go.id: autogempa, gempaterkini and gempadirasakan."""

from __future__ import annotations

from typing import Any

from satudata.findings import finding
from satudata.interop.bmkg import _written as written
from satudata.interop.bmkg._earthquake import (
    Earthquake,
    Row,
    either,
    epicentre_of,
    figure_of,
    place_of,
    text_of,
)

#: The fields that are read, as the feed names them.
FIELDS = (
    *("Tanggal", "Jam", "DateTime", "Coordinates", "Lintang", "Bujur"),
    *("Magnitude", "Kedalaman", "Wilayah", "Potensi", "Dirasakan", "Shakemap"),
)
_FIGURES = ("Magnitude", "Kedalaman")
#: The place in XML of before 2020.
_OLDER_PLACE = "Wilayah1"


def read_row(row: Row, where: str) -> Earthquake:
    """The earthquake of one ``gempa``; ``DateTime`` is UTC, ``Coordinates`` has the latitude first."""
    texts = {
        name: figure_of(row, where, name) if name in _FIGURES else text_of(row, where, name)
        for name in FIELDS
    }
    moment, later = either(
        written.stated_moment(texts["DateTime"], f"{where}.DateTime"),
        written.local_moment(texts["Tanggal"], texts["Jam"], f"{where}.Tanggal"),
        f"{where}.DateTime",
    )
    found: list[Any] = []
    if later is not None and later != moment:
        stated, local = moment.isoformat(), later.isoformat()
        found.append(finding("feed-times-differ", where, stated=stated, local=local))
    pair, south, east = texts["Coordinates"], texts["Lintang"], texts["Bujur"]
    point, doubts = place_of(
        None if pair is None else written.numbers(pair, f"{where}.Coordinates"),
        None if south is None or east is None else written.sides(south, east, f"{where}.Lintang"),
        f"{where}.Coordinates",
        where,
        longitude_first=False,
    )
    magnitude = written.number(texts["Magnitude"], f"{where}.Magnitude", "SR")
    return Earthquake(
        time=moment,
        epicentre=epicentre_of(point, moment, magnitude),
        magnitude=magnitude,
        depth_km=written.number(texts["Kedalaman"], f"{where}.Kedalaman", "KM"),
        place=texts["Wilayah"] or text_of(row, where, _OLDER_PLACE),
        potential=texts["Potensi"],
        felt=texts["Dirasakan"],
        shakemap=texts["Shakemap"],
        findings=(*found, *doubts),
    )
