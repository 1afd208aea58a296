"""Count events on any engine: group rows by event and region, then count the groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import attrs
import narwhals.stable.v2 as nw

from satudata.counting import DIMENSIONS
from satudata.frames._columns import name_of_view, temporary
from satudata.frames._engines import Frame, Native, by_partition, is_sql
from satudata.frames._event_keys import (
    HAS_KIB,
    MAIN,
    NONE,
    OTHER_ID,
    PROVINCE_ONLY,
    REGION,
    STATED,
    STEM,
    EventColumns,
    day_in_main,
    dimension,
    dimension_of_part,
    kib_region_at,
    region_at,
    region_factors,
    stem_part,
    type_in_main,
    with_event_keys,
)
from satudata.frames._main_types import CHOSEN, DAY, KIND, LAST, as_kind, chosen_types
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, AdminLevel

#: The columns of the answer: the number of events, and the region.
EVENTS, PLACE = "events", "region"

_PART, _AT, _LEAST = (temporary(name) for name in ("part", "at", "least"))
#: How exactly a row, or the best row of an event, says where the event counts. 0: not at all.
_PRECISION = temporary("precision")
_FROM_KIB, _PROVINCE, _REGENCY = 1, 2, 3


@attrs.frozen(kw_only=True)
class CountByGroup:
    """The rows of a frame with the keys of their events, ready to be counted."""

    groups: tuple[str, ...]
    #: The columns that identify an event, with the groups that do not follow from its stem.
    event: tuple[str, ...]
    #: The groups that follow from the stem.
    following: tuple[str, ...]
    rows: Frame

    @classmethod
    def of(cls, frame: Frame, groups: tuple[str, ...], columns: EventColumns) -> CountByGroup:
        """Add keys to the rows of *frame*. With a type or date column an event has those of its main row."""
        dimensions = tuple(name for name in groups if name in DIMENSIONS)
        others = [name for name in groups if name not in DIMENSIONS]
        event = (*others, STEM, OTHER_ID)
        is_declared = bool(dimensions) and columns.are_declared
        rows = with_event_keys(frame, columns, with_main=is_declared)
        # A row without an event has no other id. Where it is refused, the filter is another one, for an engine would
        # filter before it refuses; it keeps all rows, and keeps DuckDB from planning their keys many times.
        is_kept = ~nw.col(OTHER_ID).is_null() if columns.leaves_out else nw.col(STEM) >= NONE
        rows = rows.filter(is_kept)
        deciding = [MAIN, STATED] if is_declared else []
        rows = rows.select(*event, nw.col(HAS_KIB).cast(nw.Int32), REGION, *deciding)
        if rows.implementation.is_dask():
            # In one partition: over several, Dask loses columns that narwhals groups by.
            rows = cast("Frame", nw.from_native(_distinct(nw.to_native(rows)).repartition(npartitions=1)))
        if is_declared:
            decided = (nw.col(HAS_KIB).max(), nw.col(MAIN).min())
            kinds = rows.with_columns(
                as_kind(type_in_main()).alias(KIND), day_in_main().alias(DAY), nw.col(STATED).alias(LAST)
            )
            rows = rows.group_by(*event, REGION).agg(*decided)
            on = [STEM, OTHER_ID, *_joins(others)]
            events = _joinable(rows.group_by(*event).agg(*decided), others)
            if "type" in dimensions:
                events = _with_types(events, _joinable(kinds, others), on)
            asked = [nw.col(CHOSEN).alias(name) if name == "type" else dimension(name) for name in dimensions]
            events = events.select(*on, HAS_KIB, *asked)
            rows = _joinable(rows.drop(HAS_KIB), others).join(events, on=on, how="inner")
            event = (*event, *dimensions)
        region = nw.col(REGION)
        named = nw.when(region >= PROVINCE_ONLY).then(nw.lit(_PROVINCE)).otherwise(nw.lit(_REGENCY))
        precision = nw.when(region == NONE).then(nw.col(HAS_KIB)).otherwise(named)
        rows = rows.with_columns(precision.alias(_PRECISION))
        return cls(groups=groups, event=event, following=() if is_declared else dimensions, rows=rows)

    def counts(self, level: AdminLevel) -> Frame:
        """The number of events at one level."""
        precision = nw.col(_PRECISION)
        if level is AdminLevel.NATIONAL:
            return self._numbered(self.rows.group_by(*self.event).agg(precision.max()), self.groups)
        least, width = _REGENCY, REGENCY_WIDTH
        if level is AdminLevel.PROVINCE:
            least, width = _PROVINCE, PROVINCE_WIDTH
        rows = self.rows.with_columns(region_at(level).alias(_AT))
        placed = rows.group_by(*self.event, _AT).agg(precision.max())
        with_kib_regions = (
            self._with_kib_regions_on_duckdb if placed.implementation.is_duckdb() else self._with_kib_regions
        )
        found = with_kib_regions(placed, level, least)
        return self._numbered(found, (*self.groups, PLACE), width)

    def _with_kib_regions(self, placed: Frame, level: AdminLevel, least: int) -> Frame:
        """The events *placed* at a level by a row, and those that no row places, in the region of their KIB."""
        precision, source = nw.col(_PRECISION), placed
        if is_sql(placed):
            # SQL would group all rows again. If the smallest precision shows that every row names a region, it
            # groups none.
            least_of_all = self.rows.select(precision.min().alias(_LEAST))
            source = self.rows.join(least_of_all, how="cross").filter(nw.col(_LEAST) <= _FROM_KIB)
        unplaced = source.group_by(*self.event).agg(precision.max()).filter(precision == _FROM_KIB)
        parts = (placed.filter(precision >= least), unplaced.with_columns(kib_region_at(level).alias(_AT)))
        return nw.concat([part.select(*self.event, _AT) for part in parts])

    def _with_kib_regions_on_duckdb(self, placed: Frame, level: AdminLevel, least: int) -> Frame:
        """The same in SQL for DuckDB, which MATERIALIZED makes group the rows only once."""
        event = ", ".join('"' + name.replace('"', '""') + '"' for name in self.event)
        per, by = region_factors(level)
        rows = name_of_view()
        query = f"""
            WITH placed AS MATERIALIZED (SELECT * FROM {rows})
            SELECT {event}, {_AT} FROM placed WHERE {_PRECISION} >= {least}
            UNION ALL
            SELECT {event}, {STEM} // {per} * {by} AS {_AT}
            FROM (
                SELECT {event}, max({_PRECISION}) AS {_PRECISION} FROM placed
                WHERE (SELECT min({_PRECISION}) FROM placed) <= {_FROM_KIB}
                GROUP BY {event}
            )
            WHERE {_PRECISION} = {_FROM_KIB}
        """  # noqa: S608  # our own names, and quoted names of the caller
        return cast("Frame", nw.from_native(nw.to_native(placed).query(rows, query)))

    def _numbered(self, events: Frame, answer: tuple[str, ...], width: int = 0) -> Frame:
        """The number of *events* by group and, if *width* gives a number of digits, by region."""
        at = (_AT,) if width else ()
        if self.following:
            events = events.with_columns(stem_part(self.following).alias(_PART))
            others = [name for name in self.groups if name not in self.following]
            parts = events.group_by(*others, *at, _PART).agg(nw.len().alias(EVENTS))
            parts = parts.with_columns(*(dimension_of_part(name, nw.col(_PART)) for name in self.following))
            counted = parts.group_by(*self.groups, *at).agg(nw.col(EVENTS).sum())
        elif self.groups or at:
            counted = events.group_by(*self.groups, *at).agg(nw.len().alias(EVENTS))
        else:
            counted = events.select(nw.len().alias(EVENTS))
        counted = counted.with_columns(nw.col(EVENTS).cast(nw.Int64))  # SQL widens sums
        if width:
            digits = (PROVINCE_ONLY + nw.col(_AT)).cast(nw.String).str.slice(1, width)
            counted = counted.with_columns(digits.alias(PLACE))
        return sorted_by(counted, answer)


def _with_types(events: Frame, kinds: Frame, on: list[str]) -> Frame:
    """Add the main type of each event as :data:`CHOSEN`."""
    first, state = temporary("first"), temporary("state")
    stated = kinds.group_by(*on).agg(nw.col(STATED).min(), nw.col(LAST).max())
    days = events.with_columns(day_in_main().alias(first)).select(*on, first)
    several = kinds.filter(~nw.col(KIND).is_null()).group_by(*on, KIND).agg(nw.col(DAY).min())
    of_first = several.join(days, on=on, how="inner").filter(nw.col(DAY) <= nw.col(first))
    found = (
        chosen_types(of_first.select(*on, KIND), on).with_columns(nw.col(CHOSEN).alias(state)).drop(CHOSEN)
    )
    joined = events.join(stated, on=on, how="left").join(found, on=on, how="left")
    agreed = nw.when(nw.col(STATED) == nw.col(LAST)).then(nw.col(STATED))
    return joined.with_columns(
        nw.when(nw.col(STATED).is_null()).then(nw.col(state)).otherwise(agreed).alias(CHOSEN)
    )


@by_partition
def _distinct(df: Native) -> Native:
    return df.drop_duplicates()


def sorted_by(frame: Frame, groups: Sequence[str]) -> Frame:
    """The answer, sorted by its groups."""
    return frame.sort(*groups, nulls_last=True).select(*groups, EVENTS) if groups else frame


def _joins(groups: Sequence[str]) -> list[str]:
    return [temporary(f"{what}_{name}") for name in groups for what in ("join", "null")]


def _joinable(frame: Frame, groups: Sequence[str]) -> Frame:
    """Add each group as a text and a flag for null, because a join does not match nulls."""
    texts = [nw.col(name).cast(nw.String).fill_null("").alias(temporary(f"join_{name}")) for name in groups]
    nulls = [nw.col(name).is_null().alias(temporary(f"null_{name}")) for name in groups]
    return frame.with_columns(*texts, *nulls) if groups else frame
