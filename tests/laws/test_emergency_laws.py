"""What must follow for declarations: the status on a day, chains, lists written and read, and criterion 6."""

import csv
import io
from datetime import date, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from satudata import EmergencyStatus, Interpretation, Verdict, regions
from satudata.disaster_types import get as disaster_type
from satudata.emergency import Declaration, History
from satudata.tabular import (
    Assumptions,
    Declarations,
    ListedDeclaration,
    gather,
    read_declarations,
    read_rows,
)

FIRST = date(2025, 1, 1)
DAYS = [FIRST + timedelta(days=day) for day in range(-1, 60)]
REGIONS = ["35.10", "35.09", "35", "34.03", None]
TYPES = ["101", "102", "106", None]


@st.composite
def declared(draw, *, ends=True, regions=REGIONS):
    """A declaration of the first weeks of a year, of a few days."""
    start = FIRST + timedelta(days=draw(st.integers(0, 40)))
    days = st.integers(1, 20) if ends else st.none() | st.integers(1, 20)
    length = draw(days)
    return Declaration(
        status=draw(st.sampled_from(EmergencyStatus)),
        region=draw(st.sampled_from(regions)),
        decree=f"188/{draw(st.integers(1, 9_999))}/2025",
        start=start,
        end=None if length is None else start + timedelta(days=length - 1),
        type_code=draw(st.sampled_from(TYPES)),
    )


def listed(**options):
    return st.lists(declared(**options), max_size=8, unique_by=lambda each: each.decree)


def walked(declarations, region, day):
    """The declarations of a region that hold on a day, found by walking its days."""
    found = []
    for each in declarations:
        at, last = each.start, each.end
        while at <= last:
            if at == day and each.region == region:
                found.append(each)
            at += timedelta(days=1)
    return sorted(found, key=Declaration.order)


HEADINGS = [
    "Kabupaten",
    "Provinsi",
    "Jenis Bencana",
    "Status",
    "Nomor SK",
    "Tanggal Mulai",
    "Tanggal Berakhir",
    "Tingkat",
]
MONTHS = ("Januari", "Februari", "Maret", "April")


def in_words(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def written(declarations, day=in_words):
    """A list of decrees as a BPBD keeps it, in a CSV file."""
    stream = io.StringIO()
    rows = csv.writer(stream)
    rows.writerow(HEADINGS)
    for each in declarations:
        code = each.region
        level = "nasional" if code is None else "provinsi" if len(code.digits) == 2 else "kabupaten"
        place = ["", ""]
        if level == "provinsi":
            place = ["", regions.get(code).name]
        elif level == "kabupaten":
            place = [regions.get(code).name, regions.get(code.province).name]
        hazard = "" if each.type_code is None else disaster_type(each.type_code, each.scheme).name
        rows.writerow(
            [
                *place,
                hazard,
                str(each.status),
                each.decree,
                day(each.start),
                "" if each.end is None else day(each.end),
                level,
            ]
        )
    return io.BytesIO(stream.getvalue().encode())


class TestStatusOnADay:
    @given(listed())
    def test_it_agrees_with_a_walk_through_the_days(self, declarations):
        found = Declarations.of(declarations)
        for day in DAYS:
            on = found.on(day)
            for region in {each.region for each in declarations} | {None}:
                expected = walked(declarations, region, day)
                in_force = [] if region not in on else [each.declaration for each, _ in on[region].in_force]
                assert in_force == expected
                if expected:
                    assert on[region].status is expected[-1].status
                    assert on[region].last == expected[-1]

    @given(listed())
    def test_it_agrees_with_the_history(self, declarations):
        found, history = Declarations.of(declarations), History(declarations)
        for day in DAYS:
            for region, status in found.on(day).items():
                if region is not None:
                    assert status.status is history.status_on(day, region)

    @given(listed(ends=False))
    def test_what_is_certain_is_shown_and_an_unknown_end_is_never_taken_for_certain(self, declarations):
        found = Declarations.of(declarations)
        for day in DAYS:
            shown = {each.line for status in found.on(day).values() for each, _ in status.in_force}
            for each in found.listed:
                holds = each.declaration.is_in_force(day)
                assert holds is not True or each.line in shown
                assert holds is not False or each.line not in shown


class TestChains:
    @given(listed(ends=False))
    def test_each_declaration_is_in_one_chain(self, declarations):
        found = Declarations.of(declarations)
        links = [link.line for chain in found.chains for link in chain.links]
        assert sorted(links) == sorted(each.line for each in found.listed)

    @given(listed())
    def test_links_are_of_one_region_and_status_without_a_gap(self, declarations):
        for chain in Declarations.of(declarations).chains:
            assert len({(link.declaration.region, link.declaration.status) for link in chain.links}) == 1
            reached = chain.links[0].declaration.end
            for link in chain.links[1:]:
                assert link.declaration.start <= reached + timedelta(days=1)
                reached = max(reached, link.declaration.end)

    @given(listed())
    def test_an_inferred_chain_leaves_the_declarations_as_they_are(self, declarations):
        found = Declarations.of(declarations)
        assert {each.declaration for each in found.listed} == set(declarations)
        assert all(each.declaration.extends is None for each in found.listed)
        assert not any(chain.is_stated for chain in found.chains)

    @given(listed())
    def test_counts_are_those_of_chains_and_decrees(self, declarations):
        found = Declarations.of(declarations)
        numbers = [number for of_region in found.counts().values() for number in of_region.values()]
        assert sum(number.chains for number in numbers) == len(found.chains)
        assert sum(number.decrees for number in numbers) == len(declarations)
        assert all(number.chains <= number.decrees for number in numbers)

    @given(listed(), st.integers(0, 30), st.sampled_from(DAYS))
    def test_what_runs_out_holds_today_and_no_longer_than_asked(self, declarations, days, on):
        until = on + timedelta(days=days)
        for each, chain in Declarations.of(declarations).expiring(on, days):
            assert each.declaration.is_in_force(on)
            assert on <= each.declaration.end <= until
            assert chain.links[-1] is each


class TestLists:
    @given(listed(ends=False), st.booleans())
    def test_a_list_that_is_written_gives_the_same_declarations(self, declarations, iso):
        found = read_declarations(written(declarations, date.isoformat if iso else in_words))
        assert not found.left_out
        assert sorted((each.declaration for each in found.listed), key=Declaration.order) == sorted(
            declarations, key=Declaration.order
        )

    @given(listed(), st.randoms())
    def test_the_order_of_rows_never_matters(self, declarations, random):
        shuffled = list(declarations)
        random.shuffle(shuffled)
        one, other = (read_declarations(written(each)) for each in (declarations, shuffled))
        for day in DAYS:
            assert {
                region: [each.declaration for each, _ in status.in_force]
                for region, status in one.on(day).items()
            } == {
                region: [each.declaration for each, _ in status.in_force]
                for region, status in other.on(day).items()
            }


EVENTS = ["KIB", "Meninggal"]
FLOOD = "3510101202501201"  # a flood in Banyuwangi on 20 January 2025
ON = date(2025, 1, 20)


class TestCriterionSix:
    @given(listed(ends=False), st.integers(0, 30))
    def test_it_is_met_by_what_fits_and_else_as_assumed(self, declarations, within):
        nothing_else = Assumptions(
            requests_national_help=False,
            emergency_status=False,
            lacking=("missing", "injured", "affected", "displaced", "houses", "facilities", "land"),
        )
        rows = list(read_rows(EVENTS, [[FLOOD, "0"]], assumptions=nothing_else))
        fits = [
            each
            for each in declarations
            if (each.region is None or str(each.region) in ("35", "35.10"))
            and each.type_code in (None, "101")
            and (each.is_in_force(ON) or ON <= each.start <= ON + timedelta(days=within))
        ]
        found = Declarations.of(declarations)
        interpretation = Interpretation(declaration_within=within)
        open_ = gather(rows, declarations=found, interpretation=interpretation)
        closed = gather(
            rows,
            declarations=found,
            interpretation=interpretation,
            assumptions=nothing_else,
        )
        assert [*open_.verdicts] == [Verdict.MET if fits else Verdict.UNDETERMINED]
        assert [*closed.verdicts] == [Verdict.MET if fits else Verdict.NOT_MET]
        named = [each.declaration for answers in open_.declared.values() for each in answers]
        assert sorted(named, key=Declaration.order) == sorted(fits, key=Declaration.order)
        siaga = bool(fits) and all(each.status is EmergencyStatus.SIAGA for each in fits)
        assert any(each.code == "siaga-only" for each in open_.doubts) is siaga

    @given(listed(ends=False))
    def test_no_declaration_answers_as_if_there_were_no_list(self, declarations):
        rows = list(read_rows(EVENTS, [["1304101202405111", "0"]]))
        with_list = gather(rows, declarations=Declarations.of(declarations[:0]))
        assert with_list.verdicts == gather(rows).verdicts
        assert with_list.doubts == gather(rows).doubts


ODD = {
    "Kabupaten": [
        "Demak",
        "Demak, Kudus",
        "Atlantis",
        "",
        "-",
        "Jawa Tengah",
        "Indonesia",
        "33.21",
        "Seluruh Kabupaten/Kota",
    ],
    "Provinsi": ["Jawa Tengah", "", "Jateng", "Xyz"],
    "id_kab": ["", "33.21", "33.2", "35.1", "3321", "33", "abc", "99.99"],
    "Jenis Bencana": ["Banjir", "", "Banjir,Longsor", "Hidrometeorologi", "Siaga", "101", "Karhutla"],
    "Status": [
        "TD",
        "Siaga Darurat",
        "Siaga 1",
        "Nihil",
        "",
        "V",
        "Dicabut",
        "Selesai",
        "Proses SK",
        "Darurat",
        "Tidak Aktif",
    ],
    "Keterangan Status": ["", "Perpanjangan", "Ke-2", "Dicabut", "Penetapan", "menunggu SK", "TD"],
    "Nomor SK": ["1/2025", "Nomor 1 /2025", "", "https://x.example", "Draf", "Surat Pernyataan 3"],
    "SK Sebelumnya": ["", "1/2025", "9/2025"],
    "Mulai": [
        "1 Juni 2025",
        "2025-06-05",
        "",
        "1-14 Juni 2025",
        "31/02/2025",
        "Juni 2025",
        "45000",
        "14 hari",
    ],
    "Berakhir": ["14 Juni 2025", "", "dicabut", "1 Mei 2025", "14 Juni", "2025-13-40"],
    "Lama (hari)": ["", "14", "14 hari kerja", "0", "dua", "999999", "3 bulan"],
    "Tanggal Pencabutan": ["", "10 Juni 2025", "1 Januari 2020", "kata"],
    "Ditetapkan Oleh": ["", "Bupati", "Gubernur", "Presiden", "Ketua RT"],
}
ROWS = st.lists(
    st.fixed_dictionaries({heading: st.sampled_from(cells) for heading, cells in ODD.items()}),
    min_size=1,
    max_size=6,
)


class TestDamagedLists:
    @given(ROWS)
    def test_no_row_disappears(self, rows):
        found = read_declarations(rows)
        shown = {each.line for each in found.listed} | {line for line, _ in found.findings}
        assert shown >= {
            number for number, row in enumerate(rows, start=1) if any(map(str.strip, row.values()))
        }
        errors = {line for line, each in found.findings if each.code == "declaration-left-out"}
        assert set(found.left_out) == errors
        for _, each in found.findings:
            assert "{" not in each.message("id") + each.message("en")

    @given(ROWS)
    def test_every_day_can_be_asked(self, rows):
        found = read_declarations(rows)
        for day in (date(2025, 6, 1), date(2025, 6, 10), date(2030, 1, 1)):
            for region, status in found.on(day).items():
                assert status.in_force
                assert all(each.declaration.region == region for each, _ in status.in_force)
            found.expiring(day, 30)
        assert sum(len(chain.links) for chain in found.chains) == len(found.listed)

    @given(st.lists(st.lists(st.text(max_size=20), min_size=6, max_size=6), min_size=1, max_size=4))
    def test_any_text_is_read_without_an_error(self, rows):
        found = read_declarations(
            [["Kabupaten", "Status", "Nomor SK", "Mulai", "Berakhir", "Bencana"], *rows]
        )
        assert len(found.listed) <= 10 * len(rows)


HAZARDS = ["Banjir", "Tanah Longsor", "Kekeringan"]


@st.composite
def of_a_list(draw):
    """Declarations of one region as a list has them: several hazards, said to prolong others or not."""
    found = []
    for line, each in enumerate(draw(listed(ends=False, regions=["35.10", None])), start=1):
        names = [other.declaration.decree for other in found]
        extends = draw(st.none() | st.sampled_from([*names, "1/LAIN/2025"]))
        row = ListedDeclaration(
            declaration=attrs.evolve(each, extends=extends, type_code=None),
            line=line,
            hazards=draw(st.frozensets(st.sampled_from(HAZARDS), max_size=2)),
            prolongs=draw(st.sampled_from([None, True, False])),
        )
        found.append(row)
    return found


def joins(each, link):
    """Whether a declaration can prolong another one, by the two alone."""
    start, end = each.declaration.start, link.declaration.end
    places = {(row.declaration.region, row.declaration.status) for row in (each, link)}
    if len(places) > 1 or start <= link.declaration.start or not each.meets(link.hazards):
        return False
    return each.prolongs is True if end is None else start <= end + timedelta(days=1)


@given(of_a_list())
def test_chains_are_those_of_each_pair(rows):
    found = Declarations(rows)
    chains: list[list[ListedDeclaration]] = []
    for each in found.listed:
        if each.declaration.extends is not None:
            of_region = [chain for chain in chains if chain[0].declaration.region == each.declaration.region]
            named = [
                chain
                for chain in of_region
                if each.declaration.extends in [link.declaration.decree for link in chain]
            ]
        elif each.prolongs is False:
            named = []
        else:
            named = [chain for chain in chains if any(joins(each, link) for link in chain)]
        (named[-1] if named else chains.append([]) or chains[-1]).append(each)
    assert [chain.links for chain in found.chains] == [tuple(chain) for chain in chains]


@given(of_a_list())
def test_overlaps_name_the_last_of_each_other_status(rows):
    found = Declarations(rows)
    expected = set()
    for at, each in enumerate(found.listed):
        last = {}
        for other in found.listed[:at]:
            one, declared = other.declaration, each.declaration
            is_held = declared.start <= (one.end or one.start) and one.region == declared.region
            if is_held and one.status is not declared.status and other.meets(each.hazards):
                last[one.status] = one.name
        expected |= {(each.line, name, each.declaration.name) for name in last.values()}
    said = {
        (line, doubt.data["one"], doubt.data["other"])
        for line, doubt in found.findings
        if doubt.code == "emergency-overlap"
    }
    assert said == expected
