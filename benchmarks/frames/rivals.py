"""The same by hand: what someone who knows the engine would write, for equal results."""

from __future__ import annotations

from typing import Any

import polars as pl
import polars.selectors as cs

from satudata import KIB, Event, EventRecord, count_events, read_kib
from satudata.frames import _grammar

_SIXTEEN, _STRICT = _grammar._SIXTEEN, _grammar._STRICT
_COLUMNS = ("digits", "status", "reason", "region", "province", "type", "date", "index", "stem")


def _parts(frame: Any) -> Any:
    digits = pl.col("kib_digits")
    return frame.with_columns(
        digits.str.slice(0, 4).alias("kib_region"),
        digits.str.slice(0, 2).alias("kib_province"),
        digits.str.slice(4, 3).alias("kib_type"),
        pl.concat_str(
            [digits.str.slice(7, 4), digits.str.slice(11, 2), digits.str.slice(13, 2)], separator="-"
        ).alias("kib_date"),
        digits.str.slice(15, 1).cast(pl.Int8).alias("kib_index"),
        digits.str.slice(0, 15).alias("kib_stem"),
    )


def read_with_polars(frame: Any) -> Any:
    """Strict KIBs only, with the reason of every other text; the same columns as ``repair=False``."""
    text = pl.col("kib").fill_null("")
    is_kib = text.str.contains(_STRICT) & text.str.len_chars().is_in([16, 19])
    is_blank = text.str.strip_chars() == ""
    reason = (
        pl.when(is_blank)
        .then(pl.lit("kib-blank"))
        .when(text.str.contains(_SIXTEEN))
        .then(pl.lit("date"))
        .when(text.str.contains("[^0-9 ]"))
        .then(pl.lit("digits"))
        .when(text.str.contains(" ", literal=True))
        .then(pl.lit("spaces"))
        .otherwise(pl.lit("length"))
    )
    return _parts(
        frame.with_columns(
            pl.when(is_kib).then(text.str.replace_all(" ", "", literal=True)).alias("kib_digits"),
            pl.when(is_kib)
            .then(pl.lit("ok"))
            .when(is_blank)
            .then(pl.lit("blank"))
            .otherwise(pl.lit("invalid"))
            .alias("kib_status"),
            pl.when(~is_kib).then(reason).alias("kib_reason"),
        )
    )


def read_with_pandas(frame: Any) -> Any:
    """The pandas idiom: extract by a regular expression, then let ``to_datetime`` judge the day; clean rows only."""
    import pandas as pd

    digits = frame["kib"].str.replace(" ", "", regex=False)
    found = digits.str.extract(r"^([0-9]{4})([0-9]{3})([0-9]{8})([0-9])$")
    day = pd.to_datetime(found[2], format="%Y%m%d", errors="coerce")
    is_kib = day.notna()
    out = frame.assign(
        kib_digits=digits.where(is_kib),
        kib_status=is_kib.map({True: "ok", False: "invalid"}),
        kib_region=found[0].where(is_kib),
        kib_province=found[0].str[:2].where(is_kib),
        kib_type=found[1].where(is_kib),
        kib_date=day.dt.strftime("%Y-%m-%d"),
        kib_index=pd.to_numeric(found[3].where(is_kib)),
        kib_stem=digits.str[:15].where(is_kib),
    )
    out["kib_reason"] = None
    return out


def read_one_by_one(texts: list[str]) -> list[tuple[str | None, str]]:
    """The scalar loop: digits and status."""
    readings = [read_kib(text) for text in texts]
    return [
        (None if each.kib is None else str(each.kib), "invalid" if each.kib is None else "ok")
        for each in readings
    ]


def sort_once(frame: Any, *, streaming: bool = False) -> dict[str, Any]:
    """Event and region packed in a number, sorted once, each compared with the one before; codes taken as clean."""
    stem = pl.col("event").str.slice(0, 15).cast(pl.UInt64)
    x, last = pl.col("x"), pl.col("x").shift(1)
    rows = frame.lazy().select(x=stem * 10**4 + pl.col("region").cast(pl.UInt64)).sort("x")
    rows = rows.select(
        type=x // 10**12 % 1000,
        since=x // 10**4 % 10**8 >= 2023_00_00,
        region=(x % 10**4).cast(pl.UInt16),
        national=(x // 10**4 != last // 10**4).fill_null(value=True),
        province=(x // 100 != last // 100).fill_null(value=True),
        regency=(x != last).fill_null(value=True),
    )
    cells = rows.group_by("type", "since", "region").agg(pl.col("national", "province", "regency").sum())
    cells = cells.collect(engine="streaming" if streaming else "auto").with_columns(_shown_type())
    number = {
        level: pl.col(level).sum().cast(pl.Int64).alias("events")
        for level in ("national", "province", "regency")
    }
    region = (10_000 + pl.col("region")).cast(pl.String).str.slice(1)
    return {
        "national": cells.group_by("type").agg(number["national"]),
        "province": cells.group_by("type", region=region.str.slice(0, 2)).agg(number["province"]),
        "regency": cells.group_by("type", region=region).agg(number["regency"]),
    }


def _shown_type() -> pl.Expr:
    code = pl.col("type").cast(pl.String)
    is_open = pl.col("type").is_between(103, 109) & ~pl.col("since")
    return pl.when(is_open).then(code + " (scheme unknown)").otherwise(code).alias("type")


def _told() -> list[pl.Expr]:
    code, since = pl.col("event").str.slice(4, 3), pl.col("event").str.slice(7, 4) >= "2023"
    is_open = code.str.contains("^10[3-9]$") & ~since
    return [
        pl.col("event").str.slice(0, 15).alias("stem"),
        pl.col("region"),
        pl.col("region").str.slice(0, 2).alias("province"),
        pl.when(is_open).then(code + " (scheme unknown)").otherwise(code).alias("type"),
    ]


def n_unique(frame: Any, *, streaming: bool = False) -> dict[str, Any]:
    """What most people write: the distinct stems of each group."""
    rows = frame.lazy().select(_told())
    number = pl.col("stem").n_unique().cast(pl.Int64).alias("events")
    plans = [
        rows.group_by("type").agg(number),
        rows.group_by("type", region=pl.col("province")).agg(number),
        rows.group_by("type", "region").agg(number),
    ]
    found = pl.collect_all(plans, engine="streaming" if streaming else "auto")
    return dict(zip(("national", "province", "regency"), found, strict=True))


def count_distinct(connection: Any, source: str) -> dict[str, Any]:
    """DuckDB's ``count(distinct)``."""
    code, stem = "substr(event, 5, 3)", "substr(event, 1, 15)"
    shown = (
        f"CASE WHEN {code} BETWEEN '103' AND '109' AND substr(event, 8, 4) < '2023' "
        f"THEN {code} || ' (scheme unknown)' ELSE {code} END"
    )
    queries = {
        "national": f"SELECT {shown} AS type, count(DISTINCT {stem}) AS events FROM {source} GROUP BY 1",
        "province": f"SELECT {shown} AS type, substr(region, 1, 2) AS region, count(DISTINCT {stem}) AS events "
        f"FROM {source} GROUP BY 1, 2",
        "regency": f"SELECT {shown} AS type, region, count(DISTINCT {stem}) AS events FROM {source} GROUP BY 1, 2",
    }
    return {level: pl.from_arrow(connection.sql(query).to_arrow_table()) for level, query in queries.items()}


def count_one_by_one(rows: list[tuple[str, str]]) -> dict[str, int]:
    """The scalar rules."""
    counts = count_events(Event(kib=KIB.parse(kib), records=(EventRecord(region),)) for kib, region in rows)
    return {
        "national": counts.national,
        "province": sum(counts.provinces.values()),
        "regency": sum(counts.regencies.values()),
    }


def evaluate_with_polars(frame: Any) -> Any:
    """Verdict, criteria met and unknown, and robustness by hand, for the figures that the generator has.

    The same columns under the same interpretation; a figure below zero is not known here either.
    """
    figures = "dead", "missing", "affected", "injured", "displaced", "houses_damaged", "facilities_damaged"
    given = frame.collect_schema().names()
    frame = frame.with_columns(
        pl.when(pl.col(name) >= 0).then(name).alias(f"known_{name}") for name in figures
    )
    dead, missing = pl.col("known_dead"), pl.col("known_missing")
    people = [pl.col(f"known_{name}") for name in ("affected", "injured", "displaced")]
    houses, public = pl.col("known_houses_damaged"), pl.col("known_facilities_damaged")

    def level(values: list[pl.Expr], limit: int) -> pl.Expr:
        known = pl.sum_horizontal(values)
        complete = pl.all_horizontal([value.is_not_null() for value in values])
        return pl.when(known >= limit).then(2).when(complete).then(0).otherwise(1)

    each = {
        "deaths": level([dead], 1),
        "deaths_other": level([dead, missing], 1),
        "people": level(people, 50),
        "people_other": pl.max_horizontal([level([value], 50) for value in people]),
        "buildings": level([houses, public], 5),
        "buildings_other": pl.max_horizontal(level([houses], 5), level([public], 5)),
        # Flooded houses have no column: with them the sum is never complete.
        "flooded": pl.when(houses.fill_null(0) + public.fill_null(0) >= 5).then(2).otherwise(1),
        "flooded_other": pl.max_horizontal(
            pl.when(houses.fill_null(0) >= 5).then(2).otherwise(1), level([public], 5)
        ),
    }
    levels = frame.with_columns(**each)
    chosen = [pl.col(name) for name in ("deaths", "people", "buildings")]
    # Land, help and status have no column: they are not known, so no verdict is "not met".
    low = pl.max_horizontal(
        pl.min_horizontal("deaths", "deaths_other"),
        pl.min_horizontal("people", "people_other"),
        pl.min_horizontal("buildings", "buildings_other", "flooded", "flooded_other"),
        1,
    )
    high = pl.max_horizontal(*each, 1)
    is_other = pl.col("kib").str.replace_all(" ", "", literal=True).str.slice(4, 3) == "999"
    is_other = is_other & pl.col("kib").str.contains(_STRICT)

    def numbers(wanted: int) -> pl.Expr:
        rest = [pl.lit(";4;5;6" if wanted == 1 else "")]
        pieces = [
            pl.when(value == wanted).then(pl.lit(f";{number}")).otherwise(pl.lit(""))
            for number, value in enumerate(chosen, start=1)
        ]
        return pl.concat_str(pieces + rest).str.slice(1)

    return levels.with_columns(
        pl.when(pl.max_horizontal(chosen) == 2)
        .then(pl.lit("met"))
        .otherwise(pl.lit("undetermined"))
        .alias("threshold_verdict"),
        numbers(2).alias("threshold_met"),
        numbers(1).alias("threshold_unknown"),
        ((low == high) & ~is_other).alias("threshold_robust"),
    ).select(*given, cs.starts_with("threshold_"))
