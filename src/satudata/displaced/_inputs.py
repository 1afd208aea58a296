"""What the fields of displaced people accept, and the values that they keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, SupportsIndex, TypeAlias, TypeVar, cast

from satudata._ground.fields import require_mapping, whole_number
from satudata._ground.kinds import ALL
from satudata._ground.maps import FrozenMap
from satudata._ground.words import Word, word_of
from satudata.displaced._spans import GUIDELINE, Span, span_of
from satudata.displaced._words import AgeGroup, VulnerableGroup
from satudata.errors import InvalidRecordError, WrongTypeError
from satudata.impacts import Sex

W = TypeVar("W", bound=Word)
G = TypeVar("G", bound=str)

Parts: TypeAlias = FrozenMap[tuple[W, Sex | None], int | None]
#: Figures of groups under their own names.
OtherParts: TypeAlias = FrozenMap[tuple[str, Sex | None], int | None]
Figure: TypeAlias = SupportsIndex | None
#: By word, or by word and sex: ``{"bayi": 3}``, ``{"bayi": {"laki-laki": 1, "perempuan": 2}}``.
PartsInput: TypeAlias = (
    Mapping[str, Figure] | Mapping[str, Mapping[str, Figure]] | Mapping[tuple[W, Sex | None], Figure] | None
)


def _parts(words: type[W], field: str, given: PartsInput[W]) -> Parts[W] | None:
    order = list(words)
    return _by_group(field, given, lambda word: word_of(words, word, field), order.index)


def _by_group(
    field: str, given: PartsInput[Any], group_of: Callable[[Any], G], order: Callable[[G], Any]
) -> FrozenMap[tuple[G, Sex | None], int | None] | None:
    """The figures by group and sex, in the *order* of the groups; *group_of* reads a group."""
    if given is None:
        return None
    _require_parts(field, given)
    parts: dict[tuple[G, Sex | None], int | None] = {}
    for key, part in cast("Mapping[Any, Any]", given).items():
        word, sex = key if isinstance(key, tuple) else (key, None)
        by_sex = part if isinstance(part, Mapping) else {sex: part}
        for each, figure in by_sex.items():
            place = (group_of(word), None if each is None else word_of(Sex, each, field))
            if place in parts:
                raise InvalidRecordError(field, key, "one group is given twice")
            parts[place] = whole_number(field, figure)
    in_order = sorted(parts, key=lambda place: (order(place[0]), place[1] or ""))
    return FrozenMap((place, parts[place]) for place in in_order) if parts else None


def as_other_ages(given: PartsInput[Any]) -> OtherParts | None:
    return _by_group("other_ages", given, _other_age, _by_age)


def as_other_groups(given: PartsInput[Any]) -> OtherParts | None:
    return _by_group("other_groups", given, lambda name: _name("other_groups", name), str)


def _name(field: str, name: object) -> str:
    if not isinstance(name, str):
        raise WrongTypeError(f"{field}: the name of a group is a text", type(name))
    text = " ".join(name.split())
    if text in ("", ALL) or isinstance(name, Word):
        raise InvalidRecordError(field, str(name), "the name of a group that the guideline does not have")
    return text


def _other_age(name: object) -> str:
    text = _name("other_ages", name)
    if text in set(AgeGroup) or span_of(text) in GUIDELINE.values():
        raise InvalidRecordError("other_ages", text, "ages that are no group of the guideline")
    return text


def _by_age(name: str) -> tuple[Span, str]:
    return span_of(name) or _NO_AGES, name


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


_EXAMPLES = {
    "sexes": "perempuan",
    "ages": "bayi",
    "other_ages": "<5",
    "groups": "ibu hamil",
    "other_groups": "janda",
}
#: Sorts after all ages.
_NO_AGES = Span(10**6)


def _require_parts(field: str, given: object) -> None:
    require_mapping(given, field, f"figures by word, {{'{_EXAMPLES[field]}': 3}}")
