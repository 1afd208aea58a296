"""The command line of satudata, in Indonesian or English."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from satudata.cli._messages import Words

__all__ = ["main"]

DONE, DOUBTFUL, UNUSABLE = 0, 1, 2
#: A process that a signal ended has this status and the number of the signal.
_BY_SIGNAL = 128
_FULL = ("ENOSPC", "EDQUOT", "EFBIG")
#: What can be wrong with a file, in the user's language.
_REASONS = ("ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "EROFS", *_FULL)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    0: done; 1: done, but rows were left out or a finding of severity error was made; 2: wrong usage, or the input
    cannot be read.

    >>> main(["kib", "6202106202402301", "--lang", "en"]) == DOUBTFUL
      error: "6202106202402301" cannot be read as a KIB: 20240230 is no day of the calendar (YYYYMMDD) [kib-unreadable]
    True
    """
    if argv is not None:
        return _run(list(argv))
    _open_streams()
    # The whole process is one command. What is kept of a long table has no cycles, and the collector would walk it
    # again and again, once more at the end.
    gc.disable()
    _end_in_order()
    status = _run(sys.argv[1:])
    gc.freeze()
    return status


def _open_streams() -> None:
    """Open a standard stream that is closed: the next file would take its place, and get what is meant for it."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            with suppress(OSError):
                os.fstat(number)
                continue
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", closefd=False))


def _end_in_order() -> None:
    """End by an exception when the system asks the process to end, so that unfinished files are removed.

    Whoever asks twice must not disturb the removal, so only the first signal counts.
    """
    asked = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    # A process in the background, or one under nohup, ignores some of them.
    asked = [each for each in asked if signal.getsignal(each) is not signal.SIG_IGN]

    def end(number: int, frame: object) -> None:
        for each in asked:
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(_BY_SIGNAL + number)

    for each in asked:
        signal.signal(each, end)


def _run(arguments: list[str]) -> int:
    from satudata.cli._arguments import UsageError, language_of
    from satudata.cli._messages import Words
    from satudata.cli._terminal import give_up, note
    from satudata.errors import MissingExtraError, TableError

    words = Words(language_of(arguments))
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run_command(arguments, words)
        sys.stdout.flush()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else UNUSABLE
    except UsageError as error:
        note(f"satudata: {error}")
        return UNUSABLE
    except (TableError, MissingExtraError) as error:
        note(f"satudata: {error.message(words.lang)}")
        return UNUSABLE
    except BrokenPipeError:
        # The reader needs no more; what is still buffered must not fail again on exit.
        give_up(sys.stdout)
        return DONE
    except KeyboardInterrupt:
        return _BY_SIGNAL + signal.SIGINT
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "")
        reason = words(f"file.{name}") if name in _REASONS else error.strerror or error
        # Files that are written name themselves in their errors; standard output does not.
        is_stdout = error.filename is None and name in _FULL
        if is_stdout:
            give_up(sys.stdout)
        file = error.filename or (words("stdout") if is_stdout else "?")
        note(f"satudata: {words('file.error', file=file, reason=reason)}")
        return UNUSABLE
    return status


def _run_command(arguments: list[str], words: Words) -> int:
    """Import the command's module and run it; without a command, print the help."""
    from satudata.cli._arguments import parser_in

    parser = parser_in(words)
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return DONE
    module, function = options.run
    status: int = getattr(import_module(f"satudata.cli.{module}"), function)(options, words)
    return status
