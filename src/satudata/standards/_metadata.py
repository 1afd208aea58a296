"""The official metadata forms as profiles: their keys, and which keys a record still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias, final

import attrs

from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata.errors import UnknownCodeError, WrongTypeError
from satudata.findings import Finding, finding
from satudata.standards._activity import Activity, Indicator, Variable, is_asked, is_given

Record: TypeAlias = Activity | Variable | Indicator


@public("satudata.standards")
@final
@attrs.frozen(kw_only=True)
class MetadataProfile:
    """An official metadata form: the *type* of its records, and its *headings* by field name.

    *required* are the keys that every record needs. :meth:`check` also asks for the keys that only a survey or a
    composite indicator needs.
    """

    id: str
    title: str
    type: type[Record]
    headings: Mapping[str, str]
    required: frozenset[str]
    citation: str

    def check(self, record: Record) -> tuple[Finding, ...]:
        """The keys that *record* lacks, as findings in the order of the form.

        Raises ``TypeError`` for a record of another form.

        >>> [each.where for each in profile("MS-Var").check(Variable.of("Impact.dead"))]
        ['time_reference', 'is_public']
        """
        if not isinstance(record, self.type):
            raise WrongTypeError(
                f"{self.id} is the form of {self.type.__name__}, not of {{found}}", type(record)
            )
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
    (each.id, each)
    for each in (
        _profile("MS-Keg", "Metadata Statistik Kegiatan", Activity),
        _profile("MS-Var", "Metadata Statistik Variabel", Variable),
        _profile("MS-Ind", "Metadata Statistik Indikator", Indicator),
    )
)


def profiles() -> Mapping[str, MetadataProfile]:
    """The profiles by id: MS-Keg, MS-Var and MS-Ind.

    >>> {id: len(each.required) for id, each in profiles().items()}
    {'MS-Keg': 11, 'MS-Var': 9, 'MS-Ind': 11}
    """
    return _PROFILES


def profile(id: str) -> MetadataProfile:
    """The profile of that id: ``"MS-Keg"``, ``"MS-Var"`` or ``"MS-Ind"``.

    Raises :class:`~satudata.UnknownCodeError` for any other id.

    >>> profile("MS-Ind").headings["satuan"]
    'Satuan'
    """
    try:
        return _PROFILES[id]
    except KeyError:
        raise UnknownCodeError(id, hint=f"the profiles are {', '.join(_PROFILES)}") from None
