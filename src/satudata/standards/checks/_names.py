"""How a name of data, a variable or an indicator should be written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from satudata import regions
from satudata._ground.codes import require_text
from satudata.findings import Finding, finding

#: Words that stay in lower case inside a name.
_SMALL = frozenset(
    (
        *("akibat", "antar", "atas", "atau", "bagi", "dalam", "dan", "dari", "dengan", "di", "karena", "ke"),
        *("menurut", "oleh", "pada", "per", "sampai", "sebagai", "secara", "serta", "tentang", "terhadap"),
        *("untuk", "yang"),
    )
)
_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober"),
    *("november", "desember"),
)
_PERIOD = re.compile(
    rf"\b(?:(?:{'|'.join(_MONTHS)})\b(?:\s+\d{{4}}\b)?|(?:triwulan|semester|kuartal|caturwulan)\s+\w+"
    r"|(?:19|20)\d{2}\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,;:()/]+")
_VOWELS = frozenset("aeiou")
#: Abbreviations with a vowel; only a list can tell them from words.
_SHORT = frozenset(("fas", "kab", "kec", "kel", "no", "prov", "um"))
_LONGEST_REGION = 4


def lint_name(name: str, *, others: Iterable[str] = (), where: str = "name") -> tuple[Finding, ...]:
    """Check the name of data, a variable or an indicator. All findings are warnings; no name is refused.

    A good name is capitalised, differs from all *others*, and has no abbreviation, no period and no region in it;
    period and region have fields of their own. *where* is the place in the findings.

    Source: the habits of the metadata forms (docs/rules/standards.md); BNPB's own titles break them.

    >>> [each.code for each in lint_name("Jumlah Kejadian Bencana")]
    []
    >>> [each.code for each in lint_name("Jml kejadian bencana Kabupaten Agam Tahun 2024")]
    ['name-abbreviated', 'name-not-capitalised', 'name-has-period', 'name-has-region']
    """
    text = require_text(name, "a name")
    return tuple(_doubts(text, where, [other.casefold().split() for other in others]))


def _doubts(name: str, where: str, others: list[list[str]]) -> Iterator[Finding]:
    words = _WORD.findall(name)
    is_shouted = len(words) > 1 and name.isupper()
    short = [] if is_shouted else [word for word in words if _is_short(word)]
    if short:
        yield finding("name-abbreviated", where, name=name, words=", ".join(short))
    if is_shouted or any(_is_small(word, first=not place) for place, word in enumerate(words)):
        yield finding("name-not-capitalised", where, name=name)
    if period := _PERIOD.search(name):
        yield finding("name-has-period", where, name=name, period=period[0])
    if region := _region_in(words):
        yield finding("name-has-region", where, name=name, region=region)
    if name.casefold().split() in others:
        yield finding("name-not-unique", where, name=name)


def _is_short(word: str) -> bool:
    letters = word.casefold().strip(".-")
    is_initials = len(letters) > 1 and letters.isalpha() and word.isupper()
    has_no_vowel = len(letters) > 1 and letters.isalpha() and not _VOWELS & set(letters)
    return is_initials or has_no_vowel or letters in _SHORT or (letters.isalpha() and word.endswith("."))


def _is_small(word: str, *, first: bool) -> bool:
    return word[0].islower() and (first or word not in _SMALL)


def _region_in(words: list[str]) -> str | None:
    """The first and longest sequence of words that is the full name of a region."""
    for start, word in enumerate(words):
        if not word[0].isupper():
            continue
        for end in range(min(start + _LONGEST_REGION, len(words)), start, -1):
            named = " ".join(words[start:end])
            if regions.find(named):
                return named
    return None
