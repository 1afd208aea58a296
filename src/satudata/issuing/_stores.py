"""Registers that several people write to at once: what each kind offers, and the one rule of recording a KIB."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any, Protocol, final

import attrs

from satudata._ground.fields import required_day
from satudata._ground.paths import public
from satudata.errors import InvalidRecordError
from satudata.issuing._entry import Acknowledgement, Entry
from satudata.issuing._proposal import GivenKIBs, Proposal, Verification, issue, required_text
from satudata.issuing._region import Code
from satudata.issuing._register import Register
from satudata.issuing._steps import amended, confirmed, merged, occurrence_of, rejected
from satudata.kib import KIB


class Transaction(Protocol):
    """What a store offers while nobody else writes to it: all that is appended is recorded, or nothing."""

    def around(self, occurrences: Iterable[str], stems: Iterable[str]) -> Register:
        """At least all entries of *occurrences*, of those with a KIB of *stems*, and of those that share a KIB."""

    def all(self) -> Register:
        """The register."""

    def append(self, records: Iterable[Entry | Acknowledgement], *, with_conflicts: bool = False) -> None:
        """Add *records*; a KIB or a step that is there already is refused, unless they are sides of a conflict."""


@final
class _Known:
    """A register as it is within a transaction; what :func:`~satudata.issue` asks as *existing*."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._of: dict[str, Register] = {}

    def kibs(self, stem: str) -> tuple[KIB, ...]:
        return self._transaction.around((), (stem,)).kibs(stem)

    def kib_for(self, occurrence_id: str) -> KIB | None:
        return self._around(occurrence_id).kib_for(occurrence_id)

    def history(self, occurrence_id: str) -> tuple[Verification, ...]:
        return self._around(occurrence_id).history(occurrence_id)

    def _around(self, name: str) -> Register:
        if name not in self._of:
            self._of[name] = self._transaction.around((name,), ())
        return self._of[name]


@public("satudata.issuing")
class RegisterStore(ABC):
    """A register on a disk or a server, which several processes write to at once.

    :class:`~satudata.issuing.SQLiteRegister`, :class:`~satudata.issuing.JSONLinesRegister` and
    :class:`~satudata.issuing.SQLRegister` are three kinds with one behaviour. When a method returns, what it recorded
    is on the disk; when it raises, nothing was recorded.

    All raise :class:`~satudata.RegisterFileError` or ``OSError`` where the store cannot be opened, read or written, and
    those that record raise :class:`~satudata.RegisterUnreadableError` where lines of it cannot be read.
    """

    @abstractmethod
    def read(self) -> Register:
        """The register as it is now; an empty one where there is none yet."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Transaction]:
        """A transaction, which no other process writes in meanwhile; its block records all or nothing."""

    @abstractmethod
    def _is_there(self) -> bool:
        """Whether the store exists; it is made by the first entry."""

    def issue(
        self,
        types: Any,
        when: datetime.date | datetime.datetime,
        affected: Iterable[Any],
        *,
        occurrence_id: str,
        by: str,
        on: datetime.date,
        **facts: Any,
    ) -> Proposal:
        """Propose the KIB of one occurrence and record it, in one step: the index is chosen where nobody else writes.

        The arguments are those of :func:`~satudata.issue`, without *existing*, and who gives the KIB on which day. An
        occurrence that the register knows gets the KIB that it has, with its history. Nothing is recorded where the
        region is open.
        """

        def propose(register: GivenKIBs) -> Proposal:
            return issue(types, when, affected, existing=register, occurrence_id=occurrence_id, **facts)

        return self.record(propose, by=by, on=on)

    def record(self, propose: Callable[[GivenKIBs], Proposal], *, by: str, on: datetime.date) -> Proposal:
        """Record what *propose* makes of the register; what it returns without a KIB is not recorded.

        *propose* is called while nobody else writes, so it chooses the index; it must not open the same store. See
        :meth:`Register.add` for *by*, *on* and errors.
        """
        if not self._is_there():
            proposal = propose(Register())
            if proposal.kib is None:
                return proposal
        with self._writing() as transaction:
            proposal = propose(_Known(transaction))
            if proposal.kib is not None:
                before = _around(transaction, proposal)
                after = before.add(proposal, by=by, on=on)
                transaction.append(before.lacking(after))
                first = after.steps(str(proposal.occurrence_id))[0]
                proposal = attrs.evolve(proposal, by=first.by, on=first.on)
        return proposal

    def add(self, proposal: Proposal, *, by: str, on: datetime.date) -> Proposal:
        """Record a proposal that was made elsewhere, with its history; see :meth:`Register.add`."""
        return self.record(lambda _: proposal, by=by, on=on)

    def take_in(self, register: Register, *, keep_conflicts: bool = False) -> int:
        """Record what *register* has that the store lacks; how many entries that were.

        Raises :class:`~satudata.RegisterConflictError` where that makes a conflict, unless *keep_conflicts* is true:
        then both sides are recorded, and a person settles it.
        """
        register.require_readable()
        with self._writing() as transaction:
            known = transaction.all()
            lacking = known.lacking(register, keep_conflicts=keep_conflicts)
            transaction.append(lacking, with_conflicts=keep_conflicts)
        return len(lacking)

    def change(self, step: Callable[[Register], Register]) -> tuple[Entry, ...]:
        """Record what *step* adds to the register, while nobody else writes; the entries that it added."""
        with self._writing() as transaction:
            before = transaction.all()
            lacking = before.lacking(step(before))
            transaction.append(lacking)
        return tuple(each for each in lacking if isinstance(each, Entry))

    def confirm(self, event: str, *, by: str, on: datetime.date, why: str = "") -> Entry:
        """Record that a person verified the KIB of an *event*, named by its KIB or id.

        This and the other three raise :class:`~satudata.InvalidRecordError` where the register does not have the event,
        nobody or no reason is named, it is dated before the decision that it follows, or the event was rejected or
        merged before, and :class:`~satudata.RegisterConflictError` where it leaves the event in a conflict.
        """
        kib = KIB.parse(event) if KIB.is_valid(event) else None
        return self._take(confirmed, event, by=by, on=on, why=why, kib=kib)

    def reject(self, event: str, *, by: str, on: datetime.date, why: str) -> Entry:
        """Record that a person found that this is no event of its own; its KIB is never given again."""
        return self._take(rejected, event, by=by, on=on, why=why)

    def merge(self, event: str, into: str, *, by: str, on: datetime.date, why: str) -> Entry:
        """Record that an event is the same as another one, whose KIB stands for both."""
        return self._take(merged, event, into=into, by=by, on=on, why=why)

    def amend(
        self,
        event: str,
        *,
        by: str,
        on: datetime.date,
        why: str,
        type_code: str | None = None,
        region: Code | None = None,
        date: datetime.date | None = None,
    ) -> Entry:
        """Record a corrected type, region or date, with the next free KIB; the event is provisional again.

        Without a correction an event gets the next KIB whose KIB another one has too, or that was rejected or merged.
        """
        return self._take(
            amended, event, by=by, on=on, why=why, type_code=type_code, region=region, date=date
        )

    def _take(self, step: Callable[..., Register], event: str, **given: Any) -> Entry:
        """Record one *step* of an event, which is named by its KIB or id."""
        return self.change(lambda register: step(register, occurrence_of(register, event), **given))[0]

    def acknowledge(
        self,
        *,
        by: str,
        on: datetime.date,
        why: str = "",
        line: int | None = None,
        kibs: Iterable[KIB | str] = (),
    ) -> tuple[Acknowledgement, ...]:
        """Record that a person knows of the lines that cannot be read, or of one *line*, so that KIBs are issued again.

        The KIBs that are visible in these lines, and the *kibs* that the person found for them, are never given again.

        Raises :class:`~satudata.InvalidRecordError` where nobody is named, or *line* can be read.
        """
        by, on = required_text("by", by, "Siti"), required_day("on", on)
        with self._writing() as transaction:
            lines = [each for each in transaction.all().open_lines if line in (None, each.number)]
            if line is not None and not lines:
                raise InvalidRecordError("line", line, "this line can be read, or was acknowledged before")
            found = tuple(
                Acknowledgement(each.sha256, by=by, on=on, why=why, kibs=(*each.kibs, *kibs))
                for each in lines
            )
            transaction.append(found)
        return found


def _around(transaction: Transaction, proposal: Proposal) -> Register:
    """The part of the register that a proposal can be in conflict with."""
    steps = (each for step in proposal.history for each in (step.kib, step.replaced))
    stems = {each.stem for each in (proposal.kib, *steps) if each is not None}
    names = () if proposal.occurrence_id is None else (proposal.occurrence_id,)
    return transaction.around(names, stems)
