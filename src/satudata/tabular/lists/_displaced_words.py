"""What the headings of a list of displaced people mean: words for sex, age and group, and spans of ages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple, final

from satudata._ground.maps import FrozenMap
from satudata.displaced import AgeGroup, Sex, SiteKind, VulnerableGroup
from satudata.displaced._spans import Age, age_of
from satudata.tabular.lists._words import Meaning, folded, groups_with, headings_of, is_path, words_of

_LONGEST = 120
PEOPLE, FAMILIES, SITES = "people", "families", "sites_count"
MALE, FEMALE, AGE, GROUP, OTHER_GROUP = "laki_laki", "perempuan", "age", "group", "other_group"
#: Two figures in the cells of one column, "60/210".
PAIR = "pair"
#: A sum of groups that overlap, and places for people: no people.
NO_PEOPLE = frozenset({"group_sum", "capacity"})
CENTRAL, INDEPENDENT = (f".{kind.value}" for kind in SiteKind)
#: What a caller can name a column: the groups by the names that the answer has.
AGES = FrozenMap((each.value, each) for each in AgeGroup)
GROUPS = FrozenMap((each.value.replace(" ", "_"), each) for each in VulnerableGroup)
FIGURES = (
    *(f"{figure}{kind}" for figure in (PEOPLE, FAMILIES) for kind in ("", CENTRAL, INDEPENDENT)),
    *(MALE, FEMALE, PAIR, AGE, GROUP, OTHER_GROUP, *AGES, *GROUPS),
)


_UNIT = r"(?: ?(bulan|bln|bl|months?|mos?|mth|tahun|thn|th|t|years? old|years?|yrs?|yo|y)\b\.?)?"
_NUMBER = r"\b([0-9]{1,3})"
_BETWEEN = re.compile(rf"{_NUMBER}{_UNIT}(?: ?- ?| )(< ?)?([0-9]{{1,3}}){_UNIT}")
_SIGNED = re.compile(rf"(<=|<|>=|>) ?([0-9]{{1,3}}){_UNIT}")
_OR_MORE = re.compile(
    rf"{_NUMBER}{_UNIT} ?(?:(\+{_UNIT}|ke ?atas|(?:dan|atau|or|and) (?:lebih|more|older|over|above))"
    r"|(ke ?bawah|and (?:below|under)))"
)
_WORDED = re.compile(
    rf"\b(?:(di ?bawah|bawah|kurang dari|under|below|less than|lt|u)|(di ?atas|lebih dari|over|above|more than|gt)) ?"
    rf"{_NUMBER.removeprefix(chr(92) + 'b')}{_UNIT}"
)
_ALONE = re.compile(rf"{_NUMBER}{_UNIT}")
_WORD = re.compile(r"[^\W_]+")
#: "Kelompok rentan" and "kelompok khusus" in front of the names of a form's columns.
_PREFIX = re.compile(r"^p[gt]_k[kr]_", re.IGNORECASE)
TOKEN = re.compile(r"[a-z]+|[0-9]+|[&+/<>]")
_CAPITAL_INSIDE = re.compile(r"([a-z])([A-Z])")
_SAME = (
    ("≥", ">="), ("≤", "<="), ("–", "-"), ("—", "-"), ("−", "-"), ("s/d", "-"), ("s.d.", "-"), ("s.d", "-"),
    ("laki - laki", "laki"), ("laki-laki", "laki"), ("anak-anak", "anak"), ("anak - anak", "anak"),
    ("bawah lima tahun", "balita"), ("bawah tiga tahun", "batita"), ("bawah dua tahun", "baduta"),
    ("lanjut usia", "lansia"), ("usia lanjut", "lansia"), ("rumah tangga", "keluarga"),
    ("kepala keluarga", "keluarga"), ("underfive", "under 5"), ("under five", "under 5"), ("ibu-ibu", "ibu"),
)  # fmt: skip
#: A word said twice, "anak2", and the initials of a name in brackets behind it, "Penyandang Disabilitas (PD)".
_TWICE = re.compile(r"\b([a-z]{3,12})2\b")
_INITIALS = re.compile(r" ?\(([a-z]{2,6})\)$")
_TO = re.compile(r"\b(?:sd|sampai dengan|sampai|hingga|to)\b ?(<?[0-9])")


#: Figures that are no ages.
_UNREADABLE = "?"


def _group(name: str) -> frozenset[str]:
    """The words of one of the groups of words of figures."""
    return words_of("displaced", "figures")[name]


@cache
def _known() -> frozenset[str]:
    """Every word of a heading of figures."""
    tables = (words_of("displaced", about).values() for about in ("figures", "ages", "groups"))
    return frozenset().union(*chain.from_iterable(tables))


@final
class Ages(NamedTuple):
    """The ages that a heading names: a group or its name, and the number where nothing says what it bounds."""

    age: Age | None = None
    bare: int | None = None


@lru_cache(maxsize=2_000)
def meaning_of(heading: str) -> Meaning | None:
    """What a heading of figures means; ``None`` where a word of it is not known.

    >>> meaning_of("Balita L (0-59 bln)").also["age"], meaning_of("Jumlah Pengungsi (KK)").field
    ('<5', 'families')
    >>> meaning_of("Kapasitas"), meaning_of("Jiwa terdampak")
    (None, None)
    """
    if len(heading) > _LONGEST:
        return None
    if is_path(heading):
        return _of_path(heading)
    text = normal(heading)
    pair = _pair(text)
    if pair is not None:
        return pair
    ages, rest = _ages(text)
    if ages.age == _UNREADABLE:
        return None
    return _of_words(TOKEN.findall(rest), ages, heading)


def normal(heading: str) -> str:
    """A heading in small letters, with one writing for signs and for words that have several."""
    text = " ".join(_CAPITAL_INSIDE.sub(r"\1 \2", heading).casefold().replace("_", " ").split())
    text = _TWICE.sub(r"\1", text)
    for written, means in _SAME:
        text = text.replace(written, means)
    initials = _INITIALS.search(text)
    if initials is not None and initials[1] == "".join(word[0] for word in text[: initials.start()].split()):
        text = text[: initials.start()]
    return _TO.sub(r"-\1", text)


def _of_path(heading: str) -> Meaning | None:
    """The meaning of the last part; where that names no sex, the sex is that of the nearest part that does."""
    *parents, last = heading.split("/")
    found = meaning_of(last) or by_table(last)
    if found is None or found.field not in (AGE, GROUP, OTHER_GROUP) or found.also.get("sex"):
        return found
    for parent in reversed(parents):
        sexes = _sexes(TOKEN.findall(normal(parent)))
        if len(sexes) == 1:
            return Meaning(found.field, FrozenMap({**found.also, "sex": sexes.pop().value}))
    return found


def _sexes(words: Iterable[str]) -> set[Sex]:
    found = groups_with("displaced", "figures", words)
    return {sex for name, sex in (("male", Sex.MALE), ("female", Sex.FEMALE)) if name in found}


def _ages(text: str) -> tuple[Ages, str]:
    """The ages in a text, and the text without them."""
    for pattern, read in _FORMS:
        found = pattern.search(text)
        if found is not None:
            return read(found), f"{text[: found.start()]} {text[found.end() :]}"
    return Ages(), text


def _is_months(*units: str | None) -> bool:
    return any(unit is not None and unit[0] in "bm" for unit in units)


def _between(found: re.Match[str]) -> Ages:
    low, high = int(found[1]), int(found[4]) - bool(found[3])
    if low > high:
        return Ages(_UNREADABLE)
    return Ages(age_of(low, high, in_months=_is_months(found[2], found[5])))


def _signed(found: re.Match[str]) -> Ages:
    return Ages(_bounded(found[1], int(found[2]), in_months=_is_months(found[3])))


def _or_more(found: re.Match[str]) -> Ages:
    return Ages(_bounded("<=" if found[5] else ">=", int(found[1]), in_months=_is_months(found[2], found[4])))


def _worded(found: re.Match[str]) -> Ages:
    return Ages(_bounded("<" if found[1] else ">", int(found[3]), in_months=_is_months(found[4])))


def _alone(found: re.Match[str]) -> Ages:
    """A number without a sign; without a unit it is no age unless a word says so."""
    if not found[2]:
        words = TOKEN.findall(found.string)
        is_said = not _group("saying_age").isdisjoint(words) or groups_with("displaced", "ages", words)
        return Ages(str(int(found[1])), int(found[1])) if is_said else Ages(_UNREADABLE)
    return Ages(found[0], None if _is_months(found[2]) else int(found[1]))


_FORMS = (
    (_BETWEEN, _between),
    (_SIGNED, _signed),
    (_OR_MORE, _or_more),
    (_WORDED, _worded),
    (_ALONE, _alone),
)


def _bounded(sign: str, number: int, *, in_months: bool) -> Age:
    if sign == "<":
        return age_of(0, number - 1, in_months=in_months) if number else f"{sign}{number}"
    if sign == "<=":
        return age_of(0, number, in_months=in_months)
    if sign == ">":
        above = age_of(number + 1, None, in_months=in_months)
        return above if isinstance(above, AgeGroup) else f">{number}{' bulan' if in_months else ''}"
    return age_of(number, None, in_months=in_months)


def _pair(text: str) -> Meaning | None:
    """Two figures that share a column: families and people, or the sexes."""
    left, sign, right = (each.strip(" ()") for each in text.partition("/"))
    if not sign:
        return None
    sides = []
    for side in (left, right):
        words = set(TOKEN.findall(side)) - _group("counts")
        sexes = _sexes(words)
        if words and words <= _group("families"):
            sides.append(FAMILIES)
        elif words and words <= _group("people"):
            sides.append(PEOPLE)
        elif len(sexes) == 1 and words <= _group("sex") | _group("plain"):
            sides.append(MALE if Sex.MALE in sexes else FEMALE)
        else:
            return None
    if set(sides) in ({FAMILIES, PEOPLE}, {MALE, FEMALE}):
        return Meaning(PAIR, FrozenMap({"first": sides[0], "second": sides[1]}))
    return None


def _of_words(tokens: list[str], ages: Ages, heading: str) -> Meaning | None:
    """The meaning of the words of a heading, all of which must be known, and of its *ages*."""
    words = {each for each in tokens if each not in "&+/"}
    joins = set(tokens) - words
    groups = groups_with("displaced", "groups", words)
    around = frozenset().union(*(words_of("displaced", "around")[group] for group in groups))
    if not words <= _known() | around or not (words or ages.age):
        return None
    sexes = _sexes(words - (around & {"wanita", "perempuan"}))
    if len(sexes) > 1:
        if "/" in joins or not (joins | words) & {"+", "&", "dan", "and"}:
            return None
        sexes = set()  # "L + P" are both
        words -= _group("sex")
        words.add("jiwa")
    also = {"sex": sexes.pop().value if sexes else ""}
    kinds = words & _group("kinds")
    age_words = groups_with("displaced", "ages", words)
    is_plain = not (groups or age_words or ages.age or also["sex"] or words & _group("rentan"))
    if kinds:
        return _of_kind(words, kinds) if is_plain else None
    if words & _group("families"):
        other = FrozenMap({"sex": "", "name": name_of(heading), "unit": "KK"})
        return Meaning(FAMILIES) if is_plain else Meaning(OTHER_GROUP, other)
    if groups:
        if len(groups) > 1 or age_words or ages.age:
            return Meaning(OTHER_GROUP, FrozenMap({**also, "name": name_of(heading, is_sex_apart=True)}))
        return Meaning(GROUP, FrozenMap({**also, "group": groups.pop()}))
    if ages.age or age_words:
        return _of_age(ages, age_words, also)
    return _of_people(words, also["sex"])


def _of_kind(words: set[str], kinds: set[str]) -> Meaning | None:
    if len(kinds) > 1:
        return None
    figure = FAMILIES if words & _group("families") else PEOPLE
    return Meaning(f"{figure}.{kinds.pop()}")


def _of_people(words: set[str], sex: str) -> Meaning | None:
    """People of one *sex*, of all, or a sum of groups."""
    if sex:
        short = "1" if words & _group("sex") <= _group("letters") else ""
        return Meaning(MALE if sex == Sex.MALE else FEMALE, FrozenMap({"short": short}))
    if words & _group("rentan"):
        return Meaning("group_sum")
    if words & _group("people") - {"pengungsian"}:
        return Meaning(PEOPLE)
    return Meaning(PEOPLE, FrozenMap({"last": "1"})) if words and words <= _group("sum") else None


def _of_age(ages: Ages, words: set[str], also: dict[str, str]) -> Meaning | None:
    """Ages said in numbers, else by the word for them."""
    if len(words) > 1 and "anak" in words:
        words = words - {"anak"}  # "anak balita", "anak remaja"
    if ages.age is None and words == {"bayi", "balita"}:
        return Meaning(AGE, FrozenMap(also | {"age": "<5"}))
    if ages.age is None and len(words) > 1:
        return None
    said = {"word": words.pop() if len(words) == 1 else ""}
    if ages.age is not None:
        said["age"] = str(ages.age)
    if ages.bare is not None:
        said["bare"] = str(ages.bare)
    return Meaning(AGE, FrozenMap(also | said))


def name_of(heading: str, *, is_sex_apart: bool = False) -> str:
    """The name of a group as its heading has it, without words that only count, and without its sex if that is apart.

    >>> name_of("jumlah_ibu_nifas"), name_of("Jml. Janda (Jiwa)"), name_of("ODGJ P", is_sex_apart=True)
    ('ibu nifas', 'Janda', 'ODGJ')
    """
    last = heading.rpartition("/")[2] if is_path(heading) else heading
    words = _WORD.findall(_CAPITAL_INSIDE.sub(r"\1 \2", _PREFIX.sub("", last)))
    aside = _group("counting") | (_group("sex") if is_sex_apart else set())
    return " ".join(word for word in words if word.casefold() not in aside) or heading.strip()


def by_table(heading: str) -> Meaning | None:
    """What the table of headings says of a heading, in the fields of this list."""
    row = headings_of("displaced").get(folded(heading))
    if row is None:
        words = TOKEN.findall(normal(heading))
        sexes = _sexes(words)
        rest = " ".join(word for word in words if word not in _group("sex"))
        row = headings_of("displaced").get(folded(rest)) if len(sexes) == 1 else None
        if row is None or row.field.partition(":")[0] not in ("group", "group_part"):
            return None
        return in_fields(row, name_of(heading, is_sex_apart=True), sexes.pop())
    return in_fields(row, heading, Sex(row.also["sex"]) if row.also["sex"] else None)


def in_fields(row: Meaning, heading: str, sex: Sex | None) -> Meaning:
    """What a row of the table of headings means, in the fields of this list."""
    field, also = row.field, {"sex": "" if sex is None else sex.value}
    head, _, part = field.partition(":")
    if field == "sexes" and row.also["fits"] != "no":
        return Meaning(MALE if sex is Sex.MALE else FEMALE)
    if field == "sexes" or head == "group" or field.startswith("group_part."):
        return Meaning(OTHER_GROUP, FrozenMap(also | {"name": name_of(heading)}))
    if field.startswith("ages."):
        return Meaning(AGE, FrozenMap(also | {"word": field.removeprefix("ages.")}))
    if head == AGE:
        age = _ages(part)[0].age if part else age_of(0, 17)
        return Meaning(AGE, FrozenMap(also | {"age": str(age)}))
    if field.startswith("groups."):
        return Meaning(GROUP, FrozenMap(also | {"group": field.removeprefix("groups.")}))
    return row
