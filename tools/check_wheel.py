"""Build the wheel, look into it, install it alone in a fresh environment and walk its tables there."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"


def build(into: Path) -> Path:
    """Build the project's wheel and return its path."""
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", into, ROOT)
    (wheel,) = into.glob("satudata-*.whl")
    return wheel


def faults(wheel: Path) -> list[str]:
    """What is missing from the wheel, and what does not belong there."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    wanted |= {"satudata/py.typed"}
    return [f"missing: {name}" for name in sorted(wanted - held)] + [
        f"does not belong: {name}" for name in sorted(held - wanted)
    ]


def walk_tables(wheel: Path, environment: Path) -> None:
    """Run the whole-table tests against *wheel*, installed with no more than it asks for and the test runner."""
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    run(python, "-c", f"import satudata; assert satudata.__file__.startswith({str(environment)!r})")
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pytest", "hypothesis")
    # Only these files: others may import parts that the wheel does without.
    walking = sorted(
        file for file in (ROOT / "tests").rglob("test_*.py") if "whole_table" in file.read_text()
    )
    run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "whole_table", *walking)


def run(*command: str | Path) -> None:
    """Run *command* in the project's root; its failure is ours."""
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def main() -> int:
    """0 when the wheel holds what it should and its tables pass their tests."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = build(Path(folder) / "dist")
        found = faults(wheel)
        print(*found or [f"{wheel.name}: complete, nothing else in it"], sep="\n")
        if found:
            return 1
        walk_tables(wheel, Path(folder).resolve() / "environment")
    return 0


if __name__ == "__main__":
    sys.exit(main())
