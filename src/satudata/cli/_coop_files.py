"""``satudata coop new|import|export``: portfolios as files, and lists of agreements as offices keep them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import Any

from satudata import interchange
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._arguments import UsageError
from satudata.cli._clock import today
from satudata.cli._coop_portfolio import is_portfolio, portfolio_of
from satudata.cli._coop_workbook import write_workbook
from satudata.cli._files import output, settle
from satudata.cli._messages import Words
from satudata.cli._table import opened_list
from satudata.cli._terminal import say, say_wrapped
from satudata.cli._writing import as_json
from satudata.cooperation import AgreementList, Portfolio, agreement_headings, agreement_rows
from satudata.cooperation.lists._reading import read_list
from satudata.cooperation.lists._words import AGREEMENTS, form_headings
from satudata.findings import Finding, Severity, kind

#: Headings that number the rows, which nobody misses.
_NUMBERING = frozenset({"no", "no.", "nomor", "nomor urut", "no urut", "#", "nr", "nr."})
_SHOWN = 12


def run_coop_new(options: argparse.Namespace, words: Words) -> int:
    """Write an empty portfolio, or a list to fill in."""
    form = _form(options, words)
    if form == "json":
        _write_portfolio(Portfolio(), options, words)
    elif form == "xlsx":
        with output(options, words) as out:
            write_workbook(out.binary, form_headings(), (), words)
    else:
        with output(options, words) as out:
            out.rows(form_headings())
    say(words("coop.new", file=options.output))
    return DONE


def run_coop_export(options: argparse.Namespace, words: Words) -> int:
    """Write a portfolio as a list, which reads back as the same portfolio."""
    form = _form(options, words)
    portfolio = portfolio_of(options, words)
    if form == "json":
        _write_portfolio(portfolio, options, words)
    elif form == "xlsx":
        with output(options, words) as out:
            write_workbook(out.binary, agreement_headings(), agreement_rows(portfolio), words)
    else:
        with output(options, words) as out:
            writer = out.rows(list(agreement_headings()))
            for row in agreement_rows(portfolio):
                writer.write(row)
    if not getattr(options, "quiet", False):
        say(words("coop.exported", number=len(portfolio), file=options.output))
    return DONE


def run_coop_import(options: argparse.Namespace, words: Words) -> int:
    """Read a list of agreements into a portfolio, and say what is doubtful about it."""
    shown = options.format
    options.format = None
    if options.output is not None and _form(options, words) != "json":
        raise UsageError(words("coop.json_only", file=options.output))
    if is_portfolio(options.file):
        raise UsageError(words("coop.portfolio", file=options.file))
    with opened_list(options, words, AGREEMENTS) as table:
        found = read_list(table, options.on or today())
        _write_portfolio(found.portfolio, options, words)
    if shown == "json":
        say(as_json(_facts(found, words), indent=2), sys.stderr if options.output is None else None)
    else:
        for line in _lines(found, options, words):
            # Without a file the portfolio itself is on standard output.
            say_wrapped(line, stream=sys.stderr if options.output is None else None)
    return DOUBTFUL if any(each.severity is Severity.ERROR for each in found.findings) else DONE


def _form(options: argparse.Namespace, words: Words) -> str:
    """The format that the suffix of ``-o`` names."""
    if options.output is None:
        raise UsageError(words("coop.output"))
    options.format = None
    settle(options, words)
    form = str(options.form)
    if form not in ("json", "xlsx", "csv", "tsv"):
        raise UsageError(words("output.suffix", file=options.output, known=".json .xlsx .csv .tsv"))
    return form


def _write_portfolio(portfolio: Portfolio, options: argparse.Namespace, words: Words) -> None:
    options.form = getattr(options, "form", None)
    with output(options, words) as out:
        out.text.write(portfolio_text(portfolio))


def portfolio_text(portfolio: Portfolio) -> str:
    """A portfolio as JSON, set out for readers."""
    return f"{as_json(interchange.to_dict(portfolio), indent=2)}\n"


def _sentences(found: AgreementList, words: Words) -> Iterable[str]:
    """What holds for the whole list, each once."""
    if found.personal:
        yield words("coop.personal", number=found.personal)
    if found.begins_at_signing:
        yield words("coop.signing", number=len(found.begins_at_signing))
    if found.unmapped:
        yield words("coop.no_places", number=len(found.unmapped))
    if found.unused:
        yield words("coop.unused", headings=", ".join(f'"{each[:40]}"' for each in found.unused[:_SHOWN]))
    unknown = [each for each in found.unknown if each.casefold() not in _NUMBERING]
    if unknown:
        yield words("coop.columns", headings=", ".join(f'"{each[:40]}"' for each in unknown[:_SHOWN]))


def _lines(found: AgreementList, options: argparse.Namespace, words: Words) -> Iterable[str]:
    yield words("coop.imported", number=len(found.portfolio), rows=found.rows)
    if not getattr(options, "quiet", False):
        yield from _sentences(found, words)
    for each in _sorted(found.findings):
        message = each.message(words.lang)
        if "lines" in each.data and "{lines}" not in kind(each.code).message["en"]:
            number = each.data["number"]
            message = words("coop.row", number=number, lines=each.data["lines"], message=message)
        yield f"  {words(f'severity.{each.severity}')}: {message} [{each.code}]"


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda each: each.severity.rank)


def _facts(found: AgreementList, words: Words) -> dict[str, Any]:
    return {
        "agreements": len(found.portfolio),
        "rows": found.rows,
        "personal_columns": found.personal,
        "unknown_columns": list(found.unknown),
        "columns_unused": list(found.unused),
        "begins_at_signing": list(found.begins_at_signing),
        "unmapped": list(found.unmapped),
        "findings": [
            {
                "code": each.code,
                "severity": each.severity,
                "line": each.data.get("line"),
                **({"sheet": each.data["sheet"]} if "sheet" in each.data else {}),
                "message": each.message(words.lang),
            }
            for each in _sorted(found.findings)
        ],
    }
