"""Values as plain dictionaries, and back: one documented form each, with the id and version of its schema.

A form is data: the fields of a value, and the kind of each. A value at the top has ``"schema"`` and ``"version"``;
within another value the field says what it is. KIBs and codes are text, days ISO 8601, areas decimal text; a field that
says nothing is left out.
"""

from __future__ import annotations

from satudata._ground.forms import Field, Form, form_of_record, nested
from satudata._ground.kinds import (
    A_TYPE_CODE,
    ALL,
    AREA,
    COUNT,
    DAY,
    JSON,
    NAMES,
    TEXT,
    TRUTH,
    WHOLE,
    Kept,
    Kind,
    keyed,
    listed,
    mapped,
    one_of,
    optional,
    parsed,
)
from satudata.interchange._code_forms import A_KIB, A_REGION
from satudata.interchange._event_forms import FORMS
from satudata.interchange._exchange import from_dict, from_json, json_schema, to_dict, to_json
from satudata.interchange._json import read_json
from satudata.interchange._registry import all_forms, form_of

__all__ = [
    "ALL",
    "AREA",
    "A_KIB",
    "A_REGION",
    "A_TYPE_CODE",
    "COUNT",
    "DAY",
    "FORMS",
    "JSON",
    "NAMES",
    "TEXT",
    "TRUTH",
    "WHOLE",
    "Field",
    "Form",
    "Kept",
    "Kind",
    "all_forms",
    "form_of",
    "form_of_record",
    "from_dict",
    "from_json",
    "json_schema",
    "keyed",
    "listed",
    "mapped",
    "nested",
    "one_of",
    "optional",
    "parsed",
    "read_json",
    "to_dict",
    "to_json",
]
