"""Registers under attack: many processes at once, killed processes, a full disk; ``make faults`` runs more."""

import os
import runpy
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from satudata import KIB, IndexExhaustedError
from satudata.errors import RegisterFileError
from satudata.issuing import JSONLinesRegister, SQLiteRegister, register_at

WORKER = Path(__file__).resolve().parent / "issuing_process.py"
LONG = os.environ.get("SATUDATA_FAULTS") == "long"
PROCESSES = 8
KILLS, FILLINGS = (200, 40) if LONG else (20, 5)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed and limited as POSIX does it")


def printed_by(*commands):
    """The lines that Python prints for several commands, which run at once; each must end well."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = [subprocess.Popen([sys.executable, *map(str, command)], **given) for command in commands]
    try:
        said = [each.communicate(timeout=900) for each in running]
    finally:
        for each in running:
            each.kill()
            each.wait()
    assert [err[-2000:] for (_, err), each in zip(said, running, strict=True) if each.returncode] == []
    return [line for out, _ in said for line in out.splitlines()]


def require_sound(store, reported):
    """What was *reported* is there, no KIB was given twice, and no index was left out."""
    register = store.read()
    assert not register.conflicts
    assert not register.open_lines
    for name, kib in reported.items():
        assert register.kib_for(name) == KIB.parse(kib)
    names = {each.occurrence_id for each in register.entries}
    owners = defaultdict(set)
    indexes = defaultdict(set)
    for each in register.entries:
        owners[each.kib].add(each.occurrence_id)
        indexes[each.kib.stem].add(each.kib.index)
    for line in register.unreadable:
        for kib in line.kibs:
            indexes[kib.stem].add(kib.index)
    assert all(len(each) == 1 for each in owners.values())
    assert all(found == set(range(1, len(found) + 1)) for found in indexes.values())
    return names


def as_pairs(lines):
    return dict(line.split() for line in lines if " " in line)


def test_many_processes_issue_at_once(location, store):
    occurrences, stems = (120, 15) if location[0].startswith("sql-") and not LONG else (500, 60)
    commands = [
        (WORKER, "share", *location, number, PROCESSES, occurrences, stems) for number in range(PROCESSES)
    ]
    reported = as_pairs(printed_by(*commands))
    assert len(reported) == occurrences
    assert len(set(reported.values())) == occurrences
    assert len(require_sound(store, reported)) == occurrences
    assert len(store.read().entries) == occurrences


@pytest.mark.parametrize("name", ["kib.jsonl", "kib.db"])
def test_the_command_too(quick_folder, name):
    register = quick_folder / name
    given = ("-m", "satudata", "issue", "106", "--date", "2024-08-04", "--affected", "62.02")
    given = (*given, "--register", register, "--by", "Siti", "--id")
    printed_by(*((*given, f"o{number}") for number in range(PROCESSES)))
    assert len(require_sound(register_at(register), {})) == PROCESSES


@pytest.mark.long
@pytest.mark.parametrize("name", ["kib.jsonl", "kib.db"])
def test_the_command_five_hundred_times(tmp_path, name):
    register = tmp_path / name
    printed_by(*((WORKER, "command", "", register, each, PROCESSES, 500, 60) for each in range(PROCESSES)))
    assert len(require_sound(register_at(register), {})) == 500


def test_killed_at_any_moment(location, store):
    reported = as_pairs(printed_by((WORKER, "killed", *location, KILLS, 1, 0)))
    assert len(reported) >= KILLS // 2
    require_sound(store, reported)


def test_killed_within_a_line(quick_folder):
    path = quick_folder / "kib.jsonl"
    lines = printed_by((WORKER, "killed", "json-lines", path, KILLS, 2, 1))
    assert lines.count("acknowledged") > KILLS // 10, "lines were cut off"
    require_sound(JSONLinesRegister(path), as_pairs(lines))


@pytest.mark.parametrize("location", ["json-lines", "sqlite", "sql-sqlite"], indirect=True)
def test_disk_full(location, store):
    kind, path = location
    lines = printed_by((WORKER, "disk-full", kind, path, FILLINGS, 3))
    assert lines.count("refused") == FILLINGS
    reported = as_pairs(lines)
    assert reported
    names = require_sound(store, reported)
    assert names == set(reported), "what was refused is not there"


@pytest.mark.parametrize("kind", [JSONLinesRegister, SQLiteRegister])
@pytest.mark.parametrize("device", ["/dev/full", "/dev/zero", "."])
def test_what_is_no_file(kind, device):
    store = kind(device)
    for ask in (store.read, lambda: store.acknowledge(by="Siti", on=None), lambda: register_at(device)):
        with pytest.raises((RegisterFileError, TypeError), match=r"not a file|on is a"):
            ask()


def test_the_tenth_of_a_stem_is_refused_by_name(store):
    issue = runpy.run_path(str(WORKER))["issue"]
    for number in range(9):
        issue(store, number, 1)
    before = store.read()
    with pytest.raises(IndexExhaustedError, match="620210620240101"):
        issue(store, 9, 1)
    assert store.read() == before
