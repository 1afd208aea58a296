"""The forms of impacts, events and their records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satudata._ground.forms import form_of_record
from satudata._ground.kinds import A_TYPE_CODE, ALL, COUNT, JSON, Kept, Kind, keyed, listed, mapped
from satudata.events import Event, EventRecord
from satudata.impacts import PEOPLE, Damage, FacilityKind, Impact, LifeStage, Sex
from satudata.interchange._code_forms import KIB_FORM, REGION_CODE_FORM


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
FACILITIES = Kind(lambda held: _BY_KIND.write(_by_kind(held)), _BY_KIND.read, lambda: _BY_KIND.schema)

IMPACT_FORM = form_of_record(
    "satudata.impact",
    Impact,
    {"people": Kind(_write_people, _read_people, lambda: _BY_FIGURE.schema), "facilities": FACILITIES},
)
RECORD_FORM = form_of_record("satudata.event-record", EventRecord)
EVENT_FORM = form_of_record(
    "satudata.event",
    Event,
    {"type_code": A_TYPE_CODE, "associated_types": listed(A_TYPE_CODE)},
    rules={"anyOf": [{"required": ["kib"]}, {"required": ["id"]}]},
)

#: What ``satudata.interchange`` finds here.
FORMS = (KIB_FORM, REGION_CODE_FORM, IMPACT_FORM, RECORD_FORM, EVENT_FORM)
