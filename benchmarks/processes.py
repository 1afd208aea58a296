"""Run a command as a whole process, and say how much processor time and memory it took.

The command is started by a small process of its own: Linux counts the memory of the process that starts another as the
peak of the new one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

#: ``ru_maxrss`` is in KiB, on macOS in bytes.
_UNIT = 1 if sys.platform == "darwin" else 1024


class Used(NamedTuple):
    """What a process took: *seconds* of processor time (user and system), peak memory in *megabytes*; its *status*."""

    seconds: float
    megabytes: float
    status: int


def run(command: Sequence[str], output: Path, environment: Mapping[str, str] | None = None) -> Used:
    """Run *command* with its standard output in the file *output*; what it says on standard error is dropped."""
    with tempfile.TemporaryDirectory() as folder, output.open("wb") as stream:
        report = Path(folder) / "used.json"
        subprocess.run(
            [sys.executable, "-I", "-S", __file__, str(report), *command],
            stdout=stream,
            stderr=subprocess.DEVNULL,
            env=environment,
            check=True,
        )
        return Used(*json.loads(report.read_text()))


def _start(report: str, command: list[str]) -> None:
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    taken = (used.ru_utime + used.ru_stime, used.ru_maxrss * _UNIT / 1e6, os.waitstatus_to_exitcode(status))
    Path(report).write_text(json.dumps(taken))


if __name__ == "__main__":
    _start(sys.argv[1], sys.argv[2:])
