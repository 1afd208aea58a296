"""Reads the rows of a table whose columns are known: each distinct thing once, and a row as what it has of its own."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar, cast, final

from satudata._ground.maps import FrozenMap
from satudata.events._counts import UNKNOWN, Kind, Statement, type_key
from satudata.findings import finding
from satudata.kib import KIB
from satudata.reading._reading import date_differs, index_zero
from satudata.regions._code import PROVINCE_WIDTH
from satudata.regions._zones import local_day
from satudata.tabular import _cells
from satudata.tabular._assumptions import LACKING, Assumptions
from satudata.tabular._blanks import SHOWN, clean
from satudata.tabular._columns_of_cells import NO_SURVEY, Survey
from satudata.tabular._completion import MERGED, Completion, repeated_headings
from satudata.tabular._constants import Constants
from satudata.tabular._csv import Record
from satudata.tabular._dates import day, order_of, year_in
from satudata.tabular._dates import day_of as day_of_parts
from satudata.tabular._days import Day, about_day, day_of, epoch_moment, moment_of
from satudata.tabular._figure_cells import FigureCells, is_figure
from satudata.tabular._heading_grammar import set_aside
from satudata.tabular._headings import CITY, OF_BPS, Columns
from satudata.tabular._kib_cells import KIBCell, KIBCells, KIBState
from satudata.tabular._links import NO_LINKS, Links
from satudata.tabular._main_type_cells import FIELDS, MainTypeCells
from satudata.tabular._place_cells import Place, PlaceCells, Places
from satudata.tabular._published_totals import Counted, first_of, last_day
from satudata.tabular._publisher_cells import PublisherCells
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Said, said_of
from satudata.tabular._table_row import Answered, TableRow
from satudata.tabular._total_rows import is_total, total_or_source
from satudata.tabular._type_cells import TypeCells, TypeMeant, Types

_VERIFIED = frozenset({"terverifikasi", "verifikasi", "verified", "final"})
_PLACE = ("regency_name", "province_name", "region_id")
_TYPE = ("type_code", "type_name")
_DAY = ("date", "year", "month", "day")
#: By these a table that is already counted groups its numbers.
_GROUPED_BY = (*_PLACE, *_TYPE, "place", "year")
_ANSWERS = ("requests_national_help", "emergency_status")
#: So many distinct texts of a cell are remembered.
_TEXTS = 5_000

T = TypeVar("T")


@final
class RowReader:
    """Reads the rows of a table whose columns are known; *strict* reads a KIB only in its two strict forms."""

    def __init__(
        self,
        columns: Columns,
        assumptions: Assumptions,
        *,
        strict: bool = False,
        links: Links = NO_LINKS,
        constants: Constants | None = None,
        fill_down: bool = False,
        survey: Survey = NO_SURVEY,
        today: datetime.date | None = None,
    ) -> None:
        self._survey = survey
        self._today = today
        self._columns = columns
        self._completion: Completion | None = None
        used: Mapping[str, int] = columns.used
        if fill_down or (constants is not None and constants.cells):
            constants = constants or Constants(FrozenMap(), FrozenMap())
            self._completion = Completion(columns.used, columns.headings, constants, fill_down=fill_down)
            used = {**columns.used, **self._completion.added}
        self._used = used
        self._strict = strict
        self._links = links
        self._width = len(columns.headings)
        heading = columns.heading
        self.kib_column = heading("kib")
        place_columns = (heading("regency_name"), heading("province_name"), heading("region_id"))
        is_bps = set_aside(place_columns[2]) == OF_BPS
        figures = [(field, at) for field, at in used.items() if is_figure(field)]
        self.figures = FigureCells(
            [(field, heading(field)) for field, _ in figures],
            assumptions.blank,
            survey.grouping,
            [figure for name in assumptions.lacking for figure in LACKING[name]],
        )
        self._figures_at = _cells_at([at for _, at in figures])
        cells_of = self._cells_of
        self._place_at, self._place_cells = cells_of(
            (*_PLACE, CITY), lambda cells: PlaceCells(cells, place_columns, is_bps=is_bps), _TEXTS
        )
        self._type_at, self._type_cells = cells_of(_TYPE, TypeCells, _TEXTS)
        self._day_at, self._days = cells_of(_DAY, self._day)
        self._answers_at, self._answers = cells_of(_ANSWERS, self._answered, _TEXTS)
        self._status_at, self._verified = cells_of(("status",), _is_verified, _TEXTS)
        self._kib_at, self._id_at, self._name_at, self._year_at = (
            used.get(field, self._width) for field in ("kib", "event_id", "place", "year")
        )
        self.publisher = PublisherCells(columns, survey.number)
        self._has_weights = self.publisher.has_weights
        self._main_types = MainTypeCells([heading(field) for field in FIELDS.values()])
        self._stated_at = [used.get(field, self._width) for field in FIELDS.values()]
        self.has_verdict = "publisher_verdict" in columns.used
        self.has_statements = any(at < self._width for at in self._stated_at)
        self._has_ids = "event_id" in used or bool(links.links)
        self._kibs = KIBCells(self.kib_column, strict=strict) if "kib" in used else None
        self._places = Places(self.kib_column, zero_is_lost=survey.lost_zeros)
        self._types = Types((self.kib_column, heading("type_code"), heading("type_name")))
        #: What is said of a row whose KIB has another date than its own cells, or the index 0.
        day, zero = (
            date_differs(datetime.date.min, datetime.date.min, self.kib_column),
            index_zero(_ANY_KIB, self.kib_column),
        )
        self.other_day_said = said_of([day], kib_date="kib_date", date="own_date")
        self.merged_said = said_of([finding("cells-merged-down")])
        self.index_zero_said = said_of([zero], kib="kib")

    def read(self, record: Record) -> TableRow:
        """The row of a record."""
        cells = record.cells
        said = said_of(record.findings) if record.findings else ()
        if len(cells) != self._width:
            cells, odd = self._fitted(cells)
            said += odd
        cells = (*cells, "") if self._completion is None else self._completion.completed(cells)
        if self._completion is not None and self._completion.leaves_id:
            said += said_of([finding("event-id-not-filled", self._columns.heading("event_id"))])
        row = TableRow()
        row.reader, row.record = self, record
        row.place_cells = place_cells = self._place_cells[self._place_at(cells)]
        row.type_cells = type_cells = self._type_cells[self._type_at(cells)]
        own, of_day, moment = self._days[self._day_at(cells)]
        if moment is not None and own is not None:
            own = self._local(moment, place_cells, clean(cells[self._kib_at]), own)
        row.own = own
        row.weight = None
        row.row_said = said + of_day
        if self._has_weights:
            row.weight, of_weight = self.publisher.weight(cells)
            row.row_said += of_weight
        row.kib_text = text = clean(cells[self._kib_at])
        digits, kib_day, row.kib_state, row.kib_said = (
            _NO_KIB if self._kibs is None else self._kibs.read(text, row)
        )
        row.digits, row.kib_day = digits, kib_day
        row.day = day = kib_day or own
        if day is None:
            row.place, row.type = _NO_PLACE, _NO_TYPE
        else:
            row.place = self._places.of(place_cells, digits, kib_day, own)
            row.type = self._types.of(type_cells, digits, day)
        row.is_counted = row.type.is_given and bool(row.place.regions)
        row.figures = self.figures.rows[self._figures_at(cells)]
        row.answered = self._answers[self._answers_at(cells)]
        row.place_name = cells[self._name_at]
        row.is_verified = self._verified[self._status_at(cells)]
        row.id, row.id_said = None, ()
        if self._has_ids and row.is_counted:
            row.id, row.id_said = self._event_id(record.line, clean(cells[self._id_at]), row)
        return row

    def ahead(self, records: Iterable[Record]) -> Iterable[Record]:
        """The *records* to read, each after a look at the one below it where blank cells take the cells above."""
        return records if self._completion is None else self._completion.ahead(records)

    def statements(self, row: TableRow, kind: Kind) -> tuple[Statement, ...]:
        """What a row of this *kind* says about its event's main type."""
        main, cause = self._stated(row)
        return self._main_types.read(main, cause, kind, cast("Day", row.day))

    def statements_said(self, row: TableRow) -> Said:
        """What is doubtful about these cells."""
        main, cause = self._stated(row)
        return self._main_types.said(main, cause, cast("Day", row.day))

    def _stated(self, row: TableRow) -> list[str]:
        cells = (*self.fitted(row.record.cells), "")
        return [cells[at] for at in self._stated_at]

    def total_of(self, record: Record) -> Counted | None:
        """A row of a table that is already counted; ``None`` for one that only adds up others, or names a source."""
        cells = self.fitted(record.cells)
        if self.total_or_source(record) or self._names_a_total(cells):
            return None
        cells = (*cells, "") if self._completion is None else self._completion.completed(cells)
        on = last_day(year_in(cells[self._year_at]))
        day = day_of(on or datetime.date.max)
        place_cells = self._place_cells[self._place_at(cells)]
        place = self._places.of(place_cells, "", None, day)
        meant = self._types.of(self._type_cells[self._type_at(cells)], "", day)
        code, scheme = meant.type[1] or UNKNOWN, meant.type[0] or UNKNOWN
        type_ = type_key((code, scheme, meant.sub)) if meant.is_given else None
        return Counted(
            self.publisher.number(cells),
            first_of(place.regions) or place_cells.whole or "",
            None if on is None else on.year,
            type_,
            place_cells.whole,
            is_blank="regency_name" in self._columns.used and not place_cells.named.regency,
        )

    def _names_a_total(self, cells: Sequence[str]) -> bool:
        """Whether the cell of a place, type or year is the word for a total."""
        used = self._columns.used
        return any(is_total(clean(cells[used[field]])) for field in _GROUPED_BY if field in used)

    def is_read(self, text: str) -> bool:
        """Whether a KIB cell with this text is read at all."""
        return bool(text) and (not self._strict or KIB.is_valid(text))

    def total_or_source(self, record: Record) -> str:
        """The first words of a line that is no row: a total, a source, repeated headings, a list next to the table."""
        cells, used = record.cells, self._columns.used
        words = total_or_source(cells, used) or repeated_headings(cells, self._columns.headings)
        is_section = self._completion is not None and record.line in self._completion.sections
        if words or (not is_section and any(clean(cells[at]) for at in used.values() if at < len(cells))):
            return words
        return next(filter(None, map(clean, cells)), "")

    def may_be_merged(self, record: Record, lacking: Sequence[str]) -> bool:
        """Whether what a row is *lacking* is blank in it, and may be merged with the cells above."""
        cells, used = record.cells, self._columns.used
        if len(cells) != self._width or (self._completion is not None and self._completion.fills_down):
            return False
        groups = [[used[field] for field in MERGED[what] if field in used] for what in lacking]
        return any(group and not any(clean(cells[at]) for at in group) for group in groups)

    def day_text(self, cells: tuple[str, ...]) -> str:
        """What the date cells of a row say, as text."""
        cells, _ = self._fitted(cells)
        filled = (clean(cells[at]) for field in _DAY if (at := self._columns.used.get(field)) is not None)
        return " ".join(filter(None, filled))

    def _cells_of(
        self, fields: Sequence[str], read: Callable[[tuple[str, ...]], T], limit: int = 50_000
    ) -> tuple[Callable[[Sequence[str]], Any], Remembered[Any, T]]:
        """What takes the cells of the *fields* from a row, and what *read* says of them; a missing column is blank."""
        places = [self._used.get(field) for field in fields]
        present = [place for place in places if place is not None]

        def all_of(cells: str | tuple[str, ...]) -> T:
            filled = iter((cells,) if isinstance(cells, str) else cells)
            return read(tuple("" if place is None else next(filled) for place in places))

        return itemgetter(*(present or [self._width])), Remembered(all_of, limit=limit)

    def fitted(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """As many cells as there are headings."""
        return cells if len(cells) == self._width else self._fitted(cells)[0]

    def _fitted(self, cells: tuple[str, ...]) -> tuple[tuple[str, ...], Said]:
        """As many cells as there are headings."""
        width = self._width
        said: Said = ()
        if len(cells) < width or any(clean(cell) for cell in cells[width:]):
            said = said_of([finding("column-count", found=len(cells), expected=width)])
        return (*cells, *[""] * (width - len(cells)))[:width], said

    def _local(self, moment: datetime.datetime, place_cells: PlaceCells, kib: str, own: Day) -> Day:
        """The day in the row's region, else in that of its KIB, at a moment that has a time zone."""
        regions = self._places.of(place_cells, "", None, own).regions or (kib,)
        return day_of(local_day(moment, regions[0][:PROVINCE_WIDTH]))

    def _day(self, cells: tuple[str, ...]) -> tuple[Day | None, Said, datetime.datetime | None]:
        """The row's own day, that of its date cell, else of its year, month and day; and its moment with a zone."""
        text, *parts = map(clean, cells)
        if (moment := epoch_moment(text)) is not None:
            read = finding("date-epoch", self._columns.heading("date"), text=text, date="")
            return day_of(moment.date()), said_of([read], date="own_date"), moment
        parts[0] = year_in(parts[0])
        on, code = day(text, year=parts[0], today=self._today, is_serial=self._survey.serials)
        field = "date"
        if on is None:
            on, code_of_parts = day_of_parts(*parts)
            if on is None and code is None:
                field, text, code = "day", " ".join(parts), code_of_parts
        said: Said = ()
        if code is None and self._survey.month_first and order_of(text) == "either":
            code = "date-month-first"
        if code is not None:
            said = said_of([about_day(code, self._columns.heading(field), text, on)])
        return None if on is None else day_of(on), said, None if on is None else moment_of(text, on)

    def _answered(self, cells: tuple[str, ...]) -> Answered:
        """The answers of criteria 5 and 6."""
        said: Said = ()
        found = []
        for field, cell in zip(_ANSWERS, map(clean, cells), strict=True):
            answer, code = _cells.yes_or_no(cell)
            found.append(answer)
            if code is not None:
                said += self._unread(code, field, cell)
        requests_help, status = found
        return Answered((requests_help, status, _cells.is_siaga(cells[-1])), said)

    def _unread(self, code: str, field: str, text: str) -> Said:
        column = self._columns.heading(field)
        return said_of([finding(code, column, column=column, text=text[:SHOWN])])

    def _event_id(self, line: int, text: str, row: TableRow) -> tuple[str | None, Said]:
        """The event id that the row was given by a link, else that of its own cell."""
        own = row.id_of(text)
        linked = self._links.event_id_for(line, row.digits or row.kib_text)
        if linked is None:
            return own, ()
        given = row.id_of(linked)
        differ = own is not None and own != given
        return given, said_of([finding("two-event-ids", key=given, ids=f"{given}, {own}")] if differ else ())


def _is_verified(cells: tuple[str, ...]) -> bool:
    return clean(cells[0]).casefold() in _VERIFIED


def _cells_at(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What gives the cells at these places."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple([cells[place] for place in places])


_NO_PLACE, _NO_TYPE = Place(), TypeMeant()
_NO_KIB: KIBCell = "", None, KIBState.BLANK, ()
#: Stands for the KIB of any row.
_ANY_KIB = KIB.parse("0000000000101010")
