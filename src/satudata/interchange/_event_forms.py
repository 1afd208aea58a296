"""The forms of codes, impacts, events and their records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from satudata.events import Event, EventRecord, Status
from satudata.impacts import COUNTS, PEOPLE, Damage, FacilityKind, Impact, LandKind, LifeStage, Sex
from satudata.interchange._form import Field, Form, nested
from satudata.interchange._kinds import (
    A_KIB,
    A_REGION,
    A_TYPE_CODE,
    ALL,
    AREA,
    COUNT,
    DAY,
    JSON,
    NAMES,
    TEXT,
    Kept,
    Kind,
    keyed,
    listed,
    mapped,
    one_of,
)
from satudata.kib import KIB
from satudata.regions._code import RegionCode


def _by_kind(held: Mapping[tuple[FacilityKind, Damage], int | None]) -> dict[FacilityKind, dict[Damage, Any]]:
    grouped: dict[FacilityKind, dict[Damage, Any]] = {}
    for (kind, degree), figure in held.items():
        grouped.setdefault(kind, {})[degree] = figure
    return grouped


_BY_FIGURE = keyed(PEOPLE, keyed([*Sex, ALL], keyed([*LifeStage, ALL], COUNT)))


def _write_people(held: Mapping[tuple[str, Sex | None, LifeStage | None], int | None]) -> JSON:
    grouped: dict[str, dict[str, dict[str, int | None]]] = {}
    for (name, sex, age), figure in held.items():
        grouped.setdefault(name, {}).setdefault(sex or ALL, {})[age or ALL] = figure
    return _BY_FIGURE.write(grouped)


def _read_people(given: JSON, where: str, kept: Kept | None) -> JSON:
    return {
        (name, *(None if group == ALL else group for group in (sex, age))): figure
        for name, by_sex in _BY_FIGURE.read(given, where, kept).items()
        for sex, by_age in by_sex.items()
        for age, figure in by_age.items()
    }


_BY_KIND = mapped(FacilityKind, mapped(Damage, COUNT))
FACILITIES = Kind(lambda held: _BY_KIND.write(_by_kind(held)), _BY_KIND.read, _BY_KIND.schema)

_OF_IMPACT = {
    "people": Kind(_write_people, _read_people, _BY_FIGURE.schema),
    "facilities": FACILITIES,
    "land": mapped(LandKind, AREA),
    "bridges": mapped(Damage, AREA),
    "roads": mapped(Damage, AREA),
    "irrigation": AREA,
    "losses": AREA,
    "lower_bounds": NAMES,
}
_COUNTED = dict.fromkeys(COUNTS, COUNT)

KIB_FORM = Form(
    "satudata.kib", 1, KIB, (Field("kib", A_KIB, required=True, of=lambda kib: kib),), lambda kib: kib
)
IMPACT_FORM = Form(
    "satudata.impact",
    1,
    Impact,
    tuple(
        Field(
            each.name,
            {**_COUNTED, **_OF_IMPACT}[each.name],
            frozenset() if each.name == "lower_bounds" else None,
        )
        for each in attrs.fields(Impact)
    ),
    Impact,
)
RECORD_FORM = Form(
    "satudata.event-record",
    1,
    EventRecord,
    (
        Field("region", A_REGION, required=True),
        Field("impact", nested(IMPACT_FORM), Impact()),
        Field("kib", A_KIB, None),
        Field("id", TEXT, None),
        Field("place", TEXT, None),
        Field("status", one_of(Status), Status.PROVISIONAL),
        Field("as_of", DAY, None),
    ),
    EventRecord,
)
EVENT_FORM = Form(
    "satudata.event",
    1,
    Event,
    (
        Field("kib", A_KIB, None),
        Field("id", TEXT, None),
        Field("type_code", A_TYPE_CODE, None),
        Field("date", DAY, None),
        Field("scheme", TEXT, None),
        Field("records", listed(nested(RECORD_FORM)), ()),
        Field("associated_types", listed(A_TYPE_CODE), ()),
    ),
    Event,
    {"anyOf": [{"required": ["kib"]}, {"required": ["id"]}]},
)
REGION_CODE_FORM = Form(
    "satudata.region-code",
    1,
    RegionCode,
    (Field("code", A_REGION, required=True, of=lambda code: code),),
    lambda code: code,
)

#: What ``satudata.interchange`` finds here.
FORMS = (KIB_FORM, REGION_CODE_FORM, IMPACT_FORM, RECORD_FORM, EVENT_FORM)
