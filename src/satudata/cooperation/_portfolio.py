"""Agreements kept together: what hangs under what, what extends, amends or ends what, and what follows for each."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import final

import attrs

from satudata._ground.days import shifted
from satudata._ground.fields import as_items
from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.cooperation._agreements import RELATIONS, Agreement
from satudata.cooperation._partial_dates import plain_day
from satudata.cooperation._positions import Position
from satudata.cooperation._terms import NOTICE, Term
from satudata.cooperation._vocabulary import Validity
from satudata.errors import InvalidRecordError, UnknownCodeError, WrongTypeError

#: So many days are remembered.
_DAYS = 16


def is_sleeping(
    agreement: Agreement, on: datetime.date, window: int, *, among: Iterable[Agreement] = ()
) -> bool | None:
    """Whether an umbrella in force has slept for *window* months: no child agreement and no report in that time.

    *among* are the agreements in which children are looked for. A child counts as long as it is not known to be over;
    its reports count too. What was signed within the window has not slept yet. ``None`` where it is not known whether
    it is an umbrella, or in force.

    Source: the problem is BNPB's (meetings of 2016 to 2018), the definition is ours.

    >>> from satudata.cooperation import Partner, StageEntry
    >>> umbrella = Agreement(
    ...     id="nk",
    ...     track="antar_lembaga",
    ...     instrument="nota_kesepahaman",
    ...     partners=Partner("Universitas X", "perguruan_tinggi"),
    ...     term=Term("2020-01-01", years=5),
    ...     history=[StageEntry("penandatanganan", "2020-01-01")],
    ... )
    >>> is_sleeping(umbrella, datetime.date(2023, 1, 1), 12)
    True
    """
    return _sleeps(agreement, plain_day(on), window, among, lambda each: each.is_in_force(on))


def _sleeps(
    agreement: Agreement,
    on: datetime.date,
    window: int,
    among: Iterable[Agreement],
    is_in_force: Callable[[Agreement], bool | None],
) -> bool | None:
    force = is_in_force(agreement)
    if agreement.is_umbrella is False or force is False:
        return False
    since = shifted(on, months=-window)
    begun = agreement.effective
    if begun is None or begun.latest > since:
        return False
    children = [each for each in among if each.parent == agreement.id and each.has_begun(on) is not False]
    for child in children:
        if is_in_force(child) is not False or (child.effective and child.effective.latest >= since):
            return False
    reports = (report for each in (agreement, *children) for report in each.reports)
    if any(report.on.latest >= since and report.on.earliest <= on for report in reports):
        return False
    return True if agreement.is_umbrella and force else None


def _older(agreement: Agreement) -> Iterator[str]:
    for relation in RELATIONS:
        other = getattr(agreement, relation)
        if other is not None:
            yield other


def _hint(id: str, known: Iterable[str]) -> str:
    """The id that was perhaps meant, else how many there are."""
    from difflib import get_close_matches

    ids = list(known)
    near = get_close_matches(id, ids, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else f"{len(ids)} agreements are held"


def _agreements(values: Iterable[Agreement]) -> tuple[Agreement, ...]:
    return as_items(values)


@public("satudata.cooperation")
@final
@attrs.frozen
class Portfolio(Record, PydanticField):
    """Agreements by their ids, in the order given.

    Raises :class:`~satudata.InvalidRecordError` for an id borne twice, and where agreements lead back to themselves.

    >>> from satudata.cooperation import Partner
    >>> nk = Agreement(id="nk", track="antar_lembaga", partners=Partner("PNM", "lembaga_usaha"))
    >>> pks = Agreement(id="pks", track="antar_lembaga", partners=Partner("PNM", "lembaga_usaha"), parent="nk")
    >>> [each.id for each in Portfolio([nk, pks]).children("nk")]
    ['pks']
    """

    agreements: tuple[Agreement, ...] = attrs.field(default=(), converter=_agreements)
    _by_id: dict[str, Agreement] = attrs.field(init=False, eq=False, repr=False)
    _by_relation: dict[tuple[str, str], tuple[Agreement, ...]] = attrs.field(init=False, eq=False, repr=False)
    _order: dict[str, int] = attrs.field(init=False, eq=False, repr=False)
    #: Where each agreement works, by its id: worked out once, from the oldest on.
    _positions: dict[str, tuple[Position, ...]] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        by_id: dict[str, Agreement] = {}
        related: dict[tuple[str, str], list[Agreement]] = {}
        for agreement in self.agreements:
            if not isinstance(agreement, Agreement):
                raise WrongTypeError("a portfolio holds Agreement", type(agreement))
            if agreement.id in by_id:
                raise InvalidRecordError("id", agreement.id, "borne by two agreements of the portfolio")
            by_id[agreement.id] = agreement
            for relation in RELATIONS:
                other = getattr(agreement, relation)
                if other is not None:
                    related.setdefault((relation, other), []).append(agreement)
        object.__setattr__(self, "_by_id", by_id)
        object.__setattr__(self, "_by_relation", {key: tuple(others) for key, others in related.items()})
        older = {each.id: [other for other in _older(each) if other in by_id] for each in self.agreements}
        try:
            order = tuple(TopologicalSorter(older).static_order())
        except CycleError as error:
            raise InvalidRecordError("agreements", error.args[1], "lead back to themselves") from None
        object.__setattr__(self, "_order", {id: place for place, id in enumerate(order)})
        object.__setattr__(self, "_positions", {})
        for id in order:
            self._positions[id] = self.positions(by_id[id])

    def __reduce__(self) -> tuple[type[Portfolio], tuple[tuple[Agreement, ...]]]:
        return Portfolio, (self.agreements,)

    def __iter__(self) -> Iterator[Agreement]:
        return iter(self.agreements)

    def __len__(self) -> int:
        return len(self.agreements)

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def get(self, id: str) -> Agreement:
        """The agreement of that id; :class:`~satudata.UnknownCodeError` where there is none."""
        try:
            return self._by_id[id]
        except KeyError:
            raise UnknownCodeError(id, hint=_hint(id, self._by_id)) from None

    def children(self, id: str) -> tuple[Agreement, ...]:
        """The agreements that hang under that one."""
        return self._by_relation.get(("parent", id), ())

    def extensions(self, id: str) -> tuple[Agreement, ...]:
        """The agreements that extend that one."""
        return self._by_relation.get(("extends", id), ())

    def amendments(self, id: str) -> tuple[Agreement, ...]:
        """The agreements that amend that one."""
        return self._by_relation.get(("amends", id), ())

    def chain(self, id: str) -> tuple[Agreement, ...]:
        """The agreement and all those that it extends or amends or that extend or amend it, the oldest first.

        Old ones come before those that name them.
        """
        seen = {id: self.get(id)}
        waiting = [id]
        while waiting:
            at = seen[waiting.pop()]
            older = [self._by_id[each] for each in (at.extends, at.amends) if each in self._by_id]
            for each in (*older, *self.extensions(at.id), *self.amendments(at.id)):
                if each.id not in seen:
                    seen[each.id] = each
                    waiting.append(each.id)
        return tuple(sorted(seen.values(), key=lambda each: self._order[each.id]))

    def positions(self, agreement: Agreement) -> tuple[Position, ...]:
        """Where *agreement* works; one without positions of its own continues those of what it extends or amends."""
        return agreement.positions or self._positions.get(agreement.extends or agreement.amends or "", ())

    def validity(self, agreement: Agreement, on: datetime.date, *, notice: int = NOTICE) -> Validity | None:
        """Whether *agreement* is in force on that day, with what others do to it; ``None`` where not settled.

        One that another *terminates* is DIAKHIRI from the day on which that one takes effect. An amendment without a
        term holds as long as what it amends.
        """
        known = self._validities(on, notice)
        passed: list[Agreement] = []
        validity: Validity | None = None
        at: Agreement | None = agreement
        while at is not None:
            if self._by_id.get(at.id) is at and at.id in known:
                validity = known[at.id]
                break
            passed.append(at)
            validity = at.validity(on, notice=notice)
            is_open = validity is None and at.has_begun(on) and not at.terms
            at = self._by_id.get(at.amends or "") if is_open else None
        for each in reversed(passed):
            validity = self._ended(each, on, validity)
            if self._by_id.get(each.id) is each:
                known[each.id] = validity
        return validity

    def _validities(self, on: datetime.date, notice: int) -> dict[str, Validity | None]:
        """What was found for a day, by id: a long chain of amendments is walked once, not for each of its links."""
        of_days = self._of_days
        if (on, notice) not in of_days and len(of_days) >= _DAYS:
            of_days.clear()
        return of_days.setdefault((on, notice), {})

    @cached_property
    def _of_days(self) -> dict[tuple[datetime.date, int], dict[str, Validity | None]]:
        return {}

    def _ended(self, agreement: Agreement, on: datetime.date, validity: Validity | None) -> Validity | None:
        if validity is not None and not validity.in_force:
            return validity
        others = self._by_relation.get(("terminates", agreement.id), ())
        begun = {each.has_begun(on) for each in others}
        if True in begun:
            return Validity.DIAKHIRI
        return None if None in begun else validity

    def is_in_force(self, agreement: Agreement, on: datetime.date) -> bool | None:
        """Whether it is in force on that day; ``None`` where that is not known."""
        validity = self.validity(agreement, on)
        return None if validity is None else validity.in_force

    def is_sleeping(self, agreement: Agreement, on: datetime.date, window: int) -> bool | None:
        """:func:`is_sleeping` among the agreements of the portfolio."""
        children = self.children(agreement.id)
        return _sleeps(agreement, plain_day(on), window, children, lambda each: self.is_in_force(each, on))

    def expiring(self, on: datetime.date, months: int, *, notice: int = NOTICE) -> tuple[Expiry, ...]:
        """The calendar of the next *months*: every reported term that may end in that time, the earliest first.

        Agreements known to be no longer in force, or not yet, are left out.

        >>> from satudata.cooperation import Partner, StageEntry
        >>> nk = Agreement(
        ...     id="nk",
        ...     track="antar_lembaga",
        ...     partners=Partner("PNM", "lembaga_usaha"),
        ...     term=Term("2024-10-09", years=3),
        ...     history=[StageEntry("penandatanganan", "2024-10-09")],
        ... )
        >>> [each.term.last_day for each in Portfolio([nk]).expiring(datetime.date(2027, 9, 1), 3)]
        [datetime.date(2027, 10, 8)]
        """
        limit = shifted(plain_day(on), months=months)
        found = [
            Expiry(
                agreement.id,
                term,
                term.renewal_due(notice),
                tuple(each.id for each in self.extensions(agreement.id)),
            )
            for agreement in self.agreements
            if self.is_in_force(agreement, on) is not False
            for term in agreement.terms
            if term.ends is not None and term.ends[0] <= limit and term.ends[1] > on
        ]
        return tuple(sorted(found, key=lambda each: (each.term.ends or (), each.agreement)))


@public("satudata.cooperation")
@final
@attrs.frozen
class Expiry:
    """A term that may end: of which *agreement*, when a renewal was due, and which agreements extend it."""

    agreement: str
    term: Term
    renewal_due: datetime.date | None
    extended_by: tuple[str, ...] = ()
