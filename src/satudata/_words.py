"""A closed vocabulary: an identifier for each word, whose repr can be pasted."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A word that is text wherever text is asked for."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"
