"""What a variable means: the five attributes of a data standard.

The texts of our own records are rows of ``data/meanings.toml``, which is read on first use. A caller's own attrs class
gives its fields a standard as metadata.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, final

import attrs

from satudata._ground.hooks import PydanticField
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import DEFINED_IN, public
from satudata._ground.records import Record
from satudata._ground.tables import toml_table
from satudata.errors import InvalidRecordError, WrongTypeError

#: The key of the standard in the metadata of a field.
KEY: Final = "standard"

_RIGHT = "DataStandard(name='Jumlah Korban Meninggal', ..., ukuran='Jumlah', satuan='Orang', citation='...')"


def _not_blank(record: object, field: attrs.Attribute[str], value: str) -> None:
    given: object = value
    if not isinstance(given, str):
        raise WrongTypeError(f"{field.name} is text", type(given), _RIGHT)
    if not value.strip():
        raise InvalidRecordError(field.name, value, f"a data standard says all of it: {_RIGHT}")


def _not_blank_if_given(record: object, field: attrs.Attribute[str | None], value: str | None) -> None:
    if value is not None:
        _not_blank(record, field, value)  # type: ignore[arg-type]  # its name and value are asked only


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class DataStandard(Record, PydanticField):
    """The data standard of one variable, in Indonesian.

    *konsep* is the idea and the purpose of the data, *definisi* the explanation that limits it, *klasifikasi* the
    grouping by a recognised criterion, *ukuran* what is measured, *satuan* the unit. A variable without a unit has
    ``satuan=None`` and a *no_unit_reason*. *citation* is an id of :mod:`satudata.citations`.

    Raises :class:`~satudata.InvalidRecordError` for blank text, and for a missing unit without a reason.

    Source: Perpres 39/2019, Pasal 4.

    >>> DataStandard(
    ...     name="Jumlah Korban Meninggal",
    ...     konsep="Dampak bencana pada manusia",
    ...     definisi="Orang yang meninggal karena bencana",
    ...     klasifikasi="Jenis kelamin dan kelompok usia",
    ...     ukuran="Jumlah",
    ...     satuan=None,
    ...     citation="bpbd-input-form",
    ... )
    Traceback (most recent call last):
    ...
    satudata.InvalidRecordError: satuan: None: a variable without a unit says why: \
satuan=None, no_unit_reason='Berupa kode'; else satuan='Orang'
    """

    name: str = attrs.field(validator=_not_blank)
    konsep: str = attrs.field(validator=_not_blank)
    definisi: str = attrs.field(validator=_not_blank)
    klasifikasi: str = attrs.field(validator=_not_blank)
    ukuran: str = attrs.field(validator=_not_blank)
    satuan: str | None = attrs.field(validator=_not_blank_if_given)
    no_unit_reason: str | None = attrs.field(default=None, validator=_not_blank_if_given)
    citation: str = attrs.field(validator=_not_blank)

    def __attrs_post_init__(self) -> None:
        if self.satuan is None and self.no_unit_reason is None:
            raise InvalidRecordError(
                "satuan",
                None,
                "a variable without a unit says why: satuan=None, no_unit_reason='Berupa kode'; "
                "else satuan='Orang'",
            )
        if self.satuan is not None and self.no_unit_reason is not None:
            raise InvalidRecordError(
                "no_unit_reason",
                self.no_unit_reason,
                f"the unit is {self.satuan!r}; a reason is for satuan=None",
            )


def by_field(kind: type[Any]) -> FrozenMap[str, DataStandard]:
    """Return the standards of a class by field, in their order, then those of its properties.

    The metadata of an attrs field comes first, then the row of ``data/meanings.toml``, which is for our own classes.
    """
    given = {each.name: each.metadata.get(KEY) for each in (attrs.fields(kind) if attrs.has(kind) else ())}
    names = [*given, *(name for name, member in vars(kind).items() if isinstance(member, property))]
    found = ((name, given.get(name) or _from_table(kind, name)) for name in names)
    return FrozenMap((name, each) for name, each in found if each is not None)


def standard_of(field: attrs.Attribute[Any]) -> DataStandard | None:
    """Return the standard of an attrs field, or ``None``.

    >>> from satudata import Impact
    >>> standard_of(attrs.fields(Impact).dead).satuan
    'Orang'
    """
    given: DataStandard | None = field.metadata.get(KEY)
    if given is not None:
        return given
    owners = (
        kind for kind in DEFINED_IN if attrs.has(kind) and any(each is field for each in attrs.fields(kind))
    )
    return next((_from_table(kind, field.name) for kind in owners), None)


def standards_in(owner: str) -> FrozenMap[str, DataStandard]:
    """Return the standards of the rows that name *owner*, by field.

    >>> standards_in("Column")["weight"].satuan
    'Kejadian'
    """
    start = f"{owner}."
    return FrozenMap((row.removeprefix(start), _standard(row)) for row in rows() if row.startswith(start))


def figure_words(owner: str, figure: str) -> tuple[str, str]:
    """Return the Indonesian name and the unit of a figure, as messages use them.

    >>> figure_words("Impact", "land"), figure_words("Impact", "no figure")
    (('lahan', 'ha'), ('no figure', 'unit'))
    """
    row = rows().get(f"{owner}.{figure}", {})
    return row.get("id", figure), row.get("unit", "unit")


@cache
def rows() -> Mapping[str, Mapping[str, str]]:
    """Return the rows of ``data/meanings.toml`` by class and field, each with what it takes from the row it is like."""
    table = toml_table("satudata", "meanings")
    return {name: {**table[row.pop("like")], **row} if "like" in row else row for name, row in table.items()}


@cache
def _owners() -> frozenset[str]:
    return frozenset(name.partition(".")[0] for name in rows())


def _from_table(kind: type[Any], field: str) -> DataStandard | None:
    """The class's own row; else the row for every class, if the class has rows at all."""
    if kind not in DEFINED_IN or kind.__name__ not in _owners():
        return None
    name = next((row for row in (f"{kind.__name__}.{field}", f"*.{field}") if row in rows()), None)
    return None if name is None else _standard(name)


@cache
def _standard(name: str) -> DataStandard:
    row = {field: text for field, text in rows()[name].items() if field not in ("id", "unit")}
    if "satuan" not in row:
        row = {"no_unit_reason": f"Berupa {row['ukuran'].lower()}", **row}
    return DataStandard(**{"satuan": None, **row})  # type: ignore[arg-type]  # text, or None where it may be
