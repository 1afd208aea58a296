"""Values as plain dictionaries, and back: one documented form each, with the id and version of its schema.

A form is data: the fields of a value and of what kind each is. A value at the top carries ``"schema"`` and
``"version"``; within another the field says what it is. KIBs and codes are text, days ISO 8601, areas decimal text;
a field that says nothing is left out.
"""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import import_module
from itertools import chain
from typing import Any, TypeAlias, final

import attrs

from satudata._ground.meanings import standard_of
from satudata._ground.paths import public
from satudata.errors import InvalidRecordError, UnknownCodeError, shown
from satudata.events import Event, EventRecord, Status
from satudata.impacts import COUNTS, PEOPLE, Damage, FacilityKind, Impact, LandKind, LifeStage, Sex
from satudata.kib import KIB
from satudata.regions._code import RegionCode

JSON: TypeAlias = Any
#: Unknown fields that were kept, each by its place (RFC 6901): ``{"/records/0/note": "..."}``.
Kept: TypeAlias = dict[str, JSON]

#: Where the forms of a schema live; imported when a schema or a type is met that is not held here.
_HOMES = {
    "satudata.activity": "satudata.standards._forms",
    "satudata.agreement": "satudata.cooperation._forms",
    "satudata.code-entry": "satudata.standards._forms",
    "satudata.code-list": "satudata.standards._forms",
    "satudata.data-standard": "satudata.standards._forms",
    "satudata.dataset": "satudata.standards._dataset_forms",
    "satudata.declaration": "satudata.interchange._forms",
    "satudata.disaster-type": "satudata.interchange._forms",
    "satudata.displaced": "satudata.interchange._forms",
    "satudata.evaluation": "satudata.interchange._forms",
    "satudata.event-counts": "satudata.interchange._forms",
    "satudata.finding": "satudata.interchange._forms",
    "satudata.glide": "satudata.interchange._forms",
    "satudata.indicator": "satudata.standards._forms",
    "satudata.portfolio": "satudata.cooperation._forms",
    "satudata.region": "satudata.interchange._forms",
    "satudata.register-entry": "satudata.issuing._register",
    "satudata.release": "satudata.standards._dataset_forms",
    "satudata.site-report": "satudata.interchange._forms",
    "satudata.variable": "satudata.standards._forms",
}

#: The largest whole number that JavaScript keeps exactly.
_LARGEST = 2**53 - 1
_DEEPEST = 32
#: The name under which stands what is not told apart by sex, or by age.
ALL = "jumlah"
_LONGEST_NUMBER = 32

#: What the texts look like, in regular expressions that mean the same in ECMAScript and in Python.
_DAY_PATTERN = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_KIB_PATTERN = "^[0-9]{7}[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]$"
_REGION_PATTERN = "^[0-9]{2}(\\.[0-9]{2})?$"
_AREA_PATTERN = "^[0-9]+(\\.[0-9]+)?$"


@public("satudata.interchange")
@final
@attrs.frozen
class Kind:
    """How one field is written and read; *read* gets the value and its place, for errors.

    *schema* is the JSON Schema of what is written; an empty one lets anything pass.
    """

    write: Callable[[Any], JSON]
    read: Callable[[JSON, str, Kept | None], Any]
    schema: JSON = attrs.field(factory=dict)


@public("satudata.interchange")
@final
@attrs.frozen
class Field:
    """A field of a form: its name, that of the attribute unless *of* gets it, its kind, and its value if left out."""

    name: str
    kind: Kind
    default: Any = None
    required: bool = attrs.field(default=False, kw_only=True)
    of: Callable[[Any], Any] | None = attrs.field(default=None, kw_only=True)

    def held_by(self, value: Any) -> Any:
        """What *value* has in this field."""
        return getattr(value, self.name) if self.of is None else self.of(value)


@public("satudata.interchange")
@final
@attrs.frozen
class Form:
    """The form of one type of value: *schema* id, *version*, *fields* in their order, and how it is *built*.

    What is worked out from other values is only written: it is built by nothing (``None``). *rules* is what JSON Schema
    says of the fields together.
    """

    schema: str
    version: int
    type: type[Any]
    fields: tuple[Field, ...]
    built: Callable[..., Any] | None
    rules: JSON = attrs.field(factory=dict)

    def described(self) -> JSON:
        """The JSON Schema of :meth:`write`; a field whose attribute has a data standard is described by it."""
        return {
            "type": "object",
            "properties": {
                field.name: {**_meaning(self.type, field.name), **field.kind.schema} for field in self.fields
            },
            "required": [field.name for field in self.fields if field.required],
            "additionalProperties": False,
            **self.rules,
        }

    def write(self, value: Any) -> dict[str, JSON]:
        """The fields that say something."""
        written = {}
        for field in self.fields:
            held = field.held_by(value)
            if field.required or held != field.default:
                written[field.name] = field.kind.write(held)
        return written

    def read(self, given: JSON, where: str, kept: Kept | None, ignored: frozenset[str] = frozenset()) -> Any:
        """The value of these fields; unknown ones are refused, or kept with their place."""
        if self.built is None:
            raise InvalidRecordError(where or "/", self.schema, "is only written; work it out again instead")
        if not isinstance(given, Mapping):
            raise InvalidRecordError(where or "/", given, f"an object of the fields of {self.schema}")
        known = {field.name: field for field in self.fields}
        unknown = [name for name in given if name not in known and name not in ignored]
        if unknown and kept is None:
            reason = f"no field of {self.schema}; its fields are {', '.join(known)}"
            raise InvalidRecordError(_place(where, unknown[0]), given[unknown[0]], reason)
        for name in unknown:
            kept[_place(where, name)] = given[name]  # type: ignore[index]  # refused above where it is None
        lacking = [field.name for field in self.fields if field.required and field.name not in given]
        if lacking:
            raise InvalidRecordError(_place(where, lacking[0]), None, f"{self.schema} has this field always")
        fields = {
            name: field.kind.read(given[name], _place(where, name), kept)
            for name, field in known.items()
            if name in given
        }
        return _made(where or "/", self.built, **fields)


def _meaning(kind: type[Any], name: str) -> dict[str, JSON]:
    """Title and description of a field by its data standard."""
    attribute = attrs.fields_dict(kind).get(name) if attrs.has(kind) else None
    held = None if attribute is None else standard_of(attribute)
    if held is None:
        return {}
    unit = "" if held.satuan is None else f" ({held.satuan})"
    return {"title": held.name, "description": f"{held.definisi}{unit}"}


def _made(where: str, make: Callable[..., Any], /, *given: Any, **fields: Any) -> Any:
    """What *make* makes; whatever it refuses is told with the place in the document."""
    try:
        return make(*given, **fields)
    except (TypeError, ValueError, ArithmeticError, UnknownCodeError) as error:
        reason = error.reason if given and isinstance(error, InvalidRecordError) else str(error)
        raise InvalidRecordError(where, given[0] if given else fields, reason) from None


def _place(where: str, name: object) -> str:
    return f"{where}/{str(name).replace('~', '~0').replace('/', '~1')}"


def _checked(kind: type[Any], what: str) -> Callable[[JSON, str, Kept | None], Any]:
    def read(given: JSON, where: str, kept: Kept | None) -> Any:
        if not isinstance(given, kind) or isinstance(given, bool):
            raise InvalidRecordError(where, given, what)
        return given

    return read


def _text(given: JSON, where: str, kept: Kept | None) -> str:
    text: str = _checked(str, "text")(given, where, kept)
    if any("\ud800" <= each <= "\udfff" for each in text if not text.isascii()):
        raise InvalidRecordError(
            where, given, "text of whole characters; a half one cannot be written as UTF-8"
        )
    return text


def _whole(given: JSON, where: str, kept: Kept | None) -> int | None:
    if given is None:
        return None
    if type(given) is not int:
        raise InvalidRecordError(where, given, "a whole number, or null for what is not reported")
    return _exact(given, where)


def _exact(number: int, where: str) -> int:
    if not -_LARGEST <= number <= _LARGEST:
        raise InvalidRecordError(where, number, f"a number beyond 2**53 ({_LARGEST}) is not exact everywhere")
    return number


def parsed(make: Callable[[str], Any], what: str, write: Callable[[Any], str] = str, **schema: JSON) -> Kind:
    """The kind of a value that is one text: *make* reads what *write* wrote, and *schema* says more of the text."""
    as_text = _checked(str, what)
    return Kind(
        write,
        lambda given, where, kept: _made(where, make, as_text(given, where, kept)),
        {"type": "string", **schema},
    )


def one_of(words: type[StrEnum]) -> Kind:
    """The kind of a word of a closed vocabulary."""
    return parsed(words, f"one of {', '.join(words)}", enum=list(map(str, words)))


def optional(kind: Kind) -> Kind:
    """The kind of a value or, where there is none, null."""
    return Kind(
        lambda value: None if value is None else kind.write(value),
        lambda given, where, kept: None if given is None else kind.read(given, where, kept),
        {"anyOf": [kind.schema, {"type": "null"}]},
    )


def nested(form: Form) -> Kind:
    """The kind of a value within another."""
    return Kind(form.write, form.read, form.described())


def listed(kind: Kind) -> Kind:
    """The kind of several values of one kind."""

    def read(given: JSON, where: str, kept: Kept | None) -> tuple[Any, ...]:
        if not isinstance(given, (list, tuple)):
            raise InvalidRecordError(where, given, "a list")
        return tuple(kind.read(each, _place(where, number), kept) for number, each in enumerate(given))

    return Kind(
        lambda values: [kind.write(each) for each in values], read, {"type": "array", "items": kind.schema}
    )


def mapped(words: type[StrEnum], kind: Kind) -> Kind:
    """The kind of values of one kind by words of a closed vocabulary."""

    def read(given: JSON, where: str, kept: Kept | None) -> dict[Any, Any]:
        if not isinstance(given, Mapping):
            raise InvalidRecordError(where, given, f"an object by {', '.join(words)}")
        return {
            one_of(words).read(key, _place(where, key), kept): kind.read(held, _place(where, key), kept)
            for key, held in given.items()
        }

    def write(held: Mapping[StrEnum, Any]) -> dict[str, JSON]:
        return {str(key): kind.write(held[key]) for key in sorted(held)}

    properties = {str(word): kind.schema for word in words}
    return Kind(write, read, {"type": "object", "properties": properties, "additionalProperties": False})


def keyed(words: Iterable[str], kind: Kind) -> Kind:
    """The kind of an object that has some of *words* as its names, and values of one kind."""
    names = [str(word) for word in words]

    def read(given: JSON, where: str, kept: Kept | None) -> dict[str, Any]:
        if not isinstance(given, Mapping) or not set(given) <= set(names):
            raise InvalidRecordError(where, given, f"an object by {', '.join(names)}")
        return {name: kind.read(held, _place(where, name), kept) for name, held in given.items()}

    return Kind(
        lambda held: {str(name): kind.write(below) for name, below in held.items()},
        read,
        {"type": "object", "properties": dict.fromkeys(names, kind.schema), "additionalProperties": False},
    )


def _day(text: str) -> datetime.date:
    if not re.fullmatch(_DAY_PATTERN, text):
        raise ValueError("a day is written '2024-08-04'")
    return datetime.date.fromisoformat(text)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(_AREA_PATTERN[1:-1], text):
        raise ValueError("a decimal number is written '0.5', without sign or exponent")
    return Decimal(text)


def _truth(given: JSON, where: str, kept: Kept | None) -> bool:
    if not isinstance(given, bool):
        raise InvalidRecordError(where, given, "true or false")
    return given


TEXT = Kind(str, _text, {"type": "string"})
TRUTH = Kind(bool, _truth, {"type": "boolean"})
WHOLE = Kind(
    lambda value: None if value is None else _exact(value, "/"),
    _whole,
    {"type": ["integer", "null"], "minimum": -_LARGEST, "maximum": _LARGEST},
)
COUNT = Kind(WHOLE.write, WHOLE.read, {**WHOLE.schema, "minimum": 0})
DAY = parsed(_day, "a day, '2024-08-04'", datetime.date.isoformat, format="date", pattern=f"^{_DAY_PATTERN}$")
A_KIB = parsed(KIB.parse, "a KIB as text, '6202106202408041', never a number", pattern=_KIB_PATTERN)
A_REGION = parsed(RegionCode.parse, "a region code as text, '62.02'", pattern=_REGION_PATTERN)
A_TYPE_CODE = parsed(str, "three digits as text, '106'", pattern="^[0-9]{3}$")
AREA = optional(
    parsed(_decimal, "hectares as decimal text, '0.5'", lambda area: f"{area:f}", pattern=_AREA_PATTERN)
)


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
NAMES = Kind(sorted, listed(TEXT).read, listed(TEXT).schema)

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

#: The forms held here, each under its schema id.
FORMS: tuple[Form, ...] = (KIB_FORM, REGION_CODE_FORM, IMPACT_FORM, RECORD_FORM, EVENT_FORM)


def to_dict(value: object, *, kept: Mapping[str, JSON] | None = None) -> dict[str, JSON]:
    """*value* as a dictionary of text, numbers, lists and dictionaries, ready for JSON; see :func:`from_dict`.

    *kept* are the unknown fields that reading had kept; they are put back. Raises ``TypeError`` for a type without a
    form, :class:`~satudata.InvalidRecordError` for a number that JSON readers do not keep.

    >>> to_dict(KIB.parse("9404101202407141"))
    {'schema': 'satudata.kib', 'version': 1, 'kib': '9404101202407141'}
    """
    form = form_of(type(value))
    written = {"schema": form.schema, "version": form.version, **form.write(value)}
    for place, held in (kept or {}).items():
        _put_back(written, place, held)
    return written


def from_dict(given: Mapping[str, JSON], *, kept: Kept | None = None) -> Any:
    """The value that :func:`to_dict` wrote, of the type that its ``"schema"`` names.

    An unknown field is refused, unless the caller gives a dictionary in which it is *kept* with its place.

    Raises :class:`~satudata.InvalidRecordError` whose ``.field`` is the place of what cannot be read: a KIB that is a
    number, an unknown schema or a newer version, nesting deeper than 32, a number beyond 2**53.

    >>> note: dict[str, object] = {}
    >>> event = from_dict(
    ...     {"schema": "satudata.event", "version": 1, "kib": "6202106202408041", "note": "?"}, kept=note
    ... )
    >>> event.kib, note
    (KIB.parse('6202106202408041'), {'/note': '?'})
    """
    if not isinstance(given, Mapping):
        raise InvalidRecordError("/", given, "an object with a schema, {'schema': 'satudata.kib', ...}")
    _require_plain(given)
    form = _by_schema(given.get("schema"))
    version = given.get("version")
    if type(version) is not int or not 1 <= version <= form.version:
        raise InvalidRecordError("/version", version, f"{form.schema} is read up to version {form.version}")
    found: Kept | None = None if kept is None else {}
    value = form.read(given, "", found, frozenset({"schema", "version"}))
    if kept is not None:
        kept.update(found or {})
    return value


def json_schema(what: type[Any] | str) -> dict[str, JSON]:
    """The JSON Schema (2020-12) of what :func:`to_dict` writes of a type, or under a schema id.

    It is made of the forms that write and read. Whatever is written passes it, and regular expressions are of the kind
    that ECMAScript knows. It cannot say all that reading asks: ``1.0`` is a whole number to it, and 30 February a day.

    Raises ``TypeError`` for a type without a form, :class:`~satudata.InvalidRecordError` for an unknown id.

    >>> json_schema(KIB)["properties"]["kib"]["type"]
    'string'
    """
    form = _by_schema(what) if isinstance(what, str) else form_of(what)
    described = form.described()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:satudata:{form.schema.removeprefix('satudata.')}:{form.version}",
        "title": form.schema,
        **described,
        "properties": {
            "schema": {"const": form.schema},
            "version": {"const": form.version},
            **described["properties"],
        },
        "required": ["schema", "version", *described["required"]],
    }


def to_json(value: object, *, kept: Mapping[str, JSON] | None = None) -> str:
    """:func:`to_dict` as one line of ASCII JSON, the same on every run."""
    return json.dumps(to_dict(value, kept=kept), allow_nan=False, separators=(", ", ": "))


def from_json(text: str | bytes, *, kept: Kept | None = None) -> Any:
    """:func:`from_dict` of a JSON text; what is no JSON, or a name given twice, is an error as well.

    >>> from_json('{"schema": "satudata.kib", "version": 1, "kib": "6202106202408041"}')
    KIB.parse('6202106202408041')
    """
    return from_dict(read_json(text), kept=kept)


def read_json(text: str | bytes) -> JSON:
    """JSON as Python values, strictly: no NaN, no name twice, no number or nesting without measure.

    >>> read_json('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    ...
    satudata.InvalidRecordError: a: 2: the name is given twice in one object
    """
    try:
        return json.loads(
            text,
            object_pairs_hook=_once_each,
            parse_constant=_no_constant,
            parse_int=_short_number(int),
            parse_float=_short_number(float),
        )
    except RecursionError:
        raise InvalidRecordError("/", "[[[...", f"nested deeper than {_DEEPEST}") from None
    except InvalidRecordError:
        raise
    except ValueError as error:
        raise InvalidRecordError("/", text, f"no JSON: {error}") from None


def _once_each(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    found: dict[str, JSON] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidRecordError(name, value, "the name is given twice in one object")
        found[name] = value
    return found


def _no_constant(word: str) -> JSON:
    raise InvalidRecordError("/", word, "no number in JSON; what is not known is null")


def _short_number(make: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if len(text) > _LONGEST_NUMBER:
            raise InvalidRecordError("/", text, f"a number of more than {_LONGEST_NUMBER} characters")
        return make(text)

    return read


def _require_plain(given: JSON) -> None:
    """Walk through, without recursion, what may come from anywhere: its depth and the size of its numbers."""
    waiting: list[tuple[str, int, JSON]] = [("", 1, given)]
    while waiting:
        where, depth, value = waiting.pop()
        if depth > _DEEPEST:
            raise InvalidRecordError(where[:60], "...", f"nested deeper than {_DEEPEST}")
        if isinstance(value, Mapping):
            waiting += [(_place(where, name), depth + 1, each) for name, each in value.items()]
        elif isinstance(value, (list, tuple)):
            waiting += [(_place(where, number), depth + 1, each) for number, each in enumerate(value)]
        elif type(value) is int:
            _exact(value, where)
        elif isinstance(value, float) and not math.isfinite(value):
            raise InvalidRecordError(where, value, "no number in JSON; what is not known is null")


def _by_schema(schema: JSON) -> Form:
    held = {form.schema: form for form in FORMS}
    if isinstance(schema, str) and schema in held:
        return held[schema]
    if isinstance(schema, str) and schema in _HOMES:
        return next(form for form in _forms_in(_HOMES[schema]) if form.schema == schema)
    raise InvalidRecordError("/schema", schema, f"no such schema; known: {', '.join([*held, *_HOMES])}")


def form_of(kind: type[Any]) -> Form:
    """The form of a type; ``TypeError`` where it has none."""
    elsewhere = (form for home in sorted(set(_HOMES.values())) for form in _forms_in(home))
    for form in chain(FORMS, elsewhere):
        if form.type is kind:
            return form
    name = getattr(kind, "__name__", shown(kind))
    raise TypeError(f"{name} has no form for interchange; KIB, Event, Impact and the other records have one")


@cache
def _forms_in(home: str) -> tuple[Form, ...]:
    forms: Iterable[Form] = import_module(home).FORMS
    return tuple(forms)


def _put_back(written: dict[str, JSON], place: str, held: JSON) -> None:
    at: Any = written
    *path, last = (part.replace("~1", "/").replace("~0", "~") for part in place.split("/")[1:])
    for part in path:
        at = at[int(part)] if isinstance(at, list) else at.setdefault(part, {})
    at[last] = held
