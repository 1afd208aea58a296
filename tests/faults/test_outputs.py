"""Every command that writes, while signals come, disks fill up, readers go away and others write the same file.

What is checked is always the same: the earlier file or the complete new one, nothing left behind, a status and a
sentence, no traceback.
"""

import csv
import ctypes
import functools
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, limits and pipes of POSIX")
resource = pytest.importorskip("resource")

ROOT = Path(__file__).resolve().parents[2]
FAULTY = ROOT / "tests" / "faults" / "faulty.py"
DATASET, PORTFOLIO = ROOT / "examples" / "dataset" / "DATASET.json", ROOT / "examples" / "portfolio.json"
TABLE = ROOT / "examples" / "dataset" / "kejadian-2024.csv"
#: A table each of whose rows is there twice.
TWICE = ROOT / "tests" / "faults" / "twice.csv"
ON = ("--on", "2026-03-01")
FORMS = ("csv", "tsv", "json", "jsonl", "xlsx", "parquet")
ONE_REGION = ("--type", "101", "--phase", "prabencana", "--region", "32")
#: Each command that writes a file, with its arguments but for -o, and the formats in which it writes.
WRITERS = {
    "count": (("count", TABLE), FORMS),
    "check": (("check", TABLE), FORMS),
    "fix": (("fix", TABLE), FORMS),
    "links": (("links", TWICE), FORMS),
    "audit": (("audit", DATASET, TABLE), ("txt", "json", "csv", "xlsx", "parquet")),
    "draft": (("audit", "--draft", TABLE), ("json",)),
    "status": (("coop", "status", PORTFOLIO, *ON), FORMS),
    "gaps": (("coop", "gaps", PORTFOLIO, *ON, *ONE_REGION), FORMS),
    "expiring": (("coop", "expiring", PORTFOLIO, *ON), FORMS),
    "findings": (("coop", "audit", PORTFOLIO, *ON), FORMS),
}
#: Each command that writes files into a folder.
EXPORTS = {
    form: ("audit", "--export", form, DATASET, TABLE) for form in ("ckan", "datapackage", "dcat", "ms")
}
#: Commands that print only.
PRINTERS = {
    "kib": ("kib", "6202106202408041"),
    "region": ("region", "62.02"),
    "issue": ("issue", "106", "--date", "2024-08-04", "--affected", "62.02"),
    "explain": ("explain", "metode-2"),
    "completion": ("completion", "bash"),
}
EACH = [(name, form) for name, (_, forms) in WRITERS.items() for form in forms]
#: One format for each command, each format at least once.
SOME = [(name, forms[place % len(forms)]) for place, (name, (_, forms)) in enumerate(WRITERS.items())]


def few(cases, quick):
    """The cases, of which all but those at the *quick* places are long."""
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)), marks=() if at in quick else pytest.mark.long
        )
        for at, case in enumerate(cases)
    ]


#: At most so many operations on files does a command that writes one file.
_MOST = 8
_OLD = "keep this"


def environment(folder):
    (folder / "temporary").mkdir(exist_ok=True)
    return {
        # As users have it: streams that hold back what they print, and fail at the end.
        **{name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
        "TMPDIR": str(folder / "temporary"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SATUDATA_LANG": "en",
    }


def started(arguments, folder, fault=None, **options):
    """The process of a command; its output folder is ``out`` below *folder*."""
    script = ["-m", "satudata"] if fault is None else [str(FAULTY), fault, str(folder / "out")]
    given = {
        "bufsize": 0,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "env": environment(folder),
        **options,
    }
    return subprocess.Popen([sys.executable, *script, *map(str, arguments)], **given)


def run(arguments, folder, fault=None, **options):
    process = started(arguments, folder, fault, **options)
    out, err = process.communicate(timeout=120)
    said = (err or b"").decode()
    assert "Traceback" not in said, said
    assert "Exception ignored" not in said, said
    return process.returncode, (out or b"").decode(errors="replace"), said


@pytest.fixture(scope="session")
def complete(tmp_path_factory):
    """What a command writes when nothing happens, by its name and format."""

    @functools.cache
    def written(name, form):
        folder = tmp_path_factory.mktemp("complete")
        (folder / "out").mkdir()
        target = folder / "out" / f"x.{form}"
        status, _, said = run((*WRITERS[name][0], "-o", target), folder)
        assert status in {0, 1}, said
        return target.read_bytes()

    return written


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path


def is_complete(content, name, form, complete):
    """Whether a file is what the command writes; a workbook holds the moment of its writing."""
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return book.testzip() is None and "xl/workbook.xml" in book.namelist()
    return content == complete(name, form)


def leftovers(folder):
    return [each.name for each in (*(folder / "out").iterdir(), *(folder / "temporary").iterdir())]


def check_kept(folder, target, name, form, complete):
    """The earlier file, or the complete new one; and nothing else."""
    content = target.read_bytes()
    assert content == _OLD.encode() or is_complete(content, name, form, complete)
    assert leftovers(folder) == [target.name]


class TestSignals:
    """SIGINT, SIGTERM and SIGHUP at each operation on a file, and again while the command cleans up."""

    def signalled(self, name, form, sent, at, folder, complete):
        target = folder / "out" / f"x.{form}"
        target.write_text(_OLD, encoding="utf-8")
        fault = f"{sent.name}@{at}"
        status, _, said = run((*WRITERS[name][0], "-o", target, "--overwrite"), folder, fault)
        assert status in {128 + sent, 0, 1}, said
        check_kept(folder, target, name, form, complete)
        return status

    @pytest.mark.parametrize(("name", "form"), few(SOME, [0, 1, 3, 4, 5, 9]))
    def test_in_the_middle(self, name, form, folder, complete):
        sent = (signal.SIGTERM, signal.SIGINT)[len(name) % 2]
        assert self.signalled(name, form, sent, 0, folder, complete) == 128 + sent
        assert (folder / "out" / f"x.{form}").read_text(encoding="utf-8") == _OLD

    @pytest.mark.parametrize("at", range(1, 4))
    def test_at_the_end(self, at, folder, complete):
        self.signalled("fix", "csv", signal.SIGTERM, at, folder, complete)

    @pytest.mark.long
    @pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    @pytest.mark.parametrize(("name", "form"), EACH)
    def test_at_each_operation(self, name, form, sent, folder, complete):
        for at in range(_MOST):
            if self.signalled(name, form, sent, at, folder, complete) in {0, 1}:
                return
        pytest.fail("more operations than thought")

    @pytest.mark.long
    @pytest.mark.parametrize("form", EXPORTS)
    def test_of_an_export(self, form, folder):
        arguments = (*EXPORTS[form], "-o", folder / "out")
        for at in range(30):
            status, _, _ = run(arguments, folder, f"SIGTERM@{at}")
            assert not [each for each in leftovers(folder) if each.endswith(".tmp")]
            assert list((folder / "temporary").iterdir()) == []
            if status == 0:
                return
            assert status == 143
        pytest.fail("more operations than thought")

    @pytest.mark.long
    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("name", ["fix", "check", "links"])
    def test_at_any_moment(self, name, form, folder):
        """A long table, killed at random moments from its start to its end: the old file is there, or the new one."""
        source, target = folder / "long.csv", folder / "out" / f"x.{form}"
        long_table(source, 20_000)
        target.write_text(_OLD, encoding="utf-8")
        choose = random.Random(f"{name} {form}")
        start = time.monotonic()
        run((name, source, "-o", target, "--overwrite"), folder)
        lasts = time.monotonic() - start
        new = target.read_bytes()
        target.write_text(_OLD, encoding="utf-8")
        for _ in range(10):
            process = started((name, source, "-o", target, "--overwrite"), folder)
            time.sleep(choose.uniform(0.2, lasts))
            process.send_signal(choose.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP]))
            _, said = process.communicate(timeout=60)
            if process.returncode < 0:
                continue  # before the command line had begun
            assert b"Traceback" not in said, said.decode()
            assert process.returncode in {0, 1, 129, 130, 143}
            assert leftovers(folder) == [target.name]
            # The signal may come between the replacement and the end of the process.
            assert target.read_bytes() in ((_OLD.encode(), new) if process.returncode > 1 else (new,))
            target.write_text(_OLD, encoding="utf-8")


def long_table(path, rows):
    with path.open("w", encoding="utf-8") as file:
        file.write("KIB,Kabupaten,Tanggal,Jenis Bencana,Meninggal,Lokasi\n")
        for number in range(rows):
            kib = f"620210620240804{number % 9 + 1}"
            file.write(f"{kib},KOTAWARINGIN TIMUR,04/08/2024,Karhutla,{number},Desa {number}\n")


def limited(size):
    """A limit of the size of files, as a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


class TestFullDisk:
    def full(self, name, form, size, folder):
        target = folder / "out" / f"x.{form}"
        target.write_text(_OLD, encoding="utf-8")
        status, _, said = run(
            (*WRITERS[name][0], "-o", target, "--overwrite"), folder, preexec_fn=limited(size)
        )
        assert (status, f"{target}: the file is larger than the system allows" in said) == (2, True), said
        assert (target.read_text(encoding="utf-8"), leftovers(folder)) == (_OLD, [target.name])

    @pytest.mark.parametrize(
        ("name", "form"), few([*SOME, ("fix", "xlsx"), ("fix", "parquet")], [2, 5, 10, 11])
    )
    def test_a_file(self, name, form, folder):
        self.full(name, form, 1, folder)

    @pytest.mark.long
    @pytest.mark.parametrize("size", [1, 100, 1_000])
    @pytest.mark.parametrize(("name", "form"), EACH)
    def test_each_format(self, name, form, size, folder, complete):
        # A workbook has parts that are larger than the packed whole.
        if size < len(complete(name, form)):
            self.full(name, form, size, folder)

    @pytest.mark.parametrize("form", few(EXPORTS, [1]))
    def test_an_export_leaves_the_earlier_one(self, form, folder):
        arguments = (*EXPORTS[form], "-o", folder / "out")
        assert run(arguments, folder)[0] == 0
        before = {each.name: each.read_bytes() for each in (folder / "out").iterdir()}
        largest = max(map(len, before.values()))
        status, _, said = run((*arguments, "--overwrite"), folder, preexec_fn=limited(largest - 1))
        assert (status, "the file is larger" in said) == (2, True), said
        assert {each.name: each.read_bytes() for each in (folder / "out").iterdir()} == before

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
    @pytest.mark.parametrize("name", few([*WRITERS, *PRINTERS], [0, 4, 10]))
    def test_standard_output(self, name, folder):
        arguments = WRITERS[name][0] if name in WRITERS else PRINTERS[name]
        with Path("/dev/full").open("wb") as full:
            status, _, said = run(arguments, folder, stdout=full)
        assert (status, "standard output: the disk is full" in said) == (2, True), said

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
    def test_notes_that_cannot_be_printed(self, folder):
        """They are no part of the result."""
        target = folder / "out" / "x.csv"
        with Path("/dev/full").open("wb") as full:
            assert run(("count", TABLE, "-o", target), folder, stderr=full)[0] == 0
            assert run(("count", "no-such-file"), folder, stderr=full)[0] == 2
        assert target.stat().st_size > 0

    def test_the_copy_of_a_stream(self, folder):
        long_table(folder / "long.csv", 2_000)
        with subprocess.Popen(["cat", str(folder / "long.csv")], stdout=subprocess.PIPE) as pipe:
            status, out, said = run(("fix", "-"), folder, stdin=pipe.stdout, preexec_fn=limited(1_000))
            pipe.stdout.close()
        assert (status, out) == (2, "")
        assert f"{folder / 'temporary'}: the file is larger" in said

    def test_results_that_are_streamed(self, folder):
        """What is on the disk is the beginning of the results, and the status says that it is not all."""
        long_table(folder / "long.csv", 2_000)
        with (folder / "x.csv").open("wb") as stream:
            status, _, said = run(
                ("fix", folder / "long.csv"), folder, stdout=stream, preexec_fn=limited(50_000)
            )
        assert (status, "standard output: the file is larger" in said) == (2, True)
        _, all_of_it, _ = run(("fix", folder / "long.csv"), folder)
        assert all_of_it.encode().startswith((folder / "x.csv").read_bytes())


class TestReadersThatGoAway:
    @pytest.mark.parametrize("name", few([*WRITERS, *PRINTERS], [1, 6, 11]))
    def test_before_the_first_line(self, name, folder):
        self.unread(WRITERS[name][0] if name in WRITERS else PRINTERS[name], folder)

    @pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="a device of POSIX")
    @pytest.mark.parametrize("name", few(list(WRITERS), [1, 6]))
    def test_before_the_first_line_of_a_device(self, name, folder):
        self.unread((*WRITERS[name][0], "-o", "/dev/stdout"), folder)

    def unread(self, arguments, folder):
        reading, writing = os.pipe()
        os.close(reading)
        status, _, said = run(arguments, folder, stdout=writing)
        os.close(writing)
        assert status == 0, said

    def test_after_the_first_line(self, folder):
        long_table(folder / "long.csv", 20_000)
        process = started(("fix", folder / "long.csv"), folder)
        assert process.stdout.readline().startswith(b"KIB,")
        process.stdout.close()
        assert (process.wait(timeout=60), process.stderr.read()) == (0, b"")
        process.stderr.close()

    def test_notes_too(self, folder):
        reading, writing = os.pipe()
        os.close(reading)
        assert run(("count", TABLE), folder, stdout=writing, stderr=writing)[0] == 0
        os.close(writing)

    def test_all_of_it_through_a_device(self, folder):
        out = run(("fix", TABLE, "-o", "/dev/stdout"), folder)[1]
        assert out == run(("fix", TABLE, "--kib", "printed"), folder)[1]


class TestStreamedSignals:
    @pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
    def test_results_end_within_a_line_at_most(self, sent, folder):
        long_table(folder / "long.csv", 100_000)
        process = started(("fix", folder / "long.csv"), folder)
        first = b"".join(process.stdout.readline() for _ in range(100))
        process.send_signal(sent)
        rest, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (128 + sent, b"")
        rows = list(csv.reader(io.StringIO((first + rest).decode())))
        assert {len(row) for row in rows[:-1]} == {len(rows[0])}


class TestClosedStreams:
    """A file that is opened must not get the place of a standard stream, and with it what is printed there."""

    @pytest.mark.parametrize("closed", [0, 1, 2])
    def test_the_output_has_nothing_else(self, closed, folder, complete):
        target = folder / "out" / "x.csv"
        process = f"import os, sys; os.close({closed}); os.execv(sys.executable, sys.argv[1:])"
        arguments = [sys.executable, "-m", "satudata", "count", str(TABLE), "-o", str(target)]
        done = subprocess.run(
            [sys.executable, "-c", process, *arguments],
            capture_output=True,
            env=environment(folder),
            check=False,
        )
        assert (done.returncode, done.stdout, b"Traceback" in done.stderr) == (0, b"", False)
        assert target.read_bytes() == complete("count", "csv")

    @pytest.mark.parametrize("arguments", [("count", "-"), ("coop", "status", "-"), ("audit", "-")])
    def test_an_input_that_is_closed_is_empty(self, arguments, folder):
        process = "import os, sys; os.close(0); os.execv(sys.executable, sys.argv[1:])"
        done = subprocess.run(
            [sys.executable, "-c", process, sys.executable, "-m", "satudata", *arguments],
            capture_output=True,
            env=environment(folder),
            check=False,
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (2, False)


def without_override():
    """Give up the right to write into any folder, which root has, for the program that is started next."""
    drop_from_bounding_set, override_modes = 24, 1
    ctypes.CDLL(None).prctl(drop_from_bounding_set, override_modes, 0, 0, 0)


class TestFolders:
    """A folder that cannot be written: its mode says so, or a part of its path is a file."""

    @pytest.fixture
    def locked(self, folder):
        (folder / "out").chmod(0o555)
        yield folder
        (folder / "out").chmod(0o755)

    def test_the_mode_is_obeyed(self, locked):
        """Else the next tests would say nothing."""
        script = f"open({str(locked / 'out' / 'x')!r}, 'w')"
        done = subprocess.run(
            [sys.executable, "-c", script], preexec_fn=without_override, capture_output=True, check=False
        )
        assert b"PermissionError" in done.stderr

    @pytest.mark.parametrize(("name", "form"), few(SOME, [2, 5]))
    def test_that_can_only_be_read(self, name, form, locked):
        target = locked / "out" / f"x.{form}"
        status, _, said = run((*WRITERS[name][0], "-o", target), locked, preexec_fn=without_override)
        assert (status, f"{target}: permission denied" in said, leftovers(locked)) == (2, True, [])

    @pytest.mark.parametrize("form", few(EXPORTS, [0]))
    def test_an_export(self, form, locked):
        arguments = (*EXPORTS[form], "-o", locked / "out")
        status, _, said = run(arguments, locked, preexec_fn=without_override)
        assert (status, "permission denied" in said, leftovers(locked)) == (2, True, [])

    @pytest.mark.parametrize(("name", "form"), few(SOME, [3, 6]))
    def test_below_a_file(self, name, form, folder):
        (folder / "out" / "file").write_text(_OLD, encoding="utf-8")
        target = folder / "out" / "file" / f"x.{form}"
        status, _, said = run((*WRITERS[name][0], "-o", target), folder)
        assert (status, str(target) in said, leftovers(folder)) == (2, True, ["file"])


class TestTwoWriters:
    """Both look whether the file is there before either writes it."""

    def both(self, arguments, folder, more=()):
        writers = [
            started((*given, *more), folder, f"meet:{number}") for number, given in enumerate(arguments)
        ]
        ended = [(each.communicate(timeout=120)[1].decode(), each.returncode) for each in writers]
        assert all("Traceback" not in said for said, _ in ended), ended
        return sorted(ended, key=lambda each: each[1])

    @pytest.mark.parametrize(("name", "form"), few(SOME, [0, 4]))
    def test_one_of_them_writes(self, name, form, folder, complete):
        target = folder / "out" / f"x.{form}"
        (_, first), (said, second) = self.both([(*WRITERS[name][0], "-o", target)] * 2, folder)
        assert (first in {0, 1}, second, "already exists" in said) == (True, 2, True), said
        assert is_complete(target.read_bytes(), name, form, complete)
        assert leftovers(folder) == [target.name]

    def test_both_may_write_when_asked(self, folder, complete):
        target = folder / "out" / "x.csv"
        ended = self.both(
            [(*WRITERS[name][0], "-o", target) for name in ("fix", "check")], folder, ["--overwrite"]
        )
        assert all(status in {0, 1} for _, status in ended), ended
        assert target.read_bytes() in {complete("fix", "csv"), complete("check", "csv")}
        assert leftovers(folder) == [target.name]

    @pytest.mark.parametrize("more", [(), ("--overwrite",)])
    def test_two_exports_do_not_mix(self, more, folder):
        other = json.loads(DATASET.read_text(encoding="utf-8"))
        (folder / "other.json").write_text(json.dumps({**other, "title": "Lain"}), encoding="utf-8")
        long_table(folder / "kejadian-2024.csv", 3)
        out = folder / "out"
        given = [
            ("audit", "--export", "datapackage", DATASET, TABLE, "-o", out),
            (
                "audit",
                "--export",
                "datapackage",
                folder / "other.json",
                folder / "kejadian-2024.csv",
                "-o",
                out,
            ),
        ]
        ended = self.both(given, folder, more)
        assert [status for _, status in ended] == ([0, 0] if more else [0, 2]), ended
        is_first = (out / "kejadian-2024.csv").read_bytes() == TABLE.read_bytes()
        titled = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))["title"]
        assert (titled == other["title"]) is is_first
        assert not [each for each in leftovers(folder) if each.endswith(".tmp")]
