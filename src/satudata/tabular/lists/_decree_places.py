"""The regions of a decree: one or several kabupaten/kota, a province where none is named, or the nation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias, final

from satudata.errors import UnknownRegionError
from satudata.findings import Finding, finding
from satudata.regions._code import AdminLevel, RegionCode
from satudata.regions._gazetteer import embedded
from satudata.regions._written import parts
from satudata.tabular._blanks import SHOWN, clean
from satudata.tabular._places import bearing, provinces_named, region_id_of
from satudata.tabular.lists._list import ListRow, ListTable
from satudata.tabular.lists._words import folded, groups_with

#: Why a row has no region, in both languages.
Lacking: TypeAlias = tuple[str, str]
_GOVERNMENT = re.compile(r"(?:pemerintah(?: daerah)?|pemda)\b\.? ?", re.IGNORECASE)
_OFFICES = re.compile(r"pem(prov|kab|kot)\b\.?|^(gubernur|bupati|wali ?kota)\b", re.IGNORECASE)
_KINDS = {
    "prov": "Provinsi",
    "kab": "Kabupaten",
    "kot": "Kota",
    "gubernur": "Provinsi",
    "bupati": "Kabupaten",
    "walikota": "Kota",
}
_PROVINCE = re.compile(r"(?:provinsi|propinsi|prov|prop)\b\.?", re.IGNORECASE)
_NATION = frozenset({"nasional", "indonesia", "national", "republikindonesia", "seluruhindonesia"})
_TOKEN = re.compile(r"[a-z]+")


@final
class DecreePlaces:
    """Reads the regions of the rows of a list."""

    def __init__(self, table: ListTable) -> None:
        self._table = table
        names = "regions" if table.has("regions") and not table.has("regency_name") else "regency_name"
        self._fields = (names, "province_name", "region_id")

    def of(
        self, row: ListRow, on: date
    ) -> tuple[tuple[RegionCode | None, ...], tuple[Finding, ...], Lacking | None]:
        """The regions of a row as of a day, what is doubtful about them, and why one is lacking.

        The nation is ``None``. A row that names no kabupaten/kota is its province's, unless it says that a
        kabupaten/kota declared it.
        """
        names = row.text("regency_name", "regions")
        code = row.text("region_id")
        if not names and code and not any(each.isdecimal() for each in code):
            names, code = code, ""  # "Region" may have names
        province = row.text("province_name") or _province_of(row.text("province_id"))
        level = level_of(row.text("level")) or level_of(row.text("issuer"))
        if folded(names) in _NATION:
            return (None,), (), None
        if names or code:
            is_of_kota = _is_of_kota(row.text("level")) or _is_of_kota(row.text("issuer"))
            found, doubts, lacking = self._named(names, code, province, on, is_of_kota=is_of_kota)
        elif province and level is not AdminLevel.REGENCY:
            found, doubts, lacking = self._province(province, on)
        elif level is AdminLevel.NATIONAL:
            return (None,), (), None
        else:
            shown = f", {province[:SHOWN]}" if province else ""
            return (), (), (f"no kabupaten/kota{shown}", f"kabupaten/kota tidak ada{shown}")
        own = {each.level for each in found if each is not None}
        if level is not None and own and own != {level}:
            stated = row.text("level") or row.text("issuer")
            shown = ", ".join(str(each) for each in found[:5])
            doubts = (
                *doubts,
                finding("declaration-level-differs", "level", text=stated[:SHOWN], region=shown),
            )
        return found, doubts, lacking

    def _named(
        self, names: str, code: str, province: str, on: date, *, is_of_kota: bool
    ) -> tuple[tuple[RegionCode | None, ...], tuple[Finding, ...], Lacking | None]:
        """The regions by name, by code, or by both."""
        each_name = [names] if not names or _is_one(names, province) else list(parts(names))
        found: list[RegionCode | None] = []
        doubts: list[Finding] = []
        unknown = []
        for written in each_name:
            name = _plain(written)
            if is_of_kota and len(each_name) == 1 and bearing(f"Kota {name}", province):
                name = f"Kota {name}"  # a bare name is the kabupaten's, but a wali kota declares for the kota
            if _is_province(name, province):
                regions, said, _ = self._province(_PROVINCE.sub("", name).strip(), on)
            else:
                cells = [name, province, code if len(each_name) == 1 else ""]
                regions, said = self._table.placed(cells, on, self._fields)
                own = region_id_of(code) if not name else None
                if own is None or own.level is not AdminLevel.PROVINCE:
                    regions = tuple(each for each in regions if each.level is AdminLevel.REGENCY)
            if found and _is_after_its_own(names, written, regions, found[-1]):
                doubts.append(finding("declaration-province-of-place", text=written[:SHOWN]))
                continue
            found += regions
            doubts += said
            if not regions:
                unknown.append(written or code)
        shown = ", ".join(unknown)[:SHOWN]
        lacking = (f'region not read: "{shown}"', f'wilayah tidak terbaca: "{shown}"') if unknown else None
        return tuple(dict.fromkeys(found)), tuple(doubts), lacking

    def _province(
        self, name: str, on: date
    ) -> tuple[tuple[RegionCode, ...], tuple[Finding, ...], Lacking | None]:
        found, doubts = self._table.placed(["", name, ""], on, self._fields)
        lacking = (
            None
            if found
            else (f'province not read: "{name[:SHOWN]}"', f'provinsi tidak terbaca: "{name[:SHOWN]}"')
        )
        return found, doubts, lacking


def level_of(text: str) -> AdminLevel | None:
    """Who declared it, by the words of a level or an office; ``None`` where they name none, or two.

    >>> level_of("provinsi"), level_of("Bupati/Wali Kota"), level_of("Level III")
    (AdminLevel.PROVINCE, AdminLevel.REGENCY, None)
    """
    named = _levels(text)
    found = [level for level in AdminLevel if level.value in named]
    return found[0] if len(found) == 1 else None


def _levels(text: str) -> set[str]:
    """The levels that the words of a text name."""
    return groups_with("emergency", "levels", _TOKEN.findall(clean(text).casefold()))


def _is_of_kota(text: str) -> bool:
    """Whether a level or an office is that of a kota alone.

    >>> _is_of_kota("Wali Kota"), _is_of_kota("Bupati/Wali Kota"), _is_of_kota("")
    (True, False, False)
    """
    named = _levels(text)
    return "kota" in named and "kabupaten" not in named


def _plain(name: str) -> str:
    """The name without the words for a government, or for who governs."""
    name = _OFFICES.sub(lambda found: _KINDS[(found[1] or found[2]).casefold().replace(" ", "")], name)
    return _GOVERNMENT.sub("", name).strip()


def _is_one(names: str, province: str) -> bool:
    """Whether a cell names one place, whatever signs are in it."""
    return bool(bearing(names, province)) or _is_province(_plain(names), province)


def _is_province(name: str, province: str) -> bool:
    """Whether a cell under kabupaten/kota names a province: by the word in front, or as no kabupaten/kota does."""
    if _PROVINCE.match(name):
        return bool(provinces_named(_PROVINCE.sub("", name).strip()))
    return bool(provinces_named(name)) and not bearing(name, province)


def _is_after_its_own(
    names: str, written: str, regions: Sequence[RegionCode | None], before: RegionCode | None
) -> bool:
    """Whether a province stands behind a comma after one of its kabupaten/kota: "Kab. Kampar, Riau"."""
    if before is None or before.level is not AdminLevel.REGENCY or tuple(regions) != (before.province,):
        return False
    return names[: names.rfind(written)].rstrip().endswith(",")


def _province_of(code: str) -> str:
    """The name of the province with this code; "" where there is none."""
    region = region_id_of(code) if code else None
    if region is None:
        return ""
    try:
        return embedded().get(region.province).name
    except UnknownRegionError:
        return ""
