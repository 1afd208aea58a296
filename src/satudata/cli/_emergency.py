"""``satudata emergency``: the status of each region on a day, what runs out, and how many declarations there are."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, final

from satudata.cli import DONE, DOUBTFUL
from satudata.cli._clock import today
from satudata.cli._files import Output, output, settle
from satudata.cli._findings import as_object, kind_lines, line_facts, line_text, say_severity
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cli._table import opened_list
from satudata.cli._terminal import notes, say, say_heading, say_table, say_wrapped
from satudata.emergency import EmergencyStatus
from satudata.findings import Finding, Severity, kind
from satudata.regions import RegionCode
from satudata.tabular.lists._declarations import DECREES, declarations_of
from satudata.tabular.lists._declared import Declarations, DeclaredNumber
from satudata.tabular.lists._list import ListTable
from satudata.tabular.lists._listed import DeclaredChain, ListedDeclaration

_EXAMPLES = 3
_NATION = "national"
_COLUMNS = (
    "code",
    "name",
    "status",
    "since",
    "start",
    "last_day",
    "decree",
    "extends",
    "chain",
    "types",
    "line",
)


def run_emergency(options: argparse.Namespace, words: Words) -> int:
    """Print the status of each region in a list of decrees."""
    settle(options, words)
    on = options.on or today()
    with (
        opened_list(options, words, DECREES) as table,
        output(options, words) as out,
    ):
        answer = _Answer(declarations_of(table), table, on, options.expiring, words)
        out.answer(answer.print_page, answer.facts, lambda: answer.write_rows(out))
        if options.format != "json":
            notes(answer.notes(), quiet=options.quiet)
    return DOUBTFUL if answer.is_doubtful else DONE


@final
class _Answer:
    """What a list of declarations says of one day."""

    def __init__(
        self, declared: Declarations, table: ListTable, on: date, expiring: int | None, words: Words
    ) -> None:
        self._declared, self._table, self._on, self._words = declared, table, on, words
        self._regions = declared.on(on)
        self._days = expiring
        self._expiring = () if expiring is None else declared.expiring(on, expiring)

    @property
    def is_doubtful(self) -> bool:
        """Whether a row was left out, or something is an error."""
        return bool(self._declared.left_out) or any(
            each.severity is Severity.ERROR or each.code == "sheets-not-read"
            for _, each in self._declared.findings
        )

    # For programs.

    def facts(self) -> dict[str, Any]:
        """The answer as JSON."""
        regions: dict[str, Any] = {}
        for region, status in self._regions.items():
            every = [self._object(*pair) for pair in status.in_force]
            last = {name: value for name, value in every[-1].items() if name not in ("certain", "line")}
            regions[_code(region)] = {**last, "in_force": every}
        facts: dict[str, Any] = {
            "on": self._on.isoformat(),
            "declarations": len(self._declared.listed),
            "regions": regions,
            "findings": [
                as_object(each, self._words, **line_facts(self._table, line))
                for line, each in self._declared.findings
            ],
            "counts": {
                _code(region): {
                    _value(status): {"chains": number.chains, "decrees": number.decrees}
                    for status, number in counts.items()
                }
                for region, counts in self._declared.counts().items()
            },
        }
        if self._days is not None:
            facts["expiring"] = [
                {"region": _code(each.declaration.region), **self._object(each, chain)}
                for each, chain in self._expiring
            ]
        return facts

    def _object(self, each: ListedDeclaration, chain: DeclaredChain) -> dict[str, Any]:
        declared = each.declaration
        return {
            "status": _value(declared.status),
            "since": chain.start.isoformat(),
            "start": declared.start.isoformat(),
            "last_day": None if declared.end is None else declared.end.isoformat(),
            "decree": declared.decree,
            "extends": list(chain.before(each)),
            "chain": "stated" if chain.is_stated else "inferred",
            "types": list(each.types),
            "certain": declared.is_in_force(self._on) is True,
            **line_facts(self._table, each.line),
        }

    def write_rows(self, out: Output) -> None:
        """A row for each declaration in force, or that runs out where that is asked."""
        rows = out.rows(_COLUMNS, numbers=("line",))
        pairs = (
            [pair for status in self._regions.values() for pair in status.in_force]
            if self._days is None
            else self._expiring
        )
        for each, chain in pairs:
            region = each.declaration.region
            found = {**self._object(each, chain), "code": _code(region), "name": self._name(region)}
            rows.write([_cell(found[column]) for column in _COLUMNS])

    # For people.

    def print_page(self) -> None:
        """The answer as a page of 80 columns."""
        words = self._words
        title = words(
            "emergency.title",
            on=words.day(self._on),
            file=self._table.name,
            number=len(self._declared.listed),
        )
        say_wrapped(title, style="bold")
        if not self._regions:
            say_wrapped(words("emergency.nothing"))
        for region, status in self._regions.items():
            say_heading(f"{_titled(region, self._name(region))}: {status.status}")
            for each, chain in reversed(status.in_force):
                self._print_declaration(each, chain, is_only=len(status.in_force) == 1)
        if self._days is not None:
            self._print_expiring(self._days)
        self._print_counts()
        self._print_findings()

    def _print_declaration(self, each: ListedDeclaration, chain: DeclaredChain, *, is_only: bool) -> None:
        words, declared = self._words, each.declaration
        decree = declared.decree or words("emergency.no_number")
        say_wrapped(f"  {decree}" if is_only else f"  {declared.status}: {decree}")
        if declared.end is None:
            days = words("emergency.open", start=words.day(declared.start))
        else:
            days = words(
                "emergency.days",
                start=words.day(declared.start),
                end=words.day(declared.end),
                days=(declared.end - self._on).days,
            )
        say_wrapped(f"    {days}")
        if each.hazards:
            say_wrapped(f"    {', '.join(each.types)}")
        before = chain.before(each)
        if before:
            numbers = ", ".join(number or words("emergency.no_number") for number in before)
            how = words("emergency.stated" if chain.is_stated else "emergency.inferred")
            say_wrapped(
                f"    {words('emergency.extends', decrees=numbers, since=words.day(chain.start), how=how)}"
            )

    def _print_expiring(self, days: int) -> None:
        words = self._words
        say_heading(words("emergency.expiring", days=days, number=len(self._expiring)))
        for each, _ in self._expiring:
            declared = each.declaration
            end = "" if declared.end is None else words.day(declared.end)
            place = _titled(declared.region, self._name(declared.region))
            decree = declared.decree or words("emergency.no_number")
            say_wrapped(f"  {end}: {place}, {declared.status}, {decree}")

    def _print_counts(self) -> None:
        words, counts = self._words, self._declared.counts()
        if not counts:
            return
        say_heading(words("emergency.counts"))
        rows = [
            [
                words("column.code"),
                words("emergency.region"),
                *(words(f"emergency.{each.name}") for each in EmergencyStatus),
            ]
        ]
        for region, of_region in counts.items():
            cells = [_sum([of_region[each]]) if each in of_region else "" for each in EmergencyStatus]
            rows.append(["" if region is None else str(region), self._name(region), *cells])
        by_status = ([of[each] for of in counts.values() if each in of] for each in EmergencyStatus)
        rows.append(["", words("emergency.total"), *map(_sum, by_status)])
        say_table(rows, right=[2, 3, 4])

    def _print_findings(self) -> None:
        found, words = self._declared.findings, self._words
        for severity in Severity:
            of_severity = [pair for pair in found if pair[1].severity is severity]
            if not of_severity:
                continue
            say_severity(severity, words)
            for code, number in Counter(each.code for _, each in of_severity).most_common():
                pairs = [pair for pair in of_severity if pair[1].code == code]
                # What is left out has to be found; the rest by examples.
                shown = pairs if severity is Severity.ERROR else pairs[:_EXAMPLES]
                self._print_kind(code, number, shown)
        if not found:
            say()
            say_wrapped(words("check.clean"))

    def _print_kind(self, code: str, number: int, pairs: Sequence[tuple[int, Finding]]) -> None:
        words = self._words
        for line in kind_lines(self._table, code, number, pairs, words):
            say_wrapped(line)
        if number > len(pairs):
            say_wrapped(f"      {words('notes.more', number=number - len(pairs))}")
        say_wrapped(f"    {words('check.action')}: {kind(code).action[words.lang]}")

    def notes(self) -> Iterator[str]:
        """How the list was read."""
        words, table = self._words, self._table
        used = ", ".join(f"{each.heading} ({each.field})" for each in table.columns)
        yield words("notes.used", columns=used)
        if table.unknown:
            yield words("notes.ignored", columns=", ".join(table.unknown))
        if self._declared.left_out:
            lines = [line_text(table, line, words) for line in self._declared.left_out[:10]]
            more = ", ..." if len(self._declared.left_out) > len(lines) else ""
            yield words(
                "emergency.left_out", number=len(self._declared.left_out), lines=f"{', '.join(lines)}{more}"
            )

    def _name(self, region: RegionCode | None) -> str:
        return self._words("emergency.nation") if region is None else region_name(region)


def _sum(numbers: Sequence[DeclaredNumber]) -> str:
    """How many chains of declarations, and how many decrees."""
    return f"{sum(each.chains for each in numbers)}/{sum(each.decrees for each in numbers)}"


def _code(region: RegionCode | None) -> str:
    return _NATION if region is None else str(region)


def _titled(region: RegionCode | None, name: str) -> str:
    return name if region is None else f"{region} {name}".strip()


def _value(status: EmergencyStatus) -> str:
    return str(status).replace(" ", "_")


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(each or "?") for each in value)
    return "" if value is None else str(value)
