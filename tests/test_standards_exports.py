"""The exports, judged by those who read them: the official profile, an RDF reader, a reader of Data Packages."""

import json
import sys
from pathlib import Path

import attrs
import jsonschema
import pytest

from satudata import interchange
from satudata.errors import UnknownCodeError
from satudata.standards import (
    Column,
    Dataset,
    Party,
    Resource,
    Role,
    check_ckan,
    code_list,
    to_ckan,
    to_data_package,
    to_dcat,
    to_ms_forms,
    write_ckan,
    write_data_package,
    write_dcat,
    write_ms_forms,
)

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "examples" / "dataset"
CLEAN = interchange.from_json((FOLDER / "DATASET.json").read_bytes())
TABLE = FOLDER / "kejadian-2024.csv"
PROFILE = json.loads((HERE / "data" / "data-package" / "datapackage-2.0.json").read_bytes())
FULL = attrs.evolve(
    CLEAN,
    priority=True,
    groups=["bencana"],
    phases=["prabencana", "tanggap_darurat"],
    parties=[
        *CLEAN.parties,
        Party("BPS", Role.PEMBINA_DATA),
        Party("Diskominfo Contoh", Role.WALIDATA_PENDUKUNG),
        Party("Pembaca", Role.PENGGUNA_DATA),
    ],
    resources=[
        *CLEAN.resources,
        Resource(name="peta", url="https://data.contoh.example/peta.geojson", format="geojson"),
        Resource(
            name="lain",
            path="lain.tsv",
            format="tsv",
            columns=[
                Column(name="Hari", type="date", format="%d/%m/%Y"),
                Column(name="Kode", code_list="tidak-ada"),
            ],
        ),
    ],
)
DATASETS = [
    CLEAN,
    FULL,
    attrs.evolve(FULL, url="", standard=None, frequency=None),
    attrs.evolve(CLEAN, parties=[]),
]
BARE = Dataset(name="a1")


class TestCKAN:
    #: As data.bnpb.go.id shows a package.
    KEYS = (
        *(
            "name",
            "title",
            "notes",
            "url",
            "version",
            "author",
            "author_email",
            "maintainer",
            "maintainer_email",
        ),
        *("license_id", "type", "private", "owner_org", "tags", "groups", "extras", "resources"),
    )

    @pytest.mark.parametrize("dataset", [*DATASETS, BARE])
    def test_the_very_keys(self, dataset):
        package = to_ckan(dataset)
        assert tuple(package) == self.KEYS
        assert all(set(each) == {"key", "value"} for each in package["extras"])
        assert all(isinstance(each["value"], str) and each["value"] for each in package["extras"])
        names = [each["key"] for each in package["extras"]]
        assert names == sorted(set(names))
        for each in package["resources"]:
            assert set(each) == {"name", "description", "url", "format", "mimetype"}

    def test_values(self):
        package = to_ckan(FULL)
        extras = {each["key"]: each["value"] for each in package["extras"]}
        assert package["author"] == "BPBD Contoh"
        assert package["maintainer_email"] == "walidata@contoh.example"
        assert package["type"] == "dataset"
        assert package["private"] is False
        assert package["groups"] == [{"name": "bencana"}]
        assert extras["fase"] == "prabencana, tanggap darurat"
        assert {"konsep", "definisi", "klasifikasi", "ukuran", "satuan"} <= set(extras)
        assert (extras["satuan"], extras["ukuran"]) == ("Kejadian", "Jumlah")
        assert extras["pembina_data"] == "BPS"
        assert [each["url"] for each in package["resources"]] == [
            *("kejadian-2024.csv", "https://data.contoh.example/peta.geojson", "lain.tsv"),
        ]

    def test_without_a_unit_the_reason_stands_there(self):
        reasoned = attrs.evolve(CLEAN.standard, satuan="", no_unit_reason="Berupa kode")
        extras = {
            each["key"]: each["value"] for each in to_ckan(attrs.evolve(CLEAN, standard=reasoned))["extras"]
        }
        assert extras["satuan"] == "tidak ada (Berupa kode)"
        blank = attrs.evolve(CLEAN.standard, satuan="")
        assert "satuan" not in str(to_ckan(attrs.evolve(CLEAN, standard=blank))["extras"])

    def test_required_keys(self):
        assert check_ckan(to_ckan(CLEAN)) == ()
        assert [each.where for each in check_ckan(to_ckan(BARE))] == [
            *("/title", "/owner_org", "/license_id", "/resources"),
        ]

    def test_parties_without_an_address(self):
        package = to_ckan(attrs.evolve(CLEAN, parties=[Party("A", "walidata")]))
        assert (package["author"], package["author_email"]) == ("", "")
        assert (package["maintainer"], package["maintainer_email"]) == ("A", "")


@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"  # what rdflib's own JSON-LD reader uses
)
class TestDCAT:
    @staticmethod
    def read(dataset):
        from rdflib import Graph

        return Graph().parse(data=json.dumps(to_dcat(dataset)), format="json-ld")

    def test_as_a_graph(self):
        from rdflib import DCAT, DCTERMS, RDF, XSD, Literal, URIRef

        graph = self.read(FULL)
        (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
        assert dataset == URIRef(CLEAN.url)
        assert graph.value(dataset, DCTERMS.title) == Literal(CLEAN.title, lang="id")
        assert graph.value(dataset, DCTERMS.description) == Literal(CLEAN.description, lang="id")
        assert graph.value(dataset, DCTERMS.issued) == Literal("2025-01-15", datatype=XSD.date)
        assert graph.value(dataset, DCTERMS.accrualPeriodicity) == URIRef("http://purl.org/cld/freq/annual")
        assert {str(each) for each in graph.objects(dataset, DCAT.keyword)} == set(CLEAN.keywords)
        distributions = list(graph.objects(dataset, DCAT.distribution))
        assert len(distributions) == 3
        for each in distributions:
            assert (each, RDF.type, DCAT.Distribution) in graph
            assert graph.value(each, DCTERMS.license) == URIRef(
                "https://opendatacommons.org/licenses/by/1-0/"
            )
            assert isinstance(graph.value(each, DCAT.accessURL), URIRef)
            assert isinstance(graph.value(each, DCAT.mediaType), URIRef)

    @pytest.mark.parametrize("dataset", [*DATASETS, BARE])
    def test_every_property_is_read(self, dataset):
        from rdflib import DCAT, DCTERMS, RDF, URIRef

        document = to_dcat(dataset)
        graph = self.read(dataset)
        (subject,) = graph.subjects(RDF.type, DCAT.Dataset)
        assert subject == URIRef(dataset.url or f"urn:satudata:dataset:{dataset.name}")
        assert str(graph.value(subject, DCTERMS.identifier)) == dataset.name
        properties = [name for name in document if ":" in name]
        assert len(set(graph.predicates(subject))) == len(properties) + 1
        assert not [name for name, value in document.items() if not value]

    def test_formats_are_things_with_a_name(self):
        from rdflib import DCTERMS, RDF, RDFS, Literal

        graph = self.read(CLEAN)
        (format_,) = graph.objects(None, DCTERMS.format)
        assert graph.value(format_, RDF.type) == DCTERMS.MediaTypeOrExtent
        assert graph.value(format_, RDFS.label) == Literal("CSV")

    def test_an_unknown_licence_is_left_out(self):
        document = to_dcat(attrs.evolve(CLEAN, license="other-closed"))
        assert "dct:license" not in document["dcat:distribution"][0]


def problems(path):
    import frictionless

    return frictionless.validate(str(path)).flatten(["type", "fieldName", "rowNumber"])


class TestDataPackage:
    @pytest.mark.parametrize("dataset", DATASETS)
    def test_by_the_official_profile(self, dataset):
        jsonschema.Draft7Validator(PROFILE).validate(to_data_package(dataset))

    def test_a_package_that_is_none_is_refused_by_the_profile(self):
        wrong = to_data_package(CLEAN)
        wrong["resources"][0]["schema"]["fields"][0]["type"] = "kib"
        assert not jsonschema.Draft7Validator(PROFILE).is_valid(wrong)
        assert not jsonschema.Draft7Validator(PROFILE).is_valid(to_data_package(BARE))

    def test_the_written_package_is_valid(self, tmp_path):
        write_data_package(CLEAN, tmp_path, {"kejadian-2024": TABLE})
        assert problems(tmp_path / "datapackage.json") == []

    @pytest.mark.parametrize(
        ("right", "wrong", "kind"),
        [
            (b"3275101202401041", b"3275 101 20240104 1", "constraint-error"),
            (b"3275101202401041", b"", "constraint-error"),
            (b"1504101202401051", b"3275101202401041", "primary-key"),
            (b",32.75,", b",99.99,", "foreign-key"),
            (b",Banjir,Kota Bekasi", b",Bnjir,Kota Bekasi", "foreign-key"),
            (b",2024-01-04,", b",04/01/2024,", "type-error"),
            (b",8973,", b",delapan,", "type-error"),
        ],
    )
    def test_a_damaged_table_is_not(self, right, wrong, kind, tmp_path):
        assert TABLE.read_bytes().count(right) == 1
        (tmp_path / "t.csv").write_bytes(TABLE.read_bytes().replace(right, wrong))
        write_data_package(CLEAN, tmp_path / "out", {"kejadian-2024": tmp_path / "t.csv"})
        assert kind in {each[0] for each in problems(tmp_path / "out" / "datapackage.json")}

    def test_the_code_lists_are_written_whole(self, tmp_path):
        write_data_package(CLEAN, tmp_path)
        lines = (tmp_path / "kemendagri.csv").read_text(encoding="utf-8").splitlines()
        held = {line.split(",")[0] for line in lines}
        assert lines[0] == "code,name,valid_from,valid_to,parent,edition"
        assert {each.code for each in code_list("kemendagri").entries} <= held
        codes = [line.split(",")[0] for line in lines[1:]]
        assert codes == sorted(codes)
        assert len(set(lines)) == len(lines)
        types = (tmp_path / "disaster-types.csv").read_text(encoding="utf-8")
        assert "106,Kebakaran Hutan dan Lahan,,,,2023" in types
        assert "106,Kekeringan,,,,2011" in types

    def test_fields(self):
        (fields, keys), other = [
            (each["schema"]["fields"], each["schema"].get("foreignKeys"))
            for each in to_data_package(FULL)["resources"]
            if each["name"] in ("kejadian-2024", "lain")
        ]
        assert fields[0]["constraints"] == {
            "required": True,
            "pattern": "^[0-9]{7}[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]$",
        }
        assert fields[6] | {"description": ""} == {
            "name": "Meninggal",
            "type": "integer",
            "title": "Jumlah Korban Meninggal",
            "description": "",
            "unit": "Orang",
            "concept": "Impact.dead",
        }
        assert {
            "fields": ["ID Kabupaten"],
            "reference": {"resource": "kemendagri", "fields": ["code"]},
        } in keys
        assert {
            "fields": ["Jenis Bencana"],
            "reference": {"resource": "disaster-types", "fields": ["name"]},
        } in keys
        assert other == (
            [{"name": "Hari", "type": "date", "format": "%d/%m/%Y"}, {"name": "Kode", "type": "string"}],
            None,
        )

    def test_resources(self):
        package = to_data_package(FULL)
        by_name = {each["name"]: each for each in package["resources"]}
        assert list(by_name) == ["kejadian-2024", "peta", "lain", "disaster-types", "kemendagri"]
        assert by_name["lain"]["dialect"] == {"delimiter": "\t"}
        assert by_name["peta"]["path"] == "https://data.contoh.example/peta.geojson"
        assert "schema" not in by_name["peta"]
        assert package["licenses"][0]["name"] == "ODC-By-1.0"
        assert [each["roles"] for each in package["contributors"]] == [
            *(["creator"], ["dataCurator"], ["supervisor"], ["dataManager"]),
        ]

    def test_a_table_of_no_resource(self, tmp_path):
        with pytest.raises(UnknownCodeError, match="the resources of kejadian-2024"):
            write_data_package(CLEAN, tmp_path, {"lain": TABLE})
        assert not list(tmp_path.iterdir())

    def test_a_resource_without_a_path(self, tmp_path):
        (resource,) = CLEAN.resources
        online = attrs.evolve(
            CLEAN, resources=[attrs.evolve(resource, path="", url="https://x.example/t.csv")]
        )
        written = write_data_package(online, tmp_path, {"kejadian-2024": TABLE})
        assert tmp_path / "kejadian-2024.csv" in written

    def test_a_list_takes_no_name_that_is_taken(self, tmp_path):
        (resource,) = CLEAN.resources
        taken = attrs.evolve(CLEAN, resources=[attrs.evolve(resource, name="kemendagri", path="data/a.csv")])
        written = write_data_package(taken, tmp_path, {"kemendagri": TABLE})
        assert [each.relative_to(tmp_path).as_posix() for each in written] == [
            *("data/a.csv", "datapackage.json", "disaster-types.csv", "kode-kemendagri.csv"),
        ]
        assert problems(tmp_path / "datapackage.json") == []

    def test_parquet_has_a_schema_and_no_encoding(self):
        (resource,) = CLEAN.resources
        held = attrs.evolve(CLEAN, resources=[attrs.evolve(resource, path="t.parquet", format="parquet")])
        described = to_data_package(held)["resources"][0]
        assert described["schema"]["fields"]
        assert not {"encoding", "dialect"} & set(described)


class TestForms:
    def test_headings(self):
        forms = to_ms_forms(CLEAN)
        assert forms["MS-Keg"]["Cara Pengumpulan Data"] == "Kompilasi Produk Administrasi"
        assert [each["Alias"] for each in forms["MS-Var"]][6] == "Meninggal"
        assert forms["MS-Ind"][0]["Indikator Komposit"] == "Tidak"
        assert to_ms_forms(BARE) == {"MS-Keg": None, "MS-Var": [], "MS-Ind": []}

    def test_written_in_the_order_of_the_form(self, tmp_path):
        write_ms_forms(CLEAN, tmp_path)
        written = json.loads((tmp_path / "ms-keg.json").read_bytes())
        assert list(written) == list(to_ms_forms(CLEAN)["MS-Keg"])


class TestFiles:
    @pytest.mark.parametrize(
        ("write", "names"),
        [
            (write_ckan, ["ckan.json"]),
            (write_dcat, ["dcat.jsonld"]),
            (write_ms_forms, ["ms-ind.json", "ms-keg.json", "ms-var.json"]),
            (write_data_package, ["datapackage.json", "disaster-types.csv", "kemendagri.csv"]),
        ],
    )
    def test_the_same_bytes_again(self, write, names, tmp_path):
        first, second = (write(CLEAN, tmp_path / each) for each in ("one", "two"))
        assert [each.name for each in first] == names
        for one, two in zip(first, second, strict=True):
            assert one.read_bytes() == two.read_bytes()
            assert b"\r" not in one.read_bytes()
            assert one.read_bytes().endswith(b"\n")
            assert not one.read_bytes().startswith(b"\xef\xbb\xbf")

    @pytest.mark.parametrize("write", [write_ckan, write_dcat, write_ms_forms, write_data_package])
    def test_what_is_there_stays(self, write, tmp_path):
        first = write(CLEAN, tmp_path)
        assert write(CLEAN, tmp_path) == first
        first[-1].write_bytes(b"ditulis tangan")
        if len(first) > 1:
            first[0].unlink()
        with pytest.raises(FileExistsError, match="overwrite=True") as caught:
            write(CLEAN, tmp_path)
        assert caught.value.filename == str(first[-1])
        assert first[-1].read_bytes() == b"ditulis tangan"
        assert len(first) == 1 or not first[0].exists()
        write(CLEAN, tmp_path, overwrite=True)
        assert first[-1].read_bytes() != b"ditulis tangan"

    def test_without_locks_of_folders(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "fcntl", None)
        assert [each.name for each in write_ckan(CLEAN, tmp_path)] == ["ckan.json"]

    def test_an_error_names_the_file_and_leaves_nothing(self, tmp_path, monkeypatch):
        def fail(*_):
            raise OSError(28, "full")

        monkeypatch.setattr("satudata.standards.exports._writing.os.fsync", fail)
        with pytest.raises(OSError, match="full") as caught:
            write_data_package(CLEAN, tmp_path / "new")
        assert Path(caught.value.filename).parent == tmp_path / "new"
        assert list((tmp_path / "new").iterdir()) == []

    def test_names_are_sorted(self, tmp_path):
        (path,) = write_ckan(CLEAN, tmp_path)
        names = list(json.loads(path.read_bytes()))
        assert names == sorted(names)
