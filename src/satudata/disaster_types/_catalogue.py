"""Look-ups of disaster types by code, by name and by scheme; the tables are read on first use."""

from __future__ import annotations

import datetime
import functools

from satudata._ground.codes import require_text
from satudata.disaster_types._names import folded as _folded
from satudata.disaster_types._records import (
    DisasterType,
    all_types,
    known_scheme,
    known_type,
    rows,
    schemes,
)
from satudata.disaster_types._schemes import PRESENT, scheme_for
from satudata.disaster_types._written import read_name
from satudata.errors import UnknownTypeError, WrongTypeError

#: One hazard under two official names: 109 and 111.
_ONE_HAZARD = ("erupsigunungapi", "letusangunungapi")


def get(code: str, scheme: str = PRESENT) -> DisasterType:
    """Return the type that has *code* (three digits, as text) in *scheme*.

    Before 2023 the codes 103 to 109 had other meanings: :func:`scheme_for` names the scheme of a dated code.

    Raises :class:`~satudata.UnknownTypeError` for a code that the scheme does not have,
    :class:`~satudata.UnknownEditionError` for an unknown scheme, :class:`~satudata.WrongTypeError` for another type
    than text.

    Source: Juklak BNPB 7/2023, Jenis Ancaman (Kode Bencana); Perka BNPB 8/2011.

    >>> get("106").name, get("106", scheme="2011").name
    ('Kebakaran Hutan dan Lahan', 'Kekeringan')
    >>> get("110").issued
    False
    >>> get("Banjir")
    Traceback (most recent call last):
    ...
    satudata.UnknownTypeError: unknown disaster type 'Banjir' in 2023: that is a name, borne by 101
    """
    code = require_text(code, "a type code")
    found = all_types()[known_scheme(scheme)].get(code)
    if found is not None:
        return found
    named = ", ".join(each.code for each in find(code, scheme=scheme))
    return known_type(scheme, code, f"that is a name, borne by {named}" if named else "")


def in_scheme(scheme: str = PRESENT) -> tuple[DisasterType, ...]:
    """Return every type of *scheme*, by code; raises ``UnknownEditionError`` for an unknown scheme.

    >>> [each.code for each in in_scheme() if not each.issued]
    ['110', '111']
    """
    return tuple(all_types()[known_scheme(scheme)].values())


def find(name: str, *, scheme: str | None = None) -> tuple[DisasterType, ...]:
    """Return the types that *name* can mean, in all schemes or in one.

    *name* is an official name, a sub-type or a spelling of published tables; case, punctuation and spaces do not
    matter. A text that names several types ("Banjir, Gempa") finds each of them. The present scheme comes first, and
    within a scheme the types still issued. A name without a known number (:func:`unnumbered`) finds nothing. Raises
    ``UnknownEditionError`` for an unknown scheme.

    >>> [(each.scheme, each.code) for each in find("GEMPA BUMI")]
    [('2023', '107'), ('2011', '108')]
    >>> [each.code for each in find("angin puting-beliung", scheme="2023")]
    ['104']
    """
    found = _found(require_text(name, "a name of a disaster type"))
    if scheme is None:
        return found
    known_scheme(scheme)
    return tuple(each for each in found if each.scheme == scheme)


def schemes_of(code: str, name: str) -> tuple[str, ...]:
    """Return the schemes in which *code* has *name* (as :func:`find` reads names), the present one first.

    In a table the name of the type in the row so chooses the scheme. The result is empty if code and name contradict
    each other in every scheme, or if the name is unknown.

    >>> schemes_of("106", "KEKERINGAN"), schemes_of("106", "Karhutla"), schemes_of("101", "Banjir")
    (('2011',), ('2023',), ('2023', '2011'))
    >>> schemes_of("101", "Tanah Longsor")
    ()
    """
    return tuple(each.scheme for each in find(name) if each.code == code)


def candidates(code: str, on: datetime.date | None = None) -> tuple[DisasterType, ...]:
    """Return the types that *code* can mean on that day, the present scheme first; several if code and day allow them.

    Empty for a code that no scheme has.

    >>> [each.name for each in candidates("106", datetime.date(2020, 8, 4))]
    ['Kebakaran Hutan dan Lahan', 'Kekeringan']
    >>> [each.name for each in candidates("106", datetime.date(2024, 8, 4))]
    ['Kebakaran Hutan dan Lahan']
    """
    code, meant = require_text(code, "a type code"), scheme_for(code, on)
    return tuple(
        types[code]
        for scheme, types in all_types().items()
        if code in types and (meant is None or scheme == meant)
    )


def to_scheme(type_: DisasterType | str, scheme: str = PRESENT, *, from_: str | None = None) -> DisasterType:
    """Return the type of *scheme* that has the name of *type_*, or has it as a sub-type.

    *type_* is a record, or a code read in the scheme *from_*. If two types of *scheme* have the name, the one still
    issued is returned (109 for Letusan Gunung Api, not the legacy 111).

    Raises :class:`~satudata.UnknownTypeError` if *scheme* has no such type, ``UnknownEditionError`` for an unknown
    scheme and ``WrongTypeError`` for a code without *from_*.

    >>> to_scheme("107", from_="2011").code, to_scheme(get("106"), "2011").code
    ('106', '107')
    >>> to_scheme("104", "2011", from_="2023")
    Traceback (most recent call last):
    ...
    satudata.UnknownTypeError: unknown disaster type '104' in 2011: no type there is Cuaca Ekstrem
    """
    if not isinstance(type_, DisasterType):
        if from_ is None:
            raise WrongTypeError('a code is read in a scheme: to_scheme("107", "2023", from_="2011")')
        type_ = get(type_, from_)
    elif from_ not in (None, type_.scheme):
        raise WrongTypeError(f"the record is of scheme {type_.scheme}, not of {from_}")
    if type_.scheme == known_scheme(scheme):
        return type_
    found = find(type_.name, scheme=scheme)
    if not found:
        raise UnknownTypeError(type_.code, edition=scheme, hint=f"no type there is {type_.name}")
    return found[0]


def unnumbered() -> tuple[str, ...]:
    """Return the names of the types whose number is not known.

    >>> "Konflik sosial" in unnumbered()
    True
    """
    return tuple(_unnumbered().values())


def unnumbered_name(name: str) -> str | None:
    """Return the official form of *name* if it is a type without a known number, otherwise ``None``.

    >>> unnumbered_name("KONFLIK SOSIAL"), unnumbered_name("BANJIR")
    ('Konflik sosial', None)
    """
    key = _folded(require_text(name, "a name of a disaster type"))
    found = _official_unnumbered(key)
    if found is None and key not in _by_name():
        written = read_name(name)
        if len(written.types) == 1 and not written.repaired:
            found = _official_unnumbered(_folded(written.types[0].name))
    return found


def _official_unnumbered(key: str) -> str | None:
    official = _unnumbered()
    return next((official[each] for each in (key, *_spellings().get(key, ())) if each in official), None)


@functools.cache
def dibi_codes() -> dict[str, tuple[str, str, bool]]:
    """A four-digit code of DIBI -> type code, name, and whether it was seen next to that name.

    >>> dibi_codes()["1011"]
    ('101', 'Banjir Rob', True)
    """
    return {row["code"]: (row["type_code"], row["name"], row["certainty"] == "seen") for row in rows("dibi")}


@functools.lru_cache(maxsize=4096)
def _found(name: str) -> tuple[DisasterType, ...]:
    """The types that a name can mean: as a whole, else by its parts."""
    by_name = _by_name()
    found = by_name.get(_folded(name))
    if found is not None:
        return found
    written = read_name(name)
    if written.repaired:
        return ()
    types = {each for part in written.types for each in by_name.get(_folded(part.name), ())}
    return tuple(sorted(types, key=_present_first))


def _present_first(each: DisasterType) -> tuple[int, bool, str]:
    return list(schemes).index(each.scheme), not each.issued, each.code


@functools.cache
def _unnumbered() -> dict[str, str]:
    """Folded name -> name, of the types whose number is not known."""
    return {_folded(row["subtype"]): row["subtype"] for row in rows("subtypes") if not row["type_code"]}


@functools.cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """Folded spelling -> folded official names."""
    spellings: dict[str, tuple[str, ...]] = {}
    for row in rows("spellings"):
        key = _folded(row["spelling"])
        spellings[key] = (*spellings.get(key, ()), *map(_folded, filter(None, (row["name"], row["subtype"]))))
    for one, other in (_ONE_HAZARD, _ONE_HAZARD[::-1]):
        spellings[one] = (*spellings.get(one, ()), other)
    return {
        key: tuple(dict.fromkeys(each for name in names for each in (name, *spellings.get(name, ()))))
        for key, names in spellings.items()
    }


@functools.cache
def _by_name() -> dict[str, tuple[DisasterType, ...]]:
    """Folded name, sub-type or spelling -> the types it may mean, in the order of :func:`find`."""
    found: dict[str, set[DisasterType]] = {}
    for in_scheme in all_types().values():
        for each in in_scheme.values():
            for name in (each.name, *each.subtypes):
                found.setdefault(_folded(name), set()).add(each)
    spelled = {
        key: set().union(*(found.get(name, set()) for name in (key, *names)))
        for key, names in _spellings().items()
    }
    return {
        key: tuple(sorted(types, key=_present_first)) for key, types in {**found, **spelled}.items() if types
    }
