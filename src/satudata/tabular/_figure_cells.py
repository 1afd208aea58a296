"""The figures of a row: each distinct text of a column and each distinct row of figures is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, final

from satudata.checking import figure_doubts
from satudata.findings import Finding, finding
from satudata.impacts import FIGURES, Damage, Impact, LandKind
from satudata.impacts.figures import (
    ALL_GAPS,
    MEASURED,
    NOTHING,
    PUBLIC_BUILDINGS,
    UNKNOWN,
    Amounts,
    Measured,
    add,
    combined,
    larger,
)
from satudata.tabular._blanks import SHOWN, clean, short
from satudata.tabular._columns_of_cells import unit_of
from satudata.tabular._figures import Unit, hectares, whole
from satudata.tabular._heading_grammar import COMPLETE, PARTS
from satudata.tabular._heading_units import conversion, units_of
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Said, said_of

#: The figures with decimals, and their units.
_DECIMAL = {"land": "ha", "bridges": "m", "roads": "km", "irrigation": "irigasi", "losses": "juta rupiah"}
#: The figures that published tables state without their unit.
_LENGTHS = ("bridges", "roads")
#: How the cells of a column are in a unit that its heading names and that is not the field's.
_UNITS = {"m": Unit.BRIDGES, "km": Unit.ROADS}
#: So many distinct rows of figures are remembered.
_ROWS = 20_000

#: A figure worked out from those of the columns.
_Figure: TypeAlias = Callable[[Sequence[Measured]], Measured]


def is_figure(field: str) -> bool:
    """Whether the field of a column is a figure of an impact, ``"dead"`` or ``"land.sawah"``.

    >>> is_figure("land.sawah"), is_figure("place")
    (True, False)
    """
    return field in PARTS or field.partition(".")[0] in FIGURES


@final
class RowFigures(NamedTuple):
    """What the figure cells of a row say: a number or ``None`` for each column, and what is doubtful about them."""

    values: tuple[Any, ...]
    amounts: Amounts
    is_reported: bool
    said: Said


@final
class FigureCells:
    """Reads the figure columns of a table; *columns* are field and heading of each, *blank* is what a blank means.

    *lacking* are figures of :data:`~satudata.impacts.figures.MEASURED` that are zero where no column has them.
    *grouping* are the separators of thousands in the columns of a field.
    """

    def __init__(
        self,
        columns: Sequence[tuple[str, str]],
        blank: int | None,
        grouping: Mapping[str, frozenset[str]] = {},
        lacking: Sequence[str] = (),
    ) -> None:
        self._grouping = grouping
        self._fields = tuple(field for field, _ in columns)
        self._blank = blank
        self._units = {field: _units_of(field, heading) for field, heading in columns}
        #: The number of each text of a column, and what is said of it.
        self._texts: list[Remembered[str, tuple[Any, Said]]] = [
            Remembered(partial(self._read, field, heading)) for field, heading in columns
        ]
        #: Whether anything was said of any text so far.
        self._has_said = False
        plan = [
            assumed if name in lacking else figure
            for name, figure, assumed in zip(
                MEASURED, _plan(self._fields), _plan(self._fields, are_all=True), strict=True
            )
        ]
        #: Amounts that are those of one column, and those that several columns give.
        self._columns = [(at, column) for at, column in enumerate(plan) if isinstance(column, int)]
        self._sums = [(at, figure) for at, figure in enumerate(plan) if callable(figure)]
        #: The gaps of the figures that nothing has a column for, but that did not occur.
        self._closed = sum(
            1 << at
            for at, (name, figure) in enumerate(zip(MEASURED, plan, strict=True))
            if figure is None and name in lacking
        )
        self._nothing = tuple([None] * len(columns))
        self._totals = list(_totals(self._fields))
        self.rows: Remembered[tuple[str, ...], RowFigures] = Remembered(self._row, limit=_ROWS)

    def impact(self, values: Sequence[Any]) -> Impact:
        """The impact that the numbers of a row are."""
        figures: dict[str, Any] = {}
        lower_bounds: set[str] = set()
        for field, value in zip(self._fields, values, strict=True):
            group, _, part = field.partition(".")
            if field in PARTS:
                whole = PARTS[field]
                if value is not None:
                    figures[whole] = value + (figures.get(whole) or 0)
                if value is None or not self._is_complete(whole):
                    lower_bounds.add(whole)
            elif not part:
                figures[field] = value
            elif group == "facilities":
                kind, _, degree = part.partition(".")
                figures.setdefault(group, {})[kind, degree] = value
            else:
                figures.setdefault(group, {})[part] = value
        for group, parts in figures.items():
            if isinstance(parts, dict) and all(each is None for each in parts.values()):
                figures[group] = None
        known = {whole for whole in lower_bounds if figures.get(whole) is not None}
        return Impact(**figures, lower_bounds=known)

    def _is_complete(self, whole: str) -> bool:
        """Whether the columns of the parts of a figure give all of it."""
        return whole in COMPLETE and all(
            part in self._fields for part, its_whole in PARTS.items() if its_whole == whole
        )

    def _row(self, cells: tuple[str, ...]) -> RowFigures:
        read = [texts[cell] for texts, cell in zip(self._texts, cells, strict=True)]
        values = tuple([value for value, _ in read])
        said: Said = ()
        if self._has_said:
            for _, of_cell in read:
                said += of_cell
        for total, parts in self._totals:
            if _may_exceed(values, total, parts):
                said += said_of(figure_doubts(self.impact(values)))
                break
        return RowFigures(values, self._amounts(values), values != self._nothing, said)

    def _read(self, field: str, column: str, cell: str) -> tuple[Any, Said]:
        """The figure that a cell states, and what is doubtful about it."""
        text = short(clean(cell))
        group = field.partition(".")[0]
        counted, factor, unit_of_heading = self._units[field]
        figure, code = (
            hectares(text, counted)
            if group in _DECIMAL
            else whole(text, counted, self._grouping.get(field, frozenset()))
        )
        findings: list[Finding] = []
        if code is not None:
            unit = _DECIMAL.get(group, "jiwa" if counted is Unit.PEOPLE else "unit")
            shown = text[:SHOWN]
            findings.append(finding(code, column, column=column, text=shown, figure=figure, unit=unit))
        if figure and factor != 1:
            figure *= factor
            findings.append(
                finding("unit-converted", column, column=column, unit=unit_of_heading, own=_DECIMAL[group])
            )
        elif figure and group in _LENGTHS and not unit_of_heading:
            findings.append(finding("unit-assumed", column, column=column, unit=_DECIMAL[group]))
        value = figure if text and (figure is not None or code is not None) else self._blank
        self._has_said = self._has_said or bool(findings)
        return (Decimal(value) if value is not None and group in _DECIMAL else value), said_of(findings)

    def _amounts(self, values: Sequence[Any]) -> Amounts:
        amounts, gaps = [*NOTHING], ALL_GAPS ^ self._closed
        for at, column in self._columns:
            value = values[column]
            if value is not None:
                amounts[at] = value
                gaps ^= 1 << at
        if self._sums:
            leaves = [Measured(value, complete=value is not None) for value in values]
            for at, figure in self._sums:
                measured = figure(leaves)
                amounts[at] = measured.known or NOTHING[at]
                gaps ^= measured.complete << at
        return (*amounts, gaps)


def _plan(fields: Sequence[str], *, are_all: bool = False) -> list[_Figure | int | None]:
    """How each figure of the criteria comes from the columns, in the order of MEASURED.

    A number is the place of the one column that has it; ``None``: no column has it. With *are_all* the parts that the
    table has no column for did not occur.
    """
    places: dict[tuple[str, ...], int] = {
        tuple(field.split(".")): place for place, field in enumerate(fields)
    }

    def leaf(*name: str) -> _Figure | int | None:
        place = places.get(tuple(map(str, name)))
        parts = [places.get((part,)) for part, whole in PARTS.items() if (whole,) == name]
        if place is not None or all(part is None for part in parts):
            return place
        return add_up(list(parts) if name[0] in COMPLETE else [*parts, None])

    def add_up(figures: list[_Figure | int | None]) -> _Figure | int | None:
        known = [_from_columns(figure) for figure in figures if figure is not None]
        lacking = [UNKNOWN] * (len(figures) > len(known) and not are_all)
        return (lambda row: add([*(figure(row) for figure in known), *lacking])) if known else None

    def larger_of(total: _Figure | int | None, parts: _Figure | int | None) -> _Figure | int | None:
        if total is None or parts is None:
            return parts if total is None else total
        one, other = _from_columns(total), _from_columns(parts)
        return lambda row: larger(one(row), other(row))

    found = combined(leaf, [part for part in places if len(part) > 1], add_up, larger_of)
    return [found[name] for name in MEASURED]


def _from_columns(figure: _Figure | int) -> _Figure:
    return itemgetter(figure) if isinstance(figure, int) else figure


def _units_of(field: str, heading: str) -> tuple[Unit, Decimal, str]:
    """The unit of the cells of a column, the factor into that of its field, and the unit that its heading names."""
    counted, named = unit_of(PARTS.get(field, field)), ", ".join(sorted(units_of(heading)))
    factor = conversion(field, heading) or Decimal(1)
    return (_UNITS.get(named) or Unit(named), factor, named) if factor != 1 else (counted, factor, named)


def _totals(fields: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """The column of each published total with those of its parts, where a table has both."""
    groups: dict[str, list[str]] = {
        "houses_damaged": ["houses_heavy", "houses_moderate", "houses_light"],
        "facilities_damaged": [
            field
            for field in fields
            if field.startswith(tuple(f"facilities.{kind}." for kind in PUBLIC_BUILDINGS))
        ],
    }
    groups[f"land.{LandKind.TOTAL}"] = [f"land.{each}" for each in LandKind if each is not LandKind.TOTAL]
    for field in fields:
        whole, _, degree = field.rpartition(".")
        if degree == Damage.TOTAL:
            groups[field] = [f"{whole}.{each}" for each in Damage if each is not Damage.TOTAL]
    for total, parts in groups.items():
        places = [place for place, field in enumerate(fields) if field in parts]
        if total in fields and places:
            yield fields.index(total), places


def _may_exceed(values: Sequence[Any], total: int, parts: Sequence[int]) -> bool:
    """Whether the parts that a row knows may come to more than its published total."""
    published = values[total]
    return published is not None and published < sum(values[part] or 0 for part in parts)
