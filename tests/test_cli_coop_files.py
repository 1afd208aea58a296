"""``satudata coop new|import|export``: forms to fill in, lists of agreements, and the way back."""

import csv
import json
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from satudata.cli import _coop, _coop_files, main
from satudata.cooperation import Agreement, Partner, Portfolio
from satudata.interchange import from_json, to_json

EXAMPLE = str(Path(__file__).resolve().parent.parent / "examples" / "portfolio.json")
LIST = (
    "DAFTAR KERJA SAMA,,,,,,,\n"
    "No,Mitra,Jenis Mitra,Naskah Kerjasama,Tanggal MoU,Jangka Waktu,Status,PIC\n"
    "1,Universitas Satu,PTN,MoU,9 Oktober 2024,1 tahun,Aktif,Budi\n"
    "2,Yayasan Dua,NGO,MoA,2024,sampai selesai,,Budi\n"
)


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    monkeypatch.delenv("SATUDATA_LANG", raising=False)
    for module in (_coop, _coop_files):
        monkeypatch.setattr(module, "today", lambda: date(2026, 3, 1))


@pytest.fixture
def run(run):
    return partial(run, "coop")


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def portfolio(path):
    return from_json(path.read_text(encoding="utf-8"))


class TestImport:
    def test_what_is_said(self, run, listed, tmp_path):
        out, _ = run("import", listed, "-o", tmp_path / "p.json", "--lang", "en")
        lines = out.splitlines()
        assert lines[:4] == [
            "2 agreements from 2 rows",
            "1 column with personal data was not read",
            "the history of 2 agreements begins with the signing; the list says nothing of",
            "  the stages before",
        ]
        assert max(map(len, lines)) <= 80
        assert "Budi" not in out
        assert '"Aktif" in the list; by its days it is' in " ".join(out.split())
        assert [each.partners[0].name for each in portfolio(tmp_path / "p.json")] == [
            "Universitas Satu",
            "Yayasan Dua",
        ]

    def test_an_open_paper_is_null(self, run, listed, tmp_path):
        run("import", listed, "-o", tmp_path / "p.json")
        told = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))
        assert [each["instrument"] for each in told["agreements"]] == ["nota_kesepahaman", None]
        assert (told["agreements"][1]["track"], told["agreements"][1]["partners"][0]["kind"]) == (None, None)

    def test_quiet(self, run, listed, tmp_path):
        out, _ = run("import", listed, "-o", tmp_path / "p.json", "-q")
        assert "pribadi" not in out
        assert "agreement-status-differs" in out

    def test_as_json(self, run, listed, tmp_path):
        told = json.loads(run("import", listed, "-o", tmp_path / "p.json", "--format", "json")[0])
        assert (told["agreements"], told["rows"], told["personal_columns"]) == (2, 2, 1)
        assert told["begins_at_signing"] == ["baris-3", "baris-4"]
        differs = next(each for each in told["findings"] if each["code"] == "agreement-status-differs")
        assert (differs["line"], differs["severity"]) == (3, "warning")

    def test_to_standard_output(self, run, listed):
        out, err = run("import", listed)
        assert len(from_json(out)) == 2
        assert "2 perjanjian dari 2 baris" in err

    def test_constants_columns_and_a_day(self, run, listed, tmp_path):
        options = (
            "--set",
            "region=62.02",
            "--set",
            "phases=prabencana",
            "--map",
            "title=No",
            "--on",
            "2025-01-01",
        )
        out, _ = run("import", listed, "-o", tmp_path / "p.json", *options)
        assert "agreement-status-differs" not in out
        assert "wilayah" not in out
        first = portfolio(tmp_path / "p.json").agreements[0]
        assert (first.title, str(first.positions[0].region)) == ("1", "62.02")

    def test_columns_that_mean_nothing_are_named(self, run, tmp_path):
        path = tmp_path / "x.csv"
        path.write_text("No.,Mitra,Logo\n1,A,x\n", encoding="utf-8")
        out, _ = run("import", path, "-o", tmp_path / "p.json")
        assert 'kolom yang tidak dibaca: "Logo"' in out

    def test_a_row_that_is_left_out_shows_in_the_status(self, run, tmp_path):
        path = tmp_path / "x.csv"
        path.write_text("Mitra,Judul\n,Gudang\n", encoding="utf-8")
        run("import", path, "-o", tmp_path / "p.json", status=1)

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            (("-o", "p.csv"), "portofolio ditulis sebagai .json"),
            (("-o", "p.txt"), ".txt"),
            (("-o", "p.json", "--set", "region=Atlantis"), "Atlantis"),
            (("-o", "p.json", "--map", "partner=Partner"), "Partner"),
        ],
    )
    def test_refused(self, run, listed, tmp_path, monkeypatch, options, told):
        monkeypatch.chdir(tmp_path)
        assert told in run("import", listed, *options, status=2)[1]

    def test_no_list(self, run, tmp_path):
        path = tmp_path / "x.csv"
        path.write_text("a,b\n1,2\n", encoding="utf-8")
        assert "partner" in run("import", path, "-o", tmp_path / "p.json", status=2)[1]
        assert not (tmp_path / "p.json").exists()


class TestExport:
    @pytest.mark.parametrize("suffix", ["xlsx", "csv", "tsv"])
    def test_and_back(self, run, tmp_path, suffix):
        file, back = tmp_path / f"x.{suffix}", tmp_path / "back.json"
        assert "9 perjanjian ditulis" in run("export", EXAMPLE, "-o", file)[0]
        run("import", file, "-o", back)
        assert portfolio(back) == portfolio(Path(EXAMPLE))

    def test_as_json(self, run, tmp_path):
        assert run("export", EXAMPLE, "-o", tmp_path / "x.json", "-q")[0] == ""
        assert portfolio(tmp_path / "x.json") == portfolio(Path(EXAMPLE))

    def test_a_cell_that_excel_cannot_hold(self, run, tmp_path):
        long = Agreement(id="a", track=None, partners=Partner("A"), note="x" * 40_000)
        (tmp_path / "p.json").write_text(to_json(Portfolio([long])), encoding="utf-8")
        assert "32767" in run("export", tmp_path / "p.json", "-o", tmp_path / "x.xlsx", status=2)[1]
        assert not (tmp_path / "x.xlsx").exists()

    def test_refused(self, run, tmp_path):
        assert "-o" in run("export", EXAMPLE, status=2)[1]
        assert ".parquet" in run("export", EXAMPLE, "-o", tmp_path / "x.parquet", status=2)[1]
        (tmp_path / "x.csv").write_text("", encoding="utf-8")
        assert "--overwrite" in run("export", EXAMPLE, "-o", tmp_path / "x.csv", status=2)[1]
        run("export", EXAMPLE, "-o", tmp_path / "x.csv", "--overwrite")


class TestNew:
    def test_an_empty_portfolio(self, run, tmp_path):
        assert "siap diisi" in run("new", "-o", tmp_path / "p.json")[0]
        assert portfolio(tmp_path / "p.json") == Portfolio()

    def test_a_form_has_the_words_as_lists(self, run, tmp_path):
        from zipfile import ZipFile

        from python_calamine import CalamineWorkbook

        run("new", "-o", tmp_path / "form.xlsx")
        book = CalamineWorkbook.from_path(tmp_path / "form.xlsx")
        headings = book.get_sheet_by_index(0).to_python()[0]
        assert {
            "ID",
            "Mitra",
            "Jenis Mitra",
            "Instrumen",
            "Jalur",
            "Judul",
            "Tanggal Mulai",
            "Tanggal Berakhir",
        } <= set(headings)
        choices = book.get_sheet_by_name("Pilihan").to_python()
        assert "Nota Kesepakatan" in [row[choices[0].index("Instrumen")] for row in choices]
        with ZipFile(tmp_path / "form.xlsx") as packed:
            sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        assert sheet.count("<dataValidation ") == 5
        assert 'errorStyle="warning"' in sheet

    def test_a_form_that_is_filled_in_is_a_list(self, run, tmp_path):
        run("new", "-o", tmp_path / "form.csv")
        (headings,) = csv.reader((tmp_path / "form.csv").read_text(encoding="utf-8").splitlines())
        filled = {
            "ID": "nk-1",
            "Mitra": "Universitas Satu",
            "Jenis Mitra": "perguruan tinggi",
            "Negara": "Indonesia",
        }
        filled |= {
            "Instrumen": "Nota Kesepahaman",
            "Tanggal Penandatanganan": "2025-01-02",
            "Jangka Waktu": "3 tahun",
        }
        filled |= {"Wilayah": "Bali", "Jenis Bencana": "Gempabumi", "Fase": "prabencana"}
        with (tmp_path / "form.csv").open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, headings, restval="").writerow(filled)
        out, _ = run("import", tmp_path / "form.csv", "-o", tmp_path / "p.json")
        (agreement,) = portfolio(tmp_path / "p.json")
        assert (agreement.id, agreement.term.last_day) == ("nk-1", date(2028, 1, 1))
        assert (str(agreement.positions[0].region), agreement.positions[0].types) == ("51", ("107",))
        assert "agreement-" not in out


def test_columns_without_a_place_are_named(run, tmp_path):
    (tmp_path / "a.csv").write_text("Mitra,Keterangan\nA,b\n", encoding="utf-8")
    arguments = ("import", tmp_path / "a.csv", "-o", tmp_path / "p.json", "--overwrite")
    out, _ = run(*arguments)
    assert '"Keterangan"' in out
    assert json.loads(run(*arguments, "--format", "json")[0])["columns_unused"] == ["Keterangan"]


def test_a_portfolio_is_no_list(run, tmp_path):
    run("new", "-o", tmp_path / "p.json")
    _, err = run("import", tmp_path / "p.json", "-o", tmp_path / "q.json", status=2)
    assert "p.json sudah berupa portofolio; satudata coop status membacanya" in err
    assert not (tmp_path / "q.json").exists()


def test_the_help_names_the_fields_of_agreements(capsys):
    assert main(["coop", "import", "--help", "--lang", "en"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "phases=prabencana" in text
    assert "year=" not in text
    assert "--strict" not in text
