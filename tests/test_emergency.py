"""Declarations of an emergency: lengths, chains, gaps and overlaps, the status on a day, and what is doubtful."""

import copy
import datetime
import pickle
from datetime import date, timedelta

import pytest

from satudata import AdminLevel, EmergencyStatus, Impact, InvalidRecordError, RegionCode, Verdict, evaluate
from satudata.emergency import GUIDELINE_LENGTHS, Declaration, History

SIAGA, TANGGAP, TRANSISI = EmergencyStatus
START = date(2024, 5, 12)
NAMES = {
    "Declaration": Declaration,
    "EmergencyStatus": EmergencyStatus,
    "RegionCode": RegionCode,
    "datetime": datetime,
}


def declared(status=TANGGAP, start=START, days=14, region="13.04", **fields):
    """A declaration of so many days, of unknown end where they are None."""
    if days is None:
        return Declaration(status=status, start=start, region=region, **fields)
    return Declaration.lasting(status=status, start=start, days=days, region=region, **fields)


def after(days):
    return START + timedelta(days=days)


def codes(*declarations):
    return [each.code for each in History(declarations).findings]


class TestDeclaration:
    def test_parts(self):
        one = declared(decree="1/2024", type_code="101")
        assert (one.level, one.days, one.end, one.scheme) == (
            AdminLevel.REGENCY,
            14,
            date(2024, 5, 25),
            "2023",
        )
        assert declared(region="13").level is AdminLevel.PROVINCE
        assert declared(region=None).level is AdminLevel.NATIONAL
        assert declared(type_code="106", start=date(2020, 1, 1)).scheme is None

    def test_value(self):
        one = declared(decree="1/2024")
        assert eval(repr(one), NAMES) == one
        assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
        assert [eval(repr(status), NAMES) for status in EmergencyStatus] == list(EmergencyStatus)
        assert [status.rank for status in EmergencyStatus] == [0, 1, 2]

    @pytest.mark.parametrize(
        ("start", "duration", "end"),
        [
            (date(2024, 1, 31), {"months": 1}, date(2024, 2, 28)),
            (date(2024, 2, 29), {"months": 12}, date(2025, 2, 27)),
            (date(2024, 5, 1), {"months": 1, "days": 3}, date(2024, 6, 3)),
            (START, {"days": 1}, START),
        ],
    )
    def test_a_duration_has_the_start_as_its_first_day(self, start, duration, end):
        assert Declaration.lasting(status="siaga darurat", start=start, **duration).end == end

    @pytest.mark.parametrize("duration", [{}, {"days": 0}, {"days": -1}, {"months": -1, "days": 40}])
    def test_no_duration(self, duration):
        with pytest.raises(InvalidRecordError, match="at least one day"):
            Declaration.lasting(status=TANGGAP, start=START, **duration)

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"status": "awas"}, "status: 'awas': one of: siaga darurat, tanggap darurat, transisi"),
            ({"end": date(2024, 5, 11)}, "end: .*not before the start 2024-05-12"),
            ({"decree": " "}, "decree: .*not blank"),
            ({"decree": "1", "extends": "1"}, "extends: .*an earlier decree"),
            ({"type_code": "10"}, "type_code: .*three ASCII digits"),
        ],
    )
    def test_refused(self, fields, reason):
        with pytest.raises(InvalidRecordError, match=reason):
            Declaration(**{"status": TANGGAP, "start": START, **fields})

    @pytest.mark.parametrize(
        "start", ["2024-05-12", datetime.datetime(2024, 5, 12, 8, tzinfo=datetime.UTC), None]
    )
    def test_days_only(self, start):
        with pytest.raises(TypeError, match="date"):
            Declaration(status=TANGGAP, start=start)

    def test_in_force(self):
        one = declared()
        assert [one.is_in_force(after(days)) for days in (-1, 0, 13, 14)] == [False, True, True, False]
        unknown = declared(days=None)
        assert [unknown.is_in_force(after(days)) for days in (-1, 0, 1)] == [False, True, None]
        assert unknown.days is None


class TestHistory:
    FIRST = declared(decree="1/2024")
    SECOND = declared(decree="2/2024", extends="1/2024", start=after(14))
    THIRD = declared(decree="3/2024", extends="2/2024", start=after(30))

    def test_of_declarations(self):
        with pytest.raises(TypeError, match="a history is of Declaration, not str"):
            History(["1/2024"])
        assert History([self.SECOND, self.FIRST]).declarations == (self.FIRST, self.SECOND)
        assert pickle.loads(pickle.dumps(History([self.FIRST]))) == History([self.FIRST])

    def test_a_chain_of_extensions(self):
        history = History([self.THIRD, self.FIRST, self.SECOND])
        (chain,) = history.chains
        assert chain.declarations == (self.FIRST, self.SECOND, self.THIRD)
        assert (chain.start, chain.end) == (START, self.THIRD.end)
        assert chain.gaps == history.gaps == ((after(28), after(29)),)
        assert codes(*history.declarations) == ["emergency-gap"]

    def test_a_decree_number_is_of_its_region(self):
        elsewhere = declared(decree="2/2024", extends="1/2024", start=after(14), region="13.06")
        assert len(History([self.FIRST, elsewhere]).chains) == 2
        assert codes(self.FIRST, elsewhere) == ["emergency-extends-unknown"]

    def test_an_unknown_end_leaves_none(self):
        history = History(
            [declared(days=None, decree="1"), declared(start=after(40), decree="2", extends="1")]
        )
        assert history.chains[0].end is None
        assert history.gaps == history.overlaps == ()

    def test_status_on_a_day(self):
        history = History(
            [
                declared(SIAGA, start=after(-10), days=20),
                declared(TANGGAP),
                declared(TRANSISI, start=after(20), days=None),
                declared(SIAGA, region="13", start=after(0), days=30),
            ]
        )
        days = {-11: None, -10: SIAGA, 5: TANGGAP, 13: TANGGAP, 14: None, 20: TRANSISI, 21: None}
        assert {day: history.status_on(after(day), "13.04") for day in days} == days
        assert (
            history.in_doubt(after(21)) == history.in_doubt(after(21), "13.04") == (history.declarations[-1],)
        )
        assert history.in_doubt(after(21), "13") == ()
        assert [each.level.name for each in history.in_force(after(5))] == ["REGENCY", "PROVINCE", "REGENCY"]
        assert len(history.overlaps) == 1
        assert history.gaps == ((after(14), after(19)),)

    def test_for_the_threshold(self):
        assert History([]).criterion is None
        assert History([declared(SIAGA)]).criterion is SIAGA
        assert History([declared(SIAGA), declared(TANGGAP, start=after(3))]).criterion is TANGGAP
        alone = evaluate(Impact(), emergency_status=History([declared(SIAGA)]).criterion)
        assert (alone.verdict, [each.code for each in alone.findings]) == (Verdict.MET, ["siaga-only"])
        assert evaluate(Impact(), emergency_status=History([]).criterion).verdict is Verdict.UNDETERMINED


class TestFindings:
    @pytest.mark.parametrize(
        ("region", "inside", "outside"),
        [
            ("13.04", [{"days": 7}, {"days": 14}], [{"days": 6}, {"days": 15}]),
            ("13", [{"days": 14}, {"months": 1}], [{"days": 13}, {"months": 1, "days": 1}]),
            (None, [{"months": 1}, {"months": 3}], [{"days": 30}, {"months": 3, "days": 1}]),
        ],
    )
    def test_lengths(self, region, inside, outside):
        def found(duration):
            return codes(Declaration.lasting(status=TANGGAP, region=region, start=START, **duration))

        assert [found(duration) for duration in inside] == [[], []]
        assert [found(duration) for duration in outside] == [["emergency-length"], ["emergency-length"]]
        assert codes(declared(days=None, region=region)) == []
        assert set(GUIDELINE_LENGTHS) == set(AdminLevel)

    @pytest.mark.parametrize(
        ("type_code", "year", "sudden"),
        [
            ("107", 2024, True),
            ("107", 2020, False),
            ("101", 2024, False),
            ("110", 2024, True),
            (None, 2024, False),
        ],
    )
    def test_siaga_for_what_builds_up(self, type_code, year, sudden):
        alert = declared(SIAGA, type_code=type_code, start=date(year, 5, 12))
        assert codes(alert) == (["siaga-sudden-hazard"] if sudden else [])
        assert codes(declared(TANGGAP, type_code=type_code, start=date(year, 5, 12))) == []

    def test_an_older_scheme_is_asked_by_its_own_codes(self):
        assert codes(declared(SIAGA, type_code="108", scheme="2011")) == ["siaga-sudden-hazard"]
        assert codes(declared(SIAGA, type_code="108")) == []

    def test_overlap_and_order(self):
        assert codes(declared(SIAGA), declared(TANGGAP, start=after(13))) == ["emergency-overlap"]
        assert codes(declared(TANGGAP), declared(SIAGA, start=after(14))) == ["emergency-order"]
        assert codes(declared(TANGGAP), declared(SIAGA, start=after(14), event="other")) == []
        found = History(
            [declared(SIAGA, type_code="107", days=30), declared(type_code="107", extends="9")]
        ).findings
        assert {each.code for each in found} == {
            "emergency-length",
            "siaga-sudden-hazard",
            "emergency-overlap",
            "emergency-extends-unknown",
        }
        for each in found:
            assert "{" not in each.message("id") + each.message("en")
