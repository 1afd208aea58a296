"""HOW MUCH: what was lost, as far as it was reported; ``None`` is not reported, never zero."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, InvalidOperation
from functools import reduce
from typing import Any, SupportsIndex, TypeAlias, TypeVar, final

import attrs

from satudata._hook import PydanticField
from satudata._mapping import FrozenMap
from satudata._state import fill, state_of
from satudata._words import Word
from satudata.errors import InvalidRecordError, shown

W = TypeVar("W", bound=Word)

#: Areas, lengths and losses are kept between these powers of ten and added with room to spare, so sums are exact.
_LARGEST, _SMALLEST = 12, -30
_EXACT = Context(prec=80)


class _FormWord(Word):
    """A word of the impact form; its longer or older word means the same."""

    @classmethod
    def _missing_(cls, value: object) -> _FormWord | None:
        word = _SAME.get((cls.__name__, value.strip().casefold())) if isinstance(value, str) else None
        return None if word is None else cls(word)


#: Other words of the form, old and new, and the one that is kept.
_SAME: Mapping[tuple[str, str], str] = {
    ("Damage", "rusak berat"): "berat",
    ("Damage", "rusak sedang"): "sedang",
    ("Damage", "rusak ringan"): "ringan",
    ("FacilityKind", "satuan pendidikan"): "pendidikan",
    ("FacilityKind", "fasilitas pendidikan"): "pendidikan",
    ("FacilityKind", "rumah ibadat"): "peribadatan",
    ("FacilityKind", "rumah ibadah"): "peribadatan",
    ("FacilityKind", "fasilitas peribadatan"): "peribadatan",
    ("FacilityKind", "fasilitas kesehatan"): "kesehatan",
    ("FacilityKind", "fasilitas pelayanan kesehatan"): "kesehatan",
}


@final
class Damage(_FormWord):
    """The degree of damage of a house or facility; ``TOTAL`` is a published figure over heavy, moderate and light."""

    HEAVY = "berat"
    MODERATE = "sedang"
    LIGHT = "ringan"
    FLOODED = "terendam"
    TOTAL = "rusak"


@final
class FacilityKind(_FormWord):
    """The kinds of facility of the impact form. ``KIOSK`` and ``FACTORY`` are not public buildings."""

    EDUCATION = "pendidikan"
    WORSHIP = "peribadatan"
    HEALTH = "kesehatan"
    OFFICE = "kantor"
    MARKET = "pasar"
    KIOSK = "kios"
    FACTORY = "pabrik"


@final
class LandKind(_FormWord):
    """The kinds of land of the impact form."""

    RICE_FIELD = "sawah"
    PLANTATION = "kebun"
    LAND = "lahan"
    FOREST = "hutan"
    POND = "kolam"


Facilities: TypeAlias = FrozenMap[tuple[FacilityKind, Damage], int | None]
Land: TypeAlias = FrozenMap[LandKind, Decimal | None]
Lengths: TypeAlias = FrozenMap[Damage, Decimal | None]
Amount: TypeAlias = Decimal | int | str | float
FacilitiesInput: TypeAlias = (
    Mapping[tuple[str, str], SupportsIndex | None]
    | Mapping[str, Mapping[str, SupportsIndex | None]]
    | Mapping[str, SupportsIndex | None]
    | None
)
LengthsInput: TypeAlias = Mapping[str, Amount | None] | Amount | None


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
            flat[place] = whole_number("facilities", figure)
    return FrozenMap(sorted(flat.items())) if flat else None


def _land(value: Mapping[str, Amount | None] | None) -> Land | None:
    if value is None:
        return None
    _require_mapping(value, "land", "hectares by kind, {'sawah': '0.5'}")
    areas = sorted(
        (_word(LandKind, kind, "land"), _amount("land", "hectares", area)) for kind, area in value.items()
    )
    return FrozenMap(areas) if areas else None


def _lengths(field: str, unit: str, value: LengthsInput) -> Lengths | None:
    if value is None:
        return None
    by_degree = value if isinstance(value, Mapping) else {Damage.TOTAL: value}
    lengths: dict[Damage, Decimal | None] = {}
    for degree, length in by_degree.items():
        place = _word(Damage, degree, field)
        if place in lengths:
            raise InvalidRecordError(field, degree, "one degree is given twice")
        lengths[place] = _amount(field, unit, length)
    return FrozenMap(sorted(lengths.items())) if lengths else None


def _bridges(value: LengthsInput) -> Lengths | None:
    return _lengths("bridges", "metres", value)


def _roads(value: LengthsInput) -> Lengths | None:
    return _lengths("roads", "kilometres", value)


def _irrigation(value: Amount | None) -> Decimal | None:
    return _amount("irrigation", "the published figure", value)


def _losses(value: Amount | None) -> Decimal | None:
    return _amount("losses", "million rupiah", value)


def _names(values: Iterable[str]) -> frozenset[str]:
    return frozenset(values)


@final
@attrs.frozen(kw_only=True, repr=False)
class Impact(PydanticField):
    """The reported impact of an event or of one place: whole numbers, each ``None`` where it was not reported.

    People in persons (jiwa), buildings in units, land in hectares. ``houses_damaged`` and ``facilities_damaged`` are
    totals as published, beside or instead of their parts. ``facilities`` is given by kind and degree
    (``{"pendidikan": {"berat": 1}}``; a number instead of the degrees is the kind's published total), ``land`` by kind
    (``{"sawah": "0.5"}``, kept as exact ``Decimal``; a float counts as it prints), ``bridges`` in metres and ``roads``
    in km by degree (``{"berat": "12.5"}``; a number alone is the published total). A mapping states the kinds that were
    looked at; one whose figure is not known is named with ``None``, and an empty mapping says nothing. ``losses`` are
    in million rupiah; ``irrigation`` is as published, its unit is not known and it is no land. ``lower_bounds`` names
    the figures of a sum to which some record contributed nothing known: they are at least so high.

    Other words of the form, old and new, are read and one is kept: "rumah ibadat" and "rumah ibadah" are
    ``FacilityKind.WORSHIP``, "rusak berat" is ``Damage.HEAVY``.

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
    bridges: Lengths | None = attrs.field(
        default=None, converter=_bridges, metadata={"id": "jembatan rusak", "unit": "m"}
    )
    roads: Lengths | None = attrs.field(
        default=None, converter=_roads, metadata={"id": "jalan rusak", "unit": "km"}
    )
    irrigation: Decimal | None = attrs.field(
        default=None, converter=_irrigation, metadata={"id": "irigasi", "unit": ""}
    )
    losses: Decimal | None = attrs.field(
        default=None, converter=_losses, metadata={"id": "kerugian", "unit": "juta rupiah"}
    )
    lower_bounds: frozenset[str] = attrs.field(default=frozenset(), converter=_names)

    def __attrs_post_init__(self) -> None:
        for name in COUNTS:
            given = getattr(self, name)
            if given is not None:
                checked = whole_number(name, given)
                if checked is not given:
                    object.__setattr__(self, name, checked)
        if not self.lower_bounds <= _FIELDS:
            raise InvalidRecordError(
                "lower_bounds", sorted(self.lower_bounds), "names of figures of an Impact"
            )

    __getstate__ = state_of
    __setstate__ = fill

    def __repr__(self) -> str:
        shown = ((a.name, getattr(self, a.name)) for a in attrs.fields(Impact))
        return f"Impact({', '.join(f'{name}={value!r}' for name, value in shown if not _is_default(value))})"

    @property
    def is_reported(self) -> bool:
        """Whether any figure is known.

        >>> Impact().is_reported, Impact(dead=0).is_reported
        (False, True)
        """
        figures = (getattr(self, name) for name in FIGURES)
        return any(
            any(part is not None for part in figure.values())
            if isinstance(figure, FrozenMap)
            else figure is not None
            for figure in figures
        )


def _is_default(value: object) -> bool:
    return value is None or value == frozenset()


#: The figures that are one whole number, in the order of the form.
COUNTS = tuple(a.name for a in attrs.fields(Impact) if a.converter is None)
#: Every figure, in the order of the form.
FIGURES = tuple(a.name for a in attrs.fields(Impact) if a.name != "lower_bounds")
_FIELDS = frozenset(FIGURES)


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
    for name in FIGURES:
        known = [value for part in parts if (value := getattr(part, name)) is not None]
        if not known:
            continue
        figures[name] = _merged(known) if isinstance(known[0], FrozenMap) else reduce(plus, known)
        if len(known) < len(parts) or any(name in part.lower_bounds for part in parts) or _has_gap(known):
            bounds.add(name)
    return Impact(**figures, lower_bounds=bounds)  # type: ignore[arg-type]  # the names and kinds are those of Impact


def plus(one: Any, other: Any) -> Any:
    """The exact sum of two figures, whatever precision the caller's decimal context has.

    >>> plus(Decimal("0.1"), Decimal("12345678901234567890.05"))
    Decimal('12345678901234567890.15')
    """
    return _EXACT.add(one, other) if isinstance(one, Decimal) else one + other


def _merged(maps: list[FrozenMap[Any, Any]]) -> dict[Any, Any]:
    merged: dict[Any, Any] = {}
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


def _word(words: type[W], value: str, field: str) -> W:
    try:
        return words(value)
    except ValueError:
        known = ", ".join(words)
        raise InvalidRecordError(field, value, f"no such {words.__name__}; one of: {known}") from None


def whole_number(field: str, value: SupportsIndex | None) -> int | None:
    """A whole number that is zero or more, or ``None``; anything else is refused under the name of its field."""
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


def _amount(field: str, unit: str, value: Amount | None) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool):
        raise TypeError(f"{field}: {unit} as Decimal, int or text, not bool")
    try:
        amount = Decimal(repr(float(value)) if isinstance(value, float) else value)
    except (InvalidOperation, ValueError):
        raise InvalidRecordError(field, value, f"{unit} as a decimal number, '0.5'") from None
    except TypeError:
        raise TypeError(f"{field}: {unit} as Decimal, int or text, not {type(value).__name__}") from None
    if not amount.is_finite() or amount < 0:
        raise InvalidRecordError(field, value, f"{unit}: zero or more and finite; unknown is None")
    if amount and (amount.adjusted() > _LARGEST or int(amount.as_tuple().exponent) < _SMALLEST):
        raise InvalidRecordError(field, value, "more digits than such a figure has")
    return amount
