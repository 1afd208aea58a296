"""A register in a database: one schema and one set of statements for SQLite and PostgreSQL."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol, TypeAlias, final

from satudata.errors import RegisterFileError
from satudata.interchange import from_json, to_json
from satudata.issuing._appended_file import PATIENCE
from satudata.issuing._entry import Acknowledgement, Entry
from satudata.issuing._register import Register
from satudata.issuing._stores import RegisterStore
from satudata.kib import KIB

VERSION = 1
#: SQLITE_BUSY and SQLITE_LOCKED; further bits of a code say more.
_BUSY_CODES, _CODE_BITS = (5, 6), 0xFF
#: What PostgreSQL says of a lock that was not free in time, and of a deadlock.
_BUSY_STATES = ("55P03", "40P01")
_BUSY = f"another program has been writing to it for {PATIENCE} seconds; try again"

#: The tables. ``side`` is 0; only the sides of a conflict that was taken in from another register have 1, 2, ...
#: ``satudata_kib`` has each KIB with the occurrence that it was given to, and the KIB that it superseded; the KIBs of
#: lines that nobody could read have no occurrence. ``satudata_history`` has every step in its JSON form.
_TABLES = (
    "CREATE TABLE satudata_register (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    f"INSERT INTO satudata_register (name, value) VALUES ('version', '{VERSION}')",  # noqa: S608  # our own number
    """CREATE TABLE satudata_kib (
        kib TEXT NOT NULL CHECK (length(kib) = 16),
        side INTEGER NOT NULL,
        occurrence TEXT,
        supersedes TEXT,
        supersedes_side INTEGER,
        PRIMARY KEY (kib, side),
        FOREIGN KEY (supersedes, supersedes_side) REFERENCES satudata_kib (kib, side)
    )""",
    "CREATE UNIQUE INDEX satudata_kib_first ON satudata_kib (occurrence, side) WHERE supersedes IS NULL",
    "CREATE UNIQUE INDEX satudata_kib_next ON satudata_kib (supersedes, supersedes_side, side)",
    """CREATE TABLE satudata_history (
        number INTEGER PRIMARY KEY,
        occurrence TEXT,
        step INTEGER,
        side INTEGER NOT NULL,
        kib TEXT,
        form TEXT NOT NULL,
        UNIQUE (occurrence, step, side)
    )""",
    "CREATE INDEX satudata_history_kib ON satudata_history (kib)",
)
#: Nothing that was recorded is changed or taken away, whoever asks.
_APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'a register is only added to'); END"
        for table in ("satudata_kib", "satudata_history")
        for action in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        """CREATE FUNCTION satudata_only_added_to() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'a register is only added to'; END $$""",
        *(
            f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION satudata_only_added_to()"
            for table in ("satudata_kib", "satudata_history")
        ),
    ],
}
_IS_THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'satudata_register'",
    # to_regclass may answer from a cache that is older than the lock; a query of pg_class does not.
    "postgresql": (
        "SELECT relname FROM pg_catalog.pg_class "
        "WHERE relname = 'satudata_register' AND pg_catalog.pg_table_is_visible(oid)"
    ),
}
#: How a transaction begins in which nobody else writes. PostgreSQL has one lock for all who write registers.
_BEGIN = {
    "sqlite": ("BEGIN IMMEDIATE",),
    "postgresql": (
        "BEGIN ISOLATION LEVEL READ COMMITTED",
        f"SET LOCAL lock_timeout = '{PATIENCE}s'",
        "SELECT pg_advisory_xact_lock(1397051716)",
    ),
}

#: The steps of some occurrences, of those that share a KIB with them, of those that share one with these, and so on;
#: and the records without an occurrence.
_AROUND = """WITH RECURSIVE near (occurrence) AS (
        SELECT occurrence FROM satudata_history WHERE {}
        UNION
        SELECT other.occurrence FROM near
        JOIN satudata_history own ON own.occurrence = near.occurrence
        JOIN satudata_history other ON other.kib = own.kib
    )
    SELECT form FROM satudata_history
    WHERE occurrence IN (SELECT occurrence FROM near) OR occurrence IS NULL ORDER BY number"""

Row: TypeAlias = Sequence[Any]


class Connection(Protocol):
    """An open connection of one kind of database; its errors are :class:`~satudata.RegisterFileError`."""

    dialect: str

    def run(self, statement: str, **values: object) -> list[Row]:
        """Run a statement with ``:name`` for each value; the rows that it gives."""

    def roll_back(self) -> None:
        """End the transaction, if there is one, without its effects."""


def refusal(name: str, error: BaseException) -> RegisterFileError:
    """The error for what the database *name* said itself: that it was busy for too long, or its own words."""
    is_busy = getattr(error, "sqlite_errorcode", 0) & _CODE_BITS in _BUSY_CODES
    is_busy = is_busy or getattr(error, "sqlstate", None) in _BUSY_STATES
    return RegisterFileError(name, _BUSY if is_busy else str(error).strip())


class DatabaseRegister(RegisterStore):
    """What the registers in databases share."""

    name: str

    @abstractmethod
    def _connected(self) -> AbstractContextManager[Connection]:
        """A connection."""

    def _committed(self) -> None:
        """What is done after a transaction was recorded."""

    def read(self) -> Register:
        """The register as it is now; an empty one where there is none yet."""
        if not self._is_there():
            return Register()
        with self._connected() as connection:
            if not self._has_tables(connection):
                return Register()
            return _register(connection.run("SELECT form FROM satudata_history ORDER BY number"))

    def _has_tables(self, connection: Connection) -> bool:
        """Whether the tables are there, of a version that is known here."""
        if not connection.run(_IS_THERE[connection.dialect]):
            return False
        ((version,),) = connection.run("SELECT value FROM satudata_register WHERE name = 'version'")
        if int(version) > VERSION:
            reason = f"it was written by a newer satudata, version {version} of its tables"
            raise RegisterFileError(self.name, reason)
        return True

    @contextmanager
    def _writing(self) -> Iterator[_DatabaseTransaction]:
        with self._connected() as connection:
            for statement in _BEGIN[connection.dialect]:
                connection.run(statement)
            try:
                if not self._has_tables(connection):
                    for statement in (*_TABLES, *_APPEND_ONLY[connection.dialect]):
                        connection.run(statement)
                yield _DatabaseTransaction(connection)
                connection.run("COMMIT")
            except BaseException:
                connection.roll_back()
                raise
        self._committed()


def _register(rows: Iterable[Row]) -> Register:
    records = [from_json(form) for (form,) in rows]
    return Register(
        [each for each in records if isinstance(each, Entry)],
        acknowledgements=[each for each in records if isinstance(each, Acknowledgement)],
    )


@final
class _DatabaseTransaction:
    """A connection in which nobody else writes."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.run

    def around(self, occurrences: Iterable[str], stems: Iterable[str]) -> Register:
        values: dict[str, object] = {}
        conditions = []
        for number, name in enumerate(occurrences):
            values[f"name{number}"] = name
            conditions.append(f"occurrence = :name{number}")
        for number, stem in enumerate(stems):
            values |= {f"first{number}": f"{stem}0", f"last{number}": f"{stem}9"}
            conditions.append(f"kib BETWEEN :first{number} AND :last{number}")
        return _register(self._run(_AROUND.format(" OR ".join(conditions)), **values))

    def all(self) -> Register:
        return _register(self._run("SELECT form FROM satudata_history ORDER BY number"))

    def append(self, records: Iterable[Entry | Acknowledgement], *, with_conflicts: bool = False) -> None:
        ((last,),) = self._run("SELECT coalesce(max(number), 0) FROM satudata_history")
        for number, record in enumerate(records, start=last + 1):
            occurrence = step = kib = None
            side = 0
            if isinstance(record, Entry):
                occurrence, step, kib = record.occurrence_id, record.step, str(record.kib)
                if with_conflicts:
                    side = self._side(
                        "SELECT max(side) FROM satudata_history WHERE occurrence = :occurrence AND step = :step",
                        occurrence=occurrence,
                        step=step,
                    )
            self._run(
                "INSERT INTO satudata_history (number, occurrence, step, side, kib, form) "
                "VALUES (:number, :occurrence, :step, :side, :kib, :form)",
                number=number,
                occurrence=occurrence,
                step=step,
                side=side,
                kib=kib,
                form=to_json(record),
            )
            if isinstance(record, Entry):
                self._give(record, with_conflicts)
            else:
                for each in record.kibs:
                    self._insert(each, None, (None, None), True)

    def _give(self, entry: Entry, with_conflicts: bool) -> None:
        """Note whose the KIB of an entry is, where the entry is what gave it."""
        known = self._run(
            "SELECT 1 FROM satudata_kib WHERE kib = :kib AND occurrence = :name",
            kib=str(entry.kib),
            name=entry.occurrence_id,
        )
        if known or not entry.is_live:
            return
        before = self._run(
            "SELECT k.kib, k.side FROM satudata_kib k JOIN satudata_history h "
            "ON h.kib = k.kib AND h.occurrence = k.occurrence "
            "WHERE h.occurrence = :name AND h.step < :step ORDER BY h.step DESC, h.side LIMIT 1",
            name=entry.occurrence_id,
            step=entry.step,
        )
        self._insert(entry.kib, entry.occurrence_id, before[0] if before else (None, None), with_conflicts)

    def _insert(self, kib: KIB, occurrence: str | None, superseded: Row, with_conflicts: bool) -> None:
        former, former_side = superseded
        side = 0
        if with_conflicts:
            side = self._side(
                "SELECT max(side) FROM satudata_kib WHERE kib = :kib OR (occurrence = :name AND supersedes IS NULL) "
                "OR (supersedes = :former AND supersedes_side = :side)",
                kib=str(kib),
                name=occurrence,
                former=former,
                side=former_side,
            )
        self._run(
            "INSERT INTO satudata_kib (kib, side, occurrence, supersedes, supersedes_side) "
            "VALUES (:kib, :side, :name, :former, :former_side)",
            kib=str(kib),
            side=side,
            name=occurrence,
            former=former,
            former_side=former_side,
        )

    def _side(self, statement: str, **values: object) -> int:
        """The first side that is free."""
        ((largest,),) = self._run(statement, **values)
        return 0 if largest is None else int(largest) + 1
