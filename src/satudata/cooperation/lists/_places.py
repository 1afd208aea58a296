"""Where and against what an agreement of a list works: the regions and disaster types that its cells name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from satudata.cooperation._positions import ALL_TYPES
from satudata.cooperation.lists._cells import plain
from satudata.cooperation.lists._lines import ALL, NATIONAL
from satudata.disaster_types._schemes import PRESENT, PRESENT_SINCE
from satudata.findings import Finding
from satudata.regions._code import AdminLevel, RegionCode
from satudata.tabular._blanks import clean
from satudata.tabular._types import row_type
from satudata.tabular.lists._list import ListRow, ListTable
from satudata.tabular.lists._words import folded

_PLACES = ("regency_name", "province_name", "region_id")
#: A day on which types are read in the scheme of today.
_SOME_DAY = datetime.date(PRESENT_SINCE, 1, 1)
#: The column that all three cells of a place come from.
_AS_REGIONS = ("regions", "regions", "regions")
_CODED = re.compile(r"([0-9]{2}(?:\.[0-9]{2})?)(?: .*)?")
_TYPED = re.compile(r"([0-9]{3})(?: .*)?")
_PROVINCE = re.compile(r"prov|\badm(?:in)? ?1\b")
_LISTED = re.compile(r"[,/&\n]|\b(?:dan|serta|and)\b", re.IGNORECASE)
_EVERYWHERE = frozenset(
    map(folded, (NATIONAL, "national", "indonesia", "seluruh indonesia", "seluruh wilayah indonesia"))
)
_EVERYTHING = frozenset(
    map(folded, (ALL, ALL_TYPES, "semua jenis", "semua bencana", "semua jenis bencana", "multi bahaya"))
)


def regions_in(
    table: ListTable, row: ListRow, on: datetime.date
) -> tuple[list[RegionCode | AdminLevel], list[Finding]]:
    """The regions that the cells of a row name as of that day, each once, and what is doubtful about them."""
    found: list[RegionCode | AdminLevel] = []
    doubts: list[Finding] = []
    provinces: list[str] = []
    others: list[str] = []
    for column, cell in row.all("regions"):
        is_province = _PROVINCE.search(column.heading.casefold()) is not None
        (provinces if is_province else others).append(plain(cell))
    province = provinces[0] if provinces else ""
    for cell in others or provinces:
        for piece in filter(None, map(clean, cell.split(";"))):
            if folded(piece) in _EVERYWHERE:
                found.append(AdminLevel.NATIONAL)
            elif coded := _CODED.fullmatch(piece):
                found.append(RegionCode.parse(coded[1]))
            else:
                regions, more = _placed(table, piece, on, province if others else None)
                if not regions:
                    # "Cianjur, Jawa Barat" is one place; "Bali, NTB" names none together, but each part does.
                    parts = [
                        _placed(table, part, on, province if others else None)
                        for each in _LISTED.split(piece)
                        if (part := clean(each))
                    ]
                    if len(parts) > 1 and all(places for places, _ in parts):
                        regions = [code for places, _ in parts for code in places]
                        more = [doubt for _, of_part in parts for doubt in of_part]
                found += regions
                doubts += more
    if any(row.text(each) for each in _PLACES):
        regions, more = table.regions(row, on)
        found += regions
        doubts += more
    return list(dict.fromkeys(found)), doubts


def _placed(
    table: ListTable, text: str, on: datetime.date, province: str | None
) -> tuple[Sequence[RegionCode], Sequence[Finding]]:
    """The places that a text names: kabupaten/kota in that *province* (``""``: in any), or provinces (``None``)."""
    as_province = table.placed(["", text, ""], on, _AS_REGIONS)
    if province is None:
        return as_province
    found = table.placed([text, province, ""], on, _AS_REGIONS)
    return (as_province[0], ()) if not found[0] and not province and as_province[0] else found


def types_in(row: ListRow) -> tuple[list[str], list[Finding]]:
    """The codes of the disaster types that the cells of a row name, by the scheme of 2023, and the doubts."""
    found: list[str] = []
    doubts: list[Finding] = []
    for field in ("types", "type_code", "type_name"):
        for column, cell in row.all(field):
            for piece in filter(None, map(clean, plain(cell).split(";"))):
                coded = _TYPED.fullmatch(piece)
                if folded(piece) in _EVERYTHING:
                    found.append(ALL_TYPES)
                elif coded:
                    found.append(coded[1])
                else:
                    codes, more = _types_named(piece, column.heading)
                    found += codes
                    doubts += more
    return list(dict.fromkeys(found)), doubts


def _types_named(text: str, heading: str) -> tuple[list[str], list[Finding]]:
    """The codes of the types in a text: each of a list, else what it names as a whole.

    An agreement about "Banjir dan Tanah Longsor" is about both, while a row of disasters may have that one type.
    """
    several = [each.strip() for each in _LISTED.split(text) if each.strip()]
    parts = [row_type(None, "", each, _SOME_DAY, ("", "", heading)) for each in several]
    whole = [row_type(None, "", text, _SOME_DAY, ("", "", heading))]
    is_list = bool(parts) and all(each is not None and each.is_known for each in parts)
    read = [each for each in (parts if is_list else whole) if each is not None]
    codes = [code for each in read for code, scheme, _ in each.kinds if scheme == PRESENT]
    return codes, [doubt for each in read for doubt in each.findings]
