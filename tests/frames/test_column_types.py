"""Columns of every type that an engine has for the same values give the same answers; what is no frame is refused."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import cache
from importlib.util import find_spec

import narwhals.stable.v2 as nw
import pyarrow as pa
import pytest
from cases import any_kibs, drawn, in_order
from engines import ENGINES
from hypothesis import strategies as st

from satudata import KIB, WrongTypeError, frames
from satudata.frames import ColumnError

#: Arrow types of text, by name.
TEXTS = {
    "string": lambda array: array,
    "large_string": lambda array: array.cast(pa.large_string()),
    "string_view": lambda array: array.cast(pa.string_view()),
    "dictionary": lambda array: array.dictionary_encode(),
    "dictionary of large_string": lambda array: array.cast(pa.large_string()).dictionary_encode(),
    "chunked": lambda array: pa.chunked_array([array[:1], array[:0], array[1:4], array[4:]]),
}
#: Arrow types of whole numbers.
NUMBERS = {
    "int64": pa.int64(),
    "int8": pa.int8(),
    "uint16": pa.uint16(),
    "double": pa.float64(),
    "float": pa.float32(),
    "decimal": pa.decimal128(21, 1),
}

_rows = st.fixed_dictionaries(
    {
        "kib": st.none()
        | any_kibs.map(str)
        | any_kibs.map(KIB.format)
        | st.sampled_from(["x", "KIB 6202", ""]),
        "region": st.sampled_from([None, "62.02", "9471", "62", "x", ""]),
        "name": st.sampled_from([None, "Demak", "Kab. Merauke", ""]),
        "date": st.sampled_from([None, "2024-08-04", "04/08/2024", "2022-12-31T17:30:00Z"]),
        "type": st.sampled_from([None, "101", "106", "x"]),
        "status": st.sampled_from([None, "ya", "tidak", "?"]),
        "dead": st.sampled_from([None, 0, 1]),
        "group": st.sampled_from([None, "a", "b"]),
    }
)
_OF_TEXT = ("kib", "region", "name", "date", "type", "status", "group")
NAMES = {"region": "region", "type": "type", "date": "date"}
CALLS = {
    "read_kib": lambda frame: frames.read_kib(
        frame, region_code="region", region_name="name", province_name="name", date="date"
    ),
    "read_kib, strict": lambda frame: frames.read_kib(frame, repair=False),
    "verify": lambda frame: frames.verify(frame, **NAMES),
    "evaluate": lambda frame: frames.evaluate(
        frame, columns={"dead": "dead", "emergency_status": "status", "type_code": "type"}
    ),
    "count": lambda frame: _counted(frame, by=()),
    "count by type": lambda frame: _counted(frame, by="type"),
    "count by group": lambda frame: _counted(frame, by=("group", "year")),
    "weight": lambda frame: frames.count_events(frame, weight="dead", by="group"),
}
FAST = ("pandas", "pandas-pyarrow", "polars", "pyarrow")


def _counted(frame, **options):
    return frames.count_events(frame, **NAMES, level="regency", without_event="leave_out", **options)


def arrow(rows, types):
    """The rows with each column of the type that *types* names."""
    arrays = {"row": pa.array(list(range(len(rows))), pa.int64())}
    for name in rows[0]:
        values = [row[name] for row in rows]
        if name == "dead":
            arrays[name] = pa.array(values, pa.int64()).cast(NUMBERS[types[name]])
        else:
            arrays[name] = TEXTS[types[name]](pa.array(values, pa.string()))
    return pa.table(arrays)


def of_arrow(engine, table):
    """A frame of *engine* with the columns of an Arrow table; ``None`` for an engine that is not made from one."""
    if engine.name == "pyarrow":
        return table
    if engine.name == "pandas-pyarrow":
        import pandas as pd

        return table.to_pandas(types_mapper=pd.ArrowDtype)
    if engine.name.startswith("polars"):
        import polars as pl

        frame = pl.from_arrow(table)
        return frame if engine.name == "polars" else frame.lazy()
    if engine.name == "duckdb":
        from engines import _duck

        return _duck().from_arrow(table)
    if engine.name == "ibis":
        import ibis

        return ibis.memtable(table)
    if engine.name == "dask":
        import dask.dataframe as dd
        import pandas as pd

        return dd.from_pandas(table.to_pandas(types_mapper=pd.ArrowDtype), npartitions=3)
    return None


def answers(engine, frame, calls=CALLS):
    """What each call adds to the rows of a frame, or counts."""
    found = {}
    for name in calls:
        out = engine.rows(CALLS[name](frame))
        if out and "row" in out[0]:
            out = [{k: v for k, v in row.items() if k not in _OF_TEXT} for row in in_order(out)]
        found[name] = out
    return found


def plain(rows):
    """The answers for the rows in plain text, from the engine that the others are compared with."""
    return _plain(tuple(tuple(row.items()) for row in rows))


@cache
def _plain(items):
    rows = [dict(each) for each in items]
    types = dict.fromkeys(_OF_TEXT, "string") | {"dead": "int64"}
    return answers(ENGINES["pyarrow"], arrow(rows, types))


def same(found, expected):
    """The answers are equal but for the group of rows that are not ordered."""
    for name, rows in expected.items():
        assert _as_figures(found[name]) == _as_figures(rows), name


def _as_figures(rows):
    return [{k: float(v) if isinstance(v, Decimal) else v for k, v in row.items()} for row in rows]


_types = st.fixed_dictionaries(
    dict.fromkeys(_OF_TEXT, st.sampled_from(sorted(TEXTS))) | {"dead": st.sampled_from(sorted(NUMBERS))}
)


def test_arrow_columns_of_any_type_give_the_same_answers(engine):
    rows = drawn(_rows, 60)
    if of_arrow(engine, arrow(rows, dict.fromkeys(_OF_TEXT, "string") | {"dead": "int64"})) is None:
        pytest.skip("not made from Arrow")
    expected = plain(rows)
    uniform = [dict.fromkeys(_OF_TEXT, name) | {"dead": "decimal"} for name in TEXTS]
    mixed = drawn(_types, 4)
    if engine.name not in FAST:  # an engine that takes seconds to plan
        uniform, mixed = [], mixed[:1]
    for types in (*uniform, *mixed):
        same(answers(engine, of_arrow(engine, arrow(rows, types))), expected)


#: What pandas has for text and for whole numbers.
OF_PANDAS = {
    "objects": ("object", "Int64"),
    "string": ("string", "Int8"),
    "str": ("str", "float64"),
    "categories": ("category", "float32"),
    "string of Arrow": ("string[pyarrow]", "UInt8"),
}


@pytest.mark.parametrize(
    ("kind", "index"), list(zip(OF_PANDAS, ["numbers", "texts", "doubles", "levels", "days"], strict=True))
)
def test_pandas_has_many_types_and_indexes(kind, index):
    pd = pytest.importorskip("pandas")
    rows = drawn(_rows, 60)
    table = arrow(rows, dict.fromkeys(_OF_TEXT, "string") | {"dead": "int64"})
    text, number = OF_PANDAS[kind]
    frame = table.to_pandas().astype(dict.fromkeys(_OF_TEXT, text) | {"dead": number})
    count = len(frame)
    frame.index = {
        "numbers": pd.RangeIndex(count, 0, -1),
        "texts": pd.Index([f"r{number}" for number in range(count)]),
        "doubles": pd.Index([number // 2 for number in range(count)]),
        "levels": pd.MultiIndex.from_tuples([(number % 2, f"r{number}") for number in range(count)]),
        "days": pd.date_range("2024-01-01", periods=count, tz="Asia/Jayapura"),
    }[index]
    same(answers(ENGINES["pandas"], frame), plain(rows))
    for name in ("read_kib", "verify", "evaluate"):
        assert CALLS[name](frame).index.equals(frame.index)
    assert CALLS["count by group"](frame).index.equals(pd.RangeIndex(len(CALLS["count by group"](frame))))


@pytest.mark.parametrize("lazy", [False, True])
@pytest.mark.parametrize("kind", ["Categorical", "Enum", "String"])
def test_polars_has_categories_and_enums(kind, lazy):
    pl = pytest.importorskip("polars")
    rows = drawn(_rows, 60)
    frame = pl.from_arrow(arrow(rows, dict.fromkeys(_OF_TEXT, "string") | {"dead": "int8"}))
    types = {
        name: pl.Enum(frame[name].drop_nulls().unique().sort())  # groups are in the order of their type
        if kind == "Enum"
        else getattr(pl, kind)
        for name in _OF_TEXT
    }
    frame = frame.cast(types)
    engine = ENGINES["polars-lazy" if lazy else "polars"]
    same(answers(engine, frame.lazy() if lazy else frame), plain(rows))


def test_duckdb_has_enums():
    pytest.importorskip("duckdb")
    from engines import _duck

    rows = drawn(_rows, 60)
    table = arrow(rows, dict.fromkeys(_OF_TEXT, "string") | {"dead": "int64"})  # noqa: F841  # asked for by name
    values = sorted({row["region"] for row in rows} - {None})
    connection = _duck()
    listed = ", ".join(f"'{value}'" for value in values)
    frame = connection.sql(f'SELECT * REPLACE (region::ENUM({listed}) AS region) FROM "table"')
    same(answers(ENGINES["duckdb"], frame), plain(rows))


def test_a_missing_number_may_be_null_or_nan(engine):
    nan = float("nan")
    columns = {
        "kib": ["6202106202408041", "6202106202408042", "6202106202408051", "6202106202408061"],
        "dead": [1.0, nan, None, 0.0],
        "half": [nan, None, nan, 0.5],
        "row": [0, 1, 2, 3],
    }
    frame = engine.build(columns)
    rows = in_order(engine.rows(frames.evaluate(frame)))
    assert [row["threshold_met"] for row in rows] == ["1", "", "", ""]
    assert engine.rows(frames.count_events(frame, weight="half")) == [{"events": 0.5, "unknown": 3}] or (
        engine.rows(frames.count_events(frame, weight="half"))
        == [{"events": pytest.approx(0.5), "unknown": 3}]
    )
    counted = engine.rows(frames.count_events(frame, by="half"))
    assert {row["half"]: row["events"] for row in counted} == {0.5: 1, None: 2}


def test_a_column_without_values_has_no_type(engine):
    names = (*_OF_TEXT, "dead")
    frame = without_type(engine, {name: [None, None, None] for name in names})
    # Spark plans a query on columns without a type for minutes.
    calls = {"read_kib, strict", "evaluate"} if engine.name == "pyspark" else CALLS.keys()
    for name in calls:
        rows = engine.rows(CALLS[name](frame))
        if name == "verify":
            assert {row["findings"] for row in rows} == {"row-left-out;event-without-region;kib-blank"}
        if name.startswith("count"):
            assert rows == []
    if engine.name == "pyspark":
        return
    assert engine.rows(frames.count_events(frame, **NAMES, without_event="leave_out")) == [{"events": 0}]
    assert engine.rows(frames.count_events(frame, weight="dead")) == [{"events": None, "unknown": 3}]


def without_type(engine, values):
    """A frame with columns of nulls that have no type where the engine has such columns."""
    if engine.name == "pyspark":
        from engines import spark_session

        schema = ", ".join(f"{name} void" for name in values)
        return spark_session().createDataFrame(list(zip(*values.values(), strict=True)), schema)
    made = of_arrow(engine, pa.table({name: pa.nulls(len(each)) for name, each in values.items()}))
    return engine.build(values) if made is None else made


def test_pandas_makes_floats_of_blank_cells():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({name: [float("nan")] * 2 for name in (*_OF_TEXT, "dead")})
    assert frames.read_kib(frame)["kib_status"].tolist() == ["blank", "blank"]
    assert _counted(frame, by="group")["events"].tolist() == []
    frame["kib"] = [6202106202408041.0, float("nan")]
    with pytest.raises(ColumnError, match="codes are text"):
        frames.read_kib(frame)


def test_a_frame_of_pandas_without_rows_has_no_types():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(columns=[*_OF_TEXT, "dead"])
    for name, call in CALLS.items():
        assert len(call(frame)) == 0, name


def test_partitions_of_dask_may_be_empty():
    pytest.importorskip("dask")
    import dask.dataframe as dd

    rows = drawn(_rows, 60)
    table = arrow(rows, dict.fromkeys(_OF_TEXT, "large_string") | {"dead": "int64"})
    engine = ENGINES["dask"]
    frame = of_arrow(engine, table)
    empty = frame[frame["row"] < 0]
    same(answers(engine, dd.concat([empty, frame, empty], interleave_partitions=True)), plain(rows))


LABELS = {
    "a number": [["kib", 2020], "the name of a column is text, not int"],
    "nothing": [["kib", None], "the name of a column is text"],
    "a day": [["kib", datetime.date(2024, 1, 1)], "the name of a column is text, not date"],
    "two of one name": [["kib", "kib"], "column 'kib': several columns have this name"],
    "two others of one name": [["kib", "x", "x"], "column 'x': several columns have this name"],
    "levels": [[("kib", "a"), ("kib", "b")], "column 'kib, a': the columns have several levels of names"],
}


@pytest.mark.parametrize("engine_name", ["pandas", "dask"])
@pytest.mark.parametrize(("labels", "message"), LABELS.values(), ids=LABELS)
def test_labels_that_are_no_names_are_refused(labels, message, engine_name):
    pd = pytest.importorskip("pandas")
    columns = pd.MultiIndex.from_tuples(labels) if isinstance(labels[0], tuple) else labels
    frame = pd.DataFrame([["6202106202408041"] * len(labels)], columns=columns)
    if engine_name == "dask":
        frame = pytest.importorskip("dask.dataframe").from_pandas(frame, npartitions=1)
    _refused(frame, message)


def test_tables_of_arrow_and_relations_of_duckdb_may_have_a_name_twice():
    duckdb = pytest.importorskip("duckdb")
    array = pa.array(["6202106202408041"])
    message = "several columns have this name"
    _refused(pa.table([array, array], names=["kib", "kib"]), message)
    _refused(duckdb.sql("SELECT '6202106202408041' AS kib, 'x' AS kib"), message)
    _refused(duckdb.sql("SELECT '6202106202408041' AS kib, 'x' AS \"KIB\""), message)  # SQL ignores the case


def _refused(frame, message):
    for call in (frames.read_kib, frames.verify, frames.evaluate, frames.count_events, frames.count_all):
        with pytest.raises(ColumnError, match=message):
            call(frame)


def _no_frames():
    yield pa.record_batch({"kib": ["x"]}), "a RecordBatch is no table"
    yield pa.chunked_array([["x"]]), "ChunkedArray is one column"
    for module in ("pandas", "polars"):
        if find_spec(module):
            series = nw.new_series("kib", ["x"], backend=module).to_native()
            yield series, "column 'kib': Series is one column"
            yield nw.from_native(series, series_only=True), "column 'kib': Series is one column"


@pytest.mark.parametrize(("value", "message"), list(_no_frames()))
def test_what_is_a_column_or_a_batch_is_no_frame(value, message):
    _refused(value, message)


@pytest.mark.parametrize("value", [None, "kejadian.csv", ["x"], {"kib": ["x"]}])
def test_what_is_nothing_of_the_kind_is_of_a_wrong_type(value):
    for call in (frames.read_kib, frames.verify, frames.evaluate, frames.count_events):
        with pytest.raises(WrongTypeError, match="a frame is a dataframe that narwhals takes, not"):
            call(value)


@pytest.mark.parametrize("name", ["__satudata_rows", "__satudata_lookup", "placed", "events"])
def test_a_table_of_duckdb_may_have_any_name(name):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.execute(
        f"CREATE TABLE {name} AS SELECT '6202106202408041' AS kib, 'a' AS source, '6202' AS region"
    )
    table = connection.table(name)
    assert frames.count_events(table, level="regency", by="source").fetchall() == [("a", "6202", 1)]
    assert len(frames.read_kib(table, region_code="region").fetchall()) == 1
    assert connection.sql("SHOW TABLES").fetchall() == [(name,)]
    assert connection.table(name).fetchall() == [("6202106202408041", "a", "6202")]
