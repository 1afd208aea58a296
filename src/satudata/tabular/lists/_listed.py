"""A declaration as a list has it, and a chain of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.disaster_types import schemes, unnumbered, unnumbered_name
from satudata.emergency import Declaration
from satudata.events._counts import UNKNOWN, Kind
from satudata.triggers import hazard_of

_BEFORE_NUMBER = re.compile(r"(?:nomor|number|nomer|no|nmr|sk)\b[ .:]*")


@lru_cache(maxsize=4096)
def decree_key(text: str) -> str:
    """The number of a decree as numbers are compared: "Nomor", blanks and letter case do not matter.

    >>> decree_key("Nomor 5/KPTS/2024") == decree_key("No. 5 / kpts / 2024"), decree_key("5/KPTS/2025")
    (True, '5/kpts/2025')
    """
    text = " ".join(text.casefold().split())
    while found := _BEFORE_NUMBER.match(text):
        text = text[found.end() :]
    return text.replace(" ", "")


@lru_cache(maxsize=4096)
def hazards_of(kind: Kind) -> frozenset[str]:
    """The hazard that a type is; none where that is not known. A part of a type without a number is that type.

    >>> sorted(hazards_of(("109", "2023", ""))), sorted(hazards_of(("~", "~", "Epidemi")))
    (['Erupsi Gunung Api'], ['Epidemi dan wabah penyakit'])
    """
    code, scheme, name = kind
    if code != UNKNOWN and scheme == UNKNOWN:
        named = {hazard_of((code, each, name)) for each in schemes} - {""}
        return frozenset(named) if len(named) == 1 else frozenset()
    found = hazard_of(kind)
    return frozenset({_wholes().get(found, found)}) if found else frozenset()


@cache
def _wholes() -> Mapping[str, str]:
    """The types without a number whose names are two such names, by each of these: epidemics and outbreaks are one."""
    found: dict[str, str] = {}
    for whole in unnumbered():
        parts = [unnumbered_name(part) for part in whole.split(" dan ")]
        if len(parts) > 1:
            found.update((part, whole) for part in parts if part is not None and None not in parts)
    return FrozenMap(found)


@public("satudata.tabular")
@final
@attrs.frozen(kw_only=True)
class ListedDeclaration:
    """A declaration as a list has it.

    *line* is its line. *hazards* are the names of all hazards that the decree covers; empty where it states none.
    *prolongs* tells whether it is said to prolong another decree (``None``: nothing is said), *ordinal* as which
    prolongation. *is_ended* marks one that has been revoked on a day that is not known.
    """

    declaration: Declaration
    line: int = 0
    hazards: frozenset[str] = frozenset()
    prolongs: bool | None = None
    ordinal: int | None = None
    is_ended: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        """The names of the hazards, sorted."""
        return tuple(sorted(self.hazards))

    def meets(self, hazards: frozenset[str]) -> bool:
        """Whether it covers one of these *hazards*, or states none; or none is asked for."""
        return not self.hazards or not hazards or not self.hazards.isdisjoint(hazards)


@public("satudata.tabular")
@final
@attrs.frozen
class DeclaredChain:
    """A declaration and those that prolong it. *is_stated*: a column names the decrees that are prolonged."""

    links: tuple[ListedDeclaration, ...]
    is_stated: bool = False

    @property
    def start(self) -> datetime.date:
        """The first day."""
        return self.links[0].declaration.start

    def before(self, link: ListedDeclaration) -> tuple[str | None, ...]:
        """The decrees that one of the links prolongs, the first one first; ``None`` where a number is not known."""
        return tuple(each.declaration.decree for each in self.links[: self.links.index(link)])
