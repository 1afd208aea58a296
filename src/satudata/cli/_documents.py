"""What commands read that is no table: JSON documents, and the lines of standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from satudata._ground.files import NamedFile
from satudata.cli._arguments import UsageError
from satudata.cli._messages import Words
from satudata.tabular._file_kinds import kind_of
from satudata.tabular._sources import copy_stream

_STREAM = "-"
#: No document has more bytes, and no line of standard input more characters.
MOST_BYTES, MOST_CHARACTERS = 64 * 2**20, 2**20
_START = 4096


def read_document(file: str, words: Words) -> bytes:
    """The bytes of a JSON file, or of standard input for ``-``; only the start of any other file.

    Raises :class:`UsageError` for a document of more than :data:`MOST_BYTES`: a stream may have no end.
    """
    with nullcontext(_stdin()) if file == _STREAM else Path(file).open("rb") as stream:
        text = stream.read(_START)
        if kind_of(BytesIO(text)).format == "JSON":
            text += stream.read(MOST_BYTES + 1 - len(text))
    if len(text) > MOST_BYTES:
        raise UsageError(words("document.too_large", file=file, limit=MOST_BYTES // 2**20))
    return text


@contextmanager
def read_again(file: str | None) -> Iterator[str | None]:
    """The path of a file that can be opened more than once: a pipe is copied first."""
    if file is None or not Path(file).is_fifo():
        yield file
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder, Path(file).name)
        with Path(file).open("rb") as pipe, NamedFile(str(copy), folder) as into:
            copy_stream(pipe, cast("BinaryIO", into))
        yield str(copy)


def _stdin() -> BinaryIO:
    """Standard input as bytes; a program that calls the command line may have put text in its place."""
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    return BytesIO(sys.stdin.read(MOST_BYTES + 1).encode()) if stream is None else stream


def lines_of_stdin(words: Words) -> Iterator[str]:
    """The lines of standard input that are not blank; raises :class:`UsageError` for one that does not end."""
    while line := sys.stdin.readline(MOST_CHARACTERS):
        if len(line) == MOST_CHARACTERS and not line.endswith("\n"):
            raise UsageError(words("document.long_line", file=words("stdin"), limit=MOST_CHARACTERS))
        if line.strip():
            yield line.strip()
