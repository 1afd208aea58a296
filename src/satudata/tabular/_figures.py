"""The number that a cell states: whole or with decimals, with its unit, grouped or approximate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeAlias, TypeVar, final

from satudata._ground.words import Word
from satudata.tabular._blanks import clean

_T = TypeVar("_T")
#: The figure, and the code of the finding about the cell.
FigureRead: TypeAlias = tuple[_T | None, str | None]

UNREADABLE, AMBIGUOUS, GROUPED = "figure-unreadable", "figure-ambiguous", "figure-grouped"
APPROXIMATE, NEGATIVE = "figure-approximate", "figure-negative"


@final
class Unit(Word):
    """What the figures of a column count; a cell may name only the unit of its own column."""

    PEOPLE = "people"
    HOUSES = "houses"
    FACILITIES = "facilities"
    FAMILIES = "families"
    LAND = "land"
    BRIDGES = "bridges"
    ROADS = "roads"
    SQUARE_METRES = "m2"
    ARES = "are"
    SQUARE_KILOMETRES = "km2"
    LOSSES = "losses"
    OTHER = "other"


_UNITS = {
    Unit.PEOPLE: "jiwa|orang|org|people|persons?",
    Unit.HOUSES: "unit|units|buah|bh|rumah|houses?",
    Unit.FACILITIES: "unit|units|buah|bh",
    Unit.FAMILIES: "kk|keluarga|families",
    Unit.LAND: r"ha|hektare?|hectares?",
    Unit.BRIDGES: "m|meter|metres?",
    Unit.ROADS: "km|kilometer|kilometres?",
    Unit.SQUARE_METRES: r"m2|m²|(?:m|meter) persegi|sq ?m",
    Unit.ARES: "are",
    Unit.SQUARE_KILOMETRES: r"km2|km²|(?:km|kilometer) persegi|sq ?km",
}
_WITH_UNIT = {
    unit: re.compile(rf"(.*?[0-9])\s*(?:{words})\.?", re.IGNORECASE) for unit, words in _UNITS.items()
}

_ZERO_WORDS = frozenset({"nihil", "tidak ada", "nol"})
#: What people write where nothing is known yet; neither a zero nor an error.
_NOT_KNOWN = re.compile(
    r"(?:data\s+)?(?:masih|belum|tidak|dalam)\s+(?:dalam\s+)?"
    r"(?:ada data|diketahui|dilaporkan|terdata|didata|masuk|ada laporan|pendataan|tersedia)",
    re.IGNORECASE,
)
_APPROXIMATELY = re.compile(
    r"(?:±|\+\s*(?:/\s*)?-|~|≈|kl\.|lk\.|k\.l\.|(?:kurang[ -]lebih|lebih[ -]kurang|sekitar|kira[ -]kira)\b)\s*([0-9])",
    re.IGNORECASE,
)
_RUPIAH = re.compile(r"rp\.?\s*([0-9][0-9.,]*?)(?:,-|,--|\.-)?", re.IGNORECASE)
_FAMILIES_AND_PEOPLE = re.compile(
    r"(?:[0-9][0-9.,]*\s*(?:kk|keluarga)\s*[,/(&]?\s*([0-9][0-9.,]*)\s*(?:jiwa|orang|org)\s*\)?"
    r"|([0-9][0-9.,]*)\s*(?:jiwa|orang|org)\s*[,/(&]?\s*[0-9][0-9.,]*\s*(?:kk|keluarga)\s*\)?)",
    re.IGNORECASE,
)
_MAN, _WOMAN = "l|lk|laki-laki|laki2|pria", "p|pr|perempuan|wanita"
_BY_SEX = re.compile(
    rf"([0-9]+)(?:\s*(?:{_UNITS[Unit.PEOPLE]}))?\s*\(\s*([0-9]+)\s*({_MAN}|{_WOMAN})\s*"
    rf"(?:[,/;&+]|\bdan\b)\s*([0-9]+)\s*({_MAN}|{_WOMAN})\s*\)",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(r"([0-9]{1,6})\s*\(([a-z ]+)\)(.*)", re.IGNORECASE)

#: No figure has more digits.
_MOST_DIGITS = 12
#: Longer cells are no figures.
_LONGEST_FIGURE = 60
_SIGNED = re.compile(r"[-−]\s*[0-9][0-9.,]*")
_DECIMALS = re.compile(r"([0-9]+)[.,]([0-9]+)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+(?:,[0-9]+)?|(?:,[0-9]{3})+(?:\.[0-9]+)?)")
_ZERO_DECIMALS = re.compile(r"[0-9]+([.,])0{1,2}")

_DIGITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def whole(text: str, unit: Unit = Unit.OTHER, grouping: frozenset[str] = frozenset()) -> FigureRead[int]:
    """The whole number that *text* can only mean in a column of this *unit*.

    ``3.0`` is 3 and ``1.190`` or ``1,190`` is 1190 (``figure-grouped``), since 1.19 persons or houses do not exist.
    ``3.000`` may be 3 or 3000, so it is unknown (``figure-ambiguous``) unless *grouping*, the separators of thousands
    elsewhere in the column, has the point. "±60" is 60 (``figure-approximate``). Any other text is unknown
    (``figure-unreadable``), as is a number below zero (``figure-negative``) or one of another unit: families (KK) are
    never people. "Nihil" and "tidak ada" are zero, "belum terdata" is not reported.

    >>> whole("12"), whole("3.0"), whole("1.190"), whole("3.000"), whole("3.000", grouping=frozenset("."))
    ((12, None), (3, None), (1190, 'figure-grouped'), (None, 'figure-ambiguous'), (3000, 'figure-grouped'))
    >>> whole("60 jiwa", Unit.PEOPLE), whole("±60"), whole("60 KK", Unit.PEOPLE)
    ((60, None), (60, 'figure-approximate'), (None, 'figure-unreadable'))
    >>> whole(""), whole("-5"), whole("lima"), whole("nihil")
    ((None, None), (None, 'figure-negative'), (None, 'figure-unreadable'), (0, None))
    """
    text = clean(text)
    if text.isascii() and text.isdigit():
        return (int(text), None) if len(text.lstrip("0")) <= _MOST_DIGITS else (None, UNREADABLE)
    figure, code = _read(text, unit, lambda bare: _whole_number(bare, grouping))
    return None if figure is None else int(figure), code


def hectares(text: str, unit: Unit = Unit.LAND) -> FigureRead[Decimal]:
    """The area that *text* can only mean, in ha, or a length in the *unit* of its column.

    A loss in rupiah ("Rp 50.000.000") is read as millions.
    A dot or a comma is before the decimals. ``1.190`` may be 1.19 or 1190, so it is unknown (``figure-ambiguous``).

    >>> hectares("0.015"), hectares("2,5 ha"), hectares("1.190,5")
    ((Decimal('0.015'), None), (Decimal('2.5'), None), (Decimal('1190.5'), 'figure-grouped'))
    >>> hectares("1.190"), hectares("-1"), hectares("luas")
    ((None, 'figure-ambiguous'), (None, 'figure-negative'), (None, 'figure-unreadable'))
    """
    text = clean(text)
    if text.isascii() and text.isdigit():
        return (Decimal(text), None) if len(text.lstrip("0")) <= _MOST_DIGITS else (None, UNREADABLE)
    if unit is Unit.LOSSES and (found := _RUPIAH.fullmatch(text)):
        rupiah, _ = _whole_number(found[1], frozenset(".,"))
        return (None, UNREADABLE) if rupiah is None else (rupiah.scaleb(-6), None)
    return _read(text, unit, _area)


def grouping_of(texts: Iterable[str], unit: Unit) -> frozenset[str]:
    """The separators that group thousands in the cells of one column of whole numbers, and never mark decimals.

    >>> sorted(grouping_of(["2.000", "1.234"], Unit.PEOPLE)), sorted(grouping_of(["2.000", "3.0"], Unit.PEOPLE))
    (['.'], [])
    """
    grouping, decimal = set(), set()
    for text in texts:
        if found := _ZERO_DECIMALS.fullmatch(clean(text)):
            decimal.add(found[1])
        elif whole(text, unit)[1] == GROUPED:
            grouping.add(next(each for each in text if each in ".,"))
    return frozenset(grouping - decimal)


def _read(text: str, unit: Unit, number: Callable[[str], FigureRead[Decimal]]) -> FigureRead[Decimal]:
    """The number of a text that is not plain digits; *number* reads a text without words."""
    # Spreadsheets show the apostrophe of a text that is a number.
    text = " ".join(text.split()).removeprefix("'")
    if not text or _NOT_KNOWN.fullmatch(text):
        return None, None
    if text.casefold() in _ZERO_WORDS:
        return Decimal(0), None
    if len(text) > _LONGEST_FIGURE:
        return None, UNREADABLE
    about = _APPROXIMATELY.match(text)
    figure, code = number(_without_unit(text[about.start(1) :] if about else text, unit))
    if about and figure is not None:
        code = APPROXIMATE
    return figure, code


def _without_unit(text: str, unit: Unit) -> str:
    """The figure in a text that names the unit of its column, says the number in words too, or gives its parts."""
    if found := _IN_WORDS.fullmatch(text):
        text = (
            f"{found[1]}{found[3]}"
            if in_words(int(found[1])) == "".join(found[2].casefold().split())
            else text
        )
    if unit is Unit.PEOPLE:
        if found := _FAMILIES_AND_PEOPLE.fullmatch(text):
            return found[1] or found[2]
        if found := _BY_SEX.fullmatch(text):
            one, other = (bool(re.fullmatch(_MAN, sex, re.IGNORECASE)) for sex in (found[3], found[5]))
            return found[1] if one != other and int(found[1]) == int(found[2]) + int(found[4]) else text
    found = _WITH_UNIT[unit].fullmatch(text) if unit in _WITH_UNIT else None
    return found[1] if found else text


def _whole_number(text: str, grouping: frozenset[str]) -> FigureRead[Decimal]:
    readings = {number for number in _readings(text) if number == number.to_integral_value()}
    if len(readings) > 1 and not grouping.isdisjoint(text):
        readings = {max(readings)}
    return _only(readings, text, is_grouped=_GROUPED.fullmatch(text) is not None)


def _area(text: str) -> FigureRead[Decimal]:
    is_plain = text.isascii() and text.isdigit()
    return _only(_readings(text), text, is_grouped=not is_plain and _DECIMALS.fullmatch(text) is None)


def _only(readings: set[Decimal], text: str, *, is_grouped: bool) -> FigureRead[Decimal]:
    if len(readings) > 1:
        return None, AMBIGUOUS
    if readings:
        return readings.pop(), GROUPED if is_grouped else None
    return None, NEGATIVE if _SIGNED.fullmatch(text) else UNREADABLE


def _readings(text: str) -> set[Decimal]:
    """The numbers that *text* can mean: with decimals, or with its digits in groups of three."""
    readings: set[Decimal] = set()
    if len(text) <= 2 * _MOST_DIGITS:
        if text.isascii() and text.isdigit():
            readings.add(Decimal(text))
        if found := _DECIMALS.fullmatch(text):
            readings.add(Decimal(f"{found[1]}.{found[2]}"))
        if _GROUPED.fullmatch(text):
            dots, commas = text.rfind("."), text.rfind(",")
            decimals = "," if dots >= 0 and commas > dots else "." if commas >= 0 and dots > commas else ""
            digits, _, rest = text.partition(decimals) if decimals else (text, "", "")
            readings.add(Decimal(f"{digits.replace('.', '').replace(',', '')}.{rest or 0}"))
    return {each for each in readings if each.adjusted() < _MOST_DIGITS}


def in_words(number: int) -> str:
    """A number below a million in Indonesian words, without blanks.

    >>> in_words(11), in_words(215), in_words(1_020)
    ('sebelas', 'duaratuslimabelas', 'seribuduapuluh')
    """
    if number == 0:
        return "nol"
    thousands, rest = divmod(number, 1000)
    hundreds, tens = divmod(rest, 100)
    words = "" if not thousands else "seribu" if thousands == 1 else f"{in_words(thousands)}ribu"
    words += "" if not hundreds else "seratus" if hundreds == 1 else f"{_DIGITS[hundreds]}ratus"
    if tens < 10:
        return words + _DIGITS[tens]
    if tens < 20:
        return words + {10: "sepuluh", 11: "sebelas"}.get(tens, f"{_DIGITS[tens - 10]}belas")
    return f"{words}{_DIGITS[tens // 10]}puluh{_DIGITS[tens % 10]}"
