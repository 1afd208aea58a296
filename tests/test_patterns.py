"""No regular expression of the package takes more than linear time: steps are counted, not seconds.

Each pattern is run by a plain backtracking matcher, as far from clever as can be, over texts made to hurt it: its own
characters repeated, in pairs and behind one another, and never a match at the end. Twice the length may take about
twice the steps, whatever the way in which the package calls it.
"""

import ast
import importlib
import re
from itertools import product
from pathlib import Path
from re import _constants as op
from re import _parser as parser

import pytest

import satudata
from satudata import interchange

PACKAGE = Path(satudata.__file__).parent
CALLS = {"match", "fullmatch", "search", "sub", "finditer", "findall", "split"}
#: Whose patterns are made while they run; they are not looked at here.
MADE_AT_RUN_TIME = {"cli._parser"}
SHORT, LONG = 40, 80
TOO_MANY = 100_000


def compiled(pattern):  # noqa: C901, PLR0915  # a branch a construct
    """The instructions of a backtracking machine for *pattern*, and the characters that tell its sets apart."""
    program, characters = [], set()

    def emit(*instruction):
        program.append(list(instruction))
        return len(program) - 1

    def among(items):
        tests, negated = [], False
        for kind, given in items:
            if kind is op.NEGATE:
                negated = True
            elif kind is op.LITERAL:
                tests.append(lambda each, given=given: ord(each) == given)
                characters.add(chr(given))
            elif kind is op.RANGE:
                tests.append(lambda each, given=given: given[0] <= ord(each) <= given[1])
                characters.add(chr(given[0]))
            else:
                name = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(given).rpartition("_")[2]]
                name = name.upper() if "NOT" in str(given) else name
                tests.append(lambda each, name=name: re.fullmatch(name, each) is not None)
                characters.add({"d": "7", "s": " ", "w": "x"}[name[1].lower()])
        return lambda each: negated is not any(test(each) for test in tests)

    def repeat(least, most, body, *, greedy=True):
        for _ in range(least):
            write(body)
        if most is op.MAXREPEAT:
            split = emit("split", None, None)
            write(body)
            emit("jump", split)
            ends = [split]
        else:
            ends = []
            for _ in range(most - least):
                ends.append(emit("split", None, None))
                write(body)
        for split in ends:
            program[split][1:] = (split + 1, len(program)) if greedy else (len(program), split + 1)

    def write(items):  # noqa: C901
        for kind, given in items:
            if kind is op.LITERAL or kind is op.NOT_LITERAL:
                negate = [(op.NEGATE, None)] if kind is op.NOT_LITERAL else []
                emit("one", among([*negate, (op.LITERAL, given)]))
            elif kind is op.ANY:
                emit("one", lambda each: True)
                characters.add("x")
            elif kind is op.IN:
                emit("one", among(given))
            elif kind is op.MAX_REPEAT or kind is op.MIN_REPEAT:
                repeat(*given, greedy=kind is op.MAX_REPEAT)
            elif kind is op.SUBPATTERN:
                emit("save", given[0], 0)
                write(given[3])
                emit("save", given[0], 1)
            elif kind is op.BRANCH:
                jumps = []
                for branch in given[1]:
                    split = emit("split", len(program) + 1, None)
                    write(branch)
                    jumps.append(emit("jump", None))
                    program[split][2] = len(program)
                emit("fail")
                for jump in jumps:
                    program[jump][1] = len(program)
            elif kind is op.GROUPREF:
                emit("again", given)
            elif kind is op.AT:
                emit("at", str(given))
            else:
                raise NotImplementedError(kind)

    write(parser.parse(pattern))
    emit("end")
    return program, sorted(characters)


def steps_from(program, text, start, *, whole):  # noqa: C901, PLR0912  # a branch an instruction
    """(steps, where the match from *start* ends or None) of trying everything in order."""
    waiting, steps = [(0, start, ())], 0
    while waiting:
        at, place, saved = waiting.pop()
        while True:
            steps += 1
            assert steps < TOO_MANY, text
            name, *given = program[at]
            at += 1
            if name == "one":
                if place == len(text) or not given[0](text[place]):
                    break
                place += 1
            elif name == "split":
                waiting.append((given[1], place, saved))
                at = given[0]
            elif name == "jump":
                at = given[0]
            elif name == "save":
                saved = (*saved, (*given, place))
            elif name == "again":
                ends = {side: where for group, side, where in saved if group == given[0]}
                again = text[ends[0] : ends[1]] if len(ends) == 2 else None
                if again is None or not text.startswith(again, place):
                    break
                place += len(again)
            elif name == "at":
                is_start, is_end = place == 0, place == len(text)
                if not {"AT_BEGINNING": is_start, "AT_END": is_end}.get(given[0], True):
                    break
            elif name == "end" and (not whole or place == len(text)):
                return steps, place
            else:
                break
    return steps, None


def steps(program, text, how):
    """The steps of one call: of all matches one after the other, or of one from the start."""
    if how in {"match", "fullmatch"}:
        return steps_from(program, text, 0, whole=how == "fullmatch")[0]
    total = start = 0
    while start <= len(text):
        taken, end = steps_from(program, text, start, whole=False)
        total += taken
        start = start + 1 if end is None or end == start else end
    return total


def hostile(characters, length):
    """Texts of about *length* of a pattern's characters."""
    held = characters[:6] or ["x"]
    for first, other in product(held, held):
        for text in (
            first + other * length,
            (first + other) * (length // 2),
            first * length + other * length,
        ):
            yield text + "\x01"
            yield text
    for first, second, third in product(held[:4], held[:4], held[:4]):
        yield first + second * length + third + "\x01"


def growth(pattern, how):
    """The most by which the steps grow where the text does by two, and the text of it."""
    program, characters = compiled(pattern)
    pairs = zip(hostile(characters, SHORT), hostile(characters, LONG), strict=True)
    found = ((steps(program, long, how) / (steps(program, short, how) + 50), short) for short, long in pairs)
    return max(found)


def patterns_of(module, tree):
    """(pattern, how it is called) as far as the source tells; a pattern kept for later is called as the module does."""
    names, held, elsewhere = vars(module), {}, set()
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner, how = node.func.value, node.func.attr
        if how not in CALLS:
            continue
        if isinstance(owner, ast.Name) and owner.id == "re":
            source = compile(ast.Expression(node.args[0]), "<pattern>", "eval")
            yield eval(source, dict(names)), how
        elif isinstance(owner, ast.Name) and isinstance(names.get(owner.id), re.Pattern):
            held.setdefault(owner.id, set()).add(how)
        elif how != "split":
            elsewhere.add(how)
    for name, value in names.items():
        for each in held_in(value):
            for how in held.get(name) or elsewhere:
                yield each.pattern, how


def held_in(value):
    """The patterns in a value, however deep in tables of them."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from held_in(each)


def every_pattern():
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = {
            each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names
        }
        if "re" not in imports or name in MADE_AT_RUN_TIME:
            continue
        for pattern, how in patterns_of(importlib.import_module(f"satudata.{name}"), tree):
            yield pattern, how
    for schema in sorted({form.schema for form in interchange.FORMS} | set(interchange._registry.HOMES)):
        for pattern in within(interchange.json_schema(schema)):
            yield pattern, "search"


def within(schema):
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        yield from schema.get("patternProperties", {})
        schema = list(schema.values())
    if isinstance(schema, list):
        for each in schema:
            yield from within(each)


PATTERNS = sorted(
    {(each if isinstance(each, str) else each.decode("latin-1"), how) for each, how in every_pattern()}
)


def test_they_are_found():
    assert len(PATTERNS) > 30
    assert {how for _, how in PATTERNS} >= {"fullmatch", "search"}


@pytest.mark.parametrize(("pattern", "how"), PATTERNS, ids=str)
def test_is_linear(pattern, how):
    times, text = growth(pattern, how)
    assert times < 2.5, text


@pytest.mark.parametrize(
    ("pattern", "how"),
    [
        (r"(a|ab)*c*d", "search"),
        (r"\s+$", "search"),
        (r"a*a*b", "fullmatch"),
        (r".*,.*,x", "match"),
        (r"([0-9]+)[.,]", "search"),
    ],
)
def test_one_that_is_not_linear_is_seen(pattern, how):
    assert growth(pattern, how)[0] > 2.5


def test_one_without_end_is_stopped():
    with pytest.raises(AssertionError, match="x"):
        growth(r"(x+x+)+y", "match")


@pytest.mark.parametrize(("pattern", "how"), PATTERNS, ids=str)
def test_the_machine_matches_as_python_does(pattern, how):
    program, characters = compiled(pattern)
    for text in hostile(characters, 6):
        found = getattr(re, how if how in {"match", "fullmatch"} else "match")(pattern, text)
        if "(?i" in pattern or r"\b" in pattern:
            continue
        end = steps_from(program, text, 0, whole=how == "fullmatch")[1]
        assert end == (found.end() if found else None), text
