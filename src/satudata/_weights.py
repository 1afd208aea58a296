"""The publisher's own sum: ``jumlah_kejadian`` as it stands in a table, which is not the rules' count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Context, Decimal, InvalidOperation
from typing import NoReturn, TypeAlias, final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.errors import InvalidRecordError
from satudata.events import Event

#: A row's published weight; ``None`` where the cell is blank. A float counts as it prints.
Weight: TypeAlias = Decimal | int | str | float | None

_EXACT = Context(prec=60)


@public("satudata")
@final
@attrs.frozen(kw_only=True)
class PublishedSum:
    """All rows' weights added as they stand, nationally: none is merged, fractions are kept, blanks are told.

    *national* is the sum, *rows* how many rows have a weight, *unknown* how many have none.
    """

    national: Decimal
    rows: int
    unknown: int
    groups: FrozenMap[object, PublishedSum] = attrs.field(factory=FrozenMap, repr=False)

    @property
    def provinces(self) -> NoReturn:
        """Refused: the weights are shares of national events and mean nothing at another level."""
        raise ValueError(
            "a published jumlah_kejadian is a national weight; count_events(events) counts per region"
        )

    regencies = provinces


def published_sum(
    events: Iterable[Event],
    weight: Callable[[Event], Weight],
    group_of: Callable[[Event], object],
    *,
    is_grouped: bool,
) -> PublishedSum:
    """Add what *weight* gives for each row, in all and by *group_of*."""
    held: dict[object, list[tuple[Decimal, int, int]]] = {}
    for event in events:
        given = weight(event)
        one = (Decimal(0), 0, 1) if given is None else (_exact(given), 1, 0)
        group = held.setdefault(group_of(event), [(Decimal(0), 0, 0)])
        group[0] = (_EXACT.add(group[0][0], one[0]), group[0][1] + one[1], group[0][2] + one[2])
    sums = {
        group: PublishedSum(national=total, rows=rows, unknown=unknown)
        for group, [(total, rows, unknown)] in held.items()
    }
    whole = Decimal(0)
    for each in sums.values():
        whole = _EXACT.add(whole, each.national)
    return PublishedSum(
        national=whole,
        rows=sum(each.rows for each in sums.values()),
        unknown=sum(each.unknown for each in sums.values()),
        groups=FrozenMap(sums) if is_grouped else FrozenMap(),
    )


def _exact(given: Decimal | str | float) -> Decimal:
    if isinstance(given, bool):
        raise TypeError("a weight is a number or None, not bool")
    try:
        number = Decimal(repr(float(given)) if isinstance(given, float) else given)
    except (InvalidOperation, ValueError):
        raise InvalidRecordError("weight", given, "a number, '0.333333'") from None
    if not number.is_finite() or number < 0:
        raise InvalidRecordError("weight", given, "zero or more and finite; a blank is None")
    return number
