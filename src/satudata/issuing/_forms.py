"""The JSON forms of proposals and of registers: what BPBD hands to Pusdatinkom, and what a register keeps."""

from __future__ import annotations

import math
from typing import Any

from satudata._ground.forms import KINDS
from satudata._ground.kinds import named
from satudata._ground.maps import FrozenMap
from satudata.errors import InvalidRecordError
from satudata.findings import Finding
from satudata.interchange import (
    JSON,
    TEXT,
    Field,
    Form,
    Kept,
    Kind,
    form_of,
    form_of_record,
    listed,
    nested,
)
from satudata.issuing._entry import Acknowledgement, Entry
from satudata.issuing._geometry import Distance, Epicentre
from satudata.issuing._main_type import MainType
from satudata.issuing._proposal import Proposal, Verification
from satudata.issuing._region import RegionCandidate, RegionProposal
from satudata.issuing._register import Register
from satudata.issuing._rules import Decision


def _read_number(given: JSON, where: str, kept: Kept | None) -> float:
    if type(given) not in (int, float):
        raise InvalidRecordError(where, given, "a number")
    return float(given)


def _write_number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _read_pair(given: JSON, where: str, kept: Kept | None) -> tuple[str, ...]:
    both: tuple[str, ...] = listed(TEXT).read(given, where, kept)
    if len(both) != 2:
        raise InvalidRecordError(where, given, "two texts: what was, and what became")
    return both


def _in_own_order(kind: Kind) -> Kind:
    """An object by name whose names stay in their order."""
    by_name = named(kind)
    return Kind(
        lambda values: {name: kind.write(each) for name, each in values.items()},
        lambda given, where, kept: FrozenMap(by_name.read(given, where, kept)),
        by_name.schema,
    )


NUMBER = Kind(_write_number, _read_number, {"type": "number"})
#: A distance has no upper bound where the geometry knows none.
BOUND = Kind(
    _write_number,
    lambda given, where, kept: math.inf if given is None else _read_number(given, where, kept),
    {"type": ["number", "null"]},
)
TEXTS = _in_own_order(TEXT)
CHANGES = _in_own_order(Kind(list, _read_pair, {"type": "array", "items": {"type": "string"}}))


def _decision(*, citation: str | None = None, **given: Any) -> Decision:
    """A decision whose *citation*, which follows from the rule, is that of the rule."""
    decision = Decision(**given)
    if citation not in (None, decision.citation.id):
        raise InvalidRecordError("citation", citation, f"the source of this rule is {decision.citation.id}")
    return decision


def _open_points(proposal: Proposal) -> tuple[str, ...]:
    """The rules by which a proposal was decided where the guideline leaves a point open."""
    return tuple(each.rule for each in proposal.decisions if each.citation.certainty == "open")


def _proposal(*, interpretations: tuple[str, ...] = (), **given: Any) -> Proposal:
    """A proposal; its *interpretations* follow from its decisions."""
    return Proposal(**given)


_FINDING = nested(form_of(Finding))
KINDS[Finding] = _FINDING
form_of_record("satudata.epicentre", Epicentre, {"latitude": NUMBER, "longitude": NUMBER})
form_of_record("satudata.distance", Distance, {"km": NUMBER, "at_least": NUMBER, "at_most": BOUND})
form_of_record(
    "satudata.decision",
    Decision,
    {"data": TEXTS, "citation": Field("citation", TEXT, of=lambda decision: decision.citation.id)},
    built=_decision,
)
form_of_record("satudata.main-type", MainType)
form_of_record("satudata.region-candidate", RegionCandidate)
form_of_record("satudata.region-proposal", RegionProposal, reads_null=True)
form_of_record("satudata.verification", Verification, {"changed": CHANGES}, reads_null=True)
PROPOSAL = form_of_record(
    "satudata.proposal",
    Proposal,
    {"interpretations": Field("interpretations", listed(TEXT), (), of=_open_points)},
    built=_proposal,
    reads_null=True,
)

ENTRY = form_of_record("satudata.register-entry", Entry)
ACKNOWLEDGEMENT = form_of_record("satudata.register-acknowledgement", Acknowledgement)

#: What ``satudata.interchange`` finds here. A register is written without the lines of its file that are unreadable.
FORMS = (
    PROPOSAL,
    ENTRY,
    ACKNOWLEDGEMENT,
    Form(
        "satudata.register",
        1,
        Register,
        (
            Field("entries", listed(nested(ENTRY)), ()),
            Field("acknowledgements", listed(nested(ACKNOWLEDGEMENT)), ()),
        ),
        Register,
    ),
)
