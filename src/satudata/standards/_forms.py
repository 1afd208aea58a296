"""The interchange forms of data standards, metadata and code lists."""

from __future__ import annotations

from typing import Any

from satudata._ground.meanings import DataStandard
from satudata.interchange import (
    DAY,
    TEXT,
    TRUTH,
    WHOLE,
    Field,
    Form,
    Kind,
    listed,
    nested,
    one_of,
)
from satudata.standards._activity import Activity, CollectionMethod, Indicator, Variable
from satudata.standards._code_lists import CodeEntry, CodeList


def _standard(**fields: Any) -> DataStandard:
    return DataStandard(**{"satuan": None, **fields})


A_YEAR = Kind(WHOLE.write, WHOLE.read, {"type": "integer", "minimum": 1900, "maximum": 9999})
NAMES = listed(TEXT)


def _texts(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, TEXT) for name in names)


def _required(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, TEXT, required=True) for name in names)


DATA_STANDARD_FORM = Form(
    "satudata.data-standard",
    1,
    DataStandard,
    (
        *_required("name", "konsep", "definisi", "klasifikasi", "ukuran"),
        *_texts("satuan", "no_unit_reason"),
        *_required("citation"),
    ),
    _standard,
    {"oneOf": [{"required": ["satuan"]}, {"required": ["no_unit_reason"]}]},
)
ACTIVITY_FORM = Form(
    "satudata.activity",
    1,
    Activity,
    (
        *_required("title"),
        Field("year", A_YEAR),
        *_texts("code"),
        Field("method", one_of(CollectionMethod)),
        *_texts("sector", "organiser", "responsible", "planning", "design", "sample_design"),
        *_texts("quality_assurance", "processing", "dissemination"),
    ),
    Activity,
)
VARIABLE_FORM = Form(
    "satudata.variable",
    1,
    Variable,
    (
        *_required("name"),
        *_texts("alias", "konsep", "definisi", "selection_reference", "time_reference", "data_type"),
        *_texts("klasifikasi", "validation_rule", "question"),
        Field("is_public", TRUTH),
    ),
    Variable,
)
INDICATOR_FORM = Form(
    "satudata.indicator",
    1,
    Indicator,
    (
        *_required("name"),
        *_texts("konsep", "definisi", "interpretation", "method", "ukuran", "satuan", "klasifikasi"),
        Field("is_composite", TRUTH),
        *_texts("publication"),
        Field("indicators", NAMES, ()),
        *_texts("activity", "activity_code"),
        Field("variables", NAMES, ()),
        *_texts("estimation_level"),
        Field("is_public", TRUTH),
    ),
    Indicator,
)
CODE_ENTRY_FORM = Form(
    "satudata.code-entry",
    1,
    CodeEntry,
    (*_required("code", "name"), Field("valid_from", DAY), Field("valid_to", DAY), *_texts("parent")),
    CodeEntry,
)
CODE_LIST_FORM = Form(
    "satudata.code-list",
    1,
    CodeList,
    (
        *_required("id", "title", "authority", "edition"),
        Field("valid_from", DAY),
        Field("valid_to", DAY),
        Field("entries", listed(nested(CODE_ENTRY_FORM)), required=True),
        *_required("citation"),
        Field("note", TEXT, ""),
    ),
    CodeList,
)

#: What ``satudata.interchange`` finds here.
FORMS = (DATA_STANDARD_FORM, ACTIVITY_FORM, VARIABLE_FORM, INDICATOR_FORM, CODE_ENTRY_FORM, CODE_LIST_FORM)
