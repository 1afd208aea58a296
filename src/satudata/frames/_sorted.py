"""Counting on Polars: event and region packed in one number, sorted once, each compared with the one before.

A number that differs from the one before it is a new region of its event, a new province or a new event, according to
which of its parts differ; so one sort answers all three levels. Only what is proven clean is packed: sixteen ASCII
digits, and region digits that are a code. Events that go by other ids are counted as on other engines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from satudata._schemes import CHANGED_MEANING, PRESENT_SINCE
from satudata.counting import DIMENSIONS
from satudata.frames._doorway import Frame, own
from satudata.frames._keyed import EVENTS, PLACE, Keyed, sorted_by
from satudata.frames._keys import IS_STEM, KEY, REGION, Told, keyed
from satudata.kib import _INDEX, _WIDTH
from satudata.regions._code import REGENCY_WIDTH, AdminLevel

#: A province and its hundred kabupaten/kota, itself as a region, and room to divide by.
_SPAN = 184
_PROVINCE_ONLY = 100
#: A row that names no region: after all that do, so that it counts where it is the first of its event only.
_UNPLACED = 100 * _SPAN
#: Regions and what stands for none: the largest number packed is just below 2**64.
_REGIONS = _UNPLACED + 1
_AFTER_DATE, _AFTER_TYPE = 10**8, 10**11

#: The year since which the codes 103 to 109 have the present meaning, and its first day.
_SINCE = PRESENT_SINCE * 10_000

_X, _EVENT, _IN, _AT, _CELL, _NEW = (own(name) for name in ("x", "event", "in", "at", "cell", "new"))
_FLAGS = {level: own(f"new_{level.value}") for level in AdminLevel}


def applies(frame: Frame, groups: Sequence[str], told: Told) -> bool:
    """Whether the events of *frame* can be counted so: on Polars, type and day following from the stem."""
    is_declared = bool(groups) and (told.type is not None or told.date is not None)
    return frame.implementation.is_polars() and not is_declared and all(name in DIMENSIONS for name in groups)


@attrs.frozen(kw_only=True)
class Sorted:
    """The counts of a frame by group and region, from one sort; *others* are the events that go by other ids."""

    groups: tuple[str, ...]
    rolled: Any
    others: Keyed | None

    @classmethod
    def of(cls, frame: Frame, groups: tuple[str, ...], told: Told) -> Sorted:
        """Pack, sort and roll up the rows of *frame*."""
        keyed(frame.head(0), told)  # refuses what cannot be a code, whether or not any row is set aside
        native = nw.to_native(frame)
        polars = nw.get_native_namespace(frame)
        is_eager = isinstance(native, polars.DataFrame)
        rows = native.select(*told.columns)
        packed = _packed(polars, rows, told.event, told.region)
        if is_eager:
            numbers = rows.select(packed.alias(_X))
            if numbers[_X].null_count() == 0:
                rolled = _rolled(polars, numbers.lazy(), groups, is_plain=told.region is not None)
                return cls(groups=groups, rolled=rolled.collect(), others=None)
            rest = rows.filter(numbers[_X].is_null())
            numbers = numbers.lazy().drop_nulls()
        else:
            numbers = rows.select(packed.alias(_X)).drop_nulls()
            # Each level asks for some of its columns only; without a cache each would read the source once more.
            rest = rows.filter(packed.is_null()).cache()
        seen = keyed(nw.from_native(rest), told)
        stems = seen.filter(nw.col(IS_STEM))
        more = nw.to_native(stems.select(KEY, REGION)).lazy().select(_packed_again(polars).alias(_X))
        others = Keyed.of(nw.from_native(rest), groups, told, only=~nw.col(IS_STEM))
        rolled = _rolled(polars, polars.concat([numbers, more]), groups)
        return cls(groups=groups, rolled=rolled.collect() if is_eager else rolled, others=others)

    def counts(self, level: AdminLevel) -> Frame:
        """How many events at one level."""
        polars = nw.get_native_namespace(nw.from_native(self.rolled))
        number = polars.col(_NEW).struct.field(_FLAGS[level])
        rows = self.rolled.filter(number > 0)
        answer = self.groups if level is AdminLevel.NATIONAL else (*self.groups, PLACE)
        if level is not AdminLevel.NATIONAL:
            at = polars.col(_AT)
            digits = (
                100 + at // _SPAN if level is AdminLevel.PROVINCE else 10_000 + at // _SPAN * 100 + at % _SPAN
            )
            rows = rows.with_columns(digits.cast(polars.String).str.slice(1).alias(PLACE))
        parts = [rows.select(*answer, number.cast(polars.Int64).alias(EVENTS))]
        if self.others is not None:
            parts.append(nw.to_native(self.others.counts(level)).select(*answer, EVENTS))
        together = polars.concat(parts)
        total = polars.col(EVENTS).sum()
        counted = together.group_by(*answer).agg(total) if answer else together.select(total)
        return sorted_by(nw.from_native(counted), answer)


def _packed(polars: Any, rows: Any, event: str, region: str | None) -> Any:
    """The number of a row whose event is sixteen digits and whose region is four, or dotted; null for any other."""
    schema = rows.collect_schema()
    text = polars.col(event)
    if schema[event] != polars.String:
        text = text.cast(polars.String)
    number = text.cast(polars.UInt64, strict=False)
    # A sign would make sixteen characters of fifteen digits, which this lower limit keeps out.
    number = polars.when((text.str.len_bytes() == _WIDTH) & (number >= 10**_INDEX)).then(number // 10)
    if region is None:
        return number * _REGIONS + _UNPLACED
    code = polars.col(region)
    if schema[region] != polars.String:
        code = code.cast(polars.String)
    place = code.cast(polars.UInt64, strict=False)
    place = polars.when((code.str.len_bytes() == REGENCY_WIDTH) & (place >= 1000)).then(place)
    return number * _REGIONS + place + (_SPAN - 100) * (place // 100)


def _packed_again(polars: Any) -> Any:
    """The number of a row of which key and region are known."""
    region = polars.col(REGION)
    code = region.cast(polars.UInt64, strict=False).fill_null(0)
    at = (
        polars.when(region == "")
        .then(_UNPLACED)
        .when(region.str.len_bytes() == REGENCY_WIDTH)
        .then(code + (_SPAN - 100) * (code // 100))
        .otherwise(code * _SPAN + _PROVINCE_ONLY)
    )
    return polars.col(KEY).cast(polars.UInt64) * _REGIONS + at.cast(polars.UInt64)


def _rolled(polars: Any, numbers: Any, groups: Sequence[str], *, is_plain: bool = False) -> Any:
    """How many new events, provinces and kabupaten/kota each group and region has.

    *is_plain*: all rows name four digits, so none waits for its KIB's region or names a province only.
    """
    x, event, at = polars.col(_X), polars.col(_EVENT), polars.col(_IN)
    rows = numbers.sort(_X).select(_X, (x // _REGIONS).alias(_EVENT))
    rows = rows.with_columns((x - event * _REGIONS).cast(polars.UInt32).alias(_IN))
    is_new = (event != event.shift(1)).fill_null(value=True)
    is_new_place = (x != x.shift(1)).fill_null(value=True)
    province = at // _SPAN
    is_new_province = is_new | (province != province.shift(1))
    if not is_plain:
        is_unplaced = at == _UNPLACED
        counts = is_new | ~is_unplaced
        is_new_place = is_new_place & counts & ((at % _SPAN != _PROVINCE_ONLY) | is_unplaced)
        is_new_province = is_new_province & counts
        of_kib = (event // _AFTER_TYPE).cast(polars.UInt32)
        at = polars.when(is_unplaced).then(of_kib + (_SPAN - 100) * (of_kib // 100)).otherwise(at)
    flags = (is_new, is_new_province, is_new_place)
    rows = rows.select(
        (_part(polars, groups) * _REGIONS + at).alias(_CELL),
        *(flag.alias(name) for flag, name in zip(flags, _FLAGS.values(), strict=True)),
    )
    sums = [polars.col(flag).sum() for flag in _FLAGS.values()]
    # In one column, so that no level is planned without the sums of the others: then the three would share no sort.
    rolled = rows.group_by(_CELL).agg(*sums).select(_CELL, polars.struct(*_FLAGS.values()).alias(_NEW))
    cell = polars.col(_CELL)
    told = _told(polars, groups, cell // _REGIONS)
    return rolled.select(*told, (cell % _REGIONS).cast(polars.Int32).alias(_AT), _NEW)


#: The months of a stem's type, counted from the year 0. In that year, which has none, 1 stands for digits that are no
#: day but whose year has the present scheme, 0 for others.
_MONTHS, _NO_DAY_BUT_SINCE = 12 * 10_000, 1


def _part(polars: Any, groups: Sequence[str]) -> Any:
    """What the groups ask of a stem, in one number: its type, and the month or whether the present scheme is meant."""
    event = polars.col(_EVENT)
    if not groups:
        return polars.lit(0, dtype=polars.UInt64)
    date, kind = (event % _AFTER_DATE).cast(polars.UInt32), event // _AFTER_DATE % 1000
    since = (date >= _SINCE).cast(polars.UInt32)
    if groups == ("type",):
        return kind * _MONTHS + since * _NO_DAY_BUT_SINCE
    year, month, day = date // 10_000, date // 100 % 100, date % 100
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    longest = (
        polars.when(month == 2)
        .then(28 + is_leap.cast(polars.UInt32))
        .otherwise(30 + (month + month // 8) % 2)
    )
    is_day = (year > 0) & month.is_between(1, 12) & (day > 0) & (day <= longest)
    when = polars.when(is_day).then(12 * year + month - 1).otherwise(since * _NO_DAY_BUT_SINCE)
    return (kind * _MONTHS if "type" in groups else 0) + when.cast(polars.UInt64)


def _told(polars: Any, groups: Sequence[str], part: Any) -> list[Any]:
    """The groups as the answer has them."""
    kind, months = (part // _MONTHS).cast(polars.Int32), (part % _MONTHS).cast(polars.Int32)
    is_old = (months < 12 * PRESENT_SINCE) & (months != _NO_DAY_BUT_SINCE)
    is_open = kind.is_in(sorted(map(int, CHANGED_MEANING))) & is_old
    digits = (1000 + kind).cast(polars.String).str.slice(1)
    told = {
        "type": polars.when(is_open).then(digits + " (scheme unknown)").otherwise(digits),
        "year": polars.when(months >= 12).then(months // 12),
        "month": polars.when(months >= 12).then(months % 12 + 1),
    }
    return [told[name].alias(name) for name in groups]
