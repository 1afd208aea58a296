"""What the fields of an impact accept, and the values that they keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, SupportsIndex, TypeAlias

from satudata._ground.fields import Amount, amount, require_mapping, whole_number
from satudata._ground.maps import FrozenMap
from satudata._ground.words import W, Word, word_of
from satudata.errors import InvalidRecordError
from satudata.impacts._words import Damage, FacilityKind, LandKind, LifeStage, Sex

#: The figures that are people, in the order of the form.
PEOPLE = ("dead", "missing", "injured", "affected", "displaced")

People: TypeAlias = FrozenMap[tuple[str, Sex | None, LifeStage | None], int | None]
Facilities: TypeAlias = FrozenMap[tuple[FacilityKind, Damage], int | None]
Land: TypeAlias = FrozenMap[LandKind, Decimal | None]
Lengths: TypeAlias = FrozenMap[Damage, Decimal | None]
FacilitiesInput: TypeAlias = (
    Mapping[tuple[str, str], SupportsIndex | None]
    | Mapping[str, Mapping[str, SupportsIndex | None]]
    | Mapping[str, SupportsIndex | None]
    | None
)
LengthsInput: TypeAlias = Mapping[str, Amount | None] | Amount | None
#: By figure and group, ``{"dead": {"perempuan": 2, ("perempuan", "lansia"): 1}}``, or by all three in one.
PeopleInput: TypeAlias = (
    Mapping[str, Mapping[Any, SupportsIndex | None]]
    | Mapping[str, Mapping[str, Mapping[str, SupportsIndex | None]]]
    | Mapping[tuple[str, Sex | None, LifeStage | None], SupportsIndex | None]
    | None
)


def as_people(value: PeopleInput) -> People | None:
    if value is None:
        return None
    require_mapping(value, "people", "people by figure and group, {'dead': {'perempuan': 1}}")
    flat: dict[tuple[str, Sex | None, LifeStage | None], int | None] = {}
    for key, figures in value.items():
        name, *words = key if isinstance(key, tuple) else (key,)
        if name not in PEOPLE:
            raise InvalidRecordError("people", name, f"no such figure of people; one of: {', '.join(PEOPLE)}")
        for group, figure in _by_group(words, figures):
            place = (name, *_sex_and_age(name, group))
            if place in flat:
                raise InvalidRecordError("people", key, "one group is given twice")
            flat[place] = whole_number("people", figure)
    in_order = sorted(flat, key=lambda place: (PEOPLE.index(place[0]), place[1] or "", place[2] or ""))
    return FrozenMap((place, flat[place]) for place in in_order) if flat else None


def _by_group(words: list[Any], figures: Any) -> Iterator[tuple[list[Any], Any]]:
    if not isinstance(figures, Mapping) or len(words) > 2:
        yield words, figures
        return
    for key, below in figures.items():
        yield from _by_group([*words, *(key if isinstance(key, tuple) else (key,))], below)


def _sex_and_age(name: str, words: list[Any]) -> tuple[Sex | None, LifeStage | None]:
    """The sex and the age group that *words* name, in any order."""
    known: dict[str, Any] = {str(word): word for kind in (Sex, LifeStage) for word in kind}
    found: dict[type[Word], Any] = {}
    for word in words:
        if word is None:
            continue
        group = known.get(word) if isinstance(word, str) else None
        if group is None or type(group) in found:
            raise InvalidRecordError("people", word, f"a sex, an age group or both; of: {', '.join(known)}")
        found[type(group)] = group
    if not found:
        raise InvalidRecordError("people", name, f"the total is a figure of its own: Impact({name}=1)")
    return found.get(Sex), found.get(LifeStage)


def as_facilities(value: FacilitiesInput) -> Facilities | None:
    if value is None:
        return None
    require_mapping(value, "facilities", "units by kind, {'pendidikan': {'berat': 1}}")
    flat: dict[tuple[FacilityKind, Damage], int | None] = {}
    for key, figures in value.items():
        kind, degree = key if isinstance(key, tuple) else (key, Damage.TOTAL)
        by_degree = figures if isinstance(figures, Mapping) else {degree: figures}
        for each, figure in by_degree.items():
            place = (word_of(FacilityKind, kind, "facilities"), word_of(Damage, each, "facilities"))
            if place in flat:
                raise InvalidRecordError("facilities", key, "one kind and degree is given twice")
            flat[place] = whole_number("facilities", figure)
    return FrozenMap(sorted(flat.items())) if flat else None


def as_land(value: Mapping[str, Amount | None] | None) -> Land | None:
    if value is None:
        return None
    require_mapping(value, "land", "hectares by kind, {'sawah': '0.5'}")
    return _amounts(LandKind, "land", "hectares", value)


def _lengths(field: str, unit: str, value: LengthsInput) -> Lengths | None:
    if value is None:
        return None
    return _amounts(Damage, field, unit, value if isinstance(value, Mapping) else {Damage.TOTAL: value})


def _amounts(
    words: type[W], field: str, unit: str, given: Mapping[str, Amount | None]
) -> FrozenMap[W, Decimal | None] | None:
    amounts: dict[W, Decimal | None] = {}
    for word, figure in given.items():
        place = word_of(words, word, field)
        if place in amounts:
            raise InvalidRecordError(field, word, "one degree is given twice")
        amounts[place] = amount(field, unit, figure)
    return FrozenMap(sorted(amounts.items())) if amounts else None


def as_bridges(value: LengthsInput) -> Lengths | None:
    return _lengths("bridges", "metres", value)


def as_roads(value: LengthsInput) -> Lengths | None:
    return _lengths("roads", "kilometres", value)


def as_irrigation(value: Amount | None) -> Decimal | None:
    return amount("irrigation", "the published figure", value)


def as_losses(value: Amount | None) -> Decimal | None:
    return amount("losses", "million rupiah", value)
