"""A data set, its resources and columns: what they accept, what they say, and their interchange form."""

import copy
import datetime
import inspect
import json
import pickle
from pathlib import Path

import jsonschema
import pytest

from satudata import Verdict, interchange, standards, threshold
from satudata._ground.labels import words_of
from satudata.errors import InvalidRecordError, UnknownCodeError
from satudata.events import _counts
from satudata.phases import Phase
from satudata.standards import (
    Column,
    ColumnType,
    Dataset,
    DeclaredStandard,
    Frequency,
    Party,
    Principle,
    Release,
    ReleaseAction,
    ReleaseStage,
    Resource,
    Role,
    Variable,
    get_standard,
)
from satudata.standards._dataset import columns_of

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "dataset" / "DATASET.json"


class TestLabels:
    WORDS = (ColumnType, Frequency, Principle, ReleaseAction, ReleaseStage, Role)

    @pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
    def test_every_word_has_its_label(self, words):
        for word in words:
            assert word == word.name.lower()
            assert word.label("id")
            assert word.label("en")
            assert list(words)[word.rank] is word

    def test_no_label_is_left_over(self):
        assert {name: set(table) for name, table in words_of("satudata.standards").items()} == {
            words.__name__: set(map(str, words)) for words in self.WORDS
        }
        table = words_of("satudata")
        assert set(table) == {"Phase", "Evaluation", "EventCounts"}
        assert set(table["Phase"]) == set(map(str, Phase))

    def test_every_sentence_of_an_answer_is_said_in_both_languages(self):
        sources = {"Evaluation": threshold, "EventCounts": _counts}
        for vocabulary, module in sources.items():
            said = inspect.getsource(module)
            for key, (id, en) in words_of("satudata")[vocabulary].items():
                assert id
                assert en
                assert f'words["{key}"]' in said.replace("'", '"') or key.rpartition(" ")[2] in set(Verdict)

    def test_phases_are_those_of_cooperation(self):
        from satudata import cooperation

        assert cooperation.Phase is Phase
        assert Phase(" Tanggap Darurat ") is Phase.TANGGAP_DARURAT
        with pytest.raises(ValueError, match="phase: 'kapan saja'"):
            Phase("kapan saja")
        with pytest.raises(ValueError, match="phase: 3"):
            Phase(3)


class TestDeclaredStandard:
    def test_what_is_missing(self):
        assert DeclaredStandard().missing == ("konsep", "definisi", "klasifikasi", "ukuran", "satuan")
        assert DeclaredStandard(no_unit_reason="Berupa kode").missing == (
            *("konsep", "definisi", "klasifikasi", "ukuran"),
        )

    @pytest.mark.parametrize("name", ["Impact.dead", "Event.kib"])
    def test_a_standard_of_the_library_is_taken_whole(self, name):
        held = Column(name="A", standard=get_standard(name)).standard
        assert held.missing == ()
        assert held.satuan == (get_standard(name).satuan or "")


class TestColumn:
    def test_what_it_means(self):
        own = DeclaredStandard(name="Tinggi")
        assert Column(name="A", concept="Impact.dead").meaning.satuan == "Orang"
        assert Column(name="A", concept="Impact.dead", standard=own).meaning is own
        assert Column(name="A", concept="Impact.deaths").meaning is None
        assert Column(name="A").meaning is None

    def test_types(self):
        assert Column(name="A", type="kib").type is ColumnType.KIB
        with pytest.raises(ValueError, match="one of: text, kib, integer"):
            Column(name="A", type="string")


class TestResource:
    @pytest.mark.parametrize("name", ["", "a", "Kejadian", "a b", "a/b", "x" * 101, "a\n"])
    def test_a_name_that_ckan_refuses(self, name):
        with pytest.raises(InvalidRecordError, match="'kejadian-bencana-2024'"):
            Resource(name=name)

    @pytest.mark.parametrize(
        "path",
        [
            *(
                "/a.csv",
                "../a.csv",
                "a/../../b.csv",
                "c:\\a.csv",
                "https://x.example/a.csv",
                "a/..",
                "./a.csv",
            ),
            *("~/a.csv", ".a.csv", "a//b.csv", "a/", "a\0.csv", "a\n.csv", "datapackage.json"),
        ],
    )
    def test_a_path_out_of_the_folder(self, path):
        with pytest.raises(InvalidRecordError, match="inside the folder of the data set"):
            Resource(name="r1", path=path)

    @pytest.mark.parametrize(
        ("written", "kept", "media", "is_open", "is_table"),
        [
            ("csv", "CSV", "text/csv", True, True),
            ("tsv", "TSV", "text/tab-separated-values", True, True),
            ("parquet", "Parquet", "application/vnd.apache.parquet", True, True),
            ("geojson", "GeoJSON", "application/geo+json", True, False),
            ("PDF", "PDF", None, False, False),
        ],
    )
    def test_formats(self, written, kept, media, is_open, is_table):
        resource = Resource(name="r1", format=written)
        assert (resource.format, resource.media_type) == (kept, media)
        assert (resource.is_open, resource.is_table) == (is_open, is_table)

    def test_what_stands_between_cells(self):
        assert Resource(name="r1").separator == ","
        assert Resource(name="r1", format="TSV").separator == "\t"
        assert Resource(name="r1", delimiter=";").separator == ";"
        assert Resource(name="r1", format="Parquet").separator == ""

    @pytest.mark.parametrize("delimiter", [";;", "\n", '"'])
    def test_what_cannot_stand_between_cells(self, delimiter):
        with pytest.raises(InvalidRecordError, match="one character, ';'"):
            Resource(name="r1", delimiter=delimiter)

    @pytest.mark.parametrize(
        "url", ["data.example", "javascript:x", "https://a b", "https://x.example/<a>", "https://"]
    )
    def test_an_address_that_is_none(self, url):
        for kind in (Resource, Dataset):
            with pytest.raises(InvalidRecordError, match=r"url: .*an address, 'https"):
                kind(name="a1", url=url)


class TestValues:
    @pytest.mark.parametrize(
        "written", ["%Q", "%Y-%Q", "%d/%m", "%A %d %B", "%%Y %d/%m", "%H:%M", "x", "%Y-%m"]
    )
    def test_a_format_that_reads_no_whole_date(self, written):
        with pytest.raises(InvalidRecordError, match="a strptime format with day, month and year"):
            Column(name="A", type="date", format=written)

    @pytest.mark.parametrize(
        "made",
        [
            lambda: Dataset(name="a1", title=5),
            lambda: Dataset(name="a1", private="no"),
            lambda: Dataset(name="a1", standard="Jumlah"),
            lambda: Dataset(name="a1", activity="Kompilasi"),
            lambda: Dataset(name="a1", parties=["BPBD"]),
            lambda: Dataset(name="a1", resources=[{"name": "r1"}]),
            lambda: Resource(name="r1", columns=["A"]),
            lambda: Column(name=5),
            lambda: Party("A", "walidata", 5),
            lambda: Release(dataset=5),
            lambda: Release(dataset="a1", steps=["plan"]),
        ],
    )
    def test_of_another_type(self, made):
        with pytest.raises(TypeError):
            made()

    @pytest.mark.parametrize("email", ["", "a", "a@b c", "a@b@c", "<a@b>"])
    def test_a_party_that_cannot_be_reached_so(self, email):
        with pytest.raises(InvalidRecordError, match=r"data@bpbd\.example"):
            Party("A", "walidata", email)

    def test_words_that_say_nothing(self):
        with pytest.raises(InvalidRecordError, match="not blank"):
            Dataset(name="a1", keywords=["bencana", " "])


class TestDataset:
    def test_values(self):
        held = interchange.from_json(EXAMPLE.read_bytes())
        assert {held, copy.deepcopy(held), pickle.loads(pickle.dumps(held))} == {held}
        names = {name: getattr(standards, name) for name in standards.__all__}
        assert eval(repr(held), {**names, "Phase": Phase, "datetime": datetime}) == held

    def test_two_resources_of_one_name(self):
        with pytest.raises(InvalidRecordError, match="different names; two resources share this one"):
            Dataset(name="a1", resources=[Resource(name="r1"), Resource(name="r1")])
        with pytest.raises(InvalidRecordError, match="different paths; two resources share this one"):
            Dataset(name="a1", resources=[Resource(name=each, path="t.csv") for each in ("r1", "r2")])

    @pytest.mark.parametrize("field", ["keywords", "phases", "resources"])
    def test_one_text_is_not_several(self, field):
        with pytest.raises(TypeError, match=r"in a list, \['bencana'\]"):
            Dataset(name="a1", **{field: "bencana"})

    def test_a_moment_is_no_day(self):
        with pytest.raises(TypeError, match=r"a day is a datetime\.date"):
            Dataset(name="a1", issued=datetime.datetime(2025, 1, 1))  # noqa: DTZ001

    def test_phases_are_kept_in_their_order(self):
        assert Dataset(name="a1", phases=["pascabencana", "prabencana", "pascabencana"]).phases == (
            *("prabencana", "pascabencana"),
        )

    def test_look_ups(self):
        first, second = Party("A", "walidata"), Party("B", "walidata")
        dataset = Dataset(
            name="a1",
            parties=[first, second],
            variables=[Variable(name="Jumlah", alias="Meninggal")],
            resources=[
                Resource(name="peta", format="GeoJSON"),
                Resource(
                    name="tabel", columns=[Column(name="Meninggal"), Column(name="Jumlah"), Column(name="X")]
                ),
            ],
        )
        assert dataset.party(Role.WALIDATA) is first
        assert dataset.party(Role.PEMBINA_DATA) is None
        assert [dataset.variable(each) is not None for _, _, each in columns_of(dataset)] == [
            True,
            True,
            False,
        ]
        assert dataset.resource().name == "tabel"
        assert dataset.resource("peta").format == "GeoJSON"
        assert Dataset(name="a1", resources=[Resource(name="buku", format="Excel")]).resource().name == "buku"
        with pytest.raises(UnknownCodeError, match="are: peta, tabel"):
            dataset.resource("lain")
        with pytest.raises(UnknownCodeError, match="are: none"):
            Dataset(name="a1").resource()


class TestInterchange:
    def test_the_example(self):
        document = json.loads(EXAMPLE.read_bytes())
        jsonschema.validate(document, interchange.json_schema(Dataset))
        held = interchange.from_dict(document)
        assert interchange.to_dict(held) == document
        assert held.issued == datetime.date(2025, 1, 15)

    def test_what_is_not_filled_in_is_left_out(self):
        assert interchange.to_dict(Dataset(name="a1")) == {
            "schema": "satudata.dataset",
            "version": 1,
            "name": "a1",
        }

    @pytest.mark.parametrize(
        ("changed", "place"),
        [
            ({"private": "no"}, "/private"),
            ({"phases": ["kapan"]}, "/phases/0"),
            (
                {"resources": [{"name": "r1", "columns": [{"name": "A", "type": "string"}]}]},
                "/resources/0/columns/0/type",
            ),
            ({"standard": {"konsep": 3}}, "/standard/konsep"),
            ({"licence": "odc-by"}, "/licence"),
            ({"title": "\ud800"}, "/title"),
        ],
    )
    def test_an_error_names_its_place(self, changed, place):
        with pytest.raises(InvalidRecordError) as caught:
            interchange.from_dict({**interchange.to_dict(Dataset(name="a1")), **changed})
        assert caught.value.field == place


class TestShopWindow:
    def test_every_name_is_there(self):
        assert set(standards.__all__) <= set(dir(standards))
        for name in standards.__all__:
            assert getattr(standards, name) is not None
