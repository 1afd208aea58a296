"""KIBs as people really write them: repaired by form, their code system told apart, and every change accounted for."""

from __future__ import annotations

from satudata.reading._option import AsWritten
from satudata.reading._reading import Candidate, Reading, read_kib

__all__ = ["AsWritten", "Candidate", "Reading", "read_kib"]
