"""Findings as commands show them: as objects for programs, by severity and kind for people, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from satudata.cli._messages import Words
from satudata.cli._terminal import say
from satudata.findings import Finding, Severity, kind

#: How the heading of each severity is shown at a terminal.
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold"}


class Lined(Protocol):
    """A table, or a list."""

    def sheet_line(self, line: int) -> tuple[str, int]:
        """The sheet of a line, "" where there is only one, and its number there."""


def as_object(each: Finding, words: Words, **place: object) -> dict[str, Any]:
    """A finding for programs; *place* says where it is."""
    return {"code": each.code, "severity": str(each.severity), **place, "message": each.message(words.lang)}


def line_facts(table: Lined, line: int) -> dict[str, Any]:
    """The line of a row for programs, with its sheet where the table has several; no line where *line* is 0."""
    sheet, own = table.sheet_line(line) if line else ("", 0)
    return {"line": own or None, **({"sheet": sheet} if sheet else {})}


def line_text(table: Lined, line: int, words: Words) -> str:
    """The line of a row in words, with its sheet where the table has several."""
    sheet, own = table.sheet_line(line)
    return words("line.of_sheet", line=own, sheet=sheet) if sheet else words("line", line=own)


def say_severity(severity: Severity, words: Words) -> None:
    """Print the heading over the findings of a severity."""
    say()
    say(words(f"check.{severity}"), style=_STYLES[severity])


def kind_lines(
    table: Lined, code: str, number: int, shown: Iterable[tuple[int, Finding]], words: Words
) -> Iterator[str]:
    """How often a finding was made and what it means, then some of them with their lines."""
    yield f"  {code} ({number}): {kind(code).meaning[words.lang]}"
    for line, each in shown:
        place = f"{line_text(table, line, words)}: " if line else ""
        yield f"      {place}{each.message(words.lang)}"
