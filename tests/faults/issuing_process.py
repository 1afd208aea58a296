"""A process that issues KIBs, for the tests that run several at once, kill them or fill their disk.

Run as ``issuing_process.py HOW KIND LOCATION ...``; each line that it prints was recorded before it was printed.
"""

import os
import random
import resource
import signal
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from stores import opened

from satudata.errors import IndexExhaustedError, RegisterFileError, RegisterUnreadableError

FIRST_DAY, ON = date(2024, 1, 1), date(2025, 1, 1)


def issue(store, number, stems, by="Siti"):
    """The KIB of the occurrence with a *number*; it is on one of so many *stems*."""
    day = FIRST_DAY + timedelta(days=number % stems)
    return store.issue("106", day, ["62.02"], occurrence_id=f"o{number}", by=by, on=ON).kib


def share(kind, location, process, processes, occurrences, stems):
    """Issue every KIB that falls to this one of several processes; some are asked for twice."""
    store = opened(kind, location, is_pooled=True)
    for number in range(process, occurrences, processes):
        kib = issue(store, number, stems, by=f"p{process}")
        if not number % 10:
            assert issue(store, number, stems) == kib
        print(f"o{number} {kib}", flush=True)


def command(kind, location, process, processes, occurrences, stems):
    """Run the command for every occurrence that falls to this one of several processes."""
    from satudata.cli import main

    for number in range(process, occurrences, processes):
        day = FIRST_DAY + timedelta(days=number % stems)
        given = ["issue", "106", "--date", day.isoformat(), "--affected", "62.02", "--register", location]
        assert main([*given, "--id", f"o{number}", "--by", f"p{process}", "--quiet"]) == 0


def killed(kind, location, kills, seed, slowly):
    """Let a child issue without end, and kill it at a random moment; so many times. What it reported is printed."""
    chance = random.Random(seed)
    number = 0
    for _ in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            if slowly:
                write_slowly()
            issue_without_end(kind, location, number, writing)
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as stream:
            first = stream.readline() if chance.random() < 0.7 else ""
            time.sleep(chance.uniform(0, 0.06))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            done = [each for each in (first + stream.read()).splitlines() if each.endswith(".")]
        for each in done:
            print(each.removesuffix("."), flush=True)
        number += len(done) + 1
        settle(kind, location)


def settle(kind, location):
    """Acknowledge the line that was cut off, if one was, after nothing was issued because of it."""
    store = opened(kind, location)
    if store.read().open_lines:
        try:
            issue(store, 10**9, 10**9)
        except RegisterUnreadableError:
            store.acknowledge(by="Siti", on=ON)
            print("acknowledged", flush=True)
        else:
            raise AssertionError("issued although a line cannot be read")


def issue_without_end(kind, location, number, writing):
    store = opened(kind, location, is_pooled=True)
    while True:
        try:
            kib = issue(store, number, 500)
        except IndexExhaustedError:
            pass
        else:
            os.write(writing, f"o{number} {kib}.\n".encode())
        number += 1


def write_slowly():
    """From now on the system takes only a few bytes at once."""
    write = os.write

    def slow(descriptor, data):
        if data[:1] in (b"{", b"o") or len(data) < 200:
            time.sleep(0.001)
        return write(descriptor, data[:16] if len(data) > 40 or not data.startswith(b"o") else data)

    os.write = slow


def disk_full(kind, location, rounds, seed):
    """Issue while no file may grow beyond a random size; each refusal is printed, and each KIB."""
    chance = random.Random(seed)
    number = 0
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    path = Path(location.removeprefix("sqlite:///"))
    store = opened(kind, location)
    largest = 9000 if kind == "json-lines" else 120_000
    for _ in range(rounds):
        size = path.stat().st_size if path.exists() else 0
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + chance.randint(0, largest), hard))
        refused = 0
        while not refused:
            try:
                kib = issue(store, number, 4000)
            except (RegisterFileError, OSError):
                refused = 1
            else:
                print(f"o{number} {kib}", flush=True)
                number += 1
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        print("refused", flush=True)
        number += 1


if __name__ == "__main__":
    how, kind, location, *rest = sys.argv[1:]
    {"share": share, "command": command, "killed": killed, "disk-full": disk_full}[how](
        kind, location, *map(int, rest)
    )
