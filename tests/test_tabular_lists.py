"""Lists that are no tables of events: their headings, their rows, and what a caller says of all rows."""

import datetime
import io

import attrs
import pytest

from satudata import TableError
from satudata.tabular.lists._list import open_list
from satudata.tabular.lists._words import ListWords, Meaning, folded

DECREES = ListWords(
    "emergency",
    {"status": ["status"], "start": ["start"]},
    dates=("start", "end"),
    filled_down=("regency_name", "province_name"),
)
ON = datetime.date(2025, 3, 1)
TEXT = """REKAP STATUS
No,Kabupaten,Provinsi,Status,Nomor SK,Tanggal Mulai,Tanggal Berakhir,Catatan Kami
1,Demak,Jawa Tengah,Tanggap Darurat,1/SK/2025,1 Maret 2025,14 Maret 2025,x
2,,,Siaga Darurat,2/SK/2025,Senin 4/3/2025,-,
,,,,,,,
JUMLAH,,,2,,,,
"""


def listed(text=TEXT, kind=DECREES, **options):
    return open_list(io.BytesIO(text.encode()), kind, **options)


def test_columns_are_found_behind_titles_and_rows_are_kept_with_their_lines():
    with listed() as table:
        assert [each.field for each in table.columns] == [
            *("regency_name", "province_name", "status", "decree", "start", "end")
        ]
        assert table.unknown == ("No", "Catatan Kami")
        first, second, total = table.rows()
    assert (first.line, first.text("decree"), first.text("end")) == (3, "1/SK/2025", "14 Maret 2025")
    assert (second.text("end"), second.all("end")[0][1]) == ("", "-")
    assert (total.cells, [each.code for each in total.findings]) == ((), ["total-row"])


def test_a_title_of_the_words_of_headings_is_a_title():
    words = ListWords(
        "emergency",
        {"status": ["status"], "start": ["start"]},
        lambda text: Meaning("status") if "DARURAT" in text else None,
    )
    text = TEXT.replace("REKAP STATUS", "DAFTAR SK STATUS KEADAAN DARURAT,,,,,,,")
    with open_list(io.BytesIO(text.encode()), words) as table:
        assert table.columns[0].heading == "Kabupaten"


def test_regions_and_days_of_a_row():
    with listed() as table:
        first, second, _ = table.rows()
        found, doubts = table.regions(first, ON)
        assert ([str(each) for each in found], doubts) == (["33.21"], ())
        assert table.regions(second, ON)[0] == ()
        assert table.day(first, "start") == (ON, ())
        on, doubts = table.day(second, "start")
        assert on == datetime.date(2025, 3, 4)
        assert [(each.code, each.data["hari"]) for each in doubts] == [("date-weekday-differs", "Selasa")]
        assert table.day(second, "end") == (None, ())


def test_an_unreadable_day_is_a_finding_and_never_blank():
    with listed(TEXT.replace("1 Maret 2025", "kemarin")) as table:
        first, *_ = table.rows()
        on, doubts = table.day(first, "start")
    assert on is None
    assert [each.data["text"] for each in doubts] == ["kemarin"]


def test_a_province_alone_is_the_province():
    with listed(TEXT.replace("Demak,", ",")) as table:
        first, *_ = table.rows()
        assert [str(each) for each in table.regions(first, ON)[0]] == ["33"]


def test_cells_merged_downwards_are_filled_where_asked():
    with listed(fill_down=True) as table:
        _, second, _ = table.rows()
        assert second.text("regency_name") == "Demak"


def test_a_place_of_its_own_takes_no_place_from_above():
    text = TEXT.replace("2,,,", "2,,Bali,")
    with listed(text, fill_down=True) as table:
        _, second, _ = table.rows()
        assert (second.text("regency_name"), second.text("province_name")) == ("", "Bali")


def test_constants_fill_blanks_and_filled_cells_win():
    with listed(constants={"region": "33.22", "issuer": "Bupati"}) as table:
        assert table.has("issuer")
        first, second, _ = table.rows()
        assert [str(each) for each in table.regions(first, ON)[0]] == ["33.21"]
        assert [str(each) for each in table.regions(second, ON)[0]] == ["33.22"]
        assert first.text("issuer") == "Bupati"


def test_what_is_needed_may_be_said_of_all_rows():
    text = TEXT.replace("Status,", "Keadaan Kami,").replace("Siaga Darurat", "x")
    with listed(text) as table:
        assert [each.code for each in table.problems] == ["list-column-missing"]
        with pytest.raises(TableError):
            next(table.rows())
    with listed(text, constants={"status": "tanggap darurat"}) as table:
        assert not table.problems
    with listed(text, columns={"status": "Keadaan Kami"}) as table:
        assert next(table.rows()).text("status") == "Tanggap Darurat"


@pytest.mark.parametrize(
    "options",
    [
        {"columns": {"statsu": "Status"}},
        {"columns": {"status": "Sttaus"}},
        {"constants": {"statsu": "x"}},
    ],
)
def test_a_choice_that_does_not_exist_is_named(options):
    with listed(**options) as table:
        (problem,) = table.problems
        assert problem.code == "column-choice"
        assert "tatus" in problem.message("id")


def test_region_province_and_type_are_names_of_columns_as_in_tables_of_events():
    with listed(TEXT.replace("Kabupaten", "Tempat Kami"), columns={"region": "Tempat Kami"}) as table:
        assert next(table.rows()).text("regency_name") == "Demak"


def test_a_column_can_be_left_out():
    with listed(columns={"decree": ""}) as table:
        assert "decree" not in {each.field for each in table.columns}
        assert "Nomor SK" not in table.unknown
        assert table.heading("decree") == "decree"


def test_fields_that_are_never_read():
    with listed(kind=attrs.evolve(DECREES, never_read=frozenset({"decree"}))) as table:
        assert all(row.text("decree") == "" for row in table.rows())


def test_more_cells_than_headings_are_said():
    with listed(TEXT.replace("14 Maret 2025,x", "14 Maret 2025,x,y")) as table:
        first, *_ = table.rows()
        assert [each.code for each in first.findings] == ["column-count"]


def test_what_is_no_table_is_said():
    with listed("%PDF-1.7 ...") as table:
        assert table.problems
    with pytest.raises(TypeError):
        open_list(3, DECREES)


def test_sheets_and_lines():
    with listed() as table:
        assert table.sheet_line(3) == ("", 3)


def test_sheets_of_a_workbook_keep_their_lines(tmp_path):
    import xlsxwriter

    rows = [line.split(",") for line in TEXT.splitlines()[1:3]]
    path = tmp_path / "sk.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name in ("2024", "2025"):
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    with open_list(path, DECREES, sheet="all") as table:
        lines = [table.sheet_line(row.line) for row in table.rows()]
    assert lines == [("2024", 2), ("2025", 2)]
    with open_list(path, DECREES, sheet=2) as table:
        assert [table.sheet_line(row.line) for row in table.rows()] == [("", 2)]


def test_a_heading_is_looked_up_by_its_table_then_by_grammar_then_as_of_events():
    words = ListWords("displaced", {}, lambda text: Meaning("tents") if text == "Tenda" else None)
    assert words.meaning("pengungsi/jml_jiwa").field == "people"
    assert words.meaning("umum/Tenda").field == "tents"
    assert words.meaning("Kabupaten / Kota").field == "regency_name"
    assert words.meaning("Warna") is None
    assert folded("< 5") == "<5" != folded("5")
