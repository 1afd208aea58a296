"""What the documents show is what happens: their Python blocks are run, their console blocks compared."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"\$ (satudata |python -m satudata )")


def blocks(text: str) -> list[tuple[str, str, int]]:
    """(language, source, line number) of the fenced blocks that are run; other fences (sh, text) are prose."""
    return [(match[1], match[2], text.count("\n", 0, match.start()) + 1) for match in BLOCK.finditer(text)]


def run_python(source: str, names: dict, place: str) -> None:
    """Run a block: a session with >>> is compared with what it shows, other code has only to run."""
    if ">>> " not in source:
        exec(compile(source, place, "exec"), names)
        return
    session = doctest.DocTestParser().get_doctest(source, names, place, place, 0)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
    failed, _ = runner.run(session, out=told.append, clear_globs=False)
    assert not failed, "".join(told)
    names.update(session.globs)


def printed_by(command: str, folder: Path) -> str:
    """What a reader sees in the terminal after *command*, errors included."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    result = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return result.stdout


def run_console(source: str, folder: Path, place: str) -> None:
    """Run each ``$ satudata ...`` and compare; ``...`` in the document stands for anything."""
    pieces = re.split(r"^(\$ .*(?:(?<=\\)\n.*)*)\n", source, flags=re.MULTILINE)
    for command, shown in zip(pieces[1::2], pieces[2::2], strict=True):
        assert COMMAND.match(command), f"{place}: {command!r} is not run; show it in a ```sh block"
        printed = printed_by(command.removeprefix("$ "), folder)
        same = doctest.OutputChecker().check_output(
            shown.rstrip() + "\n", printed.rstrip() + "\n", doctest.ELLIPSIS
        )
        assert same, f"{place}: {command}\nthe document shows:\n{shown}\nthe command prints:\n{printed}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_blocks_run_as_shown(document, tmp_path, monkeypatch):
    if (ROOT / "examples").is_dir():
        shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict = {"__name__": "__main__"}
    for language, source, line in blocks(document.read_text(encoding="utf-8")):
        place = f"{document.name}:{line}"
        if language == "python":
            run_python(source, names, place)
        else:
            run_console(source, tmp_path, place)


def test_the_readme_has_blocks_of_both_kinds():
    found = {language for language, _, _ in blocks((ROOT / "README.md").read_text(encoding="utf-8"))}
    assert found == {"python", "console"}


def test_a_document_that_shows_another_result_fails(tmp_path):
    with pytest.raises(AssertionError, match="Expected"):
        run_python(">>> 1 + 1\n3\n", {}, "here")
    with pytest.raises(AssertionError, match="the command prints"):
        run_console("$ python -m satudata kib 6202106202408041\nnothing\n", tmp_path, "here")
    with pytest.raises(AssertionError, match="is not run"):
        run_console("$ rm nothing\n", tmp_path, "here")
