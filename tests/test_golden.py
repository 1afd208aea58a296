"""Values pickled or written as JSON by an earlier version are read and equal (tools/make_golden.py wrote them)."""

import pickle
import runpy
from itertools import product
from pathlib import Path

import attrs
import pytest

import satudata
from satudata import (
    cooperation,
    disaster_types,
    displaced,
    emergency,
    interchange,
    interop,
    issuing,
    regions,
    standards,
)
from satudata._ground.codes import Code
from satudata._ground.records import Record

HERE = Path(__file__).resolve().parent
MADE = runpy.run_path(str(HERE.parent / "tools" / "make_golden.py"))
VALUES = MADE["values"]()
EXCHANGED = MADE["exchanged"]()


def said(value):
    """What an error says of itself (errors are equal only to themselves), else the value."""
    if isinstance(value, Exception):
        return (
            type(value),
            value.args,
            str(value),
            {k: v for k, v in vars(value).items() if not k.startswith("__")},
        )
    return value


PICKLES = {
    protocol: pickle.loads((HERE / "golden" / f"protocol-{protocol}.pickle").read_bytes())
    for protocol in MADE["PROTOCOLS"]
}


@pytest.mark.each_row(("protocol", "name"), list(product(PICKLES, VALUES)))
def test_golden(protocol, name):
    held = PICKLES[protocol]
    value = pickle.loads(held[name])
    assert said(value) == said(VALUES[name])
    assert hash(value)
    assert repr(value) == repr(VALUES[name])
    assert type(value) is type(VALUES[name])


@pytest.mark.each_row("name", EXCHANGED)
def test_golden_json(name):
    text = (HERE / "golden" / f"{name}.json").read_text(encoding="utf-8")
    value = EXCHANGED[name]
    assert MADE["as_json"](value) == text
    if interchange.form_of(type(value)).built is not None:
        assert interchange.from_json(text) == value


#: Types of the public windows that nobody keeps: worked out of others, held in a table, or asked for.
WORKED_OUT = {
    *(
        "BoundaryFile",
        "Candidate",
        "Centroids",
        "CodeChange",
        "DisplacedChange",
        "Cell",
        "Chain",
        "Checklist",
        "ChecklistItem",
        "Cover",
        "Coverage",
    ),
    *(
        "Criterion",
        "CrosswalkRow",
        "Decision",
        "Distance",
        "Edition",
        "Epicentre",
        "Equivalent",
        "EventFeature",
    ),
    *("Expiry", "GLIDEHazard", "GivenKIB", "GuidelineLength", "History", "LinkCandidate", "MainType"),
    *("MasterData", "MetadataProfile", "PrincipleCheck", "PrincipleReport"),
    *("AgreementList", "PartnerCandidate", "Progress", "Reading", "RegionCandidate", "RegionProposal"),
    *("Rule", "Scheme", "SideBySide", "Summary", "Threshold", "UnreadableLine", "Verification", "Zone"),
}
WINDOWS = (satudata, regions, disaster_types, displaced, emergency, interop, issuing, cooperation, standards)


def is_value(kind):
    return attrs.has(kind) or issubclass(kind, Code)


def public_values():
    for window in WINDOWS:
        for name in dir(window):
            held = None if name.startswith("_") else getattr(window, name)
            if isinstance(held, type) and is_value(held) and not issubclass(held, Exception):
                yield held


def test_every_public_value_has_its_golden_pickle():
    held = {type(value).__name__ for value in VALUES.values()}
    public = {kind.__name__ for kind in public_values()}
    assert public == (held & public) | WORKED_OUT
    assert not held & WORKED_OUT


def test_every_form_has_its_golden_json():
    homes = interchange._registry.HOMES.items()
    forms = {form.schema for form in interchange.FORMS} | {schema for schema, _ in homes}
    assert {interchange.form_of(type(value)).schema for value in EXCHANGED.values()} == forms


def test_a_state_of_an_earlier_version_takes_the_defaults_of_new_fields():
    for name, value in VALUES.items():
        if getattr(type(value), "__setstate__", None) is not Record.__setstate__:
            continue
        state = value.__getstate__()
        optional = [each.alias for each in attrs.fields(type(value)) if each.default is not attrs.NOTHING]
        if not optional:
            continue
        state.pop(optional[-1])
        older = type(value).__new__(type(value))
        older.__setstate__(state)
        assert repr(older), name
