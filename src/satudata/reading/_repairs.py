"""What a text can be read as: the sixteen digits as people really write them, by form and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TypeAlias, final

import attrs

from satudata.errors import InvalidKIBError
from satudata.kib import KIB

#: No way of writing a KIB takes more characters than this.
LONGEST = 120
#: Whole numbers are exact in a floating point number up to here.
_EXACT = 2**53
_WIDTH = 16
_PRINTED_WIDTH = 19

#: province, kabupaten/kota, type, year, month, day, index
_PARTS = (2, 2, 3, 4, 2, 2, 1)
_MONTH, _DAY = 4, 5
#: Month and day are met with one digit (``9``) and with a zero too many (``012``).
_FLEXIBLE = (_MONTH, _DAY)

#: How a group of digits is taken.
_AS_IT_IS, _ALONE = "as it is", "alone"
_CUTS = {"after one": 1, "after three": 3}

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_QUOTES = "'\"`´‘’‚“”„«»"
_LABEL = re.compile(r"(?:KIB|Kode Identitas Bencana)\b\s*[:=]?\s*", re.IGNORECASE)
#: How a KIB looks that went through a number, by the name of the repair.
_NUMBERS = {
    "decimal": re.compile(r"[0-9]{16}[.,]0{1,6}"),
    "scientific": re.compile(r"[0-9][.,][0-9]{1,20}[eE]\+?15"),
    "thousands": re.compile(r"[0-9]([.,' ])[0-9]{3}(?:\1[0-9]{3}){4}"),
}
_SEPARATOR = re.compile(r"(\s*[-‐‑‒–—−./\\_,:;|]\s*|\s+)")

Groups: TypeAlias = Sequence[str]


@final
@attrs.frozen
class Writing:
    """The KIBs that a text can be read as and the names of the repairs it takes, or the problem that is in the way."""

    kibs: tuple[KIB, ...]
    repairs: tuple[str, ...] = ()
    problem: str | None = None


def read(text: str) -> Writing:
    """Every KIB that *text* can be read as, group by group; linear in the length of *text*.

    >>> [str(kib) for kib in read("3602 101 2020 012 6 1").kibs]
    ['3602101202012061']
    >>> [str(kib) for kib in read("1804 101 2021 0129 1").kibs]
    ['1804101202101291', '1804101202112091']
    """
    if len(text) in (_WIDTH, _PRINTED_WIDTH):
        with suppress(InvalidKIBError):
            return Writing((KIB.parse(text),))
    if len(text) > LONGEST:
        return Writing((), problem="kib-blank" if text.isspace() else "kib-unreadable")
    repairs: list[str] = []
    bare = _undressed(text, repairs)
    if not bare:
        return Writing((), problem="kib-blank")
    digits = _as_number(bare, repairs)
    if digits is None:
        return Writing((), problem="kib-rounded")
    groups = _groups(digits, repairs)
    if groups is None:
        return Writing((), problem="kib-unreadable")
    kibs = _kibs(groups)
    if not kibs:
        return Writing((), problem="kib-unreadable")
    if len(kibs) > 1:
        return Writing(tuple(sorted(kibs)), problem="kib-two-readings")
    if "".join(groups) != str(kibs[0]):
        repairs.append("padding")
    return Writing(tuple(kibs), tuple(dict.fromkeys(repairs)))


def with_digit_mended(text: str) -> Iterator[tuple[str, KIB]]:
    """The KIBs that *text*, digits alone, can be with one digit put in or one doubled digit taken out.

    Each comes with the name of its repair. Only a context can tell which of them is meant.

    >>> ("doubled-digit", KIB.parse("6202106202408041")) in with_digit_mended("62022106202408041")
    True
    """
    digits = "".join(text.split()) if len(text) <= LONGEST else ""
    if not (digits.isascii() and digits.isdigit()):
        return
    mended: set[tuple[str, str]] = set()
    if len(digits) == _WIDTH - 1:
        mended = {
            ("lost-digit", f"{digits[:place]}{digit}{digits[place:]}")
            for place in range(_WIDTH)
            for digit in "0123456789"
        }
    elif len(digits) == _WIDTH + 1:
        pairs = (place for place in range(_WIDTH) if digits[place] == digits[place + 1])
        mended = {("doubled-digit", digits[:place] + digits[place + 1 :]) for place in pairs}
    yield from ((name, KIB.parse(each)) for name, each in sorted(mended) if KIB.is_valid(each))


def _undressed(text: str, repairs: list[str]) -> str:
    """*text* in ASCII digits, without what stands around a KIB: blanks, quotes, a label."""
    digits = text
    if not text.isascii():
        digits = "".join(map(_ascii_digit, text)).translate(_INVISIBLE)
        if any(character.isdecimal() and not character.isascii() for character in text):
            repairs.append("script")
        elif digits != text:
            repairs.append("spaces")
    bare = digits.strip()
    if bare != digits:
        repairs.append("spaces")
    if bare[:1].isdigit() and bare[-1:].isdigit():
        return bare
    unquoted = bare.removeprefix("=").strip(_QUOTES).strip() if bare.strip(_QUOTES) != bare else bare
    if unquoted != bare:
        repairs.append("quotes")
    label = _LABEL.match(unquoted)
    if label is not None:
        repairs.append("label")
        unquoted = unquoted[label.end() :]
    return unquoted


def _ascii_digit(character: str) -> str:
    if character.isascii():
        return character
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _as_number(text: str, repairs: list[str]) -> str | None:
    """*text* without the marks of a number it went through; ``None`` where that number may not have kept every digit.

    A spreadsheet keeps fifteen digits and shows 0 for the sixteenth, so a number that ends in 0 is not trusted.
    """
    for name, form in _NUMBERS.items():
        if form.fullmatch(text):
            mantissa = text[:_WIDTH] if name == "decimal" else text.upper().partition("E")[0]
            digits = "".join(filter(str.isdigit, mantissa))
            if len(digits) != _WIDTH or int(digits) > _EXACT or digits.endswith("0"):
                return None
            repairs.append(name)
            return digits
    return text


def _groups(text: str, repairs: list[str]) -> Groups | None:
    """The groups of digits of *text*; ``None`` where anything else than separators stands between them."""
    pieces = _SEPARATOR.split(text)
    groups, between = pieces[::2], pieces[1::2]
    if len(groups) > len(_PARTS) or not all(group.isascii() and group.isdigit() for group in groups):
        return None
    if between and between[0] == "." and len(groups[0]) == len(groups[1]) == 2:
        repairs.append("dotted-region")
        groups = ["".join(groups[:2]), *groups[2:]]
        between = between[1:]
    if any(not separator.isspace() for separator in between):
        repairs.append("separators")
    elif between and not _is_printed(groups, between):
        repairs.append("spaces")
    return groups


def _is_printed(groups: Groups, between: Sequence[str]) -> bool:
    return [len(group) for group in groups] == [4, 3, 8, 1] and all(separator == " " for separator in between)


def _kibs(groups: Groups) -> list[KIB]:
    """Every KIB whose parts, in order, fill the groups exactly; none where only a second reading would."""
    found: dict[str, None] = {}
    for plan in _plans(tuple(map(len, groups))):
        digits = "".join(
            [
                group if how == _AS_IT_IS else _padded(group, how)
                for group, how in zip(groups, plan, strict=True)
            ]
        )
        if KIB.is_valid(digits):
            found[digits] = None
        elif not found:
            return []
    return [KIB.parse(digits) for digits in found]


@lru_cache(maxsize=1024)
def _plans(widths: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
    """How groups of these widths can be the parts of a KIB, the plain way first: how each group is to be taken.

    A group is one or more whole parts (``_AS_IT_IS``), or a month or day in a group of its own that is written with one
    digit or with a zero too many (``_ALONE``). Where month and day stand together in four digits, ``0129`` may also be
    ``012 9`` without its blank: a second reading, cut after one or three digits, that never stands alone.
    """
    plain = list(_ways(widths, 0, rivals=False))
    return tuple(plain + [plan for plan in _ways(widths, 0, rivals=True) if plain and plan not in plain])


def _ways(widths: tuple[int, ...], part: int, *, rivals: bool) -> Iterator[tuple[str, ...]]:
    if not widths:
        if part == len(_PARTS):
            yield ()
        return
    for how, end in _first_parts(widths[0], part, rivals=rivals):
        yield from ((how, *others) for others in _ways(widths[1:], end, rivals=rivals))


def _first_parts(width: int, part: int, *, rivals: bool) -> Iterator[tuple[str, int]]:
    """How a group of *width* digits can be taken from this part on, and the part that comes next."""
    whole = 0
    for end in range(part + 1, len(_PARTS) + 1):
        whole += _PARTS[end - 1]
        if whole == width:
            yield _AS_IT_IS, end
    if part in _FLEXIBLE and width in (1, 3):
        yield _ALONE, part + 1
    if rivals and part == _MONTH and width == _PARTS[_MONTH] + _PARTS[_DAY]:
        yield from ((cut, _DAY + 1) for cut in _CUTS)


def _padded(group: str, how: str) -> str:
    """Month or day in two digits; text that is no KIB where it has three and the first is no zero."""
    if how in _CUTS:
        return _padded(group[: _CUTS[how]], _ALONE) + _padded(group[_CUTS[how] :], _ALONE)
    return group[1:] if len(group) == 3 and group[0] == "0" else f"0{group}"
