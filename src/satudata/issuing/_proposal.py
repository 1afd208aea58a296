"""A KIB proposed with its reasons, and its history: a person confirms or amends it, never the library."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Protocol, final, runtime_checkable

import attrs

from satudata import disaster_types
from satudata._ground.codes import require_text
from satudata._ground.fields import required_day
from satudata._ground.hooks import PydanticField
from satudata._ground.labels import words_in
from satudata._ground.maps import FrozenMap
from satudata._ground.paths import public
from satudata._ground.words import Word
from satudata.checking import verify
from satudata.errors import InvalidRecordError, UnknownTypeError
from satudata.events import Event, EventRecord, Status
from satudata.findings import Finding, Language, finding
from satudata.issuing._geometry import Geometry
from satudata.issuing._index import next_index
from satudata.issuing._local_date import local_date, zone_of
from satudata.issuing._main_type import Causes, MainType, TypeCode, main_type
from satudata.issuing._region import Boundaries, Code, Point, RegionProposal, propose_region
from satudata.issuing._rules import Decision
from satudata.issuing._titles import titled
from satudata.kib import KIB, stem_of
from satudata.regions._code import RegionCode


@public("satudata.issuing")
@runtime_checkable
class GivenKIBs(Protocol):
    """What is asked of a register: :class:`Register` is one, a caller's own store may be another."""

    def kibs(self, stem: str) -> tuple[KIB, ...]:
        """Every KIB ever given on *stem*, in order."""

    def kib_for(self, occurrence_id: str) -> KIB | None:
        """The KIB that the occurrence has now."""


@public("satudata.issuing")
@runtime_checkable
class GivenHistory(Protocol):
    """What a register that keeps the steps of an occurrence is asked as well; a :class:`Register` does."""

    def history(self, occurrence_id: str) -> tuple[Verification, ...]:
        """What became of the occurrence after its KIB was given."""


def required_text(field: str, value: object, example: str) -> str:
    """*value* where it is text that says something; raises :class:`~satudata.InvalidRecordError` where it is blank."""
    text = require_text(value, field)
    if not text.strip():
        raise InvalidRecordError(field, text, f"not blank, {example!r}")
    return text


@public("satudata.issuing")
@final
class Ended(Word):
    """Why an occurrence has no KIB of its own any more.

    ``REJECTED``: a person found that it is no event. ``MERGED``: it is the event that another KIB stands for.
    """

    REJECTED = "rejected"
    MERGED = "merged"


@public("satudata")
@final
@attrs.frozen(kw_only=True)
class Verification:
    """One step in the history of a KIB: what it became, by whom, on which day, why, and what changed.

    *replaced* is the KIB that this step superseded, ``None`` where it stayed. *changed* holds, by name, what was and
    what became. *ended* says that the occurrence has no KIB of its own any more. *on* is ``None`` where a register does
    not know the day.
    """

    status: Status
    by: str
    on: datetime.date | None
    why: str
    kib: KIB
    replaced: KIB | None = None
    changed: FrozenMap[str, tuple[str, str]] = attrs.field(factory=FrozenMap)
    ended: Ended | None = None


@public("satudata")
@final
@attrs.frozen(kw_only=True)
class Proposal(PydanticField):
    """A KIB that the rules give, each decision with its rule and source, what is doubtful, and its history.

    *kib* is ``None`` where the region is open. *by* and *on* are who gave it on which day, where it
    was recorded. It is provisional until a person confirms it: see :func:`confirm` and :func:`amend`.
    """

    kib: KIB | None
    main: MainType
    region: RegionProposal
    decisions: tuple[Decision, ...]
    doubts: tuple[Finding, ...] = ()
    occurrence_id: str | None = None
    history: tuple[Verification, ...] = ()
    by: str = ""
    on: datetime.date | None = None

    @property
    def status(self) -> Status:
        """Provisional, until the last step of the history is a confirmation."""
        return self.history[-1].status if self.history else Status.PROVISIONAL

    @property
    def ended(self) -> Ended | None:
        """Why the occurrence has no KIB of its own any more; ``None`` where it has one, or has none yet."""
        return self.history[-1].ended if self.history else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is doubtful, worst first; ``unverified`` as long as no person has decided about the KIB."""
        found = list(self.doubts)
        if self.kib is not None and self.status is Status.PROVISIONAL and self.ended is None:
            found.append(finding("unverified", "kib", kib=str(self.kib)))
        return tuple(sorted(found, key=lambda each: each.sort_key))

    @property
    def superseded(self) -> tuple[KIB, ...]:
        """The KIBs that this occurrence had before, the oldest first."""
        return tuple(step.replaced for step in self.history if step.replaced is not None)

    @property
    def solutions(self) -> tuple[str, ...]:
        """The epicentres that were used, the first one first; a revised one does not blot out the other."""
        before = [step.changed["epicentre"][0] for step in self.history if "epicentre" in step.changed]
        now = [] if self.region.epicentre is None else [str(self.region.epicentre)]
        return (*filter(None, before), *now)

    @property
    def event(self) -> Event:
        """The event with this KIB and a record for each affected region, ready for figures.

        Raises :class:`~satudata.InvalidRecordError` where the region is open.
        """
        return Event(
            kib=_given(self),
            records=[EventRecord(region) for region in self.region.affected],
            associated_types=self.main.associated,
        )

    def explain(self, lang: Language = "en") -> str:
        """The KIB, and for each of its parts the rule and its source.

        >>> print(issue("106", datetime.date(2024, 8, 4), ["62.02"]).explain())
        KIB 6202 106 20240804 1 (proposed, not verified)
          type: 106 Kebakaran Hutan dan Lahan, the only type [juklak-bnpb-7-2023]
          region: 62.02 Kabupaten Kotawaringin Timur, the only region affected [juklak-bnpb-7-2023]
          date: 2024-08-04, the local day as stated [juklak-bnpb-7-2023]
          index: 1, the next free index; given before: none [satudata-readings]
          info: KIB 6202106202408041 is a proposal: no person has verified it
        """
        words = words_in("satudata.issuing", "Proposal", lang)
        lines = [
            f"KIB {words['none'] if self.kib is None else f'{self.kib.format()} ({self._state(words)})'}"
        ]
        for each in self.decisions:
            value = f"{titled(each.what, each.value)}, " if each.value else ""
            lines.append(f"  {words[each.what]}: {value}{each.text(lang)} [{each.citation.id}]")
        if len(self.region.candidates) > 1 and self.region.epicentre is not None:
            ranked = "; ".join(each.title for each in self.region.candidates)
            lines.append(f"  {words['candidates']}: {ranked} ({self.region.geometry})")
        lines += [f"  {each.severity.word(lang)}: {each.message(lang)}" for each in self.findings]
        for step in self.history:
            became = f"{step.replaced} -> {step.kib}" if step.replaced is not None else f"{step.kib}"
            when_and_who = " ".join(filter(None, (step.on.isoformat() if step.on else "", step.by)))
            what = f"{words[step.ended or step.status]} {became}"
            lines.append(f"  {when_and_who}: {', '.join(filter(None, (what, step.why)))}")
        return "\n".join(lines)

    def _state(self, words: Mapping[str, str]) -> str:
        """What a person decided last, by whom and when."""
        if self.ended is None and self.status is Status.PROVISIONAL:
            return words["proposed"]
        last = self.history[-1]
        text = f"{words[last.ended or last.status]} {words['by']} {last.by}"
        return text if last.on is None else f"{text}{words['on']} {last.on.isoformat()}"


def issue(
    types: TypeCode | Iterable[TypeCode],
    when: datetime.date | datetime.datetime,
    affected: Iterable[Code],
    *,
    caused_by: Causes | None = None,
    main: TypeCode | None = None,
    epicentre: Point | None = None,
    epicentre_region: Code | None = None,
    geometry: Geometry | Boundaries | None = None,
    region: Code | None = None,
    existing: GivenKIBs | Iterable[KIB | str] = (),
    occurrence_id: str | None = None,
) -> Proposal:
    """Propose the KIB of one occurrence; a person confirms it.

    *types* are the disaster types, with *caused_by* or a declared *main* one where there are several
    (:func:`main_type`). *when* is the local date, or a ``datetime`` with a time zone (:func:`local_date`). *affected*
    are the kabupaten/kota hit, with the *epicentre* where there is one (:func:`propose_region`) or the *region* that a
    person states. *existing* is a :class:`Register`, or the KIBs already given (:func:`next_index`); a register that
    knows the *occurrence_id* gives the KIB that the occurrence already has, with what became of it.

    Where the rules leave the region open the proposal has no KIB and names the candidates.

    Raises what those functions raise, and :class:`~satudata.errors.UnknownTypeError` for a type that is no longer
    issued, or in no list. Everything else that is doubtful is among the findings.

    Source: Juklak BNPB 7/2023, Kode Referensi Bencana.

    >>> from datetime import UTC
    >>> quake = issue(
    ...     "107",
    ...     datetime.datetime(2022, 11, 21, 6, 21, 10, tzinfo=UTC),
    ...     ["32.02", "32.03"],
    ...     epicentre=(-6.84, 107.05),
    ... )
    >>> quake.kib, quake.region.rule, quake.region.ambiguous, str(quake.status)
    (KIB.parse('3203107202211211'), RegionRule.NEAREST_AFFECTED, True, 'provisional')
    """
    chosen = main_type(types, caused_by=caused_by, declared=main)
    for code in (chosen.code, *chosen.associated):
        _require_issued(code)
    if occurrence_id is not None:
        occurrence_id = required_text("occurrence_id", occurrence_id, "pusdalops-2024-118")
    found = propose_region(
        affected, epicentre=epicentre, epicentre_region=epicentre_region, geometry=geometry, declared=region
    )
    decisions = [chosen.decision, found.decision]
    doubts = list(found.findings)
    kib, history = None, tuple[Verification, ...]()
    if found.code is not None:
        day, decision = _dated(when, found.code)
        decisions.append(decision)
        stem = stem_of(found.code, chosen.code, day)
        before, steps = _already_given(existing, occurrence_id)
        if before is not None and before.stem == stem:
            kib, history = before, steps
            decisions.append(
                Decision("index", str(kib.index), "already given", {"occurrence": str(occurrence_id)})
            )
        else:
            kibs = _kibs_of(existing, stem)
            kib = KIB(found.code, chosen.code, day, next_index(stem, kibs))
            given = ", ".join(str(each.index) for each in kibs) or "-"
            decisions.append(Decision("index", str(kib.index), "next index", {"given": given}))
            if before is not None:
                doubts.append(finding("kib-would-change", "kib", kib=str(before), proposed=str(kib)))
        doubts += verify(kib)
    else:
        # A moment without a time zone is refused, whether or not its day is needed yet.
        _dated(when, RegionCode.parse("31"))
    return Proposal(
        kib=kib,
        main=chosen,
        region=found,
        decisions=tuple(decisions),
        doubts=tuple(doubts),
        occurrence_id=occurrence_id,
        history=history,
    )


def confirm(proposal: Proposal, by: str, on: datetime.date, why: str = "") -> Proposal:
    """*proposal* verified by a person on a day; the library itself confirms nothing.

    Raises :class:`~satudata.InvalidRecordError` where nobody is named, the proposal has no KIB, or its last step is of
    a later day.

    Source: Juklak BNPB 7/2023: "ditentukan oleh Pusat Data Informasi, dan Komunikasi Bencana melalui proses
    verifikasi".

    >>> proposal = issue("106", datetime.date(2024, 8, 4), ["62.02"])
    >>> confirm(proposal, "Pusdatinkom", datetime.date(2024, 8, 6)).status
    Status.VERIFIED
    """
    step = Verification(
        status=Status.VERIFIED,
        by=required_text("by", by, "Pusdatinkom"),
        on=_next_day(proposal.history, on),
        why=require_text(why, "why"),
        kib=_given(proposal),
    )
    return attrs.evolve(proposal, history=(*proposal.history, step))


def amend(proposal: Proposal, revised: Proposal, by: str, on: datetime.date, why: str) -> Proposal:
    """*revised* in place of *proposal*, with the history of both; it is provisional again until confirmed.

    *revised* is what :func:`issue` gives for the corrected facts: a revised epicentre, another main type, another day.
    Where its KIB differs the former one is superseded, and stays in the history. An occurrence id that only one of them
    has is kept.

    Raises :class:`~satudata.InvalidRecordError` where nobody or no reason is named, nothing changed, the last step is
    of a later day, or the two are of different occurrences.

    >>> first = issue("106", datetime.date(2024, 8, 4), ["62.02"])
    >>> second = issue("106", datetime.date(2024, 8, 3), ["62.02"])
    >>> amended = amend(first, second, "BPBD", datetime.date(2024, 8, 7), "tanggal salah")
    >>> amended.superseded, amended.history[-1].changed["date"]
    ((KIB.parse('6202106202408041'),), ('2024-08-04', '2024-08-03'))
    """
    before, after = _given(proposal), _given(revised)
    changed = changes(proposal, revised)
    if not changed:
        raise InvalidRecordError(
            "revised", str(after), "nothing changed; confirm(proposal, by, on) verifies it"
        )
    ids = {each for each in (proposal.occurrence_id, revised.occurrence_id) if each is not None}
    if len(ids) > 1:
        raise InvalidRecordError("occurrence_id", tuple(sorted(ids)), "one occurrence, amended as itself")
    # The steps that a register knows do not say what changed; they are the same steps none the less.
    steps: dict[Verification, Verification] = {}
    for each in (*proposal.history, *revised.history):
        steps.setdefault(attrs.evolve(each, changed=FrozenMap()), each)
    history = tuple(steps.values())
    step = Verification(
        status=Status.PROVISIONAL,
        by=required_text("by", by, "BPBD Kabupaten Cianjur"),
        on=_next_day(history, on),
        why=required_text("why", why, "episentrum direvisi"),
        kib=after,
        replaced=before if before != after else None,
        changed=changed,
    )
    return attrs.evolve(
        revised,
        history=(*history, step),
        by=proposal.by,
        on=proposal.on,
        occurrence_id=next(iter(ids), None),
        doubts=tuple(each for each in revised.doubts if each.code != "kib-would-change"),
    )


def _next_day(history: tuple[Verification, ...], on: object) -> datetime.date:
    """The day of the step after *history*, which is before none of its steps."""
    days = [each.on for each in history if each.on is not None]
    return day_after(max(days, default=None), required_day("on", on))


def day_after(last: datetime.date | None, on: datetime.date) -> datetime.date:
    """*on*, the day of a step; raises :class:`~satudata.InvalidRecordError` where it is before the *last* one."""
    if last is not None and on < last:
        reason = f"not before {last.isoformat()}, the day of the step that it follows"
        raise InvalidRecordError("on", on.isoformat(), reason)
    return on


def _given(proposal: Proposal) -> KIB:
    if proposal.kib is None:
        reason = "the region is open; a person states it: issue(..., region='32.03')"
        raise InvalidRecordError("kib", None, reason)
    return proposal.kib


def changes(one: Proposal, other: Proposal) -> FrozenMap[str, tuple[str, str]]:
    """What differs between two proposals, by name."""
    before, after = _facts(one), _facts(other)
    return FrozenMap((name, (was, after[name])) for name, was in before.items() if was != after[name])


def _facts(proposal: Proposal) -> dict[str, str]:
    decided = {each.what: each.value for each in proposal.decisions}
    return {
        **decided,
        "associated": ", ".join(proposal.main.associated),
        "affected": ", ".join(map(str, proposal.region.affected)),
        "epicentre": "" if proposal.region.epicentre is None else str(proposal.region.epicentre),
        "rule": str(proposal.region.rule),
    }


def _require_issued(code: str) -> None:
    if not disaster_types.get(code).issued:
        issued = ", ".join(each.code for each in disaster_types.in_scheme() if each.issued)
        raise UnknownTypeError(code, hint=f"a legacy code, read but not issued; issued are {issued}")


def _dated(when: datetime.date | datetime.datetime, region: RegionCode) -> tuple[datetime.date, Decision]:
    if isinstance(when, datetime.datetime):
        day, zone = local_date(when, region), zone_of(region)
        data = {"zone": zone.name, "moment": when.astimezone(zone.tzinfo).isoformat(timespec="seconds")}
        return day, Decision("date", day.isoformat(), "local date", data)
    day = required_day("when", when)
    return day, Decision("date", day.isoformat(), "stated date")


def _already_given(
    existing: GivenKIBs | Iterable[KIB | str], occurrence_id: str | None
) -> tuple[KIB | None, tuple[Verification, ...]]:
    """The KIB that an occurrence has, or had until it was rejected, and its history."""
    if occurrence_id is None or not isinstance(existing, GivenKIBs):
        return None, ()
    history = existing.history(occurrence_id) if isinstance(existing, GivenHistory) else ()
    return existing.kib_for(occurrence_id) or (history[-1].kib if history else None), history


def _kibs_of(existing: GivenKIBs | Iterable[KIB | str], stem: str) -> tuple[KIB, ...]:
    """The KIBs already given on a stem, in their order."""
    if isinstance(existing, GivenKIBs):
        return existing.kibs(stem)
    kibs = {each if isinstance(each, KIB) else KIB.parse(each) for each in existing}
    return tuple(sorted(kib for kib in kibs if kib.stem == stem))
