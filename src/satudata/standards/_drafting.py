"""From a spreadsheet to the beginning of a data set: what its headings and cells say, the rest left open."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final

from satudata.standards._activity import Variable
from satudata.standards._concepts import concepts
from satudata.standards._dataset import Column, ColumnType, Dataset, Resource, is_inside
from satudata.standards._standards import get_standard
from satudata.standards.checks._cells import reads_as
from satudata.standards.checks._codes import Standing, standing
from satudata.tabular._csv import records
from satudata.tabular._tables import open_csv

#: So many rows are looked at.
_SAMPLE: Final = 1000
_DAY_FIRST: Final = "%d/%m/%Y"

#: What the cells of a known column are, by what its standard measures; anything else is text.
_TYPES: Final = {
    "Jumlah": ColumnType.INTEGER,
    "Hari": ColumnType.INTEGER,
    "Tahun": ColumnType.YEAR,
    "Tanggal": ColumnType.DATE,
    "Luas": ColumnType.NUMBER,
    "Panjang": ColumnType.NUMBER,
    "Nilai": ColumnType.NUMBER,
    "Bobot": ColumnType.NUMBER,
    "Besaran Sebagaimana Diterbitkan": ColumnType.NUMBER,
}
#: The type of data and the rule of a column, in the words of MS-Var.
_DATA_TYPES: Final = {
    ColumnType.TEXT: "Teks",
    ColumnType.KIB: "Teks",
    ColumnType.INTEGER: "Bilangan Bulat",
    ColumnType.NUMBER: "Bilangan Desimal",
    ColumnType.BOOLEAN: "Ya atau Tidak",
    ColumnType.DATE: "Tanggal",
    ColumnType.YEAR: "Tahun",
}
_RULES: Final = {
    ColumnType.TEXT: "Teks",
    ColumnType.KIB: "KIB dalam 16 angka",
    ColumnType.INTEGER: "Bilangan bulat",
    ColumnType.NUMBER: "Bilangan desimal dengan titik",
    ColumnType.BOOLEAN: "true atau false",
    ColumnType.DATE: "Tanggal kalender",
    ColumnType.YEAR: "Tahun empat angka",
}
#: What holds codes or names of a list: the list, and whether it holds the names.
_LISTS: Final = {
    "region_id": ("kemendagri", False),
    "type_code": ("disaster-types", False),
    "regency_name": ("kemendagri", True),
    "province_name": ("kemendagri", True),
    "type_name": ("disaster-types", True),
}


def draft_dataset(table: str | os.PathLike[str], *, name: str | None = None) -> Dataset:
    """The beginning of a data set of the CSV file *table*; :func:`check_principles` says what it still lacks.

    Headings that the vocabulary has get their type, concept, code list and variable; how dates are written, which
    columns are never blank and whether the KIB is a key is read off the first rows. The others get a type only. What
    no table says (description, parties, licence, activity) stays open. *name* is that of the file unless given.

    Raises ``OSError`` for a file that cannot be read.
    """
    path = Path(table)
    slug = name or slug_of(path.stem)
    with open_csv(path) as held:
        headings = tuple(heading.strip("\ufeff") for heading in held.headings)
        fields = {place: field for field, place in held.columns.used.items()}
        with path.open("rb") as file, closing(records(file, held.encoding, held.delimiter)) as walk:
            next((line for line in walk if line.cells == held.headings), None)
            rows = [line.cells for line in islice(walk, _SAMPLE)]
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
                path=path.name if is_inside(path.name) else f"{slug}.csv",
                format="TSV" if held.delimiter == "\t" else "CSV",
                delimiter="" if held.delimiter in "\t," else held.delimiter,
                columns=columns,
                key=[columns[kib].name] if is_key and kib is not None else [],
                dated_by=None if dated is None else dated.name,
            )
        ],
    )


def slug_of(text: str) -> str:
    """The name that a data set of a file so called may have."""
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
        kind = _TYPES.get(get_standard(concept).ukuran, ColumnType.TEXT)
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
    return standing(list_, cell, None, by_name=True)[0] is Standing.HELD


def _type_of(filled: Sequence[str]) -> ColumnType:
    for kind in (ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.DATE):
        if filled and all(reads_as(cell, Column(name="", type=kind)) for cell in filled):
            return kind
    return ColumnType.TEXT


def _date_format(filled: Sequence[str]) -> str:
    day_first = Column(name="", type=ColumnType.DATE, format=_DAY_FIRST)
    return _DAY_FIRST if filled and all(reads_as(cell, day_first) for cell in filled) else ""


def _variable(column: Column) -> Variable:
    data_type, rule = _DATA_TYPES[column.type], _rule(column)
    if column.concept is None:
        return Variable(name=column.name, data_type=data_type, validation_rule=rule)
    return Variable.of(column.concept, alias=column.name, data_type=data_type, validation_rule=rule)


def _rule(column: Column) -> str:
    """What the audit checks of the cells, in the words of the form."""
    if column.code_list is not None:
        what = "Nama" if column.by_name else "Kode"
        return f"{what} dalam daftar {column.code_list} yang berlaku pada tanggalnya"
    written = f", ditulis {column.format}" if column.format else ""
    blank = "wajib diisi" if column.required else "kosong berarti tidak dilaporkan"
    return f"{_RULES[column.type]}{written}; {blank}"
