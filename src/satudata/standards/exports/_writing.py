"""Write files with the same bytes on every run: JSON and CSV in UTF-8 with LF."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from satudata._ground.files import NamedFile, alone_in, naming, put, temporary_for


def json_bytes(document: Any, *, ordered: bool = True) -> bytes:
    """*document* as indented JSON. Names are sorted unless *ordered* is false.

    >>> json_bytes({"b": 1, "a": "é"}).decode().splitlines()[1]
    '  "a": "é",'
    """
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=ordered, allow_nan=False)
    return f"{text}\n".encode()


def write_files(
    folder: str | os.PathLike[str], files: Mapping[str, bytes], *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write *files* (content by name) to *folder*, which is created if needed; return their paths, sorted.

    Raises ``FileExistsError`` for a file with other content, unless *overwrite*; then nothing is written. All files are
    written under other names in their folders, and renamed when the last one is complete: a disk that is full leaves
    the earlier files as they were. Of several writers at once each waits for the others.
    """
    contents = {Path(folder, name): content for name, content in sorted(files.items())}
    Path(folder).mkdir(parents=True, exist_ok=True)
    with alone_in(folder), ExitStack() as stack:
        new = {
            path: content for path, content in contents.items() if overwrite or not _is_there(path, content)
        }
        written = {path: _written(path, content, stack) for path, content in new.items()}
        for path, temporary in written.items():
            with naming(str(path)):
                put(temporary, path, overwrite=overwrite)
    return tuple(contents)


def _is_there(path: Path, content: bytes) -> bool:
    """Whether the file has this content already; raises ``FileExistsError`` where it has another."""
    if path.exists() and not (path.is_file() and path.read_bytes() == content):
        raise FileExistsError(
            errno.EEXIST, "a file with other content exists; overwrite=True replaces it", str(path)
        )
    return path.exists()


def _written(path: Path, content: bytes, stack: ExitStack) -> Path:
    """A temporary file with the *content* of *path*, which the *stack* removes where it stays."""
    temporary = temporary_for(path)
    with naming(str(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
        stack.callback(temporary.unlink, missing_ok=True)
        with NamedFile(str(temporary), str(path)) as file:
            file.write(content)
            os.fsync(file.fileno())
    return temporary


def filled(properties: dict[str, Any]) -> dict[str, Any]:
    """The *properties* that are not empty."""
    return {key: value for key, value in properties.items() if value}


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    r"""*rows* as CSV; the first row has the headings.

    >>> csv_bytes([["code", "name"], ["62.02", "Kotawaringin, Timur"]])
    b'code,name\n62.02,"Kotawaringin, Timur"\n'
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
