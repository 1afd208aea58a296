"""Count events: nationally, in each affected province and in each affected kabupaten/kota."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import attrs
import narwhals.stable.v2 as nw

from satudata.counting import DIMENSIONS
from satudata.errors import InvalidArgumentError, shown
from satudata.frames import _headings as headings
from satudata.frames._columns import from_caller, is_without_values, require, temporary, to_caller_anew
from satudata.frames._count_by_group import EVENTS, PLACE, CountByGroup
from satudata.frames._count_by_sort import CountBySort, applies
from satudata.frames._engines import Frame, Native, arrow_types, as_compared
from satudata.frames._errors import ColumnError, EngineError
from satudata.frames._event_keys import EventColumns, dimension, with_event_keys
from satudata.frames._headings import Headings, by_headings, with_event_columns
from satudata.regions._code import AdminLevel

#: The column with the number of rows that have no weight.
UNWEIGHTED = "unknown"

#: What to do with a row that has no event.
_WITHOUT_EVENT = ("refuse", "leave_out")
_ROWS = temporary("rows")


def count_events(
    df: Native,
    event: str | None = None,
    *,
    level: AdminLevel | str = AdminLevel.NATIONAL,
    region: str | None = None,
    type: str | None = None,  # noqa: A002  # the field's own word
    date: str | None = None,
    main_type: str | None = None,
    by: Iterable[str] = (),
    weight: str | None = None,
    without_event: str = "refuse",
    columns: Literal["auto"] | None = None,
) -> Native:
    """Count events by the rules of the guideline.

    The answer has the columns of *by*, ``region`` (2 or 4 digits, not at the national level) and ``events``, sorted.

    *level* is ``"national"``, ``"province"`` or ``"regency"``. The other arguments name columns:

    - *event* (``kib`` if not given) identifies the event. Sixteen digits, compact or printed, are a KIB and count by
      the stem. Any other text is an id. A null counts by the row's *region*, *type* and *date*.
    - *region* is the affected region: 4 digits, with or without a dot, or 2 for a province only. Without it, and for an
      event that names no region, the region of the KIB counts.
    - *main_type* states the main type of the row's event by its code; null states nothing.
    - *by* has ``"type"``, ``"year"`` and ``"month"`` (of the event, from *type* and *date*, else from the KIB; the type
      is null where it is not known or the main type is open) or names of columns. Each group of a column is counted
      alone.
    - *weight* is the publisher's number of events of a row. It gives the publisher's own sum instead of a count, at the
      national level only; ``unknown`` is the number of rows without a weight.

    With ``columns="auto"`` the columns of *event*, *region*, *type* and *date* that are not given are found by their
    headings, among them those that :func:`read_kib` adds. The event is the event id, else the KIB; a region or type
    that the row does not name is that of the KIB; the day is that of the KIB, else the row's own.

    A row that has no id, and of region, type and date not all, belongs to no known event. It is refused;
    ``without_event="leave_out"`` counts without such rows, which :func:`verify` marks with ``row-left-out``.

    Raises :class:`ColumnError` for a column that is missing or has the wrong type, and for a row without an event (a
    lazy frame fails when it is computed, with an error of its engine); :class:`EngineError` for a task that the engine
    cannot do; ``ValueError`` for an unknown level, for weights below the national level and for an unknown
    *without_event*.

    Source: Juklak BNPB 7/2023, Metode Perhitungan.
    """
    level = AdminLevel(level)
    frame = from_caller(df)
    groups = _groups(frame, by)
    leaves_out = _leaves_out(without_event) or weight is not None
    frame, named = _named(
        frame, EventColumns(event or "", region, type, date, main_type, leaves_out), columns
    )
    frame = _plain(frame, groups, named)
    if weight is not None:
        require(frame, weight)
        if level is not AdminLevel.NATIONAL:
            raise InvalidArgumentError(
                "weights give the publisher's national sum; at other levels they do not add up"
            )
        keyed = with_event_keys(frame, named, with_main=bool(groups))
        return to_caller_anew(_weighted(keyed, groups, weight))
    return to_caller_anew(_rows(frame, groups, named).counts(level))


def count_all(
    df: Native,
    event: str | None = None,
    *,
    region: str | None = None,
    type: str | None = None,  # noqa: A002  # the field's own word
    date: str | None = None,
    main_type: str | None = None,
    by: Iterable[str] = (),
    without_event: str = "refuse",
    columns: Literal["auto"] | None = None,
) -> dict[str, Native]:
    """Count at all three levels: ``"national"``, ``"province"`` and ``"regency"``.

    The arguments, errors and answers are those of :func:`count_events`. A frame in memory is read once; the plans of a
    lazy one share their common part.
    """
    frame = from_caller(df)
    groups = _groups(frame, by)
    given = EventColumns(event or "", region, type, date, main_type, _leaves_out(without_event))
    frame, named = _named(frame, given, columns)
    rows = _rows(_plain(frame, groups, named), groups, named)
    return {level.value: to_caller_anew(rows.counts(level)) for level in AdminLevel}


def _named(frame: Frame, given: EventColumns, columns: Headings) -> tuple[Frame, EventColumns]:
    """The frame and the columns of its events: those *given*, and those found by their headings."""
    found = by_headings(frame, columns)
    if columns is None:
        return frame, attrs.evolve(given, event=given.event or "kib")
    frame = with_event_columns(frame, found)
    return frame, attrs.evolve(
        given,
        event=given.event or headings.EVENT,
        region=given.region or headings.REGION,
        type=given.type or headings.TYPE,
        date=given.date or headings.DATE,
    )


def _leaves_out(without_event: str) -> bool:
    if without_event not in _WITHOUT_EVENT:
        raise InvalidArgumentError(f"without_event is one of: {', '.join(_WITHOUT_EVENT)}")
    return without_event == "leave_out"


def _rows(frame: Frame, groups: tuple[str, ...], columns: EventColumns) -> CountByGroup | CountBySort:
    way = CountBySort if applies(frame, groups, columns) else CountByGroup
    return way.of(frame, groups, columns)


def _groups(frame: Frame, by: Iterable[str]) -> tuple[str, ...]:
    groups = (by,) if isinstance(by, str) else tuple(by)
    require(frame, *(name for name in groups if name not in DIMENSIONS))
    compared = [as_compared(frame, name) for name in groups]
    for name in groups:
        if compared.count(as_compared(frame, name)) > 1:
            raise ColumnError(name, "by names it twice")
        if as_compared(frame, name) in (PLACE, EVENTS, UNWEIGHTED):
            raise ColumnError(name, "the answer has a column with this name; rename it")
        if frame.implementation.is_duckdb() and "." in name:
            raise EngineError("duckdb", f"count by a column with a dot in its name, {shown(name)}; rename it")
    return groups


def _plain(frame: Frame, groups: Sequence[str], columns: EventColumns) -> Frame:
    """The frame with types that can be grouped: text without values, NaN as null, and no dictionaries of Arrow."""
    require(frame, *columns.names)
    schema, arrow = frame.collect_schema(), arrow_types(frame)
    others = [name for name in groups if name not in DIMENSIONS]
    changed: list[nw.Expr] = []
    for name in dict.fromkeys((*columns.names, *others)):
        if schema[name] != nw.String and is_without_values(frame, name):
            changed.append(nw.when(nw.lit(value=False)).then(nw.lit("")).alias(name))
        elif name in others and schema[name].is_float():
            changed.append(nw.when(~nw.col(name).is_nan()).then(nw.col(name)).alias(name))
        elif name in others and arrow.get(name, "").startswith("dictionary"):
            changed.append(nw.col(name).cast(nw.String).alias(name))
    return frame.with_columns(*changed) if changed else frame


def _weighted(rows: Frame, groups: Sequence[str], weight: str) -> Frame:
    """The sum of the weights; null if no weight of a group is known."""
    dtype = rows.collect_schema()[weight]
    known = nw.col(weight)
    if not dtype.is_numeric() and is_without_values(rows, weight):
        known = nw.when(nw.lit(value=False)).then(nw.lit(0.0))
    elif not dtype.is_numeric():
        raise ColumnError(weight, f"weights are numbers, not {dtype}")
    elif dtype.is_float():
        known = nw.when(~known.is_nan()).then(known)
    dimensions = [dimension(name) for name in groups if name in DIMENSIONS]
    rows = rows.with_columns(*dimensions, known.alias(EVENTS))
    rows = rows.with_columns(nw.col(EVENTS).is_null().cast(nw.Int64).alias(UNWEIGHTED))
    rows = rows.select(*groups, EVENTS, UNWEIGHTED, nw.lit(1).alias(_ROWS))
    sums = [nw.col(name).sum() for name in (EVENTS, UNWEIGHTED, _ROWS)]
    added = rows.group_by(*groups).agg(*sums) if groups else rows.select(*sums)
    is_known = nw.col(_ROWS) > nw.col(UNWEIGHTED)
    total = nw.col(EVENTS).cast(nw.Int64) if dtype.is_integer() else nw.col(EVENTS)
    added = added.with_columns(nw.when(is_known).then(total).alias(EVENTS), nw.col(UNWEIGHTED).cast(nw.Int64))
    answer = added.select(*groups, EVENTS, UNWEIGHTED)
    return answer.sort(*groups, nulls_last=True) if groups else answer
