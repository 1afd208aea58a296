"""An event in other people's shapes: GeoJSON, DELTA, Sendai indicators, and EM-DAT's criteria beside BNPB's."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from satudata import (
    Event,
    EventRecord,
    Impact,
    Interpretation,
    InvalidGLIDEError,
    InvalidHIPsError,
    InvalidRecordError,
    Verdict,
    evaluate,
    interop,
)
from satudata.interop import (
    EMDAT_ENTRY,
    GLIDE,
    EventFeature,
    delta_record,
    feature_collection,
    sendai_indicators,
    side_by_side,
)
from satudata.interop.delta import partial_date
from satudata.issuing import Epicentre

LAHAR = Event(
    id="marapi-lahar-2024",
    records=[
        EventRecord(
            "13.04", Impact(dead=32, land={"sawah": "0.5"}, facilities={"pasar": 1}), kib="1304101202405111"
        ),
        EventRecord("13.06", Impact(dead=24, land={"sawah": "1.5"}), kib="1306101202405111"),
    ],
)
KARHUTLA = Event(kib="6202106202408041", records=[EventRecord("62.02", Impact(land={"hutan": "1.25"}))])


class TestGeoJSON:
    def test_of_one_region(self):
        feature = EventFeature(KARHUTLA).__geo_interface__
        assert (feature["type"], feature["id"]) == ("Feature", "6202106202408041")
        longitude, latitude = feature["geometry"]["coordinates"]
        assert 111 < longitude < 114
        assert -4 < latitude < 0
        properties = feature["properties"]
        assert (properties["type_name"], properties["date"]) == ("Kebakaran Hutan dan Lahan", "2024-08-04")
        assert (properties["regions"], properties["geometry"]) == (["62.02"], "centroid")
        assert properties["impact"]["land"] == {"hutan": 1.25}
        assert properties["impact"]["dead"] is None

    def test_of_several_regions(self):
        feature = EventFeature(LAHAR).__geo_interface__
        assert feature["id"] == "marapi-lahar-2024"
        assert feature["geometry"]["type"] == "MultiPoint"
        assert len(feature["geometry"]["coordinates"]) == 2
        assert feature["properties"]["kib"] is None
        assert feature["properties"]["impact"]["land"] == {"sawah": 2}
        assert feature["properties"]["impact"]["facilities"] == {"pasar rusak": 1}
        assert feature["properties"]["at_least"] == ["facilities"]

    def test_the_epicentre_where_it_is_given(self):
        feature = EventFeature(LAHAR, Epicentre(-0.38, 100.47)).__geo_interface__
        assert feature["geometry"] == {"type": "Point", "coordinates": [100.47, -0.38]}
        assert feature["properties"]["geometry"] == "epicentre"

    def test_what_is_nowhere_known(self):
        for event in (Event(id="x"), Event(kib="9999555202408041")):
            feature = EventFeature(event).__geo_interface__
            assert feature["geometry"] is None
            assert feature["properties"]["geometry"] is None
            assert feature["properties"]["type_name"] is None

    def test_a_code_of_another_day(self):
        undated = Event(id="x", records=[EventRecord("62.02")])
        early = Event(id="x", date=date(2020, 1, 1), records=[EventRecord("93.01")])
        for event in (undated, early):
            assert EventFeature(event).__geo_interface__["geometry"]["type"] == "Point"

    def test_one_kib_of_the_records_is_the_events(self):
        event = Event(id="x", records=[EventRecord("13.04", kib="1304101202405111"), EventRecord("13.06")])
        assert EventFeature(event).__geo_interface__["id"] == "1304101202405111"

    def test_a_collection_is_plain_json(self):
        collection = feature_collection([KARHUTLA, EventFeature(LAHAR)])
        assert json.loads(json.dumps(collection, allow_nan=False)) == collection
        assert [each["id"] for each in collection["features"]] == ["6202106202408041", "marapi-lahar-2024"]


class TestDELTA:
    def test_what_is_known(self):
        quake = Event(kib="3203107202311211", id="cianjur")
        assert delta_record(
            quake, name="Gempabumi Cianjur", glide="EQ-2023-000001-IDN", end=date(2023, 11, 21)
        ) == {
            "nationalDisasterId": "3203107202311211",
            "otherId1": "cianjur",
            "nameNational": "Gempabumi Cianjur",
            "glide": "EQ-2023-000001-IDN",
            "startDate": "2023-11-21",
            "endDate": "2023-11-21",
            "hipHazardId": "GH0101",
        }

    def test_a_hazard_is_never_chosen_among_several(self):
        assert "hipHazardId" not in delta_record(Event(kib="6202109202408041"))
        assert delta_record(Event(kib="6202109202408041"), hazard="GH0203")["hipHazardId"] == "GH0203"
        assert delta_record(Event(id="x")) == {"otherId1": "x"}
        assert "nationalDisasterId" not in delta_record(LAHAR)

    def test_glide_as_value(self):
        assert delta_record(Event(id="x"), glide=GLIDE.parse("EQ-2023-000001----"))["glide"].endswith("----")

    def test_refused(self):
        for hazard, error in (("GH0001", InvalidRecordError), ("quake", InvalidHIPsError)):
            with pytest.raises(error):
                delta_record(KARHUTLA, hazard=hazard)
        with pytest.raises(InvalidGLIDEError):
            delta_record(KARHUTLA, glide="EQ")

    @pytest.mark.parametrize("text", ["2024", "2024-05", "2024-05-11"])
    def test_dates(self, text):
        assert partial_date(text) == text

    @pytest.mark.parametrize("text", ["24", "2024-13", "2024-02-30", "11-05-2024", "2024-5", "0000"])
    def test_no_date(self, text):
        with pytest.raises(InvalidRecordError, match="yyyy, yyyy-mm or yyyy-mm-dd"):
            partial_date(text)

    def test_no_text(self):
        with pytest.raises(TypeError, match="a date is text"):
            partial_date(datetime(2024, 5, 11, tzinfo=UTC))


def values(*occurrences, **options):
    return {each.code: (each.value, each.complete) for each in sendai_indicators(occurrences, **options)}


class TestSendai:
    def test_all_occurrences_whatever_the_threshold(self):
        small = Event(id="small", records=[EventRecord("33.01", Impact(dead=0, missing=0, injured=1))])
        assert evaluate(small).verdict is not Verdict.MET
        found = values(small, Impact(dead=2, missing=1, injured=4))
        assert found["A-1"] == (3, True)
        assert found["A-2"] == (2, True)
        assert found["B-2"] == (5, True)

    def test_nothing_is_not_zero(self):
        assert set(values().values()) == {(None, False)}
        assert set(values(Impact()).values()) == {(None, False)}

    def test_houses_become_people_only_with_their_number(self):
        houses = Impact(houses_heavy=2, houses_moderate=3, houses_light=5, injured=1)
        assert values(houses)["B-3"] == values(houses)["B-4"] == (None, False)
        found = values(houses, people_per_house="3.5")
        assert (found["B-3"], found["B-4"]) == ((Decimal("28.0"), True), (Decimal("7.0"), True))
        assert found["B-1"] == (Decimal("36.0"), False)
        found = values(houses, people_per_house="3.5", heavy_as_destroyed=False)
        assert (found["B-3"], found["B-4"]) == ((Decimal("35.0"), True), (None, False))

    def test_a_published_total_tells_no_degree(self):
        assert values(Impact(houses_damaged=9), people_per_house=4)["B-3"] == (None, False)

    def test_affected_and_displaced_are_other_things(self):
        assert values(Impact(affected=500, displaced=90))["B-1"] == (None, False)

    def test_per_population(self):
        indicators = sendai_indicators([Impact(dead=3)], population=270_000_000)
        assert indicators[1].per_100_000 == Decimal("0.001111111111111111111111111111")
        assert indicators[2].per_100_000 is None
        assert sendai_indicators([Impact(dead=3)])[1].per_100_000 is None

    @pytest.mark.parametrize(
        "options", [{"population": 0}, {"people_per_house": 0}, {"people_per_house": "NaN"}]
    )
    def test_refused(self, options):
        with pytest.raises(InvalidRecordError):
            values(Impact(), **options)


KNOWN = {"dead": 0, "missing": 0, "affected": 0, "injured": 0, "displaced": 0}
NO = {"requests_national_help": False, "requests_international_help": False, "emergency_status": False}


class TestEMDAT:
    @pytest.mark.parametrize(
        ("figures", "verdict"),
        [
            ({"dead": 9}, Verdict.NOT_MET),
            ({"dead": 9, "missing": 1}, Verdict.MET),
            ({"affected": 60, "displaced": 39}, Verdict.NOT_MET),
            ({"affected": 60, "displaced": 39, "injured": 1}, Verdict.MET),
        ],
    )
    def test_limits(self, figures, verdict):
        for interpretation in (
            Interpretation(),
            Interpretation(people="any", missing_as_dead=True, buildings="either"),
        ):
            evaluation = evaluate(
                Impact(**KNOWN | figures), threshold=EMDAT_ENTRY, interpretation=interpretation, **NO
            )
            assert evaluation.verdict is verdict
        assert "scope" not in evaluation.depends_on

    @pytest.mark.parametrize("answer", ["requests_international_help", "emergency_status"])
    def test_answers(self, answer):
        assert evaluate(Impact(**KNOWN), threshold=EMDAT_ENTRY, **NO | {answer: True}).verdict is Verdict.MET
        assert (
            evaluate(Impact(**KNOWN), threshold=EMDAT_ENTRY, **NO | {answer: None}).verdict
            is Verdict.UNDETERMINED
        )

    def test_national_help_is_not_asked(self):
        answers = NO | {"requests_national_help": True}
        assert evaluate(Impact(**KNOWN), threshold=EMDAT_ENTRY, **answers).verdict is Verdict.NOT_MET
        assert (
            evaluate(Impact(**KNOWN), **NO | {"requests_international_help": True}).verdict
            is Verdict.UNDETERMINED
        )
        with pytest.raises(TypeError, match="requests_international_help is True, False or None"):
            evaluate(Impact(), requests_international_help=1)

    def test_side_by_side(self):
        both = side_by_side(LAHAR)
        assert (both.bnpb.verdict, both.emdat.verdict, both.agrees) == (Verdict.MET, Verdict.MET, True)
        rest = {"houses_damaged": 0, "facilities_damaged": 0, "land": {"lahan": 0}}
        both = side_by_side(Impact(**KNOWN | rest | {"dead": 1}), **NO)
        assert (both.bnpb.verdict, both.emdat.verdict, both.agrees) == (Verdict.MET, Verdict.NOT_MET, False)
        assert side_by_side(Impact(dead=1)).agrees is None

    def test_it_is_cited(self):
        assert "EM-DAT" in evaluate(Impact(), threshold=EMDAT_ENTRY).explain("id")
        assert {each.citation for each in EMDAT_ENTRY.criteria} == {EMDAT_ENTRY.citation}


def test_the_window():
    assert set(interop.__all__) <= set(dir(interop))
    assert all(getattr(interop, name) is not None for name in interop.__all__)
