"""The forms of displaced people, reports of sites, and declarations of a status."""

from __future__ import annotations

import datetime

from satudata._ground.forms import form_of_record
from satudata._ground.kinds import A_TYPE_CODE, ALL, COUNT, grouped, keyed, mapped, named, parsed
from satudata.displaced import AgeGroup, Displaced, SiteReport, VulnerableGroup
from satudata.emergency import Declaration
from satudata.impacts import Sex

_MOMENT_PATTERN = (
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    "(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{6})?)?$"
)

_BY_SEX = keyed([ALL, *Sex], COUNT)


def _moment(text: str) -> datetime.date:
    moment = datetime.datetime.fromisoformat(text) if "T" in text else datetime.date.fromisoformat(text)
    if moment.isoformat() != text:
        raise ValueError("a moment is written '2024-05-13' or '2024-05-13T18:00:00'")
    return moment


A_MOMENT = parsed(
    _moment, "a day or local time", lambda moment: str(moment.isoformat()), pattern=_MOMENT_PATTERN
)

DISPLACED_FORM = form_of_record(
    "satudata.displaced",
    Displaced,
    {
        "ages": grouped(mapped(AgeGroup, _BY_SEX)),
        "other_ages": grouped(named(_BY_SEX)),
        "groups": grouped(mapped(VulnerableGroup, _BY_SEX)),
        "other_groups": grouped(named(_BY_SEX)),
    },
)
SITE_REPORT_FORM = form_of_record("satudata.site-report", SiteReport, {"as_of": A_MOMENT})
DECLARATION_FORM = form_of_record("satudata.declaration", Declaration, {"type_code": A_TYPE_CODE})

#: What ``satudata.interchange`` finds here.
FORMS = (DISPLACED_FORM, SITE_REPORT_FORM, DECLARATION_FORM)
