"""Texts and days that many records need."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st


def digits(width: int) -> st.SearchStrategy[str]:
    """Texts of *width* digits."""
    return st.integers(0, 10**width - 1).map(f"{{:0{width}}}".format)


def days() -> st.SearchStrategy[datetime.date]:
    """Days of 2020 to 2030."""
    return st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))


def names() -> st.SearchStrategy[str | None]:
    """Names of an event or a place, or none."""
    return st.none() | st.sampled_from(("banjir-demak-2024", "SDN 05", "Masjid Raya"))


def short() -> st.SearchStrategy[str]:
    """Any texts of up to 12 characters, also blank ones."""
    return st.text(max_size=12)


def said() -> st.SearchStrategy[str]:
    """Any texts of up to 20 characters that are not blank."""
    return st.text(min_size=1, max_size=20).filter(str.strip)


def slugs() -> st.SearchStrategy[str]:
    """Names of data sets and files: small letters, digits, ``-`` and ``_``."""
    return st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=2, max_size=20)


def described(kind: type[Any], required: str, optional: str = "", **others: Any) -> st.SearchStrategy[Any]:
    """Records whose texts are never blank. The *optional* ones are often None."""
    text = said()
    fields = dict.fromkeys(required.split(), text) | dict.fromkeys(optional.split(), st.none() | text)
    return st.builds(kind, **fields, **others)
