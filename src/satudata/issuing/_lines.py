"""The lines of a register: one entry in JSON each. What cannot be read is reported, and its KIBs stay taken."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise
from typing import final

import attrs

from satudata.errors import IndexExhaustedError, InvalidKIBError, InvalidRecordError, RegisterUnreadableError
from satudata.interchange import from_json, to_json
from satudata.issuing._appended_file import AppendedFile
from satudata.issuing._entry import Acknowledgement, Entry, UnreadableLine
from satudata.issuing._index import next_index
from satudata.kib import KIB

#: How each line begins. Inside a text of JSON the quotation marks are escaped, so it is never a part of one.
_START = b'{"schema": "satudata.register-'
_SHOWN = 200
_KIB_WIDTH = 16
#: How many broken lines with one beginning are compared with later ones; further ones a person acknowledges.
_MOST_WAITING = 50
#: The words of a line, of which those of sixteen digits are KIBs; and fifteen digits at the end, without the index.
_WORD = re.compile(rb"[0-9A-Za-z]+")
_STEM = re.compile(rb'"kib": "([0-9]{15})$')
#: A line up to its occurrence: with so much of it, a later line is known to be the same.
_BEGINNING = re.compile(
    rb'^\{"schema": "satudata\.register-entry", "version": [0-9]+, "kib": "[0-9]{16}", '
    rb'"occurrence_id": "(?:[^"\\]|\\.)*"'
)


@final
@attrs.frozen
class Lines:
    """What the lines of a register say."""

    entries: tuple[Entry, ...]
    acknowledgements: tuple[Acknowledgement, ...]
    unreadable: tuple[UnreadableLine, ...]

    @property
    def open_lines(self) -> tuple[UnreadableLine, ...]:
        """The unreadable lines that nothing has settled."""
        return tuple(each for each in self.unreadable if not each.settled_by)


def written(records: Iterable[Entry | Acknowledgement]) -> bytes:
    """*records* as lines."""
    return "".join(f"{to_json(each)}\n" for each in records).encode("ascii")


def append_records(
    file: AppendedFile, data: bytes, lines: Lines, records: Iterable[Entry | Acknowledgement]
) -> None:
    """Append *records* to a file that holds *data*, read as *lines*.

    Raises :class:`~satudata.RegisterUnreadableError` while it has unreadable lines that nobody acknowledged: the KIBs
    in them are not known. The records themselves can be what settles these lines.
    """
    records = tuple(records)
    added = written(records)
    if not added:
        return
    if lines.open_lines and not all(isinstance(each, Acknowledgement) for each in records):
        after = read_lines(b"%b\n%b" % (data, added))
        if after.open_lines:
            raise RegisterUnreadableError(after.open_lines)
    file.append(added)


def read_lines(data: bytes) -> Lines:
    """The entries and acknowledgements in *data*, and every line that is neither.

    A line that was cut off can run into the next one: each part that begins as a line does is read by itself.
    """
    entries: list[Entry] = []
    acknowledged: list[Acknowledgement] = []
    broken: list[UnreadableLine] = []
    # Which broken lines something later can settle: by their text, and by how a line begins.
    by_text: dict[str, list[int]] = {}
    by_beginning: dict[bytes, list[tuple[int, bytes]]] = {}
    given: dict[str, set[KIB]] = {}
    for number, piece, is_last in _pieces(data):
        beginning = _BEGINNING.match(piece)
        try:
            record = _record(piece)
        except InvalidRecordError as error:
            is_cut = is_last or (piece.startswith(_START) and not piece.endswith(b"}"))
            reason = "cut off" if is_cut else str(error)
            digest, text = hashlib.sha256(piece).hexdigest(), piece[:_SHOWN].decode("utf-8", "replace")
            by_text.setdefault(digest, []).append(len(broken))
            waiting = by_beginning.setdefault(beginning[0], []) if beginning is not None else []
            if len(waiting) < _MOST_WAITING:
                waiting.append((len(broken), piece))
            broken.append(UnreadableLine(number, digest, text, reason, _visible(piece, given)))
            continue
        if isinstance(record, Acknowledgement):
            acknowledged.append(record)
            for at in by_text.pop(record.sha256, ()):
                broken[at] = attrs.evolve(broken[at], settled_by="acknowledged")
            continue
        entries.append(record)
        given.setdefault(record.kib.stem, set()).add(record.kib)
        for at, text_before in by_beginning.get(beginning[0], ()) if beginning is not None else ():
            if piece.startswith(text_before) and not broken[at].settled_by:
                broken[at] = attrs.evolve(broken[at], settled_by="repeated")
    return Lines(tuple(entries), tuple(acknowledged), tuple(broken))


def _pieces(data: bytes) -> Iterator[tuple[int, bytes, bool]]:
    """The number of a line, its text or a part of it, and whether nothing follows it."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        starts = [each.start() for each in re.finditer(re.escape(_START), text)]
        bounds = [0, *(each for each in starts if each), len(text)]
        parts = [text[one:other] for one, other in pairwise(bounds)]
        for part in parts:
            if part:
                yield number, part, number == len(lines) and part is parts[-1]


@lru_cache(maxsize=20_000)  # a store reads its file again before each entry
def _record(piece: bytes) -> Entry | Acknowledgement:
    value = from_json(piece)
    if not isinstance(value, Entry | Acknowledgement):
        raise InvalidRecordError("/schema", type(value).__name__, "an entry of a register")
    return value


def _visible(piece: bytes, given: dict[str, set[KIB]]) -> tuple[KIB, ...]:
    """The KIBs in an unreadable line; where the index was cut off it is the one that was free then."""
    found = []
    for digits in (each for each in _WORD.findall(piece) if len(each) == _KIB_WIDTH and each.isdigit()):
        with suppress(InvalidKIBError):
            found.append(KIB.parse(digits.decode()))
    cut = _STEM.search(piece)
    if cut is not None and not found:
        stem = cut[1].decode()
        with suppress(InvalidRecordError, IndexExhaustedError):
            found.append(KIB.parse(f"{stem}{next_index(stem, given.get(stem, ()))}"))
    for kib in found:
        given.setdefault(kib.stem, set()).add(kib)
    return tuple(sorted(set(found)))
