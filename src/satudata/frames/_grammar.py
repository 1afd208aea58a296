"""The grammar of a KIB as expressions: which text is a KIB, and its parts by position."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from satudata.kib import DATE as _DATE
from satudata.kib import INDEX as _INDEX
from satudata.kib import PRINTED_WIDTH as _PRINTED_WIDTH
from satudata.kib import TYPE as _TYPE
from satudata.kib import WIDTH as _WIDTH
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH

_LEAP = "(?:0[48]|[2468][048]|[13579][26])"
_YEAR = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_LEAP_YEAR = f"(?:[0-9]{{2}}{_LEAP}|{_LEAP}00)"
_LONG = "(?:0[13578]|1[02])(?:0[1-9]|[12][0-9]|3[01])"
_SHORT = "(?:0[469]|11)(?:0[1-9]|[12][0-9]|30)"
_FEBRUARY = "02(?:0[1-9]|1[0-9]|2[0-8])"
#: A pattern for every day of the calendar from year 1 to 9999, as YYYYMMDD.
DAY = f"(?:{_YEAR}(?:{_LONG}|{_SHORT}|{_FEBRUARY})|{_LEAP_YEAR}0229)"
_BEFORE = _DATE.start
_REGION, _KIND = f"[0-9]{{{REGENCY_WIDTH}}}", f"[0-9]{{{_TYPE.stop - _TYPE.start}}}"
_COMPACT = f"[0-9]{{{_BEFORE}}}{DAY}[0-9]"
_PRINTED = f"{_REGION} {_KIND} {DAY} [0-9]"
_STRICT = f"^(?:{_COMPACT}|{_PRINTED})$"
_SIXTEEN = f"^(?:[0-9]{{{_WIDTH}}}|{_REGION} {_KIND} [0-9]{{8}} [0-9])$"


def is_strict(text: nw.Expr) -> nw.Expr:
    """Whether :meth:`satudata.KIB.parse` accepts the text. Its length matters because ``$`` ignores a last newline."""
    return text.str.contains(_STRICT) & text.str.len_chars().is_in([_WIDTH, _PRINTED_WIDTH])


def has_sixteen(text: nw.Expr) -> nw.Expr:
    """Whether the text is sixteen digits, compact or printed, with any digits for the date."""
    return text.str.contains(_SIXTEEN) & text.str.len_chars().is_in([_WIDTH, _PRINTED_WIDTH])


def is_compact(text: nw.Expr) -> nw.Expr:
    """Whether the text is sixteen digits without spaces, with any digits for the date."""
    return text.str.contains(f"^[0-9]{{{_WIDTH}}}$") & (text.str.len_chars() == _WIDTH)


def is_regency(text: nw.Expr) -> nw.Expr:
    """Whether the text is four digits without a dot, as for a kabupaten/kota."""
    return text.str.contains(f"^{_REGION}$") & (text.str.len_chars() == REGENCY_WIDTH)


def is_kib(digits: nw.Expr) -> nw.Expr:
    """Whether digits without a newline are a compact KIB."""
    return digits.str.contains(f"^{_COMPACT}$")


def is_stem(text: nw.Expr) -> nw.Expr:
    """Whether the text is a stem: fifteen digits with a day of the calendar."""
    return text.str.contains(f"^[0-9]{{{_BEFORE}}}{DAY}$") & (text.str.len_chars() == _INDEX)


def compact(text: nw.Expr) -> nw.Expr:
    """The printed form without its spaces."""
    return text.str.replace_all(" ", "", literal=True)


def region(digits: nw.Expr) -> nw.Expr:
    """The four digits of the kabupaten/kota."""
    return digits.str.slice(0, REGENCY_WIDTH)


def province(digits: nw.Expr) -> nw.Expr:
    """The two digits of the province."""
    return digits.str.slice(0, PROVINCE_WIDTH)


def type_code(digits: nw.Expr) -> nw.Expr:
    """The three digits of the disaster type."""
    return digits.str.slice(_TYPE.start, _TYPE.stop - _TYPE.start)


def day(digits: nw.Expr) -> nw.Expr:
    """The eight digits of the date."""
    return digits.str.slice(_DATE.start, _DATE.stop - _DATE.start)


def iso_day(digits: nw.Expr) -> nw.Expr:
    """The date as ``2024-08-04``."""
    at = _DATE.start
    parts = [digits.str.slice(at, 4), digits.str.slice(at + 4, 2), digits.str.slice(at + 6, 2)]
    return nw.concat_str(*parts, separator="-")


def index(digits: nw.Expr) -> nw.Expr:
    """The last digit, as text."""
    return digits.str.slice(_INDEX, 1)


def stem(digits: nw.Expr) -> nw.Expr:
    """The fifteen digits before the index."""
    return digits.str.slice(0, _INDEX)
