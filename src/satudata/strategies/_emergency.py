"""Reports of displacement sites and emergency declarations."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st

from satudata.displaced import SiteKind, SiteReport
from satudata.emergency import Declaration, EmergencyStatus
from satudata.strategies import _codes, _impacts, _texts


def site_reports() -> st.SearchStrategy[SiteReport]:
    """Reports of sites, kinds of site and whole regions, at a day, a moment or no time."""
    moments = st.datetimes(*(datetime.datetime(year, 1, 1) for year in (2020, 2031)))  # noqa: DTZ001  # local times
    return st.builds(
        SiteReport,
        _codes.region_codes(),
        _impacts.displaced(),
        event=_texts.names(),
        kind=st.none() | st.sampled_from(SiteKind),
        site=_texts.names(),
        as_of=st.none() | _texts.days() | moments,
        district=_texts.names(),
        village=_texts.names(),
        sites=st.none() | st.integers(0, 500),
    )


def declarations() -> st.SearchStrategy[Declaration]:
    """Declarations of up to three months, also without an end, a decree or a region."""

    def declared(start: datetime.date, lasts: int | None, **fields: Any) -> Declaration:
        end = None if lasts is None else start + datetime.timedelta(days=lasts)
        return Declaration(start=start, end=end, **fields)

    return st.builds(
        declared,
        _texts.days(),
        st.none() | st.integers(0, 90),
        status=st.sampled_from(EmergencyStatus),
        region=st.none() | _codes.region_codes(),
        decree=st.none() | st.sampled_from(("360/1/2024", "300.2/77/2025")),
        extends=st.none() | st.just("360/0/2024"),
        type_code=st.none() | _texts.digits(3),
        event=_texts.names(),
    )
