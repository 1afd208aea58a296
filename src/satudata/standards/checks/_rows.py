"""Check the rows of a table against its declared columns, in one pass; findings are counted by column."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Any, TypeAlias, final

import attrs

from satudata.checking import region_doubts, type_doubts
from satudata.disaster_types import scheme_for
from satudata.findings import Finding, finding
from satudata.kib import KIB
from satudata.standards._column_types import ColumnType
from satudata.standards._dataset import Column, Resource
from satudata.standards._library_lists import code_list, code_lists
from satudata.standards.checks._cells import (
    day_of,
    is_blank,
    kib_of,
    other_day_of,
    other_figure_of,
    reads_as,
    right_cell,
)
from satudata.standards.checks._codes import CodeStatus, code_status, era, instead_of
from satudata.standards.checks._region_system import RegionSystem
from satudata.standards.checks._row_source import NumberedRow

_CODE_DOUBTS = {
    CodeStatus.SPELLED_DIFFERENTLY: "cells-code-otherwise-written",
    CodeStatus.OTHER_DATE: "cells-code-elsewhen",
    CodeStatus.UNDATED: "cells-code-undated",
    CodeStatus.UNKNOWN: "cells-code-unknown",
}
_ELSEWHEN = _CODE_DOUBTS[CodeStatus.OTHER_DATE]
_UNRESOLVED = frozenset({"region-unknown", "type-unknown"})
_OF_BPS = "cells-code-of-bps"
_SHOWN = 60
#: Number of rows in a batch; a batch is checked column by column.
_BATCH_ROWS = 2**12
#: Number of different cells of a column to remember.
_REMEMBERED = 2**16


@final
class Tally:
    """Counts findings by kind and column, and keeps the first of each as the example."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[int, int, Mapping[str, object]]] = {}
        self._listed: dict[tuple[str, str], dict[str, None]] = {}

    def add(self, code: str, column: str, line: int, data: Mapping[str, object]) -> None:
        """Count one finding; keep it if it is the first."""
        found = self._found.get((code, column))
        self._found[code, column] = (1, line, data) if found is None else (found[0] + 1, *found[1:])

    def list(self, code: str, column: str, text: str) -> None:
        """Keep a text to be shown with all findings of one kind and column, each once."""
        self._listed.setdefault((code, column), {})[text] = None

    def findings(self) -> Iterator[Finding]:
        """One finding for each kind and column; its place is the line of the first."""
        for (code, column), (number, line, data) in self._found.items():
            listed = self._listed.get((code, column), {})
            each = {"each": ", ".join(listed)} if listed else {}
            if code == _ELSEWHEN:
                each = {"each": "".join(f"; {text}" for text in each.values())}
            yield finding(code, f"row {line}", column=column, number=number, line=line, **data, **each)


@lru_cache(maxsize=2**10)
def _type_codes(type_code: str, scheme: str | None) -> tuple[str, ...]:
    return tuple(each.code for each in type_doubts(type_code, scheme))


def kib_doubts(kib: KIB) -> tuple[str, ...]:
    """The codes of the findings about the region and the type of a KIB, as of its date.

    >>> kib_doubts(KIB.parse("9301101202203011"))
    ('region-other-edition',)
    """
    regions = tuple(each.code for each in region_doubts(kib.region, kib.date))
    return regions + _type_codes(kib.type_code, scheme_for(kib.type_code, kib.date))


def _of_type(cell: object, column: Column, shown: str) -> tuple[str, Mapping[str, object]] | None:
    """The code and the data of the finding on a cell that is not written as its column asks."""
    day = other_day_of(cell, column)
    if day is not None:
        return "cells-date-otherwise-written", {"text": shown, "right": day.isoformat()}
    figure = other_figure_of(cell, column)
    if figure is not None:
        data = {"text": shown, "right": figure or "blank", "benar": figure or "kosong"}
        return "cells-figure-otherwise-written", data
    if reads_as(cell, column):
        return None
    kinds = {"type": column.type.label("en"), "type_id": column.type.label("id")}
    return "cells-type", {"text": shown, **kinds, "right": right_cell(column)}


#: The findings of one cell: the tally that counts each, its code and its data.
_Doubts: TypeAlias = tuple[tuple[Tally, str, Mapping[str, object]], ...]


@final
@attrs.define
class _CheckedColumn:
    """A column, its place among the headings, and the results for the different cells seen so far."""

    place: int
    column: Column
    is_coded: bool
    clean: set[object] = attrs.field(factory=set)
    doubtful: dict[object, _Doubts] = attrs.field(factory=dict)

    def forget(self) -> None:
        """Drop the results if there are too many, so that memory stays bounded."""
        if len(self.clean) + len(self.doubtful) > _REMEMBERED:
            self.clean.clear()
            self.doubtful.clear()


@final
class RowCheck:
    """One pass over the rows: types, blanks, codes as of the day of the row, KIBs, and repeated keys.

    Rows come in batches of some thousands, and each different cell of a column is checked once.
    """

    def __init__(self, resource: Resource, headings: Sequence[str]) -> None:
        self.types, self.blanks, self.codes, self.keys = Tally(), Tally(), Tally(), Tally()
        self.number = 0
        self._width = len(headings)
        self._headings = headings
        self._checked = [
            _CheckedColumn(headings.index(each.name), each, each.code_list in code_lists())
            for each in resource.columns
            if each.name in headings
        ]
        self._regions = RegionSystem(resource, headings)
        by_name = {each.column.name: each for each in self._checked}
        self._dated = by_name.get(resource.dated_by or "")
        self._days: dict[object, datetime.date | None] = {}
        named = [by_name[name].place for name in resource.key if name in by_name]
        self._key = named if len(named) == len(resource.key) else []
        self._key_name = ", ".join(resource.key)
        self._seen: set[int] = set()

    def walk(self, rows: Iterable[NumberedRow]) -> None:
        """Check every row."""
        for batch in iter(partial(_batch, iter(rows)), []):
            self.number += len(batch)
            lines = [line for line, _ in batch]
            columns = list(zip(*self._even(batch), strict=True))
            days = self._days_of(columns) or [None] * len(lines)
            if self._regions.place is not None:
                columns[self._regions.place] = self._in_one_system(lines, columns, days)
            for each in self._checked:
                self._check(each, lines, columns[each.place], days)
            if self._key:
                self._check_keys(lines, [columns[place] for place in self._key])

    def _even(self, rows: list[NumberedRow]) -> Iterable[Sequence[object]]:
        """The cells of each row, cut or filled up to the number of headings."""
        for line, cells in rows:
            if len(cells) == self._width:
                yield cells
                continue
            if len(cells) > self._width:
                self.types.add("cells-beyond", "", line, {"width": self._width})
            yield (*cells[: self._width], *[None] * (self._width - len(cells)))

    def _days_of(self, columns: Sequence[Sequence[object]]) -> list[datetime.date | None]:
        if self._dated is None:
            return []
        if len(self._days) > _REMEMBERED:
            self._days.clear()
        cells = columns[self._dated.place]
        keys = _keys(cells)
        for key, cell in zip(keys, cells, strict=True):
            if key not in self._days:
                self._days[key] = day_of(cell, self._dated.column)
        return [self._days[key] for key in keys]

    def _in_one_system(
        self,
        lines: Sequence[int],
        columns: Sequence[Sequence[object]],
        days: Sequence[datetime.date | None],
    ) -> tuple[object, ...]:
        """The column of region codes, each code of BPS replaced by that of Kemendagri and counted."""
        place = self._regions.place
        assert place is not None
        column = self._headings[place]
        codes = []
        for line, cells, day in zip(lines, zip(*columns, strict=True), days, strict=True):
            right = self._regions.right(cells, day)
            if right:
                code = str(cells[place])
                self.codes.add(_OF_BPS, column, line, {"text": code, "right": right})
                self.codes.list(_OF_BPS, column, f"{code} = {right}")
            codes.append(right or cells[place])
        return tuple(codes)

    def _check(
        self,
        checked: _CheckedColumn,
        lines: Sequence[int],
        cells: Sequence[object],
        days: Sequence[datetime.date | None],
    ) -> None:
        checked.forget()
        keys = _keys(cells)
        if checked.is_coded:
            eras = map(partial(_era, checked.column.code_list), days)
            keys = list(zip(keys, eras, strict=True))
        different = set(keys)
        fresh = different - checked.clean - checked.doubtful.keys()
        if fresh:
            places = dict(zip(keys, range(len(keys)), strict=True))
            for key in fresh:
                doubts = tuple(self._doubts(cells[places[key]], checked, days[places[key]]))
                if doubts:
                    checked.doubtful[key] = doubts
                else:
                    checked.clean.add(key)
        if checked.doubtful.keys().isdisjoint(different):
            return
        for line, key, day in zip(lines, keys, days, strict=True):
            for tally, code, data in checked.doubtful.get(key, ()):
                dated = {"on": _shown_day(checked.column, day)} if code in _DATED else {}
                instead = data.get("instead")
                if instead:
                    tally.list(code, checked.column.name, f"{data['text']} = {instead}")
                tally.add(code, checked.column.name, line, {**data, **dated})

    def _doubts(
        self, cell: object, checked: _CheckedColumn, on: datetime.date | None
    ) -> Iterator[tuple[Tally, str, Mapping[str, object]]]:
        column = checked.column
        if is_blank(cell):
            if column.required:
                yield self.blanks, "cells-blank", {}
            return
        shown = str(cell)[:_SHOWN]
        of_type = _of_type(cell, column, shown)
        if of_type is not None:
            yield self.types, *of_type
            return
        kib = kib_of(cell) if column.type is ColumnType.KIB else None
        if kib is not None:
            doubts = kib_doubts(kib)
            if doubts:
                kind = "cells-kib-unresolved" if _UNRESOLVED.intersection(doubts) else "cells-kib-doubtful"
                yield self.codes, kind, {"kib": str(kib), "codes": ", ".join(doubts)}
        if checked.is_coded:
            list_ = str(column.code_list)
            status, written = code_status(list_, str(cell), on, by_name=column.by_name)
            if status is not CodeStatus.VALID:
                data = {"text": shown, "list": list_, **({"right": written} if written else {})}
                if status is CodeStatus.OTHER_DATE and not column.by_name:
                    data["instead"] = instead_of(list_, str(cell), on)
                yield self.codes, _CODE_DOUBTS[status], data

    def _check_keys(self, lines: Sequence[int], columns: Sequence[Sequence[object]]) -> None:
        keys = list(zip(*columns, strict=True))
        hashes = [hash(tuple(map(str, key))) for key in keys]
        different = set(hashes)
        if len(different) == len(hashes) and self._seen.isdisjoint(different):
            self._seen |= different
            return
        for line, key, seen in zip(lines, keys, hashes, strict=True):
            if seen in self._seen:
                data = {"key": ", ".join(map(str, key))[:_SHOWN]}
                self.keys.add("key-repeated", self._key_name, line, data)
            self._seen.add(seen)


def _batch(rows: Iterator[NumberedRow]) -> list[NumberedRow]:
    return list(islice(rows, _BATCH_ROWS))


def _keys(cells: Sequence[Any]) -> Sequence[Any]:
    """A key for each cell that keeps different cells apart: 1, 1.0 and true are different."""
    kinds = set(map(type, cells))
    if kinds == {str}:
        return cells
    is_nested = any(issubclass(kind, tuple) or not issubclass(kind, Hashable) for kind in kinds)
    return list(zip(map(type, cells), map(repr, cells) if is_nested else cells, strict=True))


#: The findings that show the day of the first row.
_DATED = frozenset({"cells-code-elsewhen", "cells-code-undated"})


@lru_cache(maxsize=2**14)
def _era(list_: str, on: datetime.date | None) -> int | None:
    return era(list_, on)


def _shown_day(column: Column, on: datetime.date | None) -> str:
    """The day of the row; without a day the edition of the list that was used."""
    return code_list(str(column.code_list)).edition if on is None else on.isoformat()
