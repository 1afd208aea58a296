"""A progress display on long input, at a terminal only, where the part for it is installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from satudata.cli._messages import Words
from satudata.tabular import Row, Table

#: Smaller files are read before anyone would look.
_LONG = 5_000_000
EVERY = 2_000


@contextmanager
def moving(table: Table, words: Words, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A display on the terminal, told how far of *total* it is; without a total it only moves."""
    silent: Callable[[int], None] = lambda _: None  # noqa: E731  # beside the one that tells
    if table.size < _LONG or not sys.stderr.isatty():
        yield silent
        return
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        yield silent
        return
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words("progress", name=table.name), total=total)
        yield lambda done: progress.update(task, completed=done)


def walked(table: Table, words: Words, rows: Iterator[Row] | None = None) -> Iterator[Row]:
    """The rows of *table*, or those *rows* of it, in order, with a display on the terminal."""
    last = 0 if rows is None else table.size
    with moving(table, words, table.size) as tell:
        for number, row in enumerate(iter(table) if rows is None else rows):
            if number % EVERY == 0:
                tell(table.position or last)
            yield row
