"""The mutation tool changes what it says, leaves out what no test sees, and tells a killed mutant from a survivor."""

import ast
import json
import runpy
from pathlib import Path

import pytest

TOOL = runpy.run_path(str(Path(__file__).resolve().parent.parent / "tools" / "mutants.py"))
Changes, TESTS = TOOL["Changes"], TOOL["TESTS"]
TESTED = Path(__file__).resolve().parent
PACKAGE = TESTED.parent / "src" / "satudata"

SOURCE = '''"""Text 1."""
from __future__ import annotations
__all__ = ["near"]
LIMIT: Final[int] = 3

class Near(Record):
    __slots__ = ("text",)
    text: Annotated[str, 4]

def near(x: int | None = 2, *names: Literal["a"]) -> Literal[5] | None:
    """Text 6."""
    if TYPE_CHECKING:
        LIMIT = 7
    if x is None or x < LIMIT:
        raise ValueError(f"text 8 {names}")
    total = -x
    for name in names:
        total += 1
    return cast("int", [each for each in names if not each][0:total])
'''


def changes(source):
    return [(each.operator, each.before, each.after) for each in Changes("kib", source, set())]


def test_every_change_of_a_module():
    if_ = "if x is None or x < LIMIT: raise ValueError(f'text 8 {names}')"
    assert sorted(changes(SOURCE)) == sorted(
        [
            ("constant", "3", "4"),
            ("constant", "3", "2"),
            ("constant", "2", "3"),
            ("constant", "2", "1"),
            ("deletion", if_, "nothing"),
            ("negation", "x is None or x < LIMIT", "not (x is None or x < LIMIT)"),
            ("boolean", "x is None or x < LIMIT", "x is None and x < LIMIT"),
            ("comparison", "x is None", "x is not None"),
            ("comparison", "x < LIMIT", "x <= LIMIT"),
            ("deletion", "raise ValueError(f'text 8 {names}')", "nothing"),
            ("arithmetic", "-x", "x"),
            ("deletion", "for name in names: total += 1", "nothing"),
            ("deletion", "total += 1", "nothing"),
            ("constant", "1", "2"),
            ("constant", "1", "0"),
            ("return", "cast('int', [each for each in names if not each][0:total])", "None"),
            ("boolean", "not each", "each"),
            ("slice", "0:total", ":total"),
            ("slice", "0:total", "0:"),
            ("constant", "0", "1"),
        ]
    )


def test_each_source_has_its_one_change():
    every = list(Changes("kib", SOURCE, set()))
    wanted = {each.id for each in every}
    assert len(wanted) == len(every)
    sources = [each.source for each in Changes("kib", SOURCE, wanted)]
    assert len(set(sources)) == len(sources)
    plain = ast.unparse(ast.parse(SOURCE))
    assert plain not in sources
    for source in sources:
        compile(source, "near", "exec")


def test_the_drawing_depends_on_the_mutant_alone():
    moved = SOURCE.replace("def near", "OTHER = 9\n\n\ndef near")
    one, other = (
        {each.id: each.order(1) for each in Changes("kib", source, set())} for source in (SOURCE, moved)
    )
    assert one.items() < other.items()
    assert sorted(one, key=one.get) != sorted(one)


def test_the_tests_of_each_module_exist():
    for module in (path.relative_to(PACKAGE).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py")):
        if module.partition("/")[0] in TOOL["PACKAGES"]:
            nearest, others = TOOL["tests_of"](module)
            assert all((TESTED.parent / file).is_file() for file in (*nearest, *others)), module
    assert all((PACKAGE / f"{name}.py").is_file() or (PACKAGE / name).is_dir() for name in TESTS)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of one module and one test."""
    for folder in ("src/satudata", "tests/conformance", "tests/laws", "docs"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "src/satudata/__init__.py").touch()
    (tmp_path / "src/satudata/kib.py").write_text("WIDTH = 16\nNAME = 'KIB'\n")
    nearest, others = TOOL["tests_of"]("kib")
    for file in (*nearest[1:], *others):
        (tmp_path / file).write_text("def test_nothing():\n    assert True\n")
    (tmp_path / "tests/test_kib.py").write_text(
        "from satudata.kib import WIDTH\n\n\ndef test_width():\n    assert WIDTH == 16\n"
    )
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\naddopts = "--import-mode=importlib -p no:hypothesispytest"\n'
    )
    for name, value in (("ROOT", tmp_path), ("SURVIVORS", tmp_path / "docs" / "mutants.md")):
        monkeypatch.setitem(Changes.__init__.__globals__, name, value)
    return tmp_path


def test_a_killed_mutant_and_a_survivor(project, capsys):
    sample = list(Changes("kib", (project / "src/satudata/kib.py").read_text(), set()))
    mutants = [each for each in TOOL["changes"]("kib", {each.id for each in sample}) if each.after != "15"]
    results = project / "build" / "mutants.jsonl"
    found = TOOL["try_all"](mutants, results, again=False)
    assert {each["mutant"].partition(": ")[2]: each["result"] for each in found.values()} == {
        "16 -> 17": "failed",
        "'KIB' -> 'KIBXX'": "passed",
    }
    assert (project / "src/satudata/kib.py").read_text() == "WIDTH = 16\nNAME = 'KIB'\n"
    assert TOOL["report"](mutants, found) == 1
    assert "(not in docs/mutants.md)" in capsys.readouterr().out
    (project / "docs" / "mutants.md").write_text(f"`{mutants[-1].id}`\n")
    assert TOOL["report"](mutants, found) == 0
    assert TOOL["report"](mutants * 400, found) == 1  # too many survive
    with results.open("a") as file:
        file.write('{"id": "torn')
    assert TOOL["try_all"](mutants, results, again=False) == found
    lines = [json.loads(line) for line in results.read_text().splitlines()[:-1]]
    assert len(lines) == 2
