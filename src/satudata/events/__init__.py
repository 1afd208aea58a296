"""An event (one, national), its records by kabupaten/kota (many), and the answer of counting events."""

from __future__ import annotations

from satudata.events._event import Event, EventRecord, Status

__all__ = ["Event", "EventRecord", "Status"]
