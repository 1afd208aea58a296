"""Which kind of register a file is."""

from __future__ import annotations

import os
from pathlib import Path

from satudata.issuing._appended_file import SQLITE, require_file
from satudata.issuing._json_lines import JSONLinesRegister
from satudata.issuing._sqlite import SQLiteRegister
from satudata.issuing._stores import RegisterStore


def register_at(path: str | os.PathLike[str]) -> RegisterStore:
    """The register in a file: an existing one is what its first bytes say, a new one is what its name says.

    The name of a file of JSON lines ends in ``.jsonl``; any other new file is SQLite. Raises
    :class:`~satudata.RegisterFileError` for a folder or a device.

    >>> type(register_at("no-such-file.jsonl")).__name__, type(register_at("no-such-file.db")).__name__
    ('JSONLinesRegister', 'SQLiteRegister')
    """
    file = Path(path)
    require_file(file)
    start = b""
    if file.exists():
        with file.open("rb") as stream:
            start = stream.read(len(SQLITE))
    is_lines = start != SQLITE if start else file.suffix.casefold() == ".jsonl"
    return JSONLinesRegister(path) if is_lines else SQLiteRegister(path)
