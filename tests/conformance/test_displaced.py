"""What is known of the guideline on displaced people, disaggregated (Juklak BNPB 9/2023), and how it is read."""

from itertools import pairwise

import pytest

from satudata import Event, EventRecord, Interpretation, Verdict, evaluate
from satudata.displaced import AgeGroup, Displaced, Sex, SiteKind, SiteReport, VulnerableGroup, totals
from satudata.displaced._spans import GUIDELINE
from satudata.tabular import gather, read_rows, read_site_reports


class TestDisaggregation:
    """Pengungsi dipilah menurut jenis kelamin (laki-laki, perempuan) dan kelompok: bayi, balita, anak, dewasa, lansia,
    ibu hamil, ibu menyusui, penyandang disabilitas, orang sakit.

    Sumber: Juklak BNPB 9/2023 (tidak diperoleh; diketahui dari formulir yang menyalinnya).
    """

    def test_the_words(self):
        assert list(Sex) == ["laki-laki", "perempuan"]
        assert list(AgeGroup) == ["bayi", "balita", "anak", "dewasa", "lansia"]
        assert list(VulnerableGroup) == ["ibu hamil", "ibu menyusui", "penyandang disabilitas", "orang sakit"]

    def test_vulnerable_groups_overlap(self):
        one_person = Displaced(people=1, groups={"ibu hamil": 1, "penyandang disabilitas": 1})
        assert one_person.findings == ()
        assert one_person.known_people == 1


class TestUnits:
    """Satuan pengungsi adalah jiwa dan KK (kepala keluarga).

    Sumber: Juklak BNPB 9/2023 (tidak diperoleh).
    """

    def test_people_are_never_made_of_families(self):
        assert Displaced(families=30).known_people is None

    def test_a_family_has_someone(self):
        assert [each.code for each in Displaced(people=10, families=11).findings] == ["displaced-families"]


class TestSites:
    """Pengungsian terpusat dan pengungsian mandiri.

    Sumber: Juklak BNPB 9/2023 (tidak diperoleh).
    """

    def test_both_kinds_add_up(self):
        reports = [
            SiteReport("32.03", Displaced(people=120), kind="terpusat", site="Lapangan"),
            SiteReport("32.03", Displaced(people=30), kind="mandiri"),
        ]
        assert totals(reports)[None] == Displaced(people=150)
        assert set(totals(reports, by="kind")) == set(SiteKind)


class TestImpact:
    """2) 50 orang terkena dampak/luka/mengungsi.

    Sumber: Satu Data Bencana, Ambang Batas, butir 2 (Juklak BNPB 7/2023).
    """

    @pytest.mark.parametrize(
        ("displaced", "verdict"),
        [
            (Displaced(people=50), Verdict.MET),
            (Displaced(sexes={"laki-laki": 50}), Verdict.MET),
            (Displaced(sexes={"laki-laki": 49}), Verdict.UNDETERMINED),
            (Displaced(families=50), Verdict.UNDETERMINED),
        ],
    )
    def test_the_displaced_count(self, displaced, verdict):
        event = Event(kib="3203107202211211", records=[EventRecord("32.03", displaced.impact)])
        assert evaluate(event).verdict is verdict


FORM = [
    *("Nama Posko", "Kabupaten", "Data Per", "Jiwa", "KK", "Laki-laki", "Perempuan"),
    *("Bayi (0-11 bln)", "Balita (12-59 bln)", "Anak-anak (5-17 thn)", "Lansia (>= 60)", "Ibu Hamil"),
    *("Ibu Menyusui", "Disabilitas", "Orang Sakit", "Total Rentan"),
]
SITE = [
    "Lapangan A",
    "Cianjur",
    "25/11/2022 pukul 15.00 WIB",
    210,
    60,
    100,
    110,
    4,
    18,
    60,
    21,
    6,
    8,
    2,
    6,
    125,
]


class TestForm:
    """bayi 0-11 months, balita 12-59 months, anak 5-17 years, dewasa 18-59, lansia >= 60; ibu hamil, ibu menyusui,
    penyandang disabilitas, orang sakit; units jiwa and KK (families). Vulnerable groups overlap: check sex totals and
    age totals against the total, never the sum of groups.

    Sumber: formulir yang menyalin Juklak BNPB 9/2023 (tidak diperoleh).
    """

    def test_the_ages_follow_each_other_without_gap_or_overlap(self):
        spans = [GUIDELINE[age] for age in AgeGroup]
        assert all(one.after == other.first for one, other in pairwise(spans))
        assert spans[0].first == 0

    def test_the_form_of_a_site_is_read(self):
        found = read_site_reports([FORM, SITE])
        assert found.reports[0].displaced == Displaced(
            people=210,
            families=60,
            sexes={"laki-laki": 100, "perempuan": 110},
            ages={"bayi": 4, "balita": 18, "anak": 60, "lansia": 21},
            groups={"ibu hamil": 6, "ibu menyusui": 8, "penyandang disabilitas": 2, "orang sakit": 6},
        )
        assert found.findings == ()

    @pytest.mark.parametrize(("column", "figure", "doubt"), [("Perempuan", 111, 1), ("Total Rentan", 999, 0)])
    def test_sums_are_checked_but_never_that_of_groups(self, column, figure, doubt):
        site = [figure if each == column else value for each, value in zip(FORM, SITE, strict=True)]
        found = [each.code for _, each in read_site_reports([FORM, site]).findings]
        assert found == ["displaced-sum-differs"] * doubt

    def test_ages_that_do_not_fit_are_kept_apart_and_never_split(self):
        headings = [
            "Posko",
            "Kabupaten",
            "Usia <5 tahun",
            "Usia 5-17 tahun",
            "18-60 tahun",
            "> 60 tahun",
            "Jiwa",
        ]
        found = read_site_reports([headings, ["A", "Cianjur", 15, 40, 65, 10, 130]])
        assert found.reports[0].displaced == Displaced(
            people=130, ages={"anak": 40}, other_ages={"<5": 15, "18-60": 65, ">60": 10}
        )
        assert {each.code for _, each in found.findings} == {"displaced-age-apart"}


class TestSeveralTimes:
    """Displaced people counted at several times: the peak (default) or the last (displaced_at); a table's own figure
    and site reports are never added, the larger counts and a difference is said.

    Sumber: satudata, penafsiran (rules.md, 7).
    """

    @pytest.mark.parametrize(("at", "verdict"), [("peak", Verdict.MET), ("last", Verdict.UNDETERMINED)])
    @pytest.mark.parametrize("own", ["", "49"])
    def test_which_counts(self, at, verdict, own):
        rows = read_rows(["KIB", "Kabupaten", "Mengungsi"], [["3203107202211211", "Cianjur", own]])
        later = ["Lapangan A", "Cianjur", "26/11/2022", 20, *[""] * 12]
        sites = read_site_reports([FORM, SITE, later])
        found = gather(rows, site_reports=sites, interpretation=Interpretation(displaced_at=at))
        assert set(found.verdicts) == {verdict}
        said = [each.code for each in found.doubts]
        assert said == [*(["displaced-differs"] if own else []), "displaced-counted"]
