"""A register on a database server, by SQLAlchemy: for agencies in which several offices issue at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any, final

from satudata._ground.paths import public
from satudata.errors import MissingExtraError, RegisterFileError
from satudata.issuing._appended_file import PATIENCE
from satudata.issuing._database import DatabaseRegister, Row, refusal


@public("satudata.issuing")
@final
class SQLRegister(DatabaseRegister):
    """A register in a database that *engine*, of SQLAlchemy, connects to: PostgreSQL, or SQLite.

    The tables are made by the first entry. Needs the extra ``db`` and the driver of the database.

    Raises :class:`~satudata.RegisterFileError` for another kind of database, and where the server does not answer.
    """

    def __init__(self, engine: Any) -> None:
        try:
            import sqlalchemy
        except ImportError:
            raise MissingExtraError("db", "a register on a database server") from None
        if engine.dialect.name not in ("postgresql", "sqlite"):
            reason = f"a database of the kind {engine.dialect.name}; PostgreSQL and SQLite are supported"
            raise RegisterFileError(engine.url.render_as_string(), reason)
        self._engine = engine
        self._is_made = False
        self._sqlalchemy = sqlalchemy
        self.name = engine.url.render_as_string()

    def _is_there(self) -> bool:
        if not self._is_made:
            with self._connected() as connection:
                self._is_made = self._has_tables(connection)
        return self._is_made

    @contextmanager
    def _connected(self) -> Iterator[_Connection]:
        with closing(_Connection(self._engine, self._sqlalchemy, self.name)) as connection:
            yield connection


@final
class _Connection:
    def __init__(self, engine: Any, sqlalchemy: Any, name: str) -> None:
        self._sqlalchemy = sqlalchemy
        self._name = name
        self.dialect = engine.dialect.name
        with self._errors():
            # Transactions are begun and ended by statements: SQLAlchemy's own would begin too late on SQLite.
            self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if self.dialect == "sqlite":
            self.run(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
            self.run("PRAGMA foreign_keys = ON")
            self.run("PRAGMA synchronous = FULL")

    def run(self, statement: str, **values: object) -> list[Row]:
        with self._errors():
            result = self._connection.execute(self._sqlalchemy.text(statement), values)
            return [tuple(row) for row in result] if result.returns_rows else []

    def roll_back(self) -> None:
        with suppress(self._sqlalchemy.exc.SQLAlchemyError):
            self._connection.exec_driver_sql("ROLLBACK")

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except self._sqlalchemy.exc.SQLAlchemyError as error:
            raise refusal(self._name, getattr(error, "orig", None) or error) from error
