"""The strategies draw valid values, reach every kind of them, and say what to install where Hypothesis is missing."""

import importlib
import subprocess
import sys

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from satudata import (
    KIB,
    AdminLevel,
    Event,
    EventRecord,
    Impact,
    MissingExtraError,
    Readings,
    RegionCode,
    Status,
    interchange,
    strategies,
)
from satudata._ground.paths import DEFINED_IN
from satudata._hypothesis import _STRATEGIES, register, register_type
from satudata.readings import OPTIONS


@given(st.data())
def test_what_they_draw(data):
    for strategy, kind in (
        (strategies.kibs(), KIB),
        (strategies.region_codes(), RegionCode),
        (strategies.impacts(), Impact),
        (strategies.event_records(), EventRecord),
        (strategies.events(), Event),
        (strategies.readings(), Readings),
    ):
        assert type(data.draw(strategy)) is kind


@pytest.mark.parametrize("level", [AdminLevel.PROVINCE, AdminLevel.REGENCY])
def test_levels(level):
    assert find(strategies.region_codes(level), lambda code: True).level is level
    assert find(strategies.region_codes(), lambda code: code.level is level)


def test_there_are_no_codes_of_the_nation():
    with pytest.raises(ValueError, match="PROVINCE or REGENCY"):
        strategies.region_codes(AdminLevel.NATIONAL)


def test_parts_can_be_given():
    region, kib = RegionCode("62.02"), KIB.parse("6202106202408041")
    drawn = find(
        strategies.kibs(st.just(region), st.just("106"), st.just(kib.date), st.just(1)), lambda value: True
    )
    assert drawn == kib
    record = find(
        strategies.event_records(st.just(region), st.just(kib), st.just("a"), st.just(Impact(dead=1))),
        lambda value: True,
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


@pytest.mark.parametrize("name", OPTIONS)
def test_they_reach_every_reading(name):
    for option in OPTIONS[name]:
        assert find(strategies.readings(), lambda value: getattr(value, name) == option)  # noqa: B023


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
        "import sys, warnings",
        "warnings.simplefilter('ignore')",
        "assert 'satudata.strategies' not in sys.modules",
        *(f"assert type(st.from_type({name}).example()) is {name}" for name in NAMES),
    ]
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True)


def test_hypothesis_alone_imports_nothing_of_ours():
    code = (
        "import sys, hypothesis\nprint(sorted(name for name in sys.modules if name.startswith('satudata')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    own = [
        "satudata",
        "satudata._ground",
        "satudata._ground.paths",
        "satudata._hypothesis",
        "satudata._ground.lazy",
    ]
    assert run.stdout.strip() == str(own)


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


@given(st.data())
@pytest.mark.parametrize("path", _STRATEGIES)
def test_what_is_registered_is_drawn(path, data):
    kind = type_at(path)
    register()
    assert type(data.draw(st.from_type(kind))) is kind


def test_a_type_without_a_strategy_is_left_alone():
    register_type(int)
    assert type(find(st.from_type(int), lambda value: True)) is int


def test_each_strategy_is_public():
    assert set(_STRATEGIES.values()) <= set(strategies.__all__)
