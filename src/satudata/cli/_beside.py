"""The rows of a long table that are counted by kind: how many events they are, and how each is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, final

import attrs

from satudata.cli._whole import DAY, EVENT, HAS_ID, JUDGED, JUDGEMENT, KEY, REGION, ROWS
from satudata.counting import EventCounts, Group, Merged, by_region, with_more
from satudata.findings import Finding
from satudata.tabular import Gathered, Judgement, Row
from satudata.threshold import Verdict

if TYPE_CHECKING:
    import polars as pl

_Cell = tuple[Group, ...]


@final
@attrs.frozen(slots=False, eq=False)
class Beside:
    """Events by the numbers of their judgements: *alone* those of one row, *events* those of several, with *places*."""

    #: A row that stands for all that are judged alike, and the judgements, both by their numbers.
    judged: Sequence[Row]
    judgements: Sequence[Judgement]
    alone: pl.DataFrame
    events: pl.DataFrame
    places: pl.DataFrame

    def numbers(self) -> Iterator[tuple[Judgement, int]]:
        """How many events are judged so."""
        for events in (self.alone, self.events):
            for number, count in events.group_by(JUDGEMENT).len().iter_rows():
                yield self.judgements[number], count

    @cached_property
    def judgement_of(self) -> Mapping[str, Judgement]:
        """The judgement on each event of several rows, by its key."""
        rows = self.events.select(KEY, JUDGEMENT).iter_rows()
        return {key: self.judgements[number] for key, number in rows}

    def counts(self, by: tuple[str, ...], verdict: Verdict | None = None) -> dict[_Cell, EventCounts]:
        """How many events there are, or have this *verdict*, by group."""
        import polars

        wanted = [n for n, each in enumerate(self.judgements) if verdict in (None, each.verdict)]
        is_wanted = polars.col(JUDGEMENT).is_in(polars.Series(wanted, dtype=polars.UInt32).implode())
        alone, events = self.alone.filter(is_wanted), self.events.filter(is_wanted)
        day = polars.col(DAY)
        of = {"type": polars.col(JUDGED), "year": day // 10**4, "month": day // 100 % 100}
        cell = [of[name].alias(name) for name in by]

        def number(of_several: pl.DataFrame, place: pl.Expr) -> dict[_Cell, Counter[int]]:
            told = [each.with_columns(*cell, place.alias("place")) for each in (alone, of_several)]
            rows = polars.concat(each.select(*by, "place") for each in told)
            numbers: dict[_Cell, Counter[int]] = {}
            for *values, at, count in rows.group_by(rows.columns).len().iter_rows():
                numbers.setdefault(tuple(map(self._group, by, values)), Counter())[at] += count
            return numbers

        region, province = polars.col(REGION), polars.col(REGION) // 100
        in_provinces = self.places.with_columns(province * 100).unique()
        nation = number(events, polars.lit(0))
        provinces = number(events.join(in_provinces, on=EVENT), province)
        regencies = number(events.join(self.places, on=EVENT), region)
        merged: dict[_Cell, list[Merged]] = {}
        several = events.sort(KEY).with_columns(*cell).select(*by, KEY, ROWS, HAS_ID)
        for *values, key, rows, has_id in several.iter_rows():
            held = merged.setdefault(tuple(map(self._group, by, values)), [])
            held.append(Merged(key, rows, "event-id" if has_id else "stem"))
        return {
            each: EventCounts(
                national=total[0],
                provinces=by_region({f"{at:02}": count for at, count in provinces[each].items()}),
                regencies=by_region({f"{at:04}": count for at, count in regencies[each].items()}),
                merged=tuple(merged.get(each, ())),
            )
            for each, total in nation.items()
        }

    def _group(self, dimension: str, value: int) -> Group:
        if dimension != "type":
            return value
        event = self.judged[value].event
        assert event is not None
        return event.scheme, event.type_code


@final
class Together:
    """The events of a table of which some rows were read one by one: those of both parts."""

    def __init__(self, gathered: Gathered, beside: Beside) -> None:
        self._gathered = gathered
        self._beside = beside

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """As :attr:`Gathered.doubts`."""
        return self._gathered.doubts

    @property
    def verdicts(self) -> Counter[Verdict]:
        """As :attr:`Gathered.verdicts`."""
        found = self._gathered.verdicts
        for judgement, number in self._beside.numbers():
            found[judgement.verdict] += number
        return found

    @property
    def unreported(self) -> int:
        """As :attr:`Gathered.unreported`."""
        return self._gathered.unreported + sum(
            number
            for judgement, number in self._beside.numbers()
            if judgement.verdict is Verdict.UNDETERMINED and not judgement.is_reported
        )

    def counts(self, by: tuple[str, ...] = ()) -> EventCounts:
        """As :meth:`Gathered.counts`."""
        return with_more(self._gathered.counts(by), self._beside.counts(by))

    def counts_of(self, rows: Iterable[Row], verdict: Verdict, by: tuple[str, ...] = ()) -> EventCounts:
        """As :meth:`Gathered.counts_of`; *rows* are those read one by one."""
        return with_more(self._gathered.counts_of(rows, verdict, by), self._beside.counts(by, verdict))

    def key(self, row: Row) -> str | None:
        """As :meth:`Gathered.key`."""
        return self._gathered.key(row)

    def judgement(self, row: Row, *, alone: bool = False) -> Judgement:
        """As :meth:`Gathered.judgement`; a row that is no part of any event of several rows is judged alone."""
        key = self._gathered.key(row)
        if alone or key is None or key in self._gathered.judgements:
            return self._gathered.judgement(row, alone=alone)
        return self._beside.judgement_of.get(key) or self._gathered.judgement(row, alone=True)
