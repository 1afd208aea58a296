"""Kode Referensi and Data Induk: the library's codes as dated, versioned lists with their authority."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any, Final, final

import attrs

from satudata import disaster_types, interchange, regions
from satudata._ground.codes import require_text
from satudata._ground.fields import as_day, as_text, not_blank
from satudata._ground.hooks import PydanticField
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.disaster_types._schemes import PRESENT
from satudata.errors import InvalidRecordError, UnknownCodeError, UnknownEditionError, UnknownRegionError
from satudata.regions import AdminLevel, Edition, Region

_KEMENDAGRI = "Kementerian Dalam Negeri"
_BPS = "Badan Pusat Statistik"
_BNPB = "Badan Nasional Penanggulangan Bencana"
_ISO = "International Organization for Standardization"
#: The edition of ISO 3166-2 is known by its number of provinces only.
_ISO_EDITION = "38 provinsi"


def is_in_force(held: CodeEntry | CodeList, on: datetime.date) -> bool:
    """Whether *held*, which has a first day and a first day after its last, holds on that day; open ends hold."""
    return (held.valid_from is None or held.valid_from <= on) and (
        held.valid_to is None or on < held.valid_to
    )


def _said(record: object, field: attrs.Attribute[str], value: str) -> None:
    if not require_text(value, field.name).strip():
        raise InvalidRecordError(
            field.name, value, "not blank: CodeEntry('62.02', 'Kabupaten Kotawaringin Timur')"
        )


@public("satudata.standards")
@final
@attrs.frozen
class CodeEntry(Record, PydanticField):
    """A code with its name, its days and the code above it.

    *valid_from* is its first day, *valid_to* the first day on which it no longer holds; ``None`` is open. *parent* is
    the code that it lies under.
    """

    code: str = attrs.field(validator=_said)
    name: str = attrs.field(validator=_said)
    valid_from: datetime.date | None = attrs.field(default=None, converter=as_day)
    valid_to: datetime.date | None = attrs.field(default=None, converter=as_day)
    parent: str | None = attrs.field(default=None, converter=as_text, validator=not_blank)


def _entries(values: Iterable[CodeEntry]) -> tuple[CodeEntry, ...]:
    return tuple(values)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class CodeList(Record, PydanticField):
    """Kode Referensi: a list of codes as an authority issued it, its *entries* in the order of their codes.

    *edition* is the decree or the year of the list, *valid_from* its first day, *valid_to* the first day on which
    another list held; ``None`` is open or not known. *note* says what a reader should know (Indonesian).

    >>> provinces = code_list("kemendagri-provinces", edition="KMDN-050-145-2022")
    >>> len(provinces.entries), provinces.authority, provinces.valid_from.isoformat()
    (34, 'Kementerian Dalam Negeri', '2022-02-14')
    >>> print(provinces.to_csv().splitlines()[1])
    11,Aceh,,,
    """

    id: str = attrs.field(validator=_said)
    title: str = attrs.field(validator=_said)
    authority: str = attrs.field(validator=_said)
    edition: str = attrs.field(validator=_said)
    valid_from: datetime.date | None = attrs.field(default=None, converter=as_day)
    valid_to: datetime.date | None = attrs.field(default=None, converter=as_day)
    entries: tuple[CodeEntry, ...] = attrs.field(
        converter=_entries,
        validator=attrs.validators.deep_iterable(attrs.validators.instance_of(CodeEntry)),
    )
    citation: str = attrs.field(validator=_said)
    note: str = ""

    def to_csv(self) -> str:
        """The entries as CSV text: code, name, valid_from, valid_to, parent."""
        return _csv(
            [attrs.asdict(entry) for entry in self.entries], [each.name for each in attrs.fields(CodeEntry)]
        )

    def to_dict(self) -> dict[str, Any]:
        """The list as plain values, ready for JSON; the inverse is :func:`satudata.from_dict`."""
        return interchange.to_dict(self)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class MasterData(Record, PydanticField):
    """Data Induk: the objects of a government process, a row each, under the codes of *code_list*.

    Every row has the same keys; the first is the code.

    >>> held = master_data("regions")
    >>> held.code_list, dict(held.rows[0])["timezone"]
    ('kemendagri', 'Asia/Jakarta')
    """

    id: str
    title: str
    authority: str
    code_list: str
    edition: str
    rows: tuple[Mapping[str, str | None], ...]
    citation: str

    def to_csv(self) -> str:
        """The objects as CSV text, a heading for each key."""
        return _csv(self.rows, list(self.rows[0]) if self.rows else [])

    def to_dict(self) -> dict[str, Any]:
        """The objects as plain values, ready for JSON."""
        head = {
            each.name: getattr(self, each.name) for each in attrs.fields(MasterData) if each.name != "rows"
        }
        return {**head, "rows": [dict(row) for row in self.rows]}


def _csv(rows: Iterable[Mapping[str, object]], names: list[str]) -> str:
    import csv
    import io

    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


# The lists held: id -> edition -> how it is made.


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


#: How the edition is called that stands for the lists before the earliest one held.
_BEFORE = "sebelum {}"


def _before(first: Edition, level: AdminLevel | None, id: str) -> CodeList:
    """What is known of the time before the earliest list held, each code with its days."""
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
        note="Kode yang dikenal sebelum daftar pertama yang dipegang; masa berlakunya pada setiap kode",
    )


_SUFFIXES = {None: "", AdminLevel.PROVINCE: ": Provinsi", AdminLevel.REGENCY: ": Kabupaten dan Kota"}


def _region_entries(held: Iterable[Region], level: AdminLevel | None) -> list[CodeEntry]:
    return [_region_entry(each) for each in held if level in (None, each.level)]


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
    held = disaster_types.schemes[scheme]
    is_present = scheme == PRESENT
    return CodeList(
        id=id,
        title="Jenis Bencana",
        authority=_BNPB,
        edition=scheme,
        valid_from=datetime.date(held.since, 1, 1) if is_present else None,
        entries=[CodeEntry(each.code, each.name) for each in disaster_types.in_scheme(scheme)],
        citation=held.citation,
        note=(
            "Dibaca sejak awal tahun petunjuknya; 110 dan 111 hanya untuk data lama"
            if is_present
            else "Ditemukan dalam data sampai Maret 2021; arti 103 sampai 109 berbeda dari skema 2023"
        ),
    )


@cache
def _makers() -> Mapping[str, Mapping[str, Callable[[str], CodeList]]]:
    """Id -> edition, the oldest first -> how the list is made, given its id."""
    levels = {"": None, "-provinces": AdminLevel.PROVINCE, "-regencies": AdminLevel.REGENCY}
    makers: dict[str, dict[str, Callable[[str], CodeList]]] = {}
    for suffix, level in levels.items():
        first = _editions()[0]
        makers[f"kemendagri{suffix}"] = {
            _BEFORE.format(first.id): partial(_before, first, level),
            **{held.id: partial(_kemendagri, held, level) for held in _editions()},
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
    """The ids of the lists held, each with its editions, the oldest first.

    >>> code_lists()["disaster-types"], code_lists()["bps"]
    (('2011', '2023'), ('2020', '2023'))
    """
    return FrozenMap((id, tuple(editions)) for id, editions in _makers().items())


def code_list(id: str, *, on: datetime.date | None = None, edition: str | None = None) -> CodeList:
    """The list of that id: of an *edition*, as in force *on* a day, or the newest held.

    Raises :class:`~satudata.UnknownCodeError` for an id, and ``UnknownEditionError`` for an edition, that is not held;
    the second also where no list held is known to have been in force on that day.

    >>> code_list("kemendagri", on=datetime.date(2024, 8, 4)).edition
    'KMDN-100.1.1-6117-2022'
    >>> code_list("disaster-types", on=datetime.date(2020, 8, 4))
    Traceback (most recent call last):
    ...
    satudata.UnknownEditionError: unknown edition 'disaster-types' on 2020-08-04: no list held is known to have \
been in force on that day; say which is meant: edition='2011', edition='2023'
    """
    if on is not None and edition is not None:
        raise TypeError("on and edition exclude each other: a day, or the edition itself")
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
    held = [_made(id, each) for each in editions]
    for each in reversed(held):
        if (each.valid_from or each.valid_to) and is_in_force(each, on):
            return each
    known = ", ".join(f"edition={each!r}" for each in editions)
    raise UnknownEditionError(
        id,
        on=on,
        hint=f"no list held is known to have been in force on that day; say which is meant: {known}",
    )


def master_data(id: str) -> MasterData:
    """The newest master data of that id: ``"regions"`` or ``"disaster-types"``.

    Raises :class:`~satudata.UnknownCodeError` for another id.

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
