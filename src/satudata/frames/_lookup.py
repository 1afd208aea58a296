"""Join small tables of the library to the caller's frame, on the caller's engine."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

import narwhals.stable.v2 as nw

from satudata.frames._columns import name_of_view, temporary
from satudata.frames._engines import Frame, is_eager, is_spark
from satudata.frames._errors import EngineError

#: A table of texts, by column.
Table: TypeAlias = Mapping[str, Sequence[str]]

_ROW = temporary("join_row")


def look_up(frame: Frame, table: Table, on: Sequence[str]) -> Frame:
    """Add the other columns of *table* where the columns *on* are equal, else ""; all rows keep their order."""
    added = [name for name in table if name not in on]
    right = _on_engine(frame, table)
    if is_eager(frame):
        frame = _in_memory(cast("nw.DataFrame[Any]", frame), right, on, added)
    elif frame.implementation.is_polars():
        native = nw.to_native(frame).join(nw.to_native(right), on=list(on), how="left", maintain_order="left")
        frame = cast("Frame", nw.from_native(native))
    elif is_spark(frame):
        frame = _on_spark(frame, right, on)
    else:
        frame = frame.join(right, on=list(on), how="left")
    return frame.with_columns(nw.col(*added).fill_null(""))


def _in_memory(frame: nw.DataFrame[Any], right: Any, on: Sequence[str], added: Sequence[str]) -> Frame:
    """Join the keys only, so that the caller's rows keep their order and index on every engine."""
    keys = frame.select(*on).with_row_index(_ROW)
    found = keys.join(right, on=list(on), how="left").sort(_ROW)
    return cast("Frame", frame.with_columns(*(found[name] for name in added)))


def _on_engine(frame: Frame, table: Table) -> Any:
    """The table as a frame of the same engine as *frame*."""
    kind = frame.implementation
    data = {name: list(values) for name, values in table.items()}
    if is_eager(frame):
        return nw.from_dict(data, schema=dict.fromkeys(data, nw.String), backend=kind)
    native = nw.to_native(frame)
    if kind.is_polars():
        return nw.from_dict(data, schema=dict.fromkeys(data, nw.String), backend=kind).lazy()
    if kind.is_duckdb():
        return nw.from_native(_duckdb_relation(native, data))
    if is_spark(frame):
        schema = ", ".join(f"`{name}` string" for name in data)
        return nw.from_native(
            native.sparkSession.createDataFrame(list(zip(*data.values(), strict=True)), schema)
        )
    if kind.is_ibis():
        return nw.from_native(sys.modules["ibis"].memtable(data))
    raise EngineError(str(kind.value), "join a lookup table of the library")


def _on_spark(frame: Frame, right: Any, on: Sequence[str]) -> Frame:
    """Join by null-safe equality.

    With plain equality Spark's optimizer looks for partitions to prune, and its lineage of our keys does not fit into
    memory.
    """
    left, renamed = nw.to_native(frame), nw.to_native(right)
    for name in on:
        renamed = renamed.withColumnRenamed(name, f"{name}_right")
    equal = [left[name].eqNullSafe(renamed[f"{name}_right"]) for name in on]
    return cast(
        "Frame", nw.from_native(left.join(renamed, equal, "left").drop(*(f"{name}_right" for name in on)))
    )


def _duckdb_relation(relation: Any, data: Mapping[str, Sequence[str]]) -> Any:
    """A relation of the caller's connection, since DuckDB joins no other; one text literal is quick to parse."""
    lines = "\n".join("\t".join(row) for row in zip(*data.values(), strict=True)).replace("'", "''")
    cells = ", ".join(f'cells[{place}] AS "{name}"' for place, name in enumerate(data, start=1))
    rows = f"SELECT string_split(unnest(string_split('{lines}', chr(10))), chr(9)) AS cells"  # our own rows
    return relation.query(name_of_view(), f"SELECT {cells} FROM ({rows})")  # noqa: S608
