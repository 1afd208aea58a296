"""A row of a table: what it has of its own, and the place and type that it shares with others."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol, cast, final

from satudata._ground.codes import are_digits
from satudata.events import Event, EventRecord, Status
from satudata.events._counts import Kind, Statement, deciding
from satudata.findings import Finding, finding
from satudata.impacts import Impact
from satudata.kib import KIB, STEM_WIDTH, stem_of
from satudata.reading import Reading, read_kib
from satudata.regions._bearers import CodeSystem
from satudata.regions._code import PROVINCE_WIDTH, REGENCY_WIDTH, RegionCode
from satudata.tabular._blanks import SHOWN, clean, short
from satudata.tabular._csv import Record
from satudata.tabular._dates import INCOMPLETE, day, is_serial
from satudata.tabular._days import Day
from satudata.tabular._figure_cells import FigureCells, RowFigures
from satudata.tabular._kib_cells import KIBState
from satudata.tabular._place_cells import Place, PlaceCells
from satudata.tabular._publisher_cells import PublisherCells
from satudata.tabular._rows import Answers, Facts, Part
from satudata.tabular._sayings import Said, said_of
from satudata.tabular._type_cells import TypeCells, TypeMeant

#: What a row can lack, in Indonesian.
_LACKING = {"date": "tanggal", "type": "jenis bencana", "region": "wilayah"}


@final
class Answered(NamedTuple):
    """The answers of criteria 5 and 6 with what is said of their cells."""

    answers: Answers
    said: Said


class TableReader(Protocol):
    """What a row asks of the reader of its table."""

    figures: FigureCells
    publisher: PublisherCells
    has_statements: bool
    has_verdict: bool
    other_day_said: Said
    index_zero_said: Said
    merged_said: Said

    def is_read(self, text: str) -> bool:
        """Whether a KIB cell with this text is read at all."""

    def statements(self, row: TableRow, kind: Kind) -> tuple[Statement, ...]:
        """What the row's cells state about the main type."""

    def statements_said(self, row: TableRow) -> Said:
        """What is doubtful about these cells."""

    def total_or_source(self, record: Record) -> str:
        """The first words of a line that is no row: a total, a source, repeated headings, a list next to the table."""

    def may_be_merged(self, record: Record, lacking: Sequence[str]) -> bool:
        """Whether what a row is *lacking* is blank in it, and may be merged with the cells above."""

    def day_text(self, cells: tuple[str, ...]) -> str:
        """The date cells of a row as text."""

    def fitted(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """As many cells as there are headings."""


@final
class TableRow:
    """A row of a table, the source of a :class:`Row`: what it has of its own, and the kind that it shares."""

    __slots__ = (
        "answered", "day", "digits", "figures", "id", "id_said", "is_counted", "is_verified", "kib_day", "kib_said",
        "kib_state", "kib_text", "own", "place", "place_cells", "place_name", "reader", "record", "row_said", "type",
        "type_cells", "weight",
    )  # fmt: skip

    reader: TableReader
    record: Record
    place_cells: PlaceCells
    type_cells: TypeCells
    place: Place
    type: TypeMeant
    is_counted: bool
    own: Day | None
    kib_text: str
    digits: str
    kib_day: Day | None
    day: Day | None
    kib_state: KIBState
    kib_said: Said
    figures: RowFigures
    answered: Answered
    place_name: str
    is_verified: bool
    row_said: Said
    id: str | None
    id_said: Said
    weight: Decimal | None

    def read_kib(self) -> Reading:
        """The KIB cell read with the other cells of its row."""
        place = self.place_cells.context
        return read_kib(
            self.kib_text,
            region_code=place.region_code,
            region_name=place.region_name,
            province_name=place.province_name,
            date=None if self.own is None else self.own.date,
            type_name=self.type_cells.name or None,
        )

    # What is quickly known.

    @property
    def codes(self) -> tuple[str, ...]:
        said = self.said()
        return tuple([each.code for each in said]) if said else ()

    @property
    def certain(self) -> str:
        return self.place.certain

    @property
    def system(self) -> CodeSystem:
        return self.place.system

    @property
    def is_of_bps(self) -> bool:
        return self.is_counted and self.place.is_of_bps

    @property
    def regions(self) -> tuple[str, ...]:
        return self.place.regions if self.is_counted else ()

    @property
    def region(self) -> str:
        return self.place.regions[0] if self.is_counted else ""

    @property
    def date(self) -> datetime.date | None:
        return self._on if self.is_counted else None

    @property
    def _on(self) -> datetime.date:
        """The day of a row that has one: the KIB's, else its own."""
        return cast("Day", self.day).date

    def facts(self) -> Facts | None:
        """What counting and judging ask of the row; ``None`` for a row that is left out."""
        if not self.is_counted:
            return None
        place, meant, figures, id, on = self.place, self.type, self.figures, self.id, self._on
        scheme, code = meant.type
        kib = place.kib_region + self.digits[REGENCY_WIDTH:]
        stem = kib[:STEM_WIDTH]
        if kib:
            keys = [stem] if id is None else [id, stem]
        else:
            id = id if id is not None else self._own_stem()
            keys = [id] if code is None else [id, *self._stems(place.regions, code)]
        main = deciding(stem, on, code, scheme, meant.sub)
        reader, cells = self.reader, self.record.cells
        publisher = reader.publisher
        of_record = publisher.record_of
        is_apart = self.id is None and not kib and len(place.regions[0]) == PROVINCE_WIDTH
        if of_record is not None or is_apart or reader.has_verdict:
            cells = reader.fitted(cells)
        part = Part(
            main,
            meant.type,
            meant.cause,
            figures.amounts,
            figures.is_reported,
            hash(cells if of_record is None else of_record(cells)),
            self.answered.answers,
            self.record.line,
            reader.statements(self, main[3:]) if reader.has_statements else (),
            (hash(publisher.texts(cells)) or 1) if is_apart else 0,
            publisher.verdict(cells),
            self.weight,
            meant.kinds[1:],
        )
        return id, keys, place.regions, part

    def said(self) -> Said:
        """What is said of the row, in order: of the row, its KIB, its figures, its other cells, its answers."""
        place, type_, day = self.place, self.type, self.kib_day
        if not self.is_counted and (words := self.reader.total_or_source(self.record)):
            return said_of([finding("total-row", text=words[:SHOWN])])
        said = self.row_said + self.kib_said
        if day is not None:
            said += place.kib_said
            if self.own is not None and self.own.date != day.date:
                said += self.reader.other_day_said
            said += type_.kib_said
            if self.digits[-1] == "0":
                said += self.reader.index_zero_said
            said += place.other_code_said
        said += self.figures.said + type_.said + place.said
        if self.is_counted:
            if self.reader.has_statements:
                said += self.reader.statements_said(self)
        else:
            lacks = self._lacks()
            said += self._left_out(lacks)
            if self.reader.may_be_merged(self.record, lacks):
                said += self.reader.merged_said
        return said + self.id_said + self.answered.said

    def _lacks(self) -> list[str]:
        """What the row lacks to be counted."""
        given = {"type": self.type.is_given, "region": bool(self.place.regions)}
        return ["date"] if self.day is None else [name for name, is_given in given.items() if not is_given]

    def _left_out(self, lacks: Sequence[str]) -> Said:
        """That the row is left out, and why."""
        words = ", ".join(_LACKING[name] for name in lacks)
        why, sebab = zip(*(self._why_lacking(name) for name in lacks), strict=True)
        return said_of(
            [
                finding(
                    "row-left-out",
                    lacking=", ".join(lacks),
                    kurang=words,
                    why="; ".join(why),
                    sebab="; ".join(sebab),
                )
            ]
        )

    def _why_lacking(self, what: str) -> tuple[str, str]:
        """Why the row has no such thing, in English and Indonesian: cells that are blank, or not understood."""
        word = _LACKING[what]
        if what == "date":
            text = self.reader.day_text(self.record.cells)
            codes = {each.code for each in self.row_said}
        else:
            cells, codes = self.place_cells.named, set[str]()
            shown = (
                (cells.regency, cells.province, cells.region_id)
                if what == "region"
                else (self.type_cells.code,)
            )
            text = ", ".join(filter(None, shown))
        if not text:
            return f"no {what}", f"{word} tidak ada"
        text = text[:SHOWN]
        if INCOMPLETE in codes:
            return f'{what} incomplete: "{text}"', f'{word} tidak lengkap: "{text}"'
        hint, saran = self._suggestion(what, text)
        return f'{what} not read: "{text}"{hint}', f'{word} tidak terbaca: "{text}"{saran}'

    def _suggestion(self, what: str, text: str) -> tuple[str, str]:
        """What to write instead of a cell that was not understood."""
        if what == "date" and is_serial(text):
            meant, _ = day(text, is_serial=True)
            return f" (a spreadsheet's number of {meant}?)", f" (nomor seri lembar kerja untuk {meant}?)"
        if what == "date":
            return " (write it as 2024-09-27)", " (tulis seperti 27/09/2024)"
        near = next(
            (each.finding.data.get("near", "") for each in self.place.said if each.code == "place-unknown"),
            "",
        )
        return (f" (perhaps {near})", f" (mungkin maksudnya {near})") if near else ("", "")

    def id_of(self, text: str) -> str | None:
        """The event id of a text; a KIB, with or without its index, stands for the stem that its event has."""
        digits = text.replace(" ", "")
        if len(digits) == STEM_WIDTH and are_digits(digits):
            return digits
        if not KIB.is_valid(text):
            return short(text) or None
        kib = KIB.parse(text)
        if self.digits[:REGENCY_WIDTH] == kib.region.digits:
            return self.place.kib_region + kib.stem[REGENCY_WIDTH:]
        return (read_kib(text).canonical or kib).stem

    def _own_stem(self) -> str:
        """The stem of a row without a KIB, as its KIB would have it; a type without a number is given by its name."""
        region, (_, code) = self.place.stem_regions[0], self.type.type
        if code is not None:
            return stem_of(RegionCode.parse(region), code, self._on)
        return f"{region} {self.type.key} {self._on.isoformat()}"

    def _stems(self, regions: Sequence[str], code: str) -> list[str]:
        """The stems of a row with a type code in these regions."""
        return [stem_of(RegionCode.parse(region), code, self._on) for region in regions]

    # The fields of a Row.

    @property
    def line(self) -> int:
        return self.record.line

    @property
    def cells(self) -> tuple[str, ...]:
        return self.record.cells

    @property
    def event(self) -> Event | None:
        if not self.is_counted:
            return None
        place, (scheme, code) = self.place, self.type.type
        kib = KIB.parse(place.kib_region + self.digits[REGENCY_WIDTH:]) if self.digits else None
        own = EventRecord(
            RegionCode.parse(place.regions[0]),
            self.reader.figures.impact(self.figures.values),
            kib=kib,
            place=clean(self.place_name) or None,
            status=Status.VERIFIED if self.is_verified else Status.PROVISIONAL,
        )
        id = self._own_stem() if self.id is None and kib is None else self.id
        others = (EventRecord(RegionCode.parse(digits), Impact()) for digits in place.regions[1:])
        return Event(kib=kib, id=id, type_code=code, date=self._on, scheme=scheme, records=(own, *others))

    @property
    def findings(self) -> tuple[Finding, ...]:
        day, own = self.kib_day, self.own
        kib_date = "" if day is None else day.date.isoformat()
        own_date = "" if own is None else own.date.isoformat()
        data = {
            "kib_text": self.kib_text,
            "kib": self.digits,
            "kib_date": kib_date,
            "own_date": own_date,
            "own_or_kib_date": own_date or kib_date,
        }
        return tuple(each.of(data) for each in self.said())

    @property
    def reading(self) -> Reading | None:
        return self.read_kib() if self.reader.is_read(self.kib_text) else None

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
        return self.type.cause
