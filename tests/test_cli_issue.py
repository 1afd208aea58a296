"""``satudata issue``: a proposal with its reasons, in both languages and as JSON."""

import json
from datetime import date

import pytest

from satudata.cli import _issue, main
from satudata.issuing import Register, confirm, issue, register_at

QUAKE = ["issue", "107", "--affected", "32.02", "32.03"]
FEED = {
    "DateTime": "2022-11-21T06:21:10+00:00",
    "Coordinates": "-6.84,107.05",
    "Magnitude": "5.6",
}


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    monkeypatch.delenv("SATUDATA_LANG", raising=False)
    monkeypatch.setattr(_issue, "today", lambda: date(2025, 1, 1))


@pytest.fixture
def feed(tmp_path):
    def write(gempa):
        path = tmp_path / "bmkg.json"
        path.write_text(json.dumps({"Infogempa": {"gempa": gempa}}), encoding="utf-8")
        return str(path)

    return write


class TestWhen:
    def test_a_date(self, run):
        out, _ = run("issue", "karhutla", "--date", "04/08/2024", "--affected", "62.02")
        assert out.startswith(
            "KIB 6202 106 20240804 1 (usulan, belum diverifikasi)\n  terdampak: 62.02 Kabupaten Kotawaringin Timur\n"
            "  jenis: 106 Kebakaran Hutan dan Lahan, satu-satunya jenis"
        )
        assert (
            "(proposed, not verified)"
            in run(*("issue", "106", "--date", "2024-08-04", "--affected", "62.02", "--lang", "en"))[0]
        )

    @pytest.mark.parametrize(
        "time", ["2022-11-21 13:21:10 WIB", "2022-11-21T06:21:10+00:00", "2022-11-21 15:21 wit"]
    )
    def test_a_time(self, run, time):
        out, _ = run(*QUAKE, "--time", time, "--epicentre", "6.84 LS, 107.05 BT")
        assert out.startswith("KIB 3203 107 20221121 1")
        assert "calon: 32.03 Kabupaten Cianjur 34.5 km; 32.02 Kabupaten Sukabumi 46.0 km" in out

    def test_a_feed(self, run, feed):
        out, _ = run(*QUAKE, "--bmkg", feed(FEED), "--lang", "en")
        assert out.startswith("KIB 3203 107 20221121 1")
        out, _ = run(*QUAKE, "--bmkg", feed(FEED), "--epicentre=-6.86,107.01", "--date", "2023-01-01")
        assert out.startswith("KIB 3203 107 20230101 1")

    def test_what_is_stated_against_a_feed_is_said(self, run, feed):
        given = (*QUAKE, "--bmkg", feed({**FEED, "Wilayah": "10 km BaratDaya Cianjur"}), "--lang", "en")
        assert "the day stated" not in run(*given, "--date", "2022-11-21")[0]
        assert "the epicentre stated" not in run(*given, "--epicentre=-6.84,107.05")[0]
        assert "10 km BaratDaya Cianjur" in run(*given)[0]
        out, _ = run(*given, "--date", "2022-11-20", "--epicentre=-6.86,107.01")
        assert out.startswith("KIB 3203 107 20221120 1")
        assert (
            "warning: the day stated is 20 November 2022, that of the feed is 21 November 2022; the day stated"
            in out
        )
        assert "warning: the epicentre stated is -6.86, 107.01, that of the feed is -6.84, 107.05" in out
        assert "10 km BaratDaya Cianjur" not in out
        assert "the type stated" not in out
        flood = ("issue", "banjir", *given[2:])
        assert "warning: the feed is of an earthquake (107), the type stated is 101" in run(*flood)[0]
        out, _ = run(*given, "--time", "2022-11-20 13:21 WIB", "--format", "json")
        assert "feed-day-differs" in [each["code"] for each in json.loads(out)["findings"]]

    @pytest.mark.parametrize(
        ("option", "needed"),
        [
            (("--quake", "1"), "--bmkg BERKAS"),
            (("--boundaries-property", "KDPKAB"), "--boundaries BERKAS"),
            (("--boundaries-system", "bps"), "--boundaries BERKAS"),
        ],
    )
    def test_an_option_about_a_file_needs_the_file(self, run, option, needed):
        _, err = run(*QUAKE, "--date", "2022-11-21", *option, status=2)
        assert f"{option[0]} memerlukan {needed}" in err

    def test_a_type_that_does_not_exist_is_answered_with_names(self, run):
        given = ("--affected", "62.02", "--date", "2024-08-04")
        out, _ = run("issue", "199", *given, "--force", status=1)
        assert "jenis bencana 199 tidak dikenal; jenisnya 101 Banjir, 102 Tanah Longsor" in out
        assert "110" not in out
        assert "kode lama" in run("issue", "110", *given, status=1)[0]

    def test_a_file_that_is_no_feed_is_named(self, run, tmp_path):
        (tmp_path / "a.json").write_text("# Judul\n\nteks", encoding="utf-8")
        _, err = run(*QUAKE, "--bmkg", str(tmp_path / "a.json"), status=2)
        assert "a.json': bukan data gempabumi" in err
        assert "Judul" not in err

    def test_what_is_not_recorded_is_said(self, run, tmp_path):
        given = ("issue", "106", "--affected", "62.02", "--date", "2024-08-04", "--id", "a")
        given += ("--register", str(tmp_path / "kib.db"))
        assert "tidak dicatat: untuk itu perlu" in run(*given)[1]
        assert "tidak dicatat" not in run(*given, "--by", "Siti")[1]
        assert "tidak dicatat" not in run(*given)[1]

    def test_an_epicentre_the_other_way_round_is_asked_back(self, run):
        _, err = run(*QUAKE, "--date", "2022-11-21", "--epicentre", "107.05,-6.84", status=2)
        assert "mungkin maksudnya --epicentre=-6.84,107.05?" in err
        assert "maksudnya" not in run(*QUAKE, "--date", "2022-11-21", "--epicentre", "abc", status=2)[1]

    def test_an_option_that_is_given_twice_is_refused(self, run):
        for option in (("--date", "2022-11-22"), ("--affected", "32.01")):
            _, err = run(*QUAKE, "--date", "2022-11-21", *option, status=2)
            assert f"argumen {option[0]}: diberikan dua kali" in err
        _, err = run(*QUAKE, "--date", "2022-11-21", "--by", " ", status=2)
        assert "argumen --by: tidak boleh kosong" in err

    def test_a_feed_of_several(self, run, feed):
        path = feed([FEED, {**FEED, "Coordinates": "-7.4,106.6"}])
        _, err = run(*QUAKE, "--bmkg", path, status=2)
        assert "berkas memuat 2 gempa" in err
        assert "2: 21 November 2022 13:21:10 WIB, M 5.6, -7.4, 106.6" in err
        assert run(*QUAKE, "--bmkg", path, "--quake", "2")[0].startswith("KIB 3202")
        for number in ("0", "3"):
            assert "--quake" in run(*QUAKE, "--bmkg", path, "--quake", number, status=2)[1]

    def test_what_a_feed_contradicts_is_said(self, run, feed):
        out, _ = run(*QUAKE, "--bmkg", feed({**FEED, "Lintang": "6.84 LU", "Bujur": "107.05 BT"}))
        assert "data gempabumi menyebut" in out


class TestRegion:
    def test_open(self, run):
        flood = ["issue", "101", "--date", "2024-02-05", "--affected", "33.21,33.19"]
        out, _ = run(*flood, status=1)
        assert out.startswith("KIB belum diusulkan")
        assert "--region" in out
        assert run(*flood, "--region", "33.21")[0].startswith("KIB 3321")
        assert json.loads(run(*flood, "--format", "json", status=1)[0])["kib"] is None

    def test_the_region_of_the_epicentre(self, run):
        out, _ = run(*QUAKE, "--date", "2022-11-21", "--epicentre-region", "32.01", "--lang", "en")
        assert "which is not among the affected" in out


class TestTypes:
    def test_several(self, run):
        given = ["issue", "banjir", "tanah longsor", "--date", "2024-02-05", "--affected", "33.01"]
        assert "3301 101" in run(*given, "--caused-by", "102=101")[0]
        assert "3301 102" in run(*given, "--main", "longsor")[0]
        assert "several disaster types" in run(*given, "--lang", "en", status=2)[1]
        assert "beberapa jenis bencana" in run(*given, status=2)[1]

    @pytest.mark.parametrize(
        "given",
        [["nothing"], ["epidemi"], ["101", "102", "--caused-by", "102"], ["gempa bumi dan tsunami"]],
        ids=str,
    )
    def test_wrong(self, run, given):
        run("issue", *given, "--date", "2024-02-05", "--affected", "33.01", status=2)


class TestRegister:
    given = ("issue", "106", "--date", "2024-08-04", "--affected", "62.02")

    def test_it_decides_the_index_and_keeps_what_is_given(self, run, tmp_path):
        path = str(tmp_path / "kib.jsonl")
        out, _ = run(*self.given, "--register", path, "--id", "a", "--by", "Siti")
        assert f"6202106202408041 tercatat dalam {path} untuk a" in out
        assert run(*self.given, "--register", path, "--id", "b", "--by", "Siti")[0].startswith(
            "KIB 6202 106 20240804 2"
        )
        again, _ = run(*self.given, "--register", path, "--id", "a", "--by", "Siti")
        assert again.startswith("KIB 6202 106 20240804 1")
        assert "tercatat" not in again
        register, found = Register.load(path)
        assert not found
        assert [(each.by, each.on) for each in register.entries] == [("Siti", date(2025, 1, 1))] * 2

    def test_what_was_verified_says_so(self, run, tmp_path):
        path = tmp_path / "kib.jsonl"
        run(*self.given, "--register", str(path), "--id", "a", "--by", "Siti")
        first = issue("106", date(2024, 8, 4), ["62.02"], occurrence_id="a")
        register_at(path).add(confirm(first, "Pusdatinkom", date(2025, 1, 2)), by="x", on=date(2025, 1, 2))
        out, _ = run(*self.given, "--register", str(path), "--id", "a")
        assert out.startswith(
            "KIB 6202 106 20240804 1 (terverifikasi oleh Pusdatinkom, tanggal 2 Januari 2025)"
        )
        assert "belum diverifikasi" not in out

    def test_another_day_is_an_amendment(self, run, tmp_path):
        path = str(tmp_path / "kib.db")
        run(*self.given, "--register", path, "--id", "a", "--by", "Siti")
        other = (
            "issue",
            "106",
            "--date",
            "2024-08-05",
            "--affected",
            "62.02",
            "--register",
            path,
            "--id",
            "a",
        )
        _, err = run(*other, "--by", "Siti", status=2)
        assert (
            "kejadian a sudah memiliki 6202 106 20240804 1; perbaiki dengan: satudata register amend" in err
        )
        assert len(register_at(path).read().entries) == 1

    def test_a_new_register_is_what_its_name_says(self, run, tmp_path):
        for name, start in (("kib.jsonl", b"{"), ("kib", b"SQLite format 3\0"), ("kib.db", b"SQLite")):
            run(*self.given, "--register", str(tmp_path / name), "--id", "a", "--by", "Siti")
            assert (tmp_path / name).read_bytes().startswith(start)

    def test_an_unreadable_line_is_acknowledged_before_a_kib_is_given(self, run, tmp_path):
        path = tmp_path / "kib.jsonl"
        path.write_text('{"schema"', encoding="utf-8")
        _, err = run(*self.given, "--register", str(path), "--id", "a", "--by", "Siti", status=2)
        assert "ada baris register yang tidak terbaca (1)" in err
        assert path.read_text(encoding="utf-8") == '{"schema"'

    def test_a_device_is_no_register(self, run):
        _, err = run(*self.given, "--register", "/dev/full", "--id", "a", "--by", "Siti", status=2)
        assert "ini bukan berkas" in err

    def test_a_torn_line_is_said(self, run, tmp_path):
        path = tmp_path / "kib.jsonl"
        path.write_text('{"schema"', encoding="utf-8")
        out, _ = run(*self.given, "--register", str(path), status=1)
        assert "baris 1 pada register tidak terbaca" in out

    def test_who_gives_it_needs_a_register_and_an_id(self, run):
        assert "--register" in run(*self.given, "--by", "Siti", status=2)[1]

    def test_nothing_is_kept_of_an_open_region(self, run, tmp_path):
        path = tmp_path / "kib.jsonl"
        flood = ["issue", "101", "--date", "2024-02-05", "--affected", "33.21", "33.19"]
        run(*flood, "--register", str(path), "--id", "a", "--by", "Siti", status=1)
        assert not path.exists()


class TestPlaces:
    fire = ("issue", "Karhutla", "--date", "2024-08-04", "--affected")

    @pytest.mark.parametrize(
        "given",
        [
            ["6202"],
            ["62.02"],
            ["Kotawaringin Timur"],
            ["Kotawaringin", "Timur"],
            ["Kab. Kotawaringin Timur"],
            ["62.02 Kabupaten Kotawaringin Timur"],
            ["Kabupaten Kotawaringin Timur (62.02)"],
            ["62.02.05.2001"],
        ],
        ids=str,
    )
    def test_a_code_or_a_name(self, run, given):
        out, _ = run(*self.fire, *given)
        assert out.startswith("KIB 6202 106 20240804 1")
        assert "62.02 Kabupaten Kotawaringin Timur" in out

    def test_names_that_several_places_have(self, run):
        for name, kota in (("Bima", "Kota Bima"), ("Bogor", "Kota Bogor")):
            _, err = run(*self.fire, name, status=2)
            assert f"Kabupaten {name}" in err
            assert run(*self.fire, kota)[0].count(kota) >= 2

    def test_several_names_without_quotes(self, run):
        out, _ = run(
            *self.fire, "Kab.", "Bima", "Kota", "Bima", "62.02", "--region", "Kota Bima", "--format", "json"
        )
        assert [each["code"] for each in json.loads(out)["affected"]] == ["52.06", "52.72", "62.02"]

    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("Kotawaringn Timur", "mungkin maksudnya Kabupaten Kotawaringin Timur (62.02)?"),
            ("Jawa Barat", "adalah provinsi Jawa Barat"),
            ("32", "adalah provinsi Jawa Barat"),
            ("Bengkulu", "17 Bengkulu; 17.71 Kota Bengkulu"),
            ("Atlantis", 'bernama "Atlantis"'),
            ("11.1", "11.01; 11.10"),
            ("32.02 Kabupaten Bima", "32.02; 52.06 Kabupaten Bima"),
        ],
    )
    def test_what_is_no_place_is_asked_back(self, run, name, meant):
        out, err = run(*self.fire, name, status=2)
        assert meant in err
        assert out == ""

    def test_a_place_has_the_code_of_the_day(self, run):
        for day, code in (("2021-06-01", "9104"), ("2024-06-01", "9401")):
            out, _ = run("issue", "banjir", "--date", day, "--affected", "Nabire")
            assert out.startswith(f"KIB {code} 101")

    def test_a_misspelt_type_is_asked_back(self, run):
        given = ("--date", "2024-08-04", "--affected", "62.02")
        assert "mungkin maksudnya Banjir?" in run("issue", "Banjr", *given, status=2)[1]
        assert "did you mean Banjir?" in run("issue", "Banjr", *given, "--lang", "en", status=2)[1]
        assert "tidak memiliki kode jenis" in run("issue", "epidemi", *given, status=2)[1]
        assert "jenis bencananya belum ada" in run("issue", *given, status=2)[1]
        assert run("issue", "101 Banjir", *given)[0].startswith("KIB 6202 101")
        assert "menunjuk beberapa" in run("issue", "102 Banjir", *given, status=2)[1]

    @pytest.mark.parametrize("kind", [["106"], ["Karhutla"]])
    def test_a_type_may_stand_behind_the_options(self, run, kind):
        for given in (
            ["--affected", "62.02", "--date", "2024-08-04", *kind],
            ["--date", "2024-08-04", "--affected", "62.02", *kind],
        ):
            assert run("issue", *given)[0].startswith("KIB 6202 106")


class TestNothingIsGiven:
    @pytest.mark.parametrize(
        ("given", "code"),
        [
            (["--date", "2025-01-02", "--affected", "62.02"], "date-after"),
            (["--date", "2024-08-04", "--affected", "99.99"], "region-unknown"),
            (["--date", "2024-08-04", "--affected", "94.71"], "region-unknown"),
            (["--date", "2024-08-04", "--affected", "62.02", "99.99", "--region", "62.02"], "region-unknown"),
        ],
        ids=["day", "code", "BPS", "affected"],
    )
    def test_for_a_day_to_come_or_an_unknown_code_without_force(self, run, tmp_path, given, code):
        path = tmp_path / "kib.jsonl"
        kept = ["--register", str(path), "--id", "a", "--by", "Siti"]
        out, _ = run("issue", "106", *given, *kept, status=1)
        assert out.startswith("KIB tidak diberikan")
        assert not path.exists()
        found = json.loads(run("issue", "106", *given, "--format", "json", status=1)[0])
        assert (found["kib"], found["printed"], found["withheld"]) == (None, None, [code])
        main(["issue", "106", *given, *kept, "--force"])
        assert len(Register.load(str(path))[0].entries) == 1

    @pytest.mark.parametrize(
        "given",
        [
            ["998", "--date", "2024-08-04", "--affected", "62.02"],
            ["110", "--date", "2024-08-04", "--affected", "62.02"],
            ["107", "--time", "2024-08-04 10:00 WIB", "--affected", "99.99"],
        ],
        ids=["type", "legacy type", "province"],
    )
    def test_for_a_code_with_which_no_kib_can_be_formed(self, run, given):
        assert "tidak dikenal" in run("issue", *given, status=1)[0]
        found = json.loads(run("issue", *given, "--format", "json", status=1)[0])
        assert found["kib"] is None
        assert found["findings"][0]["code"].endswith("-unknown")


class TestFeeds:
    def test_a_feed_needs_no_type(self, run, feed):
        out, _ = run("issue", "--bmkg", feed(FEED), "--affected", "Cianjur", "--lang", "en")
        assert out.startswith("KIB 3203 107 20221121 1")
        assert "epicentre: -6.84, 107.05 (BMKG" in out

    def test_what_is_no_earthquake_needs_one(self, run, tmp_path):
        path = tmp_path / "fdsn.txt"
        path.write_text(
            "#EventID|Time|Latitude|Longitude|EventType\nx|2022-11-21T06:21:10|-6.84|107.05|quarry blast\n",
            encoding="utf-8",
        )
        given = ("--bmkg", str(path), "--affected", "Cianjur")
        assert "quarry blast" in run("issue", *given, status=2)[1]
        assert "quarry blast" in run("issue", "107", *given)[0]

    def test_a_feed_without_earthquakes(self, run, feed):
        assert (
            "tidak memuat gempabumi" in run("issue", "--bmkg", feed([]), "--affected", "Cianjur", status=2)[1]
        )

    def test_negative_degrees_need_no_sign_of_equality(self, run):
        out, _ = run(*QUAKE, "--date", "2023-01-01", "--epicentre", "-6.84,107.05")
        assert "episentrum: -6.84, 107.05" in out

    @pytest.mark.parametrize(
        "time",
        [
            "21 Nov 2022 13.21 WIB",
            "21/11/2022, pukul 13:21:00 WIB",
            "2022-11-21T06:21Z",
            "21-11-2022 06:21 utc",
        ],
    )
    def test_a_time_as_people_write_it(self, run, time):
        assert run("issue", "107", "--affected", "32.03", "--time", time)[0].startswith(
            "KIB 3203 107 20221121"
        )

    def test_a_date_and_a_time_are_one_too_many(self, run):
        given = ("--date", "2022-11-21", "--time", "2022-11-21T06:21Z", "--affected", "32.03")
        assert "jangan keduanya" in run("issue", "107", *given, status=2)[1]


class TestBoundaries:
    @pytest.fixture
    def shapes(self, tmp_path):
        def write(*rows):
            path = tmp_path / "batas.geojson"
            features = [
                {
                    "type": "Feature",
                    "properties": row,
                    "geometry": {
                        "type": "Polygon",
                        "coordinates": [[[west, -7.4], [west + 0.5, -7.4], [west + 0.5, -6.6], [west, -6.6]]],
                    },
                }
                for row, west in zip(rows, (106.58, 107.08, 107.58), strict=False)
            ]
            path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
            return str(path)

        return write

    def test_the_answer_names_file_property_and_system(self, run, feed, shapes):
        path = shapes({"KDPKAB": "32.02"}, {"KDPKAB": "32.03"})
        given = ("issue", "--bmkg", feed(FEED), "--affected", "32.02", "32.03", "--boundaries", path)
        out, _ = run(*given)
        assert out.startswith("KIB 3202 107")
        assert "batas wilayah: batas.geojson, properti KDPKAB (kode Kemendagri), 2 wilayah" in out
        found = json.loads(run(*given, "--format", "json")[0])
        assert found["boundaries"] == {
            "file": "batas.geojson",
            "property": "KDPKAB",
            "system": "kemendagri",
            "regions": 2,
        }
        assert (found["geometry"], found["ambiguous"]) == ("batas.geojson, KDPKAB", False)

    def test_an_affected_region_that_is_missing_is_named(self, run, feed, shapes):
        path = shapes({"KDPKAB": "32.02"}, {"KDPKAB": "32.03"})
        for affected in (["Garut"], ["32.02", "Garut"]):
            out, _ = run("issue", "--bmkg", feed(FEED), "--affected", *affected, "--boundaries", path)
            assert "tidak ada bentuk wilayah 32.05" in out
        assert out.startswith("KIB 3202")
        out, _ = run("issue", "101", "--date", "2024-01-01", "--affected", "32.02", "--boundaries", path)
        assert "batas wilayah tidak diperlukan" in out

    def test_what_the_file_does_not_show_is_an_option(self, run, feed, shapes):
        given = (
            "issue",
            "--bmkg",
            feed(FEED),
            "--affected",
            "12.07",
            "--boundaries",
            shapes({"kode_kab": "1212"}),
        )
        _, err = run(*given, status=2)
        assert "--boundaries-system kemendagri atau bps" in err
        assert "kode BPS" in run(*given, "--boundaries-system", "bps")[0]
        _, err = run(*given, "--boundaries-property", "kode", "--lang", "en", status=2)
        assert "no feature has a property kode; it has kode_kab (--boundaries-property NAME)" in err

    def test_another_file_is_refused_with_what_to_do(self, run, feed, tmp_path):
        path = tmp_path / "batas.json"
        path.write_text('{"type": "Topology"}', encoding="utf-8")
        given = ("issue", "--bmkg", feed(FEED), "--affected", "32.03", "--boundaries", str(path))
        assert "TopoJSON; ubah ke GeoJSON" in run(*given, status=2)[1]
        path.write_text(
            '{"type": "Feature", "properties": {"KDPKAB": "32.03"}, "geometry": 5}', encoding="utf-8"
        )
        assert "--boundaries batas.json, features[0].geometry" in run(*given, status=2)[1]


def test_no_python_stands_in_a_message(run):
    given = ["issue", "101", "102", "--date", "2024-02-05", "--affected", "33.21"]
    for more in (
        [],
        ["--caused-by", "102=101", "--caused-by", "101=102"],
        ["--main", "102", "--caused-by", "102=101"],
    ):
        for lang in ("id", "en"):
            _, err = run(*given, *more, "--lang", lang, status=2)
            assert not any(word in err for word in ("caused_by", "declared", "{", "issue("))


def test_the_types_of_a_contradiction_have_their_names(run):
    given = ["issue", "101", "102", "--date", "2024-02-05", "--affected", "33.21"]
    contradiction = ["--main", "102", "--caused-by", "102=101", "--lang", "en"]
    _, err = run(*given, *contradiction, status=2)
    assert "--main 102 Tanah Longsor: by --caused-by, 101 Banjir set it off" in err
    _, err = run(*given, "--main", "103", "--lang", "en", status=2)
    assert (
        "--main 103 Gelombang Pasang dan Abrasi: none of the types of the event, which are 101 Banjir, 102"
        in err
    )
    _, err = run(*given, "--caused-by", "102=109", status=2)
    assert "--caused-by 109 Erupsi Gunung Api: bukan jenis kejadian ini" in err


@pytest.mark.parametrize("time", ["2024-08-04T10:00", "2024-08-04", "4 Agustus 2024"])
def test_a_time_without_its_zone_is_refused_in_words(run, time):
    _, err = run("issue", "107", "--affected", "33.21", "--time", time, status=2)
    assert "bukan waktu dengan zonanya" in err
    assert "datetime" not in err


def test_json(run):
    found = json.loads(run(*QUAKE, "--date", "2023-06-09", "--epicentre=-6.84,107.05", "--format", "json")[0])
    assert (found["kib"], found["printed"]) == ("3203107202306091", "3203 107 20230609 1")
    assert (found["status"], found["ambiguous"], found["verification_required"]) == (
        "provisional",
        True,
        True,
    )
    assert [each["region"] for each in found["candidates"]] == ["32.03", "32.02"]
    assert found["candidates"][0]["name"] == "Kabupaten Cianjur"
    assert {each["code"] for each in found["findings"]} == {
        "unverified",
        "region-ambiguous",
        "epicentre-maybe-on-land",
    }
    assert found["decisions"][0]["source"] == "juklak-bnpb-7-2023"
    plain = json.loads(
        run("issue", "101", "--date", "2024-02-05", "--affected", "33.01", "--format", "json")[0]
    )
    assert plain["candidates"][0]["km"] is None


@pytest.mark.parametrize(
    "given",
    [
        [*QUAKE],
        [*QUAKE, "--time", "kemarin"],
        [*QUAKE, "--time", "2022-11-21T06:21:10"],
        [*QUAKE, "--date", "2023-01-01", "--epicentre", "x"],
        ["issue", "101", "--date", "2023-01-01", "--affected", "32"],
        ["issue", "101", "--date", "2023-01-01", "--affected", "x"],
        [*QUAKE, "--bmkg", "no-such-file.json"],
    ],
    ids=str,
)
def test_wrong(run, given):
    assert "satudata" in run(*given, status=2)[1]


def test_help(run):
    assert "KIB" in run("issue", "--help")[0]
    assert "affected kabupaten/kota" in run("issue", "--help", "--lang", "en")[0]
