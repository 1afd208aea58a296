"""Whom to call for an event: the agreements in force that cover its regions, type and phase, the surest first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import final

import attrs

from satudata._ground.paths import public
from satudata.cooperation._partners import Partner
from satudata.cooperation._portfolio import Portfolio
from satudata.cooperation._positioning import coverage
from satudata.cooperation._vocabulary import Phase, Reach
from satudata.disaster_types._schemes import PRESENT
from satudata.events import Event
from satudata.regions._code import AdminLevel, RegionCode
from satudata.threshold import Evaluation, Verdict, any_of

_OPENING = ("help", "status")


@public("satudata.cooperation")
@final
@attrs.frozen
class PartnerCandidate:
    """An agreement whose partners may be called: how it reaches the place, and which of the regions asked about.

    *open* says why it is only possible: the ``validity`` of the agreement, or its ``region``, ``types`` or ``phase``,
    is not known.
    """

    agreement: str
    partners: tuple[Partner, ...]
    reach: Reach
    regions: tuple[RegionCode, ...] = ()
    open: tuple[str, ...] = ()


def find_partners(
    portfolio: Portfolio, event: Event, on: datetime.date, *, phase: Phase = Phase.TANGGAP_DARURAT
) -> tuple[PartnerCandidate, ...]:
    """The agreements in force on that day that cover the regions and type of *event* in *phase*.

    Those that name a region come first, then those that reach it through its province or the nation, last those that
    may: because something is not stated, or the type of the event is not known in the scheme of 2023. Of these the
    ones of which the least is open come first.

    >>> from satudata.cooperation import Agreement, Position, StageEntry, Term
    >>> nk = Agreement(
    ...     id="nk",
    ...     track="antar_lembaga",
    ...     partners=Partner("Universitas X", "perguruan_tinggi"),
    ...     term=Term("2024-01-01", years=5),
    ...     positions=Position("62", "106", "tanggap_darurat"),
    ...     history=[StageEntry("penandatanganan", "2024-01-01")],
    ... )
    >>> fire = Event(kib="6202106202408041")
    >>> [(each.agreement, each.reach) for each in find_partners(Portfolio([nk]), fire, fire.date)]
    [('nk', Reach.PROVINCE)]
    """
    places = {record.region: None for record in event.current}
    if not places:
        places = {kib.region: None for kib in event.kibs()}
    type_code = event.type_code if event.scheme == PRESENT else None
    return partners_at(portfolio, places, on, types=[type_code], phase=phase)


def partners_at(
    portfolio: Portfolio,
    regions: Iterable[RegionCode | str],
    on: datetime.date,
    *,
    types: Iterable[str | None] | None = None,
    phase: Phase = Phase.TANGGAP_DARURAT,
) -> tuple[PartnerCandidate, ...]:
    """The agreements in force on that day that cover some of *regions* in *phase*, the best match first.

    *types* are by default all that are issued: whoever works there, against whatever it is.

    >>> from satudata.cooperation import Agreement, Position, StageEntry, Term
    >>> nk = Agreement(
    ...     id="nk",
    ...     track="antar_lembaga",
    ...     partners=Partner("Universitas X", "perguruan_tinggi"),
    ...     term=Term("2024-01-01", years=5),
    ...     positions=Position("62"),
    ...     history=[StageEntry("penandatanganan", "2024-01-01")],
    ... )
    >>> partners_at(Portfolio([nk]), ["62.02"], datetime.date(2025, 1, 1))[0].open
    ('types', 'phase')
    """
    whole = coverage(portfolio, on, regions=regions, types=types, phases=[phase])
    found: dict[str, PartnerCandidate] = {}
    for cell in whole:
        for cover in cell.covers:
            before = found.get(cover.agreement)
            best = (
                cover.reach if before is None else min(before.reach, cover.reach, key=lambda each: each.rank)
            )
            reached = dict.fromkeys((*(() if before is None else before.regions), cell.region))
            found[cover.agreement] = PartnerCandidate(cover.agreement, cover.partners, best, tuple(reached))
    for id in whole.unmapped:
        found[id] = PartnerCandidate(id, portfolio.get(id).partners, Reach.POSSIBLE)
    explained = [
        attrs.evolve(each, open=_open(portfolio, each.agreement, on))
        if each.reach is Reach.POSSIBLE
        else each
        for each in found.values()
    ]
    near = {each.agreement: _distance(portfolio, each.agreement, whole.regions) for each in explained}

    def match(each: PartnerCandidate) -> tuple[int, int, int, int, str]:
        return each.reach.rank, len(each.open), near[each.agreement], -len(each.regions), each.agreement

    return tuple(sorted(explained, key=match))


def _distance(portfolio: Portfolio, id: str, regions: Iterable[RegionCode]) -> int:
    """How an agreement that may cover a place names it: 0 itself, 1 its province, 2 the country, 3 not at all."""
    named = {each.region for each in portfolio.positions(portfolio.get(id))}
    places = set(regions)
    if named & places:
        return 0
    if named & {each.province for each in places}:
        return 1
    return 2 if AdminLevel.NATIONAL in named else 3


def _open(portfolio: Portfolio, id: str, on: datetime.date) -> tuple[str, ...]:
    """What is not known of an agreement that may cover a place."""
    agreement = portfolio.get(id)
    positions = portfolio.positions(agreement)
    lacking = {
        "validity": portfolio.is_in_force(agreement, on) is None,
        "region": all(each.region is None for each in positions),
        "types": all(not each.types for each in positions),
        "phase": not agreement.phases and all(not each.phases for each in positions),
    }
    return tuple(name for name, is_open in lacking.items() if is_open)


def opens_emergency_path(evaluation: Evaluation) -> Verdict:
    """Whether the regional government asks for national help or an emergency status is declared (criteria 5 and 6).

    That these open the cooperation in tanggap darurat is likely, not stated anywhere.

    >>> from satudata import Impact, evaluate
    >>> opens_emergency_path(evaluate(Impact(), requests_national_help=True))
    Verdict.MET
    >>> opens_emergency_path(evaluate(Impact(dead=3)))
    Verdict.UNDETERMINED
    """
    return any_of(each.verdict for each in evaluation.outcomes if each.criterion.measure in _OPENING)
