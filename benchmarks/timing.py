"""Time contestants side by side: every round runs each of them once, and the best round of each counts."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from time import process_time


def best_of(rounds: int, contestants: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds of the best round of each, with the garbage collector off, as ``timeit`` has it."""
    best = dict.fromkeys(contestants, float("inf"))
    for _ in range(rounds):
        for name, run in contestants.items():
            best[name] = min(best[name], seconds(run))
    return best


def seconds(run: Callable[[], object]) -> float:
    """The processor time of one run: what else the machine does meanwhile is not counted."""
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        run()
        return process_time() - start
    finally:
        gc.enable()


def readable(duration: float) -> str:
    """A duration with three digits and its unit.

    >>> readable(0.000_000_512), readable(1.5)
    ('512 ns', '1.50 s')
    """
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if duration >= size:
            return (
                f"{duration / size:.3g} {unit}" if duration / size >= 10 else f"{duration / size:.2f} {unit}"
            )
    return f"{duration / 1e-9:.3g} ns"
