"""What must follow for agreements, their histories and what they cover."""

import datetime
import functools

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from satudata import ClosedGateError, RegionCode
from satudata.cooperation import (
    Agreement,
    DocumentRef,
    Instrument,
    PartialDate,
    Partner,
    PartnerKind,
    Phase,
    Portfolio,
    Position,
    Reach,
    Report,
    ReportKind,
    Scope,
    Stage,
    StageEntry,
    Term,
    Termination,
    Track,
    Validity,
    WorkMode,
    advance,
    audit,
    audit_portfolio,
    checklists,
    coverage,
    days_per_stage,
    elapsed_days,
    main_line,
    next_stages,
    progress,
    record,
    replay,
    summarise,
)
from satudata.cooperation._stages import TERMINAL
from satudata.interchange import from_json, to_json

DAYS = st.dates(datetime.date(2015, 1, 1), datetime.date(2030, 12, 31))
TEXT = st.text(min_size=1, max_size=8).filter(str.strip)
REGIONS = ("62", "62.02", "62.03", "13.04", "national")
PAPERS = sorted({item.kind for each in checklists() for item in each.items})


def optional(strategy):
    return st.none() | strategy


@st.composite
def partial_dates(draw):
    text = draw(DAYS).isoformat()
    return PartialDate.parse(text[: draw(st.sampled_from((4, 7, 10)))])


PARTNERS = st.builds(
    Partner,
    TEXT,
    st.sampled_from(PartnerKind),
    st.sampled_from(("CH", "NZ", "ID")),
)
ENTRIES = st.builds(
    StageEntry, st.sampled_from(Stage), partial_dates(), reason=optional(st.sampled_from(Termination))
)
PAPER = st.builds(DocumentRef, st.sampled_from(PAPERS), TEXT, received=partial_dates())
REPORTS = st.builds(Report, st.sampled_from(ReportKind), partial_dates())
TERMS = st.one_of(
    st.builds(Term, partial_dates(), years=st.integers(0, 9), months=st.integers(0, 30)),
    st.builds(Term, partial_dates(), indefinite=st.just(value=True)),
    st.builds(Term, until=partial_dates()),
)
POSITIONS = st.builds(
    Position,
    optional(st.sampled_from(REGIONS)),
    st.lists(st.sampled_from(("101", "106", "all")), min_size=1, max_size=2),
    st.lists(st.sampled_from(Phase), max_size=3),
)


def agreements(ids=TEXT, **fields):
    others = {name: st.none() for name in ("parent", "extends", "amends", "terminates")}
    given = {
        "id": ids,
        "track": st.sampled_from(Track),
        "partners": st.lists(PARTNERS, min_size=1, max_size=2),
        "scope": optional(st.sampled_from(Scope)),
        "instrument": optional(st.sampled_from(Instrument)),
        "mode": optional(st.sampled_from(WorkMode)),
        "term": optional(TERMS),
        "other_terms": st.lists(TERMS, max_size=2),
        "phases": st.lists(st.sampled_from(Phase), max_size=3),
        "positions": st.lists(POSITIONS, max_size=3),
        "needs_full_powers": st.booleans(),
        "history": st.lists(ENTRIES | PAPER | REPORTS, max_size=8),
        **others,
        **fields,
    }
    return st.builds(Agreement, **given)


@functools.cache  # built once: building a strategy takes longer than drawing from it
def numbered(number, relations):
    """The agreement of this number in a portfolio, which names agreements before it only."""
    older = [str(n) for n in range(-1, number)]
    named = {name: optional(st.sampled_from(older)) for name in relations} if number else {}
    return agreements(st.just(str(number)), **named)


@st.composite
def portfolios(draw, relations=("parent", "extends", "amends", "terminates")):
    """Agreements that name older ones only."""
    held = [draw(numbered(number, relations)) for number in range(draw(st.integers(0, 4)))]
    return Portfolio(draw(st.permutations(held)))


class TestStages:
    @given(st.sampled_from(Track))
    def test_every_stage_is_reached_and_every_other_than_an_end_has_an_exit(self, track):
        reached = set()
        waiting = [None]
        while waiting:
            stage = waiting.pop()
            following = set(next_stages(track, stage))
            assert bool(following) is (stage not in TERMINAL)
            waiting += following - reached
            reached |= following
        assert reached == {*main_line(track), Stage.DITOLAK, Stage.DITARIK}

    def test_between_them_the_tracks_use_every_word(self):
        used = {stage for track in Track for stage in main_line(track)}
        assert used | TERMINAL == set(Stage)

    @given(st.sampled_from(Track), st.data())
    def test_from_everywhere_an_end_can_be_reached(self, track, data):
        stage = data.draw(st.sampled_from(main_line(track)))
        while stage not in TERMINAL:
            stage = next_stages(track, stage)[0]
        assert stage is Stage.BERAKHIR


class TestFigures:
    @given(agreements(), DAYS)
    def test_progress_lies_between_0_and_1(self, agreement, on):
        found = progress(agreement, on)
        assert found.figure is None or 0 <= found.figure <= 1
        assert 0 <= found.received <= len(found.needed)

    @given(agreements(), st.sampled_from(Stage), DAYS)
    def test_so_it_does_in_every_stage(self, agreement, stage, on):
        told = record(attrs.evolve(agreement, history=()), StageEntry(stage, on))
        found = progress(told, on).figure
        assert (found is not None) is (stage in main_line(agreement.track))
        assert found is None or 0 <= found <= 1

    @given(agreements(), DAYS)
    def test_days_per_stage_sum_to_the_elapsed_time(self, agreement, on):
        spent = days_per_stage(agreement, on)
        assert sum(spent.values()) == (elapsed_days(agreement, on) or 0)
        assert all(days >= 0 for days in spent.values())

    @given(agreements(), DAYS)
    def test_every_question_has_an_answer(self, agreement, on):
        held = Portfolio([agreement])
        assert summarise(agreement, on, portfolio=held).explain("en")
        assert summarise(agreement, on).explain("id")
        for each in audit_portfolio(held, on):
            assert each.message("en")
            assert each.message("id")
        assert "<span" in agreement._repr_html_()


class TestTerms:
    @given(TERMS, DAYS, st.integers(0, 24))
    def test_in_force_from_the_start_until_before_the_end(self, term, on, notice):
        validity = term.validity(on, notice=notice)
        if validity is not None and validity.in_force:
            assert term.start.latest <= on
            assert term.ends is None or on < term.ends[0]
        if term.end is not None and on >= term.end:
            assert validity in (Validity.HABIS, Validity.BELUM_BERLAKU)

    @given(DAYS, st.integers(0, 9), st.integers(1, 30), DAYS)
    def test_exact_days_leave_nothing_open(self, start, years, months, on):
        assert Term(start, years=years, months=months).validity(on) is not None

    @given(partial_dates(), st.integers(0, 9), st.integers(1, 30), DAYS, st.data())
    def test_what_is_settled_for_a_partial_date_holds_for_every_day_of_it(
        self, start, years, months, on, data
    ):
        day = data.draw(st.dates(start.earliest, start.latest))
        rough = Term(start, years=years, months=months).validity(on, notice=0)
        exact = Term(day, years=years, months=months).validity(on, notice=0)
        assert rough in (None, exact)


class TestInterchange:
    @given(portfolios())
    def test_round_trip(self, portfolio):
        text = to_json(portfolio)
        assert from_json(text) == portfolio
        assert to_json(from_json(text)) == text
        assert text.isascii()

    @given(agreements())
    def test_each_agreement(self, agreement):
        assert from_json(to_json(agreement)) == agreement


ASKED = {"regions": ["62", "62.02", "62.03", "11.01"], "types": ["101", "106", None]}


class TestCoverage:
    @given(portfolios(), agreements(st.just("new"), extends=optional(st.just("0"))), DAYS)
    def test_adding_an_agreement_that_ends_none_opens_no_gap(self, portfolio, new, on):
        before = coverage(portfolio, on, **ASKED)
        after = coverage(Portfolio([*portfolio, new]), on, **ASKED)
        for old, now in zip(before, after, strict=True):
            assert set(old.covers) <= set(now.covers)
            assert now.is_gap <= old.is_gap

    @given(portfolios(), DAYS)
    def test_a_sure_cover_is_in_force(self, portfolio, on):
        for cell in coverage(portfolio, on, **ASKED):
            for cover in cell.covers:
                force = portfolio.is_in_force(portfolio.get(cover.agreement), on)
                assert force is True or (force is None and cover.reach is Reach.POSSIBLE)
            assert len({cover.agreement for cover in cell.covers}) == len(cell.covers)

    @given(portfolios(), DAYS, st.randoms())
    def test_the_order_of_the_agreements_never_matters(self, portfolio, on, random):
        shuffled = list(portfolio)
        random.shuffle(shuffled)
        assert list(coverage(Portfolio(shuffled), on, **ASKED)) == list(coverage(portfolio, on, **ASKED))

    @given(portfolios(), DAYS)
    def test_a_cell_is_the_same_alone(self, portfolio, on):
        whole = coverage(portfolio, on, **ASKED)
        region = RegionCode.parse("62.02")
        alone = coverage(portfolio, on, regions=[region], types=["106"], phases=[Phase.PRABENCANA])
        assert list(alone) == [whole.cell(region, "106", Phase.PRABENCANA)]


GATING = sorted({item.kind for each in checklists() if each.gate for item in each.items})


class Cooperation(RuleBasedStateMachine):
    """Steps taken by ``advance``: whatever it allows audits clean, but for papers owed on the emergency path."""

    @initialize(
        track=st.sampled_from(Track),
        kind=st.sampled_from(PartnerKind),
        phases=st.sampled_from(((), (Phase.TANGGAP_DARURAT,), tuple(Phase))),
        full=st.booleans(),
    )
    def begin(self, track, kind, phases, full):
        self.has_everything = False
        self.day = datetime.date(2025, 1, 1)
        self.agreement = Agreement(
            id="a", track=track, partners=Partner("x", kind, "NZ"), phases=phases, needs_full_powers=full
        )

    def attempt(self, event):
        try:
            self.agreement = advance(self.agreement, event)
        except ClosedGateError as refused:
            accepted = record(self.agreement, event)
            told = {each.code for each in audit(accepted, datetime.date(2099, 1, 1))}
            spoken = set(refused.reasons)
            assert spoken & told
            assert accepted.history[-1] == event
            return
        if isinstance(event, StageEntry):
            assert self.agreement.stage(self.day) is event.stage

    @rule(days=st.integers(0, 40))
    def wait(self, days):
        self.day += datetime.timedelta(days=days)

    @rule(pick=st.sampled_from((0, 0, 0, 0, 1, 2, 3)), reason=st.sampled_from(Termination))
    def go_on(self, pick, reason):
        following = next_stages(self.agreement.track, self.agreement.stage(self.day))
        if following:
            self.attempt(StageEntry(following[pick % len(following)], self.day, reason=reason))

    @rule(stage=st.sampled_from(Stage), reason=optional(st.sampled_from(Termination)))
    def jump(self, stage, reason):
        self.attempt(StageEntry(stage, self.day, reason=reason))

    @rule(kind=st.sampled_from(GATING))
    def receive(self, kind):
        self.attempt(DocumentRef(kind, "a.pdf", received=self.day))

    @precondition(lambda self: not self.has_everything)
    @rule()
    def receive_everything(self):
        self.has_everything = True
        for kind in GATING:
            self.attempt(DocumentRef(kind, "a.pdf", received=self.day))

    @rule(days=st.integers(1, 40), kind=st.sampled_from(GATING))
    def tell_late(self, days, kind):
        self.attempt(DocumentRef(kind, "a.pdf", received=self.day - datetime.timedelta(days=days)))

    @rule(kind=st.sampled_from(ReportKind))
    def report(self, kind):
        self.attempt(Report(kind, self.day))

    @invariant()
    def audits_clean(self):
        if hasattr(self, "agreement"):
            assert {each.code for each in audit(self.agreement, self.day)} <= {"papers-owed"}

    def teardown(self):
        if hasattr(self, "agreement"):
            assert replay(self.agreement) == self.agreement
            assert from_json(to_json(self.agreement)) == self.agreement

    @invariant()
    def figures_hold(self):
        if hasattr(self, "agreement"):
            figure = progress(self.agreement, self.day).figure
            assert figure is None or 0 <= figure <= 1
            spent = days_per_stage(self.agreement, self.day)
            assert sum(spent.values()) == (elapsed_days(self.agreement, self.day) or 0)


TestCooperation = Cooperation.TestCase
TestCooperation.settings = settings(stateful_step_count=20)


@given(agreements(), DAYS)
def test_the_audit_grows_with_the_history_only(agreement, on):
    """What lies after the day asked about changes nothing."""
    later = record(agreement, StageEntry(Stage.USULAN, on + datetime.timedelta(days=1)))
    assert audit(later, on) == audit(agreement, on)
    assert later.stage(on) is agreement.stage(on)
    assert attrs.evolve(later, history=agreement.history) == agreement
