"""A long table of whose rows only those of no kind, and the first of each finding, are read one by one.

Rows of no kind, rows that do not make an event of one kabupaten/kota, and the first rows in which a finding stands are
read one by one; rows of an event that is not whole are known by their kind, and gathered one by one; the others are
counted by their kind. So every number, message and line is what reading all rows gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, final

from satudata._ground.codes import are_digits
from satudata.cli._beside import Beside
from satudata.cli._kinds import FIGURES, ID, KIND, LINE, MOST_READ, REST, Stream
from satudata.cli._whole import (
    DAY,
    EVENT,
    IMPACT,
    IMPACTS,
    JUDGED,
    JUDGEMENT,
    REGION,
    STEM,
    day_of,
    events_of,
    whole_rows,
)
from satudata.counting import keys_of
from satudata.findings import Finding
from satudata.impacts import Impact
from satudata.kib import STEM_WIDTH as _STEM_WIDTH
from satudata.kib import TYPE as _TYPE
from satudata.regions._code import AdminLevel
from satudata.tabular import Gathered, Judgement, Row
from satudata.tabular._gathering import capped

if TYPE_CHECKING:
    import polars as pl

#: How many rows of a kind show its findings.
EXAMPLES = 3

#: What follows the region in a stem is below this.
_AFTER_REST = 10 ** (_STEM_WIDTH - _TYPE.start)
#: Whether an uncounted row has a key of this one.
_IS_TAKEN = "is_taken"

After = Callable[[Row], Iterable[Finding]]
_T = TypeVar("_T")
_Held = TypeVar("_Held")


class _Like(NamedTuple):
    """What the rows of a kind have in common: numbers of what they bring about and of how they are judged, places."""

    effect: int
    judged: int
    region: int
    kib_region: int
    is_counted: bool
    has_findings: bool


_SCHEMA = {
    "effect": "UInt32",
    "judged": "UInt32",
    "region": "UInt16",
    "kib_region": "UInt64",
    "is_counted": "Boolean",
    "has_findings": "Boolean",
}


@final
class _Numbered(Generic[_T, _Held]):
    """Values by their numbers: what is *held* of each."""

    def __init__(self) -> None:
        self._numbers: dict[_T, int] = {}
        self.held: list[_Held] = []

    def number(self, value: _T, one: _Held) -> int:
        """The number of *value*; of a new one, *one* is held."""
        if value not in self._numbers:
            self._numbers[value] = len(self.held)
            self.held.append(one)
        return self._numbers[value]


@final
class _Kinds:
    """The rows of a stream with what those of a kind have in common, and the lines of those that are *uncounted*."""

    def __init__(self, stream: Stream, after: After) -> None:
        import polars

        self.stream = stream
        self.after = after
        #: A row that stands for all of one effect, and one for all that are judged alike.
        self.effects: _Numbered[object, Row] = _Numbered()
        self.judged: _Numbered[object, Row] = _Numbered()
        self.samples = list(stream.samples())
        likes = polars.DataFrame(
            [self._like(row) for row in self.samples],
            schema={name: getattr(polars, dtype) for name, dtype in _SCHEMA.items()},
            orient="row",
        )
        rows = stream.rows
        rows = rows.with_columns(likes[name].gather(rows[KIND]) for name in likes.columns)
        stem = polars.col("kib_region") * _AFTER_REST + polars.col(REST)
        self.rows = rows.select(polars.exclude("kib_region", REST), stem.alias(STEM))
        uncounted = self.rows.filter(~polars.col("is_counted"))[LINE]
        self.uncounted = polars.concat([stream.alone, uncounted]).sort()

    def _like(self, row: Row) -> _Like:
        """What all rows of the kind of *row* have in common."""
        event = row.event
        codes = tuple(each.code for each in (*row.findings, *self.after(row)))
        is_counted = (
            event is not None
            and event.kib is not None
            and row.reading is not None
            and event.records[0].region.level is AdminLevel.REGENCY
            and not row.is_siaga
        )
        if not is_counted:
            return _Like(0, 0, 0, 0, is_counted=False, has_findings=True)
        assert event is not None and event.kib is not None and row.reading is not None  # noqa: PT018
        is_other = event.kib != row.reading.kib
        effect = (codes, row.kib_state, is_other, row.reading.code_system)
        judged = (event.scheme, event.type_code, row.cause, row.requests_national_help, row.emergency_status)
        return _Like(
            self.effects.number(effect, row),
            self.judged.number(judged, row),
            int(event.records[0].region.digits),
            int(event.kib.region.digits),
            is_counted=True,
            has_findings=bool(codes),
        )


@final
class Parted:
    """The rows of a stream, parted: those to be read one by one, and those that are counted *beside* them."""

    def __init__(self, kinds: _Kinds, gathered: Gathered) -> None:
        import polars

        self._pl = polars
        # Not the kinds themselves, which hold all rows.
        self._stream, self._after = kinds.stream, kinds.after
        self._samples, self._effects, self._judged = kinds.samples, kinds.effects.held, kinds.judged.held
        self._gathered = gathered
        self._judgements: _Numbered[Judgement, Judgement] = _Numbered()
        #: The impacts of rows of figures, and the findings of those that have any.
        self._impacts: _Numbered[Impact, Impact] = _Numbered()
        self._doubts: dict[int, tuple[Finding, ...]] = {}
        counted = kinds.rows.filter("is_counted")
        counted = counted.join(self._judge(counted), on=[JUDGED, FIGURES])
        read = polars.concat([kinds.uncounted, *self._examples(kinds.rows)]).unique().to_frame(LINE)
        shared = self._shared(counted, kinds.uncounted)
        is_read = polars.col(LINE).is_in(read[LINE].implode())
        whole = whole_rows(shared, is_read | polars.col(_IS_TAKEN))
        gathered_rows = shared.join(whole, on=LINE, how="anti").join(read, on=LINE, how="anti")
        self._lines = polars.concat([read, gathered_rows.select(LINE, KIND)], how="diagonal").sort(LINE)
        counted = counted.join(self._lines, on=LINE, how="anti")
        self._numbers_of_effects = counted.group_by("effect").len()
        self._numbers_of_doubts = counted.filter(self._has_doubts()).group_by(FIGURES).len()
        alone = counted.join(whole, on=LINE, how="anti")
        events = self._judge_events(events_of(whole))
        self.beside = Beside(
            judged=self._judged,
            judgements=self._judgements.held,
            alone=alone.select(JUDGED, REGION, JUDGEMENT, day_of(STEM).alias(DAY)),
            events=events,
            places=whole.select(EVENT, REGION).unique(),
        )

    def _judge(self, counted: pl.DataFrame) -> pl.DataFrame:
        """The impact and the judgement of each kind of event with each row of figures; notes doubtful figures."""
        pairs = counted.select(JUDGED, FIGURES).unique().sort(FIGURES)
        impacts = enumerate(self._stream.impacts())
        known: dict[tuple[int, int], int] = {}
        at, number, found = -1, 0, []
        for judged, figures in pairs.iter_rows():
            while at < figures:
                at, (impact, doubts) = next(impacts)
                impact = capped(impact)
                number = self._impacts.number(impact, impact)
                if doubts:
                    self._doubts[at] = doubts
            if (judged, number) not in known:
                known[judged, number] = self._judgement(judged, (number,))
            found.append((number, known[judged, number]))
        schema = dict.fromkeys((IMPACT, JUDGEMENT), self._pl.UInt32)
        return pairs.hstack(self._pl.DataFrame(found, schema=schema, orient="row"))

    def _judge_events(self, events: pl.DataFrame) -> pl.DataFrame:
        """The events of several rows with the judgement of each."""
        sets = events.select(JUDGED, IMPACTS).unique().sort(IMPACTS)
        found = [self._judgement(judged, map(int, impacts.split())) for judged, impacts in sets.iter_rows()]
        sets = sets.with_columns(self._pl.Series(JUDGEMENT, found, dtype=self._pl.UInt32))
        return events.join(sets, on=[JUDGED, IMPACTS]).drop(IMPACTS)

    def _judgement(self, judged: int, impacts: Iterable[int]) -> int:
        """The number of the judgement on an event whose rows have these impacts."""
        row, held = self._judged[judged], self._impacts.held
        found = self._gathered.judgement_of(row, [held[each] for each in impacts])
        return self._judgements.number(found, found)

    def _shared(self, counted: pl.DataFrame, uncounted: pl.Series) -> pl.DataFrame:
        """The rows that are, or may be, one event with another row."""
        polars = self._pl
        keys: set[str] = set()
        for row in self._stream.read(uncounted):
            if row.event is not None:
                keys.update(keys_of(row.event))
        stems = [int(key) for key in keys if len(key) == _STEM_WIDTH and are_digits(key)]
        stem = polars.col(STEM)
        is_taken = stem.is_in(polars.Series(stems, dtype=polars.UInt64).implode())
        is_shared = stem.is_duplicated()
        if ID in counted.columns:
            id_ = polars.col(ID)
            is_taken |= (id_ != "") & id_.is_in(polars.Series(sorted(keys), dtype=polars.String).implode())
            is_shared |= (id_ != "") & id_.is_duplicated()
        return counted.with_columns(is_taken.alias(_IS_TAKEN)).filter(is_shared | polars.col(_IS_TAKEN))

    def _examples(self, rows: pl.DataFrame) -> Iterator[pl.Series]:
        """The lines on which the first findings of each kind, and of each row of figures, stand."""
        for found, by in ((rows.filter("has_findings"), KIND), (rows.filter(self._has_doubts()), FIGURES)):
            yield found.group_by(by, maintain_order=True).head(EXAMPLES)[LINE]

    def _has_doubts(self) -> pl.Expr:
        numbers = self._pl.Series(sorted(self._doubts), dtype=self._pl.UInt32).implode()
        has: pl.Expr = self._pl.col(FIGURES).is_in(numbers)
        return has

    def one_by_one(self) -> Iterator[Row]:
        """The rows that are not counted by kind, in order; what is known of their kind is not read again."""
        for record, kind in self._stream.records_with(self._lines):
            yield (
                self._stream.read_one(record)
                if kind is None
                else self._stream.alike(self._samples[kind], record)
            )

    def findings(self) -> Iterator[tuple[Row, tuple[Finding, ...], int]]:
        """A row of each effect, what was found in it, and how many rows beside have it."""
        for effect, number in self._numbers_of_effects.iter_rows():
            row = self._effects[effect]
            yield row, (*row.findings, *self._after(row)), number

    def doubts_of_figures(self) -> Iterator[tuple[tuple[Finding, ...], int]]:
        """What was found in figures, and in how many rows beside."""
        for figures, number in self._numbers_of_doubts.iter_rows():
            yield self._doubts[figures], number


def parted(stream: Stream, gathered: Gathered, after: After) -> Parted | None:
    """The rows of the stream parted, or nothing where too many are to be read one by one."""
    kinds = _Kinds(stream, after)
    is_worth_it = len(kinds.uncounted) <= MOST_READ * (stream.lines + 1)
    return Parted(kinds, gathered) if is_worth_it else None
