"""A progress display on long input, at a terminal only, where the part for it is installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from satudata.cli._messages import Words
from satudata.tabular import Row, Table

#: Smaller files are read before anyone would look.
_LONG = 5_000_000
_EVERY = 2_000


def walked(table: Table, words: Words) -> Iterator[Row]:
    """The rows of *table* in order; a long one moves a display on the terminal."""
    if table.size < _LONG or not sys.stderr.isatty():
        return iter(table)
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        return iter(table)
    display = Progress(console=Console(stderr=True), transient=True)

    def moving() -> Iterator[Row]:
        with display as progress:
            task = progress.add_task(words("progress", name=table.name), total=table.size)
            for number, row in enumerate(table):
                if number % _EVERY == 0:
                    progress.update(task, completed=table.position)
                yield row

    return moving()
