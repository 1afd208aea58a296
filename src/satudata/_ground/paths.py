"""The public path of a type: what pickles, reprs and error messages call it, wherever its file is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, ForwardRef, TypeVar

T = TypeVar("T", bound=type[Any])

#: Every public type made so far, and the module that defines it.
DEFINED_IN: dict[type[Any], str] = {}


def public(path: str) -> Callable[[T], T]:
    """Decorate a class that users import from *path*; the outermost decorator.

    *path* becomes the ``__module__`` of the class: files can move, and old pickles still load. Annotations keep the
    module that they were written in, so that ``typing.get_type_hints`` finds their names.

    >>> from satudata import KIB
    >>> KIB
    <class 'satudata.KIB'>
    >>> DEFINED_IN[KIB]
    'satudata.kib'
    """

    def named(kind: T) -> T:
        home = DEFINED_IN[kind] = kind.__module__
        kind.__module__ = path
        hints = kind.__annotations__
        for name, hint in hints.items():
            if isinstance(hint, str):
                hints[name] = ForwardRef(hint, is_argument=False, module=home, is_class=True)
        plugin = sys.modules.get("satudata.strategies._plugin")
        if plugin is not None:
            plugin.register_type(kind)
        return kind

    return named
