"""What the fields of displaced people accept, and the values that they keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, SupportsIndex, TypeAlias, TypeVar, cast

from satudata._ground.fields import require_mapping, whole_number
from satudata._ground.maps import FrozenMap
from satudata._ground.words import Word, word_of
from satudata.displaced._words import AgeGroup, VulnerableGroup
from satudata.errors import InvalidRecordError
from satudata.impacts import Sex

W = TypeVar("W", bound=Word)

_Part: TypeAlias = tuple[W, Sex | None]
Parts: TypeAlias = FrozenMap[tuple[W, Sex | None], int | None]
Figure: TypeAlias = SupportsIndex | None
#: By word, or by word and sex: ``{"bayi": 3}``, ``{"bayi": {"laki-laki": 1, "perempuan": 2}}``.
PartsInput: TypeAlias = (
    Mapping[str, Figure] | Mapping[str, Mapping[str, Figure]] | Mapping[tuple[W, Sex | None], Figure] | None
)


def _parts(words: type[W], field: str, given: PartsInput[W]) -> Parts[W] | None:
    if given is None:
        return None
    _require_parts(field, given)
    parts: dict[_Part[W], int | None] = {}
    for key, part in cast("Mapping[Any, Any]", given).items():
        word, sex = key if isinstance(key, tuple) else (key, None)
        by_sex = part if isinstance(part, Mapping) else {sex: part}
        for each, figure in by_sex.items():
            place = (word_of(words, word, field), None if each is None else word_of(Sex, each, field))
            if place in parts:
                raise InvalidRecordError(field, key, "one group is given twice")
            parts[place] = whole_number(field, figure)
    order = list(words)
    in_order = sorted(parts, key=lambda place: (order.index(place[0]), place[1] or ""))
    return FrozenMap((place, parts[place]) for place in in_order) if parts else None


def as_sexes(given: Mapping[str, Figure] | None) -> FrozenMap[Sex, int | None] | None:
    if given is None:
        return None
    _require_parts("sexes", given)
    by_sex = {word_of(Sex, sex, "sexes"): whole_number("sexes", figure) for sex, figure in given.items()}
    return FrozenMap((sex, by_sex[sex]) for sex in Sex if sex in by_sex) if by_sex else None


def as_ages(given: PartsInput[AgeGroup]) -> Parts[AgeGroup] | None:
    return _parts(AgeGroup, "ages", given)


def as_groups(given: PartsInput[VulnerableGroup]) -> Parts[VulnerableGroup] | None:
    return _parts(VulnerableGroup, "groups", given)


def as_people(value: Figure) -> int | None:
    return whole_number("people", value)


def as_families(value: Figure) -> int | None:
    return whole_number("families", value)


_EXAMPLES = {"sexes": "perempuan", "ages": "bayi", "groups": "ibu hamil"}


def _require_parts(field: str, given: object) -> None:
    require_mapping(given, field, f"figures by word, {{'{_EXAMPLES[field]}': 3}}")
