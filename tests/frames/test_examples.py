"""The examples of frames run on each engine that is installed, say the same, and stay short."""

import os
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "frames"
ENGINES = {"with_pandas": "pandas", "with_polars": "polars", "with_duckdb": "duckdb", "spark_job": "pyspark"}
LONGEST = 45
#: Spark for 42 rows.
_SMALL = (
    *("--master", "local[1]", "--driver-memory", "1g"),
    *("--driver-java-options", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"),
    *("--conf", "spark.sql.shuffle.partitions=1", "--conf", "spark.ui.enabled=false"),
    *("--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.driver.bindAddress=127.0.0.1"),
)
SAID = """\
events, national: 37
events, province: 37
events, regency: 38
rows met: 25
rows undetermined: 17
rows with repair-spaces: 1
"""


def printed_by(name, folder, *arguments, by=(sys.executable,)):
    result = subprocess.run(
        [*by, str(FOLDER / f"{name}.py"), *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONIOENCODING": "utf-8",
            "COLUMNS": "120",
            "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_SUBMIT_ARGS": shlex.join([*_SMALL, "pyspark-shell"]),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def require(engine):
    if not find_spec(engine):
        pytest.skip(f"not run: no {engine}")
    if engine == "pyspark" and not shutil.which("java"):
        pytest.skip("not run: no Java")


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "spark_job"])
def test_every_engine_says_the_same(name, tmp_path):
    require(ENGINES[name])
    assert printed_by(name, tmp_path) == SAID


@pytest.mark.parametrize("is_submitted", [False, True])
def test_the_job_writes_and_prints_the_same(is_submitted, tmp_path):
    require("pyspark")
    submit = Path(sys.executable).with_name("spark-submit")
    said = printed_by(
        "spark_job",
        tmp_path,
        str(FOLDER.parent / "kejadian-2024.csv"),
        str(tmp_path / "out"),
        by=(str(submit), *_SMALL) if is_submitted else (sys.executable,),
    )
    assert said.endswith(SAID)
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"national", "province", "regency", "judged", "checked"}
    assert all(list(path.glob("*.parquet")) for path in (tmp_path / "out").iterdir())


def test_the_notebook_shows_the_same_numbers(tmp_path):
    require("polars")
    said = printed_by("step_by_step", tmp_path)
    assert "{'national': 37, 'province': 37, 'regency': 38}" in said


def test_every_example_is_run_and_short():
    scripts = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")}
    assert set(scripts) == {*ENGINES, "step_by_step"}
    for name, text in scripts.items():
        assert text.startswith('"""')
        assert name == "step_by_step" or len(text.splitlines()) <= LONGEST
