"""Whether Polars splits a CSV file into the very cells into which the reader of tables splits it."""

from __future__ import annotations

import re
from pathlib import Path

from satudata.tabular._csv import MAX_LINE

_BOM = b"\xef\xbb\xbf"
_QUOTED = re.compile(rb'"(?:[^"]|"")*"')


def plain_lines(path: Path, delimiter: str, header: int, width: int) -> int | None:
    """How many lines the file has, if each is a row of *width* cells below the *header* line; ``None`` if not.

    Lines that end alike, quoted cells that end on their line, and no NUL: of such a file there is one reading.

    >>> plain_lines(Path(__file__), ",", 1, 2) is None
    True
    """
    mark = delimiter.encode()
    cell = rb'(?:"(?:[^"]|"")*"|[^"%s]*)' % re.escape(mark)
    tidy = re.compile(cell + rb"(?:" + re.escape(mark) + cell + rb")*")
    number, ends = 0, b""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            cells = line.rstrip(b"\r\n")
            end = line[len(cells) :]
            ends = ends or end
            if end not in (ends, b"") or end not in (b"\n", b"\r\n", b""):
                return None
            if b"\r" in cells or b"\0" in cells or len(line) > MAX_LINE:
                return None
            if number == 1:
                cells = cells.removeprefix(_BOM)
            if b'"' in cells:
                if not tidy.fullmatch(cells):
                    return None
                cells = _QUOTED.sub(b"", cells)
            if number > header and cells.count(mark) != width - 1:
                return None
    return number
