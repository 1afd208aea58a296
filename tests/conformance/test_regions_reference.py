"""What the guideline says of the region digits of a KIB."""

from satudata import regions
from satudata.kib import KIB
from satudata.regions import RegionKind

GUIDELINE = "KMDN-050-145-2022"


class TestRegionDigits:
    """2 angka menunjukan kode provinsi; (mengacu kode kemendagri). 2 angka menunjukan kode kabupaten/kota; (mengacu
    kode kemendagri).

    Sumber: Satu Data Bencana, Kode Referensi Bencana, butir 1 dan 2 (Juklak BNPB 7/2023).
    """

    def test_every_regency_of_the_list_can_stand_in_a_kib(self):
        begun = next(edition for edition in regions.editions() if edition.id == GUIDELINE).in_force_from
        listed = [region for region in regions.at(begun) if region.kind is not RegionKind.PROVINSI]
        assert len(listed) == 514
        for region in listed:
            kib = KIB.parse(f"{region.code.digits}106202403041")
            assert regions.get(kib.region, edition=GUIDELINE) is region
            assert regions.get(kib.province, edition=GUIDELINE).code == region.parent


class TestTheListToFollow:
    """Kode Kemendagri yang menjadi pedoman adalah Keputusan Mendagri Nomor 050-145 Tahun 2022 tentang Pemberian dan
    Pemutakhiran Kode, Data Wilayah Administrasi Pemerintah dan Pulau Tahun 2021.

    Sumber: Satu Data Bencana, Kode Referensi Bencana (Juklak BNPB 7/2023).
    """

    def test_the_list_is_held_and_counts_as_the_decree_does(self):
        (edition,) = (edition for edition in regions.editions() if edition.number == "050-145/2022")
        assert edition.held
        listed = regions.at(edition.in_force_from)
        assert (edition.provinces, edition.kabupaten, edition.kota) == (34, 416, 98)
        for kind, expected in (("provinsi", 34), ("kabupaten", 416), ("kota", 98)):
            assert sum(RegionKind(kind).covers(region.kind) for region in listed) == expected


class TestWorkedExample:
    """2 angka menunjukan kode provinsi Provinsi Kalimantan Tengah : 62. 2 angka menunjukan kode Kabupaten Kotawaringin
    Timur : 02. Contoh : 6202 106 20240804 1.

    Sumber: Satu Data Bencana, Kode Referensi Bencana, Contoh (Juklak BNPB 7/2023).
    """

    def test_62_02_is_kotawaringin_timur(self):
        kib = KIB.parse("6202 106 20240804 1")
        assert regions.get(kib.region, edition=GUIDELINE).name == "Kabupaten Kotawaringin Timur"
        assert regions.get(kib.region, on=kib.date).name == "Kabupaten Kotawaringin Timur"
        assert regions.get(kib.province, on=kib.date).name == "Kalimantan Tengah"
