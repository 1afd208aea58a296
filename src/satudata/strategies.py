"""Hypothesis strategies for the values of satudata.

They need the extra ``hypothesis``. Every value they draw is valid; regions and disaster types are those of the tables,
all other codes are any that are well formed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

import attrs

from satudata import checking
from satudata import disaster_types as _types
from satudata import regions as _regions
from satudata._ground.meanings import DataStandard
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
    Report,
    ReportKind,
    Scope,
    Stage,
    StageEntry,
    Term,
    Termination,
    Track,
    WorkMode,
)
from satudata.disaster_types import DisasterType
from satudata.displaced import AgeGroup, Displaced, SiteKind, SiteReport, VulnerableGroup
from satudata.emergency import Declaration, EmergencyStatus
from satudata.errors import MissingExtraError
from satudata.events import Event, EventRecord, Status
from satudata.findings import Finding, finding
from satudata.impacts import COUNTS, PEOPLE, Damage, FacilityKind, Impact, LandKind, LifeStage, Sex
from satudata.interop.glide import GLIDE
from satudata.issuing import Entry
from satudata.kib import KIB
from satudata.readings import OPTIONS, Readings
from satudata.regions import BPSCode, PCode, Region
from satudata.regions._code import AdminLevel, RegionCode
from satudata.standards import (
    Activity,
    CodeEntry,
    CodeList,
    CollectionMethod,
    Column,
    ColumnType,
    Dataset,
    DeclaredStandard,
    Frequency,
    Indicator,
    Party,
    Release,
    ReleaseAction,
    ReleaseStep,
    Resource,
    Role,
    Variable,
    all_standards,
)

try:
    from hypothesis import strategies as st
except ImportError:
    raise MissingExtraError("hypothesis", "satudata.strategies") from None

__all__ = [
    "REPAIRS",
    "activities",
    "agreements",
    "bps_codes",
    "code_entries",
    "code_lists",
    "columns",
    "data_standards",
    "datasets",
    "declarations",
    "declared_standards",
    "disaster_types",
    "displaced",
    "documents",
    "event_records",
    "events",
    "findings",
    "glides",
    "impacts",
    "indicators",
    "kibs",
    "partial_dates",
    "parties",
    "partners",
    "pcodes",
    "portfolios",
    "positions",
    "readings",
    "region_codes",
    "regions",
    "register_entries",
    "releases",
    "reports",
    "resources",
    "site_reports",
    "stage_entries",
    "terms",
    "variables",
    "written_kibs",
]

#: Larger than any limit of the guideline, small enough that figures meet and miss them about as often.
_LARGEST_FIGURE = 60


def region_codes(level: AdminLevel | None = None) -> st.SearchStrategy[RegionCode]:
    """Region codes of *level* (``PROVINCE`` or ``REGENCY``), of both where it is left out.

    >>> from hypothesis import find
    >>> find(region_codes(AdminLevel.REGENCY), lambda code: True)
    RegionCode.parse('00.00')
    """
    widths = {AdminLevel.PROVINCE: (2,), AdminLevel.REGENCY: (4,), None: (2, 4)}
    if level not in widths:
        raise ValueError(f"a region code is of level PROVINCE or REGENCY, not {level!r}")
    return st.sampled_from(widths[level]).flatmap(_digits).map(RegionCode)


def kibs(
    regions: st.SearchStrategy[RegionCode] | None = None,
    type_codes: st.SearchStrategy[str] | None = None,
    dates: st.SearchStrategy[datetime.date] | None = None,
    indexes: st.SearchStrategy[int] | None = None,
) -> st.SearchStrategy[KIB]:
    """KIBs of any four parts, or of the parts given (regions of kabupaten/kota level).

    >>> from hypothesis import find
    >>> find(kibs(type_codes=st.just("106"), indexes=st.just(1)), lambda kib: True).type_code
    '106'
    """
    return st.builds(
        KIB,
        region_codes(AdminLevel.REGENCY) if regions is None else regions,
        _digits(3) if type_codes is None else type_codes,
        st.dates() if dates is None else dates,
        st.integers(0, 9) if indexes is None else indexes,
    )


def impacts(largest: int = _LARGEST_FIGURE) -> st.SearchStrategy[Impact]:
    """Impacts in which each figure is unknown or zero to *largest*, fractions in thousandths.

    >>> from hypothesis import find
    >>> find(impacts(), lambda impact: impact.dead is not None)
    Impact(dead=0)
    """
    count = st.none() | st.integers(0, largest)
    area = st.none() | st.integers(0, 1000 * largest).map(lambda thousandths: Decimal(thousandths).scaleb(-3))
    figures: dict[str, st.SearchStrategy[Any]] = dict.fromkeys(COUNTS, count)
    kinds = st.tuples(st.sampled_from(FacilityKind), st.sampled_from(Damage))
    figures["facilities"] = st.none() | st.dictionaries(kinds, count, max_size=4)
    groups = st.tuples(st.none() | st.sampled_from(Sex), st.none() | st.sampled_from(LifeStage)).filter(any)
    places = st.builds(lambda name, group: (name, *group), st.sampled_from(PEOPLE), groups)
    figures["people"] = st.none() | st.dictionaries(places, count, max_size=4)
    figures["land"] = st.none() | st.dictionaries(st.sampled_from(LandKind), area, max_size=3)
    lengths = st.none() | st.dictionaries(st.sampled_from(Damage), area, max_size=3)
    figures |= {"bridges": lengths, "roads": lengths, "irrigation": area, "losses": area}
    return st.builds(Impact, **figures)


def event_records(
    regions: st.SearchStrategy[RegionCode] | None = None,
    kibs: st.SearchStrategy[KIB | None] | None = None,
    ids: st.SearchStrategy[str | None] | None = None,
    impacts: st.SearchStrategy[Impact] | None = None,
) -> st.SearchStrategy[EventRecord]:
    """Records of any region; with a KIB or an id of their own only where these are given."""
    return st.builds(
        EventRecord,
        region_codes() if regions is None else regions,
        _impacts() if impacts is None else impacts,
        kib=st.none() if kibs is None else kibs,
        id=st.none() if ids is None else ids,
        place=st.none() | st.sampled_from(("Kec. Timur", "Kec. Barat")),
        status=st.sampled_from(Status),
        as_of=st.none() | st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)),
    )


def events(
    kibs: st.SearchStrategy[KIB] | None = None,
    ids: st.SearchStrategy[str] | None = None,
    records: st.SearchStrategy[EventRecord] | None = None,
    max_records: int = 4,
) -> st.SearchStrategy[Event]:
    """Events with a KIB, an id or both, and up to *max_records* records.

    >>> from hypothesis import find
    >>> find(events(kibs=st.just(KIB.parse("6202106202408041"))), lambda event: event.kib is not None).key
    '620210620240804'
    """
    kib = _kibs() if kibs is None else kibs
    name = (
        st.sampled_from(("banjir-demak-2024", "gempa-cianjur-2022", "lahar-marapi-2024"))
        if ids is None
        else ids
    )
    lists = st.lists(event_records() if records is None else records, max_size=max_records)
    named = st.one_of(st.tuples(kib, st.none()), st.tuples(st.none(), name), st.tuples(kib, name))
    return st.builds(lambda own, rows: Event(kib=own[0], id=own[1], records=rows), named, lists)


def readings() -> st.SearchStrategy[Readings]:
    """Every combination of the open readings.

    >>> from hypothesis import find
    >>> find(readings(), lambda reading: True) == Readings()
    True
    """
    return st.builds(Readings, **{name: st.sampled_from(options) for name, options in OPTIONS.items()})


def bps_codes() -> st.SearchStrategy[BPSCode]:
    """Codes of Badan Pusat Statistik, of two or four digits."""
    return st.sampled_from((2, 4)).flatmap(_digits).map(BPSCode)


def pcodes() -> st.SearchStrategy[PCode]:
    """P-codes, of two or four digits."""
    return st.sampled_from((2, 4)).flatmap(_digits).map(lambda digits: PCode(f"ID{digits}"))


def glides() -> st.SearchStrategy[GLIDE]:
    """GLIDE numbers of any two letters, with a country or without.

    >>> from hypothesis import find
    >>> find(glides(), lambda glide: glide.country is None)
    GLIDE.parse('AA-0000-000000----')
    """
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return st.builds(
        lambda *parts: GLIDE.parse("-".join(parts)),
        st.text(letters, min_size=2, max_size=2),
        _digits(4),
        _digits(6),
        st.just("---") | st.text(letters, min_size=3, max_size=3),
    )


def regions() -> st.SearchStrategy[Region]:
    """The regions of the tables, as they stood on any day of 2016 to 2025."""
    days = st.dates(datetime.date(2016, 1, 1), datetime.date(2025, 12, 31))
    return days.flatmap(lambda day: st.sampled_from(_regions.at(day)))


def disaster_types() -> st.SearchStrategy[DisasterType]:
    """The disaster types of the tables, of every scheme."""
    return st.sampled_from(sorted(_types.schemes)).flatmap(
        lambda name: st.sampled_from(_types.in_scheme(name))
    )


def findings() -> st.SearchStrategy[Finding]:
    """What is found in KIBs and events drawn at random."""

    def found(drawn: KIB | Event) -> st.SearchStrategy[Finding]:
        doubts = checking.verify(drawn)
        return st.sampled_from(doubts) if doubts else st.just(finding("index-zero", "kib", kib=str(drawn)))

    return (_kibs() | events()).flatmap(found)


def displaced(largest: int = _LARGEST_FIGURE) -> st.SearchStrategy[Displaced]:
    """Displaced people in which each figure is unknown or zero to *largest*.

    >>> from hypothesis import find
    >>> find(displaced(), lambda people: people.families is not None)
    Displaced(families=0)
    """
    count = st.none() | st.integers(0, largest)
    return st.builds(
        Displaced,
        people=count,
        families=count,
        sexes=st.none() | st.dictionaries(st.sampled_from(Sex), count),
        ages=_by_group(AgeGroup, count),
        groups=_by_group(VulnerableGroup, count),
        lower_bounds=st.sets(st.sampled_from(("people", "families", "sexes"))),
    )


def _by_group(words: Any, count: st.SearchStrategy[int | None]) -> st.SearchStrategy[Any]:
    places = st.tuples(st.sampled_from(words), st.none() | st.sampled_from(Sex))
    return st.none() | st.dictionaries(places, count, max_size=4)


def site_reports() -> st.SearchStrategy[SiteReport]:
    """Reports of sites, kinds of site and whole regions, at a day, a moment or no time."""
    moments = st.datetimes(*(datetime.datetime(year, 1, 1) for year in (2020, 2031)))  # noqa: DTZ001  # local times
    return st.builds(
        SiteReport,
        region_codes(),
        displaced(),
        event=_name(),
        kind=st.none() | st.sampled_from(SiteKind),
        site=_name(),
        as_of=st.none() | _days() | moments,
    )


def declarations() -> st.SearchStrategy[Declaration]:
    """Declarations of up to three months, also without an end, a decree or a region."""

    def declared(start: datetime.date, lasts: int | None, **fields: Any) -> Declaration:
        end = None if lasts is None else start + datetime.timedelta(days=lasts)
        return Declaration(start=start, end=end, **fields)

    return st.builds(
        declared,
        _days(),
        st.none() | st.integers(0, 90),
        status=st.sampled_from(EmergencyStatus),
        region=st.none() | region_codes(),
        decree=st.none() | st.sampled_from(("360/1/2024", "300.2/77/2025")),
        extends=st.none() | st.just("360/0/2024"),
        type_code=st.none() | _digits(3),
        event=_name(),
    )


def register_entries() -> st.SearchStrategy[Entry]:
    """Steps of a register, each valid for itself."""
    return st.builds(
        Entry,
        _kibs(),
        _name().filter(bool),
        step=st.integers(0, 3),
        status=st.sampled_from(Status),
        by=st.sampled_from(("", "BPBD")),
        on=st.none() | _days(),
        why=st.sampled_from(("", "episentrum")),
    )


def partial_dates() -> st.SearchStrategy[PartialDate]:
    """Days known to the day, the month or the year.

    >>> from hypothesis import find
    >>> find(partial_dates(), lambda day: not day.is_exact)
    PartialDate.parse('2020')
    """
    return st.builds(
        lambda day, width: PartialDate(day.isoformat()[:width]), _days(), st.sampled_from((4, 7, 10))
    )


def partners() -> st.SearchStrategy[Partner]:
    """Partners of every kind."""
    names = st.sampled_from(("Universitas X", "Swiss Confederation", "PNM"))
    return st.builds(Partner, names, st.sampled_from(PartnerKind), st.sampled_from(("CH", "NZ", "ID")))


def terms() -> st.SearchStrategy[Term]:
    """Terms by duration, last day or none."""
    return st.one_of(
        st.builds(Term, partial_dates(), years=st.integers(0, 9), months=st.integers(0, 30)),
        st.builds(Term, partial_dates(), indefinite=st.just(value=True)),
        st.builds(Term, until=partial_dates()),
    )


def positions() -> st.SearchStrategy[Position]:
    """Positions by region, disaster types and phases."""
    return st.builds(
        Position,
        st.none() | st.just(AdminLevel.NATIONAL) | region_codes(),
        st.lists(_digits(3) | st.just("all"), min_size=1, max_size=2),
        st.lists(st.sampled_from(Phase), max_size=3),
    )


def stage_entries() -> st.SearchStrategy[StageEntry]:
    """Stages entered."""
    reason = st.none() | st.sampled_from(Termination)
    return st.builds(StageEntry, st.sampled_from(Stage), partial_dates(), reason=reason)


def documents() -> st.SearchStrategy[DocumentRef]:
    """Papers kept elsewhere, with a hash or without."""
    return st.builds(
        DocumentRef,
        st.sampled_from(("proposal", "kerangka acuan kerja")),
        st.sampled_from(("arsip/1.pdf", "arsip/2.pdf")),
        sha256=st.none() | st.text("0123456789abcdef", min_size=64, max_size=64),
        received=partial_dates(),
    )


def reports() -> st.SearchStrategy[Report]:
    """Reports on how an agreement is carried out."""
    return st.builds(Report, st.sampled_from(ReportKind), partial_dates())


def agreements(ids: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Agreement]:
    """Agreements that name no other, with any history."""
    return st.builds(
        Agreement,
        id=st.sampled_from(("nk-1", "pks-1", "moc-1")) if ids is None else ids,
        track=st.sampled_from(Track),
        partners=st.lists(partners(), min_size=1, max_size=2),
        scope=st.none() | st.sampled_from(Scope),
        instrument=st.none() | st.sampled_from(Instrument),
        mode=st.none() | st.sampled_from(WorkMode),
        term=st.none() | terms(),
        other_terms=st.lists(terms(), max_size=2),
        phases=st.lists(st.sampled_from(Phase), max_size=3),
        positions=st.lists(positions(), max_size=3),
        needs_full_powers=st.booleans(),
        history=st.lists(stage_entries() | documents() | reports(), max_size=8),
    )


def portfolios(max_size: int = 4) -> st.SearchStrategy[Portfolio]:
    """Up to *max_size* agreements, each of which may hang under one before it, extend, amend or end it.

    >>> from hypothesis import find
    >>> find(portfolios(), lambda held: any(each.parent for each in held)).agreements[1].parent
    'a0'
    """
    relations = ("parent", "extends", "amends", "terminates")

    def related(number: int) -> st.SearchStrategy[Agreement]:
        alone = agreements(st.just(f"a{number}"))
        if not number:
            return alone
        older = st.none() | st.sampled_from([f"a{each}" for each in range(number)])
        named = st.fixed_dictionaries(dict.fromkeys(relations, older))
        return st.builds(lambda agreement, others: attrs.evolve(agreement, **others), alone, named)

    return st.integers(0, max_size).flatmap(
        lambda size: st.tuples(*(related(number) for number in range(size))).map(Portfolio)
    )


def _days() -> st.SearchStrategy[datetime.date]:
    return st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))


def _name() -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(("banjir-demak-2024", "SDN 05", "Masjid Raya"))


def _digits(width: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=width, max_size=width)


_impacts, _kibs = impacts, kibs


def written_kibs(
    repair: str, kibs: st.SearchStrategy[KIB] | None = None
) -> st.SearchStrategy[tuple[str, KIB]]:
    """Texts that :func:`satudata.read_kib` reads by *repair* (a name of :data:`REPAIRS`), with the KIB that each is.

    ``"lost-digit"`` and ``"doubled-digit"`` are read only with a context that leaves one KIB. A KIB that the repair is
    not made for (one above 2**53 or of index 0 went through no number unharmed) is not drawn.

    >>> from hypothesis import find
    >>> find(written_kibs("dotted-region", st.just(KIB.parse("6202106202408041"))), lambda drawn: True)
    ('62.02 106 20240804 1', KIB.parse('6202106202408041'))
    """
    if repair not in REPAIRS:
        raise ValueError(f"a repair is one of {', '.join(REPAIRS)}, not {repair!r}")
    return (_kibs() if kibs is None else kibs).flatmap(
        lambda kib: REPAIRS[repair](kib).map(lambda text: (text, kib))
    )


_Texts: TypeAlias = "st.SearchStrategy[str]"
#: The zeros of some scripts whose digits are met in documents.
_ZEROS = "٠۰०๐０"
_QUOTED = ("'{}", '"{}"', "'{}'", '="{}"', "“{}”", "‘{}’")
_LABELLED = ("KIB: {}", "KIB {}", "kib={}", "Kode Identitas Bencana: {}")


def _parts(kib: KIB) -> tuple[str, ...]:
    digits = str(kib)
    return digits[:4], digits[4:7], digits[7:11], digits[11:13], digits[13:15], digits[15]


def _forms(kib: KIB) -> _Texts:
    return st.sampled_from((str(kib), kib.format()))


def _spaced(kib: KIB) -> _Texts:
    region, code, year, month, day, index = _parts(kib)
    groups = st.sampled_from(
        (
            (region, code, year, month, day, index),
            (region[:2], region[2:], code, year + month + day, index),
            (region, code + year + month + day, index),
            (region, code, year + month + day + index),
        )
    )
    blank = st.sampled_from((" ", "  ", "\u00a0", "\t"))
    apart = st.builds(lambda between, parts: between.join(parts), blank, groups)
    around = st.sampled_from((" {}", "{} ", "\t{}", "{}\n", "\ufeff{}", "\u00a0{}"))
    return apart | st.builds(str.format, around, _forms(kib))


def _padded(kib: KIB) -> _Texts:
    region, code, year, month, day, index = _parts(kib)
    months = {f"0{int(month)}"}
    days = {f"{int(day)}", f"0{int(day)}"}
    dates = sorted((m, d) for m in months for d in days if (m, d) != (month, day))
    return st.sampled_from(dates).map(lambda date: " ".join((region, code, year, *date, index)))


def _described(kind: type[Any], required: str, optional: str = "", **others: Any) -> st.SearchStrategy[Any]:
    """Records whose texts are never blank, the optional ones often left open."""
    said = st.text(min_size=1, max_size=20).filter(str.strip)
    fields = dict.fromkeys(required.split(), said) | {name: st.none() | said for name in optional.split()}
    return st.builds(kind, **fields, **others)


_TRUTHS = st.none() | st.booleans()
_TITLES = st.lists(st.text(min_size=1, max_size=20).filter(str.strip), max_size=3)


def data_standards() -> st.SearchStrategy[DataStandard]:
    """Data standards with a unit, or with a reason for none.

    >>> from hypothesis import find
    >>> find(data_standards(), lambda standard: standard.satuan is None).no_unit_reason
    '0'
    """
    five = "name konsep definisi klasifikasi ukuran citation"
    return _described(DataStandard, f"{five} satuan") | _described(
        DataStandard, f"{five} no_unit_reason", satuan=st.none()
    )


def activities() -> st.SearchStrategy[Activity]:
    """Statistical activities, more or less filled in."""
    return _described(
        Activity,
        "title",
        "code sector organiser responsible planning design sample_design quality_assurance processing dissemination",
        year=st.none() | st.integers(1900, 9999),
        method=st.none() | st.sampled_from(CollectionMethod),
    )


def variables() -> st.SearchStrategy[Variable]:
    """Variables, more or less filled in."""
    return _described(
        Variable,
        "name",
        "alias konsep definisi selection_reference time_reference data_type klasifikasi validation_rule question",
        is_public=_TRUTHS,
    )


def indicators() -> st.SearchStrategy[Indicator]:
    """Indicators of either kind, more or less filled in."""
    both = "konsep definisi interpretation method ukuran satuan klasifikasi estimation_level"
    simple = _described(
        Indicator,
        "name",
        f"{both} activity activity_code",
        variables=_TITLES,
        is_public=_TRUTHS,
        is_composite=st.sampled_from([None, False]),
    )
    composite = _described(
        Indicator,
        "name",
        f"{both} publication",
        indicators=_TITLES,
        is_public=_TRUTHS,
        is_composite=st.sampled_from([None, True]),
    )
    return simple | composite


def code_entries() -> st.SearchStrategy[CodeEntry]:
    """Codes with a name, some with days and a code above."""
    days = st.none() | st.dates()
    return _described(CodeEntry, "code name", "parent", valid_from=days, valid_to=days)


def code_lists() -> st.SearchStrategy[CodeList]:
    """Short lists of codes, of no authority there is."""
    days = st.none() | st.dates()
    return _described(
        CodeList,
        "id title authority edition citation",
        note=st.text(max_size=9),
        entries=st.lists(code_entries(), max_size=4),
        valid_from=days,
        valid_to=days,
    )


def _short() -> st.SearchStrategy[str]:
    return st.text(max_size=12)


def parties() -> st.SearchStrategy[Party]:
    """Parties in every role, some with an address."""
    names = st.sampled_from(("BPBD Contoh", "Walidata Contoh"))
    return st.builds(Party, names, st.sampled_from(Role), st.none() | st.just("data@contoh.example"))


def declared_standards() -> st.SearchStrategy[DeclaredStandard]:
    """Data standards, more or less filled in."""
    return st.builds(DeclaredStandard, **{each.name: _short() for each in attrs.fields(DeclaredStandard)})


def columns() -> st.SearchStrategy[Column]:
    """Columns of any heading and type, with concepts and code lists that are known and others."""
    return st.builds(
        Column,
        name=_short(),
        type=st.sampled_from(ColumnType),
        concept=st.none() | st.sampled_from((*all_standards(), "Tide.height")),
        standard=st.none() | declared_standards(),
        code_list=st.sampled_from((None, "kemendagri", "disaster-types", "lain")),
        by_name=st.booleans(),
        format=st.sampled_from(("", "%d/%m/%Y")),
        required=st.booleans(),
    )


def resources(
    names: st.SearchStrategy[str] | None = None, columns: st.SearchStrategy[Column] | None = None
) -> st.SearchStrategy[Resource]:
    """Resources of any format, lying in a file of their own name or published elsewhere."""

    def built(name: str, place: str, **fields: Any) -> Resource:
        return Resource(name=name, path=place and f"{place}/{name}.csv", **fields)

    held = st.lists(_columns() if columns is None else columns, max_size=3)
    return held.flatmap(
        lambda columns: st.builds(
            built,
            name=_slugs() if names is None else names,
            place=st.sampled_from(("", "data")),
            url=st.sampled_from(("", "https://data.contoh.example/berkas")),
            format=st.sampled_from(("csv", "TSV", "Parquet", "geojson", "pdf", "", "../x")),
            title=_short(),
            description=_short(),
            delimiter=st.sampled_from(("", ";")),
            columns=st.just(columns),
            key=st.lists(st.sampled_from([each.name for each in columns] or ["A"]), max_size=2, unique=True),
            dated_by=st.none() | st.sampled_from([each.name for each in columns] or ["A"]),
        )
    )


def datasets(resources: st.SearchStrategy[Resource] | None = None) -> st.SearchStrategy[Dataset]:
    """Data sets, more or less filled in.

    >>> from hypothesis import find
    >>> find(datasets(), lambda dataset: dataset.priority).resources
    ()
    """
    held = _resources() if resources is None else resources
    return st.builds(
        Dataset,
        name=_slugs(),
        **{name: _short() for name in ("title", "description", "data_version", "owner_org")},
        standard=st.none() | declared_standards(),
        issued=st.none() | _days(),
        modified=st.none() | _days(),
        frequency=st.none() | st.sampled_from(Frequency),
        url=st.sampled_from(("", "https://data.contoh.example/dataset/a1")),
        license=st.sampled_from(("", "odc-by", "other-closed")),
        private=st.booleans(),
        priority=st.booleans(),
        keywords=st.lists(_short().filter(str.strip), max_size=2),
        groups=st.lists(st.sampled_from(("bencana", "sosial")), max_size=2),
        phases=st.lists(st.sampled_from(Phase), max_size=3),
        parties=st.lists(parties(), max_size=3),
        activity=st.none() | activities(),
        variables=st.lists(variables(), max_size=2),
        indicators=st.lists(indicators(), max_size=1),
        resources=st.lists(held, max_size=2, unique_by=lambda each: each.name),
    )


def releases() -> st.SearchStrategy[Release]:
    """Releases that stand anywhere on the way, sent back as often as not.

    >>> from hypothesis import find
    >>> find(releases(), lambda release: release.is_published).steps[-1].by.role
    Role.WALIDATA
    """
    steps = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), max_size=10)
    return st.builds(_walked, st.booleans(), steps)


def _walked(priority: bool, steps: list[tuple[int, int]]) -> Release:
    release, on = Release(dataset="kejadian-2024", priority=priority), datetime.date(2024, 1, 1)
    for choice, days in steps:
        may = sorted((action, role) for action, roles in release.next_actions.items() for role in roles)
        if not may:
            break
        (action, role), on = may[choice % len(may)], on + datetime.timedelta(days)
        step = ReleaseStep(
            action=action,
            by=Party(role.label(), role),
            on=on,
            findings=[finding("column-absent", "row 1", column="Meninggal")]
            if action is ReleaseAction.SEND_BACK
            else [],
        )
        release = attrs.evolve(release, steps=(*release.steps, step))
    return release


def _slugs() -> st.SearchStrategy[str]:
    return st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=2, max_size=20)


_columns, _resources = columns, resources


def _separated(kib: KIB) -> _Texts:
    region, code, *date, index = _parts(kib)
    groups = st.sampled_from(((region, code, "".join(date), index), (region, code, *date, index)))
    mark = st.sampled_from(("-", ".", "/", "_", " - ", ";", "\u2013"))
    apart = st.builds(lambda between, parts: between.join(parts), mark, groups)
    return apart.filter(lambda text: not text.endswith(".0"))


def _dotted(kib: KIB) -> _Texts:
    _, code, *date, index = _parts(kib)
    between = st.sampled_from((" ", ".", "-") if kib.index else (" ", "-"))
    return between.map(lambda mark: mark.join((str(kib.region), code, "".join(date), index)))


def _in_script(kib: KIB) -> _Texts:
    def written(zero: str, text: str) -> str:
        return "".join(chr(ord(zero) + int(each)) if each.isdigit() else each for each in text)

    return st.builds(written, st.sampled_from(_ZEROS), _forms(kib))


def _as_number(kib: KIB, *shapes: str) -> _Texts:
    """How a number is shown, of a KIB that goes through one unharmed."""
    number = int(str(kib))
    is_whole = number <= 2**53 and kib.index and len(str(number)) == len(str(kib))
    return st.sampled_from(shapes).map(lambda shape: shape.format(number)) if is_whole else st.nothing()


def _with_comma(texts: _Texts) -> _Texts:
    swapped = str.maketrans(".,", ",.")
    return texts | texts.map(lambda text: text.translate(swapped))


def _without_a_digit(kib: KIB) -> _Texts:
    digits = str(kib)
    return st.integers(0, len(digits) - 1).map(lambda place: digits[:place] + digits[place + 1 :])


def _with_a_digit_twice(kib: KIB) -> _Texts:
    digits = str(kib)
    return st.integers(0, len(digits) - 1).map(lambda place: digits[: place + 1] + digits[place:])


#: The repairs by name, each with the texts that it is made for.
REPAIRS: Mapping[str, Callable[[KIB], st.SearchStrategy[str]]] = {
    "spaces": _spaced,
    "padding": _padded,
    "dotted-region": _dotted,
    "separators": _separated,
    "script": _in_script,
    "quotes": lambda kib: st.builds(str.format, st.sampled_from(_QUOTED), _forms(kib)),
    "label": lambda kib: st.builds(str.format, st.sampled_from(_LABELLED), _forms(kib)),
    "decimal": lambda kib: _with_comma(_as_number(kib, "{}.0", "{}.00")),
    "scientific": lambda kib: _with_comma(_as_number(kib, "{:.15E}", "{:.15e}")),
    "thousands": lambda kib: _with_comma(_as_number(kib, "{:,}")),
    "lost-digit": _without_a_digit,
    "doubled-digit": _with_a_digit_twice,
}
