"""Read a column of KIBs into new columns, with repairs where exactly one KIB is possible."""

from __future__ import annotations

from typing import Literal

import narwhals.stable.v2 as nw

from satudata.frames import _grammar, _in_context, _odd_rows
from satudata.frames._columns import from_caller, require, require_free, temporary, text, to_caller
from satudata.frames._engines import Frame, Native, by_partition
from satudata.frames._headings import by_headings, column_of_kib
from satudata.frames._repairs import (
    DIGITS,
    FIRST,
    REASON,
    REPAIRS,
    RIVAL,
    STATUS,
    first_of,
    is_blank,
    repaired,
)

#: The columns that reading a KIB adds, and those that it also adds with a context.
PARTS = ("digits", "status", "reason", "region", "province", "type", "date", "index", "stem")
WITH_CONTEXT = ("system", "canonical", "region_name")

#: The column of KIBs as text.
TEXT = temporary("text")


@by_partition
def read_kib(
    df: Native,
    column: str | None = None,
    *,
    prefix: str = "kib_",
    repair: bool = True,
    region_code: str | None = None,
    region_name: str | None = None,
    province_name: str | None = None,
    date: str | None = None,
    columns: Literal["auto"] | None = None,
) -> Native:
    """Read the KIBs of *column* (``kib`` if not given) and add their parts as columns.

    No row is dropped, no column is overwritten. With ``columns="auto"`` the columns that are not given, of the KIB and
    of its context, are found by their headings.

    Each new name begins with *prefix*:

    - ``digits`` (16), ``region`` (4), ``province`` (2), ``type`` (3), ``date`` (``2024-08-04``), ``index`` (an integer)
      and ``stem`` (15); null without a KIB.
    - ``status``: ``ok``, ``repaired``, ``blank`` or ``invalid``.
    - ``reason``: the codes of the repairs, joined by ``;``, or the finding about a blank or invalid text.

    Each row has the result of :func:`satudata.read_kib`. With ``repair=False`` only the forms of
    :meth:`satudata.KIB.parse` are read, and the reason is the ``.part`` of its error.

    *region_code*, *region_name*, *province_name* and *date* name columns that settle open points of the digits. With
    any of them three more columns come: ``system`` (``kemendagri``, ``bps``, ``both``, ``ambiguous`` or ``unknown``),
    ``canonical`` (the KIB with the Kemendagri code in force on its date) and ``region_name``.

    The result is a frame of the caller's kind; a lazy one stays lazy.

    Raises :class:`~satudata.frames.ColumnError` for a column that is missing, not text or would be overwritten,
    :class:`~satudata.frames.EngineError` for a task that the engine cannot do.
    """
    frame = from_caller(df)
    found = by_headings(frame, columns)
    column = column_of_kib(found, column, columns)
    context = _in_context.ContextColumns(
        region_code or found.get("region_id"),
        region_name or found.get("regency_name"),
        province_name or found.get("province_name"),
        date or found.get("date"),
    )
    require(frame, column, *context.names)
    added = PARTS + (WITH_CONTEXT if context.names else ())
    require_free(frame, (prefix + name for name in added))
    frame = with_digits(frame, column, repair=repair)
    if context.date is not None and repair:
        frame = _in_context.decide_by_date(frame, context.date, context.region_code)
    frame = with_parts(frame, prefix)
    if context.names:
        frame = _in_context.with_place(frame, context, prefix)
    return to_caller(frame)


def with_digits(frame: Frame, column: str, *, repair: bool) -> Frame:
    """Add digits, status and reason of the KIBs of *column*."""
    frame = frame.with_columns(text(frame, column).alias(TEXT))
    return _odd_rows.with_digits(frame, TEXT, repaired if repair else _not_repaired)


def _not_repaired(frame: Frame, column: str) -> Frame:
    """Add why a text is not a KIB: the part that :class:`satudata.InvalidKIBError` names."""
    read = nw.col(column)
    reason = first_of(
        (is_blank(read), "kib-blank"),
        (_grammar.has_sixteen(read), "date"),
        (read.str.contains("[^0-9 ]"), "digits"),
        (read.str.contains(" "), "spaces"),
        otherwise="length",
    )
    frame = frame.with_columns(reason.alias(REASON))
    return frame.with_columns(
        nw.when(nw.lit(value=False)).then(nw.lit("")).alias(DIGITS),
        first_of((nw.col(REASON) == "kib-blank", "blank"), otherwise="invalid").alias(STATUS),
        *(nw.lit("").alias(name) for name in (FIRST, RIVAL, REPAIRS)),
    )


def with_parts(frame: Frame, prefix: str) -> Frame:
    """Add the columns of the KIB in their order, from the digits, which are null without a KIB."""
    digits = nw.col(DIGITS)
    index = nw.when(~digits.is_null()).then(_grammar.index(digits)).otherwise(nw.lit("0")).cast(nw.Int8)
    return frame.with_columns(
        digits.alias(f"{prefix}digits"),
        nw.col(STATUS).alias(f"{prefix}status"),
        nw.col(REASON).alias(f"{prefix}reason"),
        _grammar.region(digits).alias(f"{prefix}region"),
        _grammar.province(digits).alias(f"{prefix}province"),
        _grammar.type_code(digits).alias(f"{prefix}type"),
        _grammar.iso_day(digits).alias(f"{prefix}date"),
        nw.when(~digits.is_null()).then(index).alias(f"{prefix}index"),
        _grammar.stem(digits).alias(f"{prefix}stem"),
    )
