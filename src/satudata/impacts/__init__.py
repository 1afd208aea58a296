"""HOW MUCH: what was lost, as far as it was reported; ``None`` is not reported, never zero."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal, InvalidOperation
from functools import reduce
from typing import Any, SupportsIndex, TypeAlias, TypeVar, final

import attrs

from satudata._ground.hooks import PydanticField
from satudata._ground.maps import FrozenMap
from satudata._ground.meanings import standard, unmeasured
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import Word
from satudata.errors import InvalidRecordError, shown

W = TypeVar("W", bound=Word)

#: Areas, lengths and losses are kept between these powers of ten and added with room to spare, so sums are exact.
_LARGEST, _SMALLEST = 12, -30
_EXACT = Context(prec=80)


class _FormWord(Word):
    """A word of the impact form; its longer or older word means the same."""

    @classmethod
    def _missing_(cls, value: object) -> _FormWord:
        word = _SAME.get((cls.__name__, value.strip().casefold())) if isinstance(value, str) else None
        return super()._missing_(value) if word is None else cls(word)


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


@public("satudata")
@final
class Damage(_FormWord):
    """The degree of damage of a house or facility; ``TOTAL`` is a published figure over heavy, moderate and light."""

    HEAVY = "berat"
    MODERATE = "sedang"
    LIGHT = "ringan"
    FLOODED = "terendam"
    TOTAL = "rusak"


@public("satudata")
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


@public("satudata")
@final
class LandKind(_FormWord):
    """The kinds of land of the impact form."""

    RICE_FIELD = "sawah"
    PLANTATION = "kebun"
    LAND = "lahan"
    FOREST = "hutan"
    POND = "kolam"


@public("satudata")
@final
class Sex(Word):
    """Jenis kelamin."""

    MALE = "laki-laki"
    FEMALE = "perempuan"


@public("satudata")
@final
class LifeStage(Word):
    """The age groups of the impact form, whose limits in years it does not state.

    Those of displaced people are others, and five: :class:`satudata.displaced.AgeGroup`.
    """

    CHILD = "anak"
    ADULT = "dewasa"
    ELDERLY = "lansia"


#: The figures that are people, in the order of the form.
PEOPLE = ("dead", "missing", "injured", "affected", "displaced")

People: TypeAlias = FrozenMap[tuple[str, Sex | None, LifeStage | None], int | None]
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
#: By figure and group, ``{"dead": {"perempuan": 2, ("perempuan", "lansia"): 1}}``, or by all three in one.
PeopleInput: TypeAlias = (
    Mapping[str, Mapping[Any, SupportsIndex | None]]
    | Mapping[str, Mapping[str, Mapping[str, SupportsIndex | None]]]
    | Mapping[tuple[str, Sex | None, LifeStage | None], SupportsIndex | None]
    | None
)


#: What the standards of figures of one kind have in common.
_OF_PEOPLE = {
    "konsep": "Dampak bencana pada manusia, untuk pertolongan, santunan, dan penetapan ambang batas",
    "klasifikasi": "Jenis kelamin dan kelompok usia: anak, dewasa, lansia",
    "ukuran": "Jumlah",
    "satuan": "Orang",
}
_OF_BUILDINGS = {
    "konsep": "Kerusakan bangunan karena bencana, untuk bantuan, pemulihan, dan penetapan ambang batas",
    "klasifikasi": "Tingkat kerusakan: berat, sedang, ringan; terendam tersendiri",
    "ukuran": "Jumlah",
    "satuan": "Unit",
}
_OF_LINES = {
    "konsep": "Kerusakan prasarana karena bencana, untuk pemulihan akses",
    "klasifikasi": "Tingkat kerusakan: berat, sedang, ringan",
    "ukuran": "Panjang",
}
#: Which figures of a record are at least so high.
LOWER_BOUNDS = unmeasured(
    "Himpunan Kategori",
    name="Angka Batas Bawah",
    konsep="Kelengkapan angka gabungan, agar jumlah dari sebagian laporan tidak dibaca sebagai jumlah seluruhnya",
    definisi="Variabel yang tidak dilaporkan lengkap oleh semua catatan gabungan; angkanya paling sedikit sebesar itu",
    klasifikasi="Menurut variabel",
    citation="satudata-readings",
)


def _meant(id: str, unit: str, **told: Any) -> dict[str, object]:
    """The metadata of a figure: how messages call it and its unit, and its standard."""
    return {"id": id, "unit": unit, **standard(**{"citation": "bpbd-input-form", **told})}


def _figure(id: str, unit: str, **told: Any) -> Any:
    return attrs.field(default=None, metadata=_meant(id, unit, **told))


def _people_hit(id: str, name: str, definisi: str) -> Any:
    return _figure(id, "jiwa", name=name, definisi=definisi, **_OF_PEOPLE)


def _buildings(id: str, name: str, definisi: str) -> Any:
    return _figure(id, "unit", name=name, definisi=definisi, **_OF_BUILDINGS)


def _people(value: PeopleInput) -> People | None:
    if value is None:
        return None
    _require_mapping(value, "people", "people by figure and group, {'dead': {'perempuan': 1}}")
    flat: dict[tuple[str, Sex | None, LifeStage | None], int | None] = {}
    for key, held in value.items():
        name, *words = key if isinstance(key, tuple) else (key,)
        if name not in PEOPLE:
            raise InvalidRecordError("people", name, f"no such figure of people; one of: {', '.join(PEOPLE)}")
        for group, figure in _by_group(words, held):
            place = (name, *_sex_and_age(name, group))
            if place in flat:
                raise InvalidRecordError("people", key, "one group is given twice")
            flat[place] = whole_number("people", figure)
    in_order = sorted(flat, key=lambda place: (PEOPLE.index(place[0]), place[1] or "", place[2] or ""))
    return FrozenMap((place, flat[place]) for place in in_order) if flat else None


def _by_group(words: list[Any], held: Any) -> Iterator[tuple[list[Any], Any]]:
    if not isinstance(held, Mapping) or len(words) > 2:
        yield words, held
        return
    for key, below in held.items():
        yield from _by_group([*words, *(key if isinstance(key, tuple) else (key,))], below)


def _sex_and_age(name: str, words: list[Any]) -> tuple[Sex | None, LifeStage | None]:
    """The group that *words* name, whichever of the two comes first."""
    known: dict[str, Any] = {str(word): word for kind in (Sex, LifeStage) for word in kind}
    found: dict[type[Word], Any] = {}
    for word in words:
        if word is None:
            continue
        group = known.get(word) if isinstance(word, str) else None
        if group is None or type(group) in found:
            raise InvalidRecordError("people", word, f"a sex, an age group or both; of: {', '.join(known)}")
        found[type(group)] = group
    if not found:
        raise InvalidRecordError("people", name, f"the total is a figure of its own: Impact({name}=1)")
    return found.get(Sex), found.get(LifeStage)


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


@public("satudata")
@final
@attrs.frozen(kw_only=True, repr=False)
class Impact(Record, PydanticField):
    """The reported impact of an event or of one place: whole numbers, each ``None`` where it was not reported.

    People in persons (jiwa), buildings in units, land in hectares. ``people`` tells the five figures of people by
    sex, by age group or by both (``{"dead": {"perempuan": 2, ("perempuan", "lansia"): 1}}``), beside the totals or
    instead of them; it changes no total, and a group that it leaves out is not reported. ``houses_damaged`` and
    ``facilities_damaged`` are totals as published, beside or instead of their parts. ``facilities`` is given by
    kind and degree (``{"pendidikan": {"berat": 1}}``; a number instead of the degrees is the kind's published
    total), ``land`` by kind (``{"sawah": "0.5"}``, kept as exact ``Decimal``; a float counts as it prints),
    ``bridges`` in metres and ``roads`` in km by degree (``{"berat": "12.5"}``; a number alone is the published
    total). A mapping states the kinds that were looked at; one whose figure is not known is named with ``None``,
    and an empty mapping says nothing. ``losses`` are in million rupiah; ``irrigation`` is as published, its unit is
    not known and it is no land. ``lower_bounds`` names the figures of a sum to which some record contributed
    nothing known: they are at least so high.

    Other words of the form, old and new, are read and one is kept: "rumah ibadat" and "rumah ibadah" are
    ``FacilityKind.WORSHIP``, "rusak berat" is ``Damage.HEAVY``.

    Negative, fractional (but for land), boolean and not-a-number figures raise
    :class:`~satudata.InvalidRecordError` or ``TypeError``.

    Source: Juklak BNPB 7/2023 (as carried by the BPBD input form).

    >>> Impact(dead=1, land={"sawah": "0.5"})
    Impact(dead=1, land={LandKind.RICE_FIELD: Decimal('0.5')})
    >>> Impact(dead=3, people={"dead": {"perempuan": 2}}).people
    {('dead', Sex.FEMALE, None): 2}
    >>> Impact(dead=-1)
    Traceback (most recent call last):
    ...
    satudata.InvalidRecordError: dead: -1: a figure is zero or more; unknown is None
    """

    dead: int | None = _people_hit(
        "meninggal",
        "Jumlah Korban Meninggal",
        "Orang yang meninggal karena bencana; orang yang masih hilang tidak termasuk",
    )
    missing: int | None = _people_hit(
        "hilang",
        "Jumlah Korban Hilang",
        "Orang yang tidak diketahui keberadaannya karena bencana; yang meninggal tidak termasuk",
    )
    injured: int | None = _people_hit(
        "luka/sakit", "Jumlah Korban Luka atau Sakit", "Orang yang terluka atau jatuh sakit karena bencana"
    )
    affected: int | None = _people_hit(
        "terdampak",
        "Jumlah Korban Terdampak",
        "Orang yang dirugikan bencana tetapi tetap dapat tinggal di rumahnya; dahulu disebut menderita",
    )
    displaced: int | None = _people_hit(
        "mengungsi",
        "Jumlah Korban Mengungsi",
        "Orang yang terpaksa meninggalkan rumahnya karena bencana; tidak dihitung lagi sebagai terdampak",
    )
    people: People | None = attrs.field(
        default=None,
        converter=_people,
        metadata=_meant(
            "jiwa menurut jenis kelamin dan kelompok usia",
            "jiwa",
            name="Jumlah Korban Terpilah",
            definisi="Korban meninggal, hilang, luka atau sakit, terdampak, dan mengungsi pada setiap kelompok",
            **_OF_PEOPLE,
        ),
    )
    houses_heavy: int | None = _buildings(
        "rumah rusak berat", "Jumlah Rumah Rusak Berat", "Rumah yang dilaporkan rusak berat karena bencana"
    )
    houses_moderate: int | None = _buildings(
        "rumah rusak sedang", "Jumlah Rumah Rusak Sedang", "Rumah yang dilaporkan rusak sedang karena bencana"
    )
    houses_light: int | None = _buildings(
        "rumah rusak ringan", "Jumlah Rumah Rusak Ringan", "Rumah yang dilaporkan rusak ringan karena bencana"
    )
    houses_damaged: int | None = _buildings(
        "rumah rusak",
        "Jumlah Rumah Rusak",
        "Rumah yang rusak berat, sedang, atau ringan sebagai satu angka terbitan; yang terendam tidak termasuk",
    )
    houses_flooded: int | None = _buildings(
        "rumah terendam", "Jumlah Rumah Terendam", "Rumah yang tergenang air karena bencana"
    )
    facilities: Facilities | None = attrs.field(
        default=None,
        converter=_facilities,
        metadata=_meant(
            "fasilitas",
            "unit",
            name="Jumlah Fasilitas Rusak Menurut Jenis",
            definisi="Bangunan pelayanan, perkantoran, dan usaha yang rusak atau terendam karena bencana",
            **{
                **_OF_BUILDINGS,
                "klasifikasi": (
                    "Jenis: pendidikan, peribadatan, kesehatan, kantor, pasar, kios, pabrik; "
                    "tingkat kerusakan: berat, sedang, ringan, terendam"
                ),
            },
        ),
    )
    facilities_damaged: int | None = _buildings(
        "fasilitas umum rusak",
        "Jumlah Fasilitas Umum Rusak",
        "Fasilitas umum yang rusak sebagai satu angka terbitan; kios dan pabrik tidak termasuk",
    )
    land: Land | None = attrs.field(
        default=None,
        converter=_land,
        metadata=_meant(
            "lahan",
            "ha",
            name="Luas Lahan Terdampak",
            konsep="Dampak bencana pada lahan, untuk bantuan, pemulihan, dan penetapan ambang batas",
            definisi="Luas lahan yang rusak, terendam, atau terbakar karena bencana",
            klasifikasi="Jenis lahan: sawah, kebun, lahan, hutan, kolam",
            ukuran="Luas",
            satuan="Hektare",
        ),
    )
    bridges: Lengths | None = attrs.field(
        default=None,
        converter=_bridges,
        metadata=_meant(
            "jembatan rusak",
            "m",
            name="Panjang Jembatan Rusak",
            definisi="Panjang jembatan yang rusak karena bencana",
            satuan="Meter",
            **_OF_LINES,
        ),
    )
    roads: Lengths | None = attrs.field(
        default=None,
        converter=_roads,
        metadata=_meant(
            "jalan rusak",
            "km",
            name="Panjang Jalan Rusak",
            definisi="Panjang jalan yang rusak karena bencana",
            satuan="Kilometer",
            **_OF_LINES,
        ),
    )
    irrigation: Decimal | None = attrs.field(
        default=None,
        converter=_irrigation,
        metadata=_meant(
            "irigasi",
            "",
            name="Kerusakan Irigasi",
            konsep="Kerusakan prasarana pengairan karena bencana, untuk pemulihan pertanian",
            definisi="Angka kerusakan irigasi sebagaimana diterbitkan; tidak termasuk luas lahan",
            klasifikasi="Tidak dikelompokkan",
            ukuran="Besaran Sebagaimana Diterbitkan",
            satuan=None,
            no_unit_reason="Sumbernya tidak menyebut satuan",
        ),
    )
    losses: Decimal | None = attrs.field(
        default=None,
        converter=_losses,
        metadata=_meant(
            "kerugian",
            "juta rupiah",
            name="Nilai Kerugian",
            konsep="Dampak bencana pada harta benda dan ekonomi, untuk pemulihan",
            definisi="Taksiran kerugian karena bencana sebagaimana dilaporkan",
            klasifikasi="Tidak dikelompokkan",
            ukuran="Nilai",
            satuan="Juta rupiah",
        ),
    )
    lower_bounds: frozenset[str] = attrs.field(default=frozenset(), converter=_names, metadata=LOWER_BOUNDS)

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
        has_gap = _has_gap(known) or (name == "people" and len({frozenset(each) for each in known}) > 1)
        if has_gap or len(known) < len(parts) or any(name in part.lower_bounds for part in parts):
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
