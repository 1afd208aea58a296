"""The three records of statistical metadata: activity (MS-Keg), variable (MS-Var), indicator (MS-Ind)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, final

import attrs

from satudata import citations
from satudata._ground.codes import require_text
from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import Word
from satudata.errors import InvalidRecordError, shown
from satudata.standards._standards import get_standard

_YES, _NO = "Ya", "Tidak"


@public("satudata.standards")
@final
class CollectionMethod(Word):
    """Cara pengumpulan data. Disaster data are a ``COMPILATION``: they arise from what offices record anyway."""

    CENSUS = "Pencacahan Lengkap"
    SURVEY = "Survei"
    COMPILATION = "Kompilasi Produk Administrasi"
    OTHER = "Cara Lain"


def _text(value: str | None) -> str | None:
    return None if value is None else require_text(value, "a key of metadata")


def _filled(record: object, field: attrs.Attribute[Any], value: str | None) -> None:
    if value is not None and not value.strip():
        raise InvalidRecordError(field.name, value, "not blank; what is not filled in yet is None")


def _named(record: object, field: attrs.Attribute[Any], value: str | None) -> None:
    if value is None:
        raise TypeError(f"{field.name} is text, not None: {field.name}='Jumlah Korban Meninggal'")
    _filled(record, field, value)


def _truth(record: object, field: attrs.Attribute[Any], value: bool | None) -> None:
    if not isinstance(value, bool | None):
        raise TypeError(f"{field.name} is True, False or None, not {shown(value)}")


def _year(record: object, field: attrs.Attribute[Any], value: int | None) -> None:
    if value is not None and (type(value) is not int or not 1900 <= value <= 9999):
        raise InvalidRecordError(field.name, value, "a year as a whole number, 2024")


def _method(value: CollectionMethod | str | None) -> CollectionMethod | None:
    try:
        return None if value is None else CollectionMethod(value)
    except ValueError:
        raise InvalidRecordError("method", value, f"one of: {', '.join(CollectionMethod)}") from None


def _names(values: Iterable[str]) -> tuple[str, ...]:
    if isinstance(values, str):
        raise TypeError(f"names are several texts, not one: [{shown(values)}]")
    return tuple(require_text(each, "a name") for each in values)


def _all_filled(record: object, field: attrs.Attribute[Any], values: tuple[str, ...]) -> None:
    for value in values:
        _filled(record, field, value)


def _key(heading: str, *, required: bool = True, when: tuple[str, object] | None = None) -> dict[str, object]:
    """What a profile asks of a key: its official heading, and *when* (field, value) the form has it at all."""
    return {"heading": heading, "required": required, "when": when}


def _name(heading: str) -> Any:
    return attrs.field(converter=_text, validator=_named, metadata=_key(heading))


def _told(heading: str, **asked: Any) -> Any:
    return attrs.field(default=None, converter=_text, validator=_filled, metadata=_key(heading, **asked))


def _yes_no(heading: str) -> Any:
    return attrs.field(default=None, validator=_truth, metadata=_key(heading))


def _list(heading: str, **asked: Any) -> Any:
    return attrs.field(default=(), converter=_names, validator=_all_filled, metadata=_key(heading, **asked))


def is_asked(record: Activity | Variable | Indicator, field: attrs.Attribute[Any]) -> bool:
    """Whether the form of *record* has this key, as far as it is filled in."""
    when: tuple[str, object] | None = field.metadata["when"]
    return when is None or getattr(record, when[0]) == when[1]


def is_given(value: object) -> bool:
    """Whether a key is filled in."""
    return value is not None and value != ()


def _form(record: Activity | Variable | Indicator) -> dict[str, object]:
    return {
        each.metadata["heading"]: _written(getattr(record, each.name))
        for each in attrs.fields(type(record))
        if is_asked(record, each) or is_given(getattr(record, each.name))
    }


def _written(value: object) -> object:
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Word) else value


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class Activity(Record, PydanticField):
    """MS-Keg: a statistical activity, its identity and the blocks of the form; ``None`` is not filled in yet.

    Each block is one text; of the official form only the names of the blocks and of their first keys are held. Those of
    a *sample_design* are asked of a survey only.

    Raises :class:`~satudata.InvalidRecordError` for a blank text, a method or a year that is none.

    Source: Peraturan BPS 5/2020 (block names; its annex was not read).

    >>> activity = Activity(title="Kompilasi Data Kejadian Bencana", method="Kompilasi Produk Administrasi")
    >>> activity.to_form()["Cara Pengumpulan Data"], "Desain Sampel" in activity.to_form()
    ('Kompilasi Produk Administrasi', False)
    """

    title: str = _name("Judul Kegiatan")
    year: int | None = attrs.field(default=None, validator=_year, metadata=_key("Tahun Kegiatan"))
    code: str | None = _told("Kode Kegiatan", required=False)
    method: CollectionMethod | None = attrs.field(
        default=None, converter=_method, metadata=_key("Cara Pengumpulan Data")
    )
    sector: str | None = _told("Sektor Kegiatan")
    organiser: str | None = _told("Penyelenggara")
    responsible: str | None = _told("Penanggung Jawab")
    planning: str | None = _told("Perencanaan dan Persiapan")
    design: str | None = _told("Desain Kegiatan")
    sample_design: str | None = _told("Desain Sampel", when=("method", CollectionMethod.SURVEY))
    quality_assurance: str | None = _told("Penjaminan Kualitas")
    processing: str | None = _told("Pengolahan dan Analisis")
    dissemination: str | None = _told("Diseminasi")

    def to_form(self) -> dict[str, object]:
        """The official headings in their order with what is filled in, ``None`` where nothing is."""
        return _form(self)


#: What a value is by what is measured; anything else is text.
_DATA_TYPES = {
    "Jumlah": "Bilangan Bulat",
    "Luas": "Bilangan Desimal",
    "Panjang": "Bilangan Desimal",
    "Nilai": "Bilangan Desimal",
    "Besaran Sebagaimana Diterbitkan": "Bilangan Desimal",
    "Tanggal": "Tanggal",
    "Waktu": "Tanggal dan Jam",
}
#: What a column of each kind of value accepts, in the words of a form.
_RULES = {
    "Bilangan Bulat": "Bilangan bulat, nol atau lebih; kosong berarti tidak dilaporkan",
    "Bilangan Desimal": "Bilangan desimal, nol atau lebih; kosong berarti tidak dilaporkan",
    "Tanggal": "Tanggal kalender, ditulis tahun-bulan-tanggal",
}


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class Variable(Record, PydanticField):
    """MS-Var: a variable; ``None`` is not filled in yet. :meth:`of` makes one of a standard of the library.

    *selection_reference* says from where the variable was chosen, *time_reference* which time its values are of,
    *klasifikasi* how its values are grouped, *question* how it is asked (a compilation asks nobody). *is_public*:
    whether anyone may have it.

    Raises :class:`~satudata.InvalidRecordError` for a blank text.

    Source: Peraturan BPS 5/2020 (block names; its annex was not read).

    >>> Variable(name="Jumlah Korban Meninggal", is_public=True).to_form()["Dapat Diakses Umum"]
    'Ya'
    """

    name: str = _name("Nama Variabel")
    alias: str | None = _told("Alias", required=False)
    konsep: str | None = _told("Konsep")
    definisi: str | None = _told("Definisi")
    selection_reference: str | None = _told("Referensi Pemilihan")
    time_reference: str | None = _told("Referensi Waktu")
    data_type: str | None = _told("Tipe Data")
    klasifikasi: str | None = _told("Klasifikasi Isian")
    validation_rule: str | None = _told("Aturan Validasi")
    question: str | None = _told("Kalimat Pertanyaan", required=False)
    is_public: bool | None = _yes_no("Dapat Diakses Umum")

    @classmethod
    def of(cls, standard: str, **fields: Any) -> Variable:
        """The variable that a standard of the library describes; *fields* fill in what no standard says.

        Raises :class:`~satudata.UnknownCodeError` for a name that no standard has.

        >>> dead = Variable.of("Impact.dead", time_reference="Saat kejadian", is_public=True)
        >>> dead.name, dead.data_type
        ('Jumlah Korban Meninggal', 'Bilangan Bulat')
        """
        held = get_standard(standard)
        data_type = _DATA_TYPES.get(held.ukuran, "Teks")
        known: dict[str, Any] = {
            "name": held.name,
            "konsep": held.konsep,
            "definisi": held.definisi,
            "klasifikasi": held.klasifikasi,
            "selection_reference": citations.get(held.citation).shown("id"),
            "data_type": data_type,
            "validation_rule": _RULES.get(data_type),
        }
        return cls(**{**known, **fields})

    def to_form(self) -> dict[str, object]:
        """The official headings in their order with what is filled in, ``None`` where nothing is."""
        return _form(self)


_COMPOSITE = ("is_composite", True)
_SIMPLE = ("is_composite", False)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class Indicator(Record, PydanticField):
    """MS-Ind: an indicator; ``None`` is not filled in yet.

    Either it is composite and names its *publication* and the *indicators* it is made of, or it is not and names the
    *activity* that gives it, its *activity_code* and *variables*.

    Raises :class:`~satudata.InvalidRecordError` for a blank text and for keys of both kinds.

    Source: Peraturan BPS 5/2020 (block names; its annex was not read).

    >>> Indicator(name="Jumlah Kejadian Bencana", is_composite=True, variables=["Kode Identitas Bencana"])
    Traceback (most recent call last):
    ...
    satudata.InvalidRecordError: variables: ('Kode Identitas Bencana',): a composite indicator is made of \
indicators: is_composite=True, publication='...', indicators=['...']
    """

    name: str = _name("Nama Indikator")
    konsep: str | None = _told("Konsep")
    definisi: str | None = _told("Definisi")
    interpretation: str | None = _told("Interpretasi")
    method: str | None = _told("Metode atau Rumus Penghitungan")
    ukuran: str | None = _told("Ukuran")
    satuan: str | None = _told("Satuan")
    klasifikasi: str | None = _told("Klasifikasi Penyajian")
    is_composite: bool | None = _yes_no("Indikator Komposit")
    publication: str | None = _told("Publikasi Ketersediaan Indikator Pembangun", when=_COMPOSITE)
    indicators: tuple[str, ...] = _list("Nama Indikator Pembangun", when=_COMPOSITE)
    activity: str | None = _told("Kegiatan Penghasil Variabel Pembangun", when=_SIMPLE)
    activity_code: str | None = _told("Kode Kegiatan", required=False, when=_SIMPLE)
    variables: tuple[str, ...] = _list("Nama Variabel Pembangun", when=_SIMPLE)
    estimation_level: str | None = _told("Level Estimasi")
    is_public: bool | None = _yes_no("Dapat Diakses Umum")

    def __attrs_post_init__(self) -> None:
        composite, simple = self._given(_COMPOSITE), self._given(_SIMPLE)
        if self.is_composite is not True and composite and (simple or self.is_composite is False):
            raise InvalidRecordError(
                composite[0],
                getattr(self, composite[0]),
                "an indicator that is not composite is made of variables: "
                "is_composite=False, activity='...', variables=['...']",
            )
        if self.is_composite and simple:
            raise InvalidRecordError(
                simple[0],
                getattr(self, simple[0]),
                "a composite indicator is made of indicators: "
                "is_composite=True, publication='...', indicators=['...']",
            )

    def _given(self, when: tuple[str, object]) -> list[str]:
        """The names of the keys of one kind that are filled in."""
        return [
            each.name
            for each in attrs.fields(Indicator)
            if each.metadata["when"] == when and is_given(getattr(self, each.name))
        ]

    def to_form(self) -> dict[str, object]:
        """The official headings in their order with what is filled in, ``None`` where nothing is."""
        return _form(self)
