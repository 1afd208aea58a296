"""The table of findings: complete, cited, filled; and the findings of the rules, each with a case that has it not."""

import ast
import copy
import functools
import pickle
import re
import string
from pathlib import Path

import pytest

import satudata
from satudata import Event, EventRecord, Finding, Impact, Severity, UnknownCodeError, count_events, evaluate
from satudata.emergency import EmergencyStatus
from satudata.findings import finding, kind, kinds

PACKAGE = Path(satudata.__file__).parent
LANGUAGES = ("en", "id")


def fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def raised():
    """(code, names of data, place) of every call of finding() with a literal code in the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "finding" and node.args):
                continue
            code = node.args[0]
            if isinstance(code, ast.Constant):
                names = {word.arg for word in node.keywords}
                yield code.value, names, f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}"


def given(code):
    """Whether the code stands in the package, as it is or as what an f-string of a finding() becomes."""
    texts, patterns = written()
    return code in texts or any(re.fullmatch(pattern, code) for pattern in patterns)


@functools.cache
def written():
    texts, patterns = set(), set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant):
                texts.add(node.value)
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "finding":
                for name in (each for each in node.args if isinstance(each, ast.JoinedStr)):
                    parts = [
                        re.escape(getattr(part, "value", "")) if isinstance(part, ast.Constant) else ".+"
                        for part in name.values
                    ]
                    patterns.add("".join(parts))
    return frozenset(texts), frozenset(patterns)


@pytest.mark.each_row("code", kinds())
class TestTable:
    def test_a_row_is_complete_in_both_languages(self, code):
        row = kind(code)
        assert row.code == code
        for texts in (row.example, row.message, row.meaning, row.action):
            assert set(texts) == set(LANGUAGES)
            assert all(text.strip() for text in texts.values())
        for texts in (row.meaning, row.action):
            assert all(text[0].isupper() and text.endswith(".") for text in texts.values())

    def test_both_languages_say_the_same_data(self, code):
        messages = kind(code).message
        data = dict.fromkeys(fields(messages["en"]) | fields(messages["id"]), "x")
        for lang in LANGUAGES:
            assert "{" not in finding(code, **data).message(lang)

    def test_severity_and_citation(self, code):
        assert kind(code).severity in Severity
        assert finding(code).citation.id == kind(code).citation


class TestCalls:
    @pytest.mark.each_row(("code", "names", "place"), list(raised()))
    def test_each_is_in_the_table_and_fills_its_message(self, code, names, place):
        for lang in LANGUAGES:
            assert None in names or fields(kind(code).message[lang]) <= names, place

    def test_every_code_is_raised_somewhere(self):
        assert not [code for code in kinds() if not given(code)]

    def test_an_unknown_code(self):
        with pytest.raises(
            UnknownCodeError, match=r"unknown code 'nothing': the codes of findings are .*, associated-type, "
        ):
            finding("nothing")


class TestFinding:
    one = finding("index-zero", "kib", kib="9404101201904210")

    def test_parts(self):
        assert (self.one.code, self.one.severity, self.one.where) == ("index-zero", Severity.INFO, "kib")
        assert self.one.data == {"kib": "9404101201904210"}
        assert self.one.message() == self.one.message("en") != self.one.message("id")

    def test_value(self, always_equal, never_equal):
        same = Finding("index-zero", "info", "kib", {"kib": "9404101201904210"})
        assert self.one == same
        assert hash(self.one) == hash(same)
        assert self.one == always_equal
        assert self.one != never_equal
        assert self.one != finding("index-zero", "row", kib="9404101201904210")
        assert eval(repr(self.one)) == self.one
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(self.one, protocol)) == self.one
        assert copy.deepcopy(self.one) == copy.copy(self.one) == self.one

    def test_what_should_be_mended_first_sorts_first(self):
        error = finding("date-after", date="2030-01-01", on="2024-01-01")
        warning = finding("region-unknown", region="18.99", on="2024-01-01")
        assert sorted([self.one, warning, error], key=lambda each: each.sort_key) == [
            error,
            warning,
            self.one,
        ]
        assert [severity.rank for severity in Severity] == [0, 1, 2]
        assert [eval(repr(severity)) for severity in Severity] == list(Severity)


def codes_of(*events):
    return {each.code for each in count_events(events).findings}


FLOOD = "3301101202411231"
HIT = EventRecord("33.01")


class TestOfTheRules:
    """Each finding of counting and threshold: what has it, and the nearest thing that has it not."""

    @pytest.mark.parametrize(
        ("code", "doubtful", "sound"),
        [
            (
                "associated-type",
                [
                    Event(id="x", kib=FLOOD, records=[HIT]),
                    Event(id="x", kib="3301102202411231", records=[HIT]),
                ],
                [
                    Event(id="x", kib=FLOOD, records=[HIT]),
                    Event(id="y", kib="3301102202411231", records=[HIT]),
                ],
            ),
            (
                "associated-type",
                [
                    Event(id="x", type_code="106", records=[HIT]),
                    Event(id="x", type_code="101", records=[HIT]),
                ],
                [
                    Event(id="x", type_code="106", records=[HIT]),
                    Event(id="x", type_code="106", records=[HIT]),
                ],
            ),
            ("event-without-records", [Event(kib=FLOOD)], [Event(kib=FLOOD, records=[HIT])]),
            ("event-without-region", [Event(id="x")], [Event(id="x", records=[HIT])]),
            ("event-without-region", [Event(id="x")], [Event(id="x", kib=FLOOD)]),
            (
                "province-only",
                [Event(kib=FLOOD, records=[HIT, EventRecord("33")])],
                [Event(kib=FLOOD, records=[HIT, HIT])],
            ),
            (
                "main-type-inferred",
                [Event(id="x", type_code=code, records=[HIT]) for code in ("101", "102")],
                [Event(id="x", type_code="101", records=[HIT])] * 2,
            ),
            (
                "main-type-open",
                [Event(id="x", type_code=code, records=[HIT]) for code in ("101", "999")],
                [Event(id="x", type_code=code, records=[HIT]) for code in ("101", "102")],
            ),
            (
                "main-type-contradiction",
                [
                    Event(id="x", type_code=code, associated_types=["103"], records=[HIT])
                    for code in ("101", "102")
                ],
                [
                    Event(id="x", type_code="101", associated_types=["102"], records=[HIT]),
                    Event(id="x", type_code="102", records=[HIT]),
                ],
            ),
            (
                "two-event-ids",
                [Event(id="x", kib=FLOOD, records=[HIT]), Event(id="y", kib=FLOOD, records=[HIT])],
                [Event(id="x", kib=FLOOD, records=[HIT]), Event(kib=FLOOD, records=[HIT])],
            ),
        ],
    )
    def test_counting(self, code, doubtful, sound):
        assert code in codes_of(*doubtful)
        assert code not in codes_of(*sound)
        for lang in LANGUAGES:
            told = [each.message(lang) for each in count_events(doubtful).findings if each.code == code]
            assert len(told) == 1
            assert told[0] in count_events(doubtful).explain(lang)

    def test_stated_by_the_caller(self):
        rows = [Event(id="x", type_code="101", records=[HIT])]
        assert count_events(rows, main_types={"x": "101"}).findings == ()
        for stated, code in (({"x": "102"}, "main-type-not-in-rows"), ({"y": "101"}, "main-type-unmatched")):
            (one,) = count_events(rows, main_types=stated).findings
            assert one.code == code
            assert all("{" not in one.message(lang) for lang in LANGUAGES)

    def test_many_are_told_by_a_few(self):
        (one,) = count_events([Event(id=str(number)) for number in range(9)]).findings
        assert one.data["number"] == 9
        assert one.data["examples"] == "0, 1, 2, ..."

    def test_siaga_only(self):
        siaga = evaluate(Impact(), emergency_status=EmergencyStatus.SIAGA)
        assert [each.code for each in siaga.findings] == ["siaga-only"]
        for sound in (EmergencyStatus.TANGGAP, EmergencyStatus.TRANSISI, True, False, None):
            assert evaluate(Impact(), emergency_status=sound).findings == ()
        for lang in LANGUAGES:
            assert siaga.findings[0].message(lang) in siaga.explain(lang)

    def test_every_finding_of_counting_is_tried(self):
        (pytestmark,) = (
            mark for mark in TestOfTheRules.test_counting.pytestmark if mark.name == "parametrize"
        )
        tried = {case[0] for case in pytestmark.args[1]}
        named = {
            node.value
            for name in ("counting.py", "events/_counts.py")
            for node in ast.walk(ast.parse((PACKAGE / name).read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and node.value in kinds()
        }
        assert tried | {"main-type-not-in-rows", "main-type-unmatched"} == named
