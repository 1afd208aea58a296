"""One row to one event with one record, and everything doubtful about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias, final

import attrs

from satudata.checking import figure_doubts
from satudata.errors import InvalidKIBError
from satudata.events import Event, EventRecord, Status
from satudata.findings import Finding, finding
from satudata.impacts import COUNTS, Impact
from satudata.kib import KIB, stem_of
from satudata.regions._code import RegionCode
from satudata.tabular import _cells
from satudata.tabular._csv import Record
from satudata.tabular._headings import Columns
from satudata.tabular._places import Named, row_place
from satudata.tabular._types import RowType, row_type

_VERIFIED = frozenset({"terverifikasi", "verifikasi", "verified", "final"})
#: So much of a cell stands in a message.
_SHOWN = 60

#: Field and heading of each figure column.
Layout: TypeAlias = tuple[tuple[str, str], ...]
#: The cleaned cell of a field; "" where it has no column.
Cell: TypeAlias = Callable[[str], str]


@final
class KIBState(StrEnum):
    """What stands in a row's KIB cell."""

    READ = "read"
    BLANK = "blank"
    UNREADABLE = "unreadable"

    def __repr__(self) -> str:
        return f"KIBState.{self.name}"


@final
@attrs.frozen(kw_only=True)
class Assumptions:
    """What the reader of a table vouches for: how a blank is meant in it. ``None`` assumes nothing.

    *requests_national_help* and *emergency_status* answer criteria 5 and 6 where no row of an event does; *blank* is 0
    where a blank figure means zero. A column that the table lacks stays unknown, as does a figure that cannot be read.

    >>> Assumptions(emergency_status=False)
    Assumptions(requests_national_help=None, emergency_status=False, blank=None)
    """

    requests_national_help: bool | None = None
    emergency_status: bool | None = None
    blank: int | None = attrs.field(default=None, validator=attrs.validators.in_((None, 0)))


@final
@attrs.frozen(kw_only=True)
class Row:
    """A row as it was read: its *event* with one record (``None`` where it is left out) and its *findings*.

    *line* is the line on which it starts, *cells* are its cells as they stand. *kib_text* and *kib_state* are of its
    KIB cell. *requests_national_help* and *emergency_status* are the answers of its columns, *is_siaga* tells that the
    status is an alert only. *cause* is ``True`` where its type is one of the disaster types, ``None`` where that is not
    known.
    """

    line: int
    cells: tuple[str, ...]
    event: Event | None
    findings: tuple[Finding, ...]
    kib_text: str
    kib_state: KIBState
    requests_national_help: bool | None = None
    emergency_status: bool | None = None
    is_siaga: bool = False
    cause: bool | None = None


class RowReader:
    """Reads the rows of a table whose columns are known."""

    def __init__(self, columns: Columns, assumptions: Assumptions) -> None:
        self._columns = columns
        self._width = len(columns.headings)
        self._assumptions = assumptions
        figures = [
            (field, place)
            for field, place in columns.used.items()
            if field in COUNTS or field.startswith(("facilities.", "land."))
        ]
        self._figure_places = [place for _, place in figures]
        self._layout: Layout = tuple((field, columns.headings[place]) for field, place in figures)
        heading = columns.heading
        self._place_columns = (
            heading("regency_name"),
            heading("province_name"),
            heading("region_id"),
            heading("kib"),
        )
        self._type_columns = (heading("kib"), heading("type_code"), heading("type_name"))

    def read(self, record: Record) -> Row:
        """The row of a record."""
        cells = record.cells
        findings = list(record.findings)
        if len(cells) != self._width:
            beyond = any(_cells.clean(cell) for cell in cells[self._width :])
            if beyond or len(cells) < self._width:
                findings.append(finding("column-count", found=len(cells), expected=self._width))
            cells = (*cells, *[""] * (self._width - len(cells)))[: self._width]
        cell = self._cell_of(cells)
        kib_text = cell("kib")
        kib, unread = _read_kib(kib_text)
        on = self._day(cell, findings)
        if kib is not None and on is not None and kib.date != on:
            findings.append(
                finding(
                    "kib-date-differs",
                    self._columns.heading("kib"),
                    kib_date=kib.date.isoformat(),
                    date=on.isoformat(),
                )
            )
        if kib is not None and kib.index == 0:
            findings.append(finding("index-zero", self._columns.heading("kib"), kib=str(kib)))
        impact, doubts = _impact(
            self._layout,
            tuple(_cells.clean(cells[place]) for place in self._figure_places),
            self._assumptions.blank,
        )
        findings += doubts
        event, type_ = self._event(cell, kib, on, impact, findings)
        if "kib" in self._columns.used and kib is None:
            findings += self._without_kib(kib_text, unread, event)
        status_text = cell("emergency_status")
        return Row(
            line=record.line,
            cells=record.cells,
            event=event,
            findings=tuple(findings),
            kib_text=kib_text,
            kib_state=KIBState.READ if kib else KIBState.UNREADABLE if kib_text else KIBState.BLANK,
            requests_national_help=self._answer(cell, "requests_national_help", findings),
            emergency_status=self._answer(cell, "emergency_status", findings),
            is_siaga=_cells.is_siaga(status_text),
            cause=True if type_ is not None and type_.is_known else None,
        )

    def _cell_of(self, cells: Sequence[str]) -> Cell:
        used = self._columns.used
        return lambda field: _cells.clean(cells[used[field]]) if field in used else ""

    def _day(self, cell: Cell, findings: list[Finding]) -> date | None:
        """The row's own date: that of its date cell, else of its year, month and day."""
        on, code = _cells.day(cell("date"))
        field, text = "date", cell("date")
        if on is None:
            parts = (cell("year"), cell("month"), cell("day"))
            on, code_of_parts = _cells.day_of(*parts)
            if on is None and code is None:
                field, text, code = "day", " ".join(parts), code_of_parts
        if code is not None:
            column = self._columns.heading(field)
            findings.append(finding(code, column, column=column, text=text[:_SHOWN]))
        return on

    def _answer(self, cell: Cell, field: str, findings: list[Finding]) -> bool | None:
        answer, code = _cells.yes_or_no(cell(field))
        if code is not None:
            column = self._columns.heading(field)
            findings.append(finding(code, column, column=column, text=cell(field)[:_SHOWN]))
        return answer

    def _event(
        self, cell: Cell, kib: KIB | None, own_date: date | None, impact: Impact, findings: list[Finding]
    ) -> tuple[Event | None, RowType | None]:
        """The row's event, or what it lacks to be one; its date and type are the KIB's where there is one."""
        on = kib.date if kib is not None else own_date
        type_ = None
        region: RegionCode | None = None
        if on is not None:
            type_ = row_type(
                kib.type_code if kib else None, cell("type_code"), cell("type_name"), on, self._type_columns
            )
            findings += type_.findings if type_ else ()
            named = Named(
                regency=cell("regency_name"),
                province=cell("province_name"),
                region_id=cell("region_id"),
                columns=self._place_columns,
            )
            place = row_place(named, kib.region if kib else None, own_date or on)
            findings += place.findings
            region = place.region
        if on is None or type_ is None or region is None:
            lacks = (
                ["date"]
                if on is None
                else [name for name, it in (("type", type_), ("region", region)) if it is None]
            )
            words = ", ".join(_LACKING[name] for name in lacks)
            findings.append(finding("row-left-out", lacking=", ".join(lacks), kurang=words))
            return None, type_
        record = EventRecord(
            region,
            impact,
            kib=kib,
            place=cell("place") or None,
            status=Status.VERIFIED if cell("status").casefold() in _VERIFIED else Status.PROVISIONAL,
        )
        id = _event_id(cell("event_id"))
        if id is None and kib is None:
            id = _stem(region, type_, on)
        return Event(
            kib=kib, id=id, type_code=type_.code, date=on, scheme=type_.scheme, records=(record,)
        ), type_

    def _without_kib(self, text: str, unread: InvalidKIBError | None, event: Event | None) -> list[Finding]:
        column = self._columns.heading("kib")
        stem = "-" if event is None else event.key
        if unread is None:
            return [finding("row-without-kib", column, stem=stem)]
        return [
            finding(
                "row-kib-unread",
                column,
                text=text[:_SHOWN],
                reason=unread.reason,
                alasan=_PARTS[unread.part],
                stem=stem,
            )
        ]


_LACKING = {"date": "tanggal", "type": "jenis bencana", "region": "wilayah"}
_PARTS = {
    "length": "jumlah angkanya bukan 16",
    "digits": "ada yang bukan angka",
    "spaces": "letak spasinya tidak baku",
    "date": "tanggalnya tidak ada dalam kalender",
}


def _read_kib(text: str) -> tuple[KIB | None, InvalidKIBError | None]:
    """The KIB that a cell holds, or why it holds none; the one place where a row's KIB is read."""
    if not text:
        return None, None
    try:
        return KIB.parse(text), None
    except InvalidKIBError as error:
        return None, error


def _event_id(text: str) -> str | None:
    """The event id of a cell; one of sixteen digits is a KIB and stands for its stem."""
    if not text:
        return None
    return KIB.parse(text).stem if KIB.is_valid(text) else text


def _stem(region: RegionCode, type_: RowType, on: date) -> str:
    """The stem of a row without a KIB; a type without a number stands there by its name."""
    if type_.code is not None:
        return stem_of(region, type_.code, on)
    return f"{region.digits} {type_.key} {on.isoformat()}"


@lru_cache(maxsize=8192)
def _impact(layout: Layout, cells: tuple[str, ...], blank: int | None) -> tuple[Impact, tuple[Finding, ...]]:
    """The impact that the figure cells of a row give, and what is doubtful about them."""
    counts: dict[str, int | None] = {}
    facilities: dict[tuple[str, str], int | None] = {}
    land: dict[str, Decimal | int | str | float | None] = {}
    findings: list[Finding] = []
    for (field, column), text in zip(layout, cells, strict=True):
        figure, code = _cells.hectares(text) if field.startswith("land.") else _cells.whole(text)
        if code is not None:
            unit = "ha" if field.startswith("land.") else "unit" if field not in _PEOPLE else "jiwa"
            findings.append(
                finding(code, column, column=column, text=text[:_SHOWN], figure=figure, unit=unit)
            )
        if not text:
            figure = blank
        group, _, kind = field.partition(".")
        if group == "land":
            land[kind] = None if figure is None else Decimal(figure)
        elif group == "facilities":
            name, _, degree = kind.partition(".")
            facilities[name, degree] = None if figure is None else int(figure)
        else:
            counts[field] = None if figure is None else int(figure)
    impact = Impact(
        **counts,  # type: ignore[arg-type]  # the fields are those of COUNTS
        facilities=facilities if any(figure is not None for figure in facilities.values()) else None,
        land=land if any(area is not None for area in land.values()) else None,
    )
    return impact, (*findings, *figure_doubts(impact))


_PEOPLE = frozenset({"dead", "missing", "injured", "affected", "displaced"})
