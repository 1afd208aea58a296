"""Counting on any engine: the distinct events and regions by grouping, then how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import attrs
import narwhals.stable.v2 as nw

from satudata.counting import DIMENSIONS
from satudata.frames._columns import Frame, Native, by_partition, is_sql, own
from satudata.frames._event_keys import (
    HAS_KIB,
    MAIN,
    NONE,
    OTHER,
    PROVINCE_ONLY,
    REGION,
    STEM,
    Told,
    cell,
    dimension,
    dimension_of,
    keyed,
    parts_of_kib,
    place_of,
    place_of_kib,
)
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, AdminLevel

EVENTS, PLACE = "events", "region"

_CELL, _AT, _LEAST, _ROWS = (own(name) for name in ("cell", "at", "least", "rows"))
#: How a row, and the best of an event's rows, stands to regions: none named, nor a KIB that says one; none named, but a
#: KIB that does; a province only; a kabupaten/kota.
_STANDING = own("standing")
_OF_KIB, _OF_PROVINCE, _OF_REGENCY = 1, 2, 3


@attrs.frozen(kw_only=True)
class Keyed:
    """The rows of a frame, each with its event's key."""

    groups: tuple[str, ...]
    #: What tells an event from others, with the groups that do not follow from its stem.
    event: tuple[str, ...]
    #: The groups that do.
    following: tuple[str, ...]
    rows: Frame

    @classmethod
    def of(cls, frame: Frame, groups: tuple[str, ...], told: Told) -> Keyed:
        """Key the rows of *frame*; type and day of an event are those of its main row where they are declared."""
        dimensions = tuple(name for name in groups if name in DIMENSIONS)
        others = [name for name in groups if name not in DIMENSIONS]
        event = (*others, STEM, OTHER)
        is_declared = bool(dimensions) and (told.type is not None or told.date is not None)
        rows = keyed(frame, told, with_main=is_declared).filter(~nw.col(OTHER).is_null())
        deciding = [MAIN] if is_declared else []
        rows = rows.select(*event, nw.col(HAS_KIB).cast(nw.Int32), REGION, *deciding)
        if rows.implementation.is_dask():
            # What differs in any partition, in one: over many, Dask loses columns that narwhals groups by.
            rows = cast("Frame", nw.from_native(_distinct(nw.to_native(rows)).repartition(npartitions=1)))
        if is_declared:
            decided = (nw.col(HAS_KIB).max(), nw.col(MAIN).min())
            rows = rows.group_by(*event, REGION).agg(*decided)
            on = [STEM, OTHER, *_joins(others)]
            events = _joinable(rows.group_by(*event).agg(*decided), others)
            events = events.select(*on, HAS_KIB, *map(dimension, dimensions))
            rows = _joinable(rows.drop(HAS_KIB), others).join(events, on=on, how="inner")
            event = (*event, *dimensions)
        region = nw.col(REGION)
        named = nw.when(region >= PROVINCE_ONLY).then(nw.lit(_OF_PROVINCE)).otherwise(nw.lit(_OF_REGENCY))
        standing = nw.when(region == NONE).then(nw.col(HAS_KIB)).otherwise(named)
        rows = rows.with_columns(standing.alias(_STANDING))
        return cls(groups=groups, event=event, following=() if is_declared else dimensions, rows=rows)

    def counts(self, level: AdminLevel) -> Frame:
        """How many events at one level."""
        standing = nw.col(_STANDING)
        if level is AdminLevel.NATIONAL:
            return self._numbered(self.rows.group_by(*self.event).agg(standing.max()), self.groups)
        least, width = _OF_REGENCY, REGENCY_WIDTH
        if level is AdminLevel.PROVINCE:
            least, width = _OF_PROVINCE, PROVINCE_WIDTH
        rows = self.rows.with_columns(place_of(level).alias(_AT))
        placed = rows.group_by(*self.event, _AT).agg(standing.max())
        together = self._by_one_query if placed.implementation.is_duckdb() else self._together
        found = together(placed, level, least)
        return self._numbered(found, (*self.groups, PLACE), width)

    def _together(self, placed: Frame, level: AdminLevel, least: int) -> Frame:
        """The events *placed* at a level, and those that no row places, where their KIB says."""
        standing, source = nw.col(_STANDING), placed
        if is_sql(placed):
            # SQL would place all rows once more. Where each names a region, which one number tells, it need not.
            least_of_all = self.rows.select(standing.min().alias(_LEAST))
            source = self.rows.join(least_of_all, how="cross").filter(nw.col(_LEAST) <= _OF_KIB)
        unplaced = source.group_by(*self.event).agg(standing.max()).filter(standing == _OF_KIB)
        parts = (placed.filter(standing >= least), unplaced.with_columns(place_of_kib(level).alias(_AT)))
        return nw.concat([part.select(*self.event, _AT) for part in parts])

    def _by_one_query(self, placed: Frame, level: AdminLevel, least: int) -> Frame:
        """The same in the words of DuckDB, which can be told to place the rows once."""
        event = ", ".join('"' + name.replace('"', '""') + '"' for name in self.event)
        per, by = parts_of_kib(level)
        query = f"""
            WITH placed AS MATERIALIZED (SELECT * FROM {_ROWS})
            SELECT {event}, {_AT} FROM placed WHERE {_STANDING} >= {least}
            UNION ALL
            SELECT {event}, {STEM} // {per} * {by} AS {_AT}
            FROM (
                SELECT {event}, max({_STANDING}) AS {_STANDING} FROM placed
                WHERE (SELECT min({_STANDING}) FROM placed) <= {_OF_KIB}
                GROUP BY {event}
            )
            WHERE {_STANDING} = {_OF_KIB}
        """  # noqa: S608  # names of our own, and those of the caller between quotes
        return cast("Frame", nw.from_native(nw.to_native(placed).query(_ROWS, query)))

    def _numbered(self, events: Frame, answer: tuple[str, ...], width: int = 0) -> Frame:
        """The number of *events* by group, and by region where their number has so many digits."""
        at = (_AT,) if width else ()
        if self.following:
            events = events.with_columns(cell(self.following).alias(_CELL))
            told = [name for name in self.groups if name not in self.following]
            cells = events.group_by(*told, *at, _CELL).agg(nw.len().alias(EVENTS))
            cells = cells.with_columns(*(dimension_of(name, nw.col(_CELL)) for name in self.following))
            counted = cells.group_by(*self.groups, *at).agg(nw.col(EVENTS).sum())
        elif self.groups or at:
            counted = events.group_by(*self.groups, *at).agg(nw.len().alias(EVENTS))
        else:
            counted = events.select(nw.len().alias(EVENTS))
        counted = counted.with_columns(nw.col(EVENTS).cast(nw.Int64))  # SQL widens what it adds
        if width:
            digits = (PROVINCE_ONLY + nw.col(_AT)).cast(nw.String).str.slice(1, width)
            counted = counted.with_columns(digits.alias(PLACE))
        return sorted_by(counted, answer)


@by_partition
def _distinct(df: Native) -> Native:
    return df.drop_duplicates()


def sorted_by(frame: Frame, groups: Sequence[str]) -> Frame:
    """The answer in the order of its groups."""
    return frame.sort(*groups, nulls_last=True).select(*groups, EVENTS) if groups else frame


def _joins(groups: Sequence[str]) -> list[str]:
    return [own(f"{what}_{name}") for name in groups for what in ("join", "null")]


def _joinable(frame: Frame, groups: Sequence[str]) -> Frame:
    """With the groups as text and whether they are null: a join does not find nulls."""
    texts = [nw.col(name).cast(nw.String).fill_null("").alias(own(f"join_{name}")) for name in groups]
    nulls = [nw.col(name).is_null().alias(own(f"null_{name}")) for name in groups]
    return frame.with_columns(*texts, *nulls) if groups else frame
