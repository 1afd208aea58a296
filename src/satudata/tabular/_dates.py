"""The day that a cell names, by a grammar of the forms in which Indonesian tables write dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeAlias

from satudata._ground.days import MONTHS
from satudata.tabular._blanks import clean

#: The day, and the code of the finding about the cell.
DayRead: TypeAlias = tuple[date | None, str | None]

#: Longer cells are no dates; the bound keeps the patterns quick.
LONGEST_DATE = 60
UNREADABLE, INCOMPLETE, RANGE = "date-unreadable", "date-incomplete", "date-range"
WEEKDAY = "date-weekday-differs"

_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "senin monday sen mon",
            "selasa tuesday sel tue",
            "rabu wednesday rab wed",
            "kamis thursday kam thu",
            "jumat jum'at jum’at jum`at friday jum fri",
            "sabtu saturday sab sat",
            "minggu ahad sunday min sun",
        )
    )
    for word in words.split()
}
#: So many months a year has.
_MONTHS = 12
#: A spreadsheet's zero; some programs write it where the cell is empty.
_EMPTY = frozenset({(1899, 12, 30), (1900, 1, 0)})
#: Two-digit years up to this one are of this century.
_LAST_OF_CENTURY = 69
_YEARS = range(1600, 2200)
#: Day 0 of a spreadsheet's serial numbers, and the last serial that is read (31 December 2099).
_SERIAL_ZERO, _SERIALS = date(1899, 12, 30), range(10_000, 73_051)
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")

_NAMES = "|".join(sorted(map(re.escape, _WEEKDAYS), key=len, reverse=True))
_LEADING = re.compile(
    rf"(?:hari )?({_NAMES})\b\.?(?: ?[-/] ?(?:{_NAMES})\b)?[ ,/]+(tanggal|tgl|[0-9])"
    rf"|(?:pada )?(?:tanggal|tgl)\b[ .:]*([0-9])"
)
_TIME = (
    r"(?:(?:(?:t| ?[,|/] ?| )(?:sekitar |± ?)?(?:pukul|pkl\.?|jam)?|pukul|pkl\.?|jam) ?[0-9]{1,2}[:.][0-9]{2}"
    r"(?:[:.][0-9]{2}(?:[.,][0-9]+)?)? ?(?:[ap]m\b)? ?(?:z|utc|gmt|wib|wita|wit)? ?(?:[-+][0-9]{2}(?::?[0-9]{2})?)?"
    r"(?: ?(?:-|s ?[./] ?d\.?|sd|sampai|hingga) ?[0-9]{1,2}[:.][0-9]{2} ?(?:wib|wita|wit)?)?)?"
)
_SEPARATOR = r" ?([-/._]) ?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}}){_SEPARATOR}([0-9]{{1,2}}) ?\2 ?([0-9]{{1,2}}){_TIME}")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}) ?\2 ?([0-9]{{4}}|[0-9]{{2}}){_TIME}")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0)?")
_IN_WORDS = re.compile(rf"([0-9]{{1,2}})[ \-/._]*([a-z]+)[ \-/._,'’]*([0-9]{{4}}|[0-9]{{2}}){_TIME}")
_MONTH_IN_FRONT = re.compile(rf"([a-z]+)\.? ?([0-9]{{1,2}})(?:st|nd|rd|th)?(?:, ?| )([0-9]{{4}}){_TIME}")
#: What joins the first and the last day of several.
CONNECTOR = re.compile(r" ?(?:s ?[./] ?d\b\.?|\bsd\b|\bsampai(?: dengan)?\b|\bhingga\b|\bto\b|[-–—/~]) ?")
_AND = re.compile(r" ?(?:\bdan\b|\band\b|&) ?")
_DAY_ALONE = re.compile(r"[0-9]{1,2}")
_DAY_MONTH = re.compile(r"([0-9]{1,2})[ \-/.]*(?:([a-z]+)|[-/.]([0-9]{1,2}))\.?")
_YEAR_ALONE = re.compile(
    r"(?:tahun\s+|thn\.?\s+|triwulan\s+\w+\s+|semester\s+\w+\s+)?([0-9]{4})(?:\s*/\s*[0-9]{4})?"
)
_MONTH_YEAR = re.compile(
    r"(?:(?:awal|akhir|pertengahan|medio|minggu\s+(?:ke)?[\s-]*\w+)\s+)?(?:bulan\s+)?([a-z]+)[\s\-/._,'’]*(?:tahun\s+)?"
    r"([0-9]{4}|[0-9]{2})"
)
_MONTH_YEAR_FIGURES = re.compile(r"(?:00\s*[-/.]\s*)?([0-9]{1,2})\s*[-/.]\s*([0-9]{4})")
_YEAR_MONTH_FIGURES = re.compile(r"([0-9]{4})(?:\s*[-/.]\s*([0-9]{1,2})(?:\s*[-/.]\s*00)?|([0-9]{2}))")
_DAYS_MONTH = re.compile(r"(?:[0-9]{1,2}\s*,\s*)*[0-9]{1,2}[\s-]*([a-z]+)\.?")
_DAY_MONTH_FIGURES = re.compile(r"([0-9]{1,2})\s*[-/]\s*([0-9]{1,2})")


def day(text: str, *, year: str = "", today: date | None = None, is_serial: bool = False) -> DayRead:
    """The day that *text* names, in figures or with the month's name, and the code of the finding about it.

    The day or a year of four digits is first, the month never in figures: ``09/27/2024`` is no date. Day names, "Tgl."
    and a time of day are set aside; a day name that contradicts the date is reported (``date-weekday-differs``). Of
    several days the first is read (``date-range``). A month or a year alone is no day (``date-incomplete``); *year*
    completes a day and month. A two-digit year is of 1970 to 2069, and not read if its date is after *today*. A
    spreadsheet's serial number is a day only where *is_serial* says that the column holds such numbers.

    >>> day("27/09/2024") == day("2024-09-27T10:00:00") == day("Jumat, 27 September 2024") == day("20240927")
    True
    >>> day("27-28 September 2024")[0].isoformat(), day("September 2024"), day("09/27/2024"), day("")
    ('2024-09-27', (None, 'date-incomplete'), (None, 'date-unreadable'), (None, None))
    >>> day("45562"), day("45562", is_serial=True)[0].isoformat()
    ((None, 'date-unreadable'), '2024-09-27')
    """
    text = _bare(text)
    if not text:
        return None, None
    if len(text) > LONGEST_DATE:
        return None, UNREADABLE
    if is_serial and (serial := _SERIAL.fullmatch(text)) and int(serial[1]) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(serial[1])), None
    weekday, text = _without_words(text)
    found = _one(text, today) or _first_of_several(text, today)
    if found is None and _is_incomplete(text):
        completed = (
            _one(f"{text.rstrip(' .')} {year}", today) or _one(f"{text}/{year}", today) if year else None
        )
        return completed or (None, INCOMPLETE)
    on, code = found or (None, UNREADABLE)
    if on is not None and code is None and weekday is not None and on.weekday() != weekday:
        code = WEEKDAY
    return on, code


def _bare(text: str) -> str:
    """A cell without what stands around its date: blanks, the apostrophe of a spreadsheet's text, brackets, a stop."""
    text = " ".join(clean(text).casefold().split(maxsplit=LONGEST_DATE)).removeprefix("'")
    if text[:1] == "(" and text[-1:] == ")":
        text = text[1:-1].strip()
    return text.rstrip(" .,;")


def days(text: str) -> tuple[date | None, date | None, str | None]:
    """The first and the last day that *text* names, the same where it names one, and the code of the finding about it.

    >>> first, last, code = days("30 Desember 2025 s.d. 8 Januari 2026")
    >>> first.isoformat(), last.isoformat(), code
    ('2025-12-30', '2026-01-08', None)
    """
    _, bare = _without_words(_bare(text))
    several = _several(bare, None) if len(bare) <= LONGEST_DATE else None
    if several is not None and several[1] is not None:
        return several[0], several[1], None
    on, code = day(text)
    return on, on, code


def day_of(year: str, month: str, of_month: str) -> DayRead:
    """The day given in three cells; unknown where one is blank.

    >>> day_of("2020", "Oktober", "25")[0].isoformat(), day_of("2020", "", "25"), day_of("2020", "2", "30")
    ('2020-10-25', (None, None), (None, 'date-unreadable'))
    """
    parts = [clean(part).casefold().removesuffix(".0") for part in (year, month, of_month)]
    return _dated(*parts) if all(parts) else (None, None)


def year_in(text: str) -> str:
    """The year of a cell that names a year, or a year and a month in figures; any other text as it is.

    >>> year_in("2020"), year_in("202001"), year_in("2020-01"), year_in("semua")
    ('2020', '2020', '2020', 'semua')
    """
    found = _YEAR_MONTH_FIGURES.fullmatch(clean(text).removesuffix(".0"))
    is_one = found is not None and int(found[1]) in _YEARS and _is_month(found[2] or found[3])
    return found[1] if found is not None and is_one else text


def is_serial(text: str) -> bool:
    """Whether a cell may be a spreadsheet's serial number of a day.

    >>> is_serial("45562"), is_serial("45562.41667"), is_serial("2024")
    (True, True, False)
    """
    found = _SERIAL.fullmatch(text)
    return found is not None and int(found[1]) in _SERIALS


def order_of(text: str) -> str:
    """Which of day and month in figures comes first: ``"day"``, ``"month"``, ``"either"``, or ``""`` for other texts.

    >>> order_of("27/09/2024"), order_of("09/27/2024"), order_of("09/08/2024"), order_of("2024-09-08")
    ('day', 'month', 'either', '')
    """
    found = _DAY_FIRST.fullmatch(" ".join(text.casefold().split()))
    if found is None:
        return ""
    first, second = int(found[1]), int(found[3])
    if max(first, second) <= _MONTHS:
        return "either" if first != second else ""
    return "day" if second <= _MONTHS else "month" if first <= _MONTHS else ""


def _without_words(text: str) -> tuple[int | None, str]:
    """The weekday that is named in front of a date, and the text without the words there."""
    weekday = None
    while found := _LEADING.match(text):
        weekday = _WEEKDAYS[found[1]] if found[1] else weekday
        text = text[found.start(found.lastindex or 0) :]
    return weekday, text


def _one(text: str, today: date | None) -> DayRead | None:
    """The day of a text in the form of one day; ``None`` for any other form."""
    if found := _YEAR_FIRST.fullmatch(text):
        parts = (found[1], found[3], found[4])
    elif found := _DAY_FIRST.fullmatch(text):
        parts = (found[4], found[3], found[1])
    elif found := _COMPACT.fullmatch(text):
        parts = (found[1], found[2], found[3])
    elif (found := _IN_WORDS.fullmatch(text)) and found[2] in MONTHS:
        parts = (found[3], found[2], found[1])
    elif (found := _MONTH_IN_FRONT.fullmatch(text)) and found[1] in MONTHS:
        parts = (found[3], found[1], found[2])
    else:
        return None
    return _dated(*parts, today=today)


def _first_of_several(text: str, today: date | None) -> DayRead | None:
    found = _several(text, today)
    return None if found is None else (found[0], found[2])


def _several(text: str, today: date | None) -> tuple[date | None, date | None, str | None] | None:
    """The first and the last of the days of a text in the form of several; ``None`` for any other form."""
    for left, right, is_list in _halves(text):
        last, _ = _one(right, today) or (None, None)
        if last is None:
            continue
        if _DAY_ALONE.fullmatch(left):
            first, _ = _dated(str(last.year), str(last.month), left)
        elif found := _DAY_MONTH.fullmatch(left):
            first, _ = _dated(str(last.year), found[2] or found[3], found[1])
        elif (of_left := _one(left, today)) is not None:
            first, _ = of_left
        else:
            continue
        if first is None or first > last or (is_list and last - first > timedelta(days=1)):
            return None, None, UNREADABLE
        return first, last, RANGE if first < last else None
    return None


def _halves(text: str) -> Iterator[tuple[str, str, bool]]:
    """The ways to cut a text at a word or sign between two days, and whether it lists them ("dan")."""
    for cut, is_list in ((CONNECTOR, False), (_AND, True)):
        for found in cut.finditer(text):
            _, right = _without_words(text[found.end() :])
            yield text[: found.start()], right, is_list


def _is_incomplete(text: str) -> bool:
    """Whether a text names a year, a month or a day of the year, but no day of one year."""
    if text in MONTHS:
        return True
    if found := _YEAR_ALONE.fullmatch(text):
        return int(found[1]) in _YEARS
    if found := _MONTH_YEAR.fullmatch(text) or _DAYS_MONTH.fullmatch(text):
        return found[1] in MONTHS
    if found := _MONTH_YEAR_FIGURES.fullmatch(text):
        return _is_month(found[1]) and int(found[2]) in _YEARS
    if found := _YEAR_MONTH_FIGURES.fullmatch(text):
        return _is_month(found[2] or found[3]) and int(found[1]) in _YEARS
    found = _DAY_MONTH_FIGURES.fullmatch(text)
    return found is not None and (_is_month(found[1]) or _is_month(found[2]))


def _is_month(figures: str) -> bool:
    return 1 <= int(figures) <= _MONTHS


def _dated(year: str, month: str, of_month: str, *, today: date | None = None) -> DayRead:
    figures = (year, str(MONTHS.get(month, month)), of_month)
    if not all(each.isascii() and each.isdigit() and len(each) <= 4 for each in figures):
        return None, UNREADABLE
    in_year, in_month, on_day = map(int, figures)
    is_short = len(year) <= 2
    if is_short:
        in_year += 2000 if in_year <= _LAST_OF_CENTURY else 1900
    if (in_year, in_month, on_day) in _EMPTY:
        return None, UNREADABLE
    if on_day == 0 and 1 <= in_month <= 12 and in_year in _YEARS:
        return None, INCOMPLETE
    try:
        on = date(in_year, in_month, on_day)
    except ValueError:
        return None, UNREADABLE
    return (None, UNREADABLE) if is_short and today is not None and on > today else (on, None)
