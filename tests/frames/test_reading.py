"""frames.read_kib equals KIB.parse and read_kib on every row and every engine."""

import datetime

import pytest
from cases import TEXTS, columns_of, drawn, in_order, parts, repaired, strict, texts
from hypothesis import strategies as st

from satudata import RegionCode, frames, read_kib
from satudata.regions._gazetteer import embedded
from satudata.strategies import kibs
from satudata.tabular._cells import day


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
    for some in parts(engine, TEXTS + drawn(texts, 600)):
        expected = [
            {"row": row, "note": text, "n": text} | columns_of(*scalar(text)) for row, text in enumerate(some)
        ]
        assert read(engine, some, repair=repair) == expected


@pytest.mark.parametrize("repair", [False, True])
def test_a_frame_without_anything_to_repair(engine, repair):
    (row,) = read(engine, ["6202 106 20240804 1"], repair=repair)
    assert {name: row[name] for name in columns_of(None, "", None)} == columns_of(
        *strict("6202 106 20240804 1")
    )


GIVEN = ("text", "region_code", "region_name", "province_name", "date")
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
def test_context_decides_as_it_does_for_the_scalar(engine, used):
    check_context(engine, [dict(zip(GIVEN, row, strict=True)) for row in CONTEXTS], used)


def check_context(engine, rows, used):
    frame = engine.build(
        {name: [row[name] for row in rows] for name in GIVEN} | {"row": list(range(len(rows)))}
    )
    found = engine.rows(frames.read_kib(frame, "text", **{name: name for name in used}))
    assert not engine.keeps_order or found == in_order(found)
    assert [{k: v for k, v in row.items() if k not in GIVEN} for row in in_order(found)] == [
        {"row": number} | with_context({name: row[name] for name in ("text", *used)})
        for number, row in enumerate(rows)
    ]


def of_regions(pick):
    """A value of every region in the lists, of any day."""
    return st.sampled_from(sorted({pick(region) for region in embedded()._episodes if pick(region)}))


_codes = of_regions(lambda region: region.code.digits if len(region.code.digits) == 4 else None)
_provinces = of_regions(lambda region: region.name if len(region.code.digits) == 2 else None)
_names = of_regions(lambda region: region.name if len(region.code.digits) == 4 else None)
_ways = st.sampled_from([str, str.upper, lambda name: name.partition(" ")[2], lambda name: f" {name}."])
_days = st.sampled_from([(2009, 1, 1), (2016, 5, 31), (2021, 1, 4), (2023, 6, 9), (2024, 8, 4)]).map(
    lambda day: datetime.date(*day)
)
_kibs = kibs(regions=_codes.map(RegionCode.parse), dates=_days)
_texts = _kibs.map(str) | _kibs.map(
    lambda kib: f"{kib.region} {kib.type_code} {kib.date:%Y} {kib.date:%m%d} {kib.index}"
)
_contexts = st.fixed_dictionaries(
    {
        "text": _texts | texts,
        "region_code": st.none() | _codes | _codes.map(lambda code: f"{code[:2]}.{code[2:]} "),
        "region_name": st.none() | st.builds(lambda way, name: way(name), _ways, _names),
        "province_name": st.none() | st.builds(lambda way, name: way(name), _ways, _provinces),
        "date": st.none() | _days.map(str) | _days.map(lambda day: f"{day:%d/%m/%Y}"),
    }
)


@st.composite
def _near(draw):
    """A row where each column may name the same region."""
    row = draw(_contexts)
    region = draw(st.sampled_from([each for each in embedded()._episodes if len(each.code.digits) == 4]))
    code = region.code.digits
    if draw(st.booleans()):
        row["text"] = str(draw(kibs(regions=st.just(region.code), dates=_days)))
    if draw(st.booleans()):
        row["region_code"] = draw(st.sampled_from([code, code[:2]]))
    if draw(st.booleans()):
        row["region_name"] = region.name
    return row


def test_random_contexts_decide_as_they_do_for_the_scalar(engine):
    check_context(engine, drawn(_contexts | _near(), 400), GIVEN[1:])


def with_context(row):
    text = row.pop("text") or ""
    if row.get("date"):
        row["date"] = day(row["date"])[0]
    reading = read_kib(text, **row)
    place = {
        "kib_system": None if reading.kib is None else reading.code_system.value,
        "kib_canonical": None if reading.canonical is None else str(reading.canonical),
        "kib_region_name": None if reading.region is None else reading.region.name,
    }
    return columns_of(*repaired(text, **row)) | place
