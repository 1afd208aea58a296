"""Rows to events and their verdicts, without keeping the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import final

import attrs

from satudata._ground.paths import public
from satudata.counting import EventCounts, Events, Tally, count_events
from satudata.findings import Finding, finding
from satudata.interpretation import Interpretation, under_either_name
from satudata.tabular._assumptions import Assumptions
from satudata.tabular._judge import Judge
from satudata.tabular._remembered import Remembered
from satudata.tabular._rows import Facts, Part, Row, RowSource
from satudata.threshold import Verdict

#: The number of the criterion on the emergency status.
_STATUS = 6
_NO_ASSUMPTIONS = Assumptions()


@public("satudata.tabular")
@final
@attrs.frozen
class Judgement:
    """The verdict on an event and the numbers of the criteria *met*; *is_reported*: whether any figure is known."""

    verdict: Verdict
    met: tuple[int, ...]
    is_reported: bool


@public("satudata.tabular")
@final
class Gathered:
    """The events of a table's rows: how many, and the verdict on each.

    Two rows are one event as :func:`satudata.count_events` says; an event is judged by the figures of all its rows.
    *readings* is the old name of *interpretation*; it works for one release, with a ``DeprecationWarning``.
    """

    def __init__(
        self,
        assumptions: Assumptions = Assumptions(),
        interpretation: Interpretation = Interpretation(),
        readings: Interpretation | None = None,
    ) -> None:
        self._assumptions = assumptions
        self._judge = Judge(under_either_name("Gathered", interpretation, readings))
        self._events = Events()
        self._judgements: dict[str, Judgement] | None = None
        self._doubts: tuple[Finding, ...] = ()
        self._counts: EventCounts | None = None
        #: Equal judgements are one object: there are few, and many events.
        self._judgement_of: Remembered[tuple[tuple[Verdict, tuple[int, ...]], bool], Judgement] = Remembered(
            lambda key: Judgement(key[0][0], key[0][1], is_reported=key[1])
        )

    def add(self, row: Row) -> None:
        """Take in a row; one that is left out changes nothing."""
        self.add_source(row.source)

    def add_source(self, source: RowSource) -> None:
        """:meth:`add` for the source of a row."""
        facts = source.facts()
        if facts is None:
            return
        id, keys, regions, part = facts
        self._events.take(id, keys, part.main, regions, part=part)
        self._judgements = self._counts = None

    def counts(self, by: tuple[str, ...] = ()) -> EventCounts:
        """How many events, by level; see :func:`satudata.count_events`."""
        if self._counts is None or self._counts.dimensions != by:
            self._counts = self._events.counts(by)
        return self._counts

    def counts_of(self, rows: Iterable[Row], verdict: Verdict, by: tuple[str, ...] = ()) -> EventCounts:
        """How many events with this *verdict*; *rows* are the same rows once more."""
        return count_events(
            (row.event for row in rows if row.event is not None and self.judgement(row).verdict is verdict),
            by=by,
        )

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
            *_, part = facts
            return self._judged([part])
        return self.judgements[self._key(facts)]

    @property
    def judgements(self) -> dict[str, Judgement]:
        """The verdict on every event, by its key."""
        if self._judgements is None:
            events = self._events.events()
            judge = self._judged
            self._judgements = {key: judge(tally.parts) for key, tally in events.items()}
            self._doubts = tuple(_doubtful(events, self._judgements))
        return self._judgements

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How many events have which verdict."""
        return Counter(judgement.verdict for judgement in self.judgements.values())

    @property
    def unreported(self) -> int:
        """How many of the undetermined events have no figure at all."""
        return sum(
            judgement.verdict is Verdict.UNDETERMINED and not judgement.is_reported
            for judgement in self.judgements.values()
        )

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What is doubtful about whole events: records equal in everything, a siaga as the only ground."""
        _ = self.judgements
        return self._doubts

    def _key(self, facts: Facts) -> str:
        _, keys, *_ = facts
        return self._events.key(keys[0])

    def _judged(self, parts: Sequence[Part]) -> Judgement:
        first = parts[0] if len(parts) == 1 else min(parts, key=lambda part: part.main[:3])
        if len(parts) == 1 and self._assumptions == _NO_ASSUMPTIONS:
            requests_help, status, _ = first.answers
        else:
            requests_help = _any(
                [part.answers[0] for part in parts], self._assumptions.requests_national_help
            )
            status = _any([part.answers[1] for part in parts], self._assumptions.emergency_status)
        found = self._judge.judge(
            [part.amounts for part in parts],
            first.type,
            is_caused=first.cause,
            answers=(requests_help, status),
        )
        is_answered = requests_help is not None or status is not None
        return self._judgement_of[found, is_answered or any(part.is_reported for part in parts)]


def gather(
    rows: Iterable[Row],
    *,
    assumptions: Assumptions = Assumptions(),
    interpretation: Interpretation = Interpretation(),
    readings: Interpretation | None = None,
) -> Gathered:
    """Read *rows* once: which are one event, and whether each event meets the threshold.

    *readings* is the old name of *interpretation*; it works for one release, with a ``DeprecationWarning``.

    >>> from satudata.tabular import read_rows
    >>> rows = [["1304101202405111", "32"], ["1304101202405112", "2"], ["1306101202405111", ""]]
    >>> gathered = gather(read_rows(["KIB", "Meninggal"], rows))
    >>> gathered.counts().national, dict(gathered.verdicts), gathered.unreported
    (2, {Verdict.MET: 1, Verdict.UNDETERMINED: 1}, 1)
    """
    gathered = Gathered(assumptions, under_either_name("gather", interpretation, readings))
    for row in rows:
        gathered.add(row)
    return gathered


def _doubtful(events: Mapping[str, Tally], judgements: Mapping[str, Judgement]) -> Iterator[Finding]:
    for key, event in events.items():
        if event.rows > 1:
            for number in Counter([part.record for part in event.parts]).values():
                if number > 1:
                    yield finding("possible-double", key, number=number, record=key)
        if judgements[key].met == (_STATUS,):
            declared = [is_siaga for part in event.parts for _, status, is_siaga in (part.answers,) if status]
            if declared and all(declared):
                yield finding("siaga-only", key)


def _any(answers: Sequence[bool | None], assumed: bool | None) -> bool | None:
    """Kleene's *or* over the rows of an event; what is not answered is as assumed."""
    if True in answers:
        return True
    return assumed if None in answers else False
