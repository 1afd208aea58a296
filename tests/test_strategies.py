"""The strategies draw valid values, reach every kind of them, and say what to install where Hypothesis is missing."""

import importlib
import inspect
import subprocess
import sys
from doctest import DocTestParser

import hypothesis
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from satudata import (
    KIB,
    AdminLevel,
    Event,
    EventRecord,
    Impact,
    Interpretation,
    MissingExtraError,
    RegionCode,
    Status,
    interchange,
    strategies,
)
from satudata._ground.paths import DEFINED_IN
from satudata.interpretation import OPTIONS
from satudata.strategies._plugin import _STRATEGIES, register, register_type

#: Takes the first value found. Whether one exists does not depend on the smallest one, which takes minutes to search.
FIRST = settings(phases=[Phase.generate], database=None, max_examples=2000)


def find(strategy, condition=lambda value: True):
    return hypothesis.find(strategy, condition, settings=FIRST)


@given(
    st.tuples(
        strategies.kibs(),
        strategies.region_codes(),
        strategies.impacts(),
        strategies.event_records(),
        strategies.events(),
        strategies.interpretations(),
    )
)
def test_what_they_draw(drawn):
    assert [type(each) for each in drawn] == [KIB, RegionCode, Impact, EventRecord, Event, Interpretation]


@pytest.mark.parametrize("level", [AdminLevel.PROVINCE, AdminLevel.REGENCY])
def test_levels(level):
    assert find(strategies.region_codes(level)).level is level
    assert find(strategies.region_codes(), lambda code: code.level is level)


def test_there_are_no_codes_of_the_nation():
    with pytest.raises(ValueError, match="PROVINCE or REGENCY"):
        strategies.region_codes(AdminLevel.NATIONAL)


def test_parts_can_be_given():
    region, kib = RegionCode("62.02"), KIB.parse("6202106202408041")
    drawn = find(strategies.kibs(st.just(region), st.just("106"), st.just(kib.date), st.just(1)))
    assert drawn == kib
    record = find(
        strategies.event_records(st.just(region), st.just(kib), st.just("a"), st.just(Impact(dead=1)))
    )
    assert (record.region, record.kib, record.id, record.impact) == (region, kib, "a", Impact(dead=1))
    event = find(
        strategies.events(st.just(kib), st.just("x"), st.just(record), 1), lambda value: bool(value.records)
    )
    assert event.records == (record,)


@pytest.mark.parametrize(
    "wanted",
    [
        lambda event: event.kib is None,
        lambda event: event.id is None,
        lambda event: event.kib is not None and event.id is not None,
        lambda event: len(event.records) > 2,
        lambda event: any(record.status is Status.VERIFIED for record in event.records),
        lambda event: event.impact.land and event.impact.facilities,
        lambda event: "dead" in event.impact.lower_bounds,
    ],
)
def test_they_reach(wanted):
    assert find(strategies.events(), wanted)


def examples(*holders):
    for holder in holders:
        yield from (each.source for each in DocTestParser().get_examples(inspect.getdoc(holder)))


def test_no_example_searches_for_the_smallest_value():
    held = examples(strategies, *(getattr(strategies, name) for name in strategies.__all__))
    searches = [source for source in held if "find(" in source]
    assert len(searches) > 10
    assert [source for source in searches if "settings=first)" not in source] == []


@pytest.mark.parametrize("name", OPTIONS)
def test_they_reach_every_interpretation(name):
    for option in OPTIONS[name]:
        assert find(strategies.interpretations(), lambda value: getattr(value, name) == option)  # noqa: B023


def test_without_hypothesis(monkeypatch):
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "satudata.strategies")
    with pytest.raises(MissingExtraError, match=r"satudata.strategies needs .* 'satudata\[hypothesis\]'"):
        importlib.import_module("satudata.strategies")


#: Where each type that has a strategy is found by its users.
HOMES = {
    **dict.fromkeys(("Region", "BPSCode", "PCode"), "regions"),
    **dict.fromkeys(("Displaced", "SiteReport"), "displaced"),
    **dict.fromkeys(
        (
            "PartialDate",
            "Partner",
            "Term",
            "Position",
            "StageEntry",
            "DocumentRef",
            "Report",
            "Agreement",
            "Portfolio",
        ),
        "cooperation",
    ),
    **dict.fromkeys(
        (
            *("DataStandard", "Activity", "Variable", "Indicator", "CodeEntry", "CodeList"),
            *("Party", "DeclaredStandard", "Column", "Resource", "Dataset", "Release"),
        ),
        "standards",
    ),
    "Declaration": "emergency",
    "GLIDE": "interop",
    "Acknowledgement": "issuing",
    "Entry": "issuing",
}
NAMES = [path.rpartition(".")[2] for path in _STRATEGIES]


@pytest.mark.parametrize("before", [True, False], ids=["hypothesis first", "satudata first"])
def test_registered_by_entry_point(before):
    lines = [
        f"from satudata{'.' if name in HOMES else ''}{HOMES.get(name, '')} import {name}" for name in NAMES
    ]
    lines.insert(0 if before else len(lines), "from hypothesis import strategies as st")
    lines += [
        "import sys",
        "mine = [name for name in sys.modules if name.startswith('satudata.strategies.')]",
        "assert mine == ['satudata.strategies._plugin'], mine",
        "from hypothesis import Phase, find, settings",
        "first = settings(phases=[Phase.generate], database=None)",
        "for kind in " + f"({', '.join(NAMES)}):",
        "    assert type(find(st.from_type(kind), lambda value: True, settings=first)) is kind",
    ]
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True)


def test_hypothesis_alone_imports_nothing_of_ours():
    code = (
        "import sys, hypothesis\nprint(sorted(name for name in sys.modules if name.startswith('satudata')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = [
        "satudata",
        "satudata._ground",
        "satudata._ground.lazy",
        "satudata._ground.paths",
        "satudata.strategies",
        "satudata.strategies._plugin",
    ]
    assert run.stdout.strip() == str(ours)


def type_at(path):
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


@pytest.mark.parametrize("path", _STRATEGIES)
def test_the_types_are_where_the_entry_point_says(path):
    kind = type_at(path)
    assert f"{kind.__module__}.{kind.__name__}" == path
    assert kind in DEFINED_IN


def test_every_value_with_a_form_has_a_strategy():
    forms = interchange.all_forms()
    kinds = {form.type for form in forms if form.built is not None}
    assert {f"{kind.__module__}.{kind.__name__}" for kind in kinds} <= set(_STRATEGIES)


@pytest.mark.parametrize("path", _STRATEGIES)
def test_what_is_registered_is_drawn(path):
    kind = type_at(path)
    register()

    @given(st.from_type(kind))
    def is_drawn(value):
        assert type(value) is kind

    is_drawn()


def test_a_type_without_a_strategy_is_left_alone():
    register_type(int)
    assert type(find(st.from_type(int))) is int


def test_each_strategy_is_public():
    assert set(_STRATEGIES.values()) <= set(strategies.__all__)
