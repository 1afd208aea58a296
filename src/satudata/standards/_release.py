"""The release of a data set, step by step: who may do what, and when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from enum import auto
from typing import Final, final

import attrs

from satudata._ground.codes import require_text
from satudata._ground.fields import as_day, as_items, as_text, instance_of
from satudata._ground.hooks import PydanticField
from satudata._ground.labels import LabelledWord
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import ReleaseRefusedError
from satudata.findings import Finding, Severity
from satudata.interchange import form_of_record
from satudata.interchange._reference_forms import FINDINGS
from satudata.standards._roles import Party, Role


@public("satudata.standards")
@final
class ReleaseStage(LabelledWord):
    """The stage of a release. Source: Perpres 39/2019; Peraturan BNPB 1/2023.

    The regulations have one stage for checks. Here the check by the Pembina Data, for priority data only, is a stage of
    its own.
    """

    PERENCANAAN = auto()
    PENGUMPULAN = auto()
    PEMERIKSAAN = auto()
    PEMERIKSAAN_PEMBINA = auto()
    PENYEBARLUASAN = auto()


@public("satudata.standards")
@final
class ReleaseAction(LabelledWord):
    """A step that moves a release forward or back."""

    PLAN = auto()
    COLLECT = auto()
    SUBMIT = auto()
    SEND_BACK = auto()
    APPROVE = auto()
    PUBLISH = auto()


_Stage, _Action = ReleaseStage, ReleaseAction
_STEWARDS = frozenset({Role.WALIDATA, Role.WALIDATA_PENDUKUNG})

#: By stage (``None`` before the first step) and action, the roles that may act. Two points are our interpretation: a
#: Walidata Pendukung may send back but not approve; the producer plans and collects, with help from the Walidata.
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
    return as_items(values)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class ReleaseStep(Record):
    """One step: who did what on which day, the findings of a check, and the address of published data."""

    action: ReleaseAction = attrs.field(converter=ReleaseAction)
    by: Party = attrs.field(validator=instance_of(Party))
    on: datetime.date = attrs.field(converter=as_day)
    findings: tuple[Finding, ...] = attrs.field(
        default=(),
        converter=_findings,
        validator=attrs.validators.deep_iterable(instance_of(Finding)),
    )
    url: str | None = attrs.field(default=None, converter=as_text)


def _name(value: str) -> str:
    return require_text(value, "the name of a data set")


def _steps(values: Iterable[ReleaseStep]) -> tuple[ReleaseStep, ...]:
    return as_items(values)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class Release(Record, PydanticField):
    """The release of one version of a data set, as the steps taken so far. A new version is a new release.

    Each method returns a new release with one more step. For *priority* data the Pembina Data checks after the
    Walidata. A check that fails sends the data back to the producer, with findings.

    Raises :class:`~satudata.ReleaseRefusedError` for a step that is not allowed; the error names the steps that are.

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
    priority: bool = attrs.field(default=False, validator=instance_of(bool))
    steps: tuple[ReleaseStep, ...] = attrs.field(
        default=(),
        converter=_steps,
        validator=attrs.validators.deep_iterable(instance_of(ReleaseStep)),
    )

    def __attrs_post_init__(self) -> None:
        for number, step in enumerate(self.steps):
            self._guard(step, self.steps[:number])

    @property
    def stage(self) -> ReleaseStage | None:
        """The current stage; ``None`` before the first step."""
        return self._stage(self.steps)

    @property
    def is_published(self) -> bool:
        """Whether the Walidata has published it."""
        return bool(self.steps) and self.steps[-1].action is _Action.PUBLISH

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings of the last check that the producer still has to fix; empty if there are none."""
        return self.steps[-1].findings if self.steps and self.steps[-1].action is _Action.SEND_BACK else ()

    @property
    def next_actions(self) -> Mapping[ReleaseAction, frozenset[Role]]:
        """The actions that may come next, with the roles that may take them."""
        return self._next(self.steps)

    def plan(self, by: Party, on: datetime.date) -> Release:
        """The data set is planned; the first step."""
        return self._with(_Action.PLAN, by, on)

    def collect(self, by: Party, on: datetime.date) -> Release:
        """The producer starts to collect the data."""
        return self._with(_Action.COLLECT, by, on)

    def submit(self, by: Party, on: datetime.date) -> Release:
        """The producer submits the data for the check by the Walidata, also after they were sent back."""
        return self._with(_Action.SUBMIT, by, on)

    def send_back(self, by: Party, on: datetime.date, findings: Iterable[Finding]) -> Release:
        """The check failed: the data go back to the producer, with at least one finding."""
        return self._with(_Action.SEND_BACK, by, on, findings)

    def approve(self, by: Party, on: datetime.date, findings: Iterable[Finding] = ()) -> Release:
        """The check passed; *findings* are remarks and contain no error."""
        return self._with(_Action.APPROVE, by, on, findings)

    def publish(self, by: Party, on: datetime.date, url: str | None = None) -> Release:
        """The Walidata publishes the approved data at *url*."""
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


form_of_record("satudata.release-step", ReleaseStep, {"findings": FINDINGS}, reads_null=True)
RELEASE_FORM = form_of_record("satudata.release", Release)

#: The forms that :mod:`satudata.interchange` looks up here.
FORMS = (RELEASE_FORM,)
