"""An event (one, national) and its records by kabupaten/kota (many), linked by an explicit id."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import final

import attrs

from satudata._ground.fields import as_day, as_items, as_text, as_type_code, not_blank
from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import Word
from satudata.disaster_types._schemes import scheme_for
from satudata.errors import InvalidRecordError, WrongTypeError
from satudata.impacts import Impact, sum_impacts
from satudata.kib import KIB
from satudata.regions._code import RegionCode, as_region_code


@public("satudata")
@final
class Status(Word):
    """The status of a reported figure: first report, or checked."""

    PROVISIONAL = "provisional"
    VERIFIED = "verified"


def _kib(value: KIB | str | None) -> KIB | None:
    return value if value is None or isinstance(value, KIB) else KIB.parse(value)


def _type_codes(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({code for value in as_items(values) if (code := as_type_code(value)) is not None}))


def _is_impact(record: object, field: attrs.Attribute[Impact], value: object) -> None:
    if not isinstance(value, Impact):
        raise WrongTypeError("impact is an Impact", type(value), "Impact(dead=1)")


@public("satudata")
@final
@attrs.frozen(repr=False)
class EventRecord(Record, PydanticField):
    """What is reported for one place or occurrence in one region.

    *region* is a :class:`~satudata.RegionCode` or its text; a province if the kabupaten/kota is not known. Several
    records of one region are several places or occurrences and are summed, also under one KIB. Records with the same
    *id* are versions of one figure: see :attr:`Event.current`. *as_of* is the date of the figure.

    >>> EventRecord("13.04", Impact(dead=32), place="Kec. Rambatan")
    EventRecord(RegionCode.parse('13.04'), Impact(dead=32), place='Kec. Rambatan')
    """

    region: RegionCode = attrs.field(converter=as_region_code)
    impact: Impact = attrs.field(factory=Impact, validator=_is_impact)
    kib: KIB | None = attrs.field(default=None, converter=_kib, kw_only=True)
    id: str | None = attrs.field(default=None, converter=as_text, validator=not_blank, kw_only=True)
    place: str | None = attrs.field(default=None, converter=as_text, validator=not_blank, kw_only=True)
    status: Status = attrs.field(default=Status.PROVISIONAL, converter=Status, kw_only=True)
    as_of: datetime.date | None = attrs.field(default=None, converter=as_day, kw_only=True)


def _records(values: Iterable[EventRecord]) -> tuple[EventRecord, ...]:
    return as_items(values)


@public("satudata")
@final
@attrs.frozen(kw_only=True, repr=False)
class Event(Record, PydanticField):
    """One disaster event, however many kabupaten/kota it hit.

    *kib* or *id* is required. *type_code* (three digits) and *date* default to those of the KIB; without a KIB, to
    those of the earliest, then smallest, KIB of the records. *scheme* is the scheme of *type_code*; by default it
    follows from code and date, and is ``None`` if they do not decide it (103 to 109 before 2023). *associated_types*
    are the codes of the types that the main type triggered.

    Source: Juklak BNPB 7/2023, Metode Perhitungan.

    >>> quake = Event(
    ...     id="marapi-lahar-2024",
    ...     records=[
    ...         EventRecord("13.04", Impact(dead=32), kib="1304101202405111"),
    ...         EventRecord("13.06", Impact(dead=24), kib="1306101202405111"),
    ...     ],
    ... )
    >>> quake.key, quake.type_code, quake.date.isoformat(), quake.impact
    ('marapi-lahar-2024', '101', '2024-05-11', Impact(dead=56))
    """

    kib: KIB | None = attrs.field(default=None, converter=_kib)
    id: str | None = attrs.field(default=None, converter=as_text, validator=not_blank)
    type_code: str | None = attrs.field(default=None, converter=as_type_code)
    date: datetime.date | None = attrs.field(default=None, converter=as_day)
    scheme: str | None = attrs.field(default=None, converter=as_text, validator=not_blank)
    records: tuple[EventRecord, ...] = attrs.field(default=(), converter=_records)
    associated_types: tuple[str, ...] = attrs.field(default=(), converter=_type_codes)

    def __attrs_post_init__(self) -> None:
        if self.kib is None and self.id is None:
            raise InvalidRecordError("id", None, "an event has a kib or an id: Event(id='banjir-demak-2024')")
        for record in self.records:
            if not isinstance(record, EventRecord):
                raise WrongTypeError("records are EventRecord", type(record))
        kib = self.kib or min(self.kibs(), key=lambda each: (each.date, each), default=None)
        if kib is not None and self.type_code is None:
            object.__setattr__(self, "type_code", kib.type_code)
        if kib is not None and self.date is None:
            object.__setattr__(self, "date", kib.date)
        if self.scheme is None and self.type_code is not None:
            object.__setattr__(self, "scheme", scheme_for(self.type_code, self.date))

    def kibs(self) -> Iterator[KIB]:
        """Yield the KIBs of the event and of its records, repeated ones too."""
        if self.kib is not None:
            yield self.kib
        for record in self.records:
            if record.kib is not None:
                yield record.kib

    @property
    def key(self) -> str:
        """The identity of the event: its id, otherwise the KIB without its index (the stem)."""
        return self.id if self.id is not None else self.kib.stem  # type: ignore[union-attr]  # one of them is there

    @property
    def current(self) -> tuple[EventRecord, ...]:
        """The records that count: of those with one id the verified one, then the one with the later ``as_of``."""
        latest: dict[str, EventRecord] = {}
        for record in self.records:
            if record.id is not None:
                before = latest.get(record.id)
                latest[record.id] = record if before is None else max(before, record, key=_state)
        current = []
        for record in self.records:
            if record.id is None:
                current.append(record)
            elif record is latest.get(record.id):
                current.append(latest.pop(record.id))
        return tuple(current)

    @property
    def impact(self) -> Impact:
        """The sum over the current records; its ``lower_bounds`` names the figures that some record left out."""
        return sum_impacts(record.impact for record in self.current)


def _state(record: EventRecord) -> tuple[bool, datetime.date, str]:
    """Verified before provisional, then the later date; otherwise the text decides."""
    return record.status is Status.VERIFIED, record.as_of or datetime.date.min, repr(record)
