"""What the fields of a record accept: the checks that all records share."""

from __future__ import annotations

import datetime

import attrs

from satudata._ground.codes import are_digits, require_text
from satudata.errors import InvalidRecordError


def as_text(value: str | None) -> str | None:
    """Plain text, or ``None``."""
    return None if value is None else require_text(value, "an id or name")


def not_blank(record: object, field: attrs.Attribute[str | None], value: str | None) -> None:
    """Refuse text that says nothing."""
    if value is not None and not value.strip():
        raise InvalidRecordError(field.name, value, "not blank; without one it is None")


def as_type_code(value: str | None) -> str | None:
    """The three digits of a disaster type, or ``None``."""
    if value is None:
        return None
    code = require_text(value, "a type code")
    if not (len(code) == 3 and are_digits(code)):
        raise InvalidRecordError("type_code", value, "three ASCII digits, '101'")
    return code


def as_day(value: datetime.date | None) -> datetime.date | None:
    """A plain day, or ``None``; a moment is refused."""
    if value is None or type(value) is datetime.date:
        return value
    given: object = value
    if isinstance(given, datetime.date) and not isinstance(given, datetime.datetime):
        return datetime.date(given.year, given.month, given.day)
    raise TypeError(f"a day is a datetime.date, not {type(value).__name__}: date(2024, 8, 4)")
