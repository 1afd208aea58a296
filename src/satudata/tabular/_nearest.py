"""The known name that a wrong one is perhaps meant to be."""

from __future__ import annotations

from collections.abc import Iterable

from satudata.tabular._heading_grammar import plain_heading


def nearest(name: str, known: Iterable[str]) -> str:
    """The one of *known* that is written most like *name*; ``""`` where none is near.

    >>> nearest("regencyname", ["region_id", "regency_name"]), nearest("x", ["kib"])
    ('regency_name', '')
    """
    from difflib import get_close_matches

    plain = {plain_heading(each[:100]): each for each in known}
    found = get_close_matches(plain_heading(name[:100]), plain, n=1, cutoff=0.7)
    return plain[found[0]] if found else ""
