"""The first and the last day of a decree, from all cells of a row that speak of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import final

import attrs

from satudata._ground.days import shifted
from satudata.findings import Finding, finding
from satudata.tabular._blanks import SHOWN
from satudata.tabular._days import about_day
from satudata.tabular.lists._list import ListRow, ListTable
from satudata.tabular.lists._status_words import Says, read_remark
from satudata.tabular.lists._validity import (
    Validity,
    has_no_unit,
    read_day,
    read_last,
    read_length,
    read_validity,
)

_WORKING = ("kerja", "working")
#: A cell that says that the day of the decree is the first one.
_FROM_DECREE = re.compile(r"(?:sejak|mulai|dari|terhitung) (?:tanggal )?(?:ditetapkan|penetapan|keputusan)")
#: A day behind a word for a revocation: "dicabut pada tanggal 8 September 2025", "SK dicabut per 8/9/2025".
_REVOKED_ON = re.compile(
    r"\b(?:dicabut|pencabutan|diakhiri|pengakhiran|dihentikan|penghentian|revoked|ended)\b"
    r"(?: (?:status|sk|pada|tanggal|tgl\.?|per|sejak|on))*:? +([^;()]*[0-9][^;()]*)"
)
_REMARKS = ("status_remark", "remarks", "status")


@final
@attrs.frozen(kw_only=True)
class DecreeSpan:
    """How long a declaration holds: *start* and *end* (its last day), each ``None`` where it is not known.

    *ended_on* is the day on which it was revoked, *decree_date* the day on which it was signed. *why* says why there is
    no start, or that the end is before it; *open_end* are the words of a cell that names no last day.
    """

    start: date | None = None
    end: date | None = None
    ended_on: date | None = None
    decree_date: date | None = None
    why: tuple[str, str] = ("", "")
    open_end: str = ""

    @property
    def is_backward(self) -> bool:
        """Whether the last day is before the first."""
        return self.start is not None and self.end is not None and self.end < self.start


@final
class DecreeDays:
    """Reads the days of the rows of a list."""

    def __init__(self, table: ListTable) -> None:
        self._table = table

    def of(self, row: ListRow) -> tuple[DecreeSpan, tuple[Finding, ...]]:
        """The days of a row, and what is doubtful about them: days are read, a length that differs is reported."""
        doubts: list[Finding] = []
        first = self._validity(row, "start", doubts)
        both = self._validity(row, "validity_range", doubts)
        long = self._length(row, doubts)
        ended_on, decree_date = (self._day(row, field, doubts) for field in ("ended_on", "decree_date"))
        ended_on = ended_on or _revoked_on(row)
        start = first.first or both.first or long.first
        if start is None and _FROM_DECREE.search(
            row.text("start", "validity_range", "duration_days").casefold()
        ):
            start = decree_date
        end = self._last(row, start, doubts)
        for last in (first.last, both.last, long.last):
            if last is not None and end is not None and last != end:
                doubts.append(finding("declaration-ends-differ", "end", end=str(end), other=str(last)))
            end = end or last
        length = next((each for each in (long, both, first) if _has_length(each)), Validity())
        if start is not None:
            end = self._by_length(start, end, length, doubts)
        why = self._why(row, start, end, decree_date, doubts)
        open_end = row.text("end", "validity_range", "duration_days")[:SHOWN]
        span = DecreeSpan(
            start=start, end=end, ended_on=ended_on, decree_date=decree_date, why=why, open_end=open_end
        )
        return span, tuple(doubts)

    def _by_length(
        self, start: date, end: date | None, length: Validity, doubts: list[Finding]
    ) -> date | None:
        """The last day, by the length where no cell names it; working days are never converted."""
        if length.is_working:
            doubts.append(finding("declaration-working-days", "duration_days", days=length.days or 0))
            return end
        try:
            if length.months is not None:
                by_length = date.fromordinal(shifted(start, months=length.months).toordinal() - 1)
            elif length.days is not None:
                by_length = date.fromordinal(start.toordinal() + length.days - 1)
            else:
                return end
        except (ValueError, OverflowError):
            return end
        if end is None:
            return by_length
        if end != by_length and end >= start:
            stated = f"{length.months} bulan" if length.months else f"{length.days} hari"
            in_english = f"{length.months} months" if length.months else f"{length.days} days"
            doubts.append(
                finding(
                    "declaration-length-differs",
                    "duration_days",
                    stated=in_english,
                    lama=stated,
                    days=(end - start).days + 1,
                    start=str(start),
                    end=str(end),
                )
            )
        return end

    def _validity(self, row: ListRow, field: str, doubts: list[Finding]) -> Validity:
        """What all cells of a field say together; the first that says something of it counts."""
        together = Validity()
        for column, text in row.all(field):
            is_unread = field == "validity_range" and has_no_unit(text)
            found = Validity(is_unread=True) if is_unread else read_validity(text)
            if found.code is not None:
                doubts.append(about_day(found.code, column.heading, text, found.first))
            elif found.is_unread:
                doubts.append(finding("declaration-length-unread", field, text=text[:SHOWN]))
            together = Validity(
                first=together.first or found.first,
                last=together.last or found.last,
                days=together.days or found.days,
                months=together.months or found.months,
                is_working=together.is_working or found.is_working,
            )
        return together

    def _length(self, row: ListRow, doubts: list[Finding]) -> Validity:
        text = row.text("duration_days")
        heading = self._table.heading("duration_days").casefold()
        found = read_length(text, is_working=any(word in heading for word in _WORKING))
        if found.is_unread:
            doubts.append(finding("declaration-length-unread", "duration_days", text=text[:SHOWN]))
        return found

    def _last(self, row: ListRow, start: date | None, doubts: list[Finding]) -> date | None:
        """The day of the cell of the last day; words without a figure leave it open."""
        text = row.text("end")
        if not any(each.isdecimal() for each in text):
            return None
        last, code = read_last(text, start)
        if code is not None:
            doubts.append(about_day(code, self._table.heading("end"), text, last))
        return last

    def _day(self, row: ListRow, field: str, doubts: list[Finding]) -> date | None:
        text = row.text(field)
        on, code = read_day(text)
        if code is not None:
            doubts.append(about_day(code, self._table.heading(field), text, on))
        return on

    def _why(
        self,
        row: ListRow,
        start: date | None,
        end: date | None,
        decree_date: date | None,
        doubts: Sequence[Finding],
    ) -> tuple[str, str]:
        """Why there is no first day, or that the last one is before it."""
        if start is not None and end is not None and end < start:
            return (
                f"its last day {end} is before its first day {start}",
                f"hari terakhirnya {end} sebelum hari pertamanya {start}",
            )
        text = row.text("start", "validity_range")[:SHOWN]
        if text and (
            _FROM_DECREE.search(text.casefold()) or any(each.code.startswith("date-") for each in doubts)
        ):
            return f'first day not read: "{text}"', f'hari pertama tidak terbaca: "{text}"'
        if decree_date is not None:
            return (
                f"no first day; the decree is of {decree_date}, and may hold from another day",
                f"hari pertama tidak ada; SK tertanggal {decree_date} dapat berlaku mulai hari lain",
            )
        return "no first day", "hari pertama tidak ada"


def _has_length(found: Validity) -> bool:
    return found.days is not None or found.months is not None


def _revoked_on(row: ListRow) -> date | None:
    """The day of a revocation that a remark names, of which all words are of a status: no search that was ended."""
    for field in _REMARKS:
        for _, text in row.all(field):
            is_of_status = read_remark(text).says in (Says.REVOKED, Says.REVOKING)
            found = _REVOKED_ON.search(" ".join(text.casefold().split())) if is_of_status else None
            on = read_day(found[1])[0] if found else None
            if on is not None:
                return on
    return None
