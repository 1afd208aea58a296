"""What python-calamine does not say of an .xlsx workbook: its calendar, and the cells whose formula failed."""

from __future__ import annotations

import re
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, is_zipfile

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_FROM_1904 = re.compile(rb"""<workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]+)(?:="([^"]*)"|='([^']*)')?""")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_SAID = re.compile(rb"<v>([^<]{1,20})</v>")
_IS_ERROR = re.compile(rb"""\bt=["']e["']""")


def counts_from_1904(file: BinaryIO) -> bool:
    """Whether day 0 of the workbook is 1 January 1904."""
    return _FROM_1904.search(_parts(file, _WORKBOOK)) is not None


def error_cells(file: BinaryIO, sheet: str) -> dict[tuple[int, int], str]:
    """The cells of a sheet that say #REF! or the like, by row and column from 1."""
    workbook = _parts(file, _WORKBOOK)
    wanted = next(
        (each for each in map(_attributes, _SHEET.findall(workbook)) if each.get("name") == sheet), {}
    )
    relations = map(_attributes, _RELATION.findall(_parts(file, _RELATIONS)))
    target = next((each.get("Target", "") for each in relations if each.get("Id") == wanted.get("id")), "")
    if not target:
        return {}
    part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    text = _parts(file, part)
    if _IS_ERROR.search(text) is None:
        return {}
    errors = {}
    for cell in text.split(b"</c>"):
        tag, _, content = cell.rpartition(b"<c")[2].partition(b">")
        is_error = tag[:1].isspace() and _IS_ERROR.search(tag)
        if is_error and (place := _PLACE.search(tag)) and (said := _SAID.search(content)):
            errors[int(place[2]), _column(place[1].decode())] = said[1].decode("utf-8", "replace")
    return errors


def _attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag, without the prefixes of their names."""
    from html import unescape

    found = _ATTRIBUTE.findall(tag.decode("utf-8", "replace"))
    return {name.rpartition(":")[2]: unescape(one or other) for name, one, other in found if one or other}


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _parts(file: BinaryIO, name: str) -> bytes:
    """A part of the workbook; nothing where it is no .xlsx or has no such part."""
    if not is_zipfile(file):
        return b""
    try:
        with ZipFile(file) as archive:
            return archive.read(name)
    except (KeyError, BadZipFile):
        return b""
