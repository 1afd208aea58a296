"""What is odd about a history that was accepted as it was told, and about agreements as they stand together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from satudata import disaster_types
from satudata.cooperation._agreements import Agreement, when
from satudata.cooperation._checklists import Checklist
from satudata.cooperation._gates import Ledger, owed
from satudata.cooperation._partial_dates import plain_day
from satudata.cooperation._portfolio import Portfolio
from satudata.cooperation._positions import ALL_TYPES
from satudata.cooperation._terms import NOTICE, Term
from satudata.cooperation._vocabulary import Instrument, Stage, named
from satudata.findings import Finding, finding
from satudata.regions import RegionCode
from satudata.regions._gazetteer import embedded

#: Months without a child or a report after which an umbrella sleeps, unless the caller says otherwise (ours).
WINDOW = 12
#: What an agreement can name another one as.
_RELATIONS = {
    "parent": ("as its umbrella", "sebagai naskah payungnya"),
    "extends": ("as what it extends", "sebagai yang diperpanjangnya"),
    "amends": ("as what it amends", "sebagai yang diubahnya"),
    "terminates": ("as what it ends", "sebagai yang diakhirinya"),
}


def audit(
    agreement: Agreement, on: datetime.date, *, checklists: Iterable[Checklist] | None = None
) -> tuple[Finding, ...]:
    """What is odd about the history of *agreement* as of that day, by the same guards that ``advance`` has.

    A history made by ``advance`` alone has no findings but papers still owed on the emergency path.

    >>> from satudata.cooperation import Partner, StageEntry, record
    >>> agreement = record(
    ...     Agreement(id="nk-1", track="antar_lembaga", partners=Partner("Universitas X", "perguruan_tinggi")),
    ...     StageEntry("penandatanganan", "2025-01-03"),
    ... )
    >>> [each.code for each in audit(agreement, datetime.date(2025, 6, 1))]
    ['history-begins-late']
    """
    on = plain_day(on)
    lists = None if checklists is None else tuple(checklists)
    past = [event for event in agreement.history if event.on.latest <= on]
    found: list[Finding] = []
    ledger = Ledger(agreement, lists)
    for event in past:
        found += ledger.out_of_order(event)
        ledger.take(event)
    walked = Ledger(agreement, lists)
    walked.know(agreement.documents)
    for event in sorted(past, key=when):
        found += walked.objections(event)
        walked.take(event)
    found += (
        finding(
            "papers-owed", agreement.id, agreement=agreement.id, on=on.isoformat(), **named(document=item)
        )
        for item in owed(agreement, on, lists)
    )
    return tuple(sorted(set(found), key=lambda each: each.sort_key))


def audit_portfolio(
    portfolio: Portfolio,
    on: datetime.date,
    *,
    notice: int = NOTICE,
    window: int = WINDOW,
    checklists: Iterable[Checklist] | None = None,
) -> tuple[Finding, ...]:
    """What is odd about every agreement's history (:func:`audit`), and about the agreements as they stand together.

    Agreements in force that are not mapped, umbrellas asleep, terms unknown or reported differently, references that
    lead nowhere, children under no umbrella or outlasting it, work that went on after its term.
    """
    lists = None if checklists is None else tuple(checklists)
    found: list[Finding] = []
    for agreement in portfolio:
        found += audit(agreement, on, checklists=lists)
        found += _terms(agreement, on, notice)
        found += _relations(agreement, portfolio)
        found += _standing(agreement, portfolio, on, window)
    return tuple(sorted(set(found), key=lambda each: each.sort_key))


def _terms(agreement: Agreement, on: datetime.date, notice: int) -> Iterator[Finding]:
    about = agreement.id
    stage = agreement.stage(on)
    if not agreement.terms and agreement.effective is not None and agreement.amends is None:
        yield finding("term-unknown", about, agreement=about)
    ends = {term.ends for term in agreement.terms}
    if len(ends) > 1:
        terms = "; ".join(f"{_end(term)} ({term.source or '-'})" for term in agreement.terms)
        yield finding("term-disputed", about, agreement=about, terms=terms)
    last = max((each[1] for each in ends if each is not None), default=None)
    is_open = stage in (Stage.PENANDATANGANAN, Stage.PELAKSANAAN)
    if is_open and last is not None and None not in ends and on >= last:
        yield finding("not-closed", about, agreement=about, end=last.isoformat())


def _end(term: Term) -> str:
    return str(term.until or term.last_day or "-")


def _relations(agreement: Agreement, portfolio: Portfolio) -> Iterator[Finding]:
    about = agreement.id
    for relation, (english, indonesian) in _RELATIONS.items():
        other = getattr(agreement, relation)
        if other is not None and other not in portfolio:
            yield finding(
                "reference-not-held",
                about,
                agreement=about,
                other=other,
                relation=relation,
                relation_en=english,
                relation_id=indonesian,
            )
    if agreement.parent is None:
        if agreement.instrument is Instrument.PERJANJIAN_KERJA_SAMA:
            yield finding("without-umbrella", about, agreement=about)
        return
    if agreement.parent in portfolio:
        umbrella = portfolio.get(agreement.parent)
        if umbrella.is_umbrella is False:
            yield finding(
                "no-umbrella",
                about,
                agreement=about,
                other=umbrella.id,
                **named(instrument=umbrella.instrument),
            )
        own, over = agreement.term, umbrella.term
        if own is not None and over is not None and own.ends and over.ends and own.ends[0] > over.ends[1]:
            yield finding("outlasts-umbrella", about, agreement=about, other=umbrella.id)


def _standing(
    agreement: Agreement, portfolio: Portfolio, on: datetime.date, window: int
) -> Iterator[Finding]:
    about = agreement.id
    if (
        agreement.has_begun(on)
        and portfolio.is_in_force(agreement, on) is not False
        and not portfolio.positions(agreement)
    ):
        yield finding("not-mapped", about, agreement=about)
    for code in _unknown_codes(agreement):
        yield finding("position-unknown", about, agreement=about, stated=code)
    if portfolio.is_sleeping(agreement, on, window) is True:
        yield finding("sleeping", about, agreement=about, on=on.isoformat(), window=window)


def _unknown_codes(agreement: Agreement) -> list[str]:
    """The codes of regions and disaster types in its positions that no list has: nothing is covered by them."""
    places = [each.region for each in agreement.positions if isinstance(each.region, RegionCode)]
    known = {ALL_TYPES, *(each.code for each in disaster_types.in_scheme())}
    types = [code for each in agreement.positions for code in each.types if code not in known]
    return list(dict.fromkeys([*(str(code) for code in places if not embedded().knows(code)), *types]))
