"""Carry the disaster types from facts/ into the package: ``build_disaster_types.py [--check]``.

Running it again changes nothing. ``--check`` writes nothing and fails when the package's tables are not what the
facts give.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "facts"
DATA = ROOT / "src" / "satudata" / "disaster_types" / "data"

Rows = list[dict[str, str]]


def read(name: str) -> Rows:
    """The rows of facts/*name*."""
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def written(rows: Rows) -> str:
    """*rows* as the package keeps them: LF, no needless quotes."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def tables() -> dict[str, str]:
    """File name -> content; an ``AssertionError`` names the fact that contradicts another."""
    types = sorted(read("disaster-types.csv"), key=lambda row: (row["scheme"], row["code"]))
    keys = [(row["scheme"], row["code"]) for row in types]
    assert len(set(keys)) == len(keys), "a code stands twice in one scheme"
    subtypes = sorted(read("disaster-subtypes.csv"), key=lambda row: (row["scheme"], row["type_code"] or "~"))
    for row in subtypes:
        assert not row["type_code"] or (row["scheme"], row["type_code"]) in keys, f"no such type: {row}"
    names = {row["name"] for row in types} | {row["subtype"] for row in subtypes}
    spellings = sorted(read("disaster-type-spellings.csv"), key=lambda row: (row["spelling"], row["name"]))
    for row in spellings:
        assert row["name"] in names, f"no such name: {row}"
        assert not row["subtype"] or row["subtype"] in names, f"no such sub-type: {row}"
    codes = sorted(read("dibi-codes.csv"), key=lambda row: row["code"])
    for row in codes:
        assert ("2023", row["type_code"]) in keys, f"no such type: {row}"
    return {
        "types.csv": written(types),
        "subtypes.csv": written(subtypes),
        "spellings.csv": written(spellings),
        "dibi.csv": written(codes),
    }


def main(arguments: list[str]) -> int:
    """Write the tables, or with ``--check`` name those that differ."""
    stale = [
        name
        for name, content in tables().items()
        if not (DATA / name).is_file() or (DATA / name).read_bytes() != content.encode()
    ]
    if "--check" in arguments:
        for name in stale:
            print(f"{(DATA / name).relative_to(ROOT)} is not what facts/ gives: run {Path(__file__).name}")
        return 1 if stale else 0
    for name in stale:
        (DATA / name).write_bytes(tables()[name].encode())
        print(f"written: {(DATA / name).relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
