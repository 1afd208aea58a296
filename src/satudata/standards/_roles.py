"""The roles of Satu Data, and the offices or persons that have them."""

from __future__ import annotations

import re
from enum import auto
from typing import final

import attrs

from satudata._ground.codes import require_text
from satudata._ground.fields import as_text
from satudata._ground.labels import LabelledWord
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import InvalidRecordError
from satudata.interchange import form_of_record

_EMAIL = re.compile(r"[^\s@<>\x00-\x1f]+@[^\s@<>\x00-\x1f]+")


@public("satudata.standards")
@final
class Role(LabelledWord):
    """A role in Satu Data. Source: Perpres 39/2019; Peraturan BNPB 1/2023.

    ``PEMBINA_DATA`` sets the standards and checks priority data a second time. ``WALIDATA`` is the one unit of an
    agency that checks and publishes data; ``WALIDATA_PENDUKUNG`` helps it in a region. ``PRODUSEN_DATA`` produces the
    data, ``PENGGUNA_DATA`` uses them.

    >>> Role.PRODUSEN_DATA.label(), Role.PRODUSEN_DATA.label("en")
    ('Produsen Data', 'data producer')
    """

    PEMBINA_DATA = auto()
    WALIDATA = auto()
    WALIDATA_PENDUKUNG = auto()
    PRODUSEN_DATA = auto()
    PENGGUNA_DATA = auto()


def _not_blank(record: object, field: attrs.Attribute[str], value: str) -> None:
    if not require_text(value, "a name").strip():
        raise InvalidRecordError(field.name, value, "not blank, 'BPBD Kabupaten Agam'")


def _reachable(record: object, field: attrs.Attribute[str | None], value: str | None) -> None:
    if value is not None and not _EMAIL.fullmatch(value):
        raise InvalidRecordError(field.name, value, "an email address, 'data@bpbd.example', or None")


@public("satudata.standards")
@final
@attrs.frozen
class Party(Record):
    """An office or person in a role, with an email address for questions if there is one.

    Raises :class:`~satudata.InvalidRecordError` for a blank name and for a wrong address.

    >>> Party("Pusdatinkom BNPB", "walidata")
    Party(name='Pusdatinkom BNPB', role=Role.WALIDATA, email=None)
    """

    name: str = attrs.field(validator=_not_blank)
    role: Role = attrs.field(converter=Role)
    email: str | None = attrs.field(default=None, converter=as_text, validator=_reachable)


PARTY_FORM = form_of_record("satudata.party", Party, reads_null=True)
