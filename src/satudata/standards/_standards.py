"""The data standards that the library's own variables carry, gathered by class and by name."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.meanings import DataStandard, standard_of
from satudata.counting import EventCounts
from satudata.displaced import Displaced, SiteReport
from satudata.emergency import Declaration
from satudata.errors import UnknownCodeError
from satudata.events import Event, EventRecord
from satudata.impacts import Impact
from satudata.kib import KIB
from satudata.standards._columns import COLUMN_STANDARDS
from satudata.standards._kib_parts import KIB_PARTS
from satudata.threshold import Evaluation

#: The classes whose public fields are variables.
CLASSES = (KIB, Event, EventRecord, Impact, Displaced, SiteReport, Declaration, EventCounts, Evaluation)
_SHOWN = 3


def standards_of(cls: type[Any]) -> Mapping[str, DataStandard]:
    """The standards of the variables of *cls* by field, in their order; of a KIB by its parts.

    Fields without a standard are left out; a class of one's own can give its fields some with ``metadata``.

    >>> list(standards_of(KIB))
    ['region', 'province', 'type_code', 'date', 'index', 'stem']
    >>> @attrs.frozen
    ... class Dam:
    ...     height: int = attrs.field(metadata={"standard": get_standard("Impact.bridges")})
    >>> standards_of(Dam)["height"].satuan
    'Meter'
    """
    if cls is KIB:
        return KIB_PARTS
    return FrozenMap(
        (each.name, held) for each in attrs.fields(cls) if (held := standard_of(each)) is not None
    )


@cache
def all_standards() -> Mapping[str, DataStandard]:
    """Every standard of the library by class and field; what only columns have is ``Column`` and its field.

    >>> all_standards()["Impact.land"].ukuran, all_standards()["Impact.land"].satuan
    ('Luas', 'Hektare')
    """
    of_classes = [
        (f"{cls.__name__}.{name}", held) for cls in CLASSES for name, held in standards_of(cls).items()
    ]
    return FrozenMap([*of_classes, *((f"Column.{field}", held) for field, held in COLUMN_STANDARDS.items())])


def get_standard(name: str) -> DataStandard:
    """The standard of a variable by class and field; the inverse of reading it off the field.

    Raises :class:`~satudata.UnknownCodeError` with the names nearest to it.

    >>> get_standard("Impact.dead").name
    'Jumlah Korban Meninggal'
    >>> get_standard("Impact.death")
    Traceback (most recent call last):
    ...
    satudata.UnknownCodeError: unknown code 'Impact.death': near it: 'Impact.dead', 'Impact.land', \
'Impact.bridges'
    """
    held = all_standards()
    try:
        return held[name]
    except (KeyError, TypeError):
        near = get_close_matches(str(name), held, n=_SHOWN) or list(held)[:_SHOWN]
        raise UnknownCodeError(str(name), hint=f"near it: {', '.join(map(repr, near))}") from None
