"""What one cell says: a whole number, hectares, yes or no, a day; what does not read so is unknown and is named."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TypeAlias, TypeVar

_T = TypeVar("_T")
#: What was read, and the code of the finding about it, where there is one.
Read: TypeAlias = tuple[_T | None, str | None]

#: What people write for "not reported".
_BLANK = frozenset(
    {"", "-", "--", "–", "—", ".", "n/a", "na", "n.a.", "nan", "null", "none", "#n/a", "(blank)"}
)
_ZERO_WORDS = frozenset({"nihil", "tidak ada"})
_YES = frozenset({"ya", "y", "yes", "true", "1", "ada", "sudah"})
_NO = frozenset({"tidak", "t", "no", "n", "false", "0", "tidak ada", "belum"})
_STATUS_WORDS = ("siaga", "tanggap", "transisi")

#: So much of a cell stands in a message.
SHOWN = 60
#: No name, code, id or figure is longer.
_LONGEST = 200
#: No figure has more digits; what has is no figure.
_MOST_DIGITS = 12
_SIGNED = re.compile(r"[-−]\s*[0-9][0-9.,]*")
_DECIMALS = re.compile(r"([0-9]+)[.,]([0-9]+)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+(?:,[0-9]+)?|(?:,[0-9]{3})+(?:\.[0-9]+)?)")

#: Behind a day; cells are compared in lower case.
_TIME = r"(?:(?:t|,?\s+)[0-9]{1,2}[:.][0-9]{2}.*)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}", re.DOTALL)
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}){_TIME}", re.DOTALL)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_IN_WORDS = re.compile(
    rf"(?:[a-z']+,?\s+)?([0-9]{{1,2}})[\s-]+([a-z]+)\.?[\s-]+([0-9]{{4}}){_TIME}", re.DOTALL
)
#: Long cells are no dates; the bound keeps the patterns quick.
_LONGEST_DATE = 60

_MONTHS = {
    word: str(number)
    for number, words in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt agust aug",
            "september sep sept",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for word in words.split()
}


def clean(text: str) -> str:
    """*text* without the blanks around it; "" where it is one of the usual ways to say nothing.

    >>> clean(" 12 "), clean("N/A"), clean("-")
    ('12', '', '')
    """
    text = text.strip(" \t\r\n\0\ufeff\xa0\f\v")
    return "" if len(text) <= 7 and text.casefold() in _BLANK else text


def short(text: str) -> str:
    """A cell that is kept: one too long to mean anything is known by its beginning and a digest.

    >>> short("Demak"), len(short("a" * 1000))
    ('Demak', 80)
    """
    if len(text) <= _LONGEST:
        return text
    from hashlib import blake2b

    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{text[:SHOWN]}... {digest}"


def whole(text: str) -> Read[int]:
    """The whole number that *text* can only mean.

    ``3.0`` is 3 and ``1.190`` or ``1,190`` is 1190, named ``figure-grouped``, since 1.19 persons or houses are none.
    ``3.000`` may be 3 or 3000, so it is unknown (``figure-ambiguous``), as is what is no whole number at all
    (``figure-unreadable``) or below zero (``figure-negative``). "Nihil" and "tidak ada" say zero.

    >>> whole("12"), whole("3.0"), whole("1.190"), whole("3.000")
    ((12, None), (3, None), (1190, 'figure-grouped'), (None, 'figure-ambiguous'))
    >>> whole(""), whole("-5"), whole("lima"), whole("nihil")
    ((None, None), (None, 'figure-negative'), (None, 'figure-unreadable'), (0, None))
    """
    text = clean(text)
    if text.isascii() and text.isdigit():
        return (int(text), None) if len(text.lstrip("0")) <= _MOST_DIGITS else (None, "figure-unreadable")
    if not text:
        return None, None
    if text.casefold() in _ZERO_WORDS:
        return 0, None
    readings = _readings(text)
    numbers = {number for number in readings if number == number.to_integral_value()}
    if len(numbers) > 1:
        return None, "figure-ambiguous"
    if numbers:
        grouped = _GROUPED.fullmatch(text) is not None
        return int(numbers.pop()), "figure-grouped" if grouped else None
    return None, _unread(text)


def hectares(text: str) -> Read[Decimal]:
    """The area that *text* can only mean, in ha, with a dot or a comma before the decimals.

    ``1.190`` may be 1.19 or 1190, so it is unknown (``figure-ambiguous``).

    >>> hectares("0.015"), hectares("2,5"), hectares("1.190,5")
    ((Decimal('0.015'), None), (Decimal('2.5'), None), (Decimal('1190.5'), 'figure-grouped'))
    >>> hectares("1.190"), hectares("-1"), hectares("luas")
    ((None, 'figure-ambiguous'), (None, 'figure-negative'), (None, 'figure-unreadable'))
    """
    text = clean(text)
    if text.isascii() and text.isdigit():
        return (Decimal(text), None) if len(text.lstrip("0")) <= _MOST_DIGITS else (None, "figure-unreadable")
    if not text:
        return None, None
    if text.casefold() in _ZERO_WORDS:
        return Decimal(0), None
    readings = _readings(text)
    if len(readings) > 1:
        return None, "figure-ambiguous"
    if readings:
        grouped = _DECIMALS.fullmatch(text) is None
        return readings.pop(), "figure-grouped" if grouped else None
    return None, _unread(text)


def yes_or_no(text: str) -> Read[bool]:
    """Whether *text* says yes or no; a status by name (siaga, tanggap, transisi darurat) is a yes.

    >>> yes_or_no("Ya"), yes_or_no("tidak"), yes_or_no(""), yes_or_no("Tanggap Darurat"), yes_or_no("?")
    ((True, None), (False, None), (None, None), (True, None), (None, 'answer-unreadable'))
    """
    word = clean(text).casefold()
    if not word:
        return None, None
    if word in _YES or word.startswith(_STATUS_WORDS):
        return True, None
    return (False, None) if word in _NO else (None, "answer-unreadable")


def is_siaga(text: str) -> bool:
    """Whether a status column names the siaga darurat, the alert before anything has happened."""
    return clean(text).casefold().startswith("siaga")


def day(text: str) -> Read[date]:
    """The day that *text* names: year first, or day first as in Indonesia, in figures or with the month's name.

    The month never stands first: ``09/27/2024`` is no date. A time of day behind the date is let pass.

    >>> day("27/09/2024") == day("2024-09-27T10:00:00") == day("27 September 2024") == day("20240927")
    True
    >>> day("09/27/2024"), day("")
    ((None, 'date-unreadable'), (None, None))
    """
    text = clean(text).casefold()
    if not text:
        return None, None
    if len(text) <= _LONGEST_DATE:
        if found := _YEAR_FIRST.fullmatch(text):
            return _dated(found[1], found[3], found[4])
        if found := _DAY_FIRST.fullmatch(text):
            return _dated(found[4], found[3], found[1])
        if found := _COMPACT.fullmatch(text) or _IN_WORDS.fullmatch(text):
            return _dated(*(found.groups() if found.re is _COMPACT else found.groups()[::-1]))
    return None, "date-unreadable"


def day_of(year: str, month: str, of_month: str) -> Read[date]:
    """The day given in three cells; unknown where one is blank.

    >>> day_of("2020", "Oktober", "25")[0].isoformat(), day_of("2020", "", "25"), day_of("2020", "2", "30")
    ('2020-10-25', (None, None), (None, 'date-unreadable'))
    """
    parts = [clean(part).casefold().removesuffix(".0") for part in (year, month, of_month)]
    return _dated(*parts) if all(parts) else (None, None)


def _dated(year: str, month: str, of_month: str) -> Read[date]:
    month = _MONTHS.get(month, month)
    figures = f"{year}{month}{of_month}"
    if figures.isascii() and figures.isdigit() and max(len(year), len(month), len(of_month)) <= 4:
        try:
            return date(int(year), int(month), int(of_month)), None
        except ValueError:
            pass
    return None, "date-unreadable"


def _readings(text: str) -> set[Decimal]:
    """The numbers that *text* can mean: with decimals, or with its digits in groups of three."""
    readings: set[Decimal] = set()
    if len(text) <= 2 * _MOST_DIGITS:
        if found := _DECIMALS.fullmatch(text):
            readings.add(Decimal(f"{found[1]}.{found[2]}"))
        if _GROUPED.fullmatch(text):
            dots, commas = text.rfind("."), text.rfind(",")
            decimals = "," if dots >= 0 and commas > dots else "." if commas >= 0 and dots > commas else ""
            digits, _, rest = text.partition(decimals) if decimals else (text, "", "")
            readings.add(Decimal(f"{digits.replace('.', '').replace(',', '')}.{rest or 0}"))
    return {each for each in readings if each.adjusted() < _MOST_DIGITS}


def _unread(text: str) -> str:
    return (
        "figure-negative" if len(text) <= _LONGEST_DATE and _SIGNED.fullmatch(text) else "figure-unreadable"
    )
