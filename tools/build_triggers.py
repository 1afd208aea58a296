"""Carry the triggers of disaster types into facts/: ``build_triggers.py SOURCE [--check]``.

*SOURCE* is the researched table of triggers. Each row is a type, a type that it can set off, the sub-types that limit
it, the basis and a note with the place where it was read. Running it again changes nothing. ``--check`` writes nothing
and fails when facts/triggers.csv is not what *SOURCE* gives. tests/test_triggers.py compares the facts with the rules
in ``satudata.triggers``.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "facts" / "triggers.csv"
COLUMNS = ("cause_type", "effect_type", "not_if_cause_all", "only_if_effect_all", "basis", "note")
BASES = ("guideline", "named in a BNPB publication", "physical")


def table(source: Path) -> str:
    """The table, sorted; an ``AssertionError`` names a row that is doubled or has no known basis."""
    rows = list(csv.DictReader(source.read_text(encoding="utf-8").splitlines(), strict=True))
    pairs = [(row["cause_type"], row["effect_type"]) for row in rows]
    assert len(set(pairs)) == len(pairs), "a pair of types occurs twice"
    for row in rows:
        assert row["basis"] in BASES, f"{row['cause_type']}: unknown basis {row['basis']!r}"
        assert row["note"], f"{row['cause_type']}: no note"
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: (row["cause_type"], row["effect_type"])))
    return text.getvalue()


def main(arguments: list[str]) -> int:
    """Write the table, or with ``--check`` say that it differs."""
    source, *options = arguments
    content = table(Path(source)).encode()
    if TARGET.is_file() and TARGET.read_bytes() == content:
        return 0
    if "--check" in options:
        print(f"facts/triggers.csv is not what {source} gives")
        return 1
    TARGET.write_bytes(content)
    print("written: facts/triggers.csv")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
