"""KIBs, codes and records as fields of pydantic models: what is read, what is refused and how it is described."""

import importlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

from satudata import (
    KIB,
    DisasterType,
    Event,
    EventRecord,
    Finding,
    Impact,
    MissingExtraError,
    RegionCode,
    disaster_types,
    interchange,
    regions,
    strategies,
    to_dict,
)
from satudata._ground.hooks import PydanticField
from satudata.cooperation import (
    Agreement,
    DocumentRef,
    Partner,
    Portfolio,
    Position,
    Report,
    StageEntry,
    Term,
)
from satudata.displaced import Displaced, SiteReport
from satudata.emergency import Declaration
from satudata.interop import GLIDE
from satudata.issuing import Entry
from satudata.reading import AsWritten
from satudata.regions import BPSCode, PCode

TEXT = "6202106202408041"
KIB_FIELD = TypeAdapter(KIB)
KIB_SCHEMA = Draft202012Validator(KIB_FIELD.json_schema(mode="serialization"))
GOLDEN = Path(__file__).parent / "golden"
STANDARDS = [
    "data-standard",
    "activity",
    "variable",
    "indicator",
    "code-entry",
    "code-list",
    "dataset",
    "release",
]
CODES = {
    KIB: (KIB.parse(TEXT), TEXT),
    RegionCode: (RegionCode("62.02"), "62.02"),
    BPSCode: (BPSCode("1212"), "1212"),
    PCode: (PCode("ID1212"), "ID1212"),
    GLIDE: (GLIDE("EQ-2004-000147-IDN"), "EQ-2004-000147-IDN"),
    DisasterType: (disaster_types.get("106", "2011"), "2011/106"),
}
AGREEMENT = Agreement(
    id="swiss",
    track="internasional",
    partners=Partner("Swiss Confederation", "negara", "CH"),
    term=Term("2020-07-21", years=5),
    positions=[Position("national", ["106"])],
    history=[
        StageEntry("penandatanganan", "2020-07-21"),
        DocumentRef("proposal", "1.pdf", received="2020-01"),
        Report("evaluasi", "2021"),
    ],
)
#: A proposal, and the register that keeps it.
REGISTERS = ("proposal", "register", "register-acknowledgement")
RECORDS = [
    Impact(dead=0, land={"sawah": "0.5"}),
    EventRecord("13.04", Impact(dead=32), kib="1304101202405111"),
    Event(id="lahar", records=[EventRecord("13.04", Impact(dead=32))]),
    Displaced(people=5, ages={"bayi": {"perempuan": 1}}),
    SiteReport("13.04", Displaced(people=5)),
    Declaration(status="siaga darurat", start=date(2024, 5, 12)),
    regions.get("96.04"),
    Finding("index-zero", "info", "kib", {"kib": TEXT}),
    Entry(TEXT, "pusdalops-118", by="BPBD", on=date(2024, 8, 5)),
    AGREEMENT,
    Portfolio([AGREEMENT]),
    *(interchange.from_json((GOLDEN / f"{name}.json").read_bytes()) for name in (*STANDARDS, *REGISTERS)),
]


def refused(kind, value):
    """The one error of *value* as a *kind*."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    (error,) = caught.value.errors(include_url=False)
    return error


class TestCodes:
    @pytest.mark.parametrize("kind", CODES)
    def test_text_in_and_out(self, kind):
        value, text = CODES[kind]
        of = TypeAdapter(kind)
        assert (
            of.validate_python(text)
            == of.validate_python(value)
            == of.validate_json(json.dumps(text))
            == value
        )
        assert of.dump_python(value) is value
        assert json.loads(of.dump_json(value)) == of.dump_python(value, mode="json") == text

    @pytest.mark.parametrize("mode", ["validation", "serialization"])
    @pytest.mark.parametrize("kind", CODES)
    def test_described(self, kind, mode):
        schema = TypeAdapter(kind).json_schema(mode=mode)
        assert schema["type"] == "string"
        validator = Draft202012Validator(schema)
        assert validator.is_valid(CODES[kind][1])
        assert not validator.is_valid("x")
        assert not validator.is_valid(5)

    def test_the_printed_form_is_described_where_it_is_read(self):
        printed = "6202 106 20240804 1"
        assert TypeAdapter(KIB).validate_python(printed) == KIB.parse(TEXT)
        read, written = (TypeAdapter(KIB).json_schema(mode=mode) for mode in ("validation", "serialization"))
        assert Draft202012Validator(read).is_valid(printed)
        assert not Draft202012Validator(written).is_valid(printed)

    @pytest.mark.parametrize(
        ("kind", "value", "type_", "said"),
        [
            (KIB, "6202106202402301", "kib_date", "not a KIB: date: 20240230 is no day"),
            (KIB, "620210", "kib_length", "6 digits instead of 16; right: '6202106202408041'"),
            (KIB, int(TEXT), "kib_type", "text, never a number"),
            (KIB, None, "kib_type", "a KIB is text, not NoneType"),
            (RegionCode, "620", "region_code_length", "3 digits instead of 2 or 4"),
            (BPSCode, "x", "bps_code_digits", "BPS code"),
            (PCode, "MY12", "p_code_country", "p-code"),
            (GLIDE, "EQ-2004", "glide_length", "7 characters instead of 18"),
            (DisasterType, "106", "disaster_type_form", "scheme and code, '2023/101'"),
            (DisasterType, "2023/555", "disaster_type_unknown", "unknown disaster type '555' in 2023"),
            (DisasterType, 106, "disaster_type_type", "text, never a number"),
        ],
    )
    def test_refused(self, kind, value, type_, said):
        error = refused(kind, value)
        assert error["type"] == type_
        assert said in error["msg"]
        assert error["ctx"]["reason"]

    def test_the_parts_of_an_error_survive(self):
        assert refused(KIB, "6202106202402301")["ctx"] == {
            "text": "'6202106202402301'",
            "part": "date",
            "reason": "20240230 is no day of the calendar (YYYYMMDD)",
        }

    def test_an_unknown_scheme(self):
        assert refused(DisasterType, "1999/101")["type"].endswith("_unknown")

    def test_as_the_key_of_a_mapping(self):
        of = TypeAdapter(dict[KIB, int])
        assert of.dump_json({KIB.parse(TEXT): 1}) == b'{"6202106202408041":1}'
        assert of.validate_json(b'{"6202106202408041":1}') == {KIB.parse(TEXT): 1}
        (pattern,) = of.json_schema(mode="serialization")["patternProperties"]
        assert pattern.startswith("^[0-9]{7}")

    @given(strategies.kibs())
    def test_every_kib_is_as_described(self, kib):
        written = KIB_FIELD.dump_python(kib, mode="json")
        assert KIB_FIELD.validate_python(written) == kib
        KIB_SCHEMA.validate(written)


def test_every_form_that_is_read_is_of_a_field():
    forms = interchange.all_forms()
    ours = {form.type for form in forms if form.built is not None}
    assert all(issubclass(kind, PydanticField) for kind in ours)
    assert ours <= {type(value) for value in RECORDS} | set(CODES)
    written = {form.type for form in forms if form.built is None}
    assert not any(issubclass(kind, PydanticField) for kind in written)


class TestRecords:
    @pytest.mark.parametrize("value", RECORDS, ids=lambda value: type(value).__name__)
    def test_objects_in_and_out(self, value):
        of = TypeAdapter(type(value))
        written = of.dump_python(value, mode="json")
        assert {**written, "schema": 0, "version": 0} == {**to_dict(value), "schema": 0, "version": 0}
        assert of.validate_python(written) == of.validate_json(of.dump_json(value)) == value
        assert of.validate_python(value) is of.dump_python(value) is value
        for mode in ("validation", "serialization"):
            schema = of.json_schema(mode=mode)
            Draft202012Validator.check_schema(schema)
            Draft202012Validator(schema).validate(written)

    def test_the_place_of_what_is_refused_is_the_place_in_the_model(self):
        class Form(BaseModel):
            event: Event
            declaration: Declaration | None = None

        with pytest.raises(ValidationError) as caught:
            Form.model_validate({"event": {"id": "x", "records": [{"region": "620"}]}})
        (error,) = caught.value.errors(include_url=False)
        assert error["loc"] == ("event", "records", 0, "region")
        assert error["type"] == "region_code_length"
        assert error["ctx"]["part"] == "length"
        assert error["input"] == "620"

    @pytest.mark.parametrize(
        ("kind", "value", "loc", "type_"),
        [
            (Impact, {"dead": -1}, ("dead",), "impact_invalid"),
            (Impact, {"deaths": 1}, ("deaths",), "impact_invalid"),
            (Impact, {"a/b": 1}, ("a/b",), "impact_invalid"),
            (Impact, 5, (), "impact_invalid"),
            (Event, {}, ("id",), "event_invalid"),
            (Event, {"id": "x", "records": 5}, ("records",), "event_invalid"),
            (Event, {"kib": int(TEXT)}, ("kib",), "event_invalid"),
            (Event, {"kib": "620210"}, ("kib",), "kib_length"),
            (
                Impact,
                {"people": {"dead": {"perempuan": 1}}},
                ("people", "dead", "perempuan"),
                "impact_invalid",
            ),
            (Agreement, {"id": "x", "track": "?", "partners": []}, ("track",), "agreement_invalid"),
            (Portfolio, {"agreements": [{"id": "x"}]}, ("agreements", 0, "track"), "portfolio_invalid"),
            (Finding, {"code": "index-zero", "severity": "bad"}, ("severity",), "finding_invalid"),
            (Entry, {"kib": "620210", "occurrence_id": "x"}, ("kib",), "kib_length"),
        ],
    )
    def test_refused(self, kind, value, loc, type_):
        error = refused(kind, value)
        assert (error["loc"], error["type"]) == (loc, type_)
        assert error["msg"]

    @given(strategies.events())
    def test_every_event(self, event):
        of = TypeAdapter(Event)
        assert of.validate_json(of.dump_json(event)) == event


class TestAsWritten:
    OF = TypeAdapter(Annotated[KIB, AsWritten()])
    CANONICAL = TypeAdapter(Annotated[KIB, AsWritten(canonical=True)])

    def test_repaired(self):
        assert self.OF.validate_python("3602 101 2020 012 6 1") == KIB.parse("3602101202012061")
        assert self.OF.validate_python(KIB.parse(TEXT)) == KIB.parse(TEXT)
        assert self.OF.dump_json(KIB.parse(TEXT)) == b'"6202106202408041"'

    def test_canonical(self):
        papua = self.CANONICAL.validate_python("9409101202407141")
        assert papua.stem.endswith("20240714")
        assert (
            refused(Annotated[KIB, AsWritten(canonical=True)], "1212102202407301")["type"]
            == "kib_region-open"
        )

    def test_unread(self):
        error = refused(Annotated[KIB, AsWritten()], "no KIB at all")
        assert error["type"] == "kib_unreadable"
        assert error["ctx"]["text"] == "'no KIB at all'"
        assert refused(Annotated[KIB, AsWritten()], 5)["type"] == "kib_type"

    def test_described(self):
        assert self.OF.json_schema() == {"type": "string"}
        assert "pattern" in self.OF.json_schema(mode="serialization")

    def test_only_of_a_kib(self):
        with pytest.raises(TypeError, match="AsWritten is how a KIB is read"):
            TypeAdapter(Annotated[RegionCode, AsWritten()])


def test_the_package_does_without_pydantic():
    code = (
        "import sys\nsys.modules['pydantic'] = None\nimport satudata\n"
        "[getattr(satudata, name) for name in dir(satudata)]\n"
        "from satudata.errors import MissingExtraError\n"
        "try:\n    satudata.KIB.__get_pydantic_core_schema__(None, None)\n"
        "except MissingExtraError as error:\n    print(error)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "satudata[pydantic]" in result.stdout


def test_without_pydantic(monkeypatch):
    monkeypatch.setitem(sys.modules, "pydantic", None)
    monkeypatch.delitem(sys.modules, "satudata._ground.pydantic_schema", raising=False)
    with pytest.raises(MissingExtraError, match=r"'satudata\[pydantic\]'"):
        importlib.import_module("satudata._ground.pydantic_schema")
