"""The forms of the values that ``satudata.interchange`` does not hold itself."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs

from satudata import disaster_types
from satudata._ground.maps import FrozenMap
from satudata.counting import EventCounts, Merged
from satudata.disaster_types import DisasterType
from satudata.displaced import AgeGroup, Displaced, SiteKind, SiteReport, VulnerableGroup
from satudata.emergency import Declaration, EmergencyStatus
from satudata.errors import InvalidRecordError, shown
from satudata.findings import Finding, Severity
from satudata.impacts import Sex
from satudata.interchange import (
    A_REGION,
    A_TYPE_CODE,
    ALL,
    COUNT,
    DAY,
    JSON,
    NAMES,
    TEXT,
    Field,
    Form,
    Kept,
    Kind,
    keyed,
    listed,
    mapped,
    nested,
    one_of,
    optional,
    parsed,
)
from satudata.interop.glide import GLIDE
from satudata.readings import OPTIONS, Readings
from satudata.regions import Region, RegionKind
from satudata.threshold import Evaluation, Outcome, Verdict

_MOMENT_PATTERN = (
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    "(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{6})?)?$"
)

_Parts: TypeAlias = Mapping[tuple[Any, Sex | None], int | None]


def _by_group(words: Any) -> Kind:
    """Figures by group and, within each, by sex or :data:`ALL`."""
    by_word = mapped(words, keyed([ALL, *Sex], COUNT))

    def write(parts: _Parts) -> JSON:
        grouped: dict[Any, dict[str, int | None]] = {}
        for (word, sex), figure in parts.items():
            grouped.setdefault(word, {})[sex or ALL] = figure
        return by_word.write(grouped)

    def read(given: JSON, where: str, kept: Kept | None) -> JSON:
        by_group = by_word.read(given, where, kept)
        return {
            (word, None if sex == ALL else sex): figure
            for word, held in by_group.items()
            for sex, figure in held.items()
        }

    return Kind(write, read, by_word.schema)


def _moment(text: str) -> datetime.date:
    moment = datetime.datetime.fromisoformat(text) if "T" in text else datetime.date.fromisoformat(text)
    if moment.isoformat() != text:
        raise ValueError("a moment is written '2024-05-13' or '2024-05-13T18:00:00'")
    return moment


def _plain(value: object) -> JSON:
    """What a finding's data hold, as JSON: what is no text, number, truth, list or object is its text."""
    if isinstance(value, Mapping):
        return {str(name): _plain(held) for name, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    is_number = isinstance(value, float) and math.isfinite(value)
    is_plain = value is None or is_number or type(value) in (str, bool, int)
    return value if is_plain else str(value)


def _read_data(given: JSON, where: str, kept: Kept | None) -> Any:
    if not isinstance(given, Mapping):
        raise InvalidRecordError(where, given, "an object of what the message is filled with")
    return _frozen(given)


def _frozen(given: JSON) -> Any:
    if isinstance(given, Mapping):
        return FrozenMap((str(name), _frozen(held)) for name, held in given.items())
    return tuple(map(_frozen, given)) if isinstance(given, list) else given


def _centroid(given: JSON, where: str, kept: Kept | None) -> tuple[float, float]:
    is_pair = isinstance(given, (list, tuple)) and len(given) == 2
    if not is_pair or not all(type(each) in (int, float) for each in given):
        raise InvalidRecordError(where, given, "[latitude, longitude] in degrees")
    return float(given[0]), float(given[1])


def _known_type(value: DisasterType) -> str:
    """The code of a type of the tables; what is not in them cannot be told by scheme and code."""
    if disaster_types.get(value.code, value.scheme) != value:
        raise InvalidRecordError(
            "code", shown(value), f"not the type {value.code} of the scheme {value.scheme}"
        )
    return value.code


A_GLIDE = parsed(
    GLIDE.parse,
    "a GLIDE number as text, 'EQ-2004-000147-IDN'",
    pattern="^[A-Z]{2}-[0-9]{4}-[0-9]{6}-([A-Z]{3}|---)$",
)
A_PLACE = optional(A_REGION)
A_MOMENT = parsed(
    _moment, "a day or local time", lambda moment: str(moment.isoformat()), pattern=_MOMENT_PATTERN
)
CENTROID = Kind(list, _centroid, {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2})
DATA = Kind(_plain, _read_data, {"type": "object"})
BY_SEX = mapped(Sex, COUNT)

DISPLACED_FORM = Form(
    "satudata.displaced",
    1,
    Displaced,
    (
        Field("people", COUNT),
        Field("families", COUNT),
        Field("sexes", BY_SEX),
        Field("ages", _by_group(AgeGroup)),
        Field("groups", _by_group(VulnerableGroup)),
        Field("lower_bounds", NAMES, frozenset()),
    ),
    Displaced,
)
SITE_REPORT_FORM = Form(
    "satudata.site-report",
    1,
    SiteReport,
    (
        Field("region", A_REGION, required=True),
        Field("displaced", nested(DISPLACED_FORM), Displaced()),
        Field("event", TEXT),
        Field("kind", one_of(SiteKind)),
        Field("site", TEXT),
        Field("as_of", A_MOMENT),
    ),
    SiteReport,
)
DECLARATION_FORM = Form(
    "satudata.declaration",
    1,
    Declaration,
    (
        Field("status", one_of(EmergencyStatus), required=True),
        Field("region", A_REGION),
        Field("decree", TEXT),
        Field("start", DAY, required=True),
        Field("end", DAY),
        Field("extends", TEXT),
        Field("type_code", A_TYPE_CODE),
        Field("scheme", TEXT),
        Field("event", TEXT),
    ),
    Declaration,
)
GLIDE_FORM = Form(
    "satudata.glide",
    1,
    GLIDE,
    (Field("glide", A_GLIDE, required=True, of=lambda glide: glide),),
    lambda glide: glide,
)
REGION_FORM = Form(
    "satudata.region",
    1,
    Region,
    (
        Field("code", A_REGION, required=True),
        Field("name", TEXT, required=True),
        Field("kind", one_of(RegionKind), required=True),
        Field("parent", A_PLACE, required=True),
        Field("edition", TEXT),
        Field("valid_from", DAY),
        Field("valid_to", DAY),
        Field("law", TEXT),
        Field("legal_from", DAY),
        Field("legal_to", DAY),
        Field("centroid", CENTROID),
        Field("timezone", TEXT),
    ),
    Region,
)
#: A type is told by its scheme and code; the rest is in the tables.
TYPE_FORM = Form(
    "satudata.disaster-type",
    1,
    DisasterType,
    (
        Field("scheme", TEXT, required=True),
        Field("code", A_TYPE_CODE, required=True, of=_known_type),
    ),
    lambda scheme, code: disaster_types.get(code, scheme),
)
FINDING_FORM = Form(
    "satudata.finding",
    1,
    Finding,
    (
        Field("code", TEXT, required=True),
        Field("severity", one_of(Severity), required=True),
        Field("where", TEXT, ""),
        Field("data", DATA, FrozenMap()),
    ),
    Finding,
)


# What is only written.


def _worked_out(write: Any, **schema: JSON) -> Kind:
    def refused(given: JSON, where: str, kept: Kept | None) -> Any:
        raise InvalidRecordError(where, given, "is only written")  # pragma: no cover

    return Kind(write, refused, schema)


_COUNTS = _worked_out(
    lambda held: {str(code): held[code] for code in sorted(held)},
    type="object",
    patternProperties={A_REGION.schema["pattern"]: {"type": "integer", "minimum": 1}},
    additionalProperties=False,
)
_TRUTH = _worked_out(bool, type="boolean")
_NUMBERS = _worked_out(list, type="array", items={"type": "integer", "minimum": 0})
_FIGURE = _worked_out(
    lambda value: None if value is None else f"{value:f}" if hasattr(value, "as_tuple") else str(value),
    type=["string", "null"],
    pattern="^[0-9]+(\\.[0-9]+)?$",
)
FINDINGS = listed(nested(FINDING_FORM))
_MERGED_FORM = Form(
    "satudata.merged",
    1,
    Merged,
    (
        Field("key", TEXT, required=True),
        Field("number", COUNT, required=True),
        Field("rule", TEXT, required=True),
        Field("rows", _NUMBERS, ()),
    ),
    None,
)
_COUNTED = (
    Field("national", COUNT, required=True),
    Field("provinces", _COUNTS, required=True),
    Field("regencies", _COUNTS, required=True),
    Field("merged", listed(nested(_MERGED_FORM)), ()),
    Field("findings", FINDINGS, ()),
)
_GROUP_FORM = Form("satudata.event-counts-group", 1, EventCounts, _COUNTED, None)


def _groups(counts: EventCounts) -> JSON:
    """One row a group: what it is counted by, and its counts."""
    if not counts.dimensions:
        return []
    rows: list[JSON] = []
    for group, of_group in counts.by(*counts.dimensions).items():
        cell: Any = group if len(counts.dimensions) > 1 else (group,)
        by: dict[str, JSON] = dict(zip(counts.dimensions, cell, strict=True))
        if "type" in by:
            scheme, code = by["type"]
            by["type"] = {"scheme": scheme, "code": code}
        rows.append({"by": by, **_GROUP_FORM.write(of_group)})
    return rows


COUNTS_FORM = Form(
    "satudata.event-counts",
    1,
    EventCounts,
    (
        *_COUNTED,
        Field("dimensions", _worked_out(list, type="array", items={"enum": ["type", "year", "month"]}), ()),
        Field(
            "groups",
            _worked_out(list, type="array", items={"type": "object", "required": ["by", "national"]}),
            [],
            of=_groups,
        ),
    ),
    None,
)
_OUTCOME_FORM = Form(
    "satudata.outcome",
    1,
    Outcome,
    (
        Field("criterion", COUNT, required=True, of=lambda outcome: outcome.criterion.number),
        Field("verdict", one_of(Verdict), required=True),
        Field("value", _FIGURE, required=True),
        Field("complete", _TRUTH, required=True),
    ),
    None,
)
_READINGS = _worked_out(
    lambda readings: {each.name: getattr(readings, each.name) for each in attrs.fields(Readings)},
    type="object",
    properties={name: {"enum": list(options)} for name, options in OPTIONS.items()},
    required=list(OPTIONS),
    additionalProperties=False,
)
EVALUATION_FORM = Form(
    "satudata.evaluation",
    1,
    Evaluation,
    (
        Field("verdict", one_of(Verdict), required=True),
        Field("cause", one_of(Verdict), required=True),
        Field("outcomes", listed(nested(_OUTCOME_FORM)), required=True),
        Field("readings", _READINGS, required=True),
        Field("threshold", TEXT, required=True, of=lambda evaluation: evaluation.threshold.id),
        Field("depends_on", listed(TEXT), required=True),
        Field("findings", FINDINGS, ()),
    ),
    None,
)

#: What ``satudata.interchange`` finds here.
FORMS = (
    DISPLACED_FORM,
    SITE_REPORT_FORM,
    DECLARATION_FORM,
    GLIDE_FORM,
    REGION_FORM,
    TYPE_FORM,
    FINDING_FORM,
    COUNTS_FORM,
    EVALUATION_FORM,
)
