"""What an analyst would write for one published table: ``python plain_script.py FILE`` prints the counts as JSON.

It needs no library. It knows the columns of this one table, trusts its region codes and dates, and says nothing about
rows that are wrong. :mod:`main_job` sets ``satudata count`` against it.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

BEFORE_2023 = {
    "BANJIR": "101",
    "TANAH LONGSOR": "102",
    "PUTING BELIUNG": "105",
    "KEBAKARAN HUTAN DAN LAHAN": "107",
}
SINCE_2023 = {
    "BANJIR": "101",
    "TANAH LONGSOR": "102",
    "CUACA EKSTREM": "104",
    "KEBAKARAN HUTAN DAN LAHAN": "106",
}

FIGURES = (
    "Meninggal",
    "Hilang",
    "Terluka",
    "Menderita",
    "Mengungsi",
    "Rumah Rusak",
    "Rumah Terendam",
    "Fasum Rusak",
)


def repaired(kib: str) -> str:
    """The KIB as 16 digits; month and day may have one digit, or a zero too many."""
    groups = kib.split()
    if len(groups) == 6:
        region, type_code, year, month, day, index = groups
        kib = f"{region}{type_code}{year}{int(month):02}{int(day):02}{index}"
    else:
        kib = "".join(groups)
    return kib if len(kib) == 16 and kib.isdigit() else ""


def number(cell: str) -> int:
    return int(cell) if cell else 0


def count(path: str) -> dict[str, object]:
    affected: defaultdict[str, set[str]] = defaultdict(set)
    dead: Counter[str] = Counter()
    people: Counter[str] = Counter()
    buildings: Counter[str] = Counter()
    reported = set()
    with Path(path).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kib = repaired(row["Kode Identitas Bencana"])
            if kib:
                type_and_day = kib[4:15]
            else:
                day, month, year = row["Tanggal Kejadian"].split("/")
                types = SINCE_2023 if year >= "2023" else BEFORE_2023
                type_and_day = types[row["Kejadian"]] + year + month + day
            # The KIB may have the region's code of BPS; the column has that of Kemendagri.
            region = row["ID Kabupaten"]
            event = region + type_and_day
            affected[event].add(region)
            dead[event] += number(row["Meninggal"])
            people[event] += number(row["Terluka"]) + number(row["Menderita"]) + number(row["Mengungsi"])
            buildings[event] += number(row["Rumah Rusak"]) + number(row["Fasum Rusak"])
            if any(row[column] for column in FIGURES):
                reported.add(event)
    provinces: Counter[str] = Counter()
    regencies: Counter[str] = Counter()
    for places in affected.values():
        provinces.update({region[:2] for region in places})
        regencies.update(places)
    met = sum(dead[event] >= 1 or people[event] >= 50 or buildings[event] >= 5 for event in affected)
    undetermined = len(affected) - met
    nothing = len(affected) - len(reported)
    return {
        "national": len(affected),
        "provinces": dict(sorted(provinces.items())),
        "regencies": {f"{region[:2]}.{region[2:]}": each for region, each in sorted(regencies.items())},
        "verdicts": {
            "met": met,
            "not_met": 0,  # land, requests for help and status have no column
            "undetermined": undetermined,
            "undetermined_type_unknown": 0,
            "undetermined_below_limits": undetermined - nothing,
            "undetermined_nothing_reported": nothing,
        },
    }


if __name__ == "__main__":
    print(json.dumps(count(sys.argv[1])))
