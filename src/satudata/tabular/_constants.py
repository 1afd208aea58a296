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
from satudata.regions._bearers import bearers
from satudata.regions._gazetteer import embedded
from satudata.tabular import _cells
from satudata.tabular._headings import field_named, known_fields
from satudata.tabular._nearest import no_constant
from satudata.tabular._place_names import near_provinces, near_regencies
from satudata.tabular._places import region_id_of
from satudata.tabular._types import row_type

_TYPE_WIDTH = TYPE.stop - TYPE.start
_SOME_DAY = date(2024, 1, 1)
#: The fields that a kabupaten/kota can be given in.
_PLACES = frozenset({"regency_name", "region_id"})
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
            several = _places_meant(text, texts.get("province")) if field in _PLACES else ()
            if cell is None or len(several) > 1:
                problems.append(no_constant(name, text, several or _near(field, text)))
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
    if field in _PLACES or field == "province_name":
        return _place_cell(field, text)
    if field == "year":
        return (field, text) if text.isascii() and text.isdigit() and int(text) in _YEARS else None
    if field == "date":
        on, _ = _cells.day(text)
        return None if on is None else (field, on.isoformat())
    return (field, text) if text else None


def _places_meant(text: str, province: str | None) -> tuple[str, ...]:
    """What a place can be, each as one may write it instead: no heading says whether a bare name is the kota.

    A number without dots is of one of two code systems.

    >>> _places_meant("Bogor", None), _places_meant("Kota Bogor", None), _places_meant("Banjar", "Jawa Barat")
    (('Kabupaten Bogor (32.01)', 'Kota Bogor (32.71)'), ('Kota Bogor (32.71)',), ('Kota Banjar (32.79)',))
    >>> _places_meant("1212", None), _places_meant("12.12", None)
    (('Kabupaten Deli Serdang (12.07)', 'Kabupaten Toba (12.12)'), ())
    """
    code = region_id_of(text)
    if code is None:
        within = {
            each.code.province for each in regions.find(province or "") if each.code.province == each.code
        }
        found = [each for each in regions.find(text) if not within or each.code.province in within]
        return tuple(
            f"province={each.name}" if each.code.province == each.code else f"{each.name} ({each.code})"
            for each in found
        )
    if text != code.digits:
        return ()
    places = sorted({bearer.place for bearer in bearers(code, _SOME_DAY)})
    return tuple(f"{embedded().get(place).name} ({place})" for place in places)


def _near(field: str, text: str) -> tuple[str, ...]:
    """The known names that a value was perhaps meant to be."""
    if field in {"type_name", "type_code"}:
        return tuple(read_name(text).near)
    if field == "province_name":
        return near_provinces(text)
    if field in _PLACES:
        return near_regencies(text, "") or near_provinces(text)
    return ()


def _place_cell(field: str, text: str) -> tuple[str, str] | None:
    """The cell of a place, given as a code or as a name."""
    code = region_id_of(text)
    if code is None:
        if field != "province_name" and regions.find_as_named(text):
            return field, text
        return ("province_name", text) if embedded().provinces_named(text) else None
    try:
        place = embedded().get(code)
    except UnknownRegionError:
        return None
    if place.code.province == place.code:
        return "province_name", place.name
    return ("region_id", str(code)) if field != "province_name" else None
