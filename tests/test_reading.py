"""What a written KIB is read as: the forms, the repairs, the code systems, the context, and rows as published."""

import copy
import csv
import os
import pickle
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import satudata
from satudata import KIB, Candidate, CodeSystem, Reading, RegionCode, read_kib, regions
from satudata.findings import kind, kinds
from satudata.reading._repairs import LONGEST, read
from satudata.regions._bearers import bearers
from satudata.strategies import REPAIRS, written_kibs

ONE = KIB.parse("6202106202408041")
BESIDE = {"region_name": "Kotawaringin Timur", "date": date(2024, 8, 4), "type_name": "Karhutla"}


def repairs(text, **context):
    return [each.code.removeprefix("repair-") for each in read_kib(text, **context).repairs]


def findings(text, **context):
    return [each.code for each in read_kib(text, **context).findings]


class TestForms:
    @pytest.mark.parametrize(
        ("text", "kib", "made"),
        [
            ("6202106202408041", "6202106202408041", []),
            ("6202 106 20240804 1", "6202106202408041", []),
            ("3201 101 2023 09 08 1", "3201101202309081", ["spaces"]),
            ("3201 101 2023 09 028 1", "3201101202309281", ["spaces", "padding"]),
            ("3201 101 2023 012 031 1", "3201101202312311", ["spaces", "padding"]),
            ("3201 101 2023 012 09 1", "3201101202312091", ["spaces", "padding"]),
            ("3201 101 2021 09 9 1", "3201101202109091", ["spaces", "padding"]),
            ("3602 101 2020 012 6 1", "3602101202012061", ["spaces", "padding"]),
            ("1804 101 2021 012 9 1", "1804101202112091", ["spaces", "padding"]),
            ("6202 106 2024 8 4 1", "6202106202408041", ["spaces", "padding"]),
            ("53 71 101 20240309 1", "5371101202403091", ["spaces"]),
            ("53 71 101 2024 03 9 1", "5371101202403091", ["spaces", "padding"]),
            (" 6202106202408041\n", "6202106202408041", ["spaces"]),
            ("6202\u00a0106\u00a020240804\u00a01", "6202106202408041", ["spaces"]),
            ("\ufeff6202106202408041", "6202106202408041", ["spaces"]),
            ("62.02 106 20240804 1", "6202106202408041", ["dotted-region"]),
            ("62.02 106 2024 012 4 1", "6202106202412041", ["dotted-region", "spaces", "padding"]),
            ("62.02.106.20240804.1", "6202106202408041", ["dotted-region", "separators"]),
            ("6202-106-20240804-1", "6202106202408041", ["separators"]),
            ("6202106 / 20240804 / 1", "6202106202408041", ["separators"]),
            ("6202 106 2024-08-04 1", "6202106202408041", ["separators"]),
            ("٦٢٠٢١٠٦٢٠٢٤٠٨٠٤١", "6202106202408041", ["script"]),
            ("６２０２ １０６ ２０２４０８０４ １", "6202106202408041", ["script"]),
            ("\u200b٦٢٠٢١٠٦٢٠٢٤٠٨٠٤١", "6202106202408041", ["script", "spaces"]),
            ("'6202106202408041", "6202106202408041", ["quotes"]),
            ('="6202106202408041"', "6202106202408041", ["quotes"]),
            ("' 6202 106 20240804 1 '", "6202106202408041", ["quotes"]),
            ("KIB: 6202106202408041", "6202106202408041", ["label"]),
            ("kode identitas bencana = 6202 106 20240804 1", "6202106202408041", ["label"]),
            ("6202106202408041.0", "6202106202408041", ["decimal"]),
            ("6202106202408041,00", "6202106202408041", ["decimal"]),
            ("6.202106202408041E+15", "6202106202408041", ["scientific"]),
            ("6,202106202408041e15", "6202106202408041", ["scientific"]),
            ("6.202.106.202.408.041", "6202106202408041", ["thousands"]),
            ("6 202 106 202 408 041", "6202106202408041", ["thousands"]),
            ("6\u202f202\u202f106\u202f202\u202f408\u202f041", "6202106202408041", ["thousands"]),
        ],
    )
    def test_read(self, text, kib, made):
        reading = read_kib(text)
        assert str(reading.kib) == kib
        assert repairs(text) == made
        assert all(
            kib in each.message() or each.data["date"] in each.message("en") for each in reading.repairs
        )
        assert reading.text == text

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "kib-blank"),
            (" \u00a0\t", "kib-blank"),
            ("''", "kib-blank"),
            (" " * 10_000, "kib-blank"),
            ("x", "kib-unreadable"),
            ("6202106202402301", "kib-unreadable"),
            ("6202 106 20240230 1", "kib-unreadable"),
            ("620210620240804", "kib-unreadable"),
            ("62021062024080411", "kib-unreadable"),
            ("6202106202408041 6202106202408042", "kib-unreadable"),
            ("6202--106-20240804-1", "kib-unreadable"),
            ("-6202106202408041", "kib-unreadable"),
            ("6202106202408041;", "kib-unreadable"),
            ("1" * (LONGEST + 1), "kib-unreadable"),
            # a day of three digits begins with a zero
            ("1503 101 2020 05 111 1", "kib-unreadable"),
            # 10 12 with its blank moved, not 1 January
            ("3201 101 2021 1 012 1", "kib-unreadable"),
            # 28 September without its index, not the 2nd with index 8
            ("3201 101 2023 09 028", "kib-unreadable"),
            # padding is read only where all six groups stand apart
            ("6202106 2024 09 9 1", "kib-unreadable"),
            ("6202 106 202409 9 1", "kib-unreadable"),
            # digits of two scripts
            ("6202106202408٠٤١", "kib-unreadable"),
            ("9404101202407141.0", "kib-rounded"),
            ("6202106202408040.0", "kib-rounded"),
            ("620210620240804.0", "kib-rounded"),
            ("620210620240804.1", "kib-rounded"),
            ("1101101200001 11.0", "kib-rounded"),
            ("10.0000200010301.0", "kib-rounded"),
            ("6202.106.20240804.0", "kib-rounded"),
            ("6202 106 20240804.0", "kib-rounded"),
            ("6.20210620240804E+15", "kib-rounded"),
            ("6.2021E+15", "kib-rounded"),
            ("6,202,106,202,408,040", "kib-rounded"),
        ],
    )
    def test_not_read_and_why(self, text, why):
        reading = read_kib(text)
        assert reading.kib is None
        assert [each.code for each in reading.findings] == [why]
        assert (reading.repairs, reading.candidates, reading.region, reading.canonical) == (
            (),
            (),
            None,
            None,
        )
        assert (reading.scheme, reading.type, reading.code_system) == (None, None, CodeSystem.UNKNOWN)

    def test_a_long_text_is_cut_in_its_message(self):
        assert len(read_kib("6" * 100_000).findings[0].message()) < 400

    @pytest.mark.parametrize(
        "context",
        [
            {},
            {"date": 20240804},
            {"region_name": 5},
            {"date": datetime(2024, 8, 4, tzinfo=UTC)},
            {"type_name": b"x"},
        ],
    )
    def test_only_text_is_taken(self, context):
        with pytest.raises(TypeError):
            read_kib("6202106202408041" if context else 6202106202408041, **context)

    def test_a_str_subclass_is_text(self):
        class Text(str):
            __slots__ = ()

        assert type(read_kib(Text("6202106202408041")).text) is str


@pytest.mark.parametrize(
    ("day", "usual"),
    [("20220101", "bps"), ("20221231", "bps"), ("20230101", "kemendagri"), ("20231231", "kemendagri")],
)
def test_until_2022_the_usual_codes_were_those_of_bps(day, usual):
    first, second = read_kib(f"1212102{day}1").candidates
    assert (first.system, second.system) == tuple(
        sorted([CodeSystem.BPS, CodeSystem.KEMENDAGRI], key=lambda each: each != usual)
    )


@pytest.mark.parametrize("day", ["20221108", "20240804"])
def test_a_reading_without_a_certain_region_says_why(day):
    for number in range(10_000):
        reading = read_kib(f"{number:04}101{day}1")
        assert reading.canonical is not None or reading.findings


def test_longer_texts_are_not_read():
    assert read_kib(str(ONE).center(LONGEST)).kib == ONE
    reading = read_kib(str(ONE).center(LONGEST + 1))
    assert (reading.kib, [each.code for each in reading.findings]) == (None, ["kib-unreadable"])
    assert [each.code for each in read_kib(" " * (LONGEST + 1)).findings] == ["kib-blank"]


class TestTwoReadings:
    """Month and day in one group: 0129 is 29 January, or 12 and 9 of which the first has a zero too many."""

    TEXT = "1804 101 2021 0129 1"

    def test_both_are_candidates_and_none_is_chosen(self):
        reading = read_kib(self.TEXT)
        assert reading.kib is None
        assert {str(each.kib) for each in reading.candidates} == {"1804101202101291", "1804101202112091"}
        assert findings(self.TEXT) == ["kib-two-readings"]
        assert "1804 101 20210129 1 / 1804 101 20211209 1" in reading.findings[0].message()

    @pytest.mark.parametrize(
        ("day", "kib", "made"),
        [
            (date(2021, 1, 29), "1804101202101291", ["spaces"]),
            (date(2021, 12, 9), "1804101202112091", ["spaces", "padding"]),
            (date(2021, 12, 10), None, []),
        ],
    )
    def test_the_date_beside_it_decides(self, day, kib, made):
        reading = read_kib(self.TEXT, date=day)
        assert reading.kib == (None if kib is None else KIB.parse(kib))
        assert repairs(self.TEXT, date=day) == made

    def test_every_group_of_month_and_day(self):
        """Month and day of two digits, or one of them of three with a zero too many and the other of one."""
        for both in map("{:04}".format, range(10_000)):
            written = {(both[:2], both[2:])}
            if both[0] == "0":
                written.add((both[1:3], both[3:]))
            if both[1] == "0":
                written.add((both[:1], both[2:]))
            kibs = {f"18041012021{month:0>2}{day:0>2}1" for month, day in written}
            expected = {kib for kib in kibs if KIB.is_valid(kib)}
            plain = f"18041012021{both}1"
            found = {str(kib) for kib in read(f"1804 101 2021 {both} 1").kibs}
            assert found == (expected if plain in expected else set()), both

    def test_a_rival_is_not_passed_over(self):
        reading = read_kib("1804 101 2021 1012 1")
        assert reading.kib is None
        assert {str(each.kib) for each in reading.candidates} == {"1804101202101121", "1804101202110121"}

    def test_the_other_marks_are_told_too(self):
        assert repairs("'1804-101-2021-0129-1'", date=date(2021, 12, 9)) == [
            "quotes",
            "separators",
            "padding",
        ]

    @pytest.mark.parametrize("text", ["1804 101 2021 0325 1", "1804 101 2021 1231 1", "1804 101 20210129 1"])
    def test_where_only_one_is_a_day_there_is_one(self, text):
        assert read_kib(text).kib is not None

    def test_a_second_reading_never_stands_alone(self):
        assert read_kib("1804 101 2021 0139 1").kib is None


class TestMendedDigit:
    @pytest.mark.parametrize(
        ("text", "made"),
        [
            ("620106202408041", "lost-digit"),
            ("62022106202408041", "doubled-digit"),
            ("6202 16 20240804 1", "lost-digit"),
            ("6202 106 200240804 1", "doubled-digit"),
        ],
    )
    def test_with_region_date_and_type_that_leave_one(self, text, made):
        assert read_kib(text).kib is None
        assert read_kib(text, **BESIDE).kib == ONE
        assert repairs(text, **BESIDE) == [made]

    @pytest.mark.parametrize("missing", ["region_name", "date", "type_name"])
    def test_never_with_less(self, missing):
        beside = {name: value for name, value in BESIDE.items() if name != missing}
        assert findings("62022106202408041", **beside) == ["kib-unreadable"]

    @pytest.mark.parametrize(
        "text",
        [
            "620210620240804",
            "6202106202408 04",
            "62021062024080411x",
            "62021062024080461",
            "6402106202408041",
        ],
    )
    def test_a_lost_index_and_other_harm_stay(self, text):
        beside = {**BESIDE, "region_name": "KOTAWARINGIN TIMUR"}
        assert KIB.is_valid(text) or read_kib(text, **beside).kib is None

    def test_the_examples_of_the_findings_are_mended_so(self):
        for name in ("lost-digit", "doubled-digit"):
            assert repairs(kind(f"repair-{name}").example["en"].partition(" ")[0], **BESIDE) == [name]

    def test_sixteen_digits_lack_none(self):
        assert findings("6202106202402301", **BESIDE) == ["kib-unreadable"]

    def test_not_one_that_lies_elsewhere(self):
        assert read_kib("62022106202408041", **{**BESIDE, "region_name": "Katingan"}).kib is None
        assert read_kib("62022106202408041", **{**BESIDE, "type_name": "Banjir"}).kib is None
        assert read_kib("62022106202408041", **{**BESIDE, "region_name": "Nowhere"}).kib is None


class TestCodeSystem:
    @pytest.mark.parametrize(
        ("text", "system", "name"),
        [
            ("6202106202408041", "both", "Kabupaten Kotawaringin Timur"),
            ("9404101201904210", "bps", "Kabupaten Nabire"),
            ("1212102202407301", "ambiguous", None),
            ("1899101202407301", "unknown", None),
            ("9671101202306191", "kemendagri", "Kota Sorong"),
            ("9601101202306191", "ambiguous", None),
            ("6473101201006191", "kemendagri", "Kota Tarakan"),
        ],
    )
    def test_without_context(self, text, system, name):
        reading = read_kib(text)
        assert reading.code_system is CodeSystem(system)
        assert reading.code_system == system
        assert (reading.region and reading.region.name) == name

    def test_repr_can_be_pasted(self):
        assert all(eval(repr(system)) is system for system in CodeSystem)

    def test_candidates_say_where_the_number_stands(self):
        reading = read_kib("1212102202407301")
        assert [(each.system, each.region.name) for each in reading.candidates] == [
            (CodeSystem.KEMENDAGRI, "Kabupaten Toba"),
            (CodeSystem.BPS, "Kabupaten Deli Serdang"),
        ]
        assert [each.edition for each in reading.candidates][1] == "BPS 2020/2023"
        assert reading.candidates[1].why == "BPS 2020/2023: Kabupaten Deli Serdang"
        assert "Kabupaten Toba; BPS 2020/2023: Kabupaten Deli Serdang" in reading.findings[0].message()

    def test_the_digits_stand_and_the_canonical_form_is_beside_them(self):
        reading = read_kib("9404101201904210")
        assert str(reading.kib) == "9404101201904210"
        assert str(reading.canonical) == "9104101201904210"
        assert read_kib("6202106202408041").canonical == ONE

    def test_a_law_before_its_list(self):
        reading = read_kib("9671101202306191")
        assert (str(reading.region.code), str(reading.place), str(reading.canonical)[:4]) == (
            "92.71",
            "96.71",
            "9271",
        )
        assert bearers(RegionCode("9671"), date(2022, 12, 7)) == ()

    def test_a_number_that_no_list_has(self):
        assert findings("1899101202407301") == ["region-unknown"]

    def test_a_number_that_only_a_list_of_another_day_has(self):
        assert findings("9302101202101011") == ["region-other-edition"]
        assert findings("7319101201001011") == ["region-retired"]
        assert read_kib("9302101202101011").region is None


class TestRegionContext:
    TEXT = "1212102202407301"

    @pytest.mark.parametrize(
        ("context", "system", "name"),
        [
            ({"region_name": "Deli Serdang"}, "bps", "Kabupaten Deli Serdang"),
            ({"region_name": "KAB. TOBA", "province_name": "SUMATERA UTARA"}, "kemendagri", "Kabupaten Toba"),
            ({"region_name": "Toba", "province_name": "Aceh"}, "kemendagri", "Kabupaten Toba"),
            ({"region_code": "12.07"}, "bps", "Kabupaten Deli Serdang"),
            ({"region_code": RegionCode("1207")}, "bps", "Kabupaten Deli Serdang"),
            ({"region_code": "1212"}, "ambiguous", None),
            ({"province_name": "Sumatera Utara"}, "ambiguous", None),
            ({"region_code": "12"}, "ambiguous", None),
            ({"region_name": " ", "province_name": ""}, "ambiguous", None),
        ],
    )
    def test_it_decides_between_the_candidates(self, context, system, name):
        reading = read_kib(self.TEXT, **context)
        assert (reading.code_system, reading.region and reading.region.name) == (system, name)
        assert "kib-region-differs" not in findings(self.TEXT, **context)

    def test_a_province_alone_can_decide(self):
        text = next(
            str(KIB(RegionCode(number), "101", date(2024, 1, 1), 1))
            for number in (row.code.digits for row in regions.at(date(2024, 1, 1)) if "." in str(row.code))
            if len({each.region.province for each in bearers(RegionCode(number), date(2024, 1, 1))}) == 2
        )
        first, second = read_kib(text).candidates
        for each in (first, second):
            province = regions.get(each.region.province, on=date(2024, 1, 1))
            assert read_kib(text, province_name=province.name).region == each.region

    @pytest.mark.parametrize(
        ("context", "unused"),
        [
            ({"region_code": "32O1"}, ["region_code"]),
            ({"region_code": "9999"}, ["region_code"]),
            ({"region_code": "99"}, ["region_code"]),
            ({"region_name": "SAMOSRI"}, ["region_name"]),
            ({"province_name": "Nowhere"}, ["province_name"]),
            ({"region_name": "SAMOSRI", "province_name": "Nowhere", "region_code": "?"}, 3 * [None]),
            ({"region_name": "Deli Serdang", "province_name": "Nowhere"}, ["province_name"]),
            ({"region_name": "Deli Serdang", "province_name": "Aceh"}, ["province_name"]),
            ({"region_name": "SAMOSRI", "province_name": "Sumatera Utara"}, ["region_name"]),
            ({"region_name": "Deli Serdang", "province_name": "Sumatera Utara"}, []),
        ],
    )
    def test_what_cannot_be_read_is_told(self, context, unused):
        told = [
            each.data["what"]
            for each in read_kib(self.TEXT, **context).findings
            if each.code == "context-unreadable"
        ]
        assert len(told) == len(unused)
        assert None in unused or told == unused

    def test_several_places_of_one_name_are_told_apart_by_the_code(self):
        text = "6303101202401011"
        assert read_kib(text, region_name="Banjar", region_code="63.03").region.name == "Kabupaten Banjar"

    def test_what_contradicts_is_a_finding_and_changes_nothing(self):
        reading = read_kib("6202106202408041", region_name="Katingan")
        assert (reading.kib, reading.canonical, reading.region.name) == (
            ONE,
            ONE,
            "Kabupaten Kotawaringin Timur",
        )
        (found,) = reading.findings
        assert found.code == "kib-region-differs"
        assert found.message() == "the KIB names region 62.02, the record 62.06 Kabupaten Katingan"

    def test_a_code_that_the_named_place_had_on_another_day_is_told(self):
        reading = read_kib("9101101202406011", region_name="MERAUKE", province_name="PAPUA SELATAN")
        assert (reading.kib, str(reading.region.code)) == (KIB.parse("9101101202406011"), "93.01")
        assert (reading.code_system, str(reading.canonical)) == (CodeSystem.KEMENDAGRI, "9301101202406011")
        codes = [each.code for each in reading.findings]
        assert codes == ["region-retired"]
        assert "its successor is 93.01" in reading.findings[-1].message()
        assert findings("9101101202406011", region_name="FAKFAK") == []

    def test_a_contradiction_leaves_open_what_was_open(self):
        reading = read_kib(self.TEXT, region_name="Katingan")
        assert reading.code_system is CodeSystem.AMBIGUOUS
        assert findings(self.TEXT, region_name="Katingan") == ["region-open", "kib-region-differs"]

    def test_a_number_that_no_kemendagri_list_has_differs_from_another_region(self):
        # Only BPS gives 9471, to Kota Jayapura.
        assert findings("9471106202402291", region_code="11.71") == ["kib-region-differs"]


class TestDateAndTypeContext:
    def test_another_date(self):
        assert findings("6202106202408041", date=date(2024, 8, 3)) == ["kib-date-differs"]
        assert findings("6202106202408041", date=date(2024, 8, 4)) == []

    @pytest.mark.parametrize(
        ("text", "name", "scheme", "type_", "codes"),
        [
            ("6202106202408041", None, "2023", "Kebakaran Hutan dan Lahan", []),
            ("6202106202408041", "KARHUTLA", "2023", "Kebakaran Hutan dan Lahan", []),
            ("6202106202408041", "Banjir", "2023", "Kebakaran Hutan dan Lahan", ["kib-type-differs"]),
            ("6202106202408041", "Konflik sosial", "2023", "Kebakaran Hutan dan Lahan", ["kib-type-differs"]),
            ("6202106202408041", "???", "2023", "Kebakaran Hutan dan Lahan", ["context-unreadable"]),
            ("6202106202008041", None, None, None, ["type-ambiguous"]),
            ("6202106202008041", "KEKERINGAN", "2011", "Kekeringan", []),
            ("6202106202008041", "Karhutla", "2023", "Kebakaran Hutan dan Lahan", []),
            ("6202106202008041", "Banjir", None, None, ["kib-type-differs", "type-ambiguous"]),
            ("6202106202408041", "KEKERINGAN", "2011", "Kekeringan", ["type-older-scheme"]),
            ("6202101202008041", "BANJIR", "2023", "Banjir", []),
            ("6202110202408041", None, "2023", "Gempa Bumi dan Tsunami", ["type-legacy"]),
            ("6202110202408041", "Gempa Bumi dan Tsunami", "2023", "Gempa Bumi dan Tsunami", ["type-legacy"]),
            ("6202555202408041", None, "2023", None, ["type-unknown"]),
        ],
    )
    def test_the_name_chooses_the_scheme(self, text, name, scheme, type_, codes):
        reading = read_kib(text, type_name=name)
        assert (reading.scheme, reading.type and reading.type.name) == (scheme, type_)
        assert findings(text, type_name=name) == codes

    def test_the_types_that_are_possible(self):
        def codes(text, **context):
            return [each.name for each in read_kib(text, **context).type_candidates]

        assert codes("6202106202008041") == ["Kebakaran Hutan dan Lahan", "Kekeringan"]
        assert codes("6202106202008041", type_name="KEKERINGAN") == ["Kekeringan"]
        assert codes("6202106202408041") == ["Kebakaran Hutan dan Lahan"]
        assert codes("6202555202408041") == codes("x") == []

    def test_index_zero(self):
        assert findings("6202106202408040") == ["index-zero"]
        assert findings("6202106202408041") == []


class TestStrategies:
    def test_an_unknown_repair(self):
        with pytest.raises(ValueError, match=r"a repair is one of spaces, padding, .*, not 'all'"):
            written_kibs("all")


class TestValue:
    def test_equal_hashed_copied_pickled(self):
        one = read_kib("3602 101 2020 012 6 1", region_name="Lebak")
        same = read_kib("3602 101 2020 012 6 1", region_name="Lebak")
        assert one == same
        assert hash(one) == hash(same)
        assert one != read_kib("3602 101 2020 012 6 1")
        assert one.region == same.region
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(one, protocol)) == same
        assert copy.deepcopy(one) == copy.copy(one) == same
        assert pickle.loads(pickle.dumps(one.candidates[0])) == same.candidates[0]

    def test_frozen(self):
        reading = read_kib("6202106202408041")
        with pytest.raises(AttributeError):
            reading.kib = None
        assert isinstance(reading, Reading)
        assert isinstance(reading.candidates[0], Candidate)


class TestRepairTable:
    """docs/rules/reading.md states every repair that there is, and no other."""

    PAGE = Path(__file__).parent.parent / "docs" / "rules" / "reading.md"

    def named(self):
        return re.findall(r"^\| `([a-z-]+)` \|.*\| (\d+|-) \|$", self.PAGE.read_text("utf-8"), re.MULTILINE)

    def test_every_repair_is_in_the_table_the_strategies_and_the_findings(self):
        names = [name for name, _ in self.named()]
        assert names == list(REPAIRS)
        assert {f"repair-{name}" for name in names} == {
            code for code in kinds() if code.startswith("repair-")
        }

    def test_its_examples_are_read_as_it_says(self):
        rows = re.findall(
            r"^\| `([a-z-]+)` \|.*\| `` ?(.+?) ?`` \| `(\d{16})` \|",
            self.PAGE.read_text("utf-8"),
            re.MULTILINE,
        )
        assert [name for name, *_ in rows] == list(REPAIRS)
        for name, text, kib in rows:
            reading = read_kib(text, **(BESIDE if name in {"lost-digit", "doubled-digit"} else {}))
            assert str(reading.kib) == kib
            assert f"repair-{name}" in [each.code for each in reading.repairs]


REAL = os.environ.get("SATUDATA_REAL_ROWS")


@pytest.mark.skipif(not REAL, reason="SATUDATA_REAL_ROWS names no folder of published rows")
class TestPublishedRows:
    @staticmethod
    def rows(name):
        with (Path(REAL) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def flood(self):
        return [row for row in self.rows("bnpb_flood_sample") if row["Kode Identitas Bencana"].strip()]

    @staticmethod
    def beside(row):
        return {"region_name": row["Kabupaten"], "province_name": row["Provinsi"]}

    def test_every_kib_that_is_not_blank_is_read(self):
        assert all(read_kib(row["Kode Identitas Bencana"]).kib for row in self.flood())

    def test_with_the_name_every_region_is_the_named_one(self):
        for row in self.flood():
            reading = read_kib(row["Kode Identitas Bencana"], **self.beside(row))
            named = regions.find_as_named(row["Kabupaten"], row["Provinsi"], on=reading.kib.date)
            assert reading.place == regions._gazetteer.embedded().place(named[0].code)
            assert not {"kib-region-differs", "region-open", "context-unreadable"} & {
                f.code for f in reading.findings
            }

    def test_without_it_most_are_decided_and_none_wrongly(self):
        decided = 0
        rows = self.flood()
        for row in rows:
            place = read_kib(row["Kode Identitas Bencana"]).place
            decided += place is not None
            named = read_kib(row["Kode Identitas Bencana"], **self.beside(row)).place
            assert place in {None, named}
        assert decided / len(rows) >= 0.65

    def test_the_counts_of_the_page(self):
        made = Counter(
            each.code.removeprefix("repair-")
            for row in self.flood()
            for each in read_kib(row["Kode Identitas Bencana"]).repairs
        )
        assert dict(TestRepairTable().named()) == {name: str(made[name]) for name in REPAIRS}

    def test_the_notes_on_printed_kibs_hold(self):
        for row in self.rows("kib_samples"):
            label = row["region_label"].partition(" (")[0].partition(",")[0]
            label = None if label.startswith("(") else label or None
            reading = read_kib(row["kib_as_written"], region_name=label)
            codes = {each.code for each in reading.findings}
            assert reading.kib is not None
            assert reading.region is not None or label is None
            assert not codes & {"kib-region-differs", "context-unreadable"}
            assert ("index-zero" in codes) == ("index 0" in row["note"])
            assert ("repair-padding" in {each.code for each in reading.repairs}) == (
                "zero-pad" in row["note"] or row["kib_as_written"] == "3602 101 2020 012 6 1"
            )
            if "BPS code" in row["note"]:
                assert reading.code_system is CodeSystem.BPS

    def test_full_records_of_2020(self):
        for row in self.rows("pantauan_2020_sample"):
            day = date(int(row["tahun"]), int(row["bulan"]), int(row["tanggal"]))
            reading = read_kib(
                row["kib"],
                region_name=row["kabkot"],
                province_name=row["provinsi"],
                region_code=row["id_kab"],
                type_name=row["kejadian"],
                date=day,
            )
            assert reading.kib.date == day
            assert reading.findings == ()
            assert reading.scheme == ("2023" if row["id_jenis_bencana"] in {"101", "102"} else "2011")


def test_public_names():
    assert {"read_kib", "Reading", "Candidate", "CodeSystem"} <= set(dir(satudata))
