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
        return f"{value} {_UNITS[self.unit_en][1] if value == 1 else self.unit_en}"


#: By the English unit: the Indonesian one, and the English singular.
_UNITS = {
    "people": ("orang", "person"),
    "units": ("unit", "unit"),
    "hectares": ("hektare", "hectare"),
    "requests": ("permintaan", "request"),
    "declarations": ("penetapan", "declaration"),
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


def _threshold(id: str, title: str, citation: str, *rows: tuple[str, int, str, str, str]) -> Threshold:
    """A threshold of one source; each row has the measure, limit, unit and clause (Indonesian, English)."""
    criteria = (
        Criterion(
            number=number,
            measure=measure,
            limit=Decimal(limit),
            unit=_UNITS[unit][0],
            unit_en=unit,
            clause=clause,
            clause_en=clause_en,
            citation=citation,
        )
        for number, (measure, limit, unit, clause, clause_en) in enumerate(rows, start=1)
    )
    return Threshold(id=id, title=title, citation=citation, criteria=tuple(criteria))


#: The six criteria of the guideline, in its words.
JUKLAK_7_2023 = _threshold(
    "juklak-7-2023",
    "Ambang Batas Kejadian Bencana",
    "juklak-bnpb-7-2023",
    ("deaths", 1, "people", "1 Orang meninggal", "1 person dead"),
    (
        *("people", 50, "people"),
        "50 orang terkena dampak/luka/mengungsi",
        "50 people affected, injured or displaced",
    ),
    (
        *("buildings", 5, "units"),
        "5 unit rumah dan/atau bangunan fasilitas publik rusak",
        "5 houses and/or public buildings damaged",
    ),
    ("land", 1, "hectares", "1 Hektar lahan", "1 hectare of land"),
    (
        *("help", 1, "requests"),
        "Permintaan Pemerintah Daerah untuk diberikan bantuan nasional",
        "the regional government asks for national assistance",
    ),
    (
        *("status", 1, "declarations"),
        "Penentuan status keadaan darurat bencana",
        "a disaster emergency status is declared",
    ),
)

#: The entry criteria of EM-DAT, for comparison; no interpretation changes its figures.
EMDAT_ENTRY = _threshold(
    "em-dat-entry",
    "EM-DAT entry criteria",
    "em-dat-entry-criteria",
    ("deaths_and_missing", 10, "people", "10 orang meninggal atau hilang", "10 people dead or missing"),
    (
        *("people_together", 100, "people"),
        "100 orang terdampak, luka, atau mengungsi",
        "100 people affected, injured or displaced",
    ),
    ("status", 1, "declarations", "status keadaan darurat ditetapkan", "a state of emergency is declared"),
    (
        *("international_help", 1, "requests"),
        "permintaan bantuan internasional",
        "international assistance is called for",
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
