"""Digits, lazy names, frozen mappings, schemes: what everything else stands on."""

import ast
import copy
import inspect
import os
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import satudata
from satudata import cooperation, disaster_types, displaced, impacts, regions, tabular
from satudata._ground.codes import are_digits, require_text
from satudata._ground.files import NamedFile, put, temporary_for
from satudata._ground.lazy import attach
from satudata._ground.maps import Counts, FrozenMap
from satudata._ground.plurals import filled
from satudata.disaster_types._schemes import OLDER, PRESENT, scheme_for

ROOT = Path(satudata.__file__).parent


class TestDigits:
    @pytest.mark.parametrize("text", ["0", "0123456789"])
    def test_are(self, text):
        assert are_digits(text)

    @pytest.mark.parametrize("text", ["", " ", "1\n", "-1", "1.0", "²", "٣", "１", "a"])
    def test_are_not(self, text):
        assert not are_digits(text)

    def test_text_that_answers_wrongly_is_stored_as_it_is(self):
        class Text(str):
            __slots__ = ()

            def __str__(self):
                return "other"

        assert require_text(Text("62"), "a code") == "62"
        assert type(require_text(Text("62"), "a code")) is str


class TestLazyNames:
    @pytest.mark.each_row("name", satudata.__all__)
    def test_every_name_is_there(self, name):
        assert getattr(satudata, name) is not None
        assert name in vars(satudata), "kept after its first use"

    def test_names_are_complete_for_tab_completion(self):
        assert len(set(satudata.__all__)) == len(satudata.__all__)
        assert set(satudata.__all__) <= set(dir(satudata))
        assert all(name in satudata.__all__ or name.startswith("__") for name in dir(satudata))

    def test_a_star_import(self):
        code = "from satudata import *; assert KIB.is_valid('6202106202408041') and regions.get('62')"
        subprocess.run([sys.executable, "-c", code], check=True)

    def test_an_unknown_name(self):
        with pytest.raises(AttributeError, match="module 'satudata' has no attribute 'nothing'"):
            satudata.nothing  # noqa: B018
        with pytest.raises(ImportError):
            from satudata import nothing  # noqa: F401

    def test_a_name_and_a_module(self, monkeypatch):
        getter, lister = attach("satudata", {"satudata": ("regions",), "satudata.kib": ("KIB",)})
        monkeypatch.delitem(vars(satudata), "KIB", raising=False)
        assert getter("KIB").__name__ == "KIB"
        assert getter("regions") is satudata.regions
        assert {"KIB", "regions"} < set(lister())

    @pytest.mark.parametrize("window", [satudata, cooperation, disaster_types, regions, tabular])
    def test_what_a_type_checker_sees_is_what_there_is(self, window):
        (block,) = (node for node in ast.parse(inspect.getsource(window)).body if isinstance(node, ast.If))
        seen = {(alias.asname, node.module) for node in block.body for alias in node.names}
        table = getattr(window, "_NAMES", None) or window._HOMES
        assert seen == {(name, home) for home, names in table.items() for name in names}
        assert sorted(window.__all__) == sorted(name for name, _ in seen)

    @pytest.mark.parametrize(
        ("window", "old", "new"),
        [
            (satudata, "Readings", "Interpretation"),
            (regions, "Change", "CodeChange"),
            (displaced, "Change", "DisplacedChange"),
            (displaced, "total", "sum_displaced"),
            (displaced, "verify", "doubts"),
            (impacts, "total", "sum_impacts"),
        ],
    )
    def test_an_old_name_works_and_warns(self, window, old, new):
        says = rf"{window.__name__}\.{old} is now {new}; the old name works for one release"
        with pytest.warns(DeprecationWarning, match=says) as caught:
            assert getattr(window, old) is getattr(window, new)
        assert caught[0].filename == __file__
        with pytest.warns(DeprecationWarning, match=says):
            exec(f"from {window.__name__} import {old}")
        assert old not in dir(window)
        assert old not in window.__all__
        with pytest.raises(AttributeError, match=f"module '{window.__name__}' has no attribute 'nothing'"):
            window.nothing  # noqa: B018


class TestRoot:
    def test_the_root_is_short_and_hides_the_ground_only(self):
        entries = {path.name for path in ROOT.iterdir() if path.name != "__pycache__"}
        assert len(entries) <= 34
        hidden = {name for name in entries if name.startswith("_") and not name.startswith("__")}
        assert hidden <= {"_ground", "_hypothesis.py", "_weights.py"}  # the last two move into packages


class TestFrozenMap:
    def test_a_mapping(self, always_equal, never_equal):
        held = FrozenMap({"b": 2, "a": 1})
        assert (held["a"], held.get("c"), len(held), list(held), "b" in held) == (
            1,
            None,
            2,
            ["b", "a"],
            True,
        )
        assert held == FrozenMap([("a", 1), ("b", 2)]) == {"a": 1, "b": 2}
        assert hash(held) == hash(FrozenMap({"a": 1, "b": 2}))
        assert held == always_equal
        assert held != never_equal
        assert held != FrozenMap({"a": 1})
        with pytest.raises(KeyError):
            held["c"]

    def test_cannot_be_changed(self):
        held = FrozenMap({"a": 1})
        with pytest.raises(TypeError):
            held["a"] = 2
        with pytest.raises(AttributeError, match="FrozenMap cannot be changed"):
            held._items = {}
        with pytest.raises(AttributeError, match="FrozenMap cannot be changed"):
            del held._items
        source = {"a": 1}
        taken = FrozenMap(source)
        source["a"] = 2
        assert taken["a"] == 1

    @pytest.mark.parametrize("held", [FrozenMap({"a": 1}), Counts({"a": 1}), FrozenMap(), Counts()])
    def test_copies(self, held):
        assert eval(repr(held)) == held
        for each in (
            copy.copy(held),
            copy.deepcopy(held),
            *(pickle.loads(pickle.dumps(held, p)) for p in range(6)),
        ):
            assert type(each) is type(held)
            assert each == held
            assert hash(each) == hash(held)

    def test_what_is_absent_counts_zero(self):
        counts = Counts({"62": 3})
        assert (counts["62"], counts["11"]) == (3, 0)
        assert "11" not in counts
        assert sum(counts.values()) == 3
        assert dict(counts) == {"62": 3}


class TestSchemes:
    @pytest.mark.parametrize("code", ["103", "104", "105", "106", "107", "108", "109"])
    def test_codes_that_changed_their_meaning(self, code):
        assert scheme_for(code, date(2022, 12, 31)) is None
        assert scheme_for(code) is None
        assert scheme_for(code, date(2023, 1, 1)) == PRESENT

    @pytest.mark.parametrize("code", ["101", "102", "110", "111", "999", "555"])
    def test_codes_that_did_not(self, code):
        assert scheme_for(code) == scheme_for(code, date(2012, 1, 1)) == PRESENT != OLDER


class TestFiles:
    """A file appears at once or not at all."""

    @pytest.fixture
    def pair(self, tmp_path):
        target = tmp_path / "x.csv"
        temporary = temporary_for(target)
        temporary.write_text("new", encoding="utf-8")
        return temporary, target

    def refuse(self, monkeypatch, owner, name):
        def fail(*_, **__):
            raise OSError(95, "not here")

        monkeypatch.setattr(owner, name, fail)

    @pytest.mark.parametrize("are_there_links", [True, False])
    def test_a_new_name(self, pair, monkeypatch, are_there_links):
        if not are_there_links:
            self.refuse(monkeypatch, os, "link")
        temporary, target = pair
        put(temporary, target, overwrite=False)
        assert [each.name for each in target.parent.iterdir()] == ["x.csv"]
        assert target.read_text(encoding="utf-8") == "new"

    @pytest.mark.parametrize("are_there_links", [True, False])
    def test_a_name_that_another_writer_took(self, pair, monkeypatch, are_there_links):
        if not are_there_links:
            self.refuse(monkeypatch, os, "link")
        temporary, target = pair
        target.write_text("other", encoding="utf-8")
        with pytest.raises(FileExistsError):
            put(temporary, target, overwrite=False)
        assert target.read_text(encoding="utf-8") == "other"
        put(temporary, target, overwrite=True)
        assert target.read_text(encoding="utf-8") == "new"

    def test_a_name_that_was_taken_in_vain_is_given_up(self, pair, monkeypatch):
        temporary, target = pair
        self.refuse(monkeypatch, os, "link")
        self.refuse(monkeypatch, Path, "replace")
        with pytest.raises(OSError, match="not here"):
            put(temporary, target, overwrite=False)
        assert not target.exists()

    def test_an_error_names_the_file_that_was_asked_for(self, tmp_path):
        with NamedFile(str(tmp_path / "temporary"), "x.csv") as file:
            assert file.write(memoryview(b"abc")) == 3
            file.close()
            with pytest.raises(ValueError, match="closed"):
                file.write(b"x")
        reading = os.open(tmp_path / "temporary", os.O_RDONLY)
        with NamedFile(reading, "x.csv") as file, pytest.raises(OSError, match=r"x\.csv"):
            file.write(b"x")


def test_a_word_has_the_form_of_its_number_and_any_other_value_is_not_one():
    sentence = "{number} {number:row|rows}"
    shown = [filled(sentence, {"number": each}) for each in (0, 1, 2, "1", None)]
    assert shown == ["0 rows", "1 row", "2 rows", "1 rows", "None rows"]
    assert filled("{share:.1f}", {"share": 0.25}) == "0.2"
    with pytest.raises(KeyError, match="number"):
        filled(sentence, {})
