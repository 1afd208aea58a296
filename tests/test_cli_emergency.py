"""``satudata emergency``, and ``--emergency`` of count and check: pages, JSON, files and how they end."""

import csv
import io
import json
import sys
from datetime import date

import pytest

from satudata.cli import _emergency

LIST = """DAFTAR SK STATUS KEADAAN DARURAT
No,Kabupaten/Kota,Provinsi,Bencana,Status,Nomor SK,Tanggal Mulai,Tanggal Berakhir
1,Banyuwangi,Jawa Timur,Banjir,Tanggap Darurat,188/10/2025,1 Maret 2025,14 Maret 2025
2,Banyuwangi,Jawa Timur,Banjir,Perpanjangan TD,188/22/2025,15 Maret 2025,28 Maret 2025
3,,Jawa Timur,"Banjir, Tanah Longsor",Siaga Darurat,188/7/2025,1 Januari 2025,31 Mei 2025
4,Jember,Jawa Timur,Banjir,Transisi Darurat,,1 Maret 2025,
5,Klaten,Jawa Tengah,Erupsi Gunung Api,Siaga (Level III),,1 Maret 2025,
JUMLAH,,,,4,,,
"""
BROKEN = LIST.replace("Jember", "Atlantis")
EVENTS = """Tanggal,Kejadian,Kabupaten,Provinsi
20/03/2025,Banjir,Banyuwangi,Jawa Timur
20/03/2025,Tanah Longsor,Jember,Jawa Timur
20/03/2025,Kekeringan,Jember,Jawa Timur
"""


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    monkeypatch.delenv("SATUDATA_LANG", raising=False)
    monkeypatch.setattr(_emergency, "today", lambda: date(2025, 3, 20))


@pytest.fixture
def files(tmp_path):
    for name, text in (("sk.csv", LIST), ("rusak.csv", BROKEN), ("kejadian.csv", EVENTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(autouse=True)
def _in_the_folder(files, monkeypatch):
    monkeypatch.chdir(files)


class TestPage:
    def test_the_status_today_with_names_in_eighty_columns(self, run):
        out, err = run("emergency", "sk.csv")
        assert out.startswith("Status keadaan darurat pada 20 Maret 2025: sk.csv, 4 SK\n")
        assert "35.10 Kabupaten Banyuwangi: tanggap darurat" in out
        assert "15 Maret 2025 sampai 28 Maret 2025 (8 hari lagi)" in out
        assert "memperpanjang 188/10/2025; sejak 1 Maret 2025 (disimpulkan" in out
        assert "hari terakhirnya tidak diketahui" in out
        assert max(map(len, out.splitlines())) <= 80
        assert "Tanggal Mulai (start)" in err

    def test_counts_of_declarations_and_decrees(self, run):
        lines = run("emergency", "sk.csv")[0].splitlines()
        at = next(at for at, line in enumerate(lines) if line.startswith("Jumlah penetapan/SK"))
        rows = [line.split() for line in lines[at + 1 : at + 6]]
        assert rows[0] == ["kode", "wilayah", "siaga", "tanggap", "transisi"]
        assert rows[1:] == [
            ["35", "Jawa", "Timur", "1/1"],
            ["35.09", "Kabupaten", "Jember", "1/1"],
            ["35.10", "Kabupaten", "Banyuwangi", "1/2"],
            ["jumlah", "1/1", "1/2", "1/1"],
        ]

    def test_several_at_once_and_nothing(self, run, files):
        two = LIST.replace(
            "Jember,Jawa Timur,Banjir,Transisi Darurat", "Banyuwangi,Jawa Timur,Kekeringan,Siaga Darurat"
        )
        (files / "sk.csv").write_text(two, encoding="utf-8")
        out, _ = run("emergency", "sk.csv", "--lang", "en")
        assert "  tanggap darurat: 188/22/2025" in out
        assert "  siaga darurat: decree without a number" in out
        out, _ = run("emergency", "sk.csv", "--on", "2020-01-01")
        assert "Tidak ada yang berlaku pada tanggal itu." in out

    def test_what_runs_out(self, run):
        out, _ = run("emergency", "sk.csv", "--expiring", "8")
        assert (
            "Berakhir dalam 8 hari: 1\n  28 Maret 2025: 35.10 Kabupaten Banyuwangi, tanggap darurat, 188/22/2025\n"
            in out
        )
        assert "Berakhir dalam 7 hari: 0" in run("emergency", "sk.csv", "--expiring", "7")[0]

    def test_a_row_that_is_left_out_ends_with_1_and_is_named(self, run):
        out, err = run("emergency", "rusak.csv", status=1)
        assert 'baris 6: baris ini tidak dibaca: wilayah tidak terbaca: "Atlantis"' in out
        assert "1 (baris 6)" in err
        assert "1 (line 6)" in run("emergency", "rusak.csv", "--lang", "en", "--format", "csv", status=1)[1]

    def test_no_findings(self, run, files):
        (files / "satu.csv").write_text("\n".join(LIST.splitlines()[:3]), encoding="utf-8")
        out, _ = run("emergency", "satu.csv")
        assert out.endswith("Tidak ada temuan.\n")


class TestPrograms:
    def test_json(self, run):
        found = json.loads(
            run("emergency", "sk.csv", "--format", "json", "--expiring", "14", "--lang", "en")[0]
        )
        assert (found["on"], found["declarations"]) == ("2025-03-20", 4)
        assert list(found["regions"]) == ["35", "35.09", "35.10"]
        banyuwangi = found["regions"]["35.10"]
        in_force = banyuwangi.pop("in_force")
        assert banyuwangi == {
            "status": "tanggap_darurat",
            "since": "2025-03-01",
            "start": "2025-03-15",
            "last_day": "2025-03-28",
            "decree": "188/22/2025",
            "extends": ["188/10/2025"],
            "chain": "inferred",
            "types": ["Banjir"],
        }
        assert in_force == [{**banyuwangi, "certain": True, "line": 4}]
        jember = found["regions"]["35.09"]
        assert (jember["last_day"], jember["decree"], jember["in_force"][0]["certain"]) == (None, None, False)
        assert found["counts"]["35.10"] == {"tanggap_darurat": {"chains": 1, "decrees": 2}}
        assert [each["region"] for each in found["expiring"]] == ["35.10"]
        scale = next(each for each in found["findings"] if each["code"] == "declaration-scale")
        assert scale == {
            "code": "declaration-scale",
            "severity": "warning",
            "line": 7,
            "message": '"Siaga (Level III)" is a level of warning, no emergency status',
        }

    def test_csv(self, run):
        rows = [*csv.DictReader(io.StringIO(run("emergency", "sk.csv", "--format", "csv")[0]))]
        assert [(each["code"], each["name"], each["last_day"]) for each in rows] == [
            ("35", "Jawa Timur", "2025-05-31"),
            ("35.09", "Kabupaten Jember", ""),
            ("35.10", "Kabupaten Banyuwangi", "2025-03-28"),
        ]
        rows = [
            *csv.DictReader(io.StringIO(run("emergency", "sk.csv", "--format", "csv", "--expiring", "9")[0]))
        ]
        assert [(each["code"], each["extends"]) for each in rows] == [("35.10", "188/10/2025")]

    def test_a_nation_and_a_sheet(self, run, files):
        import xlsxwriter

        with xlsxwriter.Workbook(files / "sk.xlsx") as book:
            for name in ("2024", "2025"):
                sheet = book.add_worksheet(name)
                for number, row in enumerate(
                    [
                        ["id_kab", "Kabupaten", "Status", "Mulai", "Berakhir", "Tingkat"],
                        [35.1, "Banyuwangi", "TD", date(2025, 3, 1), date(2025, 3, 28), ""],
                        ["", "", "TD", 45717, 45750, "nasional"],
                    ]
                ):
                    for column, value in enumerate(row):
                        if isinstance(value, date):
                            sheet.write_datetime(
                                number, column, value, book.add_format({"num_format": "dd/mm/yyyy"})
                            )
                        else:
                            sheet.write(number, column, value)
        found = json.loads(run("emergency", "sk.xlsx", "--sheet", "2025", "--format", "json")[0])
        assert list(found["regions"]) == ["national", "35.10"]
        assert found["regions"]["35.10"]["last_day"] == "2025-03-28"
        found = json.loads(run("emergency", "sk.xlsx", "--sheet", "all", "--format", "json")[0])
        assert {each["sheet"] for each in found["findings"]} == {"2024", "2025"}
        run("emergency", "sk.xlsx", status=1)  # a sheet is not read
        assert "Indonesia: tanggap darurat" in run("emergency", "sk.xlsx", "--sheet", "2025")[0]

    def test_files(self, run, files):
        run("emergency", "sk.csv", "-o", "status.json")
        assert json.loads((files / "status.json").read_text("utf-8"))["declarations"] == 4
        assert "--overwrite" in run("emergency", "sk.csv", "-o", "status.json", status=2)[1]
        run("emergency", "sk.csv", "-o", "status.jsonl")
        assert len((files / "status.jsonl").read_text("utf-8").splitlines()) == 3

    def test_standard_input_and_options_of_tables(self, run, monkeypatch):
        text = LIST.replace("Tanggal Mulai", "Hari Pertama Kami").replace("Jawa Timur", "")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        out, _ = run(
            "emergency", "-", "--map", "start=Hari Pertama Kami", "--set", "province=Jawa Timur", "-q"
        )
        assert "35 Jawa Timur: siaga darurat" in out

    @pytest.mark.parametrize(
        "arguments",
        [("nada.csv",), ("kejadian.csv",), ("sk.csv", "--on", "x"), ("sk.csv", "--expiring", "x")],
    )
    def test_wrong_usage_and_other_tables(self, run, arguments):
        run("emergency", *arguments, status=2)


class TestCriterionSix:
    def test_count_answers_it_and_says_how(self, run):
        found = json.loads(run("count", "kejadian.csv", "--emergency", "sk.csv", "--format", "json")[0])
        assert found["verdicts"]["met"] == 2
        assert found["verdicts"]["undetermined"] == 1
        assert found["emergency"] == {
            "file": "sk.csv",
            "declarations": 4,
            "left_out": 0,
            "events": 2,
            "siaga_only": 1,
        }
        assert found["readings"] == {"declaration_within": 14}
        _, err = run("count", "kejadian.csv", "--emergency", "sk.csv", "--lang", "en")
        assert "criterion 6 is met by them for 2 events\n" in err
        assert "criterion 6 is met by a siaga darurat only for 1 event: nothing may have happened yet" in err
        assert "interpretation chosen: declaration_within=14" in err

    def test_without_it_nothing_is_said_of_it(self, run):
        found = json.loads(run("count", "kejadian.csv", "--format", "json")[0])
        assert "emergency" not in found
        assert found["readings"] == {}

    def test_how_long_after_is_an_interpretation(self, run, files):
        early = EVENTS.replace("20/03/2025", "20/02/2025")
        (files / "kejadian.csv").write_text(early, encoding="utf-8")

        def siaga_only(days):
            options = (
                "--emergency",
                "sk.csv",
                "--format",
                "json",
                "--interpret",
                f"declaration_within={days}",
            )
            return json.loads(run("count", "kejadian.csv", *options)[0])["emergency"]["siaga_only"]

        assert [siaga_only(days) for days in (0, 8, 9)] == [2, 2, 1]
        _, err = run("count", "kejadian.csv", "--interpret", "declaration_within=400", status=2)
        assert "declaration_within=0..366" in err

    def test_check_names_the_decree(self, run):
        out, _ = run("check", "kejadian.csv", "--emergency", "sk.csv", "--rows")
        assert "kriteria 6 terpenuhi oleh tanggap darurat 188/22/2025, 35.10 Kabupaten Banyuwangi" in out
        lines = run("check", "kejadian.csv", "--emergency", "sk.csv", "--format", "json")[0].splitlines()
        codes = [{each["code"] for each in json.loads(line)["findings"]} for line in lines]
        assert ["siaga-only" in each for each in codes] == [False, True, False]
        alone = run(
            "check", "kejadian.csv", "--emergency", "sk.csv", "--format", "json", "--scope", "record"
        )[0]
        assert [json.loads(line)["met"] for line in alone.splitlines()] == [[6], [6], []]

    def test_a_list_with_rows_left_out_ends_with_1(self, run):
        _, err = run("count", "kejadian.csv", "--emergency", "rusak.csv", status=1)
        assert "satudata emergency rusak.csv" in err

    def test_a_list_that_cannot_be_read(self, run):
        _, err = run("count", "kejadian.csv", "--emergency", "kejadian.csv", status=2)
        assert "ganti judul kolom" in err
        assert "nada.csv" in run("check", "kejadian.csv", "--emergency", "nada.csv", status=2)[1]

    def test_the_list_is_never_overwritten(self, run):
        run("count", "kejadian.csv", "--emergency", "sk.csv", "-o", "sk.csv", "--overwrite", status=2)

    def test_a_place_set_for_the_table_holds_for_a_list_without_places(self, run, files):
        own = (
            "Status,Jenis Bencana,Nomor SK,Mulai,Selesai,Petugas\nTD,Banjir,1,1 Maret 2025,30 Maret 2025,A\n"
        )
        (files / "sk-sendiri.csv").write_text(own, encoding="utf-8")
        (files / "sendiri.csv").write_text("Tanggal,Kejadian\n20/03/2025,Banjir\n", encoding="utf-8")
        (files / "posko.csv").write_text("Posko,Tanggal,Jiwa\nA,21/03/2025,60\n", encoding="utf-8")
        arguments = ["sendiri.csv", "--set", "region=35.10", "--emergency", "sk-sendiri.csv"]
        arguments += ["--displaced", "posko.csv"]
        out, _ = run("count", *arguments, "--format", "json")
        found = json.loads(out)
        assert found["emergency"]["events"] == 1
        assert found["placed_lists"] == ["sk-sendiri.csv", "posko.csv"]
        assert found["site_reports"]["reports"] == 1
        _, err = run("count", *arguments)
        assert "sk-sendiri.csv tidak mempunyai kolom tempat" in err
        assert "tidak dikenali di sana: Petugas" in err
        assert "placed_lists" not in json.loads(run("count", "kejadian.csv", "--format", "json")[0])
        _, err = run("count", "kejadian.csv", "--emergency", "sk-sendiri.csv", status=2)
        assert "--set region=" in err

    def test_a_list_of_persons_is_refused_without_a_word_of_headings(self, run, files):
        (files / "orang.csv").write_text("NIK,Nama,Umur\n3203010101800001,Siti,40\n", encoding="utf-8")
        _, err = run("count", "kejadian.csv", "--displaced", "orang.csv", status=2)
        assert "data perorangan" in err
        assert "--map" not in err
        assert "Siti" not in err
