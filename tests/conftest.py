"""Hypothesis profiles: ``fast`` by default, ``ci`` the same on every run, ``deep`` on demand."""

import os

import pytest
from hypothesis import settings

settings.register_profile("fast", max_examples=60, deadline=None)
settings.register_profile("ci", settings.get_profile("fast"), derandomize=True, database=None)
settings.register_profile("deep", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("SATUDATA_HYPOTHESIS", "fast"))

#: Checked by mypy, never run.
collect_ignore = ["typing"]


class AlwaysEqual:
    """Equal to everything, and above everything: a value that knows no better leaves the answer to it."""

    __hash__ = None

    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return False

    __le__ = __lt__

    def __gt__(self, other):
        return True

    __ge__ = __gt__


class NeverEqual(AlwaysEqual):
    """Equal to nothing, itself included."""

    __hash__ = None

    def __eq__(self, other):
        return False


@pytest.fixture
def always_equal():
    return AlwaysEqual()


@pytest.fixture
def never_equal():
    return NeverEqual()
