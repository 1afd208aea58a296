"""The ages of a group in months, and which groups of ages can be added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias, TypeVar, final

from satudata.displaced._words import AgeGroup

T = TypeVar("T")

_YEAR = 12
#: No one is older.
_OLDEST = 200 * _YEAR


@final
class Span(NamedTuple):
    """Ages in months: the *first* month, and the month *after* the last; without an end it is the oldest age."""

    first: int
    after: int = _OLDEST

    def meets(self, other: Span) -> bool:
        """Whether some age is in both."""
        return self.first < other.after and other.first < self.after


#: The guideline's five groups. Source: Juklak BNPB 9/2023 (second-hand).
GUIDELINE: Mapping[AgeGroup, Span] = {
    AgeGroup.INFANT: Span(0, _YEAR),
    AgeGroup.TODDLER: Span(_YEAR, 5 * _YEAR),
    AgeGroup.CHILD: Span(5 * _YEAR, 18 * _YEAR),
    AgeGroup.ADULT: Span(18 * _YEAR, 60 * _YEAR),
    AgeGroup.ELDERLY: Span(60 * _YEAR),
}

_BELOW = re.compile(r"<([0-9]{1,3})( bulan)?")
_FROM_TO = re.compile(r"([0-9]{1,3})-([0-9]{1,3})( bulan)?")
_ABOVE = re.compile(r">([0-9]{1,3})( bulan)?")
_FROM = re.compile(r"([0-9]{1,3})\+( bulan)?")
#: An age group as the guideline has it or under its own name.
Age: TypeAlias = AgeGroup | str


def span_of(age: Age) -> Span | None:
    """The ages of a group of the guideline, or of a name in normal form; ``None`` where they are not said.

    In normal form ages are completed years unless "bulan" says months: ``"<5"`` is all below five, ``"5-12"`` five to
    twelve, ``">60"`` all above sixty, ``"65+"`` sixty-five and above.

    >>> span_of("<5"), span_of("6-23 bulan"), span_of(">60").first // 12, span_of("remaja")
    (Span(first=0, after=60), Span(first=6, after=24), 61, None)
    """
    if isinstance(age, AgeGroup):
        return GUIDELINE[age]
    if found := _BELOW.fullmatch(age):
        span = Span(0, int(found[1]) * _unit(found[2]))
    elif found := _FROM_TO.fullmatch(age):
        span = Span(int(found[1]) * _unit(found[3]), (int(found[2]) + 1) * _unit(found[3]))
    elif found := _ABOVE.fullmatch(age):
        span = Span((int(found[1]) + 1) * _unit(found[2]))
    elif found := _FROM.fullmatch(age):
        span = Span(int(found[1]) * _unit(found[2]))
    else:
        return None
    return span if span.first < span.after else None


def _unit(months: str | None) -> int:
    return 1 if months else _YEAR


def age_of(first: int | None, last: int | None, *, in_months: bool = False) -> Age:
    """The group of the ages from *first* to *last*, both included: the guideline's, else its name in normal form.

    >>> age_of(5, 17), age_of(0, 4), age_of(0, 5), age_of(60, None), age_of(61, None), age_of(0, 11, in_months=True)
    (AgeGroup.CHILD, '<5', '0-5', AgeGroup.ELDERLY, '61+', AgeGroup.INFANT)
    """
    unit = 1 if in_months else _YEAR
    low = (first or 0) * unit
    span = Span(low) if last is None else Span(low, (last + 1) * unit)
    for group, known in GUIDELINE.items():
        if known == span:
            return group
    if last is None:
        return f"{first or 0}+{' bulan' if in_months else ''}"
    if not low and span.after in (5 * _YEAR, 18 * _YEAR):
        return f"<{span.after // _YEAR}"
    return f"{first or 0}-{last}{' bulan' if in_months else ''}"


def added_up(groups: Iterable[T], spans: Mapping[T, Span | None]) -> tuple[list[T], bool]:
    """Those of *groups* that can be added because no age is in two of them, and whether they are all ages.

    The earlier of *groups* that meet counts, so name the guideline's first.

    >>> ages = [AgeGroup.CHILD, "<5", "18-60", ">60", "12-23 bulan"]
    >>> added_up(ages, {age: span_of(age) for age in ages})
    ([AgeGroup.CHILD, '<5', '18-60', '>60'], True)
    """
    taken: list[tuple[Span, T]] = []
    for group in groups:
        span = spans[group]
        if span is not None and not any(span.meets(other) for other, _ in taken):
            taken.append((span, group))
    ends = {0, *(span.after for span, _ in taken)}
    starts = {_OLDEST, *(span.first for span, _ in taken)}
    return [group for _, group in taken], bool(taken) and ends == starts
