"""Which disaster type a row names: its KIB's digits, its code and its name, each in its scheme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias, final

import attrs

from satudata import disaster_types
from satudata._ground.codes import are_digits
from satudata.checking import type_doubts
from satudata.disaster_types import Certainty
from satudata.disaster_types._catalogue import dibi_codes
from satudata.disaster_types._schemes import OLDER, PRESENT, scheme_for
from satudata.disaster_types._written import Named, Written, read_name
from satudata.findings import Finding, finding

#: Code, scheme, and sub-type or the name of a type without a number.
Kind: TypeAlias = tuple[str, str, str]
#: A code or scheme that is not known; sorts after all known ones.
UNKNOWN_CODE = "~"
#: The guideline's own example: a flood sets off a landslide.
_SETS_OFF, _SET_OFF = "Banjir", "Tanah Longsor"
_WIDTH = 3
_CHANGED_IN = 2023


@final
@attrs.frozen(kw_only=True)
class RowType:
    """The type of a row: *code* (``None`` where it has no number), *scheme*, *key* (for the stem) and *is_known*.

    *name* is how the row names it, as :func:`satudata.disaster_types.find` reads names; *kinds* are all types of the
    row as (code, scheme, sub-type, or the name of a type without a number), the row's own first.
    """

    code: str | None
    scheme: str | None
    key: str
    is_known: bool
    name: str = ""
    kinds: tuple[Kind, ...] = ()
    findings: tuple[Finding, ...] = ()


def row_type(
    kib_code: str | None, own_code: str, name: str, on: date, columns: tuple[str, str, str]
) -> RowType | None:
    """The type that a row's KIB, code cell and name cell give on that day; ``None`` where they give none.

    The KIB's digits decide, then the name, then the code cell; the name chooses the scheme. A name alone gives the code
    of the scheme that fits the day: before 2023 that of 2011. A name without a number is a type of its own. Of several
    types in the name cell, the one is the row's own that sets off the others by the guideline, else the first.
    *columns* are the headings of the three. What is doubtful about the KIB's digits themselves, its reading says.

    >>> columns = ("KIB", "Kode", "Kejadian")
    >>> found = row_type(None, "105", "PUTING BELIUNG", date(2020, 10, 25), columns)
    >>> found.code, found.scheme
    ('105', '2011')
    >>> row_type(None, "", "EPIDEMI", date(2020, 10, 25), columns).key
    'epidemi'
    >>> row_type(None, "", "Longsor/Banjir", date(2024, 10, 25), columns).kinds
    (('101', '2023', ''), ('102', '2023', ''))
    """
    _, code_column, name_column = columns
    findings: list[Finding] = []
    own_code, of_dibi = _own_code(own_code, name, code_column, findings)
    name = name or of_dibi
    written = read_name(name) if name else Written()
    types = _main_first(written.types)
    if name:
        findings += _about_name(name, written, name_column)
    called = types[0].name if types else name
    unnumbered = disaster_types.unnumbered_name(called) if called else None
    code = kib_code or _code(own_code, called, on, PRESENT if of_dibi else None)
    if code is None:
        if not name:
            return None
        if unnumbered is not None:
            findings.append(finding("type-without-number", name_column, name=unnumbered))
        key = "".join(filter(str.isalnum, (unnumbered or called).casefold())) or called
        kind = (UNKNOWN_CODE, UNKNOWN_CODE, unnumbered or called)
        return RowType(
            code=None,
            scheme=None,
            key=key,
            is_known=unnumbered is not None,
            name=unnumbered or called,
            kinds=(kind, *_others(types[1:], on)),
            findings=tuple(findings),
        )
    scheme = PRESENT if of_dibi and not kib_code and own_code == code else _scheme(code, called, on)
    findings += _differences(kib_code, own_code, name, bool(types), columns)
    if kib_code is None:
        findings += _doubts(code, scheme, on, name_column or code_column, holds_code=bool(own_code))
    kind = (code, scheme or UNKNOWN_CODE, types[0].subtype if types else "")
    return RowType(
        code=code,
        scheme=scheme,
        key=code,
        is_known=bool(_bearers(code)),
        name=called,
        kinds=(kind, *_others(types[1:], on)),
        findings=tuple(findings),
    )


def _own_code(text: str, name: str, column: str, findings: list[Finding]) -> tuple[str, str]:
    """The three digits of a code cell, and the name that a four-digit code of DIBI gives; both may be ``""``.

    A code of DIBI that is known by its place in the list of sub-types only never contradicts a name.
    """
    text = text.removesuffix(".0")
    if not text or (are_digits(text) and len(text) == _WIDTH):
        return text, ""
    if text not in dibi_codes():
        findings.append(finding("type-code-unreadable", column, column=column, text=text[:60]))
        return "", ""
    code, of_dibi, is_seen = dibi_codes()[text]
    if name and PRESENT not in disaster_types.schemes_of(code, name):
        return (code, "") if is_seen else ("", "")
    if not is_seen and not name:
        findings.append(finding("type-code-by-order", column, column=column, text=text, name=of_dibi))
    return code, of_dibi


def _about_name(name: str, written: Written, column: str) -> Iterator[Finding]:
    """What is doubtful about the text of a name cell."""
    if not written.types:
        near = " / ".join(written.near)
        yield finding(
            "type-name-unknown",
            column,
            column=column,
            name=name[:60],
            near=near,
            perhaps=f"; perhaps {near} is meant" if near else "",
            mungkin=f"; mungkin maksudnya {near}" if near else "",
        )
    elif written.repaired:
        meant = ", ".join(each.type for each in written.types)
        yield finding("type-name-repaired", column, column=column, name=name[:60], meant=meant)
    if len(written.types) > 1:
        types = ", ".join(each.type for each in written.types)
        yield finding("types-in-one-cell", column, column=column, name=name[:60], types=types)


def _main_first(types: tuple[Named, ...]) -> tuple[Named, ...]:
    """The types of one cell, the one that sets off the others by the guideline first."""
    return (
        tuple(sorted(types, key=lambda each: each.type != _SETS_OFF)) if _is_flood_and_slide(types) else types
    )


def _is_flood_and_slide(types: tuple[Named, ...]) -> bool:
    return {each.type for each in types} == {_SETS_OFF, _SET_OFF}


def _others(types: tuple[Named, ...], on: date) -> Iterator[Kind]:
    """The associated types of a row."""
    for each in types:
        code = _code("", each.name, on)
        if code is None:
            yield UNKNOWN_CODE, UNKNOWN_CODE, disaster_types.unnumbered_name(each.name) or each.name
        else:
            yield code, _scheme(code, each.name, on) or UNKNOWN_CODE, each.subtype


def _code(own_code: str, name: str, on: date, scheme: str | None = None) -> str | None:
    """The code of a row without a readable KIB; *scheme* is that of its code cell, where it is known."""
    if own_code and scheme is not None:
        return own_code
    if own_code and (disaster_types.schemes_of(own_code, name) or not disaster_types.find(name)):
        return own_code
    fitting = PRESENT if on.year >= _CHANGED_IN else OLDER
    candidates = [
        each
        for scheme in (fitting, PRESENT)
        for each in disaster_types.find(name, scheme=scheme)
        if each.certainty is not Certainty.LOW
    ]
    return candidates[0].code if candidates else None


def _scheme(code: str, name: str, on: date) -> str | None:
    """The scheme in which code and name agree; where they do not, the one that code and day give."""
    by_day = scheme_for(code, on)
    agreeing = disaster_types.schemes_of(code, name)
    return by_day if by_day in agreeing or not agreeing else agreeing[0]


def _bearers(code: str) -> dict[str, str]:
    """Scheme to name of the types that bear the code."""
    return {
        each.scheme: each.name
        for scheme in disaster_types.schemes
        for each in disaster_types.in_scheme(scheme)
        if each.code == code
    }


def _differences(
    kib_code: str | None, own_code: str, name: str, is_named: bool, columns: tuple[str, str, str]
) -> Iterator[Finding]:
    kib_column, code_column, _ = columns
    if kib_code and own_code and own_code != kib_code:
        yield finding("kib-type-differs", kib_column, kib_type=kib_code, type=own_code)
    if not kib_code and own_code and is_named and not disaster_types.schemes_of(own_code, name):
        yield finding("type-code-differs", code_column, type=_shown(own_code), name=name[:60])


def _shown(code: str) -> str:
    """The code with every name it bears."""
    names = dict.fromkeys(_bearers(code).values())
    return f"{code} ({'/'.join(names)})" if names else code


def _doubts(code: str, scheme: str | None, on: date, column: str, *, holds_code: bool) -> Iterator[Finding]:
    """What is doubtful about the code; a row that holds none has no legacy one."""
    yield from (
        each for each in type_doubts(code, scheme, column) if holds_code or each.code != "type-legacy"
    )
    if scheme == OLDER and on.year >= _CHANGED_IN:
        bearers = _bearers(code)
        yield finding("type-older-scheme", column, type=code, older=bearers[OLDER], present=bearers[PRESENT])
