"""A file that several processes append to, one at a time: all is on the disk, or the file is as before."""

from __future__ import annotations

import errno
import os
import random
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, final

from satudata.errors import RegisterFileError

#: How long a process waits for the others, in seconds.
PATIENCE = 30
#: Windows locks a byte of the file; this one is behind the end of any register, so that every byte stays readable.
_LOCKED_BYTE = 2**31 - 2
#: How a SQLite file begins; lines must not be added to it.
SQLITE = b"SQLite format 3\0"
_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
#: What a file system that knows no locks, or no such flush of a folder, answers.
_UNSUPPORTED = (errno.EINVAL, errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)


@final
class AppendedFile:
    """An open and locked file."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def read(self) -> bytes:
        """All that the file holds."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        parts = []
        while part := os.read(self._descriptor, 1 << 20):
            parts.append(part)
        data = b"".join(parts)
        if data.startswith(SQLITE):
            raise RegisterFileError(str(self._path), "it is a SQLite file; SQLiteRegister opens it")
        return data

    def append(self, data: bytes) -> None:
        """Write *data* behind the end, and wait until the disk has it; the file is as before where that fails.

        A last line without its end is closed first.
        """
        size = os.fstat(self._descriptor).st_size
        if size:
            os.lseek(self._descriptor, size - 1, os.SEEK_SET)
            if os.read(self._descriptor, 1) != b"\n":
                data = b"\n" + data
        try:
            while data:
                data = data[os.write(self._descriptor, data) :]
            os.fsync(self._descriptor)
            if not size:
                sync_folder(self._path)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(self._descriptor, size)
                os.fsync(self._descriptor)
            raise


@contextmanager
def appending(path: Path, patience: float = PATIENCE) -> Iterator[AppendedFile]:
    """The file at *path*, locked so that no other process appends to it; it is made where there is none.

    Raises :class:`~satudata.RegisterFileError` where another process has it for longer than *patience*, and
    ``OSError`` with the file's name for anything that the system refuses.
    """
    with _named(path), _opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, patience) as descriptor:
        yield AppendedFile(path, descriptor)


def read_locked(path: Path, patience: float = PATIENCE) -> bytes:
    """All that the file at *path* holds, and no line of it half written."""
    with _named(path), _opened(path, os.O_RDONLY, patience) as descriptor:
        return AppendedFile(path, descriptor).read()


def sync_folder(path: Path) -> None:
    """Wait until the disk knows that the folder of *path* has it; where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(descriptor)


def require_file(path: Path) -> None:
    """Raise :class:`~satudata.RegisterFileError` where *path* is there and is a device, a pipe or a folder."""
    with suppress(FileNotFoundError):
        _require_regular(path, path.stat())


def _require_regular(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise RegisterFileError(str(path), "this is not a file")


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """A block whose system errors name the file."""
    try:
        yield
    except RegisterFileError:
        raise
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


@contextmanager
def _opened(path: Path, flags: int, patience: float) -> Iterator[int]:
    """The file, opened and locked; once more where another file took its place while it was waited for."""
    require_file(path)
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    until = time.monotonic() + patience
    while True:
        descriptor = os.open(path, flags, 0o666)
        try:
            _require_regular(path, os.fstat(descriptor))
            lock = Lock(descriptor, is_shared=not flags & os.O_RDWR)
            while not lock.take():
                if time.monotonic() > until:
                    reason = f"another program has been writing to it for {patience:g} seconds; try again"
                    raise RegisterFileError(str(path), reason)
                time.sleep(random.uniform(0.001, 0.02))  # noqa: S311  # so that waiting processes do not march in step
            if _is_there(path, descriptor):
                yield descriptor
                return
        finally:
            os.close(descriptor)


def _is_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


@final
class Lock:
    """The lock of an open file, by ``fcntl`` or, on Windows, ``msvcrt``; it ends when the file is closed.

    The file itself is locked and no second one next to it: it is only appended to, never replaced, so there is always
    one file to lock, and nothing is left behind by a process that dies.
    """

    def __init__(self, descriptor: int, *, is_shared: bool, system: Any = None) -> None:
        self._descriptor = descriptor
        self._is_shared = is_shared
        self._system = system or import_module("msvcrt" if os.name == "nt" else "fcntl")

    def take(self) -> bool:
        """Take the lock if no other process has it. A reader does without where the file system knows no locks."""
        try:
            if hasattr(self._system, "flock"):
                kind = self._system.LOCK_SH if self._is_shared else self._system.LOCK_EX
                self._system.flock(self._descriptor, kind | self._system.LOCK_NB)
            else:
                os.lseek(self._descriptor, _LOCKED_BYTE, os.SEEK_SET)
                self._system.locking(self._descriptor, self._system.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _BUSY:
                return False
            if not (self._is_shared and error.errno in _UNSUPPORTED):
                raise
        return True
