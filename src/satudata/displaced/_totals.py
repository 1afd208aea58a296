"""Displaced people by event, region or kind of site, and what is doubtful in the reports."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

import attrs

from satudata._ground.maps import FrozenMap
from satudata.displaced._displaced import FIGURES, Displaced, sum_displaced
from satudata.displaced._reports import Moment, SiteReport, latest
from satudata.errors import InvalidArgumentError
from satudata.findings import Finding, finding
from satudata.impacts.sums import known_sum
from satudata.regions._code import AdminLevel

By: TypeAlias = Literal["event", "province", "regency", "kind"]


def totals(
    reports: Iterable[SiteReport], *, by: By = "event", at: Moment | None = None
) -> FrozenMap[Any, Displaced]:
    """Return the displaced people by event (id), province, kabupaten/kota (codes) or kind of site.

    The latest report of each place counts (:func:`latest`). A report about a whole (all sites of a kind, a village, a
    district, a kabupaten/kota, a province) is never added to the reports about its parts: the larger of the two counts,
    the parts if they are equal. A report about a province is in no kabupaten/kota, one about a whole region in no kind.

    >>> reports = [
    ...     SiteReport("13.04", Displaced(people=80), site="SDN 05"),
    ...     SiteReport("13.04", Displaced(people=100)),
    ...     SiteReport("13.06", Displaced(people=30), site="Masjid Raya"),
    ... ]
    >>> totals(reports)
    {None: Displaced(people=130)}
    >>> totals(reports, by="regency")
    {RegionCode.parse('13.04'): Displaced(people=100), RegionCode.parse('13.06'): Displaced(people=30)}
    """
    return FrozenMap((key, found.displaced) for key, found in sums_by(latest(reports, at=at), by).items())


class Sum(NamedTuple):
    """A sum, the number of sites in it as far as it is known, and what was found doubtful while it was added up."""

    displaced: Displaced
    sites: int | None = None
    doubts: tuple[Finding, ...] = ()


_KEYS: dict[str, Callable[[SiteReport], Hashable]] = {
    "event": lambda report: report.event,
    "province": lambda report: report.region.province,
    "regency": lambda report: report.region,
    "kind": lambda report: report.kind,
}


def sums_by(current: Sequence[SiteReport], by: str) -> dict[Any, Sum]:
    """The sums of reports, of which each place has one, as :func:`totals` adds them up."""
    if by not in _KEYS:
        raise InvalidArgumentError(f"displaced people are added up by {', '.join(_KEYS)}, not by {by!r}")
    if by == "regency":
        current = [each for each in current if each.region.level is AdminLevel.REGENCY]
    if by == "kind":
        current = [each for each in current if each.kind is not None or _is_named(each)]
    grouped = _grouped(current, _KEYS[by])
    return {key: summed(grouped[key]) for key in sorted(grouped, key=_sortable)}


def summed(current: Iterable[SiteReport]) -> Sum:
    """The sum of reports, of which each place has one."""
    return _of_events(current)


# From the whole to its parts: event and province, region, district, village, site; at each of them by kind of site.
_NAMES: tuple[Callable[[SiteReport], str | None], ...] = (
    lambda report: report.district,
    lambda report: report.village,
    lambda report: report.site,
)


def _of_events(reports: Iterable[SiteReport]) -> Sum:
    events = _grouped(reports, lambda report: (report.event, report.region.province))
    return _added(map(_of_province, events.values()))


def _of_province(reports: list[SiteReport]) -> Sum:
    regions = _grouped(reports, lambda report: report.region)
    own = regions.pop(reports[0].region.province, [])
    if not regions:
        return _of_place(own)
    whole = [each for each in own if not _is_named(each)]
    named = [each for each in own if _is_named(each)]
    below = [*map(_of_place, regions.values()), *([_of_place(named)] if named else [])]
    return _larger([_of_place(whole)], below, own[0].region) if whole else _added(below)


def _is_named(report: SiteReport, level: int = 0) -> bool:
    """Whether a report is about a part: a named district, village or site."""
    return any(name(report) is not None for name in _NAMES[level:])


def _of_place(reports: list[SiteReport], level: int = 0) -> Sum:
    """The reports of one place: a region (level 0), a district, a village or a site."""
    if level == len(_NAMES):
        return _added(map(_of_one, reports))
    where = _named(reports[0], level)
    below = [each for each in reports if _is_named(each, level)]
    whole = [_of_one(each) for each in reports if not _is_named(each, level) and each.kind is None]
    kinds = [each for each in reports if not _is_named(each, level) and each.kind is not None]
    if not kinds:
        return _larger(whole, _below(below, level), where)
    if any(each.kind is None and each.site is None for each in below):
        # Kinds of the whole and parts of all kinds are two ways to add up the same people.
        parts = _larger([_added(map(_of_one, kinds))], _below(below, level), where)
    else:
        by_kind = _grouped([*kinds, *below], lambda each: each.kind)
        parts = _added(_of_kind(each, level, f"{where} {kind}") for kind, each in by_kind.items())
    return _larger(whole, [parts], where)


def _of_kind(reports: list[SiteReport], level: int, where: str) -> Sum:
    whole = [_of_one(each) for each in reports if not _is_named(each, level)]
    return _larger(whole, _below([each for each in reports if _is_named(each, level)], level), where)


def _below(reports: list[SiteReport], level: int) -> list[Sum]:
    return [_of_place(each, level + 1) for each in _grouped(reports, _NAMES[level]).values()]


def _of_one(report: SiteReport) -> Sum:
    return Sum(report.displaced, report.sites if report.site is None else 1)


def _added(parts: Iterable[Sum]) -> Sum:
    several = list(parts)
    doubts = tuple(doubt for part in several for doubt in part.doubts)
    return Sum(
        sum_displaced(part.displaced for part in several), known_sum(part.sites for part in several), doubts
    )


def _larger(whole: list[Sum], parts: list[Sum], where: object) -> Sum:
    """The report of a whole or the sum of its parts, whichever has more people; the parts if they are equal.

    A figure that only the other has is taken from it, as a lower bound where the whole has more people than its parts.
    """
    if not whole or not parts:
        return _added(whole or parts)
    above, below = _added(whole), _added(parts)
    doubts = above.doubts + below.doubts
    sites = max((each for each in (above.sites, below.sites) if each is not None), default=None)
    own, known = above.displaced.known_people, below.displaced.known_people
    if own is not None and (known is None or own > known):
        return Sum(_completed(above.displaced, below.displaced, is_bound=True), sites, doubts)
    if own is not None and known is not None and own < known:
        if above.displaced.is_complete:
            doubts += (finding("displaced-whole-below-parts", str(where), total=own, parts=known),)
        return Sum(below.displaced, sites, doubts)
    return Sum(_completed(below.displaced, above.displaced, is_bound=False), sites, doubts)


def _completed(chosen: Displaced, other: Displaced, *, is_bound: bool) -> Displaced:
    """What is *chosen*, with the figures that only the *other* has; the number of people stays."""
    taken = {
        name: value
        for name in FIGURES
        if name != "people" and getattr(chosen, name) is None and (value := getattr(other, name)) is not None
    }
    bounds = set(taken) if is_bound else set(taken) & other.lower_bounds
    return attrs.evolve(chosen, **taken, lower_bounds=chosen.lower_bounds | bounds) if taken else chosen


K = TypeVar("K", bound=Hashable)


def _grouped(reports: Iterable[SiteReport], key: Callable[[SiteReport], K]) -> dict[K, list[SiteReport]]:
    found: dict[K, list[SiteReport]] = {}
    for report in reports:
        found.setdefault(key(report), []).append(report)
    return found


def _sortable(key: object) -> tuple[bool, str]:
    return key is None, str(key)


def doubts(reports: Iterable[SiteReport]) -> tuple[Finding, ...]:
    """Return what is doubtful in *reports*: figures, wholes below their parts, contradicting reports of one time.

    >>> [each.code for each in doubts([SiteReport("13.04", Displaced(people=3, families=5))])]
    ['displaced-families']
    """
    several = list(reports)
    found = [doubt for report in several for doubt in report.displaced.findings]
    states: dict[Hashable, set[SiteReport]] = {}
    for report in several:
        states.setdefault((*report.place, report.as_of), set()).add(report)
    found += [
        finding(
            "figures-contradict",
            "displaced",
            what=_named(next(iter(same))),
            detail=f"{len(same)} reports of one time",
            detail_id=f"{len(same)} laporan pada waktu yang sama",
        )
        for same in states.values()
        if len(same) > 1
    ]
    found += _of_events(latest(several)).doubts
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.sort_key))


def _named(report: SiteReport, level: int | None = None) -> str:
    """What a report is about; down to a *level* only where one is given."""
    names = [name(report) for name in _NAMES[:level]]
    kind = report.kind if level is None else None
    return " / ".join(str(each) for each in (report.region, *names[:2], kind, *names[2:]) if each is not None)
