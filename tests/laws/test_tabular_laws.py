"""What must follow of tables: whatever stands in them, they are read to the end and every row is accounted for."""

import csv
import io
import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from satudata import count_events, regions
from satudata.disaster_types._names import official_names
from satudata.disaster_types._written import read_name
from satudata.tabular import Assumptions, KIBState, gather, read_csv, read_rows
from satudata.tabular import _cells as parsing
from satudata.tabular._csv import encoding_of, records
from satudata.tabular._figures import Unit, whole
from satudata.tabular._headings import vocabulary
from satudata.tabular._place_names import read_code

FIELDS = [field for field in vocabulary() if field != "weight"]
HEADINGS = [f"kolom {field}" for field in FIELDS]
CHOSEN = dict(zip(FIELDS, HEADINGS, strict=True))
PLAUSIBLE = st.sampled_from(
    (
        *(
            "",
            "-",
            "0",
            "12",
            "1.190",
            "3,000",
            "nihil",
            "ya",
            "siaga darurat",
            "2020",
            "04/08/2024",
            "62.02",
            "105",
        ),
        *("6202106202408041", "6202 106 2024 08 04 1", "1271102202408201", "9404 101 2019 04 021 1"),
        *("SLEMAN", "BANJAR", "JAWA BARAT", "Papua", "BANJIR", "EPIDEMI"),
    )
)
#: Any character there is, lone surrogates among them.
TEXT = st.text(st.characters(), max_size=40) | PLAUSIBLE
ROWS = st.lists(st.lists(TEXT, min_size=len(FIELDS), max_size=len(FIELDS)), max_size=4)


@given(ROWS, st.sampled_from([None, 0]), st.booleans())
def test_any_text_in_every_column_is_read(rows, blank, strict):
    assumed = Assumptions(blank=blank)
    held = list(read_rows(HEADINGS, rows, columns=CHOSEN, assumptions=assumed, strict=strict))
    assert [row.cells for row in held] == [tuple(cells) for cells in rows]
    for row in held:
        assert (row.event is None) == ("row-left-out" in {each.code for each in row.findings})
        assert all(each.message("id") and each.message("en") for each in row.findings)
    gathered = gather(held)
    counted = [row.event for row in held if row.event is not None]
    counts = gathered.counts()
    assert counts.national == sum(gathered.verdicts.values()) == count_events(counted).national
    assert {gathered.key(row) for row in held} - {None} == set(gathered.judgements)


@given(st.binary(max_size=400), st.sampled_from([",", ";", "\t"]))
def test_any_bytes_are_read_to_the_end(data, delimiter):
    file = io.BytesIO(data)
    encoding, _ = encoding_of(file)
    lines = [record.line for record in records(file, encoding, delimiter)]
    assert lines == sorted(set(lines))


@given(st.text(st.sampled_from('a",\n\r\0;é'), max_size=60))
def test_no_text_is_lost_whatever_the_quotes(text):
    found = [record.cells for record in records(io.BytesIO(text.encode()), "utf-8", ",")]
    letters = sum(cell.count("a") for row in found for cell in row)
    assert letters == text.count("a")


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), min_size=1),
            min_size=1,
            max_size=5,
        ),
        max_size=6,
    )
)
def test_what_a_writer_of_csv_writes_is_read_as_it_was(rows):
    rows = [row for row in rows if any(cell and not cell.isspace() for cell in row)]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    found = list(records(io.BytesIO(text.getvalue().encode()), "utf-8", ","))
    assert [record.cells for record in found] == [tuple(row) for row in rows]
    assert not any(record.findings for record in found)


@given(st.integers(0, 10**12 - 1))
def test_a_whole_number_reads_as_itself(number):
    assert parsing.whole(str(number)) == parsing.whole(f" {number}.0 ") == (number, None)
    assert parsing.hectares(str(number))[0] == number


@given(st.text(max_size=80))
def test_a_figure_is_a_number_or_nothing(text):
    figure, code = parsing.whole(text)
    assert figure is None or figure >= 0
    area, _ = parsing.hectares(text)
    assert area is None or area >= 0
    assert figure is not None or code is not None or parsing.clean(text) == ""


@given(st.dates())
def test_a_day_reads_as_itself_in_every_form(on):
    for text in (
        on.isoformat(),
        f"{on.day}/{on.month}/{on.year:04}",
        f"{on.year:04}{on.month:02}{on.day:02}",
        f"{on.isoformat()} 10:30:00",
    ):
        assert parsing.day(text) == (on, None)
    assert parsing.day_of(f"{on.year:04}", str(on.month), str(on.day)) == (on, None)


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(shuffled):
    rows = [
        ["6202106202408041", "1"], ["6202106202408042", "0"], ["6203101202408041", ""], ["x", "1"],
    ]  # fmt: skip
    other = rows.copy()
    shuffled.shuffle(other)
    one, two = (gather(read_rows(["KIB", "Meninggal"], each)) for each in (rows, other))
    assert one.judgements == two.judgements
    assert one.counts() == two.counts()


def hostile(rows: int, seed: int = 7) -> bytes:
    """A table with everything wrong that a table can have."""
    chance = random.Random(seed)
    lines = [b"KIB,Kabupaten,Provinsi,Tanggal Kejadian,Kejadian,Meninggal,Mengungsi\r\n"]
    for _ in range(rows):
        cells = [
            f"{chance.choice(['3201', '6202', '9404', 'x1'])} 101 2024{chance.randint(1, 12):02}10 1",
            chance.choice(["", "BOGOR", "CILACAP", "=CMD()"]),
            chance.choice(["JAWA BARAT", "", "?"]),
            f"10/{chance.randint(1, 12):02}/2024",
            "BANJIR",
            chance.choice(["1", "-1", "", "9" * 5000]),
            chance.choice(["1.190", "3.000", "lima"]),
        ]
        wrong = chance.randint(0, 9)
        if wrong == 0:
            cells[1] = '"tidak ditutup'
        elif wrong == 1:
            cells[1] = '"' + "y" * 70_000
        elif wrong == 2:
            cells[1] = '"dua\nbaris ""kutip"" "'
        elif wrong == 3:
            cells = cells[: chance.randint(1, 6)]
        elif wrong == 4:
            cells[4] = "BAN\0JIR"
        line = ",".join(cells).encode()
        if wrong == 5:
            line = line.replace(b"BANJIR", b"BANJ\xcdR\xed\xa0\x80")
        lines.append(line + chance.choice([b"\r\n", b"\n", b"\r"]))
    return b"".join(lines)


def test_a_hostile_table_ends_in_a_clear_report():
    rows = 1500
    with read_csv(io.BytesIO(hostile(rows))) as table:
        held = list(table)
        assert table.encoding == "cp1252"
        again = sum(1 for _ in table)
    assert len(held) == again == rows
    found = {each.code for row in held for each in row.findings}
    assert {
        "quote-unclosed",
        "column-count",
        "nul-characters",
        "line-ends-mixed",
        "figure-unreadable",
    } <= found
    assert sum(row.kib_state in (KIBState.PRINTED, KIBState.REPAIRED) for row in held) > rows // 2
    assert gather(held).counts().national == len(gather(held).judgements)


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.sampled_from("-/._"), st.sampled_from(["", " "]))
def test_a_date_is_the_same_with_any_separator(on, separator, blank):
    between = f"{blank}{separator}{blank}"
    texts = [
        between.join(f"{part:02}" for part in (on.day, on.month, on.year)),
        between.join(str(part) for part in (on.year, on.month, on.day)),
        between.join(f"{part:02}" for part in (on.day, on.month, on.year % 100)),
        f"{on:%Y%m%d}",
        on.isoformat(),
    ]
    assert {parsing.day(text) for text in texts} == {(on, None)}


@given(st.integers(0, 10**9))
def test_a_figure_is_the_same_with_unit_and_groups(number):
    texts = [str(number), f"{number} jiwa", f"{number}jiwa", f"{number} orang", f"{number}.0"]
    assert {whole(text, Unit.PEOPLE)[0] for text in texts} == {number}
    grouped = f"{number:,}".replace(",", ".")
    assert whole(grouped, Unit.PEOPLE, frozenset("."))[0] == number


@given(
    st.permutations(["Banjir", "Gempabumi", "Kekeringan"]),
    st.sampled_from([", ", "/", ";", " dan ", " & ", "+"]),
)
def test_the_types_of_a_cell_do_not_depend_on_order_and_separator(names, separator):
    assert sorted(each.type for each in read_name(separator.join(names)).types) == sorted(names)


@given(st.sampled_from(list(official_names())))
def test_a_type_name_that_we_write_is_read_as_itself(name):
    (named,) = read_name(name).types
    assert not read_name(name).repaired
    assert read_name(named.type).types[0].type == named.type


@given(st.sampled_from(regions.at(date(2025, 4, 25))))
def test_a_region_that_we_write_is_read_as_itself(region):
    for text in (str(region.code), region.code.digits):
        assert read_code(text) == ((region.code,), None)
    if len(region.code.digits) == 4:
        assert [each.code for each in regions.find_as_named(region.name)] == [region.code]


@given(
    st.permutations(["Cilacap", "Banyumas", "Kab. Demak"]), st.sampled_from([", ", "/", " dan ", "\n", " & "])
)
def test_the_regencies_of_a_cell_do_not_depend_on_order_and_separator(names, separator):
    row = ["27/09/2024", "Banjir", separator.join(names), "Jawa Tengah"]
    (read,) = read_rows(["Tanggal", "Jenis Bencana", "Kabupaten", "Provinsi"], [row])
    assert sorted(str(each.region) for each in read.event.records) == ["33.01", "33.02", "33.21"]
