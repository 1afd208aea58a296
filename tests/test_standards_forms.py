"""Standards, metadata and code lists as JSON: there and back, against their schema, and as they were written once."""

import functools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from satudata import InvalidRecordError, from_dict, standards, strategies, to_dict
from satudata.interchange import from_json, json_schema, to_json
from satudata.standards import (
    Activity,
    CodeEntry,
    CodeList,
    DataStandard,
    Indicator,
    Variable,
)

VALUES = {
    "data standard": strategies.data_standards(),
    "activity": strategies.activities(),
    "variable": strategies.variables(),
    "indicator": strategies.indicators(),
    "code entry": strategies.code_entries(),
    "code list": strategies.code_lists(),
}


@functools.cache
def validator(kind):
    """The validator of the schema of a type."""
    return Draft202012Validator(json_schema(kind))


@pytest.mark.parametrize("name", VALUES)
@given(data=st.data())
def test_there_and_back_by_its_schema(name, data):
    value = data.draw(VALUES[name])
    text = to_json(value)
    assert from_json(text) == value
    assert to_dict(value)["schema"] == f"satudata.{name.replace(' ', '-')}"
    assert validator(type(value)).is_valid(json.loads(text))


#: As version 1 writes them.
GOLDEN = [
    (
        DataStandard(
            name="Kode Wilayah",
            konsep="Wilayah",
            definisi="Kode kabupaten/kota",
            klasifikasi="Kabupaten/kota",
            ukuran="Kode",
            satuan=None,
            no_unit_reason="Berupa kode",
            citation="kepmendagri-050-145-2022",
        ),
        {
            "schema": "satudata.data-standard",
            "version": 1,
            "name": "Kode Wilayah",
            "konsep": "Wilayah",
            "definisi": "Kode kabupaten/kota",
            "klasifikasi": "Kabupaten/kota",
            "ukuran": "Kode",
            "no_unit_reason": "Berupa kode",
            "citation": "kepmendagri-050-145-2022",
        },
    ),
    (
        Activity(title="Kompilasi", year=2024, method="Kompilasi Produk Administrasi"),
        {
            "schema": "satudata.activity",
            "version": 1,
            "title": "Kompilasi",
            "year": 2024,
            "method": "Kompilasi Produk Administrasi",
        },
    ),
    (
        Variable(name="Jumlah Korban", is_public=False),
        {"schema": "satudata.variable", "version": 1, "name": "Jumlah Korban", "is_public": False},
    ),
    (
        Indicator(name="Indeks", is_composite=True, indicators=["Jumlah Kejadian"]),
        {
            "schema": "satudata.indicator",
            "version": 1,
            "name": "Indeks",
            "is_composite": True,
            "indicators": ["Jumlah Kejadian"],
        },
    ),
    (
        CodeList(
            id="x",
            title="X",
            authority="BPBD",
            edition="1",
            entries=[CodeEntry("1", "Satu")],
            citation="satudata-standards",
        ),
        {
            "schema": "satudata.code-list",
            "version": 1,
            "id": "x",
            "title": "X",
            "authority": "BPBD",
            "edition": "1",
            "entries": [{"code": "1", "name": "Satu"}],
            "citation": "satudata-standards",
        },
    ),
]


@pytest.mark.parametrize(("value", "written"), GOLDEN, ids=[type(value).__name__ for value, _ in GOLDEN])
def test_as_it_was_written_once(value, written):
    assert to_dict(value) == written
    assert from_dict(written) == value


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"schema": "satudata.variable", "version": 1, "name": "X", "is_public": 1}, "/is_public"),
        ({"schema": "satudata.activity", "version": 1, "title": "X", "method": "Tebakan"}, "/method"),
        ({"schema": "satudata.activity", "version": 1, "title": " "}, "/title"),
        ({"schema": "satudata.code-list", "version": 1, "id": "x"}, "/title"),
        (
            {
                **to_dict(standards.get_standard("Impact.dead")),
                "satuan": " ",
            },
            "/satuan",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(document, place):
    with pytest.raises(InvalidRecordError) as caught:
        from_dict(document)
    assert caught.value.field == place


def test_as_a_field_of_a_pydantic_model():
    pydantic = pytest.importorskip("pydantic")
    held = pydantic.TypeAdapter(Variable)
    assert held.validate_python({"name": "Jumlah Korban"}) == Variable(name="Jumlah Korban")
    assert held.dump_python(Variable(name="Jumlah Korban"), mode="json") == {"name": "Jumlah Korban"}
