"""``satudata coop new|import|export``: portfolios as files, and lists of agreements as offices keep them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, BinaryIO

from satudata import interchange
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._arguments import UsageError
from satudata.cli._clock import today
from satudata.cli._coop_portfolio import is_portfolio, portfolio_of
from satudata.cli._files import output, settle
from satudata.cli._findings import as_object
from satudata.cli._formats import SHEET_CELL, TooBigError
from satudata.cli._messages import Words
from satudata.cli._table import opened_list
from satudata.cli._terminal import say, say_wrapped
from satudata.cli._writing import as_json
from satudata.cooperation import (
    AgreementList,
    Instrument,
    PartnerKind,
    Phase,
    Portfolio,
    Scope,
    Track,
    agreement_headings,
    agreement_rows,
)
from satudata.cooperation.lists._reading import read_list
from satudata.cooperation.lists._words import AGREEMENTS, form_headings, own_headings
from satudata.findings import Finding, Severity, kind

#: The words that each column offers.
_CHOICES = {
    "partner_kind": PartnerKind,
    "track": Track,
    "scope": Scope,
    "instrument": Instrument,
    "phases": Phase,
}
#: The columns whose headings have a comment that says what to write.
_EXPLAINED = frozenset(
    {"id", "partner", "country", "signed", "term", "ends", "regions", "types", "parent", "history"}
)
#: The sheets of a workbook, how many rows of it offer words, and how wide its columns are.
_ROWS = 1000
_LIST = "Pilihan"
_SHEET = "Perjanjian"
_WIDTHS = {"title": 40, "partner": 32, "history": 50, "note": 40, "source": 24}
_USUAL = 18
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
    if not options.quiet:
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
    if not options.quiet:
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
            as_object(each, words, **{"line": None, **_place(each)}) for each in _sorted(found.findings)
        ],
    }


def _place(each: Finding) -> dict[str, object]:
    """The line and the sheet of a finding, where it has them."""
    return {name: each.data[name] for name in ("line", "sheet") if name in each.data}


def write_workbook(
    stream: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[str]], words: Words
) -> None:
    """Write *rows* below *headings* as text cells, with the vocabularies as lists to choose from."""
    from xlsxwriter import Workbook

    packed = BytesIO()
    with Workbook(
        packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet, lists = book.add_worksheet(_SHEET), book.add_worksheet(_LIST)
        bold = book.add_format({"bold": True})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 1)
        at = 0
        for column, heading in enumerate(headings):
            field = own_headings()[heading]
            sheet.set_column(column, column, _WIDTHS.get(field, _USUAL), text)
            sheet.write_string(0, column, heading, bold)
            if field in _EXPLAINED:
                sheet.write_comment(0, column, words(f"coop.column.{field}"))
            if field not in _CHOICES:
                continue
            labels = [each.label("id") for each in _CHOICES[field]]
            lists.write_string(0, at, heading, bold)
            for line, label in enumerate(labels, start=1):
                lists.write_string(line, at, label)
            letter = chr(ord("A") + at)
            sheet.data_validation(
                1,
                column,
                _ROWS,
                column,
                {
                    "validate": "list",
                    "source": f"={_LIST}!${letter}$2:${letter}${len(labels) + 1}",
                    # Several partners, or a word that stays open, may be written all the same.
                    "error_type": "warning",
                    "error_title": words("coop.choice"),
                    "error_message": words("coop.choice.why"),
                },
            )
            at += 1
        lists.set_column(0, max(at - 1, 0), 32)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell and sheet.write_string(number, column, cell, text):
                    raise TooBigError("cell", number + 1, SHEET_CELL)
    stream.write(packed.getbuffer())
