"""Files that are the same on every run: JSON with sorted names, LF, UTF-8."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


def json_bytes(document: Any, *, ordered: bool = True) -> bytes:
    """*document* as JSON for readers, its names sorted unless they stand in an order of their own.

    >>> json_bytes({"b": 1, "a": "é"}).decode().splitlines()[1]
    '  "a": "é",'
    """
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=ordered, allow_nan=False)
    return f"{text}\n".encode()


def write_files(
    folder: str | os.PathLike[str], files: Mapping[str, bytes], *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write *files* into *folder*, which is made where it is not there; the paths in the order of their names.

    ``FileExistsError`` for a file that is there with other bytes, before anything is written, unless it is to be
    overwritten.
    """
    paths = {Path(folder, name): held for name, held in sorted(files.items())}
    for path, held in paths.items():
        if not overwrite and path.exists() and not (path.is_file() and path.read_bytes() == held):
            raise FileExistsError(
                errno.EEXIST, "other bytes are there; overwrite=True replaces them", str(path)
            )
    for path, held in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
    return tuple(paths)


def filled(properties: dict[str, Any]) -> dict[str, Any]:
    """What of *properties* says something."""
    return {key: value for key, value in properties.items() if value}


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    r"""*rows* as CSV, the headings first.

    >>> csv_bytes([["code", "name"], ["62.02", "Kotawaringin, Timur"]])
    b'code,name\n62.02,"Kotawaringin, Timur"\n'
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
