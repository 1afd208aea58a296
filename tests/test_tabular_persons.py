"""Tables without a line of headings: of persons or of any data; nothing of their first line is shown."""

import pytest

from satudata.errors import TableError
from satudata.tabular import read_declarations, read_table
from satudata.tabular._persons import is_data, is_nik, starts_with_persons

NIK = "3203010101800001"
#: Each with the code of the finding that every command has.
LISTS = {
    "number": (f"1,{NIK},Siti Aminah,44,P\n", "data perorangan"),
    "number with blanks": ("1,3203 0101 0180 0001,Siti Aminah\n", "data perorangan"),
    "two lines in one cell": (f'"{NIK}\n3203010101800002",Siti Aminah\n', "data perorangan"),
    "telephone": ("Siti Aminah,0812-3456-7890,Posko A\n", "data perorangan"),
    "number from the second person on": (f"1,-,Siti Aminah\n2,{NIK},Budi\n3,{NIK},Ani\n", "data perorangan"),
    "age": ("1,Siti Aminah,44\n2,Budi,50\n", "baris judul tidak ditemukan"),
    "sex": ("Siti Aminah,P\nBudi,L\n", "baris judul tidak ditemukan"),
    "day of birth": ("Siti Aminah,1 Januari 1980\n", "baris judul tidak ditemukan"),
}
COMMANDS = {
    "count": ("count",),
    "check": ("check",),
    "constants": ("count", "--set", "type=banjir", "--set", "region=32.03", "--set", "date=2024-01-05"),
    "column": ("count", "--map", "date=Kapan"),
    "emergency": ("emergency",),
    "displaced": ("displaced",),
    "displaced placed": ("displaced", "--set", "region=32.03"),
    "draft": ("audit", "--draft"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize(("text", "why"), LISTS.values(), ids=LISTS)
def test_nothing_of_a_person_is_shown(run, tmp_path, command, text, why):
    path = tmp_path / "orang.csv"
    path.write_text(text, encoding="utf-8")
    first, *options = command
    out, err = (
        run(first, *options[:1], path, *options[1:], status=2)
        if first == "audit"
        else run(first, path, *options, status=2)
    )
    assert why in err
    assert not any(each in out + err for each in ("Siti", "3203", "0812", "1980", "Budi"))


def test_lists_given_to_count(run, tmp_path):
    (tmp_path / "orang.csv").write_text(f"1,{NIK},Siti Aminah\n", encoding="utf-8")
    (tmp_path / "kejadian.csv").write_text("KIB\n3203107202211211\n", encoding="utf-8")
    for option in ("--emergency", "--displaced"):
        _, err = run("count", tmp_path / "kejadian.csv", option, tmp_path / "orang.csv", status=2)
        assert "data perorangan" in err
        assert "Siti" not in err


def test_agreements(run, tmp_path):
    (tmp_path / "orang.csv").write_text("Siti Aminah,44,P\nAni,50,P\n", encoding="utf-8")
    _, err = run("coop", "import", tmp_path / "orang.csv", "-o", tmp_path / "p.json", status=2)
    assert "baris judul tidak ditemukan" in err
    assert "Siti" not in err


@pytest.mark.parametrize("read", [read_table, read_declarations])
def test_errors_say_nothing_of_them(read):
    with pytest.raises(TableError) as caught:
        read([["1", NIK, "Siti Aminah"]])
    assert "list of persons" in str(caught.value)
    assert "Siti" not in str(caught.value)


def test_a_kib_is_no_person():
    # Headings are missing all the same: what is said is not that these are persons.
    for kib in ("3203107202211211", "3203107211120221", "3203107112120221", "3203 101 20221111 1"):
        assert not is_nik(kib)
        with pytest.raises(TableError, match="no line of headings"):
            read_table([[kib, "Cianjur"], [kib, "Garut"]])


@pytest.mark.parametrize("text", ["3203019901800001", "3203010199800001"[:15], "3203011399800001", "NIK", ""])
def test_no_number_of_a_person(text):
    assert not is_nik(text)


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (("No", "NIK", "Nama"), [("1", NIK, "Siti")]),
        (("", "Tanggal"), [("3203107202211211", "x"), ("", "y")]),
        (("(1)", "Tanggal"), []),
    ],
)
def test_headings_are_no_person(headings, rows):
    assert not starts_with_persons(headings, lambda: iter(rows))


@pytest.mark.parametrize(
    ("headings", "rows", "expected"),
    [
        (("Kabupaten", "2021", "2022"), [], False),
        (("Kabupaten", "1", "2", "3"), [], False),
        (("Kabupaten", "1", "3", "5"), [], True),
        (("Kabupaten", "1.5", "2.5", "3.5"), [], True),
        (("Lokasi", "L", "P"), [("A", "5", "6")], False),
        (("Lokasi", "L", "P"), [], False),
        (("Siti", "P", "x"), [("Budi", "L", "x"), ("Ani", "", "x")], True),
        (("Lokasi", "0-4", "5-17", "60+"), [], False),
        (("", "Tanggal"), [], False),
    ],
)
def test_what_is_data(headings, rows, expected):
    assert is_data(headings, lambda: iter(rows)) is expected


def test_one_known_heading_next_to_a_number():
    # "Tanggal" alone is known and the column of months is not: the table is read as before.
    table = read_table([["Tanggal", "5"], ["5/1/2024", "x"]], constants={"type": "banjir", "region": "33.21"})
    assert not table.problems
