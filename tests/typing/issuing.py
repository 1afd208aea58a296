"""Issuing, interchange and feeds as a type checker sees them: mypy --strict reads this file, nothing runs it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, assert_type

from satudata import (
    KIB,
    Event,
    GeoJSONGeometry,
    Proposal,
    RegionCode,
    Register,
    Status,
    Verification,
    amend,
    confirm,
    from_dict,
    issue,
    main_type,
    next_index,
    propose_region,
    to_dict,
)
from satudata.findings import Finding
from satudata.interop import bmkg
from satudata.issuing import (
    Decision,
    Distance,
    Epicentre,
    Geometry,
    MainType,
    RegionProposal,
    RegionRule,
    local_date,
)

assert_type(main_type(["101", "102"], caused_by={"102": ["101"]}), MainType)
assert_type(local_date(datetime(2024, 8, 4, tzinfo=UTC), "62.02"), date)
assert_type(next_index("620210620240804", [KIB.parse("6202106202408041"), "6202106202408042"]), int)

found = propose_region(["32.02", RegionCode.parse("32.03")], epicentre=(-6.84, 107.05))
assert_type(found, RegionProposal)
assert_type(found.code, RegionCode | None)
assert_type(found.rule, RegionRule)
assert_type(found.candidates[0].distance, Distance | None)
own: Geometry = GeoJSONGeometry({})
propose_region("62.02", geometry=own)
propose_region("62.02", geometry=5)  # type: ignore[arg-type]  # no geometry

proposal = issue("106", date(2024, 8, 4), ["62.02"], existing=Register(), occurrence_id="a")
assert_type(proposal, Proposal)
assert_type(proposal.kib, KIB | None)
assert_type(proposal.decisions, tuple[Decision, ...])
assert_type(proposal.findings, tuple[Finding, ...])
assert_type(proposal.event, Event)
assert_type(proposal.status, Status)
assert_type(confirm(proposal, "Pusdatinkom", date(2024, 8, 6)), Proposal)
assert_type(amend(proposal, proposal, "BPBD", date(2024, 8, 6), "x").history, tuple[Verification, ...])
issue("106", "2024-08-04", ["62.02"])  # type: ignore[arg-type]  # a day is no text
confirm(proposal, on=date(2024, 8, 6))  # type: ignore[call-arg]  # nothing is confirmed by nobody

register = Register().add(proposal, by="BPBD", on=date(2024, 8, 4))
assert_type(register, Register)
assert_type(register.merge(Register()), Register)
assert_type(register.kib_for("a"), KIB | None)
assert_type(register.next_kib("620210620240804"), KIB)
assert_type(Register.load("kib.jsonl"), tuple[Register, tuple[Finding, ...]])

assert_type(to_dict(proposal.event), dict[str, Any])
assert_type(from_dict({}, kept={}), Any)

quakes = bmkg.parse({})
assert_type(quakes, tuple[bmkg.Earthquake, ...])
assert_type(quakes[0].epicentre, Epicentre)
assert_type(quakes[0].time, datetime)
