"""The gazetteer: look-up of regions by code or name as of a day, and their lineage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial
from typing import Any, TypeAlias, TypeVar, final

from satudata._ground.codes import require_text
from satudata._ground.paths import public
from satudata.errors import UnknownEditionError, UnknownRegionError, WrongTypeError
from satudata.regions import _tables
from satudata.regions._code import PROVINCE_WIDTH, AdminLevel, RegionCode, as_region_code
from satudata.regions._names import plain_name, ways_to_write
from satudata.regions._records import CodeChange, Edition, Region, RegionKind, Relation
from satudata.regions._written import province_forms, regency_forms, with_short_form

K = TypeVar("K")
T = TypeVar("T")
#: The episodes of one place in the order of time, under all its codes and names.
_Line: TypeAlias = tuple[Region, ...]


@public("satudata.regions")
@final
class Gazetteer:
    """Look-ups over episodes, changes, aliases and editions; :mod:`satudata.regions` asks the one of the package.

    If you know a newer decree, build a gazetteer of your own rows. *aliases* are pairs of a code and another name of
    its place. The look-ups are dictionaries, filled once.

    >>> mine = Gazetteer([Region(code="97", name="Papua Utara", kind=RegionKind.PROVINSI)])
    >>> mine.get("97").name
    'Papua Utara'
    """

    def __init__(
        self,
        episodes: Iterable[Region],
        *,
        changes: Iterable[CodeChange] = (),
        aliases: Iterable[tuple[RegionCode | str, str]] = (),
        editions: Iterable[Edition] = (),
    ) -> None:
        self._episodes = tuple(sorted(episodes))
        self._changes = tuple(sorted(changes))
        self._editions = tuple(sorted(editions))
        self._edition_by_name = {
            name.casefold(): edition
            for edition in self._editions
            for name in (edition.id, edition.number, edition.title)
        }
        self._by_code = _grouped((region.code.digits, region) for region in self._episodes)
        self._replaced_by = _grouped(_pairs(self._changes, Relation.REPLACED_BY))
        self._replaces = _grouped((new, old) for old, new in _pairs(self._changes, Relation.REPLACED_BY))
        self._split_into = _grouped(_pairs(self._changes, Relation.SPLIT_OFF))
        self._split_from = _grouped((new, old) for old, new in _pairs(self._changes, Relation.SPLIT_OFF))
        self._touching = _grouped(
            (digits, change)
            for change in self._changes
            for digits in {change.from_code.digits, change.to_code.digits}
        )
        self._lines = _grouped((self._end(region.code.digits), region) for region in self._episodes)
        self._lines = {end: tuple(sorted(line, key=_start)) for end, line in self._lines.items()}
        self._aliases = tuple((as_region_code(code), alias) for code, alias in aliases)
        self._by_name = self._named(self._aliases)
        self._in_column = dict(_columns(self._by_name))
        self._in_province = {
            province: frozenset(places)
            for province, places in _grouped(
                (region.province.digits, line[-1].code)
                for line in self._lines.values()
                for region in line
                if region.level is AdminLevel.REGENCY
            ).items()
        }

    def __reduce__(self) -> tuple[Any, tuple[tuple[Region, ...]]]:
        given = partial(Gazetteer, changes=self._changes, aliases=self._aliases, editions=self._editions)
        return given, (self._episodes,)

    @property
    def episodes(self) -> tuple[Region, ...]:
        """Every region in every episode of its code or name, by code and then by time."""
        return self._episodes

    def __repr__(self) -> str:
        return f"<Gazetteer of {len(self._episodes)} episodes>"

    def get(
        self,
        code: RegionCode | str,
        *,
        on: date | None = None,
        edition: Edition | str | None = None,
        lenient: bool = False,
    ) -> Region:
        """Return the region that has *code*; see :func:`satudata.regions.get`."""
        if on is not None and edition is not None:
            raise WrongTypeError("on and edition exclude each other: a day, or a decree's own list")
        code = as_region_code(code)
        episodes = self._by_code.get(code.digits, ())
        if edition is not None:
            edition = self._edition_of(edition)
            day, lenient = edition.in_force_from, False
        else:
            day = date.max if on is None else _day(on)
        found = self.bearing(code, day, lenient=lenient)
        if found is not None:
            return found
        raise UnknownRegionError(
            str(code),
            on,
            edition.id if edition is not None else None,
            self._hint(episodes, day),
            tuple(str(region.code) for region in self.successors(code)) if episodes else (),
        )

    def bearing(self, code: RegionCode, on: date, *, lenient: bool = False) -> Region | None:
        """The region that bears *code* on a day, as :meth:`get` finds it; ``None`` where none does."""
        for region in reversed(self._by_code.get(code.digits, ())):
            if region.in_force_on(on, lenient=lenient):
                return region
        return None

    def knows(self, code: RegionCode) -> bool:
        """Whether any list, now or earlier, has or had *code*."""
        return code.digits in self._by_code

    def was_before(self, code: RegionCode, on: date) -> bool:
        """Whether *code* was in force at some time before that day."""
        return any(
            region.valid_to is not None and region.valid_to <= on
            for region in self._by_code.get(code.digits, ())
        )

    def at(self, on: date, *, lenient: bool = False) -> tuple[Region, ...]:
        """Return the regions of a day; see :func:`satudata.regions.at`."""
        _day(on)
        found = [region for line in self._lines.values() for region in _accepted(line, on, lenient)]
        return tuple(sorted(found, key=Region._key))

    def find(
        self,
        name: str,
        *,
        kind: RegionKind | str | None = None,
        province: RegionCode | str | None = None,
        on: date | None = None,
    ) -> tuple[Region, ...]:
        """Return the regions of a name; see :func:`satudata.regions.find`."""
        kind = None if kind is None else RegionKind(kind)
        provinces = None if province is None else self.provinces_named(province)
        if on is not None:
            _day(on)
        found: list[Region] = []
        for line in self._by_name.get(plain_name(name), ()):
            searched = line if on is None else [region for region in line if region.in_force_on(on)]
            searched = [
                region
                for region in searched
                if (kind is None or kind.covers(region.kind))
                and (provinces is None or region.province.digits in provinces)
            ]
            if searched:
                found += line[-1:] if on is None else searched
        return tuple(sorted(found))

    def find_as_named(
        self, name: str, province: RegionCode | str | None = None, *, on: date | None = None
    ) -> tuple[Region, ...]:
        """Return the kabupaten/kota that columns name; see :func:`satudata.regions.find_as_named`."""
        if on is not None:
            _day(on)
        provinces = ("",) if province is None or province == "" else self.provinces_named(province)
        places = self._column_places(name, provinces)
        if not places:
            forms = (self._column_places(form, provinces) for form in regency_forms(name))
            places = next(filter(None, forms), ())
        if not places and (named := with_short_form(name)) is not None:
            places, short = (self._column_places(each, provinces) for each in named)
            places = tuple(place for place in places if place in short)
        if len(places) == 1:
            return (_nearest(places[0], on),)
        return tuple(sorted(_nearest(place, on) for place in places))

    def _column_places(self, name: str, provinces: Sequence[str]) -> tuple[_Line, ...]:
        """The kabupaten/kota of a name in a column, in these provinces; ``("",)`` are all."""
        key, places = plain_name(name), self._in_column
        return tuple(place for digits in provinces for place in places.get((digits, key), ()))

    def column_names(self, provinces: Sequence[str] = ()) -> Iterator[tuple[str, RegionCode]]:
        """Names of kabupaten/kota as compared, with the newest code; in these provinces, or in all."""
        for (province, key), lines in self._in_column.items():
            if province in provinces if provinces else not province:
                for line in lines:
                    yield key, line[-1].code

    def as_of(self, code: RegionCode | str, on: date) -> Region:
        """Return the episode, on that day, of the place that has or had *code*, by the lists in force.

        >>> str(embedded().as_of("94.01", date(2021, 6, 1)).code)
        '91.04'
        """
        line = self._lines[self._end(self._known(code))]
        in_force = [region for region in line if region.in_force_on(_day(on))]
        return in_force[-1] if in_force else _nearest(line, on)

    def under(self, place: RegionCode, on: date) -> Region:
        """Return the place of a newest code as it is that day: by law from the law's day on, else by the list in force.

        >>> str(embedded().under(RegionCode.parse("94.01"), date(2021, 6, 1)).code)
        '91.04'
        """
        return self.bearing(place, on, lenient=True) or self.as_of(place, on)

    def place(self, code: RegionCode | str) -> RegionCode:
        """Return the newest code of the place that has or had *code*; it is the same for all its codes.

        >>> str(embedded().place("91.04"))
        '94.01'
        """
        return self._lines[self._end(self._known(code))][-1].code

    def known_in(self, code: RegionCode | str) -> str | None:
        """Return the edition that introduced *code* at any time, or ``None`` if no list known here has it.

        >>> embedded().known_in("93.01"), embedded().known_in("99.99")
        ('KMDN-100.1.1-6117-2022', None)
        """
        episodes = self._by_code.get(as_region_code(code).digits, ())
        return next((region.edition for region in episodes if region.edition is not None), None)

    def places_in(self, province: RegionCode | str) -> frozenset[RegionCode]:
        """Return the newest codes of the kabupaten/kota that are, or once were, in a province (code or name).

        >>> RegionCode.parse("93.01") in embedded().places_in("Papua")
        True
        """
        return frozenset().union(
            *(self._in_province.get(digits, frozenset()) for digits in self.provinces_named(province))
        )

    def provinces_named(self, province: RegionCode | str) -> tuple[str, ...]:
        """The digits of the provinces meant by a code, its text or a name."""
        if isinstance(province, RegionCode):
            return (province.digits,)
        key = plain_name(province)
        if len(key) == PROVINCE_WIDTH and key.isdigit():
            return (key,)
        found = self._province_digits(province)
        return found or next(filter(None, map(self._province_digits, province_forms(province))), ())

    def _province_digits(self, name: str) -> tuple[str, ...]:
        return tuple(
            line[-1].code.digits
            for line in self._by_name.get(plain_name(name), ())
            if line[-1].level is AdminLevel.PROVINCE
        )

    def successors(self, code: RegionCode | str) -> tuple[Region, ...]:
        """Return what replaced *code*; see :func:`satudata.regions.successors`."""
        return self._at_the_end_of(self._replaced_by, code)

    def predecessors(self, code: RegionCode | str) -> tuple[Region, ...]:
        """Return what *code* replaced; see :func:`satudata.regions.predecessors`."""
        return self._at_the_end_of(self._replaces, code)

    def history(self, code: RegionCode | str) -> tuple[CodeChange, ...]:
        """Return the known changes of the place; see :func:`satudata.regions.history`."""
        line = self._lines[self._end(self._known(code))]
        codes = {region.code.digits for region in line}
        return tuple(sorted({change for digits in codes for change in self._touching.get(digits, ())}))

    def resolve(
        self,
        code: RegionCode | str,
        from_: date | Edition | str | None,
        to: date | Edition | str | None = None,
        *,
        lenient: bool = False,
    ) -> tuple[Region, ...]:
        """Return the regions of *code* as of another day; see :func:`satudata.regions.resolve`."""
        start, day = self._moment(from_), self._moment(to)
        asked: dict[str, Any] = {"on": from_} if isinstance(from_, date) else {"edition": from_}
        source = self.get(code, **asked, lenient=lenient)
        found: set[Region] = set()
        pending = [self._end(source.code.digits)]
        for end in pending:
            line = self._lines[end]
            codes = {region.code.digits for region in line}
            accepted = _accepted(line, day, lenient)
            found.update(accepted)
            steps = self._split_into if accepted else self._split_from
            for other in (self._end(digits) for own in sorted(codes) for digits in steps.get(own, ())):
                was_there = accepted and _accepted(self._lines[other], start, lenient)
                if other not in pending and not was_there:
                    pending.append(other)
        return tuple(sorted(found))

    def lines(self) -> tuple[tuple[Region, ...], ...]:
        """Every place once: its episodes in the order of time, under all codes and names that it has had.

        >>> [str(region.code) for region in next(line for line in embedded().lines() if len(line) == 3)]
        ['73.25', '76.01', '76.01']
        """
        return tuple(self._lines.values())

    def editions(self) -> tuple[Edition, ...]:
        """Return the decrees, oldest first; see :func:`satudata.regions.editions`."""
        return self._editions

    def _known(self, code: RegionCode | str) -> str:
        code = as_region_code(code)
        if code.digits not in self._by_code:
            raise UnknownRegionError(str(code), hint=self._hint((), date.max))
        return code.digits

    def _edition_of(self, edition: Edition | str) -> Edition:
        asked = edition.id if isinstance(edition, Edition) else require_text(edition, "an edition")
        known = self._edition_by_name.get(asked.strip().casefold())
        if known is not None and known.held:
            return known
        lists = "lists held: " + ", ".join(e.id for e in self._editions if e.held)
        hint = lists
        if known is not None:
            hint = f"{known.title} is known but its list is not held ({known.note}); {lists}"
        raise UnknownEditionError(asked, hint=hint)

    def _moment(self, moment: date | Edition | str | None) -> date:
        if moment is None:
            return date.max
        return self._edition_of(moment).in_force_from if isinstance(moment, (Edition, str)) else _day(moment)

    def _hint(self, episodes: Sequence[Region], day: date) -> str:
        if not episodes:
            return "no list held has this code, nor is it known to be retired"
        later = next((region for region in episodes if region.valid_from and day < region.valid_from), None)
        if later is None:
            heirs = " and ".join(
                f"{region.code} {region.name}" for region in self.successors(episodes[-1].code)
            )
            return f"{f'replaced by {heirs}' if heirs else 'retired'} since {episodes[-1].valid_to}"
        hint = f"{later.name} is known since {later.valid_from}"
        if later.edition is not None:
            hint += f" ({later.edition})"
        if later.legal_from is not None:
            hint += f", by law ({later.law}) since {later.legal_from}: lenient=True accepts it from then on"
        former = ", ".join(f"{region.code} {region.name}" for region in self.predecessors(later.code))
        return f"{hint}; before that {former}" if former else hint

    def _end(self, digits: str) -> str:
        """The code that *digits* became, through replacements of one code by one."""
        passed = {digits}
        while len(heirs := self._replaced_by.get(digits, ())) == 1 and heirs[0] not in passed:
            digits = heirs[0]
            passed.add(digits)
        return digits

    def _at_the_end_of(
        self, steps: Mapping[str, tuple[str, ...]], code: RegionCode | str
    ) -> tuple[Region, ...]:
        """The regions at the end of *steps* from *code*; none if there is no step."""
        start = self._known(code)
        ends: set[str] = set()
        pending = list(steps.get(start, ()))
        passed = {start, *pending}
        for digits in pending:
            further = [step for step in steps.get(digits, ()) if step not in passed]
            pending += further
            passed.update(further)
            if not steps.get(digits):
                ends.add(digits)
        return tuple(sorted(self._by_code[digits][-1] for digits in ends))

    def _named(self, aliases: Iterable[tuple[RegionCode, str]]) -> dict[str, tuple[_Line, ...]]:
        """The places that have or had a name, by every way to write it."""
        names = {(self._end(region.code.digits), region.name) for region in self._episodes}
        others = [(self._end(code.digits), alias) for code, alias in aliases]
        provinces = {plain_name(name) for end, name in others if len(end) == PROVINCE_WIDTH}
        keys = {(key, end) for end, name in names for key in ways_to_write(name, self._lines[end][-1].kind)}
        # "Kota Jogja" is the city; "Jogja" alone is the province or the city.
        keys |= {
            (key, end)
            for end, alias in others
            for key in ways_to_write(alias, self._lines[end][-1].kind)
            if len(end) == PROVINCE_WIDTH or key not in provinces
        }
        return _grouped((key, self._lines[end]) for key, end in sorted(keys))


def _columns(by_name: Mapping[str, Sequence[_Line]]) -> Iterator[tuple[tuple[str, str], tuple[_Line, ...]]]:
    """The kabupaten/kota that a column means, by (province, name); the province is empty if none is given."""
    for key, lines in by_name.items():
        regencies = [line for line in lines if line[-1].level is AdminLevel.REGENCY]
        taken = {line[-1].province for line in regencies if RegionKind.KABUPATEN.covers(line[-1].kind)}
        meant = [
            line
            for line in regencies
            if RegionKind.KABUPATEN.covers(line[-1].kind) or line[-1].province not in taken
        ]
        yield ("", key), tuple(meant)
        by_province = _grouped(((r.province.digits, i), r) for i, line in enumerate(meant) for r in line)
        yield from (
            ((province, key), places)
            for province, places in _grouped(
                (province, line) for (province, _), line in by_province.items()
            ).items()
        )


def _accepted(line: Sequence[Region], on: date, lenient: bool) -> list[Region]:
    """The episodes of one place in force that day; if law and list overlap, the episode of the law."""
    found = [region for region in line if region.in_force_on(on, lenient=lenient)]
    if len(found) < 2:
        return found
    starts = [region.valid_from for region in found if region.valid_from is not None]
    return [
        region
        for region in found
        if region.valid_to is None or all(start < region.valid_to for start in starts)
    ]


def _nearest(line: Sequence[Region], on: date | None) -> Region:
    """The episode in force that day, read leniently; otherwise the first one after it, otherwise the last."""
    if on is None:
        return line[-1]
    accepted = _accepted(line, on, lenient=True)
    if accepted:
        return accepted[-1]
    return next((region for region in line if region.valid_from and on < region.valid_from), line[-1])


def _start(region: Region) -> tuple[date, date]:
    return region.valid_from or date.min, region.valid_to or date.max


def _pairs(changes: Iterable[CodeChange], relation: Relation) -> Iterator[tuple[str, str]]:
    return ((c.from_code.digits, c.to_code.digits) for c in changes if c.relation is relation)


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    groups: dict[K, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _day(on: date) -> date:
    if isinstance(on, datetime) or not isinstance(on, date):
        raise WrongTypeError("on is a datetime.date", type(on), "date(2024, 8, 4)")
    return on


@cache
def embedded() -> Gazetteer:
    """Return the gazetteer of the tables of the package; they are read once, on first use."""
    changes = _tables.changes()
    return Gazetteer(
        _tables.episodes(changes),
        changes=changes,
        aliases=[(row["code"], row["alias"]) for row in _tables.rows("aliases")],
        editions=_tables.editions(),
    )
