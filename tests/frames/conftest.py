"""Run each test on every engine that is installed; report a missing engine in one line."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

#: No frame can be built without these. `make test-frames` installs them and the engines in a separate environment.
_LACKING = [module for module in ("narwhals", "pyarrow") if importlib.util.find_spec(module) is None]
if _LACKING:
    ENGINES, NEEDS = {}, {}
    collect_ignore_glob = ["*.py"]
else:
    from engines import ENGINES, NEEDS

#: ``SATUDATA_ENGINES=polars,duckdb`` runs only these.
_CHOSEN = [name for name in os.environ.get("SATUDATA_ENGINES", "").split(",") if name]
_JAVA = 17


def _missing(name: str) -> str | None:
    lacking = [module for module in NEEDS[name] if importlib.util.find_spec(module) is None]
    if lacking:
        return f"{', '.join(lacking)} not installed"
    return _missing_java() if name == "pyspark" else None


def _missing_java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if java is None:
        return "no Java"
    output = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', output)
    if version is None or int(version[1]) < _JAVA:
        return f"no Java {_JAVA}"
    return None


_MISSING = {name: why for name in ENGINES if (why := _missing(name)) is not None}
_RUN = [name for name in ENGINES if name not in _MISSING and (not _CHOSEN or name in _CHOSEN)]


def pytest_configure() -> None:
    unknown = [name for name in _CHOSEN if ENGINES and name not in ENGINES]
    if unknown:
        raise pytest.UsageError(f"SATUDATA_ENGINES: no {', '.join(unknown)}; there are {', '.join(ENGINES)}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _LACKING:
        terminalreporter.write_line(f"no engine was run: {', '.join(_LACKING)} not installed")
        return
    terminalreporter.write_line(f"engines: {', '.join(_RUN) or 'none'}")
    for name, why in _MISSING.items():
        terminalreporter.write_line(f"engine {name}: not run: {why}")
    left_out = [name for name in ENGINES if name not in _MISSING and name not in _RUN]
    if left_out:
        terminalreporter.write_line(f"not chosen: {', '.join(left_out)}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", [ENGINES[name] for name in _RUN], ids=_RUN)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """An engine is started once: with several workers, its tests go to one of them."""
    for item in items:
        engine = getattr(item, "callspec", None) and item.callspec.params.get("engine")
        if engine is not None:
            item.add_marker(pytest.mark.xdist_group(engine.name))


@pytest.fixture(autouse=True)
def _engines_warn_of_themselves():
    """Ignore what engines say about their own versions."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Dask support is moving", category=FutureWarning)
        warnings.filterwarnings("ignore", module="pyspark|dask|distributed|ibis|sqlframe")
        yield
