"""The variable that a column contains, by its heading."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import attrs

from satudata._ground.codes import require_text
from satudata._ground.maps import FrozenMap
from satudata.impacts import Impact
from satudata.tabular._heading_grammar import PARTS, meanings, vocabulary

#: The columns that contain a field of a record.
_OF_RECORDS: Mapping[str, str] = {
    "kib": "Event.kib",
    "event_id": "Event.id",
    "type_code": "Event.type_code",
    "date": "Event.date",
    "region_id": "EventRecord.region",
    "place": "EventRecord.place",
    "status": "EventRecord.status",
    "emergency_status": "Declaration.status",
    "main_type": "Column.type_name",
    "caused_by": "Column.type_name",
}


@cache
def concepts() -> Mapping[str, str]:
    """By field of the column vocabulary, the name of its standard, as :func:`get_standard` takes it.

    >>> concepts()["facilities.pasar.berat"], concepts()["date"], concepts()["year"]
    ('Impact.facilities', 'Event.date', 'Column.year')
    """
    figures = {each.name for each in attrs.fields(Impact)}
    return FrozenMap(
        (
            field,
            f"Impact.{figure}"
            if (figure := PARTS.get(field, field).partition(".")[0]) in figures
            else _OF_RECORDS.get(field, f"Column.{field}"),
        )
        for field in vocabulary()
    )


def find_concept(heading: str) -> str | None:
    """The name of the standard for a column with this heading; ``None`` if the heading is not known.

    >>> find_concept("Luka / Sakit (jiwa)"), find_concept("Kabupaten"), find_concept("Keterangan")
    ('Impact.injured', 'Column.regency_name', None)
    """
    found = meanings(require_text(heading, "a heading"))
    return concepts()[found[0].field] if found else None
