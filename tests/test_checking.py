"""What verify() finds: each finding, and the nearest thing that has it not."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satudata import KIB, Event, EventRecord, Impact, Severity, Status, verify
from satudata.checking import figure_doubts, region_doubts, type_doubts
from satudata.findings import kinds
from satudata.regions import RegionCode
from satudata.strategies import events, kibs


def codes(subject, **options):
    return [each.code for each in verify(subject, **options)]


def flood(*records, **fields):
    return Event(**{"kib": "6202106202408041", **fields}, records=records)


class TestKIB:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("6202106202408041", []),
            ("6202106202408040", ["index-zero"]),
            ("1899106202408041", ["region-unknown"]),
            ("9102101202211151", ["other-system-suspected", "region-retired"]),
            ("9102101202211081", []),
            ("6473101201601011", ["region-retired"]),
            ("9671106202306191", ["region-lenient"]),
            ("9671106202504251", []),
            ("9671101202211191", ["region-other-edition"]),
            ("9301101202203011", ["region-other-edition"]),
            ("9404101201904211", ["other-system-suspected", "region-other-edition"]),
            ("9404101202404211", []),
            ("9428101202009151", ["other-system-suspected"]),
            ("6202555202408041", ["type-unknown"]),
            ("6202110202408041", ["type-legacy"]),
            ("6202111202408041", ["type-legacy"]),
            ("6202109202408041", []),
            ("6202103202212311", ["type-ambiguous"]),
            ("6202109202212311", ["type-ambiguous"]),
            ("6202103202301011", []),
            ("6202102202212311", []),
        ],
    )
    def test_codes(self, text, expected):
        assert codes(KIB.parse(text)) == expected

    def test_a_retired_code_names_its_successor(self):
        (_, found) = verify(KIB.parse("9102101202211151"))
        assert found.message() == (
            "region code 91.02 was no longer in force on 2022-11-15; its successor is 95.01"
        )

    def test_the_law_and_the_edition_are_named(self):
        assert "UU 29/2022" in verify(KIB.parse("9671106202306191"))[0].message()
        assert "KMDN-100.1.1-6117-2022" in verify(KIB.parse("9301101202203011"))[0].message()
        assert "Kabupaten Nabire" in verify(KIB.parse("9404101201904211"))[0].message()

    def test_the_day_as_of_which_it_is_read(self):
        kib = KIB.parse("6202106202408041")
        assert codes(kib, on=date(2024, 8, 3)) == ["date-after"]
        assert codes(kib, on=date(2024, 8, 4)) == codes(kib) == []


class TestRecord:
    def test_nothing_to_find(self):
        assert codes(EventRecord("62.02", Impact(dead=1), kib="6202106202408041")) == []
        assert codes(EventRecord("62.02")) == []

    def test_a_province_only(self):
        assert codes(EventRecord("62")) == ["province-only"]
        assert codes(EventRecord("62", kib="6202106202408041")) == ["province-only"]

    def test_its_region_as_of_its_day(self):
        assert codes(EventRecord("91.02", as_of=date(2022, 11, 15))) == [
            "other-system-suspected",
            "region-retired",
        ]
        assert codes(EventRecord("91.02", as_of=date(2022, 11, 8))) == codes(EventRecord("91.02")) == []

    @pytest.mark.parametrize(
        ("region", "kib", "expected"),
        [
            ("62.06", "6202106202408041", ["kib-region-differs"]),
            ("63", "6202106202408041", ["kib-region-differs", "province-only"]),
            ("12.73", "1271102202408201", ["other-system-suspected"]),
            ("12.71", "1271102202408201", []),
            ("99.99", "6202106202408041", ["kib-region-differs", "region-unknown"]),
            # the same place, by the law's code and by the list's
            ("92.71", "9671106202306191", ["region-lenient"]),
            ("96.71", "9271106202306191", ["region-lenient"]),
            # the same place, by its retired code
            ("95.01", "9102101202211151", ["other-system-suspected", "region-retired"]),
            ("91.02", "9501101202211151", ["other-system-suspected", "region-retired"]),
            # a province in which the place lay
            ("92", "9671106202306191", ["province-only", "region-lenient"]),
            ("94", "9104101202211011", ["province-only", "region-lenient"]),
        ],
    )
    def test_the_kib_against_its_region(self, region, kib, expected):
        assert codes(EventRecord(region, kib=kib)) == expected

    def test_the_other_system_names_the_records_place(self):
        (found,) = verify(EventRecord("12.73", kib="1271102202408201"))
        assert found.data == {"region": "12.71", "place": "12.73"}


class TestFigures:
    @pytest.mark.parametrize(
        ("impact", "what"),
        [
            (Impact(houses_damaged=5, houses_heavy=4, houses_light=3), "houses_damaged"),
            (Impact(facilities={"pendidikan": {"rusak": 1, "berat": 2}}), "pendidikan"),
            (Impact(facilities={"kios": {"rusak": 1, "berat": 2}}), "kios"),
            (Impact(facilities_damaged=1, facilities={"pendidikan": {"berat": 2}}), "facilities_damaged"),
            (Impact(facilities_damaged=1, facilities={"kesehatan": 2}), "facilities_damaged"),
            (Impact(land={"total": 1, "sawah": "0.6", "hutan": "0.6"}), "land"),
        ],
    )
    def test_a_total_below_its_parts(self, impact, what):
        (found,) = figure_doubts(impact)
        assert (found.code, found.where, found.severity) == ("total-below-parts", what, Severity.WARNING)
        assert codes(EventRecord("62.02", impact)) == ["total-below-parts"]

    @pytest.mark.parametrize(
        "impact",
        [
            Impact(),
            Impact(houses_damaged=7, houses_heavy=4, houses_light=3),
            Impact(houses_damaged=9, houses_heavy=4),
            Impact(houses_heavy=4, houses_light=3),
            Impact(facilities={"pendidikan": {"rusak": 2, "berat": 2, "terendam": 9}}),
            Impact(facilities={"pendidikan": {"berat": None}}),
            Impact(facilities_damaged=2, facilities={"pendidikan": {"berat": 2}, "kios": {"berat": 5}}),
            Impact(facilities_damaged=0),
        ],
    )
    def test_a_total_that_holds_its_parts(self, impact):
        assert list(figure_doubts(impact)) == []


class TestEvent:
    HIT = EventRecord("62.02")

    def test_nothing_to_find(self):
        assert codes(flood(self.HIT)) == []
        assert codes(Event(id="x", type_code="101", date=date(2024, 8, 4), records=[self.HIT])) == []

    def test_no_records_or_no_region_at_all(self):
        assert codes(flood()) == ["event-without-records"]
        assert codes(Event(id="x")) == ["event-without-region"]

    def test_its_own_date_and_type(self):
        assert codes(flood(self.HIT, date=date(2024, 8, 5))) == ["kib-date-differs"]
        assert codes(flood(self.HIT, date=date(2024, 8, 4))) == []
        assert codes(flood(self.HIT, type_code="101")) == ["kib-type-differs"]
        assert codes(flood(self.HIT, type_code="555")) == ["kib-type-differs", "type-unknown"]

    def test_the_day_as_of_which_it_is_read(self):
        on = date(2024, 12, 31)
        assert codes(flood(self.HIT), on=on) == []
        assert codes(flood(self.HIT), on=date(2024, 8, 3)) == ["date-after"]
        assert codes(flood(self.HIT, date=date(2025, 8, 4)), on=on) == ["date-after", "kib-date-differs"]
        assert codes(Event(id="x", date=date(2025, 1, 1), records=[self.HIT]), on=on) == ["date-after"]
        assert codes(Event(id="x", records=[self.HIT]), on=on) == []
        late = EventRecord("62.02", kib="6202106202501011")
        assert codes(flood(late), on=on) == ["date-after"]

    def test_the_scheme_it_states(self):
        old = {"kib": "6202105202002011"}
        assert codes(flood(self.HIT, **old)) == ["type-ambiguous"]
        assert codes(flood(self.HIT, **old, scheme="2011")) == []
        assert codes(flood(EventRecord("62.02", kib="6202105202002012"), **old, scheme="2011")) == []
        assert codes(flood(EventRecord("62.02", kib="6202104202002012"), **old, scheme="2011")) == [
            "associated-type",
            "type-ambiguous",
        ]
        assert codes(Event(id="x", type_code="105", date=date(2020, 2, 1), records=[self.HIT])) == [
            "type-ambiguous"
        ]
        assert codes(flood(self.HIT, scheme="1999")) == ["type-unknown"]

    def test_its_kib_against_its_records(self):
        assert codes(flood(EventRecord("62.06"))) == ["kib-region-differs"]
        assert codes(flood(EventRecord("62.06"), self.HIT)) == []
        assert codes(flood(EventRecord("62"))) == ["province-only"]
        assert codes(flood(EventRecord("12.73"), kib="1271102202408201")) == ["other-system-suspected"]
        # a record with a KIB of its own answers for itself
        assert codes(flood(EventRecord("62.06", kib="6206106202408041"))) == []
        assert codes(flood(EventRecord("62.06", kib="6202106202408041"))) == ["kib-region-differs"]

    def test_an_epicentre_elsewhere_is_told_with_every_region(self):
        (found,) = verify(flood(EventRecord("62.06"), EventRecord("62.05")))
        assert found.data == {"kib_region": "62.02", "region": "62.05, 62.06"}

    def test_rows_of_another_type(self):
        slide = EventRecord("62.02", kib="6202102202408041")
        assert codes(flood(slide)) == ["associated-type"]
        assert codes(flood(EventRecord("62.02", kib="6202106202408042"))) == []

    def test_equal_records(self):
        assert codes(flood(self.HIT, self.HIT)) == ["possible-double"]
        assert codes(flood(self.HIT, EventRecord("62.02", place="Kec. Timur"))) == []

    def test_states_of_one_figure_that_stand_equally_high(self):
        def state(dead, **fields):
            return EventRecord("62.02", Impact(dead=dead), id="korban", **fields)

        day = date(2024, 8, 5)
        assert codes(flood(state(1), state(2))) == ["figures-contradict"]
        assert codes(flood(state(1, as_of=day), state(2, as_of=day))) == ["figures-contradict"]
        assert codes(flood(state(1, as_of=day), state(2))) == []
        assert codes(flood(state(1), state(2, status=Status.VERIFIED))) == []
        assert codes(flood(state(1), state(1))) == ["possible-double"]

    def test_its_records_are_verified_too(self):
        assert codes(flood(EventRecord("62.02", Impact(houses_damaged=0, houses_heavy=1)))) == [
            "total-below-parts"
        ]
        assert codes(flood(self.HIT, EventRecord("99.99"))) == ["region-unknown"]


class TestVerify:
    @pytest.mark.parametrize("subject", ["6202106202408041", None, RegionCode("62.02"), Impact()])
    def test_other_things(self, subject):
        with pytest.raises(TypeError, match="verify takes a KIB, an Event or an EventRecord, not"):
            verify(subject)

    @given(
        kibs() | events() | events().flatmap(lambda event: st.sampled_from((event, *event.records))),
        st.none() | st.dates(),
    )
    def test_never_an_exception_and_never_twice_the_same(self, subject, on):
        found = verify(subject, on=on)
        assert len(set(found)) == len(found)
        assert list(found) == sorted(found, key=lambda each: each.sort_key)
        assert {each.code for each in found} <= kinds().keys()
        assert all(each.message(lang) for each in found for lang in ("en", "id"))
        assert found == verify(subject, on=on)

    def test_what_should_be_mended_first_comes_first(self):
        found = verify(KIB.parse("9102110202211150"), on=date(2020, 1, 1))
        assert [each.severity.rank for each in found] == sorted(each.severity.rank for each in found)
        assert found[0].code == "date-after"


def test_doubts_name_the_place_they_are_asked_for():
    assert [each.where for each in region_doubts(RegionCode("99.99"), date(2024, 1, 1), "ID")] == ["ID"]
    assert [each.where for each in type_doubts("555", "2023", "Kejadian")] == ["Kejadian"]
    assert [each.code for each in type_doubts("555", None)] == ["type-unknown"]


class TestMessages:
    @pytest.mark.parametrize(
        ("impact", "en", "id"),
        [
            (
                Impact(houses_damaged=5, houses_heavy=6),
                "houses_damaged: the total of 5 units is less than its parts, 6 units; the larger counts",
                "rumah rusak: jumlah 5 unit lebih kecil dari rinciannya, 6 unit; yang lebih besar dihitung",
            ),
            (
                Impact(roads={"rusak": "1.5", "berat": 2}),
                "roads: the total of 1.5 km is less than its parts, 2 km; the larger counts",
                "jalan rusak: jumlah 1.5 km lebih kecil dari rinciannya, 2 km; yang lebih besar dihitung",
            ),
            (
                Impact(facilities={"kantor": {"rusak": 1, "berat": 2}}),
                "kantor: the total of 1 units is less than its parts, 2 units; the larger counts",
                "kantor: jumlah 1 unit lebih kecil dari rinciannya, 2 unit; yang lebih besar dihitung",
            ),
        ],
    )
    def test_a_total_below_its_parts(self, impact, en, id):
        (found,) = verify(EventRecord("62.02", impact))
        assert (found.message("en"), found.message("id")) == (en, id)

    def test_states_that_stand_equally_high(self):
        states = [EventRecord("62.02", Impact(dead=dead), id="korban", status="verified") for dead in (1, 2)]
        (found,) = verify(Event(kib="6202101202408041", records=states))
        assert found.message("en") == "korban: 2 verified states, and their figures differ"
        assert found.message("id") == "korban: 2 keadaan terverifikasi, tetapi angkanya berbeda"


@pytest.mark.parametrize("on", ["2024-08-04", datetime(2024, 8, 4, tzinfo=UTC)])
def test_the_day_is_a_date(on):
    with pytest.raises(
        TypeError, match=rf"^on is a datetime\.date, not {type(on).__name__}: date\(2024, 8, 4\)$"
    ):
        verify(KIB.parse("6202106202408041"), on=on)
