"""KIBs of a whole column: their parts in new columns, repaired where that leaves one reading."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from satudata.frames import _grammar, _in_context, _odd_rows
from satudata.frames._columns import (
    Frame,
    Native,
    by_partition,
    entered,
    left,
    own,
    require,
    require_free,
    text,
)
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

#: The columns that reading a KIB adds, and those that it adds where a context is given.
PARTS = ("digits", "status", "reason", "region", "province", "type", "date", "index", "stem")
WITH_CONTEXT = ("system", "canonical", "region_name")

#: The column read, as text.
TEXT = own("text")


@by_partition
def read_kib(
    df: Native,
    column: str = "kib",
    *,
    prefix: str = "kib_",
    repair: bool = True,
    region_code: str | None = None,
    region_name: str | None = None,
    province_name: str | None = None,
    date: str | None = None,
) -> Native:
    """Add what the KIBs of *column* say, row by row; no row is dropped and no column overwritten.

    Added, each behind *prefix*: ``digits`` (16), ``status`` (``ok``, ``repaired``, ``blank`` or ``invalid``),
    ``reason`` (of a repaired one the findings of its repairs, of a blank or invalid one that finding, joined by
    ``;``), ``region`` (4 digits), ``province`` (2), ``type`` (3), ``date`` (``2024-08-04``), ``index`` (a small
    integer) and ``stem`` (15 digits); null where there is no KIB. Equal, row by row, to :func:`satudata.read_kib`;
    with ``repair=False`` only the forms that :meth:`satudata.KIB.parse` takes are read, and the reason is the
    ``.part`` of its error.

    *region_code*, *region_name*, *province_name* and *date* name columns beside the KIB that decide where its digits
    leave something open. With one of them come also ``system`` (``kemendagri``, ``bps``, ``both``, ``ambiguous`` or
    ``unknown``), ``canonical`` (the KIB with the Kemendagri code in force on its date) and ``region_name``.

    The frame that comes out is of the caller's kind; a lazy one stays lazy.
    :class:`~satudata.frames.ColumnError` tells of a column that is missing, taken or not text.
    """
    frame = entered(df)
    given = _in_context.Given(region_code, region_name, province_name, date)
    require(frame, column, *given.columns)
    added = PARTS + (WITH_CONTEXT if given.columns else ())
    require_free(frame, (prefix + name for name in added))
    frame = with_digits(frame, column, repair=repair)
    if given.date is not None and repair:
        frame = _in_context.with_rivals_decided(frame, given.date)
    frame = with_parts(frame, prefix)
    if given.columns:
        frame = _in_context.with_place(frame, given, prefix)
    return left(frame)


def with_digits(frame: Frame, column: str, *, repair: bool) -> Frame:
    """Add digits, status and reason of the KIBs of *column*."""
    frame = frame.with_columns(text(frame, column).alias(TEXT))
    return _odd_rows.with_digits(frame, TEXT, repaired if repair else _refused)


def _refused(frame: Frame, column: str) -> Frame:
    """Add why texts are no KIB: the part that :class:`satudata.InvalidKIBError` names."""
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
    """Add the columns of the KIB in their order; the digits are null where there is none."""
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
