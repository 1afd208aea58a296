"""Where the headings of a table are: behind title lines, in one line or in two that are joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import NamedTuple, TypeAlias, final

from satudata.tabular._csv import Record
from satudata.tabular._heading_units import kind_in_group
from satudata.tabular._headings import FEWEST_HEADINGS, plain_heading, recognised

#: How many of some headings are known.
Recognised: TypeAlias = Callable[[Sequence[str]], int]

#: Titles may come before the headings, so many rows at most.
TITLE_ROWS = 10
#: So many rows are looked at: the titles, two lines of headings and a line of column numbers.
HEAD_ROWS = TITLE_ROWS + 2
#: Headings have no more characters, all together.
MOST_CHARACTERS = 100_000
#: A cell of figures, which no heading is.
_DATA = re.compile(r"[-+(]?[0-9][0-9.,:/\\() -]*")
_NUMBERED = re.compile(r"[(\[]?([0-9]{1,3})[)\].]?")
#: A column number is followed by the next one; so many are enough.
_FEWEST_NUMBERS = 3
#: The upper headings that say no more than the lower ones below them, compared as headings are.
_GROUPS = frozenset(
    (
        *("korban", "korbanjiwa", "korbanmanusia", "jumlahkorban", "dampak", "dampakkorban", "dampakbencana"),
        *(
            "rumah",
            "rumahrusak",
            "kerusakanrumah",
            "jumlahrumahrusak",
            "kerusakan",
            "lokasi",
            "lokasikejadian",
        ),
        *("lokasibencana", "waktu", "waktukejadian"),
    )
)


#: Lower headings that say of whom, or in what unit, an upper heading is; compared as headings are.
_OF_WHOM = frozenset(
    (
        *("l", "p", "lk", "pr", "lakilaki", "laki2", "perempuan", "pria", "wanita", "male", "female"),
        *(
            "jml",
            "jumlah",
            "total",
            "jiwa",
            "orang",
            "org",
            "kk",
            "keluarga",
            "unit",
            "buah",
            "ha",
            "m",
            "km",
        ),
    )
)


@final
class Header(NamedTuple):
    """The headings, the line of the first of them, the line behind which the rows begin, and how many are known.

    *titles* are the texts of the lines before the headings.
    """

    cells: tuple[str, ...] = ()
    line: int = 0
    last: int = 0
    known: int = 0
    titles: tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        """The headings as a row."""
        return Record(self.line, self.cells)


@final
class HeadingWords(NamedTuple):
    """What a kind of table knows of its headings.

    *recognised* says how many of some are known, *is_readable* whether rows below them can be read.
    """

    is_readable: Callable[[Sequence[str]], bool]
    recognised: Recognised = recognised


def header_of(first: Sequence[Record], recognised: Recognised = recognised) -> Header:
    """Of the *first* rows, the headings: the first row that has headings that are *recognised*, else the first.

    >>> first = [Record(1, ("REKAP", "")), Record(2, ("Tanggal", "Kabupaten"))]
    >>> header_of(first)[:3]
    (('Tanggal', 'Kabupaten'), 2, 2)
    """
    known = [recognised(record.cells) for record in first[:TITLE_ROWS]]
    at = next((at for at, number in enumerate(known) if number >= FEWEST_HEADINGS), None)
    if at is None:
        if not first:
            return Header()
        return Header(first[0].cells, first[0].line, first[0].line, known[0])
    best, last, top = Header(first[at].cells, first[at].line, first[at].line, known[at]), at, at
    for upper in (at, at - 1):
        joined = (
            _joined(first[upper].cells, first[upper + 1].cells, recognised)
            if 0 <= upper < len(first) - 1 and not _is_title(first[upper].cells)
            else None
        )
        if joined is not None and (number := recognised(joined)) > best.known:
            last, top = upper + 1, upper
            best = Header(joined, first[upper].line, first[last].line, number)
    if last + 1 < len(first) and _says_of_whom(first[last + 1].cells):
        last += 1  # L and P below the dead, KK and Jiwa below the displaced: no figure is in one of the columns alone
        joined = _joined(best.cells, first[last].cells, recognised)
        best = best._replace(cells=joined or best.cells, last=first[last].line)
    elif last > top and last + 1 < len(first):  # a third line, such as L and P below the ages
        joined = _joined(best.cells, first[last + 1].cells, recognised)
        if joined is not None and (number := recognised(joined)) > best.known:
            last += 1
            best = best._replace(cells=joined, last=first[last].line, known=number)
    best = best._replace(titles=tuple(filter(None, map(_title, first[:top]))))
    if last + 1 < len(first) and is_numbered(first[last + 1].cells):
        best = best._replace(last=first[last + 1].line)
    return best


def _is_title(cells: Sequence[str]) -> bool:
    """Whether only the first cell of a row is filled, so that it would be the upper heading of every column."""
    return bool(cells) and bool(cells[0].strip()) and not any(each.strip() for each in cells[1:])


def _says_of_whom(cells: Sequence[str]) -> bool:
    """Whether a row has nothing but the sexes, or units, of the headings above."""
    filled = [plain_heading(cell) or plain_heading(cell.strip("()[]")) for cell in cells if cell.strip()]
    return len(filled) > 1 and all(each in _OF_WHOM for each in filled)


def _title(record: Record) -> str:
    return " ".join(cell.strip() for cell in record.cells if cell.strip())


def _joined(upper: Sequence[str], lower: Sequence[str], recognised: Recognised) -> tuple[str, ...] | None:
    """Two lines of headings as one; ``None`` where they are not an upper and a lower line.

    Merged cells of the upper line are blank but for the first, so an upper heading is also that of the columns to its
    right that have none of their own.
    """
    below = [cell.strip() for cell in lower]
    if any(map(_DATA.fullmatch, below)):
        return None
    joined, spanning = [], ""
    for top, bottom in zip_longest((cell.strip() for cell in upper), below, fillvalue=""):
        spanning = top or (spanning if bottom else "")
        joined.append(_one_heading(spanning, bottom, recognised) if bottom else top)
    return tuple(joined)


def _one_heading(upper: str, lower: str, recognised: Recognised) -> str:
    """The upper and the lower heading of a column as one."""
    both = f"{upper} {lower}".strip()
    if kind := kind_in_group(upper, lower):
        return kind
    if recognised([both]) or not upper:
        return both
    return lower if plain_heading(upper) in _GROUPS and recognised([lower]) else both


def is_numbered(cells: Sequence[str]) -> bool:
    """Whether a row numbers the columns: (1), (2), (3) and so on."""
    found = [_NUMBERED.fullmatch(cell.strip()) for cell in cells if cell.strip()]
    numbers = [int(each[1]) for each in found if each is not None]
    return len(numbers) == len(found) >= _FEWEST_NUMBERS and numbers == list(range(1, len(numbers) + 1))
