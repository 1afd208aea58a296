"""Displaced people by event, region or kind of site, and what is doubtful in the reports."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

from satudata._ground.maps import FrozenMap
from satudata.displaced._displaced import Displaced, sum_displaced
from satudata.displaced._reports import Moment, SiteReport, latest
from satudata.errors import InvalidArgumentError
from satudata.findings import Finding, finding
from satudata.regions._code import AdminLevel

By: TypeAlias = Literal["event", "province", "regency", "kind"]


def totals(
    reports: Iterable[SiteReport], *, by: By = "event", at: Moment | None = None
) -> FrozenMap[Any, Displaced]:
    """Return the displaced people by event (id), province, kabupaten/kota (codes) or kind of site.

    The latest report of each place counts (:func:`latest`). A report about a whole (all sites of a kind, a
    kabupaten/kota, a province) is never added to the reports about its parts: the larger of the two counts, the parts
    if they are equal. A report about a province is in no kabupaten/kota, a report about a whole region in no kind.

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
    keys: dict[str, Callable[[SiteReport], Hashable]] = {
        "event": lambda report: report.event,
        "province": lambda report: report.region.province,
        "regency": lambda report: report.region,
        "kind": lambda report: report.kind,
    }
    if by not in keys:
        raise InvalidArgumentError(f"displaced people are added up by {', '.join(keys)}, not by {by!r}")
    current = latest(reports, at=at)
    if by == "regency":
        current = tuple(each for each in current if each.region.level is AdminLevel.REGENCY)
    if by == "kind":
        current = tuple(each for each in current if each.kind is not None or each.site is not None)
    grouped = _grouped(current, keys[by])
    return FrozenMap((key, _of_events(grouped[key]).displaced) for key in sorted(grouped, key=_sortable))


class _Sum(NamedTuple):
    """A sum and what was found doubtful while it was added up."""

    displaced: Displaced
    doubts: tuple[Finding, ...] = ()


# From the whole to its parts: event and province, region, kind of site, site.


def _of_events(reports: Iterable[SiteReport]) -> _Sum:
    events = _grouped(reports, lambda report: (report.event, report.region.province))
    return _added(map(_of_province, events.values()))


def _of_province(reports: list[SiteReport]) -> _Sum:
    regions = _grouped(reports, lambda report: report.region)
    own = regions.pop(reports[0].region.province, [])
    if not regions:
        return _of_region(own)
    below = [
        *map(_of_region, regions.values()),
        *(_Sum(each.displaced) for each in own if each.site is not None),
    ]
    if all(each.site is not None for each in own):
        return _added(below)
    return _larger([_of_region(own)], below, own[0].region)


def _of_region(reports: list[SiteReport]) -> _Sum:
    whole = [_Sum(each.displaced) for each in reports if each.kind is None and each.site is None]
    kinds = _grouped((each for each in reports if each.kind or each.site), lambda each: each.kind)
    return _larger(whole, list(map(_of_kind, kinds.values())), reports[0].region)


def _of_kind(reports: list[SiteReport]) -> _Sum:
    whole = [_Sum(each.displaced) for each in reports if each.site is None]
    sites = [_Sum(each.displaced) for each in reports if each.site is not None]
    return _larger(whole, sites, f"{reports[0].region} {reports[0].kind}")


def _added(parts: Iterable[_Sum]) -> _Sum:
    several = list(parts)
    doubts = tuple(doubt for part in several for doubt in part.doubts)
    return _Sum(sum_displaced(part.displaced for part in several), doubts)


def _larger(whole: list[_Sum], parts: list[_Sum], where: object) -> _Sum:
    """The report of a whole or the sum of its parts, whichever has more people; the parts if they are equal."""
    if not whole or not parts:
        return _added(whole or parts)
    above, below = whole[0], _added(parts)
    doubts = above.doubts + below.doubts
    own, known = above.displaced.known_people, below.displaced.known_people
    if own is not None and (known is None or own > known):
        return _Sum(above.displaced, doubts)
    if own is not None and known is not None and own < known and above.displaced.is_complete:
        doubts += (finding("displaced-whole-below-parts", str(where), total=own, parts=known),)
    return _Sum(below.displaced, doubts)


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


def _named(report: SiteReport) -> str:
    return " / ".join(str(each) for each in (report.region, report.kind, report.site) if each is not None)
