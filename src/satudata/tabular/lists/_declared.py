"""The declarations of a list: their chains, the status of each region on a day, and what answers criterion 6."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import final

import attrs

from satudata._ground.paths import public
from satudata.disaster_types import schemes
from satudata.emergency import Declaration, EmergencyStatus, own_doubts
from satudata.events._counts import UNKNOWN, Kind
from satudata.findings import Finding, Severity, finding
from satudata.regions._code import PROVINCE_WIDTH, RegionCode
from satudata.tabular._places import place_of
from satudata.triggers import hazard_of

_DAY = datetime.timedelta(days=1)
_BEFORE_NUMBER = re.compile(r"(?:nomor|number|nomer|no|nmr|sk)\b[ .:]*")


@lru_cache(maxsize=4096)
def decree_key(text: str) -> str:
    """The number of a decree as numbers are compared: "Nomor", blanks and letter case do not matter.

    >>> decree_key("Nomor 5/KPTS/2024") == decree_key("No. 5 / kpts / 2024"), decree_key("5/KPTS/2025")
    (True, '5/kpts/2025')
    """
    text = " ".join(text.casefold().split())
    while found := _BEFORE_NUMBER.match(text):
        text = text[found.end() :]
    return text.replace(" ", "")


@lru_cache(maxsize=4096)
def hazards_of(kind: Kind) -> frozenset[str]:
    """The hazard that a type is; none where that is not known.

    >>> sorted(hazards_of(("109", "2023", ""))), sorted(hazards_of(("~", "~", "Epidemi")))
    (['Erupsi Gunung Api'], ['Epidemi'])
    """
    code, scheme, name = kind
    if code != UNKNOWN and scheme == UNKNOWN:
        named = {hazard_of((code, each, name)) for each in schemes} - {""}
        return frozenset(named) if len(named) == 1 else frozenset()
    found = hazard_of(kind)
    return frozenset({found}) if found else frozenset()


@public("satudata.tabular")
@final
@attrs.frozen(kw_only=True)
class ListedDeclaration:
    """A declaration as a list has it.

    *line* is its line. *hazards* are the names of all hazards that the decree covers; empty where it states none.
    *prolongs* tells whether it is said to prolong another decree (``None``: nothing is said), *ordinal* as which
    prolongation. *is_ended* marks one that has been revoked on a day that is not known.
    """

    declaration: Declaration
    line: int = 0
    hazards: frozenset[str] = frozenset()
    prolongs: bool | None = None
    ordinal: int | None = None
    is_ended: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        """The names of the hazards, sorted."""
        return tuple(sorted(self.hazards))

    def meets(self, hazards: frozenset[str]) -> bool:
        """Whether it covers one of these *hazards*, or states none; or none is asked for."""
        return not self.hazards or not hazards or not self.hazards.isdisjoint(hazards)


@public("satudata.tabular")
@final
@attrs.frozen
class DeclaredChain:
    """A declaration and those that prolong it. *is_stated*: a column names the decrees that are prolonged."""

    links: tuple[ListedDeclaration, ...]
    is_stated: bool = False

    @property
    def start(self) -> datetime.date:
        """The first day."""
        return self.links[0].declaration.start

    def before(self, link: ListedDeclaration) -> tuple[str | None, ...]:
        """The decrees that one of the links prolongs, the first one first; ``None`` where a number is not known."""
        return tuple(each.declaration.decree for each in self.links[: self.links.index(link)])


@public("satudata.tabular")
@final
@attrs.frozen
class RegionStatus:
    """The status of a *region* (``None``: the nation): what is in force, each with its chain, the last declared last.

    A declaration whose last day is not known is among them, though only its first day is certain.
    """

    region: RegionCode | None
    in_force: tuple[tuple[ListedDeclaration, DeclaredChain], ...]

    @property
    def last(self) -> Declaration:
        """The one declared last, which gives the region its status."""
        return self.in_force[-1][0].declaration

    @property
    def status(self) -> EmergencyStatus:
        """The status of the one declared last."""
        return self.last.status


@public("satudata.tabular")
@final
@attrs.frozen
class DeclaredNumber:
    """How many declarations of a region and status: *chains*, each counted once, and *decrees*."""

    chains: int
    decrees: int


def _in_order(listed: Iterable[ListedDeclaration]) -> tuple[ListedDeclaration, ...]:
    return tuple(sorted(listed, key=lambda each: (*each.declaration.order(), each.line)))


@public("satudata.tabular")
@final
@attrs.frozen
class Declarations:
    """The declarations of a list, in the order of their first day, and what is doubtful in its rows.

    *row_findings* are findings with their lines; *left_out* are the lines of rows that should be declarations and
    cannot be read as such. :func:`~satudata.tabular.read_declarations` reads a list, :meth:`of` takes declarations.

    Source: docs/rules/emergency.md; chains are inferred where no column states them.

    >>> first, second = (
    ...     Declaration.lasting(status="tanggap darurat", region="35.10", start=datetime.date(2025, 3, day), days=14)
    ...     for day in (1, 15)
    ... )
    >>> (status,) = Declarations.of([first, second]).on(datetime.date(2025, 3, 20)).values()
    >>> status.status, status.last.end.isoformat(), status.in_force[-1][1].start.isoformat()
    (EmergencyStatus.TANGGAP, '2025-03-28', '2025-03-01')
    """

    listed: tuple[ListedDeclaration, ...] = attrs.field(converter=_in_order)
    row_findings: tuple[tuple[int, Finding], ...] = ()
    left_out: tuple[int, ...] = ()

    @classmethod
    def of(cls, declarations: Iterable[Declaration]) -> Declarations:
        """The declarations that a caller has; the hazard of each is that of its type."""
        return cls(
            ListedDeclaration(
                declaration=each,
                line=number,
                hazards=frozenset()
                if each.type_code is None
                else hazards_of((each.type_code, each.scheme or UNKNOWN, "")),
            )
            for number, each in enumerate(declarations, start=1)
        )

    @cached_property
    def chains(self) -> tuple[DeclaredChain, ...]:
        """The declarations by region and status, each with those that it prolongs.

        A column that names the decree states it; else it prolongs the last one of the same region and status with a
        hazard in common that ended on the day before its first day, or later, unless it is said to be a first one.
        """
        return self._linked[0]

    @cached_property
    def _linked(self) -> tuple[tuple[DeclaredChain, ...], tuple[tuple[int, Finding], ...]]:
        chains: list[tuple[list[ListedDeclaration], list[bool]]] = []
        by_place: dict[object, list[int]] = {}
        by_decree: dict[object, int] = {}
        doubts: list[tuple[int, Finding]] = []
        for each in self.listed:
            declared = each.declaration
            earlier = by_place.setdefault((declared.region, declared.status), [])
            number, is_stated = None, False
            if declared.extends is not None:
                number = by_decree.get((declared.region, decree_key(declared.extends)))
                is_stated = number is not None
            elif each.prolongs is not False:
                number = next(
                    (at for at in reversed(earlier) if any(_joins(each, link) for link in chains[at][0])),
                    None,
                )
            doubts += (
                (each.line, doubt)
                for doubt in _link_doubts(
                    each, [] if number is None else chains[number][0], [chains[at][0] for at in earlier]
                )
            )
            if number is None:
                number = len(chains)
                chains.append(([], []))
                earlier.append(number)
            else:
                chains[number][1].append(is_stated)
            chains[number][0].append(each)
            if declared.decree is not None:
                by_decree[declared.region, decree_key(declared.decree)] = number
        found = tuple(DeclaredChain(tuple(links), bool(how) and all(how)) for links, how in chains)
        return found, tuple(doubts)

    @cached_property
    def findings(self) -> tuple[tuple[int, Finding], ...]:
        """Everything doubtful, with its line: in rows, in single declarations, between those of a region."""
        of_each = [(each.line, doubt) for each in self.listed for doubt in own_doubts(each.declaration)]
        found = [*self.row_findings, *of_each, *self._linked[1], *self._overlaps()]
        return tuple(sorted(dict.fromkeys(found), key=lambda each: (each[0], each[1].sort_key)))

    def _overlaps(self) -> Iterator[tuple[int, Finding]]:
        """Declarations of one region and hazard, of two states, that hold on one day."""
        places: dict[object, list[ListedDeclaration]] = {}
        for each in self.listed:
            places.setdefault(each.declaration.region, []).append(each)
        for listed in places.values():
            for at, one in enumerate(listed):
                end = one.declaration.end or one.declaration.start
                for other in islice(listed, at + 1, None):
                    if other.declaration.start > end:
                        break
                    is_other = other.declaration.status is not one.declaration.status
                    if is_other and one.meets(other.hazards):
                        names = {"one": one.declaration.name, "other": other.declaration.name}
                        yield other.line, finding("emergency-overlap", "start", **names)

    @cached_property
    def _chain_of(self) -> Mapping[int, DeclaredChain]:
        return {id(link): chain for chain in self.chains for link in chain.links}

    def on(self, day: datetime.date) -> dict[RegionCode | None, RegionStatus]:
        """The status of each region on a day; a region in which nothing is in force is absent.

        A province's declaration is the province's own, and does not appear under its kabupaten/kota.
        """
        found: dict[RegionCode | None, list[tuple[ListedDeclaration, DeclaredChain]]] = {}
        for each in self.listed:
            chain = self._chain_of[id(each)]
            if _holds(each, chain, day):
                found.setdefault(each.declaration.region, []).append((each, chain))
        regions = sorted(found, key=lambda region: "" if region is None else region.digits)
        return {region: RegionStatus(region, tuple(found[region])) for region in regions}

    def expiring(self, on: datetime.date, days: int) -> tuple[tuple[ListedDeclaration, DeclaredChain], ...]:
        """What is in force *on* that day and runs out within so many *days*, the first to end first.

        A declaration that a later one of the list prolongs does not run out.
        """
        until = on + datetime.timedelta(days=days)
        found = []
        for chain in self.chains:
            each = chain.links[-1]
            end = each.declaration.end
            if end is not None and on <= end <= until and each.declaration.is_in_force(on):
                found.append((each, chain))
        return tuple(sorted(found, key=lambda pair: (pair[0].declaration.end, pair[0].declaration.order())))

    def counts(self) -> dict[RegionCode | None, dict[EmergencyStatus, DeclaredNumber]]:
        """How many declarations, prolongations not counted again, and how many decrees, by region and status."""
        chains: dict[RegionCode | None, dict[EmergencyStatus, list[DeclaredChain]]] = {}
        for chain in self.chains:
            declared = chain.links[0].declaration
            chains.setdefault(declared.region, {}).setdefault(declared.status, []).append(chain)
        regions = sorted(chains, key=lambda region: "" if region is None else region.digits)
        return {
            region: {
                status: DeclaredNumber(len(chains[region][status]), _decrees(chains[region][status]))
                for status in EmergencyStatus
                if status in chains[region]
            }
            for region in regions
        }

    @cached_property
    def _by_place(self) -> Mapping[str, tuple[ListedDeclaration, ...]]:
        found: dict[str, list[ListedDeclaration]] = {}
        for each in self.listed:
            region = each.declaration.region
            found.setdefault("" if region is None else _place(region.digits), []).append(each)
        return {digits: tuple(listed) for digits, listed in found.items()}

    def fitting(
        self, regions: Iterable[str], hazards: frozenset[str], on: datetime.date, within: int
    ) -> tuple[ListedDeclaration, ...]:
        """The declarations that answer criterion 6 for an event of these *regions* (their digits) and *hazards*.

        One fits that is known to be in force *on* the event's day, or whose first day is at most *within* days after
        it, for one of the regions, for its province or for the nation, and for one of the hazards or for none stated.
        """
        until = on + datetime.timedelta(days=within)
        places = dict.fromkeys(
            digits for region in regions for digits in (_place(region), _place(region[:PROVINCE_WIDTH]))
        )
        return tuple(
            each
            for digits in (*places, "")
            for each in self._by_place.get(digits, ())
            if on <= each.declaration.start <= until or each.declaration.is_in_force(on)
            if not each.hazards or not each.hazards.isdisjoint(hazards)
        )


def _joins(each: ListedDeclaration, link: ListedDeclaration) -> bool:
    """Whether *each* prolongs a declaration before it of the same region and status."""
    start, before = each.declaration.start, link.declaration
    if start <= before.start or not each.meets(link.hazards):
        return False
    return bool(each.prolongs) if before.end is None else start <= before.end + _DAY


def _link_doubts(
    each: ListedDeclaration, links: Sequence[ListedDeclaration], chains: Sequence[Sequence[ListedDeclaration]]
) -> Iterator[Finding]:
    """What is doubtful about a declaration that joins the chain of *links*, or none of the *chains* before it."""
    declared = each.declaration
    ends = [link.declaration.end for link in links]
    if links and None not in ends:
        reached = max(end for end in ends if end is not None)
        if declared.start > reached + _DAY:
            first, last = str(reached + _DAY), str(declared.start - _DAY)
            yield finding("emergency-gap", "start", decree=links[0].declaration.name, first=first, last=last)
    before = [
        (end, link)
        for chain in chains
        for link in chain
        if (end := link.declaration.end) is not None
        and end + _DAY < declared.start
        and each.meets(link.hazards)
    ]
    if declared.extends is not None and not links:
        yield finding("emergency-extends-unknown", "extends", decree=declared.name, extends=declared.extends)
    elif before and not links and each.prolongs is not False:
        end, link = max(before, key=lambda pair: (pair[0], pair[1].line))
        found = finding(
            "emergency-new-chain",
            "start",
            decree=declared.name,
            before=link.declaration.name,
            end=str(end),
            days=(declared.start - end).days - 1,
        )
        yield found if each.prolongs else attrs.evolve(found, severity=Severity.INFO)
    elif each.prolongs and (not links or (each.ordinal or len(links)) != len(links)):
        yield finding("emergency-decree-missing", "start", decree=declared.name, number=len(links))


def _holds(each: ListedDeclaration, chain: DeclaredChain, day: datetime.date) -> bool:
    """Whether it is in force, or may be since its last day is not known."""
    holds = each.declaration.is_in_force(day)
    if holds is not None:
        return holds
    later = (
        link.declaration.start for link in chain.links if link.declaration.start > each.declaration.start
    )
    return not each.is_ended and all(start > day for start in later)


def _decrees(chains: Iterable[DeclaredChain]) -> int:
    """How many decrees; each without a number is one."""
    decrees = [link.declaration.decree for chain in chains for link in chain.links]
    return len({decree_key(each) for each in decrees if each is not None}) + decrees.count(None)


@lru_cache(maxsize=4096)
def _place(digits: str) -> str:
    """The newest digits of a place, so that one under an old and a new code is one."""
    return place_of(RegionCode.parse(digits)).digits
