"""What a command finds in its table: numbers, examples and the notes on how it was read."""

from __future__ import annotations

import argparse
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, final

from satudata.cli._arguments import interpretation_of, main_types_of, option_word
from satudata.cli._findings import line_text
from satudata.cli._messages import Words
from satudata.cli._progress import walked
from satudata.cli._table import Placed, declarations_in
from satudata.emergency import EmergencyStatus
from satudata.findings import Finding, Severity, finding, kind
from satudata.interpretation import OPTIONS, Interpretation
from satudata.kib import KIB
from satudata.tabular import Assumptions, Gathered, KIBState, Row, Table
from satudata.tabular._headings import Ignoring
from satudata.tabular._links import NO_LINKS
from satudata.tabular._rows import RowSource
from satudata.threshold import Verdict

if TYPE_CHECKING:
    from satudata.tabular import SiteReports

_REPAIR = "repair-"
_OPEN = "region-open"
_WITHOUT_KIB = (KIBState.BLANK, KIBState.UNREADABLE)
_CONFLICTS = frozenset({"kib-region-differs", "kib-date-differs", "kib-type-differs"})
#: So many findings of one code are shown.
EXAMPLES = 3
#: A workbook of which only a part was read.
_NOT_READ = "sheets-not-read"
#: A line below the rows, which is none of them.
_TOTAL = "total-row"
#: So many kinds of rows are counted before they are added up.
_KINDS = 10_000
#: How a row's KIB is written, whether it has a BPS code, and the codes of the row's findings.
_Kind: TypeAlias = tuple[KIBState, bool, tuple[str, ...]]

_OTHER_SYSTEM = "other-system-suspected"

#: What is found in a row in addition to what reading it found.
After: TypeAlias = Callable[[RowSource], Sequence[Finding]]


def is_repair(code: str) -> bool:
    """Whether the finding of that code says what was repaired in a KIB."""
    return code.startswith(_REPAIR)


@final
class KIBs:
    """Counts of KIBs, row by row."""

    def __init__(self) -> None:
        self._states: Counter[KIBState] = Counter()
        self._repairs: Counter[str] = Counter()
        self._of_bps = 0
        self._open = 0
        self._conflicting = 0

    def add(self, state: KIBState, codes: Iterable[str], number: int, *, is_of_bps: bool) -> None:
        """Take in so many rows whose KIB is written so; *codes* are those of the findings of each."""
        self._states[state] += number
        if state in _WITHOUT_KIB:
            return
        found = dict.fromkeys(codes)
        for code in filter(is_repair, found):
            self._repairs[code] += number
        self._open += number * (_OPEN in found)
        self._conflicting += number * (not _CONFLICTS.isdisjoint(found))
        self._of_bps += number * is_of_bps

    def numbers(self) -> dict[str, int | dict[str, int]]:
        """The counts by name; those of repairs by the code of their finding."""
        return {
            **{str(state): self._states[state] for state in KIBState},
            "repairs": dict(sorted(self._repairs.items())),
            "bps": self._of_bps,
            "ambiguous": self._open,
            "conflicting": self._conflicting,
        }

    def lines(self, words: Words) -> Iterator[str]:
        """The counts in words."""
        yield words("kibs.states", **self.numbers())
        for code, number in self._repairs.most_common():
            meaning = kind(code).meaning[words.lang].removesuffix(".")
            yield f"  {words('kibs.repair', number=number, meaning=meaning, code=code)}"
        yield f"  {words('kibs.of_them', **self.numbers())}"
        if self._states[KIBState.BLANK] or self._states[KIBState.UNREADABLE]:
            yield f"  {words('kibs.own')}"


@final
class Survey:
    """One walk through a table: its events, its findings with examples, its KIBs, and the rows left out."""

    def __init__(self, options: argparse.Namespace, words: Words, table: Table) -> None:
        self.table = table
        self.words = words
        self.assumptions: Assumptions = table.assumptions
        self.interpretation: Interpretation = interpretation_of(options, words)
        #: What the events are counted by; the findings are the same whatever it is.
        self._by: tuple[str, ...] = getattr(options, "by", ())
        #: The lists that have no column of places, so that the places of --set hold for them too.
        self.placed: Placed = {}
        self.declarations = declarations_in(options, words, self.placed)
        self._emergency_file: str = getattr(options, "emergency", None) or ""
        self.site_reports: SiteReports | None = None
        if getattr(options, "displaced", None) is not None:
            from satudata.cli._displaced import site_reports_of

            self.site_reports = site_reports_of(options, words, self.placed)
        self.gathered = Gathered(
            self.assumptions,
            self.interpretation,
            main_types=main_types_of(options, words),
            declarations=self.declarations,
            site_reports=self.site_reports,
        )
        self.rows = 0
        self._kibs = KIBs()
        self._linked: set[tuple[int, str]] = set()
        self._numbers: Counter[str] = Counter()
        self.examples: dict[str, list[tuple[int, Finding]]] = {}
        #: How many rows of each kind there are, until they are added up; sets of codes that need no more examples.
        self._kinds: Counter[_Kind] = Counter()
        self._shown: set[tuple[str, ...]] = set()
        self._left_out: dict[str, array[int]] = {}
        for each in table.findings:
            self.note(0, each)

    def walk(self) -> Iterator[Row]:
        """Take in every row and hand it on; events are not kept."""
        for row in walked(self.table, self.words, iter(self.table)):
            self._take_in(row.source)
            yield row

    def read(self, after: After | None = None) -> None:
        """Read the whole table; *after* is asked what else is found in a row."""
        gather = self.gathered.add_source
        for source in walked(self.table, self.words, self.table.sources()):
            self._take_in(source)
            gather(source)
            if after is not None:
                for each in after(source):
                    self.note(source.line, each)
        self.finish()

    def again(self) -> Iterator[Row]:
        """The rows once more."""
        return walked(self.table, self.words, iter(self.table))

    def _take_in(self, source: RowSource) -> None:
        self.rows += 1
        kind = source.kib_state, source.is_of_bps, source.codes
        self._kinds[kind] += 1
        if self.table.links.links:
            digits = source.digits
            place = source.line, KIB.parse(digits).format() if digits else source.kib_text
            if self.table.links.event_id_for(*place) is not None:
                self._linked.add(place)
        codes = kind[-1]
        if codes:
            if codes not in self._shown:
                self._show(source, codes)
            if not source.region and _TOTAL not in codes:
                self._leave_out(source)

    def _show(self, row: RowSource, codes: tuple[str, ...]) -> None:
        """Keep the first findings of each code as examples."""
        if len(self._kinds) > _KINDS:
            self._add_up()
            self._shown.clear()
        if all(len(self.examples.get(code, ())) >= EXAMPLES for code in codes):
            self._shown.add(codes)
            return
        for each in row.findings:
            self._keep(row.line, each)

    def _add_up(self) -> None:
        for (state, is_of_bps, codes), number in self._kinds.items():
            self._kibs.add(state, codes, number, is_of_bps=is_of_bps)
            for code in codes:
                self._numbers[code] += number
            # The KIB and the region cell of a row may both say it.
            if codes.count(_OTHER_SYSTEM) > 1:
                self._numbers[_OTHER_SYSTEM] -= number * (codes.count(_OTHER_SYSTEM) - 1)
        self._kinds.clear()

    @property
    def numbers(self) -> Counter[str]:
        """How often each code was found so far."""
        self._add_up()
        return self._numbers

    def finish(self) -> None:
        """Note what is doubtful about whole events and links, once every row is in."""
        for link in self.table.links.unmatched(self._linked):
            self.note(
                0, finding("link-unmatched", at=link.at, line=link.line, kib=link.kib, event=link.event)
            )
        for lines, each in self.gathered.doubts_by_line:
            self.note(lines[0], each)
        for each in self.gathered.counts(self._by).findings:
            self.note(0, each)

    def note(self, line: int, each: Finding) -> None:
        """Count a finding; the first few of a code are kept as examples."""
        self._numbers[each.code] += 1
        self._keep(line, each)

    def _keep(self, line: int, each: Finding) -> None:
        kept = self.examples.setdefault(each.code, [])
        if len(kept) < EXAMPLES:
            kept.append((line, each))

    @property
    def left_out(self) -> list[tuple[int, str]]:
        """Line and reason of every row that is not counted."""
        return sorted((line, reason) for reason, lines in self._left_out.items() for line in lines)

    def severity(self, code: str) -> Severity:
        """The severity of the findings with this code; that of the first, where the table decides it."""
        kept = self.examples.get(code)
        return kept[0][1].severity if kept else kind(code).severity

    @property
    def is_doubtful(self) -> bool:
        """Whether a row was left out or something is an error."""
        return (
            bool(self._left_out)
            or (self.declarations is not None and bool(self.declarations.left_out))
            or _NOT_READ in self.numbers
            or any(self.severity(code) is Severity.ERROR for code in self.numbers)
        )

    def _leave_out(self, row: RowSource) -> None:
        found = next(each for each in row.findings if each.code == "row-left-out")
        reason = self.words("left_out", what=found.data[self.words("left_out.words")])
        self._left_out.setdefault(reason, array("Q")).append(row.line)

    def kib_numbers(self) -> dict[str, int | dict[str, int]]:
        """How the KIBs are written and what was made of them; nothing where there is no such column."""
        self._add_up()
        return self._kibs.numbers() if "kib" in self.table.columns.used else {}

    def links(self) -> dict[str, int] | None:
        """How many rows were tied by links, and how many links tied none."""
        links = self.table.links
        if links is NO_LINKS:
            return None
        return {"rows": len(self._linked), "unmatched": sum(1 for _ in links.unmatched(self._linked))}

    def notes(self) -> Iterator[str]:
        """How the table was read, a line each: columns, KIBs, rows left out, assumptions, interpretation."""
        words, columns = self.words, self.table.columns
        used = ", ".join(f"{columns.headings[place]} ({field})" for field, place in columns.used.items())
        yield words("notes.used", columns=used)
        if columns.by_cells:
            found = ", ".join(f"{columns.heading(field)} ({field})" for field in columns.by_cells)
            yield words("notes.by_cells", columns=found)
        if columns.ignored:
            ignored = ", ".join(
                f"{each.heading} ({words(f'ignored.{each.why}', field=each.field)})"
                if each.why is not Ignoring.UNKNOWN
                else each.heading
                for each in columns.ignored
            )
            yield words("notes.ignored", columns=ignored)
        yield from self._source_notes()
        if self.table.strict:
            yield words("notes.strict")
        if self.kib_numbers():
            yield from self._kibs.lines(words)
        links = self.links()
        if links is not None:
            yield words("notes.links", **links)
        yield from (words("notes.assumed", what=text) for text in self.assumed())
        yield from self._emergency_notes()
        if self.site_reports is not None:
            from satudata.cli._displaced import note_on

            yield note_on(self.site_reports, self.interpretation, words)
        for name, value in self.chosen_interpretation().items():
            yield words("notes.interpretation", name=name, value=option_word(value))
        left_out = self.left_out
        if left_out:
            yield words("notes.left_out", number=len(left_out))
            shown = left_out[: 3 * EXAMPLES + 1]
            yield from (f"  {self.line(line)}: {reason}" for line, reason in shown)
            if len(shown) < len(left_out):
                yield f"  {words('notes.more', number=len(left_out) - len(shown))}"

    def displaced_facts(self) -> dict[str, object]:
        """What the site reports say of the events, for JSON; nothing without such a list."""
        if self.site_reports is None:
            return {}
        from satudata.cli._displaced import facts_on

        return facts_on(self.site_reports, self.gathered)

    def line(self, line: int) -> str:
        """The line of a row in words, with its sheet where the table has several."""
        return line_text(self.table, line, self.words)

    def _source_notes(self) -> Iterator[str]:
        """The sheets, constants and filled cells of the table, and the lines that are no rows of it."""
        words, table = self.words, self.table
        if table.sheets:
            yield words("notes.sheets", sheets=", ".join(table.sheets))
        for name, value in table.constants.given.items():
            yield words("notes.set", name=name, value=value)
        for file, unknown in self.placed.items():
            columns = words("notes.placed_unknown", columns=", ".join(unknown)) if unknown else ""
            yield words("notes.placed", file=file, columns=columns)
        if table.fill_down:
            yield words("notes.filled_down")
        for code in (
            _NOT_READ,
            "date-perhaps-swapped",
            "date-month-first",
            "event-days-apart",
            "event-id-not-filled",
        ):
            found = (f"{each.message(words.lang)} [{code}]" for _, each in self.examples.get(code, ()))
            yield from dict.fromkeys(found)
        if _TOTAL in self.numbers:
            shown = ", ".join(self.line(line) for line, _ in self.examples[_TOTAL])
            yield words("notes.totals", number=self.numbers[_TOTAL], lines=shown)
        if unread := list(self._places_not_read()):
            yield words("notes.place_unknown", places=", ".join(dict.fromkeys(unread)))
        if "cells-merged-down" in self.numbers:
            yield words("notes.merged_down", number=self.numbers["cells-merged-down"])

    def _places_not_read(self) -> Iterator[str]:
        """The first names of places that are not understood in rows that count all the same."""
        left_out = {line for line, _ in self.left_out}
        for line, each in self.examples.get("place-unknown", ()):
            if line not in left_out:
                yield f'"{each.data["name"]}" ({self.line(line)})'

    def _emergency_notes(self) -> Iterator[str]:
        emergency = self.emergency()
        if emergency is not None:
            yield self.words("notes.emergency", **emergency)
            if emergency["siaga_only"]:
                yield self.words("notes.emergency_siaga", **emergency)
            if emergency["left_out"]:
                yield self.words("notes.emergency_left_out", **emergency)

    def emergency(self) -> dict[str, Any] | None:
        """How many declarations there are, and how many events they answer; ``None`` without any."""
        if self.declarations is None:
            return None
        declared = self.gathered.declared
        statuses = [{each.declaration.status for each in found} for found in declared.values()]
        return {
            "file": self._emergency_file,
            "declarations": len(self.declarations.listed),
            "left_out": len(self.declarations.left_out),
            "events": len(declared),
            "siaga_only": statuses.count({EmergencyStatus.SIAGA}),
        }

    def assumed(self) -> list[str]:
        """Every assumption that was made, in words."""
        given = self.assumptions
        answers = {"help": given.requests_national_help, "status": given.emergency_status}
        texts = [
            self.words(f"assumed.{name}.{option_word(answer)}")
            for name, answer in answers.items()
            if answer is not None
        ]
        if given.blank is not None:
            texts.append(self.words("assumed.blank"))
        texts += [self.words("assumed.lacking", what=self.words(f"assumed.{name}")) for name in given.lacking]
        return texts

    def chosen_interpretation(self) -> dict[str, object]:
        """The open points that are not interpreted by the default, and which declarations answer criterion 6."""
        is_asked = {"declaration_within": self.declarations is not None}
        return {
            name: getattr(self.interpretation, name)
            for name, options in OPTIONS.items()
            if getattr(self.interpretation, name) != options[0] or is_asked.get(name)
        }

    def verdict_lines(self) -> list[tuple[str, str]]:
        """The verdicts in words, with their numbers."""
        verdicts, words = self.gathered.verdicts, self.words
        return [
            *((words(f"verdict.{each}"), str(verdicts[each])) for each in Verdict),
            *(
                (f"  {words(f'undetermined.{why}')}", str(number))
                for why, number in self.undetermined().items()
                if number or why != "type"
            ),
        ]

    def undetermined(self) -> dict[str, int]:
        """The events without a verdict: all figures below the limits, nothing reported, or the type not known."""
        nothing, type_unknown = self.gathered.unreported, self.gathered.type_unknown
        below = self.gathered.verdicts[Verdict.UNDETERMINED] - nothing - type_unknown
        return {"below": below, "nothing": nothing, "type": type_unknown}
