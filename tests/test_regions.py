"""Regions: look-up by code as of a day or a list, by name, lineage; and the values handed out."""

import copy
import datetime
import pickle
import subprocess
import sys
from datetime import date

import attrs
import pytest

from satudata import regions
from satudata.errors import InvalidRegionCodeError, UnknownEditionError, UnknownRegionError
from satudata.regions import (
    AdminLevel,
    CodeChange,
    Edition,
    Gazetteer,
    Region,
    RegionCode,
    RegionKind,
    Relation,
)
from satudata.regions._zones import local_day


def codes(found):
    return [str(region.code) for region in found]


class TestGet:
    def test_the_newest_list_answers_by_default(self):
        tambrauw = regions.get("96.04")
        assert tambrauw.name == "Kabupaten Tambrauw"
        assert tambrauw is regions.get(RegionCode.parse("9604"))
        assert tambrauw is regions.get("96.04", edition="KMDN-300.2.2-2138-2025")

    @pytest.mark.parametrize(
        ("code", "on", "name"),
        [
            ("91.02", date(2022, 11, 8), "Kabupaten Jayawijaya"),
            ("76.01", date(2019, 10, 24), "Kabupaten Mamuju Utara"),
            ("76.01", date(2019, 10, 25), "Kabupaten Pasangkayu"),
            ("94.04", date(2024, 7, 14), "Kabupaten Mimika"),
            ("12.12", date(2024, 1, 1), "Kabupaten Toba"),
            ("12.12", date(2021, 1, 1), "Kabupaten Toba Samosir"),
            ("12.71", date(2024, 1, 1), "Kota Medan"),
            ("31.71", date(2024, 1, 1), "Kota Administrasi Jakarta Pusat"),
            ("64.73", date(2010, 1, 1), "Kota Tarakan"),
            ("73.25", date(2005, 4, 27), "Kabupaten Mamuju Utara"),
            ("91.01", date(1, 1, 1), "Kabupaten Merauke"),
        ],
    )
    def test_a_day_is_read_by_the_dates_of_the_lists(self, code, on, name):
        assert regions.get(code, on=on).name == name

    def test_an_open_start_is_known_on_any_earlier_day(self):
        region = regions.get("62.02", on=date(2008, 2, 1))
        assert region.valid_from is None

    def test_a_replaced_code_names_its_successor(self):
        with pytest.raises(UnknownRegionError) as caught:
            regions.get("91.02", on=date(2022, 11, 9))
        error = caught.value
        assert (error.code, error.on, error.edition) == ("91.02", date(2022, 11, 9), None)
        assert error.successors == ("95.01",)
        assert "95.01 Kabupaten Jayawijaya since 2022-11-09" in str(error)
        copied = pickle.loads(pickle.dumps(error))
        assert (str(copied), copied.successors) == (str(error), error.successors)

    def test_without_a_day_the_newest_list_says_when_the_code_was_replaced(self):
        with pytest.raises(
            UnknownRegionError, match=r"'92\.09'.*replaced by 96\.04 Kabupaten Tambrauw since 2025-04-25"
        ):
            regions.get("92.09")

    def test_a_code_before_its_time_says_since_when_it_is_known(self):
        with pytest.raises(UnknownRegionError) as caught:
            regions.get("96.01", on=date(2023, 6, 19))
        assert "known since 2025-04-25 (KMDN-300.2.2-2138-2025)" in caught.value.hint
        assert "by law (UU 29/2022) since 2022-12-08: lenient=True accepts it" in caught.value.hint
        assert "before that 92.01 Kabupaten Sorong" in caught.value.hint

    def test_a_code_that_no_list_has(self):
        with pytest.raises(UnknownRegionError, match="no list held has this code") as caught:
            regions.get("62.99")
        assert caught.value.successors == ()

    @pytest.mark.parametrize("text", ["", "Bandung", "6", "62.2", "620201", "٦٢"])
    def test_malformed_text_is_no_code(self, text):
        with pytest.raises(InvalidRegionCodeError):
            regions.get(text)

    @pytest.mark.parametrize("value", [6202, None, 62.02, b"6202"])
    def test_only_text_and_codes_are_asked(self, value):
        with pytest.raises(TypeError):
            regions.get(value)

    @pytest.mark.parametrize("on", [datetime.datetime(2022, 1, 1, tzinfo=datetime.UTC), "2022-01-01", 2022])
    def test_a_day_is_a_date(self, on):
        for ask in (
            lambda: regions.get("62.02", on=on),
            lambda: regions.at(on),
            lambda: regions.find("Bandung", on=on),
            lambda: regions.find_as_named("Bandung", on=on),
        ):
            with pytest.raises(TypeError, match=r"date\(2024, 8, 4\)"):
                ask()

    def test_a_day_and_a_list_exclude_each_other(self):
        with pytest.raises(TypeError, match="exclude"):
            regions.get("62.02", on=date(2022, 3, 1), edition="050-145/2022")


class TestLenient:
    def test_a_code_counts_from_its_law_on(self):
        assert regions.get("96.01", on=date(2023, 6, 19), lenient=True).name == "Kabupaten Sorong"
        with pytest.raises(UnknownRegionError):
            regions.get("96.01", on=date(2022, 12, 7), lenient=True)

    def test_the_old_code_counts_until_its_list_ends(self):
        assert regions.get("92.01", on=date(2025, 4, 24), lenient=True).valid_to == date(2025, 4, 25)
        with pytest.raises(UnknownRegionError):
            regions.get("92.01", on=date(2025, 4, 25), lenient=True)

    def test_of_two_names_of_one_code_the_law_names_the_newer(self):
        assert regions.get("76.01", on=date(2018, 6, 1)).name == "Kabupaten Mamuju Utara"
        assert regions.get("76.01", on=date(2018, 6, 1), lenient=True).name == "Kabupaten Pasangkayu"

    def test_a_list_is_what_it_prints(self):
        with pytest.raises(UnknownRegionError):
            regions.get("96.01", edition="100.1.1-6117/2022", lenient=True)

    def test_old_and_new_codes_are_one_place(self):
        day = regions.at(date(2022, 11, 8), lenient=True)
        found = codes(day)
        assert "95.01" in found
        assert "91.02" not in found
        assert sum(region.kind is RegionKind.KABUPATEN for region in day) == 415


class TestEditions:
    @pytest.mark.parametrize(
        "name", ["KMDN-050-145-2022", "050-145/2022", "Kepmendagri 050-145/2022", " kmdn-050-145-2022 "]
    )
    def test_a_list_is_asked_by_id_number_or_title(self, name):
        assert regions.get("91.02", edition=name).name == "Kabupaten Jayawijaya"

    def test_an_edition_can_be_handed_back(self):
        edition = next(each for each in regions.editions() if each.number == "72/2019")
        assert regions.get("76.01", edition=edition).name == "Kabupaten Pasangkayu"

    def test_a_code_missing_from_a_list(self):
        with pytest.raises(UnknownRegionError) as caught:
            regions.get("95.01", edition="050-145/2022")
        assert (caught.value.on, caught.value.edition) == (None, "KMDN-050-145-2022")
        assert "known since 2022-11-09" in str(caught.value)

    def test_a_list_that_is_not_held_says_which_are(self):
        with pytest.raises(UnknownEditionError) as caught:
            regions.get("62.02", edition="300.2.2-2430/2025")
        assert "no province/kab/kota code or name change" in str(caught.value)
        assert "lists held: PMDN-39-2015" in str(caught.value)

    def test_an_unknown_list(self):
        with pytest.raises(UnknownEditionError, match="'1/1999': lists held") as caught:
            regions.get("62.02", edition="1/1999")
        assert caught.value.code == "1/1999"

    def test_only_text_and_editions_are_asked(self):
        with pytest.raises(TypeError):
            regions.get("62.02", edition=2022)

    def test_oldest_first(self):
        known = regions.editions()
        assert list(known) == sorted(known)
        assert known[0].id == "PMDN-18-2005"
        assert not known[0].held
        assert [each.id for each in known if each.held] == [
            "PMDN-39-2015",
            "PMDN-56-2015",
            "PMDN-137-2017",
            "PMDN-72-2019",
            "KMDN-050-145-2022",
            "KMDN-100.1.1-6117-2022",
            "KMDN-300.2.2-2138-2025",
        ]


class TestAt:
    @pytest.mark.parametrize(
        ("on", "provinces"),
        [(date(2022, 3, 1), 34), (date(2022, 11, 9), 37), (date(2025, 4, 25), 38), (date(2015, 2, 23), 33)],
    )
    def test_counts_of_a_day(self, on, provinces):
        day = regions.at(on)
        kinds = [region.kind for region in day]
        assert sum(region.level is AdminLevel.PROVINCE for region in day) == provinces
        assert sum(RegionKind.KABUPATEN.covers(kind) for kind in kinds) == 416
        assert sum(RegionKind.KOTA.covers(kind) for kind in kinds) == 98
        assert list(day) == sorted(day)


class TestFind:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Banjar", ["32.79", "63.03"]),
            ("Kab. Banjar", ["63.03"]),
            ("KAB BANJAR", ["63.03"]),
            ("Kota Banjar", ["32.79"]),
            ("kotabanjar", ["32.79"]),
            ("Kotabaru", ["63.02"]),
            ("Kota Baru", ["63.02"]),
            ("Kab. Kota Baru", ["63.02"]),
            ("Kotamobagu", ["71.74"]),
            ("Kota Kotamobagu", ["71.74"]),
            ("Kotawaringin Timur", ["62.02"]),
            ("Lima Puluh Kota", ["13.07"]),
            ("Kabupaten 50 Kota", ["13.07"]),
            ("toli toli", ["72.04"]),
            ("Pematang Siantar", ["12.72"]),
            ("Toba Samosir", ["12.12"]),
            ("Selayar", ["73.01"]),
            ("Kepulauan Selayar", ["73.01"]),
            ("Sawahlunto/Sijunjung", ["13.03"]),
            ("Kota Adm. Jakarta Pusat", ["31.71"]),
            ("Kota Administrasi Jakarta Pusat", ["31.71"]),
            ("Kota Jakarta Pusat", ["31.71"]),
            ("JAKARTA PUSAT", ["31.71"]),
            ("Kab. Adm. Kep. Seribu", ["31.01"]),
            ("Kab. Kepulauan Seribu", ["31.01"]),
            ("KEP. MENTAWAI", ["13.09"]),
            ("Kab. Kep. Mentawai", ["13.09"]),
            ("KEP. RIAU", ["21", "21.01"]),
            ("Kep. Bangka Belitung", ["19"]),
            ("Pangkajene dan Kep.", ["73.10"]),
            ("Prov. Jawa Barat", ["32"]),
            ("DKI JAKARTA", ["31"]),
            ("Provinsi Gorontalo", ["75"]),
            ("Gorontalo", ["75", "75.01", "75.71"]),
            ("Kabupaten Jakarta Pusat", []),
            ("Jakart", []),
            ("", []),
            ("...", []),
            ("\x00", []),
        ],
    )
    def test_whole_names(self, name, expected):
        assert codes(regions.find(name)) == expected

    def test_a_retired_code_is_given_as_its_successor(self):
        assert codes(regions.find("Merauke")) == ["93.01"]
        assert codes(regions.find("Mamuju Utara")) == ["76.01"]
        assert regions.find("Mamuju Utara")[0].name == "Kabupaten Pasangkayu"

    @pytest.mark.parametrize(
        "province", ["Papua", "Papua Selatan", "91", "93", RegionCode.parse("91"), "IRIAN JAYA"]
    )
    def test_the_province_is_that_of_any_edition(self, province):
        assert codes(regions.find("Merauke", province=province)) == ["93.01"]

    @pytest.mark.parametrize("province", ["Papua Tengah", "94", "nowhere", "", "93.01"])
    def test_another_province(self, province):
        assert regions.find("Merauke", province=province) == ()

    def test_provinces_by_their_other_names(self):
        assert codes(regions.find("Jakarta Timur", province="DKI JAKARTA")) == ["31.75"]
        assert codes(regions.find("Sleman", province="DI YOGYAKARTA")) == ["34.04"]
        assert codes(regions.find("Kupang", province="NTT")) == ["53.01", "53.71"]

    def test_on_a_day(self):
        assert codes(regions.find("Merauke", on=date(2020, 1, 1))) == ["91.01"]
        assert codes(regions.find("Merauke", on=date(2022, 11, 9))) == ["93.01"]
        assert codes(regions.find("Merauke", on=date(2022, 11, 9), province="Papua")) == []
        assert regions.find("Papua Tengah", on=date(2022, 11, 8)) == ()

    def test_other_names_hold_at_any_time(self):
        assert regions.find("Mamuju Utara", on=date(2024, 1, 1))[0].name == "Kabupaten Pasangkayu"
        assert regions.find("Pasangkayu", on=date(2018, 1, 1))[0].name == "Kabupaten Mamuju Utara"

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            (RegionKind.PROVINSI, ["75"]),
            ("kabupaten", ["75.01"]),
            (RegionKind.KOTA, ["75.71"]),
            ("kota administrasi", []),
        ],
    )
    def test_kind(self, kind, expected):
        assert codes(regions.find("Gorontalo", kind=kind)) == expected

    def test_the_word_administrasi_may_be_left_out(self):
        assert codes(regions.find("Jakarta Pusat", kind="kota")) == ["31.71"]
        assert codes(regions.find("Jakarta Pusat", kind="kota administrasi")) == ["31.71"]
        assert codes(regions.find("Kepulauan Seribu", kind="kabupaten")) == ["31.01"]

    def test_an_unknown_kind_lists_the_kinds(self):
        with pytest.raises(ValueError, match="'desa': one of: provinsi, kabupaten, kota, "):
            regions.find("Bandung", kind="desa")

    @pytest.mark.parametrize("name", [None, 32, b"Bandung"])
    def test_a_name_is_text(self, name):
        with pytest.raises(TypeError):
            regions.find(name)


class TestFindAsNamed:
    @pytest.mark.parametrize(
        ("name", "province", "on", "expected"),
        [
            ("NUNUKAN", "KALIMANTAN UTARA", date(2010, 5, 1), ["65.03"]),
            ("NUNUKAN", "KALIMANTAN TIMUR", date(2010, 5, 1), ["64.05"]),
            ("NUNUKAN", "KALIMANTAN TIMUR", date(2020, 5, 1), ["64.05"]),
            ("SORONG", "PAPUA BARAT DAYA", date(2023, 6, 19), ["96.01"]),
            ("KOTA SORONG", "PAPUA BARAT DAYA", date(2023, 6, 19), ["96.71"]),
            ("SORONG", "PAPUA BARAT", date(2023, 6, 19), ["92.01"]),
            ("MERAUKE", "PAPUA", date(2020, 1, 1), ["91.01"]),
            ("MERAUKE", "PAPUA", date(2024, 1, 1), ["91.01"]),
            ("MERAUKE", "PAPUA TENGAH", date(2024, 1, 1), []),
            ("BANDUNG", "JAWA BARAT", None, ["32.04"]),
            ("KOTA BANDUNG", "JAWA BARAT", None, ["32.73"]),
            ("BENGKULU", "BENGKULU", None, ["17.71"]),
            ("GORONTALO", "GORONTALO", None, ["75.01"]),
            ("JAWA BARAT", "JAWA BARAT", None, []),
            ("BANJAR", "JAWA BARAT", None, ["32.79"]),
            ("BANJAR", None, None, ["32.79", "63.03"]),
            ("BANJAR", "", None, ["32.79", "63.03"]),
            ("BANDUNG", None, None, ["32.04"]),
            ("BANDUNG", "JAWA", None, []),
            ("MERAUKE", None, date(2020, 1, 1), ["91.01"]),
            ("MERAUKE", None, date(2022, 10, 1), ["93.01"]),
            ("MERAUKE", None, None, ["93.01"]),
        ],
    )
    def test_what_a_row_names(self, name, province, on, expected):
        assert codes(regions.find_as_named(name, province, on=on)) == expected

    def test_a_name_before_and_after_its_time(self):
        before = regions.find_as_named("PASANGKAYU", "SULAWESI BARAT", on=date(2001, 1, 1))
        assert [region.name for region in before] == ["Kabupaten Mamuju Utara"]
        assert before[0].valid_from == date(2005, 4, 28)
        after = regions.find_as_named("MAMUJU UTARA", "SULAWESI BARAT", on=date(2024, 1, 1))
        assert [region.name for region in after] == ["Kabupaten Pasangkayu"]
        by_law = regions.find_as_named("MAMUJU UTARA", "SULAWESI BARAT", on=date(2018, 6, 1))
        assert by_law == after


class TestLineage:
    def test_successors_are_those_of_today(self):
        assert codes(regions.successors("91.02")) == ["95.01"]
        assert codes(regions.successors("64.73")) == ["65.71"]
        assert regions.successors("73.25")[0].name == "Kabupaten Pasangkayu"

    def test_what_was_not_replaced_has_none(self):
        assert regions.successors("62.02") == ()
        assert regions.successors("91") == ()
        assert regions.predecessors("62.02") == ()

    def test_predecessors(self):
        assert codes(regions.predecessors("96.04")) == ["92.09"]
        assert codes(regions.predecessors("76.01")) == ["73.25"]

    def test_history_tells_splits_and_names(self):
        split = regions.history("91")
        assert [(change.relation, str(change.to_code)) for change in split] == [
            (Relation.SPLIT_OFF, "93"),
            (Relation.SPLIT_OFF, "94"),
            (Relation.SPLIT_OFF, "95"),
        ]
        (renamed,) = regions.history("12.12")
        assert (renamed.from_name, renamed.to_name) == ("Kabupaten Toba Samosir", "Kabupaten Toba")
        assert (renamed.law, renamed.legal_from, renamed.valid_from) == (
            "PP 14/2020",
            date(2020, 2, 26),
            date(2022, 2, 14),
        )
        assert regions.history("73.25") == regions.history("76.01")
        assert regions.history("62.02") == ()

    @pytest.mark.parametrize("ask", [regions.successors, regions.predecessors, regions.history])
    def test_a_code_never_known(self, ask):
        with pytest.raises(UnknownRegionError, match="no list held"):
            ask("62.99")


class TestResolve:
    @pytest.mark.parametrize(
        ("code", "from_", "to", "expected"),
        [
            ("91.04", date(2021, 6, 1), None, ["94.01"]),
            ("91.04", "050-145/2022", "300.2.2-2138/2025", ["94.01"]),
            ("94.01", None, date(2021, 6, 1), ["91.04"]),
            ("91", date(2021, 6, 1), None, ["91", "93", "94", "95"]),
            ("92", date(2021, 6, 1), None, ["92", "96"]),
            ("92", date(2021, 6, 1), date(2023, 1, 1), ["92"]),
            ("93", None, date(2021, 6, 1), ["91"]),
            ("91", None, date(2021, 6, 1), ["91"]),
            ("91", None, None, ["91"]),
            ("62.02", date(2008, 1, 1), None, ["62.02"]),
            ("73", date(2001, 1, 1), date(2010, 1, 1), ["73", "76"]),
        ],
    )
    def test_a_code_is_carried_to_another_day(self, code, from_, to, expected):
        assert codes(regions.resolve(code, from_, to)) == expected

    def test_leniently_by_the_laws(self):
        assert codes(regions.resolve("92.01", date(2022, 1, 1), date(2023, 6, 19), lenient=True)) == ["96.01"]
        assert codes(regions.resolve("92.01", date(2022, 1, 1), date(2023, 6, 19))) == ["92.01"]

    def test_an_edition_may_be_handed_back(self):
        assert codes(regions.resolve("91.04", regions.editions()[-4])) == ["94.01"]

    def test_a_code_not_known_then(self):
        with pytest.raises(UnknownRegionError, match="known since 2022-11-09"):
            regions.resolve("94.01", date(2021, 6, 1))

    def test_a_retired_code_is_not_in_the_newest_list(self):
        with pytest.raises(UnknownRegionError, match=r"'91\.04': replaced by 94\.01"):
            regions.resolve("91.04", None, date(2021, 6, 1))
        with pytest.raises(UnknownRegionError) as caught:
            regions.resolve("91.04", "300.2.2-2138/2025", date(2021, 6, 1))
        assert caught.value.edition == "KMDN-300.2.2-2138-2025"

    def test_a_moment_is_a_date_or_an_edition(self):
        with pytest.raises(TypeError):
            regions.resolve("94.01", 2021)


class TestRegion:
    def test_parts(self):
        region = regions.get("62.02")
        assert region.code == RegionCode.parse("62.02")
        assert region.kind is RegionKind.KABUPATEN
        assert region.parent == region.province == RegionCode.parse("62")
        assert region.level is AdminLevel.REGENCY
        assert region.timezone == "Asia/Pontianak"
        assert region.edition == "PMDN-39-2015"
        latitude, longitude = region.centroid
        assert -4 < latitude < -1
        assert 111 < longitude < 114

    def test_a_province_has_no_parent(self):
        region = regions.get("93")
        assert region.parent is None
        assert region.province == region.code
        assert (region.law, region.legal_from) == ("UU 14/2022", date(2022, 7, 25))

    def test_a_retired_region_has_the_centroid_of_its_successor(self):
        assert regions.get("92.09", on=date(2020, 1, 1)).centroid == regions.get("96.04").centroid

    @pytest.mark.parametrize("ask", [lambda: regions.get("96.04"), lambda: regions.editions()[3]])
    def test_values(self, ask):
        value = ask()
        assert pickle.loads(pickle.dumps(value)) == value
        assert copy.deepcopy(value) == value
        assert hash(copy.copy(value)) == hash(value)
        assert (
            eval(
                repr(value),
                {**vars(regions), **{n: getattr(regions, n) for n in regions.__all__}, "datetime": datetime},
            )
            == value
        )
        twin = copy.deepcopy(value)
        assert value <= twin
        assert value >= twin
        assert not value < twin
        assert not value > twin
        with pytest.raises(TypeError):
            value < "96.04"  # noqa: B015
        with pytest.raises(TypeError):
            value <= "96.04"  # noqa: B015
        with pytest.raises(TypeError):
            value > "96.04"  # noqa: B015
        with pytest.raises(TypeError):
            value >= "96.04"  # noqa: B015
        with pytest.raises(AttributeError):
            value.id = "x"

    def test_a_change_is_a_value_too(self):
        change = regions.history("12.12")[0]
        assert isinstance(change, CodeChange)
        assert pickle.loads(pickle.dumps(change)) == change
        assert repr(change).startswith(
            "CodeChange(relation=Relation.RENAMED, from_code=RegionCode.parse('12.12')"
        )

    def test_the_short_repr_of_what_has_only_a_name(self):
        region = Region(code=RegionCode.parse("97"), name="Papua Utara", kind="provinsi")
        assert (
            repr(region)
            == "Region(code=RegionCode.parse('97'), name='Papua Utara', kind=RegionKind.PROVINSI)"
        )

    def test_a_code_may_be_given_as_text(self):
        region = Region(code="97.01", name="Kabupaten Biak", kind="kabupaten")
        assert (region.code, region.parent) == (RegionCode.parse("97.01"), RegionCode.parse("97"))
        with pytest.raises(InvalidRegionCodeError):
            Region(code="97.1", name="Kabupaten Biak", kind="kabupaten")
        with pytest.raises(TypeError):
            Region(code=9701, name="Kabupaten Biak", kind="kabupaten")


def test_regions_are_ordered_by_code_and_then_by_time():
    day = date(2030, 1, 1)
    first, second, third = (
        Region(code="97.01", name=name, kind="kabupaten", valid_from=start)
        for name, start in (("Kabupaten C", None), ("Kabupaten B", day), ("Kabupaten A", date(2031, 1, 1)))
    )
    other = Region(code="97.02", name="Kabupaten A", kind="kabupaten")
    assert sorted([other, third, second, first]) == [first, second, third, other]
    assert first < second < third < other


@pytest.mark.parametrize(
    ("province", "hours"),
    [("11", 7), ("31", 7), ("61", 7), ("51", 8), ("63", 8), ("73", 8), ("81", 9), ("96", 9)],
)
def test_a_local_day_begins_at_midnight_of_the_province(province, hours):
    midnight = datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC) - datetime.timedelta(hours=hours)
    assert local_day(midnight, province) == date(2024, 1, 2)
    assert local_day(midnight - datetime.timedelta(seconds=1), province) == date(2024, 1, 1)


class TestOwnGazetteer:
    """A decree is added by rows."""

    code = staticmethod(RegionCode.parse)

    def region(self, code, name="", valid_from=None, valid_to=None):
        return Region(
            code=self.code(code),
            name=name or f"Kabupaten {code}",
            kind=RegionKind.KABUPATEN,
            valid_from=valid_from,
            valid_to=valid_to,
        )

    def change(self, old, new, relation=Relation.REPLACED_BY):
        return CodeChange(
            relation=relation,
            from_code=self.code(old),
            to_code=self.code(new),
            from_name="",
            to_name="",
            law="UU 1/2030",
        )

    def test_a_code_replaced_by_two(self):
        day = date(2030, 1, 1)
        own = Gazetteer(
            [
                self.region("10.01", valid_to=day),
                self.region("10.02", valid_from=day),
                self.region("10.03", valid_from=day),
            ],
            changes=[self.change("10.01", "10.02"), self.change("10.01", "10.03")],
        )
        assert codes(own.successors("10.01")) == ["10.02", "10.03"]
        with pytest.raises(UnknownRegionError, match=r"replaced by 10\.02 Kabupaten 10\.02 and 10\.03 "):
            own.get("10.01")

    def test_two_codes_merged(self):
        day = date(2030, 1, 1)
        own = Gazetteer(
            [
                self.region("10.01", valid_to=day),
                self.region("10.02", valid_to=day),
                self.region("10.03", valid_from=day),
            ],
            changes=[self.change("10.01", "10.03"), self.change("10.02", "10.03")],
        )
        assert codes(own.at(date(2029, 1, 1), lenient=True)) == ["10.01", "10.02"]
        assert codes(own.at(day)) == ["10.03"]
        assert codes(own.predecessors("10.03")) == ["10.01", "10.02"]

    def kota(self, code, name, **days):
        return attrs.evolve(self.region(code, name, **days), kind=RegionKind.KOTA)

    def test_a_name_alone_means_what_has_it_by_the_newest_list(self):
        day = date(2030, 1, 1)
        own = Gazetteer(
            [
                self.region("10.01", "Kabupaten Satu", valid_to=day),
                self.kota("10.71", "Kota Satu", valid_from=day),
                self.region("10.02", "Kabupaten Satu"),
                self.kota("10.72", "Kota Dua", valid_to=day),
                self.kota("11.72", "Kota Dua", valid_from=day),
                self.region("10.03", "Kabupaten Dua"),
                self.region("10.04", "Kabupaten Tiga", valid_to=day),
                self.region("11.04", "Kabupaten Tiga", valid_from=day),
                self.kota("11.73", "Kota Tiga"),
                self.region("10.05", "Kabupaten Empat", valid_to=day),
                self.kota("10.75", "Kota Empat", valid_from=day),
            ],
            changes=[
                self.change("10.01", "10.71"),
                self.change("10.05", "10.75"),
                self.change("10.72", "11.72"),
                self.change("10.04", "11.04"),
            ],
        )
        assert codes(own.find_as_named("Satu")) == ["10.02"]
        assert codes(own.find_as_named("Dua")) == ["10.03", "11.72"]
        assert codes(own.find_as_named("Tiga")) == ["11.04"]
        assert codes(own.find_as_named("Empat")) == ["10.75"]

    def test_a_list_that_is_not_here_is_answered_with_those_that_are(self):
        lists = [
            Edition(id=f"X-{year}", title=f"X {year}", in_force_from=date(year, 1, 1), held=year != 2031)
            for year in (2030, 2031, 2032)
        ]
        own = Gazetteer([self.region("10.01")], editions=lists)
        with pytest.raises(UnknownEditionError) as caught:
            own.get("10.01", edition="X-1999")
        assert caught.value.hint == "lists held: X-2030, X-2032"

    def test_a_chain_is_followed_to_its_end(self):
        days = date(2030, 1, 1), date(2031, 1, 1)
        own = Gazetteer(
            [
                self.region("10.01", valid_to=days[0]),
                self.region("10.02", valid_from=days[0], valid_to=days[1]),
                self.region("10.03", valid_from=days[1]),
            ],
            changes=[self.change("10.01", "10.02"), self.change("10.02", "10.03")],
        )
        assert codes(own.successors("10.01")) == ["10.03"]
        assert codes(own.predecessors("10.03")) == ["10.01"]
        assert codes(own.resolve("10.01", date(2029, 1, 1), date(2030, 6, 1))) == ["10.02"]
        assert codes(own.find("Kab. 10.01")) == ["10.03"]

    def test_a_retired_code_without_successor(self):
        own = Gazetteer([self.region("10.01", valid_to=date(2030, 1, 1))])
        with pytest.raises(UnknownRegionError, match="retired since 2030-01-01"):
            own.get("10.01")
        assert own.resolve("10.01", date(2029, 1, 1)) == ()

    def test_an_episode_that_no_decree_dates(self):
        own = Gazetteer([self.region("10.01", valid_from=date(2030, 1, 1))])
        with pytest.raises(UnknownRegionError) as caught:
            own.get("10.01", on=date(2029, 1, 1))
        assert caught.value.hint == "Kabupaten 10.01 is known since 2030-01-01"

    def test_codes_that_replace_each_other_come_to_an_end(self):
        own = Gazetteer(
            [self.region("10.01"), self.region("10.02")],
            changes=[self.change("10.01", "10.02"), self.change("10.02", "10.01")],
        )
        assert own.successors("10.01") == ()
        assert own.get("10.02")

    def test_aliases_and_editions(self):
        edition = Edition(id="X-1", title="X 1/2030", in_force_from=date(2030, 1, 1), held=True)
        own = Gazetteer([self.region("10.01")], aliases=[("10.01", "Kab. Satu")], editions=[edition])
        assert codes(own.find("satu")) == ["10.01"]
        assert own.get("10.01", edition="1/2030")
        assert own.editions() == (edition,)


class TestWindow:
    def test_every_name_is_there(self):
        for name in regions.__all__:
            assert getattr(regions, name) is not None
        assert set(regions.__all__) <= set(dir(regions))

    def test_an_unknown_name(self):
        with pytest.raises(AttributeError):
            regions.nothing  # noqa: B018

    def test_the_grammar_reads_no_table(self):
        code = (
            "import sys; from satudata.regions import RegionCode; RegionCode.parse('62.02'); "
            "assert not {'csv', 'satudata.regions._gazetteer', 'satudata.regions._records'} & set(sys.modules)"
        )
        subprocess.run([sys.executable, "-c", code], check=True)
