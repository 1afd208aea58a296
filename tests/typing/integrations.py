"""Interchange, pydantic fields and notebooks as a type checker sees them; nothing runs this file."""

from __future__ import annotations

import json
from typing import Annotated, Any, assert_type

import cattrs
import msgspec
import orjson
from pydantic import BaseModel

from satudata import KIB, DisasterType, Event, findings, verify
from satudata.interchange import (
    dec_hook,
    default,
    enc_hook,
    from_json,
    json_schema,
    register_cattrs,
    to_json,
)
from satudata.reading import AsWritten


class Report(BaseModel):
    """A model of an app."""

    kib: KIB
    written: Annotated[KIB, AsWritten(canonical=True)]
    type: DisasterType | None = None
    event: Event | None = None


report = Report(kib=KIB.parse("6202106202408041"), written=KIB.parse("6202106202408041"))
assert_type(report.kib, KIB)
assert_type(report.written, KIB)
assert_type(report.event, Event | None)

assert_type(json_schema(Event), dict[str, Any])
assert_type(json_schema("satudata.event"), dict[str, Any])
assert_type(to_json(report.kib), str)
assert_type(from_json(b"{}"), Any)
assert_type(json.dumps({"kib": report.kib}, default=default), str)
assert_type(orjson.dumps(report.kib, default=default), bytes)
assert_type(msgspec.json.encode([report.kib], enc_hook=enc_hook), bytes)
assert_type(msgspec.json.decode(b"[]", type=list[KIB], dec_hook=dec_hook), list[KIB])
converter = cattrs.Converter()
register_cattrs(converter)
assert_type(converter.structure("6202106202408041", KIB), KIB)
assert_type(findings.as_html(verify(report.kib), "id"), str)
