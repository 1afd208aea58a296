"""Roles and the release of a data set: what each step asks, and what is refused."""

import copy
import pickle
from datetime import date

import pytest

from satudata import interchange
from satudata.errors import InvalidRecordError, ReleaseRefusedError
from satudata.findings import finding
from satudata.standards import Party, Release, ReleaseAction, ReleaseStage, ReleaseStep, Role

DAY = date(2025, 1, 6)
BY = {role: Party(role.label(), role) for role in Role}
PRODUSEN, WALIDATA, PEMBINA = BY[Role.PRODUSEN_DATA], BY[Role.WALIDATA], BY[Role.PEMBINA_DATA]
ERROR = finding("column-absent", "row 1", column="Meninggal")
REMARK = finding("party-unreachable", "/parties")


def submitted(**fields):
    return (
        Release(dataset="kejadian", **fields).plan(PRODUSEN, DAY).collect(PRODUSEN, DAY).submit(PRODUSEN, DAY)
    )


def refused(step):
    with pytest.raises(ReleaseRefusedError) as caught:
        step()
    return caught.value


class TestParty:
    @pytest.mark.parametrize("role", Role)
    def test_roles_have_their_labels(self, role):
        assert role.label("id") != role.value
        assert role.label("en")
        assert Party("BPBD", role.value).role is role

    def test_a_blank_name_is_refused(self):
        with pytest.raises(InvalidRecordError, match="not blank"):
            Party(" ", Role.WALIDATA)

    def test_an_unknown_role_is_refused(self):
        with pytest.raises(InvalidRecordError, match="role: 'wali': one of: pembina_data, walidata"):
            Party("BPBD", "wali")


class TestFlow:
    def test_straight(self):
        release = submitted()
        assert release.stage is ReleaseStage.PEMERIKSAAN
        release = release.approve(WALIDATA, DAY, [REMARK])
        assert release.stage is ReleaseStage.PENYEBARLUASAN
        assert not release.is_published
        release = release.publish(WALIDATA, DAY, "https://data.contoh.example/1")
        assert release.is_published
        assert release.stage is ReleaseStage.PENYEBARLUASAN
        assert [step.action for step in release.steps] == ["plan", "collect", "submit", "approve", "publish"]
        assert release.steps[-1].url == "https://data.contoh.example/1"
        assert dict(release.next_actions) == {}

    def test_before_the_first_step(self):
        release = Release(dataset="kejadian")
        assert release.stage is None
        assert not release.is_published
        assert set(release.next_actions) == {ReleaseAction.PLAN}

    def test_each_step_is_a_new_value(self):
        release = Release(dataset="kejadian")
        planned = release.plan(WALIDATA, DAY)
        assert release.steps == ()
        assert planned.stage is ReleaseStage.PERENCANAAN
        assert {release, planned, copy.deepcopy(planned), pickle.loads(pickle.dumps(planned))} == {
            release,
            planned,
        }

    def test_a_return_keeps_the_findings_and_the_history(self):
        release = submitted().send_back(BY[Role.WALIDATA_PENDUKUNG], DAY, [ERROR])
        assert release.stage is ReleaseStage.PENGUMPULAN
        assert release.open_findings == (ERROR,)
        again = release.submit(PRODUSEN, DAY)
        assert again.open_findings == ()
        assert again.steps[3].findings == (ERROR,)

    def test_the_pembina_sends_back_too(self):
        release = submitted(priority=True).approve(WALIDATA, DAY)
        assert release.stage is ReleaseStage.PEMERIKSAAN_PEMBINA
        back = release.send_back(PEMBINA, DAY, [ERROR])
        assert back.stage is ReleaseStage.PENGUMPULAN
        twice = back.submit(PRODUSEN, DAY).approve(WALIDATA, DAY)
        assert twice.stage is ReleaseStage.PEMERIKSAAN_PEMBINA


class TestRefused:
    def test_says_who_may_and_what_is_next(self):
        error = refused(lambda: submitted().approve(PRODUSEN, DAY))
        assert (error.reason, error.role, error.stage) == ("role", "produsen_data", "pemeriksaan")
        assert error.may == ("walidata",)
        assert str(error) == (
            "kejadian: approve by produsen_data in pemeriksaan is refused: not this role's; "
            "next: send_back by walidata or walidata_pendukung; approve by walidata"
        )

    def test_at_the_start(self):
        error = refused(lambda: Release(dataset="x").submit(PRODUSEN, DAY))
        assert (error.reason, error.stage, error.may) == ("stage", None, ())
        assert "at the start" in str(error)

    def test_after_the_end(self):
        published = submitted().approve(WALIDATA, DAY).publish(WALIDATA, DAY)
        assert "a new version is a new release" in str(refused(lambda: published.publish(WALIDATA, DAY)))

    def test_a_walidata_pendukung_does_not_approve(self):
        assert refused(lambda: submitted().approve(BY[Role.WALIDATA_PENDUKUNG], DAY)).reason == "role"

    def test_what_has_errors_is_not_approved(self):
        assert refused(lambda: submitted().approve(WALIDATA, DAY, [ERROR])).reason == "errors"

    def test_a_return_has_a_finding(self):
        assert refused(lambda: submitted().send_back(WALIDATA, DAY, [])).reason == "no-findings"

    def test_days_do_not_run_backward(self):
        assert refused(lambda: submitted().approve(WALIDATA, date(2025, 1, 5))).reason == "day"

    def test_steps_that_were_never_allowed_make_no_release(self):
        step = ReleaseStep(action="publish", by=WALIDATA, on=DAY)
        assert refused(lambda: Release(dataset="x", steps=[step])).reason == "stage"


class TestInterchange:
    def test_round_trip(self):
        release = submitted(priority=True).send_back(WALIDATA, DAY, [ERROR])
        written = interchange.to_json(release)
        assert interchange.from_json(written) == release

    def test_a_forged_history_is_refused(self):
        written = interchange.to_dict(submitted())
        written["steps"] = written["steps"][1:]
        with pytest.raises(InvalidRecordError, match="is refused: not at this stage"):
            interchange.from_dict(written)
