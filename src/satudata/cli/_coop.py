"""``satudata coop``: what a portfolio of agreements answers, as of a day."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

from satudata import cooperation, regions
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._arguments import UsageError
from satudata.cli._clock import today
from satudata.cli._coop_portfolio import place_of, portfolio_of, type_label, type_of
from satudata.cli._files import output, settle
from satudata.cli._findings import as_object
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cli._terminal import say, say_table, say_wrapped
from satudata.cli._writing import as_json
from satudata.cooperation import Cell, Coverage, Phase, Portfolio, Stage, Summary, Term
from satudata.cooperation._audit import WINDOW
from satudata.cooperation._terms import NOTICE
from satudata.disaster_types._schemes import PRESENT
from satudata.errors import SatudataError
from satudata.events import Event
from satudata.findings import Severity
from satudata.kib import KIB

#: The numbers of months that are used where none is given.
_MONTHS = {"notice": NOTICE, "window": WINDOW, "months": NOTICE}
_WIDTH = 80
_NAMED = 12
_INNER = "    "


def run_coop(options: argparse.Namespace, words: Words) -> int:
    """Answer one question about a portfolio, as of a day."""
    page = getattr(options, "html", None)
    if page not in (None, "-") and options.output is None:
        options.output = page
    elif (
        page is None
        and hasattr(options, "html")
        and str(options.output).casefold().endswith((".html", ".htm"))
    ):
        page = options.html = "-"
    settle(options, words, html=page is not None)
    portfolio = portfolio_of(options, words)
    on = options.on or today()
    for name, number in _MONTHS.items():
        if getattr(options, name, None) is None:
            setattr(options, name, number)
    questions = {
        "status": _status,
        "audit": _audit,
        "gaps": _gaps,
        "overlaps": _overlaps,
        "expiring": _expiring,
        "call": _call,
    }
    try:
        return questions[options.question](portfolio, on, options, words)
    except (SatudataError, ValueError, OverflowError) as error:
        reason = error.message(words.lang) if isinstance(error, SatudataError) else str(error)
        raise UsageError(reason) from None


def _write(
    facts: dict[str, Any], rows: list[dict[str, Any]], options: argparse.Namespace, words: Words
) -> int:
    """Write the answer as JSON, or its *rows* in another format; lists become text."""
    with output(options, words) as out:
        if out.form in (None, "json") and options.format != "table":
            out.write_json(facts, indent=None if options.question == "gaps" else 2)
        elif rows:
            written = out.rows(list(rows[0]))
            for row in rows:
                written.write([_cell(value) for value in row.values()])
        else:
            out.rows(["id"])
    return DONE


def _write_page(page: str, options: argparse.Namespace, words: Words) -> int:
    with output(options, words) as out:
        out.text.write(page)
    return DONE


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return as_json(value)
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


# Status and audit ----------------------------------------------------------------------------------------------------


def _summaries(
    portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words
) -> list[tuple[Summary, dict[str, Any]]]:
    """Each agreement's summary with what is written of it."""
    levels = _levels(options, words)
    found = []
    for each in portfolio:
        summary = cooperation.summarise(each, on, portfolio=portfolio, notice=options.notice)
        asleep = portfolio.is_sleeping(each, on, options.window)
        found.append((summary, {**_facts(summary, levels), "sleeping": asleep}))
    return found


def _levels(options: argparse.Namespace, words: Words) -> dict[Stage, int]:
    """The days that ``--service-level`` gives each stage."""
    levels = {}
    for text in options.service_level:
        name, sign, days = text.partition("=")
        name = "_".join(name.strip().casefold().split())
        if not sign or not days.strip().isdecimal() or name not in tuple(Stage):
            raise UsageError(words("coop.level.wrong", text=text, known=", ".join(Stage)))
        levels[Stage(name)] = int(days)
    return levels


def _facts(summary: Summary, levels: dict[Stage, int]) -> dict[str, Any]:
    progress, agreement = summary.progress, summary.agreement
    entry = agreement.entry(summary.on)
    return {
        "id": agreement.id,
        "title": agreement.title,
        "partners": [each.name for each in agreement.partners],
        "instrument": agreement.instrument,
        "track": agreement.track,
        "stage": progress.stage,
        "since": None if entry is None else str(entry.on),
        "days_in_stage": summary.days_in_stage,
        "overdue": cooperation.days_overdue(agreement, summary.on, levels),
        "progress": progress.figure,
        "documents_needed": [item.kind for item in progress.needed],
        "documents_missing": [item.kind for item in progress.missing],
        "owed": [item.kind for item in summary.owed],
        "validity": summary.validity,
        "last_day": summary.last_day and summary.last_day.isoformat(),
        "ends": _ends(summary) or None,
        "remaining_days": summary.remaining_days,
    }


def _ends(summary: Summary) -> str:
    """The ends that are reported, as far as they are known: ``2026 / 2027``; "" where none is."""
    days = {_end(each) for each in summary.agreement.terms} - {""}
    return " / ".join(sorted(days))


def _end(term: Term) -> str:
    """The last day of a term; of a duration from an inexact day the first and the last day that it can be."""
    if term.last_day or term.until or term.ends is None:
        return str(term.last_day or term.until or "")
    first, last = (each - timedelta(days=1) for each in term.ends)
    return f"{first.isoformat()}..{last.isoformat()}"


def _status(portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words) -> int:
    found = _summaries(portfolio, on, options, words)
    if options.html is not None:
        from satudata.cli._coop_html import status_page

        shown = [(summary, _summary_lines(summary, facts, words)) for summary, facts in found]
        return _write_page(status_page(shown, on, words), options, words)
    if options.format != "table":
        rows = [facts for _, facts in found]
        return _write({"on": on.isoformat(), "agreements": rows}, rows, options, words)
    say(words("coop.title", number=len(portfolio), on=words.day(on)))
    for summary, facts in found:
        say()
        _say_summary(summary, facts, words)
    numbers = Counter(_validity(each, words) for each, _ in found)
    if numbers:
        say()
        say(", ".join(f"{number} {what}" for what, number in sorted(numbers.items())))
    return DONE


def _say_summary(summary: Summary, facts: dict[str, Any], words: Words) -> None:
    """An agreement in a few lines: what, stage, validity, papers."""
    agreement = summary.agreement
    partners = "; ".join(each.name for each in agreement.partners)
    title = f"{agreement.title} ({partners})" if agreement.title else partners
    say_wrapped(f"{agreement.id}  {title}")
    for line in _summary_lines(summary, facts, words):
        say_wrapped(line, _INNER)


def _summary_lines(summary: Summary, facts: dict[str, Any], words: Words) -> list[str]:
    """Stage, validity and papers of an agreement, each as a line."""
    ends = _end_text(summary, words)
    line = f"{words('coop.validity')}: {_validity(summary, words)}; {words('coop.last_day')}: {ends}"
    if summary.remaining_days and summary.validity is not None and summary.validity.in_force:
        line += f" ({words('coop.remaining', number=summary.remaining_days)})"
    if facts["sleeping"]:
        line += f"; {words('coop.asleep')}"
    lines = [_stage_line(summary, facts["overdue"], words), line]
    for key, items in (("missing", summary.progress.missing), ("owed", summary.owed)):
        if items:
            lines.append(f"{words(f'coop.{key}')}: {'; '.join(item.label(words.lang) for item in items)}")
    return lines


def _stage_line(summary: Summary, overdue: int | None, words: Words) -> str:
    progress = summary.progress
    entry = summary.agreement.entry(summary.on)
    if progress.stage is None or entry is None:
        return f"{words('coop.stage')}: {words('coop.unknown')}"
    line = f"{words('coop.stage')}: {progress.stage.label(words.lang)} "
    line += words("coop.since", on=words.known_part(str(entry.on)))
    if summary.days_in_stage is not None:
        line += f" ({words('coop.days', number=summary.days_in_stage)})"
    if progress.figure is not None:
        line += f", {words('coop.progress')} {progress.figure:.0%}"
    return line + (f", {words('coop.overdue', number=overdue)}" if overdue else "")


def _end_text(summary: Summary, words: Words) -> str:
    terms = summary.agreement.terms
    if terms and all(each.indefinite for each in terms):
        return words("coop.unlimited")
    if summary.last_day:
        return words.day(summary.last_day)
    return _in_words(_ends(summary), words) or words("coop.unknown")


def _in_words(ends: str, words: Words) -> str:
    """Ends as JSON has them, ``2026-12 / 2027``, in words."""
    return re.sub("[0-9]{4}(?:-[0-9]{2}){0,2}", lambda found: words.known_part(found[0]), ends).replace(
        "..", " - "
    )


def _validity(summary: Summary, words: Words) -> str:
    return words("coop.unknown") if summary.validity is None else summary.validity.label(words.lang)


def _audit(portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words) -> int:
    found = cooperation.audit_portfolio(portfolio, on, notice=options.notice, window=options.window)
    summaries = _summaries(portfolio, on, options, words)
    if options.format != "table":
        rows = [{**as_object(each, words, agreement=each.where), "data": dict(each.data)} for each in found]
        agreements = [facts for _, facts in summaries]
        _write({"on": on.isoformat(), "agreements": agreements, "findings": rows}, rows, options, words)
    else:
        say(words("coop.audit", number=len(found), agreements=len(portfolio), on=words.day(on)))
        for summary, facts in summaries:
            own = [each for each in found if each.where == summary.agreement.id]
            if own:
                say()
                _say_summary(summary, facts, words)
                for each in own:
                    said = each.message(words.lang)
                    say_wrapped(f"{words(f'severity.{each.severity}')}: {said} [{each.code}]", "  ")
        doubtful = {each.where for each in found}
        clean = [each.agreement.id for each, _ in summaries if each.agreement.id not in doubtful]
        if clean:
            say()
            say_wrapped(words("coop.clean", number=len(clean), agreements=", ".join(clean)))
    return DOUBTFUL if any(each.severity is Severity.ERROR for each in found) else DONE


# Coverage ------------------------------------------------------------------------------------------------------------


def _coverage(portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words) -> Coverage:
    """The matrix of what the options ask about; what does not exist is refused."""
    chosen: dict[str, Any] = {
        "regions": [place_of(each, on, words) for each in options.region or ()],
        "types": [type_of(each, words) for each in options.type or ()],
        "phases": options.phase,
    }
    return cooperation.coverage(portfolio, on, **{name: values for name, values in chosen.items() if values})


def _cell_row(cell: Cell) -> dict[str, Any]:
    return {"region": str(cell.region), "type": cell.type_code, "phase": cell.phase}


def _gaps(portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words) -> int:
    coverage = _coverage(portfolio, on, options, words)
    if options.html is not None:
        from satudata.cli._coop_html import coverage_page

        return _write_page(coverage_page(portfolio, coverage, words), options, words)
    found = [cell for cell in coverage if cell.is_gap]
    if options.format != "table":
        rows = [{**_cell_row(cell), "possible": [each.agreement for each in cell.covers]} for cell in found]
        facts = {"on": on.isoformat(), "cells": len(coverage), "unmapped": coverage.unmapped, "gaps": rows}
        return _write(facts, rows, options, words)
    _print_gaps(portfolio, coverage, found, words)
    if options.rows:
        for cell in found:
            may = ", ".join(each.agreement for each in cell.covers)
            _say_cell(cell, words("coop.possible", agreements=may) if may else "", words)
    return DONE


def _say_cell(cell: Cell, more: str, words: Words) -> None:
    place = f"{cell.region} {region_name(cell.region)}"
    line = f"{place} | {type_label(cell.type_code, words)} | {cell.phase.label(words.lang)}"
    say_wrapped(line + (f" | {more}" if more else ""), "  ")


def _print_gaps(portfolio: Portfolio, coverage: Coverage, found: list[Cell], words: Words) -> None:
    _say_unmapped(portfolio, coverage, words)
    shape = {"gaps": len(found), "cells": len(coverage), "regions": len(coverage.regions)}
    say_wrapped(words("coop.gaps", on=words.day(coverage.on), **shape))
    numbers = Counter((cell.type_code, cell.phase) for cell in found)
    lines = [[words("coop.type"), *(phase.label(words.lang) for phase in coverage.phases)]]
    # The numbers of a wide table would be wrapped away from their types.
    room = _WIDTH - 2 - sum(2 + len(each) for each in lines[0][1:])
    lines += [
        [_clipped(type_label(code, words), room), *(str(numbers[code, phase]) for phase in coverage.phases)]
        for code in coverage.types
    ]
    say_table(lines, right=range(1, len(lines[0])))
    may = Counter(each.agreement for cell in found for each in cell.covers)
    for id, number in sorted(may.items()):
        say_wrapped(words("coop.may", agreement=id, number=number))


def _clipped(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3].rstrip()}..."


def _say_unmapped(portfolio: Portfolio, coverage: Coverage, words: Words) -> None:
    say(words("coop.unmapped", number=len(coverage.unmapped)))
    for id in coverage.unmapped[:_NAMED]:
        say_wrapped(f"{id}: {'; '.join(each.name for each in portfolio.get(id).partners)}", "  ")
    if len(coverage.unmapped) > _NAMED:
        say(f"  {words('coop.more', number=len(coverage.unmapped) - _NAMED)}")


def _overlaps(portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words) -> int:
    coverage = _coverage(portfolio, on, options, words)
    found = [cell for cell in coverage if cell.is_overlap]
    if options.format != "table":
        rows = [{**_cell_row(cell), "agreements": [each.agreement for each in cell.sure]} for cell in found]
        facts = {"on": on.isoformat(), "cells": len(coverage), "overlaps": rows}
        return _write(facts, rows, options, words)
    say_wrapped(words("coop.overlaps", on=words.day(on), number=len(found), cells=len(coverage)))
    together = Counter(tuple(each.agreement for each in cell.sure) for cell in found)
    for ids, number in sorted(together.items(), key=lambda each: (-each[1], each[0])):
        say_wrapped(words("coop.together", agreements=", ".join(sorted(ids)), number=number), "  ")
    if options.rows:
        for cell in found:
            _say_cell(cell, ", ".join(each.agreement for each in cell.sure), words)
    return DONE


# What ends, and whom to call -----------------------------------------------------------------------------------------


def _expiring(portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words) -> int:
    found = portfolio.expiring(on, options.months, notice=options.notice)
    if options.format != "table":
        rows = [
            {
                "id": each.agreement,
                "last_day": _end(each.term) or None,
                "renewal_due": each.renewal_due and each.renewal_due.isoformat(),
                "extended_by": each.extended_by,
                "source": each.term.source,
            }
            for each in found
        ]
        facts = {"on": on.isoformat(), "months": options.months, "expiring": rows}
        return _write(facts, rows, options, words)
    say(words("coop.expiring", number=len(found), months=options.months, on=words.day(on)))
    for each in found:
        last = _in_words(_end(each.term), words) or words("coop.unknown")
        parts = [
            f"{each.agreement}  {last}",
            words("coop.renewal", on=words.day(each.renewal_due)) if each.renewal_due else "",
            words("coop.extended", agreements=", ".join(each.extended_by)) if each.extended_by else "",
            each.term.source,
        ]
        say_wrapped("  ".join(filter(None, parts)), "  ")
    return DONE


def _call(portfolio: Portfolio, on: date, options: argparse.Namespace, words: Words) -> int:
    places, code = _asked(on, options, words)
    phase = Phase(options.phase)
    found = cooperation.partners_at(
        portfolio, places, on, types=None if code is None else [code], phase=phase
    )
    if options.format != "table":
        rows = [
            {
                "id": each.agreement,
                "title": portfolio.get(each.agreement).title,
                "partners": [partner.name for partner in each.partners],
                "reach": each.reach,
                "regions": [str(region) for region in each.regions],
                "open": each.open,
                "why": _why(each, words),
            }
            for each in found
        ]
        asked = {"regions": list(map(str, places)), "type": code, "phase": phase}
        return _write({"on": on.isoformat(), **asked, "call": rows}, rows, options, words)
    shown = ", ".join(f"{each} {region_name(each)}" for each in places)
    kind = words("coop.any_type") if code is None else type_label(code, words)
    say(words("coop.call", number=len(found), on=words.day(on)))
    say_wrapped(f"{shown} | {kind} | {phase.label(words.lang)}")
    for each in found:
        title = portfolio.get(each.agreement).title
        say()
        say_wrapped("; ".join(partner.name for partner in each.partners), "  ")
        say_wrapped(f"{each.agreement}{f': {title}' if title else ''}", _INNER)
        say_wrapped(_why(each, words), _INNER)
    return DONE


def _asked(
    on: date, options: argparse.Namespace, words: Words
) -> tuple[list[regions.RegionCode], str | None]:
    """The regions and the type that ``--kib``, or ``--region`` and ``--type``, ask about."""
    if (options.kib is None) == (not options.region):
        raise UsageError(words("coop.call.either"))
    if options.kib is None:
        code = None if options.type is None else type_of(options.type, words)
        return [place_of(each, on, words) for each in options.region], code
    if options.type is not None:
        raise UsageError(words("coop.call.type"))
    kib = KIB.parse("".join(options.kib.split()))
    event = Event(kib=kib)
    code = type_of(event.type_code, words) if event.type_code and event.scheme == PRESENT else None
    return [each.code for each in regions.resolve(kib.region, kib.date, on, lenient=True)], code


def _why(each: cooperation.PartnerCandidate, words: Words) -> str:
    """Why an agreement is on the list: how it reaches the place, and what is not known."""
    text = each.reach.label(words.lang)
    if each.open:
        text = words("coop.why_open", what=", ".join(words(f"coop.open.{name}") for name in each.open))
    shown = ", ".join(f"{region} {region_name(region)}" for region in each.regions[:_NAMED])
    return f"{text} ({shown})" if shown and not each.open else text
