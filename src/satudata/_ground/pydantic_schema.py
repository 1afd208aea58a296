"""The values and records of satudata as fields of pydantic models; pydantic finds them by a hook.

A code is text, a record the object of its interchange form without schema and version. In Python mode a dump keeps the
values, in JSON mode it has text and objects. An error has its place, its type and its part:
``{"type": "kib_date", "loc": ("kib",), "ctx": {"text": ..., "part": "date", "reason": ...}}``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from satudata import disaster_types, interchange
from satudata._ground.codes import require_text
from satudata.disaster_types import DisasterType
from satudata.errors import (
    InvalidCodeError,
    InvalidRecordError,
    MissingExtraError,
    UnknownCodeError,
    shown,
)
from satudata.interop.glide import GLIDE
from satudata.kib import KIB
from satudata.reading import AsWritten, read_kib
from satudata.regions import BPSCode, PCode, RegionCode

try:
    from pydantic import ValidationError, WithJsonSchema
    from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema
except ImportError:
    raise MissingExtraError("pydantic", "a field of a pydantic model") from None

#: Each code's name in errors.
_CODES: dict[type[Any], str] = {
    KIB: "kib",
    RegionCode: "region_code",
    BPSCode: "bps_code",
    PCode: "p_code",
    GLIDE: "glide",
    DisasterType: "disaster_type",
}
#: How the text of a disaster type looks: scheme and code.
_TYPE = "^[0-9]{4}/[0-9]{3}$"
#: The same names, by the noun in the message of an error.
_NAMES = {
    "KIB": "kib",
    "region code": "region_code",
    "BPS code": "bps_code",
    "p-code": "p_code",
    "GLIDE number": "glide",
}


def core_schema_of(kind: type[Any], handler: Any) -> core_schema.CoreSchema:
    """Return the pydantic schema of a *kind* of value."""
    if kind in _CODES:
        return _of_code(kind, handler)
    form = interchange.form_of(kind)
    described = _described(form.described(), handler)
    return _of_text_or_object(
        lambda given: given if isinstance(given, kind) else _record(form, given),
        form.write,
        described,
        described,
    )


def as_written(option: AsWritten, kind: Any, handler: Any) -> core_schema.CoreSchema:
    """Return the schema of a KIB as people write it."""
    if kind is not KIB:
        raise TypeError(f"AsWritten is how a KIB is read, not {kind!r}: Annotated[KIB, AsWritten()]")

    def read(given: Any) -> KIB:
        reading = _parsed(read_kib, str(given) if isinstance(given, KIB) else given, "kib")
        kib = reading.canonical if option.canonical else reading.kib
        if isinstance(kib, KIB):
            return kib
        why = reading.findings[0] if reading.findings else None
        said = {"text": shown(reading.text), "reason": why.message() if why else "its region is not certain"}
        raise _refused(f"kib_{why.code.removeprefix('kib-') if why else 'region'}", "{reason}", said)

    out = _described({"type": "string", "pattern": KIB.PATTERN}, handler)
    return _of_text_or_object(read, str, _described({"type": "string"}, handler), out)


def _of_code(kind: type[Any], handler: Any) -> core_schema.CoreSchema:
    name = _CODES[kind]
    ways: tuple[Callable[[str], Any], Callable[[Any], str], str, str]
    if kind is DisasterType:
        ways = _type_of, _scheme_and_code, _TYPE, _TYPE
    else:
        ways = kind.parse, str, kind.READ_PATTERN, kind.PATTERN
    parse, write, into, out = ways
    return _of_text_or_object(
        lambda given: given if isinstance(given, kind) else _parsed(parse, given, name),
        write,
        _described({"type": "string", "pattern": into}, handler),
        _described({"type": "string", "pattern": out}, handler),
    )


def _of_text_or_object(
    read: Callable[[Any], Any], write: Callable[[Any], Any], into: Any, out: Any
) -> core_schema.CoreSchema:
    """The schema of a value that *read* reads (described by *into*) and *write* writes (described by *out*)."""
    return core_schema.no_info_plain_validator_function(
        read,
        json_schema_input_schema=into,
        serialization=core_schema.plain_serializer_function_ser_schema(
            write, return_schema=out, when_used="json"
        ),
    )


def _described(schema: Any, handler: Any) -> Any:
    return handler.generate_schema(Annotated[Any, WithJsonSchema(schema)])


def _type_of(text: str) -> DisasterType:
    scheme, slash, code = require_text(text, "a disaster type").partition("/")
    if not slash:
        reason = "scheme and code, '2023/101': before 2023 the codes 103 to 109 had other meanings"
        raise _refused("disaster_type_form", "{reason}", {"text": shown(text), "reason": reason})
    return disaster_types.get(code, scheme)


def _scheme_and_code(value: DisasterType) -> str:
    return f"{value.scheme}/{value.code}"


def _parsed(parse: Callable[[str], Any], given: Any, name: str) -> Any:
    """The result of *parse*; its errors become errors of pydantic."""
    try:
        return parse(given)
    except (InvalidCodeError, UnknownCodeError) as error:
        raise _as_pydantic(error) from None
    except TypeError as error:
        raise _refused(f"{name}_type", "{reason}", {"part": "type", "reason": str(error)}) from None


def _as_pydantic(error: InvalidCodeError | UnknownCodeError) -> PydanticCustomError:
    if isinstance(error, InvalidCodeError):
        said = {"text": shown(error.text), "part": error.part, "reason": error.reason}
        right = f"not a {error.what}: {{part}}: {{reason}}; right: {error.example}"
        return _refused(f"{_NAMES[error.what]}_{error.part}", right, said)
    said = {
        "code": shown(error.code),
        "edition": error.edition or "",
        "hint": error.hint,
        "reason": str(error),
    }
    return _refused(f"{error.what.replace(' ', '_')}_unknown", "{reason}", said)


def _refused(kind: str, template: Any, said: dict[str, Any]) -> PydanticCustomError:
    return PydanticCustomError(kind, template, said)


def _record(form: interchange.Form, given: Any) -> Any:
    """The record of an object; an error has its place in the object."""
    try:
        return form.read(given, "", None)
    except InvalidRecordError as error:
        cause, reason = error.__context__, error.reason
        place = [part.replace("~1", "/").replace("~0", "~") for part in error.field.split("/") if part]
        refused = None
        if isinstance(cause, InvalidCodeError):
            refused = _as_pydantic(cause)
        elif isinstance(cause, InvalidRecordError):
            place += [cause.field] if isinstance(error.value, dict) else []
            reason = cause.reason
        if refused is None:
            name = form.schema.removeprefix("satudata.").replace("-", "_")
            refused = _refused(f"{name}_invalid", "{reason}", {"field": "/".join(place), "reason": reason})
        loc = tuple(int(part) if part.isdecimal() else part for part in place)
        details = InitErrorDetails(type=refused, loc=loc, input=error.value)
        raise ValidationError.from_exception_data(form.schema, [details]) from None
