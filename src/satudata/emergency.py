"""Status keadaan darurat bencana: what a regent, mayor, governor or the president declared, and for how long."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice, pairwise
from typing import Any, final

import attrs

from satudata._ground.codes import require_text
from satudata._ground.days import shifted
from satudata._ground.fields import as_day, as_type_code
from satudata._ground.hooks import PydanticField
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import Word
from satudata.disaster_types._schemes import OLDER, PRESENT, scheme_for
from satudata.errors import InvalidRecordError, WrongTypeError
from satudata.findings import Finding, finding
from satudata.regions._code import AdminLevel, RegionCode, as_region_code

_DAY = datetime.timedelta(days=1)


@public("satudata")
@final
class EmergencyStatus(Word):
    """The three states, in their order. ``SIAGA`` is declared before anything has happened.

    >>> EmergencyStatus("tanggap darurat")
    EmergencyStatus.TANGGAP
    """

    SIAGA = "siaga darurat"
    TANGGAP = "tanggap darurat"
    TRANSISI = "transisi darurat ke pemulihan"

    @property
    def rank(self) -> int:
        """0 for the first of the three."""
        return list(EmergencyStatus).index(self)


@public("satudata.emergency")
@final
@attrs.frozen(kw_only=True)
class GuidelineLength:
    """The shortest and the longest duration of a declaration of one level, in *months* and *days*."""

    months: tuple[int, int] = (0, 0)
    days: tuple[int, int] = (0, 0)
    citation: str = "bnpb-emergency-guideline"

    def bounds(self, start: datetime.date) -> tuple[datetime.date, datetime.date]:
        """The earliest and the latest last day of a declaration that starts on *start*.

        >>> GUIDELINE_LENGTHS[AdminLevel.REGENCY].bounds(datetime.date(2024, 5, 12))
        (datetime.date(2024, 5, 18), datetime.date(2024, 5, 25))
        """
        shortest, longest = (
            _last_day(start, months, days) for months, days in zip(self.months, self.days, strict=True)
        )
        return shortest, longest


#: The guideline's lengths by level: 7 to 14 days, 14 days to a month, one to three months.
GUIDELINE_LENGTHS: Mapping[AdminLevel, GuidelineLength] = FrozenMap(
    {
        AdminLevel.REGENCY: GuidelineLength(days=(7, 14)),
        AdminLevel.PROVINCE: GuidelineLength(months=(0, 1), days=(14, 0)),
        AdminLevel.NATIONAL: GuidelineLength(months=(1, 3)),
    }
)

#: (scheme, code) of what comes without building up: earthquake. Nobody has listed the others, so they are let pass.
SUDDEN = frozenset({(PRESENT, "107"), (OLDER, "108"), (PRESENT, "110"), (OLDER, "110")})


def _last_day(start: datetime.date, months: int, days: int) -> datetime.date:
    """The last day of so many months and days, of which *start* is the first."""
    return shifted(start, months=months) + datetime.timedelta(days=days) - _DAY


def _status(value: EmergencyStatus | str) -> EmergencyStatus:
    try:
        return EmergencyStatus(value)
    except InvalidRecordError as error:
        raise InvalidRecordError("status", value, error.reason) from None


def _region(value: RegionCode | str | None) -> RegionCode | None:
    return None if value is None else as_region_code(value)


def _decree(value: str | None) -> str | None:
    if value is None:
        return None
    text = require_text(value, "the number of a decree")
    if not text.strip():
        raise InvalidRecordError("decree", value, "not blank; a number that is not known is None")
    return text


@public("satudata.emergency")
@final
@attrs.frozen(kw_only=True, repr=False)
class Declaration(Record, PydanticField):
    """A decree that declares a status for a region (``None``: the nation) from *start* to *end*, its last day.

    *end* is ``None`` where it is not known; it is never taken from the guideline. *decree* is the number, *extends* the
    number of the decree that it prolongs. *type_code* is the disaster type, in *scheme* (left out, it follows from code
    and start), *event* the event's id. :meth:`lasting` takes a duration instead of the last day.

    Raises :class:`~satudata.InvalidRecordError` for an end before the start or a decree that extends itself.

    Source: the decree; the order of the three states and the levels as in docs/rules/emergency.md.

    >>> Declaration(
    ...     status="tanggap darurat", region="13.04", start=datetime.date(2024, 5, 12), end=datetime.date(2024, 5, 25)
    ... )
    Declaration(status=EmergencyStatus.TANGGAP, region=RegionCode.parse('13.04'), start=datetime.date(2024, 5, 12), \
end=datetime.date(2024, 5, 25))
    """

    status: EmergencyStatus = attrs.field(converter=_status)
    region: RegionCode | None = attrs.field(default=None, converter=_region)
    decree: str | None = attrs.field(default=None, converter=_decree)
    start: datetime.date = attrs.field(converter=as_day)
    end: datetime.date | None = attrs.field(default=None, converter=as_day)
    extends: str | None = attrs.field(default=None, converter=_decree)
    type_code: str | None = attrs.field(default=None, converter=as_type_code)
    scheme: str | None = None
    event: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.start is None:
            raise WrongTypeError("a declaration has a start: date(2024, 5, 12)")
        if self.end is not None and self.end < self.start:
            raise InvalidRecordError("end", self.end.isoformat(), f"not before the start {self.start}")
        if self.extends is not None and self.extends == self.decree:
            raise InvalidRecordError("extends", self.extends, "the number of an earlier decree, not its own")
        if self.scheme is None and self.type_code is not None:
            object.__setattr__(self, "scheme", scheme_for(self.type_code, self.start))

    @classmethod
    def lasting(cls, *, start: datetime.date, months: int = 0, days: int = 0, **fields: Any) -> Declaration:
        """A declaration of so many months and days, of which *start* is the first.

        >>> Declaration.lasting(status="tanggap darurat", start=datetime.date(2024, 5, 12), days=14).end
        datetime.date(2024, 5, 25)
        >>> Declaration.lasting(status="siaga darurat", start=datetime.date(2024, 8, 31), months=6).end
        datetime.date(2025, 2, 27)
        """
        if months < 0 or days < 0 or not (months or days):
            raise InvalidRecordError("days", days, "a duration of at least one day")
        return cls(start=start, end=_last_day(start, months, days), **fields)

    @property
    def level(self) -> AdminLevel:
        """Who declared it: a regent or mayor (``REGENCY``), a governor (``PROVINCE``), the president (``NATIONAL``)."""
        return AdminLevel.NATIONAL if self.region is None else self.region.level

    @property
    def days(self) -> int | None:
        """The number of days, with both ends; ``None`` if the end is not known."""
        return None if self.end is None else (self.end - self.start).days + 1

    def is_in_force(self, on: datetime.date) -> bool | None:
        """Whether it is in force on that day; ``None`` after its start if the end is not known.

        >>> open_ended = Declaration(status="siaga darurat", start=datetime.date(2024, 5, 12))
        >>> open_ended.is_in_force(datetime.date(2024, 5, 11)), open_ended.is_in_force(datetime.date(2024, 5, 13))
        (False, None)
        """
        if on < self.start:
            return False
        return (True if on == self.start else None) if self.end is None else on <= self.end

    @property
    def name(self) -> str:
        """What messages call it: the number of the decree, else its status and first day."""
        return self.decree or f"{self.status} {self.start.isoformat()}"

    def order(self) -> tuple[datetime.date, int, datetime.date, str]:
        """The key by which declarations are sorted: the one declared last is the last."""
        return self.start, self.status.rank, self.end or datetime.date.max, repr(self)


@public("satudata.emergency")
@final
@attrs.frozen
class Chain:
    """A declaration and those that extend it, each by a decree that names the one before."""

    declarations: tuple[Declaration, ...]

    @property
    def start(self) -> datetime.date:
        """The first day."""
        return self.declarations[0].start

    @property
    def end(self) -> datetime.date | None:
        """The last day; ``None`` if an end is not known."""
        ends = [each.end for each in self.declarations]
        return None if None in ends else max(end for end in ends if end is not None)

    @property
    def gaps(self) -> tuple[tuple[datetime.date, datetime.date], ...]:
        """The first and last day of each gap in which none was in force; unknown ends leave no gap."""
        return tuple(_gaps(self.declarations))


def _history(values: Iterable[Declaration]) -> tuple[Declaration, ...]:
    declarations = tuple(values)
    for each in declarations:
        if not isinstance(each, Declaration):
            raise WrongTypeError("a history is of Declaration", type(each))
    return tuple(sorted(declarations, key=Declaration.order))


@public("satudata.emergency")
@final
@attrs.frozen
class History:
    """The declarations of one event or of one place over time, in the order of their start.

    >>> first = Declaration.lasting(
    ...     status="tanggap darurat", region="13.04", decree="1/2024", start=datetime.date(2024, 5, 12), days=14
    ... )
    >>> second = Declaration.lasting(
    ...     status="tanggap darurat", region="13.04", decree="2/2024", extends="1/2024",
    ...     start=datetime.date(2024, 5, 26), days=14,
    ... )
    >>> history = History([second, first])
    >>> history.status_on(datetime.date(2024, 6, 1)), history.chains[0].end, history.findings
    (EmergencyStatus.TANGGAP, datetime.date(2024, 6, 8), ())
    """

    declarations: tuple[Declaration, ...] = attrs.field(converter=_history)

    def in_force(self, on: datetime.date, region: RegionCode | str | None = None) -> tuple[Declaration, ...]:
        """Return the declarations in force on that day, in the order of their start; with *region* only its own."""
        return tuple(each for each in self._of(region) if each.is_in_force(on))

    def status_on(self, on: datetime.date, region: RegionCode | str | None = None) -> EmergencyStatus | None:
        """Return the status in force on that day, the last declared of several; ``None`` if none is known.

        A declaration whose end is not known is known to be in force on its first day only: :meth:`in_doubt` names it.
        """
        declarations = self.in_force(on, region)
        return declarations[-1].status if declarations else None

    def in_doubt(self, on: datetime.date, region: RegionCode | str | None = None) -> tuple[Declaration, ...]:
        """Return the declarations that may be in force on that day, since their end is not known."""
        return tuple(each for each in self._of(region) if each.is_in_force(on) is None)

    def _of(self, region: RegionCode | str | None) -> Iterator[Declaration]:
        """The declarations of a region; all where none is named."""
        wanted = _region(region)
        return (each for each in self.declarations if wanted is None or each.region == wanted)

    @property
    def criterion(self) -> EmergencyStatus | None:
        """What to give ``evaluate(emergency_status=...)``: the first status beyond siaga, then siaga, then unknown.

        That nothing was declared is for the caller to say, with ``False``.

        >>> alert = Declaration(status="siaga darurat", start=datetime.date(2024, 5, 1))
        >>> History([]).criterion, History([alert]).criterion
        (None, EmergencyStatus.SIAGA)
        """
        declared = [each.status for each in self.declarations]
        beyond = [status for status in declared if status is not EmergencyStatus.SIAGA]
        return next(iter(beyond or declared), None)

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """The declarations of a region, linked by the decrees they extend; one that extends none starts a chain."""
        chains: dict[int, list[Declaration]] = {}
        home: dict[tuple[RegionCode | None, str], int] = {}
        for place, each in enumerate(self.declarations):
            number = place if each.extends is None else home.get((each.region, each.extends), place)
            chains.setdefault(number, []).append(each)
            if each.decree is not None:
                home[each.region, each.decree] = number
        return tuple(Chain(tuple(chain)) for chain in chains.values())

    @property
    def overlaps(self) -> tuple[tuple[Declaration, Declaration], ...]:
        """Pairs of one region, type and event that are in force on the same day."""
        return tuple(self._overlaps())

    def _overlaps(self) -> Iterator[tuple[Declaration, Declaration]]:
        for declarations in self._by_place():
            for number, one in enumerate(declarations, start=1):
                for other in islice(declarations, number, None):
                    # They are in the order of their start: none that follows begins earlier.
                    if one.end is None or other.start > one.end:
                        break
                    yield one, other

    @property
    def gaps(self) -> tuple[tuple[datetime.date, datetime.date], ...]:
        """The first and last day of each gap between declarations of one region, type and event.

        A declaration whose end is not known leaves none.
        """
        return tuple(gap for declarations in self._by_place() for gap in _gaps(declarations))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is doubtful: lengths beyond the guideline, overlaps, gaps in a chain, a siaga before an earthquake.

        A length is a warning only: real decrees are often far longer, and none is refused.

        >>> long = Declaration.lasting(
        ...     status="tanggap darurat", region="13.04", decree="1/2024", start=datetime.date(2024, 5, 12), days=30
        ... )
        >>> [each.message() for each in History([long]).findings]
        ['1/2024 lasts 30 days; the guideline has 7 to 14 at this level']
        """
        return tuple(sorted(dict.fromkeys(self._doubts()), key=lambda each: each.sort_key))

    def _doubts(self) -> Iterator[Finding]:
        decrees = {(each.region, each.decree) for each in self.declarations}
        for each in self.declarations:
            yield from own_doubts(each)
            if each.extends is not None and (each.region, each.extends) not in decrees:
                yield finding("emergency-extends-unknown", "extends", decree=each.name, extends=each.extends)
        for chain in self.chains:
            for first, last in chain.gaps:
                name = chain.declarations[0].name
                yield finding("emergency-gap", "start", decree=name, first=str(first), last=str(last))
        for one, other in self.overlaps:
            yield finding("emergency-overlap", "start", one=one.name, other=other.name)
        for declarations in self._by_place():
            for before, after in pairwise(declarations):
                if after.status.rank < before.status.rank:
                    yield finding(
                        "emergency-order",
                        "status",
                        decree=after.name,
                        status=str(after.status),
                        before=str(before.status),
                    )

    def _by_place(self) -> list[list[Declaration]]:
        places: dict[object, list[Declaration]] = {}
        for each in self.declarations:
            places.setdefault((each.region, each.scheme, each.type_code, each.event), []).append(each)
        return list(places.values())


def _gaps(declarations: Iterable[Declaration]) -> Iterator[tuple[datetime.date, datetime.date]]:
    reached: datetime.date | None = None
    for each in declarations:
        if reached is not None and each.start > reached + _DAY:
            yield reached + _DAY, each.start - _DAY
        if each.end is None:
            return
        reached = each.end if reached is None else max(reached, each.end)


def own_doubts(declaration: Declaration) -> Iterator[Finding]:
    """What is doubtful about one declaration alone: a siaga for what comes suddenly, and its length."""
    if declaration.status is EmergencyStatus.SIAGA and (declaration.scheme, declaration.type_code) in SUDDEN:
        yield finding("siaga-sudden-hazard", "status", decree=declaration.name, type=declaration.type_code)
    if declaration.end is None:
        return
    start = declaration.start
    shortest, longest = GUIDELINE_LENGTHS[declaration.level].bounds(start)
    if not shortest <= declaration.end <= longest:
        yield finding(
            "emergency-length",
            "end",
            decree=declaration.name,
            days=declaration.days,
            shortest=(shortest - start).days + 1,
            longest=(longest - start).days + 1,
        )
