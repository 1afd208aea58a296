"""The form of one type of value: its fields, and how it is written, read and described."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, final

import attrs

from satudata._ground.meanings import by_field
from satudata._ground.paths import public
from satudata.errors import InvalidRecordError
from satudata.interchange._kinds import JSON, Kept, Kind, made, place


@public("satudata.interchange")
@final
@attrs.frozen
class Field:
    """A field of a form: name, kind, and default; *of* reads the value if no attribute has the name."""

    name: str
    kind: Kind
    default: Any = None
    required: bool = attrs.field(default=False, kw_only=True)
    of: Callable[[Any], Any] | None = attrs.field(default=None, kw_only=True)

    def held_by(self, value: Any) -> Any:
        """Return the value of this field."""
        return getattr(value, self.name) if self.of is None else self.of(value)


@public("satudata.interchange")
@final
@attrs.frozen
class Form:
    """The form of one type of value: *schema* id, *version*, *fields* in their order, and how it is *built*.

    A result that is computed from other values is only written: *built* is ``None``. *rules* are the parts of the JSON
    Schema about several fields.
    """

    schema: str
    version: int
    type: type[Any]
    fields: tuple[Field, ...]
    built: Callable[..., Any] | None
    rules: JSON = attrs.field(factory=dict)

    def described(self) -> JSON:
        """Return the JSON Schema of what :meth:`write` writes; a data standard of an attribute describes its field."""
        return {
            "type": "object",
            "properties": {
                field.name: {**_meaning(self.type, field.name), **field.kind.schema} for field in self.fields
            },
            "required": [field.name for field in self.fields if field.required],
            "additionalProperties": False,
            **self.rules,
        }

    def write(self, value: Any) -> dict[str, JSON]:
        """Return the fields that are not at their default."""
        written = {}
        for field in self.fields:
            held = field.held_by(value)
            if field.required or held != field.default:
                written[field.name] = field.kind.write(held)
        return written

    def read(self, given: JSON, where: str, kept: Kept | None, ignored: frozenset[str] = frozenset()) -> Any:
        """Return the value of these fields; unknown fields are refused, or kept with their place."""
        if self.built is None:
            raise InvalidRecordError(where or "/", self.schema, "is only written; work it out again instead")
        if not isinstance(given, Mapping):
            raise InvalidRecordError(where or "/", given, f"an object of the fields of {self.schema}")
        known = {field.name: field for field in self.fields}
        unknown = [name for name in given if name not in known and name not in ignored]
        if unknown and kept is None:
            reason = f"no field of {self.schema}; its fields are {', '.join(known)}"
            raise InvalidRecordError(place(where, unknown[0]), given[unknown[0]], reason)
        for name in unknown:
            kept[place(where, name)] = given[name]  # type: ignore[index]  # refused above where it is None
        lacking = [field.name for field in self.fields if field.required and field.name not in given]
        if lacking:
            raise InvalidRecordError(place(where, lacking[0]), None, f"{self.schema} has this field always")
        fields = {
            name: field.kind.read(given[name], place(where, name), kept)
            for name, field in known.items()
            if name in given
        }
        return made(where or "/", self.built, **fields)


def _meaning(kind: type[Any], name: str) -> dict[str, JSON]:
    """The title and description of a field by its data standard."""
    held = by_field(kind).get(name)
    if held is None:
        return {}
    unit = "" if held.satuan is None else f" ({held.satuan})"
    return {"title": held.name, "description": f"{held.definisi}{unit}"}


def nested(form: Form) -> Kind:
    """Return the kind of a value within another value."""
    return Kind(form.write, form.read, form.described)
