"""The types of the cells of a column: their words in metadata and schemas, and the type that a ukuran has."""

from __future__ import annotations

from collections.abc import Mapping
from enum import auto
from functools import cache
from typing import final

from satudata._ground.labels import LabelledWord
from satudata._ground.paths import public
from satudata._ground.tables import csv_rows


@public("satudata.standards")
@final
class ColumnType(LabelledWord):
    """The type of the cells. ``KIB`` is text of 16 digits; ``DATE`` is ISO 8601 unless the column has a format."""

    TEXT = auto()
    KIB = auto()
    INTEGER = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    DATE = auto()
    YEAR = auto()


@cache
def type_rows() -> Mapping[ColumnType, Mapping[str, str]]:
    """By type its row of ``data/column-types.csv``.

    The row has the type of Table Schema, Tipe Data and Aturan Validasi in the words of MS-Var, and a correct cell.

    >>> type_rows()[ColumnType.INTEGER]["tipe_data"]
    'Bilangan Bulat'
    """
    return {ColumnType(row["type"]): row for row in csv_rows("satudata.standards", "column-types")}


def type_of_ukuran(ukuran: str) -> ColumnType:
    """The type of a column of which the data standard has this ukuran.

    >>> type_of_ukuran("Jumlah"), type_of_ukuran("Nama")
    (ColumnType.INTEGER, ColumnType.TEXT)
    """
    return ColumnType(_of_ukuran(ukuran).get("type", ColumnType.TEXT))


def metadata_of_ukuran(ukuran: str) -> tuple[str, str | None]:
    """Tipe Data and Aturan Validasi of a variable of which the data standard has this ukuran.

    >>> metadata_of_ukuran("Waktu"), metadata_of_ukuran("Nama")
    (('Tanggal dan Jam', None), ('Teks', None))
    """
    row = _of_ukuran(ukuran)
    tipe_data = row.get("tipe_data") or type_rows()[type_of_ukuran(ukuran)]["tipe_data"]
    return tipe_data, row.get("aturan_validasi") or None


def _of_ukuran(ukuran: str) -> Mapping[str, str]:
    """The row of ``data/ukuran.csv``; empty for an ukuran of texts."""
    return _by_ukuran().get(ukuran, {})


@cache
def _by_ukuran() -> Mapping[str, Mapping[str, str]]:
    return {row["ukuran"]: row for row in csv_rows("satudata.standards", "ukuran")}
