"""The table that a command was given, and what is said about how it was read."""

from __future__ import annotations

import argparse
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO, final

from satudata.cli._arguments import UsageError, assumptions_of, columns_of, readings_of
from satudata.cli._beside import Together
from satudata.cli._kibs import KIBs
from satudata.cli._kinds import Stream, is_streamable, stream_of
from satudata.cli._messages import Words
from satudata.cli._parquet import as_csv, is_parquet
from satudata.cli._parted import EXAMPLES, After, Parted, parted
from satudata.cli._progress import moving, walked
from satudata.errors import TableError
from satudata.findings import Finding, Severity, finding, kind
from satudata.readings import OPTIONS, Readings
from satudata.tabular import Assumptions, Gathered, Links, Row, Table, read_links
from satudata.tabular._headings import Ignoring
from satudata.tabular._links import NO_LINKS
from satudata.tabular._rows import kib_shown
from satudata.tabular._tables import open_csv
from satudata.threshold import Verdict

_STREAM = "-"


@contextmanager
def opened(options: argparse.Namespace, words: Words) -> Iterator[Table]:
    """The table of the command; refuses one that cannot be read, with the reason in the user's language.

    ``options.path`` then says where its CSV lies, if it lies anywhere.
    """
    is_stream = options.file == _STREAM
    options.path = None if is_stream else Path(options.file)
    with ExitStack() as stack:
        if options.path is not None and is_parquet(options.path):
            options.path = stack.enter_context(as_csv(options.path, words))
        table = stack.enter_context(
            open_csv(
                sys.stdin.buffer if is_stream else options.path,
                columns=columns_of(options, words),
                assumptions=assumptions_of(options, words),
                strict=options.strict,
                links=_links(options, words),
                name=words("stdin") if is_stream else options.file,
            )
        )
        if table.problems:
            reasons = "\n  ".join(problem.message(words.lang) for problem in table.problems)
            raise UsageError(f"{table.name}: {reasons}")
        yield table


def _links(options: argparse.Namespace, words: Words) -> Links:
    if options.links is None:
        return NO_LINKS
    try:
        return read_links(options.links)
    except TableError:
        raise UsageError(words("links.wrong", file=options.links)) from None


@contextmanager
def output(options: argparse.Namespace, words: Words) -> Iterator[TextIO]:
    """Where the command writes: the file named, never the input itself, or standard output."""
    if options.output in (None, _STREAM):
        yield sys.stdout
        return
    path = Path(options.output)
    if path.exists() and options.file != _STREAM and path.samefile(options.file):
        raise UsageError(words("output.same", file=options.output))
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        yield stream


def nothing(row: Row) -> Iterable[Finding]:
    """What is found in a row beside what reading it found."""
    return ()


@final
class Survey:
    """One walk through a table: its events, its findings with examples, its KIBs, and the rows left out."""

    def __init__(self, options: argparse.Namespace, words: Words, table: Table) -> None:
        self.table = table
        self.words = words
        self.assumptions: Assumptions = table.assumptions
        self.readings: Readings = readings_of(options, words)
        self.path: Path | None = options.path
        self._read = Gathered(self.assumptions, self.readings)
        self._parted: Parted | None = None
        self.gathered: Gathered | Together = self._read
        self.rows = 0
        self._kibs = KIBs()
        self._linked: set[tuple[int, str]] = set()
        self.numbers: Counter[str] = Counter()
        self.examples: dict[str, list[tuple[int, Finding]]] = {}
        self._left_out: dict[str, array[int]] = {}
        for each in table.findings:
            self.note(0, each)

    def walk(self, *, gathers: bool = True) -> Iterator[Row]:
        """Take in every row and hand it on; where it *gathers* nothing, what is kept does not grow with the table."""
        for row in self.again():
            self.take_in(row, gathers=gathers)
            yield row

    def take_in(self, row: Row, *, gathers: bool = True) -> None:
        """Take in a row that was read."""
        self.rows += 1
        self._kibs.add(row)
        if gathers:
            self._read.add(row)
        place = row.line, kib_shown(row.reading, row.kib_text)
        if self.table.links.event(*place) is not None:
            self._linked.add(place)
        for each in row.findings:
            self.note(row.line, each)
        if row.event is None:
            self._leave_out(row)

    def again(self) -> Iterator[Row]:
        """The rows that are read one by one: all, but of a long table."""
        return walked(self.table, self.words, None if self._parted is None else self._parted.one_by_one())

    @contextmanager
    def stream(self, on: date | None = None) -> Iterator[Stream | None]:
        """The table by kinds of rows, where it is long and can be read so; a display moves meanwhile."""
        if self.path is None or not is_streamable(self.table, self.path):
            yield None
            return
        with moving(self.table, self.words):
            yield stream_of(self.table, self.path, on)

    def read(self, after: After = nothing, on: date | None = None) -> None:
        """Read the whole table; of a long one, where that is possible, only one row of those that are alike.

        *after* is asked what else is found in a row, which may hang on whether its day is later than *on*.
        """
        with self.stream(on) as stream:
            self._parted = None if stream is None else parted(stream, self._read, after)
        for row in self.walk():
            for each in after(row):
                self.note(row.line, each)
        if self._parted is not None:
            self.gathered = Together(self._read, self._parted.beside)
            for row, findings, number in self._parted.findings():
                self.add_like(row, findings, number)
            for findings, number in self._parted.doubts_of_figures():
                self._add_numbers(findings, number)
        self.finish()

    def add_like(self, row: Row, findings: Iterable[Finding], number: int) -> None:
        """Take in so many rows that are like *row* in all but their figures; its *findings* are shown by others."""
        self.rows += number
        self._kibs.add(row, number)
        self._add_numbers(findings, number)

    def _add_numbers(self, findings: Iterable[Finding], number: int) -> None:
        for each in findings:
            self.numbers[each.code] += number

    def finish(self) -> None:
        """Note what is doubtful about whole events and links, once every row is in."""
        for link in self.table.links.without(self._linked):
            self.note(
                0, finding("link-unmatched", at=link.at, line=link.line, kib=link.kib, event=link.event)
            )
        for each in self.gathered.doubts:
            self.note(0, each)
        # Of the events that are counted by kind nothing is doubtful.
        for each in self._read.counts().findings:
            self.note(0, each)

    def note(self, line: int, each: Finding) -> None:
        """Count a finding; the first few of a code are kept as examples."""
        self.numbers[each.code] += 1
        held = self.examples.setdefault(each.code, [])
        if len(held) < EXAMPLES:
            held.append((line, each))

    @property
    def left_out(self) -> list[tuple[int, str]]:
        """Line and reason of every row that is not counted."""
        return sorted((line, reason) for reason, lines in self._left_out.items() for line in lines)

    @property
    def is_doubtful(self) -> bool:
        """Whether a row was left out or something is an error."""
        return bool(self._left_out) or any(kind(code).severity is Severity.ERROR for code in self.numbers)

    def _leave_out(self, row: Row) -> None:
        told = next(each for each in row.findings if each.code == "row-left-out")
        reason = self.words("left_out", what=told.data[self.words("left_out.words")])
        self._left_out.setdefault(reason, array("Q")).append(row.line)

    def kib_numbers(self) -> dict[str, int | dict[str, int]]:
        """How the KIBs are written and what was made of them; nothing where there is no such column."""
        return self._kibs.numbers() if "kib" in self.table.columns.used else {}

    def links(self) -> dict[str, int] | None:
        """How many rows were tied by links, and how many links tied none."""
        links = self.table.links
        if links is NO_LINKS:
            return None
        return {"rows": len(self._linked), "unmatched": sum(1 for _ in links.without(self._linked))}

    def notes(self) -> Iterator[str]:
        """How the table was read, a line each: columns, KIBs, rows left out, assumptions, readings."""
        words, columns = self.words, self.table.columns
        used = ", ".join(f"{columns.headings[place]} ({field})" for field, place in columns.used.items())
        yield words("notes.used", columns=used)
        if columns.ignored:
            ignored = ", ".join(
                f"{each.heading} ({words(f'ignored.{each.why}', field=each.field)})"
                if each.why is not Ignoring.UNKNOWN
                else each.heading
                for each in columns.ignored
            )
            yield words("notes.ignored", columns=ignored)
        if self.table.strict:
            yield words("notes.strict")
        if self.kib_numbers():
            yield from self._kibs.lines(words)
        links = self.links()
        if links is not None:
            yield words("notes.links", **links)
        yield from (words("notes.assumed", what=text) for text in self.assumed())
        for name, value in self.chosen_readings().items():
            yield words("notes.reading", name=name, value=value)
        left_out = self.left_out
        if left_out:
            yield words("notes.left_out", number=len(left_out))
            shown = left_out[: 3 * EXAMPLES + 1]
            yield from (f"  {words('line', line=line)}: {reason}" for line, reason in shown)
            if len(shown) < len(left_out):
                yield f"  {words('notes.more', number=len(left_out) - len(shown))}"

    def assumed(self) -> list[str]:
        """Every assumption that was made, in words."""
        given = self.assumptions
        answers = {True: "yes", False: "no"}
        told = []
        if given.requests_national_help is not None:
            told.append(self.words(f"assumed.help.{answers[given.requests_national_help]}"))
        if given.emergency_status is not None:
            told.append(self.words(f"assumed.status.{answers[given.emergency_status]}"))
        if given.blank is not None:
            told.append(self.words("assumed.blank"))
        return told

    def chosen_readings(self) -> dict[str, object]:
        """The readings that are not the default."""
        return {
            name: getattr(self.readings, name)
            for name, options in OPTIONS.items()
            if getattr(self.readings, name) != options[0]
        }

    def verdict_lines(self) -> list[tuple[str, str]]:
        """The verdicts in words, with their numbers."""
        verdicts, unreported = self.gathered.verdicts, self.gathered.unreported
        words = self.words
        open_ = verdicts[Verdict.UNDETERMINED]
        return [
            *(
                (words(f"verdict.{each}"), str(verdicts[each]))
                for each in Verdict
                if each is not Verdict.UNDETERMINED
            ),
            (words("verdict.undetermined"), str(open_)),
            (f"  {words('undetermined.below')}", str(open_ - unreported)),
            (f"  {words('undetermined.nothing')}", str(unreported)),
        ]
