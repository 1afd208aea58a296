"""What stands beside a KIB decides where its digits leave something open: joins with the tables of places."""

from __future__ import annotations

import sys
from functools import cache, reduce
from itertools import groupby
from typing import final

import attrs
import narwhals.stable.v2 as nw

from satudata.frames import _grammar, _region_tables
from satudata.frames._columns import Frame, days, own, text
from satudata.frames._event_keys import region_digits
from satudata.frames._lookup import joined
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

_DAY = own("context_day")


@final
@attrs.frozen
class Given:
    """The columns beside the KIB."""

    region_code: str | None
    region_name: str | None
    province_name: str | None
    date: str | None

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that are given."""
        return tuple(column for column in attrs.astuple(self) if column is not None)


def with_rivals_decided(frame: Frame, date: str) -> Frame:
    """Of two readings the one of the day given is taken."""
    frame = frame.with_columns(days(frame, date).alias(_DAY))
    day, first, rival = nw.col(_DAY), nw.col(FIRST).fill_null(""), nw.col(RIVAL).fill_null("")
    is_dated = (day != "") & (first != "")
    is_first, is_rival = is_dated & (_grammar.day(first) == day), is_dated & (_grammar.day(rival) == day)
    frame = frame.with_columns(is_first.alias(own("is_first")), is_rival.alias(own("is_rival")))
    is_first, is_rival = nw.col(own("is_first")), nw.col(own("is_rival"))
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


def with_place(frame: Frame, given: Given, prefix: str) -> Frame:
    """Add system, canonical KIB and the region's name."""
    digits = nw.col(f"{prefix}digits")
    frame = frame.with_columns(
        _grammar.region(digits).fill_null("").alias(NUMBER),
        era(_grammar.day(digits).fill_null("")).alias(ERA),
    )
    frame = joined(frame, _region_tables.by_number(), [NUMBER, ERA])
    system, code, name = SYSTEM, CODE, NAME
    if given.region_code or given.region_name or given.province_name:
        frame = _with_allowed(frame, given)
        frame = joined(frame, _region_tables.decided(), [STATE, ALLOWED])
        decided = [own(f"decided_{what}") for what in ("system", "code", "name")]
        is_decided = nw.col(decided[0]) != ""
        frame = frame.with_columns(
            *(
                nw.when(is_decided).then(nw.col(new)).otherwise(nw.col(old)).alias(old)
                for new, old in zip(decided, (SYSTEM, CODE, NAME), strict=True)
            )
        )
    is_kib, is_placed = ~digits.is_null(), nw.col(code) != ""
    known = nw.when(nw.col(system) == "").then(nw.lit("unknown")).otherwise(nw.col(system))
    return frame.with_columns(
        nw.when(is_kib).then(known).alias(f"{prefix}system"),
        nw.when(is_kib & is_placed)
        .then(nw.concat_str(nw.col(code), digits.str.slice(4)))
        .alias(f"{prefix}canonical"),
        nw.when(is_kib & is_placed).then(nw.col(name)).alias(f"{prefix}region_name"),
    )


def _with_allowed(frame: Frame, given: Given) -> Frame:
    """Add the id of the places that the context allows, "" for any: the name within its province, then the code."""
    allowed, is_one = nw.lit(""), nw.lit("")
    province, in_province = own("in_province"), own("in_province_one")
    if given.province_name is not None:
        frame = frame.with_columns(plain(text(frame, given.province_name)).alias(PROVINCE_KEY))
        frame = joined(frame, _region_tables.by_province(), [PROVINCE_KEY])
        frame = frame.rename({IS_ONE: in_province, PROVINCE: province})
        allowed, is_one = nw.col(BY_PROVINCE), nw.col(in_province)
    if given.region_name is not None:
        frame = frame.with_columns(
            plain(text(frame, given.region_name)).alias(NAME_KEY), nw.lit("").alias(PROVINCE)
        )
        frame = joined(frame, _region_tables.by_name(), [PROVINCE, NAME_KEY])
        named, is_one_name = nw.col(BY_NAME), nw.col(IS_ONE)
        if given.province_name is not None:
            frame = frame.rename({BY_NAME: own("anywhere"), IS_ONE: own("anywhere_one")})
            frame = frame.drop(PROVINCE).rename({province: PROVINCE})
            # An unknown province is "", in which the names of all provinces stand.
            frame = joined(frame, _region_tables.by_name(), [PROVINCE, NAME_KEY])
            is_there = nw.col(BY_NAME) != ""
            named = nw.when(is_there).then(nw.col(BY_NAME)).otherwise(nw.col(own("anywhere")))
            is_one_name = nw.when(is_there).then(nw.col(IS_ONE)).otherwise(nw.col(own("anywhere_one")))
        if given.province_name is None:
            allowed, is_one = named, is_one_name
        else:
            allowed, is_one = (
                nw.when(named != "").then(a).otherwise(b)
                for a, b in ((named, allowed), (is_one_name, is_one))
            )
    frame = frame.with_columns(allowed.alias(ALLOWED), is_one.alias(own("one")))
    if given.region_code is None:
        return frame
    code = region_digits(text(frame, given.region_code).str.strip_chars())
    frame = frame.drop(NUMBER).with_columns(code.alias(NUMBER))
    frame = joined(frame, _region_tables.by_code(), [NUMBER, ERA])
    frame = joined(frame, _region_tables.narrowed(), [ALLOWED, BY_CODE])
    by_code, allowed, left = nw.col(BY_CODE), nw.col(ALLOWED), nw.col(own("narrowed"))
    rest = nw.when(allowed == "").then(by_code).otherwise(nw.when(left == "").then(allowed).otherwise(left))
    return frame.with_columns(nw.when(nw.col(own("one")) == "1").then(allowed).otherwise(rest).alias(ALLOWED))


def plain(name: nw.Expr) -> nw.Expr:
    """A name as names are compared: case, punctuation and spaces set aside."""
    return name.str.to_lowercase().str.replace_all(_not_alphanumeric(), "")


@cache
def _not_alphanumeric() -> str:
    """Every character that is no letter and no digit, in ranges."""
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
    """How many of the days of change lie on or before a day, as text."""
    starts = [f"{start:%Y%m%d}" for start in _region_tables.eras()]
    return reduce(
        lambda later, each: nw.when(day >= each[1]).then(nw.lit(str(each[0]))).otherwise(later),
        enumerate(starts, start=1),
        nw.lit("0"),
    )
