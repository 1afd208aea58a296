"""Giving a KIB, clause by clause."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from satudata import (
    KIB,
    Event,
    GeoJSONGeometry,
    IndexExhaustedError,
    InvalidRecordError,
    MainTypeError,
    Status,
    amend,
    citations,
    confirm,
    count_events,
    issue,
    main_type,
    next_index,
    propose_region,
)
from satudata.issuing import RULES, Centroids, Decision, Epicentre, RegionRule, local_date, zone_of

#: A few shapes drawn by hand around the epicentres below; distances to them are made, not measured.
DRAWN = Path(__file__).with_name("boundaries.geojson")
BOUNDARIES = GeoJSONGeometry(json.loads(DRAWN.read_text(encoding="utf-8")), complete=True, name="drawn")

LAND, SEA = RegionRule.EPICENTRE_ON_LAND, RegionRule.NEAREST_AFFECTED

#: what, latitude, longitude, source of the coordinates, affected, region expected, rule with boundaries, km.
CASES = [
    ("Palu 2018", -0.178, 119.840, "USGS, as given by Wikipedia, 2018 Sulawesi earthquake and tsunami",
     ["72.71", "72.03"], "72.03", LAND, 0),
    ("Majene 14 January 2021", -2.99, 118.89, "BMKG, as reported on the day",
     ["76.02", "76.05"], "76.05", LAND, 0),
    ("Majene 15 January 2021", -2.98, 118.94, "BMKG, as reported on the day",
     ["76.02", "76.05"], "76.05", LAND, 0),
    ("Aceh 2004", 3.295, 95.982, "USGS, as given by IIEES, Sumatra earthquake of 26 December 2004",
     ["11.14", "11.15", "11.09"], "11.09", SEA, 43),
    ("Padang 2009", -0.725, 99.856, "USGS us2009mebz",
     ["13.71", "13.05", "13.77"], "13.77", SEA, 26.9),
    ("Cianjur 2022, first solution", -6.84, 107.05, "BMKG", ["32.02", "32.03"], "32.03", LAND, 0),
    ("Cianjur 2022, revised solution", -6.86, 107.01, "BMKG", ["32.02", "32.03"], "32.02", LAND, 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("latitude", "longitude", "source", "affected", "expected", "rule", "km"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
class TestEpicentre:
    """Jika kejadian bencana menyebabkan beberapa wilayah terdampak, maka kode wilayah dalam Kode Referensi Bencana
    mengikuti lokasi episentrum. Jika episentrum bencana berada di wilayah lautan maka kode wilayah berdasarkan pada
    jarak terdekat wilayah terdampak.

    Sumber: Satu Data Bencana, Kode Referensi Bencana (Juklak BNPB 7/2023).
    """

    def test_with_boundaries(self, latitude, longitude, source, affected, expected, rule, km):
        found = propose_region(
            affected, epicentre=Epicentre(latitude, longitude, source), geometry=BOUNDARIES
        )
        assert (str(found.code), found.rule, found.geometry) == (expected, rule, "drawn")
        assert found.candidates[0].distance.km == pytest.approx(km, abs=0.5)
        assert not found.ambiguous
        assert not found.findings
        assert found.epicentre.source == source

    def test_with_the_centroids(self, latitude, longitude, source, affected, expected, rule, km):
        found = propose_region(affected, epicentre=(latitude, longitude))
        assert found.rule is SEA
        assert found.geometry == "centroids"
        assert found.ambiguous or str(found.code) == expected
        assert "epicentre-maybe-on-land" in {each.code for each in found.findings}

    def test_where_the_region_is_known(self, latitude, longitude, source, affected, expected, rule, km):
        found = propose_region(affected, epicentre=(latitude, longitude), epicentre_region=expected)
        assert (str(found.code), found.rule, found.ambiguous) == (expected, LAND, False)
        assert not found.findings


class TestEpicentreOfSeveralReadings:
    """Penafsiran: episentrum tepat di batas wilayah, di wilayah yang tidak terdampak, atau tanpa titik asal.

    Sumber: satudata, docs/rules/issuing.md.
    """

    def test_cianjur_is_ambiguous_by_centroids_in_both_solutions(self):
        for point in ((-6.84, 107.05), (-6.86, 107.01)):
            assert propose_region(["32.02", "32.03"], epicentre=point).ambiguous

    def test_a_revised_solution_moves_the_region_and_both_are_kept(self):
        day = date(2022, 11, 21)

        def solved(latitude, longitude, name):
            point = Epicentre(latitude, longitude, name)
            return issue("107", day, ["32.02", "32.03"], epicentre=point, geometry=BOUNDARIES)

        first, revised = solved(-6.84, 107.05, "BMKG 1"), solved(-6.86, 107.01, "BMKG 2")
        amended = amend(first, revised, "Pusdatinkom", date(2022, 11, 22), "episentrum direvisi")
        assert (str(first.kib.region), str(amended.kib.region)) == ("32.03", "32.02")
        assert amended.solutions == ("-6.84, 107.05 (BMKG 1)", "-6.86, 107.01 (BMKG 2)")
        assert amended.superseded == (first.kib,)

    def test_the_summit_of_merapi_lies_in_two_kabupaten(self):
        found = propose_region(["33.10", "33.09"], epicentre=(-7.541, 110.446), geometry=BOUNDARIES)
        assert found.rule is LAND
        assert found.ambiguous
        assert {str(each.code) for each in found.candidates} == {"33.09", "33.10"}
        assert {each.code for each in found.findings} == {"region-ambiguous"}

    def test_on_land_in_a_region_that_is_not_affected(self):
        found = propose_region(["32.02", "33.09"], epicentre=(-6.84, 107.05), geometry=BOUNDARIES)
        assert (str(found.code), found.rule) == ("32.03", LAND)
        assert [each.code for each in found.findings] == ["epicentre-not-affected"]
        assert found.candidates[0].affected is False
        assert [str(each) for each in found.affected] == ["32.02", "33.09"]

    def test_a_flood_over_several_regions_has_no_epicentre(self):
        found = propose_region(["33.21", "33.19"])
        assert (found.code, found.rule, found.geometry) == (None, RegionRule.UNDETERMINED, None)
        assert [str(each.code) for each in found.candidates] == ["33.19", "33.21"]
        assert [each.code for each in found.findings] == ["region-undetermined"]

    def test_a_single_region_is_the_region(self):
        found = propose_region(["62.02"])
        assert (str(found.code), found.rule, found.verification_required) == (
            "62.02",
            RegionRule.SINGLE_REGION,
            False,
        )


class TestVerification:
    """Kode referensi bencana sebagaimana kasus a dan b ditentukan oleh Pusat Data Informasi, dan Komunikasi Bencana
    melalui proses verifikasi.

    Sumber: Satu Data Bencana, Kode Referensi Bencana (Juklak BNPB 7/2023).
    """

    proposal = issue("107", date(2023, 6, 9), ["32.03", "32.02"], epicentre=(-6.84, 107.05))

    def test_several_regions_need_it(self):
        assert self.proposal.region.verification_required
        assert propose_region(["33.21", "33.19"]).verification_required

    def test_nothing_is_verified_by_itself(self):
        assert self.proposal.status is Status.PROVISIONAL
        assert "unverified" in {each.code for each in self.proposal.findings}

    def test_a_person_verifies(self):
        verified = confirm(self.proposal, "Pusdatinkom", date(2023, 6, 12))
        assert verified.status is Status.VERIFIED
        assert "unverified" not in {each.code for each in verified.findings}
        (step,) = verified.history
        assert (step.by, step.on, step.kib, step.replaced) == (
            "Pusdatinkom",
            date(2023, 6, 12),
            self.proposal.kib,
            None,
        )
        with pytest.raises(InvalidRecordError, match="by"):
            confirm(self.proposal, " ", date(2023, 6, 12))


class TestMainType:
    """Jika satu kejadian melibatkan lebih dari satu tipe kejadian bencana, ditentukan satu tipe kejadian utama. Contoh:
    banjir yang menyebabkan tanah longsor, tipe utamanya banjir.

    Sumber: Satu Data Bencana, Metode Perhitungan 1 (Juklak BNPB 7/2023).
    """

    def test_contoh_banjir_menyebabkan_longsor(self):
        found = main_type(["102", "101"], caused_by={"102": "101"})
        assert (found.code, found.associated) == ("101", ("102",))

    def test_the_root_of_a_longer_chain(self):
        found = main_type(["108", "102", "107"], caused_by={"102": "108", "108": "107"})
        assert (found.code, found.associated) == ("107", ("102", "108"))

    def test_two_roots_are_named(self):
        with pytest.raises(MainTypeError) as caught:
            main_type(["101", "104", "102"], caused_by={"102": ["101", "104"]})
        assert caught.value.roots == ("101", "104")

    def test_a_circle_is_named(self):
        with pytest.raises(MainTypeError) as caught:
            main_type(["107", "101", "102"], caused_by={"101": "102", "102": "101"})
        assert caught.value.cycle == ("101", "102")


class TestIndex:
    """Jika bencana terjadi di dua wilayah berbeda pada hari yang sama namun berbeda jam kejadian dalam satu
    kabupaten/kota, dihitung satu kejadian bencana dan dalam Kode Referensi Bencana angka index yang menentukan kejadian
    tersebut.

    Sumber: Satu Data Bencana, Metode Perhitungan 3 (Juklak BNPB 7/2023).
    """

    def test_occurrences_of_one_day_take_the_next_index_and_are_one_event(self):
        kibs = []
        for _ in range(4):
            kibs.append(issue("102", date(2024, 4, 22), ["73.22"], existing=kibs).kib)
        assert [kib.index for kib in kibs] == [1, 2, 3, 4]
        assert count_events(Event(kib=kib) for kib in kibs).national == 1

    def test_a_tenth_is_refused(self):
        given = [f"732210220240422{index}" for index in range(1, 10)]
        with pytest.raises(IndexExhaustedError) as caught:
            next_index("732210220240422", given)
        assert caught.value.stem == "732210220240422"

    def test_index_zero_is_never_given(self):
        assert next_index("732210220240422", ["7322102202404220"]) == 1


class TestLocalDate:
    """8 angka menunjukan waktu kejadian dengan format tahun bulan tanggal.

    Sumber: Satu Data Bencana, Kode Referensi Bencana (Juklak BNPB 7/2023). Penafsiran: tanggal setempat (WIB, WITA,
    WIT; Keppres 41/1987).
    """

    @pytest.mark.parametrize(
        ("region", "zone", "utc_hour"),
        [
            *[(region, "WIB", 17) for region in ("11.09", "31.71", "36.01", "61.01", "62.02")],
            *[
                (region, "WITA", 16)
                for region in ("51.03", "53.01", "63.03", "64.71", "65.03", "71.71", "76.05")
            ],
            *[(region, "WIT", 15) for region in ("81.71", "82.71", "91.01", "93.01", "96.04")],
        ],
    )
    def test_both_sides_of_midnight(self, region, zone, utc_hour):
        assert zone_of(region).name == zone
        before = datetime(2024, 12, 31, utc_hour - 1, 59, 59, 999999, tzinfo=UTC)
        after = datetime(2024, 12, 31, utc_hour, tzinfo=UTC)
        assert local_date(before, region) == date(2024, 12, 31)
        assert local_date(after, region) == date(2025, 1, 1)

    def test_majene_2021_was_on_the_next_day_there(self):
        moment = datetime(2021, 1, 14, 18, 28, 17, tzinfo=UTC)
        found = issue("107", moment, ["76.05"])
        assert found.kib == KIB.parse("7605107202101151")

    def test_a_time_without_a_zone_is_refused_with_the_reason(self):
        with pytest.raises(InvalidRecordError, match="without a time zone"):
            issue("107", datetime(2024, 8, 4, 23), ["62.02"])  # noqa: DTZ001
        with pytest.raises(InvalidRecordError, match="without a time zone"):
            issue("101", datetime(2024, 8, 4, 23), ["33.21", "33.19"])  # noqa: DTZ001


class TestReasons:
    """Prinsip: tidak ada aturan tanpa sumber.

    Sumber: satudata, docs/decisions.
    """

    @pytest.mark.parametrize("name", RULES)
    def test_every_rule_has_its_source_and_both_languages(self, name):
        rule = RULES[name]
        assert citations.get(rule.citation).id == rule.citation
        data = dict.fromkeys(
            ("others", "km", "geometry", "candidates", "zone", "moment", "given", "occurrence"), "x"
        )
        decision = Decision("region", "62.02", name, data)
        assert decision.text("en") != decision.text("id")
        assert decision.citation.id == rule.citation

    @pytest.mark.parametrize("rule", RegionRule)
    def test_every_rule_of_the_region_is_one(self, rule):
        assert rule in RULES

    def test_a_proposal_says_how_each_part_came_about(self):
        found = issue("106", date(2024, 8, 4), ["62.02"])
        assert [(each.what, each.value, each.rule) for each in found.decisions] == [
            ("type", "106", "only type"),
            ("region", "62.02", "single region"),
            ("date", "2024-08-04", "stated date"),
            ("index", "1", "next index"),
        ]

    def test_the_embedded_geometry_holds_every_region_of_today(self):
        from satudata import regions

        point = Epicentre(-2, 118)
        for region in regions.at(date(2025, 12, 31)):
            held = Centroids().distance(region.code, point)
            assert held.at_least <= held.km <= held.at_most
