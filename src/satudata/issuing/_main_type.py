"""One main type of an event: the one that set off the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, final

import attrs

from satudata._ground.codes import are_digits, require_text
from satudata._ground.paths import public
from satudata.disaster_types import DisasterType
from satudata.disaster_types._schemes import PRESENT
from satudata.errors import InvalidRecordError, MainTypeError
from satudata.issuing._rules import Decision

TypeCode: TypeAlias = str | DisasterType
Causes: TypeAlias = Mapping[str, TypeCode | Iterable[TypeCode]]


@public("satudata.issuing")
@final
@attrs.frozen(kw_only=True)
class MainType:
    """The main type's *code*, the *associated* types in their order, and the *decision* that chose it."""

    code: str
    associated: tuple[str, ...] = ()
    decision: Decision


def main_type(
    types: TypeCode | Iterable[TypeCode], *, caused_by: Causes | None = None, declared: TypeCode | None = None
) -> MainType:
    """The one type under which an event counts: the trigger at the root of the causal chain.

    *types* are three-digit codes of the present scheme, or records of :mod:`satudata.disaster_types`. *caused_by* says
    which type set off another, ``{"102": "101"}`` for a landslide that a flood caused; several causes of one are given
    as a list. A *declared* main type wins where the causes do not decide; one that another type set
    off is refused. Nothing is assumed about what usually causes what, and the order in which
    the types are given never matters.

    Raises :class:`~satudata.MainTypeError` naming two types that nothing set off, or those that set each other off,
    and :class:`~satudata.InvalidRecordError` for what is no type code or not among *types*.

    Source: Juklak BNPB 7/2023, Metode Perhitungan 1.

    >>> found = main_type(["102", "101"], caused_by={"102": "101"})
    >>> found.code, found.associated, found.decision.rule
    ('101', ('102',), 'trigger')
    >>> main_type(["102", "101"])
    Traceback (most recent call last):
    ...
    satudata.MainTypeError: several types that nothing set off: 101, 102; say what caused what, \
caused_by={'102': '101'}, or declare the main type
    """
    codes = tuple(sorted(set(_codes("types", types))))
    if not codes:
        raise InvalidRecordError("types", codes, "at least one disaster type, '101'")
    causes = _causes(codes, caused_by or {})
    if declared is not None:
        (code,) = _codes("declared", declared)
        _require_among(codes, "declared", code)
        if code in causes and not _cycle(causes):
            raise InvalidRecordError(
                "declared", code, f"by the causes given, {', '.join(causes[code])} set it off"
            )
        rule = "declared type" if len(codes) > 1 else "only type"
    else:
        cycle = _cycle(causes)
        roots = tuple(each for each in codes if each not in causes)
        if cycle or len(roots) > 1:
            raise MainTypeError(() if cycle else roots, cycle)
        (code,) = roots
        rule = "trigger" if len(codes) > 1 else "only type"
    associated = tuple(each for each in codes if each != code)
    decision = Decision("type", code, rule, {"others": ", ".join(associated)} if associated else {})
    return MainType(code=code, associated=associated, decision=decision)


def _codes(field: str, given: TypeCode | Iterable[TypeCode]) -> list[str]:
    several = isinstance(given, Iterable) and not isinstance(given, str)
    each: list[Any] = list(given) if several else [given]  # type: ignore[arg-type]  # what it is was just asked
    codes = [one.code if isinstance(one, DisasterType) else require_text(one, "a type code") for one in each]
    for code in codes:
        if not (len(code) == 3 and are_digits(code)):
            raise InvalidRecordError(field, code, "three ASCII digits, '101'")
    for one in each:
        if isinstance(one, DisasterType) and one.scheme != PRESENT:
            raise InvalidRecordError(field, one.name, f"a type of scheme {PRESENT}, not of {one.scheme}")
    return codes


def _require_among(codes: tuple[str, ...], field: str, code: str) -> None:
    if code not in codes:
        raise InvalidRecordError(field, code, f"not among the types of the event ({', '.join(codes)})")


def _causes(codes: tuple[str, ...], caused_by: Causes) -> dict[str, tuple[str, ...]]:
    """What set each type off; a type that nothing set off is left out."""
    causes: dict[str, tuple[str, ...]] = {}
    for effect, given in caused_by.items():
        (code,) = _codes("caused_by", effect)
        triggers = tuple(sorted(set(_codes("caused_by", given))))
        for each in (code, *triggers):
            _require_among(codes, "caused_by", each)
        if triggers:
            causes[code] = triggers
    return causes


def _cycle(causes: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Types that set each other off, each the cause of the next; empty where there are none."""
    left = dict(causes)
    while free := [each for each, triggers in left.items() if not any(cause in left for cause in triggers)]:
        for each in free:
            del left[each]
    if not left:
        return ()
    path = [min(left)]
    while (cause := next(each for each in left[path[-1]] if each in left)) not in path:
        path.append(cause)
    found = path[path.index(cause) :][::-1]
    first = found.index(min(found))
    return tuple(found[first:] + found[:first])
