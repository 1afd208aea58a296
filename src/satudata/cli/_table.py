"""The table that a command reads."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from satudata.cli._arguments import UsageError, assumptions_of, columns_of, constants_of
from satudata.cli._clock import today
from satudata.cli._messages import Words
from satudata.errors import TableError
from satudata.tabular import Links, Table, read_links
from satudata.tabular._links import NO_LINKS
from satudata.tabular._tables import open_table

if TYPE_CHECKING:
    from satudata.tabular import Declarations
    from satudata.tabular.lists._list import ListTable
    from satudata.tabular.lists._words import ListWords

_STREAM = "-"


@contextmanager
def opened(options: argparse.Namespace, words: Words, *, allow_totals: bool = False) -> Iterator[Table]:
    """Open the table of the command; refuses one that cannot be read, with the reason in the user's language.

    A table that is already counted is refused unless the command can show its totals.
    """
    is_stream = options.file == _STREAM
    table = open_table(
        sys.stdin.buffer if is_stream else options.file,
        **_said_of(options, words),
        assumptions=assumptions_of(options, words),
        strict=options.strict,
        links=_links(options, words),
        name=words("stdin") if is_stream else options.file,
        today=today(),
    )
    with table:
        if table.problems:
            reasons = "\n  ".join(problem.message(words.lang) for problem in table.problems)
            raise UsageError(f"{table.name}: {reasons}")
        if table.kind == "published_totals" and not allow_totals:
            reason = about_totals(table, words)
            raise UsageError(f"{table.name}: {reason}. {words('totals.use', file=options.file)}")
        yield table


def _said_of(options: argparse.Namespace, words: Words) -> dict[str, Any]:
    """What the options say of the file that the command reads."""
    return {
        "sheet": options.sheet,
        "columns": columns_of(options, words),
        "constants": constants_of(options, words),
        "fill_down": options.fill_down,
    }


def about_totals(table: Table, words: Words) -> str:
    """That a table has the totals of its publisher, who counted already."""
    return next(each for each in table.findings if each.code == "table-published-totals").message(words.lang)


#: What ``--set`` says of the place, which holds for a list without any column of places too.
_PLACES = ("region", "province")
#: The files of lists to which the places of ``--set`` were given, with their headings that mean nothing.
Placed: TypeAlias = dict[str, tuple[str, ...]]


@contextmanager
def opened_list(
    options: argparse.Namespace,
    words: Words,
    kind: ListWords,
    *,
    file: str | None = None,
    placed: Placed | None = None,
) -> Iterator[ListTable]:
    """Open a list of one *kind*: the command's file, or another *file*.

    No option of the command describes another file, but for the place of ``--set`` where the list has no column of
    places; *placed* then has it.
    """
    name = options.file if file is None else file
    asked = _said_of(options, words) if file is None else {}
    table = _list_of(name, words, kind, **asked)
    if file is not None and any(each.where == "region" for each in table.problems):
        constants = {key: value for key, value in constants_of(options, words).items() if key in _PLACES}
        if constants and name != _STREAM:
            table.close()
            table = _list_of(name, words, kind, constants=constants)
            if placed is not None:
                placed[name] = table.unknown
    with table:
        if table.problems:
            reasons = "\n  ".join(problem.message(words.lang) for problem in table.problems)
            if file is not None and any(each.code == "list-column-missing" for each in table.problems):
                reasons = f"{reasons}\n  {words('list.headings')}"
            raise UsageError(f"{table.name}: {reasons}")
        yield table


def _list_of(name: str, words: Words, kind: ListWords, **asked: Any) -> ListTable:
    from satudata.tabular.lists._list import open_list

    is_stream = name == _STREAM
    return open_list(
        sys.stdin.buffer if is_stream else name,
        kind,
        name=words("stdin") if is_stream else name,
        today=today(),
        **asked,
    )


def declarations_in(options: argparse.Namespace, words: Words, placed: Placed) -> Declarations | None:
    """The declarations of ``--emergency``; ``None`` where it is not given."""
    if getattr(options, "emergency", None) is None:
        return None
    from satudata.tabular.lists._declarations import DECREES, declarations_of

    with opened_list(options, words, DECREES, file=options.emergency, placed=placed) as table:
        return declarations_of(table)


def _links(options: argparse.Namespace, words: Words) -> Links:
    if options.links is None:
        return NO_LINKS
    try:
        return read_links(options.links)
    except TableError:
        raise UsageError(words("links.wrong", file=options.links)) from None
