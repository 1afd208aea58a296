"""Interchange, pydantic fields and notebooks as a type checker sees them; nothing runs this file."""

from __future__ import annotations

from typing import Annotated, Any, assert_type

from pydantic import BaseModel

from satudata import KIB, DisasterType, Event, findings, verify
from satudata.interchange import from_json, json_schema, to_json
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
assert_type(findings.as_html(verify(report.kib), "id"), str)
