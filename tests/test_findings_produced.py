"""Each finding of reading, checking and linking: what has it, and the nearest thing that has it not."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import satudata
from satudata import (
    KIB,
    Event,
    EventRecord,
    Impact,
    count_events,
    evaluate,
    find_duplicates,
    propose_links,
    read_kib,
    verify,
)
from satudata.emergency import EmergencyStatus
from satudata.findings import Finding, kinds
from satudata.linking import propose_shared
from satudata.strategies import REPAIRS

PACKAGE = Path(satudata.__file__).parent
SOURCES = [PACKAGE / "checking.py", PACKAGE / "linking.py", *sorted((PACKAGE / "reading").glob("*.py"))]

ONE = "6202106202408041"
BESIDE = {"region_name": "Kotawaringin Timur", "date": date(2024, 8, 4), "type_name": "Karhutla"}
HIT = EventRecord("62.02")


def read(text, **context):
    reading = read_kib(text, **context)
    return *reading.findings, *reading.repairs


def kib(text, **options):
    return verify(KIB.parse(text), **options)


def event(*records, **fields):
    return verify(Event(**{"kib": ONE, **fields}, records=records))


def duplicates(*texts):
    return tuple(each.reason for each in find_duplicates(Event(kib=text) for text in texts))


def links(*texts):
    return tuple(each.reason for each in propose_links(Event(kib=text) for text in texts))


def shared(*weights):
    events = [
        Event(id=code, kib=f"{code}101202001011", records=[EventRecord(code)]) for code in ("3201", "3216")
    ]
    rows = zip(events, weights, strict=True)
    return tuple(each.reason for each in propose_shared((event, Decimal(weight)) for event, weight in rows))


#: code -> findings with it, findings of the nearest sound thing
CASES = {
    "link-shared-weight": (lambda: shared("0.5", "0.5"), lambda: shared("0.5", "0.333")),
    "associated-type": (
        lambda: event(EventRecord("62.02", kib="6202102202408041")),
        lambda: event(EventRecord("62.02", kib="6202106202408042")),
    ),
    "context-unreadable": (
        lambda: read(ONE, region_name="Kotawaringin Tmur"),
        lambda: read(ONE, region_name="Kotawaringin Timur"),
    ),
    "date-after": (lambda: kib(ONE, on=date(2024, 8, 3)), lambda: kib(ONE, on=date(2024, 8, 4))),
    "duplicate-kib": (lambda: duplicates(ONE, ONE), lambda: duplicates(ONE, "6202106202408042")),
    "duplicate-systems": (
        lambda: duplicates("1271102202408201", "1273102202408201"),
        lambda: duplicates("1271102202408201", "1273102202408211"),
    ),
    "event-without-records": (event, lambda: event(HIT)),
    "event-without-region": (lambda: verify(Event(id="x")), lambda: verify(Event(id="x", records=[HIT]))),
    "figures-contradict": (
        lambda: event(*(EventRecord("62.02", Impact(dead=dead), id="korban") for dead in (1, 2))),
        lambda: event(*(EventRecord("62.02", Impact(dead=dead), id=f"korban {dead}") for dead in (1, 2))),
    ),
    "index-zero": (lambda: kib("6202106202408040"), lambda: kib(ONE)),
    "kib-blank": (lambda: read(" "), lambda: read(ONE)),
    "kib-date-differs": (
        lambda: read(ONE, date=date(2024, 8, 5)),
        lambda: read(ONE, date=date(2024, 8, 4)),
    ),
    "kib-region-differs": (
        lambda: read(ONE, region_name="Katingan"),
        lambda: read(ONE, region_name="Kotawaringin Timur"),
    ),
    "kib-rounded": (lambda: read("9404101202407140.0"), lambda: read("6202106202408041.0")),
    "kib-two-readings": (
        lambda: read("1804 101 2021 0129 1"),
        lambda: read("1804 101 2021 0129 1", date=date(2021, 12, 9)),
    ),
    "kib-type-differs": (lambda: read(ONE, type_name="Banjir"), lambda: read(ONE, type_name="Karhutla")),
    "kib-unreadable": (lambda: read("620210620240804"), lambda: read(ONE)),
    "link-one-source": (
        lambda: links("3203107202608151", "3202107202608151"),
        lambda: links("3203101202608151", "3202101202608151"),
    ),
    "other-system-suspected": (lambda: kib("9404101201904211"), lambda: kib("9404101202404211")),
    "possible-double": (
        lambda: event(HIT, HIT),
        lambda: event(HIT, EventRecord("62.02", place="Kec. Timur")),
    ),
    "province-only": (lambda: verify(EventRecord("62")), lambda: verify(HIT)),
    "region-lenient": (lambda: kib("9671101202306191"), lambda: kib("9671101202504251")),
    "region-open": (
        lambda: read("1212102202407301"),
        lambda: read("1212102202407301", region_name="Deli Serdang"),
    ),
    "region-other-edition": (lambda: kib("9301101202203011"), lambda: kib("9301101202211091")),
    "region-retired": (lambda: kib("9102101202211091"), lambda: kib("9102101202211081")),
    "region-unknown": (lambda: kib("1899101202408041"), lambda: kib("1801101202408041")),
    "siaga-only": (
        lambda: evaluate(Impact(), emergency_status=EmergencyStatus.SIAGA).findings,
        lambda: evaluate(Impact(dead=1), emergency_status=EmergencyStatus.SIAGA).findings,
    ),
    "people-sum-differs": (
        lambda: verify(EventRecord("62.02", Impact(dead=1, people={"dead": {"anak": 2}}))),
        lambda: verify(EventRecord("62.02", Impact(dead=2, people={"dead": {"anak": 2}}))),
    ),
    "total-below-parts": (
        lambda: verify(EventRecord("62.02", Impact(houses_damaged=5, houses_heavy=6))),
        lambda: verify(EventRecord("62.02", Impact(houses_damaged=6, houses_heavy=6))),
    ),
    "two-event-ids": (
        lambda: count_events([Event(id="a", kib=ONE), Event(id="b", kib=ONE)]).findings,
        lambda: count_events([Event(id="a", kib=ONE), Event(id="a", kib=ONE)]).findings,
    ),
    "type-ambiguous": (lambda: kib("6202106202008041"), lambda: kib(ONE)),
    "type-legacy": (lambda: kib("6202110202408041"), lambda: kib("6202109202408041")),
    "type-older-scheme": (
        lambda: read("6202105202408041", type_name="Puting Beliung"),
        lambda: read("6202105202408041", type_name="Kekeringan"),
    ),
    "type-unknown": (lambda: kib("6202555202408041"), lambda: kib("6202999202408041")),
    "repair-spaces": (lambda: read("6202 106 2024 08 04 1"), lambda: read("6202 106 20240804 1")),
    "repair-padding": (lambda: read("6202 106 2024 08 4 1"), lambda: read("6202 106 2024 08 04 1")),
    "repair-dotted-region": (lambda: read("62.02 106 20240804 1"), lambda: read("6202.106.20240804.1")),
    "repair-separators": (lambda: read("6202-106-20240804-1"), lambda: read("6202 106 20240804 1")),
    "repair-script": (lambda: read("٦٢٠٢١٠٦٢٠٢٤٠٨٠٤١"), lambda: read("٦202106202408041")),
    "repair-quotes": (lambda: read(f"'{ONE}"), lambda: read(ONE)),
    "repair-label": (lambda: read(f"KIB: {ONE}"), lambda: read(f"KIP: {ONE}")),
    "repair-decimal": (lambda: read(f"{ONE}.0"), lambda: read(f"{ONE}.5")),
    "repair-scientific": (lambda: read("6.202106202408041E+15"), lambda: read("6.202106202408041E+14")),
    "repair-thousands": (lambda: read("6.202.106.202.408.041"), lambda: read("6.202.106,202.408.041")),
    "repair-lost-digit": (lambda: read("620106202408041", **BESIDE), lambda: read("620106202408041")),
    "repair-doubled-digit": (lambda: read("62022106202408041", **BESIDE), lambda: read("62022106202408041")),
}


def given():
    """The codes that stand in the modules, as the finding's first argument or as a text on its own."""
    held = set()
    for path in SOURCES:
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        held |= {node.value for node in nodes if isinstance(node, ast.Constant) and node.value in kinds()}
    return held | {f"repair-{name}" for name in REPAIRS}


@pytest.mark.parametrize("code", CASES)
def test_what_has_it_and_what_has_it_not(code):
    doubtful, sound = CASES[code]
    found = doubtful()
    assert all(isinstance(each, Finding) for each in found)
    assert code in {each.code for each in found}
    assert code not in {each.code for each in sound()}
    for each in found:
        assert all("{" not in each.message(lang) for lang in ("en", "id"))
        assert each.citation.id


def test_every_code_of_these_modules_has_a_case():
    assert given() <= CASES.keys()


def test_every_case_is_of_the_table():
    assert CASES.keys() <= kinds().keys()
