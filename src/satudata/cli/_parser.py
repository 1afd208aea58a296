"""The parser of arguments: its messages are in the user's language and suggest the nearest right word."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NoReturn

from satudata.cli._messages import Words, texts
from satudata.cli._terminal import printable, say, wrapped

#: What the words of options are called in Indonesian; every option also takes them.
ALIASES = {
    "nasional": "national",
    "provinsi": "province",
    "kabupaten": "regency",
    "kota": "regency",
    "kabupaten/kota": "regency",
    "kabkota": "regency",
    "semua": "all",
    "jenis": "type",
    "tahun": "year",
    "bulan": "month",
    "memenuhi": "met",
    "kejadian": "event",
    "catatan": "record",
    "baris": "record",
    "tabel": "table",
    "cetak": "printed",
    "angka": "digits",
    "diusulkan": "proposed",
    "usulan": "proposed",
    "terverifikasi": "verified",
    "ditolak": "rejected",
    "digantikan": "superseded",
}
#: What people write to get help.
_HELP = frozenset({"help", "bantuan", "?"})
#: Who decides or enters, and what something is known by: none of them is blank, and no option that is required.
_FILLED = frozenset({"by", "id", "new_id", "name"})


def word(text: str) -> str:
    """An option's word in English, whichever language it is given in.

    >>> word("Kabupaten"), word("regency"), word("x")
    ('regency', 'regency', 'x')
    """
    plain = text.strip().casefold()
    return ALIASES.get(plain, plain)


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The word of *known* that *text* was probably meant to be; ``None`` where none is near.

    >>> nearest("cuont", ["count", "check"]), nearest("x", ["count"])
    ('count', None)
    >>> nearest("tujuan", ["tujuan_tercapai", "pelanggaran"])
    'tujuan_tercapai'
    """
    from difflib import get_close_matches

    plain = {each.casefold(): each for each in known}
    begun = [each for each in plain if text and each.startswith(text.casefold())]
    if len(begun) == 1:
        return plain[begun[0]]
    found = get_close_matches(text.casefold(), plain, n=1, cutoff=0.6)
    return plain[found[0]] if found else None


class Help(argparse.RawDescriptionHelpFormatter):
    """Help whose texts keep their lines and wrap at words, below a *usage* in the user's language."""

    def __init__(self, *given: Any, usage: str = "usage", **more: Any) -> None:
        super().__init__(*given, **more)
        self._usage_word = usage

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Add the usage, whose lines are as wide as its first word leaves them."""
        super().add_usage(usage, actions, groups, f"{self._usage_word}: " if prefix is None else prefix)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(wrapped(f"{indent}{line}", width) for line in text.splitlines())


class _Once(argparse._StoreAction):
    """An option that is stored: given twice it is refused, because only one of the two could count."""

    def __call__(
        self, parser: Any, namespace: argparse.Namespace, values: Any, option_string: str | None = None
    ) -> None:
        if option_string is not None and self in parser.given:
            raise argparse.ArgumentError(self, parser.words("argument.twice"))
        is_filled = self.dest in _FILLED or (self.required and option_string is not None)
        if is_filled and isinstance(values, str) and not values.strip():
            raise argparse.ArgumentError(self, parser.words("argument.blank"))
        parser.given.append(self)
        super().__call__(parser, namespace, values, option_string)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the user's language."""

    def __init__(self, words: Words, **given: Any) -> None:
        formatter: Any = partial(Help, usage=words("usage"))
        super().__init__(formatter_class=formatter, add_help=False, allow_abbrev=False, **given)
        self.words = words
        self.given: list[argparse.Action] = []
        self._below: Any = None
        for action in (None, "store"):
            self.register("action", action, _Once)
        # No option begins with a figure, so "-6.84,107.05" is a value.
        self._negative_number_matcher = re.compile(r"-[0-9]")
        self._positionals.title = words("help.arguments")
        self._optionals.title = words("help.options")
        self.add_argument("-h", "--help", action="help")

    def add_argument(self, *names: Any, text: str | None = None, **given: Any) -> argparse.Action:
        """Add an argument; its placeholder is in the user's language (``DATE`` is ``TANGGAL``), and so is its help.

        The key of the help is ``help.`` and *text*, without which it is the name of the argument.
        """
        if isinstance(given.get("metavar"), str):
            given["metavar"] = self.words.placeholder(given["metavar"])
        if "help" not in given:
            given["help"] = self.words(f"help.{text or names[-1].lstrip('-').replace('-', '_')}")
        return super().add_argument(*names, **given)

    def open_commands(self, dest: str, *, required: bool = True) -> None:
        """Expect a command next; *dest* is where its name is kept."""
        self._below = self.add_subparsers(
            title=self.words("help.commands"),
            metavar=self.words("help.command"),
            required=required,
            dest=dest,
        )

    def add_command(self, name: str, prefix: str = "help") -> Parser:
        """Add a command below this one, with its help, and what more is said of it, among the texts of *prefix*."""
        text, more = self.words(f"{prefix}.{name}"), f"{prefix}.{name}.more"
        epilog = self.words(more) if more in texts(self.words.lang) else None
        added: Parser = self._below.add_parser(
            name, words=self.words, help=text, description=text, epilog=epilog
        )
        return added

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse *args* as far as they are known, each command for itself."""
        self.given = []
        return super().parse_known_args(args, namespace)

    def parse_args(  # type: ignore[override]  # one signature of several
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """Parse *args*; an option that does not exist is refused with the nearest one that does."""
        options: argparse.Namespace
        options, rest = self.parse_known_args(args, namespace)
        field = getattr(options, "left_over", None)
        if (
            field is not None
            and not getattr(options, field)
            and not any(each.startswith("-") for each in rest)
        ):
            setattr(options, field, rest)
            rest = []
        if rest:
            asked = self._asked(options)
            asked.error(self.words("argument.unknown", text=" ".join(rest)) + asked.suggestion(rest))
        return options

    def _asked(self, options: argparse.Namespace) -> Parser:
        """The parser of the command that was chosen."""
        parser: Parser = self
        for name in ("command", "question"):
            chosen = parser.commands().get(getattr(options, name, None))
            parser = chosen or parser
        return parser

    def commands(self) -> Mapping[Any, Parser]:
        """The parsers of the commands below this one."""
        return {} if self._below is None else self._below.choices

    def suggestion(self, given: Iterable[str]) -> str:
        """Ask whether an option was meant, for the first of *given* that is near to one."""
        known = [option for option in self._option_string_actions if option.startswith("--")]
        near = (nearest(text.partition("=")[0], known) for text in given if text.startswith("-"))
        return self.words.meant(next(filter(None, near), None))

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        words, known = self.words, list(map(str, action.choices))
        is_help = isinstance(action, argparse._SubParsersAction) and str(value).casefold() in _HELP
        meant = "--help" if is_help else nearest(str(value), known)
        message = words("choice.unknown", text=value, known=", ".join(known))
        raise argparse.ArgumentError(action, message + words.meant(meant))

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong, and exit with 2."""
        for pattern, text in self.words.pairs("argparse"):
            message = re.sub(pattern, text, message)
        print(printable(self.format_usage()), end="", file=sys.stderr)
        say(f"{self.prog}: {self.words('usage.error')}: {message}", sys.stderr)
        self.exit(2)


def words_of(known: Sequence[str], words: Words) -> Callable[[str], tuple[str, ...]]:
    """A reader of words separated by commas, in either language."""

    def read(text: str) -> tuple[str, ...]:
        given = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
        unknown = [name for name in given if word(name) not in known]
        if unknown:
            message = words("by.wrong", text=", ".join(unknown), known=", ".join(known))
            meant = nearest(unknown[0], [*known, *ALIASES])
            suggestion = words.meant(meant if meant and word(meant) in known else None)
            raise argparse.ArgumentTypeError(f"{message}{suggestion}")
        return tuple(dict.fromkeys(map(word, given)))

    return read
