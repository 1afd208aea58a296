"""Lists with several decrees in one row: the first one, and its prolongations in columns of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import final

import attrs

from satudata.tabular._blanks import clean
from satudata.tabular.lists._list import Column, ListRow
from satudata.tabular.lists._words import Grammar

#: What each decree of a row has for itself.
_OF_ONE = frozenset(
    {"decree", "start", "end", "validity_range", "duration_days", "decree_date", "ended_on", "document"}
)
#: A decree without one of these is none of its own.
_FIRST_DAY = ("start", "validity_range")
#: "Perpanjangan", "Perpanjangan ke-2", "Perpanjangan II" in a heading.
_MARK = re.compile(
    r"\b(?:perpanjangan|extension)(?:[ _]*(?:ke[- ]?)?(?:[0-9]+|[ivx]+|pertama|kesatu|kedua|ketiga|keempat|kelima)\b)?",
    re.IGNORECASE,
)


@final
class DecreeSets:
    """Splits a row into its decrees, by the columns of a list and what their headings mean (*meaning*)."""

    def __init__(self, columns: Sequence[Column], meaning: Grammar) -> None:
        self._sets = _sets(columns, meaning)
        self._places = {place for each in self._sets for place in each}

    def rows(self, row: ListRow) -> Iterator[tuple[ListRow, bool]]:
        """The row of each decree, and whether it is a prolongation of the one before in the same row."""
        if len(self._sets) < 2:
            yield row, False
            return
        starts: list[str] = []
        for number, own in enumerate(self._sets):
            cells = tuple(
                (own.get(column.place, column), text)
                for column, text in row.cells
                if column.place in own or column.place not in self._places
            )
            one = attrs.evolve(row, cells=cells, findings=row.findings if not number else ())
            start = one.text(*_FIRST_DAY)
            if not number or (clean(start) and start not in starts):
                yield one, number > 0
            starts.append(start)


def _sets(columns: Sequence[Column], meaning: Grammar) -> list[dict[int, Column]]:
    """The columns of each decree by their place.

    All columns are of one decree where a second one would have no first day, or neither a number nor the word for a
    prolongation: two columns of one day ("TMT", "Tanggal Mulai") are no two decrees.
    """
    sets: list[dict[int, Column]] = [{}]
    fields: set[str] = set()
    are_marked = [False]
    mark_before = ""
    for column in columns:
        mark = _MARK.search(column.heading) if column.field != "extends" else None
        own = _unmarked(column, mark, meaning) if mark else column
        if own is None or own.field not in _OF_ONE:
            continue
        word = mark[0].casefold() if mark else ""
        if own.field in fields or (word and word != mark_before):
            sets.append({})
            are_marked.append(False)
            fields = set()
        mark_before = word or mark_before
        sets[-1][own.place] = own
        fields.add(own.field)
        are_marked[-1] = are_marked[-1] or bool(mark) or own.field == "decree"
    by_field = [{column.field for column in each.values()} for each in sets]
    is_each_one = all(not each.isdisjoint(_FIRST_DAY) for each in by_field) and all(are_marked[1:])
    return sets if is_each_one else []


def _unmarked(column: Column, mark: re.Match[str], meaning: Grammar) -> Column | None:
    """A column of a prolongation as what it is without that word: "Mulai" of "Perpanjangan I Mulai"."""
    rest = " ".join(f"{column.heading[: mark.start()]} {column.heading[mark.end() :]}".split())
    found = meaning(rest) if rest else None
    return None if found is None else attrs.evolve(column, meaning=found)
