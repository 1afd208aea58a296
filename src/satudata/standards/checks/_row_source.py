"""The headings and rows of a table, be it a CSV file, a dataframe of any make, or rows as mappings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, final

import attrs

from satudata.findings import Finding
from satudata.standards._dataset import Resource
from satudata.tabular._csv import encoding_of, records

#: The path of a CSV file, rows as mappings by heading, or a dataframe that can be walked by one of its own methods.
Table: TypeAlias = Any
#: The line in a file, else the row counted from 1, and its cells.
Numbered: TypeAlias = tuple[int, Sequence[object]]

_PARQUET = b"PAR1"
#: So many rows are fetched at once from a table that lies elsewhere.
_FETCHED = 2**12


@final
@attrs.frozen
class Rows:
    """The headings and rows of a table, and what was doubtful about the file as a whole."""

    headings: tuple[str, ...]
    rows: Iterable[Numbered]
    findings: tuple[Finding, ...] = ()


@contextmanager
def opened(table: Table, resource: Resource) -> Iterator[Rows]:
    """The rows of *table*; ``TypeError`` for what is none, ``OSError`` for a file that cannot be read."""
    if not isinstance(table, (str, os.PathLike)):
        yield _in_memory(table)
        return
    with Path(table).open("rb") as file:
        if file.read(len(_PARQUET)) == _PARQUET:
            raise TypeError(
                f"{table} is Parquet, give its frame: check_principles(dataset, pl.scan_parquet(path))"
            )
        encoding, findings = encoding_of(file)
        with closing(records(file, encoding, resource.separator or ",")) as lines:
            first = next(lines, None)
            headings = () if first is None else tuple(cell.strip("\ufeff") for cell in first.cells)
            yield Rows(headings, ((each.line, each.cells) for each in lines), findings)


def _in_memory(table: Table) -> Rows:
    rows: Iterable[Sequence[object]]
    if hasattr(table, "itertuples"):  # pandas, Dask
        rows = table.itertuples(index=False, name=None)
    elif hasattr(table, "iter_rows"):  # Polars, narwhals
        rows = table.iter_rows()
    elif hasattr(table, "toLocalIterator"):  # Spark
        rows = table.toLocalIterator()
    elif hasattr(table, "fetchmany"):  # DuckDB
        rows = _fetched(table)
    elif hasattr(table, "to_batches"):  # PyArrow
        names = tuple(table.schema.names)
        return Rows(names, enumerate(_of_batches(table), start=1))
    elif hasattr(table, "collect"):  # lazy frames
        return _in_memory(table.collect())
    elif isinstance(table, Iterable):
        return _of_mappings(iter(table))
    else:
        raise TypeError(f"a table is a path, a dataframe or rows as mappings, not {type(table).__name__}")
    return Rows(tuple(map(str, table.columns)), enumerate(rows, start=1))


def _fetched(table: Any) -> Iterator[tuple[object, ...]]:
    for rows in iter(partial(table.fetchmany, _FETCHED), []):
        yield from rows


def _of_batches(table: Any) -> Iterator[tuple[object, ...]]:
    for batch in table.to_batches():
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _of_mappings(rows: Iterator[Any]) -> Rows:
    first = next(rows, None)
    if first is not None and not isinstance(first, Mapping):
        raise TypeError(f"a row is a mapping by heading, {{'Meninggal': 1}}, not {type(first).__name__}")
    headings = tuple(first or ())

    def walk() -> Iterator[tuple[object, ...]]:
        row = first
        while row is not None:
            yield (*map(row.get, headings), *(row[name] for name in row if name not in headings))
            row = next(rows, None)

    return Rows(headings, enumerate(walk(), start=1))
