"""Where the rows of a table come from: a file of any kind, a stream, a dataframe, rows in memory."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeAlias, cast

from satudata._ground.files import NamedFile
from satudata.errors import TableError, WrongTypeError
from satudata.findings import Finding, finding
from satudata.tabular._csv import Record
from satudata.tabular._csv_rows import CSVRows, Opener
from satudata.tabular._dataframes import is_dataframe, rows_of_dataframe
from satudata.tabular._excel import rows_of_workbook
from satudata.tabular._file_kinds import MOST_BYTES, START, is_no_table, kind_of, refused, unpack
from satudata.tabular._header import HeadingWords
from satudata.tabular._json_rows import rows_of_json
from satudata.tabular._parquet import rows_of_parquet
from satudata.tabular._persons import starts_with_persons
from satudata.tabular._values import ValueRows, rows_in_memory

#: A file by path or as a binary stream, rows as mappings or as sequences below their headings, or a dataframe.
Source: TypeAlias = (
    "str | os.PathLike[str] | BinaryIO | Iterable[Mapping[str, Any]] | Iterable[Sequence[Any]] | Any"
)


class Rows(Protocol):
    """The rows of one table, walked as often as asked."""

    format: str
    encoding: str
    delimiter: str
    findings: tuple[Finding, ...]
    problems: tuple[Finding, ...]
    header: Record
    size: int
    #: The name of each sheet of a workbook, and how many lines come before its first.
    sheets: tuple[tuple[str, int], ...]
    #: The texts above the headings of each sheet, and how many lines come before its first.
    titles: tuple[tuple[int, tuple[str, ...]], ...]

    def records(self) -> Iterator[Record]:
        """The rows behind the headings."""

    def use(self, used: Mapping[str, int], dates: Sequence[str] = ("date",)) -> tuple[Finding, ...]:
        """Take note of the place of each field's column; what is doubtful about whole columns.

        *dates* are the fields that have days.
        """

    @property
    def position(self) -> int:
        """How much of :attr:`size` the walk has taken in so far."""


def rows_of(
    source: Source,
    stack: ExitStack,
    headings: HeadingWords,
    *,
    delimiter: str | None = None,
    sheets: Sequence[str] = (),
) -> tuple[str, Rows]:
    """The name and the rows of *source*; what has to be closed is put on *stack*.

    *sheets* are asked for by name or number; *headings* finds the headings, and says whether rows below some can be
    read, for the choice of a sheet where none is asked for. A file that is no table has its reason in ``problems``; so
    has a list of persons without headings, whose first line would be shown as its headings.

    Raises ``OSError`` for a file that cannot be opened, :class:`~satudata.TableError` for one that cannot be read,
    :class:`~satudata.MissingExtraError` where an optional part is not installed, ``TypeError`` for anything else.
    """
    name, rows = _rows_of(source, stack, headings, delimiter, sheets)
    if not rows.problems and starts_with_persons(
        rows.header.cells, lambda: (each.cells for each in rows.records())
    ):
        return name, _refusing(finding("list-of-persons"))
    return name, rows


def _rows_of(
    source: Source, stack: ExitStack, headings: HeadingWords, delimiter: str | None, sheets: Sequence[str]
) -> tuple[str, Rows]:
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        name = str(path)
        file = stack.enter_context(path.open("rb"))
        if file.seekable():
            file.close()
            return name, _rows_of_file(
                path, lambda: path.open("rb"), name, stack, headings, delimiter, sheets
            )
        stream = copied(file, stack)
    elif hasattr(source, "read"):
        stream = cast("BinaryIO", source)
        name = str(getattr(stream, "name", "<stream>"))
        stream = stream if stream.seekable() else copied(stream, stack)
    elif is_dataframe(source):
        return "<dataframe>", rows_of_dataframe(source)
    elif isinstance(source, Iterable):
        return "<rows>", rows_in_memory(source)
    else:
        raise WrongTypeError("a table is a path, a binary stream, rows or a dataframe", type(source))
    opened = _reopening(stream)
    return name, _rows_of_file(stream, opened, name, stack, headings, delimiter, sheets)


def _reopening(stream: BinaryIO) -> Callable[[], Any]:
    """An opener of a stream that stays open."""

    def opened() -> nullcontext[BinaryIO]:
        stream.seek(0)
        return nullcontext(stream)

    return opened


def copied(stream: BinaryIO, stack: ExitStack) -> BinaryIO:
    """A stream that cannot be read twice, as a temporary file; raises what :func:`copy_stream` does."""
    file, raw = _temporary(stack)
    copy_stream(stream, raw)
    return file


def copy_stream(stream: BinaryIO, file: BinaryIO) -> None:
    """Copy a stream into a file; no more than the start of what is no table.

    Raises :class:`~satudata.TableError` for a stream of more than :data:`MOST_BYTES` bytes.
    """
    start = b""
    while len(start) < START and (chunk := stream.read(START - len(start))):
        start += chunk
    file.write(start)
    if not is_no_table(start):
        while file.tell() <= MOST_BYTES and (chunk := stream.read(START)):
            file.write(chunk)
    if file.tell() > MOST_BYTES:
        name = str(getattr(stream, "name", "<stream>"))
        raise TableError(name, f"a stream of more than {MOST_BYTES // 10**9} GB; save it as a file first")


def _temporary(stack: ExitStack) -> tuple[BinaryIO, BinaryIO]:
    """A temporary file, to read and to write, that is closed with the *stack*; its errors name its folder."""
    with tempfile.TemporaryFile(buffering=0) as file:
        raw = NamedFile(os.dup(file.fileno()), tempfile.gettempdir(), "r+b")
    return cast("BinaryIO", stack.enter_context(io.BufferedReader(raw))), cast("BinaryIO", raw)


def _rows_of_file(
    file: Any,
    opened: Opener,
    name: str,
    stack: ExitStack,
    headings: HeadingWords,
    delimiter: str | None,
    sheets: Sequence[str],
    *,
    is_unpacked: bool = False,
) -> Rows:
    """The rows of a file, given as *file* (a path or a stream) and by what opens it anew."""
    with opened() as stream:
        kind = kind_of(stream)
        if kind.format == "gzip" and not is_unpacked:
            inner, raw = _temporary(stack)
            problem = unpack(stream, raw)
            if problem is not None:
                return _refusing(problem)
            inner.seek(0)
            return _rows_of_file(
                inner, _reopening(inner), name, stack, headings, delimiter, sheets, is_unpacked=True
            )
        if kind.format == "gzip":
            kind = refused("a packed file in a packed file", "berkas terkompresi dalam berkas terkompresi")
        if kind.problem is not None:
            return _refusing(kind.problem)
        if kind.format in {"Excel", "OpenDocument"}:
            return rows_of_workbook(stream, name, kind.format, sheets, headings)
        other = [each for each in sheets if each.strip().casefold() not in {"all", "1"}]
        if other:
            return _refusing(finding("sheets-none", other[0], sheet=other[0], form=kind.format))
        if kind.format == "JSON" and (rows := rows_of_json(stream)) is not None:
            return rows
    return (
        rows_of_parquet(file, name)
        if kind.format == "Parquet"
        else CSVRows(opened, delimiter, headings.recognised)
    )


def _refusing(problem: Finding) -> ValueRows:
    """No rows, and why."""
    return ValueRows((), lambda: (), problems=[problem])
