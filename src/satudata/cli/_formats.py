"""The formats of output files: which one a suffix names, and how rows are written in each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from io import BytesIO
from itertools import chain, zip_longest
from pathlib import PurePath
from tempfile import TemporaryDirectory
from typing import BinaryIO, Protocol, TextIO, final

from satudata.cli._writing import as_json
from satudata.errors import MissingExtraError

#: The format that each suffix of ``-o`` names.
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
}
#: The formats whose lines a spreadsheet may open and misread.
TEXT_TABLES = ("csv", "tsv")
#: An Excel sheet has so many rows, and a cell so many characters.
SHEET_ROWS, SHEET_CELL = 1_048_576, 32_767
#: The library that writes a format, and the extra that installs it.
_EXTRAS = {"xlsx": ("xlsxwriter", "excel", "Excel"), "parquet": ("polars", "polars", "Parquet")}


class TooBigError(Exception):
    """A row or cell does not fit in an Excel sheet; *row* is its number, *limit* what fits."""

    def __init__(self, what: str, row: int, limit: int) -> None:
        super().__init__(what, row, limit)
        self.what, self.row, self.limit = what, row, limit


def format_of(file: str) -> str | None:
    """The format that the suffix of *file* names; ``None`` for any other suffix.

    >>> format_of("baku.XLSX"), format_of("baku.csv.txt")
    ('xlsx', None)
    """
    return SUFFIXES.get(PurePath(file).suffix.casefold())


def require(form: str, file: str) -> None:
    """Raise :class:`~satudata.errors.MissingExtraError` if the library that writes *form* is not installed."""
    if form in _EXTRAS:
        library, extra, name = _EXTRAS[form]
        if not find_spec(library):
            raise MissingExtraError(extra, f"{name} ({file})")


class RowWriter(Protocol):
    """Writes rows of text cells below headings."""

    @property
    def formulas(self) -> int:
        """How many cells look like a formula to a spreadsheet that opens the file as text."""

    def write(self, cells: Sequence[str]) -> None:
        """Write one row."""

    def finish(self) -> None:
        """Write what remains."""


@final
class JSONWriter:
    """Objects as a JSON array, or one a line; rows become objects whose keys are the headings."""

    formulas = 0

    def __init__(
        self,
        stream: TextIO,
        headings: Sequence[str] = (),
        *,
        lines: bool,
        numbers: Collection[str] = (),
    ) -> None:
        self._stream, self._lines = stream, lines
        self._names = names_of(headings)
        self._numbers = [heading in numbers for heading in headings]
        self._any = False

    def write(self, cells: Sequence[str]) -> None:
        """Write a row as an object."""
        names = chain(
            self._names, (f"column_{place}" for place in range(len(self._names) + 1, len(cells) + 1))
        )
        numbers = chain(self._numbers, [False] * len(cells))
        self.write_object(
            {
                name: int(cell) if number and cell else cell
                for name, cell, number in zip(names, cells, numbers, strict=False)
            }
        )

    def write_object(self, value: object) -> None:
        """Write an object."""
        text = as_json(value)
        if self._lines:
            self._stream.write(f"{text}\n")
        else:
            self._stream.write(f"{',' if self._any else '['}\n{text}")
        self._any = True

    def finish(self) -> None:
        """Close the array."""
        if not self._lines:
            self._stream.write("\n]\n" if self._any else "[]\n")


@final
class ExcelWriter:
    """Rows as text cells of an Excel workbook, so that no KIB is rounded and no text becomes a date or a formula."""

    formulas = 0

    def __init__(
        self, stream: BinaryIO, headings: Sequence[str], *, numbers: Collection[str] = (), name: str = ""
    ) -> None:
        from xlsxwriter import Workbook

        # A workbook that fails halfway would write to its file once more when it is deleted.
        self._stream, self._packed = stream, BytesIO()
        # It also leaves its temporary files, which a folder of our own takes away.
        self._folder = TemporaryDirectory(prefix="satudata-")
        self._name = name
        self._book = Workbook(self._packed, {"constant_memory": True, "tmpdir": self._folder.name})
        self._sheet = self._book.add_worksheet("satudata")
        self._sheet.freeze_panes(1, 0)
        self._numbers: list[bool] = []
        self._row = 0
        self.write(headings)
        self._numbers = [heading in numbers for heading in headings]

    def write(self, cells: Sequence[str]) -> None:
        """Write one row; raises :class:`TooBigError` where it does not fit."""
        row = self._row
        if row >= SHEET_ROWS:
            raise TooBigError("rows", row + 1, SHEET_ROWS)
        try:
            self._write_cells(row, cells)
        except OSError as error:
            raise OSError(error.errno, error.strerror, self._name) from None
        self._row += 1

    def _write_cells(self, row: int, cells: Sequence[str]) -> None:
        for column, (cell, number) in enumerate(zip_longest(cells, self._numbers, fillvalue=False)):
            if not cell:
                continue
            if number:
                self._sheet.write_number(row, column, int(cell))
            elif self._sheet.write_string(row, column, str(cell)):
                raise TooBigError("cell", row + 1, SHEET_CELL)

    def finish(self) -> None:
        """Write the workbook; an error of its temporary files names the file that was asked for."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            (cause,) = error.args
            raise OSError(cause.errno, cause.strerror, self._name) from None
        self._stream.write(self._packed.getbuffer())

    def close(self) -> None:
        """Remove the temporary files of a workbook that is given up."""
        if not self._book.fileclosed:
            self._book.fileclosed = True
            # What is not written yet does not fit either.
            with suppress(OSError):
                self._sheet._opt_close()
        self._folder.cleanup()


@final
class ParquetWriter:
    """Rows as a Parquet file of text columns; what *numbers* names is whole numbers."""

    formulas = 0

    def __init__(self, stream: BinaryIO, headings: Sequence[str], *, numbers: Collection[str] = ()) -> None:
        self._stream = stream
        self._names = names_of(headings)
        self._numbers = [heading in numbers for heading in headings]
        self._columns: list[list[str | None]] = [[] for _ in self._names]
        self._rows = 0

    def write(self, cells: Sequence[str]) -> None:
        """Keep one row."""
        for _ in range(len(self._columns), len(cells)):
            self._names = names_of([*self._names, ""])
            self._numbers.append(False)
            self._columns.append([None] * self._rows)
        for column, cell in zip_longest(self._columns, cells):
            column.append(cell)
        self._rows += 1

    def finish(self) -> None:
        """Write the file."""
        import polars

        frame = polars.DataFrame(
            dict(zip(self._names, self._columns, strict=True)),
            schema=dict.fromkeys(self._names, polars.String),
        )
        whole = [name for name, number in zip(self._names, self._numbers, strict=True) if number]
        # A stream that fails within Polars would raise an error of Polars'.
        packed = BytesIO()
        frame.with_columns(polars.col(whole).replace("", None).cast(polars.Int64)).write_parquet(packed)
        self._stream.write(packed.getbuffer())


def names_of(headings: Iterable[str]) -> list[str]:
    """*headings* as names of columns: a blank one gets its number, a repeated one a number behind it.

    >>> names_of(["KIB", "", "KIB"])
    ['KIB', 'column_2', 'KIB_2']
    """
    names: dict[str, None] = {}
    for place, heading in enumerate(headings, start=1):
        name = first = heading.strip() or f"column_{place}"
        number = 1
        while name in names:
            number += 1
            name = f"{first}_{number}"
        names[name] = None
    return list(names)
