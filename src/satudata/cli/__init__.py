"""The command line: count, check, kib, region and explain, in Indonesian or English."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence

__all__ = ["main"]

DONE, DOUBTFUL, UNUSABLE = 0, 1, 2
_INTERRUPTED = 130
#: What can be wrong with a file, in the user's language.
_TOLD = (errno.ENOENT, errno.EACCES, errno.EISDIR)


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
    # This process is ours: what is kept of a long table has no cycles, and the collector would walk all of it again
    # and again, once more at the end.
    gc.disable()
    status = _run(sys.argv[1:])
    gc.freeze()
    return status


def _run(arguments: list[str]) -> int:
    from satudata.cli._arguments import UsageError, language_of, parser_in
    from satudata.cli._messages import Words
    from satudata.errors import MissingExtraError

    words = Words(language_of(arguments))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        options = parser_in(words).parse_args(arguments)
        status: int = options.run(options, words)
        sys.stdout.flush()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else UNUSABLE
    except UsageError as error:
        print(f"satudata: {error}", file=sys.stderr)
        return UNUSABLE
    except MissingExtraError as error:
        print(f"satudata: {words('extra', purpose=error.purpose, extra=error.extra)}", file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read has enough; what is still buffered must not fail once more on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        reason = (
            words(f"file.{errno.errorcode[error.errno]}") if error.errno in _TOLD else error.strerror or error
        )
        print(f"satudata: {words('file.error', file=error.filename or '?', reason=reason)}", file=sys.stderr)
        return UNUSABLE
    return status
