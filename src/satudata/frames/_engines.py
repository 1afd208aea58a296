"""The engines of dataframes: which one a frame has, and what differs between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, cast

import narwhals.stable.v2 as nw

#: A frame in narwhals. The library uses only the expressions that eager and lazy frames share.
Frame: TypeAlias = nw.LazyFrame[Any]
#: A frame as the caller has it: of pandas, Polars, PyArrow, DuckDB, Dask, Ibis, PySpark or narwhals.
Native: TypeAlias = Any
_P = ParamSpec("_P")


def is_eager(frame: Frame) -> bool:
    """Whether the values of the frame are in memory."""
    return isinstance(frame, nw.DataFrame)


def is_sql(frame: Frame) -> bool:
    """Whether the frame is an SQL query; SQL evaluates only the branches of a CASE that it needs."""
    kind = frame.implementation
    return kind.is_duckdb() or kind.is_ibis() or kind.is_sqlframe() or is_spark(frame)


def is_spark(frame: Frame) -> bool:
    """Whether the frame is one of Spark, local or remote."""
    return frame.implementation.is_pyspark() or frame.implementation.is_pyspark_connect()


def by_partition(
    function: Callable[Concatenate[Native, _P], Native],
) -> Callable[Concatenate[Native, _P], Native]:
    """Apply a *function* of single rows to each partition of a Dask frame, as a pandas frame.

    Dask takes ten times longer to plan hundreds of expressions than to compute them. Other frames go in whole.
    """

    @wraps(function)
    def called(df: Native, /, *args: _P.args, **options: _P.kwargs) -> Native:
        if not cast("Frame", nw.from_native(df)).implementation.is_dask():
            return function(df, *args, **options)
        native = nw.to_native(df, pass_through=True)
        meta = function(native._meta, *args, **options)  # raises errors now, not when Dask computes
        return native.map_partitions(partial(called, **options), *args, meta=meta)

    return called
