"""Which declarations of a list prolong which, and which overlap."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import final

import attrs

from satudata.emergency import EmergencyStatus
from satudata.findings import Finding, Severity, finding
from satudata.tabular.lists._listed import DeclaredChain, ListedDeclaration, decree_key

#: The keys of a declaration that states no hazard, and of every one.
_NONE, _EVERY = "", "*"


def linked(
    listed: Iterable[ListedDeclaration],
) -> tuple[tuple[DeclaredChain, ...], tuple[tuple[int, Finding], ...]]:
    """The chains of these declarations, in the order of their first day, and what is doubtful about the links.

    :attr:`~satudata.tabular.Declarations.chains` tells which prolongs which. The time grows with the number of
    declarations, also where all are of one place.
    """
    chains: list[_Chain] = []
    by_place: dict[object, _Earlier] = {}
    by_decree: dict[object, int] = {}
    doubts: list[tuple[int, Finding]] = []
    for each in listed:
        declared = each.declaration
        earlier = by_place.setdefault((declared.region, declared.status), _Earlier())
        earlier.come_to(declared.start)
        number, is_stated = None, False
        if declared.extends is not None:
            number = by_decree.get((declared.region, decree_key(declared.extends)))
            is_stated = number is not None
        elif each.prolongs is not False:
            number = earlier.chain_for(each)
        doubts += (
            (each.line, doubt)
            for doubt in _link_doubts(each, None if number is None else chains[number], earlier)
        )
        if number is None:
            number = len(chains)
            chains.append(_Chain())
        else:
            chains[number].stated.append(is_stated)
        chains[number].add(each)
        earlier.add(each, number)
        if declared.decree is not None:
            by_decree[declared.region, decree_key(declared.decree)] = number
    return tuple(each.value for each in chains), tuple(doubts)


def overlaps(listed: Iterable[ListedDeclaration]) -> Iterator[tuple[int, Finding]]:
    """Declarations of one region and hazard, of two states, that hold on one day.

    Of those that a declaration meets, the one of each other status that began last is named.
    """
    listed = tuple(listed)
    places: dict[object, dict[EmergencyStatus, _Reach]] = {}
    for at, each in enumerate(listed):
        declared = each.declaration
        reaches = places.setdefault(declared.region, {})
        for status in EmergencyStatus:
            if status is declared.status or status not in reaches:
                continue
            found = reaches[status].last(declared.start.toordinal(), each.hazards)
            if found is not None:
                names = {"one": listed[found].declaration.name, "other": declared.name}
                yield each.line, finding("emergency-overlap", "start", **names)
        until = (declared.end or declared.start).toordinal()
        reaches.setdefault(declared.status, _Reach()).add(at, until, each.hazards)


def _keys(hazards: frozenset[str]) -> Iterable[str]:
    return (*(hazards or (_NONE,)), _EVERY)


def _asked(hazards: frozenset[str]) -> Iterable[str]:
    """The keys of the declarations that meet these *hazards*."""
    return (*hazards, _NONE) if hazards else (_EVERY,)


@final
class _Reach:
    """How far numbered declarations reach, by hazard; the days that are asked for only go on."""

    def __init__(self) -> None:
        self._by_hazard: dict[str, list[tuple[int, int]]] = {}

    def add(self, number: int, until: int, hazards: frozenset[str]) -> None:
        """Add one that holds *until* a day, as an ordinal."""
        for key in _keys(hazards):
            heappush(self._by_hazard.setdefault(key, []), (-number, until))

    def last(self, day: int, hazards: frozenset[str]) -> int | None:
        """The greatest number of those that hold on the *day* and cover one of the *hazards*, or state none."""
        found = (self._top(self._by_hazard.get(key, []), day) for key in _asked(hazards))
        return max((each for each in found if each is not None), default=None)

    @staticmethod
    def _top(heap: list[tuple[int, int]], day: int) -> int | None:
        while heap and heap[0][1] < day:
            heappop(heap)
        return -heap[0][0] if heap else None


@final
class _Earlier:
    """The declarations of one region and status that began before the day at which a list has come."""

    def __init__(self) -> None:
        self._reach = _Reach()
        #: The greatest number of a chain with a declaration without a last day.
        self._open: dict[str, int] = {}
        #: The one that ended last, by hazard.
        self._ended: dict[str, tuple[datetime.date, int, ListedDeclaration]] = {}
        self._of_the_day: list[tuple[ListedDeclaration, int]] = []

    def come_to(self, day: datetime.date) -> None:
        """Go on to a *day*: those of one day prolong none of each other."""
        if self._of_the_day and self._of_the_day[0][0].declaration.start < day:
            for each, chain in self._of_the_day:
                self._take(each, chain)
            self._of_the_day = []

    def add(self, each: ListedDeclaration, chain: int) -> None:
        """Add a declaration of the day, which is in the *chain* of that number."""
        self._of_the_day.append((each, chain))

    def _take(self, each: ListedDeclaration, chain: int) -> None:
        end = each.declaration.end
        if end is not None:
            self._reach.add(chain, end.toordinal() + 1, each.hazards)
        for key in _keys(each.hazards):
            if end is None:
                self._open[key] = max(chain, self._open.get(key, chain))
                continue
            before = self._ended.get(key)
            if before is None or before[:2] <= (end, each.line):
                self._ended[key] = (end, each.line, each)

    def chain_for(self, each: ListedDeclaration) -> int | None:
        """The last chain that *each* can prolong: one that reaches to the day before it, or further.

        One without a last day is only prolonged by what is said to prolong something.
        """
        found = self._reach.last(each.declaration.start.toordinal(), each.hazards)
        if not each.prolongs:
            return found
        still_open = (self._open.get(key) for key in _asked(each.hazards))
        return max((chain for chain in (found, *still_open) if chain is not None), default=None)

    def ended_last(self, each: ListedDeclaration) -> ListedDeclaration | None:
        """Of those that *each* could prolong but for a gap, the one that ended last."""
        found = [self._ended[key] for key in _asked(each.hazards) if key in self._ended]
        return max(found, key=lambda ended: ended[:2])[2] if found else None


@final
@attrs.define
class _Chain:
    """A chain as it grows. *reached* is its last day so far, ``None`` where one of its declarations has none."""

    links: list[ListedDeclaration] = attrs.field(factory=list)
    stated: list[bool] = attrs.field(factory=list)
    reached: datetime.date | None = datetime.date.min

    def add(self, each: ListedDeclaration) -> None:
        """Add the next declaration."""
        self.links.append(each)
        end = each.declaration.end
        self.reached = None if end is None or self.reached is None else max(self.reached, end)

    @property
    def value(self) -> DeclaredChain:
        """The chain as a value."""
        return DeclaredChain(tuple(self.links), bool(self.stated) and all(self.stated))


def _gap(end: datetime.date, start: datetime.date) -> int:
    """The number of days between a last day and the first day of what follows."""
    return (start - end).days - 1


def _link_doubts(each: ListedDeclaration, chain: _Chain | None, earlier: _Earlier) -> Iterator[Finding]:
    """What is doubtful about a declaration that joins a *chain*, or none of those of the *earlier* ones."""
    declared = each.declaration
    links: Sequence[ListedDeclaration] = [] if chain is None else chain.links
    if chain is not None and chain.reached is not None and _gap(chain.reached, declared.start) > 0:
        day = datetime.timedelta(days=1)
        first, last = str(chain.reached + day), str(declared.start - day)
        yield finding("emergency-gap", "start", decree=links[0].declaration.name, first=first, last=last)
    is_new = chain is None and each.prolongs is not False
    before = earlier.ended_last(each) if is_new else None
    if declared.extends is not None and chain is None:
        yield finding("emergency-extends-unknown", "extends", decree=declared.name, extends=declared.extends)
    elif before is not None and before.declaration.end is not None:
        found = finding(
            "emergency-new-chain",
            "start",
            decree=declared.name,
            before=before.declaration.name,
            end=str(before.declaration.end),
            days=_gap(before.declaration.end, declared.start),
        )
        yield found if each.prolongs else attrs.evolve(found, severity=Severity.INFO)
    elif each.prolongs and (chain is None or (each.ordinal or len(links)) != len(links)):
        yield finding("emergency-decree-missing", "start", decree=declared.name, number=len(links))
