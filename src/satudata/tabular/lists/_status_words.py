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
from satudata.tabular.lists._words import folded, groups_of, groups_with, rows_of, words_of

_TOKEN = re.compile(r"[a-z]+|[0-9]+")
#: Longer cells are sentences.
_LONGEST = 200
#: Words of fewer letters are never repaired.
_REPAIRED_FROM = 6
_MOST_PROLONGATIONS = 99
_KARHUTLA = frozenset({"siaga1", "siagai"})
#: Words of a scale of warning that are also the beginning of a status.
SIAGA_ALONE = frozenset({"siaga", "statussiaga"})


def _group(name: str) -> frozenset[str]:
    """The words of one of the groups of the grammar."""
    return words_of("emergency", "status")[name]


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
    others = {each for each in words - _group("remark") - MONTHS.keys() if _ordinal(each) is None}
    if not all(each.isdecimal() for each in others):
        return _NOTHING
    found = read_status(text)
    return _NOTHING if found.says is Says.PENDING and words.isdisjoint(_group("paper")) else found


def _by_words(tokens: list[str]) -> StatusRead:
    """What the words of a cell say together."""
    words = frozenset(tokens)
    has = groups_with("emergency", "status", words)
    status = _status(tokens)
    prolongs, ordinal = _extension(tokens)
    if "pernyataan" in words:
        return StatusRead(Says.STATEMENT)
    if "pending" in has or {"not_yet", "signed"} <= has:
        return StatusRead(Says.PENDING, status, prolongs, ordinal)
    if "no" in has:
        return _denied(tokens, status)
    for ended, says in (("revoking", Says.REVOKING), ("revoked", Says.REVOKED), ("run_out", Says.RUN_OUT)):
        if ended in has:
            return StatusRead(says, status)
    if status is not None:
        return StatusRead(Says.STATUS, status, prolongs, ordinal)
    if words <= {"tanggap", "status"} and "tanggap" in words:
        return StatusRead(Says.STATUS, EmergencyStatus.TANGGAP, repaired=True)
    is_darurat = "darurat" in words or "emergency" in words
    if "scale" in has and not (is_darurat or prolongs or "bencana" in words):
        return StatusRead(Says.SCALE, if_karhutla="".join(tokens) in _KARHUTLA)
    if not is_darurat and "bencana" not in words and (prolongs is not None or "declared" in has):
        return StatusRead(Says.EXTENSION, None, bool(prolongs), ordinal)
    return StatusRead(Says.STATE if words <= _group("states") | _group("filling") else Says.UNCLEAR)


def _denied(tokens: list[str], status: EmergencyStatus | None) -> StatusRead:
    """What words with a "not" among them say: no status, or only that it is not ended or not prolonged."""
    words, no, states = set(tokens), _group("no"), _group("states")
    if "diketahui" in words:
        return StatusRead(Says.UNCLEAR)
    ended = _group("ended") | _group("prolonged")
    is_of_the_end = any(before in no and after in ended for before, after in pairwise(tokens))
    if is_of_the_end or (words & states and words <= states | _group("filling") | no):
        return StatusRead(Says.STATE if status is None else Says.STATUS, status)
    return StatusRead(Says.NONE)


def _status(tokens: list[str]) -> EmergencyStatus | None:
    """The one of the three that the words name; ``None`` where they name none, or two."""
    words, joined = set(tokens), "".join(tokens)
    if words & _group("transition") or "transisidarurat" in joined:
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
    at = next((at for at, each in enumerate(tokens) if each in _group("prolonged")), None)
    if at is None:
        return (False, None) if any(each in _group("first") for each in tokens) else (None, None)
    numbers = [_ordinal(each) for each in (*tokens[at + 1 :], *reversed(tokens[:at]))]
    return True, next((each for each in numbers if each is not None), None)


def _ordinal(token: str) -> int | None:
    if token.isdecimal():
        number = int(token[:3])
        return number if 1 <= number <= _MOST_PROLONGATIONS else None
    number_of_word = groups_of("emergency", "ordinals").get(token)
    return None if number_of_word is None else int(number_of_word)


def read_ticked(text: str, heading: str, others: Iterable[str] = ()) -> StatusRead:
    """:func:`read_status` for a cell below a *heading*, whose status a tick stands for.

    "Siaga" alone is a heading of a status where one of the *others* is of another status.

    >>> read_ticked("V", "Siaga Darurat").status, read_ticked("TD", "Siaga Darurat").status
    (EmergencyStatus.SIAGA, EmergencyStatus.TANGGAP)
    >>> read_ticked("V", "Siaga", ["Tanggap Darurat"]).status, str(read_ticked("V", "Siaga", ["Waspada"]).says)
    (EmergencyStatus.SIAGA, 'unclear')
    """
    if clean(text).casefold() not in _group("ticks"):
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
        if set(tokens) & {*_group("no"), "0", "no", "false"}:
            return False, None
    return prolongs, None


def _repaired(word: str) -> str:
    """The word of the field that a long one is but for one letter."""
    words = _group("long")
    if len(word) < _REPAIRED_FROM or word in {*words, "tanggal"}:
        return word
    near = [each for each in words if one_letter_apart(word, each)]
    return near[0] if len(near) == 1 else word


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
