"""The arguments of every command, with help in the user's language."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import Any, NoReturn, cast

from satudata import disaster_types
from satudata._ground.codes import are_digits
from satudata.cli._coop_arguments import add_coop
from satudata.cli._messages import LANGUAGES, Words
from satudata.cli._parser import Parser, nearest, word, words_of
from satudata.cli._shared_arguments import (
    MOST_DIGITS,
    add_format,
    add_language,
    add_output,
    add_quiet,
    add_source,
    add_table,
    read_day,
    read_number_of_days,
)
from satudata.counting import DIMENSIONS
from satudata.findings import Language
from satudata.interpretation import MOST_DAYS, OPTIONS, Interpretation
from satudata.tabular import Assumptions
from satudata.tabular._assumptions import LACKING

SHELLS = ("bash", "zsh", "fish")
EXPORTS = ("ckan", "datapackage", "dcat", "ms")
KIB_STATUSES = ("proposed", "verified", "rejected", "superseded")
#: The questions about a register and the steps in it, each with its arguments; ! marks an option that is required.
REGISTER = {
    "list": ("--status", "--region", "--type", "--since", "--until"),
    "show": ("kib",),
    "check": (),
    "confirm": ("kib", "--by!", "--on", "--reason"),
    "amend": ("kib", "--type", "--region", "--date", "--by!", "--reason!", "--on"),
    "reject": ("kib", "--by!", "--reason!", "--on"),
    "merge": ("kib", "into", "--by!", "--reason!", "--on"),
    "acknowledge": ("--by!", "--line", "--kib", "--reason", "--on"),
    "import": ("source",),
    "export": (),
}
LEVELS = ("national", "province", "regency", "all")
_DEFAULT: Language = "id"
_CODE_WIDTH = 3
#: The interpretation that is a number of days.
_DAYS = "declaration_within"
_ANSWERS = {"yes": True, "ya": True, "true": True, "no": False, "tidak": False, "false": False}
_ASSUMED = {"help": "requests_national_help", "status": "emergency_status"}


class UsageError(Exception):
    """What the user asked for cannot be done; the text says why, in their language."""


def language_of(arguments: list[str]) -> Language:
    """The language asked for by ``--lang``, else by SATUDATA_LANG, else Indonesian."""
    peek = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    peek.add_argument("--lang", nargs="?")
    asked = peek.parse_known_args(arguments)[0].lang
    for lang in (asked, os.environ.get("SATUDATA_LANG")):
        if lang in LANGUAGES:
            return cast("Language", lang)
    return _DEFAULT


def parser_in(words: Words) -> Parser:
    """The parser of the whole command line; a command's ``run`` is the module and the function that run it."""
    parser = Parser(words, prog="satudata", description=words("help.satudata"), epilog=words("help.status"))
    parser.add_argument("--version", action=_Version, nargs=0)
    parser.add_argument("-q", "--quiet", action="store_true")
    add_language(parser, words.lang)
    parser.open_commands("command", required=False)

    def command(name: str, module: str) -> Parser:
        added = parser.add_command(name)
        added.set_defaults(run=(module, f"run_{name}"))
        add_language(added)
        add_quiet(added)
        return added

    _add_tables(command)
    kib = command("kib", "_codes")
    kib.add_argument("text", nargs="+", metavar="TEXT")
    add_format(kib)
    region = command("region", "_codes")
    add_format(region)
    region.add_argument("asked", nargs="+", metavar="CODE-OR-NAME")
    region.add_argument("--on", type=read_day(words), metavar="DATE")
    emergency = command("emergency", "_emergency")
    add_source(emergency)
    emergency.add_argument("--on", type=read_day(words), metavar="DATE", text="emergency.on")
    emergency.add_argument(
        "--expiring", type=read_number_of_days(words), metavar="N", text="emergency.expiring"
    )
    add_format(emergency, rows=True)
    add_output(emergency, safe=True)
    _add_issue(command("issue", "_issue"))
    _add_register(command("register", "_register"))
    add_coop(command("coop", "_coop"))
    _add_audit(command("audit", "_audit"))
    explain = command("explain", "_explain")
    explain.add_argument("code", nargs="*", metavar="CODE")
    add_format(explain)
    completion = command("completion", "_completion")
    completion.add_argument("shell", choices=SHELLS)
    return parser


def _add_tables(command: Callable[[str, str], Parser]) -> None:
    """Add the commands that read a table and write rows."""
    count = command("count", "_count")
    _add_judged_table(count)
    count.add_argument("--level", type=word, choices=LEVELS, default="all")
    count.add_argument("--by", type=words_of(DIMENSIONS, count.words), default=(), metavar="type,year,month")
    count.add_argument("--only", type=word, choices=("met",))
    check = command("check", "_check")
    _add_judged_table(check)
    check.add_argument("--rows", action="store_true")
    check.add_argument("--scope", type=word, choices=("event", "record"), default="event")
    fix = command("fix", "_fix")
    links = command("links", "_links")
    for repaired in (fix, links):
        add_table(repaired)
    displaced = command("displaced", "_displaced")
    add_source(displaced)
    displaced.add_argument("--at", metavar="TIME", text="displaced.at")
    displaced.add_argument("--since", metavar="TIME", text="displaced.since")
    add_format(displaced, rows=True)
    for writing in (count, check, fix, links, displaced):
        add_output(writing, safe=True)
    for repaired in (fix, links):
        repaired.add_argument("--kib", type=word, choices=("printed", "digits"), text="kib_form")


def _add_judged_table(parser: Parser) -> None:
    """Add a table whose events are judged, with what is assumed, interpreted and known from other files."""
    add_table(parser)
    parser.add_argument("--links", metavar="FILE", text="links_file")
    parser.add_argument("--assume", action="append", default=[], metavar="WHAT=VALUE")
    parser.add_argument("--interpret", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--main-type", action="append", default=[], metavar="ID=CODE")
    parser.add_argument("--emergency", metavar="FILE", text="emergency_file")
    parser.add_argument("--displaced", metavar="FILE", text="displaced.file")
    # The old name of --interpret.
    parser.add_argument("--reading", action="append", dest="interpret", help=argparse.SUPPRESS)
    add_format(parser, rows=True)


def _add_issue(parser: Parser) -> None:
    def option(name: str, metavar: str, **given: Any) -> None:
        parser.add_argument(f"--{name}", metavar=metavar, text=f"issue.{name.replace('-', '_')}", **given)

    # A feed of earthquakes needs no type; a type behind the options is left over by argparse.
    parser.add_argument("type", nargs="*", metavar="TYPE", text="issue.type")
    parser.set_defaults(left_over="type")
    option("affected", "PLACE", nargs="+", required=True)
    option("date", "DATE", type=read_day(parser.words))
    option("time", "TIME")
    option("caused-by", "EFFECT=CAUSE", action="append", default=[])
    option("main", "TYPE")
    option("epicentre", "POINT")
    option("epicentre-region", "PLACE")
    option("region", "PLACE")
    option("boundaries", "FILE")
    option("boundaries-property", "NAME")
    option("boundaries-system", "SYSTEM", type=word, choices=("kemendagri", "bps", "p-code", "names"))
    option("bmkg", "FILE")
    option("quake", "N", type=int)
    option("register", "FILE")
    option("id", "ID")
    option("by", "NAME")
    parser.add_argument("--force", action="store_true", text="issue.force")
    add_format(parser)


def _add_register(parser: Parser) -> None:
    parser.open_commands("question")
    day = {"type": read_day(parser.words), "metavar": "DATE"}
    kinds: dict[str, dict[str, Any]] = {
        **dict.fromkeys(("--since", "--until", "--date", "--on"), day),
        "--line": {"type": int, "metavar": "N"},
        "--kib": {"action": "append", "default": [], "metavar": "KIB", "text": "register.lost"},
        "--status": {"type": word, "choices": KIB_STATUSES, "metavar": None},
        **{key: {"metavar": "KIB|ID"} for key in ("kib", "into")},
        "source": {"metavar": "FILE"},
    }
    for name, arguments in REGISTER.items():
        asked = parser.add_command(name, "help.register")
        asked.add_argument("file", metavar="REGISTER", text="register.file")
        for argument in arguments:
            option = argument.removesuffix("!")
            plain = option.lstrip("-")
            given = {"metavar": plain.upper(), "text": f"register.{plain}", **kinds.get(option, {})}
            if option != argument:
                given["required"] = True
            asked.add_argument(option, **given)
        if name in ("list", "export"):
            add_output(asked, safe=True)
        asked.set_defaults(format=None)
        if name != "export":
            add_format(asked, rows=name == "list")
        add_quiet(asked)
        add_language(asked)


def _add_audit(parser: Parser) -> None:
    parser.add_argument("file", metavar="DATASET.json", text="audit.file")
    parser.add_argument("table", nargs="?", metavar="TABLE", text="audit.table")
    parser.add_argument("--resource", metavar="NAME", text="audit.resource")
    parser.add_argument("--draft", action="store_true", text="audit.draft")
    parser.add_argument("--export", choices=EXPORTS, text="audit.export")
    add_output(parser, "audit.output")
    add_format(parser, default=None)


def assumptions_of(options: argparse.Namespace, words: Words) -> Assumptions:
    """What ``--assume`` vouches for."""
    given: dict[str, Any] = {}
    for text in " ".join(options.assume).replace(",", " ").split():
        name, _, value = text.partition("=")
        if name in _ASSUMED and value.casefold() in _ANSWERS:
            given[_ASSUMED[name]] = _ANSWERS[value.casefold()]
        elif (name, value) == ("blank", "0"):
            given["blank"] = 0
        elif name in LACKING and value == "0":
            given["lacking"] = tuple(dict.fromkeys((*given.get("lacking", ()), name)))
        else:
            near = nearest(name, (*_ASSUMED, "blank", *LACKING))
            meant = f"{near}={value}" if near not in (None, name) else None
            raise UsageError(words("assume.wrong", text=text) + words.meant(meant))
    return Assumptions(**given)


def interpretation_of(options: argparse.Namespace, words: Words) -> Interpretation:
    """The interpretation that ``--interpret`` chooses."""
    given: dict[str, Any] = {}
    for text in options.interpret:
        name, _, value = text.partition("=")
        allowed = OPTIONS.get(name, ())
        chosen: Any = _ANSWERS.get(value.casefold(), value) if True in allowed else value
        is_days = name == _DAYS and are_digits(value) and len(value) <= MOST_DIGITS
        if is_days and int(value) <= MOST_DAYS:
            chosen = int(value)
        elif chosen not in allowed:
            known = "; ".join(
                f"{each}={'|'.join(map(option_word, values))}" for each, values in OPTIONS.items()
            )
            known = known.replace(f"{_DAYS}=14|0", f"{_DAYS}=0..{MOST_DAYS}")
            near = nearest(value, map(option_word, allowed)) if allowed else nearest(name, OPTIONS)
            meant = near and (f"{name}={near}" if allowed else f"{near}={value}")
            raise UsageError(words("interpret.wrong", text=text, known=known) + words.meant(meant))
        given[name] = chosen
    return Interpretation(**given)


def main_types_of(options: argparse.Namespace, words: Words) -> dict[str, str]:
    """The main types that ``--main-type`` states, by event id or KIB; the type is a code or a name."""
    stated = {}
    for text in options.main_type:
        key, sign, given = text.rpartition("=")
        code = given if are_digits(given) and len(given) == _CODE_WIDTH else _code_of(given)
        if not (key and sign and code):
            raise UsageError(words("main_type.wrong", text=text))
        stated[key] = code
    return stated


def _code_of(name: str) -> str:
    return next((each.code for each in disaster_types.find(name)), "")


def columns_of(options: argparse.Namespace, words: Words) -> dict[str, str]:
    """The columns that ``--map`` names, by field."""
    chosen = {}
    for text in options.map:
        name, sign, column = text.partition("=")
        if not (name and sign):
            raise UsageError(words("map.wrong", text=text))
        chosen[name] = column
    return chosen


def constants_of(options: argparse.Namespace, words: Words) -> dict[str, str]:
    """What ``--set`` says of all rows, by field."""
    given: dict[str, str] = {}
    for text in options.set:
        name, sign, value = text.partition("=")
        if not (name.strip() and sign and value.strip()):
            raise UsageError(words("set.wrong", text=text))
        if given.setdefault(name.strip(), value) != value:
            raise UsageError(words("set.twice", name=name.strip()))
    return given


def option_word(value: object) -> str:
    """A value of an interpretation as ``--interpret`` takes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"satudata {version('satudata')}")
        parser.exit()
