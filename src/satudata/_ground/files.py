"""Files that appear at once or not at all, and whose errors name what the user asked for."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, final


@final
class NamedFile(io.FileIO):
    """A file, by path or descriptor, whose errors in writing name *shown*; all of what is given is written."""

    def __init__(self, place: int | str, shown: str, mode: str = "wb") -> None:
        super().__init__(place, mode)
        self._shown = shown

    def write(self, data: Any, /) -> int:
        """Write *data*; an error names the file."""
        left = memoryview(data).cast("B")
        with naming(self._shown):
            while left:
                left = left[super().write(left) or 0 :]
        return memoryview(data).nbytes


@contextmanager
def naming(file: str) -> Iterator[None]:
    """A block whose errors name *file*."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, file) from None


@contextmanager
def alone_in(folder: str | os.PathLike[str]) -> Iterator[None]:
    """A block that one process at a time is in, where the system has locks of folders; the others wait.

    The lock ends with the process, and leaves nothing behind.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def temporary_for(target: Path) -> Path:
    """The name under which *target* is written: in its folder, hidden, no other writer's."""
    return target.with_name(f".{target.name[:100]}.{os.urandom(4).hex()}.tmp")


def put(temporary: Path, target: Path, *, overwrite: bool) -> None:
    """Give *temporary* the name *target*.

    Raises ``FileExistsError`` where the name is taken, unless *overwrite*: also where another writer took it just now.
    """
    if overwrite:
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links: the name is taken first, by an empty file.
        target.open("xb").close()
        try:
            temporary.replace(target)
        except BaseException:
            target.unlink()
            raise
    with suppress(FileNotFoundError):
        temporary.unlink()
