"""The rules of satudata for whole dataframes of pandas, Polars, PyArrow, DuckDB, Dask, Ibis and PySpark.

The result is a frame of the caller's kind; a lazy one stays lazy. Each row has the result of the scalar function of
:mod:`satudata`. The extra ``satudata[frames]`` installs narwhals only; the caller installs the engine. Columns of codes
must be text, never numbers.

    from satudata import frames

    frames.read_kib(df, "Kode Identitas Bencana")
    frames.count_events(df, level="regency", event="kib", region="region", by="type")
"""

from __future__ import annotations

from satudata.errors import MissingExtraError

try:
    import narwhals.stable.v2 as _narwhals
except ImportError:
    raise MissingExtraError("frames", "satudata.frames") from None

from satudata.frames._checking import verify
from satudata.frames._counting import count_all, count_events
from satudata.frames._errors import ColumnError, EngineError
from satudata.frames._reading import read_kib
from satudata.frames._threshold import evaluate

del _narwhals

__all__ = ["ColumnError", "EngineError", "count_all", "count_events", "evaluate", "read_kib", "verify"]
