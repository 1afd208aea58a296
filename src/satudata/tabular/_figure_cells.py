"""The figures of a row: each distinct text of a column and each distinct row of figures is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, TypeAlias, final

import attrs

from satudata._measures import (
    MEASURED,
    PUBLIC_BUILDINGS,
    UNKNOWN,
    Amounts,
    Measured,
    add,
    amounts_of,
    combined,
    larger,
)
from satudata.checking import figure_doubts
from satudata.findings import Finding, finding
from satudata.impacts import FIGURES, Damage, Impact
from satudata.tabular import _cells
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Said, said_of

#: The figures with decimals, and their units.
_DECIMAL = {"land": "ha", "bridges": "m", "roads": "km", "irrigation": "irigasi", "losses": "juta rupiah"}
#: The figures that published tables state without their unit, and how a heading ends that names it.
_LENGTHS = {"bridges": ("(m)", "(meter)"), "roads": ("(km)", "(kilometer)")}
_PEOPLE = frozenset({"dead", "missing", "injured", "affected", "displaced"})
#: So many distinct rows of figures are remembered.
_ROWS = 20_000

#: A figure worked out from those of the columns.
_Figure: TypeAlias = Callable[[Sequence[Measured]], Measured]


def is_figure(field: str) -> bool:
    """Whether the field of a column is a figure of an impact, ``"dead"`` or ``"land.sawah"``.

    >>> is_figure("land.sawah"), is_figure("place")
    (True, False)
    """
    return field.partition(".")[0] in FIGURES


@final
@attrs.frozen(eq=False)
class RowFigures:
    """What the figure cells of a row say: a number or ``None`` for each column, and what is doubtful about them."""

    values: tuple[Any, ...]
    amounts: Amounts
    is_reported: bool
    said: Said


@final
class FigureCells:
    """Reads the figure columns of a table; *columns* are field and heading of each, *blank* is what a blank means."""

    def __init__(self, columns: Sequence[tuple[str, str]], blank: int | None) -> None:
        self._fields = tuple(field for field, _ in columns)
        self._texts: list[Remembered[str, tuple[Measured, Said]]] = [
            Remembered(partial(_read, field, heading, blank)) for field, heading in columns
        ]
        self._plan = _plan(self._fields)
        self._totals = list(_totals(self._fields))
        self.rows: Remembered[tuple[str, ...], RowFigures] = Remembered(self._row, limit=_ROWS)

    def impact(self, values: Sequence[Any]) -> Impact:
        """The impact that the numbers of a row are."""
        figures: dict[str, Any] = {}
        for field, value in zip(self._fields, values, strict=True):
            group, _, part = field.partition(".")
            if not part:
                figures[field] = value
            elif group == "facilities":
                kind, _, degree = part.partition(".")
                figures.setdefault(group, {})[kind, degree] = value
            else:
                figures.setdefault(group, {})[part] = value
        for group, parts in figures.items():
            if isinstance(parts, dict) and all(each is None for each in parts.values()):
                figures[group] = None
        return Impact(**figures)

    def _row(self, cells: tuple[str, ...]) -> RowFigures:
        read = [texts[cell] for texts, cell in zip(self._texts, cells, strict=True)]
        leaves = [leaf for leaf, _ in read]
        values = tuple(leaf.known for leaf in leaves)
        said: Said = (
            tuple(saying for _, of_cell in read for saying in of_cell) if any(of for _, of in read) else ()
        )
        if any(_may_exceed(values, total, parts) for total, parts in self._totals):
            said += said_of(figure_doubts(self.impact(values)))
        amounts = [UNKNOWN if figure is None else figure(leaves) for figure in self._plan]
        is_reported = any(value is not None for value in values)
        return RowFigures(values, amounts_of(amounts), is_reported, said)


def _read(field: str, column: str, blank: int | None, cell: str) -> tuple[Measured, Said]:
    """The figure that a cell states, and what is doubtful about it."""
    text = _cells.short(_cells.clean(cell))
    group = field.partition(".")[0]
    figure, code = (_cells.hectares if group in _DECIMAL else _cells.whole)(text)
    findings: list[Finding] = []
    if code is not None:
        unit = _DECIMAL.get(group, "jiwa" if field in _PEOPLE else "unit")
        shown = text[: _cells.SHOWN]
        findings.append(finding(code, column, column=column, text=shown, figure=figure, unit=unit))
    if figure and group in _LENGTHS and not column.casefold().endswith(_LENGTHS[group]):
        findings.append(finding("unit-assumed", column, column=column, unit=_DECIMAL[group]))
    value = figure if text else blank
    return Measured(value, complete=value is not None), said_of(findings)


def _plan(fields: Sequence[str]) -> list[_Figure | None]:
    """How each figure of the criteria comes from the columns, in the order of MEASURED; ``None`` if none has it."""
    places: dict[tuple[str, ...], int] = {
        tuple(field.split(".")): place for place, field in enumerate(fields)
    }

    def leaf(*name: str) -> _Figure | None:
        place = places.get(tuple(map(str, name)))
        return None if place is None else itemgetter(place)

    def add_up(figures: list[_Figure | None]) -> _Figure | None:
        known = [figure for figure in figures if figure is not None]
        lacking = [UNKNOWN] * (len(figures) > len(known))
        return (lambda row: add([*(figure(row) for figure in known), *lacking])) if known else None

    def larger_of(total: _Figure | None, parts: _Figure | None) -> _Figure | None:
        if total is None or parts is None:
            return total or parts
        return lambda row: larger(total(row), parts(row))

    found = combined(leaf, [part for part in places if len(part) > 1], add_up, larger_of)
    return [found[name] for name in MEASURED]


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
