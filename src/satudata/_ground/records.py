"""The base of a record: how it is pickled, and how it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs


class Record:
    """An attrs class that is pickled by the names its constructor takes.

    A record can outlive the version that pickled it: a field that version did not know takes its default. A class that
    is made from other things writes its own ``__getstate__`` and ``__setstate__``.
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        """Put the state methods into the class itself: attrs replaces inherited ones, and keeps the class's own."""
        for name in ("__getstate__", "__setstate__"):
            if name not in vars(cls):
                setattr(cls, name, getattr(cls, name))

    def __getstate__(self) -> dict[str, object]:
        return {field.alias: getattr(self, field.name) for field in attrs.fields(_class(self))}

    def __setstate__(self, state: Mapping[str, object]) -> None:
        for field in attrs.fields(_class(self)):
            is_known = field.alias in state or field.default is attrs.NOTHING
            value = state[field.alias] if is_known else default_of(field, self)
            object.__setattr__(self, field.name, value)

    def __repr__(self) -> str:
        """The fields that are not at their default, as the constructor takes them."""
        parts = []
        is_positional = True
        for field in attrs.fields(_class(self)):
            value = getattr(self, field.name)
            if value == default_of(field, self):
                is_positional = False
            elif is_positional and not field.kw_only:
                parts.append(repr(value))
            else:
                parts.append(f"{field.alias}={value!r}")
        return f"{type(self).__name__}({', '.join(parts)})"


def copy_fields(record: object, other: object) -> None:
    """Fill a new *record* with the fields of an *other* one of its class."""
    for field in attrs.fields(_class(record)):
        object.__setattr__(record, field.name, getattr(other, field.name))


def _class(record: object) -> type[Any]:
    return type(record)


def default_of(field: attrs.Attribute[Any], record: object) -> object:
    """Return the default of a field; one that depends on the record is made of *record*."""
    default: Any = field.default
    if not isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class, though its stub is a function
        return default
    return default.factory(record) if default.takes_self else default.factory()
