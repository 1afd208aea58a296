"""Errors carry what they say, are what a caller expects, and survive pickling."""

import copy
import pickle
from datetime import date

import pytest

import satudata
from satudata import errors
from satudata.errors import shown

EXAMPLES = [
    (errors.SatudataError("x"), ()),
    (errors.InvalidCodeError("x", "length", "too short"), ("text", "part", "reason")),
    (errors.InvalidKIBError("x", "length", "too short"), ("text", "part", "reason")),
    (errors.InvalidRegionCodeError("x", "digits", "no digits"), ("text", "part", "reason")),
    (errors.InvalidBPSCodeError("x", "digits", "no digits"), ("text", "part", "reason")),
    (errors.InvalidPCodeError("x", "digits", "no digits"), ("text", "part", "reason")),
    (errors.InvalidGLIDEError("x", "length", "too short"), ("text", "part", "reason")),
    (errors.InvalidHIPsError("x", "length", "too short"), ("text", "part", "reason")),
    (errors.InvalidDisasterTypeError("x", "form", "scheme and code"), ("text", "part", "reason")),
    (errors.WrongTypeError("a KIB is text", type(None)), ("wanted", "found", "hint")),
    (errors.WrongTypeError("on is a datetime.date", "str", "date(2024, 8, 4)"), ("wanted", "found", "hint")),
    (errors.WrongTypeError("give a day or an edition, not both"), ("wanted",)),
    (errors.WrongTypeError("{found} is no code of satudata", "dict"), ("wanted", "found")),
    (errors.InvalidArgumentError("weights are added by type, not by 'x'"), ("reason",)),
    (errors.UnknownCodeError("x"), ("code", "on", "edition", "hint")),
    (
        errors.UnknownCodeError("x", date(2024, 1, 1), "050-145/2022", "hint"),
        ("code", "on", "edition", "hint"),
    ),
    (
        errors.UnknownRegionError("91.02", date(2024, 1, 1), None, "", ("95.01",)),
        ("code", "on", "hint", "successors"),
    ),
    (errors.UnknownTypeError("555", edition="2023"), ("code", "edition")),
    (errors.UnknownEditionError("1/2030"), ("code",)),
    (errors.InvalidRecordError("dead", -1, "zero or more"), ("field", "value", "reason")),
    (errors.MainTypeError(("101", "107")), ("roots", "cycle")),
    (errors.MainTypeError(cycle=("101", "102")), ("roots", "cycle")),
    (errors.IndexExhaustedError("620210620240804"), ("stem",)),
    (errors.RegisterConflictError((("one", "other"),)), ("conflicts", "register")),
    (
        errors.ClosedGateError(
            "nk", "pelaksanaan", "2025-01-02", "usulan", ("stage-skipped",), ("proposal",), ("telaahan",)
        ),
        ("agreement", "gate", "on", "stage", "reasons", "missing", "allowed"),
    ),
    (errors.ClosedGateError("nk", "pelaksanaan", "2025-01-02"), ("agreement", "stage", "allowed")),
    (
        errors.ReleaseRefusedError(
            "kejadian", "approve", "produsen_data", "pemeriksaan", "role", (("approve", ("walidata",)),)
        ),
        ("dataset", "action", "role", "stage", "reason", "next"),
    ),
    (errors.TableError("rows.csv", "no heading"), ("source", "reason")),
    (errors.MissingExtraError("frames", "satudata.frames"), ("extra", "purpose")),
]
CLASSES = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)]


def attributes(error):
    return {name: value for name, value in vars(error).items() if not name.startswith("__")}


@pytest.mark.parametrize(("error", "names"), EXAMPLES, ids=lambda each: type(each).__name__)
class TestEach:
    def test_carries_its_data(self, error, names):
        assert set(names) <= set(attributes(error))

    def test_survives(self, error, names):
        copies = [
            pickle.loads(pickle.dumps(error, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ]
        for each in (*copies, copy.copy(error), copy.deepcopy(error)):
            assert type(each) is type(error)
            assert each.args == error.args
            assert attributes(each) == attributes(error)
            assert str(each) == str(error)


def test_every_error_has_an_example():
    assert {type(error) for error, _ in EXAMPLES} == set(CLASSES)


def test_every_error_is_exported():
    assert {each.__name__ for each in CLASSES} <= set(satudata.__all__)


@pytest.mark.parametrize(
    ("kind", "base"),
    [
        (errors.InvalidCodeError, ValueError),
        (errors.InvalidKIBError, errors.InvalidCodeError),
        (errors.InvalidRegionCodeError, errors.InvalidCodeError),
        (errors.InvalidBPSCodeError, errors.InvalidCodeError),
        (errors.InvalidPCodeError, errors.InvalidCodeError),
        (errors.InvalidGLIDEError, errors.InvalidCodeError),
        (errors.InvalidHIPsError, errors.InvalidCodeError),
        (errors.InvalidDisasterTypeError, errors.InvalidCodeError),
        (errors.WrongTypeError, TypeError),
        (errors.InvalidArgumentError, ValueError),
        (errors.UnknownCodeError, LookupError),
        (errors.UnknownRegionError, errors.UnknownCodeError),
        (errors.UnknownTypeError, errors.UnknownCodeError),
        (errors.UnknownEditionError, errors.UnknownCodeError),
        (errors.InvalidRecordError, ValueError),
        (errors.TableError, ValueError),
        (errors.MissingExtraError, ImportError),
    ],
)
def test_is_also_what_a_caller_expects(kind, base):
    assert issubclass(kind, base)
    assert issubclass(kind, errors.SatudataError)


class TestMessages:
    @pytest.mark.parametrize("kind", [each for each in CLASSES if issubclass(each, errors.InvalidCodeError)])
    def test_a_right_example_is_shown_and_read(self, kind):
        message = str(kind("x", "length", "1 digit"))
        assert message.startswith(f"not a {kind.what}: 'x': length: 1 digit")
        assert message.endswith(f"; right: {kind.example}")

    def test_the_examples_are_right(self):
        for kind, read in (
            (errors.InvalidKIBError, satudata.KIB.parse),
            (errors.InvalidRegionCodeError, satudata.RegionCode.parse),
            (errors.InvalidBPSCodeError, satudata.regions.BPSCode.parse),
            (errors.InvalidPCodeError, satudata.regions.PCode.parse),
            (errors.InvalidDisasterTypeError, satudata.DisasterType.parse),
        ):
            quoted = kind.example.split("'")[1::2]
            assert len(quoted) >= 2
            assert all(read(text) for text in quoted)

    def test_unknown(self):
        error = errors.UnknownRegionError("91.02", date(2024, 1, 1), "050-145/2022", "its successor is 95.01")
        assert (
            str(error) == "unknown region code '91.02' on 2024-01-01 in 050-145/2022: its successor is 95.01"
        )
        assert str(errors.UnknownTypeError("555")) == "unknown disaster type '555'"

    def test_a_missing_extra_says_what_to_install(self):
        assert "pip install 'satudata[frames]'" in str(errors.MissingExtraError("frames", "satudata.frames"))

    def test_record_and_table(self):
        assert str(errors.InvalidRecordError("dead", -1, "zero or more")) == "dead: -1: zero or more"
        assert str(errors.TableError("rows.csv", "no heading")) == "rows.csv: no heading"

    def test_a_hostile_text_cannot_flood_a_message(self):
        assert len(str(errors.InvalidKIBError("6" * 10**6, "length", "1000000 digits"))) < 300
        assert len(str(errors.InvalidRecordError("land", ["6" * 10**6], "no"))) < 300

    def test_nor_break_it(self):
        assert (
            str(errors.InvalidRecordError("dead", -(10**5000), "no"))
            == "dead: <int of thousands of digits>: no"
        )
        assert shown("6202") == "'6202'"
