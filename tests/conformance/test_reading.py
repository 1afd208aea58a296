"""How KIBs are really written, in whose codes and in which scheme of types, and how we read them."""

from datetime import date

import pytest

from satudata import (
    KIB,
    CodeSystem,
    Event,
    EventRecord,
    count_events,
    find_duplicates,
    propose_links,
    read_kib,
    verify,
)


def codes(reading):
    return [each.code for each in reading.findings]


class TestWrittenForms:
    """KIB terdiri dari 16 digit; dalam tabel yang diterbitkan ditulis rapat, dalam empat kelompok, atau dalam enam
    kelompok dengan nol yang berlebih atau kurang pada bulan dan hari.

    Sumber: Juklak BNPB 7/2023, Kode Referensi Bencana; tabel banjir BNPB 2008-2024.
    """

    @pytest.mark.parametrize("text", ["6202106202408041", "6202 106 20240804 1"])
    def test_the_two_forms_of_the_guideline_take_no_repair(self, text):
        assert read_kib(text).kib == KIB.parse("6202106202408041")
        assert read_kib(text).repairs == ()

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("3201 101 2023 09 08 1", date(2023, 9, 8)),
            ("3201 101 2023 09 028 1", date(2023, 9, 28)),
            ("3201 101 2023 012 031 1", date(2023, 12, 31)),
            ("3201 101 2023 012 09 1", date(2023, 12, 9)),
            ("3201 101 2021 09 9 1", date(2021, 9, 9)),
            ("3602 101 2020 012 6 1", date(2020, 12, 6)),
            ("1804 101 2021 012 9 1", date(2021, 12, 9)),
        ],
    )
    def test_six_groups_are_read_group_by_group(self, text, day):
        assert read_kib(text).kib.date == day

    def test_removing_the_blanks_would_give_another_day(self):
        text = "1804 101 2021 012 9 1"
        assert KIB.parse(text.replace(" ", "")).date == date(2021, 1, 29)
        assert read_kib(text).kib.date == date(2021, 12, 9)

    def test_the_region_in_two_groups(self):
        assert str(read_kib("53 71 101 20240309 1").kib.region) == "53.71"

    def test_where_two_readings_are_possible_none_is_chosen(self):
        reading = read_kib("1804 101 2021 0129 1")
        assert reading.kib is None
        assert codes(reading) == ["kib-two-readings"]


class TestNeverANumber:
    """Lembar sebar menyimpan 15 angka penting sehingga angka terakhir menjadi 0; bilangan titik kambang tidak tepat di
    atas 2^53 = 9 007 199 254 740 992, yaitu semua kode Papua (91 sampai 96).

    Sumber: IEEE 754; tabel banjir BNPB 2008-2024 (78 baris berindeks 0).
    """

    def test_a_last_zero_is_told_and_never_replaced(self):
        reading = read_kib("9404101201904210")
        assert reading.kib.index == 0
        assert codes(reading) == ["index-zero"]

    @pytest.mark.parametrize(
        "text", ["9404101202407140.0", "9.40410120240714E+15", "6202106202408040.0", "620210620240804.0"]
    )
    def test_a_number_that_lost_a_digit_is_no_kib(self, text):
        assert read_kib(text).kib is None
        assert codes(read_kib(text)) == ["kib-rounded"]

    def test_a_number_that_kept_them_all_is(self):
        assert str(read_kib("6202106202408041.0").kib) == "6202106202408041"


class TestCodeSystems:
    """2 angka menunjukan kode provinsi dan 2 angka kode kabupaten/kota (mengacu kode kemendagri); tabel BNPB memuat
    kode BPS sampai Desember 2022, keduanya pada Januari-Maret 2023, dan DIBI masih memuat kode BPS pada November 2024.

    Sumber: Juklak BNPB 7/2023, Kode Referensi Bencana butir 1 dan 2; tabel banjir BNPB 2008-2024; DIBI.
    """

    @pytest.mark.parametrize(
        ("digits", "kemendagri", "bps"),
        [
            ("1212", "Kabupaten Toba", "Kabupaten Deli Serdang"),
            ("1271", "Kota Medan", "Kota Sibolga"),
            ("1273", "Kota Sibolga", "Kota Pematangsiantar"),
            ("1301", "Kabupaten Pesisir Selatan", "Kabupaten Kepulauan Mentawai"),
            ("1116", "Kabupaten Aceh Tamiang", "Kabupaten Aceh Jaya"),
        ],
    )
    def test_one_number_two_places(self, digits, kemendagri, bps):
        reading = read_kib(f"{digits}101202408201")
        assert reading.code_system is CodeSystem.AMBIGUOUS
        names = {
            each.system: each.region.name.replace("Pematang Siantar", "Pematangsiantar")
            for each in reading.candidates
        }
        assert names == {CodeSystem.KEMENDAGRI: kemendagri, CodeSystem.BPS: bps}
        assert read_kib(f"{digits}101202408201", region_name=kemendagri).code_system is CodeSystem.KEMENDAGRI
        assert read_kib(f"{digits}101202408201", region_name=bps).code_system is CodeSystem.BPS

    def test_the_year_orders_the_candidates_and_never_decides(self):
        for text, first in (
            ("1271101202012311", CodeSystem.BPS),
            ("1271101202408201", CodeSystem.KEMENDAGRI),
        ):
            reading = read_kib(text)
            assert reading.candidates[0].system is first
            assert reading.region is None

    def test_the_digits_stand_whatever_the_row_says(self):
        reading = read_kib(
            "6202106202408041", region_name="Kota Medan", date=date(2024, 8, 5), type_name="Banjir"
        )
        assert str(reading.kib) == "6202106202408041"
        assert reading.region.name == "Kabupaten Kotawaringin Timur"
        assert codes(reading) == ["kib-region-differs", "kib-date-differs", "kib-type-differs"]


class TestListInForce:
    """Kode wilayah dibaca menurut daftar yang berlaku pada tanggal kejadian; kode yang hanya dikenal dalam daftar yang
    lebih lama atau lebih baru adalah catatan, bukan kesalahan.

    Sumber: Kepmendagri 050-145/2022, 100.1.1-6117/2022, 300.2.2-2138/2025; penafsiran satudata.
    """

    def test_before_its_list_and_after_its_law(self):
        assert [each.code for each in verify(KIB.parse("9671101202306191"))] == ["region-lenient"]

    def test_known_only_later(self):
        assert [each.code for each in verify(KIB.parse("9301101202203011"))] == ["region-other-edition"]

    def test_no_finding_is_an_error(self):
        for text in ("9671101202306191", "9301101202203011", "9102101202211091"):
            assert all(each.severity != "error" for each in verify(KIB.parse(text)))


class TestTypeSchemes:
    """Kode 103 sampai 109 berganti arti: 106 dahulu Kekeringan dan kini Kebakaran Hutan dan Lahan; kode jenis dibaca
    dalam skemanya, dan nama jenis pada baris menentukan skemanya.

    Sumber: Juklak BNPB 7/2023, Jenis Ancaman (Kode Bencana); Perka BNPB 8/2011.
    """

    def test_without_a_name_before_2023_it_is_open(self):
        reading = read_kib("1116107202002071", region_name="Aceh Jaya")
        assert (reading.scheme, reading.type) == (None, None)
        assert codes(reading) == ["type-ambiguous"]

    def test_the_rows_own_name_chooses(self):
        reading = read_kib("1116107202002071", region_name="Aceh Jaya", type_name="KEBAKARAN HUTAN DAN LAHAN")
        assert (reading.scheme, reading.type.name) == ("2011", "Kebakaran Hutan dan Lahan")
        assert codes(reading) == []

    def test_the_older_meaning_in_a_new_row_is_told(self):
        reading = read_kib("3374105202411211", type_name="Puting Beliung")
        assert reading.scheme == "2011"
        assert codes(reading) == ["type-older-scheme"]


class TestCandidatesForOneEvent:
    """KIB yang sama dapat muncul pada beberapa kecamatan, satu tempat dapat tertulis dengan dua sistem kode, dan satu
    gempabumi dapat ber-KIB di tiap kabupaten; tidak ada yang digabung tanpa keputusan orang.

    Sumber: Juklak BNPB 7/2023, Metode Perhitungan; DIBI, tanah longsor Sibolga 20 Agustus 2024.
    """

    def test_sibolga_under_two_code_systems(self):
        rows = [Event(kib="1271102202408201"), Event(kib="1273102202408201")]
        (found,) = find_duplicates(rows)
        assert found.reason.code == "duplicate-systems"
        assert count_events(rows).national == 2

    def test_the_marapi_lahar_flood_is_not_proposed_by_itself(self):
        rows = [Event(kib="1304101202405111"), Event(kib="1306101202405111")]
        assert propose_links(rows) == find_duplicates(rows) == ()

    def test_a_quake_over_twelve_kabupaten_in_four_provinces(self):
        regions = (
            "1101",
            "1102",
            "1103",
            "1201",
            "1202",
            "1203",
            "1301",
            "1302",
            "1303",
            "1401",
            "1402",
            "1403",
        )
        rows = [Event(kib=f"{region}107202608151", records=[EventRecord(region)]) for region in regions]
        (found,) = propose_links(rows)
        assert found.rows == tuple(range(12))
        counts = count_events(Event(kib=each.kib, id=found.event_id, records=each.records) for each in rows)
        assert (counts.national, sum(counts.provinces.values()), sum(counts.regencies.values())) == (1, 4, 12)
