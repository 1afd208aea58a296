"""What a cell says of an emergency's status: one of the three, a prolongation, its end, or none of these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import final

import attrs

from satudata._ground.days import MONTHS
from satudata.emergency import EmergencyStatus
from satudata.regions._written import one_letter_apart
from satudata.tabular._blanks import clean
from satudata.tabular.lists._words import folded, rows_of

_TOKEN = re.compile(r"[a-z]+|[0-9]+")
#: Longer cells are sentences.
_LONGEST = 200
#: Words of fewer letters are never repaired.
_REPAIRED_FROM = 6
_LONG_WORDS = ("tanggap", "darurat", "transisi", "perpanjangan", "pencabutan", "pengakhiran", "pernyataan")
#: Words of their own that are one letter away from one of these.
_NOT_REPAIRED = frozenset({*_LONG_WORDS, "tanggal"})
_TRANSITION = frozenset({"transisi", "peralihan", "transition", "transitional", "tdp"})
_PENDING = frozenset(
    {"proses", "draf", "draft", "menunggu", "usulan", "diusulkan", "pengajuan", "diajukan", "rancangan"}
    | {"pending", "awaiting", "process", "drafted"}
)
#: What is not there yet where "belum" is in front of it.
_SIGNED = frozenset(
    {"sk", "terbit", "ttd", "ditandatangani", "keluar", "disahkan", "bernomor", "nomor", "no"}
)
_NOT_YET = frozenset({"belum", "yet"})
#: Words for a decree that ends another, for what was ended by one, and for what has run out.
_REVOKING = frozenset({"pencabutan", "pengakhiran", "penghentian", "revocation", "termination"})
_REVOKED = frozenset({"dicabut", "diakhiri", "dihentikan", "revoked", "lifted", "terminated"})
_RUN_OUT = frozenset({"berakhir", "selesai", "ended", "expired"})
_ENDED = _REVOKING | _REVOKED | _RUN_OUT
_PROLONGED = frozenset({"perpanjangan", "diperpanjang", "perpanjang", "lanjutan", "extension", "extended"})
_FIRST = frozenset({"awal", "baru", "pertama", "first", "initial", "new"})
#: The first decree, where no status is next to it; any decree is a "Penetapan Status Tanggap Darurat".
_DECLARED = frozenset({"penetapan", "ditetapkan"})
_NO = frozenset({"bukan", "tidak", "belum", "non", "tanpa", "nihil", "normal", "not", "none", "without"})
#: Scales of warning, which have words in common with the emergency status.
_SCALE = frozenset({"level", "siaga", "waspada", "awas", "hijau", "kuning", "jingga", "oranye", "merah"})
_SCALE_ENGLISH = frozenset({"alert", "warning", "watch", "green", "yellow", "orange", "red"})
#: States of a report, which some lists have in a column of the same name.
_STATES = frozenset(
    {"aktif", "active", "verifikasi", "terverifikasi", "diverifikasi", "verified", "ditangani", "diterima"}
    | {"terbit", "valid", "final"}
)
_FILLING = frozenset({"sudah", "telah", "ya", "sk", "status", "data"})
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "i pertama kesatu satu first st",
            "ii kedua dua second",
            "iii ketiga tiga third",
            "iv keempat empat fourth",
            "v kelima lima fifth",
            "vi keenam enam sixth",
            "vii ketujuh tujuh seventh",
            "viii kedelapan delapan eighth",
            "ix kesembilan sembilan ninth",
            "x kesepuluh sepuluh tenth",
        ),
        start=1,
    )
    for word in words.split()
}
_MOST_PROLONGATIONS = 99
_KARHUTLA = frozenset({"siaga1", "siagai"})
#: Words of a scale of warning that are also the beginning of a status.
SIAGA_ALONE = frozenset({"siaga", "statussiaga"})
#: What a cell has under a heading that names what it ticks.
_TICKS = frozenset({"v", "x", "√", "✓", "✔", "☑", "ya", "yes", "y", "1"})


#: Words of a remark about the status; a remark with any other word is about something else.
_OF_THE_STATUS = frozenset(
    {
        "tanggap",
        "darurat",
        "siaga",
        "td",
        "keputusan",
        "penandatanganan",
        "tanggal",
        "tgl",
        "pada",
        "per",
        "ke",
    }
    | {"dengan", "melalui", "berdasarkan", "nomor", "surat", "oleh", "bupati", "gubernur", "walikota"}
    | {"kali", "dalam", "masih", "tahap", "menuju", "pemulihan", "dan", "dari", "hari", "date", "on", "the"}
)
#: What a remark names that is not signed yet.
_PAPER = frozenset({"sk", "keputusan", "penandatanganan", "ttd", "penetapan", "perpanjangan", "decree"})


@final
class Says(StrEnum):
    """What a cell of the status is about."""

    #: One of the three.
    STATUS = "status"
    #: Which decree of several it is, without a status.
    EXTENSION = "extension"
    #: A decree that ends an earlier one, a status that was ended by one, and one that has run out.
    REVOKING = "revoking"
    REVOKED = "revoked"
    RUN_OUT = "run out"
    #: The decree is not signed yet.
    PENDING = "pending"
    #: No status.
    NONE = "none"
    #: A level of warning of a volcano, a tsunami or a flood gauge.
    SCALE = "scale"
    #: A statement that there is a disaster, which is no decree.
    STATEMENT = "statement"
    #: The state of a report.
    STATE = "state"
    #: Something else, such as "Darurat Bencana", which names none of the three.
    UNCLEAR = "unclear"
    NOTHING = "nothing"


@final
@attrs.frozen
class StatusRead:
    """What a cell *says*: its *status*, and whether it *prolongs* another decree and as which one (*ordinal*).

    *prolongs* is ``None`` where nothing is said of it. *if_karhutla* is a status that holds only next to forest and
    land fire. *repaired* tells that a word has one wrong letter or is cut short.
    """

    says: Says
    status: EmergencyStatus | None = None
    prolongs: bool | None = None
    ordinal: int | None = None
    if_karhutla: bool = False
    repaired: bool = False


_NOTHING = StatusRead(Says.NOTHING)


@lru_cache(maxsize=4096)
def read_status(text: str) -> StatusRead:
    """What a cell of the status, its remark or its process says, by the words in it.

    >>> read_status("TD").status, read_status("Perpanjangan ke-2 Tanggap Darurat").ordinal
    (EmergencyStatus.TANGGAP, 2)
    >>> str(read_status("Siaga (Level III)").says), str(read_status("Dalam proses SK").says)
    ('scale', 'pending')
    """
    text = clean(text)
    if not text:
        return _NOTHING
    if len(text) > _LONGEST:
        return StatusRead(Says.UNCLEAR)
    known = _known_words().get(folded(text))
    if known is not None:
        return known
    tokens = _TOKEN.findall(text.casefold().replace("_", " "))
    repaired = [_repaired(each) for each in tokens]
    found = _by_words(repaired)
    return attrs.evolve(found, repaired=True) if repaired != tokens else found


def read_remark(text: str) -> StatusRead:
    """:func:`read_status` for a remark of any kind, which says something only where all its words are of a status.

    >>> read_remark("Perpanjangan ke-1").ordinal, str(read_remark("Masih proses SK").says)
    (1, 'pending')
    >>> str(read_remark("Proses evakuasi selesai").says)
    'nothing'
    """
    words = set(_TOKEN.findall(clean(text)[:_LONGEST].casefold()))
    known = (
        _OF_THE_STATUS
        | _TRANSITION
        | _PENDING
        | _SIGNED
        | _NOT_YET
        | _ENDED
        | _PROLONGED
        | _FIRST
        | _DECLARED
    )
    others = words - known - _NO - _FILLING - MONTHS.keys() - _ORDINALS.keys()
    if not all(each.isdecimal() for each in others):
        return _NOTHING
    found = read_status(text)
    return _NOTHING if found.says is Says.PENDING and words.isdisjoint(_PAPER) else found


def _by_words(tokens: list[str]) -> StatusRead:
    """What the words of a cell say together."""
    words = set(tokens)
    status = _status(tokens)
    prolongs, ordinal = _extension(tokens)
    if "pernyataan" in words:
        return StatusRead(Says.STATEMENT)
    if words & _PENDING or (words & _NOT_YET and words & _SIGNED):
        return StatusRead(Says.PENDING, status, prolongs, ordinal)
    if words & _NO:
        return _denied(tokens, status)
    if words & _ENDED:
        return StatusRead(_how_ended(words), status)
    if status is not None:
        return StatusRead(Says.STATUS, status, prolongs, ordinal)
    if words <= {"tanggap", "status"} and "tanggap" in words:
        return StatusRead(Says.STATUS, EmergencyStatus.TANGGAP, repaired=True)
    is_darurat = "darurat" in words or "emergency" in words
    if words & (_SCALE | _SCALE_ENGLISH) and not (is_darurat or prolongs or "bencana" in words):
        return StatusRead(Says.SCALE, if_karhutla="".join(tokens) in _KARHUTLA)
    if not is_darurat and "bencana" not in words and (prolongs is not None or words & _DECLARED):
        return StatusRead(Says.EXTENSION, None, bool(prolongs), ordinal)
    if words <= _STATES | _FILLING:
        return StatusRead(Says.STATE)
    return StatusRead(Says.UNCLEAR)


def _how_ended(words: set[str]) -> Says:
    if words & _REVOKING:
        return Says.REVOKING
    return Says.REVOKED if words & _REVOKED else Says.RUN_OUT


def _denied(tokens: list[str], status: EmergencyStatus | None) -> StatusRead:
    """What words with a "not" among them say: no status, or only that it is not ended or not prolonged."""
    words = set(tokens)
    if "diketahui" in words:
        return StatusRead(Says.UNCLEAR)
    is_of_the_end = any(
        before in _NO and (after in _ENDED or after in _PROLONGED) for before, after in pairwise(tokens)
    )
    if is_of_the_end or (words & _STATES and words <= _STATES | _FILLING | _NO):
        return StatusRead(Says.STATE if status is None else Says.STATUS, status)
    return StatusRead(Says.NONE)


def _status(tokens: list[str]) -> EmergencyStatus | None:
    """The one of the three that the words name; ``None`` where they name none, or two."""
    words, joined = set(tokens), "".join(tokens)
    if words & _TRANSITION or "transisidarurat" in joined:
        return EmergencyStatus.TRANSISI
    is_emergency = "emergency" in words
    found = []
    if "siagadarurat" in joined or "sd" in words or (is_emergency and words & {"alert", "standby"}):
        found.append(EmergencyStatus.SIAGA)
    if "tanggapdarurat" in joined or "td" in words or (is_emergency and "response" in words):
        found.append(EmergencyStatus.TANGGAP)
    return found[0] if len(found) == 1 else None


def _extension(tokens: list[str]) -> tuple[bool | None, int | None]:
    """Whether the words speak of a prolongation, and which one it is."""
    at = next((at for at, each in enumerate(tokens) if each in _PROLONGED), None)
    if at is None:
        return (False, None) if any(each in _FIRST for each in tokens) else (None, None)
    numbers = [_ordinal(each) for each in (*tokens[at + 1 :], *reversed(tokens[:at]))]
    return True, next((each for each in numbers if each is not None), None)


def _ordinal(token: str) -> int | None:
    if token.isdecimal():
        number = int(token[:3])
        return number if 1 <= number <= _MOST_PROLONGATIONS else None
    return _ORDINALS.get(token)


def read_ticked(text: str, heading: str, others: Iterable[str] = ()) -> StatusRead:
    """:func:`read_status` for a cell below a *heading*, whose status a tick stands for.

    "Siaga" alone is a heading of a status where one of the *others* is of another status.

    >>> read_ticked("V", "Siaga Darurat").status, read_ticked("TD", "Siaga Darurat").status
    (EmergencyStatus.SIAGA, EmergencyStatus.TANGGAP)
    >>> read_ticked("V", "Siaga", ["Tanggap Darurat"]).status, str(read_ticked("V", "Siaga", ["Waspada"]).says)
    (EmergencyStatus.SIAGA, 'unclear')
    """
    if clean(text).casefold() not in _TICKS:
        return read_status(text)
    of_heading = read_status(heading)
    if folded(heading) in SIAGA_ALONE and any(read_status(each).says is Says.STATUS for each in others):
        of_heading = StatusRead(Says.STATUS, EmergencyStatus.SIAGA)
    return of_heading if of_heading.says is Says.STATUS else read_status(text)


def read_extension(text: str) -> tuple[bool | None, int | None]:
    """What a cell under "Perpanjangan ke" says: whether the decree prolongs another, and which prolongation it is.

    >>> read_extension("Ke-2"), read_extension("II"), read_extension("0"), read_extension("Ya"), read_extension("-")
    ((True, 2), (True, 2), (False, None), (True, None), (None, None))
    """
    tokens = _TOKEN.findall(clean(text).casefold())
    numbers = [number for each in tokens if (number := _ordinal(each)) is not None]
    if numbers:
        return True, numbers[0]
    prolongs, _ = _extension(tokens)
    if prolongs is None and tokens:
        if set(tokens) & {"ya", "yes", "true", "sudah"}:
            return True, None
        if set(tokens) & {*_NO, "0", "no", "false", "belum"}:
            return False, None
    return prolongs, None


def _repaired(token: str) -> str:
    """The word of the field that a long token is but for one letter."""
    if len(token) < _REPAIRED_FROM or token in _NOT_REPAIRED:
        return token
    near = [each for each in _LONG_WORDS if one_letter_apart(token, each)]
    return near[0] if len(near) == 1 else token


@cache
def _known_words() -> dict[str, StatusRead]:
    """The words of the table of statuses; what is no status there is left to the words in the cell."""
    found = {}
    for row in rows_of("emergency-words"):
        what, word, written = row["what"], row["word"], row["written"]
        by_words = _by_words(_TOKEN.findall(written.casefold().replace("_", " ")))
        if what in ("status", "status+extension"):
            read = StatusRead(
                Says.STATUS,
                EmergencyStatus(word),
                by_words.prolongs if "+" in what else None,
                by_words.ordinal,
            )
        elif what == "extension":
            read = StatusRead(Says.EXTENSION, None, word != "0", by_words.ordinal)
        elif what in ("pending", "none"):
            read = StatusRead(Says(what), by_words.status)
        else:
            continue
        found[folded(written)] = read
    return found
