"""Check a column of codes against a code list, and a column of KIBs, as of a day."""

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
from satudata._ground.codes import Code
from satudata.checking import verify
from satudata.errors import InvalidKIBError, UnknownEditionError, shown
from satudata.findings import Finding, finding
from satudata.kib import KIB
from satudata.standards._code_lists import CodeEntry, CodeList, is_in_force
from satudata.standards._library_lists import code_list, code_lists

#: The entries by code without dots, or by name; a list may have one code for several periods.
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


@final
class CodeStatus(Enum):
    """What a code list says about a text on a day."""

    VALID = auto()
    SPELLED_DIFFERENTLY = auto()
    OTHER_DATE = auto()
    UNDATED = auto()
    UNKNOWN = auto()


def code_status(
    id: str, text: str, on: datetime.date | None, *, by_name: bool = False
) -> tuple[CodeStatus, str | None]:
    """The status of a code (or name) in the list of that id, and how the list spells it.

    The list is the edition of the day; without a day the newest. If no edition is known for the day, a code that any
    edition has is ``UNDATED``.

    >>> code_status("kemendagri", "9301", datetime.date(2024, 8, 4))
    (<CodeStatus.SPELLED_DIFFERENTLY: 2>, '93.01')
    >>> code_status("kemendagri", "93.01", datetime.date(2022, 3, 1))[0]
    <CodeStatus.OTHER_DATE: 3>
    """
    key = text if by_name else _plain(text)
    missing = CodeStatus.OTHER_DATE
    try:
        entries = _valid(_index(id, code_list(id, on=on).edition, by_name=by_name).get(key, ()), on)
    except UnknownEditionError:
        entries, missing = (), CodeStatus.UNDATED
    if entries:
        written = {each.name if by_name else each.code for each in entries}
        return (CodeStatus.VALID, text) if text in written else (CodeStatus.SPELLED_DIFFERENTLY, min(written))
    is_known = any(key in _index(id, each, by_name=by_name) for each in code_lists()[id])
    return missing if is_known else CodeStatus.UNKNOWN, None


def instead_of(id: str, text: str, on: datetime.date | None) -> str:
    """The codes that the place of a code has on a day, of a code that the list of that id has on another; "" for none.

    >>> instead_of("kemendagri", "91.27", datetime.date(2024, 8, 4)), instead_of("disaster-types", "106", None)
    ('94.07', '')
    """
    return _instead(text, code_list(id, on=on), on)


@cache
def _changes(id: str) -> list[datetime.date]:
    """The days on which any edition or code of a list begins or ends."""
    lists = [code_list(id, edition=each) for each in code_lists()[id]]
    dated: list[CodeList | CodeEntry] = [*lists, *(entry for each in lists for entry in each.entries)]
    return sorted({day for each in dated for day in (each.valid_from, each.valid_to) if day is not None})


def era(id: str, on: datetime.date | None) -> int | None:
    """The number of the era of a day: within an era the status of every code of the list is the same.

    >>> era("kemendagri", datetime.date(2024, 8, 4)) == era("kemendagri", datetime.date(2024, 5, 7))
    True
    """
    return None if on is None else bisect_right(_changes(id), on)


def check_codes(
    values: Iterable[object], codes: CodeList | str, *, on: datetime.date | None = None, where: str = ""
) -> tuple[Finding, ...]:
    """Check a column of codes: one finding for each different value that is not in the list.

    *codes* is a code list or its id; an id means the edition in force *on* that day, or the newest. The findings tell a
    code of another day from an unknown code, and name the code that replaced it if the gazetteer knows that. Dots are
    ignored (``6202`` is ``62.02``). Blanks are counted as a remark. *where* is the place in the findings, usually the
    heading of the column.

    Raises :class:`~satudata.UnknownCodeError` and :class:`~satudata.UnknownEditionError` as :func:`code_list` does.

    >>> column = ["62.02", "9102", "91.02", "99.99", "", 6202]
    >>> for each in check_codes(column, "kemendagri", on=datetime.date(2024, 8, 4), where="Kode Wilayah"):
    ...     print(each.code, each.data["rows"])
    code-not-text 1
    code-replaced 2
    code-unknown 1
    code-blank 1
    """
    asked = code_list(codes, on=on) if isinstance(codes, str) else codes
    index = _indexed(asked)
    found: Counter[tuple[str, str]] = Counter()
    for value, rows in Counter(values).items():
        kind, text = _as_text(value)
        if kind is not None:
            found[kind, text] += rows
        elif not _valid(index.get(_plain(text), ()), on):
            found["", _canonical(text, index, asked)] += rows
    doubts = [_doubt(kind, text, rows, asked, index, on, where) for (kind, text), rows in found.items()]
    return tuple(sorted(doubts, key=lambda each: each.sort_key))


def _doubt(
    kind: str, text: str, rows: int, codes: CodeList, index: _Index, on: datetime.date | None, where: str
) -> Finding:
    if kind:
        return finding(kind, where, value=text, rows=rows)
    data: dict[str, object] = {"value": text, "list": f"{codes.title}, {codes.edition}", "rows": rows}
    known = _known(text, index, codes)
    if not known:
        return finding("code-unknown", where, **data)
    instead = _instead(text, codes, on)
    if not instead:
        return finding("code-other-date", where, **data, known=known)
    return finding("code-replaced", where, **data, known=known, instead=instead)


#: How dataframes print a missing value.
_MISSING = frozenset({"nan", "nat", "<na>"})


def _as_text(value: object) -> tuple[str | None, str]:
    """The code of the finding that a value is by itself (else ``None``), and its text."""
    if isinstance(value, Code):
        return None, str(value)
    if isinstance(value, str):
        return (None, value) if value.strip() else ("code-blank", "")
    if value is None or str(value).casefold() in _MISSING:
        return "code-blank", ""
    return "code-not-text", shown(value)


def _others(codes: CodeList) -> Iterator[str]:
    """The other editions of one of the library's lists."""
    return (each for each in code_lists().get(codes.id, ()) if each != codes.edition)


def _canonical(text: str, index: _Index, codes: CodeList) -> str:
    """The code as any edition spells it; the text itself if none has it."""
    indexes = (index, *(_index(codes.id, each) for each in _others(codes)))
    return next((entry.code for each in indexes for entry in each.get(_plain(text), ())), text)


def _known(text: str, index: _Index, codes: CodeList) -> str:
    """The periods of the code in this list and the editions that have it; "" if it was never known."""
    here = [f"{entry.valid_from or '...'}/{entry.valid_to or '...'}" for entry in index.get(_plain(text), ())]
    return ", ".join(here + [each for each in _others(codes) if _plain(text) in _index(codes.id, each)])


def _instead(text: str, codes: CodeList, on: datetime.date | None) -> str:
    """The codes of the region in this list; "" if it is not a list of Kemendagri in the library."""
    if not codes.id.startswith("kemendagri") or codes.edition not in code_lists().get(codes.id, ()):
        return ""
    lists = (_index("kemendagri", edition) for edition in reversed(code_lists()["kemendagri"]))
    entry = next(each for index in lists for each in index.get(_plain(text), ()))
    last = entry.valid_to and entry.valid_to - datetime.timedelta(days=1)
    successors = regions.resolve(entry.code, entry.valid_from or last, on or codes.valid_from)
    return ", ".join(str(each.code) for each in successors)


def check_kibs(values: Iterable[object], *, where: str = "kib") -> tuple[Finding, ...]:
    """Check a column of KIBs: the region and type of each different KIB as of its own date.

    A blank value and a value that is not a KIB are findings too. *where* is the place in the findings.

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
