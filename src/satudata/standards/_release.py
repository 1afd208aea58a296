"""How data are released: who takes which step after which, and what is refused."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from enum import auto
from typing import Final, final

import attrs

from satudata._ground.codes import require_text
from satudata._ground.fields import as_day, as_text
from satudata._ground.hooks import PydanticField
from satudata._ground.labels import LabelledWord
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import ReleaseRefusedError
from satudata.findings import Finding, Severity
from satudata.standards._roles import Party, Role


@public("satudata.standards")
@final
class ReleaseStage(LabelledWord):
    """Where a release stands. Source: Perpres 39/2019; Peraturan BNPB 1/2023.

    The check is one stage of the texts; that of the Pembina Data, for priority data only, stands apart here.
    """

    PERENCANAAN = auto()
    PENGUMPULAN = auto()
    PEMERIKSAAN = auto()
    PEMERIKSAAN_PEMBINA = auto()
    PENYEBARLUASAN = auto()


@public("satudata.standards")
@final
class ReleaseAction(LabelledWord):
    """What moves a release on, or back."""

    PLAN = auto()
    COLLECT = auto()
    SUBMIT = auto()
    SEND_BACK = auto()
    APPROVE = auto()
    PUBLISH = auto()


_Stage, _Action = ReleaseStage, ReleaseAction
_STEWARDS = frozenset({Role.WALIDATA, Role.WALIDATA_PENDUKUNG})

#: Who may do what where: stage (``None`` before the first step) and action to roles. That a Walidata Pendukung may send
#: back but not approve, and that planning and collecting are the producer's with the steward's help, is our reading.
ALLOWED: Final[Mapping[tuple[ReleaseStage | None, ReleaseAction], frozenset[Role]]] = FrozenMap(
    {
        (None, _Action.PLAN): frozenset({Role.PRODUSEN_DATA, Role.WALIDATA}),
        (_Stage.PERENCANAAN, _Action.COLLECT): frozenset({Role.PRODUSEN_DATA}),
        (_Stage.PENGUMPULAN, _Action.SUBMIT): frozenset({Role.PRODUSEN_DATA}),
        (_Stage.PEMERIKSAAN, _Action.SEND_BACK): _STEWARDS,
        (_Stage.PEMERIKSAAN, _Action.APPROVE): frozenset({Role.WALIDATA}),
        (_Stage.PEMERIKSAAN_PEMBINA, _Action.SEND_BACK): frozenset({Role.PEMBINA_DATA}),
        (_Stage.PEMERIKSAAN_PEMBINA, _Action.APPROVE): frozenset({Role.PEMBINA_DATA}),
        (_Stage.PENYEBARLUASAN, _Action.PUBLISH): frozenset({Role.WALIDATA}),
    }
)


def _findings(values: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(values)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class ReleaseStep(Record):
    """One step: who did what on which day, with the findings of a check and the address of what was published."""

    action: ReleaseAction = attrs.field(converter=ReleaseAction)
    by: Party = attrs.field(validator=attrs.validators.instance_of(Party))
    on: datetime.date = attrs.field(converter=as_day)
    findings: tuple[Finding, ...] = attrs.field(
        default=(),
        converter=_findings,
        validator=attrs.validators.deep_iterable(attrs.validators.instance_of(Finding)),
    )
    url: str | None = attrs.field(default=None, converter=as_text)


def _name(value: str) -> str:
    return require_text(value, "the name of a data set")


def _steps(values: Iterable[ReleaseStep]) -> tuple[ReleaseStep, ...]:
    return tuple(values)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class Release(Record, PydanticField):
    """The release of one version of a data set: the steps so far, each of which the guards allow.

    A method returns the next state and keeps the history; a release cannot be made of steps that were never allowed.
    *priority* data are checked by the Pembina Data after the Walidata. What a check sends back is with the producer
    again, with the findings. A new version is a new release.

    Raises :class:`~satudata.ReleaseRefusedError`, which says who may and what may come next.

    Source: Perpres 39/2019; Peraturan BNPB 1/2023.

    >>> from datetime import date
    >>> bpbd, walidata = Party("BPBD", "produsen_data"), Party("Pusdatinkom BNPB", "walidata")
    >>> release = Release(dataset="kejadian-2024").plan(bpbd, date(2024, 1, 2)).collect(bpbd, date(2024, 1, 3))
    >>> release.submit(bpbd, date(2025, 1, 6)).approve(walidata, date(2025, 1, 8)).stage
    ReleaseStage.PENYEBARLUASAN
    >>> release.approve(walidata, date(2025, 1, 8))
    Traceback (most recent call last):
    ...
    satudata.ReleaseRefusedError: kejadian-2024: approve by walidata in pengumpulan is refused: not at this \
stage; next: submit by produsen_data
    """

    dataset: str = attrs.field(converter=_name)
    priority: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    steps: tuple[ReleaseStep, ...] = attrs.field(
        default=(),
        converter=_steps,
        validator=attrs.validators.deep_iterable(attrs.validators.instance_of(ReleaseStep)),
    )

    def __attrs_post_init__(self) -> None:
        for number, step in enumerate(self.steps):
            self._guard(step, self.steps[:number])

    @property
    def stage(self) -> ReleaseStage | None:
        """Where it stands; ``None`` before the first step."""
        return self._stage(self.steps)

    @property
    def is_published(self) -> bool:
        """Whether the Walidata has published it."""
        return bool(self.steps) and self.steps[-1].action is _Action.PUBLISH

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """What the last check sent back and the producer has not submitted again.

        Empty where nothing is to be mended.
        """
        return self.steps[-1].findings if self.steps and self.steps[-1].action is _Action.SEND_BACK else ()

    @property
    def next_actions(self) -> Mapping[ReleaseAction, frozenset[Role]]:
        """What may come next, and whose it is."""
        return self._next(self.steps)

    def plan(self, by: Party, on: datetime.date) -> Release:
        """Begin: the data set is planned."""
        return self._with(_Action.PLAN, by, on)

    def collect(self, by: Party, on: datetime.date) -> Release:
        """The producer begins to collect."""
        return self._with(_Action.COLLECT, by, on)

    def submit(self, by: Party, on: datetime.date) -> Release:
        """The producer hands the data to the Walidata for the check, also after they were sent back."""
        return self._with(_Action.SUBMIT, by, on)

    def send_back(self, by: Party, on: datetime.date, findings: Iterable[Finding]) -> Release:
        """The check failed: back to the producer, with at least one finding."""
        return self._with(_Action.SEND_BACK, by, on, findings)

    def approve(self, by: Party, on: datetime.date, findings: Iterable[Finding] = ()) -> Release:
        """The check passed; *findings* are remarks, none of which is an error."""
        return self._with(_Action.APPROVE, by, on, findings)

    def publish(self, by: Party, on: datetime.date, url: str | None = None) -> Release:
        """The Walidata publishes what was approved, at *url*."""
        return self._with(_Action.PUBLISH, by, on, url=url)

    def _with(
        self,
        action: ReleaseAction,
        by: Party,
        on: datetime.date,
        findings: Iterable[Finding] = (),
        url: str | None = None,
    ) -> Release:
        step = ReleaseStep(action=action, by=by, on=on, findings=findings, url=url)
        return attrs.evolve(self, steps=(*self.steps, step))

    def _stage(self, steps: tuple[ReleaseStep, ...]) -> ReleaseStage | None:
        stage: ReleaseStage | None = None
        for step in steps:
            stage = self._after(stage, step.action)
        return stage

    def _after(self, stage: ReleaseStage | None, action: ReleaseAction) -> ReleaseStage:
        if action is _Action.APPROVE:
            second = self.priority and stage is _Stage.PEMERIKSAAN
            return _Stage.PEMERIKSAAN_PEMBINA if second else _Stage.PENYEBARLUASAN
        return {
            _Action.PLAN: _Stage.PERENCANAAN,
            _Action.COLLECT: _Stage.PENGUMPULAN,
            _Action.SUBMIT: _Stage.PEMERIKSAAN,
            _Action.SEND_BACK: _Stage.PENGUMPULAN,
            _Action.PUBLISH: _Stage.PENYEBARLUASAN,
        }[action]

    def _next(self, steps: tuple[ReleaseStep, ...]) -> Mapping[ReleaseAction, frozenset[Role]]:
        if steps and steps[-1].action is _Action.PUBLISH:
            return FrozenMap()
        here = self._stage(steps)
        return FrozenMap((action, roles) for (stage, action), roles in ALLOWED.items() if stage is here)

    def _guard(self, step: ReleaseStep, before: tuple[ReleaseStep, ...]) -> None:
        may = self._next(before)
        reason = None
        if step.action not in may:
            reason = "stage"
        elif step.by.role not in may[step.action]:
            reason = "role"
        elif before and step.on < before[-1].on:
            reason = "day"
        elif step.action is _Action.SEND_BACK and not step.findings:
            reason = "no-findings"
        elif step.action is _Action.APPROVE and any(
            each.severity is Severity.ERROR for each in step.findings
        ):
            reason = "errors"
        if reason is not None:
            stage = self._stage(before)
            raise ReleaseRefusedError(
                self.dataset,
                step.action.value,
                step.by.role.value,
                None if stage is None else stage.value,
                reason,
                tuple((action.value, tuple(sorted(map(str, roles)))) for action, roles in may.items()),
            )
