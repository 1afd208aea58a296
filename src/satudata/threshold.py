"""Ambang batas: is it a disaster event, by six criteria, each met, not met or not known.

:mod:`satudata.frames` has an Outcome too, for whole columns, with the same name on purpose.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from itertools import combinations, groupby, product
from typing import Any, Protocol, cast, final

import attrs

from satudata import citations
from satudata._ground import html
from satudata._ground.labels import words_in
from satudata._ground.paths import public
from satudata._ground.records import Record, copy_fields
from satudata._ground.words import Word
from satudata.citations import Citation
from satudata.criteria import JUKLAK_7_2023, MEASURES, READ_BY, Criterion, Threshold, land_counts
from satudata.disaster_types._schemes import OTHER_TYPE
from satudata.emergency import EmergencyStatus
from satudata.errors import WrongTypeError
from satudata.events import Event
from satudata.findings import Finding, Language, as_html, finding
from satudata.impacts import Impact
from satudata.impacts.figures import (
    UNKNOWN,
    Figures,
    Measured,
    add,
    added,
    figures_of,
)
from satudata.interpretation import JUDGING_OPTIONS, MILDEST, STRICTEST, Interpretation, under_either_name


@public("satudata")
@final
class Verdict(Word):
    """Three values: what is not known is neither met nor not met."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"


def _judge(figure: Measured, limit: Decimal) -> Verdict:
    """One criterion: met as soon as the known part reaches the *limit*, not met only if nothing is missing."""
    if figure.known is not None and figure.known >= limit:
        return Verdict.MET if figure.counts else Verdict.UNDETERMINED
    return Verdict.NOT_MET if figure.complete else Verdict.UNDETERMINED


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's *or*: met if one is met, not met only if all are not met.

    >>> any_of([Verdict.NOT_MET, Verdict.UNDETERMINED]), any_of([Verdict.UNDETERMINED, Verdict.MET])
    (Verdict.UNDETERMINED, Verdict.MET)
    """
    values = set(verdicts)
    if Verdict.MET in values:
        return Verdict.MET
    return Verdict.UNDETERMINED if Verdict.UNDETERMINED in values else Verdict.NOT_MET


def cause_verdict(interpretation: Interpretation, code: str | None, is_caused: bool | None) -> Verdict:
    """Whether the cause is one of the disaster types: 999 Lainnya only where it is interpreted so."""
    if is_caused is False or (code == OTHER_TYPE and not interpretation.other_counts):
        return Verdict.NOT_MET
    return Verdict.MET if is_caused else Verdict.UNDETERMINED


def with_cause(criteria: Verdict, cause: Verdict) -> Verdict:
    """The verdict where the one on the *criteria* together and the one on the *cause* are known."""
    if cause is Verdict.NOT_MET:
        return cause
    return Verdict.UNDETERMINED if criteria is Verdict.MET and cause is not Verdict.MET else criteria


@public("satudata.threshold")
class Cause(Protocol):
    """What is asked of a disaster type: its code and the scheme in which the code is meant."""

    @property
    def code(self) -> str | None:
        """Three digits, or ``None`` for a type without a number."""

    @property
    def scheme(self) -> str | None:
        """The scheme's id, or ``None`` where it is not known."""


@public("satudata.threshold")
@final
@attrs.frozen(kw_only=True)
class Outcome:
    """What became of one criterion: its verdict and the figure it was judged by.

    *value* is the figure as far as it is known, ``None`` where nothing is known or the criterion is not asked;
    *complete* tells whether nothing of it is missing.
    """

    criterion: Criterion
    verdict: Verdict
    value: Decimal | int | None
    complete: bool

    @property
    def limit(self) -> Decimal:
        """The value from which on the criterion is met."""
        return self.criterion.limit

    @property
    def citation(self) -> Citation:
        """The source of the criterion.

        >>> evaluate(Impact(dead=2)).met[0].citation.id
        'juklak-bnpb-7-2023'
        """
        return citations.get(self.criterion.citation)

    def explain(self, lang: Language = "en") -> str:
        """One line: the clause, what was found and the limit.

        >>> evaluate(Impact(dead=2)).met[0].explain()
        '(1) 1 person dead: met (2 people, limit 1 person)'
        """
        words = words_in("satudata", "Evaluation", lang)
        criterion = self.criterion
        clause = criterion.clause if lang == "id" else criterion.clause_en
        if self.value is None:
            found = words["not asked"] if self.complete else words["not reported"]
        else:
            least = "" if self.complete else words["at least"]
            limit = criterion.amount(criterion.limit, lang)
            found = f"{least}{criterion.amount(self.value, lang)}, {words['limit']} {limit}"
        return f"({criterion.number}) {clause}: {words[self.verdict]} ({found})"


@public("satudata")
@final
@attrs.frozen(kw_only=True)
class Evaluation(Record):
    """The verdict on an event or impact, with every criterion's outcome and what the verdict depends on."""

    verdict: Verdict
    outcomes: tuple[Outcome, ...]
    interpretation: Interpretation
    threshold: Threshold
    cause: Verdict
    _case: _Case = attrs.field(repr=False)

    def __getstate__(self) -> dict[str, object]:
        """What it was made from, as :func:`evaluate` takes it; the verdicts are worked out again."""
        return {**self._case.given, "interpretation": self.interpretation, "threshold": self.threshold}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        copy_fields(self, evaluate(**state))

    @property
    def readings(self) -> Interpretation:
        """The old name of *interpretation*: it works for one release, with a ``DeprecationWarning``."""
        message = "Evaluation.readings is now interpretation; the old name works for one release"
        warnings.warn(message, DeprecationWarning, stacklevel=2)
        return self.interpretation

    @property
    def met(self) -> tuple[Outcome, ...]:
        """The criteria that are met."""
        return self._with(Verdict.MET)

    @property
    def not_met(self) -> tuple[Outcome, ...]:
        """The criteria whose figures are all known and below the limit."""
        return self._with(Verdict.NOT_MET)

    @property
    def unknown(self) -> tuple[Outcome, ...]:
        """The criteria for which something is not reported that could still meet them."""
        return self._with(Verdict.UNDETERMINED)

    @cached_property
    def depends_on(self) -> tuple[str, ...]:
        """The names of the open points that decide: the fewest that give another verdict when interpreted otherwise.

        >>> evaluate(Impact(dead=0, missing=3)).depends_on
        ('missing_as_dead',)
        """
        if self._case.verdict(STRICTEST) is self._case.verdict(MILDEST):
            return ()  # all others are between these two
        by_size = groupby(_other_interpretations(self.interpretation), lambda other: len(other[0]))
        deciding = next(filter(None, (self._deciding(others) for _, others in by_size)))
        return tuple(name for name in JUDGING_OPTIONS if name in deciding)

    def _deciding(self, others: Iterable[tuple[tuple[str, ...], Interpretation]]) -> set[str]:
        """What is interpreted otherwise in those of *others* that give another verdict."""
        return {
            name for names, each in others if self._case.verdict(each) is not self.verdict for name in names
        }

    @property
    def robust(self) -> bool:
        """Whether the verdict is the same under every interpretation."""
        return not self.depends_on

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is doubtful in the verdict: a siaga darurat as its only ground.

        >>> evaluate(Impact(), emergency_status=EmergencyStatus.SIAGA).findings[0].code
        'siaga-only'
        """
        grounds = {outcome.criterion.measure for outcome in self.met}
        is_siaga = self._case.emergency_status is EmergencyStatus.SIAGA
        return (finding("siaga-only", "emergency_status"),) if is_siaga and grounds == {"status"} else ()

    def explain(self, lang: Language = "en") -> str:
        """The verdict and why, a line a criterion, with the source.

        >>> print(evaluate(Impact(dead=2)).explain().splitlines()[0])
        met: at least one criterion is met
        """
        words = words_in("satudata", "Evaluation", lang)
        of_criteria = any_of(outcome.verdict for outcome in self.outcomes)
        reasons = [f"cause {self.cause}"] if self.cause is not Verdict.MET else []
        if self.verdict is of_criteria and self.cause is not Verdict.NOT_MET:
            reasons.insert(0, f"why {self.verdict}")
        lines = [f"{words[self.verdict]}: {'; '.join(words[reason] for reason in reasons)}"]
        lines += [f"  {outcome.explain(lang)}" for outcome in self.outcomes]
        if self.depends_on:
            lines.append(
                f"  {words['depends on']}: {', '.join(_question(name, lang) for name in self.depends_on)}"
            )
        lines += [f"  {each.severity.word(lang)}: {each.message(lang)}" for each in self.findings]
        lines.append(f"  {words['source']}: {citations.get(self.threshold.citation)}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (each.criterion.number, each.criterion.clause, each.verdict, each.value, each.criterion.limit)
            for each in self.outcomes
        ]
        shown = as_html(self.findings) if self.findings else ""
        return html.table(("criterion", "clause", "verdict", "value", "limit"), rows, self.verdict) + shown

    def _with(self, verdict: Verdict) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.verdict is verdict)


@cache
def _other_interpretations(
    interpretation: Interpretation,
) -> tuple[tuple[tuple[str, ...], Interpretation], ...]:
    """Every other interpretation with the names of the points that differ, the fewest first; there are 127."""
    found = []
    for size in range(1, len(JUDGING_OPTIONS) + 1):
        for names in combinations(JUDGING_OPTIONS, size):
            others = (
                [each for each in JUDGING_OPTIONS[name] if each != getattr(interpretation, name)]
                for name in names
            )
            found += [
                (names, attrs.evolve(interpretation, **dict(zip(names, each, strict=True))))
                for each in product(*others)
            ]
    return tuple(found)


#: What :func:`evaluate` takes as an answer, and as an emergency status.
_ANSWER, _STATUS = bool | None, bool | EmergencyStatus | None
_RIGHT = "Interpretation(people='any')"


def evaluate(
    subject: Impact | Event,
    *,
    cause: bool | Cause | None = True,
    requests_national_help: bool | None = None,
    emergency_status: bool | EmergencyStatus | None = None,
    interpretation: Interpretation = Interpretation(),
    threshold: Threshold = JUKLAK_7_2023,
    requests_international_help: bool | None = None,
    readings: Interpretation | None = None,
) -> Evaluation:
    """Judge whether *subject* is a disaster event: its cause is a disaster type and at least one criterion is met.

    Met as soon as one criterion is met; not met only if all are known and none is; otherwise undetermined. A sum with
    unknown parts meets a limit as soon as its known parts reach it.

    *cause* is ``True`` (the caller vouches that it is one of the disaster types), a
    :class:`~satudata.disaster_types.DisasterType`, ``False`` (then not met) or ``None`` (not known).
    *requests_national_help* and *emergency_status* are criteria 5 and 6, ``None`` where not stated. *interpretation*
    answers what the guideline leaves open, *threshold* is the list of criteria. *emergency_status* may name the
    declared :class:`~satudata.emergency.EmergencyStatus`: a siaga alone is flagged in ``findings``.
    *requests_international_help* is asked by :data:`EMDAT_ENTRY` only. *readings* is the old name of *interpretation*;
    it works for one release, with a ``DeprecationWarning``.

    Source: Juklak BNPB 7/2023, Ambang Batas.

    >>> evaluate(Impact(dead=0, houses_damaged=3, facilities_damaged=2)).verdict
    Verdict.MET
    >>> evaluate(Impact(dead=0)).verdict
    Verdict.UNDETERMINED
    """
    interpretation = under_either_name("evaluate", interpretation, readings)
    for value, kind, wanted, hint in (
        (subject, Impact | Event, "evaluate takes an Impact or an Event", ""),
        (threshold, Threshold, "threshold is a Threshold", "JUKLAK_7_2023"),
        (interpretation, Interpretation, "interpretation is an Interpretation", _RIGHT),
        (requests_national_help, _ANSWER, "requests_national_help is True, False or None", ""),
        (requests_international_help, _ANSWER, "requests_international_help is True, False or None", ""),
        (emergency_status, _STATUS, "emergency_status is True, False, None or an EmergencyStatus", ""),
    ):
        if not isinstance(value, kind):
            raise WrongTypeError(wanted, type(value), hint)
    impacts: tuple[Impact, ...]
    declared: tuple[str | None, str | None]
    if isinstance(subject, Impact):
        impacts, declared = (subject,), (None, None)
    else:
        impacts = tuple(record.impact for record in subject.current) or (Impact(),)
        declared = (subject.scheme, subject.type_code)
    if cause is None or isinstance(cause, bool):
        is_caused = cause
    elif hasattr(cause, "scheme") and hasattr(cause, "code"):
        is_caused, declared = True, (cause.scheme, cause.code)
    else:
        raise WrongTypeError("cause is True, False, None or a DisasterType", type(cause))
    case = _Case(
        records=tuple(map(figures_of, impacts)),
        type=declared,
        is_caused=is_caused,
        requests_national_help=requests_national_help,
        requests_international_help=requests_international_help,
        emergency_status=emergency_status,
        threshold=threshold,
        given={
            "subject": subject,
            "cause": cause,
            "requests_national_help": requests_national_help,
            "emergency_status": emergency_status,
            "requests_international_help": requests_international_help,
        },
    )
    outcomes, of_cause = tuple(case.outcomes(interpretation)), case.cause_verdict(interpretation)
    return Evaluation(
        verdict=with_cause(any_of(outcome.verdict for outcome in outcomes), of_cause),
        outcomes=outcomes,
        interpretation=interpretation,
        threshold=threshold,
        cause=of_cause,
        case=case,
    )


@final
@attrs.frozen
class _Case:
    """All that was said about one subject, to be judged under any interpretation."""

    records: tuple[Figures, ...]
    type: tuple[str | None, str | None]
    is_caused: bool | None
    requests_national_help: bool | None
    requests_international_help: bool | None
    emergency_status: bool | EmergencyStatus | None
    threshold: Threshold
    #: The subject and the answers, as they were given to :func:`evaluate`.
    given: Mapping[str, object] = attrs.field(eq=False, repr=False)
    #: Verdicts already given: a criterion's verdict depends on few of the open points.
    _known: dict[tuple[object, ...], Verdict] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    @cached_property
    def _together(self) -> Figures:
        return added(self.records)

    def verdict(self, interpretation: Interpretation) -> Verdict:
        found = (self._verdict_on(criterion, interpretation) for criterion in self.threshold.criteria)
        return with_cause(any_of(found), self.cause_verdict(interpretation))

    def cause_verdict(self, interpretation: Interpretation) -> Verdict:
        return cause_verdict(interpretation, self.type[1], self.is_caused)

    def outcomes(self, interpretation: Interpretation) -> Iterator[Outcome]:
        for criterion in self.threshold.criteria:
            figures = self._figures_for(criterion, interpretation)
            yield Outcome(
                criterion=criterion,
                verdict=any_of(_judge(figure, criterion.limit) for figure in figures),
                value=max((figure.known for figure in figures if figure.known is not None), default=None),
                complete=all(figure.complete for figure in figures),
            )

    def _figures_for(self, criterion: Criterion, interpretation: Interpretation) -> list[Measured]:
        """The figures of which one has to reach the criterion's limit."""
        judged = self.records if interpretation.scope == "record" else (self._together,)
        return [
            self._sum(names, record, interpretation)
            for record in judged
            for names in MEASURES[criterion.measure](interpretation)
        ]

    def _sum(self, names: Sequence[str], record: Figures, interpretation: Interpretation) -> Measured:
        if names == ("land",):
            counts = land_counts(interpretation, self.type)
            return (
                Measured(None, complete=True)
                if counts is False
                else attrs.evolve(record.land, counts=counts is True)
            )
        (name, *others) = names
        if not others and name in self._answers:
            answer = self._answers[name]
            return UNKNOWN if answer is None else Measured(int(answer), complete=True)
        figures = [getattr(record, name) for name in names]
        return add(figures) if others else cast("Measured", figures[0])

    @cached_property
    def _answers(self) -> Mapping[str, bool | None]:
        return {
            "help": self.requests_national_help,
            "status": None if self.emergency_status is None else bool(self.emergency_status),
            "international_help": self.requests_international_help,
        }

    def _verdict_on(self, criterion: Criterion, interpretation: Interpretation) -> Verdict:
        decides = tuple(
            getattr(interpretation, name) for name in ("scope", *READ_BY.get(criterion.measure, ()))
        )
        key = (criterion.number, *decides)
        if key not in self._known:
            figures = self._figures_for(criterion, interpretation)
            self._known[key] = any_of(_judge(figure, criterion.limit) for figure in figures)
        return self._known[key]


def _question(name: str, lang: Language) -> str:
    return f"{name} ({attrs.fields_dict(Interpretation)[name].metadata[lang]})"
