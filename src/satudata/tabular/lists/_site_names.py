"""One name for each site of a list, whatever its reports write or leave out, and reports of one place and time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, final

import attrs

from satudata._ground.paths import public
from satudata.displaced import SiteReport
from satudata.findings import Finding, finding

_UNNAMED = "(tanpa nama)"


@public("satudata.tabular")
@final
@attrs.frozen
class ReportRow:
    """A report with the *line* of its row, and what the row says of its event: its first day and its type.

    A row with people by where they stay gives several reports.
    """

    line: int
    report: SiteReport
    event_day: datetime.date | None = None
    event_type: str = ""


@final
class SiteNames:
    """Gives the reports of a list one name for each site; *ids* are the ids of sites by their label.

    *has_sites* says that the list has a column that names sites. *findings* are about the rows without a name.
    """

    def __init__(self, ids: Mapping[str, str], *, has_sites: bool) -> None:
        self._ids = ids
        self._has_sites = has_sites
        self.findings: list[tuple[int, Finding]] = []

    def named(self, rows: Sequence[ReportRow]) -> Iterator[ReportRow]:
        """The rows with one spelling for each site, and a name for sites that have none."""
        spellings: dict[Any, str] = {}
        numbers: dict[Any, int] = {}
        totals = _totals(rows) if self._has_sites else {}
        has_names = {row.report.region for row in rows if row.report.site is not None}
        for row in rows:
            report = row.report
            changed: dict[str, Any] = {}
            for name in ("district", "village", "site", "event"):
                written = getattr(report, name)
                if written is not None:
                    own = self._ids.get(written, written) if name == "site" else written
                    key = (report.region, name, _folded(own))
                    changed[name] = spellings.setdefault(key, written)
            is_named = report.site is not None or report.sites is not None
            if self._has_sites and not is_named and (of_sites := _summed(report, totals)):
                self.findings.append((row.line, finding("displaced-row-is-total", "site", number=of_sites)))
            elif self._has_sites and not is_named and (report.region in has_names or not has_names):
                place = report.place, report.as_of
                number = numbers[place] = numbers.get(place, 0) + 1
                changed["site"] = _UNNAMED if number == 1 else f"{_UNNAMED} {number}"
                doubt = finding("displaced-site-unnamed", "site", site=changed["site"])
                self.findings.append((row.line, doubt))
            yield attrs.evolve(row, report=attrs.evolve(report, **changed))

    def unified(self, rows: Sequence[ReportRow]) -> list[ReportRow]:
        """The rows in which each report of a site has its kecamatan, desa and kind, where those that say it agree.

        A site with an id has those of its first report.
        """
        found = self._agreeing(
            rows, ("district", "village"), lambda each: (each.region, each.event, each.site)
        )
        return self._agreeing(found, ("kind",), lambda each: (*each.place[:-2], each.site))

    def _agreeing(
        self, rows: Sequence[ReportRow], names: Sequence[str], site_of: Callable[[SiteReport], Hashable]
    ) -> list[ReportRow]:
        sites: dict[Hashable, list[ReportRow]] = {}
        for row in rows:
            if row.report.site is not None:
                sites.setdefault(site_of(row.report), []).append(row)
        own: dict[Hashable, dict[str, Any]] = {}
        for key, same in sites.items():
            if len({row.line for row in same}) < len(same):
                continue  # one row by where people stay
            for name in names:
                values = dict.fromkeys(getattr(row.report, name) for row in same)
                said = [each for each in values if each is not None]
                if len(said) == 1 or (said and same[0].report.site in self._ids):
                    own.setdefault(key, {})[name] = said[0]
        found = []
        for row in rows:
            report = row.report
            taken = own.get(site_of(report), {}) if report.site is not None else {}
            is_numbered = report.site in self._ids
            changed = {
                name: value
                for name, value in taken.items()
                if getattr(report, name) is None or (is_numbered and getattr(report, name) != value)
            }
            found.append(attrs.evolve(row, report=attrs.evolve(report, **changed)) if changed else row)
        return found


def contradictions(rows: Sequence[ReportRow], shown: Callable[[int], int]) -> Iterator[tuple[int, Finding]]:
    """Reports of one place and time: differing ones contradict, equal ones are one."""
    states: dict[Any, list[ReportRow]] = {}
    for row in rows:
        states.setdefault((row.report.place, row.report.as_of), []).append(row)
    for same in states.values():
        if len(same) == 1:
            continue
        lines = ", ".join(str(shown(each.line)) for each in same)
        report = same[0].report
        parts = (report.region, report.district, report.village, report.kind, report.site)
        what = " / ".join(str(each) for each in parts if each is not None)
        if len({each.report for each in same}) == 1:
            yield same[-1].line, finding("displaced-report-repeated", "site", what=what, lines=lines)
        else:
            detail = {
                "detail": f"{len(same)} reports of one time (lines {lines}; the larger counts)",
                "detail_id": f"{len(same)} laporan pada waktu yang sama (baris {lines}; yang dipakai yang terbesar)",
            }
            yield same[-1].line, finding("figures-contradict", "displaced", what=what, **detail)


def _totals(rows: Iterable[ReportRow]) -> dict[Hashable, tuple[int, int]]:
    """How many named sites each place has at each time, and their people; 0 where those of a site are not known."""
    found: dict[Hashable, tuple[int, int]] = {}
    unknown = set()
    for report in (row.report for row in rows if row.report.site is not None):
        people = report.displaced.known_people
        areas = [(_folded(text or ""), None) for text in (report.district, report.village, report.kind)]
        for area in dict.fromkeys(product(*areas)):
            place = report.event, report.region, report.as_of, area
            number, total = found.get(place, (0, 0))
            found[place] = number + 1, total + (people or 0)
            if people is None:
                unknown.add(place)
    return {place: (0, 0) if place in unknown else each for place, each in found.items()}


def _summed(report: SiteReport, totals: Mapping[Hashable, tuple[int, int]]) -> int:
    """Of how many sites of its place a report without a name has the sum; 0 where it has none.

    A kecamatan above or below its sites, or a kabupaten/kota, is their total even where no cell says so.
    """
    area = tuple(
        None if text is None else _folded(text) for text in (report.district, report.village, report.kind)
    )
    number, total = totals.get((report.event, report.region, report.as_of, area), (0, 0))
    return number if number > 1 and total and total == report.displaced.known_people else 0


def _folded(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())
