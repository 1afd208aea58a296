"""Rows of a table: their fields on demand, the same as a row built by hand; and what is remembered to read them."""

import copy
import pickle
import re
import warnings
from datetime import date

import attrs
import pytest

from satudata import KIB, Event, RegionCode, Verdict
from satudata.findings import finding
from satudata.regions._bearers import CodeSystem
from satudata.tabular import KIBState, Link, Links, Row, gather, read_rows, read_table
from satudata.tabular._remembered import Remembered
from satudata.tabular._sayings import Saying, said_of

HEADINGS = [
    *(
        "KIB",
        "Kabupaten",
        "Provinsi",
        "Tanggal Kejadian",
        "Jenis Bencana",
        "Meninggal",
        "sawah",
        "ID Kejadian",
    ),
    *("Status Keadaan Darurat", "Permintaan Bantuan Nasional", "Lokasi", "Status Data"),
]
CELLS = [
    ["6202106202408041", "", "", "", "", "1", "0,5", "", "", "", "", ""],
    ["6202 106 20240804 2", "SAMPIT", "", "05/08/2024", "Banjr", "x", "", "gempa", "mungkin", "ya", "Kec. A", "final"],
    ["6202 106 2024 8 4 0", "", "", "", "", "", "", "", "siaga darurat", "tidak", "", ""],
    # The code of BPS, for which that of Kemendagri counts.
    ["1271102202408201", "SIBOLGA", "SUMATERA UTARA", "20/08/2024", "Banjir", "0", "", "", "", "", "", ""],
    # The digits are open.
    ["1304101202405111", "", "", "", "", "2", "", "", "", "", "", ""],
    # The digits have one meaning, but only for Kemendagri.
    ["9301101202401011", "", "", "", "", "", "", "", "", "", "", ""],
    # A retired code, and one that no list has.
    ["9401101202401011", "MERAUKE", "PAPUA SELATAN", "", "", "", "", "", "", "", "", ""],
    ["6299555202401011", "", "", "", "", "", "", "", "", "", "", ""],
    # Another place than the row names.
    ["6202106202408041", "SLEMAN", "DI YOGYAKARTA", "", "", "", "", "", "", "", "", ""],
    # No KIB: blank, unreadable, and with a type that has no number.
    ["", "SLEMAN", "DI YOGYAKARTA", "2020-01-01", "EPIDEMI", "", "", "", "", "", "", ""],
    ["6202106202402301", "SLEMAN", "DI YOGYAKARTA", "2024-01-01", "BANJIR", "3", "", "", "", "", "", ""],
    # Left out.
    ["x", "", "", "", "", "", "", "", "", "", "", ""],
    ["", "SLEMAN", "DI YOGYAKARTA", "", "BANJIR", "", "", "", "", "", "", ""],
    ["", "", "", "2024-01-01", "", "", "", "", "", "", "", "", "zu viel"],
]  # fmt: skip
#: A table of types: what its name cells say, and what is stated about the main type.
STATED = ["Tanggal", "Kabupaten", "Jenis Bencana", "Jenis Utama", "Dipicu oleh"]
FIELDS = [field.name for field in attrs.fields(Row)]
QUICK = ("codes", "date", "region", "kib_as_read", "canonical", "is_of_bps", "code_system")


def rows():
    """Rows of a table of which nothing has been asked yet."""
    return list(read_rows(HEADINGS, CELLS))


def by_hand(row):
    return Row(**{name: getattr(row, name) for name in FIELDS})


NUMBERS = list(range(len(CELLS)))


@pytest.mark.each_row("number", NUMBERS)
def test_a_row_of_a_table_equals_the_same_row_built_by_hand(number):
    row, other = rows()[number], by_hand(rows()[number])
    assert row == other
    assert hash(row) == hash(other)
    assert repr(row) == repr(other)
    assert row.line == number + 1


@pytest.mark.each_row("number", NUMBERS)
@pytest.mark.parametrize(
    "made_again", [copy.copy, copy.deepcopy, attrs.evolve, lambda row: pickle.loads(pickle.dumps(row))]
)
def test_a_copy_is_equal(number, made_again):
    row = rows()[number]
    again = made_again(row)
    assert type(again) is Row
    assert again == row == made_again(by_hand(row))
    assert [getattr(again, name) for name in QUICK] == [getattr(row, name) for name in QUICK]


@pytest.mark.each_row("number", NUMBERS)
def test_what_is_quickly_known_is_what_the_fields_say(number):
    """Asked of a row before any field, and of the same row built by hand."""
    row = rows()[number]
    quick = {name: getattr(row, name) for name in QUICK}
    event, reading = row.event, row.reading
    kib = None if reading is None else reading.kib
    assert quick == {
        "codes": tuple(each.code for each in row.findings),
        "date": None if event is None else event.date,
        "region": None if event is None else event.records[0].region,
        "kib_as_read": kib,
        "canonical": None if kib is None else reading.canonical,
        "is_of_bps": event is not None and kib is not None and "other-system-suspected" in quick["codes"],
        "code_system": None if kib is None else reading.code_system,
    }
    assert quick == {name: getattr(by_hand(row), name) for name in QUICK}
    for name in ("line", "kib_text", "kib_state", "findings", "codes", "date"):
        assert getattr(row.source, name) == getattr(by_hand(row).source, name) == getattr(row, name), name


def test_the_rows_above_are_of_all_kinds():
    held = rows()
    assert {row.kib_state for row in held} == set(KIBState)
    assert {row.code_system for row in held} >= {
        None,
        CodeSystem.KEMENDAGRI,
        CodeSystem.BPS,
        CodeSystem.AMBIGUOUS,
        CodeSystem.UNKNOWN,
    }
    assert any(row.is_of_bps for row in held)
    assert sum(row.event is None for row in held) == 3


def test_a_field_can_be_changed():
    row = rows()[0]
    other = attrs.evolve(row, line=70, findings=())
    assert (other.line, other.findings, other.codes, other.event) == (70, (), (), row.event)
    assert other != row
    without = attrs.evolve(row, event=None)
    assert (without.date, without.region, without.is_of_bps) == (None, None, False)
    assert without.kib_as_read == KIB.parse("6202106202408041")


def test_fields_are_worked_out_once_and_fixed():
    row = rows()[0]
    assert row.event is row.event
    assert row.findings is row.findings
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        row.line = 2


@pytest.mark.parametrize("make", [lambda: rows()[0], lambda: by_hand(rows()[0])])
def test_what_a_row_does_not_have(make):
    with pytest.raises(AttributeError, match=re.escape("'Row' object has no attribute 'kabupaten'")):
        make().kabupaten  # noqa: B018
    assert not hasattr(make(), "__wrapped__")


def test_rows_built_by_hand_are_gathered_as_those_of_a_table():
    held = rows()
    read, built = gather(held), gather(map(by_hand, held))
    assert read.counts(("year",)) == built.counts(("year",))
    assert read.judgements == built.judgements
    assert [read.key(row) for row in held] == [built.key(by_hand(row)) for row in held]
    assert [read.judgement(row, alone=True) for row in held] == [
        built.judgement(by_hand(row), alone=True) for row in held
    ]
    assert built.verdicts[Verdict.MET]


def test_an_event_without_records_built_by_hand():
    event = Event(id="x", type_code="101", date=date(2024, 1, 1))
    row = Row(line=1, cells=(), event=event, findings=(), kib_text="", kib_state=KIBState.BLANK, cause=True)
    assert (row.region, row.date, row.kib_as_read, row.code_system) == (None, date(2024, 1, 1), None, None)
    assert gather([row]).unreported == 1


def test_the_region_is_a_code():
    assert rows()[3].region == RegionCode("12.73")


class TestRemembered:
    def test_each_key_is_read_once(self):
        read = []
        lengths = Remembered(lambda text: read.append(text) or len(text))
        assert [lengths[text] for text in ("a", "bb", "a")] == [1, 2, 1]
        assert read == ["a", "bb"]

    def test_a_full_one_forgets_all(self):
        read = []
        same = Remembered(lambda key: read.append(key) or key, limit=3)
        for key in (*range(5), 0, 4):
            assert same[key] == key
            assert len(same) <= 3
        assert read == [0, 1, 2, 3, 4, 0]

    def test_what_cannot_be_read_is_not_remembered(self):
        numbers = Remembered(int)
        with pytest.raises(ValueError, match="'x'"):
            numbers["x"]
        assert not numbers


class TestSaying:
    def test_a_finding_without_data_of_the_row_is_shared(self):
        shared = finding("kib-blank", "KIB", text="")
        (saying,) = said_of([shared], kib="digits")
        assert saying == Saying(shared)
        assert saying.code == "kib-blank"
        assert saying.of({}) is shared

    def test_the_row_fills_in_its_own_data(self):
        (saying,) = said_of([finding("index-zero", "kib", kib="")], where="Kode", kib="digits", on="day")
        found = saying.of({"digits": "9404101201904210"})
        assert (found.where, dict(found.data)) == ("Kode", {"kib": "9404101201904210"})
        assert saying.own == (("kib", "digits"),)


class TestOldNamesOfLinks:
    LINKS = Links.of([Link(2, "7", KIB.parse("1304101202405111").format(), "lahar"), Link(3, "8", "", "x")])

    def test_event(self):
        with pytest.warns(DeprecationWarning, match="event_id_for"):
            assert self.LINKS.event(7, "1304101202405111") == "lahar"

    def test_without(self):
        with pytest.warns(DeprecationWarning, match="unmatched"):
            left = self.LINKS.without([(7, "1304101202405111")])
        assert [link.at for link in left] == [3]

    def test_the_new_names_do_not_warn(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert self.LINKS.event_id_for(7, "1304101202405111") == "lahar"
            assert list(self.LINKS.unmatched([])) == list(self.LINKS.links)


class TestRowsWithoutKIB:
    HEADINGS = ("ID Kabupaten", "Kabupaten", "Provinsi", "Tanggal Kejadian", "Jenis Bencana")

    def row(self, *cells):
        (row,) = read_rows(self.HEADINGS, [cells])
        return row

    @pytest.mark.parametrize("place", [("62.99", "", ""), ("99.99", "", "")])
    def test_a_region_of_no_list_stays_as_it_is(self, place):
        row = self.row(*place, "2024-01-01", "Banjir")
        assert str(row.region) == place[0]
        assert row.event.key == place[0].replace(".", "") + "10120240101"
        assert [each.code for each in row.findings] == ["region-unknown"]

    def test_a_type_code_where_its_name_belongs(self):
        assert self.row("62.02", "", "", "2024-01-01", "101").event.type_code == "101"

    def test_a_region_code_where_its_name_belongs(self):
        assert str(self.row("", "62.02", "", "2024-01-01", "Banjir").region) == "62.02"


@pytest.mark.parametrize(
    ("main", "cause", "type_", "said"),
    [
        ("Gempa Bumi", "", "107", []),
        ("", "107", "107", []),
        ("Epidemi", "", None, []),
        ("", "curah hujan", "101", ["info"]),
        ("belum ditentukan", "", "101", ["warning"]),
        ("999x", "Manusia", "101", ["warning", "info"]),
    ],
)
def test_what_names_no_type_states_nothing(main, cause, type_, said):
    # The second row is left out; by its cell the column is one of types, not of free text.
    table = [STATED, ["2024-05-11", "Kab. Agam", "Banjir", main, cause], ["", "", "", "", "Banjir"]]
    row, _ = read_table(table)
    counts = gather(read_table(table)).counts(("type",))
    assert [key[1] for key in counts.by("type")] == [type_]
    assert [str(each.severity) for each in row.findings if each.code == "main-type-not-read"] == said


def test_a_row_that_is_left_out_states_nothing():
    (row,) = read_table([STATED, ["", "Kab. Agam", "Banjir", "x", ""]])
    assert "main-type-not-read" not in row.codes


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("101 - Banjir", "101"),
        ("(102) Tanah Longsor", "102"),
        ("Tanah Longsor (102)", "102"),
        ("106.Karhutla", "106"),
        ("120 rumah", None),
        ("101 Banjri", "101"),
        ("101/102", None),
    ],
)
def test_a_code_next_to_the_name_of_a_type(text, type_):
    (row,) = read_table([STATED[:3], ["2024-05-11", "Kab. Agam", text]])
    assert row.event.type_code == type_
