"""What python-calamine does not say of a workbook: its calendar, cells whose formula failed, and damage."""

from __future__ import annotations

import re
from typing import BinaryIO, final
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile, is_zipfile

from satudata.findings import Finding
from satudata.tabular._file_kinds import MOST_CELLS, damaged, too_large

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_FROM_1904 = re.compile(rb"""<workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]+)(?:="([^"]*)"|='([^']*)')?""")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_SAID = re.compile(rb"<v>([^<]{1,20})</v>")
_IS_ERROR = re.compile(rb"""\bt=["']e["']""")
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_CELLS = ("table:table-cell", "table:covered-table-cell")


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


def content_problem(file: BinaryIO) -> Finding | None:
    """Why the cells of an OpenDocument sheet cannot be read; python-calamine does not end on text that is no XML.

    Blank cells between others take memory too: they are counted.
    """
    if b"encryption-data" in _parts(file, _MANIFEST):
        return None  # python-calamine says that it has a password
    extent = _Extent()
    parser = ParserCreate()
    parser.StartElementHandler = extent.start
    try:
        parser.Parse(_parts(file, _CONTENT), True)
    except ExpatError:
        return damaged("OpenDocument")
    return too_large() if extent.cells > MOST_CELLS else None


@final
class _Extent:
    """How far the filled cells of the tables reach, from the start tags of their XML."""

    def __init__(self) -> None:
        self._row = self._column = self._height = self._width = self._before = 0

    @property
    def cells(self) -> int:
        """The cells of all tables, in each up to its last filled row and column."""
        return self._before + self._height * self._width

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of a start tag."""
        if tag == "table:table":
            self._before = self.cells
            self._row = self._height = self._width = 0
        elif tag == "table:table-row":
            self._row += _number(attributes.get("table:number-rows-repeated"))
            self._column = 0
        elif tag in _CELLS:
            self._column += _number(attributes.get("table:number-columns-repeated"))
            if any(name.startswith("office:") for name in attributes):
                self._height = max(self._height, self._row)
                self._width = max(self._width, self._column)


def _number(text: str | None) -> int:
    """How often a row or cell is repeated."""
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdigit() else 1


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
