"""What one place reported at one time, and which report of a place counts."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable
from typing import SupportsIndex, TypeAlias, final

import attrs

from satudata._ground.fields import as_text, instance_of, not_blank, whole_number
from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import word_of
from satudata.displaced._displaced import Displaced
from satudata.displaced._words import SiteKind
from satudata.errors import InvalidRecordError, WrongTypeError
from satudata.regions._code import RegionCode, as_region_code

Moment: TypeAlias = datetime.date | datetime.datetime


def _kind(value: SiteKind | str | None) -> SiteKind | None:
    return None if value is None else word_of(SiteKind, value, "kind")


def _as_sites(value: SupportsIndex | None) -> int | None:
    return whole_number("sites", value)


def _moment(value: Moment | None) -> Moment | None:
    given: object = value
    if isinstance(given, datetime.datetime):
        if given.tzinfo is not None:
            raise InvalidRecordError("as_of", given, "the region's local time, without a zone")
        return given
    if given is None or isinstance(given, datetime.date):
        return given
    raise WrongTypeError("as_of is a datetime or a date", type(given))


@public("satudata.displaced")
@final
@attrs.frozen(repr=False)
class SiteReport(Record, PydanticField):
    """What one place reported at one time, in the region's local time.

    *site* is the name of the place. A report without a site is about all sites of its *kind*; a report without a kind
    too is about the whole region, or the whole *district* (kecamatan) or *village* (desa/kelurahan) that it names; then
    *sites* is the number of sites there. Of several reports with the same event, region, district, village, kind and
    site the latest counts; a date without a time is earlier than any time of that date. *event* is the id of the event.

    >>> SiteReport("13.04", Displaced(people=120), site="SDN 05", kind="terpusat", as_of=datetime.date(2024, 5, 12))
    SiteReport(RegionCode.parse('13.04'), Displaced(people=120), event=None, kind=SiteKind.CENTRAL, site='SDN 05', \
as_of=datetime.date(2024, 5, 12))
    """

    region: RegionCode = attrs.field(converter=as_region_code)
    displaced: Displaced = attrs.field(factory=Displaced, validator=instance_of(Displaced))
    event: str | None = attrs.field(default=None, converter=as_text, validator=not_blank, kw_only=True)
    kind: SiteKind | None = attrs.field(default=None, converter=_kind, kw_only=True)
    site: str | None = attrs.field(default=None, converter=as_text, validator=not_blank, kw_only=True)
    as_of: Moment | None = attrs.field(default=None, converter=_moment, kw_only=True)
    district: str | None = attrs.field(default=None, converter=as_text, validator=not_blank, kw_only=True)
    village: str | None = attrs.field(default=None, converter=as_text, validator=not_blank, kw_only=True)
    sites: int | None = attrs.field(default=None, converter=_as_sites, kw_only=True)

    def __repr__(self) -> str:
        given = [name for name in ("district", "village", "sites") if getattr(self, name) is not None]
        names = ("event", "kind", "site", "as_of", *given)
        named = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"SiteReport({self.region!r}, {self.displaced!r}, {named})"

    @property
    def place(
        self,
    ) -> tuple[str | None, RegionCode, str | None, str | None, SiteKind | None, str | None]:
        """What makes two reports states of one figure: event, region, district, village, kind and site."""
        return self.event, self.region, self.district, self.village, self.kind, self.site

    def _when(self) -> tuple[datetime.date, datetime.time | None]:
        """Day and time; a report without them comes before all others."""
        if self.as_of is None:
            return datetime.date.min, None
        if isinstance(self.as_of, datetime.datetime):
            return self.as_of.date(), self.as_of.time()
        return self.as_of, None


def _order(report: SiteReport) -> tuple[datetime.date, bool, datetime.time, int, str]:
    day, time = report._when()
    known = report.displaced.known_people
    return day, time is not None, time or datetime.time.min, -1 if known is None else known, repr(report)


def latest(reports: Iterable[SiteReport], *, at: Moment | None = None) -> tuple[SiteReport, ...]:
    """Return the latest report of each place, as known *at* a moment; a date means the whole day.

    A report without a time comes before all others. If two reports of the same time differ, the one with more people
    counts, and :func:`doubts` names both.

    >>> monday, tuesday = (datetime.date(2024, 5, day) for day in (13, 14))
    >>> reports = [SiteReport("13.04", Displaced(people=n), as_of=on) for n, on in ((90, monday), (70, tuesday))]
    >>> latest(reports)[0].displaced, latest(reports, at=monday)[0].displaced
    (Displaced(people=70), Displaced(people=90))
    """
    found: dict[Hashable, SiteReport] = {}
    for report in reports:
        if at is None or not _is_after(report, at):
            before = found.get(report.place)
            found[report.place] = report if before is None else max(before, report, key=_order)
    return tuple(found.values())


def _is_after(report: SiteReport, at: Moment) -> bool:
    moment = _moment(at)
    day, time = report._when()
    if isinstance(moment, datetime.datetime):
        return (day, time or datetime.time.min) > (moment.date(), moment.time())
    return day > moment  # type: ignore[operator]  # it is a date
