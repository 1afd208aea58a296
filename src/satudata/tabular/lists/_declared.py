"""The declarations of a list: their chains, the status of each region on a day, and what answers criterion 6."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import final

import attrs

from satudata._ground.paths import public
from satudata.emergency import Declaration, EmergencyStatus, own_doubts
from satudata.events._counts import UNKNOWN
from satudata.findings import Finding
from satudata.regions._code import PROVINCE_WIDTH, RegionCode
from satudata.tabular._place_names import place_of
from satudata.tabular.lists._chains import linked, overlaps
from satudata.tabular.lists._listed import DeclaredChain, ListedDeclaration, decree_key, hazards_of


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
        return linked(self.listed)

    @cached_property
    def findings(self) -> tuple[tuple[int, Finding], ...]:
        """Everything doubtful, with its line: in rows, in single declarations, between those of a region."""
        of_each = [(each.line, doubt) for each in self.listed for doubt in own_doubts(each.declaration)]
        found = [*self.row_findings, *of_each, *self._linked[1], *overlaps(self.listed)]
        return tuple(sorted(dict.fromkeys(found), key=lambda each: (each[0], each[1].sort_key)))

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
