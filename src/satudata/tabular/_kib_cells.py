"""The KIB cell of a row: its sixteen digits, how they are written, and what was repaired."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeAlias, final

from satudata._ground.codes import are_digits
from satudata._ground.paths import public
from satudata._ground.words import Word
from satudata.errors import InvalidKIBError
from satudata.findings import Finding, finding
from satudata.kib import DATE, KIB, PRINTED_WIDTH, WIDTH
from satudata.reading import Reading
from satudata.reading._repairs import read_groups
from satudata.tabular._cells import SHOWN
from satudata.tabular._days import Day, day_of
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Said, said_of

#: A finding about the cells next to the KIB; the row itself says it of each of its cells.
_OF_OTHER_CELLS = "context-unreadable"
#: Region and type as the printed form writes them; what follows is the rest of the KIB.
_HEAD = "0000 000 "
_ANY_INDEX = "1"
_DIGITS = frozenset("0123456789")


class _Row(Protocol):
    """The row of a cell."""

    def read_kib(self) -> Reading:
        """Its KIB cell, read with its other cells."""


@public("satudata.tabular")
@final
class KIBState(Word):
    """How a row's KIB cell is written: in one of the two strict forms, otherwise but readable, or not."""

    COMPACT = "compact"
    PRINTED = "printed"
    REPAIRED = "repaired"
    UNREADABLE = "unreadable"
    BLANK = "blank"


#: The digits as written (``""`` without a KIB), their day, how they are written, and what is said of the cell.
KIBCell: TypeAlias = tuple[str, Day | None, KIBState, Said]


@final
class KIBCells:
    """Reads the cells of the KIB *column*; *strict* reads only the compact and the printed form."""

    def __init__(self, column: str, *, strict: bool) -> None:
        self._column = column
        self._strict = strict
        self._days: Remembered[str, Day | None] = Remembered(_day_in)
        self._rests: Remembered[str, tuple[str, Said] | None] = Remembered(self._rest)
        self._repairs: Remembered[tuple[str, ...], Said] = Remembered(self._repaired)
        self._blank: KIBCell = "", None, KIBState.BLANK, said_of([finding("kib-blank", column, text="")])

    def read(self, text: str, row: _Row) -> KIBCell:
        """What the cleaned *text* is; *row* reads it with its other cells where its form is rare."""
        width = len(text)
        if width == WIDTH and text.isascii() and text.isdigit():
            day = self._days[text[DATE]]
            if day is not None:
                return (text, day, KIBState.COMPACT, ())
        elif not text:
            return self._blank
        elif text[4:5] == text[8:9] == " " and are_digits(text[:4] + text[5:8]):
            head, rest = text[:4] + text[5:8], text[len(_HEAD) :]
            if (
                width == PRINTED_WIDTH
                and text[17] == " "
                and are_digits(digits := head + rest[:8] + rest[9:])
            ):
                day = self._days[digits[DATE]]
                if day is not None:
                    return (digits, day, KIBState.PRINTED, ())
            if rest[-2:-1] == " " and rest[-1] in _DIGITS and not self._strict:
                found = self._rests[rest[:-1]]
                if found is not None:
                    digits, said = f"{head}{found[0]}{rest[-1]}", found[1]
                    return (digits, self._days[digits[DATE]], KIBState.REPAIRED, said)
        if self._strict:
            return ("", None, KIBState.UNREADABLE, said_of([_refused(text, self._column)]))
        return self._of(row.read_kib())

    def _of(self, reading: Reading) -> KIBCell:
        kib = reading.kib
        if kib is None:
            return ("", None, KIBState.UNREADABLE, about_kib(reading.findings, self._column))
        names = tuple(each.code for each in reading.repairs)
        return (str(kib), day_of(kib.date), KIBState.REPAIRED, self._repairs[names])

    def _rest(self, rest: str) -> tuple[str, Said] | None:
        """The date digits behind region and type, and the repairs; *rest* goes on with a group of one digit, the index.

        ``None`` unless digits and blanks have one reading; which digit the index is decides nothing.
        """
        if not are_digits(rest.replace(" ", "")):
            return None
        writing = read_groups(f"{_HEAD}{rest}{_ANY_INDEX}")
        if len(writing.kibs) != 1:
            return None
        (kib,) = writing.kibs
        names = tuple(f"repair-{name}" for name in writing.repairs_for(kib))
        return str(kib)[DATE], self._repairs[names]

    def _repaired(self, names: tuple[str, ...]) -> Said:
        found = [finding(name, self._column, text="", kib="", date="") for name in names]
        return said_of(found, text="kib_text", kib="kib", date="kib_date")


def about_kib(found: Iterable[Finding], column: str) -> Said:
    """What a reading of a KIB says of its digits, under the heading of its *column*; their date is the row's own."""
    return said_of((each for each in found if each.code != _OF_OTHER_CELLS), where=column, on="kib_date")


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
