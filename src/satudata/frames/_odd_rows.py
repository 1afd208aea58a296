"""What costs much is done where it is needed: the few rows that are not plain are set aside and put back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, cast

import narwhals.stable.v2 as nw

from satudata.frames import _grammar
from satudata.frames._columns import Frame, is_eager, own
from satudata.frames._repairs import DIGITS, FIRST, REASON, REPAIRS, RIVAL, STATUS

#: Adds to a frame what its column of that name, which has no nulls, is read as.
Reader: TypeAlias = Callable[[Frame, str], Frame]

FOUND = (DIGITS, STATUS, REASON, FIRST, RIVAL, REPAIRS)
_IS_KIB, _ROW, _OPEN = own("is_kib"), own("row"), own("open")


def with_digits(frame: Frame, text: str, reader: Reader) -> Frame:
    """Add digits, status and reason of the column *text*; what is no strict KIB is left to *reader*."""
    frame = frame.with_columns(_grammar.is_strict(nw.col(text)).alias(_IS_KIB))
    if is_eager(frame):
        return _in_memory(frame, text, reader)
    if frame.implementation.is_polars():
        return _joined(frame, text, reader)
    is_kib, read = nw.col(_IS_KIB), nw.col(text)
    frame = frame.with_columns(nw.when(is_kib).then(nw.lit("")).otherwise(read).alias(_OPEN))
    frame = reader(frame, _OPEN)
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
        *(nw.when(~is_kib).then(nw.lit("")).alias(name) for name in FOUND[2:]),
    )
    return in_memory(frame, _IS_KIB, (text,), FOUND, lambda rows: reader(rows, text))


def in_memory(
    frame: Frame, is_plain: str, read: Sequence[str], found: Sequence[str], reader: Callable[[Frame], Frame]
) -> Frame:
    """Values are there: the places of the rows that are not plain are known, and what is found is written there.

    *is_plain* names a column; of the other rows *reader* has the columns *read*, and tells those named by *found*.
    """
    held = cast("nw.DataFrame[Any]", frame)
    places = (~held[is_plain]).arg_true()
    if len(places) == 0:
        return frame
    aside = cast("nw.DataFrame[Any]", reader(cast("Frame", held[places, list(read)])))
    return frame.with_columns(*(held[name].scatter(places, aside[name]) for name in found))


def _joined(frame: Frame, text: str, reader: Reader) -> Frame:
    """Polars lazily: the open texts are joined back by the number of their row, in the order of the rows."""
    is_kib, read = nw.col(_IS_KIB), nw.col(text)
    numbered = nw.to_native(frame).with_row_index(_ROW)
    is_open = nw.from_native(numbered).filter(~is_kib).select(_ROW, text)
    aside = nw.to_native(reader(is_open, text).select(_ROW, *FOUND))
    joined: Frame = nw.from_native(numbered.join(aside, on=_ROW, how="left", maintain_order="left"))
    return joined.with_columns(
        nw.when(is_kib).then(_grammar.compact(read)).otherwise(nw.col(DIGITS)).alias(DIGITS),
        nw.when(is_kib).then(nw.lit("ok")).otherwise(nw.col(STATUS)).alias(STATUS),
    )
