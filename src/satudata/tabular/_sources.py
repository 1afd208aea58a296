"""Where the rows of a table come from: a CSV or Parquet file, a stream, a dataframe, rows in memory."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeAlias, cast, final

from satudata.errors import MissingExtraError, TableError, WrongTypeError
from satudata.findings import Finding, finding
from satudata.tabular._csv import DELIMITERS, Record, encoding_of, records
from satudata.tabular._headings import recognised

Opener: TypeAlias = Callable[[], AbstractContextManager[BinaryIO]]
#: A file by path or as a binary stream, rows as mappings or as sequences below their headings, or a dataframe.
Source: TypeAlias = (
    "str | os.PathLike[str] | BinaryIO | Iterable[Mapping[str, Any]] | Iterable[Sequence[Any]] | Any"
)

#: Titles may come before the headings, so many rows at most.
_TITLE_ROWS = 10
#: A row of titles is no row of headings unless so many are known.
_FEWEST_HEADINGS = 2
_COPIED = 2**20
_PARQUET = b"PAR1"
#: Rows of a dataframe or Parquet file that are turned into text at once.
_BATCH = 10_000
#: Whole numbers up to here are exact in a float and have fewer digits than a KIB.
_EXACT = 10**15


class Rows(Protocol):
    """The rows of one table, walked as often as asked."""

    format: str
    encoding: str
    delimiter: str
    findings: tuple[Finding, ...]
    problems: tuple[Finding, ...]
    header: Record
    size: int

    def records(self) -> Iterator[Record]:
        """The rows behind the headings."""

    @property
    def position(self) -> int:
        """How much of :attr:`size` the walk has taken in so far."""


@final
class CSVRows:
    """A CSV file: its encoding, its delimiter, and its headings, which may come after titles."""

    format = "CSV"
    problems: tuple[Finding, ...] = ()

    def __init__(self, opened: Opener, delimiter: str | None) -> None:
        self._opened = opened
        self._at: BinaryIO | None = None
        with opened() as file:
            self.size = file.seek(0, os.SEEK_END)
            self.encoding, self.findings = encoding_of(file)
            self.delimiter, self.header = _header(file, self.encoding, delimiter)

    def records(self) -> Iterator[Record]:
        """The rows behind the headings."""
        first = self.header.line
        with self._opened() as file:
            self._at = file
            try:
                for record in records(file, self.encoding, self.delimiter):
                    if record.line > first:
                        yield record
            finally:
                self._at = None

    @property
    def position(self) -> int:
        """How many bytes of :attr:`size` the walk has taken in so far."""
        return 0 if self._at is None else self._at.tell()


@final
class ValueRows:
    """Rows of values below *headings*, which *walk* gives anew each time; *before* lines come before the first."""

    encoding, delimiter = "utf-8", ","
    findings: tuple[Finding, ...] = ()
    size = position = 0

    def __init__(
        self,
        headings: Sequence[str],
        walk: Callable[[], Iterable[Sequence[Any]]],
        *,
        before: int = 0,
        problems: Iterable[Finding] = (),
        form: str = "",
    ) -> None:
        self.format = form
        self.header = Record(before, tuple(headings))
        self._walk = walk
        self.problems = tuple(problems)

    def records(self) -> Iterator[Record]:
        """The rows, every value as the text of a cell."""
        for line, values in enumerate(self._walk(), start=self.header.line + 1):
            yield Record(line, tuple([each if type(each) is str else as_cell(each) for each in values]))


def rows_of(source: Source, stack: ExitStack, *, delimiter: str | None = None) -> tuple[str, Rows]:
    """The name and the rows of *source*; what has to be closed is put on *stack*.

    Raises ``OSError`` for a file that cannot be opened, :class:`~satudata.TableError` for one that cannot be read,
    :class:`~satudata.MissingExtraError` where an optional part is not installed, ``TypeError`` for anything else.
    """
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        with path.open("rb") as file:
            seekable, start = file.seekable(), file.read(len(_PARQUET)) if file.seekable() else b""
        if seekable:
            return str(path), _rows_of_file(path, lambda: path.open("rb"), start, delimiter)
        return str(path), _rows_of_stream(stack.enter_context(path.open("rb")), stack, delimiter)
    if hasattr(source, "read"):
        stream = cast("BinaryIO", source)
        return str(getattr(stream, "name", "<stream>")), _rows_of_stream(stream, stack, delimiter)
    if hasattr(source, "__dataframe__") or hasattr(source, "__narwhals_dataframe__") or _is_frame(source):
        return "<dataframe>", _rows_of_frame(source)
    if isinstance(source, Iterable):
        return "<rows>", _rows_in_memory(source)
    raise WrongTypeError("a table is a path, a binary stream, rows or a dataframe", type(source))


def as_cell(value: object) -> str:
    """A value as the text of a cell: ``None``, NaN and NaT are blank, a whole float has no decimals.

    A float of sixteen digits keeps them, since a KIB that went through a float may have lost its last one.

    >>> as_cell(None), as_cell(3.0), as_cell(6202106202408041.0), as_cell(float("nan"))
    ('', '3', '6202106202408041.0', '')
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124  # only NaN differs from itself
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(float(value))
    return str(value)


def is_parquet(path: Path) -> bool:
    """Whether the file begins as Parquet does."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_PARQUET)) == _PARQUET


def _rows_of_file(file: Any, opened: Opener, start: bytes, delimiter: str | None) -> Rows:
    return _rows_of_parquet(file) if start == _PARQUET else CSVRows(opened, delimiter)


def _rows_of_stream(stream: BinaryIO, stack: ExitStack, delimiter: str | None) -> Rows:
    """The rows of a stream; one that cannot be read twice is copied to a temporary file."""
    if not stream.seekable():
        file = tempfile.TemporaryFile()  # noqa: SIM115  # the caller's stack closes it
        stack.callback(file.close)
        while chunk := stream.read(_COPIED):
            file.write(chunk)
        stream = cast("BinaryIO", file)
    stream.seek(0)
    start = stream.read(len(_PARQUET))
    stream.seek(0)
    return _rows_of_file(stream, lambda: nullcontext(stream), start, delimiter)


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


def _rows_of_parquet(file: Any) -> Rows:
    """A Parquet file, read in batches by Polars; lines are counted as in the CSV that it would be."""
    if not find_spec("polars"):
        raise MissingExtraError("polars", f"Parquet ({getattr(file, 'name', file)})")
    import polars

    frame = polars.scan_parquet(file, glob=False)
    try:
        schema = frame.collect_schema()
    except polars.exceptions.PolarsError as error:
        raise TableError(str(getattr(file, "name", file)), str(error)) from None
    nested = [
        finding("column-nested", column, column=column, type=str(dtype))
        for column, dtype in schema.items()
        if dtype.is_nested() or dtype in (polars.Binary, polars.Object)
    ]

    def walk() -> Iterator[Sequence[Any]]:
        texts = frame.select(polars.all().cast(polars.String).fill_null(""))
        for batch in texts.collect_batches(chunk_size=_BATCH):
            yield from batch.iter_rows()

    return ValueRows(list(schema), walk, before=1, problems=nested, form="Parquet")


def _is_frame(source: object) -> bool:
    """Whether narwhals takes it; asked only of what comes from a package that it knows."""
    package = type(source).__module__.partition(".")[0]
    return package in {
        "narwhals",
        "pandas",
        "polars",
        "pyarrow",
        "modin",
        "cudf",
        "duckdb",
        "dask",
        "ibis",
        "pyspark",
        "sqlframe",
    }


def _rows_of_frame(source: Any) -> Rows:
    if not find_spec("narwhals"):
        raise MissingExtraError("frames", "a dataframe")
    import narwhals.stable.v2 as nw

    frame = nw.from_native(source)
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    headings = [str(name) for name in eager.columns]
    return ValueRows(headings, lambda: eager.iter_rows(buffer_size=_BATCH))


def _rows_in_memory(source: Iterable[Any]) -> Rows:
    """Rows as mappings, whose keys are the headings, or as sequences, of which the first are the headings."""
    walk = iter(source)
    first = next(walk, ())
    if not isinstance(first, Mapping):
        rows = [tuple(row) for row in walk]
        return ValueRows([as_cell(each) for each in first], lambda: rows)
    mappings = [cast("Mapping[str, Any]", row) for row in chain((first,), walk)]
    headings = list(dict.fromkeys(key for row in mappings for key in row))
    return ValueRows(headings, lambda: ([row.get(key) for key in headings] for row in mappings))
