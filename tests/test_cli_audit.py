"""``satudata audit``: what it prints in both languages, what it writes, and how it ends."""

import gzip
import io
import json
import sys
from functools import partial
from pathlib import Path

import pytest

from satudata import KIB, interchange
from satudata.standards import Dataset

FOLDER = Path(__file__).resolve().parent.parent / "examples"
CLEAN, TABLE = str(FOLDER / "dataset" / "DATASET.json"), str(FOLDER / "dataset" / "kejadian-2024.csv")
SHEET = str(FOLDER / "kejadian-2024.csv")


@pytest.fixture
def run(run, monkeypatch):
    monkeypatch.delenv("SATUDATA_LANG", raising=False)
    return partial(run, "audit")


@pytest.fixture
def damaged(tmp_path):
    def write(right, wrong):
        path = tmp_path / "rusak.csv"
        path.write_text(Path(TABLE).read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
        return path

    return write


class TestPage:
    def test_clean(self, run):
        out, _ = run(CLEAN, TABLE)
        assert out.splitlines() == [
            "Empat prinsip Satu Data: kejadian-2024",
            "  Standar Data                   2 dari 2",
            "  Metadata                       4 dari 4",
            "  Kode Referensi dan Data Induk  4 dari 4",
            "  Interoperabilitas              6 dari 6",
            "42 baris diperiksa",
            "Semua pemeriksaan lulus.",
        ]

    def test_in_english_without_a_table(self, run):
        out, _ = run(CLEAN, "--lang", "en")
        assert "  Interoperability                       3 of 3" not in out
        assert out.splitlines()[4].split() == ["interoperability", "3", "of", "3"]
        assert out.splitlines()[5] == "no table; its 4 checks were not run"

    def test_damaged(self, run, damaged):
        out, _ = run(CLEAN, damaged(",32.75,", ",99.99,"), status=1)
        assert "Kesalahan (perbaiki)" in out
        assert (
            '1 sel "ID Kabupaten" tidak ada dalam edisi kemendagri mana pun, pertama pada baris 2: "99.99"'
            in out
        )
        assert "tindakan: Cocokkan kodenya" in out

    def test_doubts_do_not_fail(self, run, tmp_path):
        dataset = {**json.loads(Path(CLEAN).read_bytes()), "license": "gfdl"}
        (tmp_path / "d.json").write_text(json.dumps(dataset), encoding="utf-8")
        out, _ = run(tmp_path / "d.json")
        assert "Peringatan (periksa)" in out
        assert "[/license]" in out

    def test_a_long_list_is_cut(self, run, tmp_path):
        text = interchange.to_json(Dataset(name="a1"))
        (tmp_path / "d.json").write_text(text, encoding="utf-8")
        out, _ = run(tmp_path / "d.json", status=1)
        assert "... dan 7 lagi [dataset-key-missing]" in out

    def test_many_kinds_are_cut(self, run, monkeypatch):
        monkeypatch.setattr("satudata.cli._audit._KINDS", 1)
        run("--draft", SHEET, "-o", "/dev/null")
        draft, _ = run("--draft", SHEET)
        monkeypatch.setattr(sys, "stdin", io.StringIO(draft))
        out, _ = run("-", status=1)
        assert "lagi; --format json" in out

    def test_as_json(self, run, damaged):
        out, _ = run(CLEAN, damaged(",32.75,", ",99.99,"), "--format", "json", "--lang", "en", status=1)
        held = json.loads(out)
        assert (held["dataset"], held["rows"], held["clean"]) == ("kejadian-2024", 42, False)
        codes = held["principles"]["kode_referensi"]
        assert (codes["passed"], codes["checks"], codes["failed"]) == (3, 4, ["codes-resolve"])
        assert codes["findings"][0]["code"] == "cells-code-unknown"
        assert codes["findings"][0]["where"] == "row 2"


class TestDraft:
    def test_to_a_file_and_back(self, run, tmp_path):
        run("--draft", SHEET, "-o", tmp_path / "d.json")
        written = json.loads((tmp_path / "d.json").read_bytes())
        assert written["title"] == ""
        assert written["activity"] is None
        assert interchange.from_dict(written).resources[0].path == "kejadian-2024.csv"
        out, _ = run(tmp_path / "d.json", SHEET, status=1)
        assert '38 sel "Kode Identitas Bencana" tidak terbaca sebagai KIB dalam 16 angka' in out

    def test_to_standard_output(self, run, tmp_path):
        out, _ = run("--draft", SHEET)
        run("--draft", SHEET, "-o", tmp_path / "d.json")
        assert out == (tmp_path / "d.json").read_text(encoding="utf-8")


class TestExport:
    @pytest.mark.parametrize(
        ("form", "names"),
        [
            ("ckan", ["ckan.json"]),
            ("dcat", ["dcat.jsonld"]),
            ("ms", ["ms-ind.json", "ms-keg.json", "ms-var.json"]),
            (
                "datapackage",
                ["datapackage.json", "disaster-types.csv", "kejadian-2024.csv", "kemendagri.csv"],
            ),
        ],
    )
    def test_writes_and_names_its_files(self, form, names, run, tmp_path):
        out, _ = run(CLEAN, TABLE, "--export", form, "-o", tmp_path / "out")
        assert [Path(line).name for line in out.splitlines()] == names
        assert sorted(each.name for each in (tmp_path / "out").iterdir()) == names

    def test_a_package_without_its_table(self, run, tmp_path):
        run(CLEAN, "--export", "datapackage", "-o", tmp_path)
        assert not (tmp_path / "kejadian-2024.csv").exists()

    def test_needs_a_folder(self, run):
        _, err = run(CLEAN, "--export", "ckan", status=2)
        assert "-o ekspor" in err


class TestUnusable:
    def test_no_data_set(self, run, tmp_path):
        (tmp_path / "k.json").write_text(interchange.to_json(KIB.parse("6202106202408041")), encoding="utf-8")
        _, err = run(tmp_path / "k.json", status=2)
        assert "isinya KIB" in err
        (tmp_path / "k.json").write_text("{", encoding="utf-8")
        _, err = run(tmp_path / "k.json", status=2)
        assert "tidak terbaca sebagai kumpulan data" in err

    def test_an_unknown_resource(self, run):
        _, err = run(CLEAN, TABLE, "--resource", "lain", status=2)
        assert "kejadian-2024" in err
        _, err = run(CLEAN, TABLE, "--resource", "lain", "--export", "datapackage", "-o", "x", status=2)
        assert "kejadian-2024" in err

    @pytest.mark.parametrize("arguments", [("x.json",), (CLEAN, "x.csv"), ("--draft", "x.csv")])
    def test_a_file_that_is_not_there(self, arguments, run):
        _, err = run(*arguments, status=2)
        assert "berkas ini tidak ada" in err

    def test_the_table_first(self, run):
        _, err = run(TABLE, CLEAN, status=2)
        assert "bukan JSON; kumpulan data ditulis lebih dahulu" in err
        assert "Wilayah" not in err

    def test_no_table_among_the_resources(self, run, tmp_path):
        (tmp_path / "d.json").write_text(interchange.to_json(Dataset(name="a1")), encoding="utf-8")
        _, err = run(tmp_path / "d.json", TABLE, status=2)
        assert err.rstrip().endswith("-")


class TestFiles:
    def test_the_page_goes_to_a_file(self, run, tmp_path):
        out, _ = run(CLEAN, "-o", tmp_path / "halaman.txt")
        assert out == ""
        assert "Empat prinsip" in (tmp_path / "halaman.txt").read_text(encoding="utf-8")

    def test_nothing_is_overwritten_unasked(self, run, tmp_path):
        target = tmp_path / "DATASET.json"
        target.write_text("ditulis tangan", encoding="utf-8")
        _, err = run("--draft", SHEET, "-o", target, status=2)
        assert "--overwrite menggantinya" in err
        assert target.read_text(encoding="utf-8") == "ditulis tangan"
        run("--draft", SHEET, "-o", target, "--overwrite")
        assert isinstance(interchange.from_json(target.read_bytes()), Dataset)

    @pytest.mark.parametrize("name", ["halaman.csv", "d.json"])
    def test_what_is_read_is_never_written(self, name, run, tmp_path):
        (tmp_path / "d.json").write_bytes(Path(CLEAN).read_bytes())
        (tmp_path / "halaman.csv").write_bytes(Path(TABLE).read_bytes())
        held = (tmp_path / name).read_bytes()
        run(tmp_path / "d.json", tmp_path / "halaman.csv", "-o", tmp_path / name, "--overwrite", status=2)
        assert (tmp_path / name).read_bytes() == held

    def test_exports_too(self, run, tmp_path):
        run(CLEAN, "--export", "ckan", "-o", tmp_path)
        run(CLEAN, "--export", "ckan", "-o", tmp_path)
        (tmp_path / "ckan.json").write_text("{}", encoding="utf-8")
        _, err = run(CLEAN, "--export", "ckan", "-o", tmp_path, status=2)
        assert "ckan.json sudah ada" in err
        run(CLEAN, "--export", "ckan", "-o", tmp_path, "--overwrite")

    def test_exports_keep_their_input(self, run, tmp_path):
        table = tmp_path / "kejadian-2024.csv"
        table.write_bytes(Path(TABLE).read_bytes())
        given = (CLEAN, table, "--export", "datapackage", "-o", tmp_path)
        _, err = run(*given, "--overwrite", status=2)
        assert "pilih berkas lain" in err
        assert [each.name for each in tmp_path.iterdir()] == ["kejadian-2024.csv"]

    def test_exports_on_a_full_disk(self, run, tmp_path, monkeypatch):
        (tmp_path / "ckan.json").write_text("{}", encoding="utf-8")

        def fail(*_):
            raise OSError(28, "full")

        monkeypatch.setattr(Path, "replace", fail)
        _, err = run(CLEAN, "--export", "ckan", "-o", tmp_path, "--overwrite", status=2)
        assert "ckan.json: penyimpanan penuh" in err
        assert [each.name for each in tmp_path.iterdir()] == ["ckan.json"]


class TestParquet:
    @pytest.fixture
    def parquet(self, tmp_path):
        polars = pytest.importorskip("polars")
        text = {"Kode Identitas Bencana": polars.String, "ID Kabupaten": polars.String}
        polars.read_csv(TABLE, schema_overrides=text, try_parse_dates=True).write_parquet(
            tmp_path / "t.parquet"
        )
        return tmp_path / "t.parquet"

    def test_its_cells_have_types(self, run, parquet):
        out, _ = run(CLEAN, parquet)
        assert out.endswith("42 baris diperiksa\nSemua pemeriksaan lulus.\n")

    def test_a_draft(self, run, parquet):
        out, _ = run("--draft", parquet)
        (resource,) = interchange.from_json(out).resources
        assert (resource.name, resource.path, resource.format) == ("t-", "t.parquet", "Parquet")
        assert resource.columns[3].type == "date"

    def test_without_polars(self, run, parquet, monkeypatch):
        monkeypatch.setattr("satudata.tabular._parquet.find_spec", lambda name: None)
        _, err = run(CLEAN, parquet, status=2)
        assert "polars" in err


class TestTablesOfOtherKinds:
    def test_a_packed_table(self, run, tmp_path):
        path = tmp_path / "kejadian.csv"
        path.write_bytes(gzip.compress(Path(TABLE).read_bytes()))
        assert run(CLEAN, path) == run(CLEAN, TABLE)

    def test_a_file_that_is_no_table(self, run, tmp_path):
        path = tmp_path / "kejadian.csv"
        path.write_bytes(b"%PDF-1.7\x1b[31m")
        _, err = run(CLEAN, path, "--lang", "en", status=2)
        assert "a PDF file" in err
        assert "\x1b" not in err
