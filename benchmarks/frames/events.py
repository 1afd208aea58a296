"""Realistic events, a row per event and kabupaten/kota: real codes, skewed types, some events over several regions."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from satudata import regions

#: Share of the rows by type: floods, landslides and extreme weather are most of them.
TYPES = {
    "101": 0.34,
    "102": 0.2,
    "104": 0.26,
    "106": 0.12,
    "105": 0.03,
    "107": 0.02,
    "109": 0.02,
    "999": 0.01,
}
#: Share of the events that hit more than one kabupaten/kota, and how many the largest hit.
SPREAD, MOST = 0.04, 12
DIRTY, PRINTED = 0.02, 0.1
DAYS = 16 * 365


def events(rows: int, *, clustered: bool = True, dirty: float = DIRTY, seed: int = 1) -> pl.DataFrame:
    """A frame of *rows* rows: ``kib`` as written, ``event`` (the event's KIB), ``region`` and figures.

    *clustered*: the rows of an event stand together and in the order of the days, as in published tables; else
    anywhere.
    """
    random = np.random.default_rng(seed)
    codes = np.array([int(r.code.digits) for r in regions.at(date(2024, 8, 4)) if len(r.code.digits) == 4])
    weights = random.zipf(1.6, len(codes)).clip(1, 60).astype(float)
    number = int(rows / (1 + SPREAD * (MOST / 3 - 1) + 0.05)) + 1
    size = np.where(random.random(number) < SPREAD, 1 + random.binomial(MOST - 1, 0.27, number), 1)
    while size.sum() < rows:
        size[random.integers(0, number, 1 + int(rows - size.sum()))] += 1
    place = random.choice(len(codes), number, p=weights / weights.sum())
    kind = random.choice(np.array([int(code) for code in TYPES]), number, p=list(TYPES.values()))
    on = np.sort(random.integers(0, DAYS, number)) if clustered else random.integers(0, DAYS, number)
    day = (np.datetime64("2008-12-31") + on).astype(object)
    day = np.array([each.year * 10000 + each.month * 100 + each.day for each in day])
    index = 1 + (random.random(number) < 0.03)
    event = np.repeat(np.arange(number), size)[:rows]
    within = np.arange(rows) - np.concatenate([[0], np.cumsum(size)])[event]
    region = codes[(place[event] + within) % len(codes)]
    stem = (kind.astype(np.uint64) * 10**9 + day.astype(np.uint64) * 10 + index.astype(np.uint64))[event]
    frame = pl.DataFrame(
        {
            "kib": region.astype(np.uint64) * 10**12 + stem,
            "event": codes[place[event]].astype(np.uint64) * 10**12 + stem,
            "region": region,
            "dirty": random.random(rows),
            "dead": random.poisson(0.05, rows),
            "missing": random.poisson(0.02, rows),
            "injured": random.poisson(0.5, rows),
            "affected": random.poisson(4, rows) ** 3,
            "displaced": random.poisson(2, rows) ** 2,
            "houses_damaged": random.poisson(2, rows),
            "facilities_damaged": random.poisson(0.3, rows),
            "blank": random.random(rows),
        }
    )
    frame = frame.with_columns(pl.col("kib", "event", "region").cast(pl.String)).with_columns(
        pl.when(pl.col("blank") > 0.3).then(pl.col("displaced")).alias("displaced"),
        pl.when(pl.col("blank") < 0.8).then(pl.col("facilities_damaged")).alias("facilities_damaged"),
        pl.when(pl.col("dirty") < dirty).then(_dirty()).otherwise("kib").alias("kib"),
    )
    frame = frame.drop("blank", "dirty")
    return frame if clustered else frame.sample(fraction=1, shuffle=True, seed=seed)


def _dirty() -> pl.Expr:
    """The KIB as people write it: printed, in six groups, with broken padding, dotted, through a number, or blank."""
    kib = pl.col("kib")
    part = [kib.str.slice(at, width) for at, width in ((0, 4), (4, 3), (7, 4), (11, 2), (13, 2), (15, 1))]
    region, kind, year, month, day, index = part
    six = pl.concat_str(part, separator=" ")
    ways = [
        six,
        pl.concat_str([region, kind, year, pl.concat_str([pl.lit("0"), month]), day, index], separator=" "),
        pl.concat_str(
            [region.str.slice(0, 2), region.str.slice(2), kind, year + month + day, index], separator="."
        ),
        kib + ".0",
        pl.lit("KIB: ") + six,
        pl.lit(""),
        pl.concat_str([region, kind, year + month + day, index], separator=" "),
        pl.lit("tidak ada"),
    ]
    chosen = (kib.hash() % len(ways)).cast(pl.Int32)
    expression = ways[0]
    for number, way in enumerate(ways[1:], start=1):
        expression = pl.when(chosen == number).then(way).otherwise(expression)
    return expression
