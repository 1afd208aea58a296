"""``KIB.parse`` beside the nearest relative, the NIK of python-stdnum, and beside slicing that checks nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from stdnum.id import nik
from timing import best_of

from satudata import KIB

NUMBER = 2_000
ROUNDS = 30


def kibs(rng: random.Random) -> list[str]:
    """KIBs of as many places, types and days."""
    days = [date(2008, 1, 1) + timedelta(days=rng.randrange(6_000)) for _ in range(NUMBER)]
    return [f"{rng.choice(PLACES)}{rng.choice(TYPES)}{day:%Y%m%d}{rng.randrange(1, 4)}" for day in days]


def niks(rng: random.Random) -> list[str]:
    """Well-formed NIKs of the same places, so that none leaves ``validate`` early."""
    return [
        f"{rng.choice(PLACES)}01{rng.randrange(1, 29):02}{rng.randrange(1, 13):02}{rng.randrange(40, 100)}0001"
        for _ in range(NUMBER)
    ]


PLACES = ("1101", "1271", "3171", "3204", "3374", "5171", "6202", "7371", "8171")
TYPES = ("101", "102", "104", "106", "107")


def sliced(text: str) -> tuple[str, str, str, str]:
    """The four parts as they stand; nothing is checked."""
    return text[:4], text[4:7], text[7:15], text[15]


def over(texts: Sequence[str], function: Callable[[str], object]) -> Callable[[], None]:
    """A run of *function* over all *texts*."""

    def run() -> None:
        for text in texts:
            function(text)

    return run


def measure() -> dict[str, float]:
    """Seconds a text."""
    rng = random.Random(7_2023)
    written = kibs(rng)
    best = best_of(
        ROUNDS,
        {
            "KIB.parse": over(written, KIB.parse),
            "stdnum.id.nik.validate": over(niks(rng), nik.validate),
            "bare slicing": over(written, sliced),
        },
    )
    return {name: duration / NUMBER for name, duration in best.items()}
