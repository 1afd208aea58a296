"""What is known of the disaster emergency status and its lengths, and how it meets the threshold."""

from datetime import date

import pytest

from satudata import AdminLevel, EmergencyStatus, Impact, Verdict, evaluate
from satudata.emergency import GUIDELINE_LENGTHS, Declaration, History

START = date(2024, 1, 31)


class TestStates:
    """Status keadaan darurat bencana: siaga darurat, tanggap darurat, transisi darurat ke pemulihan.

    Sumber: pedoman penetapan status keadaan darurat bencana (diketahui dari sumber kedua).
    """

    def test_in_their_order(self):
        assert list(EmergencyStatus) == ["siaga darurat", "tanggap darurat", "transisi darurat ke pemulihan"]

    def test_a_quake_starts_with_tanggap(self):
        quake = {"type_code": "107", "start": START, "end": START, "region": None}
        codes = {
            status: {each.code for each in History([Declaration(status=status, **quake)]).findings}
            for status in EmergencyStatus
        }
        assert [status for status, found in codes.items() if "siaga-sudden-hazard" in found] == [
            EmergencyStatus.SIAGA
        ]


class TestLevels:
    """Ditetapkan oleh bupati/wali kota, gubernur, atau presiden; lamanya 7-14 hari, 14 hari-1 bulan, dan 1-3 bulan;
    diperpanjang dengan keputusan baru.

    Sumber: pedoman penetapan status keadaan darurat bencana (diketahui dari sumber kedua).
    """

    @pytest.mark.parametrize(
        ("level", "shortest", "longest"),
        [
            (AdminLevel.REGENCY, date(2024, 2, 6), date(2024, 2, 13)),
            (AdminLevel.PROVINCE, date(2024, 2, 13), date(2024, 2, 28)),
            (AdminLevel.NATIONAL, date(2024, 2, 28), date(2024, 4, 29)),
        ],
    )
    def test_lengths(self, level, shortest, longest):
        assert GUIDELINE_LENGTHS[level].bounds(START) == (shortest, longest)

    def test_longer_ones_are_warned_of_and_never_refused(self):
        year = Declaration.lasting(status="tanggap darurat", region="13.04", start=START, months=12)
        assert year.end == date(2025, 1, 30)
        assert [each.severity for each in History([year]).findings] == ["warning"]

    def test_each_decree_is_measured_alone(self):
        first = Declaration.lasting(
            status="tanggap darurat", region="13.04", decree="1", start=START, days=14
        )
        second = Declaration.lasting(
            status="tanggap darurat",
            region="13.04",
            decree="2",
            extends="1",
            start=date(2024, 2, 14),
            days=14,
        )
        history = History([first, second])
        assert history.findings == ()
        assert len(history.chains) == 1


class TestCriterion:
    """6) Penentuan status keadaan darurat bencana.

    Sumber: Satu Data Bencana, Ambang Batas, butir 6 (Juklak BNPB 7/2023).
    """

    def test_a_siaga_alone_meets_it_and_is_flagged(self):
        history = History([Declaration(status="siaga darurat", region="62", start=START)])
        evaluation = evaluate(Impact(), emergency_status=history.criterion)
        assert evaluation.verdict is Verdict.MET
        assert [each.code for each in evaluation.findings] == ["siaga-only"]

    def test_a_tanggap_after_it_is_not(self):
        history = History(
            [
                Declaration(status="siaga darurat", region="62", start=START),
                Declaration(status="tanggap darurat", region="62", start=date(2024, 3, 1)),
            ]
        )
        assert evaluate(Impact(), emergency_status=history.criterion).findings == ()
