"""The engines of dataframes: which one a frame has, what is no frame, and what differs between engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, cast

import narwhals.stable.v2 as nw

from satudata.errors import WrongTypeError
from satudata.frames._errors import ColumnError, EngineError
from satudata.tabular._dataframes import labels_of

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


def admitted(df: Native) -> Frame:
    """*df* as a frame of narwhals: a table of columns whose names are text and differ.

    Text that its engine cannot even filter (``string_view`` of Arrow) becomes plain text.

    Raises :class:`ColumnError` for other names, and for a single column or a batch instead of a frame;
    :class:`EngineError` for an engine that does not know the types of its columns; ``TypeError`` for anything else.
    """
    native = nw.to_native(df, pass_through=True)
    _require_names(native)
    try:
        frame: Any = nw.from_native(native, allow_series=True)
    except TypeError:
        raise _no_frame(native) from None
    if isinstance(frame, nw.Series):
        raise _no_frame(native)
    try:
        compared = Counter(as_compared(frame, name) for name in frame.collect_schema())
    except NotImplementedError as error:  # SQLFrame without a connection
        raise EngineError(str(frame.implementation.value), "tell the types of its columns") from error
    for name in frame.collect_schema():
        if compared[as_compared(frame, name)] > 1:
            raise ColumnError(name, _SEVERAL)
    views = [name for name, arrow_type in arrow_types(frame).items() if arrow_type == "string_view"]
    return cast("Frame", nw.from_native(_with_plain_text(native, views)) if views else frame)


#: Why a frame has to be changed by the caller.
_SEVERAL = "several columns have this name; rename them"
_LEVELS = "the columns have several levels of names; give each one name"


def _require_names(native: Native) -> None:
    """Raise :class:`ColumnError` for names that are no text, or of several columns."""
    labels = labels_of(native)
    if labels is None:
        return
    several = {label for label, number in Counter(labels).items() if number > 1}
    for label in labels:
        if isinstance(label, tuple):
            raise ColumnError(", ".join(map(str, label)), _LEVELS)
        if not isinstance(label, str):
            raise ColumnError(
                str(label), f"the name of a column is text, not {type(label).__name__}; rename it"
            )
        if label in several:
            raise ColumnError(label, _SEVERAL)


def _no_frame(native: Native) -> Exception:
    """Why *native* cannot be used."""
    kind = type(native).__name__
    if kind == "RecordBatch":
        return ColumnError("", "a RecordBatch is no table; use pyarrow.Table.from_batches([batch])")
    if hasattr(native, "to_frame") or kind == "ChunkedArray":
        name = getattr(native, "name", None)
        return ColumnError(
            "" if name is None else str(name), f"{kind} is one column, no frame; make a frame of it"
        )
    return WrongTypeError("a frame is a dataframe that narwhals takes", type(native))


def arrow_types(frame: Frame) -> Mapping[str, str]:
    """The names of the Arrow types of the columns of PyArrow, and of those of pandas and Dask that have one."""
    native = nw.to_native(frame)
    if frame.implementation.is_pyarrow():
        return {field.name: str(field.type) for field in native.schema}
    if not (frame.implementation.is_pandas() or frame.implementation.is_dask()):
        return {}
    found = {name: getattr(dtype, "pyarrow_dtype", None) for name, dtype in native.dtypes.items()}
    return {name: str(each) for name, each in found.items() if each is not None}


def _with_plain_text(native: Native, names: Sequence[str]) -> Native:
    """The frame with columns of ``string_view`` cast to plain text."""
    import pyarrow as pa

    if hasattr(native, "map_partitions"):
        return native.map_partitions(_with_plain_text, names)
    for name in names:
        if isinstance(native, pa.Table):
            native = native.set_column(native.column_names.index(name), name, native[name].cast(pa.string()))
        else:
            column = native[name]
            cells = pa.chunked_array(pa.array(column.array)).cast(pa.string())
            native = native.assign(**{name: type(column)(type(column.array)(cells), index=column.index)})
    return native


def as_compared(frame: Frame, column: str) -> str:
    """The name of a column as the engine compares it: SQL ignores upper and lower case."""
    return column.casefold() if is_sql(frame) else column


def by_partition(
    function: Callable[Concatenate[Native, _P], Native],
) -> Callable[Concatenate[Native, _P], Native]:
    """Apply a *function* of single rows to each partition of a Dask frame, as a pandas frame.

    Dask takes ten times longer to plan hundreds of expressions than to compute them. Other frames go in whole.
    """

    @wraps(function)
    def called(df: Native, /, *args: _P.args, **options: _P.kwargs) -> Native:
        if not admitted(df).implementation.is_dask():
            return function(df, *args, **options)
        native = nw.to_native(df, pass_through=True)
        meta = function(native._meta, *args, **options)  # raises errors now, not when Dask computes
        return native.map_partitions(partial(called, **options), *args, meta=meta)

    return called
