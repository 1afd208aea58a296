"""Lists of displaced people: headings by words, ages next to each other, times, rows, and what is not read."""

import csv
import datetime
import io
import json
import pkgutil

import pytest

from satudata import TableError
from satudata.displaced import AgeGroup, Displaced, Sex, SiteKind, VulnerableGroup, totals
from satudata.displaced._spans import Span, added_up, age_of, span_of
from satudata.displaced._totals import summed
from satudata.tabular import read_site_reports
from satudata.tabular.lists._displaced_columns import counted
from satudata.tabular.lists._displaced_headings import WORDS, kind_of
from satudata.tabular.lists._displaced_words import FIGURES, GROUP, OTHER_GROUP, in_fields, meaning_of
from satudata.tabular.lists._list import Column
from satudata.tabular.lists._refusals import refusal
from satudata.tabular.lists._times import (
    Time,
    ahead_of,
    instant_of,
    iso_of,
    known_at,
    last_of,
    time_of,
    time_of_titles,
    zone_of,
)
from satudata.tabular.lists._words import Meaning

TEXT = pkgutil.get_data("satudata.tabular", "data/lists/displaced-headings.csv").decode()
ROWS = [row for row in csv.DictReader(TEXT.splitlines()) if "Refugee" not in row["written"]]
M, F = Sex.MALE, Sex.FEMALE


def read(text, **options):
    return read_site_reports(io.BytesIO(text.encode()), **options)


def one(text, **options):
    (row,) = read(text, **{"constants": {"region": "32.03"}, **options}).rows
    return row.report


def at(text):
    return datetime.datetime.fromisoformat(text)


def codes(found):
    return [each.code for _, each in found.findings]


def ages(*headings):
    """The age that each heading is read as next to the others."""
    columns = [Column(at, each, WORDS.meaning(each)) for at, each in enumerate(headings)]
    found, _, _ = counted(columns, lambda _: [])
    return [str(each.key) for each in found]


class TestHeadingsOfTheTable:
    """Every heading that was seen in a list means what the table of headings says."""

    @pytest.mark.parametrize("row", ROWS, ids=lambda row: row["written"])
    def test_its_field(self, row):
        found = WORDS.meaning(row["written"])
        field, also = found.field, found.also
        head, _, part = row["field"].partition(".")
        if row["field"] == "sexes":
            assert field == row["sex"].replace("-", "_")
        elif head in ("ages", "age_part") or head.startswith("age:"):
            assert field == "age"
            assert also["sex"] == row["sex"]
        elif head == "groups":
            assert (field, also["group"]) == (GROUP, part)
        elif head in ("group_part", "group:other"):
            assert (field, bool(also["name"])) == (OTHER_GROUP, True)
        else:
            assert field == row["field"]

    @pytest.mark.parametrize(
        "row", [row for row in ROWS if row["field"].startswith("age:")], ids=lambda row: row["written"]
    )
    def test_ages_that_fit_no_group_keep_their_span(self, row):
        (age,) = ages(row["written"]) if "th" not in row["written"].split("_")[-1] else [None]
        if age is None or row["field"] == "age:adolescent":
            return
        text = row["field"].removeprefix("age:")
        assert age not in set(AgeGroup)
        if text == "over 60 years":
            assert span_of(age) == Span(61 * 12)
        else:
            low, high = map(int, text.split()[0].split("-"))
            unit = 1 if text.endswith("months") else 12
            assert span_of(age) == Span(low * unit, (high + 1) * unit)

    @pytest.mark.parametrize(
        "row",
        [row for row in ROWS if row["field"].startswith("ages.") and row["fits"] == "yes"],
        ids=lambda row: row["written"],
    )
    def test_ages_that_fit_are_the_group(self, row):
        found = ages(row["written"], "Bayi")
        assert found[0] == row["field"].removeprefix("ages.")


class TestWords:
    @pytest.mark.parametrize(
        ("heading", "field", "also"),
        [
            ("Jml. Lansia Perempuan (jiwa)", "age", {"word": "lansia", "sex": "perempuan"}),
            ("Balita pria", "age", {"word": "balita", "sex": "laki-laki"}),
            ("Disabilitas (L)", "group", {"group": "penyandang disabilitas", "sex": "laki-laki"}),
            ("Perempuan hamil", "group", {"group": "ibu hamil"}),
            ("Lansia disabilitas", "other_group", {"name": "Lansia disabilitas"}),
            ("Ibu hamil dan menyusui", "other_group", {}),
            ("Ibu Hamil <18 tahun", "other_group", {}),
            ("KK Lansia", "other_group", {"unit": "KK"}),
            ("Jumlah L + P", "people", {}),
            ("Jumlah Balita L dan P", "age", {"sex": "", "word": "balita"}),
            ("KK/Keluarga", "families", {}),
            ("Pengungsi saat ini (jiwa)", "people", {}),
            ("Number of Evacuees", "people", {}),
            ("Anak2 P", "age", {"word": "anak", "sex": "perempuan"}),
            ("Penyandang Disabilitas (PD)", "group", {"group": "penyandang disabilitas"}),
            ("Jumlah Pengungsi (KK)", "families", {}),
            ("Nama Pengungsian", "site", {}),
            ("Nama Tenda", "site", {}),
            ("Evacuation Center", "site", {}),
            ("Lokasi Mengungsi", "site", {}),
            ("Nama Pengungsi", "person_name", {}),
            ("Waktu Update (WITA)", "as_of", {}),
            ("KK / Jiwa", "pair", {"first": "families", "second": "people"}),
            ("L/P", "pair", {"first": "laki_laki", "second": "perempuan"}),
            ("Jumlah KK Mandiri", "families.mandiri", {}),
            ("Di rumah saudara", "people.mandiri", {"stay": "1"}),
            ("pengungsi/pengungsi_pr/balita", "age", {"sex": "perempuan", "word": "balita"}),
            ("pengungsi/kelompok/balita", "age", {"sex": "", "word": "balita"}),
            ("data/pengungsi_lk/jml_jiwa", "people", {}),
            ("ODGJ P", "other_group", {"sex": "perempuan", "name": "ODGJ"}),
            ("Lansia disabilitas L", "other_group", {"sex": "laki-laki", "name": "Lansia disabilitas"}),
            ("KK Perempuan", "other_group", {"sex": "", "name": "KK Perempuan"}),
            ("dibawah 5 tahun", "age", {"age": "<5"}),
            ("17 tahun ke bawah", "age", {"age": "<18"}),
            ("60 thn dan lebih", "age", {"age": "lansia"}),
            ("<= 5 thn", "age", {"age": "0-5"}),
            ("> 59 tahun", "age", {"age": "lansia"}),
            ("> 65 bulan", "age", {"age": ">65 bulan"}),
            ("usia 5 s/d 17", "age", {"age": "anak"}),
            ("usia_5_17", "age", {"age": "anak"}),
            ("0 - <5 tahun", "age", {"age": "<5"}),
            ("Usia 6-23 bulan", "age", {"age": "6-23 bulan"}),
            ("65+", "age", {"age": "65+"}),
            ("Bayi & Balita (0-5 th)", "age", {"age": "0-5", "word": ""}),
            ("Anak remaja", "age", {"word": "remaja"}),
            ("Lokasi Mandiri", "site", {}),
            ("Jumlah Lokasi Mandiri", "sites_count.mandiri", {}),
            ("Jenis Shelter", "kind", {}),
            ("Umur", "person", {}),
        ],
    )
    def test_it_means(self, heading, field, also):
        found = WORDS.meaning(heading)
        assert found.field == field
        assert {name: found.also[name] for name in also} == also

    @pytest.mark.parametrize(
        "heading",
        [
            *("Jiwa terdampak", "Pengungsi kembali", "Jumlah Penduduk", "Jumlah Korban", "45", "24-11", "1"),
            *(
                "KK/Rumah",
                "Laki-laki Perempuan",
                "<0",
                "Usia produktif",
                "Balita Lansia",
                "x" * 300,
            ),
            *("Terpusat dan Mandiri Jiwa", "Balita Terpusat", "Di sana", "Di mana", "Nomor", "No", "Data"),
        ],
    )
    def test_it_is_left_open(self, heading):
        found = meaning_of(heading)
        assert found is None or found.field not in FIGURES or found.also.get("age") == "<0"

    def test_what_only_the_table_knows(self):
        row = Meaning("ages.bayi", {"sex": "", "fits": "yes"})
        assert in_fields(row, "Orok", None) == Meaning("age", {"sex": "", "word": "bayi"})
        assert WORDS.meaning("childRefugee").also["age"] == "<18"
        assert WORDS.meaning("maleRefugee").field == "other_group"

    def test_a_number_says_an_age_only_next_to_a_word(self):
        assert meaning_of("Usia 45").also["bare"] == "45"
        assert meaning_of("5 bulan").also["age"] == "5 bulan"

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("POSKO", SiteKind.CENTRAL),
            ("Gedung sekolah", SiteKind.CENTRAL),
            ("huntara", SiteKind.CENTRAL),
            ("mandiri di dekat rumah", SiteKind.INDEPENDENT),
            ("rumah kerabat", SiteKind.INDEPENDENT),
            ("Terpusat (rumah warga)", SiteKind.CENTRAL),
            ("Tenda di halaman rumah", None),
            ("terpusat/mandiri", None),
            ("lainnya", None),
        ],
    )
    def test_kinds(self, text, kind):
        assert kind_of(text) is kind


#: Behind the name of an age group whose limits nothing says.
OPEN = " (usia tidak disebut)"


class TestAgesNextToEachOther:
    @pytest.mark.parametrize(
        ("headings", "read"),
        [
            (["Balita"], ["<5"]),
            (["Bayi", "Balita"], ["bayi", "balita"]),
            (["0-11 bulan", "Balita"], ["bayi", "balita"]),
            (["Anak"], ["<18"]),
            (["Balita", "Anak"], ["<5", "anak"]),
            (["0-5 tahun", "Anak"], ["0-5", f"anak{OPEN}"]),
            (["Anak", "Remaja", "Dewasa"], [f"anak{OPEN}", "remaja", f"dewasa{OPEN}"]),
            (["Balita", "Anak", "Remaja"], ["<5", f"anak{OPEN}", "remaja"]),
            (["Dewasa", "Lansia"], ["dewasa", "lansia"]),
            (["Dewasa", ">65"], [f"dewasa{OPEN}", ">65"]),
            (["18-60", "Lansia"], ["18-60", f"lansia{OPEN}"]),
            (["Bayi 0-1 tahun", "Balita 1-5 tahun"], ["bayi", "1-5"]),
            (["0-1 tahun", "2-4 tahun"], ["0-1", "2-4"]),
            (["lk_5th", "lk_5-17th", "lk_18-60th", "lk_60th"], ["<5", "anak", "18-60", ">60"]),
            (["5 th", "5-17 th", "18-59 th", "60 th"], ["<5", "anak", "dewasa", "lansia"]),
            (["Lansia 60 th"], ["lansia"]),
            (["Balita 5 th"], ["<5"]),
            (["7 th"], ["7 tahun"]),
            (["Baduta", "Batita"], ["baduta", "batita"]),
        ],
    )
    def test_each_is_read_by_the_others(self, headings, read):
        assert ages(*headings) == read
        text = ",".join(["Lokasi", *headings]) + "\nA" + ",1" * len(headings) + "\n"
        found = one(text).displaced
        assert {str(age) for age, _ in (*(found.ages or ()), *(found.other_ages or ()))} == set(read)

    def test_a_word_next_to_the_spans_that_leave_it_open_is_no_group(self):
        columns = [Column(at, each, WORDS.meaning(each)) for at, each in enumerate(["Anak", "Remaja"])]
        assert all(not each.is_of_guideline for each in counted(columns, lambda _: [])[0])

    def test_a_column_that_the_caller_names(self):
        text = "Lokasi,A,B\nX,3,4\n"
        assert one(text, columns={"bayi": "A", "laki_laki": "B"}).displaced == Displaced(
            ages={"bayi": 3}, sexes={"laki-laki": 4}
        )
        assert one(text, columns={"people": "A", "ibu_hamil": "B"}).displaced == Displaced(
            people=3, groups={"ibu hamil": 4}
        )


class TestSpans:
    def test_normal_form(self):
        assert span_of("5-3") is None
        assert span_of("65+ bulan") == Span(65)
        assert span_of(">5 bulan") == Span(6)
        assert age_of(65, None, in_months=True) == "65+ bulan"
        assert age_of(None, 17) == "<18"

    def test_ages_are_added_only_where_no_one_is_in_two(self):
        names = ["bayi", "<5", "remaja"]
        assert added_up(names, {name: span_of(name) for name in names}) == (["<5"], False)
        assert added_up([], {}) == ([], False)

    @pytest.mark.parametrize(
        ("figures", "known", "complete", "found"),
        [
            ({"ages": {"anak": 3}, "other_ages": {"<5": 1, "18-60": 4, ">60": 1}}, 9, True, []),
            ({"people": 10, "ages": {"anak": 3}, "other_ages": {"<5": 1, "18-60": 4, ">60": 1}}, 10, True, 1),
            # Those of sixty are in two groups, so nothing is compared.
            ({"people": 10, "ages": dict.fromkeys(AgeGroup, 2), "other_ages": {"18-60": 9}}, 10, True, []),
            ({"people": 10, "other_ages": {"<5": 4, "6-12": 5}}, 10, True, []),
            ({"people": 10, "other_ages": {"<5": 6, "6-12": 5}}, 11, True, 1),
            ({"people": 10, "other_ages": {"remaja": 50}}, 10, True, []),
            ({"other_ages": {("<18", "perempuan"): 2, ("<18", "laki-laki"): 1, "18+": 4}}, 7, True, []),
            (
                {"sexes": {"perempuan": 5}, "other_ages": {("<18", "perempuan"): 4, ("18+", "perempuan"): 4}},
                8,
                True,
                1,
            ),
            (
                {
                    "people": 9,
                    "ages": {"anak": 1},
                    "other_ages": {"<5": 1, "18+": 1},
                    "lower_bounds": ["other_ages"],
                },
                9,
                True,
                [],
            ),
        ],
    )
    def test_sums(self, figures, known, complete, found):
        displaced = Displaced(**figures)
        assert (displaced.known_people, displaced.is_complete) == (known, complete)
        assert len(displaced.findings) == (found or 0)

    def test_other_groups_are_no_more_than_all(self):
        (found,) = Displaced(people=3, other_groups={"janda": 4}).findings
        assert (found.code, found.where) == ("displaced-group-above-total", "other_groups")

    @pytest.mark.parametrize(
        ("field", "given"),
        [
            ("other_ages", {"18-59": 1}),
            ("other_ages", {"bayi": 1}),
            ("other_ages", {" ": 1}),
            ("other_ages", {"jumlah": 1}),
            ("other_ages", {AgeGroup.INFANT: 1}),
            ("other_groups", {"": 1}),
        ],
    )
    def test_names_that_are_refused(self, field, given):
        with pytest.raises(ValueError, match=field):
            Displaced(**{field: given})
        with pytest.raises(TypeError):
            Displaced(**{field: {3: 1}})


class TestTimes:
    @pytest.mark.parametrize(
        ("text", "local"),
        [
            ("25/11/2022 pukul 15.00 WIB", "2022-11-25T15:00:00"),
            ("Pukul 15.00 WIB, 25 November 2022", "2022-11-25T15:00:00"),
            ("Jumat, 25/11/2022 jam 15", "2022-11-25T15:00:00"),
            ("25-11-2022 / 15.00", "2022-11-25T15:00:00"),
            ("25 November 2022 15:00 (WIB)", "2022-11-25T15:00:00"),
            ("2022-11-25T08:00:00Z", "2022-11-25T15:00:00"),
            ("2022-11-25T15:00:00.177+07:00", "2022-11-25T15:00:00"),
            ("2022-11-25 03:30 -0430", "2022-11-25T15:00:00"),
            ("25/11/2022 16.00 WITA", "2022-11-25T15:00:00"),
            ("25/11/2022 3 pm", "2022-11-25T15:00:00"),
            ("25/11/2022 12.15 am", "2022-11-25T00:15:00"),
            ("25/11/2022 24.00", "2022-11-25T23:59:59"),
            ("25.11.2022 15.00", "2022-11-25T15:00:00"),
            ("Kondisi per tanggal 25 November 2022", "2022-11-25"),
            ("25.11.22", "2022-11-25"),
            ("25-26 November 2022", "2022-11-25"),
        ],
    )
    def test_in_west_java(self, text, local):
        assert time_of(text).moment(7).isoformat() == local

    @pytest.mark.parametrize(
        "text", ["siang", "25/11/2022 pukul 25.00", "11/25/2022 15.00", "x" * 70, "13 pm"]
    )
    def test_what_is_no_time(self, text):
        time = time_of(text)
        assert time.of_day is None
        assert (time.on is None) == (time.code is not None)

    def test_nothing(self):
        assert time_of("-") == Time()
        assert time_of("15.00").moment(7) is None
        assert time_of("25/11/2022 15.00").moment(None).hour == 15

    def test_titles(self):
        titles = ["GEMPA BUMI TANGGAL 21 NOVEMBER 2022", "PER 25 NOVEMBER 2022 PUKUL 15.00 WIB"]
        assert time_of_titles(titles).moment(7).isoformat() == "2022-11-25T15:00:00"
        assert time_of_titles(["Hari/Tanggal : Jumat, 25 November 2022", "Pukul : 15.00"]).of_day.hour == 15
        assert time_of_titles(["Laporan per bulan", "GEMPA 21 NOVEMBER 2022"]) == Time()
        whole = time_of_titles(["Senin, 28 November 2022 Pukul 17.00 WIB", "per 1 Januari 2023"])
        assert whole.moment(7).isoformat() == "2022-11-28T17:00:00"
        assert str(time_of_titles(["Jum'at, 25 November 2022"]).on) == "2022-11-25"
        assert time_of_titles(["25 November 2022", "Senin pagi"]) == Time()

    @pytest.mark.parametrize(
        ("place", "milliseconds", "time"),
        [
            ("Cianjur", 1669345200000, "2022-11-25T10:00:00"),
            ("Sigi", 1669345200500, "2022-11-25T11:00:00"),
            # Midnight, in UTC or there, is a day.
            ("Cianjur", 1669334400000, "2022-11-25"),
            ("Cianjur", 1669309200000, "2022-11-25"),
        ],
    )
    def test_epoch_milliseconds_have_a_time_of_day(self, place, milliseconds, time):
        rows = [{"posko": "A", "kabupaten": place, "jiwa": 1, "tgl_laporan": milliseconds}]
        found = read_site_reports(io.BytesIO(json.dumps(rows).encode()))
        assert [each.as_of.isoformat() for each in found.reports] == [time]
        assert codes(found) == ["date-epoch"]

    def test_a_heading_says_the_zone_of_its_times(self):
        found = read(
            "Lokasi,Kabupaten,Jiwa,Waktu (WIB)\nA,Sigi,1,29/9/2018 12.00\nB,Sigi,1,29/9/2018 12.00 WITA\n"
        )
        assert [each.as_of.hour for each in found.reports] == [13, 12]

    def test_zones(self):
        reports = read(
            "Lokasi,Kab/Kota,Jiwa,Update\nA,Kabupaten Jayapura,1,1/1/2024 10.00\nB,Mamuju,2,1/1/2024\nC,Cianjur,3,\n"
        ).reports
        assert [ahead_of(each.region) for each in reports] == [9, 8, 7]
        assert [zone_of(ahead) for ahead in (7, 8, 9, 3)] == ["WIB", "WITA", "WIT", ""]
        assert [instant_of(each) and instant_of(each)[0].isoformat() for each in reports] == [
            "2024-01-01T01:00:00",
            "2023-12-31T16:00:00",
            None,
        ]
        assert last_of(reports).site == "A"
        assert last_of([]) is None
        assert {each.site for each in known_at(reports, time_of("1/1/2024 07.30 WIB"))} == {"B", "C"}
        assert {each.site for each in known_at(reports, time_of("1/1/2024 10.00"))} == {"A", "B", "C"}
        assert iso_of(reports[0].as_of, None) == "2024-01-01T10:00:00"

    def test_a_region_that_no_list_has(self):
        from satudata import RegionCode

        assert ahead_of(RegionCode("99.99")) is None


class TestRows:
    def test_a_site_and_a_time(self):
        found = one(
            "Nama Posko,Kecamatan,Desa,Jenis,Data Per,KK,Jiwa,L,P\nA,B,C,,25/11/2022 15.00 WIB,2,5,2,3\n"
        )
        assert (found.site, found.district, found.village) == ("A", "B", "C")
        assert found.as_of == at("2022-11-25T15:00")
        assert found.displaced == Displaced(people=5, families=2, sexes={M: 2, F: 3})

    def test_unknown_is_not_zero(self):
        found = read(
            "Lokasi,KK,Jiwa\nA,-,10\nB,NA,\nC,nihil,Tidak ada\nD,belum terdata,n/a\n",
            constants={"region": "32.03"},
        )
        assert [(each.displaced.families, each.displaced.people) for each in found.reports] == [
            *((None, 10), (None, None), (0, 0), (None, None))
        ]
        assert codes(found) == []

    def test_families_are_never_people_nor_is_a_capacity_or_a_sum_of_groups(self):
        found = read(
            "Lokasi,Kapasitas,KK,Total Rentan,Jiwa\nA,500,60 KK,40,20 KK\n", constants={"region": "32.03"}
        )
        assert found.reports[0].displaced == Displaced(families=60)
        assert codes(found) == ["figure-unreadable"]
        with pytest.raises(TableError, match="no column has the number of people"):
            read("Lokasi,Kapasitas,Total Rentan\nA,500,40\n", constants={"region": "32.03"})

    @pytest.mark.parametrize("heading", ["Jumlah", "Jml", "Jlh.", "Total"])
    def test_a_sum_alone_is_of_people(self, heading):
        found = read(f"Lokasi,L,P,{heading}\nA,5,-,12\n", constants={"region": "32.03"})
        assert summed(found.reports).displaced.people == 12

    def test_a_kecamatan_with_the_number_of_its_sites(self):
        found = read(
            "Kecamatan,Titik Pengungsian,Titik Terpusat,Titik Mandiri,Jiwa\nA,449,331,116,1000\nB,3,2,1,50\n",
            constants={"region": "32.03"},
        )
        assert [(each.district, each.kind, each.sites) for each in found.reports][:3] == [
            *(("A", None, 449), ("A", SiteKind.CENTRAL, 331), ("A", SiteKind.INDEPENDENT, 116))
        ]
        assert codes(found) == ["displaced-sum-differs"]
        assert (summed(found.reports).sites, summed(found.reports).displaced.people) == (452, 1050)

    def test_a_number_of_places_of_refuge_is_told_by_its_cells(self):
        found = read("Kecamatan,Posko,Jiwa\nA,4,1000\nB,3,50\n", constants={"region": "32.03"})
        assert [(each.site, each.sites) for each in found.reports] == [(None, 4), (None, 3)]
        found = read("Kecamatan,Posko,Jiwa\nA,1,1000\nB,2,50\n", constants={"region": "32.03"})
        assert [each.site for each in found.reports] == ["1", "2"]
        found = read(
            "Provinsi,Titik Pengungsian,Jiwa\nAceh,800,1000\nSumatera Utara,200,50\nSumatera Barat,,9\n"
        )
        assert [(each.site, each.sites) for each in found.reports] == [(None, 800), (None, 200), (None, None)]

    def test_a_kabupaten_by_place_of_stay(self):
        found = read("Kabupaten,Di Tenda,Di Meunasah,Di Rumah Kerabat,KK\nPidie Jaya,5,-,2,3\nBireuen,,,,1\n")
        assert [(each.kind, each.displaced.people, each.displaced.families) for each in found.reports] == [
            *((None, None, 3), (SiteKind.CENTRAL, 5, None), (SiteKind.INDEPENDENT, 2, None), (None, None, 1))
        ]
        assert summed(found.reports).displaced == Displaced(people=7, families=4, lower_bounds=["people"])

    def test_an_unknown_place_of_stay_leaves_a_lower_bound(self):
        found = read(
            "Kabupaten,Di Tenda,Di Meunasah,Rumah Kerabat,Total\nBireuen,5,nihil,NA,\nPidie,5,-,2,\n"
        )
        assert [(each.kind, each.displaced.people, each.displaced.is_complete) for each in found.reports] == [
            *((SiteKind.CENTRAL, 5, True), (SiteKind.INDEPENDENT, None, False)),
            *((SiteKind.CENTRAL, 5, False), (SiteKind.INDEPENDENT, 2, True)),
        ]
        of_regencies = totals(found.reports, by="regency").values()
        assert [(each.people, sorted(each.lower_bounds)) for each in of_regencies] == [
            *((7, ["people"]), (5, ["people"]))
        ]

    def test_a_total_next_to_unknown_places_of_stay_is_whole(self):
        found = read("Kabupaten,Di Tenda,Rumah Kerabat,Total\nBireuen,5,-,9\n")
        assert [(each.kind, each.displaced.people) for each in found.reports] == [
            *((None, 9), (SiteKind.CENTRAL, 5))
        ]
        assert summed(found.reports).displaced == Displaced(people=9)

    def test_a_column_called_region_has_codes_or_names(self):
        found = read("Site,Region,Individuals\nA,Palu City,1\nB,72.10,2\nC,Atlantis,3\nD,Sigi,4\n")
        assert [str(each.region) for each in found.reports] == ["72.71", "72.10", "72.10"]
        assert found.left_out == (4,)

    def test_kinds_without_a_total(self):
        found = read("Kabupaten,Terpusat,Mandiri\nBireuen,5,2\n")
        assert [each.kind for each in found.reports] == [SiteKind.CENTRAL, SiteKind.INDEPENDENT]

    def test_two_figures_in_a_cell(self):
        found = read(
            "Lokasi,KK/Jiwa,L/P\nA,60/210,100/110\nB,12 KK | 45 Jiwa,\nC,7,x/2/3\n",
            constants={"region": "32.03"},
        )
        assert [(each.displaced.families, each.displaced.people) for each in found.reports] == [
            *((60, 210), (12, 45), (7, None))
        ]
        assert found.columns[1:] == (("KK/Jiwa", "families / people"), ("L/P", "laki_laki / perempuan"))

    def test_two_columns_of_one_figure(self):
        found = read("Lokasi,Total,Jiwa\nA,270,210\nB,5,\nC,3,3\n", constants={"region": "32.03"})
        assert [each.displaced.people for each in found.reports] == [210, 5, 3]
        assert codes(found) == ["displaced-columns-differ"]

    def test_two_lines_and_three_lines_of_headings(self):
        two = "No,Posko,Pengungsi,,Balita,\n,,L,P,L,P\n1,A,10,20,1,2\n"
        three = "No,Posko,KK,Kelompok Umur,,,\n,,,Balita,,Lansia,\n,,,L,P,L,P\n1,A,7,1,2,3,4\n"
        assert one(two).displaced == Displaced(sexes={M: 10, F: 20}, other_ages={("<5", M): 1, ("<5", F): 2})
        assert one(three).displaced.ages == {(AgeGroup.ELDERLY, M): 3, (AgeGroup.ELDERLY, F): 4}

    def test_one_letter_is_a_sex_only_next_to_the_other(self):
        found = read("Lokasi,Jiwa,P\nA,5,3\n", constants={"region": "32.03"})
        assert found.reports[0].displaced == Displaced(people=5)
        assert codes(found) == ["displaced-letter-alone"]

    def test_groups_by_sex_and_under_their_own_name(self):
        found = one("Lokasi,Jiwa,Cacat L,Cacat P,Janda,KK Lansia\nA,50,1,2,3,4\n").displaced
        assert found.groups == {(VulnerableGroup.DISABLED, M): 1, (VulnerableGroup.DISABLED, F): 2}
        assert found.other_groups == {("Janda", None): 3, ("KK Lansia", None): 4}

    def test_the_time_of_a_title(self):
        found = read(
            "PENGUNGSI PER 25 NOVEMBER 2022 PUKUL 15.00 WIB,,\nLokasi,KK,Jiwa\nA,1,5\n",
            constants={"region": "94.04"},
        )
        assert found.reports[0].as_of == at("2022-11-25T17:00")
        assert codes(found) == ["displaced-time-of-title"]
        found = read("PER 25 NOVEMBER 2022,,\nLokasi,KK,Jiwa\nA,1,5\n", constants={"region": "32.03"})
        assert found.reports[0].as_of == datetime.date(2022, 11, 25)
        text = "PER 25 NOVEMBER 2022 PUKUL 12.00,,\nLokasi,Jam,Jiwa\nA,15.00,5\nB,,5\nC,sore,5\n"
        found = read(text, constants={"region": "32.03"})
        assert [each.as_of for each in found.reports] == [
            at("2022-11-25T15:00"),
            at("2022-11-25T12:00"),
            None,
        ]

    def test_day_and_time_in_two_cells(self):
        found = read(
            "Lokasi,Tanggal,Jam,Jiwa\nA,25/11/2022,15.00,5\nB,25/11/2022,sore,5\nC,kemarin,15.00,5\n",
            constants={"region": "32.03"},
        )
        assert [each.as_of for each in found.reports] == [
            *(at("2022-11-25T15:00"), datetime.date(2022, 11, 25), None)
        ]
        assert codes(found) == ["displaced-time-unreadable", "date-unreadable"]

    def test_one_site_has_one_name(self):
        found = read(
            "Lokasi,Kecamatan,Jenis Lokasi,Tanggal,Jiwa\n"
            "Posko  A,Pacet,terpusat,1/1/2024,5\nPOSKO A,,,2/1/2024,6\nposko a,pacet,entah,3/1/2024,7\n"
            "Masjid,Pacet,terpusat,1/1/2024,1\nMasjid,Cipanas,,1/1/2024,2\n",
            constants={"region": "32.03"},
        )
        assert len({each.place for each in found.reports}) == 3
        assert found.reports[-1].kind is None
        assert codes(found) == ["displaced-kind-unknown"]
        assert summed(known_at(found.reports, None)).displaced.people == 10

    def test_a_site_with_an_id_is_one_whatever_it_is_called(self):
        found = read(
            "Site ID,Site Name,Kecamatan,Site Type,Survey Date,Individuals,Province\n"
            "S1,Balaroa,A,Camp,1/1/2024,5,Sulawesi Tengah\nS1,Balaroa Camp,B,Host,2/1/2024,6,Sulawesi Tengah\n"
            "S2,Balaroa,A,Camp,2/1/2024,7,Sulawesi Tengah\nS3,,A,Camp,2/1/2024,8,Sulawesi Tengah\n"
        )
        assert [each.site for each in found.reports] == [
            *("Balaroa [S1]", "Balaroa [S1]", "Balaroa [S2]", "S3")
        ]
        assert summed(known_at(found.reports, None)).displaced.people == 21

    def test_rows_without_a_name_are_sites_of_their_own(self):
        found = read(
            "Lokasi,Kabupaten,Jiwa\nA,Cianjur,5\n,Cianjur,6\n,Cianjur,7\n,Garut,8\n", fill_down=False
        )
        assert [each.site for each in found.reports] == ["A", "(tanpa nama)", "(tanpa nama) 2", None]
        assert codes(found) == ["displaced-site-unnamed"] * 2
        found = read("Nama,Kabupaten,Jiwa,KK\nx,Cianjur,5,1\ny,Cianjur,6,2\n")
        assert [each.site for each in found.reports] == ["(tanpa nama)", "(tanpa nama) 2"]
        assert "x" not in str(found)

    @pytest.mark.parametrize(
        ("rows", "people", "said"),
        [
            # A kecamatan above its sites, a kabupaten below them, a desa.
            ("Pacet,,,15\nPacet,X,A,10\nPacet,X,B,5\n", 15, "displaced-row-is-total"),
            ("Pacet,X,A,10\nCugenang,Y,B,5\n,,,15\n", 15, "displaced-row-is-total"),
            ("Pacet,X,A,10\nPacet,X,B,5\nPacet,Y,C,5\nPacet,X,,15\n", 20, "displaced-row-is-total"),
            # Another sum, one site alone, a site whose people are not known, another kecamatan.
            ("Pacet,,,16\nPacet,X,A,10\nPacet,X,B,5\n", 31, "displaced-site-unnamed"),
            ("Pacet,,,10\nPacet,X,A,10\n", 20, "displaced-site-unnamed"),
            ("Pacet,,,10\nPacet,X,A,10\nPacet,X,B,-\n", 20, "displaced-site-unnamed"),
            ("Cugenang,,,15\nPacet,X,A,10\nPacet,X,B,5\n", 30, "displaced-site-unnamed"),
            ("Pacet,,,0\nPacet,X,A,0\nPacet,X,B,0\n", 0, "displaced-site-unnamed"),
        ],
    )
    def test_a_row_with_the_sum_of_its_sites_is_their_total(self, rows, people, said):
        found = read(f"Kecamatan,Desa,Lokasi,Jiwa\n{rows}", constants={"region": "32.03"})
        assert summed(found.reports).displaced.known_people == people
        assert codes(found) == [said]

    def test_one_row_by_where_people_stay_is_one_site(self):
        found = read(
            "Lokasi,Kabupaten,Terpusat,Mandiri\nA,Cianjur,5,2\n,Cianjur,6,1\nA,Cianjur,5,2\n",
        )
        assert [(each.site, each.kind) for each in found.reports[:4]] == [
            *(("A", SiteKind.CENTRAL), ("A", SiteKind.INDEPENDENT)),
            *(("(tanpa nama)", SiteKind.CENTRAL), ("(tanpa nama)", SiteKind.INDEPENDENT)),
        ]
        assert summed(known_at(found.reports, None)).displaced.people == 14

    @pytest.mark.parametrize(
        ("cells", "kinds"),
        [
            (("terpusat", "rumah warga"), [SiteKind.CENTRAL, SiteKind.INDEPENDENT]),
            (("terpusat", "banjir"), [None, None]),
            (("", ""), [None, None]),
        ],
    )
    def test_a_kind_of_anything_is_told_by_its_cells(self, cells, kinds):
        text = "Lokasi,Jenis,Jiwa\nA,{},5\nB,{},6\n".format(*cells)
        found = read(text, constants={"region": "32.03"})
        assert [each.kind for each in found.reports] == kinds

    def test_lines_below_the_table_are_no_reports_and_no_name_is_said(self):
        found = read(
            "Kecamatan,Lokasi,KK,Jiwa\nPacet,A,1,5\n,,,\n,,,Cianjur 25 November 2022\n,,,Nama Pejabat\n",
            constants={"region": "32.03"},
            fill_down=True,
        )
        assert [row.line for row in found.rows] == [2]
        assert (found.totals, codes(found)) == ((4, 5), [])
        assert "Pejabat" not in str(found)

    def test_a_name_from_above_is_of_another_time(self):
        text = "Lokasi,Tanggal,Jiwa\nA,1/1/2024,5\n,2/1/2024,6\n,2/1/2024,7\n"
        found = read(text, constants={"region": "32.03"}, fill_down=True)
        assert [each.site for each in found.reports] == ["A", "A", "(tanpa nama)"]

    def test_a_report_of_tomorrow(self):
        text = "Lokasi,Tanggal,Jiwa\nA,2/1/2024,5\nB,1/1/2024,5\n"
        found = read(text, constants={"region": "32.03"}, today=datetime.date(2024, 1, 1))
        assert [(line, each.code) for line, each in found.findings] == [(2, "displaced-time-after")]

    def test_a_place_that_is_called_as_a_source_line_begins(self):
        text = "Desa,Lokasi,Jiwa\nSumber Mujur,A,5\nSumber Urip,Kepala Dusun,6\nSumber: BPBD,,\nJumlah,,11\n"
        found = read(text, constants={"region": "35.08"})
        assert [each.village for each in found.reports] == ["Sumber Mujur", "Sumber Urip"]
        assert found.totals == (4, 5)

    def test_an_empty_list(self):
        with pytest.raises(TableError, match="no row of headings"):
            read("")

    def test_an_address_names_a_site_where_nothing_else_does(self):
        assert one("Alamat,Jiwa\nJl. A,5\n").site == "Jl. A"

    def test_reports_of_one_time(self):
        text = "Lokasi,Tanggal,Jiwa\nA,1/1/2024,90\nA,1/1/2024,100\nB,1/1/2024,5\nB,1/1/2024,5\n"
        found = read(text, constants={"region": "32.03"})
        assert codes(found) == ["figures-contradict", "displaced-report-repeated"]
        assert summed(known_at(found.reports, None)).displaced.people == 105

    def test_rows_that_are_not_placed_are_left_out_and_said(self):
        found = read("Lokasi,Kabupaten,Jiwa\nA,Atlantis,5\nB,Cianjur dan Garut,6\nC,,7\nD,Cianjur,8\n")
        assert found.left_out == (2, 3, 4)
        assert codes(found).count("displaced-left-out") == 3
        assert [row.line for row in found.rows] == [5]

    def test_lines_that_are_no_rows(self):
        found = read(
            "Lokasi,Kabupaten,Jiwa,KK\n#loc,#adm2,#affected,#hh\nA,Cianjur,5,1\nLokasi,Kabupaten,Jiwa,KK\nJUMLAH,,5,1\n,,,\n"
        )
        assert [row.line for row in found.rows] == [3]
        assert found.totals == (5,)
        found = read(
            "No,Lokasi,Jenis Lokasi,Jiwa\n1,A,,5\n2,,,\n3,,terpusat,\n", constants={"region": "32.03"}
        )
        assert [row.line for row in found.rows] == [2]
        assert found.totals == ()

    def test_the_kabupaten_is_found_by_its_cells(self):
        assert str(read("Wilayah,Lokasi,Jiwa\nKab. Cianjur,A,5\n").reports[0].region) == "32.03"
        with pytest.raises(TableError, match="region"):
            read("Wilayah,Daerah,Jiwa\nCianjur,Garut,5\n")
        with pytest.raises(TableError, match="region"):
            read("Lokasi,Jiwa\nA,5\n")

    def test_an_event(self):
        found = read(
            "Kode Bencana,Kabupaten,Tanggal Kejadian,Jenis Bencana,Jiwa\ngempa,Cianjur,21/11/2022,Gempabumi,5\n"
        )
        (row,) = found.rows
        assert (row.report.event, row.event_day.isoformat(), row.event_type) == (
            *("gempa", "2022-11-21", "Gempabumi"),
        )
        found = read("KIB,Kabupaten,Jiwa\n3203107202211211,Cianjur,5\n3203,Garut,5\n")
        assert [each.event for each in found.reports] == ["3203107202211211", None]

    def test_a_workbook_keeps_the_time_of_day(self, tmp_path):
        import xlsxwriter

        path = tmp_path / "posko.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet()
            sheet.write_row(0, 0, ["Lokasi", "Data Per", "Jiwa"])
            sheet.write_row(1, 0, ["A", 44890.625, 5])
            sheet.write_row(2, 0, ["B", 44890, 5])
        reports = read_site_reports(path, constants={"region": "32.03"}).reports
        assert [each.as_of for each in reports] == [*(at("2022-11-25T15:00"), datetime.date(2022, 11, 25))]

    def test_sheets_have_their_own_titles(self, tmp_path):
        import xlsxwriter

        path = tmp_path / "posko.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            for day in (25, 26):
                sheet = workbook.add_worksheet(str(day))
                sheet.write_row(0, 0, [f"PER {day} NOVEMBER 2022"])
                sheet.write_row(1, 0, ["Lokasi", "Jiwa"])
                sheet.write_row(2, 0, ["A", day])
        reports = read_site_reports(path, sheet="all", constants={"region": "32.03"}).reports
        assert [each.as_of.day for each in reports] == [25, 26]


class TestNotRead:
    @pytest.mark.parametrize(
        ("headings", "rows", "code"),
        [
            (["NIK", "Nama", "Umur"], [], "list-of-persons"),
            (["No KK", "Lokasi", "Jiwa"], [], "list-of-persons"),
            (["Nama Kepala Keluarga", "Jumlah Jiwa", "Posko"], [], "list-of-persons"),
            (["Nama KK", "Jiwa"], [], "list-of-persons"),
            (["Nama", "Usia", "Posko"], [], "list-of-persons"),
            (["Nama", "L/P", "Posko"], [["Siti", "P", "A"]], "list-of-persons"),
            (["No", "Umur", "Jenis Kelamin"], [["1", "45", "P"], ["2", "", ""]], "list-of-persons"),
            (["A", "B", "C"], [["1", "3203010101800001", "Siti"]], "list-of-persons"),
            (["1", "3203 0101 0180 0001", "Siti"], [], "list-of-persons"),
            (["Nama", "Kewarganegaraan", "No UNHCR"], [], "list-of-refugees"),
            (["Lokasi", "Country of Origin", "Individuals"], [], "list-of-refugees"),
            (["Indikator", "Aceh", "Sumatera Utara", "Sumatera Barat"], [], "list-wide"),
            (["Lokasi", "24 Nov 2022", "25 Nov 2022", "26 Nov 2022"], [], "list-wide"),
            (["Lokasi", "24 Nov", "25 Nov", "26 November"], [], "list-wide"),
            (["Lokasi", "H+1", "Hari ke-2", "Day 3"], [], "list-wide"),
            (["Uraian", "Nilai"], [["Jumlah Pengungsi", "5"], ["KK", "2"], ["Balita", "1"]], "list-wide"),
            (["No", "Uraian", "Nilai"], [["1", "Jiwa", "5"], ["2", "KK", "2"]], "list-wide"),
        ],
    )
    def test_what_it_is(self, headings, rows, code):
        (found,) = refusal(WORDS, headings, rows)
        assert found.code == code
        assert all("Siti" not in found.message(lang) for lang in ("en", "id"))

    @pytest.mark.parametrize(
        ("headings", "rows"),
        [
            (["Lokasi", "Jiwa", "NIK Penanggung Jawab"], []),
            (["Lokasi", "No. of KK", "Jiwa"], []),
            (["KIB", "Lokasi", "Jiwa"], [["3203107202211211", "A", "5"]]),
            (["Nama", "L/P", "Jiwa"], [["A", "100/110", "210"]]),
            (["Lokasi", "Uraian"], [["A", "Jiwa"], ["B", "x"], ["C", "y"]]),
            (["Lokasi", "Aceh", "Sumatera Utara", "Jiwa", "Sumatera Barat"], []),
            ([], []),
            (["x", "9999999999999999"], [["9999999999999999", ""]]),
            (["KIB", "Lokasi", "Jiwa"], [["3203107211120221", "A", "5"], ["3203107112120221", "B", "5"]]),
        ],
    )
    def test_what_may_be_read(self, headings, rows):
        assert list(refusal(WORDS, headings, rows)) == []

    def test_nothing_of_persons_is_said(self):
        with pytest.raises(TableError) as caught:
            read("No,NIK,Nama\n1,3203010101800001,Siti Aminah\n")
        assert "Siti" not in str(caught.value)
        assert "3203" not in str(caught.value)

    def test_contacts_are_never_read(self):
        found = read("Lokasi,Jiwa,PIC,No HP\nA,5,Ujang,0812\n", constants={"region": "32.03"})
        assert "Ujang" not in str(found)
        assert "0812" not in str(found)
