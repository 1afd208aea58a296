"""frames.read_kib equals KIB.parse and read_kib on every row and every engine."""

import datetime

import pytest
from cases import TEXTS, columns_of, in_order, on_random, repaired, strict, texts
from hypothesis import strategies as st

from satudata import frames, read_kib


def read(engine, texts, **options):
    frame = engine.build({"row": list(range(len(texts))), "note": texts, "n": texts})
    out = frames.read_kib(frame, "n", **options)
    assert type(out) is type(frame)
    rows = engine.rows(out)
    if engine.keeps_order:
        assert rows == in_order(rows)
    return in_order(rows)


@pytest.mark.parametrize(("repair", "scalar"), [(False, strict), (True, repaired)])
def test_every_row_is_read_as_the_scalar_reads_it(engine, repair, scalar):
    expected = [
        {"row": row, "note": text, "n": text} | columns_of(*scalar(text)) for row, text in enumerate(TEXTS)
    ]
    assert read(engine, TEXTS, repair=repair) == expected


CONTEXTS = [
    # text, region_code, region_name, province_name, date
    ("1212102202407301", None, "Deli Serdang", "Sumatera Utara", None),
    ("1212102202407301", None, None, None, None),
    ("1212102202407301", "12.12", None, None, "2024-07-30"),
    ("1212102202407301", "1207", "Toba", None, None),
    ("1212102202407301", "9999", "nowhere", "nowhere", None),
    ("1273102202408201", None, "KOTA SIBOLGA", "SUMATERA UTARA", None),
    ("1271102202408201", None, "SIBOLGA", "sumatera utara", None),
    ("1271102202408201", "12", None, None, None),
    ("1271102202408201", None, None, "Prov. Sumatera Utara", None),
    ("1271102202408201", None, None, "12", None),
    ("6303101202408201", "63.03", "Banjar", None, None),
    ("3279101202408201", "32", "Banjar", "Kalimantan Selatan", None),
    ("9301101202408201", None, "Merauke", "Papua", None),
    ("9101101201908201", None, "Merauke", "Papua", None),
    ("9471101202408203", "91.71", "Kota Jayapura", None, None),
    ("9901101202408203", None, "Kota Jayapura", None, None),
    ("1804 101 2021 0129 1", None, None, None, "2021-01-29"),
    ("1804 101 2021 0129 1", None, None, None, "20211209"),
    ("1804-101-2021-1004-1", "1804", None, None, "2021-10-04"),
    ("1804-101-2021-1004-1", "1804", None, None, "2021-01-04"),
    ("1804-101-2021-1004-1", "1804", None, None, "2022-01-04"),
    ("1804-101-2021-1004-1", "1804", "  ", "", "04/01/2021"),
    ("no kib", "1804", "Bandung", "Jawa Barat", "2021-01-04"),
    (None, None, None, None, None),
    ("3273101201008201", "3204", "Kab. Bandung", "JAWA-BARAT", None),
    ("3204101201008201", None, "Bandung", "Jawa Barat", None),
    ("7325101201008201", None, "Mamuju Utara", "Sulawesi Barat", None),
    ("7601101201508201", None, "Pasangkayu", "Sulawesi Barat", None),
]


@pytest.mark.parametrize(
    "used",
    [
        ("region_code",),
        ("region_name",),
        ("province_name",),
        ("date",),
        ("region_name", "province_name"),
        ("region_code", "region_name", "province_name", "date"),
    ],
)
def test_what_stands_beside_decides_as_it_does_for_the_scalar(engine, used):
    columns = ("text", "region_code", "region_name", "province_name", "date")
    rows = [dict(zip(columns, row, strict=True)) for row in CONTEXTS]
    frame = engine.build(
        {name: [row[name] for row in rows] for name in columns} | {"row": list(range(len(rows)))}
    )
    out = frames.read_kib(frame, "text", **{name: name for name in used})
    told = engine.rows(out)
    assert not engine.keeps_order or told == in_order(told)
    assert [{k: v for k, v in row.items() if k not in columns} for row in in_order(told)] == [
        {"row": number} | with_context({name: row[name] for name in ("text", *used)})
        for number, row in enumerate(rows)
    ]


def with_context(row):
    text = row.pop("text") or ""
    if row.get("date"):
        row["date"] = day(row["date"])
    reading = read_kib(text, **row)
    place = {
        "kib_system": None if reading.kib is None else reading.code_system.value,
        "kib_canonical": None if reading.canonical is None else str(reading.canonical),
        "kib_region_name": None if reading.region is None else reading.region.name,
    }
    return columns_of(*repaired(text, **row)) | place


def day(text):
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


@pytest.mark.parametrize(("repair", "scalar"), [(False, strict), (True, repaired)])
def test_random_texts_are_read_as_the_scalar_reads_them(engine, repair, scalar):
    def check(drawn):
        expected = [
            {"row": row, "note": text, "n": text} | columns_of(*scalar(text))
            for row, text in enumerate(drawn)
        ]
        assert read(engine, drawn, repair=repair) == expected

    on_random(engine, st.lists(texts, min_size=20, max_size=60), check)
