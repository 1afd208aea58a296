"""Files that commands write: checked first, written next to their place, and put there when they are whole."""

from __future__ import annotations

import argparse
import errno
import io
import os
import stat
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from pathlib import Path
from typing import BinaryIO, TextIO, final

from satudata._ground.files import NamedFile, naming, put, temporary_for
from satudata.cli._arguments import UsageError
from satudata.cli._formats import (
    SUFFIXES,
    TEXT_TABLES,
    ExcelWriter,
    JSONWriter,
    ParquetWriter,
    RowWriter,
    TooBigError,
    format_of,
    require,
)
from satudata.cli._messages import Words
from satudata.cli._terminal import note, shown
from satudata.cli._writing import Rows, as_json
from satudata.tabular import Table

_STREAM = "-"
#: The formats that each value of ``--format`` agrees with.
_AGREEING = {"csv": (*TEXT_TABLES, "xlsx", "parquet"), "json": ("json", "jsonl"), "table": ("txt",)}


def settle(options: argparse.Namespace, words: Words, *, pages: bool = False, html: bool = False) -> None:
    """Set ``options.form`` to the format of the output file, and ``options.format`` where the user gave none.

    The suffix of ``-o`` decides; *pages* says that the command also writes a page for people as ``.txt``, *html* that
    it writes a page as ``.html`` and nothing else. Raises :class:`UsageError` for any other suffix, and where
    ``--format`` says something else.
    """
    options.form = None
    file = options.output
    if file is not None and file != _STREAM and not _is_device(file):
        form = None if html else format_of(file)
        if pages and form is None and Path(file).suffix.casefold() == ".txt":
            form = "txt"
        if html and Path(file).suffix.casefold() in (".html", ".htm"):
            form = "html"
        if form is None:
            known = ".html" if html else " ".join([*SUFFIXES, *[".txt"] * pages])
            raise UsageError(words("output.suffix", file=file, known=known))
        if options.format is not None and form not in _AGREEING[options.format]:
            raise UsageError(words("output.format", file=file, format=options.format))
        require(form, file)
        options.form = form
    elif file is not None and file != _STREAM and options.format is None and not html:
        options.format = "csv"
    if options.format is None:
        agreeing = [name for name, forms in _AGREEING.items() if options.form in forms]
        options.format = agreeing[0] if agreeing else "table"


def _is_device(file: str) -> bool:
    """Whether *file* is there and is a device or a pipe, which is written to as it is."""
    with suppress(OSError):
        mode = Path(file).stat().st_mode
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False


@final
class Output:
    """Where a command writes: standard output, or a file in the format *form*."""

    def __init__(self, binary: BinaryIO | None, options: argparse.Namespace, words: Words) -> None:
        self._binary = binary
        self._options = options
        self._words = words
        self._writer: RowWriter | None = None
        self._text: TextIO | None = None
        self.form: str | None = options.form

    @property
    def text(self) -> TextIO:
        """The stream for text."""
        if self._binary is None:
            return sys.stdout
        if self._text is None:
            self._text = io.TextIOWrapper(
                self._binary, encoding="utf-8", errors="backslashreplace", newline="", write_through=False
            )
        return self._text

    @contextmanager
    def page(self) -> Iterator[None]:
        """A block in which what is said goes to this output."""
        with redirect_stdout(self.text):
            yield

    def answer(self, page: Callable[[], None], facts: Callable[[], object], rows: Callable[[], None]) -> None:
        """Write an answer in the format that was asked for: a page for people, one JSON object, or rows."""
        if self._options.format == "table":
            with self.page():
                page()
        elif self._options.format == "json" and self.form != "jsonl":
            self.write_json(facts())
        else:
            rows()

    def write_json(self, value: object, indent: int | None = 2) -> None:
        """Write *value* as the whole of the output."""
        self.text.write(f"{as_json(value, indent=indent)}\n")

    @property
    def shows_printed_kibs(self) -> bool:
        """Whether KIBs are written in the printed form: in files that a spreadsheet opens as text."""
        chosen = getattr(self._options, "kib", None)
        if chosen is not None:
            return bool(chosen == "printed")
        return self._binary is not None and (self.form or "csv") in TEXT_TABLES

    def rows(
        self, headings: Sequence[str], *, table: Table | None = None, numbers: Collection[str] = ()
    ) -> RowWriter:
        """The writer of rows below *headings*; those in *numbers* hold whole numbers.

        The input *table* gives the delimiter and the byte order mark of a text file.
        """
        form = self.form or "csv"
        writer: RowWriter
        if form in ("json", "jsonl"):
            writer = JSONWriter(self.text, headings, lines=form == "jsonl", numbers=numbers)
        elif form == "xlsx":
            writer = ExcelWriter(self.binary, headings, numbers=numbers, name=self._options.output)
        elif form == "parquet":
            writer = ParquetWriter(self.binary, headings, numbers=numbers)
        else:
            delimiter = self._delimiter(table)
            if table is not None and self._binary is not None and _has_mark(table.encoding):
                self.text.write("\ufeff")
            safe = bool(getattr(self._options, "safe_csv", False))
            writer = Rows(shown(self.text), delimiter, safe=safe)
            writer.write(headings)
        self._writer = writer
        return writer

    def objects(self) -> JSONWriter:
        """The writer of objects: an array in a .json file, otherwise one a line."""
        writer = JSONWriter(self.text, lines=self.form != "json")
        self._writer = writer
        return writer

    @property
    def binary(self) -> BinaryIO:
        """The file that is written, for a format of bytes."""
        assert self._binary is not None, "only files have a suffix"
        return self._binary

    def _delimiter(self, table: Table | None) -> str:
        """That of the input; a file has tabs if and only if it is called .tsv."""
        delimiter = "," if table is None else table.delimiter
        if self.form == "tsv":
            return "\t"
        return "," if self.form == "csv" and delimiter == "\t" else delimiter

    def close(self) -> None:
        """Release what the writer still keeps."""
        if isinstance(self._writer, ExcelWriter):
            self._writer.close()

    def finish(self) -> None:
        """Write what remains, and say which cells look like formulas."""
        if self._writer is not None:
            self._writer.finish()
            if self._writer.formulas and not getattr(self._options, "safe_csv", False):
                note(self._words("safe.hint", number=self._writer.formulas))
        if self._text is not None:
            self._text.flush()


def _has_mark(encoding: str) -> bool:
    """Whether the input begins with a byte order mark, as Excel writes it."""
    return encoding == "utf-8-sig" or encoding.startswith(("utf-16", "utf-32"))


@contextmanager
def output(options: argparse.Namespace, words: Words) -> Iterator[Output]:
    """Where the command writes. An existing file is replaced only with ``--overwrite``, the input never.

    A file is written under another name in the same folder and renamed at the end: whatever stops the command, the
    earlier file stays whole.
    """
    _refuse_input_as_stdout(options, words)
    if options.output in (None, _STREAM):
        out = Output(None, options, words)
        yield out
        out.finish()
        return
    target = _target(options, words)
    with replacing(target, options, words) as binary:
        out = Output(binary, options, words)
        try:
            yield out
            out.finish()
        except TooBigError as error:
            raise UsageError(
                words(f"output.too_big.{error.what}", file=options.output, row=error.row, limit=error.limit)
            ) from None
        finally:
            out.close()


def _target(options: argparse.Namespace, words: Words) -> Path:
    """The file to write, links followed; refuses what must not be written."""
    file = options.output
    if _is_device(file):
        # The name of an open pipe, as /dev/stdout has it, leads nowhere.
        return Path(file)
    target = Path(os.path.realpath(file))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), file)
    if not target.parent.is_dir():
        raise UsageError(words("output.no_folder", file=file, folder=Path(file).parent))
    if target.exists():
        there = target.stat()
        if any(is_same(there, given) for given in inputs(options)):
            raise UsageError(words("output.same", file=file))
        if not options.overwrite:
            raise UsageError(words("output.there", file=file))
    return target


def inputs(options: argparse.Namespace) -> Iterator[os.stat_result]:
    """The files that the command reads, open or named."""
    for name in ("file", "table", "links", "emergency", "displaced"):
        given = getattr(options, name, None)
        if given is None:
            continue
        with suppress(OSError, ValueError, AttributeError):
            yield os.fstat(sys.stdin.fileno()) if given == _STREAM else Path(given).stat()


def is_same(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether both are one file, whatever its names."""
    return stat.S_ISREG(one.st_mode) and os.path.samestat(one, other)


def _refuse_input_as_stdout(options: argparse.Namespace, words: Words) -> None:
    """Refuse to print into the file that is read, as ``satudata fix f.csv >> f.csv`` would."""
    with suppress(OSError, ValueError, AttributeError):
        there = os.fstat(sys.stdout.fileno())
        if not any(is_same(there, given) for given in inputs(options)):
            return
        raise UsageError(words("output.same", file=words("stdout")))


@contextmanager
def replacing(target: Path, options: argparse.Namespace, words: Words) -> Iterator[BinaryIO]:
    """A file that becomes *target* when all went well, and is removed otherwise."""
    shown: str = options.output
    if _is_device(shown):
        with _closing(NamedFile(str(target), shown)) as binary:
            yield binary
        return
    temporary = temporary_for(target)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with naming(shown):
            handle = os.open(temporary, flags, 0o666)
        with _closing(NamedFile(handle, shown)) as binary:
            yield binary
            binary.flush()
            # Some file systems have no modes.
            with suppress(OSError):
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            with naming(shown):
                os.fsync(handle)
        try:
            with naming(shown):
                put(temporary, target, overwrite=options.overwrite)
        except FileExistsError:
            raise UsageError(words("output.there", file=shown)) from None
    finally:
        with suppress(OSError):
            temporary.unlink()


@contextmanager
def _closing(raw: NamedFile) -> Iterator[BinaryIO]:
    """A buffer over *raw*; after an error what is buffered is given up."""
    binary = io.BufferedWriter(raw, 2**20)
    try:
        yield binary
    except BaseException:
        raw.close()
        raise
    else:
        binary.flush()
    finally:
        with suppress(OSError, ValueError):
            binary.close()
