"""What the cells of a list of agreements say: texts, days as far as they are known, and how long an agreement holds."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from html import unescape
from typing import NamedTuple, final

from satudata._ground.days import MONTHS
from satudata.cooperation._partial_dates import PartialDate
from satudata.tabular._blanks import clean
from satudata.tabular._dates import CONNECTOR, INCOMPLETE, UNREADABLE, day, is_serial
from satudata.tabular._figures import in_words
from satudata.tabular.lists._words import groups_of, words_of

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_YEAR = re.compile(r"(?:tahun |thn\.? )?([0-9]{4})")
_MONTH_YEAR = re.compile(r"(?:bulan )?([a-z]{3,9})[ ./-]?([0-9]{4})")
_FIGURES = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})|([0-9]{4})[-/.]([0-9]{1,2})")
_YEARS = range(1945, 2200)
_LONGEST = 200
#: No agreement holds for more years, months or days.
_MOST = 9999

#: Words of a clause that says from when a duration counts, and those of them that say that it is from the signing.
_CLAUSE = (
    "(?:terhitung|dihitung|berlaku|efektif|mulai|sejak|dari|pada|tanggal|saat|waktu|hari|dokumen|naskah|perjanjian"
    "|kerja|sama|nota|kesepahaman|ini|oleh|para|kedua|belah|pihak|from|since|after|the|date|day|of|on|it|is|was)"
)
_SIGNED = "(?:penandatanganan(?:nya)?|ditanda ?tangani(?:nya)?|tanda ?tangan|ttd|signing|signature|signed)"
_FROM_SIGNING = re.compile(
    rf",? ?\b(?:{_CLAUSE} )*(?:sejak|dari|from|since|after) (?:{_CLAUSE} )*{_SIGNED}(?: {_CLAUSE})*\b"
)
_BRACKETS = re.compile(r"\(([^()]{0,60})\)")
_BEHIND = re.compile(r"([^()]*\S) ?\(([^()]{1,100})\)")
#: "Jakarta, 9 Oktober 2024": a place in front of a day.
_BEHIND_PLACE = re.compile(r"[^0-9,]{2,40}, ?([^,]+)")
_DAY_WORDS = re.compile(r"\b(?:bulan|tahun) ")
_NUMBER = re.compile("[0-9]+(?:[.,][0-9]+)?")
_TOKEN = re.compile(r"[0-9]+(?:[.,][05])?|[a-z]+|[^ ]")


#: Numbers in Indonesian words, as papers write days, years and durations.
_DIGITS = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
_WORD = rf"(?:(?:{_DIGITS}|se)[ -]?(?:puluh|belas|ratus|ribu)|{_DIGITS})"
_RUN = re.compile(rf"\b{_WORD}(?:[ -]?{_WORD})*\b")


def plain(text: str) -> str:
    """A cell as one line without HTML: tags become blanks, ``&amp;`` becomes ``&``.

    >>> plain("<p>Gudang&nbsp;logistik</p> <br/> bersama"), plain("a < b")
    ('Gudang logistik bersama', 'a < b')
    """
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = unescape(text)
    return " ".join(text.split())


def quoted(text: str, marks: str = "") -> str:
    r"""*text* as it is, or in the quotes of JSON where a cell would not give it back: *marks* have a meaning there.

    >>> quoted("Tridharma"), quoted("-"), quoted("a; b", ";"), quoted("<p>")
    ('Tridharma', '"-"', '"a; b"', '"<p>"')
    """
    is_plain = (
        text
        and plain(text) == text
        and clean(text) == text
        and text.isprintable()
        and not text.startswith(('"', "'", "="))
        and not any(each in text for each in (marks and f'{marks}"'))
        and "_x" not in text
    )
    # An Excel workbook takes _x0041_ for a character.
    return text if is_plain else json.dumps(text).replace("_", "\\u005f")


def unquoted(cell: str) -> str:
    """The text of a cell that :func:`quoted` made.

    >>> unquoted('"-"'), unquoted("Tridharma"), unquoted('"kata" lain')
    ('-', 'Tridharma', '"kata" lain')
    """
    if cell[:1] == '"' == cell[-1:]:
        with suppress(ValueError):
            text: str = json.loads(cell)
            return text
    return cell


def parts(cell: str, mark: str) -> list[str]:
    """The parts of a cell between *mark*, which does not count within the quotes of JSON.

    >>> parts('a; "b; c"; d', ";")
    ['a', '"b; c"', 'd']
    """
    found, start, is_quoted, at = [], 0, False, 0
    while at < len(cell):
        if is_quoted and cell[at] == "\\":
            at += 1
        elif cell[at] == '"' and (is_quoted or _may_open(cell[start:at])):
            is_quoted = not is_quoted
        elif cell[at] == mark and not is_quoted:
            found.append(cell[start:at].strip())
            start = at + 1
        at += 1
    if is_quoted:  # a quote that nothing closes is no quote
        return [each.strip() for each in cell.split(mark)]
    return [*found, cell[start:].strip()]


def _may_open(before: str) -> bool:
    """Whether a quote behind *before* opens a text: at the front of a part, or behind its label."""
    return not before.strip() or before.endswith(": ")


def partial_day(text: str, today: datetime.date | None = None) -> tuple[PartialDate | None, str | None]:
    """The day, month or year that a cell names, in figures or words, and the code of the finding about it.

    >>> [str(partial_day(each)[0]) for each in ("9 Oktober 2024", "Des 2027", "12/2027", "2028")]
    ['2024-10-09', '2027-12', '2027-12', '2028']
    >>> str(partial_day("Jakarta, 9 Oktober 2024")[0])
    '2024-10-09'
    >>> str(partial_day("sembilan Oktober dua ribu dua puluh empat (09-10-2024)")[0]), partial_day("triwulan II")
    ('2024-10-09', (None, 'date-unreadable'))
    """
    found, code = _day_in_figures(text, today)
    if code != UNREADABLE:
        return found, code
    front, inside = bracketed(text)
    if inside:
        (found, code), (again, _) = partial_day(front, today), partial_day(inside, today)
        return (found, code) if found == again else (None, UNREADABLE)
    if behind := _BEHIND_PLACE.fullmatch(text.strip()):
        found, code = partial_day(behind[1], today)
        return (found, code) if found is not None and found.is_exact else (None, UNREADABLE)
    figures = in_figures(text)
    return (None, code) if figures == text.casefold() else _day_in_figures(_DAY_WORDS.sub("", figures), today)


def in_figures(text: str) -> str:
    """*text* in lower case with the numbers that are in words as figures.

    >>> in_figures("tujuh belas Agustus dua ribu dua puluh tiga"), in_figures("tiga puluh enam bulan")
    ('17 agustus 2023', '36 bulan')
    >>> in_figures("satu dua"), in_figures("semua")
    ('satu dua', 'semua')
    """
    return _RUN.sub(_figure, text.casefold())


def _figure(found: re.Match[str]) -> str:
    number = _numbers().get(re.sub("[ -]", "", found[0]))
    return found[0] if number is None else str(number)


@cache
def _numbers() -> Mapping[str, int]:
    return {in_words(number): number for number in range(1, _MOST + 1)}


def bracketed(text: str) -> tuple[str, str]:
    """What is in front of the brackets at the end of a text, and what they hold; ``""`` where there are none.

    >>> bracketed("3 tahun (dapat diperpanjang)"), bracketed("3 (tiga) tahun")
    (('3 tahun', 'dapat diperpanjang'), ('3 (tiga) tahun', ''))
    """
    found = _BEHIND.fullmatch(text.strip())
    return (text, "") if found is None else (found[1], found[2])


def _day_in_figures(text: str, today: datetime.date | None) -> tuple[PartialDate | None, str | None]:
    on, code = day(text, today=today, is_serial=is_serial(text))
    if on is not None:
        return PartialDate(on.isoformat()), code
    if code != INCOMPLETE:
        return None, code
    folded_text = " ".join(clean(text).casefold().split())
    if (found := _YEAR.fullmatch(folded_text)) and int(found[1]) in _YEARS:
        return PartialDate(found[1]), None
    if (found := _MONTH_YEAR.fullmatch(folded_text)) and found[1] in MONTHS:
        return _month(found[2], MONTHS[found[1]])
    if found := _FIGURES.fullmatch(folded_text):
        return _month(found[2] or found[3], int(found[1] or found[4]))
    return None, UNREADABLE


def _month(year: str, month: int) -> tuple[PartialDate | None, str | None]:
    if int(year) in _YEARS and 1 <= month <= 12:
        return PartialDate(f"{year}-{month:02}"), None
    return None, UNREADABLE


def after_until(text: str) -> str:
    """What comes behind a leading "s.d." or "sampai dengan"; *text* itself where it has none.

    >>> after_until("s/d 6 Maret 2026"), after_until("6 Maret 2026")
    ('6 Maret 2026', '6 Maret 2026')
    """
    found = CONNECTOR.match(text.strip().casefold())
    return text.strip()[found.end() :].strip() if found is not None else text


def two_days(text: str, today: datetime.date | None = None) -> tuple[PartialDate, PartialDate] | None:
    """The first and the last day of a cell that names both; ``None`` for any other cell.

    >>> [str(each) for each in two_days("1 Januari 2024 s.d. 31 Desember 2026")]
    ['2024-01-01', '2026-12-31']
    >>> [str(each) for each in two_days("2023-2026")], two_days("3 tahun")
    (['2023', '2026'], None)
    """
    text = " ".join(text.split())[:_LONGEST]
    for found in CONNECTOR.finditer(text.casefold()):
        first, last = (partial_day(each, today)[0] for each in (text[: found.start()], text[found.end() :]))
        if first is not None and last is not None and first.earliest <= last.latest:
            return first, last
    return None


@final
class Length(NamedTuple):
    """How long an agreement holds: years and months, or days."""

    years: int = 0
    months: int = 0
    days: int = 0


def length(text: str, unit: str = "") -> Length | None:
    """The duration that a cell names, in figures or words; *unit* is that of the heading, ``None`` for any other text.

    >>> length("5 (lima) tahun"), length("lima tahun"), length("36 bulan")
    (Length(years=5, months=0, days=0), Length(years=5, months=0, days=0), Length(years=0, months=36, days=0))
    >>> length("1 tahun 6 bulan"), length("5", "years"), length("5"), length("sampai selesai")
    (Length(years=1, months=6, days=0), Length(years=5, months=0, days=0), None, None)
    """
    units = groups_of("cooperation", "units")
    text = in_figures(" ".join(text.casefold().split())[:_LONGEST])
    outside = _sum(_BRACKETS.sub(" ", text), unit)
    for each in _BRACKETS.findall(text):
        # What the brackets repeat in words agrees, or nothing is sure.
        said = each.strip()
        if said not in units and _sum(said, unit) != outside and _number(said) not in (outside or ()):
            return None
    return outside


def _number(token: str) -> float | None:
    if _NUMBER.fullmatch(token):
        return float(token.replace(",", "."))
    word = groups_of("cooperation", "numbers").get(token)
    return None if word is None else int(word)


def _sum(text: str, unit: str) -> Length | None:
    """The sum of the numbers with their units; ``None`` where the text has anything else."""
    found = {"years": 0, "months": 0, "days": 0}
    number: float | None = None
    units, fillers = groups_of("cooperation", "units"), words_of("cooperation", "durations")["fillers"]
    tokens = _TOKEN.findall(text.rstrip(" .,"))
    while tokens and tokens[-1] in fillers:
        tokens.pop()
    if tokens and tokens[-1] not in units:
        tokens.append(unit)
    for token in tokens:
        figures = _number(token)
        if figures is not None and number is None:
            number = figures
        elif number is not None and number <= _MOST and (of := units.get(token)):
            found[of] += int(number)
            found["months"] += 6 if number % 1 else 0
            if of != "years" and number % 1:
                return None
            number = None
        elif token not in fillers:
            return None
    if not any(found.values()) or (found["days"] and (found["years"] or found["months"])):
        return None
    return Length(**found)


def without_signing(text: str) -> tuple[str, bool]:
    """*text* without a clause such as "sejak ditandatangani", and whether it has one.

    >>> without_signing("3 tahun terhitung sejak tanggal penandatanganan"), without_signing("3 tahun")
    (('3 tahun', True), ('3 tahun', False))
    """
    folded_text = " ".join(text.casefold().split())[:_LONGEST]
    bare = " ".join(_FROM_SIGNING.sub(" ", folded_text, count=1).split())
    return (text, False) if bare == folded_text else (bare, True)


def unit_of(heading: str) -> str:
    """The unit that the heading of a duration names: ``Durasi (tahun)``; "" where it names none.

    >>> unit_of("Durasi (tahun)"), unit_of("Jangka Waktu")
    ('years', '')
    """
    units = groups_of("cooperation", "units")
    words = re.findall("[a-z]+", heading.casefold())
    return next((units[word] for word in words if word in units and len(word) > 1), "")
