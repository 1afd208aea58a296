"""What the criteria measure, as columns: figures as far as they are known, and sums of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import add as plus
from operator import and_, or_
from typing import TypeAlias, final

import attrs
import narwhals.stable.v2 as nw

from satudata.frames._doorway import Frame, own
from satudata.frames._errors import ColumnError
from satudata.impacts import COUNTS, Damage, LandKind
from satudata.impacts.figures import DAMAGED as _DAMAGED
from satudata.impacts.figures import PUBLIC_BUILDINGS
from satudata.tabular import _cells

#: Above this a float is no exact number of persons or houses.
_MOST = 1e15
#: By so much less than a limit a sum of hectares as they print is that limit: floats add with such errors.
ROUNDING = 1e-15

_PEOPLE = ("dead", "missing", "affected", "injured", "displaced")
_HOUSES = ("houses_heavy", "houses_moderate", "houses_light")
_ANSWERS = ("requests_national_help", "emergency_status")
#: What the criteria ask of a row, and so of an event.
MEASURED = (*_PEOPLE, "houses", "houses_flooded", "public_buildings", "land", *_ANSWERS)


#: A condition, or what holds of every row.
Truth: TypeAlias = nw.Expr | bool


@final
@attrs.frozen
class Outcome:
    """Of a criterion: whether it is met by what is known, and whether it is or may be by what is not known."""

    met: Truth
    possible: Truth


def any_of(truths: Iterable[Truth]) -> Truth:
    """Whether one holds; what holds of every row is not asked of each."""
    parts = [each for each in truths if each is not False]
    return True if any(each is True for each in parts) else reduce(or_, parts) if parts else False


def all_of(truths: Iterable[Truth]) -> Truth:
    """Whether all hold."""
    return negated(any_of(map(negated, truths)))


def negated(truth: Truth) -> Truth:
    """Whether it does not hold."""
    return not truth if isinstance(truth, bool) else ~truth


@final
@attrs.frozen
class Known:
    """A figure: *value* is what is known of it, ``None`` for nothing at all; *complete* whether that is all."""

    value: nw.Expr | None
    complete: nw.Expr | None

    def reaches(self, limit: float) -> Outcome:
        """Whether the limit is met, and whether it may be."""
        if self.value is None:
            return Outcome(met=False, possible=True)
        met = self.value >= limit
        return Outcome(met, True if self.complete is None else met | ~self.complete)


UNKNOWN = Known(None, None)


def add(figures: Iterable[Known]) -> Known:
    """The sum of what is known; complete only where every part is."""
    parts = tuple(figures)
    values = [part.value for part in parts if part.value is not None]
    known = [part.complete for part in parts if part.complete is not None]
    return Known(
        reduce(plus, values) if values else None, reduce(and_, known) if len(known) == len(parts) else None
    )


def larger(total: Known, parts: Known) -> Known:
    """The total where it is known and no less than what is known of its parts, else these."""
    if total.value is None or total.complete is None or parts.value is None:
        return parts if total.value is None else total
    is_total = total.complete & (total.value >= parts.value)
    value = nw.when(is_total).then(total.value).otherwise(parts.value)
    return Known(value, is_total if parts.complete is None else is_total | parts.complete)


def held(frame: Frame, figures: Mapping[str, Known]) -> tuple[Frame, dict[str, Known]]:
    """*frame* with the figures in columns of their own, so that no engine works them out twice."""
    columns, found = [], {}
    for name, figure in figures.items():
        value, complete = (own(f"{name}_{what}") for what in ("value", "complete"))
        columns += [figure.value.alias(value)] if figure.value is not None else []
        columns += [figure.complete.alias(complete)] if figure.complete is not None else []
        found[name] = Known(
            None if figure.value is None else nw.col(value),
            None if figure.complete is None else nw.col(complete),
        )
    return (frame.with_columns(*columns) if columns else frame), found


def is_figure(field: str) -> bool:
    """Whether the field is a count or a measure."""
    return field in COUNTS or field.partition(".")[0] in ("facilities", "land", "bridges", "roads")


def is_whole(field: str) -> bool:
    """Whether the field is a count."""
    return not field.startswith(("land.", "bridges.", "roads."))


@final
class Figures:
    """The figures of a row by field; a field without a column is not known."""

    def __init__(self, found: Mapping[str, Known]) -> None:
        self._found = found

    @classmethod
    def read(cls, frame: Frame, columns: Mapping[str, str]) -> tuple[Frame, Figures]:
        """Add the figures of *columns* (field to column): a null, one below zero or not whole is not known."""
        schema = frame.collect_schema()
        fields = {field: column for field, column in columns.items() if is_figure(field)}
        numbers = []
        for field, column in fields.items():
            dtype = schema[column]
            if not dtype.is_numeric():
                raise ColumnError(
                    column,
                    f"figures ({field}) are numbers, not {dtype}: read the column as numbers, or leave it out, "
                    f"columns={{{field!r}: ''}}",
                )
            numbers.append(nw.col(column).cast(nw.Float64).alias(own(field)))
        if numbers:
            frame = frame.with_columns(*numbers)
            is_integer = {field: schema[column].is_integer() for field, column in fields.items()}
            frame = frame.with_columns(
                *(
                    _in_range(nw.col(own(field)), is_integer=is_integer[field]).alias(_sane(field))
                    for field in fields
                )
            )
            frame = frame.with_columns(
                *(
                    _is_known(nw.col(_sane(field)), is_open=is_whole(field) and not is_integer[field]).alias(
                        own(f"{field}_known")
                    )
                    for field in fields
                )
            )
        found = {}
        for field in fields:
            complete = nw.col(own(f"{field}_known"))
            found[field] = Known(
                nw.when(complete).then(nw.col(_sane(field))).otherwise(nw.lit(0.0)), complete
            )
        answers = {field: _answer(frame, columns[field], field) for field in _ANSWERS if field in columns}
        frame, columns_of = held(frame, {**found, **answers})
        return frame, cls(columns_of)

    def __getitem__(self, field: str) -> Known:
        return self._found.get(field, UNKNOWN)

    def __iter__(self) -> Iterator[str]:
        return iter(field for field in self._found if is_figure(field))

    def problems(self, field: str) -> tuple[nw.Expr, nw.Expr]:
        """Whether the figure is below zero, and whether it is none for another reason; a null is neither."""
        number, known = nw.col(own(field)), nw.col(own(f"{field}_known"))
        is_below = ~number.is_null() & (number < 0)
        return is_below, ~number.is_null() & ~number.is_nan() & ~is_below & ~known

    def measured(self) -> dict[str, Known]:
        """What the criteria ask: of a published total and the sum of its parts the larger counts."""
        return {
            **{field: self[field] for field in (*_PEOPLE, "houses_flooded", *_ANSWERS)},
            "houses": larger(self["houses_damaged"], add(self[field] for field in _HOUSES)),
            "public_buildings": larger(self["facilities_damaged"], self.kinds_of_buildings()),
            "land": self._sum(f"land.{kind}" for kind in LandKind),
        }

    def kinds_of_buildings(self) -> Known:
        """The damaged public buildings, kind by kind."""
        kinds = [
            kind
            for kind in PUBLIC_BUILDINGS
            if any(f"facilities.{kind}.{degree}" in self._found for degree in Damage)
        ]
        return add(map(self._damaged, kinds)) if kinds else UNKNOWN

    def _damaged(self, kind: str) -> Known:
        parts = self._sum(f"facilities.{kind}.{degree}" for degree in _DAMAGED)
        return larger(self[f"facilities.{kind}.{Damage.TOTAL}"], parts)

    def _sum(self, fields: Iterable[str]) -> Known:
        """The sum over the fields that have a column."""
        told = [self[field] for field in fields if field in self._found]
        return add(told) if told else UNKNOWN


def _sane(field: str) -> str:
    return own(f"{field}_sane")


def _in_range(number: nw.Expr, *, is_integer: bool) -> nw.Expr:
    """The number, below zero where it is none that can be rounded."""
    if is_integer:
        return number.fill_null(-1.0)
    is_sane = ~number.is_null() & ~number.is_nan() & (number >= 0) & (number < _MOST)
    return nw.when(is_sane.fill_null(value=False)).then(number).otherwise(nw.lit(-1.0))


def _is_known(sane: nw.Expr, *, is_open: bool) -> nw.Expr:
    """Whether the number is a figure; *is_open*: it has to be whole and may not be."""
    is_figure = (sane >= 0) & (sane < _MOST)
    return is_figure & (sane == sane.round(0)) if is_open else is_figure


def _answer(frame: Frame, column: str, field: str) -> Known:
    """Yes as 1, no as 0: of booleans, or of words as :mod:`satudata.tabular` reads them."""
    dtype = frame.collect_schema()[column]
    said = nw.col(column)
    if dtype in (nw.Boolean, nw.Object):
        is_yes, is_no = ((said == nw.lit(value=value)).fill_null(value=False) for value in (True, False))
    elif dtype == nw.String:
        word = said.fill_null("").str.strip_chars().str.to_lowercase()
        is_yes = word.is_in(sorted(_cells._YES))
        for start in _cells._STATUS_WORDS:
            is_yes = is_yes | word.str.starts_with(start)
        is_no = word.is_in(sorted(_cells._NO))
    else:
        raise ColumnError(column, f"an answer ({field}) is true, false or a word, not {dtype}")
    return Known(nw.when(is_yes).then(nw.lit(1.0)).otherwise(nw.lit(0.0)), is_yes | is_no)
