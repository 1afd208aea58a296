"""The publisher's own totals and weights, which are not the rules' count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, NoReturn, TypeAlias, final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.errors import InvalidArgumentError, InvalidRecordError, WrongTypeError
from satudata.events import Event
from satudata.events._counts import Kind
from satudata.impacts.sums import plus

#: A row's published weight; ``None`` where the cell is blank. A float counts as it prints.
Weight: TypeAlias = Decimal | int | str | float | None
#: A type as (scheme, code), a year or a month (1 to 12); ``None`` is not known.
Group: TypeAlias = tuple[str | None, str | None] | int | None

_GROUPS: Mapping[str, Callable[[Event], Group]] = {
    "type": lambda row: (row.scheme, row.type_code),
    "year": lambda row: None if row.date is None else row.date.year,
    "month": lambda row: None if row.date is None else row.date.month,
}


@public("satudata")
@final
@attrs.frozen(kw_only=True)
class PublishedSum:
    """The weights of all rows, added as they are published.

    *national* is the sum, in events, with its fractions. *rows* is the number of rows that have a weight, *unknown* of
    those that have none. *groups* has a sum for each group that was asked for with ``by``; its keys are tuples.
    """

    national: Decimal
    rows: int
    unknown: int
    groups: FrozenMap[tuple[Group, ...], PublishedSum] = attrs.field(factory=FrozenMap, repr=False)

    @property
    def provinces(self) -> NoReturn:
        """Raises ``ValueError``: a weight is a share of a national event and has no meaning at another level."""
        raise InvalidArgumentError(
            "a published jumlah_kejadian is a national weight; count_events(events) counts per region"
        )

    regencies = provinces


def published_sum(
    events: Iterable[Event], weight: Callable[[Event], Weight], by: Iterable[str] = ()
) -> PublishedSum:
    """Add the numbers of events that a publisher gives to the rows of a table (``jumlah_kejadian``).

    A weight may be a fraction: 0.333333 is one flood shared by three cities. The sum is the publisher's national
    figure; the rules' count is :func:`~satudata.count_events`. No row is merged with another, and a row without a
    weight counts as unknown, not as zero.

    *events* are the rows, each an event with one record; they are read once. *weight* gives the weight of a row,
    ``None`` where the cell is blank. *by* names what else to add by: ``"type"``, ``"year"``, ``"month"``.

    Raises ``ValueError`` for another name in *by*, ``TypeError`` for a row that is no event or a weight that is a bool,
    and :class:`~satudata.errors.InvalidRecordError` for a weight that is no number, negative or infinite.

    Source: BNPB's table of flood events 2008 to 2024, column ``jumlah_kejadian``.

    >>> quake = [Event(id="quake", kib=f"{region}107202211211") for region in ("3203", "3202", "3601")]
    >>> published_sum(quake, lambda row: "0.333333")
    PublishedSum(national=Decimal('0.999999'), rows=3, unknown=0)
    >>> {key: each.national for key, each in published_sum(quake, lambda row: 1, by="year").groups.items()}
    {(2022,): Decimal('3')}
    """
    names = (by,) if isinstance(by, str) else tuple(by)
    unknown = [name for name in names if name not in _GROUPS]
    if unknown:
        raise InvalidArgumentError(
            f"weights are added by {', '.join(_GROUPS)}, not by {', '.join(map(repr, unknown))}"
        )
    whole = _Sum()
    groups: dict[tuple[Group, ...], _Sum] = {}
    for event in events:
        if not isinstance(event, Event):
            raise WrongTypeError("published_sum takes Events", type(event), "Event(kib='6202106202408041')")
        given = weight(event)
        number = None if given is None else _exact(given)
        whole.add(number)
        if names:
            groups.setdefault(tuple(_GROUPS[name](event) for name in names), _Sum()).add(number)
    return whole.published(groups)


@final
class Share(NamedTuple):
    """A row with a weight below 1: its *place* in the table, its day, type and region, and the weight."""

    place: int
    day: date
    type: Kind
    region: str
    weight: Decimal


#: Published weights have few decimals: 0.333 is a third.
_CLOSE = Decimal("0.01")


def shared_weights(shares: Iterable[Share]) -> Iterator[tuple[bool, list[Share]]]:
    """Group rows that seem to share one event: whether exactly n rows have the weight 1/n, and these rows.

    Rows of one region, day and type whose weights add up to 1 only restate the rule of one kabupaten/kota and are left
    out.

    >>> day, flood = date(2020, 1, 1), ("101", "2023", "")
    >>> rows = [Share(at, day, flood, region, Decimal("0.5")) for at, region in enumerate(("3201", "3216"))]
    >>> [(closes, [row.place for row in each]) for closes, each in shared_weights(rows)]
    [(True, [0, 1])]
    """
    by_region: dict[tuple[date, Kind, str], list[Share]] = {}
    for share in shares:
        by_region.setdefault((share.day, share.type, share.region), []).append(share)
    groups: dict[tuple[date, Kind, int], list[Share]] = {}
    for rows in by_region.values():
        if abs(sum((row.weight for row in rows), Decimal(-1))) > _CLOSE:
            for row in rows:
                groups.setdefault((row.day, row.type, round(1 / row.weight)), []).append(row)
    for (_, _, number), rows in groups.items():
        is_share = all(abs(row.weight * number - 1) <= _CLOSE for row in rows)
        yield is_share and len(rows) == number and len({row.region for row in rows}) > 1, rows


class _Sum:
    """A sum while it grows."""

    __slots__ = ("national", "rows", "unknown")

    def __init__(self) -> None:
        self.national = Decimal(0)
        self.rows = 0
        self.unknown = 0

    def add(self, number: Decimal | None) -> None:
        if number is None:
            self.unknown += 1
        else:
            self.national = plus(self.national, number)
            self.rows += 1

    def published(self, groups: Mapping[tuple[Group, ...], _Sum]) -> PublishedSum:
        parts = FrozenMap((group, each.published({})) for group, each in groups.items())
        return PublishedSum(national=self.national, rows=self.rows, unknown=self.unknown, groups=parts)


def _exact(given: Decimal | str | float) -> Decimal:
    if isinstance(given, bool):
        raise WrongTypeError("a weight is a number or None", "bool")
    try:
        number = Decimal(repr(float(given)) if isinstance(given, float) else given)
    except (InvalidOperation, ValueError):
        raise InvalidRecordError("weight", given, "a number, '0.333333'") from None
    if not number.is_finite() or number < 0:
        raise InvalidRecordError("weight", given, "zero or more and finite; a blank is None")
    return number
