"""The reported impact of an event or of one place."""

from __future__ import annotations

from decimal import Decimal
from typing import final

import attrs

from satudata._ground.fields import as_names, whole_number
from satudata._ground.hooks import PydanticField
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import InvalidRecordError
from satudata.impacts._inputs import (
    Facilities,
    Land,
    Lengths,
    People,
    as_bridges,
    as_facilities,
    as_irrigation,
    as_land,
    as_losses,
    as_people,
    as_roads,
)


@public("satudata")
@final
@attrs.frozen(kw_only=True, repr=False)
class Impact(Record, PydanticField):
    """The reported impact of an event or of one place: whole numbers, each ``None`` where it was not reported.

    People are in persons (jiwa), buildings in units, land in hectares, ``bridges`` in metres, ``roads`` in km,
    ``losses`` in million rupiah. ``irrigation`` is as published: its unit is not known, and it is not land.

    ``people`` has the five figures of people by sex, by age group or by both
    (``{"dead": {"perempuan": 2, ("perempuan", "lansia"): 1}}``), with or without the totals. It changes no total; a
    group that is left out is not reported. ``houses_damaged`` and ``facilities_damaged`` are published totals, with or
    without their parts. ``facilities`` is by kind and degree (``{"pendidikan": {"berat": 1}}``; a number instead of the
    degrees is the published total of the kind), ``land`` by kind (``{"sawah": "0.5"}``; the kind ``"total"`` is the
    published total of all kinds), ``bridges`` and ``roads`` by degree (``{"berat": "12.5"}``; a number alone is the
    published total). Decimals are exact; a float counts as it prints. A mapping has the kinds that were looked at, with
    ``None`` for a figure that is not known; an empty mapping is not reported. ``lower_bounds`` names the figures of a
    sum that some record did not report.

    Older and longer words of the form are read: "rumah ibadat" and "rumah ibadah" are ``FacilityKind.WORSHIP``, "rusak
    berat" is ``Damage.HEAVY``.

    Negative, fractional (except decimals), boolean and not-a-number figures raise
    :class:`~satudata.InvalidRecordError` or ``TypeError``.

    Source: Juklak BNPB 7/2023 (as carried by the BPBD input form).

    >>> Impact(dead=1, land={"sawah": "0.5"})
    Impact(dead=1, land={LandKind.RICE_FIELD: Decimal('0.5')})
    >>> Impact(dead=3, people={"dead": {"perempuan": 2}}).people
    {('dead', Sex.FEMALE, None): 2}
    >>> Impact(dead=-1)
    Traceback (most recent call last):
    ...
    satudata.InvalidRecordError: dead: -1: a figure is zero or more; unknown is None
    """

    dead: int | None = None
    missing: int | None = None
    injured: int | None = None
    affected: int | None = None
    displaced: int | None = None
    people: People | None = attrs.field(default=None, converter=as_people)
    houses_heavy: int | None = None
    houses_moderate: int | None = None
    houses_light: int | None = None
    houses_damaged: int | None = None
    houses_flooded: int | None = None
    facilities: Facilities | None = attrs.field(default=None, converter=as_facilities)
    facilities_damaged: int | None = None
    land: Land | None = attrs.field(default=None, converter=as_land)
    bridges: Lengths | None = attrs.field(default=None, converter=as_bridges)
    roads: Lengths | None = attrs.field(default=None, converter=as_roads)
    irrigation: Decimal | None = attrs.field(default=None, converter=as_irrigation)
    losses: Decimal | None = attrs.field(default=None, converter=as_losses)
    lower_bounds: frozenset[str] = attrs.field(default=frozenset(), converter=as_names)

    def __attrs_post_init__(self) -> None:
        for name in COUNTS:
            given = getattr(self, name)
            if given is not None:
                checked = whole_number(name, given)
                if checked is not given:
                    object.__setattr__(self, name, checked)
        if not self.lower_bounds <= _FIELDS:
            raise InvalidRecordError(
                "lower_bounds", sorted(self.lower_bounds), "names of figures of an Impact"
            )

    @property
    def is_reported(self) -> bool:
        """Whether any figure is known.

        >>> Impact().is_reported, Impact(dead=0).is_reported
        (False, True)
        """
        figures = (getattr(self, name) for name in FIGURES)
        return any(
            any(part is not None for part in figure.values())
            if isinstance(figure, FrozenMap)
            else figure is not None
            for figure in figures
        )


#: The figures that are one whole number, in the order of the form.
COUNTS = tuple(a.name for a in attrs.fields(Impact) if a.converter is None)
#: Every figure, in the order of the form.
FIGURES = tuple(a.name for a in attrs.fields(Impact) if a.name != "lower_bounds")
_FIELDS = frozenset(FIGURES)
