"""Criterion 2 from reports of displaced people: which reports are of which event, and the figure that counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias, final

import attrs

from satudata import disaster_types
from satudata.displaced import SiteReport, latest
from satudata.displaced._totals import summed
from satudata.events._counts import Kind, Tally
from satudata.findings import Finding, finding
from satudata.impacts.figures import MEASURED, NOTHING, Amounts, Measured, add, larger, total_amounts
from satudata.kib import KIB
from satudata.regions._code import PROVINCE_WIDTH, RegionCode
from satudata.tabular._place_names import place_of
from satudata.tabular._places import titled
from satudata.tabular._rows import Part
from satudata.tabular.lists._site_names import ReportRow
from satudata.tabular.lists._site_reports import SiteReports
from satudata.tabular.lists._times import ahead_of, instant_of, zone_of
from satudata.triggers import hazard_of

#: Which of several times counts.
At: TypeAlias = Literal["peak", "last"]
#: The first report of an event that no report names comes so many days after it at most. Ours: a later one may be of an
#: event that the table lacks.
WITHIN = datetime.timedelta(days=30)
_DISPLACED = MEASURED.index("displaced")
_GAP = 1 << _DISPLACED
#: So many lines and events are named in a finding.
_SHOWN = 10


class Reason(NamedTuple):
    """Why a report counts for no event, in English and Indonesian."""

    english: str
    indonesian: str


@final
class Reported(NamedTuple):
    """What the reports of one event say: the *figure*, the report of the time that counts, and how they were found."""

    figure: Measured
    last: SiteReport
    lines: tuple[int, ...]
    how: Reason


@final
class _Running:
    """The people displaced in one province while its reports come in, one after the other.

    With *has_wholes* some report is about more than a site, and the reports are added up anew each time; sites alone
    are kept as a running sum.
    """

    def __init__(self, *, has_wholes: bool) -> None:
        self._has_wholes = has_wholes
        self._current: dict[object, SiteReport] = {}
        self._known = self._known_sites = self._incomplete = 0
        self._figure: Measured | None = None

    def take(self, report: SiteReport) -> None:
        """Take in a report, which is not earlier than those before it."""
        before = self._current.get(report.place)
        now = report if before is None else latest([before, report])[0]
        self._current[report.place] = now
        self._figure = None
        for each, sign in ((before, -1), (now, 1)):
            if each is not None:
                known = each.displaced.known_people
                self._known += sign * (known or 0)
                self._known_sites += sign * (known is not None)
                self._incomplete += sign * (not each.displaced.is_complete)

    def figure(self) -> Measured:
        """The people displaced now."""
        if self._has_wholes:
            if self._figure is None:
                people = summed(self._current.values()).displaced
                self._figure = Measured(people.known_people, complete=people.is_complete)
            return self._figure
        return Measured(self._known if self._known_sites else None, complete=not self._incomplete)


@final
class SiteFigures:
    """The figures of a list of displaced people by event; of several times the peak or the last counts.

    *by_record* says that records are judged alone.
    """

    def __init__(self, found: SiteReports, at: At, *, by_record: bool) -> None:
        self._found, self._at, self._by_record = found, at, by_record
        #: What is reported of each event, by its key; events without reports are absent.
        self.reported: dict[str, Reported] = {}
        self._unmatched: dict[tuple[str, Reason], list[ReportRow]] = {}

    def take(self, events: Mapping[str, Tally]) -> None:
        """Find the event of each report."""
        self._unmatched = {}
        matched: dict[str, list[tuple[ReportRow, bool]]] = {}
        index = _Index(events)
        for row in self._found.rows:
            answer = index.event_of(row)
            if isinstance(answer, Reason):
                self._unmatched.setdefault((str(row.report.region), answer), []).append(row)
            else:
                key, is_named = answer
                matched.setdefault(key, []).append((row, is_named))
        self.reported = {}
        for key, rows in matched.items():
            sure = self._sure(rows, events[key].main[1])
            found = self._reported(sure) if sure else None
            if found is not None:
                self.reported[key] = found

    def _sure(self, rows: list[tuple[ReportRow, bool]], on: datetime.date) -> list[tuple[ReportRow, bool]]:
        """The rows of an event; of those without its name none, where the first comes too long after it."""
        days = [day for row, is_named in rows if not is_named and (day := _day(row)) is not None]
        if not days or min(days) - on <= WITHIN:
            return rows
        late = (min(days) - on).days
        reason = Reason(
            f"the first comes {late} days after the only event there, and names none",
            f"laporan pertama {late} hari sesudah satu-satunya kejadian di sana dan tidak menyebut kejadian",
        )
        for row, is_named in rows:
            if not is_named:
                self._unmatched.setdefault((str(row.report.region), reason), []).append(row)
        return [(row, is_named) for row, is_named in rows if is_named]

    def _reported(self, rows: Sequence[tuple[ReportRow, bool]]) -> Reported | None:
        """The people displaced at the time that counts, and when that was."""
        reports = [attrs.evolve(row.report, event=None) for row, _ in rows]
        reports.sort(key=lambda each: instant_of(each) or (datetime.datetime.min, False))  # noqa: DTZ901  # sorts first
        wholes = {each.region.province for each in reports if each.site is None}
        running: dict[RegionCode, _Running] = {}
        best: tuple[Measured, SiteReport] | None = None
        is_complete = True
        for number, report in enumerate(reports, start=1):
            province = report.region.province
            if province not in running:
                running[province] = _Running(has_wholes=province in wholes)
            running[province].take(report)
            if number < len(reports) and instant_of(reports[number]) == instant_of(report):
                continue
            figure = add(each.figure() for each in running.values())
            # At a time that is not completely known there may have been more than at the peak.
            is_complete = figure.complete and (is_complete or self._at == "last")
            if figure.known is None:
                continue
            if best is None or self._at == "last" or figure.known > (best[0].known or 0):
                best = figure, report
        if best is None:
            return None
        lines = tuple(dict.fromkeys(row.line for row, _ in rows))
        figure, last = best
        return Reported(Measured(figure.known, complete=is_complete), last, lines, _how(rows))

    def parts(self, key: str, parts: Sequence[Part]) -> Sequence[Part]:
        """The parts of an event with the larger of its own figure and that of the reports, which are never added."""
        reported = self.reported.get(key)
        if reported is None:
            return parts
        first = parts[0]
        total = total_amounts([part.amounts for part in parts])
        if self._by_record and len(parts) > 1:
            alone = (*NOTHING[:_DISPLACED], reported.figure.known, *NOTHING[_DISPLACED + 1 :], 0)
            return [*parts, first._replace(amounts=alone, is_reported=True)]
        whole = _with(total, larger(_own(total), reported.figure))
        rest = [part._replace(amounts=(*NOTHING, 0)) for part in parts[1:]]
        return [first._replace(amounts=whole, is_reported=True), *rest]

    def doubts(self, events: Mapping[str, Tally]) -> Iterator[tuple[tuple[int, ...], Finding]]:
        """What is said of events with reports, and of reports without an event."""
        for key, reported in self.reported.items():
            parts = events[key].parts
            lines = tuple(part.line for part in parts)
            own = _own(total_amounts([part.amounts for part in parts]))
            texts = _texts(key, reported, self._found.name)
            if _differ(own, reported.figure):
                data = {"own": _at_least(own), "own_id": _at_least(own, "id")}
                yield lines, finding("displaced-differs", key, **texts, **data)
            yield lines, finding("displaced-counted", key, **_at_lines(reported.lines), **texts)
        for (region, reason), rows in self._unmatched.items():
            yield (0,), self._without(region, reason, [row.line for row in rows])
        if self._found.left_out:
            reason = Reason("their region is not known", "wilayahnya tidak diketahui")
            yield (0,), self._without("?", reason, self._found.left_out)

    def _without(self, region: str, reason: Reason, lines: Sequence[int]) -> Finding:
        return finding(
            "displaced-unmatched",
            region,
            place=titled(RegionCode.parse(region)) if region[:1].isdigit() else region,
            file=self._found.name,
            **_at_lines(list(dict.fromkeys(lines))),
            why=reason.english,
            sebab=reason.indonesian,
        )


def _own(total: Amounts) -> Measured:
    """The displaced people of the table itself."""
    is_complete = not total[-1] & _GAP
    return Measured(total[_DISPLACED] or (0 if is_complete else None), complete=is_complete)


def _with(total: Amounts, displaced: Measured) -> Amounts:
    gaps = total[-1] & ~_GAP | (0 if displaced.complete else _GAP)
    return (*total[:_DISPLACED], displaced.known or 0, *total[_DISPLACED + 1 : -1], gaps)


def _differ(own: Measured, reported: Measured) -> bool:
    """Whether both cannot be right: a figure is below the other, and is no least number."""
    if own.known is None or reported.known is None or own.known == reported.known:
        return False
    return own.complete if own.known < reported.known else reported.complete


@final
class _Index:
    """The events of a table by their id, by their stems, and by region."""

    def __init__(self, events: Mapping[str, Tally]) -> None:
        self._events = events
        self._stems: dict[str, str] = {}
        self._regions: dict[RegionCode, list[str]] = {}
        self._has_ids = False
        for key, event in events.items():
            stems = {part.main[2] for part in event.parts} - {""}
            self._stems.update(dict.fromkeys(stems, key))
            self._has_ids = self._has_ids or not _is_stem(key, event.main[1])
            regions = {RegionCode.parse(digits) for digits in event.regions or event.kib_regions}
            for place in {place_of(each) for each in regions | {each.province for each in regions}}:
                self._regions.setdefault(place, []).append(key)

    def event_of(self, row: ReportRow) -> tuple[str, bool] | Reason:
        """The key of the event of a report and whether the report names it, or why it has none."""
        name = row.report.event
        if name is not None:
            key = self._named(name)
            if key is not None:
                return key, True
            if self._has_ids or KIB.is_valid(name):
                return Reason(f"the table has no event {name}", f"tabel tidak memuat kejadian {name}")
        found = self._at(row)
        if isinstance(found, Reason):
            return found
        if len(found) == 1:
            return found[0], False
        shown = _listed([f"{key} ({self._day(key)})" for key in found])
        return Reason(f"several events are possible ({shown})", f"beberapa kejadian mungkin ({shown})")

    def _named(self, name: str) -> str | None:
        if name in self._events:
            return name
        if KIB.is_valid(name):
            return self._stems.get(KIB.parse(name).stem)
        same = [key for key in self._events if key.casefold() == name.casefold()]
        return same[0] if len(same) == 1 else None

    def _at(self, row: ReportRow) -> list[str] | Reason:
        """The events of the report's region up to its day, of the day and type that it names."""
        day = _day(row)
        keys = self._regions.get(place_of(row.report.region), [])
        if not keys:
            return Reason("the table has no event there", "tabel tidak memuat kejadian di sana")
        keys = [key for key in keys if day is None or self._day(key) <= day]
        if not keys:
            return Reason("every event there is of a later day", "semua kejadian di sana terjadi sesudahnya")
        if row.event_day is not None:
            keys = [key for key in keys if self._day(key) == row.event_day]
        hazards = _hazards(row.event_type)
        if hazards:
            keys = [key for key in keys if hazards & self._hazards(key)]
        if not keys:
            return Reason(
                "no event there has the day and type that they name",
                "tidak ada kejadian di sana dengan tanggal dan jenis yang disebut",
            )
        return keys

    def _day(self, key: str) -> datetime.date:
        return self._events[key].main[1]

    def _hazards(self, key: str) -> set[str]:
        event = self._events[key]
        kinds: Iterable[Kind] = [event.main[3:]] if event.kinds is None else event.kinds
        return {name for kind in kinds if (name := hazard_of(kind))}


def _is_stem(key: str, on: datetime.date) -> bool:
    """Whether the key of an event is made of its region, type and day, and is no id that the table gives."""
    return key[:PROVINCE_WIDTH].isdigit() and key.endswith((f"{on:%Y%m%d}", f" {on.isoformat()}"))


def _hazards(text: str) -> set[str]:
    """The hazards that a name or a code of a type can mean."""
    named = disaster_types.find(text) if text else ()
    return {name for each in named if (name := hazard_of((each.code, each.scheme, "")))}


def _day(row: ReportRow) -> datetime.date | None:
    as_of = row.report.as_of
    return as_of.date() if isinstance(as_of, datetime.datetime) else as_of


def _how(rows: Sequence[tuple[ReportRow, bool]]) -> Reason:
    """By what the reports of an event were found."""
    if all(is_named for _, is_named in rows):
        return Reason("the event that they name", "kejadian yang disebut")
    if any(_day(row) is None for row, is_named in rows if not is_named):
        return Reason("their region; some name no day", "wilayahnya; sebagian tidak menyebut tanggal")
    return Reason("their region and day", "wilayah dan tanggalnya")


def _listed(items: Sequence[object]) -> str:
    """The first of several things, as they are named in a message."""
    return ", ".join(map(str, items[:_SHOWN])) + (", ..." if len(items) > _SHOWN else "")


def _at_lines(lines: Sequence[int]) -> dict[str, str]:
    """The lines, and how an English message begins to name them."""
    return {"lines": _listed(lines), "line": "line" if len(lines) == 1 else "lines"}


def _at_least(figure: Measured, lang: str = "en") -> str:
    word = {"en": "at least ", "id": "paling sedikit "}[lang]
    return f"{'' if figure.complete else word}{figure.known}"


def _texts(key: str, reported: Reported, file: str) -> dict[str, str]:
    """What the findings about an event say of its reports, in both languages."""
    return {
        "event": key,
        "file": file,
        "reported": _at_least(reported.figure),
        "reported_id": _at_least(reported.figure, "id"),
        "when": _when(reported.last, "en"),
        "when_id": _when(reported.last, "id"),
        "how": reported.how.english,
        "how_id": reported.how.indonesian,
    }


def _when(report: SiteReport, lang: str) -> str:
    moment = report.as_of
    if moment is None:
        return {"en": "no time stated", "id": "tanpa keterangan waktu"}[lang]
    if isinstance(moment, datetime.datetime):
        return f"{moment:%Y-%m-%d %H.%M} {zone_of(ahead_of(report.region))}".rstrip()
    return moment.isoformat()
