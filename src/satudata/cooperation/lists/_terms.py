"""How long an agreement of a list holds: a last day, a duration, both, or words for an end that is no day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from satudata.cooperation._partial_dates import PartialDate
from satudata.cooperation._terms import Term
from satudata.cooperation.lists._cells import length, partial_day, plain, two_days, unit_of
from satudata.cooperation.lists._words import end_word
from satudata.tabular._blanks import SHOWN, clean

if TYPE_CHECKING:
    from satudata.cooperation.lists._row import AgreementRow

_UNLIMITED, _RENEWAL, _OPEN = "unlimited", "renewal", "open"
_ONE_DAY = datetime.timedelta(days=1)
_NO = frozenset({"tidak", "no", "false", "0", "n"})


def ends_of(
    row: AgreementRow, signed: PartialDate | None, starts: PartialDate | None, source: str
) -> tuple[Term | None, tuple[Term, ...]]:
    """The term of a row, and another one where its cells contradict each other.

    A duration is from the start, else from the signing. "Tak Terbatas" has no end, and that is known. What ends with a
    thing, or renews itself, has no last day that the list can say.
    """
    start = starts or signed
    untils: list[PartialDate] = []
    lengths = []
    words: set[str] = set()
    for field in ("ends", "term"):
        for heading, text in row.cells(field):
            for piece in _pieces(text):
                until, code = partial_day(piece, row.today) if field == "ends" else (None, None)
                both = None if until is not None else two_days(piece, row.today)
                word = None if until is not None or both is not None else end_word(piece)
                lasts = None if word else length(piece, unit_of(heading))
                if until is not None:
                    untils.append(until)
                    row.doubt(code, heading, piece, until)
                elif both is not None:
                    start = start or both[0]
                    untils.append(both[1])
                elif word is not None:
                    words.add(word)
                    if word in (_RENEWAL, _OPEN):
                        row.keep(field, text)
                        row.say("agreement-end-open", column=heading, text=piece[:SHOWN])
                elif lasts is not None:
                    lengths.append((lasts, heading, piece))
                else:
                    row.keep(field, text)
                    row.say("agreement-term-unreadable", column=heading, text=piece[:SHOWN])
    if any(clean(text).casefold() not in _NO for _, text in row.cells("unlimited")):
        words.add(_UNLIMITED)
    if words & {_RENEWAL, _OPEN}:
        return (None if start is None else Term(start, source=source)), ()
    terms: list[Term] = []
    for until in untils:
        if start is not None and until.latest < start.earliest:
            row.say("agreement-ends-before-start", text=str(until), start=str(start))
            row.keep("ends")
            continue
        terms.append(Term(start, until=until, source=source))
    for lasts, heading, piece in lengths:
        if start is None:
            row.keep("term")
            row.say("agreement-term-without-start", column=heading, text=piece[:SHOWN])
        elif lasts.days:
            last = start.earliest + datetime.timedelta(days=lasts.days) - _ONE_DAY
            until = PartialDate(last.isoformat()) if start.is_exact else None
            terms.append(Term(start, until=until, source=source))
        else:
            terms.append(Term(start, years=lasts.years, months=lasts.months, source=source))
    if _UNLIMITED in words and start is not None:
        terms.append(Term(start, indefinite=True, source=source))
    return _settled(row, terms, starts, source)


def _settled(
    row: AgreementRow, terms: list[Term], starts: PartialDate | None, source: str
) -> tuple[Term | None, tuple[Term, ...]]:
    """One term where all agree: the last day of a duration is that day, or the day after, as people count."""
    if not terms:
        return (None if starts is None else Term(starts, source=source)), ()
    first, *others = terms
    differing = tuple(each for each in others if not _agree(first, each))
    if differing:
        shown = " / ".join(str(each.until or each.last_day or "-") for each in (first, *differing))
        row.say("agreement-term-differs", text=shown)
    return first, differing


def _agree(one: Term, other: Term) -> bool:
    """Whether two terms end together: within a day, or as far as they are known."""
    if one.indefinite or other.indefinite:
        return one.indefinite is other.indefinite
    if one.ends is None or other.ends is None:
        return one.ends is other.ends
    return one.ends[0] <= other.ends[1] + _ONE_DAY and other.ends[0] <= one.ends[1] + _ONE_DAY


def _pieces(text: str) -> list[str]:
    """The parts of a cell that each say something of the end."""
    pieces = [plain(each) for each in text.replace("\n", ";").replace(",", ";").split(";")]
    return [each for each in pieces if clean(each)] or [plain(text)]
