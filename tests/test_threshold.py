"""evaluate, Evaluation, Threshold: what we chose beyond the clauses."""

import copy
import pickle
from decimal import Decimal

import attrs
import pytest

from satudata import (
    JUKLAK_7_2023,
    KIB,
    Criterion,
    Event,
    EventRecord,
    Impact,
    Interpretation,
    Threshold,
    Verdict,
    citations,
    disaster_types,
    evaluate,
)
from satudata.criteria import EMDAT_ENTRY, MEASURES
from satudata.emergency import EmergencyStatus
from satudata.threshold import any_of

ZERO = Impact(
    dead=0,
    missing=0,
    injured=0,
    affected=0,
    displaced=0,
    houses_damaged=0,
    houses_flooded=0,
    facilities_damaged=0,
    land={"lahan": 0},
)
NO = {"requests_national_help": False, "emergency_status": False}


class TestSubject:
    @pytest.mark.parametrize(
        "subject", [None, KIB.parse("6202106202408041"), EventRecord("62.02"), {"dead": 1}]
    )
    def test_an_impact_or_an_event(self, subject):
        with pytest.raises(
            TypeError, match=f"evaluate takes an Impact or an Event, not {type(subject).__name__}"
        ):
            evaluate(subject)

    def test_an_event_without_records_reports_nothing(self):
        assert evaluate(Event(id="x")).outcomes == evaluate(Impact()).outcomes

    @pytest.mark.parametrize("cause", ["106", 1, Impact()])
    def test_cause(self, cause):
        with pytest.raises(TypeError, match="cause is True, False, None or a DisasterType"):
            evaluate(Impact(), cause=cause)

    @pytest.mark.parametrize("name", NO)
    @pytest.mark.parametrize("answer", ["no", 0, 1, "siaga darurat"])
    def test_statements(self, name, answer):
        with pytest.raises(TypeError, match=f"{name} is True, False"):
            evaluate(Impact(), **{name: answer})

    @pytest.mark.parametrize("status", EmergencyStatus)
    def test_a_declared_status(self, status):
        evaluation = evaluate(ZERO, requests_national_help=False, emergency_status=status)
        assert evaluation.verdict is Verdict.MET
        flagged = [finding.code for finding in evaluation.findings]
        assert flagged == (["siaga-only"] if status is EmergencyStatus.SIAGA else [])

    def test_a_siaga_beside_harm_is_not_flagged(self):
        assert evaluate(Impact(dead=1), emergency_status=EmergencyStatus.SIAGA).findings == ()


class TestOutcomes:
    def test_value_limit_and_citation(self):
        outcome = evaluate(Impact(dead=2)).met[0]
        assert (outcome.value, outcome.complete, outcome.verdict) == (2, True, Verdict.MET)
        assert (outcome.criterion.limit, outcome.criterion.citation) == (1, "juklak-bnpb-7-2023")

    def test_what_is_not_known_has_no_value(self):
        outcome = evaluate(Impact()).unknown[0]
        assert (outcome.value, outcome.complete) == (None, False)
        assert outcome.explain("id") == "(1) 1 Orang meninggal: belum dapat ditentukan (tidak dilaporkan)"

    def test_of_records_alone_the_highest_is_shown(self):
        event = Event(
            id="x", records=[EventRecord("62.02", Impact(dead=0)), EventRecord("62.03", Impact(dead=3))]
        )
        assert evaluate(event, interpretation=Interpretation(scope="record")).outcomes[0].value == 3


JUKLAK = "Petunjuk Pelaksanaan BNPB Nomor 7 Tahun 2023 tentang Standar Data Kejadian dan Dampak Bencana"
NONE_KNOWN = "belum ada kriteria yang diketahui terpenuhi dan ada data yang tidak dilaporkan"


class TestExplain:
    @pytest.mark.parametrize(
        ("evaluation", "en", "id"),
        [
            (evaluate(Impact(dead=1)), "met: at least one", "memenuhi: sekurang-kurangnya satu"),
            (evaluate(ZERO, **NO), "not met: no criterion is met", "tidak memenuhi: tidak ada kriteria"),
            (evaluate(Impact()), "undetermined: no criterion is known", "belum dapat ditentukan: belum ada"),
            (
                evaluate(Impact(dead=1), cause=False),
                "not met: the cause is not",
                "tidak memenuhi: penyebabnya bukan",
            ),
            (
                evaluate(Impact(dead=1), cause=None),
                "undetermined: it is not known whether the cause",
                "belum dapat ditentukan: belum diketahui apakah penyebabnya",
            ),
            (
                evaluate(Impact(), cause=None),
                "undetermined: no criterion is known to be met, and something is not reported; it is not known",
                "belum dapat ditentukan: belum ada kriteria yang diketahui",
            ),
        ],
    )
    def test_says_why(self, evaluation, en, id):
        assert evaluation.explain().startswith(en)
        assert evaluation.explain("id").startswith(id)
        assert "Petunjuk Pelaksanaan BNPB Nomor 7 Tahun 2023" in evaluation.explain().splitlines()[-1]

    @pytest.mark.parametrize(
        ("lang", "lines"),
        [
            (
                "en",
                [
                    "met: at least one criterion is met",
                    "  (1) 1 person dead: not met (0 people, limit 1 person)",
                    "  warning: criterion 6 is met by a siaga darurat alone: nothing may have happened yet",
                    f"  source: {JUKLAK}",
                ],
            ),
            (
                "id",
                [
                    "memenuhi: sekurang-kurangnya satu kriteria terpenuhi",
                    "  (1) 1 Orang meninggal: tidak memenuhi (0 orang, ambang 1 orang)",
                    "  meragukan: kriteria 6 terpenuhi hanya oleh siaga darurat: mungkin belum ada kejadian",
                    f"  sumber: {JUKLAK}",
                ],
            ),
        ],
    )
    def test_the_text_as_it_is_read(self, lang, lines):
        said = evaluate(ZERO, **NO | {"emergency_status": EmergencyStatus.SIAGA}).explain(lang).splitlines()
        assert [said[0], said[1], *said[-2:]] == lines

    @pytest.mark.parametrize(
        ("evaluation", "en", "id"),
        [
            (
                evaluate(ZERO, **NO, cause=False),
                "not met: the cause is not one of the disaster types",
                "tidak memenuhi: penyebabnya bukan salah satu jenis bencana",
            ),
            (
                evaluate(Impact(dead=1), cause=None),
                "undetermined: it is not known whether the cause is one of the disaster types",
                "belum dapat ditentukan: belum diketahui apakah penyebabnya salah satu jenis bencana",
            ),
            (
                evaluate(ZERO, **NO),
                "not met: no criterion is met and nothing that could meet one is unknown",
                "tidak memenuhi: tidak ada kriteria yang terpenuhi dan tidak ada data yang kosong",
            ),
            (
                evaluate(Impact()),
                "undetermined: no criterion is known to be met, and something is not reported",
                f"belum dapat ditentukan: {NONE_KNOWN}",
            ),
        ],
    )
    def test_the_first_line_is_the_reason(self, evaluation, en, id):
        assert evaluation.explain().splitlines()[0] == en
        assert evaluation.explain("id").splitlines()[0] == id

    def test_names_the_open_points_that_decide(self):
        assert (
            "missing_as_dead (whether the missing count as dead)"
            in evaluate(Impact(dead=0, missing=1)).explain()
        )
        assert "missing_as_dead (apakah hilang" in evaluate(Impact(dead=0, missing=1)).explain("id")


class TestRobust:
    def test_one_dead_is_met_however_it_is_read(self):
        assert evaluate(Impact(dead=1)).robust

    def test_two_open_points_that_decide_together(self):
        figures = attrs.evolve(ZERO, houses_damaged=1, houses_flooded=4, facilities_damaged=1)
        assert evaluate(figures, **NO).depends_on == ("flooded_as_damaged",)
        either = evaluate(figures, **NO, interpretation=Interpretation(flooded_as_damaged=True))
        assert either.depends_on == ("flooded_as_damaged",)

    def test_both_open_points_are_needed(self):
        figures = attrs.evolve(ZERO, houses_damaged=0, houses_flooded=4, facilities_damaged=1)
        evaluation = evaluate(figures, **NO, interpretation=Interpretation(buildings="either"))
        assert evaluation.depends_on == ("flooded_as_damaged", "buildings")
        assert not evaluation.robust


class TestOtherRules:
    def test_another_set_of_rules_is_another_constant(self):
        ten = attrs.evolve(
            JUKLAK_7_2023.criteria[0], limit=Decimal(10), clause="10 orang", clause_en="10 people"
        )
        rules = Threshold(id="ten", title="Ten", citation="satudata-readings", criteria=(ten,))
        assert evaluate(Impact(dead=9), threshold=rules).verdict is Verdict.NOT_MET
        assert evaluate(Impact(dead=10), threshold=rules).verdict is Verdict.MET
        assert evaluate(Impact(dead=10), threshold=rules).threshold is rules

    def test_the_six_criteria(self):
        assert [criterion.number for criterion in JUKLAK_7_2023.criteria] == [1, 2, 3, 4, 5, 6]
        assert [int(criterion.limit) for criterion in JUKLAK_7_2023.criteria] == [1, 50, 5, 1, 1, 1]
        both = (*JUKLAK_7_2023.criteria, *EMDAT_ENTRY.criteria)
        assert {criterion.measure for criterion in both} == set(MEASURES)
        assert all(isinstance(criterion, Criterion) for criterion in JUKLAK_7_2023.criteria)


class TestVerdict:
    def test_three(self):
        assert [eval(repr(verdict)) for verdict in Verdict] == list(Verdict)

    def test_or(self):
        met, not_met, unknown = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
        assert any_of([]) is not_met
        for one in Verdict:
            assert any_of([one]) is any_of([one, one]) is any_of([one, not_met]) is one
            assert any_of([one, met]) is met
        assert any_of([unknown, not_met]) is any_of([not_met, unknown]) is unknown


class TestValue:
    @pytest.mark.parametrize("asked", [False, True])
    def test_copies(self, asked, always_equal, never_equal):
        evaluation = evaluate(Event(id="x", records=[EventRecord("62.02", Impact(missing=1))]))
        if asked:
            assert evaluation.depends_on == ("missing_as_dead",)
        copies = [
            pickle.loads(pickle.dumps(evaluation, protocol))
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ]
        for each in (*copies, copy.copy(evaluation), copy.deepcopy(evaluation)):
            assert each == evaluation
            assert hash(each) == hash(evaluation)
            assert each.depends_on == evaluation.depends_on
            assert each.explain() == evaluation.explain()
        assert evaluation == always_equal
        assert evaluation != never_equal

    def test_frozen(self):
        with pytest.raises(AttributeError):
            evaluate(Impact()).verdict = Verdict.MET
        with pytest.raises(AttributeError):
            evaluate(Impact()).nothing  # noqa: B018

    def test_repr_shows_what_was_judged_not_how(self):
        text = repr(evaluate(Impact(dead=1)))
        assert text.startswith("Evaluation(verdict=Verdict.MET, outcomes=(Outcome(")
        assert "_Case" not in text

    def test_a_type_as_cause(self):
        assert evaluate(Impact(dead=1), cause=disaster_types.get("101")).cause is Verdict.MET


class TestOutcome:
    def test_value_limit_and_citation(self):
        (met,) = evaluate(Impact(dead=2)).met
        assert (met.value, met.limit, met.citation) == (2, 1, citations.get("juklak-bnpb-7-2023"))

    @pytest.mark.parametrize(
        ("stated", "lang", "text"),
        [
            (Impact(dead=1), "en", "(1) 1 person dead: met (1 person, limit 1 person)"),
            (Impact(dead=0), "en", "(1) 1 person dead: not met (0 people, limit 1 person)"),
            (Impact(dead=1), "id", "(1) 1 Orang meninggal: memenuhi (1 orang, ambang 1 orang)"),
            (Impact(land={"sawah": "0.5"}), "en", "not met (0.5 hectares, limit 1 hectare)"),
        ],
    )
    def test_an_amount_stands_with_its_unit(self, stated, lang, text):
        assert text in evaluate(stated).explain(lang)

    def test_land_that_does_not_count_is_not_told_as_none(self):
        flood = Event(kib="6202101202408041", records=[EventRecord("62.02", Impact(land={"sawah": 3}))])
        judged = evaluate(flood, interpretation=Interpretation(land="karhutla"))
        land = judged.outcomes[3]
        assert (land.verdict, land.value, land.complete) == (Verdict.NOT_MET, None, True)
        assert land.explain() == (
            "(4) 1 hectare of land: not met (does not count under the interpretation chosen)"
        )
        assert land.explain("id") == (
            "(4) 1 Hektar lahan: tidak memenuhi (tidak dihitung menurut penafsiran yang dipilih)"
        )


def test_an_interpretation_is_an_interpretation():
    with pytest.raises(
        TypeError, match=r"^interpretation is an Interpretation, not dict: Interpretation\(people='any'\)$"
    ):
        evaluate(Impact(), interpretation={"people": "any"})
