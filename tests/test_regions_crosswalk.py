"""Codes of other systems: each a type of its own, translated by the table only."""

import copy
import pickle

import pytest

from satudata import regions
from satudata.errors import InvalidCodeError, UnknownEditionError, UnknownRegionError
from satudata.regions import AdminLevel, BPSCode, PCode, RegionCode


class TestVectors:
    def test_jakarta_pusat(self):
        assert regions.get("31.71").name == "Kota Administrasi Jakarta Pusat"
        assert regions.to_bps("31.71", 2020) == BPSCode.parse("3173")
        assert regions.pcode("31.71") == PCode.parse("ID3173")

    def test_sorong(self):
        assert str(regions.to_bps("96.01", 2020)) == "9107"
        assert str(regions.to_bps("96.01", 2023)) == "9202"
        assert str(regions.pcode("96.01")) == "ID9107"

    @pytest.mark.parametrize(
        ("digits", "as_bps", "as_kemendagri"),
        [
            ("9404", "Kabupaten Nabire", "Kabupaten Mimika"),
            ("1212", "Kabupaten Deli Serdang", "Kabupaten Toba"),
            ("1271", "Kota Sibolga", "Kota Medan"),
        ],
    )
    def test_one_number_two_places(self, digits, as_bps, as_kemendagri):
        assert regions.get(regions.from_bps(digits, edition=2020)).name == as_bps
        assert regions.get(digits).name == as_kemendagri

    def test_iso(self):
        assert regions.iso("96") == regions.iso("96.01") == regions.iso("92.01") == "ID-PD"
        assert regions.iso(RegionCode.parse("31")) == "ID-JK"


class TestRetired:
    def test_a_retired_code_is_read_as_its_successor(self):
        assert regions.to_bps("91.01", 2020) == regions.to_bps("93.01", 2020) == BPSCode.parse("9401")
        assert str(regions.pcode("91.01")) == "ID9401"


class TestUnknown:
    @pytest.mark.parametrize("code", ["93", "94", "95", "96"])
    def test_the_provinces_of_2022_are_not_in_the_list_of_2020(self, code):
        with pytest.raises(UnknownRegionError, match="BPS 2020: formed after that list"):
            regions.to_bps(code, 2020)
        with pytest.raises(UnknownRegionError, match="p-codes of OCHA"):
            regions.pcode(code)

    def test_a_code_of_another_list_is_pointed_to(self):
        with pytest.raises(UnknownRegionError, match=r"in BPS 2020: BPS 2023 has it: 94\.04") as caught:
            regions.from_bps("9601", 2020)
        assert (caught.value.code, caught.value.edition) == ("9601", "BPS 2020")
        with pytest.raises(UnknownRegionError, match=r"unknown region code '9999' in BPS 2023$"):
            regions.from_bps("9999", 2023)

    def test_another_year(self):
        with pytest.raises(UnknownEditionError, match="'BPS 2010': lists held: 2020 and 2023"):
            regions.from_bps("3173", 2010)
        with pytest.raises(UnknownEditionError):
            regions.to_bps("31.71", 2010)

    def test_the_year_has_to_be_said(self):
        with pytest.raises(TypeError):
            regions.from_bps("3173")

    def test_a_lake_is_no_region(self):
        with pytest.raises(UnknownRegionError, match="Danau Toba is a water body or forest of province ID12"):
            regions.from_pcode("ID1288")

    def test_a_p_code_never_known(self):
        with pytest.raises(UnknownRegionError, match=r"'ID9999' in the p-codes of OCHA$"):
            regions.from_pcode(PCode("ID9999"))

    def test_a_region_code_never_known(self):
        with pytest.raises(UnknownRegionError, match="no list held"):
            regions.to_bps("62.99", 2020)


class TestTypesApart:
    def test_never_equal(self):
        values = [RegionCode.parse("3173"), BPSCode.parse("3173"), PCode.parse("ID3173"), "3173", 3173]
        assert all(a != b for i, a in enumerate(values) for b in values[i + 1 :])

    @pytest.mark.parametrize("other", [RegionCode.parse("3173"), PCode.parse("ID3173"), "3173"])
    def test_ordering_two_systems_is_a_type_error(self, other):
        with pytest.raises(TypeError):
            BPSCode.parse("3171") < other  # noqa: B015
        with pytest.raises(TypeError):
            other >= BPSCode.parse("3171")  # noqa: B015

    def test_each_function_takes_its_own(self):
        with pytest.raises(TypeError, match="not RegionCode"):
            regions.from_bps(RegionCode.parse("3173"), 2020)
        with pytest.raises(TypeError, match="not BPSCode"):
            regions.to_bps(BPSCode.parse("3173"), 2020)
        with pytest.raises(TypeError, match="not BPSCode"):
            regions.from_pcode(BPSCode.parse("3173"))
        with pytest.raises(TypeError, match="not PCode"):
            regions.get(PCode.parse("ID3173"))


class TestValues:
    @pytest.mark.parametrize("value", [BPSCode("3173"), BPSCode("31"), PCode("ID3173"), PCode("ID31")])
    def test_text_repr_pickle(self, value):
        kind = type(value)
        assert kind.parse(str(value)) == kind(str(value)) == value
        assert eval(repr(value)) == value
        assert pickle.loads(pickle.dumps(value)) == value
        assert copy.deepcopy(value) is value
        assert hash(kind.parse(str(value))) == hash(value)

    def test_levels(self):
        assert BPSCode("31").level is PCode("ID31").level is AdminLevel.PROVINCE
        assert BPSCode("3173").level is PCode("ID3173").level is AdminLevel.REGENCY
        assert BPSCode("3173").digits == "3173"

    def test_order(self):
        assert BPSCode("31") < BPSCode("3171") < BPSCode("3173")
        assert PCode("ID31") < PCode("ID3171")

    @pytest.mark.parametrize("text", ["", "317", "31.73", "٣١٧٣", "31734", "3173\n"])
    def test_malformed_bps(self, text):
        with pytest.raises(InvalidCodeError, match="not a BPS code: "):
            BPSCode.parse(text)

    @pytest.mark.parametrize("text", ["", "3173", "id3173", "ID", "ID317", "ID31.73", "ID3173 "])
    def test_malformed_p_code(self, text):
        with pytest.raises(InvalidCodeError) as caught:
            PCode.parse(text)
        assert caught.value.text == text

    @pytest.mark.parametrize("value", [3173, None, b"3173"])
    def test_only_text(self, value):
        with pytest.raises(TypeError):
            BPSCode.parse(value)
        with pytest.raises(TypeError):
            PCode.parse(value)
