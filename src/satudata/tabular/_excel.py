"""The rows of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods), read by python-calamine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import accumulate
from typing import Any, BinaryIO, final

from satudata.errors import MissingExtraError
from satudata.findings import Finding, finding
from satudata.tabular._csv import Record
from satudata.tabular._file_kinds import damaged, not_a_table
from satudata.tabular._header import HEAD_ROWS, Header, HeadingWords, Recognised, header_of
from satudata.tabular._headings import plain_heading
from satudata.tabular._values import Numbers, ValueRows, as_cell
from satudata.tabular._workbook_parts import counts_from_1904, error_cells

_ALL = "all"
_LOCKED = ("a workbook with a password", "buku kerja Excel dengan kata sandi")


@final
class _Sheet:
    """A sheet that was read: its *name*, all its *rows* and its *header*."""

    def __init__(self, name: str, rows: list[list[Any]], recognised: Recognised) -> None:
        self.name = name
        self.rows = rows
        first: list[Record] = []
        for number, row in enumerate(rows, start=1):
            if not _is_blank(row):
                first.append(Record(number, tuple(map(as_cell, row))))
                if len(first) == HEAD_ROWS:
                    break
        self.header: Header = header_of(first, recognised)

    def below(self) -> Iterator[tuple[int, list[Any]]]:
        """The rows below the headings that are not blank, with their line."""
        for number, row in enumerate(self.rows[self.header.last :], start=self.header.last + 1):
            if not _is_blank(row):
                yield number, row


def rows_of_workbook(
    file: BinaryIO, name: str, form: str, asked: Sequence[str], headings: HeadingWords
) -> ValueRows:
    """The rows of the sheets *asked* for by name or number; of the first with known headings where none is.

    *headings* says whether rows below some headings can be read; other visible sheets that have such headings are
    reported. Several sheets are one table, whose columns are matched by their headings.

    Raises :class:`~satudata.MissingExtraError` where python-calamine is not installed.
    """
    if not find_spec("python_calamine"):
        raise MissingExtraError("excel", f"{form} ({name})")
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    file.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        shown = {
            each.name: each.visible == SheetVisibleEnum.Visible
            for each in workbook.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet
        }

        def read(sheet: str) -> _Sheet:
            rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            for (line, column), text in error_cells(file, sheet).items():
                if line <= len(rows) and column <= len(rows[line - 1]):
                    rows[line - 1][column - 1] = text
            return _Sheet(sheet, rows, headings.recognised)

        findings: tuple[Finding, ...] = ()
        if asked:
            names, problem = _names(asked, shown)
            if problem is not None:
                return ValueRows((), lambda: (), problems=[problem])
            sheets = [read(each) for each in names]
            if _ALL in map(str.casefold, asked):
                sheets = [each for each in sheets if headings.is_readable(each.header.cells)] or sheets
        else:
            sheets, findings = _default(
                [read(each) for each, is_shown in shown.items() if is_shown], headings
            )
    except PasswordError:
        return ValueRows((), lambda: (), problems=[not_a_table(*_LOCKED)])
    except CalamineError:
        return ValueRows((), lambda: (), problems=[damaged(form)])
    return _one_table(sheets, form, findings, from_1904=counts_from_1904(file))


def _names(asked: Sequence[str], shown: dict[str, bool]) -> tuple[list[str], Finding | None]:
    """The names of the sheets asked for; a name goes before a number."""
    names = list(shown)
    found: list[str] = []
    for text in asked:
        alike = [each for each in names if each.strip().casefold() == text.strip().casefold()]
        if text in shown:
            found.append(text)
        elif len(alike) == 1:
            found += alike
        elif text.strip().isdecimal() and 1 <= int(text) <= len(names):
            found.append(names[int(text) - 1])
        elif text.casefold() == _ALL:
            found += [each for each, is_shown in shown.items() if is_shown]
        else:
            known = ", ".join(f'"{each}"' for each in names)
            return [], finding("sheet-unknown", text, sheet=text, known=known)
    return list(dict.fromkeys(found)), None


def _default(sheets: Sequence[_Sheet], headings: HeadingWords) -> tuple[list[_Sheet], tuple[Finding, ...]]:
    """The first sheet with headings that can be read, else the one with the most known; what is not read."""
    fitting = [each for each in sheets if headings.is_readable(each.header.cells)]
    if not fitting:
        return sorted(sheets, key=lambda each: -each.header.known)[:1], ()
    others = [(each.name, number) for each in fitting[1:] if (number := sum(1 for _ in each.below()))]
    if not others:
        return fitting[:1], ()
    shown = ", ".join(f'"{name}" ({number})' for name, number in others)
    total = sum(number for _, number in others)
    return fitting[:1], (finding("sheets-not-read", sheet=fitting[0].name, others=shown, number=total),)


def _one_table(
    sheets: Sequence[_Sheet], form: str, findings: Sequence[Finding], *, from_1904: bool
) -> ValueRows:
    """The sheets as one table; the lines of each come behind all lines of those before it."""
    headings, columns = _common_columns(sheets)
    before = list(accumulate((len(each.rows) for each in sheets), initial=0))[: len(sheets)]
    width = len(headings)

    def walk() -> Iterator[Sequence[Any]]:
        for sheet, own in zip(sheets, columns, strict=True):
            is_same = own == list(range(width)) and len(sheet.rows[0]) == width
            for _, row in sheet.below():
                yield row if is_same else _moved(row, own, width)

    def lines() -> Iterator[int]:
        for sheet, offset in zip(sheets, before, strict=True):
            yield from (offset + number for number, _ in sheet.below())

    return ValueRows(
        headings,
        walk,
        before=sheets[0].header.line if sheets else 0,
        findings=findings,
        form=form,
        numbers=Numbers(serial=True, from_1904=from_1904),
        lines=lines,
        sheets=[(each.name, offset) for each, offset in zip(sheets, before, strict=True)],
        titles=[(offset, each.header.titles) for each, offset in zip(sheets, before, strict=True)],
    )


def _common_columns(sheets: Sequence[_Sheet]) -> tuple[list[str], list[list[int]]]:
    """The headings of all sheets, and for each sheet the place of its columns among them."""
    headings: list[str] = []
    places: dict[tuple[str, int], int] = {}
    columns = []
    for sheet in sheets:
        seen: Counter[str] = Counter()
        own = []
        for heading in sheet.header.cells:
            word = plain_heading(heading)
            key = word, seen[word]
            seen[word] += 1
            if key not in places:
                places[key] = len(headings)
                headings.append(heading)
            own.append(places[key])
        columns.append(own)
    return headings, columns


def _moved(row: Sequence[Any], own: Sequence[int], width: int) -> list[Any]:
    """The row with its cells under the headings of all sheets."""
    values: list[Any] = [""] * width
    for at, value in zip(own, row, strict=False):
        values[at] = value
    return values


def _is_blank(row: Sequence[Any]) -> bool:
    return not any(type(each) is not str or each.strip() for each in row)
