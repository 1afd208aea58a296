"""Satu Data: the clauses on data standards, metadata and codes, and what the library says of its own variables."""

from datetime import date

import pytest

from satudata import InvalidRecordError, citations
from satudata.standards import (
    DataStandard,
    Indicator,
    Variable,
    all_standards,
    check_codes,
    code_list,
    code_lists,
    get_standard,
    master_data,
    profile,
    profiles,
)

FIVE = {
    "name": "Jumlah Korban Meninggal",
    "konsep": "Korban bencana",
    "definisi": "Orang yang meninggal",
    "klasifikasi": "Jenis kelamin",
    "ukuran": "Jumlah",
    "satuan": "Orang",
}


class TestStandarData:
    """Satu standar Data Bencana: standar yang mengatur meliputi konsep, definisi, klasifikasi, ukuran dan satuan.

    Perpres 39/2019 Pasal 4; Peraturan BNPB 1/2023; halaman Satu Data Bencana BNPB.
    """

    @pytest.mark.parametrize("attribute", ["konsep", "definisi", "klasifikasi", "ukuran", "satuan"])
    def test_all_five(self, attribute):
        assert DataStandard(**FIVE, citation="x")
        for nothing in ("", " \t"):
            with pytest.raises(InvalidRecordError) as caught:
                DataStandard(**{**FIVE, attribute: nothing}, citation="x")
            assert caught.value.field == attribute

    def test_no_unit_only_with_a_reason(self):
        without = {**FIVE, "satuan": None}
        with pytest.raises(InvalidRecordError):
            DataStandard(**without, citation="x")
        assert DataStandard(**without, no_unit_reason="Berupa kode", citation="x").satuan is None

    @pytest.mark.parametrize(
        ("variable", "ukuran", "satuan"),
        [
            ("Impact.dead", "Jumlah", "Orang"),
            ("Impact.land", "Luas", "Hektare"),
            ("Impact.bridges", "Panjang", "Meter"),
            ("Impact.roads", "Panjang", "Kilometer"),
            ("Impact.houses_heavy", "Jumlah", "Unit"),
            ("Impact.losses", "Nilai", "Juta rupiah"),
            ("Displaced.families", "Jumlah", "Keluarga"),
            ("EventCounts.national", "Jumlah", "Kejadian"),
        ],
    )
    def test_measure_and_unit(self, variable, ukuran, satuan):
        held = get_standard(variable)
        assert (held.ukuran, held.satuan) == (ukuran, satuan)

    def test_every_one_is_cited(self):
        certain = {citations.get(held.citation).certainty for held in all_standards().values()}
        assert certain <= {"text", "data", "likely", "open"}


class TestMetadata:
    """Satu Metadata Bencana: informasi terstruktur yang berfungsi untuk menjelaskan isi dan sumber data.

    Halaman Satu Data Bencana BNPB; struktur baku menurut Peraturan BPS 5/2020: kegiatan, variabel, indikator.
    """

    def test_the_three_profiles(self):
        assert list(profiles()) == ["MS-Keg", "MS-Var", "MS-Ind"]

    def test_blocks_of_an_activity(self):
        blocks = (
            *("Penyelenggara", "Penanggung Jawab", "Perencanaan dan Persiapan", "Desain Kegiatan"),
            *("Desain Sampel", "Penjaminan Kualitas", "Pengolahan dan Analisis", "Diseminasi"),
        )
        headings = list(profile("MS-Keg").headings.values())
        assert [heading for heading in headings if heading in blocks] == list(blocks)

    def test_keys_of_a_variable(self):
        assert list(profile("MS-Var").headings.values()) == [
            *("Nama Variabel", "Alias", "Konsep", "Definisi", "Referensi Pemilihan", "Referensi Waktu"),
            *(
                "Tipe Data",
                "Klasifikasi Isian",
                "Aturan Validasi",
                "Kalimat Pertanyaan",
                "Dapat Diakses Umum",
            ),
        ]

    def test_an_indicator_is_composite_or_not(self):
        """Indikator komposit: publikasi dan indikator pembangun; selain itu: kegiatan dan variabel pembangun."""
        with pytest.raises(InvalidRecordError):
            Indicator(name="Indeks", is_composite=True, variables=["Jumlah"])
        with pytest.raises(InvalidRecordError):
            Indicator(name="Indeks", is_composite=False, indicators=["Jumlah"])

    def test_what_is_missing_is_named(self):
        missing = profile("MS-Var").check(Variable(name="Jumlah Korban"))
        assert "Definisi" in {each.data["key"] for each in missing}


class TestKodeReferensi:
    """Kode Referensi: tanda berisi karakter yang menjadi rujukan identitas Data yang bersifat unik.

    Kode Kemendagri yang menjadi pedoman adalah Keputusan Mendagri Nomor 050-145 Tahun 2022.
    """

    @pytest.mark.parametrize("id", code_lists())
    def test_unique(self, id):
        codes = [entry.code for entry in code_list(id).entries]
        assert len(codes) == len(set(codes))

    def test_the_list_of_the_guideline(self):
        held = code_list("kemendagri", edition="KMDN-050-145-2022")
        entry = next(each for each in held.entries if each.code == "62.02")
        assert (entry.name, entry.parent) == ("Kabupaten Kotawaringin Timur", "62")

    def test_a_code_is_read_as_of_a_day(self):
        (found,) = check_codes(["94.04"], "kemendagri", on=date(2022, 6, 1))
        assert found.code != "code-unknown"
        (never,) = check_codes(["99.04"], "kemendagri", on=date(2022, 6, 1))
        assert never.code == "code-unknown"


class TestDataInduk:
    """Data Induk: Data yang merepresentasikan objek dalam proses bisnis pemerintah."""

    @pytest.mark.parametrize("id", ["regions", "disaster-types"])
    def test_objects_stand_under_a_code_of_a_list(self, id):
        held = master_data(id)
        codes = {entry.code for entry in code_list(held.code_list, edition=held.edition).entries}
        assert {row["code"] for row in held.rows} == codes
