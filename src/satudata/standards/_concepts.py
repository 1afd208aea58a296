"""The variable that a column contains, by its heading, and the standards of variables that only columns have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial

import attrs

from satudata._ground.codes import require_text
from satudata._ground.maps import FrozenMap
from satudata._ground.meanings import DataStandard, without_unit
from satudata.impacts import Impact
from satudata.tabular._headings import plain_heading, vocabulary

_column = partial(without_unit, what="Nama", citation="bpbd-input-form")

_PLACE = "Tempat data dilaporkan, dalam kata yang dibaca orang"
_DAY = "Bagian dari tanggal kejadian bencana, bila tabel memisahkannya"

#: By field of the column vocabulary: names of codes and parts of a date, which records keep in another way.
COLUMN_STANDARDS = FrozenMap(
    {
        "province_name": _column(
            "Nama Provinsi",
            _PLACE,
            "Nama provinsi tempat data dilaporkan",
            "Provinsi",
            citation="kepmendagri-050-145-2022",
        ),
        "regency_name": _column(
            "Nama Kabupaten/Kota",
            _PLACE,
            "Nama kabupaten/kota tempat data dilaporkan",
            "Kabupaten/kota",
            citation="kepmendagri-050-145-2022",
        ),
        "type_name": _column(
            "Nama Jenis Bencana",
            "Penyebab kejadian, dalam kata yang dibaca orang",
            "Nama jenis kejadian utama; menentukan skema tempat kodenya dibaca",
            "Jenis bencana",
            citation="juklak-bnpb-7-2023",
        ),
        "year": _column(
            "Tahun Kejadian Bencana", _DAY, "Tahun terjadinya bencana", "Menurut tahun", what="Tahun"
        ),
        "month": _column(
            "Bulan Kejadian Bencana",
            _DAY,
            "Bulan terjadinya bencana, 1 sampai 12",
            "Menurut bulan",
            what="Bulan",
        ),
        "day": _column(
            "Hari Kejadian Bencana",
            _DAY,
            "Hari ke berapa dalam bulan kejadian",
            "Menurut hari",
            what="Hari",
        ),
        "requests_national_help": _column(
            "Permintaan Bantuan Nasional",
            "Beban daerah yang melampaui kemampuannya, salah satu kriteria ambang batas",
            "Apakah pemerintah daerah meminta bantuan nasional untuk kejadian itu",
            "Ya dan tidak",
            what="Kategori",
            citation="juklak-bnpb-7-2023",
        ),
        "main_type": _column(
            "Jenis Utama Kejadian Bencana",
            "Satu jenis yang memicu jenis lainnya, agar kejadian dihitung satu kali menurut jenis",
            "Jenis utama kejadian sebagaimana dinyatakan penyusun data",
            "Jenis bencana",
            citation="juklak-bnpb-7-2023",
        ),
        "caused_by": _column(
            "Pemicu Kejadian Bencana",
            "Jenis yang memicu jenis pada baris itu, untuk menentukan jenis utama",
            "Jenis bencana yang dinyatakan memicu jenis pada baris itu",
            "Jenis bencana",
            citation="juklak-bnpb-7-2023",
        ),
        "publisher_verdict": _column(
            "Penilaian Penerbit atas Kejadian",
            "Penilaian penerbit, untuk dibandingkan dengan penilaian menurut kriteria",
            "Apakah menurut penerbit kejadian itu termasuk bencana",
            "Ya dan tidak",
            what="Kategori",
            citation="bnpb-flood-table",
        ),
        "weight": DataStandard(
            name="Bobot Kejadian Terbitan",
            konsep="Cara penerbit membagi satu kejadian atas barisnya; aturan perhitungan tidak memakainya",
            definisi="Bagian dari satu kejadian yang diberikan penerbit pada baris itu; dapat berupa pecahan",
            klasifikasi="Tidak dikelompokkan",
            ukuran="Bobot",
            satuan="Kejadian",
            citation="bnpb-flood-table",
        ),
    }
)

#: The columns that contain a field of a record.
_OF_RECORDS: Mapping[str, str] = {
    "kib": "Event.kib",
    "event_id": "Event.id",
    "type_code": "Event.type_code",
    "date": "Event.date",
    "region_id": "EventRecord.region",
    "place": "EventRecord.place",
    "status": "EventRecord.status",
    "emergency_status": "Declaration.status",
}


@cache
def concepts() -> Mapping[str, str]:
    """By field of the column vocabulary, the name of its standard, as :func:`get_standard` takes it.

    >>> concepts()["facilities.pasar.berat"], concepts()["date"], concepts()["year"]
    ('Impact.facilities', 'Event.date', 'Column.year')
    """
    figures = {each.name for each in attrs.fields(Impact)}
    return FrozenMap(
        (field, f"Impact.{figure}" if (figure := field.partition(".")[0]) in figures else _other(field))
        for field in vocabulary()
    )


def _other(field: str) -> str:
    return _OF_RECORDS.get(field, f"Column.{field}")


def find_concept(heading: str) -> str | None:
    """The name of the standard for a column with this heading; ``None`` if the heading is not known.

    >>> find_concept("Luka / Sakit (jiwa)"), find_concept("Kabupaten"), find_concept("Keterangan")
    ('Impact.injured', 'Column.regency_name', None)
    """
    plain = plain_heading(require_text(heading, "a heading"))
    found = (concepts()[field] for field, words in vocabulary().items() if plain in words)
    return next(found, None)
