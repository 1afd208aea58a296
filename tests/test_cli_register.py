"""``satudata register``: what an officer lists, shows, decides, hands over and takes in."""

import csv
import json
from datetime import date

import pytest

from satudata import Register, issue
from satudata.cli import _issue, _register, _terminal
from satudata.interchange import from_json, to_json
from satudata.issuing import Entry, JSONLinesRegister, register_at

FIRST, SECOND = "6202106202408041", "6202106202408042"


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    monkeypatch.delenv("SATUDATA_LANG", raising=False)
    for module in (_issue, _register):
        monkeypatch.setattr(module, "today", lambda: date(2025, 1, 1))


@pytest.fixture(params=["kib.jsonl", "kib.db"])
def register(request, tmp_path):
    """A register of each kind with the events a and b of one stem, and c of another region."""
    path = tmp_path / request.param
    store = register_at(path)
    for name, region in (("a", "62.02"), ("b", "62.02"), ("c", "32.03")):
        store.issue("106", date(2024, 8, 4), [region], occurrence_id=name, by="Siti", on=date(2024, 8, 5))
    return path


def conflict(register):
    other = Register([Entry(FIRST, "z", by="Pak Dar", on=date(2024, 8, 6))])
    register_at(register).take_in(other, keep_conflicts=True)


class TestList:
    def test_names_are_next_to_the_codes(self, run, register):
        out, _ = run("register", "list", register)
        lines = out.splitlines()
        assert (
            lines[1].split("  ")[1:]
            == [
                "6202 106 20240804 1",
                "diusulkan",
                "62.02 Kabupaten Kotawaringin Timur",
                "106 Kebakaran Hutan dan Lahan",
                "Siti, 5 Agustus 2024",
                "a",
            ]
            or "Kotawaringin" in out
        )
        assert "62.02 Kabupaten Kotawaringin Timur" in out
        assert "106 Kebakaran Hutan dan Lahan" in out
        assert "Siti, 5 Agustus 2024" in out
        assert out.endswith("3 KIB\n")
        assert "5 August 2024" in run("register", "list", register, "--lang", "en")[0]

    @pytest.mark.parametrize("lang", ["id", "en"])
    def test_a_list_in_a_pipe_has_at_most_80_columns(self, run, register, lang):
        out, _ = run("register", "list", register, "--lang", lang)
        assert max(map(len, out.splitlines())) <= 80
        assert out.count("62.02 Kabupaten Kotawaringin Timur") == 2

    def test_a_narrow_list_is_a_table(self, capsys):
        _terminal.say_list([["KIB", "status", "id"], ["1", "2", "3"]])
        assert capsys.readouterr().out == "  KIB  status  id\n  1    2       3\n"
        _terminal.say_list([["KIB", "status", "id"], ["1", "2", "a" * 70]], width=40)
        assert capsys.readouterr().out == f"  1  2\n    id:\n      {'a' * 70}\n"

    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            (["--region", "Jawa Barat"], "c"),
            (["--region", "32"], "c"),
            (["--region", "Kab. Kotawaringin Timur"], "ab"),
            (["--region", "6202", "--type", "karhutla"], "ab"),
            (["--type", "101"], ""),
            (["--status", "terverifikasi"], "a"),
            (["--status", "proposed"], "bc"),
            (["--since", "04/08/2024", "--until", "2024-08-04"], "abc"),
            (["--since", "2024-08-05"], ""),
            (["--until", "2024-08-03"], ""),
        ],
        ids=str,
    )
    def test_only_what_is_asked(self, run, register, asked, names):
        run("register", "confirm", register, "a", "--by", "Ani")
        found = json.loads(run("register", "list", register, *asked, "--format", "json")[0])["kibs"]
        assert sorted(each["occurrence_id"] for each in found) == list(names)

    def test_a_blank_reason_is_asked_for(self, run, register):
        _, err = run("register", "reject", register, "a", "--by", "Ani", "--reason", " ", status=2)
        assert "--reason: tidak boleh kosong" in err

    def test_a_damaged_file_is_no_register(self, run, tmp_path):
        (tmp_path / "x.db").write_bytes(b"SQLite format 3\0 and more")
        assert "bukan basis data SQLite" in run("register", "list", tmp_path / "x.db", status=2)[1]

    def test_what_is_meant_is_asked_back(self, run, register):
        assert (
            "Kotawaringin Timur"
            in run("register", "list", register, "--region", "Kotawaringn Timur", status=2)[1]
        )
        assert "beberapa wilayah" in run("register", "list", register, "--region", "11.1", status=2)[1]
        assert (
            "tidak ada provinsi atau kab" in run("register", "list", register, "--region", "qqq", status=2)[1]
        )
        assert "jenis bencana" in run("register", "list", register, "--type", "qqq", status=2)[1]

    def test_what_cannot_be_is_refused(self, run, register):
        asked = ("register", "list", register)
        _, err = run(*asked, "--since", "2024-09-01", "--until", "2024-08-01", status=2)
        assert "--since 1 September 2024 sesudah --until 1 Agustus 2024" in err
        assert '"62.99"' in run(*asked, "--region", "62.99", status=2)[1]
        assert '"199"' in run(*asked, "--type", "199", status=2)[1]

    def test_a_file_that_is_no_register_is_left_alone(self, run, tmp_path):
        file = tmp_path / "catatan.md"
        file.write_text("# Catatan\n- satu\n", encoding="utf-8")
        for given in (("list", file), ("check", file), ("import", file, file)):
            assert "catatan.md bukan register" in run("register", *given, status=2)[1]
        given = ("issue", "101", "--affected", "62.02", "--date", "2024-08-04", "--id", "a", "--by", "Siti")
        assert "catatan.md bukan register" in run(*given, "--register", file, status=2)[1]
        assert file.read_text(encoding="utf-8") == "# Catatan\n- satu\n"
        (tmp_path / "kosong").write_bytes(b"")
        assert "berkas kosong" in run("register", "import", tmp_path / "b", tmp_path / "kosong", status=2)[1]

    def test_an_exported_document_is_taken_in_first(self, run, register, tmp_path):
        run("register", "export", register, "-o", tmp_path / "a.json")
        _, err = run("register", "list", tmp_path / "a.json", status=2)
        assert "masukkan dahulu ke register: satudata register import kib.db" in err

    def test_a_kib_that_is_nearly_right_is_asked_back(self, run, register):
        _, err = run("register", "confirm", register, "6202106202408049", "--by", "Ani", status=2)
        assert "tidak dicatat: '6202106202408049': register tidak memuat" in err
        assert "mungkin maksudnya 620210620240804" in err
        _, err = run("register", "show", register, "6202106202408049", status=2)
        assert "tidak ada jawaban: '6202106202408049': register tidak memuat" in err

    def test_csv(self, run, register):
        rows = list(csv.DictReader(run("register", "list", register, "--format", "csv")[0].splitlines()))
        assert [each["KIB"] for each in rows] == ["3203106202408041", FIRST, SECOND]
        assert rows[1]["nama_wilayah"] == "Kabupaten Kotawaringin Timur"

    def test_a_conflict_is_a_note(self, run, register):
        conflict(register)
        out, err = run("register", "list", register, status=1)
        assert out.count("6202 106 20240804 1") == 2
        assert "1 konflik, perlu diselesaikan" in err
        assert run("register", "list", register, "--quiet", status=1)[1] == ""

    def test_there_is_no_register(self, run, tmp_path):
        assert "tidak ada" in run("register", "list", tmp_path / "x.db", status=2)[1]
        assert not (tmp_path / "x.db").exists()


class TestShow:
    def test_a_kib_with_its_reasons_and_history(self, run, register):
        run("register", "confirm", register, FIRST, "--by", "Ani Wijaya", "--on", "2024-08-09")
        out, _ = run("register", "show", register, "6202 106 20240804 1")
        assert out.splitlines() == [
            "6202 106 20240804 1 (terverifikasi), kejadian a",
            "  wilayah: 62.02 Kabupaten Kotawaringin Timur",
            "  jenis: 106 Kebakaran Hutan dan Lahan",
            "  tanggal: 4 Agustus 2024",
            "sebagaimana diusulkan:",
            "  jenis: 106 Kebakaran Hutan dan Lahan, satu-satunya jenis [juklak-bnpb-7-2023]",
            "  wilayah: 62.02 Kabupaten Kotawaringin Timur, satu-satunya wilayah terdampak [juklak-bnpb-7-2023]",
            "  tanggal: 4 Agustus 2024, tanggal setempat sebagaimana dinyatakan [juklak-bnpb-7-2023]",
            "  indeks: 1, indeks berikutnya yang bebas; sudah diberikan: belum ada [satudata-readings]",
            "riwayat:",
            "  Siti, 5 Agustus 2024: memberikan 6202 106 20240804 1",
            "  Ani Wijaya, 9 Agustus 2024: memverifikasi 6202 106 20240804 1",
        ]

    def test_the_chain_both_ways(self, run, register):
        run("register", "amend", register, "a", "--region", "Katingan", "--by", "Siti", "--reason", "lokasi")
        run("register", "merge", register, "b", "a", "--by", "Ani", "--reason", "dua laporan")
        now = "6206 106 20240804 1"
        out, _ = run("register", "show", register, FIRST)
        assert out.startswith("6202 106 20240804 1 (digantikan), kejadian a")
        assert f"  digantikan oleh {now}" in out
        out, _ = run("register", "show", register, now)
        assert "  menggantikan 6202 106 20240804 1, 6202 106 20240804 2" in out
        assert "  berlaku juga untuk b" in out
        out, _ = run("register", "show", register, SECOND, "--lang", "en")
        assert f"superseded by {now} (event a)" in out
        assert f"merged into {now} (event a), dua laporan" in out

    def test_json(self, run, register):
        run("register", "reject", register, "a", "--by", "Ani", "--reason", "bukan bencana")
        (event,) = json.loads(run("register", "show", register, "a", "--format", "json")[0])["events"]
        assert (event["kib"], event["kibs"][0]["status"]) == (None, "rejected")
        assert from_json(json.dumps(event["proposal"])).kib is not None
        assert [each.get("ended") for each in event["history"]] == [None, "rejected"]

    def test_without_a_document(self, run, tmp_path):
        path = tmp_path / "kib.jsonl"
        Register([Entry(FIRST, "a"), Entry(FIRST, "a", step=1)]).save(path)
        out, _ = run("register", "show", path, "a")
        assert "sebagaimana diusulkan" not in out
        assert "nama tidak disebut: memberikan 6202 106 20240804 1" in out
        assert "mengubah, 6202 106 20240804 1 tetap" in out

    def test_a_conflict_shows_both_sides(self, run, register):
        conflict(register)
        out, _ = run("register", "show", register, FIRST, status=1)
        assert "kejadian a" in out
        assert "kejadian z; memberikan 6202 106 20240804 1; Pak Dar, 6 Agustus 2024" in out

    def test_not_there(self, run, register):
        assert "register tidak memuat KIB ini" in run("register", "show", register, "x", status=2)[1]


class TestCheck:
    def test_sound(self, run, register):
        out, _ = run("register", "check", register)
        assert "tidak ada konflik, dan semua baris terbaca" in out
        found = json.loads(run("register", "check", register, "--format", "json")[0])
        assert found == {
            "kibs": {"proposed": 3, "verified": 0, "rejected": 0, "superseded": 0},
            "conflicts": [],
            "lines": [],
            "findings": [],
        }

    def test_a_conflict_with_what_settles_it(self, run, register):
        conflict(register)
        out, _ = run("register", "check", register, status=1)
        assert "konflik: dua kejadian memiliki 6202 106 20240804 1" in out
        assert "selesaikan dengan register merge" in out
        run("register", "merge", register, "z", "a", "--by", "Ani", "--reason", "dua laporan")
        run("register", "check", register)
        # Both events had the same KIB, so that only the id says which one stands.
        out, _ = run("register", "show", register, "z")
        assert "  digantikan oleh 6202 106 20240804 1 (kejadian a)" in out.splitlines()
        assert "menggabungkan ke 6202 106 20240804 1 (kejadian a), dua laporan" in out

    def test_a_step_taken_in_two_ways(self, run, register):
        step = {"step": 1, "by": "Ani", "on": date(2024, 8, 9)}
        sides = [Entry(FIRST, "a", why="x", **step), Entry("6203106202408041", "a", **step)]
        register_at(register).take_in(Register(sides), keep_conflicts=True)
        out, _ = run("register", "check", register, status=1)
        assert "konflik: langkah terakhir kejadian a diambil dengan dua cara" in out
        found = json.loads(run("register", "check", register, "--format", "json", status=1)[0])
        assert len(found["conflicts"][0]) == 2

    def test_a_line_that_cannot_be_read_is_acknowledged(self, run, tmp_path):
        path = tmp_path / "kib.jsonl"
        Register([Entry(FIRST, "a")]).save(path)
        path.write_bytes(
            path.read_bytes()
            + b'{"schema": "satudata.register-entry", "version": 1, "kib": "'
            + SECOND.encode()
        )
        assert "baris 2 pada register tidak terbaca" in run("register", "check", path, status=1)[0]
        given = (
            "issue",
            "106",
            "--date",
            "2024-08-04",
            "--affected",
            "62.02",
            "--register",
            path,
            "--id",
            "n",
        )
        assert "register acknowledge" in run(*given, "--by", "Siti", status=2)[1]
        out, _ = run(
            "register",
            "acknowledge",
            path,
            "--by",
            "Ani",
            "--reason",
            "listrik padam",
            "--kib",
            "6202106202408043",
        )
        assert "1 baris dinyatakan diketahui" in out
        assert "tidak diterbitkan lagi: 6202 106 20240804 2, 6202 106 20240804 3" in out
        assert run(*given, "--by", "Siti")[0].startswith("KIB 6202 106 20240804 4")
        run("register", "check", path)
        assert "terbaca" in run("register", "acknowledge", path, "--by", "Ani", "--line", "1", status=2)[1]


class TestSteps:
    def test_confirmed(self, run, register):
        out, _ = run("register", "confirm", register, FIRST, "--by", "Ani Wijaya")
        assert out.splitlines() == [
            "6202 106 20240804 1 terverifikasi oleh Ani Wijaya, 1 Januari 2025",
            "  62.02 Kabupaten Kotawaringin Timur; 106 Kebakaran Hutan dan Lahan; 4 Agustus 2024",
        ]
        _, err = run("register", "confirm", register, FIRST, "--by", "Budi", status=2)
        assert "sudah diverifikasi oleh Ani Wijaya" in err
        found = json.loads(run("register", "confirm", register, "b", "--by", "Ani", "--format", "json")[0])
        assert (found["kib"], found["status"], found["step"]) == (SECOND, "verified", 1)

    def test_amended(self, run, register):
        given = ("register", "amend", register, "a", "--by", "Siti", "--reason", "salah")
        out, _ = run(*given, "--type", "banjir", "--date", "03/08/2024", "--region", "62.03")
        assert out.startswith("kejadian a kini memiliki 6203 101 20240803 1, belum diverifikasi")
        assert "tidak ada yang berubah" in run(*given, status=2)[1]
        assert "belum terjadi" in run(*given, "--date", "2030-01-01", status=2)[1]
        assert "tidak ada wilayah" in run(*given, "--region", "62.99", status=2)[1]
        assert "--reason" in run("register", "amend", register, "a", "--by", "Siti", status=2)[1]

    @pytest.mark.parametrize(
        "step",
        [
            ("confirm", FIRST),
            ("amend", FIRST, "--type", "banjir"),
            ("reject", FIRST),
            ("merge", FIRST, "b"),
            ("acknowledge", "--line", "1"),
        ],
        ids=lambda step: step[0],
    )
    def test_no_decision_has_a_day_to_come(self, run, register, step):
        before = register.read_bytes()
        given = ("register", step[0], register, *step[1:], "--by", "Pak Dar", "--reason", "uji")
        said = run(*given, "--on", "2025-01-02", status=2)[1]
        assert "--on: 2 Januari 2025 belum terjadi; hanya yang sudah terjadi yang dicatat" in said
        english = run(*given, "--on", "2025-01-02", "--lang", "en", status=2)[1]
        assert "--on: 2 January 2025 is in the future" in english
        assert register.read_bytes() == before
        later = run("register", "confirm", register, FIRST, "--by", "Pak Dar", "--on", "2025-01-01")[0]
        assert "1 Januari 2025" in later

    def test_dated_before_the_decision_before(self, run, register):
        run("register", "confirm", register, "a", "--by", "Ani", "--on", "2024-08-01")
        out, _ = run("register", "check", register)
        assert "diputuskan 1 Agustus 2024, tetapi baru tercatat diberikan 5 Agustus 2024" in out
        again = ("--reason", "salah", "--by", "Ani", "--on", "2024-07-31")
        _, err = run("register", "amend", register, "a", "--type", "101", *again, status=2)
        assert "tidak sebelum 1 Agustus 2024, tanggal langkah sebelumnya" in err

    def test_what_would_leave_a_conflict_names_both_sides(self, run, register):
        conflict(register)
        _, err = run("register", "confirm", register, "a", "--by", "Ani", status=2)
        assert "akan tersisa konflik" in err
        assert "Pak Dar, 6 Agustus 2024" in err
        assert (
            "dimiliki beberapa kejadian: a, z"
            in run("register", "confirm", register, FIRST, "--by", "A", status=2)[1]
        )

    def test_no_python_and_no_dangling_comma(self, run, register):
        for arguments, status in (
            (("confirm", register, "a", "--by", "Ani"), 0),
            (("reject", register, "a", "--by", "Ani", "--reason", "x"), 0),
            (("show", register, "a"), 0),
            (("confirm", register, "a", "--by", "Ani"), 2),
            (("check", register), 0),
        ):
            out, err = run("register", *arguments, status=status)
            for line in (out + err).splitlines():
                assert not line.rstrip().endswith(",")
                assert "datetime" not in line
                assert "None" not in line


class TestFiles:
    def test_handed_over_and_taken_in(self, run, register, tmp_path):
        for suffix in (".jsonl", ".json"):
            file, other = tmp_path / f"usulan{suffix}", tmp_path / f"pusat{suffix}.db"
            run("register", "export", register, "-o", file)
            out, _ = run("register", "import", other, file)
            assert out == f"3 entri dimasukkan ke {other}\n"
            assert run("register", "import", other, file)[0].startswith("0 entri")
            assert register_at(other).read() == register_at(register).read()
            run("register", "confirm", other, FIRST, "--by", "Ani")
        assert run("register", "export", register)[0] == (tmp_path / "usulan.jsonl").read_text(
            encoding="ascii"
        )

    def test_a_register_itself(self, run, register, tmp_path):
        run("register", "import", tmp_path / "pusat.db", register)
        assert register_at(tmp_path / "pusat.db").read() == register_at(register).read()

    def test_lists_are_for_people(self, run, register, tmp_path):
        run("register", "export", register, "-o", tmp_path / "a.csv")
        text = (tmp_path / "a.csv").read_text(encoding="utf-8")
        assert text.splitlines()[2].startswith(
            "6202 106 20240804 1,diusulkan,62.02,Kabupaten Kotawaringin Timur"
        )
        for given in (("list", tmp_path / "a.csv"), ("import", register, tmp_path / "a.csv")):
            assert "serahkan register sebagai" in run("register", *given, status=2)[1]
        run("register", "export", register, "-o", tmp_path / "a.xlsx")
        assert (
            "serahkan register sebagai"
            in run("register", "import", register, tmp_path / "a.xlsx", status=2)[1]
        )
        assert "--overwrite" in run("register", "export", register, "-o", tmp_path / "a.csv", status=2)[1]
        run("register", "export", register, "-o", tmp_path / "a.csv", "--overwrite")

    def test_the_register_itself_is_never_overwritten(self, run, tmp_path):
        path = tmp_path / "kib.jsonl"
        Register([Entry(FIRST, "a")]).save(path)
        before = path.read_bytes()
        run("register", "export", path, "-o", path, "--overwrite", status=2)
        assert path.read_bytes() == before

    def test_proposals(self, run, tmp_path):
        path, file = tmp_path / "pusat.db", tmp_path / "usulan.json"
        given = JSONLinesRegister(tmp_path / "x.jsonl").issue(
            "106", date(2024, 8, 4), ["62.02"], occurrence_id="a", by="Siti", on=date(2024, 8, 5)
        )
        file.write_text(to_json(given), encoding="ascii")
        assert run("register", "import", path, file)[0].startswith("1 entri")
        assert register_at(path).read().proposal_for("a") == given
        lines = tmp_path / "usulan.jsonl"
        entry = to_json(Entry("6203106202408041", "e"))
        lines.write_text(f"{to_json(given)}\n{entry}\n", encoding="ascii")
        assert run("register", "import", path, lines)[0].startswith("1 entri")
        file.write_text(entry, encoding="ascii")
        assert run("register", "import", path, file)[0].startswith("0 entri")
        file.write_text(
            to_json(issue("106", date(2024, 8, 4), ["62.02"], occurrence_id="q")), encoding="ascii"
        )
        assert "tidak menyebut siapa" in run("register", "import", path, file, status=2)[1]

    def test_what_was_given_twice_is_kept_and_said(self, run, register, tmp_path):
        other = tmp_path / "other.jsonl"
        Register([Entry(FIRST, "z", by="Pak Dar")]).save(other)
        out, err = run("register", "import", register, other, status=1)
        assert "konflik: dua kejadian memiliki 6202 106 20240804 1" in out
        assert "satudata register check" in err

    def test_a_register_that_cannot_be_read_is_not_taken_in(self, run, register, tmp_path):
        other = tmp_path / "other.jsonl"
        Register([Entry("6203106202408041", "z")]).save(other)
        other.write_bytes(other.read_bytes() + b"nothing")
        assert "tidak terbaca (2)" in run("register", "import", register, other, status=2)[1]


def test_help(run):
    assert "confirm" in run("register", "--help")[0]
    for name in (
        "list",
        "show",
        "check",
        "confirm",
        "amend",
        "reject",
        "merge",
        "acknowledge",
        "import",
        "export",
    ):
        assert "REGISTER" in run("register", name, "--help")[0]
