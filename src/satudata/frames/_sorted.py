"""Counting on Polars: event and region packed in one number, sorted once, each compared with the one before.

A number that differs from the one before it is a new region of its event, a new province or a new event, according to
which of its parts differ; so one sort answers all three levels. What is plainly clean is packed at once: sixteen ASCII
digits, and four of a region. The other rows are set aside, batch by batch, and packed by what they are read as; an id
that is no KIB has a number of its own, given by Polars, which is exact as a hash would not be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from satudata._schemes import CHANGED_MEANING, PRESENT_SINCE
from satudata.counting import DIMENSIONS
from satudata.frames._doorway import Frame, is_eager, own
from satudata.frames._keyed import EVENTS, PLACE, sorted_by
from satudata.frames._keys import IS_STEM, KEY, REGION, Told, keyed
from satudata.kib import _DATE, _INDEX, _TYPE, _WIDTH
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, AdminLevel

#: A province and its hundred kabupaten/kota, itself as a region, and room to divide by.
_SPAN = 184
_PROVINCE_ONLY = 100
#: A row that names no region: after all that do, so that it counts where it is the first of its event only.
_UNPLACED = 100 * _SPAN
#: Regions and what stands for none: the largest number packed is just below 2**64.
_REGIONS = _UNPLACED + 1
_AFTER_DATE, _AFTER_TYPE = (10 ** (_INDEX - part.start) for part in (_DATE, _TYPE))
#: Events that go by other ids stand behind all stems.
_OTHERS = 10**_INDEX
#: Where an event counts: a region named, or behind these the region of the KIB; other ids have none.
_PLACES = _REGIONS + _OTHERS // _AFTER_TYPE

#: The year since which the codes 103 to 109 have the present meaning, as a day before all of its days.
_SINCE = PRESENT_SINCE * 10_000
#: Stands for no day, as in counting one by one.
_LAST_DAY = 9999_12_31

_X, _EVENT, _IN, _AT, _CELL = (own(name) for name in ("x", "event", "in", "at", "cell"))
_FLAGS = {level: own(f"new_{level.value}") for level in AdminLevel}


def applies(frame: Frame, groups: Sequence[str], told: Told) -> bool:
    """Whether the events of *frame* can be counted so: on Polars, type and day following from the stem."""
    if not (frame.implementation.is_polars() and hasattr(nw.get_native_namespace(frame), "Categories")):
        return False
    is_declared = bool(groups) and (told.type is not None or told.date is not None)
    return not is_declared and all(name in DIMENSIONS for name in groups)


@attrs.frozen(kw_only=True)
class Sorted:
    """The counts of a frame by group and region, from one sort."""

    groups: tuple[str, ...]
    rolled: Any

    @classmethod
    def of(cls, frame: Frame, groups: tuple[str, ...], told: Told) -> Sorted:
        """Pack, sort and roll up the rows of *frame*, which are read once."""
        keyed(frame.head(0), told)  # refuses what cannot be a code, whether or not any row is set aside
        polars = nw.get_native_namespace(frame)
        packer = Packer.of(polars, told)
        rows = nw.to_native(frame).select(*told.columns)
        if is_eager(frame):
            rolled = _rolled(polars, packer(rows).lazy(), groups).collect()
        else:
            numbers = rows.map_batches(packer, schema={_X: polars.UInt64}, streamable=True, **_AS_IT_IS)
            # The three levels share one sort also where Polars does not see that they could.
            rolled = _rolled(polars, numbers, groups).cache()
        return cls(groups=groups, rolled=rolled)

    def counts(self, level: AdminLevel) -> Frame:
        """How many events at one level."""
        polars = nw.get_native_namespace(nw.from_native(self.rolled))
        number = polars.col(_FLAGS[level])
        rows = self.rolled.filter(number > 0)
        answer = self.groups if level is AdminLevel.NATIONAL else (*self.groups, PLACE)
        if level is not AdminLevel.NATIONAL:
            digits = polars.col(_AT).cast(polars.String)
            width = PROVINCE_WIDTH if level is AdminLevel.PROVINCE else REGENCY_WIDTH
            rows = rows.with_columns(digits.str.zfill(REGENCY_WIDTH).str.slice(0, width).alias(PLACE))
        total = number.sum().cast(polars.Int64).alias(EVENTS)
        counted = rows.group_by(*answer).agg(total) if answer else rows.select(total)
        return sorted_by(nw.from_native(counted), answer)


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
        return polars.concat([numbers.drop_nulls(), self._read(polars, rest)])

    def _read(self, polars: Any, rest: Any) -> Any:
        """The numbers of rows that are not plainly clean."""
        rows = nw.to_native(keyed(nw.from_native(rest.lazy()), self.told))
        key, region = polars.col(KEY), polars.col(REGION)
        is_stem = polars.col(IS_STEM)
        stem = polars.when(is_stem).then(key).cast(polars.UInt64)
        other = polars.when(~is_stem).then(key).cast(self.numbering.dtype).to_physical()
        code = polars.when(region != "").then(region).cast(polars.UInt64)
        at = (
            polars.when(region == "")
            .then(_UNPLACED)
            .when(region.str.len_bytes() == REGENCY_WIDTH)
            .then(_spread(code))
            .otherwise(code * _SPAN + _PROVINCE_ONLY)
        )
        number = polars.coalesce(stem, _OTHERS + other.cast(polars.UInt64)) * _REGIONS + at.cast(
            polars.UInt64
        )
        return rows.select(number.alias(_X)).drop_nulls().collect()


def _plain(polars: Any, schema: Any, told: Told) -> Any:
    """The number of a row whose event is sixteen digits and whose region is four; null for any other."""

    def text(column: str) -> Any:
        held = polars.col(column)
        return held if schema[column] == polars.String else held.cast(polars.String)

    event = text(told.event)
    number = event.cast(polars.UInt64, strict=False)
    # A sign would make sixteen characters of fifteen digits, which the lower limits keep out.
    is_plain = (event.str.len_bytes() == _WIDTH) & (number >= 10**_INDEX)
    stem = number // 10 * _REGIONS
    if told.region is None:
        return polars.when(is_plain).then(stem + _UNPLACED)
    region = text(told.region)
    place = region.cast(polars.UInt64, strict=False)
    is_plain = is_plain & (region.str.len_bytes() == REGENCY_WIDTH) & (place >= 1000)
    return polars.when(is_plain).then(stem + _spread(place))


def _spread(code: Any) -> Any:
    """A region of four digits among its province's."""
    return code + (_SPAN - 100) * (code // 100)


def _rolled(polars: Any, numbers: Any, groups: Sequence[str]) -> Any:
    """How many new events, provinces and kabupaten/kota each group and region has."""
    x, event, at = polars.col(_X), polars.col(_EVENT), polars.col(_IN)
    rows = numbers.sort(_X).select(_X, (x // _REGIONS).alias(_EVENT))
    rows = rows.with_columns((x - event * _REGIONS).cast(polars.UInt32).alias(_IN))
    is_new = (event != event.shift(1)).fill_null(value=True)
    is_new_place = (x != x.shift(1)).fill_null(value=True)
    is_new_province = is_new | (at // _SPAN != at.shift(1) // _SPAN)
    of_kib = (event // _AFTER_TYPE).cast(polars.UInt32)
    counts_at = polars.when(at == _UNPLACED).then(at + of_kib).otherwise(at)
    flags = (is_new, is_new_province, is_new_place)
    rows = rows.select(
        (_part(polars, groups) * _PLACES + counts_at).alias(_CELL),
        *(flag.alias(name) for flag, name in zip(flags, _FLAGS.values(), strict=True)),
    )
    rolled = rows.group_by(_CELL).agg(*(polars.col(flag).sum() for flag in _FLAGS.values()))
    cell, at = polars.col(_CELL), polars.col(_AT)
    told = _told(polars, groups, cell // _PLACES)
    return rolled.select(*told, (cell % _PLACES).alias(_AT), *_FLAGS.values()).with_columns(*_at(polars))


def _at(polars: Any) -> list[Any]:
    """The digits of each region, and what counts there: where none is named the KIB's counts, once, if there is one."""
    at = polars.col(_AT)
    is_placed, is_other = at < _UNPLACED, at == _PLACES - 1
    digits = polars.when(is_placed).then(at // _SPAN * 100 + at % _SPAN % 100).otherwise(at - _UNPLACED)
    national, province, regency = map(polars.col, _FLAGS.values())
    once = polars.when(~is_other).then(national).otherwise(0)
    is_whole = at % _SPAN != _PROVINCE_ONLY
    return [
        digits.alias(_AT),
        polars.when(is_placed).then(province).otherwise(once).alias(_FLAGS[AdminLevel.PROVINCE]),
        polars.when(~is_placed)
        .then(once)
        .when(is_whole)
        .then(regency)
        .otherwise(0)
        .alias(_FLAGS[AdminLevel.REGENCY]),
    ]


#: The months of a stem's type, counted from the year 0. In that year, which has none, 1 stands for digits that are no
#: day but whose year has the present scheme, 0 for others.
_MONTHS, _NO_DAY_BUT_SINCE = 12 * 10_000, 1
#: Behind all types: that of an id which tells none.
_NO_TYPE = 1000


def _part(polars: Any, groups: Sequence[str]) -> Any:
    """What the groups ask of an event, in one number: type, and the month or whether the present scheme is meant."""
    event = polars.col(_EVENT)
    if not groups:
        return polars.lit(0, dtype=polars.UInt64)
    date, kind = (event % _AFTER_DATE).cast(polars.UInt32), event // _AFTER_DATE % 1000
    when = (date >= _SINCE).cast(polars.UInt32) * _NO_DAY_BUT_SINCE
    if groups != ("type",):
        year, month, day = date // 10_000, date // 100 % 100, date % 100
        is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
        longest = (
            polars.when(month == 2)
            .then(28 + is_leap.cast(polars.UInt32))
            .otherwise(30 + (month + month // 8) % 2)
        )
        is_day = (year > 0) & month.is_between(1, 12) & (day > 0) & (day <= longest) & (date != _LAST_DAY)
        when = polars.when(is_day).then(12 * year + month - 1).otherwise(when)
    part = (kind * _MONTHS if "type" in groups else 0) + when.cast(polars.UInt64)
    return polars.when(event < _OTHERS).then(part).otherwise(_NO_TYPE * _MONTHS)


def _told(polars: Any, groups: Sequence[str], part: Any) -> list[Any]:
    """The groups as the answer has them."""
    kind, months = (part // _MONTHS).cast(polars.Int32), (part % _MONTHS).cast(polars.Int32)
    is_old = (months < 12 * PRESENT_SINCE) & (months != _NO_DAY_BUT_SINCE)
    is_open = kind.is_in(sorted(map(int, CHANGED_MEANING))) & is_old
    digits = (1000 + kind).cast(polars.String).str.slice(1)
    shown = polars.when(is_open).then(digits + " (scheme unknown)").otherwise(digits)
    told = {
        "type": polars.when(kind < _NO_TYPE).then(shown),
        "year": polars.when(months >= 12).then(months // 12),
        "month": polars.when(months >= 12).then(months % 12 + 1),
    }
    return [told[name].alias(name) for name in groups]
