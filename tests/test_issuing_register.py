"""The register: what was given, what superseded what, two sides, and its file."""

import copy
import pickle
from datetime import date

import pytest

from satudata import (
    KIB,
    Event,
    EventRecord,
    IndexExhaustedError,
    InvalidRecordError,
    Register,
    RegisterConflictError,
    RegisterUnreadableError,
    Status,
    amend,
    confirm,
    issue,
    to_dict,
)
from satudata.interchange import to_json
from satudata.issuing import Entry, JSONLinesRegister

DAY = date(2024, 8, 4)
FIRST, SECOND = KIB.parse("6202106202408041"), KIB.parse("6202106202408042")
STEM = FIRST.stem


def given(name, register=Register(), region="62.02", day=DAY):  # noqa: B008  # a frozen value
    return issue("106", day, [region], existing=register, occurrence_id=name)


def added(name, register=Register(), by="BPBD", **more):  # noqa: B008  # a frozen value
    return register.add(given(name, register, **more), by=by, on=DAY)


class TestEntry:
    def test_value(self):
        entry = Entry(str(FIRST), "a", by="BPBD", on=DAY, status="verified", step=2, why="x")
        assert entry.kib == FIRST
        assert entry.status is Status.VERIFIED
        assert pickle.loads(pickle.dumps(entry)) == copy.deepcopy(entry) == entry
        assert str(Entry(FIRST, "a")) == "6202106202408041 to a (provisional, step 0)"

    @pytest.mark.parametrize("more", [{"step": -1}, {"step": True}, {"step": "1"}])
    def test_no_step(self, more):
        with pytest.raises(InvalidRecordError, match="step"):
            Entry(FIRST, "a", **more)

    def test_an_id_says_something(self):
        with pytest.raises(InvalidRecordError, match="occurrence_id"):
            Entry(FIRST, " ")


class TestAnswers:
    def test_of_a_stem(self):
        register = added("b", added("a"))
        assert register.kibs(STEM) == (FIRST, SECOND)
        assert str(register.next_kib(STEM)) == "6202106202408043"
        assert register.kibs("620210620240805") == ()
        assert (register.kib_for("a"), register.kib_for("b"), register.kib_for("c")) == (FIRST, SECOND, None)
        assert register.entry_for("a").by == "BPBD"
        with pytest.raises(TypeError, match="values of the kind Entry"):
            Register(["x"])
        with pytest.raises(IndexExhaustedError):
            Register(Entry(f"{STEM}{index}", str(index)) for index in range(1, 10)).next_kib(STEM)

    def test_of_what_superseded_what(self):
        register = added("a")
        amended = amend(given("a", register), given("a", region="62.03"), "BPBD", DAY, "wilayah salah")
        register = register.add(amended, by="", on=None)
        amended = amend(amended, given("a", region="62.04"), "BPBD", DAY, "wilayah salah lagi")
        register = register.add(amended, by="", on=None)
        one, two, three = (KIB.parse(f"620{last}106202408041") for last in (2, 3, 4))
        assert register.kib_for("a") == three
        assert register.successors(one) == register.successors(two) == (three,)
        assert register.successors(three) == ()
        assert register.predecessors(three) == (one, two)
        assert register.predecessors(two) == (one,)
        assert register.predecessors(one) == register.predecessors(SECOND) == ()
        assert register.kibs(STEM) == (FIRST,), "an index is not given twice"

    def test_from_records(self):
        events = [
            Event(kib=FIRST, records=[EventRecord("62.02", kib=SECOND)]),
            EventRecord("62.02", kib=FIRST),
            EventRecord("62.02"),
            FIRST,
        ]
        register = Register.from_records(iter(events))
        assert register.kibs(STEM) == (FIRST, SECOND)
        assert register.kib_for(str(FIRST)) == FIRST
        assert not register.conflicts
        for record in (EventRecord("62.02", kib=FIRST), Event(kib=FIRST), FIRST):
            assert Register.from_records([record]).next_kib(STEM) == SECOND, "its index is taken"
        with pytest.raises(TypeError, match="records are Event"):
            Register.from_records([str(FIRST)])

    def test_value(self):
        register = added("b", added("a"))
        assert pickle.loads(pickle.dumps(register)) == copy.deepcopy(register) == register
        assert hash(register) == hash(Register(reversed(register.entries)))


class TestAdd:
    def test_again_is_nothing_new(self):
        proposal = given("a")
        register = Register().add(proposal, by="BPBD", on=DAY)
        assert register.add(proposal, by="someone else", on=date(2024, 9, 1)) == register
        assert register.add(given("a", register), by="x", on=DAY) == register

    def test_its_history(self):
        confirmed = confirm(given("a"), "Pusdatinkom", DAY, "benar")
        register = Register().add(confirmed, by="BPBD", on=DAY)
        assert [(each.step, each.status) for each in register.entries] == [
            (0, Status.PROVISIONAL),
            (1, Status.VERIFIED),
        ]
        assert register.add(confirmed, by="BPBD", on=DAY) == register

    def test_taken_up_where_the_register_stands(self):
        register = Register().add(confirm(given("a"), "Pusdatinkom", DAY), by="BPBD", on=DAY)
        again = given("a", register)
        register = register.add(confirm(again, "Pusdatinkom", date(2024, 9, 1)), by="", on=None)
        assert [each.step for each in register.entries] == [0, 1, 2]

    def test_refused(self):
        with pytest.raises(InvalidRecordError, match="the region is open"):
            Register().add(issue("101", DAY, ["33.21", "33.19"], occurrence_id="a"), by="x", on=DAY)
        with pytest.raises(InvalidRecordError, match="occurrence_id"):
            Register().add(issue("101", DAY, ["33.21"]), by="x", on=DAY)
        with pytest.raises(InvalidRecordError, match="by"):
            Register().add(given("a"), by="", on=DAY)
        with pytest.raises(TypeError, match=r"datetime\.date"):
            Register().add(given("a"), by="x", on=None)

    def test_the_document_stays_with_the_step_that_gave_the_kib(self):
        amended = amend(given("a"), given("a", region="62.03"), "BPBD", DAY, "salah")
        confirmed = confirm(given("a"), "Pusdatinkom", DAY)
        steps = Register().add(confirm(amended, "Pusdatinkom", DAY), by="BPBD", on=DAY).steps("a")
        assert [each.proposal is not None for each in steps] == [False, True, False]
        steps = Register().add(confirmed, by="BPBD", on=DAY).steps("a")
        assert [each.proposal is not None for each in steps] == [True, False]

    def test_a_step_follows_the_last_one_that_the_register_has(self):
        proposal = given("a")
        register = Register().add(
            confirm(proposal, "Pusdatinkom", date(2024, 8, 9)), by="BPBD", on=date(2024, 8, 5)
        )
        with pytest.raises(InvalidRecordError, match="not before 2024-08-09"):
            register.add(confirm(proposal, "BNPB", date(2024, 8, 7)), by="", on=None)

    def test_another_kib_without_an_amendment(self):
        register = added("a")
        with pytest.raises(RegisterConflictError) as caught:
            register.add(given("a", register, region="62.03"), by="BPBD", on=DAY)
        assert len(caught.value.conflicts[0]) == 2
        assert caught.value.register == register

    def test_a_history_of_what_no_longer_stands(self):
        register = added("a")
        old = given("a", register)
        register = register.add(amend(old, given("a", region="62.03"), "BPBD", DAY, "salah"), by="", on=None)
        with pytest.raises(RegisterConflictError, match="62031062"):
            register.add(confirm(old, "Pusdatinkom", DAY), by="", on=None)

    def test_a_step_is_not_dated_before_the_one_that_it_follows(self):
        confirmed = confirm(given("a"), "Pusdatinkom", date(2024, 8, 5))
        assert not Register().add(confirmed, by="BPBD", on=date(2024, 8, 5)).findings
        undated = Register([Entry(FIRST, "a"), Entry(FIRST, "a", step=1, by="BPBD")])
        again = given("a", undated)
        assert again.explain().endswith("\n  BPBD: amended 6202106202408041")
        assert undated.add(again, by="x", on=DAY) == undated
        moved = Register().add(again, by="x", on=DAY)
        assert moved.entry_for("a").on is None

    def test_a_decision_may_be_made_before_the_kib_was_recorded(self):
        confirmed = confirm(given("a"), "Pusdatinkom", date(2024, 8, 5))
        register = Register().add(confirmed, by="BPBD", on=date(2024, 8, 6))
        (found,) = register.findings
        assert found.code == "register-decided-before"
        assert found.message("en") == (
            f"{FIRST} for a: decided on 2024-08-05, recorded as given only on 2024-08-06"
        )
        assert Register().add(register.proposal_for("a"), by="BPBD", on=DAY).kib_for("a") == FIRST

    def test_a_conflict_elsewhere_does_not_matter(self):
        both = Register([*added("a").entries, *added("b").entries])
        assert both.conflicts
        assert added("c", both, region="62.03").kib_for("c")
        assert added("c", both).kib_for("c") == SECOND
        old = given("a", both)
        with pytest.raises(RegisterConflictError):
            both.add(confirm(old, "Pusdatinkom", DAY), by="", on=None)

    def test_one_conflict_is_settled_while_another_is_left(self):
        others = [Entry("6203106202408041", name) for name in "cd"]
        both = Register([*added("a").entries, *added("b").entries, *others])
        new = issue("106", DAY, ["62.02"], existing=list(both.kibs(STEM)), occurrence_id="b")
        settled = both.add(amend(given("b", both), new, "BPBD", DAY, "ganda"), by="", on=None)
        assert settled.kib_for("b") == SECOND
        assert [{each.occurrence_id for each in sides} for sides in settled.conflicts] == [{"c", "d"}]

    def test_merged_into_each_other_neither_has_a_kib(self):
        register = Register(
            [*(Entry(FIRST, "a"), Entry(SECOND, "b")), Entry(SECOND, "a", step=1, ended="merged")]
        )
        assert register.kib_for("a") == SECOND
        register = Register([*register.entries, Entry(FIRST, "b", step=1, ended="merged")])
        assert (register.kib_for("a"), register.kib_for("b"), register.kib_for("c")) == (None, None, None)
        (circle,) = register.conflicts
        assert [each.occurrence_id for each in circle] == ["a", "b"]


class TestTwoSides:
    def test_one_kib_for_two_occurrences(self):
        mine, theirs = added("a", by="BPBD A"), added("b", by="BPBD B")
        for one, other in ((mine, theirs), (theirs, mine)):
            with pytest.raises(RegisterConflictError, match=r"BPBD A.*BPBD B") as caught:
                one.merge(other)
            (sides,) = caught.value.conflicts
            assert {each.by for each in sides} == {"BPBD A", "BPBD B"}
            assert len(caught.value.register.entries) == 2
            assert caught.value.register.conflicts == caught.value.conflicts

    def test_settled_by_an_amendment(self):
        mine, theirs = added("a"), added("b")
        old = given("b", theirs)
        new = issue("106", DAY, ["62.02"], existing=mine, occurrence_id="b")
        assert new.kib == SECOND
        theirs = theirs.add(amend(old, new, "BPBD B", DAY, "indeks dipakai pihak lain"), by="", on=None)
        both = mine.merge(theirs)
        assert (both.kib_for("a"), both.kib_for("b")) == (FIRST, SECOND)
        assert both.successors(FIRST) == (SECOND,)
        assert both.predecessors(SECOND) == (FIRST,)

    def test_one_step_taken_in_two_ways_is_settled_by_one_more(self):
        start = added("a")
        old = given("a", start)
        one = start.add(confirm(old, "Pusdatinkom", DAY), by="", on=None)
        amended = amend(old, given("a", region="62.03"), "BPBD", DAY, "salah")
        other = start.add(amended, by="", on=None)
        with pytest.raises(RegisterConflictError, match="step 1") as caught:
            one.merge(other)
        both = caught.value.register
        settled = both.add(confirm(amended, "Pusdatinkom", date(2024, 8, 9)), by="", on=None)
        assert not settled.conflicts
        assert settled.kib_for("a") == amended.kib

    @pytest.mark.parametrize("is_first_rejected", [True, False])
    def test_the_kib_of_the_last_of_two_sides_is_had(self, is_first_rejected):
        """The same side as the register answers with."""
        ends = ["rejected", None] if is_first_rejected else [None, "rejected"]
        steps = [Entry(FIRST, "a", step=1, by=by, ended=ended) for by, ended in zip("xy", ends, strict=True)]
        register = Register([Entry(FIRST, "a"), *steps, Entry(FIRST, "b")])
        assert register.kib_for("a") == (FIRST if is_first_rejected else None)
        named = [{each.occurrence_id for each in sides} for sides in register.conflicts]
        assert named == [{"a"}, *([{"a", "b"}] if is_first_rejected else [])]

    def test_merged(self):
        mine, theirs = added("a"), added("b", region="62.03")
        assert mine.merge(theirs) == theirs.merge(mine)
        assert mine.merge(Register()) == mine


class TestFile:
    def test_lines_are_those_of_to_dict(self, tmp_path):
        path = tmp_path / "kib.jsonl"
        register = added("b", added("a"))
        assert register.save(path) == 2
        text = path.read_text(encoding="ascii")
        assert text.startswith(
            '{"schema": "satudata.register-entry", "version": 1, "kib": "6202106202408041", '
            '"occurrence_id": "a", "by": "BPBD", "on": "2024-08-04", "proposal": {"kib": "6202106202408041"'
        )
        assert to_dict(register.entries[0])["schema"] == "satudata.register-entry"
        assert Register.load(path) == (register, ())

    def test_only_what_is_new_is_appended(self, tmp_path):
        path = tmp_path / "kib.jsonl"
        first = added("a")
        first.save(path)
        before = path.read_bytes()
        assert first.save(path) == 0
        assert path.read_bytes() == before
        assert added("b", first).save(path) == 1
        line = to_json(added("b", first).entries[1])
        assert path.read_bytes() == before + f"{line}\n".encode(), "no line is blank, and none is joined"

    def test_a_torn_last_line_is_reported_and_nothing_before_it_is_lost(self, tmp_path):
        path = tmp_path / "kib.jsonl"
        register = added("b", added("a"))
        register.save(path)
        path.write_bytes(path.read_bytes()[:-20])
        kept, (found,) = Register.load(path)
        assert kept.entries == register.entries[:1]
        assert (found.code, found.where, found.data["reason"]) == (
            "register-line-unreadable",
            "line 2",
            "cut off",
        )
        assert register.save(path) == 1
        again, (found,) = Register.load(path)
        assert again.entries == register.entries
        assert (found.code, found.where) == ("register-line-settled", "line 2")
        assert not again.open_lines

    def test_a_last_line_without_its_end_is_whole(self, tmp_path):
        path = tmp_path / "kib.jsonl"
        register = added("a")
        register.save(path)
        path.write_bytes(path.read_bytes().rstrip(b"\n"))
        assert Register.load(path) == (register, ())
        more = added("b", register)
        more.save(path)
        assert Register.load(path) == (more, ())
        assert path.read_bytes().count(b"\n") == 2

    @pytest.mark.parametrize(
        "line",
        [
            b"nothing",
            b"\xff\xfe",
            b"[" * 100_000,
            b'{"schema": "satudata.kib", "version": 1, "kib": "6202106202408041"}',
            b'{"schema": "satudata.register-entry", "version": 1, "kib": 6202106202408041, "occurrence_id": "a"}',
            b'{"schema": "satudata.register-entry", "version": 2, "kib": "6202106202408041", "occurrence_id": "a"}',
        ],
        ids=range(6),
    )
    def test_a_line_of_something_else(self, tmp_path, line):
        path = tmp_path / "kib.jsonl"
        path.write_bytes(line + b"\n\n")
        with pytest.raises(RegisterUnreadableError, match=r"\(1\)"):
            added("a").save(path)
        assert path.read_bytes() == line + b"\n\n"
        JSONLinesRegister(path).acknowledge(by="Siti", on=DAY)
        added("a").save(path)
        register, (found,) = Register.load(path)
        assert register.entries == added("a").entries
        assert (found.code, found.where) == ("register-line-settled", "line 1")

    @pytest.mark.parametrize("end", [b"", b"\n"])
    def test_a_line_is_cut_off_where_nothing_ends_it(self, tmp_path, end):
        path = tmp_path / "kib.jsonl"
        path.write_bytes(b'nothing\n{"sch' + end)
        _, (first, last) = Register.load(path)
        assert "cut off" not in first.data["reason"]
        assert (last.data["reason"] == "cut off") is not bool(end)

    def test_two_sides_in_one_file(self, tmp_path):
        path = tmp_path / "kib.jsonl"
        added("a").save(path)
        before = path.read_bytes()
        with pytest.raises(RegisterConflictError, match=r"to a by BPBD.*to b by BPBD"):
            added("b").save(path)
        assert path.read_bytes() == before
        JSONLinesRegister(path).take_in(added("b"), keep_conflicts=True)
        register, (found,) = Register.load(path)
        assert found.code == "register-conflict"
        assert "6202106202408041 a (BPBD, 2024-08-04) / 6202106202408041 b" in found.message("id")
        assert len(register.entries) == 2

    def test_nothing_to_save(self, tmp_path):
        path = tmp_path / "kib.jsonl"
        assert Register().save(path) == 0
        assert path.read_bytes() == b""


def test_entries_that_differ_in_their_documents_only_are_in_one_order():
    documents = [given("a"), issue("106", DAY, ["62.02"], occurrence_id="a", epicentre=(-2.5, 112.9))]
    entries = [Entry(FIRST, "a", proposal=each) for each in documents]
    assert Register(entries).entries == Register(entries[::-1]).entries
    assert len(Register(entries).entries) == 2
