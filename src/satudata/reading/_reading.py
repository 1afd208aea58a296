"""What a written KIB means: the KIB, its place and its type, decided by the digits and by what is next to them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, final

import attrs

from satudata import disaster_types
from satudata._ground.codes import require_text
from satudata._ground.paths import public
from satudata._ground.records import Record, copy_fields
from satudata.disaster_types import DisasterType
from satudata.errors import InvalidKIBError, WrongTypeError
from satudata.findings import Finding, finding
from satudata.kib import KIB
from satudata.reading._region import Context, RegionReading, places, usual_first
from satudata.reading._repairs import LONGEST, WIDTHS, Writing, read, with_digit_mended
from satudata.reading._type import TypeReading
from satudata.regions._bearers import CodeSystem, candidates_of
from satudata.regions._code import RegionCode
from satudata.regions._records import Region


@public("satudata")
@final
@attrs.frozen
class Candidate:
    """A place that the digits may name: *region* as of the KIB's date, in which *system* and *edition*, and *why*."""

    region: Region
    system: CodeSystem
    edition: str
    why: str
    kib: KIB


_NO_CONTEXT = Context()
_AS_WRITTEN = Writing(())


@public("satudata")
@final
@attrs.frozen
class Reading(Record):
    """A KIB as it was read: *text*, the *kib* as written (or ``None``) and the *repairs* that reading it took.

    Everything else is worked out when it is asked for. ``kib`` keeps the code system in which it was written;
    ``canonical`` carries the Kemendagri code in force on its date.
    """

    text: str
    kib: KIB | None
    _writing: Writing = attrs.field(default=_AS_WRITTEN, repr=False)
    _context: Context = attrs.field(default=_NO_CONTEXT, repr=False)

    def __getstate__(self) -> dict[str, object]:
        """What it was read from."""
        return {"text": self.text, **attrs.asdict(self._context)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        copy_fields(self, read_kib(**state))

    @property
    def repairs(self) -> tuple[Finding, ...]:
        """What was repaired, one finding a kind of repair; empty for the compact and the printed form."""
        kib = self.kib
        if kib is None:
            return ()
        shown = {"text": self.text, "kib": str(kib), "date": kib.date.isoformat()}
        return tuple(finding(f"repair-{name}", "kib", **shown) for name in self._writing.repairs_for(kib))

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The places that the digits can name, one for each place and system, the usual system of the time first."""
        kibs = self._writing.kibs if self.kib is None else (self.kib,)
        return tuple(
            Candidate(bearer.region, bearer.system, bearer.edition, bearer.why, kib)
            for kib in kibs
            for bearer in usual_first(candidates_of(kib.region, kib.date), kibs[0].date)
        )

    @cached_property
    def of_region(self) -> RegionReading | None:
        """What the region digits mean."""
        return None if self.kib is None else RegionReading(self.kib.region, self._context, self.kib.date)

    @cached_property
    def of_type(self) -> TypeReading | None:
        """What the type digits mean."""
        kib = self.kib
        return None if kib is None else TypeReading(kib.type_code, self._context.type_name, kib.date)

    @property
    def code_system(self) -> CodeSystem:
        """In which code system the region digits name their place.

        ``"both"`` where both systems give that place the same number, ``"unknown"`` where no list has it,
        ``"ambiguous"`` where several places are left.
        """
        return CodeSystem.UNKNOWN if self.of_region is None else self.of_region.system

    @property
    def place(self) -> RegionCode | None:
        """The newest code of the place that is meant, or ``None`` where it is open or unknown."""
        return None if self.of_region is None else self.of_region.place

    @property
    def region(self) -> Region | None:
        """The region that is meant, as of the KIB's date; ``None`` where it is open or unknown."""
        return None if self.of_region is None else self.of_region.region

    @property
    def canonical(self) -> KIB | None:
        """The KIB with the Kemendagri code in force on its date; ``None`` where that is not certain."""
        if self.kib is None or self.region is None:
            return None
        kib = self.kib
        if kib.region == self.region.code:
            return kib
        return KIB(self.region.code, kib.type_code, kib.date, kib.index)

    @property
    def scheme(self) -> str | None:
        """The scheme in which the type digits are meant; ``None`` where it is not known."""
        return None if self.of_type is None else self.of_type.scheme

    @property
    def type(self) -> DisasterType | None:
        """The disaster type that is meant; ``None`` where its scheme is not known or no scheme has the code."""
        if self.kib is None or self.scheme is None:
            return None
        types = {each.code: each for each in disaster_types.in_scheme(self.scheme)}
        return types.get(self.kib.type_code)

    @property
    def type_candidates(self) -> tuple[DisasterType, ...]:
        """The types that the digits can name, the present scheme first; several where their scheme is not known."""
        if self.kib is None:
            return ()
        if self.scheme is None:
            return disaster_types.candidates(self.kib.type_code, self.kib.date)
        return () if self.type is None else (self.type,)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is doubtful: why it could not be read, and where the digits and what is next to them differ."""
        return tuple(self._doubts())

    def _doubts(self) -> Iterator[Finding]:
        kib, region, type_ = self.kib, self.of_region, self.of_type
        if kib is None or region is None or type_ is None:
            yield self._unread()
            return
        yield from region.doubts
        if self._context.date is not None and self._context.date != kib.date:
            yield date_differs(kib.date, self._context.date)
        yield from type_.doubts
        if kib.index == 0:
            yield index_zero(kib)

    def _unread(self) -> Finding:
        """Why there is no KIB."""
        shown = self.text if len(self.text) <= LONGEST else f"{self.text[:LONGEST]}..."
        problem = self._writing.problem or "kib-unreadable"
        if problem == "kib-two-readings":
            readings = " / ".join(kib.format() for kib in self._writing.kibs)
            return finding(problem, "kib", text=shown, readings=readings)
        if problem == "kib-unreadable":
            return finding(problem, "kib", text=shown, reason=_reason(self.text))
        return finding(problem, "kib", text=shown)


def date_differs(kib_date: datetime.date, own: datetime.date, where: str = "date") -> Finding:
    """The KIB's day is not the row's *own*."""
    return finding("kib-date-differs", where, kib_date=kib_date.isoformat(), date=own.isoformat())


def index_zero(kib: KIB, where: str = "index") -> Finding:
    """The index is 0, which no KIB is given."""
    return finding("index-zero", where, kib=str(kib))


def read_kib(
    text: str,
    *,
    region_code: RegionCode | str | None = None,
    region_name: str | None = None,
    province_name: str | None = None,
    date: datetime.date | None = None,
    type_name: str | None = None,
) -> Reading:
    """Read a KIB as it is really written; for any text the answer is a :class:`Reading`, never an exception.

    A repair is made only where it leaves a single reading, group by group. What is next to the KIB in its row
    (*region_code* in any code system, *region_name* of the kabupaten/kota, *province_name*, *date*, *type_name*)
    decides between places, schemes or readings; where it contradicts the digits there is a finding, the digits stand.
    ``TypeError`` says why what is not text is refused.

    >>> reading = read_kib("3602 101 2020 012 6 1")
    >>> str(reading.kib), [repair.code for repair in reading.repairs]
    ('3602101202012061', ['repair-spaces', 'repair-padding'])
    >>> reading = read_kib("1212102202407301", region_name="Deli Serdang", province_name="Sumatera Utara")
    >>> reading.code_system, reading.region.name, str(reading.canonical)
    (CodeSystem.BPS, 'Kabupaten Deli Serdang', '1207102202407301')
    >>> read_kib("1212102202407301").code_system
    CodeSystem.AMBIGUOUS
    """
    text = require_text(text, "a KIB")
    context = _NO_CONTEXT
    if (region_code, region_name, province_name, date, type_name) != (None, None, None, None, None):
        context = Context(
            region_code=region_code.digits if isinstance(region_code, RegionCode) else _given(region_code),
            region_name=_given(region_name),
            province_name=_given(province_name),
            date=_day(date),
            type_name=_given(type_name),
        )
    if len(text) in WIDTHS:
        try:
            return Reading(text, KIB.parse(text), _AS_WRITTEN, context)
        except InvalidKIBError:
            pass
    writing = read(text)
    if len(writing.kibs) == 1:
        return Reading(text, writing.kibs[0], writing, context)
    kib, writing = _decided(text, writing, context)
    return Reading(text, kib, writing, context)


def _decided(text: str, writing: Writing, context: Context) -> tuple[KIB | None, Writing]:
    """The one KIB of several, or with a digit mended, that fits what is given; ``None`` where none or more do."""
    if context.date is None:
        return None, writing
    if writing.kibs:
        return next((kib for kib in writing.kibs if kib.date == context.date), None), writing
    mended = {
        kib: name for name, kib in with_digit_mended(text) if kib.date == context.date and _fits(kib, context)
    }
    if len(mended) != 1:
        return None, writing
    ((kib, name),) = mended.items()
    return kib, Writing((kib,), (name,))


def _reason(text: str) -> str:
    """Why *text* is not a KIB, in the words of the error that parsing it raises."""
    if len(text) > LONGEST:
        return f"{len(text)} characters are more than a KIB takes"
    try:
        KIB.parse(text)
    except InvalidKIBError as error:
        return error.reason
    raise AssertionError(text)  # pragma: no cover


def _fits(kib: KIB, context: Context) -> bool:
    """Whether the place and the type of *kib* are the ones given; both have to be given."""
    named, _ = places(context, kib.date)
    if named is None or context.type_name is None:
        return False
    is_there = any(bearer.place in named for bearer in candidates_of(kib.region, kib.date))
    return is_there and bool(disaster_types.schemes_of(kib.type_code, context.type_name))


def _given(value: str | None) -> str | None:
    if value is None:
        return None
    text = require_text(value, "what is next to a KIB")
    return text if text.strip() else None


def _day(value: datetime.date | None) -> datetime.date | None:
    if value is None or type(value) is datetime.date:
        return value
    raise WrongTypeError("date is a datetime.date", type(value), "date(2024, 8, 4)")
