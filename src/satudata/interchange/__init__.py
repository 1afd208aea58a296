"""Values as plain dictionaries, and back: one documented form each, with the id and version of its schema.

A form is data: the fields of a value, and the kind of each. A value at the top has ``"schema"`` and ``"version"``;
within another value the field says what it is. KIBs and codes are text, days ISO 8601, areas decimal text; a field that
says nothing is left out.
"""

from __future__ import annotations

from satudata.interchange._cattrs import register_cattrs
from satudata.interchange._event_forms import FORMS
from satudata.interchange._exchange import from_dict, from_json, json_schema, to_dict, to_json
from satudata.interchange._form import Field, Form, nested
from satudata.interchange._json import read_json
from satudata.interchange._kinds import (
    A_KIB,
    A_REGION,
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
from satudata.interchange._registry import all_forms, form_of, has_form
from satudata.interchange._serializers import dec_hook, default, enc_hook

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
    "dec_hook",
    "default",
    "enc_hook",
    "form_of",
    "from_dict",
    "from_json",
    "has_form",
    "json_schema",
    "keyed",
    "listed",
    "mapped",
    "nested",
    "one_of",
    "optional",
    "parsed",
    "read_json",
    "register_cattrs",
    "to_dict",
    "to_json",
]
