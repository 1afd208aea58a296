"""What the reader of a table says of all its rows at once: ``type=banjir``, ``region=33.21``, ``year=2020``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import final

import attrs

from satudata import regions
from satudata._ground.maps import FrozenMap
from satudata.disaster_types._written import read_name
from satudata.errors import UnknownRegionError
from satudata.findings import Finding, finding
from satudata.kib import TYPE
from satudata.regions._gazetteer import embedded
from satudata.tabular import _cells
from satudata.tabular._headings import field_named, known_fields
from satudata.tabular._nearest import no_constant
from satudata.tabular._place_names import near_provinces, near_regencies
from satudata.tabular._places import region_id_of
from satudata.tabular._types import row_type

_TYPE_WIDTH = TYPE.stop - TYPE.start
_SOME_DAY = date(2024, 1, 1)
_YEARS = range(1800, 2100)


@final
@attrs.frozen
class Constants:
    """The cells that *given* constants stand for, by field, and the *problems* of those that cannot be read.

    >>> dict(Constants.of({"type": "banjir", "region": "33.21", "year": "2020"}).cells)
    {'type_name': 'banjir', 'region_id': '33.21', 'year': '2020'}
    >>> [each.code for each in Constants.of({"region": "Atlantis"}).problems]
    ['constant-unreadable']
    """

    given: FrozenMap[str, str]
    cells: FrozenMap[str, str]
    problems: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, object]) -> Constants:
        """Read constants by the name of their field: a code or a name for ``type``, ``region`` and ``province``."""
        texts = {name: str(value).strip() for name, value in given.items()}
        cells: dict[str, str] = {}
        problems = []
        for name, text in texts.items():
            field = field_named(name)
            if field is None:
                problems.append(
                    finding("column-choice", name, what=name, known=known_fields(), hint="", saran="")
                )
                continue
            cell = _cell(field, text)
            if cell is None:
                problems.append(no_constant(name, text, _near(field, text)))
            else:
                cells.update([cell])
        return cls(FrozenMap(texts), FrozenMap(cells), tuple(problems))


def _cell(field: str, text: str) -> tuple[str, str] | None:
    """The field and the cell of a constant; ``None`` where it cannot be read."""
    if field in {"type_name", "type_code"}:
        is_code = len(text) == _TYPE_WIDTH and text.isascii() and text.isdigit()
        code, name = (text, "") if is_code else ("", text)
        found = row_type(None, code, name, _SOME_DAY, ("", "", "")) if text else None
        return (
            ("type_code" if is_code else "type_name", text) if found is not None and found.is_known else None
        )
    if field in {"regency_name", "region_id", "province_name"}:
        return _place_cell(field, text)
    if field == "year":
        return (field, text) if text.isascii() and text.isdigit() and int(text) in _YEARS else None
    if field == "date":
        on, _ = _cells.day(text)
        return None if on is None else (field, on.isoformat())
    return (field, text) if text else None


def _near(field: str, text: str) -> tuple[str, ...]:
    """The known names that a value was perhaps meant to be."""
    if field in {"type_name", "type_code"}:
        return tuple(read_name(text).near)
    if field == "province_name":
        return near_provinces(text)
    if field in {"regency_name", "region_id"}:
        return near_regencies(text, "") or near_provinces(text)
    return ()


def _place_cell(field: str, text: str) -> tuple[str, str] | None:
    """The cell of a place, given as a code or as a name."""
    code = region_id_of(text)
    if code is None:
        is_province = field == "province_name"
        found: object = embedded().provinces_named(text) if is_province else regions.find_as_named(text)
        return (field, text) if found else None
    try:
        place = embedded().get(code)
    except UnknownRegionError:
        return None
    if place.code.province == place.code:
        return "province_name", place.name
    return ("region_id", str(code)) if field != "province_name" else None
