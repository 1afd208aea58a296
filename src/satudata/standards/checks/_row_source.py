"""The headings and rows of a table: a file, a dataframe of any library, or rows as mappings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeAlias, final

import attrs

from satudata.errors import WrongTypeError
from satudata.findings import Finding
from satudata.standards._dataset import Resource
from satudata.tabular._csv import encoding_of, records
from satudata.tabular._file_kinds import kind_of
from satudata.tabular._tables import open_table

#: The cells of one row.
Cells: TypeAlias = tuple[Any, ...]


class _Dataframe(Protocol):
    """A dataframe of pandas, Dask, Polars, narwhals or Spark, or a relation of DuckDB."""

    @property
    def columns(self) -> Iterable[object]:
        """The headings."""


class _ArrowLike(Protocol):
    """A table or dataset of PyArrow."""

    def to_batches(self) -> Iterable[Any]:
        """The record batches."""


#: What :func:`satudata.standards.check_principles` reads: the path of a CSV, Excel or JSON file, a dataframe, or rows
#: as mappings by heading. A library of dataframes is known by its method for reading rows; none is imported here.
RowSource: TypeAlias = str | os.PathLike[str] | _Dataframe | _ArrowLike | Iterable[Mapping[str, object]]
#: A row with its number: the line in a file, else the row counted from 1.
NumberedRow: TypeAlias = tuple[int, Sequence[object]]

#: Number of rows to fetch at a time from a database.
_FETCH_SIZE = 2**12


@final
@attrs.frozen
class TableRows:
    """The headings and rows of a table, and the findings about the file as a whole."""

    headings: tuple[str, ...]
    rows: Iterable[NumberedRow]
    findings: tuple[Finding, ...] = ()


@contextmanager
def open_rows(source: RowSource, resource: Resource) -> Iterator[TableRows]:
    """The rows of *source*; a file stays open inside the ``with`` block.

    Raises ``TypeError`` for anything that is not a table, ``OSError`` for a file that cannot be read,
    :class:`~satudata.TableError` for one that is no table.
    """
    if not isinstance(source, (str, os.PathLike)):
        yield _in_memory(source)
        return
    with Path(source).open("rb") as file:
        form = kind_of(file).format
        if form == "Parquet":
            raise WrongTypeError(
                f"{source} is a Parquet file; pass a dataframe: check_principles(dataset, pl.scan_parquet(path))"
            )
        if form != "CSV":
            with open_table(source, delimiter=resource.separator) as table:
                table.require_rows()
                rows = ((each.line, each.cells) for each in table.records())
                yield TableRows(table.headings, rows, table.findings)
            return
        encoding, findings = encoding_of(file)
        with closing(records(file, encoding, resource.separator or ",")) as lines:
            first = next(lines, None)
            headings = () if first is None else tuple(cell.strip("\ufeff") for cell in first.cells)
            yield TableRows(headings, ((each.line, each.cells) for each in lines), findings)


def _in_memory(source: Any) -> TableRows:
    rows: Iterable[Sequence[object]]
    if hasattr(source, "itertuples"):  # pandas, Dask
        rows = source.itertuples(index=False, name=None)
    elif hasattr(source, "iter_rows"):  # Polars, narwhals
        rows = source.iter_rows()
    elif hasattr(source, "toLocalIterator"):  # Spark
        rows = source.toLocalIterator()
    elif hasattr(source, "fetchmany"):  # DuckDB
        rows = _fetched(source)
    elif hasattr(source, "to_batches"):  # PyArrow
        return TableRows(tuple(source.schema.names), enumerate(_of_batches(source), start=1))
    elif hasattr(source, "collect"):  # lazy dataframes
        return _in_memory(source.collect())
    elif isinstance(source, Iterable):
        return _of_mappings(iter(source))
    else:
        raise WrongTypeError("a table is a path, a dataframe or rows as mappings", type(source))
    return TableRows(tuple(map(str, source.columns)), enumerate(rows, start=1))


def _fetched(relation: Any) -> Iterator[Cells]:
    for rows in iter(partial(relation.fetchmany, _FETCH_SIZE), []):
        yield from rows


def _of_batches(table: Any) -> Iterator[Cells]:
    for batch in table.to_batches():
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _of_mappings(rows: Iterator[Any]) -> TableRows:
    first = next(rows, None)
    if first is not None and not isinstance(first, Mapping):
        raise WrongTypeError("a row is a mapping by heading, {'Meninggal': 1}", type(first))
    headings = tuple(first or ())

    def walk() -> Iterator[Cells]:
        row = first
        while row is not None:
            yield (*map(row.get, headings), *(row[name] for name in row if name not in headings))
            row = next(rows, None)

    return TableRows(headings, enumerate(walk(), start=1))
