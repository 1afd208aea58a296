"""One row of a table: its event with one record, and everything doubtful about it, worked out when it is asked for."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeAlias, cast, final

import attrs

from satudata._ground.paths import public
from satudata.counting import keys_of, main_row
from satudata.events import Event
from satudata.events._counts import Kind, MainRow, Statement
from satudata.findings import Finding
from satudata.impacts.figures import MEASURED, Amounts, amounts_of, figures_of
from satudata.kib import KIB
from satudata.reading import Reading
from satudata.regions._bearers import CodeSystem
from satudata.regions._code import REGENCY_WIDTH, RegionCode
from satudata.tabular._kib_cells import KIBState

#: Scheme and code.
Type: TypeAlias = tuple[str | None, str | None]
#: The answers of criteria 5 and 6, and whether the status is a siaga only.
Answers: TypeAlias = tuple[bool | None, bool | None, bool]


@final
class Part(NamedTuple):
    """What is kept of a row to judge its event; the smallest *main* gives the event its type, as in counting.

    *amounts* are its figures, *is_reported* tells whether any is known; *record* is equal for rows that are equal in
    every cell but the row number; *cause* and *answers* are as on :class:`Row`. *stated* is what it says about the
    event's main type. *apart* is 0, or for a row that names only a province it is equal where place and other texts
    are. *publisher* is the publisher's own verdict, *weight* its own number of
    events. *others* are further types in the row's own cells.
    """

    main: MainRow
    type: Type
    cause: bool | None
    amounts: Amounts
    is_reported: bool
    record: int
    answers: Answers
    line: int = 0
    stated: tuple[Statement, ...] = ()
    apart: int = 0
    publisher: bool | None = None
    weight: Decimal | None = None
    others: tuple[Kind, ...] = ()


#: What counting asks of a row, its id, keys and regions (see :meth:`satudata.counting.Events.take`), and its part.
Facts: TypeAlias = tuple[str | None, list[str], tuple[str, ...], Part]


class RowSource(Protocol):
    """What the fields of a row, and what is quickly known of it, are worked out from; see :class:`Row`."""

    @property
    def line(self) -> int:
        """The line on which the row starts."""

    @property
    def kib_text(self) -> str:
        """The cleaned KIB cell."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything doubtful about the row."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the findings, in order."""

    @property
    def kib_state(self) -> KIBState:
        """How the KIB cell is written."""

    @property
    def date(self) -> datetime.date | None:
        """The day of the event; ``None`` for a row that is left out."""

    @property
    def region(self) -> str:
        """The digits of the region in which it counts; ``""`` for a row that is left out."""

    @property
    def regions(self) -> tuple[str, ...]:
        """The digits of all regions in which it counts; none for a row that is left out."""

    @property
    def digits(self) -> str:
        """The KIB as it is written, repairs made; ``""`` without one."""

    @property
    def certain(self) -> str:
        """The Kemendagri digits of the KIB's region in force on its date; ``""`` where that is not certain."""

    @property
    def system(self) -> CodeSystem:
        """The code system of the KIB's region digits."""

    @property
    def is_of_bps(self) -> bool:
        """Whether the KIB is written with a BPS code and counts under the Kemendagri code of that place."""

    def facts(self) -> Facts | None:
        """What counting and judging ask of the row; ``None`` for a row that is left out."""


class _WithSource:
    """The slot of a row's source, below its fields."""

    __slots__ = ("_source",)


@public("satudata.tabular")
@final
@attrs.frozen(kw_only=True)
class Row(_WithSource):
    """A row as it was read: its *event* with one record (``None`` where it is left out) and its *findings*.

    *line* is the line on which it starts, *cells* are its cells as they stand. *kib_text* and *kib_state* are of its
    KIB cell, *reading* is what was made of it (``None`` where it is blank or refused); the event's KIB carries the
    Kemendagri code where the reading is certain of it. *requests_national_help* and *emergency_status* are the answers
    of its columns, *is_siaga* tells that the status is an alert only. *cause* is ``True`` where its type is one of the
    disaster types, ``None`` where that is not known.

    The fields of a row of a table are worked out when they are asked for; :attr:`codes`, :attr:`date`, :attr:`region`,
    :attr:`kib_as_read`, :attr:`canonical` and :attr:`code_system` take much less time than *event*, *findings* and
    *reading*.
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

    @classmethod
    def of(cls, source: RowSource) -> Row:
        """The row that *source* describes; none of its fields is worked out yet."""
        row = cls.__new__(cls)
        _set_source(row, source)
        return row

    def __getattr__(self, name: str) -> Any:
        """A field, on first use."""
        if name == "_source":
            value: Any = _Built(self)
            _set_source(self, value)
        elif name in _FIELDS:
            value = getattr(self._source, name)
            object.__setattr__(self, name, value)
        else:
            raise AttributeError(f"'Row' object has no attribute {name!r}")
        return value

    @property
    def source(self) -> RowSource:
        """What the fields are worked out from."""
        return cast("RowSource", self._source)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its findings, in order."""
        return self._source.codes  # type: ignore[no-any-return]  # the slot has no type

    @property
    def date(self) -> datetime.date | None:
        """The day of its event; ``None`` where it is left out."""
        return self.source.date

    @property
    def region(self) -> RegionCode | None:
        """The region in which it counts; ``None`` where it is left out."""
        digits = self.source.region
        return RegionCode.parse(digits) if digits else None

    @property
    def kib_as_read(self) -> KIB | None:
        """The KIB as it is written, repairs made; ``None`` where none can be read."""
        digits = self.source.digits
        return KIB.parse(digits) if digits else None

    @property
    def canonical(self) -> KIB | None:
        """The KIB with the Kemendagri code in force on its date; ``None`` where that is not certain."""
        certain, digits = self.source.certain, self.source.digits
        return KIB.parse(certain + digits[REGENCY_WIDTH:]) if certain else None

    @property
    def is_of_bps(self) -> bool:
        """Whether its KIB is written with a BPS code, and it counts under the Kemendagri code of that place."""
        return self.source.is_of_bps

    @property
    def code_system(self) -> CodeSystem | None:
        """In which code system the KIB's region digits name their place; ``None`` without a KIB."""
        return self.source.system if self.source.digits else None


@final
class _Built:
    """The source of a row that was made from its fields, and not read from a table."""

    __slots__ = ("_row",)

    def __init__(self, row: Row) -> None:
        self._row = row

    @property
    def line(self) -> int:
        return self._row.line

    @property
    def kib_text(self) -> str:
        return self._row.kib_text

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._row.findings

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(each.code for each in self._row.findings)

    @property
    def kib_state(self) -> KIBState:
        return self._row.kib_state

    @property
    def date(self) -> datetime.date | None:
        return None if self._row.event is None else self._row.event.date

    @property
    def region(self) -> str:
        return next(iter(self.regions), "")

    @property
    def regions(self) -> tuple[str, ...]:
        event = self._row.event
        return () if event is None else tuple(record.region.digits for record in event.records)

    @property
    def digits(self) -> str:
        reading = self._row.reading
        return "" if reading is None or reading.kib is None else str(reading.kib)

    @property
    def certain(self) -> str:
        of_region = None if self._row.reading is None else self._row.reading.of_region
        code = None if of_region is None else of_region.certain
        return "" if code is None else code.digits

    @property
    def system(self) -> CodeSystem:
        reading = self._row.reading
        return CodeSystem.UNKNOWN if reading is None else reading.code_system

    @property
    def is_of_bps(self) -> bool:
        event = self._row.event
        kib = None if event is None else event.kib
        is_other = kib is not None and kib.region.digits != self.digits[:REGENCY_WIDTH]
        return is_other and self.system is CodeSystem.BPS

    def facts(self) -> Facts | None:
        row, event = self._row, self._row.event
        if event is None:
            return None
        figures = figures_of(event.impact)
        part = Part(
            main=main_row(event),
            type=(event.scheme, event.type_code),
            cause=row.cause,
            amounts=amounts_of([getattr(figures, name) for name in MEASURED]),
            is_reported=event.impact.is_reported,
            record=hash((event.kib, event.type_code, event.date, event.records)),
            answers=(row.requests_national_help, row.emergency_status, row.is_siaga),
            line=row.line,
        )
        return event.id, keys_of(event), self.regions, part


_FIELDS = frozenset(field.name for field in attrs.fields(Row))
#: Fills the slot of a frozen row.
_set_source = _WithSource.__dict__["_source"].__set__
