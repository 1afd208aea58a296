"""A PostgreSQL server of the tests' own, in a folder that is removed, reached by a Unix socket only."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

#: Users who own nothing; the server refuses to run as root.
UNPRIVILEGED = ("nobody", "daemon")


def programs():
    """Where initdb and postgres are; ``None`` where they are not found."""
    folders = [None, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    for folder in folders:
        found = [shutil.which(name, path=folder and str(folder)) for name in ("initdb", "postgres")]
        if all(found):
            return found
    return None


def user():
    """Who runs the server: whoever runs the tests, or somebody without privileges instead of root."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return {}
    import pwd

    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return None


@contextlib.contextmanager
def server():
    """The URL of a new server, or the reason why there is none."""
    found, who = programs(), user()
    if found is None or who is None:
        yield None, "PostgreSQL was not run: its programs, or a user to run them, are not found here"
        return
    folder = Path(tempfile.mkdtemp(prefix="satudata-pg-"))
    try:
        if who:
            os.chown(folder, who["user"], who["group"])
        initdb, postgres = found
        given = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, **who}
        command = [initdb, "-D", folder / "data", "-U", "satudata", "-A", "trust", "-N", "-E", "UTF8"]
        made = subprocess.run(command, check=False, **given)
        if made.returncode:
            yield None, f"PostgreSQL was not run: {made.stderr.decode(errors='replace').strip()[-200:]}"
            return
        settings = ["listen_addresses=", "fsync=off", "shared_buffers=8MB", "max_connections=40"]
        command = [postgres, "-D", folder / "data", "-k", folder]
        command += [part for each in settings for part in ("-c", each)]
        with subprocess.Popen(command, **{**given, "stderr": subprocess.DEVNULL}) as process:
            try:
                ready = folder / ".s.PGSQL.5432"
                until = time.monotonic() + 30
                while not ready.exists() and process.poll() is None and time.monotonic() < until:
                    time.sleep(0.05)
                url = f"postgresql+psycopg://satudata@/postgres?host={folder}"
                yield (url, "") if ready.exists() else (None, "PostgreSQL was not run: it did not start")
            finally:
                process.send_signal(signal.SIGINT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
