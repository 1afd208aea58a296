"""Rows of one kind: the same cells of place and type, the same region and type digits in a KIB, days of the same eras.

What a place says depends on the KIB's four region digits, what a type says on its three; so each is read once and
shared by all kinds that have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import TypeAlias, final

import attrs

from satudata._schemes import scheme_for
from satudata.checking import region_doubts
from satudata.errors import UnknownRegionError
from satudata.findings import Finding, finding
from satudata.reading._region import Context, RegionReading
from satudata.reading._type import TypeReading
from satudata.regions._bearers import CodeSystem
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, RegionCode
from satudata.regions._gazetteer import embedded
from satudata.tabular._cells import clean, short
from satudata.tabular._days import CHANGE_OF_SCHEME, Day, Eras, all_eras, eras_of
from satudata.tabular._kib_cells import OF_OTHER_CELLS
from satudata.tabular._places import Named, region_id_of, row_place
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Said, said_of
from satudata.tabular._types import RowType, row_type

#: What a row can lack, in Indonesian.
_LACKING = {"date": "tanggal", "type": "jenis bencana", "region": "wilayah"}
#: The era of a day that a row does not have.
_NO_DAY = -1


@final
class PlaceCells:
    """The cells of a row that name its place: *cells* are those of regency, province and region id."""

    def __init__(self, cells: Sequence[str], columns: tuple[str, str, str]) -> None:
        regency, province, region_id = (short(clean(cell)) for cell in cells)
        self.named = Named(regency=regency, province=province, region_id=region_id, columns=columns)
        self._code = region_id_of(region_id)
        self.context = Context(
            region_code=None if self._code is None else str(self._code),
            region_name=regency or None,
            province_name=province or None,
        )
        self._province = self._one_province()
        self._own_eras = eras_of(self._province) if self._province else all_eras()

    def eras(self, kib_head: str) -> Eras:
        """The eras in which these cells can mean different things next to a KIB with these first digits.

        Where cells and KIB lie in one province, they are those of its own codes; most provinces have never changed.
        """
        return self._own_eras if kib_head[:PROVINCE_WIDTH] in ("", self._province) else all_eras()

    def _one_province(self) -> str:
        """The digits of the province in which all that the cells name is located; "" where there is no such one."""
        named, code = self.named, self._code
        found = embedded().provinces_named(named.province) if named.province else ()
        if len(found) != 1 or (code is not None and code.province.digits != found[0]):
            return ""
        is_there = not named.regency or embedded().find_as_named(named.regency, named.province)
        return found[0] if is_there else ""


@final
class TypeCells:
    """The cells of a row that name its type: *cells* are those of the type's code and name."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.code, self.name = (short(clean(cell)) for cell in cells)


@final
@attrs.frozen(eq=False)
class Place:
    """Where the rows of a kind count.

    *kib_region* are the four digits under which their KIB counts, ``""`` without a KIB; *certain* those of the
    Kemendagri code, ``""`` where that is not certain; *system* the code system of the digits as written. *region* are
    the digits of the region (``None`` where none can be determined), *stem_region* those in the stem of a row without a
    KIB. Said are, in order: what is doubtful about the KIB's digits, that another code stands for them, and what is
    doubtful about the cells.
    """

    kib_region: str
    certain: str
    system: CodeSystem
    region: str | None
    regions: tuple[str, ...]
    stem_region: str
    kib_said: Said
    other_code_said: Said
    said: Said


@final
@attrs.frozen(eq=False)
class Kind:
    """What rows of one kind share: their *place*; their *type* (scheme and code), its *key* in a stem and its *cause*.

    *is_counted* is false where the rows lack a type or region. *of_bps* tells that the KIB was written with a BPS code.
    Said are: what is doubtful about the region digits, the type digits and the code of the KIB; about the other cells.
    """

    place: Place
    type: tuple[str | None, str | None]
    key: str
    cause: bool | None
    is_counted: bool
    of_bps: bool
    region_said: Said
    type_said: Said
    other_code_said: Said
    said: Said

    @property
    def code(self) -> str | None:
        """The type's code."""
        return self.type[1]

    @property
    def scheme(self) -> str | None:
        """The scheme of the type's code."""
        return self.type[0]


_PlaceKey: TypeAlias = tuple[PlaceCells, str, int, int]
_TypeKey: TypeAlias = tuple[TypeCells, str, bool]
_KindKey: TypeAlias = tuple[PlaceCells, TypeCells, str, int, int]


@final
class Kinds:
    """The kinds of a table's rows; *kib_column* and *type_columns* (KIB, code, name) are headings for findings."""

    def __init__(self, kib_column: str, type_columns: tuple[str, str, str]) -> None:
        self._kib_column = kib_column
        self._type_columns = type_columns
        self._kinds: Remembered[_KindKey, Kind] = Remembered(self._kind)
        self._places: Remembered[_PlaceKey, Place] = Remembered(self._place)
        self._types: Remembered[_TypeKey, tuple[Said, RowType | None]] = Remembered(self._type)
        self.without_day = Kind(
            _NOWHERE, (None, None), "", None, False, False, (), (), (), _left_out(["date"])
        )

    def of(self, place: PlaceCells, type_: TypeCells, head: str, kib: Day | None, own: Day | None) -> Kind:
        """The kind of a row with a day: the first seven digits of its KIB (or ``""``), the KIB's day and its own."""
        numbers = place.eras(head).numbers
        return self._kinds[
            place,
            type_,
            head,
            _NO_DAY if kib is None else numbers[kib.era],
            _NO_DAY if own is None else numbers[own.era],
        ]

    def _kind(self, key: _KindKey) -> Kind:
        place_cells, type_cells, head, kib_era, own_era = key
        place = self._places[place_cells, head[:REGENCY_WIDTH], kib_era, own_era]
        on = place_cells.eras(head).starts[own_era if kib_era == _NO_DAY else kib_era]
        kib_said, type_ = self._types[type_cells, head[REGENCY_WIDTH:], on >= CHANGE_OF_SCHEME]
        lacks = [name for name, it in (("type", type_), ("region", place.region)) if it is None]
        left_out = _left_out(lacks) if lacks else ()
        code, scheme = (None, None) if type_ is None else (type_.code, type_.scheme)
        if code is not None and scheme is None:
            scheme = scheme_for(code, on)
        return Kind(
            place=place,
            type=(scheme, code),
            key="" if type_ is None else type_.key,
            cause=True if type_ is not None and type_.is_known else None,
            is_counted=not lacks,
            of_bps=not lacks and place.kib_region != head[:REGENCY_WIDTH] and place.system is CodeSystem.BPS,
            region_said=place.kib_said,
            type_said=kib_said,
            other_code_said=place.other_code_said,
            said=(*(said_of(type_.findings) if type_ is not None else ()), *place.said, *left_out),
        )

    def _type(self, key: _TypeKey) -> tuple[Said, RowType | None]:
        cells, digits, is_present = key
        on = CHANGE_OF_SCHEME if is_present else date.min
        found = row_type(digits or None, cells.code, cells.name, on, self._type_columns)
        if not digits:
            return (), found
        return self._of_kib(TypeReading(digits, cells.name or None, on).doubts), found

    def _place(self, key: _PlaceKey) -> Place:
        cells, digits, kib_era, own_era = key
        starts = cells.eras(digits).starts
        kib_said: Said = ()
        other_code_said: Said = ()
        code = certain = None
        system = CodeSystem.UNKNOWN
        if digits:
            on = starts[kib_era]
            read = RegionReading(RegionCode.parse(digits), cells.context, on)
            system, certain = read.system, read.certain
            code = certain or read.code
            kib_said = self._of_kib(read.doubts)
            if code != read.code:
                other_code_said = self._of_kib(_other_code(read))
        day = starts[kib_era if own_era == _NO_DAY else own_era]
        found = row_place(cells.named, code, day)
        return Place(
            kib_region="" if code is None else code.digits,
            certain="" if certain is None else certain.digits,
            system=system,
            region=None if found.region is None else found.region.digits,
            regions=() if found.region is None else (found.region.digits,),
            stem_region="" if found.region is None else _in_force(found.region, day).digits,
            kib_said=kib_said,
            other_code_said=other_code_said,
            said=said_of(found.findings, on="own_or_kib_date"),
        )

    def _of_kib(self, found: Iterable[Finding]) -> Said:
        about_kib = [each for each in found if each.code != OF_OTHER_CELLS]
        return said_of(about_kib, where=self._kib_column, on="kib_date")


def _other_code(read: RegionReading) -> Iterable[Finding]:
    """That the KIB counts under another code than the one written."""
    if read.system is CodeSystem.BPS and read.region is not None:
        place = f"{read.region.code} {read.region.name}"
        return [finding("other-system-suspected", region=read.code.digits, place=place)]
    return region_doubts(read.code, read.on)


def _in_force(region: RegionCode, on: date) -> RegionCode:
    """The code of the place in the list in force that day; a code that no list has stays as it is."""
    with suppress(UnknownRegionError):
        return embedded().as_of(region, on).code
    return region


def _left_out(lacks: Sequence[str]) -> Said:
    words = ", ".join(_LACKING[name] for name in lacks)
    return said_of([finding("row-left-out", lacking=", ".join(lacks), kurang=words)])


_NOWHERE = Place("", "", CodeSystem.UNKNOWN, None, (), "", (), (), ())
