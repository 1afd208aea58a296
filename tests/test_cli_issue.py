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
def run(capsys):
    def running(*arguments, status=0):
        found = main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert found == status, err
        return out, err

    return running


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
            "KIB 6202 106 20240804 1 (usulan, belum diverifikasi)\n  jenis: 106, satu-satunya jenis"
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
        assert "calon: 32.03 34.5 km; 32.02 46.0 km" in out

    def test_a_feed(self, run, feed):
        out, _ = run(*QUAKE, "--bmkg", feed(FEED), "--lang", "en")
        assert out.startswith("KIB 3203 107 20221121 1")
        out, _ = run(*QUAKE, "--bmkg", feed(FEED), "--epicentre=-6.86,107.01", "--date", "2023-01-01")
        assert out.startswith("KIB 3203 107 20230101 1")

    def test_a_feed_of_several(self, run, feed):
        path = feed([FEED, {**FEED, "Coordinates": "-7.4,106.6"}])
        _, err = run(*QUAKE, "--bmkg", path, status=2)
        assert "berkas memuat 2 gempa" in err
        assert "2: -7.4, 106.6 (BMKG" in err
        assert run(*QUAKE, "--bmkg", path, "--quake", "2")[0].startswith("KIB 3202")
        for number in ("0", "3"):
            assert "--quake" in run(*QUAKE, "--bmkg", path, "--quake", number, status=2)[1]

    def test_what_a_feed_contradicts_is_said(self, run, feed):
        out, _ = run(*QUAKE, "--bmkg", feed({**FEED, "Lintang": "6.84 LU", "Bujur": "107.05 BT"}))
        assert "umpan menyebut" in out


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
        assert "several types" in run(*given, "--lang", "en", status=2)[1]
        assert "beberapa jenis bencana" in run(*given, status=2)[1]

    @pytest.mark.parametrize(
        "given",
        [["nothing"], ["epidemi"], ["101", "102", "--caused-by", "102"], ["110"], ["gempa bumi dan tsunami"]],
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
        assert out.startswith("KIB 6202 106 20240804 1 (terverifikasi oleh Pusdatinkom, tanggal 2025-01-02)")
        assert "belum diverifikasi" not in out

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
