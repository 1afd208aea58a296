"""Cells with several things, a line each: the events of a history, fields of work, further terms.

A line has parts between "|"; behind the first each part names what it is: ``2024-10-09 penandatanganan | oleh: Biro``.
A text that a line would not give back is in the quotes of JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from satudata.cooperation._agreements import HistoryEvent, StageEntry
from satudata.cooperation._documents import DocumentRef, Report
from satudata.cooperation._positions import ALL_TYPES, Position
from satudata.cooperation._terms import Term
from satudata.cooperation._vocabulary import Phase
from satudata.cooperation.lists._cells import length, parts, quoted, unquoted
from satudata.cooperation.lists._words import meanings, one_word, several
from satudata.errors import InvalidRecordError, SatudataError
from satudata.regions._code import AdminLevel

_T = TypeVar("_T")
_MARK = "|"
_LABEL = re.compile(r"([a-z0-9 ]{1,20}):\s?")
#: The parts of a line behind the first, by the field that each has.
_BY, _SOURCE, _FILE = "oleh", "sumber", "berkas"
NATIONAL = "nasional"
ALL = "semua"

_EVENT = "2024-10-09 penandatanganan | alasan: tujuan telah tercapai | oleh: Biro | sumber: surat 5/2024"


def _line(first: str, named: Mapping[str, str | None]) -> str:
    given = (f"{name}: {quoted(value, _MARK)}" for name, value in named.items() if value)
    return " | ".join(filter(None, (first, *given)))


def _named(pieces: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """The parts of a line by their names."""
    found: dict[str, str] = {}
    for piece in pieces:
        label = _LABEL.match(piece)
        if label is None or label[1] not in known or label[1] in found:
            raise InvalidRecordError(
                "line", piece, f"one part each, named {', '.join(f'{each}:' for each in known)}"
            )
        found[label[1]] = unquoted(piece[label.end() :])
    return found


def read_lines(cell: str, read: Callable[[str], _T]) -> tuple[tuple[_T, ...], tuple[str, ...]]:
    """What each line of a cell says, and the lines that say nothing that is understood."""
    found: list[_T] = []
    odd: list[str] = []
    for line in filter(None, map(str.strip, cell.splitlines())):
        try:
            found.append(read(line))
        except SatudataError:
            odd.append(line)
    return tuple(found), tuple(odd)


def event_line(event: HistoryEvent) -> str:
    """An event of a history as a line.

    >>> event_line(StageEntry("penandatanganan", "2024-10-09", by="Biro"))
    '2024-10-09 penandatanganan | oleh: Biro'
    """
    if isinstance(event, StageEntry):
        reason = event.reason and event.reason.label("id")
        return _line(
            f"{event.on} {event.stage.label('id')}", {"alasan": reason, _BY: event.by, _SOURCE: event.source}
        )
    if isinstance(event, DocumentRef):
        return _line(
            f"{event.on} dokumen",
            {
                "jenis": event.kind,
                _FILE: event.uri,
                "sha256": event.sha256,
                _BY: event.by,
                _SOURCE: event.source,
            },
        )
    kind = f"{event.on} {event.kind.label('id')}"
    return _line(kind, {_FILE: event.uri, _BY: event.by, _SOURCE: event.source})


def read_event(line: str) -> HistoryEvent:
    """The event that a line says; :class:`~satudata.InvalidRecordError` names what is right.

    >>> read_event("2025-01-20 dokumen | jenis: proposal | berkas: arsip/17.pdf").on
    PartialDate.parse('2025-01-20')
    """
    first, *rest = parts(line, _MARK)
    day, _, what = first.partition(" ")
    what = what.strip()
    if what == "dokumen":
        named = _named(rest, ("jenis", _FILE, "sha256", _BY, _SOURCE))
        return DocumentRef(
            named.get("jenis", ""),
            named.get(_FILE, ""),
            received=day,
            sha256=named.get("sha256"),
            by=named.get(_BY),
            source=named.get(_SOURCE, ""),
        )
    if stage := meanings("stage", what):
        named = _named(rest, ("alasan", _BY, _SOURCE))
        reason = one("reason", named["alasan"]) if "alasan" in named else None
        (word,) = stage
        return StageEntry(word, day, reason=reason, by=named.get(_BY), source=named.get(_SOURCE, ""))
    named = _named(rest, (_FILE, _BY, _SOURCE))
    kind = one("report", what)
    return Report(kind, day, uri=named.get(_FILE), by=named.get(_BY), source=named.get(_SOURCE, ""))


def one(vocabulary: str, text: str) -> str:
    """The one word of a vocabulary that *text* means; :class:`~satudata.InvalidRecordError` for any other text."""
    word = one_word(vocabulary, text)
    if word is None:
        raise InvalidRecordError("line", text, f"a line such as {_EVENT}")
    return word


def term_end(term: Term) -> str:
    """How long a term lasts, in words; "" where that is not known, or where it has a last day."""
    if term.indefinite:
        return "tidak terbatas"
    return " ".join(
        f"{number} {unit}" for number, unit in ((term.years, "tahun"), (term.months, "bulan")) if number
    )


def term_line(term: Term) -> str:
    """A term as a line.

    >>> term_line(Term("2024-10-09", years=3, source="naskah"))
    'mulai: 2024-10-09 | lama: 3 tahun | sumber: naskah'
    """
    start, until = (None if each is None else str(each) for each in (term.start, term.until))
    return _line("", {"mulai": start, "lama": term_end(term), "sampai": until, _SOURCE: term.source})


def read_term(line: str) -> Term:
    """The term that a line says.

    >>> read_term("mulai: 2024-10-09 | lama: tidak terbatas").indefinite
    True
    """
    named = _named(parts(line, _MARK), ("mulai", "lama", "sampai", _SOURCE))
    return term_of(named.get("mulai"), named.get("lama", ""), named.get("sampai"), named.get(_SOURCE, ""))


def term_of(start: Any, lasts: str, until: Any, source: str) -> Term:
    """The term of these texts."""
    if lasts == "tidak terbatas":
        return Term(start, indefinite=True, until=until, source=source)
    found = length(lasts) if lasts else None
    if lasts and (found is None or found.days):
        raise InvalidRecordError("line", lasts, "a duration such as 3 tahun 6 bulan, or tidak terbatas")
    years, months = (0, 0) if found is None else (found.years, found.months)
    return Term(start, years=years, months=months, until=until, source=source)


def position_line(position: Position) -> str:
    """A field of work as a line.

    >>> position_line(Position("62", ["106"], "tanggap_darurat"))
    'wilayah: 62 | jenis: 106 | fase: tanggap darurat'
    """
    return _line(
        "",
        {
            "wilayah": place(position.region),
            "jenis": " ".join(ALL if each == ALL_TYPES else each for each in position.types),
            "fase": "; ".join(each.label("id") for each in position.phases),
            _SOURCE: position.source,
        },
    )


def place(region: Any) -> str:
    """A region of a position as text; "" where none is stated."""
    if region is None:
        return ""
    return NATIONAL if isinstance(region, AdminLevel) else str(region)


def read_position(line: str) -> Position:
    """The field of work that a line says.

    >>> read_position("wilayah: nasional | jenis: 107 108")
    Position(region=AdminLevel.NATIONAL, types=('107', '108'), phases=(), source='')
    """
    named = _named(parts(line, _MARK), ("wilayah", "jenis", "fase", _SOURCE))
    region = named.get("wilayah")
    types = [ALL_TYPES if each == ALL else each for each in named.get("jenis", "").split()]
    return Position(
        AdminLevel.NATIONAL if region == NATIONAL else region,
        types,
        phases_in(named.get("fase", "")),
        source=named.get(_SOURCE, ""),
    )


def phases_in(text: str) -> tuple[Phase, ...]:
    """The phases that a text lists; :class:`~satudata.InvalidRecordError` for a part that is none."""
    found = several("phase", text) if text else ()
    if found is None:
        raise InvalidRecordError("line", text, f"one of {'; '.join(each.label('id') for each in Phase)}")
    return tuple(map(Phase, found))
