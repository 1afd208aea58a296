"""Counting in the own way of every engine but Polars: the distinct stems of each group, of codes taken as clean.

Each way gives the rows of its three answers, so that they can be compared.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

from satudata import frames

Rows = dict[str, set[tuple[Any, ...]]]
#: Name, the own way, and ours.
Pair = tuple[str, Callable[[], Rows], Callable[[], Rows]]

_GROUPS = {"national": ["type"], "province": ["type", "province"], "regency": ["type", "region"]}


def pairs(data: pl.DataFrame, threads: int, path: Path) -> Iterator[Pair]:
    """Both ways on each engine; on Spark, which reads them from *path*, where there is Java."""
    import dask
    import dask.dataframe as dd
    import duckdb
    import ibis
    import pandas as pd
    import pyarrow as pa

    texts = pa.schema([(name, pa.string()) for name in data.columns])
    table = data.to_arrow().cast(texts)
    in_arrow = table.to_pandas(types_mapper=pd.ArrowDtype)
    dask.config.set(scheduler="threads", num_workers=threads)
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    connection.register("data", table)
    connection.execute("CREATE TABLE d AS SELECT * FROM data")
    ibis.set_backend(ibis.duckdb.connect(threads=threads))
    for name, frame, own, collect in (
        ("pandas, object", in_arrow.astype(object), _pandas, _of_pandas),
        ("pandas, str", in_arrow.astype(pd.StringDtype(na_value=float("nan"))), _pandas, _of_pandas),
        ("pandas, Arrow", in_arrow, _pandas, _of_pandas),
        ("PyArrow", table, _pyarrow, _of_arrow),
        ("DuckDB", connection.table("d"), _duckdb, lambda found: [each.fetchall() for each in found]),
        ("Ibis", ibis.memtable(table), _ibis, lambda found: _of_arrow([each.to_pyarrow() for each in found])),
        ("Dask", dd.from_pandas(in_arrow, npartitions=4 * threads), _pandas, _of_dask),
    ):
        yield name, _way(own, frame, collect), _way(_ours, frame, collect)
    if shutil.which("java"):
        data.write_parquet(path)
        frame = _spark(threads).read.parquet(str(path)).cache()
        frame.count()
        rows = [
            _way(count, frame, lambda found: [each.collect() for each in found])
            for count in (_pyspark, _ours)
        ]
        yield "PySpark", *rows


def _way(
    count: Callable[[Any], Any], frame: Any, collect: Callable[[list[Any]], list[Any]]
) -> Callable[[], Rows]:
    def rows() -> Rows:
        found = count(frame)
        return {
            level: set(map(tuple, each))
            for level, each in zip(found, collect(list(found.values())), strict=True)
        }

    return rows


def _ours(frame: Any) -> dict[str, Any]:
    return frames.count_all(frame, event="event", region="region", by="type")


def _pandas(frame: Any) -> dict[str, Any]:
    """Dask has the same words."""
    stem = frame["event"].str.slice(0, 15)
    code = stem.str.slice(4, 7)
    is_open = code.between("103", "109") & (stem.str.slice(7, 11) < "2023")
    rows = frame.assign(
        stem=stem,
        type=code.where(~is_open, code + " (scheme unknown)"),
        province=frame["region"].str.slice(0, 2),
    )
    return {level: rows.groupby(names)["stem"].nunique().reset_index() for level, names in _GROUPS.items()}


def _pyarrow(table: Any) -> dict[str, Any]:
    import pyarrow.compute as pc

    stem = pc.utf8_slice_codeunits(table["event"], 0, 15)
    code = pc.utf8_slice_codeunits(stem, 4, 7)
    changed = pc.and_(pc.greater_equal(code, "103"), pc.less_equal(code, "109"))
    is_open = pc.and_(changed, pc.less(pc.utf8_slice_codeunits(stem, 7, 11), "2023"))
    columns = {
        "stem": stem,
        "type": pc.if_else(is_open, pc.binary_join_element_wise(code, " (scheme unknown)", ""), code),
        "province": pc.utf8_slice_codeunits(table["region"], 0, 2),
        "region": table["region"],
    }
    rows = type(table).from_pydict(columns)
    count = [("stem", "count_distinct")]
    return {
        level: rows.group_by(names).aggregate(count).select([*names, "stem_count_distinct"])
        for level, names in _GROUPS.items()
    }


#: In SQL, of DuckDB and of Spark.
_CODE, _STEM = "substr(event, 5, 3)", "substr(event, 1, 15)"
_TYPE = (
    f"CASE WHEN {_CODE} BETWEEN '103' AND '109' AND substr(event, 8, 4) < '2023' "
    f"THEN {_CODE} || ' (scheme unknown)' ELSE {_CODE} END"
)
_COLUMNS = {"type": _TYPE, "province": "substr(region, 1, 2)", "region": "region"}


def _queries(source: str) -> dict[str, str]:
    return {
        level: f"SELECT {', '.join(_COLUMNS[name] for name in names)}, count(DISTINCT {_STEM}) FROM {source} "
        f"GROUP BY {', '.join(str(number + 1) for number in range(len(names)))}"
        for level, names in _GROUPS.items()
    }


def _duckdb(relation: Any) -> dict[str, Any]:
    return {level: relation.query("events", query) for level, query in _queries("events").items()}


def _pyspark(frame: Any) -> dict[str, Any]:
    frame.createOrReplaceTempView("events")
    return {level: frame.sparkSession.sql(query) for level, query in _queries("events").items()}


def _ibis(table: Any) -> dict[str, Any]:
    import ibis

    code = table["event"].substr(4, 3)
    is_open = code.between("103", "109") & (table["event"].substr(7, 4) < "2023")
    rows = table.mutate(
        stem=table["event"].substr(0, 15),
        type=ibis.ifelse(is_open, code + " (scheme unknown)", code),
        province=table["region"].substr(0, 2),
    )
    return {
        level: rows.group_by(names).agg(events=rows["stem"].nunique()) for level, names in _GROUPS.items()
    }


def _spark(threads: int) -> Any:
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master(f"local[{threads}]")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(2 * threads),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "4g",
        "spark.log.level": "ERROR",
    }.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _of_pandas(found: list[Any]) -> list[Any]:
    return [frame.itertuples(index=False, name=None) for frame in found]


def _of_arrow(found: list[Any]) -> list[Any]:
    return [zip(*table.to_pydict().values(), strict=True) for table in found]


def _of_dask(found: list[Any]) -> list[Any]:
    import dask

    return _of_pandas(dask.compute(*found))
