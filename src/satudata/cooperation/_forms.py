"""Agreements and portfolios as plain dictionaries: their forms for ``satudata.interchange``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satudata.cooperation._agreements import Agreement, HistoryEvent, StageEntry
from satudata.cooperation._documents import DocumentRef, Report
from satudata.cooperation._partial_dates import PartialDate
from satudata.cooperation._partners import Partner
from satudata.cooperation._portfolio import Portfolio
from satudata.cooperation._positions import Position
from satudata.cooperation._terms import Term
from satudata.cooperation._vocabulary import (
    Instrument,
    PartnerKind,
    Phase,
    ReportKind,
    Scope,
    Stage,
    Termination,
    Track,
    WorkMode,
)
from satudata.errors import InvalidRecordError
from satudata.interchange import (
    JSON,
    TEXT,
    TRUTH,
    WHOLE,
    Field,
    Form,
    Kept,
    Kind,
    listed,
    nested,
    one_of,
    parsed,
)
from satudata.regions._code import AdminLevel, RegionCode


def _where(given: str) -> RegionCode | AdminLevel:
    return AdminLevel.NATIONAL if given == AdminLevel.NATIONAL.value else RegionCode.parse(given)


def _place(value: RegionCode | AdminLevel) -> str:
    return value.value if isinstance(value, AdminLevel) else str(value)


A_DAY = parsed(
    PartialDate.parse,
    "a day, month or year, '2025-11-03', '2025-11' or '2025'",
    pattern="^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
)
A_PLACE = parsed(
    _where,
    "a region code as text, '62.02', or 'national'",
    _place,
    pattern="^(national|[0-9]{2}(\\.[0-9]{2})?)$",
)
A_FIELD_TYPE = parsed(str, "three digits as text, '106', or 'all'", pattern="^([0-9]{3}|all)$")
A_HASH = parsed(str, "64 of the characters 0-9 and a-f", pattern="^[0-9a-f]{64}$")
LENGTH = Kind(WHOLE.write, WHOLE.read, {"type": "integer", "minimum": 0})
PHASES = listed(one_of(Phase))


def _word(name: str, words: Any, **given: Any) -> Field:
    return Field(name, one_of(words), **given)


_SOURCE = Field("source", TEXT, "")

PARTNER_FORM = Form(
    "satudata.partner",
    1,
    Partner,
    (Field("name", TEXT, required=True), _word("kind", PartnerKind, required=True), Field("country", TEXT)),
    Partner,
)
TERM_FORM = Form(
    "satudata.term",
    1,
    Term,
    (
        Field("start", A_DAY),
        Field("years", LENGTH, 0),
        Field("months", LENGTH, 0),
        Field("until", A_DAY),
        Field("indefinite", TRUTH, default=False),
        _SOURCE,
    ),
    Term,
)
POSITION_FORM = Form(
    "satudata.position",
    1,
    Position,
    (
        Field("region", A_PLACE),
        Field("types", listed(A_FIELD_TYPE), ()),
        Field("phases", PHASES, ()),
        _SOURCE,
    ),
    Position,
)
_ENTRY_FORM = Form(
    "satudata.stage-entry",
    1,
    StageEntry,
    (
        _word("stage", Stage, required=True),
        Field("on", A_DAY, required=True),
        _word("reason", Termination),
        Field("by", TEXT),
        _SOURCE,
    ),
    StageEntry,
)
_DOCUMENT_FORM = Form(
    "satudata.document",
    1,
    DocumentRef,
    (
        Field("kind", TEXT, required=True),
        Field("uri", TEXT, required=True),
        Field("sha256", A_HASH),
        Field("received", A_DAY, required=True),
        _SOURCE,
    ),
    DocumentRef,
)
_REPORT_FORM = Form(
    "satudata.report",
    1,
    Report,
    (
        _word("kind", ReportKind, required=True),
        Field("on", A_DAY, required=True),
        Field("uri", TEXT),
        _SOURCE,
    ),
    Report,
)
_EVENTS = {"stage": _ENTRY_FORM, "document": _DOCUMENT_FORM, "report": _REPORT_FORM}


def _write_event(event: HistoryEvent) -> dict[str, JSON]:
    name, form = next((name, form) for name, form in _EVENTS.items() if type(event) is form.type)
    return {"event": name, **form.write(event)}


def _read_event(given: JSON, where: str, kept: Kept | None) -> HistoryEvent:
    name = given.get("event") if isinstance(given, Mapping) else None
    if not isinstance(name, str) or name not in _EVENTS:
        raise InvalidRecordError(f"{where}/event", name, f"one of {', '.join(_EVENTS)}")
    event: HistoryEvent = _EVENTS[name].read(given, where, kept, frozenset({"event"}))
    return event


def _described_event(name: str, form: Form) -> JSON:
    described = form.described()
    return {
        **described,
        "properties": {"event": {"const": name}, **described["properties"]},
        "required": ["event", *described["required"]],
    }


AN_EVENT = Kind(
    _write_event,
    _read_event,
    lambda: {"oneOf": [_described_event(name, form) for name, form in _EVENTS.items()]},
)
AGREEMENT_FORM = Form(
    "satudata.agreement",
    1,
    Agreement,
    (
        Field("id", TEXT, required=True),
        Field("title", TEXT, ""),
        _word("track", Track, required=True),
        _word("scope", Scope),
        _word("instrument", Instrument),
        Field("partners", listed(nested(PARTNER_FORM)), required=True),
        _word("mode", WorkMode),
        *(Field(name, TEXT) for name in ("parent", "extends", "amends", "terminates")),
        Field("term", nested(TERM_FORM)),
        Field("other_terms", listed(nested(TERM_FORM)), ()),
        Field("phases", PHASES, ()),
        Field("positions", listed(nested(POSITION_FORM)), ()),
        Field("needs_full_powers", TRUTH, default=True),
        Field("history", listed(AN_EVENT), ()),
        _SOURCE,
        Field("note", TEXT, ""),
    ),
    Agreement,
)
PORTFOLIO_FORM = Form(
    "satudata.portfolio",
    1,
    Portfolio,
    (Field("agreements", listed(nested(AGREEMENT_FORM)), required=True),),
    Portfolio,
)

#: What ``satudata.interchange`` finds here.
FORMS = (AGREEMENT_FORM, PORTFOLIO_FORM)
