"""The portfolio that a command of ``satudata coop`` reads, and the places and types that its options name."""

from __future__ import annotations

import argparse
import json
import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from satudata import disaster_types, interchange, regions
from satudata._ground.messages import indonesian
from satudata._ground.strict_json import read_json
from satudata.cli._arguments import UsageError
from satudata.cli._documents import read_document
from satudata.cli._messages import Words
from satudata.cli._names import region_name
from satudata.cli._parser import nearest
from satudata.cli._places import disaster_type, place
from satudata.cooperation import Portfolio
from satudata.errors import InvalidRecordError, SatudataError, UnknownCodeError
from satudata.regions import RegionCode
from satudata.regions._gazetteer import embedded

_PLACE = re.compile(r"^/agreements/([0-9]{1,6})")
_SCHEMA = "satudata.portfolio"
_START = 300
#: So much of a wrong value is shown.
_SHOWN = 120
#: How files begin that are no JSON but may be a list of agreements.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def portfolio_in(content: bytes, file: str, words: Words) -> Portfolio:
    """The portfolio in the *content* of a file; a :class:`UsageError` names the place and what is right."""
    reason = ""
    if not content.strip():
        reason = words("coop.empty")
    elif content.startswith(_WORKBOOKS) or Path(file).suffix.casefold() in (".csv", ".xlsx", ".xls", ".ods"):
        reason = words("coop.list", file=file)
    else:
        try:
            text = content.decode("utf-8-sig")
            written = read_json(text)
            if not isinstance(written, dict) or written.get("schema") != _SCHEMA:
                reason = words("coop.other", schema=_SCHEMA)
            else:
                found = interchange.from_json(text)
                assert isinstance(found, Portfolio), "as its schema says"
                return found
        except UnicodeDecodeError:
            reason = words("coop.encoding")
        except InvalidRecordError as error:
            reason = f"{_whose(error.field, content)}{_wrong(error, words)}"
        except SatudataError as error:
            reason = error.message(words.lang)
    raise UsageError(words("coop.unreadable", file=file, reason=reason))


def _wrong(error: InvalidRecordError, words: Words) -> str:
    """What is wrong at which place of the document, with its value as JSON writes it."""
    cause = error.__cause__ or error.__context__
    if isinstance(cause, json.JSONDecodeError):
        return words("coop.not_json", line=cause.lineno, column=cause.colno)
    if isinstance(cause, InvalidRecordError) and isinstance(error.value, (dict, list)):
        error = InvalidRecordError(
            f"{error.field.rstrip('/')}/{cause.field.strip('/')}", cause.value, cause.reason
        )
    reason = indonesian(error.reason) if words.lang == "id" else error.reason
    value = error.value
    if value is None or isinstance(value, (dict, list, tuple)):
        return f"{error.field}: {reason}"
    shown = json.dumps(value if isinstance(value, (str, int, float)) else str(value), ensure_ascii=False)
    return f"{error.field}: {shown[:_SHOWN]}: {reason}"


def is_portfolio(file: str) -> bool:
    """Whether a file begins as a portfolio does."""
    path = Path(file)
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        start = stream.read(_START)
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and f'"{_SCHEMA}"'.encode() in start


def portfolio_of(options: argparse.Namespace, words: Words) -> Portfolio:
    """The portfolio of the command."""
    return portfolio_in(read_document(options.file, words), options.file, words)


def _whose(place: str, content: bytes) -> str:
    """The id of the agreement at a *place* of the document, in front of the message about it."""
    found = _PLACE.match(place)
    with suppress(ValueError, LookupError, TypeError):
        if found is not None:
            id = json.loads(content)["agreements"][int(found[1])]["id"]
            return f"{id}: " if isinstance(id, str) else ""
    return ""


def place_of(text: str, on: date, words: Words) -> RegionCode:
    """The province or kabupaten/kota of that code or name on a day.

    Raises :class:`UsageError` for one that does not exist, with the one that was perhaps meant, and for a name that
    several places have.
    """
    code = place(text, words, on=on, provinces=True)
    with suppress(UnknownCodeError):
        return regions.get(code, on=on).code
    heirs: list[Any] = []
    with suppress(UnknownCodeError):
        heirs = list(regions.successors(code))
    if embedded().knows(code):
        now = ", ".join(f"{each.code} {each.name}" for each in heirs) or words("coop.none")
        raise UsageError(
            words("coop.region_retired", code=code, name=region_name(code), on=words.day(on), heirs=now)
        )
    near = nearest(str(code), [str(each.code) for each in regions.at(on)])
    meant = words.meant(near and f"{region_name(RegionCode.parse(near))} ({near})")
    raise UsageError(words("place.unknown_area", text=code, near=meant))


def type_of(text: str, words: Words) -> str:
    """The code, in the scheme of 2023, of the disaster type of that code or name; else a :class:`UsageError`."""
    known = {each.code: each.name for each in disaster_types.in_scheme()}
    plain = text.strip().casefold()
    code = next((code for code, name in known.items() if plain == name.casefold()), None)
    code = code or disaster_type(text, words)
    if code in known:
        return code
    shown = ", ".join(f"{code} {name}" for code, name in known.items())
    raise UsageError(words("coop.type_unknown", text=text, known=shown))


def type_label(code: str | None, words: Words) -> str:
    """A type's code with its name."""
    try:
        return f"{code} {disaster_types.get(code or '').name}"
    except UnknownCodeError:
        return words("coop.unknown") if code is None else code
