"""A portfolio as a list with one row for each agreement, which reads back as the same portfolio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from satudata import disaster_types
from satudata import regions as gazetteer
from satudata._ground.labels import LabelledWord
from satudata.cooperation._agreements import RELATIONS, Agreement
from satudata.cooperation._positions import ALL_TYPES, Position
from satudata.cooperation.lists._cells import quoted
from satudata.cooperation.lists._lines import (
    ALL,
    event_line,
    place,
    position_line,
    term_end,
    term_line,
)
from satudata.cooperation.lists._words import own_headings
from satudata.errors import UnknownCodeError
from satudata.regions._code import RegionCode

_YES, _NO = "ya", "tidak"
_SEPARATOR = ";"
#: Not stated, among several that are.
_OPEN = "-"


def agreement_headings() -> tuple[str, ...]:
    """The headings of a list that :func:`agreement_rows` writes; a day of signing is in its history.

    >>> agreement_headings()[:3]
    ('ID', 'Judul', 'Mitra')
    """
    return tuple(each for each, field in own_headings().items() if field != "signed")


def agreement_rows(agreements: Iterable[Agreement]) -> Iterator[tuple[str, ...]]:
    """The rows of *agreements* below :func:`headings`; :func:`read_agreements` gives the same agreements back.

    >>> from satudata.cooperation import Partner
    >>> nk = Agreement(id="nk-1", track="antar_lembaga", partners=Partner("Universitas Contoh", "perguruan_tinggi"))
    >>> next(agreement_rows([nk]))[:6]
    ('nk-1', '', 'Universitas Contoh', 'perguruan tinggi', '', 'Kerja Sama Antar Lembaga')
    """
    for each in agreements:
        cells = dict(_cells(each))
        yield tuple(cells.get(own_headings()[heading], "") for heading in agreement_headings())


def _cells(agreement: Agreement) -> Iterator[tuple[str, str]]:
    yield "id", _text(agreement.id)
    yield "title", _text(agreement.title)
    partners = agreement.partners
    yield "partner", _several(quoted(each.name, _SEPARATOR) for each in partners)
    yield "partner_kind", _several(_label(each.kind) for each in partners)
    yield "country", _several(each.country or "" for each in partners)
    yield "track", _label(agreement.track)
    yield "scope", _label(agreement.scope)
    yield "instrument", _label(agreement.instrument)
    if (term := agreement.term) is not None:
        yield "starts", "" if term.start is None else str(term.start)
        yield "term", term_end(term)
        yield "ends", "" if term.until is None else str(term.until)
        yield "term_source", _text(term.source)
    yield "phases", f"{_SEPARATOR} ".join(each.label("id") for each in agreement.phases)
    yield from _where(agreement.positions)
    for relation in RELATIONS:
        yield relation, _text(getattr(agreement, relation) or "")
    yield "mode", _label(agreement.mode)
    yield "full_powers", _YES if agreement.needs_full_powers else _NO
    yield "history", "\n".join(map(event_line, agreement.history))
    yield "other_terms", "\n".join(map(term_line, agreement.other_terms))
    yield "source", _text(agreement.source)
    yield "note", _lines(agreement.note)


def _text(text: str) -> str:
    return quoted(text) if text else ""


def _lines(text: str) -> str:
    """A text whose lines stay lines where each of them is plain."""
    lines = text.split("\n")
    return text if all(quoted(each) == each for each in lines) else _text(text)


def _label(word: LabelledWord | None) -> str:
    return "" if word is None else word.label("id")


def _several(texts: Iterable[str]) -> str:
    """What each partner has, in their order; "" where none has anything."""
    given = list(texts)
    return f"{_SEPARATOR} ".join(each or _OPEN for each in given) if any(given) else ""


def _where(positions: Sequence[Position]) -> Iterator[tuple[str, str]]:
    """The regions and types, where every position has the same types and nothing else; otherwise a line for each."""
    types = {each.types for each in positions}
    is_simple = (
        len(types) == 1
        and not any(each.phases or each.source for each in positions)
        and (len(positions) == 1 or all(each.region is not None for each in positions))
    )
    if is_simple:
        yield "regions", f"{_SEPARATOR} ".join(filter(None, (_region(each.region) for each in positions)))
        yield "types", f"{_SEPARATOR} ".join(map(_type, types.pop()))
    else:
        yield "positions", "\n".join(map(position_line, positions))


def _region(region: object) -> str:
    """A region with its name, where a list has the code."""
    if not isinstance(region, RegionCode):
        return place(region)
    for edition in reversed(gazetteer.editions()):
        try:
            return f"{region} {gazetteer.get(region, edition=edition).name}"
        except UnknownCodeError:
            continue
    return str(region)


def _type(code: str) -> str:
    if code == ALL_TYPES:
        return ALL
    try:
        return f"{code} {disaster_types.get(code).name}"
    except UnknownCodeError:
        return code
