"""Hypothesis profiles for tests and doctests (``fast`` by default, ``ci`` repeatable, ``deep`` on demand).

The garbage collector is off while tests are collected. Then it leaves out what was collected: the items live as long
as the run, and it would look at them again and again.
"""

import gc
import os

from hypothesis import settings

settings.register_profile("fast", max_examples=60, deadline=None)
settings.register_profile("ci", settings.get_profile("fast"), derandomize=True, database=None)
settings.register_profile("deep", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("SATUDATA_HYPOTHESIS", "fast"))

gc.disable()


def pytest_collection_finish() -> None:
    """Turn the collector on, for what is made from here on."""
    gc.freeze()
    gc.enable()
