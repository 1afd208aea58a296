"""The command line: what every command prints, in both languages, and how it ends."""

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
import types
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from satudata.citations import records
from satudata.cli import _check, _codes, _progress, main
from satudata.cli._fix import ADDED
from satudata.cli._messages import LANGUAGES, Words, texts
from satudata.cli._writing import Rows, aligned, is_formula
from satudata.counting import RULES
from satudata.findings import kinds
from satudata.interpretation import OPTIONS

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "kejadian-2024.csv"


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    monkeypatch.delenv("SATUDATA_LANG", raising=False)
    for module in (_check, _codes):
        monkeypatch.setattr(module, "today", lambda: date(2025, 1, 1))


@pytest.fixture
def table(tmp_path):
    def write(text, name="kejadian.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


class TestTexts:
    def test_both_languages_are_complete(self):
        english, indonesian = texts("en"), texts("id")
        assert set(english) == set(indonesian)
        assert all(english[key] for key in english if key != "argparse")
        assert all(indonesian.values())

    def test_they_are_filled_with_the_same_data(self):
        import string

        for key, text in texts("en").items():
            if isinstance(text, str) and not key.startswith("kib.wrong"):
                fields = [
                    {name for _, name, _, _ in string.Formatter().parse(texts(lang)[key]) if name}
                    for lang in LANGUAGES
                ]
                assert fields[0] == fields[1], key

    def test_a_day_is_written_out(self):
        assert Words("id").day(date(2024, 8, 4)) == "4 Agustus 2024"


class TestLanguage:
    def test_indonesian_unless_asked(self, run, monkeypatch):
        assert "tidak terbaca sebagai KIB" in run("kib", "x", status=1)[0]
        assert "cannot be read as a KIB" in run("kib", "x", "--lang", "en", status=1)[0]
        assert "cannot be read as a KIB" in run("--lang=en", "kib", "x", status=1)[0]
        monkeypatch.setenv("SATUDATA_LANG", "en")
        assert "cannot be read as a KIB" in run("kib", "x", status=1)[0]
        assert "tidak terbaca sebagai KIB" in run("kib", "x", "--lang", "id", status=1)[0]
        monkeypatch.setenv("SATUDATA_LANG", "fr")
        assert "tidak terbaca sebagai KIB" in run("kib", "x", status=1)[0]

    @pytest.mark.parametrize("command", ["", "count", "check", "fix", "links", "kib", "region", "explain"])
    def test_help(self, run, command):
        arguments = [command] if command else []
        assert run(*arguments, "--help")[0].startswith("pemakaian: satudata")
        assert run(*arguments, "-h", "--lang", "en")[0].startswith("usage: satudata")

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["count"], "perlu diisi: BERKAS"),
            (["nothing"], "pilihan 'nothing' tidak ada"),
            (["kib", "x", "--lang", "fr"], "pilihan 'fr' tidak ada"),
            (["kib", "x", "--lang"], "perlu satu isian"),
            (["count", "x", "--nothing"], "argumen tidak dikenal: --nothing"),
            (["count", "x", "--by", "day"], "tidak dapat menghitung menurut day"),
            (["region", "x", "--on", "kemarin"], "bukan tanggal"),
        ],
    )
    def test_wrong_usage(self, run, arguments, told):
        out, err = run(*arguments, status=2)
        assert out == ""
        assert told in err
        assert "pemakaian" in err

    def test_version(self, run):
        assert run("--version")[0].startswith("satudata ")


class TestCount:
    def test_the_example_for_people(self, run):
        out, err = run("count", str(EXAMPLE))
        assert "nasional: 37 kejadian" in out
        assert "jumlah dari 19 provinsi        37" in out
        assert "jumlah dari 34 kabupaten/kota        38" in out
        assert "13.04  Kabupaten Tanah Datar                 1" in out
        lines = {line.strip() for line in out.splitlines()}
        assert {"memenuhi ambang batas                          24"} <= lines
        assert {"belum dapat ditentukan                         13"} <= lines
        assert "Kode Identitas Bencana (kib)" in err
        assert "kolom yang diabaikan: Sumber" in err

    def test_the_example_for_programs(self, run):
        found = json.loads(run("count", str(EXAMPLE), "--format", "json", "--by", "type,month")[0])
        assert (found["national"], sum(found["provinces"].values()), sum(found["regencies"].values())) == (
            37,
            37,
            38,
        )
        assert found["regencies"]["62.02"] == found["provinces"]["62"] == 1
        assert found["verdicts"] == {
            "met": 24,
            "not_met": 0,
            "undetermined": 13,
            "undetermined_below_limits": 8,
            "undetermined_nothing_reported": 5,
            "undetermined_type_unknown": 0,
        }
        assert found["kind"] == "events"
        assert found["columns"]["used"]["event_id"] == "ID Kejadian"
        assert found["columns"]["ignored"] == [{"column": "Sumber", "why": "aside", "field": "source_text"}]
        assert (found["rows"], found["left_out"], found["only"]) == (42, [], None)
        kibs = found["kib"]
        assert kibs.pop("repairs") == {"repair-spaces": 1}
        assert (kibs.pop("bps"), kibs.pop("ambiguous"), kibs.pop("conflicting")) == (0, 0, 0)
        assert sum(kibs.values()) == 42
        assert (found["strict"], found["links"]) == (False, None)
        assert {"event": "marapi-lahar-2024", "rows": 2, "rule": "event-id"} in found["merged"]
        assert sum(group["national"] for group in found["by"]) == 37
        assert found["by"][0]["type"] == {"scheme": "2023", "code": "101"}

    def test_without_the_event_column(self, run):
        found = json.loads(run("count", str(EXAMPLE), "--map", "event_id=", "--format", "json")[0])
        assert (found["national"], sum(found["provinces"].values()), sum(found["regencies"].values())) == (
            38,
        ) * 3

    def test_as_csv(self, run):
        out, err = run("count", str(EXAMPLE), "--format", "csv", "--by", "year")
        rows = list(csv.DictReader(io.StringIO(out)))
        assert rows[0] == {"level": "national", "code": "", "name": "", "year": "2024", "events": "37"}
        assert sum(int(row["events"]) for row in rows if row["level"] == "regency") == 38
        assert err

    def test_levels_and_groups(self, run):
        out, _ = run("count", str(EXAMPLE), "--level", "national", "--by", "type", "--lang", "en")
        assert "Tanah Longsor" in out
        assert "Kabupaten" not in out
        out, _ = run("count", str(EXAMPLE), "--level", "province", "--by", "month")
        assert "nasional" not in out
        assert "bulan" in out

    def test_only_events_that_meet_the_threshold(self, run):
        assert "nasional: 24 kejadian" in run("count", str(EXAMPLE), "--only", "met")[0]
        found = json.loads(run("count", str(EXAMPLE), "--only", "met", "--format", "json")[0])
        assert (found["national"], found["only"]) == (24, "met")

    def test_assumptions_are_printed(self, run):
        out, err = run(
            *(
                "count",
                str(EXAMPLE),
                "--assume",
                "help=no",
                "--assume",
                "status=tidak",
                "--assume",
                "blank=0",
            ),
            *("--interpret", "people=any", "--interpret", "other_counts=no"),
        )
        assert err.count("asumsi:") == 3
        assert "people=any" in err
        assert "other_counts=no" in err
        assert "belum dapat ditentukan" in out
        for several in (
            ["help=yes", "--assume", "status=yes"],
            ["help=yes status=yes"],
            ["help=yes,status=yes"],
        ):
            assert run("count", str(EXAMPLE), "--assume", *several)[1].count("asumsi") == 2

    def test_reading_is_a_silent_name_of_interpret(self, run):
        given = ("count", str(EXAMPLE), "--interpret", "people=any")
        both = run(*given, "--reading", "missing_as_dead=yes")
        assert both == run(*given, "--interpret", "missing_as_dead=yes") != run(*given)
        shown, _ = run("count", "--help")
        assert "--interpret NAMA=NILAI" in shown
        assert "--reading" not in shown

    @pytest.mark.parametrize(
        "wrong",
        [
            ["--assume", "help=maybe"],
            ["--assume", "blank=1"],
            ["--interpret", "people=all"],
            ["--interpret", "nothing=yes"],
            ["--interpret", "missing_as_dead=maybe"],
            ["--map", "kib"],
            ["--map", "nothing=KIB"],
            ["--map", "kib=Kode"],
        ],
    )
    def test_a_wrong_choice_is_refused(self, run, wrong):
        out, err = run("count", str(EXAMPLE), *wrong, status=2)
        assert out == ""
        assert err.startswith("satudata: ")

    @pytest.mark.parametrize(
        ("option", "wrong", "meant"),
        [
            ("--interpret", "peopel=any", "people=any"),
            ("--interpret", "people=anny", "people=any"),
            ("--interpret", "missing_as_dead=y", "missing_as_dead=yes"),
            ("--interpret", "nothing=yes", None),
            ("--interpret", "people", None),
            ("--assume", "hlep=no", "help=no"),
            ("--assume", "affectd=0", "affected=0"),
            ("--assume", "help=maybe", None),
            ("--assume", "q=0", None),
        ],
    )
    def test_a_misspelt_choice_is_asked_back(self, run, option, wrong, meant):
        _, err = run("count", str(EXAMPLE), option, wrong, status=2)
        _, english = run("count", str(EXAMPLE), option, wrong, "--lang", "en", status=2)
        if meant is None:
            assert "mungkin maksudnya" not in err
        else:
            assert err.endswith(f"; mungkin maksudnya {meant}?\n")
            assert english.endswith(f"; did you mean {meant}?\n")

    def test_rows_left_out_are_listed(self, run, table):
        path = table("KIB,Meninggal\n" + "x,1\n" * 12 + "6202106202408041,1\n")
        out, err = run("count", path, status=1)
        assert "nasional: 1 kejadian" in out
        assert "12 baris tidak dihitung:" in err
        assert "baris 2: tanggal tidak ada" in err
        assert "... dan 2 lagi" in err
        found = json.loads(run("count", path, "--format", "json", "--lang", "en", status=1)[0])
        assert found["left_out"][11] == {"line": 13, "reason": "no date"}

    def test_weights_and_second_columns_are_named(self, run, table):
        _, err = run("count", table("KIB;Terdampak;Menderita;jumlah_kejadian\n6202106202408041;1;1;1\n"))
        assert "Menderita (affected sudah ada di kolom lain)" in err
        assert "jumlah_kejadian (bobot dari penerbit" in err

    def test_types_without_number_scheme_or_name(self, run, table):
        rows = ["6202105202008041,", "6202555202408041,", ",EPIDEMI"]
        path = table("KIB,Kejadian,Provinsi,Tanggal\n" + "".join(f"{row},Aceh,2020-01-01\n" for row in rows))
        out, _ = run("count", path, "--by", "type", "--level", "national")
        assert "(skema tidak diketahui)" in out
        assert "(kode tidak dikenal)" in out
        assert "Epidemi" in out

    def test_a_table_without_kibs(self, run, table):
        path = table("Provinsi,Tanggal,Kejadian\nAceh,2024-01-01,Banjir\n")
        assert "KIB:" not in run("count", path)[1]
        assert json.loads(run("count", path, "--format", "json")[0])["kib"] == {}

    def test_regions_that_no_list_has(self, run, table):
        assert "99.99" in run("count", table("KIB\n9999101202408041\n"))[0]

    def test_a_table_without_findings(self, run, table):
        assert "temuan" not in run("count", table("KIB,Meninggal\n6202106202408041,1\n"))[0]

    def test_standard_input(self, run, monkeypatch):
        given = io.TextIOWrapper(io.BytesIO(EXAMPLE.read_bytes()))
        monkeypatch.setattr(sys, "stdin", given)
        assert "masukan standar" in run("count", "-")[0]

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", "tidak mempunyai baris judul"),
            ("a,b\n1,2\n", "tidak ada kolom wilayah"),
            (b"\xff\xfe\x00", "tidak"),
        ],
    )
    def test_what_cannot_be_read(self, run, table, text, told):
        assert told in run("count", table(text), status=2)[1]

    def test_a_missing_file(self, run, tmp_path):
        assert "berkas ini tidak ada" in run("count", str(tmp_path / "nothing.csv"), status=2)[1]
        assert "ini folder" in run("check", str(tmp_path), status=2)[1]

    def test_another_trouble_with_a_file(self, run, monkeypatch):
        def fail(*_, **__):
            raise OSError("kabelnya putus")

        monkeypatch.setattr("satudata.cli._table.open_table", fail)
        assert "kabelnya putus" in run("count", "x", status=2)[1]


class TestCheck:
    TABLE = (
        "KIB,Kabupaten,Provinsi,Tanggal Kejadian,Jenis Bencana,Meninggal,Lokasi\n"
        "6202106202408041,KOTAWARINGIN TIMUR,KALIMANTAN TENGAH,04/08/2024,Karhutla,1,=1+1\n"
        '6202106202408042,KOTAWARINGIN TIMUR,KALIMANTAN TENGAH,04/08/2024,Karhutla,0,"Kec. ""A"", B"\n'
        ",SIBOLGA,SUMATERA UTARA,20/08/2024,Tanah Longsor,lima,\n"
        ",SIBOLGA,SUMATERA UTARA,,Tanah Longsor,,,tambahan\n"
        ",SIBOLGA,SUMATERA UTARA,20/08/2034,Tanah Longsor\n"
    )

    def test_the_summary_begins_with_what_to_mend_first(self, run, table):
        out, err = run("check", table(self.TABLE), status=1)
        assert err == ""
        places = [
            out.index(text) for text in ("Kesalahan (perbaiki)", "Peringatan (periksa)", "Ambang batas")
        ]
        assert places == sorted(places)
        assert "row-left-out (1)" in out
        assert "column-count (2)" in out
        assert "date-after (1)" in out
        assert 'Meninggal: "lima" bukan angka (jiwa)' in out
        assert "tindakan: Tulis angkanya saja." in out
        assert "--rows" in out

    def test_rows(self, run, table):
        out, _ = run("check", table(self.TABLE), "--rows", "--lang", "en", status=1)
        assert "line 2: 6202106202408041: meet the threshold (1)" in out
        assert "line 5: -: not counted" in out

    def test_json_is_one_object_a_line(self, run, table):
        out, err = run("check", table(self.TABLE), "--format", "json", status=1)
        rows = [json.loads(line) for line in out.splitlines()]
        assert [row["line"] for row in rows] == [2, 3, 4, 5, 6]
        assert rows[1] == {
            "line": 3,
            "kib": "6202106202408042",
            "kib_as_written": "6202106202408042",
            "kib_state": "compact",
            "event": "620210620240804",
            "verdict": "met",
            "met": [1],
            "findings": [],
        }
        assert (rows[3]["verdict"], rows[3]["kib"], rows[3]["event"]) == (None, None, None)
        assert {"code", "severity", "where", "message"} == set(rows[2]["findings"][0])
        assert "kolom yang dipakai" in err

    def test_rows_alone(self, run, table):
        out, _ = run("check", table(self.TABLE), "--format", "json", "--scope", "record", status=1)
        assert [json.loads(line).get("verdict") for line in out.splitlines()][:2] == ["met", "undetermined"]

    def test_csv_keeps_the_columns_as_they_stand(self, run, table):
        out, err = run("check", table(self.TABLE), "--format", "csv", status=1)
        rows = list(csv.reader(io.StringIO(out)))
        given = list(csv.reader(io.StringIO(self.TABLE)))
        assert rows[0] == [*given[0], "verdict", "met", "findings", "codes"]
        for written, original in zip(rows[1:], given[1:], strict=True):
            assert written[: len(original[:7])] == original[:7]
        assert rows[1][7:] == ["met", "1", "", ""]
        assert rows[4][11:] == ["tambahan"]
        assert rows[4][10].split() == ["column-count", "kib-blank", "row-left-out"]
        assert "--safe-csv" in err

    def test_formulas_are_made_harmless(self, run, table, tmp_path):
        path = tmp_path / "hasil.csv"
        out, err = run("check", table(self.TABLE), "--format", "csv", "--safe-csv", "-o", str(path), status=1)
        assert (out, "--safe-csv" in err) == ("", False)
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        assert rows[1][6] == "'=1+1"

    def test_a_column_of_the_same_name(self, run, table):
        out, _ = run("check", table("KIB;verdict\n6202106202408041;x\n"), "--format", "csv")
        assert out.splitlines()[0] == "KIB;verdict;satudata_verdict;met;findings;codes"

    def test_the_input_is_never_written_over(self, run, table):
        path = table(self.TABLE)
        assert "berkas lain" in run("check", path, "-o", path, status=2)[1]
        assert Path(path).read_text(encoding="utf-8") == self.TABLE

    def test_a_clean_table(self, run, table):
        out, _ = run("check", table("KIB,Meninggal\n6202106202408041,1\n"))
        assert "Tidak ada temuan." in out

    def test_findings_of_the_file_and_of_events(self, run, table):
        out, _ = run("check", table(b"KIB,Meninggal,Lokasi\n" + b"6202106202408041,1,Caf\xe9\n" * 2))
        assert "encoding-guessed (1)" in out
        assert "possible-double (1)" in out


class TestKIBsOfATable:
    """What is said of the KIBs of a table: how they are written, and what was made of them."""

    TABLE = (
        "KIB,Kabupaten,Provinsi,Tanggal Kejadian,Jenis Bencana,Lokasi\n"
        "6202106202408041,KOTAWARINGIN TIMUR,KALIMANTAN TENGAH,04/08/2024,Karhutla,a\n"
        "1271 102 20240820 1,SIBOLGA,SUMATERA UTARA,20/08/2024,Tanah Longsor,b\n"
        '3602 101 2020 012 6 1,LEBAK,BANTEN,06/12/2020,Banjir," "\n'
        "1271102202408201,,,20/08/2024,Tanah Longsor,=1+1\n"
        "6202106202408051,SLEMAN,DI YOGYAKARTA,05/08/2024,Karhutla,\n"
        '6202106202402301,SLEMAN,DI YOGYAKARTA,06/08/2024,Karhutla,"x\ry"\n'
        ",SLEMAN,DI YOGYAKARTA,,Karhutla,,tambahan\n"
    )
    NUMBERS: ClassVar = {
        "compact": 3,
        "printed": 1,
        "repaired": 1,
        "unreadable": 1,
        "blank": 1,
        "repairs": {"repair-padding": 1, "repair-spaces": 1},
        "bps": 1,
        "ambiguous": 1,
        "conflicting": 1,
    }

    def test_in_words(self, run, table):
        _, err = run("count", table(self.TABLE), status=1)
        assert "KIB: 3 berupa 16 angka, 1 bentuk cetak, 1 diperbaiki, 1 tidak terbaca, 1 kosong" in err
        assert (
            "1 berkode wilayah BPS, dihitung dengan kode Kemendagri; 1 belum pasti wilayahnya; 1 berbeda"
            in err
        )
        assert (
            "1 diperbaiki: Bulan atau hari ditulis satu angka, atau dengan nol berlebih [repair-padding]"
            in err
        )
        assert "yang kosong atau tidak terbaca dihitung menurut" in err
        assert "satu angka" not in run("check", table("KIB\n6202106202408041\n"))[0]

    def test_in_numbers(self, run, table):
        path = table(self.TABLE)
        assert json.loads(run("count", path, "--format", "json", status=1)[0])["kib"] == self.NUMBERS

    def test_strictly(self, run, table):
        out, _ = run("count", table(self.TABLE), "--strict", "--format", "json", status=1)
        found = json.loads(out)
        assert (found["strict"], found["kib"]["unreadable"], found["kib"]["repairs"]) == (True, 2, {})
        assert "tanpa perbaikan (--strict)" in run("count", table(self.TABLE), "--strict", status=1)[1]


class TestFix(TestKIBsOfATable):
    def fixed(self, out):
        return list(csv.DictReader(io.StringIO(out, newline="")))

    def test_columns_are_added_and_nothing_else_is_changed(self, run, table):
        out, err = run("fix", table(self.TABLE), status=1)
        given = list(csv.reader(io.StringIO(self.TABLE, newline="")))
        written = list(csv.reader(io.StringIO(out, newline="")))
        for before, after in zip(given, written, strict=True):
            assert after[:6] == before[:6]
        assert written[0][6:] == list(ADDED)
        assert written[7][-1] == "tambahan"
        assert "KIB: 3 berupa 16 angka" in err
        assert "--safe-csv" in err

    def test_what_is_added(self, run, table):
        rows = self.fixed(run("fix", table(self.TABLE), status=1)[0])
        assert [[row[name] for name in ADDED[:6]] for row in rows] == [
            [
                "6202106202408041",
                "6202106202408041",
                "62.02",
                "Kabupaten Kotawaringin Timur",
                "both",
                "",
            ],
            ["1273102202408201", "1271102202408201", "12.73", "Kota Sibolga", "bps", ""],
            [
                "3602101202012061",
                "3602101202012061",
                "36.02",
                "Kabupaten Lebak",
                "both",
                "repair-spaces repair-padding",
            ],
            ["", "1271102202408201", "", "", "ambiguous", ""],
            ["6202106202408051", "6202106202408051", "34.04", "Kabupaten Sleman", "both", ""],
            ["", "", "34.04", "Kabupaten Sleman", "", ""],
            ["", "", "", "", "", ""],
        ]
        assert [row["satudata_codes"] for row in rows] == [
            "", "other-system-suspected", "", "region-open", "kib-region-differs", "kib-unreadable",
            "column-count kib-blank row-left-out",
        ]  # fmt: skip
        assert "beberapa tempat" in rows[3]["satudata_findings"]
        rows = self.fixed(run("fix", table(self.TABLE), "--lang", "en", status=1)[0])
        assert "several places" in rows[3]["satudata_findings"]

    def test_an_open_place_is_not_filled_in_but_a_named_one_is(self, run, table):
        text = "KIB,ID Kabupaten,Kabupaten\n1271102202408201,1271,\n1271102202408201,,KATINGAN\n"
        rows = self.fixed(run("fix", table(text))[0])
        assert [row["satudata_region_name"] for row in rows] == ["", "Kabupaten Katingan"]
        assert [row["satudata_code_system"] for row in rows] == ["ambiguous", "ambiguous"]

    def test_the_same_sentence_stands_once(self, run, table):
        text = "KIB,ID Kabupaten,Kabupaten\n1271102202408201,1271,KOTA SIBOLGA\n"
        (row,) = self.fixed(run("fix", table(text))[0])
        assert row["satudata_findings"].count("sebagai kode BPS") == 1

    def test_strictly_nothing_is_repaired(self, run, table):
        rows = self.fixed(run("fix", table(self.TABLE), "--strict", status=1)[0])
        assert [rows[2][name] for name in ADDED[:2]] == ["", ""]
        assert rows[2]["satudata_codes"] == "kib-unreadable"

    def test_a_code_of_another_day_in_the_newest_list(self, run, table):
        text = "KIB,Kabupaten,Provinsi\n9104101202104211,NABIRE,PAPUA\n9999101202104211,,\n"
        rows = self.fixed(run("fix", table(text))[0])
        assert (rows[0]["satudata_kib"], rows[0]["satudata_region_code"]) == ("9104101202104211", "94.01")
        assert (rows[1]["satudata_region_code"], rows[1]["satudata_region_name"]) == ("99.99", "")

    def test_of_several_places_the_names_are_written_and_count_again(self, run, table):
        text = "Tanggal,Jenis Bencana,Wilayah Terdampak\n1/2/2024,Banjir,Kab. Demak dan Kota Semarang\n"
        fixed = run("fix", table(text))[0]
        (row,) = self.fixed(fixed)
        assert row["satudata_region_code"] == ""
        assert row["satudata_region_name"] == "Kabupaten Demak, Kota Semarang"
        counts = json.loads(run("count", table(fixed), "--format", "json")[0])
        assert (counts["national"], counts["regencies"]) == (1, {"33.21": 1, "33.74": 1})

    def test_types_by_their_cells_count_again(self, run, table):
        fixed = run("fix", table("Tanggal,Jenis,Kabupaten\n1/2/2024,Banjir,Demak\n"))[0]
        assert json.loads(run("count", table(fixed), "--format", "json")[0])["regencies"] == {"33.21": 1}

    def test_again(self, run, table):
        once = run("fix", table("KIB;Lokasi\n6202106202408041;a\n"))[0]
        twice = run("fix", table(once))[0]
        assert twice.splitlines()[0] == ";".join(["KIB", "Lokasi", *ADDED, *(f"{name}_2" for name in ADDED)])
        assert twice.splitlines()[1].startswith(once.splitlines()[1])

    def test_standard_input_and_output(self, run, monkeypatch, tmp_path):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(self.TABLE.encode())))
        assert self.fixed(run("fix", "-", "-o", "-", status=1)[0])[0]["KIB"] == "6202106202408041"

    def test_into_a_file_without_formulas(self, run, table, tmp_path):
        path = tmp_path / "baku.csv"
        out, err = run("fix", table(self.TABLE), "-o", str(path), "--safe-csv", status=1)
        assert (out, "--safe-csv" in err) == ("", False)
        assert self.fixed(path.read_text(encoding="utf-8"))[3]["Lokasi"] == "'=1+1"

    def test_the_input_is_never_written_over(self, run, table):
        path = table(self.TABLE)
        assert "berkas lain" in run("fix", path, "-o", path, status=2)[1]


class TestLinks:
    TABLE = (
        "KIB,Kabupaten,Provinsi,Jenis Bencana\n"
        "3203107202211211,CIANJUR,JAWA BARAT,Gempabumi\n"
        "x,,,\n"
        "3202107202211211,SUKABUMI,JAWA BARAT,Gempabumi\n"
        "1271102202408201,,,\n"
        "1273102202408201,,,\n"
    )

    def test_proposals_that_a_person_accepts(self, run, table, tmp_path):
        path, links = table(self.TABLE), str(tmp_path / "tautan.csv")
        out, err = run("links", path)
        rows = list(csv.DictReader(io.StringIO(out)))
        assert [(row["line"], row["kib"], row["event"]) for row in rows] == [
            ("2", "3203 107 20221121 1", "2022-11-21-107"),
            ("4", "3202 107 20221121 1", "2022-11-21-107"),
            ("5", "1271 102 20240820 1", "1271 102 20240820"),
            ("6", "1273 102 20240820 1", "1271 102 20240820"),
        ]
        assert "mungkin satu kejadian" in rows[0]["reason"]
        assert "2 usulan untuk 4 baris" in err
        assert run("links", path, "-o", links)[0] == ""
        assert "nasional: 4 kejadian" in run("count", path, status=1)[0]
        out, err = run("count", path, "--links", links, status=1)
        assert "nasional: 2 kejadian" in out
        assert "tautan: 4 baris diberi ID kejadian; 0 tautan" in err
        found = json.loads(run("count", path, "--links", links, "--format", "json", status=1)[0])
        assert found["links"] == {"rows": 4, "unmatched": 0}
        assert {"event": "2022-11-21-107", "rows": 2, "rule": "event-id"} in found["merged"]

    def test_a_link_that_matches_no_row_is_reported(self, run, table):
        path = table("KIB\n6202106202408041\n")
        links = table("line;kib;event\n2;6202 106 20240805 1;x\n", "tautan.csv")
        out, _ = run("check", path, "--links", links, status=1)
        assert "link-unmatched (1)" in out
        assert 'tidak ada baris 2 dengan KIB "6202 106 20240805 1"' in out
        assert "0 baris diberi ID kejadian; 1 tautan tidak cocok" in out

    def test_what_is_no_table_of_links(self, run, table):
        path = table("KIB\n6202106202408041\n")
        assert "bukan tabel tautan" in run("count", path, "--links", path, status=2)[1]
        assert "berkas ini tidak ada" in run("count", path, "--links", f"{path}x", status=2)[1]


class TestKIB:
    def test_it_is_taken_apart(self, run):
        out, _ = run("kib", "6202", "106", "20240804", "1")
        assert "62.02 Kabupaten Kotawaringin Timur" in out
        assert "106 Kebakaran Hutan dan Lahan" in out
        assert "4 Agustus 2024" in out

    def test_several(self, run):
        out, _ = run("kib", "6202106202408041", "9404101201904210", "x" * 100, "0001101202408041", status=1)
        assert "91.04 Kabupaten Nabire (9404: bps)" in out
        assert "[index-zero]" in out
        assert "(tidak ada dalam daftar mana pun)" in out

    @pytest.mark.parametrize("text", ["6202", "x", "6202106202402301", "62021062024 8041"])
    def test_what_is_none_is_explained(self, run, text):
        assert f'"{text}" tidak terbaca sebagai KIB' in run("kib", text, status=1)[0]

    def test_one_of_the_future_is_an_error(self, run):
        assert "kesalahan" in run("kib", "6202106203008041", status=1)[0]


class TestRegion:
    def test_by_code(self, run):
        out, _ = run("region", "62.02")
        assert out.startswith("62.02 Kabupaten Kotawaringin Timur\n")
        assert "62 Kalimantan Tengah" in out
        assert "kode BPS 2023" in out

    def test_as_of_a_day(self, run):
        assert run("region", "Merauke", "--on", "2020-01-01")[0].startswith("91.01")
        assert run("region", "Merauke")[0].startswith("93.01")
        assert "digantikan oleh: 95.01" in run("region", "91.02", "--on", "9/11/2022", status=1)[0]

    def test_a_name_of_two_words_and_of_two_places(self, run):
        assert run("region", "Kotawaringin", "Timur")[0].startswith("62.02")
        out, _ = run("region", "banjar")
        assert "32.79 Kota Banjar" in out
        assert "\n\n63.03 Kabupaten Banjar" in out

    def test_a_province(self, run):
        assert "provinsi" in run("region", "96")[0]

    def test_what_no_list_has(self, run):
        assert "tidak ada wilayah berkode 99.99" in run("region", "99.99", status=1)[0]
        assert "tidak ada wilayah bernama" in run("region", "Nirwana", status=1)[0]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("33.21.13.2016", "33.21"),
            ("3321132016", "33.21"),
            ("ID9107", "96.01"),
            ("ID3301", "33.01"),
            ("36. 03", "36.03"),
        ],
    )
    def test_a_code_as_tables_write_it(self, run, text, code):
        assert run("region", text)[0].startswith(code)

    def test_several_codes(self, run):
        out, _ = run("region", "33.21.13.2016", "ID3301", "36. 03")
        assert [line[:5] for line in out.splitlines() if line[:1].isdigit()] == ["33.21", "33.01", "36.03"]
        out, _ = run("region", "32", "01", status=1)
        assert out.startswith("32 Jawa Barat")
        out, _ = run("region", "11.1")
        assert "11.01 Kabupaten Aceh Selatan" in out
        assert "11.10 Kabupaten Aceh Singkil" in out
        shown = json.loads(run("region", "3321132016", "--format", "json")[0])
        assert [each["code"] for each in shown["regions"]] == ["33.21"]

    def test_a_misspelt_name_is_asked_back(self, run):
        out, _ = run("region", "Banyuwnagi", "Kotawaringn Timur", status=1)
        assert "Kabupaten Banyuwangi (35.10)?" in out
        assert "Kabupaten Kotawaringin Timur (62.02)?" in out
        assert "Kabupaten Demak (33.21)?" in run("region", "Kab.", "Demakk", status=1)[0]


class TestExplain:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_everything_listed_can_be_explained(self, run, lang):
        out, _ = run("explain", "--lang", lang)
        codes = [*kinds(), *"123456", *OPTIONS, "metode-1", "metode-2", "metode-3", *RULES, *records()]
        for code in codes:
            assert code in out
            assert run("explain", code, "--lang", lang)[0]

    def test_several(self, run):
        out, _ = run("explain", "3", "row-left-out")
        assert "5 unit rumah dan/atau bangunan fasilitas publik rusak" in out
        assert "[juklak-bnpb-7-2023]" in out

    def test_sources_in_the_language_asked_for(self, run):
        assert "BPS, kode wilayah 2020 dan 2023 [bps-2020]" in run("explain", "other-system-suspected")[0]
        out, _ = run("explain", "other-system-suspected", "bps-2020", "--lang", "en")
        assert out.count("BPS, region codes of 2020 and 2023") == 2

    def test_what_there_is_not(self, run):
        assert "tidak ada yang bernama" in run("explain", "nothing", status=2)[1]


class TestWriting:
    @pytest.mark.parametrize("cell", ["=1", "+a", "-a", "@x", "\t=1", " =1", "\r", "＝1", "-1+1"])
    def test_formulas(self, cell):
        assert is_formula(cell)

    @pytest.mark.parametrize("cell", ["", "-5", "-", " -- ", "+6,25", "-1.190,5", "a=1", "BANJIR", " - "[:1]])
    def test_no_formulas(self, cell):
        assert not is_formula(cell)

    def test_nothing_is_made_harmless_unasked(self):
        stream = io.StringIO()
        rows = Rows(stream)
        rows.write(["=1", "a"])
        assert (stream.getvalue(), rows.formulas) == ("=1,a\n", 1)

    def test_columns_stand_under_each_other(self):
        assert aligned([["a", "1"], ["bb", "22"]], right=[1]) == ["a    1", "bb  22"]
        assert aligned([], right=[]) == []


class TestProgress:
    def test_a_display_for_long_input_at_a_terminal(self, run, table, monkeypatch):
        class Progress(contextlib.nullcontext):
            steps: ClassVar = []

            def __init__(self, **_):
                super().__init__(self)

            def add_task(self, text, total):
                self.steps.append((text, total))

            def update(self, _, completed):
                self.steps.append(completed)

        monkeypatch.setattr(_progress, "_LONG", 0)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        monkeypatch.setitem(sys.modules, "rich", types.ModuleType("rich"))
        for name, held in (("console", {"Console": lambda **_: None}), ("progress", {"Progress": Progress})):
            module = types.ModuleType(f"rich.{name}")
            vars(module).update(held)
            monkeypatch.setitem(sys.modules, f"rich.{name}", module)
        path = table("KIB,Meninggal\n6202106202408041,1\n6202106202408042,1\n")
        assert "nasional: 1 kejadian" in run("count", path)[0]
        (text, total), position = Progress.steps
        assert path in text
        assert 0 < position <= total

    def test_the_display_itself(self, run, table, monkeypatch):
        pytest.importorskip("rich")
        screen = io.StringIO()
        screen.isatty = lambda: True
        monkeypatch.setattr(_progress, "_LONG", 0)
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "400")
        monkeypatch.delenv("NO_COLOR", raising=False)
        assert main(["count", table("KIB,Meninggal\n6202106202408041,1\n", "[bold] \x07[.csv")]) == 0
        assert "membaca" in screen.getvalue()
        assert "[bold]" in screen.getvalue()
        assert "\x07" not in screen.getvalue()

    def test_none_without_the_part_for_it(self, run, table, monkeypatch):
        monkeypatch.setattr(_progress, "_LONG", 0)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        monkeypatch.setitem(sys.modules, "rich", None)
        monkeypatch.setitem(sys.modules, "rich.console", None)
        assert "nasional: 1 kejadian" in run("count", table("KIB,Meninggal\n6202106202408041,1\n"))[0]


class TestProcess:
    """The command as it runs in a terminal."""

    def run(self, *arguments, encoding="utf-8", **options):
        return subprocess.run(
            [sys.executable, "-m", "satudata", *arguments],
            env={**os.environ, "PYTHONIOENCODING": encoding},
            capture_output=True,
            check=False,
            **options,
        )

    def test_it_prints_on_any_terminal(self, tmp_path):
        path = tmp_path / "kejadian.csv"
        path.write_text("KIB,Lokasi\nxé😀,b\n", encoding="utf-8")
        done = self.run("check", str(path), encoding="ascii")
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        assert b"x\\xe9" in done.stdout

    def test_a_reader_that_has_enough(self):
        code = (
            "import subprocess, sys\n"
            f"command = [sys.executable, '-m', 'satudata', 'check', {str(EXAMPLE)!r}, '--format', 'json']\n"
            "count = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
            "count.stdout.close()\n"
            "told = count.stderr.read()\n"
            "count.stderr.close()\n"
            "print(count.wait(), b'Traceback' in told, b'BrokenPipe' in told)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert done.stdout.split() == [b"0", b"False", b"False"]

    def test_a_pipe_as_input(self):
        done = self.run("count", "-", "--level", "national", input=EXAMPLE.read_bytes())
        assert (done.returncode, b"37" in done.stdout) == (0, True)

    def test_an_interrupt_ends_quietly(self, monkeypatch, capsys):
        def interrupted(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr(_codes, "run_kib", interrupted)
        assert main(["kib", "x"]) == 130
        assert capsys.readouterr() == ("", "")


class TestExplainInIndonesian:
    def test_a_source(self, run):
        out, _ = run("explain", "juklak-bnpb-9-2023", "perka-bnpb-1-2008")
        assert "dibaca: tidak diperoleh" in out
        assert "catatan: tugas Biro Hukum dan Kerjasama" in out

    def test_an_example(self, run):
        assert "contoh: sel kosong" in run("explain", "kib-blank")[0]
        assert "example: an empty cell" in run("explain", "kib-blank", "--lang", "en")[0]

    @pytest.mark.parametrize("name", ["nearest-affected", "nearest affected"])
    def test_a_rule_of_issuing(self, run, name):
        out, _ = run("explain", name)
        assert out.splitlines()[:2] == [
            "nearest-affected (aturan penetapan KIB)",
            "  wilayah terdampak yang terdekat dari episentrum: ... km (...)",
        ]
        assert "[juklak-bnpb-7-2023]" in out
