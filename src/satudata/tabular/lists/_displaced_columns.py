"""What each column of a list of displaced people counts, where its heading alone leaves it open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import final

import attrs

from satudata.displaced import AgeGroup, Sex, SiteKind, VulnerableGroup
from satudata.displaced._spans import Age, Span, age_of, span_of
from satudata.findings import Finding, finding
from satudata.tabular._blanks import clean
from satudata.tabular.lists._displaced_words import (
    AGE,
    AGES,
    FAMILIES,
    FEMALE,
    GROUP,
    GROUPS,
    MALE,
    OTHER_GROUP,
    PAIR,
    PEOPLE,
    SITES,
)
from satudata.tabular.lists._list import Column

_SEXES = {MALE: Sex.MALE, FEMALE: Sex.FEMALE}
_YOUNG = Span(0, 60)
#: Ages that fit no group where a table says no more of them than the word.
_OPEN_WORDS = ("remaja", "baduta", "batita")
_NUMBER = re.compile(r"[0-9][0-9.,]*")
#: What a row is about where it has a number of sites.
_AREAS = frozenset({"place", "village", "regency_name", "region_id", "province_name", "province_id"})


@final
@attrs.frozen
class Counted:
    """What a column counts: people, families, sites, a sex, an age or a group, at one *kind* of site where it says so.

    *key* is the age or group. *side* is 1 or 2 for a column with two figures in a cell. A column that *yields* counts
    only where no other has the figure; *stays* are added up, one column for each place where people stay.
    """

    column: Column
    figure: str
    sex: Sex | None = None
    key: str = ""
    kind: SiteKind | None = None
    side: int = 0
    yields: bool = False
    stays: bool = False
    is_of_families: bool = False

    @property
    def is_of_guideline(self) -> bool:
        """Whether *key* is one of the guideline's age groups."""
        return isinstance(self.key, AgeGroup)

    @property
    def counts_families(self) -> bool:
        """Whether its figures are KK."""
        return self.figure == FAMILIES or self.is_of_families

    @property
    def what(self) -> tuple[str, str, Sex | None, SiteKind | None]:
        """Equal for columns that count the same."""
        return self.figure, self.key, self.sex, self.kind


def counted(
    columns: Sequence[Column], texts_of: Callable[[Column], Sequence[str]]
) -> tuple[list[Counted], list[Column], list[Finding]]:
    """What the columns of figures count, the columns of names that hold numbers of sites, and what to know of it.

    *texts_of* gives the filled cells of a column.
    """
    ages = _Ages([each for each in columns if each.field == AGE or each.field in AGES])
    found = [each for column in columns for each in _of_column(column, ages)]
    sexes = {each.sex for each in found if each.figure == "sexes"}
    letters = [each.column for each in found if each.column.meaning.also.get("short") and len(sexes) == 1]
    found = [each for each in found if each.column not in letters]
    said = [finding("displaced-letter-alone", each.heading, column=each.heading) for each in letters]
    apart: dict[str, str] = {}
    for each in found:
        if each.figure == AGE and not each.is_of_guideline:
            apart.setdefault(str(each.key), each.column.heading)
    said += [
        finding("displaced-age-apart", heading, column=heading, age=age) for age, heading in apart.items()
    ]
    numbers = [each for each in columns if _are_sites(each, texts_of, columns)]
    return [*found, *(Counted(each, SITES) for each in numbers)], numbers, said


def _of_column(column: Column, ages: _Ages) -> Iterator[Counted]:
    field, also = column.field, column.meaning.also
    base, _, kind = field.partition(".")
    sex = Sex(also["sex"]) if also.get("sex") else None
    if field == AGE or field in AGES:
        yield Counted(column, AGE, sex, ages.of(column))
    elif field == GROUP or field in GROUPS:
        yield Counted(column, GROUP, sex, VulnerableGroup(also["group"]) if field == GROUP else GROUPS[field])
    elif field == OTHER_GROUP:
        yield Counted(column, field, sex, also["name"], is_of_families=also.get("unit") == "KK")
    elif field in _SEXES:
        yield Counted(column, "sexes", _SEXES[field])
    elif base in (PEOPLE, FAMILIES, SITES):
        stay = SiteKind(kind) if kind else None
        yield Counted(column, base, kind=stay, yields="last" in also, stays=bool(also.get("stay")))
    elif field == PAIR:
        for side, name in enumerate((also["first"], also["second"]), start=1):
            figure = "sexes" if name in _SEXES else name
            yield Counted(column, figure, _SEXES.get(name), side=side, yields=True)


def _are_sites(
    column: Column, texts_of: Callable[[Column], Sequence[str]], columns: Sequence[Column]
) -> bool:
    """Whether a column of places of refuge has how many there are, not their names."""
    if column.field not in ("site", "site_or_count"):
        return False
    texts = texts_of(column)
    if not texts or not all(map(_NUMBER.fullmatch, texts)):
        return False
    in_order = [str(number) for number in range(1, len(texts) + 1)]
    has_area = any(each.field in _AREAS for each in columns)
    return has_area and texts != in_order


@final
class _Ages:
    """The ages of the columns of one table, each read next to the others."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self._columns = list(columns)
        self._words = {each.meaning.also.get("word", "") for each in self._columns if not _said(each)}
        self._words |= {each.field for each in self._columns if each.field in AGES}
        spans = (span_of(_age(each)) for each in self._columns if _said(each) and not _bare(each))
        self._spans = {span for span in spans if span is not None}

    def of(self, column: Column) -> Age:
        """The age of a column: a group of the guideline or its own name."""
        if column.field in AGES:
            return AGES[column.field]
        word = column.meaning.also.get("word", "")
        if _bare(column):
            return self._bounded(int(column.meaning.also["bare"]), word)
        if _said(column):
            age = _age(column)
            is_infant = age == "0-1" and word in ("", "bayi")
            return AgeGroup.INFANT if is_infant and not self._begins(2) else age
        return self._by_word(word)

    def _begins(self, year: int) -> bool:
        return any(span.first == 12 * year for span in self._spans)

    def _bounded(self, number: int, word: str) -> Age:
        """A number whose sign is lost, as in names of columns (lk_5th): what its neighbours leave to it."""
        ends = {span.after for span in self._spans}
        if self._begins(number) and number:
            return age_of(0, number - 1)
        if 12 * (number + 1) in ends:
            return f">{number}"
        if 12 * number in ends or (word == "lansia" and number == 60):
            return age_of(number, None)
        if word == "balita" and number == 5:
            return age_of(0, 4)
        return f"{number} tahun"

    def _by_word(self, word: str) -> Age:
        """An age that only a word says, by the words and spans of the other columns."""
        has_infants = "bayi" in self._words or any(span.after <= 12 for span in self._spans)
        if word in _OPEN_WORDS:
            return word
        if word == "balita" and not has_infants:
            return age_of(0, 4)
        if word == "anak":
            has_young = not {"bayi", "balita"}.isdisjoint(self._words)
            has_young = has_young or any(span.meets(_YOUNG) for span in self._spans)
            others = [span for span in self._spans if span.first < 60 < span.after]
            if "remaja" in self._words or self._has_adolescents() or others:
                return _unsaid(word)
            return AgeGroup.CHILD if has_young else age_of(0, 17)
        if word == "dewasa" and ("remaja" in self._words or self._has_adolescents() or self._is_old_later()):
            return _unsaid(word)
        if word == "lansia" and any(span.first < 720 < span.after < 10**3 for span in self._spans):
            return _unsaid(word)
        return AgeGroup(word)

    def _has_adolescents(self) -> bool:
        return any(each.meaning.also.get("word") == "remaja" for each in self._columns)

    def _is_old_later(self) -> bool:
        """Whether the old of another column begin later than the guideline's lansia."""
        return any(span.first > 720 for span in self._spans)


def _unsaid(word: str) -> str:
    """The name of an age group whose limits neither its heading nor the other columns say."""
    return f"{word} (usia tidak disebut)"


def _said(column: Column) -> bool:
    return "age" in column.meaning.also


def _bare(column: Column) -> bool:
    return "bare" in column.meaning.also


def _age(column: Column) -> Age:
    text = column.meaning.also["age"]
    return AGES.get(text, text)


def halves(text: str) -> Iterator[str]:
    """The two figures of a cell "60/210"; nothing where it has not two.

    >>> list(halves("60 KK / 210 jiwa")), list(halves("60"))
    (['60 KK', '210 jiwa'], [])
    """
    parts = [each.strip() for each in clean(text).replace("|", "/").split("/")]
    if len(parts) == 2:
        yield from parts
