"""Rows to events and their verdicts, without keeping the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.counting import EventCounts, Events
from satudata.disaster_types._schemes import OTHER_TYPE, PRESENT
from satudata.events._counts import UNKNOWN, MainType, Tally, type_key
from satudata.findings import Finding, Severity, finding
from satudata.interpretation import Interpretation, under_either_name
from satudata.kib import DATE, STEM_WIDTH
from satudata.published import Share, shared_weights
from satudata.tabular._assumptions import Assumptions
from satudata.tabular._judge import Judge
from satudata.tabular._places import in_force
from satudata.tabular._remembered import Remembered
from satudata.tabular._rows import Facts, Part, Row, RowSource
from satudata.threshold import Verdict

if TYPE_CHECKING:
    from satudata.tabular._declared_status import DeclaredStatus
    from satudata.tabular._site_figures import Reported, SiteFigures
    from satudata.tabular.lists._declared import Declarations
    from satudata.tabular.lists._listed import ListedDeclaration
    from satudata.tabular.lists._site_reports import SiteReports

#: The number of the criterion on the emergency status.
_STATUS = 6
_NO_ASSUMPTIONS = Assumptions()
#: So many KIBs, all with the index 0, are no chance; KIBs before this day had it.
_FEWEST_KIBS, _ZERO_UNTIL = 5, "20190101"
#: Rows of one event that begin further apart are perhaps several events.
_APART = timedelta(days=31)
#: So many lines are named in a finding.
_LINES = 10
_OTHER = (PRESENT, OTHER_TYPE)
_KNOWN = {Verdict.MET: True, Verdict.NOT_MET: False}
_VERDICT_ID = {True: "memenuhi ambang batas", False: "tidak memenuhi ambang batas"}
#: A finding and the lines of its rows.
Doubt: TypeAlias = tuple[tuple[int, ...], Finding]
#: A type and whether it is one of the disaster types.
_Cause: TypeAlias = tuple[tuple[str | None, str | None], bool | None]


@public("satudata.tabular")
@final
@attrs.frozen
class Judgement:
    """The verdict on an event and the numbers of the criteria *met*.

    *is_reported*: whether any figure is known. *is_type_unknown*: whether no type of the event is known.
    """

    verdict: Verdict
    met: tuple[int, ...]
    is_reported: bool
    is_type_unknown: bool = False


@public("satudata.tabular")
@final
class Gathered:
    """The events of a table's rows: how many, and the verdict on each.

    Two rows are one event as :func:`satudata.count_events` says; an event is judged by the figures of all its rows.
    *main_types* states the main type of events, by event id or KIB. *declarations* answer criterion 6 where one fits
    the event's region, hazard and day; where none fits, the answer stays that of the rows or of the *assumptions*.
    *site_reports* are reports of displaced people: for criterion 2 the larger of the rows' own figure and theirs
    counts. *readings* is the old name of *interpretation*; it works for one release, with a ``DeprecationWarning``.
    """

    def __init__(
        self,
        assumptions: Assumptions = Assumptions(),
        interpretation: Interpretation = Interpretation(),
        readings: Interpretation | None = None,
        *,
        main_types: Mapping[str, str] | None = None,
        declarations: Declarations | None = None,
        site_reports: SiteReports | None = None,
    ) -> None:
        interpretation = under_either_name("Gathered", interpretation, readings)
        # Most tables come without declarations and site reports, and need none of this.
        self._declared: DeclaredStatus | None = None
        if declarations is not None:
            from satudata.tabular._declared_status import DeclaredStatus

            self._declared = DeclaredStatus(declarations, interpretation.declaration_within)
        self._sites: SiteFigures | None = None
        if site_reports is not None:
            from satudata.tabular._site_figures import SiteFigures

            by_record = interpretation.scope == "record"
            self._sites = SiteFigures(site_reports, interpretation.displaced_at, by_record=by_record)
        self._assumptions = assumptions
        self._judge = Judge(interpretation)
        self._main_types = main_types
        self._interpretation = interpretation
        self._events = self._new_events()
        self._judgements: dict[str, Judgement] | None = None
        self._doubts: tuple[Doubt, ...] = ()
        self._published: Decimal | None = None
        self._shares: list[Share] = []
        #: How many KIBs were read and the latest day of one, while all of them end in 0.
        self._kibs, self._last_kib = 0, ""
        self._are_zeros = True
        self._counts: EventCounts | None = None
        #: Equal judgements are one object: there are few, and many events.
        self._judgement_of: Remembered[tuple[tuple[Verdict, tuple[int, ...]], bool, bool], Judgement] = (
            Remembered(
                lambda key: Judgement(key[0][0], key[0][1], is_reported=key[1], is_type_unknown=key[2])
            )
        )

    def add(self, row: Row) -> None:
        """Take in a row; one that is left out changes nothing."""
        self.add_source(row.source)

    def add_source(self, source: RowSource) -> None:
        """:meth:`add` for the source of a row."""
        digits = source.digits
        if digits and self._are_zeros:
            self._note_index(digits)
        facts = source.facts()
        if facts is None:
            return
        id, keys, regions, part = facts
        self._events.take(id, keys, part.main, regions, part=part)
        if part.stated or part.others or self._main_types:
            day = part.main[1]
            others = [(day, kind) for kind in part.others]
            self._events.add_types(keys, day, others, part.stated, also=digits[:STEM_WIDTH])
        if part.weight is not None:
            self._published = part.weight + (self._published or 0)
            if 0 < part.weight < 1:
                day, kind = part.main[1], part.main[3:]
                self._shares.append(Share(part.line, day, kind, regions[0], part.weight))
        self._judgements = self._counts = None

    def counts(self, by: tuple[str, ...] = ()) -> EventCounts:
        """How many events, by level; see :func:`satudata.count_events`."""
        if self._counts is None or self._counts.dimensions != by:
            self._counts = self._events.counts(by)
        return self._counts

    @property
    def published(self) -> Decimal | None:
        """The sum of the publisher's own weights; ``None`` where no row has one. It is not the rules' count."""
        return self._published

    def counts_of(self, rows: Iterable[Row], verdict: Verdict, by: tuple[str, ...] = ()) -> EventCounts:
        """How many events with this *verdict*; *rows* are the same rows once more."""
        events = self._new_events()
        for row in rows:
            if row.event is not None and self.judgement(row).verdict is verdict:
                events.add(row.event)
        return events.counts(by)

    def _new_events(self) -> Events:
        is_inferred = self._interpretation.main_type == "inferred"
        return Events(main_types=self._main_types, inferred=is_inferred, in_force=in_force)

    def key(self, row: Row) -> str | None:
        """The key of the row's event; ``None`` for a row that is left out."""
        facts = row.source.facts()
        return None if facts is None else self._key(facts)

    def judgement(self, row: Row, *, alone: bool = False) -> Judgement:
        """The verdict on the row's event, or on the row *alone*; nothing is known of a row that is left out."""
        facts = row.source.facts()
        if facts is None:
            return Judgement(Verdict.UNDETERMINED, (), is_reported=False)
        if alone:
            *_, regions, part = facts
            is_declared = self._declared is not None and bool(self._declared.of_part(regions, part))
            return self._judged([part], None, is_declared=is_declared)
        return self.judgements[self._key(facts)]

    @property
    def judgements(self) -> dict[str, Judgement]:
        """The verdict on every event, by its key."""
        if self._judgements is None:
            events = self._events.events()
            judge, declared, sites = self._judged, self._declared, self._sites
            of_lists: tuple[Doubt, ...] = ()
            if declared is None and sites is None:
                self._judgements = {key: judge(tally.parts, tally) for key, tally in events.items()}
            else:
                lists = [each for each in (declared, sites) if each is not None]
                for each in lists:
                    each.take(events)
                fitting = {} if declared is None else declared.fitting
                self._judgements = {
                    key: judge(
                        tally.parts if sites is None else sites.parts(key, tally.parts),
                        tally,
                        is_declared=key in fitting,
                    )
                    for key, tally in events.items()
                }
                of_lists = tuple(doubt for each in lists for doubt in each.doubts(events))
            of_events = _doubtful(events, self._judgements, declared)
            self._doubts = (*of_events, *of_lists, *_unclosed(self._shares), *self._rounded())
        return self._judgements

    @property
    def declared(self) -> Mapping[str, tuple[ListedDeclaration, ...]]:
        """The declarations that answer criterion 6 of an event, by its key; an event without any is absent."""
        _ = self.judgements
        return FrozenMap() if self._declared is None else FrozenMap(self._declared.fitting)

    @property
    def site_figures(self) -> Mapping[str, Reported]:
        """What the site reports say of each event, by its key; an event without any is absent."""
        _ = self.judgements
        return FrozenMap() if self._sites is None else FrozenMap(self._sites.reported)

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How many events have which verdict."""
        return Counter(judgement.verdict for judgement in self.judgements.values())

    @property
    def unreported(self) -> int:
        """How many of the undetermined events have no figure at all, though their type is known."""
        return sum(
            judgement.verdict is Verdict.UNDETERMINED
            and not judgement.is_reported
            and not judgement.is_type_unknown
            for judgement in self.judgements.values()
        )

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What is doubtful about whole events: equal rows, a siaga alone, rows of one province, weights."""
        return tuple(doubt for _, doubt in self.doubts_by_line)

    @property
    def doubts_by_line(self) -> tuple[Doubt, ...]:
        """The same, each with the lines of its rows."""
        _ = self.judgements
        return self._doubts

    @property
    def type_unknown(self) -> int:
        """How many of the undetermined events have no type that is known."""
        return sum(
            judgement.verdict is Verdict.UNDETERMINED and judgement.is_type_unknown
            for judgement in self.judgements.values()
        )

    def _note_index(self, digits: str) -> None:
        self._kibs += 1
        self._are_zeros = digits[-1] == "0"
        self._last_kib = max(self._last_kib, digits[DATE])

    def _rounded(self) -> Iterator[Doubt]:
        """A column of KIBs that a spreadsheet has rounded; before 2019 the index 0 was in use."""
        if self._are_zeros and self._kibs >= _FEWEST_KIBS:
            found = finding("kib-all-rounded", "kib", number=self._kibs)
            is_old = self._last_kib < _ZERO_UNTIL
            yield (0,), attrs.evolve(found, severity=Severity.WARNING) if is_old else found

    def _key(self, facts: Facts) -> str:
        _, keys, *_ = facts
        return self._events.key(keys[0])

    def _judged(self, parts: Sequence[Part], tally: Tally | None, *, is_declared: bool = False) -> Judgement:
        """The verdict on *parts* together; without a *tally* by their own type. *is_declared* answers criterion 6."""
        first = parts[0]
        if len(parts) == 1 and self._assumptions == _NO_ASSUMPTIONS:
            requests_help, status, _ = first.answers
        else:
            requests_help = _any(
                [part.answers[0] for part in parts], self._assumptions.requests_national_help
            )
            status = _any([part.answers[1] for part in parts], self._assumptions.emergency_status)
        if is_declared:
            status = True
        answers = requests_help, status
        amounts = [part.amounts for part in parts]
        judge, type_, cause = self._judge.judge, first.type, first.cause
        if tally is None or (tally.kinds is None and not tally.stated):
            # A known type without a number counts as 999 Lainnya does.
            judged = type_ if type_[1] or not cause else _OTHER
            found = judge(amounts, judged, is_caused=cause, answers=answers)
        else:
            types = _types_of(parts, self._events.main_type(tally))
            cause = _all(each for _, each in types)
            found = _common(
                judge(amounts, each if each[1] or not cause else _OTHER, is_caused=cause, answers=answers)
                for each, _ in types
            )
        is_reported = (
            first.is_reported
            or requests_help is not None
            or status is not None
            or any(part.is_reported for part in parts[1:])
        )
        return self._judgement_of[found, is_reported, cause is None]


def _types_of(parts: Sequence[Part], main: MainType) -> Sequence[_Cause]:
    """The types under which an event is judged: its main type, or all its types where that is open."""
    kind = main.kind
    if kind is None:
        return tuple(dict.fromkeys((part.type, part.cause) for part in parts))
    meant = type_key(kind)[:2]
    causes = [part.cause for part in parts if part.type == meant and (meant[1] or part.main[5] == kind[2])]
    return ((meant, causes[0] if causes else True),)


def _all(causes: Iterable[bool | None]) -> bool | None:
    """Whether all are causes; not known where one is not known."""
    return True if all(causes) else None


def _common(verdicts: Iterable[tuple[Verdict, tuple[int, ...]]]) -> tuple[Verdict, tuple[int, ...]]:
    """What holds whichever type is the main one."""
    found = [*verdicts]
    each = {verdict for verdict, _ in found}
    met = set.intersection(*(set(numbers) for _, numbers in found))
    return each.pop() if len(each) == 1 else Verdict.UNDETERMINED, tuple(sorted(met))


def gather(
    rows: Iterable[Row],
    *,
    assumptions: Assumptions = Assumptions(),
    interpretation: Interpretation = Interpretation(),
    main_types: Mapping[str, str] | None = None,
    declarations: Declarations | None = None,
    site_reports: SiteReports | None = None,
    readings: Interpretation | None = None,
) -> Gathered:
    """Read *rows* once: which are one event, and whether each event meets the threshold.

    *main_types* states the main type of events, by event id or KIB; *declarations* answer criterion 6, as
    :func:`~satudata.tabular.read_declarations` reads them; *site_reports* are reports of displaced people, as
    :func:`~satudata.tabular.read_site_reports` reads them. *readings* is the old name of *interpretation*; it works for
    one release, with a ``DeprecationWarning``.

    >>> from satudata.tabular import read_rows
    >>> rows = [["1304101202405111", "32"], ["1304101202405112", "2"], ["1306101202405111", ""]]
    >>> gathered = gather(read_rows(["KIB", "Meninggal"], rows))
    >>> gathered.counts().national, dict(gathered.verdicts), gathered.unreported
    (2, {Verdict.MET: 1, Verdict.UNDETERMINED: 1}, 1)
    """
    gathered = Gathered(
        assumptions,
        under_either_name("gather", interpretation, readings),
        main_types=main_types,
        declarations=declarations,
        site_reports=site_reports,
    )
    for row in rows:
        gathered.add(row)
    return gathered


def _doubtful(
    events: Mapping[str, Tally], judgements: Mapping[str, Judgement], of_decrees: DeclaredStatus | None
) -> Iterator[Doubt]:
    for key, event in events.items():
        judgement, parts = judgements[key], event.parts
        if event.rows > 1:
            yield from _equal_rows(key, parts)
            yield from _of_one_province(parts)
            yield from _far_apart(key, parts)
        if judgement.met == (_STATUS,):
            declared = [
                (part.line, is_siaga) for part in parts for _, status, is_siaga in (part.answers,) if status
            ]
            if of_decrees is not None and key in of_decrees.fitting:
                declared += [(part.line, of_decrees.is_siaga(key)) for part in parts]
            if declared and all(is_siaga for _, is_siaga in declared):
                yield tuple(dict.fromkeys(line for line, _ in declared)), finding("siaga-only", key)
        for part in parts:
            if part.publisher is not None:
                yield from _against_publisher(part, judgement)


def _equal_rows(key: str, parts: Iterable[Part]) -> Iterator[Doubt]:
    lines: dict[int, list[int]] = {}
    for part in parts:
        lines.setdefault(part.record, []).append(part.line)
    for equal in lines.values():
        if len(equal) > 1:
            yield tuple(equal), finding("possible-double", key, number=len(equal), record=key)


def _of_one_province(parts: Iterable[Part]) -> Iterator[Doubt]:
    """Rows that name only a province and became one event by it."""
    merged = [part for part in parts if part.apart]
    if len(merged) > 1:
        lines = tuple(part.line for part in merged)
        shown = ", ".join(map(str, lines[:_LINES])) + (", ..." if len(lines) > _LINES else "")
        differ = len({part.apart for part in merged}) > 1
        yield (
            lines,
            finding(
                "province-only-merged",
                lines=shown,
                number=len(lines),
                several="; their places or texts differ, perhaps several events" if differ else "",
                several_id="; tempat atau teksnya berbeda, mungkin beberapa kejadian" if differ else "",
            ),
        )


def _far_apart(key: str, parts: Iterable[Part]) -> Iterator[Doubt]:
    """Rows of one event that began in different months: an id that numbers the events of each month is no id."""
    lines = {part.line: part.main[1] for part in parts}
    first, last = min(lines.values()), max(lines.values())
    if last - first > _APART:
        yield (
            tuple(lines),
            finding(
                "event-days-apart",
                key,
                key=key,
                number=len(lines),
                first=first.isoformat(),
                last=last.isoformat(),
            ),
        )


def _against_publisher(part: Part, judgement: Judgement) -> Iterator[Doubt]:
    ours = _KNOWN.get(judgement.verdict)
    if ours is not None and part.publisher is not ours:
        words = _VERDICT_ID[ours]
        yield (
            (part.line,),
            finding(
                "publisher-verdict-differs",
                text=str(part.publisher).lower(),
                verdict=str(judgement.verdict).replace("_", " "),
                verdict_id=words,
            ),
        )


def _unclosed(shares: Sequence[Share]) -> Iterator[Doubt]:
    """Shares of an event that do not add up to one."""
    for closes, rows in shared_weights(shares):
        if not closes:
            _, day, (code, _, name), _, weight = rows[0]
            yield (
                tuple(row.place for row in rows),
                finding(
                    "weights-do-not-close",
                    number=len(rows),
                    type=name if code == UNKNOWN else code,
                    date=day.isoformat(),
                    weight=str(weight),
                ),
            )


def _any(answers: Sequence[bool | None], assumed: bool | None) -> bool | None:
    """Kleene's *or* over the rows of an event; what is not answered is as assumed."""
    if True in answers:
        return True
    return assumed if None in answers else False
