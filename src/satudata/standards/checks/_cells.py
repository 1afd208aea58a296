"""Whether a cell has the type of its column, and which day it contains."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from numbers import Real
from typing import Any

from satudata._ground.codes import Code
from satudata.errors import InvalidKIBError
from satudata.kib import KIB
from satudata.standards._column_types import ColumnType, type_rows
from satudata.standards._dataset import Column
from satudata.tabular._cells import day as tabular_day
from satudata.tabular._columns_of_cells import unit_of
from satudata.tabular._figures import Unit, hectares, whole
from satudata.tabular._heading_grammar import meanings

_FIGURES = (ColumnType.INTEGER, ColumnType.NUMBER)
#: The types whose cells contain a day.
DATING = (ColumnType.DATE, ColumnType.KIB)
_SHAPES = {
    ColumnType.TEXT: re.compile(r".*\S.*", re.DOTALL),
    ColumnType.KIB: re.compile("[0-9]{16}"),
    ColumnType.INTEGER: re.compile("0|-?[1-9][0-9]*"),
    ColumnType.NUMBER: re.compile("-?[0-9]+([.][0-9]+)?"),
    ColumnType.BOOLEAN: re.compile("true|false"),
    ColumnType.DATE: re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    ColumnType.YEAR: re.compile("[0-9]{4}"),
}
#: Names of the types of missing values in dataframes.
_MISSING = ("NAType", "NaTType")


def is_blank(cell: object) -> bool:
    """Whether a cell is blank: empty text, ``None`` or the missing value of a dataframe.

    >>> is_blank(""), is_blank(float("nan")), is_blank(0), is_blank(" ")
    (True, True, False, False)
    """
    if isinstance(cell, str):
        return not cell
    return cell is None or type(cell).__name__ in _MISSING or _is_nan(cell)


def _is_nan(cell: object) -> bool:
    return isinstance(cell, (Real, Decimal)) and cell != cell  # noqa: PLR0124  # math.isnan fails beyond floats


def _is_bool(cell: object) -> bool:
    return type(cell).__name__.startswith("bool")


def _is_number(cell: object) -> bool:
    return isinstance(cell, (Real, Decimal)) and not _is_bool(cell) and abs(cell) != math.inf


def _is_whole(cell: Any) -> bool:
    return _is_number(cell) and bool(cell == int(cell))


_IN_FRAMES: Mapping[ColumnType, Callable[[object], bool]] = {
    ColumnType.TEXT: lambda cell: isinstance(cell, Code),
    ColumnType.KIB: lambda cell: isinstance(cell, KIB),
    ColumnType.INTEGER: _is_whole,
    ColumnType.NUMBER: _is_number,
    ColumnType.BOOLEAN: _is_bool,
    ColumnType.DATE: lambda cell: isinstance(cell, datetime.date),
    ColumnType.YEAR: _is_whole,
}


def reads_as(cell: object, column: Column) -> bool:
    """Whether a cell that is not blank has the type of its column.

    >>> reads_as("27/09/2024", Column(name="Tanggal", type="date", format="%d/%m/%Y"))
    True
    """
    if not isinstance(cell, str):
        return _IN_FRAMES[column.type](cell)
    if column.type is ColumnType.DATE and column.format:
        return _parsed_day(cell, column) is not None
    if _SHAPES[column.type].fullmatch(cell) is None:
        return False
    if column.type is ColumnType.DATE:
        return _parsed_day(cell, column) is not None
    return column.type is not ColumnType.KIB or kib_of(cell) is not None


def _parsed_day(cell: str, column: Column) -> datetime.date | None:
    try:
        if column.format:
            return datetime.datetime.strptime(cell, column.format).date()  # noqa: DTZ007  # a day has no zone
        return datetime.date.fromisoformat(cell)
    except ValueError:
        return None


def day_of(cell: object, column: Column) -> datetime.date | None:
    """The day in a cell of a date or a KIB; ``None`` if there is none."""
    if column.type is ColumnType.KIB:
        kib = kib_of(cell)
        return None if kib is None else kib.date
    if column.type is not ColumnType.DATE or is_blank(cell):
        return None
    if not reads_as(cell, column):
        return other_day_of(cell, column)
    if isinstance(cell, str):
        return _parsed_day(cell, column)
    return datetime.date(cell.year, cell.month, cell.day)  # type: ignore[attr-defined]


def other_day_of(cell: object, column: Column) -> datetime.date | None:
    """The day in a text that counting reads as a date, though it is not written as the column asks.

    >>> other_day_of("30/06/2022", Column(name="Tanggal", type="date"))
    datetime.date(2022, 6, 30)
    """
    if (
        column.type is not ColumnType.DATE
        or column.format
        or not isinstance(cell, str)
        or reads_as(cell, column)
    ):
        return None
    return tabular_day(cell.strip())[0]


def other_figure_of(cell: object, column: Column) -> str | None:
    """The number in a text that counting reads as a figure, though it is not written as the column asks.

    ``""`` where the text says that nothing is reported.

    >>> deaths = Column(name="Meninggal", type="integer")
    >>> other_figure_of("1.234", deaths), other_figure_of("-", deaths), other_figure_of("lima", deaths)
    ('1234', '', None)
    """
    if column.type not in _FIGURES or not isinstance(cell, str) or reads_as(cell, column):
        return None
    unit = next((unit_of(each.field) for each in meanings(column.name)), Unit.OTHER)
    figure, code = (hectares if column.type is ColumnType.NUMBER else whole)(cell, unit)
    return str(figure) if figure is not None else None if code else ""


def kib_of(cell: object) -> KIB | None:
    """The KIB in a cell of exactly 16 digits; ``None`` for any other cell."""
    if not isinstance(cell, str):
        return cell if isinstance(cell, KIB) else None
    try:
        return KIB.parse(cell) if _SHAPES[ColumnType.KIB].fullmatch(cell) else None
    except InvalidKIBError:
        return None


def right_cell(column: Column) -> str:
    """A correct cell for the column, for messages."""
    if column.type is ColumnType.DATE and column.format:
        return datetime.date(2024, 8, 4).strftime(column.format)
    return type_rows()[column.type]["example"]
