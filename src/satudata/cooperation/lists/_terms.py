"""How long an agreement of a list holds: a last day, a duration, both, or words for an end that is no day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Protocol, TypeAlias, final

from satudata.cooperation._partial_dates import PartialDate
from satudata.cooperation._terms import Term
from satudata.cooperation.lists._cells import (
    Length,
    after_until,
    bracketed,
    length,
    partial_day,
    plain,
    two_days,
    unit_of,
    without_signing,
)
from satudata.cooperation.lists._words import end_word
from satudata.tabular._blanks import SHOWN, clean
from satudata.tabular._dates import CONNECTOR

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
    ends = _Ends(row, starts or signed, signed, source)
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

    def __init__(
        self, row: Cells, start: PartialDate | None, signed: PartialDate | None, source: str
    ) -> None:
        self._row, self.start, self._signed, self._source = row, start, signed, source
        self._durations: list[tuple[Length, str, str, bool]] = []
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
                self._read(field, heading, text, text, _SPLITS)
        if any(clean(text).casefold() not in _NO for _, text in self._row.cells("unlimited")):
            self._words.add(_UNLIMITED)
        for until in self._untils:
            self._until(until)
        for lasts, heading, piece, is_from_signing in self._durations:
            self._lasts(lasts, heading, piece, is_from_signing)
        if _UNLIMITED in self._words and self.start is not None:
            self.terms.append(Term(self.start, indefinite=True, source=self._source))

    def _read(self, field: str, heading: str, text: str, part: str, splits: tuple[_Split, ...]) -> None:
        """Read a cell or a *part* of it; what is not understood as a whole is read by its parts."""
        piece = plain(part)
        if self._take(field, heading, piece):
            return
        if splits:
            for each in splits[0](part) or [part]:
                self._read(field, heading, text, each, splits[1:])
        elif word := end_word(piece):
            self._words.add(word)
            if word in (_RENEWAL, _OPEN):
                self._open("agreement-end-open", field, heading, text, piece)
        else:
            self._open("agreement-term-unreadable", field, heading, text, piece)

    def _take(self, field: str, heading: str, piece: str) -> bool:
        """Take a text that is a day, two days or a duration as a whole."""
        bare, is_from_signing = without_signing(piece)
        if both := two_days(bare, self._row.today):
            self.start = self.start or both[0]
            self._untils.append(both[1])
            return True
        only_last = after_until(bare)
        is_day = field == "ends" or only_last != bare
        until, code = partial_day(only_last, self._row.today) if is_day else (None, None)
        if until is not None:
            self._untils.append(until)
            self._row.doubt(code, heading, piece, until)
            return True
        lasts = length(bare, unit_of(heading))
        if lasts is not None:
            self._durations.append((lasts, heading, piece, is_from_signing))
        return lasts is not None

    def _open(self, code: str, field: str, heading: str, text: str, piece: str) -> None:
        self._row.keep(field, plain(text))
        self._row.say(code, column=heading, text=piece[:SHOWN])

    def _until(self, until: PartialDate) -> None:
        if self.start is not None and until.latest < self.start.earliest:
            self._row.say("agreement-ends-before-start", text=str(until), start=str(self.start))
            self._row.keep("ends")
        else:
            self.terms.append(Term(self.start, until=until, source=self._source))

    def _lasts(self, lasts: Length, heading: str, piece: str, is_from_signing: bool) -> None:
        start = (is_from_signing and self._signed) or self.start
        if start is None:
            self._open("agreement-term-without-start", "term", heading, piece, piece)
        elif lasts.days:
            last = start.earliest + datetime.timedelta(days=lasts.days) - _ONE_DAY
            until = PartialDate(last.isoformat()) if start.is_exact else None
            self.terms.append(Term(start, until=until, source=self._source))
        else:
            self.terms.append(Term(start, years=lasts.years, months=lasts.months, source=self._source))


def _agree(one: Term, other: Term) -> bool:
    """Whether two terms end together: within a day, as people count, and as far as they are known."""
    if one.indefinite or other.indefinite:
        return one.indefinite is other.indefinite
    if one.ends is None or other.ends is None:
        return one.ends is other.ends
    return one.ends[0] <= other.ends[1] + _ONE_DAY and other.ends[0] <= one.ends[1] + _ONE_DAY


_Split: TypeAlias = Callable[[str], list[str]]
#: A clause that changes no day.
_PROLONGATION = re.compile(
    r"(?:\b(?:dan|serta|yang|namun|tetapi|and|but) )?\b(?:(?:dapat|bisa|may|can) (?:[a-z]{1,15} ){0,3}"
    r"(?:diperpanjang|extended|renewed)|renewable|extendable)\b",
    re.IGNORECASE,
)


def _by_mark(text: str) -> list[str]:
    """The parts between lines, semicolons and commas, but not within a number: "2,5 tahun"."""
    parts, start = [], 0
    for at, mark in enumerate(text):
        is_decimal = text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
        if mark in "\n;" or (mark == "," and not is_decimal):
            parts.append(text[start:at])
            start = at + 1
    return [each for each in (*parts, text[start:]) if clean(each)]


def _by_clause(text: str) -> list[str]:
    """A text in front of "dan dapat diperpanjang", and that."""
    found = _PROLONGATION.search(text)
    if found is None:
        return [text]
    return [each for each in (text[: found.start()].rstrip(" ,"), text[found.start() :]) if clean(each)]


def _by_brackets(text: str) -> list[str]:
    """A text and what is in brackets behind it, where that is no number: "3 tahun (dapat diperpanjang)"."""
    front, inside = bracketed(text)
    is_more = inside and length(inside, "years") is None
    return [front, inside] if is_more else [text]


def _by_until(text: str) -> list[str]:
    """A duration and the last day behind it: "5 tahun s.d. 31 Januari 2028"."""
    found = CONNECTOR.search(text.casefold())
    if found is None or length(text[: found.start()]) is None:
        return [text]
    return [text[: found.start()], text[found.start() :]]


#: How a cell that is not understood as a whole is parted, one way after the other.
_SPLITS: tuple[_Split, ...] = (_by_brackets, _by_clause, _by_mark, _by_until)
