"""The four principles, each on a data set that keeps it and on the nearest that does not."""

from pathlib import Path

import attrs
import pytest

from satudata import interchange
from satudata.standards import Column, Principle, check_principles

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "dataset"
CLEAN = interchange.from_json((FOLDER / "DATASET.json").read_bytes())
TABLE = FOLDER / "kejadian-2024.csv"


def failed(dataset, table=None):
    report = check_principles(dataset, table)
    return {each.principle for each in report.checks if each.examined and not each.is_passed}


def with_columns(change):
    (resource,) = CLEAN.resources
    return attrs.evolve(CLEAN, resources=[attrs.evolve(resource, columns=change(resource.columns))])


class TestStandarData:
    """Satu standar Data Bencana (Standar yang mengatur meliputi konsep, definisi, klasifikasi, ukuran dan satuan).

    Sumber: BNPB, halaman Satu Data Bencana.
    """

    @pytest.mark.parametrize("attribute", ["konsep", "definisi", "klasifikasi", "ukuran", "satuan"])
    def test_all_five(self, attribute):
        lacking = attrs.evolve(CLEAN, standard=attrs.evolve(CLEAN.standard, **{attribute: " "}))
        assert failed(lacking) == {Principle.STANDAR_DATA}

    def test_without_a_unit_there_is_a_reason(self):
        reasoned = attrs.evolve(CLEAN.standard, satuan="", no_unit_reason="Berupa kode")
        assert failed(attrs.evolve(CLEAN, standard=reasoned)) == set()


class TestMetadata:
    """Satu Metadata Bencana (Informasi terstruktur yang berfungsi untuk menjelaskan isi dan sumber data sehingga dapat
    mudah untuk ditemukan, digunakan, atau dikelola kembali).

    Sumber: BNPB, halaman Satu Data Bencana.
    """

    @pytest.mark.parametrize(
        "change",
        [{"description": ""}, {"license": ""}, {"parties": []}, {"activity": None}, {"variables": []}],
    )
    def test_contents_and_source_are_told(self, change):
        assert failed(attrs.evolve(CLEAN, **change)) == {Principle.METADATA}


class TestKodeReferensi:
    """Kode Referensi: tanda berisi karakter yang mengandung/menggambarkan makna, maksud, atau norma tertentu sebagai
    rujukan identitas Data yang bersifat unik.

    Sumber: BNPB, halaman Satu Data Bencana.
    """

    def test_codes_are_of_a_list(self):
        without = with_columns(lambda columns: [attrs.evolve(each, code_list=None) for each in columns])
        assert failed(without) == {Principle.KODE_REFERENSI}

    @pytest.mark.parametrize("code", ["99.01", "13.O4"])
    def test_codes_resolve(self, code, tmp_path):
        text = TABLE.read_text(encoding="utf-8").replace(",13.04,", f",{code},")
        (tmp_path / "t.csv").write_text(text, encoding="utf-8")
        assert failed(CLEAN, tmp_path / "t.csv") == {Principle.KODE_REFERENSI}

    def test_a_code_without_its_dot_is_doubtful_but_resolves(self, tmp_path):
        text = TABLE.read_text(encoding="utf-8").replace(",13.04,", ",1304,")
        (tmp_path / "t.csv").write_text(text, encoding="utf-8")
        (found,) = check_principles(CLEAN, tmp_path / "t.csv").first
        assert (found.code, found.data["right"]) == ("cells-code-otherwise-written", "13.04")
        assert failed(CLEAN, tmp_path / "t.csv") == set()


class TestInteroperabilitas:
    """Interoperabilitas (Kemampuan Data untuk diperlukan atau dibagipakaikan antar sistem yang saling berinteraksi).

    Sumber: BNPB, halaman Satu Data Bencana.
    """

    def test_open_formats(self):
        (resource,) = CLEAN.resources
        closed = attrs.evolve(CLEAN, resources=[attrs.evolve(resource, format="PDF")])
        assert failed(closed) == {Principle.INTEROPERABILITAS}

    def test_every_column_has_a_concept(self):
        extra = Column(name="Keterangan")
        variable = attrs.evolve(CLEAN.variables[0], name="Keterangan", alias=None)
        dataset = attrs.evolve(
            with_columns(lambda columns: [*columns, extra]), variables=[*CLEAN.variables, variable]
        )
        assert failed(dataset) == {Principle.STANDAR_DATA, Principle.INTEROPERABILITAS}

    def test_the_table_is_what_was_declared(self):
        assert failed(with_columns(lambda columns: columns[:-1]), TABLE) == {Principle.INTEROPERABILITAS}


def test_the_example_keeps_all_four():
    report = check_principles(CLEAN, TABLE)
    assert report.is_clean
    assert report.first == ()
    assert report.rows == 42
