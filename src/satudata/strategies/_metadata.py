"""Data standards, statistical metadata and code lists."""

from __future__ import annotations

from hypothesis import strategies as st

from satudata._ground.meanings import DataStandard
from satudata.standards import Activity, CodeEntry, CodeList, CollectionMethod, Indicator, Variable
from satudata.strategies._texts import described, said

TRUTHS = st.none() | st.booleans()
TITLES = st.lists(said(), max_size=3)


def data_standards() -> st.SearchStrategy[DataStandard]:
    """Data standards with a unit, or with a reason for none.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> find(data_standards(), lambda standard: standard.satuan is None, settings=first).no_unit_reason is None
    False
    """
    five = "name konsep definisi klasifikasi ukuran citation"
    return described(DataStandard, f"{five} satuan") | described(
        DataStandard, f"{five} no_unit_reason", satuan=st.none()
    )


def activities() -> st.SearchStrategy[Activity]:
    """Statistical activities, more or less filled in."""
    return described(
        Activity,
        "title",
        "code sector organiser responsible planning design sample_design quality_assurance processing dissemination",
        year=st.none() | st.integers(1900, 9999),
        method=st.none() | st.sampled_from(CollectionMethod),
    )


def variables() -> st.SearchStrategy[Variable]:
    """Variables, more or less filled in."""
    return described(
        Variable,
        "name",
        "alias konsep definisi selection_reference time_reference data_type klasifikasi validation_rule question",
        is_public=TRUTHS,
    )


def indicators() -> st.SearchStrategy[Indicator]:
    """Indicators of either kind, more or less filled in."""
    both = "konsep definisi interpretation method ukuran satuan klasifikasi estimation_level"
    simple = described(
        Indicator,
        "name",
        f"{both} activity activity_code",
        variables=TITLES,
        is_public=TRUTHS,
        is_composite=st.sampled_from([None, False]),
    )
    composite = described(
        Indicator,
        "name",
        f"{both} publication",
        indicators=TITLES,
        is_public=TRUTHS,
        is_composite=st.sampled_from([None, True]),
    )
    return simple | composite


def code_entries() -> st.SearchStrategy[CodeEntry]:
    """Codes with a name, some with days and a parent code."""
    days = st.none() | st.dates()
    return described(CodeEntry, "code name", "parent", valid_from=days, valid_to=days)


def code_lists() -> st.SearchStrategy[CodeList]:
    """Short code lists of invented authorities."""
    days = st.none() | st.dates()
    return described(
        CodeList,
        "id title authority edition citation",
        note=st.text(max_size=9),
        entries=st.lists(code_entries(), max_size=4),
        valid_from=days,
        valid_to=days,
    )
