"""The code lists and master data of the library: regions (Kemendagri, BPS, ISO) and disaster types (BNPB)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Final

import attrs

from satudata import disaster_types, regions
from satudata._ground.maps import FrozenMap
from satudata.disaster_types._schemes import PRESENT
from satudata.errors import UnknownCodeError, UnknownEditionError, UnknownRegionError, WrongTypeError
from satudata.regions import AdminLevel, Edition, Region
from satudata.standards._code_lists import CodeEntry, CodeList, MasterData, is_in_force

_KEMENDAGRI = "Kementerian Dalam Negeri"
_BPS = "Badan Pusat Statistik"
_BNPB = "Badan Nasional Penanggulangan Bencana"
_ISO = "International Organization for Standardization"
#: ISO gives no name to its edition, so it is named by its number of provinces.
_ISO_EDITION = "38 provinsi"


def _kemendagri(edition: Edition, level: AdminLevel | None, id: str) -> CodeList:
    return CodeList(
        id=id,
        title=f"Kode dan Data Wilayah Administrasi Pemerintahan{_SUFFIXES[level]}",
        authority=_KEMENDAGRI,
        edition=edition.id,
        valid_from=edition.in_force_from,
        valid_to=edition.in_force_to,
        entries=_region_entries(regions.at(edition.in_force_from), level),
        citation=_citation(edition),
    )


#: Name of the edition for the time before the earliest list that the library has.
_BEFORE = "sebelum {}"


def _before(first: Edition, level: AdminLevel | None, id: str) -> CodeList:
    """The codes known from before the earliest list, each with its period."""
    day, last = datetime.date.min, first.in_force_from - datetime.timedelta(days=1)
    found = set(regions.at(last))
    while day <= last:
        at_that_day = regions.at(day)
        found.update(at_that_day)
        day = min(each.valid_to for each in at_that_day if each.valid_to and each.valid_to > day)
    return attrs.evolve(
        _kemendagri(first, level, id),
        edition=_BEFORE.format(first.id),
        valid_from=None,
        valid_to=first.in_force_from,
        entries=_region_entries(sorted(found), level),
        note="Kode yang diketahui sebelum daftar pertama; setiap kode memuat masa berlakunya",
    )


_SUFFIXES = {None: "", AdminLevel.PROVINCE: ": Provinsi", AdminLevel.REGENCY: ": Kabupaten dan Kota"}


def _region_entries(found: Iterable[Region], level: AdminLevel | None) -> list[CodeEntry]:
    return [_region_entry(each) for each in found if level in (None, each.level)]


def _region_entry(region: Region) -> CodeEntry:
    above = None if region.level is AdminLevel.PROVINCE else str(region.province)
    return CodeEntry(str(region.code), region.name, region.valid_from, region.valid_to, above)


def _citation(edition: Edition) -> str:
    kind = {"PMDN": "permendagri", "KMDN": "kepmendagri"}[edition.id[:4]]
    return f"{kind}{edition.id[4:].replace('.', '-')}"


def _bps(year: str, level: AdminLevel | None, id: str) -> CodeList:
    entries = []
    for region in regions.at(_newest().in_force_from):
        try:
            code = regions.to_bps(region.code, int(year))
        except UnknownRegionError:
            continue
        if level in (None, region.level):
            above = None if region.level is AdminLevel.PROVINCE else str(code)[:2]
            entries.append(CodeEntry(str(code), region.name, parent=above))
    return CodeList(
        id=id,
        title=f"Kode Wilayah Badan Pusat Statistik{_SUFFIXES[level]}",
        authority=_BPS,
        edition=year,
        entries=sorted(entries, key=lambda entry: entry.code),
        citation="bps-2020",
        note="Nama menurut daftar Kementerian Dalam Negeri terbaru; tanggal berlakunya tidak diketahui",
    )


def _iso(edition: str, id: str) -> CodeList:
    provinces = [each for each in regions.at(_newest().in_force_from) if each.level is AdminLevel.PROVINCE]
    return CodeList(
        id=id,
        title="Kode Provinsi menurut ISO 3166-2",
        authority=_ISO,
        edition=edition,
        entries=sorted(
            (CodeEntry(regions.iso(each.code), each.name, parent="ID") for each in provinces),
            key=lambda entry: entry.code,
        ),
        citation="iso-3166-2",
        note="Nama menurut daftar Kementerian Dalam Negeri terbaru; tanggal berlakunya tidak diketahui",
    )


def _types(scheme: str, id: str) -> CodeList:
    source = disaster_types.schemes[scheme]
    is_present = scheme == PRESENT
    return CodeList(
        id=id,
        title="Jenis Bencana",
        authority=_BNPB,
        edition=scheme,
        valid_from=datetime.date(source.since, 1, 1) if is_present else None,
        entries=[CodeEntry(each.code, each.name) for each in disaster_types.in_scheme(scheme)],
        citation=source.citation,
        note=(
            "Berlaku sejak awal tahun petunjuknya; 110 dan 111 hanya untuk data lama"
            if is_present
            else "Ditemukan dalam data sampai Maret 2021; arti 103 sampai 109 berbeda dari skema 2023"
        ),
    )


@cache
def _makers() -> Mapping[str, Mapping[str, Callable[[str], CodeList]]]:
    """By id and edition (oldest first), a function that makes the list from its id."""
    levels = {"": None, "-provinces": AdminLevel.PROVINCE, "-regencies": AdminLevel.REGENCY}
    makers: dict[str, dict[str, Callable[[str], CodeList]]] = {}
    for suffix, level in levels.items():
        first = _editions()[0]
        makers[f"kemendagri{suffix}"] = {
            _BEFORE.format(first.id): partial(_before, first, level),
            **{each.id: partial(_kemendagri, each, level) for each in _editions()},
        }
    for suffix, level in levels.items():
        makers[f"bps{suffix}"] = {year: partial(_bps, year, level) for year in ("2020", "2023")}
    makers["iso-3166-2"] = {_ISO_EDITION: partial(_iso, _ISO_EDITION)}
    makers["disaster-types"] = {
        scheme: partial(_types, scheme) for scheme in reversed(list(disaster_types.schemes))
    }
    return FrozenMap(makers)


def _editions() -> tuple[Edition, ...]:
    return tuple(each for each in regions.editions() if each.held)


def _newest() -> Edition:
    return _editions()[-1]


@cache
def _made(id: str, edition: str) -> CodeList:
    return _makers()[id][edition](id)


def code_lists() -> Mapping[str, tuple[str, ...]]:
    """The ids of the library's code lists, each with its editions, oldest first.

    >>> code_lists()["disaster-types"], code_lists()["bps"]
    (('2011', '2023'), ('2020', '2023'))
    """
    return FrozenMap((id, tuple(editions)) for id, editions in _makers().items())


def code_list(id: str, *, on: datetime.date | None = None, edition: str | None = None) -> CodeList:
    """The code list of that id: an *edition*, the list in force *on* a day, or the newest.

    Raises :class:`~satudata.UnknownCodeError` for an unknown id, :class:`~satudata.UnknownEditionError` for an unknown
    edition and for a day for which no edition is known, ``TypeError`` for both a day and an edition.

    >>> code_list("kemendagri", on=datetime.date(2024, 8, 4)).edition
    'KMDN-100.1.1-6117-2022'
    >>> code_list("disaster-types", on=datetime.date(2020, 8, 4))
    Traceback (most recent call last):
    ...
    satudata.UnknownEditionError: unknown edition 'disaster-types' on 2020-08-04: no edition is known to be in \
force on that day; choose one: edition='2011', edition='2023'
    """
    if on is not None and edition is not None:
        raise WrongTypeError("give a day (on) or an edition, not both")
    try:
        editions = _makers()[id]
    except KeyError:
        raise UnknownCodeError(id, hint=f"the code lists are {', '.join(_makers())}") from None
    if edition is not None:
        if edition not in editions:
            raise UnknownEditionError(edition, hint=f"the editions of {id} are {', '.join(editions)}")
        return _made(id, edition)
    if on is None:
        return _made(id, list(editions)[-1])
    lists = [_made(id, each) for each in editions]
    for each in reversed(lists):
        if (each.valid_from or each.valid_to) and is_in_force(each, on):
            return each
    known = ", ".join(f"edition={each!r}" for each in editions)
    raise UnknownEditionError(
        id,
        on=on,
        hint=f"no edition is known to be in force on that day; choose one: {known}",
    )


def master_data(id: str) -> MasterData:
    """The newest master data of that id: ``"regions"`` or ``"disaster-types"``.

    Raises :class:`~satudata.UnknownCodeError` for any other id.

    >>> len(master_data("regions").rows), list(master_data("disaster-types").rows[0])
    (552, ['code', 'name', 'name_en', 'subtypes', 'issued', 'certainty'])
    """
    try:
        return _MASTERS[id]()
    except KeyError:
        raise UnknownCodeError(id, hint=f"the master data are {', '.join(_MASTERS)}") from None


def _regions() -> MasterData:
    newest = _newest()
    return MasterData(
        id="regions",
        title="Wilayah Administrasi Pemerintahan",
        authority=_KEMENDAGRI,
        code_list="kemendagri",
        edition=newest.id,
        rows=tuple(map(_region_row, regions.at(newest.in_force_from))),
        citation=_citation(newest),
    )


def _region_row(region: Region) -> Mapping[str, str | None]:
    latitude, longitude = map(str, region.centroid) if region.centroid else (None, None)
    return FrozenMap(
        {
            "code": str(region.code),
            "name": region.name,
            "kind": str(region.kind),
            "parent": None if region.parent is None else str(region.parent),
            "timezone": region.timezone,
            "latitude": latitude,
            "longitude": longitude,
        }
    )


def _type_objects() -> MasterData:
    scheme = disaster_types.schemes[PRESENT]
    return MasterData(
        id="disaster-types",
        title="Jenis Bencana",
        authority=_BNPB,
        code_list="disaster-types",
        edition=scheme.id,
        rows=tuple(
            FrozenMap(
                {
                    "code": each.code,
                    "name": each.name,
                    "name_en": each.name_en,
                    "subtypes": "; ".join(each.subtypes),
                    "issued": "ya" if each.issued else "tidak",
                    "certainty": str(each.certainty),
                }
            )
            for each in disaster_types.in_scheme(scheme.id)
        ),
        citation=scheme.citation,
    )


_MASTERS: Final = {"regions": _regions, "disaster-types": _type_objects}
