"""Countries by their names in Indonesian and English, as lists of agreements write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from satudata._ground.maps import FrozenMap
from satudata.tabular.lists._words import folded, groups_of, rows_of


def country_name(code: str) -> str:
    """The Indonesian name of the country with those two letters.

    >>> country_name("CH")
    'Swiss'
    """
    return next(row["name"] for row in rows_of("countries") if row["code"] == code)


@cache
def countries() -> Mapping[str, str]:
    """The two letters of each country by its names in Indonesian and English, folded.

    >>> countries()["swiss"], countries()["newzealand"]
    ('CH', 'NZ')
    """
    found: dict[str, str] = {}
    twice: set[str] = set()
    for row in rows_of("countries"):
        for name in {folded(row["name"]), folded(row["name_en"])}:
            twice |= {name} if name in found else set()
            found[name] = row["code"]
    known = {name: code for name, code in found.items() if name not in twice}
    return FrozenMap({**known, **groups_of("cooperation", "countries")})


_IN_FRONT = re.compile(
    r"(?:pemerintah|republik(?:\s+(?:rakyat|sosialis|islam|federal))?|federasi|konfederasi|kerajaan|kedutaan(?:\s+besar)?|kedubes|negara|(?:government|embassy|kingdom|commonwealth|(?:(?:federal|people['’]s)\s+)?republic)\s+of|the)\s+",
    re.IGNORECASE,
)


def country_of(text: str) -> str | None:
    """The two letters of the country that *text* names; ``None`` where it names none that is known.

    >>> country_of("Swiss"), country_of("Pemerintah Jepang"), country_of("NZ"), country_of("Atlantis")
    ('CH', 'JP', 'NZ', None)
    """
    text = text.strip()
    codes = set(countries().values())
    while text:
        if text in codes:
            return text
        if (found := countries().get(folded(text))) is not None:
            return found
        shorter = _IN_FRONT.match(text)
        if shorter is None:
            return None
        text = text[shorter.end() :]
    return None
