"""The names of a window: those it imports at once or on first use, and old names that work for one release."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Any

#: Functions of a higher layer that a lower one calls. The window of the package sets them: it is above both.
PROVIDED: dict[str, Callable[..., Any]] = {}
_NONE: Mapping[str, str] = MappingProxyType({})


def attach(
    package: str,
    table: Mapping[str, tuple[str, ...]],
    old: Mapping[str, str] = _NONE,
    computed: Mapping[str, Callable[[], object]] = MappingProxyType({}),
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return the ``__getattr__`` and ``__dir__`` of a *package* that imports its names on first use.

    *table* has the names by the module that defines them; under the package itself it has modules. *old* names are
    read as :func:`renamed` says, and *computed* ones are worked out each time.
    """
    homes = {name: home for home, names in table.items() for name in names}

    def __getattr__(name: str) -> object:
        home = homes.get(name)
        if name in computed:
            return computed[name]()
        if home is None:
            return _read_old(package, old, name)
        value = import_module(f"{package}.{name}") if home == package else getattr(import_module(home), name)
        setattr(sys.modules[package], name, value)
        return value

    def __dir__() -> list[str]:
        return sorted({*homes, *(name for name in vars(sys.modules[package]) if name.startswith("__"))})

    return __getattr__, __dir__


def names_of(window: Mapping[str, object], *modules: str) -> list[str]:
    """Return the names that a *window* imports, for its ``__all__``; of modules only those that are named.

    >>> import satudata.impacts
    >>> names_of(vars(satudata.impacts))[:3]
    ['Amount', 'COUNTS', 'Damage']
    """
    return sorted(
        name
        for name, value in window.items()
        if name in modules or not (name.startswith("_") or isinstance(value, ModuleType))
    )


def renamed(package: str, old: Mapping[str, str]) -> Callable[[str], object]:
    """Return a ``__getattr__`` for a *package*: its *old* names are the new ones, with a ``DeprecationWarning``.

    An old name works for one release. ``dir`` does not show it.

    >>> import warnings
    >>> from satudata import displaced
    >>> with warnings.catch_warnings(record=True, action="always") as caught:
    ...     displaced.Change is displaced.DisplacedChange
    True
    >>> str(caught[0].message)
    'satudata.displaced.Change is now DisplacedChange; the old name works for one release'
    """

    def __getattr__(name: str) -> object:
        return _read_old(package, old, name)

    return __getattr__


def _read_old(package: str, old: Mapping[str, str], name: str) -> object:
    new = old.get(name)
    if new is None:
        raise AttributeError(f"module {package!r} has no attribute {name!r}")
    import warnings

    message = f"{package}.{name} is now {new}; the old name works for one release"
    warnings.warn(message, DeprecationWarning, stacklevel=3)  # the caller of the window's __getattr__
    value: object = getattr(sys.modules[package], new)
    return value
