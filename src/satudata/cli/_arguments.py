"""The arguments of every command, with help in the user's language."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any, NoReturn, cast

from satudata import disaster_types
from satudata._ground.codes import are_digits
from satudata.cli._coop_arguments import Shared, add_coop
from satudata.cli._messages import LANGUAGES, Words
from satudata.cli._parser import Parser, nearest, word, words_of
from satudata.counting import DIMENSIONS
from satudata.findings import Language
from satudata.interpretation import MOST_DAYS, OPTIONS, Interpretation
from satudata.tabular import Assumptions
from satudata.tabular._assumptions import LACKING
from satudata.tabular._cells import day

FORMATS = ("table", "csv", "json")
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
_DAYS, _MOST_DIGITS = "declaration_within", 3
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


def parser_in(words: Words) -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = Parser(words, prog="satudata", description=words("help.satudata"), epilog=words("help.status"))
    parser.add_argument("--version", action=_Version, nargs=0, help=words("help.version"))
    parser.add_argument("-q", "--quiet", action="store_true", help=words("help.quiet"))
    parser.set_defaults(run=_helping(parser))
    _add_language(parser, words, default=words.lang)
    commands = parser.add_subparsers(
        title=words("help.commands"), metavar=words("help.command"), required=False, dest="command"
    )

    def command(name: str, module: str) -> Parser:
        text = words(f"help.{name}")
        added = commands.add_parser(
            name, words=words, help=text, description=text, epilog=words(f"help.{name}.more")
        )
        added.set_defaults(run=_running(module, name))
        _add_language(added, words, default=argparse.SUPPRESS)
        _add_quiet(added, words)
        return added

    count = command("count", "_count")
    _add_table(count, words)
    count.add_argument("--level", type=word, choices=LEVELS, default="all", help=words("help.level"))
    count.add_argument(
        "--by", type=words_of(DIMENSIONS, words), default=(), metavar="type,year,month", help=words("help.by")
    )
    count.add_argument("--only", type=word, choices=("met",), help=words("help.only"))
    check = command("check", "_check")
    _add_table(check, words)
    check.add_argument("--rows", action="store_true", help=words("help.rows"))
    check.add_argument(
        "--scope", type=word, choices=("event", "record"), default="event", help=words("help.scope")
    )
    fix = command("fix", "_fix")
    _add_input(fix, words)
    links = command("links", "_links")
    _add_input(links, words)
    displaced = command("displaced", "_displaced")
    _add_displaced(displaced, words)
    for writing in (count, check, fix, links, displaced):
        _add_output(writing, words)
        writing.add_argument("--safe-csv", action="store_true", help=words("help.safe"))
    for writing in (fix, links):
        writing.add_argument("--kib", type=word, choices=("printed", "digits"), help=words("help.kib_form"))
    kib = command("kib", "_codes")
    kib.add_argument("text", nargs="+", metavar="TEXT", help=words("help.text"))
    _add_format(kib, words)
    region = command("region", "_codes")
    _add_format(region, words)
    region.add_argument("asked", nargs="+", metavar="CODE-OR-NAME", help=words("help.asked"))
    region.add_argument("--on", type=_day(words), metavar="DATE", help=words("help.on"))
    _add_emergency(command("emergency", "_emergency"), words)
    _add_issue(command("issue", "_issue"), words)
    _add_register(command("register", "_register"), words)
    _add_coop(command("coop", "_coop"), words)
    _add_audit(command("audit", "_audit"), words)
    explain = command("explain", "_explain")
    explain.add_argument("code", nargs="*", metavar="CODE", help=words("help.code"))
    _add_format(explain, words)
    completion = command("completion", "_completion")
    completion.add_argument("shell", choices=SHELLS, help=words("help.shell"))
    return parser


def _add_emergency(parser: argparse.ArgumentParser, words: Words) -> None:
    _add_source(parser, words)
    parser.add_argument("--on", type=_day(words), metavar="DATE", help=words("help.emergency.on"))
    parser.add_argument("--expiring", type=_days(words), metavar="N", help=words("help.emergency.expiring"))
    _add_format(parser, words, choices=FORMATS, text="help.format", default=None)
    _add_output(parser, words)
    parser.add_argument("--safe-csv", action="store_true", help=words("help.safe"))


def _add_displaced(parser: argparse.ArgumentParser, words: Words) -> None:
    _add_source(parser, words)
    parser.add_argument("--at", metavar="TIME", help=words("help.displaced.at"))
    parser.add_argument("--since", metavar="TIME", help=words("help.displaced.since"))
    _add_format(parser, words, choices=FORMATS, text="help.format", default=None)


def _add_issue(parser: argparse.ArgumentParser, words: Words) -> None:
    def option(name: str, metavar: str, **given: Any) -> None:
        text = words(f"help.issue.{name.replace('-', '_')}")
        parser.add_argument(f"--{name}", metavar=metavar, help=text, **given)

    # A feed of earthquakes needs no type; a type behind the options is left over by argparse.
    parser.add_argument("type", nargs="*", metavar="TYPE", help=words("help.issue.type"))
    parser.set_defaults(left_over="type")
    option("affected", "PLACE", nargs="+", required=True)
    option("date", "DATE", type=_day(words))
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
    parser.add_argument("--force", action="store_true", help=words("help.issue.force"))
    _add_format(parser, words)


def _add_register(parser: argparse.ArgumentParser, words: Words) -> None:
    questions = parser.add_subparsers(
        title=words("help.commands"), metavar=words("help.command"), required=True, dest="question"
    )
    kinds: dict[str, dict[str, Any]] = {
        **{
            name: {"type": _day(words), "metavar": "DATE"}
            for name in ("--since", "--until", "--date", "--on")
        },
        "--line": {"type": int, "metavar": "N"},
        "--kib": {"action": "append", "default": [], "metavar": "KIB"},
        "--status": {"type": word, "choices": KIB_STATUSES},
        **{name: {"metavar": "KIB|ID"} for name in ("kib", "into")},
        "source": {"metavar": "FILE"},
    }
    for name, arguments in REGISTER.items():
        text = words(f"help.register.{name}")
        asked = questions.add_parser(name, words=words, help=text, description=text)
        asked.add_argument("file", metavar="REGISTER", help=words("help.register.file"))
        for argument in arguments:
            option = argument.removesuffix("!")
            given = {"metavar": option.lstrip("-").upper(), **kinds.get(option, {})}
            if "choices" in given:
                del given["metavar"]
            if option != argument:
                given["required"] = True
            key = "lost" if option == "--kib" else option.lstrip("-")
            asked.add_argument(option, help=words(f"help.register.{key}"), **given)
        if name in ("list", "export"):
            _add_output(asked, words)
            asked.add_argument("--safe-csv", action="store_true", help=words("help.safe"))
        asked.set_defaults(format=None)
        if name != "export":
            is_list = name == "list"
            _add_format(
                asked,
                words,
                choices=FORMATS if is_list else ("table", "json"),
                text="help.format" if is_list else "help.issue.format",
                default=None if is_list else "table",
            )
        _add_quiet(asked, words)
        _add_language(asked, words, default=argparse.SUPPRESS)


def _add_coop(parser: Parser, words: Words) -> None:
    def language(added: Parser) -> None:
        _add_quiet(added, words)
        _add_language(added, words, default=argparse.SUPPRESS)

    def answer(added: Parser) -> None:
        _add_format(added, words, choices=FORMATS, default=None)
        _add_output(added, words)

    shared = Shared(
        day=_day(words),
        running=_running,
        language=language,
        table=lambda added: _add_input(added, words),
        answer=answer,
        output=lambda added: _add_output(added, words, "help.coop.output"),
    )
    add_coop(parser, words, shared)


def _add_audit(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("file", metavar="DATASET.json", help=words("help.audit.file"))
    parser.add_argument("table", nargs="?", metavar="TABLE", help=words("help.audit.table"))
    parser.add_argument("--resource", metavar="NAME", help=words("help.audit.resource"))
    parser.add_argument("--draft", action="store_true", help=words("help.audit.draft"))
    parser.add_argument("--export", choices=EXPORTS, help=words("help.audit.export"))
    _add_output(parser, words, text="help.audit.output")
    _add_format(parser, words, default=None)


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
            meant = near and near != name and f"{near}={value}"
            raise UsageError(words("assume.wrong", text=text) + _asked_back(meant, words))
    return Assumptions(**given)


def interpretation_of(options: argparse.Namespace, words: Words) -> Interpretation:
    """The interpretation that ``--interpret`` chooses."""
    given: dict[str, Any] = {}
    for text in options.interpret:
        name, _, value = text.partition("=")
        allowed = OPTIONS.get(name, ())
        chosen: Any = _ANSWERS.get(value.casefold(), value) if True in allowed else value
        is_days = name == _DAYS and are_digits(value) and len(value) <= _MOST_DIGITS
        if is_days and int(value) <= MOST_DAYS:
            chosen = int(value)
        elif chosen not in allowed:
            known = "; ".join(
                f"{each}={'|'.join(map(option_word, values))}" for each, values in OPTIONS.items()
            )
            known = known.replace(f"{_DAYS}=14|0", f"{_DAYS}=0..{MOST_DAYS}")
            near = nearest(value, map(option_word, allowed)) if allowed else nearest(name, OPTIONS)
            meant = near and (f"{name}={near}" if allowed else f"{near}={value}")
            raise UsageError(words("interpret.wrong", text=text, known=known) + _asked_back(meant, words))
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


def _asked_back(meant: str | bool | None, words: Words) -> str:
    return f"; {words('meant', text=meant)}" if meant else ""


def option_word(value: object) -> str:
    """A value of an interpretation as ``--interpret`` takes it."""
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _add_language(parser: argparse.ArgumentParser, words: Words, default: str) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=words("help.lang"))


def _add_quiet(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument(
        "-q", "--quiet", action="store_true", default=argparse.SUPPRESS, help=words("help.quiet")
    )


def _add_format(
    parser: argparse.ArgumentParser,
    words: Words,
    *,
    choices: tuple[str, ...] = ("table", "json"),
    text: str = "help.issue.format",
    default: str | None = "table",
) -> None:
    parser.add_argument("--format", type=word, choices=choices, default=default, help=words(text))


def _add_output(parser: argparse.ArgumentParser, words: Words, text: str = "help.output") -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help=words(text))
    parser.add_argument("--overwrite", action="store_true", help=words("help.audit.overwrite"))


def _add_source(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("file", metavar="FILE", help=words("help.file"))
    parser.add_argument("--map", action="append", default=[], metavar="NAME=COLUMN", help=words("help.map"))
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=words("help.set"))
    parser.add_argument("--sheet", action="append", default=[], metavar="SHEET", help=words("help.sheet"))
    parser.add_argument("--fill-down", action="store_true", help=words("help.fill_down"))


def _add_input(parser: argparse.ArgumentParser, words: Words) -> None:
    _add_source(parser, words)
    parser.add_argument("--strict", action="store_true", help=words("help.strict"))
    parser.set_defaults(assume=[], interpret=[], main_type=[], links=None, format=None)


def _add_table(parser: argparse.ArgumentParser, words: Words) -> None:
    _add_input(parser, words)
    parser.add_argument("--links", metavar="FILE", help=words("help.links_file"))
    parser.add_argument(
        "--assume", action="append", default=[], metavar="WHAT=VALUE", help=words("help.assume")
    )
    parser.add_argument(
        "--interpret", action="append", default=[], metavar="NAME=VALUE", help=words("help.interpret")
    )
    parser.add_argument(
        "--main-type", action="append", default=[], metavar="ID=CODE", help=words("help.main_type")
    )
    parser.add_argument("--emergency", metavar="FILE", help=words("help.emergency_file"))
    parser.add_argument("--displaced", metavar="FILE", help=words("help.displaced.file"))
    # The old name of --interpret.
    parser.add_argument("--reading", action="append", dest="interpret", help=argparse.SUPPRESS)
    _add_format(parser, words, choices=FORMATS, text="help.format", default=None)


def _helping(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace, Words], int]:
    """What runs without a command: it prints the help."""

    def run(options: argparse.Namespace, words: Words) -> int:
        parser.print_help()
        return 0

    return run


def _running(module: str, name: str) -> Callable[[argparse.Namespace, Words], int]:
    """The command's function, imported when it runs."""

    def run(options: argparse.Namespace, words: Words) -> int:
        function = getattr(import_module(f"satudata.cli.{module}"), f"run_{name}")
        return cast("int", function(options, words))

    return run


def _day(words: Words) -> Callable[[str], date]:
    def read(text: str) -> date:
        on, _ = day(text)
        if on is None:
            raise argparse.ArgumentTypeError(words("on.wrong", text=text))
        return on

    return read


def _days(words: Words) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not are_digits(text) or len(text) > _MOST_DIGITS:
            raise argparse.ArgumentTypeError(words("days.wrong", text=text))
        return int(text)

    return read


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"satudata {version('satudata')}")
        parser.exit()
