"""How one field is written and read: the kinds of values that JSON keeps."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias, final

import attrs

from satudata._ground.paths import public
from satudata.errors import InvalidRecordError, UnknownCodeError

JSON: TypeAlias = Any
#: Unknown fields that were kept, each by its place (RFC 6901): ``{"/records/0/note": "..."}``.
Kept: TypeAlias = dict[str, JSON]

#: The largest whole number that JavaScript keeps exactly.
LARGEST = 2**53 - 1
#: The name of a figure that is not split by sex, or by age.
ALL = "jumlah"

#: What the texts look like, in regular expressions that mean the same in ECMAScript and in Python.
_DAY_PATTERN = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_AREA_PATTERN = "^[0-9]+(\\.[0-9]+)?$"


@public("satudata.interchange")
@final
@attrs.frozen
class Kind:
    """How one field is written and read; *read* is given the value and its place, for errors.

    *schema* is the JSON Schema of the written value, or a function that makes it when it is asked for; an empty one
    accepts anything.
    """

    write: Callable[[Any], JSON]
    read: Callable[[JSON, str, Kept | None], Any]
    _schema: JSON | Callable[[], JSON] = attrs.field(factory=dict)

    @property
    def schema(self) -> JSON:
        """The JSON Schema of the written value."""
        return self._schema() if callable(self._schema) else self._schema


def made(where: str, make: Callable[..., Any], /, *given: Any, **fields: Any) -> Any:
    """Return what *make* makes; an error has the place in the document."""
    try:
        return make(*given, **fields)
    except (TypeError, ValueError, ArithmeticError, UnknownCodeError) as error:
        if not given and isinstance(error, InvalidRecordError) and error.field in fields:
            raise InvalidRecordError(
                place(where.rstrip("/"), error.field), error.value, error.reason
            ) from None
        reason = error.reason if given and isinstance(error, InvalidRecordError) else str(error)
        raise InvalidRecordError(where, given[0] if given else fields, reason) from None


def place(where: str, name: object) -> str:
    return f"{where}/{str(name).replace('~', '~0').replace('/', '~1')}"


def _checked(kind: type[Any], what: str) -> Callable[[JSON, str, Kept | None], Any]:
    def read(given: JSON, where: str, kept: Kept | None) -> Any:
        if not isinstance(given, kind) or isinstance(given, bool):
            raise InvalidRecordError(where, given, what)
        return given

    return read


def _text(given: JSON, where: str, kept: Kept | None) -> str:
    text: str = _checked(str, "text")(given, where, kept)
    if any("\ud800" <= each <= "\udfff" for each in text if not text.isascii()):
        raise InvalidRecordError(
            where, given, "text of whole characters; a half one cannot be written as UTF-8"
        )
    return text


def _whole_number(given: JSON, where: str, kept: Kept | None) -> int | None:
    if given is None:
        return None
    if type(given) is not int:
        raise InvalidRecordError(where, given, "a whole number, or null for what is not reported")
    return exact(given, where)


def exact(number: int, where: str) -> int:
    if not -LARGEST <= number <= LARGEST:
        raise InvalidRecordError(where, number, f"a number beyond 2**53 ({LARGEST}) is not exact everywhere")
    return number


def parsed(make: Callable[[str], Any], what: str, write: Callable[[Any], str] = str, **schema: JSON) -> Kind:
    """Return the kind of a value that is one text: *make* reads what *write* wrote; *schema* describes the text."""
    as_text = _checked(str, what)
    return Kind(
        write,
        lambda given, where, kept: made(where, make, as_text(given, where, kept)),
        {"type": "string", **schema},
    )


def one_of(words: type[StrEnum]) -> Kind:
    """Return the kind of a word of a closed vocabulary."""
    return parsed(words, f"one of {', '.join(words)}", enum=list(map(str, words)))


def optional(kind: Kind) -> Kind:
    """Return the kind of a value that can be null."""
    return Kind(
        lambda value: None if value is None else kind.write(value),
        lambda given, where, kept: None if given is None else kind.read(given, where, kept),
        lambda: {"anyOf": [kind.schema, {"type": "null"}]},
    )


def listed(kind: Kind) -> Kind:
    """Return the kind of a list of values of one kind."""

    def read(given: JSON, where: str, kept: Kept | None) -> tuple[Any, ...]:
        if not isinstance(given, (list, tuple)):
            raise InvalidRecordError(where, given, "a list")
        return tuple(kind.read(each, place(where, number), kept) for number, each in enumerate(given))

    return Kind(
        lambda values: [kind.write(each) for each in values],
        read,
        lambda: {"type": "array", "items": kind.schema},
    )


def mapped(words: type[StrEnum], kind: Kind) -> Kind:
    """Return the kind of an object with a value for each word of a closed vocabulary."""

    def read(given: JSON, where: str, kept: Kept | None) -> dict[Any, Any]:
        if not isinstance(given, Mapping):
            raise InvalidRecordError(where, given, f"an object by {', '.join(words)}")
        return {
            one_of(words).read(key, place(where, key), kept): kind.read(each, place(where, key), kept)
            for key, each in given.items()
        }

    def write(values: Mapping[StrEnum, Any]) -> dict[str, JSON]:
        return {str(key): kind.write(values[key]) for key in sorted(values)}

    return Kind(write, read, lambda: _object(map(str, words), kind))


def keyed(words: Iterable[str], kind: Kind) -> Kind:
    """Return the kind of an object whose names are among *words* and whose values are of one kind."""
    names = [str(word) for word in words]

    def read(given: JSON, where: str, kept: Kept | None) -> dict[str, Any]:
        if not isinstance(given, Mapping) or not set(given) <= set(names):
            raise InvalidRecordError(where, given, f"an object by {', '.join(names)}")
        return {name: kind.read(each, place(where, name), kept) for name, each in given.items()}

    return Kind(
        lambda values: {str(name): kind.write(each) for name, each in values.items()},
        read,
        lambda: _object(names, kind),
    )


def named(kind: Kind) -> Kind:
    """Return the kind of an object whose names are free texts and whose values are of one kind."""

    def read(given: JSON, where: str, kept: Kept | None) -> dict[str, Any]:
        if not isinstance(given, Mapping):
            raise InvalidRecordError(where, given, "an object by name")
        return {str(name): kind.read(each, place(where, name), kept) for name, each in given.items()}

    return Kind(
        lambda values: {str(name): kind.write(values[name]) for name in sorted(values)},
        read,
        lambda: {"type": "object", "additionalProperties": kind.schema},
    )


def grouped(by_group: Kind) -> Kind:
    """Return the kind of figures whose keys are tuples of groups: objects within objects, as *by_group* has them.

    A group that is ``None`` is written as :data:`ALL`.
    """

    def write(figures: Mapping[tuple[Any, ...], Any]) -> JSON:
        outermost: dict[Any, Any] = {}
        for (*groups, last), figure in figures.items():
            within = outermost
            for group in groups:
                within = within.setdefault(group or ALL, {})
            within[last or ALL] = figure
        return by_group.write(outermost)

    def read(given: JSON, where: str, kept: Kept | None) -> dict[tuple[Any, ...], Any]:
        return dict(_by_tuple(by_group.read(given, where, kept)))

    return Kind(write, read, lambda: by_group.schema)


def _by_tuple(figures: Mapping[Any, Any]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    for name, below in figures.items():
        group = None if name == ALL else name
        if isinstance(below, Mapping):
            yield from (((group, *groups), figure) for groups, figure in _by_tuple(below))
        else:
            yield (group,), below


def _object(names: Iterable[str], kind: Kind) -> JSON:
    return {"type": "object", "properties": dict.fromkeys(names, kind.schema), "additionalProperties": False}


def _day(text: str) -> datetime.date:
    if not re.fullmatch(_DAY_PATTERN, text):
        raise ValueError("a day is written '2024-08-04'")
    return datetime.date.fromisoformat(text)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(_AREA_PATTERN[1:-1], text):
        raise ValueError("a decimal number is written '0.5', without sign or exponent")
    return Decimal(text)


def _truth(given: JSON, where: str, kept: Kept | None) -> bool:
    if not isinstance(given, bool):
        raise InvalidRecordError(where, given, "true or false")
    return given


TEXT = Kind(str, _text, {"type": "string"})
TRUTH = Kind(bool, _truth, {"type": "boolean"})
WHOLE = Kind(
    lambda value: None if value is None else exact(value, "/"),
    _whole_number,
    {"type": ["integer", "null"], "minimum": -LARGEST, "maximum": LARGEST},
)
COUNT = Kind(WHOLE.write, WHOLE.read, {**WHOLE.schema, "minimum": 0})
DAY = parsed(_day, "a day, '2024-08-04'", datetime.date.isoformat, format="date", pattern=f"^{_DAY_PATTERN}$")
A_TYPE_CODE = parsed(str, "three digits as text, '106'", pattern="^[0-9]{3}$")
AREA = optional(
    parsed(_decimal, "hectares as decimal text, '0.5'", lambda area: f"{area:f}", pattern=_AREA_PATTERN)
)
NAMES = Kind(sorted, listed(TEXT).read, listed(TEXT).schema)
