"""A dataframe of any engine is checked like its CSV file."""

from pathlib import Path

import narwhals as nw
import pytest

from satudata import interchange
from satudata.standards import check_principles

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "dataset"
DATASET = interchange.from_json((FOLDER / "DATASET.json").read_bytes())
TABLE = FOLDER / "kejadian-2024.csv"


def pandas_frame(source):
    pandas = pytest.importorskip("pandas")
    text = {"Kode Identitas Bencana": str, "ID Kabupaten": str}
    return pandas.read_csv(source, dtype=text, parse_dates=["Tanggal Kejadian"])


def polars_frame(source):
    polars = pytest.importorskip("polars")
    text = {"Kode Identitas Bencana": polars.String, "ID Kabupaten": polars.String}
    return polars.read_csv(source, schema_overrides=text, try_parse_dates=True)


def pyarrow_table(source):
    pytest.importorskip("pyarrow")
    return polars_frame(source).to_arrow()


def narwhals_frame(source):
    return nw.from_native(polars_frame(source))


def lazy_frame(source):
    return polars_frame(source).lazy()


def lazy_narwhals_frame(source):
    return nw.from_native(lazy_frame(source))


def duckdb_relation(source):
    duckdb = pytest.importorskip("duckdb")
    text = {"Kode Identitas Bencana": "VARCHAR", "ID Kabupaten": "VARCHAR"}
    return duckdb.read_csv(str(source), dtype=text)


def dask_frame(source):
    dataframe = pytest.importorskip("dask.dataframe")
    return dataframe.from_pandas(pandas_frame(source), npartitions=3)


def pyarrow_dataset(source):
    dataset = pytest.importorskip("pyarrow.dataset")
    return dataset.dataset(pyarrow_table(source))


MAKERS = [
    *(pandas_frame, polars_frame, pyarrow_table, narwhals_frame, lazy_frame, lazy_narwhals_frame),
    *(duckdb_relation, dask_frame, pyarrow_dataset),
]


@pytest.mark.parametrize("make", MAKERS)
def test_clean(make):
    report = check_principles(DATASET, make(TABLE))
    assert report.first == ()
    assert report.rows == 42


@pytest.mark.parametrize("make", MAKERS)
def test_damaged(make, tmp_path):
    path = tmp_path / "rusak.csv"
    text = TABLE.read_text(encoding="utf-8").replace("3275101202401041", "3275 101 20240104 1")
    path.write_text(text.replace(",32.75,", ",99.75,"), encoding="utf-8")
    found = {each.code: each for each in check_principles(DATASET, make(path)).first}
    assert set(found) == {"cells-type", "cells-code-unknown"}
    assert {each.where for each in found.values()} == {"row 1"}


def test_a_code_that_became_a_number_is_reported():
    numbers = pandas_frame(TABLE)
    numbers["ID Kabupaten"] = numbers["ID Kabupaten"].astype(float)
    (found,) = check_principles(DATASET, numbers).first
    assert (found.code, found.data["number"]) == ("cells-type", 42)
