"""The columns of a frame by their headings, as :mod:`satudata.tabular` knows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, cast

import narwhals.stable.v2 as nw

from satudata.errors import InvalidArgumentError
from satudata.frames import _grammar
from satudata.frames._columns import names, temporary, text
from satudata.frames._days import with_days
from satudata.frames._engines import Frame, Native, by_partition, is_spark
from satudata.frames._errors import ColumnError, EngineError
from satudata.frames._repairs import is_blank
from satudata.tabular import Columns

#: Find columns by their headings; ``None``: use only those that are named.
Headings: TypeAlias = Literal["auto"] | None
#: What :func:`satudata.frames.read_kib` adds: better than the KIB as it is written.
_READ = ("kib_canonical", "kib_digits")


def by_headings(frame: Frame, columns: Headings) -> Mapping[str, str]:
    """The column of each field if *columns* is ``"auto"``, else none."""
    if columns not in (None, "auto"):
        raise InvalidArgumentError("columns is one of: None, 'auto'")
    return {} if columns is None else matched_fields(frame, {})


def matched_fields(frame: Frame, columns: Mapping[str, str]) -> dict[str, str]:
    """The column of each field: by its heading, unless *columns* says otherwise."""
    headings = names(frame)
    matched = Columns.of(headings, columns)
    for problem in matched.problems:
        if problem.code in ("column-choice", "column-unit"):
            raise ColumnError(problem.where, problem.message("en"))
    return {field: headings[place] for field, place in matched.used.items()}


def column_of_kib(found: Mapping[str, str], given: str | None, columns: Headings) -> str:
    """The column of KIBs: *given*, else found by its heading, else ``kib``."""
    if given is not None or columns is None:
        return given or "kib"
    if "kib" not in found:
        raise ColumnError("", "no heading is that of a KIB; name the column: column=...")
    return found["kib"]


#: The event, region, type and day of each row, put together from several columns.
EVENT, REGION, TYPE, DATE = (temporary(f"auto_{name}") for name in ("event", "region", "type", "date"))
_KIB, _DAY = temporary("auto_kib"), temporary("auto_day")


def with_event_columns(frame: Frame, found: Mapping[str, str]) -> Frame:
    """Add the event, region, type code and day of each row as the rows of a table have them, ``""`` for none.

    The event is the event id, else the KIB. A region or type that the row does not name is that of its KIB; the day is
    that of the KIB, else the row's own.
    """
    if is_spark(frame):  # it would plan the columns for minutes
        raise EngineError(
            str(frame.implementation.value),
            "count by columns found by their headings; name them: event=, region=, type=, date=",
        )
    if frame.implementation.is_dask():
        return cast("Frame", nw.from_native(_by_partition(nw.to_native(frame), found)))
    kibs = [name for name in _READ if name in names(frame)] or [
        found[name] for name in ("kib",) if name in found
    ]
    if not kibs and "event_id" not in found and not {"region_id", "type_code", "date"} <= set(found):
        raise ColumnError("", "no heading is that of an event id or a KIB; name the column: event=...")
    kib = _first(frame, *kibs)
    digits = nw.when(_grammar.has_sixteen(nw.col(EVENT))).then(_grammar.compact(nw.col(EVENT)))
    frame = frame.with_columns(kib.alias(EVENT)).with_columns(digits.otherwise(nw.lit("")).alias(_KIB))
    frame = frame.with_columns(
        *(
            _or_else(frame, found.get(field), part).alias(name)
            for field, part, name in (
                ("event_id", nw.col(EVENT), EVENT),
                ("region_id", _grammar.region(nw.col(_KIB)), REGION),
                ("type_code", _grammar.type_code(nw.col(_KIB)), TYPE),
            )
        ),
        nw.lit("").alias(_DAY),
    )
    if "date" in found:
        region = nw.col(REGION).str.strip_chars()
        frame = with_days(frame, found["date"], _DAY, region=region, kib=nw.col(_KIB))
    day = _grammar.day(nw.col(_KIB))
    return frame.with_columns(
        nw.when(day.str.contains(f"^{_grammar.DAY}$")).then(day).otherwise(nw.col(_DAY)).alias(DATE)
    )


@by_partition
def _by_partition(df: Native, found: Mapping[str, str]) -> Native:
    return nw.to_native(with_event_columns(cast("Frame", nw.from_native(df)), found))


def _first(frame: Frame, *columns: str) -> nw.Expr:
    """The text of the first of *columns* that is filled in."""
    found: nw.Expr = nw.lit("")
    for column in reversed(columns):
        found = _or_else(frame, column, found)
    return found


def _or_else(frame: Frame, column: str | None, other: nw.Expr) -> nw.Expr:
    """The text of *column*, and in its blank cells *other*."""
    if column is None:
        return other
    cell = text(frame, column)
    return nw.when(is_blank(cell)).then(other).otherwise(cell)
