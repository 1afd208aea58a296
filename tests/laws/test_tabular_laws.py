"""What must follow of tables: whatever stands in them, they are read to the end and every row is accounted for."""

import csv
import io
import random
from datetime import date, timedelta
from difflib import get_close_matches

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import Event, Interpretation, Verdict, count_events, evaluate, read_kib, regions
from satudata.counting import Events, main_row
from satudata.disaster_types._names import official_names
from satudata.disaster_types._written import read_name
from satudata.interpretation import OPTIONS
from satudata.regions import AdminLevel
from satudata.regions._eras import eras
from satudata.regions._gazetteer import embedded
from satudata.tabular import (
    Assumptions,
    Columns,
    Judgement,
    KIBState,
    Record,
    Row,
    _csv,
    gather,
    read_csv,
    read_rows,
)
from satudata.tabular import _cells as parsing
from satudata.tabular._csv import encoding_of, records
from satudata.tabular._days import Eras, all_eras, day_of
from satudata.tabular._figures import Unit, whole
from satudata.tabular._gathering import in_force
from satudata.tabular._headings import vocabulary
from satudata.tabular._nearest import similar
from satudata.tabular._place_cells import Place, PlaceCells, Places
from satudata.tabular._place_names import read_code
from satudata.tabular._remembered import Remembered
from satudata.tabular._row_reader import RowReader

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


#: Numbers of places that split, moved or took a new number, of other provinces, of BPS only, and of nobody.
NUMBERS = (
    *("6202", "3204", "9301", "9101", "9401", "9104", "7325", "7601", "1271", "1273", "1304", "6503", "6404"),
    *("1212", "6299", "0001", "9999"),
)
#: The days on which a code or scheme changes, the days before, and some between.
CHANGES = sorted({*eras(), date(2023, 1, 1)})
DAYS_OF_ROWS = (
    date(2024, 8, 4),
    *CHANGES,
    *(day - timedelta(days=1) for day in CHANGES),
    *(date(2002, 2, 28), date(2019, 4, 21), date(9999, 12, 31)),
)
#: How a KIB may be written: by number, type, date and index.
FORMS = (
    lambda number, kind, day, index: f"{number}{kind}{day:%Y%m%d}{index}",
    lambda number, kind, day, index: f"{number} {kind} {day:%Y%m%d} {index}",
    lambda number, kind, day, index: f"{number} {kind} {day:%Y %m %d} {index}",
    lambda number, kind, day, index: f"{number} {kind} {day.year} {day.month} {day.day} {index}",
    lambda number, kind, day, index: f"{number[:2]}.{number[2:]} {kind} {day:%Y%m%d} {index}",
    lambda number, kind, day, index: f"{number}{kind}{day:%Y%m%d}{index}.0",
    lambda number, kind, day, index: f"{number} {kind} {day:%Y%d%m} {index}",
    lambda number, kind, day, index: f"{number}{kind}{day:%Y%m%d}",
    lambda number, kind, day, index: f"KIB {number}/{kind}/{day:%Y%m%d}/{index}",
    lambda *_: "",
    lambda *_: "6202106202402301",
    lambda *_: "bukan KIB",
)
OWN_DAYS = (
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: day.isoformat(),
    lambda _: "",
    lambda _: "04/08/2024",
    lambda _: "31/02/2024",
)
PLACES = (
    *(
        ("", ""),
        ("SAMPIT", "KALIMANTAN TENGAH"),
        ("KOTAWARINGIN TIMUR", "Kalimantan Tengah"),
        ("BANDUNG", ""),
    ),
    *(("", "JAWA BARAT"), ("MERAUKE", "PAPUA"), ("MERAUKE", "PAPUA SELATAN"), ("SIBOLGA", "SUMATERA UTARA")),
    *(("MAMUJU", "SULAWESI BARAT"), ("MAMUJU", "SULAWESI SELATAN"), ("BANJAR", ""), ("SAMOSRI", "NIRWANA")),
    *(("BULUNGAN", "KALIMANTAN UTARA"), ("", "Papua Barat Daya")),
)
KINDS = (
    *(("", ""), ("", "BANJIR"), ("105", "PUTING BELIUNG"), ("", "EPIDEMI"), ("101", "Tanah Longsor")),
    *(("", "Karhutla"), ("107", ""), ("1O1", "Banjr"), ("999", "")),
)
FIGURE = st.sampled_from(("", "0", "1", "4", "5", "49", "50", "x", "1.190", "-3"))
FULL_HEADINGS = (
    *("KIB", "Kabupaten", "Provinsi", "ID Kabupaten", "Tanggal Kejadian", "Kode Bencana", "Jenis Bencana"),
    *("Meninggal", "Hilang", "Terdampak", "Luka", "Rumah Rusak", "rumah_rusak_berat", "rumah_rusak_ringan"),
    *("Rumah Terendam", "pendidikan_rusak", "pendidikan_rusak_berat", "kesehatan_rusak", "sawah"),
    *("Status Keadaan Darurat", "Permintaan Bantuan Nasional", "ID Kejadian", "Lokasi", "Status Data"),
)
FULL_ROWS = st.lists(
    st.builds(
        lambda form, number, kind, day, index, own, place, region_id, named, figures, rest: (
            form(number, kind, day, index),
            *place,
            region_id,
            own(day),
            *named,
            *figures,
            *rest,
        ),
        st.sampled_from(FORMS),
        st.sampled_from(NUMBERS),
        st.sampled_from(("101", "105", "106", "107", "108", "999", "555", "111")),
        st.sampled_from(DAYS_OF_ROWS),
        st.sampled_from("1209"),
        st.sampled_from(OWN_DAYS),
        st.sampled_from(PLACES),
        st.sampled_from(("", *NUMBERS, "62.02", "6202.0", "62", "x")),
        st.sampled_from(KINDS),
        st.tuples(*[FIGURE] * 11, st.sampled_from(("", "0,5", "1", "luas"))),
        st.tuples(
            st.sampled_from(("", "ya", "tidak", "siaga darurat", "tanggap darurat", "mungkin")),
            st.sampled_from(("", "", "ya", "tidak")),
            st.sampled_from(("", "", "", "gempa", "6202106202408041", "6202 106 20240804")),
            st.sampled_from(("", "Kec. A")),
            st.sampled_from(("", "final")),
        ),
    ),
    max_size=8,
)
COLUMNS = Columns.of(FULL_HEADINGS)
NOTHING_ASSUMED = Assumptions()


def test_the_rows_have_a_column_for_each_cell():
    assert not COLUMNS.ignored
    assert not COLUMNS.problems


def alone(cells, line, assumptions, *, strict):
    """The row read by a reader that has read nothing before."""
    return Row.of(RowReader(COLUMNS, assumptions, strict=strict).read(Record(line, cells)))


def read_together(rows, assumptions=NOTHING_ASSUMED, *, strict=False):
    return list(read_rows(FULL_HEADINGS, rows, assumptions=assumptions, strict=strict))


@given(FULL_ROWS, st.sampled_from([None, 0]), st.booleans())
def test_a_row_says_in_a_table_what_it_says_alone(rows, blank, strict):
    assumed = Assumptions(blank=blank)
    for line, row in enumerate(read_together(rows, assumed, strict=strict), start=1):
        other = alone(rows[line - 1], line, assumed, strict=strict)
        assert row.findings == other.findings
        assert row == other


@given(FULL_ROWS, st.booleans())
def test_what_is_quickly_known_of_a_row_is_what_its_fields_say(rows, strict):
    for row in read_together(rows, strict=strict):
        by_hand = attrs.evolve(row)
        for name in ("codes", "date", "region", "kib_as_read", "canonical", "is_of_bps", "code_system"):
            assert getattr(row, name) == getattr(by_hand, name), name
        assert row.codes == tuple(each.code for each in row.findings)


@given(FULL_ROWS)
def test_forgetting_changes_nothing(rows):
    """With room for one entry only, each dictionary forgets what it read again and again."""

    def forgetful(self, read, *, limit=1):
        remember(self, read, limit=1)

    remember = Remembered.__init__
    expected = read_together(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Remembered, "__init__", forgetful)
        found = read_together(rows)
        gathered = gather(found)
    assert found == expected
    assert gathered.judgements == gather(expected).judgements
    assert gathered.doubts == gather(expected).doubts


def events_of(gathered, rows):
    """The rows of each event, by its key."""
    together = {}
    for row in rows:
        if row.event is not None:
            together.setdefault(gathered.key(row), []).append(row)
    return together


def any_of(answers, assumed):
    """Whether any is yes; what is not answered is as assumed."""
    known = [assumed if answer is None else answer for answer in answers]
    return True if True in known else None if None in known else False


def judged(rows, assumptions, interpretation):
    """The verdict by every type that may be the main one, a row's of the first day, or by all where it is open."""
    day = min(main_row(row.event)[:2] for row in rows)[1]
    answers = {
        name: any_of([getattr(row, name) for row in rows], getattr(assumptions, name))
        for name in ("requests_national_help", "emergency_status")
    }
    # Of the types of the rows each is asked for alone: the records must not say one of their own.
    records = [attrs.evolve(record, kib=None) for row in rows for record in row.event.records]
    is_reported = any(record.impact.is_reported for record in records) or set(answers.values()) != {None}

    def judgement(types, cause):
        """By the types of these rows, of which any may be the main one: what all agree on."""
        verdicts, met = set(), set("123456")
        for named in types:
            scheme, code = ("2023", "999") if named[1] is None and cause else named
            event = Event(id="x", scheme=scheme, type_code=code, records=records)
            found = evaluate(event, cause=cause, interpretation=interpretation, **answers)
            verdicts.add(found.verdict)
            met &= {str(each.criterion.number) for each in found.outcomes if each.verdict is Verdict.MET}
        verdict = verdicts.pop() if len(verdicts) == 1 else Verdict.UNDETERMINED
        numbers = tuple(sorted(map(int, met)))
        return Judgement(verdict, numbers, is_reported=is_reported, is_type_unknown=cause is None)

    types = {(row.event.scheme, row.event.type_code): row.cause for row in rows}
    for row in rows:
        if row.event.date <= day:
            yield judgement([(row.event.scheme, row.event.type_code)], row.cause)
    if len(types) > 1 or None in {code for _, code in types}:
        yield judgement(types, True if all(row.cause for row in rows) else None)


def unnamed(counts):
    """The counts without what an event object does not have: sub-types, and names of types without a number."""
    several = [each for each in counts.findings if each.code.startswith(("main-type", "associated"))]
    groups = {}
    for key, part in (counts.by(*counts.dimensions) if counts.dimensions else {}).items():
        plain = (None, None) if isinstance(key, tuple) and len(key) == 3 else key
        groups[plain] = groups.get(plain, 0) + part.national
    rest = [each for each in counts.findings if each not in several]
    levels = counts.national, counts.provinces, counts.regencies, counts.merged, rest
    return levels, None if "type" in counts.dimensions and several else groups


#: The default, and each of the open points turned alone.
TURNED = [
    Interpretation(),
    *(Interpretation(**{name: option}) for name, options in OPTIONS.items() for option in options[1:]),
]


@given(
    FULL_ROWS,
    st.builds(
        Assumptions,
        requests_national_help=st.sampled_from([None, False]),
        emergency_status=st.sampled_from([None, False, True]),
        blank=st.sampled_from([None, 0]),
    ),
)
def test_events_are_counted_and_judged_as_one_by_one(rows, assumed):
    held = read_together(rows, assumed)
    counted = [row.event for row in held if row.event is not None]
    together = None
    for interpretation in TURNED:
        gathered = gather(held, assumptions=assumed, interpretation=interpretation)
        together = together or events_of(gathered, held)
        assert gathered.judgements.keys() == together.keys()
        for key, of_event in together.items():
            assert gathered.judgements[key] in list(judged(of_event, assumed, interpretation))
    for by in ((), ("type",), ("year", "month")):
        events = Events(
            in_force=in_force
        )  # as a table does: a place of several rows has the code of the event's day
        for event in counted:
            events.add(event)
        (levels, groups), (expected, of_events) = (
            unnamed(each) for each in (gather(held, assumptions=assumed).counts(by), events.counts(by))
        )
        assert levels == expected
        assert groups == of_events or None in (groups, of_events)


HEADINGS_OF_PLACE = ("Kabupaten", "Provinsi", "ID Kabupaten")


def shown(place):
    """A place with what is said of it, but for the days of the row."""
    blank = {"kib_date": "", "own_or_kib_date": ""}
    return {
        field.name: [each.of(blank) for each in value] if field.name.endswith("said") else value
        for field in attrs.fields(Place)
        for value in (getattr(place, field.name),)
    }


def test_the_eras_of_a_province_are_enough_for_its_places():
    """Every kabupaten/kota by every name that it had, with its own number as a KIB's, or next to an id of nobody.

    Each is read on the first day of every era of all, once by the eras of its province and once by that day alone.
    """
    days = [day_of(start) for start in all_eras().starts]
    alone = [Eras((day.date,), [0] * len(days)) for day in days]
    wrong, of_own_eras = set(), set()
    for line in embedded().lines():
        named = {(each.name, each.province.digits) for each in line if each.level is AdminLevel.REGENCY}
        for name, province in named:
            for cells, digits in (
                ((name, province, ""), line[-1].code.digits),
                ((name, province, f"{province}99"), ""),
            ):
                here, by_day = (PlaceCells(cells, HEADINGS_OF_PLACE) for _ in "12")
                if here.eras(digits) is all_eras():
                    continue
                of_own_eras.add(cells)
                places = Places("KIB")
                for day, eras_of_day in zip(days, alone, strict=True):
                    by_day._own_eras = eras_of_day
                    days_of_row = (day, None) if digits else (None, day)
                    found = places.of(here, digits, *days_of_row)
                    if day.date not in here.eras(digits).starts and shown(found) != shown(
                        Places("KIB").of(by_day, digits, *days_of_row)
                    ):
                        wrong.add(f"{cells} {digits} {day.date}")
    assert not wrong, "\n".join(sorted(wrong)[:20])
    assert len(of_own_eras) > 1000


#: A KIB behind "dddd ddd ", in groups of digits and blanks, its index in a group of its own or not.
RESTS = st.one_of(
    st.text("0123456789 ", max_size=12),
    st.dates(date(1900, 1, 1)).flatmap(
        lambda day: st.sampled_from(
            [
                *(f"{day:%Y%m%d}", f"{day:%Y %m %d}", f"{day.year} {day.month} {day.day}", f"{day:%Y %m%d}"),
                *(f"{day:%Y}0{day:%m} {day:%d}", f"{day:%Y%m}  {day.day}", f"{day:%Y%d%m}", f"{day:%y%m%d}"),
            ]
        )
    ),
)


@given(
    st.sampled_from(NUMBERS),
    st.sampled_from(["101", "555"]),
    st.lists(st.tuples(RESTS, st.sampled_from(["", " ", "  "]), st.sampled_from("0123456789x")), max_size=6),
)
def test_a_kib_in_groups_is_read_as_read_kib_reads_it(number, kind, rests):
    texts = [f"{number} {kind} {rest}{gap}{index}" for rest, gap, index in rests]
    for row in read_rows(["KIB"], [[text] for text in texts]):
        found = read_kib(row.kib_text) if row.kib_text else None
        assert row.kib_as_read == (None if found is None else found.kib)
        repairs = [code for code in row.codes if code.startswith("repair-")]
        assert repairs == (
            [] if found is None or found.kib is None else [each.code for each in found.repairs]
        )


@given(st.text(st.sampled_from('ab ,;\t"é')), st.sampled_from(",;\t"))
def test_quotes_are_read_the_quick_way_as_the_slow_way(text, delimiter):
    quick, slow = _csv._tidily_split(text, delimiter), []
    untidy, left_open = _csv._split(text, delimiter, 0, -1, slow)
    if quick:
        assert (quick, untidy, left_open) == (slow, False, -1)
    elif '""' not in text:
        blank_behind_a_quote = '" ' in text or '"\t' in text
        assert untidy or left_open >= 0 or '"' in "".join(slow) or blank_behind_a_quote


@given(st.lists(st.lists(st.text("ab ,", max_size=3), min_size=1, max_size=4), min_size=1, max_size=3))
def test_quotes_around_whole_cells_are_read_the_quick_way(rows):
    for row in rows:
        text = ",".join(f'"{cell}"' for cell in row)
        assert _csv._tidily_split(text, ",") == row


@given(st.binary(max_size=60), st.data())
def test_the_line_of_a_byte(data, drawn):
    offset = drawn.draw(st.integers(0, len(data)))
    chunk = drawn.draw(st.integers(1, 8))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_csv, "_CHUNK", chunk)
        assert _csv._line_at(io.BytesIO(data), offset) == 1 + data[:offset].count(b"\n")


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
        assert read_code(text) == ((region.code,), None, "." in text)
    if len(region.code.digits) == 4:
        assert [each.code for each in regions.find_as_named(region.name)] == [region.code]


@given(
    st.permutations(["Cilacap", "Banyumas", "Kab. Demak"]), st.sampled_from([", ", "/", " dan ", "\n", " & "])
)
def test_the_regencies_of_a_cell_do_not_depend_on_order_and_separator(names, separator):
    row = ["27/09/2024", "Banjir", separator.join(names), "Jawa Tengah"]
    (read,) = read_rows(["Tanggal", "Jenis Bencana", "Kabupaten", "Provinsi"], [row])
    assert sorted(str(each.region) for each in read.event.records) == ["33.01", "33.02", "33.21"]


@given(st.text("abcdeklmn /é𝐚", max_size=12), st.lists(st.text("abcdeklmn /é𝐚", max_size=12), max_size=12))
def test_the_words_most_like_one_are_those_of_difflib(word, known):
    """Words that are passed over by their letters alone are not similar enough."""
    for number, cutoff in ((1, 0.7), (3, 0.75), (12, 0.85)):
        assert similar(word, known, number=number, cutoff=cutoff) == get_close_matches(
            word, known, number, cutoff
        )
