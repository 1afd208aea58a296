"""Carry the properties of boundary files from facts/ into the package: ``build_boundaries.py [--check]``.

facts/boundary-properties.csv has a row for each property that boundary files were seen to have: whether it holds a code
or a name, of which level, in which code system. Running it again changes nothing. ``--check`` writes nothing and fails
when the package's table is not what facts/ gives.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "facts" / "boundary-properties.csv"
TARGET = ROOT / "src" / "satudata" / "issuing" / "data" / "boundary-properties.csv"
COLUMNS = ("property", "meaning", "level", "system")
MEANINGS = ("code", "name", "kind", "maybe", "none")
LEVELS = {
    "provinsi": "province",
    "kabupaten/kota": "regency",
    "kecamatan": "below",
    "desa": "below",
    "any": "any",
}
#: The system as far as it decides alone; what is not said or of an older list leaves it open.
SYSTEMS = {"bps": "bps", "kemendagri": "kemendagri", "kemendagri without dots": "kemendagri"}


def table() -> str:
    """The table, sorted by property; an ``AssertionError`` names a row of unknown meaning or level."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    made = []
    for row in rows:
        assert row["meaning"] in MEANINGS, f"{row['property']}: unknown meaning {row['meaning']!r}"
        level = LEVELS[row["level"]] if row["level"] else ""
        system = SYSTEMS.get(row["system"], "")
        made.append((row["property"].casefold(), row["meaning"], level, system))
    names = [name for name, *_ in made]
    assert len(set(names)) == len(names), "a property occurs twice"
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(made))
    return text.getvalue()


def main(arguments: list[str]) -> int:
    """Write the table, or with ``--check`` say that it differs."""
    content = table().encode()
    if TARGET.is_file() and TARGET.read_bytes() == content:
        return 0
    if "--check" in arguments:
        print(f"{TARGET.relative_to(ROOT)} is not what {SOURCE.relative_to(ROOT)} gives")
        return 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(content)
    print(f"written: {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
