"""Lists that are not read as reports of displaced people: those of persons or of refugees, and wide tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from satudata import regions
from satudata._ground.days import MONTHS
from satudata.findings import Finding, finding
from satudata.tabular._blanks import clean
from satudata.tabular._persons import are_niks, are_sexes, is_nik
from satudata.tabular.lists._displaced_words import FIGURES, meaning_of
from satudata.tabular.lists._times import time_of
from satudata.tabular.lists._words import ListWords, Meaning, phrases_of, words_of

_TOKEN = re.compile(r"[a-z]+")
#: A day of a month without its year, and a day by its number.
_DAY_AND_MONTH = re.compile(r"[0-9]{1,2}[ ./-]?([a-z]{3,10})")
_NUMBERED_DAY = re.compile(r"(?:hari|day|h)(?: ?\+ ?| ke[ -]?| )?[0-9]{1,3}")
_FEWEST_PLACES = 3
_SHOWN = 4


def refusal(kind: ListWords, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Finding]:
    """Why a list with these *headings* and first *rows* is not read; nothing of a list of persons is said.

    >>> from satudata.tabular.lists._displaced_headings import WORDS
    >>> [each.code for each in refusal(WORDS, ["No", "NIK", "Nama", "Umur"], [])]
    ['list-of-persons']
    >>> [each.code for each in refusal(WORDS, ["Lokasi", "KK", "Jiwa"], [])]
    []
    """
    words = [frozenset(_TOKEN.findall(each.casefold())) for each in headings]
    if any(_has(each, "refugees") for each in words):
        yield finding("list-of-refugees")
    elif _is_of_persons([kind.meaning(each) for each in headings], words, headings, rows):
        yield finding("list-of-persons")
    elif (columns := _spread(headings, rows)) is not None:
        english, indonesian = columns
        yield finding("list-wide", columns=english, columns_id=indonesian)


def _has(words: frozenset[str], group: str) -> bool:
    """Whether a heading has all words of one of the phrases of a group."""
    return any(phrase <= words for phrase in phrases_of("displaced", "refused")[group])


def _is_of_persons(
    kinds: Sequence[Meaning | None],
    words: Sequence[frozenset[str]],
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> bool:
    contact = {at for at, each in enumerate(kinds) if each is not None and each.field == "contact"}
    counts = any(each is not None and each.field in FIGURES and each.field != "pair" for each in kinds)
    others = [each for at, each in enumerate(words) if at not in contact]
    if any(_has(each, "codes") and "of" not in each for each in others):
        return True
    if any(map(is_nik, headings)) or any(are_niks(at, rows) for at in range(max(map(len, rows), default=0))):
        return True
    if any(_has(each, "head_of_family") for each in others):
        return True
    sexes = any(_has(each, "sexes") and are_sexes(at, rows) for at, each in enumerate(words))
    ages = any(
        _has(each, "of_person") and (kind := kinds[at]) is not None and kind.field == "person"
        for at, each in enumerate(words)
    )
    names = words_of("displaced", "headings")["called"]
    called = any({"nama", "name"} & each and each <= names for each in others)
    return (sexes and (ages or called)) or (ages and called and not counts)


def _spread(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, str] | None:
    """What is spread over the headings of a wide table, in English and Indonesian; ``None`` for any other."""
    if any(_is_figure(each) for each in headings):
        return None
    named = [
        each for each in headings if each.strip() and not each.strip()[0].isdigit() and regions.find(each)
    ]
    days = [each for each in headings if time_of(each).on is not None or _is_short_day(each)]
    for found, english, indonesian in ((named, "places", "tempat"), (days, "days", "hari")):
        if len(found) >= _FEWEST_PLACES:
            shown = ", ".join(each.strip() for each in found[:_SHOWN])
            return f"{english} as headings: {shown}, ...", f"{indonesian} sebagai judul kolom: {shown}, ..."
    for place in range(2):
        texts = [text for row in rows if place < len(row) and (text := clean(row[place]))]
        figures = [text for text in texts if _is_figure(text)]
        if len(figures) > 1 and 2 * len(figures) >= len(texts):
            shown = ", ".join(figures[:_SHOWN])
            return f"indicators as rows: {shown}, ...", f"indikator sebagai baris: {shown}, ..."
    return None


def _is_short_day(heading: str) -> bool:
    """Whether a heading is a day without its year ("25 Nov"), or the number of one ("H+3", "Hari ke-2")."""
    text = heading.strip().casefold()
    found = _DAY_AND_MONTH.fullmatch(text)
    return found[1] in MONTHS if found else _NUMBERED_DAY.fullmatch(text) is not None


def _is_figure(heading: str) -> bool:
    found = meaning_of(heading.strip())
    return found is not None and found.field in FIGURES
