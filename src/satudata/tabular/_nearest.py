"""The known name that a wrong one is perhaps meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from satudata.findings import Finding, finding
from satudata.tabular._heading_grammar import is_figure, plain_heading, vocabulary

#: Names as similar as this are suggested; headings, of which there are many, must be more similar.
_SIMILAR, _VERY_SIMILAR = 0.7, 0.85
_LONGEST = 100


def nearest(name: str, known: Iterable[str]) -> str:
    """The one of *known* that is written most like *name*; ``""`` where none is near.

    >>> nearest("regencyname", ["region_id", "regency_name"]), nearest("x", ["kib"])
    ('regency_name', '')
    """
    plain = {plain_heading(each[:_LONGEST]): each for each in known}
    return plain.get(_closest(plain_heading(name[:_LONGEST]), list(plain), _SIMILAR), "")


def no_choice(what: str, known: Iterable[str], shown: str | None = None) -> Finding:
    """That the caller named a field or column that does not exist; the *known* are *shown*."""
    known = tuple(known)
    near = nearest(what, known)
    return finding(
        "column-choice",
        what,
        what=what,
        known=", ".join(known) if shown is None else shown,
        hint=f' (did you mean "{near}"?)' if near else "",
        saran=f' (maksudnya "{near}"?)' if near else "",
    )


def no_constant(field: str, text: str, near: Iterable[str] = (), known: Iterable[str] = ()) -> Finding:
    """That what the caller says of all rows cannot be read, with what is *near*, or else what is *known*.

    >>> no_constant("type", "banjr", ["Banjir"]).message()
    'the value for type cannot be read: "banjr"; perhaps Banjir is meant'
    """
    shown = " / ".join(near)
    others = ", ".join(known)
    return finding(
        "constant-unreadable",
        field,
        field=field,
        text=text[:60],
        perhaps=f"; perhaps {shown} is meant" if shown else f"; there are: {others}" if others else "",
        mungkin=f"; mungkin maksudnya {shown}" if shown else f"; yang ada: {others}" if others else "",
    )


def misspelt(heading: str, *, figures: bool = True) -> str:
    """The field of the known heading that *heading* nearly is; ``""`` where there is none.

    >>> misspelt("Meningal"), misspelt("Kabupatn"), misspelt("Meningal", figures=False), misspelt("Cuaca")
    ('dead', 'regency_name', '', '')
    """
    words = {
        word: field
        for field, known in vocabulary().items()
        if figures or not is_figure(field)
        for word in known
        if field != "weight"
    }
    return words.get(_closest(plain_heading(heading[:_LONGEST]), list(words), _VERY_SIMILAR), "")


def _closest(word: str, words: list[str], cutoff: float) -> str:
    return next(iter(similar(word, words, number=1, cutoff=cutoff)), "")


def similar(word: str, known: Iterable[str], *, number: int, cutoff: float) -> list[str]:
    """So many of *known* that are most like *word*, as ``difflib`` compares them.

    It compares only words that have enough letters in common, which is known much sooner.

    >>> similar("demk", ["demak", "kudus"], number=3, cutoff=0.75)
    ['demak']
    """
    from difflib import get_close_matches

    letters, length = _letters(word), len(word)

    def may_be_near(other: str) -> bool:
        its = _letters(other)
        # Each letter that only one of them has is one place at least where they differ.
        common = min(length - (letters & ~its).bit_count(), len(other) - (its & ~letters).bit_count())
        return 2 * common >= cutoff * (length + len(other))

    return get_close_matches(word, filter(may_be_near, known), n=number, cutoff=cutoff)


@lru_cache(maxsize=8192)
def _letters(word: str) -> int:
    """The letters of a word as bits of a number."""
    found = 0
    for letter in word:
        found |= 1 << ord(letter) % 64
    return found
