"""Carry compiled spellings into facts/: ``carry_spellings.py FOLDER``.

FOLDER has the compiled tables ``type-names.csv``, ``dibi-codes.csv``, ``province-names.csv``, ``regency-names.csv``,
``dates.csv`` and ``figures.csv``, and the headings and words of lists, one row a writing, with a note on where it was
seen. Running it again changes nothing. ``build_disaster_types.py``, ``build_regions.py`` and ``build_headings.py`` then
carry facts/ into the package.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

FACTS = Path(__file__).resolve().parent.parent / "facts"

#: Lists of emergencies, displaced people and agreements: their headings and words.
LISTS = (
    "cooperation-headings",
    "cooperation-words",
    "displaced-headings",
    "emergency-headings",
    "emergency-words",
)

Rows = list[dict[str, str]]


def read(path: Path) -> Rows:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def written(rows: Rows) -> str:
    """*rows* as facts/ keeps them: LF, no needless quotes."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def tables(folder: Path) -> dict[str, Rows]:
    """File name in facts/ -> rows."""
    names = [
        {
            "spelling": row["written"],
            "name": row["type"],
            "subtype": row["subtype"],
            "source": row["seen"],
        }
        for row in read(folder / "type-names.csv")
    ]
    aliases = [
        {"code": row["code"], "alias": row["written"], "seen_in": row.get("seen") or "field"}
        for table in ("province-names", "regency-names")
        for row in read(folder / f"{table}.csv")
    ]
    return {
        # build_boundaries.py carries it on.
        "boundary-properties.csv": [
            {key: row[key] for key in ("property", "meaning", "level", "system", "form", "seen")}
            for row in read(folder / "boundary-properties.csv")
        ],
        "disaster-type-spellings.csv": sorted(names, key=lambda row: (row["spelling"], row["name"])),
        "dibi-codes.csv": [
            {key: row[key] for key in ("code", "type_code", "subtype", "name", "certainty")}
            for row in read(folder / "dibi-codes.csv")
        ],
        "regions/spellings.csv": sorted(aliases, key=lambda row: (row["code"], row["alias"])),
        "dates.csv": read(folder / "dates.csv"),
        "figures.csv": read(folder / "figures.csv"),
        **{f"lists/{name}.csv": read(folder / f"{name}.csv") for name in LISTS},
    }


def main(arguments: list[str]) -> int:
    """Write the tables of facts/ that differ."""
    for name, rows in tables(Path(arguments[0])).items():
        content = written(rows).encode()
        path = FACTS / name
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
            print(f"written: facts/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
