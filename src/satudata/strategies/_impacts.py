"""Impacts and displaced people: figures that are known, unknown or zero."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from satudata.displaced import AgeGroup, Displaced, VulnerableGroup
from satudata.impacts import COUNTS, PEOPLE, Damage, FacilityKind, Impact, LandKind, LifeStage, Sex

#: Larger than any limit of the guideline, small enough that figures meet and miss them about as often.
LARGEST_FIGURE = 60


def impacts(largest: int = LARGEST_FIGURE) -> st.SearchStrategy[Impact]:
    """Impacts in which each figure is unknown or zero to *largest*, fractions in thousandths.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> find(impacts(largest=0), lambda impact: impact.dead is not None, settings=first).dead
    0
    """
    count = st.none() | st.integers(0, largest)
    area = st.none() | st.integers(0, 1000 * largest).map(lambda thousandths: Decimal(thousandths).scaleb(-3))
    figures: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(COUNTS, count)
    kinds = st.tuples(st.sampled_from(FacilityKind), st.sampled_from(Damage))
    figures["facilities"] = st.none() | st.dictionaries(kinds, count, max_size=4)
    groups = st.tuples(st.none() | st.sampled_from(Sex), st.none() | st.sampled_from(LifeStage)).filter(any)
    places = st.builds(lambda name, group: (name, *group), st.sampled_from(PEOPLE), groups)
    figures["people"] = st.none() | st.dictionaries(places, count, max_size=4)
    figures["land"] = st.none() | st.dictionaries(st.sampled_from(LandKind), area, max_size=3)
    lengths = st.none() | st.dictionaries(st.sampled_from(Damage), area, max_size=3)
    figures |= {"bridges": lengths, "roads": lengths, "irrigation": area, "losses": area}
    return st.builds(Impact, **figures)


def displaced(largest: int = LARGEST_FIGURE) -> st.SearchStrategy[Displaced]:
    """Displaced people in which each figure is unknown or zero to *largest*.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> find(displaced(largest=0), lambda people: people.families is not None, settings=first).families
    0
    """
    count = st.none() | st.integers(0, largest)
    return st.builds(
        Displaced,
        people=count,
        families=count,
        sexes=st.none() | st.dictionaries(st.sampled_from(Sex), count),
        ages=_by_group(AgeGroup, count),
        other_ages=_by_group(("<5", "6-23 bulan", "18-60", ">60", "remaja"), count),
        groups=_by_group(VulnerableGroup, count),
        other_groups=_by_group(("janda", "ODGJ"), count),
        lower_bounds=st.sets(st.sampled_from(("people", "families", "sexes"))),
    )


def _by_group(words: Any, count: st.SearchStrategy[int | None]) -> st.SearchStrategy[Any]:
    places = st.tuples(st.sampled_from(words), st.none() | st.sampled_from(Sex))
    return st.none() | st.dictionaries(places, count, max_size=4)
