"""Which rows of a long table are alike, found by Polars.

What is made of a row hangs on its cells. Of a KIB in a strict form, under the KIB's own day, it hangs on the region and
the type, on whether the index is zero, and on the day only as far as lists, laws and schemes change; so rows equal in
these and in the other cells that matter are of one kind. Figures are told apart from the rest in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import reduce
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, final

from satudata.cli._plain import plain_lines
from satudata.disaster_types._schemes import PRESENT_SINCE
from satudata.findings import Finding
from satudata.impacts import Impact
from satudata.tabular import Row, Table
from satudata.tabular._csv import Record
from satudata.tabular._links import NO_LINKS
from satudata.tabular._rows import RowReader

if TYPE_CHECKING:
    import polars as pl

#: Smaller files are read sooner than Polars is imported.
SMALLEST = 5_000_000
#: Where more rows than this share of all are read one by one, so is the whole table.
MOST_READ = 0.5

#: Columns of the rows: line, kind, row of figures, event id, and the digits of the KIB between region and index.
LINE, KIND, FIGURES, ID, REST = "line", "kind", "figures", "id", "rest"
_KIB, _NOTHING = "kib", "nothing"
#: What of a KIB decides about a row, beside its other cells.
_OF_KIB = ("number", "type", "era", "is_zero", "is_printed", "is_dated")
#: What a row may have of its own, beside its figures.
_OWN = ("kib", "event_id", "date", "year", "month", "day", "place", "status")
_PARTS_OF_DAY = ("year", "month", "day")
#: An id that can be no KIB, no stem and no way to say nothing.
_PLAIN_ID = "^(?:[A-Za-z][A-Za-z0-9_./:-]{0,59}|[0-9]{1,14})$"
_NO_ID = ("n/a", "na", "n.a.", "nan", "null", "none")
#: What may stand behind a day.
_TIME = "(?:[Tt]|,? )[0-9]{1,2}[:.][0-9]{2}[0-9:.+Zz-]{0,30}$"
_LAST_DAY = 9999_12_31

_T = TypeVar("_T")


@final
class Stream:
    """A long table, its rows by kind."""

    def __init__(self, table: Table, path: Path, lines: int, on: date | None) -> None:
        import polars

        self._pl = polars
        self.table = table
        self.lines = lines
        self._reader = RowReader(table.columns, table.assumptions, strict=table.strict)
        used = table.columns.used
        self._figures = [f"c{place}" for place in self._reader.figure_places]
        header = table.header_line
        cells = [f"c{place}" for place in range(len(table.headings))]
        self._frame: pl.LazyFrame = polars.scan_csv(
            path,
            has_header=False,
            separator=table.delimiter,
            skip_lines=header,
            schema=dict.fromkeys(cells, polars.String),
            row_index_name=LINE,
            row_index_offset=header + 1,
            glob=False,
            raise_if_empty=False,
        ).with_columns(polars.col(cells).fill_null(""))
        rows = self._with_kinds(used, on)
        own = {*self._reader.figure_places, *(used[field] for field in _OWN if field in used)}
        alike = [*_OF_KIB, *(f"c{place}" for place in used.values() if place not in own)]
        figures = self._figures or [_NOTHING]
        simple = rows.filter(polars.col("is_simple"))
        self._kinds = self._distinct(simple, alike, KIND)
        self._of_figures = self._distinct(simple, figures, FIGURES)
        rest = polars.col(_KIB).str.slice(4, 11).cast(polars.UInt64).alias(REST)
        narrow = simple.join(self._kinds.lazy(), on=alike).join(self._of_figures.lazy(), on=figures)
        ids = [polars.col(f"c{used['event_id']}").alias(ID)] if "event_id" in used else []
        self.rows = narrow.select(LINE, KIND, FIGURES, rest, *ids).collect(engine="streaming").sort(LINE)
        self.alone = (
            rows.filter(~polars.col("is_simple")).select(LINE).collect(engine="streaming").sort(LINE)[LINE]
        )

    @property
    def is_worth_it(self) -> bool:
        """Whether every line below the headings was seen as a row, and most rows are like others."""
        rows = self.lines - self.table.header_line
        is_whole = len(self.rows) + len(self.alone) == rows
        return is_whole and len(self._kinds) + len(self.alone) <= MOST_READ * rows

    def _distinct(self, rows: pl.LazyFrame, columns: list[str], name: str) -> pl.DataFrame:
        """The distinct values of *columns*, numbered, and the line on which each stands first."""
        first = self._pl.col(LINE).min().alias("first")
        found = rows.group_by(columns).agg(first).collect(engine="streaming").sort("first")
        return found.with_row_index(name)

    def _with_kinds(self, used: Mapping[str, int], on: date | None) -> pl.LazyFrame:
        """The rows with what of their KIB decides about them, and whether that is all there is to it."""
        import narwhals.stable.v2 as nw

        from satudata.frames import _grammar
        from satudata.frames._places import eras

        polars = self._pl
        text = nw.col(f"c{used['kib']}")
        is_strict = _grammar.is_strict(text)
        read = nw.from_native(self._frame).with_columns(
            nw.when(is_strict).then(_grammar.compact(text)).alias(_KIB),
            (text.str.len_chars() > 16).alias("is_printed"),
        )
        kib = polars.col(_KIB)
        day = kib.str.slice(7, 8).cast(polars.Int32)
        starts = {*eras(), date(PRESENT_SINCE, 1, 1), *([] if on is None else [on + timedelta(days=1)])}
        passed = [(day >= int(f"{start:%Y%m%d}")).cast(polars.UInt8) for start in sorted(starts)]
        # The last day of all stands for none where events are counted by year.
        is_simple = kib.is_not_null() & (day != _LAST_DAY) & self._is_dated(used).is_not_null()
        if "event_id" in used:
            id_ = polars.col(f"c{used['event_id']}")
            is_plain = id_.str.contains(_PLAIN_ID) & ~id_.str.to_lowercase().is_in(list(_NO_ID))
            is_simple &= (id_ == "") | (is_plain & ~id_.str.contains("\n", literal=True))
        return nw.to_native(read).with_columns(
            kib.str.slice(0, 4).alias("number"),
            kib.str.slice(4, 3).alias("type"),
            reduce(add, passed).alias("era"),
            kib.str.ends_with("0").alias("is_zero"),
            self._is_dated(used).alias("is_dated"),
            is_simple.alias("is_simple"),
            polars.lit(0).alias(_NOTHING),
        )

    def _is_dated(self, used: Mapping[str, int]) -> pl.Expr:
        """Whether the row has the day of its KIB as its own, or none; null where the reader has to say."""
        polars = self._pl
        kib = polars.col(_KIB)
        year, month, day = (kib.str.slice(at, width) for at, width in ((7, 4), (11, 2), (13, 2)))
        short = [part.str.strip_prefix("0") for part in (month, day)]
        same: pl.Expr = polars.lit(value=False)
        none: pl.Expr = polars.lit(value=True)
        if all(field in used for field in _PARTS_OF_DAY):
            parts = [polars.col(f"c{used[field]}") for field in _PARTS_OF_DAY]
            same = (
                (parts[0] == year)
                & ((parts[1] == month) | (parts[1] == short[0]))
                & ((parts[2] == day) | (parts[2] == short[1]))
            )
            none = reduce(lambda one, other: one | other, [part == "" for part in parts])
        if "date" in used:
            cell = polars.col(f"c{used['date']}")
            on = cell.str.replace(_TIME, "")
            ways = [(year, month, day), (day, month, year), (short[1], short[0], year)]
            written = [polars.concat_str(*way, separator=sign) for way in ways for sign in "-/."]
            named = reduce(
                lambda one, other: one | other, [on == each for each in written], cell == kib.str.slice(7, 8)
            )
            same, none = named | ((cell == "") & same), (cell == "") & none
        said: pl.Expr = (
            polars.when(same).then(polars.lit(value=True)).when(none).then(polars.lit(value=False))
        )
        return said

    def _batches(self) -> Iterator[pl.DataFrame]:
        """Every row's cells, in the order of the file."""
        yield from self._frame.collect_batches(maintain_order=True, engine="streaming")

    def records_with(self, lines: pl.DataFrame) -> Iterator[tuple[Record, int | None]]:
        """The rows of these *lines*, in order, with what stands beside each; a row without any cell is none."""
        for batch in self._batches():
            for line, *cells, beside in batch.join(
                lines, on=LINE, how="inner", maintain_order="left"
            ).iter_rows():
                if any(cell and not cell.isspace() for cell in cells):
                    yield Record(line, tuple(cells)), beside

    def records(self, lines: pl.Series) -> Iterator[Record]:
        """The rows of these *lines*, in order."""
        wanted = lines.to_frame(LINE).with_columns(self._pl.lit(None, dtype=self._pl.UInt32).alias(KIND))
        return (record for record, _ in self.records_with(wanted))

    def alike(self, sample: Row, record: Record) -> Row:
        """The row of a record of the kind of *sample*."""
        return self._reader.alike(sample, record)

    def read_one(self, record: Record) -> Row:
        """The row of a record, read as every row is."""
        return self._reader.read(record)

    def read(self, lines: pl.Series) -> Iterator[Row]:
        """The rows of these *lines*."""
        return map(self._reader.read, self.records(lines))

    def with_likes(self, made: Callable[[Row], _T | None]) -> Iterator[tuple[Record, _T | None]]:
        """Every row, in order, with what was *made* of its kind; ``None`` where the row itself is to be read.

        So it is where nothing was made of its kind, and where its figures have findings.
        """
        polars = self._pl
        likes = [made(row) for row in self.samples()]
        doubtful = [number for number, (_, doubts) in enumerate(self.impacts()) if doubts]
        rows = self.rows.select(LINE, KIND, FIGURES)
        rows = rows.filter(~polars.col(FIGURES).is_in(polars.Series(doubtful, dtype=polars.UInt32).implode()))
        for batch in self._batches():
            joined = batch.join(rows.drop(FIGURES), on=LINE, how="left", maintain_order="left")
            for line, *cells, kind in joined.iter_rows():
                if kind is not None or any(cell and not cell.isspace() for cell in cells):
                    yield Record(line, tuple(cells)), None if kind is None else likes[kind]

    def samples(self) -> Iterator[Row]:
        """One row of each kind, in the order of the kinds, as if it had no figures."""
        figures = set(self._reader.figure_places)
        for record in self.records(self._kinds["first"]):
            cells = ["" if place in figures else cell for place, cell in enumerate(record.cells)]
            yield self._reader.read(Record(record.line, tuple(cells)))

    def impacts(self) -> Iterator[tuple[Impact, tuple[Finding, ...]]]:
        """What each distinct row of figures says, and what is doubtful in it."""
        for row in self._of_figures.select(self._figures).iter_rows() if self._figures else [()]:
            yield self._reader.impact(row)


def is_streamable(table: Table, path: Path | None) -> bool:
    """Whether it is worth to look whether the rows of a table can be read kind by kind."""
    if (
        path is None
        or table.size < SMALLEST
        or table.links is not NO_LINKS
        or "kib" not in table.columns.used
    ):
        return False
    places = table.columns.used.values()
    if len(set(places)) < len(places):
        return False
    is_split_alike = table.encoding in ("utf-8", "utf-8-sig") and len(table.headings) > 1
    return is_split_alike and _has_engine()


def _has_engine() -> bool:
    """Whether Polars and narwhals are installed, as new as they are needed."""
    try:
        import narwhals.stable.v2  # noqa: F401  # asked for by its version
        import polars
    except ImportError:
        return False
    return hasattr(polars.LazyFrame, "collect_batches")


def stream_of(table: Table, path: Path, on: date | None = None) -> Stream | None:
    """The stream of a long table, or nothing where all its rows are to be read one by one.

    Rows of days up to *on* are not like those after it.
    """
    lines = plain_lines(path, table.delimiter, table.header_line, len(table.headings))
    if lines is None:
        return None
    stream = Stream(table, path, lines, on)
    return stream if stream.is_worth_it else None
