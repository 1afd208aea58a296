"""The units of area and length that a heading can name, and their exact factors into the units of the form."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from satudata._ground.maps import FrozenMap

AREAS = frozenset({"ha", "m2", "are", "km2"})
_LENGTHS = frozenset({"m", "km"})
#: The units of the form.
MEASURES = frozenset({"ha", "m", "km"})
#: By the unit of the form and the unit of a heading.
_FACTORS: FrozenMap[tuple[str, str], Decimal] = FrozenMap(
    {
        ("ha", "m2"): Decimal("0.0001"),
        ("ha", "are"): Decimal("0.01"),
        ("ha", "km2"): Decimal(100),
        ("km", "m"): Decimal("0.001"),
        ("m", "km"): Decimal(1000),
    }
)


def factor(own: str, units: Collection[str]) -> Decimal | None:
    """What makes figures in the *units* of a heading those of a field in its *own* unit; ``None``: nothing does.

    >>> factor("ha", {"m2"}), factor("ha", {"ha"}), factor("ha", ()), factor("ha", {"km"}), factor("building", {"m2"})
    (Decimal('0.0001'), Decimal('1'), Decimal('1'), None, None)
    """
    measures = (AREAS | _LENGTHS).intersection(units)
    if not measures:
        return Decimal(1)
    (unit,) = measures if len(measures) == 1 else ("",)
    return Decimal(1) if unit == own else _FACTORS.get((own, unit))
