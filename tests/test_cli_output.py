"""Files that commands write: what the suffix says, never half a file, never the input, nothing overwritten unasked."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from satudata.cli import _files, _formats
from satudata.cli._formats import (
    SHEET_CELL,
    ExcelWriter,
    JSONWriter,
    ParquetWriter,
    TooBigError,
    format_of,
    names_of,
)

TABLE = "KIB;Kabupaten;Lokasi\n6202106202408041;KOTAWARINGIN TIMUR;a,=1+1\n;SIBOLGA;=2+2\n"
ROW = "6202106202408041,KOTAWARINGIN TIMUR,04/08/2024,Karhutla,1\n"
HEAD = "KIB,Kabupaten,Tanggal,Jenis Bencana,Meninggal\n"


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("SATUDATA_LANG", "en")


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "kejadian.csv"
    path.write_text(HEAD + ROW, encoding="utf-8")
    return path


def fail_to_link(*_):
    raise OSError(95, "no links here")


def leftovers(folder):
    return [each.name for each in folder.iterdir() if each.name.endswith(".tmp")]


class TestSuffix:
    @pytest.mark.parametrize("command", ["count", "check", "fix", "links"])
    @pytest.mark.parametrize("name", ["x.xls", "x", "x.txt", "x.csv.gz"])
    def test_another_suffix_is_refused(self, command, name, run, table, tmp_path):
        _, err = run(command, table, "-o", tmp_path / name, status=2)
        assert ".parquet" in err
        assert not (tmp_path / name).exists()

    @pytest.mark.parametrize(
        ("given", "name"), [("json", "x.csv"), ("csv", "x.json"), ("table", "x.csv"), ("csv", "x.jsonl")]
    )
    def test_a_format_that_contradicts_it(self, given, name, run, table, tmp_path):
        assert (
            f"--format {given}" in run("check", table, "--format", given, "-o", tmp_path / name, status=2)[1]
        )

    def test_json(self, run, table, tmp_path):
        run("fix", table, "-o", tmp_path / "x.json")
        (row,) = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
        assert (row["KIB"], row["satudata_kib"]) == ("6202106202408041", "6202106202408041")
        run("check", table, "-o", tmp_path / "c.json")
        (row,) = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
        assert row["verdict"] == "met"
        run("count", table, "-o", tmp_path / "n.json")
        assert json.loads((tmp_path / "n.json").read_text(encoding="utf-8"))["national"] == 1
        run("links", table, "-o", tmp_path / "l.json")
        assert json.loads((tmp_path / "l.json").read_text(encoding="utf-8")) == []

    def test_json_lines(self, run, table, tmp_path):
        run("count", table, "-o", tmp_path / "n.jsonl")
        lines = (tmp_path / "n.jsonl").read_text(encoding="utf-8").splitlines()
        assert json.loads(lines[0]) == {"level": "national", "code": "", "name": "", "events": 1}
        run("check", table, "-o", tmp_path / "c.jsonl")
        assert json.loads((tmp_path / "c.jsonl").read_text(encoding="utf-8"))["line"] == 2

    def test_tsv(self, run, table, tmp_path):
        run("check", table, "-o", tmp_path / "x.tsv")
        assert (tmp_path / "x.tsv").read_text(encoding="utf-8").splitlines()[0].split("\t")[0] == "KIB"

    def test_a_table_with_tabs_becomes_csv(self, run, table, tmp_path):
        table.write_text((HEAD + ROW).replace(",", "\t"), encoding="utf-8")
        run("fix", table, "-o", tmp_path / "x.csv")
        assert (tmp_path / "x.csv").read_text(encoding="utf-8").startswith("KIB,Kabupaten,")

    def test_excel(self, run, table, tmp_path):
        calamine = pytest.importorskip("python_calamine")
        pytest.importorskip("xlsxwriter")
        run("fix", table, "-o", tmp_path / "x.xlsx")
        rows = calamine.load_workbook(str(tmp_path / "x.xlsx")).get_sheet_by_index(0).to_python()
        assert rows[1][:5] == ["6202106202408041", "KOTAWARINGIN TIMUR", "04/08/2024", "Karhutla", "1"]
        run("count", table, "-o", tmp_path / "n.xlsx")
        rows = calamine.load_workbook(str(tmp_path / "n.xlsx")).get_sheet_by_index(0).to_python()
        assert rows[1][-1] == 1.0

    def test_parquet(self, run, table, tmp_path):
        polars = pytest.importorskip("polars")
        run("fix", table, "-o", tmp_path / "x.parquet")
        frame = polars.read_parquet(tmp_path / "x.parquet")
        assert frame["satudata_kib"].to_list() == ["6202106202408041"]
        run("count", table, "-o", tmp_path / "n.parquet")
        assert polars.read_parquet(tmp_path / "n.parquet")["events"].to_list() == [1, 1, 1]

    @pytest.mark.parametrize(("name", "extra"), [("x.xlsx", "excel"), ("x.parquet", "polars")])
    def test_without_the_library(self, name, extra, run, table, tmp_path, monkeypatch):
        monkeypatch.setattr(_formats, "find_spec", lambda library: None)
        assert f"satudata[{extra}]" in run("fix", table, "-o", tmp_path / name, status=2)[1]

    def test_audit_and_coop(self, run, tmp_path):
        examples = Path(__file__).resolve().parent.parent / "examples"
        dataset = examples / "dataset" / "DATASET.json"
        assert (
            "--format json"
            in run("audit", "--draft", examples / "kejadian-2024.csv", "-o", tmp_path / "d.csv", status=2)[1]
        )
        run("audit", dataset, "-o", tmp_path / "a.csv")
        assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("principle,code,")
        run("audit", dataset, "-o", tmp_path / "a.json")
        assert json.loads((tmp_path / "a.json").read_bytes())["clean"] is True
        for question in ("status", "gaps", "expiring", "audit"):
            given = ("coop", question, examples / "portfolio.json", "--on", "2026-03-01")
            only = ("--type", "101", "--phase", "prabencana", "--region", "32") if question == "gaps" else ()
            run(*given, *only, "-o", tmp_path / f"{question}.csv", status=(0, 0, 0, 0)[0])
            assert (tmp_path / f"{question}.csv").read_text(encoding="utf-8")
            run(*given, *only, "-o", tmp_path / f"{question}.json")
            assert json.loads((tmp_path / f"{question}.json").read_bytes())["on"] == "2026-03-01"

    def test_names(self):
        assert (format_of("A.CSV"), format_of("b"), names_of(["a", "a", " "])) == (
            "csv",
            None,
            ["a", "a_2", "column_3"],
        )


class TestWriters:
    def test_cells_beyond_the_headings(self):
        polars = pytest.importorskip("polars")
        stream = io.BytesIO()
        rows = ParquetWriter(stream, ["a", "n"], numbers=["n"])
        for row in (["x", "1"], ["y"], ["z", "", "w"]):
            rows.write(row)
        rows.finish()
        assert polars.read_parquet(stream.getvalue()).rows() == [
            ("x", 1, None),
            ("y", None, None),
            ("z", None, "w"),
        ]
        text = io.StringIO()
        rows = JSONWriter(text, ["a"], lines=True)
        rows.write(["x", "y\x9b"])
        assert text.getvalue() == '{"a": "x", "column_2": "y\\u009b"}\n'

    def test_what_does_not_fit_in_a_sheet(self, run, table, tmp_path, monkeypatch):
        pytest.importorskip("xlsxwriter")
        rows = ExcelWriter(io.BytesIO(), ["a"])
        with pytest.raises(TooBigError, match="cell"):
            rows.write(["x" * (SHEET_CELL + 1)])
        rows.close()
        monkeypatch.setattr(_formats, "SHEET_ROWS", 1)
        assert "at most 1 rows" in run("fix", table, "-o", tmp_path / "x.xlsx", status=2)[1]
        assert not (tmp_path / "x.xlsx").exists()
        assert leftovers(tmp_path) == []


class TestKIBs:
    def fixed(self, run, table, target, *more):
        run("fix", table, "-o", target, *more)
        return next(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))["satudata_kib"]

    def test_in_a_file_for_a_spreadsheet_they_are_in_the_printed_form(self, run, table, tmp_path):
        assert self.fixed(run, table, tmp_path / "a.csv") == "6202 106 20240804 1"
        assert self.fixed(run, table, tmp_path / "b.csv", "--kib", "digits") == "6202106202408041"
        assert "6202106202408041,6202106202408041" in run("fix", table)[0]
        assert "6202 106 20240804 1" in run("fix", table, "--kib", "cetak")[0]

    def test_links_for_programs(self, run, table):
        table.write_text(HEAD + ROW * 2, encoding="utf-8")
        assert "2,6202 106 20240804 1" in run("links", table)[0]
        assert "2,6202106202408041" in run("links", table, "--kib", "digits")[0]


class TestMark:
    @pytest.mark.parametrize(("encoding", "kept"), [("utf-8-sig", True), ("utf-16", True), ("utf-8", False)])
    def test_it_is_kept_in_a_file(self, encoding, kept, run, table, tmp_path):
        table.write_text(HEAD + ROW, encoding=encoding)
        run("fix", table, "-o", tmp_path / "x.csv")
        assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf") is kept
        assert not run("fix", table)[0].startswith("\ufeff")


class TestFormulas:
    def test_behind_another_separator_too(self, run, table, tmp_path):
        table.write_text(TABLE, encoding="utf-8")
        _, err = run("fix", table, status=1)
        assert "2 cells look like a formula" in err
        run("fix", table, "--safe-csv", "-o", tmp_path / "x.csv", status=1)
        rows = list(
            csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text(encoding="utf-8")), delimiter=";")
        )
        assert [row["Lokasi"] for row in rows] == ["a,'=1+1", "'=2+2"]


class TestExisting:
    @pytest.mark.parametrize("command", ["count", "check", "fix", "links"])
    def test_it_is_replaced_only_when_asked(self, command, run, table, tmp_path):
        target = tmp_path / "x.csv"
        target.write_text("keep", encoding="utf-8")
        target.chmod(0o640)
        assert "--overwrite" in run(command, table, "-o", target, status=2)[1]
        assert target.read_text(encoding="utf-8") == "keep"
        run(command, table, "-o", target, "--overwrite")
        assert target.read_text(encoding="utf-8") != "keep"
        assert target.stat().st_mode & 0o777 == 0o640
        assert leftovers(tmp_path) == []

    def test_a_link_stays_a_link(self, run, table, tmp_path):
        (tmp_path / "real.csv").write_text("keep", encoding="utf-8")
        (tmp_path / "x.csv").symlink_to(tmp_path / "real.csv")
        run("fix", table, "-o", tmp_path / "x.csv", "--overwrite")
        assert (tmp_path / "x.csv").is_symlink()
        assert "satudata_kib" in (tmp_path / "real.csv").read_text(encoding="utf-8")

    def test_a_folder_and_one_that_is_missing(self, run, table, tmp_path):
        (tmp_path / "d.csv").mkdir()
        assert "folder" in run("fix", table, "-o", tmp_path / "d.csv", status=2)[1]
        _, err = run("fix", table, "-o", tmp_path / "none" / "x.csv", status=2)
        assert f"the folder {tmp_path / 'none'} does not exist" in err

    def test_a_folder_that_cannot_be_written(self, run, table, tmp_path, monkeypatch):
        def refuse(*_):
            raise PermissionError(13, "no", "other")

        monkeypatch.setattr(_files.os, "open", refuse)
        _, err = run("fix", table, "-o", tmp_path / "x.csv", status=2)
        assert "x.csv: permission denied; close the file in other programs" in err
        _, err = run("fix", table, "-o", tmp_path / "x.csv", "--lang", "id", status=2)
        assert "x.csv: tidak ada izin; tutup berkas ini di program lain" in err

    @pytest.mark.parametrize(
        ("name", "more"), [("fsync", []), ("replace", ["--overwrite"]), ("open", [])], ids=str
    )
    def test_a_disk_that_fails_at_the_end(self, name, more, run, table, tmp_path, monkeypatch):
        def fail(path, mode="r", *_, **__):
            if name != "open" or mode == "xb":
                raise OSError(28, "full")
            return opened(path, mode)

        opened = _files.Path.open
        if name == "open":
            monkeypatch.setattr(_files.os, "link", fail_to_link)
        monkeypatch.setattr(_files.os if name == "fsync" else _files.Path, name, fail)
        assert "x.csv: the disk is full" in run("fix", table, "-o", tmp_path / "x.csv", *more, status=2)[1]
        assert leftovers(tmp_path) == []


class TestInput:
    """The input is never written, whatever it is called."""

    @pytest.mark.parametrize("command", ["count", "check", "fix", "links"])
    @pytest.mark.parametrize("way", ["same", "symbolic", "hard", "dots"])
    def test_by_another_path(self, command, way, run, table, tmp_path):
        target = tmp_path / "other.csv"
        if way == "same":
            target = table
        elif way == "symbolic":
            target.symlink_to(table)
        elif way == "hard":
            os.link(table, target)
        else:
            (tmp_path / "sub").mkdir()
            target = tmp_path / "sub" / ".." / "kejadian.csv"
        assert "choose another file" in run(command, table, "-o", target, "--overwrite", status=2)[1]
        assert table.read_text(encoding="utf-8") == HEAD + ROW

    def test_links_are_an_input(self, run, table, tmp_path):
        links = tmp_path / "links.csv"
        links.write_text("line,kib,event\n", encoding="utf-8")
        run("check", table, "--links", links, "-o", links, "--overwrite", status=2)
        assert links.read_text(encoding="utf-8") == "line,kib,event\n"


def process(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "satudata", *map(str, arguments), "--lang", "en"],
        capture_output=options.get("stdout") is None,
        check=False,
        timeout=60,
        **options,
    )


class TestProcess:
    """The same with real streams, signals and limits."""

    def test_the_input_as_standard_input(self, table):
        with table.open("rb") as stream:
            done = process("fix", "-", "-o", table, "--overwrite", stdin=stream)
        assert (done.returncode, table.read_text(encoding="utf-8")) == (2, HEAD + ROW)

    def test_the_input_as_standard_output(self, table):
        with table.open("ab") as stream:
            done = process("fix", table, stdout=stream, stderr=subprocess.PIPE)
        assert (done.returncode, table.read_text(encoding="utf-8")) == (2, HEAD + ROW)
        assert b"standard output" in done.stderr

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
    @pytest.mark.parametrize("arguments", [["-o", "/dev/full"], []])
    def test_a_full_disk(self, arguments, table):
        table.write_text(HEAD + ROW * 3, encoding="utf-8")
        with Path("/dev/full").open("wb") as full:
            given = {} if arguments else {"stdout": full, "stderr": subprocess.PIPE}
            done = process("fix", table, *arguments, **given)
        assert done.returncode == 2
        said = done.stderr.decode()
        assert ("/dev/full" if arguments else "standard output") + ": the disk is full" in said
        assert "Exception" not in said

    def test_a_file_beyond_the_limit(self, table, tmp_path):
        resource = pytest.importorskip("resource")
        target = tmp_path / "x.csv"
        target.write_text("keep", encoding="utf-8")
        table.write_text(HEAD + ROW * 50_000, encoding="utf-8")

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

        done = process("fix", table, "-o", target, "--overwrite", preexec_fn=limit)
        assert done.returncode == 2
        assert f"{target}: the file is larger" in done.stderr.decode()
        assert (target.read_text(encoding="utf-8"), leftovers(tmp_path)) == ("keep", [])

    @pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
    @pytest.mark.parametrize(
        ("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (getattr(signal, "SIGHUP", 1), 129)]
    )
    def test_a_signal_in_the_middle(self, sent, status, table, tmp_path):
        target = tmp_path / "x.csv"
        target.write_text("keep", encoding="utf-8")
        table.write_text(HEAD + ROW * 200_000, encoding="utf-8")
        command = [sys.executable, "-m", "satudata", "fix", str(table), "-o", str(target), "--overwrite"]
        writing = subprocess.Popen(command, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 30
        while not leftovers(tmp_path) and time.monotonic() < deadline:
            time.sleep(0.01)
        writing.send_signal(sent)
        _, said = writing.communicate(timeout=30)
        assert (writing.returncode, b"Traceback" in said) == (status, False)
        assert (target.read_text(encoding="utf-8"), leftovers(tmp_path)) == ("keep", [])

    @pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
    def test_a_pipe_is_written_as_it_is(self, table, tmp_path):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        writing = subprocess.Popen([sys.executable, "-m", "satudata", "fix", str(table), "-o", str(pipe)])
        assert "satudata_kib" in pipe.read_text(encoding="utf-8")
        assert writing.wait(timeout=30) == 0


class TestHazards:
    TEXT = HEAD + (
        ",DEMAK,07/02/2015,Gelombang Pasang,3\n,DEMAK,07/02/2024,Gelombang Pasang,3\n,DEMAK,08/02/2024,Banjir,1\n"
    )

    def test_a_hazard_under_several_codes_has_a_total(self, run, table):
        table.write_text(self.TEXT, encoding="utf-8")
        out, _ = run("count", table, "--by", "type")
        assert "hazards under several codes, in total\n  Gelombang Pasang dan Abrasi  2\n" in out
        out, _ = run("count", table, "--by", "type", "--format", "json")
        hazards = {each["name"]: each for each in json.loads(out)["hazards"]}
        assert {name: each["national"] for name, each in hazards.items()} == {
            "Gelombang Pasang dan Abrasi": 2,
            "Banjir": 1,
        }
        assert len(hazards["Gelombang Pasang dan Abrasi"]["types"]) == 2

    def test_one_code_each_needs_no_total(self, run, table):
        out, _ = run("count", table, "--by", "type")
        assert "hazards" not in out
