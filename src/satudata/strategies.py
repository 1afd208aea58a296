"""Hypothesis strategies for the values of satudata.

They need the extra ``hypothesis``. Every value they draw is valid; none is looked up in a table.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from satudata.errors import MissingExtraError
from satudata.events import Event, EventRecord, Status
from satudata.impacts import COUNTS, Damage, FacilityKind, Impact, LandKind
from satudata.kib import KIB
from satudata.readings import OPTIONS, Readings
from satudata.regions._code import AdminLevel, RegionCode

try:
    from hypothesis import strategies as st
except ImportError:
    raise MissingExtraError("hypothesis", "satudata.strategies") from None

__all__ = ["event_records", "events", "impacts", "kibs", "readings", "region_codes"]

#: Larger than any limit of the guideline, small enough that figures meet and miss them about as often.
_LARGEST_FIGURE = 60


def region_codes(level: AdminLevel | None = None) -> st.SearchStrategy[RegionCode]:
    """Region codes of *level* (``PROVINCE`` or ``REGENCY``), of both where it is left out.

    >>> from hypothesis import find
    >>> find(region_codes(AdminLevel.REGENCY), lambda code: True)
    RegionCode.parse('00.00')
    """
    widths = {AdminLevel.PROVINCE: (2,), AdminLevel.REGENCY: (4,), None: (2, 4)}
    if level not in widths:
        raise ValueError(f"a region code is of level PROVINCE or REGENCY, not {level!r}")
    return st.sampled_from(widths[level]).flatmap(_digits).map(RegionCode)


def kibs(
    regions: st.SearchStrategy[RegionCode] | None = None,
    type_codes: st.SearchStrategy[str] | None = None,
    dates: st.SearchStrategy[datetime.date] | None = None,
    indexes: st.SearchStrategy[int] | None = None,
) -> st.SearchStrategy[KIB]:
    """KIBs of any four parts, or of the parts given (regions of kabupaten/kota level).

    >>> from hypothesis import find
    >>> find(kibs(type_codes=st.just("106"), indexes=st.just(1)), lambda kib: True).type_code
    '106'
    """
    return st.builds(
        KIB,
        region_codes(AdminLevel.REGENCY) if regions is None else regions,
        _digits(3) if type_codes is None else type_codes,
        st.dates() if dates is None else dates,
        st.integers(0, 9) if indexes is None else indexes,
    )


def impacts(largest: int = _LARGEST_FIGURE) -> st.SearchStrategy[Impact]:
    """Impacts in which each figure is unknown or zero to *largest*; land in thousandths of a hectare.

    >>> from hypothesis import find
    >>> find(impacts(), lambda impact: impact.dead is not None)
    Impact(dead=0)
    """
    count = st.none() | st.integers(0, largest)
    area = st.none() | st.integers(0, 1000 * largest).map(lambda thousandths: Decimal(thousandths).scaleb(-3))
    figures: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(COUNTS, count)
    kinds = st.tuples(st.sampled_from(FacilityKind), st.sampled_from(Damage))
    figures["facilities"] = st.none() | st.dictionaries(kinds, count, max_size=4)
    figures["land"] = st.none() | st.dictionaries(st.sampled_from(LandKind), area, max_size=3)
    return st.builds(Impact, **figures)


def event_records(
    regions: st.SearchStrategy[RegionCode] | None = None,
    kibs: st.SearchStrategy[KIB | None] | None = None,
    ids: st.SearchStrategy[str | None] | None = None,
    impacts: st.SearchStrategy[Impact] | None = None,
) -> st.SearchStrategy[EventRecord]:
    """Records of any region; with a KIB or an id of their own only where these are given."""
    return st.builds(
        EventRecord,
        region_codes() if regions is None else regions,
        _impacts() if impacts is None else impacts,
        kib=st.none() if kibs is None else kibs,
        id=st.none() if ids is None else ids,
        place=st.none() | st.sampled_from(("Kec. Timur", "Kec. Barat")),
        status=st.sampled_from(Status),
        as_of=st.none() | st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)),
    )


def events(
    kibs: st.SearchStrategy[KIB] | None = None,
    ids: st.SearchStrategy[str] | None = None,
    records: st.SearchStrategy[EventRecord] | None = None,
    max_records: int = 4,
) -> st.SearchStrategy[Event]:
    """Events with a KIB, an id or both, and up to *max_records* records.

    >>> from hypothesis import find
    >>> find(events(kibs=st.just(KIB.parse("6202106202408041"))), lambda event: event.kib is not None).key
    '620210620240804'
    """
    kib = _kibs() if kibs is None else kibs
    name = (
        st.sampled_from(("banjir-demak-2024", "gempa-cianjur-2022", "lahar-marapi-2024"))
        if ids is None
        else ids
    )
    lists = st.lists(event_records() if records is None else records, max_size=max_records)
    named = st.one_of(st.tuples(kib, st.none()), st.tuples(st.none(), name), st.tuples(kib, name))
    return st.builds(lambda own, rows: Event(kib=own[0], id=own[1], records=rows), named, lists)


def readings() -> st.SearchStrategy[Readings]:
    """Every combination of the open readings.

    >>> from hypothesis import find
    >>> find(readings(), lambda reading: True) == Readings()
    True
    """
    return st.builds(Readings, **{name: st.sampled_from(options) for name, options in OPTIONS.items()})


def _digits(width: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=width, max_size=width)


_impacts, _kibs = impacts, kibs
