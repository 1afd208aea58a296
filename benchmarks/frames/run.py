"""The frames against hand-written code, side by side in one run, as ratios; results are compared for equality, always.

``python benchmarks/frames/run.py [--rows 1000000] [--only reading counting judging engines growth] [--threads 2]``.
The rows are made by a generator (:mod:`events`); 10 and 100 million are for a machine with time: ``--only growth``
counts from files, each size in a process of its own, and reports time and peak memory. ``--only engines`` counts on
every engine beside its own way.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

_AIMS: list[tuple[str, str, str, str, Callable[[float], bool]]] = [
    ("clean text", "frames, repair=False", "hand-written Polars", "at most 1.3", lambda ratio: ratio <= 1.3),
    ("2 % dirty", "frames, repair=True", "hand-written Polars", "at most 2", lambda ratio: ratio <= 2),
    ("2 % dirty, lazy", "frames, repair=True", "hand-written Polars", "at most 2", lambda ratio: ratio <= 2),
    ("clean text", "pandas idiom", "frames, repair=False", "at least 6", lambda ratio: ratio >= 6),
    ("clean text", "pandas idiom", "frames on pandas", "at least 2", lambda ratio: ratio >= 2),
    ("clustered", "count_all", "sort once by hand", "at most 1.3", lambda ratio: ratio <= 1.3),
    ("clustered", "count_all, lazy", "sort once by hand", "at most 1.3", lambda ratio: ratio <= 1.3),
    ("clustered", "count(distinct)", "count_all", "at least 5", lambda ratio: ratio >= 5),
    ("uniform", "count_all", "sort once by hand", "at most 1.3", lambda ratio: ratio <= 1.3),
    ("uniform", "count_all, lazy", "sort once by hand", "at most 1.3", lambda ratio: ratio <= 1.3),
    ("uniform", "count(distinct)", "count_all", "at least 5", lambda ratio: ratio >= 5),
    ("judging", "evaluate", "hand-written Polars", "at most 1.3", lambda ratio: ratio <= 1.3),
    ("judging", "evaluate, lazy", "hand-written Polars", "at most 1.3", lambda ratio: ratio <= 1.3),
]
#: Counting on an engine over the engine's own way.
_OF_OWN_WAY = 1.3


def main() -> None:
    """Measure and print; a missed aim is said, it is no failure: the machine may have been busy."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=["reading", "counting", "judging"])
    parser.add_argument("--made", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--grown", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    os.environ["POLARS_MAX_THREADS"] = str(given.threads)
    if given.made:
        _make(Path(given.made[0]), int(given.made[1]))
        return
    if given.grown:
        _grown(*given.grown)
        return
    if "reading" in given.only:
        _reading(given.rows, given.rounds)
    if "counting" in given.only:
        _counting(given.rows, given.rounds, given.threads)
    if "judging" in given.only:
        _judging(given.rows, given.rounds)
    if "engines" in given.only:
        _engines(given.rows, given.rounds, given.threads)
    if "growth" in given.only:
        _growth(given.rows)


def _reading(rows: int, rounds: int) -> None:
    import rivals
    from events import events

    from satudata import frames

    clean, dirty = (events(rows, dirty=share).select("kib") for share in (0.0, 0.02))
    few = clean["kib"].head(20_000).to_list()
    in_pandas = clean.to_pandas()
    for data in (clean, dirty):
        assert rivals.read_with_polars(data).equals(frames.read_kib(data, repair=False))
        assert frames.read_kib(data.lazy()).collect().equals(frames.read_kib(data))
    told = frames.read_kib(clean)
    expected = rivals.read_one_by_one(few)
    assert told.select("kib_digits", "kib_status").head(len(few)).rows() == expected
    by_idiom, on_pandas = rivals.read_with_pandas(in_pandas), frames.read_kib(in_pandas, repair=False)
    assert (by_idiom["kib_stem"] == on_pandas["kib_stem"]).all()
    assert (by_idiom["kib_date"] == on_pandas["kib_date"]).all()
    _report(
        "clean text",
        rounds,
        {
            "hand-written Polars": lambda: rivals.read_with_polars(clean),
            "frames, repair=False": lambda: frames.read_kib(clean, repair=False),
            "frames, repair=True": lambda: frames.read_kib(clean),
            "pandas idiom": lambda: rivals.read_with_pandas(in_pandas),
            "frames on pandas": lambda: frames.read_kib(in_pandas, repair=False),
        },
    )
    _report("scalar loop, 20,000 rows", 2, {"read_kib": lambda: rivals.read_one_by_one(few)})
    _report(
        "2 % dirty",
        rounds,
        {
            "hand-written Polars": lambda: rivals.read_with_polars(dirty),
            "frames, repair=False": lambda: frames.read_kib(dirty, repair=False),
            "frames, repair=True": lambda: frames.read_kib(dirty),
        },
    )
    _report(
        "2 % dirty, lazy",
        rounds,
        {
            "hand-written Polars": lambda: rivals.read_with_polars(dirty.lazy()).collect(),
            "frames, repair=True": lambda: frames.read_kib(dirty.lazy()).collect(),
            "frames, streaming": lambda: frames.read_kib(dirty.lazy()).collect(engine="streaming"),
        },
    )


def _counting(rows: int, rounds: int, threads: int) -> None:
    import duckdb
    import polars as pl
    import rivals
    from events import events

    from satudata import frames

    columns = {"event": "event", "region": "region", "by": "type"}
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    for name in ("clustered", "uniform"):
        data = events(rows, clustered=name == "clustered").select("event", "region")
        connection.register("data", data.to_arrow())
        found = frames.count_all(data, **columns)
        by_hand, distinct, in_duckdb = (
            rivals.sort_once(data),
            rivals.n_unique(data),
            rivals.count_distinct(connection, "data"),
        )
        lazily = dict(
            zip(found, pl.collect_all(list(frames.count_all(data.lazy(), **columns).values())), strict=True)
        )
        for level, frame in found.items():
            for other in (by_hand, distinct, in_duckdb, lazily):
                _require_equal(frame, other[level])
        few = data.head(20_000)
        sums = {level: frame["events"].sum() for level, frame in frames.count_all(few, **columns).items()}
        assert sums == rivals.count_one_by_one(few.rows())
        _report(
            name,
            rounds,
            {
                "sort once by hand": lambda data=data: rivals.sort_once(data),
                "count_all": lambda data=data: frames.count_all(data, **columns),
                "count_all, lazy": lambda data=data: pl.collect_all(
                    list(frames.count_all(data.lazy(), **columns).values())
                ),
                "n_unique": lambda data=data: rivals.n_unique(data),
                "count(distinct)": lambda: rivals.count_distinct(connection, "data"),
            },
        )


def _require_equal(one: object, other: object) -> None:
    columns = one.columns[:-1]
    rows = {row[:-1]: row[-1] for row in one.rows()}
    assert rows == {row[:-1]: row[-1] for row in other.select(*columns, "events").rows()}


def _judging(rows: int, rounds: int) -> None:
    import rivals
    from events import events

    from satudata import frames

    data = events(rows, dirty=0.0)
    assert rivals.evaluate_with_polars(data).equals(frames.evaluate(data))
    _report(
        "judging",
        rounds,
        {
            "hand-written Polars": lambda: rivals.evaluate_with_polars(data),
            "evaluate": lambda: frames.evaluate(data),
            "evaluate, lazy": lambda: frames.evaluate(data.lazy()).collect(),
        },
    )


def _engines(rows: int, rounds: int, threads: int) -> None:
    """Wall clock, for Spark works in another process."""
    import others
    from events import events

    data = events(rows, dirty=0.0).select("event", "region")
    expected = None
    print("\nengines: counting clean codes at three levels by type, wall clock")
    with tempfile.TemporaryDirectory() as folder:
        for name, own, ours in others.pairs(data, threads, Path(folder) / "events.parquet"):
            best = dict.fromkeys((own, ours), float("inf"))
            for _ in range(rounds):
                for way in best:
                    start = perf_counter()
                    found = way()
                    best[way] = min(best[way], perf_counter() - start)
                    expected = expected or found
                    assert found == expected
            ratio = best[ours] / best[own]
            told = f"aim: at most {_OF_OWN_WAY}; {'met' if ratio <= _OF_OWN_WAY else 'missed'}"
            print(f"  {name:<16} {best[own]:7.2f} s, count_all {best[ours]:7.2f} s: {ratio:.2f} ({told})")


def _growth(largest: int) -> None:
    """Each size from a Parquet file, each way in a process of its own: time and peak memory by streaming."""
    print("\ngrowth: from Parquet, streaming")
    before: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        size = 1_000_000
        while size <= largest:
            path = Path(folder) / f"{size}.parquet"
            # Made in a process of its own too: a process begins with the peak of the one that starts it.
            _in_its_own_process("--made", str(path), str(size))
            for ways in _ALIKE:
                found = set()
                for way in ways:
                    seconds, memory, result = _in_its_own_process("--grown", way, str(path)).split()
                    grown = f", {float(seconds) / before[way]:.1f} x the size before" if way in before else ""
                    before[way] = float(seconds)
                    found.add(result)
                    print(f"  {size:>11,} {way:<28} {before[way]:7.2f} s {memory:>6} MB{grown}")
                assert len(found) == 1, found
            path.unlink()
            size *= 10


#: Ways that have one result.
_ALIKE = (
    ("count_all", "sort once by hand", "n_unique", "count(distinct)"),
    ("read_kib, repair=False", "read_kib by hand"),
    ("read_kib, repair=True",),
    ("evaluate", "evaluate by hand"),
)


def _in_its_own_process(*arguments: str) -> str:
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=os.environ).stdout


def _make(path: Path, rows: int) -> None:
    """In pieces, so that making the data takes less memory than counting them."""
    import polars as pl
    from events import events

    piece = 5_000_000
    parts = []
    for number, start in enumerate(range(0, rows, piece)):
        part = path.with_suffix(f".{number}.parquet")
        events(min(piece, rows - start), seed=number).write_parquet(part)
        parts.append(part)
    pl.scan_parquet(parts).sink_parquet(path)
    for part in parts:
        part.unlink()


def _grown(way: str, path: str) -> None:
    import resource

    import polars as pl
    import rivals

    from satudata import frames

    source = pl.scan_parquet(path)
    kibs, figures = (
        source.select("kib"),
        source.drop("region").with_columns(kib=pl.col("event")).drop("event"),
    )
    plans = {
        "read_kib, repair=False": lambda: frames.read_kib(kibs, repair=False),
        "read_kib, repair=True": lambda: frames.read_kib(kibs),
        "read_kib by hand": lambda: rivals.read_with_polars(kibs),
        "evaluate": lambda: frames.evaluate(figures),
        "evaluate by hand": lambda: rivals.evaluate_with_polars(figures),
    }
    start = perf_counter()
    if way in plans:
        # A number of every column, so that every column is worked out.
        numbers = plans[way]().select(pl.concat_str(pl.all().hash().sum(), separator=" ").alias("all"))
        result = numbers.collect(engine="streaming")["all"].item().replace(" ", "+")
    else:
        if way == "count_all":
            levels = frames.count_all(source, event="event", region="region", by="type")
            found = pl.collect_all(list(levels.values()), engine="streaming")[0]
        elif way == "count(distinct)":
            import duckdb

            connection = duckdb.connect()
            connection.execute(f"SET threads = {os.environ['POLARS_MAX_THREADS']}")
            found = rivals.count_distinct(connection, f"read_parquet('{path}')")["national"]
        else:
            count = rivals.sort_once if way.startswith("sort") else rivals.n_unique
            found = count(source, streaming=True)["national"]
        result = found["events"].sum()
    seconds = perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(seconds, memory, result)


def _report(name: str, rounds: int, contestants: Mapping[str, Callable[[], object]]) -> None:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from timing import best_of, readable

    best = best_of(rounds, contestants)
    print(f"\n{name}")
    for what, duration in best.items():
        print(f"  {what:<24} {readable(duration):>9}")
    for of, above, below, aim, is_met in _AIMS:
        if of == name:
            ratio = best[above] / best[below]
            print(f"  {above} / {below}: {ratio:.2f} (aim: {aim}; {'met' if is_met(ratio) else 'missed'})")


if __name__ == "__main__":
    main()
