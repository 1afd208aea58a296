"""Parquet as the CSV that it would be: cells as text, what is null as a blank."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from satudata.cli._arguments import UsageError
from satudata.cli._messages import Words
from satudata.errors import MissingExtraError

_MAGIC = b"PAR1"


def is_parquet(path: Path) -> bool:
    """Whether the file begins as Parquet does."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


@contextmanager
def as_csv(path: Path, words: Words) -> Iterator[Path]:
    """A temporary CSV of a Parquet file, whatever its size; raises :class:`~satudata.MissingExtraError`."""
    if not find_spec("polars"):
        raise MissingExtraError("polars", f"Parquet ({path})")
    import polars

    frame = polars.scan_parquet(path, glob=False)
    try:
        schema = frame.collect_schema()
    except polars.exceptions.PolarsError as error:
        raise UsageError(words("file.error", file=path, reason=error)) from None
    for column, dtype in schema.items():
        if dtype.is_nested() or dtype in (polars.Binary, polars.Object):
            raise UsageError(words("parquet.type", file=path, column=column, type=dtype))
    with tempfile.TemporaryDirectory(prefix="satudata-") as folder:
        target = Path(folder) / "table.csv"
        frame.select(polars.all().cast(polars.String).fill_null("")).sink_csv(target)
        yield target
