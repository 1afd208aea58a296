"""Counting on any engine: the distinct events and their regions by two steps of grouping, then how many there are."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import narwhals.stable.v2 as nw

from satudata.counting import DIMENSIONS
from satudata.frames._doorway import Frame, own
from satudata.frames._keys import HAS_KIB, KEY, MAIN, REGION, Told, dimension, keyed, main_of_kib
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, AdminLevel

EVENTS, PLACE = "events", "region"

_NUMBER, _IS_PLACED = own("number"), own("is_placed")


@attrs.frozen(kw_only=True)
class Keyed:
    """The events of a frame and the regions that each affects, each once."""

    groups: tuple[str, ...]
    #: One row an event: its key, its groups, what decides its type and day, and whether any row names a region.
    events: Frame
    #: One row an event and region named; None where no column names them.
    places: Frame | None

    @classmethod
    def of(
        cls,
        frame: Frame,
        groups: tuple[str, ...],
        told: Told,
        only: nw.Expr | None = None,
    ) -> Keyed:
        """Group the rows of *frame*, or of those with the keys that *only* says."""
        own_groups = [name for name in groups if name not in DIMENSIONS]
        dimensions = [name for name in groups if name in DIMENSIONS]
        is_declared = bool(dimensions) and (told.type is not None or told.date is not None)
        rows = keyed(frame, told, with_main=is_declared)
        rows = rows.filter(~nw.col(KEY).is_null() if only is None else ~nw.col(KEY).is_null() & only)
        keys = [*own_groups, KEY]
        placed = (nw.col(REGION) != "").cast(nw.Int32)
        deciding = [MAIN] if is_declared else []
        rows = rows.select(*keys, REGION, *deciding, placed.alias(_IS_PLACED), nw.col(HAS_KIB).cast(nw.Int32))
        events = rows.group_by(*keys).agg(
            nw.col(_IS_PLACED).max(), nw.col(HAS_KIB).max(), *(nw.col(name).min() for name in deciding)
        )
        if dimensions:
            if not is_declared:
                events = events.with_columns(main_of_kib(nw.col(KEY), nw.col(HAS_KIB) == 1).alias(MAIN))
            events = events.with_columns(*(dimension(name, nw.col(MAIN)).alias(name) for name in dimensions))
        if told.region is None:
            return cls(groups=groups, events=events, places=None)
        places = rows.filter(nw.col(REGION) != "").group_by(*keys, REGION).agg(nw.len().alias(_NUMBER))
        if dimensions:
            dated = _joinable(events, own_groups).select(KEY, *_joins(own_groups), *dimensions)
            on = [KEY, *_joins(own_groups)]
            places = _joinable(places, own_groups).join(dated, on=on, how="inner")
        return cls(groups=groups, events=events, places=places)

    def counts(self, level: AdminLevel) -> Frame:
        """How many events at one level."""
        if level is AdminLevel.NATIONAL:
            return sorted_by(_number(self.events, self.groups), self.groups)
        width = PROVINCE_WIDTH if level is AdminLevel.PROVINCE else REGENCY_WIDTH
        answer = (*self.groups, PLACE)
        unplaced = self.events.filter(nw.col(HAS_KIB) == 1)
        if self.places is None:
            unplaced = unplaced.with_columns(nw.col(KEY).str.slice(0, width).alias(PLACE))
            return sorted_by(_number(unplaced, answer), answer)
        unplaced = unplaced.filter(nw.col(_IS_PLACED) == 0)
        unplaced = unplaced.with_columns(nw.col(KEY).str.slice(0, width).alias(PLACE))
        parts = [_number(each, answer) for each in (_at(self.places, self.groups, width), unplaced)]
        together = nw.concat(parts).group_by(*answer).agg(nw.col(EVENTS).sum())
        together = together.with_columns(nw.col(EVENTS).cast(nw.Int64))  # SQL widens what it adds
        return sorted_by(together, answer)


def _at(places: Frame, groups: Sequence[str], width: int) -> Frame:
    """Each event and region once; a record that names only a province counts there and in no kabupaten/kota."""
    if width == REGENCY_WIDTH:
        return places.filter(nw.col(REGION).str.len_chars() == REGENCY_WIDTH).rename({REGION: PLACE})
    provinces = places.with_columns(nw.col(REGION).str.slice(0, width).alias(PLACE))
    return provinces.group_by(*groups, KEY, PLACE).agg(nw.len().alias(_NUMBER))


def _number(frame: Frame, groups: Sequence[str]) -> Frame:
    if not groups:
        return frame.select(nw.len().cast(nw.Int64).alias(EVENTS))
    counted = frame.group_by(*groups).agg(nw.len().alias(EVENTS))
    return counted.select(*groups, nw.col(EVENTS).cast(nw.Int64))


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
