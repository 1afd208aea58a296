"""Names of regions and types for people, whatever list they stand in."""

from __future__ import annotations

from functools import cache

from satudata import disaster_types, regions
from satudata.cli._messages import Words
from satudata.errors import UnknownCodeError
from satudata.events._counts import Group
from satudata.regions import RegionCode


@cache
def region_name(code: RegionCode) -> str:
    """The region's name in the newest list that has the code; "" where none has it.

    >>> region_name(RegionCode.parse("62.02")), region_name(RegionCode.parse("91.04"))
    ('Kabupaten Kotawaringin Timur', 'Kabupaten Nabire')
    """
    for edition in reversed(regions.editions()):
        try:
            return regions.get(code, edition=edition).name
        except UnknownCodeError:
            continue
    return ""


def type_name(scheme: str | None, code: str | None, words: Words) -> str:
    """The type's name; what is not known is said."""
    if code is None:
        return words("type.unnumbered")
    if scheme is None:
        return words("type.scheme_unknown")
    try:
        return disaster_types.get(code, scheme).name
    except UnknownCodeError:
        return words("type.unknown")


def group_cells(dimension: str, group: Group, words: Words) -> list[str]:
    """A group as the cells of a table: a type by code and name, a year or month by its number."""
    if isinstance(group, tuple):
        scheme, code, *name = group
        return [code or "", *(name or [type_name(scheme, code, words)]), scheme or ""]
    if dimension == "type":
        return ["", words("type.open"), ""]
    return ["" if group is None else str(group)]


def group_headings(dimension: str, words: Words) -> list[str]:
    """The headings over :func:`group_cells`."""
    names = ("type_code", "type_name", "scheme") if dimension == "type" else (dimension,)
    return [words(f"column.{name}") for name in names]
