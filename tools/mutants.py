"""Mutation testing: change one thing in the code, run the tests of its module, report the changes that no test sees.

``mutants.py [--number N] [--seed S]`` draws N of all possible mutants, at least 30 of each package, and tries each in a
copy of the project. A mutant survives where the tests pass although the code is changed: then a test is missing, or the
change makes no difference (an equivalent mutant). Results are kept in a file, line by line, so that a run that was cut
off goes on where it ended. docs/mutants.md lists the survivors; 1 is returned where it lacks one, or where more survive
than are allowed. The order of the drawing follows a hash of each mutant: a change of one module leaves the sample of
the others as it is.
"""

from __future__ import annotations

import argparse
import ast
import copy
import hashlib
import json
import math
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path("src", "satudata")
SURVIVORS = ROOT / "docs" / "mutants.md"

#: How many mutants are drawn of each package at least, and how many may survive of 400.
LEAST, ALLOWED = 30, 12
#: Seconds of processor time that one mutant has, and seconds on the clock for one that only waits.
LIMIT, WAIT = 60, 240
#: Bytes of memory that one mutant has.
MEMORY = 6 << 30

#: Imports the module before pytest looks for its doctests: else pytest makes a second module of it.
_RUN = (
    "import importlib, sys, pytest; importlib.import_module(sys.argv[1]); sys.exit(pytest.main(sys.argv[2:]))"
)

#: The tests of each package, and first those of a module; the quickest first. They are files of ``tests/``.
TESTS: dict[str, tuple[str, ...]] = {
    "kib": ("test_kib", "conformance/test_kib", "test_codes", "test_html", "laws/test_codes"),
    "regions": (
        *("test_regions", "test_region_code", "test_codes", "test_regions_crosswalk", "test_reading"),
        *("conformance/test_reading", "conformance/test_regions_reference", "test_html", "test_cells"),
        *("tables/test_regions_tables", "laws/test_regions_laws", "laws/test_reading_laws"),
        "test_standards_code_lists",
    ),
    "threshold": (
        *("test_threshold", "conformance/test_threshold", "conformance/test_emergency", "test_emergency"),
        *("test_interpretation", "test_html", "test_golden", "laws/test_threshold"),
    ),
    "counting": (
        *("test_counting", "conformance/test_counting", "test_published", "test_triggers", "test_html"),
        *("test_golden", "laws/test_counting", "cases/test_right_answers"),
    ),
    "events": (
        *("test_events", "test_counting", "conformance/test_counting", "test_html", "test_golden"),
        *("test_interchange", "laws/test_counting", "test_forms"),
    ),
    "reading": (
        *("test_reading", "conformance/test_reading", "test_findings_produced", "test_tabular", "test_html"),
        *("test_pydantic", "laws/test_reading_laws"),
    ),
    "issuing": (
        *("test_issuing", "test_issuing_register", "test_issuing_steps", "test_issuing_geojson"),
        *("test_boundary_files", "test_issuing_stores", "conformance/test_issuing", "test_bmkg"),
        *("test_cli_issue", "test_cli_register", "test_forms", "test_golden", "laws/test_issuing_laws"),
    ),
    "tabular": (
        *("test_tabular_csv", "test_tabular_judge", "test_tabular_shapes", "test_tabular_headings"),
        *("test_cells", "test_tabular_rows", "test_tabular", "test_impacts_detail", "test_tabular_sources"),
        *("test_tabular_lists", "test_emergency_lists", "test_tabular_displaced", "test_site_figures"),
        *("laws/test_heading_laws", "cases/test_right_answers", "laws/test_tabular_laws", "test_cli"),
        *("test_cli_audit", "test_cli_emergency", "test_cli_displaced"),
    ),
    "issuing/_appended_file": ("test_issuing_stores", "test_issuing_register"),
    "issuing/_boundary_codes": ("test_boundary_files",),
    "issuing/_boundary_files": ("test_boundary_files",),
    "issuing/_boundary_names": ("test_boundary_files",),
    "issuing/_crossings": ("test_issuing_geojson",),
    "issuing/_database": ("test_issuing_stores",),
    "issuing/_geojson": ("test_issuing_geojson",),
    "issuing/_json_lines": ("test_issuing_stores",),
    "issuing/_lines": ("test_issuing_register", "test_issuing_stores"),
    "issuing/_register": ("test_issuing_register",),
    "issuing/_sql": ("test_issuing_stores",),
    "issuing/_sqlite": ("test_issuing_stores",),
    "issuing/_standing": ("test_issuing_steps",),
    "issuing/_steps": ("test_issuing_steps",),
    "issuing/_stores": ("test_issuing_stores",),
    "regions/_bearers": ("test_reading",),
    "regions/_crosswalk": ("test_regions_crosswalk",),
    "regions/_written": ("test_cells",),
    "tabular/_declared_status": ("test_emergency_lists",),
    "tabular/_site_figures": ("test_site_figures",),
    "tabular/lists/_declarations": ("test_emergency_lists",),
    "tabular/lists/_chains": ("test_emergency_lists", "laws/test_emergency_laws"),
    "tabular/lists/_declared": ("test_emergency_lists",),
    "tabular/lists/_listed": ("test_emergency_lists",),
    "tabular/lists/_decree_days": ("test_emergency_lists",),
    "tabular/lists/_decree_places": ("test_emergency_lists",),
    "tabular/lists/_displaced_columns": ("test_tabular_displaced",),
    "tabular/lists/_displaced_headings": ("test_tabular_displaced",),
    "tabular/lists/_displaced_words": ("test_tabular_displaced",),
    "tabular/lists/_emergency_headings": ("test_emergency_lists",),
    "tabular/lists/_hazards": ("test_emergency_lists",),
    "tabular/lists/_list": ("test_tabular_lists",),
    "tabular/lists/_refusals": ("test_tabular_displaced",),
    "tabular/lists/_site_names": ("test_tabular_displaced",),
    "tabular/lists/_site_reports": ("test_tabular_displaced",),
    "tabular/lists/_status_words": ("test_emergency_lists",),
    "tabular/lists/_times": ("test_tabular_displaced",),
    "tabular/lists/_validity": ("test_emergency_lists",),
    "tabular/lists/_words": ("test_tabular_lists",),
    "tabular/_assumptions": ("test_tabular", "cases/test_right_answers"),
    "tabular/_blanks": ("test_tabular", "test_cells"),
    "tabular/_cells": ("test_cells", "test_tabular"),
    "tabular/_column_cells": ("test_tabular_headings",),
    "tabular/_column_doubts": ("test_tabular_headings",),
    "tabular/_csv": ("test_tabular_csv",),
    "tabular/_csv_rows": ("test_tabular_sources",),
    "tabular/_columns_of_cells": ("test_tabular",),
    "tabular/_completion": ("test_tabular_shapes",),
    "tabular/_constants": ("test_tabular_shapes",),
    "tabular/_dataframes": ("test_tabular_sources",),
    "tabular/_dates": ("test_cells",),
    "tabular/_days": ("test_cells", "cases/test_right_answers"),
    "tabular/_excel": ("test_tabular_sources",),
    "tabular/_figure_cells": ("test_tabular", "test_tabular_rows"),
    "tabular/_figures": ("test_cells",),
    "tabular/_file_kinds": ("test_tabular_sources",),
    "tabular/_gathering": ("test_tabular", "cases/test_right_answers"),
    "tabular/_judge": ("test_tabular_judge",),
    "tabular/_header": ("test_tabular_shapes", "test_tabular_headings"),
    "tabular/_heading_grammar": ("test_tabular_headings",),
    "tabular/_headings": ("test_tabular_headings", "test_tabular"),
    "tabular/_json_rows": ("test_tabular_sources",),
    "tabular/_kib_cells": ("test_tabular",),
    "tabular/_links": ("test_tabular",),
    "tabular/_main_type_cells": ("cases/test_right_answers",),
    "tabular/_moments": ("test_tabular_sources",),
    "tabular/_nearest": ("test_tabular_headings",),
    "tabular/_parquet": ("test_tabular_sources", "test_cli_audit"),
    "tabular/_place_cells": ("test_tabular_rows", "test_tabular"),
    "tabular/_place_names": ("test_cells", "test_tabular"),
    "tabular/_places": ("test_cells", "test_tabular"),
    "tabular/_published_totals": ("cases/test_right_answers",),
    "tabular/_publisher_cells": ("cases/test_right_answers",),
    "tabular/_row_reader": ("test_tabular", "test_tabular_rows", "cases/test_right_answers"),
    "tabular/_rows": ("test_tabular_rows",),
    "tabular/_sayings": ("test_cells", "test_tabular_rows"),
    "tabular/_sources": ("test_tabular_sources",),
    "tabular/_table_row": ("test_tabular_rows", "test_tabular"),
    "tabular/_tables": ("test_tabular_sources", "test_tabular"),
    "tabular/_type_cells": ("test_tabular_rows", "test_tabular"),
    "tabular/_types": ("test_cells", "test_tabular"),
    "tabular/_values": ("test_tabular_sources",),
    "tabular/_workbook_parts": ("test_tabular_sources",),
}
PACKAGES = tuple(name for name in TESTS if "/" not in name)

COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
CALCULATED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitOr,
}
#: Names that say what a type is, and names whose numbers only say how much is remembered.
OF_TYPES = {"TypeVar", "NewType", "ParamSpec", "cast", "isinstance", "issubclass"}
REMEMBERING = {"lru_cache", "cache"}


@dataclass(frozen=True)
class Mutant:
    """One change: of *module* (``regions/_code``), in *where*, by *operator*, from *before* to *after*.

    *same* tells apart the changes of one function that read the same; *source* is the changed module, where it was
    asked for.
    """

    module: str
    where: str
    line: int
    operator: str
    before: str
    after: str
    same: int
    source: str

    @property
    def package(self) -> str:
        """The package that it is drawn for."""
        return self.module.partition("/")[0]

    @property
    def id(self) -> str:
        """The same for the same change, wherever its line is by now."""
        return self.order(0)[:8]

    def order(self, seed: int) -> str:
        """Its place in the drawing."""
        key = [seed, self.module, self.where, self.operator, self.before, self.after, self.same]
        return hashlib.sha256(json.dumps(key).encode()).hexdigest()

    def __str__(self) -> str:
        return f"{self.id} {self.module}.py:{self.line} {self.where}: {self.before} -> {self.after}"


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 100 else f"{text[:60]} ... {text[-36:]}"


def _is_none(node: ast.expr | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def _name(node: ast.AST) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


class Changes:
    """All changes of one module: each changes the tree in place, yields, and puts it back.

    Left out are docstrings, annotations, what only type checkers read, ``__all__``, ``__slots__``, the texts of errors,
    imports, assertions, lines that are not covered on purpose, and how much is remembered.
    """

    def __init__(self, module: str, source: str, wanted: set[str]) -> None:
        self.module = module
        self.wanted = wanted
        self.tree = ast.parse(source)
        self.error_texts = {
            id(each)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Raise)
            for each in ast.walk(node)
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        }
        self.skipped = {n for n, line in enumerate(source.splitlines(), 1) if "pragma: no cover" in line}
        self.seen: Counter[tuple[str, str, str, str]] = Counter()

    def __iter__(self) -> Iterator[Mutant]:
        yield from self._block(self.tree, "body", "module")

    def _made(self, where: str, node: ast.AST, operator: str, before: str, after: str) -> Mutant:
        self.seen[where, operator, before, after] += 1
        same = self.seen[where, operator, before, after]
        line = getattr(node, "lineno", 0)
        mutant = Mutant(self.module, where, line, operator, before, after, same, "")
        return replace(mutant, source=ast.unparse(self.tree)) if mutant.id in self.wanted else mutant

    def _put(self, where: str, parent: Any, field: str | int, new: Any, operator: str) -> Iterator[Mutant]:
        """The mutant with *new* at *field* of *parent* (an index where it is a list)."""
        old = parent[field] if isinstance(field, int) else getattr(parent, field)
        before = "no bound" if old is None else _short(old)
        after = {"deletion": "nothing"}.get(operator) or ("no bound" if new is None else _short(new))
        if isinstance(field, int):
            parent[field] = new
        else:
            setattr(parent, field, new)
        try:
            yield self._made(where, old if old is not None else parent, operator, before, after)
        finally:
            if isinstance(field, int):
                parent[field] = old
            else:
                setattr(parent, field, old)

    def _block(self, parent: ast.AST, field: str, where: str) -> Iterator[Mutant]:
        """Of the statements of a block."""
        body: list[ast.stmt] = getattr(parent, field)
        for number, statement in enumerate(body):
            if statement.lineno in self.skipped or self._is_left_out(statement):
                continue
            if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inner = statement.name if where == "module" else f"{where}.{statement.name}"
                yield from self._decorators(statement, inner)
                if not isinstance(statement, ast.ClassDef):
                    yield from self._expressions(statement.args, inner)
                yield from self._block(statement, "body", inner)
                continue
            if self._goes(statement, last=number == len(body) - 1, where=where, parent=parent):
                yield from self._put(where, body, number, ast.Pass(), "deletion")
            yield from self._statement(statement, where)

    def _statement(self, statement: ast.stmt, where: str) -> Iterator[Mutant]:
        if isinstance(statement, ast.If | ast.While):
            yield from self._negated(statement, "test", where)
        if isinstance(statement, ast.Return) and not _is_none(statement.value):
            yield from self._put(where, statement, "value", ast.Constant(None), "return")
        for name, child in ast.iter_fields(statement):
            first = child[0] if isinstance(child, list) and child else None
            if isinstance(first, ast.stmt):
                yield from self._block(statement, name, where)
            elif isinstance(first, ast.excepthandler | ast.match_case):
                for each in child:
                    yield from self._block(each, "body", where)
            elif name not in {"annotation", "target", "targets"}:
                yield from self._field(statement, name, child, where)

    def _field(self, parent: ast.AST, name: str, child: Any, where: str) -> Iterator[Mutant]:
        if isinstance(child, list):
            for number, each in enumerate(child):
                if isinstance(each, ast.expr):
                    yield from self._expression(child, number, where)
                elif isinstance(each, ast.AST):
                    yield from self._expressions(each, where)
        elif isinstance(child, ast.expr):
            yield from self._expression(parent, name, where)
        elif isinstance(child, ast.AST):
            yield from self._expressions(child, where)

    def _expressions(self, node: ast.AST, where: str) -> Iterator[Mutant]:
        """Of everything below *node* but annotations."""
        if isinstance(node, ast.arg):
            return
        if isinstance(node, ast.comprehension):
            for number in range(len(node.ifs)):
                yield from self._negated(node.ifs, number, where)
        for name, child in ast.iter_fields(node):
            yield from self._field(node, name, child, where)

    def _expression(self, parent: Any, field: str | int, where: str) -> Iterator[Mutant]:
        """Of the expression at *field* of *parent*, and of those below it."""
        node = parent[field] if isinstance(field, int) else getattr(parent, field)
        if getattr(node, "lineno", 0) in self.skipped or id(node) in self.error_texts:
            return
        if isinstance(node, ast.Call) and _name(node) in OF_TYPES:
            if _name(node) in {"isinstance", "issubclass"}:
                yield from self._expression(node.args, 0, where)
            elif _name(node) == "cast" and len(node.args) == 2:
                yield from self._expression(node.args, 1, where)
            return
        for new, operator in self._changed(node):
            yield from self._put(where, parent, field, new, operator)
        if isinstance(node, ast.IfExp):
            yield from self._negated(node, "test", where)
        yield from self._expressions(node, where)

    def _negated(self, parent: Any, field: str | int, where: str) -> Iterator[Mutant]:
        test = parent[field] if isinstance(field, int) else getattr(parent, field)
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            return  # taking the "not" away is a change of its own
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and type(test.ops[0]) in COMPARED:
            new = type(test.ops[0])
            if COMPARED[new] in (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn):
                return  # the same as the change of its operator
        yield from self._put(where, parent, field, ast.UnaryOp(ast.Not(), test), "negation")

    def _changed(self, node: ast.AST) -> Iterator[tuple[ast.expr | None, str]]:  # noqa: C901  # a branch an operator
        """What may stand where *node* stands."""
        if isinstance(node, ast.Compare):
            for number, operator in enumerate(node.ops):
                new = copy.copy(node)
                new.ops = [*node.ops[:number], COMPARED[type(operator)](), *node.ops[number + 1 :]]
                yield new, "comparison"
        elif isinstance(node, ast.BoolOp):
            yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values), "boolean"
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
            yield node.operand, "boolean" if isinstance(node.op, ast.Not) else "arithmetic"
        elif isinstance(node, ast.BinOp) and type(node.op) in CALCULATED:
            yield ast.BinOp(node.left, CALCULATED[type(node.op)](), node.right), "arithmetic"
        elif isinstance(node, ast.Constant):
            for value in self._constants(node.value):
                yield ast.Constant(value), "constant"
        elif isinstance(node, ast.Slice):
            if node.lower is not None:
                yield ast.Slice(None, node.upper, node.step), "slice"
            if node.upper is not None:
                yield ast.Slice(node.lower, None, node.step), "slice"

    @staticmethod
    def _constants(value: object) -> Iterator[object]:
        if isinstance(value, bool):
            yield not value
        elif isinstance(value, int | float):
            yield value + 1
            if value:
                yield value - 1
        elif isinstance(value, str | bytes):
            yield value + ("XX" if isinstance(value, str) else b"XX")

    def _decorators(self, node: Any, where: str) -> Iterator[Mutant]:
        for number, decorator in enumerate(node.decorator_list):
            if _name(decorator) not in REMEMBERING:
                yield from self._expression(node.decorator_list, number, where)

    @staticmethod
    def _is_left_out(statement: ast.stmt) -> bool:
        """What only readers and type checkers use, and what cannot be otherwise."""
        if isinstance(statement, ast.Import | ast.ImportFrom | ast.Assert):
            return True
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            return True  # a docstring
        if isinstance(statement, ast.If) and _name(statement.test) == "TYPE_CHECKING":
            return True
        if isinstance(statement, ast.FunctionDef):
            return any(_name(each) == "overload" for each in statement.decorator_list)
        if isinstance(statement, ast.Assign):
            names = {_name(target) for target in statement.targets}
            return bool(names & {"__all__", "__slots__"})
        if isinstance(statement, ast.AnnAssign):
            return statement.value is None or _name(statement.annotation) == "TypeAlias"
        return False

    def _goes(self, statement: ast.stmt, *, last: bool, where: str, parent: ast.AST) -> bool:
        """Whether a module without *statement* can be right by accident."""
        if where == "module":
            return False
        if isinstance(statement, ast.Return):
            return not (last and isinstance(parent, ast.FunctionDef))
        if isinstance(statement, ast.If):
            return not statement.orelse
        if isinstance(statement, ast.Assign):
            return not all(isinstance(target, ast.Name) for target in statement.targets)
        return isinstance(
            statement, ast.Expr | ast.AugAssign | ast.Raise | ast.Continue | ast.Break | ast.For | ast.While
        )


def changes(module: str, wanted: set[str]) -> Iterator[Mutant]:
    """All mutants of a module; those whose ids are *wanted* have their source."""
    source = (ROOT / SOURCE / f"{module}.py").read_text(encoding="utf-8")
    return iter(Changes(module, source, wanted))


def modules_of(package: str) -> list[str]:
    """The modules of *package*, as Mutant names them."""
    place = ROOT / SOURCE / package
    files = sorted(place.glob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    return [path.relative_to(ROOT / SOURCE).with_suffix("").as_posix() for path in files]


def drawn(number: int, seed: int, without: set[str]) -> list[Mutant]:
    """The sample: at least :data:`LEAST` a package, the others by the number of mutants that each package has."""
    possible = {
        package: sorted(
            (
                mutant
                for module in modules_of(package)
                if module not in without
                for mutant in changes(module, set())
            ),
            key=lambda mutant: mutant.order(seed),
        )
        for package in PACKAGES
    }
    total = sum(map(len, possible.values()))
    rest = max(0, number - LEAST * len(PACKAGES))
    shares = {package: LEAST + rest * len(mutants) / total for package, mutants in possible.items()}
    taken = {package: math.floor(share) for package, share in shares.items()}
    by_rest = sorted(PACKAGES, key=lambda package: taken[package] - shares[package])
    for package in by_rest[: max(0, number - sum(taken.values()))]:
        taken[package] += 1
    chosen = [mutant for package, mutants in possible.items() for mutant in mutants[: taken[package]]]
    wanted = {mutant.id for mutant in chosen}
    modules = dict.fromkeys(mutant.module for mutant in chosen)
    return [mutant for module in modules for mutant in changes(module, wanted) if mutant.id in wanted]


def tests_of(module: str) -> tuple[list[str], list[str]]:
    """The files to run for a mutant of *module*: its doctests and nearest tests, and the others of its package.

    To collect all of them takes longer than to run the nearest, and most mutants are killed by these.
    """
    package = module.partition("/")[0]
    nearest = TESTS[module] if "/" in module and module in TESTS else TESTS[package][:2]
    others = [name for name in TESTS[package] if name not in nearest]
    own = f"{SOURCE.as_posix()}/{module}.py"
    return [own, *(f"tests/{name}.py" for name in nearest)], [f"tests/{name}.py" for name in others]


class Copy:
    """A copy of the project in a temporary folder, in which mutants are tried."""

    def __init__(self, place: Path) -> None:
        self.place = place
        left_out = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "htmlcov", "real")
        shutil.copytree(ROOT, place, ignore=left_out, dirs_exist_ok=True)

    def check(self, module: str, *, nearest: bool) -> None:
        """End the run where the tests fail without any change; with *nearest* only those nearest to *module*."""
        result, took, shown = self.run(module, None, nearest=nearest)
        if result != "passed":
            raise SystemExit(f"{module}: the tests of the unchanged module: {result}: {shown}")
        print(f"{module}: its {'nearest ' if nearest else ''}tests take {took:.0f} s", flush=True)

    def run(self, module: str, source: str | None, *, nearest: bool = False) -> tuple[str, float, str]:
        """What the tests say to *module* with this *source*: passed, failed or timeout; seconds, the last line."""
        path = self.place / SOURCE / f"{module}.py"
        original = path.read_bytes()
        for old in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            old.unlink()
        if source is not None:
            path.write_text(source, encoding="utf-8")
        start = time.monotonic()
        try:
            for files in tests_of(module)[: 1 if nearest else 2]:
                code, shown = self._pytest(module, files, writes=source is None)
                if code != 0:
                    break
        finally:
            path.write_bytes(original)
        took = time.monotonic() - start
        if code == 0:
            return "passed", took, shown
        return (
            "timeout" if code is None or code in (-signal.SIGXCPU, -signal.SIGKILL) else "failed",
            took,
            shown,
        )

    def _pytest(self, module: str, files: list[str], *, writes: bool) -> tuple[int | None, str]:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SATUDATA_")},
            "PYTHONPATH": str(self.place / "src"),
            "SATUDATA_HYPOTHESIS": "few",
        }
        if (
            not writes
        ):  # a module that changes within a second and keeps its size would be taken from its cache
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
        options = ("-x", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider", "-p", "no:xdist")
        name = ".".join((SOURCE.name, *module.removesuffix("/__init__").split("/")))
        command = [sys.executable, "-c", _RUN, name, *options, *files]
        process = subprocess.Popen(
            command,
            cwd=self.place,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_limit,  # noqa: PLW1509  # one thread
        )
        try:
            shown, _ = process.communicate(timeout=WAIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None, ""
        failed = [line for line in shown.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return process.returncode, (failed or shown.splitlines() or [""])[-1][:200]


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def kept(path: Path) -> dict[str, dict[str, Any]]:
    """The results of earlier runs by the mutant's id and its source; later lines replace earlier ones."""
    if not path.exists():
        return {}
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
    return {f"{line['id']} {line['source']}": line for line in lines}


def key_of(mutant: Mutant) -> str:
    """Under which its result is kept: the mutant and the code around it."""
    return f"{mutant.id} {hashlib.sha256(mutant.source.encode()).hexdigest()[:16]}"


def try_all(
    mutants: list[Mutant], results: Path, *, again: bool, nearest: bool = False
) -> dict[str, dict[str, Any]]:
    """The result of each mutant: kept ones as they are, but survivors once more where *again*."""
    known = kept(results)
    todo = [
        mutant
        for mutant in mutants
        if (result := known.get(key_of(mutant))) is None or (again and result["result"] == "passed")
    ]
    if todo:
        results.parent.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(prefix="mutants-") as folder,
            results.open("a", encoding="utf-8") as out,
        ):
            place = Copy(Path(folder))
            ready: set[str] = set()
            for number, mutant in enumerate(todo, 1):
                if mutant.module not in ready:
                    place.check(mutant.module, nearest=nearest or mutant.package in ready)
                    ready |= {mutant.module, mutant.package}
                result, took, shown = place.run(mutant.module, mutant.source, nearest=nearest)
                identity, _, source = key_of(mutant).partition(" ")
                line = {
                    "id": identity,
                    "source": source,
                    "result": result,
                    "seconds": round(took, 1),
                    "mutant": str(mutant),
                    "operator": mutant.operator,
                    "by": shown,
                }
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                out.flush()
                known[key_of(mutant)] = line
                print(f"{number}/{len(todo)} {took:.0f} s {result:7} {mutant}", flush=True)
    return {key_of(mutant): known[key_of(mutant)] for mutant in mutants}


def report(mutants: list[Mutant], results: dict[str, dict[str, Any]]) -> int:
    """Print a line a package and the survivors; return 1 where too many survive, or one is not in the document."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant in mutants:
        counts[mutant.package][results[key_of(mutant)]["result"]] += 1
    print(f"{'package':12} {'mutants':>8} {'killed':>8} {'timeout':>8} {'survived':>9}")
    for package, of_package in [*counts.items(), ("total", sum(counts.values(), Counter()))]:
        failed, timeout, passed = (of_package[each] for each in ("failed", "timeout", "passed"))
        print(f"{package:12} {of_package.total():>8} {failed:>8} {timeout:>8} {passed:>9}")
    survivors = [mutant for mutant in mutants if results[key_of(mutant)]["result"] == "passed"]
    listed = SURVIVORS.read_text(encoding="utf-8") if SURVIVORS.exists() else ""
    for mutant in survivors:
        print(f"{mutant}{'' if f'`{mutant.id}`' in listed else '  (not in docs/mutants.md)'}")
    unlisted = [mutant for mutant in survivors if f"`{mutant.id}`" not in listed]
    return 1 if unlisted or len(survivors) > ALLOWED * max(1, len(mutants) / 400) else 0


def main() -> int:
    """0 where few enough survive and each is listed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--number", type=int, default=400)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--results", type=Path, default=ROOT / "build" / "mutants.jsonl")
    options.add_argument("--without", nargs="*", default=[], help="modules to leave out: issuing/_register")
    options.add_argument(
        "--only", nargs="*", default=[], help="packages, modules or ids to try, of the sample"
    )
    options.add_argument("--again", action="store_true", help="try the kept survivors once more")
    options.add_argument("--nearest", action="store_true", help="run the nearest tests only: a first look")
    options.add_argument("--list", action="store_true", help="name the mutants and try nothing")
    options.add_argument("--show", action="store_true", help="show the changes and try nothing")
    asked = options.parse_args()
    mutants = drawn(asked.number, asked.seed, set(asked.without))
    if asked.only:
        only = set(asked.only)
        mutants = [mutant for mutant in mutants if only & {mutant.package, mutant.module, mutant.id}]
    if asked.list or asked.show:
        for mutant in mutants:
            print(mutant)
            if asked.show:
                plain = ast.unparse(
                    ast.parse((ROOT / SOURCE / f"{mutant.module}.py").read_text(encoding="utf-8"))
                )
                print(
                    *list(unified_diff(plain.splitlines(), mutant.source.splitlines(), lineterm="", n=1))[2:],
                    sep="\n",
                )
        return 0
    os.nice(10)
    return report(mutants, try_all(mutants, asked.results, again=asked.again, nearest=asked.nearest))


if __name__ == "__main__":
    sys.exit(main())
