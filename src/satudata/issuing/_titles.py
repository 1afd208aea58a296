"""Codes with their names, so that a person who verifies a KIB can check it by eye."""

from __future__ import annotations

from datetime import date

from satudata import disaster_types
from satudata.errors import UnknownCodeError
from satudata.regions._code import RegionCode
from satudata.regions._gazetteer import embedded


def titled(what: str, value: str) -> str:
    """The value of a decision with the name of its type or region.

    >>> titled("region", "62.02"), titled("type", "106"), titled("index", "1"), titled("type", "998")
    ('62.02 Kabupaten Kotawaringin Timur', '106 Kebakaran Hutan dan Lahan', '1', '998')
    """
    if what == "region":
        return region_title(RegionCode.parse(value))
    if what != "type":
        return value
    try:
        return f"{value} {disaster_types.get(value).name}"
    except UnknownCodeError:
        return value


def region_title(code: RegionCode) -> str:
    """A region's code with the name that it has in the newest list with the code."""
    region = embedded().bearing(code, date.max, lenient=True)
    if region is None and embedded().knows(code):
        region = next(each for each in reversed(embedded().episodes) if each.code == code)
    return str(code) if region is None else f"{code} {region.name}"
