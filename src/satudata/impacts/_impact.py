"""The reported impact of an event or of one place."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, final

import attrs

from satudata._ground.fields import as_names, whole_number
from satudata._ground.hooks import PydanticField
from satudata._ground.maps import FrozenMap
from satudata._ground.meanings import LOWER_BOUNDS, standard
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import InvalidRecordError
from satudata.impacts._inputs import (
    Facilities,
    Land,
    Lengths,
    People,
    as_bridges,
    as_facilities,
    as_irrigation,
    as_land,
    as_losses,
    as_people,
    as_roads,
)

#: What the standards of similar figures share.
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


def _meant(id: str, unit: str, **meaning: Any) -> dict[str, object]:
    """The metadata of a figure: its name and unit in messages, and its standard."""
    return {"id": id, "unit": unit, **standard(**{"citation": "bpbd-input-form", **meaning})}


def _figure(id: str, unit: str, **meaning: Any) -> Any:
    return attrs.field(default=None, metadata=_meant(id, unit, **meaning))


def _people_hit(id: str, name: str, definisi: str) -> Any:
    return _figure(id, "jiwa", name=name, definisi=definisi, **_OF_PEOPLE)


def _buildings(id: str, name: str, definisi: str) -> Any:
    return _figure(id, "unit", name=name, definisi=definisi, **_OF_BUILDINGS)


@public("satudata")
@final
@attrs.frozen(kw_only=True, repr=False)
class Impact(Record, PydanticField):
    """The reported impact of an event or of one place: whole numbers, each ``None`` where it was not reported.

    People are in persons (jiwa), buildings in units, land in hectares, ``bridges`` in metres, ``roads`` in km,
    ``losses`` in million rupiah. ``irrigation`` is as published: its unit is not known, and it is not land.

    ``people`` has the five figures of people by sex, by age group or by both
    (``{"dead": {"perempuan": 2, ("perempuan", "lansia"): 1}}``), with or without the totals. It changes no total; a
    group that is left out is not reported. ``houses_damaged`` and ``facilities_damaged`` are published totals, with or
    without their parts. ``facilities`` is by kind and degree (``{"pendidikan": {"berat": 1}}``; a number instead of the
    degrees is the published total of the kind), ``land`` by kind (``{"sawah": "0.5"}``), ``bridges`` and ``roads`` by
    degree (``{"berat": "12.5"}``; a number alone is the published total). Decimals are exact; a float counts as it
    prints. A mapping has the kinds that were looked at, with ``None`` for a figure that is not known; an empty mapping
    is not reported. ``lower_bounds`` names the figures of a sum that some record did not report.

    Older and longer words of the form are read: "rumah ibadat" and "rumah ibadah" are ``FacilityKind.WORSHIP``, "rusak
    berat" is ``Damage.HEAVY``.

    Negative, fractional (except decimals), boolean and not-a-number figures raise
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
        converter=as_people,
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
        converter=as_facilities,
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
        converter=as_land,
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
        converter=as_bridges,
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
        converter=as_roads,
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
        converter=as_irrigation,
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
        converter=as_losses,
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
    lower_bounds: frozenset[str] = attrs.field(default=frozenset(), converter=as_names, metadata=LOWER_BOUNDS)

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
