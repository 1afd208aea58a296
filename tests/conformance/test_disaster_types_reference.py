"""What the guideline says of the three digits of the disaster type."""

from datetime import date

from satudata import disaster_types
from satudata.kib import KIB


class TestThreeDigitsAreTheType:
    """3 angka menunjukan kode bencana.

    Sumber: Satu Data Bencana, Kode Referensi Bencana, butir 3 (Juklak BNPB 7/2023).
    """

    def test_every_code_fits_the_three_digits(self):
        for each in disaster_types.in_scheme():
            assert KIB.parse(f"6202{each.code}202408041").type_code == each.code


class TestWorkedExample:
    """Bencana Kebakaran Lahan di Kabupaten Kotawaringin Timur: 3 angka menunjukan kode bencana Karhutla : 106.

    Sumber: Satu Data Bencana, Kode Referensi Bencana, Contoh (Juklak BNPB 7/2023).
    """

    def test_106_is_karhutla(self):
        kib = KIB.parse("6202 106 20240804 1")
        scheme = disaster_types.scheme_for(kib.type_code, kib.date)
        assert scheme == "2023"
        found = disaster_types.get(kib.type_code, scheme)
        assert found.name == "Kebakaran Hutan dan Lahan"
        assert disaster_types.find("Karhutla", scheme=scheme) == (found,)
        assert disaster_types.find("Kebakaran Lahan", scheme=scheme) == (found,)

    def test_the_same_digits_in_2020_do_not_say_what_they_mean(self):
        assert disaster_types.scheme_for("106", date(2020, 8, 4)) is None


class TestMainTypeOfTheCountingRules:
    """Jenis Ancaman (Kode Bencana): banjir, tanah longsor dan gempabumi dari contoh Metode Perhitungan.

    Sumber: Satu Data Bencana, Metode Perhitungan (Juklak BNPB 7/2023).
    """

    def test_the_types_of_the_examples_are_held(self):
        for name, code in (("banjir", "101"), ("tanah longsor", "102"), ("gempabumi", "107")):
            assert [each.code for each in disaster_types.find(name, scheme="2023")] == [code]
