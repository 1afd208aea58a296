"""``satudata coop add|advance|record|document|report|extend|end``: events, guards, and two writers."""

import hashlib
from datetime import date
from functools import partial
from itertools import pairwise

import pytest

from satudata.cli import _coop_changes
from satudata.cooperation import (
    DocumentRef,
    PartialDate,
    Position,
    Report,
    Stage,
    StageEntry,
    Term,
    Termination,
    Track,
    audit,
    main_line,
    replay,
)
from satudata.interchange import from_json
from satudata.regions._code import AdminLevel

WHO = ("--by", "Siti")


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    monkeypatch.delenv("SATUDATA_LANG", raising=False)
    monkeypatch.setattr(_coop_changes, "today", lambda: date(2026, 3, 1))


@pytest.fixture
def run(run):
    return partial(run, "coop")


@pytest.fixture
def file(run, tmp_path):
    path = tmp_path / "p.json"
    run("new", "-o", path)
    return path


@pytest.fixture
def begun(run, file):
    """A portfolio with one proposal."""
    given = ("--partner", "Universitas Satu", "--partner-kind", "perguruan tinggi", "--country", "Indonesia")
    run(
        "add",
        file,
        "nk-1",
        *given,
        "--instrument",
        "Nota Kesepahaman",
        "--years",
        3,
        "--on",
        "2025-01-06",
        *WHO,
    )
    return file


def read(path):
    return from_json(path.read_text(encoding="utf-8"))


class TestAdd:
    def test_a_proposal(self, begun):
        (agreement,) = read(begun)
        assert agreement.history == (StageEntry("usulan", "2025-01-06", by="Siti"),)
        assert (agreement.track, agreement.term) == (Track.ANTAR_LEMBAGA, Term("2025-01-06", years=3))

    def test_all_that_can_be_said(self, run, begun):
        given = (
            "--partner",
            "A",
            "--partner",
            "B",
            "--partner-kind",
            "negara",
            "--country",
            "Jepang",
            "--title",
            "Judul",
        )
        given += (
            "--parent",
            "nk-1",
            "--amends",
            "nk-1",
            "--region",
            "Bali",
            "--region",
            "nasional",
            "--type",
            "banjir",
        )
        given += (
            "--phase",
            "tanggap darurat",
            "--start",
            "2025-02-01",
            "--until",
            "2027",
            "--source",
            "surat 1",
        )
        out, _ = run("add", begun, "b", *given, "--on", "2025-01-07", *WHO, "--lang", "en")
        assert out == "b: added as a proposal on 7 January 2025\n"
        agreement = read(begun).get("b")
        assert [(each.name, each.country) for each in agreement.partners] == [("A", "JP"), ("B", None)]
        assert agreement.track is Track.INTERNASIONAL
        assert agreement.positions == (Position("51", "101"), Position(AdminLevel.NATIONAL, "101"))
        assert agreement.term == Term("2025-02-01", until="2027", source="surat 1")
        assert (agreement.parent, agreement.amends, agreement.title) == ("nk-1", "nk-1", "Judul")

    def test_what_is_not_said_is_not_known(self, run, file):
        run("add", file, "x", "--partner", "A", "--on", "2025-01-07", *WHO)
        (agreement,) = read(file)
        assert (agreement.track, agreement.instrument, agreement.term, agreement.positions) == (
            None,
            None,
            None,
            (),
        )
        run(
            "add", file, "y", "--partner", "A", "--type", "banjir", "--indefinite", "--on", "2025-01-07", *WHO
        )
        assert read(file).get("y").positions == (Position(None, "101"),)
        assert read(file).get("y").term == Term("2025-01-07", indefinite=True)

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            (("nk-1", "--partner", "A"), "nk-1 sudah ada"),
            (("x", "--partner", "A", "--country", "Utopia"), "Utopia"),
            (("x", "--partner", "A", "--parent", "nk-2"), "maksudnya nk-1?"),
            (("x", "--partner", "A", "--region", "Atlantis"), "Atlantis"),
            (("x", "--partner", "A", "--until", "nanti"), "nanti"),
            (("x", "--partner", "A", "--years", "3", "--until", "2030"), "until"),
            (("x", "--partner", "A", "--partner-kind", "kampus"), "kampus"),
            (("x",), "--partner"),
        ],
    )
    def test_refused(self, run, begun, given, told):
        before = begun.read_bytes()
        assert told in run("add", begun, *given, "--on", "2025-01-07", *WHO, status=2)[1]
        assert begun.read_bytes() == before


class TestStages:
    def test_from_the_proposal_to_the_work(self, run, begun):
        out, _ = run("advance", begun, "nk-1", "--on", "2025-01-10", *WHO)
        assert out == "nk-1: telaahan pada 10 Januari 2025; berikutnya: penyusunan, ditolak, ditarik\n"
        for number, stage in enumerate(main_line(Track.ANTAR_LEMBAGA)[2:7], start=11):
            run("advance", begun, "nk-1", stage, "--on", f"2025-01-{number}", *WHO, "-q")
        (agreement,) = read(begun)
        assert agreement.stage(date(2025, 2, 1)) is Stage.PELAKSANAAN
        assert {each.by for each in agreement.entries} == {"Siti"}
        assert all(one.on.text <= other.on.text for one, other in pairwise(agreement.history))
        assert replay(agreement) == agreement
        assert audit(agreement, date(2026, 3, 1)) == ()

    def test_a_guard_says_why_in_words(self, run, begun):
        before = begun.read_bytes()
        _, err = run("advance", begun, "nk-1", "penandatanganan", "--on", "2025-01-10", *WHO, status=2)
        assert "tahap sebelumnya belum tercatat; telaahan hukum belum tercatat" in err
        assert "Yang boleh berikutnya: telaahan, ditolak, ditarik" in err
        assert begun.read_bytes() == before

    def test_missing_papers_are_named(self, run, file):
        run("add", file, "moc", "--partner", "Jepang", "--country", "JP", "--on", "2025-01-06", *WHO)
        for stage in ("telaahan", "penjajakan"):
            run("advance", file, "moc", stage, "--on", "2025-01-07", *WHO)
        _, err = run("advance", file, "moc", "--on", "2025-01-08", *WHO, "--lang", "en", status=2)
        assert "papers are missing: consultation of the foreign minister. Enter a paper" in err
        assert "Allowed next" not in err
        (file.parent / "x").write_bytes(b"")
        name = "Konsultasi dengan Menteri Luar Negeri"
        run("document", file, "moc", "--name", name, "--file", file.parent / "x", "--on", "2025-01-08", *WHO)
        run("advance", file, "moc", "--on", "2025-01-08", *WHO)

    def test_what_happened_is_written_down(self, run, begun):
        run("record", begun, "nk-1", "Penandatanganan", "--on", "2025-01-10", *WHO)
        (agreement,) = read(begun)
        assert agreement.entries[-1] == StageEntry("penandatanganan", "2025-01-10", by="Siti")
        assert {each.code for each in audit(agreement, date(2026, 3, 1))} == {
            "stage-skipped",
            "signed-past-bureau",
        }

    def test_an_end_has_a_reason(self, run, begun):
        run("end", begun, "nk-1", "--on", "2025-02-01", *WHO, status=2)
        run("end", begun, "nk-1", "--reason", "tujuan tercapai", "--on", "2025-02-01", *WHO)
        (agreement,) = read(begun)
        assert agreement.entries[-1].reason is Termination.TUJUAN_TERCAPAI
        again = run("end", begun, "nk-1", "--reason", "tujuan tercapai", "--on", "2025-02-02", *WHO, status=2)
        assert "sudah berakhir" in again[1]
        assert (
            "tidak ada tahap berikutnya"
            in run("advance", begun, "nk-1", "--on", "2025-02-02", *WHO, status=2)[1]
        )

    def test_a_history_that_begins_at_the_signing_goes_on(self, run, tmp_path):
        listed, path = tmp_path / "x.csv", tmp_path / "p.json"
        listed.write_text("ID,Mitra,Tanggal MoU,Jalur\na,A,2024-01-02,DN\n", encoding="utf-8")
        run("import", listed, "-o", path)
        run("advance", path, "a", "--on", "2024-02-01", *WHO)
        run("report", path, "a", "--kind", "evaluasi", "--on", "2024-05-01", *WHO)
        (agreement,) = read(path)
        assert agreement.stage(date(2024, 3, 1)) is Stage.PELAKSANAAN
        assert audit(agreement, date(2026, 3, 1)) == ()

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            (("advance", "nk-9", "--on", "2025-02-01"), "mungkin maksudnya nk-1?"),
            (("advance", "x", "--on", "2025-02-01"), "tidak ada perjanjian x"),
            (("advance", "nk-1", "tidur", "--on", "2025-02-01"), "tidur"),
            (("advance", "nk-1", "--on", "2026-03-02"), "belum terjadi"),
            (("advance", "nk-1", "--on", "2024-02-01"), "sebelum peristiwa terakhir"),
            (("advance", "nk-1"), "--on"),
        ],
    )
    def test_refused(self, run, begun, given, told):
        command, *rest = given
        assert told in run(command, begun, *rest, *WHO, status=2)[1]


class TestPapers:
    def test_a_paper_has_its_hash_and_day(self, run, begun, tmp_path):
        paper = tmp_path / "usulan.pdf"
        paper.write_bytes(b"usulan" * 500_000)
        out, _ = run(
            "document", begun, "nk-1", "--name", "Proposal", "--file", paper, "--on", "2025-01-07", *WHO
        )
        assert out == "nk-1: Proposal diterima pada 7 Januari 2025\n"
        (found,) = read(begun).get("nk-1").documents
        digest = hashlib.sha256(paper.read_bytes()).hexdigest()
        assert found == DocumentRef("proposal", str(paper), sha256=digest, received="2025-01-07", by="Siti")

    def test_a_paper_that_no_list_asks_for_keeps_its_name(self, run, begun, tmp_path):
        (tmp_path / "x").write_bytes(b"")
        run(
            "document",
            begun,
            "nk-1",
            "--name",
            "Notula Rapat",
            "--file",
            tmp_path / "x",
            "--on",
            "2025-01-07",
            *WHO,
        )
        assert read(begun).get("nk-1").documents[0].kind == "Notula Rapat"

    def test_a_file_that_is_not_there(self, run, begun):
        run(
            "document",
            begun,
            "nk-1",
            "--name",
            "proposal",
            "--file",
            "nowhere",
            "--on",
            "2025-01-07",
            *WHO,
            status=2,
        )

    def test_a_report(self, run, begun):
        run("report", begun, "nk-1", "--file", "laporan.pdf", "--on", "2025-05-01", *WHO)
        assert read(begun).get("nk-1").reports == (
            Report("laporan", "2025-05-01", uri="laporan.pdf", by="Siti"),
        )


class TestExtend:
    def test_a_new_agreement_names_the_old_one(self, run, begun):
        before = read(begun).get("nk-1")
        out, _ = run("extend", begun, "nk-1", "--years", 2, "--on", "2025-12-01", *WHO)
        assert "nk-1-perpanjangan-1: memperpanjang nk-1" in out
        found = read(begun)
        extension = found.get("nk-1-perpanjangan-1")
        assert found.get("nk-1") == before
        assert (extension.extends, extension.partners) == ("nk-1", before.partners)
        assert extension.term == Term("2028-01-06", years=2)
        assert [str(each.on) for each in extension.entries] == ["2025-12-01"]
        assert audit(extension, date(2026, 3, 1)) == ()

    def test_an_id_a_start_and_no_end(self, run, begun):
        given = ("--new-id", "nk-2", "--start", "2026-01-01", "--indefinite", "--source", "surat 9")
        run("extend", begun, "nk-1", *given, "--on", "2025-12-01", *WHO)
        assert read(begun).get("nk-2").term == Term("2026-01-01", indefinite=True, source="surat 9")
        run("extend", begun, "nk-2", "--until", "2030", "--on", "2025-12-02", *WHO)
        assert read(begun).get("nk-2-perpanjangan-1").term.until == PartialDate("2030")

    def test_refused(self, run, begun):
        assert "--years" in run("extend", begun, "nk-1", "--on", "2025-12-01", *WHO, status=2)[1]
        given = ("--years", 1, "--new-id", "nk-1")
        assert "sudah ada" in run("extend", begun, "nk-1", *given, "--on", "2025-12-01", *WHO, status=2)[1]


class TestWriting:
    def test_the_file_that_changed_meanwhile_is_left_alone(self, run, begun, monkeypatch):
        ours = _coop_changes._advance

        def slow(portfolio, options, words):
            begun.write_text(begun.read_text(encoding="utf-8") + "\n", encoding="utf-8")
            return ours(portfolio, options, words)

        monkeypatch.setattr(_coop_changes, "_advance", slow)
        _, err = run("advance", begun, "nk-1", "--on", "2025-01-10", *WHO, status=2)
        assert "diubah program lain" in err
        assert len(read(begun).get("nk-1").history) == 1
        assert sorted(each.name for each in begun.parent.iterdir()) == ["p.json"]

    def test_a_link_stays_a_link(self, run, begun):
        link = begun.with_name("link.json")
        link.symlink_to(begun)
        run("advance", link, "nk-1", "--on", "2025-01-10", *WHO)
        assert link.is_symlink()
        assert len(read(begun).get("nk-1").history) == 2

    def test_no_stream(self, run):
        assert "bukan -" in run("advance", "-", "nk-1", "--on", "2025-01-10", *WHO, status=2)[1]

    def test_many_writers_lose_no_change(self, begun):
        """Of commands at once each is written, or refused and said."""
        import os
        import subprocess
        import sys

        commands = [
            [
                sys.executable,
                "-m",
                "satudata",
                "coop",
                "report",
                str(begun),
                "nk-1",
                "--on",
                f"2025-02-0{day}",
                *WHO,
            ]
            for day in range(1, 5)
        ]
        running = [
            subprocess.Popen(each, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ)
            for each in commands
        ]
        codes = [each.communicate() and each.returncode for each in running]
        assert set(codes) <= {0, 2}
        assert len(read(begun).get("nk-1").reports) == codes.count(0) >= 1


class TestNumbers:
    @pytest.mark.parametrize("number", ["-2", "dua"])
    def test_a_number_that_cannot_be_is_refused(self, run, begun, number):
        _, err = run("extend", begun, "nk-1", "--years", number, "--on", "2025-04-01", *WHO, status=2)
        assert f"argumen --years: '{number}' bukan bilangan bulat mulai 0" in err

    def test_a_day_is_shown_as_it_was_written(self, run, begun):
        given = ("--partner", "A", "--start", "2025-01-01", "--until", "2024-01-01", "--on", "2025-01-02")
        _, err = run("add", begun, "b", *given, *WHO, status=2)
        assert "until: '2024-01-01': tidak sebelum tanggal mulai" in err


class TestWhatIsMeant:
    def test_of_what_is_added(self, run, begun):
        def refused(*given):
            return run("add", begun, "b", "--partner", "A", *given, "--on", "2025-01-07", *WHO, status=2)[1]

        assert (
            'negara "Jpang" tidak dikenal; yang benar: Swiss, atau CH; mungkin maksudnya Jepang?'
            in refused("--country", "Jpang")
        )
        assert "tidak ada perjanjian nk-2 dalam portofolio; mungkin maksudnya nk-1?" in refused(
            "--parent", "nk-2"
        )
        assert "--country diberikan 2 kali untuk 1 mitra" in refused("--country", "ID", "--country", "JP")
        assert [each.id for each in read(begun)] == ["nk-1"]

    def test_a_track_that_is_not_known_is_said(self, run, begun):
        given = ("--partner", "A", "--on", "2025-01-07", *WHO)
        assert "jalurnya belum diketahui" in run("add", begun, "b", *given)[0]
        assert "tahap berikutnya" not in run("add", begun, "c", *given, "--country", "ID")[0]

    def test_a_paper_that_nothing_asks_for_is_said(self, run, begun):
        begun.with_name("a.pdf").write_bytes(b"a")
        given = ("--file", begun.with_name("a.pdf"), "--on", "2025-01-08", *WHO)
        out, _ = run("document", begun, "nk-1", "--name", "proposl", *given)
        assert "tidak ada daftar periksa yang meminta" in out
        assert out.endswith("mungkin maksudnya proposal?\n")
        assert "daftar periksa" not in run("document", begun, "nk-1", "--name", "Proposal", *given)[0]


@pytest.mark.parametrize(
    ("written", "track", "instrument"),
    [
        ("MoU", "antar_lembaga", "nota_kesepahaman"),
        ("MoU", "internasional", "memorandum_saling_pengertian"),
        ("PKS", "antar_lembaga", "perjanjian_kerja_sama"),
        ("Nota Kesepahaman", "antar_lembaga", "nota_kesepahaman"),
    ],
)
def test_an_instrument_as_lists_have_it(run, begun, written, track, instrument):
    given = ("--partner", "X", "--track", track, "--instrument", written, "--on", "2025-01-10", *WHO)
    run("add", begun, "nk-9", *given)
    assert read(begun).get("nk-9").instrument == instrument


@pytest.mark.parametrize(
    ("written", "said"), [("MoA", "pilih dari"), ("nota_kesepahamn", "maksudnya nota_kesepahaman")]
)
def test_an_instrument_that_is_none_or_open(run, begun, written, said):
    given = (
        "--partner",
        "X",
        "--track",
        "antar_lembaga",
        "--instrument",
        written,
        "--on",
        "2025-01-10",
        *WHO,
    )
    assert said in run("add", begun, "nk-9", *given, status=2)[1]


class TestATrackThatIsNotKnown:
    @pytest.fixture
    def open_one(self, run, file):
        out, _ = run(
            "add", file, "x-1", "--partner", "LSM Contoh", "--on", "2026-01-05", *WHO, "--lang", "en"
        )
        assert f"satudata coop advance {file} x-1 --track antar_lembaga" in out
        run("advance", file, "x-1", "--on", "2026-01-06", *WHO)
        return file

    def agreement(self, file):
        return from_json(file.read_text(encoding="utf-8")).get("x-1")

    def test_an_exit_is_never_taken_unasked(self, run, open_one):
        _, err = run("advance", open_one, "x-1", "--on", "2026-01-07", *WHO, "--lang", "en", status=2)
        assert "its track is not known" in err
        assert "add --track: internasional, antar_lembaga" in err
        assert self.agreement(open_one).entries[-1].stage is Stage.TELAAHAN
        run("advance", open_one, "x-1", "ditolak", "--on", "2026-01-07", *WHO)
        assert self.agreement(open_one).entries[-1].stage is Stage.DITOLAK

    def test_it_is_said_with_the_next_stage(self, run, open_one):
        run("advance", open_one, "x-1", "--track", "antar-lembaga", "--on", "2026-01-07", *WHO)
        found = self.agreement(open_one)
        assert (found.track, found.entries[-1].stage) == (Track.ANTAR_LEMBAGA, Stage.PENYUSUNAN)

    def test_or_with_one_that_is_recorded(self, run, open_one):
        run("record", open_one, "x-1", "penjajakan", "--track", "internasional", "--on", "2026-01-07", *WHO)
        found = self.agreement(open_one)
        assert (found.track, found.entries[-1].stage) == (Track.INTERNASIONAL, Stage.PENJAJAKAN)

    def test_a_track_that_is_known_stays(self, run, begun):
        before = begun.read_bytes()
        arguments = ("advance", begun, "nk-1", "--on", "2026-01-07", *WHO)
        _, err = run(*arguments, "--track", "internasional", "--lang", "en", status=2)
        assert "its track is Cooperation between institutions" in err
        assert begun.read_bytes() == before
        run(*arguments, "--track", "antar_lembaga")
        assert begun.read_bytes() != before


def test_a_country_that_is_nearly_one(run, file):
    _, err = run(
        "add",
        file,
        "x-1",
        "--partner",
        "A",
        "--country",
        "Selandia Bru",
        "--on",
        "2026-01-05",
        *WHO,
        status=2,
    )
    assert "Selandia Baru" in err


class TestTheTerm:
    def term(self, file, id="nk-1"):
        return read(file).get(id).term

    def to_the_signing(self, run, file, *more, command="advance"):
        for day in (10, 11, 12, 13):
            run("advance", file, "nk-1", "--on", f"2025-01-{day}", *WHO)
        return run(command, file, "nk-1", "penandatanganan", "--on", "2025-06-01", *WHO, *more)

    def test_of_a_proposal_is_said_to_count_from_that_day(self, run, file):
        given = ("--partner", "A", "--country", "ID", "--on", "2025-01-06", *WHO, "--lang", "en")
        assert "its term counts from 6 January 2025" in run("add", file, "a", *given, "--years", 2)[0]
        assert "its term" not in run("add", file, "b", *given, "--years", 2, "--start", "2025-02-01")[0]
        assert "its term" not in run("add", file, "c", *given, "--until", "2027")[0]
        assert "its term" not in run("add", file, "d", *given)[0]

    @pytest.mark.parametrize("command", ["advance", "record"])
    def test_the_signing_says_it_anew(self, run, begun, command):
        self.to_the_signing(run, begun, "--years", "5", "--source", "naskah", command=command)
        assert self.term(begun) == Term("2025-06-01", years=5, source="naskah")
        assert read(begun).get("nk-1").entries[-1].source == "naskah"

    def test_without_a_word_it_stays_and_the_next_stage_can_correct_it(self, run, begun):
        out, _ = self.to_the_signing(run, begun, "--lang", "en")
        assert "its term counts from 6 January 2025, before the signing" in out
        assert self.term(begun) == Term("2025-01-06", years=3)
        run("advance", begun, "nk-1", "--on", "2025-06-02", *WHO, "--start", "2025-06-01", "--years", "3")
        assert self.term(begun) == Term("2025-06-01", years=3)

    def test_once_the_work_has_begun_it_stays(self, run, begun):
        self.to_the_signing(run, begun)
        run("advance", begun, "nk-1", "--on", "2025-06-30", *WHO)
        given = ("--on", "2025-07-01", *WHO, "--start", "2025-07-01", "--years", "9", "--lang", "en")
        assert f"satudata coop extend {begun} nk-1" in run("advance", begun, "nk-1", *given, status=2)[1]
        assert self.term(begun) == Term("2025-01-06", years=3)

    def test_a_duration_needs_a_start(self, run, begun):
        given = ("advance", begun, "nk-1", "--on", "2025-01-10", *WHO, "--years", "2", "--lang", "en")
        assert "add --start" in run(*given, status=2)[1]
        run(*given, "--start", "2025-09-01")
        assert self.term(begun) == Term("2025-09-01", years=2)

    def test_one_that_was_signed_without_a_term_can_have_it_told_later(self, run, file):
        run("add", file, "nk-1", "--partner", "A", "--country", "ID", "--on", "2025-01-06", *WHO)
        self.to_the_signing(run, file)
        run("advance", file, "nk-1", "--on", "2025-07-01", *WHO, "--until", "2027-12-31")
        assert self.term(file) == Term(until="2027-12-31")
