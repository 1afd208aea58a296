"""The forms of impacts, events and their records."""

from __future__ import annotations

from satudata._ground.forms import form_of_record
from satudata._ground.kinds import A_TYPE_CODE, ALL, COUNT, grouped, keyed, listed, mapped
from satudata.events import Event, EventRecord
from satudata.impacts import PEOPLE, Damage, FacilityKind, Impact, LifeStage, Sex
from satudata.interchange._code_forms import KIB_FORM, REGION_CODE_FORM

IMPACT_FORM = form_of_record(
    "satudata.impact",
    Impact,
    {
        "people": grouped(keyed(PEOPLE, keyed([*Sex, ALL], keyed([*LifeStage, ALL], COUNT)))),
        "facilities": grouped(mapped(FacilityKind, mapped(Damage, COUNT))),
    },
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
