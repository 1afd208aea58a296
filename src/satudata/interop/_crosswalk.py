"""The disaster types in other people's classifications, and how well each code fits: GLIDE, EM-DAT, HIPs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TypeAlias, final

import attrs

from satudata import citations, disaster_types
from satudata._ground.codes import are_digits, require_text
from satudata._ground.paths import public
from satudata._ground.words import RankedWord, Word
from satudata.citations import Citation
from satudata.disaster_types import DisasterType
from satudata.disaster_types._schemes import PRESENT
from satudata.errors import InvalidHIPsError, UnknownEditionError, UnknownTypeError
from satudata.interop.glide import GLIDE, table

#: A disaster type, its code in the scheme in force, or the name of a type or sub-type.
Subject: TypeAlias = DisasterType | str

#: The editions of the Hazard Information Profiles held, the newest first.
HIPS_EDITIONS = (2025, 2020)

#: GLIDE's code for everything else: it says nothing, so it leads back to nothing.
_OTHER = "OT"


@public("satudata.interop")
@final
class Match(RankedWord):
    """How a code fits: the same, nearly the same, a part of what was asked for, or nothing does.

    ``rank`` is 0 for the best.
    """

    EXACT = "exact"
    CLOSE = "close"
    NARROWER = "narrower"
    NONE = "none"


@public("satudata.interop")
@final
class Classification(Word):
    """The classifications held; the value is the id of the source."""

    GLIDE = "glide-hazard-codes"
    EMDAT = "em-dat-classification"
    HIPS_2025 = "undrr-isc-hips-2025"
    HIPS_2020 = "undrr-isc-hips-2020"


@public("satudata.interop")
@final
@attrs.frozen(kw_only=True)
class CrosswalkRow:
    """One term of the guideline (a type or a sub-type of *type_code*) and its codes elsewhere.

    *type_code* is of the scheme in force, ``None`` for a type whose number is not known. *match* is of the row: the
    weakest over the classifications. *narrower* are codes for a part of the term only, each with the part as its note.
    """

    type_code: str | None
    term: str
    glide: tuple[str, ...]
    emdat: tuple[str, ...]
    hips_2025: tuple[str, ...]
    hips_2020: tuple[str, ...]
    match: Match
    note: str
    narrower: tuple[Equivalent, ...] = ()

    def codes(self, classification: Classification) -> tuple[str, ...]:
        """The codes of the whole term in one classification."""
        own: tuple[str, ...] = getattr(self, classification.name.casefold())
        return own

    def equivalents(self, classification: Classification) -> tuple[Equivalent, ...]:
        """The codes in one classification, those of the whole term first, with how well each fits.

        >>> banjir = crosswalk_rows()[0]
        >>> [(each.code, each.match, each.note) for each in banjir.equivalents(Classification.HIPS_2025)][:2]
        [('MH0600', Match.EXACT, ''), ('MH0604', Match.NARROWER, 'river')]
        """
        whole = (
            Equivalent(
                code=code,
                classification=classification,
                term=self.term,
                type_code=self.type_code,
                match=self.match,
                note=self.note,
            )
            for code in self.codes(classification)
        )
        return (*whole, *(each for each in self.narrower if each.classification is classification))


@public("satudata.interop")
@final
@attrs.frozen(kw_only=True)
class Equivalent:
    """A code of another classification and the term of the guideline that it stands for, with how well it fits."""

    code: str
    classification: Classification
    term: str
    type_code: str | None
    match: Match
    note: str = ""

    @property
    def citation(self) -> Citation:
        """The source of the code."""
        return citations.get(self.classification)


def to_glide(subject: Subject) -> tuple[Equivalent, ...]:
    """The GLIDE hazard codes of a disaster type, the best match first; empty where none is known.

    *subject* is a :class:`~satudata.disaster_types.DisasterType`, a code of the scheme in force, or a name as
    :func:`satudata.disaster_types.find` reads names. A sub-type without a code of its own gets those of its type, as a
    close match at best. Raises :class:`~satudata.UnknownTypeError` for what is no type.

    >>> [(each.code, each.match) for each in to_glide("107")], [each.code for each in to_glide("banjir bandang")]
    ([('EQ', Match.EXACT)], ['FF'])
    """
    return _forward(subject, Classification.GLIDE)


def to_emdat(subject: Subject) -> tuple[Equivalent, ...]:
    """The EM-DAT classification keys of a disaster type; see :func:`to_glide`.

    >>> [(each.code, each.match) for each in to_emdat("Tanah Longsor")]
    [('nat-hyd-mmw-lan', Match.CLOSE), ('nat-geo-mmd-lan', Match.CLOSE)]
    """
    return _forward(subject, Classification.EMDAT)


def to_hips(subject: Subject, *, edition: int = HIPS_EDITIONS[0]) -> tuple[Equivalent, ...]:
    """The Hazard Information Profiles of a disaster type in the edition of 2025 or 2020; see :func:`to_glide`.

    Raises :class:`~satudata.UnknownEditionError` for another edition.

    >>> [each.code for each in to_hips("108")], [each.code for each in to_hips("108", edition=2020)]
    (['MH0705'], ['MH0029'])
    >>> [(each.code, each.note) for each in to_hips("Banjir") if each.match is Match.NARROWER]
    [('MH0604', 'river'), ('MH0606', 'surface water'), ('MH0609', 'ponding')]
    """
    return _forward(subject, _hips(edition))


def from_glide(code: str | GLIDE) -> tuple[Equivalent, ...]:
    """Every term that a GLIDE hazard code, or the one of a GLIDE number, may stand for: candidates, never one answer.

    ``OT`` (other) leads back to nothing.

    >>> [each.term for each in from_glide("FL")], from_glide("OT")
    (['Banjir', 'Banjir rob'], ())
    """
    hazard = code.hazard if isinstance(code, GLIDE) else require_text(code, "a GLIDE hazard code")
    return () if hazard == _OTHER else _back(Classification.GLIDE, hazard)


def from_emdat(key: str) -> tuple[Equivalent, ...]:
    """Every term that an EM-DAT classification key may stand for; of a group (``"nat-hyd"``) all of those below it.

    >>> [each.term for each in from_emdat("nat-hyd-mmw-lan")], len(from_emdat("nat-hyd-flo"))
    (['Tanah Longsor'], 3)
    """
    return _back(Classification.EMDAT, require_text(key, "an EM-DAT classification key"), has_groups=True)


def from_hips(code: str) -> tuple[Equivalent, ...]:
    """Every term that a Hazard Information Profile may stand for; the edition follows from the number.

    Raises :class:`~satudata.InvalidHIPsError` for what is no such number.

    >>> [(each.term, each.type_code) for each in from_hips("GH0101")]
    [('Gempabumi', '107'), ('Gempa Bumi dan Tsunami', '110')]
    """
    return _back(_hips(hips_edition(code)), code)


def hips_edition(code: str) -> int:
    """The edition that a HIPs number is of: those of 2020 are numbered through from 0001, later ones by cluster.

    Raises :class:`~satudata.InvalidHIPsError` for what is no such number.

    >>> hips_edition("MH0006"), hips_edition("MH0603")
    (2020, 2025)
    """
    code = require_text(code, "a HIPs number")
    letters, digits = code[:2], code[2:]
    if len(code) != 6:
        raise InvalidHIPsError(code, "length", f"{len(code)} characters instead of 6")
    if not (letters.isascii() and letters.isalpha() and letters.isupper()):
        raise InvalidHIPsError(code, "letters", "two capital letters first")
    if not are_digits(digits) or digits == "0000":
        raise InvalidHIPsError(code, "digits", "four digits last, not all zero")
    return 2020 if digits.startswith("00") else 2025


@cache
def crosswalk_rows() -> tuple[CrosswalkRow, ...]:
    """The whole table, one row a term, in the order of the types.

    >>> next(row for row in crosswalk_rows() if row.term == "Kekeringan").match
    Match.EXACT
    """
    parts: dict[str, list[dict[str, str]]] = {}
    for row in table("crosswalk-narrower"):
        parts.setdefault(row["term"], []).append(row)
    return tuple(
        CrosswalkRow(
            type_code=row["type_code"] or None,
            term=row["term"],
            glide=_codes(row["glide"]),
            emdat=_codes(row["emdat"]),
            hips_2025=_codes(row["hips_2025"]),
            hips_2020=_codes(row["hips_2020"]),
            match=Match(row["match"]),
            note=row["note"],
            narrower=tuple(_narrower(row["type_code"] or None, each) for each in parts.get(row["term"], ())),
        )
        for row in table("crosswalk")
    )


def _narrower(type_code: str | None, row: dict[str, str]) -> Equivalent:
    return Equivalent(
        code=row["code"],
        classification=Classification[row["classification"].upper()],
        term=row["term"],
        type_code=type_code,
        match=Match.NARROWER,
        note=row["part"],
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


def _hips(edition: int) -> Classification:
    if edition not in HIPS_EDITIONS:
        editions = " and ".join(map(str, HIPS_EDITIONS))
        raise UnknownEditionError(str(edition), hint=f"the editions of the HIPs are {editions}")
    return Classification[f"HIPS_{edition}"]


def _forward(subject: Subject, classification: Classification) -> tuple[Equivalent, ...]:
    found = [
        attrs.evolve(each, match=max(each.match, match, key=lambda either: either.rank))
        for row, match in _rows_of(subject)
        for each in row.equivalents(classification)
    ]
    found.sort(key=lambda each: each.match.rank)
    best: dict[str, Equivalent] = {}
    for each in found:
        best.setdefault(each.code, each)
    return tuple(best.values())


def _back(classification: Classification, code: str, *, has_groups: bool = False) -> tuple[Equivalent, ...]:
    return tuple(
        each
        for row in crosswalk_rows()
        for each in row.equivalents(classification)
        if each.code == code or (has_groups and each.code.startswith(f"{code}-"))
    )


def _rows_of(subject: Subject) -> Iterator[tuple[CrosswalkRow, Match]]:
    """The rows that tell of *subject*, and how well they do."""
    if isinstance(subject, DisasterType):
        if subject.scheme == PRESENT:
            yield from _of_type(subject)
        else:
            yield from _of_name(subject.name)
        return
    name = require_text(subject, "a disaster type")
    if are_digits(name):
        yield from _of_type(disaster_types.get(name))
    else:
        yield from _of_name(name)


def _of_type(type_: DisasterType) -> Iterator[tuple[CrosswalkRow, Match]]:
    rows = [row for row in crosswalk_rows() if row.type_code == type_.code]
    own = [row for row in rows if _folded(row.term) == _folded(type_.name)]
    for row in own or rows:
        yield row, row.match if own else max(row.match, Match.NARROWER, key=lambda each: each.rank)


def _of_name(name: str) -> Iterator[tuple[CrosswalkRow, Match]]:
    official = disaster_types.unnumbered_name(name)
    folded = {_folded(name), _folded(official or name)}
    own = [row for row in crosswalk_rows() if _folded(row.term) in folded]
    types = disaster_types.find(name, scheme=PRESENT)
    if own or official is not None:
        yield from ((row, row.match) for row in own)
    elif types:
        for type_ in types:
            weakest = Match.CLOSE if _folded(name) in map(_folded, type_.subtypes) else Match.EXACT
            for row, match in _of_type(type_):
                yield row, max(match, weakest, key=lambda each: each.rank)
    else:
        terms = ", ".join(row.term for row in crosswalk_rows())
        raise UnknownTypeError(name, edition=PRESENT, hint=f"the terms are {terms}")


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
