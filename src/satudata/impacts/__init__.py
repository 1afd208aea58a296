"""HOW MUCH: the reported losses; ``None`` is not reported, never zero."""

from __future__ import annotations

from satudata._ground.fields import Amount
from satudata._ground.lazy import renamed
from satudata.impacts._impact import COUNTS, FIGURES, Impact
from satudata.impacts._inputs import (
    PEOPLE,
    Facilities,
    FacilitiesInput,
    Land,
    Lengths,
    LengthsInput,
    People,
    PeopleInput,
)
from satudata.impacts._words import Damage, FacilityKind, LandKind, LifeStage, Sex
from satudata.impacts.sums import sum_impacts

__all__ = [
    "COUNTS",
    "FIGURES",
    "PEOPLE",
    "Amount",
    "Damage",
    "Facilities",
    "FacilitiesInput",
    "FacilityKind",
    "Impact",
    "Land",
    "LandKind",
    "Lengths",
    "LengthsInput",
    "LifeStage",
    "People",
    "PeopleInput",
    "Sex",
    "sum_impacts",
]

__getattr__ = renamed(__name__, {"total": "sum_impacts"})
