"""Each line of the documents for reading a file reads codes as text."""

from __future__ import annotations

import re
import shutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from engines import ENGINES, NEEDS, spark_session

from satudata import frames

ROOT = Path(__file__).resolve().parents[2]
CODES = ["Kode Identitas Bencana", "ID Kejadian", "ID Kabupaten", "Tanggal Kejadian"]
LINES = dict(
    re.findall(
        r"^\| (\w+) \| `([^`]*csv\([^`]*)`", (ROOT / "docs/frames.md").read_text("utf-8"), re.MULTILINE
    )
)
#: By engine, the names that its line uses for imported modules.
IMPORTED = {
    "pandas": {"pd": "pandas"},
    "polars-lazy": {"pl": "polars"},
    "pyarrow": {"pa": "pyarrow", "csv": "pyarrow.csv"},
    "duckdb": {"duckdb": "duckdb"},
    "dask": {"dd": "dask.dataframe"},
    "ibis": {"ibis": "ibis"},
    "pyspark": {},
}


def test_every_engine_has_its_line():
    assert [name.lower() for name in LINES] == [name.partition("-")[0] for name in IMPORTED]


@pytest.mark.parametrize(("name", "line"), list(zip(IMPORTED, LINES.values(), strict=True)), ids=IMPORTED)
def test_the_line_keeps_codes_as_text(name, line):
    lacking = [module for module in NEEDS[name] if not find_spec(module)]
    if name == "pyspark" and not shutil.which("java"):
        lacking.append("Java")
    if lacking:
        pytest.skip(f"not run: no {', '.join(lacking)}")
    known = {called: import_module(module) for called, module in IMPORTED[name].items()}
    if name == "ibis":
        known["con"] = known["ibis"].duckdb.connect()
    if name == "pyspark":
        known["spark"] = spark_session()
    known |= {"file": str(ROOT / "examples" / "kejadian-2024.csv"), "codes": CODES}
    frame = eval(compile(line, "<docs>", "eval"), known)
    counted = frames.count_all(frame, event="Kode Identitas Bencana", region="ID Kabupaten")
    assert ENGINES[name].rows(counted["national"]) == [
        {"events": 38}
    ]  # 38, not 37: one event has two KIBs, and the event ids are not used
