"""How long an agreement holds: half-open, its whole duration added once to its start."""

from __future__ import annotations

import datetime
from typing import Any, final

import attrs

from satudata._ground.days import shifted
from satudata._ground.fields import instance_of
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.cooperation._partial_dates import PartialDate, partial_date, plain_day
from satudata.cooperation._partners import is_text
from satudata.cooperation._vocabulary import Validity
from satudata.errors import InvalidRecordError

_ONE_DAY = datetime.timedelta(days=1)
#: Months before the end from which an agreement is about to expire, unless the caller says otherwise (ours).
NOTICE = 6


def _length(record: object, field: attrs.Attribute[int], value: object) -> None:
    if type(value) is not int or value < 0:
        raise InvalidRecordError(field.name, value, "a whole number, zero or more")


@public("satudata.cooperation")
@final
@attrs.frozen
class Term(Record):
    """The days of an agreement: ``start <= day < end``, with the *source* that says so.

    The end is given by *years* and *months* from the start, by *until* (the last day, as far as it is known) or is
    said not to come (*indefinite*); with none of these it is not known. Days known to the month or year only leave the
    answers open where they matter.

    Source: the half-open form and the arithmetic are ours.

    >>> term = Term("2024-10-09", years=3)
    >>> term.end, term.last_day
    (datetime.date(2027, 10, 9), datetime.date(2027, 10, 8))
    >>> Term("2024-02-29", years=5).last_day, Term("2024-08-31", months=6).last_day
    (datetime.date(2029, 2, 27), datetime.date(2025, 2, 27))
    """

    start: PartialDate | None = attrs.field(default=None, converter=attrs.converters.optional(partial_date))
    years: int = attrs.field(default=0, kw_only=True, validator=_length)
    months: int = attrs.field(default=0, kw_only=True, validator=_length)
    until: PartialDate | None = attrs.field(
        default=None, kw_only=True, converter=attrs.converters.optional(partial_date)
    )
    indefinite: bool = attrs.field(default=False, kw_only=True, validator=instance_of(bool))
    source: str = attrs.field(default="", kw_only=True, validator=is_text)

    def __attrs_post_init__(self) -> None:
        if sum((self._lasts, self.until is not None, self.indefinite)) > 1:
            raise InvalidRecordError("until", self.until, "one end: a duration, until or indefinite")
        if self.start is None and (self._lasts or self.until is None):
            raise InvalidRecordError(
                "start", None, "a term has a start, or the last day that is known: until"
            )
        try:
            ends, starts = self.ends, self.start
        except (ValueError, OverflowError):
            raise InvalidRecordError("years", self.years, "the calendar ends before the term does") from None
        if ends is not None and starts is not None and ends[1] <= starts.earliest:
            raise InvalidRecordError("until", self.until, f"not before the start, {self.start}")

    @property
    def _lasts(self) -> bool:
        return bool(self.years or self.months)

    @property
    def ends(self) -> tuple[datetime.date, datetime.date] | None:
        """The earliest and the latest day on which it can be over; ``None`` where no end is known or none comes."""
        if self._lasts and self.start is not None:
            first, last = self.start.earliest, self.start.latest
            return (
                shifted(first, years=self.years, months=self.months),
                shifted(last, years=self.years, months=self.months),
            )
        if self.until is not None:
            return self.until.earliest + _ONE_DAY, self.until.latest + _ONE_DAY
        return None

    @property
    def end(self) -> datetime.date | None:
        """The first day after it; ``None`` where that day is not known or does not come."""
        ends = self.ends
        return ends[0] if ends is not None and ends[0] == ends[1] else None

    @property
    def last_day(self) -> datetime.date | None:
        """Its last day, as it is printed: ``end`` less one day."""
        return None if self.end is None else self.end - _ONE_DAY

    def remaining(self, on: datetime.date) -> datetime.timedelta | None:
        """The time from *on* to the end, at least none; ``None`` where the end is not known to the day.

        >>> Term("2024-10-09", years=3).remaining(datetime.date(2027, 10, 1)).days
        8
        """
        return None if self.end is None else max(self.end - plain_day(on), datetime.timedelta(0))

    def renewal_due(self, notice: int = NOTICE) -> datetime.date | None:
        """The day, *notice* months before its earliest end, from which a renewal is due; ``None`` without an end.

        >>> Term("2024-10-09", years=3).renewal_due()
        datetime.date(2027, 4, 9)
        """
        if self.ends is None:
            return None
        try:
            return shifted(self.ends[0], months=-notice)
        except (ValueError, OverflowError):  # before the calendar begins
            return datetime.date.min

    def validity(self, on: datetime.date, *, notice: int = NOTICE) -> Validity | None:
        """Where *on* lies in the term; ``None`` where what is known does not settle it.

        >>> Term("2024-10-09", until="2026").validity(datetime.date(2026, 7, 1)) is None
        True
        """
        on = plain_day(on)
        ends, start = self.ends, self.start
        if start is not None and on < start.earliest:
            return Validity.BELUM_BERLAKU
        if ends is not None and on >= ends[1]:
            return Validity.HABIS
        if start is None or on < start.latest:
            return None
        if self.indefinite:
            return Validity.BERLAKU
        if ends is None or on >= ends[0]:
            return None
        due: Any = self.renewal_due(notice)
        return Validity.AKAN_HABIS if on >= due else Validity.BERLAKU
