"""How cells are read: dates, figures, names of types and places, and codes, in the forms that tables have."""

import csv
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from satudata import disaster_types, read_kib, regions
from satudata.disaster_types._written import hazard, read_name
from satudata.regions._gazetteer import embedded
from satudata.regions._written import one_letter_apart, regency_forms
from satudata.tabular import KIBState, gather, read_rows
from satudata.tabular._cells import yes_or_no
from satudata.tabular._columns_of_cells import Survey, is_decimal, unit_of
from satudata.tabular._csv import Record
from satudata.tabular._dates import day
from satudata.tabular._figures import Unit, grouping_of, hectares, whole
from satudata.tabular._kib_cells import KIBCells
from satudata.tabular._place_names import lost_zero, read_code
from satudata.tabular._places import Named, row_place
from satudata.tabular._types import row_type

FACTS = Path(__file__).resolve().parent.parent / "facts"
TODAY = date(2026, 11, 29)


def facts(name):
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(*rows, today=None, **columns):
    headings = list(columns) if columns else list(rows[0])
    cells = [list(columns.values())] if columns else rows[1:]
    return list(read_rows(headings, cells))


def codes(row):
    return [each.code for each in row.findings]


def regions_of(row):
    return () if row.event is None else tuple(str(record.region) for record in row.event.records)


class TestDates:
    CODES: ClassVar = {
        "read": (None, "date-weekday-differs"),
        "range": ("date-range",),
        "incomplete": ("date-incomplete",),
        "refused": ("date-unreadable",),
    }

    @pytest.mark.parametrize("row", facts("dates.csv"), ids=lambda row: row["written"])
    def test_every_known_form(self, row):
        if "03:00 of the 28th" in row["note"]:
            return  # the region's local day, which the cell alone does not tell
        text = row["written"].replace("\\n", "\n")
        on, code = day(text, today=TODAY, is_serial=row["written"].startswith("45562"))
        assert ("" if on is None else on.isoformat()) == row["iso"]
        assert code in self.CODES[row["status"]]

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "27 September 2024.",
                "(27/09/2024)",
                "'2024-09-27",
                "27-09-2024 / 10.30 WITA",
            ),
            *(
                "27 September 2024, sekitar pukul 14.30 WIB",
                "27/09/2024 ± pkl 10.00",
                "27/09/2024 sekitar jam 02.00",
            ),
        ],
    )
    def test_marks_around_a_date_are_set_aside(self, text):
        assert day(text) == (date(2024, 9, 27), None)

    def test_a_day_name_is_checked(self):
        assert day("Rabu, 27/09/2024")[1] == "date-weekday-differs"
        assert day("Jumat-Sabtu, 27-28 September 2024") == (date(2024, 9, 27), "date-range")

    @pytest.mark.parametrize("text", ["27 September", "27/09", "tgl. 27 September"])
    def test_a_year_of_its_own_column_completes_a_day(self, text):
        assert day(text, year="2024") == (date(2024, 9, 27), None)

    @pytest.mark.parametrize("period", ["202001", "2020", "2020-01", "202001.0"])
    def test_a_period_gives_the_year_where_no_column_does(self, period):
        row = read(
            periode_data=period, Tanggal="tgl. 25 Februari", Jenis_Bencana="Banjir", Kota="Jakarta Barat"
        )[0]
        assert row.event.date == date(2020, 2, 25)
        row = read(
            Tahun="2021", periode_data=period, Tanggal="25/2", Jenis_Bencana="Banjir", Kabupaten="Demak"
        )[0]
        assert row.event.date == date(2021, 2, 25)

    @pytest.mark.parametrize("period", ["202013", "999901", "semua"])
    def test_no_period(self, period):
        row = read(periode_data=period, Tanggal="25/2", Jenis_Bencana="Banjir", Kabupaten="Demak")[0]
        assert (row.event, codes(row)) == (None, ["date-incomplete", "row-left-out"])

    def test_hours_are_set_aside_and_a_month_alone_is_incomplete(self):
        assert day("27 September 2024 pukul 10.00 s/d 12.00 WIB") == (date(2024, 9, 27), None)
        assert day("27/09/2024 10:00 - 12:00") == (date(2024, 9, 27), None)
        assert day("Agustus") == (None, "date-incomplete")

    def test_days_that_are_no_range(self):
        assert day("27 dan 29 September 2024")[1] == "date-unreadable"
        assert day("27/09/2024 - 27/09/2024") == (date(2024, 9, 27), None)
        assert day("x - 27/09/2024")[1] == "date-unreadable"
        assert day("99-28 September 2024")[1] == "date-unreadable"
        assert day("a" * 100)[1] == "date-unreadable"

    def test_a_spreadsheet_number_only_in_a_column_of_them(self):
        cells = {"Jenis_Bencana": "Banjir", "Kabupaten": "Demak", "Provinsi": "Jawa Tengah"}
        rows = [["Tanggal", *cells], *([str(45562 + at), *cells.values()] for at in range(3))]
        assert [row.event.date.isoformat() for row in read(*rows)] == [
            "2024-09-27",
            "2024-09-28",
            "2024-09-29",
        ]
        (row,) = read(rows[0], rows[1])
        (said,) = (each for each in row.findings if each.code == "row-left-out")
        assert said.message("id") == (
            'baris tidak dihitung: tanggal tidak terbaca: "45562" (nomor seri lembar kerja untuk 2024-09-27?)'
        )

    def test_a_filled_cell_is_never_missing(self):
        (row,) = read(Tanggal="kemarin pagi", Jenis_Bencana="Banjir", Kabupaten="Demak")
        assert 'tanggal tidak terbaca: "kemarin pagi"' in row.findings[-1].message("id")
        (row,) = read(Tanggal="September 2024", Jenis_Bencana="Banjir", Kabupaten="Demak")
        assert 'tanggal tidak lengkap: "September 2024"' in row.findings[-1].message("id")
        (row,) = read(Tanggal="", Jenis_Bencana="Banjir", Kabupaten="Demak")
        assert "the row is not counted: no date" in [each.message("en") for each in row.findings]

    def test_the_finding_names_the_day_of_the_week(self):
        (row,) = read(Tanggal="Rabu, 27/09/2024", Jenis_Bencana="Banjir", Kabupaten="Demak")
        (said,) = row.findings
        assert (said.code, said.data["weekday"], said.data["hari"]) == (
            "date-weekday-differs",
            "Friday",
            "Jumat",
        )


class TestFigures:
    CODES: ClassVar = {
        "read": (None,),
        "grouped": ("figure-grouped",),
        "approximate": ("figure-approximate",),
        "missing": (None,),
        "ambiguous": ("figure-ambiguous",),
        "refused": ("figure-unreadable", "figure-negative"),
    }

    @pytest.mark.parametrize("row", facts("figures.csv"), ids=lambda row: row["written"])
    def test_every_known_form(self, row):
        if "losses" in row["note"]:
            figure, code = hectares(row["written"], Unit.LOSSES)
            assert ("" if figure is None else str(int(figure.scaleb(6)))) == row["whole"]
        else:
            unit = Unit.HOUSES if "houses" in row["note"] else Unit.PEOPLE
            figure, code = whole(row["written"], unit)
            assert ("" if figure is None else str(figure)) == row["whole"]
            area, of_area = hectares(row["written"])
            if row["hectares"]:
                assert area == hectares(row["hectares"])[0]
            else:
                assert area is None or row["whole"]
            code = of_area if row["hectares"] and not row["whole"] and row["status"] != "refused" else code
        if row["status"] != "grouped" or row["whole"]:
            assert code in self.CODES[row["status"]]

    def test_thousands_by_the_column(self):
        assert grouping_of(["2.000", "1.234"], Unit.PEOPLE) == {"."}
        assert grouping_of(["2,000", "1,234", "3.0"], Unit.PEOPLE) == {","}
        assert whole("2.000", Unit.PEOPLE, frozenset(".")) == (2000, "figure-grouped")
        assert whole("2,000", Unit.PEOPLE, frozenset(".")) == (None, "figure-ambiguous")

    def test_families_are_never_people(self):
        assert whole("5 KK", Unit.PEOPLE)[0] is None
        assert whole("5 KK", Unit.FAMILIES) == (5, None)
        assert whole("5 KK / 20 jiwa", Unit.PEOPLE) == (20, None)

    @pytest.mark.parametrize("text", ["belum  ada\xa0data", "masih\n pendataan"])
    def test_blanks_between_words_do_not_matter(self, text):
        assert whole(text, Unit.PEOPLE) == (None, None)
        assert whole("tidak \xa0ada") == (0, None)

    @pytest.mark.parametrize(
        "about", ["kurang-lebih", "Kurang  lebih", "lebih kurang", "+-", "+ / -", "lk.", "kira kira"]
    )
    def test_words_for_about(self, about):
        assert whole(f"{about} 60 orang", Unit.PEOPLE) == (60, "figure-approximate")

    def test_parts_by_sex(self):
        assert whole("3 orang (1 L dan 2 P)", Unit.PEOPLE) == (3, None)
        assert whole("2 (1 L, 1 L)", Unit.PEOPLE)[0] is None

    @pytest.mark.parametrize(
        ("text", "figure"),
        [
            ("0 (nol)", 0), ("5 (lima)", 5), ("11 (sebelas) orang", 11), ("15 (lima belas)", 15),
            ("125 (seratus dua puluh lima)", 125), ("2300 (dua ribu tiga ratus)", 2300), ("1000 (seribu)", 1000),
        ],
    )  # fmt: skip
    def test_the_same_figure_in_words(self, text, figure):
        assert whole(text, Unit.PEOPLE) == (figure, None)

    def test_units_of_columns(self):
        assert {unit_of(field) for field in ("facilities_damaged", "facilities.kantor.berat")} == {
            Unit.FACILITIES
        }
        assert unit_of("irrigation") is Unit.OTHER
        assert is_decimal("land.sawah")
        assert not is_decimal("dead")
        assert hectares("3 km", Unit.ROADS) == (3, None)
        assert hectares("Rp 1.2.3", Unit.LOSSES)[0] is None

    def test_a_blank_or_unknown_figure_is_what_was_assumed(self):
        (row,) = read(
            Tanggal="27/09/2024", Jenis_Bencana="Banjir", Kabupaten="Demak", Meninggal="belum terdata"
        )
        assert row.event.impact.dead is None
        assert codes(row) == []


class TestTypes:
    @pytest.mark.parametrize("row", facts("disaster-type-spellings.csv"), ids=lambda row: row["spelling"])
    def test_every_known_spelling(self, row):
        (named,) = read_name(row["spelling"]).types
        assert (hazard(named.type), named.subtype) == (hazard(row["name"]), row["subtype"])

    @pytest.mark.parametrize(
        ("text", "types"),
        [
            ("CUACA EKSTREM (ANGIN KENCANG)", ["Cuaca Ekstrem"]),
            ("Longsor/Banjir", ["Tanah Longsor", "Banjir"]),
            ("Gempa - Kekeringan", ["Gempabumi", "Kekeringan"]),
            ("Banjir; Kekeringan dan Gempa", ["Banjir", "Kekeringan", "Gempabumi"]),
            ("Banjir (Kec. Wonosalam)", ["Banjir"]),
            ("Angin Kencang, Pohon Tumbang", ["Cuaca Ekstrem"]),
            ("Pohon tumbang, rumah roboh", ["Lainnya"]),
            ("rumah roboh, bangunan roboh", []),
            ("Angin Kencang / Puting Beliung", ["Cuaca Ekstrem"]),
            ("Bencana alam tanah longsor", ["Tanah Longsor"]),
            ("Nirwana (Banjir)", []),
            ("Banjir, Nirwana", []),
            ("Longsor akibat gempa bumi", ["Tanah Longsor", "Gempabumi"]),
            (
                "Banjir dan abrasi, disebabkan oleh gelombang pasang",
                ["Banjir", "Gelombang Pasang dan Abrasi"],
            ),
            ("Tsunami caused by earthquake", ["Tsunami", "Gempabumi"]),
            ("Banjir karena luapan sungai", ["Banjir"]),
            ("Kebakaran lahan akibat puntung rokok", ["Kebakaran Hutan dan Lahan"]),
            ("Pohon tumbang akibat angin kencang", ["Cuaca Ekstrem"]),
            ("Pohon tumbang akibat usia", ["Lainnya"]),
            ("Nirwana akibat banjir", []),
            ("Erupsi Gunung Semeru", ["Erupsi Gunung Api"]),
            ("Letusan G. Lewotobi Laki-laki", ["Letusan Gunung Api"]),
            ("Erupsi Gn. Marapi, banjir", ["Erupsi Gunung Api", "Banjir"]),
            ("Erupsi Gunung Semeru menyebabkan banjir", []),
            ("Letusan Semeru", []),
            ("Gempa Bumi 5,6 SR", ["Gempabumi"]),
            ("Gempa Bumi Tektonik M 5.6", ["Gempabumi"]),
            ("Gempa dengan kekuatan 5.6 Mw", ["Gempabumi"]),
            ("Gempa 2024", []),
            ("akibat banjir", []),
            ("x" * 300, []),
        ],
    )
    def test_several_types_and_other_words(self, text, types):
        assert [each.type for each in read_name(text).types] == types

    def test_sub_types_of_one_cell(self):
        assert read_name("ROB/Banjir Pasang").types[0].subtype == "Banjir rob"
        assert read_name("Angin Kencang / Puting Beliung").types[0].subtype == ""

    def test_one_wrong_letter_in_a_long_word(self):
        for text in ("Tanah Longsorr", "Tanah Lonsgor", "Tanah Lngsorr", "Tanah Longser"):
            assert read_name(text).repaired or not read_name(text).types
        assert [each.type for each in read_name("Kekringan").types] == ["Kekeringan"]
        assert not read_name("Banjirr bandank").types
        assert [each.type for each in read_name("Kekringan / Banjirr").types] == ["Kekeringan", "Banjir"]
        assert read_name("Tanah Lonsr").near == ("Tanah Longsor",)
        for text in ("Kebakaran Hutan dan Lahan, Kekeringan", "Kekeringan/Kebakaran hutan dan lahan"):
            assert {each.type for each in read_name(text).types} == {
                "Kebakaran Hutan dan Lahan",
                "Kekeringan",
            }
        assert read_name("Kebakaran Hutan dan Lahan, Kabut").types == ()
        assert len(read_name("Banjir dan Longsor, Angin Kencang").types) == 3

    def test_names_in_other_words_are_found_in_the_lists(self):
        assert disaster_types.unnumbered_name("Likuefaksi (Palu)") == "Likuefaksi"
        assert [each.code for each in disaster_types.find("Banjir (Kec. Wonosalam)", scheme="2023")] == [
            "101"
        ]
        assert disaster_types.find("Kekringan") == ()

    def test_a_repair_and_several_types_are_said(self):
        (row,) = read(Tanggal="27/09/2024", Jenis_Bencana="Kekringan", Kabupaten="Demak")
        assert codes(row) == ["type-name-repaired"]
        assert row.event.type_code == "105"
        (row,) = read(Tanggal="27/09/2024", Jenis_Bencana="Longsor/Banjir", Kabupaten="Demak")
        assert codes(row) == ["types-in-one-cell"]
        assert row.event.type_code == "101"
        (row,) = read(
            Tanggal="27/09/2024", Jenis_Bencana="Kebakaran rumah, Kejadian luar biasa", Kabupaten="Demak"
        )
        assert row.source.type.kinds == (("999", "2023", ""), ("~", "~", "Kejadian luar biasa"))

    def test_no_legacy_code_where_the_row_holds_none(self):
        (row,) = read(Tanggal="01/12/2020", Jenis_Bencana="ERUPSI GUNUNG API", Kabupaten="Lumajang")
        assert codes(row) == []
        (row,) = read(
            Tanggal="01/12/2020",
            Kode_Jenis_Bencana="111",
            Jenis_Bencana="ERUPSI GUNUNG API",
            Kabupaten="Lumajang",
        )
        assert codes(row) == ["type-legacy"]

    @pytest.mark.parametrize(
        ("code", "name", "type_", "said"),
        [
            ("1011", "", ("2023", "101"), []),
            ("1032", "Abrasi Pantai", ("2023", "103"), []),
            ("1044", "", ("2023", "104"), ["type-code-by-order"]),
            ("1044", "Hujan es", ("2023", "104"), []),
            ("1044", "Banjir", ("2023", "101"), []),
            ("1012", "Kekeringan", ("2023", "105"), ["type-code-differs"]),
            ("9999", "Banjir", ("2023", "101"), ["type-code-unreadable"]),
        ],
    )
    def test_codes_of_dibi(self, code, name, type_, said):
        (row,) = read(Tanggal="27/09/2024", ID_Jenis_Bencana=code, Jenis_Bencana=name, Kabupaten="Demak")
        assert (row.event.scheme, row.event.type_code) == type_
        assert codes(row) == said


class TestPlaces:
    @pytest.mark.parametrize("row", facts("regions/spellings.csv"), ids=lambda row: row["alias"])
    def test_every_known_spelling(self, row):
        if len(row["code"]) == 2:
            assert embedded().provinces_named(row["alias"]) == (row["code"],)
        else:
            assert [str(each.code) for each in regions.find_as_named(row["alias"])] == [row["code"]]

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("Bogor (Kota)", ["32.71"]), ("Bogor (Kab.)", ["32.01"]), ("Bogor, Kota", ["32.71"]),
            ("Kodya Bogor", ["32.71"]),
            ("Bogor Kota", ["32.71"]), ("Kab. Dati II Bogor", ["32.01"]), ("Tg. Jabung Barat", ["15.06"]),
            ("Peg. Bintang", ["95.02"]), ("Tanah Laut (Tala)", ["63.01"]), ("Tanah Laut (Tangsel)", []),
            ("Kota Tangerang Selatan (Tangsel)", ["36.74"]), ("Tap. Selatan", ["12.03"]),
            ("Tap Utara", ["12.02"]), ("P. Taliabu", ["82.08"]), ("Tj. Pinang", ["21.72"]),
            ("3321 Demak", ["33.21"]), ("Jogja", []), ("Kota Jogja", ["34.71"]), ("Kab/Kota Bogor", ["32.01"]),
        ],
    )  # fmt: skip
    def test_forms_of_names(self, name, found):
        assert [str(each.code) for each in regions.find_as_named(name)] == found

    @pytest.mark.parametrize(
        ("name", "forms"),
        [
            ("Peg. Bintang", ["Pegunungan Bintang"]), ("P. Morotai", ["Pulau Morotai"]),
            ("Tj. Pinang", ["Tanjung Pinang"]), ("Tg Pinang", ["Tanjung Pinang"]),
            ("Tap. Selatan", ["Tapanuli Selatan"]), ("tap utara", ["Tapanuli utara"]),
            ("Kab/Kota Bogor", ["Bogor"]), ("Kodya Bogor", ["Kota Bogor"]), ("Bogor (Kab.)", ["Kab. Bogor"]),
            ("Kab. Dati II Bogor", ["Kab. Bogor"]), ("3321 Demak", ["Demak"]), ("Tapin", []),
            ("Bogor Regency", ["Kab. Bogor"]), ("Bogor (City)", ["Kota Bogor"]), ("Bima Municipality", ["Kota Bima"]),
            ("City of Bogor", ["Kota Bogor"]), ("Municipality of Bima", ["Kota Bima"]),
            ("regency of Demak", ["Kab. Demak"]), ("Citypark", []),
        ],
    )  # fmt: skip
    def test_other_forms_of_a_name(self, name, forms):
        assert list(regency_forms(name)) == forms

    @pytest.mark.parametrize(
        ("text", "found", "repair"),
        [
            ("33.21", ["33.21"], None), ("3321.0", ["33.21"], None), ("33", ["33"], None),
            ("36. 03", ["36.03"], "region-code-blanks"), ("'3321", ["33.21"], "region-code-blanks"),
            ("ID3301", ["33.01"], "region-code-pcode"), ("id1212010", ["12.07"], "region-code-pcode"),
            ("33.21.13", ["33.21"], "region-code-below"), ("33.21.13.2016", ["33.21"], "region-code-below"),
            ("3321132016", ["33.21"], "region-code-below"), ("332113", ["33.21"], "region-code-below"),
            ("11.1", ["11.01", "11.10"], "region-zero-restored"), ("ID9999", [], None), ("Demak", [], None),
        ],
    )  # fmt: skip
    def test_forms_of_codes(self, text, found, repair):
        read = read_code(text)
        assert ([str(code) for code in read.codes], read.repair) == (found, repair)

    @pytest.mark.parametrize(
        ("code", "day", "region", "said"),
        [
            ("1212", "27/09/2024", "12.07", ["region-code-bps"]),
            ("1212001", "27/09/2024", "12.07", ["region-code-bps"]),
            ("3273.0", "27/09/2024", "32.73", ["region-code-bps"]),
            ("9404", "27/09/2024", "94.01", ["region-code-bps"]),
            ("9404", "27/09/2020", "91.04", ["region-code-bps"]),
        ],
    )
    def test_codes_of_bps_by_their_heading(self, code, day, region, said):
        (row,) = read(Kode_BPS=code, Tanggal=day, Jenis_Bencana="Banjir")
        assert (regions_of(row), codes(row)) == ((region,), said)

    @pytest.mark.parametrize("code", ["9999", "12.12", "Demak"])
    def test_no_code_of_bps(self, code):
        (row,) = read(Kode_BPS=code, Tanggal="27/09/2024", Jenis_Bencana="Banjir")
        assert codes(row) == ["region-id-unreadable", "row-left-out"]

    def test_codes_of_bps_next_to_names_are_not_needed(self):
        (row,) = read(Kode_BPS="1212", Kabupaten="Toba", Tanggal="27/09/2024", Jenis_Bencana="Banjir")
        assert (regions_of(row), codes(row)) == (("12.12",), [])

    @pytest.mark.parametrize(
        ("regency", "province", "found"),
        [
            ("Kab. Demak, Jawa Tengah", "", "33.21"), ("Demak (Jateng)", "", "33.21"),
            ("Kota Malang - Jawa Timur", "", "35.73"), ("JAWA TIMUR - KOTA MALANG", "", "35.73"),
            ("Demak (Jateng)", "Jawa Tengah", "33.21"), ("Demak (Jateng)", "?", "33.21"),
            ("Demak (Jateng)", "Jawa Timur", "35"), ("Demak (Jatim)", "", None), ("Demak (Sayung)", "", None),
        ],
    )  # fmt: skip
    def test_a_kabupaten_and_its_province_in_one_cell(self, regency, province, found):
        cells = {
            "Kabupaten": regency,
            "Provinsi": province,
            "Tanggal": "27/09/2024",
            "Jenis_Bencana": "Banjir",
        }
        (row,) = read(**cells)
        assert regions_of(row) == (() if found is None else (found,))

    @pytest.mark.parametrize("word", ["Prop.", "Propinsi", "PROV", "Provinsi"])
    def test_words_before_a_province(self, word):
        (row,) = read(Provinsi=f"{word} Jateng", Tanggal="27/09/2024", Jenis_Bencana="Banjir")
        assert regions_of(row) == ("33",)

    def test_a_lost_zero(self):
        assert not lost_zero(["11.1"])
        cells = {"Tanggal": "27/09/2024", "Jenis_Bencana": "Banjir"}
        table = [["ID Kabupaten", *cells], *([code, *cells.values()] for code in ("11.1", "11.03"))]
        first, _ = read(*table)
        assert (regions_of(first), codes(first)) == (("11.10",), ["region-zero-restored"])
        (row,) = read(ID_Kabupaten="11.1", Kabupaten="Aceh Singkil", **cells)
        assert (regions_of(row), codes(row)) == (("11.10",), ["region-zero-restored"])
        (row,) = read(ID_Kabupaten="11.1", **cells)
        assert codes(row) == ["region-id-ambiguous", "row-left-out"]
        assert 'wilayah tidak terbaca: "11.1"' in row.findings[-1].message("id")

    def test_several_regencies_in_one_cell(self):
        cells = {"Tanggal": "27/09/2024", "Jenis_Bencana": "Banjir", "Provinsi": "Jawa Tengah"}
        (row,) = read(Kabupaten="Cilacap, Banyumas", Meninggal="3", **cells)
        assert (regions_of(row), codes(row)) == (("33.01", "33.02"), ["places-several"])
        assert [record.impact.dead for record in row.event.records] == [3, None]
        counts = gather([row]).counts()
        assert (counts.national, len(counts.regencies)) == (1, 2)
        (row,) = read(Kabupaten="Cilacap dan Nirwana", **cells)
        assert codes(row) == ["places-in-one-cell", "province-only"] or codes(row) == ["places-in-one-cell"]
        assert regions_of(row) == ("33",)

    @pytest.mark.parametrize(
        ("cell", "regions"),
        [
            ("1. Cilacap\n2. Kab. Banyumas", ("33.01", "33.02")),
            ("- Cilacap\n- Banyumas", ("33.01", "33.02")),
            ("Cilacap | Banyumas • Kota Tegal", ("33.01", "33.02", "33.76")),
            ("Kab. Cilacap - Kab. Banyumas", ("33.01", "33.02")),
            ("1) Cilacap", ("33.01",)),
            ("1. Nirwana", ("33",)),
        ],
    )
    def test_lists_in_one_cell(self, cell, regions):
        cells = {"Tanggal": "27/09/2024", "Jenis_Bencana": "Banjir", "Provinsi": "Jawa Tengah"}
        (row,) = read(Kabupaten=cell, **cells)
        assert regions_of(row) == regions
        assert ("places-several" in codes(row)) == (len(regions) > 1)
        assert "place-name-repaired" not in codes(row)

    def test_a_province_after_its_regency_in_one_cell(self):
        cells = {"Tanggal": "27/09/2024", "Jenis_Bencana": "Banjir"}
        for text in ("Kab. Cianjur, Jawa Barat", "Cianjur, Prov. Jabar"):
            (row,) = read(Kabupaten=text, **cells)
            assert (regions_of(row), codes(row)) == (("32.03",), [])
        (row,) = read(Kabupaten="Cianjur, Sukabumi, Jawa Barat", **cells)
        assert (regions_of(row), codes(row)) == (("32.03", "32.02"), ["places-several"])
        (row,) = read(Kabupaten="Kab. Agam, Riau", **cells)
        assert codes(row) == ["place-unknown", "row-left-out"]
        (row,) = read(Kabupaten="Atlantis, Nirwana", **cells)
        assert codes(row) == ["place-unknown", "row-left-out"]
        (row,) = read(Kabupaten="Atlantis, Bali", **cells)
        assert codes(row) == ["place-unknown", "row-left-out"]

    def test_one_wrong_letter_is_repaired_where_nothing_contradicts(self):
        cells = {"Tanggal": "27/09/2024", "Jenis_Bencana": "Banjir"}
        (row,) = read(Kabupaten="Banjarnegarra", **cells)
        assert (regions_of(row), codes(row)) == (("33.04",), ["place-name-repaired"])
        (row,) = read(Kabupaten="Banjarnegarra", ID_Kabupaten="33.21", **cells)
        assert codes(row)[0] == "place-unknown"
        (row,) = read(Kabupaten="Demk", **cells)
        assert codes(row) == ["place-unknown", "row-left-out"]
        assert "mungkin maksudnya Kabupaten Demak" in row.findings[0].message("id")
        assert "mungkin maksudnya Kabupaten Demak" in row.findings[-1].message("id")
        (row,) = read(Kabupaten="Negeri Antah Berantah", **cells)
        assert row.findings[-1].message("en") == (
            'the row is not counted: region not read: "Negeri Antah Berantah"'
        )

    def test_two_of_three_agree(self):
        cells = {"Tanggal": "27/09/2024", "Jenis_Bencana": "Banjir", "Provinsi": "Sulawesi Utara"}
        (row,) = read(Kabupaten="Buton Utara", ID_Kabupaten="74.10", **cells)
        assert (regions_of(row), codes(row)) == (("74.10",), ["province-outvoted"])
        (row,) = read(Kabupaten="Buton Utara", ID_Kabupaten="33.21", **cells)
        assert "province-outvoted" not in codes(row)
        (row,) = read(Kabupaten="Buton Utara", **cells)
        assert regions_of(row) == ("71",)

    def test_a_misspelt_province_does_not_drop_a_unique_name(self):
        (row,) = read(Tanggal="27/09/2024", Jenis_Bencana="Banjir", Kabupaten="Demak", Provinsi="Jawa Tngah")
        assert regions_of(row) == ("33.21",)

    def test_words_that_differ_by_one_letter(self):
        assert not one_letter_apart("demak", "demak")
        assert one_letter_apart("demak", "dema")
        assert one_letter_apart("demk", "demak")
        assert not one_letter_apart("abcd", "badc")


class TestRetiredCodes:
    def test_next_to_its_own_name(self):
        read = read_kib("9101101202405071", region_name="MERAUKE", province_name="PAPUA")
        assert (str(read.canonical), [each.code for each in read.findings]) == (
            "9301101202405071",
            ["region-retired"],
        )
        read = read_kib("9101101202302151", region_name="FAK FAK")
        assert str(read.canonical).startswith("9203")

    def test_in_a_column_of_ids(self):
        (row,) = read(ID_Kabupaten="91.01", Kabupaten="Merauke", Tanggal="15/11/2023", Jenis_Bencana="Banjir")
        assert (regions_of(row), codes(row)) == (("93.01",), ["region-retired"])

    def test_one_kabupaten_under_two_codes_counts_once(self):
        headings = ["ID Kejadian", "KIB", "Kabupaten", "Provinsi"]
        rows = [
            ["j1", "9102101202211081", "JAYAWIJAYA", "PAPUA"],
            ["j1", "9501101202211121", "JAYAWIJAYA", "PAPUA PEGUNUNGAN"],
            ["j1", "3321101202211121", "DEMAK", "JAWA TENGAH"],
        ]
        counts = gather(read(headings, *rows)).counts()
        assert sorted(map(str, counts.regencies)) == ["33.21", "91.02"]


def test_a_survey_asks_only_the_columns_that_a_table_has():
    assert Survey.of({}, [], [Record(2, ("a",))]) == Survey()
    assert Survey.of({"date": 1}, [], [Record(2, ("a",))]) == Survey()


def test_a_long_cell_is_shown_by_its_beginning():
    columns = ("KIB", "Kode", "Jenis")
    code = row_type(None, "x" * 70, "Banjir", TODAY, columns).findings[0]
    assert (code.code, code.data["text"]) == ("type-code-unreadable", "x" * 60)
    name = row_type(None, "101", "x" * 70, TODAY, columns).findings[0]
    assert (name.code, name.data["name"]) == ("type-name-unknown", "x" * 60)
    named = Named(regency="Demak", province="", region_id="x" * 70, columns=("", "", "ID"))
    place = row_place(named, None, TODAY).findings[0]
    assert (place.code, place.data["text"]) == ("region-id-unreadable", "x" * 60)


@pytest.mark.parametrize(
    ("texts", "answer"),
    [
        ("ya y yes true 1 ada sudah siaga SIAGA Tanggap transisi", (True, None)),
        ("tidak t no n false 0 belum TIDAK", (False, None)),
        ("? mungkin 2 yaa", (None, "answer-unreadable")),
    ],
)
def test_every_word_of_an_answer(texts, answer):
    for text in texts.split():
        assert yes_or_no(text) == answer
    assert yes_or_no("tidak ada") == (False, None)
    assert yes_or_no("tanggap darurat") == (True, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kapan", {"text": "kapan", "date": ""}),
        ("00/09/2024", {"text": "00/09/2024", "date": ""}),
        (
            "Rabu, 27/09/2024",
            {"text": "Rabu, 27/09/2024", "date": "2024-09-27", "weekday": "Friday", "hari": "Jumat"},
        ),
    ],
)
def test_what_is_said_of_a_date(text, said):
    row = read(Tanggal=text, Jenis_Bencana="Banjir", Kabupaten="Demak")[0]
    assert row.findings[0].data == {"column": "Tanggal", **said}


@pytest.mark.parametrize(
    ("text", "why", "sebab"),
    [
        (
            "kapan",
            'date not read: "kapan" (write it as 2024-09-27)',
            'tanggal tidak terbaca: "kapan" (tulis seperti 27/09/2024)',
        ),
        (
            "45562",
            'date not read: "45562" (a spreadsheet\'s number of 2024-09-27?)',
            'tanggal tidak terbaca: "45562" (nomor seri lembar kerja untuk 2024-09-27?)',
        ),
        ("00/09/2024", 'date incomplete: "00/09/2024"', 'tanggal tidak lengkap: "00/09/2024"'),
        ("", "no date", "tanggal tidak ada"),
    ],
)
def test_why_a_row_without_a_date_is_left_out(text, why, sebab):
    row = read(Tanggal=text, Jenis_Bencana="Banjir", Kabupaten="Demak")[0]
    (left_out,) = [each for each in row.findings if each.code == "row-left-out"]
    assert (left_out.data["why"], left_out.data["sebab"]) == (why, sebab)


def test_a_finding_about_a_place_names_the_day_of_the_kib_where_the_row_has_none():
    for own, expected in (({}, "2024-08-04"), ({"Tanggal": "2024-08-05"}, "2024-08-05")):
        cells = {"KIB": "6202106202408041", "Kabupaten": "Atlantis", "Kode Kabupaten": "99.99", **own}
        (unknown,) = [each for each in read(**cells)[0].findings if each.code == "region-unknown"]
        assert unknown.data["on"] == expected


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Jalan Rusak Berat", ["unit-assumed"]),
        ("Jalan Rusak Berat (km)", []),
        ("Jalan Rusak Berat (kilometer)", []),
        ("Jembatan Rusak Berat", ["unit-assumed"]),
        ("Jembatan Rusak Berat (m)", []),
        ("Jembatan Rusak Berat (meter)", []),
    ],
)
def test_a_length_whose_unit_the_heading_does_not_name(heading, said):
    cells = {"Tanggal": "2024-01-01", "Jenis Bencana": "Banjir", "Kabupaten": "Demak", heading: "2"}
    (row,) = read(**cells)
    assert [each.code for each in row.findings if each.code == "unit-assumed"] == said


def test_slight_and_severe_injuries_are_all_injuries_where_both_are_known():
    for light, known, bounds in (("3", 5, set()), ("", 2, {"injured"}), ("?", 2, {"injured"})):
        cells = {"Tanggal": "2024-01-01", "Jenis Bencana": "Banjir", "Kabupaten": "Demak"}
        (row,) = read(**cells, **{"Luka Berat": "2", "Luka Ringan": light})
        (record,) = row.event.records
        assert (record.impact.injured, set(record.impact.lower_bounds)) == (known, bounds)
    (row,) = read(**cells, **{"Luka Berat": "2"})
    assert row.event.records[0].impact.lower_bounds == {"injured"}


def test_which_figures_have_decimals():
    for field in ("land", "land.sawah", "bridges.berat", "roads.ringan", "irrigation", "losses"):
        assert is_decimal(field), field
    for field in ("dead", "houses_heavy", "facilities.pendidikan.berat", "buildings"):
        assert not is_decimal(field), field


@pytest.mark.parametrize(
    ("text", "digits", "repairs"),
    [
        ("3602 101 2020 012 6 1", "3602101202012061", ["repair-spaces", "repair-padding"]),
        ("3602 101 2020 12 06 1", "3602101202012061", ["repair-spaces"]),
        ("3602 101 20201206 1", "3602101202012061", []),
        ("3602101202012061", "3602101202012061", []),
    ],
)
def test_a_kib_in_groups_is_read_without_its_row(text, digits, repairs):
    class Row:
        def read_kib(self):
            raise AssertionError(text)

    read_digits, day_, state, said = KIBCells("KIB", strict=False).read(text, Row())
    assert (read_digits, day_.date, [each.finding.code for each in said]) == (
        digits,
        date(2020, 12, 6),
        repairs,
    )
    assert (state is KIBState.REPAIRED) == bool(repairs)
