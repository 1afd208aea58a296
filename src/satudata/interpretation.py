"""The points of the threshold that the guideline leaves open: each is a named option with a default."""

from __future__ import annotations

import warnings
from typing import Any, Literal, final

import attrs

from satudata._ground.paths import public
from satudata._ground.records import Record
from satudata.errors import InvalidRecordError, WrongTypeError


def _is_option(interpretation: object, field: attrs.Attribute[Any], value: object) -> None:
    options = field.metadata["options"]
    if not any(value is each or (isinstance(each, str) and value == each) for each in options):
        known = " or ".join(map(repr, options))
        raise InvalidRecordError(field.name, value, f"the interpretation is {known}")


#: The most days that an interpretation can be.
MOST_DAYS = 366


def _is_days(interpretation: object, field: attrs.Attribute[Any], value: object) -> None:
    if type(value) is not int or not 0 <= value <= MOST_DAYS:
        raise InvalidRecordError(
            field.name, value, f"the interpretation is a whole number of days from 0 to {MOST_DAYS}"
        )


def _point(options: tuple[object, ...], question_id: str, question_en: str) -> Any:
    return attrs.field(
        default=options[0],
        validator=_is_option,
        metadata={"options": options, "id": question_id, "en": question_en, "citation": "satudata-readings"},
    )


@public("satudata")
@final
@attrs.frozen(kw_only=True)
class Interpretation(Record):
    """How the criteria are interpreted where the guideline leaves them open: an option for each point.

    - ``people``: the ``"sum"`` of affected, injured and displaced (disjoint by definition), or ``"any"`` one of them
    - ``missing_as_dead``: whether the missing count with the dead
    - ``flooded_as_damaged``: whether flooded houses count as damaged
    - ``buildings``: ``"sum"`` of houses and public buildings, or ``"either"`` alone
    - ``land``: ``"any"`` land, or only that of ``"karhutla"`` (forest and land fire)
    - ``other_counts``: whether type 999 Lainnya is one of the disaster types
    - ``scope``: the ``"event"``'s total, or each ``"record"`` alone
    - ``declaration_within``: so many days after the event an emergency declaration may begin and still answer criterion
      6 (0: only one in force on the event's day); gathering rows with declarations asks it
    - ``displaced_at``: which of several site reports of displaced people counts for criterion 2, the ``"peak"`` or the
      ``"last"``; gathering rows with site reports asks it, no verdict of :func:`~satudata.evaluate` depends on it
    - ``main_type``: ``"inferred"`` from the triggers where it is not stated, or only ``"stated"``; counting asks it, no
      verdict depends on it

    >>> Interpretation(missing_as_dead=True)
    Interpretation(people='sum', missing_as_dead=True, flooded_as_damaged=False, buildings='sum', land='any', \
other_counts=True, scope='event', main_type='inferred', displaced_at='peak', declaration_within=14)
    """

    people: Literal["sum", "any"] = _point(
        ("sum", "any"),
        "apakah terdampak, luka, dan mengungsi dijumlahkan",
        "whether affected, injured and displaced are added",
    )
    missing_as_dead: bool = _point(
        (False, True), "apakah hilang dihitung meninggal", "whether the missing count as dead"
    )
    flooded_as_damaged: bool = _point(
        (False, True), "apakah terendam dihitung rusak", "whether flooded counts as damaged"
    )
    buildings: Literal["sum", "either"] = _point(
        ("sum", "either"),
        "apakah rumah dan fasilitas publik dijumlahkan",
        "whether houses and public buildings are added",
    )
    land: Literal["any", "karhutla"] = _point(
        ("any", "karhutla"),
        "apakah kriteria lahan berlaku di luar karhutla",
        "whether land counts for other types than forest and land fire",
    )
    other_counts: bool = _point(
        (True, False), "apakah 999 Lainnya termasuk jenis bencana", "whether 999 Lainnya is a disaster type"
    )
    scope: Literal["event", "record"] = _point(
        ("event", "record"),
        "apakah ambang batas dinilai per kejadian atau per catatan",
        "whether the event as a whole or each record is judged",
    )
    main_type: Literal["inferred", "stated"] = _point(
        ("inferred", "stated"),
        "apakah jenis utama disimpulkan dari pemicunya bila tidak dinyatakan",
        "whether a main type that is not stated is inferred from what sets off what",
    )
    displaced_at: Literal["peak", "last"] = _point(
        ("peak", "last"),
        "apakah dari beberapa waktu dipakai jumlah pengungsi yang tertinggi atau yang terakhir",
        "whether the peak or the last number of displaced people of several times counts",
    )
    declaration_within: int = attrs.field(
        default=14,
        validator=_is_days,
        metadata={
            "options": (14, 0),
            "id": "apakah penetapan status yang mulai sekian hari sesudah kejadian menjawab kriteria 6",
            "en": "whether a declaration that begins so many days after the event answers criterion 6",
            "citation": "satudata-readings",
        },
    )


#: The options of each open point, the default first, in the order of the criteria; of a number of days the default and
#: 0, which switches it off.
OPTIONS: dict[str, tuple[Any, ...]] = {
    field.name: field.metadata["options"] for field in attrs.fields(Interpretation)
}

#: Those that :func:`satudata.evaluate` does not ask: counting or gathering does.
_NOT_JUDGING = ("main_type", "displaced_at", "declaration_within")
#: Those of them that a verdict can depend on.
JUDGING_OPTIONS = {name: options for name, options in OPTIONS.items() if name not in _NOT_JUDGING}


#: The ends of the order of interpretations: what is met or open under one is so under each that counts more, too.
STRICTEST = Interpretation(
    people="any", buildings="either", land="karhutla", other_counts=False, scope="record"
)
MILDEST = Interpretation(missing_as_dead=True, flooded_as_damaged=True)


def under_either_name(
    function: str, interpretation: Interpretation, readings: Interpretation | None
) -> Interpretation:
    """Return the interpretation that a *function* got, by this name or by its old one, ``readings``.

    The old name works for one release, with a ``DeprecationWarning`` at the caller of the function. Raises
    ``TypeError`` where both names are used.
    """
    if readings is None:
        return interpretation
    message = f"{function}(readings=) is now interpretation=; the old name works for one release"
    warnings.warn(message, DeprecationWarning, stacklevel=3)
    if interpretation != Interpretation():
        raise WrongTypeError(f"{function} takes interpretation= or readings=, not both")
    return readings
