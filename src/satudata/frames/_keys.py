"""Which event a row belongs to, where it counts, and what it says of the event's type and day."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import cast, final

import attrs
import narwhals.stable.v2 as nw

from satudata.disaster_types._schemes import CHANGED_MEANING, PRESENT_SINCE
from satudata.frames import _grammar
from satudata.frames._aside import in_memory
from satudata.frames._doorway import Frame, Native, by_partition, days, is_eager, is_sql, own, text
from satudata.frames._numbers import with_numbers
from satudata.frames._repairs import is_blank
from satudata.kib import DATE as _DATE
from satudata.kib import INDEX as _INDEX
from satudata.kib import TYPE as _TYPE
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, AdminLevel

#: The event's key: its stem as a number, or -1 and beside it another id, which is "" where there is a stem and null
#: where a row cannot be told apart.
STEM, OTHER = own("stem"), own("other")
#: The row's own region: four digits as a number, two (a province only) behind all of these, or -1 where it has none.
REGION = own("region")
NONE, PROVINCE_ONLY = -1, 10**REGENCY_WIDTH
#: Whether the event names a KIB or its stem, which a null does not, though it may have a stem.
HAS_KIB = own("has_kib")
#: What decides which row gives the event its type and day: the smallest of these wins, as in counting.
MAIN = own("main")

_TEXT, _PLACE, _KIND, _DAY, _KIB, _IS_PLAIN = (
    own(name) for name in ("text", "place", "kind", "day", "kib", "is_plain")
)
_TYPE_WIDTH, _YEAR_WIDTH = _TYPE.stop - _TYPE.start, 4
_AFTER_REGION, _AFTER_YEAR = 10 ** (_INDEX - REGENCY_WIDTH), 10 ** (_INDEX - _DATE.start - _YEAR_WIDTH)
#: Stands for no day, as in counting one by one.
LAST_DAY = "99991231"
_UNKNOWN = "~"
_DAY_AT, _TYPE_AT = 1, 9 + _INDEX
#: Between these, type codes mean one thing since a year and another before it.
_FIRST_CHANGED, _LAST_CHANGED = min(CHANGED_MEANING), max(CHANGED_MEANING)


@final
@attrs.frozen(kw_only=True)
class Told:
    """The columns that tell of a row's event: which it is, where, of which type and when."""

    event: str
    region: str | None = None
    type: str | None = None
    date: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that are given."""
        return tuple(dict.fromkeys(name for name in attrs.astuple(self) if name is not None))


def keyed(frame: Frame, told: Told, *, with_main: bool = False) -> Frame:
    """Add :data:`STEM`, :data:`OTHER`, :data:`REGION`, :data:`HAS_KIB` and, where it is asked for, :data:`MAIN`.

    A value of sixteen digits is a KIB and its key the stem, as is one that is a stem already; any other value is the
    key as it stands (fifteen digits without a day are no stem); a null has the stem of its region, type and day, and no
    key where one of these is not known.
    """
    if frame.implementation.is_dask():
        return cast("Frame", nw.from_native(_keyed(nw.to_native(frame), told, with_main=with_main)))
    if with_main or not is_eager(frame):
        return read_each(frame, told, with_main=with_main)
    plain = nw.col(_IS_PLAIN)
    frame = frame.with_columns(is_plain(frame, told).alias(_IS_PLAIN))
    region = text(frame, told.region) if told.region is not None else nw.lit(str(NONE))
    frame = frame.with_columns(
        _number(plain, _grammar.stem(text(frame, told.event))).alias(STEM),
        nw.lit("").alias(OTHER),
        _number(plain, region).alias(REGION),
        plain.alias(HAS_KIB),
    )
    found = (STEM, OTHER, REGION, HAS_KIB)
    return in_memory(frame, _IS_PLAIN, told.columns, found, partial(read_each, told=told))


@by_partition
def _keyed(df: Native, told: Told, *, with_main: bool) -> Native:
    return nw.to_native(keyed(cast("Frame", nw.from_native(df)), told, with_main=with_main))


def is_plain(frame: Frame, told: Told) -> nw.Expr:
    """Whether a row's event is sixteen digits and its region, where one is told, four: no more need be asked of it."""
    is_kib = _grammar.is_compact(text(frame, told.event))
    return is_kib if told.region is None else is_kib & _grammar.is_regency(text(frame, told.region))


def read_each(frame: Frame, told: Told, *, with_main: bool = False) -> Frame:
    """What each row says; SQL, which works out no more of a CASE than it needs, is first asked for what is plain."""
    kind = _unless_blank(text(frame, told.type)) if told.type is not None else nw.lit("")
    frame = frame.with_columns(
        text(frame, told.event).alias(_TEXT),
        (text(frame, told.region) if told.region is not None else nw.lit("")).alias(_PLACE),
        kind.alias(_KIND),
        (days(frame, told.date) if told.date is not None else nw.lit("")).alias(_DAY),
    )
    read, place, kind, day = nw.col(_TEXT), nw.col(_PLACE), nw.col(_KIND), nw.col(_DAY)
    stem, region, is_query = nw.col(STEM), nw.col(REGION), is_sql(frame)
    if is_query:
        frame = with_numbers(frame, event=_TEXT, stem=STEM, region=_PLACE, code=REGION)

    def unless_known(number: nw.Expr, at_once: nw.Expr, otherwise: nw.Expr) -> nw.Expr:
        return nw.when(~number.is_null()).then(at_once).otherwise(otherwise) if is_query else otherwise

    none = nw.lit("")
    kib = nw.when(_grammar.is_stem(read)).then(read).otherwise(none)
    kib = nw.when(_grammar.has_sixteen(read)).then(_grammar.stem(_grammar.compact(read))).otherwise(kib)
    frame = frame.with_columns(
        unless_known(stem, _grammar.stem(read) if with_main else none, kib).alias(_KIB),
        unless_known(region, place, region_digits(place)).alias(_PLACE),
    )
    kib = nw.col(_KIB)
    key: nw.Expr = kib
    id_: nw.Expr = nw.when(~is_blank(read)).then(read)
    if None not in attrs.astuple(told):
        is_made = is_blank(read) & (place != "") & (kind != "") & (day != "")
        is_code = (place.str.len_chars() == REGENCY_WIDTH) & kind.str.contains(f"^[0-9]{{{_TYPE_WIDTH}}}$")
        key = nw.when(is_made & is_code).then(nw.concat_str(place, kind, day)).otherwise(kib)
        id_ = nw.when(is_made).then(nw.concat_str(place, kind, day, separator=" ")).otherwise(id_)
    number, width = _number(place != "", place), place.str.len_chars()
    code = nw.when(width == PROVINCE_WIDTH).then(PROVINCE_ONLY + 100 * number).otherwise(number)
    frame = frame.with_columns(
        unless_known(stem, stem, _number(key != "", key)).alias(STEM),
        unless_known(stem, none, nw.when(key != "").then(none).otherwise(id_)).alias(OTHER),
        unless_known(region, region, code).alias(REGION),
        unless_known(stem, nw.lit(value=True), kib != "").alias(HAS_KIB),
    )
    if not with_main:
        return frame
    frame = frame.with_columns(
        nw.when(kind == "").then(_grammar.type_code(kib)).otherwise(kind).alias(_KIND),
        nw.when(day == "").then(_grammar.day(kib)).otherwise(day).alias(_DAY),
    )
    return frame.with_columns(_main().alias(MAIN))


def _number(is_one: nw.Expr, digits: nw.Expr) -> nw.Expr:
    return nw.when(is_one).then(digits).otherwise(nw.lit(str(NONE))).cast(nw.Int64)


def _unless_blank(kind: nw.Expr) -> nw.Expr:
    return nw.when(is_blank(kind)).then(nw.lit("")).otherwise(kind)


def _main() -> nw.Expr:
    stem, kind, day = nw.col(_KIB), nw.col(_KIND), nw.col(_DAY)
    has_kib = stem != ""
    return nw.concat_str(
        nw.when(has_kib).then(nw.lit("0")).otherwise(nw.lit("1")),
        nw.when(day == "").then(nw.lit(LAST_DAY)).otherwise(day),
        nw.when(has_kib).then(stem).otherwise(nw.lit(" " * _INDEX)),
        nw.when(kind == "").then(nw.lit(_UNKNOWN)).otherwise(_with_scheme(kind, day)),
    )


def region_digits(code: nw.Expr) -> nw.Expr:
    """Two or four digits of a region code, dotted or not; "" for any other text."""
    is_code = code.str.contains(r"^[0-9]{2}(?:\.?[0-9]{2})?$") & ~code.str.contains("\n")
    return nw.when(is_code).then(code.str.replace_all(".", "", literal=True)).otherwise(nw.lit(""))


def _with_scheme(kind: nw.Expr, day: nw.Expr) -> nw.Expr:
    """The type code; one that changed its meaning, of a day before that or of none, says that its scheme is unknown."""
    is_changed = (kind >= _FIRST_CHANGED) & (kind <= _LAST_CHANGED) & (kind.str.len_chars() == _TYPE_WIDTH)
    is_open = is_changed & ((day == "") | (day.str.slice(0, 4) < str(PRESENT_SINCE)))
    return nw.when(is_open).then(nw.concat_str(kind, nw.lit(" (scheme unknown)"))).otherwise(kind)


def dimension(name: str) -> nw.Expr:
    """``"type"``, ``"year"`` or ``"month"`` of the row that decides, as :data:`MAIN` tells it; null where not known."""
    main = nw.col(MAIN)
    if name != "type":
        return _of_day(name, main.str.slice(_DAY_AT, 8)).alias(name)
    kind = main.str.slice(_TYPE_AT)
    return nw.when(kind != _UNKNOWN).then(kind).alias(name)


def cell(groups: Collection[str]) -> nw.Expr:
    """What *groups* ask of a stem: type and day, or type and year; few differ, so events are grouped by it first."""
    stem = nw.col(STEM)
    told = stem if {"year", "month"} & set(groups) else _down(stem, _AFTER_YEAR)
    return nw.when(stem != NONE).then(told - _down(stem, _AFTER_REGION)).otherwise(nw.lit(NONE))


def dimension_of(name: str, cell: nw.Expr) -> nw.Expr:
    """The same where type and day are those of the KIB, of which the *cell* holds what is asked."""
    digits = (_AFTER_REGION + cell).cast(nw.String)
    kind, day = digits.str.slice(1, _TYPE_WIDTH), digits.str.slice(1 + _TYPE_WIDTH)
    told = _with_scheme(kind, day) if name == "type" else _of_day(name, day)
    return nw.when(cell != NONE).then(told).alias(name)


def parts_of_kib(level: AdminLevel) -> tuple[int, int]:
    """By what to divide a stem, and then to multiply, for the region that it names, told as by :func:`place_of`."""
    by = 100 if level is AdminLevel.PROVINCE else 1
    return _AFTER_REGION * by, by


def place_of_kib(level: AdminLevel) -> nw.Expr:
    """The region that a stem names."""
    per, by = parts_of_kib(level)
    return nw.col(STEM) // per * by


def place_of(level: AdminLevel) -> nw.Expr:
    """The row's own region at a level; that of a province is its number and two noughts."""
    region = nw.col(REGION)
    if level is AdminLevel.REGENCY:
        return region
    named = nw.when(region >= PROVINCE_ONLY).then(region - PROVINCE_ONLY).otherwise(_down(region, 100))
    return nw.when(region == NONE).then(region).otherwise(named)


def _down(number: nw.Expr, to: int) -> nw.Expr:
    """The multiple of *to* below; pandas on Arrow has no word for what a division leaves."""
    return number // to * to


def _of_day(name: str, day: nw.Expr) -> nw.Expr:
    """Digits that are no day tell no year and no month; nor does the last day of all, which stands for none."""
    digits = day.str.slice(0, 4) if name == "year" else day.str.slice(4, 2)
    is_day = (day != LAST_DAY) & day.str.contains(f"^{_grammar.DAY}$")
    number = nw.when(is_day).then(digits).otherwise(nw.lit("0")).cast(nw.Int32)
    return nw.when(is_day).then(number)
