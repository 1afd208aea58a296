"""Headings by the grammar and by the cells: which column has what, and which ignored column is a warning."""

import csv
import json
from pathlib import Path

import pytest

from satudata import Severity, Verdict
from satudata.cli import main
from satudata.impacts import Impact
from satudata.standards import all_standards, concepts, find_concept
from satudata.tabular import Columns, gather, read_rows, read_table
from satudata.tabular._heading_grammar import (
    false_friends,
    meanings,
    nearest_figure,
    set_aside,
    vocabulary,
    words_of,
)
from satudata.tabular._nearest import nearest

FACTS = Path(__file__).resolve().parent.parent / "facts"
BASE = ("Tanggal Kejadian", "Jenis Bencana", "Kabupaten", "Provinsi")
ROW = ("2024-03-01", "Banjir", "Demak", "Jawa Tengah")


def field(heading):
    found = meanings(heading)
    return found[0].field if found else ""


@pytest.mark.parametrize("before", ["", "jumlah ", "total ", "banyaknya ", "angka ", "data ", "rekap "])
def test_korban_jiwa_are_the_dead(before):
    assert field(f"{before}korban jiwa") == "dead"
    assert field(f"{before}korban (jiwa)") != "dead"
    assert field(f"{before}korban jiwa luka") != "dead"


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("ADM1_NAME", {"adm", "1"}),
        ("Nama Kabupaten/Kota", {"kabupaten", "kota"}),
        ("Jumlah Korban Meninggal Dunia (Jiwa)", {"meninggal"}),
        ("Rekap data rumah", {"rumah"}),
        ("Korban", {"korban"}),
        ("Nama", {"nama"}),
        ("Total (ha)", {"ha"}),
    ],
)
def test_the_words_that_mean_something(heading, words):
    assert words_of(heading) == words


def columns(headings, *rows, **chosen):
    return Columns.of(headings, chosen, first_rows=lambda: rows)


def doubted(found):
    return [(each.data["column"], each.data["field"]) for each in found.doubts]


def row(headings, cells):
    (read,) = read_rows([*BASE, *headings], [[*ROW, *cells]])
    return read


class TestGrammar:
    @pytest.mark.parametrize(
        ("heading", "expected"),
        [
            ("Jumlah Korban Meninggal Dunia (Jiwa)", "dead"),
            ("JML_KORBAN_MD", "dead"),
            ("Total Korban Jiwa", "dead"),
            ("No. of People Killed", "dead"),
            ("Korban jiwa yang hilang", "missing"),
            ("Jumlah Warga Mengungsi", "displaced"),
            ("Korban LB (orang)", "injured_heavy"),
            ("TotalLukaRingan", "injured_light"),
            ("jumlahkorbanmeninggaldunia", "dead"),
            ("Kerusakan Rumah - Berat", "houses_heavy"),
            ("Severely damaged schools", "facilities.pendidikan.berat"),
            ("Rumah RB (unit)", "houses_heavy"),
            ("Faskes RR (unit)", "facilities.kesehatan.ringan"),
            ("Rumah Ibadah RS", "facilities.peribadatan.sedang"),
            ("Jml Fasilitas Umum Rusak", "facilities_damaged"),
            ("Luas sawah yang rusak (hektar)", "land.sawah"),
            ("Kode Identitas Bencana (KIB)", "kib"),
            ("KIB / Kode Identitas Bencana", "kib"),
            ("Jenis Bencana (Hazard)", "type_name"),
            ("Tanggal Kejadian (WIB)", "date"),
            ("Tanggal Kejadian (dd/mm/yyyy)", "date"),
            ("Nama Kab/Kota Terdampak", "regency_name"),
            ("Jembatan RB (meter)", "bridges.berat"),
            ("Irigasi (m)", "irrigation"),
            ("Kerugian (Rp Juta)", "losses"),
            ("Losses (juta)", "losses"),
            ("Kerugian rupiah (juta)", "losses"),
            ("Damaged schools (unit)", "facilities.pendidikan.rusak"),
            ("Hutan (ha)", "land.hutan"),
            ("Nama Kab. / Kota", "regency_name"),
            ("Nama Propinsi", "province_name"),
            ("TGL. KEJADIAN", "date"),
            ("land.sawah", "land.sawah"),
            ("satudata_region_code", "region_id"),
            ("Rekap Jenis Bencana", "type_name"),
        ],
    )
    def test_words_units_and_both_languages(self, heading, expected):
        assert field(heading) == expected

    @pytest.mark.parametrize(
        "heading",
        [
            "Terdampak (KK)", "Meninggal (ha)", "Jumlah Rumah (unit)", "Korban (jiwa)", "Jumlah Kabupaten",
            "Rusak", "Sekolah (unit)", "Nama Meninggal", "Terdampak (jiwa/KK)", "a" * 200, "", "()", "Lokasi (unit)",
            "Jumlah Kab/Kota Terdampak", "Luka (Mengungsi)", "Meninggal (dd/mm/yyyy)", "Jenis Bencana (WIB)", "a/b",
        ],
    )  # fmt: skip
    def test_another_unit_or_too_few_words_are_no_figure(self, heading):
        assert meanings(heading) == ()

    @pytest.mark.parametrize(
        ("heading", "expected"),
        [
            ("Terdampak (KK)", "families_affected"),
            ("Jumlah Pengungsi (KK)", "families_displaced"),
            ("KETERANGAN", "remarks"),
            ("No.", "row_number"),
            ("Total People Affected", ""),
            ("Total Affected (persons)", "total_affected"),
            ("Meninggal", ""),
        ],
    )
    def test_what_is_known_and_not_read(self, heading, expected):
        assert set_aside(heading) == expected

    def test_every_spelling_has_its_field(self):
        with (FACTS / "heading-spellings.csv").open(encoding="utf-8") as file:
            for each in csv.DictReader(file):
                expected = {"published_count": "weight", "is_disaster": "publisher_verdict"}.get(
                    each["field"], each["field"]
                )
                assert expected in {field(each["written"]), set_aside(each["written"])}, each

    def test_false_friends_are_never_a_field(self):
        with (FACTS / "heading-false-friends.csv").open(encoding="utf-8") as file:
            for each in csv.DictReader(file):
                assert meanings(each["heading"]) == (), each
                assert each["perhaps"] in {"", *vocabulary()}
        assert false_friends()["jumlahrumah"] == "houses_damaged"

    def test_every_name_that_a_draft_proposes_is_read_back(self):
        # A column has one kind of facility, so the name of all of them is no heading.
        for name in set(concepts().values()) - {"Impact.facilities"}:
            heading = all_standards()[name].name
            assert field(heading) or set_aside(heading), name

    def test_every_field_is_read_by_its_own_name(self):
        for name in vocabulary().keys() - {"status"}:
            assert name in {each.field for each in meanings(name)}
        assert field("status") == ""

    def test_the_concept_of_a_heading_is_found_by_the_grammar(self):
        assert find_concept("Jml. Korban MD (jiwa)") == "Impact.dead"
        assert find_concept("Korban LB") == "Impact.injured"
        assert find_concept("Keterangan") is None

    def test_the_nearest_figure_and_name(self):
        assert nearest_figure(words_of("Rumah Rusak Berat Sekali"))[0] == "houses_heavy"
        assert words_of("Jumlah Jiwa") == {"people"}
        assert nearest("meningal", ["Meninggal", "Hilang"]) == "Meninggal"


class TestConditions:
    def test_degrees_alone_are_of_houses_where_no_other_building_is_named(self):
        assert dict(columns(["KIB", "RB", "RS", "RR"]).used) == {
            "kib": 0, "houses_heavy": 1, "houses_moderate": 2, "houses_light": 3,
        }  # fmt: skip
        assert dict(columns(["KIB", "RB", "Jembatan (m)"]).used) == {"kib": 0, "bridges.rusak": 2}
        assert dict(columns(["KIB", "RS"]).used) == {"kib": 0}
        assert dict(columns(["KIB", "Rumah RS", "Kantor Rusak"]).used) == {
            "kib": 0, "houses_moderate": 1, "facilities.kantor.rusak": 2,
        }  # fmt: skip

    def test_ll_is_injured_among_columns_of_people(self):
        assert "injured" in columns(["KIB", "LL", "MD"]).used
        assert "injured" not in columns(["KIB", "LL", "RB"]).used

    def test_the_region_of_a_world_table_is_no_region(self):
        found = columns(["KIB", "Region", "Country"], ["", "South-Eastern Asia", "Indonesia"])
        assert ("region_id" in found.used, doubted(found)) == (False, [])
        assert columns(["Region", "Tanggal"], ["33.21", "1/2/2024"]).used["region_id"] == 0
        assert columns(["Region", "Tanggal"], ["Kab. Demak", "1/2/2024"]).used["regency_name"] == 0

    def test_a_cause_in_free_text_is_none(self):
        headings = ["KIB", "Dipicu oleh"]
        assert columns(headings, ["", "Gempabumi"]).used["caused_by"] == 1
        assert columns(headings, ["3321101202403011", "05/01/2024"]).used.keys() == {"kib"}
        assert Columns.of(headings).used["caused_by"] == 1

    def test_codes_stand_in_for_a_region_that_has_no_better_column(self):
        assert columns(["Kode Provinsi", "Tanggal", "Jenis"]).used["region_id"] == 0
        assert "region_id" not in columns(["Kode Provinsi", "Provinsi"]).used
        assert columns(["ADM2_PCODE", "Desa"]).used.keys() == {"region_id", "place"}
        assert "region_id" not in columns(["ADM2_PCODE"], region_id="").used


class TestDay:
    def test_full_dates_next_to_year_and_month_are_the_date(self):
        headings = ["KIB", "Tahun", "Bulan", "Tanggal"]
        assert columns(headings, ["", "2024", "1", "05/01/2024"]).used["date"] == 3
        assert columns(headings, ["", "2024", "1", "5"]).used["day"] == 3

    def test_other_words_for_it(self):
        headings = ["KIB", "Thn", "Bln", "Tgl."]
        assert columns(headings, ["", "2024", "1", "5"]).used["day"] == 3
        assert columns(headings, ["", "2024", "1", "05/01/2024"]).used["date"] == 3
        assert columns(["KIB", "Tgl"], ["", "5"]).used["date"] == 1

    def test_the_date_of_the_event_has_the_field(self):
        found = columns(
            ["KIB", "Tahun", "Bulan", "Tanggal", "Tanggal_Kejadian"],
            ["", "2024", "1", "5/1/2024", "5/1/2024"],
        )
        assert found.used["date"] == 4
        assert ("Tanggal", "second") in [(each.heading, each.why) for each in found.ignored]


class TestParts:
    def test_parts_of_the_injured_are_added(self):
        read = row(["LB", "LR", "MD"], ["20", "30", "0"])
        assert read.event.impact == Impact(dead=0, injured=50)
        assert dict(gather([read]).verdicts)[Verdict.MET] == 1

    def test_a_part_that_is_blank_leaves_a_lower_bound(self):
        read = row(["Luka Berat", "Luka Ringan"], ["2", ""])
        assert read.event.impact == Impact(injured=2, lower_bounds={"injured"})
        assert row(["Luka Berat", "Luka Ringan"], ["", ""]).event.impact == Impact()

    def test_one_part_alone_is_a_lower_bound(self):
        assert row(["Luka Berat"], ["60"]).event.impact == Impact(injured=60, lower_bounds={"injured"})
        assert row(["Rumah Roboh"], ["6"]).event.impact == Impact(
            houses_heavy=6, lower_bounds={"houses_heavy"}
        )

    @pytest.mark.parametrize("headings", [["Luka Berat", "Luka Ringan", "Luka"], ["Rumah Roboh", "Rumah RB"]])
    def test_parts_are_not_added_to_their_figure(self, headings):
        found = columns([*BASE, *headings])
        assert set(found.used) & {"injured_heavy", "injured_light", "houses_destroyed"} == set()
        assert all(each.why == "second" for each in found.ignored)

    def test_what_the_parts_give_is_judged_as_it_is_read(self):
        with read_table([[*BASE, "LB", "LR", "Meninggal"], [*ROW, "40", "", "0"]]) as table:
            assert dict(gather(table).verdicts)[Verdict.UNDETERMINED] == 1


class TestLand:
    @pytest.mark.parametrize(
        ("heading", "expected"),
        [
            ("Lahan (Ha)", "land.lahan"),
            ("Lahan (Hektar)", "land.lahan"),
            ("lahan_ha", "land.lahan"),
            ("Luas Lahan (Ha)", "land.lahan"),
            ("Lahan Terbakar (Ha)", "land.lahan"),
            ("lahan_hektar", "land.total"),
            ("Total Lahan (Ha)", "land.total"),
            ("Jml Luas Lahan", "land.total"),
            ("Total Lahan Rusak (Ha)", "land.total"),
            ("Lahan Terdampak (Ha)", "land.total"),
            ("Burned Area (Ha)", "land.total"),
            ("Total Sawah (Ha)", "land.sawah"),
        ],
    )
    def test_lahan_is_a_kind_of_land_and_with_a_word_for_a_total_all_land(self, heading, expected):
        assert field(heading) == expected

    def test_jumlah_before_each_kind_is_no_total(self):
        assert set(columns(["Jumlah Sawah (Ha)", "Jumlah Lahan (Ha)"]).used) == {"land.sawah", "land.lahan"}
        assert set(columns(["Sawah (Ha)", "Jumlah Lahan (Ha)"]).used) == {"land.sawah", "land.total"}
        assert set(columns(["Jumlah Sawah (Ha)", "Total Lahan (Ha)"]).used) == {"land.sawah", "land.total"}

    def test_lahan_is_added_to_the_other_kinds(self):
        read = row(["Sawah (Ha)", "Lahan (Ha)"], ["0.5", "0.5"])
        assert read.event.impact == Impact(land={"sawah": "0.5", "lahan": "0.5"})
        assert dict(gather([read]).verdicts)[Verdict.MET] == 1

    @pytest.mark.parametrize(
        ("kind", "total", "is_met"),
        [("", "5", 1), ("0.6", "1.2", 1), ("0.6", "0.6", 0), ("1.2", "0.6", 1), ("1.2", "", 1), ("", "", 0)],
    )
    def test_of_a_total_and_its_kinds_the_larger_counts(self, kind, total, is_met):
        read = row(["Sawah (Ha)", "Total Lahan Terdampak (Ha)"], [kind, total])
        assert dict(gather([read]).verdicts).get(Verdict.MET, 0) == is_met
        codes = [each.code for each in read.findings]
        assert codes == ["total-below-parts"] * (kind == "1.2" and total == "0.6")


class TestUnits:
    @pytest.mark.parametrize(
        ("heading", "cell", "expected"),
        [
            ("Sawah (m2)", "5000", {"land": {"sawah": "0.5"}}),
            ("luas_lahan_m²", "12500,5", {"land": {"lahan": "1.25005"}}),
            ("Sawah (meter persegi)", "5000 m2", {"land": {"sawah": "0.5"}}),
            ("Kebun (are)", "50 are", {"land": {"kebun": "0.5"}}),
            ("Hutan (km2)", "0,02", {"land": {"hutan": 2}}),
            ("Jalan Rusak (m)", "1500 m", {"roads": {"rusak": "1.5"}}),
            ("Jembatan RB (km)", "0,02", {"bridges": {"berat": 20}}),
        ],
    )
    def test_figures_in_another_unit_are_converted_exactly(self, heading, cell, expected):
        read = row([heading], [cell])
        assert read.event.impact == Impact(**expected)
        (said,) = read.findings
        assert said.code == "unit-converted"

    @pytest.mark.parametrize(
        ("heading", "cell", "codes"),
        [
            ("Sawah (ha)", "5000 m2", ["figure-unreadable"]),
            ("Sawah (m2)", "5 ha", ["figure-unreadable"]),
            ("Sawah (m2)", "0", []),
            ("Jalan Rusak (km)", "3", []),
            ("Jalan Rusak", "3", ["unit-assumed"]),
        ],
    )
    def test_a_cell_is_in_the_unit_of_its_column(self, heading, cell, codes):
        assert [each.code for each in row([heading], [cell]).findings] == codes

    @pytest.mark.parametrize(
        "heading", ["Sawah (km)", "Sawah (ha/m2)", "Rumah Rusak (m2)", "Jalan Rusak (ha)"]
    )
    def test_another_measure_is_no_field_and_is_not_advised(self, heading):
        (doubt,) = columns([*BASE, heading], [*ROW, "5"]).doubts
        assert doubt.code == "column-unit"
        assert "--map" not in doubt.message("id")

    def test_a_chosen_column_of_another_measure_is_refused(self):
        (problem,) = Columns.of([*BASE, "Sawah (km)"], {"land.sawah": "Sawah (km)"}).problems
        assert (problem.code, problem.severity) == ("column-unit", Severity.ERROR)
        assert Columns.of([*BASE, "Luas (m2)"], {"land.lahan": "Luas (m2)"}).problems == ()
        assert Columns.of([*BASE, "radius 5 km"], {"affected": "radius 5 km"}).problems == ()

    def test_an_area_of_no_kind_is_proposed_in_any_unit(self):
        assert doubted(columns([*BASE, "Luas (m2)"], [*ROW, "5000"])) == [("Luas (m2)", "land.lahan")]


class TestCells:
    def test_date_type_and_region_by_their_cells(self):
        found = columns(
            ["Kapan", "Apa", "Di Mana", "Prop. mana"],
            ["05/01/2024", "Banjir", "Kab. Demak", "Jawa Tengah"],
            ["06/01/2024", "Tanah Longsor", "Kota Semarang", "Jawa Tengah"],
        )
        assert dict(found.used) == {"date": 0, "type_name": 1, "regency_name": 2, "province_name": 3}
        assert found.by_cells == ("date", "type_name", "regency_name", "province_name")
        assert found.problems == () == found.doubts

    def test_a_kib_by_its_cells(self):
        assert dict(columns(["Nomor apa"], ["3321 101 20240301 1"], [""], []).used) == {"kib": 0}

    @pytest.mark.parametrize("lacking", ["", "6,20211E+15", "0"])
    def test_next_to_a_kib_that_some_rows_lack_the_others_are_found(self, lacking):
        rows = [
            ["6202106202408041", "4/8/2024", "Karhutla", "Demak"],
            [lacking, "5/8/2024", "Banjir", "Kudus"],
        ]
        found = columns(["KIB", "Kapan", "Jenis", "Di Mana"], *rows)
        assert found.by_cells == ("date", "type_name", "regency_name")

    def test_rows_that_are_none_lack_no_kib(self):
        rows = [
            ["6202106202408041", "4/8/2024"],
            ["", "Rekap"],
            ["", ""],
            [],
            *[["6202106202408051", "5/8/2024"]] * 9,
        ]
        assert columns(["KIB", "Kapan"], *rows).by_cells == ()
        assert columns(["KIB", "Kapan"], *rows[:1], ["", "5/8/2024"]).by_cells == ("date",)
        assert columns(["Kapan", "KIB"], ["4/8/2024", "6202106202408041"], ["5/8/2024"]).by_cells == ("date",)

    @pytest.mark.parametrize(
        "cells",
        [
            ["Kupang Regency", "Mataram City"],
            ["Bogor (Kota)", "Kodya Medan"],
            ["Kab. Cianjur, Jawa Barat", "Demak (Jateng)"],
            ["1. Kab. Demak", "- Kota Semarang", "Kab. Kudus - Kab. Pati", "Kab. Jepara | Kab. Rembang"],
            ["Kab. Cilacap dan Kab. Banyumas", "Kab. Demak; Kota Semarang", "Kota Tegal\nKab. Tegal"],
        ],
    )
    def test_names_of_kabupaten_are_known_in_each_way_in_which_rows_are_read(self, cells):
        found = columns(
            ["Tanggal", "Jenis Bencana", "District"], *(["1/2/2024", "Banjir", each] for each in cells)
        )
        assert (found.used["regency_name"], found.by_cells) == (2, ("regency_name",))

    @pytest.mark.parametrize("cell", ["Kab. Demak dan sekitarnya", "Jawa Tengah", ",", "3 desa"])
    def test_a_text_with_a_name_in_it_is_no_kabupaten(self, cell):
        assert "regency_name" not in columns(["Tanggal", "Di Mana"], ["1/2/2024", cell]).used

    def test_a_place_of_any_size_can_be_the_regency(self):
        rows = ["1/2/2024", "Banjir", "Jawa Tengah", "Kab. Demak"]
        found = columns(["Tanggal", "Jenis Bencana", "Provinsi", "Lokasi"], rows)
        assert (found.used["regency_name"], found.by_cells) == (3, ("regency_name",))
        for heading, cell in (("Kecamatan", "Demak"), ("Lokasi", "Jalan Melati")):
            found = columns(["Tanggal", "Jenis Bencana", "Provinsi", heading], [*rows[:3], cell])
            assert found.used["place"] == 3

    def test_of_two_columns_of_days_none_is_taken(self):
        found = columns(
            ["Mulai apa", "Sampai apa", "Jenis Bencana", "Kabupaten"],
            ["05/01/2024", "06/01/2024", "Banjir", "Demak"],
        )
        assert "date" not in found.used
        assert doubted(found) == [("Mulai apa", "date"), ("Sampai apa", "date")]

    @pytest.mark.parametrize(
        ("headings", "cells", "used", "by_cells"),
        [
            (
                ["Tanggal", "Kode Bencana", "Kode Kabupaten", "A", "B", "C"],
                ["2024-03-01", "101", "33.21", "Banjir", "Demak", "Jawa Tengah"],
                {"date", "type_code", "region_id"},
                (),
            ),
            (
                ["Tahun", "Bulan", "Hari", "A", "Kabupaten", "Provinsi", "X"],
                ["2024", "3", "1", "Banjir", "Demak", "Jawa Tengah", "2024-03-01"],
                {"year", "month", "day", "type_name", "regency_name", "province_name"},
                ("type_name",),
            ),
            (
                ["Tanggal", "Jenis Bencana", "Kabupaten", "Provinsi", "A", "B", "C", "D"],
                ["2024-03-01", "Banjir", "Demak", "Jawa Tengah", "2024-03-02", "Longsor", "Kudus", "Bali"],
                {"date", "type_name", "regency_name", "province_name"},
                (),
            ),
            (
                ["KIB", "A", "B", "C", "D"],
                ["6202106202408041", "2024-08-04", "Karhutla", "Demak", "Jawa Tengah"],
                {"kib"},
                (),
            ),
        ],
    )
    def test_what_is_known_in_one_way_is_not_looked_for_in_another(self, headings, cells, used, by_cells):
        found = columns(headings, cells)
        assert (set(found.used), found.by_cells) == (used, by_cells)

    @pytest.mark.parametrize(
        ("cell", "field"),
        [("1", "day"), ("31", "day"), ("0", "date"), ("32", "date"), ("2024-03-01", "date")],
    )
    def test_next_to_year_and_month_tgl_is_a_day_of_the_month_by_its_cells(self, cell, field):
        found = columns(
            ["Tahun", "Bulan", "Tgl", "Jenis Bencana", "Kabupaten"], ["2024", "3", cell, "Banjir", "Demak"]
        )
        assert found.used[field] == 2

    def test_a_field_left_out_is_not_looked_for(self):
        assert "regency_name" not in columns(["Di Mana"], ["Demak"], regency_name="").used

    @pytest.mark.parametrize("text", ["lima", "a" * 120, "20240105", "3"])
    def test_other_cells_are_nothing(self, text):
        assert dict(columns(["Apa"], [text]).used) == {}

    def test_a_sum_of_dead_and_missing_is_never_proposed_as_the_dead(self):
        found = Columns.of(["KIB", "Meninggal & Hilang"])
        assert [(each.data["column"], each.data["field"]) for each in found.doubts] == [
            ("Meninggal & Hilang", "missing")
        ]

    def test_a_field_that_is_given_is_neither_lacking_nor_looked_for(self):
        found = Columns.of(
            ["Di Mana"], given={"date", "type_name", "regency_name"}, first_rows=lambda: [["Demak"]]
        )
        assert (found.problems, dict(found.used)) == ((), {})

    def test_a_choice_by_a_short_name_takes_codes_or_names(self):
        headings, names, codes = ["A", "B"], ["Kab. Demak", "Banjir"], ["33.21", "101"]
        assert dict(columns(headings, names, region="A", type="B").used) == {
            "type_name": 1,
            "regency_name": 0,
        }
        assert dict(columns(headings, codes, region="A", type="B").used) == {"region_id": 0, "type_code": 1}


class TestDoubts:
    @pytest.mark.parametrize(
        ("heading", "cell", "expected"),
        [
            ("Jumlah Rumah", "5", "houses_damaged"),
            ("Korban", "3", "dead"),
            ("Jumlah Jiwa", "30", "affected"),
            ("Rumah Rusak Berat Sekali", "2", "houses_heavy"),
            ("Menderita dan Mengungsi", "60", "affected"),
            ("Meninggal & Hilang", "1", "missing"),
            ("Fasdik", "1", "facilities.pendidikan.rusak"),
            ("Luas (Ha)", "1,5", "land.lahan"),
            ("Luas", "1,5", "land.lahan"),
            ("Luas Terendam (Ha)", "2", "land.lahan"),
            ("luas_ha", "2", "land.lahan"),
            ("Luas Wilayah (Ha)", "2", None),
            ("Luas (Ha)", "lima", None),
            ("Dilaporkan di", "Demak", None),
            ("Nama Jalan", "Jl. Melati", None),
            ("Jumlah KK", "12", None),
            ("Terdampak (KK)", "12", None),
            ("Keterangan", "5 rumah", None),
            ("Cuaca", "31", None),
        ],
    )
    def test_a_column_that_looks_as_if_it_mattered(self, heading, cell, expected):
        found = columns([*BASE, heading], [*ROW, cell])
        assert doubted(found) == ([(heading, expected)] if expected else [])

    @pytest.mark.parametrize(
        ("heading", "cells", "expected"),
        [
            ("Permintaan Bantuan", ["Logistik", "Ya"], "requests_national_help"),
            ("Assistance Requested", ["no"], "requests_national_help"),
            ("Permohonan Bantuan BPBD", ["Logistik"], None),
            ("Bantuan", ["ya"], None),
            ("Status Bencana", ["Tanggap Darurat"], "emergency_status"),
            ("Status Bencana", ["Selesai"], None),
        ],
    )
    def test_a_column_that_perhaps_answers_a_criterion(self, heading, cells, expected):
        found = columns([*BASE, heading], *([*ROW, each] for each in cells))
        assert doubted(found) == ([(heading, expected)] if expected else [])

    def test_a_criterion_that_another_column_answers(self):
        heads = [*BASE, "Permintaan Bantuan Nasional", "Permintaan Bantuan"]
        assert doubted(columns(heads, [*ROW, "tidak", "ya"])) == []
        assert doubted(Columns.of([*BASE, "Permintaan Bantuan"])) == [
            ("Permintaan Bantuan", "requests_national_help")
        ]

    def test_names_of_places_next_to_codes(self):
        found = columns(
            ["Tanggal", "Jenis", "Kode Wilayah", "Di Mana"], ["1/2/2024", "Banjir", "33.21", "Kudus"]
        )
        assert doubted(found) == [("Di Mana", "regency_name")]

    def test_a_part_of_what_is_read_is_none(self):
        assert doubted(columns([*BASE, "MD", "MD laki-laki"], [*ROW, "1", "1"])) == []
        assert doubted(columns([*BASE, "Rumah Rusak", "Jumlah Rumah"], [*ROW, "1", "1"])) == []

    def test_places_that_are_counted_are_no_names(self):
        rows = ["1/2/2024", "Banjir", "Jawa Tengah"]
        heads = ["Tanggal", "Jenis Bencana", "Provinsi", "Kab/Kota Terdampak"]
        assert "regency_name" not in columns(heads, [*rows, "12"]).used
        assert columns(heads, [*rows, "1. Kab. Demak"]).used["regency_name"] == 3
        assert columns(heads, [*rows, ""]).used["regency_name"] == 3

    @pytest.mark.parametrize(
        ("unit", "heading", "is_counted"),
        [
            ("KEJADIAN", "jumlah", True),
            ("kali", "Total", True),
            ("ORANG", "jumlah", False),
            ("", "jumlah", False),
            ("Kejadian", "jumlah_korban", False),
        ],
    )
    def test_numbers_whose_unit_is_the_event(self, unit, heading, is_counted):
        heads = ["tahun", "jenis_bencana", "kabupaten", heading, "satuan"]
        found = columns(heads, ["2023", "Banjir", "Demak", "4", unit])
        assert (
            (heading, "weight") in [(each.heading, each.why.value) for each in found.ignored]
        ) is is_counted

    def test_a_table_of_numbers_of_events_is_already_counted(self):
        heads = ["periode_update", "kategori", "nama_kabupaten_kota", "jumlah", "satuan"]
        with read_table([heads, ["2023-01", "BANJIR", "DEMAK", "4", "KEJADIAN"]]) as table:
            assert table.published().total == 4

    @pytest.mark.parametrize(
        ("rows", "total", "sums"),
        [
            ("Bali,Badung,4 Bali,Buleleng,2 Bali,,6 NTB,Bima,1 NTB,,1 Indonesia,,7", "7", 3),
            # A row that is no sum of others shows that rows of a province are of events of which no more is known.
            ("Bali,Badung,4 Bali,,4 NTB,Bima,1 NTB,,2", "11", 0),
            ("Bali,,6 NTB,,1", "7", 0),
        ],
    )
    def test_sums_that_name_no_kabupaten(self, rows, total, sums):
        cells = [[*row.split(",")[:2], "2023", row.split(",")[2]] for row in rows.split()]
        with read_table([["Provinsi", "Kabupaten", "Tahun", "Jumlah Kejadian"], *cells]) as table:
            found = table.published()
        assert (str(found.total), found.sums) == (total, sums)

    @pytest.mark.parametrize(("text", "code"), [("1/3", "weight-unreadable"), ("-", None), ("0,5", None)])
    def test_a_weight_that_is_no_number_is_named(self, text, code):
        with read_table([[*BASE, "Jumlah Kejadian"], [*ROW, text]]) as table:
            (row,) = table
        assert ("weight-unreadable" in row.codes, row.event is None) == (code is not None, False)

    @pytest.mark.parametrize(
        ("heading", "cells", "used"),
        [
            ("Pemicu", ("curah hujan tinggi", "Manusia", "-"), False),
            ("Dipicu oleh", ("hujan", "Gempa Bumi"), True),
            ("Dipicu oleh", ("hujan", "manusia", "Gempa Bumi"), False),
            ("Pemicu", ("", ""), True),
            ("Jenis Pemicu", ("107", "hujan deras"), True),
            ("Jenis Utama", ("Banjri", "x"), True),
        ],
    )
    def test_what_set_a_hazard_off_has_types_or_is_free_text(self, heading, cells, used):
        found = columns([*BASE, heading], *([*ROW, cell] for cell in cells))
        assert (heading in {found.headings[at] for at in found.used.values()}) is used
        assert doubted(found) == ([(heading, "caused_by")] if "Gempa Bumi" in cells and not used else [])

    @pytest.mark.parametrize(
        ("cells", "expected"),
        [
            (("Tanggap Darurat", "Tidak Ada Status", ""), [("Status", "emergency_status")]),
            (("Tanggap Darurat", "Terverifikasi"), []),
            (("ya", "tidak"), []),
        ],
    )
    def test_a_status_by_its_cells(self, cells, expected):
        rows = [[*ROW, cell] for cell in cells]
        assert doubted(columns([*BASE, "Status"], *rows)) == expected
        assert doubted(columns([*BASE, "Status", "Status Darurat"], *([*row, ""] for row in rows))) == []

    @pytest.mark.parametrize("heading", ["Luas Terdampak (Ha)", "Luas"])
    def test_hectares_next_to_land_are_perhaps_its_total(self, heading):
        assert doubted(columns([*BASE, "Sawah", heading], [*ROW, "1", "1"])) == []
        assert doubted(columns([*BASE, "Sawah", heading], [*ROW, "1", "3"])) == [(heading, "land.total")]
        assert doubted(columns([*BASE, "lahan_hektar", heading], [*ROW, "1", "3"])) == []

    def test_a_region_of_the_world_is_not_proposed(self):
        (problem, *_) = columns(["Country", "Region", "Tanggal"], ["Indonesia", "Asia", "1/2/2024"]).problems
        assert (problem.code, problem.data["hint"]) == ("column-region-missing", "")

    def test_a_second_column_with_other_figures(self):
        headings = [*BASE, "Terdampak", "Menderita"]
        assert doubted(columns(headings, [*ROW, "1", "1"])) == []
        assert doubted(columns(headings, [*ROW, "1", ""])) == []
        assert doubted(columns(headings, [*ROW, "1", "2"])) == [("Menderita", "affected")]

    def test_without_cells_the_words_decide(self):
        assert doubted(Columns.of([*BASE, "Jumlah Rumah"])) == [("Jumlah Rumah", "houses_damaged")]

    def test_the_table_says_so(self):
        with read_table([[*BASE, "Jumlah Rumah"], [*ROW, "5"]]) as table:
            (doubt,) = table.findings
        assert doubt.code == "column-looks-used"
        assert '--map houses_damaged="Jumlah Rumah"' in doubt.message("id")


class TestSuggestions:
    def test_a_wrong_field_or_column_is_given_the_nearest(self):
        (problem,) = Columns.of(["KIB"], {"regency_nam": "KIB"}).problems[:1]
        assert 'did you mean "regency_name"' in problem.message("en")

    def test_a_wrong_column_is_given_the_nearest(self):
        (problem,) = Columns.of(["KIB", "Kapan terjadi"], {"date": "Kapan terjadinya"}).problems
        assert 'maksudnya "Kapan terjadi"' in problem.message("id")

    def test_a_misspelt_heading_is_named_where_its_column_is_lacking(self):
        lacking = Columns.of(["Tanggal", "Jenis Bencana", "Kabupatn"]).problems
        assert [each.code for each in lacking] == ["column-region-missing"]
        assert '(maksudnya --map regency_name="Kabupatn"?)' in lacking[0].message("id")

    def test_a_misspelt_heading_is_a_doubt(self):
        assert doubted(columns([*BASE, "Meningal"], [*ROW, "5"])) == [("Meningal", "dead")]
        assert doubted(columns([*BASE, "Meningal"], [*ROW, "ya"])) == []
        assert doubted(columns([*BASE, "MD", "Meningal"], [*ROW, "1", "1"])) == []
        many = ["Meningal"] * 50
        assert len(doubted(columns([*BASE, *many], [*ROW, *"1" * 50]))) == 40


class TestCommandLine:
    """Tables as people have them, counted without a flag."""

    def counted(self, tmp_path, capsys, text, *options):
        path = tmp_path / "t.csv"
        path.write_text(text, encoding="utf-8")
        status = main(["count", str(path), "--format", "json", *options])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out else None, err

    def test_a_sheet_of_abbreviations(self, tmp_path, capsys):
        text = (
            "No;TGL. KEJADIAN;JENIS_BENCANA;KAB/KOTA;PROV;KORBAN MD;KORBAN LB;KORBAN LR;RMH RB;Rmh RS\n"
            "1;05/01/2024;Banjir;Kab. Demak;Jawa Tengah;0;20;30;0;0\n"
            "2;06/01/2024;Banjir;Kab. Kudus;Jawa Tengah;0;2;3;2;3\n"
            "3;07/01/2024;Banjir;Kab. Pati;Jawa Tengah;0;2;3;2;2\n"
        )
        status, found, _ = self.counted(tmp_path, capsys, text)
        assert (status, found["national"], found["verdicts"]["met"]) == (0, 3, 2)

    def test_headings_that_nobody_foresaw(self, tmp_path, capsys):
        text = "Saat,Apa,Sebelah Mana,MD\n8 Maret 2024,Banjir,Kota Semarang,1\n9 Maret 2024,Banjir,Kab. Kudus,0\n"
        status, found, _ = self.counted(tmp_path, capsys, text)
        assert (status, found["national"], found["regencies"]) == (0, 2, {"33.19": 1, "33.74": 1})
        assert found["columns"]["by_cells"] == ["date", "type_name", "regency_name"]
        main(["count", str(tmp_path / "t.csv"), "--lang", "en"])
        notes = " ".join(capsys.readouterr().err.split())
        assert "found by their cells: Saat (date), Apa (type_name), Sebelah Mana (regency_name)" in notes

    def test_a_published_export_with_full_dates_in_tanggal(self, tmp_path, capsys):
        text = (
            "Tanggal___Waktu_Kejadian,Tanggal,Bulan,Tahun,Kabupaten,Provinsi,Nama_Kejadian,Jenis_Bencana,Meninggal\n"
            "2025-03-04 01:00:00,2025-03-04 01:00:00,3,2025,Garut,Jawa Barat,Longsor,Tanah Longsor,1\n"
        )
        status, found, _ = self.counted(tmp_path, capsys, text)
        assert (status, found["national"], found["left_out"]) == (0, 1, [])

    def test_families_are_no_people(self, tmp_path, capsys):
        text = "KIB,Terdampak (KK),Terdampak (Jiwa)\n3321101202401051,500,\n3319101202401051,,50\n"
        _, found, _ = self.counted(tmp_path, capsys, text)
        assert found["verdicts"]["met"] == 1

    def test_a_warning_stands_among_the_findings(self, tmp_path, capsys):
        text = "KIB,Meninggal,Jumlah Rumah\n3321101202401051,0,12\n"
        status, found, _ = self.counted(tmp_path, capsys, text)
        assert (status, [each["code"] for each in found["findings"]]) == (0, ["column-looks-used"])


def test_rows_that_can_be_walked_once_are_all_read():
    walk = (list(ROW) for _ in range(3_000))
    assert len(list(read_rows(BASE, walk))) == 3_000
