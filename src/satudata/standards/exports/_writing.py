"""Write files with the same bytes on every run: JSON and CSV in UTF-8 with LF."""

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

    Raises ``FileExistsError`` for a file with other content, unless *overwrite*; then nothing is written. A file is
    written under another name in its folder and renamed, so that an earlier file stays whole whatever happens.
    """
    contents = {Path(folder, name): content for name, content in sorted(files.items())}
    for path, content in contents.items():
        if not overwrite and path.exists() and not (path.is_file() and path.read_bytes() == content):
            raise FileExistsError(
                errno.EEXIST, "a file with other content exists; overwrite=True replaces it", str(path)
            )
    for path, content in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    return tuple(contents)


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name[:100]}.{os.urandom(4).hex()}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        temporary.unlink(missing_ok=True)


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
