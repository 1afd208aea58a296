"""The look-ups of :mod:`satudata.regions`: they ask the gazetteer that comes with the package."""

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
    """The region that bears *code* in the newest list held, on a day, or in a decree's own list.

    *on* reads by the dates of the lists; with *lenient* a code or name counts from its law's date too, and the older
    one until its list ends; where one code then has two names, the law's is given. *edition* is a decree's id, number
    or title (``"KMDN-050-145-2022"``, ``"050-145/2022"``); a list is what it prints, *lenient* adds nothing to it. A
    code older than the earliest list held is known on any earlier day.

    Raises :class:`~satudata.UnknownRegionError`, which names the successor or the edition that knows the code (its
    ``.successors`` are their codes), :class:`~satudata.errors.UnknownEditionError` for a list that is not held,
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
    """All provinces and kabupaten/kota of a day, one per code, in the order of codes.

    *lenient* reads by the laws' dates where they come before the lists; each place is given once, as the law has it.

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
    """The regions whose whole name or alias is *name*, case, punctuation and spaces set aside; () when there is none.

    A leading Kab., Kabupaten, Kota, Kota Adm. or Provinsi says which kind is meant, as does *kind* (a
    :class:`RegionKind` or its text); "kabupaten" and "kota" include kabupaten and kota administrasi. A bare name means
    any kind. Kep. stands for Kepulauan. *province* (code or name) is the one the region lay in, in any edition
    searched.

    Without *on* every edition is searched and a retired code given as its newest successor. With *on* it is the lists
    in force that day; the other names of a place, earlier and later ones, hold at any time.

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
    """The kabupaten/kota that a row names in its columns, with its province and day; one region is a decided name.

    Names are compared as in :func:`find`. Of the episodes of a place that lay in the *province* named, the one in force
    on the day (read leniently) is given, else the nearest: rows use codes and names before and after their time. In
    such columns a bare name means the kabupaten where its province has a kota of that name too. Without *province* all
    are searched, and several regions may answer.

    >>> [str(region.code) for region in find_as_named("NUNUKAN", "KALIMANTAN UTARA", on=date(2010, 5, 1))]
    ['65.03']
    >>> [str(region.code) for region in find_as_named("SORONG", "PAPUA BARAT DAYA", on=date(2023, 6, 19))]
    ['96.01']
    >>> [str(region.code) for region in find_as_named("BANDUNG", "JAWA BARAT")]
    ['32.04']
    """
    return embedded().find_as_named(name, province, on=on)


def successors(code: RegionCode | str) -> tuple[Region, ...]:
    """The regions of today that replaced *code*, through all replacements; () for a code that was not replaced.

    Raises :class:`~satudata.UnknownRegionError` for a code never known. Provinces split off: :func:`history`.

    >>> [str(region.code) for region in successors("91.02")]
    ['95.01']
    """
    return embedded().successors(code)


def predecessors(code: RegionCode | str) -> tuple[Region, ...]:
    """The regions that *code* replaced, back to the first known; () for a code that replaced none.

    Raises :class:`~satudata.UnknownRegionError` for a code never known.

    >>> [str(region.code) for region in predecessors("95.01")]
    ['91.02']
    """
    return embedded().predecessors(code)


def history(code: RegionCode | str) -> tuple[CodeChange, ...]:
    """The known changes of the place that bears or bore *code*: replacements, new names, provinces split off.

    Ordered by the date of the list, undated changes last. Raises :class:`~satudata.UnknownRegionError` for a code never
    known.

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
    """*code* as of *from_* (a day, an edition, None for the newest) carried to *to*: the regions it is there.

    A province that was split since is given with all that were split off; one that did not exist yet goes back to the
    one it came from. Raises :class:`~satudata.UnknownRegionError` where *code* is not known as of *from_*.

    >>> [str(region.code) for region in resolve("91.04", date(2021, 6, 1))]
    ['94.01']
    >>> [str(region.code) for region in resolve("91", "050-145/2022", date(2023, 1, 1))]
    ['91', '93', '94', '95']
    """
    return embedded().resolve(code, from_, to, lenient=lenient)


def editions() -> tuple[Edition, ...]:
    """The decrees on region codes, oldest first; ``.held`` tells those whose list can be asked.

    >>> [edition.number for edition in editions() if edition.held][-3:]
    ['050-145/2022', '100.1.1-6117/2022', '300.2.2-2138/2025']
    """
    return embedded().editions()
