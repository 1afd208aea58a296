"""What must follow for displaced people: sums, the larger of whole and parts, the order of reports."""

import pickle
from datetime import date

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
    groups=by_sex(VulnerableGroup),
)
REPORTS = st.lists(
    st.builds(
        SiteReport,
        st.sampled_from(["13", "13.04", "13.06", "33.21"]),
        FIGURES,
        event=st.sampled_from(["marapi", None]),
        kind=st.none() | st.sampled_from(SiteKind),
        site=st.none() | st.sampled_from(["A", "B"]),
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
