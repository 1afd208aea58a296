"""A list, whatever it comes from: its columns, and its rows with what each cell says."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice, pairwise
from typing import final

import attrs

from satudata._ground.maps import FrozenMap
from satudata.errors import TableError
from satudata.findings import Finding, finding
from satudata.regions._code import RegionCode
from satudata.tabular._blanks import SHOWN, clean
from satudata.tabular._column_cells import FirstCells
from satudata.tabular._constants import Constants
from satudata.tabular._csv import Record
from satudata.tabular._dates import day
from satudata.tabular._days import about_day, day_of
from satudata.tabular._header import HeadingWords
from satudata.tabular._headings import FEWEST_HEADINGS
from satudata.tabular._nearest import no_choice
from satudata.tabular._persons import is_data
from satudata.tabular._place_cells import PlaceCells, Places
from satudata.tabular._sources import Rows, Source, rows_of
from satudata.tabular._total_rows import _KEYS, HXL_TAG, is_total, total_or_source
from satudata.tabular.lists._words import ListWords, Meaning

_PLACE = ("regency_name", "province_name", "region_id")
#: Constants that are read as those of tables of events.
_CONSTANTS = frozenset({"region", "province", "type", *_PLACE, "type_name", "type_code"})
_GIVEN = {"region": ("regency_name", "region_id"), "province": ("province_name",), "type": ("type_name",)}
#: What a column can have by its cells alone, where no column has one of these fields.
_BY_CELLS = {
    "regency_name": ("regency_name", "region_id"),
    "type_name": ("type_name", "type_code", "type_as_written", "types"),
}
#: Fields of which none is filled from above where a row has one of its own.
_DAYS = frozenset({"start", "end", "validity_range", "duration_days", "ended_on"})
_QUOTED = 40
#: What a list needs, in English and Indonesian.
_NEEDED = {
    "start": ("first day", "hari pertama"),
    "region": ("region", "wilayah"),
    "people": ("number of people (people) or families (families)", "jumlah jiwa (people) atau KK (families)"),
    "partner": ("partner", "mitra"),
}
#: Short names of fields whose cells may be codes or names.
_SHORT_NAMES = {"region": "regency_name", "province": "province_name", "type": "type_name"}
_FIGURE = re.compile(r"[0-9][0-9.,]*")
#: So many rows are looked at before a list is read.
_FIRST = 50


@final
@attrs.frozen
class Column:
    """A column that is read: where it is, its *heading*, and what that means."""

    place: int
    heading: str
    meaning: Meaning

    @property
    def field(self) -> str:
        """The field that the column has."""
        return self.meaning.field


@final
@attrs.frozen
class ListRow:
    """A row of a list: its *line*, the cells that say something, and what is doubtful about it as it was read.

    *own* are the places of the cells that the row has itself; the others are from above, or said of all rows.
    """

    line: int
    cells: tuple[tuple[Column, str], ...]
    findings: tuple[Finding, ...] = ()
    own: frozenset[int] = frozenset()

    def text(self, *fields: str) -> str:
        """The first filled cell of the first of *fields* that has one; ``""`` where all are blank or say nothing."""
        for field in fields:
            for column, cell in self.cells:
                if column.field == field and (text := clean(cell)):
                    return text
        return ""

    def all(self, field: str) -> tuple[tuple[Column, str], ...]:
        """Every filled cell of a *field* as it is written, such as "-"."""
        return tuple((column, text) for column, text in self.cells if column.field == field)

    def own_cells(self) -> tuple[tuple[Column, str], ...]:
        """The cells that the row has itself."""
        return tuple((column, text) for column, text in self.cells if column.place in self.own)


@final
class ListTable:
    """The rows of a list, each as often as it is walked; close it, or use it in a ``with`` statement.

    *columns* are read; *unknown* are the headings that mean nothing here. *problems* are why no row can be read.
    """

    def __init__(
        self,
        name: str,
        stack: ExitStack,
        rows: Rows,
        words: ListWords,
        *,
        columns: Mapping[str, str],
        constants: Mapping[str, object],
        is_filled_down: bool,
        today: datetime.date | None,
    ) -> None:
        self.name = name
        self.today = today
        self.format = rows.format
        self._stack, self._rows, self._words = stack, rows, words
        self._is_filled_down = is_filled_down
        self._problems: list[Finding] = []
        self._given = self._constants(constants)
        chosen = self._chosen(columns)
        part = self._first_table() if words.is_one_table else range(len(rows.header.cells))
        found = [
            Column(at, heading.strip(), meaning)
            for at, heading in enumerate(rows.header.cells)
            if at in part and (meaning := chosen.get(at) or words.meaning(heading)) is not None
        ]
        said = self._by_words(set(part) - chosen.keys(), found)
        found = [*(each for each in found if each.place not in said), *said.values()]
        found += self._by_cells(found, part)
        self.columns = tuple(sorted((each for each in found if each.field), key=lambda each: each.place))
        read = {each.place for each in found}
        self.unknown = tuple(
            text
            for at, each in enumerate(rows.header.cells)
            if at in part and at not in read and (text := each.strip())
        )
        others = [
            each.strip() for at, each in enumerate(rows.header.cells) if at not in part and each.strip()
        ]
        self._used = {each.field: each.place for each in reversed(self.columns)}
        shown = ", ".join(f'"{each[:_QUOTED]}"' for each in others[:10])
        self.findings = (
            *rows.findings,
            *rows.header.findings,
            *rows.use(self._used, words.dates),
            *([finding("second-list", shown, headings=shown)] if others else ()),
        )
        self._places = Places("")
        self._refused: tuple[Finding, ...] = ()
        if words.refusing is not None and not rows.problems:
            self._refused = tuple(words.refusing(words, rows.header.cells, self._first_rows()))

    def _first_rows(self) -> list[tuple[str, ...]]:
        return [each.cells for each in islice(self._rows.records(), _FIRST)]

    def _by_cells(self, found: Sequence[Column], part: range) -> list[Column]:
        """The column of places or types by its cells, where no heading says so: "Wilayah", "District", "Jenis"."""
        given = {each.field for each, _ in self._given} | {each.field for each in found}
        open_fields = [field for field, ways in _BY_CELLS.items() if given.isdisjoint(ways)]
        read = {each.place for each in found}
        headings = self._rows.header.cells
        unknown = [at for at in part if at not in read and headings[at].strip()]
        if self._rows.problems or not open_fields or not unknown:
            return []
        cells = FirstCells(lambda: (row for row in self._first_rows() if not row[0].startswith("#")))
        said = []
        for field in open_fields:
            places = [at for at in unknown if cells.kind(at) == field]
            said += [Column(at, headings[at].strip(), Meaning(field)) for at in places if len(places) == 1]
        return said

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Why no row can be read; empty where rows can be."""
        if self._rows.problems:
            return self._rows.problems
        if self._refused:
            return self._refused
        if not any(each.strip() for each in self._rows.header.cells):
            return (finding("table-empty"),)
        lacking = self._words.lacking(frozenset({*self._used, *(each.field for each, _ in self._given)}))
        if lacking and "published_count" in self._used:
            return (finding("list-of-counts", "published_count", column=self.heading("published_count")),)
        headings = self._rows.header.cells
        is_doubtful = self._words.recognised(headings) < FEWEST_HEADINGS
        if is_doubtful and is_data(headings, lambda: iter(self._first_rows())):
            return (finding("headings-missing"),)
        shown = ", ".join(f'"{each[:_QUOTED]}"' for each in headings[:60])
        missing = [
            finding("list-column-missing", what, what=what, headings=shown, name=name, nama=nama)
            for what, (name, nama) in ((each, _NEEDED.get(each, (each, each))) for each in lacking)
        ]
        return (*self._problems, *missing)

    def has(self, field: str) -> bool:
        """Whether a column or a constant has the *field*."""
        return field in self._used or any(each.field == field for each, _ in self._given)

    def heading(self, field: str) -> str:
        """The heading of the first column of a *field*; the field's own name where there is none."""
        return next((each.heading for each in self.columns if each.field == field), field)

    def require_readable(self) -> None:
        """Raise :class:`~satudata.TableError` where no row can be read."""
        if self.problems:
            raise TableError(self.name, " ".join(each.message("en") for each in self.problems))

    def rows(self) -> Iterator[ListRow]:
        """The rows that say something; a total or a source line has the finding ``total-row`` and no cells."""
        self.require_readable()
        columns = [each for each in self.columns if each.field not in self._words.never_read]
        above: dict[str, tuple[Column, str]] = {}
        for record in self._rows.records():
            cells = [
                (column, text)
                for column in columns
                if column.place < len(record.cells) and (text := record.cells[column.place].strip())
            ]
            filled = [text for _, text in cells if clean(text)]
            if all(map(HXL_TAG.fullmatch, filled)):
                continue  # a blank row, or the tags of HXL below the headings
            words = total_or_source(self._without_figures(record.cells), self._used, self._words.keys)
            # "Sumber Mujur" is a village where a figure stands next to it, "Sumber: BPBD" is none.
            if words and (is_total(words) or not any(_FIGURE.fullmatch(text) for _, text in cells)):
                yield ListRow(record.line, (), (finding("total-row", text=words[:SHOWN]),))
                continue
            own = frozenset(column.place for column, _ in cells)
            filled_row = tuple(self._completed(cells, above))
            yield ListRow(
                record.line, filled_row, (*self._odd(record), *self._merged(filled_row, above)), own
            )

    def _without_figures(self, cells: Sequence[str]) -> Sequence[str]:
        """The cells of a row but for its figures, where *keys* are texts: figures are what a total has."""
        if self._words.keys is _KEYS:
            return cells
        return ["" if each.strip().isdecimal() else each for each in cells]

    def _completed(
        self, cells: list[tuple[Column, str]], above: dict[str, tuple[Column, str]]
    ) -> Iterator[tuple[Column, str]]:
        """The cells of a row, with those from above and with the constants where it has none."""
        own = {column.field for column, text in cells if clean(text)}
        is_place_own, is_day_own = not own.isdisjoint(_PLACE), not own.isdisjoint(_DAYS)
        cells += [
            above[field]
            for field in (self._words.filled_down if self._is_filled_down else ())
            if field in above
            and field not in own
            and not (field in _PLACE and is_place_own)
            and not (field in _DAYS and is_day_own)
        ]
        above.update({column.field: (column, text) for column, text in cells if clean(text)})
        filled = {column.field for column, text in cells if clean(text)}
        yield from cells
        is_placed = not filled.isdisjoint({"regency_name", "region_id"})
        for column, text in self._given:
            if column.field not in filled and not (column.field in _PLACE and is_placed):
                yield column, text

    def _merged(
        self, cells: Sequence[tuple[Column, str]], above: Mapping[str, tuple[Column, str]]
    ) -> tuple[Finding, ...]:
        """Whether a row may have its place in a cell merged with the one above, which is not filled down."""
        has_place = any(column.field in _PLACE and clean(text) for column, text in cells)
        may_be_filled = not self._is_filled_down and "regency_name" in self._words.filled_down
        is_open = may_be_filled and not has_place and not above.keys().isdisjoint(_PLACE)
        return (finding("cells-merged-down"),) if is_open else ()

    def _odd(self, record: Record) -> tuple[Finding, ...]:
        width = len(self._rows.header.cells)
        beyond = any(clean(each) for each in record.cells[width:])
        if len(record.cells) == width or not beyond:
            return record.findings
        return (*record.findings, finding("column-count", found=len(record.cells), expected=width))

    def regions(self, row: ListRow, on: datetime.date) -> tuple[tuple[RegionCode, ...], tuple[Finding, ...]]:
        """The regions that a row's cells name as of that day, none where they cannot be determined, and the doubts.

        A row that names a province only has the province.
        """
        return self.placed([row.text(field) for field in _PLACE], on)

    def placed(
        self, cells: Sequence[str], on: datetime.date, fields: Sequence[str] = _PLACE
    ) -> tuple[tuple[RegionCode, ...], tuple[Finding, ...]]:
        """:meth:`regions` for the *cells* of kabupaten/kota, province and region code, which are of these *fields*."""
        columns = [self.heading(field) for field in fields]
        name, province, code = cells
        if not clean(name) and clean(code) and not any(each.isdecimal() for each in code):
            cells = [code, province, ""]  # "Region" may have names
        named = PlaceCells(cells, (columns[0], columns[1], columns[2]))
        place = self._places.of(named, "", None, day_of(on))
        data = {"own_or_kib_date": on.isoformat()}
        return tuple(map(RegionCode.parse, place.regions)), tuple(each.of(data) for each in place.said)

    def day(self, row: ListRow, *fields: str) -> tuple[datetime.date | None, tuple[Finding, ...]]:
        """The day in the first filled cell of *fields*; a filled cell that is no day is a finding."""
        for field in fields:
            for column, text in row.all(field):
                if not clean(text):
                    continue
                on, code = day(clean(text), today=self.today)
                if code is None:
                    return on, ()
                return on, (about_day(code, column.heading, text, on),)
        return None, ()

    def titles(self, line: int) -> tuple[str, ...]:
        """The texts above the headings of the sheet of a row."""
        return next((texts for before, texts in reversed(self._rows.titles) if before < max(line, 1)), ())

    def sheet_line(self, line: int) -> tuple[str, int]:
        """The sheet of a row, ``""`` where there is one or none, and its line there."""
        sheets = self._rows.sheets
        if len(sheets) < 2:
            return "", line
        name, before = next(each for each in reversed(sheets) if each[1] < max(line, 1))
        return name, line - before

    def _by_words(self, places: Iterable[int], found: Sequence[Column]) -> dict[int, Column]:
        """The columns at *places* whose headings say too little and whose cells say the field.

        A column that says another field by its cells leaves the field of its heading to the next column.
        """
        said: dict[int, Column] = {}
        for _ in range(2):
            for at in sorted(set(places) - said.keys()):
                taken = {each.field for each in found if each.place not in said and each.place != at}
                taken |= {each.field for each in said.values()}
                field = self._said_by_cells(at, taken)
                if field is not None:
                    said[at] = Column(at, self._rows.header.cells[at].strip(), Meaning(field))
        return said

    def _said_by_cells(self, at: int, taken: set[str]) -> str | None:
        """The field of a column by its cells, which no other column has; ``None`` where they say none."""
        ways = self._words.ways(self._rows.header.cells[at].strip())
        ways = {field: is_word for field, is_word in ways.items() if field not in taken}
        if not ways:
            return None
        cells = [clean(each.cells[at]) for each in self._rows.records() if at < len(each.cells)]
        filled = [each for each in cells if each]
        return next((field for field, is_word in ways.items() if filled and all(map(is_word, filled))), None)

    def _first_table(self) -> range:
        """The places of the columns up to an empty one: what comes after it is another table of the same sheet.

        Of several tables the first that has the columns needed, else all columns.
        """
        headings = [each.strip() for each in self._rows.header.cells]
        filled = [at for at, each in enumerate(headings) if each]
        empty = [at for at in range(len(headings)) if not headings[at] and filled[:1] < [at] < filled[-1:]]
        if empty and not self._rows.problems:
            for record in self._rows.records():
                empty = [at for at in empty if at >= len(record.cells) or not clean(record.cells[at])]
        given = frozenset(each.field for each, _ in self._given)
        edges = [-1, *empty, len(headings)]
        for before, after in pairwise(edges):
            fields = self._words.fields_of(headings[before + 1 : after])
            if not self._words.lacking(given | fields):
                return range(before + 1, after)
        return range(len(headings))

    def _chosen(self, columns: Mapping[str, str]) -> dict[int, Meaning]:
        """The places of the columns that the caller names by field."""
        found: dict[int, Meaning] = {}
        headings = [each.strip() for each in self._rows.header.cells]
        for name, heading in columns.items():
            field = name if name in self._words.fields else _GIVEN.get(name, (name,))[0]
            if field not in self._words.fields:
                self._problems.append(no_choice(field, self._words.offered))
            elif not heading:
                found.update((at, Meaning("")) for at in self._places_of(field))
            elif heading not in headings:
                self._problems.append(no_choice(heading, headings))
            else:
                found[headings.index(heading)] = Meaning(field)
        return found

    def _places_of(self, field: str) -> list[int]:
        meanings = [self._words.meaning(each) for each in self._rows.header.cells]
        return [at for at, each in enumerate(meanings) if each is not None and each.field == field]

    def _constants(self, constants: Mapping[str, object]) -> tuple[tuple[Column, str], ...]:
        """The cells that stand for what was said of all rows."""
        of_place = Constants.of({name: value for name, value in constants.items() if name in _CONSTANTS})
        self._problems += of_place.problems
        cells = dict(of_place.cells)
        for name, value in constants.items():
            if name in self._words.fields and name not in _CONSTANTS:
                cells[name] = str(value).strip()
                if (problem := self._words.problem(name, cells[name])) is not None:
                    self._problems.append(problem)
            elif name not in _CONSTANTS:
                self._problems.append(no_choice(name, self._words.offered))
        return tuple((Column(-1, field, Meaning(field)), text) for field, text in cells.items())

    def close(self) -> None:
        """Release what was kept of a stream; the list cannot be walked after that."""
        self._stack.close()

    def __enter__(self) -> ListTable:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def open_list(
    source: Source,
    words: ListWords,
    *,
    sheet: str | int | Sequence[str | int] | None = None,
    columns: Mapping[str, str] | None = None,
    constants: Mapping[str, object] | None = None,
    fill_down: bool = False,
    name: str | None = None,
    today: datetime.date | None = None,
) -> ListTable:
    """Open a list of the kind of *words*; one without the columns that it needs says so by its ``problems``.

    *source*, *sheet*, *columns*, *constants* and *fill_down* are as for :func:`satudata.tabular.read_table`.
    """
    stack = ExitStack()
    asked = [sheet] if isinstance(sheet, (str, int)) else sheet or []
    given = frozenset(field for name in constants or {} for field in (name, *_GIVEN.get(name, ())))

    def is_readable(headings: Sequence[str]) -> bool:
        return not words.lacking(words.fields_of(headings) | given)

    try:
        named, rows = rows_of(
            source, stack, HeadingWords(is_readable, words.recognised), sheets=[str(each) for each in asked]
        )
        return ListTable(
            name or named,
            stack,
            rows,
            words,
            columns=columns or {},
            constants=constants or FrozenMap(),
            is_filled_down=fill_down,
            today=today,
        )
    except BaseException:
        stack.close()
        raise
