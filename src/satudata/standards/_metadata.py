"""Which keys a profile of metadata requires, and how a name should be written: what is missing is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias, final

import attrs

from satudata import regions
from satudata._ground.codes import require_text
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.errors import UnknownCodeError
from satudata.findings import Finding, finding
from satudata.standards._activity import Activity, Indicator, Variable, is_asked, is_given

Record: TypeAlias = Activity | Variable | Indicator


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class MetadataProfile:
    """A form of metadata: the *type* of its records and its keys, from field name to official heading.

    *required* are the keys that every record has; those of another kind of record (a composite indicator, a survey)
    are asked where the record is of it.
    """

    id: str
    title: str
    type: type[Record]
    headings: Mapping[str, str]
    required: frozenset[str]
    citation: str

    def check(self, record: Record) -> tuple[Finding, ...]:
        """What *record* lacks, in the order of the form; ``TypeError`` for a record of another profile.

        >>> [each.where for each in profile("MS-Var").check(Variable.of("Impact.dead"))]
        ['time_reference', 'is_public']
        """
        if not isinstance(record, self.type):
            raise TypeError(f"{self.id} is the form of {self.type.__name__}, not of {type(record).__name__}")
        return tuple(
            finding("metadata-missing", each.name, profile=self.id, key=each.metadata["heading"])
            for each in attrs.fields(self.type)
            if each.metadata["required"]
            and is_asked(record, each)
            and not is_given(getattr(record, each.name))
        )


def _profile(id: str, title: str, kind: type[Record]) -> MetadataProfile:
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(kind)
    return MetadataProfile(
        id=id,
        title=title,
        type=kind,
        headings=FrozenMap((each.name, each.metadata["heading"]) for each in fields),
        required=frozenset(
            each.name for each in fields if each.metadata["required"] and each.metadata["when"] is None
        ),
        citation="peraturan-bps-5-2020",
    )


_PROFILES: Final = FrozenMap(
    (held.id, held)
    for held in (
        _profile("MS-Keg", "Metadata Statistik Kegiatan", Activity),
        _profile("MS-Var", "Metadata Statistik Variabel", Variable),
        _profile("MS-Ind", "Metadata Statistik Indikator", Indicator),
    )
)


def profiles() -> Mapping[str, MetadataProfile]:
    """The profiles by id.

    >>> {id: len(held.required) for id, held in profiles().items()}
    {'MS-Keg': 11, 'MS-Var': 9, 'MS-Ind': 11}
    """
    return _PROFILES


def profile(id: str) -> MetadataProfile:
    """The profile of that id; raises :class:`~satudata.UnknownCodeError` naming those there are.

    >>> profile("MS-Ind").headings["satuan"]
    'Satuan'
    """
    try:
        return _PROFILES[id]
    except KeyError:
        raise UnknownCodeError(id, hint=f"the profiles are {', '.join(_PROFILES)}") from None


#: Words that stay small within a name.
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
#: Short forms that have a vowel, so that only a list can tell them.
_SHORT = frozenset(("fas", "kab", "kec", "kel", "no", "prov", "um"))
_LONGEST_REGION = 4


def lint_name(name: str, *, others: Iterable[str] = (), where: str = "name") -> tuple[Finding, ...]:
    """What is doubtful in the name of data, a variable or an indicator; it is never refused.

    A name is capitalised, unlike all *others*, without abbreviations, and has no period and no region in it: these
    have fields of their own. *where* is the place that the findings name.

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
    """The first and longest run of words that is the whole name of a region."""
    for start, word in enumerate(words):
        if not word[0].isupper():
            continue
        for end in range(min(start + _LONGEST_REGION, len(words)), start, -1):
            named = " ".join(words[start:end])
            if regions.find(named):
                return named
    return None
