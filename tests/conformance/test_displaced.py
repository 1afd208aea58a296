"""What is known of the guideline on displaced people, disaggregated (Juklak BNPB 9/2023), and how it is read."""

import pytest

from satudata import Event, EventRecord, Verdict, evaluate
from satudata.displaced import AgeGroup, Displaced, Sex, SiteKind, SiteReport, VulnerableGroup, totals


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
