"""What the units, the words for a total and an upper line of a heading say about its figures."""

from __future__ import annotations

from decimal import Decimal

from satudata.tabular._heading_grammar import (
    BEFELL_LAND,
    KINDS_OF_LAND,
    OF_A_TOTAL,
    count_words,
    key_of,
    meanings,
    unit_of_field,
)
from satudata.tabular._measures import AREAS, factor

#: Words of land of any kind: none of them is a kind of land below them in a second line of headings.
_ANY_LAND = BEFELL_LAND | {"lahan", "luas", "area", "pertanian", "kebakaran"}
WORDS_OF_LAND = _ANY_LAND | KINDS_OF_LAND


def total_words(heading: str) -> frozenset[str]:
    """The words for a total in a heading.

    >>> sorted(total_words("Jml Lahan (Ha)")), sorted(total_words("Lahan (Ha)"))
    (['jumlah'], [])
    """
    return key_of(heading)[0] & OF_A_TOTAL


def kind_in_group(group: str, heading: str) -> str:
    """The heading of a kind of land below one of any land, with its unit; ``""`` where they are something else.

    >>> kind_in_group("LUAS LAHAN TERDAMPAK (HA)", "SAWAH"), kind_in_group("LAHAN", "KEBUN (HA)")
    ('SAWAH (ha)', 'KEBUN (HA)')
    >>> kind_in_group("LAHAN (HA)", "JUMLAH"), kind_in_group("RUMAH", "SAWAH")
    ('', '')
    """
    words, units = key_of(group)
    if not words - count_words() or not words - count_words() <= _ANY_LAND:
        return ""
    named = heading if is_area(heading) or not units else f"{heading} ({', '.join(sorted(units))})"
    return named if any(each.field.startswith("land.") for each in meanings(named)) else ""


def is_area(heading: str) -> bool:
    """Whether a heading names a unit of area.

    >>> is_area("Luas Terendam (Ha)"), is_area("Luas")
    (True, False)
    """
    return not AREAS.isdisjoint(units_of(heading))


def units_of(heading: str) -> frozenset[str]:
    """The units that a heading names.

    >>> units_of("Luas Sawah (m2)"), units_of("Luas Sawah")
    (frozenset({'m2'}), frozenset())
    """
    return key_of(heading)[1]


def conversion(field: str, heading: str) -> Decimal | None:
    """What makes the figures under *heading* those of *field*; ``None`` where its unit of area or length is another.

    >>> conversion("land.sawah", "Sawah (m2)"), conversion("roads.berat", "Jalan RB"), conversion("dead", "MD (ha)")
    (Decimal('0.0001'), Decimal('1'), None)
    """
    return Decimal(1) if field == "irrigation" else factor(unit_of_field(field), units_of(heading))
