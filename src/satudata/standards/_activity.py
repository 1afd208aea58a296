"""The three records of statistical metadata: activity (MS-Keg), variable (MS-Var), indicator (MS-Ind)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, final

import attrs

from satudata import citations
from satudata._ground.codes import require_text
from satudata._ground.fields import as_items
from satudata._ground.hooks import PydanticField
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata._ground.words import Word
from satudata.errors import InvalidRecordError, WrongTypeError, shown
from satudata.interchange import WHOLE, Kind, form_of_record
from satudata.standards._column_types import metadata_of_ukuran
from satudata.standards._standards import get_standard

_YES, _NO = "Ya", "Tidak"


@public("satudata.standards")
@final
class CollectionMethod(Word):
    """How data are collected (cara pengumpulan data).

    Disaster data are a ``COMPILATION``: offices record them anyway.
    """

    CENSUS = "Pencacahan Lengkap"
    SURVEY = "Survei"
    COMPILATION = "Kompilasi Produk Administrasi"
    OTHER = "Cara Lain"


def _text(value: str | None) -> str | None:
    return None if value is None else require_text(value, "a key of metadata")


def _filled(record: object, field: attrs.Attribute[Any], value: str | None) -> None:
    if value is not None and not value.strip():
        raise InvalidRecordError(field.name, value, "not blank; leave it None until it is known")


def _named(record: object, field: attrs.Attribute[Any], value: str | None) -> None:
    if value is None:
        raise WrongTypeError(f"{field.name} is text", "None", f"{field.name}='Jumlah Korban Meninggal'")
    _filled(record, field, value)


def _truth(record: object, field: attrs.Attribute[Any], value: bool | None) -> None:
    if not isinstance(value, bool | None):
        raise WrongTypeError(f"{field.name} is True, False or None, not {shown(value)}")


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
        raise WrongTypeError(f"names are a list of texts, not one text: [{shown(values)}]")
    return tuple(require_text(each, "a name") for each in as_items(values))


def _all_filled(record: object, field: attrs.Attribute[Any], values: tuple[str, ...]) -> None:
    for value in values:
        _filled(record, field, value)


def _key(heading: str, *, required: bool = True, when: tuple[str, object] | None = None) -> dict[str, object]:
    """Metadata of a field: its official heading, whether it is required, and *when* the form has it (field, value)."""
    return {"heading": heading, "required": required, "when": when}


def _name(heading: str) -> Any:
    return attrs.field(converter=_text, validator=_named, metadata=_key(heading))


def _optional(heading: str, **asked: Any) -> Any:
    return attrs.field(default=None, converter=_text, validator=_filled, metadata=_key(heading, **asked))


def _yes_no(heading: str) -> Any:
    return attrs.field(default=None, validator=_truth, metadata=_key(heading))


def _list(heading: str, **asked: Any) -> Any:
    return attrs.field(default=(), converter=_names, validator=_all_filled, metadata=_key(heading, **asked))


def is_given(value: object) -> bool:
    """Whether a key is filled in."""
    return value is not None and value != ()


class _Metadata(Record, PydanticField):
    """A record with the keys of an official form."""

    __slots__ = ()

    def to_form(self) -> dict[str, object]:
        """The official headings in their order, each with its value, ``None`` if it is not filled in."""
        return {
            each.metadata["heading"]: _written(getattr(self, each.name))
            for each in attrs.fields(_class(self))
            if is_asked(self, each) or is_given(getattr(self, each.name))
        }


def is_asked(record: _Metadata, field: attrs.Attribute[Any]) -> bool:
    """Whether the key applies to *record*: some keys are for surveys or for composite indicators only."""
    when: tuple[str, object] | None = field.metadata["when"]
    return when is None or getattr(record, when[0]) == when[1]


def _class(record: object) -> type[Any]:
    return type(record)


def _written(value: object) -> object:
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Word) else value


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class Activity(_Metadata):
    """MS-Keg: a statistical activity. ``None`` means not filled in yet.

    Each block of the official form is one text here: the library knows the names of the blocks, not their inner keys.
    Only a survey needs a *sample_design*. *year* is a calendar year, 1900 to 9999.

    Raises :class:`~satudata.InvalidRecordError` for a blank text, an unknown method or a wrong year.

    Source: Peraturan BPS 5/2020 (block names; its annex was not read).

    >>> activity = Activity(title="Kompilasi Data Kejadian Bencana", method="Kompilasi Produk Administrasi")
    >>> activity.to_form()["Cara Pengumpulan Data"], "Desain Sampel" in activity.to_form()
    ('Kompilasi Produk Administrasi', False)
    """

    title: str = _name("Judul Kegiatan")
    year: int | None = attrs.field(default=None, validator=_year, metadata=_key("Tahun Kegiatan"))
    code: str | None = _optional("Kode Kegiatan", required=False)
    method: CollectionMethod | None = attrs.field(
        default=None, converter=_method, metadata=_key("Cara Pengumpulan Data")
    )
    sector: str | None = _optional("Sektor Kegiatan")
    organiser: str | None = _optional("Penyelenggara")
    responsible: str | None = _optional("Penanggung Jawab")
    planning: str | None = _optional("Perencanaan dan Persiapan")
    design: str | None = _optional("Desain Kegiatan")
    sample_design: str | None = _optional("Desain Sampel", when=("method", CollectionMethod.SURVEY))
    quality_assurance: str | None = _optional("Penjaminan Kualitas")
    processing: str | None = _optional("Pengolahan dan Analisis")
    dissemination: str | None = _optional("Diseminasi")


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class Variable(_Metadata):
    """MS-Var: a variable. ``None`` means not filled in yet. :meth:`of` makes one from a standard of the library.

    *selection_reference* is the source of the variable, *time_reference* the time of its values, *klasifikasi* how its
    values are grouped. *question* is the wording in a questionnaire; a compilation has none. *is_public* says whether
    anyone may use the data.

    Raises :class:`~satudata.InvalidRecordError` for a blank text.

    Source: Peraturan BPS 5/2020 (block names; its annex was not read).

    >>> Variable(name="Jumlah Korban Meninggal", is_public=True).to_form()["Dapat Diakses Umum"]
    'Ya'
    """

    name: str = _name("Nama Variabel")
    alias: str | None = _optional("Alias", required=False)
    konsep: str | None = _optional("Konsep")
    definisi: str | None = _optional("Definisi")
    selection_reference: str | None = _optional("Referensi Pemilihan")
    time_reference: str | None = _optional("Referensi Waktu")
    data_type: str | None = _optional("Tipe Data")
    klasifikasi: str | None = _optional("Klasifikasi Isian")
    validation_rule: str | None = _optional("Aturan Validasi")
    question: str | None = _optional("Kalimat Pertanyaan", required=False)
    is_public: bool | None = _yes_no("Dapat Diakses Umum")

    @classmethod
    def of(cls, standard: str, **fields: Any) -> Variable:
        """The variable that a standard of the library describes; *fields* adds or replaces keys.

        Raises :class:`~satudata.UnknownCodeError` for a name without a standard.

        >>> dead = Variable.of("Impact.dead", time_reference="Saat kejadian", is_public=True)
        >>> dead.name, dead.data_type
        ('Jumlah Korban Meninggal', 'Bilangan Bulat')
        """
        found = get_standard(standard)
        data_type, rule = metadata_of_ukuran(found.ukuran)
        known: dict[str, Any] = {
            "name": found.name,
            "konsep": found.konsep,
            "definisi": found.definisi,
            "klasifikasi": found.klasifikasi,
            "selection_reference": citations.get(found.citation).shown("id"),
            "data_type": data_type,
            "validation_rule": rule,
        }
        return cls(**{**known, **fields})


_COMPOSITE = ("is_composite", True)
_SIMPLE = ("is_composite", False)


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class Indicator(_Metadata):
    """MS-Ind: an indicator. ``None`` means not filled in yet.

    A composite indicator names a *publication* and the *indicators* that it is made of. Any other indicator names the
    *activity* that yields it, the *activity_code* and the *variables*.

    Raises :class:`~satudata.InvalidRecordError` for a blank text and for keys of both kinds.

    Source: Peraturan BPS 5/2020 (block names; its annex was not read).

    >>> Indicator(name="Jumlah Kejadian Bencana", is_composite=True, variables=["Kode Identitas Bencana"])
    Traceback (most recent call last):
    ...
    satudata.InvalidRecordError: variables: ('Kode Identitas Bencana',): a composite indicator is made of \
indicators: is_composite=True, publication='...', indicators=['...']
    """

    name: str = _name("Nama Indikator")
    konsep: str | None = _optional("Konsep")
    definisi: str | None = _optional("Definisi")
    interpretation: str | None = _optional("Interpretasi")
    method: str | None = _optional("Metode atau Rumus Penghitungan")
    ukuran: str | None = _optional("Ukuran")
    satuan: str | None = _optional("Satuan")
    klasifikasi: str | None = _optional("Klasifikasi Penyajian")
    is_composite: bool | None = _yes_no("Indikator Komposit")
    publication: str | None = _optional("Publikasi Ketersediaan Indikator Pembangun", when=_COMPOSITE)
    indicators: tuple[str, ...] = _list("Nama Indikator Pembangun", when=_COMPOSITE)
    activity: str | None = _optional("Kegiatan Penghasil Variabel Pembangun", when=_SIMPLE)
    activity_code: str | None = _optional("Kode Kegiatan", required=False, when=_SIMPLE)
    variables: tuple[str, ...] = _list("Nama Variabel Pembangun", when=_SIMPLE)
    estimation_level: str | None = _optional("Level Estimasi")
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
        """The names of the filled-in keys of one kind of indicator."""
        return [
            each.name
            for each in attrs.fields(Indicator)
            if each.metadata["when"] == when and is_given(getattr(self, each.name))
        ]


_A_YEAR = Kind(WHOLE.write, WHOLE.read, {"type": "integer", "minimum": 1900, "maximum": 9999})

ACTIVITY_FORM = form_of_record("satudata.activity", Activity, {"year": _A_YEAR})
VARIABLE_FORM = form_of_record("satudata.variable", Variable)
INDICATOR_FORM = form_of_record("satudata.indicator", Indicator)

#: The forms that :mod:`satudata.interchange` looks up here.
FORMS = (ACTIVITY_FORM, VARIABLE_FORM, INDICATOR_FORM)
