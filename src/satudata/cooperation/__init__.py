"""e-Cooperation on Disaster Management: partners, agreements, their stages and papers, and who covers what.

Values and pure functions on which a service of BNPB or a BPBD can be built. Every figure follows from the history of an
agreement; every question is asked as of a day.

>>> from datetime import date
>>> from satudata import cooperation
>>> nk = cooperation.Agreement(
...     id="unand-2025",
...     track="antar_lembaga",
...     instrument="nota_kesepahaman",
...     partners=cooperation.Partner("Universitas Andalas", "perguruan_tinggi"),
...     term=cooperation.Term("2025-02-26", years=5),
...     history=[cooperation.StageEntry("penandatanganan", "2025-02-26")],
... )
>>> nk.validity(date(2026, 1, 1)), nk.term.last_day
(Validity.BERLAKU, datetime.date(2030, 2, 25))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from satudata._ground.lazy import attach

if TYPE_CHECKING:
    from satudata.cooperation._agreements import Agreement as Agreement
    from satudata.cooperation._agreements import StageEntry as StageEntry
    from satudata.cooperation._audit import audit as audit
    from satudata.cooperation._audit import audit_portfolio as audit_portfolio
    from satudata.cooperation._calling import PartnerCandidate as PartnerCandidate
    from satudata.cooperation._calling import find_partners as find_partners
    from satudata.cooperation._calling import opens_emergency_path as opens_emergency_path
    from satudata.cooperation._calling import partners_at as partners_at
    from satudata.cooperation._checklists import Checklist as Checklist
    from satudata.cooperation._checklists import ChecklistItem as ChecklistItem
    from satudata.cooperation._checklists import Path as Path
    from satudata.cooperation._checklists import checklist as checklist
    from satudata.cooperation._checklists import checklists as checklists
    from satudata.cooperation._documents import DocumentRef as DocumentRef
    from satudata.cooperation._documents import Report as Report
    from satudata.cooperation._documents import check_file as check_file
    from satudata.cooperation._gates import advance as advance
    from satudata.cooperation._gates import may_take_emergency_path as may_take_emergency_path
    from satudata.cooperation._gates import needed as needed
    from satudata.cooperation._gates import owed as owed
    from satudata.cooperation._gates import record as record
    from satudata.cooperation._gates import replay as replay
    from satudata.cooperation._partial_dates import PartialDate as PartialDate
    from satudata.cooperation._partners import Partner as Partner
    from satudata.cooperation._portfolio import Expiry as Expiry
    from satudata.cooperation._portfolio import Portfolio as Portfolio
    from satudata.cooperation._portfolio import is_sleeping as is_sleeping
    from satudata.cooperation._positioning import Cell as Cell
    from satudata.cooperation._positioning import Cover as Cover
    from satudata.cooperation._positioning import Coverage as Coverage
    from satudata.cooperation._positioning import coverage as coverage
    from satudata.cooperation._positioning import gaps as gaps
    from satudata.cooperation._positioning import overlaps as overlaps
    from satudata.cooperation._positions import Position as Position
    from satudata.cooperation._progress import Progress as Progress
    from satudata.cooperation._progress import days_in_stage as days_in_stage
    from satudata.cooperation._progress import days_overdue as days_overdue
    from satudata.cooperation._progress import days_per_stage as days_per_stage
    from satudata.cooperation._progress import elapsed_days as elapsed_days
    from satudata.cooperation._progress import progress as progress
    from satudata.cooperation._stages import main_line as main_line
    from satudata.cooperation._stages import next_stages as next_stages
    from satudata.cooperation._summary import Summary as Summary
    from satudata.cooperation._summary import summarise as summarise
    from satudata.cooperation._terms import Term as Term
    from satudata.cooperation._vocabulary import Instrument as Instrument
    from satudata.cooperation._vocabulary import PartnerKind as PartnerKind
    from satudata.cooperation._vocabulary import Phase as Phase
    from satudata.cooperation._vocabulary import Reach as Reach
    from satudata.cooperation._vocabulary import ReportKind as ReportKind
    from satudata.cooperation._vocabulary import Scope as Scope
    from satudata.cooperation._vocabulary import Stage as Stage
    from satudata.cooperation._vocabulary import Termination as Termination
    from satudata.cooperation._vocabulary import Track as Track
    from satudata.cooperation._vocabulary import Validity as Validity
    from satudata.cooperation._vocabulary import WorkMode as WorkMode
    from satudata.cooperation.lists._reading import AgreementList as AgreementList
    from satudata.cooperation.lists._reading import read_agreements as read_agreements
    from satudata.cooperation.lists._writing import agreement_headings as agreement_headings
    from satudata.cooperation.lists._writing import agreement_rows as agreement_rows

_NAMES = {
    "satudata.cooperation._agreements": ("Agreement", "StageEntry"),
    "satudata.cooperation._audit": ("audit", "audit_portfolio"),
    "satudata.cooperation._calling": (
        "PartnerCandidate",
        "find_partners",
        "opens_emergency_path",
        "partners_at",
    ),
    "satudata.cooperation._checklists": ("Checklist", "ChecklistItem", "Path", "checklist", "checklists"),
    "satudata.cooperation._documents": ("DocumentRef", "Report", "check_file"),
    "satudata.cooperation._gates": (
        *("advance", "may_take_emergency_path", "needed", "owed", "record", "replay"),
    ),
    "satudata.cooperation._partial_dates": ("PartialDate",),
    "satudata.cooperation._partners": ("Partner",),
    "satudata.cooperation._portfolio": ("Expiry", "Portfolio", "is_sleeping"),
    "satudata.cooperation._positioning": ("Cell", "Cover", "Coverage", "coverage", "gaps", "overlaps"),
    "satudata.cooperation._positions": ("Position",),
    "satudata.cooperation._progress": (
        *("Progress", "days_in_stage", "days_overdue", "days_per_stage", "elapsed_days", "progress"),
    ),
    "satudata.cooperation._stages": ("main_line", "next_stages"),
    "satudata.cooperation._summary": ("Summary", "summarise"),
    "satudata.cooperation._terms": ("Term",),
    "satudata.cooperation._vocabulary": (
        *("Instrument", "PartnerKind", "Phase", "Reach", "ReportKind", "Scope"),
        *("Stage", "Termination", "Track", "Validity", "WorkMode"),
    ),
    "satudata.cooperation.lists._reading": ("AgreementList", "read_agreements"),
    "satudata.cooperation.lists._writing": ("agreement_headings", "agreement_rows"),
}

__all__ = [name for names in _NAMES.values() for name in names]
__getattr__, __dir__ = attach(__name__, _NAMES)
