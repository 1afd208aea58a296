"""Write the example tables from facts/ in the headings people use: ``build_examples.py [--check]``.

Running it again changes nothing. ``--check`` writes nothing and fails when an example is not what the facts give.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "facts" / "example-events.csv"
TARGET = ROOT / "examples" / "kejadian-2024.csv"

#: Heading in the example, and the fact that stands under it.
COLUMNS = {
    "Kode Identitas Bencana": "kib",
    "ID Kejadian": "event",
    "ID Kabupaten": "region",
    "Tanggal Kejadian": "date",
    "Jenis Bencana": "type",
    "Kabupaten/Kota": "region_name",
    "Meninggal": "dead",
    "Hilang": "missing",
    "Luka / Sakit": "injured",
    "Rumah Rusak": "houses_damaged",
    "Rumah Terendam": "houses_flooded",
    "Fasum Rusak": "public_facilities_damaged",
    "Sumber": "source",
}


def table() -> str:
    """The example: dates as Indonesian tables have them, everything else as the facts are."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            year, month, day = row["date"].split("-")
            writer.writerow({**row, "date": f"{day}/{month}/{year}"}[fact] for fact in COLUMNS.values())
    return text.getvalue()


def main(arguments: list[str]) -> int:
    """Write the example, or with ``--check`` say that it differs."""
    content = table().encode()
    if TARGET.is_file() and TARGET.read_bytes() == content:
        return 0
    name = TARGET.relative_to(ROOT)
    if "--check" in arguments:
        print(f"{name} is not what facts/ gives: run {Path(__file__).name}")
        return 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(content)
    print(f"written: {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
