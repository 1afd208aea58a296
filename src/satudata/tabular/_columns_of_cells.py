"""What the cells of a column say together, where one cell alone leaves it open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import final

import attrs

from satudata.tabular._blanks import clean
from satudata.tabular._csv import Record
from satudata.tabular._dates import is_serial, order_of
from satudata.tabular._figures import Unit, grouping_of
from satudata.tabular._place_names import lost_zero
from satudata.tabular._publisher_cells import as_weight, published_numbers

#: So many rows at the start of a table are surveyed.
SURVEYED = 2_000

_PEOPLE = frozenset({"dead", "missing", "injured", "affected", "displaced"})
_DECIMAL = frozenset({"land", "bridges", "roads", "irrigation", "losses"})


def unit_of(field: str) -> Unit:
    """What the figures of a field count.

    >>> unit_of("dead").value, unit_of("land.sawah").value, unit_of("houses_heavy").value
    ('people', 'land', 'houses')
    """
    group = field.partition(".")[0]
    if group in _PEOPLE:
        return Unit.PEOPLE
    if group in ("land", "bridges", "roads", "losses"):
        return Unit(group)
    return Unit.HOUSES if group.startswith("houses") else _OTHERS.get(group, Unit.OTHER)


_OTHERS = {
    "families": Unit.FAMILIES,
    "facilities": Unit.FACILITIES,
    "facilities_damaged": Unit.FACILITIES,
}


def is_decimal(field: str) -> bool:
    """Whether the figures of a field have decimals."""
    return field.partition(".")[0] in _DECIMAL


@final
@attrs.frozen
class Survey:
    """What the columns of a table hold.

    *month_first*: some dates have the month in front, and none the day.
    *serials*: most filled cells of the date column are a spreadsheet's serial numbers. *grouping*: the separators of
    thousands in each figure column, by field. *lost_zeros*: the region codes lost the zeros at their end (11.1).
    *number* reads the publisher's numbers of events.
    """

    serials: bool = False
    month_first: bool = False
    grouping: Mapping[str, frozenset[str]] = attrs.field(factory=dict)
    lost_zeros: bool = False
    number: Callable[[str], Decimal | None] = as_weight

    @classmethod
    def of(
        cls,
        used: Mapping[str, int],
        figures: Sequence[str],
        rows: Sequence[Record],
        *,
        counts: int | None = None,
    ) -> Survey:
        """The survey of these rows; *used* gives the place of each field's column, *figures* are fields of figures.

        *counts* is the place of the publisher's numbers of events.
        """
        return cls(
            number=as_weight if counts is None else published_numbers(_texts(rows, counts)),
            serials=_are_serials(_texts(rows, used["date"])) if "date" in used else False,
            month_first="date" in used and _have_months_in_front(_texts(rows, used["date"])),
            grouping={
                field: found
                for field in figures
                if not is_decimal(field)
                and (found := grouping_of(set(_texts(rows, used[field])), unit_of(field)))
            },
            lost_zeros="region_id" in used and lost_zero([*map(clean, _texts(rows, used["region_id"]))]),
        )


def _texts(rows: Sequence[Record], place: int) -> list[str]:
    return [row.cells[place] for row in rows if place < len(row.cells)]


def _have_months_in_front(texts: list[str]) -> bool:
    orders = set(map(order_of, dict.fromkeys(texts)))
    return "month" in orders and "day" not in orders


def _are_serials(texts: Sequence[str]) -> bool:
    """Whether most filled cells, and more than one, are serial numbers."""
    filled = [text for each in texts if (text := clean(each))]
    serials = sum(map(is_serial, filled))
    return serials > 1 and 2 * serials > len(filled)


#: Nothing is known of the columns.
NO_SURVEY = Survey()
