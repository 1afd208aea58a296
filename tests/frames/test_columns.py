"""Frames in and out: their kind, their columns, and what is refused with a typed error."""

import datetime
import pickle

import narwhals.stable.v2 as nw
import pytest

from satudata import Interpretation, SatudataError, frames
from satudata.frames import ColumnError, EngineError

FUNCTIONS = [
    frames.read_kib,
    lambda frame, **options: frames.verify(frame, columns={}, **options),
    frames.evaluate,
]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("taken", ["kib_digits", "kib_system", "findings", "threshold_met"])
def test_a_column_is_never_overwritten(engine, function, taken):
    frame = engine.build({"kib": ["6202106202408041"], taken: ["mine"]})
    added = {
        FUNCTIONS[0]: "kib_digits",
        FUNCTIONS[1]: "findings",
        FUNCTIONS[2]: "threshold_met",
    }[function]
    if taken != added:
        (row,) = engine.rows(function(frame))
        assert row[taken] == "mine"
    else:
        with pytest.raises(ColumnError, match="choose another prefix") as caught:
            function(frame)
        assert caught.value.column == taken
        (row,) = engine.rows(function(frame, prefix="x_"))
        assert row[taken] == "mine"


def test_the_columns_of_a_context_are_not_overwritten_either(engine):
    frame = engine.build({"kib": ["6202106202408041"], "kib_system": ["mine"], "name": ["Demak"]})
    with pytest.raises(ColumnError, match="kib_system"):
        frames.read_kib(frame, region_name="name")


def test_a_missing_column_is_named_with_those_that_exist(engine):
    frame = engine.build({"KIB": ["6202106202408041"]})
    for call in (
        lambda: frames.read_kib(frame),
        lambda: frames.read_kib(frame, "KIB", date="tanggal"),
        lambda: frames.count_events(frame),
        lambda: frames.count_all(frame, event="KIB", by="source"),
        lambda: frames.count_events(frame, event="KIB", weight="n"),
        lambda: frames.verify(frame),
        lambda: frames.evaluate(frame, columns={"dead": "Meninggal"}),
    ):
        with pytest.raises(ColumnError, match="KIB"):
            call()


@pytest.mark.parametrize(
    "values", [[6202106202408041], [6202106202408041.0], [True], [datetime.date(2024, 8, 4)]]
)
def test_codes_are_text_never_numbers(engine, values):
    if engine.name.startswith("pandas") and isinstance(values[0], datetime.date):
        pytest.skip("plain pandas has no dates")
    frame = engine.build({"kib": values, "n": [1]})
    for call in (frames.read_kib, frames.count_events, frames.verify):
        with pytest.raises(ColumnError, match="codes are text"):
            call(frame)


def test_figures_are_numbers(engine):
    frame = engine.build({"dead": ["lima"], "kib": ["x"]})
    with pytest.raises(ColumnError, match=r"columns=\{'dead': ''\}"):
        frames.evaluate(frame)
    (row,) = engine.rows(frames.evaluate(frame, columns={"dead": ""}))
    assert row["threshold_verdict"] == "undetermined"


def test_weights_are_numbers(engine):
    frame = engine.build({"kib": ["x"], "n": ["1"]})
    with pytest.raises(ColumnError, match="weights are numbers"):
        frames.count_events(frame, weight="n")


def test_an_unknown_field_is_named(engine):
    frame = engine.build({"kib": ["x"], "n": [1]})
    with pytest.raises(ColumnError, match="nonsense"):
        frames.evaluate(frame, columns={"nonsense": "n"})


@pytest.mark.parametrize("name", ["region", "events"])
def test_the_answers_own_columns_are_not_counted_by(engine, name):
    frame = engine.build({"kib": ["x"], name: ["y"]})
    with pytest.raises(ColumnError, match="rename"):
        frames.count_events(frame, by=name)


def test_a_level_is_one_of_three(engine):
    frame = engine.build({"kib": ["x"]})
    with pytest.raises(ValueError, match="village"):
        frames.count_events(frame, level="village")


def test_names_used_on_the_way_are_ours(engine):
    frame = engine.build({"kib": ["x"], "__satudata_key": ["y"]})
    with pytest.raises(ColumnError, match="reserved"):
        frames.count_events(frame)


def test_a_duration_is_no_day():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"kib": ["x"], "day": [datetime.timedelta(days=1)]})
    with pytest.raises(ColumnError, match="a day is a date"):
        frames.count_events(frame, date="day")


def test_nested_columns_are_no_text():
    polars = pytest.importorskip("polars")
    with pytest.raises(ColumnError, match="codes are text"):
        frames.read_kib(polars.DataFrame({"kib": [["6202106202408041"]]}))


def test_categories_are_text():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"kib": ["6202106202408041", None]}, schema={"kib": polars.Categorical})
    assert frames.read_kib(frame)["kib_status"].to_list() == ["ok", "blank"]
    assert frames.count_events(frame, region="kib", without_event="leave_out")["events"].to_list() == [1]


def test_a_frame_of_narwhals_comes_out_as_the_engines_own():
    polars = pytest.importorskip("polars")
    frame = nw.from_native(polars.DataFrame({"kib": ["6202106202408041"]}))
    assert isinstance(frames.read_kib(frame), polars.DataFrame)


def test_an_engine_that_cannot_join_our_tables_is_refused():
    session = pytest.importorskip("sqlframe.duckdb").DuckDBSession()
    frame = session.createDataFrame([("6202106202408041", "Demak")], ["kib", "name"])
    (row,) = frames.read_kib(frame).collect()
    assert row.kib_stem == "620210620240804"
    for call in (lambda: frames.read_kib(frame, region_name="name"), lambda: frames.verify(frame)):
        with pytest.raises(EngineError, match="sqlframe cannot join a lookup table of the library") as caught:
            call()
        assert caught.value.engine == "sqlframe"


def test_an_engine_that_does_not_know_its_columns_is_refused():
    session = pytest.importorskip("sqlframe.standalone").StandaloneSession()
    frame = session.createDataFrame([("6202106202408041", 1)], ["kib", "n"])
    with pytest.raises(EngineError, match="sqlframe cannot tell the types of its columns"):
        frames.count_events(frame, weight="n")


#: Their SQL ignores upper and lower case.
IN_SQL = ("duckdb", "ibis", "pyspark")


def test_a_column_that_differs_in_case_is_not_overwritten_either(engine):
    frame = engine.build({"kib": ["6202106202408041"], "KIB_DIGITS": ["mine"]})
    if engine.name in IN_SQL:
        with pytest.raises(ColumnError, match="KIB_DIGITS"):
            frames.read_kib(frame)
    else:
        (row,) = engine.rows(frames.read_kib(frame))
        assert (row["KIB_DIGITS"], row["kib_digits"]) == ("mine", "6202106202408041")


def test_columns_may_have_any_name_that_the_engine_can_ask_for(engine):
    frame = engine.build({"No. Kode; (KIB)": ["6202106202408041"], "Rusak.": [5], "sumber": ["a"]})
    calls = [
        lambda: frames.read_kib(frame, "No. Kode; (KIB)"),
        lambda: frames.evaluate(frame, columns={"houses_damaged": "Rusak."}),
        lambda: frames.count_events(frame, event="No. Kode; (KIB)", by="sumber"),
    ]
    for call in calls:
        if engine.name == "pyspark":
            with pytest.raises(EngineError, match="a dot or a backtick"):
                call()
        else:
            (row,) = engine.rows(call())
            assert row.keys() & {"kib_stem", "threshold_verdict", "events"}


def test_groups_may_have_any_name_that_the_engine_can_ask_for(engine):
    frame = engine.build({"kib": ["6202106202408041"], "No. Sumber": ["a"]})
    if engine.name in ("duckdb", "pyspark"):
        with pytest.raises(EngineError, match="a dot"):
            frames.count_events(frame, by="No. Sumber")
    else:
        (row,) = engine.rows(frames.count_events(frame, by="No. Sumber"))
        assert row == {"No. Sumber": "a", "events": 1}


def test_no_rows_are_no_trouble(engine):
    frame = engine.build(
        {"kib": ["6202106202408041"], "region": ["6202"], "day": ["2024-08-04"], "dead": [1], "keep": [0]}
    )
    none = nw.to_native(nw.from_native(frame).filter(nw.col("keep") == 1))
    out = frames.evaluate(
        frames.verify(frames.read_kib(none, region_code="region", date="day"), region="region")
    )
    assert engine.rows(out) == []
    assert set(nw.from_native(out).collect_schema()) >= {"kib_canonical", "findings", "threshold_robust"}


@pytest.mark.parametrize("error", [ColumnError("kib", "taken"), EngineError("Spark", "that")])
def test_errors_are_ours_and_survive_pickling(error):
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(error, SatudataError)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_areas_and_lengths_are_converted_as_the_name_of_the_column_says():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"Sawah (m2)": [10_000, 9_999], "Hutan (km2)": [0.0, 0.0]})
    out = frames.evaluate(frame, columns={"land.sawah": "Sawah (m2)", "land.hutan": "Hutan (km2)"})
    assert out["threshold_met"].to_list() == ["4", ""]
    with pytest.raises(ColumnError, match="names m2, which cannot be converted"):
        frames.evaluate(frame, columns={"roads.rusak": "Sawah (m2)"})
    with pytest.raises(ColumnError, match="names km, which cannot be converted"):
        frames.evaluate(frame.rename({"Sawah (m2)": "Sawah (km)"}), columns={"land.sawah": "Sawah (km)"})


def test_a_lazy_frame_is_not_collected():
    polars = pytest.importorskip("polars")

    def never(batch):
        raise AssertionError("collected")

    schema = {"kib": polars.String, "region": polars.String, "dead": polars.Int64}
    frame = polars.LazyFrame(schema=schema).map_batches(never, schema=schema)
    frames.read_kib(frame, region_code="region", date="region")
    frames.read_kib(frame, repair=False)
    frames.count_events(frame, level="regency", region="region", by=("type", "year"))
    frames.count_all(frame, region="region", type="region", date="region", by="type")
    frames.evaluate(frame, interpretation=Interpretation(land="karhutla", other_counts=False))
    frames.verify(frame, region="region", type="region", date="region", on=datetime.date(2024, 1, 1))


def test_rows_of_pandas_keep_their_index():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(
        {"kib": ["6202 106 2024 08 04 1", None], "name": ["Demak", "x"]}, index=["b", "a"]
    )
    for out in (frames.read_kib(frame, region_name="name"), frames.verify(frame), frames.evaluate(frame)):
        assert out.index.tolist() == ["b", "a"]
