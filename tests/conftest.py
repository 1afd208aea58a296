"""Hypothesis profiles: ``fast`` by default, ``ci`` the same on every run, ``deep`` on demand."""

import os

from hypothesis import settings

settings.register_profile("fast", max_examples=60, deadline=None)
settings.register_profile("ci", settings.get_profile("fast"), derandomize=True, database=None)
settings.register_profile("deep", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("SATUDATA_HYPOTHESIS", "fast"))

#: Checked by mypy, never run.
collect_ignore = ["typing"]
