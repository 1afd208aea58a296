"""A progress display for long input, at a terminal only, if rich is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TypeVar

from satudata.cli._messages import Words
from satudata.cli._terminal import printable
from satudata.tabular import Table

T = TypeVar("T")

#: Smaller files are read before anyone would look.
_LONG = 5_000_000
_EVERY = 2_000


def walked(table: Table, words: Words, rows: Iterator[T]) -> Iterator[T]:
    """Yield the *rows* of the table in order; a long table moves a display on the terminal."""
    if table.size < _LONG or not sys.stderr.isatty():
        return rows
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        return rows
    display = Progress(console=Console(stderr=True), transient=True)

    def moving() -> Iterator[T]:
        with display as progress:
            # A bracket would begin rich's markup.
            text = printable(words("progress", name=table.name)).replace("[", r"\[")
            task = progress.add_task(text, total=table.size)
            for number, row in enumerate(rows):
                if number % _EVERY == 0:
                    progress.update(task, completed=table.position)
                yield row

    return moving()
