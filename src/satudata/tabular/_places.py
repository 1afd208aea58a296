"""Where a row counts: the place it names, else its region id, else its KIB's region, else its province."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import final

import attrs

from satudata import regions
from satudata.checking import region_doubts
from satudata.errors import InvalidRegionCodeError, UnknownRegionError
from satudata.findings import Finding, finding
from satudata.regions import AdminLevel, Region, RegionCode, RegionKind
from satudata.regions._bearers import CodeSystem, bearers
from satudata.regions._gazetteer import embedded


@final
@attrs.frozen(kw_only=True)
class Named:
    """What the cells of a row say of its place, and the headings over them."""

    regency: str
    province: str
    region_id: str
    columns: tuple[str, str, str]


@final
@attrs.frozen
class RowPlace:
    """The region in which a row counts (``None`` where it cannot be had), and what is doubtful about it."""

    region: RegionCode | None
    findings: tuple[Finding, ...] = ()


def row_place(named: Named, kib_region: RegionCode | None, on: date) -> RowPlace:
    """Where a row counts on that day, under the code that law or list gave the place; *kib_region* is its KIB's.

    The place it names decides, then its region id, then the KIB. An id or a KIB of another province than the one named
    does not place the row: it then counts in that province only.

    >>> cells = Named(regency="SIBOLGA", province="SUMATERA UTARA", region_id="1271", columns=("", "", "ID"))
    >>> place = row_place(cells, None, date(2024, 8, 20))
    >>> str(place.region), place.findings[0].code
    ('12.73', 'other-system-suspected')
    """
    *_, column = named.columns
    findings: list[Finding] = []
    own_id = region_id_of(named.region_id)
    if named.region_id and own_id is None:
        findings.append(finding("region-id-unreadable", column, column=column, text=named.region_id[:60]))
    place = _place(named, [code for code in (own_id, kib_region) if code is not None], on, findings)
    if place is not None:
        region: RegionCode | None = place.code
        shown = f"{place.code} {place.name}"
    else:
        region, doubts = _unnamed(named, own_id, kib_region, on)
        findings += doubts
        shown = _titled(region, on)
    if own_id is not None and region not in (None, own_id) and own_id.level is AdminLevel.REGENCY:
        assert region is not None
        findings.append(_difference(own_id, region, on, column, shown))
    return RowPlace(region, tuple(findings))


def region_id_of(text: str) -> RegionCode | None:
    """The region of an id cell, also one that went through a table of decimals (``1217.0``)."""
    try:
        return RegionCode.parse(text.removesuffix(".0") if len(text) == len("1217.0") else text)
    except InvalidRegionCodeError:
        return None


def _place(named: Named, codes: list[RegionCode], on: date, findings: list[Finding]) -> Region | None:
    """The region that a row's columns name."""
    if not named.regency:
        return None
    column = named.columns[0]
    found = tuple(_on(code, on) for code in _bearing(named.regency, named.province))
    if len(found) > 1:
        told = [region for region in found if region.code in codes]
        if len(told) != 1:
            shown = ", ".join(f"{region.code} {region.name}" for region in found[:5])
            findings.append(
                finding("place-ambiguous", column, column=column, name=named.regency[:60], candidates=shown)
            )
        found = tuple(told)
    elif not found:
        place = ", ".join(filter(None, (named.regency[:60], named.province[:60])))
        findings.append(finding("place-unknown", column, column=column, name=place))
    return found[0] if len(found) == 1 else None


def _on(newest: RegionCode, on: date) -> Region:
    """The place that day: under its newest code from the day of its law on, before that by the list in force."""
    try:
        return embedded().get(newest, on=on, lenient=True)
    except UnknownRegionError:
        return embedded().as_of(newest, on)


@lru_cache(maxsize=4096)
def _bearing(name: str, province: str) -> tuple[RegionCode, ...]:
    """The newest codes of the kabupaten/kota that a name means in a table's column."""
    return tuple(region.code for region in regions.find_as_named(name, province or None))


def _unnamed(
    named: Named, own_id: RegionCode | None, kib_region: RegionCode | None, on: date
) -> tuple[RegionCode | None, list[Finding]]:
    """The region by id or KIB where these lie in the province named; else the province.

    An id whose number can be, in any code system, that of the KIB's place is meant so.
    """
    provinces = _provinces(named.province, on)
    kib_region = None if kib_region is None else _lenient(kib_region, on)
    findings: list[Finding] = []
    if named.province and not provinces:
        column = named.columns[1]
        findings.append(finding("place-unknown", column, column=column, name=named.province[:60]))
    lies_in = [
        code if code is not None and (not provinces or code.province in provinces) else None
        for code in (own_id, kib_region)
    ]
    if own_id is not None and lies_in[1] is not None and _can_mean(own_id, lies_in[1], on):
        return lies_in[1], findings
    if lies_in[0] is not None:
        return lies_in[0], [*findings, *region_doubts(lies_in[0], on, named.columns[2])]
    return lies_in[1] or (provinces[0] if provinces else None), findings


def _lenient(code: RegionCode, on: date) -> RegionCode:
    """A code of the list in force that day, as the law of that day has it; any other stays as it is."""
    try:
        embedded().get(code, on=on)
        return _on(embedded().place(code), on).code
    except UnknownRegionError:
        return code


def _can_mean(code: RegionCode, region: RegionCode, on: date) -> bool:
    place = _place_of(region)
    return any(bearer.place == place for bearer in bearers(code, on))


def _provinces(name: str, on: date) -> list[RegionCode]:
    if not name:
        return []
    found = regions.find(name, kind=RegionKind.PROVINSI, on=on)
    return [region.code for region in found or regions.find(name, kind=RegionKind.PROVINSI)]


def _difference(code: RegionCode, own: RegionCode, on: date, column: str, shown: str) -> Finding:
    """Why a code is not that of the row's own region: BPS, another list, or simply another place."""
    place = _place_of(own)
    if any(bearer.system is CodeSystem.BPS and bearer.place == place for bearer in bearers(code, on)):
        return finding("other-system-suspected", column, region=code.digits, place=shown)
    if _place_of(code) == place:
        edition = embedded().known_in(code) or ""
        return finding("region-other-edition", column, region=str(code), on=on.isoformat(), edition=edition)
    return finding("region-id-differs", column, column=column, id=_titled(code, on), region=shown)


def _place_of(code: RegionCode) -> RegionCode:
    """The newest code of a place; a code that no list has is its own."""
    try:
        return embedded().place(code)
    except UnknownRegionError:
        return code


def _titled(code: RegionCode | None, on: date) -> str:
    """A code with the name that it has in the Kemendagri list that day, for a message."""
    try:
        return str(code) if code is None else f"{code} {regions.get(code, on=on, lenient=True).name}"
    except UnknownRegionError:
        return str(code)
