"""Count events by one sort: in memory, on Polars and on Dask.

Event and region are packed into one number. After a sort, a number that differs from the one before it is a new region
of its event, a new province or a new event, depending on which part differs. So one sort answers all three levels.

Plain rows (sixteen ASCII digits, and four for the region) are packed at once. The other rows are read first and then
packed, on Polars batch by batch. An id that is not a KIB gets a number from the engine, which unlike a hash is exact.

Polars and narwhals use the same names for the expressions here. So the same code works for Polars, which may be lazy,
and for any frame in memory; ``api`` is the module of either.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, cast

import attrs
import narwhals.stable.v2 as nw

from satudata.counting import DIMENSIONS
from satudata.disaster_types._schemes import CHANGED_MEANING, PRESENT_SINCE
from satudata.frames._columns import temporary, text
from satudata.frames._count_by_group import EVENTS, PLACE, sorted_by
from satudata.frames._engines import Frame, Native, by_partition, is_eager
from satudata.frames._event_keys import (
    LAST_DAY,
    NONE,
    OTHER_ID,
    PROVINCE_ONLY,
    REGION,
    STEM,
    EventColumns,
    is_plain,
    read_each_row,
    refuse_rows_without_event,
    with_event_keys,
)
from satudata.kib import DATE, INDEX, TYPE, WIDTH
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, AdminLevel

#: The numbers of one province: a hundred kabupaten/kota, the province itself, and room for quick division.
_SPAN = 184
_PROVINCE_ONLY = 100
#: A row without a region. It sorts last within its event, so that it counts only if no row of the event has a region.
_UNPLACED = 100 * _SPAN
#: The number of values for a region, with the one for none.
_REGIONS = _UNPLACED + 1
#: Powers of ten that cut a stem after its date and after its type.
_AFTER_DATE, _AFTER_TYPE = (10 ** (INDEX - part.start) for part in (DATE, TYPE))
#: Other ids get numbers above all stems.
_OTHERS = 10**INDEX
#: Every engine has signed numbers of 64 bits: half of the stems are packed below zero, so that all fit.
_HALF = _OTHERS // 2
#: The number of places where an event can count: the regions, and above them the regions of KIBs.
_PLACES = _REGIONS + _OTHERS // _AFTER_TYPE

#: The year from which 103 to 109 have their present meaning, as a number before all its days.
_SINCE = PRESENT_SINCE * 10_000
_LAST_DAY = int(LAST_DAY)

_X, _EVENT, _IN, _AT, _CELL, _PART, _ID = (
    temporary(name) for name in ("x", "event", "in", "at", "cell", "part", "id")
)
#: A frame in memory.
Rows: TypeAlias = nw.DataFrame[Any]
#: By level, a flag: the row is new at this level.
_FLAGS = {level: temporary(f"new_{level.value}") for level in AdminLevel}


def applies(frame: Frame, groups: Sequence[str], columns: EventColumns) -> bool:
    """Whether *frame* can be counted by one sort.

    No group may be a column of the caller, or need a type or date from another column than the KIB.
    """
    follows_from_stem = not (groups and columns.are_declared) and set(groups) <= set(DIMENSIONS)
    return follows_from_stem and (is_eager(frame) or frame.implementation.is_dask() or _numbers_ids(frame))


def _numbers_ids(frame: Frame) -> bool:
    """Whether this is a Polars that gives an id the same number in all batches."""
    return frame.implementation.is_polars() and hasattr(nw.get_native_namespace(frame), "Categories")


@attrs.frozen(kw_only=True)
class CountBySort:
    """The numbers of new events by group and region, from one sort."""

    groups: tuple[str, ...]
    api: Any
    rolled: Any

    @classmethod
    def of(cls, frame: Frame, groups: tuple[str, ...], columns: EventColumns) -> CountBySort:
        """Pack, sort and roll up the rows of *frame*, which are read once."""
        with_event_keys(
            frame.head(0), columns
        )  # raises errors for columns that are not text, even without rows
        if is_eager(frame) and not _numbers_ids(frame):
            return cls(groups=groups, api=nw, rolled=_rolled(nw, _numbered(_packed(frame, columns)), groups))
        if frame.implementation.is_dask():
            # Each partition is packed alone; then the distinct numbers, a few bytes a row, are put together.
            packed = _packed_by_partition(nw.to_native(frame), columns).repartition(npartitions=1)
            return cls(groups=groups, api=nw, rolled=nw.from_native(_rolled_by_partition(packed, groups)))
        polars = nw.get_native_namespace(frame)
        packer = Packer.of(polars, columns)
        rows = nw.to_native(frame).select(*columns.names)
        if is_eager(frame):
            rolled = _rolled(polars, packer(rows).lazy(), groups).collect()
        else:
            numbers = rows.map_batches(packer, schema={_X: polars.Int64}, streamable=True, **_NO_PUSHDOWN)
            # The three levels share one sort, even if Polars does not notice that they can.
            rolled = _rolled(polars, numbers, groups).cache()
        return cls(groups=groups, api=polars, rolled=rolled)

    def counts(self, level: AdminLevel) -> Frame:
        """The number of events at one level."""
        number = self.api.col(_FLAGS[level])
        rows = self.rolled.filter(number > 0)
        if self.groups:
            rows = rows.with_columns(*_dimensions(self.api, self.groups, self.api.col(_PART)))
        answer = self.groups if level is AdminLevel.NATIONAL else (*self.groups, PLACE)
        if level is not AdminLevel.NATIONAL:
            digits = (10**REGENCY_WIDTH + self.api.col(_AT)).cast(self.api.String)
            width = PROVINCE_WIDTH if level is AdminLevel.PROVINCE else REGENCY_WIDTH
            rows = rows.with_columns(digits.str.slice(1, width).alias(PLACE))
        total = number.sum().alias(EVENTS)
        counted = rows.group_by(*answer).agg(total) if answer else rows.select(total)
        counted = counted.with_columns(self.api.col(EVENTS).cast(self.api.Int64))
        return sorted_by(nw.from_native(counted, pass_through=True), answer)


def _packed(frame: Frame, columns: EventColumns) -> Rows:
    """The packed numbers of a frame in memory, and in a second column the other ids, which have no number yet."""
    event = text(frame, columns.event)
    place = nw.lit(_UNPLACED)
    if columns.region is not None:
        place = _spread(text(frame, columns.region).cast(nw.Int64))
    rows = cast("Rows", frame.select(*columns.names))
    mask = rows.select(is_plain(frame, columns).alias(_X))[_X]
    plain, odd = (rows, rows.head(0)) if mask.all() else (rows.filter(mask), rows.filter(~mask))
    number = _pack(event.cast(nw.Int64) // 10, place).alias(_X)
    packed = plain.select(number, nw.lit("").alias(OTHER_ID))
    return nw.concat([packed, _pack_keys(read_each_row(cast("Frame", odd), columns))]) if len(odd) else packed


def _numbered(rows: Rows) -> Rows:
    """The packed numbers alone, each other id with a number of its own."""
    is_other = nw.col(OTHER_ID) != ""
    numbers, others = rows.filter(~is_other).select(_X), rows.filter(is_other)
    if len(others):
        ids = others.select(OTHER_ID).unique(OTHER_ID).with_row_index(_ID)
        others = others.join(ids, on=OTHER_ID, how="left")
        numbers = nw.concat([numbers, others.select(nw.col(_X) + nw.col(_ID).cast(nw.Int64) * _REGIONS)])
    return numbers


@by_partition
def _packed_by_partition(df: Native, columns: EventColumns) -> Native:
    return nw.to_native(_packed(cast("Frame", nw.from_native(df)), columns).unique())


@by_partition
def _rolled_by_partition(df: Native, groups: Sequence[str]) -> Native:
    return nw.to_native(_rolled(nw, _numbered(cast("Rows", nw.from_native(df))), groups))


#: A batch is packed whole, so Polars must not push anything past the packing.
_NO_PUSHDOWN = {"predicate_pushdown": False, "projection_pushdown": False, "slice_pushdown": False}


@attrs.frozen(kw_only=True)
class Packer:
    """Packs the rows of a batch of Polars; the same id gets the same number in every batch.

    It refers to no module, so that a plan with it can be pickled.
    """

    columns: EventColumns
    #: A value of the type that numbers ids; Polars forgets the numbers when the last value of the type is gone.
    numbering: Any

    @classmethod
    def of(cls, polars: Any, columns: EventColumns) -> Packer:
        """A packer with its own numbering of ids."""
        ids = polars.Categorical(polars.Categories.random())
        return cls(columns=columns, numbering=polars.Series([""], dtype=ids))

    def __call__(self, rows: Any) -> Any:
        """The packed numbers of the rows, without the rows that have no key."""
        polars = nw.get_native_namespace(rows)
        packed = rows.lazy().with_columns(_plain(polars, rows.schema, self.columns).alias(_X)).collect()
        numbers = packed.select(_X)
        if numbers[_X].null_count() == 0:
            return numbers
        odd = packed.filter(polars.col(_X).is_null()).select(*self.columns.names)
        return polars.concat([numbers.drop_nulls(), self._odd(polars, odd)])

    def _odd(self, polars: Any, rows: Any) -> Any:
        """The packed numbers of rows that are not plain."""
        columns = attrs.evolve(self.columns, leaves_out=True)
        keys: Any = (
            read_each_row(nw.from_native(rows.lazy()), columns).select(STEM, REGION, OTHER_ID).collect()
        )
        refuse_rows_without_event(keys, self.columns)
        packed = nw.to_native(_pack_keys(keys))
        is_other = polars.col(OTHER_ID) != ""
        id_ = polars.when(is_other).then(OTHER_ID).cast(self.numbering.dtype).to_physical().fill_null(0)
        return packed.select(polars.col(_X) + id_.cast(polars.Int64) * _REGIONS)


def _pack_keys(rows: Any) -> Any:
    """The packed numbers of rows with event keys, and their other ids, which have no number yet."""
    stem, region = nw.col(STEM), nw.col(REGION)
    event = nw.when(stem == NONE).then(nw.lit(_OTHERS)).otherwise(stem)
    province = (region - PROVINCE_ONLY) // 100 * _SPAN + _PROVINCE_ONLY
    named = nw.when(region >= PROVINCE_ONLY).then(province).otherwise(_spread(region))
    at = nw.when(region == NONE).then(nw.lit(_UNPLACED)).otherwise(named)
    return rows.filter(~nw.col(OTHER_ID).is_null()).select(_pack(event, at).alias(_X), OTHER_ID)


def _plain(polars: Any, schema: Any, columns: EventColumns) -> Any:
    """The packed number of a row with sixteen digits and, if there is a region column, four; else null."""

    def as_text(column: str) -> Any:
        expression = polars.col(column)
        return expression if schema[column] == polars.String else expression.cast(polars.String)

    event = as_text(columns.event)
    number = event.cast(polars.Int64, strict=False)
    # Fifteen digits with a sign have sixteen characters too; the lower limits exclude them.
    is_plain = (event.str.len_bytes() == WIDTH) & (number >= 10**INDEX)
    if columns.region is None:
        return polars.when(is_plain).then(_pack(number // 10, _UNPLACED))
    region = as_text(columns.region)
    place = region.cast(polars.Int64, strict=False)
    is_plain = is_plain & (region.str.len_bytes() == REGENCY_WIDTH) & (place >= 1000)
    return polars.when(is_plain).then(_pack(number // 10, _spread(place)))


def _pack(event: Any, at: Any) -> Any:
    """Event and region in one number."""
    return (event - _HALF) * _REGIONS + at


def _spread(code: Any) -> Any:
    """The number of a region of four digits, within the numbers of its province."""
    return code + (_SPAN - 100) * (code // 100)


def _modulo(api: Any, number: Any, by: int) -> Any:
    """The remainder of a division; pandas on Arrow has no operator for it."""
    return number - number // by * by if api is nw else number % by


def _rolled(api: Any, numbers: Any, groups: Sequence[str]) -> Any:
    """How many new events, provinces and kabupaten/kota each group and region has."""
    x, event, at = api.col(_X), api.col(_EVENT), api.col(_IN)
    rows = numbers.sort(_X).select(_X, (x // _REGIONS).alias(_EVENT))
    rows = rows.select((event + _HALF).alias(_EVENT), (x - event * _REGIONS).cast(api.UInt32).alias(_IN))
    # Unpacked first: pandas shifts integers as floats, which are exact for an event and a region, but not for both.
    is_new = (event != event.shift(1)).fill_null(value=True)
    is_new_province = is_new | (at // _SPAN != at.shift(1) // _SPAN)
    is_new_place = is_new | (at != at.shift(1))
    of_kib = (event // _AFTER_TYPE).cast(api.UInt32)
    counts_at = api.when(at == _UNPLACED).then(at + of_kib).otherwise(at)
    flags = (is_new, is_new_province, is_new_place)
    rows = rows.select(
        (_part(api, groups) * _PLACES + counts_at).alias(_CELL),
        *(flag.cast(api.UInt32).alias(name) for flag, name in zip(flags, _FLAGS.values(), strict=True)),
    )
    rolled = rows.group_by(_CELL).agg(*(api.col(flag).sum() for flag in _FLAGS.values()))
    cell = api.col(_CELL)
    parts = ((cell // _PLACES).alias(_PART), _modulo(api, cell, _PLACES).alias(_AT))
    return rolled.select(*parts, *_FLAGS.values()).with_columns(*_at(api))


def _at(api: Any) -> list[Any]:
    """The digits of each region, and the flags that count there.

    An event without a region counts once in the region of its KIB; an id that is not a KIB has none.
    """
    at = api.col(_AT)
    is_placed, is_other = at < _UNPLACED, at == _PLACES - 1
    in_province = _modulo(api, at, _SPAN)
    digits = (
        api.when(is_placed).then(at // _SPAN * 100 + _modulo(api, in_province, 100)).otherwise(at - _UNPLACED)
    )
    national, province, regency = map(api.col, _FLAGS.values())
    none = api.lit(0)
    once = api.when(~is_other).then(national).otherwise(none)
    whole = api.when(in_province != _PROVINCE_ONLY).then(regency).otherwise(none)
    return [
        digits.alias(_AT),
        api.when(is_placed).then(province).otherwise(once).alias(_FLAGS[AdminLevel.PROVINCE]),
        api.when(is_placed).then(whole).otherwise(once).alias(_FLAGS[AdminLevel.REGENCY]),
    ]


#: Months are counted from the year 0. That year does not exist, so its first numbers mean: no day (0), and no day, but
#: a year with the present scheme (1).
_MONTHS, _NO_DAY_BUT_SINCE = 12 * 10_000, 1
#: The type of an id that is not a KIB; above all types.
_NO_TYPE = 1000


def _part(api: Any, groups: Sequence[str]) -> Any:
    """What the groups need from an event, as one number: the type, and the month or whether the scheme is present."""
    event = api.col(_EVENT)
    if not groups:
        return api.lit(0, dtype=api.Int64)
    date, kind = _modulo(api, event, _AFTER_DATE), _modulo(api, event // _AFTER_DATE, 1000)
    when = (date >= _SINCE).cast(api.Int64) * _NO_DAY_BUT_SINCE
    if tuple(groups) != ("type",):
        year, month, day = date // 10_000, _modulo(api, date // 100, 100), _modulo(api, date, 100)
        is_leap = (_modulo(api, year, 4) == 0) & (
            (_modulo(api, year, 100) != 0) | (_modulo(api, year, 400) == 0)
        )
        february, other = 28 + is_leap.cast(api.Int64), 30 + _modulo(api, month + month // 8, 2)
        longest = api.when(month == 2).then(february).otherwise(other)
        is_day = (year > 0) & month.is_between(1, 12) & (day > 0) & (day <= longest) & (date != _LAST_DAY)
        when = api.when(is_day).then(12 * year + month - 1).otherwise(when)
    part = kind * _MONTHS + when if "type" in groups else when
    return api.when(event < _OTHERS).then(part).otherwise(api.lit(_NO_TYPE * _MONTHS))


def _dimensions(api: Any, groups: Sequence[str], part: Any) -> list[Any]:
    """The groups as columns of the answer."""
    kind, months = (part // _MONTHS).cast(api.Int32), _modulo(api, part, _MONTHS).cast(api.Int32)
    is_old = (months < 12 * PRESENT_SINCE) & (months != _NO_DAY_BUT_SINCE)
    is_open = kind.is_in(sorted(map(int, CHANGED_MEANING))) & is_old
    digits = (1000 + kind).cast(api.String).str.slice(1)
    with_remark = api.concat_str([digits, api.lit(" (scheme unknown)")])
    type_code = api.when(is_open).then(with_remark).otherwise(digits)
    values = {
        "type": api.when(kind < _NO_TYPE).then(type_code),
        "year": api.when(months >= 12).then((months // 12).cast(api.Int32)),
        "month": api.when(months >= 12).then((_modulo(api, months, 12) + 1).cast(api.Int32)),
    }
    return [values[name].alias(name) for name in groups]
