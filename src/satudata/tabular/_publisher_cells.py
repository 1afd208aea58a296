"""What a publisher adds to a row: its weight, its own verdict, its number in the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from operator import itemgetter
from typing import Any, final

from satudata.findings import finding
from satudata.tabular import _cells
from satudata.tabular._cells import SHOWN, clean
from satudata.tabular._figures import Unit, grouping_of, whole
from satudata.tabular._headings import Columns, Ignoring
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Said, said_of

#: A heading whose words are all of these numbers the rows.
_NUMBERING = frozenset(
    {
        "no",
        "nomor",
        "urut",
        "id",
        "objectid",
        "fid",
        "oid",
        "gid",
        "row",
        "index",
        "baris",
        "number",
        "unnamed",
        "0",
    }
)
_WORD = re.compile(r"[^\W_]+")
_COMMA = re.compile(r"^\d+,\d+$")
_EVENTS = re.compile(r"(.*[0-9])\s*(?:kejadian|kali|kasus|events?|times?)\.?", re.IGNORECASE)
#: Decimals that cannot be a group of three digits.
_FRACTION = re.compile(r"0+[.,][0-9]+|[0-9]+[.,](?:[0-9]{1,2}|[0-9]{4,})")


def weight_place(columns: Columns) -> int | None:
    """The place of the column of the publisher's weights, from 0; ``None`` without one."""
    headings = [each.heading for each in columns.ignored if each.why is Ignoring.WEIGHT]
    return columns.headings.index(headings[0]) if headings else None


def is_numbering(heading: str) -> bool:
    """Whether a heading is that of a column that only numbers the rows.

    >>> is_numbering("No. Urut"), is_numbering("OBJECTID"), is_numbering("Nomor KIB")
    (True, True, False)
    """
    words = {word.casefold() for word in _WORD.findall(heading)}
    return words <= _NUMBERING


def as_weight(text: str) -> Decimal | None:
    """The number in a cell of weights, with a point or a comma; ``None`` for a blank or another text.

    >>> as_weight("0,333"), as_weight("3 kejadian"), as_weight("tiga")
    (Decimal('0.333'), Decimal('3'), None)
    """
    text = without_unit(text)
    try:
        number = Decimal(text.replace(",", ".") if _COMMA.match(text) else text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def without_unit(text: str) -> str:
    """A number of events without the word for them."""
    found = _EVENTS.fullmatch(text)
    return found[1] if found else text


def published_numbers(texts: Iterable[str]) -> Callable[[str], Decimal | None]:
    """What reads the numbers of events of a column, of which *texts* are cells.

    Unless a cell has decimals, the numbers are whole: 1.234 is 1234.

    >>> published_numbers(["1.234", "12"])("1.234"), published_numbers(["1.333", "0.5"])("1.333")
    (Decimal('1234'), Decimal('1.333'))
    """
    bare = [without_unit(clean(text)) for text in texts]
    if any(map(_FRACTION.fullmatch, bare)):
        return lambda text: as_weight(clean(text))
    grouping = grouping_of(bare, Unit.OTHER)

    def number(text: str) -> Decimal | None:
        figure, _ = whole(without_unit(clean(text)), grouping=grouping)
        return None if figure is None else Decimal(figure)

    return number


@final
class PublisherCells:
    """Reads the cells of a row that only the publisher can explain."""

    def __init__(self, columns: Columns, number: Callable[[str], Decimal | None] = as_weight) -> None:
        self._weight_at = weight_place(columns)
        self._number = number
        self.has_weights = self._weight_at is not None
        self._verdict_at = columns.used.get("publisher_verdict")
        self._weight_column = "" if self._weight_at is None else columns.headings[self._weight_at]
        self._weights: Remembered[str, tuple[Decimal | None, Said]] = Remembered(self._weight)
        used = set(columns.used.values())
        places = range(len(columns.headings))
        own = [at for at in places if at in used or not is_numbering(columns.headings[at])]
        #: What gives the cells that two rows must share to be equal.
        self.record_of = _cells_at(own) if len(own) < len(columns.headings) else None
        unread = {at for at in own if at not in used and at != self._weight_at}
        self._texts_at = sorted(unread | {columns.used[name] for name in ("place",) if name in columns.used})

    def weight(self, cells: Sequence[str]) -> tuple[Decimal | None, Said]:
        """The weight of a row, and what is said of it."""
        return (None, ()) if self._weight_at is None else self._weights[cells[self._weight_at]]

    def number(self, cells: Sequence[str]) -> Decimal | None:
        """The number of events of a row of a table that is already counted."""
        return None if self._weight_at is None else self._number(cells[self._weight_at])

    def verdict(self, cells: Sequence[str]) -> bool | None:
        """The publisher's own verdict on a row; ``None`` where it gives none."""
        if self._verdict_at is None:
            return None
        answer, _ = _cells.yes_or_no(clean(cells[self._verdict_at]))
        return answer

    def texts(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The place and the unread texts of a row: cells with a letter."""
        return tuple(cells[at] for at in self._texts_at if any(map(str.isalpha, cells[at])))

    def _weight(self, cell: str) -> tuple[Decimal | None, Said]:
        text, column = clean(cell), self._weight_column
        number = as_weight(text)
        if not text or (number is not None and 0 < number <= 1):
            return number, ()
        code = "weight-unreadable" if number is None else "weight-not-one-event"
        return number, said_of([finding(code, column, column=column, text=cell[:SHOWN])])


def _cells_at(places: Sequence[int]) -> Callable[[Sequence[str]], Any]:
    return itemgetter(*places) if places else lambda _: ()
