"""What the headings and the words of one kind of list mean, by its own table and then by the grammar of headings."""

from __future__ import annotations

import csv
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias, final

import attrs

from satudata._ground.maps import FrozenMap
from satudata.findings import Finding
from satudata.tabular._heading_grammar import meanings, set_aside
from satudata.tabular._total_rows import _KEYS

#: A longer heading is a sentence or a cell.
_LONGEST = 200
#: What a column of any list can have by the grammar of headings: its place, type, day and event.
COMMON = frozenset(
    {"regency_name", "province_name", "region_id", "place", "village", "type_name", "type_code", "date"}
    | {"event_id", "kib", "remarks"}
)


@final
class Meaning(NamedTuple):
    """What a heading means: a *field*, and what else its table says of it, such as a unit or a sex."""

    field: str
    also: FrozenMap[str, str] = FrozenMap()


#: What a heading means that the table of headings does not have; ``None`` where it means nothing.
Grammar: TypeAlias = Callable[[str], Meaning | None]

#: Why a text cannot be a cell of a field; ``None`` where it can be.
Check: TypeAlias = Callable[[str, str], Finding | None]

#: Whether a cell is a word of a field.
IsWord: TypeAlias = Callable[[str], bool]

#: Why a list with these headings and first rows is not to be read.
Refusing: TypeAlias = Callable[["ListWords", Sequence[str], Sequence[Sequence[str]]], Iterable[Finding]]


def folded(text: str) -> str:
    """*text* as headings and words of lists are compared: case, punctuation and blanks do not matter, but < > + do.

    >>> folded("Anak-anak (5-17 thn)"), folded("<5"), folded("Lansia > 60")
    ('anakanak517thn', '<5', 'lansia>60')
    """
    return "".join(each for each in text[:_LONGEST].casefold() if each.isalnum() or each in "<>+")


@cache
def rows_of(name: str) -> tuple[FrozenMap[str, str], ...]:
    """The rows of a table of this package: ``emergency-words``."""
    return tuple(FrozenMap(row) for row in csv.DictReader(_data(f"{name}.csv").splitlines()))


@cache
def words_of(name: str, about: str) -> Mapping[str, frozenset[str]]:
    """The groups of words *about* something in the table *name*-grammar; a group can name those before it.

    >>> "tgl" in words_of("emergency", "headings")["day"]
    True
    """
    groups: dict[str, str] = {}
    for group, words in _grammar(name)[about].items():
        groups[group] = words.format_map(groups)
    return FrozenMap((group, frozenset(words.split())) for group, words in groups.items())


@cache
def groups_of(name: str, about: str) -> Mapping[str, str]:
    """The group of each word, for groups of which no two have a word in common.

    >>> groups_of("cooperation", "units")["thn"]
    'years'
    """
    return FrozenMap((word, group) for group, words in words_of(name, about).items() for word in words)


def table_of(name: str, about: str) -> Mapping[str, str]:
    """A table of texts of the same grammar as it is written; an empty one where it has none."""
    return FrozenMap(_grammar(name).get(about, {}))


@cache
def _own(name: str) -> Mapping[str, str]:
    """The fields of the headings that go before those of all tables: of our own lists, and of others of this kind."""
    return _by_heading({**table_of(name, "ours"), **table_of(name, "own")})


def groups_with(name: str, about: str, words: Iterable[str]) -> set[str]:
    """The names of the groups that have one of these *words*.

    >>> sorted(groups_with("emergency", "levels", ["wali", "kota"]))
    ['kota', 'regency']
    """
    return {group for group, known in words_of(name, about).items() if not known.isdisjoint(words)}


@cache
def phrases_of(name: str, about: str) -> Mapping[str, tuple[frozenset[str], ...]]:
    """The phrases of a table of the same grammar by group, each as its words."""
    return FrozenMap(
        (group, tuple(frozenset(each.split()) for each in phrases))
        for group, phrases in _grammar(name)[about].items()
    )


def field_of(name: str, words: frozenset[str]) -> str | None:
    """The field of the first rule of the table *name*-grammar that the *words* of a heading fit.

    >>> field_of("emergency", frozenset({"tgl", "mulai"})), field_of("emergency", frozenset())
    ('start', None)
    """
    return next((each.field for each in _rules(name) if words and each.fits(words)), None)


@final
class _Rule(NamedTuple):
    """A heading names the *field* that has a word of each of *all_of*, none of *none_of*, and *only* such words."""

    field: str
    all_of: tuple[frozenset[str], ...]
    none_of: frozenset[str]
    only: frozenset[str] | None
    is_alone: bool

    def fits(self, words: frozenset[str]) -> bool:
        """Whether a heading of these *words* names the field."""
        return (
            all(words & each for each in self.all_of)
            and not words & self.none_of
            and (self.only is None or words <= self.only)
            and not (self.is_alone and len(words) > 1)
        )


@cache
def _rules(name: str) -> tuple[_Rule, ...]:
    groups = {group: " ".join(words) for group, words in words_of(name, "headings").items()}

    def words(text: str) -> frozenset[str]:
        return frozenset(text.format_map(groups).split())

    return tuple(
        _Rule(
            each["field"],
            tuple(map(words, each.get("all", ()))),
            words(each.get("none", "")),
            words(each["only"]) if "only" in each else None,
            each.get("alone", False),
        )
        for each in _grammar(name)["rules"]
    )


@cache
def _grammar(name: str) -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(_data(f"{name}-grammar.toml"))


def _data(file: str) -> str:
    return (pkgutil.get_data("satudata.tabular", f"data/lists/{file}") or b"").decode()


def _by_heading(given: Mapping[str, Any]) -> Mapping[str, Any]:
    return FrozenMap((folded(heading), each) for heading, each in given.items())


@final
@attrs.frozen(eq=False)
class ListWords:
    """One kind of list: its headings, by the table *name*-headings, then by *grammar*, then as tables of events.

    A list can be read where each of *needed* has a column of one of its fields. A heading that is a path, as Kobo
    exports it, is also looked up by its last part. The table *name*-grammar can have headings that go before those, and
    *first* is asked before all; with *fields* a list has those, and not those of its table. *by_cells* are headings
    that say too little, each with the fields that it can have: a column has the first one that no other column has and
    whose words are all that it has.
    *checks* say of a field why a text of the caller's own cannot be one of its cells; the fields *unoffered* are not
    named to a caller who names none that exists.

    *dates* are the fields that have days, *filled_down* those that take the cell above where that is asked for; the
    cells of the fields *never_read* are never looked at, such as names and telephone numbers of persons. A row with a
    cell of *keys* is no total. *is_one_table*: the columns behind an empty one are another table, which is not read.
    *refusing* is asked for the reasons not to read a list, before anything else is said.
    """

    name: str
    needed: Mapping[str, Sequence[str]]
    grammar: Grammar = lambda _: None
    first: Grammar = lambda _: None
    _by_cells: Mapping[str, Mapping[str, IsWord]] = attrs.field(default=FrozenMap(), converter=_by_heading)
    _fields: Sequence[str] = ()
    _checks: Mapping[str, Check] = FrozenMap()
    _unoffered: frozenset[str] = frozenset()
    dates: Sequence[str] = ()
    filled_down: Sequence[str] = ()
    never_read: frozenset[str] = frozenset()
    keys: Sequence[str] = _KEYS
    is_one_table: bool = False
    refusing: Refusing | None = None

    @property
    def fields(self) -> frozenset[str]:
        """Every field that a column can have."""
        of_table = self._fields or (each.field for each in headings_of(self.name).values())
        return COMMON.union(_own(self.name).values(), of_table)

    @property
    def offered(self) -> list[str]:
        """The fields that are named to a caller, and the short names of place and type."""
        return sorted({*self.fields, "region", "province", "type"} - self._unoffered)

    def meaning(self, heading: str) -> Meaning | None:
        """What a heading means in this kind of list; ``None`` where it means nothing."""
        heading = heading.strip()
        for text in dict.fromkeys((heading, heading.rpartition("/")[2] if is_path(heading) else heading)):
            word = folded(text)
            if (found := self.first(text)) is not None:
                return found
            if (field := _own(self.name).get(word)) is not None:
                return Meaning(field)
            if (found := headings_of(self.name).get(word) or self.grammar(text)) is not None:
                return found
        common = [*(each.field for each in meanings(heading)), set_aside(heading)]
        return next((Meaning(field) for field in common if field in COMMON), None)

    def ways(self, heading: str) -> Mapping[str, IsWord]:
        """The fields that a column can have by its cells, each with what says that a cell is a word of it."""
        return self._by_cells.get(folded(heading), FrozenMap())

    def problem(self, field: str, text: str) -> Finding | None:
        """Why *text* cannot be what every row has in a *field*; ``None`` where it can be."""
        check = self._checks.get(field)
        return None if check is None else check(field, text)

    def fields_of(self, headings: Iterable[str]) -> frozenset[str]:
        """The fields that *headings* name."""
        return frozenset(each.field for each in map(self.meaning, headings) if each is not None)

    def recognised(self, headings: Sequence[str]) -> int:
        """How many of *headings* mean something."""
        return sum(self.meaning(each) is not None for each in headings)

    def lacking(self, fields: frozenset[str]) -> list[str]:
        """What is needed and none of *fields* gives."""
        return [what for what, ways in self.needed.items() if fields.isdisjoint(ways)]


def is_path(heading: str) -> bool:
    """Whether a heading is a path of names, as Kobo exports it, and not two words with a stroke between them.

    >>> is_path("pengungsi/jml_jiwa"), is_path("Ibu Hamil/Menyusui"), is_path("Kab/Kota")
    (True, False, False)
    """
    return "/" in heading[1:] and heading[:1].islower() and not any(map(str.isspace, heading))


@cache
def headings_of(name: str) -> Mapping[str, Meaning]:
    """The headings of the table *name*-headings, folded."""
    found: dict[str, Meaning] = {}
    for row in rows_of(f"{name}-headings"):
        also = FrozenMap((key, value) for key, value in row.items() if key not in ("written", "field"))
        found.setdefault(folded(row["written"]), Meaning(row["field"], also))
    return FrozenMap(found)
