"""Where, against what and in which phase an agreement says that it works, in the KIB's own codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, final

import attrs

from satudata._ground.codes import are_digits, require_text
from satudata._ground.fields import as_items
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.cooperation._partners import is_text
from satudata.cooperation._vocabulary import Phase
from satudata.errors import InvalidRecordError
from satudata.regions._code import AdminLevel, RegionCode

#: Says that an agreement works against every disaster type.
ALL_TYPES = "all"
_TYPE_WIDTH = 3


def _region(value: Any) -> RegionCode | AdminLevel | None:
    if value is None or isinstance(value, RegionCode):
        return value
    if value in (AdminLevel.NATIONAL, AdminLevel.NATIONAL.value):
        return AdminLevel.NATIONAL
    if isinstance(value, AdminLevel):
        raise InvalidRecordError(
            "region", value, "a region code, or AdminLevel.NATIONAL for the whole country"
        )
    return RegionCode.parse(value)


def is_type_code(value: object) -> bool:
    """Whether *value* is three ASCII digits; a ``TypeError`` for what is no text."""
    code = require_text(value, "a type code")
    return len(code) == _TYPE_WIDTH and are_digits(code)


def _types(values: str | Iterable[str]) -> tuple[str, ...]:
    given = (values,) if isinstance(values, str) else as_items(values)
    for value in given:
        if value != ALL_TYPES and not is_type_code(value):
            raise InvalidRecordError("types", value, "three ASCII digits, '101', or 'all'")
    return (ALL_TYPES,) if ALL_TYPES in given else tuple(sorted(set(given)))


def phases_of(values: str | Iterable[str]) -> tuple[Phase, ...]:
    """The phases named, in their order, each once."""
    given = (values,) if isinstance(values, str) else as_items(values)
    return tuple(sorted({Phase(each) for each in given}, key=lambda phase: phase.rank))


@public("satudata.cooperation")
@final
@attrs.frozen
class Position(Record):
    """One stated field of work: a *region*, disaster *types* and *phases*.

    *region* is a province or kabupaten/kota, or ``AdminLevel.NATIONAL`` for the whole country; *types* are codes of the
    scheme of 2023, or ``"all"``. What an agreement does not state is left out (``None``, ``()``) and stays unknown;
    *phases* left out are those of the agreement.

    >>> Position(AdminLevel.NATIONAL, ["108", "107"], Phase.PRABENCANA)
    Position(region=AdminLevel.NATIONAL, types=('107', '108'), phases=(Phase.PRABENCANA,), source='')
    """

    region: RegionCode | AdminLevel | None = attrs.field(default=None, converter=_region)
    types: tuple[str, ...] = attrs.field(default=(), converter=_types)
    phases: tuple[Phase, ...] = attrs.field(default=(), converter=phases_of)
    source: str = attrs.field(default="", kw_only=True, validator=is_text)

    def __attrs_post_init__(self) -> None:
        if self.region is None and not self.types and not self.phases:
            raise InvalidRecordError("region", None, "a position states a region, types or phases")
