"""Data sets and releases as plain dictionaries: their forms for ``satudata.interchange``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from satudata.interchange import (
    DAY,
    TEXT,
    TRUTH,
    Field,
    Form,
    Kind,
    listed,
    nested,
    one_of,
    optional,
)
from satudata.interchange._reference_forms import FINDINGS
from satudata.phases import Phase
from satudata.standards._dataset import Column, ColumnType, Dataset, DeclaredStandard, Frequency, Resource
from satudata.standards._forms import ACTIVITY_FORM, INDICATOR_FORM, VARIABLE_FORM
from satudata.standards._release import Release, ReleaseAction, ReleaseStep
from satudata.standards._roles import Party, Role

TEXTS = listed(TEXT)
A_TEXT = optional(TEXT)


def _form(schema: str, kind: type[Any], kinds: Mapping[str, Kind]) -> Form:
    """The form of a record: its fields in their order, each with the default of its class."""
    fields = tuple(
        Field(
            each.name,
            kinds[each.name],
            None if each.default is attrs.NOTHING else each.default,
            required=each.default is attrs.NOTHING,
        )
        for each in attrs.fields(kind)
    )
    return Form(schema, 1, kind, fields, kind)


PARTY_FORM = _form("satudata.party", Party, {"name": TEXT, "role": one_of(Role), "email": A_TEXT})
_STANDARD_FORM = _form(
    "satudata.declared-standard",
    DeclaredStandard,
    dict.fromkeys((each.name for each in attrs.fields(DeclaredStandard)), TEXT),
)
_STANDARD = optional(nested(_STANDARD_FORM))
_COLUMN_FORM = _form(
    "satudata.column",
    Column,
    {
        "name": TEXT,
        "type": one_of(ColumnType),
        "concept": A_TEXT,
        "standard": _STANDARD,
        "code_list": A_TEXT,
        "by_name": TRUTH,
        "format": TEXT,
        "required": TRUTH,
    },
)
_RESOURCE_FORM = _form(
    "satudata.resource",
    Resource,
    {
        **dict.fromkeys(("name", "title", "description", "path", "url", "format", "delimiter"), TEXT),
        "columns": listed(nested(_COLUMN_FORM)),
        "key": TEXTS,
        "dated_by": A_TEXT,
    },
)
DATASET_FORM = _form(
    "satudata.dataset",
    Dataset,
    {
        **dict.fromkeys(
            ("name", "title", "description", "data_version", "url", "license", "owner_org"), TEXT
        ),
        "standard": _STANDARD,
        "issued": optional(DAY),
        "modified": optional(DAY),
        "frequency": optional(one_of(Frequency)),
        "private": TRUTH,
        "priority": TRUTH,
        "keywords": TEXTS,
        "groups": TEXTS,
        "phases": listed(one_of(Phase)),
        "parties": listed(nested(PARTY_FORM)),
        "activity": optional(nested(ACTIVITY_FORM)),
        "variables": listed(nested(VARIABLE_FORM)),
        "indicators": listed(nested(INDICATOR_FORM)),
        "resources": listed(nested(_RESOURCE_FORM)),
    },
)
_STEP_FORM = _form(
    "satudata.release-step",
    ReleaseStep,
    {
        "action": one_of(ReleaseAction),
        "by": nested(PARTY_FORM),
        "on": DAY,
        "findings": FINDINGS,
        "url": A_TEXT,
    },
)
RELEASE_FORM = _form(
    "satudata.release",
    Release,
    {"dataset": TEXT, "priority": TRUTH, "steps": listed(nested(_STEP_FORM))},
)

#: What ``satudata.interchange`` finds here.
FORMS = (DATASET_FORM, RELEASE_FORM)
