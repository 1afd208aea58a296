"""The JSON form of a record, made from its fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from satudata.interchange import TEXT, Field, Form, Kind


def record_form(schema: str, record: type[Any], kinds: Mapping[str, Kind] | None = None) -> Form:
    """The form of an attrs class: its fields in their order, each with its default.

    *kinds* gives the kind of a field by its name; any other field is text.
    """
    fields = tuple(
        Field(
            each.name,
            (kinds or {}).get(each.name, TEXT),
            None if each.default is attrs.NOTHING else each.default,
            required=each.default is attrs.NOTHING,
        )
        for each in attrs.fields(record)
    )
    return Form(schema, 1, record, fields, record)
