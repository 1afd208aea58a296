"""``satudata displaced``, and ``--displaced`` of count and check."""

import csv
import io
import json

import pytest

LIST = """Nama Posko,Kecamatan,Kabupaten,Data Per,Jiwa,KK,L,P,Balita,Bumil,Kapasitas,Total Rentan
Lapangan A,Cugenang,Cianjur,25/11/2022 pukul 15.00 WIB,210,60,100,110,22,6,500,40
Lapangan A,Cugenang,Cianjur,25/11/2022 pukul 18.00 WIB,180,52,88,92,19,5,500,30
SDN B,Pacet,Cianjur,25/11/2022 pukul 15.00 WIB,90,26,42,48,10,2,,
GOR,Tarogong,Garut,25/11/2022 pukul 16.00 WIB,20,-,9,,2,,,
"""
EVENTS = """KIB,Tanggal,Jenis Bencana,Kabupaten,Mengungsi
3203107202211211,21/11/2022,Gempabumi,Cianjur,100
3201101202211201,20/11/2022,Banjir,Bogor,
"""


@pytest.fixture(autouse=True)
def indonesian(monkeypatch):
    monkeypatch.delenv("SATUDATA_LANG", raising=False)


@pytest.fixture
def file(tmp_path):
    def write(text, name="posko.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


class TestJSON:
    def test_the_answer(self, run, file):
        found = json.loads(run("displaced", file(LIST), "--format", "json")[0])
        assert {name: found[name] for name in ("as_of", "sites", "total", "sexes", "ages", "other_ages")} == {
            "as_of": "2022-11-25T18:00:00+07:00",
            "sites": 3,
            "total": {"jiwa": 290, "kk": 78, "lower_bounds": ["kk", "sexes", "groups"]},
            "sexes": {"laki_laki": 139, "perempuan": 140},
            "ages": {},
            "other_ages": {"<5": 31},
        }
        assert found["groups"] == {"ibu_hamil": 7}
        assert found["other_groups"] == {}
        assert found["regions"]["32.03"] == {"jiwa": 270, "kk": 78, "sites": 2, "lower_bounds": []}
        assert found["regions"]["32.05"] == {"jiwa": 20, "sites": 1, "lower_bounds": []}
        assert found["provinces"]["32"]["jiwa"] == 290
        assert "events" not in found
        assert found["reports"][0]["site"] == "Lapangan A"
        assert [(each["code"], each["severity"], each["line"]) for each in found["findings"]] == [
            ("displaced-age-apart", "info", None)
        ]

    def test_at_a_time_and_since_another(self, run, file):
        options = ("--at", "25/11/2022 15.30 WIB", "--format", "json", "--lang", "en")
        found = json.loads(run("displaced", file(LIST), *options)[0])
        assert (found["as_of"], found["total"]["jiwa"]) == ("2022-11-25T15:30:00+07:00", 300)
        found = json.loads(run("displaced", file(LIST), "--since", "25/11/2022 15.00", "--format", "json")[0])
        assert found["since"]["as_of"] == "2022-11-25T15:00:00"
        assert found["since"]["total"]["jiwa"] == 300
        assert found["since"]["change"] == {"jiwa": -10}
        assert found["since"]["regions"]["32.03"] == {"jiwa": -30, "kk": -8}
        early = json.loads(run("displaced", file(LIST), "--at", "2022-11-24", "--format", "json")[0])
        assert (early["as_of"], early["total"]) == ("2022-11-24", {"lower_bounds": []})
        assert "sites" not in early

    def test_events(self, run, file):
        text = LIST.replace("Kabupaten,", "Kode Bencana,Kabupaten,").replace("Cianjur", "gempa,Cianjur")
        found = json.loads(run("displaced", file(text.replace("Garut", ",Garut")), "--format", "json")[0])
        assert found["events"] == {"gempa": {"jiwa": 270, "kk": 78, "sites": 2, "lower_bounds": []}}

    def test_a_province_that_reports_itself(self, run, file):
        found = json.loads(run("displaced", file("Provinsi,Jiwa\nBali,5\n"), "--format", "json")[0])
        assert found["regions"] == {"51": {"jiwa": 5, "lower_bounds": []}}

    def test_a_row_that_is_left_out_is_exit_1(self, run, file):
        found = json.loads(
            run("displaced", file(LIST.replace("Garut", "Atlantis")), "--format", "json", status=1)[0]
        )
        assert [each["line"] for each in found["findings"] if each["severity"] == "error"] == [5]


class TestPages:
    def test_for_people_in_both_languages(self, run, file):
        text = LIST.replace("Kabupaten,", "Kode Bencana,Kabupaten,").replace("Cianjur", "gempa,Cianjur")
        text = text.replace("Garut", ",Denpasar").replace(",20,-", ",,-")
        out, _ = run("displaced", file(text), "--since", "24/11/2022")
        for part in (
            "keadaan 25 November 2022 pukul 18.00 WIB",
            "≥ 279",
            "<5 tahun",
            "Per kejadian",
            "gempa",
        ):
            assert part in out
        assert "Perubahan sejak 24 November 2022" in out
        assert "Kapasitas (capacity)" in out.partition("bukan jumlah pengungsi")[2]
        out, _ = run("displaced", file(text), "--lang", "en", "-q")
        assert "Displaced people in" in out
        assert "How the table was read" not in out

    def test_places_and_findings(self, run, file):
        rows = "".join(f"{name},4,3,x\n" for name in "ABCDEF")
        text = f"Kecamatan,Jumlah Titik,Titik Terpusat,Jiwa\n{rows}Total,,,\n"
        out, _ = run("displaced", file(text), "--set", "region=32.03")
        assert "F" in out
        assert "tanpa keterangan waktu" in out
        assert "1 lagi" in out
        assert "baris jumlah" in out
        out, _ = run("displaced", file("Kabupaten,Jiwa,Warna\nCianjur,5,x\n"))
        assert "Per tempat" not in out
        assert "Warna" in out
        out, _ = run("displaced", file("Provinsi,Jiwa,Keadaan\nBali,5,1/1/2024\n"))
        assert "Per provinsi" in out
        out, _ = run("displaced", file("Lokasi,Kabupaten,Usia 6-23 bulan\nA,Cianjur,5\n"))
        assert "6-23 bulan " in out

    def test_rows_for_programs(self, run, file, tmp_path):
        out, err = run("displaced", file(LIST), "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(out)))
        assert [row["level"] for row in rows] == [*["report"] * 3, *["regency"] * 2, "province", "all"]
        assert (rows[-1]["jiwa"], rows[-1]["kk"], rows[-1]["lower_bounds"]) == (
            "290",
            "78",
            "kk sexes groups",
        )
        assert (rows[0]["site"], rows[0]["<5"], rows[0]["perempuan"]) == ("Lapangan A", "19", "92")
        assert "[displaced-age-apart]" in err
        target = tmp_path / "totals.json"
        run("displaced", file(LIST), "-o", str(target))
        assert json.loads(target.read_text())["sites"] == 3
        target = tmp_path / "totals.jsonl"
        run("displaced", file(LIST), "-o", str(target))
        assert len(target.read_text().splitlines()) == 7
        text = LIST.replace("Kabupaten,", "Kode Bencana,Kabupaten,").replace("Cianjur", "gempa,Cianjur")
        out, _ = run("displaced", file(text.replace("Garut", ",Garut")), "--format", "csv", "-q")
        assert "event,,,gempa" in out


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("No,NIK,Nama\n1,3203010101800001,Siti Aminah\n", "data pribadi"),
            ("Nama,Kewarganegaraan,No UNHCR\nAli,X,1\n", "luar negeri"),
            ("Indikator,Aceh,Bali,Banten\nJiwa,1,2,3\n", "melebar"),
            ("Lokasi,Jiwa\nA,5\n", "--set region="),
        ],
    )
    def test_with_a_sentence(self, run, file, text, word):
        out, err = run("displaced", file(text), status=2)
        assert out == ""
        assert word in err
        assert "Siti" not in err
        assert "3203" not in err

    def test_a_time_that_is_none(self, run, file):
        _, err = run("displaced", file(LIST), "--at", "kemarin", status=2)
        assert '--at "kemarin"' in err

    def test_the_input_is_not_written_over(self, run, file):
        run("displaced", file(LIST), "-o", file(LIST), status=2)
        events, sites = file(EVENTS, "kejadian.csv"), file(LIST)
        run("count", events, "--displaced", sites, "-o", sites, "--overwrite", status=2)


class TestCriterionTwo:
    def test_count(self, run, file):
        events, sites = file(EVENTS, "kejadian.csv"), file(LIST)
        out, _ = run("count", events, "--displaced", sites, "--format", "json")
        found = json.loads(out)
        assert found["verdicts"]["met"] == 1
        assert found["site_reports"]["reports"] == 4
        assert found["site_reports"]["events"]["320310720221121"] == {
            "jiwa": 300,
            "lower_bounds": [],
            "as_of": "2022-11-25T15:00:00+07:00",
            "lines": [2, 3, 4],
        }
        assert {each["code"] for each in found["findings"]} >= {"displaced-differs", "displaced-unmatched"}
        without = json.loads(run("count", events, "--format", "json")[0])
        assert "site_reports" not in without
        undated = file("Kabupaten,Jiwa\nCianjur,5\n", "tanpa-waktu.csv")
        found = json.loads(run("count", events, "--displaced", undated, "--format", "json")[0])
        assert found["site_reports"]["events"]["320310720221121"]["as_of"] is None

    def test_check_says_which_time_counts(self, run, file):
        events, sites = file(EVENTS, "kejadian.csv"), file(LIST)
        out, _ = run(
            "check", events, "--displaced", sites, "--interpret", "displaced_at=last", "--lang", "en"
        )
        assert "the last of several times counts" in out
        assert "displaced_at=last" in out
        assert "the table says 100 displaced, the site reports 270 (2022-11-25 18.00 WIB)" in out
        assert "1 finding" not in out

    def test_a_list_of_persons_is_refused_here_too(self, run, file):
        persons = file("No,NIK,Nama\n1,3203010101800001,Siti Aminah\n")
        _, err = run("count", file(EVENTS, "kejadian.csv"), "--displaced", persons, status=2)
        assert "data pribadi" in err
        assert "Siti" not in err
