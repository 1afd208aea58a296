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
    strategies,
)
from satudata._hypothesis import register
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


@pytest.mark.parametrize("name", ["KIB", "RegionCode", "Impact", "EventRecord", "Event", "Readings"])
def test_registered_by_entry_point(name):
    code = (
        f"import sys\nfrom hypothesis import find, strategies as st\nfrom satudata import {name}\n"
        "assert 'satudata.strategies' not in sys.modules\n"
        f"assert type(find(st.from_type({name}), lambda value: True)) is {name}"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.data())
def test_what_is_registered_is_drawn(data):
    register()
    assert type(data.draw(st.from_type(KIB))) is KIB
