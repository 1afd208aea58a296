"""Feed every parser of text, JSON and tables with damaged and random input: ``fuzz.py [--inputs N] [--seed S]``.

Whatever a parser is given, it answers or raises a ``SatudataError`` or a ``TypeError``; anything else is a failure
and is shown with its input. Two runs with one seed feed the same inputs. The report counts answers and refusals of each
parser, its slowest input, and what the run took.
"""

from __future__ import annotations

import argparse
import copy
import csv
import faulthandler
import io
import json
import platform
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
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
from satudata.disaster_types._written import read_name
from satudata.displaced import Displaced
from satudata.interop import GLIDE, bmkg, from_emdat, from_glide, from_hips, to_glide
from satudata.issuing import read_boundaries
from satudata.issuing._lines import read_lines
from satudata.regions import BPSCode, PCode
from satudata.tabular import (
    _cells,
    _dates,
    _figures,
    _heading_grammar,
    _headings,
    _place_names,
    _places,
    _types,
)

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 4096
#: A parser that does not end is shown after so many seconds, and the run ends.
STUCK = 300

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
    "place code": ["62.02", "3173", "ID3173", "32.01.01", "7.1"],
    "rows of cells": [
        "4/8/2024;Banjir;Kab. Kudus;Jawa Tengah;33.19;1;12 KK;3 ha",
        "27-28 Sept 2024;Banjir/Tanah Longsor;Kota Bandung, Kab. Bandung;Jabar;;nihil;±60 jiwa;1.190,5",
    ],
    "from_glide": ["EQ", "FL"],
    "from_hips": ["MH0600", "MH0004"],
    "read_epicentre": ["-6.84,107.05", "6.84 LS, 107.05 BT"],
    "read_rows": [
        "Kode Identitas Bencana;Meninggal\n1304101202405111;32",
        "KIB;Tanggal;Mengungsi\n6202 106 20240804 1;04/08/2024;-",
    ],
}


def _written(name: str, column: str) -> list[str]:
    """The texts of a column of a table of facts; what people write."""
    with (ROOT / "facts" / name).open(encoding="utf-8", newline="") as file:
        return list(dict.fromkeys(row[column] for row in csv.DictReader(file) if row[column]))


#: What people write in cells and headings, by the name of the parser.
FACTS = {
    "day": ("dates.csv", "written"),
    "whole": ("figures.csv", "written"),
    "hectares": ("figures.csv", "written"),
    "figures of a column": ("figures.csv", "written"),
    "heading": ("heading-spellings.csv", "written"),
    "type cell": ("disaster-type-spellings.csv", "spelling"),
    "place": ("regions/aliases.csv", "alias"),
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
#: The rows of a table of any form.
HEADINGS = [
    *("Tanggal Kejadian", "Jenis Bencana", "Kabupaten", "Provinsi", "Kode", "Meninggal"),
    *("Mengungsi", "Luas Lahan (Ha)"),
]
LINES: list[dict[str, Any]] = [
    dict(zip(HEADINGS, row, strict=True))
    for row in (
        ("2023-11-02", "BANJIR", "Kab. Kudus", "Jawa Tengah", "33.19", 1, 12, 3.5),
        (45282, "TANAH LONGSOR", "Kebumen", "Jawa Tengah", 33.05, None, "12 jiwa", "1.190"),
    )
]
FEATURES = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "geometry": None, "properties": line} for line in LINES],
}
ARCGIS = {"fields": [], "features": [{"attributes": line, "geometry": {"x": 1}} for line in LINES]}
ANSWER = {"success": True, "result": {"total": 2, "records": LINES}}
_OOXML = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_OOXML}/spreadsheetml/2006/main"'
_RELATIONS = f"{_OOXML}/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
#: The parts of the smallest workbooks; the last one has the cells.
EXCEL = {
    "[Content_Types].xml": f'<Types xmlns="{_OOXML}/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_OOXML}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_OOXML}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><workbookPr date1904="0"/>'
    '<sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/styles.xml": f'<styleSheet {_MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>",
    "xl/worksheets/sheet1.xml": f'<worksheet {_MAIN}><dimension ref="A1:{{last}}"/><sheetData>{{rows}}'
    "</sheetData></worksheet>",
}
ODS = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"/>',
    "content.xml": f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0"'
    f' xmlns:text="{_ODF}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Data">{{rows}}'
    "</table:table></office:spreadsheet></office:body></office:document-content>",
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


def _table(data: bytes) -> None:
    with tabular.read_table(io.BytesIO(data)) as table:
        table.problems, table.sheets  # noqa: B018
        _counted(tabular.gather(table))


def _counted(gathered: tabular.Gathered) -> None:
    gathered.counts(("type", "year"))
    gathered.verdicts, gathered.doubts, gathered.published  # noqa: B018


def _cells_of(text: str) -> None:
    rows = [line.split(";")[: len(HEADINGS)] for line in text.split("\n")]
    width = len(HEADINGS)
    read = list(tabular.read_rows(HEADINGS, [row + [""] * (width - len(row)) for row in rows]))
    for row in read:
        row.findings, row.event, row.reading  # noqa: B018
    _counted(tabular.gather(read))


def _heading(text: str) -> None:
    _heading_grammar.meanings(text)
    _heading_grammar.set_aside(text)
    _heading_grammar.words_of(text)
    _headings.field_named(text)
    _headings.recognised(text.split(";"))


def _day(text: str) -> None:
    for year in ("", "2024", text):
        _dates.day(text, year=year, today=date(2026, 11, 29), is_serial=_dates.is_serial(text))
    _dates.day_of(text, text, text)


def _figures_of(text: str) -> None:
    for unit in _figures.Unit:
        grouping = _figures.grouping_of([text, "1.190"], unit)
        _figures.whole(text, unit, grouping)
        _figures.hectares(text, unit)


def _type_cell(text: str) -> None:
    read_name(text)
    for on in (date(2020, 10, 25), date(2024, 10, 25)):
        _types.row_type(None, "", text, on, ("KIB", "Kode", "Jenis"))
        _types.row_type(None, text, "Banjir", on, ("KIB", "Kode", "Jenis"))


def _place(text: str) -> None:
    regions.find_as_named(text)
    for regency, province in ((text, ""), (text, "Jawa Barat"), ("Kab. Banjar", text)):
        named = _places.Named(regency=regency, province=province, region_id=text, columns=("", "", "ID"))
        _places.row_place(named, None, date(2024, 8, 20))


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
    "day": _day,
    "heading": _heading,
    "figures of a column": _figures_of,
    "type cell": _type_cell,
    "place": _place,
    "place code": lambda text: _place_names.read_code(text) and _place_names.lost_zero([text, "32.10"]),
    "rows of cells": _cells_of,
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
#: Files of every form, by the documents that they are made of; a workbook has parts.
OF_FILES: dict[str, list[Any]] = {
    "CSV file": CSVS,
    "JSON file": [LINES, ANSWER],
    "GeoJSON file": [FEATURES, ARCGIS, GEOJSON],
    "Excel file": [EXCEL],
    "ODS file": [ODS],
}


def damaged(rng: random.Random, data: bytes, others: list[bytes], longest: int = LONGEST) -> bytes:
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
    return bytes(held[:longest])


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


def workbook(rng: random.Random, parts: Mapping[str, str]) -> bytes:
    """The lines in a workbook of these *parts*: values exchanged, and now and then a part or the file damaged."""
    lines = [list(HEADINGS), *(list(line.values()) for line in LINES)]
    for _ in range(rng.choice((0, 1, 2, 4))):
        line = rng.choice(lines)
        value = rng.choice((*VALUES, *TEXTS))
        line[rng.randrange(len(line))] = (
            value if isinstance(value, (str, int, float, type(None))) else str(value)
        )
    cell = _odf_cell if "mimetype" in parts else _ooxml_cell
    tag = "table:table-row" if "mimetype" in parts else "row"
    rows = "".join(f"<{tag}>{''.join(map(cell, line))}</{tag}>" for line in lines)
    last = rng.choice(("H3", "H3", "H3", "XFD1048576", "A0", "ZZZZZ9"))
    written = {
        name: part.replace("{rows}", rows).replace("{last}", last).encode() for name, part in parts.items()
    }
    if rng.random() < 0.6:
        name = rng.choice(list(written))
        written[name] = damaged(rng, written[name], [part.encode() for part in parts.values()], 1 << 16)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name, part in written.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    data = file.getvalue()
    return damaged(rng, data, [data], 1 << 16) if rng.random() < 0.2 else data


def _escaped(value: object) -> str:
    text = str(value).encode("utf-8", "replace").decode()
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _ooxml_cell(value: object) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c s="{value == 45282:d}"><v>{value}</v></c>'
    return f'<c t="inlineStr"><is><t>{_escaped(value)}</t></is></c>'


def _odf_cell(value: object) -> str:
    if value is None:
        return '<table:table-cell table:number-columns-repeated="1"/>'
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return (
        f'<table:table-cell office:value-type="string"><text:p>{_escaped(value)}</text:p></table:table-cell>'
    )


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
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001  # anything else is looked for; a panic is no Exception
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
    own |= {name: [text.encode() for text in _written(*fact)] for name, fact in FACTS.items()}
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

    def a_file(name: str) -> bytes:
        document = rng.choice(OF_FILES[name])
        if name in {"Excel file", "ODS file"}:
            return workbook(rng, document)
        if name == "CSV file":
            return a_table(name)
        data = altered(rng, document)
        return damaged(rng, data, [data]) if rng.random() < 0.4 else data

    makers: list[tuple[dict[str, Callable[[Any], object]], Callable[[str], Any]]] = [
        (OF_TEXT, a_text),
        (OF_JSON, a_document),
        (OF_CSV, a_table),
        (dict.fromkeys(OF_FILES, _table), a_file),
    ]
    turns = [(name, parse, make) for parsers, make in makers for name, parse in parsers.items()]
    turns += [(name, _exchanged, a_document) for name in sorted(forms)]
    report = Report()
    for number in range(inputs):
        if number % 100 == 0:
            faulthandler.dump_traceback_later(STUCK, exit=True)
        name, parse, make = turns[number % len(turns)]
        report.feed(name, parse, make(name))
    faulthandler.cancel_dump_traceback_later()
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
