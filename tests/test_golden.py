"""Values pickled or written as JSON by an earlier version are read and equal (tools/make_golden.py wrote them)."""

import pickle
import runpy
from pathlib import Path

import pytest

from satudata import interchange

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


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("protocol", MADE["PROTOCOLS"])
def test_golden(protocol, name):
    held = pickle.loads((HERE / "golden" / f"protocol-{protocol}.pickle").read_bytes())
    value = pickle.loads(held[name])
    assert said(value) == said(VALUES[name])
    assert repr(value) == repr(VALUES[name])
    assert type(value) is type(VALUES[name])


@pytest.mark.parametrize("name", EXCHANGED)
def test_golden_json(name):
    text = (HERE / "golden" / f"{name}.json").read_text(encoding="utf-8")
    value = EXCHANGED[name]
    assert MADE["as_json"](value) == text
    if interchange.form_of(type(value)).built is not None:
        assert interchange.from_json(text) == value


def test_every_form_held_here_has_its_golden_json():
    elsewhere = {"satudata.agreement", "satudata.portfolio", "satudata.register-entry"}
    forms = {form.schema for form in interchange.FORMS} | set(interchange._HOMES)
    assert {f"satudata.{name}" for name in EXCHANGED} == forms - elsewhere
