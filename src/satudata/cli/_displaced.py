"""``satudata displaced``: displaced people by place at a time, what changed since another, and what is doubtful."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from satudata.cli import DONE, DOUBTFUL
from satudata.cli._arguments import UsageError
from satudata.cli._clock import today
from satudata.cli._displaced_facts import Answer, bounds_of, parts_of
from satudata.cli._displaced_page import finding_lines, print_page
from satudata.cli._files import Output, output, settle
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cli._table import Placed, opened_list
from satudata.cli._terminal import notes
from satudata.displaced._totals import Sum
from satudata.findings import Severity
from satudata.interpretation import Interpretation
from satudata.tabular import Gathered
from satudata.tabular.lists._displaced_headings import WORDS
from satudata.tabular.lists._site_reports import SiteReports, reports_of
from satudata.tabular.lists._times import Time, ahead_of, iso_of, time_of


def run_displaced(options: argparse.Namespace, words: Words) -> int:
    """Add up a list of displaced people and print the totals."""
    settle(options, words)
    times = {name: _time(name, getattr(options, name), words) for name in ("at", "since")}
    with opened_list(options, words, WORDS) as table:
        answer = Answer(table, reports_of(table), times["at"], times["since"], words)
        with output(options, words) as out:
            out.answer(lambda: print_page(answer, options), answer.facts, lambda: _write_rows(answer, out))
    if options.format == "csv":
        notes(answer.notes(), quiet=options.quiet)
        notes(finding_lines(answer), quiet=options.quiet)
    return DOUBTFUL if answer.is_doubtful else DONE


def site_reports_of(options: argparse.Namespace, words: Words, placed: Placed) -> SiteReports:
    """The reports of the list that ``count`` or ``check`` is given with ``--displaced``."""
    with opened_list(options, words, WORDS, file=options.displaced, placed=placed) as table:
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


def _write_rows(answer: Answer, out: Output) -> None:
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
