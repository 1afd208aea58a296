"""HOW MUCH: what was lost, as far as it was reported; ``None`` is not reported, never zero."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, SupportsIndex, TypeAlias, TypeVar, final

import attrs

from satudata._mapping import FrozenMap
from satudata.errors import InvalidRecordError, shown

Word = TypeVar("Word", bound=StrEnum)

#: Hectares are kept between these powers of ten and added with room to spare, so every sum is exact.
_LARGEST, _SMALLEST = 12, -30
_EXACT = Context(prec=80)


class _Word(StrEnum):
    """An official Indonesian word behind an English identifier."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


@final
class Damage(_Word):
    """The degree of damage of a house or facility; ``TOTAL`` is a published figure over heavy, moderate and light."""

    HEAVY = "berat"
    MODERATE = "sedang"
    LIGHT = "ringan"
    FLOODED = "terendam"
    TOTAL = "rusak"


@final
class FacilityKind(_Word):
    """The kinds of facility of the impact form. ``KIOSK`` and ``FACTORY`` are not public buildings."""

    EDUCATION = "pendidikan"
    WORSHIP = "peribadatan"
    HEALTH = "kesehatan"
    OFFICE = "kantor"
    MARKET = "pasar"
    KIOSK = "kios"
    FACTORY = "pabrik"


@final
class LandKind(_Word):
    """The kinds of land of the impact form."""

    RICE_FIELD = "sawah"
    PLANTATION = "kebun"
    LAND = "lahan"
    FOREST = "hutan"
    POND = "kolam"


Facilities: TypeAlias = FrozenMap[tuple[FacilityKind, Damage], int | None]
Land: TypeAlias = FrozenMap[LandKind, Decimal | None]
Hectares: TypeAlias = Decimal | int | str | float
FacilitiesInput: TypeAlias = (
    Mapping[tuple[str, str], SupportsIndex | None]
    | Mapping[str, Mapping[str, SupportsIndex | None]]
    | Mapping[str, SupportsIndex | None]
    | None
)


def _figure(name_id: str, unit: str) -> Any:
    return attrs.field(default=None, metadata={"id": name_id, "unit": unit})


def _facilities(value: FacilitiesInput) -> Facilities | None:
    if value is None:
        return None
    _require_mapping(value, "facilities", "units by kind, {'pendidikan': {'berat': 1}}")
    flat: dict[tuple[FacilityKind, Damage], int | None] = {}
    for key, held in value.items():
        kind, degree = key if isinstance(key, tuple) else (key, Damage.TOTAL)
        by_degree = held if isinstance(held, Mapping) else {degree: held}
        for each, figure in by_degree.items():
            place = (_word(FacilityKind, kind, "facilities"), _word(Damage, each, "facilities"))
            if place in flat:
                raise InvalidRecordError("facilities", key, "one kind and degree is given twice")
            flat[place] = _whole("facilities", figure)
    return FrozenMap(sorted(flat.items())) if flat else None


def _land(value: Mapping[str, Hectares | None] | None) -> Land | None:
    if value is None:
        return None
    _require_mapping(value, "land", "hectares by kind, {'sawah': '0.5'}")
    areas = sorted((_word(LandKind, kind, "land"), _hectares(area)) for kind, area in value.items())
    return FrozenMap(areas) if areas else None


def _names(values: Iterable[str]) -> frozenset[str]:
    return frozenset(values)


@final
@attrs.frozen(kw_only=True, repr=False)
class Impact:
    """The reported impact of an event or of one place: whole numbers, each ``None`` where it was not reported.

    People in persons (jiwa), buildings in units, land in hectares. ``houses_damaged`` and ``facilities_damaged`` are
    totals as published, beside or instead of their parts. ``facilities`` is given by kind and degree
    (``{"pendidikan": {"berat": 1}}``; a number instead of the degrees is the kind's published total), ``land`` by kind
    (``{"sawah": "0.5"}``, kept as exact ``Decimal``; a float counts as it prints). A mapping states the kinds that were
    looked at; one whose figure is not known is named with ``None``, and an empty mapping says nothing. ``lower_bounds``
    names the figures of a sum to which some record contributed nothing known: they are at least so high.

    Negative, fractional (but for land), boolean and not-a-number figures raise
    :class:`~satudata.InvalidRecordError` or ``TypeError``.

    Source: Juklak BNPB 7/2023 (as carried by the BPBD input form).

    >>> Impact(dead=1, land={"sawah": "0.5"})
    Impact(dead=1, land={LandKind.RICE_FIELD: Decimal('0.5')})
    >>> Impact(dead=-1)
    Traceback (most recent call last):
    ...
    satudata.errors.InvalidRecordError: dead: -1: a figure is zero or more; unknown is None
    """

    dead: int | None = _figure("meninggal", "jiwa")
    missing: int | None = _figure("hilang", "jiwa")
    injured: int | None = _figure("luka/sakit", "jiwa")
    affected: int | None = _figure("terdampak", "jiwa")
    displaced: int | None = _figure("mengungsi", "jiwa")
    houses_heavy: int | None = _figure("rumah rusak berat", "unit")
    houses_moderate: int | None = _figure("rumah rusak sedang", "unit")
    houses_light: int | None = _figure("rumah rusak ringan", "unit")
    houses_damaged: int | None = _figure("rumah rusak", "unit")
    houses_flooded: int | None = _figure("rumah terendam", "unit")
    facilities: Facilities | None = attrs.field(
        default=None, converter=_facilities, metadata={"id": "fasilitas", "unit": "unit"}
    )
    facilities_damaged: int | None = _figure("fasilitas umum rusak", "unit")
    land: Land | None = attrs.field(default=None, converter=_land, metadata={"id": "lahan", "unit": "ha"})
    lower_bounds: frozenset[str] = attrs.field(default=frozenset(), converter=_names)

    def __attrs_post_init__(self) -> None:
        for name in COUNTS:
            given = getattr(self, name)
            if given is not None:
                checked = _whole(name, given)
                if checked is not given:
                    object.__setattr__(self, name, checked)
        if not self.lower_bounds <= _FIELDS:
            raise InvalidRecordError(
                "lower_bounds", sorted(self.lower_bounds), "names of figures of an Impact"
            )

    def __repr__(self) -> str:
        shown = ((a.name, getattr(self, a.name)) for a in attrs.fields(Impact))
        return f"Impact({', '.join(f'{name}={value!r}' for name, value in shown if not _is_default(value))})"

    @property
    def is_reported(self) -> bool:
        """Whether any figure is known.

        >>> Impact().is_reported, Impact(dead=0).is_reported
        (False, True)
        """
        if any(getattr(self, name) is not None for name in COUNTS):
            return True
        return any(
            figure is not None for held in (self.facilities, self.land) for figure in (held or {}).values()
        )


def _is_default(value: object) -> bool:
    return value is None or value == frozenset()


#: The figures that are one whole number, in the order of the form.
COUNTS = tuple(a.name for a in attrs.fields(Impact) if a.name not in ("facilities", "land", "lower_bounds"))
_FIELDS = frozenset({*COUNTS, "facilities", "land"})


def total(impacts: Iterable[Impact]) -> Impact:
    """The sum of what is known; ``lower_bounds`` of the result names the figures that some of *impacts* left out.

    The order never matters; land is added exactly. The sum of none is ``Impact()``.

    >>> total([Impact(dead=1, injured=2), Impact(dead=3)])
    Impact(dead=4, injured=2, lower_bounds=frozenset({'injured'}))
    """
    parts = list(impacts)
    if len(parts) == 1:
        return parts[0]
    figures: dict[str, object] = {}
    bounds: set[str] = set()
    for name in (*COUNTS, "facilities", "land"):
        known = [value for part in parts if (value := getattr(part, name)) is not None]
        if not known:
            continue
        figures[name] = _merged(known) if isinstance(known[0], FrozenMap) else sum(known)
        if len(known) < len(parts) or any(name in part.lower_bounds for part in parts) or _has_gap(known):
            bounds.add(name)
    return Impact(**figures, lower_bounds=bounds)  # type: ignore[arg-type]  # the names and kinds are those of Impact


def plus(one: Any, other: Any) -> Any:
    """The exact sum of two figures, whatever precision the caller's decimal context has.

    >>> plus(Decimal("0.1"), Decimal("12345678901234567890.05"))
    Decimal('12345678901234567890.15')
    """
    return _EXACT.add(one, other) if isinstance(one, Decimal) else one + other


def _merged(maps: list[Facilities] | list[Land]) -> dict[object, object]:
    merged: dict[object, object] = {}
    for each in maps:
        for kind, figure in each.items():
            before = merged.get(kind)
            merged[kind] = before if figure is None else figure if before is None else plus(before, figure)
    return merged


def _has_gap(known: list[object]) -> bool:
    """Whether a kind that one mapping knows is named as unknown by another."""
    maps = [each for each in known if isinstance(each, FrozenMap)]
    gaps = {kind for each in maps for kind, figure in each.items() if figure is None}
    return any(figure is not None and kind in gaps for each in maps for kind, figure in each.items())


def _require_mapping(value: object, field: str, wanted: str) -> None:
    if not isinstance(value, Mapping):
        raise TypeError(f"{field}: {wanted}, not {type(value).__name__}")


def _word(words: type[Word], value: str, field: str) -> Word:
    try:
        return words(value)
    except ValueError:
        known = ", ".join(words)
        raise InvalidRecordError(field, value, f"no such {words.__name__}; one of: {known}") from None


def _whole(field: str, value: SupportsIndex | None) -> int | None:
    if value is None or (type(value) is int and value >= 0):
        return value
    if isinstance(value, bool):
        raise TypeError(f"{field}: a whole number or None, not bool")
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(
            f"{field}: a whole number or None, not {type(value).__name__} ({shown(value)})"
        ) from None
    if number < 0:
        raise InvalidRecordError(field, number, "a figure is zero or more; unknown is None")
    return number


def _hectares(value: Hectares | None) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool):
        raise TypeError("land: hectares as Decimal, int or text, not bool")
    try:
        area = Decimal(repr(float(value)) if isinstance(value, float) else value)
    except (InvalidOperation, ValueError):
        raise InvalidRecordError("land", value, "hectares as a decimal number, '0.5'") from None
    except TypeError:
        raise TypeError(f"land: hectares as Decimal, int or text, not {type(value).__name__}") from None
    if not area.is_finite() or area < 0:
        raise InvalidRecordError("land", value, "hectares are zero or more and finite; unknown is None")
    if area and (area.adjusted() > _LARGEST or int(area.as_tuple().exponent) < _SMALLEST):
        raise InvalidRecordError("land", value, "more digits than an area in hectares has")
    return area
