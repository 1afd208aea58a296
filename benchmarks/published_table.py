"""Make a table of disaster records as BNPB publishes them: ``python published_table.py FILE ROWS``.

The same number of rows gives the same file. The shares are those of BNPB's flood table of 2008 to 2024. Each row's
region is drawn from the list of codes in force on its day; one KIB in four has the region's code of BPS. Half of the
KIBs are 16 digits, a tenth is in the printed form, a third is in six groups, most of these with broken padding, and one
in twenty is blank. Half of the figures are blank.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from satudata import regions
from satudata.errors import UnknownRegionError

HEADINGS = (
    "No.",
    "Kode Identitas Bencana",
    "ID Kabupaten",
    "Tanggal Kejadian",
    "Kejadian",
    "Lokasi",
    "Kabupaten",
    "Provinsi",
    "Kronologi & Dokumentasi",
    "Penyebab",
    "Meninggal",
    "Hilang",
    "Terluka",
    "Menderita",
    "Mengungsi",
    "Rumah Rusak",
    "Rumah Terendam",
    "Fasum Rusak",
)
FIRST_DAY = date(2008, 1, 1)
DAYS = 6_200
#: The types have other numbers from this day on.
NEW_NUMBERS = date(2023, 1, 1)
BEFORE = (
    ("BANJIR", "101"),
    ("TANAH LONGSOR", "102"),
    ("PUTING BELIUNG", "105"),
    ("KEBAKARAN HUTAN DAN LAHAN", "107"),
)
SINCE = (
    ("BANJIR", "101"),
    ("TANAH LONGSOR", "102"),
    ("CUACA EKSTREM", "104"),
    ("KEBAKARAN HUTAN DAN LAHAN", "106"),
)
WEIGHTS = (45, 20, 20, 15)
#: Of each column of figures: how many of the reported ones are not 0, and the usual size of those.
FIGURES = ((0.2, 1), (0.05, 1), (0.1, 5), (0.6, 300), (0.3, 120), (0.3, 20), (0.65, 400), (0.3, 3))
#: How many rows go on with the event of the row before, under the next index.
SAME_EVENT = 0.08
#: How the six groups of a broken KIB write month and day, with the number of such KIBs in BNPB's table.
PADDINGS = {
    "{month:02} {day:02}": 249,
    "0{month:02} {day:02}": 265,
    "0{month:02} 0{day:02}": 116,
    "{month:02} 0{day:02}": 94,
    "{month:02} {day}": 41,
    "0{month:02} {day}": 39,
}
#: How many KIBs have the region's code of BPS: on days before 2023 only, so a quarter of all KIBs.
OF_BPS = 0.3
PLACES = (
    "Simanindo",
    "Sagaranten",
    "Jetis",
    "Mandastana",
    "Tapaktuan",
    "Ratahan Timur",
    "Labuhan Deli",
    "Sutera",
)
CAUSES = ("", "Curah hujan tinggi", "Curah hujan tinggi, drainase tersumbat", "Angin kencang")


def write(path: Path, rows: int) -> None:
    """Write a table of so many rows as CSV in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows_of(rows))


def rows_of(number: int) -> Iterator[list[object]]:
    """The rows below the headings."""
    rng = random.Random(16_2023)
    index = 0
    for line in range(1, number + 1):
        index += 1
        if index == 1 or index > 9 or rng.random() >= SAME_EVENT:
            index = 1
            day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
            code, bps_code, name, province = rng.choice(regencies(day))
            type_name, type_code = rng.choices(BEFORE if day < NEW_NUMBERS else SINCE, WEIGHTS)[0]
        in_kib = bps_code if day < NEW_NUMBERS and rng.random() < OF_BPS else code
        yield [
            line,
            kib(rng, f"{in_kib}{type_code}{day:%Y%m%d}{index}"),
            code,
            f"{day:%d/%m/%Y}",
            type_name,
            place(rng),
            name,
            province,
            f"Hujan lebat pukul {rng.randrange(24):02}.{rng.randrange(60):02} WIB."
            if rng.random() < 0.5
            else "",
            rng.choice(CAUSES),
            *(figure(rng, *each) for each in FIGURES),
        ]


def regencies(day: date) -> Sequence[tuple[str, str, str, str]]:
    """The kabupaten and kota of a day: code, code of BPS, name and province as a table writes them."""
    return _regencies(max((start for start in _starts() if start <= day), default=FIRST_DAY))


@cache
def _starts() -> tuple[date, ...]:
    """The days on which a list of codes came into force."""
    return tuple(edition.in_force_from for edition in regions.editions())


@cache
def _regencies(day: date) -> Sequence[tuple[str, str, str, str]]:
    listed = regions.at(day)
    names = {region.code: region.name.upper() for region in listed}
    return [
        (
            region.code.digits,
            _bps_code(region),
            names[region.code].removeprefix("KABUPATEN ").removeprefix("ADMINISTRASI "),
            names[region.province],
        )
        for region in listed
        if region.level is regions.AdminLevel.REGENCY
    ]


def _bps_code(region: regions.Region) -> str:
    try:
        return str(regions.to_bps(region.code, 2020))
    except UnknownRegionError:
        return region.code.digits


def kib(rng: random.Random, digits: str) -> str:
    """A KIB in one of the ways of published tables."""
    region, type_code, year, month, day, index = (
        digits[start:end] for start, end in ((0, 4), (4, 7), (7, 11), (11, 13), (13, 15), (15, 16))
    )
    way = rng.random()
    if way < 0.05:
        return ""
    if way < 0.15:
        return f"{region} {type_code} {year}{month}{day} {index}"
    if way < 0.49:
        padded = rng.choices(tuple(PADDINGS), tuple(PADDINGS.values()))[0].format(
            month=int(month), day=int(day)
        )
        return f"{region} {type_code} {year} {padded} {index}"
    return digits


def place(rng: random.Random) -> str:
    """Kecamatan and villages; blank in half of the rows, with commas in some."""
    if rng.random() < 0.5:
        return ""
    between = rng.choice((" ", " ", ", "))
    return between.join(
        f"Kec. {rng.choice(PLACES)} Ds. {rng.choice(PLACES)}" for _ in range(rng.randint(1, 4))
    )


def figure(rng: random.Random, share: float, size: int) -> str:
    """A cell of figures: blank in half of the rows, else 0 or a number around *size*."""
    if rng.random() < 0.5:
        return ""
    return str(1 + int(rng.expovariate(1 / size))) if rng.random() < share else "0"


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
