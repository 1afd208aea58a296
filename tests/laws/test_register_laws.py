"""What must follow for a register, whatever steps are taken in it, in any order and by anybody."""

import contextlib
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from satudata import Register, SatudataError, issue
from satudata.interchange import from_json, to_json
from satudata.issuing import JSONLinesRegister, KIBStatus, given_kibs
from satudata.issuing._steps import amended, confirmed, merged, occurrence_of, rejected

START = date(2024, 8, 4)
NAMES = st.sampled_from("abcdefgh")
REGIONS = st.sampled_from(["62.02", "62.03"])
WHO = st.sampled_from(["Siti", "Budi"])

issuing = st.tuples(st.just("issue"), NAMES, REGIONS)
confirming = st.tuples(st.just("confirm"), NAMES)
amending = st.tuples(
    st.just("amend"), NAMES, st.none() | REGIONS, st.none() | st.just("101"), st.none() | st.just(START)
)
rejecting = st.tuples(st.just("reject"), NAMES)
merging = st.tuples(st.just("merge"), NAMES, NAMES)
steps = st.tuples(issuing | confirming | amending | rejecting | merging, WHO, st.integers(-1, 2))
sequences = st.lists(steps, max_size=25)


def taken(register, step, who, on):
    """*register* after a step; a step that is refused raises."""
    what, name, *rest = step
    if what == "issue":
        proposal = issue("106", START, rest, existing=register, occurrence_id=name)
        return register.add(proposal, by=who, on=on)
    name = occurrence_of(register, name)
    if what == "confirm":
        return confirmed(register, name, by=who, on=on)
    if what == "amend":
        region, type_code, day = rest
        facts = {"region": region, "type_code": type_code, "date": day}
        return amended(register, name, by=who, on=on, why="x", **facts)
    if what == "reject":
        return rejected(register, name, by=who, on=on, why="x")
    return merged(register, name, occurrence_of(register, rest[0]), by=who, on=on, why="x")


def replayed(sequence, register=Register()):  # noqa: B008  # a frozen value
    on = START
    for step, who, days in sequence:
        on = max(START, on + timedelta(days=days))
        with contextlib.suppress(SatudataError):
            register = taken(register, step, who, on)
    return register


def live(register):
    """Which event has which KIB for itself."""
    return [
        (each.occurrence_id, each.kib)
        for each in given_kibs(register)
        if each.status in (KIBStatus.PROPOSED, KIBStatus.VERIFIED)
    ]


@given(sequences)
def test_an_event_has_at_most_one_live_kib_and_a_kib_one_event(sequence):
    register = replayed(sequence)
    names, kibs = [name for name, _ in live(register)], [kib for _, kib in live(register)]
    assert len(set(names)) == len(names)
    assert len(set(kibs)) == len(kibs)
    assert not register.conflicts
    assert {each.code for each in register.findings} <= {"register-decided-before"}
    assert all(register.kib_for(name) == kib for name, kib in live(register))


@given(sequences)
def test_no_kib_is_ever_given_to_a_second_event(sequence):
    given = given_kibs(replayed(sequence))
    assert len({each.kib for each in given}) == len(given)


@given(sequences)
def test_nothing_is_taken_back(sequence):
    register = Register()
    for number in range(len(sequence)):
        after = replayed(sequence[: number + 1])
        assert set(register.entries) <= set(after.entries)
        assert {each.kib for each in given_kibs(register)} <= {each.kib for each in given_kibs(after)}
        register = after


@given(sequences, st.randoms(use_true_random=False))
def test_replaying_the_history_gives_the_state(sequence, chance):
    register = replayed(sequence)
    entries = list(register.entries)
    chance.shuffle(entries)
    again = Register(from_json(to_json(each)) for each in entries)
    assert again == register == from_json(to_json(register))
    assert given_kibs(again) == given_kibs(register)
    assert all(again.proposal_for(name) == register.proposal_for(name) for name in "abcdefgh")


@given(sequences)
def test_the_days_of_decisions_never_run_backwards(sequence):
    register = replayed(sequence)
    for name in "abcdefgh":
        days = [each.decided_on for each in register.steps(name)][1:]
        assert days == sorted(days)


@given(sequences)
def test_a_superseded_kib_resolves_both_ways(sequence):
    register = replayed(sequence)
    for each in given_kibs(register):
        own = [step.kib for step in register.steps(each.occurrence_id) if step.is_live]
        for earlier, later in pairwise(own):
            if earlier != later:
                assert earlier in register.predecessors(later)
                assert register.successors(earlier)


@given(sequences)
def test_every_event_that_was_not_rejected_has_a_kib(sequence):
    register = replayed(sequence)
    rejected_ones = {each.kib for each in given_kibs(register) if each.status is KIBStatus.REJECTED}
    for each in given_kibs(register):
        ended = register.entry_for(each.occurrence_id)
        if each.now is None:
            assert ended.kib in rejected_ones or not ended.is_live


@given(sequences, sequences)
def test_two_offices_and_what_a_person_settles(sequence, other):
    one, two = replayed(sequence), replayed(other)
    both = one.together(two)
    assert both == two.together(one)
    for _ in range(100):
        if not both.conflicts:
            break
        name = max(each.occurrence_id for each in both.conflicts[0])
        on = max(each.on for each in both.steps(name))
        both = amended_or_next(both, name, on)
    assert not both.conflicts
    names, kibs = [name for name, _ in live(both)], [kib for _, kib in live(both)]
    assert (len(set(names)), len(set(kibs))) == (len(names), len(kibs))


def amended_or_next(register, name, on):
    """One side of a conflict gets the next free KIB; where its stem is full, the event is of another day."""
    for days in range(20):
        with contextlib.suppress(SatudataError):
            day = START + timedelta(days=days) if days else None
            return amended(register, name, by="x", on=on, why="x", date=day)
    raise AssertionError(name)


@given(sequences)
def test_a_store_records_the_same(tmp_path_factory, sequence):
    store = JSONLinesRegister(tmp_path_factory.mktemp("register") / "kib.jsonl")
    on, register = START, Register()
    for step, who, days in sequence:
        on = max(START, on + timedelta(days=days))
        with contextlib.suppress(SatudataError):
            store.change(lambda before, step=step, who=who, on=on: taken(before, step, who, on))
    register = replayed(sequence)
    assert store.read() == register
