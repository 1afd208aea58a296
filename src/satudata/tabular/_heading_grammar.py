"""What one heading means: a table of headings, and a grammar for those that the table does not have.

The grammar splits a heading into words, replaces abbreviations and words of both languages by one word each, reads the
unit, and sets count words aside. The order of the words does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias, final

from satudata._ground.maps import FrozenMap
from satudata.impacts import FIGURES
from satudata.tabular._measures import MEASURES, factor

#: Words that mean something, and units.
_Key: TypeAlias = tuple[frozenset[str], frozenset[str]]

#: A longer heading is a sentence or a cell, not a heading.
_LONGEST = 100
#: Ranks of headings that only the grammar knows: after all headings of the table.
_BY_GRAMMAR = 10_000
#: So many ways to split a heading written in one word are tried.
_SPLITS = 200
_LONGEST_PHRASE = 4
#: "TanggalKejadian" is two words.
_CAPITAL_INSIDE = re.compile(r"([a-z])([A-Z])")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_PARTS = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_OPENING = re.compile(r"[(\[]")
#: A unit in brackets at the end, as the table's headings are compared.
_UNIT = re.compile(r"[(\[]\s*(?:jiwa|orang|unit|ha|hektare?)\s*[)\]]\s*$", re.IGNORECASE)

#: A heading with a second name in brackets or behind a stroke; how days are written, and in which zone.
_TWO_NAMES = re.compile(r"([^()\[\]]+)[(\[]([^()\[\]]+)[)\]]\s*|([^/]+)/([^/]+)")
_WAY_OF_DAYS = re.compile(
    r"\s*(?:[dhtmby]{1,4}(?:[-/. ][dhtmby]{1,4}){2}|wib|wita|wit|utc)\s*", re.IGNORECASE
)

#: Figures that several columns give together, by the column's field. A collapsed house is heavily damaged.
PARTS = FrozenMap(
    {
        "injured_heavy": "injured",
        "injured_light": "injured",
        "houses_destroyed": "houses_heavy",
        **{
            f"{whole}_{sex}": whole
            for whole in ("dead", "missing", "affected", "displaced")
            for sex in ("male", "female")
        },
    }
)
#: The figures that their parts give completely.
COMPLETE = frozenset({"injured", "dead", "missing", "affected", "displaced"})
#: The unit of the figures of a group.
_UNITS = {
    "facilities": "building",
    "land": "ha",
    "bridges": "m",
    "roads": "km",
    "losses": "juta",
    "losses_rupiah": "rupiah",
    "families_affected": "KK",
    "families_displaced": "KK",
}
#: Sums and families: numbers about impact that are no figures of a record. The first part is the one that the sum can
#: stand for without a wrong verdict: the missing count as dead in one interpretation only.
SUMS = FrozenMap(
    {
        "dead_and_missing": ("missing", "dead"),
        "affected_and_displaced": ("affected", "displaced"),
        "total_affected": ("affected", "displaced", "injured"),
        "buildings_damaged": ("houses_damaged", "houses_heavy", "facilities_damaged"),
    }
)
#: The kind of land that is also the word for any land, and the published total of all kinds.
LAND, ALL_LAND = "land.lahan", "land.total"
#: "Total Lahan" is all land, unless the kinds next to it have the word too: "Jumlah Sawah", "Jumlah Lahan".
OF_A_TOTAL = frozenset({"total", "jumlah"})
#: What befell land: next to a kind of land these words say no more.
BEFELL_LAND = frozenset({"terdampak", "rusak", "terendam", "terbakar"})
KINDS_OF_LAND = frozenset({"sawah", "kebun", "hutan", "kolam"})
#: Next to a kind of facility, the words for facilities say no more.
_KINDS_OF_FACILITIES = frozenset(
    {"pendidikan", "peribadatan", "kesehatan", "kantor", "pasar", "kios", "pabrik", "jembatan", "jalan"}
)
_FACILITIES = frozenset({"fasum", "fasos", "fasilitas"})
_PEOPLE = frozenset(
    {"dead", "missing", "injured", "affected", "displaced", "dead_and_missing", "affected_and_displaced"}
    | {"total_affected"}
    | {part for part, whole in PARTS.items() if whole != "houses_heavy"}
)


@final
class Meaning(NamedTuple):
    """A field that a heading can mean; the smaller *rank* has the field where two columns claim it."""

    field: str
    rank: int


@final
class _Tables(NamedTuple):
    """The tables of the grammar."""

    #: Field to plain heading to rank; of the fields that are read, and of those set aside.
    read: FrozenMap[str, FrozenMap[str, int]]
    aside: FrozenMap[str, FrozenMap[str, int]]
    #: The same by plain heading: what it means, and the field set aside.
    by_plain: dict[str, tuple[Meaning, ...]]
    aside_by_plain: dict[str, str]
    #: The field of each key.
    keys: FrozenMap[_Key, str]
    #: Words by what is written: the kind and what they mean.
    words: FrozenMap[tuple[str, ...], tuple[str, str]]
    #: Headings that look like a field and are none, and the field that is perhaps meant.
    friends: FrozenMap[str, str]


def plain_heading(heading: str) -> str:
    """*heading* as the table compares it: without case, punctuation, blanks, underscores and a unit in brackets.

    >>> plain_heading("Luka / Sakit (jiwa)"), plain_heading("rumah_rusak_berat")
    ('lukasakit', 'rumahrusakberat')
    """
    return _plain(_UNIT.sub("", heading))


def vocabulary() -> FrozenMap[str, FrozenMap[str, int]]:
    """Field to plain heading to rank, of the fields that are read; the fields in the order of the form."""
    return _tables().read


def false_friends() -> FrozenMap[str, str]:
    """Plain headings that are never a field, and the field that is perhaps meant (or nothing)."""
    return _tables().friends


def is_figure(field: str) -> bool:
    """Whether the field of a column is a number of an impact, or a part of one.

    >>> is_figure("injured_heavy"), is_figure("land.sawah"), is_figure("place")
    (True, True, False)
    """
    return field in PARTS or field.partition(".")[0] in FIGURES or field in SUMS


def meanings(heading: str) -> tuple[Meaning, ...]:
    """The fields that are read and that *heading* can mean, best first; several only for "Tanggal".

    >>> [each.field for each in meanings("Jumlah Korban Meninggal Dunia (Jiwa)")]
    ['dead']
    >>> [each.field for each in meanings("Severely damaged schools")]
    ['facilities.pendidikan.berat']
    >>> [each.field for each in meanings("tanggal")], meanings("Terdampak (KK)"), meanings("Jumlah Rumah")
    (['date', 'day'], (), ())
    """
    return _meanings(heading)[0]


def set_aside(heading: str) -> str:
    """The field of a heading that is known but that no rule reads; ``""`` for any other heading.

    >>> set_aside("Keterangan"), set_aside("KK terdampak"), set_aside("Meninggal")
    ('remarks', 'families_affected', '')
    """
    return _meanings(heading)[1]


def words_of(heading: str) -> frozenset[str]:
    """The words of a heading that mean something, in one language; of a heading without such words, all of it."""
    words, units = key_of(heading)
    return words - count_words() or words - {"jumlah", "total"} | units


def key_of(heading: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a heading, in one language, and the units that it names.

    >>> words, units = key_of("Jml Luas Sawah (m2)")
    >>> sorted(words), sorted(units)
    (['jumlah', 'sawah'], ['m2'])
    """
    return _key(tuple(_tokens(heading)))


@cache
def figure_words() -> frozenset[str]:
    """The words that a heading shares with a figure of an impact."""
    vague = {"luas", "panjang", "banjir", "kebakaran", "pertanian", "tertinggi", "berat", "sedang", "ringan"}
    found = {word for (words, _), field in _tables().keys.items() if is_figure(field) for word in words}
    return frozenset(found - count_words() - vague | {"korban", "people"})


def nearest_figure(words: frozenset[str]) -> tuple[str, frozenset[str]]:
    """The figure that shares most of its words with a heading, and its words."""
    figures = [
        (known, field)
        for (known, _), field in _tables().keys.items()
        if is_figure(field) and field in _tables().read
    ]
    known, field = max(
        figures, key=lambda each: (len(words & each[0]) / len(words | each[0]), "rusak" in each[0])
    )
    return field, known


@cache
def count_words() -> frozenset[str]:
    """The words that say that a heading is a count, in one language."""
    kinds = ("count", "victims", "table", "name")
    return frozenset(means for kind, means in _tables().words.values() if kind in kinds)


@lru_cache(maxsize=10_000)
def _meanings(heading: str) -> tuple[tuple[Meaning, ...], str]:
    """The fields that are read, and the field that is set aside."""
    if len(heading) > _LONGEST:
        return (), ""
    tables = _tables()
    whole = _plain(heading)
    bare = plain_heading(heading)
    exact = tables.by_plain.get(whole, ())
    if exact and bare in tables.by_plain:
        return tables.by_plain[bare], ""  # "Lahan (Hektar)" is "Lahan", and "lahan_hektar" a name of its own
    if exact and (bare not in tables.friends or bare == whole):
        return exact, ""
    aside = tables.aside_by_plain.get(whole, "")
    if aside or whole in tables.friends or bare in tables.friends:
        return (), aside
    field = _by_key(_key(tuple(_tokens(heading)))) or _by_split(heading)
    if field in tables.aside:
        return (), field
    return ((Meaning(field, _BY_GRAMMAR),) if field else _of_two_names(heading)), ""


def _of_two_names(heading: str) -> tuple[Meaning, ...]:
    """What a heading means that is written twice, "Kode Identitas Bencana (KIB)", or says how days are written."""
    found = _TWO_NAMES.fullmatch(heading)
    if found is None:
        return ()
    meant, _ = _meanings(found[1] or found[3])
    if found[2] and _WAY_OF_DAYS.fullmatch(found[2]):
        return tuple(each for each in meant if each.field == "date")
    fields = {each.field for each in _meanings(found[2] or found[4])[0]}
    return tuple(each for each in meant if each.field in fields)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _tokens(heading: str) -> Iterator[str]:
    """The words of a heading; "(" comes before those in brackets, ")" after them."""
    rest = 0
    for found in _PARTS.finditer(heading):
        yield from _words_in(heading[rest : found.start()])
        yield "("
        yield from _words_in(found[1])
        yield ")"
        rest = found.end()
    yield from _words_in(heading[rest:])


def _words_in(text: str) -> list[str]:
    return _TOKEN.findall(_CAPITAL_INSIDE.sub(r"\1 \2", text).casefold())


def _key(tokens: Sequence[str]) -> _Key:
    """What the words mean; their order and repetitions do not matter."""
    return _key_in(tokens, _tables().words)


def _key_in(tokens: Sequence[str], known: FrozenMap[tuple[str, ...], tuple[str, str]]) -> _Key:
    words: set[str] = set()
    units: set[str] = set()
    at, in_brackets = 0, False
    while at < len(tokens):
        if tokens[at] in "()":
            in_brackets = tokens[at] == "("
            at += 1
            continue
        phrase = next(
            (
                tuple(tokens[at : at + length])
                for length in range(min(_LONGEST_PHRASE, len(tokens) - at), 0, -1)
                if tuple(tokens[at : at + length]) in known
            ),
            (tokens[at],),
        )
        alone = in_brackets and tokens[at - 1 : at] == ("(",) and tokens[at + len(phrase) :][:1] == (")",)
        at += len(phrase)
        kind, means = known.get(phrase, ("word", phrase[0]))
        if kind == "unit" or (kind == "bracket unit" and alone):
            units.add(means)
        elif kind == "bracket unit":
            words.update(known.get((*phrase, ""), ("same", phrase[0]))[1].split())
        elif kind != "joint":
            words.update(means.split())
    if "juta" in units:
        units.discard("rupiah")
    return _without_repetitions(words, tokens), frozenset(units)


def _without_repetitions(words: set[str], tokens: Sequence[str]) -> frozenset[str]:
    """The words without those that say no more next to the others; "korban jiwa" says that it means the dead."""
    if _means_the_dead(tokens) and words <= {"korban", "jumlah", "total", "banyak", "angka", "data", "rekap"}:
        words.add("meninggal")
    if "luas" in words and "lahan" not in words and len(words - {"luas"}) > 0:
        words.discard("luas")
    if not words.isdisjoint(KINDS_OF_LAND):
        words -= BEFELL_LAND  # "Hutan Terbakar"
    if not words.isdisjoint(_KINDS_OF_FACILITIES):
        words -= _FACILITIES  # "fasilitas umum rusak: pendidikan"
    return frozenset(words)


def _means_the_dead(tokens: Sequence[str]) -> bool:
    """Whether the words say "korban jiwa", which are the dead; "korban (jiwa)" are victims of any kind."""
    return ("korban", "jiwa") in pairwise(tokens)


def _by_key(key: _Key) -> str:
    """The field of a key; ``""`` for none."""
    keys = _tables().keys
    words, units = key
    counts, table, victims, names = _set_aside_words()
    tries = [
        (words, False, False),
        (words - names - table, False, True),
        (words - counts - table - victims, True, False),
    ]
    for kept, only_figures, only_names in tries:
        if not kept:
            continue
        found = keys.get((kept, units), "")
        if not found and len(units) == 1:
            field = keys.get((kept, frozenset()), "")
            unit, own = next(iter(units)), unit_of_field(field)
            is_other = unit != own and (own not in MEASURES or factor(own, units) is None)
            found = "" if is_other and field != "irrigation" else field
        is_number = bool(found) and (is_figure(found) or found in _UNITS)
        if found and not (only_figures and not is_number) and not (only_names and is_number):
            return ALL_LAND if found == LAND and words & OF_A_TOTAL else found
    return ""


@cache
def _set_aside_words() -> tuple[frozenset[str], ...]:
    words = _tables().words.values()
    return tuple(
        frozenset(means for kind, means in words if kind == wanted)
        for wanted in ("count", "table", "victims", "name")
    )


def unit_of_field(field: str) -> str:
    """The unit of a field; ``""`` for one without.

    >>> unit_of_field("land.sawah"), unit_of_field("dead"), unit_of_field("place")
    ('ha', 'people', '')
    """
    if field in _PEOPLE:
        return "people"
    if field.startswith(("houses", "buildings")):
        return "building"
    group = field.partition(".")[0]
    return _UNITS.get(group, "building" if group == "facilities_damaged" else "")


def _by_split(heading: str) -> str:
    """The field of a heading written in one word: the one field that its splits into known words have.

    What is in brackets stays there: "data korban (jiwa)" does not say "korban jiwa".
    """
    bare = _OPENING.split(heading, maxsplit=1)[0]
    in_brackets = tuple(_tokens(heading[len(bare) :]))
    found = {
        field
        for _, tokens in zip(range(_SPLITS), _splits(_plain(bare), 0), strict=False)
        if len(tokens) > 1 and (field := _by_key(_key((*tokens, *in_brackets))))
    }
    return found.pop() if len(found) == 1 else ""


def _splits(whole: str, at: int) -> Iterator[tuple[str, ...]]:
    """The ways to split *whole* from *at* into known words, longest words first."""
    if at == len(whole):
        yield ()
        return
    lengths = [length for length in _lengths() if whole[at : at + length] in _known_tokens()]
    for length in lengths:
        if at + length <= len(whole) and (at + length == len(whole) or _can_end(whole, at + length)):
            for rest in _splits(whole, at + length):
                yield (whole[at : at + length], *rest)


@lru_cache(maxsize=10_000)
def _can_end(whole: str, at: int) -> bool:
    """Whether known words lead from *at* to the end."""
    return at == len(whole) or any(
        whole[at : at + length] in _known_tokens() and _can_end(whole, at + length)
        for length in _lengths()
        if at + length <= len(whole)
    )


@cache
def _known_tokens() -> frozenset[str]:
    """The words that a heading in one word is split into."""
    tables = _tables()
    written = {token for phrase in tables.words for token in phrase}
    meant = {word for words, _ in tables.keys for word in words}
    return frozenset(word for word in written | meant if len(word) > 1)


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in _known_tokens()}, reverse=True))


def _fields_by_key(keys: Mapping[_Key, set[str]]) -> FrozenMap[_Key, str]:
    """The field of each key that only one has.

    By its words "lahan_hektar", a name of all land, is the kind "lahan" with its unit: such a key has no field.
    """
    found = {key: next(iter(fields)) for key, fields in keys.items() if len(fields) == 1}
    return FrozenMap(
        ((words, units), field)
        for (words, units), field in found.items()
        if (other := found.get((words, frozenset()), field)) == field or units != {unit_of_field(other)}
    )


@cache
def _tables() -> _Tables:
    import csv
    import pkgutil

    def rows(name: str) -> Iterator[dict[str, str]]:
        text = (pkgutil.get_data("satudata.tabular", f"data/{name}.csv") or b"").decode()
        return iter(csv.DictReader(text.splitlines()))

    words = FrozenMap(
        (tuple(row["written"].split()), (row["kind"], row["means"])) for row in rows("heading-words")
    )
    counts = {means for kind, means in words.values() if kind in ("count", "table", "victims")}
    names = {means for kind, means in words.values() if kind in ("name", "table")}
    read: dict[str, dict[str, int]] = {}
    aside: dict[str, dict[str, int]] = {}
    keys: dict[_Key, set[str]] = {}
    for row in rows("headings"):
        field, heading = row["field"], row["heading"]
        known = (read if row["use"] == "read" else aside).setdefault(field, {})
        known.setdefault(_plain(heading), len(known))
        if field == "day":
            continue
        full, units = _key_in(tuple(_tokens(heading)), words)
        for kept in (full, full - (counts if is_figure(field) or field in _UNITS else names)):
            keys.setdefault((kept, units), set()).add(field)
    friends = {row["heading"]: row["perhaps"] for row in rows("heading-false-friends")}
    plain_friends = FrozenMap((_plain(heading), perhaps) for heading, perhaps in friends.items())
    for field, known in read.items():
        if _plain(field) not in plain_friends:
            known.setdefault(_plain(field), len(known))
    by_plain: dict[str, tuple[Meaning, ...]] = {}
    for field, known in read.items():
        for word, rank in known.items():
            by_plain[word] = (*by_plain.get(word, ()), Meaning(field, rank))
    return _Tables(
        by_plain=by_plain,
        aside_by_plain={word: field for field, known in aside.items() for word in known},
        read=FrozenMap((field, FrozenMap(known)) for field, known in read.items()),
        aside=FrozenMap((field, FrozenMap(known)) for field, known in aside.items()),
        keys=_fields_by_key(keys),
        words=words,
        friends=plain_friends,
    )
