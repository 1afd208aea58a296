"""Agreements of cooperation, their parts and their history."""

from __future__ import annotations

import attrs
from hypothesis import strategies as st

from satudata.cooperation import (
    Agreement,
    DocumentRef,
    Instrument,
    PartialDate,
    Partner,
    PartnerKind,
    Phase,
    Portfolio,
    Position,
    Report,
    ReportKind,
    Scope,
    Stage,
    StageEntry,
    Term,
    Termination,
    Track,
    WorkMode,
)
from satudata.regions._code import AdminLevel
from satudata.strategies._codes import region_codes
from satudata.strategies._texts import days, digits

#: Who entered an event.
_AUTHORS = st.none() | st.just("Biro Hukum")


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Days known to the day, the month or the year.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> find(partial_dates(), lambda day: len(str(day)) == 4, settings=first).earliest.month
    1
    """
    return st.builds(
        lambda day, width: PartialDate(day.isoformat()[:width]), days(), st.sampled_from((4, 7, 10))
    )


def partners() -> st.SearchStrategy[Partner]:
    """Partners of every kind, and of a kind that is not known."""
    names = st.sampled_from(("Universitas X", "Swiss Confederation", "PNM"))
    kinds = st.none() | st.sampled_from(PartnerKind)
    return st.builds(Partner, names, kinds, st.sampled_from(("CH", "NZ", "ID")))


def terms() -> st.SearchStrategy[Term]:
    """Terms by duration, last day or none."""
    return st.one_of(
        st.builds(Term, partial_dates(), years=st.integers(0, 9), months=st.integers(0, 30)),
        st.builds(Term, partial_dates(), indefinite=st.just(value=True)),
        st.builds(Term, until=partial_dates()),
    )


def positions() -> st.SearchStrategy[Position]:
    """Positions by region, disaster types and phases."""
    return st.builds(
        Position,
        st.none() | st.just(AdminLevel.NATIONAL) | region_codes(),
        st.lists(digits(3) | st.just("all"), min_size=1, max_size=2),
        st.lists(st.sampled_from(Phase), max_size=3),
    )


def stage_entries() -> st.SearchStrategy[StageEntry]:
    """Entries into a stage, with a reason or without."""
    reason = st.none() | st.sampled_from(Termination)
    return st.builds(StageEntry, st.sampled_from(Stage), partial_dates(), reason=reason, by=_AUTHORS)


def documents() -> st.SearchStrategy[DocumentRef]:
    """Documents kept elsewhere, with an SHA-256 or without."""
    return st.builds(
        DocumentRef,
        st.sampled_from(("proposal", "kerangka acuan kerja")),
        st.sampled_from(("arsip/1.pdf", "arsip/2.pdf")),
        sha256=st.none() | st.text("0123456789abcdef", min_size=64, max_size=64),
        received=partial_dates(),
        by=_AUTHORS,
    )


def reports() -> st.SearchStrategy[Report]:
    """Reports on how an agreement is carried out."""
    return st.builds(Report, st.sampled_from(ReportKind), partial_dates(), by=_AUTHORS)


def agreements(ids: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Agreement]:
    """Agreements that name no other one, with any history."""
    return st.builds(
        Agreement,
        id=st.sampled_from(("nk-1", "pks-1", "moc-1")) if ids is None else ids,
        track=st.none() | st.sampled_from(Track),
        partners=st.lists(partners(), min_size=1, max_size=2),
        scope=st.none() | st.sampled_from(Scope),
        instrument=st.none() | st.sampled_from(Instrument),
        mode=st.none() | st.sampled_from(WorkMode),
        term=st.none() | terms(),
        other_terms=st.lists(terms(), max_size=2),
        phases=st.lists(st.sampled_from(Phase), max_size=3),
        positions=st.lists(positions(), max_size=3),
        needs_full_powers=st.booleans(),
        history=st.lists(stage_entries() | documents() | reports(), max_size=8),
    )


def portfolios(max_size: int = 4) -> st.SearchStrategy[Portfolio]:
    """Up to *max_size* agreements, each of which may be part of one before it, extend, amend or end it.

    >>> from hypothesis import Phase, find, settings
    >>> first = settings(phases=[Phase.generate], database=None)
    >>> find(portfolios(max_size=2), lambda portfolio: portfolio.agreements[1:], settings=first).agreements[1].id
    'a1'
    """
    relations = ("parent", "extends", "amends", "terminates")

    def related(number: int) -> st.SearchStrategy[Agreement]:
        alone = agreements(st.just(f"a{number}"))
        if not number:
            return alone
        older = st.none() | st.sampled_from([f"a{each}" for each in range(number)])
        named = st.fixed_dictionaries(dict.fromkeys(relations, older))
        return st.builds(lambda agreement, others: attrs.evolve(agreement, **others), alone, named)

    each = [related(number) for number in range(max_size)]
    return st.one_of(*(st.tuples(*each[:size]).map(Portfolio) for size in range(max_size + 1)))
