"""Which keys a profile of metadata requires, and how a name should be written: what is missing is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias, final

import attrs

from satudata._mapping import FrozenMap
from satudata.errors import UnknownCodeError
from satudata.findings import Finding, finding
from satudata.standards._activity import Activity, Indicator, Variable, is_asked, is_given

Record: TypeAlias = Activity | Variable | Indicator


@final
@attrs.frozen(kw_only=True)
class MetadataProfile:
    """A form of metadata: the *type* of its records and its keys, from field name to official heading.

    *required* are the keys that every record has; those of another kind of record (a composite indicator, a survey)
    are asked where the record is of it.
    """

    id: str
    title: str
    type: type[Record]
    headings: Mapping[str, str]
    required: frozenset[str]
    citation: str

    def check(self, record: Record) -> tuple[Finding, ...]:
        """What *record* lacks, in the order of the form; ``TypeError`` for a record of another profile.

        >>> [each.where for each in profile("MS-Var").check(Variable.of("Impact.dead"))]
        ['time_reference', 'is_public']
        """
        if not isinstance(record, self.type):
            raise TypeError(f"{self.id} is the form of {self.type.__name__}, not of {type(record).__name__}")
        return tuple(
            finding("metadata-missing", each.name, profile=self.id, key=each.metadata["heading"])
            for each in attrs.fields(self.type)
            if each.metadata["required"]
            and is_asked(record, each)
            and not is_given(getattr(record, each.name))
        )


def _profile(id: str, title: str, kind: type[Record]) -> MetadataProfile:
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(kind)
    return MetadataProfile(
        id=id,
        title=title,
        type=kind,
        headings=FrozenMap((each.name, each.metadata["heading"]) for each in fields),
        required=frozenset(
            each.name for each in fields if each.metadata["required"] and each.metadata["when"] is None
        ),
        citation="peraturan-bps-5-2020",
    )


_PROFILES: Final = FrozenMap(
    (held.id, held)
    for held in (
        _profile("MS-Keg", "Metadata Statistik Kegiatan", Activity),
        _profile("MS-Var", "Metadata Statistik Variabel", Variable),
        _profile("MS-Ind", "Metadata Statistik Indikator", Indicator),
    )
)


def profiles() -> Mapping[str, MetadataProfile]:
    """The profiles by id.

    >>> {id: len(held.required) for id, held in profiles().items()}
    {'MS-Keg': 11, 'MS-Var': 9, 'MS-Ind': 11}
    """
    return _PROFILES


def profile(id: str) -> MetadataProfile:
    """The profile of that id; raises :class:`~satudata.UnknownCodeError` naming those there are.

    >>> profile("MS-Ind").headings["satuan"]
    'Satuan'
    """
    try:
        return _PROFILES[id]
    except KeyError:
        raise UnknownCodeError(id, hint=f"the profiles are {', '.join(_PROFILES)}") from None
