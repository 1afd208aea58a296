"""What speaks against a step, and the two ways to take it: ``advance`` refuses, ``record`` accepts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import final

import attrs

from satudata.cooperation._agreements import Agreement, HistoryEvent, StageEntry
from satudata.cooperation._checklists import Checklist, ChecklistItem, Path, checklists
from satudata.cooperation._documents import DocumentRef, Report
from satudata.cooperation._partial_dates import PartialDate
from satudata.cooperation._stages import TERMINAL, next_stages, passed_over
from satudata.cooperation._vocabulary import Phase, Stage, named
from satudata.errors import ClosedGateError
from satudata.findings import Finding, finding


def may_take_emergency_path(agreement: Agreement) -> bool:
    """Whether a foreign body works in tanggap darurat and in nothing else.

    It may then go from USULAN to PELAKSANAAN once it has declared personnel, logistics, equipment and place; the
    ordinary papers become owed.

    Source: PP 23/2008 Pasal 4; which partners are foreign bodies is our reading.
    """
    return agreement.phases == (Phase.TANGGAP_DARURAT,) and any(
        each.is_foreign_body for each in agreement.partners
    )


def took_emergency_path(agreement: Agreement, on: datetime.date) -> bool:
    """Whether it went from USULAN straight to PELAKSANAAN by that day, and might."""
    stages = [entry.stage for entry in agreement.entries_until(on)]
    stepped = (Stage.USULAN, Stage.PELAKSANAAN) in pairwise(stages)
    return stepped and may_take_emergency_path(agreement)


def needed(
    agreement: Agreement, on: datetime.date, lists: Iterable[Checklist] | None = None
) -> tuple[ChecklistItem, ...]:
    """The papers that the gates ask of *agreement* on its way, each once; owed ones too."""
    emergency = took_emergency_path(agreement, on)
    asked = [
        each
        for each in _applying(agreement, lists)
        if each.gate is not None
        and ((each.gate is Stage.PELAKSANAAN) if emergency else each.path is not Path.EMERGENCY)
    ]
    return tuple({item.kind: item for each in asked for item in each.items}.values())


def owed(
    agreement: Agreement, on: datetime.date, lists: Iterable[Checklist] | None = None
) -> tuple[ChecklistItem, ...]:
    """The ordinary papers that an agreement on the emergency path still has to bring by that day.

    Source: PP 23/2008 Pasal 4.
    """
    if not took_emergency_path(agreement, on):
        return ()
    asked = [
        each
        for each in _applying(agreement, lists)
        if each.gate is Stage.PELAKSANAAN and each.path is not Path.EMERGENCY
    ]
    return tuple({item.kind: item for each in asked for item in each.missing(agreement, on)}.values())


def _applying(agreement: Agreement, lists: Iterable[Checklist] | None) -> list[Checklist]:
    return [each for each in (checklists() if lists is None else lists) if each.applies_to(agreement)]


@final
class Ledger:
    """What is known of an agreement before each of its steps, walked once."""

    def __init__(self, agreement: Agreement, lists: Iterable[Checklist] | None) -> None:
        self.agreement = agreement
        self.lists = _applying(agreement, lists)
        self.stage: Stage | None = None
        self.entered: set[Stage] = set()
        self.last: datetime.date | None = None
        self.received: dict[str, PartialDate] = {}

    def know(self, documents: Iterable[DocumentRef]) -> None:
        """Remember when each kind of paper first came."""
        for document in documents:
            before = self.received.get(document.kind)
            if before is None or document.received.latest < before.latest:
                self.received[document.kind] = document.received

    def objections(self, event: HistoryEvent) -> Iterator[Finding]:
        """What speaks against *event* now."""
        if isinstance(event, StageEntry):
            yield from self._to_stage(event)
        elif isinstance(event, Report) and Stage.PELAKSANAAN not in self.entered:
            yield self._finding("report-before-work", on=str(event.on), **named(report=event.kind))

    def out_of_order(self, event: HistoryEvent) -> Iterator[Finding]:
        """What speaks against the day of *event* after all that was taken."""
        if not event.on.is_exact:
            yield self._finding("date-inexact", on=str(event.on))
        if self.last is not None and event.on.latest < self.last:
            yield self._finding("history-backward", on=str(event.on), last=self.last.isoformat())

    def take(self, event: HistoryEvent) -> None:
        """Go on from *event*."""
        first = event.on.earliest
        self.last = first if self.last is None else max(self.last, first)
        if isinstance(event, StageEntry):
            self.stage = event.stage
            self.entered.add(event.stage)
        elif isinstance(event, DocumentRef):
            self.know([event])

    def _finding(self, code: str, **data: object) -> Finding:
        return finding(code, self.agreement.id, agreement=self.agreement.id, **data)

    def _to_stage(self, entry: StageEntry) -> Iterator[Finding]:
        to, on, now = entry.stage, str(entry.on), self.stage
        is_emergency = (now, to) == (Stage.USULAN, Stage.PELAKSANAAN) and may_take_emergency_path(
            self.agreement
        )
        skipped = () if is_emergency else passed_over(self.agreement.track, now, to)
        if now in TERMINAL:
            yield self._finding("stage-after-end", on=on, **named(stage=to, end=now))
            return
        if now is None and to is not Stage.USULAN:
            # A source, such as a list of signed agreements, says no more than it says.
            if not entry.source:
                yield self._finding("history-begins-late", on=on, **named(stage=to))
            return
        if to not in next_stages(self.agreement.track, now) and not is_emergency:
            if skipped:
                yield self._finding("stage-skipped", on=on, **named(stage=to, skipped=skipped))
            else:
                yield self._finding("stage-not-allowed", on=on, **named(stage=to, now=now))
        is_past = Stage.USULAN in self.entered and not self.entered & {Stage.TELAAHAN, Stage.PENANDATANGANAN}
        if to in (Stage.PENANDATANGANAN, Stage.PELAKSANAAN) and is_past and not is_emergency:
            yield self._finding("signed-past-bureau", on=on, **named(stage=to))
        if to is Stage.BERAKHIR and entry.reason is None:
            yield self._finding("end-without-reason", on=on)
        yield from self._papers(entry, (*skipped, to), is_emergency)

    def _papers(self, entry: StageEntry, gates: Sequence[Stage], is_emergency: bool) -> Iterator[Finding]:
        other = Path.ORDINARY if is_emergency else Path.EMERGENCY
        for asked in self.lists:
            if asked.gate not in gates or asked.path is other:
                continue
            for item in asked.items:
                received = self.received.get(item.kind)
                data = {
                    **named(document=item, stage=asked.gate),
                    "on": str(entry.on),
                    "source": asked.source,
                }
                if received is None:
                    yield self._finding("document-missing", **data)
                elif received.latest > entry.on.latest:
                    yield self._finding("document-late", received=str(received), **data)


def advance(
    agreement: Agreement, *events: HistoryEvent, checklists: Iterable[Checklist] | None = None
) -> Agreement:
    """*agreement* with *events* added to its history, each only if nothing speaks against it.

    A stage follows its track (:func:`next_stages`), the papers of its gate were received by then, dates are exact and
    do not run backward, no report comes before PELAKSANAAN, and an end has a reason. A foreign body that works in
    tanggap darurat only may go from USULAN to PELAKSANAAN with the emergency papers. *checklists* replaces the lists
    held.

    Raises :class:`~satudata.ClosedGateError` that says which gate, which papers are missing and what is allowed next;
    :func:`record` accepts what really happened instead.

    >>> from satudata.cooperation import Partner
    >>> agreement = Agreement(id="nk-1", track="antar_lembaga", partners=Partner("Universitas X", "perguruan_tinggi"))
    >>> agreement = advance(agreement, StageEntry("usulan", "2025-01-02"))
    >>> advance(agreement, StageEntry("penandatanganan", "2025-01-03"))
    Traceback (most recent call last):
    ...
    satudata.ClosedGateError: nk-1: 'penandatanganan' on 2025-01-03 after 'usulan' is refused: stage-skipped, \
signed-past-bureau; allowed next: telaahan, ditolak, ditarik
    """
    ledger = Ledger(agreement, checklists)
    for event in agreement.history:
        ledger.take(event)
    for event in events:
        found = [*ledger.out_of_order(event), *ledger.objections(event)]
        if found:
            raise _refusal(ledger, event, found)
        ledger.take(event)
    return record(agreement, *events)


def _refusal(ledger: Ledger, event: HistoryEvent, found: Sequence[Finding]) -> ClosedGateError:
    gate = event.stage if isinstance(event, StageEntry) else event.kind
    return ClosedGateError(
        ledger.agreement.id,
        str(gate),
        str(event.on),
        None if ledger.stage is None else str(ledger.stage),
        tuple(each.code for each in found),
        tuple(str(each.data["document"]) for each in found if "document" in each.data),
        tuple(map(str, next_stages(ledger.agreement.track, ledger.stage))),
    )


def record(agreement: Agreement, *events: HistoryEvent) -> Agreement:
    """*agreement* with *events* added to its history as they were told; :func:`audit` says what is odd about them.

    >>> from satudata.cooperation import Partner
    >>> agreement = Agreement(id="nk-1", track="antar_lembaga", partners=Partner("Universitas X", "perguruan_tinggi"))
    >>> len(record(agreement, StageEntry("penandatanganan", "2025-01-03")).history)
    1
    """
    return attrs.evolve(agreement, history=(*agreement.history, *events))


def replay(agreement: Agreement, *, checklists: Iterable[Checklist] | None = None) -> Agreement:
    """The same agreement, its history taken through the guards of :func:`advance` from the start.

    Raises :class:`~satudata.ClosedGateError` at the first step that they refuse.
    """
    return advance(attrs.evolve(agreement, history=()), *agreement.history, checklists=checklists)
