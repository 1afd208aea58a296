"""Errors carry what they say in two languages, are what a caller expects, and survive pickling."""

import ast
import contextlib
import copy
import pickle
import re
import runpy
from datetime import date
from pathlib import Path

import attrs
import pytest

import satudata
from satudata import errors
from satudata._ground.messages import _tables, indonesian
from satudata.errors import shown

PACKAGE = Path(satudata.__file__).parent
#: Where each error has its reason among the arguments, and the names of variables that have one.
REASONS = {
    **{each: (2,) for each in vars(errors) if each.startswith("Invalid")},
    "error": (2,),
    "WrongTypeError": (0, 2),
    "InvalidArgumentError": (0,),
    **dict.fromkeys(
        ("UnknownCodeError", "UnknownRegionError", "UnknownTypeError", "UnknownEditionError"), (3,)
    ),
    "TableError": (1,),
    "WideTableError": (1,),
    "PublishedTotalsError": (1,),
    "MissingExtraError": (1,),
    "ColumnError": (1,),
    "EngineError": (1,),
}
NAMES = {"reason", "hint", "wanted", "lacking"}
#: The same in both languages, or filled with what is in the table itself.
SAME = {
    "{1}: {2}",
    "Parquet ({1})",
    "{1}='Jumlah Korban Meninggal'",
    "{1}datetime(2024, 8, 4, 17, tzinfo=UTC)",
}

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
    (errors.RegisterUnreadableError((17,)), ("lines",)),
    (errors.RegisterFileError("kib.db", "this is not a file"), ("file", "reason")),
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
    (errors.WideTableError("rows.csv", "wide"), ("source", "reason")),
    (errors.PublishedTotalsError("rows.csv", "already counted"), ("source", "reason")),
    (errors.MissingExtraError("frames", "satudata.frames"), ("extra", "purpose")),
]
CLASSES = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)]


def templates(node):
    """The texts that an expression can have, with numbered places."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            places = iter(range(1, 99))
            return [
                "".join(
                    each.value if isinstance(each, ast.Constant) else f"{{{next(places)}}}" for each in parts
                )
            ]
        case ast.IfExp():
            return templates(node.body) + templates(node.orelse)
        case ast.BoolOp():
            return [text for each in node.values for text in templates(each)]
    return []


def reasons():
    """Every reason that the package gives an error, with its file; what is an expression of Python is an example."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "cli" in path.parts or path.name == "pydantic_schema.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            texts = []
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                given = [node.args[at] for at in REASONS.get(name, ()) if at < len(node.args)]
                given += [each.value for each in node.keywords if each.arg in NAMES and name in REASONS]
                texts = [text for each in given for text in templates(each)]
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in NAMES:
                texts = templates(node.value)
            found |= {text: path.name for text in texts if not is_expression(text)}
    return found


def is_expression(text):
    try:
        ast.parse(text, mode="eval")
    except SyntaxError:
        return not text
    return True


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
            assert each.message("id") == error.message("id")

    def test_both_languages(self, error, names):
        assert error.message() == error.message("en") == str(error)
        assert error.message("id") != error.message("en") or type(error) in {
            errors.SatudataError,
            errors.InvalidArgumentError,
            errors.InvalidRecordError,
            errors.TableError,
            errors.WideTableError,
            errors.PublishedTotalsError,
            errors.WrongTypeError,
        }
        with pytest.raises(errors.InvalidRecordError, match="lang: 'fr': one of: en, id"):
            error.message("fr")


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


class TestIndonesian:
    @pytest.mark.parametrize(
        ("cause", "said"),
        [
            (
                lambda: satudata.KIB.parse("620210"),
                "bukan KIB: '620210': panjang: 6 angka, seharusnya 16; contoh yang benar: '6202106202408041' atau",
            ),
            (lambda: satudata.KIB.parse(None), "KIB berupa teks, bukan NoneType"),
            (
                lambda: satudata.RegionCode.parse(62),
                "kode wilayah berupa teks, bukan angka (diberikan int): lembar",
            ),
            (lambda: satudata.Impact(dead="3"), "dead: bilangan bulat atau None, bukan str ('3')"),
            (
                lambda: satudata.Impact(dead=-1),
                "dead: -1: angka nol atau lebih; yang tidak diketahui ditulis None",
            ),
            (lambda: satudata.Impact(land=5), "land: hektare menurut jenis, {'sawah': '0.5'}, bukan int"),
            (
                lambda: satudata.Event(id="x", records=5),
                "beberapa nilai diberikan dalam daftar (list), bukan int",
            ),
            (
                lambda: satudata.regions.get("91.02", on=date(2024, 1, 1)),
                "kode wilayah '91.02' tidak dikenal pada 2024-01-01: diganti oleh 95.01 Kabupaten Jayawijaya sejak ",
            ),
            (
                lambda: satudata.regions.get("97", edition="050-145/2022"),
                "kode wilayah '97' tidak dikenal dalam KMDN-050-145-2022: tidak ada daftar yang memuat kode ini",
            ),
            (
                lambda: satudata.DisasterType.parse("2023/555"),
                "jenis bencana '555' tidak dikenal dalam 2023: kodenya 101, 102",
            ),
            (
                lambda: satudata.count_events([], by="colour"),
                "kejadian dihitung menurut type, year, month, bukan",
            ),
            (
                lambda: satudata.interchange.dec_hook(dict, {}),
                "dict bukan kode satudata: from_dict(given) membaca",
            ),
            (
                lambda: satudata.interchange.from_json('{"schema": "satudata.kib", "version": 9}'),
                "/version: 9: satudata.kib dibaca sampai versi 1",
            ),
        ],
    )
    def test_what_a_caller_can_cause(self, cause, said):
        with pytest.raises(errors.SatudataError) as caught:
            cause()
        assert caught.value.message("id").startswith(said)

    def test_a_reason_of_somebody_s_own_stays(self):
        assert errors.InvalidRecordError("x", 1, "of my own").message("id") == "x: 1: of my own"

    def test_what_is_filled_in_is_not_filled_again(self):
        error = errors.InvalidArgumentError("a repair is one of {2}, not '{1}'")
        assert error.message("id") == "perbaikan adalah salah satu dari {2}, bukan '{1}'"

    def test_a_hostile_text_takes_time_in_proportion(self):
        assert len(errors.InvalidArgumentError(" is not " * 10**5).message("id")) > 10**5

    @pytest.mark.each_row(("template", "path"), sorted(reasons().items()))
    def test_every_reason_is_in_the_table(self, template, path):
        filled = template
        for number in range(1, 9):
            filled = filled.replace(f"{{{number}}}", f"X{number}")
        said = indonesian(filled.replace("{found}", "X9"))
        assert said != filled or template in SAME
        for number in range(1, 9):
            assert (f"X{number}" in said) is (f"X{number}" in filled)

    def test_no_row_of_the_table_is_blank_or_has_other_places(self):
        for template, text in {**_tables()[0], **_tables()[1]}.items():
            assert text.strip()
            assert sorted(re.findall(r"{\w+}", template)) == sorted(re.findall(r"{\w+}", text)), template


#: Wrong for every field of a record, or for most.
WRONG = (object(), 5, -5, "x", "", None, b"x", [1], {}, {1: 2}, [None], {"x": "y"}, 1.5, True, (1, 2, 3))
GOLDEN = runpy.run_path(str(Path(__file__).resolve().parent.parent / "tools" / "make_golden.py"))["values"]()


@pytest.mark.each_row("name", [name for name, value in GOLDEN.items() if attrs.has(type(value))])
def test_whatever_a_field_is_given_is_taken_or_is_an_error_of_ours(name):
    value = GOLDEN[name]
    fields = [each for each in attrs.fields(type(value)) if each.init]
    right = {each.alias: getattr(value, each.name) for each in fields}
    for field in fields:
        for wrong in WRONG:
            with contextlib.suppress(errors.SatudataError):
                type(value)(**{**right, field.alias: wrong})
