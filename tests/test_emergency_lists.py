"""Lists of decrees: words of the status, days and lengths, regions, hazards, chains, and what is left out."""

from datetime import date, timedelta

import pytest

from satudata import EmergencyStatus, Interpretation, RegionCode, TableError, Verdict
from satudata.emergency import Declaration
from satudata.findings import Severity
from satudata.tabular import Assumptions, Declarations, gather, read_declarations, read_rows
from satudata.tabular._places import titled
from satudata.tabular.lists._declared import decree_key, hazards_of
from satudata.tabular.lists._emergency_headings import heading_meaning
from satudata.tabular.lists._status_words import (
    _TOKEN,
    Says,
    _by_words,
    _repaired,
    read_extension,
    read_status,
)
from satudata.tabular.lists._validity import read_last, read_length, read_validity
from satudata.tabular.lists._words import rows_of

SIAGA, TANGGAP, TRANSISI = EmergencyStatus
WORDS = [row for row in rows_of("emergency-words") if row["what"] != "level"]
BASE = {
    "Kabupaten": "Demak",
    "Status": "Tanggap Darurat",
    "Nomor SK": "1/2025",
    "Mulai": "1 Juni 2025",
    "Berakhir": "14 Juni 2025",
}


def read(*rows, **options):
    """The declarations of rows that differ from a plain one; a heading whose cell is ``None`` is left out."""
    given = [{**BASE, **row} for row in rows]
    return read_declarations(
        [{key: cell for key, cell in row.items() if cell is not None} for row in given], **options
    )


def one(**cells):
    (found,) = read({key.replace("_", " "): cell for key, cell in cells.items()}).listed
    return found


def codes(found):
    return [each.code for _, each in found.findings if each.code != "emergency-length"]


class TestWords:
    @pytest.mark.each_row("row", WORDS, name=lambda row: row["written"])
    def test_every_known_word_is_read_as_the_table_says(self, row):
        says = read_status(row["written"])
        if row["what"] in ("status", "status+extension"):
            assert (says.says, str(says.status)) == (Says.STATUS, row["word"])
            assert says.prolongs is (True if "+" in row["what"] else None)
        elif row["what"] == "extension":
            assert (says.says, says.status) == (Says.EXTENSION, None)
            assert says.prolongs is (row["word"] != "0")
            assert says.ordinal in (None, int(row["word"]))
        elif row["what"] == "ended":
            assert says.says in (Says.REVOKING, Says.REVOKED, Says.RUN_OUT)
        elif row["what"] in ("pending", "none"):
            assert says.says == row["what"]
        else:
            assert says.status is None
            assert says.says in (Says.SCALE, Says.STATEMENT, Says.STATE, Says.UNCLEAR)

    @pytest.mark.each_row("row", WORDS, name=lambda row: row["written"])
    def test_the_words_alone_say_the_same_as_the_table(self, row):
        tokens = [_repaired(each) for each in _TOKEN.findall(row["written"].casefold().replace("_", " "))]
        by_words, known = _by_words(tokens), read_status(row["written"])
        assert (by_words.says, by_words.status, by_words.prolongs) == (
            known.says,
            known.status,
            known.prolongs,
        )

    @pytest.mark.parametrize(
        ("text", "status", "prolongs", "ordinal"),
        [
            ("SK TD", TANGGAP, None, None),
            ("TANGGAP-DARURAT", TANGGAP, None, None),
            ("TanggapDarurat", TANGGAP, None, None),
            ("Penetapan Status Tanggap Darurat Bencana Banjir", TANGGAP, None, None),
            ("Perpanjangan Status Siaga Darurat Karhutla Tahap II", SIAGA, True, 2),
            ("Transisi Darurat ke Pemulihan (Perpanjangan Kelima)", TRANSISI, True, 5),
            ("Peralihan Tanggap Darurat ke Pemulihan", TRANSISI, None, None),
            ("Second extension of the emergency response", TANGGAP, True, 2),
            ("Emergency Standby", SIAGA, None, None),
            ("Tanggap Darurat (belum dicabut)", TANGGAP, None, None),
            ("Tanggap Darurat Awal", TANGGAP, False, None),
        ],
    )
    def test_a_status_is_read_by_its_words(self, text, status, prolongs, ordinal):
        found = read_status(text)
        assert (found.says, found.status, found.prolongs, found.ordinal) == (
            Says.STATUS,
            status,
            prolongs,
            ordinal,
        )
        assert not found.repaired

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("", Says.NOTHING),
            ("-", Says.NOTHING),
            ("Non Tanggap Darurat", Says.NONE),
            ("Tidak diperpanjang", Says.STATE),
            ("Tidak Aktif", Says.STATE),
            ("SK sudah terbit", Says.STATE),
            ("Tidak Diketahui", Says.UNCLEAR),
            ("SK belum ditandatangani", Says.PENDING),
            ("Dalam proses perpanjangan tanggap darurat", Says.PENDING),
            ("Status Level 3", Says.SCALE),
            ("Orange alert", Says.SCALE),
            ("Siaga Darurat menjadi Tanggap Darurat", Says.UNCLEAR),
            ("Darurat Kekeringan", Says.UNCLEAR),
            ("Surat pernyataan kejadian bencana", Says.STATEMENT),
            ("Pencabutan status siaga darurat", Says.REVOKING),
            ("kata " * 50, Says.UNCLEAR),
        ],
    )
    def test_what_is_no_status(self, text, says):
        assert read_status(text).says is says

    def test_a_status_that_is_ticked(self):
        cells = {"Status": None, "Siaga Darurat": "", "Tanggap Darurat": "V", "Transisi Darurat": ""}
        (found,) = read(cells).listed
        assert found.declaration.status is TANGGAP
        (found,) = read({**cells, "Tanggap Darurat": "Transisi"}).listed
        assert found.declaration.status is TRANSISI

    def test_tanggap_alone_is_read_and_said(self):
        found = read({"Status": "TANGGAP"})
        assert (found.listed[0].declaration.status, codes(found)) == (
            TANGGAP,
            ["declaration-status-repaired"],
        )

    def test_one_wrong_letter_of_a_long_word_is_repaired_and_said(self):
        found = one(Status="Trasisi Darurat")
        assert found.declaration.status is TRANSISI
        assert codes(read({"Status": "Trasisi Darurat"})) == ["declaration-status-repaired"]

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("1", (True, 1)),
            ("Ke-2", (True, 2)),
            ("III", (True, 3)),
            ("kesepuluh", (True, 10)),
            ("Perpanjangan", (True, None)),
            ("Ya", (True, None)),
            ("Tidak", (False, None)),
            ("Baru", (False, None)),
            ("0", (False, None)),
            ("100", (None, None)),
            ("-", (None, None)),
            ("kata", (None, None)),
        ],
    )
    def test_a_column_of_prolongations(self, text, says):
        assert read_extension(text) == says


class TestDays:
    @pytest.mark.parametrize(
        ("text", "first", "last", "days"),
        [
            ("30 Desember 2025 - 8 Januari 2026", "2025-12-30", "2026-01-08", None),
            ("1 s.d. 14 Juni 2025", "2025-06-01", "2025-06-14", None),
            ("2025-06-01 s.d. 2025-06-14", "2025-06-01", "2025-06-14", None),
            ("1-14 Juni 2025 (14 hari)", "2025-06-01", "2025-06-14", 14),
            ("14 (empat belas) hari, 1 s.d. 14 Juni 2025", "2025-06-01", "2025-06-14", 14),
            ("1 Juni 2025 selama 14 hari", "2025-06-01", None, 14),
            ("TMT 1 Juni 2025 s/d dicabut", "2025-06-01", None, None),
            ("1 Juni 2025 - dicabut", "2025-06-01", None, None),
            (
                "terhitung mulai tanggal 30 Desember 2025 sampai dengan tanggal 8 Januari 2026",
                "2025-12-30",
                "2026-01-08",
                None,
            ),
            ("s.d. 14 Juni 2025", None, "2025-06-14", None),
            ("2 minggu", None, None, 14),
            ("", None, None, None),
        ],
    )
    def test_both_days_or_a_length_in_one_cell(self, text, first, last, days):
        found = read_validity(text)
        day = [None if each is None else each.isoformat() for each in (found.first, found.last)]
        assert ([*day, found.days], found.code, found.is_unread) == ([first, last, days], None, False)

    @pytest.mark.parametrize(
        ("text", "code", "is_unread"),
        [
            ("kemarin", "date-unreadable", False),
            ("Juni 2025", "date-incomplete", False),
            ("7-14 hari", None, True),
            ("99999 kata", "date-unreadable", False),
            ("9999 hari", None, True),
            ("kata " * 40, "date-unreadable", False),
        ],
    )
    def test_what_cannot_be_read(self, text, code, is_unread):
        found = read_validity(text)
        assert (found.first, found.days, found.code, found.is_unread) == (None, None, code, is_unread)

    @pytest.mark.parametrize(
        ("text", "days", "months", "is_working", "is_unread"),
        [
            ("14", 14, None, False, False),
            ("14.0", 14, None, False, False),
            ("14 (empat belas)", 14, None, False, False),
            ("14 hari kerja", 14, None, True, False),
            ("7 x 24 jam", 7, None, False, False),
            ("3x24 jam", 3, None, False, False),
            ("dua minggu", 14, None, False, False),
            ("selama dua minggu", 14, None, False, False),
            ("2 pekan", 14, None, False, False),
            ("tiga bulan", None, 3, False, False),
            ("dua puluh satu hari", None, None, False, True),
            ("twenty-one days", None, None, False, True),
            ("3 bulanan", None, None, False, True),
            ("3 bulan", None, 3, False, False),
            ("0", None, None, False, True),
            ("seminggu", None, None, False, True),
            ("-", None, None, False, False),
        ],
    )
    def test_a_length(self, text, days, months, is_working, is_unread):
        found = read_length(text)
        assert (found.days, found.months, found.is_working, found.is_unread) == (
            days,
            months,
            is_working,
            is_unread,
        )

    def test_a_last_day_without_a_year_is_of_the_year_of_the_start(self):
        assert read_last("14 Juni", date(2025, 6, 1)) == (date(2025, 6, 14), None)
        assert read_last("14 Juni", None) == (None, "date-incomplete")
        assert read_last("s.d. 14/6/26", None) == (date(2026, 6, 14), None)

    @pytest.mark.parametrize(
        ("cells", "end"),
        [
            ({"Berakhir": None, "Lama (hari)": "14"}, "2025-06-14"),
            ({"Berakhir": None, "Lama (hari)": "1 bulan"}, "2025-06-30"),
            ({"Mulai": None, "Berakhir": None, "Masa Berlaku": "1 - 14 Juni 2025"}, "2025-06-14"),
            ({"Mulai": "1 - 14 Juni 2025", "Berakhir": None}, "2025-06-14"),
            ({"Mulai": None, "Berakhir": None, "Masa Tanggap Darurat": "1 - 14 Juni 2025"}, "2025-06-14"),
            (
                {"Mulai": None, "Berakhir": None, "Masa Tanggap Darurat": "14 hari, 1-14 Juni 2025"},
                "2025-06-14",
            ),
            ({"Mulai": None, "Berakhir": None, "Periode": "Selama 14 hari sejak 1 Juni 2025"}, "2025-06-14"),
            ({"Berakhir": None, "Masa Berlaku": "14 hari"}, "2025-06-14"),
            (
                {
                    "Mulai": None,
                    "Berakhir": None,
                    "Tanggal SK": "1 Juni 2025",
                    "Masa Berlaku": "14 hari terhitung sejak tanggal ditetapkan",
                },
                "2025-06-14",
            ),
            ({"Berakhir": None, "Masa Berlaku": "14 hari", "Jangka Waktu": "1 - 14 Juni 2025"}, "2025-06-14"),
            ({"Berakhir": "14 Juni"}, "2025-06-14"),
            ({"Mulai": "45809", "Berakhir": "45822", "Tanggal SK": "45809.0"}, "2025-06-14"),
            ({"Tanggal Pencabutan": "10/06/2025"}, "2025-06-09"),
            ({"Tanggal Pencabutan": "1/6/2025"}, "2025-06-01"),
            ({"Tanggal Pencabutan": "20/6/2025"}, "2025-06-14"),
            ({"Berakhir": None, "Lama (hari)": "14", "Tanggal Pencabutan": "10/06/2025"}, "2025-06-09"),
        ],
    )
    def test_the_last_day_of_a_row(self, cells, end):
        (found,) = read(cells).listed
        assert found.declaration.start == date(2025, 6, 1)
        assert found.declaration.end.isoformat() == end
        assert codes(read(cells)) == []

    @pytest.mark.parametrize(
        ("cells", "end", "code"),
        [
            ({"Lama (hari)": "13"}, "2025-06-14", ["declaration-length-differs"]),
            ({"Lama (hari)": "2 bulan"}, "2025-06-14", ["declaration-length-differs"]),
            ({"Masa Berlaku": "1 - 15 Juni 2025"}, "2025-06-14", ["declaration-ends-differ"]),
            ({"Lama (hari)": "10 hari kerja"}, "2025-06-14", ["declaration-working-days"]),
            ({"Masa Tanggap Darurat (Hari Kerja)": "10"}, "2025-06-14", ["declaration-working-days"]),
            ({"Berakhir": "s.d. dicabut"}, None, ["declaration-end-unknown"]),
            ({"Berakhir": None}, None, ["declaration-end-unknown"]),
            (
                {"Berakhir": None, "Lama (hari)": "9999"},
                None,
                ["declaration-length-unread", "declaration-end-unknown"],
            ),
            (
                {"Berakhir": None, "Masa Berlaku": "7-14 hari"},
                None,
                ["declaration-length-unread", "declaration-end-unknown"],
            ),
            (
                {"Berakhir": None, "Jangka Waktu": "14"},
                None,
                ["declaration-length-unread", "declaration-end-unknown"],
            ),
            ({"Berakhir": "31/02/2025"}, None, ["date-unreadable", "declaration-end-unknown"]),
            ({"Tanggal Pencabutan": "30/5/2025"}, "2025-06-14", ["declaration-ended-early"]),
            ({"Tanggal Pencabutan": "kata 5"}, "2025-06-14", ["date-unreadable"]),
            ({"Keterangan Status": "Dicabut"}, None, ["declaration-ended-undated"]),
            (
                {"Berakhir": None, "Mulai": "1 Juni 9999", "Lama (hari)": "3660"},
                None,
                ["declaration-end-unknown"],
            ),
        ],
    )
    def test_what_is_said_of_the_days_of_a_row(self, cells, end, code):
        found = read(cells)
        (each,) = found.listed
        assert (None if each.declaration.end is None else each.declaration.end.isoformat()) == end
        assert sorted(codes(found)) == sorted(code)
        assert {line for line, _ in found.findings} <= {1}

    def test_a_declaration_ended_on_an_unknown_day_is_not_shown_after_its_first_day(self):
        found = read({"Keterangan Status": "Dicabut"})
        assert [len(found.on(date(2025, 6, day))) for day in (1, 2)] == [1, 0]

    @pytest.mark.parametrize(
        "cells",
        [
            {"Status": "Tanggap Darurat Selesai"},
            {"Keterangan Status": "Berakhir"},
            {"Keterangan Status": "sudah selesai"},
        ],
    )
    def test_a_status_that_has_run_out_is_a_declaration_like_any_other(self, cells):
        found = read(cells)
        assert [each.declaration.end for each in found.listed] == [date(2025, 6, 14)]
        assert codes(found) == []

    @pytest.mark.parametrize("text", ["Tanggap Darurat Dicabut", "Tanggap darurat berakhir"])
    def test_one_that_has_ended_on_an_unknown_day(self, text):
        cells = {"Status": text, **({} if "Dicabut" in text else {"Berakhir": ""})}
        assert codes(read(cells)) == ["declaration-ended-undated"]


class TestRegions:
    @pytest.mark.parametrize(
        ("cells", "region"),
        [
            ({"Kabupaten": "Banyuwangi", "id_kab": "35.1"}, ["35.10"]),
            ({"Kabupaten": "", "Provinsi": "Jawa Timur"}, ["35"]),
            ({"Kabupaten": "", "id_prov": "35", "skala_bencana": "provinsi"}, ["35"]),
            ({"Kabupaten": "Provinsi Jawa Timur"}, ["35"]),
            ({"Kabupaten": "Jawa Timur"}, ["35"]),
            ({"Kabupaten": "Pemprov Jawa Timur"}, ["35"]),
            ({"Kabupaten": "Pemerintah Kabupaten Demak"}, ["33.21"]),
            ({"Kabupaten": "Pemkab Demak"}, ["33.21"]),
            ({"Kabupaten": "Bupati Demak"}, ["33.21"]),
            ({"Kabupaten": "Demak Regency"}, ["33.21"]),
            ({"Kabupaten": "Palu City"}, ["72.71"]),
            ({"Kabupaten": "City of Palu, Regency of Sigi"}, ["72.71", "72.10"]),
            ({"Kabupaten": None, "Region": "Palu City, Sigi Regency"}, ["72.71", "72.10"]),
            ({"Kabupaten": None, "Region": "Central Java"}, ["33"]),
            ({"Kabupaten": None, "Region": "33.21"}, ["33.21"]),
            ({"Kabupaten": "Wali Kota Madiun"}, ["35.77"]),
            ({"Kabupaten": "Walikota Madiun, Bupati Madiun"}, ["35.77", "35.19"]),
            ({"Kabupaten": "Gubernur Jawa Timur"}, ["35"]),
            ({"Kabupaten": "Demak; Kudus\nJepara"}, ["33.21", "33.19", "33.20"]),
            (
                {"Kabupaten": None, "Wilayah": "Aceh Tenggara, Aceh Selatan, Kota Subulussalam"},
                ["11.02", "11.01", "11.75"],
            ),
            ({"Kabupaten": "", "id_kab": "33.21"}, ["33.21"]),
            ({"Kabupaten": "", "id_kab": "33"}, ["33"]),
            ({"Kabupaten": "Indonesia"}, [None]),
            ({"Kabupaten": "", "Ditetapkan Oleh": "Presiden"}, [None]),
        ],
    )
    def test_each_region_has_its_declaration(self, cells, region):
        found = read(cells)
        assert {str(each.declaration.region) for each in found.listed} == set(map(str, region))
        assert not found.left_out

    @pytest.mark.parametrize(
        ("cells", "number"),
        [
            ({"Kabupaten": ""}, 0),
            ({"Kabupaten": "Atlantis", "Provinsi": "Jawa Timur"}, 0),
            ({"Kabupaten": "Demak, Atlantis"}, 1),
            ({"Kabupaten": "", "Provinsi": "Jawa Tmr Xyz"}, 0),
            ({"Kabupaten": "", "id_kab": "35.1", "Provinsi": "Jawa Timur"}, 0),
            ({"Kabupaten": "", "Provinsi": "Jawa Timur", "skala_bencana": "kabupaten"}, 0),
            ({"Kabupaten": "", "id_prov": "99", "skala_bencana": "provinsi"}, 0),
        ],
    )
    def test_a_region_that_is_not_known_is_left_out_and_never_the_province(self, cells, number):
        found = read(cells)
        assert (len(found.listed), found.left_out) == (number, (1,))
        assert "declaration-left-out" in codes(found)

    def test_what_is_said_names_the_column(self):
        found = read({"Kabupaten": None, "Wilayah": "Atlantis"})
        assert {each.data.get("column") for _, each in found.findings} == {None, "Wilayah"}

    @pytest.mark.parametrize(
        ("text", "regions"),
        [
            ("Kab. Kampar, Riau", {"14.01"}),
            ("Kab. Kampar, Kab. Siak, Prov. Riau", {"14.01", "14.08"}),
            ("Kab. Kampar dan Riau", {"14.01", "14"}),
            ("Riau, Kab. Kampar", {"14.01", "14"}),
            ("Kab. Agam, Riau", {"13.06", "14"}),
        ],
    )
    def test_a_province_after_its_own_kabupaten_is_where_that_lies(self, text, regions):
        found = read({"Kabupaten": None, "Wilayah": text})
        assert {str(each.declaration.region) for each in found.listed} == regions
        assert ("declaration-province-of-place" in codes(found)) is ("14" not in regions)

    def test_a_level_that_contradicts_the_region_is_said(self):
        assert codes(read({"Ditetapkan Oleh": "Gubernur"})) == ["declaration-level-differs"]
        assert codes(read({"Ditetapkan Oleh": "Bupati/Wali Kota"})) == []

    @pytest.mark.parametrize(
        ("name", "column", "who", "region"),
        [
            ("Madiun", "Ditetapkan Oleh", "Wali Kota", "35.77"),
            ("Madiun", "Ditetapkan Oleh", "Walikota Madiun", "35.77"),
            ("Madiun", "Tingkat", "Kota", "35.77"),
            ("Madiun", "Issued By", "Mayor", "35.77"),
            ("Madiun", "Ditetapkan Oleh", "Bupati", "35.19"),
            ("Madiun", "Tingkat", "Kabupaten/Kota", "35.19"),
            ("Kab. Madiun", "Ditetapkan Oleh", "Wali Kota", "35.19"),
            ("Kota Madiun", "Ditetapkan Oleh", "Wali Kota", "35.77"),
            ("Jember", "Ditetapkan Oleh", "Wali Kota", "35.09"),
        ],
    )
    def test_a_bare_name_is_the_kota_of_its_wali_kota(self, name, column, who, region):
        (found,) = read({"Kabupaten": name, "Provinsi": "Jawa Timur", column: who}).listed
        assert str(found.declaration.region) == region

    def test_a_list_with_the_day_of_the_decree_only_says_so_of_each_row(self):
        found = read({"Mulai": None, "Berakhir": None, "Tanggal SK": "6 Januari 2024", "Lama (hari)": "14"})
        assert (found.listed, found.left_out) == ((), (1,))
        ((_, said),) = found.findings
        assert "the decree is of 2024-01-06, and may hold from another day" in said.message()
        assert codes(read({"Tingkat": "Level III"})) == []


class TestHazards:
    @pytest.mark.parametrize(
        ("text", "hazards", "type_code"),
        [
            ("Banjir", {"Banjir"}, "101"),
            ("Banjir,Cuaca ekstrem,Tanah longsor", {"Banjir", "Cuaca Ekstrem", "Tanah Longsor"}, None),
            ("Banjir dan Tanah Longsor", {"Banjir", "Tanah Longsor"}, None),
            ("Kebakaran Hutan dan Lahan", {"Kebakaran Hutan dan Lahan"}, "106"),
            ("Epidemi dan wabah penyakit", {"Epidemi dan wabah penyakit"}, None),
            ("Wabah penyakit", {"Epidemi dan wabah penyakit"}, None),
            ("Pandemi COVID-19; Banjir", {"Banjir", "Epidemi dan wabah penyakit"}, None),
            ("Kebakaran gedung dan pemukiman", {"Kebakaran gedung dan pemukiman"}, None),
            ("Banjir, Kabut", {"Banjir", "Kabut"}, None),
            ("Kebakaran hutan dan lahan,Kekeringan", {"Kebakaran Hutan dan Lahan", "Kekeringan"}, None),
            ("Banjir, longsor dan angin kencang", {"Banjir", "Tanah Longsor", "Cuaca Ekstrem"}, None),
            ("Gempa Bumi, Bencana", {"Gempabumi"}, "107"),
            ("Hidrometeorologi", {"Hidrometeorologi"}, None),
            ("Bencana Alam", set(), None),
            ("", set(), None),
        ],
    )
    def test_a_decree_covers_every_hazard_that_it_names(self, text, hazards, type_code):
        found = one(Jenis_Bencana=text)
        assert (found.hazards, found.declaration.type_code) == (hazards, type_code)
        assert found.types == tuple(sorted(hazards))

    def test_what_is_no_hazard_is_said(self):
        assert codes(read({"Jenis Bencana": "Hidrometeorologi"})) == ["declaration-hazard-unknown"]
        assert codes(read({"Jenis Bencana": "Banjir, Kabut"})) == ["declaration-hazard-unknown"]
        assert codes(read({"Jenis Bencana": "Banjjir"})) == ["type-name-repaired"]
        assert codes(read({"Jenis Bencana": "Kebakaran hutan dan lahan,Kekeringan"})) == []

    def test_a_code_of_an_unknown_scheme_is_a_hazard_where_every_scheme_agrees(self):
        assert hazards_of(("101", "~", "")) == {"Banjir"}
        assert hazards_of(("106", "~", "")) == frozenset()
        assert hazards_of(("999", "2023", "")) == frozenset()

    def test_siaga_1_is_a_status_next_to_forest_fire_only(self):
        assert one(Status="Siaga 1", Jenis_Bencana="Karhutla").declaration.status is SIAGA
        assert codes(read({"Status": "Siaga 1", "Jenis Bencana": "Banjir"})) == ["declaration-scale"]


class TestNoDeclarations:
    @pytest.mark.parametrize(
        ("cells", "code"),
        [
            ({"Status": "Dalam proses SK"}, "declaration-pending"),
            ({"Nomor SK": "Dalam proses"}, "declaration-pending"),
            ({"Status SK": "Belum"}, "declaration-pending"),
            ({"Keterangan Status": "menunggu SK"}, "declaration-pending"),
            ({"Status": "Siaga (Level III)"}, "declaration-scale"),
            ({"Status": "Siaga", "Nomor SK": ""}, "declaration-scale"),
            ({"Status": "Waspada"}, "declaration-scale"),
            ({"Status": "Surat Pernyataan"}, "declaration-statement"),
            ({"Nomor SK": "Surat Pernyataan 5/2025"}, "declaration-statement"),
            ({"Status": "Nihil"}, "declaration-none"),
            ({"Status": "-", "Nomor SK": "", "Mulai": "", "Berakhir": ""}, "declaration-none"),
        ],
    )
    def test_each_is_a_finding_with_its_line(self, cells, code):
        found = read({}, cells)
        assert [(line, each.code) for line, each in found.row_findings] == [(2, code)]
        assert (len(found.listed), found.left_out) == (1, ())

    @pytest.mark.parametrize(
        "cells",
        [
            {"Status": "Darurat Bencana"},
            {"Status": "Aktif"},
            {"Status": "Siaga"},
            {"Status": ""},
            {"Mulai": ""},
            {"Mulai": "", "Tanggal SK": "1 Juni 2025"},
            {"Mulai": "kemarin"},
            {"Mulai": "", "Masa Berlaku": "14 hari sejak ditetapkan"},
            {"Berakhir": "14 Mei 2025"},
            {"Status": "Pencabutan", "Mulai": "", "Berakhir": ""},
            {"Status": "Selesai"},
        ],
    )
    def test_a_row_that_should_be_one_is_an_error(self, cells):
        found = read({}, cells)
        assert found.left_out == (2,)
        (left_out,) = (each for _, each in found.row_findings if each.code == "declaration-left-out")
        assert left_out.severity is Severity.ERROR
        assert "{" not in left_out.message("id") + left_out.message("en")

    def test_a_state_of_a_report_next_to_the_status_is_set_aside(self):
        found = read(
            {"Status Darurat": "Tanggap Darurat", "Status": "Terverifikasi", "Status SK": "SK Terbit"}
        )
        assert (len(found.listed), codes(found)) == (1, [])

    def test_a_remark_of_another_status_is_said(self):
        assert codes(read({"Keterangan Status": "Perpanjangan Siaga Darurat"})) == [
            "declaration-remark-differs",
            "emergency-decree-missing",
        ]

    def test_a_remark_of_any_kind_counts_where_all_its_words_are_of_a_status(self):
        plain = {"Mulai": "15 Juni 2025", "Berakhir": "28 Juni 2025", "Nomor SK": "2/2025"}
        first, second = read({}, {**plain, "Keterangan": "Perpanjangan ke-1"}).listed
        assert (first.prolongs, second.prolongs, second.ordinal) == (None, True, 1)
        assert codes(read({"Ket": "Proses SK"})) == ["declaration-pending"]
        assert codes(read({"Catatan": "Dicabut dengan SK 360/12/2025"})) == ["declaration-ended-undated"]

    @pytest.mark.parametrize(
        ("cells", "end"),
        [
            ({"Catatan": "Dicabut tanggal 8 Juni 2025"}, "2025-06-07"),
            ({"Catatan": "SK dicabut per 8/6/2025 (SK 9)"}, "2025-06-07"),
            ({"Catatan": "Pencabutan status pada tanggal 8 Juni 2025"}, "2025-06-07"),
            ({"Status": "Tanggap Darurat (dicabut 8/6/2025)"}, "2025-06-07"),
            ({"Catatan": "Dicabut tanggal 8 Juni 2025", "Tanggal Pencabutan": "9/6/2025"}, "2025-06-08"),
            ({"Catatan": "8 Juni 2025 semua pengungsi pulang"}, "2025-06-14"),
            ({"Catatan": "Tenda dicabut 12 unit"}, "2025-06-14"),
            ({"Catatan": "Pencarian dihentikan tanggal 8 Juni 2025"}, "2025-06-14"),
        ],
    )
    def test_the_day_of_a_revocation_in_a_remark(self, cells, end):
        found = read(cells)
        assert [each.declaration.end.isoformat() for each in found.listed] == [end]
        assert codes(found) == []

    @pytest.mark.parametrize(
        "cells",
        [
            {"Catatan": "Pencabutan", "Mulai": "8 Juni 2025", "Berakhir": ""},
            {"Catatan": "Pencabutan tanggal 8 Juni 2025", "Mulai": "8 Juni 2025", "Berakhir": ""},
            {"Catatan": "Pencabutan tanggal 8 Juni 2025", "Mulai": "", "Berakhir": ""},
            {"Keterangan Status": "Pencabutan", "Tanggal Pencabutan": "8 Juni 2025"},
        ],
    )
    def test_a_row_that_revokes_another_one(self, cells):
        found = read({}, {"Nomor SK": "9/2025", **cells})
        assert [each.declaration.end.isoformat() for each in found.listed] == ["2025-06-07"]
        assert codes(found) == []
        for text in ("Proses evakuasi", "Proses", "Pencarian dihentikan", "-", "x" * 300):
            found = read({"Keterangan": text})
            assert (len(found.listed), codes(found)) == (1, [])

    def test_siaga_is_ticked_next_to_another_status(self):
        rows = [{"Status": None, "Status Siaga": "V", "Status Tanggap": ""}]
        assert [str(each.declaration.status) for each in read(*rows).listed] == ["siaga darurat"]
        assert read({"Status": None, "Status Siaga": "V"}).listed == ()

    def test_tags_of_hxl_are_no_row(self):
        tags = dict.fromkeys(BASE, "#adm2+name") | {"Mulai": "#date+start", "Nomor SK": ""}
        found = read(tags, {})
        assert (len(found.listed), found.findings, found.left_out) == (1, (), ())

    def test_a_place_that_may_be_in_a_merged_cell_is_said(self):
        rows = [{}, {"Kabupaten": "", "Nomor SK": "2/2025"}]
        assert "cells-merged-down" in codes(read(*rows))
        assert codes(read(*rows, fill_down=True)) == []
        assert "cells-merged-down" not in codes(read(rows[1]))

    def test_a_column_of_types_is_known_by_its_cells(self):
        rows = [{"Jenis Bencana": None, "Jenis": "Banjir"}, {"Jenis": "Tanah Longsor", "Kabupaten": "Kudus"}]
        assert {each.types for each in read(*rows).listed} == {("Banjir",), ("Tanah Longsor",)}
        both = read({"Jenis Bencana": "Banjir", "Penyebab": "Cuaca Ekstrem"})
        assert [each.types for each in both.listed] == [("Banjir",)]

    def test_a_column_of_days_is_none_of_the_status(self):
        found = read({"Tanggal": "3 Juni 2025", "Mulai": None, "Tanggal Berlaku": "1 Juni 2025"})
        assert [each.declaration.start for each in found.listed] == [date(2025, 6, 1)]
        assert read_status("Tanggal").says is Says.UNCLEAR

    def test_totals_and_lists_without_columns(self):
        assert codes(read({}, {**dict.fromkeys(BASE, ""), "Kabupaten": "JUMLAH"})) == ["total-row"]
        with pytest.raises(TableError, match="status"):
            read({"Status": None})
        with pytest.raises(TableError, match="region"):
            read({"Kabupaten": None})
        with pytest.raises(TableError, match="jumlah_sk_siaga_darurat"):
            read_declarations([{"Kabupaten": "Demak", "jumlah_sk_siaga_darurat": "3"}])


class TestDecrees:
    def test_numbers_are_compared_without_nomor_blanks_and_case(self):
        keys = {
            decree_key(each)
            for each in ("Nomor 5/KPTS/2024", "no. 5 /kpts/ 2024", "SK Nomor: 5/Kpts/2024", "5/KPTS/2024")
        }
        assert len(keys) == 1
        assert decree_key("188.45//814/HK/416-012/2024") != decree_key("188.45/814/HK/416-012/2024")

    @pytest.mark.parametrize("text", ["", "-", "https://x.example/sk", "SK_Banjir.pdf"])
    def test_a_file_is_no_number(self, text):
        assert one(Nomor_SK=text).declaration.decree is None

    def test_rows_of_one_decree_and_region_are_one_declaration_of_all_hazards(self):
        rows = [{"Jenis Bencana": each} for each in ("Banjir", "Tanah Longsor", "Banjir")]
        found = read(*rows)
        (each,) = found.listed
        assert each.hazards == {"Banjir", "Tanah Longsor"}
        assert each.declaration.type_code is None
        assert codes(found) == ["declaration-repeated"] * 2

    def test_rows_without_a_number_are_one_only_where_they_are_equal(self):
        found = read(
            *({"Nomor SK": "", "Jenis Bencana": each} for each in ("Banjir", "Tanah Longsor", "Banjir"))
        )
        assert len(found.listed) == 2
        assert codes(found) == ["declaration-repeated"]

    def test_a_row_that_names_no_hazard_covers_any_with_the_others_of_its_decree(self):
        (each,) = read({}, {"Jenis Bencana": "Banjir"}).listed
        assert each.hazards == frozenset()


NEXT = {"Nomor SK": "2/2025", "Mulai": "15 Juni 2025", "Berakhir": "28 Juni 2025"}


class TestChains:
    def chain_of(self, *rows, day=date(2025, 6, 20)):
        found = read(*rows)
        (status,) = found.on(day).values()
        each, chain = status.in_force[-1]
        return chain.start.isoformat(), chain.before(each), chain.is_stated, codes(found)

    def test_one_is_inferred_without_a_gap(self):
        assert self.chain_of({}, NEXT) == ("2025-06-01", ("1/2025",), False, [])
        assert all(each.declaration.extends is None for each in read({}, NEXT).listed)

    def test_one_is_stated_by_a_column(self):
        found = self.chain_of({}, {**NEXT, "SK Sebelumnya": "NOMOR 1 / 2025"})
        assert found == ("2025-06-01", ("1/2025",), True, [])

    def test_a_stated_one_may_have_a_gap_which_is_said(self):
        later = {**NEXT, "SK Sebelumnya": "1/2025", "Mulai": "18 Juni 2025"}
        assert self.chain_of({}, later) == ("2025-06-01", ("1/2025",), True, ["emergency-gap"])

    @pytest.mark.parametrize("extends", ["9/2025", "2/2025"])
    def test_a_decree_that_is_not_in_the_list(self, extends):
        start, before, is_stated, found = self.chain_of({}, {**NEXT, "SK Sebelumnya": extends})
        unknown = extends == "9/2025"
        assert (start, before) == (("2025-06-15", ()) if unknown else ("2025-06-01", ("1/2025",)))
        assert found == (["emergency-extends-unknown"] if unknown else [])
        assert not is_stated

    @pytest.mark.parametrize(
        ("cells", "severity"),
        [({}, "info"), ({"Keterangan Status": "Perpanjangan Tanggap Darurat"}, "warning")],
    )
    def test_a_gap_starts_a_new_chain_and_is_said(self, cells, severity):
        later = {**NEXT, "Mulai": "16 Juni 2025", **cells}
        assert self.chain_of({}, later) == ("2025-06-16", (), False, ["emergency-new-chain"])
        ((line, gap),) = (pair for pair in read({}, later).findings if pair[1].code == "emergency-new-chain")
        assert (line, str(gap.severity), gap.data["days"]) == (2, severity, 1)

    def test_a_first_decree_starts_one(self):
        assert self.chain_of({}, {**NEXT, "Keterangan Status": "Penetapan"}) == ("2025-06-15", (), False, [])

    @pytest.mark.parametrize(
        "cells",
        [{"Status": "Siaga Darurat"}, {"Kabupaten": "Kudus"}, {"Jenis Bencana": "Kekeringan"}],
    )
    def test_other_status_region_or_hazard_is_another(self, cells):
        found = read({"Jenis Bencana": "Banjir"}, {**NEXT, "Jenis Bencana": "Banjir", **cells})
        assert len(found.chains) == 2

    def test_hazards_that_meet_are_enough(self):
        found = read(
            {"Jenis Bencana": "Banjir, Tanah Longsor"}, {**NEXT, "Jenis Bencana": "Tanah Longsor, Kekeringan"}
        )
        assert len(found.chains) == 1

    def test_an_unknown_end_is_prolonged_only_where_it_is_said(self):
        open_end = {"Berakhir": ""}
        assert len(read(open_end, NEXT).chains) == 2
        found = read(open_end, {**NEXT, "Perpanjangan Ke": "1"})
        assert len(found.chains) == 1
        days = [date(2025, 6, 14), date(2025, 6, 15), date(2025, 7, 1)]
        assert [sum(len(each.in_force) for each in found.on(day).values()) for day in days] == [1, 1, 0]

    def test_a_prolongation_whose_decree_before_is_missing(self):
        assert codes(read({"Perpanjangan Ke": "2"})) == ["emergency-decree-missing"]
        assert codes(read({}, {**NEXT, "Perpanjangan Ke": "2"})) == ["emergency-decree-missing"]
        assert codes(read({}, {**NEXT, "Perpanjangan Ke": "1"})) == []

    def test_counts_of_declarations_and_decrees(self):
        found = read(
            {},
            NEXT,
            {**NEXT, "Nomor SK": "", "Status": "Siaga Darurat"},
            {"Kabupaten": "", "Provinsi": "Jawa Tengah"},
        )
        counts = {
            str(region): {
                str(status): (number.chains, number.decrees) for status, number in of_region.items()
            }
            for region, of_region in found.counts().items()
        }
        assert counts == {
            "33": {"tanggap darurat": (1, 1)},
            "33.21": {"siaga darurat": (1, 1), "tanggap darurat": (1, 2)},
        }

    def test_two_states_at_once_are_said(self):
        found = read({"Status": "Siaga Darurat"}, {"Nomor SK": "2/2025", "Mulai": "5 Juni 2025"})
        assert codes(found) == ["emergency-overlap"]
        (status,) = found.on(date(2025, 6, 6)).values()
        assert (status.status, len(status.in_force)) == (TANGGAP, 2)


class TestRevocations:
    def test_a_row_that_ends_a_declaration(self):
        found = read(
            {},
            {
                "Status": "Pencabutan Status Tanggap Darurat",
                "Nomor SK": "3/2025",
                "Mulai": "10 Juni 2025",
                "Berakhir": "",
            },
        )
        assert [each.declaration.end for each in found.listed] == [date(2025, 6, 9)]
        assert codes(found) == []

    def test_a_revocation_with_days_of_its_own_is_no_declaration(self):
        found = read(
            {}, {"Keterangan Status": "Pencabutan", "Mulai": "10 Juni 2025", "Berakhir": "10 Juni 2025"}
        )
        assert [each.declaration.end for each in found.listed] == [date(2025, 6, 9)]

    def test_it_ends_one_without_a_last_day_too(self):
        found = read(
            {"Berakhir": ""}, {"Status": "Dicabut", "Mulai": "", "Tanggal SK": "10 Juni 2025", "Berakhir": ""}
        )
        assert [each.declaration.end for each in found.listed] == [date(2025, 6, 9)]
        assert codes(found) == []

    @pytest.mark.parametrize(
        "cells", [{"Mulai": "20 Juni 2025"}, {"Kabupaten": "Kudus"}, {"Status": "Pencabutan Siaga Darurat"}]
    )
    def test_where_nothing_was_in_force_it_is_said(self, cells):
        row = {"Status": "Pencabutan Tanggap Darurat", "Mulai": "10 Juni 2025", "Berakhir": "", **cells}
        found = read({}, row)
        assert [each.declaration.end for each in found.listed] == [date(2025, 6, 14)]
        assert codes(found) == ["declaration-ends-nothing"]

    def test_a_region_that_is_not_known_is_left_out(self):
        found = read(
            {}, {"Status": "Pencabutan", "Kabupaten": "Atlantis", "Mulai": "10 Juni 2025", "Berakhir": ""}
        )
        assert found.left_out == (2,)


class TestSeveralInARow:
    """A first decree and its prolongations next to one another."""

    FIRST = ("360/1", "1/6/2025", "14/6/2025")

    def listed(self, headings, *rows):
        given = [["Kabupaten", "Bencana", "Status", *headings]]
        given += [["Demak", "Banjir", "TD", *row] for row in rows]
        found = read_declarations(given)
        return found, [(each.declaration.decree, each.declaration.start.day) for each in found.listed]

    @pytest.mark.parametrize(
        "headings",
        [
            ("No SK", "Mulai", "Berakhir", "No SK Perpanjangan", "Mulai", "Berakhir"),
            ("No SK", "Mulai", "Berakhir", "No SK", "Mulai", "Berakhir"),
            ("Mulai", "Berakhir", "No SK", "Mulai", "Berakhir", "No SK"),
            *(
                ("No SK", "Mulai", "Berakhir", f"{word} No SK", f"{word} Mulai", f"{word} Berakhir")
                for word in (
                    "Perpanjangan",
                    "Perpanjangan I",
                    "Perpanjangan Ke-1",
                    "perpanjangan_1",
                    "Extension",
                )
            ),
            (
                "No SK",
                "Mulai",
                "Berakhir",
                "SK Perpanjangan 1",
                "Tgl Mulai Perpanjangan 1",
                "Tgl Berakhir Perpanjangan 1",
            ),
        ],
        ids=str,
    )
    def test_a_prolongation_in_columns_of_its_own(self, headings):
        second = ("360/2", "15/6/2025", "28/6/2025")
        order = (1, 2, 0) if headings[2] == "No SK" else (0, 1, 2)
        cells = [decree[at] for decree in (self.FIRST, second) for at in order]
        assert self.listed(headings, [*cells[:3], "-", "", ""])[1] == [("360/1", 1)]
        found, listed = self.listed(headings, cells)
        assert listed == [("360/1", 1), ("360/2", 15)]
        (_, status) = next(iter(found.on(date(2025, 6, 20)).items()))
        each, chain = status.in_force[-1]
        assert (chain.before(each), chain.start, each.prolongs) == (("360/1",), date(2025, 6, 1), True)
        assert codes(found) == []

    def test_three_decrees_with_both_days_in_a_cell(self):
        headings = ["No SK", "Periode", "No SK Perpanjangan I", "Periode", "No SK Perpanjangan II", "Periode"]
        row = ["1", "1-7 Juni 2025", "2", "8-14 Juni 2025", "3", "15-21 Juni 2025"]
        assert self.listed(headings, row)[1] == [("1", 1), ("2", 8), ("3", 15)]

    @pytest.mark.parametrize(
        ("headings", "cells"),
        [
            # Two columns of one day, a second day of signing, a prolongation without days, words without a column.
            (("No SK", "TMT", "Tanggal Mulai", "Berakhir"), ("360/1", "1/6/2025", "1/6/2025", "14/6/2025")),
            (
                ("Tanggal SK", "Tanggal Penetapan", "No SK", "Mulai", "Berakhir"),
                ("1/6/2025", "1/6/2025", "360/1", "1/6/2025", "14/6/2025"),
            ),
            (
                ("No SK", "Mulai", "Berakhir", "No SK Perpanjangan", "Perpanjangan"),
                ("360/1", "1/6/2025", "14/6/2025", "", ""),
            ),
            (
                (
                    "No SK",
                    "Mulai",
                    "Berakhir",
                    "Ujar Perpanjangan",
                    "Perpanjangan dari SK",
                    "Status Perpanjangan",
                ),
                ("360/1", "1/6/2025", "14/6/2025", "", "", ""),
            ),
        ],
        ids=str,
    )
    def test_no_other_columns_are_a_second_decree(self, headings, cells):
        found, listed = self.listed(headings, cells)
        assert listed == [("360/1", 1)]
        assert found.listed[0].declaration.end == date(2025, 6, 14)

    def test_the_same_first_day_is_one_decree(self):
        headings = ("No SK", "Mulai", "Berakhir", "No SK", "Mulai", "Berakhir")
        assert self.listed(headings, (*self.FIRST, *self.FIRST))[1] == [("360/1", 1)]


class TestExpiring:
    def test_what_runs_out_and_is_not_prolonged(self):
        found = read({}, NEXT, {"Kabupaten": "Kudus"}, {"Kabupaten": "Jepara", "Berakhir": ""})
        on = date(2025, 6, 10)
        assert [str(each.declaration.region) for each, _ in found.expiring(on, 4)] == ["33.19"]
        assert found.expiring(on, 3) == ()
        assert len(found.expiring(date(2025, 6, 20), 8)) == 1


class TestHeadings:
    @pytest.mark.parametrize(
        ("heading", "field"),
        [
            ("Tgl. Mulai Berlaku SK", "start"),
            ("Periode Tanggap Darurat", "validity_range"),
            ("Rentang", "validity_range"),
            ("Batas Akhir", "end"),
            ("Remarks", "remarks"),
            ("To", "end"),
            ("SK Walikota", "decree"),
            ("Keputusan Bupati", "decree"),
            ("Kepwal", "decree"),
            ("Kab/Kota Terdampak", "regions"),
            ("Kabupaten/Kota Penetap", "regions"),
            ("Status Saat Ini", "status_remark"),
            ("Status SK", None),
            ("Mulai dan selesai", None),
            ("Status Mulai", "start"),
            ("Tanggal Berakhir SK", "end"),
            ("Tgl Penetapan SK", "decree_date"),
            ("No. SK Bupati / Wali Kota", "decree"),
            ("Nomor Keputusan Lama", "extends"),
            ("Perpanjangan dari SK Nomor", "extends"),
            ("Perpanjangan (ke)", "extension_no"),
            ("Tanggal Pencabutan SK", "ended_on"),
            ("Lama Masa Tanggap Darurat (hari)", "duration_days"),
            ("Masa Berlaku (mulai s.d. berakhir)", "validity_range"),
            ("Mulai dan akhir", None),
            ("Status Darurat Bencana Daerah", "status"),
            ("Siaga Darurat", "status"),
            ("Daerah yang Menetapkan", "regions"),
            ("Kode Wilayah", None),
            ("Awal", "start"),
            ("akhir", "end"),
            ("Keterangan", None),
            ("Tanggal", None),
            ("Tgl. Berlaku SK", "validity_range"),
            ("Berlaku", "validity_range"),
            ("Lama", "duration_days"),
            ("Durasi waktu", "duration_days"),
            ("Waktu", None),
            ("Akhir kata", None),
            ("kata " * 50, None),
        ],
    )
    def test_by_their_words(self, heading, field):
        found = heading_meaning(heading)
        assert (found and found.field) == field


FLOOD = [["3321101202506201", "0"]]
ON = date(2025, 6, 20)


def judged(declarations, rows=FLOOD, headings=("KIB", "Meninggal"), **options):
    return gather(list(read_rows(headings, rows)), declarations=declarations, **options)


class TestCriterionSix:
    def test_in_force_on_the_day_or_soon_after(self):
        for days, is_met in ((0, True), (14, True), (15, False)):
            start = ON + timedelta(days=days)
            declared = Declarations.of([Declaration(status=TANGGAP, region="33.21", start=start, end=start)])
            assert (judged(declared).verdicts[Verdict.MET] == 1) is is_met
        none = Interpretation(declaration_within=0)
        assert judged(declared, interpretation=none).verdicts[Verdict.UNDETERMINED] == 1

    def test_without_a_fit_it_is_as_assumed(self):
        declared = Declarations.of([Declaration(status=TANGGAP, region="33.19", start=ON, end=ON)])
        assert judged(declared).declared == judged(None).declared == {}
        assert (
            judged(declared, assumptions=Assumptions(emergency_status=False)).verdicts[Verdict.UNDETERMINED]
            == 1
        )

    def test_the_decree_is_named_and_its_region_by_name(self):
        declared = Declarations.of(
            [
                Declaration(status=TANGGAP, region="33.21", decree="1/2025", start=ON, end=ON),
                Declaration(status=TANGGAP, region=None, start=ON),
                *(
                    Declaration(status=SIAGA, region="33", decree=f"{each}/2025", start=ON, end=ON)
                    for each in (3, 4)
                ),
            ]
        )
        ((lines, named),) = judged(declared).doubts_by_line
        assert lines == (1,)
        assert named.message("en") == (
            "criterion 6 is met by tanggap darurat 1/2025, 33.21 Kabupaten Demak, 2025-06-20 to 2025-06-20; "
            "siaga darurat 3/2025, 33 Jawa Tengah, 2025-06-20 to 2025-06-20; "
            "siaga darurat 4/2025, 33 Jawa Tengah, 2025-06-20 to 2025-06-20; ..."
        )

    def test_siaga_alone_is_flagged_unless_the_table_names_another(self):
        declared = Declarations.of([Declaration(status=SIAGA, region="33.21", start=ON, end=ON)])
        headings = ("KIB", "Status Keadaan Darurat")
        answers = {"siaga darurat": True, "tanggap darurat": False, "": True}
        for answer, is_flagged in answers.items():
            found = judged(declared, [[FLOOD[0][0], answer]], headings)
            assert ("siaga-only" in {each.code for each in found.doubts}) is is_flagged

    def test_a_table_that_says_no_is_contradicted(self):
        declared = Declarations.of([Declaration(status=TANGGAP, region="33.21", start=ON, end=ON)])
        found = judged(declared, [[FLOOD[0][0], "tidak"]], ("KIB", "Status Keadaan Darurat"))
        assert found.verdicts[Verdict.MET] == 1
        assert {each.code for each in found.doubts} == {"emergency-declared", "emergency-status-differs"}

    def test_any_type_of_the_event_fits_and_a_row_alone_by_its_own(self):
        declared = Declarations.of(
            [Declaration(status=TANGGAP, region="33.21", start=ON, end=ON, type_code="102")]
        )
        rows = list(
            read_rows(
                ["Kabupaten", "Tanggal", "Jenis Bencana", "ID Kejadian"],
                [["Demak", "20/6/2025", each, "a"] for each in ("Banjir", "Tanah Longsor")],
            )
        )
        found = gather(rows, declarations=declared)
        assert [*found.verdicts] == [Verdict.MET]
        assert [found.judgement(row, alone=True).met for row in rows] == [(), (6,)]

    def test_a_region_that_no_list_has_is_named_by_its_code(self):
        declared = Declarations.of([Declaration(status=TANGGAP, region="33", start=ON, end=ON)])
        found = judged(declared, [["3399101202506201", "0"]])
        assert "33 Jawa Tengah" in found.doubts[0].message("id")
        assert titled(RegionCode("33.99")) == "33.99"

    def test_an_old_and_a_new_code_are_one_place(self):
        on = date(2022, 11, 8)
        declared = Declarations.of([Declaration(status=TANGGAP, region="91.02", start=on, end=on)])
        assert len(declared.fitting(["9501"], frozenset(), on, 0)) == 1

    def test_what_is_not_stated_fits_and_what_is_not_known_does_not(self):
        found = read({"Jenis Bencana": ""}, {"Jenis Bencana": "Hidrometeorologi", "Nomor SK": "2/2025"})
        fits = found.fitting(["3321"], frozenset({"Banjir"}), date(2025, 6, 5), 0)
        assert [each.declaration.decree for each in fits] == ["1/2025"]


def test_a_row_of_signs_for_nothing_is_no_row():
    found = read({}, dict.fromkeys(BASE, "-"))
    assert ([each.line for each in found.listed], codes(found)) == ([1], [])
