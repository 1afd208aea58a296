"""Hooks for serializers of other libraries: json, orjson, msgspec. A code becomes text, a record its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satudata._ground.codes import Code
from satudata._ground.kinds import JSON
from satudata._ground.maps import FrozenMap
from satudata.errors import WrongTypeError
from satudata.interchange._exchange import to_dict
from satudata.interchange._registry import has_form


def default(value: object) -> JSON:
    """Return what ``json`` and ``orjson`` write for *value*; give it to them as ``default=``.

    A code becomes its text, a value with a form what :func:`to_dict` writes, a map by codes or words an object.
    Raises :class:`~satudata.WrongTypeError` for everything else, as ``json`` does.

    >>> import json
    >>> from satudata import KIB
    >>> json.dumps({"kib": KIB.parse("6202106202408041")}, default=default)
    '{"kib": "6202106202408041"}'
    """
    if isinstance(value, Code):
        return str(value)
    if isinstance(value, FrozenMap):
        return _by_text(value)
    if has_form(type(value)):
        return to_dict(value)
    raise WrongTypeError("{found} is no value of satudata that JSON can have", type(value))


def enc_hook(value: object) -> JSON:
    """Return what msgspec writes for *value*; give it to ``msgspec.json.encode`` and the like as ``enc_hook=``.

    A code becomes its text, a map by codes or words an object. msgspec writes records by itself, with every field and
    not in our form: give it ``to_dict(event)`` instead. Raises :class:`~satudata.WrongTypeError` for everything else.
    """
    if isinstance(value, Code):
        return str(value)
    if isinstance(value, FrozenMap):
        return _by_text(value)
    raise WrongTypeError(
        "{found} is no code of satudata", type(value), "msgspec takes a record as to_dict(record)"
    )


def dec_hook(kind: Any, given: Any) -> Any:
    """Return the code of the type *kind* that the text *given* is; give it to ``msgspec.json.decode`` as ``dec_hook=``.

    Raises the errors of ``parse``, which msgspec puts into its own with the place, and
    :class:`~satudata.WrongTypeError` for a type that is no code: read a record by :func:`from_dict`.

    >>> from satudata import KIB
    >>> dec_hook(KIB, "6202106202408041")
    KIB.parse('6202106202408041')
    """
    if isinstance(kind, type) and issubclass(kind, Code):
        return kind.parse(given)
    name = getattr(kind, "__name__", str(kind))
    raise WrongTypeError("{found} is no code of satudata", name, "from_dict(given) reads a record")


def _by_text(value: Mapping[Any, Any]) -> dict[str, JSON]:
    """The map with its keys as text; keys that are no single text are refused."""
    for key in value:
        if not isinstance(key, (str, Code)):
            raise WrongTypeError("keys of JSON are text", type(key), "to_dict(record) writes such a map")
    return {str(key): each for key, each in value.items()}
