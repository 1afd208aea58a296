"""``satudata issue``: a KIB proposed for one occurrence, with its reasons; a person confirms it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

from satudata import disaster_types
from satudata.checking import region_doubts, verify
from satudata.cli import DONE, DOUBTFUL
from satudata.cli._arguments import UsageError
from satudata.cli._clock import today
from satudata.cli._findings import as_object
from satudata.cli._messages import Words
from satudata.cli._names import region_name, type_name
from satudata.cli._occurrence import Occurrence, occurrence
from satudata.cli._register_files import opened
from satudata.cli._terminal import notes, say
from satudata.cli._writing import as_json
from satudata.errors import (
    InvalidRecordError,
    MainTypeError,
    RegisterConflictError,
    SatudataError,
    UnknownCodeError,
)
from satudata.findings import Finding, Severity, finding
from satudata.issuing import (
    Centroids,
    GivenKIBs,
    Proposal,
    RegionCandidate,
    Register,
    issue,
)
from satudata.regions import RegionCode
from satudata.regions._gazetteer import embedded

_NO_SHAPE = "region-without-shape"
#: The options by what the errors call them.
_OPTIONS = {
    "caused_by": "--caused-by",
    "declared": "--main",
    "affected": "--affected",
    "epicentre": "--epicentre",
    "epicentre_region": "--epicentre-region",
    "when": "--time",
    "occurrence_id": "--id",
    "feed": "--bmkg",
}


_OF_TYPES = frozenset({"caused_by", "declared"})


def run_issue(options: argparse.Namespace, words: Words) -> int:
    """Propose a KIB and print why; with ``--by`` it is written into the register as given by that person."""
    try:
        given = occurrence(options, words)
        proposal, found, saved = _proposed(given, options, words)
    except UnknownCodeError as error:
        return _unknown(error, options, words)
    except MainTypeError as error:
        shown = _type_titles(error.roots or error.cycle, words)
        key = "issue.circle" if error.cycle else "issue.several_types"
        raise UsageError(words(key, types=shown)) from None
    except InvalidRecordError as error:
        option = _OPTIONS.get(error.field)
        if error.field == "declared" and given.main in given.caused_by:
            main, causes = (_type_titles(each, words) for each in ([given.main], given.caused_by[given.main]))
            raise UsageError(words("issue.main_caused", main=main, causes=causes)) from None
        if error.field in _OF_TYPES and error.value not in given.types:
            stated, types = (_type_titles(each, words) for each in ([str(error.value)], given.types))
            raise UsageError(words("issue.type_not_among", option=option, type=stated, types=types)) from None
        # A file is named, not its content.
        value = Path(options.bmkg).name if error.field == "feed" else error.value
        named = error if option is None else InvalidRecordError(option, value, error.reason)
        raise UsageError(words("issue.refused", reason=words.with_days(named.message(words.lang)))) from None
    except SatudataError as error:
        raise UsageError(words("issue.refused", reason=words.with_days(error.message(words.lang)))) from None
    if options.format == "json":
        print(as_json(_as_dict(proposal, given, found, words), indent=2))
    else:
        _print(proposal, given, found, words)
        if saved:
            say(words("issue.saved", kib=proposal.kib, id=options.id, file=options.register))
        elif options.id is not None and options.by is None and proposal.kib and not _is_known(proposal):
            notes([words("issue.not_saved")], quiet=options.quiet)
    doubtful = proposal.kib is None or any(
        each.severity is Severity.ERROR for each in (*found, *proposal.findings)
    )
    return DOUBTFUL if doubtful else DONE


def _proposed(
    given: Occurrence, options: argparse.Namespace, words: Words
) -> tuple[Proposal, tuple[Finding, ...], bool]:
    """The proposal, what else is doubtful, and whether it was recorded in the register, which ``--by`` asks for.

    For a date to come or an unknown code nothing is given: the proposal is without its KIB, unless ``--force`` asks it.
    """
    if options.by is not None and (options.register is None or options.id is None):
        raise UsageError(words("issue.by.wrong"))
    doubts: list[Finding] = []

    def propose(register: GivenKIBs) -> Proposal:
        proposal = issue(
            given.types,
            given.moment,
            given.affected,
            caused_by=given.caused_by,
            main=given.main,
            epicentre=given.epicentre,
            epicentre_region=given.epicentre_region,
            geometry=None if given.boundaries is None else given.boundaries.geometry,
            region=given.region,
            existing=register,
            occurrence_id=options.id,
        )
        doubts[:] = (*given.findings, *_doubts(proposal, given))
        is_withheld = not options.force and any(map(_withholds, (*doubts, *proposal.findings)))
        return attrs.evolve(proposal, kib=None) if is_withheld and not _is_known(proposal) else proposal

    store = None if options.register is None else opened(options.register, words)
    if store is not None and options.by is not None:
        try:
            proposal = store.record(propose, by=options.by, on=today())
        except RegisterConflictError:
            has = store.read().entry_for(options.id)
            if has is None:
                raise
            raise UsageError(words("issue.has_kib", id=options.id, kib=has.kib.format())) from None
        found = store.read().findings
    else:
        register = Register() if store is None else store.read()
        proposal, found = propose(register), register.findings
    is_recorded = options.by is not None and proposal.kib is not None and not _is_known(proposal)
    return proposal, (*found, *doubts), is_recorded


def _is_known(proposal: Proposal) -> bool:
    """Whether the register knew the occurrence before."""
    return any(each.rule == "already given" for each in proposal.decisions)


def _doubts(proposal: Proposal, given: Occurrence) -> Iterator[Finding]:
    """A day to come, codes of regions that are stated, and an affected region without a shape in the boundaries."""
    said = {(each.code, each.data.get("region")) for each in proposal.findings}
    if proposal.kib is not None:
        yield from (each for each in verify(proposal.kib, on=today()) if each not in proposal.findings)
    for code in given.codes:
        unknown = finding("region-unknown", "affected", region=str(code), on=given.day.isoformat())
        is_known = embedded().knows(code)
        for each in region_doubts(code, given.day, "affected") if is_known else [unknown]:
            if (each.code, each.data.get("region")) not in said:
                yield each
    if given.boundaries is not None:
        for code in given.affected:
            if code not in given.boundaries.regions and (_NO_SHAPE, str(code)) not in said:
                name = given.boundaries.geometry.name
                yield finding(_NO_SHAPE, "affected", region=str(code), geometry=name)


def _withholds(found: Finding) -> bool:
    """Whether no KIB is given without ``--force``."""
    return found.severity is Severity.ERROR or found.code in {"region-unknown", "type-unknown"}


def _unknown(error: UnknownCodeError, options: argparse.Namespace, words: Words) -> int:
    """Say that a code is in no list, so that no KIB can be proposed."""
    reason = error.message(words.lang)
    known = {each.code: each.name for each in disaster_types.in_scheme()}
    if "type" in error.what and error.code not in known:
        shown = ", ".join(f"{code} {name}" for code, name in known.items() if disaster_types.get(code).issued)
        reason = words("issue.type_unknown", text=error.code, known=shown)
    if options.format == "json":
        code = f"{'type' if 'type' in error.what else 'region'}-unknown"
        unknown = {"code": code, "severity": "error", "where": code.partition("-")[0], "message": reason}
        print(as_json({"kib": None, "printed": None, "findings": [unknown]}, indent=2))
    else:
        say(words("issue.refused", reason=reason))
    return DOUBTFUL


def _print(proposal: Proposal, given: Occurrence, found: tuple[Finding, ...], words: Words) -> None:
    """The proposal with the names of its codes, the files that were used, and what is doubtful."""
    is_withheld = proposal.kib is None and proposal.region.code is not None
    first, *lines = proposal.explain(words.lang).split("\n")
    say(words("issue.withheld") if is_withheld else words.with_days(first))
    say(f"  {words('issue.affected')}: {_titles(proposal.region.affected)}")
    for key, text in _files(given, words):
        say(f"  {words(key)}: {text}")
    for line in lines:
        # A geometry has one name; that of the package's own is a word.
        say(words.with_days(line.replace(f"({Centroids().name})", f"({words('issue.centroids')})")))
    for each in found:
        say(f"  {each.severity.word(words.lang)}: {words.with_days(each.message(words.lang))}")
    if proposal.region.code is None:
        say(words("issue.open"))
    if given.boundaries is not None and given.epicentre is None:
        say(words("issue.boundaries.unused"))


def _titles(codes: Iterable[RegionCode]) -> str:
    return "; ".join(f"{code} {region_name(code)}".rstrip() for code in codes)


def _type_titles(codes: Iterable[str], words: Words) -> str:
    return ", ".join(f"{code} {type_name('2023', code, words)}" for code in codes)


def _files(given: Occurrence, words: Words) -> Iterator[tuple[str, str]]:
    """The epicentre, and the boundaries: file, property, code system."""
    if given.epicentre is not None:
        quake = given.quake
        # The feed's own words on where it was belong to its own epicentre.
        place = quake.place if quake is not None and quake.epicentre == given.epicentre else None
        yield "issue.epicentre", f"{given.epicentre}{'' if place is None else f'; {place}'}"
    if given.boundaries is not None:
        read = given.boundaries
        system = words(f"issue.system.{read.system}")
        number = len(read.regions)
        yield (
            "issue.boundaries",
            words(
                "issue.boundaries.read", file=read.file, property=read.property, system=system, number=number
            ),
        )


def _as_dict(
    proposal: Proposal, given: Occurrence, found: tuple[Finding, ...], words: Words
) -> dict[str, Any]:
    """Everything that the proposal says, for programs."""
    region, read = proposal.region, given.boundaries
    every = (*found, *proposal.findings)
    return {
        "kib": None if proposal.kib is None else str(proposal.kib),
        "printed": None if proposal.kib is None else proposal.kib.format(),
        "status": str(proposal.ended or proposal.status),
        "withheld": [each.code for each in every if _withholds(each)] if proposal.kib is None else [],
        "occurrence_id": proposal.occurrence_id,
        "type": {"code": proposal.main.code, "name": type_name("2023", proposal.main.code, words)},
        "region": None if region.code is None else _region(region.code),
        "affected": [_region(code) for code in region.affected],
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
        "boundaries": None
        if read is None
        else {
            "file": read.file,
            "property": read.property,
            "system": read.system,
            "regions": len(read.regions),
        },
        "epicentre": None if region.epicentre is None else str(region.epicentre),
        "findings": [as_object(each, words, where=each.where) for each in every],
    }


def _region(code: RegionCode) -> dict[str, str]:
    return {"code": str(code), "name": region_name(code)}


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
