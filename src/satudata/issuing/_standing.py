"""What became of each KIB of a register: proposed, verified, rejected or superseded."""

from __future__ import annotations

from typing import final

import attrs

from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import Word
from satudata.disaster_types._schemes import PRESENT, scheme_for
from satudata.events import Status
from satudata.issuing._entry import Entry
from satudata.issuing._proposal import Ended
from satudata.issuing._register import Register
from satudata.kib import KIB


@public("satudata.issuing")
@final
class KIBStatus(Word):
    """What became of a KIB. ``SUPERSEDED``: the event got another KIB, or was merged into another event."""

    PROPOSED = "proposed"
    VERIFIED = "verified"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


@public("satudata.issuing")
@final
@attrs.frozen
class GivenKIB(Record):
    """A KIB, the occurrence that it was given to, and what became of it.

    *entry* is the step that decided it. *now* is the KIB that stands for the event today, ``None`` where it was
    rejected. *scheme* is that of its type: of the present one where the register has the document that proposed it,
    else as the date says, ``None`` where several have its number.
    """

    kib: KIB
    occurrence_id: str
    status: KIBStatus
    entry: Entry
    now: KIB | None
    scheme: str | None = None

    @property
    def sort_key(self) -> tuple[KIB, str]:
        """By KIB, then by occurrence."""
        return self.kib, self.occurrence_id


def given_kibs(register: Register) -> tuple[GivenKIB, ...]:
    """Every KIB of *register* with what became of it, in the order of the KIBs.

    >>> [(str(each.kib), each.status) for each in given_kibs(Register([Entry("6202106202408041", "a")]))]
    [('6202106202408041', KIBStatus.PROPOSED)]
    """
    found = []
    for name in dict.fromkeys(each.occurrence_id for each in register.entries):
        steps = register.steps(name)
        own = [each for each in steps if each.is_live] or [steps[0]]
        for kib in dict.fromkeys(each.kib for each in own):
            status, entry = _standing(kib, own[-1], steps)
            scheme = _scheme(kib, steps)
            found.append(GivenKIB(kib, name, status, entry, register.kib_for(name), scheme))
    return tuple(sorted(found, key=lambda each: each.sort_key))


def _scheme(kib: KIB, steps: tuple[Entry, ...]) -> str | None:
    """The scheme of the type of a KIB; every type that is proposed is of the present one."""
    if any(each.proposal is not None and each.proposal.kib == kib for each in steps):
        return PRESENT
    return scheme_for(kib.type_code, kib.date)


def _standing(kib: KIB, last_own: Entry, steps: tuple[Entry, ...]) -> tuple[KIBStatus, Entry]:
    """The status of a KIB of an occurrence, and the step that decided it."""
    last = steps[-1]
    if kib != last_own.kib:
        number = max(at for at, each in enumerate(steps) if each.is_live and each.kib == kib)
        return KIBStatus.SUPERSEDED, steps[number + 1]
    if last.ended is Ended.REJECTED:
        return KIBStatus.REJECTED, last
    if last.ended is Ended.MERGED:
        return KIBStatus.SUPERSEDED, last
    return KIBStatus.VERIFIED if last.status is Status.VERIFIED else KIBStatus.PROPOSED, last
