"""Counting in memory, on Polars and on Dask: event and region packed in a number, sorted, compared with the one before.

A number that differs from the one before it is a new region of its event, a new province or a new event, according to
which of its parts differ; so one sort answers all three levels. What is plainly clean is packed at once: sixteen ASCII
digits, and four of a region. The other rows are set aside, on Polars batch by batch, and packed by what they are read
as; an id that is no KIB has a number of its own, given by the engine, which is exact as a hash would not be.

Polars and narwhals name what is used here alike, so one text of it is for Polars itself, which may be lazy, and for any
frame in memory: ``api`` is the one or the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, cast

import attrs
import narwhals.stable.v2 as nw

from satudata.counting import DIMENSIONS
from satudata.disaster_types._schemes import CHANGED_MEANING, PRESENT_SINCE
from satudata.frames._doorway import Frame, Native, by_partition, is_eager, own, text
from satudata.frames._keyed import EVENTS, PLACE, sorted_by
from satudata.frames._keys import (
    LAST_DAY,
    NONE,
    OTHER,
    PROVINCE_ONLY,
    REGION,
    STEM,
    Told,
    is_plain,
    keyed,
    read_each,
)
from satudata.kib import DATE as _DATE
from satudata.kib import INDEX as _INDEX
from satudata.kib import TYPE as _TYPE
from satudata.kib import WIDTH as _WIDTH
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, AdminLevel

#: A province and its hundred kabupaten/kota, itself as a region, and room to divide by.
_SPAN = 184
_PROVINCE_ONLY = 100
#: A row that names no region: after all that do, so that it counts where it is the first of its event only.
_UNPLACED = 100 * _SPAN
#: Regions and what stands for none.
_REGIONS = _UNPLACED + 1
_AFTER_DATE, _AFTER_TYPE = (10 ** (_INDEX - part.start) for part in (_DATE, _TYPE))
#: Events that go by other ids stand behind all stems.
_OTHERS = 10**_INDEX
#: Numbers have a sign in every engine: half of the stems are packed below zero, and all stay within 64 bits.
_HALF = _OTHERS // 2
#: Where an event counts: a region named, or behind these the region of the KIB; other ids have none.
_PLACES = _REGIONS + _OTHERS // _AFTER_TYPE

#: The year since which the codes 103 to 109 have the present meaning, as a day before all of its days.
_SINCE = PRESENT_SINCE * 10_000
_LAST_DAY = int(LAST_DAY)

_X, _EVENT, _IN, _AT, _CELL, _PART, _ID = (
    own(name) for name in ("x", "event", "in", "at", "cell", "part", "id")
)
#: A frame in memory.
Rows: TypeAlias = nw.DataFrame[Any]
_FLAGS = {level: own(f"new_{level.value}") for level in AdminLevel}


def applies(frame: Frame, groups: Sequence[str], told: Told) -> bool:
    """Whether this way is one for *frame*, where no group is the caller's own, or declared beside the KIB."""
    is_declared = bool(groups) and (told.type is not None or told.date is not None)
    is_told = not is_declared and all(name in DIMENSIONS for name in groups)
    return is_told and (is_eager(frame) or frame.implementation.is_dask() or _numbers_ids(frame))


def _numbers_ids(frame: Frame) -> bool:
    """Whether it is a Polars that numbers ids alike in all batches."""
    return frame.implementation.is_polars() and hasattr(nw.get_native_namespace(frame), "Categories")


@attrs.frozen(kw_only=True)
class Sorted:
    """The counts of a frame by group and region, from one sort."""

    groups: tuple[str, ...]
    api: Any
    rolled: Any

    @classmethod
    def of(cls, frame: Frame, groups: tuple[str, ...], told: Told) -> Sorted:
        """Pack, sort and roll up the rows of *frame*, which are read once."""
        keyed(frame.head(0), told)  # refuses what cannot be a code, whether or not any row is set aside
        if is_eager(frame) and not _numbers_ids(frame):
            return cls(groups=groups, api=nw, rolled=_rolled(nw, _numbered(_packed(frame, told)), groups))
        if frame.implementation.is_dask():
            # Each partition by itself, and then what differs together, which is few bytes a row.
            packed = _packed_by_partition(nw.to_native(frame), told).repartition(npartitions=1)
            return cls(groups=groups, api=nw, rolled=nw.from_native(_rolled_by_partition(packed, groups)))
        polars = nw.get_native_namespace(frame)
        packer = Packer.of(polars, told)
        rows = nw.to_native(frame).select(*told.columns)
        if is_eager(frame):
            rolled = _rolled(polars, packer(rows).lazy(), groups).collect()
        else:
            numbers = rows.map_batches(packer, schema={_X: polars.Int64}, streamable=True, **_AS_IT_IS)
            # The three levels share one sort also where Polars does not see that they could.
            rolled = _rolled(polars, numbers, groups).cache()
        return cls(groups=groups, api=polars, rolled=rolled)

    def counts(self, level: AdminLevel) -> Frame:
        """How many events at one level."""
        number = self.api.col(_FLAGS[level])
        rows = self.rolled.filter(number > 0)
        if self.groups:
            rows = rows.with_columns(*_told(self.api, self.groups, self.api.col(_PART)))
        answer = self.groups if level is AdminLevel.NATIONAL else (*self.groups, PLACE)
        if level is not AdminLevel.NATIONAL:
            digits = (10**REGENCY_WIDTH + self.api.col(_AT)).cast(self.api.String)
            width = PROVINCE_WIDTH if level is AdminLevel.PROVINCE else REGENCY_WIDTH
            rows = rows.with_columns(digits.str.slice(1, width).alias(PLACE))
        total = number.sum().alias(EVENTS)
        counted = rows.group_by(*answer).agg(total) if answer else rows.select(total)
        counted = counted.with_columns(self.api.col(EVENTS).cast(self.api.Int64))
        return sorted_by(nw.from_native(counted, pass_through=True), answer)


def _packed(frame: Frame, told: Told) -> Rows:
    """The numbers of the rows of a frame in memory; an id that is no stem stands beside its own."""
    event = text(frame, told.event)
    place = nw.lit(_UNPLACED)
    if told.region is not None:
        place = _spread(text(frame, told.region).cast(nw.Int64))
    held = cast("Rows", frame.select(*told.columns))
    mask = held.select(is_plain(frame, told).alias(_X))[_X]
    plain, odd = (held, held.head(0)) if mask.all() else (held.filter(mask), held.filter(~mask))
    number = _pack(event.cast(nw.Int64) // 10, place).alias(_X)
    packed = plain.select(number, nw.lit("").alias(OTHER))
    return nw.concat([packed, _pack_keyed(read_each(cast("Frame", odd), told))]) if len(odd) else packed


def _numbered(rows: Rows) -> Rows:
    """The numbers alone, with a number for each id that is no stem."""
    is_other = nw.col(OTHER) != ""
    numbers, others = rows.filter(~is_other).select(_X), rows.filter(is_other)
    if len(others):
        ids = others.select(OTHER).unique(OTHER).with_row_index(_ID)
        others = others.join(ids, on=OTHER, how="left")
        numbers = nw.concat([numbers, others.select(nw.col(_X) + nw.col(_ID).cast(nw.Int64) * _REGIONS)])
    return numbers


@by_partition
def _packed_by_partition(df: Native, told: Told) -> Native:
    return nw.to_native(_packed(cast("Frame", nw.from_native(df)), told).unique())


@by_partition
def _rolled_by_partition(df: Native, groups: Sequence[str]) -> Native:
    return nw.to_native(_rolled(nw, _numbered(cast("Rows", nw.from_native(df))), groups))


#: A batch is packed whole and by itself: Polars is to push nothing past the packing.
_AS_IT_IS = {"predicate_pushdown": False, "projection_pushdown": False, "slice_pushdown": False}


@attrs.frozen(kw_only=True)
class Packer:
    """Packs the rows of a batch; two batches give the same numbers to the same ids.

    It holds no module, so that a plan with it can be pickled.
    """

    told: Told
    #: A value of the type that numbers ids: Polars forgets the numbers when no value of it is left.
    numbering: Any

    @classmethod
    def of(cls, polars: Any, told: Told) -> Packer:
        """A packer with a numbering of its own."""
        ids = polars.Categorical(polars.Categories.random())
        return cls(told=told, numbering=polars.Series([""], dtype=ids))

    def __call__(self, rows: Any) -> Any:
        """The numbers of the rows; those that are no event that could be told from others have none."""
        polars = nw.get_native_namespace(rows)
        packed = rows.lazy().with_columns(_plain(polars, rows.schema, self.told).alias(_X)).collect()
        numbers = packed.select(_X)
        if numbers[_X].null_count() == 0:
            return numbers
        rest = packed.filter(polars.col(_X).is_null()).select(*self.told.columns)
        return polars.concat([numbers.drop_nulls(), self._odd(polars, rest)])

    def _odd(self, polars: Any, rest: Any) -> Any:
        """The numbers of rows that are not plainly clean."""
        rows = nw.to_native(_pack_keyed(read_each(nw.from_native(rest.lazy()), self.told))).collect()
        is_other = polars.col(OTHER) != ""
        id_ = polars.when(is_other).then(OTHER).cast(self.numbering.dtype).to_physical().fill_null(0)
        return rows.select(polars.col(_X) + id_.cast(polars.Int64) * _REGIONS)


def _pack_keyed(rows: Any) -> Any:
    """The numbers of keyed rows, and the ids that are no stem, which have none yet."""
    stem, region = nw.col(STEM), nw.col(REGION)
    event = nw.when(stem == NONE).then(nw.lit(_OTHERS)).otherwise(stem)
    province = (region - PROVINCE_ONLY) // 100 * _SPAN + _PROVINCE_ONLY
    named = nw.when(region >= PROVINCE_ONLY).then(province).otherwise(_spread(region))
    at = nw.when(region == NONE).then(nw.lit(_UNPLACED)).otherwise(named)
    return rows.filter(~nw.col(OTHER).is_null()).select(_pack(event, at).alias(_X), OTHER)


def _plain(polars: Any, schema: Any, told: Told) -> Any:
    """The number of a row whose event is sixteen digits and whose region is four; null for any other."""

    def as_text(column: str) -> Any:
        held = polars.col(column)
        return held if schema[column] == polars.String else held.cast(polars.String)

    event = as_text(told.event)
    number = event.cast(polars.Int64, strict=False)
    # A sign would make sixteen characters of fifteen digits, which the lower limits keep out.
    is_plain = (event.str.len_bytes() == _WIDTH) & (number >= 10**_INDEX)
    if told.region is None:
        return polars.when(is_plain).then(_pack(number // 10, _UNPLACED))
    region = as_text(told.region)
    place = region.cast(polars.Int64, strict=False)
    is_plain = is_plain & (region.str.len_bytes() == REGENCY_WIDTH) & (place >= 1000)
    return polars.when(is_plain).then(_pack(number // 10, _spread(place)))


def _pack(event: Any, at: Any) -> Any:
    """Event and region in one."""
    return (event - _HALF) * _REGIONS + at


def _spread(code: Any) -> Any:
    """A region of four digits among its province's."""
    return code + (_SPAN - 100) * (code // 100)


def _rest(api: Any, number: Any, by: int) -> Any:
    """What a division leaves; Polars has a quick word for it, pandas on Arrow none."""
    return number - number // by * by if api is nw else number % by


def _rolled(api: Any, numbers: Any, groups: Sequence[str]) -> Any:
    """How many new events, provinces and kabupaten/kota each group and region has."""
    x, event, at = api.col(_X), api.col(_EVENT), api.col(_IN)
    rows = numbers.sort(_X).select(_X, (x // _REGIONS).alias(_EVENT))
    rows = rows.select((event + _HALF).alias(_EVENT), (x - event * _REGIONS).cast(api.UInt32).alias(_IN))
    # pandas shifts whole numbers as floats, which hold an event and a region, but not the two in one.
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
    parts = ((cell // _PLACES).alias(_PART), _rest(api, cell, _PLACES).alias(_AT))
    return rolled.select(*parts, *_FLAGS.values()).with_columns(*_at(api))


def _at(api: Any) -> list[Any]:
    """The digits of each region, and what counts there: where none is named the KIB's counts, once, if there is one."""
    at = api.col(_AT)
    is_placed, is_other = at < _UNPLACED, at == _PLACES - 1
    in_province = _rest(api, at, _SPAN)
    digits = (
        api.when(is_placed).then(at // _SPAN * 100 + _rest(api, in_province, 100)).otherwise(at - _UNPLACED)
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


#: The months of a stem's type, counted from the year 0. In that year, which has none, 1 stands for digits that are no
#: day but whose year has the present scheme, 0 for others.
_MONTHS, _NO_DAY_BUT_SINCE = 12 * 10_000, 1
#: Behind all types: that of an id which tells none.
_NO_TYPE = 1000


def _part(api: Any, groups: Sequence[str]) -> Any:
    """What the groups ask of an event, in one number: type, and the month or whether the present scheme is meant."""
    event = api.col(_EVENT)
    if not groups:
        return api.lit(0, dtype=api.Int64)
    date, kind = _rest(api, event, _AFTER_DATE), _rest(api, event // _AFTER_DATE, 1000)
    when = (date >= _SINCE).cast(api.Int64) * _NO_DAY_BUT_SINCE
    if tuple(groups) != ("type",):
        year, month, day = date // 10_000, _rest(api, date // 100, 100), _rest(api, date, 100)
        is_leap = (_rest(api, year, 4) == 0) & ((_rest(api, year, 100) != 0) | (_rest(api, year, 400) == 0))
        february, other = 28 + is_leap.cast(api.Int64), 30 + _rest(api, month + month // 8, 2)
        longest = api.when(month == 2).then(february).otherwise(other)
        is_day = (year > 0) & month.is_between(1, 12) & (day > 0) & (day <= longest) & (date != _LAST_DAY)
        when = api.when(is_day).then(12 * year + month - 1).otherwise(when)
    part = kind * _MONTHS + when if "type" in groups else when
    return api.when(event < _OTHERS).then(part).otherwise(api.lit(_NO_TYPE * _MONTHS))


def _told(api: Any, groups: Sequence[str], part: Any) -> list[Any]:
    """The groups as the answer has them."""
    kind, months = (part // _MONTHS).cast(api.Int32), _rest(api, part, _MONTHS).cast(api.Int32)
    is_old = (months < 12 * PRESENT_SINCE) & (months != _NO_DAY_BUT_SINCE)
    is_open = kind.is_in(sorted(map(int, CHANGED_MEANING))) & is_old
    digits = (1000 + kind).cast(api.String).str.slice(1)
    with_doubt = api.concat_str([digits, api.lit(" (scheme unknown)")])
    shown = api.when(is_open).then(with_doubt).otherwise(digits)
    told = {
        "type": api.when(kind < _NO_TYPE).then(shown),
        "year": api.when(months >= 12).then((months // 12).cast(api.Int32)),
        "month": api.when(months >= 12).then((_rest(api, months, 12) + 1).cast(api.Int32)),
    }
    return [told[name].alias(name) for name in groups]
