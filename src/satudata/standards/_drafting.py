"""A first draft of a data set, from the headings and cells of a spreadsheet."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from satudata.standards._activity import Variable
from satudata.standards._column_types import ColumnType, type_of_ukuran, type_rows
from satudata.standards._concepts import concepts
from satudata.standards._dataset import Column, Dataset, Resource, is_inside
from satudata.standards._standards import get_standard
from satudata.standards.checks._cells import reads_as
from satudata.standards.checks._codes import CodeStatus, code_status
from satudata.tabular._tables import open_table

#: Number of rows that a draft looks at.
_SAMPLE: Final = 1000
_DAY_FIRST: Final = "%d/%m/%Y"

#: What a data set calls the format of a table.
_FORMATS: Final = {"OpenDocument": "ODS"}
#: The columns that contain codes or names of a list: the list, and whether they are names.
_LISTS: Final = {
    "region_id": ("kemendagri", False),
    "type_code": ("disaster-types", False),
    "regency_name": ("kemendagri", True),
    "province_name": ("kemendagri", True),
    "type_name": ("disaster-types", True),
}


def draft_dataset(table: str | os.PathLike[str], *, name: str | None = None) -> Dataset:
    """A first draft of a data set for the file *table*: CSV, Excel, JSON, Parquet.

    :func:`check_principles` says what the draft still lacks.

    A known heading gives its column a type, concept, code list and variable; any other column gets a type only. The
    first 1,000 rows show how dates are written, which columns are never blank and whether the KIB is a key. A table
    does not tell the description, parties, licence and activity, so these are not filled in. *name* is made from the
    file name unless given.

    Raises ``OSError`` for a file that cannot be read, :class:`~satudata.TableError` for one that is no table,
    :class:`~satudata.InvalidRecordError` for a wrong *name*.
    """
    path = Path(table)
    slug = name or slug_of(path.stem)
    with open_table(path) as opened:
        opened.require_rows()
        headings = tuple(heading.strip("\ufeff") for heading in opened.headings)
        fields = {place: field for field, place in opened.columns.used.items()}
        rows = [line.cells for line in islice(opened.records(), _SAMPLE)]
        is_csv = opened.format == "CSV"
        form = _FORMATS.get(opened.format, opened.format)
    cells = [[row[place] for row in rows if place < len(row)] for place in range(len(headings))]
    columns = [
        _column(heading, fields.get(place, ""), cells[place], len(rows))
        for place, heading in enumerate(headings)
    ]
    by_field = {field: columns[place] for place, field in fields.items()}
    dated = by_field.get("date") or by_field.get("kib")
    kib = next((place for place, field in fields.items() if field == "kib"), None)
    is_key = kib is not None and columns[kib].required and len(set(cells[kib])) == len(rows)
    return Dataset(
        name=slug,
        variables=[_variable(each) for each in columns if each.name.strip()],
        resources=[
            Resource(
                name=slug,
                path=path.name if is_inside(path.name) else f"{slug}.{form.lower()}",
                format="TSV" if is_csv and opened.delimiter == "\t" else form,
                delimiter="" if opened.delimiter in "\t," else opened.delimiter,
                columns=columns,
                key=[columns[kib].name] if is_key and kib is not None else [],
                dated_by=None if dated is None else dated.name,
            )
        ],
    )


def slug_of(text: str) -> str:
    """A valid name of a data set, made from the name of a file."""
    return re.sub("[^a-z0-9_]+", "-", text.casefold()).strip("-")[:100].ljust(2, "-")


def _column(heading: str, field: str, cells: Sequence[str], rows: int) -> Column:
    filled = [cell for cell in cells if cell]
    concept = concepts().get(field)
    is_figure = concept is not None and concept.startswith("Impact.")
    if concept is None:
        kind = _type_of(filled)
    elif field == "kib":
        kind = ColumnType.KIB
    else:
        kind = type_of_ukuran(get_standard(concept).ukuran)
    list_, by_name = _LISTS.get(field, (None, False))
    if by_name and not all(_is_named(str(list_), cell) for cell in set(filled)):
        list_, by_name = None, False
    return Column(
        name=heading,
        type=kind,
        concept=concept,
        code_list=list_,
        by_name=by_name,
        format=_date_format(filled) if kind is ColumnType.DATE else "",
        required=bool(filled) and len(filled) == rows and not is_figure,
    )


def _is_named(list_: str, cell: str) -> bool:
    return code_status(list_, cell, None, by_name=True)[0] is CodeStatus.VALID


def _type_of(filled: Sequence[str]) -> ColumnType:
    for kind in (ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.DATE):
        if filled and all(reads_as(cell, Column(name="", type=kind)) for cell in filled):
            return kind
    return ColumnType.TEXT


def _date_format(filled: Sequence[str]) -> str:
    day_first = Column(name="", type=ColumnType.DATE, format=_DAY_FIRST)
    return _DAY_FIRST if filled and all(reads_as(cell, day_first) for cell in filled) else ""


def _variable(column: Column) -> Variable:
    data_type, rule = type_rows()[column.type]["tipe_data"], _rule(column)
    if column.concept is None:
        return Variable(name=column.name, data_type=data_type, validation_rule=rule)
    return Variable.of(column.concept, alias=column.name, data_type=data_type, validation_rule=rule)


def _rule(column: Column) -> str:
    """What the audit checks in the cells, in the words of the form."""
    if column.code_list is not None:
        what = "Nama" if column.by_name else "Kode"
        return f"{what} dalam daftar {column.code_list} yang berlaku pada tanggalnya"
    written = f", ditulis {column.format}" if column.format else ""
    blank = "wajib diisi" if column.required else "kosong berarti tidak dilaporkan"
    return f"{type_rows()[column.type]['aturan_validasi']}{written}; {blank}"
