"""The main type of each event of a frame: stated, the only one, or the one that sets off the others.

The rule is that of :func:`satudata.counting.main_type_of`. A frame has no sub-types, so a trigger that needs one does
not apply.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from satudata.disaster_types._schemes import PRESENT
from satudata.events._counts import UNKNOWN, Kind
from satudata.frames._columns import temporary
from satudata.frames._engines import Frame
from satudata.triggers import HAZARDS, TRIGGERS, first_causes

#: The chosen type; null where it is open or not known.
CHOSEN = temporary("chosen")
#: The type as a row's MAIN has it, its first day, and how many types an event has on its first day.
KIND, DAY, NUMBER, LAST = (temporary(name) for name in ("kind", "day", "number", "last"))


def _code_of(hazard: str) -> str:
    """The text of a hazard in a frame: its present code, or its name."""
    return min(
        (code for (scheme, code), name in HAZARDS.items() if (scheme, name) == (PRESENT, hazard)),
        default=hazard,
    )


def _kind(text: str) -> Kind:
    return (text, PRESENT, "") if text.isdigit() else (UNKNOWN, UNKNOWN, text)


#: Every hazard that occurs in a trigger, and the hazards that each cause sets off, by itself or through others.
_CODES = sorted({_code_of(name) for each in TRIGGERS for name in (each.cause, each.effect)})
_EFFECTS = {
    cause: [
        each
        for each in _CODES
        if each != cause and first_causes([[_kind(cause)], [_kind(each)]]) == [[_kind(cause)]]
    ]
    for cause in _CODES
}
#: Codes that mean the hazard of another code.
_SAME = {
    code: _code_of(name)
    for (scheme, code), name in HAZARDS.items()
    if scheme == PRESENT and code != _code_of(name)
}


def as_kind(type_text: nw.Expr) -> nw.Expr:
    """The type of a row with two codes of one hazard made one."""
    for code, same in _SAME.items():
        type_text = nw.when(type_text == code).then(nw.lit(same)).otherwise(type_text)
    return type_text


def chosen_types(kinds: Frame, on: Sequence[str]) -> Frame:
    """The main type of each event as :data:`CHOSEN`, from its different types on its first day, a row each."""
    flags = {code: temporary(f"is_{code}") for code in _CODES}
    kinds = kinds.with_columns(
        *((nw.col(KIND) == code).cast(nw.Int64).alias(flag) for code, flag in flags.items()),
        nw.lit(1).cast(nw.Int64).alias(NUMBER),
    )
    events = kinds.group_by(*on).agg(
        nw.col(NUMBER).sum(), nw.col(KIND).min(), *(nw.col(flag).max() for flag in flags.values())
    )
    chosen: nw.Expr = nw.when(nw.col(NUMBER) == 1).then(nw.col(KIND))
    for cause, effects in _EFFECTS.items():
        if effects:
            present = nw.col(flags[cause])
            for effect in effects:
                present = present + nw.col(flags[effect])
            is_first = (nw.col(flags[cause]) == 1) & (present == nw.col(NUMBER)) & (nw.col(NUMBER) > 1)
            chosen = nw.when(is_first).then(nw.lit(cause)).otherwise(chosen)
    return events.with_columns(chosen.alias(CHOSEN)).select(*on, CHOSEN)
