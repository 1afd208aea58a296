"""One row to one event with one record, and everything doubtful about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias, final

import attrs

from satudata._ground.codes import are_digits
from satudata._ground.paths import public
from satudata._ground.words import Word
from satudata.checking import figure_doubts, region_doubts
from satudata.errors import InvalidKIBError, UnknownRegionError
from satudata.events import Event, EventRecord, Status
from satudata.findings import Finding, finding
from satudata.impacts import FIGURES, Impact
from satudata.kib import KIB, stem_of
from satudata.kib import STEM_WIDTH as _STEM_WIDTH
from satudata.reading import Reading, read_kib
from satudata.regions._bearers import CodeSystem
from satudata.regions._code import REGENCY_WIDTH, RegionCode
from satudata.regions._gazetteer import embedded
from satudata.tabular import _cells
from satudata.tabular._csv import Record
from satudata.tabular._headings import Columns
from satudata.tabular._links import NO_LINKS, Links
from satudata.tabular._places import Named, region_id_of, row_place
from satudata.tabular._types import RowType, row_type

_VERIFIED = frozenset({"terverifikasi", "verifikasi", "verified", "final"})
#: So much of a cell stands in a message.
_SHOWN = 60
#: No name, code, id or figure is longer.
_LONGEST = 200

#: Field and heading of each figure column.
Layout: TypeAlias = tuple[tuple[str, str], ...]
#: The cleaned cell of a field; "" where it has no column.
Cell: TypeAlias = Callable[[str], str]


#: What a reading says of the cells beside the KIB; a row says it of each of its cells itself.
_OF_OTHER_CELLS = "context-unreadable"
#: The digits name another place than the row.
_CONTRADICTED = "kib-region-differs"


@public("satudata.tabular")
@final
class KIBState(Word):
    """How a row's KIB cell is written: in one of the two strict forms, otherwise but readable, or not."""

    COMPACT = "compact"
    PRINTED = "printed"
    REPAIRED = "repaired"
    UNREADABLE = "unreadable"
    BLANK = "blank"


@public("satudata.tabular")
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


@public("satudata.tabular")
@final
@attrs.frozen(kw_only=True)
class Row:
    """A row as it was read: its *event* with one record (``None`` where it is left out) and its *findings*.

    *line* is the line on which it starts, *cells* are its cells as they stand. *kib_text* and *kib_state* are of its
    KIB cell, *reading* is what was made of it (``None`` where it is blank or refused); the event's KIB carries the
    Kemendagri code where the reading is certain of it. *requests_national_help* and *emergency_status* are the answers
    of its columns, *is_siaga* tells that the status is an alert only. *cause* is ``True`` where its type is one of the
    disaster types, ``None`` where that is not known.
    """

    line: int
    cells: tuple[str, ...]
    event: Event | None
    findings: tuple[Finding, ...]
    kib_text: str
    kib_state: KIBState
    reading: Reading | None = None
    requests_national_help: bool | None = None
    emergency_status: bool | None = None
    is_siaga: bool = False
    cause: bool | None = None

    @property
    def canonical(self) -> KIB | None:
        """The KIB with the Kemendagri code in force on its date; ``None`` where that is not certain."""
        reading = self.reading
        return None if reading is None or _is_unsure(reading) else reading.canonical


class RowReader:
    """Reads the rows of a table whose columns are known; *strict* reads a KIB only in its two strict forms."""

    def __init__(
        self, columns: Columns, assumptions: Assumptions, *, strict: bool = False, links: Links = NO_LINKS
    ) -> None:
        self._columns = columns
        self._strict = strict
        self._links = links
        self._width = len(columns.headings)
        self._assumptions = assumptions
        figures = [
            (field, place) for field, place in columns.used.items() if field.partition(".")[0] in FIGURES
        ]
        #: Where the figures stand in a row.
        self.figure_places = tuple(place for _, place in figures)
        self._text_places = [each for each in columns.used.items() if each not in figures]
        self._layout: Layout = tuple((field, columns.headings[place]) for field, place in figures)
        heading = columns.heading
        self._place_columns = (
            heading("regency_name"),
            heading("province_name"),
            heading("region_id"),
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
        on = self._day(cell, findings)
        reading = self._reading(cell, on)
        kib = None if reading is None else _event_kib(reading)
        if "kib" in self._columns.used:
            findings += self._kib_findings(kib_text, reading, kib)
        impact, doubts = self.impact(cells[place] for place in self.figure_places)
        findings += doubts
        event, type_ = self._event(record.line, cell, (reading, kib), on, impact, findings)
        requests_help = self._answer(cell, "requests_national_help", findings)
        status = self._answer(cell, "emergency_status", findings)
        return Row(
            line=record.line,
            cells=record.cells,
            event=event,
            findings=tuple(findings),
            kib_text=kib_text,
            kib_state=_state(kib_text, reading),
            reading=reading,
            requests_national_help=requests_help,
            emergency_status=status,
            is_siaga=_cells.is_siaga(cell("emergency_status")),
            cause=True if type_ is not None and type_.is_known else None,
        )

    def impact(self, figures: Iterable[str]) -> tuple[Impact, tuple[Finding, ...]]:
        """What the cells of a row's figures say, and what is doubtful in it."""
        cells = tuple(_short(_cells.clean(cell)) for cell in figures)
        return _impact(self._layout, cells, self._assumptions.blank)

    def alike(self, sample: Row, record: Record) -> Row:
        """The row of a record that differs from the *sample* in its day, index, figures, place, status and id only.

        Both have their KIB in a strict form, under the place and the day that the row has; *sample* has no figures.
        """
        assert sample.event is not None and sample.event.kib is not None  # noqa: PT018
        cell = self._cell_of(record.cells)
        digits = cell("kib").replace(" ", "")
        kib = KIB.parse(sample.event.kib.region.digits + digits[REGENCY_WIDTH:])
        impact, doubts = self.impact(record.cells[place] for place in self.figure_places)
        own = attrs.evolve(
            sample.event.records[0],
            impact=impact,
            kib=kib,
            place=cell("place") or None,
            status=_status(cell("status")),
        )
        event = attrs.evolve(
            sample.event, kib=kib, id=cell("event_id") or None, date=kib.date, records=(own,)
        )
        return attrs.evolve(
            sample, line=record.line, cells=record.cells, event=event, findings=(*sample.findings, *doubts)
        )

    def _cell_of(self, cells: Sequence[str]) -> Cell:
        held = {field: _cells.clean(cells[place]) for field, place in self._text_places}
        return lambda field: held.get(field, "")

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

    def _reading(self, cell: Cell, on: date | None) -> Reading | None:
        """What the row's KIB cell says, read with what stands beside it; the one place where it is read."""
        text = cell("kib")
        if not text or (self._strict and not KIB.is_valid(text)):
            return None
        return read_kib(
            text,
            region_code=region_id_of(_short(cell("region_id"))),
            region_name=_short(cell("regency_name")) or None,
            province_name=_short(cell("province_name")) or None,
            date=on,
            type_name=_short(cell("type_name")) or None,
        )

    def _kib_findings(self, text: str, reading: Reading | None, kib: KIB | None) -> Iterator[Finding]:
        """What was repaired, what is doubtful, and that the event stands under another code than the KIB's own."""
        column = self._columns.heading("kib")
        if reading is None:
            yield _refused(text, column) if text else finding("kib-blank", column, text=text)
            return
        for each in (*reading.repairs, *reading.findings):
            if each.code != _OF_OTHER_CELLS:
                yield attrs.evolve(each, where=column)
        if kib is not None and reading.kib is not None and kib != reading.kib:
            if reading.code_system is CodeSystem.BPS and reading.region is not None:
                place = f"{reading.region.code} {reading.region.name}"
                yield finding("other-system-suspected", column, region=reading.kib.region.digits, place=place)
            else:
                yield from region_doubts(reading.kib.region, kib.date, column)

    def _event(
        self,
        line: int,
        cell: Cell,
        read: tuple[Reading | None, KIB | None],
        own_date: date | None,
        impact: Impact,
        findings: list[Finding],
    ) -> tuple[Event | None, RowType | None]:
        """The row's event, or what it lacks to be one; its date and type are the KIB's where there is one."""
        reading, kib = read
        on = kib.date if kib is not None else own_date
        type_ = None
        region: RegionCode | None = None
        if on is not None:
            type_ = row_type(
                kib.type_code if kib else None,
                _short(cell("type_code")),
                _short(cell("type_name")),
                on,
                self._type_columns,
            )
            findings += type_.findings if type_ else ()
            named = Named(
                regency=_short(cell("regency_name")),
                province=_short(cell("province_name")),
                region_id=_short(cell("region_id")),
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
            status=_status(cell("status")),
        )
        id = self._event_id(line, cell, reading, findings)
        if id is None and kib is None:
            id = _stem(region, type_, on)
        return Event(
            kib=kib, id=id, type_code=type_.code, date=on, scheme=type_.scheme, records=(record,)
        ), type_

    def _event_id(
        self, line: int, cell: Cell, reading: Reading | None, findings: list[Finding]
    ) -> str | None:
        """The event id that the row was given by a link, else that of its own cell."""
        own = _id_of(cell("event_id"), reading)
        linked = self._links.event(line, kib_shown(reading, cell("kib")))
        if linked is None:
            return own
        given = _id_of(linked, reading)
        if own is not None and own != given:
            findings.append(finding("two-event-ids", key=given, ids=f"{given}, {own}"))
        return given


_LACKING = {"date": "tanggal", "type": "jenis bencana", "region": "wilayah"}


def kib_shown(reading: Reading | None, text: str) -> str:
    """A KIB as a person finds it again, in a form that no spreadsheet takes for a number; unread, as it stands."""
    return text if reading is None or reading.kib is None else reading.kib.format()


def _status(text: str) -> Status:
    return Status.VERIFIED if text.casefold() in _VERIFIED else Status.PROVISIONAL


def _refused(text: str, column: str) -> Finding:
    """A KIB that is in none of the two strict forms."""
    try:
        KIB.parse(text)
    except InvalidKIBError as error:
        return finding("kib-unreadable", column, text=text[:_SHOWN], reason=error.reason)
    raise AssertionError(text)  # pragma: no cover


def _state(text: str, reading: Reading | None) -> KIBState:
    if not text:
        return KIBState.BLANK
    if reading is None or reading.kib is None:
        return KIBState.UNREADABLE
    if not KIB.is_valid(reading.text):
        return KIBState.REPAIRED
    return KIBState.COMPACT if are_digits(reading.text) else KIBState.PRINTED


def _event_kib(reading: Reading) -> KIB | None:
    """The KIB under which the row counts: with the Kemendagri code where that is certain, else as it is written."""
    return reading.kib if _is_unsure(reading) else reading.canonical or reading.kib


def _is_unsure(reading: Reading) -> bool:
    """Whether the row names another place than digits that no list in force has: they may be of another day's list."""
    if reading.canonical == reading.kib:
        return False
    return any(each.code == _CONTRADICTED for each in reading.findings)


def _id_of(text: str, reading: Reading | None) -> str | None:
    """The event id of a text; a KIB, with or without its index, stands for the stem that its event has."""
    digits = text.replace(" ", "")
    if len(digits) == _STEM_WIDTH and are_digits(digits):
        return digits
    if not KIB.is_valid(text):
        return _short(text) or None
    kib = KIB.parse(text)
    if reading is not None and reading.kib is not None and reading.kib.region == kib.region:
        own = _event_kib(reading) or kib
        return stem_of(own.region, kib.type_code, kib.date)
    return (read_kib(text).canonical or kib).stem


def _short(text: str) -> str:
    """A cell that is kept: one too long to mean anything is known by its beginning and a digest."""
    if len(text) <= _LONGEST:
        return text
    from hashlib import blake2b

    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{text[:_SHOWN]}... {digest}"


def _stem(region: RegionCode, type_: RowType, on: date) -> str:
    """The stem of a row without a KIB, as its KIB would have it; a type without a number stands there by its name."""
    with suppress(UnknownRegionError):
        region = embedded().as_of(region, on).code
    if type_.code is not None:
        return stem_of(region, type_.code, on)
    return f"{region.digits} {type_.key} {on.isoformat()}"


@lru_cache(maxsize=8192)
def _impact(layout: Layout, cells: tuple[str, ...], blank: int | None) -> tuple[Impact, tuple[Finding, ...]]:
    """The impact that the figure cells of a row give, and what is doubtful about them."""
    figures: dict[str, Any] = {}
    findings: list[Finding] = []
    for (field, column), text in zip(layout, cells, strict=True):
        group, _, part = field.partition(".")
        read = _cells.hectares if group in _DECIMAL else _cells.whole
        figure, code = read(text)
        if code is not None:
            unit = _DECIMAL.get(group, "jiwa" if field in _PEOPLE else "unit")
            findings.append(
                finding(code, column, column=column, text=text[:_SHOWN], figure=figure, unit=unit)
            )
        if figure and group in _LENGTHS and not column.casefold().endswith(_LENGTHS[group]):
            findings.append(finding("unit-assumed", column, column=column, unit=_DECIMAL[group]))
        if not text:
            figure = blank
        if not part:
            figures[field] = figure
        elif group == "facilities":
            kind, _, degree = part.partition(".")
            figures.setdefault(group, {})[kind, degree] = figure
        else:
            figures.setdefault(group, {})[part] = figure
    for group, held in figures.items():
        if isinstance(held, dict) and all(each is None for each in held.values()):
            figures[group] = None
    impact = Impact(**figures)
    return impact, (*findings, *figure_doubts(impact))


#: The figures with decimals, and their units.
_DECIMAL = {"land": "ha", "bridges": "m", "roads": "km", "irrigation": "irigasi", "losses": "juta rupiah"}
#: The figures that published tables state without their unit, and how a heading ends that names it.
_LENGTHS = {"bridges": ("(m)", "(meter)"), "roads": ("(km)", "(kilometer)")}
_PEOPLE = frozenset({"dead", "missing", "injured", "affected", "displaced"})
