"""CSV, JSON and plain tables for output."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TextIO

#: What spreadsheets take for the beginning of a formula, in full width too.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")  # the full-width signs are meant
_NUMBER = re.compile(r"\s*[+-]?[0-9]+(?:[.,][0-9]+)*\s*|\s*-+\s*")  # or dashes alone: a blank in many tables
#: A spreadsheet that splits lines at another separator would run a formula behind it.
_SEPARATORS = frozenset(",;|\t\r\n")
_BETWEEN = re.compile(r"([,;|\s]+)")
_INNER = re.compile(r"[=@＝＠]|[+\-＋－][^0-9.+\-]")
#: Searched in the cells of a row at once: without both no cell needs a closer look. The first is quick to search.
_SIGN = re.compile(r"[=+\-@＝＋－＠\t\r]")
_SUSPECT = re.compile(r"(?:^|[,;|\s])[=+\-@＝＋－＠]|[\t\r]")
#: Control characters that JSON lets pass but a terminal obeys.
_UNSHOWN = re.compile("[\x7f-\x9f]")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may run *cell*: it begins like a formula and is no plain number or dash.

    >>> is_formula("=1+1"), is_formula("-5"), is_formula("-"), is_formula("BANJIR")
    (True, False, False, False)
    """
    return bool(cell) and _FORMULA.match(cell) is not None and _NUMBER.fullmatch(cell) is None


def harmless(cell: str) -> str:
    """*cell* with an apostrophe before each part that a spreadsheet may run, whichever separator it splits lines at.

    >>> harmless("=1+1"), harmless("a,=1+1"), harmless("Desa A, B - C"), harmless("-5")
    ("'=1+1", "a,'=1+1", 'Desa A, B - C', '-5')
    """
    pieces = _BETWEEN.split(cell)
    for place in range(2, len(pieces), 2):
        if _INNER.match(pieces[place]) and not _SEPARATORS.isdisjoint(pieces[place - 1]):
            pieces[place] = f"'{pieces[place]}"
    inner = "".join(pieces)
    return f"'{inner}" if is_formula(cell) else inner


def printed(digits: str) -> str:
    """A KIB of 16 digits in its printed form, which no spreadsheet takes for a number; other text as it is.

    >>> printed("6202106202408041"), printed("")
    ('6202 106 20240804 1', '')
    """
    return f"{digits[:4]} {digits[4:7]} {digits[7:15]} {digits[15:]}" if digits else ""


class Rows:
    """Writes rows as CSV; *safe* puts an apostrophe before what a spreadsheet would run as a formula."""

    def __init__(self, stream: TextIO, delimiter: str = ",", *, safe: bool = False) -> None:
        self._writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        self._quoting = csv.writer(stream, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
        self._safe = safe
        self.formulas = 0

    def write(self, cells: Iterable[str]) -> None:
        """Write one row."""
        row = list(cells)
        text = "\n".join(row)
        if _SIGN.search(text) and _SUSPECT.search(text):
            for place, cell in enumerate(row):
                if (made := harmless(cell)) != cell:
                    self.formulas += 1
                    if self._safe:
                        row[place] = made
        # A lone carriage return ends a line too, but is not quoted of itself.
        writer = self._quoting if "\r" in text else self._writer
        writer.writerow(row)

    def finish(self) -> None:
        """Nothing remains."""


def append_cells(cells: Sequence[str], added: Sequence[str], headings: Sequence[str]) -> list[str]:
    """The cells of a row, then *added*; cells beyond the *headings* come last, so that no column shifts."""
    width = len(headings) or len(cells)
    own = cells[:width]
    return [*own, *[""] * (width - len(own)), *added, *cells[width:]]


def as_json(value: object, *, indent: int | None = None) -> str:
    """*value* as JSON; letters beyond ASCII stay, control characters are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int], indent: str = "") -> list[str]:
    """The lines of a table with aligned columns; the columns numbered in *right* are aligned right."""
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
