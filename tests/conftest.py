"""The mark ``each_row``: one test for all rows of a table. Fixtures: odd values, the command line, registers."""

import os
import runpy
import tempfile
import traceback
from pathlib import Path
from types import SimpleNamespace

import pytest

from satudata.cli import main

#: Checked by mypy, never run.
collect_ignore = ["typing"]


class EachRow:
    """The mark ``each_row(names, rows, name=...)``: the test is called for each row and reports every row that fails.

    *names* is the name of one argument, or a tuple of names where a row is a tuple. *rows* is a list. *name* makes the
    name of a row in the report. A table of a thousand rows is one item to collect and to send to a worker, not a
    thousand.
    """

    def __init__(self, names, rows, *, name=lambda *row: " ".join(map(str, row))):
        self.names = (names,) if isinstance(names, str) else names
        self.rows = [(row,) for row in rows] if isinstance(names, str) else list(rows)
        self.name = name

    @classmethod
    def of(cls, item):
        mark = item.get_closest_marker("each_row")
        return mark and cls(*mark.args, **mark.kwargs)

    def failures(self, test, fixtures):
        for row in self.rows:
            try:
                test(**fixtures, **dict(zip(self.names, row, strict=True)))
            except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  # of any kind: the next row has its turn
                line = traceback.extract_tb(error.__traceback__)[:2][-1].lineno
                yield f"{self.name(*row)}: line {line}: {type(error).__name__}: {error}"


def pytest_generate_tests(metafunc):
    each = EachRow.of(metafunc.definition)
    if each:
        metafunc.parametrize(each.names, [(None,) * len(each.names)], ids=["each row"])


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    each = EachRow.of(pyfuncitem)
    if not each:
        return None
    assert each.rows, "the table has no row"
    asked = set(pyfuncitem._fixtureinfo.argnames) - set(each.names)
    failures = list(each.failures(pyfuncitem.obj, {name: pyfuncitem.funcargs[name] for name in asked}))
    if failures:
        pytest.fail(f"{len(failures)} of {len(each.rows)} rows:\n" + "\n".join(failures), pytrace=False)
    return True


class AlwaysEqual:
    """Equal to and above everything. A value that cannot compare itself with it returns NotImplemented."""

    __hash__ = None

    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return False

    __le__ = __lt__

    def __gt__(self, other):
        return True

    __ge__ = __gt__


class NeverEqual(AlwaysEqual):
    """Equal to nothing, itself included."""

    __hash__ = None

    def __eq__(self, other):
        return False


@pytest.fixture
def always_equal():
    return AlwaysEqual()


@pytest.fixture
def never_equal():
    return NeverEqual()


@pytest.fixture
def run(capsys):
    """Runs the command line in this process: what it printed, after its exit code was the one expected."""

    def running(*arguments, status=0):
        found = main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert found == status, err
        return out, err

    return running


HERE = Path(__file__).resolve().parent
STORES = SimpleNamespace(**runpy.run_path(str(HERE / "stores.py")))


@pytest.fixture(scope="session")
def postgresql():
    """The URL of a PostgreSQL server, and why there is none."""
    with runpy.run_path(str(HERE / "postgresql.py"))["server"]() as found:
        yield found


@pytest.fixture
def quick_folder(tmp_path):
    """A folder in memory, where there is one: a thousand entries are not to wait for a busy disk."""
    memory = Path("/dev/shm")
    if os.environ.get("SATUDATA_FAULTS") == "long" or not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(params=STORES.KINDS)
def location(request, quick_folder):
    """The kind of a register and where a new one is; the test runs once for each kind."""
    kind, url = request.param, None
    if kind.startswith("sql-"):
        pytest.importorskip("sqlalchemy")
    if kind == "sql-postgresql":
        pytest.importorskip("psycopg")
        url, reason = request.getfixturevalue("postgresql")
        if url is None:
            pytest.skip(reason)
    return kind, STORES.new_location(kind, quick_folder, url)


@pytest.fixture
def store(location):
    """A new register of each kind."""
    return STORES.opened(*location)
