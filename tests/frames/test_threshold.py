"""frames.evaluate equals satudata.evaluate on every row and every engine."""

from __future__ import annotations

import datetime
import math
from functools import cache
from itertools import product

import pytest
from cases import drawn, in_order, parts
from engines import ENGINES
from hypothesis import strategies as st

from satudata import Event, EventRecord, Impact, Interpretation, evaluate, frames
from satudata.interpretation import OPTIONS

FIELDS = {
    **{name: name for name in ("dead", "missing", "injured", "affected", "displaced")},
    **{
        name: name
        for name in ("houses_heavy", "houses_light", "houses_damaged", "houses_flooded", "facilities_damaged")
    },
    "facilities.pendidikan.berat": "schools_heavy",
    "facilities.pendidikan.rusak": "schools",
    "facilities.pasar.rusak": "markets",
    "facilities.kios.rusak": "kiosks",
    "land.sawah": "rice",
    "land.hutan": "forest",
    "land.total": "all_land",
    "requests_national_help": "help",
    "emergency_status": "status",
    "type_code": "type",
    "date": "date",
}


def event_of(row):
    facilities = {
        ("pendidikan", "berat"): row["schools_heavy"],
        ("pendidikan", "rusak"): row["schools"],
        ("pasar", "rusak"): row["markets"],
        ("kios", "rusak"): row["kiosks"],
    }
    land = {"sawah": row["rice"], "hutan": row["forest"], "total": row["all_land"]}
    impact = Impact(
        **{name: row[name] for name in FIELDS if name in row and name != "date"},
        facilities=facilities if any(v is not None for v in facilities.values()) else None,
        land=land if any(v is not None for v in land.values()) else None,
    )
    day = None if row["date"] is None else datetime.date.fromisoformat(row["date"])
    return Event(id="x", type_code=row["type"], date=day, records=[EventRecord("62.02", impact)])


def expected(row, interpretation):
    return _expected(tuple(row.items()), interpretation)


@cache
def _expected(items, interpretation):
    row = dict(items)
    found = evaluate(
        event_of(row),
        requests_national_help=row["help"],
        emergency_status=row["status"],
        interpretation=interpretation,
    )
    return {
        "threshold_verdict": str(found.verdict),
        "threshold_met": ";".join(str(each.criterion.number) for each in found.met),
        "threshold_unknown": ";".join(str(each.criterion.number) for each in found.unknown),
        "threshold_robust": found.robust,
    }


_count = st.none() | st.integers(0, 6) | st.sampled_from([30, 48, 49, 50])
_area = st.none() | st.integers(0, 15).map(lambda tenths: tenths / 10)
_answer = st.none() | st.booleans()
_said = {
    "help": _answer,
    "status": _answer,
    "type": st.sampled_from([None, "101", "106", "107", "999"]),
    "date": st.sampled_from([None, "2024-08-04", "2022-12-31", "2023-01-01"]),
}
_rows = st.fixed_dictionaries(
    dict.fromkeys(FIELDS.values(), _count) | {"rice": _area, "forest": _area, "all_land": _area} | _said
)
_zero = st.just(0) | st.just(0) | st.none() | st.just(0)
#: Random figures are rarely all known and below every limit, so these rows have mostly zeros.
_quiet = st.fixed_dictionaries(
    dict.fromkeys(FIELDS.values(), _zero)
    | _said
    | dict.fromkeys(("help", "status"), st.just(False) | _answer)
)
_interpretations = st.builds(
    Interpretation, **{name: st.sampled_from(options) for name, options in OPTIONS.items()}
)
_OTHER = Interpretation(**{name: options[1] for name, options in OPTIONS.items()})


def judged(engine, rows, interpretation):
    rows = [{"row": number} | row for number, row in enumerate([*rows, _TYPED])]
    frame = engine.build({name: [row[name] for row in rows] for name in rows[0]})
    out = frames.evaluate(frame, columns=FIELDS, interpretation=interpretation)
    assert type(out) is type(frame)
    found = engine.rows(out)
    assert not engine.keeps_order or found == in_order(found)
    assert [_results(row) for row in in_order(found)] == [expected(row, interpretation) for row in rows]


#: A row with a value in every column, so that every column has a type.
_TYPED = dict.fromkeys(FIELDS.values(), 0) | {
    "rice": 0.1,
    "forest": 0.1,
    "all_land": 0.2,
    "help": False,
    "status": True,
    "type": "101",
    "date": "2024-08-04",
}


_NOTHING = dict.fromkeys(FIELDS.values(), 0) | {
    "rice": 0.0,
    "forest": 0.0,
    "all_land": 0.0,
    "help": False,
    "status": False,
    "type": "101",
    "date": "2024-08-04",
}
#: Rows that one interpretation alone decides, and one that needs two together.
DECIDED = [
    _NOTHING | figures
    for figures in (
        {"affected": 30, "injured": 30},
        {"affected": 30, "displaced": None},
        {"missing": 1},
        {"missing": None},
        {"houses_flooded": 5},
        {"houses_flooded": None},
        {"houses_damaged": 3, "facilities_damaged": 2},
        {"houses_flooded": 3, "facilities_damaged": 2},
        {"rice": 1.0},
        {"rice": 1.0, "type": None},
        {"rice": None, "forest": None, "all_land": None},
        {"rice": 0.6, "forest": None, "all_land": 1.0},
        {"rice": 1.0, "forest": None, "all_land": 0.6},
        {"rice": 0.6, "forest": 0.6, "all_land": None},
        {"dead": 1, "type": "999"},
        {"dead": None, "type": "999"},
    )
]


def test_a_verdict_that_one_open_point_changes_is_not_robust():
    robust = [expected(row, Interpretation())["threshold_robust"] for row in DECIDED]
    assert robust == [False, True, *[False] * 14]
    assert expected(_NOTHING, Interpretation())["threshold_robust"]


@pytest.mark.parametrize("interpretation", [Interpretation(), _OTHER], ids=["default", "other"])
def test_every_row_is_judged_as_the_scalar_judges_it(engine, interpretation):
    judged(engine, [*drawn(_rows | _quiet, 240), *DECIDED], interpretation)


def test_under_any_interpretation_rows_are_judged_as_the_scalar_judges_them(engine):
    for some, interpretation in zip(
        parts(engine, drawn(_rows | _quiet, 240)), drawn(_interpretations, 20), strict=False
    ):
        judged(engine, some, interpretation)


def test_every_interpretation_judges_as_it_does_for_the_scalar():
    pytest.importorskip("polars")
    rows = drawn(_quiet, 12)
    for chosen in product(*(options for name, options in OPTIONS.items() if name != "scope")):
        names = [name for name in OPTIONS if name != "scope"]
        judged(ENGINES["polars"], rows, Interpretation(**dict(zip(names, chosen, strict=True))))


def _results(row):
    return {name: row[name] for name in row if name.startswith("threshold_")}


def test_ten_tenths_of_a_hectare_are_one(engine):
    frame = engine.build(
        {"sawah": [0.1, 0.1, 1.0], "kebun": [0.2, 0.2, None], "hutan": [0.7, 0.69999999999, -1.0]}
    )
    found = [row["threshold_met"] for row in engine.rows(frames.evaluate(frame))]
    assert sorted(found) == ["", "4", "4"]


def test_what_is_no_figure_is_not_known(engine):
    frame = engine.build(
        {"dead": [2.5, -1.0, math.nan, math.inf, 1e16, 1.0, 0.0, None], "row": list(range(8))}
    )
    found = [row["threshold_verdict"] for row in in_order(engine.rows(frames.evaluate(frame)))]
    assert found == [*["undetermined"] * 5, "met", "undetermined", "undetermined"]


def test_answers_may_be_words(engine):
    words = ["Ya", " tidak", "Tanggap Darurat", "?", "", None, "SIAGA", "belum"]
    frame = engine.build({"status_darurat": words, "row": list(range(len(words)))})
    out = frames.evaluate(frame, columns={"emergency_status": "status_darurat"})
    found = ["6" in row["threshold_met"] for row in in_order(engine.rows(out))]
    open_ = ["6" in row["threshold_unknown"] for row in in_order(engine.rows(out))]
    assert found == [True, False, True, False, False, False, True, False]
    assert open_ == [False, False, False, True, True, True, False, False]


def test_type_codes_may_be_whole_numbers(engine):
    frame = engine.build({"type_code": [999, 101], "dead": [1, 1], "row": [0, 1]})
    out = frames.evaluate(frame, interpretation=Interpretation(other_counts=False))
    assert [row["threshold_verdict"] for row in in_order(engine.rows(out))] == ["not_met", "met"]


def test_parts_of_the_injured_and_of_the_heavily_damaged_houses_are_read(engine):
    columns = {
        "Korban LB (jiwa)": [20, 20, 60], "LR": [30, None, None], "MD": [0, 0, 0], "Rumah Roboh": [0, 0, 0],
        "row": [0, 1, 2],
    }  # fmt: skip
    found = in_order(engine.rows(frames.evaluate(engine.build(columns))))
    assert [row["threshold_met"] for row in found] == ["2", "", "2"]
    assert {row["threshold_verdict"] for row in found} == {"met", "undetermined"}


def test_readings_is_the_old_name_of_the_interpretation():
    frame = ENGINES["polars"].build({"dead": [0], "missing": [1]})
    option = Interpretation(missing_as_dead=True)
    with pytest.warns(DeprecationWarning, match=r"^evaluate\(readings=\) is now interpretation=;") as caught:
        out = frames.evaluate(frame, readings=option)
    assert caught[0].filename == __file__
    assert out.equals(frames.evaluate(frame, interpretation=option))
    assert not out.equals(frames.evaluate(frame))


def test_the_kib_gives_type_and_day_if_nothing_else_does(engine):
    frame = engine.build(
        {"kib": ["6202999202408041", "6202 106 20240804 1", None], "dead": [1, 0, 1], "row": [0, 1, 2]}
    )
    out = frames.evaluate(frame, interpretation=Interpretation(other_counts=False))
    assert [row["threshold_verdict"] for row in in_order(engine.rows(out))] == [
        "not_met",
        "undetermined",
        "met",
    ]


def test_an_answer_is_no_number():
    polars = pytest.importorskip("polars")
    with pytest.raises(frames.ColumnError, match="true, false or a word"):
        frames.evaluate(polars.DataFrame({"x": [1]}), columns={"emergency_status": "x"})
