"""What every code has: a name, patterns, formatting, other parts, and patterns of ``match``."""

import copy
import pickle
import re
import sys
from datetime import date

import pytest

from satudata import (
    KIB,
    DisasterType,
    InvalidCodeError,
    InvalidDisasterTypeError,
    InvalidGLIDEError,
    InvalidKIBError,
    RegionCode,
    SatudataError,
    UnknownEditionError,
    UnknownTypeError,
    WrongTypeError,
    disaster_types,
)
from satudata._ground.codes import Code
from satudata.interop import GLIDE
from satudata.regions import BPSCode, PCode

TEXTS = {
    KIB: "6202106202408041",
    RegionCode: "62.02",
    BPSCode: "1212",
    PCode: "ID1212",
    GLIDE: "EQ-2004-000147-IDN",
    DisasterType: "2011/106",
}
KARHUTLA = DisasterType.parse("2023/106")


@pytest.mark.parametrize("kind", TEXTS, ids=lambda kind: kind.__name__)
class TestEveryCode:
    def test_is_a_plain_slotted_class(self, kind):
        code = kind.parse(TEXTS[kind])
        assert isinstance(code, Code)
        assert not hasattr(code, "__dict__")
        assert not hasattr(kind, "__attrs_attrs__")
        for name in ("_text", "other", kind.__match_args__[0]):
            with pytest.raises(AttributeError, match="cannot be changed"):
                setattr(code, name, "x")
            with pytest.raises(AttributeError, match="cannot be changed"):
                delattr(code, name)

    def test_says_what_it_is(self, kind):
        assert kind.ERROR.what == kind.NAME
        assert issubclass(kind.ERROR, InvalidCodeError)
        assert kind.ERROR.slug.replace("_", "") in kind.NAME.lower().replace(" ", "").replace("-", "")
        for pattern in (kind.PATTERN, kind.READ_PATTERN):
            assert re.search(pattern, TEXTS[kind])

    def test_text_and_back(self, kind):
        code = kind.parse(TEXTS[kind])
        assert str(code) == f"{code}" == TEXTS[kind]
        assert kind.parse(str(code)) == kind.parse(code.format()) == code
        assert f"{code:>20}" == f"{TEXTS[kind]:>20}"
        assert f"{code!s:.2}" == f"{code:.2}" == TEXTS[kind][:2]

    def test_is_valid_never_raises(self, kind):
        assert kind.is_valid(TEXTS[kind])
        for value in ("", "x", "٦٢", "9999/999", "2023/555", None, 62, 62.5, b"62", [TEXTS[kind]], kind):
            assert kind.is_valid(value) is False

    def test_a_wrong_type_is_an_error_of_ours_too(self, kind):
        for value in (None, 6202, b"6202"):
            with pytest.raises(WrongTypeError) as caught:
                kind.parse(value)
            assert isinstance(caught.value, SatudataError)
            assert isinstance(caught.value, TypeError)
            assert caught.value.found == type(value).__name__
            assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)

    def test_parts(self, kind):
        code = kind.parse(TEXTS[kind])
        parts = {name: getattr(code, name) for name in kind.__match_args__}
        assert code.replace() is code
        assert code.replace(**parts) == code.__replace__(**parts) == code
        with pytest.raises(
            WrongTypeError, match=f"has no part 'colour'; its parts are {kind.__match_args__[0]}"
        ):
            code.replace(colour="red")

    def test_ordered_as_text_and_only_among_its_own(self, kind, always_equal, never_equal):
        code = kind.parse(TEXTS[kind])
        assert code == always_equal
        assert code != never_equal
        assert hash(code) == hash(kind.parse(TEXTS[kind]))
        for other in (TEXTS[kind], 5, None, *(each.parse(TEXTS[each]) for each in TEXTS if each is not kind)):
            assert code != other
            for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
                assert getattr(code, compare)(other) is NotImplemented
        assert code <= code  # noqa: PLR0124
        assert code >= code  # noqa: PLR0124
        assert not code < code  # noqa: PLR0124
        assert not code > code  # noqa: PLR0124

    @pytest.mark.skipif(sys.version_info < (3, 13), reason="copy.replace is of Python 3.13")
    def test_copy_replace(self, kind):
        code = kind.parse(TEXTS[kind])
        assert copy.replace(code) == code


class TestReplace:
    def test_kib(self):
        kib = KIB.parse(TEXTS[KIB])
        assert str(kib.replace(index=2)) == "6202106202408042"
        assert str(kib.replace(region=RegionCode("62.03"), date=date(2024, 8, 5))) == "6203106202408051"
        with pytest.raises(InvalidKIBError):
            kib.replace(type_code="1")
        with pytest.raises(WrongTypeError):
            kib.replace(region="62.03")

    def test_region_codes(self):
        assert str(RegionCode("62.02").replace(digits="62")) == "62"
        assert BPSCode("1212").replace(digits="12") == BPSCode("12")
        assert PCode("ID1212").digits == "1212"
        assert PCode("ID1212").replace(digits="12") == PCode("ID12")

    def test_glide(self):
        glide = GLIDE(TEXTS[GLIDE])
        assert str(glide.replace(country=None, year=5)) == "EQ-0005-000147----"
        assert str(glide.replace(hazard="FL", number=1, country="ESP")) == "FL-2004-000001-ESP"
        for parts in ({"year": 20004}, {"number": 10**5000}, {"hazard": "fl"}):
            with pytest.raises(InvalidGLIDEError):
                glide.replace(**parts)
        for parts in ({"year": None}, {"number": "1"}, {"hazard": 1}, {"country": 1}):
            with pytest.raises(WrongTypeError):
                glide.replace(**parts)

    def test_disaster_type_is_looked_up(self):
        assert KARHUTLA.replace(scheme="2011") is disaster_types.get("106", "2011")
        assert KARHUTLA.replace(code="107").name == "Gempabumi"
        with pytest.raises(UnknownTypeError):
            KARHUTLA.replace(code="555")
        with pytest.raises(WrongTypeError, match="no part 'name'"):
            KARHUTLA.replace(name="x")


class TestMatch:
    def test_kib(self):
        match KIB.parse(TEXTS[KIB]):
            case KIB(RegionCode("6202"), "106", date(year=2024), index):
                assert index == 1
            case _:
                pytest.fail("no match")

    def test_glide_and_type(self):
        match (GLIDE(TEXTS[GLIDE]), KARHUTLA):
            case (GLIDE("EQ", year, _, "IDN"), DisasterType("2023", code)):
                assert (year, code) == (2004, "106")
            case _:
                pytest.fail("no match")


class TestDisasterType:
    @pytest.mark.parametrize("text", ["2023/106", "2023-106"])
    def test_parse(self, text):
        assert DisasterType.parse(text) is KARHUTLA
        assert DisasterType.is_valid(text)

    @pytest.mark.parametrize(
        ("text", "part"),
        [
            ("", "form"),
            ("106", "form"),
            ("2023 106", "form"),
            ("23/106", "scheme"),
            ("２０２３/106", "scheme"),
            ("2023/16", "code"),
            ("2023/10a", "code"),
            ("2023/106/1", "code"),
            ("2023-106\n", "code"),
        ],
    )
    def test_refused(self, text, part):
        with pytest.raises(InvalidDisasterTypeError, match="right: '2023/101' or '2023-101'") as caught:
            DisasterType.parse(text)
        assert (caught.value.text, caught.value.part) == (text, part)
        assert not DisasterType.is_valid(text)

    def test_unknown(self):
        with pytest.raises(UnknownTypeError, match="the codes are 101, 102"):
            DisasterType.parse("2023/555")
        with pytest.raises(UnknownEditionError, match="'2023' and '2011'"):
            DisasterType.parse("1999/101")

    def test_every_type_of_the_tables(self):
        for scheme in disaster_types.schemes:
            for each in disaster_types.in_scheme(scheme):
                assert DisasterType.parse(str(each)) is each
                assert re.search(DisasterType.PATTERN, str(each))
                assert pickle.loads(pickle.dumps(each, 0)) == each

    def test_one_of_one_s_own_is_not_that_of_the_tables(self):
        row = {name: getattr(KARHUTLA, name) for name in ("scheme", "code", "name_en", "certainty", "issued")}
        own = DisasterType(**row, name="Api", citation="")
        assert own != KARHUTLA
        assert str(own) == str(KARHUTLA)
        assert own <= KARHUTLA
        assert (own.subtypes, own.note) == ((), "")
        assert eval(repr(own), {"DisasterType": DisasterType, "Certainty": disaster_types.Certainty}) == own
        with pytest.raises(InvalidDisasterTypeError):
            DisasterType(**{**row, "code": "1"}, name="Api", citation="")
        with pytest.raises(WrongTypeError):
            DisasterType(**{**row, "code": 106}, name="Api", citation="")
