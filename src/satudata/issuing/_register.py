"""Which KIBs were given, to what, and what became of them: in memory, mergeable, and kept as JSON lines."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TypeVar, final

import attrs

from satudata._ground.fields import as_items, required_day
from satudata._ground.hooks import PydanticField
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.errors import (
    InvalidRecordError,
    RegisterConflictError,
    RegisterUnreadableError,
    WrongTypeError,
)
from satudata.events import Event, EventRecord
from satudata.findings import Finding, finding
from satudata.issuing._appended_file import appending, read_locked
from satudata.issuing._entry import Acknowledgement, Conflict, Entry, UnreadableLine, occurrence
from satudata.issuing._index import next_index
from satudata.issuing._lines import Lines, append_records, read_lines
from satudata.issuing._proposal import (
    Ended,
    Proposal,
    Verification,
    changes,
    day_after,
    required_text,
)
from satudata.kib import KIB

T = TypeVar("T")


def _items(values: Iterable[T], kind: type[T]) -> tuple[T, ...]:
    """*values*, which are all of one kind."""
    items = as_items(values)
    for each in items:
        if not isinstance(each, kind):
            raise WrongTypeError(f"a register has values of the kind {kind.__name__}", type(each))
    return items


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    found = sorted(set(_items(entries, Entry)), key=lambda each: each.sort_key)
    if any(one.sort_key == other.sort_key for one, other in pairwise(found)):
        found.sort(key=lambda each: (each.sort_key, repr(each.proposal)))
    return tuple(found)


def _lines(lines: Iterable[UnreadableLine]) -> tuple[UnreadableLine, ...]:
    return _items(lines, UnreadableLine)


def _known(records: Iterable[Acknowledgement]) -> tuple[Acknowledgement, ...]:
    return tuple(sorted(set(_items(records, Acknowledgement)), key=lambda each: each.sort_key))


def _short(entry: Entry) -> str:
    """A side of a conflict for a message in any language."""
    on = "" if entry.on is None else entry.on.isoformat()
    who = ", ".join(filter(None, (entry.by, on)))
    return f"{entry.kib} {entry.occurrence_id}{f' ({who})' if who else ''}"


def _without_number(entry: Entry) -> Entry:
    """What two entries have in common that are one step, whatever its number, with or without its document."""
    return attrs.evolve(entry, step=0, proposal=None)


@public("satudata")
@final
@attrs.frozen
class Register(PydanticField):
    """The KIBs given, as entries of which none is ever taken back; equal whatever the order they came in.

    >>> register = Register([Entry("6202106202408041", "pusdalops-118")])
    >>> register.kib_for("pusdalops-118"), register.next_kib("620210620240804")
    (KIB.parse('6202106202408041'), KIB.parse('6202106202408042'))
    """

    entries: tuple[Entry, ...] = attrs.field(default=(), converter=_sorted)
    acknowledgements: tuple[Acknowledgement, ...] = attrs.field(default=(), converter=_known, kw_only=True)
    unreadable: tuple[UnreadableLine, ...] = attrs.field(default=(), converter=_lines, kw_only=True)

    @classmethod
    def from_records(cls, records: Iterable[Event | EventRecord | KIB]) -> Register:
        """A register of the KIBs that events or records already carry, read once.

        The records do not tell occurrences apart, so each KIB stands for its own: its id there is the KIB's digits.
        """
        entries = []
        for each in records:
            if isinstance(each, KIB):
                entries.append(Entry(each, str(each)))
            elif isinstance(each, EventRecord):
                if each.kib is not None:
                    entries.append(Entry(each.kib, str(each.kib)))
            elif isinstance(each, Event):
                entries += [Entry(kib, str(kib)) for kib in each.kibs()]
            else:
                raise WrongTypeError("records are Event, EventRecord or KIB", type(each))
        return cls(entries)

    @cached_property
    def _steps(self) -> dict[str, list[Entry]]:
        """The entries of each occurrence, in the order of their steps."""
        found: dict[str, list[Entry]] = {}
        for each in self.entries:
            found.setdefault(each.occurrence_id, []).append(each)
        return found

    @cached_property
    def _by_stem(self) -> dict[str, set[KIB]]:
        found: dict[str, set[KIB]] = {}
        for kib in (*(each.kib for each in self.entries), *self._without_owner):
            found.setdefault(kib.stem, set()).add(kib)
        return found

    @cached_property
    def _without_owner(self) -> frozenset[KIB]:
        """The KIBs that are visible in unreadable lines, or that a person found for them."""
        lines: tuple[Acknowledgement | UnreadableLine, ...] = (*self.acknowledgements, *self.unreadable)
        return frozenset(kib for each in lines for kib in each.kibs)

    @cached_property
    def _occurrences_of(self) -> dict[KIB, list[str]]:
        """The occurrences that have, or once had, a KIB."""
        found: dict[KIB, list[str]] = {}
        for name, steps in self._steps.items():
            for kib in dict.fromkeys(each.kib for each in steps):
                found.setdefault(kib, []).append(name)
        return found

    def kibs(self, stem: str) -> tuple[KIB, ...]:
        """Every KIB ever given on *stem* (fifteen digits), in order.

        Superseded and rejected ones too, and those in unreadable lines: none is given again.
        """
        return tuple(sorted(self._by_stem.get(stem, ())))

    def next_kib(self, stem: str) -> KIB:
        """The KIB with the next free index; raises :class:`~satudata.IndexExhaustedError` for a tenth."""
        return KIB.parse(f"{stem}{next_index(stem, self.kibs(stem))}")

    def entry_for(self, occurrence_id: str) -> Entry | None:
        """The latest step of an occurrence; ``None`` where it is not known."""
        steps = self._steps.get(occurrence_id)
        return steps[-1] if steps else None

    def kib_for(self, occurrence_id: str) -> KIB | None:
        """The KIB that an occurrence has now; ``None`` where it has none, or was rejected.

        An occurrence that was merged into another has the KIB that the other one has now.
        """
        for entry in self._way(occurrence_id):
            if entry.is_live:
                return entry.kib
        return None

    def _way(self, occurrence_id: str) -> Iterator[Entry]:
        """The latest step of an occurrence, then those of the ones that it was merged into, as far as they lead."""
        seen: set[str] = set()
        name: str | None = occurrence_id
        while name is not None:
            seen.add(name)
            entry = self.entry_for(name)
            if entry is None:
                return
            yield entry
            owners = self.owners(entry.kib) if entry.ended is Ended.MERGED else ()
            name = next((each for each in owners if each not in seen), None)

    def steps(self, occurrence_id: str) -> tuple[Entry, ...]:
        """The steps of an occurrence, the first one first."""
        return tuple(self._steps.get(occurrence_id, ()))

    def owners(self, kib: KIB) -> tuple[str, ...]:
        """The occurrences that *kib* was given to: one, but for a conflict."""
        steps = ((name, self._steps[name]) for name in self._occurrences_of.get(kib, ()))
        return tuple(name for name, taken in steps if any(each.kib == kib and each.is_live for each in taken))

    def history(self, occurrence_id: str) -> tuple[Verification, ...]:
        """What became of an occurrence after its KIB was given, step by step; () where it is not known."""
        steps = self._steps.get(occurrence_id, [])
        return tuple(
            Verification(
                status=each.status,
                by=each.by,
                on=each.on,
                why=each.why,
                kib=each.kib,
                replaced=before.kib if before.kib != each.kib else None,
                changed=_changed(steps[:number], each),
                ended=each.ended,
            )
            for number, (before, each) in enumerate(pairwise(steps), start=1)
        )

    def proposal_for(self, occurrence_id: str) -> Proposal | None:
        """The document with which an occurrence was given its KIB, or last amended, with its history.

        ``None`` where the occurrence is not known, or was recorded without a document.
        """
        steps = self._steps.get(occurrence_id, [])
        documents = [each.proposal for each in steps if each.proposal is not None]
        if not documents:
            return None
        history = self.history(occurrence_id)
        return attrs.evolve(documents[-1], history=history, by=steps[0].by, on=steps[0].on)

    def successors(self, kib: KIB) -> tuple[KIB, ...]:
        """What superseded *kib*, to the end; () for one that still stands, or was never given."""
        last = {self._steps[name][-1].kib for name in self._occurrences_of.get(kib, ())}
        return tuple(sorted(last - {kib}))

    def predecessors(self, kib: KIB) -> tuple[KIB, ...]:
        """The KIBs that *kib* superseded, all the way back."""
        before: set[KIB] = set()
        for name in self._occurrences_of.get(kib, ()):
            kibs = [each.kib for each in self._steps[name]]
            before.update(kibs[: len(kibs) - kibs[::-1].index(kib)])
        return tuple(sorted(before - {kib}))

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What two sides did differently: one KIB that two occurrences have now, or a last step taken in two ways.

        A step that both sides took differently is settled by one more step. An occurrence that was rejected, or merged
        into another, no longer has its KIB for itself; two that were merged into each other are in conflict.
        """
        latest = [[each for each in steps if each.step == steps[-1].step] for steps in self._steps.values()]
        having: dict[KIB, list[Entry]] = {}
        for sides in latest:
            if sides[-1].is_live:
                having.setdefault(sides[-1].kib, []).append(sides[-1])
        found = [tuple(sides) for sides in (*latest, *having.values()) if len(sides) > 1]
        return (*found, *self._circles())

    def _circles(self) -> tuple[Conflict, ...]:
        """The occurrences that two sides merged into each other, so that none has a KIB."""
        found: dict[tuple[Entry, ...], None] = {}
        for name, steps in self._steps.items():
            way = list(self._way(name)) if steps[-1].ended is Ended.MERGED else []
            if len(way) > 1 and way[-1].ended is Ended.MERGED:
                found[_sorted(way)] = None
        return tuple(found)

    @property
    def open_lines(self) -> tuple[UnreadableLine, ...]:
        """The unreadable lines that no later line repeats and nobody acknowledged: nothing is issued before."""
        return tuple(each for each in self.unreadable if not each.settled_by)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the register: lines that cannot be read, and conflicts; and steps of a doubtful day."""
        found = [
            finding(
                "register-line-settled" if each.settled_by else "register-line-unreadable",
                f"line {each.number}",
                line=each.number,
                reason=each.reason,
            )
            for each in self.unreadable
        ]
        found += [
            finding("register-conflict", "register", sides=" / ".join(map(_short, sides)))
            for sides in self.conflicts
        ]
        found += [
            finding(
                "register-decided-before", name, kib=str(each.kib), id=name, on=str(each.on), given=str(given)
            )
            for name, (first, *others) in self._steps.items()
            for each in others
            if each.on is not None and (given := first.on) is not None and each.on < given
        ]
        return tuple(found)

    def add(self, proposal: Proposal, *, by: str, on: datetime.date) -> Register:
        """The register with what *proposal* has that it lacks: the KIB as *by* gave it *on* that day, and its history.

        Raises :class:`~satudata.InvalidRecordError` for a proposal without a KIB or without an occurrence id, or a step
        dated before the decision that it follows, :class:`~satudata.RegisterConflictError` where the KIB was given to
        another occurrence, or the occurrence has another KIB that no amendment led from, and
        :class:`~satudata.RegisterUnreadableError` while there are :attr:`open_lines`. Conflicts that the occurrence has
        no part in do not matter.
        """
        if proposal.kib is None:
            raise InvalidRecordError("kib", None, "the region is open; a person states it")
        name = occurrence(proposal.occurrence_id or "")
        steps = self._with_history(name, proposal, by, on)
        return self.extended([each for each in steps if each not in self._steps.get(name, ())])

    def extended(self, new: Sequence[Entry]) -> Register:
        """The register with *new* steps of one occurrence; raises as :meth:`add` does."""
        if not new:
            return self
        self.require_readable()
        name = new[0].occurrence_id
        taken = [each for each in new if each.kib in self._without_owner and self._is_first(each)]
        if taken:
            raise RegisterConflictError((tuple(taken),), self)
        both = attrs.evolve(self, entries=(*self.entries, *new))
        conflicts = both.conflicts_of(name)
        if conflicts:
            raise RegisterConflictError(conflicts, both)
        return both

    def conflicts_of(self, occurrence_id: str) -> tuple[Conflict, ...]:
        """The conflicts that an occurrence takes part in."""
        return tuple(
            sides for sides in self.conflicts if any(each.occurrence_id == occurrence_id for each in sides)
        )

    def _with_history(self, name: str, proposal: Proposal, by: str, on: datetime.date) -> list[Entry]:
        """The steps of an occurrence with those of a proposal behind them."""
        history = proposal.history
        first = (history[0].replaced or history[0].kib) if history else proposal.kib
        assert first is not None
        amended = [number for number, each in enumerate(history) if each.changed]
        document = attrs.evolve(proposal, history=(), by="", on=None)
        steps = self._steps.get(name) or [
            Entry(
                first,
                name,
                by=required_text("by", by, "BPBD Kabupaten Cianjur"),
                on=required_day("on", on),
                proposal=None if amended else document,
            )
        ]
        if first not in {each.kib for each in steps}:
            raise RegisterConflictError(((steps[-1], Entry(first, name, by=by, on=on)),), self)
        for number, each in enumerate(history):
            last = steps[-1].step
            next_ = Entry(
                each.kib,
                name,
                step=last + 1,
                status=each.status,
                ended=each.ended,
                by=each.by,
                on=each.on,
                why=each.why,
                proposal=document if amended[-1:] == [number] else None,
            )
            if _without_number(next_) in map(_without_number, steps):
                continue
            if (each.replaced or each.kib) not in {known.kib for known in steps if known.step == last}:
                raise RegisterConflictError(((steps[-1], next_),), self)
            if each.on is not None:
                day_after(steps[-1].decided_on, each.on)
            steps = [*steps, next_]
        return steps

    def _is_first(self, entry: Entry) -> bool:
        """Whether the occurrence of *entry* did not have its KIB before."""
        return all(each.kib != entry.kib for each in self._steps.get(entry.occurrence_id, ()))

    def require_readable(self) -> None:
        """Raise :class:`~satudata.RegisterUnreadableError` while there are :attr:`open_lines`."""
        if self.open_lines:
            raise RegisterUnreadableError(self.open_lines)

    def merge(self, other: Register) -> Register:
        """All that both registers say.

        Raises :class:`~satudata.RegisterConflictError` naming both sides where they gave one KIB to two occurrences,
        or took one step of an occurrence differently; its ``.register`` holds all entries none the less.
        """
        both = self.together(other)
        conflicts = both.conflicts
        if conflicts:
            raise RegisterConflictError(conflicts, both)
        return both

    def together(self, other: Register) -> Register:
        """All that both registers say, with their conflicts."""
        return Register(
            (*self.entries, *other.entries),
            acknowledgements=(*self.acknowledgements, *other.acknowledgements),
            unreadable=tuple(dict.fromkeys((*self.unreadable, *other.unreadable))),
        )

    def lacking(
        self, other: Register, *, keep_conflicts: bool = False
    ) -> tuple[Entry | Acknowledgement, ...]:
        """What *other* has and this register lacks, to be appended to it.

        Raises :class:`~satudata.RegisterConflictError` where that is part of a conflict, unless *keep_conflicts*.
        """
        known = {*self.entries, *self.acknowledgements}
        theirs: tuple[Entry | Acknowledgement, ...] = (*other.entries, *other.acknowledgements)
        lacking = tuple(each for each in theirs if each not in known)
        both = self.together(other)
        conflicts = tuple(sides for sides in both.conflicts if not known.issuperset(sides))
        if conflicts and not keep_conflicts:
            raise RegisterConflictError(conflicts, both)
        return lacking

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> tuple[Register, tuple[Finding, ...]]:
        """The register that a file of JSON lines holds, and what is wrong with the file.

        A line that cannot be read, above all a last one that was cut off, is reported as ``register-line-unreadable``
        and every other is kept; two sides that gave one KIB are reported as ``register-conflict``.
        """
        register = cls.from_lines(read_lines(read_locked(Path(path))))
        return register, register.findings

    @classmethod
    def from_lines(cls, lines: Lines) -> Register:
        """The register that lines hold."""
        return cls(lines.entries, acknowledgements=lines.acknowledgements, unreadable=lines.unreadable)

    def save(self, path: str | os.PathLike[str]) -> int:
        """Append the entries that the file lacks; how many there were. Nothing in it is ever changed.

        The file is locked, read again and checked before, and on the disk after. Raises
        :class:`~satudata.RegisterConflictError` where an entry of this register is part of a conflict with the file,
        and :class:`~satudata.RegisterUnreadableError` where the file has lines that cannot be read.
        """
        with appending(Path(path)) as file:
            data = file.read()
            lines = read_lines(data)
            lacking = Register.from_lines(lines).lacking(self)
            append_records(file, data, lines, lacking)
        return len(lacking)


def _changed(before: Sequence[Entry], step: Entry) -> FrozenMap[str, tuple[str, str]]:
    """What a step changed, by the documents before it and with it."""
    documents = [each.proposal for each in before if each.proposal is not None]
    if step.proposal is None or not documents:
        return FrozenMap()
    return changes(documents[-1], step.proposal)
