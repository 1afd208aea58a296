"""``read_kib`` beside ``KIB.parse``, and what it makes of published rows (in the folder SATUDATA_REAL_ROWS names)."""

from __future__ import annotations

import csv
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from parsing import NUMBER, ROUNDS, kibs, over
from timing import best_of

from satudata import KIB, Reading, read_kib, regions


def in_six_groups(text: str) -> str:
    """As BNPB's tables of 2020 to 2023 write it: month and day behind a zero each, whatever they are."""
    return f"{text[:4]} {text[4:7]} {text[7:11]} 0{int(text[11:13])} 0{int(text[13:15])} {text[15]}"


def measure() -> dict[str, float]:
    """Seconds a text; what a reading derives is worked out when it is asked for, so only the last one asks."""
    written = kibs(random.Random(4_2024))
    padded = [in_six_groups(text) for text in written]

    def beside(text: str) -> Reading:
        return read_kib(
            text, region_name="MEDAN", province_name="SUMATERA UTARA", date=DAY, type_name="BANJIR"
        )

    best = best_of(
        ROUNDS,
        {
            "KIB.parse": over(written, KIB.parse),
            "read_kib compact": over(written, read_kib),
            "read_kib with context": over(written, beside),
            "read_kib repaired": over(padded, read_kib),
            "... and its region": over(written, lambda text: beside(text).region),
        },
    )
    return {name: duration / NUMBER for name, duration in best.items()}


DAY = date(2024, 8, 20)


def report() -> Iterator[str]:
    """What is read of BNPB's flood table, and how surely; a line on why not, where no rows are at hand."""
    folder = os.environ.get("SATUDATA_REAL_ROWS")
    if not folder:
        yield "published rows: none, SATUDATA_REAL_ROWS names no folder"
        return
    with (Path(folder) / "bnpb_flood_sample.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Kode Identitas Bencana"].strip()]
    alone = [read_kib(row["Kode Identitas Bencana"]) for row in rows]
    named = [read_kib(row["Kode Identitas Bencana"], **context_of(row)) for row in rows]

    def share(what: str, of: Callable[[int], bool]) -> str:
        number = sum(map(of, range(len(rows))))
        return f"{what}: {number} ({number / len(rows):.1%})"

    def is_as_named(at: int) -> bool:
        meant = regions.find_as_named(rows[at]["Kabupaten"], rows[at]["Provinsi"])
        return named[at].place in {
            each.code for own in meant for each in regions.successors(own.code) or (own,)
        }

    yield f"published rows with a KIB: {len(rows)}"
    yield share("read", lambda at: alone[at].kib is not None)
    yield share("region as named in the row, with the name given", is_as_named)
    yield share("region decided without the name", lambda at: alone[at].region is not None)
    yield share("of these another than named", lambda at: alone[at].region not in (None, named[at].region))
    yield share("region open without the name", lambda at: alone[at].region is None)
    for what, found in (
        ("repairs", [each.code for reading in alone for each in reading.repairs]),
        ("findings without the name", [each.code for reading in alone for each in reading.findings]),
        ("findings with name, date and type", [each.code for reading in named for each in reading.findings]),
        ("code systems", [reading.code_system.value for reading in named]),
    ):
        yield f"{what}: {', '.join(f'{name} {number}' for name, number in Counter(found).most_common())}"


def context_of(row: dict[str, str]) -> dict[str, object]:
    """What stands beside the KIB in a row of that table."""
    day, month, year = map(int, row["Tanggal Kejadian"].split("/"))
    return {
        "region_name": row["Kabupaten"],
        "province_name": row["Provinsi"],
        "region_code": row["ID Kabupaten"],
        "date": date(year, month, day),
        "type_name": row["Kejadian"],
    }
