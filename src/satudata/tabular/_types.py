"""Which disaster type a row names: its KIB's digits, its code and its name, each in its scheme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import final

import attrs

from satudata import disaster_types
from satudata._ground.codes import are_digits
from satudata.checking import type_doubts
from satudata.disaster_types import Certainty, DisasterType
from satudata.disaster_types._schemes import OLDER, PRESENT, scheme_for
from satudata.findings import Finding, finding

_WIDTH = 3
_CHANGED_IN = 2023


@final
@attrs.frozen(kw_only=True)
class RowType:
    """The type of a row: *code* (None where the type has no number), *scheme*, *key* (for the stem), *is_known*.

    *name* is the sub-type that the row names, or the name of a type without a code.
    """

    code: str | None
    scheme: str | None
    key: str
    is_known: bool
    name: str = ""
    findings: tuple[Finding, ...] = ()


def row_type(
    kib_code: str | None, own_code: str, name: str, on: date, columns: tuple[str, str, str]
) -> RowType | None:
    """The type that a row's KIB, code cell and name cell give on that day; ``None`` where they give none.

    The KIB's digits decide, then the name, then the code cell; the name chooses the scheme. A name alone gives the code
    of the scheme that fits the day: before 2023 that of 2011. A name without a number is a type of its own. *columns*
    are the headings of the three. What is doubtful about the KIB's digits themselves, its reading says.

    >>> columns = ("KIB", "Kode", "Kejadian")
    >>> found = row_type(None, "105", "PUTING BELIUNG", date(2020, 10, 25), columns)
    >>> found.code, found.scheme
    ('105', '2011')
    >>> row_type(None, "", "EPIDEMI", date(2020, 10, 25), columns).key
    'epidemi'
    """
    _, code_column, name_column = columns
    findings: list[Finding] = []
    if own_code and not (are_digits(own_code) and len(own_code) == _WIDTH):
        findings.append(finding("type-code-unreadable", code_column, column=code_column, text=own_code[:60]))
        own_code = ""
    meant = disaster_types.find(name) if name else ()
    unnumbered = disaster_types.unnumbered_name(name) if name else None
    if name and not meant and unnumbered is None:
        findings.append(finding("type-name-unknown", name_column, column=name_column, name=name[:60]))
    code = kib_code or _code(own_code, name, on)
    if code is None:
        if not name:
            return None
        if unnumbered is not None:
            findings.append(finding("type-unnumbered", name_column, name=unnumbered))
        key = "".join(filter(str.isalnum, (unnumbered or name).casefold())) or name
        return RowType(
            code=None,
            scheme=None,
            key=key,
            is_known=unnumbered is not None,
            name=unnumbered or " ".join(name.split()),
            findings=tuple(findings),
        )
    scheme = _scheme(code, name, on)
    findings += _differences(kib_code, own_code, name, bool(meant or unnumbered), columns)
    if kib_code is None:
        findings += _doubts(code, scheme, on, name_column or code_column)
    return RowType(
        code=code,
        scheme=scheme,
        key=code,
        is_known=bool(_bearers(code)),
        name=_subtype(meant, name),
        findings=tuple(findings),
    )


def _subtype(meant: Sequence[DisasterType], name: str) -> str:
    """The sub-type that is called so, as the guideline writes it; ``""`` where the name is none."""
    folded = plain(name)
    return next((each for type_ in meant for each in type_.subtypes if plain(each) == folded), "")


def plain(name: str) -> str:
    """A name as names are compared: case and everything but letters and digits set aside."""
    return "".join(filter(str.isalnum, name.casefold()))


def _code(own_code: str, name: str, on: date) -> str | None:
    """The code of a row without a readable KIB."""
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


def _doubts(code: str, scheme: str | None, on: date, column: str) -> Iterator[Finding]:
    yield from type_doubts(code, scheme, column)
    if scheme == OLDER and on.year >= _CHANGED_IN:
        bearers = _bearers(code)
        yield finding("type-older-scheme", column, type=code, older=bearers[OLDER], present=bearers[PRESENT])
