"""What ``satudata register`` says: names next to codes, who decided when, both sides of a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from satudata.cli._messages import Words
from satudata.cli._names import region_name, type_name
from satudata.cli._writing import printed
from satudata.errors import RegisterConflictError, SatudataError
from satudata.issuing import Ended, Entry, GivenKIB, KIBStatus, Register
from satudata.kib import KIB

_SHORT = ("kib", "status", "region", "type", "decided", "id")
_LONG = (
    *("kib", "status", "region_code", "region_name", "type_code", "type_name", "date", "id"),
    *("by", "on", "reason", "now"),
)


def headings(words: Words, *, short: bool = False) -> list[str]:
    """The names of the columns of a list; the long ones are those of files."""
    return list(_SHORT) if short else [words(f"register.column.{name}") for name in _LONG]


def as_row(given: GivenKIB, words: Words, *, short: bool = False, is_printed: bool = False) -> list[str]:
    """A KIB as the cells of a list."""
    status = words(f"register.status.{given.status}")
    if short:
        who = who_and_when(given.entry, words)
        place, what = region_text(given.kib), type_text(given, words)
        return [given.kib.format(), status, place, what, who, given.occurrence_id]
    facts = given_as_dict(given, words)
    now = "" if given.now in (None, given.kib) else str(given.now)
    return [
        facts["printed" if is_printed else "kib"],
        status,
        *facts["region"].values(),
        *facts["type"].values(),
        *(facts[name] or "" for name in ("date", "occurrence_id", "by", "on", "reason")),
        printed(now) if is_printed else now,
    ]


def given_as_dict(given: GivenKIB, words: Words) -> dict[str, Any]:
    """A KIB with what became of it, for programs."""
    kib, entry = given.kib, given.entry
    return {
        "kib": str(kib),
        "printed": kib.format(),
        "status": str(given.status),
        "region": {"code": str(kib.region), "name": region_name(kib.region)},
        "type": {"code": kib.type_code, "name": _type_name(given, words)},
        "date": kib.date.isoformat(),
        "occurrence_id": given.occurrence_id,
        "by": entry.by,
        "on": None if entry.on is None else entry.on.isoformat(),
        "reason": entry.why,
        "now": None if given.now is None else str(given.now),
    }


def region_text(kib: KIB) -> str:
    """The region of a KIB by code and name."""
    return f"{kib.region} {region_name(kib.region)}".rstrip()


def type_text(given: GivenKIB, words: Words) -> str:
    """The type of a KIB by code and name."""
    return f"{given.kib.type_code} {_type_name(given, words)}"


def _type_name(given: GivenKIB, words: Words) -> str:
    return type_name(given.scheme, given.kib.type_code, words)


def who_and_when(entry: Entry, words: Words) -> str:
    """Who took a step, and on which day, as far as it is known."""
    on = "" if entry.on is None else words.day(entry.on)
    return ", ".join(filter(None, (entry.by, on)))


def steps_of(register: Register, name: str, words: Words) -> Iterator[str]:
    """The history of an event, a line for each step."""
    steps = register.steps(name)
    for number, entry in enumerate(steps):
        before = steps[number - 1] if number else None
        what = words(f"register.step.{_kind(entry)}", kib=entry.kib.format())
        if entry.ended is Ended.MERGED:
            what = f"{what}{_merged_into(register, entry, words)}"
        if before is not None and before.kib != entry.kib and entry.ended is None:
            what = words("register.step.replaced", before=before.kib.format(), kib=entry.kib.format())
        who = who_and_when(entry, words) or words("register.unknown")
        yield f"{who}: {', '.join(filter(None, (what, entry.why)))}"


def _merged_into(register: Register, entry: Entry, words: Words) -> str:
    """The event that another one was merged into, in brackets: both may have had the same KIB."""
    others = [name for name in register.owners(entry.kib) if name != entry.occurrence_id]
    return f" ({words('register.event', id=', '.join(others))})" if others else ""


def _kind(entry: Entry) -> str:
    if entry.ended is not None:
        return str(entry.ended)
    return "given" if entry.step == 0 else str(entry.status)


def document_lines(register: Register, name: str, kib: KIB, words: Words) -> list[str]:
    """Why an event was given this KIB: the decisions of its document, what was doubtful, the candidates."""
    found = [each.proposal for each in register.steps(name) if each.kib == kib and each.proposal is not None]
    # Without its KIB and history the document says only what was decided when.
    if not found:
        return []
    document = attrs.evolve(found[-1], kib=None, history=()).explain(words.lang)
    return [words.with_days(line) for line in document.splitlines()[1:]]


def shown_chain(register: Register, name: str, shown: GivenKIB, words: Words) -> Iterator[str]:
    """Which KIBs were before this one, which stands now, and which events were merged into it."""
    before = register.predecessors(shown.kib)
    if before:
        yield words("register.before", kibs=", ".join(each.format() for each in before))
    if shown.status is KIBStatus.SUPERSEDED and shown.now is not None:
        is_merged = shown.entry.ended is Ended.MERGED
        event = _merged_into(register, shown.entry, words) if is_merged else ""
        yield f"{words('register.after', kib=shown.now.format())}{event}"
    into = [
        each.occurrence_id
        for each in register.entries
        if each.ended is Ended.MERGED and each.kib == shown.kib and each.occurrence_id != name
    ]
    if into:
        yield words("register.merged_here", ids=", ".join(dict.fromkeys(into)))


def conflict_lines(register: Register, words: Words, names: Sequence[str] | None = None) -> Iterator[str]:
    """Each conflict with both its sides, and what settles it; only those of the events *names*, if given."""
    for sides in register.conflicts:
        ids = dict.fromkeys(each.occurrence_id for each in sides)
        if names is not None and ids.keys().isdisjoint(names):
            continue
        if len(ids) > 1:
            yield words("register.conflict.kib", kib=sides[0].kib.format())
        else:
            yield words("register.conflict.step", id=next(iter(ids)))
        yield from (f"  {_side(each, words)}" for each in sides)
        yield f"  {words('register.settle')}"


def _side(entry: Entry, words: Words) -> str:
    kind = words(f"register.step.{_kind(entry)}", kib=entry.kib.format())
    parts = (words("register.event", id=entry.occurrence_id), kind, who_and_when(entry, words), entry.why)
    return "; ".join(filter(None, parts))


def refused(error: SatudataError, words: Words) -> str:
    """Why a step was refused, in words of the user."""
    if isinstance(error, RegisterConflictError):
        sides = (side for conflict in error.conflicts for side in conflict)
        named = " / ".join(_side(each, words) for each in sides if isinstance(each, Entry))
        return words("register.in_conflict", sides=named)
    reason = getattr(error, "reason", None)
    message = words.with_days(error.message(words.lang))
    return message.partition(": ")[2] if reason is not None and hasattr(error, "field") else message
