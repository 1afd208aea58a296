"""The columns of a frame: check them, read codes from them, and name temporary ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import uuid4

import narwhals.stable.v2 as nw

from satudata.errors import shown
from satudata.frames._engines import Frame, Native, admitted, as_compared, is_eager, is_spark
from satudata.frames._errors import ColumnError, EngineError

_TEMPORARY = "__satudata_"
#: Number of column names to show in an error.
_SHOWN = 60


def from_caller(df: Native) -> Frame:
    """*df* as a frame of narwhals.

    Raises :class:`ColumnError` for a column with the name of a temporary one, and what :func:`admitted` raises.
    """
    frame = admitted(df)
    taken = [name for name in names(frame) if as_compared(frame, name).startswith(_TEMPORARY)]
    if taken:
        raise ColumnError(taken[0], f"names that begin with {_TEMPORARY} are reserved; rename it")
    return frame


def to_caller(frame: Frame) -> Native:
    """The caller's kind of frame again, without temporary columns."""
    added = [name for name in names(frame) if name.startswith(_TEMPORARY)]
    return nw.to_native(frame.drop(added) if added else frame)


def to_caller_anew(frame: Frame) -> Native:
    """:func:`to_caller` for a frame with rows of its own: on pandas its index is 0, 1, 2, ..."""
    native = to_caller(frame)
    return native.reset_index(drop=True) if is_eager(frame) and hasattr(native, "reset_index") else native


def temporary(name: str) -> str:
    """The name of a temporary column, without dots: Spark takes a dot for access to a field."""
    return f"{_TEMPORARY}{name.replace('.', '_')}"


def name_of_view() -> str:
    """A name for a view in SQL that no table of the caller has."""
    return f"{_TEMPORARY}{uuid4().hex}"


def names(frame: Frame) -> list[str]:
    """The names of the columns."""
    return list(frame.collect_schema())


def require(frame: Frame, *columns: str | None) -> None:
    """Raise :class:`ColumnError` for a missing column, :class:`EngineError` for one that Spark cannot use."""
    known = names(frame)
    for column in columns:
        if column is None:
            continue
        if column not in known:
            raise ColumnError(
                column, f"there is no such column; there are {', '.join(map(shown, known[:_SHOWN]))}"
            )
        if is_spark(frame) and ("." in column or "`" in column):
            raise EngineError(
                str(frame.implementation.value),
                f"use a column with a dot or a backtick in its name, {shown(column)}; rename it",
            )


def require_free(frame: Frame, columns: Iterable[str]) -> None:
    """Raise :class:`ColumnError` for a column that would be overwritten."""
    known = {as_compared(frame, name): name for name in names(frame)}
    for column in columns:
        taken = known.get(as_compared(frame, column))
        if taken is not None:
            raise ColumnError(
                taken, f"the result has a column with this name, {shown(column)}; choose another prefix"
            )


def text(frame: Frame, column: str) -> nw.Expr:
    """The column as text, ``""`` for null; raises :class:`ColumnError` if it is not text.

    On PyArrow text is cast too, since columns of ``string`` and ``large_string`` cannot be joined.
    """
    require(frame, column)
    dtype = frame.collect_schema()[column]
    if dtype == nw.String and not frame.implementation.is_pyarrow():
        return nw.col(column).fill_null("")
    if dtype in _TEXTS:
        return nw.col(column).cast(nw.String).fill_null("")
    if is_without_values(frame, column):
        return (
            nw.when(nw.col(column).is_null()).then(nw.lit("")).otherwise(nw.lit(""))
        )  # as long as the column
    if dtype.is_numeric() or dtype == nw.Boolean or dtype.is_temporal():
        raise ColumnError(
            column,
            f"codes are text, never {dtype}: spreadsheets keep only 15 significant digits, and floats and "
            "JavaScript are inexact above 2**53, which is every KIB of Papua (91 to 96); read the column as text",
        )
    raise ColumnError(column, f"codes are text, not {dtype}")


_TEXTS = (nw.String, nw.Categorical, nw.Enum)


def is_text(frame: Frame, column: str) -> bool:
    """Whether the column has text, or no values and so no type."""
    return frame.collect_schema()[column] in _TEXTS or is_without_values(frame, column)


def is_without_values(frame: Frame, column: str) -> bool:
    """Whether the type of the column says nothing, as it has no values.

    Its type is that of nulls, or it is in memory and has only nulls: pandas makes floats of blank cells, and objects of
    a frame without rows, such as Dask asks with first; the partitions with rows answer for their own.
    """
    if frame.collect_schema()[column] == nw.Unknown:
        return True
    if not is_eager(frame):
        return False
    values = cast("nw.DataFrame[Any]", frame)[column]
    if len(values):
        return bool(values.is_null().all())
    return frame.implementation.is_pandas() and str(nw.to_native(values).dtype) in {"object", "float64"}
