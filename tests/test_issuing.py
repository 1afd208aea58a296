"""Main type, region, local date, index, proposal and its history: what we chose."""

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import attrs
import pytest

from satudata import (
    KIB,
    Event,
    IndexExhaustedError,
    InvalidKIBError,
    InvalidRecordError,
    MainTypeError,
    RegionCode,
    Status,
    UnknownRegionError,
    UnknownTypeError,
    amend,
    confirm,
    disaster_types,
    issue,
    main_type,
    next_index,
    propose_region,
)
from satudata.issuing import (
    RULES,
    Centroids,
    Decision,
    Distance,
    Epicentre,
    GeoJSONGeometry,
    RegionCandidate,
    RegionRule,
    Register,
    Verification,
    haversine,
    local_date,
    zone_of,
)

DAY = date(2024, 8, 4)
QUAKE = issue("107", date(2023, 6, 9), ["32.03", "32.02"], epicentre=Epicentre(-6.84, 107.05, "BMKG 1"))


#: An amended and verified proposal as it is explained.
EXPLAINED = {
    "en": """\
KIB 3202 107 20230609 1 (verified by BNPB on 2023-06-11)
  type: 107 Gempabumi, the type that set off the others (102) [juklak-bnpb-7-2023]
  region: 32.02 Kabupaten Sukabumi, the affected region nearest to the epicentre: 28.8 km (centroids) \
[juklak-bnpb-7-2023]
  date: 2023-06-09, the local day as stated [juklak-bnpb-7-2023]
  index: 1, the next free index; given before: none [satudata-readings]
  candidates: 32.02 Kabupaten Sukabumi 28.8 km; 32.03 Kabupaten Cianjur 38.4 km (centroids)
  warning: it is not certain that the epicentre is at sea (centroids); the nearest affected region is taken
  warning: it is not certain which region is nearest (centroids): 32.02 28.8 km; 32.03 38.4 km
  2023-06-10 BMKG: amended 3203107202306091 -> 3202107202306091, episentrum direvisi
  2023-06-11 BNPB: verified 3202107202306091""",
    "id": """\
KIB 3202 107 20230609 1 (terverifikasi oleh BNPB, tanggal 2023-06-11)
  jenis: 107 Gempabumi, jenis yang memicu jenis lainnya (102) [juklak-bnpb-7-2023]
  wilayah: 32.02 Kabupaten Sukabumi, wilayah terdampak yang terdekat dari episentrum: 28.8 km (centroids) \
[juklak-bnpb-7-2023]
  tanggal: 2023-06-09, tanggal setempat sebagaimana dinyatakan [juklak-bnpb-7-2023]
  indeks: 1, indeks berikutnya yang bebas; sudah diberikan: belum ada [satudata-readings]
  calon: 32.02 Kabupaten Sukabumi 28.8 km; 32.03 Kabupaten Cianjur 38.4 km (centroids)
  meragukan: tidak dapat dipastikan bahwa episentrum di laut (centroids); dipakai wilayah terdampak yang terdekat
  meragukan: tidak dapat dipastikan wilayah mana yang terdekat (centroids): 32.02 28.8 km; 32.03 38.4 km
  2023-06-10 BMKG: diubah 3203107202306091 -> 3202107202306091, episentrum direvisi
  2023-06-11 BNPB: terverifikasi 3202107202306091""",
}
OPEN = {
    "en": """\
KIB not proposed: the region is open
  type: 101 Banjir, declared as the main type, next to 102 [juklak-bnpb-7-2023]
  region: open: several regions are affected and no epicentre decides (62.02, 62.03) [satudata-readings]
  warning: no epicentre decides between 62.02, 62.03; the person who asks states the region""",
    "id": """\
KIB belum diusulkan: wilayahnya belum dapat ditentukan
  jenis: 101 Banjir, dinyatakan sebagai jenis utama di samping 102 [juklak-bnpb-7-2023]
  wilayah: belum dapat ditentukan: beberapa wilayah terdampak, tidak ada episentrum yang menentukan \
(62.02, 62.03) [satudata-readings]
  meragukan: tidak ada episentrum yang menentukan di antara 62.02, 62.03; pemohon menyatakan wilayahnya""",
}


def codes(proposal):
    return {each.code for each in proposal.findings}


class TestMainType:
    def test_one_type(self):
        for given in ("101", ["101", "101"], disaster_types.get("101"), [disaster_types.get("101")]):
            found = main_type(given)
            assert (found.code, found.associated, found.decision.rule) == ("101", (), "only type")
        assert main_type("101", declared="101").decision.rule == "only type"

    def test_a_declared_one_wins(self):
        for causes in (None, {"102": "101"}, {"101": "102", "102": "101"}):
            found = main_type(["101", "102"], caused_by=causes, declared="101")
            assert (found.code, found.associated, found.decision.rule) == ("101", ("102",), "declared type")

    def test_a_declared_one_that_another_set_off_is_refused(self):
        with pytest.raises(InvalidRecordError, match="102 set it off"):
            main_type(["101", "102"], caused_by={"101": "102"}, declared="101")

    def test_several_causes_and_none(self):
        assert main_type(["101", "102"], caused_by={"102": ["101"], "101": []}).code == "101"
        with pytest.raises(MainTypeError, match="101, 104"):
            main_type(["101", "104"])

    def test_a_circle_behind_a_root_is_named_from_its_smallest(self):
        with pytest.raises(MainTypeError, match="101 -> 102 -> 104 -> 101") as caught:
            main_type(
                ["107", "104", "102", "101"], caused_by={"101": ["104", "107"], "104": "102", "102": "101"}
            )
        assert caught.value.cycle[0] == "101"
        assert caught.value.roots == ()

    def test_one_that_sets_itself_off(self):
        with pytest.raises(MainTypeError, match="101 -> 101"):
            main_type(["101", "102"], caused_by={"101": "101", "102": "101"})

    @pytest.mark.parametrize(
        ("types", "given", "field"),
        [
            ([], {}, "types"),
            (["1010"], {}, "types"),
            (["10١"], {}, "types"),
            (["101"], {"declared": "102"}, "declared"),
            (["101"], {"caused_by": {"102": "101"}}, "caused_by"),
            (["101"], {"caused_by": {"101": "107"}}, "caused_by"),
            ([disaster_types.get("106", scheme="2011")], {}, "types"),
        ],
    )
    def test_refused(self, types, given, field):
        with pytest.raises(InvalidRecordError) as caught:
            main_type(types, **given)
        assert caught.value.field == field

    def test_a_number_is_no_code(self):
        with pytest.raises(TypeError, match="text"):
            main_type(101)
        with pytest.raises(TypeError, match="text"):
            main_type([101])


class TestEpicentre:
    def test_value(self):
        point = Epicentre(-6.84, 107.05, "BMKG")
        assert point == pickle.loads(pickle.dumps(point)) == copy.deepcopy(point) == eval(repr(point))
        assert (str(point), str(Epicentre(1, 2))) == ("-6.84, 107.05 (BMKG)", "1, 2")

    @pytest.mark.parametrize(
        "given", [(107.05, -6.84), (91, 0), (float("nan"), 0), (0, 181), (0, float("inf"))]
    )
    def test_no_place(self, given):
        with pytest.raises(InvalidRecordError):
            Epicentre(*given)

    @pytest.mark.parametrize(("latitude", "longitude"), [(90, 180), (-90, -180), (0, 0)])
    def test_the_last_places(self, latitude, longitude):
        assert str(Epicentre(latitude, longitude)) == f"{latitude}, {longitude}"
        for beyond in ((latitude * 1.001, longitude), (latitude, longitude * 1.001)):
            if beyond != (0, 0):
                with pytest.raises(InvalidRecordError):
                    Epicentre(*beyond)

    @pytest.mark.parametrize("given", [("1", 2), (True, 2), (None, 2), (1, object())])
    def test_no_number(self, given):
        with pytest.raises(TypeError, match="degrees as a number"):
            Epicentre(*given)

    def test_distances(self):
        assert haversine(Epicentre(0, 0), Epicentre(0, 180)) == pytest.approx(20015.1, abs=0.1)
        assert haversine(Epicentre(-6.2, 106.8), Epicentre(-7.25, 112.75)) == pytest.approx(667, abs=2)


class TestCentroids:
    def test_an_earlier_code_has_the_shape_of_today(self):
        point = Epicentre(-8, 140)
        now, before = (Centroids().distance(RegionCode.parse(code), point) for code in ("93.01", "91.01"))
        assert now == before

    def test_a_code_never_known_has_none(self):
        assert Centroids().distance(RegionCode.parse("99.99"), Epicentre(-8, 140)) is None

    def test_it_cannot_tell_land_from_sea(self):
        assert Centroids().regions_at(Epicentre(-7, 110)) == ()
        assert not Centroids().is_complete


class TestRegion:
    @pytest.mark.parametrize("affected", [[], ["62"], ["62.02", "62"]])
    def test_refused(self, affected):
        with pytest.raises(InvalidRecordError):
            propose_region(affected)

    def test_one_code_may_stand_alone(self):
        assert propose_region("62.02") == propose_region([RegionCode.parse("6202")])

    @pytest.mark.parametrize("epicentre", [3.2, "3.2,95.9", (1, 2, 3)])
    def test_no_epicentre(self, epicentre):
        with pytest.raises(TypeError, match=r"Epicentre\(-6.84, 107.05\)|degrees as a number"):
            propose_region(["32.02", "32.03"], epicentre=epicentre)

    def test_a_region_stated(self):
        found = propose_region(["33.21", "33.19"], declared="33.21")
        assert (str(found.code), found.rule, found.verification_required) == (
            "33.21",
            RegionRule.DECLARED,
            True,
        )
        assert not found.findings
        other = propose_region(["33.21", "33.19"], declared="33.01", epicentre=(-7, 110))
        assert [each.code for each in other.findings] == ["region-not-affected"]
        assert str(other.candidates[0].code) == "33.01"
        assert not other.candidates[0].affected

    def test_a_region_stated_against_the_epicentre(self):
        """Kode wilayah dalam Kode Referensi Bencana mengikuti lokasi episentrum."""

        def codes(**given):
            return [
                each.code for each in propose_region(["32.02", "32.03"], declared="32.02", **given).findings
            ]

        assert codes(epicentre_region="32.03") == ["region-not-epicentre"]
        assert codes(epicentre_region="32.02") == []
        square = [[106.9, -7.4], [107.4, -7.4], [107.4, -6.7], [106.9, -6.7], [106.9, -7.4]]
        shapes = GeoJSONGeometry({"32.03": {"type": "Polygon", "coordinates": [square]}})
        assert "region-not-epicentre" in codes(epicentre=(-6.84, 107.05), geometry=shapes)
        assert "region-not-epicentre" not in codes(epicentre=(-6, 107.05), geometry=shapes)

    def test_an_epicentre_stated_in_another_region(self):
        found = propose_region(["32.02", "32.03"], epicentre_region="32.01")
        assert [each.code for each in found.findings] == ["epicentre-not-affected"]
        alone = propose_region(["32.02"], epicentre_region="32.01")
        assert (str(alone.code), alone.rule, alone.verification_required) == (
            "32.02",
            RegionRule.SINGLE_REGION,
            True,
        )
        assert [each.code for each in alone.findings] == ["epicentre-not-affected"]

    def test_a_region_without_a_shape(self):
        found = propose_region(["32.02", "99.99"], epicentre=(-7, 107))
        assert str(found.code) == "32.02"
        assert found.ambiguous
        assert {"region-without-shape", "region-ambiguous"} <= {each.code for each in found.findings}
        none = propose_region(["99.98", "99.99"], epicentre=(-7, 107))
        assert (none.code, none.rule, none.ambiguous) == (None, RegionRule.UNDETERMINED, False)
        assert {"region-without-shape", "region-undetermined"} == {each.code for each in none.findings}

    def test_the_nearest_is_certain_where_the_others_are_far(self):
        found = propose_region(["11.71", "11.09"], epicentre=(3.295, 95.982))
        assert (str(found.code), found.ambiguous) == ("11.09", False)
        assert [each.code for each in found.findings] == ["epicentre-maybe-on-land"]

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"affected": []}, "affected"),
            ({"affected": ["32"]}, "affected"),
            ({"affected": ["32.02"], "declared": "32"}, "declared"),
            ({"affected": ["32.02"], "epicentre_region": "32"}, "epicentre_region"),
        ],
    )
    def test_a_region_is_a_kabupaten_or_kota(self, given, field):
        with pytest.raises(InvalidRecordError) as caught:
            propose_region(**given)
        assert caught.value.field == field

    def test_explained_in_both_languages(self):
        found = propose_region(["32.02", "32.03"], epicentre=(-6.84, 107.05))
        english, indonesian = found.explain("en"), found.explain("id")
        assert english.startswith(
            "region: 32.03 Kabupaten Cianjur: the affected region nearest to the epicentre: 34.5 km (centroids)"
        )
        assert (
            "candidates: 32.03 Kabupaten Cianjur 34.5 km; 32.02 Kabupaten Sukabumi 46.0 km (centroids)"
            in english
        )
        assert indonesian.startswith(
            "wilayah: 32.03 Kabupaten Cianjur: wilayah terdampak yang terdekat dari episentrum"
        )
        assert ("warning: " in english, "warning: " in indonesian) == (True, False)
        assert "  meragukan: " in indonesian
        assert "  catatan: KIB" in QUAKE.explain("id")
        assert (
            propose_region(["32.02"]).explain()
            == "region: 32.02 Kabupaten Sukabumi: the only region affected"
        )
        assert found.citation.id == "juklak-bnpb-7-2023"

    @pytest.mark.parametrize("lang", ["en", "id"])
    def test_the_texts_as_they_are_read(self, lang):
        revised = issue(
            ["107", "102"],
            date(2023, 6, 9),
            ["32.03", "32.02"],
            caused_by={"102": "107"},
            epicentre=Epicentre(-6.9, 106.9, "BMKG 2"),
        )
        amended = amend(QUAKE, revised, by="BMKG", on=date(2023, 6, 10), why="episentrum direvisi")
        verified = confirm(amended, by="BNPB", on=date(2023, 6, 11))
        assert verified.explain(lang) == EXPLAINED[lang]
        assert issue(["101", "102"], DAY, ["62.02", "62.03"], main="101").explain(lang) == OPEN[lang]
        rank, region = EXPLAINED[lang].splitlines()[5:6], EXPLAINED[lang].splitlines()[2]
        named = region.strip().replace("Sukabumi, ", "Sukabumi: ").partition(" [")[0]
        assert revised.region.explain(lang).splitlines()[:2] == [named, *rank]

    def test_value(self):
        found = QUAKE.region
        assert pickle.loads(pickle.dumps(found)) == copy.deepcopy(found) == found
        assert hash(found) == hash(copy.deepcopy(found))
        assert eval(repr(found.rule)) is found.rule
        assert str(RegionCandidate(RegionCode.parse("32.02"))) == "32.02"
        assert Distance(1.0, 0.9, 1.1) == Distance(1.0, 0.9, 1.1)


class TestLocalDate:
    def test_zones_given_are_carried_over(self):
        moment = datetime(2024, 8, 5, 0, 30, tzinfo=timezone(timedelta(hours=9)))
        assert local_date(moment, "93.01") == date(2024, 8, 5)
        assert local_date(moment, RegionCode.parse("62.02")) == date(2024, 8, 4)
        assert local_date(moment, "62") == date(2024, 8, 4)

    def test_before_the_zones_of_today(self):
        assert local_date(datetime(1987, 12, 31, 17, tzinfo=UTC), "31.71") == date(1988, 1, 1)
        with pytest.raises(InvalidRecordError, match="before 1 January 1988"):
            local_date(datetime(1987, 12, 31, 16, tzinfo=UTC), "31.71")

    def test_beyond_the_calendar(self):
        with pytest.raises(InvalidRecordError, match="calendar"):
            local_date(datetime.max.replace(tzinfo=UTC), "31.71")

    def test_refused(self):
        with pytest.raises(TypeError, match="a moment is a datetime"):
            local_date(date(2024, 8, 4), "62.02")
        with pytest.raises(UnknownRegionError):
            local_date(datetime(2024, 8, 4, tzinfo=UTC), "99.01")

    def test_a_zone(self):
        assert zone_of("62.02").tzinfo.utcoffset(None) == timedelta(hours=7)
        assert str(zone_of("93.01").tzinfo) == "WIT"


class TestNextIndex:
    def test_the_smallest_free_one_whatever_the_order(self):
        given = ["7322102202404223", KIB.parse("7322102202404221"), "7322101202404222", "7322 102 20240422 1"]
        assert next_index("732210220240422", given) == next_index("732210220240422", reversed(given)) == 2

    @pytest.mark.parametrize(
        "stem", ["", "73221022024042", "7322102202404221", "73221022024x422", "732210220240230"]
    )
    def test_no_stem(self, stem):
        with pytest.raises(InvalidRecordError, match="stem"):
            next_index(stem, [])

    def test_refused(self):
        with pytest.raises(TypeError, match=r"^a stem is text"):
            next_index(732210220240422, [])
        with pytest.raises(InvalidKIBError):
            next_index("732210220240422", ["x"])
        with pytest.raises(IndexExhaustedError, match="1 to 9"):
            next_index("732210220240422", (f"732210220240422{index}" for index in range(10)))


class TestIssue:
    def test_types_that_are_not_issued(self):
        for code in ("110", "111"):
            with pytest.raises(UnknownTypeError, match="read but not issued; issued are 101"):
                issue(code, DAY, ["62.02"])
        with pytest.raises(UnknownTypeError):
            issue("555", DAY, ["62.02"])
        with pytest.raises(UnknownTypeError):
            issue(["101", "110"], DAY, ["62.02"], main="101")

    def test_associated_types_stay(self):
        found = issue(["102", "101"], DAY, ["33.01"], caused_by={"102": "101"})
        assert (found.kib.type_code, found.main.associated) == ("101", ("102",))

    def test_what_is_doubtful_in_the_kib_is_said(self):
        assert "region-retired" in codes(issue("106", DAY, ["91.02"]))
        assert "region-unknown" in codes(issue("106", DAY, ["62.99"]))
        assert "type-ambiguous" in codes(issue("107", date(2018, 9, 28), ["72.03"]))

    def test_an_open_region_has_no_kib(self):
        found = issue("101", DAY, ["33.21", "33.19"])
        assert found.kib is None
        assert codes(found) == {"region-undetermined"}
        assert [each.what for each in found.decisions] == ["type", "region"]
        assert found.decisions[1].value == ""
        assert "region: open" in found.explain()
        assert "belum diusulkan" in found.explain("id")
        for refused in (
            lambda: confirm(found, "Pusdatinkom", DAY),
            lambda: amend(found, QUAKE, "x", DAY, "y"),
            lambda: found.event,
        ):
            with pytest.raises(InvalidRecordError, match="the region is open"):
                refused()
        assert str(issue("101", DAY, ["33.21", "33.19"], region="33.21").kib) == "3321101202408041"

    def test_when(self):
        with pytest.raises(TypeError, match=r"when is a datetime\.date"):
            issue("101", "2024-08-04", ["62.02"])
        found = issue("101", datetime(2024, 8, 4, 17, tzinfo=UTC), ["62.02"])
        assert found.kib.date == date(2024, 8, 5)
        assert "the day in WIB at 2024-08-05T00:00:00+07:00" in found.explain()

    def test_the_epicentre_is_shown_with_the_candidates(self):
        assert (
            "candidates: 32.03 Kabupaten Cianjur 34.5 km; 32.02 Kabupaten Sukabumi 46.0 km (centroids)"
            in QUAKE.explain()
        )
        assert QUAKE.solutions == ("-6.84, 107.05 (BMKG 1)",)
        assert issue("101", DAY, ["62.02"]).solutions == ()

    def test_the_event_has_a_record_for_each_affected_region(self):
        assert QUAKE.event.kib == QUAKE.kib
        assert [str(each.region) for each in QUAKE.event.records] == ["32.02", "32.03"]
        assert isinstance(QUAKE.event, Event)

    def test_an_occurrence_that_has_its_kib(self):
        register = Register().add(issue("106", DAY, ["62.02"], occurrence_id="a"), by="BPBD", on=DAY)
        again = issue("106", DAY, ["62.02"], existing=register, occurrence_id="a")
        assert str(again.kib) == "6202106202408041"
        assert again.decisions[-1].rule == "already given"
        assert "occurrence a already has this KIB" in again.explain()
        other = issue("106", DAY, ["62.02"], existing=register, occurrence_id="b")
        nobody = issue("106", DAY, ["62.02"], existing=register)
        assert str(other.kib) == str(nobody.kib) == "6202106202408042"
        moved = issue("106", date(2024, 8, 3), ["62.02"], existing=register, occurrence_id="a")
        assert "kib-would-change" in codes(moved)
        assert "kib-would-change" not in codes(other)

    def test_an_id_says_something(self):
        with pytest.raises(InvalidRecordError, match="occurrence_id"):
            issue("106", DAY, ["62.02"], occurrence_id=" ")
        with pytest.raises(TypeError):
            issue("106", DAY, ["62.02"], occurrence_id=5)

    def test_value(self):
        assert pickle.loads(pickle.dumps(QUAKE)) == copy.deepcopy(QUAKE) == QUAKE
        assert hash(QUAKE) == hash(copy.deepcopy(QUAKE))

    def test_a_decision_names_a_rule(self):
        with pytest.raises(ValueError, match="rule"):
            Decision("region", "62.02", "nothing")


class TestRules:
    def test_a_decision_is_by_a_rule_of_the_table(self):
        with pytest.raises(ValueError, match="satu-satunya jenis"):
            Decision("type", "101", "a rule of my own")
        assert len(RULES) == len(list(RULES)) > 10


class TestHistory:
    revised = issue(
        "107", date(2023, 6, 9), ["32.03", "32.02"], epicentre=(-6.86, 107.01), epicentre_region="32.02"
    )

    def test_amended_confirmed_and_amended_again(self):
        first = confirm(QUAKE, "Pusdatinkom", date(2023, 6, 10), "diverifikasi")
        second = amend(first, self.revised, "Pusdatinkom", date(2023, 6, 12), "episentrum direvisi")
        assert second.status is Status.PROVISIONAL
        assert "unverified" in codes(second)
        assert (str(second.kib.region), second.superseded) == ("32.02", (QUAKE.kib,))
        step = second.history[-1]
        assert step.changed["region"] == ("32.03", "32.02")
        assert step.changed["rule"] == ("nearest affected", "epicentre on land")
        assert step.changed["epicentre"] == ("-6.84, 107.05 (BMKG 1)", "-6.86, 107.01")
        third = confirm(second, "Pusdatinkom", date(2023, 6, 13))
        assert [each.status for each in third.history] == [
            Status.VERIFIED,
            Status.PROVISIONAL,
            Status.VERIFIED,
        ]
        for lang, words in (("en", ("verified", "amended")), ("id", ("terverifikasi", "diubah"))):
            told = third.explain(lang)
            assert all(word in told for word in words)
            assert "3203107202306091 -> 3202107202306091" in told
        assert pickle.loads(pickle.dumps(third)) == third

    def test_a_step_is_not_dated_before_the_one_that_it_follows(self):
        confirmed = confirm(QUAKE, "Pusdatinkom", date(2023, 6, 12))
        with pytest.raises(InvalidRecordError, match="not before 2023-06-12"):
            amend(confirmed, self.revised, "BPBD", date(2023, 6, 11), "episentrum direvisi")
        with pytest.raises(InvalidRecordError, match="not before"):
            confirm(confirmed, "Pusdatinkom", date(2023, 6, 11))

    def test_a_step_that_a_register_knows_is_not_repeated(self):
        amended = amend(QUAKE, self.revised, "BPBD", date(2023, 6, 12), "x")
        known = attrs.evolve(amended.history[0], changed=type(amended.history[0].changed)())
        again = attrs.evolve(self.revised, history=(known,), main=QUAKE.main, region=QUAKE.region)
        last = amend(amended, again, "BPBD", date(2023, 6, 13), "y")
        assert last.history[:-1] == amended.history

    def test_without_a_reason_the_line_ends_with_the_kib(self):
        confirmed = confirm(QUAKE, "Pusdatinkom", date(2023, 6, 12))
        assert confirmed.explain().endswith(f"\n  2023-06-12 Pusdatinkom: verified {QUAKE.kib}")
        assert confirmed.explain("id").startswith(
            f"KIB {QUAKE.kib.format()} (terverifikasi oleh Pusdatinkom, tanggal 2023-06-12)"
        )

    def test_an_amendment_that_keeps_the_kib(self):
        more = issue("107", date(2023, 6, 9), ["32.03", "32.02", "32.01"], epicentre=(-6.84, 107.05))
        amended = amend(QUAKE, more, "BPBD", DAY, "satu wilayah lagi")
        assert amended.kib == QUAKE.kib
        assert amended.superseded == ()
        assert amended.history[-1].changed["affected"] == ("32.02, 32.03", "32.01, 32.02, 32.03")

    def test_refused(self):
        with pytest.raises(InvalidRecordError, match="nothing changed"):
            amend(QUAKE, QUAKE, "BPBD", DAY, "x")
        with pytest.raises(InvalidRecordError, match="why"):
            amend(QUAKE, self.revised, "BPBD", DAY, "")
        for on in (datetime(2024, 8, 4, tzinfo=UTC), "2024-08-04"):
            with pytest.raises(TypeError, match=r"^on is a datetime\.date"):
                confirm(QUAKE, "BPBD", on)
            with pytest.raises(TypeError, match=r"^on is a datetime\.date"):
                amend(QUAKE, self.revised, "BPBD", on, "x")
        with pytest.raises(TypeError, match=r"^when is a datetime\.date"):
            issue("106", "2024-08-04", ["62.02"])
        one = issue("106", DAY, ["62.02"], occurrence_id="a")
        other = issue("106", DAY, ["62.03"], occurrence_id="b")
        with pytest.raises(InvalidRecordError, match="one occurrence"):
            amend(one, other, "BPBD", DAY, "x")
        assert amend(one, issue("106", DAY, ["62.03"]), "BPBD", DAY, "x").occurrence_id == "a"

    def test_a_step_before_the_one_before_it(self):
        first = confirm(QUAKE, "Pusdatinkom", date(2023, 6, 10))
        for refuse in (
            lambda: amend(first, self.revised, "Pusdatinkom", date(2023, 6, 9), "episentrum direvisi"),
            lambda: confirm(first, "Pusdatinkom", date(2023, 6, 9)),
            lambda: amend(
                QUAKE, confirm(self.revised, "x", DAY), "Pusdatinkom", date(2023, 6, 9), "direvisi"
            ),
        ):
            with pytest.raises(InvalidRecordError, match="the day of the step that it follows") as refused:
                refuse()
            assert "tanggal langkah sebelumnya" in refused.value.message("id")

    def test_a_step(self):
        step = Verification(status=Status.VERIFIED, by="x", on=DAY, why="", kib=QUAKE.kib)
        assert hash(step) == hash(copy.deepcopy(step))
        assert dict(step.changed) == {}
