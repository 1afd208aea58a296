"""CONTEXT.md, the dictionary, names everything public and nothing that is not there."""

import enum
import functools
import re
from pathlib import Path

import attrs
import pytest

import satudata
from satudata import Impact, Interpretation, disaster_types, regions, tabular

CONTEXT = Path(__file__).resolve().parent.parent / "CONTEXT.md"
ROW = re.compile(r"^\|(?P<term>[^|]*)\|(?P<names>[^|]*)\|(?P<meaning>[^|]*)\|(?P<clause>[^|]*)\|$")


def rows():
    """The rows of the tables, without headings."""
    matches = (ROW.match(line) for line in CONTEXT.read_text(encoding="utf-8").splitlines())
    return [match for match in matches if match and re.search("`", match["names"])]


NAMES = [name for row in rows() for name in re.findall(r"`([^`]+)`", row["names"])]


def is_there(name):
    """Whether satudata has *name*: an attribute, or a field of a record."""
    *path, last = name.split(".")
    holder = functools.reduce(getattr, path, satudata)
    is_field = attrs.has(holder) and last in attrs.fields_dict(holder) if isinstance(holder, type) else False
    return is_field or hasattr(holder, last)


@pytest.mark.each_row("name", NAMES)
def test_no_entry_names_what_does_not_exist(name):
    assert is_there(name)


def test_an_entry_that_does_not_exist_would_be_seen():
    assert is_there("KIB.stem")
    assert not is_there("KIB.root")
    assert not is_there("Impact.deaths")


def members(module):
    for name in module.__all__:
        held = getattr(module, name)
        if isinstance(held, type) and issubclass(held, enum.Enum):
            yield held


def wanted():
    yield from satudata.__all__
    yield from (f"Impact.{field.name}" for field in attrs.fields(Impact))
    yield from (f"Interpretation.{field.name}" for field in attrs.fields(Interpretation))
    yield from (f"{words.__name__}.{each.name}" for words in members(satudata) for each in words)
    shown_elsewhere = {"AdminLevel", "RegionCode", "DisasterType"}
    for module in (regions, disaster_types, tabular):
        home = module.__name__.rpartition(".")[2]
        yield from (f"{home}.{name}" for name in module.__all__ if name not in shown_elsewhere)
    yield from (f"regions.RegionKind.{kind.name}" for kind in regions.RegionKind)


@pytest.mark.each_row("name", sorted(set(wanted())))
def test_every_public_name_has_its_entry(name):
    assert NAMES.count(name) == 1


def test_rows_are_complete():
    for row in rows():
        assert row["meaning"].strip(), row[0]
    table_lines = [line for line in CONTEXT.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    assert all(ROW.match(line) for line in table_lines)
