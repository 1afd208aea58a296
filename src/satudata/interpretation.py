"""The open readings of the threshold: what nobody has settled, each a named option with a default."""

from __future__ import annotations

from typing import Any, Literal, final

import attrs

from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import InvalidRecordError


def _is_option(readings: object, field: attrs.Attribute[Any], value: object) -> None:
    options = field.metadata["options"]
    if not any(value is each or (isinstance(each, str) and value == each) for each in options):
        known = " or ".join(map(repr, options))
        raise InvalidRecordError(field.name, value, f"the reading is {known}")


def _reading(options: tuple[object, ...], question_id: str, question_en: str) -> Any:
    return attrs.field(
        default=options[0],
        validator=_is_option,
        metadata={"options": options, "id": question_id, "en": question_en, "citation": "satudata-readings"},
    )


@public("satudata")
@final
@attrs.frozen(kw_only=True)
class Readings(Record):
    """The open readings of the criteria: nobody has settled them, so each is an option with a default.

    - ``people``: the ``"sum"`` of affected, injured and displaced (disjoint by definition), or ``"any"`` one of them
    - ``missing_as_dead``: whether the missing count with the dead
    - ``flooded_as_damaged``: whether flooded houses count as damaged
    - ``buildings``: ``"sum"`` of houses and public buildings, or ``"either"`` alone
    - ``land``: ``"any"`` land, or only that of ``"karhutla"`` (forest and land fire)
    - ``other_counts``: whether type 999 Lainnya is one of the disaster types
    - ``scope``: the ``"event"``'s total, or each ``"record"`` alone

    >>> Readings(missing_as_dead=True)
    Readings(people='sum', missing_as_dead=True, flooded_as_damaged=False, buildings='sum', land='any', \
other_counts=True, scope='event')
    """

    people: Literal["sum", "any"] = _reading(
        ("sum", "any"),
        "apakah terdampak, luka, dan mengungsi dijumlahkan",
        "whether affected, injured and displaced are added",
    )
    missing_as_dead: bool = _reading(
        (False, True), "apakah hilang dihitung meninggal", "whether the missing count as dead"
    )
    flooded_as_damaged: bool = _reading(
        (False, True), "apakah terendam dihitung rusak", "whether flooded counts as damaged"
    )
    buildings: Literal["sum", "either"] = _reading(
        ("sum", "either"),
        "apakah rumah dan fasilitas publik dijumlahkan",
        "whether houses and public buildings are added",
    )
    land: Literal["any", "karhutla"] = _reading(
        ("any", "karhutla"),
        "apakah kriteria lahan berlaku di luar karhutla",
        "whether land counts for other types than forest and land fire",
    )
    other_counts: bool = _reading(
        (True, False), "apakah 999 Lainnya termasuk jenis bencana", "whether 999 Lainnya is a disaster type"
    )
    scope: Literal["event", "record"] = _reading(
        ("event", "record"),
        "apakah ambang batas dinilai per kejadian atau per catatan",
        "whether the event as a whole or each record is judged",
    )


#: The options of each reading, the default first, in the order of the criteria.
OPTIONS: dict[str, tuple[Any, ...]] = {
    field.name: field.metadata["options"] for field in attrs.fields(Readings)
}
