"""CSV, JSON and plain tables on the way out."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TextIO

#: What spreadsheets take for the beginning of a formula, in full width too.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")  # the full-width signs are meant
_NUMBER = re.compile(r"\s*[+-]?[0-9]+(?:[.,][0-9]+)*\s*")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may run *cell*: it begins like a formula and is no plain number.

    >>> is_formula("=1+1"), is_formula("-5"), is_formula("BANJIR")
    (True, False, False)
    """
    return bool(cell) and _FORMULA.match(cell) is not None and _NUMBER.fullmatch(cell) is None


class Rows:
    """Rows written as CSV; *safe* puts an apostrophe before cells that a spreadsheet would run."""

    def __init__(self, stream: TextIO, delimiter: str = ",", *, safe: bool = False) -> None:
        self._writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        self._quoting = csv.writer(stream, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
        self._safe = safe
        self.formulas = 0

    def write(self, cells: Iterable[str]) -> None:
        """One row."""
        row = list(cells)
        for place, cell in enumerate(row):
            if cell and not cell[0].isalnum() and is_formula(cell):
                self.formulas += 1
                if self._safe:
                    row[place] = f"'{cell}"
        # A lone carriage return ends a line too, but is not quoted of itself.
        writer = self._quoting if "\r" in "".join(row) else self._writer
        writer.writerow(row)


def beside(cells: Sequence[str], added: Sequence[str], headings: Sequence[str]) -> list[str]:
    """*added* behind the cells of a row; cells beyond the *headings* come last, so that nothing shifts."""
    width = len(headings) or len(cells)
    own = cells[:width]
    return [*own, *[""] * (width - len(own)), *added, *cells[width:]]


def as_json(value: object, *, indent: int | None = None) -> str:
    """*value* as JSON, letters beyond ASCII as they are."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int], indent: str = "") -> list[str]:
    """Lines with the columns under each other; those numbered in *right* end under each other."""
    if not rows:
        return []
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for column, cell in enumerate(row):
            gap = " " * (widths[column] - _width(cell))
            cells.append(gap + cell if column in right else cell + gap)
        lines.append(f"{indent}{'  '.join(cells)}".rstrip())
    return lines


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(each) else 1 for each in text)
