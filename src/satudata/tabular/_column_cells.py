"""What the cells of a column are, from the first rows of its table: days, KIBs, places, types, numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Final, TypeAlias, final

from satudata import disaster_types, regions
from satudata._ground.codes import are_digits
from satudata.kib import KIB, TYPE
from satudata.regions import AdminLevel
from satudata.regions._written import parts
from satudata.tabular import _cells
from satudata.tabular._places import names_regency

#: The first rows of a table; read when they are needed.
FirstRows: TypeAlias = Callable[[], Iterable[Sequence[str]]]

#: So many rows are looked at, and so many different texts of a column.
FIRST_ROWS: Final = 2_000
_TEXTS = 200
#: A cell with as many digits may be a KIB, of which the index is perhaps lost.
_KIB_DIGITS = 15
_CODE_WIDTH = TYPE.stop - TYPE.start
#: No name of a place or type is longer.
_LONGEST = 100
#: So many of ten different texts must be of one kind.
_OF_TEN = 8


@final
class FirstCells:
    """The cells of the first rows of a table, by column; no row is read before the first question."""

    def __init__(self, rows: FirstRows | None) -> None:
        self._of_table = rows
        self._kinds: dict[int, str] = {}

    @property
    def are_known(self) -> bool:
        """Whether there are rows to look at."""
        return self._of_table is not None

    @cached_property
    def _rows(self) -> list[Sequence[str]]:
        return [] if self._of_table is None else list(islice(self._of_table(), FIRST_ROWS))

    def rows(self) -> Iterator[Sequence[str]]:
        """The first rows; none where none are known."""
        return iter(self._rows)

    def texts(self, place: int) -> list[str]:
        """The different texts of the column at *place* that are not blank."""
        texts = (_cells.clean(row[place]) for row in self._rows if place < len(row))
        return list(dict.fromkeys(text for text in texts if text))[:_TEXTS]

    def kind(self, place: int) -> str:
        """The field that the cells of a column look like; ``""`` for none."""
        if place not in self._kinds:
            self._kinds[place] = _kind_of(self.texts(place))
        return self._kinds[place]

    def types_among(self, place: int) -> tuple[int, int]:
        """How many different texts of the column are the name or the code of a type, and of how many."""
        texts = self.texts(place)
        return sum(_is_type_or_code(text) for text in texts if len(text) <= _LONGEST), len(texts)

    def are_days(self, place: int) -> bool:
        """Whether the column has full dates."""
        return self.kind(place) == "date"

    def are_days_of_months(self, place: int) -> bool:
        """Whether the column has numbers from 1 to 31 only."""
        texts = self.texts(place)
        return bool(texts) and all(
            text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31 for text in texts
        )

    def are_kibs(self, place: int, *, unless: Callable[[Sequence[str]], object]) -> bool:
        """Whether each row has the digits of a KIB in the column at *place*, but for blank rows and those *unless*."""
        return all(
            sum(map(str.isdecimal, row[place] if place < len(row) else "")) >= _KIB_DIGITS
            for row in self._rows
            if any(map(_cells.clean, row)) and not unless(row)
        )

    def are_codes(self, place: int) -> bool:
        """Whether most cells of the column begin with a digit."""
        texts = self.texts(place)
        return 2 * sum(text[0].isdigit() for text in texts) > len(texts)

    def are_numbers(self, place: int) -> bool:
        """Whether all cells of the column are whole numbers."""
        texts = self.texts(place)
        return bool(texts) and all(map(str.isdecimal, texts))

    def have_numbers(self, place: int) -> bool:
        """Whether some cell of the column begins with a digit."""
        return any(text[0].isdigit() for text in self.texts(place))

    def differ(self, one: int, other: int) -> bool:
        """Whether the column at *one* says something that the column at *other* does not say."""
        pairs = (
            (_cells.clean(row[one]), _cells.clean(row[other]))
            for row in self._rows
            if max(one, other) < len(row)
        )
        return any(mine and mine.casefold() != its.casefold() for mine, its in pairs)


def _kind_of(texts: Sequence[str]) -> str:
    """The field that all these texts look like; most of them are enough for a name."""
    short = [text for text in texts if len(text) <= _LONGEST]
    if not short or len(short) < len(texts):
        return ""
    for field, is_one, of_ten in _KINDS:
        number = sum(map(is_one, short))
        if number * 10 >= of_ten * len(short):
            return field
    return ""


def _is_day(text: str) -> bool:
    return not text.isdigit() and _cells.day(text)[0] is not None


def _is_regency(text: str) -> bool:
    """Whether a text names one kabupaten/kota or several, as the cells of a column of kabupaten/kota are read."""
    names = parts(text)
    return (
        bool(names) and not names[0][0].isdigit() and (names_regency(text) or all(map(names_regency, names)))
    )


def _is_province(text: str) -> bool:
    return not text[0].isdigit() and any(each.level is AdminLevel.PROVINCE for each in regions.find(text))


def _is_type(text: str) -> bool:
    return bool(disaster_types.find(text)) or disaster_types.unnumbered_name(text) is not None


def _is_type_or_code(text: str) -> bool:
    return _is_type(text) or (len(text) == _CODE_WIDTH and are_digits(text))


#: The kinds in the order in which they are tried. Some kabupaten have the name of their province.
_KINDS: Sequence[tuple[str, Callable[[str], bool], int]] = (
    ("kib", KIB.is_valid, 10),
    ("date", _is_day, 9),
    ("province_name", _is_province, 10),
    ("regency_name", _is_regency, _OF_TEN),
    ("type_name", _is_type, _OF_TEN),
)
