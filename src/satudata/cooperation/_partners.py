"""The other party: who it is, of what kind, from which country."""

from __future__ import annotations

from typing import final

import attrs

from satudata._ground.codes import require_text
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.cooperation._vocabulary import FOREIGN_BODIES, PartnerKind
from satudata.errors import InvalidRecordError

_ALPHA_2 = 2


def not_blank(record: object, field: attrs.Attribute[str], value: object) -> None:
    """Refuse what is no text or only spaces."""
    if not require_text(value, f"a {field.name}").strip():
        raise InvalidRecordError(field.name, value, "not blank")


def is_text(record: object, field: attrs.Attribute[str], value: object) -> None:
    """Refuse what is no text; the empty one says nothing."""
    require_text(value, f"a {field.name}")


def optional_text(record: object, field: attrs.Attribute[str | None], value: object) -> None:
    """Refuse a blank; without one it is ``None``."""
    if value is not None and not require_text(value, f"a {field.name}").strip():
        raise InvalidRecordError(field.name, value, "not blank; without one it is None")


def _country(partner: Partner, field: attrs.Attribute[str | None], value: object) -> None:
    if value is None:
        if partner.kind is PartnerKind.NEGARA:
            raise InvalidRecordError(
                "country", None, "a state is a country: Partner('Japan', 'negara', 'JP')"
            )
        return
    code = require_text(value, "a country")
    if not (len(code) == _ALPHA_2 and code.isascii() and code.isalpha() and code.isupper()):
        raise InvalidRecordError("country", value, "two capital letters as in ISO 3166-1 alpha-2, 'NZ'")


def _or_blank(value: str | None) -> str:
    """What a field that may be unknown is ordered by: the unknown comes first."""
    return value or ""


@public("satudata.cooperation")
@final
@attrs.frozen(order=True)
class Partner(Record):
    """A party to a cooperation: *name*, *kind*, and *country* in the shape of ISO 3166-1 alpha-2.

    *kind* is ``None`` where it is not known. A state has a country; of others it may be unknown (``None``). Whether a
    country bears the two letters is not asked.

    >>> Partner("Swiss Confederation", PartnerKind.NEGARA, "CH").is_foreign_body
    False
    >>> Partner("New Zealand", PartnerKind.NEGARA, "NZL")
    Traceback (most recent call last):
    ...
    satudata.InvalidRecordError: country: 'NZL': two capital letters as in ISO 3166-1 alpha-2, 'NZ'
    """

    name: str = attrs.field(validator=not_blank)
    kind: PartnerKind | None = attrs.field(
        default=None, converter=attrs.converters.optional(PartnerKind), order=_or_blank
    )
    country: str | None = attrs.field(default=None, validator=_country, order=_or_blank)

    @property
    def is_foreign_body(self) -> bool:
        """Whether it is one of the bodies of PP 23/2008: an organisation from abroad, not a state (our reading)."""
        return self.kind in FOREIGN_BODIES
