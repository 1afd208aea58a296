"""The time that a report of displaced people is about: "25/11/2022 pukul 15.00 WIB"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple, final

from satudata.displaced import SiteReport, latest
from satudata.displaced._reports import Moment
from satudata.errors import UnknownRegionError
from satudata.regions._code import RegionCode
from satudata.regions._gazetteer import embedded
from satudata.tabular._blanks import clean
from satudata.tabular._dates import LONGEST_DATE, UNREADABLE, day

#: Hours ahead of UTC of the country's time zones. Source: Keppres 41/1987.
ZONES = {"wib": 7, "wita": 8, "wit": 9}
_AHEAD = {"Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
_UTC = ("z", "utc", "gmt")
_NO_BRACKETS = str.maketrans("()[]", "    ")

_TIME = re.compile(
    r"(\b(?:pukul|pkl|pk|jam)\b\.? ?)?"
    r"([0-9]{1,2})(?:[.:]([0-9]{2})(?:[.:]([0-9]{2})(?:[.,][0-9]{1,9})?)?)?"
    r"(?: ?([ap]\.?m\b\.?))?(?: ?(wib|wita|wit|utc|gmt|z)\b| ?([+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2}))?"
)
_DATE_AND_TIME = re.compile(r"([0-9])t([0-9]{2}:)")
_AROUND = re.compile(
    r"^(?:(?:data|kondisi|keadaan|posisi|status|update|updated|diperbarui|terakhir|sampai|dengan|hingga|s\.?d\.?|per|pada)"
    r"\b[ :.]*)+"
)


#: A title says the time of the reports behind such a word; a date without one may be the event's.
_IN_TITLE = re.compile(
    r"\b(?:per|update|updated|diperbarui|pemutakhiran|kondisi|keadaan|posisi|as of)\b"
    r"|^(?:hari|tanggal|tgl|waktu|pukul|jam)\b"
)
#: The name of a day of the week; a title that is nothing but such a day says the time of the reports.
_WEEKDAY = re.compile(
    r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_FORM_WORDS = re.compile(r"^(?:hari ?[/,&]? ?)?(?:tanggal|tgl|waktu|pukul|jam)? ?[:=] ?")


@final
class Time(NamedTuple):
    """What a cell says of a time: the day, the time of day, and the hours that it is ahead of UTC, as far as it says.

    *code* is the finding about a cell that is no time.
    """

    on: datetime.date | None = None
    of_day: datetime.time | None = None
    ahead: float | None = None
    code: str | None = None

    def completed(self, other: Time) -> Time:
        """This time, with what only the *other* says."""
        return Time(
            self.on or other.on,
            other.of_day if self.of_day is None else self.of_day,
            other.ahead if self.ahead is None else self.ahead,
        )

    def moment(self, ahead: float | None) -> datetime.date | datetime.datetime | None:
        """The local moment where clocks are so many hours *ahead* of UTC; a date where no time of day is known."""
        if self.on is None or self.of_day is None:
            return self.on
        moment = datetime.datetime.combine(self.on, self.of_day)
        if ahead is None or self.ahead is None or self.ahead == ahead:
            return moment
        return moment + datetime.timedelta(hours=ahead - self.ahead)


def time_of(text: str, *, today: datetime.date | None = None) -> Time:
    """The time that a cell names: a day, a time of day, or both, in either order; nothing for a blank cell.

    >>> time_of("25/11/2022 pukul 15.00 WIB").moment(8).isoformat()
    '2022-11-25T16:00:00'
    >>> time_of("per 25 November 2022").moment(7).isoformat(), time_of("18.00 WITA").of_day.hour, time_of("siang").code
    ('2022-11-25', 18, 'date-unreadable')
    """
    text = " ".join(clean(text).casefold().split())
    if not text:
        return Time()
    if len(text) > LONGEST_DATE:
        return Time(code=UNREADABLE)
    text = " ".join(_DATE_AND_TIME.sub(r"\1 \2", _AROUND.sub("", text)).translate(_NO_BRACKETS).split())
    on, code = day(text, today=today)
    for found in _TIME.finditer(text):
        of_day = _of_day(found)
        if of_day is None or _is_in_date(text, found):
            continue
        rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;|()/@-")
        if not rest:
            return Time(None, of_day, _ahead(found))
        alone, code_alone = day(rest, today=today)
        if alone is not None:
            return Time(alone, of_day, _ahead(found), code_alone)
    return Time(on, code=code)


def time_of_titles(titles: Iterable[str], *, today: datetime.date | None = None) -> Time:
    """The time that the titles above a list say: "DATA PENGUNGSI PER 25 NOVEMBER 2022 PUKUL 15.00 WIB".

    A title that is nothing but a day with its name or its time of day says it too.

    >>> titles = ["GEMPA BUMI 21 NOVEMBER 2022", "Per 25 November 2022", "Pukul: 15.00 WIB"]
    >>> time_of_titles(titles).moment(7).isoformat()
    '2022-11-25T15:00:00'
    """
    time = Time()
    for title in titles:
        text = " ".join(title.casefold().split())
        whole = time_of(text, today=today)
        if whole.on is not None and (whole.of_day is not None or _WEEKDAY.match(text)):
            time = time.completed(whole)
            continue
        for found in _IN_TITLE.finditer(text):
            rest = text[found.start() :]
            read = time_of(_FORM_WORDS.sub("", rest), today=today)
            if read.code is None and (read.on is not None or read.of_day is not None):
                time = time.completed(read)
                break
    return time


def zone_in(heading: str) -> float | None:
    """The hours ahead of UTC of the time zone that a heading names: "Waktu Update (WITA)"; ``None`` for none.

    >>> zone_in("Waktu Update (WITA)"), zone_in("Jam")
    (8, None)
    """
    found = re.search(r"\b(?:wib|wita|wit)\b", heading.casefold())
    return ZONES[found[0]] if found else None


def _is_in_date(text: str, found: re.Match[str]) -> bool:
    """Whether the figures are a part of more of them, as those of a date are."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    return before in tuple("0123456789.:/,-") or after.isdigit() or after == "/"


def _of_day(found: re.Match[str]) -> datetime.time | None:
    """The time of day; a number alone is one only next to a word or a zone that says so."""
    word, hours, minutes, seconds, half, zone, _ = found.groups()
    if minutes is None and not (word or zone or half):
        return None
    hour, minute, second = int(hours), int(minutes or 0), int(seconds or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    if (hour, minute, second) == (24, 0, 0):
        return datetime.time(23, 59, 59)
    try:
        return datetime.time(hour, minute, second)
    except ValueError:
        return None


def _ahead(found: re.Match[str]) -> float | None:
    *_, zone, offset = found.groups()
    if zone:
        return 0 if zone in _UTC else ZONES[zone]
    if offset:
        digits = offset[1:].replace(":", "")
        hours = int(digits[:2]) + int(digits[2:] or 0) / 60
        return -hours if offset[0] == "-" else hours
    return None


def ahead_of(region: RegionCode) -> float | None:
    """How many hours the clocks of a region are ahead of UTC; ``None`` where its time zone is not known.

    >>> ahead_of(RegionCode.parse("32.03")), ahead_of(RegionCode.parse("94.04"))
    (7, 9)
    """
    try:
        return _AHEAD.get(str(embedded().get(region).timezone))
    except UnknownRegionError:
        return None


def zone_of(ahead: float | None) -> str:
    """The name of the time zone so many hours ahead of UTC; ``""`` where it is none of the country's."""
    return next((name.upper() for name, hours in ZONES.items() if hours == ahead), "")


def known_at(reports: Iterable[SiteReport], at: Time | None) -> tuple[SiteReport, ...]:
    """The latest report of each place at a time; a time with a zone is that moment, one without is each region's own.

    >>> report = SiteReport("94.04", as_of=datetime.datetime(2024, 5, 13, 16, 30))
    >>> len(known_at([report], time_of("13/5/2024 16.00"))), len(known_at([report], time_of("13/5/2024 15.00 WIB")))
    (0, 1)
    """
    by_zone: dict[float | None, list[SiteReport]] = {}
    for report in reports:
        by_zone.setdefault(None if at is None else ahead_of(report.region), []).append(report)
    found: list[SiteReport] = []
    for ahead, of_zone in by_zone.items():
        found += latest(of_zone, at=None if at is None else at.moment(ahead))
    return tuple(found)


def instant_of(report: SiteReport) -> tuple[datetime.datetime, bool] | None:
    """When a report is from, in UTC, and whether its time of day is known; ``None`` for one without a time."""
    if report.as_of is None:
        return None
    is_timed = isinstance(report.as_of, datetime.datetime)
    moment = report.as_of if isinstance(report.as_of, datetime.datetime) else midnight(report.as_of)
    return moment - datetime.timedelta(hours=ahead_of(report.region) or 0), is_timed


def midnight(on: datetime.date) -> datetime.datetime:
    """The first moment of a day."""
    return datetime.datetime.combine(on, datetime.time())


def last_of(reports: Iterable[SiteReport]) -> SiteReport | None:
    """The report that is from the latest time; ``None`` where none has a time."""
    timed = [(instant, each) for each in reports if (instant := instant_of(each)) is not None]
    return max(timed, key=lambda each: each[0], default=(None, None))[1]


def iso_of(moment: Moment, ahead: float | None) -> str:
    """A day, or a moment with its offset from UTC where that is known.

    >>> iso_of(datetime.datetime(2022, 11, 25, 18), 7), iso_of(datetime.date(2022, 11, 25), 7)
    ('2022-11-25T18:00:00+07:00', '2022-11-25')
    """
    if ahead is None or not isinstance(moment, datetime.datetime):
        return moment.isoformat()
    zone = datetime.timezone(datetime.timedelta(hours=ahead))
    return moment.replace(tzinfo=zone).isoformat()
