"""The triggers: the rules are the facts, and each names types that exist."""

import csv
from pathlib import Path

import pytest

from satudata import citations, disaster_types
from satudata.events._counts import UNKNOWN, UNKNOWN_KIND
from satudata.triggers import HAZARDS, TRIGGERS, by_hazard, first_causes, hazard_of, sets_off

FACTS = Path(__file__).parent.parent / "facts" / "triggers.csv"
#: The source of each basis.
CITED = {
    "guideline": "juklak-bnpb-7-2023",
    "named in a BNPB publication": "bnpb-disaster-definitions",
    "physical": "satudata-readings",
}


def kind(code, scheme="2023", subtype=""):
    return (code, scheme, subtype)


def test_the_rules_are_the_facts():
    rows = list(csv.DictReader(FACTS.read_text(encoding="utf-8").splitlines(), strict=True))
    found = [
        (each.cause, each.effect, each.citation, each.not_if_cause_all, each.only_if_effect_all)
        for each in TRIGGERS
    ]
    assert found == [
        (
            row["cause_type"],
            row["effect_type"],
            CITED[row["basis"]],
            frozenset(filter(None, row["not_if_cause_all"].split(";"))),
            frozenset(filter(None, row["only_if_effect_all"].split(";"))),
        )
        for row in rows
    ]
    assert all(citations.get(each.citation) for each in TRIGGERS)


@pytest.mark.parametrize(("scheme", "code"), HAZARDS)
def test_a_hazard_is_the_type_of_its_code(scheme, code):
    named = disaster_types.get(code, scheme)
    assert HAZARDS[scheme, code] in {each.name for each in disaster_types.find(named.name, scheme="2023")} | {
        "Erupsi Gunung Api"
    }


def test_the_sub_types_are_those_of_the_guideline():
    known = {subtype for each in disaster_types.in_scheme() for subtype in each.subtypes}
    for each in TRIGGERS:
        assert each.not_if_cause_all | each.only_if_effect_all <= known


def test_a_sub_type_stops_a_trigger_only_where_all_rows_have_it():
    flood = [kind("101")]
    assert not sets_off([kind("104", subtype="Hujan es"), kind("104", subtype="Puting beliung")], flood)
    assert sets_off([kind("104", subtype="Hujan es"), kind("104")], flood)
    assert not sets_off([kind("105", "2011")], flood)
    assert sets_off([kind("103")], [kind("101", subtype="Banjir rob")])
    assert not sets_off([kind("103")], [kind("101", subtype="Banjir rob"), kind("101")])


def test_a_type_without_a_number_goes_by_its_name():
    assert hazard_of((UNKNOWN, UNKNOWN, "LIKUEFAKSI")) == "Likuefaksi"
    assert hazard_of(UNKNOWN_KIND) == ""
    liquefaction = [(UNKNOWN, UNKNOWN, "Likuefaksi")]
    assert first_causes([liquefaction, [kind("107")]]) == [[kind("107")]]


def test_a_chain_has_one_first_cause_and_two_causes_have_none():
    eruption, flood, slide = ([kind(code)] for code in ("109", "101", "102"))
    assert first_causes([slide, flood, eruption]) == [eruption]
    assert first_causes([[kind("105")], [kind("107")]]) == []


def test_one_hazard_under_two_numbers():
    assert by_hazard([kind("109"), kind("111"), kind("109", UNKNOWN)]) == [
        [kind("109"), kind("109", UNKNOWN), kind("111")]
    ]
    assert by_hazard([(UNKNOWN, UNKNOWN, "a"), (UNKNOWN, UNKNOWN, "b")]) == [
        [(UNKNOWN, UNKNOWN, "a")],
        [(UNKNOWN, UNKNOWN, "b")],
    ]
