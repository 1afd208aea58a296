"""RegionCode and AdminLevel: the grammar of a region code."""

import copy
import pickle

import pytest

from satudata import KIB, AdminLevel, InvalidRegionCodeError, RegionCode


class TestBuildAndParse:
    @pytest.mark.parametrize("text", ["62.02", "6202"])
    def test_regency(self, text):
        for code in (RegionCode(text), RegionCode.parse(text)):
            assert (str(code), code.digits, code.level) == ("62.02", "6202", AdminLevel.REGENCY)
            assert code.province == RegionCode("62")

    def test_province(self):
        for code in (RegionCode("62"), RegionCode.parse("62")):
            assert (str(code), code.digits, code.level) == ("62", "62", AdminLevel.PROVINCE)
            assert code.province is code

    @pytest.mark.parametrize(
        ("text", "part"),
        [
            ("", "length"),
            ("6", "length"),
            ("620", "length"),
            ("62020", "length"),
            ("62.2", "digits"),
            ("62.020", "digits"),
            ("6.202", "digits"),
            ("62,02", "digits"),
            (".", "digits"),
            ("62.", "digits"),
            ("62.02\n", "digits"),
            (" 62", "digits"),
            ("٦٢", "digits"),
            ("62.0²", "digits"),
        ],
    )
    def test_refuses(self, text, part):
        for read in (RegionCode, RegionCode.parse):
            with pytest.raises(InvalidRegionCodeError, match="right: '62' ") as caught:
                read(text)
            assert (caught.value.text, caught.value.part) == (text, part)

    @pytest.mark.parametrize("value", [62, 6202, 62.02, None, b"62", True])
    def test_only_text(self, value):
        for read in (RegionCode, RegionCode.parse):
            with pytest.raises(TypeError, match="a region code is text"):
                read(value)


class TestValue:
    def test_equal(self, always_equal, never_equal):
        code = RegionCode("62.02")
        assert code == RegionCode("6202")
        assert hash(code) == hash(RegionCode("6202"))
        assert code == always_equal
        assert code != never_equal
        assert code not in {"62.02", "6202", 6202, KIB.parse("6202106202408041")}
        assert code != RegionCode("62")

    def test_a_province_comes_before_its_own(self):
        texts = ["62", "62.01", "62.02", "63"]
        assert [str(code) for code in sorted(map(RegionCode, reversed(texts)))] == texts
        with pytest.raises(TypeError):
            RegionCode("62") < KIB.parse("6202106202408041")  # noqa: B015
        with pytest.raises(TypeError):
            RegionCode("62") >= "62"  # noqa: B015

    @pytest.mark.parametrize("text", ["62", "62.02"])
    def test_text_and_copies(self, text):
        code = RegionCode(text)
        assert repr(code) == f"RegionCode.parse({text!r})"
        assert eval(repr(code)) == code
        assert copy.copy(code) is copy.deepcopy(code) is code
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(code, protocol)) == code

    def test_frozen(self):
        with pytest.raises(AttributeError):
            RegionCode("62")._digits = "63"
        assert not hasattr(RegionCode("62"), "__dict__")


class TestLevels:
    def test_three(self):
        assert [repr(level) for level in AdminLevel] == [f"AdminLevel.{level.name}" for level in AdminLevel]
        assert [level.value for level in AdminLevel] == ["national", "province", "regency"]
