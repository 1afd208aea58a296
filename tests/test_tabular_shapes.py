"""Shapes of tables: two lines of headings, totals below, cells merged downwards, and what is said of all rows."""

import io

import pytest

from satudata.tabular import Ignoring, read_table
from satudata.tabular._constants import Constants
from satudata.tabular._csv import Record
from satudata.tabular._header import header_of
from satudata.tabular._tables import open_table
from satudata.tabular._total_rows import is_total

TEXT = """Tanggal Kejadian,Jenis Bencana,Kabupaten,Provinsi,Meninggal
2023-11-02,BANJIR,Kab. Kudus,Jawa Tengah,1
2023-12-20,TANAH LONGSOR,Kab. Kebumen,Jawa Tengah,0
"""


def opened(content, **options):
    return open_table(io.BytesIO(content), **options)


def problems(content, **options):
    with opened(content, **options) as table:
        return [each.code for each in table.problems]


class TestShapes:
    def test_two_lines_of_headings(self):
        text = "No,Tanggal,Bencana,Kabupaten,Korban,,,Rumah\n,,,,Meninggal,Hilang,Luka,Rusak Berat\n"
        with opened(
            f"REKAP\n{text}(1),(2),(3),(4),(5),(6),(7),(8)\n1,6/1/2024,BANJIR,Demak,1,2,3,4\n".encode()
        ) as table:
            (row,) = table
            impact = row.event.impact
            assert (impact.dead, impact.missing, impact.injured) == (1, 2, 3)
            assert (table.header_line, row.line) == (2, 5)

    def impacts(self, text):
        with opened(text.encode()) as table:
            return [row.event.impact for row in table], [each.code for each in table.findings]

    def test_sexes_below_the_people_add_up(self):
        head = "Tanggal,Bencana,Kabupaten,Meninggal,,Mengungsi,\n,,,L,P,Lk.,Pr.\n"
        (one, other), said = self.impacts(
            f"{head}6/1/2024,BANJIR,Demak,0,1,20,30\n7/1/2024,BANJIR,Kudus,2,,,\n"
        )
        assert (one.dead, one.displaced, one.lower_bounds) == (1, 50, set())
        assert (other.dead, other.displaced, other.lower_bounds) == (2, None, {"dead"})
        assert said == []

    def test_a_total_behind_the_sexes_is_the_figure(self):
        head = "Tanggal,Bencana,Kabupaten,Hilang,,\n,,,L,P,Jml\n"
        (one,), said = self.impacts(f"{head}6/1/2024,BANJIR,Demak,1,1,2\n")
        assert (one.missing, said) == (2, [])

    def test_families_and_people_below_the_displaced(self):
        head = "No,Tanggal,Bencana,Kabupaten,KORBAN,,\n,,,,Luka,Mengungsi,\n,,,,(Jiwa),KK,Jiwa\n"
        (one,), _ = self.impacts(f"{head}1,6/1/2024,BANJIR,Demak,3,60,20\n")
        assert (one.injured, one.displaced) == (3, 20)

    def test_a_third_line_that_says_more(self):
        head = "Tanggal,Bencana,Kabupaten,KORBAN,,\n,,,Meninggal,Luka,\n,,,,Berat,Ringan\n"
        (one,), _ = self.impacts(f"{head}6/1/2024,BANJIR,Demak,0,3,4\n")
        assert (one.dead, one.injured) == (0, 7)

    def test_one_sex_alone_is_a_lower_bound(self):
        (one,), _ = self.impacts(
            "Tanggal,Bencana,Kabupaten,Korban Meninggal Perempuan\n6/1/2024,BANJIR,Demak,1\n"
        )
        assert (one.dead, one.lower_bounds) == (1, {"dead"})

    def test_kinds_of_facilities_below_the_facilities(self):
        head = "Tanggal,Bencana,Kabupaten,FASILITAS UMUM RUSAK,,,\n,,,Pendidikan,Ibadah,Kesehatan,Pasar\n"
        (one,), said = self.impacts(f"{head}6/1/2024,BANJIR,Demak,1,2,3,4\n")
        assert {kind.value: number for (kind, _), number in one.facilities.items()} == {
            "pendidikan": 1, "peribadatan": 2, "kesehatan": 3, "pasar": 4,
        }  # fmt: skip
        assert said == []

    def test_the_upper_line_may_have_group_headings_alone(self):
        text = ",,,KORBAN,\nTanggal,Jenis Bencana,Kabupaten,Meninggal,Hilang\n6/1/2024,BANJIR,Demak,1,2\n"
        with opened(text.encode()) as table:
            (row,) = table
            assert (row.event.impact.dead, row.event.impact.missing) == (1, 2)

    def test_a_first_row_of_texts_is_no_second_line_of_headings(self):
        with opened(
            b"Tanggal,Bencana,Kabupaten,Keterangan\n,BANJIR,Demak,aman\n6/1/2024,BANJIR,Demak,x\n"
        ) as table:
            assert [row.line for row in table] == [2, 3]

    @pytest.mark.parametrize(
        "words",
        [
            "JUMLAH",
            "Total 2024",
            "GRAND TOTAL",
            "Sub-Total",
            "Rekapitulasi",
            "Jumlah Kab. Kudus",
            "Data per 5 Mei 2024",
            "Kepala Pelaksana BPBD",
            "Sumber: BPBD",
            "Keterangan :",
            "*) sementara",
            "Semarang, 31 Januari 2024",
            "Kota Bima,   Mei 2024",
            "BUDI SANTOSO, S.Sos., M.Si",
        ],
    )
    @pytest.mark.parametrize("column", [0, 2])
    def test_total_and_source_lines(self, words, column):
        is_signed = "," in words
        cells = (
            ["", "", "", "", ""]
            if is_signed
            else ["", "", "", "Jawa Tengah", "12" if is_total(words) else ""]
        )
        cells[column] = f'"{words}"'
        with opened(f"{TEXT}{','.join(cells)}\n".encode()) as table:
            *_, last = table
            assert (last.codes, last.event) == (("total-row",), None)

    def test_a_total_behind_the_name_of_a_province(self):
        with opened(f"{TEXT},,TOTAL,Jawa Tengah,12\n,,,Jawa Tengah,TOTAL\n".encode()) as table:
            assert [row.codes for row in table][2:] == [("total-row",)] * 2

    def test_tags_of_hxl_below_the_headings_are_no_row(self):
        tags = "#date +occurred,#event+type,#adm2,#adm1,#affected+killed"
        with opened(f"{TEXT}{tags}\n#date,Banjir,,,\n#1,#2,,,\n#date,,,,\n".encode()) as table:
            read = ["total-row" in row.codes for row in table][2:]
        assert read == [True, False, False, False]

    def test_a_total_in_the_place_of_the_date_may_have_a_number_of_events(self):
        with opened(f"{TEXT}Jumlah Januari,12,,,3\nJumlah Januari,Banjir,,,3\n".encode()) as table:
            assert [row.codes for row in table][2:] == [("total-row",), ("date-unreadable", "row-left-out")]

    @pytest.mark.parametrize("row", ["Totalindo,,Kudus,,1", "JUMLAH,BANJIR,Kudus,,1", ",BANJIR,,,"])
    def test_rows_that_are_no_totals(self, row):
        with opened(f"{TEXT}{row}\n".encode()) as table:
            *_, last = table
            assert "row-left-out" in last.codes

    @pytest.mark.parametrize("words", ["Sumber Agung", "Kepala Curup"])
    def test_a_village_whose_name_begins_as_a_source_line_does(self, words):
        text = f"Desa,Meninggal\n{words},1\n"
        given = {"date": "2024-01-05", "type": "banjir", "region": "33.21"}
        with read_table(io.BytesIO(text.encode()), constants=given) as table:
            assert [row.event.impact.dead for row in table] == [1]

    @pytest.mark.parametrize("cell", ['"Jumat, 5 Januari 2024"', '"Semarang, 31 Januari 2024"'])
    def test_a_date_with_other_cells_is_not_signed(self, cell):
        with opened(f"{TEXT}{cell},,,Jawa Tengah,1\n".encode()) as table:
            *_, last = table
            assert "row-left-out" in last.codes

    AGAIN = "Tanggal,Bencana,Kabupaten,KORBAN,\n,,,MD,LL\n(1),(2),(3),(4),(5)\n"

    @pytest.mark.parametrize("fill_down", [False, True])
    def test_headings_that_are_repeated_on_each_page(self, fill_down):
        rows = "5/1/2024,Banjir,Demak,1,\n", "6/1/2024,Banjir,Kudus,1,\n,,,1,\n"
        with opened((self.AGAIN + rows[0] + self.AGAIN + rows[1]).encode(), fill_down=fill_down) as table:
            read = [(row.event and row.event.impact.dead, row.codes) for row in table]
        assert read[:5] == [(1, ()), *[(None, ("total-row",))] * 3, (1, ())]
        assert read[5][0] == (1 if fill_down else None)

    def test_a_row_with_one_word_of_the_headings_is_none(self):
        with opened(f"{TEXT}Tanggal,BANJIR,Demak,,1\n".encode()) as table:
            *_, last = table
            assert "row-left-out" in last.codes

    def test_a_list_next_to_the_table_has_no_rows_of_it(self):
        text = "Tanggal,Bencana,Kabupaten,,Kode,Arti\n5/1/2024,Banjir,Demak,,101,Banjir\n,,,,102,Longsor\n"
        with opened(text.encode()) as table:
            assert [row.codes for row in table] == [(), ("total-row",)]

    @pytest.mark.parametrize("fill_down", [False, True])
    def test_kabupaten_and_kota_in_two_columns(self, fill_down):
        head = "Tanggal,Bencana,Nama Kabupaten,Kota,Provinsi\n"
        rows = ",Bogor,,Jawa Barat\n", ",,Bogor,Jawa Barat\n", ",,Kota Bandung,\n", ",Bogor,Cibinong,\n"
        text = head + "".join(f"{day}/1/2024,Banjir{row}" for day, row in enumerate(rows, start=1))
        with opened(text.encode(), fill_down=fill_down) as table:
            assert [str(row.region) for row in table] == ["32.01", "32.71", "32.73", "32.01"]

    def test_days_of_a_month_that_is_stated(self):
        text = b"Tgl,Bencana,Kabupaten\n5,Banjir,Demak\n31,Banjir,Kudus\n"
        with opened(text, constants={"year": 2023, "month": 3}) as table:
            assert [str(row.date) for row in table] == ["2023-03-05", "2023-03-31"]

    MERGED = "ID Kejadian,Tanggal,Bencana,Provinsi,Kabupaten,Kecamatan,Meninggal\n"

    def filled(self, *rows):
        with opened((self.MERGED + "\n".join(rows)).encode(), fill_down=True) as table:
            return [(row.event and row.event.id, row.date and row.date.day, str(row.region)) for row in table]

    def test_cells_merged_downwards(self):
        first = "7,5/1/2024,Banjir,Jawa Tengah,Demak,Sayung,1"
        assert self.filled(
            first,
            ",,,,,Karangtengah,1",
            ",,,,Kudus,,1",
            ",6/1/2024,,,,,",
            ",,,Bali,Badung,,",
            "JUMLAH,,,,,,9",
            ",,,,,Kuta,1",
        ) == [
            ("7", 5, "33.21"),
            ("7", 5, "33.21"),
            ("331910120240105", 5, "33.19"),
            ("331910120240106", 6, "33.19"),
            ("510310120240106", 6, "51.03"),
            (None, None, "None"),
            ("510310120240106", 6, "51.03"),
        ]

    def test_an_id_that_is_not_taken_over_is_named(self):
        rows = (
            "7,5/1/2024,Banjir,Jawa Tengah,Demak,,1",
            ",,,,Kudus,,1",
            ",,,,Pati,,1",
            "JUMLAH,,,,,,3",
            "8,,,,Jepara,,1",
            ",6/1/2024,,,Rembang,,1",
            ",,,,Blora,,1",
        )
        with opened((self.MERGED + "\n".join(rows)).encode(), fill_down=True) as table:
            said = ["event-id-not-filled" in row.codes for row in table]
        assert said == [False, True, True, False, False, False, False]

    @pytest.mark.parametrize(
        ("cells", "starts"),
        [
            ("3318101202401071,,,,,", True),
            (",6/1/2024,,,Rembang,", True),
            (",,Longsor,,Rembang,", True),
            (",,,,Rembang,", False),
        ],
    )
    def test_a_row_of_an_event_of_its_own_ends_what_is_below_an_id(self, cells, starts):
        head = "KIB,Tanggal,Bencana,Provinsi,Kabupaten,ID Kejadian,Meninggal\n,5/1/2024,Banjir,Jawa Tengah,Demak,7,1\n"
        with opened(f"{head}{cells},1\n,,,,Blora,,1\n".encode(), fill_down=True) as table:
            said = ["event-id-not-filled" in row.codes for row in table]
        assert said == [False, not starts, not starts]

    def test_parts_of_a_date_are_filled_from_the_larger(self):
        text = "Tahun,Bulan,Tanggal,Bencana,Kabupaten\n2024,1,5,Banjir,Demak\n,,6,,\n,2,,,\n,,7,,\n,2,8,Longsor,Kudus\n"
        with opened(text.encode(), fill_down=True) as table:
            read = [row.date and (row.date.month, row.date.day) for row in table]
            assert read == [(1, 5), (1, 6), None, (2, 7), (2, 8)]

    def test_a_kib_below_another_is_a_row_of_its_own(self):
        text = "KIB,Tanggal,Bencana,Kabupaten\n3321 101 20240105 1,5/1/2024,Banjir,Demak\n3319 102 20240106 1,,,\n,,,\n"
        with opened(text.encode(), fill_down=True) as table:
            assert [row.event.key for row in table] == ["332110120240105", "331910220240106"]

    SECTIONS = "No,Tanggal,Bencana,Provinsi,Kabupaten,Kecamatan,Meninggal\n"

    def in_sections(self, *rows, **options):
        with opened((self.SECTIONS + "\n".join(rows)).encode(), **options) as table:
            return [(row.date and row.date.day, str(row.region), "total-row" in row.codes) for row in table]

    def test_a_place_alone_is_the_heading_of_the_rows_below(self):
        rows = ("I,,,Riau,Kab. Siak,,", "1,5/1/2024,Banjir,,,Tualang,0", "2,6/1/2024,,,,Minas,1")
        more = ("II.,,,,KAB. KAMPAR,,", "1,7/1/2024,Banjir,,,Bangkinang,0")
        kampar = ("b),,,,Kab. Pelalawan,,", "3,8/1/2024,Banjir,,Kab. Rokan Hulu,,0")
        assert self.in_sections(*rows, *more, *kampar, fill_down=True) == [
            (None, "None", True),
            (5, "14.08", False),
            (6, "14.08", False),
            (None, "None", True),
            (7, "14.01", False),
            # The row below has a place of its own, so this one is a row.
            (7, "14.05", False),
            (8, "14.06", False),
        ]

    def test_a_province_alone_is_the_heading_of_its_kabupaten(self):
        rows = (
            ",,,Jawa Tengah,,,",
            ",5/1/2024,Banjir,,Demak,,1",
            ",,,Bali,,,",
            ",6/1/2024,Banjir,,Badung,,1",
        )
        assert self.in_sections(*rows, fill_down=True)[2:] == [(None, "None", True), (6, "51.03", False)]

    @pytest.mark.parametrize(
        "rows",
        [
            # Below it no row begins, the last row has none below it, and a figure is no number of a section.
            ("1,5/1/2024,Banjir,,Demak,,1", "2,,,,Kudus,,", ",,,,,Jati,1"),
            ("1,5/1/2024,Banjir,,Demak,,1", "2,,,,Kudus,,"),
            ("1,5/1/2024,Banjir,,Demak,,1", "2,,,,Kudus,,4", "3,6/1/2024,Banjir,,,,1"),
            ("1,5/1/2024,Banjir,,Demak,,1", "2,,,,Kudus,Jati,", "3,6/1/2024,Banjir,,,,1"),
        ],
    )
    def test_a_place_below_a_merged_date_is_a_row(self, rows):
        assert self.in_sections(*rows, fill_down=True)[1] == (5, "33.19", False)

    def test_a_table_without_rows_has_no_section(self):
        assert self.in_sections(fill_down=True) == []

    def test_a_section_is_left_out_without_filling(self):
        rows = ("1,5/1/2024,Banjir,,Demak,,1", ",,,,Kudus,,", "3,6/1/2024,Banjir,,,,1")
        assert self.in_sections(*rows)[1:] == [(None, "None", False), (None, "None", False)]

    def test_without_it_a_hint(self):
        rows = f"{self.MERGED}7,5/1/2024,Banjir,Jawa Tengah,Demak,Sayung,1\n,,,,,Karangtengah,1\n"
        rows += ",besok,Banjir,,Demak,,\n"
        with opened(rows.encode()) as table:
            assert [("cells-merged-down" in row.codes) for row in table] == [False, True, False]


class TestConstants:
    def read(self, text, **constants):
        with opened(text.encode(), constants=constants) as table:
            assert table.problems == ()
            return list(table)

    def test_columns_that_the_table_lacks(self):
        (row,) = self.read(
            "Kecamatan,Meninggal\nSayung,2\n", type="banjir", region="Kab. Demak", date="5 Januari 2024"
        )
        assert (row.event.key, row.event.impact.dead, len(row.cells)) == ("332110120240105", 2, 2)

    def test_filled_cells_win(self):
        text = "Tanggal,Jenis Bencana,Kabupaten,Meninggal\n5/1/2024,Banjir,Kudus,\n5/1/2024,,,3\n"
        one, other = self.read(text, type="102", region="33.21", dead=0)
        assert (one.event.key, one.event.impact.dead) == ("331910120240105", 0)
        assert (other.event.key, other.event.impact.dead) == ("332110220240105", 3)

    def test_a_kib_says_it_itself(self):
        (row,) = self.read(
            "KIB\n3319 102 20240106 1\n", type="101", region="33.21", date="2024-01-05", year=2023
        )
        assert (row.event.key, row.codes) == ("331910220240106", ())

    def test_the_year_of_days_without_one(self):
        days = ["5 Januari", "06/02", "7/3/2021", "", "x"]
        text = "Tanggal,Bencana,Kabupaten\n" + "".join(f"{day},Banjir,Demak\n" for day in days)
        read = [row.date and row.date.isoformat() for row in self.read(text, year=2020)]
        assert read == ["2020-01-05", "2020-02-06", "2021-03-07", None, None]

    def test_a_province_by_code_or_name(self):
        text = "Tanggal,Bencana\n5/1/2024,Banjir\n"
        for given in ({"province": "33"}, {"province": "Jawa Tengah"}, {"region": "33"}):
            (row,) = self.read(text, **given)
            assert str(row.region) == "33"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("type", "banjr"), ("type", ""), ("type", "555"), ("region", "Atlantis"), ("region", "99.99"),
            ("province", "33.21"), ("province", "Atlantis"), ("year", "24"), ("year", "dulu"), ("date", "besok"),
            ("place", ""),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read(self, field, value):
        assert problems(TEXT.encode(), constants={field: value}) == ["constant-unreadable"]

    @pytest.mark.parametrize(
        ("given", "asked"),
        [
            ({"region": "Bogor"}, "Kabupaten Bogor (32.01) / Kota Bogor (32.71)"),
            ({"region": "1212"}, "Kabupaten Deli Serdang (12.07) / Kabupaten Toba (12.12)"),
            ({"region": "Jambi"}, "province=Jambi"),
            ({"region": "Kota Bogor"}, ""),
            ({"region": "12.12"}, ""),
            ({"region": "3321"}, ""),
            ({"region": "Banjar", "province": "Jawa Barat"}, ""),
            ({"region": "Kalimantan Tengah"}, ""),
        ],
    )
    def test_a_place_that_can_be_two(self, given, asked):
        problems = Constants.of(given).problems
        assert [asked in each.message() for each in problems] == ([True] if asked else [])

    def test_a_field_that_is_not_there(self):
        assert problems(TEXT.encode(), constants={"cuaca": "cerah"}) == ["column-choice"]

    def test_codes_in_a_column_for_names(self):
        text = b"Tanggal,Apa,Mana\n5/1/2024,102,3319\n"
        with opened(text, columns={"type": "Apa", "region": "Mana"}) as table:
            assert [row.event.key for row in table] == ["331910220240105"]


def test_a_row_with_a_kib_takes_no_day_and_no_type_from_above():
    text = (
        "KIB,Tanggal,Jenis Bencana,Kabupaten,Provinsi\n"
        ",2024-01-01,Banjir,Demak,Jawa Tengah\n3321106202408041,,,,\n"
    )
    with opened(text.encode(), fill_down=True) as table:
        above, row = table
    assert (str(above.date), str(row.date), row.event.type_code) == ("2024-01-01", "2024-08-04", "106")
    assert row.codes == ()


def test_nothing_is_taken_from_above_unless_it_is_asked_for():
    text = "Tanggal,Jenis Bencana,Kabupaten\n2024-01-01,Banjir,Demak\n,,Kudus\n"
    with opened(text.encode()) as table:
        first, second = table
    assert first.event is not None
    assert (second.event, second.date) == (None, None)
    with opened(text.encode(), fill_down=True) as table:
        assert [str(row.date) for row in table] == ["2024-01-01"] * 2


def test_a_row_with_a_kib_alone_takes_no_province_from_above():
    text = "KIB,Provinsi,Kabupaten,Meninggal\n,Jawa Tengah,Demak,1\n5103101202401061,,,2\n,,Kudus,3\n"
    with opened(text.encode(), fill_down=True, constants={"type": "banjir", "date": "2024-01-05"}) as table:
        _, own, below = table
        assert own.codes == ()
        assert [str(each.region) for each in own.event.records] == ["51.03"]
        assert [str(each.region) for each in below.event.records] == ["33.19"]


@pytest.mark.each_row(
    "words",
    [
        *(
            "L P",
            "Lk. Pr.",
            "Laki-laki Perempuan",
            "Laki2 Perempuan",
            "Pria Wanita",
            "Male Female",
            "(L) (P)",
        ),
        *("Jml Jml", "Jumlah Total", "Jiwa KK", "Orang Keluarga", "Org KK", "Unit Buah", "Ha M", "Km Ha"),
    ],
)
def test_a_line_of_sexes_or_units_belongs_to_the_headings_above(words):
    first = [Record(1, ("Tanggal", "Kabupaten", "Meninggal", "")), Record(2, ("", "", *words.split()))]
    header = header_of(
        first, lambda cells: 2 * ("Tanggal" in cells)
    )  # so that no figure is known by both lines
    assert (header.line, header.last) == (1, 2)
    assert header.cells[2:] == tuple(f"Meninggal {word}" for word in words.split())


@pytest.mark.parametrize("number", ["Jumlah", "JML", "total", "Nilai", "Banyaknya", "value"])
@pytest.mark.parametrize(
    ("unit", "is_number"),
    [
        *[(unit, True) for unit in ("KEJADIAN", "Kejadian Bencana", "kali", "kasus", "event", "Events")],
        *[("jiwa", False), ("", False)],
    ],
)
def test_a_number_whose_unit_is_the_event_is_the_publishers(number, unit, is_number):
    text = f"nama_kabupaten_kota,jenis_bencana,{number},satuan,tahun\nKab. Demak,BANJIR,3,{unit},2023\n"
    with opened(text.encode()) as table:
        why = {each.heading: each.why for each in table.columns.ignored}
        assert (why.get(number) is Ignoring.WEIGHT) is is_number


@pytest.mark.parametrize(
    ("group", "kinds", "fields"),
    [
        ("LUAS TERDAMPAK (HA)", ("SAWAH", "HUTAN"), ("sawah", "hutan")),
        ("LAHAN (HA)", ("SAWAH", "KEBUN"), ("sawah", "kebun")),
        ("LUAS LAHAN (HA)", ("SAWAH", "LAHAN"), ("sawah", "lahan")),
        ("LAHAN TERDAMPAK (HA)", ("LAHAN", "JUMLAH"), ("lahan", "total")),
        ("LUAS (M2)", ("SAWAH", "KEBUN (HA)"), ("sawah", "kebun")),
        ("LAHAN", ("SAWAH (HA)", "HUTAN (HA)"), ("sawah", "hutan")),
        ("KERUSAKAN LAHAN", ("KOLAM", "KEBUN"), ("kolam", "kebun")),
    ],
)
def test_kinds_of_land_below_a_heading_of_any_land(group, kinds, fields):
    head = f"No,Tanggal,Jenis Bencana,Kabupaten,MD,{group},\n,,,,,{','.join(kinds)}\n"
    with opened(f"{head}1,2024-08-01,Banjir,Kab. Siak,0,0,2\n".encode()) as table:
        (row,) = table
        assert row.event.impact.land == dict(zip(fields, (0, 2), strict=True))
        assert [each.code for each in table.findings] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("No,Kabupaten/Kota,JENIS BENCANA,\n,,Banjir,Longsor\n1,Kab. Siak,3,2\n", "table-wide"),
        ("REKAP,,,\nNo,Kabupaten,Jenis Bencana,\n,,2023,2024\n1,Kab. Siak,3,2\n", "table-wide"),
        ("No,Kabupaten,Jenis Bencana,\n,Kab. Siak,Banjir,Longsor\n", "column-date-missing"),
        ("Kabupaten,Jenis Bencana,Tahun\n,Banjir,2024\n", "column-date-missing"),
        ("Kabupaten,Jenis Bencana,\n", "column-date-missing"),
    ],
)
def test_a_cross_table_with_its_types_in_a_second_line_is_wide(text, code):
    assert problems(text.encode()) == [code]
