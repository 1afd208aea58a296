"""Find the doctests of a public type in the module that defines it, not in the window whose name it bears."""

from __future__ import annotations

import doctest
from types import ModuleType
from typing import Any

from satudata._ground.paths import DEFINED_IN

_from_module = doctest.DocTestFinder._from_module


def _is_defined_in(finder: doctest.DocTestFinder, module: ModuleType, found: Any) -> bool:
    home = DEFINED_IN.get(found) if isinstance(found, type) else None
    return _from_module(finder, module, found) if home is None else home == module.__name__


doctest.DocTestFinder._from_module = _is_defined_in
