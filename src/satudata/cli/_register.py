"""``satudata register``: list, show, check, confirm, amend, reject and merge KIBs; import and export registers."""

from __future__ import annotations

import argparse
import errno
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from satudata import disaster_types
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._arguments import UsageError
from satudata.cli._clock import today
from satudata.cli._files import Output, output, settle
from satudata.cli._findings import as_object
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cli._parser import nearest
from satudata.cli._places import disaster_type, place
from satudata.cli._register_files import opened, taken_in
from satudata.cli._register_texts import (
    as_row,
    conflict_lines,
    document_lines,
    given_as_dict,
    headings,
    refused,
    region_text,
    shown_chain,
    steps_of,
    type_text,
    who_and_when,
)
from satudata.cli._terminal import notes, say, say_list, say_table
from satudata.cli._writing import as_json
from satudata.errors import SatudataError
from satudata.findings import Finding, Severity
from satudata.interchange import to_dict, to_json
from satudata.issuing import (
    Entry,
    GivenKIB,
    KIBStatus,
    Register,
    RegisterStore,
    given_kibs,
)
from satudata.issuing._steps import occurrence_of
from satudata.kib import KIB

#: What only looks: nothing is recorded by it.
_QUESTIONS = frozenset({"list", "show", "check", "export"})


def run_register(options: argparse.Namespace, words: Words) -> int:
    """Answer one question about a register, or record one step in it."""
    questions: dict[str, Callable[[argparse.Namespace, Words], int]] = {
        "list": _list,
        "show": _show,
        "check": _check,
        "acknowledge": _acknowledge,
        "import": _import,
        "export": _export,
    }
    try:
        return questions.get(options.question, _decide)(options, words)
    except SatudataError as error:
        reason = f"{refused(error, words)}{_asked_back(error, options, words)}"
        key = "register.no_answer" if options.question in _QUESTIONS else "register.refused"
        raise UsageError(words(key, reason=reason)) from None


def _asked_back(error: SatudataError, options: argparse.Namespace, words: Words) -> str:
    """The KIB or id of the register that was perhaps meant instead of one that it has not; "" for other errors."""
    asked = getattr(error, "value", None)
    if asked is None or asked not in (getattr(options, "kib", None), getattr(options, "into", None)):
        return ""
    given = given_kibs(_opened(options, words).read())
    known = [text for each in given for text in (each.occurrence_id, str(each.kib))]
    return "" if asked in known else words.meant(nearest(str(asked), known))


def _opened(options: argparse.Namespace, words: Words) -> RegisterStore:
    """The register, which is there."""
    if not Path(options.file).exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), options.file)
    return opened(options.file, words)


def _list(options: argparse.Namespace, words: Words) -> int:
    settle(options, words)
    register = _opened(options, words).read()
    given = given_kibs(register)
    found = _asked(given, options, words)
    if options.format == "table":
        lines = [[words(f"register.column.{name}") for name in headings(words, short=True)]]
        lines += [as_row(each, words, short=True) for each in found]
        say_list(lines)
        say(words("register.number", number=len(found)))
    else:
        with output(options, words) as out:
            if out.form in (None, "json") and options.format == "json":
                out.write_json({"kibs": [given_as_dict(each, words) for each in found]})
            else:
                _write_rows(found, out, words)
    return _status(register, options, words)


def _write_rows(kibs: Iterable[GivenKIB], out: Output, words: Words) -> None:
    rows = out.rows(headings(words))
    for each in kibs:
        rows.write(as_row(each, words, is_printed=out.shows_printed_kibs))


def _asked(kibs: Collection[GivenKIB], options: argparse.Namespace, words: Words) -> list[GivenKIB]:
    """The KIBs that the options ask for."""
    region = None if options.region is None else place(options.region, words, provinces=True)
    type_ = None if options.type is None else disaster_type(options.type, words)
    if options.since is not None and options.until is not None and options.since > options.until:
        raise UsageError(
            words("register.no_days", since=words.day(options.since), until=words.day(options.until))
        )
    # A KIB given by force can have a code that no list knows.
    known = {code for each in kibs for code in (each.kib.region, each.kib.region.province)}
    if region is not None and not region_name(region) and region not in known:
        raise UsageError(words("place.unknown_area", text=region, near=""))
    if type_ is not None and type_ not in _type_codes() and all(each.kib.type_code != type_ for each in kibs):
        raise UsageError(words("type.not_known", text=type_, near=""))
    return [
        each
        for each in kibs
        if (region is None or region in (each.kib.region, each.kib.region.province))
        and type_ in (None, each.kib.type_code)
        and options.status in (None, each.status)
        and (options.since is None or each.kib.date >= options.since)
        and (options.until is None or each.kib.date <= options.until)
    ]


def _type_codes() -> set[str]:
    """Every code that a type has or had."""
    return {each.code for scheme in disaster_types.schemes for each in disaster_types.in_scheme(scheme)}


def _show(options: argparse.Namespace, words: Words) -> int:
    register = _opened(options, words).read()
    names = _names(register, options.kib)
    if options.format == "json":
        events = [_as_dict(register, name, words) for name in names]
        print(as_json({"events": events}, indent=2))
    else:
        for name in names:
            _say_event(register, name, options.kib, words)
        for line in conflict_lines(register, words, names):
            say(line)
    return DOUBTFUL if any(register.conflicts_of(name) for name in names) else DONE


def _names(register: Register, asked: str) -> tuple[str, ...]:
    """The events of a KIB or id: several where a KIB is in conflict."""
    kib = KIB.parse(asked) if KIB.is_valid(asked) else None
    if register.entry_for(asked) is None and kib is not None and register.owners(kib):
        return register.owners(kib)
    return (occurrence_of(register, asked),)


def _say_event(register: Register, name: str, asked: str, words: Words) -> None:
    """An event with its KIB, its names, its history, and the KIBs before and after."""
    given = [each for each in given_kibs(register) if each.occurrence_id == name]
    shown = next((each for each in given if str(each.kib) == asked.replace(" ", "")), given[-1])
    state = words(f"register.status.{shown.status}")
    say(words("register.title", kib=shown.kib.format(), status=state, id=name), style="bold")
    say(f"  {words('register.column.region')}: {region_text(shown.kib)}")
    say(f"  {words('register.column.type')}: {type_text(shown, words)}")
    say(f"  {words('register.column.date')}: {words.day(shown.kib.date)}")
    for line in shown_chain(register, name, shown, words):
        say(f"  {line}")
    reasons = document_lines(register, name, shown.kib, words)
    if reasons:
        say(words("register.document"))
    for line in reasons:
        say(line)
    say(words("register.history"))
    for line in steps_of(register, name, words):
        say(f"  {line}")


def _as_dict(register: Register, name: str, words: Words) -> dict[str, Any]:
    proposal = register.proposal_for(name)
    now = register.kib_for(name)
    return {
        "occurrence_id": name,
        "kib": None if now is None else str(now),
        "kibs": [given_as_dict(each, words) for each in given_kibs(register) if each.occurrence_id == name],
        "history": [
            to_dict(each) if each.proposal is None else _without_document(each)
            for each in register.steps(name)
        ],
        "proposal": None if proposal is None else to_dict(proposal),
        "conflicts": [[_without_document(side) for side in sides] for sides in register.conflicts_of(name)],
    }


def _without_document(entry: Entry) -> dict[str, Any]:
    """An entry as a dictionary; the document stands by itself."""
    return {name: value for name, value in to_dict(entry).items() if name != "proposal"}


def _check(options: argparse.Namespace, words: Words) -> int:
    register = _opened(options, words).read()
    counted = Counter(each.status for each in given_kibs(register))
    if options.format == "json":
        print(as_json(_check_as_dict(register, counted, words), indent=2))
    else:
        say(words("register.number", number=sum(counted.values())))
        rows = [[words(f"register.status.{status}"), str(counted[status])] for status in KIBStatus]
        say_table(rows, right=[1], head=False)
        for line in (*_lines_of(register.findings, words), *conflict_lines(register, words)):
            say(line)
        if not _errors(register):
            say(words("register.sound"))
    return DOUBTFUL if _errors(register) else DONE


def _check_as_dict(register: Register, counted: Counter[KIBStatus], words: Words) -> dict[str, Any]:
    return {
        "kibs": {str(status): counted[status] for status in KIBStatus},
        "conflicts": [[_without_document(side) for side in sides] for sides in register.conflicts],
        "lines": [
            {"line": each.number, "kibs": list(map(str, each.kibs)), "settled": each.settled_by or None}
            for each in register.unreadable
        ],
        "findings": [as_object(each, words) for each in register.findings],
    }


def _decide(options: argparse.Namespace, words: Words) -> int:
    """Record what a person decided about a KIB, and say what was recorded."""
    store = _opened(options, words)
    changed = _corrected(options, words) if options.question == "amend" else {}
    into = [options.into] if options.question == "merge" else []
    decisions: dict[str, tuple[Callable[..., Entry], str]] = {
        "confirm": (store.confirm, "register.confirmed"),
        "amend": (store.amend, "register.amended"),
        "reject": (store.reject, "register.rejected"),
        "merge": (store.merge, "register.merged"),
    }
    decide, said = decisions[options.question]
    why = options.reason or ""
    entry = decide(options.kib, *into, by=options.by, on=_on(options, words), why=why, **changed)
    if options.format == "json":
        print(as_json(_without_document(entry), indent=2))
        return DONE
    kib = entry.kib
    given = next(each for each in given_kibs(store.read()) if each.kib == kib)
    say(words(said, kib=kib.format(), id=entry.occurrence_id, who=who_and_when(entry, words)))
    say(f"  {region_text(kib)}; {type_text(given, words)}; {words.day(kib.date)}")
    return DONE


def _corrected(options: argparse.Namespace, words: Words) -> dict[str, Any]:
    """The type, region and date that an amendment states."""
    if options.date is not None:
        _require_past(options.date, "--date", words)
    region = None if options.region is None else place(options.region, words, on=options.date)
    if region is not None and not region_name(region):
        raise UsageError(words("register.place.unknown", text=options.region))
    type_code = None if options.type is None else disaster_type(options.type, words)
    return {"type_code": type_code, "region": region, "date": options.date}


def _on(options: argparse.Namespace, words: Words) -> date:
    """The day of a decision; one to come would stop every decision before it."""
    return today() if options.on is None else _require_past(options.on, "--on", words)


def _require_past(day: date, option: str, words: Words) -> date:
    """*day*, which has begun somewhere in Indonesia."""
    if day > today():
        raise UsageError(words("register.future", date=words.day(day), option=option))
    return day


def _acknowledge(options: argparse.Namespace, words: Words) -> int:
    found = _opened(options, words).acknowledge(
        by=options.by, on=_on(options, words), why=options.reason or "", line=options.line, kibs=options.kib
    )
    say(words("register.acknowledged", number=len(found)))
    for each in found:
        if each.kibs:
            say(words("register.taken", kibs=", ".join(kib.format() for kib in each.kibs)))
    return DONE


def _import(options: argparse.Namespace, words: Words) -> int:
    number = taken_in(options.source, opened(options.file, words), words)
    register = opened(options.file, words).read()
    say(words("register.imported", number=number, file=options.file))
    for line in conflict_lines(register, words):
        say(line)
    return _status(register, options, words)


def _export(options: argparse.Namespace, words: Words) -> int:
    settle(options, words)
    register = _opened(options, words).read()
    with output(options, words) as out:
        if out.form == "json":
            out.write_json(to_dict(register))
        elif out.form in (None, "jsonl"):
            records = (*register.entries, *register.acknowledgements)
            out.text.write("".join(f"{to_json(each)}\n" for each in records))
        else:
            _write_rows(given_kibs(register), out, words)
    return _status(register, options, words)


def _status(register: Register, options: argparse.Namespace, words: Words) -> int:
    """The exit status; what is wrong with the register is said on standard error."""
    errors = _errors(register)
    notes(_lines_of(errors, words), quiet=options.quiet)
    if register.conflicts:
        said = words("register.conflicts", number=len(register.conflicts), file=options.file)
        notes([said], quiet=options.quiet)
    return DOUBTFUL if errors else DONE


def _errors(register: Register) -> list[Finding]:
    return [each for each in register.findings if each.severity is Severity.ERROR]


def _lines_of(found: Any, words: Words) -> list[str]:
    """The findings but the conflicts, which are said with their sides."""
    return [
        f"{each.severity.word(words.lang)}: {words.with_days(each.message(words.lang))}"
        for each in found
        if each.code != "register-conflict"
    ]
