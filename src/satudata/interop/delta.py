"""Disaster events as records of DELTA Resilience (UNDRR): the KIB as national id, hazards as HIPs numbers."""

from __future__ import annotations

import datetime
import re

from satudata._ground.codes import require_text
from satudata.errors import InvalidRecordError
from satudata.events import Event
from satudata.interop._crosswalk import Match, hips_edition, to_hips
from satudata.interop.geojson import kib_of, type_of
from satudata.interop.glide import GLIDE

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def delta_record(
    event: Event,
    *,
    hazard: str | None = None,
    glide: GLIDE | str | None = None,
    name: str | None = None,
    end: datetime.date | str | None = None,
) -> dict[str, str]:
    """*event* with the field names of a DELTA disaster event; what is not known is left out.

    *hazard* is a HIPs number of 2025. Left out, it is that of the event's type where one fits exactly and others
    only a part of it; else the choice is the caller's (:func:`~satudata.interop.to_hips` names the candidates) and
    the record has none. *glide* is the event's GLIDE number, *name* its national name, *end* a day or ``yyyy``,
    ``yyyy-mm`` or ``yyyy-mm-dd``.

    Raises :class:`~satudata.InvalidRecordError` for a date or edition that DELTA does not take.

    >>> delta_record(Event(kib="3203107202211211", id="gempa-cianjur-2022"), end="2022-11")
    {'nationalDisasterId': '3203107202211211', 'otherId1': 'gempa-cianjur-2022', 'startDate': '2022-11-21', \
'endDate': '2022-11'}
    >>> delta_record(Event(kib="3203107202311211"))["hipHazardId"]
    'GH0101'
    """
    kib = kib_of(event)
    chosen = _only_exact(event) if hazard is None else hazard
    if chosen is not None and hips_edition(chosen) != 2025:
        raise InvalidRecordError("hazard", chosen, "a HIPs number of the edition of 2025, 'MH0600'")
    fields = {
        "nationalDisasterId": None if kib is None else str(kib),
        "otherId1": event.id,
        "nameNational": name,
        "glide": None if glide is None else str(glide if isinstance(glide, GLIDE) else GLIDE.parse(glide)),
        "startDate": None if event.date is None else event.date.isoformat(),
        "endDate": None if end is None else partial_date(end),
        "hipHazardId": chosen,
    }
    return {field: value for field, value in fields.items() if value is not None}


def partial_date(value: datetime.date | str) -> str:
    """A day, or text that is ``yyyy``, ``yyyy-mm`` or ``yyyy-mm-dd``, as that text.

    >>> partial_date(datetime.date(2024, 5, 11)), partial_date("2024-05")
    ('2024-05-11', '2024-05')
    """
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    text = require_text(value, "a date")
    found = _PARTIAL.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        datetime.date(*(int(part or 1) for part in found.groups()))
    except ValueError:
        raise InvalidRecordError("date", text, "yyyy, yyyy-mm or yyyy-mm-dd, '2024-05-11'") from None
    return text


def _only_exact(event: Event) -> str | None:
    type_ = type_of(event)
    found = () if type_ is None else to_hips(type_)
    whole = [each for each in found if each.match is not Match.NARROWER]
    return whole[0].code if len(whole) == 1 and whole[0].match is Match.EXACT else None
