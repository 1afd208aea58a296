"""What a register is made of: steps of occurrences, and lines that nobody can read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, TypeAlias, final

import attrs

from satudata._ground.fields import as_items, instance_of
from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import InvalidRecordError
from satudata.events import Status
from satudata.issuing._proposal import Ended, Proposal, required_text
from satudata.kib import KIB


def occurrence(value: str) -> str:
    """An id of an occurrence that says something."""
    return required_text("occurrence_id", value, "pusdalops-2024-118")


def _kib(value: KIB | str) -> KIB:
    return value if isinstance(value, KIB) else KIB.parse(value)


def _kibs(values: Iterable[KIB | str]) -> tuple[KIB, ...]:
    return tuple(sorted({_kib(each) for each in as_items(values)}))


def _not_negative(record: object, field: attrs.Attribute[int], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidRecordError(field.name, value, "0 for the first step, then 1, 2, ...")


@public("satudata.issuing")
@final
@attrs.frozen
class Entry(Record, PydanticField):
    """One step of one occurrence: the *kib* it has from then on, who took it, when and why.

    *step* is 0 where the KIB was given, and counts on with every verification or amendment. *by* and *on* are blank for
    KIBs taken over from records that do not tell. *ended* says that the occurrence has no KIB of its own from then on:
    *kib* is the rejected one, or the one of the event that it was merged into. *proposal* is the document with which
    the KIB was given or amended, without its history: the steps are the history.

    >>> str(Entry("6202106202408041", "pusdalops-118", by="BPBD", on=datetime.date(2024, 8, 5)))
    '6202106202408041 to pusdalops-118 by BPBD on 2024-08-05 (provisional, step 0)'
    """

    kib: KIB = attrs.field(converter=_kib)
    occurrence_id: str = attrs.field(converter=occurrence)
    step: int = attrs.field(default=0, validator=_not_negative, kw_only=True)
    status: Status = attrs.field(default=Status.PROVISIONAL, converter=Status, kw_only=True)
    ended: Ended | None = attrs.field(default=None, converter=attrs.converters.optional(Ended), kw_only=True)
    by: str = attrs.field(default="", kw_only=True)
    on: datetime.date | None = attrs.field(default=None, kw_only=True)
    why: str = attrs.field(default="", kw_only=True)
    proposal: Proposal | None = attrs.field(
        default=None, validator=attrs.validators.optional(instance_of(Proposal)), hash=False, kw_only=True
    )

    def __str__(self) -> str:
        by = f" by {self.by}" if self.by else ""
        on = f" on {self.on.isoformat()}" if self.on is not None else ""
        return f"{self.kib} to {self.occurrence_id}{by}{on} ({self.ended or self.status}, step {self.step})"

    @property
    def decided_on(self) -> datetime.date | None:
        """The day of a decision; ``None`` for the first step, whose day is that on which the KIB was recorded."""
        return self.on if self.step else None

    @property
    def is_live(self) -> bool:
        """Whether the occurrence has the KIB for itself after this step."""
        return self.ended is None

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
            self.ended or "",
        )


#: Entries that cannot both stand.
Conflict: TypeAlias = tuple[Entry, ...]


@public("satudata.issuing")
@final
@attrs.frozen
class Acknowledgement(Record, PydanticField):
    """A person knows that a line of a register cannot be read: its SHA-256, and the KIBs that it had.

    These KIBs are never given again.
    """

    sha256: str
    by: str = attrs.field(default="", kw_only=True)
    on: datetime.date | None = attrs.field(default=None, kw_only=True)
    why: str = attrs.field(default="", kw_only=True)
    kibs: tuple[KIB, ...] = attrs.field(default=(), converter=_kibs, kw_only=True)

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """By line, then by who acknowledged it when."""
        return self.sha256, self.on or datetime.date.min, self.by, self.why, self.kibs


@public("satudata.issuing")
@final
@attrs.frozen
class UnreadableLine(Record):
    """A line, or a part of one, that is no entry: its *number*, SHA-256 and first characters, and why not.

    *kibs* are the KIBs that are visible in it; they are never given again. *settled_by* is ``"repeated"`` where a later
    line is the same and complete, ``"acknowledged"`` where a person knows of it, else blank.
    """

    number: int
    sha256: str
    text: str
    reason: str
    kibs: tuple[KIB, ...] = ()
    settled_by: str = ""
