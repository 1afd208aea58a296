"""Tables of every kind that read_table takes: files, streams, rows in memory, dataframes."""

import io
import os
import threading
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from satudata import MissingExtraError, TableError
from satudata.tabular import _sources, gather, read_csv, read_rows, read_table
from satudata.tabular._sources import as_cell, rows_of
from satudata.tabular._tables import open_table

KIB = "1304101202405111"
CSV = f"KIB,Meninggal\n{KIB},32\n1306101202405111,\n".encode()
CELLS = [(KIB, "32"), ("1306101202405111", "")]


class Pipe(io.BytesIO):
    """A stream that can be read once."""

    name = "pipe"

    def seekable(self):
        return False

    def seek(self, *_):
        raise io.UnsupportedOperation("seek")


def cells(table):
    return [row.cells for row in table]


@contextmanager
def piped(data):
    """The end of a pipe from which a thread's *data* are read, as from standard input."""
    out, into = os.pipe()

    def write():
        with os.fdopen(into, "wb") as stream:
            stream.write(data)

    writer = threading.Thread(target=write)
    writer.start()
    with os.fdopen(out, "rb") as stream:
        yield stream
    writer.join()


def problems(source, **options):
    """The codes of what keeps a table from being read."""
    with open_table(source, **options) as table:
        return [each.code for each in table.problems]


class TestFiles:
    @pytest.mark.parametrize("as_source", [Path, str])
    def test_by_path(self, tmp_path, as_source):
        path = tmp_path / "kejadian.csv"
        path.write_bytes(CSV)
        with read_table(as_source(path)) as table:
            assert (table.name, table.format, table.encoding, table.delimiter) == (
                str(path),
                "CSV",
                "utf-8",
                ",",
            )
            assert (table.headings, table.header_line, table.size) == (("KIB", "Meninggal"), 1, len(CSV))
            assert cells(table) == cells(table) == CELLS
            assert [row.line for row in table] == [2, 3]

    def test_by_anything_that_is_a_path(self, tmp_path):
        @attrs.frozen
        class Named:
            path: str

            def __fspath__(self):
                return self.path

        (tmp_path / "kejadian.csv").write_bytes(CSV)
        with read_table(Named(str(tmp_path / "kejadian.csv"))) as table:
            assert cells(table) == CELLS

    def test_a_missing_file(self, tmp_path):
        with pytest.raises(FileNotFoundError):
            read_table(tmp_path / "nothing.csv")

    @pytest.mark.skipif(not Path("/dev/fd").exists(), reason="open files have no paths on this system")
    def test_the_path_of_a_pipe(self):
        with piped(CSV) as stream, read_table(f"/dev/fd/{stream.fileno()}") as table:
            assert cells(table) == cells(table) == CELLS

    def test_a_path_that_cannot_be_read_twice_is_copied(self, monkeypatch):
        monkeypatch.setattr(_sources.Path, "open", lambda *_: Pipe(CSV))
        with read_table("/dev/stdin") as table:
            assert table.name == "/dev/stdin"
            assert cells(table) == cells(table) == CELLS


class TestStreams:
    def test_one_that_can_be_read_twice_is_left_open(self):
        stream = io.BytesIO(CSV)
        stream.seek(5)
        with read_table(stream) as table:
            assert (table.name, table.position) == ("<stream>", 0)
            walk = iter(table)
            assert next(walk).cells == CELLS[0]
            assert 0 < table.position <= table.size
            walk.close()
            assert cells(table) == CELLS
        assert not stream.closed

    def test_one_that_cannot_is_copied_until_the_table_is_closed(self, monkeypatch):
        monkeypatch.setattr(_sources, "_COPIED", 7)
        table = read_table(Pipe(CSV))
        assert table.name == "pipe"
        assert cells(table) == cells(table) == CELLS
        table.close()
        with pytest.raises(ValueError, match="closed"):
            list(table)

    def test_a_pipe(self):
        data = CSV + b"x,1\n" * 100_000
        with piped(data) as stream, read_table(stream) as table:
            assert table.size == len(data)
            assert sum(1 for _ in table.records()) == sum(1 for _ in table.records()) == 100_002

    def test_a_copy_is_closed_where_the_table_cannot_be_read(self, monkeypatch):
        copies = []
        real = _sources.tempfile.TemporaryFile

        def watched():
            copies.append(real())
            return copies[-1]

        monkeypatch.setattr(_sources.tempfile, "TemporaryFile", watched)
        with pytest.raises(TableError):
            read_table(Pipe(b"a,b\n1,2\n"))
        assert [copy.closed for copy in copies] == [True]

    @pytest.mark.parametrize("data", [b"", b"P", b"PAR", b"\n\n"])
    def test_one_with_hardly_anything(self, data):
        assert problems(io.BytesIO(data))


class TestRowsInMemory:
    def test_mappings(self):
        table = read_table([{"KIB": KIB, "Meninggal": 32}, {"KIB": "1306101202405111", "Meninggal": None}])
        assert (table.name, table.format, table.size, table.position) == ("<rows>", "", 0, 0)
        assert (table.headings, table.header_line) == (("KIB", "Meninggal"), 0)
        assert cells(table) == cells(table) == CELLS
        assert [row.line for row in table] == [1, 2]
        assert gather(table).counts().national == 2

    def test_a_column_may_be_in_some_rows_only(self):
        table = read_table([{"KIB": KIB}, {"Meninggal": 3, "KIB": KIB}])
        assert table.headings == ("KIB", "Meninggal")
        assert cells(table) == [(KIB, ""), (KIB, "3")]

    def test_sequences_below_their_headings(self):
        table = read_table([["KIB", "Meninggal"], *CELLS])
        assert cells(table) == cells(table) == CELLS

    @pytest.mark.parametrize("rows", [[{"KIB": KIB}, {"KIB": KIB}], [["KIB"], [KIB], (KIB,)]])
    def test_what_can_be_walked_once_is_kept(self, rows):
        table = read_table(each for each in rows)
        assert cells(table) == cells(table) == [(KIB,), (KIB,)]

    @pytest.mark.parametrize("rows", [[], (), [[]], [{}], iter(())])
    def test_none(self, rows):
        assert problems(rows) == ["table-empty"]
        with pytest.raises(TableError, match="<rows>"):
            read_table(list(rows))

    def test_rows_without_columns_that_are_known(self):
        assert problems([["a", "b"], [1, 2]])[0] == "column-region-missing"
        with pytest.raises(TableError, match="no column tells the region"):
            read_table([{"a": 1}])

    def test_they_are_read_as_read_rows_reads_them(self):
        headings = ["KIB", "Meninggal"]
        assert list(read_table([headings, *CELLS])) == list(read_rows(headings, CELLS))


@pytest.mark.each_row(
    ("value", "text"),
    [
        (None, ""),
        ("a", "a"),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (3.0, "3"),
        (-0.0, "0"),
        (1.5, "1.5"),
        (float("nan"), ""),
        (float("inf"), "inf"),
        (float(10**15), "1000000000000000.0"),
        (6202106202408041.0, "6202106202408041.0"),
        (Decimal("3.50"), "3.50"),
        (date(2024, 5, 11), "2024-05-11"),
        (datetime(2024, 5, 11, 10, 30, tzinfo=UTC), "2024-05-11 10:30:00+00:00"),
        (type("NAType", (), {})(), ""),
        (type("NaTType", (), {})(), ""),
    ],
)
def test_the_text_of_a_value(value, text):
    assert as_cell(value) == text


class TestRefused:
    @pytest.mark.parametrize("source", [None, 3, object(), [1, 2], b"KIB"])
    def test_what_is_no_table(self, source):
        with pytest.raises(TypeError):
            read_table(source)

    def test_the_kind_is_named(self):
        with pytest.raises(
            TypeError, match="a table is a path, a binary stream, rows or a dataframe, not int"
        ):
            read_table(3)

    def test_a_column_of_a_dataframe(self):
        polars = pytest.importorskip("polars")
        with pytest.raises(TypeError):
            read_table(polars.Series(["a"]))


#: One row with a value of each kind, one without any.
HEADINGS = ("KIB", "Meninggal", "Rumah Rusak", "sawah", "Tanggal Kejadian", "Status Keadaan Darurat")
VALUES = [
    (KIB, 32, 3.0, 0.5, date(2024, 5, 11), True),
    ("1306101202405111", None, None, float("nan"), None, None),
]
EXPECTED = [
    (KIB, "32", "3", "0.5", "2024-05-11", "true"),
    ("1306101202405111", "", "", "", "", ""),
]


def columns():
    return {name: [row[place] for row in VALUES] for place, name in enumerate(HEADINGS)}


class TestDataframes:
    @pytest.mark.parametrize("is_lazy", [False, True])
    def test_polars(self, is_lazy):
        polars = pytest.importorskip("polars")
        frame = polars.DataFrame(columns())
        table = read_table(frame.lazy() if is_lazy else frame)
        assert (table.name, table.format, table.headings, table.header_line) == (
            "<dataframe>",
            "",
            HEADINGS,
            0,
        )
        assert cells(table) == cells(table) == EXPECTED
        assert [row.line for row in table] == [1, 2]
        assert table.size == table.position == 0

    def test_pandas(self):
        pandas = pytest.importorskip("pandas")
        frame = pandas.DataFrame(columns())
        assert cells(read_table(frame)) == EXPECTED
        row, blank = read_table(frame.convert_dtypes())
        assert (row.cells[:5], row.emergency_status) == (EXPECTED[0][:5], True)
        assert blank.cells == EXPECTED[1]

    def test_pandas_with_days_and_times(self):
        pandas = pytest.importorskip("pandas")
        frame = pandas.DataFrame(columns()).astype({"Tanggal Kejadian": "datetime64[ns]"})
        row, blank = read_table(frame)
        assert row.cells == (*EXPECTED[0][:4], "2024-05-11 00:00:00", "true")
        assert blank.cells == EXPECTED[1]
        assert row.event.date == date(2024, 5, 11)
        assert "kib-date-differs" not in row.codes

    def test_pandas_with_numbers_over_its_columns(self):
        pandas = pytest.importorskip("pandas")
        frame = pandas.DataFrame([[KIB, 1]])
        with read_table(frame, columns={"kib": "0", "dead": "1"}) as table:
            assert table.headings == ("0", "1")
            assert [row.event.impact.dead for row in table] == [1]

    def test_pyarrow(self):
        pyarrow = pytest.importorskip("pyarrow")
        assert cells(read_table(pyarrow.table(columns()))) == EXPECTED

    def test_duckdb(self):
        duckdb = pytest.importorskip("duckdb")
        relation = duckdb.sql(f"select '{KIB}' as KIB, 32 as Meninggal union all select '', null")
        assert sorted(cells(read_table(relation))) == [("", ""), (KIB, "32")]

    @pytest.mark.parametrize("module", ["narwhals", "narwhals.stable.v2"])
    def test_what_narwhals_wraps(self, module):
        polars, narwhals = pytest.importorskip("polars"), pytest.importorskip(module)
        frame = polars.DataFrame(columns())
        assert cells(read_table(narwhals.from_native(frame))) == EXPECTED
        assert cells(read_table(narwhals.from_native(frame.lazy()))) == EXPECTED

    def test_without_rows(self):
        polars = pytest.importorskip("polars")
        assert cells(read_table(polars.DataFrame({"KIB": []}))) == []
        assert problems(polars.DataFrame()) == ["table-empty"]

    def test_the_part_that_is_not_installed_is_named(self, monkeypatch):
        polars = pytest.importorskip("polars")
        monkeypatch.setattr(_sources, "find_spec", lambda _: None)
        with pytest.raises(MissingExtraError, match=r"satudata\[frames\]"):
            read_table(polars.DataFrame({"KIB": [KIB]}))

    def test_it_is_counted_in_one_line(self):
        polars = pytest.importorskip("polars")
        assert gather(read_table(polars.DataFrame(columns()))).counts().national == 2


class TestParquet:
    @pytest.fixture
    def polars(self):
        return pytest.importorskip("polars")

    @staticmethod
    def written(frame):
        stream = io.BytesIO()
        frame.write_parquet(stream)
        return stream.getvalue()

    @pytest.fixture
    def data(self, polars):
        return self.written(polars.DataFrame(columns()).with_columns(polars.col("sawah").fill_nan(None)))

    def expect(self, table):
        assert (table.format, table.headings, table.header_line) == ("Parquet", HEADINGS, 1)
        assert table.size == table.position == 0
        row, blank = table
        assert (row.line, blank.line, blank.cells) == (2, 3, EXPECTED[1])
        assert row.cells == (KIB, "32", "3.0", "0.5", "2024-05-11", "true")
        impact = row.event.impact
        assert (impact.dead, impact.houses_damaged, dict(impact.land)) == (32, 3, {"sawah": Decimal("0.5")})
        assert cells(table) == [row.cells, blank.cells]

    def test_by_path_whatever_it_is_named(self, data, tmp_path):
        path = tmp_path / "kejadian [1]*.csv"
        path.write_bytes(data)
        with read_table(path) as table:
            assert table.name == str(path)
            self.expect(table)

    @pytest.mark.parametrize("kind", [io.BytesIO, Pipe])
    def test_as_a_stream(self, data, kind):
        with read_csv(kind(data)) as table:
            self.expect(table)

    def test_read_in_batches(self, polars, monkeypatch):
        monkeypatch.setattr(_sources, "_BATCH", 2)
        data = self.written(polars.DataFrame({"KIB": [KIB] * 5, "Meninggal": range(5)}))
        assert [row.event.impact.dead for row in read_table(io.BytesIO(data))] == [0, 1, 2, 3, 4]

    def test_columns_that_are_no_cells(self, polars):
        frame = polars.DataFrame({"KIB": [KIB], "l": [[1]], "s": [{"a": 1}], "b": [b"x"]})
        data = io.BytesIO(self.written(frame))
        with open_table(data) as table:
            assert [(each.code, each.where) for each in table.problems] == [
                ("column-nested", "l"),
                ("column-nested", "s"),
                ("column-nested", "b"),
            ]
            assert table.problems[0].data["type"] == "List(Int64)"
        with pytest.raises(TableError, match=r"List\(Int64\)"):
            read_table(data)

    @pytest.mark.parametrize("kept", [4, 100, -20])
    def test_a_corrupt_file(self, data, kept, tmp_path):
        path = tmp_path / "kejadian.parquet"
        path.write_bytes(data[:kept])
        with pytest.raises(TableError, match=r"kejadian\.parquet: "):
            read_table(path)
        with pytest.raises(TableError):
            read_table(io.BytesIO(data[:kept]))

    def test_the_part_that_is_not_installed_is_named(self, monkeypatch, tmp_path):
        monkeypatch.setattr(_sources, "find_spec", lambda _: None)
        path = tmp_path / "kejadian.parquet"
        path.write_bytes(b"PAR1")
        with pytest.raises(MissingExtraError, match="polars") as held:
            read_table(path)
        assert "satudata[polars]" in str(held.value)
        assert "kejadian.parquet" in str(held.value)


def test_what_was_opened_is_closed_where_the_table_cannot_be_opened(monkeypatch):
    closed = []

    def failing(source, stack, *, delimiter):
        stack.callback(closed.append, source)
        raise KeyboardInterrupt

    monkeypatch.setattr("satudata.tabular._tables.rows_of", failing)
    with pytest.raises(KeyboardInterrupt):
        open_table("x")
    assert closed == ["x"]


def test_the_delimiter_that_was_given(tmp_path):
    path = tmp_path / "kejadian.csv"
    path.write_bytes(CSV.replace(b",", b"|"))
    with ExitStack() as stack:
        name, rows = rows_of(path, stack, delimiter="|")
        assert (name, rows.delimiter, rows.header.cells) == (str(path), "|", ("KIB", "Meninggal"))
    with read_table(path, delimiter="|") as table:
        assert cells(table) == CELLS
