"""Events of several rows of a long table that Polars gathers: those of which every row may be taken by its kind.

Rows with one id, or one stem, are one event. It is whole where all its rows are judged alike but for their figures, no
two of them could be one row written twice, no row of any other event has its stems, and none is read one by one. Then
its regions, its day and its figures say all there is to say of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from satudata.cli._kinds import ID
from satudata.kib import DATE as _DATE
from satudata.kib import STEM_WIDTH as _STEM_WIDTH

if TYPE_CHECKING:
    import polars as pl

#: The stem of a KIB as a number.
STEM = "stem"
#: Of a row, as numbers: its region, how it is judged but for its figures, the impact these say, the judgement on it.
REGION, JUDGED, IMPACT, JUDGEMENT = "region", "judged", "impact", "judgement"
#: An event: its number, its id or stem, whether it has an id, how many rows, the first day, the impacts of its rows.
EVENT, KEY, HAS_ID, ROWS, DAY, IMPACTS = "event", "key", "has_id", "rows", "day", "impacts"


def whole_rows(rows: pl.DataFrame, is_open: pl.Expr) -> pl.DataFrame:
    """The rows of whole events, with the number of each; *is_open* says of a row that its event is not whole."""
    import polars

    stem, event = polars.col(STEM), polars.col(EVENT)
    number = stem
    if ID in rows.columns:
        number_of_id = polars.col(ID).cast(polars.Categorical).to_physical().cast(polars.UInt64)
        number = polars.when(polars.col(ID) != "").then(10**_STEM_WIDTH + number_of_id).otherwise(stem)
    # One step after the other: Polars works an inner window out anew for each group of an outer one.
    rows = rows.with_columns(number.alias(EVENT), is_open.alias("is_open"))
    first_of_stem, first_judged = event.first().over(STEM), polars.col(JUDGED).first().over(EVENT)
    rows = rows.with_columns(
        (event != first_of_stem).alias("is_of_others"),
        (polars.col(JUDGED) != first_judged).alias("is_other"),
        (polars.len().over(EVENT, REGION, IMPACT) > 1).alias("is_double"),
    )
    rows = rows.with_columns(polars.col("is_of_others").any().over(STEM))
    is_not_whole = polars.any_horizontal("is_open", "is_of_others", "is_other", "is_double")
    rows = rows.with_columns(is_not_whole.alias("is_open"))
    return rows.filter(~polars.col("is_open").any().over(EVENT))


def day_of(stem: str) -> pl.Expr:
    """The day in the stems of a column, ``YYYYMMDD`` as a number."""
    import polars

    after: int = 10 ** (_STEM_WIDTH - _DATE.start)
    return (polars.col(stem) % after).cast(polars.UInt32)


def events_of(rows: pl.DataFrame) -> pl.DataFrame:
    """The events of the rows of whole events."""
    import polars

    stem = polars.col(STEM).first().cast(polars.String).str.zfill(_STEM_WIDTH)
    has_id = polars.col(EVENT).first() >= 10**_STEM_WIDTH
    key = polars.when(has_id).then(polars.col(ID).first()).otherwise(stem) if ID in rows.columns else stem
    return rows.group_by(EVENT).agg(
        key.alias(KEY),
        has_id.alias(HAS_ID),
        polars.col(JUDGED).first(),
        polars.len().alias(ROWS),
        day_of(STEM).min().alias(DAY),
        polars.col(IMPACT).sort().cast(polars.String).str.join(" ").alias(IMPACTS),
    )
