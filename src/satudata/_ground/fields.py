"""What the fields of a record accept: converters and validators that records share."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, SupportsIndex, TypeAlias, TypeVar

import attrs

from satudata._ground.codes import are_digits, require_text
from satudata.errors import InvalidRecordError, WrongTypeError, shown

T = TypeVar("T")

#: A decimal figure as it is given; a float counts as it prints.
Amount: TypeAlias = Decimal | int | str | float
#: The powers of ten between which a decimal figure must be, so that sums are exact.
_LARGEST, _SMALLEST = 12, -30


def as_text(value: str | None) -> str | None:
    """Return plain text, or ``None``."""
    return None if value is None else require_text(value, "an id or name")


def not_blank(record: object, field: attrs.Attribute[str | None], value: str | None) -> None:
    """Refuse blank text."""
    if value is not None and not value.strip():
        raise InvalidRecordError(field.name, value, "not blank; without one it is None")


def instance_of(kind: type[Any]) -> Callable[[object, attrs.Attribute[Any], object], None]:
    """Return a validator that refuses what is no *kind*."""

    def check(record: object, field: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, kind):
            raise WrongTypeError(f"{field.name!r} must be {kind.__name__}", type(value))

    return check


def as_type_code(value: str | None) -> str | None:
    """Return the three digits of a disaster type, or ``None``."""
    if value is None:
        return None
    code = require_text(value, "a type code")
    if not (len(code) == 3 and are_digits(code)):
        raise InvalidRecordError("type_code", value, "three ASCII digits, '101'")
    return code


def as_day(value: datetime.date | None) -> datetime.date | None:
    """Return a plain date, or ``None``; a ``datetime`` is refused."""
    if value is None or type(value) is datetime.date:
        return value
    given: object = value
    if isinstance(given, datetime.date) and not isinstance(given, datetime.datetime):
        return datetime.date(given.year, given.month, given.day)
    raise WrongTypeError("a day is a datetime.date", type(value), "date(2024, 8, 4)")


def required_day(field: str, value: object) -> datetime.date:
    """Return *value*, which is a date; the error for another type, a ``datetime`` among them, names *field*."""
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        raise WrongTypeError(f"{field} is a datetime.date", type(value), "date(2024, 8, 4)")
    return value


def as_items(values: Iterable[T]) -> tuple[T, ...]:
    """Return a tuple of *values*; the error for what cannot be walked through says that a list is expected."""
    try:
        walk = iter(values)
    except TypeError:
        raise WrongTypeError(
            "several values are given in a list", type(values), "this type is not iterable"
        ) from None
    return tuple(walk)


def as_names(values: Iterable[str]) -> frozenset[str]:
    """Return a frozen set of names."""
    return frozenset(as_items(values))


def require_mapping(value: object, field: str, wanted: str) -> None:
    """Raise a :class:`~satudata.WrongTypeError` for what is not a mapping; *wanted* says what is expected."""
    if not isinstance(value, Mapping):
        raise WrongTypeError(f"{field}: {wanted}", type(value))


def whole_number(field: str, value: SupportsIndex | None) -> int | None:
    """Return a whole number of zero or more, or ``None``; the error for another value names *field*."""
    if value is None or (type(value) is int and value >= 0):
        return value
    if isinstance(value, bool):
        raise WrongTypeError(f"{field}: a whole number or None", "bool")
    try:
        number = operator.index(value)
    except TypeError:
        raise WrongTypeError(
            f"{field}: a whole number or None", f"{type(value).__name__} ({shown(value)})"
        ) from None
    if number < 0:
        raise InvalidRecordError(field, number, "a figure is zero or more; unknown is None")
    return number


def amount(field: str, unit: str, value: Amount | None) -> Decimal | None:
    """Return an exact decimal of zero or more, or ``None``; the error for another value names *field* and *unit*."""
    if value is None:
        return None
    if isinstance(value, bool):
        raise WrongTypeError(f"{field}: {unit} as Decimal, int or text", "bool")
    try:
        number = Decimal(repr(float(value)) if isinstance(value, float) else value)
    except (InvalidOperation, ValueError):
        raise InvalidRecordError(field, value, f"{unit} as a decimal number, '0.5'") from None
    except TypeError:
        raise WrongTypeError(f"{field}: {unit} as Decimal, int or text", type(value)) from None
    if not number.is_finite() or number < 0:
        raise InvalidRecordError(field, value, f"{unit}: zero or more and finite; unknown is None")
    if number and (number.adjusted() > _LARGEST or int(number.as_tuple().exponent) < _SMALLEST):
        raise InvalidRecordError(field, value, "more digits than such a figure has")
    return number
