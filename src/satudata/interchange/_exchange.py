"""From values to plain dictionaries and JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from satudata._ground.kinds import JSON, Kept
from satudata._ground.strict_json import read_json, require_plain
from satudata.errors import InvalidRecordError
from satudata.interchange._registry import by_schema, form_of


def to_dict(value: object, *, kept: Mapping[str, JSON] | None = None) -> dict[str, JSON]:
    """Return *value* as a dictionary of text, numbers, lists and dictionaries, ready for JSON; see :func:`from_dict`.

    *kept* are the unknown fields that reading kept; they are put back. Raises ``TypeError`` for a type without a form,
    :class:`~satudata.InvalidRecordError` for a number that JSON readers do not keep exactly.

    >>> from satudata import KIB
    >>> to_dict(KIB.parse("9404101202407141"))
    {'schema': 'satudata.kib', 'version': 1, 'kib': '9404101202407141'}
    """
    form = form_of(type(value))
    written = {"schema": form.schema, "version": form.version, **form.write(value)}
    for place, unknown in (kept or {}).items():
        _put_back(written, place, unknown)
    return written


def from_dict(given: Mapping[str, JSON], *, kept: Kept | None = None) -> Any:
    """Return the value that :func:`to_dict` wrote; its ``"schema"`` names the type.

    An unknown field is refused, unless the caller gives a dictionary *kept*, which then has it with its place.

    Raises :class:`~satudata.InvalidRecordError` with the place as ``.field``: for a KIB that is a number, an unknown
    schema or a newer version, nesting deeper than 32, a number beyond 2**53.

    >>> note: dict[str, object] = {}
    >>> event = from_dict(
    ...     {"schema": "satudata.event", "version": 1, "kib": "6202106202408041", "note": "?"}, kept=note
    ... )
    >>> event.kib, note
    (KIB.parse('6202106202408041'), {'/note': '?'})
    """
    if not isinstance(given, Mapping):
        raise InvalidRecordError("/", given, "an object with a schema, {'schema': 'satudata.kib', ...}")
    require_plain(given)
    form = by_schema(given.get("schema"))
    version = given.get("version")
    if type(version) is not int or not 1 <= version <= form.version:
        raise InvalidRecordError("/version", version, f"{form.schema} is read up to version {form.version}")
    found: Kept | None = None if kept is None else {}
    value = form.read(given, "", found, frozenset({"schema", "version"}))
    if kept is not None:
        kept.update(found or {})
    return value


def json_schema(what: type[Any] | str) -> dict[str, JSON]:
    """Return the JSON Schema (2020-12) of what :func:`to_dict` writes for a type or a schema id.

    It is made from the same forms. Everything written is valid, and regular expressions are those of ECMAScript.
    Reading is stricter: for JSON Schema ``1.0`` is a whole number and 30 February a date.

    Raises ``TypeError`` for a type without a form, :class:`~satudata.InvalidRecordError` for an unknown id.

    >>> from satudata import KIB
    >>> json_schema(KIB)["properties"]["kib"]["type"]
    'string'
    """
    form = by_schema(what) if isinstance(what, str) else form_of(what)
    described = form.described()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:satudata:{form.schema.removeprefix('satudata.')}:{form.version}",
        "title": form.schema,
        **described,
        "properties": {
            "schema": {"const": form.schema},
            "version": {"const": form.version},
            **described["properties"],
        },
        "required": ["schema", "version", *described["required"]],
    }


def to_json(value: object, *, kept: Mapping[str, JSON] | None = None) -> str:
    """Return :func:`to_dict` as one line of ASCII JSON, the same on every run."""
    return json.dumps(to_dict(value, kept=kept), allow_nan=False, separators=(", ", ": "))


def from_json(text: str | bytes, *, kept: Kept | None = None) -> Any:
    """Return :func:`from_dict` of a JSON text; other text, or a name given twice, is an error too.

    >>> from_json('{"schema": "satudata.kib", "version": 1, "kib": "6202106202408041"}')
    KIB.parse('6202106202408041')
    """
    return from_dict(read_json(text), kept=kept)


def _put_back(written: dict[str, JSON], place: str, value: JSON) -> None:
    at: Any = written
    *path, last = (part.replace("~1", "/").replace("~0", "~") for part in place.split("/")[1:])
    for part in path:
        at = at[int(part)] if isinstance(at, list) else at.setdefault(part, {})
    at[last] = value
