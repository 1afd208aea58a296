"""What people see: lines that wrap, colours at a terminal only, no control characters, and help with typos."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from satudata.cli import main
from satudata.cli._messages import Words
from satudata.cli._parser import ALIASES, nearest, word
from satudata.cli._terminal import printable, say, say_table, shown, wrapped

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "kejadian-2024.csv"
ESCAPE = "\x1b[31m"


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("SATUDATA_LANG", "en")


@pytest.fixture
def screen(monkeypatch):
    """A stream that says it is a terminal of 40 columns."""
    stream = io.StringIO()
    stream.isatty = lambda: True
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return stream


class TestControls:
    """Cells, arguments and file names command no terminal."""

    @pytest.mark.parametrize(
        "sign", ["\x00", "\x07", "\x08", "\r", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066"]
    )
    def test_each_is_escaped(self, sign):
        assert sign not in printable(f"a{sign}b")
        assert "\\" in printable(sign)

    def test_text_stays(self):
        assert printable("Kab. \u00c9\t1\n2") == "Kab. \u00c9\t1\n2"

    @pytest.mark.parametrize(
        "command", [["check"], ["check", "--rows"], ["count"], ["fix"], ["check", "--format", "json"]]
    )
    def test_cells(self, command, run, tmp_path):
        path = tmp_path / "x.csv"
        path.write_text(
            f"KIB,Tanggal,Lokasi {ESCAPE}\n{ESCAPE}6202,{ESCAPE},b\n6202106202408041,,\n", encoding="utf-8"
        )
        out, err = run(command[0], path, *command[1:], status=1)
        assert "\x1b" not in err
        assert "\x1b" not in out or command[0] == "fix"

    @pytest.mark.parametrize(
        "arguments",
        [
            ["kib", ESCAPE],
            ["region", ESCAPE],
            ["explain", ESCAPE],
            ["count", ESCAPE],
            [ESCAPE],
            ["count", "x", f"--{ESCAPE}"],
            ["count", "x", "-o", f"{ESCAPE}.x"],
        ],
    )
    def test_arguments(self, arguments, capsys):
        assert main(arguments) in (1, 2)
        assert "\x1b" not in "".join(capsys.readouterr())

    def test_data_at_a_terminal(self, screen):
        shown(screen).write(ESCAPE)
        assert screen.getvalue() == "\\x1b[31m"
        pipe = io.StringIO()
        assert shown(pipe) is pipe


class TestWrapping:
    def test_at_words_with_an_indent(self):
        assert wrapped("  one two three four", 12).splitlines() == ["  one two", "    three", "    four"]
        assert wrapped("one two", None) == "one two"

    def test_the_width_of_a_terminal(self, screen):
        say("word " * 20, screen)
        assert max(map(len, screen.getvalue().splitlines())) <= 40

    def test_a_pipe_has_no_width(self, monkeypatch):
        monkeypatch.setenv("COLUMNS", "40")
        stream = io.StringIO()
        say("word " * 20, stream)
        assert len(stream.getvalue().splitlines()) == 1


class TestColours:
    def test_at_a_terminal(self, screen):
        pytest.importorskip("rich")
        say("Errors", screen, style="bold red")
        assert screen.getvalue().startswith("\x1b[1;31m")

    def test_a_table_at_a_terminal(self, screen):
        pytest.importorskip("rich")
        say_table([["code", "events"], ["[32]", "7"]], right=[1], stream=screen)
        say_table([["[bold]", "7"]], head=False, stream=screen)
        assert "[32]" in screen.getvalue()
        assert "[bold]" in screen.getvalue()

    @pytest.mark.parametrize(("name", "value"), [("NO_COLOR", ""), ("NO_COLOR", "1"), ("TERM", "dumb")])
    def test_none_where_they_are_not_wanted(self, name, value, screen, monkeypatch):
        monkeypatch.setenv(name, value)
        say("Errors", screen, style="bold red")
        assert ("\x1b" in screen.getvalue()) is (value == "")

    @pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
    def test_a_table_without_colours_fits_into_the_terminal_too(self, name, value, screen, monkeypatch):
        pytest.importorskip("rich")
        monkeypatch.setenv(name, value)
        say_table([["place", "events"], ["word " * 20, "7"]], right=[1], stream=screen)
        shown = screen.getvalue()
        assert "\x1b" not in shown
        assert max(map(len, shown.splitlines())) <= 40
        assert shown.split().count("word") == 20

    def test_none_without_rich(self, screen, monkeypatch):
        monkeypatch.setitem(sys.modules, "rich.console", None)
        say("Errors", screen, style="bold red")
        say_table([["a", "b"]], stream=screen)
        assert screen.getvalue() == "Errors\n  a  b\n"

    def test_none_in_a_pipe(self, run):
        assert "\x1b" not in run("count", EXAMPLE)[0]

    @pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
    def test_a_real_terminal(self):
        pytest.importorskip("rich")
        import pty

        master, slave = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "SATUDATA_LANG": "en"}
        environment.pop("NO_COLOR", None)
        command = [sys.executable, "-m", "satudata", "count", str(EXAMPLE), "--level", "national"]
        running = subprocess.Popen(command, stdout=slave, stderr=slave, env=environment)
        os.close(slave)
        said = b""
        try:
            while chunk := os.read(master, 4096):
                said += chunk
        except OSError:
            pass
        os.close(master)
        assert running.wait(timeout=30) == 0
        assert b"\x1b[1m" in said
        lines = said.decode().replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
        assert max(map(len, lines)) <= 80
        assert any("columns used" in line for line in lines)


class TestOrder:
    def test_the_answer_comes_first(self):
        done = subprocess.run(
            [sys.executable, "-m", "satudata", "count", str(EXAMPLE), "--lang", "en"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=True,
        )
        said = done.stdout.decode()
        assert said.startswith("Disaster events in")
        assert said.index("Threshold") < said.index("columns used")

    @pytest.mark.parametrize("command", ["count", "fix", "links"])
    def test_quiet(self, command, run):
        assert run(command, EXAMPLE)[1]
        assert run(command, EXAMPLE, "-q")[1] == ""
        assert run("--quiet", command, EXAMPLE)[1] == ""

    def test_a_quiet_check(self, run):
        assert "How the table was read" in run("check", EXAMPLE)[0]
        assert "How the table was read" not in run("check", EXAMPLE, "--quiet")[0]


class TestWords:
    @pytest.mark.parametrize(
        ("given", "meant"),
        [
            (["--level", "kabupaten"], ["--level", "regency"]),
            (["--level", "Nasional"], ["--level", "national"]),
            (["--level", "provinsi"], ["--level", "province"]),
            (["--by", "jenis,tahun"], ["--by", "type,year"]),
            (["--by", "Bulan"], ["--by", "month"]),
            (["--only", "memenuhi"], ["--only", "met"]),
            (["--format", "tabel"], ["--format", "table"]),
        ],
    )
    def test_options_in_both_languages(self, given, meant, run):
        assert run("count", EXAMPLE, *given) == run("count", EXAMPLE, *meant)

    def test_every_alias_is_a_word(self):
        assert all(word(alias.upper()) == meant == word(meant) for alias, meant in ALIASES.items())

    @pytest.mark.parametrize(
        ("arguments", "meant"),
        [
            (["cuont", "x"], "count"),
            (["count", "x", "--levle", "all"], "--level"),
            (["count", "x", "--level=regncy"], "regency"),
            (["count", "x", "--by", "taun"], "tahun"),
            (["coop", "gasp", "x"], "gaps"),
            (["coop", "gaps", "x", "--fase", "x", "--phse", "y"], "--phase"),
            (["explain", "index-zer"], "index-zero"),
        ],
    )
    def test_a_typo(self, arguments, meant, run):
        assert f"did you mean {meant}?" in run(*arguments, status=2)[1]

    def test_nothing_is_near(self, run):
        assert "did you mean" not in run("xyzxyz", status=2)[1]
        assert "did you mean" not in run("count", "x", "--qqqqqq", status=2)[1]
        assert nearest("", []) is None

    def test_plurals(self):
        words = Words("en")
        assert [words("audit.rows", number=number) for number in (0, 1, 2)] == [
            "0 rows checked",
            "1 row checked",
            "2 rows checked",
        ]

    def test_alone_it_prints_its_help(self, run):
        assert run()[0].startswith("usage: satudata")


class TestForPrograms:
    """kib, region and explain with --format json, several arguments and standard input."""

    def objects(self, out):
        return [json.loads(line) for line in out.splitlines()]

    def test_kibs(self, run):
        first, second = self.objects(run("kib", "6202106202408041", "x", "--format", "json", status=1)[0])
        assert (first["kib"], first["type"]["code"], first["date"], first["index"]) == (
            "6202106202408041",
            "106",
            "2024-08-04",
            1,
        )
        assert (second["kib"], second["type"], second["findings"][0]["severity"]) == (None, None, "error")

    @pytest.mark.parametrize(
        ("command", "key", "given"),
        [
            ("kib", "text", ["6202106202408041", "6202106202408042"]),
            ("region", "asked", ["62.02", "Kota Banjar"]),
            ("explain", "code", ["index-zero", "3"]),
        ],
    )
    def test_from_standard_input(self, command, key, given, run, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n\n".join(given)))
        assert [each[key] for each in self.objects(run(command, "-", "--format", "json")[0])] == given

    def test_regions(self, run):
        first, second = self.objects(run("region", "62.02", "Merauke", "--format", "json")[0])
        assert first["regions"][0]["bps"]["2023"] == "6202"
        assert [each["code"] for each in second["regions"]] == ["93.01"]
        (found,) = self.objects(run("region", "Kotawaringin", "Timur", "--format", "json")[0])
        assert found["regions"][0]["code"] == "62.02"
        (found,) = self.objects(run("region", "No", "Where", "--format", "json", status=1)[0])
        assert found == {"asked": "No Where", "regions": [], "in_bps": []}
        (found,) = self.objects(run("region", "96", "--format", "json")[0])
        assert found["regions"][0]["province"] == "96"

    def test_a_number_of_bps(self, run):
        (found,) = self.objects(run("region", "9471", "--format", "json", status=1)[0])
        assert [each["code"] for each in found["in_bps"]] == ["91.71"]

    def test_several_regions_for_people(self, run):
        out, _ = run("region", "62.02", "99.99", "Nowhere", status=1)
        assert out.startswith("62.02 Kabupaten Kotawaringin Timur\n")
        assert "\n\nno region has the code 99.99" in out
        assert '\n\nno region is called "Nowhere"' in out

    def test_explanations(self, run):
        first, second = self.objects(run("explain", "index-zero", "3", "--format", "json")[0])
        assert (first["what"], second["what"]) == ("finding", "criterion")
        assert first["source"]["id"]
        assert "index-zero" in json.loads(run("explain", "--format", "json")[0])["finding"]


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_a_script(self, shell, run):
        pytest.importorskip("shtab")
        out, _ = run("completion", shell)
        assert "satudata" in out
        assert "overwrite" in out
        if shell == "bash":
            subprocess.run(["bash", "-n"], input=out.encode(), check=True)

    def test_without_the_part_for_it(self, run, monkeypatch):
        monkeypatch.setitem(sys.modules, "shtab", None)
        assert "satudata[cli]" in run("completion", "bash", status=2)[1]

    def test_another_shell(self, run):
        assert "choose from bash, zsh, fish" in run("completion", "csh", status=2)[1]


@pytest.mark.parametrize("command", ["count", "coop end", "coop export", "issue", "register export"])
def test_the_usage_in_indonesian_is_as_narrow_and_has_no_english_placeholder(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*command.split(), "--help", "--lang", "id"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    usage = out.partition("\n\n")[0].splitlines()
    assert usage[0].startswith("pemakaian: satudata ")
    assert {len(each) - len(each.lstrip()) for each in usage[1:]} == {len(f"pemakaian: satudata {command} ")}
    assert not re.search(r"\b(NAME|FILE|DATE|PLACE|TYPE|TEXT|VALUE|COLUMN|REASON)\b", out)


@pytest.mark.parametrize("command", ["help", "Bantuan", "coop help"])
def test_who_asks_for_help_is_told_the_option(command, capsys):
    assert main([*command.split(), "--lang", "en"]) == 2
    assert "did you mean --help?" in capsys.readouterr().err
