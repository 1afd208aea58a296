"""Whom to call for an event: the agreements in force that cover its regions, type and phase, the surest first."""

from __future__ import annotations

import datetime
from typing import final

import attrs

from satudata._ground.paths import public
from satudata.cooperation._partners import Partner
from satudata.cooperation._portfolio import Portfolio
from satudata.cooperation._positioning import coverage
from satudata.cooperation._vocabulary import Phase, Reach
from satudata.disaster_types._schemes import PRESENT
from satudata.events import Event
from satudata.regions._code import RegionCode
from satudata.threshold import Evaluation, Verdict, any_of

_OPENING = ("help", "status")


@public("satudata.cooperation")
@final
@attrs.frozen
class PartnerCandidate:
    """An agreement whose partners may be called: how it reaches the event, and which of its regions."""

    agreement: str
    partners: tuple[Partner, ...]
    reach: Reach
    regions: tuple[RegionCode, ...] = ()


def find_partners(
    portfolio: Portfolio, event: Event, on: datetime.date, *, phase: Phase = Phase.TANGGAP_DARURAT
) -> tuple[PartnerCandidate, ...]:
    """The agreements in force on that day that cover the regions and type of *event* in *phase*.

    Those that name a region come first, then those that reach it through its province or the nation, last those that
    may: because something is not stated, or the type of the event is not known in the scheme of 2023.

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
    whole = coverage(portfolio, on, regions=places, types=[type_code], phases=[phase])
    found: dict[str, PartnerCandidate] = {}
    for cell in whole:
        for cover in cell.covers:
            before = found.get(cover.agreement)
            best = (
                cover.reach if before is None else min(before.reach, cover.reach, key=lambda each: each.rank)
            )
            reached = (*(() if before is None else before.regions), cell.region)
            found[cover.agreement] = PartnerCandidate(cover.agreement, cover.partners, best, reached)
    for id in whole.unmapped:
        found[id] = PartnerCandidate(id, portfolio.get(id).partners, Reach.POSSIBLE)
    return tuple(
        sorted(found.values(), key=lambda each: (each.reach.rank, -len(each.regions), each.agreement))
    )


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
