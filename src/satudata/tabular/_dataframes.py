"""The rows of a dataframe of any kind that narwhals takes."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from satudata.errors import MissingExtraError, WrongTypeError
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


def rows_of_dataframe(source: Any) -> ValueRows:
    """The rows of a dataframe, which is collected where it is lazy."""
    if not find_spec("narwhals"):
        raise MissingExtraError("frames", "a dataframe")
    import narwhals.stable.v2 as nw

    try:
        frame = nw.from_native(source)
    except TypeError:
        raise WrongTypeError("a table is a dataframe that narwhals takes", type(source)) from None
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    headings = [str(name) for name in eager.columns]
    return ValueRows(headings, lambda: eager.iter_rows(buffer_size=BATCH))
