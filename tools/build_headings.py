"""Carry the vocabulary of headings from facts/ into the package: ``build_headings.py [--check]``.

Running it again changes nothing. ``--check`` writes nothing and fails when the package's table is not what the facts
give. The order of the rows is kept: it decides between two headings of one field.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "facts" / "headings.csv"
TARGET = ROOT / "src" / "satudata" / "tabular" / "data" / "headings.csv"

#: A heading that holds another field where year and month have columns of their own.
TWO_FIELDS = {("date", "Tanggal"), ("day", "tanggal")}


def plain(heading: str) -> str:
    """*heading* as headings are compared."""
    return "".join(filter(str.isalnum, heading.casefold()))


def table() -> str:
    """The table; an ``AssertionError`` names a heading of two fields, or a field in two places."""
    text = SOURCE.read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), strict=True))
    seen: dict[str, str] = {}
    fields: list[str] = []
    for row in rows:
        field, heading = row["field"], row["heading"]
        if field != (fields or [""])[-1]:
            assert field not in fields, f"the rows of {field} do not stand together"
            fields.append(field)
        if (field, heading) not in TWO_FIELDS:
            assert plain(heading) not in seen, (
                f"{heading!r} stands for {seen[plain(heading)]} and for {field}"
            )
            seen[plain(heading)] = field
    return text


def main(arguments: list[str]) -> int:
    """Write the table, or with ``--check`` say that it differs."""
    content = table().encode()
    if TARGET.is_file() and TARGET.read_bytes() == content:
        return 0
    name = TARGET.relative_to(ROOT)
    if "--check" in arguments:
        print(f"{name} is not what facts/ gives: run {Path(__file__).name}")
        return 1
    TARGET.write_bytes(content)
    print(f"written: {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
