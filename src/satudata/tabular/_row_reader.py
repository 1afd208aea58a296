"""Reads the rows of a table whose columns are known: each distinct thing once, and a row as what it has of its own."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, cast, final

from satudata._digits import are_digits
from satudata.counting import deciding
from satudata.events import Event, EventRecord, Status
from satudata.findings import Finding, finding
from satudata.kib import _STEM_WIDTH, KIB, stem_of
from satudata.reading import Reading, read_kib
from satudata.reading._reading import date_differs, index_zero
from satudata.regions._bearers import CodeSystem
from satudata.regions._code import REGENCY_WIDTH, RegionCode
from satudata.tabular import _cells
from satudata.tabular._assumptions import Assumptions
from satudata.tabular._cells import SHOWN, clean, short
from satudata.tabular._csv import Record
from satudata.tabular._days import Day, day_of
from satudata.tabular._figure_cells import FigureCells, RowFigures, is_figure
from satudata.tabular._headings import Columns
from satudata.tabular._kib_cells import KIBCell, KIBCells, KIBState
from satudata.tabular._kinds import Kind, Kinds, PlaceCells, TypeCells
from satudata.tabular._links import NO_LINKS, Links
from satudata.tabular._remembered import Remembered
from satudata.tabular._rows import Answers, Facts, Row
from satudata.tabular._sayings import Said, said_of

_VERIFIED = frozenset({"terverifikasi", "verifikasi", "verified", "final"})
_PLACE = ("regency_name", "province_name", "region_id")
_TYPE = ("type_code", "type_name")
_DAY = ("date", "year", "month", "day")
_ANSWERS = ("requests_national_help", "emergency_status")
#: Digits of a KIB: the head is region and type.
_HEAD = 7
#: So many distinct texts of a cell are remembered.
_TEXTS = 5_000

#: The cells of one row at certain places.
_Pick: TypeAlias = Callable[[Sequence[str]], Any]


@final
class RowReader:
    """Reads the rows of a table whose columns are known; *strict* reads a KIB only in its two strict forms."""

    def __init__(
        self, columns: Columns, assumptions: Assumptions, *, strict: bool = False, links: Links = NO_LINKS
    ) -> None:
        self._columns = columns
        self._strict = strict
        self._links = links
        self._width = len(columns.headings)
        heading = columns.heading
        self.kib_column = heading("kib")
        place_columns = (heading("regency_name"), heading("province_name"), heading("region_id"))
        figures = [(field, at) for field, at in columns.used.items() if is_figure(field)]
        self.figures = FigureCells(
            [(field, columns.headings[at]) for field, at in figures], assumptions.blank
        )
        self._figures_at = _picking([at for _, at in figures])
        self._place_at, self._type_at, self._day_at, self._answers_at = map(
            self._picking_fields, (_PLACE, _TYPE, _DAY, _ANSWERS)
        )
        self._kib_at, self._id_at, self._name_at, self._status_at = (
            columns.used.get(field, self._width) for field in ("kib", "event_id", "place", "status")
        )
        self._has_ids = "event_id" in columns.used or bool(links.links)
        self._kibs = KIBCells(self.kib_column, strict=strict) if "kib" in columns.used else None
        self._kinds = Kinds(self.kib_column, (self.kib_column, heading("type_code"), heading("type_name")))
        self._places: Remembered[tuple[str, ...], PlaceCells] = Remembered(
            lambda cells: PlaceCells(cells, place_columns), limit=_TEXTS
        )
        self._types: Remembered[tuple[str, ...], TypeCells] = Remembered(TypeCells, limit=_TEXTS)
        self._days: Remembered[tuple[str, ...], tuple[Day | None, Said]] = Remembered(self._day)
        self._answers: Remembered[tuple[str, ...], _Answered] = Remembered(self._answered, limit=_TEXTS)
        self._verified: Remembered[str, bool] = Remembered(
            lambda cell: clean(cell).casefold() in _VERIFIED, limit=_TEXTS
        )
        #: What is said of a row whose KIB has another date than its own cells, or the index 0.
        day, zero = (
            date_differs(datetime.date.min, datetime.date.min, self.kib_column),
            index_zero(_ANY_KIB, self.kib_column),
        )
        self.other_day_said = said_of([day], kib_date="kib_date", date="own_date")
        self.index_zero_said = said_of([zero], kib="kib")

    def read(self, record: Record) -> Row:
        """The row of a record."""
        cells, said = record.cells, said_of(record.findings)
        if len(cells) != self._width:
            cells, odd = self._fitted(cells)
            said += odd
        cells = (*cells, "")
        place, type_ = self._places[self._place_at(cells)], self._types[self._type_at(cells)]
        own, of_day = self._days[self._day_at(cells)]
        text = clean(cells[self._kib_at])
        kib = _NO_KIB
        if self._kibs is not None:
            kib = self._kibs.read(text, lambda: self.reading(text, place, type_, own))
        if kib.day is None and own is None:
            kind = self._kinds.without_day
        else:
            kind = self._kinds.of(place, type_, kib.digits[:_HEAD], kib.day, own)
        row = TableRow(self, record, place, type_, kind, text, kib, own)
        row.figures = self.figures.rows[self._figures_at(cells)]
        row.answered = self._answers[self._answers_at(cells)]
        row.place_name = cells[self._name_at]
        row.is_verified = self._verified[cells[self._status_at]]
        row.row_said = said + of_day
        if self._has_ids and kind.is_counted:
            row.id, row.id_said = self._event_id(record.line, clean(cells[self._id_at]), row)
        return Row.of(row)

    def reading(self, text: str, place: PlaceCells, type_: TypeCells, own: Day | None) -> Reading:
        """The KIB cell read with the other cells of its row."""
        return read_kib(
            text,
            region_code=place.context.region_code,
            region_name=place.context.region_name,
            province_name=place.context.province_name,
            date=None if own is None else own.date,
            type_name=type_.name or None,
        )

    def is_read(self, text: str) -> bool:
        """Whether a KIB cell with this text is read at all."""
        return bool(text) and (not self._strict or KIB.is_valid(text))

    def _picking_fields(self, fields: Sequence[str]) -> _Pick:
        return _picking([self._columns.used.get(field, self._width) for field in fields])

    def _fitted(self, cells: tuple[str, ...]) -> tuple[tuple[str, ...], Said]:
        """As many cells as there are headings."""
        width = self._width
        said: Said = ()
        if len(cells) < width or any(clean(cell) for cell in cells[width:]):
            said = said_of([finding("column-count", found=len(cells), expected=width)])
        return (*cells, *[""] * (width - len(cells)))[:width], said

    def _day(self, cells: tuple[str, ...]) -> tuple[Day | None, Said]:
        """The row's own day: that of its date cell, else of its year, month and day."""
        text, *parts = map(clean, cells)
        on, code = _cells.day(text)
        field = "date"
        if on is None:
            on, code_of_parts = _cells.day_of(*parts)
            if on is None and code is None:
                field, text, code = "day", " ".join(parts), code_of_parts
        said = () if code is None else self._unread(code, field, text)
        return None if on is None else day_of(on), said

    def _answered(self, cells: tuple[str, ...]) -> _Answered:
        """The answers of criteria 5 and 6."""
        said: Said = ()
        found = []
        for field, cell in zip(_ANSWERS, map(clean, cells), strict=True):
            answer, code = _cells.yes_or_no(cell)
            found.append(answer)
            if code is not None:
                said += self._unread(code, field, cell)
        requests_help, status = found
        return _Answered((requests_help, status, _cells.is_siaga(cells[-1])), said)

    def _unread(self, code: str, field: str, text: str) -> Said:
        column = self._columns.heading(field)
        return said_of([finding(code, column, column=column, text=text[:SHOWN])])

    def _event_id(self, line: int, text: str, row: TableRow) -> tuple[str | None, Said]:
        """The event id that the row was given by a link, else that of its own cell."""
        own = row.id_of(text)
        linked = self._links.event_id_for(line, row.kib.digits or row.kib_text)
        if linked is None:
            return own, ()
        given = row.id_of(linked)
        differ = own is not None and own != given
        return given, said_of([finding("two-event-ids", key=given, ids=f"{given}, {own}")] if differ else ())


@final
class _Answered(NamedTuple):
    answers: Answers
    said: Said


@final
class TableRow:
    """A row of a table, the source of a :class:`Row`: what it has of its own, and the kind that it shares."""

    __slots__ = (
        "answered", "figures", "id", "id_said", "is_verified", "kib", "kib_text", "kind",
        "own", "place_cells", "place_name", "reader", "record", "row_said", "type_cells",
    )  # fmt: skip

    answered: _Answered
    figures: RowFigures
    is_verified: bool
    place_name: str
    row_said: Said

    def __init__(
        self,
        reader: RowReader,
        record: Record,
        place: PlaceCells,
        type_: TypeCells,
        kind: Kind,
        kib_text: str,
        kib: KIBCell,
        own: Day | None,
    ) -> None:
        self.reader = reader
        self.record = record
        self.place_cells = place
        self.type_cells = type_
        self.kind = kind
        self.kib_text = kib_text
        self.kib = kib
        self.own = own
        self.id: str | None = None
        self.id_said: Said = ()

    # What is quickly known.

    @property
    def codes(self) -> tuple[str, ...]:
        said = self.said()
        return tuple([each.code for each in said]) if said else ()

    @property
    def digits(self) -> str:
        return self.kib.digits

    @property
    def certain(self) -> str:
        return self.kind.place.certain

    @property
    def system(self) -> CodeSystem:
        return self.kind.place.system

    @property
    def is_of_bps(self) -> bool:
        return self.kind.of_bps

    @property
    def date(self) -> datetime.date | None:
        return self._on if self.kind.is_counted else None

    @property
    def _on(self) -> datetime.date:
        """The day of a row that has one: the KIB's, else its own."""
        day = self.kib.day or self.own
        assert day is not None
        return day.date

    def facts(self) -> Facts | None:
        """What counting and judging ask of the row; ``None`` for a row that is left out."""
        kind, digits, id = self.kind, self.kib.digits, self.id
        if not kind.is_counted:
            return None
        place = kind.place
        region = cast("str", place.region)
        on = self._on
        kib = place.kib_region + digits[REGENCY_WIDTH:]
        stem = kib[:_STEM_WIDTH]
        if kib:
            keys = [stem] if id is None else [id, stem]
        else:
            id = id if id is not None else self._own_stem()
            keys = [id] if kind.code is None else [id, stem_of(RegionCode.parse(region), kind.code, on)]
        return Facts(
            id,
            keys,
            deciding(stem, on, kind.code, kind.scheme),
            place.regions,
            kind.type,
            kind.cause,
            self.figures.amounts,
            self.figures.is_reported,
            hash((region, self.figures.values, kib, clean(self.place_name), self.is_verified)),
            self.answered.answers,
        )

    def said(self) -> Said:
        """What is said of the row, in order: of the row, its KIB, its figures, its other cells, its answers."""
        kind, reader, kib = self.kind, self.reader, self.kib
        said = self.row_said + kib.said
        if kib.day is not None:
            said += kind.region_said
            if self.own is not None and self.own.date != kib.day.date:
                said += reader.other_day_said
            said += kind.type_said
            if kib.digits[-1] == "0":
                said += reader.index_zero_said
            said += kind.other_code_said
        return said + self.figures.said + kind.said + self.id_said + self.answered.said

    def id_of(self, text: str) -> str | None:
        """The event id of a text; a KIB, with or without its index, stands for the stem that its event has."""
        digits = text.replace(" ", "")
        if len(digits) == _STEM_WIDTH and are_digits(digits):
            return digits
        if not KIB.is_valid(text):
            return short(text) or None
        kib = KIB.parse(text)
        if self.kib.digits[:REGENCY_WIDTH] == kib.region.digits:
            return self.kind.place.kib_region + kib.stem[REGENCY_WIDTH:]
        return (read_kib(text).canonical or kib).stem

    def _own_stem(self) -> str:
        """The stem of a row without a KIB, as its KIB would have it; a type without a number is given by its name."""
        region, code = RegionCode.parse(self.kind.place.stem_region), self.kind.code
        if code is not None:
            return stem_of(region, code, self._on)
        return f"{region.digits} {self.kind.key} {self._on.isoformat()}"

    # The fields of a Row.

    @property
    def line(self) -> int:
        return self.record.line

    @property
    def cells(self) -> tuple[str, ...]:
        return self.record.cells

    @property
    def event(self) -> Event | None:
        kind, digits = self.kind, self.kib.digits
        if not kind.is_counted:
            return None
        kib = KIB.parse(kind.place.kib_region + digits[REGENCY_WIDTH:]) if digits else None
        own = EventRecord(
            RegionCode.parse(cast("str", kind.place.region)),
            self.reader.figures.impact(self.figures.values),
            kib=kib,
            place=clean(self.place_name) or None,
            status=Status.VERIFIED if self.is_verified else Status.PROVISIONAL,
        )
        id = self._own_stem() if self.id is None and kib is None else self.id
        return Event(kib=kib, id=id, type_code=kind.code, date=self._on, scheme=kind.scheme, records=(own,))

    @property
    def findings(self) -> tuple[Finding, ...]:
        kib, own = self.kib, self.own
        kib_date = "" if kib.day is None else kib.day.date.isoformat()
        own_date = "" if own is None else own.date.isoformat()
        data = {
            "kib_text": self.kib_text,
            "kib": kib.digits,
            "kib_date": kib_date,
            "own_date": own_date,
            "own_or_kib_date": own_date or kib_date,
        }
        return tuple(each.of(data) for each in self.said())

    @property
    def kib_state(self) -> KIBState:
        return self.kib.state

    @property
    def reading(self) -> Reading | None:
        text = self.kib_text
        if not self.reader.is_read(text):
            return None
        return self.reader.reading(text, self.place_cells, self.type_cells, self.own)

    @property
    def requests_national_help(self) -> bool | None:
        return self.answered.answers[0]

    @property
    def emergency_status(self) -> bool | None:
        return self.answered.answers[1]

    @property
    def is_siaga(self) -> bool:
        return self.answered.answers[2]

    @property
    def cause(self) -> bool | None:
        return self.kind.cause


def _is_verified(cell: str) -> bool:
    return clean(cell).casefold() in _VERIFIED


def _picking(places: Sequence[int]) -> _Pick:
    """A function that gives the cells at these places as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple([cells[place] for place in places])


_NO_KIB = KIBCell("", None, KIBState.BLANK, ())
#: Stands for the KIB of any row.
_ANY_KIB = KIB.parse("0000000000101010")
