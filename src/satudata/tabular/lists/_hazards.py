"""The hazards that a decree covers: all types that its cells name, each by its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import final

from satudata.events._counts import UNKNOWN, Kind
from satudata.findings import Finding, finding
from satudata.tabular._blanks import clean
from satudata.tabular._days import day_of
from satudata.tabular._type_cells import TypeCells, Types
from satudata.tabular.lists._list import ListRow, ListTable
from satudata.tabular.lists._listed import hazards_of
from satudata.tabular.lists._words import folded

#: Signs between hazards go before words between them: "Kebakaran hutan dan lahan,Kekeringan" are two.
_SIGNS = re.compile(r"[,;/&+\n]")
_WORDS = re.compile(r"\b(?:dan|serta|and)\b", re.IGNORECASE)
#: Texts that name no hazard.
_ANY = frozenset(
    {"bencana", "bencanaalam", "kejadian", "disaster", "semua", "semuabencana", "semuajenisbencana"}
)
#: Messages of tables of events that say nothing of a decree.
_NOT_SAID = frozenset({"types-in-one-cell", "type-without-number"})
_UNKNOWN = "declaration-hazard-unknown"
#: The types of today are read, whatever the day: a hazard is the same under each scheme.
_PRESENT = date(2023, 1, 1)


@final
class Hazards:
    """Reads the hazards of the rows of a list."""

    def __init__(self, table: ListTable) -> None:
        self._types = Types(("", table.heading("type_code"), table.heading("type_name")))
        self._read = lru_cache(maxsize=4096)(self._of)

    def of(self, row: ListRow) -> tuple[tuple[Kind, ...], frozenset[str], tuple[Finding, ...]]:
        """The types of a row, the names of its hazards, and what is doubtful about them.

        A hazard that is not known is kept by its own words, so that it meets nothing but itself.
        """
        return self._read(row.text("type_code"), row.text("type_name", "type_as_written"))

    def _of(self, code: str, name: str) -> tuple[tuple[Kind, ...], frozenset[str], tuple[Finding, ...]]:
        if folded(name) in _ANY:
            name = ""
        kinds, hazards, said = self._meant(code, name)
        by_signs = _split(_SIGNS, name)
        parts = by_signs if len(by_signs) > 1 else _split(_WORDS, name)
        if len(parts) < 2:
            return kinds, hazards, said
        of_parts = [self._of("", part) for part in parts]
        of_all: frozenset[str] = frozenset().union(*(found for _, found, _ in of_parts))
        is_one = not any(each.code == _UNKNOWN for each in said)
        are_known = not any(each.code == _UNKNOWN for *_, doubts in of_parts for each in doubts)
        if is_one:
            # "Banjir dan Tanah Longsor" is one type by its name, and both hazards by its words.
            return kinds, hazards | of_all if are_known else hazards, said
        every = tuple(kind for each, _, _ in of_parts for kind in each)
        return every, of_all, tuple(each for *_, doubts in of_parts for each in doubts)

    def _meant(self, code: str, name: str) -> tuple[tuple[Kind, ...], frozenset[str], tuple[Finding, ...]]:
        """What a code and a name mean together."""
        meant = self._types.of(TypeCells([code, name]), "", day_of(_PRESENT))
        said = tuple(_of_decree(each.of({})) for each in meant.said if each.code not in _NOT_SAID)
        return meant.kinds, frozenset(_names(meant.kinds)), said


def _split(between: re.Pattern[str], text: str) -> list[str]:
    return [part for each in between.split(text) if (part := clean(each))]


def _of_decree(found: Finding) -> Finding:
    """A finding about the name of a type, as it is meant in a list of decrees."""
    return finding(_UNKNOWN, found.where, **found.data) if found.code == "type-name-unknown" else found


def _names(kinds: tuple[Kind, ...]) -> Iterator[str]:
    for kind in kinds:
        found = hazards_of(kind)
        yield from found or ({kind[2]} if kind[0] == UNKNOWN else ())
