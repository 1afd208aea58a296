"""``satudata displaced``: displaced people by place at a time, what changed since another, and what is doubtful."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, final

from satudata.cli import DONE, DOUBTFUL
from satudata.cli._arguments import UsageError
from satudata.cli._clock import today
from satudata.cli._files import Output, output, settle
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cli._table import opened_list
from satudata.cli._terminal import notes, say, say_table
from satudata.cli._writing import as_json
from satudata.displaced import Displaced, DisplacedChange, Sex, SiteReport
from satudata.displaced._displaced import both_sexes
from satudata.displaced._totals import Sum, summed, sums_by
from satudata.findings import Finding, Severity
from satudata.interpretation import Interpretation
from satudata.regions import RegionCode
from satudata.tabular import Gathered
from satudata.tabular.lists._displaced_words import NO_PEOPLE, WORDS
from satudata.tabular.lists._list import ListTable
from satudata.tabular.lists._site_reports import OPENING, SiteReports, reports_of
from satudata.tabular.lists._times import Time, ahead_of, iso_of, known_at, last_of, time_of, zone_of
from satudata.tabular.lists._words import is_path

#: What the figures are called in JSON, by the names of the record.
_NAMES = {
    "people": "jiwa",
    "families": "kk",
    "sexes": "sexes",
    "ages": "ages",
    "other_ages": "other_ages",
    "groups": "groups",
    "other_groups": "other_groups",
}
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


def run_displaced(options: argparse.Namespace, words: Words) -> int:
    """Add up a list of displaced people and print the totals."""
    settle(options, words)
    times = {name: _time(name, getattr(options, name), words) for name in ("at", "since")}
    with opened_list(options, words, WORDS, **OPENING) as table:
        answer = _Answer(table, reports_of(table), times["at"], times["since"], words)
        with output(options, words) as out:
            if options.format == "json" and out.form != "jsonl":
                out.text.write(f"{as_json(answer.facts(), indent=2)}\n")
            elif options.format == "table":
                with out.page():
                    _print(answer, options)
            else:
                _write_rows(answer, out)
    if options.format == "csv":
        notes(answer.notes(), quiet=options.quiet)
        notes(_lines_of(answer), quiet=options.quiet)
    return DOUBTFUL if answer.is_doubtful else DONE


def site_reports_of(options: argparse.Namespace, words: Words) -> SiteReports:
    """The reports of the list that ``count`` or ``check`` is given with ``--displaced``."""
    with opened_list(options, words, WORDS, file=options.displaced, **OPENING) as table:
        return reports_of(table)


def note_on(found: SiteReports, interpretation: Interpretation, words: Words) -> str:
    """How many reports that list has, which of several times counts, and how many findings it has of its own."""
    doubts = sum(each.severity is not Severity.INFO for _, each in found.findings)
    at = words(f"displaced.at.{interpretation.displaced_at}")
    return words("displaced.note", file=found.name, reports=len(found.rows), at=at, findings=doubts)


def facts_on(found: SiteReports, gathered: Gathered) -> dict[str, Any]:
    """What ``count --format json`` says of that list: the people displaced by event, and the lines of the reports."""
    events = {
        key: {
            "jiwa": each.figure.known,
            "lower_bounds": [] if each.figure.complete else ["jiwa"],
            "as_of": None if each.last.as_of is None else iso_of(each.last.as_of, ahead_of(each.last.region)),
            "lines": list(each.lines),
        }
        for key, each in gathered.site_figures.items()
    }
    return {"site_reports": {"file": found.name, "reports": len(found.rows), "events": events}}


def _time(name: str, text: str | None, words: Words) -> Time | None:
    if text is None:
        return None
    found = time_of(text, today=today())
    if found.on is None:
        raise UsageError(words("displaced.time_wrong", option=f"--{name}", text=text))
    return found


@final
class _Answer:
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
        self.findings = (*found.findings, *((0, each) for each in doubts))

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
        total = self.total.displaced
        facts: dict[str, Any] = {"as_of": self.as_of(self.at)}
        if self.total.sites is not None:
            facts["sites"] = self.total.sites
        facts |= {
            "total": _figures(self.total, sites=False),
            "regions": {str(code): _figures(each) for code, each in self.regions.items()},
            **parts_of(total),
            "provinces": {str(code): _figures(each) for code, each in self.provinces.items()},
        }
        if self.events:
            facts["events"] = {str(key): _figures(each) for key, each in self.events.items()}
        if self.before is not None:
            facts["since"] = self._change(self.before)
        facts["reports"] = [self._report(each) for each in self.in_order()]
        facts["findings"] = [
            {
                "code": each.code,
                "severity": str(each.severity),
                **self._at(line),
                "message": each.message(self.words.lang),
            }
            for line, each in self.findings
        ]
        return facts

    def _change(self, before: Sum) -> dict[str, Any]:
        change = DisplacedChange(before.displaced, self.total.displaced)
        return {
            "as_of": self.as_of(self.since),
            "total": _figures(before),
            "change": _known({"jiwa": change.people, "kk": change.families}),
            "regions": {
                str(code): _known({"jiwa": each.people, "kk": each.families})
                for code, each in self.changes().items()
            },
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

    def _at(self, line: int) -> dict[str, Any]:
        sheet, own = self.table.sheet_line(line) if line else ("", 0)
        return {"line": own or None, **({"sheet": sheet} if sheet else {})}

    def line(self, line: int) -> str:
        """The line of a row in words."""
        sheet, own = self.table.sheet_line(line)
        return self.words("line.of_sheet", line=own, sheet=sheet) if sheet else self.words("line", line=own)

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
            yield words("notes.totals", number=len(self.found.totals), lines=shown)
        if self.found.left_out:
            yield words("notes.left_out", number=len(self.found.left_out))

    def _read_columns(self) -> dict[str, list[tuple[str, str]]]:
        """The columns by what is said of them."""
        keys = dict.fromkeys(NO_PEOPLE, "displaced.no_people") | dict.fromkeys(_NOT_USED, "notes.ignored")
        found: dict[str, list[tuple[str, str]]] = {
            "notes.used": [],
            "displaced.no_people": [],
            "notes.ignored": [],
        }
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
    return [name for field, name in _NAMES.items() if field in bounds]


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


# For people.


def _number(figure: int | None, words: Words, *, is_bound: bool) -> str:
    if figure is None:
        return words("displaced.unknown")
    return f"≥ {figure}" if is_bound else str(figure)


def _people(found: Displaced, words: Words) -> list[str]:
    people = _number(found.known_people, words, is_bound="jiwa" in bounds_of(found))
    return [people, _number(found.families, words, is_bound="families" in found.lower_bounds)]


def _print(answer: _Answer, options: argparse.Namespace) -> None:
    words, total = answer.words, answer.total
    when = answer.when(answer.at) or words("displaced.no_time")
    say(words("displaced.title", file=answer.table.name, when=when), style="bold")
    say()
    people, families = _people(total.displaced, words)
    lines = [["jiwa", people], ["KK", families]]
    if total.sites is not None:
        lines.append([words("displaced.sites"), str(total.sites)])
    say_table(lines, right=[1], head=False)
    _print_parts(total.displaced, words)
    if answer.before is not None:
        _print_change(answer, answer.before)
    _print_places(answer)
    _print_reports(answer)
    if any("≥" in line for line in [people, families]) or any(
        bounds_of(each.displaced) for each in answer.regions.values()
    ):
        say()
        say(words("displaced.least"))
    for line in _lines_of(answer):
        say(line)
    if not options.quiet:
        say()
        say(words("check.notes"), style="bold")
        for line in answer.notes():
            say(f"  {line}")
    say()
    say(f"{words('source')}: juklak-bnpb-9-2023 (satudata explain juklak-bnpb-9-2023)")


def _print_parts(total: Displaced, words: Words) -> None:
    for name, parts in parts_of(total).items():
        if not parts:
            continue
        say()
        say(words(f"displaced.{name}"), style="bold")
        is_bound = name in total.lower_bounds
        rows = [[_label(key, words), _number(each, words, is_bound=is_bound)] for key, each in parts.items()]
        say_table(rows, right=[1], head=False)


def _label(key: str, words: Words) -> str:
    """The name of a part; an age says what it is in."""
    if key[:1].isdigit() or key[:1] in "<>":
        return key if key[-1:].isalpha() else words("displaced.years", age=key)
    return key.replace("laki_laki", "laki-laki").replace("_", " ")


def _print_places(answer: _Answer) -> None:
    words = answer.words
    for name, sums in (("regency", answer.regions), ("province", answer.provinces)):
        if not sums or (name == "province" and len(sums) == 1 and answer.regions):
            continue
        head = [words("column.code"), words(f"column.{name}"), words("displaced.sites"), "jiwa", "KK"]
        body = [
            [
                str(code),
                region_name(code),
                "" if each.sites is None else str(each.sites),
                *_people(each.displaced, words),
            ]
            for code, each in sums.items()
        ]
        say()
        say(words(f"displaced.by_{name}"), style="bold")
        say_table([head, *body], right=[2, 3, 4])
    if answer.events:
        head = [words("displaced.event"), "jiwa", "KK"]
        say()
        say(words("displaced.by_event"), style="bold")
        body = [[str(key), *_people(each.displaced, words)] for key, each in answer.events.items()]
        say_table([head, *body], right=[1, 2])


def _print_reports(answer: _Answer) -> None:
    words = answer.words
    reports = answer.in_order()
    if not any(each.site or each.district or each.village or each.kind for each in reports):
        return
    say()
    say(words("displaced.by_site"), style="bold")
    has_sites = any(each.sites is not None for each in reports)
    head = [words(f"displaced.{name}") for name in ("place", "kind", "as_of")]
    head += [words("displaced.sites")] * has_sites + ["jiwa", "KK"]
    for code in dict.fromkeys(each.region for each in reports):
        own = [each for each in reports if each.region == code]
        say(f"  {code} {region_name(code)}")
        rows = [
            [
                " / ".join(filter(None, (each.district, each.village, each.site)))
                or words("displaced.whole"),
                str(each.kind or ""),
                _short_time(each, words),
                *(["" if each.sites is None else str(each.sites)] * has_sites),
                *_people(each.displaced, words),
            ]
            for each in own
        ]
        say_table([head, *rows], right=range(3, len(head)))


def _short_time(report: SiteReport, words: Words) -> str:
    moment = report.as_of
    if moment is None:
        return words("displaced.unknown")
    text = f"{moment:%d-%m-%Y}"
    if isinstance(moment, datetime.datetime):
        text += f" {moment:%H.%M} {zone_of(ahead_of(report.region))}".rstrip()
    return text


def _print_change(answer: _Answer, before: Sum) -> None:
    words = answer.words
    say()
    say(words("displaced.since", when=answer.when(answer.since)), style="bold")
    change = DisplacedChange(before.displaced, answer.total.displaced)
    head = ["", words("displaced.then"), words("displaced.now"), words("displaced.change")]
    then, now = _people(before.displaced, words), _people(answer.total.displaced, words)
    rows = [
        ["jiwa", then[0], now[0], _signed(change.people, words)],
        ["KK", then[1], now[1], _signed(change.families, words)],
    ]
    for code, each in answer.changes().items() if len(answer.regions) > 1 else ():
        counts = _people(each.before, words)[0], _people(each.after, words)[0]
        rows.append([f"{code} {region_name(code)}", *counts, _signed(each.people, words)])
    say_table([head, *rows], right=[1, 2, 3])


def _signed(change: int | None, words: Words) -> str:
    return words("displaced.unknown") if change is None else f"{change:+d}" if change else "0"


def _lines_of(answer: _Answer) -> Iterator[str]:
    """The findings by severity and code, the first few of each with their lines."""
    words = answer.words
    shown = [(line, each) for line, each in answer.findings if each.code != "total-row"]
    for severity in Severity:
        by_code: dict[str, list[tuple[int, Finding]]] = {}
        for line, each in shown:
            if each.severity is severity:
                by_code.setdefault(each.code, []).append((line, each))
        if by_code:
            yield ""
            yield words(f"check.{severity}")
        for code, found in by_code.items():
            for line, each in found[:_EXAMPLES]:
                place = f"{answer.line(line)}: " if line else ""
                yield f"  {place}{each.message(words.lang)} [{code}]"
            if len(found) > _EXAMPLES:
                yield f"  {words('notes.more', number=len(found) - _EXAMPLES)}"


# For programs.


def _write_rows(answer: _Answer, out: Output) -> None:
    """A row for each report that counts, then for each kabupaten/kota, province, event and all."""
    parts = parts_of(answer.total.displaced)
    names = [(group, key) for group, of in parts.items() for key in of]
    fixed = ["level", "code", "name", "event", "district", "village", "site", "kind", "as_of"]
    figures = ["sites", "jiwa", "kk", *(key for _, key in names)]
    written = out.rows([*fixed, *figures, "lower_bounds"], numbers=figures)

    def write(level: str, cells: Sequence[str], found: Sum) -> None:
        own = parts_of(found.displaced)
        values = [
            found.sites,
            found.displaced.known_people,
            found.displaced.families,
            *(own[group].get(key) for group, key in names),
        ]
        texts = ["" if value is None else str(value) for value in values]
        written.write([level, *cells, *texts, " ".join(bounds_of(found.displaced))])

    for report in answer.in_order():
        as_of = "" if report.as_of is None else iso_of(report.as_of, ahead_of(report.region))
        place = [report.event, report.district, report.village, report.site, report.kind]
        sites = report.sites if report.site is None else 1
        cells = [str(report.region), region_name(report.region), *(str(each or "") for each in place), as_of]
        write("report", cells, Sum(report.displaced, sites))
    rest = [""] * (len(fixed) - 4)
    as_of = answer.as_of(answer.at) or ""
    for level, sums in (("regency", answer.regions), ("province", answer.provinces)):
        for code, found in sums.items():
            write(level, [str(code), region_name(code), "", *rest[:-1], as_of], found)
    for key, found in answer.events.items():
        write("event", ["", "", str(key), *rest[:-1], as_of], found)
    write("all", ["", "", "", *rest[:-1], as_of], answer.total)
