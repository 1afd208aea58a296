"""Digits as numbers in SQL: a cast of the engine that gives null for other text is faster than a pattern."""

from __future__ import annotations

from typing import Any, cast

import narwhals.stable.v2 as nw

from satudata.frames import _grammar
from satudata.frames._columns import temporary
from satudata.frames._engines import Frame, is_spark
from satudata.kib import WIDTH
from satudata.regions._code import REGENCY_WIDTH

_TRIED_EVENT, _TRIED_REGION = temporary("tried_event"), temporary("tried_region")
#: The number is cast back to text: a text with a sign, a space or an exponent then differs, so it is not plain.
_PLAIN = "CASE WHEN length({text}) = {width} AND {tried} > 0 AND CAST({tried} AS {string}) = {text} THEN {number} END"


def with_numbers(frame: Frame, *, event: str, stem: str, region: str, code: str) -> Frame:
    """Add *stem*, the stem of an *event* of sixteen digits, and *code*, a *region* of four digits; null for other text.

    Digits with a leading zero may be null too, because a number has no leading zero.
    """
    native = nw.to_native(frame)
    if frame.implementation.is_duckdb():
        tried, found = _in_sql(event, stem, region, code, string="VARCHAR", stem_of=f"{_TRIED_EVENT} // 10")
        native = native.project(", ".join(("*", *tried))).project(", ".join(("*", *found)))
    elif is_spark(frame):
        tried, found = _in_sql(event, stem, region, code, string="STRING", stem_of=f"{_TRIED_EVENT} DIV 10")
        native = native.selectExpr("*", *tried).selectExpr("*", *found)
    elif frame.implementation.is_ibis() and _is_on_duckdb(native):
        native = _in_ibis(native, event, stem, region, code)
    else:
        read, place = nw.col(event), nw.col(region)
        return frame.with_columns(
            nw.when(_grammar.is_compact(read)).then(_grammar.stem(read)).cast(nw.Int64).alias(stem),
            nw.when(_grammar.is_regency(place)).then(place).cast(nw.Int64).alias(code),
        )
    return cast("Frame", nw.from_native(native))


def _in_sql(
    event: str, stem: str, region: str, code: str, *, string: str, stem_of: str
) -> tuple[list[str], list[str]]:
    """The columns to add in SQL: first the attempts to cast, then the results."""
    tried, found = [], []
    for text, attempt, width, number, name in (
        (event, _TRIED_EVENT, WIDTH, stem_of, stem),
        (region, _TRIED_REGION, REGENCY_WIDTH, _TRIED_REGION, code),
    ):
        tried.append(f"TRY_CAST({text} AS BIGINT) AS {attempt}")
        plain = _PLAIN.format(text=text, width=width, tried=attempt, string=string, number=number)
        found.append(f"{plain} AS {name}")
    return tried, found


def _is_on_duckdb(table: Any) -> bool:
    import ibis

    try:
        return str(table.get_backend().name) == "duckdb"
    except ibis.common.exceptions.IbisError:  # a table without a backend
        return False


def _in_ibis(table: Any, event: str, stem: str, region: str, code: str) -> Any:
    import ibis

    table = table.mutate(
        **{_TRIED_EVENT: table[event].try_cast("int64"), _TRIED_REGION: table[region].try_cast("int64")}
    )

    def plain(text: str, tried: str, width: int, number: Any) -> Any:
        is_plain = (table[text].length() == width) & (table[tried] > 0)
        return ibis.ifelse(
            is_plain & (table[tried].cast("string") == table[text]), number, ibis.null("int64")
        )

    number = table[_TRIED_EVENT]
    tens = number - number % 10  # Ibis divides as floats; multiples of ten stay exact
    return table.mutate(
        **{
            stem: plain(event, _TRIED_EVENT, WIDTH, (tens // 10).cast("int64")),
            code: plain(region, _TRIED_REGION, REGENCY_WIDTH, table[_TRIED_REGION]),
        }
    )
