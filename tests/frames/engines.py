"""Every engine that frames runs on: how to build a frame of it, and how to read its rows."""

from __future__ import annotations

import datetime
import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import attrs
import pyarrow as pa

Columns = Mapping[str, Sequence[Any]]
Rows = list[dict[str, Any]]


@attrs.frozen
class Engine:
    """A kind of frame: *build* makes one, *rows* reads one, *keeps_order* says whether its rows have an order."""

    name: str
    build: Callable[[Columns], Any]
    rows: Callable[[Any], Rows]
    keeps_order: bool = True
    #: The number of frames for random rows; one for an engine that takes seconds to plan.
    frames: int = 1


def table(columns: Columns) -> pa.Table:
    """The columns as an Arrow table; a column without values is text."""
    arrays = {}
    for name, values in columns.items():
        array = pa.array(values)
        arrays[name] = array.cast(pa.string()) if pa.types.is_null(array.type) else array
    return pa.table(arrays)


def _plain(value: Any) -> Any:
    """A missing value becomes ``None``, a whole number in a float column an ``int``."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return None if math.isnan(value) else int(value) if value.is_integer() else value
    return value


def _rows(records: Iterator[dict[str, Any]] | Rows) -> Rows:
    return [{name: _plain(value) for name, value in record.items()} for record in records]


def _pandas(columns: Columns) -> Any:
    import pandas as pd

    frame = pd.DataFrame(
        {name: pd.Series(values, dtype=_numpy_dtype(values)) for name, values in columns.items()}
    )
    return frame.set_index(pd.RangeIndex(7, 7 + len(frame)))


def _numpy_dtype(values: Sequence[Any]) -> Any:
    if not isinstance(values, (list, tuple)):
        return None
    known = [value for value in values if value is not None]
    return "object" if not known or isinstance(known[0], str) else None


def _pandas_arrow(columns: Columns) -> Any:
    import pandas as pd

    return table(columns).to_pandas(types_mapper=pd.ArrowDtype)


def _pandas_str(columns: Columns) -> Any:
    import pandas as pd

    frame = _pandas(columns)
    texts = [name for name in frame if frame[name].dtype == object]
    return frame.astype(dict.fromkeys(texts, pd.StringDtype(na_value=math.nan)))


def _polars(columns: Columns) -> Any:
    import polars as pl

    return pl.from_arrow(table(columns))


@cache
def _duck() -> Any:
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    return connection


def _duckdb(columns: Columns) -> Any:
    return _duck().from_arrow(table(columns))


def _duckdb_rows(relation: Any) -> Rows:
    return _rows(relation.to_arrow_table().to_pylist())


def _dask(columns: Columns) -> Any:
    import dask.dataframe as dd

    return dd.from_pandas(_pandas_arrow(columns), npartitions=3)


def _ibis(columns: Columns) -> Any:
    import ibis

    return ibis.memtable(table(columns))


@cache
def spark_session() -> Any:
    """A local Spark."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[2]").appName("satudata")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.default.parallelism": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.log.level": "ERROR",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",  # small plans are not worth compiling twice
    }.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


_SPARK = {
    pa.string(): "string",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "timestamp",
}


def _pyspark(columns: Columns) -> Any:
    arrow = table(columns)
    schema = ", ".join(f"`{field.name}` {_SPARK[field.type]}" for field in arrow.schema)
    rows = [tuple(row.values()) for row in arrow.to_pylist()]
    frame = spark_session().createDataFrame(rows, schema)
    assert frame.rdd.getNumPartitions() == 2
    return frame


def zoned(engine: Engine, columns: Columns, moments: Sequence[datetime.datetime | None]) -> Any:
    """A frame with a column "date" of moments in UTC."""
    if not engine.name.startswith("pandas") or engine.name == "pandas-pyarrow":
        return engine.build({**columns, "date": moments})
    import pandas as pd

    return engine.build({**columns, "date": pd.to_datetime(pd.Series(moments, dtype="datetime64[us, UTC]"))})


ENGINES = {
    engine.name: engine
    for engine in (
        Engine("pandas", _pandas, lambda f: _rows(f.to_dict("records"))),
        Engine("pandas-str", _pandas_str, lambda f: _rows(f.to_dict("records"))),
        Engine("pandas-pyarrow", _pandas_arrow, lambda f: _rows(f.to_dict("records"))),
        Engine("polars", _polars, lambda f: _rows(f.to_dicts()), frames=12),
        Engine("polars-lazy", lambda c: _polars(c).lazy(), lambda f: _rows(f.collect().to_dicts()), frames=4),
        Engine(
            "polars-streaming",
            lambda c: _polars(c).lazy(),
            lambda f: _rows(f.collect(engine="streaming").to_dicts()),
        ),
        Engine("pyarrow", table, lambda f: _rows(f.to_pylist()), frames=6),
        Engine("duckdb", _duckdb, _duckdb_rows, keeps_order=False),
        Engine("dask", _dask, lambda f: _rows(f.compute().to_dict("records"))),
        Engine("ibis", _ibis, lambda f: _rows(f.to_pyarrow().to_pylist()), keeps_order=False),
        Engine(
            "pyspark",
            _pyspark,
            lambda f: _rows([r.asDict() for r in f.collect()]),
            keeps_order=False,
        ),
    )
}

#: The modules that each needs.
NEEDS = {name: (name.partition("-")[0],) for name in ENGINES} | {
    "dask": ("dask", "pandas"),
    "ibis": ("ibis", "duckdb"),
}
