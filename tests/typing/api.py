"""The public names as a type checker sees them: mypy --strict reads this file, nothing runs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type

from hypothesis.strategies import SearchStrategy

import satudata
from satudata import (
    JUKLAK_7_2023,
    KIB,
    AdminLevel,
    Candidate,
    CodeSystem,
    Criterion,
    Damage,
    EmergencyStatus,
    Evaluation,
    Event,
    EventCounts,
    EventRecord,
    FacilityKind,
    Finding,
    Impact,
    Interpretation,
    InvalidCodeError,
    InvalidKIBError,
    InvalidRecordError,
    LandKind,
    LinkCandidate,
    MissingExtraError,
    Reading,
    RegionCode,
    SatudataError,
    Severity,
    Status,
    TableError,
    Threshold,
    UnknownRegionError,
    UnknownTypeError,
    Verdict,
    citations,
    count_events,
    disaster_types,
    evaluate,
    find_duplicates,
    propose_links,
    published_sum,
    read_kib,
    regions,
    standards,
    strategies,
    verify,
)
from satudata.citations import Citation
from satudata.disaster_types import DisasterType, Scheme
from satudata.published import PublishedSum
from satudata.regions import BPSCode, Edition, PCode, Region, RegionKind

# KIB
kib = KIB(RegionCode.parse("62.02"), "106", date(2024, 8, 4), 1)
assert_type(kib, KIB)
assert_type(satudata.KIB.parse("6202106202408041"), KIB)
assert_type(str(kib), str)
assert_type(kib.format(), str)
assert_type(KIB.is_valid(6202106202408041), bool)
assert_type(kib.region, RegionCode)
assert_type(kib.province, RegionCode)
assert_type(kib.type_code, str)
assert_type(kib.date, date)
assert_type(kib.index, int)
assert_type(kib.stem, str)
assert_type(kib < KIB.parse("6202106202408042"), bool)
assert_type(kib.replace(index=2), KIB)
assert_type(f"{kib:>20}", str)
match kib:
    case KIB(kib_region, kib_type, kib_date, kib_index):
        assert_type(kib_region, RegionCode)
        assert_type(kib_type, str)
        assert_type(kib_date, date)
        assert_type(kib_index, int)
assert_type(DisasterType.parse("2023/106"), DisasterType)
assert_type(DisasterType.is_valid("2023-106"), bool)
assert_type(satudata.__version__, str)
assert_type(InvalidKIBError("x", "length", "short").message("id"), str)
assert_type(sorted([kib, kib]), list[KIB])
assert_type({kib: 1}, dict[KIB, int])
KIB.parse(6202106202408041)  # type: ignore[arg-type]  # a number is refused
KIB("62.02", "106", date(2024, 8, 4), 1)  # type: ignore[arg-type]  # a region is a RegionCode
kib.index = 2  # type: ignore[misc]  # nothing can be changed

# regions
assert_type(RegionCode("62"), RegionCode)
assert_type(RegionCode.parse("62.02").digits, str)
assert_type(kib.region.level, AdminLevel)
assert_type(kib.region.province, RegionCode)
region = regions.get("62.02", on=date(2024, 8, 4))
assert_type(region, Region)
assert_type(region.code, RegionCode)
assert_type(region.name, str)
assert_type(region.kind, RegionKind)
assert_type(region.parent, RegionCode | None)
assert_type(region.valid_from, date | None)
assert_type(regions.get(kib.region, lenient=True), Region)
assert_type(regions.at(date(2024, 8, 4)), tuple[Region, ...])
assert_type(regions.find("Banjar", kind=RegionKind.KOTA), tuple[Region, ...])
assert_type(regions.successors("91.02"), tuple[Region, ...])
assert_type(regions.predecessors("95.01"), tuple[Region, ...])
assert_type(regions.history("91.02"), tuple[regions.CodeChange, ...])
assert_type(regions.editions(), tuple[Edition, ...])
assert_type(regions.to_bps("62.02", 2020), BPSCode)
assert_type(regions.from_bps(BPSCode.parse("6202"), 2020), RegionCode)
assert_type(regions.pcode("62.02"), PCode)
assert_type(regions.iso("62"), str)

# disaster types
assert_type(disaster_types.get("106"), DisasterType)
assert_type(disaster_types.get("106", scheme="2011").name, str)
assert_type(disaster_types.get("106").subtypes, tuple[str, ...])
assert_type(disaster_types.find("karhutla", scheme="2023"), tuple[DisasterType, ...])
assert_type(disaster_types.scheme_for("106", date(2020, 1, 1)), str | None)
assert_type(disaster_types.schemes_of("106", "Kekeringan"), tuple[str, ...])
assert_type(disaster_types.in_scheme("2011"), tuple[DisasterType, ...])
assert_type(disaster_types.unnumbered(), tuple[str, ...])
assert_type(disaster_types.unnumbered_name("EPIDEMI"), str | None)
assert_type(disaster_types.schemes["2023"], Scheme)
assert_type(disaster_types.schemes["2023"].since, int)

# impact
impact = Impact(
    dead=1,
    facilities={"pendidikan": {"berat": 1, "ringan": 0}},
    land={"sawah": "0.5", LandKind.FOREST: Decimal(1), "kebun": None},
    lower_bounds=["dead"],
)
assert_type(impact.dead, int | None)
assert_type(impact.lower_bounds, frozenset[str])
assert_type(impact.is_reported, bool)
if impact.land is not None:
    assert_type(impact.land[LandKind.FOREST], Decimal | None)
if impact.facilities is not None:
    assert_type(impact.facilities[FacilityKind.MARKET, Damage.TOTAL], int | None)
Impact(facilities={"pasar": 2})
Impact(facilities={("pasar", "rusak"): 2})
Impact(1)  # type: ignore[call-arg]  # figures are named
Impact(dead="1")  # type: ignore[arg-type]  # text is no figure

# events
record = EventRecord(
    "62.02", impact, kib=kib, id="a", place="Kec. Baamang", status="verified", as_of=kib.date
)
assert_type(record.region, RegionCode)
assert_type(record.kib, KIB | None)
assert_type(record.status, Status)
event = Event(kib="6202106202408041", records=[record])
assert_type(event.key, str)
assert_type(event.kib, KIB | None)
assert_type(event.type_code, str | None)
assert_type(event.date, date | None)
assert_type(event.scheme, str | None)
assert_type(event.records, tuple[EventRecord, ...])
assert_type(event.current, tuple[EventRecord, ...])
assert_type(event.impact, Impact)

# threshold
evaluation = evaluate(
    event,
    cause=disaster_types.get("106"),
    requests_national_help=False,
    emergency_status=EmergencyStatus.SIAGA,
    interpretation=Interpretation(people="any"),
    threshold=JUKLAK_7_2023,
)
assert_type(evaluation, Evaluation)
assert_type(evaluation.verdict, Verdict)
assert_type(evaluation.met[0].criterion, Criterion)
assert_type(evaluation.unknown[0].value, Decimal | int | None)
assert_type(evaluation.depends_on, tuple[str, ...])
assert_type(evaluation.robust, bool)
assert_type(evaluation.findings, tuple[Finding, ...])
assert_type(evaluation.explain(lang="id"), str)
assert_type(JUKLAK_7_2023, Threshold)
assert_type(evaluate(impact, cause=None).cause, Verdict)
evaluate("6202106202408041")  # type: ignore[arg-type]  # an Impact or an Event
evaluate(impact, readings=Interpretation())  # the old name, for one release
Interpretation(people="all")  # type: ignore[arg-type]  # one of the options
evaluation.explain("jv")  # type: ignore[arg-type]  # Indonesian or English

# counting
counts = count_events([event], by=("type", "year"), trace=True)
assert_type(counts, EventCounts)
assert_type(counts.national, int)
assert_type(counts.provinces[RegionCode("62")], int)
assert_type(counts.regencies.get(RegionCode("62.02")), int | None)
assert_type(counts.merged[0].rows, tuple[int, ...])
assert_type(counts.by("type")["2023", "106"], EventCounts)
assert_type(counts.by("year")[2024].national, int)
assert_type(counts.explain("id"), str)
assert_type(count_events([event]), EventCounts)
count_events([event], trace="yes")  # type: ignore[call-overload]  # yes or no
published = published_sum([event], lambda row: "0.5" if row.kib else None, by="type")
assert_type(published, PublishedSum)
assert_type(published.national, Decimal)
assert_type(published.unknown, int)
assert_type(count_events([event], weight=lambda row: 1), PublishedSum)
published_sum([event], lambda row: b"1")  # type: ignore[arg-type,return-value]  # a number or None

# findings and citations
finding = verify(kib, on=date(2024, 12, 31))[0]
assert_type(finding, Finding)
assert_type(finding.severity, Severity)
assert_type(finding.message("id"), str)
data: Mapping[str, object] = finding.data
assert_type(citations.get("juklak-bnpb-7-2023"), Citation)
assert_type(citations.get("juklak-bnpb-7-2023").title, str)
assert_type(citations.records(), Mapping[str, Citation])

# reading and linking
reading = read_kib("1271 102 2024 08 020 1")
assert_type(reading, Reading)
assert_type(reading.kib, KIB | None)
candidates: tuple[Candidate, ...] = reading.candidates
assert_type(candidates[0].system, CodeSystem)
assert_type(find_duplicates([event, record]), tuple[LinkCandidate, ...])
assert_type(propose_links([event]), tuple[LinkCandidate, ...])

# errors
error: SatudataError = UnknownTypeError("106")
value_error: ValueError = InvalidKIBError("6202", "length", "4 digits instead of 16")
code_error: InvalidCodeError = InvalidKIBError("6202", "length", "4 digits instead of 16")
lookup_error: LookupError = UnknownRegionError("91.02")
import_error: ImportError = MissingExtraError("frames", "satudata.frames")
assert_type(InvalidRecordError("dead", -1, "zero or more").field, str)
assert_type(TableError("rows.csv", "no heading").reason, str)

# strategies
assert_type(strategies.kibs(), SearchStrategy[KIB])
assert_type(strategies.region_codes(AdminLevel.REGENCY), SearchStrategy[RegionCode])
assert_type(strategies.impacts(), SearchStrategy[Impact])
assert_type(strategies.event_records(), SearchStrategy[EventRecord])
assert_type(strategies.events(), SearchStrategy[Event])
assert_type(strategies.interpretations(), SearchStrategy[Interpretation])
assert_type(strategies.readings(), SearchStrategy[Interpretation])
assert_type(strategies.datasets(), SearchStrategy[standards.Dataset])
assert_type(strategies.releases(), SearchStrategy[standards.Release])

# standards
assert_type(standards.get_standard("Impact.dead"), standards.DataStandard)
assert_type(standards.get_standard("Impact.dead").satuan, str | None)
assert_type(standards.all_standards(), Mapping[str, standards.DataStandard])
assert_type(standards.find_concept("Meninggal"), str | None)
walidata = standards.Party("Walidata Contoh", "walidata")
assert_type(walidata.role, standards.Role)
column = standards.Column(name="Meninggal", type="integer", concept="Impact.dead")
assert_type(column.type, standards.ColumnType)
assert_type(column.meaning, standards.DeclaredStandard | None)
dataset = standards.Dataset(
    name="kejadian-2024",
    frequency="annual",
    phases=["pascabencana"],
    parties=[walidata],
    resources=[standards.Resource(name="kejadian", columns=[column])],
)
assert_type(dataset.resources, tuple[standards.Resource, ...])
assert_type(dataset.issued, date | None)
assert_type(dataset.frequency, standards.Frequency | None)
report = standards.check_principles(dataset, [{"Meninggal": 1}])
assert_type(report.passed(standards.Principle.METADATA), tuple[int, int])
assert_type(report.findings[standards.Principle.METADATA], tuple[Finding, ...])
assert_type(standards.to_ckan(dataset), dict[str, Any])
assert_type(standards.write_dcat(dataset, "ekspor", overwrite=True), tuple[Path, ...])
assert_type(standards.code_list("kemendagri", on=date(2024, 8, 4)).entries, tuple[standards.CodeEntry, ...])
assert_type(standards.check_codes(["62.02"], "kemendagri"), tuple[Finding, ...])
assert_type(standards.draft_dataset("kejadian.csv"), standards.Dataset)
release = standards.Release(dataset="kejadian-2024").plan(walidata, date(2024, 1, 2))
assert_type(release.stage, standards.ReleaseStage | None)
assert_type(release.next_actions, Mapping[standards.ReleaseAction, frozenset[standards.Role]])
