"""What the region digits of a KIB mean on a day, next to the other cells of its row."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import final

import attrs

from satudata.checking import places_named, region_doubts, region_open
from satudata.errors import InvalidRegionCodeError
from satudata.findings import Finding, finding
from satudata.regions._bearers import Bearer, CodeSystem, candidates_of, meant_by, retired
from satudata.regions._code import AdminLevel, RegionCode
from satudata.regions._gazetteer import embedded
from satudata.regions._records import Region

#: Until the first day BNPB's tables carried BPS codes, from the second on Kemendagri's; between them both.
_BPS_BEFORE = datetime.date(2023, 1, 1)
#: The digits name another place than the row.
_CONTRADICTED = "kib-region-differs"


@final
@attrs.frozen(kw_only=True)
class Context:
    """The other cells of the row of a KIB: a region code in any system, names, the row's own date, its type's name."""

    region_code: str | None = None
    region_name: str | None = None
    province_name: str | None = None
    date: datetime.date | None = None
    type_name: str | None = None


@final
class RegionReading:
    """The place that four digits name on the day *on*; a name or code in *context* decides between several.

    It depends on the day only by its era (:func:`satudata.regions._eras.eras`), except for the day that its findings
    show.
    """

    def __init__(self, code: RegionCode, context: Context, on: datetime.date) -> None:
        self.code = code
        self.context = context
        self.on = on

    @cached_property
    def bearers(self) -> tuple[Bearer, ...]:
        """The places that this number can mean in one of the code systems.

        A retired code can mean its place on any later day: 91.01 and Merauke after November 2022. The context decides;
        where it allows a place that has the number now too, that place is meant.
        """
        found, before = candidates_of(self.code, self.on), retired(self.code, self.on)
        named, _ = self._named
        # A region code that repeats the digits has the same places, and decides nothing.
        if before is None or named is None or named == frozenset(bearer.place for bearer in found):
            return found
        now = tuple(bearer for bearer in found if bearer != before)
        if any(bearer.place in named for bearer in now):
            return now
        return (before,) if before.place in named else found

    @property
    def is_retired(self) -> bool:
        """Whether the digits are a retired code: no list has them for another place, or the context decides."""
        return self.bearers == (retired(self.code, self.on),)

    @cached_property
    def _named(self) -> tuple[frozenset[RegionCode] | None, tuple[str, ...]]:
        """The places that the context allows, by their newest codes, and the fields of it that were not used."""
        return places(self.context, self.on)

    @cached_property
    def _meant(self) -> tuple[tuple[CodeSystem, RegionCode], ...]:
        """System and place of what is left once the context has decided, if it does."""
        found = tuple((bearer.system, bearer.place) for bearer in self.bearers)
        named, _ = self._named
        left = tuple((system, place) for system, place in found if named is None or place in named)
        return left or found

    @property
    def system(self) -> CodeSystem:
        """The code system in which the digits name their place."""
        meant = {place for _, place in self._meant}
        if len(meant) != 1:
            return CodeSystem.AMBIGUOUS if meant else CodeSystem.UNKNOWN
        systems = {system for system, _ in self._meant}
        return systems.pop() if len(systems) == 1 else CodeSystem.BOTH

    @property
    def place(self) -> RegionCode | None:
        """The newest code of the place; ``None`` where it is open or unknown."""
        meant = {place for _, place in self._meant}
        return meant.pop() if len(meant) == 1 else None

    @cached_property
    def region(self) -> Region | None:
        """The region as of the day; ``None`` where it is open or unknown."""
        place = self.place
        return None if place is None else embedded().as_of(place, self.on)

    @cached_property
    def doubts(self) -> tuple[Finding, ...]:
        """Where the digits are unknown or open, and where the context names another place."""
        return tuple(self._doubts())

    @property
    def certain(self) -> RegionCode | None:
        """The Kemendagri code of the place in force on the day, unless the row names another place.

        Digits that no list in force has may be of another day's list: the row then decides nothing.
        """
        code = None if self.region is None else self.region.code
        is_contradicted = any(each.code == _CONTRADICTED for each in self.doubts)
        return None if code != self.code and is_contradicted else code

    def _doubts(self) -> Iterator[Finding]:
        shown = str(self.code)
        named, unused = self._named
        for field in unused:
            yield finding("context-unreadable", "region", what=field, text=getattr(self.context, field))
        if self.is_retired:
            successor = str(self.bearers[0].region.code)
            yield finding(
                "region-retired", "region", region=shown, on=self.on.isoformat(), successor=successor
            )
        elif not self.bearers:
            yield from region_doubts(self.code, self.on)
        elif self.system is CodeSystem.AMBIGUOUS:
            yield region_open(self.code, usual_first(self.bearers, self.on))
        if named is not None and not any(bearer.place in named for bearer in self.bearers):
            said = ", ".join(
                sorted(f"{each.code} {each.name}" for each in (embedded().as_of(p, self.on) for p in named))
            )
            yield finding(_CONTRADICTED, "region", kib_region=shown, region=said)
            if self.bearers and places_named(self.code) & named:
                yield from region_doubts(self.code, self.on)


def usual_first(found: Iterable[Bearer], on: datetime.date) -> list[Bearer]:
    """*found* with the code system that BNPB's tables usually had on that day first."""
    usual = CodeSystem.BPS if on < _BPS_BEFORE else CodeSystem.KEMENDAGRI
    return sorted(found, key=lambda each: (each.system is not usual, each.region))


def places(context: Context, on: datetime.date) -> tuple[frozenset[RegionCode] | None, tuple[str, ...]]:
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
    unused = tuple(field for field, (text, found) in said.items() if text is not None and not found)
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
    found = frozenset(bearer.place for bearer in meant_by(code, on, is_dotted="." in text))
    if code.level is AdminLevel.PROVINCE:
        return frozenset().union(*map(embedded().places_in, found))
    return found
