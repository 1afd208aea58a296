"""Reading one row of those that are alike says, to the byte, what reading every row says."""

import contextlib
import io
import os
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata.cli import _check, _kinds, _opening, _parquet, _parted, main

polars = pytest.importorskip("polars", reason="the streaming engine is Polars, which is not installed here")

ROOT = Path(__file__).resolve().parent.parent
REAL = os.environ.get("SATUDATA_REAL_ROWS")
TABLES = [
    ROOT / "examples" / "kejadian-2024.csv",
    ROOT / "facts" / "example-events.csv",
    *(sorted(Path(REAL).glob("*.csv")) if REAL else ()),
]
COMMANDS = (
    ["count"],
    ["count", "--format", "json", "--by", "type,year,month"],
    ["count", "--format", "csv", "--by", "type", "--only", "met"],
    ["count", "--level", "national", "--assume", "status=no", "--assume", "help=no", "--assume", "blank=0"],
    ["count", "--strict", "--format", "json", "--reading", "people=any"],
    ["check"],
    ["check", "--rows", "--scope", "record"],
    ["check", "--format", "csv", "--safe-csv"],
    ["check", "--format", "json", "--lang", "en"],
    ["fix"],
    ["fix", "--safe-csv", "--lang", "en"],
)


@pytest.fixture(autouse=True)
def _one_day(monkeypatch):
    monkeypatch.setattr(_check, "today", lambda: date(2025, 1, 1))


@contextlib.contextmanager
def streaming(smallest=0, most=1e9):
    """Every file is long enough, and read by kinds however few rows are alike."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_kinds, "SMALLEST", smallest)
        patch.setattr(_kinds, "MOST_READ", most)
        patch.setattr(_parted, "MOST_READ", most)
        yield patch


def said(*arguments):
    """Exit status, standard output and standard error of the command line."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(argument) for argument in arguments])
    return status, out.getvalue(), err.getvalue()


def seen(command, path):
    """What *command* says by reading every row, and by kinds; whether there were kinds at all."""
    with streaming(smallest=10**18):
        every = said(*command, path)
    used = []
    with streaming() as patch:
        found = _opening.stream_of
        patch.setattr(_opening, "stream_of", lambda *given: used.append(found(*given)) or used[-1])
        kinds = said(*command, path)
    return every, kinds, bool(used and used[0] is not None)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_tables_as_published(path, command):
    every, kinds, _ = seen(command, path)
    assert kinds == every


def test_the_example_is_streamed():
    assert seen(["check"], TABLES[0])[2]


HEADINGS = (
    *("Kode Identitas Bencana", "ID Kejadian", "ID Kabupaten", "Kabupaten/Kota", "Provinsi", "Jenis Bencana"),
    *("Kode Jenis", "Tanggal Kejadian", "Tahun", "Bulan", "Hari", "Desa", "Status", "Status Darurat"),
    *("Meninggal", "Hilang", "Menderita", "Rumah Rusak", "Rumah Rusak Berat", "Sawah (ha)", "Catatan"),
)
REGIONS = ("6202", "9404", "9501", "1271", "1212", "3203", "9999", "3500")
TYPES = ("101", "106", "105", "110", "123")
DAYS = (
    "20081231",
    "20220630",
    "20221231",
    "20230101",
    "20240804",
    "20300101",
    "99991231",
    "00010101",
    "20230229",
)
NAMES = ("", "Sibolga", "Kotawaringin Timur", "MERAUKE", "Banjar", "Atlantis", "Kabupaten Sukabumi")
PROVINCES = ("", "Sumatera Utara", "Papua", "KALIMANTAN TENGAH", "Jawa Barat")
FIGURES = ("", "0", "1", "3", "12", "60", "1.190", "3.000", "-5", "lima", "nihil", "007", "51", "999999")


@st.composite
def kibs(draw):
    region, kind = draw(st.sampled_from(REGIONS)), draw(st.sampled_from(TYPES))
    day, index = draw(st.sampled_from(DAYS)), draw(st.sampled_from("01129"))
    forms = ("{r}{t}{d}{i}",) * 5 + (
        "{r} {t} {d} {i}",
        "KIB: {r}{t}{d}{i}",
        "{r}.{t}.{d}.{i}",
        " {r}{t}{d}{i}",
        "{r}{t}",
    )
    text = draw(st.sampled_from(forms)).format(r=region, t=kind, d=day, i=index)
    return draw(st.sampled_from((text,) * 8 + ("", "-", "tidak ada", "'" + text))), day


@st.composite
def rows(draw):
    kib, day = draw(kibs())
    day = draw(st.sampled_from((day, day, day, "20240804")))
    year, month, of_month = day[:4], day[4:6], day[6:]
    dates = (
        *(
            "",
            f"{of_month}/{month}/{year}",
            f"{year}-{month}-{of_month}",
            f"{year}-{month}-{of_month} 00:00:00",
            day,
        ),
        *(f"{int(of_month)}-{int(month)}-{year}", f"{of_month}.{month}.{year}T10:30", "kemarin"),
        *(f"{year}-{month}-{of_month}T10:30:00.000000+07:00", f"{day} 10:30", f"{month}/{of_month}/{year}"),
        f"{of_month}/{month}/{year} 10:30{' WIB' * 20}",
    )
    parts = draw(
        st.sampled_from(
            ((year, month, of_month), ("", "", ""), (year, str(int(month)), of_month), (year, "", ""))
        )
    )
    some = lambda *texts: draw(st.sampled_from(texts))  # noqa: E731  # draws beside draws
    return (
        kib,
        some(
            "",
            "",
            "",
            "banjir-1",
            "banjir-2",
            "7",
            "610220240804",
            "620210620240804",
            "6202106202408041",
            " x",
        ),
        some("", "62.02", "6202", "1271", "1271.0", "9404", "12", "?"),
        some(*NAMES),
        some(*PROVINCES),
        some("", "Banjir", "Kebakaran Hutan dan Lahan", "Puting Beliung", "Epidemi", "Naga"),
        some("", "", "101", "105", "x1"),
        some(*dates),
        *parts,
        some("", "", "Bantarsari", "=1+1", "a, b"),
        some("", "Terverifikasi", "sementara"),
        some("", "ya", "tidak", "Siaga Darurat", "?"),
        *(some(*FIGURES) for _ in range(5)),
        some("", "0.5", "1", "1,5", "1.190", "luas"),
        some("", "", 'kata "kutip"', "-5", "@x"),
    )


@st.composite
def tables(draw):
    """A table with some of the columns, whose rows repeat."""
    pool = draw(st.lists(rows(), min_size=1, max_size=8))
    body = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=30))
    others = draw(st.sets(st.sampled_from(HEADINGS[1:]), min_size=1))
    places = [0, *(place for place, name in enumerate(HEADINGS) if name in others)]
    cells = [[HEADINGS[place] for place in places], *([row[place] for place in places] for row in body)]
    delimiter = draw(st.sampled_from(",;\t"))
    quotes = '"'

    def quoted(cell):
        needs = delimiter in cell or quotes in cell
        return f'"{cell.replace(quotes, quotes * 2)}"' if needs else cell

    end = draw(st.sampled_from(("\n", "\r\n")))
    title = draw(st.sampled_from(("", "", f"Kejadian bencana{end}")))
    mark = draw(st.sampled_from(("", "", "\ufeff")))
    text = mark + title + end.join(delimiter.join(map(quoted, row)) for row in cells)
    return (text + draw(st.sampled_from((end, "")))).encode()


@given(table=tables(), command=st.sampled_from(COMMANDS))
def test_any_table(table, command, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(table)
    every, kinds, _ = seen(command, path)
    assert kinds == every


@st.composite
def tables_of_events(draw):
    """Tidy rows, several of which are one event: by one stem, by one id, or by both in a chain."""
    some = lambda *texts: draw(st.sampled_from(texts))  # noqa: E731  # draws beside draws
    has_ids = draw(st.booleans())
    stem = st.tuples(
        st.sampled_from(("6202", "6203", "3203")),
        st.sampled_from(("101", "106")),
        st.sampled_from(("20221231", "20240229", "20240804", "20240805")),
    )
    stems = draw(st.lists(stem, min_size=1, max_size=8, unique=True))
    ids = {key: some("", f"e-{at}", "e-0") for at, key in enumerate({stem[1:] for stem in stems})}
    lines = ["KIB,ID Kabupaten,Meninggal,Rumah Rusak,Status Darurat" + ",ID Kejadian" * has_ids]
    for _ in range(draw(st.integers(2, 30))):
        stem = draw(st.sampled_from(stems))
        region, *rest = stem
        kib = "".join((*stem, some(*"1239")))
        cells = [some(*[kib] * 15, f"KIB: {kib}"), some(*[region] * 7, "3601")]
        cells += [str(draw(st.integers(0, 2))), some("", "0", "3", "4", "60"), some(*[""] * 9, "ya")]
        lines.append(",".join(cells + [some(*[ids[tuple(rest)]] * 9, "e-1")] * has_ids))
    return "\n".join(lines)


@given(table=tables_of_events(), command=st.sampled_from(COMMANDS), examples=st.sampled_from((1, 1, 3)))
def test_any_events_of_several_rows(table, command, examples, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "events.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_parted, "EXAMPLES", examples)
        patch.setattr(_opening, "EXAMPLES", examples)
        every, kinds, used = seen(command, path)
    assert kinds == every
    assert used


@pytest.mark.parametrize(
    ("ids", "read"),
    [
        (["", "", ""], []),  # one stem
        (["a", "a", "a"], []),
        (["a", "b", "b"], [2, 3, 4]),  # two ids on one stem
        (["a", "", ""], [2, 3, 4]),
    ],
)
def test_whole_events_are_not_gathered_one_by_one(ids, read, tmp_path, monkeypatch):
    rows = zip(("1", "2", "3"), ids, strict=True)
    lines = [f"620210620240804{index},Kotawaringin Timur,{index},{id_}" for index, id_ in rows]
    path = tmp_path / "whole.csv"
    path.write_text("\n".join(["KIB,Kabupaten,Meninggal,ID Kejadian", *lines]), encoding="utf-8")
    gathered = []
    add = _opening.Gathered.add
    monkeypatch.setattr(
        _opening.Gathered, "add", lambda self, row: gathered.append(row.line) or add(self, row)
    )
    with streaming():
        assert "nasional: 1 kejadian" in said("count", path)[1]
    assert gathered == read


@pytest.mark.parametrize("on", ["2024-08-04T10:30", "20240804 10:30", "04/08/2024 10:30" + " WIB" * 20])
def test_a_time_of_day_is_let_pass_where_the_reader_lets_it(on, tmp_path):
    path = tmp_path / "times.csv"
    rows = (f"620210620240804{index},{on if index % 2 else '04/08/2024'},1\n" for index in range(1, 9))
    path.write_text("KIB,Tanggal Kejadian,Meninggal\n" + "".join(rows), encoding="utf-8")
    every, kinds, used = seen(["check", "--lang", "en"], path)
    assert kinds == every
    assert used


@pytest.mark.parametrize("field", ["missing", "place"])
def test_a_column_that_holds_two_fields_is_read_row_by_row(field, tmp_path):
    path = tmp_path / "two.csv"
    path.write_text(HEAD + ROW * 5, encoding="utf-8")
    every, kinds, used = seen(["check", "--map", "dead=Meninggal", "--map", f"{field}=Meninggal"], path)
    assert kinds == every
    assert not used


def test_rows_that_are_alike_are_not_read_one_by_one(tmp_path, monkeypatch):
    lines = ["KIB,Kabupaten,Meninggal"]
    lines += [f"62021062024{day:04}1,Kotawaringin Timur,1" for day in (801, 802, 803, 804, 804, 805, 806)]
    path = tmp_path / "alike.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    read = []
    reads = _kinds.RowReader.read
    monkeypatch.setattr(
        _kinds.RowReader, "read", lambda self, record: read.append(record.line) or reads(self, record)
    )
    with streaming():
        assert "6 kejadian" in said("count", path)[1]
    assert read == [2]


def test_findings_of_figures_are_counted_in_rows_that_are_not_read(tmp_path):
    path = tmp_path / "doubts.csv"
    lines = [f"62021062024{day:04}1,Kotawaringin Timur,-5" for day in range(801, 808)]
    path.write_text("\n".join(["KIB,Kabupaten,Meninggal", *lines]), encoding="utf-8")
    every, kinds, used = seen(["check", "--lang", "en"], path)
    assert kinds == every
    assert used
    assert "(7):" in kinds[1]


HEAD = "KIB,Kabupaten,Meninggal\n"
ROW = "6202106202408041,Kotawaringin Timur,1\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ROW * 5 + "6202106202408041,Kotawaringin Timur\n",
        HEAD + ROW * 5 + "\n" + ROW,
        HEAD + ROW * 5 + ROW.replace("\n", "\r\n"),
        HEAD + ROW * 5 + '6202106202408041,"Kotawaringin\nTimur",1\n',
        HEAD + ROW * 5 + '6202106202408041,Kotawaringin "Timur",1\n',
        HEAD + ROW * 5 + "6202106202408041,Kotawaringin\0Timur,1\n",
        HEAD + ROW * 5 + "6202106202408041,Kotawaringin\rTimur,1\n",
        (HEAD + ROW * 5 + "6202106202408041,Caf\xe9,1\n").encode("cp1252"),
        (HEAD + ROW * 5).encode("utf-16"),
        "Kabupaten,Tanggal,Jenis Bencana\n" + "Merauke,2024-08-04,Banjir\n" * 5,
        "KIB\n" + "6202106202408041\n" * 5,
        HEAD,
    ],
    ids=(
        *("ragged", "blank-line", "mixed-ends", "over-lines", "inner-quotes", "nul", "lone-return"),
        *("cp1252", "utf-16", "no-kib", "one-column", "no-rows"),
    ),
)
def test_what_polars_would_split_otherwise_is_read_row_by_row(text, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    for command in (["check"], ["fix"]):
        every, kinds, used = seen(command, path)
        assert kinds == every
        assert not used or text == HEAD


class TestOtherEngines:
    """Without Polars, or with one that is older than what is needed, every row is read."""

    def test_none(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "polars", None)
        every, kinds, used = seen(["check"], TABLES[0])
        assert kinds == every
        assert not used

    def test_an_older_one(self, monkeypatch):
        monkeypatch.delattr(polars.LazyFrame, "collect_batches")
        every, kinds, used = seen(["check"], TABLES[0])
        assert kinds == every
        assert not used


def test_a_table_of_which_few_rows_are_alike_is_read_row_by_row(tmp_path):
    path = tmp_path / "few.csv"
    path.write_text(
        HEAD + "".join(f"KIB: 620210620240804{n},Merauke,1\n" for n in range(1, 9)), encoding="utf-8"
    )
    with streaming(most=0.5) as patch:
        patch.setattr(_opening, "parted", lambda *_: pytest.fail("nothing is alike"))
        assert said("count", path)[0] == 0


class TestParquet:
    @pytest.fixture
    def both(self, tmp_path):
        """The example as CSV and as Parquet, its figures as numbers and its blanks as nulls, under one name each."""
        table = polars.read_csv(TABLES[0], infer_schema=False)
        figures = ["Meninggal", "Hilang", "Luka / Sakit", "Rumah Rusak", "Rumah Terendam", "Fasum Rusak"]
        (tmp_path / "kejadian").write_bytes(TABLES[0].read_bytes())
        parquet = tmp_path / "parquet"
        parquet.mkdir()
        table.with_columns(polars.col(figures).cast(polars.Int64)).write_parquet(parquet / "kejadian")
        return tmp_path, parquet

    @pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
    @pytest.mark.parametrize("smallest", [0, 10**18])
    def test_it_says_what_the_csv_says(self, both, command, smallest, monkeypatch):
        answers = []
        for folder in both:
            monkeypatch.chdir(folder)
            with streaming(smallest):
                answers.append(said(*command, "kejadian"))
        assert answers[0] == answers[1]

    def test_what_is_no_cell_is_refused(self, tmp_path):
        polars.DataFrame({"KIB": ["6202106202408041"], "daftar": [[1, 2]]}).write_parquet(tmp_path / "x")
        status, _, err = said("count", tmp_path / "x")
        assert status == 2
        assert "kolom daftar berisi List" in err

    def test_a_broken_file_is_told(self, tmp_path):
        (tmp_path / "x").write_bytes(b"PAR1 and nothing else")
        status, _, err = said("count", tmp_path / "x", "--lang", "en")
        assert status == 2
        assert err.startswith(f"satudata: {tmp_path / 'x'}: ")

    def test_without_polars_the_extra_is_named(self, both, monkeypatch):
        monkeypatch.setattr(_parquet, "find_spec", lambda name: None)
        status, _, err = said("count", both[1] / "kejadian", "--lang", "en")
        assert status == 2
        assert "pip install 'satudata[polars]'" in err
