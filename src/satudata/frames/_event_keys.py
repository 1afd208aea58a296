"""The event of each row, the region where it counts, and the type and day that the row gives the event."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any, cast, final

import attrs
import narwhals.stable.v2 as nw

from satudata.disaster_types._schemes import CHANGED_MEANING, PRESENT_SINCE
from satudata.frames import _grammar
from satudata.frames._columns import temporary, text
from satudata.frames._days import with_days
from satudata.frames._engines import Frame, Native, by_partition, is_eager, is_sql
from satudata.frames._errors import ColumnError
from satudata.frames._numbers import with_numbers
from satudata.frames._odd_rows import overwrite_odd_rows
from satudata.frames._repairs import is_blank
from satudata.kib import DATE, INDEX, TYPE
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, AdminLevel

#: The key of the event, in two columns: its stem as a number, or NONE; and its other id. The other id is "" for a stem
#: and null for a row that has no key.
STEM, OTHER_ID = temporary("stem"), temporary("other_id")
#: The region of the row as a number: four digits as they are, two (a province only) above PROVINCE_ONLY, or NONE.
REGION = temporary("region")
NONE, PROVINCE_ONLY = -1, 10**REGENCY_WIDTH
#: Whether the event column has a KIB or a stem; false for a null, even if the row's other columns give a stem.
HAS_KIB = temporary("has_kib")
#: A sort key: the row with the smallest one gives the event its type and day, as in :mod:`satudata.counting`.
MAIN = temporary("main")

#: The main type that a row states; null where it states none.
STATED = temporary("stated")

_TEXT, _REGION_TEXT, _TYPE_CODE, _DAY, _KIB, _IS_PLAIN = (
    temporary(name) for name in ("text", "region_text", "type_code", "day", "kib", "is_plain")
)
_TYPE_WIDTH, _YEAR_WIDTH = TYPE.stop - TYPE.start, 4
#: Powers of ten that cut a stem after its region and after its year.
_AFTER_REGION, _AFTER_YEAR = 10 ** (INDEX - REGENCY_WIDTH), 10 ** (INDEX - DATE.start - _YEAR_WIDTH)
#: Means "no day" in a sort key, as in :mod:`satudata.counting`.
LAST_DAY = "99991231"
#: Means "no type" in a sort key; sorts after every code.
_UNKNOWN = "~"
#: The positions of day and type in a sort key.
_DAY_AT, _TYPE_AT = 1, 9 + INDEX
#: The type codes from the first to the last of these changed their meaning with the present scheme.
_FIRST_CHANGED, _LAST_CHANGED = min(CHANGED_MEANING), max(CHANGED_MEANING)


@final
@attrs.frozen
class EventColumns:
    """The names of the columns that describe the event of a row: its id, region, type and date.

    *leaves_out*: whether a row that has no event is left out; else it is refused.
    """

    event: str
    region: str | None = None
    type: str | None = None
    date: str | None = None
    main_type: str | None = None
    leaves_out: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The given names, each once."""
        given = (self.event, self.region, self.type, self.date, self.main_type)
        return tuple(dict.fromkeys(name for name in given if name is not None))

    @property
    def are_declared(self) -> bool:
        """Whether a type or day of an event can come from another column than the KIB."""
        return (self.type, self.date, self.main_type) != (None, None, None)

    @property
    def are_complete(self) -> bool:
        """Whether all four are given, so that region, type and date can give a row its key."""
        return None not in (self.event, self.region, self.type, self.date)


#: Why a row without an event is refused.
_NO_EVENT = (
    "some rows have no event id, and not all of region, type and date to make one from (frames.verify: row-left-out); "
    "name these columns, or count without these rows: without_event='leave_out'"
)


def refuse_rows_without_event(frame: Frame, columns: EventColumns) -> None:
    """Raise :class:`ColumnError` if a row of a frame in memory, with event keys, has no event."""
    if not columns.leaves_out and bool(cast("nw.DataFrame[Any]", frame)[OTHER_ID].is_null().any()):
        own = "" if columns.event.startswith(temporary("")) else columns.event
        raise ColumnError(own, _NO_EVENT)


def with_event_keys(frame: Frame, columns: EventColumns, *, with_main: bool = False) -> Frame:
    """Add :data:`STEM`, :data:`OTHER_ID`, :data:`REGION`, :data:`HAS_KIB` and, on request, :data:`MAIN`.

    Sixteen digits are a KIB; its key is the stem. Fifteen digits with a day of the calendar are a stem. Any other text
    is the key itself. A null gets the stem of its region, type and day, and no key if one of these is not known.
    Such a row is refused unless *columns* leave it out: a frame in memory raises :class:`ColumnError`; a plan fails
    when it is computed.
    """
    if frame.implementation.is_dask():
        return cast("Frame", nw.from_native(_by_partition(nw.to_native(frame), columns, with_main=with_main)))
    if with_main or not is_eager(frame):
        return read_each_row(frame, columns, with_main=with_main)
    plain = nw.col(_IS_PLAIN)
    frame = frame.with_columns(is_plain(frame, columns).alias(_IS_PLAIN))
    region = text(frame, columns.region) if columns.region is not None else nw.lit(str(NONE))
    frame = frame.with_columns(
        _number(plain, _grammar.stem(text(frame, columns.event))).alias(STEM),
        nw.lit("").alias(OTHER_ID),
        _number(plain, region).alias(REGION),
        plain.alias(HAS_KIB),
    )
    results = (STEM, OTHER_ID, REGION, HAS_KIB)
    return overwrite_odd_rows(
        frame, _IS_PLAIN, columns.names, results, partial(read_each_row, columns=columns)
    )


@by_partition
def _by_partition(df: Native, columns: EventColumns, *, with_main: bool) -> Native:
    return nw.to_native(with_event_keys(cast("Frame", nw.from_native(df)), columns, with_main=with_main))


def is_plain(frame: Frame, columns: EventColumns) -> nw.Expr:
    """Whether the event is sixteen digits and the region, if there is a column, four: such a row needs no reading."""
    is_kib = _grammar.is_compact(text(frame, columns.event))
    return is_kib if columns.region is None else is_kib & _grammar.is_regency(text(frame, columns.region))


def read_each_row(frame: Frame, columns: EventColumns, *, with_main: bool = False) -> Frame:
    """Add the key columns by reading every row.

    SQL evaluates only the branches of a CASE that it needs, so there the plain rows are tried as numbers first.
    """
    type_code = _unless_blank(text(frame, columns.type)) if columns.type is not None else nw.lit("")
    frame = frame.with_columns(
        text(frame, columns.event).alias(_TEXT),
        (text(frame, columns.region) if columns.region is not None else nw.lit("")).alias(_REGION_TEXT),
        type_code.alias(_TYPE_CODE),
        nw.lit("").alias(_DAY),
    )
    read, place = nw.col(_TEXT), nw.col(_REGION_TEXT)
    type_code, day = nw.col(_TYPE_CODE), nw.col(_DAY)
    stem, region, is_query = nw.col(STEM), nw.col(REGION), is_sql(frame)
    if is_query:
        frame = with_numbers(frame, event=_TEXT, stem=STEM, region=_REGION_TEXT, code=REGION)

    def unless_number(number: nw.Expr, if_number: nw.Expr, otherwise: nw.Expr) -> nw.Expr:
        return nw.when(~number.is_null()).then(if_number).otherwise(otherwise) if is_query else otherwise

    none = nw.lit("")
    kib = nw.when(_grammar.is_stem(read)).then(read).otherwise(none)
    kib = nw.when(_grammar.has_sixteen(read)).then(_grammar.stem(_grammar.compact(read))).otherwise(kib)
    frame = frame.with_columns(
        unless_number(stem, _grammar.stem(read) if with_main else none, kib).alias(_KIB),
        unless_number(region, place, region_digits(place)).alias(_REGION_TEXT),
    )
    kib = nw.col(_KIB)
    if columns.date is not None:
        frame = with_days(frame, columns.date, _DAY, region=place, kib=kib)
    key: nw.Expr = kib
    id_: nw.Expr = nw.when(~is_blank(read)).then(read)
    has_event = (kib != "") | ~is_blank(read)
    if columns.are_complete:
        is_made = is_blank(read) & (place != "") & (type_code != "") & (day != "")
        is_code = (place.str.len_chars() == REGENCY_WIDTH) & type_code.str.contains(
            f"^[0-9]{{{_TYPE_WIDTH}}}$"
        )
        key = nw.when(is_made & is_code).then(nw.concat_str(place, type_code, day)).otherwise(kib)
        id_ = nw.when(is_made).then(nw.concat_str(place, type_code, day, separator=" ")).otherwise(id_)
        has_event = has_event | is_made
    digits = nw.when(key != "").then(key).otherwise(nw.lit(str(NONE)))
    if not columns.leaves_out and not is_eager(frame):
        # All engines can fail on a cast, which shows the sentence, and have no other way to fail in common.
        digits = nw.when(has_event).then(digits).otherwise(nw.lit(_NO_EVENT))
    number, width = _number(place != "", place), place.str.len_chars()
    code = nw.when(width == PROVINCE_WIDTH).then(PROVINCE_ONLY + 100 * number).otherwise(number)
    frame = frame.with_columns(
        unless_number(stem, stem, digits.cast(nw.Int64)).alias(STEM),
        unless_number(stem, none, nw.when(key != "").then(none).otherwise(id_)).alias(OTHER_ID),
        unless_number(region, region, code).alias(REGION),
        unless_number(stem, nw.lit(value=True), kib != "").alias(HAS_KIB),
    )
    if is_eager(frame):
        refuse_rows_without_event(frame, columns)
    if not with_main:
        return frame
    frame = frame.with_columns(
        nw.when(type_code == "").then(_grammar.type_code(kib)).otherwise(type_code).alias(_TYPE_CODE),
        nw.when(day == "").then(_grammar.day(kib)).otherwise(day).alias(_DAY),
    )
    stated = _unless_blank(text(frame, columns.main_type)) if columns.main_type is not None else nw.lit("")
    return frame.with_columns(
        _main().alias(MAIN), nw.when(stated != "").then(_with_scheme(stated, nw.col(_DAY))).alias(STATED)
    )


def _number(is_one: nw.Expr, digits: nw.Expr) -> nw.Expr:
    return nw.when(is_one).then(digits).otherwise(nw.lit(str(NONE))).cast(nw.Int64)


def _unless_blank(type_code: nw.Expr) -> nw.Expr:
    return nw.when(is_blank(type_code)).then(nw.lit("")).otherwise(type_code)


def _main() -> nw.Expr:
    """The sort key of a row: rows with a KIB first, then the earliest day, the smallest stem and the smallest type."""
    stem, type_code, day = nw.col(_KIB), nw.col(_TYPE_CODE), nw.col(_DAY)
    has_kib = stem != ""
    return nw.concat_str(
        nw.when(has_kib).then(nw.lit("0")).otherwise(nw.lit("1")),
        nw.when(day == "").then(nw.lit(LAST_DAY)).otherwise(day),
        nw.when(has_kib).then(stem).otherwise(nw.lit(" " * INDEX)),
        nw.when(type_code == "").then(nw.lit(_UNKNOWN)).otherwise(_with_scheme(type_code, day)),
    )


def region_digits(code: nw.Expr) -> nw.Expr:
    """The two or four digits of a region code, with or without a dot; "" for any other text."""
    is_code = code.str.contains(r"^[0-9]{2}(?:\.?[0-9]{2})?$") & ~code.str.contains("\n")
    return nw.when(is_code).then(code.str.replace_all(".", "", literal=True)).otherwise(nw.lit(""))


def _with_scheme(type_code: nw.Expr, day: nw.Expr) -> nw.Expr:
    """The type code, with a remark if its meaning is open: a code that changed, on an older day or without a day."""
    is_changed = (
        (type_code >= _FIRST_CHANGED)
        & (type_code <= _LAST_CHANGED)
        & (type_code.str.len_chars() == _TYPE_WIDTH)
    )
    is_open = is_changed & ((day == "") | (day.str.slice(0, 4) < str(PRESENT_SINCE)))
    remark = nw.lit(" (scheme unknown)")
    return nw.when(is_open).then(nw.concat_str(type_code, remark)).otherwise(type_code)


def dimension(name: str) -> nw.Expr:
    """``"type"``, ``"year"`` or ``"month"`` of the event, from :data:`MAIN`; null if not known."""
    return (type_in_main() if name == "type" else _of_day(name, day_in_main())).alias(name)


def type_in_main() -> nw.Expr:
    """The type in :data:`MAIN`; null if not known."""
    type_code = nw.col(MAIN).str.slice(_TYPE_AT)
    return nw.when(type_code != _UNKNOWN).then(type_code)


def day_in_main() -> nw.Expr:
    """The day in :data:`MAIN`, as eight digits."""
    return nw.col(MAIN).str.slice(_DAY_AT, 8)


def stem_part(groups: Collection[str]) -> nw.Expr:
    """The digits of a stem that decide its *groups*, as a number: type and day, or type and year.

    There are few different ones, so events are grouped by it before :func:`dimension_of_part` makes texts of it.
    """
    stem = nw.col(STEM)
    digits = stem if {"year", "month"} & set(groups) else _down(stem, _AFTER_YEAR)
    return nw.when(stem != NONE).then(digits - _down(stem, _AFTER_REGION)).otherwise(nw.lit(NONE))


def dimension_of_part(name: str, part: nw.Expr) -> nw.Expr:
    """The same as :func:`dimension`, from a :func:`stem_part`."""
    digits = (_AFTER_REGION + part).cast(nw.String)
    type_code, day = digits.str.slice(1, _TYPE_WIDTH), digits.str.slice(1 + _TYPE_WIDTH)
    value = _with_scheme(type_code, day) if name == "type" else _of_day(name, day)
    return nw.when(part != NONE).then(value).alias(name)


def region_factors(level: AdminLevel) -> tuple[int, int]:
    """The number to divide a stem by, and then to multiply with, for its region as :func:`region_at` gives it."""
    by = 100 if level is AdminLevel.PROVINCE else 1
    return _AFTER_REGION * by, by


def kib_region_at(level: AdminLevel) -> nw.Expr:
    """The region in the stem at a level."""
    per, by = region_factors(level)
    return nw.col(STEM) // per * by


def region_at(level: AdminLevel) -> nw.Expr:
    """The region of the row at a level; a province is its number times 100."""
    region = nw.col(REGION)
    if level is AdminLevel.REGENCY:
        return region
    province = nw.when(region >= PROVINCE_ONLY).then(region - PROVINCE_ONLY).otherwise(_down(region, 100))
    return nw.when(region == NONE).then(region).otherwise(province)


def _down(number: nw.Expr, to: int) -> nw.Expr:
    """The next lower multiple of *to*; pandas on Arrow has no modulo."""
    return number // to * to


def _of_day(name: str, day: nw.Expr) -> nw.Expr:
    """Year or month of a day; null for digits that are not a day, and for :data:`LAST_DAY`, which means no day."""
    digits = day.str.slice(0, 4) if name == "year" else day.str.slice(4, 2)
    is_day = (day != LAST_DAY) & day.str.contains(f"^{_grammar.DAY}$")
    number = nw.when(is_day).then(digits).otherwise(nw.lit("0")).cast(nw.Int32)
    return nw.when(is_day).then(number)
