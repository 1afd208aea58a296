"""The closed vocabularies of cooperation: official words, each with a label in Indonesian and English, and texts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import auto
from typing import Any, Protocol, final

from satudata._ground.labels import COLUMNS, LabelledWord, words_of
from satudata._ground.paths import public
from satudata._ground.words import in_language
from satudata.findings import Language
from satudata.phases import Phase as Phase  # noqa: PLC0414  # where earlier pickles look for it


def text(key: str, lang: Language, /, **data: object) -> str:
    """A text of this package in a language.

    >>> text("unknown", "en"), text("unknown", "id")
    ('not known', 'tidak diketahui')
    """
    return words_of("satudata.cooperation")["text"][key][in_language(COLUMNS, lang)].format_map(data)


class Named(Protocol):
    """What has a name in both languages: a stage, a paper of a checklist."""

    def label(self, lang: Language = "id") -> str:
        """The name."""


def named(**words: Any) -> dict[str, str]:
    """The data of a finding that is about these *words*, or about several at once: their codes and names.

    >>> from satudata.cooperation import Stage
    >>> named(stage=Stage.TELAAHAN)
    {'stage': 'telaahan', 'stage_en': 'legal review', 'stage_id': 'telaahan'}
    """
    found = {}
    for key, given in words.items():
        each: tuple[Named, ...] = (
            tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
        )
        found[key] = ", ".join(str(getattr(word, "kind", word)) for word in each)
        found[f"{key}_en"] = ", ".join(word.label("en") for word in each)
        found[f"{key}_id"] = ", ".join(word.label("id") for word in each)
    return found


@public("satudata.cooperation")
@final
class Track(LabelledWord):
    """The two kinds of cooperation of the service. Source: BNPB, e-Cooperation on Disaster Management."""

    INTERNASIONAL = auto()
    ANTAR_LEMBAGA = auto()


@public("satudata.cooperation")
@final
class Scope(LabelledWord):
    """How wide a cooperation is."""

    BILATERAL = auto()
    REGIONAL = auto()
    GLOBAL = auto()
    NASIONAL = auto()


@public("satudata.cooperation")
@final
class PartnerKind(LabelledWord):
    """What a partner is."""

    NEGARA = auto()
    LEMBAGA_INTERNASIONAL = auto()
    ORGANISASI_REGIONAL = auto()
    LEMBAGA_ASING_NONPEMERINTAH = auto()
    KEMENTERIAN_LEMBAGA = auto()
    TNI_POLRI = auto()
    PEMERINTAH_DAERAH = auto()
    PERGURUAN_TINGGI = auto()
    LEMBAGA_USAHA = auto()
    ORGANISASI_MASYARAKAT = auto()
    MEDIA = auto()


#: The foreign bodies (lembaga) of UU 24/2007 and PP 23/2008 as we read them: organisations, not states.
FOREIGN_BODIES = frozenset(
    {
        PartnerKind.LEMBAGA_INTERNASIONAL,
        PartnerKind.ORGANISASI_REGIONAL,
        PartnerKind.LEMBAGA_ASING_NONPEMERINTAH,
    }
)


@public("satudata.cooperation")
@final
class Instrument(LabelledWord):
    """The paper that is signed; ``RENCANA_AKSI`` is known second-hand.

    A ``NOTA_KESEPAKATAN`` is between governments in the country, under a Kesepahaman Bersama, and is no Nota
    Kesepahaman. Source: Permendagri 22/2020.
    """

    NOTA_KESEPAHAMAN = auto()
    NOTA_KESEPAKATAN = auto()
    PERJANJIAN_KERJA_SAMA = auto()
    MEMORANDUM_SALING_PENGERTIAN = auto()
    MEMORANDUM_OF_COOPERATION = auto()
    PARTNERSHIP_ARRANGEMENT = auto()
    HOST_COUNTRY_AGREEMENT = auto()
    RECORD_OF_DISCUSSION = auto()
    EXCHANGE_OF_NOTES = auto()
    LETTER_OF_INTENT = auto()
    ARAHAN_PROGRAM = auto()
    RENCANA_INDUK_KEGIATAN = auto()
    RENCANA_KEGIATAN_TAHUNAN = auto()
    RENCANA_KERJA = auto()
    RENCANA_AKSI = auto()
    ADENDUM = auto()


#: Instruments under which others hang.
UMBRELLAS = frozenset(
    {
        Instrument.NOTA_KESEPAHAMAN,
        Instrument.MEMORANDUM_SALING_PENGERTIAN,
        Instrument.MEMORANDUM_OF_COOPERATION,
        Instrument.HOST_COUNTRY_AGREEMENT,
    }
)


@public("satudata.cooperation")
@final
class Stage(LabelledWord):
    """Where a cooperation stands; which chain it follows is its track's (:func:`main_line`)."""

    USULAN = auto()
    TELAAHAN = auto()
    PENJAJAKAN = auto()
    PERUNDINGAN = auto()
    PERUMUSAN_NASKAH = auto()
    PENERIMAAN = auto()
    PENYUSUNAN = auto()
    PEMBAHASAN = auto()
    PERSETUJUAN = auto()
    PENANDATANGANAN = auto()
    PELAKSANAAN = auto()
    BERAKHIR = auto()
    DITOLAK = auto()
    DITARIK = auto()


@public("satudata.cooperation")
@final
class Termination(LabelledWord):
    """Why an agreement ended. Source: UU 24/2000 Pasal 18; the expired term beside it is ours."""

    KESEPAKATAN_PARA_PIHAK = auto()
    TUJUAN_TERCAPAI = auto()
    PERUBAHAN_MENDASAR = auto()
    PELANGGARAN = auto()
    PERJANJIAN_BARU = auto()
    NORMA_BARU = auto()
    OBJEK_HILANG = auto()
    MERUGIKAN_KEPENTINGAN_NASIONAL = auto()
    JANGKA_WAKTU_BERAKHIR = auto()


@public("satudata.cooperation")
@final
class WorkMode(LabelledWord):
    """How a foreign body works. Source: UU 24/2007 Pasal 30."""

    SENDIRI = auto()
    BERSAMA = auto()
    DENGAN_MITRA_INDONESIA = auto()


@public("satudata.cooperation")
@final
class ReportKind(LabelledWord):
    """What is reported again and again during PELAKSANAAN."""

    PEMANTAUAN = auto()
    EVALUASI = auto()
    LAPORAN = auto()


@public("satudata.cooperation")
@final
class Validity(LabelledWord):
    """Whether an agreement is in force on a day; ``None`` beside it means that this is not known."""

    BELUM_BERLAKU = auto()
    BERLAKU = auto()
    AKAN_HABIS = auto()
    HABIS = auto()
    DIAKHIRI = auto()

    @property
    def in_force(self) -> bool:
        """Whether it is one of BERLAKU and AKAN_HABIS."""
        return self in (Validity.BERLAKU, Validity.AKAN_HABIS)


@public("satudata.cooperation")
@final
class Reach(LabelledWord):
    """How an agreement reaches a place, the surest first: named itself, or inherited, or not stated."""

    EXPLICIT = auto()
    PROVINCE = auto()
    NATIONAL = auto()
    POSSIBLE = auto()
