"""Report the ratios that the project aims at, each measured side by side in one run: ``make bench``.

``python benchmarks/run.py [parsing] [importing] [counting] [reading] [main_job]`` runs the named ones only.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from itertools import chain

import counting
import importing
import main_job
import parsing
import reading
from timing import readable

MEASURES: dict[str, Callable[[], dict[str, float]]] = {
    "parsing": parsing.measure,
    "importing": importing.measure,
    "counting": counting.measure,
    "reading": reading.measure,
}

#: lines that follow the ratios, or are all there is
REPORTS: dict[str, Callable[[], Iterator[str]]] = {"reading": reading.report, "main_job": main_job.report}

#: measure, what is put above, what below, the aim as words, whether the ratio meets it
RATIOS: tuple[tuple[str, str, str, str, Callable[[float], bool]], ...] = (
    ("parsing", "stdnum.id.nik.validate", "KIB.parse", "at least 15", lambda ratio: ratio >= 15),
    ("parsing", "KIB.parse", "bare slicing", "at most 4", lambda ratio: ratio <= 4),
    ("importing", "from satudata import KIB", "import attrs", "at most 1.25", lambda ratio: ratio <= 1.25),
    ("counting", "count_events", "hand-written loop", "at most 2.5", lambda ratio: ratio <= 2.5),
    ("counting", counting.MANY_IDS, counting.FEW_IDS, "at most 12", lambda ratio: ratio <= 12),
    ("reading", "read_kib compact", "KIB.parse", "at most 5", lambda ratio: ratio <= 5),
    ("reading", "read_kib with context", "KIB.parse", "at most 20", lambda ratio: ratio <= 20),
    ("reading", "read_kib repaired", "KIB.parse", "at most 20", lambda ratio: ratio <= 20),
)


def main(names: list[str]) -> None:
    """Measure and print; a missed aim is said, it is no failure: the machine may have been busy."""
    print(f"Python {platform.python_version()} ({platform.python_implementation()})")
    for name in (*MEASURES, *(REPORTS.keys() - MEASURES.keys())):
        if names and name not in names:
            continue
        print(f"\n{name}")
        for line in chain(_measured(name), REPORTS[name]() if name in REPORTS else ()):
            print(f"  {line}", flush=True)


def _measured(name: str) -> Iterator[str]:
    """The durations and the ratios of a measure."""
    if name not in MEASURES:
        return
    best = MEASURES[name]()
    for what, duration in best.items():
        yield f"{what:<26} {readable(duration):>9}"
    for of, above, below, aim, is_met in RATIOS:
        if of == name:
            ratio = best[above] / best[below]
            yield f"{above} / {below}: {ratio:.2f} (aim: {aim}; {'met' if is_met(ratio) else 'missed'})"


if __name__ == "__main__":
    main(sys.argv[1:])
