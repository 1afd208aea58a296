"""The KIB cell of a row: its sixteen digits, how they are written, and what was repaired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, final

from satudata._digits import are_digits
from satudata._words import Word
from satudata.errors import InvalidKIBError
from satudata.findings import Finding, finding
from satudata.kib import _DATE, _PRINTED_WIDTH, _WIDTH, KIB
from satudata.reading import Reading
from satudata.reading._repairs import read
from satudata.tabular._cells import SHOWN
from satudata.tabular._days import Day, day_of
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Said, said_of

#: A finding about the cells next to the KIB; the row itself says it of each of its cells.
OF_OTHER_CELLS = "context-unreadable"
#: Region and type as the printed form writes them; what follows is the rest of the KIB.
_HEAD = "0000 000 "
#: Region and type digits in the sixteen.
_HEAD_DIGITS = 7


@final
class KIBState(Word):
    """How a row's KIB cell is written: in one of the two strict forms, otherwise but readable, or not."""

    COMPACT = "compact"
    PRINTED = "printed"
    REPAIRED = "repaired"
    UNREADABLE = "unreadable"
    BLANK = "blank"


@final
class KIBCell(NamedTuple):
    """The *digits* as written (``""`` without a KIB) with their *day*, the cell's *state*, and what is said of it."""

    digits: str
    day: Day | None
    state: KIBState
    said: Said


@final
class KIBCells:
    """Reads the cells of the KIB *column*; *strict* reads only the compact and the printed form."""

    def __init__(self, column: str, *, strict: bool) -> None:
        self._column = column
        self._strict = strict
        self._days: Remembered[str, Day | None] = Remembered(_day_in)
        self._rests: Remembered[str, tuple[str, Said] | None] = Remembered(self._rest)
        self._repairs: Remembered[tuple[str, ...], Said] = Remembered(self._repaired)
        self.blank = KIBCell("", None, KIBState.BLANK, said_of([finding("kib-blank", column, text="")]))

    def read(self, text: str, reading: Callable[[], Reading]) -> KIBCell:
        """What the cleaned *text* is; *reading* reads it with the other cells of its row where its form is rare."""
        width = len(text)
        if width == _WIDTH and text.isascii() and text.isdigit():
            day = self._days[text[_DATE]]
            if day is not None:
                return KIBCell(text, day, KIBState.COMPACT, ())
        elif not text:
            return self.blank
        elif text[4:5] == text[8:9] == " " and are_digits(text[:4] + text[5:8]):
            head, rest = text[:4] + text[5:8], text[len(_HEAD) :]
            if (
                width == _PRINTED_WIDTH
                and text[17] == " "
                and are_digits(digits := head + rest[:8] + rest[9:])
            ):
                day = self._days[digits[_DATE]]
                if day is not None:
                    return KIBCell(digits, day, KIBState.PRINTED, ())
            found = None if self._strict else self._rests[rest]
            if found is not None:
                digits = head + found[0]
                return KIBCell(digits, self._days[digits[_DATE]], KIBState.REPAIRED, found[1])
        if self._strict:
            return KIBCell("", None, KIBState.UNREADABLE, said_of([_refused(text, self._column)]))
        return self._of(reading())

    def _of(self, reading: Reading) -> KIBCell:
        kib = reading.kib
        if kib is None:
            unread = [each for each in reading.findings if each.code != OF_OTHER_CELLS]
            return KIBCell("", None, KIBState.UNREADABLE, said_of(unread, where=self._column))
        names = tuple(each.code for each in reading.repairs)
        return KIBCell(str(kib), day_of(kib.date), KIBState.REPAIRED, self._repairs[names])

    def _rest(self, rest: str) -> tuple[str, Said] | None:
        """The digits behind region and type, and the repairs; ``None`` unless digits and blanks have one reading."""
        if not are_digits(rest.replace(" ", "")):
            return None
        writing = read(_HEAD + rest)
        if len(writing.kibs) != 1:
            return None
        (kib,) = writing.kibs
        names = tuple(f"repair-{name}" for name in writing.repairs_for(kib))
        return str(kib)[_HEAD_DIGITS:], self._repairs[names]

    def _repaired(self, names: tuple[str, ...]) -> Said:
        found = [finding(name, self._column, text="", kib="", date="") for name in names]
        return said_of(found, text="kib_text", kib="kib", date="kib_date")


def _day_in(digits: str) -> Day | None:
    try:
        return day_of(date.fromisoformat(digits))
    except ValueError:
        return None


def _refused(text: str, column: str) -> Finding:
    """Why a KIB is in none of the two strict forms."""
    try:
        KIB.parse(text)
    except InvalidKIBError as error:
        return finding("kib-unreadable", column, text=text[:SHOWN], reason=error.reason)
    raise AssertionError(text)  # pragma: no cover
