"""How names of regions are written, and how a written name is compared."""

from __future__ import annotations

from satudata._ground.codes import require_text
from satudata.regions._records import RegionKind

#: How people write what a region is, before its name.
_WORDS = {
    RegionKind.PROVINSI: ("provinsi", "propinsi", "prov", "prop"),
    RegionKind.KABUPATEN: ("kabupaten", "kab"),
    RegionKind.KOTA: ("kota",),
    RegionKind.KABUPATEN_ADMINISTRASI: (
        *("kabupatenadministrasi", "kabupatenadm", "kabadministrasi", "kabadm"),
        *("kabupaten", "kab"),
    ),
    RegionKind.KOTA_ADMINISTRASI: ("kotaadministrasi", "kotaadm", "kota"),
}


def plain_name(name: str) -> str:
    """*name* as names are compared: case, punctuation and spaces set aside.

    >>> plain_name("Kab. Toli-Toli") == plain_name("KAB TOLITOLI")
    True
    """
    return "".join(filter(str.isalnum, require_text(name, "a region's name").casefold()))


def ways_to_write(name: str, kind: RegionKind) -> set[str]:
    """How a region of that name and kind is written: bare, or behind any word for its kind; Kepulauan also as Kep."""
    key = plain_name(name)
    words = _WORDS[kind]
    if kind is not RegionKind.PROVINSI:
        key = next((key.removeprefix(word) for word in words if key.startswith(word)), key)
    return {f"{word}{each}" for word in ("", *words) for each in (key, key.replace("kepulauan", "kep"))}
