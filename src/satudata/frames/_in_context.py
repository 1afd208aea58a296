"""Use other columns to settle open points of a KIB, by joins with tables of regions."""

from __future__ import annotations

import sys
from functools import cache, reduce
from itertools import groupby
from typing import final

import attrs
import narwhals.stable.v2 as nw

from satudata.frames import _grammar, _region_tables
from satudata.frames._columns import temporary, text
from satudata.frames._days import with_days
from satudata.frames._engines import Frame
from satudata.frames._event_keys import region_digits
from satudata.frames._lookup import look_up
from satudata.frames._region_tables import (
    ALLOWED,
    BY_CODE,
    BY_NAME,
    BY_PROVINCE,
    CODE,
    ERA,
    IS_ONE,
    NAME,
    NAME_KEY,
    NUMBER,
    PROVINCE,
    PROVINCE_KEY,
    STATE,
    SYSTEM,
)
from satudata.frames._repairs import DIGITS, FIRST, REASON, REPAIRS, RIVAL, STATUS
from satudata.regions._eras import eras

_DAY = temporary("context_day")


@final
@attrs.frozen
class ContextColumns:
    """The names of the columns that give a KIB its context."""

    region_code: str | None
    region_name: str | None
    province_name: str | None
    date: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """The given names."""
        return tuple(column for column in attrs.astuple(self) if column is not None)


def decide_by_date(frame: Frame, date: str, region_code: str | None) -> Frame:
    """Of two possible KIBs, which name one region, take the one with the date of the column *date*."""
    region = None if region_code is None else region_digits(text(frame, region_code).str.strip_chars())
    frame = with_days(frame, date, _DAY, region=region, kib=nw.col(FIRST).fill_null(""))
    day, first, rival = nw.col(_DAY), nw.col(FIRST).fill_null(""), nw.col(RIVAL).fill_null("")
    is_dated = (day != "") & (first != "")
    is_first, is_rival = is_dated & (_grammar.day(first) == day), is_dated & (_grammar.day(rival) == day)
    frame = frame.with_columns(is_first.alias(temporary("is_first")), is_rival.alias(temporary("is_rival")))
    is_first, is_rival = nw.col(temporary("is_first")), nw.col(temporary("is_rival"))
    is_either = is_first | is_rival
    reason = (
        nw.when(is_first)
        .then(nw.col(REPAIRS))
        .otherwise(
            nw.concat_str(
                nw.col(REPAIRS),
                nw.when(nw.col(REPAIRS) == "").then(nw.lit("")).otherwise(nw.lit(";")),
                nw.lit("repair-padding"),
            )
        )
    )
    digits = nw.when(is_first).then(nw.col(FIRST)).otherwise(nw.col(DIGITS))
    return frame.with_columns(
        nw.when(is_rival).then(nw.col(RIVAL)).otherwise(digits).alias(DIGITS),
        nw.when(is_either).then(nw.lit("repaired")).otherwise(nw.col(STATUS)).alias(STATUS),
        nw.when(is_either).then(reason).otherwise(nw.col(REASON)).alias(REASON),
    )


def with_place(frame: Frame, context: ContextColumns, prefix: str) -> Frame:
    """Add system, canonical KIB and the region's name."""
    digits = nw.col(f"{prefix}digits")
    frame = frame.with_columns(
        _grammar.region(digits).fill_null("").alias(NUMBER),
        era(_grammar.day(digits).fill_null("")).alias(ERA),
    )
    frame = look_up(frame, _region_tables.by_number(), [NUMBER, ERA])
    if context.region_code or context.region_name or context.province_name:
        frame = _with_allowed(frame, context)
        frame = look_up(frame, _region_tables.decided(), [STATE, ALLOWED])
        decided = [temporary(f"decided_{what}") for what in ("system", "code", "name")]
        is_decided = nw.col(decided[0]) != ""
        frame = frame.with_columns(
            *(
                nw.when(is_decided).then(nw.col(new)).otherwise(nw.col(old)).alias(old)
                for new, old in zip(decided, (SYSTEM, CODE, NAME), strict=True)
            )
        )
    is_kib, is_placed = ~digits.is_null(), nw.col(CODE) != ""
    known = nw.when(nw.col(SYSTEM) == "").then(nw.lit("unknown")).otherwise(nw.col(SYSTEM))
    return frame.with_columns(
        nw.when(is_kib).then(known).alias(f"{prefix}system"),
        nw.when(is_kib & is_placed)
        .then(nw.concat_str(nw.col(CODE), digits.str.slice(4)))
        .alias(f"{prefix}canonical"),
        nw.when(is_kib & is_placed).then(nw.col(NAME)).alias(f"{prefix}region_name"),
    )


def _with_allowed(frame: Frame, context: ContextColumns) -> Frame:
    """Add the id of the set of places that the context allows, "" for any.

    The name within its province comes first, then the code.
    """
    allowed, is_one = nw.lit(""), nw.lit("")
    province, in_province = temporary("in_province"), temporary("in_province_one")
    if context.province_name is not None:
        frame = frame.with_columns(plain(text(frame, context.province_name)).alias(PROVINCE_KEY))
        frame = look_up(frame, _region_tables.by_province(), [PROVINCE_KEY])
        frame = frame.rename({IS_ONE: in_province, PROVINCE: province})
        allowed, is_one = nw.col(BY_PROVINCE), nw.col(in_province)
    if context.region_name is not None:
        frame = frame.with_columns(
            plain(text(frame, context.region_name)).alias(NAME_KEY), nw.lit("").alias(PROVINCE)
        )
        frame = look_up(frame, _region_tables.by_name(), [PROVINCE, NAME_KEY])
        named, is_one_name = nw.col(BY_NAME), nw.col(IS_ONE)
        if context.province_name is not None:
            frame = frame.rename({BY_NAME: temporary("anywhere"), IS_ONE: temporary("anywhere_one")})
            frame = frame.drop(PROVINCE).rename({province: PROVINCE})
            # An unknown province is "", and "" has the names of all provinces.
            frame = look_up(frame, _region_tables.by_name(), [PROVINCE, NAME_KEY])
            is_there = nw.col(BY_NAME) != ""
            named = nw.when(is_there).then(nw.col(BY_NAME)).otherwise(nw.col(temporary("anywhere")))
            is_one_name = nw.when(is_there).then(nw.col(IS_ONE)).otherwise(nw.col(temporary("anywhere_one")))
        if context.province_name is None:
            allowed, is_one = named, is_one_name
        else:
            allowed, is_one = (
                nw.when(named != "").then(a).otherwise(b)
                for a, b in ((named, allowed), (is_one_name, is_one))
            )
    frame = frame.with_columns(allowed.alias(ALLOWED), is_one.alias(temporary("one")))
    if context.region_code is None:
        return frame
    code = text(frame, context.region_code).str.strip_chars()
    code = nw.when(region_digits(code) != "").then(code).otherwise(nw.lit(""))
    frame = frame.drop(NUMBER).with_columns(code.alias(NUMBER))
    frame = look_up(frame, _region_tables.by_code(), [NUMBER, ERA])
    frame = look_up(frame, _region_tables.narrowed(), [ALLOWED, BY_CODE])
    by_code, allowed, left = nw.col(BY_CODE), nw.col(ALLOWED), nw.col(temporary("narrowed"))
    rest = nw.when(allowed == "").then(by_code).otherwise(nw.when(left == "").then(allowed).otherwise(left))
    return frame.with_columns(
        nw.when(nw.col(temporary("one")) == "1").then(allowed).otherwise(rest).alias(ALLOWED)
    )


def plain(name: nw.Expr) -> nw.Expr:
    """A name without upper case, punctuation and spaces, for comparison."""
    return name.str.to_lowercase().str.replace_all(_not_alphanumeric(), "")


@cache
def _not_alphanumeric() -> str:
    """A pattern for every character that is neither a letter nor a digit, as ranges."""
    codes = [
        code
        for code in range(sys.maxunicode + 1)
        if not chr(code).isalnum() and not 0xD800 <= code <= 0xDFFF and code
    ]
    runs = [[code for _, code in run] for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0])]
    return "[" + "".join(f"{_escaped(run[0])}-{_escaped(run[-1])}" for run in runs) + "]"


def _escaped(code: int) -> str:
    return f"\\{chr(code)}" if chr(code) in r"\]^-[&~|" else chr(code)


def era(day: nw.Expr) -> nw.Expr:
    """The era of a day: how many days of change are on or before it, as text."""
    starts = [f"{start:%Y%m%d}" for start in eras()]
    return reduce(
        lambda later, each: nw.when(day >= each[1]).then(nw.lit(str(each[0]))).otherwise(later),
        enumerate(starts, start=1),
        nw.lit("0"),
    )
