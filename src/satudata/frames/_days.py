"""The day of each row: from dates, from text, and at a moment with a time zone the day in the row's region."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, reduce
from typing import Any, cast

import narwhals.stable.v2 as nw

from satudata.frames._columns import names, require, temporary, text
from satudata.frames._engines import Frame, is_eager, is_spark, is_sql
from satudata.frames._errors import ColumnError
from satudata.frames._grammar import DAY
from satudata.regions._zones import hours_ahead
from satudata.tabular._days import ZONED

#: The month between two equal separators, and a time after the date.
_MONTH, _TIME = r"(?:-[0-9]{2}-|/[0-9]{2}/|\.[0-9]{2}\.)", "(?:[T ,].*)?"
_YEAR_FIRST, _DAY_FIRST = f"^[0-9]{{4}}{_MONTH}[0-9]{{2}}{_TIME}$", f"^[0-9]{{2}}{_MONTH}[0-9]{{4}}{_TIME}$"
#: The characters of a date before its time of day.
_DATE_WIDTH = len("2024-08-04")
#: A moment as :func:`satudata.tabular._days.moment_of` reads it, in the dialect that all engines share.
_MOMENT = f"(?i)^.{{{_DATE_WIDTH}}}[^0-9]*" + reduce(
    lambda pattern, change: pattern.replace(*change),
    [(r"(\d", r"(?:\d"), ("([+-]", "(?:[+-]"), (r"\d", "[0-9]"), (r"\s", " ")],
    ZONED.pattern,
)
#: A time of day that a clock shows.
_CLOCK = "^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:[^0-9:]|$)"
_DAY_OF_MINUTES = 24 * 60
_SECONDS, _BEFORE = 86_400, 800_000
#: As text, for a moment whose zone the engine knows.
_FORMAT = "%Y-%m-%dT%H:%M%z"

_OWN = _WRITTEN, _IS_MOMENT, _REST, _OFFSET, _NUMBER, _YEAR, _OF_YEAR, _MONTHS = tuple(
    temporary(f"day_{name}")
    for name in ("written", "is_moment", "rest", "offset", "number", "year", "of_year", "months")
)


def with_days(frame: Frame, column: str, name: str, *, region: nw.Expr | None, kib: nw.Expr | None) -> Frame:
    """Add the day of *column* as *name*: ``YYYYMMDD``, or ``""`` for anything that is not a day of the calendar.

    It reads dates, and text with the year first (``2024-08-04``, ``20240804``) or the day first (``04/08/2024``),
    never the month first. It ignores spaces around the date, and a time after it unless that has an offset from UTC.
    Such a moment has the day in the province of *region*, else of *kib* (digits, ``""`` if not known;
    ``None`` if no row has any).

    Raises :class:`ColumnError` for a column that is missing or has neither dates nor text.
    """
    require(frame, column)
    if column.startswith(temporary("")):  # days that were read before
        return frame.with_columns(nw.col(column).alias(name))
    dtype = frame.collect_schema()[column]
    is_moment = dtype.is_temporal() and getattr(dtype, "time_zone", None) is not None
    if is_moment:
        written = nw.col(column).dt.to_string(_FORMAT).fill_null("")
    elif dtype in (nw.Duration, nw.Time):
        raise ColumnError(column, f"a day is a date, not {dtype}")
    elif dtype.is_temporal():
        written = nw.col(column).dt.to_string("%Y%m%d").fill_null("")
    else:
        written = text(frame, column).str.strip_chars()
    frame = frame.with_columns(written.alias(_WRITTEN)).with_columns(_day(nw.col(_WRITTEN)).alias(name))
    place = _province(region, kib)
    if (is_moment or not dtype.is_temporal()) and place is not None:
        frame = frame.with_columns(_has_zone(nw.col(_WRITTEN), nw.col(name)).alias(_IS_MOMENT))
        if not is_eager(frame) or cast("nw.DataFrame[Any]", frame)[_IS_MOMENT].any():
            frame = _with_local_days(frame, name, place.str.slice(0, 2))
    # All partitions of Dask need the same columns, whether they have moments or not.
    return frame.drop(*(each for each in _OWN if each in names(frame)))


def _province(region: nw.Expr | None, kib: nw.Expr | None) -> nw.Expr | None:
    """The digits that begin with the province of the row."""
    if region is None or kib is None:
        return kib if region is None else region
    return nw.when(region != "").then(region).otherwise(kib)


def _day(written: nw.Expr) -> nw.Expr:
    """The day of a text, whatever follows it."""
    year_first = nw.concat_str(written.str.slice(0, 4), written.str.slice(5, 2), written.str.slice(8, 2))
    day_first = nw.concat_str(written.str.slice(6, 4), written.str.slice(3, 2), written.str.slice(0, 2))
    other = nw.when(written.str.contains(_DAY_FIRST)).then(day_first).otherwise(written)
    day = nw.when(written.str.contains(_YEAR_FIRST)).then(year_first).otherwise(other)
    return nw.when(day.str.contains(f"^{DAY}$") & (day.str.len_chars() == 8)).then(day).otherwise(nw.lit(""))


def _has_zone(written: nw.Expr, day: nw.Expr) -> nw.Expr:
    rest = written.str.slice(_DATE_WIDTH).str.replace_all("^[^0-9]*", "")
    return (day != "") & written.str.contains(_MOMENT) & rest.str.contains(_CLOCK)


@cache
def _provinces() -> Mapping[int, list[str]]:
    """The digits of the provinces by how many hours they are ahead of UTC."""
    found: dict[int, list[str]] = {}
    for digits in (f"{number:02}" for number in range(100)):
        hours = hours_ahead(digits)
        if hours is not None:
            found.setdefault(hours, []).append(digits)
    return found


def _with_local_days(frame: Frame, name: str, province: nw.Expr) -> Frame:
    """Overwrite the day *name* of moments by the day in their *province*; it stays where that is not known."""
    ahead: nw.Expr = nw.lit(-1)
    for hours, digits in _provinces().items():
        ahead = nw.when(province.is_in(digits)).then(nw.lit(hours)).otherwise(ahead)
    rest = nw.col(_WRITTEN).str.slice(_DATE_WIDTH).str.replace_all("^[^0-9]*", "")
    frame = frame.with_columns(rest.alias(_REST), ahead.cast(nw.Int64).alias(_NUMBER))
    if is_sql(frame) and not frame.implementation.is_sqlframe():
        return _in_sql(frame, name)
    zone = nw.col(_REST).str.replace_all("^[0-9:.,]*", "").str.strip_chars()
    frame = frame.with_columns(
        (nw.col(_IS_MOMENT) & (nw.col(_NUMBER) >= 0)).alias(_IS_MOMENT), zone.alias(_OFFSET)
    )
    four = nw.concat_str(nw.col(_OFFSET).str.replace_all("[^0-9]", ""), nw.lit("0000")).str.slice(0, 4)
    offset = 60 * _integer(four.str.slice(0, 2)) + _integer(four.str.slice(2, 2))
    signed = nw.when(nw.col(_OFFSET).str.starts_with("-")).then(-offset).otherwise(offset)
    clock = 60 * _integer(nw.col(_REST).str.slice(0, 2)) + _integer(nw.col(_REST).str.slice(3, 2))
    # Two days are added first, since engines divide negative numbers differently.
    minutes = clock - signed + 60 * nw.col(_NUMBER) + 2 * _DAY_OF_MINUTES
    day = nw.col(name)
    frame = frame.with_columns(
        (nw.col(_IS_MOMENT) & (offset < _DAY_OF_MINUTES)).alias(_IS_MOMENT),
        (minutes // _DAY_OF_MINUTES).cast(nw.Int64).alias(_NUMBER),
        _integer(day.str.slice(0, 4)).alias(_YEAR),
        _integer(day.str.slice(4, 2)).alias(_MONTHS),
        _integer(day.str.slice(6, 2)).alias(_OF_YEAR),
    )
    frame = _moved(frame)
    number = 10_000 * nw.col(_YEAR) + 100 * nw.col(_MONTHS) + nw.col(_OF_YEAR)
    local = (10**8 + number).cast(nw.Int64).cast(nw.String).str.slice(1)
    is_moved = nw.col(_IS_MOMENT) & nw.col(_YEAR).is_between(1, 9999)
    return frame.with_columns(nw.when(is_moved).then(local).otherwise(day).alias(name))


def _in_sql(frame: Frame, name: str) -> Frame:
    """The same by the clock of the engine: SQL would plan the arithmetic below thousands of times.

    :data:`_NUMBER` has the hours ahead of UTC.
    """
    day, rest = nw.col(name), nw.col(_REST)
    zone = rest.str.replace_all("^[0-9:.,]*", "").str.replace_all("[^-+0-9]", "")
    offset = nw.concat_str(zone, nw.when(zone == "").then(nw.lit("+0000")).otherwise(nw.lit("00"))).str.slice(
        0, 5
    )
    moment = nw.concat_str(
        *(day.str.slice(0, 4), nw.lit("-"), day.str.slice(4, 2), nw.lit("-"), day.str.slice(6, 2)),
        *(
            nw.lit(" "),
            rest.str.slice(0, 5),
            nw.lit(":00"),
            offset.str.slice(0, 3),
            nw.lit(":"),
            offset.str.slice(3, 2),
        ),
    )
    is_moment = nw.col(_IS_MOMENT) & (nw.col(_NUMBER) >= 0)
    frame = frame.with_columns(nw.when(is_moment).then(moment).alias(_OFFSET))
    native = nw.to_native(frame)
    # Seconds and days are counted from a day long before, since engines divide negative numbers differently.
    days = f"({{seconds}} + {_BEFORE * _SECONDS} + 3600 * {_NUMBER}) {{div}} {_SECONDS} - {_BEFORE}"
    if frame.implementation.is_duckdb():
        seconds = f"CAST(epoch(TRY_CAST({_OFFSET} AS TIMESTAMPTZ)) AS BIGINT)"
        on = f"DATE '1970-01-01' + CAST({days.format(seconds=seconds, div='//')} AS INTEGER)"
        native = native.project(f"*, strftime({on}, '%Y%m%d') AS {_YEAR}")
    elif is_spark(frame):
        seconds = f"CAST(TRY_CAST({_OFFSET} AS TIMESTAMP) AS BIGINT)"
        on = f"date_add(DATE'1970-01-01', CAST({days.format(seconds=seconds, div='DIV')} AS INT))"
        native = native.selectExpr("*", f"date_format({on}, 'yyyyMMdd') AS {_YEAR}")
    else:
        import ibis

        seconds = native[_OFFSET].try_cast("timestamp('UTC')").epoch_seconds() + _BEFORE * _SECONDS
        number = ((seconds + 3600 * native[_NUMBER]) // _SECONDS).cast("int64") - _BEFORE
        on = ibis.date("1970-01-01") + number.as_interval("D")
        native = native.mutate(**{_YEAR: on.strftime("%Y%m%d")})
    local = nw.col(_YEAR).fill_null("")
    is_day = local.str.contains(f"^{DAY}$")
    return cast("Frame", nw.from_native(native)).with_columns(
        nw.when(is_day).then(local).otherwise(day).alias(name)
    )


def _integer(digits: nw.Expr) -> nw.Expr:
    """Digits of a moment as a number; 0 in all other rows."""
    return nw.when(nw.col(_IS_MOMENT)).then(digits).otherwise(nw.lit("0")).cast(nw.Int64)


def _moved(frame: Frame) -> Frame:
    """Move year, month and day by as many days as :data:`_NUMBER` says, less two.

    Days are counted from 1 March of the year 0, so that a leap day is the last of its year.
    """
    year, month, number = nw.col(_YEAR), nw.col(_MONTHS), nw.col(_NUMBER)
    in_march = nw.when(month > 2).then(month - 3).otherwise(month + 9)
    frame = frame.with_columns(
        nw.when(month > 2).then(year).otherwise(year - 1).alias(_YEAR), in_march.alias(_MONTHS)
    )
    before = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5
    frame = _integers(frame, {_NUMBER: before + nw.col(_OF_YEAR) + number - 3})
    frame = _integers(frame, {_YEAR: number // 146_097, _OF_YEAR: number - number // 146_097 * 146_097})
    day = nw.col(_OF_YEAR)
    frame = _integers(
        frame, {_MONTHS: (day - day // 1460 + day // 36_524 - day // 146_096) // 365}
    )  # the year of its 400
    of_400 = nw.col(_MONTHS)
    frame = _integers(
        frame,
        {_OF_YEAR: day - (365 * of_400 + of_400 // 4 - of_400 // 100), _YEAR: year * 400 + of_400},
    )
    frame = _integers(frame, {_MONTHS: (5 * day + 2) // 153})
    frame = _integers(frame, {_OF_YEAR: day - (153 * month + 2) // 5 + 1})
    return _integers(
        frame,
        {
            _YEAR: nw.when(month >= 10).then(year + 1).otherwise(year),
            _MONTHS: nw.when(month >= 10).then(month - 9).otherwise(month + 3),
        },
    )


def _integers(frame: Frame, columns: Mapping[str, nw.Expr]) -> Frame:
    return frame.with_columns(*(each.cast(nw.Int64).alias(name) for name, each in columns.items()))
