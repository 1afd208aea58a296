"""The layers, read from the import lines; what an import may touch; names that would hide a module."""

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

import satudata

PACKAGE = Path(satudata.__file__).parent

#: From the top down: a module may import the modules of lower layers. A package's modules are in its layer unless
#: they are named in another; "" is the shop window, satudata/__init__.py.
LAYERS = {
    "edge": ("__main__", "cli", "frames", "_hypothesis", "_ground.pydantic_schema", "strategies"),
    "window": ("",),
    "contexts": (
        *("standards", "interop", "cooperation", "interchange", "issuing", "linking", "reading", "tabular"),
    ),
    "rules": ("_weights", "threshold", "counting", "checking"),
    "records": ("impacts", "events", "displaced", "emergency"),
    "gazetteer": ("regions", "disaster_types"),
    "grammar": ("regions._code", "disaster_types._schemes", "kib"),
    "ground": ("errors", "findings", "citations", "phases", "readings", "criteria", "_ground"),
}

#: Imports within one layer, beside those within one package and those of the ground: importer -> imported.
SIDEWAYS = {
    ("__main__", "cli"),
    ("cli", "frames"),
    ("counting", "threshold"),
    ("counting", "_weights"),
    ("checking", "threshold"),
    ("checking", "counting"),
    ("displaced", "impacts"),
    ("events", "impacts"),
    ("kib", "regions._code"),
    ("cooperation", "interchange"),
    ("issuing", "interchange"),
    ("standards", "interchange"),
    ("standards", "tabular"),
    ("interchange", "interop"),
    ("interop", "issuing"),
    ("tabular", "reading"),
}

#: The one import that points up: pydantic's hook, made inside the method that pydantic calls.
HOOK = ("_ground.pydantic_schema", "__get_pydantic_core_schema__")

#: They roll codes up by their digits, so they work for a region or type that no table knows yet.
WITHOUT_TABLES = ("kib", "threshold", "counting")
TABLES = ("regions", "disaster_types")

EDGE_ONLY = {"narwhals", "pandas", "polars", "pyarrow", "pydantic", "pydantic_core", "rich", "hypothesis"}
NETWORK = {"asyncio", "ftplib", "http", "httpx", "requests", "socket", "ssl", "urllib", "xmlrpc"}


def module_name(path: Path) -> str:
    """``regions._code`` for satudata/regions/_code.py."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def layer(module: str) -> str:
    """The layer of the longest name in LAYERS that holds *module*."""
    homes = {name: level for level, names in LAYERS.items() for name in names}
    while module and module not in homes:
        module = module.rpartition(".")[0]
    return homes[module]


def unit(module: str) -> str:
    """The module or package as LAYERS names it."""
    named = {name for names in LAYERS.values() for name in names}
    while module and module not in named:
        module = module.rpartition(".")[0]
    return module


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


def broken_rules(module: str, source: str) -> list[str]:
    """Every import line of *module* that breaks a layer rule, with the rule."""
    order = list(LAYERS)
    mine = layer(module)
    broken = []
    for line, name, function in imports(module, source):
        top = name.partition(".")[0]
        place = f"{module or 'satudata'}:{line} imports {name}"
        if top in NETWORK:
            broken.append(f"{place}: nothing here reaches for the network")
        if top in EDGE_ONLY and mine != "edge":
            broken.append(f"{place}: only the edge imports {top}, and {module} is in {mine}")
        if top != "satudata":
            continue
        other = name.removeprefix("satudata").removeprefix(".")
        theirs = layer(other)
        inside = unit(module) == unit(other) or module.partition(".")[0] == other.partition(".")[0] != ""
        if inside and order.index(mine) <= order.index(theirs):
            continue
        if (other, function) == HOOK or (unit(module), unit(other)) in SIDEWAYS or mine == theirs == "ground":
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
        for _, name, function in imports(at, MODULES[at].read_text(encoding="utf-8")):
            other = name.removeprefix("satudata").removeprefix(".") if name.startswith("satudata") else None
            if other in MODULES and (other, function) != HOOK and other not in found:
                found[other] = at
                waiting.append(other)
    return found


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module):
    broken = broken_rules(module, MODULES[module].read_text(encoding="utf-8"))
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_a_layer(module):
    assert module == "" or unit(module), f"LAYERS does not place {module}"


def way_back(module: str) -> list[str]:
    """How *module* leads to itself, each imported by the next; empty where it does not."""
    found = reached(module)
    path = [module] if module in found else []
    while path and found[path[-1]] not in path:
        path.append(found[path[-1]])
    return path


@pytest.mark.parametrize("module", [name for name in MODULES if name])
def test_no_module_leads_back_to_itself(module):
    assert not way_back(module), " <- ".join(way_back(module))


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
        ("events", "def f():\n    from satudata._ground import pydantic_schema", "imports point down"),
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
    broken = broken_rules(module, line)
    if rule is None:
        assert broken == []
    else:
        assert len(broken) == 1
        assert rule in broken[0]


def in_a_fresh_interpreter(code: str) -> object:
    """What *code* prints as JSON in an interpreter that has imported nothing of ours."""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


WATCHED = """
import sys, json
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
{code}
print(json.dumps([name for name in opened if not name.endswith((".py", ".pyc")) and ".pyc." not in name]))
"""


@pytest.mark.parametrize(
    "code",
    ["import satudata"]
    + [
        f"import satudata.{name}"
        for name in MODULES
        if name and unit(name) not in LAYERS["edge"] and layer(name) != "edge"
    ],
)
def test_an_import_opens_no_file(code):
    needed_anyway = "import attrs, enum, datetime, decimal, typing, re"
    assert in_a_fresh_interpreter(WATCHED.format(code=f"{needed_anyway}\nopened.clear()\n{code}")) == []


def test_the_watch_on_files_sees_one():
    assert in_a_fresh_interpreter(WATCHED.format(code="open(__import__('os').devnull).close()")) != []


def test_the_kib_costs_no_table_reader():
    heavy = ["csv", "json", "importlib.resources", "importlib.metadata", "dateutil"]
    code = (
        "import sys\nimport attrs\nbefore = set(sys.modules)\nfrom satudata import KIB\n"
        f"found = sorted(set({heavy!r}) & (set(sys.modules) - before))\n"
        "import json\nprint(json.dumps(found))"
    )
    assert in_a_fresh_interpreter(code) == []


@pytest.mark.parametrize("module", [name for name in MODULES if name and layer(name) != "edge"])
def test_no_function_hides_a_module(module):
    parent = importlib.import_module(".".join(filter(None, ["satudata", module.rpartition(".")[0]])))
    beside = {
        name.rpartition(".")[2] for name in MODULES if name.rpartition(".")[0] == module.rpartition(".")[0]
    }
    held = importlib.import_module(f"satudata.{module}")
    public = {name for name in vars(held) if not name.startswith("_") and callable(vars(held)[name])}
    assert not public & beside, (
        f"satudata.{module}: {sorted(public & beside)} hides a module of {parent.__name__}"
    )
