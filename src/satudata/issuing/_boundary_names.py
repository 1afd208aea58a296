"""What the properties of a boundary file are, and which kabupaten/kota they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeAlias, final

from satudata import regions
from satudata.regions import AdminLevel, RegionCode
from satudata.regions._gazetteer import embedded

Properties: TypeAlias = Mapping[str, Any]
#: Newest codes.
Places: TypeAlias = frozenset[RegionCode]
NOWHERE: Places = frozenset()
_LONGEST = 60
#: Water bodies and forests, by the kind or the name of a feature.
_NO_REGION = re.compile(r"water ?body|lake|danau|waduk|wadung|hutan|forest", re.IGNORECASE)
_KOTA, _KABUPATEN = re.compile(r"kota|city|municipality"), re.compile(r"kab|regency")
#: The share of a property's texts that are names of kabupaten/kota; less where it is known to hold them.
_MOST, _HALF = 0.8, 0.5


@final
class Names(NamedTuple):
    """What the features say of their place by name: the text, and the newest codes that it can mean."""

    property: str
    texts: tuple[str, ...]
    places: tuple[Places, ...]


@cache
def _known_properties() -> Mapping[str, tuple[str, str, str]]:
    """Property in small letters -> meaning, level, system."""
    import csv
    import pkgutil

    data = pkgutil.get_data("satudata.issuing", "data/boundary-properties.csv") or b""
    return {
        row["property"]: (row["meaning"], row["level"], row["system"])
        for row in csv.DictReader(data.decode().splitlines())
    }


def role(name: str) -> tuple[str, str, str]:
    """What a property is known to be: meaning, level, system; "" where that is not known."""
    return _known_properties().get(name.casefold(), ("", "", ""))


def text_of(value: object) -> str:
    """A value as text; "" where it says nothing. A number has no needless decimals, and 35.1 is the code 35.10."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        if value.is_integer():
            return f"{value:.0f}"
        return f"{value:.2f}" if round(value, 2) == value else repr(value)
    return " ".join(str(value)[:_LONGEST].split())


def names_of(features: Sequence[Properties], given: Iterable[str], every: Sequence[str]) -> Names | None:
    """The property that names kabupaten/kota: a known one, else the one with the most names; ``None`` for none.

    *given* are the properties that are asked, *every* one of the file may say the province and the kind.
    """
    provinces = [name for name in every if role(name)[:2] == ("name", "province")]
    kinds = [name for name in every if role(name)[0] == "kind"]
    best: tuple[bool, bool, float, Names] | None = None
    for name in given:
        meaning, level, _ = role(name)
        if meaning in {"none", "kind", "code"} or level in {"province", "below"}:
            continue
        texts = tuple(text_of(each.get(name)) for each in features)
        own = [text for text in texts if text and not text[:1].isdigit()]
        if not own:
            continue
        places = tuple(
            _named(text, _first(each, provinces), _first(each, kinds)) if text else NOWHERE
            for text, each in zip(texts, features, strict=True)
        )
        share = sum(map(bool, places)) / len(own)
        is_regency = level == "regency"
        if share >= (_HALF if is_regency else _MOST):
            ranked = (is_regency, meaning == "name", share, Names(name, texts, places))
            best = ranked if best is None or ranked[:3] > best[:3] else best
    return None if best is None else best[3]


def _first(properties: Properties, names: Iterable[str]) -> str:
    """The first text that one of these properties has."""
    return next(filter(None, (text_of(properties.get(name)) for name in names)), "")


@lru_cache(maxsize=4096)
def _named(name: str, province: str, kind: str) -> Places:
    """The newest codes that a name can mean, in its province where that is known, of its kind where that is said."""
    known = province if province and embedded().provinces_named(province) else None
    plain = kind.casefold()
    for pattern, word in ((_KOTA, "Kota"), (_KABUPATEN, "Kabupaten")):
        if pattern.match(plain) and not re.match("kota|kab", name.casefold()):
            of_kind = regions.find_as_named(f"{word} {name}", known)
            return frozenset(each.code for each in of_kind)
    found = {each.code for each in regions.find_as_named(name, known)}
    found |= {each.code for each in regions.find(name, province=known) if each.level is AdminLevel.REGENCY}
    return frozenset(map(embedded().place, found))


def properties_of(features: Sequence[Properties]) -> list[str]:
    """The names of the properties that half of the features have, and of known ones, in the order of the file.

    They are not more than twice as many as a feature has, so that a file of a thousand properties is read in time.
    """
    number = Counter(name for each in features for name in each)
    return [name for name, times in number.items() if 2 * times >= len(features) or role(name)[0]]


def is_finer(names: Iterable[str]) -> bool:
    """Whether these properties are those of areas below a kabupaten/kota."""
    return any(role(name)[1] == "below" for name in names)


def is_no_region(properties: Properties) -> bool:
    """Whether a feature is a lake or a forest, by its kind or by the name that it has as a kabupaten/kota."""
    named = {("name", "regency")} if is_finer(properties) else {("name", "regency"), ("name", "any")}
    return any(
        isinstance(value, str) and _NO_REGION.match(text_of(value))
        for name, value in properties.items()
        if role(name)[0] == "kind" or role(name)[:2] in named
    )
