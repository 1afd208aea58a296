"""``satudata check``: what is doubtful in a table, what to mend first, and the verdict on each row's event."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import TextIO

from satudata import citations
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._clock import today
from satudata.cli._messages import Words
from satudata.cli._progress import walked
from satudata.cli._survey import Survey
from satudata.cli._table import opened, output
from satudata.cli._writing import Rows, aligned, as_json, beside
from satudata.findings import Finding, Severity, finding, kind
from satudata.tabular import Judgement, Row
from satudata.tabular._rows import RowSource

_ADDED = ("verdict", "met", "findings", "codes")


def run_check(options: argparse.Namespace, words: Words) -> int:
    """Check a table and print what was found."""
    now = today()
    with opened(options, words) as table, output(options, words) as stream:
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
            for row in walked(table, words, iter(table))
        )
        if options.format == "table":
            if options.rows:
                _print_rows(rows, survey, stream)
            _print_summary(survey, options, stream)
        else:
            for line in survey.notes():
                print(line, file=sys.stderr)
            if options.format == "csv":
                _write_csv(rows, survey, options, stream)
            else:
                _write_json(rows, survey, stream)
    return DOUBTFUL if survey.is_doubtful else DONE


def _after(row: Row | RowSource, now: date) -> Sequence[Finding]:
    """An event cannot be in the future; only here is the clock read."""
    if row.date is None or row.date <= now:
        return ()
    return [finding("date-after", "date", date=row.date.isoformat(), on=now.isoformat())]


def _print_summary(survey: Survey, options: argparse.Namespace, stream: TextIO) -> None:
    words = survey.words

    def say(line: str = "") -> None:
        print(line, file=stream)

    say(
        words(
            "check.title", file=survey.table.name, rows=survey.rows, events=survey.gathered.verdicts.total()
        )
    )
    for line in survey.notes():
        say(f"  {line}")
    for severity in Severity:
        codes = [code for code in survey.numbers if survey.severity(code) is severity]
        if not codes:
            continue
        say()
        say(words(f"check.{severity}"))
        for code in sorted(codes, key=lambda code: (-survey.numbers[code], code)):
            held = kind(code)
            say(f"  {code} ({survey.numbers[code]}): {held.meaning[words.lang]}")
            for at, each in survey.examples[code]:
                place = f"{survey.line(at)}: " if at else ""
                say(f"      {place}{each.message(words.lang)}")
            say(f"    {words('check.action')}: {held.action[words.lang]}")
            say(f"    {words('source')}: {citations.get(held.citation).shown(words.lang)}")
    if not survey.numbers:
        say()
        say(words("check.clean"))
    say()
    say(words("count.threshold"))
    for line in aligned(survey.verdict_lines(), right=[1], indent="  "):
        say(line)
    if survey.numbers and not options.rows:
        say()
        say(words("check.more", file=options.file))


def _print_rows(
    rows: Iterable[tuple[Row, Judgement, tuple[Finding, ...]]], survey: Survey, stream: TextIO
) -> None:
    words = survey.words
    for row, judgement, findings in rows:
        verdict = words("verdict.left_out") if row.event is None else words(f"verdict.{judgement.verdict}")
        met = f" ({', '.join(map(str, judgement.met))})" if judgement.met else ""
        print(f"{survey.line(row.line)}: {row.kib_text or '-'}: {verdict}{met}", file=stream)
        for each in sorted(findings, key=lambda each: each.sort_key):
            print(f"    {each.code}: {each.message(words.lang)}", file=stream)
    print(file=stream)


def _write_json(
    rows: Iterable[tuple[Row, Judgement, tuple[Finding, ...]]], survey: Survey, stream: TextIO
) -> None:
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
            "findings": [
                {
                    "code": each.code,
                    "severity": str(each.severity),
                    "where": each.where,
                    "message": each.message(survey.words.lang),
                }
                for each in findings
            ],
        }
        print(as_json(line), file=stream)


def _write_csv(
    rows: Iterable[tuple[Row, Judgement, tuple[Finding, ...]]],
    survey: Survey,
    options: argparse.Namespace,
    stream: TextIO,
) -> None:
    """The original cells as they stand, then ours."""
    table, words = survey.table, survey.words
    headings = table.headings
    written = Rows(stream, table.delimiter, safe=options.safe_csv)
    added = [f"satudata_{name}" if name in headings else name for name in _ADDED]
    written.write(beside(headings, added, ()))
    for row, judgement, findings in rows:
        ours = [
            str(judgement.verdict) if row.event is not None else "",
            " ".join(map(str, judgement.met)),
            "; ".join(each.message(words.lang) for each in findings),
            " ".join(dict.fromkeys(each.code for each in findings)),
        ]
        written.write(beside(row.cells, ours, headings))
    if written.formulas and not options.safe_csv:
        print(words("safe.hint", number=written.formulas), file=sys.stderr)
