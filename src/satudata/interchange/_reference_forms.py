"""The forms of GLIDE numbers, regions, disaster types and findings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, get_args

import attrs

from satudata import disaster_types
from satudata._ground.forms import Field, Form, form_of_code, form_of_record, nested
from satudata._ground.kinds import A_TYPE_CODE, JSON, TEXT, Kept, Kind, listed, optional, parsed
from satudata._ground.maps import FrozenMap
from satudata.disaster_types import DisasterType
from satudata.errors import InvalidRecordError, shown
from satudata.findings import Finding, Language, kinds
from satudata.interchange._code_forms import A_REGION
from satudata.interop.glide import GLIDE
from satudata.regions import Region


def _plain(value: object) -> JSON:
    """The data of a finding as JSON; other values than text, numbers, truth, lists and objects are written as text."""
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
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
        return FrozenMap((str(name), _frozen(each)) for name, each in given.items())
    return tuple(map(_frozen, given)) if isinstance(given, list) else given


def _centroid(given: JSON, where: str, kept: Kept | None) -> tuple[float, float]:
    is_pair = isinstance(given, (list, tuple)) and len(given) == 2
    if not is_pair or not all(type(each) in (int, float) for each in given):
        raise InvalidRecordError(where, given, "[latitude, longitude] in degrees")
    return float(given[0]), float(given[1])


def _known_type(value: DisasterType) -> str:
    """The code of a type of the tables; a type that is not in the tables is refused."""
    if disaster_types.get(value.code, value.scheme) != value:
        raise InvalidRecordError(
            "code", shown(value), f"not the type {value.code} of the scheme {value.scheme}"
        )
    return value.code


def _shown(**fields: Any) -> Finding:
    """The finding, where its sentence can be filled with its data."""
    found = Finding(**fields)
    try:
        for lang in get_args(Language):
            found.message(lang)
    except InvalidRecordError as error:
        raise ValueError(error.reason) from None
    return found


def _known_code(given: JSON, where: str, kept: Kept | None) -> str:
    """The code of a finding; one of a newer version has no sentence here, so it is refused as a newer form is."""
    code: str = TEXT.read(given, where, kept)
    if code not in kinds():
        raise InvalidRecordError(where, code, "no finding that this version of satudata knows")
    return code


A_GLIDE = parsed(
    GLIDE.parse,
    "a GLIDE number as text, 'EQ-2004-000147-IDN'",
    pattern=GLIDE.PATTERN,
)
A_PLACE = optional(A_REGION)
CENTROID = Kind(list, _centroid, {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2})
DATA = Kind(_plain, _read_data, {"type": "object"})

GLIDE_FORM = form_of_code("satudata.glide", GLIDE, "glide", A_GLIDE)
REGION_FORM = form_of_record(
    "satudata.region",
    Region,
    {"parent": Field("parent", A_PLACE, required=True), "centroid": CENTROID},
)
#: A type is written as scheme and code; the rest is in the tables.
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
FINDING_FORM = form_of_record(
    "satudata.finding",
    Finding,
    {"code": attrs.evolve(TEXT, read=_known_code), "data": Field("data", DATA, FrozenMap())},
    built=_shown,
)
FINDINGS = listed(nested(FINDING_FORM))

#: What ``satudata.interchange`` finds here.
FORMS = (GLIDE_FORM, REGION_FORM, TYPE_FORM, FINDING_FORM)
