"""The rows of a CSV file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import BinaryIO, TypeAlias, final

from satudata.findings import Finding
from satudata.tabular._csv import DELIMITERS, Record, encoding_of, records
from satudata.tabular._file_kinds import LONG_LINE, not_a_table
from satudata.tabular._header import HEAD_ROWS, MOST_CHARACTERS, Header, Recognised, header_of

#: Opens a file anew.
Opener: TypeAlias = Callable[[], AbstractContextManager[BinaryIO]]


@final
class CSVRows:
    """A CSV file: its encoding, its delimiter, and its headings, which may come after titles."""

    format = "CSV"
    sheets: tuple[tuple[str, int], ...] = ()

    def __init__(self, opened: Opener, delimiter: str | None, recognised: Recognised) -> None:
        self._opened = opened
        self._at: BinaryIO | None = None
        with opened() as file:
            self.size = file.seek(0, os.SEEK_END)
            self.encoding, self.findings = encoding_of(file)
            self.delimiter, header = _header(file, self.encoding, delimiter, recognised)
        self._last = header.last
        self.header = header.record
        #: The texts above the headings, with the line behind which their rows begin.
        self.titles: tuple[tuple[int, tuple[str, ...]], ...] = ((0, header.titles),)
        self.problems: tuple[Finding, ...] = ()
        if sum(map(len, header.cells)) > MOST_CHARACTERS:
            self.problems = (not_a_table(*LONG_LINE),)
            self.header = Record(header.line, ())

    def records(self) -> Iterator[Record]:
        """The rows behind the headings."""
        last = self._last
        with self._opened() as file:
            self._at = file
            try:
                for record in records(file, self.encoding, self.delimiter):
                    if record.line > last:
                        yield record
            finally:
                self._at = None

    def use(
        self,
        used: Mapping[str, int],  # noqa: ARG002
        dates: Sequence[str] = (),  # noqa: ARG002
    ) -> tuple[Finding, ...]:
        """Every cell of a CSV file is a text, whatever its column."""
        return ()

    @property
    def position(self) -> int:
        """How many bytes of :attr:`size` the walk has taken in so far."""
        return 0 if self._at is None else self._at.tell()


def _header(
    file: BinaryIO, encoding: str, delimiter: str | None, recognised: Recognised
) -> tuple[str, Header]:
    """The delimiter and the headings: those of which the most are known, else the most."""
    best: tuple[int, int, str, Header] | None = None
    for candidate in (delimiter,) if delimiter else DELIMITERS:
        header = header_of(list(islice(records(file, encoding, candidate), HEAD_ROWS)), recognised)
        if best is None or (header.known, len(header.cells)) > best[:2]:
            best = (header.known, len(header.cells), candidate, header)
    assert best is not None
    return best[2], best[3]
