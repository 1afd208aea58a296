"""Closed vocabularies with an identifier for each word, and texts in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal, TypeAlias, TypeVar

from satudata.errors import InvalidRecordError

#: English or Indonesian.
Language: TypeAlias = Literal["en", "id"]

K = TypeVar("K", bound=str)
T = TypeVar("T")


class Word(StrEnum):
    """A word of a closed vocabulary, which is also text; another word raises :class:`~satudata.InvalidRecordError`."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        field = "".join(f"_{each.lower()}" if each.isupper() else each for each in cls.__name__)[1:]
        raise InvalidRecordError(field, value, f"one of: {', '.join(cls)}; right: {str(next(iter(cls)))!r}")

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


class RankedWord(Word):
    """A word of a vocabulary that has an order."""

    @property
    def rank(self) -> int:
        """The position in the vocabulary, from 0."""
        return list(type(self)).index(self)


W = TypeVar("W", bound=Word)


def word_of(words: type[W], value: str, field: str) -> W:
    """Return the word that *value* names; the error for another value names *field*.

    Raises :class:`~satudata.InvalidRecordError`.
    """
    try:
        return words(value)
    except ValueError:
        reason = f"no such {words.__name__}; one of: {', '.join(words)}; right: {str(next(iter(words)))!r}"
        raise InvalidRecordError(field, value, reason) from None


def in_language(texts: Mapping[K, T], lang: K) -> T:
    """Return the text in a language; another language raises :class:`~satudata.InvalidRecordError`.

    >>> in_language({"en": "type", "id": "jenis"}, "id")
    'jenis'
    """
    given: object = lang
    if not isinstance(given, str) or given not in texts:
        raise InvalidRecordError("lang", lang, f"one of: {', '.join(texts)}; right: 'id'")
    return texts[lang]
