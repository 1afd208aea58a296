"""The rows of a Parquet file, read in batches by Polars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from satudata.errors import MissingExtraError, TableError
from satudata.findings import finding
from satudata.tabular._file_kinds import kind_of
from satudata.tabular._values import ValueRows

#: Rows that are turned into text at once.
BATCH = 10_000


def rows_of_parquet(file: Any) -> ValueRows:
    """A Parquet file by path or stream; lines are counted as in the CSV that it would be."""
    name = str(getattr(file, "name", file))
    if not find_spec("polars"):
        raise MissingExtraError("polars", f"Parquet ({name})")
    import polars

    frame = polars.scan_parquet(file, glob=False)
    try:
        schema = frame.collect_schema()
    except polars.exceptions.PolarsError as error:
        raise TableError(name, str(error)) from None
    nested = [
        finding("column-nested", column, column=column, type=str(dtype))
        for column, dtype in schema.items()
        if dtype.is_nested() or dtype in (polars.Binary, polars.Object)
    ]

    def walk() -> Iterator[Sequence[Any]]:
        texts = frame.select(polars.all().cast(polars.String).fill_null(""))
        try:
            for batch in texts.collect_batches(chunk_size=BATCH):
                yield from batch.iter_rows()
        except polars.exceptions.PolarsError as error:
            raise TableError(name, str(error)) from None

    return ValueRows(list(schema), walk, before=1, problems=nested, form="Parquet")


def is_parquet(path: Path) -> bool:
    """Whether the file begins and ends as Parquet does."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return kind_of(file).format == "Parquet"
