"""What is known of the disaster emergency status and its lengths, and how it meets the threshold."""

from datetime import date

import pytest

from satudata import AdminLevel, EmergencyStatus, Impact, Interpretation, Verdict, evaluate
from satudata.emergency import GUIDELINE_LENGTHS, Declaration, History
from satudata.tabular import Assumptions, gather, read_declarations, read_rows

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


#: Rows as in BNPB's list of 2025, made up.
ROW = {
    "nomor_sk_status_keadaan_darurat": "188.45/10/2025",
    "id_prov": "35",
    "id_kab": "35.1",
    "provinsi": "Jawa Timur",
    "kabupaten": "Banyuwangi",
    "jenis_bencana": "Banjir,Tanah longsor",
    "status_keadaan_darurat": "Tanggap Darurat",
    "keterangan_status": "",
    "skala_bencana": "kabupaten",
    "tgl_mulai": "2025-03-01",
    "tgl_berakhir": "2025-03-14",
}
PROLONGED = {
    **ROW,
    "nomor_sk_status_keadaan_darurat": "188.45/22/2025",
    "tgl_mulai": "2025-03-15",
    "tgl_berakhir": "2025-03-28",
}
OF_PROVINCE = {
    **ROW,
    "nomor_sk_status_keadaan_darurat": "188/7/2025",
    "id_kab": "",
    "kabupaten": "",
    "skala_bencana": "provinsi",
}


class TestChains:
    """Daftar BNPB tahun 2025 (495 keputusan) tidak mempunyai kolom keputusan yang diperpanjang: rangkaiannya
    disimpulkan (wilayah dan status sama, bencananya bertemu, hari pertama paling lambat sehari sesudah hari terakhir
    sebelumnya) dan ditandai demikian.

    Sumber: daftar SK status keadaan darurat BNPB 2025.
    """

    @pytest.mark.parametrize(
        ("cells", "chains"),
        [
            ({}, 1),
            ({"tgl_mulai": "2025-03-14"}, 1),
            ({"tgl_mulai": "2025-03-16"}, 2),
            ({"jenis_bencana": "Tanah longsor,Kekeringan"}, 1),
            ({"jenis_bencana": "Kekeringan"}, 2),
            ({"status_keadaan_darurat": "Siaga Darurat"}, 2),
            ({"kabupaten": "Jember", "id_kab": "35.09"}, 2),
            ({"keterangan_status": "Perpanjangan Tanggap Darurat"}, 1),
        ],
    )
    def test_a_chain_is_inferred(self, cells, chains):
        found = read_declarations([ROW, {**PROLONGED, **cells}])
        assert len(found.chains) == chains
        assert not any(chain.is_stated for chain in found.chains)
        assert [each.declaration.extends for each in found.listed] == [None, None]

    def test_penetapan_counts_a_chain_once_and_sk_each_decree(self):
        (of_region,) = read_declarations([ROW, PROLONGED]).counts().values()
        (number,) = of_region.values()
        assert (number.chains, number.decrees) == (1, 2)

    def test_a_region_can_have_several_declarations_at_once(self):
        other = {
            **PROLONGED,
            "tgl_mulai": "2025-03-10",
            "jenis_bencana": "Kekeringan",
            "status_keadaan_darurat": "Siaga Darurat",
        }
        (status,) = read_declarations([ROW, other]).on(date(2025, 3, 12)).values()
        assert len(status.in_force) == 2
        assert status.status is EmergencyStatus.SIAGA  # the one declared last

    def test_the_declaration_of_a_province_stands_next_to_those_of_its_kabupaten(self):
        found = read_declarations([ROW, OF_PROVINCE]).on(date(2025, 3, 12))
        assert [str(region) for region in found] == ["35", "35.10"]


class TestCriterionSix:
    """Berapa lama sesudah kejadian suatu penetapan boleh mulai tidak disebut sumber mana pun: berlaku pada hari
    kejadian, atau hari pertamanya dalam 14 hari sesudahnya, untuk bencana yang sama atau yang tidak disebut
    (`declaration_within=14`; 0 meniadakannya).

    Sumber: penafsiran atas hal yang belum ditetapkan petunjuk pelaksanaan.
    """

    @staticmethod
    def verdict(day, row=ROW, **options):
        rows = [*read_rows(["KIB", "Meninggal"], [[f"3510101{day:%Y%m%d}1", "0"]])]
        (found,) = gather(rows, declarations=read_declarations([row]), **options).verdicts
        return found

    @pytest.mark.parametrize(
        ("day", "within", "verdict"),
        [
            (date(2025, 3, 14), 14, Verdict.MET),
            (date(2025, 3, 15), 14, Verdict.UNDETERMINED),
            (date(2025, 2, 15), 14, Verdict.MET),
            (date(2025, 2, 14), 14, Verdict.UNDETERMINED),
            (date(2025, 2, 28), 0, Verdict.UNDETERMINED),
            (date(2025, 3, 1), 0, Verdict.MET),
        ],
    )
    def test_in_force_or_soon_after(self, day, within, verdict):
        assert self.verdict(day, interpretation=Interpretation(declaration_within=within)) is verdict

    def test_a_province_covers_its_kabupaten(self):
        assert self.verdict(date(2025, 3, 5), OF_PROVINCE) is Verdict.MET

    def test_another_hazard_does_not_answer_and_none_stated_does(self):
        assert self.verdict(date(2025, 3, 5), {**ROW, "jenis_bencana": "Kekeringan"}) is Verdict.UNDETERMINED
        assert self.verdict(date(2025, 3, 5), {**ROW, "jenis_bencana": ""}) is Verdict.MET

    def test_without_a_fit_it_stays_unknown_unless_the_list_is_said_to_be_complete(self):
        day = date(2026, 3, 5)
        assert self.verdict(day) is Verdict.UNDETERMINED
        assert self.verdict(day, assumptions=Assumptions(emergency_status=False)) is Verdict.UNDETERMINED
        judged = gather(
            [*read_rows(["KIB", "Meninggal"], [["3510101202603051", "0"]])],
            declarations=read_declarations([ROW]),
            assumptions=Assumptions(emergency_status=False),
        )
        assert judged.declared == {}
