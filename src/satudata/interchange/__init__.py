"""Values as plain dictionaries, and back: one documented form for each type, with the id and version of its schema.

A form is data: the fields of a value, and the kind of each. The outermost value has ``"schema"`` and ``"version"``; a
value within another has neither. KIBs and codes are text, dates ISO 8601, decimal figures text. A field at its default
is left out.
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
from satudata._ground.strict_json import read_json
from satudata.interchange._cattrs import register_cattrs
from satudata.interchange._code_forms import A_KIB, A_REGION
from satudata.interchange._event_forms import FORMS
from satudata.interchange._exchange import from_dict, from_json, json_schema, to_dict, to_json
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
    "form_of_record",
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
