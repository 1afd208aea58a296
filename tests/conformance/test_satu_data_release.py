"""Who releases data, and after which checks."""

from datetime import date

import pytest

from satudata.errors import ReleaseRefusedError
from satudata.findings import finding
from satudata.standards import Party, Release, ReleaseStage, Role

DAY = date(2025, 1, 6)
PRODUSEN = Party("BPBD", Role.PRODUSEN_DATA)
WALIDATA = Party("Pusdatinkom BNPB", Role.WALIDATA)
PEMBINA = Party("BPS", Role.PEMBINA_DATA)


def submitted(*, priority=False):
    release = Release(dataset="kejadian", priority=priority).plan(PRODUSEN, DAY)
    return release.collect(PRODUSEN, DAY).submit(PRODUSEN, DAY)


class TestStages:
    """Perencanaan, pengumpulan, pemeriksaan, penyebarluasan.

    Sumber: Peraturan Presiden Nomor 39 Tahun 2019 tentang Satu Data Indonesia; Peraturan BNPB Nomor 1 Tahun 2023.
    """

    def test_in_their_order(self):
        assert list(ReleaseStage) == [
            *("perencanaan", "pengumpulan", "pemeriksaan", "pemeriksaan_pembina", "penyebarluasan")
        ]

    def test_one_after_another(self):
        release = Release(dataset="kejadian")
        stages = []
        for step in ("plan", "collect", "submit"):
            release = getattr(release, step)(PRODUSEN, DAY)
            stages.append(release.stage)
        stages.append(release.approve(WALIDATA, DAY).stage)
        assert stages == ["perencanaan", "pengumpulan", "pemeriksaan", "penyebarluasan"]


class TestCheck:
    """Pemeriksaan oleh Walidata; data prioritas diperiksa kembali oleh Pembina Data.
    Yang tidak lulus dikembalikan kepada Produsen Data.

    Sumber: Peraturan Presiden Nomor 39 Tahun 2019 tentang Satu Data Indonesia.
    """

    @pytest.mark.parametrize("by", [PRODUSEN, PEMBINA])
    def test_is_the_walidatas(self, by):
        with pytest.raises(ReleaseRefusedError, match=r"next: .*approve by walidata"):
            submitted().approve(by, DAY)

    def test_priority_data_are_checked_twice(self):
        once = submitted(priority=True).approve(WALIDATA, DAY)
        with pytest.raises(ReleaseRefusedError, match="approve by pembina_data"):
            once.publish(WALIDATA, DAY)
        assert once.approve(PEMBINA, DAY).publish(WALIDATA, DAY).is_published

    def test_other_data_are_not(self):
        assert submitted().approve(WALIDATA, DAY).publish(WALIDATA, DAY).is_published

    def test_what_fails_is_the_producers_again(self):
        found = finding("column-absent", "row 1", column="Meninggal")
        back = submitted().send_back(WALIDATA, DAY, [found])
        assert back.open_findings == (found,)
        assert {role for roles in back.next_actions.values() for role in roles} == {Role.PRODUSEN_DATA}


class TestDissemination:
    """Penyebarluasan data dilakukan oleh Walidata.

    Sumber: Peraturan Presiden Nomor 39 Tahun 2019 tentang Satu Data Indonesia.
    """

    @pytest.mark.parametrize("by", [PRODUSEN, PEMBINA])
    def test_by_nobody_else(self, by):
        with pytest.raises(ReleaseRefusedError, match="publish by walidata"):
            submitted().approve(WALIDATA, DAY).publish(by, DAY)
