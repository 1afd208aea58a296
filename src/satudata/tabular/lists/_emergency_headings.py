"""Headings of lists of decrees that the table of headings lacks, by the words in them."""

from __future__ import annotations

import re

from satudata.tabular.lists._status_words import Says, read_status
from satudata.tabular.lists._words import Meaning

_TOKEN = re.compile(r"[a-z]+")
_LONGEST = 200
_DECREE = frozenset(
    {
        "sk",
        "keputusan",
        "kepbup",
        "kepgub",
        "kepwal",
        "kepwako",
        "keppres",
        "decree",
        "penetapan",
        "ditetapkan",
    }
)
#: A heading of these alone, one of which says a decree, has its number.
_OF_OFFICES = frozenset(
    {
        "bupati",
        "walikota",
        "wali",
        "kota",
        "gubernur",
        "presiden",
        "kepala",
        "daerah",
        "surat",
        "dan",
    }
)
_SAYING_DECREE = _DECREE - {"penetapan", "ditetapkan"}
_NUMBER = frozenset({"nomor", "no", "nomer", "number"})
_EARLIER = frozenset({"sebelumnya", "lama", "diperpanjang", "previous", "extended", "terdahulu"})
_DAY = frozenset({"tanggal", "tgl", "hari", "date", "waktu"})
_FIRST = frozenset({"mulai", "awal", "sejak", "tmt", "start", "from", "effective", "dimulai", "dari"})
_LAST = frozenset(
    {"berakhir", "akhir", "selesai", "sampai", "sd", "hingga", "end", "until", "expiry", "berakhirnya"}
)
_REVOKED = frozenset(
    {"pencabutan", "dicabut", "pengakhiran", "diakhiri", "penghentian", "revoked", "revocation"}
)
_LENGTH = frozenset({"lama", "lamanya", "durasi", "jumlah", "jml", "selama", "duration", "jangka", "masa"})
#: Where these are all that a heading has, with "berlaku", its cells have the first day, or both days.
_IN_FORCE = frozenset({"berlaku", "berlakunya", "tanggal", "tgl", "masa", "sk", "status"})
_LENGTH_ALONE = frozenset({"lama", "lamanya", "durasi", "duration"})
_EMERGENCY = frozenset({"darurat", "kedaruratan", "emergency"})
_PROLONGED = frozenset({"perpanjangan", "extension"})
_REMARKS = frozenset({"remark", "remarks", "note", "notes", "comment", "comments"})
_PERIOD = frozenset({"periode", "period", "rentang"})
_NOW = frozenset({"status", "saat", "ini", "terkini", "sekarang", "current", "now"})
#: Kabupaten/kota that declared a status, or that are covered by it.
_KABUPATEN = frozenset({"kabupaten", "kota", "kab", "kabkota"})
_DECLARING = frozenset({"penetap", "menetapkan", "terdampak", "tercakup", "ditetapkan"})
_PLACES, _NO_PLACES = (
    frozenset({"daerah", "wilayah"}),
    frozenset({"kode", "id", "status", "jenis", "luas", "jumlah"}),
)


def heading_meaning(heading: str) -> Meaning | None:
    """What a heading of a list of decrees means; ``None`` where its words do not say.

    >>> heading_meaning("Tgl. Mulai Berlaku SK").field, heading_meaning("Lama Masa Tanggap Darurat (hari)").field
    ('start', 'duration_days')
    >>> heading_meaning("Tanggal Berlaku").field, heading_meaning("Tanggal")
    ('validity_range', None)
    >>> heading_meaning("Keterangan")
    """
    if len(heading) > _LONGEST:
        return None
    tokens = _TOKEN.findall(heading.casefold().replace("s.d", "sd").replace("s/d", "sd"))
    words = frozenset(tokens)
    is_in_force = bool(words & {"berlaku", "berlakunya"}) and words <= _IN_FORCE
    field = "validity_range" if is_in_force else _field(words)
    if field is None and read_status(heading).says is Says.STATUS:
        field = "status"  # a column of ticks for each state
    return None if field is None else Meaning(field)


def _field(words: frozenset[str]) -> str | None:
    return _of_numbers(words) or _of_days(words) or _of_others(words)


def _of_numbers(words: frozenset[str]) -> str | None:
    """A prolongation, or the number of a decree."""
    is_of_decree = bool(words & _DECREE)
    if words & _PROLONGED and not words & _DAY:
        return "extends" if is_of_decree and words & {"dari", "of"} else "extension_no"
    if words & _NUMBER and is_of_decree:
        return "extends" if words & _EARLIER else "decree"
    return None


def _of_days(words: frozenset[str]) -> str | None:
    """A day, a length, or both days."""
    is_day = bool(words & _DAY)
    if words & _REVOKED and is_day:
        return "ended_on"
    is_length = bool(words & _LENGTH) and bool(words & {"hari", "days", *_EMERGENCY})
    is_length = is_length or bool(
        words & _LENGTH_ALONE and words <= _LENGTH_ALONE | {"waktu", "masa", "berlaku"}
    )
    if is_length and not words & {"tanggal", "tgl", "date"} and not words & _LAST:
        return "duration_days"
    if words & _FIRST and words & _LAST:
        return "validity_range" if is_day or words & {"masa", "periode", "berlaku"} else None
    for known, field in ((_LAST, "end"), (_FIRST, "start")):
        if words & known and (
            is_day or len(words) == 1 or words & {"berlaku", "status", "batas", *_EMERGENCY, *_DECREE}
        ):
            return field
    if words == {"to"}:
        return "end"
    if words & _PERIOD and not is_day:
        return "validity_range"
    return "decree_date" if is_day and words & _DECREE else None


def _of_others(words: frozenset[str]) -> str | None:
    """A decree by its name or office, places, the status, or remarks."""
    if words and words <= _REMARKS:
        return "remarks"
    if words & _SAYING_DECREE and words <= _DECREE | _OF_OFFICES:
        return "decree"
    if words & _KABUPATEN and words & _DECLARING and words <= _KABUPATEN | _DECLARING | {"yang"}:
        return "regions"
    if "status" in words and len(words) > 1 and words <= _NOW:
        return "status_remark"
    if "status" in words and words & {*_EMERGENCY, "bencana", "tanggap", "siaga"}:
        return "status"
    return "regions" if words & _PLACES and not words & _NO_PLACES else None
