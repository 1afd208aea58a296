"""Frames in and out: the caller's own frame, the columns it has, and names that nobody else uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, cast

import narwhals.stable.v2 as nw

from satudata.errors import shown
from satudata.frames._errors import ColumnError, EngineError
from satudata.frames._grammar import DAY

Frame: TypeAlias = nw.LazyFrame[Any]
Native: TypeAlias = Any
_P = ParamSpec("_P")

_OWN = "__satudata_"


def entered(df: Native) -> Frame:
    """*df* as narwhals has it; the expressions used here are those that eager and lazy frames share."""
    frame = cast("Frame", nw.from_native(df))
    try:
        taken = [name for name in names(frame) if as_compared(frame, name).startswith(_OWN)]
    except NotImplementedError as error:  # SQLFrame without a connection
        raise EngineError(str(frame.implementation.value), "to tell the types of its columns") from error
    if taken:
        raise ColumnError(taken[0], f"names that begin with {_OWN} are used while the frame is worked on")
    return frame


def left(frame: Frame) -> Native:
    """The caller's kind of frame again, without the columns that were only needed on the way."""
    own = [name for name in names(frame) if name.startswith(_OWN)]
    return nw.to_native(frame.drop(own) if own else frame)


def by_partition(
    function: Callable[Concatenate[Native, _P], Native],
) -> Callable[Concatenate[Native, _P], Native]:
    """*function*, which looks at each row alone, over the partitions of a Dask frame as they are, each of pandas.

    Dask takes ten times longer to plan hundreds of expressions than to work them out.
    """

    @wraps(function)
    def called(df: Native, /, *args: _P.args, **options: _P.kwargs) -> Native:
        if not cast("Frame", nw.from_native(df)).implementation.is_dask():
            return function(df, *args, **options)
        native = nw.to_native(df, pass_through=True)
        seen = function(native._meta, *args, **options)  # refuses at once what would be refused later
        return native.map_partitions(partial(called, **options), *args, meta=seen)

    return called


def own(name: str) -> str:
    """The name of a column that is only needed on the way; Spark takes a dot for a step into a record."""
    return f"{_OWN}{name.replace('.', '_')}"


def names(frame: Frame) -> list[str]:
    """The names of the columns."""
    return list(frame.collect_schema())


def is_eager(frame: Frame) -> bool:
    """Whether the frame's values are in memory, so that they may be asked for."""
    return isinstance(frame, nw.DataFrame)


def require(frame: Frame, *columns: str | None) -> None:
    """Raise :class:`ColumnError` for a column that is not there, :class:`EngineError` for one that cannot be used."""
    held = names(frame)
    for column in columns:
        if column is None:
            continue
        if column not in held:
            raise ColumnError(
                column, f"there is none of that name; there are {', '.join(map(shown, held[:60]))}"
            )
        if is_spark(frame) and ("." in column or "`" in column):
            raise EngineError(
                str(frame.implementation.value),
                f"to use a column whose name has a dot or a backtick, {shown(column)}; rename it",
            )


def require_free(frame: Frame, columns: Iterable[str]) -> None:
    """Raise :class:`ColumnError` for a column that would be overwritten."""
    held = {as_compared(frame, name): name for name in names(frame)}
    for column in columns:
        taken = held.get(as_compared(frame, column))
        if taken is not None:
            raise ColumnError(
                taken, f"the frame has one of that name, {shown(column)}; choose another prefix"
            )


def as_compared(frame: Frame, column: str) -> str:
    """The name of a column as the engine tells it from others: in SQL upper and lower case are one."""
    return column.casefold() if is_sql(frame) else column


def is_sql(frame: Frame) -> bool:
    """Whether the frame is a query in SQL, which works out no more of a CASE than it needs."""
    kind = frame.implementation
    return kind.is_duckdb() or kind.is_ibis() or kind.is_sqlframe() or is_spark(frame)


def is_spark(frame: Frame) -> bool:
    """Whether Spark works on the frame, here or far away."""
    return frame.implementation.is_pyspark() or frame.implementation.is_pyspark_connect()


def text(frame: Frame, column: str) -> nw.Expr:
    """The column as text, ``""`` where it is null; :class:`ColumnError` where it holds numbers."""
    require(frame, column)
    dtype = frame.collect_schema()[column]
    if dtype.is_numeric() or dtype == nw.Boolean or dtype.is_temporal():
        raise ColumnError(
            column,
            f"codes are text, never {dtype}: spreadsheets keep 15 significant digits, and above 2**53 floats and "
            "JavaScript are inexact, which is every code of Papua (91 to 96); read the column as text",
        )
    if dtype == nw.Object or dtype.is_nested():
        raise ColumnError(column, f"codes are text, not {dtype}")
    expression = nw.col(column)
    return (expression if dtype == nw.String else expression.cast(nw.String)).fill_null("")


#: The month between two marks of one kind, and a time of day behind the date.
_MONTH, _TIME = r"(?:-[0-9]{2}-|/[0-9]{2}/|\.[0-9]{2}\.)", "(?:[T ,].*)?"
_YEAR_FIRST, _DAY_FIRST = f"^[0-9]{{4}}{_MONTH}[0-9]{{2}}{_TIME}$", f"^[0-9]{{2}}{_MONTH}[0-9]{{4}}{_TIME}$"


def days(frame: Frame, column: str) -> nw.Expr:
    """The column as ``YYYYMMDD``, ``""`` where it names no day of the calendar.

    Dates, and text with the year first (``2024-08-04``, ``20240804``) or the day (``04/08/2024``); the month never
    stands first. Blanks around the date and a time of day behind it are let pass.
    """
    require(frame, column)
    dtype = frame.collect_schema()[column]
    if dtype.is_temporal():
        if dtype in (nw.Duration, nw.Time):
            raise ColumnError(column, f"a day is a date, not {dtype}")
        written = nw.col(column).dt.to_string("%Y%m%d").fill_null("")
    else:
        written = text(frame, column).str.strip_chars()
    year_first = nw.concat_str(written.str.slice(0, 4), written.str.slice(5, 2), written.str.slice(8, 2))
    day_first = nw.concat_str(written.str.slice(6, 4), written.str.slice(3, 2), written.str.slice(0, 2))
    other = nw.when(written.str.contains(_DAY_FIRST)).then(day_first).otherwise(written)
    day = nw.when(written.str.contains(_YEAR_FIRST)).then(year_first).otherwise(other)
    return nw.when(day.str.contains(f"^{DAY}$") & (day.str.len_chars() == 8)).then(day).otherwise(nw.lit(""))
