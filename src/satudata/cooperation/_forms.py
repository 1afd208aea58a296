"""Agreements and portfolios as plain dictionaries: their forms for ``satudata.interchange``."""

from __future__ import annotations

from collections.abc import Mapping

from satudata._ground.forms import KINDS
from satudata.cooperation._agreements import Agreement, HistoryEvent, StageEntry
from satudata.cooperation._documents import DocumentRef, Report
from satudata.cooperation._partial_dates import PartialDate
from satudata.cooperation._partners import Partner
from satudata.cooperation._portfolio import Portfolio
from satudata.cooperation._positions import Position
from satudata.cooperation._terms import Term
from satudata.cooperation._vocabulary import Instrument, PartnerKind, Track
from satudata.errors import InvalidRecordError
from satudata.interchange import (
    JSON,
    WHOLE,
    Field,
    Form,
    Kept,
    Kind,
    form_of_record,
    listed,
    nested,
    one_of,
    optional,
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

KINDS[PartialDate] = A_DAY

form_of_record(
    "satudata.partner", Partner, {"kind": Field("kind", optional(one_of(PartnerKind)), always=True)}
)
form_of_record("satudata.term", Term, {"years": LENGTH, "months": LENGTH})
form_of_record("satudata.position", Position, {"region": A_PLACE, "types": listed(A_FIELD_TYPE)})
_ENTRY_FORM = form_of_record("satudata.stage-entry", StageEntry)
_DOCUMENT_FORM = form_of_record("satudata.document", DocumentRef, {"sha256": A_HASH})
_REPORT_FORM = form_of_record("satudata.report", Report)
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
AGREEMENT_FORM = form_of_record(
    "satudata.agreement",
    Agreement,
    {
        "track": Field("track", optional(one_of(Track)), required=True),
        "instrument": Field("instrument", optional(one_of(Instrument)), always=True),
        "history": listed(AN_EVENT),
    },
    order=("id", "title", "track", "scope", "instrument"),
)
PORTFOLIO_FORM = form_of_record(
    "satudata.portfolio",
    Portfolio,
    {"agreements": Field("agreements", listed(nested(AGREEMENT_FORM)), required=True)},
)

#: What ``satudata.interchange`` finds here.
FORMS = (AGREEMENT_FORM, PORTFOLIO_FORM)
