"""What a written KIB means: the KIB, its place and its type, decided by the digits and by what stands beside them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, final

import attrs

from satudata import disaster_types
from satudata._ground.codes import require_text
from satudata._ground.paths import public
from satudata._ground.records import Record, copy_fields
from satudata.checking import region_doubts, type_doubts
from satudata.disaster_types import DisasterType
from satudata.disaster_types._schemes import OLDER, PRESENT
from satudata.errors import InvalidKIBError, InvalidRegionCodeError, UnknownRegionError
from satudata.findings import Finding, finding
from satudata.kib import KIB
from satudata.reading._repairs import LONGEST, WIDTHS, Writing, read, with_digit_mended
from satudata.regions._bearers import Bearer, CodeSystem, bearers
from satudata.regions._code import AdminLevel, RegionCode
from satudata.regions._gazetteer import embedded
from satudata.regions._records import Region

#: Until the first day BNPB's tables carried BPS codes, from the second on Kemendagri's; between them both.
_BPS_BEFORE = datetime.date(2023, 1, 1)


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


@final
@attrs.frozen(kw_only=True)
class _Context:
    """What stands beside the KIB in its row."""

    region_code: str | None = None
    region_name: str | None = None
    province_name: str | None = None
    date: datetime.date | None = None
    type_name: str | None = None


_NO_CONTEXT = _Context()
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
    _context: _Context = attrs.field(default=_NO_CONTEXT, repr=False)

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
        """What is doubtful: why it could not be read, and where the digits and what stands beside them differ."""
        return tuple(self._doubts())

    @cached_property
    def _bearers(self) -> tuple[tuple[KIB, Bearer], ...]:
        kibs = self._writing.kibs if self.kib is None else (self.kib,)
        return tuple((kib, bearer) for kib in kibs for bearer in bearers(kib.region, kib.date))

    @cached_property
    def _named(self) -> tuple[frozenset[RegionCode] | None, tuple[str, ...]]:
        """The places that the context allows, by their newest codes, and the fields of it that were not used."""
        return (None, ()) if self.kib is None else _places(self._context, self.kib.date)

    @cached_property
    def _meant(self) -> tuple[tuple[CodeSystem, RegionCode], ...]:
        """System and place of what is left once the context has decided, if it does."""
        if self.kib is None:
            return ()
        found = tuple((bearer.system, bearer.place) for _, bearer in self._bearers)
        named, _ = self._named
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
        problem = self._writing.problem or "kib-unreadable"
        if problem == "kib-two-readings":
            readings = " / ".join(kib.format() for kib in self._writing.kibs)
            return finding(problem, "kib", text=shown, readings=readings)
        if problem == "kib-unreadable":
            return finding(problem, "kib", text=shown, reason=_reason(self.text))
        return finding(problem, "kib", text=shown)

    def _region_doubts(self, kib: KIB) -> Iterator[Finding]:
        region = str(kib.region)
        named, unused = self._named
        for field in unused:
            yield finding("context-unreadable", "region", what=field, text=getattr(self._context, field))
        if not self._bearers:
            yield from region_doubts(kib.region, kib.date)
        elif self.code_system is CodeSystem.AMBIGUOUS:
            places = "; ".join(dict.fromkeys(each.why for each in self.candidates))
            yield finding("region-open", "region", region=region, places=places)
        if named is not None and not any(bearer.place in named for _, bearer in self._bearers):
            said = ", ".join(sorted(f"{each.code} {each.name}" for each in _as_of(named, kib.date)))
            yield finding("kib-region-differs", "region", kib_region=region, region=said)
            if self._bearers and _place_of(kib.region) in named:
                yield from region_doubts(kib.region, kib.date)

    def _type_doubts(self, kib: KIB) -> Iterator[Finding]:
        code, name, scheme = kib.type_code, self._context.type_name, self.scheme
        if name is not None and not disaster_types.schemes_of(code, name):
            if disaster_types.find(name) or disaster_types.unnumbered_name(name) is not None:
                yield finding("kib-type-differs", "type", kib_type=code, type=name)
            else:
                yield finding("context-unreadable", "type", what="type_name", text=name)
        yield from type_doubts(code, scheme)
        if scheme == OLDER and disaster_types.scheme_for(code, kib.date) == PRESENT:
            older, present = (disaster_types.get(code, each).name for each in (OLDER, PRESENT))
            yield finding("type-older-scheme", "type", type=code, older=older, present=present)


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


def _decided(text: str, writing: Writing, context: _Context) -> tuple[KIB | None, Writing]:
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


def _fits(kib: KIB, context: _Context) -> bool:
    """Whether the place and the type of *kib* are the ones given; both have to be given."""
    named, _ = _places(context, kib.date)
    if named is None or context.type_name is None:
        return False
    is_there = any(bearer.place in named for bearer in bearers(kib.region, kib.date))
    return is_there and bool(disaster_types.schemes_of(kib.type_code, context.type_name))


def _places(context: _Context, on: datetime.date) -> tuple[frozenset[RegionCode] | None, tuple[str, ...]]:
    """The newest codes of the places that the context allows, ``None`` for any, and the fields that were not used.

    The name decides within its province; the code decides where the name is open or unknown.
    """
    name, province, code = context.region_name, context.province_name, context.region_code
    by_name, by_province = _by_names(name, province)
    by_code = frozenset() if code is None else _by_code(code, on)
    allowed = by_name or by_province
    if len(allowed) != 1:
        allowed = by_code & allowed or allowed or by_code
    said = {
        "region_name": (name, by_name),
        "province_name": (province, by_province),
        "region_code": (code, by_code),
    }
    unused = tuple(field for field, (text, places) in said.items() if text is not None and not places)
    return allowed or None, unused


@lru_cache(maxsize=4096)
def _by_names(name: str | None, province: str | None) -> tuple[frozenset[RegionCode], frozenset[RegionCode]]:
    """The places that bear or bore the name, within the province where it is known, and those of the province."""
    by_province = frozenset() if province is None else embedded().places_in(province)
    by_name: frozenset[RegionCode] = frozenset()
    if name is not None:
        by_name = _newest(embedded().find_as_named(name, province)) if by_province else by_name
        if not by_name:
            by_name = _newest(embedded().find_as_named(name))
            by_province = frozenset() if by_name else by_province
    return by_name, by_province


def _newest(regions: Iterable[Region]) -> frozenset[RegionCode]:
    return frozenset(embedded().place(region.code) for region in regions)


def _by_code(text: str, on: datetime.date) -> frozenset[RegionCode]:
    """The newest codes of the places that a code of any system may mean; of a province all that lie in it."""
    try:
        code = RegionCode.parse(text.strip())
    except InvalidRegionCodeError:
        return frozenset()
    places = frozenset(bearer.place for bearer in bearers(code, on))
    if code.level is AdminLevel.PROVINCE:
        return frozenset().union(*map(embedded().places_in, places))
    return places


def _place_of(code: RegionCode) -> RegionCode | None:
    """The newest code of the place that a Kemendagri code of any day names; ``None`` for one that no list has."""
    try:
        return embedded().place(code)
    except UnknownRegionError:
        return None


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
