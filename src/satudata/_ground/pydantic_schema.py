"""Codes and records as fields of pydantic models; it knows errors and pydantic, and no type.

A code is text, a record the object of its interchange form without schema and version. In Python mode a dump keeps the
values, in JSON mode it has text and objects. An error has its place, its type and its part:
``{"type": "kib_date", "loc": ("kib",), "ctx": {"text": ..., "part": "date", "reason": ...}}``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Protocol

from satudata.errors import (
    InvalidCodeError,
    InvalidRecordError,
    MissingExtraError,
    UnknownCodeError,
    WrongTypeError,
    shown,
)

try:
    from pydantic import ValidationError, WithJsonSchema
    from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema
except ImportError:
    raise MissingExtraError("pydantic", "a field of a pydantic model") from None


class RecordForm(Protocol):
    """The form of a record, as far as pydantic needs it."""

    @property
    def schema(self) -> str:
        """The id of its schema."""

    def described(self) -> Any:
        """Return the JSON Schema of the object."""

    def write(self, value: Any) -> Any:
        """Return the object of a record."""

    def read(self, given: Any, where: str, kept: Any) -> Any:
        """Return the record of an object."""


class DescribedCode(Protocol):
    """The class of a code, as far as pydantic needs it."""

    ERROR: ClassVar[type[InvalidCodeError]]
    PATTERN: ClassVar[str]
    READ_PATTERN: ClassVar[str]

    @classmethod
    def parse(cls, text: str) -> Any:
        """Return the code of a text."""


def of_code(kind: type[DescribedCode], handler: Any) -> core_schema.CoreSchema:
    """Return the schema of a code, which is text."""
    return of_text(
        kind,
        lambda given: given if isinstance(given, kind) else kind.parse(given),
        handler,
        pattern=kind.READ_PATTERN,
    )


def of_text(
    kind: type[DescribedCode], parse: Callable[[Any], Any], handler: Any, *, pattern: str | None
) -> core_schema.CoreSchema:
    """Return the schema of a code that *parse* reads; *pattern* describes the texts that it reads."""
    read = {"type": "string"} if pattern is None else {"type": "string", "pattern": pattern}
    return _of_text_or_object(
        lambda given: _parsed(kind, parse, given),
        str,
        _described(read, handler),
        _described({"type": "string", "pattern": kind.PATTERN}, handler),
    )


def of_record(kind: type[Any], form: RecordForm, handler: Any) -> core_schema.CoreSchema:
    """Return the schema of a record, which is the object of its *form*."""
    described = _described(form.described(), handler)
    return _of_text_or_object(
        lambda given: given if isinstance(given, kind) else _record(form, given),
        form.write,
        described,
        described,
    )


def refused(kind: str, template: Any, said: dict[str, Any]) -> PydanticCustomError:
    """Return the error of the type *kind*; its message is *template* filled with *said*."""
    return PydanticCustomError(kind, template, said)


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


def _parsed(kind: type[DescribedCode], parse: Callable[[Any], Any], given: Any) -> Any:
    """The result of *parse*; its errors become errors of pydantic."""
    try:
        return parse(given)
    except (InvalidCodeError, UnknownCodeError) as error:
        raise _as_pydantic(error) from None
    except WrongTypeError as error:
        name = f"{kind.ERROR.slug}_type"
        raise refused(name, "{reason}", {"part": "type", "reason": str(error)}) from None


def _as_pydantic(error: InvalidCodeError | UnknownCodeError) -> PydanticCustomError:
    if isinstance(error, InvalidCodeError):
        said = {"text": shown(error.text), "part": error.part, "reason": error.reason}
        right = f"not a {error.what}: {{part}}: {{reason}}; right: {error.example}"
        return refused(f"{error.slug}_{error.part}", right, said)
    said = {
        "code": shown(error.code),
        "edition": error.edition or "",
        "hint": error.hint,
        "reason": str(error),
    }
    return refused(f"{error.what.replace(' ', '_')}_unknown", "{reason}", said)


def _record(form: RecordForm, given: Any) -> Any:
    """The record of an object; an error has its place in the object."""
    try:
        return form.read(given, "", None)
    except InvalidRecordError as error:
        cause, reason = error.__context__, error.reason
        place = [part.replace("~1", "/").replace("~0", "~") for part in error.field.split("/") if part]
        why = None
        if isinstance(cause, InvalidCodeError):
            why = _as_pydantic(cause)
        elif isinstance(cause, InvalidRecordError):
            place += [cause.field] if isinstance(error.value, dict) else []
            reason = cause.reason
        if why is None:
            name = form.schema.removeprefix("satudata.").replace("-", "_")
            why = refused(f"{name}_invalid", "{reason}", {"field": "/".join(place), "reason": reason})
        loc = tuple(int(part) if part.isdecimal() else part for part in place)
        details = InitErrorDetails(type=why, loc=loc, input=error.value)
        raise ValidationError.from_exception_data(form.schema, [details]) from None
