"""The data standards of the library's own variables, by class and by name."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from satudata._ground.maps import FrozenMap
from satudata._ground.meanings import DataStandard, by_field, standards_in
from satudata.displaced import Displaced, SiteReport
from satudata.emergency import Declaration
from satudata.errors import UnknownCodeError
from satudata.events import Event, EventRecord
from satudata.events._counts import EventCounts
from satudata.impacts import Impact
from satudata.interchange import TEXT, Field, form_of_record
from satudata.kib import KIB
from satudata.threshold import Evaluation

#: The classes that have variables as public fields.
CLASSES = (KIB, Event, EventRecord, Impact, Displaced, SiteReport, Declaration, EventCounts, Evaluation)
_SHOWN = 3


def standards_of(cls: type[Any]) -> Mapping[str, DataStandard]:
    """The standards of a class by field, in their order; of :class:`~satudata.KIB` by its properties.

    Fields without a standard are left out. Your own attrs class can give its fields a standard with ``metadata``.

    >>> list(standards_of(KIB))
    ['region', 'province', 'type_code', 'date', 'index', 'stem']
    >>> import attrs
    >>> @attrs.frozen
    ... class Dam:
    ...     height: int = attrs.field(metadata={"standard": get_standard("Impact.bridges")})
    >>> standards_of(Dam)["height"].satuan
    'Meter'
    """
    return by_field(cls)


@cache
def all_standards() -> Mapping[str, DataStandard]:
    """Every standard of the library by class and field; ``Column`` is for variables that only tables have.

    >>> all_standards()["Impact.land"].ukuran, all_standards()["Impact.land"].satuan
    ('Luas', 'Hektare')
    """
    of_classes = [
        (f"{cls.__name__}.{name}", each) for cls in CLASSES for name, each in standards_of(cls).items()
    ]
    of_columns = ((f"Column.{field}", each) for field, each in standards_in("Column").items())
    return FrozenMap([*of_classes, *of_columns])


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


DATA_STANDARD_FORM = form_of_record(
    "satudata.data-standard",
    DataStandard,
    {"satuan": Field("satuan", TEXT)},
    built=_built,
    rules={"oneOf": [{"required": ["satuan"]}, {"required": ["no_unit_reason"]}]},
)

#: The forms that :mod:`satudata.interchange` looks up here.
FORMS = (DATA_STANDARD_FORM,)
