"""Which property of a boundary file has the codes of kabupaten/kota, of which system, and where each feature is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias, final

from satudata import regions
from satudata.checking import places_named
from satudata.errors import InvalidRecordError, UnknownRegionError
from satudata.issuing._boundary_names import (
    NOWHERE,
    Names,
    Places,
    Properties,
    is_finer,
    is_no_region,
    names_of,
    properties_of,
    role,
    text_of,
)
from satudata.regions import RegionCode
from satudata.regions._bearers import bps_places
from satudata.regions._crosswalk import PCode, from_pcode
from satudata.regions._gazetteer import embedded

#: The code systems by the words of the options. A p-code is a number of BPS 2020 with a prefix.
KEMENDAGRI, BPS, PCODE, NAMES = "kemendagri", "bps", "p-code", "names"
SYSTEMS = (KEMENDAGRI, PCODE, BPS)
#: The forms of codes: the system that the form itself shows, whether it is of an area below, the pattern.
_FORMS = (
    (KEMENDAGRI, False, re.compile(r"([0-9]{2})\.([0-9]{2})")),
    (KEMENDAGRI, True, re.compile(r"([0-9]{2})\.([0-9]{2})\.[0-9]{2}(?:\.[0-9]{4})?")),
    (PCODE, False, re.compile(r"ID([0-9]{2})([0-9]{2})", re.IGNORECASE)),
    (PCODE, True, re.compile(r"ID([0-9]{2})([0-9]{2})[0-9]{3}(?:[0-9]{3})?", re.IGNORECASE)),
    ("", False, re.compile(r"([0-9]{2})([0-9]{2})")),
    ("", True, re.compile(r"([0-9]{2})([0-9]{2})(?:[0-9]{2}|[0-9]{3}|[0-9]{6})")),
)
#: BPS numbers the water bodies of a province 88 and its forests 99.
_NO_REGION_CODES = ("88", "99")
_TWO_DIGITS = re.compile(r"[0-9]{1,2}")
_SHOWN = 12


@final
class _Code(NamedTuple):
    """A code as written: its four digits, and the system and level that its form shows."""

    digits: str
    system: str
    is_below: bool


_Codes: TypeAlias = tuple[_Code | None, ...]


@final
class Found:
    """How the regions of a file were found, and the features as they are sorted out.

    *places* has the newest code of each feature; ``None`` for one that is left out: *no_regions* (lakes and forests),
    *unread* (no place by code or name, or several), *contradicting* (the name is that of another place than the code).
    """

    def __init__(self, by: str, system: str, number: int) -> None:
        self.property = by
        self.system = system
        self.places: list[RegionCode | None] = [None] * number
        self.no_regions: list[str] = []
        self.unread: list[str] = []
        self.contradicting: list[str] = []

    def put(self, at: int, places: Places, shown: str) -> None:
        """Give a feature its place, where it is one."""
        self.places[at] = next(iter(places)) if len(places) == 1 else None
        if len(places) != 1:
            self.unread.append(shown)


def find_places(
    features: Sequence[Properties], file: str, *, chosen: str | None = None, system: str | None = None
) -> Found:
    """The place of each feature; *chosen* is the property and *system* the code system that the caller states.

    Raises :class:`~satudata.InvalidRecordError` naming *file* if no property holds codes or names of kabupaten/kota, or
    if nothing decides between the code systems of Kemendagri and BPS.
    """
    waters = [is_no_region(each) for each in features]
    land = [each for each, is_water in zip(features, waters, strict=True) if not is_water]
    found = _of_land(land, file, chosen, system)
    rest = iter(found.places)
    found.places = [None if is_water else next(rest) for is_water in waters]
    lakes = [number for number, is_water in enumerate(waters) if is_water]
    found.no_regions += [_lake(features[number], number) for number in lakes]
    return found


def _of_land(land: Sequence[Properties], file: str, chosen: str | None, system: str | None) -> Found:
    every = properties_of(land)
    given = every if chosen is None else [name for name in every if name.casefold() == chosen.casefold()]
    if not given:
        raise InvalidRecordError(
            "boundaries", file, f"no feature has a property {chosen}; it has {_list(every)}"
        )
    names = names_of(land, every, every)
    undecided = ""
    written = () if system == NAMES else _written(land, given, every)
    for name, codes in sorted(written, key=lambda each: _rank(*each)):
        is_below = any(code is not None and code.is_below for code in codes)
        # The names of desa are no names of their kabupaten.
        compared = names if names is None or not is_below or role(names.property)[1] == "regency" else None
        choices = _systems(name, codes, compared, system, is_chosen=chosen is not None)
        if len(choices) == 1:
            return _by_code(codes, compared, Found(name, choices[0], len(land)))
        undecided = undecided or (name if choices else "")
    if undecided:
        reason = (
            f"the codes in {undecided} fit Kemendagri and BPS, and no names decide; state the code system"
        )
        raise InvalidRecordError("boundaries", file, reason)
    if chosen is not None:
        names = names_of(land, given, every)
    if names is None or system not in {None, NAMES}:
        reason = f"no property with codes or names of kabupaten/kota; it has {_list(every)}"
        raise InvalidRecordError("boundaries", file, reason)
    return _by_name(land, names)


def _list(names: Sequence[str]) -> str:
    return ", ".join(name[:30] for name in names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")


def _lake(properties: Properties, number: int) -> str:
    texts = (text_of(properties[name]) for name in properties if role(name)[0] == "name")
    return next((text for text in reversed([*texts]) if text), f"features[{number}]")


def _code(text: str) -> _Code | None:
    text = text.removesuffix(".0") if len(text) == len("3203.0") else text
    for system, is_below, pattern in _FORMS:
        if found := pattern.fullmatch(text):
            return _Code(f"{found[1]}{found[2]}", system, is_below)
    return None


def _written(
    land: Sequence[Properties], given: Iterable[str], every: Sequence[str]
) -> Iterator[tuple[str, _Codes]]:
    """The properties whose every text is a code of one form, with the codes."""
    for name in given:
        meaning, level, system = role(name)
        if meaning == "none":
            continue
        texts = [text_of(each.get(name)) for each in land]
        codes = tuple(map(_code, texts))
        forms = {None if code is None else code[1:] for code, text in zip(codes, texts, strict=True) if text}
        if len(forms) == 1 and None not in forms:
            yield name, codes
        elif (meaning, level, system) == ("code", "regency", BPS):
            yield from _behind_province(land, name, texts, every)


def _behind_province(
    land: Sequence[Properties], name: str, texts: Sequence[str], every: Sequence[str]
) -> Iterator[tuple[str, _Codes]]:
    """Numbers of two digits within a province, put behind the number of the province: PROVNO and KABKOTNO."""
    province = next((each for each in every if role(each) == ("code", "province", BPS)), None)
    if province is not None and all(_TWO_DIGITS.fullmatch(text) for text in texts if text):
        parts = [(text_of(each.get(province)), text) for each, text in zip(land, texts, strict=True)]
        codes = tuple(_code(f"{one}{other.zfill(2)}") if other else None for one, other in parts)
        if any(codes):
            yield f"{province}+{name}", codes


def _rank(name: str, codes: _Codes) -> tuple[bool, bool, bool, int, str]:
    """Codes of kabupaten/kota before those below, known properties before others, Kemendagri before BPS."""
    first = next(code for code in codes if code is not None)
    meaning, _, system = _role_of(name)
    return (
        first.is_below,
        meaning != "code",
        None in codes,
        SYSTEMS.index(first.system or system or BPS),
        name,
    )


def _role_of(name: str) -> tuple[str, str, str]:
    """What the property of these codes is known to be; one known for provinces ("kode") says nothing of regencies."""
    found = role(name.rpartition("+")[2])
    return ("", "", "") if found[1] == "province" else found


def _systems(
    name: str, codes: _Codes, names: Names | None, stated: str | None, *, is_chosen: bool
) -> tuple[str, ...]:
    """The code systems that the codes can be of: none where they are no codes after all, several where all fit."""
    meaning, _, own = _role_of(name)
    shown = next(code.system for code in codes if code is not None)
    number = sum(code is not None for code in codes)
    fitting = {}
    for system in (shown,) if shown else (KEMENDAGRI, BPS):
        if stated is not None and stated != system and {stated, system} != {PCODE, BPS}:
            continue
        places = [_places(system, code) for code in codes]
        known = sum(map(bool, places))
        agree, differ = _agreement(places, names)
        # A property that nobody knows to hold codes needs names that agree, and codes all of which exist.
        is_sure = meaning == "code" or is_chosen or (known == number and agree and not differ)
        if known and is_sure and agree >= differ:
            fitting[system] = (places, agree - differ)
    return _fitting(fitting, own)


def _fitting(fitting: Mapping[str, tuple[list[Places], int]], own: str) -> tuple[str, ...]:
    """The systems that are left by the names, then by what the property is known to be."""
    most = max((agree for _, agree in fitting.values()), default=0)
    left = [system for system, (_, agree) in fitting.items() if agree == most]
    if len(left) > 1 and own in left:
        return (own,)
    is_one = len({tuple(fitting[system][0]) for system in left}) == 1
    return tuple(left[:1] if is_one else left)


def _agreement(places: Sequence[Places], names: Names | None) -> tuple[int, int]:
    """Of how many features code and name agree, and of how many they do not."""
    both = zip(places, () if names is None else names.places, strict=False)
    agree = [bool(one & other) for one, other in both if one and other]
    return sum(agree), len(agree) - sum(agree)


def _places(system: str, code: _Code | None) -> Places:
    return NOWHERE if code is None else _places_of(system, code.digits)


@lru_cache(maxsize=4096)
def _places_of(system: str, digits: str) -> Places:
    """The newest codes of the places that four digits mean in a code system."""
    if system == KEMENDAGRI:
        return places_named(RegionCode.parse(digits))
    if system == BPS:
        return frozenset(place for place, _ in bps_places().get(digits, ()))
    try:
        return frozenset({embedded().place(from_pcode(PCode.parse(f"ID{digits}")))})
    except UnknownRegionError:
        return NOWHERE


def _by_code(codes: _Codes, names: Names | None, found: Found) -> Found:
    """Each feature by its code, or by its name where it has no code."""
    for at, code in enumerate(codes):
        named = NOWHERE if names is None else names.places[at]
        places = _places(found.system, code)
        shown = _shown(at, code, names)
        if code is None:
            found.put(at, named, shown)
        elif not places and found.system != KEMENDAGRI and code.digits[2:] in _NO_REGION_CODES:
            found.no_regions.append(shown)
        elif places and named and not places & named:
            found.contradicting.append(shown)
        else:
            found.put(at, places & named or places, shown)
    if names is not None:
        _leave_out_other_names(codes, names, found)
    return found


def _leave_out_other_names(codes: _Codes, names: Names, found: Found) -> None:
    """Of several features of one place those with a name that is not known: they are no parts of it for certain."""
    of_place: dict[RegionCode, list[int]] = {}
    for at, place in enumerate(found.places):
        if place is not None and names.texts[at]:
            of_place.setdefault(place, []).append(at)
    for features in of_place.values():
        if len({names.places[at] or names.texts[at].casefold() for at in features}) > 1:
            for at in (at for at in features if not names.places[at]):
                found.places[at] = None
                found.contradicting.append(_shown(at, codes[at], names))


def _by_name(land: Sequence[Properties], names: Names) -> Found:
    """Each feature by its name; of two features with a name that two places have, neither is certain."""
    found = Found(names.property, NAMES, len(land))
    finer = is_finer(properties_of(land))
    written = Counter(zip(names.texts, names.places, strict=True))
    for at, (text, places) in enumerate(zip(names.texts, names.places, strict=True)):
        if len(places) > 1 and (finer or written[text, places] == 1):
            # A name without its kind is that of the kabupaten.
            places = frozenset(each.code for each in regions.find_as_named(text)) & places  # noqa: PLW2901
        found.put(at, places, _shown(at, None, names))
    return found


def _shown(at: int, code: _Code | None, names: Names | None) -> str:
    """A feature for a person: its code and name, else its number in the file."""
    parts = ("" if code is None else code.digits, "" if names is None else names.texts[at])
    return " ".join(filter(None, parts)) or f"features[{at}]"
