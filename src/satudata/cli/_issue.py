"""``satudata issue``: a KIB proposed for one occurrence, with its reasons; a person confirms it."""

from __future__ import annotations

import argparse
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from satudata import disaster_types
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._arguments import UsageError
from satudata.cli._clock import today
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cli._terminal import say
from satudata.cli._writing import as_json
from satudata.errors import SatudataError
from satudata.findings import Finding, Severity
from satudata.interchange import read_json
from satudata.interop import bmkg
from satudata.issuing import Epicentre, Proposal, RegionCandidate, Register, issue, register_at

_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}


def run_issue(options: argparse.Namespace, words: Words) -> int:
    """Propose a KIB and print why; with ``--by`` it is written into the register as given by that person."""
    try:
        moment, epicentre, doubts = _origin(options, words)
        types = [_type(text, words) for text in options.type]
        facts: dict[str, Any] = {
            "caused_by": _causes(options.caused_by, words),
            "main": None if options.main is None else _type(options.main, words),
            "epicentre": epicentre,
            "epicentre_region": options.epicentre_region,
            "region": options.region,
        }
        proposal, found = _proposed(types, moment, _split(options.affected), facts, options, words)
    except SatudataError as error:
        raise UsageError(words("issue.refused", reason=error.message(words.lang))) from None
    found = (*found, *doubts)
    # An occurrence that the register knew was recorded before.
    saved = _is_recorded(options, proposal) and all(
        each.rule != "already given" for each in proposal.decisions
    )
    if options.format == "json":
        print(as_json(_as_dict(proposal, found, words), indent=2))
    else:
        _print(proposal, found, words)
        if saved:
            say(words("issue.saved", kib=proposal.kib, id=options.id, file=options.register))
    doubtful = proposal.kib is None or any(
        each.severity is Severity.ERROR for each in (*found, *proposal.findings)
    )
    return DOUBTFUL if doubtful else DONE


def _origin(
    options: argparse.Namespace, words: Words
) -> tuple[date | datetime, Epicentre | None, tuple[Finding, ...]]:
    """When and where it began: as the options say, else as the BMKG file does."""
    quakes = () if options.bmkg is None else bmkg.parse(read_json(Path(options.bmkg).read_bytes()))
    if len(quakes) > 1 and options.quake is None:
        shown = "\n".join(f"  {number}: {each.epicentre}" for number, each in enumerate(quakes, start=1))
        raise UsageError(words("issue.which", number=len(quakes), quakes=shown))
    number = 0 if options.quake is None else options.quake - 1
    if quakes and not 0 <= number < len(quakes):
        raise UsageError(words("issue.no_quake", number=options.quake, held=len(quakes)))
    quake = quakes[number] if quakes else None
    epicentre = None if quake is None else quake.epicentre
    if options.epicentre is not None:
        epicentre = bmkg.read_epicentre(options.epicentre)
    if options.date is not None:
        moment: date | datetime = options.date
    elif options.time is not None:
        moment = _moment(options.time, words)
    elif quake is not None:
        moment = quake.time
    else:
        raise UsageError(words("issue.when"))
    return moment, epicentre, () if quake is None else quake.findings


def _moment(text: str, words: Words) -> datetime:
    """``2022-11-21T13:21+07:00``, or ``2022-11-21 13:21 WIB``."""
    stated, _, zone = text.rpartition(" ")
    try:
        if zone.upper() in _ZONES:
            hours = timezone(timedelta(hours=_ZONES[zone.upper()]))
            return datetime.fromisoformat(stated).replace(tzinfo=hours)
        return datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(words("issue.time.wrong", text=text)) from None


def _type(text: str, words: Words) -> str:
    """A type code, by its digits or by a name that means one type."""
    if text.isdigit():
        return text
    found = {each.code for each in disaster_types.find(text, scheme="2023") if each.issued}
    if len(found) != 1:
        raise UsageError(words("issue.type.wrong", text=text, found=", ".join(sorted(found)) or "-"))
    return found.pop()


def _causes(texts: list[str], words: Words) -> dict[str, list[str]]:
    causes: dict[str, list[str]] = {}
    for text in texts:
        effect, sign, cause = text.partition("=")
        if not (effect and sign and cause):
            raise UsageError(words("issue.cause.wrong", text=text))
        causes.setdefault(_type(effect, words), []).append(_type(cause, words))
    return causes


def _split(texts: list[str]) -> list[str]:
    return [part.strip() for text in texts for part in text.split(",") if part.strip()]


def _proposed(
    types: list[str],
    moment: date | datetime,
    affected: list[str],
    facts: dict[str, Any],
    options: argparse.Namespace,
    words: Words,
) -> tuple[Proposal, tuple[Finding, ...]]:
    """The proposal, recorded in the register with ``--by``, and what is wrong with the register."""
    if options.by is not None and (options.register is None or options.id is None):
        raise UsageError(words("issue.by.wrong"))
    store = None if options.register is None else register_at(options.register)
    if store is not None and options.by is not None:
        proposal = store.issue(
            types, moment, affected, occurrence_id=options.id, by=options.by, on=today(), **facts
        )
        return proposal, store.read().findings
    register = Register() if store is None else store.read()
    proposal = issue(types, moment, affected, existing=register, occurrence_id=options.id, **facts)
    return proposal, register.findings


def _is_recorded(options: argparse.Namespace, proposal: Proposal) -> bool:
    return options.by is not None and proposal.kib is not None


def _print(proposal: Proposal, found: tuple[Finding, ...], words: Words) -> None:
    say(proposal.explain(words.lang))
    for each in found:
        say(f"  {each.severity.word(words.lang)}: {each.message(words.lang)}")
    if proposal.kib is None:
        say(words("issue.open"))


def _as_dict(proposal: Proposal, found: tuple[Finding, ...], words: Words) -> dict[str, Any]:
    """Everything that the proposal says, for programs."""
    region = proposal.region
    return {
        "kib": None if proposal.kib is None else str(proposal.kib),
        "printed": None if proposal.kib is None else proposal.kib.format(),
        "status": str(proposal.status),
        "occurrence_id": proposal.occurrence_id,
        "associated_types": list(proposal.main.associated),
        "decisions": [
            {
                "what": each.what,
                "value": each.value or None,
                "rule": each.rule,
                "why": each.text(words.lang),
                "source": each.citation.id,
            }
            for each in proposal.decisions
        ],
        "candidates": [_candidate(each) for each in region.candidates],
        "ambiguous": region.ambiguous,
        "verification_required": region.verification_required,
        "geometry": region.geometry,
        "epicentre": None if region.epicentre is None else str(region.epicentre),
        "findings": [
            {
                "code": each.code,
                "severity": str(each.severity),
                "where": each.where,
                "message": each.message(words.lang),
            }
            for each in (*found, *proposal.findings)
        ],
    }


def _candidate(candidate: RegionCandidate) -> dict[str, Any]:
    distance = candidate.distance
    return {
        "region": str(candidate.code),
        "name": region_name(candidate.code),
        "affected": candidate.affected,
        "km": None if distance is None else distance.km,
        "at_least_km": None if distance is None else distance.at_least,
        "at_most_km": None if distance is None else distance.at_most,
    }
