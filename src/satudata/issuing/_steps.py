"""The steps that a person takes in a register: confirm, amend, reject, merge; each adds an entry."""

from __future__ import annotations

import datetime
from typing import Any

import attrs

from satudata._ground.fields import required_day
from satudata.errors import InvalidKIBError, InvalidRecordError
from satudata.events import Status
from satudata.issuing._entry import Entry
from satudata.issuing._proposal import (
    Ended,
    Proposal,
    day_after,
    issue,
    required_text,
)
from satudata.issuing._region import Code
from satudata.issuing._register import Register
from satudata.kib import KIB, stem_of
from satudata.regions._code import as_region_code


def occurrence_of(register: Register, asked: str) -> str:
    """The id of the occurrence that *asked*, an id or a KIB, names.

    Raises :class:`~satudata.InvalidRecordError` where the register has neither, or two occurrences have the KIB.
    """
    if register.entry_for(asked) is not None:
        return asked
    try:
        kib = KIB.parse(asked)
    except InvalidKIBError:
        names: tuple[str, ...] = ()
    else:
        names = register.owners(kib)
    if not names:
        raise InvalidRecordError("kib", asked, "the register has no such KIB, and no event with this id")
    if len(names) > 1:
        reason = f"several events have it: {', '.join(names)}; name one of them"
        raise InvalidRecordError("kib", asked, reason)
    return names[0]


def confirmed(
    register: Register, name: str, *, by: str, on: datetime.date, why: str = "", kib: KIB | None = None
) -> Register:
    """*register* with the KIB of an occurrence verified; *kib* chooses one of two sides."""
    last = _live(register, name)
    if kib is not None and kib != last.kib:
        if all(each.kib != kib for each in register.steps(name) if each.step == last.step):
            raise InvalidRecordError("kib", str(kib), f"superseded by {last.kib}; confirm that one")
        last = attrs.evolve(last, kib=kib)
    if last.status is Status.VERIFIED and not register.conflicts_of(name):
        raise InvalidRecordError("kib", str(last.kib), f"it was verified before by {last.by}")
    return _extended(register, last, by, on, why, kib=last.kib, status=Status.VERIFIED)


def rejected(register: Register, name: str, *, by: str, on: datetime.date, why: str) -> Register:
    """*register* with an occurrence that is no event; its KIB is never given again."""
    last = _live(register, name)
    required_text("why", why, "bukan kejadian bencana")
    return _extended(register, last, by, on, why, kib=last.kib, ended=Ended.REJECTED)


def merged(register: Register, name: str, into: str, *, by: str, on: datetime.date, why: str) -> Register:
    """*register* with an occurrence that is the same event as another, *into* (an id or KIB), whose KIB is for both."""
    into = occurrence_of(register, into)
    last, other = _live(register, name), _live(register, into)
    if name == into:
        raise InvalidRecordError("into", into, "the same event; name another one")
    required_text("why", why, "dilaporkan dua kali")
    return _extended(register, last, by, on, why, kib=other.kib, ended=Ended.MERGED)


def amended(
    register: Register,
    name: str,
    *,
    by: str,
    on: datetime.date,
    why: str,
    type_code: str | None = None,
    region: Code | None = None,
    date: datetime.date | None = None,
) -> Register:
    """*register* with a corrected type, region or date of an occurrence, and the next free KIB for it.

    Without a correction only an occurrence gets another KIB whose KIB another one has too, or that was rejected or
    merged before.
    """
    last = register.entry_for(name)
    assert last is not None, "occurrence_of found it"
    required_text("why", why, "lokasi salah")
    own = [each for each in register.steps(name) if each.is_live] or [last]
    former = own[-1].kib
    stem = stem_of(
        former.region if region is None else as_region_code(region),
        type_code or former.type_code,
        date or former.date,
    )
    if stem == former.stem and last.is_live and not register.conflicts_of(name):
        raise InvalidRecordError("kib", str(former), "nothing changed; state another type, region or date")
    proposal = _revised(register, name, former, type_code, region, date)
    return _extended(register, last, by, on, why, kib=proposal.kib, proposal=proposal)


def _revised(
    register: Register,
    name: str,
    former: KIB,
    type_code: str | None,
    region: Code | None,
    date: datetime.date | None,
) -> Proposal:
    """The document of an amended occurrence: what was not amended stays as it was decided.

    A region that was affected before takes the KIB from another one that stays affected; any other region takes the
    place of the one that was wrong.
    """
    document = register.proposal_for(name)
    code = former.region if region is None else as_region_code(region)
    main = type_code or former.type_code
    types, affected = {main}, {code}
    if document is not None:
        types |= set(document.main.associated)
        before = set(document.region.affected)
        affected = before if code in before else before - {former.region} | affected
    day = date or former.date
    fresh = issue(
        sorted(types),
        day,
        sorted(affected),
        main=main,
        region=code if len(affected) > 1 else None,
        existing=register.kibs(stem_of(code, main, day)),
        occurrence_id=name,
    )
    if document is None:
        return fresh
    kept = {"region": region is None, "type": type_code is None, "date": date is None, "index": False}
    decided = {each.what: each for each in document.decisions}
    return attrs.evolve(
        fresh,
        main=document.main if type_code is None else fresh.main,
        region=document.region if region is None else fresh.region,
        decisions=tuple(
            decided.get(each.what, each) if kept[each.what] else each for each in fresh.decisions
        ),
        doubts=tuple(dict.fromkeys((*(document.region.findings if region is None else ()), *fresh.doubts))),
    )


def _live(register: Register, name: str) -> Entry:
    """The last step of an occurrence that has its KIB for itself."""
    last = register.entry_for(name)
    assert last is not None, "occurrence_of found it"
    if last.ended is Ended.REJECTED:
        raise InvalidRecordError(
            "kib", str(last.kib), "it was rejected; an amendment gives the event another KIB"
        )
    if last.ended is Ended.MERGED:
        raise InvalidRecordError("kib", name, f"it was merged into {last.kib}")
    return last


def _extended(
    register: Register, last: Entry, by: str, on: datetime.date, why: str, **given: Any
) -> Register:
    """*register* with one more step after *last*."""
    entry = Entry(
        occurrence_id=last.occurrence_id,
        step=last.step + 1,
        by=required_text("by", by, "Pusdatinkom"),
        on=day_after(last.decided_on, required_day("on", on)),
        why=why,
        **given,
    )
    return register.extended([entry])
