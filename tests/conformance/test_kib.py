"""What the guideline says of the Kode Identitas Bencana, and how we read what it leaves open."""

from datetime import date

import pytest

from satudata import KIB, Event, EventRecord, InvalidKIBError, RegionCode, count_events
from satudata.findings import finding

PRINTED = "6202 106 20240804 1"


class TestSixteenDigits:
    """Kode Identitas Bencana (KIB) yang merupakan kode unik kejadian bencana yang terdiri dari 16 digit.

    Sumber: Satu Data Bencana, Kode Referensi Bencana (Juklak BNPB 7/2023).
    """

    def test_sixteen_digits_are_a_kib(self):
        assert KIB.parse("6202106202408041").format() == PRINTED

    @pytest.mark.parametrize("text", ["620210620240804", "62021062024080410", "", "6"])
    def test_fewer_or_more_are_not(self, text):
        with pytest.raises(InvalidKIBError) as caught:
            KIB.parse(text)
        assert caught.value.part == "length"

    @pytest.mark.parametrize("text", ["620210620240804A", "६२०२१०६२०२४०८०४१", "6202106-20240804"])
    def test_digits_and_nothing_else(self, text):
        with pytest.raises(InvalidKIBError) as caught:
            KIB.parse(text)
        assert caught.value.part == "digits"

    def test_one_kib_is_one_value(self):
        assert len({KIB.parse(PRINTED), KIB.parse("6202106202408041")}) == 1


class TestProvinceDigits:
    """2 angka menunjukan kode provinsi; (mengacu kode kemendagri).

    Sumber: Satu Data Bencana, Kode Referensi Bencana, butir 1 (Juklak BNPB 7/2023).
    """

    def test_the_first_two(self):
        assert KIB.parse(PRINTED).province == RegionCode.parse("62")


class TestRegencyDigits:
    """2 angka menunjukan kode kabupaten/kota; (mengacu kode kemendagri).

    Sumber: Satu Data Bencana, Kode Referensi Bencana, butir 2 (Juklak BNPB 7/2023).
    """

    def test_the_next_two_within_the_province(self):
        region = KIB.parse(PRINTED).region
        assert str(region) == "62.02"
        assert region.province == RegionCode.parse("62")

    def test_a_kib_names_a_kabupaten_or_kota_not_a_province(self):
        with pytest.raises(InvalidKIBError) as caught:
            KIB(RegionCode.parse("62"), "106", date(2024, 8, 4), 1)
        assert caught.value.part == "region"


class TestTypeDigits:
    """3 angka menunjukan kode bencana.

    Sumber: Satu Data Bencana, Kode Referensi Bencana, butir 3 (Juklak BNPB 7/2023).
    """

    def test_three_digits(self):
        assert KIB.parse(PRINTED).type_code == "106"

    @pytest.mark.parametrize("code", ["6", "06", "1061", "", "1o6"])
    def test_neither_fewer_nor_more(self, code):
        with pytest.raises(InvalidKIBError) as caught:
            KIB(RegionCode.parse("62.02"), code, date(2024, 8, 4), 1)
        assert caught.value.part == "type_code"


class TestDateDigits:
    """8 angka menunjukan waktu kejadian dengan format tahun bulan tanggal.

    Sumber: Satu Data Bencana, Kode Referensi Bencana, butir 4 (Juklak BNPB 7/2023).
    """

    def test_year_month_day(self):
        assert KIB.parse(PRINTED).date == date(2024, 8, 4)

    @pytest.mark.parametrize(
        "digits", ["20240230", "20240431", "20241301", "20240001", "20240100", "00000101", "20230229"]
    )
    def test_a_day_that_the_calendar_does_not_have(self, digits):
        with pytest.raises(InvalidKIBError) as caught:
            KIB.parse(f"6202106{digits}1")
        assert caught.value.part == "date"
        assert digits in caught.value.reason

    def test_a_leap_day(self):
        assert KIB.parse("6202106202402291").date == date(2024, 2, 29)

    def test_early_years_keep_their_zeros(self):
        assert str(KIB(RegionCode.parse("62.02"), "106", date(812, 3, 4), 1)) == "6202106081203041"


class TestIndexDigit:
    """1 angka terakhir menunjukan index.

    Sumber: Satu Data Bencana, Kode Referensi Bencana, butir 5 (Juklak BNPB 7/2023).
    """

    def test_the_last_digit(self):
        assert KIB.parse(PRINTED).index == 1

    @pytest.mark.parametrize("index", [-1, 10])
    def test_one_digit_only(self, index):
        with pytest.raises(InvalidKIBError) as caught:
            KIB(RegionCode.parse("62.02"), "106", date(2024, 8, 4), index)
        assert caught.value.part == "index"


class TestWorkedExample:
    """Bencana Kebakaran Lahan di Kabupaten Kotawaringin Timur tanggal 4 Agustus 2024, maka KIB nya adalah:
    62, 02, 106, 20240804, 1. Contoh: 6202 106 20240804 1.

    Sumber: Satu Data Bencana, Kode Referensi Bencana, Contoh (Juklak BNPB 7/2023).
    """

    def test_its_parts_give_it(self):
        kib = KIB(RegionCode.parse("62.02"), "106", date(2024, 8, 4), 1)
        assert kib.format() == PRINTED
        assert str(kib) == "6202106202408041"

    def test_it_gives_its_parts(self):
        kib = KIB.parse(PRINTED)
        parts = str(kib.province), kib.region.digits[2:], kib.type_code, f"{kib.date:%Y%m%d}", kib.index
        assert parts == ("62", "02", "106", "20240804", 1)


class TestRegionFollowsTheEpicentre:
    """Jika kejadian bencana menyebabkan beberapa wilayah terdampak, maka kode wilayah dalam Kode Referensi
    Bencana mengikuti lokasi episentrum.

    Sumber: Satu Data Bencana, Kode Referensi Bencana, Catatan 1 (Juklak BNPB 7/2023).
    """

    def test_one_kib_for_several_affected_regions(self):
        event = Event(
            kib="3203107202211211", records=[EventRecord("32.03"), EventRecord("32.02"), EventRecord("36.01")]
        )
        assert str(event.kib.region) == "32.03"
        assert len(count_events([event]).regencies) == 3

    def test_the_epicentre_need_not_be_affected(self):
        counts = count_events([Event(kib="3203107202211211", records=[EventRecord("32.02")])])
        assert dict(counts.regencies) == {RegionCode.parse("32.02"): 1}


class TestEpicentreAtSea:
    """Jika episentrum bencana berada di wilayah lautan maka kode wilayah berdasarkan pada jarak terdekat
    wilayah terdampak.

    Sumber: Satu Data Bencana, Kode Referensi Bencana, Catatan 2 (Juklak BNPB 7/2023).
    """

    def test_a_kib_has_no_digits_for_the_sea(self):
        assert not KIB.is_valid("107202211211")
        with pytest.raises(TypeError):
            KIB(None, "107", date(2022, 11, 21), 1)


class TestDecidedByVerification:
    """Kode referensi bencana sebagaimana kasus a dan b ditentukan oleh Pusat Data Informasi, dan Komunikasi
    Bencana melalui proses verifikasi.

    Sumber: Satu Data Bencana, Kode Referensi Bencana, Catatan 3 (Juklak BNPB 7/2023).
    """

    def test_a_kib_is_kept_as_it_was_given(self):
        event = Event(kib="3203107202211211", records=[EventRecord("32.02", kib="3202107202211211")])
        assert str(event.kib) == "3203107202211211"
        assert [str(kib) for kib in event.kibs()] == ["3203107202211211", "3202107202211211"]

    @pytest.mark.parametrize("name", ["region", "type_code", "date", "index", "_digits"])
    def test_and_cannot_be_changed(self, name):
        with pytest.raises(AttributeError):
            setattr(KIB.parse(PRINTED), name, "1")


class TestAnyCodeIsGrammatical:
    """Penafsiran: kode wilayah dan kode jenis dibaca menurut daftar yang berlaku pada tanggal KIB; kode yang
    tidak ada dalam daftar adalah temuan, bukan galat. Petunjuk menyebut Kepmendagri 050-145/2022, yang
    belum memuat 93.01 dan 94.04, padahal KIB tahun 2024 memakainya.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    @pytest.mark.parametrize("region", ["9301", "9404", "1899", "0000"])
    def test_region_digits(self, region):
        assert KIB.parse(f"{region}101202409271").region.digits == region

    @pytest.mark.parametrize("code", ["000", "110", "555", "999"])
    def test_type_digits(self, code):
        assert KIB.parse(f"6202{code}202409271").type_code == code


class TestAnyIndexIsGrammatical:
    """Penafsiran: semua angka indeks sah menurut tata tulis; indeks 0 adalah temuan.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    @pytest.mark.parametrize("index", range(10))
    def test_index(self, index):
        assert KIB.parse(f"620210620240804{index}").index == index

    def test_index_zero_is_a_kind_of_finding(self):
        assert "6202106202408040" in finding("index-zero", kib="6202106202408040").message("id")


class TestLocalDate:
    """Penafsiran: tanggal pada KIB adalah tanggal setempat wilayahnya (WIB/WITA/WIT), bukan saat dalam zona
    waktu lain.

    Sumber: satudata, interpretation of what the guideline leaves open.
    """

    def test_a_moment_is_refused(self):
        from datetime import UTC, datetime

        with pytest.raises(TypeError, match="datetime"):
            KIB(RegionCode.parse("62.02"), "106", datetime(2024, 8, 4, tzinfo=UTC), 1)


class TestNeverANumber:
    """Penafsiran: KIB adalah teks, bukan angka. Lembar sebar menyimpan 15 angka penting sehingga indeks
    menjadi 0; di atas 2^53 bilangan float dan JavaScript tidak lagi tepat, dan di sanalah semua kode Papua
    (91 sampai 96).

    Sumber: IEEE 754-2019, binary64; ECMA-262 Number.
    """

    @pytest.mark.parametrize("number", [6202106202408041, 6202106202408041.0, True])
    def test_numbers_are_refused_with_the_reason(self, number):
        with pytest.raises(TypeError, match=r"15 significant digits.*9007199254740992.*Papua \(91 to 96\)"):
            KIB.parse(number)

    @pytest.mark.parametrize("province", range(91, 97))
    def test_every_kib_of_papua_is_above_the_limit(self, province):
        assert int(str(KIB.parse(f"{province}01101202401011"))) > 2**53

    def test_no_kib_of_another_province_is(self):
        assert int("8999999999999999") < 2**53

    def test_a_kib_is_neither_text_nor_number(self):
        kib = KIB.parse(PRINTED)
        assert kib != str(kib)
        assert kib != int(str(kib))
        with pytest.raises(TypeError):
            int(kib)


class TestPrintedForm:
    """Contoh: 6202 106 20240804 1. Penafsiran: bentuk tercetak memakai satu spasi di antara keempat bagian;
    bentuk lain tidak dibaca sebagai KIB.

    Sumber: Satu Data Bencana, Kode Referensi Bencana, Contoh (Juklak BNPB 7/2023).
    """

    @pytest.mark.parametrize(
        ("text", "part"),
        [
            ("6202  106 20240804 1", "spaces"),
            ("62 02 106 20240804 1", "spaces"),
            ("6202 106 2024 08 04 1", "spaces"),
            (" 6202106202408041", "spaces"),
            ("6202106202408041 ", "spaces"),
            ("6202 106 2024 804 1", "spaces"),
            ("6202\u00a0106\u00a020240804\u00a01", "digits"),
            ("6202\t106\t20240804\t1", "digits"),
            ("6202106202408041\n", "digits"),
            ("6202-106-20240804-1", "digits"),
            ("6202 106 20240230 1", "date"),
        ],
    )
    def test_another_form_is_refused(self, text, part):
        with pytest.raises(InvalidKIBError) as caught:
            KIB.parse(text)
        assert (caught.value.text, caught.value.part) == (text, part)
        assert "'6202 106 20240804 1'" in str(caught.value)
        assert not KIB.is_valid(text)
