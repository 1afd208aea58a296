"""The first import of ``KIB`` beside that of attrs, which it needs; each in a fresh interpreter, from bytecode."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

ROUNDS = 40
STATEMENTS = ("from satudata import KIB", "import attrs")
TIMED = "from time import perf_counter as now; start = now(); {}; print(now() - start)"


def measure() -> dict[str, float]:
    """Seconds of the best of many interpreters, by statement."""
    best = dict.fromkeys(STATEMENTS, float("inf"))
    with tempfile.TemporaryDirectory() as cache:
        for _ in range(ROUNDS):
            for statement in STATEMENTS:
                best[statement] = min(best[statement], seconds(statement, cache))
    return best


def seconds(statement: str, cache: str) -> float:
    """How long *statement* takes in an interpreter that has imported nothing of it; the first time fills *cache*."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    result = subprocess.run(
        [sys.executable, "-c", TIMED.format(statement)],
        env={**environment, "PYTHONPYCACHEPREFIX": cache},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(result.stdout)
