"""Rows to events and their verdicts, without keeping the rows."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias, final

import attrs

from satudata._ground.paths import public
from satudata.counting import EventCounts, Events, count_events, keys_of, main_row
from satudata.criteria import JUKLAK_7_2023
from satudata.disaster_types._schemes import KARHUTLA_CODES, OTHER_TYPE, PRESENT
from satudata.events import Event, EventRecord
from satudata.findings import Finding, finding
from satudata.impacts import COUNTS, Impact
from satudata.readings import Readings
from satudata.regions._code import RegionCode
from satudata.tabular._rows import Assumptions, Row
from satudata.threshold import Verdict, evaluate

#: Scheme and code.
_Type: TypeAlias = tuple[str | None, str | None]
_ANY_REGION = RegionCode.parse("00")
_ANY_TYPE = (PRESENT, "101")
#: The number of the criterion on the emergency status.
_STATUS = 6
_HIGHEST = math.ceil(max(criterion.limit for criterion in JUKLAK_7_2023.criteria))


@public("satudata.tabular")
@final
@attrs.frozen
class Judgement:
    """The verdict on an event and the numbers of the criteria *met*; *is_reported*: whether any figure is known."""

    verdict: Verdict
    met: tuple[int, ...]
    is_reported: bool


class _Part(NamedTuple):
    """What is kept of a row; the smallest part gives the event its type, as in counting."""

    main: tuple[bool, date, str]
    type: _Type
    cause: bool | None
    impact: Impact
    record: int
    answers: tuple[bool | None, bool | None, bool]


@public("satudata.tabular")
@final
class Gathered:
    """The events of a table's rows: how many, and the verdict on each.

    Two rows are one event as :func:`satudata.count_events` says; an event is judged by the figures of all its rows.
    """

    def __init__(self, assumptions: Assumptions = Assumptions(), readings: Readings = Readings()) -> None:
        self._assumptions = assumptions
        self._readings = readings
        self._events = Events()
        self._parts: dict[str, list[_Part]] = {}
        self._judgements: dict[str, Judgement] | None = None

    def add(self, row: Row) -> None:
        """Take in a row; one that is left out changes nothing."""
        if row.event is None:
            return
        key = self._events.add(row.event)
        self._parts.setdefault(key, []).append(_part(row, row.event))
        self._judgements = None

    def counts(self, by: tuple[str, ...] = ()) -> EventCounts:
        """How many events, by level; see :func:`satudata.count_events`."""
        return self._events.counts(by)

    def counts_of(self, rows: Iterable[Row], verdict: Verdict, by: tuple[str, ...] = ()) -> EventCounts:
        """How many events with this *verdict*; *rows* are the same rows once more."""
        return count_events(
            (row.event for row in rows if row.event is not None and self.judgement(row).verdict is verdict),
            by=by,
        )

    def key(self, row: Row) -> str | None:
        """The key of the row's event; ``None`` for a row that is left out."""
        return None if row.event is None else self._events.key(keys_of(row.event)[0])

    def judgement(self, row: Row, *, alone: bool = False) -> Judgement:
        """The verdict on the row's event, or on the row *alone*; nothing is known of a row that is left out."""
        key = self.key(row)
        if key is None or row.event is None:
            return Judgement(Verdict.UNDETERMINED, (), is_reported=False)
        if not alone:
            return self.judgements[key]
        return self._judged([_part(row, row.event)])

    def judgement_of(self, row: Row, impacts: Iterable[Impact]) -> Judgement:
        """The verdict on an event whose rows are like *row*, which is not left out, but for the *impacts*."""
        assert row.event is not None
        part = _part(row, row.event)
        return self._judged([part._replace(impact=impact) for impact in impacts])

    @property
    def judgements(self) -> dict[str, Judgement]:
        """The verdict on every event, by its key."""
        if self._judgements is None:
            together: dict[str, list[_Part]] = {}
            for node, parts in self._parts.items():
                together.setdefault(self._events.key(node), []).extend(parts)
            self._judgements = {key: self._judged(parts) for key, parts in together.items()}
            self._doubts = tuple(_doubtful(together, self._judgements))
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

    def _judged(self, parts: list[_Part]) -> Judgement:
        first = min(parts, key=lambda part: part.main)
        return _judgement(
            frozenset(Counter(part.impact for part in parts).items()),
            _type_judged(first.type),
            first.cause,
            _any({part.answers[0] for part in parts}, self._assumptions.requests_national_help),
            _any({part.answers[1] for part in parts}, self._assumptions.emergency_status),
            self._readings,
        )


def gather(
    rows: Iterable[Row], *, assumptions: Assumptions = Assumptions(), readings: Readings = Readings()
) -> Gathered:
    """Read *rows* once: which are one event, and whether each event meets the threshold.

    >>> from satudata.tabular import read_rows
    >>> rows = [["1304101202405111", "32"], ["1304101202405112", "2"], ["1306101202405111", ""]]
    >>> gathered = gather(read_rows(["KIB", "Meninggal"], rows))
    >>> gathered.counts().national, dict(gathered.verdicts), gathered.unreported
    (2, {Verdict.MET: 1, Verdict.UNDETERMINED: 1}, 1)
    """
    gathered = Gathered(assumptions, readings)
    for row in rows:
        gathered.add(row)
    return gathered


def _part(row: Row, event: Event) -> _Part:
    return _Part(
        main=main_row(event)[:3],
        type=(event.scheme, event.type_code),
        cause=row.cause,
        impact=capped(event.records[0].impact),
        record=hash(event.records[0]),
        answers=(row.requests_national_help, row.emergency_status, row.is_siaga),
    )


def _type_judged(type_: _Type) -> _Type:
    """A type that is judged alike: which one it is counts only for forest and land fire and for that of no list."""
    code = type_[1]
    return type_ if code is None or code in (*KARHUTLA_CODES, OTHER_TYPE) else _ANY_TYPE


@lru_cache(maxsize=8192)
def capped(impact: Impact) -> Impact:
    """An impact that is judged alike: a count that reaches the highest limit reaches every one, added to or not."""
    large: dict[str, Any] = {name: _HIGHEST for name in COUNTS if (getattr(impact, name) or 0) > _HIGHEST}
    return attrs.evolve(impact, **large) if large else impact


def _doubtful(events: Mapping[str, list[_Part]], judgements: Mapping[str, Judgement]) -> Iterator[Finding]:
    for key, parts in events.items():
        if len(parts) > 1:
            for number in Counter(part.record for part in parts).values():
                if number > 1:
                    yield finding("possible-double", key, number=number, record=key)
        declared = [is_siaga for part in parts for _, status, is_siaga in (part.answers,) if status]
        if judgements[key].met == (_STATUS,) and declared and all(declared):
            yield finding("siaga-only", key)


def _any(answers: set[bool | None], assumed: bool | None) -> bool | None:
    """Kleene's *or* over the rows of an event; what is not answered is as assumed."""
    if True in answers:
        return True
    return assumed if None in answers else False


@lru_cache(maxsize=8192)
def _judgement(
    impacts: frozenset[tuple[Impact, int]],
    type_: _Type,
    cause: bool | None,
    requests_national_help: bool | None,
    emergency_status: bool | None,
    readings: Readings,
) -> Judgement:
    scheme, code = type_
    event = Event(
        id="-",
        type_code=code,
        scheme=scheme,
        records=tuple(EventRecord(_ANY_REGION, impact) for impact, number in impacts for _ in range(number)),
    )
    evaluation = evaluate(
        event,
        cause=cause,
        requests_national_help=requests_national_help,
        emergency_status=emergency_status,
        readings=readings,
    )
    answered = requests_national_help is not None or emergency_status is not None
    return Judgement(
        evaluation.verdict,
        tuple(outcome.criterion.number for outcome in evaluation.met),
        is_reported=any(impact.is_reported for impact, _ in impacts) or answered,
    )
