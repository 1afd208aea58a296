"""The tables that say which place four digits name: worked out once by the functions that work it out for one KIB."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TypeAlias

from satudata.checking import places_named as _named
from satudata.checking import region_doubts
from satudata.frames._beside import Table
from satudata.frames._doorway import own
from satudata.regions._bearers import CodeSystem, bearers
from satudata.regions._bearers import bps_places as _bps_places
from satudata.regions._code import PROVINCE_WIDTH, RegionCode
from satudata.regions._gazetteer import embedded

#: Places by their newest codes.
Places: TypeAlias = frozenset[RegionCode]
#: A place as of an era: system, newest code, code and name then.
_Bearer: TypeAlias = tuple[CodeSystem, RegionCode, str, str]

NUMBER, ERA = own("number"), own("era")
#: The region of a row, and how it stands to the KIB's; what is doubtful about a number.
OF_RECORD, SAME, OTHER, DOUBTS = own("of_record"), own("same"), own("other_system"), own("doubts")
NONE = "none"
#: What the digits alone tell: a state of their bearers, and what it decides.
STATE, SYSTEM, CODE, NAME = own("state"), own("system"), own("code_then"), own("name_then")
PROVINCE_KEY, PROVINCE, NAME_KEY = own("province_key"), own("province"), own("name_key")
#: Sets of places by an id, and whether there is exactly one in it.
BY_PROVINCE, BY_NAME, BY_CODE, ALLOWED, IS_ONE = (
    own(name) for name in ("by_province", "by_name", "by_code", "allowed", "is_one")
)


@cache
def eras() -> tuple[date, ...]:
    """The days on which anything about any code changes, by list or by law."""
    days = {
        day
        for region in embedded().episodes
        for day in (region.valid_from, region.valid_to, region.legal_from)
    }
    return tuple(sorted(day for day in days if day is not None))


def _starts() -> list[tuple[str, date]]:
    return list(zip(map(str, range(len(eras()) + 1)), (date.min, *eras()), strict=True))


@cache
def _numbers() -> tuple[str, ...]:
    return tuple(sorted({region.code.digits for region in embedded().episodes} | set(_bps_places())))


class _Ids(dict[object, str]):
    """An id for each value asked for, "" for one that is empty."""

    def __missing__(self, value: object) -> str:
        self[value] = str(len(self) + 1) if value else ""
        return self[value]


@cache
def _sets() -> _Ids:
    return _Ids()


@cache
def _states() -> Mapping[tuple[str, str], tuple[_Bearer, ...]]:
    """Number and era to the places that bear the number then."""
    gazetteer = embedded()
    return {
        (number, era): tuple(
            (each.system, each.place, (then := gazetteer.as_of(each.place, start)).code.digits, then.name)
            for each in bearers(RegionCode.parse(number), start)
        )
        for number in _numbers()
        for era, start in _starts()
    }


@cache
def _state_ids() -> _Ids:
    return _Ids()


def _decided(found: Iterable[_Bearer], allowed: Places | None) -> tuple[str, str, str]:
    """System, code and name of what is left of the bearers of a number once *allowed* has decided, if it does."""
    found = tuple(found)
    left = tuple(each for each in found if allowed is None or each[1] in allowed) or found
    if len({place for _, place, _, _ in left}) != 1:
        return (CodeSystem.AMBIGUOUS if left else CodeSystem.UNKNOWN).value, "", ""
    systems = {system for system, *_ in left}
    system = systems.pop() if len(systems) == 1 else CodeSystem.BOTH
    return system.value, left[0][2], left[0][3]


@cache
def by_number() -> Table:
    """What the digits alone tell in each era."""
    ids = _state_ids()
    rows = [(*key, ids[found], *_decided(found, None)) for key, found in _states().items() if found]
    return _table((NUMBER, ERA, STATE, SYSTEM, CODE, NAME), rows)


@cache
def doubts() -> Table:
    """What is doubtful about a number in each era, as codes of findings, :data:`NONE` where nothing is."""
    starts = dict(_starts())
    rows = [
        (
            number,
            era,
            ";".join(each.code for each in region_doubts(RegionCode.parse(number), starts[era])) or NONE,
        )
        for number, era in _states()
    ]
    return _table((NUMBER, ERA, DOUBTS), rows)


@cache
def _codes_of() -> Mapping[RegionCode, tuple[str, ...]]:
    """Each place to the codes, of any day, that name it or the province it lay in."""
    found: dict[RegionCode, list[str]] = {}
    for number in _numbers():
        for place in _named(RegionCode.parse(number)):
            found.setdefault(place, []).append(number)
    return {place: tuple(numbers) for place, numbers in found.items()}


@cache
def same() -> Table:
    """The pairs of a number and a region that name one place by Kemendagri codes of any day."""
    pairs = {
        (number, code)
        for number in _numbers()
        for place in _named(RegionCode.parse(number))
        for code in _codes_of().get(place, ())
    }
    return _table((NUMBER, OF_RECORD, SAME), [(*pair, "1") for pair in sorted(pairs)])


@cache
def of_other_system() -> Table:
    """The pairs of a state and a region of which the number names the place in some system."""
    by_number()
    pairs = {
        (state, code)
        for found, state in _state_ids().items()
        for _, place, _, _ in found  # type: ignore[attr-defined]
        for code in _codes_of().get(place, ())
    }
    return _table((STATE, OF_RECORD, OTHER), [(*pair, "1") for pair in sorted(pairs)])


@cache
def by_province() -> Table:
    """How a province is written, its digits and the places in it."""
    gazetteer = embedded()
    keys = {*gazetteer._by_name, *gazetteer._in_province}
    rows = []
    for key in sorted(keys):
        places = gazetteer.places_in(key)
        if places:
            (digits,) = gazetteer._provinces(key)  # no two provinces are written alike
            rows.append((key, digits, _sets()[places], _one(places)))
    return _table((PROVINCE_KEY, PROVINCE, BY_PROVINCE, IS_ONE), rows)


@cache
def by_name() -> Table:
    """The places that a column names, in a province or ("") in any."""
    gazetteer = embedded()
    found: dict[tuple[str, str], Places] = {}
    for (province, key), lines in gazetteer._in_column.items():
        places = frozenset(gazetteer.place(line[-1].code) for line in lines)
        if places:
            found[province, key] = places
    rows = [(*key, _sets()[places], _one(places)) for key, places in found.items()]
    return _table((PROVINCE, NAME_KEY, BY_NAME, IS_ONE), rows)


@cache
def _code_sets() -> Mapping[tuple[str, str], Places]:
    """Code and era to the places that it may mean; of a province all that lie in it."""
    gazetteer = embedded()
    found = {}
    for (number, era), state in _states().items():
        places = frozenset(place for _, place, _, _ in state)
        if len(number) == PROVINCE_WIDTH:
            places = frozenset().union(*map(gazetteer.places_in, places))
        if places:
            found[number, era] = places
    return found


@cache
def by_code() -> Table:
    """The places that a region code may mean."""
    rows = [(*key, _sets()[places]) for key, places in _code_sets().items()]
    return _table((NUMBER, ERA, BY_CODE), rows)


@cache
def narrowed() -> Table:
    """What is left of several places named when a code is given too; only where they have any in common."""
    by_province(), by_name(), by_code()
    several = {places: each for places, each in _sets().items() if len(places) > 1}  # type: ignore[arg-type]
    codes = set(_code_sets().values())
    rows = [
        (each, _sets()[code], _sets()[places & code])  # type: ignore[operator]
        for places, each in several.items()
        for code in codes
        if places & code  # type: ignore[operator]
    ]
    return _table((ALLOWED, BY_CODE, own("narrowed")), rows)


@cache
def decided() -> Table:
    """What the digits and the places allowed tell together."""
    narrowed()
    sets_of: dict[RegionCode, list[tuple[Places, str]]] = {}
    for places, each in _sets().items():
        for place in places:  # type: ignore[attr-defined]
            sets_of.setdefault(place, []).append((places, each))  # type: ignore[arg-type]
    by_number()
    rows = []
    for found, state in _state_ids().items():
        near = {each for _, place, _, _ in found for each in sets_of.get(place, ())}  # type: ignore[attr-defined]
        rows += [(state, each, *_decided(found, places)) for places, each in near]  # type: ignore[arg-type]
    return _table((STATE, ALLOWED, *(own(f"decided_{what}") for what in ("system", "code", "name"))), rows)


def _one(places: Places) -> str:
    return "1" if len(places) == 1 else ""


def _table(names: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
