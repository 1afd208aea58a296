"""How long an agreement of a list holds: a last day, a duration, both, or words for an end that is no day."""

from __future__ import annotations

import datetime
from typing import Protocol, final

from satudata.cooperation._partial_dates import PartialDate
from satudata.cooperation._terms import Term
from satudata.cooperation.lists._cells import (
    Length,
    after_until,
    length,
    partial_day,
    plain,
    two_days,
    unit_of,
)
from satudata.cooperation.lists._words import end_word
from satudata.tabular._blanks import SHOWN, clean

_UNLIMITED, _RENEWAL, _OPEN = "unlimited", "renewal", "open"
_ONE_DAY = datetime.timedelta(days=1)
_NO = frozenset({"tidak", "no", "false", "0", "n"})


class Cells(Protocol):
    """The cells of a row, and where what is open about them is noted."""

    @property
    def today(self) -> datetime.date | None: ...
    def cells(self, field: str) -> list[tuple[str, str]]: ...
    def keep(self, field: str, text: str = "") -> None: ...
    def say(self, code: str, **data: object) -> None: ...
    def doubt(self, code: str | None, column: str, text: str, day: PartialDate | None) -> None: ...


def ends_of(
    row: Cells, signed: PartialDate | None, starts: PartialDate | None, source: str
) -> tuple[Term | None, tuple[Term, ...]]:
    """The term of a row, and further ones where its cells contradict each other.

    A duration is from the start, else from the signing. "Tak Terbatas" has no end, and that is known. What ends with a
    thing, or renews itself, has no last day that the list can say.
    """
    ends = _Ends(row, starts or signed, source)
    ends.read()
    if ends.is_open or not ends.terms:
        is_known = ends.start if ends.is_open else starts
        return (None if is_known is None else Term(is_known, source=source)), ()
    first, *others = ends.terms
    differing = tuple(each for each in others if not _agree(first, each))
    if differing:
        shown = " / ".join(str(each.until or each.last_day or "-") for each in (first, *differing))
        row.say("agreement-term-differs", text=shown)
    return first, differing


@final
class _Ends:
    """Collects what the cells of a row say of its end; *start* is the first day, as far as it is known."""

    def __init__(self, row: Cells, start: PartialDate | None, source: str) -> None:
        self._row, self.start, self._source = row, start, source
        self._durations: list[tuple[Length, str, str]] = []
        self._untils: list[PartialDate] = []
        self._words: set[str] = set()
        self.terms: list[Term] = []

    @property
    def is_open(self) -> bool:
        """Whether the end is with a thing, or renews itself."""
        return bool(self._words & {_RENEWAL, _OPEN})

    def read(self) -> None:
        """Read the cells of the last day and of the duration, then make the terms."""
        for field in ("ends", "term"):
            for heading, text in self._row.cells(field):
                for piece in _pieces(text):
                    self._take(field, heading, text, piece)
        if any(clean(text).casefold() not in _NO for _, text in self._row.cells("unlimited")):
            self._words.add(_UNLIMITED)
        for until in self._untils:
            self._until(until)
        for lasts, heading, piece in self._durations:
            self._lasts(lasts, heading, piece)
        if _UNLIMITED in self._words and self.start is not None:
            self.terms.append(Term(self.start, indefinite=True, source=self._source))

    def _take(self, field: str, heading: str, text: str, piece: str) -> None:
        """Take one part of a cell: a day, two days, a word, or a duration."""
        only_last = after_until(piece)
        is_day = field == "ends" or only_last != piece
        until, code = partial_day(only_last, self._row.today) if is_day else (None, None)
        if until is not None:
            self._untils.append(until)
            self._row.doubt(code, heading, piece, until)
        elif both := two_days(piece, self._row.today):
            self.start = self.start or both[0]
            self._untils.append(both[1])
        elif word := end_word(piece):
            self._words.add(word)
            if word in (_RENEWAL, _OPEN):
                self._open("agreement-end-open", field, heading, text, piece)
        elif lasts := length(piece, unit_of(heading)):
            self._durations.append((lasts, heading, piece))
        else:
            self._open("agreement-term-unreadable", field, heading, text, piece)

    def _open(self, code: str, field: str, heading: str, text: str, piece: str) -> None:
        self._row.keep(field, plain(text))
        self._row.say(code, column=heading, text=piece[:SHOWN])

    def _until(self, until: PartialDate) -> None:
        if self.start is not None and until.latest < self.start.earliest:
            self._row.say("agreement-ends-before-start", text=str(until), start=str(self.start))
            self._row.keep("ends")
        else:
            self.terms.append(Term(self.start, until=until, source=self._source))

    def _lasts(self, lasts: Length, heading: str, piece: str) -> None:
        if self.start is None:
            self._open("agreement-term-without-start", "term", heading, piece, piece)
        elif lasts.days:
            last = self.start.earliest + datetime.timedelta(days=lasts.days) - _ONE_DAY
            until = PartialDate(last.isoformat()) if self.start.is_exact else None
            self.terms.append(Term(self.start, until=until, source=self._source))
        else:
            self.terms.append(Term(self.start, years=lasts.years, months=lasts.months, source=self._source))


def _agree(one: Term, other: Term) -> bool:
    """Whether two terms end together: within a day, as people count, and as far as they are known."""
    if one.indefinite or other.indefinite:
        return one.indefinite is other.indefinite
    if one.ends is None or other.ends is None:
        return one.ends is other.ends
    return one.ends[0] <= other.ends[1] + _ONE_DAY and other.ends[0] <= one.ends[1] + _ONE_DAY


def _pieces(text: str) -> list[str]:
    """The parts of a cell that each say something of the end."""
    pieces = [plain(each) for each in text.replace("\n", ";").replace(",", ";").split(";")]
    return [each for each in pieces if clean(each)] or [plain(text)]
