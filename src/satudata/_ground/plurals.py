"""Sentences with places that are filled, and with words that have two forms: ``{number} {number:row|rows}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final


def filled(sentence: str, data: Mapping[str, object]) -> str:
    """*sentence* filled with *data*; of ``{number:row|rows}`` the form that belongs to the number.

    >>> filled("{number} {number:row|rows}", {"number": 1}), filled("{number} {number:row|rows}", {"number": 2})
    ('1 row', '2 rows')

    Raises :class:`KeyError` for a place of which there are no data.
    """
    return sentence.format_map({name: _Value(value) for name, value in data.items()})


@final
class _Value:
    """A value in a sentence; only 1 is one."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        one, is_choice, many = spec.partition("|")
        if is_choice:
            return one if self._value == 1 else many
        return format(self._value, spec)
