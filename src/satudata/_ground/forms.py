"""The JSON form of one type of value: its fields, and how it is written, read and described.

The form of a record follows from the types of its fields. Only a field that is written in another way is stated.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, Union, final, get_args, get_origin, get_type_hints

import attrs

from satudata._ground.kinds import (
    AREA,
    COUNT,
    DAY,
    JSON,
    NAMES,
    TEXT,
    TRUTH,
    Kept,
    Kind,
    listed,
    made,
    mapped,
    one_of,
    optional,
    place,
)
from satudata._ground.maps import FrozenMap
from satudata._ground.meanings import DataStandard, by_field
from satudata._ground.paths import public
from satudata._ground.records import default_of
from satudata.errors import InvalidRecordError

_NOTHING: Mapping[str, Any] = FrozenMap()
#: A type and ``None``.
_WITH_NONE = 2


@public("satudata.interchange")
@final
@attrs.frozen
class Field:
    """A field of a form: name, kind, and default; *of* reads the value if no attribute has the name.

    A value at its default is left out, unless the field is *always* written.
    """

    name: str
    kind: Kind
    default: Any = None
    required: bool = attrs.field(default=False, kw_only=True)
    always: bool = attrs.field(default=False, kw_only=True)
    of: Callable[[Any], Any] | None = attrs.field(default=None, kw_only=True)

    def value_in(self, record: Any) -> Any:
        """Return the value of this field in a *record*."""
        return getattr(record, self.name) if self.of is None else self.of(record)


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
        standards = by_field(self.type)
        return {
            "type": "object",
            "properties": {
                field.name: {**_heading(standards.get(field.name)), **field.kind.schema}
                for field in self.fields
            },
            "required": [field.name for field in self.fields if field.required],
            "additionalProperties": False,
            **self.rules,
        }

    def write(self, value: Any) -> dict[str, JSON]:
        """Return the fields that are not at their default."""
        written = {}
        for field in self.fields:
            own = field.value_in(value)
            if field.required or field.always or own != field.default:
                written[field.name] = field.kind.write(own)
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


def _heading(standard: DataStandard | None) -> dict[str, JSON]:
    """The title and description of a field by its data standard."""
    if standard is None:
        return {}
    unit = "" if standard.satuan is None else f" ({standard.satuan})"
    return {"title": standard.name, "description": f"{standard.definisi}{unit}"}


def nested(form: Form) -> Kind:
    """Return the kind of a value within another value."""
    return Kind(form.write, form.read, form.described)


#: The kind of each type that is always written in one way. A code or record adds its own where its form is stated.
KINDS: dict[Any, Kind] = {
    str: TEXT,
    bool: TRUTH,
    int: COUNT,
    Decimal: AREA,
    datetime.date: DAY,
    frozenset[str]: NAMES,
}


def form_of_code(schema: str, code: type[Any], name: str, kind: Kind) -> Form:
    """Return the form of a code: an object with one text, the field *name*."""
    KINDS[code] = kind
    field = Field(name, kind, required=True, of=lambda value: value)
    return Form(schema, 1, code, (field,), lambda **given: given[name])


def form_of_record(
    schema: str,
    record: type[Any],
    stated: Mapping[str, Kind | Field] = _NOTHING,
    *,
    order: tuple[str, ...] = (),
    built: Callable[..., Any] | None = None,
    is_read: bool = True,
    reads_null: bool = False,
    rules: JSON = _NOTHING,
) -> Form:
    """Return the form of an attrs class: its public fields in their order, each with the kind of its type.

    *stated* has what differs: another kind, or a whole field; a field that the class lacks comes last. The fields in
    *order* come first. *built* makes the value; without it the class does. A result is only written (*is_read* false).
    With *reads_null* a field that can be ``None`` reads null too.

    Raises ``TypeError`` for a type of field without a kind.
    """
    hints = get_type_hints(record)
    fields = {
        each.name: _field(each, hints[each.name], stated.get(each.name), reads_null)
        for each in attrs.fields(record)
        if not each.name.startswith("_")
    }
    fields |= {name: each for name, each in stated.items() if name not in fields and isinstance(each, Field)}
    ordered = tuple(fields[name] for name in dict.fromkeys((*order, *fields)))
    form = Form(schema, 1, record, ordered, (built or record) if is_read else None, dict(rules))
    KINDS[record] = nested(form)
    return form


def _field(field: attrs.Attribute[Any], hint: Any, stated: Kind | Field | None, reads_null: bool) -> Field:
    if isinstance(stated, Field):
        return stated
    required = field.default is attrs.NOTHING
    kind = stated or _kind_of(hint, reads_null, field.name)
    return Field(field.name, kind, None if required else default_of(field, None), required=required)


def _kind_of(hint: Any, reads_null: bool, name: str) -> Kind:
    """The kind of a type: of its own, of a word, a list, a map by word, or of one of these or ``None``."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint in KINDS:
        return KINDS[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return one_of(hint)
    if origin is tuple and inner[1:] == (...,):
        return listed(_kind_of(inner[0], False, name))
    if origin is FrozenMap and issubclass(inner[0], StrEnum):
        return mapped(inner[0], _kind_of(inner[1], False, name))
    if origin in (UnionType, Union) and len(inner) == _WITH_NONE and inner[1] is type(None):
        kind = _kind_of(inner[0], False, name)
        return optional(kind) if reads_null else kind
    raise TypeError(f"{name}: {hint} has no kind of its own: state one")
