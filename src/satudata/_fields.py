"""What the fields of a record accept: the checks that all records share."""

from __future__ import annotations

import datetime

import attrs

from satudata._data_standard import unmeasured
from satudata._digits import are_digits, require_text
from satudata.errors import InvalidRecordError
from satudata.regions._code import RegionCode

#: Standards of the variables that several records have.
REGION = unmeasured(
    "Kode",
    name="Kode Wilayah",
    konsep="Wilayah administrasi tempat data dilaporkan, agar data dapat digabung dan dijumlah menurut wilayah",
    definisi="Kode provinsi atau kabupaten/kota dalam daftar Kementerian Dalam Negeri yang berlaku pada tanggal data",
    klasifikasi="Provinsi dan kabupaten/kota",
    citation="kepmendagri-050-145-2022",
)
EVENT_ID = unmeasured(
    "Penanda",
    name="Penanda Kejadian Bencana",
    konsep="Satu kejadian bencana secara nasional, agar catatan dari beberapa wilayah tidak dihitung dua kali",
    definisi="Teks yang sama pada semua catatan satu kejadian, diberikan oleh pemilik data",
    klasifikasi="Tidak dikelompokkan",
    citation="satudata-readings",
)
TYPE_CODE = unmeasured(
    "Kode",
    name="Kode Jenis Bencana",
    konsep="Penyebab kejadian, agar kejadian dapat dikelompokkan menurut jenis bencana",
    definisi="Tiga angka jenis kejadian utama, yaitu jenis yang memicu jenis lainnya",
    klasifikasi="Jenis bencana menurut skema kodenya",
    citation="juklak-bnpb-7-2023",
)
SCHEME = unmeasured(
    "Kategori",
    name="Skema Kode Jenis Bencana",
    konsep="Daftar tempat kode jenis bencana dibaca, karena arti kode 103 sampai 109 pernah berubah",
    definisi="Tahun daftar kode jenis bencana yang dipakai; kosong bila kode dan tanggal tidak menentukannya",
    klasifikasi="Skema 2011 dan skema 2023",
    citation="satudata-readings",
)


def as_region(value: RegionCode | str) -> RegionCode:
    """A region code, or the code that a text is."""
    return value if isinstance(value, RegionCode) else RegionCode.parse(value)


def as_text(value: str | None) -> str | None:
    """Plain text, or ``None``."""
    return None if value is None else require_text(value, "an id or name")


def not_blank(record: object, field: attrs.Attribute[str | None], value: str | None) -> None:
    """Refuse text that says nothing."""
    if value is not None and not value.strip():
        raise InvalidRecordError(field.name, value, "not blank; without one it is None")


def as_type_code(value: str | None) -> str | None:
    """The three digits of a disaster type, or ``None``."""
    if value is None:
        return None
    code = require_text(value, "a type code")
    if not (len(code) == 3 and are_digits(code)):
        raise InvalidRecordError("type_code", value, "three ASCII digits, '101'")
    return code


def as_day(value: datetime.date | None) -> datetime.date | None:
    """A plain day, or ``None``; a moment is refused."""
    if value is None or type(value) is datetime.date:
        return value
    given: object = value
    if isinstance(given, datetime.date) and not isinstance(given, datetime.datetime):
        return datetime.date(given.year, given.month, given.day)
    raise TypeError(f"a day is a datetime.date, not {type(value).__name__}: date(2024, 8, 4)")
