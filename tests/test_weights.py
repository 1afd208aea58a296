"""The publisher's own sum beside the rules' count."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import Event, Impact, InvalidRecordError, count_events
from satudata.counting import EventCounts
from satudata.strategies import event_records, events

CITIES = [Event(kib=f"{region}101202401041") for region in ("3275", "3276", "3671")]


def test_fractions_are_kept_and_nothing_is_merged():
    shares = dict(zip(CITIES, ["0.333333", "0.333333", "0.333334"], strict=True))
    counted = count_events([*CITIES], weight=shares.__getitem__)
    assert (counted.national, counted.rows, counted.unknown) == (Decimal(1), 3, 0)
    twice = count_events([*CITIES, *CITIES], weight=shares.__getitem__)
    assert twice.national == 2


def test_a_blank_is_told_and_is_no_zero():
    counted = count_events(CITIES, weight=lambda row: None if row is CITIES[0] else 1)
    assert (counted.national, counted.rows, counted.unknown) == (2, 2, 1)


def test_by_type_and_year():
    counted = count_events(CITIES, by=("type", "year"), weight=lambda row: 0.5)
    assert {group: each.national for group, each in counted.groups.items()} == {
        (("2023", "101"), 2024): Decimal("1.5")
    }


@pytest.mark.parametrize("level", ["provinces", "regencies"])
def test_refused_at_other_levels(level):
    with pytest.raises(ValueError, match="national weight"):
        getattr(count_events(CITIES, weight=lambda row: 1), level)


@pytest.mark.parametrize("weight", ["-1", "NaN", "satu", float("inf")])
def test_no_weight(weight):
    with pytest.raises(InvalidRecordError) as caught:
        count_events(CITIES, weight=lambda row: weight)
    assert caught.value.field == "weight"


def test_no_bool():
    with pytest.raises(TypeError, match="bool"):
        count_events(CITIES, weight=lambda row: True)


@given(st.lists(events(records=event_records(impacts=st.just(Impact())))))  # counting reads no impact
def test_weights_of_one_are_the_rows(rows):
    counted = count_events(rows, weight=lambda row: 1)
    assert counted.national == counted.rows == len(rows)
    rules = count_events(rows)
    assert isinstance(rules, EventCounts)
    assert rules.national <= counted.national
