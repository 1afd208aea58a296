"""A table of disaster records, whatever it comes from: read as often as asked, in one way."""

from __future__ import annotations

import datetime
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from typing import BinaryIO, Literal, final

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.errors import PublishedTotalsError, TableError, WideTableError
from satudata.findings import Finding, finding
from satudata.tabular._assumptions import Assumptions
from satudata.tabular._column_cells import FIRST_ROWS
from satudata.tabular._columns_of_cells import SURVEYED, Survey
from satudata.tabular._constants import Constants
from satudata.tabular._csv import Record
from satudata.tabular._figure_cells import is_figure
from satudata.tabular._header import HeadingWords
from satudata.tabular._headings import Columns
from satudata.tabular._links import NO_LINKS, Links
from satudata.tabular._published_totals import Adding, PublishedTotals, is_counted, wide_headings
from satudata.tabular._publisher_cells import weight_place
from satudata.tabular._row_reader import RowReader
from satudata.tabular._rows import Row
from satudata.tabular._sources import Rows, Source, rows_of
from satudata.tabular._table_row import TableRow
from satudata.tabular._values import ValueRows

_NO_CONSTANTS = Constants(FrozenMap(), FrozenMap())

_COUNTED = "table-published-totals"
#: So many headings of a wide table are shown.
_SHOWN = 4
#: Problems of what the caller chose, which are problems in a table of totals too.
_CHOICES = frozenset({"column-choice", "column-unit"})


@public("satudata.tabular")
@final
class Table:
    """The rows of a table, each as often as the table is walked; close it, or use it in a ``with`` statement.

    *name* is the file's, *columns* say which headings are used. *format* is ``"CSV"``, ``"Excel"``, ``"OpenDocument"``,
    ``"JSON"``, ``"Parquet"`` or, for rows in memory, ``""``; *encoding* and *delimiter* say how a CSV file was read.
    *findings* are about the table as a whole. *strict* and *links* are as they were given; *constants* are the cells
    that stand for what was said of the whole table.
    """

    def __init__(
        self,
        name: str,
        stack: ExitStack,
        rows: Rows,
        columns: Mapping[str, str],
        assumptions: Assumptions,
        *,
        strict: bool,
        links: Links,
        constants: Constants = _NO_CONSTANTS,
        fill_down: bool = False,
        today: datetime.date | None = None,
    ) -> None:
        self.name = name
        self.today = today
        #: The rows read ahead for the survey may be all of the table.
        self._is_walked = False
        self.assumptions = assumptions
        self.strict = strict
        self.links = links
        self._stack = stack
        self._rows = rows
        self.size = rows.size
        self.format = rows.format
        self.encoding = rows.encoding
        self.delimiter = rows.delimiter
        self.constants = constants
        self.fill_down = fill_down
        self.columns = Columns.of(
            rows.header.cells,
            columns,
            given=constants.cells,
            first_rows=None if rows.problems else lambda: (each.cells for each in rows.records()),
        )
        of_columns = rows.use(self.columns.used)
        self.findings = (*rows.findings, *rows.header.findings, *self.columns.doubts, *of_columns)
        #: ``"events"``, or ``"published_totals"`` where the table is already counted by its publisher.
        self.kind: Literal["events", "published_totals"] = "events"
        self._wide: list[str] = []
        if is_counted(self.columns) and "date" not in constants.cells:
            self.kind = "published_totals"
            column = self.columns.headings[weight_place(self.columns) or 0]
            self.findings += (finding(_COUNTED, column, column=column),)
        elif self.columns.problems and "date" not in self.columns.used:
            self._wide = wide_headings(self.columns.headings) or self._wide_below()

    def _wide_below(self) -> list[str]:
        """The years, months or types that a second line has below a merged heading: a cross-table."""
        first = next(self._rows.records(), None) if not self._rows.problems else None
        below = [] if first is None else [cell.strip() for cell in first.cells]
        found = wide_headings(filter(None, below))
        is_merged = any(cell and not top for top, cell in zip(self.columns.headings, below, strict=False))
        return found if is_merged and len(found) == sum(map(bool, below)) else []

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as they are written."""
        return self._rows.header.cells

    @property
    def header_line(self) -> int:
        """The line of the headings; 0 where they have none."""
        return self._rows.header.line

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Why no row can be read; empty where rows can be."""
        if self._rows.problems:
            return self._rows.problems
        if self.constants.problems:
            return self.constants.problems
        if self._wide:
            shown = ", ".join(self._wide[:_SHOWN]) + (", ..." if len(self._wide) > _SHOWN else "")
            return (finding("table-wide", columns=shown),)
        if self.kind == "published_totals":
            return tuple(each for each in self.columns.problems if each.code in _CHOICES)
        return self.columns.problems if self.headings else (finding("table-empty"),)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets that are read; empty where the table is not of a workbook."""
        return tuple(name for name, _ in self._rows.sheets)

    def sheet_line(self, line: int) -> tuple[str, int]:
        """The sheet of a row and its line there; the sheet is ``""`` where the table has one or none.

        Lines of several sheets follow each other, so that each line is that of one row.
        """
        sheets = self._rows.sheets
        if len(sheets) < 2:
            return "", line
        name, before = next(each for each in reversed(sheets) if each[1] < max(line, 1))
        return name, line - before

    @property
    def source_problems(self) -> tuple[Finding, ...]:
        """Why the source is no table with headings at all, whatever they are; empty where it is one."""
        no_headings = (each for each in self.columns.problems if each.code == "headings-missing")
        return self._rows.problems or tuple(no_headings)

    def require_rows(self) -> None:
        """Raise :class:`~satudata.TableError` where the source is no table with headings at all."""
        if self.source_problems:
            raise TableError(self.name, " ".join(problem.message("en") for problem in self.source_problems))

    def records(self) -> Iterator[Record]:
        """The cells of each row behind the headings, as they are."""
        return self._rows.records()

    def __iter__(self) -> Iterator[Row]:
        """The rows in the order of the table.

        Raises :class:`~satudata.TableError` where there are :attr:`problems`, and
        :class:`~satudata.PublishedTotalsError` where the table is already counted.
        """
        sources = self.sources()
        return (Row.of(source) for source in sources)

    def sources(self) -> Generator[TableRow, None, None]:
        """The same rows, none of whose fields is worked out: a program that asks few of them saves the time."""
        self.require_readable()
        if self.kind == "published_totals":
            reason = next(each for each in self.findings if each.code == _COUNTED).message("en")
            raise PublishedTotalsError(self.name, f"{reason}; table.published() gives them")
        return self._walk()

    def published(self) -> PublishedTotals:
        """The publisher's own totals of a table that is already counted; raises ``ValueError`` for rows of events."""
        self.require_readable()
        if self.kind == "events":
            raise ValueError("the rows of this table are events: gather(table).counts()")
        records = self._rows.records()
        first = list(islice(records, SURVEYED))
        read, adding = self._reader(first).total_of, Adding()
        for record in chain(first, records):
            row = read(record)
            if row is None:
                adding.leave_out()
            else:
                adding.add(row)
        return adding.totals()

    def _reader(self, first: Sequence[Record]) -> RowReader:
        """What reads the rows, of which the *first* tell what the columns hold."""
        used = self.columns.used
        return RowReader(
            self.columns,
            self.assumptions,
            strict=self.strict,
            links=self.links,
            constants=self.constants,
            fill_down=self.fill_down,
            survey=Survey.of(
                used, [field for field in used if is_figure(field)], first, counts=weight_place(self.columns)
            ),
            today=self.today,
        )

    def _walk(self) -> Generator[TableRow, None, None]:
        records = self._rows.records()
        first = list(islice(records, SURVEYED))
        reader = self._reader(first)
        read = reader.read
        self._is_walked = True
        try:
            for record in reader.ahead(chain(first, records)):
                yield read(record)
        finally:
            self._is_walked = False

    def require_readable(self) -> None:
        """Raise :class:`~satudata.TableError` where no row can be read."""
        if self.problems:
            error = WideTableError if self._wide and not self._rows.problems else TableError
            raise error(self.name, " ".join(problem.message("en") for problem in self.problems))

    @property
    def position(self) -> int:
        """How many bytes of :attr:`size` the walk has taken in so far."""
        return self._rows.position or (self.size if self._is_walked else 0)

    def close(self) -> None:
        """Release what was kept of a stream; the table cannot be walked after that."""
        self._stack.close()

    def __enter__(self) -> Table:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def read_table(
    source: Source,
    *,
    sheet: str | int | Sequence[str | int] | None = None,
    columns: Mapping[str, str] | None = None,
    constants: Mapping[str, object] | None = None,
    fill_down: bool = False,
    delimiter: str | None = None,
    assumptions: Assumptions = Assumptions(),
    strict: bool = False,
    links: Links = NO_LINKS,
    today: datetime.date | None = None,
) -> Table:
    r"""Open a table and find its headings, and of a CSV file its encoding and delimiter.

    *source* is a file, by path or as a binary stream: CSV, Excel, OpenDocument, JSON, GeoJSON or Parquet, also packed
    with gzip; or rows, as mappings or as sequences below their headings; or a dataframe that narwhals takes.
    The first bytes decide what a file is, not its name. A stream that cannot be read twice is copied to a temporary
    file; rows that can be walked only once are kept.

    *sheet* is the name or number (from 1) of a sheet of a workbook, ``"all"``, or several that are read as one table.
    Without it the first visible sheet that can be read is taken, and others like it are reported. *columns* names the
    column of a field where the headings do not say it. *constants* say what holds for all rows, by field, and fill
    blank cells only: ``{"type": "banjir", "region": "33.21", "year": 2020}``. With *fill_down* a blank date, type,
    place or id takes the cell above, as in merged cells. *strict* reads a KIB only as 16 digits or in the printed form,
    without any repair; *links* give event ids to rows. A date with a two-digit year
    after *today* is not read.

    Raises :class:`~satudata.TableError` where no row can be read, ``OSError`` where the file cannot,
    :class:`~satudata.MissingExtraError` where an optional part is not installed.

    >>> from satudata.tabular import gather
    >>> table = read_table([{"KIB": "1304101202405111", "Meninggal": 32}, {"KIB": "1304101202405112", "Meninggal": 1}])
    >>> gather(table).counts().national
    1
    >>> rows = [["Tanggal", "Meninggal"], ["5 Januari 2024", "1"]]
    >>> gather(read_table(rows, constants={"type": "banjir", "region": "33.21"})).counts().national
    1
    """
    table = open_table(
        source,
        sheet=sheet,
        columns=columns,
        constants=constants,
        fill_down=fill_down,
        delimiter=delimiter,
        assumptions=assumptions,
        strict=strict,
        links=links,
        today=today,
    )
    try:
        table.require_readable()
    except TableError:
        table.close()
        raise
    return table


def open_table(
    source: Source,
    *,
    sheet: str | int | Sequence[str | int] | None = None,
    columns: Mapping[str, str] | None = None,
    constants: Mapping[str, object] | None = None,
    fill_down: bool = False,
    delimiter: str | None = None,
    assumptions: Assumptions = Assumptions(),
    strict: bool = False,
    links: Links = NO_LINKS,
    name: str | None = None,
    today: datetime.date | None = None,
) -> Table:
    """:func:`read_table`, but a table without the columns that it needs says so by its ``problems``."""
    stack = ExitStack()
    given = Constants.of(constants or {})
    asked = [sheet] if isinstance(sheet, (str, int)) else sheet or []

    def is_readable(headings: Sequence[str]) -> bool:
        return not Columns.of(headings, columns, given=given.cells).problems

    try:
        named, rows = rows_of(
            source,
            stack,
            HeadingWords(is_readable),
            delimiter=delimiter,
            sheets=[str(each) for each in asked],
        )
        return Table(
            name or named,
            stack,
            rows,
            columns or {},
            assumptions,
            strict=strict,
            links=links,
            constants=given,
            fill_down=fill_down,
            today=today,
        )
    except BaseException:
        stack.close()
        raise


def read_csv(
    source: str | os.PathLike[str] | BinaryIO,
    *,
    columns: Mapping[str, str] | None = None,
    delimiter: str | None = None,
    assumptions: Assumptions = Assumptions(),
    strict: bool = False,
    links: Links = NO_LINKS,
) -> Table:
    r"""Open a CSV file: :func:`read_table` for a path or a binary file.

    >>> import io
    >>> table = read_csv(io.BytesIO(b"Kode Identitas Bencana;Meninggal\n1304101202405111;32\n"))
    >>> [row.event.impact for row in table]
    [Impact(dead=32)]
    """
    return read_table(
        source, columns=columns, delimiter=delimiter, assumptions=assumptions, strict=strict, links=links
    )


def read_rows(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    columns: Mapping[str, str] | None = None,
    assumptions: Assumptions = Assumptions(),
    strict: bool = False,
    links: Links = NO_LINKS,
) -> Iterator[Row]:
    """Read rows of text below *headings*, once; their ``line`` counts from 1. See :func:`read_table`.

    Raises :class:`~satudata.TableError` where region, type or date have no column.
    """
    walk = iter(rows)
    first = list(islice(walk, FIRST_ROWS))
    source = ValueRows(headings, lambda: chain(first, walk))
    return iter(Table("<rows>", ExitStack(), source, columns or {}, assumptions, strict=strict, links=links))
