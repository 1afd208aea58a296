"""The groups by which displaced people are reported, and where they stay."""

from __future__ import annotations

from typing import final

from satudata._ground.paths import public
from satudata._ground.words import Word


@public("satudata.displaced")
@final
class AgeGroup(Word):
    """Kelompok usia: 0 to 11 months, 12 to 59 months, 5 to 17 years, 18 to 59 years, 60 years and above."""

    INFANT = "bayi"
    TODDLER = "balita"
    CHILD = "anak"
    ADULT = "dewasa"
    ELDERLY = "lansia"


@public("satudata.displaced")
@final
class VulnerableGroup(Word):
    """Kelompok rentan other than age groups; they overlap, so they are never summed."""

    PREGNANT = "ibu hamil"
    BREASTFEEDING = "ibu menyusui"
    DISABLED = "penyandang disabilitas"
    ILL = "orang sakit"


@public("satudata.displaced")
@final
class SiteKind(Word):
    """Where the displaced stay: together at a site, or on their own (with relatives, in rented rooms)."""

    CENTRAL = "terpusat"
    INDEPENDENT = "mandiri"
