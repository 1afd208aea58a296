"""One agreement and its history, from which every other figure is derived."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, TypeAlias, final

import attrs

from satudata._ground.fields import as_items, instance_of
from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.cooperation._documents import DocumentRef, Report
from satudata.cooperation._partial_dates import PartialDate, partial_date, plain_day
from satudata.cooperation._partners import Partner, is_text, not_blank, optional_text
from satudata.cooperation._positions import Position, phases_of
from satudata.cooperation._stages import TERMINAL, main_line
from satudata.cooperation._terms import NOTICE, Term
from satudata.cooperation._vocabulary import (
    UMBRELLAS,
    Instrument,
    Phase,
    Scope,
    Stage,
    Termination,
    Track,
    Validity,
    WorkMode,
)
from satudata.errors import InvalidRecordError, WrongTypeError


@public("satudata.cooperation")
@final
@attrs.frozen
class StageEntry(Record):
    """A stage entered: *stage*, the day *on* which, the *reason* of an end, who did it (*by*), the *source*.

    >>> StageEntry("penandatanganan", "2020-07-21").stage
    Stage.PENANDATANGANAN
    """

    stage: Stage = attrs.field(converter=Stage)
    on: PartialDate = attrs.field(converter=partial_date)
    reason: Termination | None = attrs.field(
        default=None, kw_only=True, converter=attrs.converters.optional(Termination)
    )
    by: str | None = attrs.field(default=None, kw_only=True, validator=optional_text)
    source: str = attrs.field(default="", kw_only=True, validator=is_text)


#: What an agreement can name another one as.
RELATIONS = ("parent", "extends", "amends", "terminates")
#: What a history is made of.
HistoryEvent: TypeAlias = StageEntry | DocumentRef | Report


def _history(values: Iterable[HistoryEvent]) -> tuple[HistoryEvent, ...]:
    return _all_of((StageEntry, DocumentRef, Report), values, "history")


def _all_of(kinds: tuple[type[Any], ...], values: Iterable[Any], field: str) -> tuple[Any, ...]:
    items = as_items(values)
    for value in items:
        if not isinstance(value, kinds):
            wanted = ", ".join(kind.__name__ for kind in kinds)
            raise WrongTypeError(f"{field} holds {wanted}", type(value))
    return items


def _partners(values: Partner | Iterable[Partner]) -> tuple[Partner, ...]:
    return _all_of((Partner,), (values,) if isinstance(values, Partner) else values, "partners")


def _positions(values: Position | Iterable[Position]) -> tuple[Position, ...]:
    return _all_of((Position,), (values,) if isinstance(values, Position) else values, "positions")


def _terms(values: Iterable[Term]) -> tuple[Term, ...]:
    return _all_of((Term,), values, "other_terms")


def when(event: HistoryEvent) -> tuple[datetime.date, datetime.date]:
    """What a history is sorted by: the day on which the event surely had been, then the earliest."""
    return event.on.latest, event.on.earliest


@public("satudata.cooperation")
@final
@attrs.frozen(kw_only=True)
class Agreement(Record, PydanticField):
    """One cooperation, from its proposal to its end.

    *partners* are always known; of everything else ``None``, ``()`` or ``""`` says that it is not known or not stated.
    *parent* is the id of the umbrella under which it hangs; *extends*, *amends* and *terminates* name an older
    agreement, which stays as it was. *term* is how long it holds, *other_terms* what other sources report. *positions*
    are where it works: without any it is not mapped. *needs_full_powers* is false for an instrument that is signed
    without them. *history* is kept in the order in which it was told.

    >>> agreement = Agreement(
    ...     id="swiss-2020",
    ...     track=Track.INTERNASIONAL,
    ...     partners=Partner("Swiss Confederation", "negara", "CH"),
    ...     history=[StageEntry(Stage.PENANDATANGANAN, "2020-07-21")],
    ... )
    >>> agreement.stage(datetime.date(2021, 1, 1)), agreement.validity(datetime.date(2021, 1, 1))
    (Stage.PENANDATANGANAN, None)
    """

    id: str = attrs.field(validator=not_blank)
    track: Track | None = attrs.field(converter=attrs.converters.optional(Track))
    partners: tuple[Partner, ...] = attrs.field(converter=_partners)
    title: str = attrs.field(default="", validator=is_text)
    scope: Scope | None = attrs.field(default=None, converter=attrs.converters.optional(Scope))
    instrument: Instrument | None = attrs.field(default=None, converter=attrs.converters.optional(Instrument))
    mode: WorkMode | None = attrs.field(default=None, converter=attrs.converters.optional(WorkMode))
    parent: str | None = attrs.field(default=None, validator=optional_text)
    extends: str | None = attrs.field(default=None, validator=optional_text)
    amends: str | None = attrs.field(default=None, validator=optional_text)
    terminates: str | None = attrs.field(default=None, validator=optional_text)
    term: Term | None = attrs.field(default=None, validator=attrs.validators.optional(instance_of(Term)))
    other_terms: tuple[Term, ...] = attrs.field(default=(), converter=_terms)
    phases: tuple[Phase, ...] = attrs.field(default=(), converter=phases_of)
    positions: tuple[Position, ...] = attrs.field(default=(), converter=_positions)
    needs_full_powers: bool = attrs.field(default=True, validator=instance_of(bool))
    history: tuple[HistoryEvent, ...] = attrs.field(default=(), converter=_history)
    source: str = attrs.field(default="", validator=is_text)
    note: str = attrs.field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if not self.partners:
            raise InvalidRecordError("partners", (), "an agreement has a partner")
        for relation in RELATIONS:
            if getattr(self, relation) == self.id:
                raise InvalidRecordError(relation, self.id, "another agreement than this one")

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term reported, *term* first."""
        return (*(() if self.term is None else (self.term,)), *self.other_terms)

    @property
    def documents(self) -> tuple[DocumentRef, ...]:
        """The papers of the history, as told."""
        return tuple(each for each in self.history if isinstance(each, DocumentRef))

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports of the history, as told."""
        return tuple(each for each in self.history if isinstance(each, Report))

    @property
    def entries(self) -> tuple[StageEntry, ...]:
        """The stages entered, by day; what shares a day stays as told."""
        return tuple(sorted((each for each in self.history if isinstance(each, StageEntry)), key=when))

    @property
    def is_umbrella(self) -> bool | None:
        """Whether others hang under such an instrument; ``None`` where the instrument is not known."""
        return None if self.instrument is None else self.instrument in UMBRELLAS

    @property
    def signed(self) -> PartialDate | None:
        """The day of the first signing in the history; ``None`` where none is recorded."""
        return next((each.on for each in self.entries if each.stage is Stage.PENANDATANGANAN), None)

    @property
    def effective(self) -> PartialDate | None:
        """The day of the signing, or of PELAKSANAAN where none is recorded (emergency path)."""
        begun = (each.on for each in self.entries if each.stage is Stage.PELAKSANAAN)
        return self.signed or next(begun, None)

    def has_begun(self, on: datetime.date) -> bool | None:
        """Whether it was signed, or carried out, by that day; ``None`` where the day is not known closely enough."""
        day, on = self.effective, plain_day(on)
        if day is None or on < day.earliest:
            return False
        return True if on >= day.latest else None

    def entries_until(self, on: datetime.date) -> tuple[StageEntry, ...]:
        """The stages surely entered by that day."""
        on = plain_day(on)
        return tuple(each for each in self.entries if each.on.latest <= on)

    def entry(self, on: datetime.date) -> StageEntry | None:
        """The last stage surely entered by that day, with when and why."""
        return next(reversed(self.entries_until(on)), None)

    def stage(self, on: datetime.date) -> Stage | None:
        """The stage in which it surely was on that day; ``None`` before anything is recorded."""
        entry = self.entry(on)
        return None if entry is None else entry.stage

    def validity(self, on: datetime.date, *, notice: int = NOTICE) -> Validity | None:
        """Whether it is in force on that day, by its own history and terms; ``None`` where they do not settle it.

        What was never signed is BELUM_BERLAKU, rejected and withdrawn ones too. Where sources report different terms,
        the answer is the one on which they agree; AKAN_HABIS where by all of them it is in force and by one about to
        expire. What other agreements do to it is asked of the portfolio.
        """
        entry = self.entry(on)
        if any(each.on.earliest <= on < each.on.latest for each in self.entries):
            return None
        if entry is None:
            return Validity.BELUM_BERLAKU if self.entries else None
        if entry.stage is Stage.BERAKHIR:
            expired = entry.reason is Termination.JANGKA_WAKTU_BERAKHIR
            return Validity.HABIS if expired else Validity.DIAKHIRI
        if entry.stage not in (Stage.PENANDATANGANAN, Stage.PELAKSANAAN):
            return Validity.BELUM_BERLAKU
        found = {term.validity(on, notice=notice) for term in self.terms}
        if len(found) == 1:
            return found.pop()
        both = {Validity.BERLAKU, Validity.AKAN_HABIS}
        return Validity.AKAN_HABIS if found == both else None

    def is_in_force(self, on: datetime.date) -> bool | None:
        """Whether it is in force on that day; ``None`` where that is not known."""
        validity = self.validity(on)
        return None if validity is None else validity.in_force

    def _repr_html_(self) -> str:
        """The stage line, for a notebook."""
        from satudata.cooperation._markup import stage_line

        entries = self.entries
        passed = {each.stage: each.on.text for each in entries}
        last = entries[-1].stage if entries else None
        line = main_line(self.track)
        shown = (*line, *(stage for stage in passed if stage in TERMINAL - set(line)))
        return stage_line(
            f"{self.id}: {'; '.join(each.name for each in self.partners)}",
            [(stage.label(), passed.get(stage, ""), stage is last) for stage in shown],
        )
