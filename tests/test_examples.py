"""The examples run, print, and stay short."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.py"))
LONGEST = 40


def printed_by(script: Path, folder: Path) -> str:
    """What *script* prints; an example complains of nothing."""
    result = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


#: A line that an example prints.
SHOWN = {
    "parse_kib": "  region 62.02 Kabupaten Kotawaringin Timur",
    "look_up_region": "2024-05-07: 93.01 Kabupaten Merauke, by KMDN-100.1.1-6117-2022",
    "read_table": "37 events, 19 provinces, 34 kabupaten/kota",
    "evaluate_threshold": "the missing read as dead: met",
    "count_events": "3 events nationally, 3 summed over 3 provinces, 4 summed over 4 kabupaten/kota",
    "cooperation": "asleep: ['nk-contoh']",
    "verify_records": "warning total-below-parts",
    "compare_rule_sets": "EM-DAT: not met: no criterion is met and nothing that could meet one is unknown",
    "sum_site_reports": "32.03 since 22/11 15.00: 5 people",
    "follow_an_emergency": "13.04 on 2024-05-20 tanggap darurat",
    "whom_to_call": "call Relawan Contoh: named itself",
    "declarations_to_threshold": "35.10 tanggap darurat until 2025-03-28 prolongs ('188/10/CONTOH/2025',)",
    "feed_to_count": "3203107202211211 met - 1 event nationally, 1 summed over 1 province, 2 summed over",
    "issue_a_kib": "was 3203107202306101 - is 3202107202306101",
}


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda path: path.stem)
def test_it_runs_from_anywhere_and_shows_what_it_says(script, tmp_path):
    printed = printed_by(script, tmp_path)
    assert printed.strip()
    assert SHOWN.get(script.stem, "") in printed


@pytest.mark.each_row("script", EXAMPLES, name=lambda path: path.stem)
def test_it_says_what_it_shows_and_is_short(script):
    text = script.read_text(encoding="utf-8")
    assert text.startswith('"""')
    assert len(text.splitlines()) < LONGEST


def test_every_example_with_a_line_is_there():
    assert SHOWN.keys() <= {script.stem for script in EXAMPLES}
