"""The rows of a table against the columns that were declared for it; one walk, findings summed by column."""

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
from satudata.standards._dataset import Column, ColumnType, Resource
from satudata.standards._library_lists import code_list, code_lists
from satudata.standards.checks._cells import day_of, is_blank, kib_of, reads_as, right_cell
from satudata.standards.checks._codes import Standing, era, standing
from satudata.standards.checks._row_source import Numbered

_CODE_DOUBTS = {
    Standing.OTHERWISE_WRITTEN: "cells-code-otherwise-written",
    Standing.ELSEWHEN: "cells-code-elsewhen",
    Standing.UNDATED: "cells-code-undated",
    Standing.UNKNOWN: "cells-code-unknown",
}
_UNRESOLVED = frozenset({"region-unknown", "type-unknown"})
_SHOWN = 60
#: So many rows are looked at together, column by column.
_TOGETHER = 2**12
#: So many different cells of a column are remembered.
_REMEMBERED = 2**16


@final
class Tally:
    """Findings of one kind on one column, counted, with the first of them as the example."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], tuple[int, int, Mapping[str, object]]] = {}

    def add(self, code: str, column: str, line: int, data: Mapping[str, object]) -> None:
        """Count one; the first is kept."""
        held = self._held.get((code, column))
        self._held[code, column] = (1, line, data) if held is None else (held[0] + 1, *held[1:])

    def findings(self) -> Iterator[Finding]:
        """One finding a kind and column; its place is the line of the first."""
        for (code, column), (number, line, data) in self._held.items():
            yield finding(code, f"row {line}", column=column, number=number, line=line, **data)


@lru_cache(maxsize=2**10)
def _type_codes(type_code: str, scheme: str | None) -> tuple[str, ...]:
    return tuple(each.code for each in type_doubts(type_code, scheme))


def kib_doubts(kib: KIB) -> tuple[str, ...]:
    """The codes of the findings on the region and the type of a KIB, each as of its date.

    >>> kib_doubts(KIB.parse("9301101202203011"))
    ('region-other-edition',)
    """
    regions = tuple(each.code for each in region_doubts(kib.region, kib.date))
    return regions + _type_codes(kib.type_code, scheme_for(kib.type_code, kib.date))


#: The tallies to which a cell adds, each with the code and data of the finding.
_Doubts: TypeAlias = tuple[tuple[Tally, str, Mapping[str, object]], ...]


@final
@attrs.define
class _Judged:
    """A column at its place among the headings, and what was said of its different cells so far."""

    place: int
    column: Column
    is_coded: bool
    sound: set[object] = attrs.field(factory=set)
    doubtful: dict[object, _Doubts] = attrs.field(factory=dict)

    def forget(self) -> None:
        """Make room once there is too much."""
        if len(self.sound) + len(self.doubtful) > _REMEMBERED:
            self.sound.clear()
            self.doubtful.clear()


@final
class RowCheck:
    """One walk over the rows: cells by type, blanks, codes as of the row's day, KIBs, and keys given twice.

    The rows are taken some thousands at a time and each different cell of a column is judged once.
    """

    def __init__(self, resource: Resource, headings: Sequence[str]) -> None:
        self.types, self.blanks, self.codes, self.keys = Tally(), Tally(), Tally(), Tally()
        self.number = 0
        self._width = len(headings)
        self._judged = [
            _Judged(headings.index(each.name), each, each.code_list in code_lists())
            for each in resource.columns
            if each.name in headings
        ]
        by_name = {each.column.name: each for each in self._judged}
        self._dated = by_name.get(resource.dated_by or "")
        self._days: dict[object, datetime.date | None] = {}
        named = [by_name[name].place for name in resource.key if name in by_name]
        self._key = named if len(named) == len(resource.key) else []
        self._key_name = ", ".join(resource.key)
        self._seen: set[int] = set()

    def walk(self, rows: Iterable[Numbered]) -> None:
        """Take in every row."""
        for together in iter(partial(_some, iter(rows)), []):
            self.number += len(together)
            lines = [line for line, _ in together]
            columns = list(zip(*self._even(together), strict=True))
            days = self._days_of(columns) or [None] * len(lines)
            for each in self._judged:
                self._judge(each, lines, columns[each.place], days)
            if self._key:
                self._keyed(lines, [columns[place] for place in self._key])

    def _even(self, rows: list[Numbered]) -> Iterable[Sequence[object]]:
        """The cells of each row, as many as there are headings."""
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

    def _judge(
        self,
        judged: _Judged,
        lines: Sequence[int],
        cells: Sequence[object],
        days: Sequence[datetime.date | None],
    ) -> None:
        judged.forget()
        keys = _keys(cells)
        if judged.is_coded:
            eras = map(partial(_era, judged.column.code_list), days)
            keys = list(zip(keys, eras, strict=True))
        different = set(keys)
        fresh = different - judged.sound - judged.doubtful.keys()
        if fresh:
            places = dict(zip(keys, range(len(keys)), strict=True))
            for key in fresh:
                doubts = tuple(self._doubts(cells[places[key]], judged, days[places[key]]))
                if doubts:
                    judged.doubtful[key] = doubts
                else:
                    judged.sound.add(key)
        if judged.doubtful.keys().isdisjoint(different):
            return
        for line, key, day in zip(lines, keys, days, strict=True):
            for tally, code, data in judged.doubtful.get(key, ()):
                dated = {"on": _shown_day(judged.column, day)} if code in _DATED else {}
                tally.add(code, judged.column.name, line, {**data, **dated})

    def _doubts(
        self, cell: object, judged: _Judged, on: datetime.date | None
    ) -> Iterator[tuple[Tally, str, Mapping[str, object]]]:
        column = judged.column
        if is_blank(cell):
            if column.required:
                yield self.blanks, "cells-blank", {}
            return
        shown = str(cell)[:_SHOWN]
        kib = kib_of(cell) if column.type is ColumnType.KIB else None
        if kib is None and (column.type is ColumnType.KIB or not reads_as(cell, column)):
            kinds = {"type": column.type.label("en"), "type_id": column.type.label("id")}
            yield self.types, "cells-type", {"text": shown, **kinds, "right": right_cell(column)}
            return
        if kib is not None:
            doubts = kib_doubts(kib)
            if doubts:
                kind = "cells-kib-unresolved" if _UNRESOLVED.intersection(doubts) else "cells-kib-doubtful"
                yield self.codes, kind, {"kib": str(kib), "codes": ", ".join(doubts)}
        if judged.is_coded:
            list_ = str(column.code_list)
            found, written = standing(list_, str(cell), on, by_name=column.by_name)
            if found is not Standing.HELD:
                data = {"text": shown, "list": list_, **({"right": written} if written else {})}
                yield self.codes, _CODE_DOUBTS[found], data

    def _keyed(self, lines: Sequence[int], columns: Sequence[Sequence[object]]) -> None:
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


def _some(rows: Iterator[Numbered]) -> list[Numbered]:
    return list(islice(rows, _TOGETHER))


def _keys(cells: Sequence[Any]) -> Sequence[Any]:
    """What tells the different cells of a column apart: 1 is neither 1.0 nor true."""
    kinds = set(map(type, cells))
    if kinds == {str}:
        return cells
    is_nested = any(issubclass(kind, tuple) or not issubclass(kind, Hashable) for kind in kinds)
    return list(zip(map(type, cells), map(repr, cells) if is_nested else cells, strict=True))


#: The findings that tell the day of the first row.
_DATED = frozenset({"cells-code-elsewhen", "cells-code-undated"})


@lru_cache(maxsize=2**14)
def _era(list_: str, on: datetime.date | None) -> int | None:
    return era(list_, on)


def _shown_day(column: Column, on: datetime.date | None) -> str:
    """The day as of which a code was read, or the edition of the list that then answers."""
    return code_list(str(column.code_list)).edition if on is None else on.isoformat()
