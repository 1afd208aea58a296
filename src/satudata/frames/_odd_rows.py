"""The slow path: only rows whose KIB is not in a strict form go through repair; the others are taken as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, cast

import narwhals.stable.v2 as nw

from satudata.frames import _grammar
from satudata.frames._columns import temporary
from satudata.frames._engines import Frame, is_eager
from satudata.frames._repairs import DIGITS, FIRST, REASON, REPAIRS, RIVAL, STATUS

#: Adds the columns of :data:`RESULTS` to a frame; the second argument names its text column, which has no nulls.
Reader: TypeAlias = Callable[[Frame, str], Frame]

#: The columns that a reader adds.
RESULTS = (DIGITS, STATUS, REASON, FIRST, RIVAL, REPAIRS)
_IS_KIB, _ROW, _ODD_TEXT = temporary("is_kib"), temporary("row"), temporary("odd_text")


def with_digits(frame: Frame, text: str, reader: Reader) -> Frame:
    """Add digits, status and reason for the column *text*; *reader* reads the texts that are not a strict KIB."""
    frame = frame.with_columns(_grammar.is_strict(nw.col(text)).alias(_IS_KIB))
    if is_eager(frame):
        return _in_memory(frame, text, reader)
    if frame.implementation.is_polars():
        return _in_polars_plan(frame, text, reader)
    is_kib, read = nw.col(_IS_KIB), nw.col(text)
    frame = frame.with_columns(nw.when(is_kib).then(nw.lit("")).otherwise(read).alias(_ODD_TEXT))
    frame = reader(frame, _ODD_TEXT)
    return frame.with_columns(
        nw.when(is_kib).then(_grammar.compact(read)).otherwise(nw.col(DIGITS)).alias(DIGITS),
        nw.when(is_kib).then(nw.lit("ok")).otherwise(nw.col(STATUS)).alias(STATUS),
        nw.when(~is_kib).then(nw.col(REASON)).alias(REASON),
    )


def _in_memory(frame: Frame, text: str, reader: Reader) -> Frame:
    is_kib = nw.col(_IS_KIB)
    frame = frame.with_columns(
        nw.when(is_kib).then(_grammar.compact(nw.col(text))).alias(DIGITS),
        nw.when(is_kib).then(nw.lit("ok")).alias(STATUS),
        *(nw.when(~is_kib).then(nw.lit("")).alias(name) for name in RESULTS[2:]),
    )
    return overwrite_odd_rows(frame, _IS_KIB, (text,), RESULTS, lambda rows: reader(rows, text))


def overwrite_odd_rows(
    frame: Frame,
    is_plain: str,
    inputs: Sequence[str],
    results: Sequence[str],
    reader: Callable[[Frame], Frame],
) -> Frame:
    """Overwrite the columns *results* in the rows that are not plain; *frame* is in memory.

    *is_plain* names a column of booleans. *reader* gets the columns *inputs* of the other rows and adds the *results*.
    """
    rows = cast("nw.DataFrame[Any]", frame)
    positions = (~rows[is_plain]).arg_true()
    if len(positions) == 0:
        return frame
    odd = cast("nw.DataFrame[Any]", reader(cast("Frame", rows[positions, list(inputs)])))
    return frame.with_columns(*(rows[name].scatter(positions, odd[name]) for name in results))


def _in_polars_plan(frame: Frame, text: str, reader: Reader) -> Frame:
    """For a lazy frame of Polars: join the odd rows back by row number, in the order of the rows."""
    is_kib, read = nw.col(_IS_KIB), nw.col(text)
    numbered = nw.to_native(frame).with_row_index(_ROW)
    odd_rows = nw.from_native(numbered).filter(~is_kib).select(_ROW, text)
    odd = nw.to_native(reader(odd_rows, text).select(_ROW, *RESULTS))
    joined: Frame = nw.from_native(numbered.join(odd, on=_ROW, how="left", maintain_order="left"))
    return joined.with_columns(
        nw.when(is_kib).then(_grammar.compact(read)).otherwise(nw.col(DIGITS)).alias(DIGITS),
        nw.when(is_kib).then(nw.lit("ok")).otherwise(nw.col(STATUS)).alias(STATUS),
    )
