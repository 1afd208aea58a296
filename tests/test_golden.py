"""Values pickled by an earlier version are read and equal (tools/make_golden.py wrote them)."""

import pickle
import runpy
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
MADE = runpy.run_path(str(HERE.parent / "tools" / "make_golden.py"))
VALUES = MADE["values"]()


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
