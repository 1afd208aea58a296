"""Rows of values: a sheet, a JSON file, a Parquet file, a dataframe or rows in memory, with every value as text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, TypeAlias, cast, final

import attrs

from satudata.findings import Finding, finding
from satudata.tabular._csv import Record
from satudata.tabular._moments import Moments

#: Whole numbers up to here are exact in a float and have fewer digits than a KIB.
_EXACT = 10**15
_KIB = range(10**15, 10**16)
#: Whole floats are exact up to here.
_EXACT_FLOAT = 2**53
#: Serial days of a spreadsheet. Smaller numbers can be years, and greater ones are no day of this millennium's use.
_SERIALS = (2_200, 110_000)
#: The day 0 of serial numbers, by whether the workbook counts from 1904.
_DAY_0 = {False: datetime.datetime(1899, 12, 30), True: datetime.datetime(1904, 1, 1)}  # noqa: DTZ001
_MIDNIGHT = datetime.time()
#: Milliseconds since 1970 up to the year 2099.
_EPOCHS = (0, 4.1e12)
#: In a column with no greater number, numbers are no milliseconds: seconds, serial days or years.
_LEAST_EPOCH = 10**10
#: A number whose decimals look like a group of three digits.
LIKE_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
#: The field whose moments have a time of day.
_AS_OF = "as_of"
_DAY_LENGTH = 86_400_000
_FIRST_DAYS = 12

#: The text of a value in a row of values, and what is said of it.
Reader: TypeAlias = Callable[[Any, Sequence[Any]], tuple[str, tuple[Finding, ...]]]


@final
@attrs.frozen(kw_only=True)
class Numbers:
    """What numbers mean in a format: *serial* days, from 1904 or from 1900, or *epoch* milliseconds, or neither."""

    serial: bool = False
    from_1904: bool = False
    epoch: bool = False


@final
class ValueRows:
    """Rows of values below *headings*, which *walk* gives anew each time; *before* lines come before the first.

    *numbers* says what a number means in the columns of KIB, region code and date; without it numbers are plain text.
    *lines* gives the line of each row of *walk*; without it they follow each other.
    """

    encoding, delimiter = "utf-8", ","
    size = position = 0

    def __init__(
        self,
        headings: Sequence[str],
        walk: Callable[[], Iterable[Sequence[Any]]],
        *,
        before: int = 0,
        problems: Iterable[Finding] = (),
        findings: Iterable[Finding] = (),
        form: str = "",
        numbers: Numbers | None = None,
        lines: Callable[[], Iterable[int]] | None = None,
        sheets: Sequence[tuple[str, int]] = (),
        titles: Sequence[tuple[int, tuple[str, ...]]] = (),
    ) -> None:
        self.format = form
        self.header = Record(before, tuple(headings))
        self.problems = tuple(problems)
        self.findings = tuple(findings)
        #: The name of each sheet, and how many lines come before its first.
        self.sheets = tuple(sheets)
        #: The texts above the headings of each sheet, with how many lines come before its first.
        self.titles = tuple(titles)
        self._walk = walk
        self._lines = lines
        self._numbers = numbers
        self._readers: list[tuple[int, Reader]] = []

    def records(self) -> Iterator[Record]:
        """The rows, every value as the text of a cell."""
        first = self.header.line + 1
        walk = self._walk()
        pairs = enumerate(walk, start=first) if self._lines is None else zip(self._lines(), walk, strict=True)
        for line, values in pairs:
            cells = [each if type(each) is str else as_cell(each) for each in values]
            found: tuple[Finding, ...] = ()
            for place, reader in self._readers:
                value = values[place]
                if type(value) is int or type(value) is float:
                    cells[place], said = reader(value, values)
                    found += said
            yield Record(line, tuple(cells), found)

    def use(self, used: Mapping[str, int], dates: Sequence[str] = ("date",)) -> tuple[Finding, ...]:
        """Read numbers by the field of their column; what is doubtful about whole columns.

        *dates* are the fields that have days.
        """
        numbers = self._numbers
        if numbers is None:
            return ()
        readers: dict[str, Callable[[str], Reader]] = {"kib": _kib_reader, "region_id": _region_reader}
        if numbers.serial:
            for field in dates:
                readers[field] = lambda _: _serial_reader(from_1904=numbers.from_1904)
        if numbers.epoch:
            moments = Moments(used)
            for field in dates:
                if field in used and self._has_epochs(used[field]):
                    readers[field] = partial(_epoch_reader, moments=moments, has_times=field == _AS_OF)
        self._readers = [
            (used[field], reader(self.header.cells[used[field]]))
            for field, reader in readers.items()
            if field in used
        ]
        if not numbers.serial:
            return ()
        return tuple(each for field in dates if field in used for each in self._swapped(used[field]))

    def _has_epochs(self, place: int) -> bool:
        """Whether some number of a column can only be milliseconds."""
        return any(
            type(value) in (int, float) and value >= _LEAST_EPOCH
            for value in (values[place] for values in self._walk())
        )

    def _swapped(self, place: int) -> Iterator[Finding]:
        """That a spreadsheet may have read day and month of a column the wrong way round."""
        typed = texts = 0
        for values in self._walk():
            value = values[place]
            if isinstance(value, datetime.date):
                if value.day > _FIRST_DAYS:
                    return
                typed += 1
            elif type(value) is str:
                head = value.strip().replace("-", "/").replace(".", "/").split("/")
                texts += len(head) == len("dmy") and head[0].isdecimal() and _FIRST_DAYS < int(head[0]) <= 31
        if typed and texts:
            column = self.header.cells[place]
            yield finding("date-perhaps-swapped", column, column=column, number=typed, texts=texts)


def as_cell(value: object) -> str:
    """A value as the text of a cell: ``None``, NaN and NaT are blank, a whole float has no decimals.

    A float of sixteen digits keeps them, since a KIB that went through a float may have lost its last one. A number has
    no point of thousands: 1.234 gets one more decimal, so that no reader takes it for 1234.

    >>> as_cell(None), as_cell(3.0), as_cell(6202106202408041.0), as_cell(float("nan"))
    ('', '3', '6202106202408041.0', '')
    >>> as_cell(1.234), as_cell("1.234"), as_cell(0.333)
    ('1.2340', '1.234', '0.333')
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124  # only NaN differs from itself
            return ""
        text = str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(float(value))
    else:
        text = str(value)
    return f"{text}0" if not isinstance(value, str) and LIKE_THOUSANDS.fullmatch(text) else text


def rows_in_memory(source: Iterable[Any]) -> ValueRows:
    """Rows as mappings, whose keys are the headings, or as sequences, of which the first are the headings."""
    walk = iter(source)
    first = next(walk, ())
    if not isinstance(first, Mapping):
        rows = [tuple(row) for row in walk]
        return ValueRows([as_cell(each) for each in first], lambda: rows)
    return rows_of_mappings([cast("Mapping[str, Any]", row) for row in chain((first,), walk)])


def rows_of_mappings(mappings: Sequence[Mapping[str, Any]], **given: Any) -> ValueRows:
    """Rows as mappings, whose keys are the headings."""
    headings = list(dict.fromkeys(key for row in mappings for key in row))
    return ValueRows(headings, lambda: ([row.get(key) for key in headings] for row in mappings), **given)


def _kib_reader(column: str) -> Reader:
    """Reads KIBs that are held as numbers: one that was rounded keeps all but its index."""

    def read(value: float, _: Sequence[Any]) -> tuple[str, tuple[Finding, ...]]:
        if not float(value).is_integer() or int(value) not in _KIB:
            return as_cell(value), ()
        digits = str(int(value))
        if digits[-1] == "0" or (type(value) is float and value > _EXACT_FLOAT):
            digits = f"{digits[:-1]}0"
            return digits, (finding("kib-rounded", column, text=digits),)
        return digits, (finding("kib-was-number", column, text=digits),)

    return read


def _region_reader(column: str) -> Reader:
    """Reads region codes that are held as numbers, where 33.10 is 33.1."""

    def read(value: float, _: Sequence[Any]) -> tuple[str, tuple[Finding, ...]]:
        text = as_cell(value)
        head, dot, tail = text.partition(".")
        if dot and len(head) == len(tail) + 1 == len("33"):
            return f"{text}0", (
                finding("region-zero-restored", column, column=column, text=text, region=f"{text}0"),
            )
        return text, ()

    return read


def _serial_reader(*, from_1904: bool) -> Reader:
    """Reads days that are held as serial numbers."""
    lowest, highest = _SERIALS

    def read(value: float, _: Sequence[Any]) -> tuple[str, tuple[Finding, ...]]:
        if lowest < value < highest:
            moment = _DAY_0[from_1904] + datetime.timedelta(seconds=round(value * 86_400))
            return str(moment.date() if moment.time() == _MIDNIGHT else moment), ()
        return as_cell(value), ()

    return read


def _epoch_reader(column: str, moments: Moments, *, has_times: bool) -> Reader:
    """Reads days that are held as milliseconds since 1970: the day in the region of the row, and its time of day.

    Midnight, there or in UTC, is a day without a time of day.
    """
    lowest, highest = _EPOCHS

    def read(value: float, values: Sequence[Any]) -> tuple[str, tuple[Finding, ...]]:
        if not (lowest <= value <= highest and float(value).is_integer()):
            return as_cell(value), ()
        text = str(int(value))
        if len(text) == len("20240105") and text[:2] in {"18", "19", "20"}:
            return text, ()
        moment = moments.local_moment(int(value), values).replace(microsecond=0)
        is_day = not has_times or moment.time() == _MIDNIGHT or int(value) % _DAY_LENGTH == 0
        on = moment.date() if is_day else moment
        return str(on), (finding("date-epoch", column, text=text, date=str(on)),)

    return read
