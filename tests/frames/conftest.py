"""Which engines there are here, each a frame of its own kind; what is missing is told in one line."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import warnings
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

#: Without these no frame can be built: `make test-frames` installs them, and the engines, in an environment of its own.
_IS_HERE = all(importlib.util.find_spec(module) for module in ("narwhals", "pyarrow"))
if _IS_HERE:
    from engines import ENGINES, NEEDS
else:
    ENGINES, NEEDS = {}, {}
    collect_ignore_glob = ["*.py"]

#: ``SATUDATA_ENGINES=polars,duckdb`` runs these only.
_CHOSEN = [name for name in os.environ.get("SATUDATA_ENGINES", "").split(",") if name]


def _missing(name: str) -> str | None:
    lacking = [module for module in NEEDS[name] if importlib.util.find_spec(module) is None]
    if lacking:
        return f"{', '.join(lacking)} not installed"
    if name == "pyspark" and shutil.which("java") is None:
        return "no Java"
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    missing = {name: why for name in ENGINES if (why := _missing(name)) is not None}
    ran = [name for name in ENGINES if name not in missing and (not _CHOSEN or name in _CHOSEN)]
    terminalreporter.write_line(f"engines: {', '.join(ran)}")
    for name, why in missing.items():
        terminalreporter.write_line(f"engine {name}: not run: {why}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        names = [name for name in ENGINES if _missing(name) is None and (not _CHOSEN or name in _CHOSEN)]
        metafunc.parametrize("engine", [ENGINES[name] for name in names], ids=names)


@pytest.fixture(autouse=True)
def _engines_warn_of_themselves():
    """What engines say of their own versions is not about these tests."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Dask support is moving", category=FutureWarning)
        warnings.filterwarnings("ignore", module="pyspark|dask|distributed|ibis|sqlframe")
        yield
