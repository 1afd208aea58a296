"""The names of disaster types in the tables of the package, and how names are compared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from satudata.disaster_types._records import rows
from satudata.disaster_types._schemes import OLDER, PRESENT


def folded(name: str) -> str:
    """*name* as names are compared: case, punctuation and blanks set aside."""
    return "".join(filter(str.isalnum, name.casefold()))


def official_names() -> Iterator[str]:
    """The names of types and sub-types, and the types without a known number; some come more than once."""
    yield from (row["name"] for row in rows("types"))
    yield from (row["subtype"] for row in rows("subtypes"))


def all_spellings() -> Iterator[str]:
    """The official names, and every other way to write one."""
    yield from official_names()
    yield from (row["spelling"] for row in rows("spellings"))


@cache
def written_names() -> dict[str, tuple[str, str]]:
    """Folded name or spelling -> the type that it names, and the sub-type or ``""``; the present scheme decides."""
    types = rows("types")
    present = {row["code"]: row["name"] for row in types if row["scheme"] == PRESENT}
    names = {folded(row["name"]): (row["name"], "") for row in types if row["scheme"] == OLDER}
    for row in rows("subtypes"):
        if row["type_code"]:
            names[folded(row["subtype"])] = (present[row["type_code"]], row["subtype"])
    names |= {folded(row["spelling"]): (row["name"], row["subtype"]) for row in rows("spellings")}
    names |= {
        folded(row["subtype"]): (row["subtype"], "") for row in rows("subtypes") if not row["type_code"]
    }
    return names | {folded(name): (name, "") for name in present.values()}
