"""The local time of a moment in a row's region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, final

from satudata.regions._code import PROVINCE_WIDTH, RegionCode
from satudata.regions._gazetteer import embedded
from satudata.tabular._places import region_id_of
from satudata.tabular._remembered import Remembered

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Hours ahead of UTC, by the time zone of a province. Source: Keppres 41/1987.
_AHEAD = {"Asia/Makassar": 8, "Asia/Jayapura": 9}
#: Where the region is not known, most of the country's people have this time (WIB).
_WIB = 7
_FIELDS = ("kib", "region_id", "regency_name", "province_name")


@final
class Moments:
    """Finds the local time of a moment by the cells of *used* columns that say where the row is located."""

    def __init__(self, used: Mapping[str, int]) -> None:
        self._places = [used.get(field) for field in _FIELDS]
        self._ahead: Remembered[tuple[str, ...], int] = Remembered(_hours_ahead)

    def local_moment(self, milliseconds: int, values: Sequence[Any]) -> datetime:
        """The local time in the row's region, *milliseconds* after the start of 1970 in UTC; without its zone."""
        kib, *others = ("" if at is None else str(values[at] or "").strip() for at in self._places)
        hours = self._ahead[kib[:PROVINCE_WIDTH], *others]
        return (_EPOCH + timedelta(milliseconds=milliseconds, hours=hours)).replace(tzinfo=None)


def _hours_ahead(cells: tuple[str, ...]) -> int:
    """How many hours the place of these cells is ahead of UTC."""
    kib_head, region_id, regency, province = cells
    found = set(embedded().provinces_named(province)) if province else set()
    if not found and regency:
        found = {code.digits[:PROVINCE_WIDTH] for code in _codes(regency)}
    heads = sorted(found) or [region_id[:PROVINCE_WIDTH], kib_head]
    zones = {_zone(head) for head in heads} - {None}
    return _AHEAD.get(str(zones.pop()), _WIB) if len(zones) == 1 else _WIB


def _codes(regency: str) -> list[RegionCode]:
    return [region.code for region in embedded().find_as_named(regency, None)]


def _zone(digits: str) -> str | None:
    code = region_id_of(digits)
    return embedded().get(code).timezone if code is not None and embedded().knows(code) else None
