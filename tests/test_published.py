"""The publisher's own sum, which is not the rules' count."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import Event, Impact, InvalidRecordError, count_events, published_sum
from satudata.counting import DIMENSIONS, EventCounts
from satudata.published import PublishedSum
from satudata.strategies import event_records, events

CITIES = [Event(kib=f"{region}101202401041") for region in ("3275", "3276", "3671")]


def test_fractions_are_kept_and_nothing_is_merged():
    shares = dict(zip(CITIES, ["0.333333", "0.333333", "0.333334"], strict=True))
    counted = published_sum([*CITIES], shares.__getitem__)
    assert (counted.national, counted.rows, counted.unknown) == (Decimal(1), 3, 0)
    twice = published_sum([*CITIES, *CITIES], shares.__getitem__)
    assert twice.national == 2


def test_a_blank_is_told_and_is_no_zero():
    counted = published_sum(CITIES, lambda row: None if row is CITIES[0] else 1)
    assert (counted.national, counted.rows, counted.unknown) == (2, 2, 1)
    assert published_sum(CITIES, lambda row: None) == PublishedSum(national=Decimal(0), rows=0, unknown=3)


def test_by_type_and_year():
    counted = published_sum(CITIES, lambda row: 0.5, by=("type", "year"))
    assert {group: each.national for group, each in counted.groups.items()} == {
        (("2023", "101"), 2024): Decimal("1.5")
    }


def test_by_one_name_alone():
    counted = published_sum(CITIES, lambda row: 1, by="month")
    assert counted.groups == {(1,): PublishedSum(national=Decimal(3), rows=3, unknown=0)}


def test_what_is_not_known_is_a_group_of_its_own():
    counted = published_sum([*CITIES, Event(id="x")], lambda row: 1, by=("type", "year", "month"))
    assert counted.groups[(None, None), None, None] == PublishedSum(national=Decimal(1), rows=1, unknown=0)
    assert counted.national == 4


@pytest.mark.parametrize("name", DIMENSIONS)
def test_whatever_events_are_counted_by_their_weights_are_added_by(name):
    assert len(published_sum(CITIES, lambda row: 1, by=name).groups) == 1


def test_nothing_else_to_add_by():
    with pytest.raises(ValueError, match="not by 'province'"):
        published_sum(CITIES, lambda row: 1, by=("type", "province"))


def test_rows_are_events():
    with pytest.raises(TypeError, match="not dict"):
        published_sum([{"kib": "3275101202401041"}], lambda row: 1)


@pytest.mark.parametrize("level", ["provinces", "regencies"])
def test_refused_at_other_levels(level):
    with pytest.raises(ValueError, match="national weight"):
        getattr(published_sum(CITIES, lambda row: 1), level)


@pytest.mark.parametrize("weight", ["-1", "NaN", "satu", float("inf")])
def test_no_weight(weight):
    with pytest.raises(InvalidRecordError) as caught:
        published_sum(CITIES, lambda row: weight)
    assert caught.value.field == "weight"


def test_no_bool():
    with pytest.raises(TypeError, match="bool"):
        published_sum(CITIES, lambda row: True)


@given(st.lists(events(records=event_records(impacts=st.just(Impact())))))  # counting reads no impact
def test_weights_of_one_are_the_rows(rows):
    counted = published_sum(rows, lambda row: 1)
    assert counted.national == counted.rows == len(rows)
    rules = count_events(rows)
    assert isinstance(rules, EventCounts)
    assert rules.national <= counted.national


@pytest.mark.parametrize("by", [(), "type", ("year", "month")])
def test_the_deprecated_way_gives_the_same_and_says_so(by):
    shares = dict(zip(CITIES, ["0.5", None, 1], strict=True))
    with pytest.warns(DeprecationWarning, match=r"published_sum\(events, weight, by=\.\.\.\)") as caught:
        counted = count_events(CITIES, by=by, weight=shares.__getitem__)
    assert counted == published_sum(CITIES, shares.__getitem__, by)
    assert caught[0].filename == __file__


def test_the_deprecated_way_refuses_the_same():
    with pytest.warns(DeprecationWarning, match="published_sum"), pytest.raises(InvalidRecordError):
        count_events(CITIES, weight=lambda row: "-1")
    with pytest.raises(ValueError, match="not by 'province'"):
        count_events(CITIES, by="province", weight=lambda row: 1)
