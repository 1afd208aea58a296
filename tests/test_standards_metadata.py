"""Activity, variable and indicator: their forms, what a profile finds missing, how a name should be written."""

import copy
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import InvalidRecordError, UnknownCodeError
from satudata.standards import (
    Activity,
    CollectionMethod,
    Indicator,
    Variable,
    all_standards,
    lint_name,
    profile,
    profiles,
)
from satudata.standards._column_types import ColumnType, _by_ukuran, type_rows

ACTIVITY = {
    "title": "Kompilasi Data Kejadian Bencana",
    "year": 2024,
    "method": "Kompilasi Produk Administrasi",
    **dict.fromkeys(
        ("sector", "organiser", "responsible", "planning", "design", "quality_assurance"), "Sudah diisi"
    ),
    "processing": "Sudah diisi",
    "dissemination": "Sudah diisi",
}
INDICATOR = {
    "name": "Jumlah Kejadian Bencana",
    "konsep": "a",
    "definisi": "b",
    "interpretation": "c",
    "method": "d",
    "ukuran": "Jumlah",
    "satuan": "Kejadian",
    "klasifikasi": "Jenis bencana",
    "estimation_level": "Kabupaten/kota",
    "is_public": True,
}
SIMPLE = {"is_composite": False, "activity": "Kompilasi", "variables": ["Kode Identitas Bencana"]}
COMPOSITE = {"is_composite": True, "publication": "Data Bencana", "indicators": ["Jumlah Kejadian Bencana"]}


def missing(record):
    """The places of what the record's profile finds missing."""
    (held,) = (each for each in profiles().values() if isinstance(record, each.type))
    found = held.check(record)
    assert {each.code for each in found} <= {"metadata-missing"}
    assert all(held.id in each.message(lang) for each in found for lang in ("en", "id"))
    return [each.where for each in found]


class TestActivity:
    def test_complete(self):
        assert missing(Activity(**ACTIVITY)) == []

    def test_a_survey_has_a_sample(self):
        survey = Activity(**{**ACTIVITY, "method": CollectionMethod.SURVEY})
        assert missing(survey) == ["sample_design"]
        assert survey.to_form()["Desain Sampel"] is None
        assert "Desain Sampel" not in Activity(**ACTIVITY).to_form()
        given_anyway = Activity(**ACTIVITY, sample_design="Tidak ada")
        assert given_anyway.to_form()["Desain Sampel"] == "Tidak ada"

    def test_form(self):
        form = Activity(title="Kompilasi").to_form()
        assert list(form)[:4] == [
            "Judul Kegiatan",
            "Tahun Kegiatan",
            "Kode Kegiatan",
            "Cara Pengumpulan Data",
        ]
        assert form["Judul Kegiatan"] == "Kompilasi"
        assert set(form.values()) == {"Kompilasi", None}
        written = Activity(**ACTIVITY).to_form()["Cara Pengumpulan Data"]
        assert type(written) is str
        assert written == "Kompilasi Produk Administrasi"

    @pytest.mark.parametrize("year", [24, 10000, True, 2024.0, "2024"])
    def test_a_year(self, year):
        with pytest.raises(InvalidRecordError, match="a year as a whole number, 2024"):
            Activity(title="Kompilasi", year=year)

    def test_a_method(self):
        with pytest.raises(InvalidRecordError, match="one of: Pencacahan Lengkap, Survei, Kompilasi"):
            Activity(title="Kompilasi", method="Tebakan")


def test_every_type_of_a_column_has_its_row():
    assert list(type_rows()) == list(ColumnType)
    assert all(all(row.values()) for row in type_rows().values())


class TestVariable:
    def test_of_a_standard(self):
        held = Variable.of("Impact.land", time_reference="Saat kejadian", is_public=False, alias="Lahan")
        assert missing(held) == []
        assert held.to_form() == {
            "Nama Variabel": "Luas Lahan Terdampak",
            "Alias": "Lahan",
            "Konsep": held.konsep,
            "Definisi": held.definisi,
            "Referensi Pemilihan": held.selection_reference,
            "Referensi Waktu": "Saat kejadian",
            "Tipe Data": "Bilangan Desimal",
            "Klasifikasi Isian": held.klasifikasi,
            "Aturan Validasi": "Bilangan desimal, nol atau lebih; kosong berarti tidak dilaporkan",
            "Kalimat Pertanyaan": None,
            "Dapat Diakses Umum": "Tidak",
        }

    @pytest.mark.each_row("name", all_standards())
    def test_of_every_standard(self, name):
        held = Variable.of(name)
        assert held.selection_reference
        assert set(missing(held)) <= {"time_reference", "is_public", "validation_rule"}

    @pytest.mark.parametrize(
        ("name", "data_type", "rule"),
        [
            (
                "Column.weight",
                "Bilangan Desimal",
                "Bilangan desimal, nol atau lebih; kosong berarti tidak dilaporkan",
            ),
            (
                "Impact.dead",
                "Bilangan Bulat",
                "Bilangan bulat, nol atau lebih; kosong berarti tidak dilaporkan",
            ),
            ("Column.day", "Bilangan Bulat", None),
            ("Column.year", "Tahun", None),
            ("Event.date", "Tanggal", "Tanggal kalender, ditulis tahun-bulan-tanggal"),
            ("SiteReport.as_of", "Tanggal dan Jam", None),
            ("Event.kib", "Teks", None),
        ],
    )
    def test_its_type_of_data_follows_from_the_ukuran(self, name, data_type, rule):
        held = Variable.of(name)
        assert (held.data_type, held.validation_rule) == (data_type, rule)

    def test_every_ukuran_of_the_table_is_one_of_a_standard(self):
        assert set(_by_ukuran()) <= {each.ukuran for each in all_standards().values()}

    def test_what_is_given_stands(self):
        assert Variable.of("Impact.dead", definisi="Lain").definisi == "Lain"
        with pytest.raises(UnknownCodeError):
            Variable.of("Impact.deaths")

    def test_the_name_alone(self):
        assert len(missing(Variable(name="Jumlah Korban"))) == 8


class TestIndicator:
    @pytest.mark.parametrize("kind", [SIMPLE, COMPOSITE])
    def test_complete_of_either_kind(self, kind):
        assert missing(Indicator(**INDICATOR, **kind)) == []

    def test_it_has_to_say_which(self):
        undecided = Indicator(**INDICATOR)
        assert missing(undecided) == ["is_composite"]
        headings = set(undecided.to_form())
        assert not headings & {"Nama Indikator Pembangun", "Nama Variabel Pembangun"}

    def test_what_each_kind_lacks(self):
        assert missing(Indicator(**INDICATOR, is_composite=True)) == ["publication", "indicators"]
        assert missing(Indicator(**INDICATOR, is_composite=False)) == ["activity", "variables"]

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"is_composite": True, "variables": ["x"]}, "variables"),
            ({"is_composite": True, "activity_code": "x"}, "activity_code"),
            ({"is_composite": False, "indicators": ["x"]}, "indicators"),
            ({"is_composite": False, "publication": "x"}, "publication"),
            ({"publication": "x", "activity": "y"}, "publication"),
        ],
    )
    def test_never_both(self, fields, field):
        with pytest.raises(InvalidRecordError, match="is made of") as caught:
            Indicator(name="Jumlah", **fields)
        assert caught.value.field == field

    def test_one_kind_before_it_is_said(self):
        assert (
            Indicator(name="Jumlah", activity="x").to_form()["Kegiatan Penghasil Variabel Pembangun"] == "x"
        )
        held = Indicator(name="Jumlah", indicators=["x"])
        assert held.indicators == ("x",)
        assert held.to_form()["Nama Indikator Pembangun"] == ["x"]

    def test_names_are_several(self):
        with pytest.raises(TypeError, match="names are a list of texts, not one text"):
            Indicator(name="Jumlah", variables="Kode")
        with pytest.raises(InvalidRecordError, match="variables"):
            Indicator(name="Jumlah", variables=[" "])


RECORDS = [Activity(**ACTIVITY), Variable.of("Impact.dead"), Indicator(**INDICATOR, **SIMPLE)]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
class TestEach:
    def test_a_value(self, record):
        assert record == eval(repr(record)) == copy.copy(record) == pickle.loads(pickle.dumps(record))
        assert hash(record) == hash(copy.deepcopy(record))

    def test_blank_is_wrong_and_none_is_open(self, record):
        name = attrs.fields(type(record))[0].name
        with pytest.raises(InvalidRecordError, match="not blank"):
            attrs.evolve(record, **{name: " "})
        with pytest.raises(TypeError, match="is text"):
            attrs.evolve(record, **{name: None})
        with pytest.raises(TypeError, match="is text"):
            attrs.evolve(record, **{name: 5})

    def test_headings_differ(self, record):
        headings = [each.metadata["heading"] for each in attrs.fields(type(record))]
        assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("value", [1, "ya", 0])
def test_truth(value):
    with pytest.raises(TypeError, match="True, False or None"):
        Variable(name="Jumlah", is_public=value)


class TestProfiles:
    def test_another_form(self):
        with pytest.raises(TypeError, match="MS-Keg is the form of Activity, not of Variable"):
            profile("MS-Keg").check(Variable(name="Jumlah"))

    def test_unknown(self):
        with pytest.raises(UnknownCodeError, match="the profiles are MS-Keg, MS-Var, MS-Ind"):
            profile("MS-Xyz")

    def test_a_check_finds_exactly_what_is_left_out(self):
        for kind in (SIMPLE, COMPOSITE):
            whole = {**INDICATOR, **kind}
            for name in set(whole) - {"name", "is_composite"}:
                record = Indicator(**{key: value for key, value in whole.items() if key != name})
                assert missing(record) == [name]


def codes(name, **options):
    return {each.code for each in lint_name(name, **options)}


class TestNames:
    @pytest.mark.parametrize(
        ("name", "code", "sound"),
        [
            ("jumlah Korban", "name-not-capitalised", "Jumlah Korban"),
            ("Jumlah korban", "name-not-capitalised", "Jumlah dan Luas"),
            ("JUMLAH KORBAN", "name-not-capitalised", "Jumlah Korban"),
            ("dan Lainnya", "name-not-capitalised", "Bencana dan Lainnya"),
            ("Jml Korban", "name-abbreviated", "Jumlah Korban"),
            ("Jumlah KIB", "name-abbreviated", "Jumlah Kode Identitas Bencana"),
            ("Data Kab. Terdampak", "name-abbreviated", "Data Kabupaten Terdampak"),
            ("Data Kec Terdampak", "name-abbreviated", "Data Kecamatan Terdampak"),
            ("Jumlah Korban 2024", "name-has-period", "Jumlah Korban"),
            ("Jumlah Korban Agustus 2024", "name-has-period", "Jumlah Korban"),
            ("Jumlah Korban Triwulan I", "name-has-period", "Jumlah Korban Tahunan"),
            ("Korban Kabupaten Tanah Datar", "name-has-region", "Korban Tanah Longsor"),
            ("Korban Gempa Cianjur", "name-has-region", "Korban Gempa Bumi"),
            ("Korban di Jawa Barat", "name-has-region", "Korban di Daerah"),
        ],
    )
    def test_what_has_it_and_what_has_it_not(self, name, code, sound):
        found = lint_name(name, where="/title")
        assert code in {each.code for each in found}
        assert {each.where for each in found} == {"/title"}
        assert all(each.severity == "warning" and name in each.message("id") for each in found)
        assert code not in codes(sound)

    def test_unique(self):
        assert codes("Jumlah Korban", others=["jumlah  KORBAN"]) == {"name-not-unique"}
        assert codes("Jumlah Korban", others=["Jumlah Korban Luka"]) == set()

    def test_the_longest_region_is_told(self):
        (found,) = (each for each in lint_name("Korban Kota Banda Aceh") if each.code == "name-has-region")
        assert found.data["region"] == "Kota Banda Aceh"

    def test_text_only(self):
        with pytest.raises(TypeError, match="a name is text"):
            lint_name(5)

    @given(st.text(max_size=60))
    def test_it_never_raises_on_text(self, name):
        for each in lint_name(name, others=[name, "Lain"]):
            assert each.message("en")
            assert each.message("id")
