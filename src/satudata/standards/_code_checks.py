"""A column of codes against a list, and a column of KIBs, as of a day."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from functools import cache
from typing import TypeAlias, final

import attrs

from satudata import regions
from satudata._ground.codes import DigitCode
from satudata.checking import verify
from satudata.errors import InvalidKIBError, UnknownEditionError, shown
from satudata.findings import Finding, finding
from satudata.kib import KIB
from satudata.standards._code_lists import CodeEntry, CodeList, code_list, code_lists, is_in_force

#: The entries by code without its dots, or by name; a list may hold one code for several stretches of time.
_Index: TypeAlias = Mapping[str, tuple[CodeEntry, ...]]


def _plain(text: str) -> str:
    return text.replace(".", "")


def _indexed(codes: CodeList, *, by_name: bool = False) -> _Index:
    found: dict[str, tuple[CodeEntry, ...]] = {}
    for entry in codes.entries:
        key = entry.name if by_name else _plain(entry.code)
        found[key] = (*found.get(key, ()), entry)
    return found


@cache
def _index(id: str, edition: str, *, by_name: bool = False) -> _Index:
    return _indexed(code_list(id, edition=edition), by_name=by_name)


def _valid(entries: Iterable[CodeEntry], on: datetime.date | None) -> tuple[CodeEntry, ...]:
    return tuple(each for each in entries if on is None or is_in_force(each, on))


# One code in the lists held.


@final
class Standing(Enum):
    """What a text is to a list on a day."""

    HELD = auto()
    OTHERWISE_WRITTEN = auto()
    ELSEWHEN = auto()
    UNDATED = auto()
    UNKNOWN = auto()


def standing(
    id: str, text: str, on: datetime.date | None, *, by_name: bool = False
) -> tuple[Standing, str | None]:
    """What a code (or name) is to the list of that id on that day, and how the list writes it; else to the newest.

    Where no list is known to have been in force on the day, a code that any edition has is undated.

    >>> standing("kemendagri", "9301", datetime.date(2024, 8, 4))
    (<Standing.OTHERWISE_WRITTEN: 2>, '93.01')
    >>> standing("kemendagri", "93.01", datetime.date(2022, 3, 1))[0]
    <Standing.ELSEWHEN: 3>
    """
    key = text if by_name else _plain(text)
    missing = Standing.ELSEWHEN
    try:
        held = _valid(_index(id, code_list(id, on=on).edition, by_name=by_name).get(key, ()), on)
    except UnknownEditionError:
        held, missing = (), Standing.UNDATED
    if held:
        written = {each.name if by_name else each.code for each in held}
        return (Standing.HELD, text) if text in written else (Standing.OTHERWISE_WRITTEN, min(written))
    is_known = any(key in _index(id, each, by_name=by_name) for each in code_lists()[id])
    return missing if is_known else Standing.UNKNOWN, None


@cache
def _turns(id: str) -> list[datetime.date]:
    held = [code_list(id, edition=each) for each in code_lists()[id]]
    dated: list[CodeList | CodeEntry] = [*held, *(entry for each in held for entry in each.entries)]
    return sorted({day for each in dated for day in (each.valid_from, each.valid_to) if day is not None})


def era(id: str, on: datetime.date | None) -> int | None:
    """The stretch of time in which a day lies; within one, every code of the list of that id stands the same.

    >>> era("kemendagri", datetime.date(2024, 8, 4)) == era("kemendagri", datetime.date(2024, 5, 7))
    True
    """
    return None if on is None else bisect_right(_turns(id), on)


# A column.


def check_codes(
    values: Iterable[object], codes: CodeList | str, *, on: datetime.date | None = None, where: str = ""
) -> tuple[Finding, ...]:
    """What is doubtful in a column of codes: a finding for each different value that the list does not hold.

    *codes* is a list or the id of one, of which then the edition in force *on* that day is asked, or the newest. A
    code of another day is told apart from one never known, with the code that stands in its place where the gazetteer
    knows it. A dot in a code is set aside (``6202`` is ``62.02``). Blanks are counted, never refused. *where* is the
    place that the findings name, as a rule the column.

    Raises what :func:`code_list` raises.

    >>> column = ["62.02", "9102", "91.02", "99.99", "", 6202]
    >>> for each in check_codes(column, "kemendagri", on=datetime.date(2024, 8, 4), where="Kode Wilayah"):
    ...     print(each.code, each.data["rows"])
    code-not-text 1
    code-replaced 2
    code-unknown 1
    code-blank 1
    """
    held = code_list(codes, on=on) if isinstance(codes, str) else codes
    index = _indexed(held)
    found: Counter[tuple[str, str]] = Counter()
    for value, rows in Counter(values).items():
        kind, text = _as_text(value)
        if kind is not None:
            found[kind, text] += rows
        elif not _valid(index.get(_plain(text), ()), on):
            found["", _canonical(text, index, held)] += rows
    doubts = [_doubt(kind, text, rows, held, index, on, where) for (kind, text), rows in found.items()]
    return tuple(sorted(doubts, key=lambda each: each.sort_key))


def _doubt(
    kind: str, text: str, rows: int, codes: CodeList, index: _Index, on: datetime.date | None, where: str
) -> Finding:
    if kind:
        return finding(kind, where, value=text, rows=rows)
    told: dict[str, object] = {"value": text, "list": f"{codes.title}, {codes.edition}", "rows": rows}
    known = _known(text, index, codes)
    if not known:
        return finding("code-unknown", where, **told)
    instead = _instead(text, codes, on)
    if not instead:
        return finding("code-other-date", where, **told, known=known)
    return finding("code-replaced", where, **told, known=known, instead=instead)


#: How dataframes print what is missing.
_MISSING = frozenset({"nan", "nat", "<na>"})


def _as_text(value: object) -> tuple[str | None, str]:
    """The kind of finding that a value is by itself, if any, and its text."""
    if isinstance(value, DigitCode):
        return None, str(value)
    if isinstance(value, str):
        return (None, value) if value.strip() else ("code-blank", "")
    if value is None or str(value).casefold() in _MISSING:
        return "code-blank", ""
    return "code-not-text", shown(value)


def _others(codes: CodeList) -> Iterator[str]:
    """The other editions of a list that is held here."""
    return (each for each in code_lists().get(codes.id, ()) if each != codes.edition)


def _canonical(text: str, index: _Index, codes: CodeList) -> str:
    """The code as a list writes it, where one has it."""
    indexes = (index, *(_index(codes.id, each) for each in _others(codes)))
    return next((entry.code for each in indexes for entry in each.get(_plain(text), ())), text)


def _known(text: str, index: _Index, codes: CodeList) -> str:
    """The editions that have the code, or its days in the list asked; blank where it was never known."""
    here = [f"{entry.valid_from or '...'}/{entry.valid_to or '...'}" for entry in index.get(_plain(text), ())]
    return ", ".join(here + [each for each in _others(codes) if _plain(text) in _index(codes.id, each)])


def _instead(text: str, codes: CodeList, on: datetime.date | None) -> str:
    """The codes under which the region stands in the list asked, where that is one held here."""
    if not codes.id.startswith("kemendagri") or codes.edition not in code_lists().get(codes.id, ()):
        return ""
    lists = (_index("kemendagri", edition) for edition in reversed(code_lists()["kemendagri"]))
    entry = next(each for index in lists for each in index.get(_plain(text), ()))
    last = entry.valid_to and entry.valid_to - datetime.timedelta(days=1)
    heirs = regions.resolve(entry.code, entry.valid_from or last, on or codes.valid_from)
    return ", ".join(str(each.code) for each in heirs)


def check_kibs(values: Iterable[object], *, where: str = "kib") -> tuple[Finding, ...]:
    """What is doubtful in a column of KIBs: each different one by itself, its region and type as of its own day.

    Blank values and what is no KIB are findings too; *where* is the place that all of them name.

    >>> [each.code for each in check_kibs(["6202106202408041", "1899101202408041", "620210620240804"])]
    ['kib-unreadable', 'region-unknown']
    """
    found: list[Finding] = []
    counted: Counter[tuple[str | None, str]] = Counter()
    for value, rows in Counter(values).items():
        counted[_as_text(value)] += rows
    for (kind, text), rows in counted.items():
        if kind is not None:
            found.append(finding(kind, where, value=text, rows=rows))
            continue
        try:
            found += [attrs.evolve(each, where=where) for each in verify(KIB.parse(text))]
        except InvalidKIBError as error:
            found.append(finding("kib-unreadable", where, text=shown(text)[1:-1], reason=error.reason))
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.sort_key))
