"""The answer of ``satudata displaced``: the totals of a list at a time, and the same as JSON."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, final

from satudata.cli._findings import as_object, line_facts, line_text
from satudata.cli._messages import Words
from satudata.displaced import Displaced, DisplacedChange, Sex, SiteReport
from satudata.displaced._displaced import both_sexes
from satudata.displaced._totals import Sum, summed, sums_by
from satudata.findings import Severity
from satudata.regions import RegionCode
from satudata.tabular.lists._displaced_words import NO_PEOPLE
from satudata.tabular.lists._list import ListTable
from satudata.tabular.lists._site_reports import SiteReports
from satudata.tabular.lists._times import Time, ahead_of, iso_of, known_at, last_of, zone_of
from satudata.tabular.lists._words import is_path

#: The figures of the record, and what two of them are called in JSON.
_FIGURES = ("people", "families", "sexes", "ages", "other_ages", "groups", "other_groups")
_SHORT = {"people": "jiwa", "families": "kk"}
#: Headings that only number the rows.
_NUMBERS = frozenset({"no", "no.", "nomor", "#"})
#: Fields that are known and that no figure or place comes from.
_NOT_USED = (
    "contact",
    "person",
    "person_name",
    "needs",
    "coordinates",
    "latitude",
    "longitude",
    "round",
    "site_opened",
    "remarks",
)
#: So many findings of one code are shown.
_EXAMPLES = 5


@final
class Answer:
    """What a list says at a time, and, with *since*, what changed."""

    def __init__(
        self, table: ListTable, found: SiteReports, at: Time | None, since: Time | None, words: Words
    ) -> None:
        self.table, self.found, self.words = table, found, words
        self.current = known_at(found.reports, at)
        self.total = summed(self.current)
        self.at, self.since = at, since
        self.before = None if since is None else summed(known_at(found.reports, since))
        self.regions = sums_by(self.current, "regency")
        self.provinces = sums_by(self.current, "province")
        self.events = {key: each for key, each in sums_by(self.current, "event").items() if key is not None}
        doubts = dict.fromkeys(self.total.doubts)
        self.has_families = any(each.displaced.families is not None for each in found.reports)
        self.findings = (*found.findings, *((0, each) for each in doubts))

    @property
    def reporting(self) -> dict[RegionCode, Sum]:
        """The regions that reports are about: each kabupaten/kota, and each province that has a report of its own."""
        own = {each.region for each in self.current} - self.regions.keys()
        return self.regions | {code: each for code, each in self.provinces.items() if code in own}

    @property
    def is_doubtful(self) -> bool:
        """Whether a row was left out, or something is an error."""
        return any(
            each.severity is Severity.ERROR or each.code == "sheets-not-read" for _, each in self.findings
        )

    def as_of(self, at: Time | None) -> str | None:
        """The time that was asked for, else that of the last report."""
        if at is not None:
            moment = at.moment(at.ahead)
            return None if moment is None else iso_of(moment, at.ahead)
        last = last_of(self.current)
        return None if last is None or last.as_of is None else iso_of(last.as_of, ahead_of(last.region))

    def when(self, at: Time | None) -> str:
        """The same in words."""
        if at is not None:
            return in_words(at.moment(at.ahead), at.ahead, self.words)
        last = last_of(self.current)
        return "" if last is None else in_words(last.as_of, ahead_of(last.region), self.words)

    def facts(self) -> dict[str, Any]:
        """The answer as JSON; what was never reported is absent."""
        facts: dict[str, Any] = {"as_of": self.as_of(self.at)}
        if self.total.sites is not None:
            facts["sites"] = self.total.sites
        facts |= {
            "total": _figures(self.total, sites=False),
            "regions": _by_key(self.reporting),
            **parts_of(self.total.displaced),
            "provinces": _by_key(self.provinces),
        }
        if self.events:
            facts["events"] = _by_key(self.events)
        if self.before is not None:
            facts["since"] = self._change(self.before)
        facts["reports"] = [self._report(each) for each in self.in_order()]
        facts["findings"] = [
            as_object(each, self.words, **line_facts(self.table, line)) for line, each in self.findings
        ]
        return facts

    def _change(self, before: Sum) -> dict[str, Any]:
        change = DisplacedChange(before.displaced, self.total.displaced)
        return {
            "as_of": self.as_of(self.since),
            "total": _figures(before),
            "change": _changed(change),
            "regions": {str(code): _changed(each) for code, each in self.changes().items()},
        }

    def changes(self) -> dict[RegionCode, DisplacedChange]:
        """What changed in each kabupaten/kota."""
        earlier = sums_by(known_at(self.found.reports, self.since), "regency")
        return {
            code: DisplacedChange(earlier[code].displaced if code in earlier else Displaced(), each.displaced)
            for code, each in self.regions.items()
        }

    def in_order(self) -> list[SiteReport]:
        """The reports that count, by place."""
        return sorted(self.current, key=lambda each: [str(part or "") for part in (each.region, *each.place)])

    def _report(self, report: SiteReport) -> dict[str, Any]:
        ahead = ahead_of(report.region)
        named = {
            "event": report.event,
            "region": str(report.region),
            "district": report.district,
            "village": report.village,
            "site": report.site,
            "kind": None if report.kind is None else str(report.kind),
            "as_of": None if report.as_of is None else iso_of(report.as_of, ahead),
        }
        figures = _figures(Sum(report.displaced, report.sites))
        return {**_known(named), **figures}

    def line(self, line: int) -> str:
        """The line of a row in words."""
        return line_text(self.table, line, self.words)

    def notes(self) -> Iterator[str]:
        """How the list was read."""
        words = self.words
        for key, columns in self._read_columns().items():
            if columns:
                pairs = (
                    f"{heading.rpartition('/')[2] if is_path(heading) else heading} ({field})"
                    for heading, field in columns
                )
                yield words(key, columns=", ".join(pairs))
        if self.found.totals:
            shown = ", ".join(map(self.line, self.found.totals[:_EXAMPLES]))
            shown += ", ..." if len(self.found.totals) > _EXAMPLES else ""
            yield words("notes.totals", number=len(self.found.totals), lines=shown)

    def _read_columns(self) -> dict[str, list[tuple[str, str]]]:
        """The columns by what is said of them."""
        keys = dict.fromkeys(NO_PEOPLE, "displaced.no_people") | dict.fromkeys(_NOT_USED, "notes.ignored")
        found: dict[str, list[tuple[str, str]]]
        found = {key: [] for key in ("notes.used", "displaced.no_people", "notes.ignored")}
        for heading, field in self.found.columns:
            found[keys.get(field, "notes.used")].append((heading, field))
        found["notes.ignored"] += [
            (each, self.words("displaced.unknown"))
            for each in self.found.unknown
            if each.casefold() not in _NUMBERS
        ]
        return found


def in_words(moment: datetime.date | None, ahead: float | None, words: Words) -> str:
    """A day or a moment in words: "25 November 2022, 15.00 WIB"."""
    if moment is None:
        return ""
    if not isinstance(moment, datetime.datetime):
        return words.day(moment)
    return words(
        "displaced.moment", day=words.day(moment), time=f"{moment:%H.%M}", zone=zone_of(ahead)
    ).rstrip()


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _changed(change: DisplacedChange) -> dict[str, Any]:
    return _known({"jiwa": change.people, "kk": change.families})


def _by_key(sums: Mapping[Any, Sum]) -> dict[str, Any]:
    return {str(key): _figures(each) for key, each in sums.items()}


def _figures(found: Sum, *, sites: bool = True) -> dict[str, Any]:
    """People and families with the figures that are least numbers, and the sites where they are known."""
    displaced = found.displaced
    return {
        **_known({"jiwa": displaced.known_people, "kk": displaced.families}),
        **({"sites": found.sites} if sites and found.sites is not None else {}),
        "lower_bounds": bounds_of(displaced),
    }


def bounds_of(displaced: Displaced) -> list[str]:
    """The figures that are only known as a least number, by their names in JSON."""
    bounds = set(displaced.lower_bounds)
    if displaced.known_people is not None and not displaced.is_complete:
        bounds.add("people")
    return [_SHORT.get(field, field) for field in _FIGURES if field in bounds]


def parts_of(displaced: Displaced) -> dict[str, dict[str, int]]:
    """The figures by sex, age and group, both sexes together; what was never reported is absent."""
    found: dict[str, dict[str, int]] = {"sexes": {}}
    for sex in Sex:
        figure = None if displaced.sexes is None else displaced.sexes.get(sex)
        if figure is not None:
            found["sexes"][str(sex).replace("-", "_")] = figure
    for name in ("ages", "other_ages", "groups", "other_groups"):
        parts = getattr(displaced, name)
        found[name] = {}
        for word in dict.fromkeys(word for word, _ in parts or ()):
            figure = both_sexes(parts, word)
            if figure is not None:
                key = str(word).replace(" ", "_") if name == "groups" else str(word)
                found[name][key] = figure
    return found
