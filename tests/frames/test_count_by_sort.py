"""Counting by one sort on Polars: what only this way has to keep."""

from __future__ import annotations

import pickle

import pytest

from satudata import frames
from satudata.disaster_types._schemes import CHANGED_MEANING

pl = pytest.importorskip("polars")

_COLUMNS = {"event": "event", "region": "region", "by": "type", "without_event": "leave_out"}


def _rows(number):
    """KIBs, printed KIBs, other ids and nulls, each in several rows; regions with and without a dot, and none."""
    at = pl.int_range(number, eager=True)
    return pl.DataFrame({"at": at}).select(
        event=pl.when(pl.col("at") % 5 == 0)
        .then(pl.format("id-{}", pl.col("at") % 1013))
        .when(pl.col("at") % 5 == 1)
        .then(pl.format("7322 101 2024{}{} 1", 10 + pl.col("at") % 3, 10 + pl.col("at") % 17))
        .when(pl.col("at") % 5 == 2)
        .then(pl.lit(None))
        .otherwise(pl.format("62021062024{}{}2", 10 + pl.col("at") % 3, 10 + pl.col("at") % 17)),
        region=pl.when(pl.col("at") % 3 == 0)
        .then(pl.lit("62.02"))
        .when(pl.col("at") % 7 == 0)
        .then(pl.lit(None))
        .otherwise(pl.lit("6202")),
    )


def _in_batches(rows, size):
    return pl.concat([rows.slice(at, size) for at in range(0, len(rows), size)], rechunk=False).lazy()


def test_an_id_has_one_number_in_all_batches():
    rows = _rows(20_000)
    expected = frames.count_all(rows, **_COLUMNS)
    assert expected["national"].filter(pl.col("type").is_null())["events"].to_list() == [1013]
    plans = frames.count_all(_in_batches(rows, 500), **_COLUMNS)
    for engine in ("streaming", "in-memory"):
        for found, whole in zip(
            pl.collect_all(list(plans.values()), engine=engine), expected.values(), strict=True
        ):
            assert found.equals(whole)


def test_a_plan_may_be_worked_out_again():
    plan = frames.count_events(
        _in_batches(_rows(2_000), 300), event="event", region="region", without_event="leave_out"
    )
    assert plan.collect().equals(plan.collect(engine="streaming"))


def test_a_plan_can_be_sent_to_another_process():
    plan = frames.count_events(_rows(2_000).lazy(), event="event", region="region", without_event="leave_out")
    assert pickle.loads(pickle.dumps(plan)).collect().equals(plan.collect())


def test_the_source_is_read_once_for_all_levels():
    rows, read = _rows(1_000), []

    def seen(batch):
        read.append(len(batch))
        return batch

    source = rows.lazy().map_batches(seen, schema=rows.schema)
    pl.collect_all(list(frames.count_all(source, **_COLUMNS).values()))
    assert read == [len(rows)]


def test_a_polars_without_numbered_ids_counts_the_same(monkeypatch):
    rows = _rows(3_000)
    expected = frames.count_all(rows, **_COLUMNS)
    monkeypatch.delattr(pl, "Categories")
    found = frames.count_all(rows, **_COLUMNS)
    for level, frame in expected.items():
        assert frame.equals(found[level])


def test_type_codes_that_changed_their_meaning_are_consecutive():
    # Counting by group checks whether a code is between the first and the last.
    codes = sorted(map(int, CHANGED_MEANING))
    assert codes == list(range(codes[0], codes[-1] + 1))
