"""A list of agreements as an Excel workbook whose cells offer the words of our vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import BinaryIO

from satudata.cli._formats import SHEET_CELL, TooBigError
from satudata.cli._messages import Words
from satudata.cooperation import Instrument, PartnerKind, Phase, Scope, Track
from satudata.cooperation.lists._words import own_headings

#: The words that each column offers.
_CHOICES = {
    "partner_kind": PartnerKind,
    "track": Track,
    "scope": Scope,
    "instrument": Instrument,
    "phases": Phase,
}
#: The columns whose headings have a comment that says what to write.
_EXPLAINED = frozenset(
    {"id", "partner", "country", "signed", "term", "ends", "regions", "types", "parent", "history"}
)
_ROWS = 1000
_LIST = "Pilihan"
_SHEET = "Perjanjian"
_WIDTHS = {"title": 40, "partner": 32, "history": 50, "note": 40, "source": 24}
_USUAL = 18


def write_workbook(
    stream: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[str]], words: Words
) -> None:
    """Write *rows* below *headings* as text cells, with the vocabularies as lists to choose from."""
    from xlsxwriter import Workbook

    packed = BytesIO()
    with Workbook(
        packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet, lists = book.add_worksheet(_SHEET), book.add_worksheet(_LIST)
        bold = book.add_format({"bold": True})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 1)
        at = 0
        for column, heading in enumerate(headings):
            field = own_headings()[heading]
            sheet.set_column(column, column, _WIDTHS.get(field, _USUAL), text)
            sheet.write_string(0, column, heading, bold)
            if field in _EXPLAINED:
                sheet.write_comment(0, column, words(f"coop.column.{field}"))
            if field not in _CHOICES:
                continue
            labels = [each.label("id") for each in _CHOICES[field]]
            lists.write_string(0, at, heading, bold)
            for line, label in enumerate(labels, start=1):
                lists.write_string(line, at, label)
            letter = chr(ord("A") + at)
            sheet.data_validation(
                1,
                column,
                _ROWS,
                column,
                {
                    "validate": "list",
                    "source": f"={_LIST}!${letter}$2:${letter}${len(labels) + 1}",
                    # Several partners, or a word that stays open, may be written all the same.
                    "error_type": "warning",
                    "error_title": words("coop.choice"),
                    "error_message": words("coop.choice.why"),
                },
            )
            at += 1
        lists.set_column(0, max(at - 1, 0), 32)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell and sheet.write_string(number, column, cell, text):
                    raise TooBigError("cell", number + 1, SHEET_CELL)
    stream.write(packed.getbuffer())
