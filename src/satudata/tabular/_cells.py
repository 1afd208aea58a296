"""The answer that a cell gives; dates are read in ``_dates``, figures in ``_figures``."""

from __future__ import annotations

from typing import TypeAlias

from satudata.tabular._blanks import SHOWN, clean, short
from satudata.tabular._dates import day, day_of
from satudata.tabular._figures import hectares, whole

__all__ = [
    "SHOWN",
    "clean",
    "day",
    "day_of",
    "hectares",
    "is_siaga",
    "names_status",
    "short",
    "whole",
    "yes_or_no",
]

#: The answer, and the code of the finding about the cell.
AnswerRead: TypeAlias = tuple[bool | None, str | None]

_YES = frozenset({"ya", "y", "yes", "true", "1", "ada", "sudah"})
_NO = frozenset(
    {"tidak", "t", "no", "n", "false", "0", "tidak ada", "belum", "tidak ada status", "tanpa status"}
    | {"belum ada status", "tidak ditetapkan", "belum ditetapkan"}
)
_STATUS_WORDS = ("siaga", "tanggap", "transisi")


def yes_or_no(text: str) -> AnswerRead:
    """Whether *text* says yes or no; a status by name (siaga, tanggap, transisi darurat) is a yes.

    >>> yes_or_no("Ya"), yes_or_no("tidak"), yes_or_no(""), yes_or_no("Tanggap Darurat"), yes_or_no("?")
    ((True, None), (False, None), (None, None), (True, None), (None, 'answer-unreadable'))
    """
    word = clean(text).casefold()
    if not word:
        return None, None
    if word in _YES or names_status(text):
        return True, None
    return (False, None) if word in _NO else (None, "answer-unreadable")


def names_status(text: str) -> bool:
    """Whether *text* names an emergency status: siaga, tanggap or transisi darurat."""
    return clean(text).casefold().startswith(_STATUS_WORDS)


def is_siaga(text: str) -> bool:
    """Whether a status column names the siaga darurat, the alert before anything has happened."""
    return clean(text).casefold().startswith("siaga")
