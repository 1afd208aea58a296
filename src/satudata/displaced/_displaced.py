"""How many are displaced, by sex, age group and vulnerable group, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, final

import attrs

from satudata._ground.fields import as_names
from satudata._ground.hooks import PydanticField
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import Word
from satudata.displaced._inputs import (
    OtherParts,
    Parts,
    as_ages,
    as_families,
    as_groups,
    as_other_ages,
    as_other_groups,
    as_people,
    as_sexes,
)
from satudata.displaced._spans import Age, Span, added_up, span_of
from satudata.displaced._words import AgeGroup, VulnerableGroup
from satudata.errors import InvalidRecordError
from satudata.findings import Finding, finding
from satudata.impacts import Impact, Sex
from satudata.impacts.sums import by_place, known_sum, sum_figures

W = TypeVar("W", bound=Word)


@public("satudata.displaced")
@final
@attrs.frozen(kw_only=True, repr=False)
class Displaced(Record, PydanticField):
    """How many people are displaced, as reported; ``None`` is not reported, never zero.

    ``people`` (jiwa) and ``families`` (KK) are reported totals, with or without the parts: ``sexes`` by sex, ``ages``
    by age group, ``groups`` by vulnerable group, the last two also by group and sex. Vulnerable groups overlap and are
    never summed. A group that a mapping leaves out is not reported. Ages that are none of the guideline's five groups
    are in ``other_ages`` under their name, such as ``"<5"`` (bayi and balita together), ``"18-60"`` or ``"remaja"``,
    and are never split; groups of people that the guideline does not have are in ``other_groups``. ``lower_bounds``
    names the figures of a sum that some report did not give completely.

    Negative, fractional and boolean figures raise :class:`~satudata.InvalidRecordError` or ``TypeError``.

    Source: Juklak BNPB 9/2023 (not obtained; second-hand).

    >>> Displaced(people=12, families=4, ages={"bayi": {"perempuan": 1}}, groups={"ibu hamil": 2})
    Displaced(people=12, families=4, ages={(AgeGroup.INFANT, Sex.FEMALE): 1}, \
groups={(VulnerableGroup.PREGNANT, None): 2})
    """

    people: int | None = attrs.field(default=None, converter=as_people)
    families: int | None = attrs.field(default=None, converter=as_families)
    sexes: FrozenMap[Sex, int | None] | None = attrs.field(default=None, converter=as_sexes)
    ages: Parts[AgeGroup] | None = attrs.field(default=None, converter=as_ages)
    other_ages: OtherParts | None = attrs.field(default=None, converter=as_other_ages)
    groups: Parts[VulnerableGroup] | None = attrs.field(default=None, converter=as_groups)
    other_groups: OtherParts | None = attrs.field(default=None, converter=as_other_groups)
    lower_bounds: frozenset[str] = attrs.field(default=frozenset(), converter=as_names)

    def __attrs_post_init__(self) -> None:
        if not self.lower_bounds <= set(FIGURES):
            raise InvalidRecordError("lower_bounds", sorted(self.lower_bounds), f"among {', '.join(FIGURES)}")

    @property
    def known_people(self) -> int | None:
        """At least so many people are displaced: the largest of the reported total and the sums by sex and by age.

        Ages are added only as far as no one is in two of their groups.

        >>> Displaced(sexes={"laki-laki": 5, "perempuan": None}).known_people, Displaced().known_people
        (5, None)
        >>> Displaced(ages={"anak": 3}, other_ages={"<5": 1, "18-60": 4, ">60": 1}).known_people
        9
        """
        known = [self.people, *(sum_ for _, sum_, _ in self._sums())]
        return max((figure for figure in known if figure is not None), default=None)

    @property
    def is_complete(self) -> bool:
        """Whether :attr:`known_people` is the exact number and not a lower bound.

        >>> Displaced(people=5).is_complete, Displaced(sexes={"laki-laki": 5}).is_complete
        (True, False)
        """
        if self.people is not None:
            return "people" not in self.lower_bounds
        return any(is_whole for _, _, is_whole in self._sums())

    @property
    def impact(self) -> Impact:
        """What this adds to the impact of an event: ``Impact.displaced``.

        >>> Displaced(people=120).impact, Displaced(sexes={"laki-laki": 5}).impact
        (Impact(displaced=120), Impact(displaced=5, lower_bounds=frozenset({'displaced'})))
        """
        known = self.known_people
        is_bound = known is not None and not self.is_complete
        return Impact(displaced=known, lower_bounds={"displaced"} if is_bound else ())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What cannot be right: sums that differ from the total, groups above it, more families than people.

        >>> [each.message() for each in Displaced(people=5, sexes={"laki-laki": 4, "perempuan": 2}).findings]
        ['sexes: the parts give 6, the total is 5']
        """
        return tuple(self._doubts())

    def _sums(self) -> Iterator[tuple[str, int | None, bool]]:
        """Yield the ways to add up all people: name, sum of the known parts, whether nothing is missing."""
        sexes = [None if self.sexes is None else self.sexes.get(sex) for sex in Sex]
        yield "sexes", known_sum(sexes), _is_whole(sexes) and "sexes" not in self.lower_bounds
        ages, are_all = self._of_ages()
        yield "ages", known_sum(ages), are_all and _is_whole(ages)

    def _of_ages(self, sex: Sex | None = None) -> tuple[list[int | None], bool]:
        """The figures of the ages that can be added, of one sex or of both, and whether they are all ages."""
        figures: dict[Age, int | None] = {}
        groups: tuple[FrozenMap[Any, int | None] | None, ...] = (self.ages, self.other_ages)
        for parts in groups:
            for word, of in parts or ():
                if parts is not None and (sex is None or of is sex):
                    figures[word] = both_sexes(parts, word) if sex is None else parts[word, sex]
        spans = {age: span_of(age) for age in figures}
        order = sorted(figures, key=lambda age: (not isinstance(age, AgeGroup), _width(spans[age]), age))
        counted, are_all = added_up(order, spans)
        return [figures[age] for age in counted], are_all and not {"ages", "other_ages"} & self.lower_bounds

    def _doubts(self) -> Iterator[Finding]:
        bounds = self.lower_bounds
        for name, known, is_whole in self._sums():
            of_all = None if "people" in bounds else self.people
            yield from _differs(name, name, known, of_all, is_whole=is_whole)
        for sex in Sex:
            figures, are_all = self._of_ages(sex)
            of_sex = None if self.sexes is None or "sexes" in bounds else self.sexes.get(sex)
            is_whole = are_all and _is_whole(figures)
            yield from _differs("ages", f"{sex}, ages", known_sum(figures), of_sex, is_whole=is_whole)
        for name in ("ages", "other_ages", "groups", "other_groups"):
            yield from self._doubts_by_sex(name, getattr(self, name))
        yield from self._group_doubts()
        people, families = self.people, self.families
        if people is None or families is None or self.lower_bounds & {"people", "families"}:
            return
        if families > people or (people and not families):
            yield finding("displaced-families", "families", families=families, people=people)

    def _doubts_by_sex(self, field: str, parts: Parts[Any] | None) -> Iterator[Finding]:
        if parts is None or field in self.lower_bounds:
            return
        for word in dict.fromkeys(word for word, _ in parts):
            figures = [parts.get((word, sex)) for sex in Sex]
            of_both = parts.get((word, None))
            yield from _differs(field, str(word), known_sum(figures), of_both, is_whole=_is_whole(figures))

    def _group_doubts(self) -> Iterator[Finding]:
        known = self.known_people
        for name, parts in (("groups", self.groups), ("other_groups", self.other_groups)):
            for group in dict.fromkeys(word for word, _ in parts or ()):
                figure = both_sexes(parts, group)
                if figure is not None and known is not None and self.is_complete and figure > known:
                    yield finding(
                        "displaced-group-above-total", name, group=str(group), figure=figure, total=known
                    )
        women = None if self.sexes is None or "sexes" in self.lower_bounds else self.sexes.get(Sex.FEMALE)
        for group in (VulnerableGroup.PREGNANT, VulnerableGroup.BREASTFEEDING):
            if self.groups is not None and self.groups.get((group, Sex.MALE)):
                yield finding("displaced-group-sex", "groups", group=str(group), sex=str(Sex.MALE))
            figure = both_sexes(self.groups, group)
            if figure is not None and women is not None and figure > women:
                yield finding(
                    "displaced-group-above-women", "groups", group=str(group), figure=figure, women=women
                )


#: The figures, in the order of the form.
FIGURES = tuple(each.name for each in attrs.fields(Displaced) if each.name != "lower_bounds")


def both_sexes(parts: FrozenMap[tuple[Any, Sex | None], int | None] | None, word: str) -> int | None:
    """Return the figure of a group: the reported one or the sum of its sexes, whichever is larger."""
    if parts is None:
        return None
    known = [parts.get((word, None)), known_sum([parts.get((word, sex)) for sex in Sex])]
    return max((figure for figure in known if figure is not None), default=None)


#: What the parts are called in Indonesian.
_NAMES = {"sexes": "jenis kelamin", "ages": "kelompok usia", "sites": "lokasi"}


def _width(span: Span | None) -> int:
    """The wider, the earlier; ages that are not said come last."""
    return 0 if span is None else span.first - span.after


def _is_whole(figures: Iterable[int | None]) -> bool:
    return all(figure is not None for figure in figures)


def _differs(
    field: str, what: str, known: int | None, total: int | None, *, is_whole: bool
) -> Iterator[Finding]:
    if known is not None and total is not None and (known > total or (is_whole and known < total)):
        names = " ".join(_NAMES.get(word, word) for word in what.split(" "))
        yield finding("displaced-sum-differs", field, what=what, what_id=names, sum=known, total=total)


def sum_displaced(parts: Iterable[Displaced]) -> Displaced:
    """Return the sum of what is known; its ``lower_bounds`` name what some of *parts* left out.

    The order never matters. People are added as far as they are known in any way (:attr:`Displaced.known_people`).

    >>> both = sum_displaced([Displaced(people=5, families=2), Displaced(sexes={"laki-laki": 1, "perempuan": 2})])
    >>> both.people, both.families, dict(both.sexes), sorted(both.lower_bounds)
    (8, 2, {Sex.MALE: 1, Sex.FEMALE: 2}, ['families', 'sexes'])
    """
    several = list(parts)
    if len(several) == 1:
        return several[0]
    return Displaced(
        **sum_figures(several, FIGURES, figure=_contribution, is_bound=_is_bound, merge=_merged),
    )


def _contribution(part: Displaced, name: str) -> Any:
    return part.known_people if name == "people" else getattr(part, name)


def _is_bound(part: Displaced, name: str) -> bool:
    return not part.is_complete if name == "people" else name in part.lower_bounds


def _merged(name: str, maps: list[FrozenMap[Any, int | None]]) -> tuple[dict[Any, Any], bool]:
    """The sums by place. A gap: a place that some mapping leaves out or names as unknown.

    Where one mapping gives a group as a whole and another by sex, both are added to the whole.
    """

    def figure(figures: FrozenMap[Any, int | None], place: Any) -> int | None:
        is_whole_group = isinstance(place, tuple) and place[1] is None
        return both_sexes(figures, place[0]) if is_whole_group else figures.get(place)

    figures = by_place(maps, figure)
    has_gap = any(each is None for found in figures.values() for each in found)
    return {place: known_sum(found) for place, found in figures.items()}, has_gap
