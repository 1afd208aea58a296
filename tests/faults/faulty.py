"""Runs the command line in a process that meets a fault: ``python faulty.py FAULT FOLDER ARGUMENTS...``.

*FAULT* is ``SIGNAL@NUMBER``: from the numbered operation on a file of the folder on (from 0), the process gets the
signal at each, so that what is cleaned up is disturbed too. ``meet:NAME``: before its first file there, the process
waits for another process that meets it under another name.
"""

import os
import signal
import sys
import time
from pathlib import Path

#: Operations that Python tells its audit hooks of.
_OPERATIONS = {"open", "os.link", "os.rename", "os.remove", "os.chmod", "os.mkdir"}
_PATIENCE = 20


def is_of(folder, arguments):
    """Whether an operation is on a file of the folder."""
    paths = [os.fsdecode(each) for each in arguments[:2] if isinstance(each, (str, bytes))]
    return any(each.startswith(folder) for each in paths)


def hook_of(fault, folder):
    """The hook that meets the fault."""
    seen = []
    name, _, at = fault.partition("@")
    met = Path(folder).parent / "met"

    def signalled():
        if len(seen) > int(at):
            os.kill(os.getpid(), getattr(signal, name))

    def meeting():
        if len(seen) == 1:
            met.mkdir(exist_ok=True)
            (met / fault).touch()
            until = time.monotonic() + _PATIENCE
            while len(list(met.iterdir())) < 2 and time.monotonic() < until:
                time.sleep(0.005)

    act = meeting if name.startswith("meet:") else signalled

    def hook(event, arguments):
        if event in _OPERATIONS and is_of(folder, arguments):
            seen.append(event)
            act()

    return hook


def main():
    from satudata import cli

    fault, folder, *arguments = sys.argv[1:]
    sys.addaudithook(hook_of(fault, folder))
    sys.argv = ["satudata", *arguments]
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
