"""The places that a number can mean: in the code system of Kemendagri as of a day, or in that of BPS."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import final

import attrs

from satudata._ground.paths import public
from satudata._ground.words import Word
from satudata.regions._code import RegionCode
from satudata.regions._crosswalk import BPS_EDITIONS
from satudata.regions._gazetteer import embedded
from satudata.regions._records import Region
from satudata.regions._tables import rows


@public("satudata")
@final
class CodeSystem(Word):
    """The code system in which four digits name a place."""

    KEMENDAGRI = "kemendagri"
    BPS = "bps"
    BOTH = "both"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


@final
@attrs.frozen
class Bearer:
    """A place with a number: *region* as of the day, *place* its newest code, the *system* and the *edition*."""

    region: Region
    place: RegionCode
    system: CodeSystem
    edition: str

    @property
    def why(self) -> str:
        """The list that has the number."""
        return f"{self.edition}: {self.region.name}"


@lru_cache(maxsize=4096)
def bearers(code: RegionCode, on: date) -> tuple[Bearer, ...]:
    """Return the places that have this number: by Kemendagri on that day, read leniently, or by BPS 2020 or 2023.

    One for each place and system, ordered by system and place. A number of Kemendagri is read from the date of its law
    on; one of the earliest list known here is read on any day before it too.

    >>> [(bearer.system, bearer.region.name) for bearer in bearers(RegionCode.parse("1212"), date(2024, 7, 30))]
    [(CodeSystem.KEMENDAGRI, 'Kabupaten Toba'), (CodeSystem.BPS, 'Kabupaten Deli Serdang')]
    """
    gazetteer = embedded()
    found = []
    own = gazetteer.bearing(code, on, lenient=True)
    if own is not None:
        place = gazetteer.place(code)
        region = own if own.in_force_on(on) else gazetteer.as_of(place, on)
        found.append(Bearer(region, place, CodeSystem.KEMENDAGRI, own.edition or "Kemendagri"))
    for place, edition in bps_places().get(code.digits, ()):
        found.append(Bearer(gazetteer.as_of(place, on), place, CodeSystem.BPS, edition))
    return tuple(found)


@lru_cache(maxsize=4096)
def retired(code: RegionCode, on: date) -> Bearer | None:
    """The place of a code that Kemendagri's lists had before that day and have replaced; ``None`` for any other code.

    >>> retired(RegionCode.parse("9101"), date(2024, 5, 7)).region.name
    'Kabupaten Merauke'
    """
    gazetteer = embedded()
    is_borne = gazetteer.bearing(code, on, lenient=True) is not None
    if is_borne or not gazetteer.was_before(code, on) or not gazetteer.successors(code):
        return None
    region, edition = gazetteer.as_of(code, on), gazetteer.known_in(code) or "Kemendagri"
    return Bearer(region, gazetteer.place(code), CodeSystem.KEMENDAGRI, edition)


@lru_cache(maxsize=4096)
def candidates_of(code: RegionCode, on: date) -> tuple[Bearer, ...]:
    """Return the places that a number can mean: those of :func:`bearers`, and the one of a :func:`retired` code.

    >>> [bearer.region.name for bearer in candidates_of(RegionCode.parse("9101"), date(2024, 5, 7))]
    ['Kabupaten Fak Fak', 'Kabupaten Merauke']
    """
    found, before = bearers(code, on), retired(code, on)
    return found if before is None else (*found, before)


def meant_by(code: RegionCode, on: date, *, is_dotted: bool) -> tuple[Bearer, ...]:
    """Return the places that a code in a cell can mean; one that is written with a dot is Kemendagri's, if it can be.

    >>> [bearer.region.name for bearer in meant_by(RegionCode.parse("9101"), date(2024, 5, 7), is_dotted=True)]
    ['Kabupaten Merauke']
    """
    found = candidates_of(code, on)
    own = tuple(bearer for bearer in found if bearer.system is CodeSystem.KEMENDAGRI)
    return own if is_dotted and own else found


@cache
def bps_places() -> Mapping[str, tuple[tuple[RegionCode, str], ...]]:
    """Return, by BPS number, the newest codes of the places that have it, each with the lists that say so."""
    lists: dict[str, dict[str, list[int]]] = {}
    for row in rows("crosswalk"):
        for year in BPS_EDITIONS:
            if row[f"bps_{year}"]:
                lists.setdefault(row[f"bps_{year}"], {}).setdefault(row["code"], []).append(year)
    return {
        number: tuple(
            (RegionCode.parse(place), f"BPS {'/'.join(map(str, years))}")
            for place, years in sorted(places.items())
        )
        for number, places in lists.items()
    }
