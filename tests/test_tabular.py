"""From a table's rows to events: regions, types, dates, figures, and what is said about them."""

import csv
import io
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from satudata import Interpretation, RegionCode, Status, TableError, Verdict, count_events, regions
from satudata.findings import Severity
from satudata.impacts import Damage, FacilityKind, LandKind
from satudata.regions._bearers import CodeSystem
from satudata.tabular import (
    Assumptions,
    Columns,
    KIBState,
    Link,
    Links,
    gather,
    read_csv,
    read_links,
    read_rows,
)
from satudata.tabular._nearest import no_choice

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "kejadian-2024.csv"
HEADINGS = [
    "KIB",
    "Kabupaten",
    "Provinsi",
    "ID Kabupaten",
    "Tanggal Kejadian",
    "Jenis Bencana",
    "Kode Bencana",
]


def read(**cells):
    """The row of a table with these columns only."""
    headings = [name.replace("_", " ") for name in cells]
    (row,) = read_rows(headings, [list(cells.values())])
    return row


def codes(row):
    return [each.code for each in row.findings]


def region(row):
    return str(row.event.records[0].region)


class TestHeadings:
    @pytest.mark.parametrize(
        ("headings", "used"),
        [
            (["Kode Identitas Bencana"], {"kib": 0}),
            (["kib", "Luka / Sakit"], {"kib": 0, "injured": 1}),
            (["KIB", "Sawah (ha)", "MENINGGAL (jiwa)"], {"kib": 0, "dead": 2, "land.sawah": 1}),
            (["kib", "tahun", "bulan", "tanggal"], {"kib": 0, "year": 1, "month": 2, "day": 3}),
            (["kib", "tahun", "tanggal"], {"kib": 0, "date": 2, "year": 1}),
            (["KIB", "rumah_rusak_berat", "Rumah Rusak"], {"kib": 0, "houses_heavy": 1, "houses_damaged": 2}),
            (["KIB", "pendidikan_rusak"], {"kib": 0, "facilities.pendidikan.rusak": 1}),
            (["\ufeffKIB"], {"kib": 0}),
        ],
    )
    def test_a_heading_says_what_its_column_holds(self, headings, used):
        assert dict(Columns.of(headings).used) == used

    def test_the_order_of_the_vocabulary_decides_and_the_other_is_named(self):
        columns = Columns.of(["Menderita", "Terdampak", "KIB"])
        assert columns.used["affected"] == 1
        assert [(each.heading, each.why, each.field) for each in columns.ignored] == [
            ("Menderita", "second", "affected")
        ]

    def test_a_choice_wins_over_the_vocabulary(self):
        columns = Columns.of(["KIB", "Menderita", "Terdampak"], {"Terdampak": "menderita", "kib": "KIB"})
        assert columns.used["affected"] == 1
        assert [each.why for each in columns.ignored] == ["second"]

    def test_a_field_can_be_left_without_a_column(self):
        columns = Columns.of(["KIB", "Kabupaten"], {"regency_name": ""})
        assert "regency_name" not in columns.used
        assert [each.why for each in columns.ignored] == ["unused"]

    @pytest.mark.parametrize(
        "chosen", [{"nothing": "KIB"}, {"kib": "nothing"}, {"weight": "KIB"}, {"kib": "luka"}]
    )
    def test_a_choice_of_what_is_not_there_is_a_problem(self, chosen):
        (problem,) = Columns.of(["KIB", "Luka", "LUKA"], chosen).problems
        assert problem.code == "column-choice"

    def test_a_choice_that_is_nearly_there_is_named(self):
        near, far = no_choice("kiba", ["kib", "dead"]), no_choice("zzz", ["kib", "dead"])
        assert near.message("en") == 'there is no "kiba" (did you mean "kib"?); there are: kib, dead'
        assert near.message("id") == 'tidak ada "kiba" (maksudnya "kib"?); yang ada: kib, dead'
        assert far.message("en") == 'there is no "zzz"; there are: kib, dead'
        assert far.message("id") == 'tidak ada "zzz"; yang ada: kib, dead'

    def test_what_is_lacking_is_named(self):
        problems = Columns.of([f"kolom {number}" for number in range(70)]).problems
        assert [each.code for each in problems] == [
            "column-region-missing",
            "column-type-missing",
            "column-date-missing",
        ]
        assert problems[0].message("id").count("kolom 59") == 1

    def test_the_weights_of_publishers_are_named(self):
        (ignored,) = Columns.of(["KIB", "jumlah_kejadian"]).ignored
        assert (ignored.why, repr(ignored.why)) == ("weight", "Ignoring.WEIGHT")

    def test_the_heading_of_a_field_without_a_column_is_the_field(self):
        assert Columns.of(["KIB"]).heading("dead") == "dead"


class TestRegion:
    @pytest.mark.parametrize(
        ("name", "province", "day", "expected"),
        [
            ("BANDUNG", "JAWA BARAT", "2024-01-01", "32.04"),
            ("KOTA BANDUNG", "JAWA BARAT", "2024-01-01", "32.73"),
            ("Kab. Merauke", "PAPUA", "2020-01-01", "91.01"),
            ("MERAUKE", "PAPUA SELATAN", "2024-01-01", "93.01"),
            ("", "JAWA BARAT", "2024-01-01", "32"),
            ("", "KALIMANTAN UTARA", "2010-01-01", "65"),
        ],
    )
    def test_the_place_named(self, name, province, day, expected):
        row = read(Kabupaten=name, Provinsi=province, Tanggal=day, Kejadian="BANJIR")
        assert (region(row), codes(row)) == (expected, [])

    def test_an_id_that_is_the_places_bps_code(self):
        row = read(
            Kabupaten="SIBOLGA",
            Provinsi="SUMATERA UTARA",
            ID_Kabupaten="1271",
            Tanggal="2024-01-01",
            Jenis_Bencana="Banjir",
        )
        assert (region(row), codes(row)) == ("12.73", ["other-system-suspected"])
        assert "12.73 Kota Sibolga" in row.findings[0].message("id")

    def test_an_id_of_another_place(self):
        row = read(
            Kabupaten="SLEMAN",
            Provinsi="DI YOGYAKARTA",
            ID_Kabupaten="1101",
            Tanggal="2024-01-01",
            Kejadian="Banjir",
        )
        assert (region(row), codes(row)) == ("34.04", ["region-id-differs"])
        assert row.findings[0].where == "ID Kabupaten"

    def test_an_id_of_no_place(self):
        row = read(
            Kabupaten="SLEMAN",
            Provinsi="DI YOGYAKARTA",
            ID_Kabupaten="0001",
            Tanggal="2024-01-01",
            Kejadian="Banjir",
        )
        assert (region(row), codes(row)) == ("34.04", ["region-id-differs"])

    def test_an_id_of_the_same_place_in_another_list(self):
        row = read(
            Kabupaten="MERAUKE",
            Provinsi="PAPUA",
            ID_Kabupaten="9301",
            Tanggal="2020-01-01",
            Kejadian="Banjir",
        )
        assert (region(row), codes(row)) == ("91.01", ["region-other-edition"])

    def test_an_id_of_the_province_is_no_contradiction(self):
        row = read(
            Kabupaten="SLEMAN",
            Provinsi="DI YOGYAKARTA",
            ID_Kabupaten="34",
            Tanggal="2024-01-01",
            Kejadian="Banjir",
        )
        assert codes(row) == []

    @pytest.mark.parametrize("text", ["6202", "62.02", "6202.0"])
    def test_the_id_where_no_place_is_named(self, text):
        row = read(ID_Kabupaten=text, Tanggal="2024-01-01", Kejadian="Banjir")
        assert (region(row), codes(row)) == ("62.02", [])

    def test_an_id_out_of_force(self):
        row = read(ID_Kabupaten="91.02", Tanggal="2024-01-01", Kejadian="Banjir")
        assert (region(row), codes(row)) == ("95.01", ["region-retired"])

    def test_an_id_out_of_force_may_be_of_another_system(self):
        row = read(ID_Kabupaten="9102", Tanggal="2024-01-01", Kejadian="Banjir")
        assert (region(row), codes(row)) == ("91.02", ["region-open"])
        assert "Jayawijaya" in row.findings[0].message()
        assert "Kaimana" in row.findings[0].message()

    def test_an_unreadable_id(self):
        row = read(ID_Kabupaten="x", Provinsi="ACEH", Tanggal="2024-01-01", Kejadian="Banjir")
        assert (region(row), codes(row)) == ("11", ["region-id-unreadable"])

    def test_an_id_of_another_province_does_not_place_the_row(self):
        row = read(ID_Kabupaten="3204", Provinsi="ACEH", Tanggal="2024-01-01", Kejadian="Banjir")
        assert (region(row), codes(row)) == ("11", ["region-id-differs"])

    def test_the_kibs_digits_where_nothing_else_is_said(self):
        row = read(KIB="6202106202408041")
        assert (region(row), codes(row)) == ("62.02", [])

    def test_the_kibs_digits_differ_from_the_place(self):
        row = read(KIB="6202106202408041", Kabupaten="SLEMAN", Provinsi="DI YOGYAKARTA")
        assert (region(row), codes(row)) == ("34.04", ["kib-region-differs"])
        assert row.findings[0].where == "KIB"
        assert "62.02" in row.findings[0].message("id")

    def test_a_name_without_a_province_that_the_kib_decides(self):
        row = read(KIB="6303101202408041", Kabupaten="BANJAR")
        assert (region(row), codes(row)) == ("63.03", [])

    def test_a_name_without_a_province_that_nothing_decides(self):
        row = read(KIB="6202106202408041", Kabupaten="BANJAR")
        assert region(row) == "62.02"
        assert "place-ambiguous" in codes(row)

    def test_a_name_that_no_region_bears(self):
        row = read(KIB="6202106202408041", Kabupaten="SAMOSRI", Provinsi="NIRWANA")
        assert (region(row), codes(row)) == ("62.02", ["place-unknown", "place-unknown"])

    def test_a_name_too_long_to_be_one(self):
        row = read(KIB="6202106202408041", Kabupaten="y" * 1_000_000)
        assert (region(row), codes(row)) == ("62.02", ["place-unknown"])
        assert len(row.findings[0].message("id")) < 300


class TestType:
    def test_the_name_chooses_the_scheme_of_the_kibs_digits(self):
        row = read(KIB="6503105202010251", Kejadian="PUTING BELIUNG")
        assert (row.event.type_code, row.event.scheme, codes(row)[:1]) == ("105", "2011", codes(row)[:1])
        assert "kib-type-differs" not in codes(row)

    def test_name_and_code_without_a_kib(self):
        row = read(
            Kabupaten="BANDUNG BARAT",
            Provinsi="JAWA BARAT",
            Tanggal="2020-10-31",
            Kejadian="PUTING BELIUNG",
            Kode_Bencana="105",
        )
        assert (row.event.key, row.event.scheme) == ("321710520201031", "2011")

    @pytest.mark.parametrize(
        ("name", "day", "code", "scheme"),
        [
            ("PUTING BELIUNG", "2020-10-31", "105", "2011"),
            ("PUTING BELIUNG", "2024-10-31", "104", "2023"),
            ("BANJIR", "2010-01-01", "101", "2023"),
            ("BANJIR DAN TANAH LONGSOR", "2010-01-01", "101", "2023"),
            ("LETUSAN GUNUNG API", "2024-01-01", "109", "2023"),
            ("Karhutla", "2019-01-01", "107", "2011"),
        ],
    )
    def test_a_name_alone_has_the_code_of_its_day(self, name, day, code, scheme):
        row = read(Provinsi="ACEH", Tanggal=day, Kejadian=name)
        assert (row.event.type_code, row.event.scheme) == (code, scheme)

    def test_a_code_alone(self):
        row = read(Provinsi="ACEH", Tanggal="2020-01-01", Kode_Bencana="105")
        assert (row.event.type_code, row.event.scheme, codes(row)) == ("105", None, ["type-ambiguous"])

    def test_a_name_without_a_number_still_counts(self):
        row = read(Kabupaten="SLEMAN", Provinsi="DI YOGYAKARTA", Tanggal="2020-01-01", Kejadian="EPIDEMI")
        assert (row.event.key, row.event.type_code, row.cause) == ("3404 epidemi 2020-01-01", None, True)
        assert codes(row) == ["type-without-number"]

    def test_a_name_that_no_list_has(self):
        row = read(Provinsi="ACEH", Tanggal="2020-01-01", Kejadian="BANJR")
        assert (row.event.type_code, row.cause, codes(row)) == (None, None, ["type-name-unknown"])

    def test_a_name_of_signs_only(self):
        assert read(Provinsi="ACEH", Tanggal="2020-01-01", Kejadian="??").event.key == "11 ?? 2020-01-01"

    def test_an_unknown_name_beside_a_code(self):
        row = read(Provinsi="ACEH", Tanggal="2024-01-01", Kejadian="BANJR", Kode_Bencana="101")
        assert (row.event.type_code, codes(row)) == ("101", ["type-name-unknown"])

    def test_name_and_code_contradict_each_other(self):
        row = read(Provinsi="ACEH", Tanggal="2024-01-01", Kejadian="Tanah Longsor", Kode_Bencana="101")
        assert (row.event.type_code, codes(row)) == ("102", ["type-code-differs"])

    def test_the_kib_contradicts_name_and_code(self):
        row = read(KIB="6202101202401011", Kejadian="Tanah Longsor", Kode_Bencana="102")
        assert (row.event.type_code, codes(row)) == ("101", ["kib-type-differs", "kib-type-differs"])

    def test_digits_of_no_type(self):
        row = read(KIB="6202555202401011", Kejadian="Banjir")
        assert (row.event.type_code, row.cause) == ("555", None)
        assert codes(row) == ["kib-type-differs", "type-unknown"]

    def test_a_legacy_type(self):
        assert codes(read(KIB="6202111202401011", Kejadian="Letusan Gunung Api")) == ["type-legacy"]

    def test_a_code_of_the_older_list_since_2023(self):
        row = read(KIB="6202105202401011", Kejadian="Puting Beliung")
        assert (row.event.scheme, codes(row)) == ("2011", ["type-older-scheme"])

    def test_a_code_of_the_older_list_without_a_kib(self):
        row = read(Provinsi="ACEH", Tanggal="2024-01-01", Kejadian="Puting Beliung", Kode_Bencana="105")
        assert (row.event.scheme, codes(row)) == ("2011", ["type-older-scheme"])

    def test_an_unreadable_code(self):
        row = read(Provinsi="ACEH", Tanggal="2024-01-01", Kejadian="Banjir", Kode_Bencana="1O1")
        assert codes(row) == ["type-code-unreadable"]


class TestKIBAndDate:
    def test_a_readable_kib_gives_event_type_and_date(self):
        row = read(KIB="6202 106 20240804 1", Tanggal="05/08/2024")
        assert (row.event.key, row.event.date, row.kib_state) == (
            "620210620240804",
            date(2024, 8, 4),
            "printed",
        )
        assert codes(row) == ["kib-date-differs"]

    @pytest.mark.parametrize(
        ("text", "state", "code"),
        [
            ("", "blank", "kib-blank"),
            ("-", "blank", "kib-blank"),
            ("6202106202402301", "unreadable", "kib-unreadable"),
            ("6202106202408040.0", "unreadable", "kib-rounded"),
            ("6202 106 2024 0804 1", "repaired", "repair-spaces"),
            ("6202106/20240804/1", "repaired", "repair-separators"),
        ],
    )
    def test_the_stem_is_the_kibs_else_the_rows_own(self, text, state, code):
        row = read(KIB=text, ID_Kabupaten="62.02", Tanggal="04/08/2024", Kejadian="Karhutla")
        assert (row.event.key, row.kib_state, codes(row)) == ("620210620240804", state, [code])
        assert row.kib_text == text.strip("-")
        assert row.findings[0].where == "KIB"

    def test_the_state_says_how_it_is_written(self):
        texts = ("6202106202408041", "6202 106 20240804 1", "6202 106 2024 8 4 1", "x", "")
        states = [read(KIB=text).kib_state for text in texts]
        assert states == list(KIBState)
        assert [read(KIB=text).reading is None for text in texts] == [False] * 4 + [True]

    @pytest.mark.parametrize("text", ["6202 106 2024 8 4 1", "6202106202408041.0", "x"])
    def test_strictly_nothing_is_repaired(self, text):
        cells = [text, "62.02", "04/08/2024", "Karhutla"]
        (row,) = read_rows(["KIB", "id_kab", "tgl", "Jenis Bencana"], [cells], strict=True)
        assert (row.kib_state, row.reading, row.canonical) == ("unreadable", None, None)
        assert (row.event.key, codes(row)) == ("620210620240804", ["kib-unreadable"])

    def test_strictly_the_two_forms_are_read(self):
        rows = read_rows(["KIB"], [["6202106202408041"], ["6202 106 20240804 1"]], strict=True)
        assert [row.kib_state for row in rows] == ["compact", "printed"]

    def test_rows_with_and_without_a_kib_are_one_event(self):
        rows = [["6202106202408041", "62.02", "04/08/2024"], ["", "62.02", "04/08/2024"]]
        table = read_rows(
            ["KIB", "id_kab", "tgl", "Jenis"],
            [[*row, "Karhutla"] for row in rows],
            columns={"type_name": "Jenis"},
        )
        assert count_events(row.event for row in table).national == 1

    def test_an_event_id_of_sixteen_digits_is_a_kib(self):
        row = read(KIB="1306101202405111", ID_Kejadian="1304101202405112")
        assert (row.event.id, row.event.kib.stem) == ("130410120240511", "130610120240511")

    def test_an_event_id(self):
        row = read(ID_Kejadian="gempa", ID_Kabupaten="62.02", Tanggal="04/08/2024", Kejadian="Gempabumi")
        assert (row.event.id, row.event.type_code) == ("gempa", "107")

    def test_long_event_ids_stay_apart(self):
        ids = {read(KIB="1306101202405111", ID_Kejadian="x" * 1000 + end).event.id for end in "ab"}
        assert len(ids) == 2
        assert max(map(len, ids)) < 100

    def test_index_zero(self):
        assert codes(read(KIB="6202106202408040")) == ["index-zero"]

    def test_an_incomplete_date(self):
        assert codes(read(KIB="6202106202408041", Tanggal="2024-8")) == ["date-incomplete"]

    @pytest.mark.parametrize("text", ["09/27/2024", "kemarin", "4 Aguustus 2024", "x" * 1000, "45292"])
    def test_an_unreadable_date(self, text):
        row = read(KIB="6202106202408041", Tanggal=text)
        assert codes(row) == ["date-unreadable"]

    def test_a_date_in_three_cells(self):
        row = read(Provinsi="ACEH", tahun="2020", bulan="Oktober", tanggal="25", Kejadian="Banjir")
        assert row.event.date == date(2020, 10, 25)

    def test_an_unreadable_date_in_three_cells(self):
        row = read(Provinsi="ACEH", tahun="2020", bulan="2", tanggal="30", Kejadian="Banjir")
        assert codes(row) == ["date-unreadable", "row-left-out"]

    @pytest.mark.parametrize(
        ("cells", "lacks"),
        [
            ({"Provinsi": "ACEH", "Tanggal": "", "Kejadian": "Banjir"}, "date"),
            ({"Provinsi": "ACEH", "Tanggal": "2024-01-01", "Kejadian": ""}, "type"),
            ({"Provinsi": "", "Tanggal": "2024-01-01", "Kejadian": "Banjir"}, "region"),
            ({"Provinsi": "", "Tanggal": "2024-01-01", "Kejadian": ""}, "type, region"),
        ],
    )
    def test_a_row_is_left_out_only_when_something_cannot_be_had(self, cells, lacks):
        row = read(**cells)
        assert row.event is None
        (told,) = (each for each in row.findings if each.code == "row-left-out")
        assert (told.data["lacking"], told.severity) == (lacks, Severity.ERROR)


PLACES = [place for place in regions.at(date(2024, 6, 1)) if place.level.value == "regency"]


class TestKIBAndRegion:
    """One event has one stem, in whatever code system its KIBs are written."""

    def test_a_kib_with_the_code_of_bps_counts_under_that_of_kemendagri(self):
        cells = {"Kabupaten": "SIBOLGA", "Provinsi": "SUMATERA UTARA"}
        bps, own = (read(KIB=text, **cells) for text in ("1271 102 20240820 1", "1273 102 20240820 2"))
        assert (str(bps.event.kib), bps.kib_text) == ("1273102202408201", "1271 102 20240820 1")
        assert (str(bps.reading.kib), bps.canonical) == ("1271102202408201", bps.event.kib)
        assert codes(bps) == ["other-system-suspected"]
        assert "12.73 Kota Sibolga" in bps.findings[0].message("id")
        assert codes(own) == []
        assert count_events([bps.event, own.event]).national == 1

    def test_it_does_not_fall_on_another_regions_stem(self):
        headings = ["KIB", "Kabupaten", "Provinsi"]
        rows = [
            ["1271102202408201", "SIBOLGA", "SUMATERA UTARA"],
            ["1271102202408201", "MEDAN", "SUMATERA UTARA"],
        ]
        events = [row.event for row in read_rows(headings, rows)]
        assert [event.key for event in events] == ["127310220240820", "127110220240820"]
        assert count_events(events).national == 2

    def test_where_the_region_is_open_the_kib_stands_as_written(self):
        row = read(KIB="1271102202408201")
        assert (row.event.key, region(row), row.canonical) == ("127110220240820", "12.71", None)
        assert codes(row) == ["region-open"]

    def test_where_one_place_has_the_number_it_is_meant(self):
        row = read(KIB="9404101201904211")
        assert (row.event.key, region(row)) == ("910410120190421", "91.04")
        assert codes(row) == ["other-system-suspected"]

    def test_where_the_row_contradicts_it_the_kib_stands_as_written(self):
        row = read(KIB="9404101201904211", Kabupaten="SLEMAN", Provinsi="DI YOGYAKARTA")
        assert (row.event.key, region(row), row.canonical) == ("940410120190421", "34.04", None)
        assert codes(row) == ["kib-region-differs"]

    def test_a_code_known_by_its_law_only_has_the_stem_of_the_list_in_force(self):
        row = read(KIB="9301101202208011")
        assert (row.event.key, region(row), codes(row)) == ("910110120220801", "93.01", ["region-lenient"])

    def test_an_id_that_can_mean_the_kibs_place_does(self):
        row = read(KIB="9404101201904211", ID_Kabupaten="9404")
        assert (row.event.key, region(row)) == ("910410120190421", "91.04")
        assert codes(row) == ["other-system-suspected", "other-system-suspected"]
        row = read(KIB="9404101201904211", ID_Kabupaten="9404", Provinsi="Papua")
        assert region(row) == "91.04"

    def test_an_id_of_another_place_than_the_kib(self):
        row = read(KIB="6202106202408041", ID_Kabupaten="3404")
        assert (region(row), codes(row)) == ("34.04", ["kib-region-differs"])

    @pytest.mark.parametrize("day", ["20160105", "20191231", "20220801", "20230115", "20240601"])
    def test_with_and_without_a_kib_the_stem_is_the_same_everywhere(self, day):
        headings = ["KIB", "Kabupaten", "Provinsi", "Tanggal", "Jenis Bencana"]
        names = {str(each.code): each.name for each in regions.at(date(2024, 6, 1))}
        cells = [
            [f"{place.code.digits}101{day}1", place.name, names[str(place.province)], day, "Banjir"]
            for place in PLACES
        ]
        with_, without = read_rows(headings, cells), read_rows(headings, [["", *rest] for _, *rest in cells])
        for one, two in zip(with_, without, strict=True):
            if one.canonical is not None:
                assert one.event.key == two.event.key, one.cells
                assert region(one) == region(two), one.cells

    @pytest.mark.parametrize(
        ("id", "expected"),
        [
            ("1271 102 20240820 1", "127310220240820"),
            ("1271102202408209", "127310220240820"),
            ("1273 102 20240820", "127310220240820"),
            ("127310220240820", "127310220240820"),
            ("9404101201904211", "910410120190421"),
            ("1171101201904211", "117110120190421"),
            ("gempa 2024", "gempa 2024"),
        ],
    )
    def test_an_event_id_that_is_a_kib_has_the_stem_of_its_event(self, id, expected):
        row = read(KIB="1271102202408201", Kabupaten="SIBOLGA", Provinsi="SUMATERA UTARA", ID_Kejadian=id)
        assert row.event.id == expected

    def test_what_cannot_be_read_beside_the_kib_is_told_once(self):
        row = read(KIB="6202106202408041", Kabupaten="SAMOSRI", ID_Kabupaten="x", Jenis_Bencana="Banjr")
        assert sorted(codes(row)) == ["place-unknown", "region-id-unreadable", "type-name-unknown"]


class TestLinks:
    ROWS = (["9404101201904211", "a"], ["3204107201904211", ""], ["3205107201904211", ""], ["x", ""])

    def read(self, *links):
        cells = [[*row, "2019-04-21", "32.04", "Gempabumi"] for row in self.ROWS]
        given = Links.of(Link(number, *link) for number, link in enumerate(links, start=2))
        headings = ["KIB", "ID Kejadian", "Tanggal", "Kode Wilayah", "Jenis Bencana"]
        return list(read_rows(headings, cells, links=given))

    def test_an_accepted_link_is_an_event_id(self):
        rows = self.read(("2", "3204 107 20190421 1", "gempa"), ("3", "3205107201904211", "gempa"))
        assert [row.event.id for row in rows[:3]] == ["a", "gempa", "gempa"]
        assert count_events(row.event for row in rows).merged[0].key == "gempa"

    def test_line_and_kib_have_to_fit(self):
        assert [row.event.id for row in self.read(("2", "3205107201904211", "gempa"))][1] is None
        assert [row.event.id for row in self.read(("4", "x", "gempa"))][3] == "gempa"

    def test_a_row_of_two_accepted_links_makes_them_one(self):
        kib = "3204 107 20190421 1"
        rows = self.read(("2", kib, "b"), ("2", kib, "a"), ("3", "3205 107 20190421 1", "b"), ("4", "x", "c"))
        assert [row.event.id for row in rows[1:]] == ["a", "a", "c"]

    def test_an_id_of_its_own_is_told(self):
        (row, *_) = self.read(("1", "9404 101 20190421 1", "b"))
        assert row.event.id == "b"
        (told,) = (each for each in row.findings if each.code == "two-event-ids")
        assert told.data["ids"] == "b, a"

    def test_links_that_tie_no_row(self):
        links = Links.of([Link(2, "7", "", "x"), Link(3, "8", "", ""), Link(4, "9", "1 2", "y")])
        assert [link.at for link in links.unmatched([(7, ""), (8, ""), (9, "12")])] == [3]
        assert [link.at for link in links.unmatched([])] == [2, 3, 4]

    @pytest.mark.parametrize(
        "text", ["line;kib;event;reason\n7;x;b\n8\n", "\ufeffKIB,Event,Line\nx,b,7\n,,8\n"]
    )
    def test_a_table_of_links(self, tmp_path, text):
        path = tmp_path / "tautan.csv"
        path.write_text(text, encoding="utf-8")
        assert read_links(path).links == (Link(2, "7", "x", "b"), Link(3, "8", "", ""))

    @pytest.mark.parametrize("text", ["", "a,b\n", "line,kib\n"])
    def test_what_is_none(self, tmp_path, text):
        path = tmp_path / "tautan.csv"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(TableError, match="line, kib and event"):
            read_links(path)


class TestFigures:
    def test_they_are_read_by_field(self):
        row = read(
            KIB="6202106202408041", Meninggal="1", Hilang="", Rumah_Rusak="3.0", pendidikan_rusak_berat="2",
            pendidikan_rusak="", sawah="0,5", hutan="", Status_Data="Terverifikasi", Lokasi="Kec. A",
        )  # fmt: skip
        impact = row.event.impact
        assert (impact.dead, impact.missing, impact.houses_damaged) == (1, None, 3)
        assert dict(impact.facilities) == {
            (FacilityKind.EDUCATION, Damage.HEAVY): 2,
            (FacilityKind.EDUCATION, Damage.TOTAL): None,
        }
        assert dict(impact.land) == {LandKind.FOREST: None, LandKind.RICE_FIELD: Decimal("0.5")}
        assert (row.event.records[0].status, row.event.records[0].place) == (Status.VERIFIED, "Kec. A")

    def test_blank_groups_are_not_reported(self):
        impact = read(KIB="6202106202408041", sawah="", pendidikan_rusak="").event.impact
        assert not impact.is_reported

    @pytest.mark.parametrize(
        ("text", "code", "figure"),
        [
            ("lima", "figure-unreadable", None),
            ("-3", "figure-negative", None),
            ("3.000", "figure-ambiguous", None),
            ("1.190", "figure-grouped", 1190),
            ("9" * 15, "figure-unreadable", None),
            ("9" * 5000, "figure-unreadable", None),
            ("0" * 500 + "5", "figure-unreadable", None),
        ],
    )
    def test_what_does_not_read_as_one_number_is_unknown_and_named(self, text, code, figure):
        row = read(KIB="6202106202408041", Mengungsi=text)
        assert (row.event.impact.displaced, codes(row)) == (figure, [code])
        assert "jiwa" in row.findings[0].message("id")

    def test_the_unit_is_named(self):
        row = read(KIB="6202106202408041", sawah="luas", Rumah_Rusak="banyak")
        assert [each.data["unit"] for each in row.findings] == ["unit", "ha"]

    def test_blank_is_zero_only_where_assumed(self):
        headings, cells = ["KIB", "Meninggal", "Hilang", "sawah"], ["6202106202408041", "", "x", ""]
        (row,) = read_rows(headings, [cells], assumptions=Assumptions(blank=0))
        impact = row.event.impact
        assert (impact.dead, impact.missing, impact.injured, dict(impact.land)) == (
            0,
            None,
            None,
            {"sawah": 0},
        )

    def test_a_total_below_its_parts(self):
        row = read(KIB="6202106202408041", Rumah_Rusak="5", Rumah_Rusak_Berat="4", Rumah_Rusak_Ringan="3")
        assert codes(row) == ["total-below-parts"]

    def test_too_few_and_too_many_cells(self):
        short, long_, blank_tail = read_rows(
            ["KIB", "Meninggal"],
            [["6202106202408041"], ["6202106202408041", "1", "x"], ["6202106202408041", "1", ""]],
        )
        assert [codes(row) for row in (short, long_, blank_tail)] == [["column-count"], ["column-count"], []]
        assert long_.cells == ("6202106202408041", "1", "x")

    def test_yes_and_no(self):
        row = read(
            KIB="6202106202408041",
            Status_Keadaan_Darurat="Siaga Darurat",
            Permintaan_Bantuan_Nasional="tidak",
        )
        assert (row.emergency_status, row.is_siaga, row.requests_national_help) == (True, True, False)
        row = read(KIB="6202106202408041", Status_Keadaan_Darurat="mungkin")
        assert (row.emergency_status, codes(row)) == (None, ["answer-unreadable"])


class TestGathered:
    HEADINGS = (
        "KIB",
        "Meninggal",
        "Terdampak",
        "Status Keadaan Darurat",
        "Permintaan Bantuan Nasional",
        "Lokasi",
    )

    def gathered(self, *rows, **options):
        held = list(read_rows(self.HEADINGS, rows))
        return gather(held, **options), held

    def test_an_event_is_judged_by_all_its_rows(self):
        gathered, rows = self.gathered(
            ["6202106202408041", "0", "30", "", "", ""], ["6202106202408042", "0", "20", "", "", ""]
        )
        assert [gathered.judgement(row).verdict for row in rows] == [Verdict.MET] * 2
        assert [gathered.judgement(row, alone=True).verdict for row in rows] == [Verdict.UNDETERMINED] * 2
        assert gathered.judgement(rows[0]).met == (2,)
        assert gathered.counts_of(rows, Verdict.MET).national == 1
        assert gathered.counts_of(rows, Verdict.NOT_MET).national == 0

    def test_undetermined_is_split(self):
        gathered, _ = self.gathered(
            ["6202106202408041", "0", "", "", "", ""], ["6203106202408041", "", "", "", "", ""]
        )
        assert (gathered.verdicts[Verdict.UNDETERMINED], gathered.unreported) == (2, 1)

    def test_answers_and_assumptions(self):
        rows = [
            ["6202106202408041", "0", "0", "tidak", "ya", ""],
            ["6203106202408041", "0", "0", "tidak", "", ""],
            ["6204106202408041", "0", "0", "tidak", "tidak", ""],
        ]
        gathered, held = self.gathered(*rows, assumptions=Assumptions(requests_national_help=False))
        assert [gathered.judgement(row).met for row in held] == [(5,), (), ()]

    def test_a_siaga_as_the_only_ground(self):
        gathered, _ = self.gathered(
            ["6202106202408041", "0", "0", "siaga darurat", "", ""],
            ["6203106202408041", "1", "0", "siaga darurat", "", ""],
            ["6204106202408041", "0", "0", "tanggap darurat", "", ""],
        )
        assert [(each.code, each.where) for each in gathered.doubts] == [("siaga-only", "620210620240804")]

    def test_possible_doubles(self):
        gathered, _ = self.gathered(
            *[["6202106202408041", "1", "", "", "", "Kec. A"]] * 2,
            ["6202106202408041", "1", "", "", "", "Kec. B"],
        )
        (double,) = gathered.doubts
        assert (double.code, double.data["number"]) == ("possible-double", 2)

    def test_interpretation(self):
        gathered, rows = self.gathered(
            ["6202999202408041", "1", "", "", "", ""], interpretation=Interpretation(other_counts=False)
        )
        assert gathered.judgement(rows[0]).verdict is Verdict.NOT_MET

    def test_an_unknown_type_is_undetermined(self):
        gathered, rows = self.gathered(["6202555202408041", "1", "", "", "", ""])
        assert gathered.judgement(rows[0]).verdict is Verdict.UNDETERMINED

    def test_a_row_left_out(self):
        gathered, rows = self.gathered(["x", "1", "", "", "", ""])
        judgement = gathered.judgement(rows[0])
        assert (gathered.key(rows[0]), judgement.verdict, judgement.is_reported) == (
            None,
            "undetermined",
            False,
        )
        assert gathered.counts().national == 0
        assert gathered.counts_of(rows, Verdict.MET).national == 0

    def test_rows_can_be_added_after_a_look(self):
        gathered, rows = self.gathered(["6202106202408041", "1", "", "", "", ""])
        assert gathered.verdicts[Verdict.MET] == 1
        gathered.add(rows[0])
        assert gathered.doubts


class TestOldAndNewCodes:
    """A kabupaten under an old and a new code, in the rows of one event that began in 2004."""

    HEADINGS = ("Kabupaten", "Provinsi", "Tanggal Kejadian", "Jenis Bencana", "ID Kejadian")
    ROWS = (
        ("MERAUKE", "PAPUA SELATAN", "2024-10-05", "Banjir", "banjir-merauke"),
        ("MERAUKE", "PAPUA", "2004-10-05", "Banjir", "banjir-merauke"),
    )

    def test_a_table_counts_it_once_under_the_code_of_the_day(self):
        counts = gather(read_rows(self.HEADINGS, self.ROWS)).counts()
        assert (counts.provinces, counts.regencies) == (
            {RegionCode.parse("91"): 1},
            {RegionCode.parse("91.01"): 1},
        )

    def test_events_count_by_their_digits(self):
        counts = count_events(row.event for row in read_rows(self.HEADINGS, self.ROWS))
        assert counts.national == 1
        assert list(map(str, counts.regencies)) == ["91.01", "93.01"]


class TestExample:
    """The example: 42 real rows of 2024."""

    def test_with_the_event_column(self):
        with read_csv(EXAMPLE) as table:
            rows = list(table)
        counts = gather(rows).counts()
        assert (len(rows), counts.national) == (42, 37)
        assert (sum(counts.provinces.values()), len(counts.provinces)) == (37, 19)
        assert (sum(counts.regencies.values()), len(counts.regencies)) == (38, 34)

    def test_without_it(self):
        table = read_csv(EXAMPLE, columns={"event_id": ""})
        counts = gather(table).counts()
        numbers = (counts.national, sum(counts.provinces.values()), sum(counts.regencies.values()))
        assert numbers == (38, 38, 38)

    def test_verdicts(self):
        rows = list(read_csv(EXAMPLE))
        gathered = gather(rows)
        of_rows = [gathered.judgement(row).verdict for row in rows]
        assert (of_rows.count(Verdict.MET), of_rows.count(Verdict.UNDETERMINED)) == (28, 14)
        assert dict(gathered.verdicts) == {Verdict.MET: 24, Verdict.UNDETERMINED: 13}


def real_rows(name):
    folder = os.environ.get("SATUDATA_REAL_ROWS")
    if not folder:
        pytest.skip("SATUDATA_REAL_ROWS does not name a folder of published tables")
    return Path(folder) / name


class TestRealRows:
    def test_the_flood_table(self):
        with read_csv(real_rows("bnpb_flood_sample.csv")) as table:
            rows = list(table)
        gathered = gather(rows)
        states = [row.kib_state for row in rows]
        assert [states.count(state) for state in KIBState] == [995, 102, 804, 0, 99]
        assert not [row for row in rows if row.event is None]
        read = [row for row in rows if row.reading is not None]
        assert sum(row.reading.code_system is CodeSystem.BPS for row in read) == 486
        assert all(row.canonical == row.event.kib for row in read)
        assert not [row for row in rows if "kib-region-differs" in codes(row) or "region-open" in codes(row)]
        assert (gathered.counts().national, gathered.verdicts[Verdict.MET]) == (1997, 387)

    def test_the_monitoring_table_of_2020(self):
        rows = list(read_csv(real_rows("pantauan_2020_sample.csv")))
        types = gather(rows).counts(("type",)).by("type")
        assert {key: counts.national for key, counts in types.items()} == {
            ("2023", "101"): 6,
            ("2011", "105"): 3,
            ("2011", "107"): 2,
            ("2011", "108"): 1,
        }
        assert not [row for row in rows if row.event.records[0].region.level != RegionCode("1101").level]


class TestTable:
    def test_a_table_can_be_walked_again_and_again(self, tmp_path):
        path = tmp_path / "kejadian.csv"
        path.write_text("KIB;Meninggal\n6202106202408041;1\n", encoding="utf-8")
        with read_csv(path) as table:
            assert table.name == str(path)
            assert (table.delimiter, table.encoding, table.position) == (";", "utf-8", 0)
            first = [(row.line, row.cells) for row in table]
            walk = iter(table)
            next(walk)
            assert 0 < table.position <= table.size
            assert first == [(row.line, row.cells) for row in table] == [(2, ("6202106202408041", "1"))]
            walk.close()

    def test_titles_above_the_headings_are_passed_over(self):
        table = read_csv(io.BytesIO(b"Data Bencana;;\n\nKIB;Meninggal;Hilang\n6202106202408041;1;0\n"))
        assert [row.line for row in table] == [4]

    def test_a_stream_that_cannot_be_read_twice_is_copied(self):
        class Pipe(io.BytesIO):
            name = "pipe"

            def seekable(self):
                return False

        with read_csv(Pipe(b"KIB,Meninggal\n6202106202408041,1\n")) as table:
            assert len(list(table)) == len(list(table)) == 1
            assert table.name == "pipe"

    @pytest.mark.parametrize("data", [b"", b"\n\n", b"a,b\n1,2\n"])
    def test_a_table_without_columns_cannot_be_read(self, data):
        with pytest.raises(TableError, match="<stream>"):
            read_csv(io.BytesIO(data))

    def test_rows_without_columns_cannot_be_read(self):
        with pytest.raises(TableError, match="no column has the region"):
            read_rows(["a"], [])

    def test_a_table_with_problems_cannot_be_walked(self):
        from satudata.tabular._tables import open_table

        with open_table(io.BytesIO(b"a,b\n")) as table, pytest.raises(TableError):
            next(iter(table))

    def test_a_delimiter_may_be_given(self):
        table = read_csv(io.BytesIO(b"KIB|Meninggal\n6202106202408041|1\n"), delimiter="|")
        assert [row.event.impact.dead for row in table] == [1]

    def test_a_missing_file(self, tmp_path):
        with pytest.raises(FileNotFoundError):
            read_csv(tmp_path / "nothing.csv")

    def test_values_print_as_they_are_written(self):
        assert repr(KIBState.BLANK) == "KIBState.BLANK"
        assert csv.field_size_limit() > 0
