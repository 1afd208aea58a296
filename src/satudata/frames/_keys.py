"""Which event a row belongs to, where it counts, and what it says of the event's type and day."""

from __future__ import annotations

from typing import final

import attrs
import narwhals.stable.v2 as nw

from satudata._schemes import CHANGED_MEANING, PRESENT_SINCE
from satudata.frames import _grammar
from satudata.frames._doorway import Frame, days, own, text
from satudata.frames._repairs import is_blank
from satudata.kib import _INDEX, _TYPE
from satudata.regions._code import REGENCY_WIDTH

#: The event's key, null where a row cannot be told apart; the row's own region, "" where it has none.
KEY, REGION = own("key"), own("region")
#: Whether the event names a KIB or its stem, and whether the key is a stem, which a null may have too.
HAS_KIB, IS_STEM = own("has_kib"), own("is_stem")
#: What decides which row gives the event its type and day: the smallest of these wins, as in counting.
MAIN = own("main")

_TEXT, _KIND, _DAY, _STEM = own("text"), own("kind"), own("day"), own("stem")
_TYPE_WIDTH = _TYPE.stop - _TYPE.start
_LAST_DAY, _UNKNOWN = "99991231", "~"
_DAY_AT, _TYPE_AT = 1, 9 + _INDEX
#: Type codes that mean one thing since this year and another before it.
_CHANGED = f"^(?:{'|'.join(sorted(CHANGED_MEANING))})$"


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
    """Add :data:`KEY`, :data:`HAS_KIB`, :data:`REGION` and, where it is asked for, :data:`MAIN`.

    A value of sixteen digits is a KIB and its key the stem, as is one that is a stem already; any other value is the
    key as it stands (fifteen digits without a day are no stem, and kept apart from those that are); a null has the
    stem of its region, type and day, and no key where one of these is not known.
    """
    kind = _unless_blank(text(frame, told.type)) if told.type is not None else nw.lit("")
    frame = frame.with_columns(
        text(frame, told.event).alias(_TEXT),
        (region_digits(text(frame, told.region)) if told.region is not None else nw.lit("")).alias(REGION),
        kind.alias(_KIND),
        (days(frame, told.date) if told.date is not None else nw.lit("")).alias(_DAY),
    )
    read, kind, day = nw.col(_TEXT), nw.col(_KIND), nw.col(_DAY)
    other = nw.when(_grammar.is_stem(read)).then(read).otherwise(nw.lit(""))
    of_kib = _grammar.stem(_grammar.compact(read))
    frame = frame.with_columns(nw.when(_grammar.has_sixteen(read)).then(of_kib).otherwise(other).alias(_STEM))
    stem, place = nw.col(_STEM), nw.col(REGION)
    is_code = (place.str.len_chars() == REGENCY_WIDTH) & kind.str.contains(f"^[0-9]{{{_TYPE_WIDTH}}}$")
    between = nw.when(is_code).then(nw.lit("")).otherwise(nw.lit(" "))
    is_whole = (place != "") & (kind != "") & (day != "")
    made = nw.when(is_whole).then(nw.concat_str(place, between, kind, between, day))
    is_number = read.str.contains(f"^[0-9]{{{_INDEX}}}$") & (read.str.len_chars() == _INDEX)
    other = nw.when(is_number).then(nw.concat_str(nw.lit("id "), read)).otherwise(read)
    given = nw.when(stem != "").then(stem).otherwise(other)
    frame = frame.with_columns(
        nw.when(is_blank(read)).then(made).otherwise(given).alias(KEY),
        (stem != "").alias(HAS_KIB),
        ((stem != "") | (is_blank(read) & is_whole & is_code)).alias(IS_STEM),
    )
    if not with_main:
        return frame
    frame = frame.with_columns(
        nw.when(kind == "").then(_grammar.type_code(stem)).otherwise(kind).alias(_KIND),
        nw.when(day == "").then(_grammar.day(stem)).otherwise(day).alias(_DAY),
    )
    return frame.with_columns(_main().alias(MAIN))


def _unless_blank(kind: nw.Expr) -> nw.Expr:
    return nw.when(is_blank(kind)).then(nw.lit("")).otherwise(kind)


def _main() -> nw.Expr:
    stem, kind, day = nw.col(_STEM), nw.col(_KIND), nw.col(_DAY)
    has_kib = stem != ""
    return nw.concat_str(
        nw.when(has_kib).then(nw.lit("0")).otherwise(nw.lit("1")),
        nw.when(day == "").then(nw.lit(_LAST_DAY)).otherwise(day),
        nw.when(has_kib).then(stem).otherwise(nw.lit(" " * _INDEX)),
        nw.when(kind == "").then(nw.lit(_UNKNOWN)).otherwise(_with_scheme(kind, day)),
    )


def region_digits(code: nw.Expr) -> nw.Expr:
    """Two or four digits of a region code, dotted or not; "" for any other text."""
    is_code = code.str.contains(r"^[0-9]{2}(?:\.?[0-9]{2})?$") & ~code.str.contains("\n")
    return nw.when(is_code).then(code.str.replace_all(".", "", literal=True)).otherwise(nw.lit(""))


def main_of_kib(key: nw.Expr, has_kib: nw.Expr) -> nw.Expr:
    """What :data:`MAIN` says where type and day are those of the KIB: they follow from its stem, the key."""
    day = _grammar.day(key)
    known = nw.when(has_kib).then(day).otherwise(nw.lit(_LAST_DAY))
    kind = nw.when(has_kib).then(_with_scheme(_grammar.type_code(key), day)).otherwise(nw.lit(_UNKNOWN))
    return nw.concat_str(nw.lit("0"), known, nw.lit(" " * _INDEX), kind)


def _with_scheme(kind: nw.Expr, day: nw.Expr) -> nw.Expr:
    """The type code; one that changed its meaning, of a day before that or of none, says that its scheme is unknown."""
    is_open = kind.str.contains(_CHANGED) & ((day == "") | (day.str.slice(0, 4) < str(PRESENT_SINCE)))
    return nw.when(is_open).then(nw.concat_str(kind, nw.lit(" (scheme unknown)"))).otherwise(kind)


def dimension(name: str, main: nw.Expr) -> nw.Expr:
    """``"type"``, ``"year"`` or ``"month"`` of the row that decides; null where it is not known.

    Digits that are no day of the calendar tell no year and no month, but in which scheme the type beside them is meant;
    nor does the last day of all, which stands for none.
    """
    if name == "type":
        kind = main.str.slice(_TYPE_AT)
        return nw.when(kind != _UNKNOWN).then(kind)
    day = main.str.slice(_DAY_AT, 8)
    digits = day.str.slice(0, 4) if name == "year" else day.str.slice(4, 2)
    is_day = (day != _LAST_DAY) & day.str.contains(f"^{_grammar.DAY}$")
    return nw.when(is_day).then(digits.cast(nw.Int32))
