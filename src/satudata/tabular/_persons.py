"""Tables whose first line is no line of headings: of persons, which are not read, or of any data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from satudata.tabular._blanks import clean
from satudata.tabular._dates import day, day_of

#: So many rows are looked at below the first line.
FIRST: Final = 50
#: A NIK: place's code, day of birth (plus 40 for women), month and year of birth, and a number.
_NIK = re.compile(r"[0-9]{6}([0-9]{2})([0-9]{2})[0-9]{6}")
_DIGITS = re.compile("[0-9]+")
_BETWEEN = re.compile(r"[\s.'’-]+")
_TELEPHONE = re.compile(r"(?:\+?62|0)8[0-9]{7,11}")
_SEX = re.compile(r"(?:l|p|lk|pr|m|f|laki ?-? ?laki|perempuan|pria|wanita|male|female)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?[0-9][0-9., ]*")
#: So many numbers that follow one another are headings.
_FEWEST_NUMBERS = 3
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")


def is_nik(text: str) -> bool:
    """Whether a cell is the number of a person. A KIB has as many digits, and a day in another place.

    >>> is_nik("3203010101800001"), is_nik("3203 0141 0180 0001"), is_nik("3203107202211211")
    (True, True, False)
    >>> is_nik("3203107202211210"), is_nik("3203107211120221")  # a KIB with the index 0, and one with its day backwards
    (False, False)
    """
    found = _NIK.fullmatch(_BETWEEN.sub("", text))
    if found is None or _has_day_of_a_kib(found[0]):
        return False
    return (1 <= int(found[1]) <= 31 or 41 <= int(found[1]) <= 71) and 1 <= int(found[2]) <= 12


def _has_day_of_a_kib(digits: str) -> bool:
    """Whether the eight digits of the date of a KIB are a day, also where they are read backwards: 21112022."""
    eight = digits[7:15]
    back = eight[4:]
    ways = ((eight[:4], eight[4:6], eight[6:]), (back, eight[2:4], eight[:2]), (back, eight[:2], eight[2:4]))
    return any(_YEAR.fullmatch(year) and day_of(year, *parts)[0] is not None for year, *parts in ways)


def are_sexes(place: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether each filled cell of the column at *place* is a sex, and one is filled."""
    texts = _texts(place, rows)
    return bool(texts) and all(map(_SEX.fullmatch, texts))


def are_niks(place: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether at least half of the filled cells of the column at *place* are numbers of persons."""
    texts = _texts(place, rows)
    return bool(texts) and 2 * sum(map(is_nik, texts)) >= len(texts)


def starts_with_persons(headings: Sequence[str], rows: Callable[[], Iterator[Sequence[str]]]) -> bool:
    """Whether what was taken for *headings* is a person, as in a list of persons without a line of headings.

    It has the number of a person or a telephone, or it has a column of such numbers without any word above it.

    >>> starts_with_persons(["1", "3203010101800001", "Siti"], lambda: iter([]))
    True
    >>> starts_with_persons(["No", "NIK", "Nama"], lambda: iter([("1", "3203010101800001", "Siti")]))
    False
    """
    if any(map(_has_number_of_a_person, headings)):
        return True
    wordless = [place for place, each in enumerate(headings) if not any(map(str.isalpha, each))]
    if not wordless:
        return False
    first = list(islice(rows(), FIRST))
    return any(are_niks(place, first) for place in wordless)


def _has_number_of_a_person(heading: str) -> bool:
    whole = _BETWEEN.sub("", heading)
    found = [whole, *_DIGITS.findall(heading)]
    return any(map(is_nik, found)) or _TELEPHONE.fullmatch(whole) is not None


def is_data(headings: Sequence[str], rows: Callable[[], Iterator[Sequence[str]]]) -> bool:
    """Whether what was taken for *headings* is a row: it has a number, a day, or a sex above sexes.

    Years are headings, and so are numbers that follow one another, such as those of the months.

    >>> is_data(["1", "21/11/2022", "Cianjur"], lambda: iter([])), is_data(["Kabupaten", "2022"], lambda: iter([]))
    (True, False)
    >>> is_data(["Kabupaten", "1", "2", "3"], lambda: iter([]))
    False
    """
    filled = [(place, text) for place, each in enumerate(headings) if (text := clean(each))]
    numbers = [text for _, text in filled if _NUMBER.fullmatch(text) and not _YEAR.fullmatch(text)]
    if (numbers and not _follow(numbers)) or any(day(text)[0] is not None for _, text in filled):
        return True
    sexes = [place for place, text in filled if _SEX.fullmatch(text)]
    first = list(islice(rows(), FIRST)) if sexes else []
    return any(are_sexes(place, first) for place in sexes)


def _follow(numbers: Sequence[str]) -> bool:
    if len(numbers) < _FEWEST_NUMBERS or not all(map(str.isdecimal, numbers)):
        return False
    found = list(map(int, numbers))
    return found == list(range(found[0], found[0] + len(found)))


def _texts(place: int, rows: Sequence[Sequence[str]]) -> list[str]:
    return [text for row in rows if place < len(row) and (text := clean(row[place]))]
