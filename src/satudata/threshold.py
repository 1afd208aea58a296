"""Ambang batas: is it a disaster event, by six criteria, each met, not met or not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property
from itertools import combinations, product
from typing import Any, Protocol, final

import attrs

from satudata import citations
from satudata._ground import html as _html
from satudata._ground.meanings import unmeasured
from satudata._ground.paths import public
from satudata._ground.records import Record, copy_fields
from satudata._ground.words import Word, in_language
from satudata.citations import Citation
from satudata.criteria import JUKLAK_7_2023, Criterion, Threshold
from satudata.disaster_types._schemes import KARHUTLA, KARHUTLA_CODES, OTHER_TYPE
from satudata.emergency import EmergencyStatus
from satudata.events import Event
from satudata.findings import Finding, Language, as_html, finding
from satudata.impacts import Impact
from satudata.impacts.figures import UNKNOWN, Figures, Measured, add, added, figures_of
from satudata.readings import OPTIONS, Readings


@public("satudata")
@final
class Verdict(Word):
    """Three values: what is not known is neither met nor not met."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"


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
        words = in_language(_WORDS, lang)
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
    """The verdict on an event or impact, with every criterion's outcome and what the verdict hangs on."""

    verdict: Verdict = attrs.field(
        metadata=unmeasured(
            "Kategori",
            name="Pemenuhan Ambang Batas Kejadian Bencana",
            konsep="Apakah suatu kejadian termasuk kejadian bencana, agar hanya itu yang dihitung",
            definisi="Terpenuhi bila satu kriteria terpenuhi, tidak bila semua diketahui dan tidak satu pun terpenuhi",
            klasifikasi="Terpenuhi, tidak terpenuhi, dan belum dapat ditentukan",
            citation="juklak-bnpb-7-2023",
        )
    )
    outcomes: tuple[Outcome, ...] = attrs.field(
        metadata=unmeasured(
            "Himpunan Kategori",
            name="Pemenuhan Setiap Kriteria Ambang Batas",
            konsep="Alasan putusan, agar dapat diperiksa kriteria demi kriteria",
            definisi="Putusan setiap kriteria dengan angka yang diketahui dan batasnya",
            klasifikasi="Menurut kriteria ambang batas",
            citation="juklak-bnpb-7-2023",
        )
    )
    readings: Readings = attrs.field(
        metadata=unmeasured(
            "Himpunan Kategori",
            name="Pembacaan Ambang Batas",
            konsep="Pilihan atas hal yang belum diatur petunjuk, agar putusan dapat diulang",
            definisi="Pilihan yang dipakai pada setiap hal yang masih terbuka",
            klasifikasi="Menurut hal yang masih terbuka",
            citation="satudata-readings",
        )
    )
    threshold: Threshold = attrs.field(
        metadata=unmeasured(
            "Himpunan Kategori",
            name="Aturan Ambang Batas",
            konsep="Aturan yang dipakai untuk menilai, agar putusan dari aturan berbeda tidak tercampur",
            definisi="Kriteria dan batasnya menurut satu petunjuk",
            klasifikasi="Menurut petunjuk",
            citation="juklak-bnpb-7-2023",
        )
    )
    cause: Verdict = attrs.field(
        metadata=unmeasured(
            "Kategori",
            name="Kesesuaian Penyebab dengan Jenis Bencana",
            konsep="Syarat pertama kejadian bencana: penyebabnya salah satu jenis bencana",
            definisi="Apakah penyebab kejadian termasuk jenis bencana",
            klasifikasi="Terpenuhi, tidak terpenuhi, dan belum dapat ditentukan",
            citation="juklak-bnpb-7-2023",
        )
    )
    _case: _Case = attrs.field(repr=False)

    def __getstate__(self) -> dict[str, object]:
        """What it was made from, as :func:`evaluate` takes it; the verdicts are worked out again."""
        return {**self._case.given, "readings": self.readings, "threshold": self.threshold}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        copy_fields(self, evaluate(**state))

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
        """The names of the readings that decide: the fewest that, read otherwise, give another verdict.

        >>> evaluate(Impact(dead=0, missing=3)).depends_on
        ('missing_as_dead',)
        """
        deciding: set[str] = set()
        fewest = len(OPTIONS)
        for names, readings in _other_readings(self.readings):
            if len(names) > fewest:
                break
            if self._case.verdict(readings) is not self.verdict:
                fewest = len(names)
                deciding.update(names)
        return tuple(name for name in OPTIONS if name in deciding)

    @property
    def robust(self) -> bool:
        """Whether the verdict is the same under every reading."""
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
        words = in_language(_WORDS, lang)
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
        return _html.table(("criterion", "clause", "verdict", "value", "limit"), rows, self.verdict) + shown

    def _with(self, verdict: Verdict) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.verdict is verdict)


@cache
def _other_readings(readings: Readings) -> tuple[tuple[tuple[str, ...], Readings], ...]:
    """Every other way to read, with the names of what is read otherwise, the fewest first; there are 127."""
    found = []
    for size in range(1, len(OPTIONS) + 1):
        for names in combinations(OPTIONS, size):
            others = ([each for each in OPTIONS[name] if each != getattr(readings, name)] for name in names)
            found += [
                (names, attrs.evolve(readings, **dict(zip(names, each, strict=True))))
                for each in product(*others)
            ]
    return tuple(found)


def evaluate(
    subject: Impact | Event,
    *,
    cause: bool | Cause | None = True,
    requests_national_help: bool | None = None,
    emergency_status: bool | EmergencyStatus | None = None,
    readings: Readings = Readings(),
    threshold: Threshold = JUKLAK_7_2023,
    requests_international_help: bool | None = None,
) -> Evaluation:
    """Judge whether *subject* is a disaster event: its cause is a disaster type and at least one criterion is met.

    Met as soon as one criterion is met; not met only if all are known and none is; otherwise undetermined. A sum with
    unknown parts meets a limit as soon as its known parts reach it.

    *cause* is ``True`` (the caller vouches that it is one of the disaster types), a
    :class:`~satudata.disaster_types.DisasterType`, ``False`` (then not met) or ``None`` (not known).
    *requests_national_help* and *emergency_status* are criteria 5 and 6, ``None`` where not stated. *readings* are the
    open readings, *threshold* the list of criteria. *emergency_status* may name the declared
    :class:`~satudata.emergency.EmergencyStatus`: a siaga alone is flagged in ``findings``.
    *requests_international_help* is asked by :data:`EMDAT_ENTRY` only.

    Source: Juklak BNPB 7/2023, Ambang Batas.

    >>> evaluate(Impact(dead=0, houses_damaged=3, facilities_damaged=2)).verdict
    Verdict.MET
    >>> evaluate(Impact(dead=0)).verdict
    Verdict.UNDETERMINED
    """
    impacts: tuple[Impact, ...]
    declared: tuple[str | None, str | None]
    if isinstance(subject, Impact):
        impacts, declared = (subject,), (None, None)
    elif isinstance(subject, Event):
        impacts = tuple(record.impact for record in subject.current) or (Impact(),)
        declared = (subject.scheme, subject.type_code)
    else:
        raise TypeError(f"evaluate takes an Impact or an Event, not {type(subject).__name__}")
    if cause is None or isinstance(cause, bool):
        is_caused = cause
    elif hasattr(cause, "scheme") and hasattr(cause, "code"):
        is_caused, declared = True, (cause.scheme, cause.code)
    else:
        raise TypeError(f"cause is True, False, None or a DisasterType, not {type(cause).__name__}")
    if not isinstance(threshold, Threshold):
        raise TypeError(f"threshold is a Threshold, not {type(threshold).__name__}: JUKLAK_7_2023")
    if not isinstance(readings, Readings):
        raise TypeError(f"readings is a Readings, not {type(readings).__name__}: Readings(people='any')")
    for name, answer in (
        ("requests_national_help", requests_national_help),
        ("requests_international_help", requests_international_help),
    ):
        if not isinstance(answer, bool | None):
            raise TypeError(f"{name} is True, False or None, not {type(answer).__name__}")
    if not isinstance(emergency_status, bool | EmergencyStatus | None):
        raise TypeError(
            f"emergency_status is True, False, None or an EmergencyStatus, not {type(emergency_status).__name__}"
        )
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
    outcomes = tuple(case.outcomes(readings))
    return Evaluation(
        verdict=case.verdict_by((outcome.verdict for outcome in outcomes), readings),
        outcomes=outcomes,
        readings=readings,
        threshold=threshold,
        cause=case.cause_verdict(readings),
        case=case,
    )


@final
@attrs.frozen
class _Case:
    """All that was said about one subject, to be judged under any readings."""

    records: tuple[Figures, ...]
    type: tuple[str | None, str | None]
    is_caused: bool | None
    requests_national_help: bool | None
    requests_international_help: bool | None
    emergency_status: bool | EmergencyStatus | None
    threshold: Threshold
    #: The subject and the answers, as they were given to :func:`evaluate`.
    given: Mapping[str, object] = attrs.field(eq=False, repr=False)
    #: Verdicts already given: a criterion's verdict hangs on few of the readings.
    _known: dict[tuple[object, ...], Verdict] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    @cached_property
    def _together(self) -> Figures:
        return added(self.records)

    def verdict(self, readings: Readings) -> Verdict:
        found = (self._verdict_on(criterion, readings) for criterion in self.threshold.criteria)
        return self.verdict_by(found, readings)

    def verdict_by(self, criteria: Iterable[Verdict], readings: Readings) -> Verdict:
        """The verdict where those on the criteria are known."""
        cause = self.cause_verdict(readings)
        if cause is Verdict.NOT_MET:
            return Verdict.NOT_MET
        found = any_of(criteria)
        return Verdict.UNDETERMINED if found is Verdict.MET and cause is not Verdict.MET else found

    def cause_verdict(self, readings: Readings) -> Verdict:
        """Whether the cause is one of the disaster types."""
        is_excluded = self.type[1] == OTHER_TYPE and not readings.other_counts
        if is_excluded or self.is_caused is False:
            return Verdict.NOT_MET
        return Verdict.MET if self.is_caused else Verdict.UNDETERMINED

    def outcomes(self, readings: Readings) -> Iterator[Outcome]:
        for criterion in self.threshold.criteria:
            figures = self._figures_for(criterion, readings)
            yield Outcome(
                criterion=criterion,
                verdict=any_of(_judge(figure, criterion.limit) for figure in figures),
                value=max((figure.known for figure in figures if figure.known is not None), default=None),
                complete=all(figure.complete for figure in figures),
            )

    def _figures_for(self, criterion: Criterion, readings: Readings) -> list[Measured]:
        """The figures of which one has to reach the criterion's limit."""
        judged = self.records if readings.scope == "record" else (self._together,)
        measure = MEASURES[criterion.measure]
        return [figure for record in judged for figure in measure(self, record, readings)]

    def _verdict_on(self, criterion: Criterion, readings: Readings) -> Verdict:
        hangs_on = tuple(getattr(readings, name) for name in ("scope", *READ_BY.get(criterion.measure, ())))
        key = (criterion.number, *hangs_on)
        if key not in self._known:
            figures = self._figures_for(criterion, readings)
            self._known[key] = any_of(_judge(figure, criterion.limit) for figure in figures)
        return self._known[key]

    def is_karhutla(self) -> bool | None:
        """Whether it is a forest and land fire; ``None`` where the type, or the scheme it is meant in, is not known."""
        scheme, code = self.type
        if code is None:
            return None
        return KARHUTLA.get((scheme, code)) if code in KARHUTLA_CODES else False


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's *or*: met if one is met, not met only if all are not met.

    >>> any_of([Verdict.NOT_MET, Verdict.UNDETERMINED]), any_of([Verdict.UNDETERMINED, Verdict.MET])
    (Verdict.UNDETERMINED, Verdict.MET)
    """
    held = set(verdicts)
    if Verdict.MET in held:
        return Verdict.MET
    return Verdict.UNDETERMINED if Verdict.UNDETERMINED in held else Verdict.NOT_MET


def _judge(figure: Measured, limit: Decimal) -> Verdict:
    if figure.known is not None and figure.known >= limit:
        return Verdict.MET if figure.counts else Verdict.UNDETERMINED
    return Verdict.NOT_MET if figure.complete else Verdict.UNDETERMINED


# The measures: each gives the figures of which one has to reach the limit.


def deaths(case: _Case, figures: Figures, readings: Readings) -> tuple[Measured, ...]:
    """Criterion 1: the dead, and the missing where they are read so."""
    return (add((figures.dead, figures.missing)) if readings.missing_as_dead else figures.dead,)


def people(case: _Case, figures: Figures, readings: Readings) -> tuple[Measured, ...]:
    """Criterion 2: affected, injured and displaced, added or each alone."""
    groups = (figures.affected, figures.injured, figures.displaced)
    return (add(groups),) if readings.people == "sum" else groups


def buildings(case: _Case, figures: Figures, readings: Readings) -> tuple[Measured, ...]:
    """Criterion 3: damaged houses and public buildings, added or each alone."""
    houses = add((figures.houses, figures.houses_flooded)) if readings.flooded_as_damaged else figures.houses
    both = (houses, figures.public_buildings)
    return (add(both),) if readings.buildings == "sum" else both


def land(case: _Case, figures: Figures, readings: Readings) -> tuple[Measured, ...]:
    """Criterion 4: all kinds of land together; where it is read so, only in a forest and land fire."""
    applies = True if readings.land == "any" else case.is_karhutla()
    return (
        Measured(None, complete=True)
        if applies is False
        else attrs.evolve(figures.land, counts=applies is True),
    )


def help_requested(case: _Case, figures: Figures, readings: Readings) -> tuple[Measured, ...]:
    """Criterion 5: whether the regional government asks for national assistance."""
    return (_stated(case.requests_national_help),)


def status_declared(case: _Case, figures: Figures, readings: Readings) -> tuple[Measured, ...]:
    """Criterion 6: whether a disaster emergency status is declared."""
    return (_stated(None if case.emergency_status is None else bool(case.emergency_status)),)


# Those of EM-DAT's entry criteria, which leave nothing to be read.


def deaths_and_missing(case: _Case, figures: Figures, readings: Readings) -> tuple[Measured, ...]:
    """The dead and the missing together."""
    return (add((figures.dead, figures.missing)),)


def people_together(case: _Case, figures: Figures, readings: Readings) -> tuple[Measured, ...]:
    """Affected, injured and displaced people together."""
    return (add((figures.affected, figures.injured, figures.displaced)),)


def international_help(case: _Case, figures: Figures, readings: Readings) -> tuple[Measured, ...]:
    """Whether international assistance is called for."""
    return (_stated(case.requests_international_help),)


def _stated(answer: bool | None) -> Measured:
    return UNKNOWN if answer is None else Measured(int(answer), complete=True)


#: The measures that a criterion can name.
MEASURES: Mapping[str, Callable[[_Case, Figures, Readings], tuple[Measured, ...]]] = {
    "deaths": deaths,
    "people": people,
    "buildings": buildings,
    "land": land,
    "help": help_requested,
    "status": status_declared,
    "deaths_and_missing": deaths_and_missing,
    "people_together": people_together,
    "international_help": international_help,
}

#: The readings that a measure asks, beside the scope.
READ_BY: Mapping[str, tuple[str, ...]] = {
    "deaths": ("missing_as_dead",),
    "people": ("people",),
    "buildings": ("flooded_as_damaged", "buildings"),
    "land": ("land",),
}


def _question(reading: str, lang: Language) -> str:
    return f"{reading} ({attrs.fields_dict(Readings)[reading].metadata[lang]})"


_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "met": "met",
        "not_met": "not met",
        "undetermined": "undetermined",
        "why met": "at least one criterion is met",
        "why not_met": "no criterion is met and nothing that could meet one is unknown",
        "why undetermined": "no criterion is known to be met, and something is not reported",
        "cause not_met": "the cause is not one of the disaster types",
        "cause undetermined": "it is not known whether the cause is one of the disaster types",
        "not reported": "not reported",
        "not asked": "does not count as the rules are read here",
        "at least": "at least ",
        "limit": "limit",
        "depends on": "the verdict depends on the reading of",
        "source": "source",
    },
    "id": {
        "met": "memenuhi",
        "not_met": "tidak memenuhi",
        "undetermined": "belum dapat ditentukan",
        "why met": "sekurang-kurangnya satu kriteria terpenuhi",
        "why not_met": "tidak ada kriteria yang terpenuhi dan tidak ada data yang kosong",
        "why undetermined": "belum ada kriteria yang diketahui terpenuhi dan ada data yang tidak dilaporkan",
        "cause not_met": "penyebabnya bukan salah satu jenis bencana",
        "cause undetermined": "belum diketahui apakah penyebabnya salah satu jenis bencana",
        "not reported": "tidak dilaporkan",
        "not asked": "tidak dihitung menurut pembacaan yang dipilih",
        "at least": "sedikitnya ",
        "limit": "ambang",
        "depends on": "hasil ini bergantung pada pembacaan",
        "source": "sumber",
    },
}
