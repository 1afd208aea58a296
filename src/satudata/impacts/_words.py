"""The words of the impact form: degrees of damage, kinds of facilities and land, sexes and age groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from satudata._ground.paths import public
from satudata._ground.words import Word


class _FormWord(Word):
    """A word of the impact form; longer and older words of the form are read as this one."""

    @classmethod
    def _missing_(cls, value: object) -> _FormWord:
        word = _SAME.get((cls.__name__, value.strip().casefold())) if isinstance(value, str) else None
        return super()._missing_(value) if word is None else cls(word)


#: Longer and older words of the form, by the class of the word that is kept.
_SAME: Mapping[tuple[str, str], str] = {
    ("Damage", "rusak berat"): "berat",
    ("Damage", "rusak sedang"): "sedang",
    ("Damage", "rusak ringan"): "ringan",
    ("FacilityKind", "satuan pendidikan"): "pendidikan",
    ("FacilityKind", "fasilitas pendidikan"): "pendidikan",
    ("FacilityKind", "rumah ibadat"): "peribadatan",
    ("FacilityKind", "rumah ibadah"): "peribadatan",
    ("FacilityKind", "fasilitas peribadatan"): "peribadatan",
    ("FacilityKind", "fasilitas kesehatan"): "kesehatan",
    ("FacilityKind", "fasilitas pelayanan kesehatan"): "kesehatan",
}


@public("satudata")
@final
class Damage(_FormWord):
    """The degree of damage of a house or facility; ``TOTAL`` is a published sum of heavy, moderate and light."""

    HEAVY = "berat"
    MODERATE = "sedang"
    LIGHT = "ringan"
    FLOODED = "terendam"
    TOTAL = "rusak"


@public("satudata")
@final
class FacilityKind(_FormWord):
    """The kinds of facility of the impact form. ``KIOSK`` and ``FACTORY`` are not public buildings."""

    EDUCATION = "pendidikan"
    WORSHIP = "peribadatan"
    HEALTH = "kesehatan"
    OFFICE = "kantor"
    MARKET = "pasar"
    KIOSK = "kios"
    FACTORY = "pabrik"


@public("satudata")
@final
class LandKind(_FormWord):
    """The kinds of land of the impact form; ``TOTAL`` is a published total of all kinds, with or without them."""

    RICE_FIELD = "sawah"
    PLANTATION = "kebun"
    LAND = "lahan"
    FOREST = "hutan"
    POND = "kolam"
    TOTAL = "total"


@public("satudata")
@final
class Sex(Word):
    """Jenis kelamin."""

    MALE = "laki-laki"
    FEMALE = "perempuan"


@public("satudata")
@final
class LifeStage(Word):
    """The age groups of the impact form, which states no limits in years.

    Displaced people have five other groups: :class:`satudata.displaced.AgeGroup`.
    """

    CHILD = "anak"
    ADULT = "dewasa"
    ELDERLY = "lansia"
