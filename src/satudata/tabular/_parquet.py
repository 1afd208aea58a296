"""The rows of a Parquet file, read in batches by Polars."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar, final

from satudata.errors import MissingExtraError, TableError
from satudata.findings import Finding, finding
from satudata.tabular._file_kinds import damaged, kind_of, most_bytes, too_large
from satudata.tabular._values import LIKE_THOUSANDS, ValueRows

T = TypeVar("T")

#: Rows that are turned into text at once.
BATCH = 10_000
#: Polars' name for an error of its Rust code, which is no ``Exception``.
_PANIC = "PanicException"
#: The first and the last day of the calendar, in days since 1970.
_FIRST_DAY, _LAST_DAY = -719_162, 2_932_896
_MOST = 2**63 - 1
#: How many of a unit of time are a day.
_OF_A_DAY = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


def rows_of_parquet(file: Any, name: str) -> ValueRows:
    """A Parquet file by path or stream; lines are counted as in the CSV that it would be."""
    table = ParquetTable(file, name)
    return ValueRows(table.columns, table.texts, before=1, problems=table.problems, form="Parquet")


@final
class ParquetTable:
    """A Parquet file by path or stream: its *columns*, the *problems* that refuse it, and its rows in batches.

    Raises :class:`~satudata.MissingExtraError` where Polars is not installed, and :class:`~satudata.TableError` for a
    file that Polars cannot read, whatever Polars raises.
    """

    def __init__(self, file: Any, name: str) -> None:
        self.name = name
        if not find_spec("polars"):
            raise MissingExtraError("polars", f"Parquet ({self.name})")
        import polars

        self._limit = most_bytes(_size_of(file))
        self._frame = self._guarded(lambda: polars.scan_parquet(file, glob=False))
        schema = self._guarded(self._frame.collect_schema)
        self._rows: int = self._guarded(lambda: self._frame.select(polars.len()).collect().item())
        self.columns = list(schema)
        #: The first and the last value of the columns that may hold a date beyond the calendar.
        self._calendars = {
            column: _calendar(dtype) for column, dtype in schema.items() if dtype.is_temporal()
        }
        texts = (polars.String, polars.Categorical, polars.Enum)
        self._of_text = [column for column, dtype in schema.items() if dtype in texts]
        self.problems: list[Finding] = [
            finding("column-nested", column, column=column, type=str(dtype))
            for column, dtype in schema.items()
            if dtype.is_nested() or dtype in (polars.Binary, polars.Object, polars.Duration)
        ]
        # Each cell is one character at least, with the separator behind it.
        if self._rows * len(self.columns) > self._limit:
            self.problems = [too_large()]

    def texts(self) -> Iterator[Sequence[Any]]:
        """The rows, each value as its text."""
        for batch in self._batches():
            yield from self._guarded(partial(_texts, batch))

    def iter_rows(self) -> Iterator[Sequence[Any]]:
        """The rows, each value of its type. Raises :class:`~satudata.TableError` where there are problems."""
        for problem in self.problems:
            raise self._refused(problem)
        for batch in self._batches():
            yield from self._guarded(batch.rows)

    def _batches(self) -> Iterator[Any]:
        """The batches, none of which is lost: Polars ends the walk quietly where its own code fails."""
        walk = iter(self._guarded(lambda: self._frame.collect_batches(chunk_size=BATCH)))
        passed, size = 0, self._rows * len(self.columns)
        while (batch := self._guarded(lambda: next(walk, None))) is not None:
            self._require_calendar(batch, passed)
            # A long text that many rows have is one in memory, until it becomes theirs.
            size += self._guarded(partial(_characters, batch, self._of_text))
            if size > self._limit:
                raise self._refused(too_large())
            passed += batch.height
            yield batch
        if passed != self._rows:
            raise self._refused(damaged("Parquet"))

    def _require_calendar(self, batch: Any, passed: int) -> None:
        """Refuse a date that no calendar has: it has no text, and leaving it out would lose it."""
        for column, (first, last) in self._calendars.items():
            values = batch[column].to_physical()
            beyond = ((values < first) | (values > last)).arg_true()
            if beyond.len():
                line = passed + beyond[0] + 2
                raise TableError(self.name, f"column {column} has a date beyond the calendar on line {line}")

    def _guarded(self, run: Callable[[], T]) -> T:
        """What *run* gives; whatever Polars raises becomes a :class:`~satudata.TableError`."""
        try:
            return run()
        except BaseException as error:
            is_system = isinstance(error, OSError) and error.errno is not None
            if is_system or not (isinstance(error, Exception) or type(error).__name__ == _PANIC):
                raise
            raise self._refused(damaged("Parquet")) from error

    def _refused(self, problem: Finding) -> TableError:
        return TableError(self.name, problem.message("en"))


def _size_of(file: Any) -> int:
    """The number of bytes of a file, given as a path or a stream."""
    if isinstance(file, Path):
        return file.stat().st_size
    size: int = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def _texts(batch: Any) -> list[tuple[str, ...]]:
    """The rows of a batch, each value as its text, as :func:`~satudata.tabular._values.as_cell` gives it."""
    import polars

    texts = batch.select(polars.all().cast(polars.String).fill_null(""))
    decimals = [name for name, dtype in batch.schema.items() if dtype.is_float() or dtype.is_decimal()]
    more = [
        polars.when(polars.col(name).str.contains(f"^(?:{LIKE_THOUSANDS.pattern})$"))
        .then(polars.col(name) + "0")
        .otherwise(polars.col(name))
        for name in decimals
    ]
    rows: list[tuple[str, ...]] = texts.with_columns(more).rows()
    return rows


def _characters(batch: Any, columns: Sequence[str]) -> int:
    """The number of bytes of all texts in these columns."""
    import polars

    return sum(batch[column].cast(polars.String).str.len_bytes().sum() for column in columns)


def _calendar(dtype: Any) -> tuple[int, int]:
    """The first and the last number of a column of days, moments or times of day that are of the calendar."""
    unit = getattr(dtype, "time_unit", None)
    if unit is not None:
        # A moment may be another day where it is local; all nanoseconds of 64 bits are of the calendar.
        return max(-_MOST, (_FIRST_DAY + 1) * _OF_A_DAY[unit]), min(_MOST, _LAST_DAY * _OF_A_DAY[unit])
    return (_FIRST_DAY, _LAST_DAY) if str(dtype) == "Date" else (0, _OF_A_DAY["ns"] - 1)


def is_parquet(path: Path) -> bool:
    """Whether the file begins and ends as Parquet does."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return kind_of(file).format == "Parquet"
