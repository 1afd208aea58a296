"""``satudata check``: the findings of a table, errors first, and the verdict on each row's event."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import TypeAlias

from satudata import citations
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._clock import today
from satudata.cli._files import Output, output, settle
from satudata.cli._findings import as_object, kind_lines, say_severity
from satudata.cli._messages import Words
from satudata.cli._survey import Survey
from satudata.cli._table import opened
from satudata.cli._terminal import notes, say, say_heading, say_table
from satudata.cli._writing import append_cells
from satudata.findings import Finding, Severity, finding, kind
from satudata.tabular import Judgement, Row
from satudata.tabular._rows import RowSource

_ADDED = ("verdict", "met", "findings", "codes")
#: The rows of a table with their verdicts and findings.
_Judged: TypeAlias = Iterable[tuple[Row, Judgement, tuple[Finding, ...]]]


def run_check(options: argparse.Namespace, words: Words) -> int:
    """Check a table and print what was found."""
    settle(options, words)
    now = today()
    with opened(options, words) as table, output(options, words) as out:
        survey = Survey(options, words, table)
        survey.read(partial(_after, now=now))
        alone = options.scope == "record"
        doubts: dict[int, list[Finding]] = {}
        for lines, doubt in survey.gathered.doubts_by_line:
            for at in lines:
                doubts.setdefault(at, []).append(doubt)
        rows = (
            (
                row,
                survey.gathered.judgement(row, alone=alone),
                (*row.findings, *_after(row, now), *doubts.get(row.line, ())),
            )
            for row in survey.again()
        )
        if options.format == "table":
            with out.page():
                if options.rows:
                    _print_rows(rows, survey)
                _print_summary(survey, options)
        elif options.format == "csv":
            _write_rows(rows, survey, out)
        else:
            _write_objects(rows, survey, out)
    if options.format != "table":
        notes(survey.notes(), quiet=options.quiet)
    return DOUBTFUL if survey.is_doubtful else DONE


def _after(row: Row | RowSource, now: date) -> Sequence[Finding]:
    """An event cannot be in the future; only here is the clock read."""
    if row.date is None or row.date <= now:
        return ()
    return [finding("date-after", "date", date=row.date.isoformat(), on=now.isoformat())]


def _print_summary(survey: Survey, options: argparse.Namespace) -> None:
    words = survey.words
    say(
        words(
            "check.title", file=survey.table.name, rows=survey.rows, events=survey.gathered.verdicts.total()
        ),
        style="bold",
    )
    for severity in Severity:
        codes = [code for code in survey.numbers if survey.severity(code) is severity]
        if not codes:
            continue
        say_severity(severity, words)
        for code in sorted(codes, key=lambda code: (-survey.numbers[code], code)):
            row = kind(code)
            for line in kind_lines(survey.table, code, survey.numbers[code], survey.examples[code], words):
                say(line)
            say(f"    {words('check.action')}: {row.action[words.lang]}")
            say(f"    {words('source')}: {citations.get(row.citation).shown(words.lang)}")
    if not survey.numbers:
        say()
        say(words("check.clean"))
    say_heading(words("count.threshold"))
    say_table(survey.verdict_lines(), right=[1], head=False)
    if not options.quiet:
        say_heading(words("check.notes"))
        for line in survey.notes():
            say(f"  {line}")
    if survey.numbers and not options.rows:
        say()
        say(words("check.more", file=options.file))


def _print_rows(rows: _Judged, survey: Survey) -> None:
    words = survey.words
    for row, judgement, findings in rows:
        verdict = words("verdict.left_out") if row.event is None else words(f"verdict.{judgement.verdict}")
        met = f" ({', '.join(map(str, judgement.met))})" if judgement.met else ""
        say(f"{survey.line(row.line)}: {row.kib_text or '-'}: {verdict}{met}")
        for each in sorted(findings, key=lambda each: each.sort_key):
            say(f"    {each.code}: {each.message(words.lang)}")
    say()


def _write_objects(rows: _Judged, survey: Survey, out: Output) -> None:
    written = out.objects()
    for row, judgement, findings in rows:
        counted = row.event is not None
        kib = row.event.kib if row.event is not None else None
        line = {
            "line": row.line,
            "kib": None if kib is None else str(kib),
            "kib_as_written": row.kib_text or None,
            "kib_state": str(row.kib_state),
            "event": survey.gathered.key(row),
            "verdict": str(judgement.verdict) if counted else None,
            "met": list(judgement.met),
            "findings": [as_object(each, survey.words, where=each.where) for each in findings],
        }
        written.write_object(line)


def _write_rows(rows: _Judged, survey: Survey, out: Output) -> None:
    """Write the original cells unchanged, then ours."""
    table, words = survey.table, survey.words
    headings = table.headings
    added = [f"satudata_{name}" if name in headings else name for name in _ADDED]
    written = out.rows(append_cells(headings, added, ()), table=table)
    for row, judgement, findings in rows:
        ours = [
            str(judgement.verdict) if row.event is not None else "",
            " ".join(map(str, judgement.met)),
            "; ".join(each.message(words.lang) for each in findings),
            " ".join(dict.fromkeys(each.code for each in findings)),
        ]
        written.write(append_cells(row.cells, ours, headings))
