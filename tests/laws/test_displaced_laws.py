"""What must follow for displaced people: sums, the larger of whole and parts, the order of reports, lists of them."""

import pickle
from datetime import date, datetime

import attrs
from hypothesis import given
from hypothesis import strategies as st

from satudata import RegionCode
from satudata.displaced import (
    AgeGroup,
    Displaced,
    DisplacedChange,
    Sex,
    SiteKind,
    SiteReport,
    VulnerableGroup,
    doubts,
    latest,
    sum_displaced,
    totals,
)
from satudata.displaced._totals import summed, sums_by
from satudata.tabular import read_site_reports
from satudata.tabular.lists._times import known_at

COUNT = st.none() | st.integers(0, 9)


def by_sex(words):
    places = st.tuples(st.sampled_from(words), st.none() | st.sampled_from(Sex))
    return st.none() | st.dictionaries(places, COUNT, max_size=5)


FIGURES = st.builds(
    Displaced,
    people=COUNT,
    families=COUNT,
    sexes=st.none() | st.dictionaries(st.sampled_from(Sex), COUNT),
    ages=by_sex(AgeGroup),
    other_ages=by_sex(["<5", "18-60", ">60", "remaja"]),
    groups=by_sex(VulnerableGroup),
    other_groups=by_sex(["janda"]),
)
REPORTS = st.lists(
    st.builds(
        SiteReport,
        st.sampled_from(["13", "13.04", "13.06", "33.21"]),
        FIGURES,
        event=st.sampled_from(["marapi", None]),
        kind=st.none() | st.sampled_from(SiteKind),
        site=st.none() | st.sampled_from(["A", "B"]),
        district=st.none() | st.sampled_from(["Utara", "Selatan"]),
        village=st.none() | st.just("Desa"),
        sites=st.none() | st.integers(0, 9),
        as_of=st.none() | st.dates(date(2024, 5, 1), date(2024, 5, 3)),
    ),
    max_size=6,
)
SOME = st.lists(FIGURES, min_size=1, max_size=5)


class TestTotal:
    @given(SOME, st.randoms())
    def test_the_order_never_matters(self, parts, random):
        shuffled = list(parts)
        random.shuffle(shuffled)
        assert sum_displaced(shuffled) == sum_displaced(parts)

    @given(SOME, st.integers(0, 5))
    def test_nor_how_it_is_added_up(self, parts, at):
        halves = [half for half in (parts[:at], parts[at:]) if half]
        whole, in_halves = sum_displaced(parts), sum_displaced(map(sum_displaced, halves))
        assert in_halves.known_people == whole.known_people
        assert in_halves.is_complete == whole.is_complete
        assert in_halves.families == whole.families
        assert in_halves.sexes == whole.sexes

    @given(SOME)
    def test_known_people_add_up(self, parts):
        known = [part.known_people for part in parts if part.known_people is not None]
        assert sum_displaced(parts).known_people == (sum(known) if known else None)
        assert sum_displaced(parts).is_complete is all(part.is_complete for part in parts)

    @given(SOME)
    def test_a_sum_is_no_more_doubtful_than_its_parts(self, parts):
        if not any(part.findings for part in parts):
            assert sum_displaced(parts).findings == ()


class TestReports:
    @given(REPORTS, st.randoms(), st.sampled_from(["event", "province", "regency", "kind"]))
    def test_the_order_never_matters(self, reports, random, by):
        shuffled = list(reports)
        random.shuffle(shuffled)
        assert totals(shuffled, by=by) == totals(reports, by=by)
        assert set(latest(shuffled)) == set(latest(reports))
        assert doubts(shuffled) == doubts(reports)

    @given(REPORTS)
    def test_no_report_counts_for_more_than_all(self, reports):
        known = [each.displaced.known_people for each in reports if each.displaced.known_people is not None]
        found = [held.known_people for held in totals(reports).values() if held.known_people is not None]
        assert sum(found) <= sum(known)

    @given(REPORTS)
    def test_the_whole_is_no_less_than_any_of_its_reports(self, reports):
        for event, held in totals(reports).items():
            for report in latest(each for each in reports if each.event == event):
                if report.displaced.known_people is not None:
                    assert held.known_people >= report.displaced.known_people

    @given(REPORTS)
    def test_text_and_back(self, reports):
        names = {
            each.__name__: each for each in (Displaced, Sex, AgeGroup, VulnerableGroup, SiteKind, SiteReport)
        }
        names |= {"RegionCode": RegionCode, "datetime": __import__("datetime")}
        for each in reports:
            assert eval(repr(each), names) == each
            assert pickle.loads(pickle.dumps(each)) == each


@given(FIGURES, FIGURES)
def test_a_change_there_and_back_is_none(before, after):
    there, back = DisplacedChange(before, after), DisplacedChange(after, before)
    for name in ("people", "families"):
        one, other = getattr(there, name), getattr(back, name)
        assert (one is None) is (other is None)
        assert one is None or one == -other


# Lists of reports.

AGES = {
    "bayi": "Bayi (0-11 bln)",
    "balita": "Balita (12-59 bln)",
    "anak": "Anak (5-17 thn)",
    "dewasa": "Dewasa 18-59",
    "lansia": "Lansia >= 60",
}
OTHER_AGES = {"<5": "Usia < 5 tahun", "18-60": "18-60 thn", ">60": "> 60 Tahun", "6-23 bulan": "6-23 bln"}
GROUPS = {
    "ibu hamil": "Bumil",
    "ibu menyusui": "Ibu Menyusui",
    "penyandang disabilitas": "Difabel",
    "orang sakit": "Orang Sakit",
}
OTHER_GROUPS = {"Janda": "Janda", "ODGJ": "ODGJ"}
LETTERS = {None: "", Sex.MALE: " L", Sex.FEMALE: " P"}
KNOWN = st.integers(0, 99)
UNKNOWN = st.sampled_from(["", "-", "NA", "n/a"])


def places(names):
    keys = st.tuples(st.sampled_from(sorted(names)), st.none() | st.sampled_from(Sex))
    return st.dictionaries(keys, KNOWN, max_size=4).map(lambda found: found or None)


LISTED = st.builds(
    Displaced,
    people=st.none() | KNOWN,
    families=st.none() | KNOWN,
    sexes=st.none() | st.fixed_dictionaries(dict.fromkeys(Sex, KNOWN)),
    ages=places(AGES),
    other_ages=places(OTHER_AGES),
    groups=places(GROUPS),
    other_groups=places(OTHER_GROUPS),
)
MOMENTS = st.datetimes(datetime(2022, 11, 1), datetime(2022, 11, 30)).map(  # noqa: DTZ001  # local times
    lambda moment: moment.replace(second=0, microsecond=0)
)


@st.composite
def site_reports(draw):
    """Reports of sites, each of which has a name of its own and one or two reports."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        common = {
            "site": f"Posko {number}",
            "kind": draw(st.none() | st.sampled_from(SiteKind)),
            "district": draw(st.sampled_from(["Cugenang", "Pacet"])),
            "event": draw(st.none() | st.sampled_from(["gempa", "banjir"])),
        }
        region = draw(st.sampled_from(["32.03", "32.05", "51.71"]))
        times = draw(
            st.lists(
                MOMENTS | st.dates(date(2022, 11, 1), date(2022, 11, 30)), min_size=1, max_size=2, unique=True
            )
        )
        found += [SiteReport(region, draw(LISTED), as_of=time, **common) for time in times]
    return found


def as_table(reports, blank=""):
    """A list of reports as people write it: a row a site and time, a column for each figure that some report has."""
    columns = {}
    for report in reports:
        given = report.displaced
        for name, written in (("ages", AGES), ("other_ages", OTHER_AGES), ("groups", GROUPS)):
            for word, sex in getattr(given, name) or ():
                columns[name, word, sex] = f"{written[word]}{LETTERS[sex]}"
        for word, sex in given.other_groups or ():
            columns["other_groups", word, sex] = f"{OTHER_GROUPS[word]}{LETTERS[sex]}"
    headings = [
        "Posko",
        "Kode Bencana",
        "Kec.",
        "ID Kabupaten",
        "Jenis Lokasi",
        "Data Per",
        "Jiwa",
        "KK",
        "L",
        "P",
    ]
    rows = []
    for report in reports:
        given, moment = report.displaced, report.as_of
        time = f" pukul {moment:%H.%M}" if isinstance(moment, datetime) else ""
        sexes = given.sexes or {}
        cells = [
            *(report.site, report.event, report.district, str(report.region), report.kind),
            *(
                f"{moment:%d/%m/%Y}{time}",
                given.people,
                given.families,
                sexes.get(Sex.MALE),
                sexes.get(Sex.FEMALE),
            ),
            *((getattr(given, name) or {}).get((word, sex)) for name, word, sex in columns),
        ]
        rows.append([blank if cell is None else str(cell) for cell in cells])
    return [[*headings, *columns.values()], *rows]


class TestLists:
    @given(site_reports(), UNKNOWN)
    def test_a_list_that_is_written_is_read_as_the_same_reports(self, reports, blank):
        assert read_site_reports(as_table(reports, blank)).reports == tuple(reports)

    @given(site_reports())
    def test_totals_by_any_path_are_equal(self, reports):
        current = known_at(reports, None)
        whole = summed(current)
        by_site = sum_displaced(each.displaced for each in current)
        for by in ("event", "province", "regency", "kind"):
            sums = sums_by(current, by).values()
            total = sum_displaced(each.displaced for each in sums)
            assert total.known_people == whole.displaced.known_people == by_site.known_people
            assert total.is_complete == whole.displaced.is_complete == by_site.is_complete
            assert total.families == whole.displaced.families == by_site.families
            assert sum(each.sites or 0 for each in sums) == whole.sites == len(current)

    @given(site_reports())
    def test_what_someone_left_out_stays_a_least_number(self, reports):
        current = known_at(reports, None)
        whole = summed(current).displaced
        known = [each.displaced.known_people for each in current]
        assert whole.known_people == (
            sum(filter(None, known)) if any(each is not None for each in known) else None
        )
        if whole.known_people is not None:
            assert whole.is_complete is all(each.displaced.is_complete for each in current)
        families = [each.displaced.families for each in current]
        assert ("families" in whole.lower_bounds) is (
            None in families and any(each is not None for each in families)
        )

    @given(site_reports(), st.integers(0, 99))
    def test_a_kecamatan_is_never_added_to_its_sites(self, reports, people):
        current = [attrs.evolve(each, event=None) for each in known_at(reports, None)]
        area = SiteReport(current[0].region, Displaced(people=people), district=current[0].district)
        own = [each for each in current if (each.region, each.district) == (area.region, area.district)]
        rest = [each for each in current if each not in own]
        inside, outside = summed(own).displaced.known_people, summed(rest).displaced.known_people
        assert summed([*current, area]).displaced.known_people == max(people, inside or 0) + (outside or 0)
