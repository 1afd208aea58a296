"""Registers that several people write to: what every kind does, and what only a file or a database does."""

import errno
import os
import sqlite3
import sys
import threading
from contextlib import closing
from datetime import date
from types import SimpleNamespace

import pytest

from satudata import (
    KIB,
    InvalidRecordError,
    MissingExtraError,
    Register,
    RegisterConflictError,
    RegisterFileError,
    RegisterUnreadableError,
    Status,
    amend,
    confirm,
    issue,
)
from satudata.interchange import to_json
from satudata.issuing import (
    Acknowledgement,
    Ended,
    Entry,
    JSONLinesRegister,
    SQLiteRegister,
    SQLRegister,
    _appended_file,
    _database,
    _sqlite,
    register_at,
)

DAY, LATER = date(2024, 8, 4), date(2024, 8, 9)
FIRST, SECOND, THIRD = (KIB.parse(f"620210620240804{index}") for index in (1, 2, 3))


def given(store, name="a", region="62.02", by="BPBD", on=DAY):
    return store.issue("106", DAY, [region], occurrence_id=name, by=by, on=on)


class TestEveryKind:
    def test_nothing_yet(self, store):
        assert store.read() == Register()
        assert store.acknowledge(by="Siti", on=DAY) == ()

    def test_the_next_index(self, store):
        proposals = [given(store, name) for name in "abc"]
        assert [each.kib for each in proposals] == [FIRST, SECOND, THIRD]
        register = store.read()
        assert [each.occurrence_id for each in register.entries] == ["a", "b", "c"]
        entry = register.entry_for("a")
        assert entry == Entry(FIRST, "a", by="BPBD", on=DAY, proposal=entry.proposal)
        assert register.proposal_for("a") == proposals[0]
        assert not register.findings

    def test_asked_again_it_is_what_was_given_and_what_became_of_it(self, store):
        first = given(store)
        store.add(confirm(first, "Pusdatinkom", LATER), by="BPBD", on=DAY)
        before = store.read()
        again = given(store, by="somebody else", on=LATER)
        assert (again.kib, again.status) == (FIRST, Status.VERIFIED)
        assert [each.code for each in again.findings] == []
        assert "verified by Pusdatinkom on 2024-08-09" in again.explain()
        assert "(terverifikasi oleh Pusdatinkom, tanggal 2024-08-09)" in again.explain("id")
        assert store.read() == before

    def test_an_amendment(self, store):
        first = given(store)
        amended = store.record(
            lambda known: amend(
                first,
                issue("106", DAY, ["62.03"], existing=known, occurrence_id="a"),
                "BPBD",
                LATER,
                "wilayah salah",
            ),
            by="BPBD",
            on=DAY,
        )
        register = store.read()
        assert register.kib_for("a") == amended.kib
        assert register.successors(FIRST) == (amended.kib,)
        assert given(store, "b").kib == SECOND, "its index is not given again"
        assert given(store, region="62.03").superseded == (FIRST,)

    def test_of_a_kib_that_another_has_nothing_is_recorded(self, store):
        given(store)
        before = store.read()
        with pytest.raises(RegisterConflictError, match=r"to a by BPBD.*to b by Siti"):
            store.add(issue("106", DAY, ["62.02"], occurrence_id="b"), by="Siti", on=DAY)
        with pytest.raises(InvalidRecordError, match="by"):
            given(store, "b", by=" ")
        assert store.read() == before

    def test_an_open_region(self, store, location):
        flood = ("101", DAY, ["33.21", "33.19"])
        assert store.issue(*flood, occurrence_id="a", by="Siti", on=DAY).kib is None
        assert store.read() == Register()
        given(store)
        assert store.issue(*flood, occurrence_id="b", by="Siti", on=DAY).kib is None
        assert len(store.read().entries) == 1

    def test_two_registers_and_their_conflict(self, store):
        given(store)
        given(store, "c", region="62.03")
        theirs = Register().add(issue("106", DAY, ["62.02"], occurrence_id="b"), by="Siti", on=DAY)
        with pytest.raises(RegisterConflictError):
            store.take_in(theirs)
        assert len(store.read().entries) == 2
        assert store.take_in(theirs, keep_conflicts=True) == 1
        assert store.take_in(theirs, keep_conflicts=True) == 0
        (conflict,) = store.read().conflicts
        assert {each.occurrence_id for each in conflict} == {"a", "b"}
        assert given(store, "d").kib == SECOND, "others are given their KIBs"
        old = issue("106", DAY, ["62.02"], existing=store.read(), occurrence_id="b")
        store.record(
            lambda known: amend(
                old, issue("106", DAY, ["62.02"], existing=[*known.kibs(FIRST.stem)]), "Siti", LATER, "ganda"
            ),
            by="Siti",
            on=DAY,
        )
        register = store.read()
        assert not register.conflicts
        assert (register.kib_for("a"), register.kib_for("b")) == (FIRST, THIRD)

    def test_both_sides_of_a_step_are_kept(self, store):
        one = Entry(FIRST, "a", by="BPBD", on=DAY)
        other = Entry("6203106202408041", "a", by="Siti", on=DAY)
        store.take_in(Register([one]))
        store.take_in(Register([other, Entry(SECOND, "a", step=1)]), keep_conflicts=True)
        store.take_in(Register([Entry(THIRD, "a", step=1)]), keep_conflicts=True)
        assert store.read().kibs(FIRST.stem) == (FIRST, SECOND, THIRD)
        assert len(store.read().conflicts) == 1

    def test_a_merged_occurrence_has_the_kib_of_the_other(self, store):
        given(store)
        given(store, "b")
        merged = Entry(FIRST, "b", step=1, ended=Ended.MERGED, by="Pusdatinkom", on=LATER, why="ganda")
        store.take_in(Register([*store.read().entries, merged]))
        assert not store.read().conflicts
        again = given(store, "b")
        assert (again.kib, again.ended) == (FIRST, Ended.MERGED)
        assert "(merged by Pusdatinkom on 2024-08-09)" in again.explain()
        assert given(store, "c").kib == THIRD

    def test_a_rejected_occurrence_keeps_its_index(self, store):
        given(store)
        rejected = Entry(FIRST, "a", step=1, ended=Ended.REJECTED, by="Pusdatinkom")
        store.take_in(Register([*store.read().entries, rejected]))
        assert store.read().kib_for("a") is None
        again = given(store)
        assert (again.kib, again.ended) == (FIRST, Ended.REJECTED)
        assert "(ditolak oleh Pusdatinkom)" in again.explain("id")
        assert again.findings == ()
        assert given(store, "b").kib == SECOND

    def test_what_a_person_acknowledged_comes_along(self, store):
        known = Acknowledgement("0" * 64, by="Siti", on=DAY, kibs=[FIRST, SECOND])
        assert store.take_in(Register(acknowledgements=[known])) == 1
        assert store.read().acknowledgements == (known,)
        assert given(store).kib == THIRD
        with pytest.raises(RegisterConflictError):
            store.add(issue("106", DAY, ["62.02"], occurrence_id="b"), by="Siti", on=DAY)

    def test_an_unreadable_register_is_not_taken_in(self, store, tmp_path):
        path = tmp_path / "theirs.jsonl"
        path.write_bytes(b"nothing\n")
        with pytest.raises(RegisterUnreadableError):
            store.take_in(Register.load(path)[0])

    def test_no_line_to_acknowledge(self, store):
        given(store)
        with pytest.raises(InvalidRecordError, match="can be read"):
            store.acknowledge(by="Siti", on=DAY, line=1)
        with pytest.raises(InvalidRecordError, match="by"):
            store.acknowledge(by="", on=DAY)

    def test_what_fails_halfway_leaves_nothing(self, store, monkeypatch):
        given(store)
        before = store.read()

        def broken(known):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            store.record(broken, by="Siti", on=DAY)
        assert store.read() == before
        assert given(store, "b").kib == SECOND

    def test_threads(self, store):
        given(store, "0")
        names = [str(number) for number in range(1, 9)]
        threads = [threading.Thread(target=given, args=(store, name)) for name in names]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert sorted(each.kib.index for each in store.read().entries) == list(range(1, 10))


#: The kinds that have keys and triggers: a text can be edited.
in_a_database = pytest.mark.parametrize("location", ["sqlite", "sql-sqlite", "sql-postgresql"], indirect=True)


class TestDatabases:
    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "kib.db"
        given(SQLiteRegister(path))
        return path

    @in_a_database
    @pytest.mark.parametrize("statement", ["UPDATE {} SET side = 1", "DELETE FROM {}"])
    @pytest.mark.parametrize("table", ["satudata_kib", "satudata_history"])
    def test_nothing_is_changed_or_taken_away(self, store, statement, table):
        given(store)
        with store._connected() as connection, pytest.raises(RegisterFileError, match="only added to"):
            connection.run(statement.format(table))

    @in_a_database
    def test_the_keys_refuse_a_second_one(self, store):
        given(store)
        for entry in (Entry(FIRST, "b"), Entry(SECOND, "a"), Entry(SECOND, "a", step=1, by="Siti")):
            with pytest.raises(RegisterFileError, match=r"(?i)unique"), store._writing() as transaction:
                transaction.append([entry, Entry(THIRD, "a", step=1)])
        assert len(store.read().entries) == 1

    @in_a_database
    def test_the_superseded_is_a_foreign_key(self, store):
        given(store)
        statement = (
            "INSERT INTO satudata_kib (kib, side, occurrence, supersedes, supersedes_side) "
            "VALUES ('6202106202408049', 0, 'z', '6202106202408048', 0)"
        )
        with store._connected() as connection, pytest.raises(RegisterFileError, match=r"(?i)foreign key"):
            connection.run(statement)

    def test_one_schema(self, path):
        sqlalchemy = pytest.importorskip("sqlalchemy")
        other = SQLRegister(sqlalchemy.create_engine(f"sqlite:///{path}", poolclass=sqlalchemy.pool.NullPool))
        assert other.read() == SQLiteRegister(path).read()
        assert given(other, "b").kib == SECOND
        assert given(SQLiteRegister(path), "b").kib == SECOND

    def test_the_file_is_written_as_a_network_share_needs_it(self, path):
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
        connection.close()
        with SQLiteRegister(path)._connected() as inside:
            assert inside.run("PRAGMA synchronous") == [(2,)]
            assert inside.run("PRAGMA foreign_keys") == [(1,)]
        assert [each.name for each in path.parent.iterdir()] == ["kib.db"]

    def test_a_write_ahead_log_is_ended_or_refused(self, path):
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN")
        connection.execute("SELECT * FROM satudata_kib").fetchall()
        with pytest.raises(RegisterFileError, match=r"mode wal|another program"):
            given(SQLiteRegister(path), "b")
        connection.close()
        assert given(SQLiteRegister(path), "b").kib == SECOND

    def test_busy(self, path, monkeypatch):
        monkeypatch.setattr(_sqlite, "PATIENCE", 0.05)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RegisterFileError, match="another program has been writing") as caught:
            given(SQLiteRegister(path), "b")
        assert "program lain menulis" in caught.value.message("id")
        sqlalchemy = pytest.importorskip("sqlalchemy")
        engine = sqlalchemy.create_engine(f"sqlite:///{path}", poolclass=sqlalchemy.pool.NullPool)
        monkeypatch.setattr("satudata.issuing._sql.PATIENCE", 0.05)
        with pytest.raises(RegisterFileError, match="another program has been writing"):
            given(SQLRegister(engine), "b")
        connection.close()

    @pytest.mark.parametrize("code", [5, 6, 5 | 1 << 8, 6 | 1 << 8, "55P03", "40P01"])
    def test_busy_by_any_code(self, code):
        error = Exception("a table is locked")
        setattr(error, "sqlstate" if isinstance(code, str) else "sqlite_errorcode", code)
        assert "another program has been writing" in str(_database.refusal("r", error))

    @pytest.mark.parametrize("code", [4, 7, 1 << 8, "57014", None])
    def test_what_else_a_database_refuses_is_in_its_own_words(self, code):
        error = Exception(" out of memory\n")
        setattr(error, "sqlstate" if isinstance(code, str) else "sqlite_errorcode", code or 0)
        assert str(_database.refusal("r", error)) == str(RegisterFileError("r", "out of memory"))

    def test_busy_in_memory(self):
        """Connections that share a memory are told so at once, and by another code."""
        sqlalchemy = pytest.importorskip("sqlalchemy")
        name = "file:busy?mode=memory&cache=shared"
        engine = sqlalchemy.create_engine(
            "sqlite://", creator=lambda: sqlite3.connect(name, uri=True), poolclass=sqlalchemy.pool.NullPool
        )
        with closing(sqlite3.connect(name, uri=True, isolation_level=None)) as other:
            assert given(SQLRegister(engine), "a").kib == FIRST
            other.execute("BEGIN IMMEDIATE")
            other.execute("CREATE TABLE t (x)")
            with pytest.raises(RegisterFileError, match="another program has been writing"):
                given(SQLRegister(engine), "b")
            other.execute("ROLLBACK")
            assert given(SQLRegister(engine), "b").kib == SECOND

    def test_a_newer_version_of_the_tables(self, path, monkeypatch):
        monkeypatch.setattr(_database, "VERSION", 0)
        for ask in (SQLiteRegister(path).read, lambda: given(SQLiteRegister(path), "b")):
            with pytest.raises(RegisterFileError, match="newer satudata, version 1"):
                ask()

    def test_another_program_s_file(self, tmp_path):
        path = tmp_path / "other.db"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE t (x)")
        connection.close()
        with pytest.raises(RegisterFileError, match="another program"):
            given(SQLiteRegister(path))
        path.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
        with pytest.raises(RegisterFileError, match="not a database"):
            SQLiteRegister(path).read()

    def test_a_register_in_memory(self):
        with pytest.raises(RegisterFileError, match="mode memory"):
            given(SQLiteRegister(":memory:"))

    def test_an_empty_file_is_a_new_register(self, tmp_path):
        path = tmp_path / "kib.db"
        path.touch()
        assert SQLiteRegister(path).read() == Register()
        assert given(SQLiteRegister(path)).kib == FIRST

    def test_no_folder(self, tmp_path):
        with pytest.raises(FileNotFoundError, match="nowhere"):
            given(SQLiteRegister(tmp_path / "nowhere" / "kib.db"))
        with pytest.raises(FileNotFoundError, match="nowhere"):
            given(JSONLinesRegister(tmp_path / "nowhere" / "kib.jsonl"))

    def test_sqlalchemy_is_an_extra(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "sqlalchemy", None)
        with pytest.raises(MissingExtraError, match=r"satudata\[db\]"):
            SQLRegister(None)

    def test_other_databases(self):
        pytest.importorskip("sqlalchemy")
        url = SimpleNamespace(render_as_string=lambda: "mysql://x")
        engine = SimpleNamespace(dialect=SimpleNamespace(name="mysql"), url=url)
        with pytest.raises(RegisterFileError, match="of the kind mysql") as caught:
            SQLRegister(engine)
        assert "yang didukung PostgreSQL" in caught.value.message("id")

    def test_no_server(self, tmp_path):
        sqlalchemy = pytest.importorskip("sqlalchemy")
        engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path}/nowhere/kib.db")
        with pytest.raises(RegisterFileError, match="unable to open") as caught:
            SQLRegister(engine).read()
        assert "periksa folder dan izinnya" in caught.value.message("id")


class TestLines:
    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "kib.jsonl"
        for name in "abc":
            given(JSONLinesRegister(path), name)
        return path

    def unreadable(self, path, *lines):
        path.write_bytes(b"".join(lines))
        store = JSONLinesRegister(path)
        with pytest.raises(RegisterUnreadableError):
            given(store, "new")
        assert path.read_bytes() == b"".join(lines)
        return store

    def test_the_kib_of_a_torn_middle_line_stays_taken(self, path):
        one, two, three = path.read_bytes().splitlines(keepends=True)
        store = self.unreadable(path, one, two[:80] + b"\n", three)
        (line,) = store.read().open_lines
        assert (line.number, line.reason, line.kibs) == (2, "cut off", (SECOND,))
        assert store.read().kibs(FIRST.stem) == (FIRST, SECOND, THIRD)
        (known,) = store.acknowledge(by="Siti", on=LATER, why="listrik padam", kibs=["6202106202408047"])
        assert (known.kibs, known.by) == ((SECOND, KIB.parse("6202106202408047")), "Siti")
        assert [given(store, name).kib.index for name in "def"] == [4, 5, 6]
        assert given(store, "g").kib.index == 8
        (found,) = store.read().findings
        assert (found.code, found.where) == ("register-line-settled", "line 2")

    def test_fifteen_digits_stand_for_the_index_that_was_free(self, path):
        one, two, three = path.read_bytes().splitlines(keepends=True)
        cut = three[: three.index(b"6202106202408043") + 15]
        store = self.unreadable(path, one, two, cut)
        assert store.read().open_lines[0].kibs == (THIRD,)
        store.acknowledge(by="Siti", on=LATER)
        assert given(store, "d").kib.index == 4

    def test_two_such_lines_are_two_indexes(self, path):
        one, two, three = path.read_bytes().splitlines(keepends=True)
        cut = three[: three.index(b"6202106202408043") + 15]
        path.write_bytes(one + two + cut + b"\n" + cut)
        lines = JSONLinesRegister(path).read().open_lines
        assert [each.kibs for each in lines] == [(THIRD,), (KIB.parse("6202106202408044"),)]

    def test_fewer_digits_are_for_the_person_to_say(self, path):
        one, two, three = path.read_bytes().splitlines(keepends=True)
        store = self.unreadable(path, one, two, three[: three.index(b"6202106202408043") + 14])
        assert store.read().open_lines[0].kibs == ()
        store.acknowledge(by="Siti", on=LATER)
        assert given(store, "d").kib == THIRD

    def test_fifteen_digits_of_a_full_stem_or_of_none(self, tmp_path):
        path = tmp_path / "kib.jsonl"
        for number in range(9):
            given(JSONLinesRegister(path), str(number))
        text = path.read_bytes()
        first = text.splitlines(keepends=True)[0]
        for digits in (b"620210620240804", b"620210620240899"):
            path.write_bytes(text + first[: first.index(b"6202106202408041")] + digits)
            assert JSONLinesRegister(path).read().open_lines[0].kibs == ()

    def test_a_torn_line_that_runs_into_the_next(self, path):
        one, two, three = path.read_bytes().splitlines(keepends=True)
        store = self.unreadable(path, one, two[:80] + three)
        register = store.read()
        assert [each.occurrence_id for each in register.entries] == ["a", "c"]
        assert [(each.number, each.kibs) for each in register.open_lines] == [(2, (SECOND,))]

    def test_two_torn_lines_in_one_are_reported_both(self, path):
        one, two, three = path.read_bytes().splitlines(keepends=True)
        store = self.unreadable(path, one, two[:80] + three[:90] + b"\n")
        assert [each.kibs for each in store.read().open_lines] == [(SECOND,), (THIRD,)]
        (known,) = store.acknowledge(by="Siti", on=LATER, line=2)[:1]
        assert known.kibs == (SECOND,)
        assert given(store, "d").kib.index == 4

    def test_two_lines_without_their_break_are_both_read(self, path):
        register = Register.load(path)[0]
        path.write_bytes(path.read_bytes().replace(b"\n", b""))
        assert Register.load(path) == (register, ())

    def test_a_brace_within_a_text_begins_no_line(self, tmp_path):
        path = tmp_path / "kib.jsonl"
        why = to_json(Entry(FIRST, "x"))
        register = Register([Entry(FIRST, "a", why=why)])
        register.save(path)
        assert Register.load(path) == (register, ())

    def test_a_line_that_is_repeated_is_settled(self, path):
        one, two, three = path.read_bytes().splitlines(keepends=True)
        register = Register.load(path)[0]
        path.write_bytes(one + two + three[:-10])
        store = JSONLinesRegister(path)
        assert store.read().open_lines
        assert store.take_in(register) == 1
        assert not store.read().open_lines
        assert given(store, "d").kib.index == 4

    def test_another_entry_does_not_repeat_it(self, path):
        one, two, three = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(one + two + three[:-10])
        with pytest.raises(RegisterUnreadableError):
            JSONLinesRegister(path).take_in(Register([Entry("6203106202408041", "d")]))
        with pytest.raises(RegisterUnreadableError):
            Register.load(path)[0].add(issue("106", LATER, ["62.02"], occurrence_id="e"), by="x", on=LATER)

    def test_an_acknowledgement_is_of_earlier_lines_only(self, path):
        store = self.unreadable(path, b"nothing\n")
        store.acknowledge(by="Siti", on=DAY)
        given(store)
        path.write_bytes(path.read_bytes() + b"nothing\n")
        assert [each.number for each in store.read().open_lines] == [4]

    def test_many_broken_lines_with_one_beginning_are_for_a_person(self, path):
        one = path.read_bytes().splitlines()[0]
        torn = b"\n".join(one[: 140 + number] for number in range(60))
        path.write_bytes(torn + b"\n" + one + b"\n")
        assert len(JSONLinesRegister(path).read().open_lines) == 10

    def test_a_line_that_another_program_wrote_is_read(self, path):
        register = Register.load(path)[0]
        path.write_bytes(path.read_bytes().replace(b": ", b":"))
        assert Register.load(path) == (register, ())

    def test_windows_and_its_editors(self, path):
        register = Register.load(path)[0]
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        assert Register.load(path) == (register, ())

    def test_asking_again_needs_no_line(self, path):
        path.write_bytes(path.read_bytes() + b"nothing\n")
        assert given(JSONLinesRegister(path), "b").kib == SECOND


class TestKinds:
    def test_of_a_new_file(self, tmp_path):
        assert type(register_at(tmp_path / "a.JSONL")) is JSONLinesRegister
        assert type(register_at(tmp_path / "a")) is SQLiteRegister

    def test_of_an_existing_file(self, tmp_path):
        lines, database = tmp_path / "lines.db", tmp_path / "database.jsonl"
        given(JSONLinesRegister(lines))
        given(SQLiteRegister(database))
        assert type(register_at(lines)) is JSONLinesRegister
        assert type(register_at(database)) is SQLiteRegister
        before = database.read_bytes()
        for refused in (lambda: Register.load(database), lambda: Register().save(database)):
            with pytest.raises(RegisterFileError, match="it is a SQLite file"):
                refused()
        assert database.read_bytes() == before
        (tmp_path / "empty.jsonl").touch()
        assert type(register_at(tmp_path / "empty.jsonl")) is JSONLinesRegister


class TestAppendedFile:
    def test_busy(self, tmp_path):
        path = tmp_path / "a"
        with (
            _appended_file.appending(path) as file,
            pytest.raises(RegisterFileError, match=r"for 0\.01 seconds"),
            _appended_file.appending(path, patience=0.01),
        ):
            pass
        with _appended_file.appending(path) as file:
            file.append(b"x\n")
            with pytest.raises(RegisterFileError):
                _appended_file.read_locked(path, patience=0.01)
        assert _appended_file.read_locked(path) == b"x\n"

    def test_a_failed_write_leaves_the_file_as_it_was(self, tmp_path, monkeypatch):
        path = tmp_path / "a"
        path.write_bytes(b"before\n")
        write, room = os.write, [100]

        def writing(descriptor, data):
            if not room[0]:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            room[0] -= 2
            return write(descriptor, data[:2])

        with _appended_file.appending(path) as file:
            monkeypatch.setattr(os, "write", writing)
            file.append(b"one\n")
            room[0] = 2
            with pytest.raises(OSError, match="No space"):
                file.append(b"two\n")
            monkeypatch.undo()
            assert file.read() == b"before\none\n"

    def test_what_the_system_refuses_names_the_file(self, tmp_path, monkeypatch):
        def no_sync(descriptor):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        with pytest.raises(OSError, match="nowhere"), _appended_file.appending(tmp_path / "nowhere" / "a"):
            pass
        monkeypatch.setattr(os, "fsync", no_sync)
        with pytest.raises(OSError, match=r"error.*a\.jsonl"):
            given(JSONLinesRegister(tmp_path / "a.jsonl"))
        monkeypatch.undo()
        assert (tmp_path / "a.jsonl").read_bytes() == b""

    def test_a_file_that_took_the_place_of_another(self, tmp_path, monkeypatch):
        path, there = tmp_path / "a", [False, True]
        monkeypatch.setattr(_appended_file, "_is_there", lambda path, descriptor: there.pop(0))
        with _appended_file.appending(path) as file:
            file.append(b"x\n")
        monkeypatch.undo()
        with path.open("rb") as stream:
            assert _appended_file._is_there(path, stream.fileno())
            path.rename(tmp_path / "b")
            assert not _appended_file._is_there(path, stream.fileno())

    def test_a_device_that_took_the_place(self, tmp_path, monkeypatch):
        monkeypatch.setattr(_appended_file, "require_file", lambda path: None)
        with pytest.raises(RegisterFileError, match="not a file"):
            _appended_file.read_locked(tmp_path)

    def test_a_folder_that_cannot_be_flushed(self, tmp_path, monkeypatch):
        def refuse(number):
            def sync(descriptor):
                raise OSError(number, os.strerror(number))

            monkeypatch.setattr(os, "fsync", sync)

        refuse(errno.EINVAL)
        _appended_file.sync_folder(tmp_path / "a")
        refuse(errno.EIO)
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            _appended_file.sync_folder(tmp_path / "a")
        monkeypatch.setattr(_appended_file, "os", SimpleNamespace(name="nt"))
        _appended_file.sync_folder(tmp_path / "a")

    def test_locks_of_windows(self, tmp_path):
        taken = []

        def locking(descriptor, mode, number):
            if taken:
                raise OSError(errno.EACCES, "")
            taken.append((os.lseek(descriptor, 0, os.SEEK_CUR), mode, number))

        windows = SimpleNamespace(locking=locking, LK_NBLCK=2)
        with (tmp_path / "a").open("wb") as stream:
            lock = _appended_file.Lock(stream.fileno(), is_shared=False, system=windows)
            assert lock.take()
            assert not lock.take()
        assert taken == [(2**31 - 2, 2, 1)]

    def test_no_locks_at_all(self, tmp_path):
        def flock(descriptor, mode):
            raise OSError(errno.ENOLCK, "")

        system = SimpleNamespace(flock=flock, LOCK_SH=1, LOCK_EX=2, LOCK_NB=4)
        assert _appended_file.Lock(0, is_shared=True, system=system).take()
        with pytest.raises(OSError, match=str(errno.ENOLCK)):
            _appended_file.Lock(0, is_shared=False, system=system).take()
