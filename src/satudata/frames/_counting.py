"""How many events: one per event nationally, per province affected and per kabupaten/kota affected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import narwhals.stable.v2 as nw

from satudata.counting import DIMENSIONS
from satudata.errors import shown
from satudata.frames._columns import Frame, Native, as_compared, entered, left, own, require
from satudata.frames._count_by_group import EVENTS, PLACE, Keyed
from satudata.frames._count_by_sort import Sorted, applies
from satudata.frames._errors import ColumnError, EngineError
from satudata.frames._event_keys import Told, dimension, keyed
from satudata.regions._code import AdminLevel

#: Beside a sum of weights: the rows that have none.
UNWEIGHTED = "unknown"

_NUMBER = own("number")


def count_events(
    df: Native,
    *,
    level: AdminLevel | str = AdminLevel.NATIONAL,
    event: str = "kib",
    region: str | None = None,
    type: str | None = None,  # noqa: A002  # the field's own word
    date: str | None = None,
    by: Iterable[str] = (),
    weight: str | None = None,
) -> Native:
    """Count events by the guideline's rules; the answer has the columns of *by*, ``region`` and ``events``.

    *level*: ``"national"`` (then there is no ``region``), ``"province"`` (2 digits) or ``"regency"`` (4). *event* names
    the column that tells events apart: a value of 16 digits, compact or printed, is a KIB and counts by its stem, any
    other as it stands, and a null by the row's *region*, *type* and *date*; a row that lacks one of these too is no
    event that could be told from others and is not counted. *region* names the column of the affected region, 4 digits
    or dotted (2 for a province only); without it, and for an event that names none, the KIB's counts.

    *by* holds ``"type"``, ``"year"`` and ``"month"`` (from *type* and *date*, else from the KIB; those of the event's
    main row) or names of columns, whose groups are counted each for itself.

    *weight* names a published number of events per row and gives the publisher's own sum instead: the weights of all
    rows added as they stand, with the number of rows that have none in ``unknown``. Nationally only.

    Source: Juklak BNPB 7/2023, Metode Perhitungan.
    """
    level = AdminLevel(level)
    frame = entered(df)
    groups = _groups(frame, by)
    told = Told(event=event, region=region, type=type, date=date)
    if weight is not None:
        require(frame, *told.columns, weight)
        if level is not AdminLevel.NATIONAL:
            raise ValueError(
                "weight gives the publisher's national sum; at other levels weights do not add up"
            )
        return left(_weighted(keyed(frame, told, with_main=bool(groups)), groups, weight))
    return left(_rows(frame, groups, told).counts(level))


def count_all(
    df: Native,
    *,
    event: str = "kib",
    region: str | None = None,
    type: str | None = None,  # noqa: A002  # the field's own word
    date: str | None = None,
    by: Iterable[str] = (),
) -> dict[str, Native]:
    """Count at all three levels: ``"national"``, ``"province"`` and ``"regency"``, each as :func:`count_events` does.

    A frame in memory is read once; of a lazy one the plans share what they have in common.
    """
    frame = entered(df)
    told = Told(event=event, region=region, type=type, date=date)
    rows = _rows(frame, _groups(frame, by), told)
    return {level.value: left(rows.counts(level)) for level in AdminLevel}


def _rows(frame: Frame, groups: tuple[str, ...], told: Told) -> Keyed | Sorted:
    require(frame, *told.columns)
    kind = Sorted if applies(frame, groups, told) else Keyed
    return kind.of(frame, groups, told)


def _groups(frame: Frame, by: Iterable[str]) -> tuple[str, ...]:
    groups = (by,) if isinstance(by, str) else tuple(by)
    require(frame, *(name for name in groups if name not in DIMENSIONS))
    compared = [as_compared(frame, name) for name in groups]
    for name in groups:
        if compared.count(as_compared(frame, name)) > 1:
            raise ColumnError(name, "it is named twice to count by")
        if as_compared(frame, name) in (PLACE, EVENTS, UNWEIGHTED):
            raise ColumnError(name, "the answer has a column of that name; rename the one to count by")
        if frame.implementation.is_duckdb() and "." in name:
            raise EngineError(
                "duckdb", f"to count by a column whose name has a dot, {shown(name)}; rename it"
            )
    return groups


def _weighted(rows: Frame, groups: Sequence[str], weight: str) -> Frame:
    """The weights added; null where none is known."""
    dtype = rows.collect_schema()[weight]
    if not dtype.is_numeric():
        raise ColumnError(weight, f"weights are numbers, not {dtype}")
    known = nw.col(weight)
    if dtype.is_float():
        known = nw.when(~known.is_nan()).then(known)
    dimensions = [dimension(name) for name in groups if name in DIMENSIONS]
    rows = rows.with_columns(*dimensions, known.alias(EVENTS))
    rows = rows.with_columns(nw.col(EVENTS).is_null().cast(nw.Int64).alias(UNWEIGHTED))
    rows = rows.select(*groups, EVENTS, UNWEIGHTED, nw.lit(1).alias(_NUMBER))
    sums = [nw.col(name).sum() for name in (EVENTS, UNWEIGHTED, _NUMBER)]
    added = rows.group_by(*groups).agg(*sums) if groups else rows.select(*sums)
    is_known = nw.col(_NUMBER) > nw.col(UNWEIGHTED)
    total = nw.col(EVENTS).cast(nw.Int64) if dtype.is_integer() else nw.col(EVENTS)
    added = added.with_columns(nw.when(is_known).then(total).alias(EVENTS), nw.col(UNWEIGHTED).cast(nw.Int64))
    answer = added.select(*groups, EVENTS, UNWEIGHTED)
    return answer.sort(*groups, nulls_last=True) if groups else answer
