"""One agreement on one day in a few lines, Indonesian or English."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import final

import attrs

from satudata._ground.paths import public
from satudata.cooperation._agreements import Agreement
from satudata.cooperation._audit import audit
from satudata.cooperation._checklists import Checklist, ChecklistItem
from satudata.cooperation._gates import owed
from satudata.cooperation._portfolio import Portfolio
from satudata.cooperation._progress import Progress, days_in_stage, progress
from satudata.cooperation._terms import NOTICE
from satudata.cooperation._vocabulary import Validity, text
from satudata.findings import Finding, Language


@public("satudata.cooperation")
@final
@attrs.frozen(kw_only=True)
class Summary:
    """What is known of *agreement* on a day; ``None`` is not known. Days are whole days."""

    agreement: Agreement
    on: datetime.date
    progress: Progress
    days_in_stage: int | None
    validity: Validity | None
    last_day: datetime.date | None
    remaining_days: int | None
    owed: tuple[ChecklistItem, ...]
    findings: tuple[Finding, ...]

    def explain(self, lang: Language = "id") -> str:
        """The summary, a line a fact, Indonesian unless asked otherwise."""
        return "\n".join(self._lines(lang))

    def _lines(self, lang: Language) -> Iterator[str]:
        unknown = text("unknown", lang)
        agreement = self.agreement
        yield f"{agreement.id}: {agreement.title or '; '.join(each.name for each in agreement.partners)}"
        kinds = (unknown if each.kind is None else each.kind.label(lang) for each in agreement.partners)
        named = (f"{each.name} ({kind})" for each, kind in zip(agreement.partners, kinds, strict=True))
        yield f"  {text('partners', lang)}: {'; '.join(named)}"
        instrument = unknown if agreement.instrument is None else agreement.instrument.label(lang)
        track = unknown if agreement.track is None else agreement.track.label(lang)
        yield f"  {text('instrument', lang)}: {instrument} ({track})"
        stage = self.progress.stage
        age = "" if self.days_in_stage is None else f", {self.days_in_stage} {text('days', lang)}"
        yield f"  {text('stage', lang)}: {unknown if stage is None else stage.label(lang)}{age}"
        figure = self.progress.figure
        yield f"  {text('progress', lang)}: {text('none', lang) if figure is None else f'{figure:.0%}'}"
        yield f"  {text('documents', lang)}: {self.progress.received}/{len(self.progress.needed)}"
        for key, items in (("missing", self.progress.missing), ("owed", self.owed)):
            if items:
                yield f"    {text(key, lang)}: {', '.join(item.label(lang) for item in items)}"
        yield f"  {text('validity', lang)}: {unknown if self.validity is None else self.validity.label(lang)}"
        yield f"  {text('last_day', lang)}: {unknown if self.last_day is None else self.last_day.isoformat()}"
        if self.remaining_days is not None:
            yield f"  {text('remaining', lang)}: {self.remaining_days} {text('days', lang)}"
        yield from (f"  {each.severity.word(lang)}: {each.message(lang)}" for each in self.findings)


def summarise(
    agreement: Agreement,
    on: datetime.date,
    *,
    portfolio: Portfolio | None = None,
    notice: int = NOTICE,
    checklists: Iterable[Checklist] | None = None,
) -> Summary:
    """What is known of *agreement* on that day; *portfolio* adds what other agreements do to it.

    >>> from satudata.cooperation import Partner, StageEntry
    >>> agreement = Agreement(
    ...     id="nk-1",
    ...     track="antar_lembaga",
    ...     instrument="nota_kesepahaman",
    ...     partners=Partner("Universitas X", "perguruan_tinggi"),
    ...     history=[StageEntry("usulan", "2025-01-02")],
    ... )
    >>> print(summarise(agreement, datetime.date(2025, 1, 20)).explain("en"))
    nk-1: Universitas X
      partners: Universitas X (university)
      instrument: Memorandum of Understanding (Cooperation between institutions)
      stage: proposal, 18 days
      progress: 0%
      documents: 0/0
      validity: not yet in force
      last day: not known
    """
    lists = None if checklists is None else tuple(checklists)
    among = Portfolio([agreement]) if portfolio is None else portfolio
    days = {term.last_day for term in agreement.terms}
    last_day = days.pop() if len(days) == 1 else None
    return Summary(
        agreement=agreement,
        on=on,
        progress=progress(agreement, on, checklists=lists),
        days_in_stage=days_in_stage(agreement, on),
        validity=among.validity(agreement, on, notice=notice),
        last_day=last_day,
        remaining_days=None if last_day is None else max((last_day - on).days + 1, 0),
        owed=owed(agreement, on, lists),
        findings=audit(agreement, on, checklists=lists),
    )
