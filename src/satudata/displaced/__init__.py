"""Pengungsi terpilah: displaced people by sex, age group and vulnerable group, at a site and a time."""

from __future__ import annotations

from satudata._ground.lazy import renamed
from satudata.displaced._change import DisplacedChange
from satudata.displaced._displaced import FIGURES, Displaced, sum_displaced
from satudata.displaced._inputs import Figure, Parts, PartsInput
from satudata.displaced._reports import Moment, SiteReport, latest
from satudata.displaced._totals import By, doubts, totals
from satudata.displaced._words import AgeGroup, SiteKind, VulnerableGroup
from satudata.impacts import Sex

__all__ = [
    "FIGURES",
    "AgeGroup",
    "By",
    "Displaced",
    "DisplacedChange",
    "Figure",
    "Moment",
    "Parts",
    "PartsInput",
    "Sex",
    "SiteKind",
    "SiteReport",
    "VulnerableGroup",
    "doubts",
    "latest",
    "sum_displaced",
    "totals",
]

__getattr__ = renamed(__name__, {"Change": "DisplacedChange", "total": "sum_displaced", "verify": "doubts"})
