"""How far a cooperation is and how long it took, computed from its history and never typed in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.cooperation._agreements import Agreement
from satudata.cooperation._checklists import Checklist, ChecklistItem, missing
from satudata.cooperation._gates import needed
from satudata.cooperation._stages import TERMINAL, main_line
from satudata.cooperation._vocabulary import Stage, Track


@public("satudata.cooperation")
@final
@attrs.frozen(kw_only=True)
class Progress:
    """How far an agreement is on a day.

    *figure* is between 0 and 1; it is ``None`` before anything is recorded, for what was rejected or withdrawn, and
    where the track is not known and would make a difference.
    *needed* are the papers that the gates ask for on the whole way, *missing* those not received yet.
    """

    stage: Stage | None
    figure: float | None
    needed: tuple[ChecklistItem, ...]
    missing: tuple[ChecklistItem, ...]

    @property
    def received(self) -> int:
        """How many of the papers needed are there."""
        return len(self.needed) - len(self.missing)


def progress(
    agreement: Agreement, on: datetime.date, *, checklists: Iterable[Checklist] | None = None
) -> Progress:
    """How far *agreement* is on that day: the place of its stage on its track's main line over that of PELAKSANAAN.

    No official figure is known; this one is ours. A step back lowers it; what is carried out or has ended is at 1.

    >>> from satudata.cooperation import Partner, StageEntry
    >>> agreement = Agreement(
    ...     id="nk-1",
    ...     track="antar_lembaga",
    ...     partners=Partner("Universitas X", "perguruan_tinggi"),
    ...     history=[StageEntry("usulan", "2025-01-02"), StageEntry("telaahan", "2025-01-09")],
    ... )
    >>> round(progress(agreement, datetime.date(2025, 1, 10)).figure, 3)
    0.167
    """
    stage = agreement.stage(on)
    tracks = tuple(Track) if agreement.track is None else (agreement.track,)
    figures = {_figure(each, stage) for each in tracks}
    figure = figures.pop() if len(figures) == 1 else None
    asked = needed(agreement, on, checklists)
    return Progress(stage=stage, figure=figure, needed=asked, missing=missing(asked, agreement, on))


def _figure(track: Track, stage: Stage | None) -> float | None:
    line = main_line(track)
    return min(1.0, line.index(stage) / line.index(Stage.PELAKSANAAN)) if stage in line else None


def days_per_stage(agreement: Agreement, on: datetime.date) -> Mapping[Stage, int]:
    """The days spent in each stage by that day, stages entered again added up; their sum is the elapsed time.

    A day not known exactly counts as the last that it can be. A terminal stage takes no time once it is the last.

    >>> from satudata.cooperation import Partner, StageEntry
    >>> agreement = Agreement(
    ...     id="nk-1",
    ...     track="antar_lembaga",
    ...     partners=Partner("Universitas X", "perguruan_tinggi"),
    ...     history=[StageEntry("usulan", "2025-01-02"), StageEntry("telaahan", "2025-01-09")],
    ... )
    >>> days_per_stage(agreement, datetime.date(2025, 1, 10))
    {Stage.USULAN: 7, Stage.TELAAHAN: 1}
    """
    entries = agreement.entries_until(on)
    spent: dict[Stage, int] = {}
    for entry, after in zip(entries, (*entries[1:], None), strict=False):
        if after is None and entry.stage in TERMINAL:
            break
        until = on if after is None else after.on.latest
        spent[entry.stage] = spent.get(entry.stage, 0) + (until - entry.on.latest).days
    return FrozenMap(spent)


def elapsed_days(agreement: Agreement, on: datetime.date) -> int | None:
    """The days from the first stage recorded to that day, or to the end; ``None`` before anything is recorded."""
    entries = agreement.entries_until(on)
    if not entries:
        return None
    last = entries[-1]
    until = last.on.latest if last.stage in TERMINAL else on
    return (until - entries[0].on.latest).days


def days_in_stage(agreement: Agreement, on: datetime.date) -> int | None:
    """The age in the present stage; ``None`` before anything is recorded, and after the end."""
    entry = agreement.entry(on)
    return None if entry is None or entry.stage in TERMINAL else (on - entry.on.latest).days


def days_overdue(agreement: Agreement, on: datetime.date, service_level: Mapping[Stage, int]) -> int | None:
    """The days beyond the *service_level* of the present stage, 0 in time; ``None`` where no level or age is known.

    No official service level is known: the caller gives days by stage.

    >>> from satudata.cooperation import Partner, StageEntry
    >>> agreement = Agreement(
    ...     id="nk-1",
    ...     track="antar_lembaga",
    ...     partners=Partner("Universitas X", "perguruan_tinggi"),
    ...     history=[StageEntry("usulan", "2025-01-02")],
    ... )
    >>> days_overdue(agreement, datetime.date(2025, 1, 20), {Stage.USULAN: 14})
    4
    """
    age, stage = days_in_stage(agreement, on), agreement.stage(on)
    level = None if stage is None else service_level.get(stage)
    return None if age is None or level is None else max(0, age - level)
