"""JSON as Python values, read strictly."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

from satudata._ground.kinds import JSON, exact, place
from satudata.errors import InvalidRecordError

#: How deep objects and lists may be nested, and how many characters a number may have.
_DEEPEST = 32
_LONGEST_NUMBER = 32


def read_json(text: str | bytes) -> JSON:
    """Return JSON as Python values, read strictly: no NaN, no name twice, no endless number or nesting.

    >>> read_json('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    ...
    satudata.InvalidRecordError: a: 2: the name is given twice in one object
    """
    try:
        return json.loads(
            text,
            object_pairs_hook=_once_each,
            parse_constant=_no_constant,
            parse_int=_short_number(int),
            parse_float=_short_number(float),
        )
    except RecursionError:
        raise InvalidRecordError("/", "[[[...", f"nested deeper than {_DEEPEST}") from None
    except InvalidRecordError:
        raise
    except ValueError as error:
        raise InvalidRecordError("/", text, f"no JSON: {error}") from None


def _once_each(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    found: dict[str, JSON] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidRecordError(name, value, "the name is given twice in one object")
        found[name] = value
    return found


def _no_constant(word: str) -> JSON:
    raise InvalidRecordError("/", word, "no number in JSON; what is not known is null")


def _short_number(make: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if len(text) > _LONGEST_NUMBER:
            raise InvalidRecordError("/", text, f"a number of more than {_LONGEST_NUMBER} characters")
        return make(text)

    return read


def require_plain(given: JSON) -> None:
    """Check the depth and the size of numbers of untrusted values, without recursion."""
    waiting: list[tuple[str, int, JSON]] = [("", 1, given)]
    while waiting:
        where, depth, value = waiting.pop()
        if depth > _DEEPEST:
            raise InvalidRecordError(where[:60], "...", f"nested deeper than {_DEEPEST}")
        if isinstance(value, Mapping):
            waiting += [(place(where, name), depth + 1, each) for name, each in value.items()]
        elif isinstance(value, (list, tuple)):
            waiting += [(place(where, number), depth + 1, each) for number, each in enumerate(value)]
        elif type(value) is int:
            exact(value, where)
        elif isinstance(value, float) and not math.isfinite(value):
            raise InvalidRecordError(where, value, "no number in JSON; what is not known is null")
