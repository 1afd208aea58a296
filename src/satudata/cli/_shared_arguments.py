"""The arguments that several commands have, and the days and numbers in them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from satudata._ground.codes import are_digits
from satudata.cli._messages import LANGUAGES, Words
from satudata.cli._parser import Parser, word
from satudata.tabular._cells import day

FORMATS = ("table", "csv", "json")
#: No number of days or months has more digits.
MOST_DIGITS = 3


def add_language(parser: Parser, default: str = argparse.SUPPRESS) -> None:
    """Add ``--lang``; a command below another has the language of that one."""
    parser.add_argument("--lang", choices=LANGUAGES, default=default)


def add_quiet(parser: Parser) -> None:
    """Add ``-q``, which a command may have before or behind its name."""
    parser.add_argument("-q", "--quiet", action="store_true", default=argparse.SUPPRESS)


def add_format(parser: Parser, *, rows: bool = False, default: str | None = "table") -> None:
    """Add ``--format``: a page for people or JSON, and with *rows* also CSV; then a file can say the format as well."""
    choices = FORMATS if rows else ("table", "json")
    text = "format" if rows else "issue.format"
    parser.add_argument("--format", type=word, choices=choices, default=None if rows else default, text=text)


def add_output(parser: Parser, text: str = "output", *, safe: bool = False) -> None:
    """Add ``-o`` and ``--overwrite``, and for rows of a table ``--safe-csv``."""
    parser.add_argument("-o", "--output", metavar="FILE", text=text)
    parser.add_argument("--overwrite", action="store_true", text="audit.overwrite")
    if safe:
        parser.add_argument("--safe-csv", action="store_true", text="safe")


def add_source(parser: Parser) -> None:
    """Add the table or list that is read, and what says how."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--map", action="append", default=[], metavar="NAME=COLUMN")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--sheet", action="append", default=[], metavar="SHEET")
    parser.add_argument("--fill-down", action="store_true")


def add_table(parser: Parser) -> None:
    """Add a table of disasters, with the defaults of what only some commands can say of it."""
    add_source(parser)
    parser.add_argument("--strict", action="store_true")
    parser.set_defaults(assume=[], interpret=[], main_type=[], links=None, format=None)


def read_day(words: Words) -> Callable[[str], date]:
    """A reader of days in any form."""

    def read(text: str) -> date:
        on, _ = day(text)
        if on is None:
            raise argparse.ArgumentTypeError(words("on.wrong", text=text))
        return on

    return read


def read_number_of_days(words: Words) -> Callable[[str], int]:
    """A reader of a number of days."""

    def read(text: str) -> int:
        if not are_digits(text) or len(text) > MOST_DIGITS:
            raise argparse.ArgumentTypeError(words("days.wrong", text=text))
        return int(text)

    return read
