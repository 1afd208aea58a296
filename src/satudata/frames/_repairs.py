"""Repair KIBs in a column: the repairs of :mod:`satudata.reading` as expressions."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

import narwhals.stable.v2 as nw

from satudata.frames import _grammar
from satudata.frames._columns import temporary
from satudata.frames._engines import Frame
from satudata.reading import _repairs as scalar

#: The columns that a repair adds to a frame.
DIGITS, STATUS, REASON = temporary("digits"), temporary("status"), temporary("reason")
#: Both KIBs of a text with two possible ones; "" for any other text.
FIRST, RIVAL = temporary("first"), temporary("rival")
#: The repairs of a text with two possible KIBs.
REPAIRS = temporary("repairs")

_QUOTES = f"[{re.escape(scalar._QUOTES)}]"
_INVISIBLE = f"[{''.join(map(chr, scalar._INVISIBLE))}]"
_MARKS = "[" + scalar._SEPARATOR.pattern.partition("[")[2].partition("]")[0] + "]"
#: The spaces that may separate thousands; every other space becomes a tab.
_THIN = " \u00a0\u202f"
_BLANKS = f"[\t{_THIN}]"
_EDGES = f"^{_BLANKS}+|{_BLANKS}+$"
_SEPARATOR = f"{_BLANKS}*{_MARKS}{_BLANKS}*|{_BLANKS}+"


def _any_case(word: str) -> str:
    """A pattern for a word in upper or lower case, with the letters that Unicode folds to the same."""
    same = {"K": "Kk\u212a", "I": "Ii\u0130\u0131", "S": "Ss\u017f"}
    return "".join(f"[{same.get(c, c + c.lower())}]" if c != " " else c for c in word.upper())


_LABEL = (
    f"^(?:{_any_case('KIB')}|{_any_case('Kode Identitas Bencana')})(?:{_BLANKS}*[:=]{_BLANKS}*|{_BLANKS}+|$)"
)
_NUMBERS = {
    "decimal": "^[0-9]{16}[.,]0+$",
    "scientific": r"^[0-9][.,][0-9]{1,20}[eE]\+?15$",
    "thousands": "^[0-9](?:" + "|".join(f"(?:[{mark}][0-9]{{3}}){{5}}" for mark in ".,'" + _THIN) + ")$",
}
_WITH_DECIMALS = "^[0-9]{15,}[.,][0-9]+$|[.,]0+$"
_DOTTED = r"^[0-9]{2}\.[0-9]{2}(?:[^0-9]|$)"
_PRINTED = "^[0-9]{4} [0-9]{3} [0-9]{8} [0-9]$"
#: Groups of whole parts of a KIB; and an ending with a day of three digits and no index.
_WHOLE = "^" + " ?".join(f"[0-9]{{{width}}}" for width in (2, 2, 3, 4, 2, 2, 1)) + "$"
_NO_INDEX = " [0-9]{2} [0-9]{3}$"
#: Six groups, where the month or the day has one digit, or three with a zero too many.
_LOOSE = (
    "^(?:" + "|".join(" ".join(f"[0-9]{{{w}}}" for w in widths) for widths in sorted(scalar._LOOSE)) + ")$"
)
#: Month and day in one group of four digits. Some have a second way to be cut: after one digit (1004: 1 004) or after
#: three (0129: 012 9).
_YEAR_END = 11
_TOGETHER = " [0-9]{4} [0-9]$"
_CUT_AFTER_ONE, _CUT_AFTER_THREE = "^10[0-9]{2}$", "^01[0-2][1-9]$"


def _up_to(limit: int) -> str:
    """A pattern for the numbers up to *limit* that have as many digits."""
    digits = str(limit)
    lower = [
        f"{digits[:place]}[0-{int(digit) - 1}][0-9]{{{len(digits) - place - 1}}}"
        for place, digit in enumerate(digits)
        if digit != "0"
    ]
    return f"^(?:{'|'.join([*lower, digits])})$"


_EXACT = _up_to(scalar._EXACT)


@cache
def _white() -> str:
    """A pattern for every space except those of :data:`_THIN`."""
    return (
        "[" + "".join(c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace() and c not in _THIN) + "]"
    )


@cache
def _scripts() -> tuple[str, ...]:
    """The ten digits of each script other than ASCII."""
    zeros = [
        code
        for code in range(128, sys.maxunicode + 1)
        if chr(code).isdecimal() and unicodedata.decimal(chr(code)) == 0
    ]
    return tuple("".join(chr(zero + value) for value in range(10)) for zero in zeros)


def is_blank(text: nw.Expr) -> nw.Expr:
    """Whether the text has only spaces, or nothing."""
    return ~text.str.contains(f"[^{_white()[1:-1]}{_THIN}]")


def repaired(frame: Frame, text: str) -> Frame:
    """Add the columns of a repair for the column *text*, which has no nulls.

    The result is that of :func:`satudata.read_kib` without context. No text may be a strict KIB.
    """
    frame = _without_decoration(frame, nw.col(text))
    frame = _as_number(frame)
    frame = _in_groups(frame)
    return _with_results(frame, nw.col(text))


_BARE, _NUMBER, _CANON, _JOINED = map(temporary, ("bare", "number", "canon", "joined"))
_IS_LOOSE, _MONTH, _DAY = temporary("is_loose"), temporary("month"), temporary("day")
_LONG, _ROUNDED, _TWO_READINGS = temporary("long"), temporary("rounded"), temporary("two_readings")


def _flag(name: str) -> str:
    return temporary(f"did_{name}")


def _without_decoration(frame: Frame, text: nw.Expr) -> Frame:
    """The text in ASCII digits, without the spaces, quotes and label around a KIB."""
    foreign = "".join(_scripts())
    of_others = text.str.replace_all(f"[^{foreign}]", "")
    of_one = "^(?:" + "|".join(f"[{digits}]+" for digits in _scripts()) + ")$"
    ascii_digits = text.str.replace_all(_white(), "\t")
    plain = ascii_digits
    for value in range(10):
        ascii_digits = ascii_digits.str.replace_all(
            "[" + "".join(d[value] for d in _scripts()) + "]", str(value)
        )
    a, b, c, d = (temporary(name) for name in "abcd")
    frame = frame.with_columns(
        (text.str.len_chars() > scalar.LONGEST).alias(_LONG),
        (of_others.str.contains(of_one) & ~text.str.contains("[0-9]")).alias(_flag("script")),
    )
    frame = frame.with_columns(nw.when(nw.col(_flag("script"))).then(ascii_digits).otherwise(plain).alias(a))
    frame = frame.with_columns(nw.col(a).str.replace_all(_INVISIBLE, "").alias(b))
    frame = frame.with_columns(nw.col(b).str.replace_all(_EDGES, "").alias(c))
    unquoted = nw.col(c).str.replace_all(f"^=?{_QUOTES}+|^=|{_QUOTES}+$", "").str.replace_all(_EDGES, "")
    quoted = nw.col(c).str.contains(f"^{_QUOTES}|{_QUOTES}$")
    frame = frame.with_columns(
        (nw.col(a) != nw.col(c)).alias(_flag("spaces")),
        quoted.alias(_flag("quotes")),
        nw.when(quoted).then(unquoted).otherwise(nw.col(c)).alias(d),
    )
    frame = frame.with_columns(nw.col(d).str.replace_all(_LABEL, "").alias(_BARE))
    return frame.with_columns((nw.col(d) != nw.col(_BARE)).alias(_flag("label")))


def _as_number(frame: Frame) -> Frame:
    """The text without the marks of a number format, if the number kept every digit."""
    bare = nw.col(_BARE)
    frame = frame.with_columns(
        *(bare.str.contains(form).alias(_flag(name)) for name, form in _NUMBERS.items())
    )
    is_number = nw.col(_flag("decimal")) | nw.col(_flag("scientific")) | nw.col(_flag("thousands"))
    whole = bare.str.replace_all("[.,].*$", "")
    mantissa = bare.str.replace_all("[eE].*$", "").str.replace_all(f"[.,'{_THIN}]", "")
    number = nw.when(nw.col(_flag("decimal"))).then(whole).otherwise(mantissa)
    frame = frame.with_columns(nw.when(is_number).then(number).otherwise(bare).alias(_NUMBER))
    is_exact = nw.col(_NUMBER).str.contains(_EXACT) & ~nw.col(_NUMBER).str.ends_with("0")
    has_decimals = bare.str.contains(_WITH_DECIMALS)
    return frame.with_columns(((is_number & ~is_exact) | (has_decimals & ~is_number)).alias(_ROUNDED))


def _in_groups(frame: Frame) -> Frame:
    """The groups of digits with one space between them, and which separators were there."""
    number = nw.col(_NUMBER)
    dotted = number.str.contains(_DOTTED)
    joined = nw.concat_str(number.str.slice(0, 2), number.str.slice(3))
    undotted = temporary("undotted")
    frame = frame.with_columns(
        dotted.alias(_flag("dotted-region")), nw.when(dotted).then(joined).otherwise(number).alias(undotted)
    )
    rest = nw.col(undotted)
    frame = frame.with_columns(
        rest.str.contains(_MARKS).alias(_flag("separators")),
        (rest.str.contains(_BLANKS) & ~rest.str.contains(_PRINTED)).alias(_flag("spaces-between")),
        rest.str.replace_all(_SEPARATOR, " ").alias(_CANON),
    )
    canon = nw.col(_CANON)
    frame = frame.with_columns(
        canon.str.contains(_LOOSE).alias(_IS_LOOSE),
        _grammar.compact(canon).alias(_JOINED),
        canon.str.replace_all(" [0-9]+ [0-9]$", "").str.replace_all("^.* ", "").alias(_MONTH),
        canon.str.replace_all(" [0-9]$", "").str.replace_all("^.* ", "").alias(_DAY),
    )
    return _with_digits(frame)


def _with_digits(frame: Frame) -> Frame:
    """The sixteen digits, with month and day in two digits each, and those of a second possible KIB."""
    canon, joined, together = nw.col(_CANON), nw.col(_JOINED), nw.col(_DAY)
    head, last, zero = joined.str.slice(0, _YEAR_END), joined.str.slice(-1), nw.lit("0")
    loose = nw.concat_str(head, _two_digits(nw.col(_MONTH)), _two_digits(nw.col(_DAY)), last)
    is_whole = canon.str.contains(_WHOLE) & ~canon.str.contains(_NO_INDEX)
    whole = nw.when(is_whole).then(joined).otherwise(nw.lit(""))
    first = together.str.contains(_CUT_AFTER_ONE)
    after_one = nw.concat_str(head, zero, together.str.slice(0, 1), together.str.slice(2, 2), last)
    after_three = nw.concat_str(head, together.str.slice(1, 2), zero, together.str.slice(3, 1), last)
    frame = frame.with_columns(
        nw.when(nw.col(_IS_LOOSE)).then(loose).otherwise(whole).alias(DIGITS),
        nw.when(first).then(after_one).otherwise(after_three).alias(RIVAL),
        (canon.str.contains(_TOGETHER) & (first | together.str.contains(_CUT_AFTER_THREE))).alias(
            _TWO_READINGS
        ),
    )
    is_kib = _grammar.is_kib(nw.col(DIGITS))
    return frame.with_columns(
        nw.when(is_kib).then(nw.col(DIGITS)).otherwise(nw.lit("")).alias(DIGITS),
        (nw.col(DIGITS) != joined).alias(_flag("padding")),
    )


def _two_digits(part: nw.Expr) -> nw.Expr:
    """A month or day in two digits; three digits that do not begin with a zero stay, and then the text is no KIB."""
    one = nw.concat_str(nw.lit("0"), part)
    three = nw.when(part.str.contains("^0[0-9]{2}$")).then(part.str.slice(1, 2)).otherwise(part)
    return nw.when(part.str.len_chars() == 1).then(one).otherwise(three)


def _with_results(frame: Frame, text: nw.Expr) -> Frame:
    """Status and reason, and the digits if there is exactly one possible KIB."""
    blank = is_blank(text) | (~nw.col(_LONG) & (nw.col(_BARE) == ""))
    problem = first_of(
        (blank, "kib-blank"),
        (nw.col(_LONG), "kib-unreadable"),
        (nw.col(_ROUNDED), "kib-rounded"),
        (nw.col(DIGITS) == "", "kib-unreadable"),
        (nw.col(_TWO_READINGS), "kib-two-readings"),
        otherwise="",
    )
    frame = frame.with_columns(problem.alias(REASON))
    reason = nw.col(REASON)
    is_open = reason == "kib-two-readings"
    return frame.with_columns(
        nw.when(reason == "").then(nw.col(DIGITS)).alias(DIGITS),
        first_of((reason == "", "repaired"), (reason == "kib-blank", "blank"), otherwise="invalid").alias(
            STATUS
        ),
        nw.when(reason == "").then(_repairs()).otherwise(reason).alias(REASON),
        nw.when(is_open).then(nw.col(DIGITS)).otherwise(nw.lit("")).alias(FIRST),
        nw.when(is_open).then(nw.col(RIVAL)).otherwise(nw.lit("")).alias(RIVAL),
        nw.when(is_open).then(_repairs()).otherwise(nw.lit("")).alias(REPAIRS),
    )


#: The repairs in the order in which they are made, and the name of each in the reason.
_NAMES = {
    **{
        name: name
        for name in ("script", "spaces", "quotes", "label", *_NUMBERS, "dotted-region", "separators")
    },
    "spaces-between": "spaces",
    "padding": "padding",
}
REPAIR_NAMES = tuple(dict.fromkeys(_NAMES.values()))


def _repairs() -> nw.Expr:
    """The codes of the repairs, joined by ``;``."""
    pieces = []
    for flag, name in _NAMES.items():
        did = nw.col(_flag(flag))
        if flag == "spaces-between":
            did = did & ~nw.col(_flag("separators")) & ~nw.col(_flag("spaces"))
        pieces.append(nw.when(did).then(nw.lit(f";repair-{name}")).otherwise(nw.lit("")))
    return nw.concat_str(*pieces).str.slice(1)


def first_of(*cases: tuple[nw.Expr, str], otherwise: str) -> nw.Expr:
    """The word of the first condition that is true."""
    expression = nw.lit(otherwise)
    for condition, word in reversed(cases):
        expression = nw.when(condition).then(nw.lit(word)).otherwise(expression)
    return expression
