"""Changes of ``satudata coop``: each is an event with its day and who entered it, and the file is replaced."""

from __future__ import annotations

import argparse
import hashlib
import os
from datetime import timedelta
from pathlib import Path

import attrs

from satudata import cooperation
from satudata._ground.files import alone_in
from satudata.cli import DONE
from satudata.cli._arguments import UsageError
from satudata.cli._clock import today
from satudata.cli._coop_arguments import word_of
from satudata.cli._coop_files import portfolio_text
from satudata.cli._coop_portfolio import place_of, portfolio_in, type_of
from satudata.cli._files import replacing
from satudata.cli._messages import Words
from satudata.cli._parser import nearest
from satudata.cli._terminal import say
from satudata.cooperation import (
    Agreement,
    DocumentRef,
    Instrument,
    Partner,
    Portfolio,
    Position,
    Report,
    Stage,
    StageEntry,
    Term,
    Track,
)
from satudata.cooperation._agreements import HistoryEvent
from satudata.cooperation._stages import TERMINAL
from satudata.cooperation._vocabulary import FOREIGN_BODIES
from satudata.cooperation.lists._cells import partial_day
from satudata.cooperation.lists._countries import countries as known_countries
from satudata.cooperation.lists._countries import country_name, country_of
from satudata.cooperation.lists._words import instrument_of
from satudata.errors import ClosedGateError, SatudataError
from satudata.tabular.lists._words import folded

_NATIONAL = "nasional"
_EXITS = frozenset({Stage.DITOLAK, Stage.DITARIK})


def run_coop(options: argparse.Namespace, words: Words) -> int:
    """Change one agreement of a portfolio, and write the portfolio."""
    if options.file == "-":
        raise UsageError(words("coop.no_stream"))
    if options.on > today():
        raise UsageError(words("coop.future", on=words.day(options.on)))
    content = Path(options.file).read_bytes()
    portfolio = portfolio_in(content, options.file, words)
    if options.question != "add":
        _known(options.id, portfolio, words)
    change = {
        "add": _add,
        "advance": _advance,
        "record": _record,
        "document": _document,
        "report": _report,
        "extend": _extend,
        "end": _end,
    }[options.question]
    try:
        changed, done = change(portfolio, options, words)
    except ClosedGateError as error:
        raise UsageError(_refusal(error, words)) from None
    except SatudataError as error:
        raise UsageError(error.message(words.lang)) from None
    _replace(options.file, content, changed, words)
    if not options.quiet:
        say(done)
    return DONE


# Changes -------------------------------------------------------------------------------------------------------------


def _add(portfolio: Portfolio, options: argparse.Namespace, words: Words) -> tuple[Portfolio, str]:
    """A new agreement, which begins as a proposal."""
    if options.id in portfolio:
        raise UsageError(words("coop.there", id=options.id))
    track = options.track or _track_of(options)
    agreement = Agreement(
        id=options.id,
        track=track,
        partners=_partners(options, words),
        title=options.title,
        instrument=_instrument(options.instrument, track, words),
        parent=_known(options.parent, portfolio, words),
        amends=_known(options.amends, portfolio, words),
        term=_term(options, None, words),
        phases=options.phase,
        positions=_positions(options, words),
        source=options.source,
    )
    begun = cooperation.advance(agreement, StageEntry(Stage.USULAN, options.on, by=options.by))
    said = words("coop.added", id=options.id, on=words.day(options.on))
    if agreement.term is not None and agreement.term.start is not None and options.start is None:
        said += f"; {words('coop.term.proposed', on=words.day(options.on))}"
    if agreement.track is None:
        said += f"; {words('coop.no_track', file=options.file, id=options.id)}"
    return _with(portfolio, begun), said


def _instrument(text: str | None, track: str | None, words: Words) -> Instrument | None:
    """The instrument of that word, as lists of agreements have it: MoU goes by the track."""
    if text is None or word_of(text) in tuple(Instrument):
        return None if text is None else Instrument(word_of(text))
    found = instrument_of(text, None if track is None else Track(track))
    if found is None:
        known = tuple(map(str, Instrument))
        meant = words.meant(nearest(word_of(text), known))
        raise UsageError(words("coop.instrument.wrong", text=text, known=", ".join(known)) + meant)
    return found


def _partners(options: argparse.Namespace, words: Words) -> list[Partner]:
    kinds, countries = options.partner_kind or [], options.country or []
    for option, given in (("--partner-kind", kinds), ("--country", countries)):
        if len(given) > len(options.partner):
            raise UsageError(
                words("coop.too_many", option=option, number=len(given), partners=len(options.partner))
            )
    partners = []
    for number, name in enumerate(options.partner):
        kind = kinds[number] if number < len(kinds) else None
        text = countries[number] if number < len(countries) else None
        country = None if text is None else country_of(text)
        if text is not None and country is None:
            near = nearest(folded(text), known_countries())
            meant = words.meant(near and country_name(known_countries()[near]))
            raise UsageError(words("coop.country", text=text) + meant)
        partners.append(Partner(name, kind, country))
    return partners


def _track_of(options: argparse.Namespace) -> str | None:
    """The track that the kinds and countries of the partners say; ``None`` where they leave it open."""
    codes = {country_of(each) for each in options.country or ()}
    if codes - {"ID"} or {*map(str, FOREIGN_BODIES), "negara"} & set(options.partner_kind or ()):
        return "internasional"
    return "antar_lembaga" if codes else None


def _positions(options: argparse.Namespace, words: Words) -> list[Position]:
    types = [type_of(each, words) for each in options.type]
    places = [
        "national" if each.casefold() in (_NATIONAL, "national") else place_of(each, options.on, words)
        for each in options.region
    ]
    return [Position(each, types) for each in places] or ([Position(None, types)] if types else [])


def _known(id: str | None, portfolio: Portfolio, words: Words) -> str | None:
    """The id, if an agreement has it; else a :class:`UsageError` with the nearest one."""
    if id is None or id in portfolio:
        return id
    meant = words.meant(nearest(id, [each.id for each in portfolio]))
    raise UsageError(words("coop.no_agreement", id=id) + meant)


def _term(options: argparse.Namespace, start: object, words: Words) -> Term | None:
    """The term that the options say, from its start, or from *start* where none is given."""
    if not _is_term_said(options) and start is None:
        return None
    until = None
    if options.until is not None:
        until, _ = partial_day(options.until)
        if until is None:
            raise UsageError(words("on.wrong", text=options.until))
    begins = options.start or start
    if begins is None and until is None:
        begins = options.on
    return Term(
        begins,
        years=options.years,
        months=options.months,
        until=until,
        indefinite=options.indefinite,
        source=options.source,
    )


def _is_term_said(options: argparse.Namespace) -> bool:
    return any((options.years, options.months, options.indefinite, options.until, options.start))


def _with_term(agreement: Agreement, stage: str, options: argparse.Namespace, words: Words) -> Agreement:
    """The agreement with the term that the options say; once the work has begun, a term that is known stays.

    A duration is from the signing, where no start is said.
    """
    if not _is_term_said(options):
        return agreement
    is_at_work = any(each.stage is Stage.PELAKSANAAN for each in agreement.entries)
    if agreement.term is not None and is_at_work:
        raise UsageError(words("coop.term.known", file=options.file, id=agreement.id))
    if options.start is None and options.until is None and stage != Stage.PENANDATANGANAN:
        raise UsageError(words("coop.term.start"))
    return attrs.evolve(agreement, term=_term(options, None, words))


def _advance(portfolio: Portfolio, options: argparse.Namespace, words: Words) -> tuple[Portfolio, str]:
    """The next stage, or the one named, if nothing speaks against it."""
    agreement = _on_track(portfolio, options, words)
    # An exit is only taken by its name.
    stage = options.stage or next((each for each in _next(agreement) if each not in _EXITS), None)
    if stage is None and agreement.track is None and _next(agreement):
        raise UsageError(words("coop.track.say", id=options.id, known=", ".join(Track)))
    if stage is None:
        raise UsageError(words("coop.no_next", id=options.id))
    agreement = _with_term(agreement, stage, options, words)
    entry = StageEntry(stage, options.on, reason=options.reason, by=options.by, source=options.source)
    return _entered(portfolio, cooperation.advance(agreement, entry), entry, options, words)


def _on_track(portfolio: Portfolio, options: argparse.Namespace, words: Words) -> Agreement:
    """The agreement with the track that is said, where its own is not known; one that is known stays."""
    agreement = portfolio.get(options.id)
    if options.track in (None, agreement.track):
        return agreement
    if agreement.track is not None:
        raise UsageError(words("coop.track.known", id=agreement.id, track=agreement.track.label(words.lang)))
    return attrs.evolve(agreement, track=options.track)


def _next(agreement: Agreement) -> tuple[Stage, ...]:
    entries = agreement.entries
    return cooperation.next_stages(agreement.track, entries[-1].stage if entries else None)


def _record(portfolio: Portfolio, options: argparse.Namespace, words: Words) -> tuple[Portfolio, str]:
    """A stage that was entered, whatever speaks against it."""
    entry = StageEntry(options.stage, options.on, reason=options.reason, by=options.by, source=options.source)
    agreement = _on_track(portfolio, options, words)
    agreement = _with_term(agreement, options.stage, options, words)
    return _entered(portfolio, cooperation.record(agreement, entry), entry, options, words)


def _end(portfolio: Portfolio, options: argparse.Namespace, words: Words) -> tuple[Portfolio, str]:
    """The end, with its reason."""
    entries = portfolio.get(options.id).entries
    if entries and entries[-1].stage in TERMINAL:
        raise UsageError(words("coop.ended", id=options.id, stage=entries[-1].stage.label(words.lang)))
    entry = StageEntry(Stage.BERAKHIR, options.on, reason=options.reason, by=options.by)
    return _entered(portfolio, cooperation.record(portfolio.get(options.id), entry), entry, options, words)


def _entered(
    portfolio: Portfolio, agreement: Agreement, entry: StageEntry, options: argparse.Namespace, words: Words
) -> tuple[Portfolio, str]:
    said = words("coop.entered", id=options.id, stage=entry.stage.label(words.lang), on=words.day(options.on))
    following = ", ".join(each.label(words.lang) for each in _next(agreement))
    more = f"; {words('coop.next', stages=following)}" if following else ""
    start = None if agreement.term is None else agreement.term.start
    if entry.stage is Stage.PENANDATANGANAN and start is not None and start.latest < options.on:
        more += f"; {words('coop.term.earlier', start=words.known_part(str(start)))}"
    return _with(portfolio, agreement), said + more


def _document(portfolio: Portfolio, options: argparse.Namespace, words: Words) -> tuple[Portfolio, str]:
    """A paper that was received: its file, as it is now, by its hash."""
    with Path(options.paper).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    # A paper that no checklist asks for has its own name.
    known, name = _papers(), folded(options.name)
    kind = known.get(name, options.name)
    paper = DocumentRef(kind, options.paper, received=options.on, sha256=digest.hexdigest(), by=options.by)
    said = words("coop.received", id=options.id, name=options.name, on=words.day(options.on))
    if name not in known:
        near = nearest(name, known)
        said += f"; {words('coop.paper_unknown')}{words.meant(near and known[near])}"
    return _with_event(portfolio, options.id, paper), said


def _papers() -> dict[str, str]:
    """The kinds of papers that the checklists ask for, by their words and their names in both languages."""
    items = (item for each in cooperation.checklists() for item in each.items)
    return {folded(text): item.kind for item in items for text in (item.kind, item.name, item.name_en)}


def _report(portfolio: Portfolio, options: argparse.Namespace, words: Words) -> tuple[Portfolio, str]:
    """A monitoring, an evaluation or a report."""
    report = Report(options.kind, options.on, uri=options.paper, by=options.by)
    said = words("coop.reported", id=options.id, kind=report.kind.label(words.lang), on=words.day(options.on))
    return _with_event(portfolio, options.id, report), said


def _extend(portfolio: Portfolio, options: argparse.Namespace, words: Words) -> tuple[Portfolio, str]:
    """A new agreement, signed that day, that extends the old one; the old one stays as it is."""
    old = portfolio.get(options.id)
    number = 1 + len(portfolio.extensions(old.id))
    id = options.new_id or f"{old.id}-perpanjangan-{number}"
    if id in portfolio:
        raise UsageError(words("coop.there", id=id))
    last = old.term and old.term.last_day
    term = _term(options, last and last + timedelta(days=1), words)
    if term is None or (term.ends is None and not term.indefinite):
        raise UsageError(words("coop.extend.end"))
    extended = Agreement(
        id=id,
        track=old.track,
        partners=old.partners,
        title=old.title,
        scope=old.scope,
        instrument=old.instrument,
        mode=old.mode,
        parent=old.parent,
        extends=old.id,
        term=term,
        phases=old.phases,
        needs_full_powers=old.needs_full_powers,
        source=options.source,
        history=[
            StageEntry(
                Stage.PENANDATANGANAN,
                options.on,
                by=options.by,
                source=options.source or f"perpanjangan {old.id}",
            )
        ],
    )
    said = words("coop.extension", id=id, old=old.id, on=words.day(options.on))
    return Portfolio([*portfolio, extended]), said


def _with_event(portfolio: Portfolio, id: str, event: HistoryEvent) -> Portfolio:
    return _with(portfolio, cooperation.record(portfolio.get(id), event))


def _with(portfolio: Portfolio, agreement: Agreement) -> Portfolio:
    """The portfolio with this agreement in the place of the one with its id, or at the end."""
    if agreement.id not in portfolio:
        return Portfolio([*portfolio, agreement])
    return Portfolio(agreement if each.id == agreement.id else each for each in portfolio)


def _refusal(error: ClosedGateError, words: Words) -> str:
    """What speaks against a step, in words, and what to do."""
    stages = {str(each): each.label(words.lang) for each in Stage}
    papers = {item.kind: item.label(words.lang) for each in cooperation.checklists() for item in each.items}
    gate = stages.get(error.gate, error.gate)
    why = [
        words(f"coop.refused.{code}") for code in dict.fromkeys(error.reasons) if code != "document-missing"
    ]
    if error.missing:
        shown = ", ".join(papers.get(each, each) for each in error.missing)
        why.append(words("coop.refused.document-missing", papers=shown))
    if error.missing and error.reasons == ("document-missing",) * len(error.missing):
        return words("coop.refused.papers", id=error.agreement, stage=gate, why="; ".join(why))
    allowed = ", ".join(stages.get(each, each) for each in error.allowed) or words("coop.none")
    return words("coop.refused", id=error.agreement, stage=gate, why="; ".join(why), allowed=allowed)


# Writing -------------------------------------------------------------------------------------------------------------


def _replace(file: str, content: bytes, portfolio: Portfolio, words: Words) -> None:
    """Write the portfolio in the place of the file, if that still has the *content* that was read."""
    target = Path(os.path.realpath(file))
    with alone_in(target.parent):
        if target.read_bytes() != content:
            raise UsageError(words("coop.changed", file=file))
        written = argparse.Namespace(output=file, overwrite=True)
        with replacing(target, written, words) as binary:
            binary.write(portfolio_text(portfolio).encode())
