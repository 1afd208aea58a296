"""The arguments of ``satudata coop``: questions, files, and changes, each with what it needs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, final

from satudata.cli._messages import Words
from satudata.cli._parser import Parser, word
from satudata.cooperation import PartnerKind, Phase, ReportKind, Stage, Termination, Track

_PHASES = tuple(map(str, Phase))
#: Which questions about a portfolio take which number of months.
_MONTHS = {
    "notice": ("status", "expiring", "audit"),
    "window": ("status", "audit"),
    "months": ("expiring",),
}
QUESTIONS = ("status", "audit", "gaps", "overlaps", "expiring", "call")
FILES = ("new", "import", "export")
#: The commands whose help has an example.
_EXAMPLES = ("import", "add", "advance", "call")
CHANGES = ("add", "advance", "record", "document", "report", "extend", "end")


@final
class Shared:
    """What the arguments of all commands have in common."""

    def __init__(
        self,
        *,
        day: Callable[[str], date],
        running: Callable[[str, str], Callable[[argparse.Namespace, Words], int]],
        language: Callable[[Parser], None],
        table: Callable[[Parser], None],
        answer: Callable[[Parser], None],
        output: Callable[[Parser], None],
    ) -> None:
        self.day, self.running = day, running
        self.language, self.table, self.answer, self.output = language, table, answer, output


def add_coop(parser: Parser, words: Words, shared: Shared) -> None:
    """Add the commands below ``coop``."""
    commands = parser.add_subparsers(
        title=words("help.commands"), metavar=words("help.command"), required=True, dest="question"
    )

    def command(name: str, module: str) -> Parser:
        text = words(f"help.coop.{name}")
        more = words(f"help.coop.{name}.more") if name in _EXAMPLES else None
        added = commands.add_parser(name, words=words, help=text, description=text, epilog=more)
        added.set_defaults(run=shared.running(module, f"coop_{name}" if module == "_coop_files" else "coop"))
        shared.language(added)
        return added

    for name in QUESTIONS:
        _add_question(command(name, "_coop"), name, words, shared)
    _add_files(command, words, shared)
    for name in CHANGES:
        changed = command(name, "_coop_changes")
        _add_file(changed, words, "portfolio")
        changed.add_argument("id", metavar="ID", help=words("help.coop.id"))
        for option, metavar, given in _of_change(name, shared):
            if metavar == "":
                text = f"{words(f'help.coop.{option}')}: {', '.join(given['choices'])}"
                changed.add_argument(option, help=text, **given)
            else:
                _option(changed, words, option, metavar, **given)
        _option(changed, words, "on", "DATE", type=shared.day, required=True, text="when")
        _option(changed, words, "by", "NAME", required=True)


def _add_question(asked: Parser, name: str, words: Words, shared: Shared) -> None:
    _add_file(asked, words)
    shared.answer(asked)
    _option(asked, words, "on", "DATE", type=shared.day)
    for option, questions in _MONTHS.items():
        if name in questions:
            _option(asked, words, option, "N", type=_number)
    if name in ("status", "audit"):
        _option(asked, words, "service-level", "STAGE=DAYS", action="append", default=[])
    if name in ("status", "gaps"):
        _option(asked, words, "html", "FILE", nargs="?", const="-")
    if name in ("gaps", "overlaps"):
        _option(asked, words, "region", "PLACE", action="append")
        _option(asked, words, "type", "TYPE", action="append")
        _option(asked, words, "phase", None, type=word_of, action="append", choices=_PHASES)
        asked.add_argument("--rows", action="store_true", help=words("help.coop.rows"))
    if name == "call":
        _option(asked, words, "kib", "KIB")
        _option(asked, words, "region", "PLACE", action="append")
        _option(asked, words, "type", "TYPE")
        _option(
            asked, words, "phase", None, type=word_of, choices=_PHASES, default=str(Phase.TANGGAP_DARURAT)
        )


def _add_files(command: Callable[[str, str], Parser], words: Words, shared: Shared) -> None:
    new = command("new", "_coop_files")
    shared.output(new)
    read = command("import", "_coop_files")
    shared.table(read)
    for action in read._actions:
        # A list of agreements has other fields than a table of disasters, and no KIBs to read strictly.
        if action.dest in ("map", "set"):
            action.help = words(f"help.coop.{action.dest}")
        elif action.dest == "strict":
            action.help = argparse.SUPPRESS
    shared.output(read)
    _option(read, words, "on", "DATE", type=shared.day)
    read.add_argument(
        "--format", type=word, choices=("table", "json"), default="table", help=words("help.issue.format")
    )
    written = command("export", "_coop_files")
    _add_file(written, words)
    shared.output(written)


def _of_change(name: str, shared: Shared) -> Iterator[tuple[str, str | None, dict[str, Any]]]:
    """The arguments of one change: an option with its metavar, or with ``""`` an argument by its place."""
    stages = tuple(map(str, Stage))
    if name == "add":
        yield "partner", "NAME", {"action": "append", "required": True}
        yield (
            "partner-kind",
            None,
            {"type": word_of, "choices": tuple(map(str, PartnerKind)), "action": "append"},
        )
        yield "country", "CC", {"action": "append"}
        yield "track", None, {"type": word_of, "choices": tuple(map(str, Track))}
        yield "instrument", "INSTRUMENT", {}
        yield "title", "TEXT", {"default": ""}
        yield "parent", "ID", {}
        yield "amends", "ID", {}
        yield "region", "PLACE", {"action": "append", "default": []}
        yield "type", "TYPE", {"action": "append", "default": []}
        yield "phase", None, {"type": word_of, "choices": _PHASES, "action": "append", "default": []}
    if name in ("add", "extend", "advance", "record"):
        yield "start", "DATE", {"type": shared.day}
        yield "years", "N", {"type": _number, "default": 0}
        yield "months", "N", {"type": _number, "default": 0, "text": "term_months"}
        yield "until", "DATE", {}
        yield "indefinite", None, {"action": "store_true"}
        yield "source", "TEXT", {"default": ""}
    if name == "extend":
        yield "new-id", "ID", {}
    if name == "advance":
        yield "stage", "", {"nargs": "?", "type": word_of, "choices": stages, "metavar": "STAGE"}
    if name == "record":
        yield "stage", "", {"type": word_of, "choices": stages, "metavar": "STAGE"}
    if name in ("advance", "record"):
        yield "track", None, {"type": word_of, "choices": tuple(map(str, Track)), "text": "track_open"}
    if name in ("advance", "record", "end"):
        yield (
            "reason",
            None,
            {
                "type": word_of,
                "choices": tuple(map(str, Termination)),
                "required": name == "end",
            },
        )
    if name == "document":
        yield "name", "NAME", {"required": True}
        yield "file", "FILE", {"required": True, "dest": "paper", "text": "paper"}
    if name == "report":
        yield "kind", None, {"type": word_of, "choices": tuple(map(str, ReportKind)), "default": "laporan"}
        yield "file", "FILE", {"dest": "paper", "text": "report_file"}


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


def _add_file(parser: Parser, words: Words, text: str = "file") -> None:
    parser.add_argument("file", metavar="PORTFOLIO.json", help=words(f"help.coop.{text}"))


def _option(
    parser: Parser, words: Words, name: str, metavar: str | None, *, text: str | None = None, **given: Any
) -> None:
    help_text = words(f"help.coop.{text or name.replace('-', '_')}")
    if metavar is not None:
        given["metavar"] = metavar
    elif "choices" in given:
        given["metavar"] = name.rpartition("-")[2].upper()
        help_text = f"{help_text}: {', '.join(given['choices'])}"
    parser.add_argument(f"--{name}", help=help_text, **given)
