"""Hooks for cattrs: a code is text, a record the object of its form. cattrs itself is not imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from satudata._ground.codes import Code
from satudata.interchange._registry import form_of, has_form


class _Converter(Protocol):
    """A ``cattrs.Converter``, as far as it is used."""

    def register_structure_hook_func(
        self, check_func: Callable[[Any], bool], func: Callable[[Any, Any], Any]
    ) -> Any: ...

    def register_unstructure_hook_func(
        self, check_func: Callable[[Any], bool], func: Callable[[Any], Any]
    ) -> Any: ...


def register_cattrs(converter: _Converter) -> None:
    """Register hooks on a ``cattrs.Converter`` for every code and every value that has a form.

    A code is text. A record is the object of its form without schema and version, as in a pydantic model; a result that
    is computed (``EventCounts``, ``Evaluation``) is only written. Errors are those of ``parse`` and of
    :func:`from_dict`.

    >>> import cattrs
    >>> from satudata import KIB, EventRecord
    >>> converter = cattrs.Converter()
    >>> register_cattrs(converter)
    >>> converter.unstructure({"records": [EventRecord("62.02", kib="6202106202408041")]})
    {'records': [{'region': '62.02', 'kib': '6202106202408041'}]}
    >>> converter.structure("6202106202408041", KIB)
    KIB.parse('6202106202408041')
    """
    converter.register_unstructure_hook_func(_is_code, str)
    converter.register_structure_hook_func(_is_code, _code_of)
    converter.register_unstructure_hook_func(_is_record, lambda value: form_of(type(value)).write(value))
    converter.register_structure_hook_func(_is_record, _record_of)


def _is_code(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Code)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and not issubclass(kind, Code) and has_form(kind)


def _code_of(given: Any, kind: type[Code]) -> Code:
    return given if isinstance(given, kind) else kind.parse(given)


def _record_of(given: Any, kind: type[Any]) -> Any:
    return given if isinstance(given, kind) else form_of(kind).read(given, "", None)
