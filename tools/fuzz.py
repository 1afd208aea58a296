"""Feed every parser of text, JSON and CSV with damaged and random input: ``fuzz.py [--inputs N] [--seed S]``.

Whatever a parser is given, it answers or raises a ``SatudataError`` or a ``TypeError``; anything else is a failure
and is shown with its input. Two runs with one seed feed the same inputs. The report counts answers and refusals of each
parser, its slowest input, and what the run took.
"""

from __future__ import annotations

import argparse
import copy
import io
import json
import platform
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from satudata import (
    KIB,
    GeoJSONGeometry,
    Impact,
    RegionCode,
    SatudataError,
    disaster_types,
    interchange,
    read_kib,
    regions,
    tabular,
    verify,
)
from satudata.cooperation._partial_dates import PartialDate
from satudata.displaced import Displaced
from satudata.interop import GLIDE, bmkg, from_emdat, from_glide, from_hips, to_glide
from satudata.issuing import read_boundaries
from satudata.issuing._lines import read_lines
from satudata.regions import BPSCode, PCode
from satudata.tabular import _cells

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 4096

TOKENS = [
    *(
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xc2\xa0",
        b"\n",
        b"\r\n",
        b'"',
        b"'",
        b";",
        b",",
        b"\\",
        b" ",
        b"-",
        b".",
    ),
    *(b"0", b"9" * 20, b"-1", b"1e999", b"1E+15", b"NaN", b"null", b"true", b"{", b"[", b'{"a":', b"[[[["),
    *("٣".encode(), "०".encode(), "²".encode(), "İ".encode(), "\u202e".encode(), b"\xed\xa0\x80", b"'=cmd"),
]
VALUES: list[Any] = [
    *(
        None,
        True,
        0,
        -1,
        2**53,
        2**64,
        0.5,
        1e308,
        "",
        " ",
        "0",
        "٣",
        "\ud800",
        "1e999999999",
        [],
        {},
        [[]],
        {"": 0},
    ),
    *("2024-02-30", "0000-00-00", "9" * 40, "NaN", [None], {"x": {"y": []}}, "62.02", "6202106202408041"),
]

TEXTS = [
    *(
        "6202106202408041",
        "6202 106 20240804 1",
        "62.02",
        "62",
        "3173",
        "ID3173",
        "EQ-2004-000147-IDN",
        "MH0600",
    ),
    *("3602 101 2020 012 6 1", "KIB: 6202-106-2024-08-04-1", "6.20210620240804E+15", "6,202,106,202,408,041"),
    *("Banjir", "GEMPA BUMI", "Kabupaten Banjar", "Kota Bandung", "angin puting-beliung", "Konflik sosial"),
    *(
        "1.190",
        "3.000",
        "nihil",
        "tidak ada",
        "-5",
        "0,5",
        "12/05/2024",
        "2024-05-12",
        "12 Mei 2024",
        "2025-11",
    ),
    *("-6.84,107.05", "6.84 LS, 107.05 BT", "ya", "siaga darurat", "nat-hyd-flo-flo"),
]
#: What a parser is given half of the time, damaged: texts that it reads.
ITS_OWN = {
    "KIB.parse": TEXTS[:2],
    "KIB.is_valid": TEXTS[:2],
    "RegionCode.parse": TEXTS[2:4],
    "BPSCode.parse": TEXTS[4:5],
    "PCode.parse": TEXTS[5:6],
    "GLIDE.parse": TEXTS[6:7],
    "PartialDate.parse": ["2025-11-03", "2025-11", "2025"],
    "verify": TEXTS[:2],
    "regions.get": TEXTS[2:4],
    "disaster_types.get": ["101", "106", "999"],
    "from_glide": ["EQ", "FL"],
    "from_hips": ["MH0600", "MH0004"],
    "read_epicentre": ["-6.84,107.05", "6.84 LS, 107.05 BT"],
    "read_rows": [
        "Kode Identitas Bencana;Meninggal\n1304101202405111;32",
        "KIB;Tanggal;Mengungsi\n6202 106 20240804 1;04/08/2024;-",
    ],
}
#: What ``Impact`` and ``Displaced`` take as mappings.
PEOPLE = {"dead": {"perempuan": 2, "lansia": {"laki-laki": 1}}, "missing": {"anak": None}}
FACILITIES = {"pendidikan": {"berat": 1, "rusak ringan": None}, "rumah ibadat": 2}
SITE = {
    "people": 12,
    "families": 4,
    "sexes": {"perempuan": 7},
    "ages": {"bayi": {"perempuan": 1}, "lansia": 2},
}
CSVS = [
    text.encode("utf-8-sig")
    for text in (
        "Kode Identitas Bencana;Meninggal\n1304101202405111;32\n",
        """No,Kode Identitas Bencana,Kabupaten,Provinsi,Tanggal,Jenis,Meninggal,Rumah Rusak Berat
1,6202106202408041,"Kotawaringin Timur","Kalimantan Tengah",2024-08-04,Karhutla,,"1.190"
""",
        'KIB\tTanggal\tMengungsi\n"6202 106 20240804 1"\t04/08/2024\t-\n',
    )
]
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"code": "32.03", "WADMKK": "Cianjur"},
            "geometry": {"type": "Polygon", "coordinates": [[[107, -7], [108, -7], [108, -6], [107, -7]]]},
        }
    ],
}
QUAKE = {
    "Infogempa": {
        "gempa": {
            "DateTime": "2022-11-21T06:21:10+00:00",
            "Coordinates": "-6.84,107.05",
            "Tanggal": "21 Nov 2022",
            "Jam": "13:21:10 WIB",
            "Lintang": "6.84 LS",
            "Bujur": "107.05 BT",
            "Magnitude": "5.6",
            "Kedalaman": "11 km",
        }
    }
}


def _csv(data: bytes) -> None:
    with tabular.read_csv(io.BytesIO(data)) as table:
        for row in table:
            row.event  # noqa: B018  # made when it is asked for


def _rows(text: str) -> None:
    headings, *rows = ([cell.strip() for cell in line.split(";")] for line in text.split("\n"))
    list(tabular.read_rows(headings, rows))


def _reading(text: str) -> None:
    reading = read_kib(text)
    reading.candidates, reading.canonical, reading.findings, reading.repairs  # noqa: B018


def _verified(text: str) -> None:
    verify(KIB.parse(text))


def _of_json(parse: Callable[[Any], object]) -> Callable[[bytes], object]:
    return lambda data: parse(interchange.read_json(data))


def _exchanged(data: bytes) -> None:
    value = interchange.from_json(data)
    again = interchange.from_json(interchange.to_json(value))
    if again != value:
        raise AssertionError(f"{again!r} is read where {value!r} was written")


def _schema_of(data: bytes) -> None:
    given = interchange.read_json(data)
    interchange.json_schema(given["schema"] if isinstance(given, dict) and "schema" in given else "")


OF_TEXT: dict[str, Callable[[str], object]] = {
    "KIB.parse": KIB.parse,
    "KIB.is_valid": KIB.is_valid,
    "RegionCode.parse": RegionCode.parse,
    "BPSCode.parse": BPSCode.parse,
    "PCode.parse": PCode.parse,
    "GLIDE.parse": lambda text: GLIDE.parse(text).findings,
    "PartialDate.parse": PartialDate.parse,
    "read_kib": _reading,
    "verify": _verified,
    "regions.get": regions.get,
    "regions.find": regions.find,
    "disaster_types.find": disaster_types.find,
    "disaster_types.get": disaster_types.get,
    "from_glide": from_glide,
    "from_hips": from_hips,
    "from_emdat": from_emdat,
    "to_glide": to_glide,
    "read_epicentre": bmkg.read_epicentre,
    "whole": _cells.whole,
    "hectares": _cells.hectares,
    "day": _cells.day,
    "yes_or_no": _cells.yes_or_no,
    "read_rows": _rows,
}
OF_JSON: dict[str, Callable[[bytes], object]] = {
    "read_json": interchange.read_json,
    "from_json": _exchanged,
    "json_schema": _schema_of,
    "Impact(people)": _of_json(lambda given: Impact(people=given)),
    "Impact(facilities)": _of_json(lambda given: Impact(facilities=given)),
    "Displaced": _of_json(lambda given: Displaced(**given).findings),
    "bmkg.parse": _of_json(bmkg.parse),
    "bmkg.read": bmkg.read,
    "read_boundaries": read_boundaries,
    "read_lines": read_lines,
    "GeoJSONGeometry": _of_json(GeoJSONGeometry),
}
OF_CSV: dict[str, Callable[[bytes], object]] = {"read_csv": _csv}


def damaged(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """*data* after one to six changes; now and then no more than random bytes."""
    if rng.random() < 0.05:
        return rng.randbytes(rng.randrange(64))
    held = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        at, to = sorted((rng.randint(0, len(held)), rng.randint(0, len(held))))
        change = rng.randrange(7)
        if change == 0 and held:
            held[rng.randrange(len(held))] = rng.randrange(256)
        elif change == 1:
            held[at:at] = rng.choice(TOKENS)
        elif change == 2:
            del held[at : min(to, at + 8)]
        elif change == 3:
            held[at:at] = held[at:to] * rng.choice((1, 2, 50))
        elif change == 4:
            other = rng.choice(others)
            held[at:to] = other[rng.randint(0, len(other)) :]
        elif change == 5:
            held[at:at] = b"%d" % rng.randrange(10 ** rng.randint(1, 20))
        elif held:
            place = rng.randrange(len(held))
            held[place] ^= 1 << rng.randrange(8)
    return bytes(held[:LONGEST])


def altered(rng: random.Random, document: Any) -> bytes:
    """*document* with up to three of its values, or names, exchanged; as JSON."""
    document = copy.deepcopy(document)
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        at = document
        while True:
            places: list[Any] = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not places:
                break
            place = rng.choice(places)
            if isinstance(at[place], (dict, list)) and rng.random() < 0.8:
                at = at[place]
                continue
            if isinstance(at, dict) and rng.random() < 0.2:
                at[rng.choice(("x", "", "a/b~c", *places))] = at.pop(place)
            else:
                at[place] = copy.deepcopy(rng.choice(VALUES))
            break
    return json.dumps(document).encode()


class Report:
    """What became of the inputs."""

    def __init__(self) -> None:
        self.answered: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.slowest: dict[str, tuple[float, int]] = {}
        self.failures: dict[tuple[str, str], tuple[int, Any]] = {}
        self.start = time.perf_counter()

    def feed(self, name: str, parse: Callable[[Any], object], given: Any) -> None:
        """Give one input to one parser."""
        start = time.perf_counter()
        try:
            parse(given)
        except (SatudataError, TypeError):
            self.refused[name] += 1
        except Exception as error:  # noqa: BLE001  # anything else is what is looked for
            kind = (name, f"{type(error).__name__}: {str(error)[:80]}")
            number, first = self.failures.get(kind, (0, given))
            self.failures[kind] = (number + 1, first)
        else:
            self.answered[name] += 1
        took = time.perf_counter() - start
        if took > self.slowest.get(name, (0.0, 0))[0]:
            self.slowest[name] = (took, len(given))

    def show(self) -> None:
        """Print a line a parser, and the failures."""
        print(f"{'parser':20} {'answered':>10} {'refused':>10} {'slowest':>22}")
        for name in sorted({*self.answered, *self.refused}):
            took, size = self.slowest[name]
            slow = f"{1000 * took:.1f} ms of {size}"
            print(f"{name:20} {self.answered[name]:>10} {self.refused[name]:>10} {slow:>22}")
        total = self.answered.total() + self.refused.total()
        failed = sum(number for number, _ in self.failures.values())
        print(f"{total + failed} inputs, {failed} failures of {len(self.failures)} kinds")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        seconds = time.perf_counter() - self.start
        print(f"{seconds:.0f} seconds, at most {peak} MiB, Python {platform.python_version()}")
        for (name, kind), (number, given) in self.failures.items():
            print(f"  {name}: {kind}: {number} times, first {given!r}"[:2000])


def run(inputs: int, seed: int) -> Report:
    """Feed *inputs* in turn to all parsers."""
    rng = random.Random(seed)  # noqa: S311  # no secret
    texts = [text.encode() for text in TEXTS]
    golden = sorted((ROOT / "tests" / "golden").glob("*.json"))
    documents = [GEOJSON, QUAKE, *(json.loads(path.read_text(encoding="utf-8")) for path in golden)]
    written = [json.dumps(document).encode() for document in documents]

    own = {name: [text.encode() for text in held] for name, held in ITS_OWN.items()}
    kept = documents[2:]
    forms = {f"from_json {document['schema']}" for document in kept}
    own_documents = {
        "bmkg.parse": [QUAKE],
        "bmkg.read": [QUAKE],
        "read_boundaries": [GEOJSON],
        "GeoJSONGeometry": [GEOJSON],
        "Impact(people)": [PEOPLE],
        "Impact(facilities)": [FACILITIES],
        "Displaced": [SITE],
        **{name: [each for each in kept if f"from_json {each['schema']}" == name] for name in forms},
    }

    def a_text(name: str) -> str:
        seeds = own.get(name, texts) if rng.random() < 0.5 else texts
        data = damaged(rng, rng.choice(seeds), texts)
        return data.decode("latin-1") if rng.random() < 0.1 else data.decode("utf-8", "surrogateescape")

    def a_document(name: str) -> bytes:
        if rng.random() < 0.7:
            return altered(rng, rng.choice(own_documents.get(name, documents)))
        return damaged(rng, rng.choice(written), written)

    def a_table(name: str) -> bytes:
        return damaged(rng, rng.choice(CSVS), CSVS)

    makers: list[tuple[dict[str, Callable[[Any], object]], Callable[[str], Any]]] = [
        (OF_TEXT, a_text),
        (OF_JSON, a_document),
        (OF_CSV, a_table),
    ]
    turns = [(name, parse, make) for parsers, make in makers for name, parse in parsers.items()]
    turns += [(name, _exchanged, a_document) for name in sorted(forms)]
    report = Report()
    for number in range(inputs):
        name, parse, make = turns[number % len(turns)]
        report.feed(name, parse, make(name))
    return report


def main() -> int:
    """0 where nothing failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    report = run(asked.inputs, asked.seed)
    report.show()
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
