"""The standards of the parts of a KIB. These are properties, so the standards cannot be metadata of attrs fields."""

from __future__ import annotations

from functools import partial

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.meanings import DataStandard, standard_of, without_unit
from satudata.events import Event


def _of_event(field: str) -> DataStandard:
    found = standard_of(attrs.fields_dict(Event)[field])
    assert found is not None
    return found


_code = partial(without_unit, what="Kode", citation="juklak-bnpb-7-2023")

#: By property of :class:`~satudata.KIB`, in the order of the digits.
KIB_PARTS = FrozenMap(
    {
        "region": _code(
            "Kode Wilayah Episentrum",
            "Wilayah tempat bencana bermula, yang memberi kode pada kejadian berdampak luas",
            "Empat angka pertama: kabupaten/kota lokasi episentrum; bila di laut, wilayah terdampak yang terdekat",
            "Kabupaten/kota",
        ),
        "province": _code(
            "Kode Provinsi Episentrum",
            "Provinsi tempat bencana bermula",
            "Dua angka pertama, yaitu kode provinsi dari kabupaten/kota lokasi episentrum",
            "Provinsi",
        ),
        "type_code": _of_event("type_code"),
        "date": _of_event("date"),
        "index": _code(
            "Indeks Kejadian Bencana",
            "Pembeda kejadian sejenis pada tanggal yang sama di satu kabupaten/kota",
            "Satu angka terakhir; kejadian yang hanya berbeda indeks dihitung satu kejadian",
            "Tidak dikelompokkan",
        ),
        "stem": _code(
            "Kode Kejadian Tanpa Indeks",
            "Satu kejadian menurut aturan perhitungan, berapa pun jam terjadinya",
            "Lima belas angka sebelum indeks: wilayah, jenis bencana, dan tanggal",
            "Menurut wilayah, jenis bencana, dan tanggal",
        ),
    }
)
