"""The thresholds as cited data: each criterion with its measure, its limit and its clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import chain
from typing import Literal, TypeAlias, final

import attrs

from satudata._ground.paths import public
from satudata.disaster_types._schemes import KARHUTLA, KARHUTLA_CODES
from satudata.interpretation import Interpretation

#: Groups of figures by name, each added up; one of the sums has to reach the limit.
Sums: TypeAlias = tuple[tuple[str, ...], ...]


@public("satudata")
@final
@attrs.frozen(kw_only=True)
class Criterion:
    """One criterion of a threshold: what is measured (``measure``), from which value on it is met, and its clause."""

    number: int
    measure: str
    limit: Decimal
    unit: str
    unit_en: str
    clause: str
    clause_en: str
    citation: str

    def amount(self, value: Decimal | int, lang: Literal["en", "id"] = "en") -> str:
        """*value* in the unit of this criterion.

        >>> deaths = JUKLAK_7_2023.criteria[0]
        >>> deaths.amount(1), deaths.amount(2), deaths.amount(2, "id")
        ('1 person', '2 people', '2 orang')
        """
        if lang == "id":
            return f"{value} {self.unit}"
        return f"{value} {_ONE[self.unit_en] if value == 1 else self.unit_en}"


#: The English units in the singular.
_ONE = {
    "people": "person",
    "units": "unit",
    "hectares": "hectare",
    "requests": "request",
    "declarations": "declaration",
}


@public("satudata")
@final
@attrs.frozen(kw_only=True)
class Threshold:
    """A cited list of criteria of which at least one has to be met."""

    id: str
    title: str
    citation: str
    criteria: tuple[Criterion, ...]


def _criterion(
    number: int,
    measure: str,
    limit: int,
    unit: str,
    unit_en: str,
    clause: str,
    clause_en: str,
    citation: str = "juklak-bnpb-7-2023",
) -> Criterion:
    return Criterion(
        number=number,
        measure=measure,
        limit=Decimal(limit),
        unit=unit,
        unit_en=unit_en,
        clause=clause,
        clause_en=clause_en,
        citation=citation,
    )


#: The six criteria of the guideline, in its words.
JUKLAK_7_2023 = Threshold(
    id="juklak-7-2023",
    title="Ambang Batas Kejadian Bencana",
    citation="juklak-bnpb-7-2023",
    criteria=(
        _criterion(1, "deaths", 1, "orang", "people", "1 Orang meninggal", "1 person dead"),
        _criterion(
            2,
            "people",
            50,
            "orang",
            "people",
            "50 orang terkena dampak/luka/mengungsi",
            "50 people affected, injured or displaced",
        ),
        _criterion(
            3,
            "buildings",
            5,
            "unit",
            "units",
            "5 unit rumah dan/atau bangunan fasilitas publik rusak",
            "5 houses and/or public buildings damaged",
        ),
        _criterion(4, "land", 1, "hektare", "hectares", "1 Hektar lahan", "1 hectare of land"),
        _criterion(
            5,
            "help",
            1,
            "permintaan",
            "requests",
            "Permintaan Pemerintah Daerah untuk diberikan bantuan nasional",
            "the regional government asks for national assistance",
        ),
        _criterion(
            6,
            "status",
            1,
            "penetapan",
            "declarations",
            "Penentuan status keadaan darurat bencana",
            "a disaster emergency status is declared",
        ),
    ),
)


_EMDAT = "em-dat-entry-criteria"

#: The entry criteria of EM-DAT, for comparison; no interpretation changes its figures.
EMDAT_ENTRY = Threshold(
    id="em-dat-entry",
    title="EM-DAT entry criteria",
    citation=_EMDAT,
    criteria=(
        _criterion(
            1,
            "deaths_and_missing",
            10,
            "orang",
            "people",
            "10 orang meninggal atau hilang",
            "10 people dead or missing",
            _EMDAT,
        ),
        _criterion(
            2,
            "people_together",
            100,
            "orang",
            "people",
            "100 orang terdampak, luka, atau mengungsi",
            "100 people affected, injured or displaced",
            _EMDAT,
        ),
        _criterion(
            3,
            "status",
            1,
            "penetapan",
            "declarations",
            "status keadaan darurat ditetapkan",
            "a state of emergency is declared",
            _EMDAT,
        ),
        _criterion(
            4,
            "international_help",
            1,
            "permintaan",
            "requests",
            "permintaan bantuan internasional",
            "international assistance is called for",
            _EMDAT,
        ),
    ),
)


# What each criterion measures: the sums of figures of which one has to reach the limit.


def deaths(interpretation: Interpretation) -> Sums:
    """Criterion 1: the dead, and the missing where they are interpreted so."""
    return (("dead", "missing"),) if interpretation.missing_as_dead else (("dead",),)


def people(interpretation: Interpretation) -> Sums:
    """Criterion 2: affected, injured and displaced, added or each alone."""
    return _added_or_alone(interpretation.people == "sum", ("affected",), ("injured",), ("displaced",))


def buildings(interpretation: Interpretation) -> Sums:
    """Criterion 3: damaged houses and public buildings, added or each alone."""
    houses = ("houses", "houses_flooded") if interpretation.flooded_as_damaged else ("houses",)
    return _added_or_alone(interpretation.buildings == "sum", houses, ("public_buildings",))


def _added_or_alone(are_added: bool, *groups: tuple[str, ...]) -> Sums:
    return (tuple(chain(*groups)),) if are_added else groups


def _always(*names: str) -> Callable[[Interpretation], Sums]:
    return lambda _: (names,)


#: The measures that a criterion can name. ``help``, ``status`` and ``international_help`` are answers, 1 for yes.
MEASURES: Mapping[str, Callable[[Interpretation], Sums]] = {
    "deaths": deaths,
    "people": people,
    "buildings": buildings,
    "land": _always("land"),
    "help": _always("help"),
    "status": _always("status"),
    "deaths_and_missing": _always("dead", "missing"),
    "people_together": _always("affected", "injured", "displaced"),
    "international_help": _always("international_help"),
}

#: The open points on which a measure depends, apart from the scope.
READ_BY: Mapping[str, tuple[str, ...]] = {
    "deaths": ("missing_as_dead",),
    "people": ("people",),
    "buildings": ("flooded_as_damaged", "buildings"),
    "land": ("land",),
}


def land_counts(interpretation: Interpretation, type_: tuple[str | None, str | None]) -> bool | None:
    """Whether criterion 4 counts the land of a type, (scheme, code): of any, or of karhutla only.

    ``None`` where that depends on a type, or on its scheme, that is not known.
    """
    scheme, code = type_
    if interpretation.land == "any":
        return True
    if code is None:
        return None
    return KARHUTLA.get((scheme, code)) if code in KARHUTLA_CODES else False
