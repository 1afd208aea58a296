"""A table of disaster records, whatever it comes from: read as often as asked, in one way."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import BinaryIO, Literal, final

from satudata._ground.paths import public
from satudata.errors import PublishedTotalsError, TableError, WideTableError
from satudata.findings import Finding, finding
from satudata.tabular._assumptions import Assumptions
from satudata.tabular._csv import Record
from satudata.tabular._headings import Columns
from satudata.tabular._links import NO_LINKS, Links
from satudata.tabular._published_totals import Adding, PublishedTotals, is_counted, wide_headings
from satudata.tabular._publisher_cells import weight_place
from satudata.tabular._row_reader import RowReader, TableRow
from satudata.tabular._rows import Row
from satudata.tabular._sources import Rows, Source, ValueRows, rows_of

#: So many headings of a wide table are shown.
_SHOWN = 4
#: Problems of what the caller chose, which are problems in a table of totals too.
_CHOICES = frozenset({"column-choice"})


@public("satudata.tabular")
@final
class Table:
    """The rows of a table, each as often as the table is walked; close it, or use it in a ``with`` statement.

    *name* is the file's, *columns* tell which headings are used. *format* is ``"CSV"``, ``"Parquet"`` or, for rows in
    memory, ``""``; *encoding* and *delimiter* tell how a CSV file was read. *findings* are about the table as a whole.
    *strict* and *links* are as they were given.
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
    ) -> None:
        self.name = name
        self.assumptions = assumptions
        self.strict = strict
        self.links = links
        self._stack = stack
        self._rows = rows
        self.size = rows.size
        self.format = rows.format
        self.encoding = rows.encoding
        self.delimiter = rows.delimiter
        self.columns = Columns.of(rows.header.cells, columns)
        self.findings = (*rows.findings, *rows.header.findings)
        #: ``"events"``, or ``"published_totals"`` where the table is already counted by its publisher.
        self.kind: Literal["events", "published_totals"] = "events"
        self._wide: list[str] = []
        if is_counted(self.columns):
            self.kind = "published_totals"
            column = self.columns.headings[weight_place(self.columns) or 0]
            self.findings += (finding("table-published-totals", column, column=column),)
        elif self.columns.problems and "date" not in self.columns.used:
            self._wide = wide_headings(self.columns.headings)

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
        if self._wide:
            shown = ", ".join(self._wide[:_SHOWN]) + (", ..." if len(self._wide) > _SHOWN else "")
            return (finding("table-wide", columns=shown),)
        if self.kind == "published_totals":
            return tuple(each for each in self.columns.problems if each.code in _CHOICES)
        return self.columns.problems if self.headings else (finding("table-empty"),)

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
            reason = self.findings[-1].message("en")
            raise PublishedTotalsError(self.name, f"{reason}; table.published() gives them")
        return self._walk()

    def published(self) -> PublishedTotals:
        """The publisher's own totals of a table that is already counted; raises ``ValueError`` for rows of events."""
        self.require_readable()
        if self.kind == "events":
            raise ValueError("the rows of this table are events: gather(table).counts()")
        read, adding = self._reader().total_of, Adding()
        for record in self._rows.records():
            adding.add(*read(record))
        return adding.totals()

    def _reader(self) -> RowReader:
        return RowReader(self.columns, self.assumptions, strict=self.strict, links=self.links)

    def _walk(self) -> Generator[TableRow, None, None]:
        read = self._reader().read
        for record in self._rows.records():
            yield read(record)

    def require_readable(self) -> None:
        """Raise :class:`~satudata.TableError` where no row can be read."""
        if self.problems:
            error = WideTableError if self._wide and not self._rows.problems else TableError
            raise error(self.name, " ".join(problem.message("en") for problem in self.problems))

    @property
    def position(self) -> int:
        """How many bytes of :attr:`size` the walk has taken in so far."""
        return self._rows.position

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
    columns: Mapping[str, str] | None = None,
    delimiter: str | None = None,
    assumptions: Assumptions = Assumptions(),
    strict: bool = False,
    links: Links = NO_LINKS,
) -> Table:
    r"""Open a table and find out its headings, and of a CSV file its encoding and delimiter.

    *source* is a CSV or Parquet file, by path or as a binary stream; rows, as mappings or as sequences below their
    headings; or a dataframe of any kind that narwhals takes. What a file is, its first bytes say. *columns* names the
    column of a field where the headings do not tell. *strict* reads a KIB only as 16 digits or in the printed form,
    without any repair; *links* give event ids to rows. A stream that cannot be read twice is copied to a temporary
    file, rows that can be walked only once are kept.

    Raises :class:`~satudata.TableError` where no row can be read, ``OSError`` where the file cannot,
    :class:`~satudata.MissingExtraError` where an optional part is not installed.

    >>> from satudata.tabular import gather
    >>> table = read_table([{"KIB": "1304101202405111", "Meninggal": 32}, {"KIB": "1304101202405112", "Meninggal": 1}])
    >>> gather(table).counts().national
    1
    """
    table = open_table(
        source, columns=columns, delimiter=delimiter, assumptions=assumptions, strict=strict, links=links
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
    columns: Mapping[str, str] | None = None,
    delimiter: str | None = None,
    assumptions: Assumptions = Assumptions(),
    strict: bool = False,
    links: Links = NO_LINKS,
    name: str | None = None,
) -> Table:
    """:func:`read_table`, but a table without the columns that it needs says so by its ``problems``."""
    stack = ExitStack()
    try:
        named, rows = rows_of(source, stack, delimiter=delimiter)
        return Table(name or named, stack, rows, columns or {}, assumptions, strict=strict, links=links)
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
    source = ValueRows(headings, lambda: rows)
    return iter(Table("<rows>", ExitStack(), source, columns or {}, assumptions, strict=strict, links=links))
