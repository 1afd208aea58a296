"""What a person decides in a register, its statuses, and the document that a proposal is."""

from datetime import date

import attrs
import pytest

from satudata import (
    KIB,
    InvalidRecordError,
    Register,
    RegisterConflictError,
    Status,
    amend,
    confirm,
    from_dict,
    issue,
    to_dict,
)
from satudata.interchange import from_json, to_json
from satudata.issuing import (
    Decision,
    Ended,
    Entry,
    GivenKIB,
    KIBStatus,
    given_kibs,
)

DAY, LATER = date(2024, 8, 4), date(2024, 8, 9)
FIRST, SECOND, THIRD = (KIB.parse(f"620210620240804{index}") for index in (1, 2, 3))
QUAKE = issue("107", date(2022, 11, 21), ["32.02", "32.03"], epicentre=(-6.84, 107.05), occurrence_id="q")


@pytest.fixture
def two(store):
    """A register with the events a and b of one stem."""
    for name in "ab":
        store.issue("106", DAY, ["62.02"], occurrence_id=name, by="Siti", on=DAY)
    return store


def statuses(store):
    return [(each.kib, each.occurrence_id, str(each.status)) for each in given_kibs(store.read())]


class TestSteps:
    def test_confirmed(self, two):
        entry = two.confirm(str(FIRST), by="Ani", on=LATER, why="lengkap")
        assert (entry.kib, entry.step, entry.status, entry.by) == (FIRST, 1, Status.VERIFIED, "Ani")
        two.confirm("b", by="Ani", on=LATER)
        assert statuses(two) == [(FIRST, "a", "verified"), (SECOND, "b", "verified")]
        with pytest.raises(InvalidRecordError, match="verified before by Ani"):
            two.confirm("a", by="Budi", on=LATER)

    def test_rejected(self, two):
        assert two.reject("a", by="Ani", on=LATER, why="bukan bencana").ended is Ended.REJECTED
        assert statuses(two)[0] == (FIRST, "a", "rejected")
        for refused in (
            lambda: two.reject("a", by="Ani", on=LATER, why="x"),
            lambda: two.confirm("a", by="Ani", on=LATER),
            lambda: two.merge("b", "a", by="Ani", on=LATER, why="x"),
        ):
            with pytest.raises(InvalidRecordError, match="was rejected"):
                refused()
        assert two.amend("a", by="Ani", on=LATER, why="ternyata benar").kib == THIRD
        assert [each[1:] for each in statuses(two)] == [
            ("a", "superseded"),
            ("b", "proposed"),
            ("a", "proposed"),
        ]

    def test_merged(self, two):
        entry = two.merge("b", str(FIRST), by="Ani", on=LATER, why="dilaporkan dua kali")
        assert (entry.kib, entry.ended) == (FIRST, Ended.MERGED)
        (first, second) = given_kibs(two.read())
        assert (first.status, second.status, second.now) == (
            KIBStatus.PROPOSED,
            KIBStatus.SUPERSEDED,
            FIRST,
        )
        assert two.read().successors(SECOND) == (FIRST,)
        assert two.read().predecessors(FIRST) == (SECOND,)
        with pytest.raises(InvalidRecordError, match="merged into 6202106202408041"):
            two.confirm("b", by="Ani", on=LATER)
        with pytest.raises(InvalidRecordError, match="the same event"):
            two.merge("a", "a", by="Ani", on=LATER, why="x")
        moved = two.amend("a", region="62.03", by="Ani", on=LATER, why="lokasi").kib
        assert two.read().kib_for("b") == moved
        assert two.amend("b", by="Ani", on=LATER, why="kejadian lain").kib == THIRD

    def test_amended_a_document_keeps_what_was_not_amended(self, store):
        store.add(QUAKE, by="Siti", on=DAY)
        store.confirm("q", by="Ani", on=DAY)
        entry = store.amend("q", date=date(2022, 11, 22), by="Ani", on=LATER, why="lewat tengah malam")
        assert entry.kib == KIB.parse("3203107202211221")
        found = store.read().proposal_for("q")
        assert found.region == QUAKE.region
        assert found.main == QUAKE.main
        assert [each.rule for each in found.decisions] == [
            "only type",
            "nearest affected",
            "stated date",
            "next index",
        ]
        assert found.history[-1].changed["date"] == ("2022-11-21", "2022-11-22")
        assert (found.by, found.on, found.status) == ("Siti", DAY, Status.PROVISIONAL)
        store.amend("q", region="32.02", by="Ani", on=LATER, why="episentrum")
        found = store.read().proposal_for("q")
        assert [str(each) for each in found.region.affected] == ["32.02", "32.03"], "both stay affected"
        assert found.decisions[1].rule == "declared region"
        store.amend("q", type_code="102", by="Ani", on=LATER, why="jenis")
        found = store.read().proposal_for("q")
        assert (found.main.code, found.superseded[0], len(found.superseded)) == ("102", QUAKE.kib, 3)

    def test_amended_among_several_affected(self, store):
        flood = issue(["101", "102"], DAY, ["33.19", "33.21"], main="101", region="33.21", occurrence_id="f")
        store.add(flood, by="Siti", on=DAY)
        store.amend("f", type_code="102", by="Siti", on=DAY, why="jenis")
        found = store.read().proposal_for("f")
        assert found.region == flood.region
        assert (found.main.code, found.main.associated) == ("102", ())

    def test_amended_to_a_region_that_was_not_affected(self, store):
        flood = issue("101", DAY, ["33.19", "33.21"], region="33.21", occurrence_id="f")
        store.add(flood, by="Siti", on=DAY)
        store.amend("f", region="33.18", by="Siti", on=DAY, why="bukan Demak")
        assert [str(each) for each in store.read().proposal_for("f").region.affected] == ["33.18", "33.19"]

    def test_amended_without_a_document(self, store):
        store.take_in(Register([Entry(FIRST, "a")]))
        entry = store.amend("a", region="62.03", by="Siti", on=DAY, why="lokasi")
        assert str(entry.kib) == "6203106202408041"
        assert store.read().proposal_for("a").history[0].changed == {}
        assert store.read().proposal_for("x") is None

    def test_nothing_to_amend(self, two):
        with pytest.raises(InvalidRecordError, match="nothing changed"):
            two.amend("a", by="Ani", on=LATER, why="x")
        with pytest.raises(InvalidRecordError, match="nothing changed"):
            two.amend("a", region="62.02", date=DAY, by="Ani", on=LATER, why="x")

    @pytest.mark.parametrize("why", ["", " "])
    def test_a_reason_is_needed(self, two, why):
        for refused in (
            lambda: two.amend("a", region="62.03", by="Ani", on=LATER, why=why),
            lambda: two.reject("a", by="Ani", on=LATER, why=why),
            lambda: two.merge("a", "b", by="Ani", on=LATER, why=why),
            lambda: two.confirm("a", by=why, on=LATER),
        ):
            with pytest.raises(InvalidRecordError, match=r"why|by"):
                refused()

    def test_a_step_before_the_last_one(self, two):
        assert two.confirm("b", by="Ani", on=date(2024, 8, 1)).on < DAY, "recorded after the decision"
        two.confirm("a", by="Ani", on=LATER)
        with pytest.raises(InvalidRecordError, match="not before 2024-08-09"):
            two.amend("a", region="62.03", by="Ani", on=DAY, why="x")

    def test_what_the_register_does_not_have(self, two):
        for asked in ("x", "6299106202408041"):
            with pytest.raises(InvalidRecordError, match="no such KIB"):
                two.confirm(asked, by="Ani", on=LATER)

    def test_a_superseded_kib_is_not_confirmed(self, two):
        two.amend("a", region="62.03", by="Ani", on=LATER, why="x")
        with pytest.raises(InvalidRecordError, match="superseded by 6203106202408041"):
            two.confirm(str(FIRST), by="Ani", on=LATER)


class TestConflicts:
    @pytest.fixture
    def both(self, two):
        """The KIB of a was given to z as well."""
        two.take_in(Register([Entry(FIRST, "z", by="Pak", on=DAY)]), keep_conflicts=True)
        return two

    def test_named_by_the_event(self, both):
        with pytest.raises(InvalidRecordError, match="several events have it: a, z"):
            both.confirm(str(FIRST), by="Ani", on=LATER)
        with pytest.raises(RegisterConflictError) as caught:
            both.confirm("a", by="Ani", on=LATER)
        assert (
            "6202106202408041 untuk z oleh Pak pada 2024-08-04 (diusulkan, langkah 0)"
            in caught.value.message("id")
        )
        both.confirm("b", by="Ani", on=LATER)

    @pytest.mark.parametrize("how", ["amend", "reject", "merge"])
    def test_settled_by_one_step(self, both, how):
        given = ("z", "a") if how == "merge" else ("z",)
        getattr(both, how)(*given, by="Ani", on=LATER, why="ganda")
        assert not both.read().conflicts
        assert both.read().kib_for("a") == FIRST
        assert both.read().kib_for("z") == {"amend": THIRD, "reject": None, "merge": FIRST}[how]

    def test_one_of_two_sides_is_confirmed(self, two):
        step = {"step": 1, "on": DAY, "by": "Pak"}
        sides = [Entry(FIRST, "a", why="x", **step), Entry("6203106202408041", "a", **step)]
        two.take_in(Register(sides), keep_conflicts=True)
        two.confirm(str(FIRST), by="Ani", on=LATER)
        assert not two.read().conflicts
        assert two.read().kib_for("a") == FIRST


class TestGivenKIBs:
    def test_value(self):
        entry = Entry(FIRST, "a")
        (given,) = given_kibs(Register([entry]))
        assert given == GivenKIB(FIRST, "a", KIBStatus.PROPOSED, entry, FIRST, "2023")

    def test_the_type_of_a_document_is_of_the_present_scheme(self):
        old = issue("107", date(2022, 11, 21), ["32.03"], occurrence_id="a")
        (given,) = given_kibs(Register().add(old, by="Ani", on=DAY))
        (taken_over,) = given_kibs(Register([Entry(old.kib, "a")]))
        assert (given.scheme, taken_over.scheme) == ("2023", None)

    def test_of_a_register_that_has_only_the_end(self):
        (given,) = given_kibs(Register([Entry(FIRST, "a", step=3, ended="rejected")]))
        assert (given.status, given.now) == (KIBStatus.REJECTED, None)


class TestDocument:
    def test_nothing_is_derived_again(self):
        verified = confirm(QUAKE, "Ani", LATER)
        amended = amend(verified, issue("107", LATER, ["32.02"]), "Siti", LATER, "episentrum")
        for proposal in (QUAKE, verified, amended, issue("101", DAY, ["33.19", "33.21"])):
            assert from_json(to_json(proposal)) == proposal
            assert from_json(to_json(proposal)).explain() == proposal.explain()

    def test_it_says_the_rule_the_source_and_what_is_our_interpretation(self):
        document = to_dict(QUAKE)
        assert document["decisions"][1] == {
            "what": "region",
            "value": "32.03",
            "rule": "nearest affected",
            "data": {"km": "34.5", "geometry": "centroids"},
            "citation": "juklak-bnpb-7-2023",
        }
        assert document["interpretations"] == ["next index"]
        assert [each["code"] for each in document["region"]["candidates"]] == ["32.03", "32.02"]
        assert document["region"]["epicentre"] == {"latitude": -6.84, "longitude": 107.05}

    @pytest.mark.parametrize(
        ("path", "value", "said"),
        [
            (("decisions", 0, "citation"), "keppres-41-1987", "the source of this rule is"),
            (("decisions", 0, "rule"), "x", "rule"),
            (("decisions", 1, "data"), [1], "an object by name"),
            (("decisions", 1, "data"), {"km": 1}, "/decisions/1/data/km"),
            (("region", "epicentre", "latitude"), "x", "a number"),
            (("region", "epicentre", "latitude"), True, "a number"),
            (("history",), [{"changed": 1}], "/history/0"),
            (("kib",), 3203107202211211, "/kib"),
        ],
    )
    def test_what_is_wrong_is_named(self, path, value, said):
        document = to_dict(QUAKE)
        at = document
        for name in path[:-1]:
            at = at[name]
        at[path[-1]] = value
        with pytest.raises(InvalidRecordError, match=said):
            from_dict(document)

    @pytest.mark.parametrize("changed", [[1], {"date": ["x"]}, {"date": "xy"}])
    def test_changes_are_pairs(self, changed):
        step = {"status": "verified", "by": "x", "on": None, "why": "", "kib": str(QUAKE.kib)}
        with pytest.raises(InvalidRecordError, match=r"changed|what was"):
            from_dict({**to_dict(QUAKE), "history": [{**step, "changed": changed}]})

    def test_a_distance_without_an_upper_bound(self):
        candidate = QUAKE.region.candidates[0]
        open_ = attrs.evolve(candidate, distance=attrs.evolve(candidate.distance, at_most=float("inf")))
        region = attrs.evolve(QUAKE.region, candidates=(open_,))
        proposal = attrs.evolve(QUAKE, region=region)
        assert to_dict(proposal)["region"]["candidates"][0]["distance"]["at_most"] is None
        assert from_json(to_json(proposal)) == proposal

    def test_a_decision_says_its_source_itself(self):
        assert Decision("type", "106", "only type").citation.id == "juklak-bnpb-7-2023"

    def test_it_is_kept_with_the_entry(self, store):
        given = store.add(QUAKE, by="Siti", on=DAY)
        assert (given.by, given.on) == ("Siti", DAY)
        assert store.read().proposal_for("q") == attrs.evolve(QUAKE, by="Siti", on=DAY)
        assert from_json(to_json(store.read())) == store.read()
