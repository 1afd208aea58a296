"""Cells that a row does not have itself: constants of the whole table, and merged cells that go on downwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import final

from satudata.tabular import _cells
from satudata.tabular._cells import clean
from satudata.tabular._constants import Constants
from satudata.tabular._csv import Record
from satudata.tabular._header import is_numbered
from satudata.tabular._heading_grammar import plain_heading
from satudata.tabular._remembered import Remembered
from satudata.tabular._total_rows import HXL_TAG, total_or_source

_DATE = ("year", "month", "day", "date")
_TYPE = ("type_code", "type_name")
_REGION = ("region_id", "regency_name", "city_name")
_IDS = ("kib", "event_id")
_PLACES = frozenset((*_REGION, "province_name"))
#: A row with one of these begins an event.
_STARTS = frozenset(("kib", *_DATE, *_TYPE))
#: How a heading of a section is numbered.
_NUMBERING = re.compile(r"[(]?(?:[0-9]{1,3}|[IVXLivxl]{1,6}|[A-Za-z])[.)]{0,2}")
#: What a constant gives only where all of these are blank.
_GROUPS = {
    **dict.fromkeys(_TYPE, _TYPE),
    **dict.fromkeys(_REGION, _REGION),
    "date": _DATE,
    "month": ("month", "date"),
    "day": ("day", "date"),
}
#: A KIB has so many digits; a cell with as many says region, type and date itself.
_KIB_DIGITS = 15
_SAID_BY_KIB = frozenset((*_DATE, *_TYPE, *_PLACES))
#: So many headings are the headings again.
_FEWEST = 2
#: The fields without whose cells a row is not counted, and that people merge downwards.
MERGED = {"date": ("date", "day"), "type": _TYPE, "region": (*_REGION, "province_name")}


def repeated_headings(cells: Sequence[str], headings: Sequence[str]) -> str:
    """The first words of a line that has the headings or their HXL tags, or numbers the columns; "" for any other row.

    >>> headings = ["Tanggal", "Kabupaten", "KORBAN MD"]
    >>> repeated_headings(["Tanggal", "", "KORBAN"], headings), repeated_headings(["(1)", "(2)", "(3)"], headings)
    ('Tanggal', '(1)')
    >>> repeated_headings(["Tanggal", "Demak", ""], headings)
    ''
    """
    filled = [
        (text, heading) for cell, heading in zip(cells, headings, strict=False) if (text := cell.strip())
    ]
    is_again = len(filled) >= _FEWEST and all(
        (plain := plain_heading(text)) and not text.isdecimal() and plain in plain_heading(heading)
        for text, heading in filled
    )
    has_tags = len(filled) >= _FEWEST and all(HXL_TAG.fullmatch(text) for text, _ in filled)
    return filled[0][0] if is_again or has_tags or is_numbered(cells) else ""


def _beginnings_and_ends(heading: str) -> Iterator[str]:
    words = heading.split()
    yield heading
    for at in range(1, len(words)):
        yield from (" ".join(words[:at]), " ".join(words[at:]))


@final
class Completion:
    """Completes the rows of a table with these *headings*, of which some are *used*.

    Where a constant has no column, its cell is added behind the row and the one blank cell that follows it;
    :attr:`added` gives the place of each. With *fill_down* a blank date, type, place or id takes the cell above. A line
    with a place alone, below which rows go on without one, is the heading of a section and takes nothing.
    """

    def __init__(
        self, used: Mapping[str, int], headings: Sequence[str], constants: Constants, *, fill_down: bool
    ) -> None:
        self._used = used
        self._headings, width = headings, len(headings)
        #: The headings, and the lines that two lines of them were joined of.
        self._words = frozenset(each for heading in headings for each in _beginnings_and_ends(heading))
        lacking = [field for field in constants.cells if field not in used]
        self.added = {field: width + 1 + number for number, field in enumerate(lacking)}
        self._constants = constants.cells
        self._blanks = [""] * (1 + len(lacking))
        self._places = {**used, **self.added}
        self.fills_down = fill_down
        self._above: dict[str, str] = {}
        #: Whether the row completed last goes on below an event id but is elsewhere: it does not take the id over.
        self.leaves_id = False
        self._is_below_id = False
        self._is_section = False
        #: The lines that are headings of sections.
        self.sections: set[int] = set()
        self._with_year: Remembered[str, str] = Remembered(self._dated)

    def ahead(self, records: Iterable[Record]) -> Iterator[Record]:
        """The *records*; before each, it is noted whether it is the heading of a section, by the one below it."""
        held: Record | None = None
        for record in records:
            if held is not None:
                self._look(held, record.cells)
                yield held
            held = record
        if held is not None:
            self._look(held, ())
            yield held

    def _look(self, record: Record, below: Sequence[str]) -> None:
        own, next_own = self._filled(record.cells), self._filled(below)
        self._is_section = (
            self.fills_down
            and bool(own)
            and own <= _PLACES
            and own.isdisjoint(next_own)
            and not next_own.isdisjoint(_STARTS)
            and self._has_only_numbers(record.cells, own)
        )
        if self._is_section:
            self.sections.add(record.line)

    def _filled(self, cells: Sequence[str]) -> set[str]:
        """The fields whose cell is filled."""
        return {field for field, at in self._used.items() if at < len(cells) and clean(cells[at])}

    def _has_only_numbers(self, cells: Sequence[str], own: set[str]) -> bool:
        """Whether the cells besides those of *own* are blank or number the line: "2", "II", "B."."""
        places = {self._used[field] for field in own}
        others = (clean(cell) for at, cell in enumerate(cells) if at not in places)
        return all(_NUMBERING.fullmatch(text) for text in others if text)

    def completed(self, row: Sequence[str]) -> tuple[str, ...]:
        """The cells of a row, its blanks filled, with those that are added behind it."""
        cells = [*row, *self._blanks]
        self.leaves_id = False
        if total_or_source(row, self._used) or self._are_headings(row):
            return tuple(cells)
        if self._is_section:
            self._above = {
                field: text for field in _PLACES & self._used.keys() if (text := cells[self._used[field]])
            }
        elif self.fills_down:
            self._fill(cells)
        if self._constants:
            self._complete(cells)
        return tuple(cells)

    def _are_headings(self, row: Sequence[str]) -> bool:
        return not self._words.isdisjoint(filter(None, row)) and bool(repeated_headings(row, self._headings))

    def _complete(self, cells: list[str]) -> None:
        kib = self._used.get("kib")
        has_kib = kib is not None and sum(map(str.isdigit, cells[kib])) >= _KIB_DIGITS
        blank = {field for field in self._places if not clean(cells[self._places[field]])}
        for field, text in self._constants.items():
            if has_kib and field in _SAID_BY_KIB:
                continue
            group = _GROUPS.get(field, (field,))
            if all(each in blank for each in group if each in self._places):
                cells[self._places[field]] = text
        date = self._used.get("date")
        if "year" in self._constants and date is not None and not has_kib:
            cells[date] = self._with_year[cells[date]]

    def _dated(self, text: str) -> str:
        """A date cell with the year of the table where it has none itself."""
        if not clean(text) or _cells.day(text)[0] is not None:
            return text
        for joined in (
            f"{clean(text)} {self._constants['year']}",
            f"{clean(text)}/{self._constants['year']}",
        ):
            if _cells.day(joined)[0] is not None:
                return joined
        return text

    def _fill(self, cells: list[str]) -> None:
        """Take blank cells from above: the larger first, and no part of what the row gives itself."""
        above = self._above
        own = {field: text for field in self._used if (text := clean(cells[self._used[field]]))}
        is_same = all(
            own.get(field, "") in ("", above.get(field, "")) for field in (*_DATE, *_TYPE, *_PLACES)
        )
        starts = not own.keys().isdisjoint(_STARTS)
        self._is_below_id = "event_id" in own or (self._is_below_id and not starts)
        self.leaves_id = self._is_below_id and "event_id" not in own and not is_same
        take: list[str] = []
        if not own.keys() & {"date", "kib"}:
            for at, field in enumerate(_DATE):
                if field not in own and not own.keys() & set(_DATE[:at]):
                    take.append(field)
        if not own.keys() & {*_TYPE, "kib"}:
            take += _TYPE
        if not own.keys() & {*_REGION, "kib"}:
            is_same_province = own.get("province_name", "") in ("", above.get("province_name", ""))
            take += ["province_name", *_REGION] if is_same_province else []
        elif "province_name" not in own and not own.keys().isdisjoint(_REGION):
            take.append("province_name")
        if is_same:
            take += [field for field in _IDS if field not in own]
        for field in take:
            if field in self._used and field not in own and field in above:
                cells[self._used[field]] = above[field]
        self._above = {
            field: text
            for field in (*_DATE, *_TYPE, *_PLACES, *_IDS)
            if field in self._used and (text := clean(cells[self._used[field]]))
        }
