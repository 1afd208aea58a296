"""The beginning of a data set from a spreadsheet: what is recognised, and what stays open."""

import runpy
from pathlib import Path

import pytest

from satudata.standards import ColumnType, check_principles, draft_dataset

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ONE = "6202106202408041"


@pytest.fixture
def drafted(tmp_path):
    def draft(*lines, name="Kejadian Banjir (2024).csv"):
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return draft_dataset(path)

    return draft


def columns(dataset):
    return {each.name: each for each in dataset.resources[0].columns}


class TestExample:
    DRAFT = draft_dataset(EXAMPLES / "kejadian-2024.csv")

    def test_columns(self):
        held = columns(self.DRAFT)
        assert {name: each.type.value for name, each in held.items()} == {
            "Kode Identitas Bencana": "kib",
            "ID Kejadian": "text",
            "ID Kabupaten": "text",
            "Tanggal Kejadian": "date",
            "Jenis Bencana": "text",
            "Kabupaten/Kota": "text",
            **dict.fromkeys(("Meninggal", "Hilang", "Luka / Sakit"), "integer"),
            **dict.fromkeys(("Rumah Rusak", "Rumah Terendam", "Fasum Rusak"), "integer"),
            "Sumber": "text",
        }
        assert held["Tanggal Kejadian"].format == "%d/%m/%Y"
        assert [name for name, each in held.items() if each.concept is None] == ["Sumber"]
        assert [name for name, each in held.items() if each.required] == [
            *(
                "Kode Identitas Bencana",
                "ID Kabupaten",
                "Tanggal Kejadian",
                "Jenis Bencana",
                "Kabupaten/Kota",
            ),
            "Sumber",
        ]
        assert {name: (each.code_list, each.by_name) for name, each in held.items() if each.code_list} == {
            "ID Kabupaten": ("kemendagri", False),
            "Jenis Bencana": ("disaster-types", True),
            "Kabupaten/Kota": ("kemendagri", True),
        }

    def test_resource(self):
        (resource,) = self.DRAFT.resources
        assert (resource.name, resource.path, resource.format) == (
            "kejadian-2024",
            "kejadian-2024.csv",
            "CSV",
        )
        assert resource.key == ("Kode Identitas Bencana",)
        assert resource.dated_by == "Tanggal Kejadian"

    def test_variables(self):
        dead = self.DRAFT.variables[6]
        assert (dead.name, dead.alias, dead.data_type) == (
            "Jumlah Korban Meninggal",
            "Meninggal",
            "Bilangan Bulat",
        )
        assert dead.validation_rule == "Bilangan bulat; kosong berarti tidak dilaporkan"
        rules = [each.validation_rule for each in self.DRAFT.variables]
        assert rules[0] == "KIB dalam 16 angka; wajib diisi"
        assert rules[2] == "Kode dalam daftar kemendagri yang berlaku pada tanggalnya"
        assert rules[3] == "Tanggal kalender, ditulis %d/%m/%Y; wajib diisi"
        assert rules[5] == "Nama dalam daftar kemendagri yang berlaku pada tanggalnya"
        assert self.DRAFT.variables[12].konsep is None

    def test_what_no_table_says_stays_open(self):
        draft = self.DRAFT
        assert (draft.title, draft.license, draft.parties, draft.activity) == ("", "", (), None)
        report = check_principles(draft, EXAMPLES / "kejadian-2024.csv")
        assert not report.is_clean
        assert "cells-type" in {each.code for each in report.first}


class TestSheets:
    def test_names(self, drafted):
        assert drafted("KIB", ONE).name == "kejadian-banjir-2024"
        assert drafted("KIB", ONE, name="!.csv").name == "--"
        assert draft_dataset(EXAMPLES / "kejadian-2024.csv", name="kejadian").resources[0].name == "kejadian"

    def test_a_semicolon_and_a_title_above(self, drafted):
        draft = drafted("Data Banjir", "KIB;Tanggal Kejadian;Meninggal", f"{ONE};2024-08-04;1")
        (resource,) = draft.resources
        assert (resource.format, resource.delimiter) == ("CSV", ";")
        assert [each.type for each in resource.columns] == ["kib", "date", "integer"]
        assert columns(draft)["Tanggal Kejadian"].format == ""

    def test_tabs(self, drafted):
        (resource,) = drafted("KIB\tMeninggal", f"{ONE}\t1").resources
        assert (resource.format, resource.delimiter) == ("TSV", "")

    def test_a_kib_that_is_given_twice_is_no_key(self, drafted):
        assert drafted("KIB", ONE, ONE).resources[0].key == ()
        assert drafted("KIB,Meninggal", f"{ONE},1", ",2").resources[0].key == ()

    def test_without_a_date_the_kib_dates_the_row(self, drafted):
        assert drafted("KIB,Meninggal", f"{ONE},1").resources[0].dated_by == "KIB"
        assert drafted("Nama,Meninggal", "x,1").resources[0].dated_by is None

    @pytest.mark.parametrize(
        ("cells", "kind"),
        [
            (("1", "20", ""), "integer"),
            (("1", "2.5"), "number"),
            (("2024-08-04", "2024-08-05"), "date"),
            (("007", "1"), "number"),
            (("1", "x"), "text"),
            (("", ""), "text"),
        ],
    )
    def test_other_columns_are_what_their_cells_are(self, cells, kind, drafted):
        draft = drafted("KIB,Lain", *(f"{ONE},{cell}" for cell in cells))
        assert columns(draft)["Lain"].type == kind
        assert draft.variables[1].name == "Lain"

    def test_names_that_no_list_has_are_no_names_of_a_list(self, drafted):
        held = columns(drafted("KIB,Kabupaten,Jenis Bencana", f"{ONE},SAMOSIR,BANJIR"))
        assert {each.code_list for each in held.values()} == {None}
        assert held["Kabupaten"].concept == "Column.regency_name"

    def test_short_rows(self, drafted):
        draft = drafted("KIB,Lain", f"{ONE},1", ONE)
        assert columns(draft)["Lain"].type is ColumnType.INTEGER
        assert not columns(draft)["Lain"].required

    def test_land_is_a_number(self, drafted):
        assert columns(drafted("KIB,Luas Sawah", f"{ONE},3"))["Luas Sawah"].type is ColumnType.NUMBER


def test_a_draft_filled_in_is_clean():
    made = runpy.run_path(str(EXAMPLES.parent / "tools" / "build_example_dataset.py"))
    content = made["table"]()
    assert (EXAMPLES / "dataset" / "kejadian-2024.csv").read_bytes() == content
    assert check_principles(made["dataset"](content), EXAMPLES / "dataset" / "kejadian-2024.csv").is_clean
