"""Data standards: on every public field, complete, cited, well named; and where they are read."""

import copy
import importlib
import json
import pickle
import pkgutil
import runpy
import sys
import tomllib
from pathlib import Path

import attrs
import pytest

import satudata
from satudata import KIB, Impact, InvalidRecordError, UnknownCodeError, citations, interchange, standards
from satudata._ground.meanings import KEY, figure_words, rows, standard_of
from satudata._ground.paths import DEFINED_IN
from satudata.cli import main
from satudata.displaced import Displaced
from satudata.standards import (
    DataStandard,
    all_standards,
    find_concept,
    get_standard,
    lint_name,
    standards_of,
)
from satudata.standards._standards import CLASSES
from satudata.tabular._headings import vocabulary

TOOLS = Path(__file__).resolve().parent.parent / "tools"
TOLD = {
    "name": "Jumlah Korban Meninggal",
    "konsep": "Dampak bencana pada manusia",
    "definisi": "Orang yang meninggal karena bencana",
    "klasifikasi": "Jenis kelamin",
    "ukuran": "Jumlah",
    "satuan": "Orang",
    "citation": "bpbd-input-form",
}


def public_fields(cls):
    """The variables of a class: its public fields; of a KIB, which keeps its digits in one slot, its properties."""
    if cls is KIB:
        return [name for name, held in vars(KIB).items() if isinstance(held, property)]
    return [each.name for each in attrs.fields(cls) if not each.name.startswith("_")]


def every_public_class():
    """The public types, after every module that defines one is imported."""
    for module in pkgutil.walk_packages(satudata.__path__, "satudata."):
        if not module.name.startswith(
            ("satudata.frames", "satudata.cli", "satudata.strategies", "satudata.__main__")
        ):
            importlib.import_module(module.name)
    return list(DEFINED_IN)


FIELDS = [(cls, name) for cls in CLASSES for name in public_fields(cls)]


class TestEveryField:
    @pytest.mark.each_row(("cls", "name"), FIELDS, name=lambda cls, name: f"{cls.__name__}.{name}")
    def test_it_has_its_standard(self, cls, name):
        held = standards_of(cls).get(name)
        assert isinstance(held, DataStandard), f"{cls.__name__}.{name} has no data standard"
        assert all_standards()[f"{cls.__name__}.{name}"] is held
        if cls is not KIB:
            assert standard_of(attrs.fields_dict(cls)[name]) is held

    def test_a_field_without_one_would_be_seen(self):
        @attrs.frozen
        class Dam:
            height: int
            width: int = attrs.field(metadata={KEY: DataStandard(**TOLD)})

        assert list(standards_of(Dam)) == ["width"]
        assert standard_of(attrs.fields(Dam).height) is None
        assert standard_of(attrs.fields(Dam).width) == DataStandard(**TOLD)

    @pytest.mark.each_row("name", all_standards())
    def test_its_source_is_held_and_its_name_is_well_written(self, name):
        held = get_standard(name)
        assert citations.get(held.citation).id == held.citation
        assert lint_name(held.name) == ()
        for text in (held.konsep, held.definisi, held.klasifikasi, held.ukuran):
            assert text[0].isupper()
            assert not text.endswith(".")

    def test_one_name_is_one_variable(self):
        by_name = {}
        for held in all_standards().values():
            by_name.setdefault(held.name, set()).add(held)
        assert {name: len(held) for name, held in by_name.items() if len(held) > 1} == {}

    def test_units_are_few(self):
        units = {held.satuan for held in all_standards().values()} - {None}
        assert units == {
            *("Orang", "Keluarga", "Unit", "Kejadian", "Tempat"),
            *("Hektare", "Meter", "Kilometer", "Juta rupiah"),
        }


class TestDataStandard:
    @pytest.mark.parametrize("field", TOLD)
    def test_nothing_is_blank(self, field):
        with pytest.raises(InvalidRecordError, match=f"^{field}: ' ': .*satuan='Orang'") as caught:
            DataStandard(**{**TOLD, field: " "})
        assert caught.value.field == field

    def test_text_only(self):
        with pytest.raises(TypeError, match="definisi is text, not int"):
            DataStandard(**{**TOLD, "definisi": 1})

    def test_no_unit_needs_a_reason(self):
        with pytest.raises(
            InvalidRecordError, match=r"satuan: None: .* says why: satuan=None, no_unit_reason="
        ):
            DataStandard(**{**TOLD, "satuan": None})
        with pytest.raises(InvalidRecordError, match=r"^no_unit_reason: ' '"):
            DataStandard(**{**TOLD, "satuan": None, "no_unit_reason": " "})
        with pytest.raises(InvalidRecordError, match="no_unit_reason: 'Berupa kode': the unit is 'Orang'"):
            DataStandard(**TOLD, no_unit_reason="Berupa kode")
        held = DataStandard(**{**TOLD, "satuan": None, "no_unit_reason": "Berupa kode"})
        assert held.satuan is None

    def test_a_value(self):
        held = DataStandard(**TOLD)
        assert held == copy.deepcopy(held) == pickle.loads(pickle.dumps(held)) == eval(repr(held))
        assert len({held, DataStandard(**TOLD)}) == 1
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            held.satuan = "Jiwa"


#: The modules and packages in which a public record has no data standard: tables of the library, data sets, agreements,
#: issued KIBs, rows that were read, and what connects them. They describe no variable of a disaster.
WITHOUT_STANDARDS = {
    "_ground",
    *("citations", "disaster_types", "findings", "regions"),
    *("criteria", "interpretation", "triggers"),
    *(
        "cooperation",
        "interchange",
        "interop",
        "issuing",
        "linking",
        "published",
        "reading",
        "standards",
        "tabular",
    ),
}
#: Other records without: parts of results, and what a rule is made of.
WITHOUT_STANDARD = {
    *("Chain", "DisplacedChange", "GuidelineLength", "History", "Merged", "Outcome"),
}


class TestTheTable:
    def test_every_public_record_has_rows_or_is_named_as_having_none(self):
        asked = {
            cls.__name__
            for cls in every_public_class()
            if attrs.has(cls) and DEFINED_IN[cls].split(".")[1] not in WITHOUT_STANDARDS
        }
        described = {cls.__name__ for cls in CLASSES}
        assert asked - {"KIB"} == described - {"KIB"} | WITHOUT_STANDARD

    def test_every_row_has_its_field(self):
        fields = {f"{cls.__name__}.{name}" for cls, name in FIELDS}
        fields |= {f"*.{name}" for _, name in FIELDS}
        fields |= {f"Column.{name}" for name in vocabulary()}
        assert set(rows()) - fields == set()

    def test_a_row_for_every_class_is_used(self):
        shared = {name.removeprefix("*.") for name in rows() if name.startswith("*.")}
        assert shared <= {name for cls, name in FIELDS if f"{cls.__name__}.{name}" not in rows()}

    def test_a_row_is_like_a_whole_row(self):
        table = tomllib.loads(
            (Path(satudata.__file__).parent / "data" / "meanings.toml").read_text(encoding="utf-8")
        )
        assert all("like" not in table[row["like"]] for row in table.values() if "like" in row)

    def test_no_unit_is_a_reason_made_of_the_measure(self):
        held = get_standard("EventRecord.region")
        assert (held.ukuran, held.satuan, held.no_unit_reason) == ("Kode", None, "Berupa kode")
        assert get_standard("Impact.irrigation").no_unit_reason == "Sumbernya tidak menyebut satuan"

    @pytest.mark.parametrize("cls", [Impact, Displaced])
    def test_every_figure_has_its_words(self, cls):
        figures = set(public_fields(cls)) - {"lower_bounds"}
        without = [name for name in figures if not rows()[f"{cls.__name__}.{name}"].keys() >= {"id", "unit"}]
        assert without == []
        assert figure_words("Impact", "losses") == ("kerugian", "juta rupiah")

    def test_a_class_of_a_caller_takes_no_row_of_ours(self):
        mine = attrs.make_class("Impact", ["dead"])
        assert standards_of(mine) == {}


class TestLookUp:
    def test_a_name_near_it(self):
        with pytest.raises(UnknownCodeError, match=r"similar names: 'Impact\.dead'") as caught:
            get_standard("Impact.ded")
        assert caught.value.code == "Impact.ded"

    @pytest.mark.parametrize("name", ["", "qqqq", None, 3])
    def test_anything_else(self, name):
        with pytest.raises(UnknownCodeError, match="names look like"):
            get_standard(name)

    def test_columns(self):
        for field, words in vocabulary().items():
            for word in words:
                assert find_concept(word) in all_standards(), field
        assert find_concept("rumah_rusak_berat") == "Impact.houses_heavy"
        assert find_concept("") is None
        assert set(standards.concepts().values()) <= set(all_standards())


class TestWhereTheyAreRead:
    def test_json_schema(self):
        dead = interchange.json_schema(Impact)["properties"]["dead"]
        assert dead["title"] == "Jumlah Korban Meninggal"
        assert dead["description"].endswith("(Orang)")
        region = interchange.json_schema("satudata.event-record")["properties"]["region"]
        assert region["title"] == "Kode Wilayah"
        assert "(" not in region["description"]
        assert "title" not in interchange.json_schema("satudata.finding")["properties"]["code"]

    @pytest.mark.parametrize("name", ["Impact.dead", "Korban Meninggal"])
    def test_explain(self, name, capsys):
        assert main(["explain", name]) == 0
        out = capsys.readouterr().out
        assert "Impact.dead (variabel, Jumlah Korban Meninggal)" in out
        assert "  satuan: Orang\n" in out

    def test_explain_without_a_unit(self, capsys):
        main(["explain", "KIB.index", "--lang", "en"])
        assert "  satuan: - (Berupa kode)\n" in capsys.readouterr().out

    def test_page(self):
        page = runpy.run_path(str(TOOLS / "build_docs.py"))["pages"]()["standards.md"]
        for name, held in all_standards().items():
            assert f"| `{name.partition('.')[2]}` | {held.name} | " in page


def test_the_window_is_complete():
    assert sorted(standards.__all__) == sorted(set(standards.__all__))
    assert set(standards.__all__) <= set(dir(standards))
    for name in standards.__all__:
        assert getattr(standards, name).__name__ == name


def test_a_kib_costs_no_data_standard():
    import subprocess

    code = "import sys, json, satudata; satudata.KIB; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
    assert "satudata._ground.meanings" not in loaded
    assert "tomllib" not in loaded
