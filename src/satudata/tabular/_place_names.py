"""Region codes and names as tables write them, and the known names that an unknown one may mean."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple, final

from satudata.errors import InvalidCodeError, UnknownRegionError
from satudata.findings import Finding, finding
from satudata.regions import RegionCode, from_pcode
from satudata.regions._bearers import bps_places
from satudata.regions._crosswalk import PCode
from satudata.regions._gazetteer import embedded
from satudata.regions._names import plain_name
from satudata.regions._tables import rows
from satudata.regions._written import one_letter_apart
from satudata.tabular._nearest import similar

_BLANKS = re.compile(r"\s+")
_QUOTES = "'`\u2019\""
_DECIMAL = re.compile(r"([0-9]{2}(?:[0-9]{2})?)\.0")
_LOST_ZERO = re.compile(r"([0-9]{2})\.([1-9])")
#: A kecamatan or desa by Kemendagri (6 or 10 digits, dotted or not) or by BPS (7 or 10 digits).
_BELOW = re.compile(
    r"([0-9]{2})\.([0-9]{2})(?:\.[0-9]{2,3}){1}(?:\.[0-9]{3,4})?|([0-9]{4})(?:[0-9]{2,3}|[0-9]{6})"
)
#: A kabupaten/kota, kecamatan or desa by BPS, also from a column of decimals.
_OF_BPS = re.compile(r"([0-9]{4})(?:[0-9]{3}(?:[0-9]{3})?)?(?:\.0)?")
_PCODE = re.compile(r"id([0-9]{4}|[0-9]{2})([0-9]{3}(?:[0-9]{3})?)?", re.IGNORECASE)
#: Names of fewer letters are never repaired.
_REPAIRED_FROM = 6
_SUGGESTIONS = 3


@final
class CodeRead(NamedTuple):
    """The codes that a cell can mean, several where a zero may be lost, and the finding about its form.

    *is_dotted* where they are certainly those of Kemendagri: written with a dot, or looked up.
    """

    codes: tuple[RegionCode, ...]
    repair: str | None = None
    is_dotted: bool = False


@lru_cache(maxsize=4096)
def read_code(text: str) -> CodeRead:
    """The code in a cell of region codes: of a kabupaten/kota or province, or of a kecamatan or desa in one.

    >>> read_code("36. 03").repair, read_code("ID3301").repair, [str(code) for code in read_code("11.1").codes]
    ('region-code-blanks', 'region-code-pcode', ['11.01', '11.10'])
    """
    bare = _BLANKS.sub("", text).strip(_QUOTES)
    repair = "region-code-blanks" if bare != text else None
    if found := _DECIMAL.fullmatch(bare):
        bare = found[1]
    if found := _LOST_ZERO.fullmatch(bare):
        codes = tuple(RegionCode.parse(f"{found[1]}{rest}") for rest in (f"0{found[2]}", f"{found[2]}0"))
        return CodeRead(codes, "region-zero-restored", is_dotted=True)
    if found := _BELOW.fullmatch(bare):
        digits = f"{found[1]}{found[2]}" if found[1] else found[3]
        return CodeRead((RegionCode.parse(digits),), "region-code-below", bool(found[1]))
    try:
        if found := _PCODE.fullmatch(bare):
            return CodeRead((from_pcode(PCode.parse(f"ID{found[1]}")),), "region-code-pcode", is_dotted=True)
        return CodeRead((RegionCode.parse(bare),), repair, "." in bare)
    except (InvalidCodeError, UnknownRegionError):
        return CodeRead(())


@lru_cache(maxsize=4096)
def read_bps_code(text: str) -> CodeRead:
    """The places that a cell in a column of BPS codes can mean: the lists of BPS differ in Papua.

    >>> [str(code) for code in read_bps_code("1212").codes], read_bps_code("5304001").repair
    (['12.07'], 'region-code-bps')
    """
    found = _OF_BPS.fullmatch(_BLANKS.sub("", text).strip(_QUOTES))
    places = bps_places().get(found[1], ()) if found else ()
    return CodeRead(tuple(place for place, _ in places), "region-code-bps", is_dotted=True)


def lost_zero(texts: list[str]) -> bool:
    """Whether the codes of a column lost their last zero: others have two digits behind the point, none ends in 0.

    >>> lost_zero(["11.1", "11.03"]), lost_zero(["11.1", "11.10"]), lost_zero(["11.1"])
    (True, False, False)
    """
    full = [text for text in texts if re.fullmatch(r"[0-9]{2}\.[0-9]{2}", text)]
    return bool(full) and not any(text.endswith("0") for text in full)


def unknown_place(column: str, name: str, near: tuple[str, ...]) -> Finding:
    """That no region has this name, with the known names like it."""
    shown = " / ".join(near)
    return finding(
        "place-unknown",
        column,
        column=column,
        name=name,
        near=shown,
        perhaps=f"; perhaps {shown} is meant" if near else "",
        mungkin=f"; mungkin maksudnya {shown}" if near else "",
    )


@lru_cache(maxsize=4096)
def repaired_regency(name: str, province: str) -> RegionCode | None:
    """The only kabupaten/kota of the province, or of the country, whose name is one letter away from a long name.

    The name of a kecamatan there is known, and is never repaired into that of a kabupaten/kota.

    >>> str(repaired_regency("Banjarnegarra", "Jawa Tengah")), repaired_regency("Demk", "Jawa Tengah")
    ('33.04', None)
    """
    key = plain_name(name)
    bare = _bare(key)
    if len(bare) < _REPAIRED_FROM or kecamatan_named(name, province):
        return None
    names = embedded().column_names(embedded().provinces_named(province))
    found = {code for each, code in names if one_letter_apart(key, each)}
    return found.pop() if len(found) == 1 else None


def _bare(key: str) -> str:
    """A plain name without the word for its kind."""
    return re.sub("^(?:kabupaten|kab|kota)", "", key)


@cache
def _kecamatan() -> dict[str, tuple[tuple[RegionCode, str], ...]]:
    """By plain name the kecamatan that look like a kabupaten/kota: the code of that of each, and how it is shown."""
    found: dict[str, dict[RegionCode, str]] = {}
    for row in rows("kecamatan"):
        of = place_of(RegionCode.parse(row["code"][:5]))
        shown = f"Kecamatan {row['name']} ({embedded().get(of).name})"
        found.setdefault(plain_name(row["name"]), {}).setdefault(of, shown)
    return {name: tuple(sorted(places.items())) for name, places in found.items()}


@lru_cache(maxsize=4096)
def kecamatan_named(name: str, province: str) -> tuple[str, ...]:
    """The kecamatan of a name that looks like that of a kabupaten/kota, in the province or in the country.

    >>> kecamatan_named("Kembang", "Jawa Tengah"), kecamatan_named("Demak", "Jawa Tengah")
    (('Kecamatan Kembang (Kabupaten Jepara)',), ())
    """
    known, provinces = _kecamatan().get(_bare(plain_name(name)), ()), embedded().provinces_named(province)
    inside = (shown for code, shown in known if not provinces or code.province.digits in provinces)
    return tuple(inside)[:_SUGGESTIONS]


def place_of(code: RegionCode) -> RegionCode:
    """The newest code of a place; a code that no list has is its own."""
    try:
        return embedded().place(code)
    except UnknownRegionError:
        return code


@lru_cache(maxsize=64)
def _names_in(provinces: tuple[str, ...]) -> dict[str, RegionCode]:
    """The names of kabupaten/kota in these provinces, or in all."""
    return dict(embedded().column_names(provinces))


@lru_cache(maxsize=4096)
def near_regencies(name: str, province: str) -> tuple[str, ...]:
    """Known kabupaten/kota whose names are like this one, the most similar first."""
    names = _names_in(tuple(embedded().provinces_named(province)))
    near = similar(plain_name(name), names, number=2 * _SUGGESTIONS, cutoff=0.75)
    codes = dict.fromkeys(names[each] for each in near)
    return tuple(embedded().get(code).name for code in codes)[:_SUGGESTIONS]


def near_provinces(name: str) -> tuple[str, ...]:
    """Known provinces whose names are like this one, the most similar first."""
    names = {
        plain_name(line[-1].name): line[-1].name
        for line in embedded().lines()
        if len(line[-1].code.digits) == 2
    }
    return tuple(names[each] for each in similar(plain_name(name), names, number=_SUGGESTIONS, cutoff=0.75))
