"""The arguments of ``satudata coop``: questions, files, and changes, each with what it needs."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from satudata.cli._parser import Parser
from satudata.cli._shared_arguments import (
    add_format,
    add_language,
    add_output,
    add_quiet,
    add_table,
    read_day,
)
from satudata.cooperation import PartnerKind, Phase, ReportKind, Stage, Termination, Track

#: Which questions about a portfolio take which number of months.
_MONTHS = {
    "notice": ("status", "expiring", "audit"),
    "window": ("status", "audit"),
    "months": ("expiring",),
}
QUESTIONS = ("status", "audit", "gaps", "overlaps", "expiring", "call")
FILES = ("new", "import", "export")
CHANGES = ("add", "advance", "record", "document", "report", "extend", "end")


def add_coop(parser: Parser) -> None:
    """Add the commands below ``coop``."""
    parser.open_commands("question")

    def command(name: str, module: str, function: str = "run_coop") -> Parser:
        added = parser.add_command(name, "help.coop")
        added.set_defaults(run=(module, function))
        add_quiet(added)
        add_language(added)
        return added

    for name in QUESTIONS:
        _add_question(command(name, "_coop"), name)
    new, read, written = (command(name, "_coop_files", f"run_coop_{name}") for name in FILES)
    add_output(new, "coop.output")
    _add_import(read)
    _add_file(written, "file")
    add_output(written, "coop.output")
    for name in CHANGES:
        _add_change(command(name, "_coop_changes"), name)


def _add_question(asked: Parser, name: str) -> None:
    _add_file(asked, "file")
    add_format(asked, rows=True)
    add_output(asked)
    _option(asked, "on", "DATE", type=read_day(asked.words))
    for option, questions in _MONTHS.items():
        if name in questions:
            _option(asked, option, "N", type=_number)
    if name in ("status", "audit"):
        _option(asked, "service-level", "STAGE=DAYS", action="append", default=[])
    if name in ("status", "gaps"):
        _option(asked, "html", "FILE", nargs="?", const="-")
    if name in ("gaps", "overlaps"):
        _option(asked, "region", "PLACE", action="append")
        _option(asked, "type", "TYPE", action="append")
        _word(asked, "phase", Phase, action="append")
        asked.add_argument("--rows", action="store_true", text="coop.rows")
    if name == "call":
        _option(asked, "kib", "KIB")
        _option(asked, "region", "PLACE", action="append")
        _option(asked, "type", "TYPE")
        _word(asked, "phase", Phase, default=str(Phase.TANGGAP_DARURAT))


def _add_import(read: Parser) -> None:
    add_table(read)
    for action in read._actions:
        # A list of agreements has other fields than a table of disasters, and no KIBs to read strictly.
        if action.dest in ("map", "set"):
            action.help = read.words(f"help.coop.{action.dest}")
        elif action.dest == "strict":
            action.help = argparse.SUPPRESS
    add_output(read, "coop.output")
    _option(read, "on", "DATE", type=read_day(read.words))
    add_format(read)


def _add_change(changed: Parser, name: str) -> None:
    day = read_day(changed.words)
    _add_file(changed, "portfolio")
    changed.add_argument("id", metavar="ID", text="coop.id")
    if name == "add":
        _option(changed, "partner", "NAME", action="append", required=True)
        _word(changed, "partner-kind", PartnerKind, action="append")
        _option(changed, "country", "CC", action="append")
        _word(changed, "track", Track)
        _option(changed, "instrument", "INSTRUMENT")
        _option(changed, "title", "TEXT", default="")
        _option(changed, "parent", "ID")
        _option(changed, "amends", "ID")
        _option(changed, "region", "PLACE", action="append", default=[])
        _option(changed, "type", "TYPE", action="append", default=[])
        _word(changed, "phase", Phase, action="append", default=[])
    if name in ("add", "extend", "advance", "record"):
        _option(changed, "start", "DATE", type=day)
        _option(changed, "years", "N", type=_number, default=0)
        _option(changed, "months", "N", type=_number, default=0, text="term_months")
        _option(changed, "until", "DATE")
        changed.add_argument("--indefinite", action="store_true", text="coop.indefinite")
        _option(changed, "source", "TEXT", default="")
    if name == "extend":
        _option(changed, "new-id", "ID")
    if name == "advance":
        _word(changed, "stage", Stage, by_place=True, nargs="?")
    if name == "record":
        _word(changed, "stage", Stage, by_place=True)
    if name in ("advance", "record"):
        _word(changed, "track", Track, text="track_open")
    if name in ("advance", "record", "end"):
        _word(changed, "reason", Termination, required=name == "end")
    if name == "document":
        _option(changed, "name", "NAME", required=True)
        _option(changed, "file", "FILE", required=True, dest="paper", text="paper")
    if name == "report":
        _word(changed, "kind", ReportKind, default="laporan")
        _option(changed, "file", "FILE", dest="paper", text="report_file")
    _option(changed, "on", "DATE", type=day, required=True, text="when")
    _option(changed, "by", "NAME", required=True)


def _number(text: str) -> int:
    """A whole number, zero or more."""
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def word_of(text: str) -> str:
    """A word of a vocabulary however it is written: ``Nota Kesepahaman`` is ``nota_kesepahaman``.

    >>> word_of("Nota Kesepahaman"), word_of("tanggap-darurat")
    ('nota_kesepahaman', 'tanggap_darurat')
    """
    return "_".join(text.strip().casefold().replace("-", " ").split())


def _add_file(parser: Parser, text: str) -> None:
    parser.add_argument("file", metavar="PORTFOLIO.json", text=f"coop.{text}")


def _option(parser: Parser, name: str, metavar: str, *, text: str | None = None, **given: Any) -> None:
    text = text or name.replace("-", "_")
    parser.add_argument(f"--{name}", metavar=metavar, text=f"coop.{text}", **given)


def _word(
    parser: Parser,
    name: str,
    known: Iterable[str],
    *,
    by_place: bool = False,
    text: str | None = None,
    **given: Any,
) -> None:
    """An option, or an argument by its place, that takes one of the *known* words, which its help lists."""
    choices = tuple(map(str, known))
    meaning = parser.words(f"help.coop.{text or name.replace('-', '_')}")
    parser.add_argument(
        name if by_place else f"--{name}",
        type=word_of,
        choices=choices,
        metavar=name.rpartition("-")[2].upper(),
        help=f"{meaning}: {', '.join(choices)}",
        **given,
    )
