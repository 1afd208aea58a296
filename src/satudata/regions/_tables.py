"""The tables of regions that come with the package, as records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from satudata._ground.tables import csv_rows
from satudata.regions._code import PROVINCE_WIDTH
from satudata.regions._records import CodeChange, Edition, Region, Relation

#: How the cells of a column are read, if they are no text.
_READ: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(("valid_from", "valid_to", "legal_from", "legal_to"), date.fromisoformat),
    **dict.fromkeys(("in_force_from", "in_force_to", "signed", "promulgated"), date.fromisoformat),
    **dict.fromkeys(("provinces", "kabupaten", "kota"), int),
    "held": "1".__eq__,
}


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of the package, by its name."""
    return csv_rows("satudata.regions", table)


def changes() -> list[CodeChange]:
    """Return the replacements, splits and new names of codes."""
    return [CodeChange(**_fields(row)) for row in rows("lineage")]


def episodes(known: list[CodeChange]) -> list[Region]:
    """Return every region in every episode of its code or name; *known* are the :func:`changes`.

    An earlier code has the centroid of the code that replaced it.
    """
    heirs = {str(c.from_code): str(c.to_code) for c in known if c.relation is Relation.REPLACED_BY}
    centroids = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows("geometry")}
    zones = {row["province"]: row["iana"] for row in rows("timezones")}
    return [
        Region(
            **_fields(row),
            centroid=centroids[heirs.get(row["code"], row["code"])],
            timezone=zones[row["code"][:PROVINCE_WIDTH]],
        )
        for row in rows("regions")
    ]


def editions() -> list[Edition]:
    """Return the decrees on region codes."""
    return [Edition(**_fields(row)) for row in rows("decrees")]


def _fields(row: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a record by the headings of its table; a blank cell leaves the field at its default."""
    return {name: _READ.get(name, str)(text) for name, text in row.items() if text}
