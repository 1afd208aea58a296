"""A table of disaster records: a CSV file or rows in memory, read as often as asked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast, final

from satudata._ground.paths import public
from satudata.errors import TableError
from satudata.findings import Finding, finding
from satudata.tabular._csv import DELIMITERS, Record, encoding_of, records
from satudata.tabular._headings import Columns, recognised
from satudata.tabular._links import NO_LINKS, Links
from satudata.tabular._rows import Assumptions, Row, RowReader

Source: TypeAlias = str | os.PathLike[str] | BinaryIO
Opener: TypeAlias = Callable[[], AbstractContextManager[BinaryIO]]

#: Titles may stand above the headings, so many rows at most.
_TITLE_ROWS = 10
#: A row of titles is no row of headings unless so many are known.
_FEWEST_HEADINGS = 2
_COPIED = 2**20


@public("satudata.tabular")
@final
class Table:
    """The rows of a CSV file, each as often as the table is walked; close it, or use it in a ``with`` statement.

    *name* is the file's, *columns* say which headings were used, *encoding* and *delimiter* how it was read.
    *findings* are about the file as a whole; *problems* those that make it unreadable. *strict* and *links* are as they
    were given.
    """

    def __init__(
        self,
        name: str,
        stack: ExitStack,
        opened: Opener,
        choice: tuple[Mapping[str, str], str | None],
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
        self._opened = opened
        self._at: BinaryIO | None = None
        chosen, delimiter = choice
        with opened() as file:
            self.size = file.seek(0, os.SEEK_END)
            self.encoding, self.findings = encoding_of(file)
            self.delimiter, self._header = _header(file, self.encoding, delimiter)
        self.columns = Columns.of(self._header.cells, chosen)
        self.findings += self._header.findings

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as they stand."""
        return self._header.cells

    @property
    def header_line(self) -> int:
        """The line on which the headings stand."""
        return self._header.line

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Why no row can be read; empty where rows can be."""
        return self.columns.problems if self._header.cells else (finding("table-empty"),)

    def __iter__(self) -> Iterator[Row]:
        """The rows in the order of the file; raises :class:`~satudata.TableError` where there are :attr:`problems`."""
        if self.problems:
            raise TableError(self.name, " ".join(problem.message("en") for problem in self.problems))
        reader = RowReader(self.columns, self.assumptions, strict=self.strict, links=self.links)
        with self._opened() as file:
            self._at = file
            try:
                for record in records(file, self.encoding, self.delimiter):
                    if record.line > self.header_line:
                        yield reader.read(record)
            finally:
                self._at = None

    @property
    def position(self) -> int:
        """How many bytes of :attr:`size` the walk has taken in so far."""
        return 0 if self._at is None else self._at.tell()

    def close(self) -> None:
        """Let go of what was kept of a stream; the table cannot be walked after that."""
        self._stack.close()

    def __enter__(self) -> Table:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def read_csv(
    source: Source,
    *,
    columns: Mapping[str, str] | None = None,
    delimiter: str | None = None,
    assumptions: Assumptions = Assumptions(),
    strict: bool = False,
    links: Links = NO_LINKS,
) -> Table:
    r"""Open a CSV file, given by path or as a binary file, and find out its encoding, delimiter and headings.

    *columns* names the column of a field where the headings do not tell. *strict* reads a KIB only as 16 digits or in
    the printed form, without any repair; *links* give event ids to rows. A stream that cannot be read twice is copied
    to a temporary file. Raises :class:`~satudata.TableError` where no row can be read and ``OSError`` where the file
    cannot.

    >>> import io
    >>> table = read_csv(io.BytesIO(b"Kode Identitas Bencana;Meninggal\n1304101202405111;32\n"))
    >>> [row.event.impact for row in table]
    [Impact(dead=32)]
    """
    table = open_csv(
        source, columns=columns, delimiter=delimiter, assumptions=assumptions, strict=strict, links=links
    )
    if table.problems:
        table.close()
        raise TableError(table.name, " ".join(problem.message("en") for problem in table.problems))
    return table


def open_csv(
    source: Source,
    *,
    columns: Mapping[str, str] | None = None,
    delimiter: str | None = None,
    assumptions: Assumptions = Assumptions(),
    strict: bool = False,
    links: Links = NO_LINKS,
    name: str | None = None,
) -> Table:
    """:func:`read_csv`, but a table that cannot be read says so by its ``problems``."""
    stack = ExitStack()
    try:
        if isinstance(source, (str, os.PathLike)):
            path = Path(source)
            file: BinaryIO = stack.enter_context(path.open("rb"))
            opened: Opener = partial(_opened, path)
        else:
            path, file = None, source
            opened = partial(_kept, file)
        if not file.seekable():
            opened = partial(_kept, stack.enter_context(_copy_of(file)))
        elif path is not None:
            file.close()
        named = name or str(getattr(source, "name", "<stream>") if path is None else path)
        choice = (columns or {}, delimiter)
        return Table(named, stack, opened, choice, assumptions, strict=strict, links=links)
    except BaseException:
        stack.close()
        raise


def _opened(path: Path) -> AbstractContextManager[BinaryIO]:
    return path.open("rb")


def _kept(file: BinaryIO) -> AbstractContextManager[BinaryIO]:
    return nullcontext(file)


def read_rows(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    columns: Mapping[str, str] | None = None,
    assumptions: Assumptions = Assumptions(),
    strict: bool = False,
    links: Links = NO_LINKS,
) -> Iterator[Row]:
    """Read rows of text that are in memory already; their ``line`` counts from 1. See :func:`read_csv`.

    Raises :class:`~satudata.TableError` where region, type or date have no column.
    """
    matched = Columns.of(headings, columns)
    if matched.problems:
        raise TableError("<rows>", " ".join(problem.message("en") for problem in matched.problems))
    reader = RowReader(matched, assumptions, strict=strict, links=links)
    return (reader.read(Record(line, tuple(cells))) for line, cells in enumerate(rows, start=1))


def _copy_of(stream: BinaryIO) -> BinaryIO:
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the caller's stack closes it
    while chunk := stream.read(_COPIED):
        file.write(chunk)
    return cast("BinaryIO", file)


def _header(file: BinaryIO, encoding: str, delimiter: str | None) -> tuple[str, Record]:
    """The delimiter and the row of headings: of the first rows, the first that has known headings, else the first."""
    best: tuple[int, int, str, Record] | None = None
    for candidate in (delimiter,) if delimiter else DELIMITERS:
        first = list(islice(records(file, encoding, candidate), _TITLE_ROWS))
        known = [(recognised(record.cells), record) for record in first]
        found = next(((number, record) for number, record in known if number >= _FEWEST_HEADINGS), None)
        number, record = found or (known[0] if known else (0, Record(0, ())))
        if best is None or (number, len(record.cells)) > best[:2]:
            best = (number, len(record.cells), candidate, record)
    assert best is not None
    return best[2], best[3]
