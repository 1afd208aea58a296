"""Which KIBs were given, to what, and what became of them: in memory, mergeable, and kept as JSON lines."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias, final

import attrs

from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import InvalidRecordError, RegisterConflictError, WrongTypeError
from satudata.events import Event, EventRecord, Status
from satudata.findings import Finding, finding
from satudata.interchange import form_of_record, from_json, to_json
from satudata.issuing._index import next_index
from satudata.issuing._proposal import Proposal, required_day, required_text
from satudata.kib import KIB


def _occurrence(value: str) -> str:
    return required_text("occurrence_id", value, "pusdalops-2024-118")


def _kib(value: KIB | str) -> KIB:
    return value if isinstance(value, KIB) else KIB.parse(value)


def _not_negative(record: object, field: attrs.Attribute[int], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidRecordError(field.name, value, "0 for the first step, then 1, 2, ...")


@public("satudata.issuing")
@final
@attrs.frozen
class Entry(Record, PydanticField):
    """One step of one occurrence: the *kib* it has from then on, who took it, when and why.

    *step* is 0 where the KIB was given, and counts on with every verification or amendment. *by* and *on* are blank for
    KIBs taken over from records that do not tell.

    >>> str(Entry("6202106202408041", "pusdalops-118", by="BPBD", on=datetime.date(2024, 8, 5)))
    '6202106202408041 to pusdalops-118 by BPBD on 2024-08-05 (provisional, step 0)'
    """

    kib: KIB = attrs.field(converter=_kib)
    occurrence_id: str = attrs.field(converter=_occurrence)
    step: int = attrs.field(default=0, validator=_not_negative, kw_only=True)
    status: Status = attrs.field(default=Status.PROVISIONAL, converter=Status, kw_only=True)
    by: str = attrs.field(default="", kw_only=True)
    on: datetime.date | None = attrs.field(default=None, kw_only=True)
    why: str = attrs.field(default="", kw_only=True)

    def __str__(self) -> str:
        by = f" by {self.by}" if self.by else ""
        on = f" on {self.on.isoformat()}" if self.on is not None else ""
        return f"{self.kib} to {self.occurrence_id}{by}{on} ({self.status}, step {self.step})"

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """By occurrence, then step; the rest keeps the order of two sides the same."""
        return (
            self.occurrence_id,
            self.step,
            self.kib,
            self.on or datetime.date.min,
            self.by,
            self.why,
            self.status,
        )


#: Entries that cannot both stand.
Conflict: TypeAlias = tuple[Entry, ...]

#: What ``satudata.interchange`` finds here.
FORMS = (form_of_record("satudata.register-entry", Entry),)


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(set(entries), key=lambda each: each.sort_key))


@public("satudata")
@final
@attrs.frozen
class Register:
    """The KIBs given, as entries of which none is ever taken back; equal whatever the order they came in.

    >>> register = Register([Entry("6202106202408041", "pusdalops-118")])
    >>> register.kib_for("pusdalops-118"), register.next_kib("620210620240804")
    (KIB.parse('6202106202408041'), KIB.parse('6202106202408042'))
    """

    entries: tuple[Entry, ...] = attrs.field(default=(), converter=_sorted)

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
        for each in self.entries:
            found.setdefault(each.kib.stem, set()).add(each.kib)
        return found

    @cached_property
    def _occurrences_of(self) -> dict[KIB, list[str]]:
        """The occurrences that have, or once had, a KIB."""
        found: dict[KIB, list[str]] = {}
        for name, steps in self._steps.items():
            for kib in dict.fromkeys(each.kib for each in steps):
                found.setdefault(kib, []).append(name)
        return found

    def kibs(self, stem: str) -> tuple[KIB, ...]:
        """Every KIB ever given on *stem* (fifteen digits), superseded ones too, in order."""
        return tuple(sorted(self._by_stem.get(stem, ())))

    def next_kib(self, stem: str) -> KIB:
        """The KIB with the next free index; raises :class:`~satudata.IndexExhaustedError` for a tenth."""
        return KIB.parse(f"{stem}{next_index(stem, self.kibs(stem))}")

    def entry_for(self, occurrence_id: str) -> Entry | None:
        """The latest step of an occurrence; ``None`` where it is not known."""
        steps = self._steps.get(occurrence_id)
        return steps[-1] if steps else None

    def kib_for(self, occurrence_id: str) -> KIB | None:
        """The KIB that an occurrence has now; ``None`` where it has none."""
        entry = self.entry_for(occurrence_id)
        return None if entry is None else entry.kib

    def successors(self, kib: KIB) -> tuple[KIB, ...]:
        """What superseded *kib*, to the end; () for one that still stands, or was never given."""
        return self._others(kib, later=True)

    def predecessors(self, kib: KIB) -> tuple[KIB, ...]:
        """The KIBs that *kib* superseded, all the way back."""
        return self._others(kib, later=False)

    def _others(self, kib: KIB, *, later: bool) -> tuple[KIB, ...]:
        found: set[KIB] = set()
        for name in self._occurrences_of.get(kib, ()):
            kibs = [each.kib for each in self._steps[name]]
            if later:
                found.add(kibs[-1])
            else:
                found.update(kibs[: len(kibs) - kibs[::-1].index(kib)])
        return tuple(sorted(found - {kib}))

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What two sides did differently: one KIB that two occurrences have now, or a last step taken in two ways.

        A step that both sides took differently is settled by one more step.
        """
        latest = [[each for each in steps if each.step == steps[-1].step] for steps in self._steps.values()]
        holding: dict[KIB, list[Entry]] = {}
        for sides in latest:
            holding.setdefault(sides[-1].kib, []).append(sides[-1])
        return tuple(tuple(sides) for sides in (*latest, *holding.values()) if len(sides) > 1)

    def add(self, proposal: Proposal, *, by: str, on: datetime.date) -> Register:
        """The register with what *proposal* has that it lacks: the KIB as *by* gave it *on* that day, and its history.

        Raises :class:`~satudata.InvalidRecordError` for a proposal without a KIB or without an occurrence id, and
        :class:`~satudata.RegisterConflictError` where the KIB was given to another occurrence, or the occurrence has
        another KIB that no amendment led from.
        """
        if proposal.kib is None:
            raise InvalidRecordError("kib", None, "the region is open; a person states it")
        name = _occurrence(proposal.occurrence_id or "")
        history = proposal.history
        first = (history[0].replaced or history[0].kib) if history else proposal.kib
        steps = self._steps.get(name) or [
            Entry(
                first, name, by=required_text("by", by, "BPBD Kabupaten Cianjur"), on=required_day("on", on)
            )
        ]
        if first not in {each.kib for each in steps}:
            raise RegisterConflictError(((steps[-1], Entry(first, name, by=by, on=on)),), self)
        for each in history:
            last = steps[-1].step
            next_ = Entry(
                each.kib, name, step=last + 1, status=each.status, by=each.by, on=each.on, why=each.why
            )
            if next_ in (attrs.evolve(known, step=last + 1) for known in steps):
                continue
            if (each.replaced or each.kib) not in {known.kib for known in steps if known.step == last}:
                raise RegisterConflictError(((steps[-1], next_),), self)
            steps = [*steps, next_]
        return self.merge(Register(steps))

    def merge(self, other: Register) -> Register:
        """All that both registers say.

        Raises :class:`~satudata.RegisterConflictError` naming both sides where they gave one KIB to two occurrences,
        or took one step of an occurrence differently; its ``.register`` holds all entries none the less.
        """
        both = Register((*self.entries, *other.entries))
        conflicts = both.conflicts
        if conflicts:
            raise RegisterConflictError(conflicts, both)
        return both

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> tuple[Register, tuple[Finding, ...]]:
        """The register that a file of JSON lines holds, and what is wrong with the file.

        A line that cannot be read, above all a last one that was cut off, is reported as ``register-line-unreadable``
        and every other is kept; two sides that gave one KIB are reported as ``register-conflict``.
        """
        entries, found = [], []
        lines = Path(path).read_bytes().split(b"\n")
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                entries.append(_entry(line))
            except InvalidRecordError as error:
                reason = "cut off" if number == len(lines) else str(error)
                found.append(
                    finding("register-line-unreadable", f"line {number}", line=number, reason=reason)
                )
        register = cls(entries)
        found += [
            finding("register-conflict", "register", sides=" / ".join(map(str, sides)))
            for sides in register.conflicts
        ]
        return register, tuple(found)

    def save(self, path: str | os.PathLike[str]) -> int:
        """Append the entries that the file lacks, in one write; how many there were. Nothing in it is ever changed.

        A line that was cut off is closed first, so that it stays the only one lost.
        """
        file = Path(path)
        register = Register.load(file)[0] if file.exists() else Register()
        known = set(register.entries)
        lacking = [each for each in self.entries if each not in known]
        text = "".join(f"{to_json(each)}\n" for each in lacking)
        with file.open("ab+") as stream:
            if lacking and stream.seek(0, os.SEEK_END):
                stream.seek(-1, os.SEEK_END)
                text = text if stream.read(1) == b"\n" else f"\n{text}"
            stream.write(text.encode("ascii"))
        return len(lacking)


def _entry(line: bytes) -> Entry:
    value = from_json(line)
    if not isinstance(value, Entry):
        raise InvalidRecordError("/schema", type(value).__name__, "an entry of a register")
    return value
