"""The rows of a dataframe of any kind that narwhals takes."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

from satudata.errors import MissingExtraError, TableError, WrongTypeError
from satudata.tabular._parquet import BATCH
from satudata.tabular._values import ValueRows

#: The packages whose dataframes narwhals takes.
_PACKAGES = frozenset(
    [
        "narwhals",
        "pandas",
        "polars",
        "pyarrow",
        "modin",
        "cudf",
        "duckdb",
        "dask",
        "ibis",
        "pyspark",
        "sqlframe",
    ]
)


def is_dataframe(source: object) -> bool:
    """Whether narwhals takes it; by its protocol or its package, so that narwhals is not imported to ask."""
    if hasattr(source, "__dataframe__") or hasattr(source, "__narwhals_dataframe__"):
        return True
    return type(source).__module__.partition(".")[0] in _PACKAGES


def labels_of(native: Any) -> list[Any] | None:
    """The labels of the columns as the engine has them; ``None`` for one whose labels are names that differ."""
    if type(native).__module__.partition(".")[0] in ("polars", "narwhals"):
        return None
    labels = getattr(native, "column_names", None)
    labels = getattr(native, "columns", None) if labels is None else labels
    return list(labels) if isinstance(labels, Iterable) else None


def rows_of_dataframe(source: Any) -> ValueRows:
    """The rows of a dataframe, which is collected where it is lazy.

    Its columns may have labels that are no text, several levels of labels, or one label twice, as a file may.
    """
    if not find_spec("narwhals"):
        raise MissingExtraError("frames", "a dataframe")
    import narwhals.stable.v2 as nw

    native = nw.to_native(source, pass_through=True)
    labels = labels_of(native)
    if labels is not None and len(set(labels)) < len(labels):
        native = _numbered(native, len(labels))
    try:
        frame = nw.from_native(native)
    except TypeError:
        raise WrongTypeError("a table is a dataframe that narwhals takes", type(source)) from None
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    headings = [_heading(label) for label in (eager.columns if labels is None else labels)]
    return ValueRows(headings, lambda: eager.iter_rows(buffer_size=BATCH))


def _heading(label: Any) -> str:
    """A label as a heading; its levels are joined like two lines of headings."""
    if not isinstance(label, tuple):
        return str(label)
    levels = (
        str(level) for level in label if not str(level).startswith("Unnamed: ")
    )  # pandas, for a blank cell
    return " ".join(filter(None, levels))


def _numbered(native: Any, width: int) -> Any:
    """The frame with numbers as names of its columns, some of which have the same name."""
    names = [str(number) for number in range(width)]
    if hasattr(native, "set_axis"):
        return native.set_axis(names, axis=1)
    if hasattr(native, "to_arrow_table"):
        native = native.to_arrow_table()
    if hasattr(native, "rename_columns"):
        return native.rename_columns(names)
    raise TableError("<dataframe>", "several columns have the same name; rename them")
