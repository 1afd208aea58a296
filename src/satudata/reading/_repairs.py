"""What a text can be read as: the sixteen digits as people really write them, by form and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, combinations, pairwise
from typing import TypeAlias, final

import attrs

from satudata._ground.codes import are_digits
from satudata.errors import InvalidKIBError
from satudata.kib import KIB

#: No way of writing a KIB takes more characters than this.
LONGEST = 120
#: Whole numbers are exact in a floating point number up to here.
_EXACT = 2**53
_WIDTH, _PRINTED_WIDTH = 16, 19
#: The characters of the compact and of the printed form.
WIDTHS = (_WIDTH, _PRINTED_WIDTH)
_PRINTED = [4, 3, 8, 1]

#: province, kabupaten/kota, type, year, month, day, index
_PARTS = (2, 2, 3, 4, 2, 2, 1)
_MONTH = 4
_YEAR_END, _DAY_END = sum(_PARTS[:_MONTH]), sum(_PARTS[:-1])
#: Groups that are each one or more whole parts, by their widths: whether month and day stand together, apart from the
#: rest. A last group of three behind a month is a day with a zero too many (``09 028``) whose index is lost.
_WHOLE = {
    tuple(end - start for start, end in pairwise((0, *ends))): (_YEAR_END, _DAY_END) in pairwise(ends)
    for size in range(len(_PARTS))
    for inner in combinations(list(accumulate(_PARTS))[:-1], size)
    if (ends := (*inner, _WIDTH))[-3:] != (_YEAR_END, _YEAR_END + 2, _WIDTH)
}
#: Six groups whose month or day is met with one digit (``9``) or with a zero too many (``012``), by their widths. A
#: month of one digit never stands before a day of three: ``1 012`` is rather ``10 12`` with its blank moved.
_LOOSE = frozenset(
    (*region, 3, 4, month, day, 1)
    for region in ((4,), (2, 2))
    for month, day in ((1, 1), (1, 2), (2, 1), (2, 3), (3, 1), (3, 2), (3, 3))
)

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_ASCII_DIGIT = re.compile("[0-9]")
_QUOTES = "'\"`´‘’‚“”„«»"
_LABEL = re.compile(r"(?:KIB|Kode Identitas Bencana)\b\s*[:=]?\s*", re.IGNORECASE)
#: How a KIB looks that went through a number, by the name of the repair; the first group has its digits.
_NUMBERS = {
    "decimal": re.compile(r"([0-9]{16})[.,]0+"),
    "scientific": re.compile(r"([0-9][.,][0-9]{1,20})[eE]\+?15"),
    "thousands": re.compile(r"([0-9]([.,' \u00a0\u202f])[0-9]{3}(?:\2[0-9]{3}){4})"),
}
#: A number with decimals, or groups that end in one: only zeros behind sixteen digits leave a KIB, and no index.
_WITH_DECIMALS = re.compile(r"[0-9]{15,}[.,][0-9]+|.*[.,]0+", re.DOTALL)
_SEPARATOR = re.compile(r"(\s*[-‐‑‒–—−./\\_,:;|]\s*|\s+)")

Groups: TypeAlias = Sequence[str]


@final
@attrs.frozen
class Writing:
    """The KIBs that a text can be read as, the repairs that bring out its *digits*, and what is in the way of one."""

    kibs: tuple[KIB, ...]
    repairs: tuple[str, ...] = ()
    digits: str = ""
    problem: str | None = None

    def repairs_for(self, kib: KIB) -> tuple[str, ...]:
        """The names of the repairs that reading the text as *kib* takes."""
        return (*self.repairs, "padding") if self.digits and self.digits != str(kib) else self.repairs


def read(text: str) -> Writing:
    """Every KIB that *text*, not itself one, can be read as, group by group; linear in the length of *text*.

    >>> [str(kib) for kib in read("3602 101 2020 012 6 1").kibs]
    ['3602101202012061']
    >>> [str(kib) for kib in read("1804 101 2021 0129 1").kibs]
    ['1804101202101291', '1804101202112091']
    """
    if len(text) > LONGEST:
        return Writing((), problem="kib-blank" if text.isspace() else "kib-unreadable")
    repairs: list[str] = []
    bare = _undressed(text, repairs)
    if not bare:
        return Writing((), problem="kib-blank")
    digits = _as_number(bare, repairs)
    if digits is None:
        return Writing((), problem="kib-rounded")
    return read_groups(digits, repairs)


def read_groups(text: str, repairs: Sequence[str] = ()) -> Writing:
    """Every KIB that groups of digits with separators between them can be read as, after these *repairs*.

    >>> read_groups("3602 101 2020 012 6 1").repairs
    ('spaces',)
    """
    repairs = [*repairs]
    groups = _groups(text, repairs)
    if groups is None:
        return Writing((), problem="kib-unreadable")
    kibs = _kibs(groups)
    problem = None if len(kibs) == 1 else "kib-two-readings" if kibs else "kib-unreadable"
    return Writing(kibs, tuple(dict.fromkeys(repairs)), "".join(groups), problem)


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
        first = next(filter(str.isdecimal, text), "0")
        if not first.isascii() and not _ASCII_DIGIT.search(text):
            digits = text.translate(_digits_from(ord(first) - unicodedata.decimal(first)))
            repairs.append("script")
        visible = digits if digits.isascii() else digits.translate(_INVISIBLE)
        if visible != digits:
            repairs.append("spaces")
        digits = visible
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


@cache
def _digits_from(zero: int) -> dict[int, str]:
    """The digits of the script whose zero that is, to ours."""
    return {zero + value: str(value) for value in range(10)}


def _as_number(text: str, repairs: list[str]) -> str | None:
    """*text* without the marks of a number it went through; ``None`` where that number may not have kept every digit.

    A spreadsheet keeps fifteen digits and shows 0 for the sixteenth, so a number that ends in 0 is not trusted.
    """
    if text[1:2].isdigit() and "." not in text and "," not in text:
        return text
    for name, form in _NUMBERS.items():
        number = form.fullmatch(text)
        if number is not None:
            digits = "".join(filter(str.isdigit, number[1]))
            if len(digits) != _WIDTH or int(digits) > _EXACT or digits.endswith("0"):
                return None
            repairs.append(name)
            return digits
    return None if _WITH_DECIMALS.fullmatch(text) else text


def _groups(text: str, repairs: list[str]) -> Groups | None:
    """The groups of digits of *text*; ``None`` where anything else than separators stands between them."""
    groups = text.split()
    if are_digits("".join(groups)):
        if len(groups) > 1 and ([*map(len, groups)] != _PRINTED or " ".join(groups) != text):
            repairs.append("spaces")
        return groups
    pieces = _SEPARATOR.split(text)
    groups, between = pieces[::2], pieces[1::2]
    if len(groups) > len(_PARTS) + 1 or not all(map(are_digits, groups)):
        return None
    if between[0] == "." and len(groups[0]) == len(groups[1]) == 2:
        repairs.append("dotted-region")
        groups = ["".join(groups[:2]), *groups[2:]]
        between = between[1:]
    if any(not separator.isspace() for separator in between):
        repairs.append("separators")
    elif between and ([*map(len, groups)] != _PRINTED or between != [" "] * 3):
        repairs.append("spaces")
    return groups


def _kibs(groups: Groups) -> tuple[KIB, ...]:
    """Every KIB that the groups can be; none where only a second reading would be one."""
    found: set[KIB] = set()
    for digits in _readings(groups):
        try:
            found.add(KIB.parse(digits))
        except InvalidKIBError:
            if not found:
                break
    return tuple(found) if len(found) < 2 else tuple(sorted(found))


def _readings(groups: Groups) -> list[str]:
    """The digits that groups of these widths stand for, the plain way first.

    Where month and day stand together, ``0129`` may also be ``012 9`` without its blank.
    """
    widths = tuple(map(len, groups))
    if widths in _LOOSE:
        month, day = map(_two_digits, groups[-3:-1])
        return ["".join((*groups[:-3], month, day, groups[-1]))]
    together = _WHOLE.get(widths)
    if together is None:
        return []
    plain = "".join(groups)
    if not together:
        return [plain]
    head, both, index = plain[:_YEAR_END], plain[_YEAR_END:_DAY_END], plain[_DAY_END:]
    rivals = ("".join((head, _two_digits(both[:cut]), _two_digits(both[cut:]), index)) for cut in (1, 3))
    return [plain, *rivals]


def _two_digits(group: str) -> str:
    """A month or day in two digits; as it is, and so no part of a KIB, where three do not begin with a zero."""
    return f"{group.removeprefix('0'):0>2}" if len(group) == 3 else group.zfill(2)
