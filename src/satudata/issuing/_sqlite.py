"""A register as a SQLite file, by Python's own sqlite3: what an office has without a server."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import final

from satudata._ground.paths import public
from satudata.errors import RegisterFileError
from satudata.issuing._appended_file import PATIENCE, require_file, sync_folder
from satudata.issuing._database import DatabaseRegister, Row, refusal


@public("satudata.issuing")
@final
class SQLiteRegister(DatabaseRegister):
    """A register in a SQLite file, on a disk or a network share.

    Each transaction takes the file's write lock before it reads (``BEGIN IMMEDIATE``, up to 30 seconds), keeps a
    rollback journal (``journal_mode=DELETE``: a write-ahead log does not work on a network share) and waits for the
    disk (``synchronous=FULL``). The tables refuse to change or lose what was recorded.

    >>> from tempfile import TemporaryDirectory
    >>> from datetime import date
    >>> with TemporaryDirectory() as folder:
    ...     register = SQLiteRegister(Path(folder) / "kib.db")
    ...     proposal = register.issue(
    ...         "106", date(2024, 8, 4), ["62.02"], occurrence_id="a", by="Siti", on=date(2024, 8, 5)
    ...     )
    ...     print(proposal.kib.format(), len(register.read().entries))
    6202 106 20240804 1 1
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self.name = str(path)

    def _is_there(self) -> bool:
        require_file(self._path)
        return self._path.exists()

    @contextmanager
    def _connected(self) -> Iterator[_Connection]:
        require_file(self._path)
        if not self._path.absolute().parent.is_dir():
            raise FileNotFoundError(2, os.strerror(2), self.name)
        with closing(_Connection(self.name)) as connection:
            yield connection

    def _committed(self) -> None:
        sync_folder(self._path)


@final
class _Connection:
    dialect = "sqlite"

    def __init__(self, name: str) -> None:
        self._name = name
        with self._errors():
            self._connection = sqlite3.connect(name, timeout=PATIENCE, isolation_level=None)
        try:
            self.run("PRAGMA foreign_keys = ON")
            self.run("PRAGMA synchronous = FULL")
            ((mode,),) = self.run("PRAGMA journal_mode = DELETE")
            if mode != "delete":
                reason = f"its journal is in the mode {mode}, and has to be a file that is deleted"
                raise RegisterFileError(name, reason)
            self._require_ours()
        except BaseException:
            self.close()
            raise

    def _require_ours(self) -> None:
        tables = {name for (name,) in self.run("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and "satudata_register" not in tables:
            raise RegisterFileError(self._name, "it is the database of another program")

    def run(self, statement: str, **values: object) -> list[Row]:
        with self._errors():
            return self._connection.execute(statement, values).fetchall()

    def roll_back(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.rollback()

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise refusal(self._name, error) from error
