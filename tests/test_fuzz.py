"""The fuzzer reaches every parser, repeats itself under one seed, and sees a parser that fails."""

import json
import runpy
from pathlib import Path

FUZZ = runpy.run_path(str(Path(__file__).resolve().parent.parent / "tools" / "fuzz.py"))


def test_every_parser_is_fed_and_none_fails():
    report = FUZZ["run"](4400, 7)
    assert not report.failures
    fed = set(report.answered) | set(report.refused)
    files = FUZZ["OF_FILES"]
    assert all(report.answered[name] and report.refused[name] for name in files)
    golden = (Path(__file__).resolve().parent / "golden").glob("*.json")
    forms = {f"from_json {json.loads(path.read_text(encoding='utf-8'))['schema']}" for path in golden}
    assert fed == {*FUZZ["OF_TEXT"], *FUZZ["OF_JSON"], *FUZZ["OF_CSV"], *files, *forms}
    assert report.answered.total() + report.refused.total() == 4400


def test_one_seed_gives_one_run():
    first, second = (FUZZ["run"](560, 3) for _ in range(2))
    assert (first.answered, first.refused) == (second.answered, second.refused)


def test_a_failure_is_seen_and_shown(capsys):
    report = FUZZ["Report"]()
    for given in ("a", "b"):
        report.feed("broken", lambda text: {}[text], given)
        report.feed("refusing", lambda text: text + 1, given)
        report.feed("answering", len, given)
    assert sorted(report.failures) == [("broken", "KeyError: 'a'"), ("broken", "KeyError: 'b'")]
    report.show()
    shown = capsys.readouterr().out
    assert "6 inputs, 2 failures of 2 kinds" in shown
    assert "broken: KeyError: 'a': 1 times, first 'a'" in shown
