"""The look-ups of :mod:`satudata.regions`, over the tables of the package."""

from __future__ import annotations

from datetime import date

from satudata.regions._code import RegionCode
from satudata.regions._gazetteer import embedded
from satudata.regions._records import CodeChange, Edition, Region, RegionKind


def get(
    code: RegionCode | str,
    *,
    on: date | None = None,
    edition: Edition | str | None = None,
    lenient: bool = False,
) -> Region:
    """Return the region that has *code* in the newest list, on a day, or in the list of a decree.

    *on* reads by the dates of the lists. With *lenient* a code or name also counts from the date of its law on, and the
    older one until its list ends; if one code then has two names, the name of the law is returned. *edition* is a
    decree's id, number or title (``"KMDN-050-145-2022"``, ``"050-145/2022"``); *lenient* adds nothing to its list. A
    code of the earliest list known here is read on any day before it too.

    Raises :class:`~satudata.UnknownRegionError`, which names the successor (``.successors`` are the codes) or the
    edition that has the code, :class:`~satudata.UnknownEditionError` for a list that is not known here,
    :class:`~satudata.InvalidRegionCodeError` for malformed text and ``TypeError`` for a ``datetime``.

    >>> get("62.02").name
    'Kabupaten Kotawaringin Timur'
    >>> get("91.02", on=date(2022, 11, 8)).name
    'Kabupaten Jayawijaya'
    >>> get("91.02", on=date(2022, 11, 9))
    Traceback (most recent call last):
    ...
    satudata.UnknownRegionError: unknown region code '91.02' on 2022-11-09: replaced by 95.01 Kabupaten \
Jayawijaya since 2022-11-09
    >>> get("96.01", on=date(2023, 6, 19), lenient=True).name
    'Kabupaten Sorong'
    """
    return embedded().get(code, on=on, edition=edition, lenient=lenient)


def at(on: date, *, lenient: bool = False) -> tuple[Region, ...]:
    """Return all provinces and kabupaten/kota of a day, one for each code, in the order of codes.

    *lenient* reads by the dates of laws if they are before the lists; each place is returned once, as the law has it.

    >>> len(at(date(2022, 3, 1))), len(at(date(2025, 4, 25)))
    (548, 552)
    """
    return embedded().at(on, lenient=lenient)


def find(
    name: str,
    *,
    kind: RegionKind | str | None = None,
    province: RegionCode | str | None = None,
    on: date | None = None,
) -> tuple[Region, ...]:
    """Return the regions whose whole name or alias is *name*; case, punctuation and spaces do not matter.

    A leading Kab., Kabupaten, Kota, Kota Adm. or Provinsi limits the kind, as does *kind* (a :class:`RegionKind` or its
    text); "kabupaten" and "kota" include kabupaten and kota administrasi. A bare name means any kind. Kep. is read as
    Kepulauan. *province* (code or name) is the province of the region in any edition searched.

    Without *on* every edition is searched, and a retired code is returned as its newest successor. With *on* only the
    lists in force that day are searched; all names of a place, earlier and later ones, are valid at any time.

    >>> [str(region.code) for region in find("banjar")]
    ['32.79', '63.03']
    >>> [str(region.code) for region in find("Kab. Merauke", province="Papua")]
    ['93.01']
    >>> [str(region.code) for region in find("MERAUKE", on=date(2020, 1, 1))]
    ['91.01']
    """
    return embedded().find(name, kind=kind, province=province, on=on)


def find_as_named(
    name: str, province: RegionCode | str | None = None, *, on: date | None = None
) -> tuple[Region, ...]:
    """Return the kabupaten/kota that a row of a table names by its columns, province and day.

    Names are compared as in :func:`find`. Of the episodes of a place in the *province*, the one in force on the day
    (read leniently) is returned, otherwise the nearest, since rows use codes and names before and after their time. A
    bare name means the kabupaten if the province has a kota of that name too. Without *province* all provinces are
    searched, and several regions may be found.

    >>> [str(region.code) for region in find_as_named("NUNUKAN", "KALIMANTAN UTARA", on=date(2010, 5, 1))]
    ['65.03']
    >>> [str(region.code) for region in find_as_named("SORONG", "PAPUA BARAT DAYA", on=date(2023, 6, 19))]
    ['96.01']
    >>> [str(region.code) for region in find_as_named("BANDUNG", "JAWA BARAT")]
    ['32.04']
    """
    return embedded().find_as_named(name, province, on=on)


def successors(code: RegionCode | str) -> tuple[Region, ...]:
    """Return the regions of today that replaced *code*, through all replacements; () if it was not replaced.

    For provinces that were split off see :func:`history`. Raises :class:`~satudata.UnknownRegionError` for a code that
    was never known.

    >>> [str(region.code) for region in successors("91.02")]
    ['95.01']
    """
    return embedded().successors(code)


def predecessors(code: RegionCode | str) -> tuple[Region, ...]:
    """Return the regions that *code* replaced, back to the first one; () if it replaced none.

    Raises :class:`~satudata.UnknownRegionError` for a code that was never known.

    >>> [str(region.code) for region in predecessors("95.01")]
    ['91.02']
    """
    return embedded().predecessors(code)


def history(code: RegionCode | str) -> tuple[CodeChange, ...]:
    """Return the known changes of the place that has or had *code*: replacements, new names, provinces split off.

    Ordered by the date of the list, undated changes last. Raises :class:`~satudata.UnknownRegionError` for a code that
    was never known.

    >>> [(str(change.relation), str(change.from_code), change.to_name) for change in history("76.01")]
    [('replaced_by', '73.25', 'Kabupaten Mamuju Utara'), ('renamed', '76.01', 'Kabupaten Pasangkayu')]
    """
    return embedded().history(code)


def resolve(
    code: RegionCode | str,
    from_: date | Edition | str | None,
    to: date | Edition | str | None = None,
    *,
    lenient: bool = False,
) -> tuple[Region, ...]:
    """Return the regions, as of *to*, of the place that has *code* as of *from_*.

    Both are a day, an edition, or None for the newest list. A province that was divided in between is returned with all
    provinces split off from it; one that did not exist yet, as the one it came from. Raises
    :class:`~satudata.UnknownRegionError` if *code* is not known as of *from_*.

    >>> [str(region.code) for region in resolve("91.04", date(2021, 6, 1))]
    ['94.01']
    >>> [str(region.code) for region in resolve("91", "050-145/2022", date(2023, 1, 1))]
    ['91', '93', '94', '95']
    """
    return embedded().resolve(code, from_, to, lenient=lenient)


def editions() -> tuple[Edition, ...]:
    """Return the decrees on region codes, oldest first; ``.held`` says whether the list of the decree is known here.

    >>> [edition.number for edition in editions() if edition.held][-3:]
    ['050-145/2022', '100.1.1-6117/2022', '300.2.2-2138/2025']
    """
    return embedded().editions()
