"""Which column has what: the headings of a table matched to fields, by the grammar and by the first cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.words import Word
from satudata.findings import Finding, Severity, finding
from satudata.tabular._blanks import AROUND
from satudata.tabular._column_cells import FirstCells, FirstRows
from satudata.tabular._column_doubts import doubts, other_unit
from satudata.tabular._heading_grammar import (
    ALL_LAND,
    LAND,
    PARTS,
    Meaning,
    meanings,
    plain_heading,
    set_aside,
    vocabulary,
    words_of,
)
from satudata.tabular._heading_units import conversion, total_words
from satudata.tabular._nearest import misspelt, no_choice
from satudata.tabular._persons import is_data
from satudata.tabular._total_rows import total_or_source

__all__ = ["Columns", "Ignored", "Ignoring", "plain_heading", "recognised", "vocabulary"]

#: A row is a row of headings for certain where so many are known.
FEWEST_HEADINGS = 2
_WEIGHT = "weight"
#: The kota of a row, in a table whose kabupaten have another column.
CITY = "city_name"
#: What a column holds whose heading says that its codes are those of BPS.
OF_BPS = "region_id_bps"
#: So many unknown headings are compared with all known ones.
_COMPARED = 40


@public("satudata.tabular")
@final
class Ignoring(Word):
    """Why a column is not used."""

    UNKNOWN = "unknown"
    SECOND = "second"
    WEIGHT = "weight"
    UNUSED = "unused"
    ASIDE = "aside"


@public("satudata.tabular")
@final
@attrs.frozen
class Ignored:
    """A column that is not used, and why; *field* is the field that it was taken for, or nothing.

    ``UNKNOWN``: no rule knows the heading. ``SECOND``: another column has the field. ``WEIGHT``: the publisher's own
    weight of the row, which the counting rules do not use. ``UNUSED``: the caller said so. ``ASIDE``: the heading is
    known, but no rule reads the field.
    """

    heading: str
    why: Ignoring
    field: str = ""


@public("satudata.tabular")
@final
@attrs.frozen(kw_only=True)
class Columns:
    """The headings of a table, which of them are *used* (field to place, from 0) and which are *ignored*.

    *problems* are findings of severity error that make the table unreadable: no column for region, type or date, or a
    choice that names a field or column that does not exist. *doubts* are warnings about ignored columns that look as if
    they mattered. *by_cells* names the fields whose column was found by its cells, not by its heading.
    """

    headings: tuple[str, ...]
    used: FrozenMap[str, int]
    ignored: tuple[Ignored, ...] = ()
    problems: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    by_cells: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        headings: Sequence[str],
        chosen: Mapping[str, str] | None = None,
        *,
        given: Collection[str] = (),
        first_rows: FirstRows | None = None,
    ) -> Columns:
        """Match *headings* to fields; *chosen* names the column of a field where the headings would mislead.

        Where two headings claim one field, the order of the vocabulary decides. A choice of ``""`` leaves the field
        without a column; the fields *given* need none. *first_rows* gives the first rows; their cells decide what
        headings do not say: whether "Tanggal" next to year and month is a full date, and which column has the region,
        type or date if no heading says so.

        >>> columns = Columns.of(["KIB", "Luka", "Terluka", "jumlah_kejadian"], {"place": ""})
        >>> dict(columns.used)
        {'kib': 0, 'injured': 2}
        >>> [(each.heading, each.why.value) for each in columns.ignored]
        [('Luka', 'second'), ('jumlah_kejadian', 'weight')]
        >>> rows = [["5/1/2024", "Banjir", "Kab. Demak"]]
        >>> dict(Columns.of(["Kapan", "Jenis", "Di Mana"], first_rows=lambda: rows).used)
        {'date': 0, 'type_name': 1, 'regency_name': 2}
        """
        return _Matching(headings, chosen or {}, given, FirstCells(first_rows)).columns()

    def heading(self, field: str) -> str:
        """The heading of the column used for *field*; the field's own name where there is none."""
        place = self.used.get(field)
        return field if place is None else self.headings[place]


def recognised(headings: Sequence[str]) -> int:
    """How many of *headings* mean a field that is read."""
    return sum(bool(meanings(heading.strip(AROUND))) for heading in headings)


@final
class _Matching:
    """Matches the columns of one table."""

    def __init__(
        self, headings: Sequence[str], chosen: Mapping[str, str], given: Collection[str], cells: FirstCells
    ) -> None:
        self._headings = tuple(heading.strip(AROUND) for heading in headings)
        self._cells = cells
        self._given = frozenset(given)
        self._used, self._unused, self._problems = _chosen(self._headings, chosen, cells)
        self._taken = set(self._used.values())
        self._meanings = self._meant()
        #: The fields that other columns would have had.
        self._claims: dict[int, str] = {}
        self._by_cells: list[str] = []

    def columns(self) -> Columns:
        self._match()
        self._use_cities()
        self._drop_parts()
        self._fall_back()
        self._match_by_cells()
        order = {field: number for number, field in enumerate(vocabulary())}
        used = FrozenMap(
            sorted(self._used.items(), key=lambda item: order.get(item[0], order["regency_name"]))
        )
        ignored = [
            (place, Ignored(heading, *self._why(place)))
            for place, heading in enumerate(self._headings)
            if place not in self._taken
        ]
        unused = [
            each.heading
            for _, each in ignored
            if each.why == Ignoring.UNKNOWN and not meanings(each.heading)  # "Region", of the world
        ][:_COMPARED]
        return Columns(
            headings=self._headings,
            used=used,
            ignored=tuple(each for _, each in ignored),
            problems=self._all_problems(_lacking(self._headings, {*used, *self._given}, unused)),
            doubts=tuple(
                doubts(
                    [
                        (place, each.heading, str(each.why), each.field)
                        for place, each in ignored
                        if each.why not in (Ignoring.UNUSED, Ignoring.WEIGHT)
                    ],
                    used,
                    self._cells,
                )
            ),
            by_cells=tuple(self._by_cells),
        )

    def _all_problems(self, lacking: Iterable[Finding]) -> tuple[Finding, ...]:
        """What is wrong with the choice of columns, and what is *lacking*; no cell of a row is named as a heading."""
        found = (*self._problems, *lacking)
        known = recognised(self._headings)
        if (found or not known) and known < FEWEST_HEADINGS and is_data(self._headings, self._cells.rows):
            return (finding("headings-missing"),)
        return found

    def _meant(self) -> list[tuple[Meaning, ...]]:
        """The fields that each heading can mean in this table."""
        found = [meanings(heading) for heading in self._headings]
        fields = {each.field for meant in found for each in meant}
        words = [words_of(heading) for heading in self._headings]
        of_buildings = any(not each.isdisjoint(_BUILDINGS) for each in words)
        of_people = not fields.isdisjoint(_PEOPLE)
        of_world = not _WORLD.isdisjoint(map(plain_heading, self._headings))
        degrees = sum(each in _DEGREES for each in words)
        in_parts = {"year", "month"} <= fields | self._given
        for place, heading in enumerate(self._headings):
            kept = [
                each for each in found[place] if not (each.field in ("date", "day") and len(found[place]) > 1)
            ]
            if len(kept) < len(found[place]):
                is_day = in_parts and not self._cells.are_days(place)
                kept = [each for each in found[place] if each.field == ("day" if is_day else "date")]
            is_date = [each.field for each in kept] == ["date"] and words[place] == {"tanggal"}
            if is_date and in_parts and self._cells.are_days_of_months(place):
                kept = [Meaning("day", kept[0].rank)]
            plain = plain_heading(heading)
            if words[place] in _DEGREES and (of_buildings or (plain == "rs" and degrees == 1)):
                kept = []
            if plain in ("ll", "lb", "lr") and not of_people:
                kept = []
            if plain == "region":
                kept = [] if of_world else self._region(place, kept)
            if kept and kept[0].field in _OF_TYPES and self._cells.are_known:
                kept = kept if self._holds_types(place, kept[0].field) else []
            if "terdampak" in words[place] and kept and kept[0].field in _PLACES:
                kept = [] if self._cells.are_numbers(place) else kept
            if plain in _NUMBER_OF_UNITS and self._count_events():
                kept = [Meaning(_WEIGHT, 0)]
            found[place] = tuple(kept)
        return self._kinds_of_land(found)

    def _kinds_of_land(self, found: list[tuple[Meaning, ...]]) -> list[tuple[Meaning, ...]]:
        """Read "Jumlah Lahan" as the kind of land next to "Jumlah Sawah"; alone it is all land."""
        fields = [next((each.field for each in meant), "") for meant in found]
        of_kinds = {
            word
            for heading, field in zip(self._headings, fields, strict=True)
            if field.startswith("land.") and field != ALL_LAND
            for word in total_words(heading)
        }
        if of_kinds:
            for place, heading in enumerate(self._headings):
                if fields[place] == ALL_LAND and total_words(heading) & of_kinds:
                    found[place] = (Meaning(LAND, found[place][0].rank),)
        return found

    def _holds_types(self, place: int, field: str) -> bool:
        """Whether a column of main types or of what set a hazard off has types; the latter may be all free text."""
        if field == "caused_by":
            types, texts = self._cells.types_among(place)
            return 2 * types >= texts
        return self._cells.kind(place) in ("type_name", "")

    def _count_events(self) -> bool:
        """Whether a column of units says that the numbers of the table are numbers of events."""
        units = [place for place, each in enumerate(self._headings) if set_aside(each) == "unit_text"]
        texts = {text.casefold() for place in units for text in self._cells.texts(place)}
        return bool(texts) and texts <= _EVENTS

    def _region(self, place: int, meant: list[Meaning]) -> list[Meaning]:
        """A column "region" has codes or names."""
        kind = self._cells.kind(place)
        return [Meaning(kind, each.rank) if kind.endswith("_name") else each for each in meant]

    def _match(self) -> None:
        for field in vocabulary():
            if field == _WEIGHT or field in self._unused:
                continue
            candidates = sorted(
                (each.rank, place)
                for place, meant in enumerate(self._meanings)
                if place not in self._taken
                for each in meant
                if each.field == field
            )
            self._claims.update((place, field) for _, place in candidates if place not in self._claims)
            if candidates and field not in self._used:
                self._use(field, candidates[0][1])

    def _use(self, field: str, place: int) -> None:
        self._used[field] = place
        self._taken.add(place)

    def _use_cities(self) -> None:
        """Where kabupaten and kota have a column each, a row has one of them."""
        regencies = self._used.get("regency_name")
        if regencies is None or words_of(self._headings[regencies]) != {"kabupaten"}:
            return
        cities = [
            place
            for place, heading in enumerate(self._headings)
            if place not in self._taken and words_of(heading) == {"kota"}
        ]
        if len(cities) == 1:
            self._use(CITY, cities[0])

    def _drop_parts(self) -> None:
        """A part of a figure is read only where no column has the figure itself."""
        for part, whole in PARTS.items():
            if part in self._used and whole in self._used:
                place = self._used.pop(part)
                self._taken.discard(place)
                self._claims[place] = whole

    def _fall_back(self) -> None:
        """Use a column that is usually set aside where its field has no better one."""
        for field, aside, unless in _FALL_BACK:
            if field in self._unused or not self._used.keys().isdisjoint(unless):
                continue
            for place, heading in enumerate(self._headings):
                if place not in self._taken and field not in self._used and set_aside(heading) == aside:
                    self._use(field, place)

    def _match_by_cells(self) -> None:
        """Where no heading gives the region, type or date, use the one column whose cells do."""
        if not self._cells.are_known:
            return
        known = {*self._used, *self._given}
        for fields, ways in _BY_CELLS:
            if any(known.issuperset(way) and not (way == _OF_KIB and self._kib_is_lacking) for way in ways):
                continue
            for field in fields:
                if field in self._unused or field in self._used:
                    continue
                found = [place for place in self._unknown() if self._cells.kind(place) == field]
                if not found and field == "regency_name" and self._is_regency_as_place():
                    found = [self._used.pop("place")]
                if len(found) == 1:
                    self._use(field, found[0])
                    self._by_cells.append(field)

    def _unknown(self) -> Iterator[int]:
        """The places of the columns whose heading says nothing."""
        for place, heading in enumerate(self._headings):
            if place not in self._taken and place not in self._claims and not set_aside(heading):
                yield place

    @cached_property
    def _kib_is_lacking(self) -> bool:
        """Whether some rows have no KIB, and another column may say what it would; else no row is read for it."""
        if "place" not in self._used and next(self._unknown(), None) is None:
            return False
        unless = partial(total_or_source, used=self._used)
        return "kib" in self._used and not self._cells.are_kibs(self._used["kib"], unless=unless)

    def _is_regency_as_place(self) -> bool:
        """Whether a column like "Lokasi" has names of kabupaten/kota."""
        place = self._used.get("place")
        return (
            place is not None
            and words_of(self._headings[place]) <= _ANY_PLACE
            and self._cells.kind(place) == "regency_name"
        )

    def _why(self, place: int) -> tuple[Ignoring, str]:
        heading = self._headings[place]
        if place in self._claims:
            return Ignoring.SECOND, self._claims[place]
        fields = {each.field for each in self._meanings[place]}
        if _WEIGHT in fields:
            return Ignoring.WEIGHT, ""
        if not fields.isdisjoint(self._unused):
            return Ignoring.UNUSED, ""
        aside = set_aside(heading)
        return (Ignoring.ASIDE, aside) if aside else (Ignoring.UNKNOWN, "")


#: RB, RS and RR, with or without "rumah", are of houses only where no other building is named.
_DEGREES = frozenset(frozenset({"rusak", degree}) for degree in ("berat", "sedang", "ringan"))
_BUILDINGS = frozenset(
    {"pendidikan", "peribadatan", "kesehatan", "kantor", "pasar", "kios", "pabrik", "jembatan", "jalan"}
    | {"fasilitas", "fasum", "fasos", "bangunan", "buildings", "building", "gedung"}
)
_PEOPLE = frozenset({"dead", "missing", "affected", "displaced"})
#: Headings of tables of the whole world, whose "Region" is a part of a continent.
_WORLD = frozenset({"continent", "subregion", "country", "iso", "negara"})
#: Headings of numbers whose unit another column gives, and the units of a number of events.
_NUMBER_OF_UNITS = frozenset({"jumlah", "jml", "total", "nilai", "banyaknya", "value"})
_EVENTS = frozenset({"kejadian", "kejadian bencana", "kali", "kasus", "event", "events"})
#: Fields whose heading may count places: "Kabupaten Terdampak".
_PLACES = frozenset({"regency_name", "province_name"})
#: Words for a place of any size.
_ANY_PLACE = frozenset({"lokasi", "location", "tempat", "kejadian", "bencana", "titik", "place", "peristiwa"})
#: Fields that have names of types, or are free text.
_OF_TYPES = frozenset({"main_type", "caused_by"})
#: A field, the one set aside that can replace it, and the fields that make it superfluous.
_FALL_BACK: Sequence[tuple[str, str, Sequence[str]]] = (
    ("region_id", "region_pcode", ("region_id",)),
    ("region_id", OF_BPS, ("kib", "region_id", "regency_name")),
    ("region_id", "province_id", ("kib", "region_id", "regency_name", "province_name")),
    ("place", "village", ("place",)),
    ("year", "period", ("year",)),
)
#: The fields that are areas or lengths.
_MEASURED = ("land.", "bridges.", "roads.")
#: A KIB says where, what and when.
_OF_KIB = ("kib",)
#: The fields to look for by the cells, unless one of the ways to know them is there.
_BY_CELLS: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]] = (
    (("kib",), (_OF_KIB,)),
    (("date",), (_OF_KIB, ("date",), ("year", "month", "day"))),
    (("type_name",), (_OF_KIB, ("type_name",), ("type_code",))),
    (("regency_name",), (_OF_KIB, ("regency_name",), ("region_id",))),
    (("province_name",), (_OF_KIB, ("province_name",), ("region_id",))),
)


def _chosen(
    headings: Sequence[str], chosen: Mapping[str, str], cells: FirstCells
) -> tuple[dict[str, int], set[str], list[Finding]]:
    """The places of the columns chosen, the fields to leave without one, and what is wrong with the choice."""
    used: dict[str, int] = {}
    unused: set[str] = set()
    problems: list[Finding] = []
    fields = [each for each in vocabulary() if each != _WEIGHT]
    for name, column in chosen.items():
        field = field_named(name)
        if field is None:
            problems.append(no_choice(name, fields, known_fields()))
        elif column == "":
            unused.add(field)
        elif (place := _place(headings, column)) is None:
            problems.append(no_choice(column, headings, _quoted(headings)))
        else:
            used[_by_cells(field, place, cells) if name in _SHORT_NAMES else field] = place
            if field.startswith(_MEASURED) and conversion(field, headings[place]) is None:
                problem = other_unit(field, headings[place])
                problems.append(attrs.evolve(problem, severity=Severity.ERROR))
    return used, unused, problems


#: Names of fields whose cells may be codes or names.
_SHORT_NAMES = {"type": "type_name", "region": "regency_name", "province": "province_name"}


def _by_cells(field: str, place: int, cells: FirstCells) -> str:
    """The field of a column that was chosen for regions or types, by whether it has codes or names."""
    if cells.are_codes(place):
        return "type_code" if field == "type_name" else "region_id"
    kind = cells.kind(place)
    return kind if field != "type_name" and kind in ("regency_name", "province_name") else field


def field_named(name: str) -> str | None:
    """The field of that name, or the first that a heading of that name means; ``None`` where there is none."""
    name = _SHORT_NAMES.get(name, name)
    if name in vocabulary():
        return None if name == _WEIGHT else name
    return next((each.field for each in meanings(name) if each.field != _WEIGHT), None)


def known_fields() -> str:
    """The names of all fields that a column can have."""
    return ", ".join(each for each in vocabulary() if each != _WEIGHT)


def _place(headings: Sequence[str], column: str) -> int | None:
    if column in headings:
        return headings.index(column)
    same = [place for place, each in enumerate(headings) if plain_heading(each) == plain_heading(column)]
    return same[0] if len(same) == 1 else None


#: What a row must have, and the sets of columns of which any gives it.
_NEEDED: Mapping[str, Sequence[Sequence[str]]] = {
    "region": (("kib",), ("regency_name",), ("region_id",), ("province_name",)),
    "type": (("kib",), ("type_name",), ("type_code",)),
    "date": (("kib",), ("date",), ("year", "month", "day")),
}


def _lacking(headings: Sequence[str], used: Collection[str], unused: Sequence[str]) -> Iterator[Finding]:
    for needed, ways in _NEEDED.items():
        if not any(all(field in used for field in way) for way in ways):
            fields = {field for way in ways for field in way if field != "kib"}
            near = next(((each, field) for each in unused if (field := misspelt(each)) in fields), None)
            choice = "" if near is None else f'--map {near[1]}="{near[0][:40]}"'
            yield finding(
                f"column-{needed}-missing",
                needed,
                headings=_quoted(headings),
                hint=f" (did you mean {choice}?)" if choice else "",
                saran=f" (maksudnya {choice}?)" if choice else "",
            )


def _quoted(headings: Sequence[str]) -> str:
    shown = ", ".join(f'"{heading[:40]}"' for heading in headings[:60])
    return shown + (", ..." if len(headings) > 60 else "")
