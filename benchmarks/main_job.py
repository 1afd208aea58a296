"""The main job as a whole process: ``satudata count`` on a published table against a plain script.

``python benchmarks/main_job.py [--rows 60000] [--pairs 5] [--growth 10]``. The table is that of :mod:`published_table`,
the script is :mod:`plain_script`; both have to give the same counts and verdicts before anything is timed. A pair is
the script, the count, and the script once more; ``check`` and ``fix`` follow in the same round. Times are the processor
time of the whole process, from compiled bytecode. Extras are hidden from the processes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

import processes
from processes import Used

ROWS, PAIRS, GROWTH = 60_000, 5, 10
#: Enough to import whatever a command imports.
FEW_ROWS = 100
HERE = Path(__file__).parent
#: The command line as if none of the extras was installed that could make it faster.
_ALONE = """
import sys
sys.modules.update(dict.fromkeys(("narwhals", "polars")))
from satudata.cli import main
sys.exit(main())
"""
SATUDATA = (sys.executable, "-c", _ALONE)
COMMANDS: Mapping[str, Sequence[str]] = {
    "plain script": (sys.executable, str(HERE / "plain_script.py"), "FILE"),
    "satudata count": (*SATUDATA, "count", "FILE", "--format", "json"),
    "satudata check": (*SATUDATA, "check", "FILE"),
    "satudata fix": (*SATUDATA, "fix", "FILE"),
}
#: What is compared.
COUNTED = ("national", "provinces", "regencies", "verdicts")


class Round(NamedTuple):
    """One run of each command, the script before and after the count."""

    before: Used
    counted: Used
    after: Used
    checked: Used
    fixed: Used

    @property
    def script(self) -> float:
        """Seconds of the two runs of the script, on average."""
        return mean((self.before.seconds, self.after.seconds))


class Workshop:
    """Tables in a temporary folder, and runs of the commands on them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self._environment = {**plain, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}

    def table(self, rows: int) -> Path:
        """A table of so many rows, made by a process of its own."""
        path = self._folder / f"{rows}.csv"
        maker = (sys.executable, str(HERE / "published_table.py"), str(path), str(rows))
        if processes.run(maker, Path(os.devnull)).status:
            raise SystemExit("the table could not be made")
        return path

    def run(self, name: str, table: Path) -> Used:
        """Run a command on a table."""
        command = [str(table) if word == "FILE" else word for word in COMMANDS[name]]
        used = processes.run(command, self.output(name), self._environment)
        if used.status not in (0, 1):  # 1: the table has findings of severity error
            raise SystemExit(f"{name} failed with status {used.status}")
        return used

    def output(self, name: str) -> Path:
        """Where the command of that name writes."""
        return self._folder / f"{name}.out"

    def round(self, table: Path) -> Round:
        """Each command once."""
        names = ("plain script", "satudata count", "plain script", "satudata check", "satudata fix")
        return Round(*(self.run(name, table) for name in names))

    def compare(self, table: Path) -> tuple[int, Used]:
        """How many events both count, and what ``satudata count`` took; fails where the two do not agree."""
        counts, used = [], []
        for name in ("plain script", "satudata count"):
            used.append(self.run(name, table))
            found = json.loads(self.output(name).read_bytes())
            counts.append({what: found[what] for what in COUNTED})
        if counts[0] != counts[1]:
            differing = [what for what in COUNTED if counts[0][what] != counts[1][what]]
            raise SystemExit(f"satudata count and the plain script do not agree on {', '.join(differing)}")
        return counts[1]["national"], used[1]


def report(rows: int = ROWS, pairs: int = PAIRS, growth: int = GROWTH) -> Iterator[str]:
    """The ratios, a line each, as they are measured."""
    with tempfile.TemporaryDirectory() as name:
        shop = Workshop(Path(name))
        few = shop.table(FEW_ROWS)
        for command in COMMANDS:
            shop.run(command, few)  # compiles the bytecode
        starts = {command: median(shop.run(command, few).seconds for _ in range(3)) for command in COMMANDS}
        table = shop.table(rows)
        events, _ = shop.compare(table)
        yield f"{rows:,} rows, {events:,} events, {table.stat().st_size / 1e6:.1f} MB"
        rounds = [shop.round(table) for _ in range(pairs)]
        yield from _of_rounds(rounds, starts)
        if growth > 1:
            yield from _of_growth(
                shop, rows, growth, [each.counted for each in rounds], starts["satudata count"]
            )


def _of_rounds(rounds: Sequence[Round], starts: Mapping[str, float]) -> Iterator[str]:
    for name, used in (
        ("plain script", [each.before for each in rounds] + [each.after for each in rounds]),
        ("satudata count", [each.counted for each in rounds]),
        ("satudata check", [each.checked for each in rounds]),
        ("satudata fix", [each.fixed for each in rounds]),
    ):
        seconds, peak = median(each.seconds for each in used), max(each.megabytes for each in used)
        yield f"{name:<16} {seconds:6.2f} s, of it {starts[name]:.2f} s for {FEW_ROWS} rows; peak {peak:5.0f} MB"
    yield _ratio("count / plain script", [each.counted.seconds / each.script for each in rounds], 4)
    yield _ratio("check / count", [each.checked.seconds / each.counted.seconds for each in rounds], 1.3)
    yield _ratio("fix / count", [each.fixed.seconds / each.counted.seconds for each in rounds], 1.3)


def _of_growth(shop: Workshop, rows: int, growth: int, used: Sequence[Used], start: float) -> Iterator[str]:
    _, long = shop.compare(shop.table(rows * growth))
    yield f"satudata count   {long.seconds:6.2f} s for {rows * growth:,} rows; peak {long.megabytes:.0f} MB"
    short = median(each.seconds for each in used) - start
    yield _ratio(f"{growth} times the rows", [(long.seconds - start) / short], growth * 1.2)


def _ratio(what: str, ratios: Sequence[float], limit: float) -> str:
    ratio = median(ratios)
    spread = f", from {min(ratios):.2f} to {max(ratios):.2f}" if len(ratios) > 1 else ""
    return f"{what}: {ratio:.2f}{spread} (aim: at most {limit:g}; {'met' if ratio <= limit else 'missed'})"


def main() -> None:
    """Measure with what the command line asks for, and print."""
    parser = argparse.ArgumentParser(description="satudata count against a plain script")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="rounds of script, count, script")
    parser.add_argument("--growth", type=int, default=GROWTH, help="so many times the rows once more; 1: not")
    given = parser.parse_args()
    for line in report(given.rows, given.pairs, given.growth):
        print(line, flush=True)


if __name__ == "__main__":
    main()
