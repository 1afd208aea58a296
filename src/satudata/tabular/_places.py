"""Where a row counts: the place it names, else its region id, else its KIB's region, else its province."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import final

import attrs

from satudata import regions
from satudata.checking import region_doubts, region_open
from satudata.errors import UnknownRegionError
from satudata.findings import Finding, finding
from satudata.reading._region import usual_first
from satudata.regions import AdminLevel, Region, RegionCode
from satudata.regions._bearers import Bearer, CodeSystem, candidates_of, meant_by, retired
from satudata.regions._gazetteer import embedded
from satudata.regions._written import parts, with_province
from satudata.tabular._heading_grammar import words_of
from satudata.tabular._place_names import (
    kecamatan_named,
    near_provinces,
    near_regencies,
    place_of,
    read_bps_code,
    read_code,
    repaired_regency,
    unknown_place,
)

#: Words of a heading that say which kind of place its bare names are.
_OF_REGENCY, _OF_CITY = frozenset({"kabupaten", "regency"}), frozenset({"kota", "city"})


@final
@attrs.frozen(kw_only=True)
class Named:
    """What the cells of a row say of its place, and the headings over them; *is_bps* where these say it of the id."""

    regency: str
    province: str
    region_id: str
    columns: tuple[str, str, str]
    is_bps: bool = False


@final
@attrs.frozen
class RowPlace:
    """The regions in which a row counts, none where they cannot be determined, and what is doubtful about them."""

    regions: tuple[RegionCode, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def region(self) -> RegionCode | None:
        """The first region."""
        return self.regions[0] if self.regions else None


def row_place(
    named: Named, kib_region: RegionCode | None, on: date, *, zero_is_lost: bool = False
) -> RowPlace:
    """Where a row counts on that day, under the code that law or list gave the place; *kib_region* is its KIB's.

    The place it names decides, then its region id, then the KIB. An id or a KIB of another province than the one named
    does not place the row: it then counts in that province only. A code and a name that agree outvote the province.
    *zero_is_lost* says that the column of ids lost the zeros at the end of its codes (11.1 for 11.10).

    >>> cells = Named(regency="SIBOLGA", province="SUMATERA UTARA", region_id="1271", columns=("", "", "ID"))
    >>> place = row_place(cells, None, date(2024, 8, 20))
    >>> str(place.region), place.findings[0].code
    ('12.73', 'other-system-suspected')
    """
    *_, column = named.columns
    findings: list[Finding] = []
    own_id, is_dotted = _own_id(named, on, zero_is_lost, findings)
    codes = [code for code in (own_id, kib_region) if code is not None]
    places = _places(named, codes, on, findings)
    if places:
        found = tuple(place.code for place in places)
        shown = ", ".join(f"{place.code} {place.name}" for place in places)
    else:
        region, doubts = _unnamed(named, own_id, kib_region, on, is_dotted=is_dotted)
        findings += doubts
        found = () if region is None else (region,)
        shown = _titled(region, on)
    if own_id is not None and found and own_id not in found and own_id.level is AdminLevel.REGENCY:
        findings.append(_difference(own_id, found[0], on, column, shown))
    return RowPlace(found, tuple(findings))


def in_force(digits: frozenset[str], on: date) -> frozenset[str]:
    """The regions with one code for each place: of a place under several codes, the one in the list of that day.

    >>> sorted(in_force(frozenset({"9501", "9102", "9401"}), date(2022, 11, 8)))
    ['9102', '9401']
    """
    places: dict[RegionCode, list[str]] = {}
    for each in digits:
        places.setdefault(place_of(RegionCode.parse(each)), []).append(each)
    if len(places) == len(digits):
        return digits
    return frozenset(
        embedded().as_of(place, on).code.digits if len(codes) > 1 else codes[0]
        for place, codes in places.items()
    )


def _own_id(
    named: Named, on: date, zero_is_lost: bool, findings: list[Finding]
) -> tuple[RegionCode | None, bool]:
    """The code of the row's id cell, with what was repaired in it, and whether it is certainly Kemendagri's."""
    *_, column = named.columns
    if not named.region_id:
        return None, False
    read = read_bps_code(named.region_id) if named.is_bps else read_code(named.region_id)
    candidates = tuple(_on(code, on).code for code in read.codes) if named.is_bps else read.codes
    if len(candidates) > 1:
        meant = [code for code in candidates if place_of(code) in bearing(named.regency, named.province)]
        candidates = candidates[-1:] if zero_is_lost else tuple(meant)
    if len(candidates) != 1:
        code = "region-id-ambiguous" if read.codes else "region-id-unreadable"
        shown = " / ".join(map(str, read.codes))
        findings.append(finding(code, column, column=column, text=named.region_id[:60], candidates=shown))
        return None, False
    if read.repair is not None:
        shown = str(candidates[0])
        findings.append(finding(read.repair, column, column=column, text=named.region_id[:60], region=shown))
    return candidates[0], read.is_dotted


def region_id_of(text: str, *, is_bps: bool = False) -> RegionCode | None:
    """The region of an id cell, also one that went through a table of decimals (``1217.0``); ``None`` for several.

    *is_bps* where the heading says that the codes are those of BPS.

    >>> str(region_id_of("36. 03")), str(region_id_of("33.21.13.2016")), region_id_of("11.1")
    ('36.03', '33.21', None)
    """
    codes = (read_bps_code(text) if is_bps else read_code(text)).codes
    return codes[0] if len(codes) == 1 else None


def _places(
    named: Named, codes: Sequence[RegionCode], on: date, findings: list[Finding]
) -> tuple[Region, ...]:
    """The regions that a row's columns name: one, or several in one cell."""
    if not named.regency:
        return ()
    column = named.columns[0]
    newest = bearing(named.regency, named.province)
    if not newest:
        named = _with_own_province(named)
        newest = bearing(named.regency, named.province)
    if not newest and provinces_named(named.province):
        newest = _outvoting(named, codes, on, findings)
    if not newest:
        newest, said = _of_parts_or_repaired(named, codes, on)
        findings += said
        if len(newest) > 1:
            return tuple(_on(code, on) for code in newest)
    found = tuple(_on(code, on) for code in newest)
    if len(found) == 1:
        findings += _shared(named, newest[0], codes, on)
    elif found:
        stated = tuple(region for region in found if region.code in codes)
        if len(stated) != 1:
            shown = ", ".join(f"{region.code} {region.name}" for region in found[:5])
            findings.append(
                finding("place-ambiguous", column, column=column, name=named.regency[:60], candidates=shown)
            )
        found = stated
    elif not findings_name_the_cell(findings):
        place = ", ".join(filter(None, (named.regency[:60], named.province[:60])))
        cell = named.regency, named.province
        findings.append(unknown_place(column, place, (*kecamatan_named(*cell), *near_regencies(*cell))))
    return found if len(found) == 1 else ()


def _shared(named: Named, place: RegionCode, codes: Sequence[RegionCode], on: date) -> Iterator[Finding]:
    """That a bare name, which means the kabupaten, is also that of a kota in its province.

    It is not said where the heading says which, or a code of the row agrees.
    """
    kinds = words_of(named.columns[0])
    if kinds & _OF_REGENCY and not kinds & _OF_CITY:
        return
    known = named.province if provinces_named(named.province) else None
    others = [
        f"{each.code} {each.name}"
        for each in embedded().find(named.regency, province=known)
        if each.level is AdminLevel.REGENCY and each.code != place
    ]
    if others and not any(bearer.place == place for code in codes for bearer in candidates_of(code, on)):
        column, shown = named.columns[0], _on(place, on)
        yield finding(
            "place-name-shared",
            column,
            column=column,
            name=named.regency[:60],
            region=f"{shown.code} {shown.name}",
            others=", ".join(others),
        )


def names_regency(text: str) -> bool:
    """Whether a cell names a kabupaten/kota, with or without its province.

    >>> names_regency("Kupang Regency"), names_regency("Demak (Jateng)"), names_regency("Jawa Tengah")
    (True, True, False)
    """
    named = _with_own_province(Named(regency=text, province="", region_id="", columns=("", "", "")))
    return bool(bearing(named.regency, named.province))


def _with_own_province(named: Named) -> Named:
    """A cell of a kabupaten/kota and its province as two: "Kab. Cianjur, Jawa Barat", "Demak (Jateng)".

    Where another column names another province, the cell stays as it is.
    """
    for name, province in with_province(named.regency):
        own = () if bearing(province, "") else provinces_named(province)
        if own and provinces_named(named.province) in ((), own):
            return attrs.evolve(named, regency=name, province=province)
    return named


def findings_name_the_cell(findings: Sequence[Finding]) -> bool:
    """Whether it is already said why the cell of the kabupaten is not read."""
    return any(each.code == "places-in-one-cell" for each in findings)


def _outvoting(
    named: Named, codes: Sequence[RegionCode], on: date, findings: list[Finding]
) -> tuple[RegionCode, ...]:
    """The place of this name elsewhere that a code of the row names too: two of three agree."""
    places = {bearer.place for code in codes for bearer in candidates_of(code, on)}
    found = tuple(code for code in bearing(named.regency, "") if code in places)
    if len(found) == 1:
        column, place = named.columns[1], _on(found[0], on)
        shown = f"{place.code} {place.name}"
        findings.append(
            finding("province-outvoted", column, column=column, name=named.province[:60], region=shown)
        )
        return found
    return ()


def _of_parts_or_repaired(
    named: Named, codes: Sequence[RegionCode], on: date
) -> tuple[tuple[RegionCode, ...], list[Finding]]:
    """The places of a cell of several names, or of a name with one wrong letter; none where one is not certain.

    A name is not repaired into a place that contradicts the codes of its row.
    """
    column, text = named.columns[0], named.regency[:60]
    names = [*parts(named.regency)]
    if len(names) == 1 and names[0] != named.regency and len(one := bearing(names[0], named.province)) == 1:
        return one, []  # "1. Kab. Demak"
    if len(names) > 1:
        of_names = [bearing(name, named.province) for name in names]
        if all(len(places) == 1 for places in of_names):
            codes = tuple(dict.fromkeys(places[0] for places in of_names))
            shown = ", ".join(f"{code} {embedded().get(code).name}" for code in codes)
            return codes, [finding("places-several", column, column=column, name=text, regions=shown)]
        if any(of_names):
            return (), [finding("places-in-one-cell", column, column=column, name=text)]
    found = repaired_regency(named.regency, named.province)
    places = {bearer.place for code in codes for bearer in candidates_of(code, on)}
    if found is None or (places and found not in places):
        return (), []
    region = embedded().get(found)
    shown = f"{region.code} {region.name}"
    return (found,), [finding("place-name-repaired", column, column=column, name=text, region=shown)]


def _on(newest: RegionCode, on: date) -> Region:
    """The place that day: under its newest code from the day of its law on, before that by the list in force."""
    return embedded().under(newest, on)


@lru_cache(maxsize=4096)
def provinces_named(name: str) -> tuple[str, ...]:
    """The digits of the provinces that a name means."""
    return embedded().provinces_named(name)


@lru_cache(maxsize=4096)
def bearing(name: str, province: str) -> tuple[RegionCode, ...]:
    """The newest codes of the kabupaten/kota that a name means in a table's column.

    A province that is not known does not limit them.
    """
    if not name:
        return ()
    known = province if provinces_named(province) else None
    return tuple(region.code for region in regions.find_as_named(name, known))


def _unnamed(
    named: Named, own_id: RegionCode | None, kib_region: RegionCode | None, on: date, *, is_dotted: bool
) -> tuple[RegionCode | None, list[Finding]]:
    """The region by id or KIB where these lie in the province named; else the province.

    An id whose number can be, in any code system, that of the KIB's place is meant so.
    """
    provinces = _provinces(named.province, on)
    kib_region = None if kib_region is None else _lenient(kib_region, on)
    findings: list[Finding] = []
    if named.province and not provinces:
        column = named.columns[1]
        findings.append(unknown_place(column, named.province[:60], near_provinces(named.province)))
    if kib_region is not None and provinces and kib_region.province not in provinces:
        kib_region = None
    if own_id is not None and (kib_region is None or not _can_mean(own_id, kib_region, on)):
        region, doubts = _of_id(own_id, provinces, on, named.columns[2], is_dotted=is_dotted)
        if region is not None:
            return region, [*findings, *doubts]
    return kib_region or (provinces[0] if provinces else None), findings


def _of_id(
    code: RegionCode, provinces: Sequence[RegionCode], on: date, column: str, *, is_dotted: bool
) -> tuple[RegionCode | None, list[Finding]]:
    """The region of an id without a name, under the code in force; ``None`` where it is in none of the *provinces*.

    An id of which the provinces leave several places counts as it is written.
    """
    candidates = meant_by(code, on, is_dotted=is_dotted) if code.level is AdminLevel.REGENCY else ()
    if provinces:
        candidates = _inside(candidates, provinces, on)
    places = {bearer.place for bearer in candidates}
    if len(places) == 1:
        found = _on(places.pop(), on).code
        return found, [] if found != code else [*region_doubts(code, on, column)]
    if provinces and code.province not in provinces:
        return None, []
    return code, [region_open(code, usual_first(candidates, on), column)] if places else [
        *region_doubts(code, on, column)
    ]


def _inside(candidates: Sequence[Bearer], provinces: Sequence[RegionCode], on: date) -> tuple[Bearer, ...]:
    """Those of *candidates* that are in the provinces that day, else those that once were."""
    now = tuple(bearer for bearer in candidates if _on(bearer.place, on).province in provinces)
    once = frozenset().union(*map(embedded().places_in, provinces))
    return now or tuple(bearer for bearer in candidates if bearer.place in once)


def _lenient(code: RegionCode, on: date) -> RegionCode:
    """A code of the list in force that day, as the law of that day has it; any other stays as it is."""
    gazetteer = embedded()
    return code if gazetteer.bearing(code, on) is None else _on(gazetteer.place(code), on).code


def _can_mean(code: RegionCode, region: RegionCode, on: date) -> bool:
    place = place_of(region)
    return any(bearer.place == place for bearer in candidates_of(code, on))


def _provinces(name: str, on: date) -> list[RegionCode]:
    """The provinces of a name, by the code that they have that day."""
    found = [RegionCode.parse(digits) for digits in provinces_named(name)]
    return [code for code in found if embedded().bearing(code, on) is not None] or found


def _difference(code: RegionCode, own: RegionCode, on: date, column: str, shown: str) -> Finding:
    """Why a code is not that of the row's own region: BPS, another list, or simply another place."""
    place = place_of(own)
    if any(bearer.system is CodeSystem.BPS and bearer.place == place for bearer in candidates_of(code, on)):
        return finding("other-system-suspected", column, region=code.digits, place=shown)
    before = retired(code, on)
    if before is not None and before.place == place:
        day, successor = on.isoformat(), str(before.region.code)
        return finding("region-retired", column, region=str(code), on=day, successor=successor)
    if place_of(code) == place:
        edition = embedded().known_in(code) or ""
        return finding("region-other-edition", column, region=str(code), on=on.isoformat(), edition=edition)
    return finding("region-id-differs", column, column=column, id=_titled(code, on), region=shown)


def _titled(code: RegionCode | None, on: date) -> str:
    """A code with the name that it has in the Kemendagri list that day, for a message."""
    region = None if code is None else embedded().bearing(code, on, lenient=True)
    return str(code) if region is None else f"{code} {region.name}"


@lru_cache(maxsize=1024)
def titled(code: RegionCode) -> str:
    """A code with the name that its place has today; the code alone where no list has it.

    >>> titled(RegionCode.parse("62.02"))
    '62.02 Kabupaten Kotawaringin Timur'
    """
    try:
        return f"{code} {embedded().get(place_of(code)).name}"
    except UnknownRegionError:
        return str(code)
