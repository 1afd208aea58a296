"""``satudata coop``: the state of a portfolio of agreements, its gaps, expiring terms and findings."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from satudata import cooperation, disaster_types, interchange
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._arguments import UsageError
from satudata.cli._clock import today
from satudata.cli._documents import read_document
from satudata.cli._files import output, settle
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cli._terminal import say, say_table
from satudata.cli._writing import as_json
from satudata.cooperation import Cell, Coverage, Portfolio, Summary
from satudata.cooperation._audit import WINDOW
from satudata.cooperation._terms import NOTICE
from satudata.errors import SatudataError, UnknownCodeError
from satudata.findings import Finding, Severity

#: The numbers of months that hold where none is given.
_MONTHS = {"notice": NOTICE, "window": WINDOW, "months": NOTICE}


def run_coop(options: argparse.Namespace, words: Words) -> int:
    """Answer one question about a portfolio, as of a day."""
    settle(options, words)
    portfolio = _portfolio(options.file, words)
    on = options.on or today()
    question = {"status": _status, "gaps": _gaps, "expiring": _expiring, "audit": _audit}[options.question]
    for name, number in _MONTHS.items():
        if getattr(options, name, None) is None:
            setattr(options, name, number)
    try:
        return question(portfolio, on, options, words)
    except (ValueError, OverflowError) as error:
        raise UsageError(str(error)) from None


def _write(
    facts: dict[str, Any], rows: list[dict[str, Any]], options: argparse.Namespace, words: Words
) -> None:
    """Write the answer as JSON, or its *rows* in another format; lists become text."""
    with output(options, words) as out:
        if out.form in (None, "json") and options.format != "table":
            indent = None if options.question == "gaps" else 2
            out.text.write(f"{as_json(facts, indent=indent)}\n")
        elif rows:
            written = out.rows(list(rows[0]))
            for row in rows:
                written.write([_cell(value) for value in row.values()])
        else:
            out.rows(["id"])


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return as_json(value)
    return (
        "; ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
    )


def _portfolio(file: str, words: Words) -> Portfolio:
    text = read_document(file, words)
    try:
        value = interchange.from_json(text)
    except SatudataError as error:
        raise UsageError(words("coop.unreadable", file=file, reason=error.message(words.lang))) from None
    if isinstance(value, Portfolio):
        return value
    raise UsageError(
        words("coop.unreadable", file=file, reason=words("coop.other", name=type(value).__name__))
    )


def _status(portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words) -> int:
    summaries = [
        cooperation.summarise(each, on, portfolio=portfolio, notice=options.notice) for each in portfolio
    ]
    asleep = {each.id: portfolio.is_sleeping(each, on, options.window) for each in portfolio}
    if options.format != "table":
        rows = [{**_facts(each), "sleeping": asleep[each.agreement.id]} for each in summaries]
        _write({"on": on.isoformat(), "agreements": rows}, rows, options, words)
        return DONE
    say(words("coop.title", number=len(portfolio), on=words.day(on)))
    names = ("id", "partners", "stage", "days", "progress", "documents", "validity", "last_day", "sleeping")
    lines = [[words(f"coop.{name}") for name in names]]
    for each in summaries:
        progress, age = each.progress, each.days_in_stage
        lines.append(
            [
                each.agreement.id,
                "; ".join(partner.name for partner in each.agreement.partners),
                _or_unknown(progress.stage and progress.stage.label(words.lang), words),
                "" if age is None else str(age),
                "" if progress.figure is None else f"{progress.figure:.0%}",
                f"{progress.received}/{len(progress.needed)}",
                _or_unknown(each.validity and each.validity.label(words.lang), words),
                _last_day(each, words),
                words(f"coop.sleeping.{asleep[each.agreement.id]}"),
            ]
        )
    say_table(lines, right=[3, 4, 5])
    found = Counter(
        _or_unknown(each.validity and each.validity.label(words.lang), words) for each in summaries
    )
    say(", ".join(f"{number} {what}" for what, number in sorted(found.items())))
    return DONE


def _facts(summary: Summary) -> dict[str, Any]:
    progress = summary.progress
    return {
        "id": summary.agreement.id,
        "partners": [each.name for each in summary.agreement.partners],
        "stage": progress.stage,
        "days_in_stage": summary.days_in_stage,
        "progress": progress.figure,
        "documents_needed": [item.kind for item in progress.needed],
        "documents_missing": [item.kind for item in progress.missing],
        "owed": [item.kind for item in summary.owed],
        "validity": summary.validity,
        "last_day": summary.last_day and summary.last_day.isoformat(),
        "remaining_days": summary.remaining_days,
    }


def _or_unknown(label: str | None, words: Words) -> str:
    return label or words("coop.unknown")


def _last_day(summary: Summary, words: Words) -> str:
    days = {str(term.last_day or term.until or "") for term in summary.agreement.terms} - {""}
    return " / ".join(sorted(days)) or words("coop.unknown")


def _gaps(portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words) -> int:
    chosen = {"regions": options.region, "types": options.type, "phases": options.phase}
    try:
        whole = cooperation.coverage(
            portfolio, on, **{name: values for name, values in chosen.items() if values}
        )
    except SatudataError as error:
        raise UsageError(error.message(words.lang)) from None
    found = [cell for cell in whole if cell.is_gap]
    if options.format != "table":
        rows = [
            {
                "region": str(cell.region),
                "type": cell.type_code,
                "phase": cell.phase,
                "possible": [each.agreement for each in cell.covers],
            }
            for cell in found
        ]
        facts = {"on": on.isoformat(), "cells": len(whole), "unmapped": whole.unmapped, "gaps": rows}
        _write(facts, rows, options, words)
        return DONE
    _print_gaps(portfolio, whole, found, words)
    if options.rows:
        for cell in found:
            may = ", ".join(each.agreement for each in cell.covers)
            place = f"{cell.region} {region_name(cell.region)}"
            line = f"  {place} | {_type(cell.type_code)} | {cell.phase.label(words.lang)}"
            say(line + (f" | {words('coop.possible', agreements=may)}" if may else ""))
    return DONE


def _print_gaps(portfolio: Portfolio, whole: Coverage, found: list[Cell], words: Words) -> None:
    say(words("coop.unmapped", number=len(whole.unmapped)))
    for id in whole.unmapped:
        say(f"  {id}: {'; '.join(each.name for each in portfolio.get(id).partners)}")
    shape = {"gaps": len(found), "cells": len(whole), "regions": len(whole.regions)}
    say(words("coop.gaps", on=words.day(whole.on), **shape))
    numbers = Counter((cell.type_code, cell.phase) for cell in found)
    lines = [[words("coop.type"), *(phase.label(words.lang) for phase in whole.phases)]]
    lines += [[_type(code), *(str(numbers[code, phase]) for phase in whole.phases)] for code in whole.types]
    say_table(lines, right=range(1, len(lines[0])))
    may = Counter(each.agreement for cell in found for each in cell.covers)
    for id, number in sorted(may.items()):
        say(words("coop.may", agreement=id, number=number))


def _type(code: str | None) -> str:
    try:
        return f"{code} {disaster_types.get(code or '').name}"
    except UnknownCodeError:
        return str(code)


def _expiring(portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words) -> int:
    found = portfolio.expiring(on, options.months, notice=options.notice)
    if options.format != "table":
        rows = [
            {
                "id": each.agreement,
                "last_day": str(each.term.last_day or each.term.until or "") or None,
                "renewal_due": each.renewal_due and each.renewal_due.isoformat(),
                "extended_by": each.extended_by,
                "source": each.term.source,
            }
            for each in found
        ]
        _write({"on": on.isoformat(), "months": options.months, "expiring": rows}, rows, options, words)
        return DONE
    say(words("coop.expiring", number=len(found), months=options.months, on=words.day(on)))
    lines = [
        [
            each.agreement,
            str(each.term.last_day or each.term.until or words("coop.unknown")),
            words("coop.renewal", on=words.day(each.renewal_due)) if each.renewal_due else "",
            words("coop.extended", agreements=", ".join(each.extended_by)) if each.extended_by else "",
            each.term.source,
        ]
        for each in found
    ]
    say_table(lines, head=False)
    return DONE


def _audit(portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words) -> int:
    found = cooperation.audit_portfolio(portfolio, on, notice=options.notice, window=options.window)
    if options.format != "table":
        rows = [_finding_row(each, words) for each in found]
        _write({"on": on.isoformat(), "findings": rows}, rows, options, words)
    else:
        say(words("coop.audit", number=len(found), agreements=len(portfolio), on=words.day(on)))
        for line in _lines(found, words):
            say(line)
    return DOUBTFUL if any(each.severity is Severity.ERROR for each in found) else DONE


def _finding_row(each: Finding, words: Words) -> dict[str, Any]:
    return {
        "code": each.code,
        "severity": each.severity,
        "agreement": each.where,
        "message": each.message(words.lang),
        "data": dict(each.data),
    }


def _lines(found: tuple[Finding, ...], words: Words) -> Iterator[str]:
    for each in found:
        yield f"  {words(f'severity.{each.severity}')}: {each.message(words.lang)} [{each.code}]"
