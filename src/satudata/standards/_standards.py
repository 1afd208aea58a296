"""The data standards of the library's own variables, by class and by name."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.meanings import DataStandard, standard_of
from satudata.counts import EventCounts
from satudata.displaced import Displaced, SiteReport
from satudata.emergency import Declaration
from satudata.errors import UnknownCodeError
from satudata.events import Event, EventRecord
from satudata.impacts import Impact
from satudata.interchange import TEXT, Field, Form
from satudata.kib import KIB
from satudata.standards._concepts import COLUMN_STANDARDS
from satudata.standards._kib_parts import KIB_PARTS
from satudata.threshold import Evaluation

#: The classes that have variables as public fields.
CLASSES = (KIB, Event, EventRecord, Impact, Displaced, SiteReport, Declaration, EventCounts, Evaluation)
_SHOWN = 3


def standards_of(cls: type[Any]) -> Mapping[str, DataStandard]:
    """The standards of a class by field, in their order; of :class:`~satudata.KIB` by its parts.

    Fields without a standard are left out. Your own attrs class can give its fields a standard with ``metadata``.

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
        (each.name, found) for each in attrs.fields(cls) if (found := standard_of(each)) is not None
    )


@cache
def all_standards() -> Mapping[str, DataStandard]:
    """Every standard of the library by class and field; ``Column`` is for variables that only tables have.

    >>> all_standards()["Impact.land"].ukuran, all_standards()["Impact.land"].satuan
    ('Luas', 'Hektare')
    """
    of_classes = [
        (f"{cls.__name__}.{name}", each) for cls in CLASSES for name, each in standards_of(cls).items()
    ]
    return FrozenMap([*of_classes, *((f"Column.{field}", each) for field, each in COLUMN_STANDARDS.items())])


def get_standard(name: str) -> DataStandard:
    """The standard of a variable by class and field.

    Raises :class:`~satudata.UnknownCodeError`, which shows the most similar names.

    >>> get_standard("Impact.dead").name
    'Jumlah Korban Meninggal'
    >>> get_standard("Impact.death")
    Traceback (most recent call last):
    ...
    satudata.UnknownCodeError: unknown code 'Impact.death': similar names: 'Impact.dead', \
'Impact.land', 'Impact.bridges'
    """
    standards = all_standards()
    try:
        return standards[name]
    except (KeyError, TypeError):
        near = get_close_matches(str(name), standards, n=_SHOWN)
        shown = ", ".join(map(repr, near or list(standards)[:_SHOWN]))
        hint = f"similar names: {shown}" if near else f"names look like: {shown}"
        raise UnknownCodeError(str(name), hint=hint) from None


def _built(**fields: Any) -> DataStandard:
    """A standard without a unit where the form has none."""
    return DataStandard(**{"satuan": None, **fields})


DATA_STANDARD_FORM = Form(
    "satudata.data-standard",
    1,
    DataStandard,
    (
        *(
            Field(name, TEXT, required=True)
            for name in ("name", "konsep", "definisi", "klasifikasi", "ukuran")
        ),
        Field("satuan", TEXT),
        Field("no_unit_reason", TEXT),
        Field("citation", TEXT, required=True),
    ),
    _built,
    {"oneOf": [{"required": ["satuan"]}, {"required": ["no_unit_reason"]}]},
)

#: The forms that :mod:`satudata.interchange` looks up here.
FORMS = (DATA_STANDARD_FORM,)
