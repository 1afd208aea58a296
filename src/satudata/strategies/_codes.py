"""Codes, and the regions and disaster types of the tables."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from satudata import disaster_types as _types
from satudata import regions as _regions
from satudata.disaster_types import DisasterType
from satudata.errors import InvalidArgumentError
from satudata.interop.glide import GLIDE
from satudata.kib import KIB
from satudata.regions import BPSCode, PCode, Region
from satudata.regions._code import AdminLevel, RegionCode
from satudata.strategies._texts import digits


def region_codes(level: AdminLevel | None = None) -> st.SearchStrategy[RegionCode]:
    """Region codes of *level* (``PROVINCE`` or ``REGENCY``), of both where it is left out.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> find(region_codes(AdminLevel.REGENCY), lambda code: True, settings=first).level
    AdminLevel.REGENCY
    """
    widths = {AdminLevel.PROVINCE: (2,), AdminLevel.REGENCY: (4,), None: (2, 4)}
    if level not in widths:
        raise InvalidArgumentError(f"a region code is of level PROVINCE or REGENCY, not {level!r}")
    return st.one_of(*map(digits, widths[level])).map(RegionCode)


def kibs(
    regions: st.SearchStrategy[RegionCode] | None = None,
    type_codes: st.SearchStrategy[str] | None = None,
    dates: st.SearchStrategy[datetime.date] | None = None,
    indexes: st.SearchStrategy[int] | None = None,
) -> st.SearchStrategy[KIB]:
    """KIBs of any four parts, or of the parts given (regions of kabupaten/kota level).

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> find(kibs(type_codes=st.just("106")), lambda kib: kib.index > 0, settings=first).type_code
    '106'
    """
    return st.builds(
        KIB,
        region_codes(AdminLevel.REGENCY) if regions is None else regions,
        digits(3) if type_codes is None else type_codes,
        st.dates() if dates is None else dates,
        st.integers(0, 9) if indexes is None else indexes,
    )


def bps_codes() -> st.SearchStrategy[BPSCode]:
    """Codes of Badan Pusat Statistik, of two or four digits."""
    return (digits(2) | digits(4)).map(BPSCode)


def pcodes() -> st.SearchStrategy[PCode]:
    """P-codes, of two or four digits."""
    return (digits(2) | digits(4)).map(lambda found: PCode(f"ID{found}"))


def glides() -> st.SearchStrategy[GLIDE]:
    """GLIDE numbers of any two letters, with a country or without.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> str(find(glides(), lambda glide: glide.country is None, settings=first))[-4:]
    '----'
    """
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return st.builds(
        lambda *parts: GLIDE.parse("-".join(parts)),
        st.text(letters, min_size=2, max_size=2),
        digits(4),
        digits(6),
        st.just("---") | st.text(letters, min_size=3, max_size=3),
    )


def regions() -> st.SearchStrategy[Region]:
    """The regions of the tables, as they were on any day of 2016 to 2025."""
    days = st.dates(datetime.date(2016, 1, 1), datetime.date(2025, 12, 31))
    return days.flatmap(lambda day: st.sampled_from(_regions.at(day)))


def disaster_types() -> st.SearchStrategy[DisasterType]:
    """The disaster types of the tables, of every scheme."""
    return st.one_of(*(st.sampled_from(_types.in_scheme(name)) for name in sorted(_types.schemes)))
