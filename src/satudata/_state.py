"""Records that outlive a version: pickled by field name, and what an earlier version did not know takes its default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs


def state_of(record: Any) -> dict[str, object]:
    """The fields of *record* by name; a record's ``__getstate__``."""
    return {field.name: getattr(record, field.name) for field in attrs.fields(type(record))}


def fill(record: Any, state: Mapping[str, object]) -> None:
    """Set the fields of a new *record* from *state*; a record's ``__setstate__``."""
    for field in attrs.fields(type(record)):
        default = field.default.factory() if isinstance(field.default, attrs.Factory) else field.default  # type: ignore[arg-type]
        object.__setattr__(record, field.name, state.get(field.name, default))
