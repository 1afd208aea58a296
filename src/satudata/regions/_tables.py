"""The tables of regions that come with the package, as records."""

from __future__ import annotations

from datetime import date

from satudata._ground.tables import csv_rows
from satudata.regions._code import PROVINCE_WIDTH
from satudata.regions._records import CodeChange, Edition, Region, Relation


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of the package, by its name."""
    return csv_rows("satudata.regions", table)


def changes() -> list[CodeChange]:
    """Return the replacements, splits and new names of codes."""
    return [
        CodeChange(
            relation=row["relation"],
            from_code=row["from_code"],
            to_code=row["to_code"],
            from_name=row["from_name"],
            to_name=row["to_name"],
            law=row["law"] or None,
            legal_from=_date(row["legal_from"]),
            valid_from=_date(row["valid_from"]),
            confidence=row["confidence"],
        )
        for row in rows("lineage")
    ]


def episodes(known: list[CodeChange]) -> list[Region]:
    """Return every region in every episode of its code or name; *known* are the :func:`changes`.

    An earlier code has the centroid of the code that replaced it.
    """
    heirs = {str(c.from_code): str(c.to_code) for c in known if c.relation is Relation.REPLACED_BY}
    centroids = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows("geometry")}
    zones = {row["province"]: row["iana"] for row in rows("timezones")}
    return [
        Region(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            edition=row["edition"] or None,
            valid_from=_date(row["valid_from"]),
            valid_to=_date(row["valid_to"]),
            law=row["law"] or None,
            legal_from=_date(row["legal_from"]),
            legal_to=_date(row["legal_to"]),
            centroid=centroids[heirs.get(row["code"], row["code"])],
            timezone=zones[row["code"][:PROVINCE_WIDTH]],
        )
        for row in rows("regions")
    ]


def editions() -> list[Edition]:
    """Return the decrees on region codes."""
    return [
        Edition(
            id=row["id"],
            title=row["title"],
            in_force_from=date.fromisoformat(row["in_force_from"]),
            in_force_to=_date(row["in_force_to"]),
            held=row["held"] == "1",
            signed=_date(row["signed"]),
            promulgated=_date(row["promulgated"]),
            provinces=_number(row["provinces"]),
            kabupaten=_number(row["kabupaten"]),
            kota=_number(row["kota"]),
            note=row["note"],
        )
        for row in rows("decrees")
    ]


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None
