"""What may be one event: repeated KIBs, one place under two code systems, one source over many regions."""

import itertools
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import (
    KIB,
    Event,
    EventRecord,
    Impact,
    RegionCode,
    count_events,
    find_duplicates,
    linking,
    propose_links,
)
from satudata.strategies import event_records, events, kibs

SIBOLGA_BPS, SIBOLGA = "1271102202408201", "1273102202408201"


def told(candidates):
    return [(each.rows, each.reason.code, each.event_id) for each in candidates]


class TestDuplicates:
    def test_one_place_under_two_code_systems(self):
        (found,) = find_duplicates([Event(kib=SIBOLGA_BPS), Event(kib=SIBOLGA)])
        assert (found.rows, found.reason.code, found.event_id) == (
            (0, 1),
            "duplicate-systems",
            "127110220240820",
        )
        assert "12.73" in found.reason.message()
        assert "127110220240820, 127310220240820" in found.reason.message()

    def test_the_records_own_region_tells_the_places_apart(self):
        medan = Event(kib=SIBOLGA_BPS, records=[EventRecord("12.71")])
        sibolga = Event(kib=SIBOLGA, records=[EventRecord("12.73")])
        assert find_duplicates([medan, sibolga]) == ()
        assert len(find_duplicates([Event(kib=SIBOLGA_BPS, records=[EventRecord("12.73")]), sibolga])) == 1

    def test_another_day_or_type_is_another_event(self):
        assert find_duplicates([Event(kib=SIBOLGA_BPS), Event(kib="1273102202408211")]) == ()
        assert find_duplicates([Event(kib=SIBOLGA_BPS), Event(kib="1273101202408201")]) == ()

    def test_the_same_kib_again(self):
        rows = [Event(kib=SIBOLGA), Event(kib="3301102202411241"), Event(kib=SIBOLGA)]
        assert told(find_duplicates(rows)) == [((0, 2), "duplicate-kib", "127310220240820")]
        assert "on 2 rows" in find_duplicates(rows)[0].reason.message()

    def test_another_index_is_one_event_already(self):
        assert find_duplicates([Event(kib="3301102202411241"), Event(kib="3301102202411242")]) == ()

    def test_one_event_of_many_records_is_no_duplicate_of_itself(self):
        quake = Event(
            kib="3203107202211211", records=[EventRecord(code) for code in ("32.03", "32.02", "32.01")]
        )
        own = Event(
            kib=SIBOLGA, records=[EventRecord("12.73", kib=SIBOLGA), EventRecord("12.73", kib=SIBOLGA)]
        )
        assert find_duplicates([quake, own]) == ()

    def test_an_event_over_two_days_is_no_duplicate_of_itself(self):
        records = [EventRecord("12.73", kib=SIBOLGA), EventRecord("12.73", kib="1273102202408211")]
        assert find_duplicates([Event(id="longsor", records=records)]) == ()

    def test_an_event_that_also_hit_the_place_of_another_is_none(self):
        deli = Event(kib="1207101202408201", records=[EventRecord("12.07")])
        medan = Event(kib="1271101202408201", records=[EventRecord("12.71"), EventRecord("12.07")])
        assert find_duplicates([deli, medan]) == ()

    def test_what_stands_under_one_event_id_is_settled(self):
        rows = [Event(id="longsor", kib=SIBOLGA_BPS), Event(id="longsor", kib=SIBOLGA)]
        assert find_duplicates(rows) == ()
        rows = [Event(id="longsor", kib=SIBOLGA_BPS), Event(kib=SIBOLGA)]
        assert told(find_duplicates(rows)) == [((0, 1), "duplicate-systems", "longsor")]

    def test_bare_records(self):
        rows = [
            EventRecord("12.73", kib=SIBOLGA_BPS),
            EventRecord("12.73"),
            EventRecord("12.73", kib=SIBOLGA),
        ]
        assert told(find_duplicates(rows)) == [((0, 2), "duplicate-systems", "127110220240820")]

    def test_a_region_that_no_list_has(self):
        assert find_duplicates([Event(kib="9999102202408201"), Event(kib="9998102202408201")]) == ()
        rows = [Event(kib=SIBOLGA_BPS, records=[EventRecord("99.99")]), Event(kib=SIBOLGA)]
        assert find_duplicates(rows) == ()


class TestLinks:
    def test_one_quake_in_many_regencies(self):
        rows = [Event(kib=f"{region}107202608151") for region in ("3203", "3202", "3601", "3203")]
        (found,) = propose_links(rows)
        assert (found.rows, found.event_id) == ((0, 1, 2, 3), "2026-08-15-107")
        assert "3 regions (32.02, 32.03, 36.01)" in found.reason.message()

    @pytest.mark.parametrize("code", ["107", "108", "109", "110", "111"])
    def test_types_of_one_source(self, code):
        rows = [Event(kib=f"{region}{code}202402011") for region in ("3203", "3202")]
        assert [each.reason.code for each in propose_links(rows)] == ["link-one-source"]

    @pytest.mark.parametrize("code", ["101", "102", "103", "104", "105", "106", "999"])
    def test_the_same_type_on_one_day_is_not_one_event(self, code):
        assert propose_links([Event(kib=f"{region}{code}202402011") for region in ("3203", "3202")]) == ()

    def test_where_the_scheme_is_not_known(self):
        def rows(code, **given):
            return [Event(kib=f"{region}{code}202002011", **given) for region in ("3203", "3202")]

        assert propose_links(rows("107")) == ()
        assert propose_links(rows("107", scheme="2011")) == ()
        assert told(propose_links(rows("107", scheme="2023")))[0][2] == "2020-02-01-107"
        assert told(propose_links(rows("108")))[0][2] == "2020-02-01-108-unknown"
        assert told(propose_links(rows("108", scheme="2011")))[0][2] == "2020-02-01-108-2011"

    def test_another_day_is_another(self):
        assert propose_links([Event(kib="3203107202608151"), Event(kib="3202107202608161")]) == ()

    def test_one_region_is_no_link(self):
        assert propose_links([Event(kib="3203107202608151"), Event(kib="3203107202608152")]) == ()

    def test_what_is_one_event_already_is_left_alone(self):
        regions = [EventRecord("32.03"), EventRecord("32.02")]
        assert propose_links([Event(kib="3203107202608151", records=regions)]) == ()
        rows = [Event(id="gempa", kib=f"{region}107202608151") for region in ("3203", "3202")]
        assert propose_links(rows) == ()
        more = [*rows, Event(kib="3601107202608151")]
        assert told(propose_links(more)) == [((0, 1, 2), "link-one-source", "gempa")]

    def test_rows_without_a_kib(self):
        rows = [
            Event(
                id=name,
                type_code="107",
                date=KIB.parse("3203107202608151").date,
                records=[EventRecord(region)],
            )
            for name, region in (("a", "32.03"), ("b", "32.02"))
        ]
        assert told(propose_links(rows)) == [((0, 1), "link-one-source", "a")]
        nothing_known = [Event(id="c"), Event(id="d", records=[EventRecord("32.03"), EventRecord("32")])]
        assert propose_links(nothing_known) == find_duplicates(nothing_known) == ()

    def test_a_records_own_kib_has_its_own_type(self):
        flood = Event(
            kib="3203101202608151",
            records=[EventRecord("32.03"), EventRecord("32.03", kib="3203107202608151")],
        )
        assert len(propose_links([flood, Event(kib="3202107202608151")])) == 1

    def test_accepting_one_is_giving_its_event_id(self):
        rows = [Event(kib=f"{region}107202608151") for region in ("3203", "3202", "3601")]
        (found,) = propose_links(rows)
        assert count_events(rows).national == 3
        accepted = [Event(kib=each.kib, id=found.event_id) for each in rows]
        assert count_events(accepted).national == 1
        assert propose_links(accepted) == ()


class TestBoth:
    @pytest.mark.parametrize("ask", [find_duplicates, propose_links])
    def test_only_records_and_events(self, ask):
        with pytest.raises(TypeError, match="records are EventRecord or Event, not str"):
            ask(["1271102202408201"])
        assert ask([]) == ask(iter(())) == ()

    def test_a_candidate_is_a_value(self):
        one, same = (find_duplicates([Event(kib=SIBOLGA), Event(kib=SIBOLGA)])[0] for _ in range(2))
        assert one == same
        assert hash(one) == hash(same)
        assert pickle.loads(pickle.dumps(one)) == one


near = kibs(
    st.sampled_from(("1271", "1273", "1212", "1207", "3203", "9404", "9999")).map(RegionCode),
    st.sampled_from(("101", "107", "108")),
    st.sampled_from([KIB.parse(f"1271101{day}1").date for day in ("20200101", "20240820")]),
    st.integers(1, 2),
)
regions_near = st.sampled_from(("12.71", "12.73", "12.07", "32.03", "12", "99.99")).map(RegionCode)
tables = st.lists(
    events(
        near, records=event_records(regions_near, st.none() | near, impacts=st.just(Impact())), max_records=2
    ),
    max_size=8,
)


class TestLaws:
    @given(tables, st.randoms(use_true_random=False))
    def test_the_order_of_the_rows_changes_nothing(self, rows, random):
        order = list(range(len(rows)))
        random.shuffle(order)
        for ask in (find_duplicates, propose_links):
            straight = {(frozenset(each.rows), each.reason, each.event_id) for each in ask(rows)}
            shuffled = {
                (frozenset(order[row] for row in each.rows), each.reason, each.event_id)
                for each in ask([rows[row] for row in order])
            }
            assert straight == shuffled

    @given(tables)
    def test_every_candidate_has_several_rows_and_a_reason(self, rows):
        for each in (*find_duplicates(iter(rows)), *propose_links(iter(rows))):
            assert len(each.rows) > 1
            assert list(each.rows) == sorted(set(each.rows))
            assert each.event_id.strip()
            assert all(each.reason.message(lang) for lang in ("en", "id"))

    @given(tables)
    def test_nothing_is_merged_or_changed(self, rows):
        before = [repr(each) for each in rows]
        find_duplicates(rows)
        propose_links(rows)
        assert [repr(each) for each in rows] == before

    def test_each_row_is_looked_up_as_often_in_a_long_table_as_in_a_short_one(self, monkeypatch):
        asked = itertools.count()
        whole = linking.bearers
        monkeypatch.setattr(linking, "bearers", lambda *args: next(asked) * 0 or whole(*args))

        def look_ups(size):
            start = next(asked)
            find_duplicates([Event(kib=SIBOLGA, records=[EventRecord("12.73")])] * size)
            return next(asked) - start - 1

        assert look_ups(400) == 10 * look_ups(40)
