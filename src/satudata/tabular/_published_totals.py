"""Tables that are already counted, and wide tables: how they are known, and the publisher's totals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple, TypeAlias, final

import attrs

from satudata import disaster_types
from satudata._ground.days import MONTHS
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.events._counts import TypeKey
from satudata.regions._code import PROVINCE_WIDTH, RegionCode
from satudata.tabular._headings import Columns
from satudata.tabular._publisher_cells import weight_place

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DIGITS = re.compile(r"([0-9]+)")
#: Words that say of a heading only that it is a number of events.
_COUNT_WORDS = frozenset({"jumlah", "jml", "total", "kejadian", "bencana", "banyaknya", "tahun", "kasus"})
#: So many headings that are years or types make a table wide.
_FEWEST = 2


@public("satudata.tabular")
@final
@attrs.frozen(kw_only=True)
class PublishedTotals:
    """The totals of a table that is already counted, as its publisher states them; they are not the rules' count.

    *total* is the sum of all rows. *provinces*, *regencies*, *years* and *types* (scheme and code) add up the rows that
    name one. *rows* is how many rows have a number, *unknown* how many have none. *sums* is how many rows only add up
    others ("JUMLAH", or the province below its kabupaten); they are in none of these.
    """

    total: Decimal
    provinces: FrozenMap[RegionCode, Decimal]
    regencies: FrozenMap[RegionCode, Decimal]
    years: FrozenMap[int, Decimal]
    types: FrozenMap[TypeKey, Decimal]
    rows: int
    unknown: int
    sums: int = 0


@final
class Counted(NamedTuple):
    """A row of a table that is already counted: its *number*, the digits of its *region* or ``""``, year and type.

    *whole* is what its cell of the kabupaten/kota names instead of one: the digits of a province, ``""`` for all of
    Indonesia, else ``None``. *is_blank*: that cell is blank, and the row is of its province or of all of Indonesia.
    """

    number: Decimal | None
    region: str
    year: int | None
    type: TypeKey | None
    whole: str | None = None
    is_blank: bool = False


#: A province or ``""``, a year and a type; ``None`` is any.
_Part: TypeAlias = tuple[str, int | None, TypeKey | None]


@final
class Adding:
    """The totals while rows are read."""

    def __init__(self) -> None:
        self._total = Decimal(0)
        self._sums: dict[str, dict[Any, Decimal]] = {}
        self._numbers: Counter[bool] = Counter()
        #: The sums of the rows with a kabupaten/kota, and the rows that may be such a sum themselves.
        self._parts: dict[_Part, Decimal] = {}
        self._wholes: list[Counted] = []
        self._left_out = 0

    def add(self, row: Counted) -> None:
        """Take in a row."""
        if row.number is not None and (row.whole is not None or row.is_blank):
            self._wholes.append(row)
        else:
            self._add(row)

    def leave_out(self) -> None:
        """Take note of a row that says itself that it adds up others."""
        self._left_out += 1

    def _add(self, row: Counted) -> None:
        number, region, year, type_, *_ = row
        self._numbers[number is not None] += 1
        if number is None:
            return
        self._total += number
        province, regency = region[:PROVINCE_WIDTH], region if len(region) > PROVINCE_WIDTH else ""
        groups = {"provinces": province, "regencies": regency, "years": year, "types": type_}
        for name, group in groups.items():
            if group:
                sums = self._sums.setdefault(name, {})
                sums[group] = sums.get(group, Decimal(0)) + number
        if regency:
            for part in set(product((province, ""), (year, None), (type_, None))):
                self._parts[part] = self._parts.get(part, Decimal(0)) + number

    def _is_sum(self, row: Counted) -> bool:
        """Whether a row has the sum of the kabupaten/kota of its province, or of all, with its year and type."""
        whole = row.region if row.whole is None else row.whole
        return self._parts.get((whole, row.year, row.type)) == row.number

    def totals(self) -> PublishedTotals:
        """What was added up."""
        wholes, self._wholes = self._wholes, []
        # Without a kabupaten/kota a row can also be of events of which no more is known: one that is no sum shows it.
        are_sums = all(self._is_sum(row) for row in wholes if row.is_blank)
        for row in wholes:
            if self._is_sum(row) and (are_sums or not row.is_blank):
                self._left_out += 1
            else:
                self._add(row)
        sums = {name: self._sums.get(name, {}) for name in ("provinces", "regencies", "years", "types")}
        regions = {
            name: FrozenMap(
                (RegionCode.parse(str(digits)), sums[name][digits]) for digits in sorted(sums[name], key=str)
            )
            for name in ("provinces", "regencies")
        }
        return PublishedTotals(
            total=self._total,
            **regions,
            years=FrozenMap(sorted(sums["years"].items(), key=str)),
            types=FrozenMap(sorted(sums["types"].items(), key=str)),
            rows=self._numbers[True],
            unknown=self._numbers[False],
            sums=self._left_out,
        )


def is_counted(columns: Columns) -> bool:
    """Whether a table holds numbers of events and no days: it is already counted by its publisher."""
    used = columns.used
    has_day = "date" in used or "kib" in used or {"year", "month", "day"} <= used.keys()
    return weight_place(columns) is not None and not has_day and "event_id" not in used


def wide_headings(headings: Iterable[str]) -> list[str]:
    """The headings that are a year, a month, a disaster type or several of these; empty unless there are several.

    >>> wide_headings(["Kabupaten/Kota", "Banjir_2019", "Banjir_2020"])
    ['Banjir_2019', 'Banjir_2020']
    >>> wide_headings(["Kabupaten", "Jenis Bencana", "Tahun"])
    []
    """
    found = [heading for heading in headings if _is_value(heading)]
    return found if len(found) >= _FEWEST else []


def _is_value(heading: str) -> bool:
    pieces = [(piece, _YEAR.fullmatch(piece) is not None) for piece in _DIGITS.split(heading)]
    words = re.findall(r"[^\W_]+", "".join(" " if is_year else piece for piece, is_year in pieces))
    months = [word for word in words if word.casefold() in MONTHS]
    name = " ".join(word for word in words if word.casefold() not in _COUNT_WORDS and word not in months)
    if not name:
        return bool(months) or any(is_year for _, is_year in pieces)
    return bool(disaster_types.find(name)) or disaster_types.unnumbered_name(name) is not None


def last_day(year: str) -> date | None:
    """The last day of a year, by which its regions and types are read; ``None`` for another text."""
    match = _YEAR.fullmatch(year.strip().removesuffix(".0"))
    return None if match is None else date(int(match[0]), 12, 31)


def first_of(regions: Sequence[str]) -> str:
    """The region of a row; ``""`` without one."""
    return regions[0] if regions else ""
