"""What a written KIB means: the KIB, its place and its type, decided by the digits and by what stands beside them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import final

import attrs

from satudata import disaster_types
from satudata._digits import require_text
from satudata.checking import type_doubts
from satudata.disaster_types import DisasterType
from satudata.errors import InvalidKIBError, InvalidRegionCodeError
from satudata.findings import Finding, finding
from satudata.kib import KIB
from satudata.reading._repairs import LONGEST, read, with_digit_mended
from satudata.regions._bearers import Bearer, CodeSystem, bearers
from satudata.regions._code import RegionCode
from satudata.regions._gazetteer import embedded
from satudata.regions._records import Region

#: Until the first day BNPB's tables carried BPS codes, from the second on Kemendagri's; between them both.
_BPS_BEFORE = datetime.date(2023, 1, 1)


@final
@attrs.frozen
class Candidate:
    """A place that the digits may name: *region* as of the KIB's date, in which *system* and *edition*, and *why*."""

    region: Region
    system: CodeSystem
    edition: str
    why: str
    kib: KIB


@final
@attrs.frozen(kw_only=True)
class _Context:
    """What stands beside the KIB in its row."""

    region_code: str | None = None
    region_name: str | None = None
    province_name: str | None = None
    date: datetime.date | None = None
    type_name: str | None = None

    @property
    def names_region(self) -> bool:
        return not (self.region_code is None and self.region_name is None and self.province_name is None)


_NO_CONTEXT = _Context()


@final
@attrs.frozen(kw_only=True)
class Reading:
    """A KIB as it was read: *text*, the *kib* as written (or ``None``) and the *repairs* that reading it took.

    Everything else is worked out when it is asked for. ``kib`` keeps the code system in which it was written;
    ``canonical`` carries the Kemendagri code in force on its date.
    """

    text: str
    kib: KIB | None
    _repaired: tuple[str, ...] = ()
    _readings: tuple[KIB, ...] = ()
    _problem: str | None = None
    _context: _Context = _NO_CONTEXT

    @property
    def repairs(self) -> tuple[Finding, ...]:
        """What was repaired, one finding a kind of repair; empty for the compact and the printed form."""
        shown = (
            {"text": self.text, "kib": str(self.kib), "date": self.kib.date.isoformat()} if self.kib else {}
        )
        return tuple(finding(f"repair-{name}", "kib", **shown) for name in self._repaired)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The places that the digits can name, one for each place and system, the usual system of the time first."""
        found = [
            Candidate(bearer.region, bearer.system, bearer.edition, bearer.why, kib)
            for kib, bearer in self._bearers
        ]
        usual = CodeSystem.BPS if found and found[0].kib.date < _BPS_BEFORE else CodeSystem.KEMENDAGRI
        return tuple(sorted(found, key=lambda each: (each.kib, each.system is not usual, each.region)))

    @property
    def code_system(self) -> CodeSystem:
        """In which code system the region digits name their place.

        ``"both"`` where both systems give that place the same number, ``"unknown"`` where no list has it,
        ``"ambiguous"`` where several places are left.
        """
        places = {place for _, place in self._meant}
        if len(places) != 1:
            return CodeSystem.AMBIGUOUS if places else CodeSystem.UNKNOWN
        systems = {system for system, _ in self._meant}
        return systems.pop() if len(systems) == 1 else CodeSystem.BOTH

    @property
    def place(self) -> RegionCode | None:
        """The newest code of the place that is meant, or ``None`` where it is open or unknown."""
        places = {place for _, place in self._meant}
        return places.pop() if len(places) == 1 else None

    @cached_property
    def region(self) -> Region | None:
        """The region that is meant, as of the KIB's date; ``None`` where it is open or unknown."""
        place = self.place
        return None if place is None or self.kib is None else embedded().as_of(place, self.kib.date)

    @property
    def canonical(self) -> KIB | None:
        """The KIB with the Kemendagri code in force on its date; ``None`` where that is not certain."""
        if self.kib is None or self.region is None:
            return None
        kib = self.kib
        if kib.region == self.region.code:
            return kib
        return KIB(self.region.code, kib.type_code, kib.date, kib.index)

    @cached_property
    def scheme(self) -> str | None:
        """The scheme in which the type digits are meant; ``None`` where it is not known."""
        if self.kib is None:
            return None
        by_date = disaster_types.scheme_for(self.kib.type_code, self.kib.date)
        if self._context.type_name is None:
            return by_date
        named = disaster_types.schemes_of(self.kib.type_code, self._context.type_name)
        return by_date if by_date in named or not named else named[0]

    @property
    def type(self) -> DisasterType | None:
        """The disaster type that is meant; ``None`` where its scheme is not known or no scheme has the code."""
        if self.kib is None or self.scheme is None:
            return None
        held = {each.code: each for each in disaster_types.in_scheme(self.scheme)}
        return held.get(self.kib.type_code)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is doubtful: why it could not be read, and where the digits and what stands beside them differ."""
        return tuple(self._doubts())

    @cached_property
    def _bearers(self) -> tuple[tuple[KIB, Bearer], ...]:
        kibs = self._readings if self.kib is None else (self.kib,)
        return tuple((kib, bearer) for kib in kibs for bearer in bearers(kib.region, kib.date))

    @cached_property
    def _named(self) -> frozenset[RegionCode] | None:
        """The places that the context allows, by their newest codes; ``None`` where it says nothing readable."""
        kib = self.kib
        return None if kib is None else _places(self._context, kib.date)

    @cached_property
    def _meant(self) -> tuple[tuple[CodeSystem, RegionCode], ...]:
        """System and place of what is left once the context has decided, if it does."""
        if self.kib is None:
            return ()
        found = tuple((bearer.system, bearer.place) for _, bearer in self._bearers)
        named = self._named
        left = tuple((system, place) for system, place in found if named is None or place in named)
        return left or found

    def _doubts(self) -> Iterator[Finding]:
        kib = self.kib
        if kib is None:
            yield self._unread()
            return
        yield from self._region_doubts(kib)
        context = self._context
        if context.date is not None and context.date != kib.date:
            yield finding(
                "kib-date-differs", "date", kib_date=kib.date.isoformat(), date=context.date.isoformat()
            )
        yield from self._type_doubts(kib)
        if kib.index == 0:
            yield finding("index-zero", "index", kib=str(kib))

    def _unread(self) -> Finding:
        """Why there is no KIB."""
        shown = self.text if len(self.text) <= LONGEST else f"{self.text[:LONGEST]}..."
        if self._problem == "kib-two-readings":
            readings = " / ".join(kib.format() for kib in self._readings)
            return finding("kib-two-readings", "kib", text=shown, readings=readings)
        if self._problem == "kib-unreadable":
            return finding("kib-unreadable", "kib", text=shown, reason=_reason(self.text))
        return finding(self._problem or "kib-blank", "kib", text=shown)

    def _region_doubts(self, kib: KIB) -> Iterator[Finding]:
        context = self._context
        region, day = str(kib.region), kib.date.isoformat()
        named = self._named
        if context.names_region and named is None:
            said = " / ".join(filter(None, (context.region_code, context.region_name, context.province_name)))
            yield finding("context-unreadable", "region", what="region", text=said)
        if not self._bearers:
            yield finding("region-unknown", "region", region=region, on=day)
        elif self.code_system is CodeSystem.AMBIGUOUS:
            places = "; ".join(dict.fromkeys(each.why for each in self.candidates))
            yield finding("region-open", "region", region=region, places=places)
        if named is not None and not any(bearer.place in named for _, bearer in self._bearers):
            said = ", ".join(sorted(f"{each.code} {each.name}" for each in _as_of(named, kib.date)))
            yield finding("kib-region-differs", "region", kib_region=region, region=said)

    def _type_doubts(self, kib: KIB) -> Iterator[Finding]:
        code, name = kib.type_code, self._context.type_name
        if name is not None:
            if disaster_types.schemes_of(code, name):
                return
            if disaster_types.find(name) or disaster_types.unnumbered_name(name) is not None:
                yield finding("kib-type-differs", "type", kib_type=code, type=name)
                return
            yield finding("context-unreadable", "type", what="type", text=name)
        yield from type_doubts(code, self.scheme)


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

    A repair is made only where it leaves a single reading, group by group. What stands beside the KIB in its row
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
        context = _Context(
            region_code=str(region_code) if isinstance(region_code, RegionCode) else _given(region_code),
            region_name=_given(region_name),
            province_name=_given(province_name),
            date=_day(date),
            type_name=_given(type_name),
        )
    writing = read(text)
    if len(writing.kibs) == 1:
        return Reading(text=text, kib=writing.kibs[0], repaired=writing.repairs, context=context)
    decided = _decided(text, writing.kibs, context)
    if decided is not None:
        kib, repaired = decided
        return Reading(text=text, kib=kib, repaired=repaired, context=context)
    return Reading(text=text, kib=None, readings=writing.kibs, problem=writing.problem, context=context)


def _decided(text: str, kibs: tuple[KIB, ...], context: _Context) -> tuple[KIB, tuple[str, ...]] | None:
    """The one KIB of several, or with a digit mended, that fits what is given; ``None`` where none or more do."""
    if context.date is None:
        return None
    if kibs:
        fitting = [kib for kib in kibs if kib.date == context.date]
        return (fitting[0], ("spaces", "padding")) if len(fitting) == 1 else None
    mended = [
        (kib, (name,))
        for name, kib in with_digit_mended(text)
        if kib.date == context.date and _fits(kib, context)
    ]
    return mended[0] if len({kib for kib, _ in mended}) == 1 else None


def _reason(text: str) -> str:
    """Why *text* is not a KIB, in the words of the error that parsing it raises."""
    if len(text) > LONGEST:
        return f"{len(text)} characters are more than a KIB takes"
    try:
        KIB.parse(text)
    except InvalidKIBError as error:
        return error.reason
    raise AssertionError(text)  # pragma: no cover


def _fits(kib: KIB, context: _Context) -> bool:
    """Whether the place and the type of *kib* are the ones given; both have to be given."""
    named = _places(context, kib.date)
    if named is None or context.type_name is None:
        return False
    is_there = any(bearer.place in named for bearer in bearers(kib.region, kib.date))
    return is_there and bool(disaster_types.schemes_of(kib.type_code, context.type_name))


def _places(context: _Context, on: datetime.date) -> frozenset[RegionCode] | None:
    """The newest codes of the places that the context allows; ``None`` where it names none that is known."""
    gazetteer = embedded()
    allowed: frozenset[RegionCode] = frozenset()
    if context.region_name is not None:
        named = gazetteer.find_as_named(context.region_name, context.province_name, on=on)
        if not named and context.province_name is not None:
            named = gazetteer.find_as_named(context.region_name, on=on)
        allowed = _newest(named)
    elif context.province_name is not None:
        allowed = gazetteer.places_in(context.province_name)
    if context.region_code is not None and len(allowed) != 1:
        by_code = _by_code(context.region_code, on)
        allowed = by_code & allowed or allowed or by_code
    return allowed or None


def _newest(regions: Iterable[Region]) -> frozenset[RegionCode]:
    return frozenset(embedded().place(region.code) for region in regions)


def _by_code(text: str, on: datetime.date) -> frozenset[RegionCode]:
    try:
        code = RegionCode.parse(text.strip())
    except InvalidRegionCodeError:
        return frozenset()
    return frozenset(bearer.place for bearer in bearers(code, on))


def _as_of(places: Iterable[RegionCode], on: datetime.date) -> list[Region]:
    return [embedded().as_of(place, on) for place in places]


def _given(value: str | None) -> str | None:
    if value is None:
        return None
    text = require_text(value, "what stands beside a KIB")
    return text if text.strip() else None


def _day(value: datetime.date | None) -> datetime.date | None:
    if value is None or type(value) is datetime.date:
        return value
    raise TypeError(f"date is a datetime.date, not {type(value).__name__}: date(2024, 8, 4)")
