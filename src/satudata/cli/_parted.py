"""A long table of whose rows only those of no kind, and the first of each finding, are read one by one.

Rows of no kind, rows that do not make an event of one kabupaten/kota, and the first rows in which a finding stands are
read one by one; rows that are one event with another are known by their kind, and gathered one by one; the others are
counted by their kind. So every number, message and line is what reading all rows gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, final

import attrs

from satudata._digits import are_digits
from satudata.cli._kinds import FIGURES, ID, KIND, LINE, MOST_READ, REST, Stream
from satudata.counting import EventCounts, Group, keys_of, with_more
from satudata.findings import Finding
from satudata.impacts import Impact
from satudata.regions._code import AdminLevel
from satudata.tabular import Gathered, Judgement, Row
from satudata.tabular._gathering import capped
from satudata.threshold import Verdict

if TYPE_CHECKING:
    import polars as pl

#: How many rows of a kind show its findings.
EXAMPLES = 3

#: The stem of a KIB as a number: region, then what follows it before the index.
_STEM, _STEM_WIDTH, _AFTER_REST = "stem", 15, 10**11

After = Callable[[Row], Iterable[Finding]]


class _Like(NamedTuple):
    """What the rows of a kind have in common: numbers of what they bring about and of how they are judged, places."""

    effect: int
    judged: int
    region: str
    kib_region: int
    is_counted: bool
    has_findings: bool


_SCHEMA = {
    "effect": "UInt32",
    "judged": "UInt32",
    "region": "String",
    "kib_region": "UInt64",
    "is_counted": "Boolean",
    "has_findings": "Boolean",
}


@final
class Parted:
    """The rows of a stream, parted: those to be read one by one, and how many of each kind are beside them."""

    def __init__(self, stream: Stream, gathered: Gathered, after: After) -> None:
        import polars

        self._pl = polars
        self._stream = stream
        self._gathered = gathered
        self._after = after
        self._effects: dict[object, int] = {}
        self._judged: dict[object, int] = {}
        #: A row that stands for all of one effect, and one for all that are judged alike.
        self.effects: list[Row] = []
        self.judged: list[Row] = []
        #: The findings of the figures that have any.
        self.doubts: dict[int, tuple[Finding, ...]] = {}
        self._samples = list(stream.samples())
        likes = polars.DataFrame(
            [self._like(row) for row in self._samples],
            schema={name: getattr(polars, dtype) for name, dtype in _SCHEMA.items()},
            orient="row",
        )
        rows = stream.rows
        rows = rows.with_columns(likes[name].gather(rows[KIND]) for name in likes.columns)
        stem = polars.col("kib_region") * _AFTER_REST + polars.col(REST)
        self._rows = rows.select(polars.exclude("kib_region", REST), stem.alias(_STEM))
        self._counted = self._rows.filter("is_counted")
        self._uncounted = polars.concat([stream.alone, self._rows.filter(~polars.col("is_counted"))[LINE]])
        self.is_worth_it = len(self._uncounted) <= MOST_READ * (stream.lines + 1)
        if self.is_worth_it:
            self._verdicts = self._judge()
            read = polars.concat([self._uncounted, *self._examples()]).unique()
            shared = self._shared().filter(~polars.col(LINE).is_in(read.implode()))
            self.lines = polars.concat([read.to_frame(LINE), shared.select(LINE, KIND)], how="diagonal").sort(
                LINE
            )

    def _like(self, row: Row) -> _Like:
        """What all rows of the kind of *row* have in common."""
        event = row.event
        codes = tuple(each.code for each in (*row.findings, *self._after(row)))
        is_counted = (
            event is not None
            and event.kib is not None
            and row.reading is not None
            and event.records[0].region.level is AdminLevel.REGENCY
            and not row.is_siaga
        )
        if not is_counted:
            return _Like(0, 0, "", 0, is_counted=False, has_findings=True)
        assert event is not None and event.kib is not None and row.reading is not None  # noqa: PT018
        is_other = event.kib != row.reading.kib
        effect = (codes, row.kib_state, is_other, row.reading.code_system)
        judged = (event.scheme, event.type_code, row.cause, row.requests_national_help, row.emergency_status)
        return _Like(
            _number(self._effects, effect, self.effects, row),
            _number(self._judged, judged, self.judged, row),
            event.records[0].region.digits,
            int(event.kib.region.digits),
            is_counted=True,
            has_findings=bool(codes),
        )

    def _judge(self) -> pl.DataFrame:
        """The verdict on each kind of event with each row of figures; notes what is doubtful in the figures."""
        pairs = self._counted.select("judged", FIGURES).unique().sort(FIGURES)
        impacts = enumerate(self._stream.impacts())
        known: dict[tuple[int, Impact], Judgement] = {}
        at, impact = -1, Impact()
        verdicts, reported = [], []
        for judged, figures in pairs.iter_rows():
            while at < figures:
                at, (impact, doubts) = next(impacts)
                impact = capped(impact)
                if doubts:
                    self.doubts[at] = doubts
            found = known.get((judged, impact))
            if found is None:
                found = known[judged, impact] = self._judgement(self.judged[judged], impact)
            verdicts.append(str(found.verdict))
            reported.append(found.is_reported)
        return pairs.with_columns(
            self._pl.Series("verdict", verdicts, dtype=self._pl.String),
            self._pl.Series("is_reported", reported, dtype=self._pl.Boolean),
        )

    def _judgement(self, row: Row, impact: Impact) -> Judgement:
        event = row.event
        assert event is not None
        record = attrs.evolve(event.records[0], impact=impact)
        return self._gathered.judgement(
            attrs.evolve(row, event=attrs.evolve(event, records=(record,))), alone=True
        )

    def _shared(self) -> pl.DataFrame:
        """The rows that are, or may be, one event with another row."""
        polars = self._pl
        keys: set[str] = set()
        for row in self._stream.read(self._uncounted.sort()):
            if row.event is not None:
                keys.update(keys_of(row.event))
        stems = [int(key) for key in keys if len(key) == _STEM_WIDTH and are_digits(key)]
        stem = polars.col(_STEM)
        is_shared = stem.is_duplicated() | stem.is_in(polars.Series(stems, dtype=polars.UInt64).implode())
        if ID in self._counted.columns:
            id_ = polars.col(ID)
            taken = polars.Series(sorted(keys), dtype=polars.String).implode()
            is_shared |= (id_ != "") & (id_.is_duplicated() | id_.is_in(taken))
        return self._counted.filter(is_shared)

    def _examples(self) -> Iterator[pl.Series]:
        """The lines on which the first findings of each kind, and of each row of figures, stand."""
        doubtful = self._rows.filter(self._has_doubts())
        for rows, by in ((self._rows.filter("has_findings"), KIND), (doubtful, FIGURES)):
            yield rows.group_by(by, maintain_order=True).head(EXAMPLES)[LINE]

    def _has_doubts(self) -> pl.Expr:
        numbers = self._pl.Series(sorted(self.doubts), dtype=self._pl.UInt32).implode()
        has: pl.Expr = self._pl.col(FIGURES).is_in(numbers)
        return has

    def one_by_one(self) -> Iterator[Row]:
        """The rows that are not counted by kind, in order; what is known of their kind is not read again."""
        for record, kind in self._stream.records_with(self.lines):
            yield (
                self._stream.read_one(record)
                if kind is None
                else self._stream.alike(self._samples[kind], record)
            )

    @cached_property
    def beside(self) -> pl.DataFrame:
        """The rows that are counted by kind, with the verdict on each."""
        left = self._counted.join(self.lines, on=LINE, how="anti")
        return left.join(self._verdicts, on=["judged", FIGURES])

    def findings(self) -> Iterator[tuple[Row, tuple[Finding, ...], int]]:
        """A row of each effect, what was found in it, and how many rows have it."""
        for effect, number in self.beside.group_by("effect").len().iter_rows():
            row = self.effects[effect]
            yield row, (*row.findings, *self._after(row)), number

    def doubts_of_figures(self) -> Iterator[tuple[tuple[Finding, ...], int]]:
        """What was found in figures, and in how many rows."""
        rows = self.beside.filter(self._has_doubts())
        for figures, number in rows.group_by(FIGURES).len().iter_rows():
            yield self.doubts[figures], number

    def verdicts(self) -> Counter[Verdict]:
        """How many of the rows beside have which verdict."""
        found = self.beside.group_by("verdict").len().iter_rows()
        return Counter({Verdict(verdict): number for verdict, number in found})

    def unreported(self) -> int:
        """How many of the undetermined rows beside have no figure at all."""
        is_open = self._pl.col("verdict") == str(Verdict.UNDETERMINED)
        return len(self.beside.filter(is_open & ~self._pl.col("is_reported")))

    def counts(
        self, by: tuple[str, ...], verdict: Verdict | None = None
    ) -> dict[tuple[Group, ...], Counter[str]]:
        """How many events the rows beside are, each one of its own, by group and kabupaten/kota."""
        polars = self._pl
        rows = self.beside if verdict is None else self.beside.filter(polars.col("verdict") == str(verdict))
        day = polars.col(_STEM) % 10**8
        of = {"type": polars.col("judged"), "year": day // 10**4, "month": day // 100 % 100}
        groups = rows.group_by("region", *(of[name].alias(f"by_{name}") for name in by)).len()
        cells: dict[tuple[Group, ...], Counter[str]] = {}
        for region, *values, number in groups.iter_rows():
            cell = tuple(map(self._group, by, values))
            cells.setdefault(cell, Counter())[region] += number
        return cells

    def _group(self, dimension: str, value: int) -> Group:
        if dimension != "type":
            return value
        event = self.judged[value].event
        return None if event is None else (event.scheme, event.type_code)


@final
class Together:
    """The events of a table of which some rows were read one by one: those of both parts."""

    def __init__(self, gathered: Gathered, parted: Parted) -> None:
        self._gathered = gathered
        self._parted = parted

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """As :attr:`Gathered.doubts`."""
        return self._gathered.doubts

    @property
    def verdicts(self) -> Counter[Verdict]:
        """As :attr:`Gathered.verdicts`."""
        return self._gathered.verdicts + self._parted.verdicts()

    @property
    def unreported(self) -> int:
        """As :attr:`Gathered.unreported`."""
        return self._gathered.unreported + self._parted.unreported()

    def counts(self, by: tuple[str, ...] = ()) -> EventCounts:
        """As :meth:`Gathered.counts`."""
        return with_more(self._gathered.counts(by), self._parted.counts(by))

    def counts_of(self, rows: Iterable[Row], verdict: Verdict, by: tuple[str, ...] = ()) -> EventCounts:
        """As :meth:`Gathered.counts_of`; *rows* are those read one by one."""
        return with_more(self._gathered.counts_of(rows, verdict, by), self._parted.counts(by, verdict))

    def key(self, row: Row) -> str | None:
        """As :meth:`Gathered.key`."""
        return self._gathered.key(row)

    def judgement(self, row: Row, *, alone: bool = False) -> Judgement:
        """As :meth:`Gathered.judgement`; a row that is no part of any event of several rows is judged alone."""
        is_one = self._gathered.key(row) not in self._gathered.judgements
        return self._gathered.judgement(row, alone=alone or is_one)


def _number(numbers: dict[object, int], value: object, rows: list[Row], row: Row) -> int:
    """The number of *value*, a new one with its *row*."""
    if value not in numbers:
        numbers[value] = len(rows)
        rows.append(row)
    return numbers[value]


def parted(stream: Stream, gathered: Gathered, after: After) -> Parted | None:
    """The rows of the stream parted, or nothing where too many are to be read one by one."""
    found = Parted(stream, gathered, after)
    return found if found.is_worth_it else None
