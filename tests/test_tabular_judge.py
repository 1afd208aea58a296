"""Judge: the criteria as plain numbers, for many events; the law that it agrees with evaluate is with the threshold."""

import attrs
import pytest

from satudata import Impact, Interpretation, Verdict
from satudata.impacts.figures import MEASURED, amounts_of, figures_of
from satudata.tabular._judge import Judge

ZERO = Impact(
    dead=0,
    missing=0,
    injured=0,
    affected=0,
    displaced=0,
    houses_damaged=0,
    houses_flooded=0,
    facilities_damaged=0,
    land={"lahan": 0},
)

NOT_MET, MET, UNDETERMINED = Verdict.NOT_MET, Verdict.MET, Verdict.UNDETERMINED


class TestJudge:
    """The same criteria as plain numbers, for many events."""

    @staticmethod
    def judge(type_=("2023", "101"), *, is_caused=True, answers=(False, False), records=(), **options):
        amounts = [
            amounts_of([getattr(figures_of(each), name) for name in MEASURED]) for each in (ZERO, *records)
        ]
        return Judge(Interpretation(**options)).judge(amounts, type_, is_caused=is_caused, answers=answers)

    def test_nothing_is_met_where_all_is_zero(self):
        assert self.judge() == self.judge(records=[ZERO]) == (NOT_MET, ())

    @pytest.mark.parametrize(
        ("land", "type_", "expected"),
        [
            (1, ("2023", "106"), (MET, (4,))),
            (1, ("2023", "101"), (NOT_MET, ())),
            (1, (None, None), (UNDETERMINED, ())),
            (0, (None, None), (NOT_MET, ())),
            (None, (None, None), (UNDETERMINED, ())),
            (None, ("2023", "106"), (UNDETERMINED, ())),
            (None, ("2023", "101"), (NOT_MET, ())),
        ],
    )
    def test_land_of_fires_only(self, land, type_, expected):
        burnt = attrs.evolve(ZERO, land=None if land is None else {"hutan": land})
        assert self.judge(type_, records=[burnt], land="karhutla") == expected

    def test_a_gap_leaves_open_what_nothing_meets(self):
        assert self.judge(records=[Impact()]) == (UNDETERMINED, ())
        assert self.judge(records=[Impact(dead=1, affected=50)]) == (MET, (1, 2))

    def test_records_may_be_judged_alone(self):
        houses = [attrs.evolve(ZERO, houses_damaged=number) for number in (2, 3)]
        assert self.judge(records=houses) == (MET, (3,))
        assert self.judge(records=houses, scope="record") == (NOT_MET, ())

    def test_answers_and_cause(self):
        assert self.judge(answers=(True, None)) == (MET, (5,))
        assert self.judge(answers=(False, None)) == (UNDETERMINED, ())
        assert self.judge(answers=(False, True), is_caused=None) == (UNDETERMINED, (6,))
        assert self.judge(("2023", "999"), answers=(True, True), other_counts=False) == (NOT_MET, (5, 6))
