"""Text for people: control characters are escaped, notes wrap at words, colours appear at a terminal only."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, TextIO, cast, final

from satudata.cli._writing import aligned

#: Control characters of C0 and C1 but tab and line feed, and the marks that turn the direction of text.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NARROWEST, _USUAL = 20, 80


def printable(text: str) -> str:
    r"""*text* with every control character as an escape, so that a cell or a file name cannot command a terminal.

    >>> printable("BANJIR\x1b[2J\r")
    'BANJIR\\x1b[2J\\x0d'
    """
    return _CONTROLS.sub(lambda found: _escape(found[0]), text)


def _escape(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def width_of(stream: TextIO) -> int | None:
    """The columns of the terminal (COLUMNS, where it is set); ``None`` in a pipe, where no line is wrapped."""
    if not stream.isatty():
        return None
    from shutil import get_terminal_size

    return max(_NARROWEST, get_terminal_size((_USUAL, 24)).columns)


def wrapped(line: str, width: int | None) -> str:
    """*line* in lines of at most *width* columns, broken at blanks; the lines that follow are indented.

    >>> print(wrapped("  columns used: KIB, Kabupaten, Provinsi", 24))
      columns used: KIB,
        Kabupaten, Provinsi
    """
    if width is None or len(line) <= width:
        return line
    from textwrap import fill

    indent = line[: len(line) - len(line.lstrip())]
    return fill(
        line.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def say(text: str = "", stream: TextIO | None = None, *, style: str = "") -> None:
    """Print *text* for people; *style* is rich's name of a style, used at a terminal only."""
    stream = stream or sys.stdout
    width = width_of(stream)
    lines = "\n".join(wrapped(line, width) for line in printable(text).split("\n"))
    console = _console(stream) if style else None
    if console is None:
        print(lines, file=stream)
    else:
        console.out(lines, style=style, highlight=False)


def say_heading(text: str) -> None:
    """Print a blank line, and *text* over what follows."""
    say()
    say(text, style="bold")


def say_wrapped(
    text: str, indent: str = "", width: int = _USUAL, *, stream: TextIO | None = None, style: str = ""
) -> None:
    """Print *text* in lines of at most *width* columns, in a pipe too; the lines that follow are indented."""
    for line in text.split("\n"):
        say(wrapped(f"{indent}{line}", width), stream, style=style)


def note(text: str) -> None:
    """Print *text* on standard error; a note that cannot be printed changes nothing of the result."""
    try:
        say(text, sys.stderr)
    except OSError:
        give_up(sys.stderr)


def give_up(stream: TextIO) -> None:
    """Drop what a standard stream still holds, and whatever is printed on it from here on.

    Else Python would try once more when it ends, and fail.
    """
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def notes(lines: Iterable[str], *, quiet: bool = False) -> None:
    """Print notes on standard error, unless the user wants none; what was printed before comes first."""
    if quiet:
        return
    sys.stdout.flush()
    for line in lines:
        note(line)


def say_table(
    rows: Sequence[Sequence[str]],
    right: Sequence[int] = (),
    *,
    head: bool = True,
    stream: TextIO | None = None,
) -> None:
    """Print *rows* as a table: the columns in *right* are aligned right, *head* says that the first row is headings."""
    stream = stream or sys.stdout
    clean = [[printable(cell) for cell in row] for row in rows]
    console = _console(stream, is_table=True)
    if console is None or not clean:
        print("".join(f"{line}\n" for line in aligned(clean, right, "  ")), end="", file=stream)
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=head, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("")
    for column in range(len(clean[0])):
        heading = Text(clean[0][column]) if head else ""
        table.add_column(heading, justify="right" if column in right else "left")
    for row in clean[1 if head else 0 :]:
        table.add_row("", *map(Text, row))
    console.print(table)


def say_list(rows: Sequence[Sequence[str]], *, first: int = 2, width: int = _USUAL) -> None:
    """Print *rows*, of which the first has the headings, as a table; in a pipe one of at most *width* columns.

    Where a table is wider each row is a paragraph: its *first* cells, then the others, each behind its heading.
    """
    clean = [[printable(cell) for cell in row] for row in rows]
    if sys.stdout.isatty() or max(map(len, aligned(clean, (), "  ")), default=0) <= width:
        say_table(rows)
        return
    for row in rows[1:]:
        say_wrapped("  ".join(row[:first]), "  ", width)
        for heading, cell in zip(rows[0][first:], row[first:], strict=True):
            say_wrapped(f"{heading}: {cell}", "    ", width)


def _console(stream: TextIO, *, is_table: bool = False) -> Any:
    """The console of rich for a terminal; ``None`` in a pipe and without rich.

    Where the user wants no colours it is for tables only, which rich fits into the terminal without any.
    """
    if not stream.isatty():
        return None
    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    if is_plain and not is_table:
        return None
    try:
        from rich.console import Console
    except ImportError:
        return None
    plain: dict[str, Any] = {"color_system": None, "force_terminal": False} if is_plain else {}
    return Console(file=stream, width=width_of(stream), **plain)


@final
class Shown:
    """A stream to a terminal that shows data: control characters of the cells are escaped."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write *text*; returns its length, as streams do."""
        self._stream.write(printable(text))
        return len(text)


def shown(stream: TextIO) -> TextIO:
    """*stream* itself in a pipe; at a terminal one that escapes control characters."""
    return cast("TextIO", Shown(stream)) if stream.isatty() else stream
