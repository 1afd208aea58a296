"""A register as a file of JSON lines: readable by eye, the form in which registers are exchanged."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import final

from satudata._ground.paths import public
from satudata.issuing._appended_file import AppendedFile, appending, require_file
from satudata.issuing._entry import Acknowledgement, Entry
from satudata.issuing._lines import append_records, read_lines
from satudata.issuing._register import Register
from satudata.issuing._stores import RegisterStore


@public("satudata.issuing")
@final
class JSONLinesRegister(RegisterStore):
    """A register in a file of JSON lines, which is only ever added to.

    Each transaction locks the file, reads it again, appends in one write and waits for the disk. A line that cannot be
    read is a finding of ``read()``, and nothing is issued until :meth:`acknowledge`.

    >>> from tempfile import TemporaryDirectory
    >>> from datetime import date
    >>> with TemporaryDirectory() as folder:
    ...     register = JSONLinesRegister(Path(folder) / "kib.jsonl")
    ...     proposal = register.issue(
    ...         "106", date(2024, 8, 4), ["62.02"], occurrence_id="a", by="Siti", on=date(2024, 8, 5)
    ...     )
    ...     print(proposal.kib.format(), len(register.read().entries))
    6202 106 20240804 1 1
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)

    def read(self) -> Register:
        """The register as it is now; an empty one where there is no file yet."""
        return Register.load(self._path)[0] if self._is_there() else Register()

    def _is_there(self) -> bool:
        require_file(self._path)
        return self._path.exists()

    @contextmanager
    def _writing(self) -> Iterator[_LinesTransaction]:
        with appending(self._path) as file:
            yield _LinesTransaction(file)


@final
class _LinesTransaction:
    """The locked file, read once."""

    def __init__(self, file: AppendedFile) -> None:
        self._file = file
        self._data = file.read()
        self._lines = read_lines(self._data)
        self._register = Register.from_lines(self._lines)

    def around(self, occurrences: Iterable[str], stems: Iterable[str]) -> Register:  # noqa: ARG002  # all is at hand
        return self._register

    def all(self) -> Register:
        return self._register

    def append(
        self,
        records: Iterable[Entry | Acknowledgement],
        *,
        with_conflicts: bool = False,  # noqa: ARG002  # lines have no keys that sides would violate
    ) -> None:
        append_records(self._file, self._data, self._lines, records)
