"""The figures that the criteria need, as expressions with a lower bound, and sums of them.

``Measured``, ``Figures`` and ``Outcome`` have the names of their scalar counterparts in
:mod:`satudata.impacts.figures` and :mod:`satudata.threshold` on purpose: they are the same ideas, for whole columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import add as plus
from operator import and_, or_
from typing import TypeAlias, final

import attrs
import narwhals.stable.v2 as nw

from satudata.frames._columns import is_text, is_without_values, temporary, text
from satudata.frames._engines import Frame
from satudata.frames._errors import ColumnError
from satudata.impacts import COUNTS, Damage, LandKind
from satudata.impacts.figures import PUBLIC_BUILDINGS, buildings_by_kind, combined
from satudata.tabular import _cells
from satudata.tabular._heading_grammar import COMPLETE, PARTS
from satudata.tabular._heading_units import conversion

#: From here on a float is no exact number of persons or houses.
_MOST = 1e15
#: Hectares. A sum of printed areas may be this much too small, because floats add with errors.
ROUNDING = 1e-15

#: The fields of the answers, by the names that :data:`satudata.criteria.MEASURES` gives them.
_ANSWERS = {"help": "requests_national_help", "status": "emergency_status"}


#: A condition by row, or a constant for all rows.
Truth: TypeAlias = nw.Expr | bool


@final
@attrs.frozen
class Outcome:
    """The outcome of a criterion: *met* by the known part, and *possible*, which is met or may still be met."""

    met: Truth
    possible: Truth


def any_of(truths: Iterable[Truth]) -> Truth:
    """Whether any is true; constants are computed here, not by the engine."""
    parts = [each for each in truths if each is not False]
    return True if any(each is True for each in parts) else reduce(or_, parts) if parts else False


def all_of(truths: Iterable[Truth]) -> Truth:
    """Whether all are true."""
    return negated(any_of(map(negated, truths)))


def negated(truth: Truth) -> Truth:
    """The opposite."""
    return not truth if isinstance(truth, bool) else ~truth


@final
@attrs.frozen
class Measured:
    """A figure with a lower bound.

    *value* is the reported part, ``None`` if no row has any. *complete* says whether nothing is missing, ``None`` if
    something is missing in every row.
    """

    value: nw.Expr | None
    complete: nw.Expr | None

    def reaches(self, limit: float) -> Outcome:
        """Whether the figure reaches the limit, or may reach it."""
        if self.value is None:
            return Outcome(met=False, possible=True)
        met = self.value >= limit
        return Outcome(met, True if self.complete is None else met | ~self.complete)


#: A figure that is not reported in any row.
UNKNOWN = Measured(None, None)


def add(figures: Iterable[Measured]) -> Measured:
    """The sum of the reported parts; complete if all parts are."""
    parts = tuple(figures)
    values = [part.value for part in parts if part.value is not None]
    known = [part.complete for part in parts if part.complete is not None]
    return Measured(
        reduce(plus, values) if values else None, reduce(and_, known) if len(known) == len(parts) else None
    )


def larger(total: Measured, parts: Measured) -> Measured:
    """The larger of a published total and the sum of its parts."""
    if total.value is None or total.complete is None or parts.value is None:
        return parts if total.value is None else total
    is_total = total.complete & (total.value + ROUNDING >= parts.value)
    value = nw.when(is_total).then(total.value).otherwise(parts.value)
    return Measured(value, is_total if parts.complete is None else is_total | parts.complete)


def in_columns(frame: Frame, figures: Mapping[str, Measured]) -> tuple[Frame, dict[str, Measured]]:
    """Put the figures into temporary columns, so that no engine computes them twice."""
    columns, found = [], {}
    for name, figure in figures.items():
        value, complete = (temporary(f"{name}_{what}") for what in ("value", "complete"))
        columns += [figure.value.alias(value)] if figure.value is not None else []
        columns += [figure.complete.alias(complete)] if figure.complete is not None else []
        found[name] = Measured(
            None if figure.value is None else nw.col(value),
            None if figure.complete is None else nw.col(complete),
        )
    return (frame.with_columns(*columns) if columns else frame), found


def is_figure(field: str) -> bool:
    """Whether the field is a count or a measure."""
    return (
        field in COUNTS
        or field in PARTS
        or field.partition(".")[0] in ("facilities", "land", "bridges", "roads")
    )


def is_whole(field: str) -> bool:
    """Whether the field is a count."""
    return not field.startswith(("land.", "bridges.", "roads."))


@final
class Figures:
    """The figures of a row by field; a field without a column is unknown."""

    def __init__(self, found: Mapping[str, Measured]) -> None:
        self._found = found

    @classmethod
    def read(cls, frame: Frame, columns: Mapping[str, str]) -> tuple[Frame, Figures]:
        """Read the figures of *columns* (column by field).

        A null and a negative number are unknown, and so is a fraction in a field of whole numbers.

        Raises :class:`ColumnError` for a column that is not numbers.
        """
        schema = frame.collect_schema()
        fields = {field: column for field, column in columns.items() if is_figure(field)}
        numbers = []
        for field, column in fields.items():
            dtype = schema[column]
            number = nw.col(column).cast(nw.Float64)
            if not dtype.is_numeric() and is_without_values(frame, column):
                number = nw.when(nw.lit(value=False)).then(nw.lit(0.0))
            elif not dtype.is_numeric():
                raise ColumnError(
                    column,
                    f"figures ({field}) are numbers, not {dtype}: read the column as numbers, or ignore it with "
                    f"columns={{{field!r}: ''}}",
                )
            numbers.append(_in_own_unit(number, field, column).alias(temporary(field)))
        if numbers:
            frame = frame.with_columns(*numbers)
            is_integer = {field: schema[column].is_integer() for field, column in fields.items()}
            frame = frame.with_columns(
                *(
                    _in_range(nw.col(temporary(field)), is_integer=is_integer[field]).alias(_sane(field))
                    for field in fields
                )
            )
            frame = frame.with_columns(
                *(
                    _is_known(nw.col(_sane(field)), is_open=is_whole(field) and not is_integer[field]).alias(
                        temporary(f"{field}_known")
                    )
                    for field in fields
                )
            )
        found = {}
        for field in fields:
            complete = nw.col(temporary(f"{field}_known"))
            found[field] = Measured(
                nw.when(complete).then(nw.col(_sane(field))).otherwise(nw.lit(0.0)), complete
            )
        answers = {
            field: _answer(frame, columns[field], field) for field in _ANSWERS.values() if field in columns
        }
        frame, figures = in_columns(frame, {**found, **answers})
        return frame, cls(figures)

    def __getitem__(self, field: str) -> Measured:
        parts = [self._found.get(part, UNKNOWN) for part, whole in PARTS.items() if whole == field]
        if field in self._found or all(part is UNKNOWN for part in parts):
            return self._found.get(field, UNKNOWN)
        return add(parts if field in COMPLETE else [*parts, UNKNOWN])

    def __iter__(self) -> Iterator[str]:
        return iter(field for field in self._found if is_figure(field))

    def problems(self, field: str) -> tuple[nw.Expr, nw.Expr]:
        """Whether the number is negative, and whether it is unusable for another reason; a null is neither."""
        number, known = nw.col(temporary(field)), nw.col(temporary(f"{field}_known"))
        is_below = ~number.is_null() & (number < 0)
        return is_below, ~number.is_null() & ~number.is_nan() & ~is_below & ~known

    def measured(self) -> dict[str, Measured]:
        """The figures and answers that the criteria need, by name."""
        figures = combined(self._leaf, self._parts(), _sum, larger)
        return {**figures, **{name: self[field] for name, field in _ANSWERS.items()}}

    def kinds_of_buildings(self) -> Measured:
        """The damaged public buildings, added by kind."""
        return _sum(buildings_by_kind(self._leaf, self._parts(), _sum, larger))

    def _leaf(self, name: str, *part: str) -> Measured:
        return self[".".join((name, *part))]

    def _parts(self) -> list[tuple[str, ...]]:
        """The facilities and kinds of land that have a column, in a fixed order: sums of floats depend on it."""
        facilities = (("facilities", kind, degree) for kind in PUBLIC_BUILDINGS for degree in Damage)
        land = (("land", kind) for kind in LandKind)
        return [part for part in (*facilities, *land) if ".".join(part) in self._found]


def _sum(figures: list[Measured]) -> Measured:
    return add(figures) if figures else UNKNOWN


def _in_own_unit(number: nw.Expr, field: str, column: str) -> nw.Expr:
    """The number in the unit of its field, where the name of the column says another unit of area or length."""
    factor = conversion(field, column) or 1
    if factor == 1:
        return number
    return number * float(factor) if factor > 1 else number / float(1 / factor)


def _sane(field: str) -> str:
    return temporary(f"{field}_sane")


def _in_range(number: nw.Expr, *, is_integer: bool) -> nw.Expr:
    """The number, or -1 for one that cannot be rounded."""
    if is_integer:
        return number.fill_null(-1.0)
    is_sane = ~number.is_null() & ~number.is_nan() & (number >= 0) & (number < _MOST)
    return nw.when(is_sane.fill_null(value=False)).then(number).otherwise(nw.lit(-1.0))


def _is_known(sane: nw.Expr, *, is_open: bool) -> nw.Expr:
    """Whether the number is a figure. *is_open*: it must be whole, but its type allows fractions."""
    is_figure = (sane >= 0) & (sane < _MOST)
    return is_figure & (sane == sane.round(0)) if is_open else is_figure


def _answer(frame: Frame, column: str, field: str) -> Measured:
    """Yes as 1 and no as 0, from booleans or from words as :mod:`satudata.tabular` reads them."""
    dtype = frame.collect_schema()[column]
    answer = nw.col(column)
    if dtype in (nw.Boolean, nw.Object):
        is_yes, is_no = ((answer == nw.lit(value=value)).fill_null(value=False) for value in (True, False))
    elif is_text(frame, column):
        word = text(frame, column).str.strip_chars().str.to_lowercase()
        is_yes = word.is_in(sorted(_cells._YES))
        for start in _cells._STATUS_WORDS:
            is_yes = is_yes | word.str.starts_with(start)
        is_no = word.is_in(sorted(_cells._NO))
    else:
        raise ColumnError(column, f"an answer ({field}) is true, false or a word, not {dtype}")
    return Measured(nw.when(is_yes).then(nw.lit(1.0)).otherwise(nw.lit(0.0)), is_yes | is_no)
