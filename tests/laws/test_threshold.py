"""What must follow for the threshold, and a second evaluation written straight from the clause."""

import itertools
from fractions import Fraction

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from satudata import Event, EventRecord, Impact, Interpretation, Verdict, disaster_types, evaluate
from satudata.checking import figure_doubts
from satudata.impacts import COUNTS, sum_impacts
from satudata.impacts.figures import MEASURED, amounts_of, figures_of
from satudata.interpretation import MILDEST, OPTIONS, STRICTEST
from satudata.strategies import event_records, events, impacts, interpretations
from satudata.tabular._judge import Judge

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
ANSWERS = st.none() | st.booleans()
MANY = Fraction(10**9)

TYPES = st.sampled_from(["101", "106", "107", "999"]).flatmap(
    lambda code: st.sampled_from([("2023", code), ("2011", code), (None, code)])
)
DECLARED = st.none().map(lambda _: (None, None)) | TYPES
EVENTS = st.builds(
    lambda declared, records: Event(id="x", scheme=declared[0], type_code=declared[1], records=records),
    DECLARED,
    st.lists(event_records(), max_size=3),
)
CASES = st.fixed_dictionaries(
    {
        "cause": ANSWERS,
        "requests_national_help": ANSWERS,
        "emergency_status": ANSWERS,
        "interpretation": interpretations(),
    }
)


# The clause, naively: every unknown is once taken as nothing and once as very many.


def count(value, unknown):
    return unknown if value is None else Fraction(value)


def with_total(total, parts, unknown):
    """The published total or the sum of the parts, the larger."""
    known = sum(Fraction(part) for part in parts if part is not None)
    if parts and None not in parts:
        return max(known, Fraction(total or 0))
    if total is not None and total >= known:
        return Fraction(total)
    return known + unknown


def public_buildings(impact, unknown):
    by_kind = []
    for kind in ("pendidikan", "peribadatan", "kesehatan", "kantor", "pasar"):
        named = {
            degree: figure for (each, degree), figure in (impact.facilities or {}).items() if each == kind
        }
        parts = [named[degree] for degree in ("berat", "sedang", "ringan") if degree in named]
        if named:
            by_kind.append(
                (with_total(named.get("rusak"), parts, 0), with_total(named.get("rusak"), parts, MANY))
            )
    low, high = sum(low for low, _ in by_kind), sum(high for _, high in by_kind)
    if by_kind and low == high:
        return max(low, Fraction(impact.facilities_damaged or 0))
    if impact.facilities_damaged is not None and impact.facilities_damaged >= low:
        return Fraction(impact.facilities_damaged)
    return low + unknown


def land_of(impact, unknown):
    return sum(count(area, unknown) for area in impact.land.values()) if impact.land else unknown


def is_met(event, case, unknown):
    """Whether a criterion is met if each unknown figure is *unknown* (0 or MANY)."""
    interpretation = case["interpretation"]
    parts = [record.impact for record in event.records] or [Impact()]
    if interpretation.scope == "record":
        return any(meets(event, [part], case, unknown) for part in parts)
    return meets(event, parts, case, unknown)


def meets(event, parts, case, unknown):
    interpretation = case["interpretation"]

    def added(name):
        return sum(count(getattr(part, name), unknown) for part in parts)

    dead = added("dead") + (added("missing") if interpretation.missing_as_dead else 0)
    groups = [added(name) for name in ("affected", "injured", "displaced")]
    houses = sum(
        with_total(part.houses_damaged, [part.houses_heavy, part.houses_moderate, part.houses_light], unknown)
        for part in parts
    ) + (added("houses_flooded") if interpretation.flooded_as_damaged else 0)
    public = sum(public_buildings(part, unknown) for part in parts)
    land = sum(land_of(part, unknown) for part in parts)
    if interpretation.land == "karhutla":
        scheme, code = event.scheme, event.type_code
        is_it = {("2023", "106"): True, ("2011", "107"): True}.get((scheme, code), False)
        is_open = code is None or (scheme is None and code in {"106", "107"})
        land = land if is_it or (is_open and unknown) else 0
    stated = [
        case[name] if case[name] is not None else bool(unknown)
        for name in ("requests_national_help", "emergency_status")
    ]
    return (
        dead >= 1
        or (sum(groups) if interpretation.people == "sum" else max(groups)) >= 50
        or (houses + public if interpretation.buildings == "sum" else max(houses, public)) >= 5
        or land >= 1
        or any(stated)
    )


def verdict_of(event, case):
    caused = case["cause"]
    if event.type_code == "999" and not case["interpretation"].other_counts:
        caused = False
    surely, possibly = is_met(event, case, Fraction(0)), is_met(event, case, MANY)
    if caused is False or not possibly:
        return NOT_MET
    return MET if caused and surely else UNDETERMINED


class TestAgainstTheClause:
    @given(EVENTS, CASES)
    def test_event(self, event, case):
        assert evaluate(event, **case).verdict is verdict_of(event, case)

    @given(impacts(), CASES)
    def test_an_impact_is_an_event_with_one_record(self, impact, case):
        event = Event(id="x", records=[EventRecord("62.02", impact)])
        assert evaluate(impact, **case).verdict is evaluate(event, **case).verdict is verdict_of(event, case)

    @given(st.lists(st.lists(impacts(), min_size=1, max_size=2), min_size=1, max_size=3), DECLARED, CASES)
    def test_many_events_are_judged_as_one(self, figures, declared, case):
        """Judge works with plain numbers and bits, evaluate with figures that have a lower bound."""
        case = dict(case)
        records = [EventRecord("62.02", sum_impacts(each)) for each in figures]
        event = Event(id="x", scheme=declared[0], type_code=declared[1], records=records)
        interpretation, cause = case.pop("interpretation"), case.pop("cause")
        amounts = [
            amounts_of([getattr(figures, name) for name in MEASURED])
            for figures in (figures_of(record.impact) for record in event.current)
        ]
        judge = Judge(interpretation)
        answers = (case["requests_national_help"], case["emergency_status"])
        type_ = (event.scheme, event.type_code)
        found = evaluate(event, cause=cause, interpretation=interpretation, **case)
        met = tuple(each.criterion.number for each in found.outcomes if each.verdict is MET)
        for _ in range(2):
            assert judge.judge(amounts, type_, is_caused=cause, answers=answers) == (found.verdict, met)

    @given(EVENTS, CASES, st.sampled_from(["101", "106", "999"]))
    def test_a_disaster_type_as_cause(self, event, case, code):
        kind = disaster_types.get(code)
        same = Event(id="x", scheme=kind.scheme, type_code=kind.code, records=event.records)
        assert evaluate(event, **case | {"cause": kind}).verdict is verdict_of(same, case | {"cause": True})

    @given(EVENTS, CASES)
    def test_the_outcomes_are_told_apart(self, event, case):
        evaluation = evaluate(event, **case)
        told = evaluation.met + evaluation.not_met + evaluation.unknown
        assert sorted(told, key=lambda each: each.criterion.number) == list(evaluation.outcomes)
        assert evaluation.verdict is not MET or evaluation.met
        for lang in ("en", "id"):
            assert len(evaluation.explain(lang).splitlines()) >= 8


def never_un_meets(before, worse, case, case_after=None):
    case = case | {"cause": True}
    return (
        evaluate(before, **case).verdict is not MET
        or evaluate(worse, **case | (case_after or {})).verdict is MET
    )


class TestMoreHarmNeverUnMeets:
    @given(impacts(), st.sampled_from(COUNTS), st.integers(0, 100), CASES)
    def test_a_higher_figure(self, impact, name, more, case):
        worse = attrs.evolve(impact, **{name: (getattr(impact, name) or 0) + more})
        assert never_un_meets(impact, worse, case)

    @given(impacts(), st.integers(0, 100), CASES)
    def test_more_land(self, impact, more, case):
        land = dict(impact.land or {})
        worse = attrs.evolve(impact, land=land | {"sawah": (land.get("sawah") or 0) + more})
        assert never_un_meets(impact, worse, case)

    @given(EVENTS, event_records(), CASES)
    def test_one_more_record(self, event, record, case):
        assert never_un_meets(event, attrs.evolve(event, records=(*event.records, record)), case)

    @given(impacts(), CASES, st.sampled_from(["requests_national_help", "emergency_status"]))
    def test_a_request_or_declaration(self, impact, case, name):
        assert never_un_meets(impact, impact, case, {name: True})


def contradicts_itself(impact):
    """Whether totals and parts of *impact* cannot all be right."""
    parts = [impact.houses_heavy, impact.houses_moderate, impact.houses_light]
    if impact.houses_damaged is not None:
        known = sum(part for part in parts if part is not None)
        if known > impact.houses_damaged or (None not in parts and known < impact.houses_damaged):
            return True
    if any(doubt.code == "people-sum-differs" for doubt in figure_doubts(impact)):
        return True
    return impact.facilities is not None and impact.facilities_damaged is not None


class TestFillingAnUnknownNeverChangesADecidedVerdict:
    @given(impacts(), st.sampled_from(COUNTS), st.integers(0, 100), CASES)
    def test_a_figure(self, impact, name, figure, case):
        impact = attrs.evolve(impact, **{name: None})
        filled = attrs.evolve(impact, **{name: figure})
        assume(not contradicts_itself(filled))
        before = evaluate(impact, **case).verdict
        assert before is UNDETERMINED or evaluate(filled, **case).verdict is before

    @given(impacts(), st.decimals(0, 3, places=2), CASES)
    def test_land(self, impact, area, case):
        kinds = [kind for kind, held in (impact.land or {"sawah": None}).items() if held is None]
        assume(kinds)
        filled = attrs.evolve(impact, land=dict(impact.land or {}) | {kinds[0]: area})
        before = evaluate(impact, **case).verdict
        assert before is UNDETERMINED or evaluate(filled, **case).verdict is before

    @given(
        EVENTS, CASES, st.sampled_from(["cause", "requests_national_help", "emergency_status"]), st.booleans()
    )
    def test_what_was_not_stated(self, event, case, name, answer):
        assume(case[name] is None)
        before = evaluate(event, **case).verdict
        assert before is UNDETERMINED or evaluate(event, **case | {name: answer}).verdict is before


#: Figures of which no total stands beside its parts: over these, adding records up loses nothing.
PLAIN = impacts().map(
    lambda impact: attrs.evolve(
        impact, houses_heavy=None, houses_moderate=None, houses_light=None, facilities=None, people=None
    )
)


class TestTheTotalSaysNoMoreThanTheRecords:
    @given(st.lists(event_records(impacts=PLAIN), min_size=1, max_size=4), CASES)
    def test_plain_figures(self, records, case):
        event = Event(id="x", records=records)
        case["interpretation"] = attrs.evolve(case["interpretation"], scope="event")
        assert evaluate(event, **case).verdict is evaluate(event.impact, **case).verdict


EVERY_INTERPRETATION = [
    Interpretation(**dict(zip(OPTIONS, each, strict=True))) for each in itertools.product(*OPTIONS.values())
]


class TestDependsOn:
    @given(EVENTS, CASES)
    def test_against_every_combination(self, event, case):
        evaluation = evaluate(event, **case)
        changes = [
            {name for name in OPTIONS if getattr(other, name) != getattr(case["interpretation"], name)}
            for other in EVERY_INTERPRETATION
            if evaluate(event, **case | {"interpretation": other}).verdict is not evaluation.verdict
        ]
        assert evaluation.robust is (not changes)
        fewest = min(map(len, changes), default=0)
        deciding = set().union(*(names for names in changes if len(names) == fewest))
        assert evaluation.depends_on == tuple(name for name in OPTIONS if name in deciding)

    @given(impacts(), CASES)
    def test_an_impact_cannot_show_the_scope_nor_its_type(self, impact, case):
        assert not {"scope", "other_counts"} & set(evaluate(impact, **case).depends_on)

    def test_every_interpretation_can_decide(self):
        assert len(EVERY_INTERPRETATION) == 2 ** len(OPTIONS)


@given(events(), ANSWERS, interpretations())
def test_between_the_ends_of_the_order_nothing_else_is_possible(event, answer, chosen):
    """STRICTEST finds no more met or open than any interpretation, and MILDEST no less."""
    order = [Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.MET]
    ranks = [
        order.index(evaluate(event, emergency_status=answer, interpretation=each).verdict)
        for each in (STRICTEST, chosen, MILDEST)
    ]
    assert ranks == sorted(ranks)
