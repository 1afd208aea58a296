"""Tables as files of every kind: told by their bytes, whole, and refused with a reason where they are no table."""

import datetime as dt
import gzip
import io
import json
import os
import threading
import zipfile
import zlib

import pytest
import python_calamine
import xlsxwriter

from satudata.cli import main
from satudata.errors import MissingExtraError, TableError, WrongTypeError
from satudata.tabular import _excel, _file_kinds, _sources, gather, read_links, read_table
from satudata.tabular._file_kinds import kind_of
from satudata.tabular._moments import Moments
from satudata.tabular._parquet import ParquetTable, is_parquet
from satudata.tabular._tables import open_table
from satudata.tabular._workbook_parts import content_problem, counts_from_1904

HEADINGS = ["Tanggal Kejadian", "Jenis Bencana", "Kabupaten", "Provinsi", "Meninggal"]
ROWS = [
    ["2023-11-02", "BANJIR", "Kab. Kudus", "Jawa Tengah", "1"],
    ["2023-12-20", "TANAH LONGSOR", "Kab. Kebumen", "Jawa Tengah", "0"],
]
TEXT = "\n".join(",".join(row) for row in [HEADINGS, *ROWS]) + "\n"
OBJECTS = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
FEATURES = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "geometry": None, "properties": each} for each in OBJECTS],
}
ARCGIS = {"fields": [], "features": [{"attributes": each, "geometry": {"x": 1}} for each in OBJECTS]}
#: As CKAN answers a question about a table.
CKAN = {
    "success": True,
    "result": {"fields": [{"id": each} for each in HEADINGS], "records": OBJECTS, "total": 2},
}
ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="Data">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""

MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def packed(content):
    return gzip.compress(content, mtime=0)


def workbook(*sheets, hidden=(), **options):
    """An .xlsx with sheets given as (name, rows)."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for line, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, dt.date):
                        sheet.write_datetime(line, column, dt.datetime.combine(value, dt.time()), day)
                    elif isinstance(value, str) and value.startswith("#"):
                        sheet.write_formula(line, column, "=1/0", None, value)
                    elif isinstance(value, str):
                        sheet.write_string(line, column, value)
                    elif value is not None:
                        sheet.write(line, column, value)
    file.seek(0)
    return file


def ods(rows):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(map(cell.format, row)) for row in rows)
    written = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return ods_of(written)


def ods_of(rows):
    """An .ods with this XML as its rows."""
    parts = {"content_xml": ODS.format(rows=rows), "META-INF/manifest_xml": MANIFEST}
    return zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", **parts)


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("_", "."), text)
    file.seek(0)
    return file


def opened(content, **options):
    return open_table(io.BytesIO(content) if isinstance(content, bytes) else content, **options)


def problems(content, **options):
    with opened(content, **options) as table:
        return [each.code for each in table.problems]


def codes(table):
    return [row.codes for row in table]


KINDS = {
    "comma": TEXT.encode(),
    "semicolon": TEXT.replace(",", ";").encode(),
    "tab": TEXT.replace(",", "\t").encode(),
    "bar": TEXT.replace(",", "|").encode(),
    "mark": TEXT.encode("utf-8-sig"),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16 be with mark": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "utf-16 le": TEXT.encode("utf-16-le"),
    "utf-16 be": TEXT.encode("utf-16-be"),
    "gzip": packed(TEXT.encode()),
    "gzip in two parts": packed(TEXT[:40].encode()) + packed(TEXT[40:].encode()),
    "gzip and zeros": packed(TEXT.encode()) + b"\0" * 8,
    "gzipped workbook": packed(workbook(("Data", [HEADINGS, *ROWS])).read()),
    "xlsx": workbook(("Catatan", [["Isi lembar berikut"]]), ("Data", [HEADINGS, *ROWS])).read(),
    "ods": ods([HEADINGS, *ROWS]).read(),
    "json": json.dumps(OBJECTS).encode(),
    "json in utf-16": json.dumps(OBJECTS).encode("utf-16"),
    "json lines": "\n\n".join(map(json.dumps, OBJECTS)).encode(),
    "geojson": json.dumps(FEATURES).encode(),
    "arcgis": json.dumps(ARCGIS).encode(),
    "api": json.dumps({"success": True, "result": {"total": 2, "records": OBJECTS}}).encode(),
    "ckan": json.dumps(CKAN).encode(),
    "heading of Parquet": b"PAR1," + TEXT.replace("\n", "\n,", 2).encode(),
    "heading with a bracket": b"["
    + TEXT.replace("Tanggal Kejadian", "No],Tanggal").replace("\n", "\n1,", 2).encode(),
}


class TestKinds:
    @pytest.mark.parametrize("kind", KINDS)
    def test_every_kind_gives_the_same_rows(self, kind):
        with opened(KINDS[kind]) as table:
            read = [row for row in table if row.event is not None]
            assert [(str(row.date), str(row.region)) for row in read] == [
                ("2023-11-02", "33.19"),
                ("2023-12-20", "33.05"),
            ]

    def test_the_name_decides_nothing(self, tmp_path):
        path = tmp_path / "table.csv"
        path.write_bytes(KINDS["xlsx"])
        with read_table(path) as table:
            assert (table.format, table.sheets) == ("Excel", ("Data",))

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
    def test_a_pipe(self, tmp_path):
        path = tmp_path / "pipe"
        os.mkfifo(path)
        content = KINDS["xlsx"]
        writer = threading.Thread(target=path.write_bytes, args=(content,))
        writer.start()
        with open_table(path) as table:
            assert table.format == "Excel"
        writer.join()

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (b"%PDF-1.7 ...", "a PDF file"),
            (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
            (b"SQLite format 3\0", "an SQLite database"),
            (b"  <!DOCTYPE html><table>", "an HTML or XML page"),
            (bytes(range(256)) * 4, "no text"),
            (b"PAR1" + bytes(range(256)), "no text"),
            (b"ab\0\0cd\0\0" * 9, "no text"),
            (zipped(a_csv="x").read(), "a zip file"),
            (zipped(**{"word/document_xml": "x"}).read(), "a document"),
            (
                zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml="x").read(),
                "a document",
            ),
            (packed(packed(b"KIB\n")), "a packed file in a packed file"),
            (b"[1, 2]", "JSON without a list of objects"),
            (b'{"a": {"b": {"c": [{"KIB": 1}]}}}', "JSON without a list of objects"),
            (b'{"a": [{"KIB": 1}], "b": [{"KIB": 1}]}', "JSON without a list of objects"),
            (b'{"data": [{"KIB": 1}], "rows": [{"KIB": 1}]}', "JSON without a list of objects"),
            (b"x" * 1_000_000, "a text with a very long first line"),
        ],
    )
    def test_what_is_no_table_says_what_it_is(self, content, what):
        with opened(content) as table:
            (problem,) = table.problems
            assert (problem.code, problem.data["what"]) == ("file-not-a-table", what)
            assert all(ord(character) >= 32 for character in problem.message("id"))
            with pytest.raises(TableError, match="not a table"):
                table.require_rows()

    @pytest.mark.parametrize(
        ("beginning", "what", "apa"),
        [
            (b"%PDF", "a PDF file", "berkas PDF"),
            (b"\x89PNG", "a picture", "gambar"),
            (b"\xff\xd8\xff", "a picture", "gambar"),
            (b"GIF8", "a picture", "gambar"),
            (b"II*\0", "a picture", "gambar"),
            (b"MM\0*", "a picture", "gambar"),
            (b"Rar!", "a packed file", "berkas terkompresi"),
            (b"7z\xbc\xaf", "a packed file", "berkas terkompresi"),
            (b"BZh", "a packed file", "berkas terkompresi"),
            (b"\xfd7zXZ", "a packed file", "berkas terkompresi"),
            (b"\x28\xb5\x2f\xfd", "a packed file", "berkas terkompresi"),
            (b"SQLite format 3\0", "an SQLite database", "basis data SQLite"),
            (b"\0\0\x27\x0a", "a shapefile", "berkas shapefile"),
            (b"{\\rtf", "an RTF document", "dokumen RTF"),
            (b"<html", "an HTML or XML page", "halaman HTML atau XML"),
            (b"\xef\xbb\xbf <?xml", "an HTML or XML page", "halaman HTML atau XML"),
            ("<table".encode("utf-16"), "an HTML or XML page", "halaman HTML atau XML"),
        ],
    )
    def test_how_files_begin_that_are_no_table(self, beginning, what, apa):
        problem = kind_of(io.BytesIO(beginning + b" ,rest\n")).problem
        assert (problem.code, problem.data["what"], problem.data["apa"]) == ("file-not-a-table", what, apa)

    @pytest.mark.parametrize(
        "content",
        [
            KINDS["xlsx"][:900],
            KINDS["gzip"][:-20],
            b"\x1f\x8b\x08\0" + b"\xff" * 30,
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            b'[{"KIB": "1", "Lok',
            b'{"KIB": "1"}\n{"KIB"',
            b'[ {"KIB": "1", "Lok',
            b'{ "KIB": "1", "Lok',
            b'[ [ "KIB", "Lok',
            zipped(**{"xl/workbook_xml": "x"}).read(),
            KINDS["xlsx"][:-10] + b"\xff\xff\xff\0" + KINDS["xlsx"][-6:],
            ods_of("<table:table-row><table:table-cell>").read(),
            ods_of("</table:table>").read(),
        ],
    )
    def test_damaged(self, content):
        assert problems(content) == ["file-damaged"]

    def test_blanks_before_json_are_looked_past_within_the_sample(self):
        assert kind_of(io.BytesIO(b" " * 4095 + b"[")).format == "JSON"
        assert kind_of(io.BytesIO(b" " * 4096 + b"[")).format == "CSV"

    def test_empty(self):
        assert problems(b"") == problems(b"[]") == ["table-empty"]

    def test_a_long_line_that_is_not_the_headings(self):
        assert problems(b"x" * 200_000 + b"\n" + TEXT.encode()) == []


class TestBombs:
    def test_gzip(self):
        assert problems(packed(b"a,b\n" * 5_000_000)) == ["file-too-large"]

    def test_a_workbook_that_says_it(self):
        assert problems(zipped(**{"xl/workbook_xml": "x" * 9_000_000})) == ["file-too-large"]

    def test_a_workbook_that_says_something_else(self):
        packed = zipped(**{"xl/workbook_xml": "x" * 9_000_000}).read()
        size = (9_000_000).to_bytes(4, "little")
        assert problems(packed.replace(size, (9).to_bytes(4, "little"))) == ["file-too-large"]

    def test_a_cell_at_the_end_of_a_sheet(self):
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as book:
            book.add_worksheet().write(1_048_575, 16_383, 1)
        assert problems(file.getvalue()) == ["file-too-large"]

    FILLED = 'office:value-type="float" office:value="1"'

    @pytest.mark.parametrize(
        "rows",
        [
            f"""<table:table-row table:number-rows-repeated='1000000'>
            <table:table-cell table:number-columns-repeated='51' {FILLED}/></table:table-row>""",
            f"""<table:table-row><table:table-cell table:number-columns-repeated='16000'/>
            <table:table-cell {FILLED}/></table:table-row>
            <table:table-row table:number-rows-repeated='1000000'><table:table-cell/></table:table-row>
            <table:table-row><table:covered-table-cell {FILLED}/></table:table-row>""",
        ],
    )
    def test_a_sheet_of_repeated_cells(self, rows):
        assert problems(ods_of(rows)) == ["file-too-large"]

    def test_blank_cells_repeated_to_the_end_of_a_sheet(self):
        blank = "<table:table-cell table:number-columns-repeated='16384'/>"
        rows = [
            "".join(
                f"<table:table-cell {self.FILLED}><text:p>{each}</text:p></table:table-cell>" for each in row
            )
            for row in [HEADINGS, *ROWS]
        ]
        text = "".join(f"<table:table-row>{row}{blank}</table:table-row>" for row in rows)
        end = f"<table:table-row table:number-rows-repeated='1048570'>{blank}</table:table-row>"
        assert problems(ods_of(text.replace("float", "string").replace(' office:value="1"', "") + end)) == []

    def test_two_tables_are_not_one_below_the_other(self):
        long = "<table:table-row table:number-rows-repeated='900000'>"
        long += f"<table:table-cell {self.FILLED}/></table:table-row>"
        wide = "<table:table-row><table:table-cell table:number-columns-repeated='90'/>"
        wide += f"<table:table-cell {self.FILLED}/></table:table-row>"
        between = "</table:table><table:table>"
        assert content_problem(ods_of(long + between + wide)) is None
        assert content_problem(ods_of(wide + between + long)) is None
        assert content_problem(ods_of(long + wide)).code == "file-too-large"
        assert (
            content_problem(
                ods_of(between.join([long.replace('1"', "1\" table:number-columns-repeated='30'")] * 2))
            ).code
            == "file-too-large"
        )

    def test_a_password_is_not_damage(self):
        manifest = MANIFEST.replace("/>", "><manifest:encryption-data/></manifest:manifest>")
        parts = {"content_xml": "\x01\x02", "META-INF/manifest_xml": manifest}
        assert (
            content_problem(zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", **parts))
            is None
        )

    def test_a_text_that_packs_well_is_read(self):
        rows = TEXT.encode() + b"".join(b"2023-11-02,BANJIR,Kab. Kudus,Jawa Tengah,1\n" for _ in range(9_000))
        assert len(rows) > _file_kinds.MOST_TIMES * len(packed(rows)) or len(rows) < 2**20
        assert problems(packed(rows)) == []

    def test_a_member_that_cannot_be_unpacked(self, monkeypatch):
        def fail(*_):
            raise zlib.error

        monkeypatch.setattr(_file_kinds, "_unpacked_too_large", fail)
        assert kind_of(io.BytesIO(KINDS["xlsx"])).problem.code == "file-damaged"


class TestSheets:
    YEARS = (("2022", [HEADINGS, ROWS[0]]), ("2023", [["REKAP"], [], HEADINGS[::-1], [], ROWS[1][::-1]]))

    def test_sheets_with_headings_that_are_not_read_are_reported(self):
        with opened(workbook(*self.YEARS)) as table:
            (found,) = table.findings
            assert (found.code, found.data["number"], found.data["others"]) == (
                "sheets-not-read",
                1,
                '"2023" (1)',
            )
            assert gather(table).counts().national == 1

    @pytest.mark.parametrize(
        "asked", ["all", ["2022", "2023"], [1, 2], ["2022", " 2023 "], ["2022", "2022", "ALL"]]
    )
    def test_several_are_one_table(self, asked):
        with opened(workbook(*self.YEARS), sheet=asked) as table:
            assert not table.findings
            assert [table.sheet_line(row.line) for row in table] == [("2022", 2), ("2023", 5)]

    def test_all_leaves_out_what_is_no_table(self):
        with opened(workbook(("Catatan", [["Isi"]]), *self.YEARS), sheet="all") as table:
            assert table.sheets == ("2022", "2023")
        with opened(workbook(("Catatan", [["Isi"]])), sheet="all") as table:
            assert table.sheets == ("Catatan",)

    def test_headings_that_only_one_sheet_has(self):
        more = ("2024", [[*HEADINGS, "Hilang"], ["2024-01-05", *ROWS[0][1:], "4"]])
        with opened(workbook(*self.YEARS, more), sheet="all") as table:
            assert [row.event.impact.missing for row in table] == [None, None, 4]

    def test_a_hidden_sheet_is_read_only_where_asked_for(self):
        with opened(workbook(*self.YEARS, hidden=["2023"])) as table:
            assert (table.sheets, table.findings) == (("2022",), ())
        with opened(workbook(*self.YEARS, hidden=["2023"]), sheet="2023") as table:
            assert table.sheet_line(5) == ("", 5)

    def test_a_sheet_that_is_not_there(self):
        with opened(workbook(*self.YEARS), sheet="2030") as table:
            assert (
                table.problems[0].message("en")
                == 'the workbook has no sheet "2030"; there are: "2022", "2023"'
            )

    def test_a_file_without_sheets(self):
        assert problems(TEXT.encode(), sheet="2024") == ["sheets-none"]
        assert problems(TEXT.encode(), sheet="all") == problems(TEXT.encode(), sheet=1) == []

    def test_a_failed_cell_that_was_not_read(self, monkeypatch):
        monkeypatch.setattr(_excel, "error_cells", lambda *_: {(99, 1): "#REF!", (1, 99): "#REF!"})
        assert problems(workbook(*self.YEARS)) == []

    def test_no_sheet_with_headings(self):
        assert problems(workbook(("A", [["x"]]), ("B", [["Tanggal", "Meninggal"]]))) == [
            "column-region-missing",
            "column-type-missing",
        ]

    def test_sheets_with_headings_alone_are_not_reported(self):
        with opened(workbook(self.YEARS[0], ("Contoh", [HEADINGS]))) as table:
            assert table.findings == ()

    def test_blank_rows_cost_nothing(self):
        rows = [HEADINGS, ROWS[0], *[[" "]] * 1000, ROWS[1]]
        with opened(workbook(("Data", rows))) as table:
            assert [row.line for row in table] == [2, 1003]

    def test_a_long_sheet(self):
        with opened(workbook(("Data", [HEADINGS, *ROWS * 20]))) as table:
            assert sum(1 for _ in table) == 40

    def test_python_calamine_is_named(self, monkeypatch):
        monkeypatch.setattr(_excel, "find_spec", lambda _: None)
        with pytest.raises(MissingExtraError, match=r"Excel .*satudata\[excel\]"):
            read_table(workbook(*self.YEARS))

    def test_a_password(self, monkeypatch):
        class Locked:
            @staticmethod
            def from_filelike(_):
                raise python_calamine.PasswordError

        monkeypatch.setattr(python_calamine, "CalamineWorkbook", Locked)
        with opened(workbook(*self.YEARS)) as table:
            assert table.problems[0].data["what"] == "a workbook with a password"


class TestCells:
    def read(self, headings, *rows, **options):
        with opened(workbook(("Data", [headings, *rows]), **options)) as table:
            return list(table), table.findings

    @pytest.mark.parametrize("from_1904", [False, True])
    def test_days(self, from_1904):
        serial = 45297.5 - 1462 * from_1904
        day = dt.date(2024, 1, 6)
        rows, _ = self.read(
            HEADINGS,
            *([each, *ROWS[0][1:]] for each in (day, serial, "6/1/2024", 20240106)),
            date_1904=from_1904,
        )
        assert [row.date for row in rows] == [day] * 4

    def test_a_cell_whose_formula_failed_is_not_blank(self):
        rows, _ = self.read(HEADINGS, [dt.date(2024, 1, 6), "BANJIR", "Kudus", "Jawa Tengah", "#REF!"])
        assert rows[0].codes == ("figure-unreadable",)

    def test_a_failed_cell_behind_all_others(self):
        rows, _ = self.read(HEADINGS, ROWS[0], ["", "", "", "", "", "", "#REF!"])
        assert rows[0].codes == ()

    def test_a_workbook_that_is_no_zip_file(self):
        assert not counts_from_1904(io.BytesIO(b"x"))

    def test_kibs_that_are_numbers(self):
        kib = ["Kode Identitas Bencana", "Meninggal"]
        rows, _ = self.read(
            kib, [3319101202311021, 1], [3319101202311020, 1], [9404101201904210, 1], [12, 1], [1.5, 1]
        )
        assert [row.codes[0] for row in rows] == [
            "kib-was-number", "kib-rounded", "kib-rounded", "kib-unreadable", "kib-unreadable",
        ]  # fmt: skip
        assert [str(row.kib_as_read) for row in rows[:3]] == [
            "3319101202311021", "3319101202311020", "9404101201904210",
        ]  # fmt: skip

    def test_region_codes_that_are_numbers(self):
        columns = ["Tanggal", "Jenis Bencana", "ID Kabupaten", "Meninggal"]
        rows, _ = self.read(columns, *(["2024-01-06", "BANJIR", each, 1] for each in (33.1, 33.19, 3305)))
        assert [str(row.region) for row in rows] == ["33.10", "33.19", "33.05"]
        assert "region-zero-restored" in rows[0].codes

    @pytest.mark.parametrize(
        ("days", "is_found"),
        [
            ([dt.date(2024, 4, 3), "27/04/2024"], True),
            ([dt.date(2024, 4, 3), dt.date(2024, 4, 27), "27/04/2024"], False),
            ([dt.date(2024, 4, 3), "03/04/2024", "akhir/bulan/ini", 45000], False),
            (["27/04/2024"], False),
        ],
    )
    def test_days_that_may_be_months(self, days, is_found):
        _, findings = self.read(HEADINGS, *([each, *ROWS[0][1:]] for each in days))
        assert [each.code for each in findings] == ["date-perhaps-swapped"] * is_found

    def test_other_values(self):
        rows, _ = self.read([*HEADINGS, "Permintaan Bantuan Nasional"], [*ROWS[0], True])
        assert rows[0].cells[-1] == "true"


class TestMoments:
    @pytest.mark.parametrize(
        ("text", "cells", "day"),
        [
            ("2024-01-04T15:30:00Z", {"Kabupaten": "Merauke"}, "2024-01-05"),
            ("2024-01-04 15:30:00+00", {"Kabupaten": "Merauke"}, "2024-01-05"),
            ("2024-01-04 15:30:00+00", {"Kabupaten": "Demak"}, "2024-01-04"),
            ("9999-12-31T23:30:00Z", {"Kabupaten": "Demak"}, "9999-12-31"),
        ],
    )
    def test_the_day_of_a_moment_is_that_of_the_region(self, text, cells, day):
        (row,) = read_table([{"Tanggal": text, "Jenis Bencana": "BANJIR", **cells}])
        assert row.date.isoformat() == day

    @pytest.mark.parametrize(("kib", "differs"), [("9401101202401051", False), ("3321101202401051", True)])
    def test_without_a_region_it_is_that_of_the_region_in_the_kib(self, kib, differs):
        (row,) = read_table([{"KIB": kib, "Tanggal": "2024-01-04T15:30:00Z"}])
        assert ("kib-date-differs" in {each.code for each in row.findings}) == differs


class TestMonthsInFront:
    @pytest.mark.parametrize(
        ("others", "is_said"),
        [
            (["04/27/2024"], True),
            (["04/27/2024", "27/04/2024"], False),
            (["28/04/2024"], False),
            (["2024-04-27"], False),
        ],
    )
    def test_a_day_that_may_be_a_month_next_to_months_in_front(self, others, is_said):
        days = ["03/04/2024", *others, "05/05/2024", "2024-03-04", "3 April 2024", "31/31/2024"]
        rows = [{"Tanggal": each, "Jenis Bencana": "BANJIR", "Kabupaten": "Demak"} for each in days]
        with read_table(rows) as table:
            first, *rest = table
        assert (first.date.isoformat(), "date-month-first" in first.codes) == ("2024-04-03", is_said)
        assert not any("date-month-first" in row.codes for row in rest)


class TestEpochs:
    MOMENT = int(dt.datetime(2024, 1, 4, 15, 30, tzinfo=dt.UTC).timestamp() * 1000)

    @pytest.mark.parametrize(
        ("cells", "day"),
        [
            ({"Kabupaten": "Demak", "Provinsi": "Jawa Tengah"}, 4),
            ({"Kabupaten": "Merauke", "Provinsi": "Papua Selatan"}, 5),
            ({"Kabupaten": "Merauke", "Provinsi": None}, 5),
            ({"ID Kabupaten": "93.01"}, 5),
            ({"ID Kabupaten": "51.01"}, 4),
            ({"Kabupaten": "Atlantis", "Provinsi": "Bali"}, 4),
        ],
    )
    def test_the_local_day(self, cells, day):
        row = {"Tanggal": self.MOMENT, "Jenis Bencana": "BANJIR", **cells}
        with opened(json.dumps([row]).encode()) as table:
            (read,) = table
            assert (read.date.day, read.codes[0]) == (day, "date-epoch")

    @pytest.mark.parametrize(("place", "day"), [("Demak,Jawa Tengah", 4), ("Merauke,Papua Selatan", 5)])
    def test_as_text_the_local_day_too(self, place, day):
        with opened(
            f"Tanggal,Jenis Bencana,Kabupaten,Provinsi\n{self.MOMENT},BANJIR,{place}\n".encode()
        ) as table:
            (read,) = table
            assert (read.date.day, read.codes) == (day, ("date-epoch",))
            assert read.findings[0].data["date"] == f"2024-01-0{day}"

    @pytest.mark.parametrize("text", ["170438940000", "17043894000000", "9704389400000", "1704389400000.5"])
    def test_other_digits_are_no_moments(self, text):
        (read,) = read_table([{"Tanggal": text, "Jenis Bencana": "BANJIR", "Kabupaten": "Demak"}])
        assert "date-unreadable" in read.codes

    def test_numbers_that_are_no_moments(self):
        row = {"Jenis Bencana": "BANJIR", "Kabupaten": "Demak", "Info": {"a": 1}}
        days = [{**row, "Tanggal": each} for each in (20240106, -5, 1.5, "6 Januari 2024")]
        with opened(json.dumps(days).encode()) as table:
            read = [row.date and row.date.isoformat() for row in table]
            assert read == ["2024-01-06", None, None, "2024-01-06"]

    @pytest.mark.parametrize(
        ("numbers", "days", "code"),
        [
            ((1704389400, 1704589400), [None, None], "date-unreadable"),
            ((2024, 2023), [None, None], "date-incomplete"),
            ((45562, 45563), ["2024-09-27", "2024-09-28"], None),
            # A greater number says that the column has milliseconds.
            ((0, 1704389400000), ["1970-01-01", "2024-01-05"], "date-epoch"),
        ],
    )
    def test_a_column_without_a_number_that_can_be_milliseconds(self, numbers, days, code):
        row = {"Jenis Bencana": "BANJIR", "Kabupaten": "Demak"}
        with opened(json.dumps([{**row, "Tanggal": each} for each in numbers]).encode()) as table:
            read = list(table)
        assert [row.date and row.date.isoformat() for row in read] == days
        assert code is None or all(code in {*row.codes, *row.codes[1:]} for row in read)

    def test_other_numbers_among_milliseconds(self):
        row = {"Jenis Bencana": "BANJIR", "Kabupaten": "Demak"}
        numbers = (1704389400000, 20240106, -5, 1.5)
        with opened(json.dumps([{**row, "Tanggal": each} for each in numbers]).encode()) as table:
            days = [row.date and row.date.isoformat() for row in table]
        assert days == ["2024-01-05", "2024-01-06", None, None]

    def test_without_a_known_place_it_is_the_day_in_the_west(self):
        moments = Moments({"kib": 0, "region_id": 1})
        assert moments.local_moment(self.MOMENT, ["", None]).date() == dt.date(2024, 1, 4)
        assert moments.local_moment(self.MOMENT, ["9301", ""]).date() == dt.date(2024, 1, 5)
        assert moments.local_moment(self.MOMENT, ["9901", "00.01"]).date() == dt.date(2024, 1, 4)


class TestCommands:
    @pytest.fixture
    def run(self, capsys):
        def running(*arguments, status=0, lang="id"):
            assert main([*map(str, arguments), "--lang", lang]) == status
            return capsys.readouterr()

        return running

    def test_sheets(self, run, tmp_path):
        path = tmp_path / "t.xlsx"
        path.write_bytes(workbook(*TestSheets.YEARS).read())
        out, _ = run("count", path, "--format", "json", status=1)
        assert [each["code"] for each in json.loads(out)["findings"]] == ["sheets-not-read"]
        out, _ = run("check", path, "--sheet", "all", "--rows", lang="en")
        assert "sheet 2023, line 5" in out
        out, _ = run("count", path, "--sheet", "all", "--format", "json")
        assert (json.loads(out)["national"], json.loads(out)["sheets"]) == (2, ["2022", "2023"])

    def test_constants_and_lines_that_are_no_rows(self, run, tmp_path):
        path = tmp_path / "t.csv"
        path.write_text("Tanggal,Kabupaten,Meninggal\n5/1/2024,Demak,1\n,Kudus,1\nJUMLAH,,2\n", "utf-8")
        _, err = run("count", path, "--set", "type=banjir", lang="en", status=1)
        assert "set for all rows: type = banjir" in err
        assert "1 (line 4) [total-row]" in err
        assert "--fill-down" in err
        _, err = run("count", path, "--set", "type=banjir", "--fill-down", lang="en")
        assert "take the cell above" in err

    @pytest.mark.parametrize("given", ["type", "=banjir", "type= "])
    def test_constants_that_are_none(self, run, given):
        assert "--set" in run("count", "-", "--set", given, status=2).err

    def test_a_picture_is_no_table(self, run, tmp_path):
        path = tmp_path / "t.csv"
        path.write_bytes(b"\x89PNG\r\n\x1a\n\0\x1b[31m")
        for arguments in (["count", path], ["audit", "--draft", path, "-o", tmp_path / "d.json"]):
            out, err = run(*arguments, status=2)
            assert err.isprintable() or set(err) - {"\n"} == {c for c in err if c.isprintable()}
            assert not out
            assert "ini gambar" in err
        assert not (tmp_path / "d.json").exists()


def test_a_parquet_file_with_damaged_pages(tmp_path):
    """It says what its columns are, and cannot be read when it is walked."""
    polars = pytest.importorskip("polars")
    path = tmp_path / "t.parquet"
    numbers = range(30_000)
    polars.DataFrame(
        {"Kode Identitas Bencana": [f"330110220241124{each % 9 + 1}" for each in numbers]}
    ).with_columns(id=polars.Series(numbers)).write_parquet(path)
    content = bytearray(path.read_bytes())
    content[20:400] = b"\xff" * 380
    path.write_bytes(content)
    table = read_table(path)
    with pytest.raises(TableError, match=r"t\.parquet"):
        list(table)


class TestDecimals:
    """A number has no point of thousands: 1.234 is 1.234, whatever a text "1.234" means."""

    ROWS = (
        {
            "Tanggal": "2024-01-05",
            "Jenis Bencana": "Banjir",
            "Kabupaten": "Agam",
            "Mengungsi": 1.234,
            "sawah": 1.234,
        },
        {
            "Tanggal": "2024-01-06",
            "Jenis Bencana": "Banjir",
            "Kabupaten": "Agam",
            "Mengungsi": 12.0,
            "sawah": None,
        },
    )

    def sources(self, tmp_path):
        yield list(self.ROWS)
        yield io.BytesIO(json.dumps(self.ROWS).encode())
        polars = pytest.importorskip("polars")
        frame = polars.DataFrame(self.ROWS)
        yield frame
        frame.write_parquet(tmp_path / "t.parquet")
        yield tmp_path / "t.parquet"

    def test_decimals_that_look_like_thousands(self, tmp_path):
        for source in self.sources(tmp_path):
            with read_table(source) as table:
                first, second = table
            assert (first.event.impact.displaced, str(first.event.impact.land["sawah"])) == (None, "1.2340")
            assert second.event.impact.displaced == 12
            assert "figure-unreadable" in first.codes


class TestParquet:
    """Whatever Polars raises, and where it ends without an error: exit status 2 and a sentence, and no row lost."""

    KIB = "3301102202411241"

    @pytest.fixture(autouse=True)
    def polars(self):
        return pytest.importorskip("polars")

    @pytest.fixture
    def run(self, capfd, monkeypatch):
        monkeypatch.setenv("RUST_BACKTRACE", "0")

        def running(*arguments, lang="en"):
            status = main([*map(str, arguments), "--lang", lang])
            out, err = capfd.readouterr()
            assert "Traceback" not in err
            return status, out, err

        return running

    def column(self, polars, tmp_path, name, values, number=1):
        """A file with a KIB in each row and one more column."""
        path = tmp_path / "t.parquet"
        frame = polars.DataFrame({"Kode Identitas Bencana": [self.KIB] * number})
        frame.with_columns(values.alias(name)).write_parquet(path)
        return path

    @pytest.mark.parametrize("lang", ["en", "id"])
    @pytest.mark.parametrize("command", [["count"], ["check"], ["fix"], ["links"], ["audit", "--draft"]])
    def test_a_date_beyond_the_calendar(self, polars, run, tmp_path, command, lang):
        days = polars.Series([0, None, 10**8], dtype=polars.Int32).cast(polars.Date)
        path = self.column(polars, tmp_path, "Tanggal", days, 3)
        status, _, err = run(*command, path, lang=lang)
        sentence = {
            "en": "column Tanggal has a date beyond the calendar on line 4",
            "id": "kolom Tanggal memiliki tanggal di luar kalender pada baris 4",
        }
        assert (status, err) == (2, f"satudata: {path}: {sentence[lang]}\n")

    @pytest.mark.parametrize(
        ("number", "unit"),
        [(2**62, "ms"), (-(2**62), "us"), (2**62, "us"), (-719_162 * 86_400_000 - 1, "ms")],
    )
    def test_a_moment_beyond_the_calendar(self, polars, run, tmp_path, number, unit):
        moments = polars.Series([number], dtype=polars.Int64).cast(polars.Datetime(unit))
        status, _, err = run("count", self.column(polars, tmp_path, "Waktu", moments))
        assert (status, "column Waktu has a date beyond the calendar on line 2" in err) == (2, True)

    @pytest.mark.parametrize("days", [[-719_162, 2_932_896], [0, None]])
    def test_the_first_and_the_last_day(self, polars, run, tmp_path, days):
        path = self.column(
            polars, tmp_path, "Hari", polars.Series(days, dtype=polars.Int32).cast(polars.Date), 2
        )
        assert run("count", path)[0] == 0

    @pytest.mark.parametrize("unit", ["ms", "us", "ns"])
    def test_moments_and_times_of_day(self, polars, run, tmp_path, unit):
        moments = polars.Series(["2024-11-24 03:00:00"]).str.to_datetime(time_unit=unit)
        assert "2024-11-24 03:00:00" in run("fix", self.column(polars, tmp_path, "Waktu", moments))[1]
        assert (
            "03:04:00" in run("fix", self.column(polars, tmp_path, "Jam", polars.Series([dt.time(3, 4)])))[1]
        )

    @pytest.mark.parametrize("command", [["count"], ["audit", "--draft"]])
    def test_a_length_of_time(self, polars, run, tmp_path, command):
        path = self.column(polars, tmp_path, "Durasi", polars.Series([dt.timedelta(days=2)]))
        status, _, err = run(*command, path)
        assert (status, "column Durasi holds Duration" in err) == (2, True)

    def test_a_small_file_of_very_many_rows(self, polars, run, tmp_path):
        path = self.column(polars, tmp_path, "Lokasi", polars.repeat(None, 3_000_000, eager=True), 3_000_000)
        assert path.stat().st_size < 40_000
        status, _, err = run("fix", path, "-o", tmp_path / "x.csv")
        assert (status, "more than 200 times its packed size" in err) == (2, True)
        assert sorted(each.name for each in tmp_path.iterdir()) == ["t.parquet"]

    def test_a_long_text_in_every_row(self, polars, run, tmp_path):
        path = self.column(polars, tmp_path, "Lokasi", polars.repeat("x" * 10_000, 5_000, eager=True), 5_000)
        status, _, err = run("fix", path, "-o", tmp_path / "x.csv")
        assert (status, "more than 200 times its packed size" in err) == (2, True)
        assert sorted(each.name for each in tmp_path.iterdir()) == ["t.parquet"]

    def test_rows_that_polars_leaves_out(self, polars, run, tmp_path, monkeypatch):
        """Where a thread of its own fails it ends without an error."""
        path = self.column(polars, tmp_path, "Meninggal", polars.Series([1, 2, 3]), 3)
        monkeypatch.setattr(polars.LazyFrame, "collect_batches", lambda frame, **_: [frame.head(2).collect()])
        status, _, err = run("count", path)
        assert (status, err) == (2, f"satudata: {path}: this Parquet file is damaged or incomplete\n")

    def test_a_panic(self, polars, run, tmp_path, monkeypatch):
        path = self.column(polars, tmp_path, "Meninggal", polars.Series([1]))

        def panic(frame, **_):
            days = polars.Series([10**8], dtype=polars.Int32).cast(polars.Date)
            yield days.cast(polars.String)

        monkeypatch.setattr(polars.LazyFrame, "collect_batches", panic)
        status, _, err = run("count", path)
        assert (status, err.splitlines()[-1]) == (
            2,
            f"satudata: {path}: this Parquet file is damaged or incomplete",
        )

    @pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
    def test_who_asks_the_program_to_end_is_heard(self, polars, tmp_path, monkeypatch, error):
        def ended(frame, **_):
            raise error

        path = self.column(polars, tmp_path, "Meninggal", polars.Series([1]))
        monkeypatch.setattr(polars.LazyFrame, "collect_batches", ended)
        with read_table(path) as table, pytest.raises(error):
            list(table)

    def test_a_disk_that_fails_is_no_damage(self, polars, tmp_path, monkeypatch):
        def failed(*_, **__):
            raise OSError(5, "input/output error")

        path = self.column(polars, tmp_path, "Meninggal", polars.Series([1]))
        monkeypatch.setattr(polars.LazyFrame, "collect_schema", failed)
        with pytest.raises(OSError, match="input/output"):
            read_table(path)

    def test_a_cell_of_many_lines_stays_one_cell(self, polars, run, tmp_path):
        text = "\n".join(f"baris {number}" for number in range(200))
        path = self.column(polars, tmp_path, "Lokasi", polars.Series([text, 'a "b"\r\nc']), 2)
        assert run("fix", path, "-o", tmp_path / "x.csv")[0] == 0
        with read_table(tmp_path / "x.csv") as table:
            assert [row.cells[1] for row in table] == [text, 'a "b"\r\nc']
            assert {code for row in table for code in row.codes} == set()

    def test_through_a_stream(self, polars, tmp_path):
        path = self.column(polars, tmp_path, "Meninggal", polars.Series([1]))
        for content in (path.read_bytes(), packed(path.read_bytes())):
            with open_table(io.BytesIO(content)) as table:
                assert [row.event.impact.dead for row in table] == [1]

    def test_what_is_asked_whether_it_is_one(self, polars, tmp_path):
        assert is_parquet(self.column(polars, tmp_path, "Meninggal", polars.Series([1])))
        assert not is_parquet(tmp_path)

    def test_its_rows_with_their_types(self, polars, tmp_path):
        path = self.column(polars, tmp_path, "Tanggal", polars.Series([dt.date(2024, 11, 24)]))
        assert list(ParquetTable(path, "t").iter_rows()) == [(self.KIB, dt.date(2024, 11, 24))]
        path = self.column(polars, tmp_path, "Durasi", polars.Series([dt.timedelta(days=2)]))
        with pytest.raises(TableError, match="Durasi"):
            list(ParquetTable(path, "t").iter_rows())


class TestStreams:
    """A stream may have no end, and no place to go back to."""

    class Endless(io.RawIOBase):
        """The same bytes for ever; at most so many are asked for."""

        def __init__(self, piece, most):
            self.piece, self.most, self.taken = piece, most, 0

        def readable(self):
            return True

        def read(self, size=-1):
            assert size > 0
            self.taken += size
            assert self.taken <= self.most
            return (self.piece * (size // len(self.piece) + 1))[:size]

    @pytest.mark.parametrize("piece", [b"\0", b"x", b"%PDF-1.7 ", "x".encode("utf-16-le")])
    def test_what_is_no_table_is_read_no_further(self, piece):
        with open_table(self.Endless(piece, 2**20)) as table:
            assert [each.code for each in table.problems] == ["file-not-a-table"]

    def test_a_table_without_an_end(self, monkeypatch):
        monkeypatch.setattr(_sources, "MOST_BYTES", 2**22)
        with pytest.raises(TableError, match="a stream of more than 0 GB") as refused:
            open_table(self.Endless(b"KIB,Lokasi\n", 2**23))
        assert "simpan dahulu" in refused.value.message("id")

    @pytest.mark.parametrize("end", ["", "PAR1", ",PAR1"])
    def test_a_text_that_begins_as_parquet_does(self, end):
        """Parquet also ends so, behind the size of a footer that the file has room for."""
        assert kind_of(io.BytesIO(KINDS["heading of Parquet"].rstrip() + end.encode())).format == "CSV"

    def test_a_file_whose_first_line_has_no_end(self):
        assert problems(b"x" * 2**20) == ["file-not-a-table"]
        assert problems(b"x" * (2**20 - 1) + b"\n" + TEXT.encode()) == []

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
    def test_links_through_a_pipe(self, tmp_path):
        path = tmp_path / "pipe"
        os.mkfifo(path)
        writer = threading.Thread(target=path.write_bytes, args=(b"line,kib,event\n2,1,a\n",))
        writer.start()
        assert read_links(path).event_id_for(2, "1") == "a"
        writer.join()

    def test_links_that_are_no_text(self, tmp_path):
        (tmp_path / "links").write_bytes(bytes(10))
        with pytest.raises(TableError, match="a table of links"):
            read_links(tmp_path / "links")


class TestOtherSources:
    def test_a_parquet_file_without_its_package(self, monkeypatch, tmp_path):
        path = tmp_path / "t.parquet"
        path.write_bytes(b"PAR1 PAR1")
        monkeypatch.setattr("satudata.tabular._parquet.find_spec", lambda name: None)
        with pytest.raises(MissingExtraError, match="polars"):
            read_table(path)

    def test_a_parquet_file_without_a_schema(self, tmp_path):
        pytest.importorskip("polars")
        path = tmp_path / "t.parquet"
        path.write_bytes(b"PAR1" + bytes(100) + b"PAR1")
        with pytest.raises(TableError, match=r"t\.parquet"):
            read_table(path)

    def test_a_dataframe_by_its_protocol(self):
        class Framed:
            __dataframe__ = None

        with pytest.raises(WrongTypeError, match="that narwhals takes"):
            read_table(Framed())

    def test_a_label_of_a_dataframe_may_come_twice_as_a_heading_may(self):
        pandas, pyarrow = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
        duckdb = pytest.importorskip("duckdb")
        cells, labels = ("6202106202408041", 1, 2), ["KIB", "Meninggal", "Meninggal"]
        for frame in (
            pandas.DataFrame([cells], columns=labels),
            pyarrow.table([pyarrow.array([cell]) for cell in cells], names=labels),
            duckdb.sql("SELECT '6202106202408041' AS KIB, 1 AS Meninggal, 2 AS Meninggal"),
        ):
            table = read_table(frame)
            (row,) = table
            assert (row.cells, row.event.impact.dead) == (tuple(map(str, cells)), 1)
            assert [(each.heading, each.why.value) for each in table.columns.ignored] == [
                ("Meninggal", "second")
            ]

        class Framed:
            __dataframe__ = None
            columns = ("KIB", "KIB")

        with pytest.raises(TableError, match="several columns have the same name"):
            read_table(Framed())

    def test_levels_of_labels_are_joined_and_other_labels_are_text(self):
        pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
        labels = [("KIB", "Unnamed: 0_level_1"), ("Rumah", "Rusak Berat"), ("Meninggal", "")]
        frame = pandas.DataFrame([["6202106202408041", 1, 2]], columns=pandas.MultiIndex.from_tuples(labels))
        assert read_table(frame).columns.headings == ("KIB", "Rumah Rusak Berat", "Meninggal")
        frame.columns = ["KIB", 2020, None]
        assert read_table(frame).columns.headings == ("KIB", "2020", "None")
        assert read_table(polars.DataFrame({"KIB": ["x"]})).columns.headings == ("KIB",)

    def test_the_labels_of_a_lazy_frame_are_not_asked_of_it(self):
        """Polars would have to plan the whole query, and warns of that."""
        frame = pytest.importorskip("polars").LazyFrame({"KIB": ["6202106202408041"]})
        assert read_table(frame).columns.headings == ("KIB",)

    def test_a_dataframe_without_its_package(self, monkeypatch):
        pandas = pytest.importorskip("pandas")
        monkeypatch.setattr("satudata.tabular._dataframes.find_spec", lambda name: None)
        with pytest.raises(MissingExtraError, match="frames"):
            read_table(pandas.DataFrame({"KIB": ["6202106202408041"]}))

    def test_what_is_no_table(self):
        with pytest.raises(WrongTypeError, match="a table is a path"):
            read_table(5)


@pytest.mark.parametrize(("given", "state"), [({}, "repaired"), ({"strict": True}, "unreadable")])
def test_a_kib_in_another_form_is_read_unless_strict(given, state):
    with opened(b"KIB,Meninggal\n6202-106-20240804-1,1\n", **given) as table:
        assert [row.kib_state for row in table] == [state]


@pytest.mark.parametrize("suffix", ["json", "xlsx", "ods"])
def test_a_drafted_data_set_is_checked_with_its_table(suffix, tmp_path, capsys):
    rows = [HEADINGS, *ROWS]
    path, draft = tmp_path / f"kejadian.{suffix}", str(tmp_path / "draft.json")
    written = {"json": io.BytesIO(KINDS["json"]), "xlsx": workbook(("Data", rows)), "ods": ods(rows)}
    path.write_bytes(written[suffix].read())
    assert main(["audit", "--draft", str(path), "-o", draft]) == 0
    assert main(["audit", draft, str(path), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "2 rows checked" in out
    assert ("is published as" in out) == (suffix == "xlsx")
