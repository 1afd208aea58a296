"""For how long a declaration holds: a first and a last day, or a first day and a length, as cells say it."""

from __future__ import annotations

import re
from datetime import date
from typing import final

import attrs

from satudata.tabular._blanks import clean
from satudata.tabular._dates import day, days, is_serial
from satudata.tabular.lists._words import words_of

#: Longer cells are sentences.
_LONGEST = 120
#: Numbers as words, as far as lengths need them.
_WORD_NUMBERS = {
    word: number
    for number, words in enumerate(("satu one", "dua two", "tiga three", "empat four"), start=1)
    for word in words.split()
}
_LENGTH = re.compile(
    rf"\b([0-9]{{1,4}}|{'|'.join(_WORD_NUMBERS)})(?:[.,]0)? ?(?:\([^()]{{0,40}}\) ?)?"
    r"(hari kerja|working days?|hari(?: kalender)?|calendar days?|days?|minggu|pekan|weeks?|bulan|months?"
    r"|[x×] ?24 ?(?:jam|hours?))\b"
)
_MOST_DIGITS = 3
_NUMBER = re.compile(r"([0-9]{1,4})(?:[.,]0)?(?: ?\([^()]{0,40}\))?")
_UP_TO = re.compile(r"(?:s ?[./]? ?d\b\.?|sampai(?: dengan)?\b|hingga\b|until\b|to\b)")
_SIGNS = " .:,;()-–—"
#: The rest of a cell whose last day is left open: "s.d. dicabut", "until further notice".
_OPEN_END = re.compile(r" ?(?:s ?[./] ?d\b|sd\b|sampai\b|hingga\b|until\b|[-–—])")
_LONGEST_LENGTH = 3_660


@final
@attrs.frozen
class Validity:
    """What a cell says: a *first* and a *last* day, a length in *days* or *months*, each ``None`` where it does not.

    *is_working* marks a length in working days, which is never converted. *code* is the finding about a day that cannot
    be read, *is_unread* that a length cannot.
    """

    first: date | None = None
    last: date | None = None
    days: int | None = None
    months: int | None = None
    is_working: bool = False
    code: str | None = None
    is_unread: bool = False


def read_validity(text: str) -> Validity:
    """The days, or the length, in one cell.

    >>> cell = read_validity("14 (empat belas) hari, 1 s.d. 14 Juni 2025")
    >>> cell.first.isoformat(), cell.last.isoformat(), cell.days
    ('2025-06-01', '2025-06-14', 14)
    >>> read_validity("14 hari kerja").is_working, read_validity("2 minggu").days, read_validity("1 bulan").months
    (True, 14, 1)
    """
    text = " ".join(clean(text).casefold().split())
    if not text:
        return Validity()
    if len(text) > _LONGEST or is_serial(text):
        first, code = read_day(text)
        return Validity(first=first, code=code)
    length = _length_in(text)
    found = Validity() if length is None else _length(_number(length[1]), length[2])
    rest = text if length is None else " ".join(f"{text[: length.start()]} {text[length.end() :]}".split())
    is_last = _UP_TO.match(_bare(rest)) is not None
    rest = _bare(_UP_TO.sub("", _bare(rest), count=1) if is_last else rest)
    if not rest:
        return found
    first, last, code = days(rest)
    head, tail = _after_figures(rest)
    if first is None and _OPEN_END.match(tail):
        first, last, code = days(_bare(head))
    if code is not None and first is None and length is not None:
        return Validity(is_unread=True)
    if first is None or first < (last or first):
        return attrs.evolve(found, first=first, last=last, code=code)
    return (
        attrs.evolve(found, last=last, code=code) if is_last else attrs.evolve(found, first=first, code=code)
    )


def read_day(text: str) -> tuple[date | None, str | None]:
    """The day in a cell and the code of the finding about it; a spreadsheet's serial number is a day too.

    >>> read_day("45717")[0].isoformat(), read_day("1 Maret 2025")[0].isoformat()
    ('2025-03-01', '2025-03-01')
    """
    text = clean(text)
    return day(text, is_serial=is_serial(text))


def read_length(text: str, *, is_working: bool = False) -> Validity:
    """The length in a cell of a column of lengths, whose plain numbers are days; *is_working* by its heading.

    A cell of such a column may have the days themselves.

    >>> read_length("14").days, read_length("14 hari").days, read_length("seminggu").is_unread
    (14, 14, True)
    """
    text = " ".join(clean(text).casefold().split())
    if not text:
        return Validity()
    found = Validity(is_unread=True)
    if (number := _NUMBER.fullmatch(text)) is not None:
        found = _length(int(number[1]), "hari")
    elif _length_in(text[:_LONGEST]) is not None or read_validity(text).first is not None:
        found = read_validity(text)
    return attrs.evolve(found, is_working=found.is_working or is_working)


def has_no_unit(text: str) -> bool:
    """Whether a cell is a number of at most three digits alone: of days or of months is not said.

    >>> has_no_unit("14"), has_no_unit("14 (empat belas)"), has_no_unit("14 hari"), has_no_unit("2025")
    (True, True, False, False)
    """
    found = _NUMBER.fullmatch(" ".join(clean(text).casefold().split()))
    return found is not None and len(found[1]) <= _MOST_DIGITS


def read_last(text: str, start: date | None) -> tuple[date | None, str | None]:
    """The last day in a cell, completed by the year of the *start*, and the code of the finding about it.

    >>> read_last("14 Juni", date(2025, 6, 1))[0].isoformat()
    '2025-06-14'
    """
    if is_serial(clean(text)):
        return read_day(text)
    text = _bare(" ".join(clean(text).casefold().split())[: _LONGEST + 1])
    text = _bare(_UP_TO.sub("", text, count=1) if _UP_TO.match(text) else text)
    _, last, code = days(text)
    if last is None and start is not None:
        last, code = day(text, year=str(start.year))
    return last, code


def _length_in(text: str) -> re.Match[str] | None:
    """The length in a text; a number as a word behind another word may be a part of it: "dua puluh satu hari"."""
    for found in _LENGTH.finditer(text):
        before = text[: found.start()].rstrip(" -")
        is_first = (
            not before[-1:].isalpha() or before.rpartition(" ")[2] in words_of("emergency", "days")["around"]
        )
        if found[1].isdecimal() or is_first:
            return found
    return None


def _length(number: int, unit: str) -> Validity:
    if not 0 < number <= _LONGEST_LENGTH:
        return Validity(is_unread=True)
    if unit.startswith(("bulan", "month")):
        return Validity(months=number)
    is_week = unit.startswith(("minggu", "pekan", "week"))
    return Validity(days=number * 7 if is_week else number, is_working="kerja" in unit or "working" in unit)


def _number(text: str) -> int:
    """A number in figures or as a word."""
    return int(text) if text.isdecimal() else _WORD_NUMBERS[text]


def _after_figures(text: str) -> tuple[str, str]:
    """The text up to its last figure, and what follows."""
    tail = text.rpartition(next((each for each in reversed(text) if each.isdecimal()), text))[2]
    return text[: len(text) - len(tail)], tail


def _bare(text: str) -> str:
    """The text without the words and signs around its days."""
    around = words_of("emergency", "days")["around"]
    words = text.strip(_SIGNS).split(" ")
    while words and words[0].strip(_SIGNS) in around:
        del words[0]
    while words and words[-1].strip(_SIGNS) in around:
        del words[-1]
    return " ".join(words).strip(_SIGNS)
