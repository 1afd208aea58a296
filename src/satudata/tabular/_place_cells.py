"""Where a row counts: each combination of place cells, region digits of a KIB and eras is read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import TypeAlias, final

import attrs

from satudata.checking import region_doubts
from satudata.errors import UnknownRegionError
from satudata.findings import Finding, finding
from satudata.reading._region import Context, RegionReading
from satudata.regions import AdminLevel
from satudata.regions._bearers import CodeSystem
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, RegionCode
from satudata.regions._gazetteer import embedded
from satudata.tabular._cells import clean, short
from satudata.tabular._days import Day, Eras, all_eras, eras_of
from satudata.tabular._heading_grammar import words_of
from satudata.tabular._kib_cells import about_kib
from satudata.tabular._place_names import read_code
from satudata.tabular._places import Named, bearing, provinces_named, region_id_of, row_place
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Said, said_of

#: The era of a day that a row does not have.
_NO_DAY = -1
#: The words of a heading that says only Kota.
_OF_KOTA = frozenset({"kota"})
_KOTA = re.compile(r"(?:kota|kt|kodya)\b", re.IGNORECASE)
_COUNTRY = frozenset({"indonesia", "nasional", "seluruh indonesia", "national"})


@final
class PlaceCells:
    """The cells of a row that name its place: *cells* are those of regency, province and region id, and of a kota.

    The cell of a kota counts where that of the regency is blank. In a column headed only Kota a bare name is that of
    the kota, if there is one.
    *is_bps* where the heading says that the ids are codes of BPS.
    """

    def __init__(self, cells: Sequence[str], columns: tuple[str, str, str], *, is_bps: bool = False) -> None:
        regency, province, region_id, *cities = (short(clean(cell)) for cell in cells)
        if not regency and any(cities):
            regency = _as_kota(cities[0])
        elif regency and words_of(columns[0]) == _OF_KOTA and bearing(_as_kota(regency), province):
            regency = _as_kota(regency)
        if not region_id and region_id_of(regency) is not None:
            regency, region_id, is_bps = "", regency, False
        self.named = Named(
            regency=regency, province=province, region_id=region_id, columns=columns, is_bps=is_bps
        )
        self._code = region_id_of(region_id, is_bps=is_bps)
        self.context = Context(
            region_code=_as_written(self._code, region_id, is_bps=is_bps),
            region_name=regency or None,
            province_name=province or None,
        )
        province = self._one_province()
        self._own_provinces = ("", province)
        self._own_eras = eras_of(province) if province else all_eras()

    def eras(self, kib_head: str) -> Eras:
        """The eras in which these cells can mean different things next to a KIB with these first digits.

        Where cells and KIB lie in one province, they are those of its own codes; most provinces have never changed.
        """
        return self._own_eras if kib_head[:PROVINCE_WIDTH] in self._own_provinces else all_eras()

    @property
    def whole(self) -> str | None:
        """What the cell of the kabupaten/kota names instead of one: the digits of a province, ``""`` for Indonesia."""
        regency, code = self.named.regency, self._code
        if regency.casefold() in _COUNTRY:
            return ""
        if not regency:
            return code.digits if code is not None and code.level is AdminLevel.PROVINCE else None
        found = provinces_named(regency)
        return found[0] if len(found) == 1 and not bearing(regency, "") else None

    def _one_province(self) -> str:
        """The digits of the province in which all that the cells name is located; "" where there is no such one."""
        named, code = self.named, self._code
        found = provinces_named(named.province) if named.province else ()
        if len(found) != 1 or (code is not None and code.province.digits != found[0]):
            return ""
        is_there = not named.regency or bearing(named.regency, named.province)
        return found[0] if is_there else ""


@final
@attrs.frozen(eq=False)
class Place:
    """Where rows count.

    *kib_region* are the four digits under which their KIB counts, ``""`` without a KIB; *certain* those of the
    Kemendagri code, ``""`` where that is not certain; *system* the code system of the digits as written, *is_of_bps*
    whether they are a BPS code for which another counts. *regions* are the digits of the regions, none where they
    cannot be determined, several where a cell names several; *stem_regions* are those in the stems of a row without a
    KIB. Said are, in order: what is doubtful about the KIB's digits, that another code counts for them, and what is
    doubtful about the cells.
    """

    kib_region: str = ""
    certain: str = ""
    system: CodeSystem = CodeSystem.UNKNOWN
    is_of_bps: bool = False
    regions: tuple[str, ...] = ()
    stem_regions: tuple[str, ...] = ()
    kib_said: Said = ()
    other_code_said: Said = ()
    said: Said = ()


_Key: TypeAlias = tuple[PlaceCells, str, int, int]


@final
class Places:
    """Reads the places of a table's rows; *kib_column* is the KIB's heading."""

    def __init__(self, kib_column: str, *, zero_is_lost: bool = False) -> None:
        self._kib_column = kib_column
        self._zero_is_lost = zero_is_lost
        self._known: Remembered[_Key, Place] = Remembered(self._place)

    def of(self, cells: PlaceCells, digits: str, kib: Day | None, own: Day | None) -> Place:
        """The place of a row with a day: the digits of its KIB (or ``""``), the KIB's day and its own."""
        numbers = cells.eras(digits).numbers
        return self._known[
            cells,
            digits[:REGENCY_WIDTH],
            _NO_DAY if kib is None else numbers[kib.era],
            _NO_DAY if own is None else numbers[own.era],
        ]

    def _place(self, key: _Key) -> Place:
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
            kib_said = about_kib(read.doubts, self._kib_column)
            if code != read.code and not read.is_retired:
                other_code_said = about_kib(_other_code(read), self._kib_column)
        day = starts[kib_era if own_era == _NO_DAY else own_era]
        found = row_place(cells.named, code, day, zero_is_lost=self._zero_is_lost)
        return Place(
            kib_region="" if code is None else code.digits,
            certain="" if certain is None else certain.digits,
            system=system,
            is_of_bps=code is not None and code.digits != digits and system is CodeSystem.BPS,
            regions=tuple(region.digits for region in found.regions),
            stem_regions=() if digits else tuple(_in_force(region, day).digits for region in found.regions),
            kib_said=kib_said,
            other_code_said=other_code_said,
            said=said_of(found.findings, on="own_or_kib_date"),
        )


def _other_code(read: RegionReading) -> Iterable[Finding]:
    """That the KIB counts under another code than the one written."""
    if read.system is CodeSystem.BPS and read.region is not None:
        place = f"{read.region.code} {read.region.name}"
        return [finding("other-system-suspected", region=read.code.digits, place=place)]
    return region_doubts(read.code, read.on)


def _as_kota(name: str) -> str:
    """The name of a kota, with the word for its kind."""
    return name if _KOTA.match(name) else f"Kota {name}"


def _as_written(code: RegionCode | None, text: str, *, is_bps: bool) -> str | None:
    """A code with its dot where the text says that it is Kemendagri's; without one where that is open."""
    if code is None:
        return None
    return str(code) if is_bps or read_code(text).is_dotted else code.digits


def _in_force(region: RegionCode, on: date) -> RegionCode:
    """The code of the place in the list in force that day; a code that no list has stays as it is."""
    with suppress(UnknownRegionError):
        return embedded().as_of(region, on).code
    return region
