"""Tables of the place that four digits name, computed once by the functions for a single KIB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple, TypeAlias

from satudata.checking import places_named as _named
from satudata.checking import region_doubts
from satudata.frames._columns import temporary
from satudata.frames._lookup import Table
from satudata.regions._bearers import Bearer, CodeSystem, bearers, bps_places, retired
from satudata.regions._code import PROVINCE_WIDTH, RegionCode
from satudata.regions._eras import eras
from satudata.regions._gazetteer import embedded

#: Places by their newest codes.
Places: TypeAlias = frozenset[RegionCode]
#: A place as of an era: system, newest code, code and name then.
_Bearer: TypeAlias = tuple[CodeSystem, RegionCode, str, str]


class _State(NamedTuple):
    """The places that have a number, and the one for which the number is a retired code."""

    bearers: tuple[_Bearer, ...]
    retired: _Bearer | None

    @property
    def candidates(self) -> tuple[_Bearer, ...]:
        """All of them."""
        return self.bearers if self.retired is None else (*self.bearers, self.retired)


NUMBER, ERA = temporary("number"), temporary("era")
#: The region of a row, whether it is the place of the KIB (in any system), and the doubts about a number.
OF_RECORD, SAME, OTHER_SYSTEM, DOUBTS = map(temporary, ("of_record", "same", "other_system", "doubts"))
NONE = "none"
#: The result of the digits alone: the id of the set of places that have them, and system, code and name.
STATE, SYSTEM, CODE, NAME = map(temporary, ("state", "system", "code_then", "name_then"))
PROVINCE_KEY, PROVINCE, NAME_KEY = temporary("province_key"), temporary("province"), temporary("name_key")
#: Ids of sets of places, and whether a set has exactly one place.
BY_PROVINCE, BY_NAME, BY_CODE, ALLOWED, IS_ONE = (
    temporary(name) for name in ("by_province", "by_name", "by_code", "allowed", "is_one")
)


def _starts() -> list[tuple[str, date]]:
    return list(zip(map(str, range(len(eras()) + 1)), (date.min, *eras()), strict=True))


@cache
def _numbers() -> tuple[str, ...]:
    return tuple(sorted({region.code.digits for region in embedded().episodes} | set(bps_places())))


class _Ids(dict[object, str]):
    """An id for each value; "" for an empty one."""

    def __missing__(self, value: object) -> str:
        self[value] = str(len(self) + 1) if value else ""
        return self[value]


@cache
def _sets() -> _Ids:
    return _Ids()


@cache
def _states() -> Mapping[tuple[str, str], _State]:
    """By number and era, the places that have the number then, and the one that had it before."""
    return {
        (number, era): _State(
            tuple(_as_of(each, start) for each in bearers(RegionCode.parse(number), start)),
            None if (before := retired(RegionCode.parse(number), start)) is None else _as_of(before, start),
        )
        for number in _numbers()
        for era, start in _starts()
    }


def _as_of(bearer: Bearer, start: date) -> _Bearer:
    then = embedded().as_of(bearer.place, start)
    return bearer.system, bearer.place, then.code.digits, then.name


@cache
def _state_ids() -> _Ids:
    return _Ids()


def _decided(state: _State, allowed: Places | None) -> tuple[str, str, str]:
    """System, code and name of the one place with a number, with *allowed* as a filter if it leaves any.

    A retired code is that of its place where *allowed* has no other place with the number.
    """
    found, before = state.candidates, state.retired
    if allowed is None or allowed == frozenset(place for _, place, _, _ in found):
        left = found
    else:
        inside = tuple(each for each in found if each[1] in allowed)
        left = tuple(each for each in inside if each != before) or inside or found
    if len({place for _, place, _, _ in left}) != 1:
        return (CodeSystem.AMBIGUOUS if left else CodeSystem.UNKNOWN).value, "", ""
    systems = {system for system, *_ in left}
    system = systems.pop() if len(systems) == 1 else CodeSystem.BOTH
    return system.value, left[0][2], left[0][3]


@cache
def by_number() -> Table:
    """The result of the digits alone, by era."""
    ids = _state_ids()
    rows = [(*key, ids[state], *_decided(state, None)) for key, state in _states().items() if any(state)]
    return _table((NUMBER, ERA, STATE, SYSTEM, CODE, NAME), rows)


@cache
def doubts() -> Table:
    """The doubts about a number by era, as codes of findings; :data:`NONE` for no doubt."""
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
    """By place, the codes of any day that name it or its province."""
    found: dict[RegionCode, list[str]] = {}
    for number in _numbers():
        for place in _named(RegionCode.parse(number)):
            found.setdefault(place, []).append(number)
    return {place: tuple(numbers) for place, numbers in found.items()}


@cache
def same() -> Table:
    """The pairs of a number and a region that name the same place in Kemendagri codes of any day."""
    pairs = {
        (number, code)
        for number in _numbers()
        for place in _named(RegionCode.parse(number))
        for code in _codes_of().get(place, ())
    }
    return _table((NUMBER, OF_RECORD, SAME), [(*pair, "1") for pair in sorted(pairs)])


@cache
def of_other_system() -> Table:
    """The pairs of a set of places and a region where the number names the region's place in any system."""
    by_number()
    pairs = {
        (state, code)
        for found, state in _state_ids().items()
        for _, place, _, _ in found.bearers  # type: ignore[attr-defined]
        for code in _codes_of().get(place, ())
    }
    return _table((STATE, OF_RECORD, OTHER_SYSTEM), [(*pair, "1") for pair in sorted(pairs)])


@cache
def by_province() -> Table:
    """The spellings of a province, its digits and its places."""
    gazetteer = embedded()
    keys = {*gazetteer._by_name, *gazetteer._in_province}
    rows = []
    for key in sorted(keys):
        places = gazetteer.places_in(key)
        if places:
            (digits,) = gazetteer.provinces_named(key)  # no two provinces share a spelling
            rows.append((key, digits, _sets()[places], _one(places)))
    return _table((PROVINCE_KEY, PROVINCE, BY_PROVINCE, IS_ONE), rows)


@cache
def by_name() -> Table:
    """The places that a name in a column means, within a province or ("") within any."""
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
    """By code as written and era, the places that it may mean; for a province all its places.

    A code with a dot is Kemendagri's, where it can be.
    """
    gazetteer = embedded()
    found = {}
    for (number, era), state in _states().items():
        places = frozenset(place for _, place, _, _ in state.candidates)
        if len(number) == PROVINCE_WIDTH:
            places = frozenset().union(*map(gazetteer.places_in, places))
        elif places:
            own = (place for system, place, _, _ in state.candidates if system is CodeSystem.KEMENDAGRI)
            found[str(RegionCode.parse(number)), era] = frozenset(own) or places
        if places:
            found[number, era] = places
    return found


@cache
def by_code() -> Table:
    """The places that a region code may mean, written with a dot or without."""
    rows = [(*key, _sets()[places]) for key, places in _code_sets().items()]
    return _table((NUMBER, ERA, BY_CODE), rows)


@cache
def narrowed() -> Table:
    """The places that a name and a code have in common, if there are any."""
    by_province(), by_name(), by_code()
    several = {places: each for places, each in _sets().items() if len(places) > 1}  # type: ignore[arg-type]
    codes = set(_code_sets().values())
    rows = [
        (each, _sets()[code], _sets()[places & code])  # type: ignore[operator]
        for places, each in several.items()
        for code in codes
        if places & code  # type: ignore[operator]
    ]
    return _table((ALLOWED, BY_CODE, temporary("narrowed")), rows)


@cache
def decided() -> Table:
    """The result of the digits together with the allowed places."""
    narrowed()
    sets_of: dict[RegionCode, list[tuple[Places, str]]] = {}
    for places, each in _sets().items():
        for place in places:  # type: ignore[attr-defined]
            sets_of.setdefault(place, []).append((places, each))  # type: ignore[arg-type]
    by_number()
    rows = []
    for found, state in _state_ids().items():
        having = found.candidates  # type: ignore[attr-defined]
        near = {each for _, place, _, _ in having for each in sets_of.get(place, ())}
        rows += [(state, each, *_decided(found, places)) for places, each in near]  # type: ignore[arg-type]
    return _table(
        (STATE, ALLOWED, *(temporary(f"decided_{what}") for what in ("system", "code", "name"))), rows
    )


def _one(places: Places) -> str:
    return "1" if len(places) == 1 else ""


def _table(names: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
