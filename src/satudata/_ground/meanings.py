"""What a variable means: the five attributes of a data standard, as metadata of its attrs field."""

from __future__ import annotations

from typing import Any, Final, final

import attrs

from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import InvalidRecordError, WrongTypeError

#: The key of the standard in the metadata of a field.
KEY: Final = "standard"

_RIGHT = "DataStandard(name='Jumlah Korban Meninggal', ..., ukuran='Jumlah', satuan='Orang', citation='...')"


def _not_blank(record: object, field: attrs.Attribute[str], value: str) -> None:
    given: object = value
    if not isinstance(given, str):
        raise WrongTypeError(f"{field.name} is text", type(given), _RIGHT)
    if not value.strip():
        raise InvalidRecordError(field.name, value, f"a data standard says all of it: {_RIGHT}")


def _not_blank_if_given(record: object, field: attrs.Attribute[str | None], value: str | None) -> None:
    if value is not None:
        _not_blank(record, field, value)  # type: ignore[arg-type]  # its name and value are asked only


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class DataStandard(Record, PydanticField):
    """The data standard of one variable, in Indonesian.

    *konsep* is the idea and the purpose of the data, *definisi* the explanation that limits it, *klasifikasi* the
    grouping by a recognised criterion, *ukuran* what is measured, *satuan* the unit. A variable without a unit has
    ``satuan=None`` and a *no_unit_reason*. *citation* is an id of :mod:`satudata.citations`.

    Raises :class:`~satudata.InvalidRecordError` for blank text, and for a missing unit without a reason.

    Source: Perpres 39/2019, Pasal 4.

    >>> DataStandard(
    ...     name="Jumlah Korban Meninggal",
    ...     konsep="Dampak bencana pada manusia",
    ...     definisi="Orang yang meninggal karena bencana",
    ...     klasifikasi="Jenis kelamin dan kelompok usia",
    ...     ukuran="Jumlah",
    ...     satuan=None,
    ...     citation="bpbd-input-form",
    ... )
    Traceback (most recent call last):
    ...
    satudata.InvalidRecordError: satuan: None: a variable without a unit says why: \
satuan=None, no_unit_reason='Berupa kode'; else satuan='Orang'
    """

    name: str = attrs.field(validator=_not_blank)
    konsep: str = attrs.field(validator=_not_blank)
    definisi: str = attrs.field(validator=_not_blank)
    klasifikasi: str = attrs.field(validator=_not_blank)
    ukuran: str = attrs.field(validator=_not_blank)
    satuan: str | None = attrs.field(validator=_not_blank_if_given)
    no_unit_reason: str | None = attrs.field(default=None, validator=_not_blank_if_given)
    citation: str = attrs.field(validator=_not_blank)

    def __attrs_post_init__(self) -> None:
        if self.satuan is None and self.no_unit_reason is None:
            raise InvalidRecordError(
                "satuan",
                None,
                "a variable without a unit says why: satuan=None, no_unit_reason='Berupa kode'; "
                "else satuan='Orang'",
            )
        if self.satuan is not None and self.no_unit_reason is not None:
            raise InvalidRecordError(
                "no_unit_reason",
                self.no_unit_reason,
                f"the unit is {self.satuan!r}; a reason is for satuan=None",
            )


def standard(
    *,
    name: str,
    konsep: str,
    definisi: str,
    klasifikasi: str,
    ukuran: str,
    satuan: str | None,
    no_unit_reason: str | None = None,
    citation: str,
) -> dict[str, object]:
    """Return the metadata of an attrs field that has this standard; :func:`standard_of` reads it back."""
    held = DataStandard(
        name=name,
        konsep=konsep,
        definisi=definisi,
        klasifikasi=klasifikasi,
        ukuran=ukuran,
        satuan=satuan,
        no_unit_reason=no_unit_reason,
        citation=citation,
    )
    return {KEY: held}


def without_unit(
    name: str, konsep: str, definisi: str, klasifikasi: str, *, what: str, citation: str
) -> DataStandard:
    """Return the standard of a variable that is a code, a date or a name; *what* says which, and so why it has no unit.

    >>> without_unit("Kode Wilayah", "-", "-", "-", what="Kode", citation="-").no_unit_reason
    'Berupa kode'
    """
    return DataStandard(
        name=name,
        konsep=konsep,
        definisi=definisi,
        klasifikasi=klasifikasi,
        ukuran=what,
        satuan=None,
        no_unit_reason=f"Berupa {what.lower()}",
        citation=citation,
    )


def unmeasured(
    what: str, *, name: str, konsep: str, definisi: str, klasifikasi: str, citation: str
) -> dict[str, object]:
    """Return the metadata of an attrs field whose standard is :func:`without_unit`."""
    return {KEY: without_unit(name, konsep, definisi, klasifikasi, what=what, citation=citation)}


def standard_of(field: attrs.Attribute[Any]) -> DataStandard | None:
    """Return the standard of an attrs field, or ``None``."""
    held: DataStandard | None = field.metadata.get(KEY)
    return held


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
#: The figures of a record that are lower bounds.
LOWER_BOUNDS = unmeasured(
    "Himpunan Kategori",
    name="Angka Batas Bawah",
    konsep="Kelengkapan angka gabungan, agar jumlah dari sebagian laporan tidak dibaca sebagai jumlah seluruhnya",
    definisi="Variabel yang tidak dilaporkan lengkap oleh semua catatan gabungan; angkanya paling sedikit sebesar itu",
    klasifikasi="Menurut variabel",
    citation="satudata-readings",
)
