"""The layers, read from the import lines; what an import may touch; names that would hide a module.

The package is parsed once and imported in one interpreter. A test looks at all modules and names each that fails.
"""

import ast
import functools
import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import satudata

PACKAGE = Path(satudata.__file__).parent

#: From the top down: a module may import the modules of lower layers. A package's modules are in its layer unless
#: they are named in another; "" is the shop window, satudata/__init__.py.
LAYERS = {
    "edge": ("__main__", "cli", "frames", "strategies"),
    "window": ("",),
    "contexts": (
        *("standards", "interop", "cooperation", "interchange", "issuing", "linking", "reading", "tabular"),
    ),
    "rules": ("published", "threshold", "counting", "checking"),
    "criteria": ("criteria", "triggers", "interpretation"),
    "records": ("impacts", "events", "displaced", "emergency"),
    "gazetteer": ("regions", "disaster_types"),
    "grammar": ("regions._code", "disaster_types._schemes", "kib"),
    "ground": ("errors", "findings", "citations", "phases", "_ground"),
}

#: Imports within one layer are allowed within one package, in the ground, and for these pairs: importer -> imported.
SIDEWAYS = {
    ("__main__", "cli"),
    ("cli", "frames"),
    ("counting", "threshold"),
    ("criteria", "interpretation"),
    ("counting", "published"),
    ("checking", "threshold"),
    ("checking", "counting"),
    ("displaced", "impacts"),
    ("events", "impacts"),
    ("kib", "regions._code"),
    ("cooperation", "interchange"),
    ("cooperation", "tabular"),
    ("issuing", "interchange"),
    ("standards", "interchange"),
    ("standards", "tabular"),
    ("interchange", "interop"),
    ("interop", "issuing"),
    ("tabular", "reading"),
}

#: The module below the edge that imports pydantic, and the method that imports this module: pydantic calls it.
PYDANTIC_SCHEMA, HOOK = "_ground.pydantic_schema", "__get_pydantic_core_schema__"
PYDANTIC = {"pydantic", "pydantic_core"}

#: They roll codes up by their digits, so they work for a region or type that no table knows yet.
WITHOUT_TABLES = ("kib", "threshold", "counting")
TABLES = ("regions", "disaster_types")

EDGE_ONLY = {
    "narwhals",
    "pandas",
    "polars",
    "pyarrow",
    "pydantic",
    "pydantic_core",
    "rich",
    "hypothesis",
    "python_calamine",
    "xlsxwriter",
    "sqlalchemy",
}
#: The engine of an optional format, or of a register on a server, is imported inside the function that needs it.
ENGINES = {
    ("tabular._parquet", "polars"),
    ("tabular._dataframes", "narwhals"),
    ("tabular._excel", "python_calamine"),
    ("issuing._sql", "sqlalchemy"),
}
NETWORK = {"asyncio", "ftplib", "http", "httpx", "requests", "socket", "ssl", "urllib", "xmlrpc"}


def module_name(path: Path) -> str:
    """``regions._code`` for satudata/regions/_code.py."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


HOMES = {name: level for level, names in LAYERS.items() for name in names}


def layer(module: str) -> str:
    """The layer of *module*: that of the longest name in LAYERS that is the module or a package around it."""
    return HOMES[unit(module)]


def unit(module: str) -> str:
    """The module or package as LAYERS names it."""
    while module and module not in HOMES:
        module = module.rpartition(".")[0]
    return module


@functools.cache
def imports_in(path: Path, module: str) -> list[tuple[int, str, str]]:
    """The imports of the file at *path*, which is parsed once."""
    return imports(module, path.read_text(encoding="utf-8"))


def imports(module: str, source: str) -> list[tuple[int, str, str]]:
    """(line, absolute name imported, enclosing function) of every import line."""
    is_package = MODULES.get(module, Path()).name == "__init__.py"
    here = [part for part in ("satudata", *module.split(".")) if part]
    found = []

    def visit(node: ast.AST, function: str) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function = node.name
        if isinstance(node, ast.Import):
            found.extend((node.lineno, alias.name, function) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + is_package] if node.level else []
            origin = ".".join([*base, *filter(None, [node.module])])
            for alias in node.names:
                whole = f"{origin}.{alias.name}"
                known = whole.removeprefix("satudata.") in MODULES
                found.append((node.lineno, whole if known else origin, function))
        for child in ast.iter_child_nodes(node):
            visit(child, function)

    visit(ast.parse(source), "")
    return found


def broken_rules(module: str, found: list[tuple[int, str, str]]) -> list[str]:
    """Every import line of *module* that breaks a layer rule, with the rule."""
    order = list(LAYERS)
    mine = layer(module)
    broken = []
    for line, name, function in found:
        top = name.partition(".")[0]
        place = f"{module or 'satudata'}:{line} imports {name}"
        if top in NETWORK:
            broken.append(f"{place}: nothing here reaches for the network")
        is_engine = bool(function) and (module, top) in ENGINES
        is_schema = module == PYDANTIC_SCHEMA and top in PYDANTIC
        if top in EDGE_ONLY and mine != "edge" and not (is_engine or is_schema):
            broken.append(f"{place}: only the edge imports {top}, and {module} is in {mine}")
        if top != "satudata":
            continue
        other = name.removeprefix("satudata").removeprefix(".")
        theirs = layer(other)
        if other == PYDANTIC_SCHEMA and function != HOOK:
            broken.append(f"{place}: only {HOOK} imports it, so that pydantic stays optional")
        inside = unit(module) == unit(other) or module.partition(".")[0] == other.partition(".")[0] != ""
        if inside and order.index(mine) <= order.index(theirs):
            continue
        if (unit(module), unit(other)) in SIDEWAYS or mine == theirs == "ground":
            continue
        if mine == theirs:
            broken.append(f"{place}: both are in {mine}, and SIDEWAYS does not name the pair")
        elif order.index(mine) > order.index(theirs):
            broken.append(f"{place}: imports point down, and {mine} is below {theirs}")
    return broken


def reached(module: str) -> dict[str, str]:
    """Every module of satudata that *module* leads to by import lines, with the one that imports it."""
    found: dict[str, str] = {}
    waiting = [module]
    while waiting:
        at = waiting.pop()
        for _, name, _ in imports_in(MODULES[at], at):
            other = name.removeprefix("satudata").removeprefix(".") if name.startswith("satudata") else None
            if other in MODULES and other not in found:
                found[other] = at
                waiting.append(other)
    return found


def test_imports_point_down():
    broken = [
        line for module, path in MODULES.items() for line in broken_rules(module, imports_in(path, module))
    ]
    assert not broken, "\n".join(broken)


def test_every_module_has_a_layer():
    homeless = [module for module in MODULES if module and not unit(module)]
    assert not homeless, f"LAYERS does not place {', '.join(homeless)}"


def way_back(module: str) -> list[str]:
    """How *module* leads to itself, each imported by the next; empty where it does not."""
    found = reached(module)
    path = [module] if module in found else []
    while path and found[path[-1]] not in path:
        path.append(found[path[-1]])
    return path


def test_no_module_leads_back_to_itself():
    circles = [" <- ".join(way) for way in map(way_back, filter(None, MODULES)) if way]
    assert not circles, "\n".join(circles)


def test_a_way_back_is_seen(tmp_path, monkeypatch):
    for name, other in (("one", "two"), ("two", "three"), ("three", "one")):
        (tmp_path / f"{name}.py").write_text(f"from satudata import {other}\n", encoding="utf-8")
        monkeypatch.setitem(MODULES, name, tmp_path / f"{name}.py")
    assert way_back("one") == ["one", "three", "two"]


@pytest.mark.parametrize("module", [name for name in WITHOUT_TABLES if name in MODULES])
def test_no_table_is_consulted(module):
    tables = {
        f"{importer} imports {name}"
        for name, importer in reached(module).items()
        if name.startswith(TABLES) and layer(name) == "gazetteer"
    }
    assert not tables, f"{module} works without tables, but {sorted(tables)}"


@pytest.mark.parametrize(
    ("module", "line", "rule"),
    [
        ("kib", "from satudata.regions import get", "imports point down, and grammar is below gazetteer"),
        ("kib", "from .regions import _gazetteer", "imports point down"),
        ("errors", "from satudata import kib", "imports point down"),
        ("regions._code", "import satudata.kib", "SIDEWAYS does not name the pair"),
        ("regions._code", "from . import get", "imports point down"),
        ("interop", "from satudata.standards import x", "SIDEWAYS does not name the pair"),
        ("counting", "import polars as pl", "only the edge imports polars"),
        ("checking", "def f():\n    from urllib.request import urlopen", "network"),
        ("events", "from satudata import KIB", "imports point down, and records is below window"),
        ("events", "def f():\n    from satudata._ground import pydantic_schema", "pydantic stays optional"),
        ("_ground.pydantic_schema", "from satudata.kib import KIB", "imports point down"),
        ("_ground.hooks", "import pydantic", "only the edge imports pydantic"),
        (
            "events",
            "def __get_pydantic_core_schema__():\n    from satudata._ground import pydantic_schema",
            None,
        ),
        ("events", "from satudata.impacts import Impact", None),
        ("cli", "import rich", None),
        ("regions._gazetteer", "from . import _code", None),
        ("", "from satudata.kib import KIB", None),
    ],
)
def test_a_broken_rule_is_named(module, line, rule, monkeypatch):
    for held in ("_ground.pydantic_schema", "regions._gazetteer"):
        monkeypatch.setitem(MODULES, held, PACKAGE / (held.replace(".", "/") + ".py"))
    broken = broken_rules(module, imports(module, line))
    if rule is None:
        assert broken == []
    else:
        assert len(broken) == 1
        assert rule in broken[0]


#: Imports each module below the edge in turn and prints as JSON what that costs. The KIB comes first, before anything
#: but attrs and the small parts of the standard library, so that what it imports is seen.
IMPORTING = """
import sys, os
import attrs, enum, datetime, decimal, typing, re
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)

def data_files():
    found = [name for name in opened if not name.endswith((".py", ".pyc")) and ".pyc." not in name]
    opened.clear()
    return found

before = set(sys.modules)
from satudata import KIB
with_kib = sorted(set(sys.modules) - before)
by_module = {"satudata.kib": data_files()}
import json, importlib
data_files()
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
    by_module[name] = [*by_module.get(name, ()), *data_files()]
open(os.devnull).close()
print(json.dumps({"with_kib": with_kib, "by_module": by_module, "on_purpose": data_files()}))
"""


BELOW_THE_EDGE = [
    "satudata",
    *(f"satudata.{name}" for name in MODULES if name and layer(name) != "edge" and name != PYDANTIC_SCHEMA),
]


@pytest.fixture(scope="module")
def costs():
    """What IMPORTING prints in an interpreter that has imported nothing of ours."""
    command = [sys.executable, "-c", IMPORTING, json.dumps(BELOW_THE_EDGE)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


def test_an_import_opens_no_file(costs):
    assert costs["by_module"].keys() == set(BELOW_THE_EDGE)
    assert {module: files for module, files in costs["by_module"].items() if files} == {}


def test_the_watch_on_files_sees_one(costs):
    assert costs["on_purpose"]


def test_the_kib_costs_no_table_reader(costs):
    heavy = {"csv", "json", "importlib.resources", "importlib.metadata", "dateutil"}
    assert "satudata.kib" in costs["with_kib"]
    assert not heavy & set(costs["with_kib"])


def siblings(module: str) -> set[str]:
    """The names of the modules in the package that *module* is in."""
    package = module.rpartition(".")[0]
    return {name.rpartition(".")[2] for name in MODULES if name.rpartition(".")[0] == package}


def test_no_function_hides_a_module():
    hiding = []
    for name in MODULES:
        if not name or layer(name) == "edge":
            continue
        module = importlib.import_module(f"satudata.{name}")
        public = {each for each in vars(module) if not each.startswith("_") and callable(vars(module)[each])}
        if public & siblings(name):
            hiding.append(f"satudata.{name}: {sorted(public & siblings(name))} hides a module next to it")
    assert not hiding, "\n".join(hiding)


#: A row of the table in docs/architecture.md: layer and part.
ROW = re.compile(r"^\| (?P<layer>\w+) \| `(?P<part>[^`]+)` \| .+ \|$", re.MULTILINE)
DOCUMENT = (Path(__file__).resolve().parent.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
DOCUMENTED = [(match["part"], match["layer"]) for match in ROW.finditer(DOCUMENT)]


def part_of(module: str) -> str:
    """The module or package as the document names it: ``cli/`` or ``kib.py``."""
    path = MODULES[module].relative_to(PACKAGE)
    return f"{path.parent.as_posix()}/" if path.name == "__init__.py" and module else path.as_posix()


def test_the_document_has_each_part_in_its_layer():
    placed = [(part, level) for part, level in DOCUMENTED if part != "data/"]
    assert sorted(placed) == sorted(
        (part_of(name), level) for level, names in LAYERS.items() for name in names
    )
    assert list(dict.fromkeys(level for _, level in DOCUMENTED)) == list(LAYERS)


def test_the_document_names_all_that_the_package_has():
    entries = {f"{path.name}/" if path.is_dir() else path.name for path in PACKAGE.iterdir()}
    assert entries - {"__pycache__/", "py.typed"} == {part for part, _ in DOCUMENTED if "/" not in part[:-1]}


def test_the_document_names_only_files_that_are_there():
    named = set(re.findall(r"\b(?:tabular|cli|reading)/\w+\.py", DOCUMENT))
    assert named
    assert not [each for each in sorted(named) if not (PACKAGE / each).is_file()]
