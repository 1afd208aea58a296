"""What must follow for other people's codes and shapes, and for declarations."""

import json
import pickle
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import InvalidGLIDEError, InvalidHIPsError, Verdict, disaster_types, evaluate, interop
from satudata.emergency import Declaration, EmergencyStatus, History
from satudata.impacts import sum_impacts
from satudata.interop import (
    EMDAT_ENTRY,
    GLIDE,
    EventFeature,
    delta_record,
    feature_collection,
    sendai_indicators,
)
from satudata.strategies import events, impacts

CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
COUNTRIES = st.just("---") | st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
NUMBERS = st.builds(
    lambda hazard, year, number, country: f"{hazard}-{year:04}-{number:06}-{country}",
    CODES,
    st.integers(0, 9999),
    st.integers(0, 999_999),
    COUNTRIES,
)


class TestGLIDE:
    @given(NUMBERS)
    def test_text_and_back(self, text):
        glide = GLIDE.parse(text)
        assert str(glide) == text
        assert pickle.loads(pickle.dumps(glide)) == glide
        assert f"{glide.hazard}-{glide.year:04}-{glide.number:06}-{glide.country or '---'}" == text

    @given(st.text(max_size=20) | st.text("EQ-0123456789IDN", min_size=18, max_size=18))
    def test_any_text_is_read_or_refused(self, text):
        try:
            assert str(GLIDE.parse(text)) == text
        except InvalidGLIDEError:
            assert not GLIDE.is_valid(text)

    @given(st.text(max_size=8) | st.text("AB01", min_size=6, max_size=6))
    def test_any_text_is_a_hips_number_or_refused(self, text):
        is_number = len(text) == 6 and text[:2].isupper() and text[:2].isascii() and text[2:].isdecimal()
        if is_number and text[2:].isascii() and text[2:] != "0000" and text[:2].isalpha():
            assert interop.hips_edition(text) in {2020, 2025}
        else:
            with pytest.raises(InvalidHIPsError):
                interop.hips_edition(text)


class TestCrosswalk:
    @given(
        st.sampled_from([each for scheme in ("2023", "2011") for each in disaster_types.in_scheme(scheme)])
    )
    def test_forward_and_back_meet(self, type_):
        pairs = (
            (interop.to_glide, interop.from_glide),
            (interop.to_emdat, interop.from_emdat),
            (interop.to_hips, interop.from_hips),
            (lambda each: interop.to_hips(each, edition=2020), interop.from_hips),
        )
        for to, back in pairs:
            for each in to(type_):
                if each.code != "OT":
                    assert each.term in [found.term for found in back(each.code)]


class TestShapes:
    @given(st.lists(events(), max_size=4))
    def test_features_are_plain_json(self, held):
        collection = feature_collection(held)
        assert json.loads(json.dumps(collection, allow_nan=False)) == collection
        assert all(isinstance(feature["id"], str) for feature in collection["features"])

    @given(events())
    def test_a_delta_record_is_of_texts(self, event):
        record = delta_record(event)
        assert all(isinstance(held, str) for held in record.values())
        assert EventFeature(event).__geo_interface__["properties"]["event_id"] == record.get("otherId1")

    @given(st.lists(impacts(), min_size=1, max_size=5))
    def test_sendai_is_of_the_sum(self, parts):
        assert sendai_indicators(parts, people_per_house=4) == sendai_indicators(
            [sum_impacts(parts)], people_per_house=4
        )
        found = {each.code: each for each in sendai_indicators(parts, people_per_house=4)}
        assert not found["B-1"].complete
        for code in ("B-2", "B-3", "B-4"):
            if found[code].value is not None:
                assert found["B-1"].value >= found[code].value


class TestEMDAT:
    @given(impacts(), st.integers(0, 200))
    def test_more_harm_never_unmeets(self, impact, more):
        worse = attrs.evolve(impact, dead=(impact.dead or 0) + more)
        if evaluate(impact, threshold=EMDAT_ENTRY).verdict is Verdict.MET:
            assert evaluate(worse, threshold=EMDAT_ENTRY).verdict is Verdict.MET

    @given(impacts(largest=200))
    def test_what_people_meet_there_they_meet_here(self, impact):
        if evaluate(impact, threshold=EMDAT_ENTRY).met and (impact.missing or 0) == 0:
            assert evaluate(impact).verdict is Verdict.MET


DECLARATIONS = st.lists(
    st.builds(
        lambda status, start, days, decree, extends: Declaration(
            status=status,
            region="13.04",
            start=date(2024, 1, 1) + timedelta(start),
            end=None if days is None else date(2024, 1, 1) + timedelta(start + days),
            decree=decree,
            extends=None if extends == decree else extends,
        ),
        st.sampled_from(EmergencyStatus),
        st.integers(0, 60),
        st.none() | st.integers(0, 40),
        st.none() | st.sampled_from("123"),
        st.none() | st.sampled_from("123"),
    ),
    max_size=6,
)


class TestHistory:
    @given(DECLARATIONS, st.randoms())
    def test_the_order_given_never_matters(self, held, random):
        shuffled = list(held)
        random.shuffle(shuffled)
        one, other = History(held), History(shuffled)
        assert one == other
        assert (one.findings, one.chains) == (other.findings, other.chains)

    @given(DECLARATIONS)
    def test_each_stands_in_one_chain(self, held):
        chained = [each for chain in History(held).chains for each in chain.declarations]
        assert sorted(map(repr, chained)) == sorted(map(repr, held))

    @given(DECLARATIONS)
    def test_nothing_holds_in_a_gap(self, held):
        history = History(held)
        for first, last in history.gaps:
            for day in (first, last):
                assert history.in_force(day) == ()

    @given(DECLARATIONS, st.integers(-1, 120))
    def test_a_day_is_held_by_a_status_or_by_none(self, held, days):
        day = date(2024, 1, 1) + timedelta(days)
        history = History(held)
        status = history.status_on(day)
        assert (status is None) is not any(each.is_in_force(day) for each in held)
