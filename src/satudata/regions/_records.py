"""The records of the gazetteer: a region, an edition of the list of codes, a change of a code."""

from __future__ import annotations

from datetime import date
from typing import Any, final

import attrs

from satudata._ground import html
from satudata._ground.codes import Ordered
from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import Word
from satudata.regions._code import AdminLevel, RegionCode, as_region_code


@public("satudata.regions")
@final
class RegionKind(Word):
    """The kind of a region; the values are the words of the lists."""

    PROVINSI = "provinsi"
    KABUPATEN = "kabupaten"
    KOTA = "kota"
    KABUPATEN_ADMINISTRASI = "kabupaten administrasi"
    KOTA_ADMINISTRASI = "kota administrasi"

    def covers(self, other: RegionKind) -> bool:
        """Whether this word can mean a region of kind *other* too.

        Kabupaten and kota administrasi are usually written without the second word.

        >>> RegionKind.KOTA.covers(RegionKind.KOTA_ADMINISTRASI), RegionKind.KOTA_ADMINISTRASI.covers(RegionKind.KOTA)
        (True, False)
        """
        return other is self or other == f"{self} administrasi"


@public("satudata.regions")
@final
class Relation(Word):
    """How a code became a later one."""

    REPLACED_BY = "replaced_by"
    SPLIT_OFF = "split_off"
    RENAMED = "renamed"


def _parent_of(region: Region) -> RegionCode | None:
    return region.code.province if region.code.level is AdminLevel.REGENCY else None


_PARENT: Any = attrs.Factory(_parent_of, takes_self=True)


@public("satudata.regions")
@final
@attrs.frozen(kw_only=True, order=False, repr=False)
class Region(Ordered, Record, PydanticField):
    """A province or kabupaten/kota during one episode of its code or name.

    *valid_from* and *valid_to* are dates of lists of codes, the second exclusive. No *valid_from* is an open start
    (before the earliest list, of 24 February 2015); no *valid_to* means that the newest list has the region.
    *legal_from* and *legal_to* are dates of the *law* that began or ended the episode, months or years before the list
    that follows it. *edition* is the id of the decree whose list introduced the episode, None if no list has the code.
    *centroid* is (latitude, longitude) in degrees, of the boundary of today also for an earlier episode. *timezone* is
    the IANA name, by province. Ordered by code, then by ``valid_from``.

    Source: the decrees named in ``edition``; see ``regions/data/README.md``.

    >>> Region(code="62.02", name="Kabupaten Kotawaringin Timur", kind=RegionKind.KABUPATEN)
    Region(code=RegionCode.parse('62.02'), name='Kabupaten Kotawaringin Timur', kind=RegionKind.KABUPATEN)
    """

    code: RegionCode = attrs.field(converter=as_region_code)
    name: str
    kind: RegionKind = attrs.field(converter=RegionKind)
    parent: RegionCode | None = attrs.field(default=_PARENT)
    edition: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    law: str | None = None
    legal_from: date | None = None
    legal_to: date | None = None
    centroid: tuple[float, float] | None = None
    timezone: str | None = None

    @property
    def level(self) -> AdminLevel:
        """``AdminLevel.PROVINCE`` or ``AdminLevel.REGENCY``."""
        return self.code.level

    @property
    def province(self) -> RegionCode:
        """The code of its province; a province has its own."""
        return self.code.province

    def in_force_on(self, on: date, *, lenient: bool = False) -> bool:
        """Whether the list in force on that day has the episode; with *lenient* also from the date of its law on.

        The end is always that of the list: between a law and its list the old and the new episode are both in force.
        """
        start = self.valid_from
        if lenient and start is not None and self.legal_from is not None:
            start = min(start, self.legal_from)
        return (start is None or start <= on) and (self.valid_to is None or on < self.valid_to)

    def _repr_html_(self) -> str:
        fields = ((each.name, getattr(self, each.name)) for each in attrs.fields(Region))
        return html.table(("field", "value"), [row for row in fields if row[1] is not None], self.name)

    def _key(self) -> tuple[str, date, date]:
        return self.code.digits, self.valid_from or date.min, self.valid_to or date.max


@public("satudata.regions")
@final
@attrs.frozen(kw_only=True, order=False, repr=False)
class Edition(Ordered, Record):
    """A decree on region codes; *held* says whether its list is known here, row by row.

    *provinces*, *kabupaten* and *kota* are counts stated by the decree, or None. *in_force_to* is exclusive. Ordered by
    ``in_force_from``.

    >>> Edition(id="KMDN-050-145-2022", title="Kepmendagri 050-145/2022", in_force_from=date(2022, 2, 14)).number
    '050-145/2022'
    """

    id: str
    title: str
    in_force_from: date
    in_force_to: date | None = None
    held: bool = False
    signed: date | None = None
    promulgated: date | None = None
    provinces: int | None = None
    kabupaten: int | None = None
    kota: int | None = None
    note: str = ""

    @property
    def number(self) -> str:
        """The decree's number and year, as it is quoted."""
        return self.title.rpartition(" ")[2]

    def _key(self) -> tuple[date, str]:
        return self.in_force_from, self.id


@public("satudata.regions")
@final
@attrs.frozen(kw_only=True, order=False, repr=False)
class CodeChange(Ordered, Record):
    """A code replaced by another, a province split off from another, or a new name under one code.

    *legal_from* is the date of the law, *valid_from* that of the first list after it; either may be unknown.
    *confidence* is ``high``, ``medium`` or ``low``. Ordered by ``valid_from``, undated changes last.
    """

    relation: Relation = attrs.field(converter=Relation)
    from_code: RegionCode = attrs.field(converter=as_region_code)
    to_code: RegionCode = attrs.field(converter=as_region_code)
    from_name: str
    to_name: str
    law: str | None = None
    legal_from: date | None = None
    valid_from: date | None = None
    confidence: str = ""

    def _key(self) -> tuple[date, str, str]:
        return self.valid_from or self.legal_from or date.max, self.from_code.digits, self.to_code.digits
