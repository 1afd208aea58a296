"""Hypothesis profiles for tests and doctests (``fast`` by default, ``ci`` repeatable, ``deep`` on demand).

``few`` is for mutants: repeatable, and a failure is not made smaller.

The garbage collector is off while tests are collected. Then it leaves out what was collected: the items live as long
as the run, and it would look at them again and again.

The doctests of a public type are found in the module that defines it, not in the window whose name it bears.
"""

import doctest
import gc
import os
from types import ModuleType
from typing import Any

from hypothesis import Phase, settings

from satudata._ground.paths import DEFINED_IN

settings.register_profile("fast", max_examples=60, deadline=None)
settings.register_profile("ci", settings.get_profile("fast"), derandomize=True, database=None)
settings.register_profile(
    "few",
    settings.get_profile("ci"),
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
)
settings.register_profile("deep", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("SATUDATA_HYPOTHESIS", "fast"))

gc.disable()


def pytest_collection_finish() -> None:
    """Turn the collector on, for what is made from here on."""
    gc.freeze()
    gc.enable()


_from_module = doctest.DocTestFinder._from_module


def _is_defined_in(finder: doctest.DocTestFinder, module: ModuleType, found: Any) -> bool:
    home = DEFINED_IN.get(found) if isinstance(found, type) else None
    return _from_module(finder, module, found) if home is None else home == module.__name__


doctest.DocTestFinder._from_module = _is_defined_in
